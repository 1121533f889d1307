//! What each token is to the search for the verb of a possible speaker, as bits: told once an article, as many speakers
//! look along the same tokens.

use super::cues::Word;
use super::marks::Stretches;
use super::phrases::Phrase;
use crate::gazetteer::Facts;
use crate::text::{Case, Class, Marks, Token, Tokens};

bitflags::bitflags! {
    /// What a token is on the way from a possible speaker to its verb; most are nothing.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct Sign: u8 {
        /// No verb beyond it is the speaker's: a paragraph, a sentence or a quotation begins or ends.
        const END = 1 << 0;
        const COMMA = 1 << 1;
        /// A colon or semicolon.
        const BREAK = 1 << 2;
        const CLITIC = 1 << 3;
        /// A relative pronoun.
        const RELATIVE = 1 << 4;
        /// A pronoun that is a subject and nothing else.
        const SUBJECT = 1 << 5;
        /// Another possible speaker begins.
        const SPEAKER = 1 << 6;
        /// A reporting word begins.
        const REPORTS = 1 << 7;
    }
}

/// What a token is by itself.
fn sign(token: &Token) -> Sign {
    if token.has(Marks::PARAGRAPH) {
        return Sign::END;
    }
    match token.class {
        Class::Word if token.is(Facts::RELATIVE | Facts::SUBJECT) => {
            let subject = token.is(Facts::SUBJECT) && token.case == Case::Lower && !token.is(Facts::OBJECT);
            let relative = if token.is(Facts::RELATIVE) { Sign::RELATIVE } else { Sign::empty() };
            if subject { relative | Sign::SUBJECT } else { relative }
        }
        Class::Comma => Sign::COMMA,
        Class::Colon | Class::Semicolon => Sign::BREAK,
        Class::Clitic => Sign::CLITIC,
        class if class == Class::Stop || class.is_double_quote() => Sign::END,
        _ => Sign::empty(),
    }
}

/// The sign of every token.
pub(super) fn signs(tokens: &Tokens<'_>, phrases: &[Phrase], words: &[Word], stretches: &Stretches) -> Vec<Sign> {
    let list = &tokens.list;
    let mut out: Vec<Sign> = list.iter().map(sign).collect();
    for stretch in &stretches.list {
        let within = out.get_mut(stretch.open..=stretch.close).unwrap_or_default();
        within.iter_mut().for_each(|sign| *sign |= Sign::END);
    }
    for phrase in phrases.iter().filter(|p| list[p.start].class == Class::Word) {
        out[phrase.start] |= Sign::SPEAKER;
    }
    for word in words {
        out[word.start] |= Sign::REPORTS;
    }
    out
}
