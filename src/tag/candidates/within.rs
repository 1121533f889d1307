//! What a candidate says of itself: how it is written, where it stands in its zone, which lists hold it or cut through it,
//! what its words are.

use super::{Edge, Gathered, Word, Zoned};
use crate::gazetteer::{Facts, Lists};
use crate::tag::evidence::{self, Evidence, PATTERN, Part, Shapes, shape};
use crate::tag::zones::{is_acronym, is_particle};
use crate::text::{Case, Class, Marks, Token};

impl Zoned<'_, '_> {
    /// What its first word says, and what stands before it.
    pub(super) fn first(&self, start: usize) -> Edge {
        let first = &self.list[start];
        let mut shapes = Shapes::default();
        shapes.add(shape::FEMALE_GIVEN, first.is(Facts::GIVEN_F | Facts::GIVEN_M));
        shapes.add(shape::SEEN_LOWER, first.has(Marks::SEEN_LOWER));
        shapes.add(shape::ZONE_LEFT, start != self.zone.start);
        // Most are words with one capital, in the middle of a sentence.
        if first.case != Case::Title {
            shapes.add(shape::UPPER_OF_LINE, (first.case == Case::Upper) & !first.has(Marks::ALL_CAPS));
            shapes.add(shape::PARTICLE_FIRST, is_particle(first));
        }
        if first.has(Marks::SENTENCE | Marks::PARAGRAPH) {
            let sentence = first.has(Marks::SENTENCE);
            let lower_most = first.is(Facts::LOWER_MOST);
            let lower_never = !lower_most & !first.is(Facts::LOWER | Facts::LOWER_SOME);
            shapes.add(shape::SENTENCE_START_LOWER, sentence & lower_most);
            shapes.add(shape::SENTENCE_START_RARE, sentence & lower_never);
            shapes.add(shape::SENTENCE_START, sentence & !lower_most & !lower_never);
            shapes.add(shape::PARAGRAPH_START, first.has(Marks::PARAGRAPH));
        }
        if first.has(Marks::ALL_CAPS | Marks::TITLE_CASE) {
            let caps_line = first.has(Marks::ALL_CAPS);
            let title_line = !caps_line & first.has(Marks::TITLE_CASE);
            shapes.add(shape::CAPS_LINE, caps_line);
            shapes.add(shape::TITLE_LINE, title_line);
            shapes.add(shape::TITLE_LINE_FIRST, title_line & first.is(Facts::LOWER));
        }
        self.before(start, shapes)
    }

    /// What its last word says, and what stands after it.
    pub(super) fn last(&self, end: usize) -> Edge {
        let mut shapes = Shapes::default();
        shapes.add(shape::LAST_SEEN_LOWER, self.list[end - 1].has(Marks::SEEN_LOWER));
        shapes.add(shape::ZONE_RIGHT, end != self.zone.end);
        self.after(end, shapes)
    }

