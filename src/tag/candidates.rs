//! The candidate names of each zone, in every possible segmentation, with the evidence for each.

use super::evidence::{self, Evidence, Part, Summary, shape};
use super::zones::{Listed, Zone, is_acronym, is_last_number, is_name_word, is_number_word, is_particle, is_syllable};
use crate::gazetteer::{Facts, Lists, WordId};
use crate::text::{Case, Class, Context, Marks, Token, Tokens};

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

/// Makes the candidates of every zone.
pub(crate) fn candidates(tokens: &Tokens<'_>, zones: &[Zone], listed: &[Listed]) -> Candidates {
    let mut out = Candidates::default();
    out.evidence.reserve(tokens.len() * 4);
    let lines = Lines::new(tokens);
    let mut from = 0;
    for &zone in zones {
        while from < listed.len() && listed[from].start < zone.start {
            from += 1;
        }
        let to = from + listed[from..].iter().take_while(|l| l.start < zone.end).count();
        let first = out.list.len() as u32;
        let around = Zoned { tokens, list: &tokens.list, zone, listed: &listed[from..to], lines: &lines };
        around.candidates(&mut out);
        out.zones.push((zone, first, out.list.len() as u32));
    }
    out
}

/// What whole lines tell.
struct Lines {
    /// Which sentences are lines of results: more numbers than words.
    results: Vec<bool>,
    any_results: bool,
    /// The last words before the colon in which several paragraphs' labels end: those who speak in a transcript.
    labels: Vec<WordId>,
}

/// The most tokens of the label of a turn.
const LABEL: usize = 6;

