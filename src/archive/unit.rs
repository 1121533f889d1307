//! One article, cut out of its stream but not yet parsed.

use std::sync::Arc;

use super::html::Page;
use super::row::Row;
use super::{ReadError, Settings, encoding, html, jsonl};
use crate::article::{Article, Source};

/// Where an article stands in its archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path as it was given or found, with that of a container's member after it.
    pub path: Arc<str>,
    /// Which article of that file, from 0; those that cannot be read count too.
    pub index: u64,
    /// The line, from 1, in formats that have lines.
    pub line: Option<u64>,
    /// Where it begins, in bytes of the decompressed file.
    pub offset: u64,
}

impl Place {
    #[cfg(test)]
    pub(super) fn new(path: impl Into<Arc<str>>, index: u64) -> Self {
        Self { path: path.into(), index, line: None, offset: 0 }
    }

    /// An error at this place.
    pub fn error(&self, reason: impl Into<String>) -> ReadError {
        ReadError {
            path: self.path.to_string(),
            index: Some(self.index),
            line: self.line,
            offset: Some(self.offset),
            reason: reason.into(),
        }
    }

    pub(super) fn source(&self) -> Source {
        Source { path: self.path.to_string(), index: self.index }
    }
}

/// One article, cut out of its stream but not yet parsed.
#[derive(Debug)]
pub struct Unit {
    /// Where it stands.
    pub place: Place,
    /// What it is called when it has no name of its own.
    pub(super) id: String,
    pub(super) content: Content,
}

/// What an article was cut as.
#[derive(Debug)]
pub(super) enum Content {
    Text(Vec<u8>),
    Line(Vec<u8>),
    Row(Box<Row>),
    Page(Box<Page>),
}

/// An article that was parsed.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The article.
    pub article: Article,
    /// Whether its archive gave it its id, rather than its place.
    pub given_id: bool,
}

impl Unit {
    /// About how many bytes it holds.
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Text(bytes) | Content::Line(bytes) => bytes.len(),
            Content::Row(row) => row.size(),
            Content::Page(page) => page.bytes.len(),
        }
    }

    /// What tells this article from all others of the archive: the id that the archive gives it, or else its place. As
    /// cheap as can be, so that a run over a part of an archive soon passes over the rest.
    pub fn key(&self, settings: &Settings) -> String {
        let given = match &self.content {
            Content::Line(line) => jsonl::given_id(line, &settings.columns),
            Content::Row(row) => row.given_id().map(str::to_owned),
            Content::Page(page) => page.id.clone(),
            Content::Text(_) => None,
        };
        key(given.as_deref(), &self.place)
    }

    /// The article.
    pub fn parse(self, settings: &Settings) -> Result<Parsed, ReadError> {
        let Self { place, id, content } = self;
        match content {
            Content::Text(bytes) => {
                let mut problems = Vec::new();
                let text = encoding::decode(bytes, None, &mut problems);
                let article = Article { id, text, source: Some(place.source()), problems, ..Article::default() };
                Ok(Parsed { article, given_id: false })
            }
            Content::Line(line) => jsonl::row(line, &settings.columns).map_err(|reason| place.error(reason))?.article(
                &place,
                id,
                &settings.columns,
            ),
            Content::Row(row) => row.article(&place, id, &settings.columns),
            Content::Page(page) => html::parse(*page, &place, id, &settings.limits, &settings.columns),
        }
    }
}

impl Parsed {
    /// The same as [`Unit::key`] of the unit that it was parsed from.
    pub fn key(&self, place: &Place) -> String {
        key(self.given_id.then_some(self.article.id.as_str()), place)
    }
}

fn key(given: Option<&str>, place: &Place) -> String {
    match given {
        Some(id) => format!("id {id}"),
        None => format!("at {} {}", place.index, place.path),
    }
}
