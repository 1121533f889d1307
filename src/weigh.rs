//! What the stages that weigh evidence share: sums of weights that grow piece by piece, and shares of sums.

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

/// Weights are whole hundredths, so that a sum of them is the same in whatever order it is added up.
const HUNDRED: f32 = 100.0;
/// No weight is more than this, in hundredths.
const HEAVIEST: f32 = 30_000.0;

/// A weight in hundredths, the nearest to this.
pub(crate) fn rounded(weight: f32) -> i16 {
    (weight * HUNDRED).round().clamp(-HEAVIEST, HEAVIEST) as i16
}

/// A weight as a table has it in hundredths; `None` for what is no number, no whole hundredths or too heavy.
pub(crate) fn hundredths(cell: &str) -> Option<i16> {
    let exact = f64::from(HUNDRED) * cell.parse::<f64>().ok()?;
    let whole = exact.round();
    ((exact - whole).abs() < 1e-6 && whole.abs() <= f64::from(HEAVIEST)).then_some(whole as i16)
}

/// A weight or a sum of weights by itself.
pub(crate) fn weight(hundredths: i32) -> f32 {
    hundredths as f32 / HUNDRED
}

/// The sum of the weights of some evidence, in hundredths.
pub(crate) fn sum<E: Copy + Into<u32>>(weights: &[i16], evidence: &[E]) -> i32 {
    let mut sum = Sum { weights, sum: 0 };
    evidence.iter().for_each(|&piece| sum.put(piece));
    sum.sum
}

/// A sum of weights, in hundredths.
pub(crate) struct Sum<'w> {
    pub(crate) weights: &'w [i16],
    pub(crate) sum: i32,
}

impl<E: Into<u32>> Sink<E> for Sum<'_> {
    #[inline]
    fn put(&mut self, piece: E) {
        self.sum += i32::from(self.weights.get(piece.into() as usize).copied().unwrap_or(0));
    }

    #[inline]
    fn put_if(&mut self, piece: E, holds: bool) {
        // Nothing or all of it, without a branch, for what holds can seldom be foretold.
        let weight = self.weights.get(piece.into() as usize).copied().unwrap_or(0);
        self.sum += i32::from(weight) & -i32::from(holds);
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

/// What some sums of weights are worth against the largest of them, which is `most`.
fn worths(scores: &[i32], most: i32) -> impl Iterator<Item = [f32; 4]> + '_ {
    scores.chunks(4).map(move |some| {
        // Those that are missing in the last four are worth nothing.
        let mut differences = [2.0 * HOPELESS; 4];
        for (difference, &score) in differences.iter_mut().zip(some) {
            *difference = weight(score - most);
        }
        worth_of_four(differences)
    })
}

/// The largest of some sums of weights and its number, the first of several.
fn largest(scores: &[i32]) -> Option<(usize, i32)> {
    let (&first, rest) = scores.split_first()?;
    // Without branches, for nobody can say where it stands.
    let larger = |(best, most): (usize, i32), (n, &score): (usize, &i32)| {
        (if score > most { n } else { best }, if score > most { score } else { most })
    };
    Some((1..).zip(rest).fold((0, first), larger))
}

/// Sums of weights to probabilities, and the number of the largest, the first of several; 0 where there are none.
pub(crate) fn shares(scores: &[i32]) -> (usize, Vec<f32>) {
    let (best, most) = largest(scores).unwrap_or_default();
    let mut shares: Vec<f32> = Vec::with_capacity(scores.len() + 3);
    worths(scores, most).for_each(|four| shares.extend(four));
    shares.truncate(scores.len());
    let total: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
    (best, shares)
}

/// The largest of some sums of weights, by number (the first of several), with its share.
pub(crate) fn best(scores: &[i32]) -> Option<(usize, f32)> {
    let (best, most) = largest(scores)?;
    let mut total = 0.0;
    for [a, b, c, d] in worths(scores, most) {
        total = total + a + b + c + d;
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
        let weights = [50, 25, -100];
        let (mut kept, mut at_once) = (SmallVec::<[u16; 4]>::new(), Sum { weights: &weights, sum: 0 });
        for piece in [0u16, 2, 9] {
            kept.put(piece);
            at_once.put(piece);
            at_once.put_if(1u16, piece == 2);
            at_once.put_if(0u16, false);
        }
        assert_eq!((kept.as_slice(), at_once.sum), (&[0, 2, 9][..], -25));
        assert_eq!(sum(&weights, &kept), -50);
        assert_eq!(best(&[100, 100, -2000, 100, 100]), Some((0, 0.25)));
        assert_eq!([shares(&[0, 0]), shares(&[-7; 8])], [(0, vec![0.5; 2]), (0, vec![0.125; 8])]);
        assert_eq!([shares(&[]), shares(&[-5000, 0, -5000])], [(0, vec![]), (1, vec![0.0, 1.0, 0.0])]);
    }

    #[test]
    fn weights_are_whole_hundredths() {
        assert_eq!(["0.33", "-2.66", "1", "300"].map(hundredths), [Some(33), Some(-266), Some(100), Some(30_000)]);
        assert_eq!(["0.335", "x", "", "300.01", "NaN", "inf"].map(hundredths), [None; 6]);
        assert_eq!([0.333, -0.006, 1e9].map(rounded), [33, -1, 30_000]);
        assert_eq!(weight(-266), -2.66);
    }
}
