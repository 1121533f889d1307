//! The weights of both readings of an article in small rows: a piece of evidence is met far from the last one in the
//! tables, so that a sum costs as many lines of memory as its rows take.

use wide::i16x8;

use super::evidence::Evidence;
use super::weights::{BLOCKS, Lanes, NOTHING, dot, numbers_of};

/// How many weights are in a row of one reading, with those of the kinds.
const WEIGHTS: usize = BLOCKS * 8;
/// Lanes of the kinds come first.
const KINDS: usize = 4;

/// The weights of one piece in both readings, in hundredths.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Pair {
    /// For the kinds: in the first reading, then in the second.
    kinds: i16x8,
    /// For the units, in the lanes that they have in [`Lanes`]: the weight of the first reading as a byte from 0 on, and
    /// 256 times that of the second as one from -128 on, both counted from the least that any piece has there. The
    /// lanes of the kinds are free.
    units: Lanes,
}

/// The rows of all pieces.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    rows: Vec<Pair>,
    /// What the bytes of the first and the second reading are counted from.
    zero: [Lanes; 2],
}

impl Pairs {
    /// Makes the rows from those of the two readings; `None` where a weight of a unit is too far from another to be a byte.
    pub(super) fn new(rows: &[[Lanes; 2]]) -> Option<Self> {
        let mut least = [[0i16; WEIGHTS]; 2];
        for row in rows {
            for (least, row) in least.iter_mut().zip(row) {
                for (least, weight) in least.iter_mut().zip(numbers_of(row)).skip(KINDS) {
                    *least = weight.min(*least);
                }
            }
        }
        let pair = |[first, second]: &[Lanes; 2]| {
            let (first, second) = (numbers_of(first), numbers_of(second));
            let kinds = std::array::from_fn(|n| if n < KINDS { first[n] } else { second[n - KINDS] });
            let mut units = [0; WEIGHTS];
            for n in KINDS..WEIGHTS {
                let bytes =
                    [i32::from(first[n]) - i32::from(least[0][n]), i32::from(second[n]) - i32::from(least[1][n])];
                let [low, high] = bytes.map(|byte| u8::try_from(byte).ok().map(i32::from));
                units[n] = (low? + 256 * (high? - 128)) as i16;
            }
            Some(Pair { kinds: i16x8::new(kinds), units: blocks(&units) })
        };
        let rows = rows.iter().map(pair).collect::<Option<_>>()?;
        least[1][KINDS..].iter_mut().for_each(|least| *least += 128);
        Some(Self { rows, zero: least.each_ref().map(blocks) })
    }

    /// The sums of rows for both readings. A function of its own, so that they stay in registers.
    #[inline(never)]
    pub(super) fn sums(&self, pieces: &[Evidence]) -> [Lanes; 2] {
        let mut kinds = i16x8::ZERO;
        // All that is added wraps around, and what is taken from it too, so that the sums are right in the end.
        let (mut both, mut second) = (NOTHING, NOTHING);
        for &piece in pieces {
            // Every piece has one.
            let Some(row) = self.rows.get(usize::from(piece)) else { break };
            kinds += row.kinds;
            for n in 0..BLOCKS {
                both[n] += row.units[n];
                second[n] += row.units[n] >> 8;
            }
        }
        let times = i16x8::splat(pieces.len() as i16);
        let mut first = both;
        for n in 0..BLOCKS {
            first[n] = both[n] - (second[n] << 8) + self.zero[0][n] * times;
            second[n] += self.zero[1][n] * times;
        }
        let [a, b, c, d, e, f, g, h] = kinds.to_array();
        first[0] = i16x8::new([a, b, c, d, 0, 0, 0, 0]) + (first[0] & OF_UNITS);
        second[0] = i16x8::new([e, f, g, h, 0, 0, 0, 0]) + (second[0] & OF_UNITS);
        [first, second]
    }

    /// The sums of the products of rows with these numbers, in the second reading.
    pub(super) fn products(&self, numbers: &Lanes) -> Products<'_> {
        let [a, b, c, d, ..] = numbers[0].to_array();
        let mut units = *numbers;
        units[0] &= OF_UNITS;
        let zero = dot(&units, &self.zero[1]);
        Products { rows: &self.rows, kinds: i16x8::new([0, 0, 0, 0, a, b, c, d]), units, zero }
    }
}

/// See [`Pairs::products`].
pub(super) struct Products<'p> {
    rows: &'p [Pair],
    kinds: i16x8,
    units: Lanes,
    zero: i32,
}

impl Products<'_> {
    /// That of a row.
    #[inline]
    pub(super) fn of(&self, piece: Evidence) -> i32 {
        let Some(row) = self.rows.get(usize::from(piece)) else { return 0 };
        let mut sums = row.kinds.dot(self.kinds);
        for n in 0..BLOCKS {
            let second: i16x8 = row.units[n] >> 8;
            sums += second.dot(self.units[n]);
        }
        let [a, b, c, d] = sums.to_array();
        (a + b) + (c + d) + self.zero
    }
}

const OF_UNITS: i16x8 = i16x8::new([0, 0, 0, 0, -1, -1, -1, -1]);

fn blocks(numbers: &[i16; WEIGHTS]) -> Lanes {
    let (blocks, _) = numbers.as_chunks();
    std::array::from_fn(|n| i16x8::new(blocks[n]))
}
