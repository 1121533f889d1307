//! The candidate names of each zone, in every possible segmentation, with the evidence for each.

mod beside;
mod lines;
mod within;

use super::evidence::Evidence;
use super::zones::{Listed, Zone, is_last_number, is_name_word, is_number_word, is_particle, is_syllable};
use crate::gazetteer::{Facts, Lists};
use crate::text::{Class, Marks, Token, Tokens};
use crate::weigh::Sink;
use lines::Lines;
use within::facts;

/// The longest candidate, in tokens, that no list holds.
const LONGEST: usize = 9;

/// A run of tokens that may be a name.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its first token.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// Where its evidence lies in [`Candidates::evidence`].
    pub evidence: (u32, u32),
    /// The lists that hold it as a whole.
    pub lists: Lists,
}

/// All candidates of a text.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The zones, each with the numbers of its candidates.
    pub zones: Vec<(Zone, u32, u32)>,
    /// The candidates, by zone, start and length.
    pub list: Vec<Candidate>,
    /// The evidence of all of them.
    pub evidence: Vec<Evidence>,
}

impl Candidates {
    /// The evidence of one candidate.
    pub fn evidence(&self, candidate: &Candidate) -> &[Evidence] {
        &self.evidence[candidate.evidence.0 as usize..candidate.evidence.1 as usize]
    }
}

/// Makes the candidates of every zone, with all their evidence.
pub(crate) fn candidates(spread: &Spread<'_, '_>) -> Candidates {
    let mut out = Candidates::default();
    let room = spread.zones.iter().map(|z| 2 * (z.end - z.start)).sum::<usize>();
    out.list.reserve(room);
    out.evidence.reserve(room * 16);
    out.zones.reserve(spread.zones.len());
    spread.each_zone(|zoned| {
        let first = out.list.len() as u32;
        zoned.each(&mut |(start, end), lists, gathered| {
            let from = out.evidence.len() as u32;
            zoned.evidence((start, end), lists, gathered, &mut out.evidence);
            let evidence = (from, out.evidence.len() as u32);
            out.list.push(Candidate { start: start as u32, end: end as u32, evidence, lists });
        });
        out.zones.push((zoned.zone, first, out.list.len() as u32));
    });
    out
}

/// The zones of a text, and what else candidates are made from.
pub(crate) struct Spread<'a, 't> {
    tokens: &'a Tokens<'t>,
    zones: &'a [Zone],
    listed: &'a [Listed],
    lines: Lines,
}

impl<'a, 't> Spread<'a, 't> {
    pub(crate) fn new(tokens: &'a Tokens<'t>, zones: &'a [Zone], listed: &'a [Listed]) -> Self {
        Self { tokens, zones, listed, lines: Lines::new(tokens) }
    }

    fn each_zone(&self, mut each: impl FnMut(&Zoned<'_, 't>)) {
        let (tokens, mut from) = (self.tokens, 0);
        for &zone in self.zones {
            while from < self.listed.len() && self.listed[from].start < zone.start {
                from += 1;
            }
            let to = from + self.listed[from..].iter().take_while(|l| l.start < zone.end).count();
            each(&Zoned { tokens, list: &tokens.list, zone, listed: &self.listed[from..to], lines: &self.lines });
        }
    }
}

struct Zoned<'a, 't> {
    tokens: &'a Tokens<'t>,
    list: &'a [Token],
    zone: Zone,
    listed: &'a [Listed],
    lines: &'a Lines,
}

/// What is gathered over the tokens of a candidate as it grows.
#[derive(Clone, Copy)]
struct Gathered {
    any: Facts,
    shapes: u64,
    person_parts: bool,
    all_common: bool,
    known: bool,
}

impl Gathered {
    fn new() -> Self {
        Self { any: Facts::empty(), shapes: 0, person_parts: true, all_common: true, known: false }
    }
}

mod inside {
    pub(super) const INITIAL: u64 = 1 << 0;
    pub(super) const DIGIT: u64 = 1 << 1;
    pub(super) const LOWER: u64 = 1 << 2;
    pub(super) const OF: u64 = 1 << 3;
    pub(super) const AND: u64 = 1 << 4;
    pub(super) const FOR: u64 = 1 << 5;
    pub(super) const THE: u64 = 1 << 6;
    pub(super) const LINK: u64 = 1 << 7;
    pub(super) const HYPHEN: u64 = 1 << 8;
    pub(super) const POSSESSIVE: u64 = 1 << 9;
    pub(super) const AMPERSAND: u64 = 1 << 10;
    pub(super) const COMMA: u64 = 1 << 11;
    pub(super) const SLASH: u64 = 1 << 12;
    pub(super) const PARTICLE: u64 = 1 << 13;
}

