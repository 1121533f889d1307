//! Runs of words to the things that bear them: the built-in names, and over them those of other lists.

use rustc_hash::FxHashMap;

use super::facts::Lists;
use super::lexicon::WordId;
use super::trie::{FrozenTrie, Open, Trie};

/// Which thing a name names; see [`super::Gazetteer::thing`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThingId(pub u32);

/// One reading of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The list it comes from, one bit.
    pub list: Lists,
    /// What it names; `None` for words that name no thing (titles, cues).
    pub thing: Option<ThingId>,
    /// Only when written in capitals ("US", "WHO").
    pub capitals: bool,
    /// A number of the list's own, below 2^26: the row of a cue or a title, the [`Spelling`](super::Spelling) of a
    /// user's name.
    pub row: u32,
}

/// A run of words that the lists hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// How many tokens it takes.
    pub len: u8,
    /// The lists that hold it.
    pub lists: Lists,
    /// Where its readings are.
    pub node: u32,
}

/// All names of all lists.
#[derive(Debug, Default)]
pub struct Phrases {
    frozen: FrozenTrie,
    /// Lists whose readings were taken away from frozen nodes.
    hidden: FxHashMap<u32, Lists>,
    /// Its nodes are numbered after the frozen ones.
    added: Trie,
}

/// The longest name that is looked for, in tokens.
pub const LONGEST: usize = 16;

impl Phrases {
    /// Frozen names, to which more can be added.
    pub(crate) fn over(frozen: FrozenTrie) -> Self {
        Self { frozen, ..Self::default() }
    }

    /// Adds a reading to a run of words; gives back whether it was new.
    pub(crate) fn add(&mut self, words: &[WordId], reading: Reading) -> bool {
        self.added.add(words, reading)
    }

    /// Takes the readings of these lists away from a run of words, and gives each to `taken`; gives the lists that are
    /// left.
    pub(crate) fn remove(&mut self, words: &[WordId], lists: Lists, mut taken: impl FnMut(Reading)) -> Lists {
        self.added.remove(words, lists, &mut taken);
        if let Some(node) = self.frozen.node(words) {
            self.frozen_readings(node).filter(|r| lists.contains(r.list)).for_each(taken);
            *self.hidden.entry(node).or_default() |= lists;
        }
        self.lists_of(words)
    }

    /// The lists that hold a run of words.
    pub(crate) fn lists_of(&self, words: &[WordId]) -> Lists {
        let frozen = self.frozen.node(words).map_or((Lists::empty(), Lists::empty()), |n| self.frozen_lists(n));
        let added = self.added.node(words).map_or((Lists::empty(), Lists::empty()), |n| self.added.lists(n));
        frozen.0 | frozen.1 | added.0 | added.1
    }

    #[inline]
    fn hidden(&self, node: u32) -> Lists {
        if self.hidden.is_empty() {
            return Lists::empty();
        }
        self.hidden.get(&node).copied().unwrap_or_default()
    }

    fn frozen_lists(&self, node: u32) -> (Lists, Lists) {
        self.lists_of_open(&self.frozen.open(node))
    }

    #[inline]
    fn lists_of_open(&self, node: &Open) -> (Lists, Lists) {
        let ((any, capitals), hidden) = (self.frozen.lists_of(node), self.hidden(node.node));
        (any - hidden, capitals - hidden)
    }

    fn frozen_readings(&self, node: u32) -> impl Iterator<Item = Reading> + use<> {
        let hidden = self.hidden(node);
        self.frozen.readings(node).filter(move |r| !hidden.contains(r.list))
    }

    /// The readings of a match, those that need capitals only if `capitals`.
    pub fn readings(&self, found: Match, capitals: bool) -> impl Iterator<Item = Reading> {
        let added = found.node.checked_sub(self.frozen.nodes());
        let (frozen, added) = match added {
            None => (Some(self.frozen_readings(found.node)), None),
            Some(node) => (None, Some(self.added.readings(node))),
        };
        let all = frozen.into_iter().flatten().chain(added.into_iter().flatten());
        all.filter(move |r| capitals || !r.capitals)
    }

    /// The node of the built-in names that begin with a word; 0 where none does.
    pub(crate) fn begin(&self, word: WordId) -> u32 {
        self.frozen.child(0, word).unwrap_or(0)
    }

    /// Every entry that begins with the first of these words, shortest first; of two of one length that of the lists
    /// that were added comes first. `capitals` tells of the n-th token whether it is all capitals.
    pub fn matches(&self, words: impl Iterator<Item = (WordId, bool)>, found: impl FnMut(Match)) {
        let mut words = words.peekable();
        if let Some((first, _)) = words.peek() {
            self.matches_from(self.begin(*first), words, found);
        }
    }

    /// The same where the node that the first word [begins](Self::begin) is known.
    pub(crate) fn matches_from(
        &self,
        first: u32,
        words: impl Iterator<Item = (WordId, bool)>,
        found: impl FnMut(Match),
    ) {
        self.matches_below(&self.open(first), words, found);
    }

    /// The node that a first word [begins](Self::begin), read for [`Self::matches_below`]. Many of them are read before
    /// the first is used, so that the memory is waited for once.
    #[inline]
    pub(crate) fn open(&self, first: u32) -> Open {
        self.frozen.open(first)
    }

