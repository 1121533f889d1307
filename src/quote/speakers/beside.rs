//! What a possible speaker says whatever the quotation is: what stands beside it, and with whom it shares its cue. It is
//! asked of every quotation within reach, so it is gathered once for an article.

use super::evidence::{BUCKETS, PHRASE_CUE, RELATION_KIND, SpeakerEvidence, bucket, flag};
use super::{Around, BESIDE, SpeakerWeights};
use crate::gazetteer::{Facts, Frames};
use crate::quote::cues::{CueAt, Relation};
use crate::quote::phrases::KINDS;
use crate::text::{Case, Class, Marks};
use crate::weigh::Sink;

/// What one phrase weighs whatever the quotation is: with its cue, and where that is another quotation's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    pub(super) with_cue: i32,
    pub(super) alone: i32,
}

impl Own {
    /// What each phrase weighs.
    pub(super) fn all(around: &Around<'_, '_>, weights: &SpeakerWeights) -> Vec<Self> {
        let one = |n: usize| {
            let (mut beside, mut alone) = (weights.from(0), weights.from(0));
            neighbours(around, n, Relation::None, &mut beside);
            of_relation(around, n, None, &mut alone);
            let alone = alone.sum + beside.sum;
            let Some(cue) = &around.cues[n] else { return Self { with_cue: alone, alone } };
            let mut with_cue = weights.from(0);
            of_relation(around, n, Some(cue), &mut with_cue);
            match cue.relation {
                Relation::Inverted => neighbours(around, n, cue.relation, &mut with_cue),
                _ => with_cue.sum += beside.sum,
            }
            Self { with_cue: with_cue.sum, alone }
        };
        (0..around.phrases.len()).map(one).collect()
    }
}

/// The same as evidence; `cue` is that of the phrase, where it is not another quotation's.
pub(super) fn own(around: &Around<'_, '_>, n: usize, cue: Option<&CueAt>, out: &mut impl Sink<SpeakerEvidence>) {
    of_relation(around, n, cue, out);
    neighbours(around, n, cue.map_or(Relation::None, |c| c.relation), out);
}

/// How it stands to its cue.
fn of_relation(around: &Around<'_, '_>, n: usize, cue: Option<&CueAt>, out: &mut impl Sink<SpeakerEvidence>) {
    let kind = around.phrases[n].kind as usize;
    let relation = cue.map_or(Relation::None, |c| c.relation) as usize;
    out.put((RELATION_KIND + relation * KINDS + kind) as u16);
    if let Some(cue) = cue {
        out.put((PHRASE_CUE + relation * BUCKETS + bucket(cue.distance)) as u16);
        of_cue(around, n, cue, out);
    }
}

/// What stands right before and right after a phrase.
fn neighbours(around: &Around<'_, '_>, n: usize, relation: Relation, out: &mut impl Sink<SpeakerEvidence>) {
    let list = &around.tokens.list;
    let p = &around.phrases[n];
    if let Some(b) = p.start.checked_sub(1).map(|n| &list[n]) {
        if b.is(Facts::PREPOSITION) && b.case == Case::Lower {
            out.put(match around.tokens.str(p.start - 1) {
                "of" => flag::OF,
                "to" => flag::TO,
                _ => flag::PREPOSITION,
            });
        }
        out.put_if(flag::AND, b.is(Facts::CONJUNCTION));
        out.put_if(flag::BRACKETS, b.class == Class::Open);
        let lower = b.case == Case::Lower;
        let addressee = lower & b.is(Facts::CUE) & (relation != Relation::Inverted);
        let other = Facts::FUNCTION | Facts::ROLE | Facts::ADJECTIVE;
        out.put_if(flag::ADDRESSEE, addressee);
        out.put_if(flag::OBJECT, lower & !addressee & b.is(Facts::WORD) & !b.is(other));
    }
    out.put_if(flag::FIRST, list[p.start].has(Marks::SENTENCE));
    if let Some(a) = list.get(p.end) {
        match a.class {
            Class::Clitic => out.put(flag::POSSESSIVE),
            Class::Comma => out.put(flag::COMMA_AFTER),
            Class::Word => {
                out.put_if(flag::RELATIVE, a.is(Facts::RELATIVE));
                out.put_if(flag::VERB_AFTER, a.is(Facts::AUXILIARY) & !a.is(Facts::RELATIVE));
            }
            _ => {}
        }
    }
}

/// What its cue is, and which other phrases have the same.
fn of_cue(around: &Around<'_, '_>, n: usize, cue: &CueAt, out: &mut impl Sink<SpeakerEvidence>) {
    if let Some(word) = around.word_at(cue.start) {
        let takes = word.frames.takes(Frames::QUOTE);
        out.put(if takes { flag::TAKES_QUOTE } else { flag::TAKES_NONE });
        if word.participle {
            out.put(flag::PARTICIPLE);
        }
    }
    // "Fallon, the campaign's secretary, said": of several with one cue the first speaks.
    let p = &around.phrases[n];
    let shares = |k: usize| around.cues.get(k).and_then(Option::as_ref).is_some_and(|o| o.start == cue.start);
    if let Some(first) = (n.saturating_sub(BESIDE)..n).find(|&k| shares(k)) {
        out.put(flag::SHARED_BEFORE);
        let list = &around.tokens.list;
        let comma = |from: usize, to: usize| list[from.min(to)..to].iter().any(|t| t.class == Class::Comma);
        if comma(around.phrases[first].end, p.start) && comma(p.end, cue.start) {
            out.put(flag::APPOSITION);
        }
    }
    if (n + 1..=n + BESIDE).any(shares) {
        out.put(flag::SHARED_AFTER);
    }
}
