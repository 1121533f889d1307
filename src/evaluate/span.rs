//! Stretches of a text in code points, how much two of them share, and who is paired with whom.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// A stretch of a text in code points, start included, end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub struct Stretch {
    /// Its first code point.
    pub start: u32,
    /// One past its last.
    pub end: u32,
}

impl Stretch {
    /// How many code points it covers.
    pub(super) fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// How many code points two stretches share.
    pub(super) fn shared(self, other: Self) -> u32 {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    /// What two stretches share, of what they cover together.
    pub(super) fn likeness(self, other: Self) -> f64 {
        let shared = self.shared(other);
        if shared == 0 {
            return 0.0;
        }
        f64::from(shared) / (f64::from(self.len()) + f64::from(other.len()) - f64::from(shared))
    }

    /// What stands there.
    pub(super) fn of(self, text: &str) -> String {
        text.chars().skip(self.start as usize).take(self.len() as usize).collect()
    }
}

/// What a name names, as far as annotated corpora tell it apart: countries and other places are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameClass {
    /// A human being.
    Person,
    /// A body of people.
    Organization,
    /// A country or any other place.
    Location,
}

impl NameClass {
    pub(super) const ALL: [Self; 3] = [Self::Person, Self::Organization, Self::Location];

    /// The class that a corpus or a record calls so.
    pub(super) fn of(label: &str) -> Option<Self> {
        Some(match label.to_ascii_lowercase().as_str() {
            "person" | "per" => Self::Person,
            "organization" | "organisation" | "org" => Self::Organization,
            "location" | "loc" | "country" | "place" | "gpe" => Self::Location,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Location => "location",
        }
    }
}

/// Pairs of gold and found, one to one, the likest first; of equal ones those that come first.
pub(super) fn pair_up(mut candidates: Vec<(f64, usize, usize)>) -> HashMap<usize, usize> {
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs = HashMap::new();
    let mut taken = HashSet::new();
    for (_, gold, found) in candidates {
        if !pairs.contains_key(&gold) && taken.insert(found) {
            pairs.insert(gold, found);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_the_share_of_what_both_cover() {
        let (a, b) = (Stretch { start: 0, end: 4 }, Stretch { start: 2, end: 6 });
        assert_eq!((a.shared(b), a.likeness(b)), (2, 2.0 / 6.0));
        assert_eq!(a.likeness(Stretch { start: 4, end: 6 }), 0.0);
        assert_eq!(b.of("añ“b”c"), "“b”c");
    }

    #[test]
    fn pairs_are_one_to_one_and_the_likest_come_first() {
        let pairs = pair_up(vec![(0.5, 0, 0), (0.9, 1, 0), (0.5, 0, 1), (0.5, 2, 1)]);
        assert_eq!(pairs, HashMap::from([(1, 0), (0, 1)]));
    }
}
