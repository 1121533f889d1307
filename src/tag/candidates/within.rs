//! What a candidate says of itself: how it is written, where it stands in its zone, which lists hold it or cut through it,
//! what its words are.

use super::{Gathered, Zoned};
use crate::gazetteer::{Facts, Lists};
use crate::tag::evidence::{self, Evidence, Part, shape};
use crate::tag::zones::{is_acronym, is_particle};
use crate::text::{Case, Class, Marks, Token};
use crate::weigh::Sink;

const INSIDE: [Evidence; 14] = [
    shape::INITIAL,
    shape::DIGIT,
    shape::LOWER_INSIDE,
    shape::OF,
    shape::AND,
    shape::FOR,
    shape::THE,
    shape::OTHER_LINK,
    shape::HYPHEN,
    shape::POSSESSIVE,
    shape::AMPERSAND,
    shape::COMMA,
    shape::SLASH,
    shape::PARTICLE,
];

impl Zoned<'_, '_> {
    /// What its first word says, and what stands before it.
    pub(super) fn first(&self, start: usize, out: &mut impl Sink<Evidence>) {
        let first = &self.list[start];
        out.put(shape::BIAS);
        let caps_line = first.has(Marks::ALL_CAPS);
        if first.case == Case::Upper && !caps_line {
            out.put(shape::UPPER_OF_LINE);
        }
        if is_particle(first) {
            out.put(shape::PARTICLE_FIRST);
        }
        if first.is(Facts::GIVEN_F | Facts::GIVEN_M) {
            out.put(shape::FEMALE_GIVEN);
        }
        if first.has(Marks::SENTENCE) {
            out.put(match () {
                () if first.is(Facts::LOWER_MOST) => shape::SENTENCE_START_LOWER,
                () if !first.is(Facts::LOWER | Facts::LOWER_SOME) => shape::SENTENCE_START_RARE,
                () => shape::SENTENCE_START,
            });
        }
        if first.has(Marks::SEEN_LOWER) {
            out.put(shape::SEEN_LOWER);
        }
        if caps_line {
            out.put(shape::CAPS_LINE);
        } else if first.has(Marks::TITLE_CASE) {
            out.put(shape::TITLE_LINE);
            if first.is(Facts::LOWER) {
                out.put(shape::TITLE_LINE_FIRST);
            }
        }
        if first.has(Marks::PARAGRAPH) {
            out.put(shape::PARAGRAPH_START);
        }
        if start != self.zone.start {
            out.put(shape::ZONE_LEFT);
        }
        evidence::first(facts(first), |e| out.put(e));
        self.before(start, out);
    }

    /// What its last word says, and what stands after it.
    pub(super) fn last(&self, end: usize, out: &mut impl Sink<Evidence>) {
        if self.list[end - 1].has(Marks::SEEN_LOWER) {
            out.put(shape::LAST_SEEN_LOWER);
        }
        if end != self.zone.end {
            out.put(shape::ZONE_RIGHT);
        }
        self.after(end, out);
    }

