//! What may be the content of a reporting word: stretches of its sentence, from clause edge to clause edge.

use smallvec::SmallVec;

use super::evidence::{End, Start};
use super::sources::Possible;
use crate::gazetteer::{Facts, Frames};
use crate::quote::cues::Word;
use crate::quote::speakers::Around;
use crate::text::{Case, Class, Marks, Token};

/// A possible content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its parts, by tokens: first, and one past the last. Two where the attribution stands within it.
    pub parts: SmallVec<[(usize, usize); 2]>,
    pub(super) begins: Start,
    pub(super) ends: End,
}

/// How far from its reporting word the beginning of a content is looked for, and how far its end, in tokens.
const BEGIN: usize = 14;
const FARTHEST: usize = 90;

/// Where a reporting word and its source stand.
pub(super) struct Place<'a> {
    pub(super) word: &'a Word,
    /// The first token of its verb group.
    pub(super) group: usize,
    pub(super) source: Option<&'a Possible>,
    /// First token of the sentence, and one past its last without the mark that ends it.
    pub(super) sentence: (usize, usize),
}

/// All contents that a reporting word may have.
pub(super) fn contents(around: &Around<'_, '_>, place: &Place<'_>, nouns: &[Possible]) -> Vec<Content> {
    let mut out = Vec::with_capacity(32);
    let mut add = |parts: &[(usize, usize)], begins, ends| {
        let sound = parts.iter().all(|(s, e)| s < e);
        if sound && !out.iter().any(|c: &Content| c.parts.as_slice() == parts) {
            out.push(Content { parts: SmallVec::from_slice(parts), begins, ends });
        }
    };
    let (first, last) = place.sentence;
    for (start, begins) in starts(around, place, nouns) {
        for (end, ends) in ends(around, start, last, nouns) {
            add(&[(start, end)], begins, ends);
        }
    }
    // What stands before the attribution: "…, X said".
    let left = place.source.map_or(place.group, |s| s.start.min(place.group));
    let list = &around.tokens.list;
    let comma = left > first && list[left - 1].class == Class::Comma;
    let end = if comma { left - 1 } else { left };
    let right = place.source.map_or(place.word.end, |s| s.end.max(place.word.end));
    if end > first {
        add(&[(first, end)], Start::Sentence, End::Attribution);
        let from = first.max(end.saturating_sub(FARTHEST));
        if let Some(n) = (from..end).find(|&n| list[n].class == Class::Comma) {
            add(&[(n + 1, end)], Start::SentenceComma, End::Attribution);
        }
        let conjunction = |n: usize| list[n].case == Case::Lower && list[n].is(Facts::CONJUNCTION | Facts::RELATIVE);
        if let Some(n) = (from + 1..end).rev().find(|&n| conjunction(n)) {
            add(&[(n + 1, end)], Start::SentenceConjunction, End::Attribution);
        }
        let rest = right + usize::from(list.get(right).is_some_and(|t| t.class == Class::Comma));
        if comma && rest + 1 < last {
            add(&[(first, end), (rest, last)], Start::Around, End::Sentence);
        }
    }
    // "Three officials were asked": the noun before the verb group.
    let next = nouns.partition_point(|p| p.end <= place.group);
    if let Some(noun) = next.checked_sub(1).and_then(|n| nouns.get(n)).filter(|p| p.start >= first) {
        add(&[(noun.start, noun.end)], Start::Subject, End::FirstNoun);
    }
    out
}

