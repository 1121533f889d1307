//! Fits the weights of names: maximum likelihood of the annotated segmentations, with a penalty on large weights.

use rayon::prelude::*;
use whosaid::gazetteer::Gazetteer;
use whosaid::tag::evidence::COUNT;
use whosaid::tag::{self, Candidate, Candidates, Decoder, NO_NAME, NameKind, Reading, Readings, Row, Weights};
use whosaid::text::{Case, Class, Tokens, tokens};

use crate::gold::{Document, bytes};
use crate::model::{MODELS, Model, Prior, Shuffle, together};

/// A name of the gold: first token, one past the last, kind.
pub type Name = (usize, usize, NameKind);

/// An article ready to learn from.
pub struct Example<'t> {
    pub tokens: Tokens<'t>,
    pub listed: Vec<tag::Listed>,
    pub gold: Vec<Name>,
    /// Bytes of the gold names, also of those that no run of tokens equals.
    pub spans: Vec<(u32, u32, NameKind, bool)>,
    pub weight: f32,
}

/// Settings of the fit.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub rounds: usize,
    pub rate: f32,
    pub penalty: f32,
    /// The same for the units; without a rate there are none.
    pub unit_rate: f32,
    pub unit_penalty: f32,
    /// The share of its evidence that is hidden from each candidate, other pieces each time.
    pub hide: f32,
    pub seed: u64,
}

/// Tokenizes an article and finds the tokens of its gold names.
pub fn example<'t>(document: &'t Document, gazetteer: &Gazetteer, weight: f32) -> Example<'t> {
    let tokens = tokens(&document.text, gazetteer);
    let listed = tag::listed(&tokens, gazetteer);
    let at = bytes(&document.text);
    let (mut gold, mut spans) = (Vec::new(), Vec::new());
    for m in &document.mentions {
        let Some(kind) = m.name_kind() else { continue };
        let (start, end) = (at[m.start as usize], at[m.end as usize]);
        spans.push((start, end, kind, m.optional));
        let first = tokens.at_byte(start);
        let last = tokens.list.partition_point(|t| t.span.end < end);
        let fits = tokens.get(first).is_some_and(|t| t.span.start == start)
            && tokens.get(last).is_some_and(|t| t.span.end == end);
        if fits && !m.optional {
            gold.push((first, last + 1, kind));
        }
    }
    Example { tokens, listed, gold, spans, weight }
}

/// The candidates that the gold chose in a zone, as (candidate number, kind); `None` when a gold name of the zone is
/// no candidate, so that there is nothing to learn from it.
fn gold_way(candidates: &Candidates, zone: usize, gold: &[Name]) -> Option<Vec<(usize, NameKind)>> {
    let (span, first, last) = candidates.zones[zone];
    let mut way = Vec::new();
    for &(start, end, kind) in gold.iter().filter(|g| g.0 < span.end && span.start < g.1) {
        let found = (first as usize..last as usize)
            .find(|&n| candidates.list[n].start as usize == start && candidates.list[n].end as usize == end)?;
        way.push((found, kind));
    }
    Some(way)
}

/// "London-based": some guidelines take the name and some do not, so that one without says nothing.
fn joined_to_lower(tokens: &Tokens<'_>, end: usize) -> bool {
    tokens.get(end).is_some_and(|t| t.class == Class::Hyphen)
        && tokens.get(end + 1).is_some_and(|t| t.case == Case::Lower)
}

/// Tells the model what one article wishes; gives its log-likelihood.
fn learn(tokens: &Tokens<'_>, candidates: &Candidates, gold: &[Name], weight: f32, model: &mut Model) -> f64 {
    let scores: Vec<Row> = candidates.list.iter().map(|c| model.scores(candidates.evidence(c))).collect();
    let mut probabilities = vec![[0.0; 4]; candidates.list.len()];
    let mut decoder = Decoder::default();
    let mut likelihood = 0.0;
    for zone in 0..candidates.zones.len() {
        let Some(way) = gold_way(candidates, zone, gold) else { continue };
        if way.is_empty() && joined_to_lower(tokens, candidates.zones[zone].0.end) {
            continue;
        }
        let total = decoder.sums(candidates, zone, &scores);
        decoder.probabilities(candidates, zone, &scores, &mut probabilities);
        let (span, first, last) = candidates.zones[zone];
        let mut covered = vec![false; span.end - span.start];
        let mut score = 0.0;
        for &(n, kind) in &way {
            let c = &candidates.list[n];
            covered[c.start as usize - span.start..c.end as usize - span.start].fill(true);
            score += scores[n][kind as usize];
        }
        for n in first as usize..last as usize {
            let c = &candidates.list[n];
            let mut rise = probabilities[n].map(|p| -p * weight);
            if c.end != c.start + 1 {
                rise[NO_NAME] = 0.0;
            } else if !covered[c.start as usize - span.start] {
                rise[NO_NAME] += weight;
                score += scores[n][NO_NAME];
            }
            if let Some((_, kind)) = way.iter().find(|w| w.0 == n) {
                rise[*kind as usize] += weight;
            }
            if rise.iter().any(|r| r.abs() >= 1e-4) {
                model.wish(candidates.evidence(c), rise);
            }
        }
        likelihood += f64::from((score - total) * weight);
    }
    likelihood
}

