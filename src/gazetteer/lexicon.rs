//! Words to ids and facts: every word of every list, looked up once for each token.
//!
//! The built-in words are frozen and read where they lie; what is read from text lists lies over them.

use rustc_hash::FxHashMap;

use super::facts::Facts;
use super::fold::fold_into;
use super::words::{FrozenWords, Short, WordSet};

/// The id of a folded word. Ids below [`Lexicon::bound`] are the lexicon's; those above belong to one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

impl WordId {
    /// The id of what is no word.
    pub const NONE: WordId = WordId(0);
}

/// What the lists know of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) facts: Facts,
    /// The number of its class in context-words.tsv.
    pub(crate) context: Option<u8>,
}

/// All words that the lists know, with their facts.
#[derive(Debug)]
pub struct Lexicon {
    frozen: FrozenWords,
    /// What is known of a frozen word, by its tag; many share one.
    tags: Vec<Known>,
    /// What later lists say of frozen words, in place of that.
    changed: FxHashMap<u32, Known>,
    /// The ids of these come after those of the frozen words.
    words: WordSet,
    known: Vec<Known>,
    /// How many frozen words there are.
    frozen_len: usize,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::over(FrozenWords::default(), Vec::new(), 0)
    }
}

impl Lexicon {
    /// The lexicon of `len` frozen words, to which more can be added.
    pub(crate) fn over(frozen: FrozenWords, tags: Vec<Known>, len: usize) -> Self {
        let mut lexicon = Self {
            frozen,
            tags,
            changed: FxHashMap::default(),
            words: WordSet::default(),
            known: Vec::new(),
            frozen_len: len,
        };
        if lexicon.frozen.bound() == 0 {
            // The first id is that of no word.
            lexicon.words.insert(b"");
            lexicon.known.push(Known::default());
        }
        lexicon
    }

    /// One more than the highest id.
    pub fn bound(&self) -> u32 {
        self.frozen.bound() + self.words.len() as u32
    }

    /// How many words it holds.
    pub fn len(&self) -> usize {
        self.frozen_len + self.words.len()
    }

    /// Whether it holds nothing but the empty word.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// The folded word of an id; empty for an id that is not the lexicon's.
    pub fn word(&self, id: WordId) -> &str {
        let word = match id.0.checked_sub(self.frozen.bound()) {
            None => self.frozen.word(id.0),
            Some(n) => self.words.word(n),
        };
        std::str::from_utf8(word).unwrap_or_default()
    }

    /// The id and facts of an already folded word.
    pub fn get(&self, folded: &[u8]) -> Option<(WordId, Facts)> {
        let (id, known) = self.find(folded)?;
        Some((id, known.facts))
    }

    /// The id of an already folded word, and all that is known of it.
    pub(crate) fn find(&self, folded: &[u8]) -> Option<(WordId, Known)> {
        if folded.is_empty() {
            return Some((WordId::NONE, Known::default()));
        }
        match self.frozen.get(folded) {
            Some((n, tag)) => Some((WordId(n), self.frozen_known(n, tag))),
            None => self.find_added(folded),
        }
    }

    /// The same of a short word that is not empty.
    #[inline]
    pub(crate) fn find_short(&self, folded: Short) -> Option<(WordId, Known)> {
        match self.frozen.get_short(folded) {
            Some((n, tag)) => Some((WordId(n), self.frozen_known(n, tag))),
            None => self.find_added(folded.bytes.to_le_bytes().get(..folded.len)?),
        }
    }

    fn find_added(&self, folded: &[u8]) -> Option<(WordId, Known)> {
        if self.words.len() == 0 {
            return None;
        }
        let n = self.words.get(folded)?;
        Some((WordId(self.frozen.bound() + n), self.known[n as usize]))
    }

    #[inline]
    fn frozen_known(&self, n: u32, tag: u16) -> Known {
        if !self.changed.is_empty()
            && let Some(known) = self.changed.get(&n)
        {
            return *known;
        }
        self.tags.get(usize::from(tag)).copied().unwrap_or_default()
    }

