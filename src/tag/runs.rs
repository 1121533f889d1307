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

/// What is known of runs, by their keys.
#[derive(Debug)]
pub(super) struct Runs<T> {
    /// One more than the number of the run that lies at each place, 0 for none. They are a power of two, and half of them
    /// or more are free, so that few places need to be looked at for a run.
    places: Vec<u32>,
    known: Vec<(u64, T)>,
}

impl<T: Default> Runs<T> {
    /// Room for so many.
    pub(super) fn with_capacity(count: usize) -> Self {
        Self { places: vec![0; (2 * count + 2).next_power_of_two()], known: Vec::with_capacity(count) }
    }

    /// The number of a run, or the place where it would lie.
    #[inline]
    fn find(&self, key: u64) -> Result<usize, usize> {
        let mask = self.places.len() - 1;
        // Keys may be much alike: the product tells them apart.
        let mut place = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & mask;
        loop {
            let Some(number) = self.places[place].checked_sub(1) else { return Err(place) };
            if self.known[number as usize].0 == key {
                return Ok(number as usize);
            }
            place = (place + 1) & mask;
        }
    }

    /// What is known of a run, if anything.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<&T> {
        self.find(key).ok().map(|number| &self.known[number].1)
    }

    /// The number of a run, which it is given now if it had none.
    #[inline]
    pub(super) fn number(&mut self, key: u64) -> usize {
        self.find(key).unwrap_or_else(|place| self.put(place, key))
    }

    /// Gives a run a number; it lies at this place.
    fn put(&mut self, place: usize, key: u64) -> usize {
        self.known.push((key, T::default()));
        self.places[place] = self.known.len() as u32;
        if 2 * self.known.len() > self.places.len() {
            self.grow();
        }
        self.known.len() - 1
    }

    #[cold]
    fn grow(&mut self) {
        self.places = vec![0; 2 * self.places.len()];
        for number in 0..self.known.len() {
            if let Err(place) = self.find(self.known[number].0) {
                self.places[place] = number as u32 + 1;
            }
        }
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
