//! Each quotation of a story once, with how every version has it.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::types::Status;
use super::utterance::said;
use crate::record::{Quote, QuoteKind, Record};

/// Shared words of all words: so many of two make two wordings of one quotation.
const ALIKE: f64 = 0.6;
/// So many words of the shorter must be in the longer for it to be a part of that.
const PART: f64 = 0.8;
/// A quotation with and one without marks are one only if nearly all is the same.
const ACROSS: f64 = 0.85;
/// Fewer words than this are the same or nothing.
const FEW: usize = 4;
/// More words than this are not compared word by word.
const LONG: usize = 2000;
/// How many quotations are compared with one, those first that share the most pairs of words.
const TRIED: usize = 4;

/// A quotation of one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'r> {
    /// Which version, by number.
    pub(super) version: usize,
    pub(super) quote: &'r Quote,
}

/// One quotation, in all versions that have it. The first is that of the soundest version.
#[derive(Debug)]
pub(super) struct Group<'r> {
    pub(super) places: Vec<Place<'r>>,
    /// The words of the first.
    pub(super) said: Vec<u64>,
}

/// Brings the quotations of versions together, which come soundest first with their numbers.
pub(super) fn groups<'r>(versions: &[(usize, &'r Record)]) -> Vec<Group<'r>> {
    let mut groups: Vec<Group<'r>> = Vec::new();
    let mut index = Index::default();
    for &(version, record) in versions {
        let quotes: Vec<(&Quote, Vec<u64>)> = flat(&record.quotes).into_iter().map(|q| (q, said(&q.text))).collect();
        // What is word for word the same goes first, lest something like it take its place.
        let mut found: Vec<Option<usize>> = vec![None; quotes.len()];
        for ((quote, words), found) in quotes.iter().zip(&mut found) {
            let place = Place { version, quote };
            let fits = |n: &usize| groups[*n].said == *words && takes(&groups[*n], place, words);
            *found = index.candidates(words).into_iter().find(fits);
            if let Some(n) = *found {
                groups[n].places.push(place);
            }
        }
        for ((quote, words), _) in quotes.iter().zip(&found).filter(|(_, found)| found.is_none()) {
            let place = Place { version, quote };
            let found = index.candidates(words).into_iter().find(|&n| takes(&groups[n], place, words));
            let n = found.unwrap_or(groups.len());
            match groups.get_mut(n) {
                Some(group) => group.places.push(place),
                None => groups.push(Group { places: vec![place], said: words.clone() }),
            }
            index.add(n, words);
        }
    }
    groups
}

/// Quotations with those that are within them.
fn flat(quotes: &[Quote]) -> Vec<&Quote> {
    let mut out = Vec::new();
    for quote in quotes {
        out.push(quote);
        out.extend(flat(&quote.nested));
    }
    out
}

/// Which groups have which pairs of words.
#[derive(Debug, Default)]
struct Index {
    pairs: FxHashMap<[u64; 2], Vec<u32>>,
}

impl Index {
    fn keys(words: &[u64]) -> impl Iterator<Item = [u64; 2]> + '_ {
        let alone = (words.len() == 1).then(|| [words[0], 0]);
        words.windows(2).map(|w| [w[0], w[1]]).chain(alone)
    }

    fn add(&mut self, group: usize, words: &[u64]) {
        for key in Self::keys(words) {
            let groups = self.pairs.entry(key).or_default();
            if groups.last() != Some(&(group as u32)) {
                groups.push(group as u32);
            }
        }
    }

    /// Groups that share pairs of words, the most of them first.
    fn candidates(&self, words: &[u64]) -> Vec<usize> {
        let mut met: Vec<u32> = Self::keys(words).filter_map(|key| self.pairs.get(&key)).flatten().copied().collect();
        met.sort_unstable();
        let mut counts: Vec<(usize, u32)> = met.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
        counts.sort_unstable_by_key(|(count, group)| (std::cmp::Reverse(*count), *group));
        counts.into_iter().take(TRIED).map(|(_, group)| group as usize).collect()
    }
}

