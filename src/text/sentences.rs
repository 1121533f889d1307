//! Where sentences begin. A hint for later stages, never a wall: quotations are found without it.

use super::token::{Case, Class, Marks, Token};
use crate::gazetteer::Facts;

/// Marks that may close after the one that ends a sentence ("…?’”)").
const MOST_CLOSERS: usize = 6;

/// Marks the first token of every sentence, and gives all first tokens and the number of tokens.
pub(super) fn sentences(list: &mut [Token], paragraphs: &[u32]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(list.len() / 20 + 2);
    for pair in paragraphs.windows(2) {
        let (first, end) = (pair[0] as usize, pair[1] as usize);
        starts.push(first as u32);
        // Straight marks open and close in turn within a paragraph.
        let mut open = list[first].class == Class::QuoteStraight;
        let mut at = first + 1;
        while at < end {
            if list[at].class == Class::QuoteStraight {
                open = !open;
            }
            if begins(list, first, at, open) {
                starts.push(at as u32);
            }
            at += 1;
        }
    }
    for &start in &starts {
        list[start as usize].marks |= Marks::SENTENCE;
    }
    if !list.is_empty() {
        starts.push(list.len() as u32);
    }
    starts
}

/// Whether a sentence begins at `at`: a mark that ends one stands before it (with closing marks between), and what
/// follows can begin one.
fn begins(list: &[Token], first: usize, at: usize, open: bool) -> bool {
    let (token, before) = (&list[at], &list[at - 1]);
    // Most tokens follow a word that ends nothing.
    if before.class == Class::Word && !before.has(Marks::POINT) {
        return false;
    }
    // A closing mark belongs to the sentence before it.
    if matches!(token.class, Class::QuoteClose | Class::SingleClose | Class::Close | Class::Clitic)
        || token.class.ends_sentence()
        || (token.class == Class::QuoteStraight && !open)
    {
        return false;
    }
    let mut before = at - 1;
    while before > first
        && before + MOST_CLOSERS > at
        && matches!(
            list[before].class,
            Class::QuoteClose | Class::SingleClose | Class::Close | Class::QuoteStraight | Class::SingleStraight
        )
    {
        before -= 1;
    }
    // An opening straight mark was already the beginning.
    if list[at - 1].class == Class::QuoteStraight && list[at - 1].has(Marks::SENTENCE) {
        return false;
    }
    let end = &list[before];
    let opens = matches!(
        token.class,
        Class::QuoteOpen | Class::QuoteStraight | Class::SingleOpen | Class::SingleStraight | Class::Open | Class::Dash
    );
    let can_begin = opens || token.class == Class::Number || token.is_capitalised() || token.case == Case::None;
    if end.class.ends_sentence() {
        return can_begin;
    }
    // "… in the U.S. The …": the point of an abbreviation may end the sentence too, when a word follows that is
    // seldom a name.
    end.has(Marks::POINT)
        && !end.has(Marks::INITIAL)
        && !end.is(Facts::TITLE)
        && token.case == Case::Title
        && token.is(Facts::FUNCTION)
        && token.is(Facts::LOWER)
}
