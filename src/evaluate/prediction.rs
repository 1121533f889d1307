//! What a record says, as flat spans like those of the gold.

use super::span::{NameClass, Stretch};
use crate::record::{Form, QuoteKind, Record};

/// A name that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) at: Stretch,
    pub(super) class: NameClass,
    pub(super) confidence: f64,
}

/// A stretch of a quotation that was found. Gold marks each quoted stretch by itself, so every part is one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Quoted {
    pub(super) at: Stretch,
    pub(super) indirect: bool,
    pub(super) speaker: Option<Stretch>,
    pub(super) speaker_name: Option<String>,
    pub(super) confidence: f64,
}

/// What a record says of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Prediction {
    /// Names and metonyms; no pronouns, roles and demonyms, and no kinds of a user's own. Sorted, each once.
    pub(super) names: Vec<Name>,
    pub(super) quotes: Vec<Quoted>,
}

impl Prediction {
    pub(super) fn of(record: &Record) -> Self {
        let mut names = Vec::new();
        for entity in &record.entities {
            let Some(class) = NameClass::of(entity.kind.name()) else { continue };
            for m in entity.mentions.iter().filter(|m| matches!(m.form, Form::Name | Form::Metonym)) {
                names.push(Name { at: Stretch { start: m.start, end: m.end }, class, confidence: m.confidence });
            }
        }
        names.sort_by(|a, b| (a.at, a.class).cmp(&(b.at, b.class)).then(b.confidence.total_cmp(&a.confidence)));
        names.dedup_by_key(|n| (n.at, n.class));
        let mut quotes = Vec::new();
        for quote in &record.quotes {
            for part in &quote.parts {
                quotes.push(Quoted {
                    at: Stretch { start: part.start, end: part.end },
                    indirect: quote.kind == QuoteKind::Indirect,
                    speaker: quote.speaker.as_ref().map(|s| Stretch { start: s.start, end: s.end }),
                    speaker_name: quote.speaker.as_ref().map(|s| s.name.to_string()),
                    confidence: quote.confidence,
                });
            }
        }
        Self { names, quotes }
    }
}