/// Whether a quotation is one with a group.
fn takes(group: &Group<'_>, place: Place<'_>, words: &[u64]) -> bool {
    let Some(first) = group.places.first() else { return false };
    let mark = |q: &Quote| q.kind == QuoteKind::Indirect;
    let across = mark(first.quote) != mark(place.quote);
    // Places come version by version.
    let mine: Vec<&Place<'_>> = group.places.iter().rev().take_while(|p| p.version == place.version).collect();
    if mine.is_empty() {
        return alike(&group.said, words, across);
    }
    // A second quotation of the same version is a further part of it, or a quotation of its own.
    let Like { shared, .. } = like(&group.said, words);
    let before: usize = mine.iter().map(|p| said(&p.quote.text).len()).sum();
    let part = words.len() >= FEW && shared as f64 >= PART * words.len() as f64;
    part && !across && first.version != place.version && before + words.len() <= group.said.len() + FEW
}

#[derive(Clone, Copy, Debug)]
struct Like {
    /// Words that both have, in order.
    shared: usize,
}

/// How much two quotations have in common.
fn like(a: &[u64], b: &[u64]) -> Like {
    if a == b {
        return Like { shared: a.len() };
    }
    if a.len() > LONG || b.len() > LONG {
        let runs: rustc_hash::FxHashSet<&[u64]> = a.windows(FEW).collect();
        return Like { shared: b.windows(FEW).filter(|w| runs.contains(w)).count() };
    }
    let equal = |op: DiffOp| if let DiffOp::Equal { len, .. } = op { len } else { 0 };
    Like { shared: capture_diff_slices(Algorithm::Myers, a, b).into_iter().map(equal).sum() }
}

fn alike(a: &[u64], b: &[u64], across: bool) -> bool {
    if a.len().min(b.len()) < FEW {
        return a == b && !a.is_empty() && !across;
    }
    let shared = like(a, b).shared as f64;
    let of_both = 2.0 * shared / (a.len() + b.len()) as f64;
    let of_shorter = shared / a.len().min(b.len()) as f64;
    if across { of_both >= ACROSS } else { of_both >= ALIKE || of_shorter >= PART }
}

/// How a version that has a quotation in these words has it, measured by the story's words.
pub(super) fn status(story: &[u64], version: &[u64]) -> Status {
    if story == version {
        return Status::Same;
    }
    let shared = like(story, version).shared;
    // One word may be lost where a cut was made.
    if shared == version.len() && version.len() < story.len() {
        Status::Shortened
    } else if shared == story.len() && story.len() < version.len() {
        Status::Longer
    } else {
        Status::Reworded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Extractor};

    fn record(text: &str) -> Record {
        Extractor::builtin().extract(&Article::new("a", text))
    }

    fn grouped(texts: &[&str]) -> Vec<Vec<(usize, String)>> {
        let records: Vec<Record> = texts.iter().map(|t| record(t)).collect();
        let versions: Vec<(usize, &Record)> = records.iter().enumerate().collect();
        let groups = groups(&versions);
        groups.iter().map(|g| g.places.iter().map(|p| (p.version, p.quote.text.clone())).collect()).collect()
    }

    #[test]
    fn wordings_of_one_quotation_meet_and_different_ones_do_not() {
        let groups = grouped(&[
            "“It’s a dark day for the harbour when owners make excuses,” Ms. Lind said.\n\n“We will not close the yard,” Mr. Berg said.",
            "“It is a dark day at the harbour when the owners start making excuses,” Ms. Lind said.\n\n“Nobody asked the workers,” Mr. Berg said.",
        ]);
        let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
        assert_eq!(sizes, [2, 1, 1], "{groups:?}");
    }

    #[test]
    fn what_one_version_has_in_two_pieces_is_one_quotation() {
        let groups = grouped(&[
            "“The bridge is safe for all of us, and nobody needs to worry about the ferry,” Ms. Lind said.",
            "“The bridge is safe for all of us,” Ms. Lind said on Monday in Oslo, where it rained. Later the minister spoke about \
             other things. Ms. Lind added: “Nobody needs to worry about the ferry.”",
        ]);
        assert!(groups.iter().any(|g| g.len() >= 2 && g.iter().any(|(v, _)| *v == 1)), "{groups:?}");
        assert_eq!(groups.iter().filter(|g| g.iter().any(|(v, _)| *v == 0)).count(), 1, "{groups:?}");
    }

    #[test]
    fn a_status_says_how_the_words_differ() {
        let story = said("We will not sign the treaty this year");
        let status = |text: &str| super::status(&story, &said(text));
        assert_eq!(status("we will not sign the treaty this year,"), Status::Same);
        assert_eq!(status("We will not sign the treaty"), Status::Shortened);
        assert_eq!(status("Well, we will not sign the treaty this year"), Status::Longer);
        assert_eq!(status("We will never sign the treaty this year"), Status::Reworded);
    }
}
