//! Tokens and entities to quotes: what is said, by whom, with which word.

mod addressee;
mod blocks;
mod cues;
mod dialogue;
mod groups;
mod headlines;
pub mod indirect;
mod landmarks;
mod marks;
mod nested;
mod phrases;
mod resolver;
mod singles;
pub mod speakers;
#[cfg(test)]
mod tests;
mod turns;

use smallvec::{SmallVec, smallvec};
use smol_str::{SmolStr, format_smolstr};

use addressee::addressee;
pub use cues::{CueAt, Relation, Word, Words, cues, words as cue_words};
pub use groups::{Group, Shape, groups};
pub use indirect::IndirectWeights;
pub use marks::{Stretch, Stretches, stretches};
pub use phrases::{Phrase, SpeakerKind, phrases};
pub use speakers::{Around, Choice, SpeakerEvidence, SpeakerWeights};

use crate::gazetteer::Gazetteer;
use crate::resolve::{Entities, EntityId};
use crate::span::Span;
use crate::text::{Class, Marks, Tokens};
pub(crate) use resolver::{RULES, Resolver, Step};
use speakers::Weighing;

/// What sort of quote one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// Whole clauses in quotation marks.
    Direct,
    /// Quoted words within the reporter's own clause.
    Mixed,
    /// Up to three quoted words, scare quotes, titles of works.
    Fragment,
    /// No quotation marks: "said that …".
    Indirect,
}

/// How a speaker is named where the quote is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerForm {
    /// By name.
    Name,
    /// "he"
    Pronoun,
    /// "the ambassador"
    Role,
}

/// Who speaks.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// The entity, when it can be told.
    pub entity: Option<EntityId>,
    /// The words that stand there, in bytes.
    pub span: Span,
    /// How they name the speaker.
    pub form: SpeakerForm,
}

/// The word of saying.
#[derive(Clone, Debug)]
pub struct CueWord {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its class in cues.tsv.
    pub class: SmolStr,
}

/// To whom it was said.
#[derive(Clone, Debug)]
pub struct Addressee {
    /// The words that stand there, in bytes.
    pub span: Span,
    /// The entity, when it is one.
    pub entity: Option<EntityId>,
}

/// The parts of a quotation: nearly always one.
pub type Parts = SmallVec<[Span; 2]>;

/// One quote.
#[derive(Clone, Debug)]
pub struct Quote {
    /// What sort it is.
    pub kind: QuoteKind,
    /// Its parts with their marks, in bytes.
    pub parts: Parts,
    /// The same without their marks.
    pub contents: Parts,
    /// Who speaks, where the text tells.
    pub speaker: Option<Speaker>,
    /// Those who say it with the speaker, in the order of the text.
    pub with: Vec<Speaker>,
    /// The word of saying.
    pub cue: Option<CueWord>,
    /// To whom.
    pub addressee: Option<Addressee>,
    /// The rule or the strongest evidence.
    pub reason: SmolStr,
    /// Quotations within it that have their own speaker.
    pub nested: Vec<Quote>,
    /// How probable it is that this is its speaker (or, without one, that it has none).
    pub confidence: f32,
}

/// What is known on the way to the quotes, for explanations: once for each quotation in marks, and once more before speech
/// without marks is looked for.
pub(crate) struct Seen<'s, 'a, 't> {
    /// Who can speak, with their cues.
    pub(crate) around: &'s Around<'a, 't>,
    /// Tells whom words mean.
    pub(crate) resolver: &'s Resolver<'a, 't>,
    /// Who has spoken so far: the start of the phrase and the entity.
    pub(crate) spoken: &'s [(usize, EntityId)],
    /// The quotation in marks.
    pub(crate) weighed: Option<Weighed<'s>>,
}

/// A quotation in marks, with what [`Around::choices`] needs to tell everybody who may speak it, and the share of each.
pub(crate) struct Weighed<'s> {
    pub(crate) group: &'s Group,
    pub(crate) last: Option<(usize, usize)>,
    pub(crate) shares: &'s [f32],
}

