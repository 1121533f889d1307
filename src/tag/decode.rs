//! The best reading of a zone, and how sure it is: a semi-Markov model over its segmentations.
//!
//! Every way to cut a zone into names and other tokens has a score, the sum of the weights of its parts. The best is
//! found by Viterbi's algorithm; the probability of each candidate is its share over all ways, by the forward and
//! backward sums (Sarawagi and Cohen, "Semi-Markov Conditional Random Fields for Information Extraction", 2004).

use super::candidates::{Candidate, Candidates};
use super::evidence::NameKind;
use super::weights::{NO_NAME, Row};
use super::zones::Zone;
use crate::weigh::{worth, worth_of_four};

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

/// A way through a zone up to some place: its score, its last candidate, and how that one was read.
type Best = (f32, u32, u8);

/// Room for the sums of one zone, kept from zone to zone.
///
/// All sums are shares of the best way: each candidate is worth what is lost by going through it, so that nothing
/// overflows in a zone of some hundred tokens, and only what comes near the best costs an exponential.
#[derive(Debug, Default)]
pub struct Decoder {
    best: Vec<Best>,
    none: Vec<f32>,
    forward: Vec<f64>,
    backward: Vec<f64>,
    worth: Vec<[f32; 3]>,
    free: Vec<f32>,
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
        let (zone, first, last) = candidates.zones[zone];
        if zone.end == zone.start + 1 && last == first + 1 {
            let n = first as usize;
            let (kind, p) = word(&scores[n]);
            probabilities[n] = p;
            chosen.extend(kind.map(|kind| Chosen { candidate: first, kind }));
            return;
        }
        self.ways(candidates, (zone, first, last), scores);
        let list = &candidates.list[first as usize..last as usize];
        let total = self.forward[zone.end - zone.start];
        for ((c, worth), p) in list.iter().zip(&self.worth).zip(&mut probabilities[first as usize..last as usize]) {
            let (from, to) = (c.start as usize - zone.start, c.end as usize - zone.start);
            let outside = self.forward[from] / total * self.backward[to];
            for (p, &worth) in p.iter_mut().zip(worth) {
                *p = (outside * f64::from(worth)).min(1.0) as f32;
            }
            let free = self.forward[from] / total * f64::from(self.free[from]) * self.backward[from + 1];
            p[NO_NAME] = free.min(1.0) as f32;
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

    /// Finds the best way and the forward and backward sums; gives the log of the sum over all ways.
    pub fn sums(&mut self, candidates: &Candidates, zone: usize, scores: &[Row]) -> f32 {
        let (zone, first, last) = candidates.zones[zone];
        self.ways(candidates, (zone, first, last), scores);
        let len = zone.end - zone.start;
        self.best[len].0 + libm::log(self.forward[len]) as f32
    }

    fn ways(&mut self, candidates: &Candidates, (zone, first, last): (Zone, u32, u32), scores: &[Row]) {
        let len = zone.end - zone.start;
        let list = &candidates.list[first as usize..last as usize];
        let scores = &scores[first as usize..last as usize];
        self.none.clear();
        self.none.resize(len, 0.0);
        self.best.clear();
        self.best.resize(len + 1, (f32::NEG_INFINITY, NOTHING, 0));
        self.best[0].0 = 0.0;
        for (c, score) in list.iter().zip(scores).filter(|(c, _)| c.end == c.start + 1) {
            self.none[c.start as usize - zone.start] = score[NO_NAME];
        }
        // Candidates are sorted by start, so that one pass forward and one back do.
        let mut next = 0;
        for at in 0..len {
            let best = self.best[at].0;
            let none = best + self.none[at];
            if none > self.best[at + 1].0 {
                self.best[at + 1] = (none, NOTHING, 0);
            }
            while let Some(c) = list.get(next).filter(|c| c.start as usize - zone.start == at) {
                let slot = &mut self.best[c.end as usize - zone.start];
                for (kind, &score) in scores[next][..3].iter().enumerate() {
                    if best + score > slot.0 {
                        *slot = (best + score, first + next as u32, kind as u8);
                    }
                }
                next += 1;
            }
        }
        self.forward.clear();
        self.forward.resize(len + 1, 0.0);
        self.forward[0] = 1.0;
        self.free.clear();
        self.worth.clear();
        let mut next = 0;
        for at in 0..len {
            let (best, here) = (self.best[at].0, self.forward[at]);
            let free = worth(best + self.none[at] - self.best[at + 1].0);
            self.free.push(free);
            self.forward[at + 1] += here * f64::from(free);
            while let Some(c) = list.get(next).filter(|c| c.start as usize - zone.start == at) {
                let end = c.end as usize - zone.start;
                let lost = best - self.best[end].0;
                let [person, organization, location, _] = scores[next];
                let [person, organization, location, _] =
                    worth_of_four([lost + person, lost + organization, lost + location, 0.0]);
                let worth = [person, organization, location];
                self.forward[end] += here * f64::from(worth[0] + worth[1] + worth[2]);
                self.worth.push(worth);
                next += 1;
            }
        }
        self.backward.clear();
        self.backward.resize(len + 1, 0.0);
        self.backward[len] = 1.0;
        let mut next = list.len();
        for at in (0..len).rev() {
            let mut sum = self.backward[at + 1] * f64::from(self.free[at]);
            while next > 0 && list[next - 1].start as usize - zone.start == at {
                next -= 1;
                let worth = self.worth[next];
                sum += self.backward[list[next].end as usize - zone.start] * f64::from(worth[0] + worth[1] + worth[2]);
            }
            self.backward[at] = sum;
        }
    }
}

/// The same for a zone of one token, of which there are most: how it is best read, and the probabilities.
fn word(scores: &Row) -> (Option<NameKind>, Probabilities) {
    let (mut kind, mut best) = (None, scores[NO_NAME]);
    for (of, &score) in NameKind::ALL.into_iter().zip(scores) {
        if score > best {
            (kind, best) = (Some(of), score);
        }
    }
    let [person, organization, location, none] = worth_of_four(scores.map(|score| score - best));
    let total = f64::from(none) + f64::from(person + organization + location);
    (kind, [person, organization, location, none].map(|worth| (f64::from(worth) / total).min(1.0) as f32))
}

/// The candidates that share a token with `c`, itself included, among those of its zone.
pub fn rivals<'c>(candidates: &'c Candidates, c: &Candidate) -> impl Iterator<Item = (usize, &'c Candidate)> {
    let (start, end) = (c.start, c.end);
    let zone = candidates.zones.partition_point(|z| z.0.end <= start as usize);
    let (first, last) = candidates.zones.get(zone).map_or((0, 0), |z| (z.1 as usize, z.2 as usize));
    (first..last).map(|n| (n, &candidates.list[n])).filter(move |(_, r)| r.start < end && start < r.end)
}