/// Where a content after the reporting word may begin.
fn starts(around: &Around<'_, '_>, place: &Place<'_>, nouns: &[Possible]) -> SmallVec<[(usize, Start); 5]> {
    let tokens = around.tokens;
    let list = &tokens.list;
    let last = place.sentence.1;
    let mut out: SmallVec<[(usize, Start); 5]> = SmallVec::new();
    let after = place.source.filter(|s| s.start >= place.word.end && s.start <= place.word.end + 2);
    let from = after.map_or(place.word.end, |s| s.end);
    // "criticism of the plan": the plan.
    let of = place.word.noun && tokens.str(from) == "of";
    let conjunction = tokens.str(from) == "that";
    if !conjunction {
        out.push((from + usize::from(of), Start::Cue));
    }
    let limit = last.min(from + BEGIN);
    let edge = |n: &usize| matches!(list[*n].class, Class::Colon | Class::Semicolon | Class::Comma);
    let stop = (from..limit).find(edge).unwrap_or(limit);
    let that = (from..limit)
        .find(|&n| list[n].case == Case::Lower && matches!(tokens.str(n), "that" | "whether" | "how" | "why" | "what"));
    if let Some(n) = that {
        out.push((if tokens.str(n) == "that" { n + 1 } else { n }, Start::That));
    }
    if place.word.frames.takes(Frames::ADDRESSEE.with(Frames::AS)) {
        let next = nouns.partition_point(|p| p.end <= from);
        if let Some(n) = nouns.get(next).filter(|p| p.start <= from + 1) {
            out.push((n.end, Start::Addressee));
        }
    }
    if stop < limit {
        let begins = if list[stop].class == Class::Comma { Start::Comma } else { Start::Colon };
        out.push((stop + 1, begins));
    }
    // "said on Friday that …": the day says when it was said.
    let day = |t: &Token| t.is(Facts::WEEKDAY | Facts::MONTH | Facts::CALENDAR) && t.class == Class::Word;
    if let Some(that) = that.filter(|&n| tokens.str(n) == "that") {
        out.retain(|(start, _)| {
            let when = list.get(*start..that).unwrap_or_default();
            when.len() > WHEN || !when.iter().any(day)
        });
    }
    out
}

/// The most tokens that say when something was said, between a reporting word or addressee and "that".
const WHEN: usize = 4;

/// Where a content that begins at `start` may end.
fn ends(around: &Around<'_, '_>, start: usize, last: usize, nouns: &[Possible]) -> SmallVec<[(usize, End); 12]> {
    let list = &around.tokens.list;
    let mut out: SmallVec<[(usize, End); 12]> = SmallVec::new();
    if start >= last {
        return out;
    }
    out.push((last, End::Sentence));
    let limit = last.min(start + FARTHEST);
    let comma = |n: &usize| matches!(list[*n].class, Class::Comma | Class::Dash | Class::Semicolon | Class::Open);
    let mut commas = (start + 1..limit).filter(comma);
    let first_comma = commas.next();
    out.extend(first_comma.map(|n| (n, End::FirstComma)));
    out.extend(commas.next().map(|n| (n, End::SecondComma)));
    let last_comma = (start + 1..last).rev().take(FARTHEST).find(comma);
    out.extend(last_comma.filter(|n| Some(*n) != first_comma).map(|n| (n, End::LastComma)));
    let low = |n: usize, facts: Facts| list[n].case == Case::Lower && list[n].is(facts);
    let mut joints = (start + 2..limit).filter(|&n| low(n, Facts::CONJUNCTION) && !low(n, Facts::RELATIVE));
    out.extend(joints.next().map(|n| (n, End::Conjunction)));
    out.extend(joints.next().map(|n| (n, End::SecondConjunction)));
    out.extend((start + 1..limit).find(|&n| low(n, Facts::RELATIVE)).map(|n| (n, End::Relative)));
    let next = around.words.partition_point(|w| w.start < start + 2);
    out.extend(around.words.get(next).filter(|w| w.start < limit).map(|w| (w.start, End::Word)));
    let next = nouns.partition_point(|p| p.end <= start);
    let mut within = nouns[next..].iter().filter(|p| !list[p.start].has(Marks::PARAGRAPH)).map(|p| p.end);
    out.extend(within.next().filter(|&n| n <= last).map(|n| (n, End::FirstNoun)));
    out.extend(within.next().filter(|&n| n <= last).map(|n| (n, End::SecondNoun)));
    out
}
