//! Runs of tokens that may hold names: capitalised words with what may stand between the words of one name.

use crate::gazetteer::{Facts, Gazetteer, Lists, Match, WordId};
use crate::text::{Case, Class, Marks, Token, Tokens};

/// A run of tokens in which names are looked for, and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
}

/// A name of the lists where it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What the lists say.
    pub found: Match,
    /// Whether all of it is in capitals.
    pub capitals: bool,
}

/// Small words that may stand inside a name, between capitalised ones.
fn is_link(word: &str) -> bool {
    matches!(word, "of" | "and" | "for" | "the" | "de" | "du" | "des" | "la" | "le" | "et" | "und" | "e" | "y")
}
/// Small words that may stand inside a name after a word that makes it an organization: "Council on Foreign Relations".
fn is_link_of_body(word: &str) -> bool {
    matches!(word, "on" | "at" | "to" | "in" | "against" | "with" | "from" | "by")
}
/// The most small words that may follow each other inside a name ("of the").
const MOST_LINKS: usize = 3;

/// Whether a token may be a word of a name by itself.
#[inline]
pub(crate) fn is_name_word(token: &Token) -> bool {
    token.class == Class::Word && token.is_capitalised() && !token.has(Marks::LABEL) && may_name(token)
}

/// Whether a capitalised word may be one of a name.
#[inline]
fn may_name(token: &Token) -> bool {
    !token.is(DOUBTFUL) || may_name_though(token)
}

/// What is known of the words that are not all words of names.
const DOUBTFUL: Facts = Facts::FUNCTION.union(Facts::HONORIFIC).union(Facts::TITLE).union(Facts::CUE);

/// The same for a word of which something is known that may speak against it.
fn may_name_though(token: &Token) -> bool {
    if token.is(Facts::DETERMINER) && !token.is(Facts::GIVEN) {
        return false;
    }
    // "Mr." and "Sen." stand before names and are no part of them.
    let point = token.has(Marks::POINT);
    if (token.is(Facts::HONORIFIC) && (point || !token.is(Facts::GIVEN)))
        || (token.is(Facts::TITLE) && point && !token.has(Marks::INITIAL))
    {
        return false;
    }
    // "IS", "WHO", "MIT": in capitals it is not the common word.
    if is_acronym(token) {
        return true;
    }
    let function = token.is(Facts::FUNCTION) && !token.is(Facts::NUMBER_WORD) && token.is(Facts::LOWER_MOST);
    if token.has(Marks::ALL_CAPS) && token.is(Facts::FUNCTION) && token.is(Facts::LOWER) {
        return false;
    }
    // "However", "Said" and the like at the start of a sentence, though some list has them as surnames.
    let opener = (token.is(Facts::ADVERB | Facts::CONJUNCTION | Facts::PREPOSITION | Facts::QUESTION)
        && !token.is(Facts::PLACE_FIRST))
        || (token.is(Facts::CUE) && token.is(Facts::LOWER_MOST));
    if token.has(Marks::SENTENCE) && opener && !token.is(Facts::GIVEN_F | Facts::GIVEN_M) {
        return false;
    }
    // "I", and "He", "In", "But" at the start of a sentence; "Will" and "May" may be somebody.
    !(function && !token.is(Facts::PERSON_PART))
        && !(token.is(Facts::SUBJECT) && token.is(Facts::FREQUENT) && token.case == Case::Title)
}

/// Two to six capitals in a line that is not in capitals: what lists know of the word in lower case says nothing of it.
pub(crate) fn is_acronym(token: &Token) -> bool {
    token.class == Class::Word
        && token.case == Case::Upper
        && (2..=6).contains(&token.span.len())
        && !token.has(Marks::ALL_CAPS | Marks::POINT)
}

/// A number that a name can begin with: "82nd Airborne", "6PR", but not "12 Russians".
pub(crate) fn is_number_word(list: &[Token], at: usize) -> bool {
    let Some(token) = list.get(at).filter(|t| t.class == Class::Number) else { return false };
    let ordinal = token.has(Marks::ORDINAL) && list.get(at + 1).is_some_and(|n| is_name_word(n) && !n.has(Marks::LINE));
    ordinal || token.has(Marks::CALL_SIGN)
}

/// A number that a name can end with: "Local 1199", "Radio 4".
pub(crate) fn is_last_number(token: &Token) -> bool {
    token.class == Class::Number && token.has(Marks::PLAIN_NUMBER)
}

