//! Quotation marks to quoted stretches. An odd mark costs no more than its own stretch.

use super::singles::{is_prime, singles};
use crate::gazetteer::Facts;
use crate::text::{Case, Class, Marks, Token, Tokens};

/// What stands between two quotation marks, by tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The opening mark, or the first quoted token where none stands.
    pub open: usize,
    /// The closing mark, or the last quoted token where none stands.
    pub close: usize,
    /// A mark stands at `open`.
    pub opened: bool,
    /// A mark stands at `close`.
    pub closed: bool,
    /// In single marks.
    pub single: bool,
    /// It goes on in the next stretch: its paragraph ends without a closing mark, and the next reopens.
    pub goes_on: bool,
}

impl Stretch {
    /// Its first quoted token.
    pub fn first(&self) -> usize {
        self.open + usize::from(self.opened)
    }

    /// One past its last quoted token.
    pub fn end(&self) -> usize {
        if self.closed { self.close } else { self.close + 1 }
    }

    /// Whether a token stands within it, marks included.
    pub fn holds(&self, at: usize) -> bool {
        self.open <= at && at <= self.close
    }
}

/// The quoted stretches of a text, and what was odd about its marks.
#[derive(Debug, Default)]
pub struct Stretches {
    /// The outer stretches, in order, none within another.
    pub list: Vec<Stretch>,
    /// Stretches in the other marks within one of those.
    pub nested: Vec<Stretch>,
    /// What was odd, for the record's problems.
    pub problems: Vec<String>,
    /// By token, whether it stands in one of them.
    covered: Vec<bool>,
}

impl Stretches {
    /// One stretch by itself, to ask what sort of quotation it is.
    pub(super) fn only(stretch: Stretch) -> Self {
        Self { list: vec![stretch], ..Self::default() }
    }

    /// Whether a token stands in a quotation.
    pub fn holds(&self, at: usize) -> bool {
        self.covered.get(at).copied().unwrap_or(false)
    }

    /// The stretches that have a token from `first` up to, not including, `end`.
    pub(super) fn within(&self, (first, end): (usize, usize)) -> &[Stretch] {
        let from = self.list.partition_point(|s| s.close < first);
        let to = from + self.list[from..].iter().take_while(|s| s.open < end).count();
        &self.list[from..to]
    }

    /// The number of the stretch that a token stands in.
    pub fn at(&self, at: usize) -> Option<usize> {
        let n = self.list.partition_point(|s| s.close < at);
        self.list.get(n).filter(|s| s.holds(at)).map(|_| n)
    }
}

/// What a mark does where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Opens,
    Closes,
    Either,
}

/// Finds the quoted stretches of a text.
pub fn stretches(tokens: &Tokens<'_>) -> Stretches {
    let mut out = Stretches::default();
    let (mut double, mut single) = (Vec::with_capacity(tokens.punctuation.len() / 2), Vec::new());
    for at in tokens.punctuation.iter().map(|&at| at as usize) {
        match tokens.list[at].class {
            class if class.is_double_quote() => double.push(at),
            class if class.is_quote() => single.push(at),
            _ => {}
        }
    }
    out.list.reserve(double.len() / 2);
    pair(tokens, &double, &mut out);
    singles(tokens, &single, &mut out);
    out.list.sort_by_key(|s| s.open);
    if !out.list.is_empty() {
        out.covered = vec![false; tokens.len()];
        for stretch in &out.list {
            if let Some(within) = out.covered.get_mut(stretch.open..=stretch.close) {
                within.fill(true);
            }
        }
    }
    out
}

/// What a double mark does: its form tells, or the space around it, or neither.
fn does(list: &[Token], at: usize) -> Does {
    let token = &list[at];
    let before = token.has(Marks::SPACE | Marks::PARAGRAPH) || at == 0;
    let before = before || matches!(list[at - 1].class, Class::Open | Class::Dash | Class::SingleOpen);
    let after = list.get(at + 1).is_none_or(|t| {
        t.has(Marks::SPACE)
            || matches!(
                t.class,
                Class::Comma
                    | Class::Stop
                    | Class::Close
                    | Class::Dash
                    | Class::Clitic
                    | Class::Semicolon
                    | Class::Question
            )
    });
    match token.class {
        // A curly mark that space contradicts on both sides was put there by a careless program.
        Class::QuoteOpen if !before && after => Does::Closes,
        Class::QuoteClose if before && !after && list.get(at + 1).is_some_and(|t| t.class.is_wordlike()) => Does::Opens,
        Class::QuoteOpen => Does::Opens,
        Class::QuoteClose => Does::Closes,
        _ => match (before, after) {
            (true, false) => Does::Opens,
            (false, true) => Does::Closes,
            _ => Does::Either,
        },
    }
}