    /// What else speaks for or against the tokens `start..end` being one name of some kind.
    pub(super) fn whole(
        &self,
        (start, end): (usize, usize),
        lists: Lists,
        gathered: &Gathered,
        out: &mut impl Sink<Evidence>,
    ) {
        let (list, zone) = (self.list, self.zone);
        let len = end - start;
        let (first, last) = (&list[start], &list[end - 1]);
        out.put(match len {
            1 => shape::LENGTH_1,
            2 => shape::LENGTH_2,
            3 => shape::LENGTH_3,
            4 => shape::LENGTH_4,
            5 | 6 => shape::LENGTH_5,
            _ => shape::LENGTH_7,
        });
        let mut bits = gathered.shapes;
        while bits != 0 {
            out.put(INSIDE[bits.trailing_zeros() as usize]);
            bits &= bits - 1;
        }
        // How it is written.
        let caps_line = first.has(Marks::ALL_CAPS);
        if len == 1 {
            let letters = first.span.len();
            if first.has(Marks::POINT) && !first.has(Marks::INITIAL) && self.tokens.str(start).matches('.').count() > 1
            {
                out.put(shape::POINTED);
            } else if first.case == Case::Upper && !caps_line {
                out.put(if letters <= 5 { shape::ACRONYM } else { shape::ACRONYM_LONG });
            } else if first.case == Case::Mixed {
                out.put(shape::MIXED);
            }
        } else {
            self.several((start, end), gathered, out);
        }
        if !gathered.known {
            out.put(shape::NO_KNOWN);
        }
        if gathered.all_common {
            out.put(shape::ALL_COMMON);
            if caps_line {
                out.put(shape::CAPS_LINE_COMMON);
            }
            if first.has(Marks::TITLE_CASE) {
                out.put(shape::TITLE_LINE_COMMON);
            }
        }
        if !caps_line && first.has(Marks::TITLE_CASE) {
            if last.is(Facts::LOWER) {
                out.put(shape::TITLE_LINE_LAST);
            }
            if gathered.any.intersects(Facts::LOWER) {
                out.put(shape::TITLE_LINE_HOLDS);
            }
        }
        if start == zone.start && end == zone.end {
            out.put(shape::WHOLE_ZONE);
        }
        // The lists.
        if self.tokens.condition.substituted && lists.contains(Lists::COUNTRY) {
            out.put(shape::SUBSTITUTED_COUNTRY);
        }
        if self.tokens.condition.substituted && len > 1 && lists.intersects(Lists::ORG) {
            out.put(shape::SUBSTITUTED_BODY);
        }
        evidence::whole(lists, len > 1, |e| out.put(e));
        self.overlaps(start, end, last, out);
        // The words.
        let mut parts = [Part::Unknown; 3];
        if len <= 3 {
            for (part, token) in parts.iter_mut().zip(&list[start..end]) {
                *part = part_of(token);
            }
            if let Some(e) = evidence::pattern(&parts[..len]) {
                out.put(e);
            }
        }
        if caps_line {
            evidence::caps(first.facts, last.facts, &parts[..len.min(3)], |e| out.put(e));
        }
        self.beside((start, end), lists, gathered, out);
    }

    /// What only candidates of several tokens say.
    fn several(&self, (start, end): (usize, usize), gathered: &Gathered, out: &mut impl Sink<Evidence>) {
        let list = self.list;
        let (first, last) = (&list[start], &list[end - 1]);
        if first.has(Marks::INITIAL) {
            out.put(shape::INITIAL_FIRST);
        }
        if list[start + 1].has(Marks::INITIAL) {
            out.put(shape::INITIAL_SECOND);
        }
        if !is_particle(first) && first.is(Facts::PARTICLE) && first.is_capitalised() {
            out.put(shape::PARTICLE_CAPITAL);
        }
        if gathered.person_parts {
            out.put(shape::PERSON_PARTS);
        }
        if first.is(Facts::GIVEN) && list[start + 1..end].iter().all(|t| t.is_capitalised() && !t.is(Facts::LOWER)) {
            out.put(shape::GIVEN_THEN_CAP);
        }
        if last.is(Facts::SUFFIX) {
            out.put(shape::SUFFIX_AFTER);
        }
        let inner = list[start + 1..end - 1].iter().any(|t| t.is(Facts::LEGAL_FORM) && t.has(Marks::POINT));
        if inner {
            out.put(shape::LEGAL_INSIDE);
        }
        if last.is(Facts::LEGAL_FORM) {
            out.put(shape::LEGAL_LAST);
            if !inner && list[end - 2].class == Class::Comma {
                out.put(shape::COMMA_LEGAL);
            }
        }
        evidence::last(facts(last), |e| out.put(e));
        evidence::any(gathered.any, |e| out.put(e));
    }

