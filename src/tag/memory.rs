//! What the first reading of an article found, as evidence for the second.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::candidates::{Candidate, Candidates};
use super::decode::Probabilities;
use super::evidence::{Evidence, NameKind, shape};
use super::weights::NO_NAME;
use crate::gazetteer::WordId;
use crate::text::{Case, Class, Marks, Tokens};
use crate::weigh::Sink;

/// From this probability on, a name of the first reading is sure enough to teach others.
const SURE: f32 = 0.75;

/// From this probability on, it tells of a name that stands beside it in a list.
const LIKELY: f32 = 0.6;

/// The names of an article after the first reading.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// For the words of a candidate: the sum of its probabilities, and in how many places.
    same: FxHashMap<u64, ([f32; 4], f32)>,
    last_of_person: FxHashMap<WordId, f32>,
    first_of_person: FxHashMap<WordId, f32>,
    part_of: [FxHashSet<u64>; 2],
    last_of_org: FxHashSet<WordId>,
    first_of_org: FxHashSet<WordId>,
    initials: FxHashSet<u64>,
    sure: FxHashMap<u64, NameKind>,
    /// The likely names by their first token and by their last, with their kinds.
    begins: FxHashMap<usize, NameKind>,
    ends: FxHashMap<usize, NameKind>,
}

fn key(tokens: &Tokens<'_>, start: usize, end: usize) -> u64 {
    let mut hasher = FxHasher::default();
    for token in &tokens.list[start..end] {
        token.word.hash(&mut hasher);
    }
    hasher.finish()
}

/// Letters of an acronym, or initials of a name, folded to a number.
fn initials(letters: impl Iterator<Item = char>) -> u64 {
    let mut hasher = FxHasher::default();
    letters.for_each(|c| c.to_ascii_lowercase().hash(&mut hasher));
    hasher.finish()
}

impl Memory {
    /// Gathers what the first reading says.
    pub(crate) fn new(tokens: &Tokens<'_>, candidates: &Candidates, probabilities: &[Probabilities]) -> Self {
        let mut memory = Memory::default();
        for (c, p) in candidates.list.iter().zip(probabilities) {
            let (start, end) = (c.start as usize, c.end as usize);
            let named = p[0] + p[1] + p[2];
            let one = end == start + 1;
            if named < 0.1 && !(one && p[NO_NAME] > 0.5) {
                continue;
            }
            // A line in capitals says little of what is no name.
            let quiet = tokens.list[start].has(Marks::ALL_CAPS | Marks::TITLE_CASE | Marks::SENTENCE) && named < 0.5;
            if !quiet {
                let entry = memory.same.entry(key(tokens, start, end)).or_default();
                for (sum, add) in entry.0.iter_mut().zip(p) {
                    *sum += add;
                }
                entry.1 += 1.0;
            }
            let (kind, best) = best(p);
            if best > LIKELY {
                memory.begins.insert(start, kind);
                memory.ends.insert(end, kind);
            }
            if best < SURE {
                continue;
            }
            memory.sure.insert(key(tokens, start, end), kind);
            if one {
                continue;
            }
            memory.learn(tokens, start, end, kind);
        }
        memory
    }

    fn learn(&mut self, tokens: &Tokens<'_>, start: usize, end: usize, kind: NameKind) {
        let list = &tokens.list;
        match kind {
            NameKind::Person => {
                // "Jr." is no surname.
                let last =
                    (start..end).rev().find(|&n| !list[n].is(crate::gazetteer::Facts::SUFFIX)).unwrap_or(end - 1);
                *self.last_of_person.entry(list[last].word).or_default() += 1.0;
                *self.first_of_person.entry(list[start].word).or_default() += 1.0;
                // "al-Assad" is told by "Assad" and by "al-Assad".
                for n in start + 1..last {
                    if list[n].is_capitalised() || list[n].is(crate::gazetteer::Facts::PARTICLE) {
                        self.sure.insert(key(tokens, n, end), NameKind::Person);
                    }
                }
            }
            NameKind::Organization => {
                self.last_of_org.insert(list[end - 1].word);
                self.first_of_org.insert(list[start].word);
                let names = list[start..end].iter().enumerate().filter(|(_, t)| t.is_capitalised());
                self.initials.insert(initials(names.filter_map(|(n, _)| tokens.str(start + n).chars().next())));
                self.parts(tokens, start, end, 0);
            }
            NameKind::Location => self.parts(tokens, start, end, 1),
        }
    }

    fn parts(&mut self, tokens: &Tokens<'_>, start: usize, end: usize, which: usize) {
        for from in start..end {
            for to in from + 1..=end {
                if to - from < end - start
                    && tokens.list[from].class == Class::Word
                    && tokens.list[to - 1].class == Class::Word
                {
                    self.part_of[which].insert(key(tokens, from, to));
                }
            }
        }
    }