/// What a possible speaker is, in a word.
pub(crate) fn kind_name(kind: SpeakerKind) -> &'static str {
    speakers::KIND_NAMES[kind as usize]
}

/// Finds the quotes of a text.
pub fn quotes(
    tokens: &Tokens<'_>,
    entities: &Entities,
    stretches: &Stretches,
    gazetteer: &Gazetteer,
    weights: &SpeakerWeights,
    reports: &IndirectWeights,
) -> Vec<Quote> {
    quotes_seen(tokens, entities, stretches, gazetteer, weights, reports, &mut |_| {})
}

/// The same, showing what is weighed on the way.
pub(crate) fn quotes_seen(
    tokens: &Tokens<'_>,
    entities: &Entities,
    stretches: &Stretches,
    gazetteer: &Gazetteer,
    weights: &SpeakerWeights,
    reports: &IndirectWeights,
    see: &mut impl FnMut(Seen<'_, '_, '_>),
) -> Vec<Quote> {
    let mentions = entities.mentions();
    let phrases = phrases::phrases_of(tokens, entities, &mentions, stretches);
    let words = cue_words(tokens, gazetteer, stretches);
    let cues = cues(tokens, &phrases, &words, stretches);
    let around = Around::new(tokens, gazetteer, stretches, &phrases, &cues, &words);
    let weighing = Weighing::new(&around, weights);
    let resolver = Resolver::new(tokens, gazetteer, (entities, &mentions), &phrases, stretches);
    let groups = groups(tokens, stretches);
    let mut out = Vec::with_capacity(groups.len());
    let mut last: Option<(usize, usize)> = None;
    let mut spoken: Vec<(usize, EntityId)> = Vec::new();
    let mut talk = dialogue::Dialogue::default();
    for group in groups {
        let shape = groups::shape(tokens, stretches, &group);
        let Some(asked) = around.ask(&group, last) else { continue };
        let (best, probabilities) = weighing.best(&asked);
        let weighed = Some(Weighed { group: &group, last, shares: &probabilities });
        see(Seen { around: &around, resolver: &resolver, spoken: &spoken, weighed });
        let label = label_of(tokens, &stretches.list[group.parts[0]]);
        let signed = signature(tokens, &phrases, &stretches.list[group.parts[group.parts.len() - 1]]);
        let signed = signed.and_then(|p| asked.choice_of(p));
        let here = dialogue::Line::new(tokens, stretches, &group);
        let other = talk.other(tokens, &here).filter(|_| around.cue_beside(&group).is_none());
        let best = signed.unwrap_or(best);
        // A headline's colon tells where nothing else does.
        let headed = if asked.phrase(best).is_none() && signed.is_none() && label.is_none() {
            headlines::speaker(&around, &stretches.list[group.parts[0]])
        } else {
            None
        };
        let headed = headed.and_then(|p| asked.choice_of(p));
        let best = headed.unwrap_or(best);
        let phrase = asked.phrase(best);
        let open = stretches.list[group.parts[0]].open;
        let close = stretches.list[group.parts[group.parts.len() - 1]].close;
        let name_only = headed.is_none() && shape == Shape::Fragment && around.names_something(&group);
        let speaker = match label {
            None if name_only => None,
            Some(label) => Some(resolver.label(label)),
            None if signed.is_none() && other.is_some() => other.clone(),
            None => phrase.map(|p| resolver.speaker(p, &spoken)),
        };
        talk.say(here, speaker.clone());
        let with = match (phrase, &speaker) {
            (Some(p), Some(s)) if label.is_none() && !name_only && (signed.is_some() || other.is_none()) => {
                resolver.with(p, cues[p].as_ref(), s, &spoken)
            }
            _ => Vec::new(),
        };
        let weighed = label.is_none() && other.is_none() && !name_only;
        if let Some(p) = phrase.filter(|_| weighed) {
            last = Some((p, close));
            if let Some(id) = speaker.as_ref().and_then(|s| s.entity) {
                spoken.push((phrases[p].start, id));
            }
        }
        let cue = phrase
            .filter(|_| weighed)
            .and_then(|p| cues[p])
            .filter(|c| c.start.abs_diff(open) < 60 || c.start.abs_diff(close) < 60);
        let (reason, confidence) = match signed {
            _ if label.is_some() => (SmolStr::new_static("turn"), TURN),
            _ if name_only => (SmolStr::new_static("name-or-title"), NAMES),
            None if other.is_some() => (SmolStr::new_static("alternating-speakers"), ALTERNATES),
            None if headed.is_some() => {
                (SmolStr::new_static("headline-colon"), headlines::SURE.max(probabilities[best]))
            }
            Some(_) => (SmolStr::new_static("signature"), SIGNED.max(probabilities[best])),
            None => (weights.name(asked.strongest(best, weights)).into(), probabilities[best]),
        };
        let said_by = speaker.as_ref().map(|s| s.span);
        let parts = group.parts.iter().map(|&p| &stretches.list[p]);
        out.push(Quote {
            kind: match shape {
                Shape::Direct => QuoteKind::Direct,
                Shape::Mixed => QuoteKind::Mixed,
                Shape::Fragment => QuoteKind::Fragment,
            },
            parts: parts.clone().map(|s| tokens.span(s.open, s.close + 1)).collect(),
            contents: parts.map(|s| tokens.span(s.first(), s.end())).collect(),
            speaker,
            with,
            cue: cue.and_then(|c| cue_word(tokens, gazetteer, &c)),
            addressee: cue.and_then(|c| addressee(&around, &resolver, &c, said_by, &spoken)),
            nested: Vec::new(),
            reason,
            confidence,
        });
    }
    out.extend(transcript(tokens, stretches, &resolver));
    out.extend(blocks::blocks(&around, &resolver, &spoken));
    blocks::pull_quotes(tokens, &mut out);
    nested::nested(tokens, gazetteer, entities, stretches, &mut out);
    see(Seen { around: &around, resolver: &resolver, spoken: &spoken, weighed: None });
    let unmarked = indirect::indirect(&around, &resolver, reports, &out, &spoken);
    let mut out = merged(out, unmarked);
    if tokens.condition.substituted {
        out.iter_mut().for_each(doubt);
    }
    out
}

/// All of two lists in the order of the text, in which each by itself nearly always is.
fn merged(mut a: Vec<Quote>, mut b: Vec<Quote>) -> Vec<Quote> {
    let start = |quote: &Quote| quote.parts.first().map_or(0, |p| p.start);
    for list in [&mut a, &mut b] {
        if !list.is_sorted_by_key(start) {
            list.sort_by_key(start);
        }
    }
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    while let (Some(one), Some(other)) = (a.as_slice().first(), b.as_slice().first()) {
        out.extend(if start(one) <= start(other) { a.next() } else { b.next() });
    }
    out.extend(a);
    out.extend(b);
    out
}

/// What is left of the trust in a speaker where names replaced pronouns: the name beside the cue may be nobody's. Nothing
/// is fitted on such text; it is a guess, on the side of caution.
const SUBSTITUTED: f32 = 0.8;

/// Notes that a speaker was read in a text of replaced words.
fn doubt(quote: &mut Quote) {
    if quote.speaker.is_some() {
        quote.reason = format_smolstr!("{}+substituted-text", quote.reason);
        quote.confidence *= SUBSTITUTED;
    }
    quote.nested.iter_mut().for_each(doubt);
}

/// How sure it is that the name of something is nobody's words.
const NAMES: f32 = 0.8;
/// How sure it is that two who talk take turns.
const ALTERNATES: f32 = 0.75;
/// How sure the label of a turn is.
const TURN: f32 = 0.95;

/// The label of a quotation in marks that is a turn of a transcript: "WALLACE: …".
fn label_of(tokens: &Tokens<'_>, first: &Stretch) -> Option<(usize, usize)> {
    if first.opened {
        return None;
    }
    let range = tokens.paragraph(tokens.paragraph_of(first.open));
    let start = range.start + usize::from(tokens.list[range.start].class.is_double_quote());
    turns::label(tokens, start, range.end).filter(|l| l.2 == first.open).map(|l| l.1)
}

/// The turns of a transcript or an interview without marks, as direct quotes.
fn transcript(tokens: &Tokens<'_>, stretches: &Stretches, resolver: &Resolver<'_, '_>) -> Vec<Quote> {
    let turns = turns::turns(tokens, stretches);
    let begins = turns.first().map_or(0, |t| t.1.label.0);
    let answers = resolver.main_person(begins);
    let quote = |(kind, turn): (turns::Label, turns::Turn)| {
        let span = tokens.span(turn.text.0, turn.text.1);
        let mut speaker = resolver.label(turn.label);
        match kind {
            turns::Label::Question => speaker.entity = None,
            turns::Label::Answer => speaker.entity = answers,
            _ => {}
        }
        if matches!(kind, turns::Label::Question | turns::Label::Answer) {
            speaker.form = SpeakerForm::Role;
        }
        Quote {
            kind: QuoteKind::Direct,
            parts: smallvec![span],
            contents: smallvec![span],
            speaker: Some(speaker),
            with: Vec::new(),
            cue: None,
            addressee: None,
            nested: Vec::new(),
            reason: SmolStr::new_static("turn"),
            confidence: TURN,
        }
    };
    turns.into_iter().map(quote).collect()
}

/// How sure a signature is.
const SIGNED: f32 = 0.97;
/// The most tokens of what may follow the name in a signature: "— Michelle Marks, Philadelphia".
const AFTER_NAME: usize = 12;

/// The rule `signature`: a quotation with a dash and a name after it, and nothing else on that line, is that name's.
///
/// For: “It needs to stop.” — Michelle Marks, Philadelphia. Against: “the best” — Marks's words — was bad.
fn signature(tokens: &Tokens<'_>, phrases: &[Phrase], last: &Stretch) -> Option<usize> {
    let list = &tokens.list;
    let name = last.close + 2;
    if !last.closed || list.get(last.close + 1)?.class != Class::Dash {
        return None;
    }
    let next = phrases.partition_point(|p| p.start < name);
    let phrase = phrases.get(next).filter(|p| p.start <= name + 3 && !list[p.start].has(Marks::LINE))?;
    let named = (name..phrase.start).all(|n| list[n].is_capitalised());
    let rest = list[phrase.end.min(list.len())..].iter().take(AFTER_NAME).take_while(|t| !t.has(Marks::LINE));
    let mut rest = rest.peekable();
    let apart = rest.peek().is_none_or(|t| matches!(t.class, Class::Comma | Class::Stop | Class::Open));
    let ends = phrase.end >= list.len() || rest.clone().count() < AFTER_NAME;
    // Where the lines were joined, the next quotation follows.
    let next_opens = |n: usize| list.get(n).is_none_or(|t| t.class.is_quote() && t.has(Marks::SPACE));
    let stop = list.get(phrase.end).is_some_and(|t| t.class == Class::Stop);
    let joined = next_opens(phrase.end) || stop;
    let alone = apart && ends && !rest.any(|t| t.class.is_quote() || t.class == Class::Dash);
    (named && (alone || joined)).then_some(next)
}

fn cue_word(tokens: &Tokens<'_>, gazetteer: &Gazetteer, cue: &CueAt) -> Option<CueWord> {
    let class = SmolStr::new(&gazetteer.cue_by_row(cue.row?)?.class);
    Some(CueWord { span: tokens.span(cue.start, cue.end), class })
}
