//! The state in which an archive holds a text: what was lost or changed before it came here.

use super::noted::Noted;
use super::token::{Case, Class, Marks, Token};
use crate::gazetteer::Facts;

/// What was done to the text. Later stages lower their trust by it, and the record says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// It has paragraphs (or is too short to need them).
    pub paragraphs: bool,
    /// Spaces stand around its punctuation.
    pub tokenized: bool,
    /// Its quotation marks do not tell opening from closing.
    pub straight_quotes: bool,
    /// Places where a word seems to have been dropped.
    pub gaps: u32,
    /// Names stand where pronouns and other words stood.
    pub substituted: bool,
}

/// A text of no more sentences than this needs no paragraphs.
const SHORT: usize = 6;
/// More sentences than this in a paragraph, on average, and the breaks were lost (but for one or two).
const LONG: usize = 14;

fn has_paragraphs(paragraphs: usize, sentences: usize) -> bool {
    sentences <= SHORT || (paragraphs > 1 && sentences <= LONG * paragraphs)
}

/// Looks at the tokens and says what state the text is in.
pub(super) fn condition(list: &[Token], noted: &Noted, paragraphs: &[u32], sentences: &[u32], text: &str) -> Condition {
    let tokenized = noted.spaced >= 2 && noted.spaced * 2 > noted.points;
    Condition {
        paragraphs: has_paragraphs(paragraphs.len().saturating_sub(1), sentences.len().saturating_sub(1)),
        tokenized,
        straight_quotes: straight_quotes(noted, text),
        gaps: if noted.gaps { gaps(list) } else { 0 },
        substituted: is_substituted(list, noted, tokenized, text),
    }
}

/// Whether the text's double quotation marks are straight; for a text without any, its apostrophes.
fn straight_quotes(noted: &Noted, text: &str) -> bool {
    let straight = noted.straight.len();
    if straight + noted.curly > 0 {
        return straight > noted.curly;
    }
    memchr::memchr(b'\'', text.as_bytes()).is_some() && !text.contains('’')
}

/// Gaps between words of one sentence. A text full of them is a table, and has none.
fn gaps(list: &[Token]) -> u32 {
    let count = list
        .windows(2)
        .filter(|w| {
            w[1].has(Marks::GAP)
                && !w[1].has(Marks::SENTENCE)
                && !w[0].class.ends_sentence()
                && ![w[0].class, w[1].class].iter().any(|c| matches!(c, Class::Dash | Class::Colon | Class::Number))
                && w[1].class != Class::Symbol
                && w[0].class != Class::Symbol
        })
        .count();
    if count * 8 > list.len() { 0 } else { count as u32 }
}

/// Looks for what a careless coreference program leaves behind: phrases in the middle of a sentence that begin as
/// if at its start ("of A former governor"), a pronoun with a name for its verb ("he Russia"), a country with an
/// honorific ("Ms. Russia"), and, in tokenized text, commas that are not.
fn is_substituted(list: &[Token], noted: &Noted, tokenized: bool, text: &str) -> bool {
    let capitals = noted.capitals.iter().map(|&at| at as usize);
    let mut signs: usize = capitals.map(|at| signs_at(list, at, text)).sum();
    if tokenized {
        signs += list.windows(2).filter(|w| is_glued(&w[0], &w[1])).count();
    }
    signs >= 4 && signs * 300 >= list.len()
}

/// A comma right behind a word, where all others stand apart.
fn is_glued(before: &Token, token: &Token) -> bool {
    token.class == Class::Comma
        && !token.has(Marks::SPACE | Marks::TITLE_CASE | Marks::ALL_CAPS)
        && before.class == Class::Word
}

/// How many signs the word at `at` gives that a coreference program was at work.
fn signs_at(list: &[Token], at: usize, text: &str) -> usize {
    let Some(before) = at.checked_sub(1).and_then(|before| list.get(before)) else { return 0 };
    let (token, next) = (&list[at], list.get(at + 1));
    // One of these holds for every sign.
    let telling = token.is(Facts::DETERMINER | Facts::SUBJECT | Facts::LISTED_PLACE)
        | before.is(Facts::SUBJECT | Facts::HONORIFIC);
    if token.case != Case::Title || !telling || token.has(Marks::TITLE_CASE | Marks::ALL_CAPS) {
        return 0;
    }
    let behind_lower = before.class == Class::Word && before.case == Case::Lower;
    let stray_start = behind_lower
        && !token.has(Marks::LINE | Marks::POINT)
        && token.is(Facts::DETERMINER | Facts::SUBJECT)
        && !is_letter_i(token)
        && next.is_some_and(|n| n.case == Case::Lower && n.class == Class::Word);
    let name_for_verb = before.is(Facts::SUBJECT)
        && before.span.len() > 1
        && !before.is(Facts::OBJECT)
        && !token.has(Marks::SENTENCE | Marks::LINE)
        && token.span.len() > 1
        && !token.is(Facts::WEEKDAY | Facts::MONTH | Facts::CALENDAR);
    let lady_russia = before.is(Facts::HONORIFIC)
        && before.has(Marks::POINT)
        && token.is(Facts::STARTS_NAME)
        && !token.is(Facts::PERSON_PART);
    // "the meeting Geneva been cut": a name where an auxiliary stood.
    let for_auxiliary = behind_lower
        && token.is(Facts::LISTED_PLACE)
        && !token.has(Marks::SENTENCE)
        && !before.is(Facts::AUXILIARY)
        && next.is_some_and(|n| n.span.of(text) == "been");
    // "…, The Ukrainian ambassador": begins as if at the start of a sentence, behind a comma.
    let behind_comma = before.class == Class::Comma
        && !token.has(Marks::LINE)
        && token.is(Facts::DETERMINER)
        && next.is_some_and(|n| n.is(Facts::ADJECTIVE) && n.is_capitalised());
    [stray_start, name_for_verb, lady_russia, for_auxiliary, behind_comma].into_iter().filter(|&sign| sign).count()
}

fn is_letter_i(token: &Token) -> bool {
    token.span.len() == 1 && token.is(Facts::SUBJECT)
}
