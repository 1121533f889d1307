//! What the stages that weigh evidence share: sums of weights that grow piece by piece, and shares of scores.

use smallvec::{Array, SmallVec};
use wide::{CmpLt, f32x4};

/// Takes the evidence for one choice: keeps it, or weighs it at once.
pub(crate) trait Sink<E> {
    fn put(&mut self, piece: E);

    /// Takes a piece if it holds.
    #[inline]
    fn put_if(&mut self, piece: E, holds: bool) {
        if holds {
            self.put(piece);
        }
    }
}

impl<E> Sink<E> for Vec<E> {
    fn put(&mut self, piece: E) {
        self.push(piece);
    }
}

impl<A: Array> Sink<A::Item> for SmallVec<A> {
    fn put(&mut self, piece: A::Item) {
        self.push(piece);
    }
}

/// A sum of weights.
pub(crate) struct Sum<'w> {
    pub(crate) weights: &'w [f32],
    pub(crate) sum: f32,
}

impl<'w> Sum<'w> {
    pub(crate) fn of(weights: &'w [f32]) -> Self {
        Self { weights, sum: 0.0 }
    }
}

impl<E: Into<u32>> Sink<E> for Sum<'_> {
    #[inline]
    fn put(&mut self, piece: E) {
        self.sum += self.weights.get(piece.into() as usize).copied().unwrap_or(0.0);
    }

    #[inline]
    fn put_if(&mut self, piece: E, holds: bool) {
        // Nothing or all of it, without a branch, for what holds can seldom be foretold.
        self.sum += f32::from(u8::from(holds)) * self.weights.get(piece.into() as usize).copied().unwrap_or(0.0);
    }
}

/// What is less likely than a twenty-thousandth of the best adds nothing to what is said.
const HOPELESS: f32 = -10.0;

/// The exponential of a number below zero, which is what something is worth against the best by the difference of their
/// scores: the series for a 64th of it, squared six times. Only sums and products, so that every machine gives the same;
/// right to 1 in 20,000, and nothing at all below [`HOPELESS`].
#[inline]
pub(crate) fn worth(difference: f32) -> f32 {
    let x = difference.min(0.0) / 64.0;
    let mut power = 1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * (1.0 / 120.0)))));
    for _ in 0..6 {
        power *= power;
    }
    // Chosen at the end, without a branch, so that several are worked out at once.
    if difference < HOPELESS { 0.0 } else { power }
}

/// The same for four at once.
pub(crate) fn worth_of_four(differences: [f32; 4]) -> [f32; 4] {
    let difference = f32x4::new(differences);
    let x = difference.fast_min(f32x4::ZERO) / f32x4::splat(64.0);
    let [one, half] = [1.0, 0.5].map(f32x4::splat);
    let [third, fourth, fifth] = [1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0].map(f32x4::splat);
    let mut power = one + x * (one + x * (half + x * (third + x * (fourth + x * fifth))));
    for _ in 0..6 {
        power *= power;
    }
    difference.cmp_lt(f32x4::splat(HOPELESS)).blend(f32x4::ZERO, power).to_array()
}

/// Scores to probabilities.
pub(crate) fn shares(mut scores: Vec<f32>) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|s| *s = worth(*s - most));
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= total);
    scores
}

/// The largest of some scores, by number (the first of several), with its share.
pub(crate) fn best(scores: &[f32]) -> Option<(usize, f32)> {
    let most = scores.iter().fold(f32::NEG_INFINITY, |most, &score| if score > most { score } else { most });
    let best = scores.iter().position(|&score| score == most)?;
    let mut total = 0.0;
    for some in scores.chunks(4) {
        // Those that are missing in the last four are worth nothing.
        let mut differences = [2.0 * HOPELESS; 4];
        for (difference, score) in differences.iter_mut().zip(some) {
            *difference = score - most;
        }
        for worth in worth_of_four(differences) {
            total += worth;
        }
    }
    Some((best, 1.0 / total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_exponential_is_near_the_true_one() {
        for n in 0..=1000 {
            let x = -(n as f32) / 100.0;
            let (cheap, right) = (f64::from(worth(x)), f64::from(x).exp());
            assert!((cheap / right - 1.0).abs() < 5e-5, "{x}: {cheap} for {right}");
        }
        let four = [-0.7, -10.5, 0.0, -10.0];
        assert_eq!(worth_of_four(four), four.map(worth));
        assert_eq!((worth(-10.5), worth(0.0), worth(1.0)), (0.0, 1.0, 1.0));
    }

    #[test]
    fn evidence_weighs_the_same_kept_or_at_once() {
        let weights = [0.5, 0.25, -1.0];
        let (mut kept, mut sum) = (SmallVec::<[u16; 4]>::new(), Sum::of(&weights));
        for piece in [0u16, 2, 9] {
            kept.put(piece);
            sum.put(piece);
        }
        assert_eq!((kept.as_slice(), sum.sum), (&[0, 2, 9][..], -0.5));
        assert_eq!(best(&[1.0, 1.0, -20.0, 1.0, 1.0]), Some((0, 0.25)));
        assert_eq!(shares(vec![0.0, 0.0]), [0.5, 0.5]);
    }
}
