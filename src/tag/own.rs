//! Names of the user's lists: taken wherever a text writes them so, over what the evidence says.

use super::evidence::{self, Evidence, NameKind};
use super::zones::Listed;
use super::{Mention, Mentions};
use crate::gazetteer::{Facts, Gazetteer, Lists, Match, Spelling, ThingId, ThingKind, WordId};
use crate::text::{Case, Class, Marks, Token, Tokens};

/// A name of a kind that a user's list made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnMention {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it names.
    pub thing: ThingId,
    /// The piece of evidence that stands for the user's lists.
    pub reason: Evidence,
}

/// A name of a user's list where it stands in the text.
struct Found {
    start: usize,
    end: usize,
    found: Match,
    thing: ThingId,
    kind: ThingKind,
}

/// Puts the names of the user's lists in place of those that overlap them. A name of one of the record's kinds is left
/// out where it is part of a longer name ("Haley" in "Nikki R. Haley"); one of the user's own kinds never is.
pub(super) fn settle(tokens: &Tokens<'_>, gazetteer: &Gazetteer, mentions: &mut Mentions) {
    let mut done = 0;
    let mut taken = Vec::new();
    for f in found(tokens, gazetteer) {
        let own = matches!(f.kind, ThingKind::Own(_));
        while mentions.names.get(done).is_some_and(|m| m.end <= f.start) {
            done += 1;
        }
        let longer = |m: &&Mention| m.start <= f.start && m.end >= f.end && m.end - m.start > f.end - f.start;
        if own || mentions.names.get(done).filter(longer).is_none() {
            taken.push(f);
        }
    }
    if taken.is_empty() {
        return;
    }
    let overlapped = |start: usize, end: usize| {
        let next = taken.partition_point(|f| f.end <= start);
        taken.get(next).filter(|f| f.start < end)
    };
    mentions.names.retain(|m| overlapped(m.start, m.end).is_none());
    // What later stages would read in a part of a name of one's own kind ("Russian" in "Russian Standard") goes too.
    mentions.listed.retain(|l| overlapped(l.start, l.end).is_none_or(|f| !matches!(f.kind, ThingKind::Own(_))));
    let before = mentions.listed.len();
    for f in taken {
        let reason = evidence::user(f.end - f.start > 1);
        let name = |kind| Mention { start: f.start, end: f.end, kind, confidence: 1.0, reason };
        match f.kind {
            ThingKind::Person => mentions.names.push(name(NameKind::Person)),
            ThingKind::Country | ThingKind::Place => mentions.names.push(name(NameKind::Location)),
            ThingKind::Organization => mentions.names.push(name(NameKind::Organization)),
            ThingKind::Own(_) => {
                mentions.own.push(OwnMention { start: f.start, end: f.end, thing: f.thing, reason });
            }
            // Known so as not to be taken for anything else.
            ThingKind::Other => {}
        }
        let from = mentions.listed[..before].partition_point(|l| l.start < f.start);
        let mut here = mentions.listed[from..before].iter().take_while(|l| l.start == f.start);
        if !here.any(|l| l.found.node == f.found.node) {
            let capitals = tokens.list[f.start..f.end].iter().all(|t| t.case == Case::Upper || t.class != Class::Word);
            mentions.listed.push(Listed { start: f.start, end: f.end, found: f.found, capitals });
        }
    }
    mentions.names.sort_by_key(|m| m.start);
    mentions.listed.sort_by_key(|l| (l.start, l.end));
}

/// The user's names in the text, from left to right, at each place the longest; none overlaps another.
fn found(tokens: &Tokens<'_>, gazetteer: &Gazetteer) -> Vec<Found> {
    let list = &tokens.list;
    let mut out: Vec<Found> = Vec::new();
    for (start, token) in list.iter().enumerate() {
        if !token.is(Facts::STARTS_NAME) || out.last().is_some_and(|f| f.end > start) {
            continue;
        }
        let words = list[start..]
            .iter()
            .enumerate()
            .take_while(|(n, t)| t.word != WordId::NONE && (*n == 0 || !t.has(Marks::BLANK)))
            .map(|(_, t)| (t.word, true));
        let mut best = None;
        gazetteer.phrases.matches(words, |found| {
            if !found.lists.contains(Lists::USER) {
                return;
            }
            let end = start + usize::from(found.len);
            let written = |row| {
                let spelling = Spelling::from_row(row);
                let cases = list[start..end].iter().map(|t| (t.case, t.has(Marks::ALL_CAPS)));
                spelling.fits(cases) && (spelling.any_case() || !may_be_a_word(&list[start..end]))
            };
            let mut readings = gazetteer.phrases.readings(found, true).filter(|r| r.list == Lists::USER);
            if let Some(thing) = readings.find(|r| written(r.row)).and_then(|r| r.thing) {
                best = Some(Found { start, end, found, thing, kind: gazetteer.plain_thing(thing).kind });
            }
        });
        out.extend(best);
    }
    out
}

/// A word that is mostly written small, where a capital says nothing: "Will" at the start of a sentence.
fn may_be_a_word(name: &[Token]) -> bool {
    let [token] = name else { return false };
    token.is(Facts::LOWER) && token.has(Marks::SENTENCE | Marks::TITLE_CASE | Marks::ALL_CAPS)
}
