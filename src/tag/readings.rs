//! The weights of both readings of an article, side by side: what a candidate shows counts in both, and is added up for
//! both in one go.

use super::evidence::Evidence;
use super::weights::{Lanes, Total, Weights, dot};
use crate::gazetteer::Gazetteer;

/// The weights of the two readings.
#[derive(Clone, Debug)]
pub struct Readings {
    each: [Weights; 2],
    rows: Vec<[Lanes; 2]>,
}

impl Readings {
    /// Puts the tables of two readings side by side.
    pub fn new(each: [Weights; 2]) -> Self {
        let rows = each[0].rows().iter().zip(each[1].rows()).map(|(first, second)| [*first, *second]).collect();
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

    /// The sums over some evidence, for both readings. A function of its own, so that all ten sums stay in registers.
    #[inline(never)]
    pub(crate) fn totals(&self, evidence: &[Evidence]) -> [Total; 2] {
        let [Total(mut first), Total(mut second)] = self.each.each_ref().map(Weights::start);
        let add = |total: &mut Lanes, row: &Lanes| {
            for (sum, weights) in total.iter_mut().zip(row) {
                *sum = sum.saturating_add(*weights);
            }
        };
        for &e in evidence {
            if let Some([row_1, row_2]) = self.rows.get(e as usize) {
                add(&mut first, row_1);
                add(&mut second, row_2);
            }
        }
        [Total(first), Total(second)]
    }

    /// The piece of the evidence with this sum in the second reading that speaks most for a kind against the others.
    pub(crate) fn strongest(&self, total: Total, evidence: [&[Evidence]; 2], kind: usize) -> Option<Evidence> {
        let means = self.each[1].means(total, kind)?;
        let (mut most, mut best) = (i32::MIN, None);
        for part in evidence {
            for &e in part {
                let share = self.rows.get(e as usize).map_or(0, |[_, row]| dot(row, &means));
                if share > most || best.is_none() {
                    (most, best) = (share, Some(e));
                }
            }
        }
        best
    }
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
            let evidence = candidates.evidence(c);
            let both = readings.totals(evidence);
            for (weights, total) in readings.each().iter().zip(both) {
                assert_eq!(weights.scores(&total), weights.sum(evidence));
            }
        }
    }
}
