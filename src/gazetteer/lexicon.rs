//! Words to ids and facts: every word of every list, looked up once for each token.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use super::facts::Facts;
use super::fold::fold_into;

/// The id of a folded word. Ids below [`Lexicon::len`] are the lexicon's; those above belong to one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// The id of what is no word.
    pub const NONE: WordId = WordId(0);
}

fn hash(word: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    hasher.finish()
}

/// A set of words in one arena, each with a number: no allocation a word.
#[derive(Debug, Default)]
pub(crate) struct WordSet {
    table: HashTable<u32>,
    arena: Vec<u8>,
    ends: Vec<u32>,
}

impl WordSet {
    fn slice<'a>(arena: &'a [u8], ends: &[u32], n: u32) -> &'a [u8] {
        let n = n as usize;
        let start = if n == 0 { 0 } else { ends[n - 1] as usize };
        &arena[start..ends[n] as usize]
    }

    pub(crate) fn word(&self, n: u32) -> &str {
        if n as usize >= self.ends.len() {
            return "";
        }
        std::str::from_utf8(Self::slice(&self.arena, &self.ends, n)).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, word: &[u8]) -> Option<u32> {
        self.table.find(hash(word), |&n| Self::slice(&self.arena, &self.ends, n) == word).copied()
    }

    pub(crate) fn insert(&mut self, word: &[u8]) -> u32 {
        let hash_of = hash(word);
        let (arena, ends) = (&self.arena, &self.ends);
        if let Some(&n) = self.table.find(hash_of, |&n| Self::slice(arena, ends, n) == word) {
            return n;
        }
        let n = self.ends.len() as u32;
        self.arena.extend_from_slice(word);
        self.ends.push(self.arena.len() as u32);
        let (arena, ends) = (&self.arena, &self.ends);
        self.table.insert_unique(hash_of, n, |&n| hash(Self::slice(arena, ends, n)));
        n
    }

    pub(crate) fn reserve(&mut self, words: usize) {
        let (arena, ends) = (&self.arena, &self.ends);
        self.table.reserve(words, |&n| hash(Self::slice(arena, ends, n)));
        self.ends.reserve(words);
        self.arena.reserve(words * 8);
    }
}

/// All words that the lists know, with their facts.
#[derive(Debug)]
pub struct Lexicon {
    words: WordSet,
    facts: Vec<Facts>,
    /// The class in context-words.tsv, by word, for the first words; see [`Lexicon::context`].
    contexts: Vec<Option<u8>>,
}

impl Default for Lexicon {
    fn default() -> Self {
        let mut lexicon = Self { words: WordSet::default(), facts: Vec::new(), contexts: Vec::new() };
        lexicon.words.reserve(330_000);
        lexicon.facts.reserve(330_000);
        // The first id is that of no word.
        lexicon.words.insert(b"");
        lexicon.facts.push(Facts::empty());
        lexicon
    }
}

impl Lexicon {
    /// How many words it holds; ids are below this.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it holds nothing but the empty word.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// The folded word of an id; empty for an id that is not the lexicon's.
    pub fn word(&self, id: WordId) -> &str {
        self.words.word(id.0)
    }

    /// The id and facts of an already folded word.
    pub fn get(&self, folded: &[u8]) -> Option<(WordId, Facts)> {
        let n = self.words.get(folded)?;
        Some((WordId(n), self.facts[n as usize]))
    }

    /// What the lists know of a word by its id.
    pub fn facts(&self, id: WordId) -> Facts {
        self.facts.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Adds a folded word, or facts to it.
    pub(crate) fn add_folded(&mut self, folded: &[u8], facts: Facts) -> WordId {
        let n = self.words.insert(folded);
        match self.facts.get_mut(n as usize) {
            Some(known) => *known |= facts,
            None => self.facts.push(facts),
        }
        WordId(n)
    }

    /// Adds a word as the lists write it, or facts to it.
    pub(crate) fn add(&mut self, word: &str, facts: Facts, buffer: &mut Vec<u8>) -> WordId {
        buffer.clear();
        fold_into(word, buffer);
        self.add_folded(buffer, facts)
    }

    /// The number of its class in context-words.tsv.
    pub(crate) fn context(&self, id: WordId) -> Option<u8> {
        self.contexts.get(id.0 as usize).copied().flatten()
    }

    pub(crate) fn set_context(&mut self, id: WordId, class: u8) {
        let at = id.0 as usize;
        if self.contexts.len() <= at {
            self.contexts.resize(at + 1, None);
        }
        self.contexts[at] = Some(class);
    }

    /// Takes facts away from a word by its id.
    pub(crate) fn remove_facts(&mut self, id: WordId, facts: Facts) {
        if let Some(known) = self.facts.get_mut(id.0 as usize) {
            known.remove(facts);
        }
    }

    /// Adds facts to a word by its id.
    pub(crate) fn add_facts(&mut self, id: WordId, facts: Facts) {
        if let Some(known) = self.facts.get_mut(id.0 as usize) {
            *known |= facts;
        }
    }
}

/// The words of one article that the lexicon does not have, so that they too are compared by id.
#[derive(Debug, Default)]
pub(crate) struct LocalWords {
    words: WordSet,
}

impl LocalWords {
    /// The id of a folded word that the lexicon does not hold.
    pub(crate) fn id(&mut self, lexicon: &Lexicon, folded: &[u8]) -> WordId {
        WordId(lexicon.len() as u32 + self.words.insert(folded))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_facts_add_up() {
        let (mut lexicon, mut buffer) = (Lexicon::default(), Vec::new());
        let a = lexicon.add("May", Facts::GIVEN, &mut buffer);
        let b = lexicon.add("MAY", Facts::MONTH, &mut buffer);
        assert_eq!(a, b);
        assert_eq!(lexicon.get(b"may"), Some((a, Facts::GIVEN | Facts::MONTH)));
        assert_eq!(lexicon.word(a), "may");
        let mut local = LocalWords::default();
        let x = local.id(&lexicon, b"xyzzy");
        assert_eq!(x, local.id(&lexicon, b"xyzzy"));
        assert!(x.0 as usize >= lexicon.len());
    }
}