    /// What the lists know of a word by its id.
    pub fn facts(&self, id: WordId) -> Facts {
        self.known(id).facts
    }

    pub(crate) fn known(&self, id: WordId) -> Known {
        match id.0.checked_sub(self.frozen.bound()) {
            None => self.frozen_known(id.0, self.frozen.tag(id.0)),
            Some(n) => self.known.get(n as usize).copied().unwrap_or_default(),
        }
    }

    /// Changes what is known of a word by its id.
    pub(crate) fn change(&mut self, id: WordId, change: impl FnOnce(&mut Known)) {
        let before = self.known(id);
        let mut after = before;
        change(&mut after);
        if after == before {
            return;
        }
        match id.0.checked_sub(self.frozen.bound()) {
            None => {
                self.changed.insert(id.0, after);
            }
            Some(n) => {
                if let Some(known) = self.known.get_mut(n as usize) {
                    *known = after;
                }
            }
        }
    }

    /// Adds a folded word, or facts to it.
    pub(crate) fn add_folded(&mut self, folded: &[u8], facts: Facts) -> WordId {
        if let Some((n, _)) = self.frozen.get(folded) {
            self.add_facts(WordId(n), facts);
            return WordId(n);
        }
        let n = self.words.insert(folded);
        match self.known.get_mut(n as usize) {
            Some(known) => known.facts |= facts,
            None => self.known.push(Known { facts, context: None }),
        }
        WordId(self.frozen.bound() + n)
    }

    /// Adds a word as the lists write it, or facts to it.
    pub(crate) fn add(&mut self, word: &str, facts: Facts, buffer: &mut Vec<u8>) -> WordId {
        buffer.clear();
        fold_into(word, buffer);
        self.add_folded(buffer, facts)
    }

    pub(crate) fn set_context(&mut self, id: WordId, class: u8) {
        self.change(id, |known| known.context = Some(class));
    }

    /// Takes facts away from a word by its id.
    pub(crate) fn remove_facts(&mut self, id: WordId, facts: Facts) {
        self.change(id, |known| known.facts.remove(facts));
    }

    /// Adds facts to a word by its id.
    pub(crate) fn add_facts(&mut self, id: WordId, facts: Facts) {
        self.change(id, |known| known.facts |= facts);
    }

    /// The words that are not frozen, with what is known of them, in the order of their ids.
    pub(crate) fn added(&self) -> impl ExactSizeIterator<Item = (&[u8], Known)> {
        (0..self.words.len()).map(|n| (self.words.word(n as u32), self.known[n]))
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
        WordId(lexicon.bound() + self.words.insert(folded))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Layout;
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
        assert!(x.0 >= lexicon.bound());
    }

    #[test]
    fn words_over_frozen_ones_change_what_is_known_and_add_to_it() {
        let Layout { buckets, records, numbers } = FrozenWords::freeze(&[(b"may", 1, 0), (b"june", 0, 0)]).unwrap();
        let tags = [Facts::empty(), Facts::GIVEN].map(|facts| Known { facts, context: None });
        let frozen = FrozenWords::new(buckets.leak(), records.leak());
        let (mut lexicon, mut buffer) = (Lexicon::over(frozen, tags.into(), 2), Vec::new());
        let may = WordId(numbers[0]);
        assert_eq!(lexicon.get(b"may"), Some((may, Facts::GIVEN)));
        assert_eq!(lexicon.add("May", Facts::MONTH, &mut buffer), may);
        lexicon.remove_facts(may, Facts::GIVEN);
        assert_eq!((lexicon.get(b"may"), lexicon.facts(may)), (Some((may, Facts::MONTH)), Facts::MONTH));
        let new = lexicon.add("Xyzzy", Facts::SURNAME, &mut buffer);
        lexicon.set_context(new, 3);
        assert!(new.0 >= numbers[0].max(numbers[1]) && new.0 < lexicon.bound());
        assert_eq!((lexicon.word(new), lexicon.word(may), lexicon.len()), ("xyzzy", "may", 3));
        assert_eq!(lexicon.known(new), Known { facts: Facts::SURNAME, context: Some(3) });
    }
}
