//! What was looked up a moment ago, for this article or the one before: most of a text is the same few thousand words.
//!
//! What a token is known as depends on nothing but what is written, its class and its own marks, so that no look-up is
//! needed where the same stood before; the lists are far larger than a processor's cache, and this fits it.

use super::context::Context;
use super::token::{Class, Marks};
use crate::gazetteer::{Facts, WordId};
use crate::span::Span;

/// How many are kept, as a power of two; a newer one takes the place of an older one.
const BITS: u32 = 12;

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

#[derive(Clone, Copy, Debug)]
struct Slot {
    written: u128,
    facts: Facts,
    word: WordId,
    names: u32,
    /// The article that had it last.
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
    /// The number of the article, from 1.
    article: u32,
    /// Ids of words from here on are an article's own.
    bound: u32,
}

impl Default for Memo {
    fn default() -> Self {
        Self { slots: vec![FREE; 1 << BITS], article: 0, bound: 0 }
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
    /// Begins an article; `bound` is where its own words are numbered from, one more than the lists' highest number.
    pub(super) fn begin(&mut self, bound: u32) {
        if self.article == u32::MAX || self.bound != bound {
            *self = Self { bound, ..Self::default() };
        }
        self.article += 1;
    }

    fn place(written: u128) -> usize {
        let (low, high) = (written as u64, (written >> 64) as u64);
        let hash = (low ^ high.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> (64 - BITS)) as usize
    }

    /// What is known of a token, and whether this article has not had it.
    #[inline]
    pub(super) fn get(&mut self, written: u128, class: Class, marks: Marks) -> Option<(Found, bool)> {
        let slot = self.slots.get_mut(Self::place(written))?;
        let first = slot.article != self.article;
        if slot.written != written || slot.class != class || slot.marks != marks || (first && slot.word.0 >= self.bound)
        {
            return None;
        }
        slot.article = self.article;
        Some((Found { word: slot.word, facts: slot.facts, context: slot.context, names: slot.names }, first))
    }

    pub(super) fn keep(&mut self, written: u128, class: Class, marks: Marks, found: Found) {
        let Found { word, facts, context, names } = found;
        let article = self.article;
        if let Some(slot) = self.slots.get_mut(Self::place(written)) {
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
            assert_eq!(memo.get(written, Class::Word, Marks::empty()).map(|f| f.0.word), Some(WordId(n as u32 + 1)));
            assert!(memo.get(written, Class::Symbol, Marks::empty()).is_none());
            assert!(memo.get(written, Class::Word, Marks::POINT).is_none());
        }
        assert_eq!((at(47, 66), at(83, 86)), (None, None));
        assert!(memo.get(0, Class::Word, Marks::empty()).is_none());
    }
    #[test]
    fn words_of_an_article_of_its_own_are_not_those_of_the_next() {
        let found = |word: u32| Found { word: WordId(word), facts: Facts::empty(), context: Context::EDGE, names: 0 };
        let mut memo = Memo::default();
        memo.begin(10);
        memo.keep(1, Class::Word, Marks::empty(), found(9));
        memo.keep(2, Class::Word, Marks::empty(), found(10));
        let get = |memo: &mut Memo, written| memo.get(written, Class::Word, Marks::empty()).map(|f| (f.0.word.0, f.1));
        assert_eq!((get(&mut memo, 1), get(&mut memo, 2)), (Some((9, false)), Some((10, false))));
        memo.begin(10);
        assert_eq!(
            (get(&mut memo, 1), get(&mut memo, 1), get(&mut memo, 2)),
            (Some((9, true)), Some((9, false)), None)
        );
        // Other lists.
        memo.begin(9);
        assert_eq!(get(&mut memo, 1), None);
    }
}
