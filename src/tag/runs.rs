//! Runs of words by number: equal runs of an article share one.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

use crate::gazetteer::WordId;
use crate::text::Token;

/// The hash of a run of words, which grows word by word. Runs of one key are taken for equal.
#[derive(Clone, Default)]
pub(super) struct Key(FxHasher);

impl Key {
    pub(super) fn with(&mut self, word: WordId) -> u64 {
        word.hash(&mut self.0);
        self.0.finish()
    }
}

/// The key of some tokens.
pub(super) fn key(tokens: &[Token]) -> u64 {
    let mut key = Key::default();
    tokens.iter().fold(0, |_, token| key.with(token.word))
}

/// What is known of runs, by their keys: a table of numbers from 1 on, at most half full, in which the next slot is tried
/// where one is taken; 0 in those that are free.
#[derive(Debug)]
pub(super) struct Runs<T> {
    slots: Vec<u32>,
    known: Vec<(u64, T)>,
}

impl<T: Default> Runs<T> {
    /// Room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { slots: vec![0; (count * 3).next_power_of_two().max(64)], known: Vec::with_capacity(count) }
    }

    /// The slot of a key, or the free one where it belongs.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mut slot = key as usize & (self.slots.len() - 1);
        while let Some((other, _)) = self.known.get((self.slots[slot] as usize).wrapping_sub(1)) {
            if *other == key {
                break;
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        slot
    }

    /// What is known of a run, if anything.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<&T> {
        let number = self.slots[self.slot(key)] as usize;
        self.known.get(number.wrapping_sub(1)).map(|(_, known)| known)
    }

    /// The number of a run, which it is given now if it had none.
    #[inline]
    pub(super) fn number(&mut self, key: u64) -> usize {
        let slot = self.slot(key);
        if self.slots[slot] == 0 {
            return self.add(key, slot);
        }
        self.slots[slot] as usize - 1
    }

    fn add(&mut self, key: u64, slot: usize) -> usize {
        self.known.push((key, T::default()));
        self.slots[slot] = self.known.len() as u32;
        if self.known.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            for n in 0..self.known.len() {
                // No other is equal, so that a free slot is found.
                let slot = self.slot(self.known[n].0);
                self.slots[slot] = n as u32 + 1;
            }
        }
        self.known.len() - 1
    }

    /// What is known of the run with this number.
    #[inline]
    pub(super) fn of(&self, number: usize) -> &T {
        &self.known[number].1
    }

    /// The same to be changed.
    #[inline]
    pub(super) fn of_mut(&mut self, number: usize) -> &mut T {
        &mut self.known[number].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_keep_their_numbers_while_the_table_grows() {
        let mut runs = Runs::<u64>::with_capacity(1);
        // Keys that want few slots.
        let key = |n: u64| n << 5;
        for n in 0..1000 {
            assert_eq!(runs.get(key(n)), None);
            let number = runs.number(key(n));
            *runs.of_mut(number) += n;
            assert_eq!(number as u64, n);
        }
        for n in 0..1000 {
            assert_eq!((runs.number(key(n)) as u64, runs.get(key(n))), (n, Some(&n)));
            assert_eq!(runs.of(n as usize), &n);
        }
        assert_eq!(runs.get(key(1000)), None);
    }
}
