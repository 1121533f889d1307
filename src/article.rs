//! What goes in: one article.

/// One article: its text exactly as it was read, and what its archive says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// What names the article in its archive.
    pub id: String,
    /// The text that all offsets count in.
    pub text: String,
    /// Where it was read from.
    pub source: Option<Source>,
    /// What the archive says beside the text.
    pub metadata: Metadata,
    /// What went wrong in reading it, for the record's `problems`.
    pub problems: Vec<String>,
}

/// The file that an article came from, and its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it was given or found.
    pub path: String,
    /// Which article of that file, from 0.
    pub index: u64,
}

/// What an archive says of an article beside its text; absent is `None`, never an empty string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The date as the archive has it.
    pub published: Option<String>,
    /// The newspaper, agency or site.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
}

impl Article {
    /// An article that is nothing but a text with a name.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }
}
