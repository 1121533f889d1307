//! The short words of an article that were looked up a moment ago: most of a text are the same few hundred.

use super::context::Context;
use crate::gazetteer::{Facts, WordId};
use crate::span::Span;

/// How many words are kept, as a power of two; a newer one takes the place of an older one.
const BITS: u32 = 9;

/// What is known of a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    pub(super) word: WordId,
    pub(super) facts: Facts,
    pub(super) context: Context,
}

/// Words in plain lower case of up to eight letters, by their letters.
pub(super) struct Recent {
    slots: Vec<(u64, Found)>,
}

/// The letters of a word of up to eight bytes of ASCII as a number, which is 0 for no word. None for other words, and for
/// those at the very end of a text.
pub(super) fn letters(text: &[u8], span: Span) -> Option<u64> {
    let len = span.len();
    let block = text.get(span.start as usize..)?.first_chunk::<8>().filter(|_| (1..=8).contains(&len))?;
    let letters = u64::from_le_bytes(*block) & (u64::MAX >> (64 - 8 * len));
    (letters & 0x8080_8080_8080_8080 == 0).then_some(letters)
}

impl Recent {
    pub(super) fn new() -> Self {
        Self { slots: vec![(0, Found::default()); 1 << BITS] }
    }

    fn place(letters: u64) -> usize {
        (letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize
    }

    pub(super) fn get(&self, letters: u64) -> Option<Found> {
        self.slots.get(Self::place(letters)).filter(|slot| slot.0 == letters && letters != 0).map(|slot| slot.1)
    }

    pub(super) fn keep(&mut self, letters: u64, found: Found) {
        if let Some(slot) = self.slots.get_mut(Self::place(letters)) {
            *slot = (letters, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_by_all_their_letters() {
        let text = "a an and andantes é andante\0 longer-than-eight";
        let at = |start: u32, end: u32| letters(text.as_bytes(), Span::new(start, end));
        let all = [at(0, 1), at(2, 4), at(5, 8), at(9, 17)];
        let mut recent = Recent::new();
        for (n, letters) in all.into_iter().enumerate() {
            let letters = letters.unwrap();
            assert!(recent.get(letters).is_none());
            recent.keep(letters, Found { word: WordId(n as u32 + 1), ..Found::default() });
            assert_eq!(recent.get(letters).map(|f| f.word), Some(WordId(n as u32 + 1)));
        }
        assert_eq!((at(18, 20), at(30, 47), at(3, 3), at(45, 47)), (None, None, None, None));
        assert!(recent.get(0).is_none());
    }
}
