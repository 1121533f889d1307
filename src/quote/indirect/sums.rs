//! What always comes together for a possible source or content, weighed together: once when the weights are read.

use super::evidence::{
    End, Family, Follow, Form, IndirectEvidence, LENGTHS, Path, RANKS, Side, SourceKind, Start, number,
};

/// Sums of weights by three values, of the second and third of which there are so many.
#[derive(Clone, Debug, Default)]
struct Table<const B: usize, const C: usize>(Vec<i32>);

impl<const B: usize, const C: usize> Table<B, C> {
    /// A table of so many first values.
    fn new(count: usize, sum: impl Fn(usize, usize, usize) -> i32) -> Self {
        Self((0..count * B * C).map(|n| sum(n / (B * C), n / C % B, n % C)).collect())
    }

    #[inline]
    fn get(&self, a: usize, b: usize, c: usize) -> i32 {
        self.0.get((a * B + b) * C + c).copied().unwrap_or(0)
    }
}

const FORMS: usize = Form::NAMES.len();
const SIDES: usize = Side::NAMES.len();
const KINDS: usize = SourceKind::NAMES.len();
const ENDS: usize = End::NAMES.len();
/// The sorts of what stands between are looked up by their bits, in two halves.
const LOW: usize = 6;
const HIGH: usize = Path::NAMES.len() - LOW;

/// The sums.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    /// What a source is, by form, side and kind.
    kinds: Table<SIDES, KINDS>,
    /// How many stand nearer, by form, side and rank.
    ranks: Table<SIDES, { RANKS.len() }>,
    /// What stands between, by form, whether the source stands after its reporting word, and the bits of either half.
    low_paths: Table<2, { 1 << LOW }>,
    high_paths: Table<2, { 1 << HIGH }>,
    /// What a content is, by where it begins, its length and where it ends.
    shapes: Table<{ LENGTHS.len() }, ENDS>,
    /// By form, its first word and where it ends.
    firsts: Table<{ Follow::NAMES.len() }, ENDS>,
    /// By class of the reporting word, its length and where it ends.
    lengths: Table<{ LENGTHS.len() }, ENDS>,
}

impl Sums {
    /// The sums of these weights, of which the classes begin at these numbers.
    pub(super) fn new(rows: &[i16], classes: &[usize]) -> Self {
        use Family::*;
        let weigh = |piece: IndirectEvidence| rows.get(piece as usize).map_or(0, |&row| i32::from(row));
        let sum = |pieces: &[IndirectEvidence]| pieces.iter().map(|&piece| weigh(piece)).sum();
        let path = |form, after, bits: usize, first: usize| {
            let family = if after == 0 { SourcePath } else { SourcePathAfter };
            let each = (0..Path::NAMES.len()).filter(|path| bits << first >> path & 1 == 1);
            each.map(|path| weigh(number(family, path, form))).sum()
        };
        Self {
            kinds: Table::new(FORMS, |f, s, k| {
                sum(&[number(SourceAny, s, f), number(SourceKind, k, s), number(SourceKindForm, k, f)])
            }),
            ranks: Table::new(FORMS, |f, s, r| sum(&[number(SourceRank, r, s), number(SourceRankForm, r, f)])),
            low_paths: Table::new(FORMS, |form, after, bits| path(form, after, bits, 0)),
            high_paths: Table::new(FORMS, |form, after, bits| path(form, after, bits, LOW)),
            shapes: Table::new(Start::NAMES.len(), |s, l, t| {
                sum(&[number(ContentShape, s, t), number(ContentEndLength, t, l), number(ContentStartLength, s, l)])
            }),
            firsts: Table::new(FORMS, |f, first, t| {
                sum(&[number(ContentEndFirst, t, first), number(ContentEndForm, t, f)])
            }),
            lengths: Table::new(classes.len(), |class, l, t| {
                let class = classes.get(class).copied().unwrap_or_default();
                sum(&[number(ContentEndClass, t, class), number(ContentLengthClass, l, class)])
            }),
        }
    }

    /// What a source weighs by what it is and how many stand nearer.
    #[inline]
    pub(super) fn source(&self, form: Form, side: Side, (kind, rank): (SourceKind, usize)) -> i32 {
        let (form, side) = (form as usize, side as usize);
        self.kinds.get(form, side, kind as usize) + self.ranks.get(form, side, rank)
    }

    /// What weighs what stands between it and its reporting word, a bit for each sort.
    #[inline]
    pub(super) fn paths(&self, form: Form, side: Side, bits: u16) -> i32 {
        let (form, after, bits) = (form as usize, usize::from(side != Side::Before), usize::from(bits));
        self.low_paths.get(form, after, bits % (1 << LOW)) + self.high_paths.get(form, after, bits >> LOW)
    }

    /// What a content weighs by its beginning, end and length, by its first word, and by form and class of its
    /// reporting word; the class is told by its number.
    #[inline]
    pub(super) fn content(
        &self,
        (begins, ends): (Start, End),
        length: usize,
        first: usize,
        about: (Form, usize),
    ) -> i32 {
        let (end, (form, class)) = (ends as usize, about);
        self.shapes.get(begins as usize, length, end)
            + self.firsts.get(form as usize, first, end)
            + self.lengths.get(class, length, end)
    }
}
