//! What the first reading of an article found, as evidence for the second.

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::candidates::{Candidate, Candidates};
use super::decode::Probabilities;
use super::evidence::{Evidence, NameKind, shape};
use super::runs::{Key, Runs, key};
use super::weights::NO_NAME;
use crate::gazetteer::{Facts, WordId};
use crate::text::{Case, Class, Context, Marks, Token, Tokens};
use crate::weigh::Sink;

/// From this probability on, a name of the first reading is sure enough to teach others.
const SURE: f32 = 0.75;

/// From this probability on, it tells of a name that stands beside it in a list.
const LIKELY: f32 = 0.6;

/// A surname is also the name of a place of the article that stands once in so many places after "in" or "at".
const PLACED: f32 = 4.0;

/// The names of an article after the first reading.
#[derive(Debug)]
pub(crate) struct Memory {
    runs: Runs<Run>,
    /// The number of the run of each candidate, and how often the candidate counts in it.
    own: Vec<(u32, f32)>,
    initials: FxHashSet<u64>,
    /// The words with which runs begin that are sure names, and those in which sure persons of several words end.
    begin_sure: Words,
    surnames: Words,
    /// The kinds of likely names where they begin, and where they end.
    begins: Vec<Option<NameKind>>,
    ends: Vec<Option<NameKind>>,
}

/// What the first reading says of a run of words, wherever it stands.
#[derive(Debug, Default)]
struct Run {
    /// The sum of its probabilities as a candidate, and in how many places.
    same: ([f32; 4], f32),
    /// A sure name.
    sure: Option<NameKind>,
    told: Told,
    /// How many sure persons of several words this word ends.
    last_of_person: u16,
    /// In how many places it stands after "in", "at" or "near".
    placed: u16,
}

bitflags::bitflags! {
    /// What sure names of several words tell of a run.
    #[derive(Clone, Copy, Debug, Default)]
    struct Told: u8 {
        const PART_OF_ORG = 1 << 0;
        const PART_OF_PLACE = 1 << 1;
        // What is known of single words.
        const FIRST_OF_PERSON = 1 << 2;
        const FIRST_OF_ORG = 1 << 3;
        const LAST_OF_ORG = 1 << 4;
    }
}

/// Letters of an acronym, or initials of a name, folded to a number.
fn initials(letters: impl Iterator<Item = char>) -> u64 {
    let mut hasher = FxHasher::default();
    letters.for_each(|c| c.to_ascii_lowercase().hash(&mut hasher));
    hasher.finish()
}

/// Whether the first reading has something to say of a candidate as a whole, and how often it counts where it stands.
fn counts(tokens: &Tokens<'_>, c: &Candidate, p: &Probabilities) -> (bool, f32) {
    let named = p[0] + p[1] + p[2];
    if (named < 0.1) & !((c.end == c.start + 1) & (p[NO_NAME] > 0.5)) {
        return (false, 0.0);
    }
    // A line in capitals says little of what is no name.
    let unsure = Marks::ALL_CAPS | Marks::TITLE_CASE | Marks::SENTENCE;
    let quiet = (named < 0.5) & tokens.list[c.start as usize].has(unsure);
    (true, if quiet { 0.0 } else { 1.0 })
}

