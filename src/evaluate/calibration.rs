//! Whether a confidence means what it says: of all that is said with 0.9, nine of ten should be right.

use serde::Serialize;

/// How many bins the confidences from 0 to 1 are put in.
const BINS: usize = 10;

/// What was said with a confidence from `from` up to the next bin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Where it begins.
    pub from: f64,
    /// How many there were.
    pub n: u64,
    /// The mean of their confidences.
    pub confidence: f64,
    /// The share of them that is right.
    pub right: f64,
}

/// Confidence against what is right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// How many there were.
    pub n: u64,
    /// The mean distance of confidence and right share over the bins, each weighed by what is in it (expected calibration
    /// error); 0 is best.
    pub error: f64,
    /// The mean square of the distance of each confidence from 1 if it is right and 0 if not (Brier score); 0 is best.
    pub brier: f64,
    /// The bins that have something in them.
    pub bins: Vec<Bin>,
}

/// Confidences on their way. Counted in whole millionths, so that no order changes a digit.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Number, right ones and sum of confidences.
    bins: [(u64, u64, u64); BINS],
    squares: u128,
}

const MILLION: f64 = 1e6;

impl Tally {
    pub(super) fn add(&mut self, confidence: f64, right: bool) {
        let millionths = (confidence.clamp(0.0, 1.0) * MILLION).round() as u64;
        let bin = &mut self.bins[(millionths as usize * BINS / 1_000_000).min(BINS - 1)];
        bin.0 += 1;
        bin.1 += u64::from(right);
        bin.2 += millionths;
        let distance = u128::from(if right { 1_000_000 - millionths } else { millionths });
        self.squares += distance * distance;
    }

    pub(super) fn calibration(&self) -> Option<Calibration> {
        let n: u64 = self.bins.iter().map(|b| b.0).sum();
        if n == 0 {
            return None;
        }
        let bins: Vec<Bin> = self
            .bins
            .iter()
            .enumerate()
            .filter(|(_, b)| b.0 > 0)
            .map(|(number, &(n, right, sum))| Bin {
                from: number as f64 / BINS as f64,
                n,
                confidence: sum as f64 / MILLION / n as f64,
                right: right as f64 / n as f64,
            })
            .collect();
        let error = bins.iter().map(|b| (b.confidence - b.right).abs() * b.n as f64).sum::<f64>() / n as f64;
        Some(Calibration { n, error, brier: self.squares as f64 / (MILLION * MILLION) / n as f64, bins })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_as_often_as_it_says_has_no_error() {
        let mut tally = Tally::default();
        for n in 0..10 {
            tally.add(0.9, n > 0);
        }
        let c = tally.calibration().unwrap();
        assert!(c.error < 1e-9 && (c.brier - 0.09).abs() < 1e-9, "{c:?}");
        assert_eq!((c.bins.len(), c.bins[0].from, c.bins[0].n), (1, 0.9, 10));
        tally.add(1.0, false);
        let c = tally.calibration().unwrap();
        assert!(c.bins.len() == 1 && c.error > 0.09, "{c:?}");
        assert_eq!(Tally::default().calibration(), None);
    }
}
