//! What an article had a moment ago: most of a text is the same few hundred words and marks.
//!
//! What a token is known as depends on nothing but what is written, its class and its own marks, so that no look-up is
//! needed where the same stood before.

use super::context::Context;
use super::token::{Class, Marks};
use crate::gazetteer::{Facts, WordId};
use crate::span::Span;

/// How many are kept, as a power of two; a newer one takes the place of an older one.
const BITS: u32 = 10;

/// What is known of a token.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) word: WordId,
    pub(super) facts: Facts,
    pub(super) context: Context,
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

#[derive(Clone, Copy)]
struct Slot {
    written: u128,
    facts: Facts,
    word: WordId,
    marks: Marks,
    class: Class,
    context: Context,
}

/// Tokens by what is written, class and marks.
pub(super) struct Recent {
    slots: Vec<Slot>,
}

impl Recent {
    pub(super) fn new() -> Self {
        // No token's own marks are these.
        let free = Slot {
            written: 0,
            facts: Facts::empty(),
            word: WordId::NONE,
            marks: Marks::AROUND,
            class: Class::Word,
            context: Context::EDGE,
        };
        Self { slots: vec![free; 1 << BITS] }
    }

    fn place(written: u128) -> usize {
        let (low, high) = (written as u64, (written >> 64) as u64);
        let hash = (low ^ high.wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (hash >> (64 - BITS)) as usize
    }

    #[inline]
    pub(super) fn get(&self, written: u128, class: Class, marks: Marks) -> Option<Found> {
        let slot = self.slots.get(Self::place(written))?;
        (slot.written == written && slot.class == class && slot.marks == marks).then_some(Found {
            word: slot.word,
            facts: slot.facts,
            context: slot.context,
        })
    }

    pub(super) fn keep(&mut self, written: u128, class: Class, marks: Marks, found: Found) {
        let Found { word, facts, context } = found;
        if let Some(slot) = self.slots.get_mut(Self::place(written)) {
            *slot = Slot { written, facts, word, marks, class, context };
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
        let mut recent = Recent::new();
        for (n, written) in all.into_iter().enumerate() {
            let written = written.unwrap();
            let found = Found { word: WordId(n as u32 + 1), facts: Facts::empty(), context: Context::EDGE };
            assert!(recent.get(written, Class::Word, Marks::empty()).is_none());
            recent.keep(written, Class::Word, Marks::empty(), found);
            assert_eq!(recent.get(written, Class::Word, Marks::empty()).map(|f| f.word), Some(WordId(n as u32 + 1)));
            assert!(recent.get(written, Class::Symbol, Marks::empty()).is_none());
            assert!(recent.get(written, Class::Word, Marks::POINT).is_none());
        }
        assert_eq!((at(47, 66), at(83, 86)), (None, None));
        assert!(recent.get(0, Class::Word, Marks::empty()).is_none());
    }
}
