//! Quotations within quotations that have their own speaker: “… ‘Go home,’ he told me, and I …”.

use rustc_hash::FxHashMap;
use smallvec::smallvec;
use smol_str::SmolStr;

use super::cues::word_from;
use super::groups::{self, Group, Shape};
use super::marks::{Stretch, Stretches};
use super::{Addressee, CueWord, Quote, QuoteKind, Speaker, SpeakerForm};
use crate::gazetteer::{Facts, Frames, Gazetteer, Gender};
use crate::resolve::{Entities, EntityId, EntityKind, Form, role_phrase};
use crate::text::{Case, Class, Marks, Tokens};

/// How sure it is that the subject of the verb beside an inner quotation speaks it.
const BESIDE: f32 = 0.85;
/// The most tokens between an inner quotation and its verb: "told me:".
const GAP: usize = 4;

/// How far before a second verb the subject of both is looked for, in tokens.
const FAR: usize = 14;

/// How many names within the outer quotation are looked through for "he".
const FEW: usize = 40;

/// What stands beside an inner quotation: the verb, and the words for who speaks.
struct Found {
    cue: (usize, usize),
    row: u32,
    who: (usize, usize),
    to: Option<usize>,
}

/// The rule `nested`: an inner quotation right before or after which, inside the outer one, somebody is said to speak.
/// One without that stays part of the outer one.
///
/// For: “‘Go home,’ he told me.”, “I said, ‘There is water on the stairs.’” Against: “They call it ‘the pit’ here.”
pub(super) fn nested(
    tokens: &Tokens<'_>,
    gazetteer: &Gazetteer,
    entities: &Entities,
    stretches: &Stretches,
    quotes: &mut [Quote],
) {
    if stretches.nested.is_empty() {
        return;
    }
    let mentions: Vec<(usize, usize, EntityId)> = entities
        .mentions()
        .into_iter()
        .filter(|(_, m)| m.form == Form::Name)
        .map(|(id, m)| (m.start, m.end, id))
        .collect();
    let mut holders: FxHashMap<u32, usize> = FxHashMap::default();
    for (n, quote) in quotes.iter().enumerate() {
        holders.extend(quote.parts.iter().map(|p| (p.start, n)));
    }
    for inner in &stretches.nested {
        let Some(holder) = stretches.at(inner.open).map(|n| &stretches.list[n]) else { continue };
        let Some(found) = after(tokens, gazetteer, inner, holder).or_else(|| before(tokens, gazetteer, inner, holder))
        else {
            continue;
        };
        let group = Group { parts: smallvec![0] };
        let alone = Stretches::only(*inner);
        let class = gazetteer.cue_by_row(found.row).map(|c| SmolStr::new(&c.class));
        let kind = match groups::shape(tokens, &alone, &group) {
            Shape::Direct => QuoteKind::Direct,
            // "They call it ‘the long pit’": a name for something.
            Shape::Mixed if class.as_deref() != Some("call") => QuoteKind::Mixed,
            _ => continue,
        };
        let start = tokens.span(holder.open, holder.close + 1).start;
        let Some(outer) = holders.get(&start).and_then(|&n| quotes.get_mut(n)) else { continue };
        let within = mentions.partition_point(|m| m.0 < holder.open)..mentions.partition_point(|m| m.0 <= holder.close);
        let mentions = &mentions[within];
        let named = |at: usize| {
            let n = mentions.partition_point(|m| m.0 <= at).checked_sub(1)?;
            mentions.get(n).filter(|m| at < m.1).copied()
        };
        let outer_speaker = outer.speaker.as_ref().and_then(|s| s.entity);
        // "he" inside a quotation is somebody whom the quotation names.
        let he = |gender: Gender| -> Option<EntityId> {
            let before = mentions.partition_point(|m| m.1 <= found.who.0);
            let near = mentions[..before].iter().rev().take(FEW);
            near.map(|m| m.2).find(|id| {
                let entity = entities.get(*id).filter(|e| e.kind == EntityKind::Person);
                Some(*id) != outer_speaker && entity.is_some_and(|e| e.gender.is_none_or(|g| g == gender))
            })
        };
        let (mut who, word) = (found.who, tokens.str(found.who.0).to_ascii_lowercase());
        let (entity, form) = match word.as_str() {
            "i" => (outer_speaker, SpeakerForm::Pronoun),
            "he" => (he(Gender::M), SpeakerForm::Pronoun),
            "she" => (he(Gender::F), SpeakerForm::Pronoun),
            _ if tokens.list[found.who.0].is(Facts::SUBJECT) => (None, SpeakerForm::Pronoun),
            _ => match named(found.who.1 - 1) {
                Some((start, end, id)) => {
                    who = (start, end);
                    (Some(id), SpeakerForm::Name)
                }
                None => (None, SpeakerForm::Role),
            },
        };
        let addressee = found.to.map(|at| Addressee {
            span: tokens.span(at, at + 1),
            entity: if tokens.str(at) == "me" { outer_speaker } else { None },
        });
        outer.nested.push(Quote {
            kind,
            parts: smallvec![tokens.span(inner.open, inner.close + 1)],
            contents: smallvec![tokens.span(inner.first(), inner.end())],
            speaker: Some(Speaker { entity, span: tokens.span(who.0, who.1), form }),
            with: Vec::new(),
            cue: class.map(|class| CueWord { span: tokens.span(found.cue.0, found.cue.1), class }),
            addressee,
            nested: Vec::new(),
            reason: SmolStr::new_static("nested"),
            confidence: BESIDE,
        });
    }
}