impl Memory {
    /// Gathers what the first reading says.
    pub(crate) fn new(tokens: &Tokens<'_>, candidates: &Candidates, probabilities: &[Probabilities]) -> Self {
        let list = &tokens.list;
        let mut memory = Memory {
            runs: Runs::with_capacity(candidates.list.len()),
            own: Vec::with_capacity(candidates.list.len()),
            initials: FxHashSet::default(),
            begin_sure: Words::default(),
            surnames: Words::default(),
            begins: vec![None; list.len() + 1],
            ends: vec![None; list.len() + 1],
        };
        for (c, p) in candidates.list.iter().zip(probabilities) {
            let (start, end) = (c.start as usize, c.end as usize);
            let number = memory.runs.number(key(&list[start..end]));
            let (says, times) = counts(tokens, c, p);
            memory.own.push((number as u32, times));
            if !says {
                continue;
            }
            let (kind, best) = best(p);
            let placed = end == start + 1
                && start > 0
                && tokens.nouns.places(list[start - 1].context)
                && list.get(end).is_none_or(|t| t.context != Context::POSSESSIVE);
            let run = memory.runs.of_mut(number);
            run.placed = run.placed.saturating_add(u16::from(placed));
            if times > 0.0 {
                for (sum, add) in run.same.0.iter_mut().zip(p) {
                    *sum += add;
                }
                run.same.1 += times;
            }
            if best > LIKELY {
                memory.begins[start] = Some(kind);
                memory.ends[end] = Some(kind);
            }
            if best >= SURE {
                run.sure = Some(kind);
                memory.begin_sure.put(list[start].word);
                if end > start + 1 {
                    memory.learn(tokens, start, end, kind);
                }
            }
        }
        memory
    }

    fn run(&mut self, tokens: &[Token]) -> &mut Run {
        let number = self.runs.number(key(tokens));
        self.runs.of_mut(number)
    }

    fn learn(&mut self, tokens: &Tokens<'_>, start: usize, end: usize, kind: NameKind) {
        let list = &tokens.list;
        match kind {
            NameKind::Person => {
                // "Jr." is no surname.
                let last = (start..end).rev().find(|&n| !list[n].is(Facts::SUFFIX)).unwrap_or(end - 1);
                self.surnames.put(list[last].word);
                let surname = self.run(&list[last..last + 1]);
                surname.last_of_person = surname.last_of_person.saturating_add(1);
                self.run(&list[start..start + 1]).told |= Told::FIRST_OF_PERSON;
                // "al-Assad" is told by "Assad" and by "al-Assad".
                for n in start + 1..last {
                    if list[n].is_capitalised() || list[n].is(Facts::PARTICLE) {
                        self.run(&list[n..end]).sure = Some(NameKind::Person);
                        self.begin_sure.put(list[n].word);
                    }
                }
            }
            NameKind::Organization => {
                self.run(&list[end - 1..end]).told |= Told::LAST_OF_ORG;
                self.run(&list[start..start + 1]).told |= Told::FIRST_OF_ORG;
                let names = list[start..end].iter().enumerate().filter(|(_, t)| t.is_capitalised());
                self.initials.insert(initials(names.filter_map(|(n, _)| tokens.str(start + n).chars().next())));
                self.parts(tokens, start, end, Told::PART_OF_ORG);
            }
            NameKind::Location => self.parts(tokens, start, end, Told::PART_OF_PLACE),
        }
    }

    fn parts(&mut self, tokens: &Tokens<'_>, start: usize, end: usize, told: Told) {
        each_part(tokens, start, end, |from, to, key| {
            if tokens.list[from].class == Class::Word && tokens.list[to - 1].class == Class::Word {
                let number = self.runs.number(key);
                self.runs.of_mut(number).told |= told;
            }
        });
    }

