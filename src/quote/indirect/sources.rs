//! Who speech without marks may come from: whoever can speak a quotation, and beyond those relative pronouns,
//! possessives ("his claim"), "some", and any noun ("polls show").

use super::evidence::SourceKind;
use crate::gazetteer::Facts;
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

/// Finds the possible sources of sentences, which are asked for in order.
pub(super) struct Sources<'a, 't> {
    around: &'a Around<'a, 't>,
    /// The first phrase that no sentence so far has reached.
    next: usize,
}

impl<'a, 't> Sources<'a, 't> {
    pub(super) fn new(around: &'a Around<'a, 't>) -> Self {
        Self { around, next: 0 }
    }

    /// Adds all possible sources of a sentence outside quotations, in the order of their ends.
    pub(super) fn add(&mut self, (first, end): (usize, usize), out: &mut Vec<Possible>) {
        let phrases = self.around.phrases;
        let mut at = first;
        while let Some(p) = phrases.get(self.next).filter(|p| p.start < end) {
            if p.start >= at {
                self.words((first, at, p.start), out);
                out.push(Possible { start: p.start, end: p.end, kind: kind(p), phrase: Some(self.next) });
            }
            at = at.max(p.end);
            self.next += 1;
        }
        self.words((first, at, end), out);
    }

    /// Adds those of a sentence that begins at `first` from `at` up to `limit`, where no phrases stand.
    fn words(&self, (first, mut at, limit): (usize, usize, usize), out: &mut Vec<Possible>) {
        let around = self.around;
        // Most words are no source by themselves and no noun.
        let alone = Facts::RELATIVE.union(Facts::POSSESSIVE).union(Facts::FUNCTION_OTHER);
        while let Some(token) = around.tokens.list[..limit].get(at) {
            let word = token.class == Class::Word;
            if word && token.is(Facts::FUNCTION) {
                if token.is(alone) && !around.stretches.holds(at) {
                    let kind = word_alone(around, at);
                    out.extend(kind.map(|kind| Possible { start: at, end: at + 1, kind, phrase: None }));
                }
            } else if word && is_noun(around, at) && !around.stretches.holds(at) {
                let start = begin(around, (first, at), out);
                at = end(around, at, limit);
                out.push(Possible { start, end: at, kind: SourceKind::Noun, phrase: None });
                continue;
            }
            at += 1;
        }
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

/// "who", "his", "some": sources of one word, all of them function words (those of [`SOME`] among the indefinite ones,
/// which have no bit of their own).
fn word_alone(around: &Around<'_, '_>, at: usize) -> Option<SourceKind> {
    let token = &around.tokens.list[at];
    let after = around.tokens.get(at + 1)?;
    let text = || around.tokens.str(at);
    if token.is(Facts::RELATIVE) && token.case == Case::Lower {
        let text = text();
        let sure = matches!(text, "who" | "which");
        let verb = after.is(Facts::AUXILIARY | Facts::CUE | Facts::ADVERB) && after.case == Case::Lower;
        return (sure || (text == "that" && verb)).then_some(SourceKind::Relative);
    }
    if token.is(Facts::POSSESSIVE) && (token.case == Case::Lower || token.has(Marks::SENTENCE)) {
        return Some(SourceKind::Possessive);
    }
    let some = || {
        let text = text();
        token.is(Facts::FUNCTION_OTHER) && SOME.iter().any(|some| some.eq_ignore_ascii_case(text))
    };
    // "some voters": the noun is the source, and has "some" as its determiner.
    let verb = after.is(Facts::CUE.union(Facts::FUNCTION)) || after.class != Class::Word;
    (verb && some()).then_some(SourceKind::Some)
}

/// Whether a noun phrase may begin or go on with this word outside quotations: no function word, no verb that can be told.
#[inline]
fn is_noun(around: &Around<'_, '_>, at: usize) -> bool {
    let token = &around.tokens.list[at];
    let written = || around.tokens.text.as_bytes().get(token.span.start as usize..token.span.end as usize);
    let verb = || token.is(Facts::CUE) || ends_like_a_verb(written().unwrap_or_default());
    let led = || {
        let before = at.checked_sub(1).map(|n| &around.tokens.list[n]);
        before.is_some_and(|t| t.is(Facts::DETERMINER | Facts::POSSESSIVE) || t.class == Class::Clitic)
    };
    let other = Facts::FUNCTION.union(Facts::WEEKDAY).union(Facts::MONTH);
    !token.is(other) && (token.case != Case::Lower || !verb() || led())
}

/// "-ed", "-ing", and "-ly" of adverbs.
fn ends_like_a_verb(word: &[u8]) -> bool {
    matches!(word, [.., b'e', b'd'] | [.., b'i', b'n', b'g'] | [.., b'l', b'y'])
}

/// Where the phrase of a noun ends, at `limit` at the latest.
fn end(around: &Around<'_, '_>, noun: usize, limit: usize) -> usize {
    let list = &around.tokens.list;
    let mut end = noun + 1;
    while end < limit && end - noun < LONGEST && continues(around, end) {
        end += 1;
    }
    if list[end - 1].class == Class::Hyphen { end - 1 } else { end }
}

fn continues(around: &Around<'_, '_>, at: usize) -> bool {
    let list = &around.tokens.list;
    match list[at].class {
        Class::Word | Class::Hyphen if list[at].has(Marks::PARAGRAPH) => false,
        Class::Hyphen => list.get(at + 1).is_some_and(|t| t.class == Class::Word),
        Class::Word => !around.stretches.holds(at) && (list[at - 1].class == Class::Hyphen || is_noun(around, at)),
        _ => false,
    }
}

/// Where the phrase of a noun begins: at its determiner, or at the name that says which ("the Clinton campaign",
/// "Trump's team"), in the sentence that begins at `first`.
fn begin(around: &Around<'_, '_>, (first, noun): (usize, usize), out: &[Possible]) -> usize {
    let list = &around.tokens.list;
    let mut start = noun;
    if start > 0 && list[start - 1].class == Class::Clitic {
        start -= 1;
    }
    if let Some(name) = out.last().filter(|p| p.end == start && p.phrase.is_some() && start > first) {
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
