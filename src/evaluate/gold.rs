//! What people have annotated.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use super::span::{NameClass, Stretch};
use super::{brat, conll, jsonl};

/// Gold cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{}: {reason}", path.display(), line.map_or(String::new(), |line| format!(":{line}")))]
pub struct GoldError {
    /// The file or folder.
    pub path: PathBuf,
    /// The line, from 1, in files of lines.
    pub line: Option<u64>,
    /// What is wrong with it, and what to do.
    pub reason: String,
}

impl GoldError {
    pub(super) fn new(path: &Path, line: Option<u64>, reason: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, reason: reason.into() }
    }
}

/// How gold is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum GoldFormat {
    /// JSON lines with text, mentions and quotes
    Jsonl,
    /// A word a line, the last column its tag (IOB or BIOES), as CoNLL has it
    Conll,
    /// A folder of texts with .ann files
    Brat,
    /// A folder with text/ and gold/: entities with their names, quotes with their resolved speakers
    Resolved,
}

/// Annotated articles.
#[derive(Clone, Debug, PartialEq)]
pub enum Gold {
    /// Where names and quotations stand.
    Spans(Vec<Document>),
    /// Which entities there are, and whom the quotations are from.
    Resolved(Vec<ResolvedDocument>),
}

/// An article with the places of its names and quotations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The id of its record.
    pub id: String,
    /// The text that all offsets count in.
    pub text: String,
    /// Its names.
    pub mentions: Vec<GoldMention>,
    /// Its quotations.
    pub quotes: Vec<GoldQuote>,
}

/// A name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// Where it stands.
    pub at: Stretch,
    /// What it names.
    pub class: NameClass,
    /// Whether it may be found but need not be.
    pub optional: bool,
}

/// What sort of quotation one is in the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteClass {
    /// All that is said stands in quotation marks.
    Direct,
    /// Words outside of the marks are said too.
    Mixed,
    /// No marks.
    Indirect,
    /// Up to three words, scare quotes.
    Fragment,
    /// Only within it is something attributed.
    Nested,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldQuote {
    /// Where it stands.
    pub at: Stretch,
    /// What sort it is.
    pub class: QuoteClass,
    /// Where its source stands.
    pub source: Vec<Stretch>,
    /// Where what is said stands, if that is another place.
    pub content: Vec<Stretch>,
}

/// An article with its entities and the speakers of its quotations.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ResolvedDocument {
    /// The id of its record.
    #[serde(default)]
    pub id: String,
    /// The text.
    #[serde(default)]
    pub text: String,
    /// The entities that it names.
    pub(super) entities: Vec<ResolvedEntity>,
    /// What is quoted in it.
    pub(super) quotes: Vec<ResolvedQuote>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct ResolvedEntity {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) surfaces: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(super) struct ResolvedQuote {
    pub(super) text: String,
    pub(super) kind: QuoteClass,
    /// Names of entities, between semicolons.
    #[serde(default)]
    pub(super) speaker: Option<String>,
    #[serde(default)]
    pub(super) speaker_named: bool,
    /// What stands in the text for the speaker.
    #[serde(default)]
    pub(super) speaker_mention: Option<String>,
}

impl Gold {
    /// Reads gold. Without a format, a folder with `text/` and `gold/` is resolved gold, one with `.ann` files brat's, a file
    /// whose first character is a brace JSON lines, and any other file columns.
    pub fn read(path: &Path, format: Option<GoldFormat>) -> Result<Self, GoldError> {
        let format = match format {
            Some(format) => format,
            None if path.join("gold").is_dir() && path.join("text").is_dir() => GoldFormat::Resolved,
            None if path.is_dir() => GoldFormat::Brat,
            None if text(path)?.trim_start().starts_with('{') => GoldFormat::Jsonl,
            None => GoldFormat::Conll,
        };
        let documents = match format {
            GoldFormat::Jsonl => jsonl::read(path, &text(path)?)?,
            GoldFormat::Conll => conll::read(path, &text(path)?),
            GoldFormat::Brat => brat::read(path)?,
            GoldFormat::Resolved => return Ok(Self::Resolved(resolved(path)?)),
        };
        if documents.is_empty() {
            return Err(GoldError::new(path, None, "no document; --gold-format tells how it is written"));
        }
        Ok(Self::Spans(documents))
    }

    /// The ids and texts of all documents.
    pub fn texts(&self) -> Vec<(&str, &str)> {
        match self {
            Self::Spans(all) => all.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect(),
            Self::Resolved(all) => all.iter().map(|d| (d.id.as_str(), d.text.as_str())).collect(),
        }
    }
}

/// A file of text.
pub(super) fn text(path: &Path) -> Result<String, GoldError> {
    std::fs::read_to_string(path).map_err(|e| GoldError::new(path, None, e.to_string()))
}

/// The files of a folder that end so, sorted.
pub(super) fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, GoldError> {
    let wrong = |e: std::io::Error| GoldError::new(folder, None, e.to_string());
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.extension().is_some_and(|e| e == extension) {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

/// The name of a file without its extension.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn resolved(folder: &Path) -> Result<Vec<ResolvedDocument>, GoldError> {
    let mut all = Vec::new();
    for path in files(&folder.join("gold"), "json")? {
        let mut document: ResolvedDocument = serde_json::from_str(&text(&path)?)
            .map_err(|e| GoldError::new(&path, None, format!("no resolved gold: {e}")))?;
        document.id = stem(&path);
        document.text = text(&folder.join("text").join(format!("{}.txt", document.id)))?;
        all.push(document);
    }
    if all.is_empty() {
        return Err(GoldError::new(&folder.join("gold"), None, "no .json file in this folder"));
    }
    Ok(all)
}
