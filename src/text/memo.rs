//! What was looked up a moment ago, for this article or the one before: most of a text is the same few thousand words.
//!
//! What a token is known as depends on nothing but what is written, its class and its own marks, so that no look-up is
//! needed where the same stood before; the lists are far larger than a processor's cache, and this fits it.

use super::Tokens;
use super::context::Context;
use super::token::{Class, Marks, Token};
use crate::gazetteer::{Facts, WordId};

/// How many pairs are kept for a single article, and for who reads many, as powers of two; a newer one takes the place of
/// an older one. Of the words of news one in thirty is not found among the many.
const FEW: u32 = 8;
const MANY: u32 = 15;

/// Room for more tokens than this, some 2 MB, is not kept: few articles are so long.
const MOST_ROOM: usize = 1 << 16;

/// What is known of a token.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) word: WordId,
    pub(super) facts: Facts,
    pub(super) context: Context,
    /// The node of the names of the lists that begin with it.
    pub(super) names: u32,
}

/// A token and what is known of it, in half a line of the processor's cache.
#[derive(Clone, Copy, Debug)]
struct Slot {
    written: u128,
    facts: Facts,
    /// From the lowest bit: word, names, context; then class and marks, which are compared.
    rest: u64,
}

/// How many bits of `rest` these take.
const WORD: u32 = 24;
const NAMES: u32 = 19;
const CONTEXT: u32 = 8;
const KIND: u32 = WORD + NAMES + CONTEXT;

/// Class and marks in thirteen bits.
#[inline]
fn kind(class: Class, marks: Marks) -> u64 {
    (class as u64) << 8 | u64::from(marks.bits() >> 8)
}
const _: () = assert!(Marks::OWN.bits() & 0xff == 0 && (Class::Symbol as u64) < (1 << (u64::BITS - KIND - 8)) - 1);

impl Slot {
    /// No token has a class so high.
    const FREE: Self = Self { written: 0, facts: Facts::empty(), rest: u64::MAX };

    fn new(written: u128, class: Class, marks: Marks, found: Found) -> Option<Self> {
        let Found { word: WordId(word), facts, context: Context(context), names } = found;
        let fits = word >> WORD == 0 && names >> NAMES == 0 && written != 0;
        let [word, names, context] = [u64::from(word), u64::from(names), u64::from(context)];
        let rest = word | names << WORD | context << (WORD + NAMES) | kind(class, marks) << KIND;
        fits.then_some(Self { written, facts, rest })
    }

    #[inline]
    fn word(&self) -> u32 {
        self.rest as u32 & ((1 << WORD) - 1)
    }

    #[inline]
    fn found(&self) -> Found {
        Found {
            word: WordId(self.word()),
            facts: self.facts,
            context: Context((self.rest >> (WORD + NAMES)) as u8),
            names: (self.rest >> WORD) as u32 & ((1 << NAMES) - 1),
        }
    }
}

/// Two slots of one place, the newer one first: a line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Pair([Slot; 2]);

const FREE: Pair = Pair([Slot::FREE; 2]);

/// Tokens by what is written, class and marks. Kept from article to article by who reads many, with one gazetteer; it
/// changes nothing but how long that takes.
#[derive(Debug)]
pub struct Memo {
    pairs: Vec<Pair>,
    /// Which of them hold words that are the article's own, and those of no other.
    own: Vec<u32>,
    /// Room for tokens: that of an article before, which is still in the processor's cache.
    room: Vec<Token>,
    /// By how much a hash is shifted for its place.
    shift: u32,
    /// Ids of words from here on are an article's own.
    bound: u32,
}

/// One for a single article.
impl Default for Memo {
    fn default() -> Self {
        Self::with(FEW)
    }
}

impl Memo {
    /// One for who reads many articles: 2 MiB.
    pub fn of_many() -> Self {
        Self::with(MANY)
    }

    fn with(bits: u32) -> Self {
        Self { pairs: vec![FREE; 1 << bits], own: Vec::new(), room: Vec::new(), shift: u64::BITS - bits, bound: 0 }
    }

    /// Takes the tokens of an article that is done with, for the room that they take.
    pub(crate) fn take_back(&mut self, tokens: Tokens<'_>) {
        if tokens.list.capacity() <= MOST_ROOM {
            self.room = tokens.list;
        }
    }

    /// Room for so many tokens.
    pub(super) fn room(&mut self, count: usize) -> Vec<Token> {
        let mut room = std::mem::take(&mut self.room);
        room.clear();
        room.reserve(count);
        room
    }

    /// Begins an article; `bound` is where its own words are numbered from, one more than the lists' highest number.
    pub(super) fn begin(&mut self, bound: u32) {
        if self.bound != bound {
            *self = Self { bound, ..Self::with(u64::BITS - self.shift) };
        }
        for place in self.own.drain(..) {
            for slot in self.pairs.get_mut(place as usize).into_iter().flat_map(|pair| &mut pair.0) {
                if slot.word() >= bound {
                    *slot = Slot::FREE;
                }
            }
        }
    }

    /// Where a token is kept by what is written.
    #[inline]
    pub(super) fn place(&self, written: u128) -> usize {
        let (low, high) = (written as u64, (written >> 64) as u64);
        let hash = (low ^ high.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> self.shift) as usize
    }

    /// Asks for all of these places before one is waited for: they lie far from the processor.
    #[inline]
    pub(super) fn fetch(&self, places: impl Iterator<Item = usize>) {
        let pairs = places.filter_map(|place| self.pairs.get(place));
        std::hint::black_box(pairs.fold(0, |all, Pair([newer, _])| all ^ newer.rest));
    }

