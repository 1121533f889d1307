//! Fits the weights of speech without quotation marks, question by question: who is the source, which words are the
//! content, is it speech at all.

use rayon::prelude::*;
use whosaid::extractor::{Extractor, Stages};
use whosaid::gazetteer::Gazetteer;
use whosaid::quote::indirect::{self, Gathered, IndirectWeights, Reports};
use whosaid::quote::{self, Around};

use crate::gold::{Document, Quote, bytes};
use crate::names::Settings;

/// Some choices of which those marked are right.
struct Case {
    choices: Vec<(Gathered, bool)>,
}

/// A yes-or-no question.
struct Answer {
    evidence: Gathered,
    yes: bool,
}

/// What one article teaches.
#[derive(Default)]
struct Lessons {
    sources: Vec<Case>,
    contents: Vec<Case>,
    speech: Vec<Answer>,
}

/// A place in bytes.
type Place = (u32, u32);

fn shared(a: Place, b: Place) -> u32 {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

fn size(places: &[Place]) -> u32 {
    places.iter().map(|p| p.1 - p.0).sum()
}

/// Intersection over union of two sets of places.
fn agreement(a: &[Place], b: &[Place]) -> f32 {
    let both: u32 = a.iter().flat_map(|x| b.iter().map(|y| shared(*x, *y))).sum();
    both as f32 / (size(a) + size(b) - both).max(1) as f32
}

/// From this agreement on a content is right, as the field measures it.
const AGREES: f32 = 0.5;

/// What an article teaches, with the sources and contents chosen by `weights`.
fn lessons(document: &Document, stages: &Stages<'_>, gazetteer: &Gazetteer, weights: &IndirectWeights) -> Lessons {
    let at = bytes(&document.text);
    let places = |list: &[crate::gold::Place]| -> Vec<Place> {
        list.iter().map(|p| (at[p.start as usize], at[p.end as usize])).collect()
    };
    let tokens = &stages.tokens;
    let phrases = quote::phrases(tokens, &stages.entities, &stages.stretches);
    let words = quote::cue_words(tokens, gazetteer, &stages.stretches);
    let cues = quote::cues(tokens, &phrases, &words, &stages.stretches);
    let around = Around::new(tokens, gazetteer, &stages.stretches, &phrases, &cues, &words);
    let reports = Reports::new(&around, weights);
    let used: Vec<_> =
        stages.quotes.iter().filter(|q| q.kind != quote::QuoteKind::Indirect).filter_map(|q| q.cue.as_ref()).collect();
    let (told, quoted): (Vec<&Quote>, Vec<&Quote>) = document.quotes.iter().partition(|q| q.kind == "indirect");
    let told: Vec<_> = told
        .iter()
        .map(|q| {
            let content = if q.content.is_empty() {
                vec![(at[q.start as usize], at[q.end as usize])]
            } else {
                places(&q.content)
            };
            (places(&q.cue), places(&q.source), content)
        })
        .collect();
    let quoted: Vec<Vec<Place>> = quoted.iter().map(|q| places(&q.content)).filter(|c| !c.is_empty()).collect();
    let mut out = Lessons::default();
    for (n, word) in reports.words.iter().enumerate() {
        let span = tokens.span(word.start, word.end);
        if used.iter().any(|c| c.span.start == span.start) {
            continue;
        }
        let gold: Vec<_> = told.iter().filter(|q| q.0.iter().any(|c| shared(*c, (span.start, span.end)) > 0)).collect();
        let sources = reports.sources(n);
        let from = |source: Option<usize>, gold: &[Place]| match source {
            None => gold.is_empty(),
            Some(s) => {
                let p = &reports.possible[s];
                let p = tokens.span(p.start, p.end);
                gold.iter().any(|g| shared(*g, (p.start, p.end)) > 0)
            }
        };
        let right: Vec<bool> = sources.iter().map(|s| gold.iter().any(|g| from(s.source, &g.1))).collect();
        let Some((chosen, sure)) = indirect::likeliest(weights, sources.iter().map(|c| &c.evidence)) else { continue };
        let source = sources[chosen].source;
        if !gold.is_empty() && right.contains(&true) {
            out.sources.push(Case { choices: sources.into_iter().map(|s| s.evidence).zip(right).collect() });
        }
        let contents = reports.contents(n, source);
        let spans: Vec<Vec<Place>> = contents
            .iter()
            .map(|c| c.content.parts().map(|(s, e)| tokens.span(s, e)).map(|s| (s.start, s.end)).collect())
            .collect();
        let agreed: Vec<f32> =
            spans.iter().map(|s| gold.iter().map(|g| agreement(s, &g.2)).fold(0.0, f32::max)).collect();
        let Some((chosen, fits)) = indirect::likeliest(weights, contents.iter().map(|c| &c.evidence)) else { continue };
        let most = agreed.iter().copied().fold(0.0, f32::max);
        let answer = reports.speech(n, (source, sure), (&contents[chosen].content, fits));
        if most >= AGREES {
            let right = agreed.iter().map(|a| *a >= AGREES && *a >= most - 0.1);
            out.contents.push(Case { choices: contents.into_iter().map(|c| c.evidence).zip(right).collect() });
        }
        let yes = gold.iter().any(|g| from(source, &g.1) && agreement(&spans[chosen], &g.2) >= AGREES);
        // What a quotation in marks covers is judged with that quotation.
        let covered = quoted.iter().any(|q| {
            let both: u32 = q.iter().flat_map(|x| spans[chosen].iter().map(|y| shared(*x, *y))).sum();
            2 * both >= size(q).min(size(&spans[chosen]))
        });
        if yes || !covered {
            out.speech.push(Answer { evidence: answer, yes });
        }
    }
    out
}

/// AdaGrad over rows that are touched one example at a time.
struct Descent {
    squares: Vec<f32>,
    gradient: Vec<f32>,
    touched: Vec<usize>,
    penalty: f32,
}

impl Descent {
    fn new(count: usize, penalty: f32) -> Self {
        Self { squares: vec![0.05; count], gradient: vec![0.0; count], touched: Vec::new(), penalty }
    }

    fn add(&mut self, evidence: &[u32], error: f32) {
        for &e in evidence {
            self.gradient[e as usize] += error;
            self.touched.push(e as usize);
        }
    }

    fn step(&mut self, rows: &mut [f32], rate: f32) {
        self.touched.sort_unstable();
        self.touched.dedup();
        for e in self.touched.drain(..) {
            let g = self.gradient[e] - self.penalty * rows[e];
            self.squares[e] += g * g;
            rows[e] += rate * g / self.squares[e].sqrt();
            self.gradient[e] = 0.0;
        }
    }
}

/// Every number below `count` once, in an order that depends on the round alone.
fn order(count: usize, round: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut seed = 11 + round as u64;
    for n in (1..order.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(n, (seed >> 33) as usize % (n + 1));
    }
    order
}

/// The sum of weights that are not rounded yet.
fn sum(rows: &[f32], evidence: &[u32]) -> f32 {
    evidence.iter().map(|&e| rows[e as usize]).sum()
}

fn fit_choices(rows: &mut [f32], cases: &[Case], settings: Settings) {
    let mut descent = Descent::new(rows.len(), settings.penalty);
    for round in 0..settings.rounds {
        let rate = settings.rate / (1.0 + round as f32 * 0.3);
        for case in order(cases.len(), round).into_iter().map(|n| &cases[n]) {
            let scores: Vec<f32> = case.choices.iter().map(|c| sum(rows, &c.0)).collect();
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let shares: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
            let total: f32 = shares.iter().sum();
            let right: f32 =
                shares.iter().zip(&case.choices).filter(|(_, c)| c.1).map(|(s, _)| s).sum::<f32>().max(1e-9);
            for (share, (evidence, good)) in shares.iter().zip(&case.choices) {
                let error = if *good { share / right } else { 0.0 } - share / total;
                if error.abs() > 1e-4 {
                    descent.add(evidence, error);
                }
            }
            descent.step(rows, rate);
        }
    }
}

fn fit_answers(rows: &mut [f32], answers: &[Answer], settings: Settings) {
    let mut descent = Descent::new(rows.len(), settings.penalty);
    for round in 0..settings.rounds {
        let rate = settings.rate / (1.0 + round as f32 * 0.3);
        for answer in order(answers.len(), round).into_iter().map(|n| &answers[n]) {
            let p = indirect::probability(sum(rows, &answer.evidence));
            descent.add(&answer.evidence, f32::from(u8::from(answer.yes)) - p);
            descent.step(rows, rate);
        }
    }
}

/// Fits the three questions one after the other, each on what the ones before choose. Whether it is speech is fitted on
/// choices of weights that did not see the article, so that they are as sure of themselves as they will be.
pub fn fit(documents: &[Document], gazetteer: &Gazetteer, settings: Settings) -> IndirectWeights {
    let extractor = Extractor::new(gazetteer);
    let stages: Vec<Stages<'_>> = documents.par_iter().map(|d| extractor.stages(&d.text)).collect();
    let collect = |weights: &IndirectWeights, keep: &(dyn Fn(usize) -> bool + Sync)| -> Lessons {
        let all: Vec<Lessons> = (0..documents.len())
            .into_par_iter()
            .filter(|n| keep(*n))
            .map(|n| lessons(&documents[n], &stages[n], gazetteer, weights))
            .collect();
        let mut out = Lessons::default();
        for mut l in all {
            out.sources.append(&mut l.sources);
            out.contents.append(&mut l.contents);
            out.speech.append(&mut l.speech);
        }
        out
    };
    let choices = |keep: &(dyn Fn(usize) -> bool + Sync)| {
        let mut weights = IndirectWeights::zero(gazetteer);
        let mut rows = weights.rows();
        let cases = collect(&weights, keep).sources;
        fit_choices(&mut rows, &cases, settings);
        weights.set(&rows);
        let cases = collect(&weights, keep).contents;
        fit_choices(&mut rows, &cases, settings);
        weights.set(&rows);
        (weights, rows)
    };
    let halves = [choices(&|n| n % 2 == 1), choices(&|n| n % 2 == 0)];
    let mut answers = collect(&halves[0].0, &|n| n % 2 == 0).speech;
    answers.append(&mut collect(&halves[1].0, &|n| n % 2 == 1).speech);
    let (mut weights, mut rows) = choices(&|_| true);
    fit_answers(&mut rows, &answers, settings);
    weights.set(&rows);
    eprintln!("indirect: {} reporting words, {} speech", answers.len(), answers.iter().filter(|a| a.yes).count());
    weights
}

/// How often each question is answered rightly, and F1 of speech with its source at several probabilities.
pub fn score(documents: &[Document], gazetteer: &Gazetteer, weights: &IndirectWeights) -> String {
    let extractor = Extractor::new(gazetteer);
    let all: Vec<Lessons> =
        documents.par_iter().map(|d| lessons(d, &extractor.stages(&d.text), gazetteer, weights)).collect();
    let right = |cases: &dyn Fn(&Lessons) -> &Vec<Case>| {
        let list: Vec<&Case> = all.iter().flat_map(|l| cases(l).iter()).collect();
        let good = list.iter().filter(|c| {
            indirect::likeliest(weights, c.choices.iter().map(|x| &x.0)).is_some_and(|(n, _)| c.choices[n].1)
        });
        (100.0 * good.count() as f64 / list.len().max(1) as f64, list.len())
    };
    let gold = documents.iter().flat_map(|d| &d.quotes).filter(|q| q.kind == "indirect").count();
    let (sources, n) = right(&|l| &l.sources);
    let (contents, m) = right(&|l| &l.contents);
    let mut out = format!("indirect: source {sources:.1}% of {n}, content {contents:.1}% of {m}; F1");
    for limit in [0.2f32, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6] {
        let kept =
            || all.iter().flat_map(|l| &l.speech).filter(|a| indirect::probability(weights.sum(&a.evidence)) >= limit);
        let (good, found) = (kept().filter(|a| a.yes).count(), kept().count());
        out += &format!(" {limit}:{:.1}", 200.0 * good as f64 / (found + gold).max(1) as f64);
    }
    out
}

/// Each reporting word that is taken for speech: how sure, and whether its content and source are right.
pub fn answers(documents: &[Document], gazetteer: &Gazetteer, weights: &IndirectWeights) -> Vec<(f32, bool)> {
    let extractor = Extractor::new(gazetteer);
    let all = documents.par_iter().flat_map_iter(|d| lessons(d, &extractor.stages(&d.text), gazetteer, weights).speech);
    let mut out: Vec<(f32, bool)> = all.map(|a| (indirect::probability(weights.sum(&a.evidence)), a.yes)).collect();
    out.retain(|a| a.0 >= indirect::SURE);
    out
}
