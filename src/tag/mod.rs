//! Tokens and gazetteer to mentions: which runs of words are names, and of what kind.
//!
//! Candidates are made in zones of capitalised words, evidence is gathered for each, and weights decide, twice: the
//! second reading knows what the first was sure of.

mod candidates;
mod decode;
pub mod evidence;
mod memory;
mod own;
mod weights;
mod zones;

pub use candidates::{Candidate, Candidates};
pub use decode::{Chosen, Decoder, Probabilities, rivals};
pub use evidence::{Evidence, NameKind};
pub use own::OwnMention;
pub use weights::{NO_NAME, Row, UNITS, Units, Weights};
pub use zones::{Listed, Zone};

use crate::gazetteer::Gazetteer;
use crate::text::Tokens;
use candidates::{Spread, Weighed};
use memory::Memory;

/// A name in the text.
#[derive(Clone, Copy, Debug)]
pub struct Mention {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it names.
    pub kind: NameKind,
    /// How probable it is that exactly this is a name of this kind.
    pub confidence: f32,
    /// The piece of evidence that said so most strongly.
    pub reason: Evidence,
}

/// What tagging hands on.
#[derive(Debug, Default)]
pub struct Mentions {
    /// The names, in order; none overlaps another.
    pub names: Vec<Mention>,
    /// Every name of the lists that stands in the text, tagged or not (demonyms, titles, metonyms).
    pub listed: Vec<Listed>,
    /// The names of kinds that the user's lists made, in order; none overlaps another or one of `names`.
    pub own: Vec<OwnMention>,
}

/// The state of a reading, for the fitting tool and for explanations.
#[derive(Debug)]
pub struct Reading {
    /// The candidates; after the second reading their evidence holds what the article says of them.
    pub candidates: Candidates,
    /// What the model says of each.
    pub probabilities: Vec<Probabilities>,
    /// The best way to read the text.
    pub chosen: Vec<Chosen>,
}

/// Finds the names of a text.
pub fn mentions(tokens: &Tokens<'_>, gazetteer: &Gazetteer, weights: &[Weights; 2]) -> Mentions {
    let listed = zones::listed(tokens, gazetteer);
    let zones = zones::zones(tokens, &listed);
    let spread = Spread::new(tokens, &zones, &listed);
    let Weighed { candidates, first, mut second } = candidates::weighed(&spread, weights);
    let first = decode(candidates, &first);
    let memory = Memory::new(tokens, &first.candidates, &first.probabilities);
    let mut learnt = Vec::with_capacity(16);
    for ((c, p), sum) in first.candidates.list.iter().zip(&first.probabilities).zip(&mut second) {
        learnt.clear();
        memory.evidence(tokens, c, p, &mut learnt);
        *sum = weights[1].add(sum, &learnt);
    }
    let scores: Vec<Row> = second.iter().map(|sum| weights[1].scores(sum)).collect();
    let Reading { candidates, probabilities: before, .. } = first;
    let second = decode(candidates, &scores);
    let mut names = Vec::with_capacity(second.chosen.len());
    let mut chosen = second.chosen.iter();
    let wanted = second.chosen.iter().map(|chosen| &second.candidates.list[chosen.candidate as usize]);
    candidates::evidence_of(&spread, wanted, |evidence, c| {
        let Some(&Chosen { candidate, kind }) = chosen.next() else { return };
        memory.evidence(tokens, c, &before[candidate as usize], evidence);
        let reason = weights[1].strongest(evidence, kind as usize).unwrap_or_default();
        let confidence = second.probabilities[candidate as usize][kind as usize];
        names.push(Mention { start: c.start as usize, end: c.end as usize, kind, confidence, reason });
    });
    let mut mentions = Mentions { names, listed, own: Vec::new() };
    if gazetteer.has_user_names() {
        own::settle(tokens, gazetteer, &mut mentions);
    }
    mentions
}

/// Every name of the lists in a text.
pub fn listed(tokens: &Tokens<'_>, gazetteer: &Gazetteer) -> Vec<Listed> {
    zones::listed(tokens, gazetteer)
}

/// The candidates of a text with the evidence that lists, words and neighbours give.
pub fn candidates(tokens: &Tokens<'_>, listed: &[Listed]) -> Candidates {
    let zones = zones::zones(tokens, listed);
    candidates::candidates(&Spread::new(tokens, &zones, listed))
}

/// One reading: scores, probabilities and the best way.
pub fn read(candidates: Candidates, weights: &Weights) -> Reading {
    let scores: Vec<Row> = candidates.list.iter().map(|c| weights.sum(candidates.evidence(c))).collect();
    decode(candidates, &scores)
}

fn decode(candidates: Candidates, scores: &[Row]) -> Reading {
    let mut probabilities = vec![[0.0; 4]; candidates.list.len()];
    let mut chosen = Vec::new();
    let mut decoder = Decoder::default();
    for zone in 0..candidates.zones.len() {
        decoder.zone(&candidates, zone, scores, &mut probabilities, &mut chosen);
    }
    Reading { candidates, probabilities, chosen }
}

/// The candidates of a first reading with what it found added to their evidence.
pub fn remember(tokens: &Tokens<'_>, first: &Reading) -> Candidates {
    let memory = Memory::new(tokens, &first.candidates, &first.probabilities);
    let mut out = Candidates { zones: first.candidates.zones.clone(), ..Candidates::default() };
    out.evidence.reserve(first.candidates.evidence.len() * 5 / 4);
    out.list.reserve(first.candidates.list.len());
    for (c, p) in first.candidates.list.iter().zip(&first.probabilities) {
        let from = out.evidence.len() as u32;
        out.evidence.extend_from_slice(first.candidates.evidence(c));
        memory.evidence(tokens, c, p, &mut out.evidence);
        out.list.push(Candidate { evidence: (from, out.evidence.len() as u32), ..*c });
    }
    out
}
