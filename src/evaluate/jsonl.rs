//! Gold as JSON lines: `{"id", "text", "mentions": [{"start", "end", "type"}], "quotes": [{"start", "end", "kind",
//! "source": [{"start", "end"}]}]}`.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;

use super::gold::{Document, GoldError, GoldMention, GoldQuote, QuoteClass};
use super::span::{NameClass, Stretch};

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    mentions: Vec<Mention>,
    #[serde(default)]
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Mention {
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    label: String,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct Quote {
    start: u32,
    end: u32,
    kind: QuoteClass,
    #[serde(default)]
    source: Vec<Stretch>,
    #[serde(default)]
    content: Vec<Stretch>,
}

/// Reads gold from lines of JSON.
pub(super) fn read(path: &Path, text: &str) -> Result<Vec<Document>, GoldError> {
    let mut all = Vec::new();
    let mut ids = HashSet::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let wrong = |reason: String| GoldError::new(path, Some(number), reason);
        let document = serde_json::from_str::<Line>(line)
            .map_err(|e| wrong(format!("no gold: {e}")))
            .and_then(|d| d.document(&wrong))?;
        if !ids.insert(document.id.clone()) {
            return Err(wrong(format!("a second document {:?}: ids must differ", document.id)));
        }
        all.push(document);
    }
    Ok(all)
}

impl Line {
    fn document(self, wrong: &dyn Fn(String) -> GoldError) -> Result<Document, GoldError> {
        let mut mentions = Vec::with_capacity(self.mentions.len());
        for Mention { start, end, label, optional } in self.mentions {
            let class = NameClass::of(&label).ok_or_else(|| {
                wrong(format!(
                    "a mention of type {label:?}: person, organization, location, country and place are known"
                ))
            })?;
            mentions.push(GoldMention { at: Stretch { start, end }, class, optional });
        }
        let quotes = self.quotes.into_iter().map(|Quote { start, end, kind, source, content }| GoldQuote {
            at: Stretch { start, end },
            class: kind,
            source,
            content,
        });
        Ok(Document { id: self.id, text: self.text, mentions, quotes: quotes.collect() })
    }
}
