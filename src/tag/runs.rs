//! Runs of words by number: equal runs of an article share one.

use hashbrown::HashTable;
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

/// What is known of runs, by their keys.
#[derive(Debug)]
pub(super) struct Runs<T> {
    numbers: HashTable<u32>,
    known: Vec<(u64, T)>,
}

impl<T: Default> Runs<T> {
    /// Room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { numbers: HashTable::with_capacity(count), known: Vec::with_capacity(count) }
    }

    /// What is known of a run, if anything.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<&T> {
        let number = self.numbers.find(key, |&n| self.known[n as usize].0 == key)?;
        Some(&self.known[*number as usize].1)
    }

    /// The number of a run, which it is given now if it had none.
    #[inline]
    pub(super) fn number(&mut self, key: u64) -> usize {
        let (known, next) = (&self.known, self.known.len() as u32);
        let entry = self.numbers.entry(key, |&n| known[n as usize].0 == key, |&n| known[n as usize].0);
        let number = *entry.or_insert(next).get();
        if number == next {
            self.known.push((key, T::default()));
        }
        number as usize
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
        // Keys that are much alike.
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
