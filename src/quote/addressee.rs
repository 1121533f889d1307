//! To whom something is said: "told the BBC", "wrote to Ms. Garro", "in an interview with Danube Radio".

use super::cues::{CueAt, Relation};
use super::phrases::SpeakerKind;
use super::resolver::Resolver;
use super::speakers::Around;
use super::{Addressee, SpeakerForm};
use crate::gazetteer::{Facts, Frames, Sort};
use crate::resolve::EntityId;
use crate::span::Span;
use crate::text::{Case, Class, Marks, Tokens};

/// The longest noun phrase for an addressee, in tokens.
const LONGEST: usize = 7;
/// How far after its verb "in an interview with" may stand, in tokens.
const FAR: usize = 14;

/// Whether a word is a talk that is had with somebody.
fn is_talk(word: &str) -> bool {
    matches!(
        word,
        "interview"
            | "interviews"
            | "conversation"
            | "conversations"
            | "call"
            | "meeting"
            | "discussion"
            | "chat"
            | "exchange"
            | "briefing"
            | "letter"
            | "email"
            | "e-mail"
            | "message"
    )
}

/// The addressee that a cue has: the object of a verb that takes one; who stands after "to" right behind a verb of
/// writing or saying; with whom a talk was had in which it was said. Never the speaker, who may stand there too.
///
/// For: "told reporters in Paris" (reporters), "said in a letter to the minister". Against: "told of the plan", "wrote to
/// complain", "said in an interview on Monday", "asked the judge" after a quotation.
pub(super) fn addressee(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    cue: &CueAt,
    speaker: Option<Span>,
    spoken: &[(usize, EntityId)],
) -> Option<Addressee> {
    let tokens = around.tokens;
    let list = &tokens.list;
    let word = around.word_at(cue.start)?;
    // "called the plan a mistake", "described the house": what is spoken of.
    let row = around.gazetteer.cue_by_row(word.row)?;
    let spoken_of = word.frames.takes(Frames::AS) || matches!(row.class.as_str(), "call" | "describe" | "criticize");
    let tells = matches!(row.class.as_str(), "tell" | "testify");
    let object = || {
        let takes = word.frames.takes(Frames::ADDRESSEE) && !spoken_of && cue.relation != Relation::Inverted;
        takes.then(|| phrase(around, resolver, word.end, tells, spoken)).flatten()
    };
    let to = || {
        let to = list.get(word.end).filter(|t| t.case == Case::Lower && tokens.str(word.end) == "to");
        let says = word.frames.takes(Frames::QUOTE) && !word.frames.takes(Frames::WEAK);
        to.filter(|_| says).and_then(|_| phrase(around, resolver, word.end + 1, true, spoken))
    };
    let talked = || {
        let sentence = tokens.sentence(tokens.sentence_of(cue.start)).start;
        let with = talk(tokens, cue.start + 1).or_else(|| talk(tokens, sentence).filter(|&n| n < cue.start))?;
        phrase(around, resolver, with + 1, true, spoken)
    };
    let apart = |a: &Addressee| speaker.is_none_or(|s| a.span.end <= s.start || s.end <= a.span.start);
    object().filter(apart).or_else(to).filter(apart).or_else(talked).filter(apart)
}

/// "in an interview with": the "with" or "to" after a talk in the same clause.
fn talk(tokens: &Tokens<'_>, from: usize) -> Option<usize> {
    let list = &tokens.list;
    let limit = list.len().min(from + FAR);
    let ends = |n: usize| list[n].class.ends_sentence() || list[n].class.is_quote() || list[n].has(Marks::SENTENCE);
    let noun = |n: usize| list[n].case == Case::Lower && !list[n].is(Facts::FUNCTION) && is_talk(tokens.str(n));
    let noun = (from..limit).take_while(|&n| !ends(n)).find(|&n| noun(n))?;
    let led = (from..noun).rev().take(4).any(|n| matches!(tokens.str(n), "in" | "during" | "In" | "During"));
    let mut near = (noun + 1..limit.min(noun + 5)).take_while(|&n| !ends(n));
    let with = near.find(|&n| matches!(tokens.str(n), "with" | "to"))?;
    led.then_some(with)
}

/// The noun phrase that begins at a token: who can speak, a pronoun in the objective case, or, where `any`, a name or a
/// body ("a parliamentary committee").
fn phrase(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    from: usize,
    any: bool,
    spoken: &[(usize, EntityId)],
) -> Option<Addressee> {
    let tokens = around.tokens;
    let list = &tokens.list;
    let first = list.get(from).filter(|t| t.class == Class::Word && !t.has(Marks::SENTENCE))?;
    if first.is(Facts::RELATIVE) || around.stretches.holds(from) {
        return None;
    }
    let inner = |n: usize| {
        let t = &list[n];
        let noun = t.class == Class::Word && !t.is(Facts::FUNCTION) && !(t.case == Case::Lower && t.is(Facts::CUE));
        (noun || t.class == Class::Hyphen) && !t.has(Marks::SENTENCE)
    };
    let end_of = |start: usize| {
        let limit = list.len().min(start + LONGEST);
        (start..limit).find(|&n| !inner(n)).unwrap_or(limit)
    };
    let next = around.phrases.partition_point(|p| p.start < from);
    let before = Facts::DETERMINER | Facts::TITLE | Facts::ROLE | Facts::NUMBER_WORD;
    let led = |to: usize| (from..to).all(|n| list[n].is(before));
    if let Some(p) = around.phrases.get(next).filter(|p| p.start <= from + LONGEST / 2 && led(p.start)) {
        // "told the club's website": the website.
        let owner = list.get(p.end).is_some_and(|t| t.class == Class::Clitic && !t.is(Facts::AUXILIARY));
        let end = if owner { end_of(p.end + 1) } else { p.end };
        if owner && end > p.end + 1 {
            return any.then(|| Addressee { span: tokens.span(p.start, end), entity: None });
        }
        let speaker = resolver.speaker(next, spoken);
        let able = speaker.form != SpeakerForm::Pronoun && p.kind != SpeakerKind::Document;
        return able.then(|| Addressee { span: tokens.span(p.start, p.end), entity: speaker.entity });
    }
    if first.is(Facts::OBJECT) && first.case == Case::Lower && !first.is(Facts::DETERMINER | Facts::POSSESSIVE) {
        return Some(Addressee { span: tokens.span(from, from + 1), entity: resolver.object(from) });
    }
    let start = from + usize::from(first.is(Facts::DETERMINER | Facts::POSSESSIVE) && first.case == Case::Lower);
    let end = end_of(start);
    let last = end.checked_sub(1).filter(|_| any && end > start)?;
    let noun = tokens.str(last).to_ascii_lowercase();
    let body = || around.gazetteer.stand_ins(&noun).iter().any(|s| matches!(s.sort, Sort::Name | Sort::Kind));
    (list[start].is_capitalised() || body()).then(|| Addressee { span: tokens.span(from, end), entity: None })
}
