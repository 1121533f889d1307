//! To whom something is said: "told the BBC", "wrote to Ms. Garro", "in an interview with Danube Radio".

use super::cues::CueAt;
use super::resolver::Resolver;
use super::speakers::Around;
use super::{Addressee, SpeakerForm};
use crate::gazetteer::{Facts, Frames};
use crate::resolve::EntityId;
use crate::text::{Case, Class, Marks, Tokens};

/// The longest noun phrase for an addressee, in tokens.
const LONGEST: usize = 7;
/// How far after its verb "in an interview with" may stand, in tokens.
const FAR: usize = 14;
/// Talks that are had with somebody.
const TALKS: [&str; 14] = [
    "interview",
    "interviews",
    "conversation",
    "conversations",
    "call",
    "meeting",
    "discussion",
    "chat",
    "exchange",
    "briefing",
    "letter",
    "email",
    "e-mail",
    "message",
];

/// The addressee that a cue has: the object of a verb that takes one; who stands after "to" right behind a verb of
/// writing or saying; with whom a talk was had in which it was said.
///
/// For: "told reporters in Paris" (reporters), "said in a letter to the minister". Against: "told of the plan", "wrote to
/// complain", "said in an interview on Monday".
pub(super) fn addressee(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    cue: &CueAt,
    spoken: &[(usize, EntityId)],
) -> Option<Addressee> {
    let tokens = around.tokens;
    let list = &tokens.list;
    let word = around.word_at(cue.start)?;
    let object = || word.frames.takes(Frames::ADDRESSEE).then(|| phrase(around, resolver, word.end, spoken)).flatten();
    let to = || {
        let to = list.get(word.end).filter(|t| t.case == Case::Lower && tokens.str(word.end) == "to");
        to.filter(|_| word.frames.takes(Frames::QUOTE)).and_then(|_| phrase(around, resolver, word.end + 1, spoken))
    };
    // "asked him", "told her": the object itself.
    object().or_else(to).or_else(|| {
        let sentence = tokens.sentence(tokens.sentence_of(cue.start)).start;
        let with = talk(tokens, cue.start + 1).or_else(|| talk(tokens, sentence).filter(|&n| n < cue.start))?;
        phrase(around, resolver, with + 1, spoken)
    })
}

/// "in an interview with": the "with" or "to" after a talk in the same clause.
fn talk(tokens: &Tokens<'_>, from: usize) -> Option<usize> {
    let list = &tokens.list;
    let limit = list.len().min(from + FAR);
    let ends = |n: usize| list[n].class.ends_sentence() || list[n].class.is_quote() || list[n].has(Marks::SENTENCE);
    let clause = (from..limit).find(|&n| ends(n)).unwrap_or(limit);
    let noun = (from..clause).find(|&n| list[n].case == Case::Lower && TALKS.contains(&tokens.str(n)))?;
    let led = (from..noun).rev().take(4).any(|n| matches!(tokens.str(n), "in" | "during" | "In" | "During"));
    let with = (noun + 1..clause.min(noun + 5)).find(|&n| matches!(tokens.str(n), "with" | "to"))?;
    led.then_some(with)
}

/// The noun phrase that begins at a token: who can speak, a pronoun in the objective case, or a noun with its determiner.
fn phrase(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    from: usize,
    spoken: &[(usize, EntityId)],
) -> Option<Addressee> {
    let tokens = around.tokens;
    let list = &tokens.list;
    let first = list.get(from).filter(|t| t.class == Class::Word && !t.has(Marks::SENTENCE))?;
    let next = around.phrases.partition_point(|p| p.start < from);
    let led = |to: usize| (from..to).all(|n| list[n].is(Facts::DETERMINER | Facts::TITLE | Facts::ROLE | Facts::NUMBER_WORD));
    if let Some(p) = around.phrases.get(next).filter(|p| p.start <= from + LONGEST / 2 && led(p.start)) {
        let speaker = resolver.speaker(next, spoken);
        let pronoun = speaker.form == SpeakerForm::Pronoun;
        return (!pronoun).then(|| Addressee { span: tokens.span(p.start, p.end), entity: speaker.entity });
    }
    if first.is(Facts::OBJECT) && first.case == Case::Lower && !first.is(Facts::DETERMINER | Facts::POSSESSIVE) {
        return Some(Addressee { span: tokens.span(from, from + 1), entity: resolver.object(from) });
    }
    // "told a parliamentary committee", "told Danube Radio": to the end of the noun.
    let inner = |n: usize| {
        let t = &list[n];
        let noun = t.class == Class::Word && !t.is(Facts::FUNCTION) && !(t.case == Case::Lower && t.is(Facts::CUE));
        (noun || t.class == Class::Hyphen) && !t.has(Marks::SENTENCE)
    };
    let start = from + usize::from(first.is(Facts::DETERMINER | Facts::POSSESSIVE) && first.case == Case::Lower);
    let end = (start..list.len().min(start + LONGEST)).find(|&n| !inner(n)).unwrap_or(start + LONGEST).min(list.len());
    let name = list.get(start).is_some_and(|t| t.is_capitalised());
    let plain = start > from || name || end == start + 1 && list[start].is(Facts::PLURAL_ROLE);
    (end > start && plain && !around.stretches.holds(start))
        .then(|| Addressee { span: tokens.span(from, end), entity: None })
}
