//! Every candidate name at a place: what speaks for and against it, what it won or lost against, and what became of it.

use super::entity_id;
use super::entries::{Entry, entries};
use crate::extractor::Extractor;
use crate::resolve::Reason;
use crate::span::Span;
use crate::tag::{self, Candidate, Listed, NO_NAME, NameKind, Row, rivals};
use crate::text;

/// So many rivals of a candidate are told, the likeliest first.
const MOST_RIVALS: usize = 5;

/// One candidate name and what was thought of it in the second reading.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it was read as; `None` when another reading won.
    pub read_as: Option<NameKind>,
    /// Why it came out so.
    pub outcome: Outcome,
    /// How probable it is as a person, an organization, a location.
    pub probabilities: [f32; 3],
    /// How probable it is that its first token is no name at all.
    pub nothing: f32,
    /// The sums of its weights: person, organization, location, no name.
    pub scores: Row,
    /// Its evidence, what weighed most first: name, reason, and what it adds to the scores.
    pub evidence: Vec<(String, String, Row)>,
    /// The likeliest of the candidates that share a word with it.
    pub rivals: Vec<Rival>,
    /// The entries of the lists that share a word with it.
    pub entries: Vec<Entry>,
}

/// What became of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is a name.
    Won,
    /// A candidate that shares a word with it is the name; where that stands, in bytes, and what it is.
    LostTo(Span, NameKind),
    /// Its words are no name.
    NoName,
    /// A list of the user's has a name here, which wins over all evidence: where, in bytes, and its kind.
    OwnName(Span, String),
}

/// A candidate that shares a word with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its likeliest kind.
    pub kind: NameKind,
    /// How probable that is.
    pub probability: f32,
}

/// A mention in the record: what the candidates, or a rule, came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentioned {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The id of its entity in the record.
    pub entity: String,
    /// The entity's name.
    pub name: String,
    /// The rule or the strongest evidence.
    pub reason: String,
    /// How sure.
    pub confidence: f32,
}

