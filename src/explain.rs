//! Why a place in a text was read as it was: every candidate name there, with its evidence and what each piece weighed.

use crate::extractor::Extractor;
use crate::span::Span;
use crate::tag::{self, NO_NAME, NameKind, Row};
use crate::text;

/// One candidate name and what was thought of it in the second reading.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it was read as; `None` when another reading won.
    pub read_as: Option<NameKind>,
    /// How probable it is as a person, an organization, a location.
    pub probabilities: [f32; 3],
    /// The sums of its weights: person, organization, location, no name.
    pub scores: Row,
    /// Its evidence, what weighed most first: name, reason, and what it adds to the scores.
    pub evidence: Vec<(String, String, Row)>,
}

impl Extractor<'_> {
    /// Every candidate name that shares a character with `place` (in bytes), in the order of the text.
    pub fn explain(&self, text: &str, place: Span) -> Vec<Explained> {
        let tokens = text::tokens(text, self.gazetteer());
        let listed = tag::listed(&tokens, self.gazetteer());
        let [first, second] = self.name_weights();
        let first = tag::read(tag::candidates(&tokens, &listed), first);
        let reading = tag::read(tag::remember(&tokens, &first), second);
        let mut out = Vec::new();
        for (n, c) in reading.candidates.list.iter().enumerate() {
            let span = tokens.span(c.start as usize, c.end as usize);
            if span.start >= place.end || place.start >= span.end {
                continue;
            }
            let mut evidence: Vec<(String, String, Row)> = reading
                .candidates
                .evidence(c)
                .iter()
                .zip(second.shares(reading.candidates.evidence(c)))
                .map(|(&e, share)| {
                    let (name, reason) = self.evidence(e);
                    (name.to_owned(), reason.to_owned(), share)
                })
                .collect();
            let most = |row: &Row| row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
            evidence.sort_by(|a, b| most(&b.2).total_cmp(&most(&a.2)));
            let p = reading.probabilities[n];
            let mut scores = second.sum(reading.candidates.evidence(c));
            if c.end != c.start + 1 {
                scores[NO_NAME] = 0.0;
            }
            out.push(Explained {
                span,
                read_as: reading.chosen.iter().find(|r| r.candidate as usize == n).map(|r| r.kind),
                probabilities: [p[0], p[1], p[2]],
                scores,
                evidence,
            });
        }
        out
    }
}
