//! Annotated text: JSONL with `id`, `text`, `mentions` and `quotes`, offsets in code points.

use std::error::Error;
use std::path::Path;

use serde::Deserialize;
use whosaid::tag::NameKind;

/// An annotated article.
#[derive(Debug, Deserialize)]
pub struct Document {
    pub text: String,
    #[serde(default)]
    pub mentions: Vec<Mention>,
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Mention {
    pub start: u32,
    pub end: u32,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub optional: bool,
}

#[derive(Debug, Deserialize)]
pub struct Quote {
    pub start: u32,
    pub end: u32,
    pub kind: String,
    #[serde(default)]
    pub source: Vec<Place>,
    #[serde(default)]
    pub cue: Vec<Place>,
    #[serde(default)]
    pub content: Vec<Place>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    pub start: u32,
    pub end: u32,
}

impl Document {
    /// The same in capitals, as headlines and old wires are; `None` when that changes the number of characters.
    pub fn upper(&self) -> Option<Document> {
        let text = self.text.to_uppercase();
        let same = text.chars().count() == self.text.chars().count();
        same.then(|| Document { text, mentions: self.mentions.clone(), quotes: Vec::new() })
    }
}

impl Mention {
    pub fn name_kind(&self) -> Option<NameKind> {
        match self.kind.as_str() {
            "person" => Some(NameKind::Person),
            "organization" => Some(NameKind::Organization),
            "location" | "country" | "place" => Some(NameKind::Location),
            _ => None,
        }
    }
}

/// Reads a file of annotated articles.
pub fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        out.push(serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), n + 1))?);
    }
    Ok(out)
}

/// The same article with its paragraphs joined by single spaces, as many archives have it; names are left out.
pub fn joined(document: &Document) -> Document {
    let mut text = String::with_capacity(document.text.len());
    // Where each code point goes.
    let mut moved = Vec::with_capacity(document.text.len() + 1);
    let mut count = 0;
    for c in document.text.chars() {
        moved.push(count);
        if c == '\n' && text.ends_with(' ') {
            continue;
        }
        text.push(if c == '\n' { ' ' } else { c });
        count += 1;
    }
    moved.push(count);
    let place = |p: &Place| Place { start: moved[p.start as usize], end: moved[p.end as usize] };
    let places = |list: &[Place]| list.iter().map(place).collect();
    let quotes = document.quotes.iter().map(|q| {
        let whole = place(&Place { start: q.start, end: q.end });
        Quote {
            start: whole.start,
            end: whole.end,
            kind: q.kind.clone(),
            source: places(&q.source),
            cue: places(&q.cue),
            content: places(&q.content),
        }
    });
    Document { quotes: quotes.collect(), mentions: Vec::new(), text }
}

/// Byte offsets of all code points, and of the end.
pub fn bytes(text: &str) -> Vec<u32> {
    text.char_indices().map(|(b, _)| b as u32).chain([text.len() as u32]).collect()
}
