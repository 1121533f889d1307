//! What a possible speaker says whatever the quotation is: what stands beside it, and with whom it shares its cue. It is
//! asked of every quotation within reach, so it is gathered once for an article.

use smallvec::SmallVec;

use super::evidence::{SpeakerEvidence, flag};
use super::{Around, BESIDE};
use crate::gazetteer::{Facts, Frames};
use crate::quote::cues::{CueAt, Relation};
use crate::text::{Case, Class, Marks};

/// The few pieces that one phrase has.
type Pieces = SmallVec<[SpeakerEvidence; 8]>;

/// What one phrase says with its cue, and what it says where the cue is another quotation's.
#[derive(Clone, Debug, Default)]
pub(super) struct Beside {
    pub(super) with_cue: Pieces,
    pub(super) alone: Pieces,
}

impl Beside {
    /// What each phrase says.
    pub(super) fn all(around: &Around<'_, '_>) -> Vec<Self> {
        let one = |n: usize| {
            let mut beside = Self::default();
            neighbours(around, n, Relation::None, &mut beside.alone);
            if let Some(cue) = &around.cues[n] {
                of_cue(around, n, cue, &mut beside.with_cue);
                match cue.relation {
                    Relation::Inverted => neighbours(around, n, cue.relation, &mut beside.with_cue),
                    _ => beside.with_cue.extend_from_slice(&beside.alone),
                }
            }
            beside
        };
        (0..around.phrases.len()).map(one).collect()
    }
}

/// What stands right before and right after a phrase.
fn neighbours(around: &Around<'_, '_>, n: usize, relation: Relation, out: &mut Pieces) {
    let list = &around.tokens.list;
    let p = &around.phrases[n];
    if let Some(b) = p.start.checked_sub(1).map(|n| &list[n]) {
        if b.is(Facts::PREPOSITION) && b.case == Case::Lower {
            out.push(match around.tokens.str(p.start - 1) {
                "of" => flag::OF,
                "to" => flag::TO,
                _ => flag::PREPOSITION,
            });
        }
        if b.is(Facts::CONJUNCTION) {
            out.push(flag::AND);
        }
        if b.class == Class::Open {
            out.push(flag::BRACKETS);
        }
        if b.case == Case::Lower && b.is(Facts::CUE) && relation != Relation::Inverted {
            out.push(flag::ADDRESSEE);
        } else if b.case == Case::Lower
            && !b.is(Facts::FUNCTION)
            && b.is(Facts::WORD)
            && !b.is(Facts::ROLE | Facts::ADJECTIVE)
        {
            out.push(flag::OBJECT);
        }
    }
    if list[p.start].has(Marks::SENTENCE) {
        out.push(flag::FIRST);
    }
    if let Some(a) = list.get(p.end) {
        match a.class {
            Class::Clitic => out.push(flag::POSSESSIVE),
            Class::Comma => out.push(flag::COMMA_AFTER),
            Class::Word if a.is(Facts::RELATIVE) => out.push(flag::RELATIVE),
            Class::Word if a.is(Facts::AUXILIARY) => out.push(flag::VERB_AFTER),
            _ => {}
        }
    }
}

/// What its cue is, and which other phrases have the same.
fn of_cue(around: &Around<'_, '_>, n: usize, cue: &CueAt, out: &mut Pieces) {
    if let Some(word) = around.word_at(cue.start) {
        let takes = word.frames.takes(Frames::QUOTE);
        out.push(if takes { flag::TAKES_QUOTE } else { flag::TAKES_NONE });
        if word.participle {
            out.push(flag::PARTICIPLE);
        }
    }
    // "Fallon, the campaign's secretary, said": of several with one cue the first speaks.
    let p = &around.phrases[n];
    let shares = |k: usize| around.cues.get(k).and_then(Option::as_ref).is_some_and(|o| o.start == cue.start);
    if let Some(first) = (n.saturating_sub(BESIDE)..n).find(|&k| shares(k)) {
        out.push(flag::SHARED_BEFORE);
        let list = &around.tokens.list;
        let comma = |from: usize, to: usize| list[from.min(to)..to].iter().any(|t| t.class == Class::Comma);
        if comma(around.phrases[first].end, p.start) && comma(p.end, cue.start) {
            out.push(flag::APPOSITION);
        }
    }
    if (n + 1..=n + BESIDE).any(shares) {
        out.push(flag::SHARED_AFTER);
    }
}