/// The second syllable of a given name behind a hyphen, in lower case, where the surname stands first or last:
/// "Kim Dae-jung", "Tsai Ing-wen", but not "Park Avenue-based".
pub(crate) fn is_syllable(list: &[Token], at: usize) -> bool {
    let fits = |t: &Token| t.class == Class::Word && t.case == Case::Lower && t.span.len() <= 6;
    if at < 2 || !list.get(at).is_some_and(fits) || list[at - 1].class != Class::Hyphen {
        return false;
    }
    let given = &list[at - 2];
    let family = |t: &Token| t.is(Facts::FAMILY_FIRST) && t.is_capitalised() && t.class == Class::Word;
    let before = at.checked_sub(3).and_then(|n| list.get(n)).is_some_and(family) && !given.has(Marks::SENTENCE);
    let after = list.get(at + 1).is_some_and(|t| family(t) && !t.has(Marks::SENTENCE));
    given.is_capitalised() && given.span.len() <= 6 && (before || after)
}

/// A particle in lower case that a name can begin with ("van Gogh", "al-Shabab", "bin Laden").
#[inline]
pub(crate) fn is_particle(token: &Token) -> bool {
    let word = (token.class == Class::Word) & (token.case == Case::Lower);
    word & token.is(Facts::PARTICLE) & !token.is(Facts::FUNCTION)
}

/// Every name of the lists that begins where one can, in order, the shorter first.
pub(crate) fn listed(tokens: &Tokens<'_>, gazetteer: &Gazetteer) -> Vec<Listed> {
    let list = &tokens.list;
    let may_begin = |&start: &usize| {
        let token = &list[start];
        token.is(Facts::STARTS_NAME)
            && (token.is_capitalised()
                || matches!(token.class, Class::Number)
                || (is_particle(token)
                    && list.get(start + 1).is_some_and(|t| t.class == Class::Hyphen || t.is_capitalised())))
    };
    let starts = tokens.places.iter().map(|&start| start as usize).filter(may_begin);
    let starts: Vec<_> = starts.map(|start| (start, gazetteer.phrases.open(list[start].names))).collect();
    let mut out = Vec::with_capacity(starts.len() * 2);
    for (start, node) in starts {
        let words = list[start..]
            .iter()
            .take_while(|t| t.word != WordId::NONE)
            .enumerate()
            .take_while(|(n, t)| *n == 0 || !t.has(Marks::BLANK))
            .map(|(_, t)| {
                // Asked without branches: nothing foretells it.
                let short = (t.case == Case::Title) & (t.span.len() <= 2);
                (t.word, (t.case == Case::Upper) | (t.class != Class::Word) | short)
            });
        gazetteer.phrases.matches_below(&node, words, |found| {
            let end = start + found.len as usize;
            let last = &list[end - 1];
            let capital_end = last.is_capitalised() || last.class != Class::Word || last.case == Case::None;
            let interesting =
                Lists::ANY_NAME | Lists::OTHER | Lists::ADJECTIVE | Lists::PEOPLE | Lists::METONYM | Lists::TITLE;
            if capital_end && found.lists.intersects(interesting | Lists::BLOCKED) {
                let capitals = list[start..end].iter().all(|t| t.case == Case::Upper || t.class != Class::Word);
                out.push(Listed { start, end, found, capitals });
            }
        });
    }
    out
}

/// The most tokens of a zone, but for a name of the lists at its end: text in capitals has no other end.
const LONGEST: usize = 300;

/// The zones of a text, in order.
pub(crate) fn zones(tokens: &Tokens<'_>, listed: &[Listed]) -> Vec<Zone> {
    let list = &tokens.list;
    let mut zones = Vec::with_capacity(tokens.places.len());
    // How far the text is read.
    let mut read = 0;
    // The farthest end of a listed name that begins at or before `at`, and the next to look at.
    let mut next_listed = 0;
    for &at in &tokens.places {
        let at = at as usize;
        if at < read {
            continue;
        }
        if let Some(end) = party_and_state(list, at) {
            read = end;
            continue;
        }
        while next_listed < listed.len() && listed[next_listed].start < at {
            next_listed += 1;
        }
        let begins =
            begins(list, at) || listed.get(next_listed).is_some_and(|l| l.start == at && names_something(l, list));
        if !begins {
            continue;
        }
        let start = at;
        let mut end = at + 1;
        let mut look = next_listed;
        loop {
            while let Some(l) = listed.get(look).filter(|l| l.start < end) {
                if names_something(l, list) {
                    end = end.max(l.end);
                }
                look += 1;
            }
            match goes_on(tokens, end) {
                Some(farther) if farther - start <= LONGEST => end = farther,
                None if listed.get(look).is_some_and(|l| l.start < end) => {}
                _ => break,
            }
        }
        zones.push(Zone { start, end });
        read = end;
    }
    zones
}

