//! How much each list holds, and how its names stand to those of the others.

use std::collections::BTreeMap;

use super::facts::Lists;
use super::phrases::Reading;
use super::things::ThingKind;
use super::{Gazetteer, ThingId};

/// The figures of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListStats {
    /// Its file name, or the path of a user's list.
    pub list: String,
    /// Whether it is the user's.
    pub user: bool,
    /// Rows that were read.
    pub rows: u32,
    /// Names and phrases: a row may have several. Lists of single words have none.
    pub surfaces: u32,
    /// How many entries of each kind it made.
    pub kinds: BTreeMap<String, u32>,
    /// Names that a list of the user's has too, and wins.
    pub shadowed: u32,
    /// Names that blocked.tsv takes away or keeps from being tagged alone.
    pub blocked: u32,
    /// Names that several entries bear, or that ambiguous.tsv has.
    pub ambiguous: u32,
}

const AMBIGUOUS: Lists =
    Lists::AMBIGUOUS_PERSON.union(Lists::AMBIGUOUS_PLACE).union(Lists::AMBIGUOUS_ORG).union(Lists::AMBIGUOUS_NONE);
/// Readings by which an entry is called, rather than derived from it.
const NAMES: Lists = Lists::ANY_NAME.union(Lists::OTHER).union(Lists::USER);

impl Gazetteer {
    /// The figures of every list: the built-in ones by name, then the user's in their order.
    pub fn stats(&self) -> Vec<ListStats> {
        let mut all: Vec<ListStats> = self
            .lists
            .iter()
            .map(|l| ListStats {
                list: l.name.clone(),
                user: !l.things.is_empty() && l.things.start >= self.user_from,
                rows: l.rows,
                surfaces: l.surfaces,
                blocked: l.blocked,
                ..ListStats::default()
            })
            .collect();
        for (counts, stats) in self.lists.iter().zip(&mut all) {
            for thing in counts.things.clone() {
                let kind = self.kind_name(self.thing(ThingId(thing)).kind).to_owned();
                *stats.kinds.entry(kind).or_default() += 1;
            }
        }
        self.phrases.each(|own, frozen| {
            self.count(&mut all, own, frozen);
            if own.iter().any(|r| r.list == Lists::USER) {
                self.entries(frozen, |list| all[list].shadowed += 1);
            }
        });
        all.sort_by(|a, b| {
            a.user.cmp(&b.user).then_with(|| if a.user { std::cmp::Ordering::Equal } else { a.list.cmp(&b.list) })
        });
        all
    }

    /// The word for a kind, as the record has it.
    pub fn kind_name(&self, kind: ThingKind) -> &str {
        match kind {
            ThingKind::Person => "person",
            ThingKind::Country => "country",
            ThingKind::Place => "place",
            ThingKind::Organization => "organization",
            ThingKind::Other => "other",
            ThingKind::Own(kind) => self.kind(kind),
        }
    }

    /// The file name of the list that an entry comes from, or the path of a list of the user's.
    pub fn list_of(&self, id: ThingId) -> Option<&str> {
        self.lists.iter().find(|l| l.things.contains(&id.0)).map(|l| l.name.as_str())
    }

    /// Counts what the readings of one name say of the lists of `own`; `others` are readings of it in other lists.
    fn count(&self, all: &mut [ListStats], own: &[Reading], others: &[Reading]) {
        let both = || own.iter().chain(others);
        let lists = both().fold(Lists::empty(), |all, r| all | r.list);
        let mut things: Vec<ThingId> =
            own.iter().filter(|r| r.list.intersects(NAMES)).filter_map(|r| r.thing).collect();
        things.sort_unstable();
        things.dedup();
        let ambiguous = things.len() > 1 || lists.intersects(AMBIGUOUS);
        let blocked = lists.contains(Lists::BLOCKED);
        self.entries(own, |list| {
            all[list].ambiguous += u32::from(ambiguous);
            all[list].blocked += u32::from(blocked);
        });
    }

    /// Calls `each` with the number of every list that has one of these readings as a name.
    fn entries(&self, readings: &[Reading], mut each: impl FnMut(usize)) {
        let mut lists: Vec<usize> = readings
            .iter()
            .filter(|r| r.list.intersects(NAMES))
            .filter_map(|r| r.thing)
            .filter_map(|t| self.lists.iter().position(|l| l.things.contains(&t.0)))
            .collect();
        lists.sort_unstable();
        lists.dedup();
        lists.into_iter().for_each(&mut each);
    }
}
