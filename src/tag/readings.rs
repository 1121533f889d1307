//! The weights of both readings of an article, side by side: what a candidate shows counts in both, and is added up for
//! both in one go.

use super::evidence::{COUNT, Evidence, IMPLIED, implied};
use super::pairs::Pairs;
use super::weights::{Lanes, NOTHING, Total, Weights, dot};
use crate::gazetteer::Gazetteer;

/// The weights of the two readings.
#[derive(Clone, Debug)]
pub struct Readings {
    each: [Weights; 2],
    /// The rows of both with those of what their pieces [imply](implied); `None` where they do not fit.
    pairs: Option<Pairs>,
}

impl Readings {
    /// Puts the tables of two readings side by side.
    pub fn new(each: [Weights; 2]) -> Self {
        let rows: Vec<[Lanes; 2]> =
            (0..COUNT as Evidence).map(|e| each.each_ref().map(|weights| with_implied(weights.rows(), e))).collect();
        Self { each, pairs: Pairs::new(&rows) }
    }

    /// The built-in tables.
    pub fn builtin(gazetteer: &Gazetteer) -> Self {
        Self::new(Weights::builtin(gazetteer))
    }

    /// The tables one by one.
    pub fn each(&self) -> &[Weights; 2] {
        &self.each
    }

    /// The sums over some evidence and what it implies, for both readings.
    pub(crate) fn totals(&self, evidence: &[Evidence]) -> [Total; 2] {
        let starts = self.each.each_ref().map(Weights::start);
        let Some(sums) = self.pairs.as_ref().map(|pairs| pairs.sums(evidence)) else {
            let implied: Vec<Evidence> = evidence.iter().filter_map(|&e| implied(e)).collect();
            return std::array::from_fn(|n| {
                let total = self.each[n].add(&starts[n], evidence);
                self.each[n].add(&total, &implied)
            });
        };
        std::array::from_fn(|n| Total(std::array::from_fn(|block| starts[n].0[block] + sums[n][block])))
    }

    /// The piece of what a candidate shows, and of what was learnt of it, that speaks most for a kind against the others;
    /// all of it has this sum in the second reading.
    pub(crate) fn strongest(
        &self,
        total: Total,
        shown: &[Evidence],
        learnt: &[Evidence],
        kind: usize,
    ) -> Option<Evidence> {
        let means = self.each[1].means(total, kind)?;
        let mut strongest = Strongest { most: i32::MIN, piece: None };
        let Some(pairs) = &self.pairs else {
            let rows = self.each[1].rows();
            let share = |e: Evidence| rows.get(usize::from(e)).map_or(0, |row| dot(row, &means));
            shown.iter().chain(learnt).for_each(|&e| strongest.put(e, share(e)));
            return strongest.piece;
        };
        let shares = pairs.products(&means);
        let (counted, implied) = shown.split_at(shown.len().saturating_sub(IMPLIED));
        let (alone, implying) = counted.split_at(counted.len().saturating_sub(IMPLIED));
        alone.iter().for_each(|&e| strongest.put(e, shares.of(e)));
        for (&e, &implied) in implying.iter().zip(implied) {
            let share = shares.of(implied);
            strongest.put(e, shares.of(e) - share);
            strongest.put(implied, share);
        }
        learnt.iter().for_each(|&e| strongest.put(e, shares.of(e)));
        strongest.piece
    }
}

/// The first piece of those with the largest share.
struct Strongest {
    most: i32,
    piece: Option<Evidence>,
}

impl Strongest {
    #[inline]
    fn put(&mut self, piece: Evidence, share: i32) {
        if share > self.most {
            (self.most, self.piece) = (share, Some(piece));
        }
    }
}

/// The row of a piece and of what it implies.
fn with_implied(rows: &[Lanes], evidence: Evidence) -> Lanes {
    let row = |e: Evidence| rows.get(usize::from(e)).copied().unwrap_or(NOTHING);
    let (mut own, implied) = (row(evidence), implied(evidence).map_or(NOTHING, row));
    own.iter_mut().zip(implied).for_each(|(own, implied)| *own += implied);
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{tag, text};

    const TEXT: &str = "GENEVA, March 3 (ARP) — Bank of England Governor J. P. O'Hara met Ms. de la Cruz, 52, of \
        Lagos and Trump administration officials at AT&T Inc.\n\nO'Hara: “The World Bank, IMF and Red Cross agree.”";

    #[test]
    fn sums_for_both_readings_are_those_of_each() {
        let gazetteer = Gazetteer::builtin();
        let readings = Readings::builtin(gazetteer);
        let tokens = text::tokens(TEXT, gazetteer);
        let candidates = tag::candidates(&tokens, &tag::listed(&tokens, gazetteer));
        assert!(candidates.list.len() > 30);
        assert!(readings.pairs.is_some(), "the built-in tables are small");
        for c in &candidates.list {
            let both = readings.totals(candidates.counted(c));
            for (weights, total) in readings.each().iter().zip(both) {
                assert_eq!(weights.scores(&total), weights.sum(candidates.evidence(c)));
            }
        }
    }

    #[test]
    fn weights_that_fit_no_byte_count_as_well() {
        let mut each = [Weights::zero(), Weights::zero()];
        for (n, weights) in each.iter_mut().enumerate() {
            for (piece, weight) in [(20, 5.0), (21, -1.5), (22, -0.5)] {
                let units = std::array::from_fn(|unit| if unit == n { weight } else { 0.1 });
                weights.set(piece, &[weight, 0.0, 0.0, 1.0], &units);
            }
            weights.set_says(n, &[1.0, -1.0, 0.5, 0.0]);
        }
        let readings = Readings::new(each);
        for evidence in [&[20, 21, 22][..], &[21, 22], &[22, 22, 22], &[]] {
            for (weights, total) in readings.each().iter().zip(readings.totals(evidence)) {
                assert_eq!(weights.scores(&total), weights.sum(evidence));
            }
        }
    }
}
