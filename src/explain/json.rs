//! Explanations as JSON, with offsets in code points as records have them.

use serde_json::{Value, json};

use super::{Entry, Explained, ExplainedQuote, Mentioned, Outcome, SpeakerChoice, Weighed};
use crate::span::{OffsetMap, Span};
use crate::tag::{NO_NAME, NameKind, Row};

/// Turns explanations of one text into JSON.
pub struct Json<'t> {
    text: &'t str,
    map: OffsetMap,
    line: &'t dyn Fn(&Entry) -> Option<usize>,
}

impl std::fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Json").finish_non_exhaustive()
    }
}

/// Four decimals: what is shown of a weight.
fn number(value: f32) -> Value {
    json!((f64::from(value) * 10_000.0).round() / 10_000.0)
}

fn row(row: Row) -> Value {
    let [person, organization, location, nothing] = row.map(number);
    json!({"person": person, "organization": organization, "location": location, "nothing": nothing})
}

fn evidence(evidence: &[Weighed]) -> Value {
    evidence.iter().map(|e| json!({"name": e.name, "weight": number(e.weight)})).collect()
}

impl<'t> Json<'t> {
    /// For a text; `line` tells the line of an entry in its list where that can be told.
    pub fn new(text: &'t str, line: &'t dyn Fn(&Entry) -> Option<usize>) -> Self {
        Self { text, map: OffsetMap::new(text), line }
    }

    /// An object with the place of a span, and whatever else.
    fn at(&self, span: Span, mut more: Value) -> Value {
        if let Value::Object(map) = &mut more {
            map.insert("start".into(), self.map.code_points(span.start).into());
            map.insert("end".into(), self.map.code_points(span.end).into());
            map.insert("text".into(), span.of(self.text).into());
        }
        more
    }

    fn entries(&self, entries: &[Entry]) -> Value {
        let each = |e: &Entry| {
            let mut more = json!({"list": e.list, "entry": e.entry, "says": e.says});
            if let (Some(line), Value::Object(map)) = ((self.line)(e), &mut more) {
                map.insert("line".into(), line.into());
            }
            self.at(e.span, more)
        };
        entries.iter().map(each).collect()
    }

    fn candidate(&self, e: &Explained) -> Value {
        let kind = |kind: NameKind| kind.name();
        let outcome = match &e.outcome {
            Outcome::Won => json!({"what": "won"}),
            Outcome::LostTo(span, k) => self.at(*span, json!({"what": "lost", "kind": kind(*k)})),
            Outcome::NoName => json!({"what": "no-name"}),
            Outcome::OwnName(span, k) => self.at(*span, json!({"what": "own-list", "kind": k})),
        };
        let evidence = e
            .evidence
            .iter()
            .map(|(name, reason, weights)| json!({"name": name, "reason": reason, "weights": row(*weights)}));
        let rivals = e
            .rivals
            .iter()
            .map(|r| self.at(r.span, json!({"kind": kind(r.kind), "probability": number(r.probability)})));
        let [person, organization, location] = e.probabilities;
        let mut probabilities = [person, organization, location, 0.0];
        probabilities[NO_NAME] = e.nothing;
        self.at(
            e.span,
            json!({
                "read_as": e.read_as.map(kind),
                "outcome": outcome,
                "probabilities": row(probabilities),
                "sums": row(e.scores),
                "evidence": evidence.collect::<Vec<_>>(),
                "rivals": rivals.collect::<Vec<_>>(),
                "lists": self.entries(&e.entries),
            }),
        )
    }

    /// A place in the text with all that was found there.
    pub fn place(&self, span: Span, candidates: &[Explained], mentions: &[Mentioned], entries: &[Entry]) -> Value {
        let mention = |m: &Mentioned| {
            let more =
                json!({"entity": m.entity, "name": m.name, "reason": m.reason, "confidence": number(m.confidence)});
            self.at(m.span, more)
        };
        self.at(
            span,
            json!({
                "candidates": candidates.iter().map(|c| self.candidate(c)).collect::<Vec<_>>(),
                "mentions": mentions.iter().map(mention).collect::<Vec<_>>(),
                "lists": self.entries(entries),
            }),
        )
    }

    fn speaker(&self, choice: &SpeakerChoice) -> Value {
        let read =
            choice.read.iter().map(|s| json!({"rule": s.rule, "reason": s.reason, "entity": s.entity, "name": s.name}));
        let more = json!({
            "kind": choice.kind,
            "share": number(choice.share),
            "sum": number(choice.score),
            "chosen": choice.chosen,
            "evidence": evidence(&choice.evidence),
            "read": read.collect::<Vec<_>>(),
        });
        match choice.span {
            Some(span) => self.at(span, more),
            None => more,
        }
    }

    /// A quote with everybody who may have said it.
    pub fn quote(&self, e: &ExplainedQuote) -> Value {
        let parts = |parts: &[Span]| parts.iter().map(|p| self.at(*p, json!({}))).collect::<Vec<_>>();
        let speech = e.speech.as_ref().map(|s| {
            let contents = s.contents.iter().map(|c| json!({"parts": parts(&c.parts), "share": number(c.share)}));
            json!({
                "word": self.at(s.word, json!({})),
                "probability": number(s.probability),
                "sum": number(s.score),
                "evidence": evidence(&s.evidence),
                "contents": contents.collect::<Vec<_>>(),
            })
        });
        json!({
            "id": e.id,
            "parts": parts(&e.quote.parts),
            "speaker": e.quote.speaker.as_ref().map(|s| {
                let (entity, name) = e.speaker.clone().unzip();
                self.at(s.span, json!({"entity": entity, "name": name}))
            }),
            "reason": e.quote.reason,
            "rule": e.rule,
            "confidence": number(e.quote.confidence),
            "speakers": e.speakers.iter().map(|s| self.speaker(s)).collect::<Vec<_>>(),
            "speech": speech,
        })
    }
}
