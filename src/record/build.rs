//! From what the stages found to the record; the one place where bytes become code points.

use sha2::{Digest, Sha256};
use smol_str::{SmolStr, format_smolstr};

use super::types::{
    Addressee, Condition, Cue, Entity, Form, Gender, Kind, Link, Mention, Part, Quote, QuoteKind, Record, Source,
    Speaker, VERSION,
};
use super::write::digits;
use crate::article::Article;
use crate::gazetteer::{Gazetteer, ThingKind};
use crate::quote;
use crate::resolve::{self, Entities, EntityId, EntityKind, Reason, plain};
use crate::span::{OffsetMap, Span};
use crate::text::Tokens;

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offsets {
    /// Unicode code points, as Python counts.
    #[default]
    CodePoints,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count.
    Bytes,
}

/// What a record is made of beside the article.
pub(crate) struct Found<'a, 't> {
    pub(crate) tokens: &'a Tokens<'t>,
    pub(crate) entities: &'a Entities,
    pub(crate) quotes: &'a [quote::Quote],
    pub(crate) problems: Vec<String>,
    pub(crate) gazetteer: &'a Gazetteer,
    /// The names of the evidence for names, by number.
    pub(crate) evidence: &'a [(SmolStr, String)],
}

/// Makes the record of an article.
pub(crate) fn record(article: &Article, found: Found<'_, '_>, offsets: Offsets, with_text: bool) -> Record {
    let ids = (1..=found.entities.list.len()).map(|n| numbered('e', n)).collect();
    let builder = Builder { text: &article.text, map: OffsetMap::new(&article.text), offsets, found: &found, ids };
    let c = found.tokens.condition;
    let mut problems = article.problems.clone();
    problems.extend(found.problems.iter().cloned());
    let metadata = article.metadata.clone();
    Record {
        version: VERSION,
        id: article.id.clone(),
        source: article.source.as_ref().map(|s| Source { path: s.path.clone(), index: s.index }),
        title: metadata.title,
        published: metadata.published,
        publisher: metadata.publisher,
        authors: metadata.authors,
        url: metadata.url,
        length: builder.offset(article.text.len() as u32),
        digest: digest(&article.text),
        condition: Condition {
            paragraphs: c.paragraphs,
            tokenized: c.tokenized,
            straight_quotes: c.straight_quotes,
            gaps: c.gaps,
            substituted: c.substituted,
        },
        entities: found.entities.list.iter().enumerate().map(|(n, e)| builder.entity(n, e)).collect(),
        quotes: found.quotes.iter().enumerate().map(|(n, q)| builder.quote(numbered('q', n + 1), q)).collect(),
        problems,
        sketch: None,
        text: with_text.then(|| article.text.clone()),
    }
}

/// SHA-256 of a text, in hex.
pub fn digest(text: &str) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    Sha256::digest(text.as_bytes()).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

struct Builder<'a, 't> {
    text: &'a str,
    map: OffsetMap,
    offsets: Offsets,
    found: &'a Found<'a, 't>,
    /// What the entities are called in the record.
    ids: Vec<SmolStr>,
}

/// Confidence with two decimals.
fn rounded(confidence: f32) -> f64 {
    // A half is rounded up.
    let hundredths = (f64::from(confidence.clamp(0.0, 1.0)) * 100.0 + 0.5) as u8;
    f64::from(hundredths) / 100.0
}

/// A letter and a number.
fn numbered(letter: char, n: usize) -> SmolStr {
    let short = || {
        let (digits, count) = digits(u32::try_from(n).ok()?)?;
        let mut out = [letter as u8; 9];
        out.last_chunk_mut().map(|last| *last = digits)?;
        std::str::from_utf8(out.get(..=count)?).ok().map(SmolStr::new)
    };
    short().unwrap_or_else(|| format_smolstr!("{letter}{n}"))
}

/// A name that many records have. One that lies elsewhere is copied, so that threads need not share its count.
fn shared(name: &SmolStr) -> SmolStr {
    if name.is_heap_allocated() { SmolStr::new(name) } else { name.clone() }
}

impl Builder<'_, '_> {
    fn id(&self, entity: EntityId) -> SmolStr {
        self.ids.get(entity.0 as usize).cloned().unwrap_or_default()
    }

    fn offset(&self, byte: u32) -> u32 {
        match self.offsets {
            Offsets::CodePoints => self.map.code_points(byte),
            Offsets::Utf16 => self.map.utf16(byte),
            Offsets::Bytes => byte,
        }
    }

    fn part(&self, span: Span) -> Part {
        Part { start: self.offset(span.start), end: self.offset(span.end) }
    }

