//! What a damaged version should say, as a sound one says it. The record of the damaged one is not touched.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::align::{Alignment, Change};
use super::text::Text;
use super::types::{Harm, Healed};
use crate::span::OffsetMap;

/// A gap hides no more words than this.
const HIDDEN: usize = 4;
/// A substitution puts no more words than this in the place of no more than that.
const PUT: usize = 16;
const REPLACED: usize = 4;
/// So many places of a word are looked at.
const OFTEN: usize = 256;

/// Who heals whom, and of what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'a> {
    pub(super) article: &'a str,
    pub(super) from: &'a str,
    pub(super) harm: Harm,
}

/// The places of a damaged text that a sound one heals.
pub(super) fn healed(damaged: &Text<'_>, sound: &Text<'_>, alignment: &Alignment, case: Case<'_>) -> Vec<Healed> {
    let map = OffsetMap::new(damaged.text);
    let point = |byte: usize| map.code_points(u32::try_from(byte).unwrap_or(u32::MAX));
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    if case.harm == Harm::Substitution {
        for (at, &word) in sound.hashes.iter().enumerate() {
            let places = places.entry(word).or_default();
            if places.len() < OFTEN {
                places.push(at);
            }
        }
    }
    let mut out = Vec::new();
    for change in &alignment.changes {
        let between = (change.here.start > 0 && change.here.end < damaged.words.len()).then_some(());
        let found = between.and_then(|()| match case.harm {
            Harm::Gap => gap(damaged, change).map(|at| (at, change.there.clone())),
            Harm::Substitution => substitution(damaged, sound, &places, change),
        });
        if let Some((at, reading)) = found {
            out.push(Healed {
                article: case.article.to_owned(),
                start: point(at.start),
                end: point(at.end),
                text: damaged.text.get(at).unwrap_or_default().to_owned(),
                reading: sound.said(&reading).to_owned(),
                kind: case.harm,
                from: case.from.to_owned(),
            });
        }
    }
    out
}

/// Two spaces or more in one line where the sound text has words and the damaged one none.
fn gap(damaged: &Text<'_>, change: &Change) -> Option<Range<usize>> {
    if !change.here.is_empty() || change.there.is_empty() || change.there.len() > HIDDEN {
        return None;
    }
    let between = damaged.before(change.here.start);
    let text = damaged.text.get(between.clone())?;
    let mut run: Option<(usize, usize, usize)> = None;
    for (at, c) in text.char_indices() {
        match (&mut run, c.is_whitespace() && c != '\n') {
            (Some((_, end, count)), true) => (*end, *count) = (at + c.len_utf8(), *count + 1),
            (Some((_, _, 2..)), false) => break,
            (run, true) => *run = Some((at, at + c.len_utf8(), 1)),
            (run, false) => *run = None,
        }
    }
    run.filter(|(.., count)| *count >= 2).map(|(start, end, _)| between.start + start..between.start + end)
}

/// Words that the sound text has elsewhere, as a name or with others, in the place of a few other words.
fn substitution(
    damaged: &Text<'_>,
    sound: &Text<'_>,
    places: &FxHashMap<u64, Vec<usize>>,
    change: &Change,
) -> Option<(Range<usize>, Range<usize>)> {
    let (put, replaced) = (&change.here, &change.there);
    if put.is_empty() || put.len() > PUT || replaced.is_empty() || replaced.len() > REPLACED {
        return None;
    }
    let name = damaged.said(put).chars().next().is_some_and(char::is_uppercase);
    let words = &damaged.hashes[put.clone()];
    let starts = places.get(&words[0]).map_or(&[][..], Vec::as_slice);
    let elsewhere = starts.iter().any(|&at| at != replaced.start && sound.hashes[at..].starts_with(words));
    if !elsewhere || !(name || put.len() > 1) {
        return None;
    }
    // "Ms." does not stand without the name behind it, which both have.
    let behind = damaged.hashes.get(put.end).filter(|w| Some(*w) == sound.hashes.get(replaced.end));
    let point = |text: &Text<'_>, word: usize| text.text.get(text.before(word)).is_some_and(|t| t.starts_with('.'));
    let more = usize::from(behind.is_some() && put.len() == 1 && point(damaged, put.end));
    let (first, last) = (damaged.words.get(put.start)?, damaged.words.get(put.end - 1 + more)?);
    Some((first.span.start as usize..last.span.end as usize, replaced.start..replaced.end + more))
}