/// The candidates with some of their evidence hidden, but for the first piece, which all have.
fn hide(all: &Candidates, share: f32, random: &mut Shuffle) -> Candidates {
    let mut out = Candidates { zones: all.zones.clone(), ..Candidates::default() };
    out.evidence.reserve(all.evidence.len());
    for c in &all.list {
        let from = out.evidence.len() as u32;
        let seen = all.evidence(c).iter().enumerate().filter(|(n, _)| random.share() >= share || *n == 0);
        out.evidence.extend(seen.map(|(_, e)| *e));
        out.list.push(Candidate { evidence: (from, out.evidence.len() as u32), ..*c });
    }
    out
}

/// Fits weights on these articles: several models, and their mean.
pub fn fit(data: &[(Candidates, &Example<'_>)], prior: &Prior, settings: Settings, quiet: bool) -> Weights {
    let seeds = (0..MODELS as u64).map(|n| settings.seed * 100 + n);
    let all: Vec<Settings> = seeds.map(|seed| Settings { seed, ..settings }).collect();
    together(all.into_par_iter().map(|one| fit_one(data, prior, one, quiet)).collect())
}

fn fit_one(data: &[(Candidates, &Example<'_>)], prior: &Prior, settings: Settings, quiet: bool) -> Model {
    let mut model = Model::new(prior, COUNT, &settings);
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut random = Shuffle(20_261_121 + settings.seed);
    for round in 0..settings.rounds {
        for n in (1..order.len()).rev() {
            order.swap(n, random.next() as usize % (n + 1));
        }
        let mut likelihood = 0.0;
        let slower = 1.0 + round as f32 * 0.3;
        for &n in &order {
            let (all, example) = &data[n];
            let candidates = hide(all, settings.hide, &mut random);
            likelihood += learn(&example.tokens, &candidates, &example.gold, example.weight, &mut model);
            model.step(&settings, slower);
        }
        if round * 2 >= settings.rounds {
            model.remember();
        }
        if !quiet {
            eprintln!("round {:2}  log-likelihood {likelihood:.0}", round + 1);
        }
    }
    model
}

/// Both readings: the second learns from what first readings fitted on the other articles say.
pub fn fit_both(examples: &[Example<'_>], prior: &Prior, settings: Settings, folds: usize) -> [Weights; 2] {
    let all: Vec<Candidates> = examples.par_iter().map(|e| tag::candidates(&e.tokens, &e.listed)).collect();
    let parts: Vec<Weights> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let data: Vec<_> = examples
                .iter()
                .enumerate()
                .filter(|(n, _)| n % folds != fold)
                .map(|(n, e)| (copy(&all[n]), e))
                .collect();
            fit(&data, prior, settings, true)
        })
        .collect();
    let second: Vec<Candidates> = examples
        .par_iter()
        .enumerate()
        .map(|(n, e)| tag::remember(&e.tokens, &tag::read(copy(&all[n]), &parts[n % folds])))
        .collect();
    let (one, two) = rayon::join(
        || fit(&all.into_iter().zip(examples).collect::<Vec<_>>(), prior, settings, true),
        || fit(&second.into_iter().zip(examples).collect::<Vec<_>>(), prior, settings, false),
    );
    [one, two]
}

fn copy(c: &Candidates) -> Candidates {
    Candidates { zones: c.zones.clone(), list: c.list.clone(), evidence: c.evidence.clone() }
}

/// The confidence of every name found, and whether it is right.
pub fn answers(examples: &[Example<'_>], weights: &Readings, gazetteer: &Gazetteer) -> Vec<(f32, bool)> {
    let mut out = Vec::new();
    for e in examples {
        for m in tag::mentions(&e.tokens, gazetteer, weights).names {
            let span = e.tokens.span(m.start, m.end);
            if !e.spans.iter().any(|s| s.3 && s.0 < span.end && span.start < s.1) {
                out.push((m.confidence, e.spans.iter().any(|s| (s.0, s.1, s.2) == (span.start, span.end, m.kind))));
            }
        }
    }
    out
}

/// What is wrong in a reading: missed names ("-") and names that are none or others ("+"), with what stands around them.
pub fn errors(examples: &[Example<'_>], weights: &Readings, gazetteer: &Gazetteer) -> Vec<String> {
    let mut out = Vec::new();
    for e in examples {
        let found = tag::mentions(&e.tokens, gazetteer, weights).names;
        let found: Vec<_> = found.iter().map(|m| (e.tokens.span(m.start, m.end), m.kind)).collect();
        let text = |from: usize, to: usize| e.tokens.text.get(from..to).unwrap_or("").replace('\n', " ");
        let line = |sign: &str, start: u32, end: u32, kind: NameKind| {
            let (start, end) = (start as usize, end as usize);
            let floor = |mut n: usize| {
                while !e.tokens.text.is_char_boundary(n) {
                    n -= 1;
                }
                n
            };
            let (from, to) = (floor(start.saturating_sub(40)), floor((end + 30).min(e.tokens.text.len())));
            format!("{sign} {:12} {} [{}] {}", kind.name(), text(from, start), text(start, end), text(end, to))
        };
        for s in e.spans.iter().filter(|s| !s.3) {
            if !found.iter().any(|(span, kind)| (span.start, span.end, *kind) == (s.0, s.1, s.2)) {
                out.push(line("-", s.0, s.1, s.2));
            }
        }
        for (span, kind) in &found {
            let right = e.spans.iter().any(|s| (span.start, span.end, *kind) == (s.0, s.1, s.2));
            let optional = e.spans.iter().any(|s| s.3 && s.0 < span.end && span.start < s.1);
            if !right && !optional {
                out.push(line("+", span.start, span.end, *kind));
            }
        }
    }
    out
}

/// The gold names that are no candidates, with what stands around them.
pub fn unreached(examples: &[Example<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    for e in examples {
        let candidates = tag::candidates(&e.tokens, &e.listed);
        let spans: Vec<(u32, u32)> = candidates
            .list
            .iter()
            .map(|c| e.tokens.span(c.start as usize, c.end as usize))
            .map(|s| (s.start, s.end))
            .collect();
        for s in e.spans.iter().filter(|s| !s.3 && !spans.contains(&(s.0, s.1))) {
            let text = |from: usize, to: usize| e.tokens.text.get(from..to).unwrap_or("").replace('\n', " ");
            let (start, end) = (s.0 as usize, s.1 as usize);
            let (from, to) = (start.saturating_sub(25), (end + 15).min(e.tokens.text.len()));
            out.push(format!("{} [{}] {}", text(from, start), text(start, end), text(end, to)));
        }
    }
    out
}

/// Exact precision, recall and F1 of a reading, overall and by kind, and the share of gold names that are candidates.
pub fn score(examples: &[Example<'_>], weights: &Readings, gazetteer: &Gazetteer) -> String {
    let counts = examples
        .par_iter()
        .map(|e| {
            let mut c = [[0u32; 3]; 5];
            let found = tag::mentions(&e.tokens, gazetteer, weights);
            let first: Reading = tag::read(tag::candidates(&e.tokens, &e.listed), &weights.each()[0]);
            for m in &found.names {
                let span = e.tokens.span(m.start, m.end);
                let hit = e.spans.iter().any(|s| (s.0, s.1, s.2) == (span.start, span.end, m.kind) && !s.3);
                let optional = e.spans.iter().any(|s| s.3 && s.0 < span.end && span.start < s.1);
                if !hit && optional {
                    continue;
                }
                for k in [m.kind as usize, 3] {
                    c[k][0] += u32::from(hit);
                    c[k][1] += 1;
                }
            }
            for s in e.spans.iter().filter(|s| !s.3) {
                c[s.2 as usize][2] += 1;
                c[3][2] += 1;
            }
            for g in &e.gold {
                c[4][1] +=
                    u32::from(first.candidates.list.iter().any(|x| (x.start as usize, x.end as usize) == (g.0, g.1)));
            }
            c
        })
        .reduce(
            || [[0; 3]; 5],
            |mut a, b| {
                a.iter_mut().flatten().zip(b.iter().flatten()).for_each(|(x, y)| *x += y);
                a
            },
        );
    let f1 = |c: [u32; 3]| {
        let (p, r) = (c[0] as f64 / c[1].max(1) as f64, c[0] as f64 / c[2].max(1) as f64);
        (100.0 * p, 100.0 * r, if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 })
    };
    let mut out = String::new();
    for (n, kind) in ["per", "org", "loc", "all"].iter().enumerate() {
        let (p, r, f) = f1(counts[n]);
        out += &format!("{kind} {p:5.1} {r:5.1} {f:5.2}   ");
    }
    out + &format!("reach {:.1}", 100.0 * counts[4][1] as f64 / counts[3][2].max(1) as f64)
}
