//! What stands before and after a candidate.

use super::{Edge, Gathered, Zoned};
use crate::gazetteer::{Facts, Lists};
use crate::tag::evidence::{Shapes, Summary, shape};
use crate::tag::zones::is_acronym;
use crate::text::{Case, Class, Context, Marks, Token, Tokens};

fn class(token: Option<&Token>) -> u8 {
    token.map_or(Context::EDGE, |t| t.context).0
}

fn is(token: Option<&Token>, class: Class) -> bool {
    token.is_some_and(|t| t.class == class)
}

const fn of(class: Class) -> u32 {
    1 << class as u32
}

/// What may mean something, where it stands after a candidate, by what stands before or by what the candidate is.
const ASKING: u32 = of(Class::Colon)
    | of(Class::Open)
    | of(Class::Close)
    | of(Class::Hyphen)
    | of(Class::QuoteOpen)
    | of(Class::QuoteClose)
    | of(Class::QuoteStraight)
    | of(Class::SingleOpen)
    | of(Class::SingleClose)
    | of(Class::SingleStraight);

/// What may join two names beside conjunctions.
const JOINING: u32 = of(Class::Comma) | of(Class::Ampersand) | of(Class::Symbol);

/// The most words from a place to the end of the name of its event.
const MOST_OF_EVENT: usize = 3;
/// The most words of the name of a seat.
const MOST_OF_SEAT: usize = 4;

impl Zoned<'_, '_> {
    /// The two tokens before one, up to the start of its paragraph.
    fn two_before(&self, start: usize) -> (Option<&Token>, Option<&Token>) {
        let at = |n: Option<usize>| n.and_then(|n| self.list.get(n));
        let before = at(start.checked_sub(1)).filter(|_| !self.list[start].has(Marks::PARAGRAPH));
        (before, at(start.checked_sub(2)).filter(|_| before.is_some_and(|b| !b.has(Marks::PARAGRAPH))))
    }

    /// The two tokens from one on, up to the end of the paragraph.
    fn two_after(&self, end: usize) -> (Option<&Token>, Option<&Token>) {
        let after = self.list.get(end).filter(|t| !t.has(Marks::PARAGRAPH));
        (after, after.and_then(|_| self.list.get(end + 1)).filter(|t| !t.has(Marks::PARAGRAPH)))
    }

    /// What stands before every candidate that begins here, with what is known of its first word.
    pub(super) fn before(&self, start: usize, mut shapes: Shapes) -> Edge {
        let first = &self.list[start];
        let (before, before_2) = self.two_before(start);
        let results = &self.lines.results;
        if !results.is_empty() {
            let line = results.binary_search(&self.tokens.sentence_of(start));
            shapes.add(shape::LINE_OF_RESULTS, line.is_ok());
        }
        if let Some(beyond) = before_2 {
            let office = beyond.is(Facts::TITLE | Facts::ROLE) && !beyond.is(Facts::HONORIFIC);
            let of = office && beyond.is_capitalised() && matches!(self.tokens.str(start - 1), "of" | "for");
            shapes.add(shape::PORTFOLIO, of);
        }
        shapes.add(shape::HYPHEN_BEFORE, is(before, Class::Hyphen));
        if is(before, Class::Comma) {
            let place = |t: &Token| t.is(Facts::LISTED_PLACE) && t.is_capitalised();
            shapes.add(shape::AFTER_PLACE_COMMA, before_2.is_some_and(place));
        }
        if start >= 2 && self.joins(start - 1) {
            shapes = shapes | coordinated(&self.list[start - 2]);
        }
        let asks = first.has(Marks::PARAGRAPH) | (first.case == Case::Upper) | first.is(Facts::PARTY);
        Edge { shapes, next: class(before), beyond: class(before_2), bare: before.is_none(), asks }
    }

    /// What stands after every candidate that ends here, with what is known of its last word.
    pub(super) fn after(&self, end: usize, mut shapes: Shapes) -> Edge {
        let (after, after_2) = self.two_after(end);
        let mut asks = false;
        if let Some(after) = after {
            if after.class == Class::Hyphen {
                let low = after_2.is_some_and(|t| t.case == Case::Lower);
                shapes.add(if low { shape::HYPHEN_AFTER_LOWER } else { shape::HYPHEN_AFTER }, true);
            }
            if after.class == Class::Comma {
                let third = self.list.get(end + 2);
                let age = is(after_2, Class::Number) && after_2.is_some_and(|t| t.span.len() <= 3);
                let ends = |t: &Token| matches!(t.class, Class::Comma | Class::Stop);
                shapes.add(shape::AGE_AFTER, age && third.is_some_and(ends));
                let place = |t: &Token| t.is(Facts::LISTED_PLACE) && t.is_capitalised() || is_place_start(t);
                shapes.add(shape::PLACE_LIST, after_2.is_some_and(place));
            }
            shapes.add(shape::SCORE_AFTER, after.class == Class::Number);
            shapes.add(shape::LEGAL_AFTER, after.is(Facts::LEGAL_FORM) & after.is_capitalised());
            asks = (of(after.class) & ASKING != 0) | (after.context == self.tokens.nouns.government);
        }
        shapes.add(shape::EVENT_AFTER, self.event_follows(end));
        self.described(end, &mut shapes);
        if let Some(beyond) = self.list.get(end + 1).filter(|_| self.joins(end)) {
            shapes = shapes | coordinated(beyond);
        }
        Edge { shapes, next: class(after), beyond: class(after_2), bare: after.is_none(), asks }
    }