    fn entity(&self, n: usize, entity: &resolve::Entity) -> Entity {
        let thing = entity.thing.map(|t| self.found.gazetteer.thing(t));
        let link = thing.map(|t| Link {
            wikidata: t.wikidata.map(|q| numbered('Q', q as usize)),
            wikipedia: t.wikipedia.map(SmolStr::new),
            iso: if t.kind == ThingKind::Country { iso(t.country) } else { None },
        });
        let confidence = entity.mentions.iter().map(|m| m.confidence).fold(0.0, f32::max);
        Entity {
            id: self.id(EntityId(n as u32)),
            kind: match entity.kind {
                EntityKind::Person => Kind::Person,
                EntityKind::Country => Kind::Country,
                EntityKind::Organization => Kind::Organization,
                EntityKind::Place => Kind::Place,
                EntityKind::Own(kind) => Kind::Own(self.found.gazetteer.kind(kind).to_owned()),
            },
            name: entity.name.clone(),
            link: link.filter(|l| *l != Link::default()),
            roles: entity.roles.clone(),
            gender: entity.gender.map(|g| match g {
                crate::gazetteer::Gender::F => Gender::F,
                crate::gazetteer::Gender::M => Gender::M,
            }),
            country: thing.and_then(|t| iso(t.country)),
            confidence: rounded(confidence),
            mentions: entity.mentions.iter().map(|m| self.mention(m)).collect(),
        }
    }

    fn mention(&self, m: &resolve::EntityMention) -> Mention {
        let span = self.found.tokens.span(m.start, m.end);
        let Part { start, end } = self.part(span);
        Mention {
            start,
            end,
            text: SmolStr::new(span.of(self.text)),
            title: m.title.map(|(from, to)| plain(self.found.tokens.span(from, to).of(self.text))),
            form: form(m.form),
            stands_for: m.stands_for.map(|of| self.id(of)),
            reason: match m.reason {
                Reason::Evidence(e) => {
                    self.found.evidence.get(e as usize).map(|(name, _)| shared(name)).unwrap_or_default()
                }
                Reason::Rule(name) => SmolStr::new_static(name),
            },
            confidence: rounded(m.confidence),
        }
    }

    fn speaker(&self, speaker: &quote::Speaker) -> Speaker {
        let Part { start, end } = self.part(speaker.span);
        let text = SmolStr::new(speaker.span.of(self.text));
        let entity = speaker.entity.and_then(|e| self.found.entities.get(e));
        Speaker {
            entity: speaker.entity.map(|e| self.id(e)),
            name: entity.map_or_else(|| plain(&text), |e| e.name.clone()),
            start,
            end,
            text,
            form: match speaker.form {
                quote::SpeakerForm::Name => Form::Name,
                quote::SpeakerForm::Pronoun => Form::Pronoun,
                quote::SpeakerForm::Role => Form::Role,
            },
        }
    }

    /// The quotations within the one with this id.
    fn nested(&self, outer: &SmolStr, quotes: &[quote::Quote]) -> Vec<Quote> {
        let each =
            |(n, q)| Quote { inside: Some(outer.clone()), ..self.quote(format_smolstr!("{outer}.{}", n + 1), q) };
        quotes.iter().enumerate().map(each).collect()
    }

    fn quote(&self, number: SmolStr, quote: &quote::Quote) -> Quote {
        let mut text = String::with_capacity(quote.contents.iter().map(|c| c.len() as usize + 1).sum());
        for (n, content) in quote.contents.iter().enumerate() {
            text.push_str(if n > 0 { " " } else { "" });
            text.push_str(content.of(self.text).trim());
        }
        Quote {
            nested: self.nested(&number, &quote.nested),
            id: number,
            kind: match quote.kind {
                quote::QuoteKind::Direct => QuoteKind::Direct,
                quote::QuoteKind::Mixed => QuoteKind::Mixed,
                quote::QuoteKind::Fragment => QuoteKind::Fragment,
                quote::QuoteKind::Indirect => QuoteKind::Indirect,
            },
            text,
            parts: quote.parts.iter().map(|p| self.part(*p)).collect(),
            speaker: quote.speaker.as_ref().map(|s| self.speaker(s)),
            with: quote.with.iter().map(|s| self.speaker(s)).collect(),
            cue: quote.cue.as_ref().map(|c| {
                let Part { start, end } = self.part(c.span);
                Cue { start, end, text: c.span.of(self.text).into(), class: c.class.clone() }
            }),
            addressee: quote.addressee.as_ref().map(|a| {
                let Part { start, end } = self.part(a.span);
                Addressee { entity: a.entity.map(|e| self.id(e)), start, end, text: a.span.of(self.text).into() }
            }),
            inside: None,
            reason: quote.reason.clone(),
            confidence: rounded(quote.confidence),
        }
    }
}

fn form(form: resolve::Form) -> Form {
    match form {
        resolve::Form::Name => Form::Name,
        resolve::Form::Pronoun => Form::Pronoun,
        resolve::Form::Role => Form::Role,
        resolve::Form::Demonym => Form::Demonym,
        resolve::Form::Metonym => Form::Metonym,
    }
}

fn iso(code: Option<[u8; 2]>) -> Option<SmolStr> {
    code.and_then(|c| std::str::from_utf8(&c).ok().map(SmolStr::new))
}