    /// Adds to `out` what the rest of the article says of a candidate.
    pub(crate) fn evidence(
        &self,
        tokens: &Tokens<'_>,
        (c, n): (&Candidate, usize),
        p: &Probabilities,
        out: &mut impl Sink<Evidence>,
    ) {
        let (start, end) = (c.start as usize, c.end as usize);
        let (first, last) = (&tokens.list[start], end - 1);
        let one = end == start + 1;
        let (number, own) = self.own[n];
        let run = self.runs.of(number as usize);
        let surname = one && run.last_of_person > 0 && f32::from(run.placed) * PLACED < run.same.1.max(1.0);
        elsewhere(run, p, own, surname, out);
        let word = |at: usize| if one { Some(run) } else { self.runs.get(key(&tokens.list[at..at + 1])) };
        // A name of two words counts itself; it is the others that matter.
        let own = u16::from(!one && p[0] >= SURE);
        if self.surnames.may_have(tokens.list[last].word) && word(last).is_some_and(|w| w.last_of_person > own) {
            out.put(if one { shape::LAST_OF_PERSON } else { shape::SHARES_SURNAME });
        }
        if surname {
            out.put(shape::SURNAME_ONLY);
        }
        if !run.told.is_empty() {
            if one && run.told.contains(Told::FIRST_OF_PERSON) {
                out.put(shape::FIRST_OF_PERSON);
            }
            if run.told.contains(Told::PART_OF_ORG) {
                out.put(shape::PART_OF_ORG);
                if word(last).is_some_and(|w| w.told.contains(Told::LAST_OF_ORG)) {
                    out.put(shape::LAST_OF_ORG);
                }
                if word(start).is_some_and(|w| w.told.contains(Told::FIRST_OF_ORG)) {
                    out.put(shape::FIRST_OF_ORG);
                }
            }
            if run.told.contains(Told::PART_OF_PLACE) {
                out.put(shape::PART_OF_PLACE);
            }
        }
        if one && first.case == Case::Upper && !self.initials.is_empty() {
            let letters = tokens.str(start).chars().filter(|c| c.is_alphabetic());
            if self.initials.contains(&initials(letters)) {
                out.put(shape::INITIALS_OF_ORG);
            }
        }
        self.beside(tokens, start, end, out);
        if !one {
            let mut seen = [false; 3];
            let begins = |&from: &usize| {
                let token = &tokens.list[from];
                self.begin_sure.may_have(token.word) && token.is_capitalised()
            };
            for from in (start..end).filter(begins) {
                each_part_from(tokens, (start, end), from, |_, key| {
                    if let Some(kind) = self.runs.get(key).and_then(|run| run.sure) {
                        seen[kind as usize] = true;
                    }
                });
            }
            tell(seen, [shape::HOLDS_SURE, shape::HOLDS_SURE_ORG, shape::HOLDS_SURE_PLACE], out);
        }
    }
}

/// Goes through the runs of words within a name that are shorter than it, with their keys.
fn each_part(tokens: &Tokens<'_>, start: usize, end: usize, mut each: impl FnMut(usize, usize, u64)) {
    for from in start..end {
        each_part_from(tokens, (start, end), from, |to, key| each(from, to, key));
    }
}

/// The same for those that begin at one of its words.
fn each_part_from(tokens: &Tokens<'_>, (start, end): (usize, usize), from: usize, mut each: impl FnMut(usize, u64)) {
    let mut key = Key::default();
    let most = if from == start { end - 1 } else { end };
    for (n, token) in tokens.list[from..most].iter().enumerate() {
        each(from + n + 1, key.with(token.word));
    }
}

/// Words, roughly: some that were not put there seem to be, so that few need to be looked for.
#[derive(Debug, Default)]
struct Words([u64; 8]);

impl Words {
    fn place(word: WordId) -> (usize, u64) {
        let hash = word.0.wrapping_mul(0x9e37_79b1);
        ((hash >> 29) as usize, 1 << (hash >> 23 & 63))
    }

    fn put(&mut self, word: WordId) {
        let (block, bit) = Self::place(word);
        self.0[block] |= bit;
    }

    fn may_have(&self, word: WordId) -> bool {
        let (block, bit) = Self::place(word);
        self.0[block] & bit != 0
    }
}

