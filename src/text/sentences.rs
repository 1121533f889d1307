//! Where sentences begin. A hint for later stages, never a wall: quotations are found without it.

use super::noted::Noted;
use super::token::{Case, Class, Marks, Token};
use crate::gazetteer::Facts;

/// Marks that may close after the one that ends a sentence ("…?’”)").
const MOST_CLOSERS: usize = 6;

/// Marks the first token of every sentence, and gives all first tokens and the number of tokens.
pub(super) fn sentences(list: &mut [Token], noted: &Noted, paragraphs: &[u32]) -> Vec<u32> {
    let mut starts = Vec::with_capacity(list.len() / 20 + 2);
    let mut ends = noted.ends.iter().map(|&end| end as usize).peekable();
    for pair in paragraphs.windows(2) {
        let (first, after) = (pair[0] as usize, pair[1] as usize);
        starts.push(first as u32);
        while let Some(end) = ends.next_if(|&end| end < after) {
            // What follows it, and what follows the marks that may close behind it.
            for at in end + 1..after.min(end + 1 + MOST_CLOSERS) {
                if at > end + 1 && !may_close(&list[at - 1]) {
                    break;
                }
                if begins(&list[end], &list[at], || opens(noted, first, at)) {
                    starts.push(at as u32);
                }
            }
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

/// Whether a straight mark opens: these open and close in turn within a paragraph.
fn opens(noted: &Noted, first: usize, at: usize) -> bool {
    let before = |at: usize| noted.straight.partition_point(|&mark| (mark as usize) < at);
    (before(at + 1) - before(first)) % 2 == 1
}

fn may_close(token: &Token) -> bool {
    matches!(
        token.class,
        Class::QuoteClose | Class::SingleClose | Class::Close | Class::QuoteStraight | Class::SingleStraight
    )
}

/// Whether a sentence begins with `token`, behind one that may end a sentence; `opens` says whether the token, if it is
/// a straight mark, opens.
fn begins(end: &Token, token: &Token, opens: impl Fn() -> bool) -> bool {
    // A closing mark belongs to the sentence before it.
    if matches!(token.class, Class::QuoteClose | Class::SingleClose | Class::Close | Class::Clitic)
        || token.class.ends_sentence()
        || (token.class == Class::QuoteStraight && !opens())
    {
        return false;
    }
    if end.class.ends_sentence() {
        let mark = matches!(
            token.class,
            Class::QuoteOpen
                | Class::QuoteStraight
                | Class::SingleOpen
                | Class::SingleStraight
                | Class::Open
                | Class::Dash
        );
        return mark || token.class == Class::Number || token.is_capitalised() || token.case == Case::None;
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