    /// What stands on both sides, where one of its edges [asks](Edge::asks).
    pub(super) fn beside(&self, (start, end): (usize, usize), lists: Lists, shapes: &mut Shapes) {
        let (list, first) = (self.list, &self.list[start]);
        let ((before, before_2), (after, after_2)) = (self.two_before(start), self.two_after(end));
        let one = end == start + 1;
        let quote = |t: Option<&Token>| t.is_some_and(|t| t.class.is_quote());
        shapes.add(shape::QUOTED, quote(before) & quote(after));
        // "WALLACE: Let's start", also within a quotation that holds the whole transcript.
        if is(after, Class::Colon)
            && (first.has(Marks::PARAGRAPH) || (quote(before) && before_2.is_none_or(|t| t.class.ends_sentence())))
        {
            shapes.add(shape::TURN, true);
            shapes.add(shape::TURN_AGAIN, self.lines.labels.contains(&list[end - 1].word));
        }
        if one && after.is_some_and(|t| t.context == self.tokens.nouns.government) {
            let known = first.is(Facts::KNOWN_LAST) && !first.is(Facts::LISTED_PLACE | Facts::ADJECTIVE);
            shapes.add(shape::KNOWN_AND_GOVERNMENT, known);
        }
        self.seat(start, end, shapes);
        let agency = first.case == Case::Upper && self.dateline_within(start, end);
        shapes.add(shape::DATELINE_AGENCY, agency);
        shapes.add(shape::PARTY_BEFORE_NOUN, first.is(Facts::PARTY) && one && self.tells_party(start));
        let dateline = match first.has(Marks::PARAGRAPH) {
            false => agency,
            true => after.is_some_and(|t| match t.class {
                Class::Dash | Class::Open => true,
                Class::Number => after_2.is_some_and(|t| matches!(t.class, Class::Hyphen | Class::Dash)),
                Class::Comma => after_2.is_some_and(|t| t.is_capitalised()),
                _ => false,
            }),
        };
        shapes.add(shape::DATELINE, dateline);
        if is(after, Class::Open)
            && let Some(short) = after_2
            && is(list.get(end + 2), Class::Close)
            && short.case == Case::Upper
        {
            shapes.add(shape::ACRONYM_AFTER, true);
            shapes.add(shape::INITIALS_MATCH, !one && initials_match(self.tokens, start, end, end + 1));
        }
        if is(before, Class::Open) && is(after, Class::Close) {
            shapes.add(shape::ACRONYM_IN_BRACKETS, first.case == Case::Upper && one);
            let place = Lists::COUNTRY | Lists::REGION | Lists::PLACE_SHORT;
            shapes.add(shape::BRACKET_PLACE, lists.intersects(place));
        }
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

    /// "Copenhagen Open", "Berlin Grand Prix", but not "NEW YORK STOCKS OPEN", "Hong Kong Open University".
    fn event_follows(&self, end: usize) -> bool {
        let rest = self.list.get(end..).unwrap_or_default();
        // Such words are rare: all are asked at once.
        let of_event = rest.iter().take(MOST_OF_EVENT).fold(Facts::empty(), |facts, t| facts | t.facts);
        if !of_event.intersects(Facts::EVENT_LAST) {
            return false;
        }
        let goes_on =
            |t: &&Token| t.class == Class::Word && t.is_capitalised() && !t.has(Marks::SENTENCE | Marks::LINE);
        let words = rest.iter().take(MOST_OF_EVENT).take_while(goes_on);
        let Some(n) = words.clone().position(|t| t.is(Facts::EVENT_LAST)) else { return false };
        let verb = rest[n].has(Marks::ALL_CAPS | Marks::TITLE_CASE) && rest[n].is(Facts::LOWER_MOST);
        !verb && !rest.get(n + 1).filter(goes_on).is_some_and(|t| t.is(Facts::ORG_LAST))
    }

    /// "(BN-Kuala Pilah)", "(DAP-Tanjung)": the party and the seat of a member of parliament.
    fn seat(&self, start: usize, end: usize, shapes: &mut Shapes) {
        let list = self.list;
        let party = |n: usize| is_acronym(&list[n]) && n > 0 && list[n - 1].class == Class::Open;
        let hyphen = |n: usize| is(list.get(n), Class::Hyphen);
        if end == start + 1 && hyphen(end) && party(start) {
            let close = list[end + 1..].iter().take(MOST_OF_SEAT + 1).position(|t| t.class == Class::Close);
            let seat = close.map_or(&[][..], |n| &list[end + 1..end + 1 + n]);
            if !seat.is_empty() && seat.iter().all(|t| t.class == Class::Word && t.is_capitalised()) {
                shapes.add(shape::SEAT_PARTY, true);
            }
        } else if start >= 3 && hyphen(start - 1) && party(start - 2) && is(list.get(end), Class::Close) {
            shapes.add(shape::SEAT_PLACE, true);
        }
    }

    /// The word of a party that says of what party the noun after it is: "Democratic nominee", "GOP-heavy", "a GOP
    /// contender". "The GOP wants" names the party, as does "of the GOP": an acronym with "the" needs a role after it.
    fn tells_party(&self, at: usize) -> bool {
        let list = self.list;
        let low = |n: usize| {
            list.get(n)
                .filter(|t| t.class == Class::Word && t.case == Case::Lower && !t.has(Marks::SENTENCE | Marks::LINE))
        };
        let Some(next) = list.get(at + 1) else { return false };
        if next.class == Class::Hyphen {
            return low(at + 2).is_some();
        }
        let Some(noun) = low(at + 1).filter(|t| !t.is(Facts::FUNCTION)) else { return false };
        if list[at].case != Case::Upper {
            return true;
        }
        let role = |t: &Token| t.is(Facts::ROLE | Facts::PLURAL_ROLE);
        let the = at.checked_sub(1).is_some_and(|n| self.tokens.str(n).eq_ignore_ascii_case("the"));
        role(noun) || low(at + 2).is_some_and(role) || (!the && !noun.is(Facts::CUE))
    }

    /// Whether a token joins the names on its sides.
    fn joins(&self, at: usize) -> bool {
        let may_join = |t: &&Token| (of(t.class) & JOINING != 0) | t.is(Facts::CONJUNCTION);
        self.list.get(at).filter(may_join).is_some_and(|t| match t.class {
            Class::Comma => true,
            Class::Word => t.span.len() <= 3 && matches!(self.tokens.str(at), "and" | "or" | "AND"),
            Class::Ampersand | Class::Symbol => self.tokens.str(at) == "&",
            _ => false,
        })
    }

    /// What the lists make of it, in one word; `of_first` is what they know of its first word as it is written.
    pub(super) fn summary(
        &self,
        (start, end): (usize, usize),
        of_first: Facts,
        lists: Lists,
        gathered: &Gathered,
    ) -> Summary {
        let first = &self.list[start];
        let one = end - start == 1;
        if lists.intersects(SUMMED) {
            return match () {
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
                () => Summary::Org,
            };
        }
        if one {
            return match () {
                () if of_first.intersects(Facts::LOWER) => Summary::Common,
                () if first.is(Facts::GIVEN) => Summary::Given,
                () if first.is(Facts::SURNAME | Facts::SURNAME_RARE) => Summary::Surname,
                () if first.case == Case::Upper => Summary::CapsUnknown,
                () => Summary::Unknown,
            };
        }
        let common = gathered.all_common;
        match () {
            () if self.list[end - 1].is(Facts::ORG_LAST) || first.is(Facts::ORG_FIRST) => Summary::OrgWord,
            () if (first.is(Facts::GIVEN) || first.has(Marks::INITIAL)) && !common => Summary::Person,
            () if common => Summary::Common,
            () => Summary::Unknowns,
        }
    }
}

/// The lists that a candidate is summed up by.
const SUMMED: Lists = Lists::OTHER.union(Lists::ANY_NAME);

/// What a name is joined to by "and" or a comma says what it is.
fn coordinated(to: &Token) -> Shapes {
    let mut shapes = Shapes::default();
    let name = to.is_capitalised() & (to.class == Class::Word);
    let [given, place, org] = [Facts::GIVEN, Facts::LISTED_PLACE, Facts::LISTED_ORG].map(|facts| to.is(facts));
    shapes.add(shape::COORDINATED_PERSON, name & given & !place & !to.is(Facts::LOWER));
    shapes.add(shape::COORDINATED_PLACE, name & place & !given);
    shapes.add(shape::COORDINATED_ORG, name & org & !given & !place);
    shapes
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