/// What the same words are in the rest of the article: without this place itself, which counts `own` times.
///
/// Of the `surname` of somebody who is named in full the first reading says no more than this place does: that the lists
/// know it for a place ("Jordan") is no sign that it is one here.
fn elsewhere(run: &Run, p: &Probabilities, own: f32, surname: bool, out: &mut impl Sink<Evidence>) {
    let (sums, places) = run.same;
    let others = places - own;
    if others <= 0.5 {
        return;
    }
    let rest: [f32; 4] = std::array::from_fn(|n| (sums[n] - p[n] * own) / others);
    let kinds = [
        (shape::SURE_PERSON, shape::LIKELY_PERSON),
        (shape::SURE_ORG, shape::LIKELY_ORG),
        (shape::SURE_PLACE, shape::LIKELY_PLACE),
    ];
    for (n, (sure, likely)) in kinds.into_iter().enumerate() {
        if surname && n != NameKind::Person as usize {
            continue;
        }
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

fn tell(seen: [bool; 3], pieces: [Evidence; 3], out: &mut impl Sink<Evidence>) {
    if seen == [false; 3] {
        return;
    }
    for (seen, piece) in seen.into_iter().zip(pieces) {
        if seen {
            out.put(piece);
        }
    }
}

impl Memory {
    /// What stands beside it in a list: "Sojod, Hardon and Soweida".
    fn beside(&self, tokens: &Tokens<'_>, start: usize, end: usize, out: &mut impl Sink<Evidence>) {
        let joins = |n: usize| {
            tokens.get(n).is_some_and(|t| match t.class {
                Class::Comma => true,
                Class::Word => t.case == Case::Lower && t.span.len() <= 3 && matches!(tokens.str(n), "and" | "or"),
                _ => false,
            })
        };
        let mut seen = [false; 3];
        // Names are seldom so near that a look at what joins them is worth it.
        let any = |names: Option<&[Option<NameKind>]>| !matches!(names, Some([None, None]));
        let (mut after, mut before) = (None, None);
        if any(self.begins.get(end + 1..end + 3)) {
            let mut to = end;
            while to < end + 2 && joins(to) {
                to += 1;
            }
            after = if to > end { self.begins.get(to).copied().flatten() } else { None };
        }
        if start > 0 && any(self.ends.get(start.saturating_sub(2)..start)) {
            let mut from = start;
            while from > 0 && from + 2 > start && joins(from - 1) {
                from -= 1;
            }
            before = if from < start { self.ends.get(from).copied().flatten() } else { None };
        }
        for kind in [after, before].into_iter().flatten() {
            seen[kind as usize] = true;
        }
        tell(seen, [shape::BESIDE_PERSON, shape::BESIDE_ORG, shape::BESIDE_PLACE], out);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::tag::{Readings, mentions};
    use crate::text::tokens;

    /// What a name is, wherever it stands.
    fn kinds(text: &str, name: &str) -> Vec<NameKind> {
        let (tokens, gazetteer) = (tokens(text, Gazetteer::builtin()), Gazetteer::builtin());
        let found = mentions(&tokens, gazetteer, &Readings::builtin(gazetteer));
        let text_of = |start: usize, end: usize| {
            &text[tokens.list[start].span.start as usize..tokens.list[end - 1].span.end as usize]
        };
        found.names.iter().filter(|m| text_of(m.start, m.end) == name).map(|m| m.kind).collect()
    }

    #[test]
    fn a_surname_that_is_a_place_is_a_person_where_somebody_is_named_in_full() {
        let text = "Troops led by General Luis Cartagena crossed the river on Monday.\n\n\
                    Short of mules, Cartagena took the coast road. Cartagena, 51, had left his army.\n\n\
                    Cartagena said that he would not turn back.";
        assert_eq!(kinds(text, "Cartagena"), [NameKind::Person; 3]);
    }

    #[test]
    fn a_place_of_the_article_stays_one_beside_a_namesake() {
        let text = "Luis Cartagena, a lawyer, lives in Madrid.\n\nHeavy rain fell in Cartagena on Monday. The port of Cartagena was closed. \
                    Buses to Cartagena were late, and schools in Cartagena stayed shut.";
        assert_eq!(kinds(text, "Cartagena"), [NameKind::Location; 4]);
    }

    #[test]
    fn a_place_is_a_team_in_an_article_of_sport() {
        let sport = "Kent beat Surrey by four wickets on Sunday. Surrey were bowled out for 140, and the Kent batsmen needed \
                     only two sessions of the second innings. Surrey lost for the third time this season.";
        assert!(kinds(sport, "Surrey").iter().all(|kind| *kind == NameKind::Organization));
        assert_eq!(kinds(sport, "Surrey").len(), 3);
        let other = "Roads in Kent and Surrey were closed on Sunday. Surrey had ten centimetres of snow, and the police of \
                     Surrey asked drivers to stay at home.";
        assert_eq!(kinds(other, "Surrey"), [NameKind::Location; 3]);
    }
}
