//! Single quotation marks: inner ones, or outer ones in the British style, told apart from apostrophes and primes.

use super::marks::{Stretch, Stretches, by_paragraph};
use crate::text::{Case, Class, Marks, Token, Tokens};

/// Words that are written with an apostrophe for what they lost at the start: "'em", "'til", "rock 'n' roll".
const ELIDED: [&str; 13] =
    ["em", "til", "till", "tis", "twas", "twere", "n", "cause", "bout", "cos", "round", "neath", "cuz"];
/// The fewest tokens of what counts as speech for the style of a text.
const SPEECH: usize = 4;
/// A text in the British style has at least so many stretches of speech in single marks.
const STYLE: usize = 2;

/// Adds the stretches in single marks to those in double ones.
pub(super) fn singles(tokens: &Tokens<'_>, marks: &[usize], out: &mut Stretches) {
    let list = &tokens.list;
    let found = pairs(tokens, marks);
    if is_british(list, &found, &out.list) {
        // What stands in double marks is within, or something else.
        let inside = |a: &Stretch, b: &Stretch| b.holds(a.open) && b.holds(a.close);
        let meets = |a: &Stretch, b: &Stretch| a.open <= b.close && b.open <= a.close;
        let near = |s: &Stretch| found.partition_point(|f| f.close < s.open);
        let (mut nested, mut apart) = (Vec::new(), Vec::new());
        for double in std::mem::take(&mut out.list) {
            match found.get(near(&double)) {
                Some(holder) if inside(&double, holder) => nested.push(double),
                Some(other) if meets(&double, other) => {}
                _ => apart.push(double),
            }
        }
        out.nested.extend(nested);
        out.list = apart;
        out.list.extend(found);
        return;
    }
    let mut alone = Vec::new();
    for stretch in found.into_iter().filter(|s| s.closed) {
        let next = out.list.partition_point(|s| s.close < stretch.open);
        match out.list.get(next) {
            Some(holder) if holder.holds(stretch.open) && holder.holds(stretch.close) => out.nested.push(stretch),
            Some(holder) if holder.holds(stretch.open) => {}
            // Double marks within single ones: marks that only look like a pair.
            Some(inner) if inner.open < stretch.close => {}
            _ => alone.push(stretch),
        }
    }
    out.list.extend(alone);
}

/// Whether speech stands in single marks here: more of it than in double marks that are not within single ones.
fn is_british(list: &[Token], singles: &[Stretch], doubles: &[Stretch]) -> bool {
    let speech = |s: &&Stretch| {
        let end = list[s.end() - 1].class;
        s.close > s.open + SPEECH && (s.goes_on || end.ends_sentence() || end == Class::Comma)
    };
    let within = |s: &Stretch, all: &[Stretch]| {
        let n = all.partition_point(|o| o.close < s.open);
        all.get(n).is_some_and(|o| o.holds(s.open) && o.holds(s.close))
    };
    let count = |all: &[Stretch], others: &[Stretch]| all.iter().filter(speech).filter(|s| !within(s, others)).count();
    let outer = count(singles, doubles);
    outer >= STYLE && outer > count(doubles, singles)
}

/// All pairs of single marks, none within another, in order.
fn pairs(tokens: &Tokens<'_>, marks: &[usize]) -> Vec<Stretch> {
    let list = &tokens.list;
    let mut out = Vec::new();
    for (paragraph, marks) in by_paragraph(tokens, marks) {
        let range = tokens.paragraph(paragraph);
        let mut open: Option<usize> = None;
        for &at in marks {
            let token = &list[at];
            if opens(tokens, at, range.start) {
                open = Some(at);
                continue;
            }
            let Some(start) = open else { continue };
            if !matches!(token.class, Class::SingleClose | Class::SingleStraight) || !closes(tokens, at, range.end) {
                continue;
            }
            open = None;
            if at > start + 1 {
                out.push(Stretch { open: start, close: at, opened: true, closed: true, single: true, goes_on: false });
            }
        }
        // A paragraph that is left open goes on in the next, which opens again.
        let speech = |s: &usize| *s == range.start || list.get(s + 1).is_some_and(|t| t.is_capitalised());
        if let Some(start) = open.filter(|s| s + 1 < range.end && speech(s) && reopens(tokens, paragraph + 1)) {
            let close = range.end - 1;
            out.push(Stretch { open: start, close, opened: true, closed: false, single: true, goes_on: true });
        }
    }
    out
}

fn reopens(tokens: &Tokens<'_>, paragraph: usize) -> bool {
    if paragraph + 1 >= tokens.paragraphs.len() {
        return false;
    }
    let range = tokens.paragraph(paragraph);
    !range.is_empty() && opens(tokens, range.start, range.start)
}

fn opens(tokens: &Tokens<'_>, at: usize, first: usize) -> bool {
    let list = &tokens.list;
    match list[at].class {
        Class::SingleOpen => !elided(tokens, at),
        Class::SingleStraight => {
            let space = list[at].has(Marks::SPACE) || at == first || list[at - 1].class.is_double_quote();
            let word = list.get(at + 1).is_some_and(|t| !t.has(Marks::SPACE) && t.class.is_wordlike());
            space && word && !elided(tokens, at)
        }
        _ => false,
    }
}

/// "'em", "the '90s", "rock 'n' roll": the mark stands for what was left out.
fn elided(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|t| !t.has(Marks::SPACE)) else { return false };
    let text = tokens.str(at + 1);
    match next.class {
        Class::Word => ELIDED.contains(&text),
        Class::Number => {
            let digits = text.trim_end_matches('s');
            digits.len() == 2 && digits.len() < text.len() && digits.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    }
}

/// Whether a single mark closes: not the prime of a measure ("6' 2"), nor the second mark of "'n'", nor the apostrophe of
/// a plural ("the players' union") when a better one follows.
fn closes(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let list = &tokens.list;
    let before = &list[at - 1];
    if before.class.ends_sentence() || matches!(before.class, Class::Comma | Class::Dash | Class::Close) {
        return true;
    }
    let after = list.get(at + 1);
    if list[at].has(Marks::SPACE) && elided(tokens, at) {
        return false;
    }
    let measure = before.class == Class::Number && after.is_some_and(|t| t.class == Class::Number);
    if measure || (at >= 2 && tokens.str(at - 1) == "n" && list[at - 2].class.is_quote()) {
        return false;
    }
    let word_follows = after.is_some_and(|t| t.class == Class::Word && t.case == Case::Lower && t.has(Marks::SPACE));
    if !word_follows {
        return true;
    }
    // "the workers' pay,' he said": a later mark after punctuation closes.
    let later = (at + 1..end)
        .find(|&n| matches!(list[n].class, Class::SingleClose | Class::SingleStraight) && !elided(tokens, n));
    !later.is_some_and(|n| list[n - 1].class.ends_sentence() || list[n - 1].class == Class::Comma)
}

/// The double mark of a measure: 6' 2".
pub(super) fn is_prime(list: &[Token], at: usize) -> bool {
    at >= 2
        && list[at].class == Class::QuoteStraight
        && !list[at].has(Marks::SPACE)
        && list[at - 1].class == Class::Number
        && matches!(list[at - 2].class, Class::SingleStraight | Class::SingleClose)
        && list.get(at.wrapping_sub(3)).is_some_and(|t| t.class == Class::Number)
}