    fn overlaps(&self, start: usize, end: usize, last: &Token, out: &mut impl Sink<Evidence>) {
        let mut seen = 0u32;
        let mut places_end = usize::MAX;
        for l in self.listed {
            if l.end <= start || l.start >= end || (l.start == start && l.end == end) {
                continue;
            }
            let lists = l.found.lists;
            let inside_it = l.start <= start && l.end >= end;
            let within = l.start >= start && l.end <= end;
            if inside_it {
                let whole = self.lists_of(start, end).intersects(Lists::ANY_ORG) && l.start == start;
                seen |= u32::from(whole && lists.intersects(Lists::TITLE)) << 18;
                seen |= u32::from(lists.intersects(Lists::PERSON));
                seen |= u32::from(lists.intersects(Lists::ANY_ORG)) << 1;
                seen |= u32::from(lists.intersects(Lists::ANY_PLACE)) << 2;
                seen |= u32::from(lists.intersects(Lists::OTHER)) << 3;
                seen |= u32::from(lists.intersects(Lists::TITLE)) << 4;
            } else if within {
                seen |= u32::from(lists.intersects(Lists::ANY_PLACE)) << 5;
                seen |= u32::from(lists.intersects(Lists::COUNTRY)) << 6;
                seen |= u32::from(lists.intersects(Lists::PERSON)) << 7;
                seen |= u32::from(lists.intersects(Lists::ANY_ORG)) << 8;
                seen |= u32::from(lists.intersects(Lists::OTHER)) << 9;
                if l.start == start {
                    seen |= u32::from(lists.intersects(Lists::ANY_PLACE)) << 10;
                    seen |= u32::from(lists.intersects(Lists::PERSON)) << 12;
                    seen |= u32::from(lists.intersects(Lists::ANY_ORG)) << 13;
                    let sport = last.is(Facts::SPORT_LAST) && l.end == end - 1;
                    seen |= u32::from(lists.intersects(Lists::ANY_PLACE) && sport) << 14;
                } else if l.end == end {
                    seen |= u32::from(lists.intersects(Lists::ANY_PLACE)) << 11;
                    let bare = self.list[l.start - 1].is_capitalised();
                    seen |= u32::from(lists.intersects(Lists::COUNTRY) && bare) << 16;
                }
                if lists.intersects(Lists::ANY_PLACE) {
                    seen |= u32::from(places_end == l.start) << 17;
                    places_end = l.end;
                }
            } else if lists.intersects(Lists::ANY_NAME | Lists::OTHER) {
                seen |= 1 << 15;
            }
        }
        const NAMES: [Evidence; 19] = [
            shape::IN_PERSON,
            shape::IN_ORG,
            shape::IN_PLACE,
            shape::IN_OTHER,
            shape::IN_TITLE,
            shape::HOLDS_PLACE,
            shape::HOLDS_COUNTRY,
            shape::HOLDS_PERSON,
            shape::HOLDS_ORG,
            shape::HOLDS_OTHER,
            shape::BEGINS_PLACE,
            shape::ENDS_PLACE,
            shape::BEGINS_PERSON,
            shape::BEGINS_ORG,
            shape::PLACE_THEN_SPORT,
            shape::CUTS_NAME,
            shape::ENDS_COUNTRY,
            shape::PLACES_TOUCH,
            shape::BODY_IN_TITLE,
        ];
        // Names that replace pronouns stand beside others with nothing between them.
        let holds = seen & (1 << 6 | 1 << 8) != 0;
        if holds && self.tokens.condition.substituted && !self.lists_of(start, end).intersects(Lists::ANY_NAME) {
            out.put(shape::SUBSTITUTED_HOLDS);
        }
        while seen != 0 {
            out.put(NAMES[seen.trailing_zeros() as usize]);
            seen &= seen - 1;
        }
    }
}

/// What the lists know of a token as it is written: "MIT" is not the word "mit".
pub(super) fn facts(token: &Token) -> Facts {
    if is_acronym(token) { token.facts.difference(OF_COMMON_WORDS) } else { token.facts }
}

/// What is known of words that are written in lower case.
const OF_COMMON_WORDS: Facts = Facts::FUNCTION
    .union(Facts::LOWER)
    .union(Facts::LOWER_SOME)
    .union(Facts::FREQUENT)
    .union(Facts::NUMBER_WORD)
    .union(Facts::CUE)
    .union(Facts::CUE_WEAK)
    .union(Facts::ROLE)
    .union(Facts::WORD_ENDING);

/// What a token is within a name.
fn part_of(token: &Token) -> Part {
    let low = facts(token).intersects(Facts::LOWER);
    match () {
        () if token.has(Marks::INITIAL) => Part::Initial,
        () if token.class == Class::Number => Part::Number,
        () if token.class != Class::Word => Part::Link,
        () if !token.is_capitalised() && token.is(Facts::PARTICLE) => Part::Particle,
        () if !token.is_capitalised() => Part::Link,
        () if token.is(Facts::SUFFIX) => Part::Suffix,
        () if token.is(Facts::TITLE) => Part::Title,
        () if token.is(Facts::ADJECTIVE | Facts::PEOPLE) => Part::Adjective,
        () if token.is(Facts::GIVEN) && !low && !token.is(Facts::LISTED_PLACE) => Part::Given,
        () if token.is(Facts::LISTED_PLACE) => Part::Place,
        () if token.is(Facts::ORG_LAST | Facts::ORG_FIRST | Facts::LEGAL_FORM) => Part::OrgWord,
        () if token.is(Facts::SURNAME) && !low => Part::Surname,
        () if token.is(Facts::FUNCTION) => Part::Function,
        () if low => Part::Common,
        () if token.is(Facts::SURNAME_RARE) => Part::Rare,
        () if token.case == Case::Upper && !token.has(Marks::ALL_CAPS) => Part::Caps,
        () => Part::Unknown,
    }
}
