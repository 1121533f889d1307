//! Who speech without marks may come from: whoever can speak a quotation, and beyond those relative pronouns,
//! possessives ("his claim"), "some", and any noun ("polls show").

use super::evidence::{Path, SourceKind};
use crate::gazetteer::{Facts, WordId};
use crate::quote::phrases::{self, Phrase};
use crate::quote::speakers::Around;
use crate::text::{Case, Class, Marks};

/// A possible source.
#[derive(Clone, Copy, Debug)]
pub struct Possible {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it is.
    pub(super) kind: SourceKind,
    /// The phrase that it is, when it can speak a quotation too.
    pub phrase: Option<usize>,
}

/// The longest noun phrase without its determiner, in tokens.
const LONGEST: usize = 6;

/// All possible sources outside quotations in the sentences of reporting words, in the order of their ends.
pub(super) fn possible(around: &Around<'_, '_>) -> Vec<Possible> {
    let list = &around.tokens.list;
    let mut out: Vec<Possible> = Vec::new();
    let (mut next, mut at, mut end) = (0, 0, 0);
    let mut words = around.reporting.iter().peekable();
    loop {
        if at >= end {
            while words.next_if(|w| w.start < at).is_some() {}
            let Some(word) = words.peek() else { return out };
            let sentence = around.tokens.sentence(around.tokens.sentence_of(word.start));
            (at, end) = (sentence.start.max(at), sentence.end);
        }
        while around.phrases.get(next).is_some_and(|p| p.start < at) {
            next += 1;
        }
        if let Some(p) = around.phrases.get(next).filter(|p| p.start == at) {
            out.push(Possible { start: p.start, end: p.end, kind: kind(p), phrase: Some(next) });
            at = p.end.max(at + 1);
            continue;
        }
        if around.stretches.holds(at) || list[at].class != Class::Word {
            at += 1;
            continue;
        }
        if let Some(kind) = word_alone(around, at) {
            out.push(Possible { start: at, end: at + 1, kind, phrase: None });
            at += 1;
            continue;
        }
        if !is_noun(around, at) {
            at += 1;
            continue;
        }
        let limit = around.phrases.get(next).map_or(list.len(), |p| p.start);
        let mut after = at + 1;
        while after < limit && after - at < LONGEST && continues(around, after) {
            after += 1;
        }
        if list[after - 1].class == Class::Hyphen {
            after -= 1;
        }
        out.push(Possible { start: begin(around, at, &out), end: after, kind: SourceKind::Noun, phrase: None });
        at = after;
    }
}

fn kind(phrase: &Phrase) -> SourceKind {
    match phrase.kind {
        phrases::SpeakerKind::FullName => SourceKind::FullName,
        phrases::SpeakerKind::ShortName => SourceKind::ShortName,
        phrases::SpeakerKind::Organization => SourceKind::Organization,
        phrases::SpeakerKind::Place => SourceKind::Place,
        phrases::SpeakerKind::HeShe => SourceKind::HeShe,
        phrases::SpeakerKind::OtherPronoun => SourceKind::OtherPronoun,
        phrases::SpeakerKind::Role => SourceKind::Role,
        phrases::SpeakerKind::Roles => SourceKind::Roles,
        phrases::SpeakerKind::Document => SourceKind::Document,
        phrases::SpeakerKind::People => SourceKind::People,
        phrases::SpeakerKind::Noun => SourceKind::Noun,
    }
}

/// Words that stand for people who are not said.
const SOME: [&str; 19] = [
    "some",
    "many",
    "several",
    "most",
    "others",
    "one",
    "both",
    "those",
    "few",
    "all",
    "none",
    "another",
    "everyone",
    "everybody",
    "nobody",
    "anyone",
    "somebody",
    "someone",
    "anybody",
];

