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

#[derive(Debug, Deserialize)]
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

/// Byte offsets of all code points, and of the end.
pub fn bytes(text: &str) -> Vec<u32> {
    text.char_indices().map(|(b, _)| b as u32).chain([text.len() as u32]).collect()
}
