//! Runs of words to their readings: two tries over word ids, one that grows and one that is read where it lies.

use rustc_hash::FxHashMap;

use super::bytes::{put_u32, u32_at};
use super::facts::Lists;
use super::lexicon::WordId;
use super::phrases::{LONGEST, Reading, ThingId};

const NONE: u32 = u32::MAX;

/// More entries than this cannot share one name; the first win.
pub(crate) const MOST_READINGS: usize = 256;

/// A reading in two numbers: the number of its list (5 bits), whether it needs capitals (1), its row (26); its thing.
fn pack(reading: Reading) -> [u32; 2] {
    let list = reading.list.bits().trailing_zeros().min(31);
    let row = reading.row.min(u32::MAX >> 6);
    [list | u32::from(reading.capitals) << 5 | row << 6, reading.thing.map_or(NONE, |t| t.0)]
}

fn unpack([head, thing]: [u32; 2]) -> Reading {
    Reading {
        list: Lists::from_bits_truncate(1 << (head & 31)),
        thing: (thing != NONE).then_some(ThingId(thing)),
        capitals: head >> 5 & 1 == 1,
        row: head >> 6,
    }
}

/// The lists of some readings: those that hold a name however it is written, and those that need capitals.
fn lists_of(readings: impl Iterator<Item = Reading>) -> (Lists, Lists) {
    readings.fold((Lists::empty(), Lists::empty()), |(any, capitals), r| match r.capitals {
        true => (any, capitals | r.list),
        false => (any | r.list, capitals),
    })
}

#[derive(Clone, Copy, Debug)]
struct Stored {
    reading: [u32; 2],
    next: u32,
}

/// A trie that grows: its edges in one hash table, the readings of a node in a chain.
#[derive(Debug)]
pub(crate) struct Trie {
    edges: FxHashMap<(u32, WordId), u32>,
    /// The first reading of each node.
    nodes: Vec<u32>,
    readings: Vec<Stored>,
}

impl Default for Trie {
    fn default() -> Self {
        Self { edges: FxHashMap::default(), nodes: vec![NONE], readings: Vec::new() }
    }
}

impl Trie {
    /// Adds a reading to a run of words; gives back whether it was new.
    pub(crate) fn add(&mut self, words: &[WordId], reading: Reading) -> bool {
        if words.is_empty() || words.len() > LONGEST {
            return false;
        }
        let mut node = 0;
        for &word in words {
            let next = self.nodes.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next);
            if node == next {
                self.nodes.push(NONE);
            }
        }
        // Appended, so that readings keep the order of the lists.
        let (mut last, mut count) = (NONE, 0);
        let mut at = self.nodes[node as usize];
        while let Some(stored) = self.readings.get(at as usize) {
            let known = unpack(stored.reading);
            count += 1;
            let same = reading.thing.is_some() && known.list == reading.list && known.thing == reading.thing;
            if same || count >= MOST_READINGS {
                return false;
            }
            (last, at) = (at, stored.next);
        }
        let index = self.readings.len() as u32;
        self.readings.push(Stored { reading: pack(reading), next: NONE });
        match self.readings.get_mut(last as usize) {
            Some(stored) => stored.next = index,
            None => self.nodes[node as usize] = index,
        }
        true
    }

    /// Takes the readings of these lists away from a run of words, and gives what is taken to `taken`.
    pub(crate) fn remove(&mut self, words: &[WordId], lists: Lists, mut taken: impl FnMut(Reading)) {
        let Some(node) = self.node(words) else { return };
        let (mut before, mut at) = (NONE, self.nodes[node as usize]);
        while let Some(&Stored { reading, next }) = self.readings.get(at as usize) {
            let reading = unpack(reading);
            if lists.contains(reading.list) {
                taken(reading);
                match self.readings.get_mut(before as usize) {
                    Some(stored) => stored.next = next,
                    None => self.nodes[node as usize] = next,
                }
            } else {
                before = at;
            }
            at = next;
        }
    }

    pub(crate) fn child(&self, node: u32, word: WordId) -> Option<u32> {
        self.edges.get(&(node, word)).copied()
    }

    /// The node of a whole run of words.
    pub(crate) fn node(&self, words: &[WordId]) -> Option<u32> {
        words.iter().try_fold(0, |node, &word| self.child(node, word))
    }

    pub(crate) fn lists(&self, node: u32) -> (Lists, Lists) {
        lists_of(self.readings(node))
    }

    pub(crate) fn readings(&self, node: u32) -> impl Iterator<Item = Reading> {
        let mut at = self.nodes.get(node as usize).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let stored = self.readings.get(at as usize)?;
            at = stored.next;
            Some(unpack(stored.reading))
        })
    }

    /// How many readings were ever added.
    pub(crate) fn len(&self) -> usize {
        self.readings.len()
    }

    pub(crate) fn nodes(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Every edge: from which node, by which word, to which; a node comes before those below it.
    pub(crate) fn edges(&self) -> Vec<(u32, WordId, u32)> {
        let mut edges: Vec<_> = self.edges.iter().map(|(&(from, word), &to)| (from, word, to)).collect();
        edges.sort_unstable_by_key(|e| e.2);
        edges
    }
}