/// "(R-Utah)", "(D-N.C.)", "McConnell, R-Ky.,": the party and state of a member of the American Congress, a label and
/// no name; gives the end of it.
fn party_and_state(list: &[Token], at: usize) -> Option<usize> {
    let opens = match list.get(at)?.class {
        Class::Open => true,
        Class::Comma => false,
        _ => return None,
    };
    let classes = [Class::Word, Class::Hyphen, Class::Word];
    let fits = classes.iter().enumerate().all(|(n, class)| list.get(at + 1 + n).is_some_and(|t| t.class == *class));
    if !fits || list[at + 1].span.len() != 1 || !list[at + 1].is_capitalised() {
        return None;
    }
    if !opens {
        let state = &list[at + 3];
        return (state.is(Facts::LISTED_PLACE) && state.is_capitalised()).then_some(at + 4);
    }
    let close = (at + 4..(at + 7).min(list.len())).find(|&n| list[n].class == Class::Close)?;
    Some(close + 1)
}

/// A listed name that is worth a zone: a person, place, organization or other name that is not all in lower case.
fn names_something(listed: &Listed, list: &[Token]) -> bool {
    listed.found.lists.intersects(Lists::ANY_NAME | Lists::OTHER)
        && list[listed.start..listed.end].iter().any(Token::is_capitalised)
        && !(listed.end == listed.start + 1 && list[listed.start].is(Facts::DETERMINER))
}

fn begins(list: &[Token], at: usize) -> bool {
    let token = &list[at];
    if is_name_word(token) || is_number_word(list, at) {
        return true;
    }
    is_particle(token) && {
        // "van der Walt"
        let last = (at..list.len().min(at + 3)).take_while(|&n| is_particle(&list[n])).last().unwrap_or(at);
        let next = list.get(last + 1);
        next.is_some_and(|n| is_name_word(n) && !n.has(Marks::LINE))
            || (next.is_some_and(|n| n.class == Class::Hyphen) && list.get(last + 2).is_some_and(is_name_word))
    }
}

/// The new end of a zone when it goes on after `end`.
fn goes_on(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let list = &tokens.list;
    let breaks = |t: &Token| t.has(Marks::SENTENCE | Marks::LINE);
    let token = list.get(end).filter(|t| !breaks(t))?;
    if is_name_word(token) {
        return Some(end + 1);
    }
    if is_last_number(token) && is_name_word(&list[end - 1]) {
        return Some(end + 1);
    }
    if token.class == Class::Hyphen && is_syllable(list, end + 1) {
        return Some(end + 2);
    }
    let mut at = end;
    while at < end + MOST_LINKS {
        let token = list.get(at).filter(|t| !breaks(t))?;
        if is_name_word(token) {
            return Some(at + 1);
        }
        let before = &list[at - 1];
        let link = match token.class {
            // "(BN-Kuala Pilah)": a party and a seat.
            Class::Hyphen => !(at >= 2 && is_acronym(before) && list[at - 2].class == Class::Open),
            Class::Ampersand | Class::Clitic => true,
            Class::Word if token.case == Case::Lower || token.has(Marks::ALL_CAPS) => {
                let capitals;
                let word = match token.case {
                    Case::Lower => tokens.str(at),
                    _ => {
                        capitals = tokens.str(at).to_ascii_lowercase();
                        &capitals
                    }
                };
                // "a Republican of Iowa", "Americans of Polish descent"
                (is_link(word) && !(before.is(Facts::PEOPLE) && word == "of"))
                    || is_particle(token)
                    || (before.is(Facts::ORG_FIRST | Facts::ORG_LAST | Facts::ORG_INNER)
                        && !before.is(Facts::PEOPLE | Facts::PLURAL_ROLE)
                        && is_link_of_body(word))
            }
            // "Time, Inc."
            Class::Comma => {
                list.get(at + 1).is_some_and(|n| n.is(Facts::LEGAL_FORM | Facts::SUFFIX) && n.is_capitalised())
            }
            _ => false,
        };
        if !link {
            return None;
        }
        at += 1;
    }
    None
}
