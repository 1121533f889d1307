//! Who may have said a quotation, and why one did: every possible speaker with its evidence, and how its words were read.

use super::{Weighed, entity_id};
use crate::extractor::Extractor;
use crate::quote::indirect::{self, Reports};
use crate::quote::{self, Quote, QuoteKind, RULES, Seen, kind_name};
use crate::resolve::{Entities, EntityId};
use crate::span::Span;

/// So many contents of speech without marks are told, the likeliest first.
const MOST_CONTENTS: usize = 5;

/// A quote with everybody who may have said it.
#[derive(Clone, Debug)]
pub struct ExplainedQuote {
    /// Its id in the record.
    pub id: String,
    /// What extraction made of it.
    pub quote: Quote,
    /// The id and the name of the speaker's entity in the record.
    pub speaker: Option<(String, String)>,
    /// What decided when no weights did: the rule that its reason names.
    pub rule: Option<&'static str>,
    /// Who may have said it, the likeliest first; empty when a rule alone found the quote.
    pub speakers: Vec<SpeakerChoice>,
    /// Of speech without marks: whether it is any, and what of the sentence is its content.
    pub speech: Option<Speech>,
}

/// Somebody who may have said a quote, or nobody.
#[derive(Clone, Debug)]
pub struct SpeakerChoice {
    /// The words, in bytes; `None` for nobody.
    pub span: Option<Span>,
    /// What they are: "full-name", "he-she", "role" …
    pub kind: &'static str,
    /// How probable.
    pub share: f32,
    /// The sum of the weights.
    pub score: f32,
    /// What was weighed, the most first.
    pub evidence: Vec<Weighed>,
    /// How its words were read: the rules that were asked, up to the one that answered.
    pub read: Vec<ReadStep>,
    /// Whether it is the speaker of the record.
    pub chosen: bool,
}

/// A rule that was asked whom words mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadStep {
    /// Its name.
    pub rule: &'static str,
    /// What it does.
    pub reason: &'static str,
    /// The id of the entity that it found.
    pub entity: Option<String>,
    /// The name of that.
    pub name: Option<String>,
}

/// Whether a sentence is speech without marks.
#[derive(Clone, Debug)]
pub struct Speech {
    /// The reporting word, in bytes.
    pub word: Span,
    /// How probable it is that it is speech.
    pub probability: f32,
    /// The sum of the weights.
    pub score: f32,
    /// What was weighed, the most first.
    pub evidence: Vec<Weighed>,
    /// What its content may be, the likeliest first.
    pub contents: Vec<ContentChoice>,
}

/// What may be the content of speech without marks.
#[derive(Clone, Debug)]
pub struct ContentChoice {
    /// The words, in bytes, in parts.
    pub parts: Vec<Span>,
    /// How probable.
    pub share: f32,
}

/// Rules that find a quote or its speaker without weights, by the reasons of the record.
const DECIDED: [(&str, &str); 8] = [
    ("turn", "the label of a turn names its speaker"),
    ("name-or-title", "short quoted words that name something are nobody's"),
    ("alternating-speakers", "two who talk take turns"),
    ("headline-colon", "the name before or after a headline's colon"),
    ("signature", "a dash and a name after it"),
    ("nested", "within another quotation, from the words beside it"),
    ("block-after-colon", "paragraphs that a colon brings in"),
    ("pull-quote", "word for word what another quotation of the article says"),
];

/// What a rule that was asked of a speaker's words does.
fn rule_reason(rule: &str) -> &'static str {
    RULES.iter().find(|(name, _)| *name == rule).map_or("", |(_, reason)| reason)
}