    /// Every entry that begins with the word of this node, and goes on with these words, of which it is the first.
    pub(crate) fn matches_below(
        &self,
        first: &Open,
        words: impl Iterator<Item = (WordId, bool)>,
        mut found: impl FnMut(Match),
    ) {
        let mut put = |len: u8, node: u32, (any, in_capitals): (Lists, Lists), capitals: bool| {
            let lists = if capitals { any | in_capitals } else { any };
            if !lists.is_empty() {
                found(Match { len, lists, node });
            }
        };
        let mut capitals = true;
        let words = (1..LONGEST as u8 + 1).zip(words);
        if self.added.nodes() == 1 {
            // The built-in names alone, as nearly always.
            if first.node == 0 {
                return;
            }
            let mut node = *first;
            for (len, (word, upper)) in words {
                if len > 1 {
                    let Some(below) = self.frozen.below(&node, word) else { return };
                    node = below;
                }
                capitals &= upper;
                put(len, node.node, self.lists_of_open(&node), capitals);
            }
            return;
        }
        let (mut frozen, mut added) = (Some(0), Some(0));
        for (len, (word, upper)) in words {
            capitals &= upper;
            added = added.and_then(|node| self.added.child(node, word));
            if let Some(node) = added {
                put(len, self.frozen.nodes() + node, self.added.lists(node), capitals);
            }
            frozen = frozen.and_then(|node| self.frozen.child(node, word));
            match frozen {
                Some(node) => put(len, node, self.frozen_lists(node), capitals),
                None if added.is_none() => return,
                None => {}
            }
        }
    }

    /// The frozen names, unless others lie over them.
    pub(crate) fn frozen_alone(&self) -> Option<&FrozenTrie> {
        (self.added.nodes() == 1 && self.hidden.is_empty()).then_some(&self.frozen)
    }

    /// How many names it holds.
    pub fn len(&self) -> usize {
        self.frozen.len() + self.added.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names that are not frozen.
    pub(crate) fn added(&self) -> &Trie {
        &self.added
    }

    /// The readings of every name: frozen ones, then those of other lists, each with the frozen ones of the same name.
    pub(crate) fn each(&self, mut each: impl FnMut(&[Reading], &[Reading])) {
        for node in 0..self.frozen.nodes() {
            each(&self.frozen_readings(node).collect::<Vec<_>>(), &[]);
        }
        // The frozen node of the same words, for each node of the others.
        let mut below = vec![None; self.added.nodes() as usize];
        below[0] = Some(0);
        for (from, word, to) in self.added.edges() {
            below[to as usize] = below[from as usize].and_then(|node| self.frozen.child(node, word));
            let own: Vec<Reading> = self.added.readings(to).collect();
            let same: Vec<Reading> = below[to as usize].into_iter().flat_map(|n| self.frozen_readings(n)).collect();
            if !own.is_empty() {
                each(&own, &same);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(list: Lists, thing: u32, capitals: bool) -> Reading {
        Reading { list, thing: Some(ThingId(thing)), capitals, row: 0 }
    }

    fn all(phrases: &Phrases, words: &[(WordId, bool)]) -> Vec<(u8, Lists)> {
        let mut out = Vec::new();
        phrases.matches(words.iter().copied(), |m| out.push((m.len, m.lists)));
        out
    }

    #[test]
    fn every_length_is_found_and_capitals_are_asked_for() {
        let mut phrases = Phrases::default();
        let (new, york, times, us) = (WordId(1), WordId(2), WordId(3), WordId(4));
        phrases.add(&[new, york], reading(Lists::CITY, 0, false));
        phrases.add(&[new, york, times], reading(Lists::ORG, 1, false));
        phrases.add(&[us], reading(Lists::COUNTRY, 2, true));
        let run = [(new, false), (york, false), (times, false)];
        assert_eq!(all(&phrases, &run), [(2, Lists::CITY), (3, Lists::ORG)]);
        assert_eq!(all(&phrases, &[(us, false)]), []);
        assert_eq!(all(&phrases, &[(us, true)]), [(1, Lists::COUNTRY)]);
    }

    #[test]
    fn what_is_added_comes_before_what_is_frozen_and_can_take_it_away() {
        let mut trie = Trie::default();
        trie.add(&[WordId(1)], reading(Lists::CITY, 0, false));
        trie.add(&[WordId(1), WordId(2)], reading(Lists::ORG, 1, false));
        let [nodes, readings, index] = FrozenTrie::freeze(&trie, |w| w.0);
        let mut phrases = Phrases::over(FrozenTrie::new(nodes.leak(), readings.leak(), index.leak()));
        let run = [(WordId(1), false), (WordId(2), false), (WordId(3), false)];
        assert_eq!(all(&phrases, &run), [(1, Lists::CITY), (2, Lists::ORG)]);
        phrases.add(&[WordId(1)], reading(Lists::PERSON, 7, false));
        phrases.add(&[WordId(1), WordId(2), WordId(3)], reading(Lists::PERSON, 8, false));
        assert_eq!(all(&phrases, &run), [(1, Lists::PERSON), (1, Lists::CITY), (2, Lists::ORG), (3, Lists::PERSON)]);
        let mut things = Vec::new();
        phrases.matches(run.into_iter(), |m| things.extend(phrases.readings(m, false).filter_map(|r| r.thing)));
        assert_eq!(things, [7, 0, 1, 8].map(ThingId));
        let mut taken = Vec::new();
        assert_eq!(phrases.remove(&[WordId(1)], Lists::ANY_PLACE, |r| taken.push(r.thing)), Lists::PERSON);
        assert_eq!(taken, [Some(ThingId(0))]);
        assert_eq!(all(&phrases, &run), [(1, Lists::PERSON), (2, Lists::ORG), (3, Lists::PERSON)]);
    }
}
