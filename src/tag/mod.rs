//! Tokens and gazetteer to mentions: which runs of words are names, and of what kind.
//!
//! Candidates are made in zones of capitalised words, evidence is gathered for each, and weights decide, twice: the
//! second reading knows what the first was sure of.

mod candidates;
mod decode;
pub mod evidence;
mod memory;
mod own;
mod readings;
mod runs;
mod short;
mod weights;
mod zones;

pub use candidates::{Candidate, Candidates};
pub use decode::{Chosen, Decoder, Probabilities, rivals};
pub use evidence::{Evidence, NameKind};
pub use own::OwnMention;
pub use readings::Readings;
pub use weights::{NO_NAME, Row, UNITS, Units, Weights};
pub use zones::{Listed, Zone};

use crate::gazetteer::Gazetteer;
use crate::text::Tokens;
use candidates::Spread;
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
pub fn mentions(tokens: &Tokens<'_>, gazetteer: &Gazetteer, weights: &Readings) -> Mentions {
    let listed = listed(tokens, gazetteer);
    let candidates = candidates(tokens, &listed);
    let [first_weights, second_weights] = weights.each();
    let mut scores = Vec::with_capacity(candidates.list.len());
    let mut totals = Vec::with_capacity(candidates.list.len());
    for c in &candidates.list {
        let [first, second] = weights.totals(candidates.counted(c));
        scores.push(first_weights.scores(&first));
        totals.push(second);
    }
    let learnt = learn(tokens, &candidates, &probabilities(&candidates, &scores));
    for ((learnt, total), score) in learnt.iter().zip(&mut totals).zip(&mut scores) {
        if !learnt.is_empty() {
            *total = second_weights.add(total, learnt);
        }
        *score = second_weights.scores(total);
    }
    let chosen = choose(&candidates, &scores);
    let names = chosen.into_iter().map(|Chosen { candidate, kind, confidence }| {
        let n = candidate as usize;
        let c = &candidates.list[n];
        let reason =
            weights.strongest(totals[n], candidates.evidence(c), learnt.of(n), kind as usize).unwrap_or_default();
        Mention { start: c.start as usize, end: c.end as usize, kind, confidence, reason }
    });
    let names = names.collect();
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
    let (probabilities, chosen) = (probabilities(&candidates, &scores), choose(&candidates, &scores));
    Reading { candidates, probabilities, chosen }
}

fn probabilities(candidates: &Candidates, scores: &[Row]) -> Vec<Probabilities> {
    let mut out = vec![[0.0; 4]; candidates.list.len()];
    let mut decoder = Decoder::default();
    (0..candidates.zones.len()).for_each(|zone| decoder.probabilities(candidates, zone, scores, &mut out));
    out
}

fn choose(candidates: &Candidates, scores: &[Row]) -> Vec<Chosen> {
    let mut out = Vec::with_capacity(candidates.zones.len());
    let mut decoder = Decoder::default();
    (0..candidates.zones.len()).for_each(|zone| decoder.choose(candidates, zone, scores, &mut out));
    out
}

/// What the first reading of an article says of each of its candidates.
struct Learnt {
    evidence: Vec<Evidence>,
    /// Where the evidence of each candidate ends.
    ends: Vec<u32>,
}

impl Learnt {
    fn of(&self, n: usize) -> &[Evidence] {
        let from = n.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.evidence[from as usize..self.ends[n] as usize]
    }

    fn iter(&self) -> impl Iterator<Item = &[Evidence]> {
        (0..self.ends.len()).map(|n| self.of(n))
    }
}

fn learn(tokens: &Tokens<'_>, candidates: &Candidates, first: &[Probabilities]) -> Learnt {
    let memory = Memory::new(tokens, candidates, first);
    let count = candidates.list.len();
    let mut out = Learnt { evidence: Vec::with_capacity(count * 4), ends: Vec::with_capacity(count) };
    for n in 0..count {
        memory.evidence(tokens, (&candidates.list[n], n), &first[n], &mut out.evidence);
        out.ends.push(out.evidence.len() as u32);
    }
    out
}

/// The candidates of a first reading with what it found added to their evidence.
pub fn remember(tokens: &Tokens<'_>, first: &Reading) -> Candidates {
    let learnt = learn(tokens, &first.candidates, &first.probabilities);
    let mut out = Candidates { zones: first.candidates.zones.clone(), ..Candidates::default() };
    out.evidence.reserve(first.candidates.evidence.len() + learnt.evidence.len());
    out.list.reserve(first.candidates.list.len());
    for (c, learnt) in first.candidates.list.iter().zip(learnt.iter()) {
        let from = out.evidence.len() as u32;
        out.evidence.extend_from_slice(first.candidates.evidence(c));
        out.evidence.extend_from_slice(learnt);
        out.list.push(Candidate { evidence: (from, out.evidence.len() as u32), ..*c });
    }
    out
}
