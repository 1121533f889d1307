//! What may be the content of a reporting word: stretches of its sentence, from clause edge to clause edge.

use smallvec::SmallVec;

use super::evidence::{End, Start};
use super::joints::{Edge, Joint, between};
use super::sources::Possible;
use crate::gazetteer::{Facts, Frames};
use crate::quote::cues::Word;
use crate::quote::speakers::Around;
use crate::text::{Class, Marks, Token};

/// A possible content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its words; those of its first part where the attribution stands within it.
    first: Part,
    /// The part after such an attribution; nothing where there is none.
    second: Part,
    pub(super) begins: Start,
    pub(super) ends: End,
}

/// Tokens: the first, and one past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Part {
    start: u32,
    end: u32,
}

impl Part {
    fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

impl Content {
    /// Its parts, by tokens: first, and one past the last. Two where the attribution stands within it.
    pub fn parts(&self) -> impl Iterator<Item = (usize, usize)> + Clone + use<> {
        let parts = std::iter::once(self.first).chain(Some(self.second).filter(|part| part.len() > 0));
        parts.map(|part| (part.start as usize, part.end as usize))
    }

    /// Its first token.
    pub(super) fn start(&self) -> usize {
        self.first.start as usize
    }

    /// One past its last token.
    pub(super) fn end(&self) -> usize {
        self.first.end.max(self.second.end) as usize
    }

    /// How many tokens it has.
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.second.len()
    }

    /// Whether another begins at the same place, for the same reason.
    pub(super) fn begins_with(&self, other: &Self) -> bool {
        self.first.start == other.first.start && self.begins == other.begins
    }

    /// An attribution stands within it.
    pub(super) fn is_split(&self) -> bool {
        self.second.len() > 0
    }
}

/// How far from its reporting word the beginning of a content is looked for, and how far its end, in tokens.
const BEGIN: usize = 14;
const FARTHEST: usize = 90;

/// Where a reporting word and its source stand.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) word: &'a Word,
    /// The first token of its verb group.
    pub(super) group: usize,
    pub(super) source: Option<&'a Possible>,
    /// First token of the sentence, and one past its last without the mark that ends it.
    pub(super) sentence: (usize, usize),
    /// The nouns of the sentence.
    pub(super) nouns: &'a [Possible],
    /// The clause edges of the sentence.
    pub(super) edges: &'a [Edge],
    /// The reporting words that can tie a quotation in marks.
    pub(super) words: &'a [Word],
}

impl Place<'_> {
    /// The same without the nouns, edges and words before the end of the reporting word.
    fn after(self) -> Self {
        let from = self.word.end;
        Self {
            nouns: &self.nouns[self.nouns.partition_point(|p| p.end <= from)..],
            edges: &self.edges[self.edges.partition_point(|e| e.at < from)..],
            words: &self.words[self.words.partition_point(|w| w.start < from)..],
            ..self
        }
    }
}

/// Adds a content before the attribution, if it has words and is none of those from `from` on.
fn add(out: &mut Vec<Content>, from: usize, first: (usize, usize), begins: Start, ends: End) {
    let words = Part::new(first.0, first.1);
    let new = first.0 < first.1 && !out[from..].iter().any(|c| c.first == words && !c.is_split());
    if new {
        out.push(Content { first: words, second: Part::default(), begins, ends });
    }
}

/// All contents that a reporting word may have, those of one start one after the other.
pub(super) fn contents(around: &Around<'_, '_>, place: &Place<'_>, out: &mut Vec<Content>) {
    let &Place { word, group, source, sentence: (first, last), nouns, edges, .. } = place;
    let after = &place.after();
    let starts = starts(around, after);
    for (n, &(start, begins)) in starts.iter().enumerate() {
        // Another beginning at the same place has the same ends.
        if !starts[..n].iter().any(|s| s.0 == start) {
            ends(around, after, (start, begins), out);
        }
    }
    // What stands before the attribution: "…, X said".
    let before = out.len();
    let left = source.map_or(group, |s| s.start.min(group));
    let list = &around.tokens.list;
    let comma = left > first && list[left - 1].class == Class::Comma;
    let end = if comma { left - 1 } else { left };
    let right = source.map_or(word.end, |s| s.end.max(word.end));
    if end > first {
        add(out, before, (first, end), Start::Sentence, End::Attribution);
        let from = first.max(end.saturating_sub(FARTHEST));
        let edges = between(edges, from, end);
        if let Some(edge) = edges.iter().find(|e| e.joint.intersects(Joint::COMMA)) {
            add(out, before, (edge.at + 1, end), Start::SentenceComma, End::Attribution);
        }
        let joins = |e: &&Edge| e.joint.intersects(Joint::CONJUNCTION | Joint::RELATIVE);
        if let Some(edge) = edges.iter().rfind(joins).filter(|e| e.at > from) {
            add(out, before, (edge.at + 1, end), Start::SentenceConjunction, End::Attribution);
        }
        let rest = right + usize::from(list.get(right).is_some_and(|t| t.class == Class::Comma));
        if comma && rest + 1 < last {
            let (first, second) = (Part::new(first, end), Part::new(rest, last));
            out.push(Content { first, second, begins: Start::Around, ends: End::Sentence });
        }
    }
    // "Three officials were asked": the noun before the verb group.
    let next = nouns.partition_point(|p| p.end <= group);
    if let Some(noun) = next.checked_sub(1).and_then(|n| nouns.get(n)).filter(|p| p.start >= first) {
        add(out, before, (noun.start, noun.end), Start::Subject, End::FirstNoun);
    }
}

