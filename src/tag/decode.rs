//! The best reading of a zone, and how sure it is: a semi-Markov model over its segmentations.
//!
//! Every way to cut a zone into names and other tokens has a score, the sum of the weights of its parts. The best is
//! found by Viterbi's algorithm; the probability of each candidate is its share over all ways, by the forward and
//! backward sums (Sarawagi and Cohen, "Semi-Markov Conditional Random Fields for Information Extraction", 2004).

use super::candidates::{Candidate, Candidates};
use super::evidence::NameKind;
use super::weights::{NO_NAME, Row};

/// What the model says of one candidate: the probability of each kind, and that its first token is no name.
pub type Probabilities = [f32; 4];

/// A candidate of the best reading.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    /// Its number in [`Candidates::list`].
    pub candidate: u32,
    /// The kind that it was read as.
    pub kind: NameKind,
}

/// What is less likely than a millionth adds nothing to what is said.
const HOPELESS: f32 = 14.0;

/// A share of the readings by its logarithm.
fn share(log: f32) -> f32 {
    if log < -HOPELESS { 0.0 } else { libm::expf(log.min(0.0)) }
}

/// log(exp(a) + exp(b))
fn log_add(a: f32, b: f32) -> f32 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f32::NEG_INFINITY || high - low > HOPELESS { high } else { high + libm::log1pf(libm::expf(low - high)) }
}

/// Room for the sums of one zone, kept from zone to zone.
#[derive(Debug, Default)]
pub struct Decoder {
    forward: Vec<f32>,
    backward: Vec<f32>,
    best: Vec<(f32, u32, u8)>,
    none: Vec<f32>,
}

const NOTHING: u32 = u32::MAX;

impl Decoder {
    /// Reads zone number `zone`. `scores` has the sum of weights of each candidate of the text, `probabilities` is
    /// filled for those of the zone, and the chosen ones are given to `chosen` from left to right.
    pub fn zone(
        &mut self,
        candidates: &Candidates,
        zone: usize,
        scores: &[Row],
        probabilities: &mut [Probabilities],
        chosen: &mut Vec<Chosen>,
    ) {
        let total = self.sums(candidates, zone, scores);
        let (zone, first, last) = candidates.zones[zone];
        for n in first as usize..last as usize {
            let c = &candidates.list[n];
            let (from, to) = (c.start as usize - zone.start, c.end as usize - zone.start);
            let outside = self.forward[from] + self.backward[to] - total;
            let p = &mut probabilities[n];
            for kind in 0..3 {
                p[kind] = share(outside + scores[n][kind]);
            }
            let free = self.forward[from] + self.none[from] + self.backward[from + 1] - total;
            p[NO_NAME] = share(free);
        }
        // Back along the best way.
        let from = chosen.len();
        let mut at = zone.end - zone.start;
        while at > 0 {
            let (_, candidate, kind) = self.best[at];
            if candidate == NOTHING {
                at -= 1;
            } else {
                chosen.push(Chosen { candidate, kind: NameKind::ALL[kind as usize] });
                at = candidates.list[candidate as usize].start as usize - zone.start;
            }
        }
        chosen[from..].reverse();
    }

    /// Fills the forward and backward sums and the best ways; gives the log of the sum over all ways.
    pub fn sums(&mut self, candidates: &Candidates, zone: usize, scores: &[Row]) -> f32 {
        let (zone, first, last) = candidates.zones[zone];
        let len = zone.end - zone.start;
        let list = &candidates.list[first as usize..last as usize];
        self.none.clear();
        self.none.resize(len, 0.0);
        for (n, c) in list.iter().enumerate().filter(|(_, c)| c.end == c.start + 1) {
            self.none[c.start as usize - zone.start] = scores[first as usize + n][NO_NAME];
        }
        self.forward.clear();
        self.forward.resize(len + 1, f32::NEG_INFINITY);
        self.best.clear();
        self.best.resize(len + 1, (f32::NEG_INFINITY, NOTHING, 0));
        self.forward[0] = 0.0;
        self.best[0].0 = 0.0;
        // Candidates are sorted by start, so that one pass forward and one back do.
        let mut next = 0;
        for at in 0..len {
            let (here, best) = (self.forward[at], self.best[at].0);
            let none = self.none[at];
            self.forward[at + 1] = log_add(self.forward[at + 1], here + none);
            if best + none > self.best[at + 1].0 {
                self.best[at + 1] = (best + none, NOTHING, 0);
            }
            while let Some(c) = list.get(next).filter(|c| c.start as usize - zone.start == at) {
                let end = c.end as usize - zone.start;
                let number = first + next as u32;
                for (kind, &score) in scores[number as usize][..3].iter().enumerate() {
                    self.forward[end] = log_add(self.forward[end], here + score);
                    if best + score > self.best[end].0 {
                        self.best[end] = (best + score, number, kind as u8);
                    }
                }
                next += 1;
            }
        }
        self.backward.clear();
        self.backward.resize(len + 1, f32::NEG_INFINITY);
        self.backward[len] = 0.0;
        let mut next = list.len();
        for at in (0..len).rev() {
            let mut sum = self.backward[at + 1] + self.none[at];
            while next > 0 && list[next - 1].start as usize - zone.start == at {
                next -= 1;
                let end = list[next].end as usize - zone.start;
                for &score in &scores[first as usize + next][..3] {
                    sum = log_add(sum, self.backward[end] + score);
                }
            }
            self.backward[at] = sum;
        }
        self.forward[len]
    }
}

/// The candidates that share a token with `c`, itself included, among those of its zone.
pub fn rivals<'c>(candidates: &'c Candidates, c: &Candidate) -> impl Iterator<Item = (usize, &'c Candidate)> {
    let (start, end) = (c.start, c.end);
    let zone = candidates.zones.partition_point(|z| z.0.end <= start as usize);
    let (first, last) = candidates.zones.get(zone).map_or((0, 0), |z| (z.1 as usize, z.2 as usize));
    (first..last).map(|n| (n, &candidates.list[n])).filter(move |(_, r)| r.start < end && start < r.end)
}