/// "‘…,’ he told me", "‘…,’ said the man".
fn after(tokens: &Tokens<'_>, gazetteer: &Gazetteer, inner: &Stretch, holder: &Stretch) -> Option<Found> {
    let list = &tokens.list;
    let from = inner.close + 1 + usize::from(list.get(inner.close + 1)?.class == Class::Comma);
    let speech = matches!(list[inner.end() - 1].class, Class::Comma | Class::Question | Class::Exclamation)
        || from > inner.close + 1;
    if !speech || list[from.min(holder.close)].has(Marks::SENTENCE | Marks::PARAGRAPH) {
        return None;
    }
    let end = holder.end();
    for at in from..end.min(from + GAP) {
        let Some(cue) = says(tokens, gazetteer, at) else { continue };
        if at > from {
            let to = addressee(tokens, cue.1, end, cue.3);
            return subject(tokens, at, from).map(|who| Found { cue: (at, cue.1), row: cue.2, who, to });
        }
        // "said the man", "said Garro"
        let mut last = cue.1;
        let inner_word = |n: usize| {
            list[n].class == Class::Word && !list[n].is(Facts::CUE | Facts::CONJUNCTION | Facts::PREPOSITION)
        };
        while last < end && last - cue.1 < GAP && inner_word(last) {
            last += 1;
        }
        return (last > cue.1).then_some(Found { cue: (at, cue.1), row: cue.2, who: (cue.1, last), to: None });
    }
    None
}

/// "I said, ‘…’", "The man asked me, ‘…’": the verb ends what stands before the mark.
fn before(tokens: &Tokens<'_>, gazetteer: &Gazetteer, inner: &Stretch, holder: &Stretch) -> Option<Found> {
    let list = &tokens.list;
    let start = holder.first();
    let mark = inner.open.checked_sub(1).filter(|&n| n >= start)?;
    if !matches!(list[mark].class, Class::Comma | Class::Colon) && !list[mark].is(Facts::CUE | Facts::OBJECT) {
        return None;
    }
    let to = if matches!(list[mark].class, Class::Comma | Class::Colon) { mark } else { inner.open };
    for at in (to.saturating_sub(GAP).max(start)..to).rev() {
        if list[at].has(Marks::SENTENCE) && at + 1 == to {
            return None;
        }
        let Some(cue) = says(tokens, gazetteer, at) else { continue };
        let object = addressee(tokens, cue.1, to, cue.3);
        let ends = cue.1 == to || object.is_some_and(|n| n + 1 == to);
        return if ends {
            subject(tokens, at, start).map(|who| Found { cue: (at, cue.1), row: cue.2, who, to: object })
        } else {
            None
        };
    }
    None
}

/// A verb that takes a quotation, at a token: its start, end, row and frames.
fn says(tokens: &Tokens<'_>, gazetteer: &Gazetteer, at: usize) -> Option<(usize, usize, u32, Frames)> {
    let word = word_from(tokens, gazetteer, at)?;
    let verb =
        word.frames.takes(Frames::QUOTE) && !word.frames.takes(Frames::PREP.with(Frames::NOUN).with(Frames::WEAK));
    (verb && tokens.list[at].case == Case::Lower).then_some((word.start, word.end, word.row, word.frames))
}

/// "told me": the pronoun after a verb that takes one.
fn addressee(tokens: &Tokens<'_>, at: usize, end: usize, frames: Frames) -> Option<usize> {
    let object = tokens.get(at).filter(|t| at < end && t.is(Facts::OBJECT) && t.case == Case::Lower)?;
    (frames.takes(Frames::ADDRESSEE) && object.class == Class::Word).then_some(at)
}

/// The words for the subject that ends before a verb, auxiliaries and adverbs passed over.
fn subject(tokens: &Tokens<'_>, verb: usize, from: usize) -> Option<(usize, usize)> {
    let list = &tokens.list;
    let mut end = verb;
    while end > from && list[end - 1].is(Facts::AUXILIARY | Facts::ADVERB) && !list[end - 1].is(Facts::SUBJECT) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|&n| n >= from)?;
    let token = &list[last];
    if token.class != Class::Word || list[end].has(Marks::SENTENCE) {
        return None;
    }
    if token.is(Facts::SUBJECT) && !token.is(Facts::RELATIVE) {
        return Some((last, end));
    }
    // "He came in and said": the subject begins the sentence.
    if token.is(Facts::CONJUNCTION) {
        let first = (from..last).rev().take(FAR).find(|&n| list[n].has(Marks::SENTENCE) || n == from)?;
        return list[first].is(Facts::SUBJECT).then_some((first, first + 1));
    }
    if token.is_capitalised() && !token.has(Marks::SENTENCE) || token.is_capitalised() && !token.is(Facts::FUNCTION) {
        return Some((last, end));
    }
    let first = role_phrase(tokens, last).max(from);
    let led = first.checked_sub(1).filter(|&n| n >= from && list[n].is(Facts::DETERMINER | Facts::POSSESSIVE))?;
    (!token.is(Facts::FUNCTION)).then_some((led, end))
}
