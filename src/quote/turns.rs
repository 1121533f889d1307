//! The turns of transcripts and interviews: "WALLACE: …", "Chris Wallace: …", "Q. … A. …", with or without marks.

use crate::gazetteer::{Facts, WordId};
use crate::text::{Case, Class, Marks, Tokens};

use super::marks::Stretches;

/// A paragraph that somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The label: its first token, and one past its last.
    pub(super) label: (usize, usize),
    /// What is said: its first token, and one past its last.
    pub(super) text: (usize, usize),
}

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// "Q."
    Question,
    /// "A."
    Answer,
    /// "WALLACE:"
    Capitals,
    /// "Chris Wallace:"
    Name,
}

/// The longest label in tokens: "BORIS VUKELIC, OPPOSITION LEADER".
const LONGEST: usize = 10;
/// How often a label must come before it is taken for one.
const OFTEN: usize = 2;

/// The label that begins at a token, and where what is said begins.
pub(super) fn label(tokens: &Tokens<'_>, start: usize, end: usize) -> Option<(Label, (usize, usize), usize)> {
    let list = &tokens.list;
    let first = list.get(start)?;
    let letter = match tokens.str(start) {
        "Q" | "Q." => Some(Label::Question),
        "A" | "A." => Some(Label::Answer),
        _ => None,
    };
    if let Some(kind) = letter {
        let mark = list.get(start + 1).filter(|t| matches!(t.class, Class::Stop | Class::Colon));
        let from = start + 1 + usize::from(mark.is_some());
        return ((first.has(Marks::POINT) || mark.is_some()) && from < end).then_some((kind, (start, start + 1), from));
    }
    let colon = (start..end.min(start + LONGEST)).find(|&n| list[n].class == Class::Colon)?;
    let inner =
        |c: Class| matches!(c, Class::Word | Class::Comma | Class::Stop | Class::Hyphen | Class::Open | Class::Close);
    if colon == start || colon + 1 >= end || !list[start..colon].iter().all(|t| inner(t.class)) {
        return None;
    }
    let words = || list[start..colon].iter().filter(|t| t.class == Class::Word);
    let capitals = words().all(|t| t.case == Case::Upper || t.has(Marks::POINT)) && words().any(|t| t.span.len() > 2);
    let name = words().count() <= 4 && words().all(|t| t.is_capitalised() && !t.is(Facts::FUNCTION));
    match () {
        () if capitals => Some((Label::Capitals, (start, colon), colon + 1)),
        () if name => Some((Label::Name, (start, colon), colon + 1)),
        () => None,
    }
}

/// The turns of a text that stand in no quotation marks. A label must come again, or stand among labels that do: one
/// "VIDEO:" makes no transcript.
pub(super) fn turns(tokens: &Tokens<'_>, stretches: &Stretches) -> Vec<(Label, Turn)> {
    let list = &tokens.list;
    let mut found: Vec<(Label, WordId, Turn)> = Vec::new();
    let colons = tokens.punctuation.iter().map(|&at| at as usize).filter(|&at| list[at].class == Class::Colon);
    let mut colons = colons.peekable();
    for paragraph in 0..tokens.paragraphs.len().saturating_sub(1) {
        let range = tokens.paragraph(paragraph);
        // Nearly all paragraphs begin with no label.
        while colons.next_if(|&at| at < range.start).is_some() {}
        let letter = list[range.start].span.len() <= 2;
        if !letter && colons.peek().is_none_or(|&at| at >= range.start + LONGEST) {
            continue;
        }
        let Some((kind, name, start)) = label(tokens, range.start, range.end) else { continue };
        let whole = stretches.at(start).is_some_and(|n| !stretches.list[n].opened);
        // A list ("Clinton: 2,383") is no speech: that ends its sentences.
        let ends = list[range.end - 1].class.ends_sentence()
            || matches!(list[range.end - 1].class, Class::Dash | Class::Close)
            || list[range.end - 1].class.is_quote();
        if whole || !ends || list[start].class == Class::Number {
            continue;
        }
        let word = list[name.0].word;
        found.push((kind, word, Turn { label: name, text: (start, range.end) }));
    }
    let mut words: Vec<WordId> = found.iter().map(|f| f.1).collect();
    words.sort_unstable();
    let often = |w: WordId| words.partition_point(|x| *x <= w) - words.partition_point(|x| *x < w) >= OFTEN;
    let mut distinct: Vec<WordId> = words.iter().copied().filter(|w| often(*w)).collect();
    distinct.dedup();
    if distinct.len() < OFTEN {
        return Vec::new();
    }
    found.retain(|(kind, word, _)| often(*word) || *kind == Label::Capitals);
    found.into_iter().map(|(kind, _, turn)| (kind, turn)).collect()
}