impl Extractor<'_> {
    /// Every candidate name that shares a character with `place` (in bytes), in the order of the text.
    pub fn explain(&self, text: &str, place: Span) -> Vec<Explained> {
        let tokens = text::tokens(text, self.gazetteer());
        let listed = tag::listed(&tokens, self.gazetteer());
        let [first, second] = self.name_weights().each();
        let first = tag::read(tag::candidates(&tokens, &listed), first);
        let reading = tag::read(tag::remember(&tokens, &first), second);
        let own = own_names(self, &tokens, &listed);
        let listed = with_own(listed, own.listed);
        let span = |c: &Candidate| tokens.span(c.start as usize, c.end as usize);
        let mut out = Vec::new();
        for (n, c) in reading.candidates.list.iter().enumerate() {
            if !span(c).overlaps(place) {
                continue;
            }
            let mut evidence: Vec<(String, String, Row)> = reading
                .candidates
                .evidence(c)
                .iter()
                .zip(second.shares(reading.candidates.evidence(c)))
                .map(|(&e, share)| {
                    let (name, reason) = self.evidence(e);
                    (name.to_owned(), reason.to_owned(), share)
                })
                .collect();
            let most = |row: &Row| row.iter().fold(0.0f32, |most, w| most.max(w.abs()));
            evidence.sort_by(|a, b| most(&b.2).total_cmp(&most(&a.2)));
            let mut scores = second.sum(reading.candidates.evidence(c));
            if c.end != c.start + 1 {
                scores[NO_NAME] = 0.0;
            }
            let likeliest = |n: usize| {
                let p = reading.probabilities[n];
                let all = NameKind::ALL.map(|kind| (kind, p[kind as usize]));
                all.into_iter().fold(all[0], |best, other| if other.1 > best.1 { other } else { best })
            };
            let against = || rivals(&reading.candidates, c).filter(|(r, _)| *r != n);
            let mut best: Vec<Rival> = against()
                .map(|(r, other)| {
                    let (kind, probability) = likeliest(r);
                    Rival { span: span(other), kind, probability }
                })
                .collect();
            best.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.span.cmp(&b.span)));
            best.truncate(MOST_RIVALS);
            let chosen = |n: usize| reading.chosen.iter().find(|r| r.candidate as usize == n).map(|r| r.kind);
            let read_as = chosen(n);
            let lost = || against().find_map(|(r, other)| Some(Outcome::LostTo(span(other), chosen(r)?)));
            let of_own = own.names.iter().find(|(own, _)| own.overlaps(span(c)));
            let outcome = match (of_own, read_as) {
                (Some((at, kind)), _) => Outcome::OwnName(*at, kind.clone()),
                (None, Some(_)) => Outcome::Won,
                (None, None) => lost().unwrap_or(Outcome::NoName),
            };
            let p = reading.probabilities[n];
            out.push(Explained {
                span: span(c),
                read_as: read_as.filter(|_| outcome == Outcome::Won),
                outcome,
                probabilities: [p[0], p[1], p[2]],
                nothing: p[NO_NAME],
                scores,
                evidence,
                rivals: best,
                entries: entries(&tokens, self.gazetteer(), &listed, (c.start as usize, c.end as usize)),
            });
        }
        out
    }

    /// The entries of the lists that share a character with `place` (in bytes), also where no candidate is.
    pub fn explain_lists(&self, text: &str, place: Span) -> Vec<Entry> {
        let tokens = text::tokens(text, self.gazetteer());
        let listed = tag::listed(&tokens, self.gazetteer());
        let own = own_names(self, &tokens, &listed);
        let within = |n: &usize| tokens.span(*n, n + 1).overlaps(place);
        let (first, last) = ((0..tokens.len()).find(within), (0..tokens.len()).rev().find(within));
        let Some((first, last)) = first.zip(last) else { return Vec::new() };
        entries(&tokens, self.gazetteer(), &with_own(listed, own.listed), (first, last + 1))
    }

    /// What the record has at `place` (in bytes): names, and what stands for them.
    pub fn explain_mentions(&self, text: &str, place: Span) -> Vec<Mentioned> {
        let stages = self.stages(text);
        let mut out = Vec::new();
        for (id, m) in stages.entities.mentions() {
            let span = stages.tokens.span(m.start, m.end);
            if !span.overlaps(place) {
                continue;
            }
            let reason = match m.reason {
                Reason::Evidence(e) => self.evidence_name(e),
                Reason::Rule(name) => name,
            };
            let name = stages.entities.get(id).map_or("", |e| e.name.as_str());
            out.push(Mentioned {
                span,
                entity: entity_id(id),
                name: name.to_owned(),
                reason: reason.to_owned(),
                confidence: m.confidence,
            });
        }
        out
    }
}

/// The names of the user's lists that were taken, with their kinds, and all that the lists have after that.
struct OwnNames {
    names: Vec<(Span, String)>,
    listed: Vec<Listed>,
}

fn own_names(extractor: &Extractor<'_>, tokens: &text::Tokens<'_>, listed: &[Listed]) -> OwnNames {
    let gazetteer = extractor.gazetteer();
    if !gazetteer.has_user_names() {
        return OwnNames { names: Vec::new(), listed: listed.to_vec() };
    }
    let mentions = tag::mentions(tokens, gazetteer, extractor.name_weights());
    let of_user = |reason| extractor.evidence_name(reason).ends_with(":user");
    let named = mentions.names.iter().filter(|m| m.confidence >= 1.0 && of_user(m.reason));
    let named = named.map(|m| (tokens.span(m.start, m.end), m.kind.name().to_owned()));
    let kind = |thing| gazetteer.kind_name(gazetteer.thing(thing).kind).to_owned();
    let own = mentions.own.iter().map(|m| (tokens.span(m.start, m.end), kind(m.thing)));
    OwnNames { names: named.chain(own).collect(), listed: mentions.listed }
}

/// What the lists have before and after the user's names took their places.
fn with_own(mut listed: Vec<Listed>, after: Vec<Listed>) -> Vec<Listed> {
    let known = |l: &Listed, all: &[Listed]| {
        all.iter().any(|o| (o.start, o.end, o.found.node) == (l.start, l.end, l.found.node))
    };
    let more: Vec<Listed> = after.into_iter().filter(|l| !known(l, &listed)).collect();
    listed.extend(more);
    listed.sort_by_key(|l| (l.start, l.end));
    listed
}
