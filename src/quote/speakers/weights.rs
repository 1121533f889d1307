//! The weights of the evidence for speakers.

use super::super::cues::RELATIONS;
use super::super::phrases::KINDS;
use super::evidence::{BUCKETS, COUNT, RANKS, REGIONS, SpeakerEvidence, flag, names, of_cue, of_place};
use crate::gazetteer::tsv::{List, ListError};
use crate::weigh::{self, Sink, Sum};

/// The weights of the evidence for speakers.
#[derive(Clone, Debug)]
pub struct SpeakerWeights {
    /// In hundredths.
    rows: Vec<i16>,
    /// The names of the evidence, by number.
    names: Vec<String>,
    together: Together,
}

/// What always comes together, weighed together.
#[derive(Clone, Debug, Default)]
struct Together {
    /// Where a phrase stands: by region, kind and rank.
    places: Vec<i32>,
    /// Its cue: by region, relation and how far it is from the quotation.
    cues: Vec<i32>,
}

impl Together {
    fn new(rows: &[i16]) -> Self {
        let weight = |piece: SpeakerEvidence| rows.get(usize::from(piece)).map_or(0, |&row| i32::from(row));
        let (mut places, mut cues) = (Vec::new(), Vec::new());
        for region in 0..REGIONS.len() {
            for (kind, rank) in (0..KINDS * RANKS).map(|n| (n / RANKS, n % RANKS)) {
                places.push(of_place(region, kind, rank).into_iter().map(weight).sum());
            }
            for (relation, gap) in (0..RELATIONS * BUCKETS).map(|n| (n / BUCKETS, n % BUCKETS)) {
                cues.push(of_cue(region, relation, gap).map(weight).sum());
            }
        }
        Self { places, cues }
    }
}

const TABLE: &str = include_str!("../../../weights/speakers.tsv");

impl SpeakerWeights {
    /// Weights that weigh nothing.
    pub fn zero() -> Self {
        Self { rows: vec![0; COUNT], names: names(), together: Together::default() }
    }

    /// The built-in table.
    pub fn builtin() -> Self {
        Self::parse("speakers.tsv", TABLE).0
    }

    /// Reads a table: evidence and weight.
    pub fn parse(name: &str, text: &str) -> (Self, Vec<ListError>) {
        let mut weights = Self::zero();
        let list = match List::parse(name, text) {
            Ok(list) => list,
            Err(error) => return (weights, vec![error]),
        };
        let numbers: rustc_hash::FxHashMap<&str, usize> =
            weights.names.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
        let mut errors = Vec::new();
        for row in list.rows() {
            match (numbers.get(row.cell(0)), weigh::hundredths(row.cell(1))) {
                (Some(&n), Some(weight)) => weights.rows[n] = weight,
                (None, _) => errors.push(list.error(row, format!("no evidence '{}'", row.cell(0)))),
                (_, None) => {
                    errors.push(list.error(row, format!("'{}' is no whole hundredths up to 300", row.cell(1))));
                }
            }
        }
        weights.together = Together::new(&weights.rows);
        (weights, errors)
    }

    /// The name of a piece of evidence.
    pub fn name(&self, evidence: SpeakerEvidence) -> &str {
        self.names.get(evidence as usize).map_or("", String::as_str)
    }

    /// All weights in the order of [`names`](super::names), for the fitting tool.
    pub fn rows(&self) -> Vec<f32> {
        self.rows.iter().map(|&row| weigh::weight(row.into())).collect()
    }

    /// Sets all weights in this order, rounded to hundredths.
    pub fn set(&mut self, rows: &[f32]) {
        self.rows.iter_mut().zip(rows).for_each(|(row, &weight)| *row = weigh::rounded(weight));
        self.together = Together::new(&self.rows);
    }

    /// The sum over the evidence.
    pub fn sum(&self, evidence: &[SpeakerEvidence]) -> f32 {
        weigh::weight(self.score(evidence))
    }

    /// The same in hundredths.
    pub(super) fn score(&self, evidence: &[SpeakerEvidence]) -> i32 {
        weigh::sum(&self.rows, evidence)
    }
}

impl SpeakerWeights {
    /// A sum to which evidence is added, from what is summed up already.
    pub(super) fn from(&self, sum: i32) -> Sum<'_> {
        Sum { sum, weights: &self.rows }
    }

    /// What [`of_place`] weighs.
    #[inline]
    pub(super) fn placed(&self, region: usize, kind: usize, rank: usize) -> i32 {
        self.together.places.get((region * KINDS + kind) * RANKS + rank).copied().unwrap_or(0)
    }

    /// What [`of_cue`] weighs.
    #[inline]
    pub(super) fn tied(&self, region: usize, (relation, gap): (usize, usize)) -> i32 {
        self.together.cues.get((region * RELATIONS + relation) * BUCKETS + gap).copied().unwrap_or(0)
    }

    /// Keeps the piece that weighs most.
    pub(super) fn strongest(&self) -> Strongest<'_> {
        Strongest { rows: &self.rows, piece: flag::ANY, weight: i16::MIN }
    }
}

/// Takes evidence and keeps the piece that weighs most; of several the first by number.
pub(super) struct Strongest<'w> {
    rows: &'w [i16],
    pub(super) piece: SpeakerEvidence,
    weight: i16,
}

impl Sink<SpeakerEvidence> for Strongest<'_> {
    #[inline]
    fn put(&mut self, piece: SpeakerEvidence) {
        let weight = self.rows.get(piece as usize).copied().unwrap_or(0);
        if weight > self.weight || (weight == self.weight && piece < self.piece) {
            (self.piece, self.weight) = (piece, weight);
        }
    }
}
