//! What was looked up a moment ago, for this article or the one before: most of a text is the same few thousand words.
//!
//! What a token is known as depends on nothing but what is written, its class and its own marks, so that no look-up is
//! needed where the same stood before; the lists are far larger than a processor's cache, and this fits it.

use super::Tokens;
use super::context::Context;
use super::token::{Class, Marks, Token};
use crate::gazetteer::{Facts, WordId};
use crate::span::Span;

/// How many are kept for a single article, and for who reads many, as powers of two; a newer one takes the place of an
/// older one. Of the words of news one in sixteen is not found among the many.
const FEW: u32 = 9;
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

/// The bits of so many bytes.
const BITS_OF: [u128; 17] = {
    let mut bits = [0; 17];
    let mut bytes = 1;
    while bytes < 17 {
        bits[bytes] = u128::MAX >> (128 - 8 * bytes);
        bytes += 1;
    }
    bits
};

/// What is written at a token of up to sixteen bytes, as a number; None for a longer one, and for those at the very end
/// of a text.
pub(super) fn written(text: &[u8], span: Span) -> Option<u128> {
    let block = text.get(span.start as usize..)?.first_chunk::<16>()?;
    BITS_OF.get(span.len() as usize).map(|bits| u128::from_le_bytes(*block) & bits)
}

/// A slot is one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Slot {
    written: u128,
    facts: Facts,
    word: WordId,
    names: u32,
    /// The article that it was kept for.
    article: u32,
    marks: Marks,
    class: Class,
    context: Context,
}

/// Tokens by what is written, class and marks. Kept from article to article by who reads many, with one gazetteer; it
/// changes nothing but how long that takes.
#[derive(Debug)]
pub struct Memo {
    slots: Vec<Slot>,
    /// Room for tokens: that of an article before, which is still in the processor's cache.
    room: Vec<Token>,
    /// By how much a hash is shifted for its slot.
    shift: u32,
    /// The number of the article, from 1.
    article: u32,
    /// Ids of words from here on are an article's own.
    bound: u32,
}

/// One for a single article.
impl Default for Memo {
    fn default() -> Self {
        Self::with(FEW)
    }
}

/// No token's own marks are these.
const FREE: Slot = Slot {
    written: 0,
    facts: Facts::empty(),
    word: WordId::NONE,
    names: 0,
    article: 0,
    marks: Marks::AROUND,
    class: Class::Word,
    context: Context::EDGE,
};

impl Memo {
    /// One for who reads many articles: 2 MiB.
    pub fn of_many() -> Self {
        Self::with(MANY)
    }

    fn with(bits: u32) -> Self {
        Self { slots: vec![FREE; 1 << bits], room: Vec::new(), shift: u64::BITS - bits, article: 0, bound: 0 }
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
        if self.article == u32::MAX || self.bound != bound {
            *self = Self { bound, ..Self::with(u64::BITS - self.shift) };
        }
        self.article += 1;
    }

    #[inline]
    fn place(&self, written: u128) -> usize {
        let (low, high) = (written as u64, (written >> 64) as u64);
        let hash = (low ^ high.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> self.shift) as usize
    }

    /// What is known of a token, if it was kept.
    #[inline]
    pub(super) fn get(&self, written: u128, class: Class, marks: Marks) -> Option<Found> {
        let slot = self.slots.get(self.place(written))?;
        let same = (slot.written == written) & (slot.class == class) & (slot.marks == marks);
        // The article's own words are those of no other.
        let holds = same & ((slot.word.0 < self.bound) | (slot.article == self.article));
        holds.then_some(Found { word: slot.word, facts: slot.facts, context: slot.context, names: slot.names })
    }

    pub(super) fn keep(&mut self, written: u128, class: Class, marks: Marks, found: Found) {
        let Found { word, facts, context, names } = found;
        let (article, place) = (self.article, self.place(written));
        if let Some(slot) = self.slots.get_mut(place) {
            *slot = Slot { written, facts, word, names, article, marks, class, context };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart_by_all_that_is_written_and_by_class_and_marks() {
        let text = "a an and andantes é andante\0 exactly-sixteen- longer-than-sixteen and then the end of it";
        let at = |start: u32, end: u32| written(text.as_bytes(), Span::new(start, end));
        let all = [at(0, 1), at(2, 4), at(5, 8), at(9, 17), at(18, 20), at(30, 46)];
        let mut memo = Memo::default();
        memo.begin(100);
        for (n, written) in all.into_iter().enumerate() {
            let written = written.unwrap();
            let found = Found { word: WordId(n as u32 + 1), facts: Facts::empty(), context: Context::EDGE, names: 0 };
            assert!(memo.get(written, Class::Word, Marks::empty()).is_none());
            memo.keep(written, Class::Word, Marks::empty(), found);
            assert_eq!(memo.get(written, Class::Word, Marks::empty()).map(|f| f.word), Some(WordId(n as u32 + 1)));
            assert!(memo.get(written, Class::Symbol, Marks::empty()).is_none());
            assert!(memo.get(written, Class::Word, Marks::POINT).is_none());
        }
        assert_eq!((at(47, 66), at(83, 86)), (None, None));
        assert!(memo.get(0, Class::Word, Marks::empty()).is_none());
    }

    #[test]
    fn words_of_an_article_of_its_own_are_not_those_of_the_next() {
        let found = |word: u32| Found { word: WordId(word), facts: Facts::empty(), context: Context::EDGE, names: 0 };
        for mut memo in [Memo::default(), Memo::of_many()] {
            memo.begin(10);
            memo.keep(1, Class::Word, Marks::empty(), found(9));
            memo.keep(2, Class::Word, Marks::empty(), found(10));
            let get = |memo: &Memo, written| memo.get(written, Class::Word, Marks::empty()).map(|f| f.word.0);
            assert_eq!((get(&memo, 1), get(&memo, 2)), (Some(9), Some(10)));
            memo.begin(10);
            assert_eq!((get(&memo, 1), get(&memo, 2)), (Some(9), None));
            // Other lists.
            let slots = memo.slots.len();
            memo.begin(9);
            assert_eq!((get(&memo, 1), memo.slots.len()), (None, slots));
        }
    }
}
