//! A row of a table, an object, or an XML document on its way to an article.

use serde_json::Value;

use super::columns::{Columns, Role};
use super::unit::{Parsed, Place};
use super::{ReadError, encoding};
use crate::article::{Article, Metadata};

/// The parts of an article that were found so far, each with the rank of the name it was found under.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    id: Option<(u8, String)>,
    text: Option<(u8, String)>,
    title: Option<(u8, String)>,
    published: Option<(u8, String)>,
    publisher: Option<(u8, String)>,
    authors: Option<(u8, Vec<String>)>,
    url: Option<(u8, String)>,
    /// How many byte sequences were no text.
    pub(super) replaced: u64,
}

/// Keeps what has the better name.
fn keep<T>(place: &mut Option<(u8, T)>, rank: u8, value: T) {
    if place.as_ref().is_none_or(|(old, _)| rank < *old) {
        *place = Some((rank, value));
    }
}

impl Row {
    /// Sets a part; what is empty counts as absent.
    pub(super) fn set(&mut self, (role, rank): (Role, u8), value: String) {
        if value.trim().is_empty() && role != Role::Text {
            return;
        }
        match role {
            Role::Id => keep(&mut self.id, rank, value),
            // An empty text is one (the article is skipped for it), but the worst one.
            Role::Text => keep(&mut self.text, if value.trim().is_empty() { u8::MAX } else { rank }, value),
            Role::Title => keep(&mut self.title, rank, value),
            Role::Published => keep(&mut self.published, rank, value),
            Role::Publisher => keep(&mut self.publisher, rank, value),
            Role::Authors => keep(&mut self.authors, rank, split(&value)),
            Role::Url => keep(&mut self.url, rank, value),
        }
    }

    /// Sets the authors from a list.
    pub(super) fn set_authors(&mut self, rank: u8, names: Vec<String>) {
        let names: Vec<String> = names.into_iter().filter(|n| !n.trim().is_empty()).collect();
        if !names.is_empty() {
            keep(&mut self.authors, rank, names);
        }
    }

    /// Sets a part from a value of JSON.
    pub(super) fn set_value(&mut self, (role, rank): (Role, u8), value: Value) {
        match (role, value) {
            (_, Value::String(value)) => self.set((role, rank), value),
            (Role::Id, Value::Number(value)) => self.set((role, rank), value.to_string()),
            (Role::Text, value @ (Value::Array(_) | Value::Object(_))) => {
                let mut paragraphs = Vec::new();
                gather(value, &mut paragraphs);
                self.set((role, rank), paragraphs.join("\n\n"));
            }
            (Role::Authors, Value::Array(names)) => {
                self.set_authors(rank, names.into_iter().filter_map(name).collect())
            }
            (_, value @ Value::Object(_)) => {
                if let Some(name) = name(value) {
                    self.set((role, rank), name);
                }
            }
            _ => {}
        }
    }

    /// The length of what is held, in bytes.
    pub(super) fn size(&self) -> usize {
        self.text.as_ref().map_or(0, |(_, t)| t.len()) + 256
    }

    pub(super) fn authors(&self) -> &[String] {
        self.authors.as_ref().map_or(&[], |(_, names)| names)
    }

    /// Counts what a transcoder has replaced in the text. It reads ahead, so that its own count is that of more articles.
    pub(super) fn count_replaced(&mut self, transcoder: u64) {
        if transcoder > 0 {
            self.replaced = self.text.as_ref().map_or(0, |(_, text)| text.matches('\u{fffd}').count() as u64);
        }
    }

    pub(super) fn given_id(&self) -> Option<&str> {
        self.id.as_ref().map(|(_, id)| id.as_str())
    }

    /// The article, with this id when it has none of its own.
    pub(super) fn article(self, place: &Place, id: String, columns: &Columns) -> Result<Parsed, ReadError> {
        let given_id = self.id.is_some();
        let Some((_, text)) = self.text else { return Err(place.error(columns.no_text())) };
        let mut problems = Vec::new();
        encoding::note(self.replaced, &mut problems);
        let article = Article {
            id: self.id.map_or(id, |(_, id)| id),
            text,
            source: Some(place.source()),
            metadata: Metadata {
                title: self.title.map(|f| f.1),
                published: self.published.map(|f| f.1),
                publisher: self.publisher.map(|f| f.1),
                authors: self.authors.map(|f| f.1).unwrap_or_default(),
                url: self.url.map(|f| f.1),
            },
            problems,
        };
        Ok(Parsed { article, given_id })
    }
}

/// Several authors in one cell stand between semicolons.
fn split(names: &str) -> Vec<String> {
    names.split(';').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// A name, plain or as an object of JSON-LD.
pub(super) fn name(value: Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name),
        Value::Object(mut object) => object.remove("name").and_then(name),
        Value::Array(names) => names.into_iter().find_map(name),
        _ => None,
    }
}

/// The paragraphs of a text that is a list, or the body of fundus: a summary, and sections with headlines and paragraphs.
fn gather(value: Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.trim().is_empty() => into.push(text),
        Value::Array(values) => values.into_iter().for_each(|v| gather(v, into)),
        Value::Object(mut object) => {
            for key in ["summary", "sections", "headline", "paragraphs"] {
                if let Some(value) = object.remove(key) {
                    gather(value, into);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn article(fields: Value) -> Result<Parsed, ReadError> {
        let columns = Columns::default();
        let mut row = Row::default();
        if let Value::Object(fields) = fields {
            for (key, value) in fields {
                if let Some(role) = columns.role(&key) {
                    row.set_value(role, value);
                }
            }
        }
        row.article(&Place::new("a", 0), "a:1".into(), &columns)
    }

    #[test]
    fn the_better_name_counts_and_empty_is_absent() {
        let a = article(json!({"body": "second", "content": "first", "text": "", "title": " "})).unwrap().article;
        assert_eq!(a.text, "first");
        assert_eq!(a.metadata.title, None);
        assert_eq!(a.id, "a:1");
        assert_eq!(article(json!({"text": ""})).unwrap().article.text, "");
        assert!(article(json!({"title": "x"})).is_err());
    }

    #[test]
    fn authors_are_a_list_a_string_or_objects() {
        let of = |v: Value| article(json!({"text": "x", "authors": v})).unwrap().article.metadata.authors;
        assert_eq!(of(json!(["A", ""])), ["A"]);
        assert_eq!(of(json!("A; B")), ["A", "B"]);
        assert_eq!(of(json!([{"name": "A"}])), ["A"]);
        assert_eq!(of(json!({"name": "A"})), ["A"]);
    }

    #[test]
    fn the_body_of_fundus_is_joined() {
        let body = json!({"summary": ["S"], "sections": [{"headline": ["H"], "paragraphs": ["P", "Q"]}]});
        assert_eq!(article(json!({"body": body})).unwrap().article.text, "S\n\nH\n\nP\n\nQ");
    }
}