/// Every paragraph that has some of these marks, with those that it has.
pub(super) fn by_paragraph<'m>(
    tokens: &'m Tokens<'_>,
    mut marks: &'m [usize],
) -> impl Iterator<Item = (usize, &'m [usize])> {
    std::iter::from_fn(move || {
        let paragraph = tokens.paragraph_of(*marks.first()?);
        let end = tokens.paragraph(paragraph).end;
        let (here, rest) = marks.split_at(marks.partition_point(|&at| at < end).max(1));
        marks = rest;
        Some((paragraph, here))
    })
}

/// Pairs the double marks.
fn pair(tokens: &Tokens<'_>, marks: &[usize], out: &mut Stretches) {
    let list = &tokens.list;
    for (paragraph, marks) in by_paragraph(tokens, marks) {
        let range = tokens.paragraph(paragraph);
        let mut open: Option<usize> = None;
        let mut skip = 0;
        if let Some(stretch) = turn(tokens, paragraph) {
            out.list.push(stretch);
            continue;
        }
        for &at in marks {
            if at < skip || is_prime(list, at) {
                continue;
            }
            if let Some(end) = inserted(tokens, at, range.end) {
                skip = end + 1;
                continue;
            }
            let what = match (does(list, at), open) {
                (Does::Either, None) => Does::Opens,
                (Does::Either, Some(_)) => Does::Closes,
                (other, _) => other,
            };
            match (what, open) {
                (Does::Opens | Does::Either, None) => open = Some(at),
                (Does::Opens | Does::Either, Some(start)) => {
                    if closes_twice(list, at, range.end) {
                        // A quotation in the same marks within this one: its own close comes first.
                        continue;
                    }
                    // The mark before was never closed. At the start of a sentence this one reopens the same
                    // quotation, where the paragraphs were lost.
                    let end = end_before(tokens, start, at);
                    let goes_on = end + 1 == at && list[end].class.ends_sentence() && !tokens.condition.paragraphs;
                    if !goes_on {
                        out.problems.push("quotation without its closing mark".into());
                    }
                    out.list.push(Stretch {
                        open: start,
                        close: end,
                        opened: true,
                        closed: false,
                        single: false,
                        goes_on,
                    });
                    open = Some(at);
                }
                (Does::Closes, Some(start)) => {
                    if nested_open(list, start, at) {
                        // This closes the inner one.
                        if (at + 1..range.end).any(|n| list[n].class.is_double_quote() && does(list, n) == Does::Closes)
                            && !opens_before_close(list, at + 1, range.end)
                        {
                            continue;
                        }
                    }
                    if at > start + 1 {
                        out.list.push(Stretch {
                            open: start,
                            close: at,
                            opened: true,
                            closed: true,
                            single: false,
                            goes_on: false,
                        });
                    }
                    open = None;
                }
                (Does::Closes, None) => stray(tokens, at, range.start, out),
            }
        }
        if let Some(start) = open.filter(|s| s + 1 < range.end) {
            let reopened = reopens(tokens, paragraph + 1);
            if !reopened {
                out.problems.push("quotation without its closing mark".into());
            }
            let close = if reopened { range.end - 1 } else { end_of_open(tokens, start, range.end) };
            out.list.push(Stretch {
                open: start,
                close,
                opened: true,
                closed: false,
                single: false,
                goes_on: reopened,
            });
        }
    }
}

/// Whether a paragraph reopens the quotation that the one before left open: it begins with a mark, and is no turn of
/// its own, nor somebody else's quotation with an attribution by name.
fn reopens(tokens: &Tokens<'_>, paragraph: usize) -> bool {
    let list = &tokens.list;
    let range = tokens.paragraph(paragraph);
    if range.len() < 2 || !list[range.start].class.is_double_quote() || turn_colon(tokens, &range).is_some() {
        return false;
    }
    let close = (range.start + 1..range.end).find(|&n| list[n].class.is_double_quote() && does(list, n) != Does::Opens);
    let Some(close) = close else { return true };
    let after = &list[close + 1..range.end.min(close + 9)];
    let said = after.iter().take(4).any(|t| t.is(Facts::CUE) && t.case == Case::Lower);
    let named = after.iter().any(|t| t.is_capitalised() && t.class == Class::Word && !t.is(Facts::SUBJECT));
    // "…," he said: still the same. "…," added Rep. Clyburn: another.
    !(said && named && list[close - 1].class == Class::Comma)
}

/// The colon after the name of a speaker in capitals that begins a paragraph, perhaps after a mark: "WALLACE: …".
fn turn_colon(tokens: &Tokens<'_>, range: &std::ops::Range<usize>) -> Option<usize> {
    let list = &tokens.list;
    let start = range.start + usize::from(list.get(range.start)?.class.is_double_quote());
    let colon = (start..range.end.min(start + 6)).find(|&n| list[n].class == Class::Colon)?;
    let name = &list[start..colon];
    let words = name.iter().filter(|t| t.class == Class::Word);
    let capitals = words.clone().all(|t| t.case == Case::Upper || t.has(Marks::POINT));
    let long = words.clone().any(|t| t.span.len() > 2);
    (capitals && long && colon + 1 < range.end).then_some(colon)
}