impl Lines {
    fn new(tokens: &Tokens<'_>) -> Self {
        let results: Vec<bool> = (0..tokens.sentences.len().saturating_sub(1))
            .map(|n| {
                let line = &tokens.list[tokens.sentence(n)];
                let numbers = line.iter().filter(|t| t.class == Class::Number).count();
                let lower = line.iter().filter(|t| t.case == Case::Lower).count();
                let verbs = line.iter().filter(|t| t.case == Case::Lower && t.is(Facts::FUNCTION)).count();
                numbers >= 1 && numbers >= lower && verbs <= 1
            })
            .collect();
        let mut last_words: Vec<WordId> = (0..tokens.paragraphs.len().saturating_sub(1))
            .filter_map(|n| {
                let label = tokens.list[tokens.paragraph(n)].iter().take(LABEL);
                let before = label.clone().take_while(|t| t.class != Class::Colon).filter(|t| t.class == Class::Word);
                label.clone().any(|t| t.class == Class::Colon).then(|| before.last().map(|t| t.word)).flatten()
            })
            .collect();
        last_words.sort_unstable();
        let mut labels: Vec<WordId> = last_words.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        labels.dedup();
        Self { any_results: results.contains(&true), results, labels }
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
#[derive(Clone, Copy, Default)]
struct Gathered {
    any: Facts,
    shapes: u64,
    person_parts: bool,
    all_common: bool,
    known: bool,
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
    fn candidates(&self, out: &mut Candidates) {
        for start in self.zone.start..self.zone.end {
            let token = &self.list[start];
            let listed_here = self.listed.iter().any(|l| l.start == start && l.found.lists.intersects(Lists::ANY_NAME));
            let may_begin =
                is_name_word(token) || is_particle(token) || listed_here || is_number_word(self.list, start);
            if !may_begin {
                continue;
            }
            let mut gathered = Gathered { person_parts: true, all_common: true, ..Gathered::default() };
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
                let from = out.evidence.len() as u32;
                self.evidence(start, end, lists, &gathered, &mut out.evidence);
                out.list.push(Candidate {
                    start: start as u32,
                    end: end as u32,
                    evidence: (from, out.evidence.len() as u32),
                    lists,
                });
            }
        }
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

    /// Everything that speaks for or against the tokens `start..end` being one name of some kind.
    fn evidence(&self, start: usize, end: usize, lists: Lists, gathered: &Gathered, out: &mut Vec<Evidence>) {
        let (list, zone) = (self.list, self.zone);
        let len = end - start;
        let (first, last) = (&list[start], &list[end - 1]);
        let mut put = |e: Evidence| out.push(e);
        put(shape::BIAS);
        put(match len {
            1 => shape::LENGTH_1,
            2 => shape::LENGTH_2,
            3 => shape::LENGTH_3,
            4 => shape::LENGTH_4,
            5 | 6 => shape::LENGTH_5,
            _ => shape::LENGTH_7,
        });
        let mut bits = gathered.shapes;
        while bits != 0 {
            put(INSIDE[bits.trailing_zeros() as usize]);
            bits &= bits - 1;
        }
        // How it is written.
        let caps_line = first.has(Marks::ALL_CAPS);
        if len == 1 {
            let letters = first.span.len();
            if first.has(Marks::POINT) && !first.has(Marks::INITIAL) && self.tokens.str(start).matches('.').count() > 1
            {
                put(shape::POINTED);
            } else if first.case == Case::Upper && !caps_line {
                put(if letters <= 5 { shape::ACRONYM } else { shape::ACRONYM_LONG });
            } else if first.case == Case::Mixed {
                put(shape::MIXED);
            }
        } else {
            if first.has(Marks::INITIAL) {
                put(shape::INITIAL_FIRST);
            }
            if list[start + 1].has(Marks::INITIAL) {
                put(shape::INITIAL_SECOND);
            }
        }
        if first.case == Case::Upper && !caps_line {
            put(shape::UPPER_OF_LINE);
        }
        if is_particle(first) {
            put(shape::PARTICLE_FIRST);
        } else if first.is(Facts::PARTICLE) && first.is_capitalised() && len > 1 {
            put(shape::PARTICLE_CAPITAL);
        }
        if gathered.person_parts && len > 1 {
            put(shape::PERSON_PARTS);
        }
        if len > 1
            && first.is(Facts::GIVEN)
            && list[start + 1..end].iter().all(|t| t.is_capitalised() && !t.is(Facts::LOWER))
        {
            put(shape::GIVEN_THEN_CAP);
        }
        if !gathered.known {
            put(shape::NO_KNOWN);
        }
        if gathered.all_common {
            put(shape::ALL_COMMON);
            if caps_line {
                put(shape::CAPS_LINE_COMMON);
            }
            if first.has(Marks::TITLE_CASE) {
                put(shape::TITLE_LINE_COMMON);
            }
        }
        if first.is(Facts::GIVEN_F | Facts::GIVEN_M) {
            put(shape::FEMALE_GIVEN);
        }
        if len > 1 && last.is(Facts::SUFFIX) {
            put(shape::SUFFIX_AFTER);
        }
        if len > 2 && list[start + 1..end - 1].iter().any(|t| t.is(Facts::LEGAL_FORM) && t.has(Marks::POINT)) {
            put(shape::LEGAL_INSIDE);
        }
        if len > 1 && last.is(Facts::LEGAL_FORM) {
            put(shape::LEGAL_LAST);
        }
        // Where it stands.
        if first.has(Marks::SENTENCE) {
            put(match () {
                () if first.is(Facts::LOWER_MOST) => shape::SENTENCE_START_LOWER,
                () if !first.is(Facts::LOWER | Facts::LOWER_SOME) => shape::SENTENCE_START_RARE,
                () => shape::SENTENCE_START,
            });
        }
        if first.has(Marks::SEEN_LOWER) {
            put(shape::SEEN_LOWER);
        }
        if last.has(Marks::SEEN_LOWER) {
            put(shape::LAST_SEEN_LOWER);
        }
        if caps_line {
            put(shape::CAPS_LINE);
        } else if first.has(Marks::TITLE_CASE) {
            put(shape::TITLE_LINE);
            if first.is(Facts::LOWER) {
                put(shape::TITLE_LINE_FIRST);
            }
            if last.is(Facts::LOWER) {
                put(shape::TITLE_LINE_LAST);
            }
            if gathered.any.intersects(Facts::LOWER) {
                put(shape::TITLE_LINE_HOLDS);
            }
        }
        if first.has(Marks::PARAGRAPH) {
            put(shape::PARAGRAPH_START);
        }
        match (start == zone.start, end == zone.end) {
            (true, true) => put(shape::WHOLE_ZONE),
            (false, false) => {
                put(shape::ZONE_LEFT);
                put(shape::ZONE_RIGHT);
            }
            (false, true) => put(shape::ZONE_LEFT),
            (true, false) => put(shape::ZONE_RIGHT),
        }
        // The lists.
        if self.tokens.condition.substituted && lists.contains(Lists::COUNTRY) {
            put(shape::SUBSTITUTED_COUNTRY);
        }
        if self.tokens.condition.substituted && len > 1 && lists.intersects(Lists::ORG) {
            put(shape::SUBSTITUTED_BODY);
        }
        evidence::whole(lists, len > 1, &mut put);
        self.overlaps(start, end, last, &mut put);
        // The words.
        evidence::first(facts(first), &mut put);
        if len > 1 {
            evidence::last(facts(last), &mut put);
            evidence::any(gathered.any, &mut put);
        }
        let mut parts = [Part::Unknown; 3];
        if len <= 3 {
            for (part, token) in parts.iter_mut().zip(&list[start..end]) {
                *part = part_of(token);
            }
            if let Some(e) = evidence::pattern(&parts[..len]) {
                put(e);
            }
        }
        if caps_line {
            evidence::caps(first.facts, last.facts, &parts[..len.min(3)], &mut put);
        }
        // The neighbours.
        self.neighbours(start, end, lists, gathered, &mut put);
    }

    fn overlaps(&self, start: usize, end: usize, last: &Token, put: &mut impl FnMut(Evidence)) {
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
            put(shape::SUBSTITUTED_HOLDS);
        }
        while seen != 0 {
            put(NAMES[seen.trailing_zeros() as usize]);
            seen &= seen - 1;
        }
    }

    fn neighbours(&self, start: usize, end: usize, lists: Lists, gathered: &Gathered, put: &mut impl FnMut(Evidence)) {
        let list = self.list;
        let at = |n: Option<usize>| n.and_then(|n| list.get(n));
        let before = at(start.checked_sub(1)).filter(|_| !list[start].has(Marks::PARAGRAPH));
        let before_2 = at(start.checked_sub(2)).filter(|_| before.is_some_and(|b| !b.has(Marks::PARAGRAPH)));
        let after = list.get(end).filter(|t| !t.has(Marks::PARAGRAPH));
        let after_2 = after.and_then(|_| list.get(end + 1)).filter(|t| !t.has(Marks::PARAGRAPH));
        let class = |t: Option<&Token>| t.map_or(Context::EDGE, |t| t.context).0;
        let summary = self.summary(start, end, lists, gathered);
        put(evidence::before(class(before)));
        put(evidence::before_2(class(before_2)));
        put(evidence::after(class(after)));
        put(evidence::after_2(class(after_2)));
        put(evidence::before_and(class(before), summary));
        put(evidence::after_and(class(after), summary));
        let is = |t: Option<&Token>, class: Class| t.is_some_and(|t| t.class == class);
        if is(before, Class::Hyphen) {
            put(shape::HYPHEN_BEFORE);
        }
        if is(after, Class::Hyphen) {
            let low = after_2.is_some_and(|t| t.case == Case::Lower);
            put(if low { shape::HYPHEN_AFTER_LOWER } else { shape::HYPHEN_AFTER });
        }
        if before.is_some_and(|t| t.class.is_quote()) && after.is_some_and(|t| t.class.is_quote()) {
            put(shape::QUOTED);
        }
        let results = || self.lines.results.get(self.tokens.sentence_of(start)).copied().unwrap_or(false);
        if self.lines.any_results && results() {
            put(shape::LINE_OF_RESULTS);
        }
        if before.is_none() && after.is_none() {
            put(shape::WHOLE_LINE);
        }
        // "WALLACE: Let's start", also within a quotation that holds the whole transcript.
        let opens = list[start].has(Marks::PARAGRAPH)
            || (before.is_some_and(|t| t.class.is_quote()) && before_2.is_none_or(|t| t.class.ends_sentence()));
        if is(after, Class::Colon) && opens {
            put(shape::TURN);
            if self.lines.labels.contains(&list[end - 1].word) {
                put(shape::TURN_AGAIN);
            }
        }
        let known = list[start].is(Facts::KNOWN_LAST) && !list[start].is(Facts::LISTED_PLACE | Facts::ADJECTIVE);
        if known && end == start + 1 && after.is_some_and(|t| t.context == self.tokens.government) {
            put(shape::KNOWN_AND_GOVERNMENT);
        }
        let office = |t: &Token| t.is(Facts::TITLE | Facts::ROLE) && !t.is(Facts::HONORIFIC) && t.is_capitalised();
        if before_2.is_some_and(office) && matches!(self.tokens.str(start - 1), "of" | "for") {
            put(shape::PORTFOLIO);
        }
        if is(after, Class::Number) {
            put(shape::SCORE_AFTER);
        }
        if after.is_some_and(|t| t.is(Facts::LEGAL_FORM) && t.is_capitalised()) {
            put(shape::LEGAL_AFTER);
        }
        if is(after, Class::Comma) {
            let third = list.get(end + 2);
            let age = is(after_2, Class::Number) && after_2.is_some_and(|t| t.span.len() <= 3);
            if age && third.is_some_and(|t| matches!(t.class, Class::Comma | Class::Stop)) {
                put(shape::AGE_AFTER);
            }
            if after_2.is_some_and(|t| t.is(Facts::LISTED_PLACE) && t.is_capitalised() || is_place_start(t)) {
                put(shape::PLACE_LIST);
            }
        }
        if is(before, Class::Comma) && before_2.is_some_and(|t| t.is(Facts::LISTED_PLACE) && t.is_capitalised()) {
            put(shape::AFTER_PLACE_COMMA);
        }
        if list[start].has(Marks::PARAGRAPH) {
            let dash = is(after, Class::Dash)
                || is(after, Class::Open)
                || (is(after, Class::Number)
                    && after_2.is_some_and(|t| matches!(t.class, Class::Hyphen | Class::Dash)))
                || (is(after, Class::Comma) && after_2.is_some_and(|t| t.is_capitalised()));
            if dash {
                put(shape::DATELINE);
            }
        } else if self.dateline_within(start, end) {
            put(shape::DATELINE);
        }
        if is(after, Class::Open)
            && let Some(short) = after_2
            && is(list.get(end + 2), Class::Close)
            && short.case == Case::Upper
        {
            put(shape::ACRONYM_AFTER);
            if end - start > 1 && initials_match(self.tokens, start, end, end + 1) {
                put(shape::INITIALS_MATCH);
            }
        }
        if is(before, Class::Open) && is(after, Class::Close) {
            if list[start].case == Case::Upper && end - start == 1 {
                put(shape::ACRONYM_IN_BRACKETS);
            }
            if lists.intersects(Lists::COUNTRY | Lists::REGION | Lists::PLACE_SHORT) {
                put(shape::BRACKET_PLACE);
            }
        }
        self.coordinated(start, end, put);
    }

    /// A dateline behind a headline that lost its line break: capitals, perhaps a comma and a country, an agency in
    /// brackets and a dash.
    fn dateline_within(&self, start: usize, end: usize) -> bool {
        let list = self.list;
        if list[start].case != Case::Upper || list[start].has(Marks::ALL_CAPS) || list[end - 1].case != Case::Upper {
            return false;
        }
        let mut at = end;
        if list.get(at).is_some_and(|t| t.class == Class::Comma) {
            at +=
                1 + list[at + 1..].iter().take(4).take_while(|t| t.class == Class::Word && t.is_capitalised()).count();
        }
        if list.get(at).is_none_or(|t| t.class != Class::Open) {
            return false;
        }
        let close = list[at..].iter().take(5).position(|t| t.class == Class::Close);
        close.is_some_and(|n| {
            list.get(at + n + 1).is_some_and(|t| matches!(t.class, Class::Dash | Class::Hyphen | Class::Symbol))
        })
    }

    /// What a name is joined to by "and" or a comma says what it is.
    fn coordinated(&self, start: usize, end: usize, put: &mut impl FnMut(Evidence)) {
        let list = self.list;
        let joins = |n: usize| {
            list.get(n).is_some_and(|t| t.class == Class::Comma)
                || matches!(self.tokens.str(n), "and" | "or" | "AND" | "&")
        };
        let mut seen = [false; 3];
        let mut see = |t: &Token| {
            if t.is_capitalised() && t.class == Class::Word {
                seen[0] |= t.is(Facts::GIVEN) && !t.is(Facts::LISTED_PLACE | Facts::LOWER);
                seen[1] |= t.is(Facts::LISTED_PLACE) && !t.is(Facts::GIVEN);
                seen[2] |= t.is(Facts::LISTED_ORG) && !t.is(Facts::GIVEN | Facts::LISTED_PLACE);
            }
        };
        if start >= 2 && joins(start - 1) {
            see(&list[start - 2]);
        }
        if joins(end)
            && let Some(t) = list.get(end + 1)
        {
            see(t);
        }
        for (seen, e) in
            seen.into_iter().zip([shape::COORDINATED_PERSON, shape::COORDINATED_PLACE, shape::COORDINATED_ORG])
        {
            if seen {
                put(e);
            }
        }
    }

    /// What the lists make of it, in one word.
    fn summary(&self, start: usize, end: usize, lists: Lists, gathered: &Gathered) -> Summary {
        let first = &self.list[start];
        let last = &self.list[end - 1];
        let one = end - start == 1;
        match () {
            () if lists.intersects(Lists::OTHER) => Summary::Other,
            () if lists.intersects(Lists::COUNTRY) => Summary::Country,
            () if lists.intersects(Lists::ANY_PLACE) && lists.intersects(Lists::ANY_ORG | Lists::PERSON) => {
                Summary::Mixed
            }
            () if lists.intersects(Lists::ANY_PLACE) && one && first.is(Facts::GIVEN | Facts::SURNAME) => {
                Summary::Mixed
            }
            () if lists.intersects(Lists::ANY_PLACE) => Summary::Place,
            () if lists.intersects(Lists::PERSON) => Summary::Person,
            () if lists.intersects(Lists::ACRONYM) => Summary::Acronym,
            () if lists.intersects(Lists::ANY_ORG) => Summary::Org,
            () if !one && (last.is(Facts::ORG_LAST) || first.is(Facts::ORG_FIRST)) => Summary::OrgWord,
            () if !one && (first.is(Facts::GIVEN) || first.has(Marks::INITIAL)) && !gathered.all_common => {
                Summary::Person
            }
            () if !one && gathered.all_common => Summary::Common,
            () if !one => Summary::Unknowns,
            () if facts(first).intersects(Facts::LOWER) => Summary::Common,
            () if first.is(Facts::GIVEN) => Summary::Given,
            () if first.is(Facts::SURNAME | Facts::SURNAME_RARE) => Summary::Surname,
            () if first.case == Case::Upper => Summary::CapsUnknown,
            () => Summary::Unknown,
        }
    }
}

fn is_place_start(token: &Token) -> bool {
    token.is(Facts::ADJECTIVE) && token.has(Marks::POINT)
}

/// Whether the capitals at `short` are the initials of the capitalised words of `start..end`.
fn initials_match(tokens: &Tokens<'_>, start: usize, end: usize, short: usize) -> bool {
    let letters = tokens.str(short).chars().filter(|c| c.is_alphabetic());
    let initials =
        (start..end).filter(|&n| tokens.list[n].is_capitalised()).filter_map(|n| tokens.str(n).chars().next());
    letters.eq(initials)
}

/// What the lists know of a token as it is written: "MIT" is not the word "mit".
fn facts(token: &Token) -> Facts {
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
