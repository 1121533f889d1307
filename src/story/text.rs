//! The text of a version with its words.

use std::ops::Range;

use super::words::{Word, words};

/// A text and its words, as bytes and hashes.
#[derive(Debug)]
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) words: Vec<Word>,
    pub(super) hashes: Vec<u64>,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let words = words(text);
        let hashes = words.iter().map(|w| w.hash).collect();
        Self { text, words, hashes }
    }

    /// What stands from the first to the last of these words.
    pub(super) fn said(&self, at: &Range<usize>) -> &'t str {
        match (self.words.get(at.start), self.words.get(at.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if at.start < at.end => {
                self.text.get(first.span.start as usize..last.span.end as usize).unwrap_or_default()
            }
            _ => "",
        }
    }

    /// The bytes between two words that follow each other, the second of which has this number.
    pub(super) fn before(&self, word: usize) -> Range<usize> {
        let end = |n: usize| self.words.get(n).map_or(0, |w| w.span.end as usize);
        let from = if word == 0 { 0 } else { end(word - 1) };
        from..self.words.get(word).map_or(self.text.len(), |w| w.span.start as usize)
    }
}
