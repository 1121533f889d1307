//! The weights of both readings of an article, side by side: what a candidate shows counts in both, and is added up for
//! both in one go.

use super::evidence::{COUNT, Evidence, IMPLIED, implied};
use super::weights::{Lanes, NOTHING, Total, Weights, dot};
use crate::gazetteer::Gazetteer;

/// The weights of the two readings.
#[derive(Clone, Debug)]
pub struct Readings {
    each: [Weights; 2],
    /// The rows of both with those of what their pieces [imply](implied).
    rows: Vec<[Lanes; 2]>,
}

impl Readings {
    /// Puts the tables of two readings side by side.
    pub fn new(each: [Weights; 2]) -> Self {
        let row = |e| each.each_ref().map(|weights| with_implied(weights.rows(), e));
        let rows = (0..COUNT as Evidence).map(row).collect();
        Self { each, rows }
    }

    /// The built-in tables.
    pub fn builtin(gazetteer: &Gazetteer) -> Self {
        Self::new(Weights::builtin(gazetteer))
    }

    /// The tables one by one.
    pub fn each(&self) -> &[Weights; 2] {
        &self.each
    }

    /// The sums over some evidence and what it implies, for both readings. A function of its own, so that all ten sums
    /// stay in registers.
    #[inline(never)]
    pub(crate) fn totals(&self, evidence: &[Evidence]) -> [Total; 2] {
        let [Total(mut first), Total(mut second)] = self.each.each_ref().map(Weights::start);
        let add = |total: &mut Lanes, row: &Lanes| {
            for (sum, weights) in total.iter_mut().zip(row) {
                *sum = sum.saturating_add(*weights);
            }
        };
        for &e in evidence {
            if let Some([row_1, row_2]) = self.rows.get(usize::from(e)) {
                add(&mut first, row_1);
                add(&mut second, row_2);
            }
        }
        [Total(first), Total(second)]
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
        let share = |e: Evidence| self.rows.get(usize::from(e)).map_or(0, |[_, row]| dot(row, &means));
        let (counted, implied) = shown.split_at(shown.len().saturating_sub(IMPLIED));
        let (alone, implying) = counted.split_at(counted.len().saturating_sub(IMPLIED));
        alone.iter().for_each(|&e| strongest.put(e, share(e)));
        for (&e, &implied) in implying.iter().zip(implied) {
            let of_implied = share(implied);
            strongest.put(e, share(e) - of_implied);
            strongest.put(implied, of_implied);
        }
        learnt.iter().for_each(|&e| strongest.put(e, share(e)));
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
        for c in &candidates.list {
            let both = readings.totals(candidates.counted(c));
            for (weights, total) in readings.each().iter().zip(both) {
                assert_eq!(weights.scores(&total), weights.sum(candidates.evidence(c)));
            }
        }
    }
}