/// The size of a node's record: its word, the first of the nodes below it, its first reading, which words may be below it
/// ([`below`]), its lists (see [`CAPITALS`]).
const NODE: usize = 20;
/// Beside the lists of a node: some need capitals, and the readings must tell which.
const CAPITALS: u32 = 1 << 31;
const _: () = assert!(Lists::all().bits() & CAPITALS == 0);

/// One of 32 bits for each word: that of a word that is not set in a node is not below it, which spares most searches.
fn below(word: u32) -> u32 {
    1 << (word.wrapping_mul(0x9e37_79b1) >> 27)
}
/// The size of a reading: two numbers.
const READING: usize = 8;
/// How many word ids share a slot of the index over the first words.
const SLOT: u32 = 64;

/// A node of a [`FrozenTrie`] as a walk needs it, read in one go: a node lies far from all others, and is waited for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Open {
    pub(crate) node: u32,
    /// Its lists, which words may be below it, and the nodes of these.
    lists: u32,
    below: u32,
    first: u32,
    last: u32,
}

/// A trie in flat bytes. Nodes lie level by level, those below one node side by side and sorted by word, so that where
/// the nodes below it end is where those below the next begin; the same with readings. First words, of which there are
/// tens of thousands, have an index: for each [`SLOT`] ids the first node that may be theirs.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FrozenTrie {
    nodes: &'static [[u8; NODE]],
    readings: &'static [[u8; READING]],
    index: &'static [[u8; 4]],
}

impl FrozenTrie {
    pub(crate) fn new(nodes: &'static [u8], readings: &'static [u8], index: &'static [u8]) -> Self {
        Self { nodes: nodes.as_chunks().0, readings: readings.as_chunks().0, index: index.as_chunks().0 }
    }

    /// One of the numbers of a node; 0 beyond the last.
    #[inline]
    fn number(&self, node: u32, number: usize) -> u32 {
        self.nodes.get(node as usize).map_or(0, |record| u32_at(record, number * 4))
    }

    /// A node with what a walk asks of it.
    #[inline]
    pub(crate) fn open(&self, node: u32) -> Open {
        // The record after it says where the nodes below it end.
        let Some([own, next]) = self.nodes.get(node as usize..).and_then(|nodes| nodes.first_chunk()) else {
            return Open::default();
        };
        let [first, below, lists] = [1, 3, 4].map(|n| u32_at(own, n * 4));
        Open { node, below, lists, first, last: u32_at(next, 4) }
    }

    /// The node that is a word further.
    #[inline]
    pub(crate) fn below(&self, node: &Open, word: WordId) -> Option<Open> {
        let may_be = node.below & below(word.0) != 0;
        may_be.then(|| self.search(node.first, node.last, word)).flatten().map(|node| self.open(node))
    }

    #[inline]
    pub(crate) fn child(&self, node: u32, word: WordId) -> Option<u32> {
        if node != 0 {
            return self.below(&self.open(node), word).map(|child| child.node);
        }
        let slot = (word.0 / SLOT) as usize;
        let first = |slot: usize| self.index.get(slot).map_or(0, |first| u32::from_le_bytes(*first));
        self.search(first(slot), first(slot + 1), word)
    }

    /// The node of a word among nodes that lie side by side.
    fn search(&self, from: u32, to: u32, word: WordId) -> Option<u32> {
        let nodes = self.nodes.get(from as usize..to as usize)?;
        let n = nodes.binary_search_by_key(&word.0, |record| u32_at(record, 0)).ok()?;
        Some(from + n as u32)
    }

    /// The words that go on from a node, each with its node.
    pub(crate) fn children(&self, node: u32) -> impl Iterator<Item = (WordId, u32)> {
        let below = self.number(node, 1)..self.number(node + 1, 1);
        below.map(|child| (WordId(self.number(child, 0)), child))
    }

    /// The node of a whole run of words.
    pub(crate) fn node(&self, words: &[WordId]) -> Option<u32> {
        words.iter().try_fold(0, |node, &word| self.child(node, word))
    }

