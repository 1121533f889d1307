//! With which words cues begin. Most are known by their first word, and a word that only begins longer ones ("as", "be") is
//! seldom followed by the second of one: so few of them are looked for among all names.

use super::Gazetteer;
use super::facts::{Facts, Lists};
use super::lexicon::WordId;
use super::phrases::LONGEST;
use super::things::Frames;
use super::trie::FrozenTrie;

/// A form of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueForm {
    /// The row of its reading.
    pub(crate) row: u32,
    /// What the cue takes.
    pub(crate) frames: Frames,
}

/// The words that begin frozen cues. The few that come often have a table of their own: so they lie close together.
#[derive(Debug)]
pub(crate) struct CueStarts {
    frequent: Starts,
    rare: Starts,
}

/// Words by their ids, in a flat table: each at the place that its id says, or the next free one after it.
#[derive(Debug)]
struct Starts {
    /// A power of two of them, at least half of them free.
    list: Vec<CueStart>,
    shift: u32,
}

/// A word that begins cues; that of no word where a place is free.
#[derive(Clone, Copy, Debug, Default)]
struct CueStart {
    word: WordId,
    /// The second words of longer ones, each a bit: see [`bit`].
    seconds: u32,
    /// The cue that the word is alone.
    row: u32,
    frames: Frames,
    alone: bool,
}

/// The bit of a word; many share one.
fn bit(word: WordId) -> u32 {
    1 << (word.0 % u32::BITS)
}

/// Spreads ids over all 32 bits (Knuth's multiplicative hashing).
const SPREAD: u32 = 0x9e37_79b1;

impl Starts {
    fn new(all: &[CueStart]) -> Self {
        let count = (2 * all.len() + 2).next_power_of_two();
        let mut starts = Self { list: vec![CueStart::default(); count], shift: u32::BITS - count.trailing_zeros() };
        for start in all {
            let mut at = starts.first(start.word);
            while starts.list[at].word != WordId::NONE {
                at = (at + 1) % count;
            }
            starts.list[at] = *start;
        }
        starts
    }

    /// Where a word lies if no other took the place.
    fn first(&self, word: WordId) -> usize {
        (word.0.wrapping_mul(SPREAD) >> self.shift) as usize
    }

    fn get(&self, word: WordId) -> Option<&CueStart> {
        let mut at = self.first(word);
        loop {
            match self.list.get(at) {
                Some(start) if start.word == word => return Some(start),
                Some(start) if start.word == WordId::NONE => return None,
                Some(_) => at += 1,
                None => at = 0,
            }
        }
    }
}

impl CueStart {
    fn form(&self) -> Option<CueForm> {
        self.alone.then_some(CueForm { row: self.row, frames: self.frames })
    }
}

impl CueStarts {
    fn new(gazetteer: &Gazetteer, names: &FrozenTrie) -> Self {
        let has = |word: WordId, facts: Facts| gazetteer.lexicon.facts(word).intersects(facts);
        let start = |(word, node)| {
            let seconds = names.children(node).filter(|&(_, child)| leads_to_cue(names, child, LONGEST));
            let seconds = seconds.fold(0, |bits, (second, _)| bits | bit(second));
            let alone = gazetteer.walk(node, std::iter::once(word)).map(|found| found.1);
            let CueForm { row, frames } = alone.unwrap_or(CueForm { row: 0, frames: Frames::default() });
            CueStart { word, seconds, row, frames, alone: alone.is_some() }
        };
        let starts = names.children(0).filter(|&(word, _)| has(word, Facts::CUE | Facts::CUE_WEAK)).map(start);
        let (frequent, rare): (Vec<_>, Vec<_>) = starts.partition(|start| has(start.word, Facts::FREQUENT));
        Self { frequent: Starts::new(&frequent), rare: Starts::new(&rare) }
    }
}

/// Whether a cue ends at a node or so many words below it.
fn leads_to_cue(names: &FrozenTrie, node: u32, depth: usize) -> bool {
    names.lists(node).0.contains(Lists::CUE)
        || (depth > 0 && names.children(node).any(|(_, child)| leads_to_cue(names, child, depth - 1)))
}

impl Gazetteer {
    /// The longest cue with which these words begin, and how many of them it takes; the lists know of the first of them
    /// that it is `frequent` or not, and `first` is the node of the names that begin with it.
    pub(crate) fn longest_cue(
        &self,
        frequent: bool,
        first: u32,
        words: impl Iterator<Item = WordId> + Clone,
    ) -> Option<(usize, CueForm)> {
        if let Some(names) = self.phrases.frozen_alone() {
            let known = self.cue_starts.get_or_init(|| CueStarts::new(self, names));
            let mut two = words.clone();
            let start = if frequent { &known.frequent } else { &known.rare }.get(two.next()?)?;
            if two.next().is_none_or(|second| start.seconds & bit(second) == 0) {
                return start.form().map(|form| (1, form));
            }
        }
        self.walk(first, words)
    }

    /// The same by all names.
    fn walk(&self, first: u32, words: impl Iterator<Item = WordId>) -> Option<(usize, CueForm)> {
        let mut best = None;
        self.phrases.matches_from(first, words.map(|word| (word, false)), |found| {
            if found.lists.contains(Lists::CUE) {
                best = Some(found);
            }
        });
        let found = best?;
        let reading = self.phrases.readings(found, true).find(|r| r.list == Lists::CUE)?;
        let frames = self.cue(reading).map(|c| c.frames).unwrap_or_default();
        Some((found.len.into(), CueForm { row: reading.row, frames }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_is_found_as_among_all_names() {
        let gazetteer = Gazetteer::builtin();
        let words = |text: &str| -> Vec<WordId> {
            text.split(' ').filter_map(|w| gazetteer.lexicon.get(w.as_bytes())).map(|w| w.0).collect()
        };
        let mut found = 0;
        for cue in gazetteer.cues() {
            for text in [cue.lemma.clone(), format!("{} that he", cue.lemma), format!("as {}", cue.lemma)] {
                let words = words(&text);
                let Some(&first) = words.first() else { continue };
                let node = gazetteer.phrases.begin(first);
                let all = gazetteer.walk(node, words.iter().copied());
                let frequent = gazetteer.lexicon.facts(first).contains(Facts::FREQUENT);
                assert_eq!(gazetteer.longest_cue(frequent, node, words.iter().copied()), all, "{text}");
                found += usize::from(all.is_some());
            }
        }
        assert!(found > 2000, "{found}");
    }
}