impl Extractor<'_> {
    /// The quotes of a text, those within others after them, each with everybody who may have said it.
    pub fn explain_quotes(&self, text: &str) -> Vec<ExplainedQuote> {
        let stages = self.stages(text);
        let (tokens, entities) = (&stages.tokens, &stages.entities);
        let mut weighed: Vec<(Span, Vec<SpeakerChoice>)> = Vec::new();
        let mut reported: Vec<(Span, Vec<SpeakerChoice>, Speech)> = Vec::new();
        let names = std::cell::OnceCell::new();
        let mut see = |seen: Seen<'_, '_, '_>| match &seen.weighed {
            Some(w) => {
                let first = &seen.around.stretches.list[w.group.parts[0]];
                let place = tokens.span(first.open, first.close + 1);
                let choices = seen.around.choices(w.group, w.last);
                let choices = choices.iter().zip(w.shares).map(|(choice, &share)| {
                    let weights = self.speaker_weights();
                    let evidence = choice.evidence.iter().map(|&e| (weights.name(e), weights.sum(&[e])));
                    let phrase = choice.phrase.map(|n| (n, &seen.around.phrases[n]));
                    let kind = phrase.map_or("nobody", |(_, p)| kind_name(p.kind));
                    let span = phrase.map(|(_, p)| tokens.span(p.start, p.end));
                    let score = weights.sum(&choice.evidence);
                    let read = phrase.map_or_else(Vec::new, |(n, _)| read(&seen, entities, n));
                    SpeakerChoice { span, kind, share, score, evidence: sorted(evidence), read, chosen: false }
                });
                weighed.push((place, choices.collect()));
            }
            None => {
                let names = names.get_or_init(|| indirect::names(self.gazetteer()));
                let cues: Vec<Span> = stages
                    .quotes
                    .iter()
                    .filter(|q| q.kind == QuoteKind::Indirect)
                    .filter_map(|q| Some(q.cue.as_ref()?.span))
                    .collect();
                reported = self.reports(&seen, entities, &cues, names);
            }
        };
        let quotes = quote::quotes_seen(
            tokens,
            entities,
            &stages.stretches,
            self.gazetteer(),
            self.speaker_weights(),
            self.report_weights(),
            &mut see,
        );
        let mut out = Vec::new();
        for (n, quote) in quotes.into_iter().enumerate() {
            let id = format!("q{}", n + 1);
            let place = quote.parts.first().copied().unwrap_or_default();
            let (speakers, speech) = if quote.kind == QuoteKind::Indirect {
                let cue = quote.cue.as_ref().map(|c| c.span);
                let found = reported.iter().position(|r| Some(r.0) == cue).map(|n| reported.swap_remove(n));
                found.map_or((Vec::new(), None), |(_, speakers, speech)| (speakers, Some(speech)))
            } else {
                let found = weighed.iter().position(|w| w.0.start == place.start).map(|n| weighed.swap_remove(n));
                (found.map_or_else(Vec::new, |w| w.1), None)
            };
            let nested = quote.nested.clone();
            out.push(explained(id.clone(), quote, entities, speakers, speech));
            for (n, inner) in nested.into_iter().enumerate() {
                out.push(explained(format!("{id}.{}", n + 1), inner, entities, Vec::new(), None));
            }
        }
        out
    }

    /// The sources and contents of the reporting words that stand at `cues`.
    fn reports(
        &self,
        seen: &Seen<'_, '_, '_>,
        entities: &Entities,
        cues: &[Span],
        names: &[String],
    ) -> Vec<(Span, Vec<SpeakerChoice>, Speech)> {
        let (around, weights) = (seen.around, self.report_weights());
        let tokens = around.tokens;
        let reports = Reports::new(around, weights);
        let named = |evidence: &[u32]| {
            sorted(evidence.iter().map(|&e| (names.get(e as usize).map_or("", String::as_str), weights.sum(&[e]))))
        };
        let mut out = Vec::new();
        for (n, word) in reports.words.iter().enumerate() {
            let place = tokens.span(word.start, word.end);
            if !cues.contains(&place) {
                continue;
            }
            let sources = reports.sources(n);
            let sure = shares(sources.iter().map(|s| weights.sum(&s.evidence)));
            let best = (0..sources.len()).fold(0, |best, k| if sure[k] > sure[best] { k } else { best });
            let contents = reports.contents(n, sources[best].source);
            let fits = shares(contents.iter().map(|c| weights.sum(&c.evidence)));
            let Some(top) = (0..contents.len()).reduce(|best, k| if fits[k] > fits[best] { k } else { best }) else {
                continue;
            };
            let speech = reports.speech(n, (sources[best].source, sure[best]), (&contents[top].content, fits[top]));
            let score = weights.sum(&speech);
            let mut all: Vec<ContentChoice> = contents
                .iter()
                .zip(&fits)
                .map(|(c, &share)| ContentChoice {
                    parts: c.content.parts().map(|(from, to)| tokens.span(from, to)).collect(),
                    share,
                })
                .collect();
            all.sort_by(|a, b| b.share.total_cmp(&a.share));
            all.truncate(MOST_CONTENTS);
            let choices = sources.iter().zip(&sure).map(|(source, &share)| {
                let possible = source.source.map(|n| &reports.possible[n]);
                let phrase = possible.and_then(|p| p.phrase);
                SpeakerChoice {
                    span: possible.map(|p| tokens.span(p.start, p.end)),
                    kind: match (possible, phrase) {
                        (None, _) => "nobody",
                        (_, Some(n)) => kind_name(around.phrases[n].kind),
                        _ => "other words",
                    },
                    share,
                    score: weights.sum(&source.evidence),
                    evidence: named(&source.evidence),
                    read: phrase.map_or_else(Vec::new, |n| read(seen, entities, n)),
                    chosen: false,
                }
            });
            let speech = Speech {
                word: place,
                probability: indirect::probability(score),
                score,
                evidence: named(&speech),
                contents: all,
            };
            out.push((place, choices.collect(), speech));
        }
        out
    }
}