    /// The readings of a node as they lie there.
    #[inline]
    fn packed(&self, node: u32) -> &'static [[u8; READING]] {
        let (from, to) = (self.number(node, 2), self.number(node + 1, 2));
        self.readings.get(from as usize..to as usize).unwrap_or_default()
    }

    pub(crate) fn lists(&self, node: u32) -> (Lists, Lists) {
        self.lists_of(&self.open(node))
    }

    /// The lists that hold the words up to a node: however they are written, and in capitals.
    #[inline]
    pub(crate) fn lists_of(&self, &Open { node, lists, .. }: &Open) -> (Lists, Lists) {
        if lists & CAPITALS == 0 {
            return (Lists::from_bits_truncate(lists), Lists::empty());
        }
        self.lists_read(node)
    }

    /// The same where the readings must tell.
    fn lists_read(&self, node: u32) -> (Lists, Lists) {
        // As `lists_of`, by the first number of each alone.
        let (mut any, mut capitals) = (0, 0);
        for reading in self.packed(node) {
            let head = u32_at(reading, 0);
            let list = 1 << (head & 31);
            if head >> 5 & 1 == 1 { capitals |= list } else { any |= list }
        }
        (Lists::from_bits_truncate(any), Lists::from_bits_truncate(capitals))
    }

    pub(crate) fn readings(&self, node: u32) -> impl Iterator<Item = Reading> + use<> {
        self.packed(node).iter().map(|reading| unpack([u32_at(reading, 0), u32_at(reading, 4)]))
    }

    /// How many readings it holds.
    pub(crate) fn len(&self) -> usize {
        self.readings.len()
    }

    pub(crate) fn nodes(&self) -> u32 {
        // The last record only says where the one before it ends.
        self.nodes.len().saturating_sub(1) as u32
    }

    /// Lays a trie out; `id` gives the frozen id of a word. Gives the three sections.
    pub(crate) fn freeze(trie: &Trie, id: impl Fn(WordId) -> u32) -> [Vec<u8>; 3] {
        let mut below: Vec<Vec<(u32, u32)>> = vec![Vec::new(); trie.nodes.len()];
        for (from, word, to) in trie.edges() {
            below[from as usize].push((id(word), to));
        }
        below.iter_mut().for_each(|b| b.sort_unstable());
        let (mut nodes, mut readings, mut index) = (Vec::new(), Vec::new(), Vec::new());
        // Level by level: what is below the nodes in `order` is appended to it.
        let mut order = vec![(0, 0)];
        let (mut at, mut count) = (0, 0);
        while let Some(&(word, node)) = order.get(at) {
            put_u32(&mut nodes, word);
            put_u32(&mut nodes, order.len() as u32);
            put_u32(&mut nodes, count);
            put_u32(&mut nodes, below[node as usize].iter().fold(0, |bits, &(word, _)| bits | self::below(word)));
            let (any, capitals) = trie.lists(node);
            put_u32(&mut nodes, if capitals.is_empty() { any.bits() } else { CAPITALS });
            for reading in trie.readings(node) {
                pack(reading).iter().for_each(|&n| put_u32(&mut readings, n));
                count += 1;
            }
            order.extend(&below[node as usize]);
            at += 1;
        }
        [0, order.len() as u32, count, 0, 0].iter().for_each(|&n| put_u32(&mut nodes, n));
        for (n, &(word, _)) in below[0].iter().enumerate() {
            while index.len() <= (word / SLOT) as usize * 4 {
                put_u32(&mut index, n as u32 + 1);
            }
        }
        put_u32(&mut index, below[0].len() as u32 + 1);
        [nodes, readings, index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frozen_trie_holds_what_the_growing_one_does() {
        let mut trie = Trie::default();
        let run = |n: u32| -> Vec<WordId> { (0..=n % 4).map(|k| WordId(1 + (n * 7 + k * 13) % 1000)).collect() };
        for n in 0..3000 {
            let list = if n % 2 == 0 { Lists::CITY } else { Lists::TITLE };
            let thing = (n % 3 != 0).then_some(ThingId(n));
            trie.add(&run(n), Reading { list, thing, capitals: n % 5 == 0, row: n });
        }
        let [nodes, readings, index] = FrozenTrie::freeze(&trie, |w| w.0 * 3);
        let frozen = FrozenTrie::new(nodes.leak(), readings.leak(), index.leak());
        assert_eq!((frozen.nodes(), frozen.len()), (trie.nodes(), trie.len()));
        for n in 0..3000 {
            let words: Vec<WordId> = run(n).iter().map(|w| WordId(w.0 * 3)).collect();
            let (own, other) = (trie.node(&run(n)).unwrap(), frozen.node(&words).unwrap());
            let all: Vec<Reading> = trie.readings(own).collect();
            assert_eq!(all, frozen.readings(other).collect::<Vec<_>>());
            assert_eq!(trie.lists(own), frozen.lists(other));
        }
        for absent in [0, 1, 2, 3001, u32::MAX] {
            assert_eq!(frozen.child(0, WordId(absent)), None);
        }
        assert_eq!(FrozenTrie::default().child(0, WordId(1)), None);
    }

    #[test]
    fn many_entries_of_one_name_cost_no_more_than_a_few() {
        let mut trie = Trie::default();
        for n in 0..100_000 {
            trie.add(&[WordId(1)], Reading { list: Lists::CITY, thing: Some(ThingId(n)), capitals: false, row: 0 });
        }
        assert_eq!(trie.len(), MOST_READINGS);
    }
}
