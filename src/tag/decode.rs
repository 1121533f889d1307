//! The best reading of a zone, and how sure it is: a semi-Markov model over its segmentations.
//!
//! Every way to cut a zone into names and other tokens has a score, the sum of the weights of its parts. The best is
//! found by Viterbi's algorithm; the probability of each candidate is its share over all ways, by the forward and
//! backward sums (Sarawagi and Cohen, "Semi-Markov Conditional Random Fields for Information Extraction", 2004).

use super::candidates::{Candidate, Candidates};
use super::evidence::NameKind;
use super::short::Short;
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
    /// How probable that is.
    pub confidence: f32,
}

/// A place between the tokens of a zone: the best way up to it, and the sums over all ways.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// The score of the best way.
    best: f32,
    /// Its last candidate, and how that one was read; [`NOTHING`] where a token that is no name comes last.
    candidate: u32,
    kind: u8,
    /// The first of the zone's candidates that begin here.
    first: u32,
    /// The score of the token after it as no name, and what that is worth.
    none: f32,
    free: f32,
    forward: f64,
    backward: f64,
}

const NOTHING: u32 = u32::MAX;
const FAR: Place = Place {
    best: f32::NEG_INFINITY,
    candidate: NOTHING,
    kind: 0,
    first: 0,
    none: 0.0,
    free: 0.0,
    forward: 0.0,
    backward: 0.0,
};

/// Room for the sums of one zone, kept from zone to zone.
///
/// All sums are shares of the best way: each candidate is worth what is lost by going through it, so that nothing
/// overflows in a zone of some hundred tokens, and only what comes near the best costs an exponential.
#[derive(Debug, Default)]
pub struct Decoder {
    places: Vec<Place>,
    /// What each candidate is worth as each kind.
    worth: Vec<[f32; 4]>,
}

impl Decoder {
    /// Reads zone number `zone`: fills `probabilities` for its candidates. `scores` has the sum of weights of each
    /// candidate of the text.
    pub fn probabilities(
        &mut self,
        candidates: &Candidates,
        zone: usize,
        scores: &[Row],
        probabilities: &mut [Probabilities],
    ) {
        let of = &candidates.zones[zone];
        let of_zone = &mut probabilities[of.1 as usize..of.2 as usize];
        if let Some(short) = Short::of(of, scores) {
            short.probabilities(of_zone);
            return;
        }
        self.ways(candidates, of, scores);
        self.shares(candidates, of, of_zone);
    }

    /// Reads zone number `zone`: gives its names to `chosen`, from left to right.
    pub fn choose(&mut self, candidates: &Candidates, zone: usize, scores: &[Row], chosen: &mut Vec<Chosen>) {
        let of = &candidates.zones[zone];
        if let Some(short) = Short::of(of, scores) {
            short.choose(of.1, chosen);
            return;
        }
        self.ways(candidates, of, scores);
        self.best(candidates, of, chosen);
    }

    /// Finds the best way and the forward and backward sums; gives the log of the sum over all ways.
    pub fn sums(&mut self, candidates: &Candidates, zone: usize, scores: &[Row]) -> f32 {
        self.ways(candidates, &candidates.zones[zone], scores);
        self.places.last().map_or(0.0, |end| end.best + libm::log(end.forward) as f32)
    }

    fn shares(&self, candidates: &Candidates, (zone, first, last): &Numbered, probabilities: &mut [Probabilities]) {
        let total = self.places[zone.end - zone.start].forward;
        let list = &candidates.list[*first as usize..*last as usize];
        for pair in self.places.windows(2) {
            let here = pair[0].first as usize..pair[1].first as usize;
            let share = pair[0].forward / total;
            let free = (share * f64::from(pair[0].free) * pair[1].backward).min(1.0) as f32;
            for ((c, worth), p) in
                list[here.clone()].iter().zip(&self.worth[here.clone()]).zip(&mut probabilities[here])
            {
                let outside = share * self.places[c.end as usize - zone.start].backward;
                let [person, organization, location] = [0, 1, 2].map(|kind| probability(outside, worth[kind]));
                *p = [person, organization, location, free];
            }
        }
    }

    /// Back along the best way.
    fn best(&self, candidates: &Candidates, (zone, first, _): &Numbered, chosen: &mut Vec<Chosen>) {
        let from = chosen.len();
        let mut at = zone.end - zone.start;
        let total = self.places[at].forward;
        while at > 0 {
            let Place { candidate, kind, backward, .. } = self.places[at];
            if candidate == NOTHING {
                at -= 1;
            } else {
                at = candidates.list[candidate as usize].start as usize - zone.start;
                let outside = self.places[at].forward / total * backward;
                let confidence = probability(outside, self.worth[(candidate - first) as usize][kind as usize]);
                chosen.push(Chosen { candidate, kind: NameKind::ALL[kind as usize], confidence });
            }
        }
        chosen[from..].reverse();
    }

