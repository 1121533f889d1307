//! Names: those of the gold against those of a record.

use std::collections::HashSet;

use super::calibration::Tally;
use super::gold::GoldMention;
use super::misses::{MissClass, Misses};
use super::prediction::Name;
use super::span::{NameClass, Stretch, pair_up};

/// Right ones, found ones, and those of the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) right: u64,
    pub(super) found: u64,
    pub(super) gold: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

/// The counts of all names so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    /// Same place and same class, by class.
    pub(super) exact: [Counts; 3],
    /// Same class and places that share something, one to one, by class.
    pub(super) lenient: [Counts; 3],
    /// Same place, of whatever class.
    pub(super) untyped: Counts,
    pub(super) calibration: Tally,
}

impl Mentions {
    /// Counts one document. Names of the gold that are optional are not missed; what overlaps one and is not right is not
    /// counted.
    pub(super) fn count(&mut self, gold: &[GoldMention], found: &[Name], misses: &mut Misses<'_>) {
        let wanted: Vec<&GoldMention> = gold.iter().filter(|m| !m.optional).collect();
        let exact: HashSet<(Stretch, NameClass)> = wanted.iter().map(|m| (m.at, m.class)).collect();
        let forgiven = |name: &Name| gold.iter().any(|m| m.optional && m.at.shared(name.at) > 0);
        let found: Vec<&Name> = found.iter().filter(|n| exact.contains(&(n.at, n.class)) || !forgiven(n)).collect();
        for class in NameClass::ALL {
            let mut golds: Vec<Stretch> = wanted.iter().filter(|m| m.class == class).map(|m| m.at).collect();
            golds.sort_unstable();
            let founds: Vec<Stretch> = found.iter().filter(|n| n.class == class).map(|n| n.at).collect();
            let counts = Counts { right: 0, found: founds.len() as u64, gold: golds.len() as u64 };
            let right = founds.iter().filter(|at| exact.contains(&(**at, class))).count() as u64;
            self.exact[class as usize].add(Counts { right, ..counts });
            let mut pairs = Vec::new();
            for (i, a) in golds.iter().enumerate() {
                let overlapping = founds.iter().enumerate().filter(|(_, b)| a.shared(**b) > 0);
                pairs.extend(overlapping.map(|(j, b)| (a.likeness(*b), i, j)));
            }
            self.lenient[class as usize].add(Counts { right: pair_up(pairs).len() as u64, ..counts });
        }
        let golds: HashSet<Stretch> = wanted.iter().map(|m| m.at).collect();
        let founds: HashSet<Stretch> = found.iter().map(|n| n.at).collect();
        self.untyped.add(Counts {
            right: golds.intersection(&founds).count() as u64,
            found: founds.len() as u64,
            gold: golds.len() as u64,
        });
        for name in &found {
            self.calibration.add(name.confidence, exact.contains(&(name.at, name.class)));
        }
        if misses.wanted() {
            list(&wanted, &found, misses);
        }
    }
}

/// Says what is wrong with each name that is not right.
fn list(wanted: &[&GoldMention], found: &[&Name], misses: &mut Misses<'_>) {
    for m in wanted {
        if !found.iter().any(|n| n.at.shared(m.at) > 0) {
            misses.add(MissClass::NameMissed, m.at, m.class.name(), "");
        }
    }
    for n in found {
        let overlapping = || wanted.iter().filter(|m| m.at.shared(n.at) > 0);
        if overlapping().any(|m| m.at == n.at && m.class == n.class) {
            continue;
        }
        let (class, gold) = match overlapping().find(|m| m.at == n.at) {
            Some(m) => (MissClass::NameOfOtherKind, m.class.name()),
            None => match overlapping().find(|m| m.class == n.class) {
                Some(m) => (MissClass::NameCutOtherwise, m.class.name()),
                None => match overlapping().next() {
                    Some(m) => (MissClass::NameCutOtherwiseOfOtherKind, m.class.name()),
                    None => (MissClass::NameInvented, ""),
                },
            },
        };
        misses.add(class, n.at, gold, n.class.name());
    }
}
