//! Keys that are one person, body or place.
//!
//! Keys of one kind and name are joined unless something tells them apart: middle initials, countries, fields of life that no
//! one person is in both of, articles more than forty years apart. Where the keys of a name fall apart, one that tells too
//! little stands alone unless its company decides. A single surname, which is known in its article only, is joined to a full
//! name by company alone.

use rustc_hash::FxHashMap;

use super::Row;
use super::company::Company;
use super::name::stable_hash;
use super::table::{Entry, Table};

/// Two keys whose articles lie further apart than this, in years, are two people.
const GENERATION: u16 = 40;
/// A name with more keys than this is hostile or tells nothing: its keys are left as they are.
const MOST_KEYS: usize = 24;
/// A surname with more full names than this is not joined to any.
const MOST_BEARERS: usize = 256;

const ALONE: (f64, &str) = (1.0, "one-key");
const LINKED: (f64, &str) = (0.8, "name-of-linked");
const TRAITS: (f64, &str) = (0.95, "same-name+role-or-country");
const COMPANY: (f64, &str) = (0.95, "same-name+company");
const NAME: (f64, &str) = (0.8, "same-name");
const SURNAME: (f64, &str) = (0.6, "surname+company");

/// Whom a key is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joined {
    /// The number of the row.
    pub row: usize,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// Why.
    pub reason: &'static str,
}

/// All entities of an archive.
#[derive(Debug, Default)]
pub struct Identities {
    /// Sorted by id.
    pub rows: Vec<Row>,
    by_key: FxHashMap<Box<str>, Joined>,
}

impl Identities {
    /// The row of a key.
    pub fn of(&self, key: &str) -> Option<(&Row, Joined)> {
        let joined = *self.by_key.get(key)?;
        Some((self.rows.get(joined.row)?, joined))
    }

    pub(super) fn new(mut table: Table) -> Self {
        table.entries.sort_by(|a, b| a.path.cmp(&b.path));
        let count = table.entries.len();
        let mut joiner = Joiner {
            names: Names::of(&table.entries),
            weights: weights(&table.entries, table.articles),
            total: libm::log(table.articles.max(2) as f64),
            parent: (0..count).collect(),
            why: vec![ALONE; count],
            name_of: vec![None; count],
            entries: table.entries,
        };
        joiner.groups();
        joiner.surnames();
        joiner.finish()
    }
}

/// The keys of each name, in the order of the names.
#[derive(Default)]
struct Names(Vec<(Box<str>, Vec<usize>)>);

impl Names {
    fn of(entries: &[Entry]) -> Self {
        let mut pairs: Vec<(&str, usize)> = Vec::new();
        for (n, entry) in entries.iter().enumerate().filter(|(_, e)| !e.local) {
            pairs.extend(entry.groups.iter().map(|(group, _)| (group, n)));
        }
        pairs.sort_unstable();
        let chunks = pairs.chunk_by(|a, b| a.0 == b.0);
        Self(chunks.map(|c| (c[0].0.into(), c.iter().map(|p| p.1).collect())).collect())
    }
}

/// How much it tells to be named beside each key, by its hash: the fewer articles have it, the more.
fn weights(entries: &[Entry], articles: u64) -> FxHashMap<u64, f64> {
    let total = articles.max(2) as f64;
    let weight = |e: &Entry| libm::log(total / (e.counts.articles.max(1) as f64));
    entries.iter().filter(|e| !e.local).map(|e| (stable_hash(&e.path), weight(e))).collect()
}

/// The keys of a row, with their numbers.
type Paths = Vec<(Box<str>, usize)>;

struct Joiner {
    entries: Vec<Entry>,
    names: Names,
    weights: FxHashMap<u64, f64>,
    /// The weight of what one article alone has.
    total: f64,
    /// The first key of the cluster that a key is in.
    parent: Vec<usize>,
    /// Of each key, why it is in its cluster.
    why: Vec<(f64, &'static str)>,
    /// What a whole cluster is called, at its first key.
    name_of: Vec<Option<String>>,
}

impl Joiner {
    fn company(&self, a: &Company, b: &Company) -> f64 {
        let weights: Vec<f64> = a.shared(b).filter_map(|hash| self.weights.get(&hash).copied()).collect();
        // One companion may be chance, however rare.
        if weights.len() < 2 { 0.0 } else { weights.iter().sum() }
    }