    fn ways(&mut self, candidates: &Candidates, (zone, first, last): &Numbered, scores: &[Row]) {
        let len = zone.end - zone.start;
        let list = &candidates.list[*first as usize..*last as usize];
        let scores = &scores[*first as usize..*last as usize];
        self.places.clear();
        self.places.resize(len + 1, FAR);
        let places = &mut self.places[..];
        // Candidates are sorted by start and length, so that one pass forward and one back do.
        places[0].best = 0.0;
        let mut next = 0;
        for at in 0..len {
            let best = places[at].best;
            places[at].first = next as u32;
            let token = list.get(next).filter(|c| is_token(c, zone.start + at)).map_or(0.0, |_| scores[next][NO_NAME]);
            places[at].none = token;
            let after = &mut places[at + 1];
            if best + token > after.best {
                (after.best, after.candidate) = (best + token, NOTHING);
            }
            while let Some(c) = list.get(next).filter(|c| c.start as usize == zone.start + at) {
                let (kind, most) = likeliest(best, &scores[next]);
                let end = &mut places[c.end as usize - zone.start];
                if most > end.best {
                    (end.best, end.candidate, end.kind) = (most, first + next as u32, kind);
                }
                next += 1;
            }
        }
        places[len].first = next as u32;
        places[0].forward = 1.0;
        self.worth.clear();
        for at in 0..len {
            let (Place { best, forward, first, none, .. }, after) = (places[at], places[at + 1]);
            let here = first as usize..after.first as usize;
            let lost_free = best + none - after.best;
            let mut free = None;
            for (c, &[person, organization, location, _]) in list[here.clone()].iter().zip(&scores[here]) {
                let end = c.end as usize - zone.start;
                let lost = best - places[end].best;
                // What the token is worth as no name is found beside what it is worth as a name.
                let worth = worth_of_four([lost + person, lost + organization, lost + location, lost_free]);
                if free.is_none() {
                    places[at + 1].forward += forward * f64::from(worth[3]);
                    free = Some(worth[3]);
                }
                places[end].forward += forward * f64::from(worth[0] + worth[1] + worth[2]);
                self.worth.push(worth);
            }
            places[at].free = free.unwrap_or_else(|| {
                let free = worth(lost_free);
                places[at + 1].forward += forward * f64::from(free);
                free
            });
        }
        places[len].backward = 1.0;
        for at in (0..len).rev() {
            let mut sum = places[at + 1].backward * f64::from(places[at].free);
            let here = places[at].first as usize..places[at + 1].first as usize;
            for (c, worth) in list[here.clone()].iter().zip(&self.worth[here]).rev() {
                sum += places[c.end as usize - zone.start].backward * f64::from(worth[0] + worth[1] + worth[2]);
            }
            places[at].backward = sum;
        }
    }
}

/// A zone with the numbers of its first candidate and of the one after its last.
type Numbered = (Zone, u32, u32);

/// Whether a candidate is just the token at `at`.
fn is_token(c: &Candidate, at: usize) -> bool {
    c.start as usize == at && c.end as usize == at + 1
}

/// The kind that is best after a way of this score (the first of several), and the score with it.
pub(super) fn likeliest(best: f32, scores: &Row) -> (u8, f32) {
    let mut most = (0, best + scores[0]);
    for kind in [1, 2] {
        let score = best + scores[kind as usize];
        most = if score > most.1 { (kind, score) } else { most };
    }
    most
}

pub(super) fn probability(outside: f64, worth: f32) -> f32 {
    (outside * f64::from(worth)).min(1.0) as f32
}

/// The candidates that share a token with `c`, itself included, among those of its zone.
pub fn rivals<'c>(candidates: &'c Candidates, c: &Candidate) -> impl Iterator<Item = (usize, &'c Candidate)> {
    let (start, end) = (c.start, c.end);
    let zone = candidates.zones.partition_point(|z| z.0.end <= start as usize);
    let (first, last) = candidates.zones.get(zone).map_or((0, 0), |z| (z.1 as usize, z.2 as usize));
    (first..last).map(|n| (n, &candidates.list[n])).filter(move |(_, r)| r.start < end && start < r.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Lists;

    fn candidate((start, end): (u32, u32)) -> Candidate {
        Candidate { start, end, evidence: (0, 0), lists: Lists::empty() }
    }

    /// Scores that are near each other, ties among them.
    fn scores(seed: &mut u32) -> Row {
        [(); 4].map(|()| {
            *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (*seed >> 24) as f32 / 32.0 - 4.0
        })
    }

    #[test]
    fn short_zones_are_read_as_others_are() {
        let mut seed = 7;
        for spans in [&[(5, 6)][..], &[(5, 6), (5, 7), (6, 7)]] {
            let list: Vec<Candidate> = spans.iter().copied().map(candidate).collect();
            let zone = Zone { start: 5, end: list.last().unwrap().end as usize };
            let candidates = Candidates { zones: vec![(zone, 0, list.len() as u32)], list, ..Candidates::default() };
            for _ in 0..5000 {
                let scores: Vec<Row> = spans.iter().map(|_| scores(&mut seed)).collect();
                let (mut decoder, of) = (Decoder::default(), &candidates.zones[0]);
                let mut both = [(); 2].map(|()| (vec![[0.0; 4]; spans.len()], Vec::new()));
                decoder.probabilities(&candidates, 0, &scores, &mut both[0].0);
                decoder.choose(&candidates, 0, &scores, &mut both[0].1);
                decoder.ways(&candidates, of, &scores);
                decoder.shares(&candidates, of, &mut both[1].0);
                decoder.best(&candidates, of, &mut both[1].1);
                let [(short, chosen), (other, others)] = both;
                // Of a word alone the shares are worked out in another order.
                let near = |a: f32, b: f32| if spans.len() == 1 { (a - b).abs() < 1e-6 } else { a == b };
                assert!(short.iter().flatten().zip(other.iter().flatten()).all(|(a, b)| near(*a, *b)));
                assert_eq!(chosen.len(), others.len());
                for (a, b) in chosen.iter().zip(&others) {
                    assert_eq!((a.candidate, a.kind), (b.candidate, b.kind));
                    assert!(near(a.confidence, b.confidence));
                }
            }
        }
    }
}
