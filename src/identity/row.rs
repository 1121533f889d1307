//! A person, country, organization or place of the archive: the keys that are one thing, taken together.

use std::collections::BTreeMap;

use super::Day;
use super::table::{Counted, Counts, Entry};
use crate::record::{Gender, Kind, Link};

/// One entity of the archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its identifier, as the path of an IRI.
    pub id: String,
    /// What it is in most articles.
    pub kind: Option<Kind>,
    /// What it is called in most articles, in full.
    pub name: String,
    /// What else it is called, sorted.
    pub aliases: Vec<String>,
    /// The keys that are this one, sorted.
    pub keys: Vec<String>,
    /// What the lists know it as.
    pub link: Option<Link>,
    /// ISO 3166 code of the country that it is or belongs to.
    pub country: Option<String>,
    /// Of a person, where most articles that tell say so.
    pub gender: Option<Gender>,
    /// The roles that articles give, the most frequent first.
    pub roles: Vec<String>,
    /// How often it is met.
    pub counts: Counts,
    /// The day of the first article that names it.
    pub first: Option<Day>,
    /// The day of the last.
    pub last: Option<Day>,
    /// How sure it is that its keys are one thing: the least of those of its joins; 1 where there is nothing to join.
    pub confidence: f64,
    /// Why: the reason of the least sure join.
    pub reason: &'static str,
}

impl Row {
    /// Of the keys of one cluster, which come sorted.
    pub(super) fn new(id: String, entries: &[Entry], (confidence, reason): (f64, &'static str)) -> Self {
        let mut row = Row { id, confidence, reason, ..Row::default() };
        let (mut kinds, mut names, mut aliases, mut roles) = (Vec::new(), All::new(), All::new(), All::new());
        let mut gender = [0, 0];
        for entry in entries {
            row.keys.push(entry.path.as_ref().into());
            row.counts.add(&entry.counts);
            for (kind, count) in &entry.kinds {
                match kinds.iter_mut().find(|k: &&mut (&Kind, u32)| k.0 == kind) {
                    Some(known) => known.1 += count,
                    None => kinds.push((kind, *count)),
                }
            }
            add(&mut names, &entry.names);
            add(&mut aliases, &entry.aliases);
            add(&mut roles, &entry.roles);
            if row.link.is_none() {
                row.link.clone_from(&entry.link);
            }
            if row.country.is_none() {
                row.country = entry.country.as_deref().map(str::to_owned);
            }
            (0..2).for_each(|n| gender[n] += entry.gender[n]);
            row.first = [row.first, entry.first].into_iter().flatten().min();
            row.last = [row.last, entry.last].into_iter().flatten().max();
        }
        kinds.sort_by_key(|k| (std::cmp::Reverse(k.1), k.0.name()));
        row.kind = kinds.first().map(|k| k.0.clone());
        row.gender = match gender {
            [f, m] if f > m => Some(Gender::F),
            [f, m] if m > f => Some(Gender::M),
            _ => None,
        };
        row.name = by_count(&names).next().unwrap_or_default().to_owned();
        let other = names.keys().chain(aliases.keys()).filter(|a| **a != row.name);
        row.aliases = other.map(|a| (*a).to_owned()).collect();
        row.aliases.sort();
        row.aliases.dedup();
        row.roles = by_count(&roles).map(str::to_owned).collect();
        row
    }
}

type All<'e> = BTreeMap<&'e str, u32>;

fn add<'e>(all: &mut All<'e>, some: &'e Counted) {
    for (text, count) in some.iter() {
        *all.entry(text).or_default() += count;
    }
}

/// The most frequent first; of two the longer, then the first in the order of code points.
fn by_count<'e>(all: &All<'e>) -> impl Iterator<Item = &'e str> + use<'e> {
    let mut sorted: Vec<(&str, u32)> = all.iter().map(|(text, count)| (*text, *count)).collect();
    sorted.sort_by_key(|(text, count)| (std::cmp::Reverse(*count), std::cmp::Reverse(text.len()), *text));
    sorted.into_iter().map(|(text, _)| text)
}
