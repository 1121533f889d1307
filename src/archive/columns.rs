//! Which columns of a table, or fields of an object, are which part of an article.

use std::collections::BTreeMap;

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What names it.
    Id,
    /// Its text.
    Text,
    /// Its headline.
    Title,
    /// Its date.
    Published,
    /// The newspaper, agency or site.
    Publisher,
    /// Who wrote it.
    Authors,
    /// Where it stands on the web.
    Url,
}

/// The names that archives use, the better ones first: of several that an article has, the first that is not empty counts.
const USUAL: [(Role, &[&str]); 7] = [
    (Role::Id, &["id", "_id", "article_id", "articleid", "doc_id", "docid", "uuid", "guid"]),
    (
        Role::Text,
        &[
            "text",
            "content",
            "maintext",
            "plaintext",
            "full_text",
            "fulltext",
            "article_text",
            "article_body",
            "articlebody",
            "body_text",
            "body",
            "article",
        ],
    ),
    (Role::Title, &["title", "headline", "article_title"]),
    (
        Role::Published,
        &[
            "date",
            "published",
            "date_publish",
            "publishing_date",
            "published_at",
            "publish_date",
            "published_date",
            "publication_date",
            "datepublished",
            "pub_date",
            "pubdate",
        ],
    ),
    (
        Role::Publisher,
        &[
            "publication",
            "publisher",
            "source_domain",
            "newspaper",
            "outlet",
            "site_name",
            "source_name",
            "source",
            "domain",
        ],
    ),
    (Role::Authors, &["authors", "author", "byline", "writer"]),
    (Role::Url, &["url", "link", "article_url", "article_link", "web_url"]),
];

/// Names of columns and what they are. Names are compared without regard to case, spaces and hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    names: BTreeMap<String, (Role, u8)>,
}

impl Default for Columns {
    fn default() -> Self {
        let names = USUAL
            .iter()
            .flat_map(|(role, names)| names.iter().zip(0u8..).map(|(name, rank)| ((*name).to_owned(), (*role, rank))));
        Self { names: names.collect() }
    }
}

impl Columns {
    /// Takes a part from this column alone, and no longer from those of the usual names.
    pub fn set(&mut self, role: Role, column: &str) {
        self.names.retain(|_, (r, _)| *r != role);
        self.names.insert(plain(column), (role, 0));
    }

    /// What a column is, and how good a name it has for that (0 is best).
    pub(super) fn role(&self, column: &str) -> Option<(Role, u8)> {
        if let Some(found) = self.names.get(column) {
            return Some(*found);
        }
        self.names.get(&plain(column)).copied()
    }

    /// The names of a part, for messages.
    pub(super) fn of(&self, role: Role) -> Vec<&str> {
        let mut names: Vec<(u8, &str)> = self
            .names
            .iter()
            .filter(|(_, (r, _))| *r == role)
            .map(|(name, (_, rank))| (*rank, name.as_str()))
            .collect();
        names.sort_unstable();
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// What to say of an article or a table that has no text.
    pub(super) fn no_text(&self) -> String {
        format!("no text: looked for {}; --field text=NAME names another", self.of(Role::Text).join(", "))
    }
}

fn plain(name: &str) -> String {
    let name = name.trim().trim_start_matches('\u{feff}');
    name.chars().map(|c| if matches!(c, ' ' | '-') { '_' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known_in_any_spelling() {
        let columns = Columns::default();
        assert_eq!(columns.role("content"), Some((Role::Text, 1)));
        assert_eq!(columns.role("Published At"), Some((Role::Published, 4)));
        assert_eq!(columns.role("year"), None);
    }

    #[test]
    fn a_named_column_replaces_the_usual_ones() {
        let mut columns = Columns::default();
        columns.set(Role::Text, "Story");
        assert_eq!(columns.role("story"), Some((Role::Text, 0)));
        assert_eq!(columns.role("content"), None);
        assert_eq!(columns.role("title"), Some((Role::Title, 0)));
    }
}
