//! Which capitalised words stand in lower case elsewhere in the article.

use super::noted::Noted;
use super::token::{Marks, Token};
use crate::gazetteer::WordId;

/// How many places there are for words, as a power of two: so many that two words of one article seldom share one.
const BITS: u32 = 10;

fn place(word: WordId) -> usize {
    (word.0.wrapping_mul(0x9e37_79b1) >> (u32::BITS - BITS)) as usize
}

/// Words in capitals, each with whether it was seen in lower case.
struct Capitals {
    /// The first word that came for each place.
    words: [WordId; 1 << BITS],
    low: [bool; 1 << BITS],
    /// The words that came after another for its place, sorted.
    crowded: Vec<WordId>,
    crowded_low: Vec<bool>,
}

impl Default for Capitals {
    fn default() -> Self {
        Self { words: [WordId::NONE; 1 << BITS], low: [false; 1 << BITS], crowded: Vec::new(), crowded_low: Vec::new() }
    }
}

impl Capitals {
    fn put(&mut self, words: impl Iterator<Item = WordId>) {
        for word in words {
            let held = &mut self.words[place(word)];
            *held = if *held == WordId::NONE { word } else { *held };
            if *held != word {
                self.crowded.push(word);
            }
        }
        self.crowded.sort_unstable();
        self.crowded.dedup();
        self.crowded_low.resize(self.crowded.len(), false);
    }

    fn see(&mut self, words: &[WordId]) {
        for &word in words {
            let place = place(word);
            let held = self.words[place];
            self.low[place] |= held == word;
            if (held != WordId::NONE) & (held != word)
                && let Ok(n) = self.crowded.binary_search(&word)
            {
                self.crowded_low[n] = true;
            }
        }
    }

    fn seen(&self, word: WordId) -> bool {
        let place = place(word);
        if self.words[place] == word {
            return self.low[place];
        }
        self.crowded.binary_search(&word).is_ok_and(|n| self.crowded_low[n])
    }
}

/// Marks capitalised tokens whose word stands in lower case elsewhere.
pub(super) fn seen_in_lower_case(list: &mut [Token], noted: &Noted) {
    let mut capitals = Capitals::default();
    capitals.put(noted.capitals.iter().map(|&at| list[at as usize].word));
    capitals.see(&noted.lower);
    for &at in &noted.capitals {
        let token = &mut list[at as usize];
        token.marks.set(Marks::SEEN_LOWER, capitals.seen(token.word));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_where_they_share_a_place() {
        let shared: Vec<WordId> = (1..).map(WordId).filter(|&word| place(word) == 7).take(5).collect();
        let others = [WordId(1), WordId(2)];
        for low in 0..1 << shared.len() {
            let of_low = |n: usize| low >> n & 1 == 1;
            let mut capitals = Capitals::default();
            capitals.put(shared.iter().take(4).chain(&others).chain(&shared[1..3]).copied());
            let seen: Vec<WordId> = (0..shared.len()).filter(|&n| of_low(n)).map(|n| shared[n]).collect();
            capitals.see(&seen);
            for (n, &word) in shared.iter().enumerate() {
                assert_eq!(capitals.seen(word), n < 4 && of_low(n));
            }
            assert!(others.iter().all(|&word| !capitals.seen(word)));
        }
    }
}
