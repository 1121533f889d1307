//! With which words cues begin. Most are known by their first word, and a word that only begins longer ones ("as", "be") is
//! seldom followed by the second of one: so few of them are looked for among all names.

use rustc_hash::FxHashMap;

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

/// The words that begin frozen cues.
#[derive(Debug, Default)]
pub(crate) struct CueStarts {
    starts: FxHashMap<WordId, CueStart>,
}

#[derive(Debug)]
struct CueStart {
    /// The cue that the word is alone.
    alone: Option<CueForm>,
    /// The second words of longer ones, each a bit: see [`bit`].
    seconds: u64,
}

/// The bit of a word; many share one.
fn bit(word: WordId) -> u64 {
    1 << (word.0 % 64)
}

impl CueStarts {
    fn new(gazetteer: &Gazetteer, names: &FrozenTrie) -> Self {
        let begins = |word: WordId| gazetteer.lexicon.facts(word).intersects(Facts::CUE | Facts::CUE_WEAK);
        let start = |(word, node)| {
            let seconds = names.children(node).filter(|&(_, child)| leads_to_cue(names, child, LONGEST));
            let seconds = seconds.fold(0, |bits, (second, _)| bits | bit(second));
            (word, CueStart { alone: gazetteer.walk(node, std::iter::once(word)).map(|found| found.1), seconds })
        };
        let starts = names.children(0).filter(|&(word, _)| begins(word)).map(start);
        Self { starts: starts.collect() }
    }
}

/// Whether a cue ends at a node or so many words below it.
fn leads_to_cue(names: &FrozenTrie, node: u32, depth: usize) -> bool {
    names.lists(node).0.contains(Lists::CUE)
        || (depth > 0 && names.children(node).any(|(_, child)| leads_to_cue(names, child, depth - 1)))
}

impl Gazetteer {
    /// The longest cue with which these words begin, and how many of them it takes; `first` is the node of the names that
    /// begin with the first of them.
    pub(crate) fn longest_cue(
        &self,
        first: u32,
        words: impl Iterator<Item = WordId> + Clone,
    ) -> Option<(usize, CueForm)> {
        if let Some(names) = self.phrases.frozen_alone() {
            let known = &self.cue_starts.get_or_init(|| CueStarts::new(self, names)).starts;
            let mut two = words.clone();
            let start = known.get(&two.next()?)?;
            if two.next().is_none_or(|second| start.seconds & bit(second) == 0) {
                return start.alone.map(|form| (1, form));
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
                assert_eq!(gazetteer.longest_cue(node, words.iter().copied()), all, "{text}");
                found += usize::from(all.is_some());
            }
        }
        assert!(found > 2000, "{found}");
    }
}