    fn agree(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.entries[a], &self.entries[b]);
        let linked = |e: &Entry| e.link.is_some();
        let apart = match (a.first, a.last, b.first, b.last) {
            (Some(a0), Some(a1), Some(b0), Some(b1)) => a0.year.max(b0.year).saturating_sub(a1.year.min(b1.year)),
            _ => 0,
        };
        !(linked(a) && linked(b)) && apart <= GENERATION && a.traits.agree(&b.traits)
    }

    /// How much two keys of one name have in common.
    fn tie(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.entries[a], &self.entries[b]);
        a.traits.shared(&b.traits) as f64 * self.total + self.company(&a.company, &b.company)
    }

    fn groups(&mut self) {
        let names = std::mem::take(&mut self.names.0);
        for (group, keys) in &names {
            if keys.len() <= MOST_KEYS {
                self.group(group, keys);
            }
        }
        self.names.0 = names;
    }

    fn group(&mut self, group: &str, keys: &[usize]) {
        let mut clusters: Vec<Vec<usize>> = keys.iter().map(|k| vec![*k]).collect();
        if self.all_agree(keys, keys) {
            clusters = vec![keys.to_vec()];
        }
        // The closest pair first, and again until no two clusters may be joined.
        while let Some((a, b)) = self.closest_pair(&clusters) {
            let merged = clusters.remove(b);
            clusters[a].extend(merged);
            clusters[a].sort_unstable();
        }
        let whole = clusters.len() == 1;
        for cluster in &clusters {
            let linked = cluster.iter().copied().find(|&k| self.entries[k].link.is_some());
            let Some(first) = linked.or_else(|| self.plainest(cluster)) else { continue };
            for &key in cluster.iter().filter(|&&k| k != first) {
                self.why[key] = if linked.is_some() { LINKED } else { self.reason(key, cluster) };
                self.join(first, key);
            }
            if linked.is_none() {
                // A place of one key is called by it: there will be another Washington, in another country. Of a person there
                // will rather be other keys, for what else articles tell of her.
                let several = cluster.len() > 1 || group.starts_with("person/");
                let name =
                    if whole && several { format!("entity/{group}") } else { self.entries[first].path.to_string() };
                let root = self.root(first);
                self.name_of[root] = Some(name);
            }
        }
    }

    fn all_agree(&self, a: &[usize], b: &[usize]) -> bool {
        a.iter().all(|&a| b.iter().all(|&b| a == b || self.agree(a, b)))
    }

    /// The closest two clusters of a name that may be joined: all their keys agree, and neither agrees as well with a third
    /// that the other does not agree with.
    fn closest_pair(&self, clusters: &[Vec<usize>]) -> Option<(usize, usize)> {
        let mut best: Option<(f64, usize, usize)> = None;
        for a in 0..clusters.len() {
            for b in a + 1..clusters.len() {
                if !self.all_agree(&clusters[a], &clusters[b]) {
                    continue;
                }
                let tie = self.closest(&clusters[a], &clusters[b]);
                if best.is_some_and(|best| best.0 >= tie) {
                    continue;
                }
                let rival = (0..clusters.len()).filter(|&r| r != a && r != b).filter_map(|r| {
                    let (with_a, with_b) =
                        (self.all_agree(&clusters[a], &clusters[r]), self.all_agree(&clusters[b], &clusters[r]));
                    (with_a != with_b).then(|| self.closest(&clusters[if with_a { a } else { b }], &clusters[r]))
                });
                let rival = rival.fold(None, |most: Option<f64>, tie| Some(most.map_or(tie, |m| m.max(tie))));
                if rival.is_none_or(|rival| tie >= self.total && tie >= 2.0 * rival) {
                    best = Some((tie, a, b));
                }
            }
        }
        best.map(|(_, a, b)| (a, b))
    }

    fn closest(&self, a: &[usize], b: &[usize]) -> f64 {
        a.iter().flat_map(|&a| b.iter().map(move |&b| (a, b))).map(|(a, b)| self.tie(a, b)).fold(0.0, f64::max)
    }

    /// The key that tells least, so that it has the shortest name.
    fn plainest(&self, cluster: &[usize]) -> Option<usize> {
        cluster.iter().copied().min_by_key(|&k| (self.entries[k].path.matches(';').count(), k))
    }

    fn reason(&self, key: usize, cluster: &[usize]) -> (f64, &'static str) {
        let others = || cluster.iter().copied().filter(move |&k| k != key);
        let entry = &self.entries[key];
        if others().any(|k| entry.traits.shared(&self.entries[k].traits) > 0) {
            TRAITS
        } else if others().any(|k| self.company(&entry.company, &self.entries[k].company) >= self.total) {
            COMPANY
        } else {
            NAME
        }
    }

    fn root(&mut self, key: usize) -> usize {
        let mut root = key;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = key;
        while at != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    /// The cluster of `b` goes into that of `a`.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[b] = a;
    }

    /// Single surnames, by company.
    fn surnames(&mut self) {
        let mut bearers: FxHashMap<Box<str>, Vec<usize>> = FxHashMap::default();
        for (group, keys) in &self.names.0 {
            let Some((_, last)) = group.strip_prefix("person/").and_then(|name| name.rsplit_once('_')) else {
                continue;
            };
            bearers.entry(last.into()).or_default().extend(keys);
        }
        for n in 0..self.entries.len() {
            let entry = &self.entries[n];
            let group = entry.groups.iter().next().map(|g| g.0).filter(|_| entry.local);
            let surname = group.and_then(|group| group.strip_prefix("person/"));
            let Some(keys) = surname.and_then(|name| bearers.get(name)).filter(|k| k.len() <= MOST_BEARERS) else {
                continue;
            };
            // By cluster: how close its closest key is; none where the article tells the two apart.
            let mut near: Vec<(usize, Option<f64>)> = Vec::new();
            for &key in keys {
                let other = &self.entries[key];
                let beside = entry.company.has(stable_hash(&other.path));
                let tie = (!beside && self.agree(n, key)).then(|| self.company(&entry.company, &other.company));
                near.push((key, tie));
            }
            for pair in &mut near {
                pair.0 = self.root(pair.0);
            }
            near.sort_by_key(|pair| pair.0);
            let mut clusters: Vec<(f64, usize)> = near
                .chunk_by(|a, b| a.0 == b.0)
                .filter_map(|c| Some((c.iter().try_fold(0.0_f64, |most, p| Some(most.max(p.1?)))?, c[0].0)))
                .collect();
            clusters.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let second = clusters.get(1).map_or(0.0, |c| c.0);
            if let Some(&(tie, root)) = clusters.first()
                && tie >= self.total
                && tie >= 2.0 * second
            {
                self.why[n] = SURNAME;
                self.join(root, n);
            }
        }
    }

    fn finish(mut self) -> Identities {
        let mut members: Vec<(usize, usize)> = (0..self.entries.len()).map(|n| (self.root(n), n)).collect();
        members.sort_unstable();
        // What was needed to join is let go, and each key when its row is made: only one of them is in memory.
        (self.names, self.weights) = (Names::default(), FxHashMap::default());
        let mut found: Vec<(Row, Paths)> = Vec::new();
        for cluster in members.chunk_by(|a, b| a.0 == b.0) {
            let root = cluster[0].0;
            let id = self.name_of[root].take().unwrap_or_else(|| self.entries[root].path.to_string());
            let mut entries: Vec<Entry> = cluster.iter().map(|m| std::mem::take(&mut self.entries[m.1])).collect();
            let least = cluster.iter().map(|m| self.why[m.1]).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
            let row = Row::new(id, &entries, least.unwrap_or(ALONE));
            let keys = entries.iter_mut().zip(cluster).map(|(e, m)| (std::mem::take(&mut e.path), m.1)).collect();
            found.push((row, keys));
        }
        found.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        let mut identities = Identities::default();
        for (n, (row, keys)) in found.into_iter().enumerate() {
            for (path, key) in keys {
                let (confidence, reason) = self.why[key];
                identities.by_key.insert(path, Joined { row: n, confidence, reason });
            }
            identities.rows.push(row);
        }
        identities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::keys;
    use crate::{Article, Extractor, Record};

    fn record(id: &str, date: &str, text: &str) -> Record {
        let mut article = Article::new(id, text);
        article.metadata.published = Some(date.into());
        Extractor::builtin().extract(&article)
    }

    fn joined(records: &[Record]) -> Identities {
        let mut table = Table::default();
        for record in records {
            assert!(table.add(record, &keys(record)));
            assert!(!table.add(record, &keys(record)));
        }
        table.resolve()
    }

    fn ids<'i>(identities: &'i Identities, part: &str) -> Vec<&'i str> {
        identities.rows.iter().map(|r| r.id.as_str()).filter(|id| id.contains(part)).collect()
    }

    #[test]
    fn one_name_is_one_person_unless_fields_lie_apart() {
        let one =
            record("a", "2020-01-01", "Henrik Solvang, the Norwegian foreign minister, spoke to reporters in Oslo.");
        let two = record("b", "2020-02-01", "“We agree,” said Henrik Solvang in Bergen.");
        let three = record("c", "2020-03-01", "Henrik Solvang, the goalkeeper, was hurt in the second half in Bodo.");
        let both = joined(&[one.clone(), two.clone()]);
        assert_eq!(ids(&both, "solvang"), ["entity/person/henrik_solvang"]);
        let row = both.rows.iter().find(|r| r.id.ends_with("solvang")).unwrap();
        assert_eq!((row.counts.articles, row.counts.spoken, row.keys.len()), (2, 1, 2));
        assert_eq!((row.reason, row.confidence), ("same-name", 0.8));
        assert_eq!(row.first.map(|d| d.to_string()).as_deref(), Some("2020-01-01"));
        // With the footballer, the one that says no role may be either.
        let all = joined(&[one.clone(), two.clone(), three.clone()]);
        assert_eq!(
            ids(&all, "solvang"),
            [
                "entity/person/henrik_solvang",
                "entity/person/henrik_solvang;field=politics;country=no",
                "entity/person/henrik_solvang;field=sport"
            ]
        );
        let turned = joined(&[three, two, one]);
        assert_eq!(all.rows, turned.rows);
    }

    #[test]
    fn two_people_of_one_name_in_two_centuries() {
        let old = record("a", "1931-05-01", "Edwin Marsh Talbot spoke in London.");
        let new = record("b", "2015-05-01", "Edwin Marsh Talbot spoke in London.");
        assert_eq!(
            ids(&joined(&[old, new]), "talbot"),
            ["entity/person/edwin_marsh_talbot", "entity/person/edwin_marsh_talbot;years=1910"]
        );
    }

    #[test]
    fn a_surname_is_joined_by_company_alone() {
        let full =
            record("a", "2020-01-01", "Liv Haugland met Tormod Bakkerud and Inger Nesheim at Fjordkraft Holding.");
        let short = record("b", "2020-02-01", "Ms. Haugland met Tormod Bakkerud and Inger Nesheim again.");
        let other = record("c", "2020-02-01", "Ms. Haugland met nobody at all.");
        let rest = (0..6).map(|n| record(&n.to_string(), "2020-02-01", &format!("Oddvar Kleppe saw {n} ships.")));
        let all: Vec<Record> = [full, short, other].into_iter().chain(rest).collect();
        let found = joined(&all);
        let row = found.rows.iter().find(|r| r.id == "entity/person/liv_haugland").unwrap();
        assert_eq!((row.keys.len(), row.reason), (2, "surname+company"), "{row:?}");
        assert_eq!(ids(&found, "/haugland;in=").len(), 1);
    }
}