/// "who", "his", "some": sources of one word.
fn word_alone(around: &Around<'_, '_>, at: usize) -> Option<SourceKind> {
    let token = &around.tokens.list[at];
    let after = around.tokens.get(at + 1)?;
    let text = around.tokens.str(at);
    if token.is(Facts::RELATIVE) && token.case == Case::Lower {
        let sure = matches!(text, "who" | "which");
        let verb = after.is(Facts::AUXILIARY | Facts::CUE | Facts::ADVERB) && after.case == Case::Lower;
        return (sure || (text == "that" && verb)).then_some(SourceKind::Relative);
    }
    if token.is(Facts::POSSESSIVE) && (token.case == Case::Lower || token.has(Marks::SENTENCE)) {
        return Some(SourceKind::Possessive);
    }
    let some = || SOME.iter().any(|some| some.eq_ignore_ascii_case(text));
    // "some voters": the noun is the source, and has "some" as its determiner.
    let verb = after.is(Facts::CUE.union(Facts::FUNCTION)) || after.class != Class::Word;
    (verb && some()).then_some(SourceKind::Some)
}

/// Whether a noun phrase may begin or go on with this word: no function word, no verb that can be told.
fn is_noun(around: &Around<'_, '_>, at: usize) -> bool {
    let token = &around.tokens.list[at];
    let before = at.checked_sub(1).map(|n| &around.tokens.list[n]);
    let led = before.is_some_and(|t| t.is(Facts::DETERMINER | Facts::POSSESSIVE) || t.class == Class::Clitic);
    let text = around.tokens.str(at);
    token.class == Class::Word
        && !token.is(Facts::FUNCTION)
        && !token.is(Facts::WEEKDAY | Facts::MONTH)
        && !around.stretches.holds(at)
        && (led || !(token.case == Case::Lower && token.is(Facts::CUE)))
        && (led
            || !(token.case == Case::Lower && (text.ends_with("ed") || text.ends_with("ly") || text.ends_with("ing"))))
}

fn continues(around: &Around<'_, '_>, at: usize) -> bool {
    let list = &around.tokens.list;
    if list[at].has(Marks::PARAGRAPH) {
        return false;
    }
    match list[at].class {
        Class::Hyphen => list.get(at + 1).is_some_and(|t| t.class == Class::Word),
        Class::Word => (list[at - 1].class == Class::Hyphen && !around.stretches.holds(at)) || is_noun(around, at),
        _ => false,
    }
}

/// Where the phrase of a noun begins: at its determiner, or at the name that says which ("the Clinton campaign",
/// "Trump's team").
fn begin(around: &Around<'_, '_>, noun: usize, out: &[Possible]) -> usize {
    let list = &around.tokens.list;
    let mut start = noun;
    if start > 0 && list[start - 1].class == Class::Clitic {
        start -= 1;
    }
    if let Some(name) = out.last().filter(|p| p.end == start && p.phrase.is_some() && start > 0) {
        start = name.start;
    } else {
        start = noun;
    }
    match start.checked_sub(1).map(|n| &list[n]) {
        Some(d)
            if d.is(Facts::DETERMINER | Facts::POSSESSIVE | Facts::NUMBER_WORD)
                && d.class == Class::Word
                && !list[start].has(Marks::SENTENCE) =>
        {
            start - 1
        }
        _ => start,
    }
}

/// What stands between two places, each sort once.
pub(super) fn paths(
    around: &Around<'_, '_>,
    [that_id, to_id]: &[Option<WordId>; 2],
    from: usize,
    to: usize,
) -> smallvec::SmallVec<[Path; 8]> {
    let tokens = around.tokens;
    let mut out: smallvec::SmallVec<[Path; 8]> = smallvec::SmallVec::new();
    if from >= to {
        out.push(Path::Nothing);
        return out;
    }
    let (mut commas, mut seen) = (0, 0u32);
    for token in &tokens.list[from..to] {
        let path = match token.class {
            Class::Comma => {
                commas += 1;
                continue;
            }
            Class::Word if token.case == Case::Lower => match () {
                () if Some(token.word) == *that_id => Path::That,
                () if Some(token.word) == *to_id => Path::To,
                () if token.is(Facts::RELATIVE) => Path::Relative,
                () if token.is(Facts::CONJUNCTION) => Path::Conjunction,
                () if token.is(Facts::PREPOSITION) => Path::Preposition,
                () if token.is(Facts::AUXILIARY | Facts::CUE) => Path::Verb,
                () => Path::Word,
            },
            Class::Word => Path::Word,
            _ => Path::Mark,
        };
        if seen & (1 << path as u32) == 0 {
            seen |= 1 << path as u32;
            out.push(path);
        }
    }
    if commas > 0 {
        out.push(if commas == 1 { Path::Comma } else { Path::Commas });
    }
    out
}