impl Zoned<'_, '_> {
    /// Goes through all candidates of the zone, by start and length.
    fn each(&self, each: &mut impl FnMut((usize, usize), Lists, &Gathered)) {
        for start in self.zone.start..self.zone.end {
            let token = &self.list[start];
            let listed_here = self.listed.iter().any(|l| l.start == start && l.found.lists.intersects(Lists::ANY_NAME));
            let may_begin =
                is_name_word(token) || is_particle(token) || listed_here || is_number_word(self.list, start);
            if !may_begin {
                continue;
            }
            let mut gathered = Gathered::new();
            for end in start + 1..=self.zone.end {
                let last = &self.list[end - 1];
                self.gather(&mut gathered, end - 1, end - 1 == start);
                let lists = self.lists_of(start, end);
                let in_lists = lists.intersects(Lists::ANY_NAME);
                if end - start > LONGEST && !in_lists {
                    if !self.listed.iter().any(|l| l.start == start && l.end > end) {
                        break;
                    }
                    continue;
                }
                let number = (is_last_number(last) && end > start + 1) || is_number_word(self.list, end - 1);
                if !(is_name_word(last) || in_lists || number || is_syllable(self.list, end - 1)) {
                    continue;
                }
                // A particle alone is no name, nor is an ordinal or "Inc.".
                let part = is_particle(token)
                    || token.has(Marks::ORDINAL)
                    || (token.is(Facts::LEGAL_FORM) && token.has(Marks::POINT));
                if end == start + 1 && part && !in_lists {
                    continue;
                }
                each((start, end), lists, &gathered);
            }
        }
    }

    /// Everything that speaks for or against the tokens `start..end` being one name of some kind.
    fn evidence(&self, at: (usize, usize), lists: Lists, gathered: &Gathered, out: &mut impl Sink<Evidence>) {
        self.first(at.0, out);
        self.last(at.1, out);
        self.whole(at, lists, gathered, out);
    }

    fn lists_of(&self, start: usize, end: usize) -> Lists {
        self.listed.iter().filter(|l| l.start == start && l.end == end).fold(Lists::empty(), |a, l| a | l.found.lists)
    }

    fn gather(&self, gathered: &mut Gathered, at: usize, is_first: bool) {
        let token = &self.list[at];
        if token.class == Class::Word && token.is_capitalised() {
            let facts = facts(token);
            gathered.any |= facts;
            let initial = token.has(Marks::INITIAL);
            gathered.person_parts &= token.is(Facts::PERSON_PART) || initial || token.is(Facts::SUFFIX);
            gathered.all_common &= facts.intersects(Facts::LOWER);
            gathered.known |= facts.intersects(
                Facts::PERSON_PART
                    | Facts::WORD
                    | Facts::LISTED_PLACE
                    | Facts::LISTED_ORG
                    | Facts::ORG_LAST
                    | Facts::ORG_FIRST,
            );
            if initial {
                gathered.shapes |= inside::INITIAL;
            }
            if token.has(Marks::DIGIT) {
                gathered.shapes |= inside::DIGIT;
            }
            return;
        }
        gathered.shapes |= match token.class {
            Class::Hyphen => inside::HYPHEN,
            Class::Clitic => inside::POSSESSIVE,
            Class::Ampersand => inside::AMPERSAND,
            Class::Comma => inside::COMMA,
            Class::Slash => inside::SLASH,
            Class::Number => inside::DIGIT,
            Class::Word => {
                let of = match self.tokens.str(at) {
                    "of" | "OF" => inside::OF,
                    "and" | "AND" => inside::AND,
                    "for" | "FOR" => inside::FOR,
                    "the" | "THE" => inside::THE,
                    _ if is_particle(token) => inside::PARTICLE,
                    _ => inside::LINK,
                };
                if is_first { of } else { of | inside::LOWER }
            }
            _ => 0,
        };
    }
}
