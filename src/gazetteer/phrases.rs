//! Runs of words to the things that bear them: a trie over word ids, in one hash table.

use rustc_hash::FxHashMap;

use super::facts::Lists;
use super::lexicon::WordId;

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
    /// A number of the list's own: the row of a cue or a title.
    pub row: u32,
    next: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    lists: Lists,
    lists_capitals: Lists,
    first: u32,
    longer: bool,
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
#[derive(Debug)]
pub struct Phrases {
    edges: FxHashMap<(u32, WordId), u32>,
    nodes: Vec<Node>,
    readings: Vec<Reading>,
}

const NONE: u32 = u32::MAX;

/// The longest name that is looked for, in tokens.
pub const LONGEST: usize = 16;

impl Default for Phrases {
    fn default() -> Self {
        let root = Node { first: NONE, ..Node::default() };
        Self { edges: FxHashMap::default(), nodes: vec![root], readings: Vec::new() }
    }
}

impl Phrases {
    /// Adds a reading to a run of words; gives back whether it was new.
    pub(crate) fn add(&mut self, words: &[WordId], reading: Reading) -> bool {
        if words.is_empty() || words.len() > LONGEST {
            return false;
        }
        let mut node = 0;
        for &word in words {
            self.nodes[node as usize].longer = true;
            let next = self.nodes.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next);
            if node == next {
                self.nodes.push(Node { first: NONE, ..Node::default() });
            }
        }
        let known = self.readings_of(node).any(|r| r.list == reading.list && r.thing == reading.thing);
        if known && reading.thing.is_some() {
            return false;
        }
        let slot = &mut self.nodes[node as usize];
        if reading.capitals {
            slot.lists_capitals |= reading.list;
        } else {
            slot.lists |= reading.list;
        }
        // Appended, so that readings keep the order of the lists.
        let index = self.readings.len() as u32;
        self.readings.push(Reading { next: NONE, ..reading });
        let mut last = slot.first;
        if last == NONE {
            slot.first = index;
        } else {
            while self.readings[last as usize].next != NONE {
                last = self.readings[last as usize].next;
            }
            self.readings[last as usize].next = index;
        }
        true
    }

    /// Takes the readings of these lists away from a run of words; gives the lists that are left.
    pub(crate) fn remove(&mut self, words: &[WordId], lists: Lists) -> Lists {
        let mut node = 0;
        for &word in words {
            match self.edges.get(&(node, word)) {
                Some(&next) => node = next,
                None => return Lists::empty(),
            }
        }
        // A reading stays in its place, but of no list.
        let mut at = self.nodes[node as usize].first;
        while let Some(reading) = self.readings.get_mut(at as usize) {
            if lists.contains(reading.list) {
                reading.list = Lists::empty();
                reading.thing = None;
            }
            at = reading.next;
        }
        let slot = &mut self.nodes[node as usize];
        slot.lists.remove(lists);
        slot.lists_capitals.remove(lists);
        slot.lists | slot.lists_capitals
    }

    fn readings_of(&self, node: u32) -> impl Iterator<Item = &Reading> {
        let mut at = self.nodes.get(node as usize).map_or(NONE, |n| n.first);
        std::iter::from_fn(move || {
            let reading = self.readings.get(at as usize)?;
            at = reading.next;
            Some(reading)
        })
    }

    /// The readings of a match, those that need capitals only if `capitals`.
    pub fn readings(&self, found: Match, capitals: bool) -> impl Iterator<Item = &Reading> {
        self.readings_of(found.node).filter(move |r| (capitals || !r.capitals) && !r.list.is_empty())
    }

    /// Every entry that begins with the first of these words, shortest first. `capitals` tells of the n-th token
    /// whether it is all capitals.
    pub fn matches(&self, words: impl Iterator<Item = (WordId, bool)>, mut found: impl FnMut(Match)) {
        let mut node = 0;
        let mut capitals = true;
        for (len, (word, upper)) in words.take(LONGEST).enumerate() {
            if !self.nodes[node as usize].longer {
                return;
            }
            let Some(&next) = self.edges.get(&(node, word)) else { return };
            node = next;
            capitals &= upper;
            let at = &self.nodes[node as usize];
            let lists = if capitals { at.lists | at.lists_capitals } else { at.lists };
            if !lists.is_empty() {
                found(Match { len: len as u8 + 1, lists, node });
            }
        }
    }

    /// How many names it holds.
    pub fn len(&self) -> usize {
        self.readings.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }
}

impl Reading {
    pub(crate) fn new(list: Lists, thing: Option<ThingId>, capitals: bool, row: u32) -> Self {
        Self { list, thing, capitals, row, next: NONE }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_is_found_and_capitals_are_asked_for() {
        let mut phrases = Phrases::default();
        let (new, york, times, us) = (WordId(1), WordId(2), WordId(3), WordId(4));
        phrases.add(&[new, york], Reading::new(Lists::CITY, Some(ThingId(0)), false, 0));
        phrases.add(&[new, york, times], Reading::new(Lists::ORG, Some(ThingId(1)), false, 0));
        phrases.add(&[us], Reading::new(Lists::COUNTRY, Some(ThingId(2)), true, 0));
        let all = |words: &[(WordId, bool)]| {
            let mut out = Vec::new();
            phrases.matches(words.iter().copied(), |m| out.push((m.len, m.lists)));
            out
        };
        assert_eq!(all(&[(new, false), (york, false), (times, false)]), [(2, Lists::CITY), (3, Lists::ORG)]);
        assert_eq!(all(&[(us, false)]), []);
        assert_eq!(all(&[(us, true)]), [(1, Lists::COUNTRY)]);
    }
}