    /// All that speaks for or against the tokens `start..end` being one name of some kind.
    pub(super) fn whole(
        &self,
        (start, end): (usize, usize),
        words: &[Word],
        lists: Lists,
        gathered: &Gathered,
        edges: &[Edge; 2],
        out: &mut Vec<Evidence>,
    ) {
        let (list, zone) = (self.list, self.zone);
        let len = end - start;
        let (first, last) = (&list[start], &list[end - 1]);
        let mut shapes = gathered.shapes | edges[0].shapes | edges[1].shapes;
        evidence::first(words[0].facts, |e| out.push(e));
        // How it is written.
        if len > 1 {
            self.several((start, end), words[len - 1].facts, gathered, &mut shapes, out);
        } else if first.case != Case::Title || first.has(Marks::POINT) {
            self.letters(start, &mut shapes);
        }
        let common = gathered.all_common;
        shapes.add(shape::NO_KNOWN, !gathered.known);
        shapes.add(shape::ALL_COMMON, common);
        shapes.add(shape::WHOLE_ZONE, (start == zone.start) & (end == zone.end));
        let caps_line = first.has(Marks::ALL_CAPS);
        if first.has(Marks::ALL_CAPS | Marks::TITLE_CASE) {
            let title_line = first.has(Marks::TITLE_CASE);
            let title_only = !caps_line & title_line;
            shapes.add(shape::CAPS_LINE_COMMON, common & caps_line);
            shapes.add(shape::TITLE_LINE_COMMON, common & title_line);
            shapes.add(shape::TITLE_LINE_LAST, title_only & last.is(Facts::LOWER));
            shapes.add(shape::TITLE_LINE_HOLDS, title_only & gathered.any.intersects(Facts::LOWER));
        }
        // The lists.
        if self.tokens.condition.substituted {
            shapes.add(shape::SUBSTITUTED_COUNTRY, lists.contains(Lists::COUNTRY));
            shapes.add(shape::SUBSTITUTED_BODY, len > 1 && lists.intersects(Lists::ORG));
        }
        evidence::whole(lists, len > 1, |e| out.push(e));
        if !self.listed.is_empty() {
            self.overlaps((start, end), lists, &mut shapes);
        }
        // The words.
        let parts = std::array::from_fn(|n| words.get(n).map_or(Part::Unknown, |word| word.part));
        out.extend(evidence::pattern(&parts, len));
        if caps_line {
            let parts = if len <= PATTERN { &parts[..len] } else { &parts[..] };
            evidence::caps(first.facts, last.facts, parts, |e| out.push(e));
        }
        // What stands on both sides.
        let [before, after] = edges;
        shapes.add(shape::WHOLE_LINE, before.bare & after.bare);
        if before.asks | after.asks {
            self.beside((start, end), lists, &mut shapes);
        }
        if self.tokens.sport {
            let place = lists.intersects(Lists::ANY_PLACE);
            shapes.add(shape::SPORT, true);
            shapes.add(shape::SPORT_PLACE, place);
            if place || !gathered.known {
                out.extend(evidence::in_sport(before.next, after.next));
            }
        }
        shapes.put(out);
        let summary = self.summary((start, end), words[0].facts, lists, gathered);
        out.extend([
            evidence::before_2(before.beyond),
            evidence::after_2(after.beyond),
            evidence::length(len),
            evidence::before_and(before.next, summary),
            evidence::after_and(after.next, summary),
            // These follow from those, in order: see `evidence::implied`.
            shape::BIAS,
            evidence::before(before.next),
            evidence::after(after.next),
        ]);
    }

    /// How a single word is written that is no plain one with a capital.
    fn letters(&self, at: usize, shapes: &mut Shapes) {
        let word = &self.list[at];
        let pointed = word.has(Marks::POINT)
            && !word.has(Marks::INITIAL)
            && self.tokens.str(at).bytes().filter(|&b| b == b'.').count() > 1;
        let capitals = !pointed & (word.case == Case::Upper) & !word.has(Marks::ALL_CAPS);
        let short = word.span.len() <= 5;
        shapes.add(shape::POINTED, pointed);
        shapes.add(shape::ACRONYM, capitals & short);
        shapes.add(shape::ACRONYM_LONG, capitals & !short);
        shapes.add(shape::MIXED, !pointed & (word.case == Case::Mixed));
    }

