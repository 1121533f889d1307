//! Which words of one text are which of another, also where paragraphs have moved.
//!
//! Runs of four words that each text has exactly once anchor the two to each other, and each anchor grows both ways as far as
//! the words are the same (Heckel, "A technique for isolating differences between files", 1978, with runs for lines). What
//! lies between two anchors in both texts is compared word by word by the crate `similar` (Myers' algorithm), where it is not
//! too long for that. So the cost grows with the length of the texts and not with its square.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::sketch::SHINGLE;

/// Stretches longer than this, in words, are not compared word by word.
const CLOSE: usize = 400;

/// Words that are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The first word in the one text.
    pub(super) here: usize,
    /// The first word in the other.
    pub(super) there: usize,
    /// How many they are.
    pub(super) len: usize,
}

/// Words that stand for each other between words that are the same; one side may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// In the one text.
    pub(super) here: Range<usize>,
    /// In the other.
    pub(super) there: Range<usize>,
}

/// How two texts match, in the order of the one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    pub(super) same: Vec<Block>,
    pub(super) changes: Vec<Change>,
}

impl Alignment {
    /// Of two texts as the hashes of their words.
    pub(super) fn new(here: &[u64], there: &[u64]) -> Self {
        let anchors = anchors(here, there);
        let mut covered = vec![false; there.len()];
        for block in &anchors {
            covered[block.there..block.there + block.len].fill(true);
        }
        let mut out = Self::default();
        let (mut from, mut from_there) = (0, 0);
        let end = Block { here: here.len(), there: there.len(), len: 0 };
        for block in anchors.into_iter().chain([end]) {
            let between = from..block.here;
            // The other side of it: what lies between the same two anchors, if they follow each other there too.
            let other = from_there..block.there;
            if other.start <= other.end && !covered[other.clone()].contains(&true) {
                out.close(here, there, between, other);
            }
            (from, from_there) = (block.here + block.len, block.there + block.len);
            if block.len > 0 {
                out.same.push(block);
            }
        }
        out
    }

    /// Compares two stretches word by word.
    fn close(&mut self, here: &[u64], there: &[u64], at: Range<usize>, other: Range<usize>) {
        if at.is_empty() && other.is_empty() {
            return;
        }
        if at.is_empty() || other.is_empty() || at.len() > CLOSE || other.len() > CLOSE {
            self.changes.push(Change { here: at, there: other });
            return;
        }
        for op in capture_diff_slices(Algorithm::Myers, &here[at.clone()], &there[other.clone()]) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    self.same.push(Block { here: at.start + old_index, there: other.start + new_index, len });
                }
                _ => {
                    let (a, b) = (op.old_range(), op.new_range());
                    let here = at.start + a.start..at.start + a.end;
                    self.changes.push(Change { here, there: other.start + b.start..other.start + b.end });
                }
            }
        }
    }

    /// How many words are the same.
    pub(super) fn shared(&self) -> usize {
        self.same.iter().map(|block| block.len).sum()
    }

    /// How many of those stand elsewhere: all but the most words that are in one order in both.
    pub(super) fn moved(&self) -> usize {
        // For every place of the other text, the most words in order that end before it: a tree of maxima (Fenwick).
        let size = self.same.iter().map(|b| b.there + b.len).max().unwrap_or(0) + 1;
        let mut tree = vec![0; size + 1];
        let mut most = 0;
        for block in &self.same {
            let (mut at, mut before) = (block.there, 0);
            while at > 0 {
                before = before.max(tree[at]);
                at -= at & at.wrapping_neg();
            }
            let here = before + block.len;
            most = most.max(here);
            let mut at = block.there + block.len;
            while at <= size {
                tree[at] = here.max(tree[at]);
                at += at & at.wrapping_neg();
            }
        }
        self.shared() - most
    }
}

/// The place of each run of words that stands only once; none for the others.
fn places(words: &[u64]) -> FxHashMap<&[u64], Option<usize>> {
    let mut places = FxHashMap::default();
    for (at, run) in words.windows(SHINGLE).enumerate() {
        places.entry(run).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

fn anchors(here: &[u64], there: &[u64]) -> Vec<Block> {
    let (of_here, of_there) = (places(here), places(there));
    let mut taken = vec![false; there.len()];
    let mut blocks: Vec<Block> = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at + SHINGLE <= here.len() {
        let run = &here[at..at + SHINGLE];
        let once = of_here.get(run).copied().flatten().is_some();
        let place = of_there.get(run).copied().flatten().filter(|_| once);
        let Some(place) = place.filter(|&p| !taken[p..p + SHINGLE].contains(&true)) else {
            at += 1;
            continue;
        };
        let (mut a, mut b, mut end) = (at, place, at + SHINGLE);
        while a > from && b > 0 && !taken[b - 1] && here[a - 1] == there[b - 1] {
            (a, b) = (a - 1, b - 1);
        }
        let other = |end: usize| b + (end - a);
        while end < here.len() && other(end) < there.len() && !taken[other(end)] && here[end] == there[other(end)] {
            end += 1;
        }
        taken[b..other(end)].fill(true);
        blocks.push(Block { here: a, there: b, len: end - a });
        (from, at) = (end, end);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::words;

    fn hashes(text: &str) -> Vec<u64> {
        words(text).iter().map(|w| w.hash).collect()
    }

    fn told(here: &str, there: &str) -> (Alignment, Vec<(String, String)>) {
        let alignment = Alignment::new(&hashes(here), &hashes(there));
        let say = |text: &str, range: &Range<usize>| {
            let all: Vec<&str> = words(text).iter().map(|w| w.span.of(text)).collect();
            all[range.clone()].join(" ")
        };
        let changes = alignment.changes.iter().map(|c| (say(here, &c.here), say(there, &c.there))).collect();
        (alignment, changes)
    }

    #[test]
    fn words_that_stand_for_each_other_are_found_between_those_that_are_the_same() {
        let (alignment, changes) = told(
            "The mayor opened the new bridge on Monday and thanked all the builders for their work.",
            "The mayor opened the bridge on Tuesday and thanked all the builders at length for their work.",
        );
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(changes, [pair("new", ""), pair("Monday", "Tuesday"), pair("", "at length")]);
        assert_eq!((alignment.shared(), alignment.moved()), (14, 0));
    }

    #[test]
    fn a_paragraph_that_moved_is_the_same_elsewhere() {
        let (one, two) = ("Rain fell on the harbour for a whole week.", "Nobody had seen the ferry leave that night.");
        let (alignment, changes) = told(&format!("{one} {two}"), &format!("{two} {one}"));
        assert!(changes.is_empty(), "{changes:?}");
        assert_eq!((alignment.shared(), alignment.moved()), (17, 8));
    }

    #[test]
    fn long_texts_with_nothing_or_everything_in_common_take_no_time() {
        let many: Vec<u64> = (0..200_000).collect();
        let other: Vec<u64> = (200_000..400_000).collect();
        let same = [7; 100_000];
        assert_eq!(Alignment::new(&many, &other).shared(), 0);
        assert_eq!(Alignment::new(&many, &many).shared(), many.len());
        let alignment = Alignment::new(&same, &same);
        assert_eq!(alignment.changes.len(), 1, "words that are all the same anchor nothing");
    }
}
