//! From reporting words to quotes: for each word, is it speech, whose, and which words.

use smol_str::SmolStr;

use super::evidence::{Form, Side, SourceKind};
use super::sources::Possible;
use super::{Content, IndirectWeights, Reports, Room, SURE, probability, side};
use crate::gazetteer::{Facts, Frames};
use crate::quote::cues::Relation;
use crate::quote::speakers::Around;
use crate::quote::{CueAt, Parts, Quote, QuoteKind, Resolver, Speaker, SpeakerForm, addressee, cue_word};
use crate::resolve::EntityId;
use crate::text::{Case, Class};
use crate::weigh::weight;

/// Below this sum for a reporting word alone, in hundredths, it is taken for no speech, and no source is looked for; below
/// the other with its source, no content. Of 700 reports one would have passed in the end, and barely.
const HOPELESS: i32 = -150;
const HOPELESS_WITH_SOURCE: i32 = -200;
/// The fewest tokens of a content.
const SHORTEST: usize = 2;

/// A report that was found.
struct Found {
    word: usize,
    form: Form,
    source: Option<usize>,
    content: Content,
    confidence: f32,
}

/// Finds the speech without quotation marks, except what the quotations found before already tell.
pub(in crate::quote) fn indirect(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    weights: &IndirectWeights,
    quotes: &[Quote],
    spoken: &[(usize, EntityId)],
) -> Vec<Quote> {
    let mut reports = Reports::of_words(around, weights);
    let mut used: Vec<u32> = quotes.iter().filter_map(|q| q.cue.as_ref()).map(|c| c.span.start).collect();
    used.sort_unstable();
    let mut found: Vec<Found> = Vec::new();
    let mut room = Room::default();
    for word in 0..reports.words.len() {
        let cue = &reports.words[word];
        if used.binary_search(&around.tokens.span(cue.start, cue.end).start).is_ok() {
            continue;
        }
        let about = reports.about(word);
        let mut speech = weights.from(0);
        reports.usage(&about, &mut speech);
        if speech.sum < HOPELESS {
            continue;
        }
        reports.look_around(word, about.sentence);
        let Some((source, sure)) = reports.source(&about, &mut room) else { continue };
        reports.with_source(&about, (source, sure), &mut speech);
        if speech.sum < HOPELESS_WITH_SOURCE {
            continue;
        }
        let Some((content, fits)) = reports.content(source, &about, &mut room) else { continue };
        reports.with_content(&about, (&content, fits), &mut speech);
        let confidence = probability(weight(speech.sum));
        if confidence < SURE || content.len() < SHORTEST {
            continue;
        }
        // Two words of one report ("repeated his claim that …") have one content: the surer one tells it.
        let new = Found { word, form: about.form, source, content, confidence };
        match found.iter().rev().take(4).position(|f| same(&f.content, &new.content)) {
            Some(back) => {
                let n = found.len() - 1 - back;
                if found[n].confidence < new.confidence {
                    found[n] = new;
                }
            }
            None => found.push(new),
        }
    }
    found.into_iter().map(|f| quote(&reports, resolver, spoken, f)).collect()
}

/// Whether two contents have most of their words in common.
fn same(a: &Content, b: &Content) -> bool {
    let shared = |x: (usize, usize), y: (usize, usize)| x.1.min(y.1).saturating_sub(x.0.max(y.0));
    let shared: usize = a.parts().flat_map(|x| b.parts().map(move |y| shared(x, y))).sum();
    10 * shared >= 7 * a.len().max(b.len())
}

fn quote(reports: &Reports<'_, '_>, resolver: &Resolver<'_, '_>, spoken: &[(usize, EntityId)], found: Found) -> Quote {
    let around = reports.around;
    let word = &reports.words[found.word];
    let source = found.source.map(|n| &reports.possible[n]);
    let relation = if word.frames.takes(Frames::PREP) { Relation::According } else { Relation::Subject };
    let cue = CueAt { relation, start: word.start, end: word.end, row: Some(word.row), distance: 0 };
    let speaker = source.map(|p| match p.phrase {
        Some(n) => resolver.speaker(n, spoken),
        None => Speaker {
            entity: if p.kind == SourceKind::Relative { antecedent(reports, resolver, p, spoken) } else { None },
            span: around.tokens.span(p.start, p.end),
            form: match p.kind {
                SourceKind::Relative | SourceKind::Possessive | SourceKind::Some => SpeakerForm::Pronoun,
                _ => SpeakerForm::Role,
            },
        },
    });
    let phrase = source.and_then(|p| p.phrase);
    let tied = phrase.and_then(|n| around.cues[n]).filter(|c| c.start == word.start).unwrap_or(cue);
    let with = match (phrase, &speaker) {
        (Some(n), Some(s)) => resolver.with(n, Some(&tied), s, spoken),
        _ => Vec::new(),
    };
    let said_by = speaker.as_ref().map(|s| s.span);
    let spans: Parts = found.content.parts().map(|(s, e)| around.tokens.span(s, e)).collect();
    Quote {
        kind: QuoteKind::Indirect,
        parts: spans.clone(),
        contents: spans,
        speaker,
        with,
        cue: cue_word(around.tokens, around.gazetteer, &cue),
        addressee: addressee(around, resolver, &cue, said_by, spoken),
        nested: Vec::new(),
        reason: SmolStr::new_static(reason(
            found.form,
            side(source, word),
            found.content.start() < word.start,
            found.content.is_split(),
        )),
        confidence: found.confidence,
    }
}

/// "Garro, who said", "the lawyer who warned": whom a relative pronoun means, when the phrase before it is somebody.
fn antecedent(
    reports: &Reports<'_, '_>,
    resolver: &Resolver<'_, '_>,
    who: &Possible,
    spoken: &[(usize, EntityId)],
) -> Option<EntityId> {
    let around = reports.around;
    let comma = who.start.checked_sub(1).filter(|&n| around.tokens.list[n].class == Class::Comma);
    let end = comma.unwrap_or(who.start);
    let n = around.phrases.partition_point(|p| p.end < end);
    let phrase = around.phrases.get(n).filter(|p| p.end == end)?;
    // "a person close to the mayor, who": the person may be meant.
    let before = phrase.start.checked_sub(1).map(|n| &around.tokens.list[n]);
    let bound = before.is_some_and(|t| t.is(Facts::PREPOSITION) && t.case == Case::Lower);
    let able = around.tokens.str(who.start) != "that" && phrase.start < end && !bound;
    if able { resolver.speaker(n, spoken).entity } else { None }
}

/// The order of speaker, cue and content, which is the reason that the record gives.
fn reason(form: Form, side: Side, fronted: bool, split: bool) -> &'static str {
    match (form, side, fronted) {
        _ if split => "content-around-attribution",
        (Form::Preposition, _, false) => "according-to-content",
        (Form::Preposition, _, true) => "content-according-to",
        (Form::Noun, ..) => "reporting-noun",
        (_, Side::Before, false) => "speaker-cue-content",
        (_, Side::Before, true) => "content-speaker-cue",
        (_, Side::After, true) => "content-cue-speaker",
        (_, Side::After, false) => "cue-speaker-content",
        (_, Side::Nobody, _) => "cue-without-speaker",
    }
}
