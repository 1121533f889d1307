//! The state in which an archive holds a text: what was lost or changed before it came here.

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

/// Whether the text's double quotation marks are straight; for a text without any, its apostrophes.
pub(super) fn straight_quotes(list: &[Token], text: &str) -> bool {
    let straight = list.iter().filter(|t| t.class == Class::QuoteStraight).count();
    let curly = list.iter().filter(|t| matches!(t.class, Class::QuoteOpen | Class::QuoteClose)).count();
    if straight + curly > 0 {
        return straight > curly;
    }
    memchr::memchr(b'\'', text.as_bytes()).is_some() && !text.contains('’')
}

/// Looks at the tokens and says what state the text is in.
pub(super) fn condition(
    list: &[Token],
    paragraphs: &[u32],
    sentences: &[u32],
    straight_quotes: bool,
    text: &str,
) -> Condition {
    let tokenized = is_tokenized(list);
    Condition {
        paragraphs: has_paragraphs(paragraphs.len().saturating_sub(1), sentences.len().saturating_sub(1)),
        tokenized,
        straight_quotes,
        gaps: gaps(list),
        substituted: is_substituted(list, tokenized, text),
    }
}

fn is_tokenized(list: &[Token]) -> bool {
    let marks = || list.iter().filter(|t| matches!(t.class, Class::Comma | Class::Stop));
    let spaced = marks().filter(|t| t.has(Marks::SPACE)).count();
    spaced >= 2 && spaced * 2 > marks().count()
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
fn is_substituted(list: &[Token], tokenized: bool, text: &str) -> bool {
    let mut signs = 0;
    for at in 1..list.len() {
        let (before, token) = (&list[at - 1], &list[at]);
        // Every sign is a capital or a comma.
        if token.case != Case::Title && token.class != Class::Comma {
            continue;
        }
        let next = list.get(at + 1);
        if token.has(Marks::TITLE_CASE | Marks::ALL_CAPS) {
            continue;
        }
        let in_sentence = before.class == Class::Word && before.case == Case::Lower && !token.has(Marks::LINE);
        let stray_start = in_sentence
            && token.case == Case::Title
            && !token.has(Marks::POINT)
            && token.is(Facts::DETERMINER | Facts::SUBJECT)
            && !is_letter_i(token)
            && next.is_some_and(|n| n.case == Case::Lower && n.class == Class::Word);
        let name_for_verb = before.is(Facts::SUBJECT)
            && before.span.len() > 1
            && !before.is(Facts::OBJECT)
            && token.case == Case::Title
            && !token.has(Marks::SENTENCE | Marks::LINE)
            && token.span.len() > 1
            && !token.is(Facts::WEEKDAY | Facts::MONTH | Facts::CALENDAR);
        let lady_russia = before.is(Facts::HONORIFIC)
            && before.has(Marks::POINT)
            && token.is(Facts::STARTS_NAME)
            && !token.is(Facts::PERSON_PART)
            && token.case == Case::Title;
        let glued = tokenized && token.class == Class::Comma && !token.has(Marks::SPACE) && before.class == Class::Word;
        // "the meeting Geneva been cut": a name where an auxiliary stood.
        let for_auxiliary = token.is(Facts::LISTED_PLACE)
            && !token.has(Marks::SENTENCE)
            && token.case == Case::Title
            && !before.is(Facts::AUXILIARY)
            && before.class == Class::Word
            && before.case == Case::Lower
            && next.is_some_and(|n| n.span.of(text) == "been");
        // "…, The Ukrainian ambassador": begins as if at the start of a sentence, behind a comma.
        let behind_comma = before.class == Class::Comma
            && !token.has(Marks::LINE)
            && token.case == Case::Title
            && token.is(Facts::DETERMINER)
            && next.is_some_and(|n| n.is(Facts::ADJECTIVE) && n.is_capitalised());
        signs += [stray_start, name_for_verb, lady_russia, glued, for_auxiliary, behind_comma]
            .into_iter()
            .map(u32::from)
            .sum::<u32>();
    }
    signs >= 4 && signs as usize * 300 >= list.len()
}

fn is_letter_i(token: &Token) -> bool {
    token.span.len() == 1 && token.is(Facts::SUBJECT)
}