/// Where a content after the reporting word may begin.
fn starts(around: &Around<'_, '_>, place: &Place<'_>) -> SmallVec<[(usize, Start); 5]> {
    let &Place { word, source, sentence: (_, last), nouns, edges, .. } = place;
    let tokens = around.tokens;
    let list = &tokens.list;
    let mut out: SmallVec<[(usize, Start); 5]> = SmallVec::new();
    let after = source.filter(|s| s.start >= word.end && s.start <= word.end + 2);
    let from = after.map_or(word.end, |s| s.end);
    if from >= last {
        return out;
    }
    let limit = last.min(from + BEGIN);
    let near = between(edges, from, limit);
    let is_that = |edge: &Edge| edge.joint.intersects(Joint::THAT);
    let begins = |edge: &&Edge| {
        let asks = || matches!(tokens.str(edge.at), "whether" | "how" | "why" | "what");
        is_that(edge) || (edge.joint.intersects(Joint::QUESTION) && asks())
    };
    // "criticism of the plan": the plan.
    let of = word.noun && tokens.str(from) == "of";
    if !near.first().is_some_and(|e| e.at == from && is_that(e)) {
        out.push((from + usize::from(of), Start::Cue));
    }
    let that = near.iter().find(begins);
    if let Some(edge) = that {
        out.push((edge.at + usize::from(is_that(edge)), Start::That));
    }
    if word.frames.takes(Frames::ADDRESSEE.with(Frames::AS))
        && let Some(n) = nouns.iter().find(|p| p.end > from).filter(|p| p.start <= from + 1)
    {
        out.push((n.end, Start::Addressee));
    }
    if let Some(stop) = near.iter().find(|e| e.joint.intersects(Joint::COMMA | Joint::COLON)) {
        let begins = if stop.joint.intersects(Joint::COMMA) { Start::Comma } else { Start::Colon };
        out.push((stop.at + 1, begins));
    }
    // "said on Friday that …": the day says when it was said.
    let day = |t: &Token| t.is(Facts::WEEKDAY | Facts::MONTH | Facts::CALENDAR) && t.class == Class::Word;
    if let Some(that) = that.filter(|e| is_that(e)) {
        out.retain(|(start, _)| {
            let when = list.get(*start..that.at).unwrap_or_default();
            when.len() > WHEN || !when.iter().any(day)
        });
    }
    out
}

/// The most tokens that say when something was said, between a reporting word or addressee and "that".
const WHEN: usize = 4;

/// What a content may end before, by token.
#[derive(Default)]
struct Stops {
    /// The first two commas, or other marks that end a clause.
    commas: [Option<usize>; 2],
    last_comma: Option<usize>,
    conjunctions: [Option<usize>; 2],
    relative: Option<usize>,
}

impl Stops {
    /// Those after a place, by the edges of its sentence.
    fn after(edges: &[Edge], start: usize, last: usize) -> Self {
        let mut out = Self::default();
        let pauses = |joint: Joint| joint.intersects(Joint::COMMA | Joint::BREAK);
        let limit = last.min(start + FARTHEST);
        for &Edge { at, joint } in edges.iter().skip_while(|e| e.at <= start).take_while(|e| e.at < limit) {
            if pauses(joint) {
                note(&mut out.commas, at);
                out.last_comma = Some(at);
            }
            if joint.intersects(Joint::RELATIVE) {
                out.relative = out.relative.or(Some(at));
            } else if joint.intersects(Joint::CONJUNCTION) && at >= start + 2 {
                note(&mut out.conjunctions, at);
            }
        }
        if limit < last {
            let from = (start + 1).max(last.saturating_sub(FARTHEST));
            out.last_comma = between(edges, from, last).iter().rfind(|e| pauses(e.joint)).map(|e| e.at);
        }
        out
    }
}

/// Keeps the first two.
fn note([first, second]: &mut [Option<usize>; 2], n: usize) {
    match first {
        None => *first = Some(n),
        Some(_) => *second = second.or(Some(n)),
    }
}

/// Adds the contents that begin at a place near after the reporting word: each place where they may end.
fn ends(around: &Around<'_, '_>, place: &Place<'_>, (start, begins): (usize, Start), out: &mut Vec<Content>) {
    let &Place { sentence: (_, last), nouns, edges, words, .. } = place;
    if start >= last {
        return;
    }
    // A bit for each end that is known, counted from the start; those farther off than bits go are looked for.
    let (from, mut known) = (out.len(), 0u128);
    let mut end = |n: Option<usize>, ends: End| {
        let Some(n) = n.filter(|&n| n > start) else { return };
        let bit = 1u128.checked_shl((n - start) as u32).unwrap_or(0);
        if known & bit == 0 && (bit > 0 || !out[from..].iter().any(|c| c.first.end == n as u32)) {
            known |= bit;
            out.push(Content { first: Part::new(start, n), second: Part::default(), begins, ends });
        }
    };
    end(Some(last), End::Sentence);
    let stops = Stops::after(edges, start, last);
    end(stops.commas[0], End::FirstComma);
    end(stops.commas[1], End::SecondComma);
    end(stops.last_comma, End::LastComma);
    end(stops.conjunctions[0], End::Conjunction);
    end(stops.conjunctions[1], End::SecondConjunction);
    end(stops.relative, End::Relative);
    let limit = last.min(start + FARTHEST);
    end(words.iter().map(|w| w.start).find(|&n| n >= start + 2).filter(|&n| n < limit), End::Word);
    let list = &around.tokens.list;
    let nouns = nouns.iter().skip_while(|p| p.end <= start);
    let mut within = nouns.filter(|p| !list[p.start].has(Marks::PARAGRAPH)).map(|p| p.end);
    end(within.next().filter(|&n| n <= last), End::FirstNoun);
    end(within.next().filter(|&n| n <= last), End::SecondNoun);
}