    /// What only candidates of several tokens say.
    fn several(
        &self,
        (start, end): (usize, usize),
        of_last: Facts,
        gathered: &Gathered,
        shapes: &mut Shapes,
        out: &mut Vec<Evidence>,
    ) {
        let list = self.list;
        let (first, last) = (&list[start], &list[end - 1]);
        shapes.add(shape::INITIAL_FIRST, first.has(Marks::INITIAL));
        shapes.add(shape::INITIAL_SECOND, list[start + 1].has(Marks::INITIAL));
        let particle = !is_particle(first) & first.is(Facts::PARTICLE) & first.is_capitalised();
        shapes.add(shape::PARTICLE_CAPITAL, particle);
        shapes.add(shape::PERSON_PARTS, gathered.person_parts);
        let surname = |t: &Token| t.is_capitalised() && !t.is(Facts::LOWER);
        shapes.add(shape::GIVEN_THEN_CAP, first.is(Facts::GIVEN) && list[start + 1..end].iter().all(surname));
        shapes.add(shape::SUFFIX_AFTER, last.is(Facts::SUFFIX));
        let inner = list[start + 1..end - 1].iter().any(|t| t.is(Facts::LEGAL_FORM) && t.has(Marks::POINT));
        let legal = last.is(Facts::LEGAL_FORM);
        shapes.add(shape::LEGAL_INSIDE, inner);
        shapes.add(shape::LEGAL_LAST, legal);
        shapes.add(shape::COMMA_LEGAL, legal & !inner & (list[end - 2].class == Class::Comma));
        evidence::last(of_last, |e| out.push(e));
        evidence::any(gathered.any, |e| out.push(e));
    }

    /// What names of the lists it holds, is part of, or cuts through.
    fn overlaps(&self, (start, end): (usize, usize), lists: Lists, shapes: &mut Shapes) {
        let body = lists.intersects(Lists::ANY_ORG);
        let mut places_end = usize::MAX;
        let mut holds = false;
        for l in self.listed.iter().take_while(|l| l.start < end) {
            if l.end <= start || (l.start == start && l.end == end) {
                continue;
            }
            let lists = l.found.lists;
            let [person, org, place, other] =
                [Lists::PERSON, Lists::ANY_ORG, Lists::ANY_PLACE, Lists::OTHER].map(|some| lists.intersects(some));
            let title = lists.intersects(Lists::TITLE);
            if l.start <= start && l.end >= end {
                shapes.add(shape::BODY_IN_TITLE, body & (l.start == start) & title);
                shapes.add(shape::IN_PERSON, person);
                shapes.add(shape::IN_ORG, org);
                shapes.add(shape::IN_PLACE, place);
                shapes.add(shape::IN_OTHER, other);
                shapes.add(shape::IN_TITLE, title);
            } else if l.start >= start && l.end <= end {
                let country = lists.intersects(Lists::COUNTRY);
                let begins = l.start == start;
                let ends = !begins & (l.end == end);
                holds |= country | org;
                shapes.add(shape::HOLDS_PLACE, place);
                shapes.add(shape::HOLDS_COUNTRY, country);
                shapes.add(shape::HOLDS_PERSON, person);
                shapes.add(shape::HOLDS_ORG, org);
                shapes.add(shape::HOLDS_OTHER, other);
                shapes.add(shape::BEGINS_PLACE, begins & place);
                shapes.add(shape::BEGINS_PERSON, begins & person);
                shapes.add(shape::BEGINS_ORG, begins & org);
                let sport = l.end == end - 1 && self.list[end - 1].is(Facts::SPORT_LAST);
                shapes.add(shape::PLACE_THEN_SPORT, begins & place & sport);
                shapes.add(shape::ENDS_PLACE, ends & place);
                shapes.add(shape::ENDS_COUNTRY, ends && country && self.list[l.start - 1].is_capitalised());
                shapes.add(shape::PLACES_TOUCH, place & (places_end == l.start));
                places_end = if place { l.end } else { places_end };
            } else {
                shapes.add(shape::CUTS_NAME, lists.intersects(Lists::ANY_NAME | Lists::OTHER));
            }
        }
        // Names that replace pronouns stand beside others with nothing between them.
        let substituted = self.tokens.condition.substituted && !lists.intersects(Lists::ANY_NAME);
        shapes.add(shape::SUBSTITUTED_HOLDS, holds & substituted);
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

/// What a token is within a name; `facts` are those [as it is written](facts).
pub(super) fn part_of(token: &Token, facts: Facts) -> Part {
    let low = facts.intersects(Facts::LOWER);
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