    /// What is known of a token, if it was kept at its place.
    #[inline]
    pub(super) fn get(&self, place: usize, written: u128, class: Class, marks: Marks) -> Option<Found> {
        let kind = kind(class, marks);
        let Pair([newer, older]) = self.pairs.get(place)?;
        let is = |slot: &Slot| (slot.written == written) & (slot.rest >> KIND == kind);
        if is(newer) {
            return Some(newer.found());
        }
        is(older).then(|| older.found())
    }

    /// Keeps what is known of a token, if there is room for it.
    pub(super) fn keep(&mut self, written: u128, class: Class, marks: Marks, found: Found) {
        let place = self.place(written);
        if let (Some(slot), Some(Pair(pair))) = (Slot::new(written, class, marks, found), self.pairs.get_mut(place)) {
            if found.word.0 >= self.bound {
                self.own.push(place as u32);
            }
            *pair = [slot, pair[0]];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::written;
    use super::*;
    use crate::span::Span;

    fn known(memo: &Memo, written: u128, class: Class, marks: Marks) -> Option<Found> {
        memo.get(memo.place(written), written, class, marks)
    }

    #[test]
    fn tokens_are_told_apart_by_all_that_is_written_and_by_class_and_marks() {
        let text = "a an and andantes é andante\0 exactly-sixteen- longer-than-sixteen and then the end of it";
        let at = |start: u32, end: u32| written(text.as_bytes(), Span::new(start, end));
        let all = [at(0, 1), at(2, 4), at(5, 8), at(9, 17), at(18, 20), at(30, 46)];
        let mut memo = Memo::default();
        memo.begin(100);
        for (n, written) in all.into_iter().enumerate() {
            let found = Found { word: WordId(n as u32 + 1), facts: Facts::empty(), context: Context::EDGE, names: 0 };
            assert!(known(&memo, written, Class::Word, Marks::empty()).is_none());
            memo.keep(written, Class::Word, Marks::empty(), found);
            assert_eq!(known(&memo, written, Class::Word, Marks::empty()).map(|f| f.word), Some(WordId(n as u32 + 1)));
            assert!(known(&memo, written, Class::Symbol, Marks::empty()).is_none());
            assert!(known(&memo, written, Class::Word, Marks::POINT).is_none());
        }
        assert_eq!((at(47, 66), at(83, 86)), (0, 0));
        memo.keep(0, Class::Word, Marks::empty(), FOUND);
        assert!(known(&memo, 0, Class::Word, Marks::empty()).is_none());
    }

    #[test]
    fn words_of_an_article_of_its_own_are_not_those_of_the_next() {
        let found = |word: u32| Found { word: WordId(word), facts: Facts::empty(), context: Context::EDGE, names: 0 };
        for mut memo in [Memo::default(), Memo::of_many()] {
            memo.begin(10);
            memo.keep(1, Class::Word, Marks::empty(), found(9));
            memo.keep(2, Class::Word, Marks::empty(), found(10));
            let get = |memo: &Memo, written| known(memo, written, Class::Word, Marks::empty()).map(|f| f.word.0);
            assert_eq!((get(&memo, 1), get(&memo, 2)), (Some(9), Some(10)));
            memo.begin(10);
            assert_eq!((get(&memo, 1), get(&memo, 2)), (Some(9), None));
            // Other lists.
            let pairs = memo.pairs.len();
            memo.begin(9);
            assert_eq!((get(&memo, 1), memo.pairs.len()), (None, pairs));
        }
    }

    const FOUND: Found = Found { word: WordId(1), facts: Facts::empty(), context: Context::EDGE, names: 0 };

    #[test]
    fn what_fits_comes_back_whole_and_what_does_not_is_not_kept() {
        let mut memo = Memo::default();
        memo.begin(1 << 25);
        let found = |found: Found| (found.word, found.facts, found.context, found.names);
        let largest =
            Found { word: WordId((1 << 24) - 1), facts: Facts::all(), context: Context(255), names: (1 << 19) - 1 };
        for class in [Class::Word, Class::Symbol] {
            for marks in Marks::OWN.iter().chain([Marks::OWN, Marks::empty()]) {
                for kept in [FOUND, largest] {
                    memo.keep(7, class, marks, kept);
                    assert_eq!(known(&memo, 7, class, marks).map(found), Some(found(kept)));
                }
            }
        }
        memo.keep(8, Class::Word, Marks::empty(), Found { word: WordId(1 << 24), ..FOUND });
        memo.keep(9, Class::Word, Marks::empty(), Found { names: 1 << 19, ..FOUND });
        assert!(
            known(&memo, 8, Class::Word, Marks::empty()).is_none()
                && known(&memo, 9, Class::Word, Marks::empty()).is_none()
        );
    }

    #[test]
    fn two_share_a_place_and_the_older_one_leaves() {
        let mut memo = Memo::default();
        memo.begin(100);
        let all: Vec<u128> = (1..).filter(|&written| memo.place(written) == 3).take(3).collect();
        all.iter().for_each(|&written| memo.keep(written, Class::Word, Marks::empty(), FOUND));
        let kept: Vec<bool> = all.iter().map(|&w| known(&memo, w, Class::Word, Marks::empty()).is_some()).collect();
        assert_eq!(kept, [false, true, true]);
    }
}
