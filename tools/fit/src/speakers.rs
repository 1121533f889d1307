//! Fits the weights of speakers: of everybody around a quotation, the annotated source should be the likeliest.

use rayon::prelude::*;
use whosaid::extractor::{Extractor, Stages};
use whosaid::gazetteer::Gazetteer;
use whosaid::quote::{self, Around, Choice, SpeakerWeights, speakers};

use crate::gold::{Document, bytes};
use crate::heads;
use crate::names::Settings;

/// A quotation with everybody who may have said it, and which of them are right.
pub struct Case {
    choices: Vec<Choice>,
    right: Vec<bool>,
    weight: f32,
}

/// The quotations of an article in which the gold says who speaks. `weights` tells who spoke before each; without
/// them the gold does.
pub fn cases(
    document: &Document,
    stages: &Stages<'_>,
    gazetteer: &Gazetteer,
    weights: Option<&SpeakerWeights>,
) -> Vec<Case> {
    let at = bytes(&document.text);
    let phrases = quote::phrases(&stages.tokens, &stages.entities, &stages.stretches);
    let words = quote::cue_words(&stages.tokens, gazetteer, &stages.stretches);
    let cues = quote::cues(&stages.tokens, &phrases, &words, &stages.stretches);
    let around = Around::new(&stages.tokens, gazetteer, &stages.stretches, &phrases, &cues, &words);
    let mut last = None;
    let mut out = Vec::new();
    for group in quote::groups(&stages.tokens, &stages.stretches) {
        let choices = around.choices(&group, last);
        let parts: Vec<_> = group
            .parts
            .iter()
            .map(|&p| &stages.stretches.list[p])
            .map(|s| stages.tokens.span(s.open, s.close + 1))
            .collect();
        let gold: Vec<_> = document
            .quotes
            .iter()
            .filter(|q| q.kind != "indirect")
            .filter(|q| {
                let (a, b) = (at[q.start as usize], at[q.end as usize]);
                parts.iter().any(|p| {
                    let shared = p.end.min(b).saturating_sub(p.start.max(a));
                    2 * shared > p.len().max(b - a)
                })
            })
            .collect();
        let sources = || gold.iter().flat_map(|q| &q.source).map(|s| (at[s.start as usize], at[s.end as usize]));
        let meant: Vec<usize> = sources().filter_map(|s| heads::head(&stages.tokens, &phrases, s)).collect();
        let right: Vec<bool> = choices
            .iter()
            .map(|c| match c.phrase {
                None => gold.iter().all(|q| q.source.is_empty()),
                Some(n) => meant.contains(&n),
            })
            .collect();
        let spoke = match weights {
            Some(w) => {
                let p = speakers::probabilities(&choices, w);
                (0..choices.len())
                    .max_by(|&a, &b| p[a].total_cmp(&p[b]).then(b.cmp(&a)))
                    .and_then(|n| choices[n].phrase)
            }
            None => right.iter().position(|r| *r).and_then(|n| choices[n].phrase),
        };
        if let Some(n) = spoke {
            last = Some((n, stages.stretches.list[group.parts[group.parts.len() - 1]].close));
        }
        if !gold.is_empty() && right.contains(&true) {
            let fragment = gold.iter().all(|q| q.kind == "fragment" || q.kind == "nested");
            out.push(Case { choices, right, weight: if fragment { 0.4 } else { 1.0 } });
        }
    }
    out
}

/// The probability of each choice by weights that are not rounded yet.
fn probabilities(choices: &[Choice], rows: &[f32]) -> Vec<f32> {
    let scores = choices.iter().map(|c| c.evidence.iter().map(|&e| rows[e as usize]).sum());
    let scores: Vec<f32> = scores.collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let worths: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
    let total: f32 = worths.iter().sum();
    worths.iter().map(|w| w / total).collect()
}

/// Fits weights on these cases by AdaGrad.
pub fn fit(cases: &[Case], settings: Settings) -> SpeakerWeights {
    let mut weights = SpeakerWeights::zero();
    let mut rows = weights.rows();
    let count = rows.len();
    let mut squares = vec![1e-4f32; count];
    let mut gradient = vec![0f32; count];
    for round in 0..settings.rounds {
        let rate = settings.rate / (1.0 + round as f32 * 0.3);
        let mut likelihood = 0f64;
        let mut order: Vec<usize> = (0..cases.len()).collect();
        let mut seed = 7 + round as u64;
        for n in (1..order.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(n, (seed >> 33) as usize % (n + 1));
        }
        for case in order.iter().map(|&n| &cases[n]) {
            let p = probabilities(&case.choices, &rows);
            let right: f32 = p.iter().zip(&case.right).filter(|(_, r)| **r).map(|(p, _)| *p).sum::<f32>().max(1e-9);
            likelihood += f64::from(right.ln());
            let mut touched = Vec::new();
            for ((choice, &p), &good) in case.choices.iter().zip(&p).zip(&case.right) {
                let error = case.weight * (if good { p / right } else { 0.0 } - p);
                if error.abs() < 1e-4 {
                    continue;
                }
                for &e in &choice.evidence {
                    gradient[e as usize] += error;
                    touched.push(e as usize);
                }
            }
            touched.sort_unstable();
            touched.dedup();
            for e in touched {
                let g = gradient[e] - settings.penalty * rows[e];
                squares[e] += g * g;
                rows[e] += rate * g / squares[e].sqrt();
                gradient[e] = 0.0;
            }
        }
        if round + 1 == settings.rounds {
            eprintln!("speakers: log-likelihood {:.0} over {} quotations", likelihood, cases.len());
        }
    }
    weights.set(&rows);
    weights
}

/// Fits in two steps: first with the gold telling who spoke before, then with the first fit telling it.
pub fn fit_twice(
    documents: &[Document],
    damaged: &[Document],
    gazetteer: &Gazetteer,
    settings: Settings,
) -> SpeakerWeights {
    let extractor = Extractor::new(gazetteer);
    let documents: Vec<&Document> = documents.iter().chain(damaged).collect();
    let stages: Vec<Stages<'_>> = documents.par_iter().map(|d| extractor.stages(&d.text)).collect();
    let collect = |weights: Option<&SpeakerWeights>| -> Vec<Case> {
        documents.par_iter().zip(&stages).flat_map_iter(|(d, s)| cases(d, s, gazetteer, weights)).collect()
    };
    let first = fit(&collect(None), settings);
    fit(&collect(Some(&first)), settings)
}

/// Each quotation with how sure its likeliest speaker is, and whether it is the right one.
pub fn answers(documents: &[Document], gazetteer: &Gazetteer, weights: &SpeakerWeights) -> Vec<(f32, bool)> {
    let extractor = Extractor::new(gazetteer);
    let all: Vec<Case> = documents
        .par_iter()
        .flat_map_iter(|d| cases(d, &extractor.stages(&d.text), gazetteer, Some(weights)))
        .filter(|c| c.weight >= 1.0)
        .collect();
    let answer = |c: &Case| {
        let p = speakers::probabilities(&c.choices, weights);
        let best = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b]).then(b.cmp(&a)))?;
        Some((p[best], c.right[best]))
    };
    all.iter().filter_map(answer).collect()
}

/// The share of quotations whose likeliest speaker is right.
pub fn score(documents: &[Document], gazetteer: &Gazetteer, weights: &SpeakerWeights) -> String {
    let all = answers(documents, gazetteer, weights);
    let right = all.iter().filter(|a| a.1).count();
    format!("speakers right {:.2}% of {}", 100.0 * right as f64 / all.len().max(1) as f64, all.len())
}