fn explained(
    id: String,
    quote: Quote,
    entities: &Entities,
    mut speakers: Vec<SpeakerChoice>,
    speech: Option<Speech>,
) -> ExplainedQuote {
    // With whose name is missing, more words than the phrase are the speaker's: "a person close to the mayor".
    let said_by = quote.speaker.as_ref().map(|s| s.span);
    let chosen = |c: &SpeakerChoice| match (c.span, said_by) {
        (Some(span), Some(whole)) => whole.contains(span) || span.contains(whole),
        (None, None) => true,
        _ => false,
    };
    // By their shares; where two are rounded to one, the speaker comes first. (The sums do not tell: extraction adds up in
    // another order, and may differ in the last digit.)
    speakers.sort_by(|a, b| b.share.total_cmp(&a.share).then(chosen(b).cmp(&chosen(a))));
    if let Some(one) = speakers.iter_mut().find(|c| chosen(c)) {
        one.chosen = true;
    }
    let reason = quote.reason.split('+').next().unwrap_or_default();
    let rule = DECIDED.iter().find(|(name, _)| *name == reason).map(|(_, what)| *what);
    let entity = quote.speaker.as_ref().and_then(|s| s.entity);
    let speaker = entity.and_then(|id| Some((entity_id(id), entities.get(id)?.name.to_string())));
    ExplainedQuote { id, quote, speaker, rule, speakers, speech }
}

/// How the words of a phrase were read.
fn read(seen: &Seen<'_, '_, '_>, entities: &Entities, phrase: usize) -> Vec<ReadStep> {
    let name = |id: EntityId| entities.get(id).map(|e| e.name.to_string());
    let steps = seen.resolver.why(phrase, seen.spoken);
    let step = |s: &quote::Step| ReadStep {
        rule: s.rule,
        reason: rule_reason(s.rule),
        entity: s.found.map(entity_id),
        name: s.found.and_then(name),
    };
    steps.iter().map(step).collect()
}

fn sorted<'n>(evidence: impl Iterator<Item = (&'n str, f32)>) -> Vec<Weighed> {
    let mut out: Vec<Weighed> = evidence.map(|(name, weight)| Weighed { name: name.to_owned(), weight }).collect();
    out.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    out
}

/// The share of each of some sums.
fn shares(sums: impl Iterator<Item = f32>) -> Vec<f32> {
    let sums: Vec<f32> = sums.collect();
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let all: Vec<f32> = sums.iter().map(|s| libm::expf(s - most)).collect();
    let total: f32 = all.iter().sum();
    all.into_iter().map(|s| s / total).collect()
}