    /// Adds to `out` what the rest of the article says of a candidate.
    pub(crate) fn evidence(
        &self,
        tokens: &Tokens<'_>,
        c: &Candidate,
        p: &Probabilities,
        out: &mut impl Sink<Evidence>,
    ) {
        let (start, end) = (c.start as usize, c.end as usize);
        let list = &tokens.list;
        let this = key(tokens, start, end);
        if let Some((sums, places)) = self.same.get(&this) {
            // The rest of the article: without this place itself.
            let named = p[0] + p[1] + p[2];
            let counted = if named < 0.1 && !(end == start + 1 && p[NO_NAME] > 0.5) { 0.0 } else { 1.0 };
            let quiet = list[start].has(Marks::ALL_CAPS | Marks::TITLE_CASE | Marks::SENTENCE) && named < 0.5;
            let own = if quiet { 0.0 } else { counted };
            let others = places - own;
            if others > 0.5 {
                let rest: [f32; 4] = std::array::from_fn(|n| (sums[n] - p[n] * own) / others);
                let kinds = [
                    (shape::SURE_PERSON, shape::LIKELY_PERSON),
                    (shape::SURE_ORG, shape::LIKELY_ORG),
                    (shape::SURE_PLACE, shape::LIKELY_PLACE),
                ];
                for (n, (sure, likely)) in kinds.into_iter().enumerate() {
                    if rest[n] > SURE {
                        out.put(sure);
                    } else if rest[n] > 0.4 {
                        out.put(likely);
                    }
                }
                if rest[NO_NAME] > SURE {
                    out.put(shape::NOT_ELSEWHERE);
                }
            }
        }
        let (first, last) = (&list[start], &list[end - 1]);
        let itself = |word: WordId, seen: &FxHashMap<WordId, f32>, at: bool| {
            // A name of two words counts itself; it is the others that matter.
            let own = if at && end > start + 1 && p[0] >= SURE { 1.0 } else { 0.0 };
            seen.get(&word).is_some_and(|n| *n > own)
        };
        if itself(last.word, &self.last_of_person, true) {
            out.put(if end == start + 1 { shape::LAST_OF_PERSON } else { shape::SHARES_SURNAME });
        }
        if end == start + 1 && self.first_of_person.contains_key(&first.word) {
            out.put(shape::FIRST_OF_PERSON);
        }
        if self.part_of[0].contains(&this) {
            out.put(shape::PART_OF_ORG);
            if self.last_of_org.contains(&last.word) {
                out.put(shape::LAST_OF_ORG);
            }
            if self.first_of_org.contains(&first.word) {
                out.put(shape::FIRST_OF_ORG);
            }
        }
        if self.part_of[1].contains(&this) {
            out.put(shape::PART_OF_PLACE);
        }
        if end == start + 1 && first.case == Case::Upper {
            let letters = tokens.str(start).chars().filter(|c| c.is_alphabetic());
            if self.initials.contains(&initials(letters)) {
                out.put(shape::INITIALS_OF_ORG);
            }
        }
        self.beside(tokens, start, end, out);
        if end > start + 1 {
            let mut seen = [false; 3];
            for from in start..end {
                for to in from + 1..=end {
                    if to - from < end - start
                        && list[from].is_capitalised()
                        && let Some(kind) = self.sure.get(&key(tokens, from, to))
                    {
                        seen[*kind as usize] = true;
                    }
                }
            }
            for (seen, e) in seen.into_iter().zip([shape::HOLDS_SURE, shape::HOLDS_SURE_ORG, shape::HOLDS_SURE_PLACE]) {
                if seen {
                    out.put(e);
                }
            }
        }
    }
}

impl Memory {
    /// What stands beside it in a list: "Sojod, Hardon and Soweida".
    fn beside(&self, tokens: &Tokens<'_>, start: usize, end: usize, out: &mut impl Sink<Evidence>) {
        let joins = |n: usize| match tokens.get(n) {
            Some(t) if t.class == Class::Comma => 1,
            Some(t) if t.class == Class::Word && t.case == Case::Lower && matches!(tokens.str(n), "and" | "or") => 1,
            _ => 0,
        };
        let mut seen = [false; 3];
        let mut to = end;
        while to < end + 2 && joins(to) == 1 {
            to += 1;
        }
        let mut from = start;
        while from > 0 && from + 2 > start && joins(from - 1) == 1 {
            from -= 1;
        }
        for kind in
            [if to > end { self.begins.get(&to) } else { None }, if from < start { self.ends.get(&from) } else { None }]
                .into_iter()
                .flatten()
        {
            seen[*kind as usize] = true;
        }
        for (seen, e) in seen.into_iter().zip([shape::BESIDE_PERSON, shape::BESIDE_ORG, shape::BESIDE_PLACE]) {
            if seen {
                out.put(e);
            }
        }
    }
}

/// The likeliest kind and its probability.
fn best(p: &Probabilities) -> (NameKind, f32) {
    let mut best = (NameKind::Person, p[0]);
    for kind in [NameKind::Organization, NameKind::Location] {
        if p[kind as usize] > best.1 {
            best = (kind, p[kind as usize]);
        }
    }
    best
}
