//! The best reading of a zone of one or two tokens, of which there are most, without room for its places: the same sums
//! as those of [`super::decode`], in the same order, written out.

use super::decode::{Chosen, Probabilities, likeliest, probability};
use super::evidence::NameKind;
use super::weights::{NO_NAME, Row};
use super::zones::Zone;
use crate::weigh::worth_of_four;

/// A zone that is read here.
pub(super) enum Short {
    Word(Word),
    Pair(Pair),
}

impl Short {
    /// The best reading of a zone, if it is a token alone that may be a name, or two of which each and both may.
    #[inline]
    pub(super) fn of((zone, first, last): &(Zone, u32, u32), scores: &[Row]) -> Option<Self> {
        let scores = scores.get(*first as usize..*last as usize)?;
        match (zone.end - zone.start, scores) {
            (1, [word]) => Some(Self::Word(Word::new(word))),
            (2, [first, both, second]) => Some(Self::Pair(Pair::new(first, both, second))),
            _ => None,
        }
    }

    /// What the model says of each candidate.
    #[inline]
    pub(super) fn probabilities(&self, probabilities: &mut [Probabilities]) {
        match (self, probabilities) {
            (Self::Word(word), [of_word]) => *of_word = word.probabilities(),
            (Self::Pair(pair), [first, both, second]) => [*first, *both, *second] = pair.probabilities(),
            _ => {}
        }
    }

    /// The names of the best reading; the first candidate of the zone has this number.
    #[inline]
    pub(super) fn choose(&self, first: u32, chosen: &mut Vec<Chosen>) {
        match self {
            Self::Word(word) => chosen.extend(word.chosen(first)),
            Self::Pair(pair) => pair.choose(first, chosen),
        }
    }
}

/// A zone of one token and one candidate: the best reading.
pub(super) struct Word {
    kind: Option<NameKind>,
    best: f32,
    scores: Row,
}

impl Word {
    fn new(scores: &Row) -> Self {
        let (mut kind, mut best) = (None, scores[NO_NAME]);
        for (of, &score) in NameKind::ALL.into_iter().zip(scores) {
            (kind, best) = if score > best { (Some(of), score) } else { (kind, best) };
        }
        Self { kind, best, scores: *scores }
    }

    /// What each is worth, and all together.
    fn worth(&self) -> ([f32; 4], f64) {
        let worth = worth_of_four(self.scores.map(|score| score - self.best));
        let [person, organization, location, none] = worth;
        (worth, f64::from(none) + f64::from(person + organization + location))
    }

    fn probabilities(&self) -> Probabilities {
        let (worth, total) = self.worth();
        worth.map(|worth| (f64::from(worth) / total).min(1.0) as f32)
    }

    fn chosen(&self, candidate: u32) -> Option<Chosen> {
        let kind = self.kind?;
        let (worth, total) = self.worth();
        let confidence = (f64::from(worth[kind as usize]) / total).min(1.0) as f32;
        Some(Chosen { candidate, kind, confidence })
    }
}

/// The numbers of the candidates of a pair.
const FIRST: usize = 0;
const BOTH: usize = 1;
const SECOND: usize = 2;

/// A zone of two tokens in which each may be a name and both may be one.
pub(super) struct Pair {
    /// What each candidate is worth as each kind, and its first token as no name.
    worth: [[f32; 4]; 3],
    /// The sums over all ways up to the middle, from there on, and over all of the zone.
    forward: f64,
    backward: f64,
    total: f64,
    /// The last name of the best way to the middle, and to the end, if a name comes last.
    middle: Option<u8>,
    end: Option<(usize, u8)>,
}

impl Pair {
    fn new(first: &Row, both: &Row, second: &Row) -> Self {
        let (kind_first, as_first) = likeliest(0.0, first);
        let none = first[NO_NAME];
        let (middle, best_middle) = if as_first > none { (Some(kind_first), as_first) } else { (None, none) };
        let (kind_both, as_both) = likeliest(0.0, both);
        let (kind_second, as_second) = likeliest(best_middle, second);
        let no_second = best_middle + second[NO_NAME];
        let (end, best) = if no_second > as_both { (None, no_second) } else { (Some((BOTH, kind_both)), as_both) };
        let (end, best) = if as_second > best { (Some((SECOND, kind_second)), as_second) } else { (end, best) };

        let lost = |scores: &Row, lost: f32, none: f32| {
            let [person, organization, location, _] = *scores;
            worth_of_four([lost + person, lost + organization, lost + location, none])
        };
        let no_first = none - best_middle;
        let worth = [
            lost(first, 0.0 - best_middle, no_first),
            lost(both, 0.0 - best, no_first),
            lost(second, best_middle - best, no_second - best),
        ];
        let [as_first, as_both, as_second] = worth.map(|[a, b, c, _]| f64::from(a + b + c));
        let [no_first, no_second] = [FIRST, SECOND].map(|n| f64::from(worth[n][NO_NAME]));
        let forward = no_first + as_first;
        let total = as_both + forward * no_second + forward * as_second;
        Self { worth, forward, backward: no_second + as_second, total, middle, end }
    }

    /// The share of all ways that go through what comes before and behind a candidate.
    fn outside(&self) -> [f64; 3] {
        let [before, middle] = [1.0, self.forward].map(|forward| forward / self.total);
        [before * self.backward, before, middle]
    }

    fn probabilities(&self) -> [Probabilities; 3] {
        let outside = self.outside();
        let [before, middle] = [outside[BOTH], outside[SECOND]];
        let free = |n: usize, share: f64| share * f64::from(self.worth[n][NO_NAME]);
        let no_first = (free(FIRST, before) * self.backward).min(1.0) as f32;
        let no_second = free(SECOND, middle).min(1.0) as f32;
        let all = |n: usize, none: f32| {
            let [person, organization, location] = [0, 1, 2].map(|kind| probability(outside[n], self.worth[n][kind]));
            [person, organization, location, none]
        };
        [all(FIRST, no_first), all(BOTH, no_first), all(SECOND, no_second)]
    }

    fn choose(&self, first: u32, chosen: &mut Vec<Chosen>) {
        let outside = self.outside();
        let mut put = |n: usize, kind: u8| {
            let confidence = probability(outside[n], self.worth[n][usize::from(kind)]);
            chosen.push(Chosen { candidate: first + n as u32, kind: NameKind::ALL[usize::from(kind)], confidence });
        };
        match self.end {
            Some((BOTH, kind)) => put(BOTH, kind),
            end => {
                self.middle.into_iter().for_each(|kind| put(FIRST, kind));
                end.into_iter().for_each(|(n, kind)| put(n, kind));
            }
        }
    }
}