/// The turn of a transcript that a paragraph is, when the paragraph stands in quotation marks.
fn turn(tokens: &Tokens<'_>, paragraph: usize) -> Option<Stretch> {
    let list = &tokens.list;
    let range = tokens.paragraph(paragraph);
    if !list.get(range.start)?.class.is_double_quote() {
        return None;
    }
    let colon = turn_colon(tokens, &range)?;
    let close = range.end - 1;
    let closed = list[close].class.is_double_quote() && close > colon + 1;
    let goes_on = !closed && reopens(tokens, paragraph + 1);
    Some(Stretch { open: colon + 1, close, opened: false, closed, single: false, goes_on })
}

/// In tokenized text spaces stand on both sides of a mark. A pair of marks that cling to their words came with a
/// phrase that was put in afterwards, and quotes nobody here; gives the second one.
fn inserted(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<usize> {
    let list = &tokens.list;
    if !(tokens.condition.tokenized && tokens.condition.substituted)
        || does(list, at) != Does::Opens
        || list[at].class != Class::QuoteStraight
    {
        return None;
    }
    let next = (at + 1..end.min(at + 20)).find(|&n| list[n].class.is_double_quote())?;
    (does(list, next) == Does::Closes).then_some(next)
}

/// Whether from `at`, an opening mark inside a quotation, two closing marks come before the next opening one.
fn closes_twice(list: &[Token], at: usize, end: usize) -> bool {
    let mut closes = 0;
    for n in at + 1..end {
        if list[n].class.is_double_quote() {
            match does(list, n) {
                Does::Closes => closes += 1,
                _ => return false,
            }
            if closes == 2 {
                return n - at < 400;
            }
        }
    }
    false
}

/// Whether an opening mark that was passed over stands between.
fn nested_open(list: &[Token], start: usize, at: usize) -> bool {
    (start + 1..at).any(|n| list[n].class.is_double_quote() && does(list, n) == Does::Opens)
        && !(start + 1..at).any(|n| list[n].class.is_double_quote() && does(list, n) == Does::Closes)
}

fn opens_before_close(list: &[Token], from: usize, end: usize) -> bool {
    (from..end).find(|&n| list[n].class.is_double_quote()).is_some_and(|n| does(list, n) == Does::Opens)
}

/// Where a quotation without closing mark ends before the next opening one: before its attribution, at the last mark
/// that ends a sentence, or right before the next mark.
fn end_before(tokens: &Tokens<'_>, start: usize, at: usize) -> usize {
    let sentence = (start + 1..at).rev().find(|&n| tokens.list[n].class.ends_sentence());
    said_after(tokens, start, at).or(sentence).unwrap_or(at - 1)
}

/// Where a quotation without closing mark ends in its paragraph: before its attribution, else with the paragraph.
fn end_of_open(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    said_after(tokens, start, end).unwrap_or(end - 1)
}

/// The most words of a name in an attribution that ends a quotation without closing mark.
const NAME: usize = 4;

/// The comma before an attribution that ends its sentence: "… the end, he said.", "… with us, Mr. Azcona said."
fn said_after(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<usize> {
    let list = &tokens.list[..end];
    (start + 2..end.saturating_sub(2)).find(|&n| {
        let name = |t: &&Token| t.class == Class::Word && t.is_capitalised();
        let words = list[n + 1..].iter().take(NAME).take_while(name).count();
        let words = words.max(usize::from(list[n + 1].is(Facts::SUBJECT)));
        let cue = list.get(n + 1 + words).is_some_and(|t| t.is(Facts::CUE) && t.case == Case::Lower);
        let ends = || list.get(n + 2 + words).is_some_and(|t| matches!(t.class, Class::Stop | Class::Comma));
        list[n].class == Class::Comma && words > 0 && cue && ends()
    })
}

/// A closing mark that nothing opened: the quotation is taken back to the start of its sentence.
fn stray(tokens: &Tokens<'_>, at: usize, start: usize, out: &mut Stretches) {
    let from = tokens.sentence(tokens.sentence_of(at.saturating_sub(1))).start.max(start);
    let after = out.list.last().map_or(from, |s| (s.close + 1).max(from));
    let inches = at > 0 && tokens.list[at - 1].class == Class::Number;
    if inches || after + 3 >= at {
        return;
    }
    out.problems.push("quotation without its opening mark".into());
    out.list.push(Stretch { open: after, close: at, opened: false, closed: true, single: false, goes_on: false });
}
