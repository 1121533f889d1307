//! The table of all keys of an archive. It is what the memory of `entities` and `graph` grows by: docs/graph.md says how much.

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::company::{Company, KEPT, KEPT_OF_ARTICLE};
use super::name::stable_hash;
use super::traits::Traits;
use super::{Day, Identities, Key};
use crate::record::{Form, Gender, Kind, Link, Quote, Record};

/// Everything that an archive says of each key, as far as it is kept. The order in which records are added does not count.
#[derive(Debug, Default)]
pub struct Table {
    index: FxHashMap<Box<str>, u32>,
    pub(super) entries: Vec<Entry>,
    seen: FxHashSet<[u8; 16]>,
    /// How many articles there are.
    pub(super) articles: u64,
}

/// One key.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) path: Box<str>,
    pub(super) local: bool,
    pub(super) traits: Traits,
    /// The names that it can be joined by; of a linked one those of several words.
    pub(super) groups: Counted,
    pub(super) kinds: Vec<(Kind, u32)>,
    /// The entity's name in each article.
    pub(super) names: Counted,
    /// What else it is called.
    pub(super) aliases: Counted,
    pub(super) roles: Counted,
    pub(super) link: Option<Link>,
    pub(super) country: Option<Box<str>>,
    pub(super) gender: [u32; 2],
    pub(super) counts: Counts,
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
    pub(super) company: Company,
}

/// How often an entity is met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles that name it.
    pub articles: u64,
    /// Places that name it, by whatever form.
    pub mentions: u64,
    /// Quotations that it speaks, alone or with others.
    pub spoken: u64,
    /// Quotations that are said to it.
    pub received: u64,
    /// Quotations in which it is mentioned.
    pub about: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.mentions += other.mentions;
        self.spoken += other.spoken;
        self.received += other.received;
        self.about += other.about;
    }
}

/// What tells one article from all others: its id and its text.
pub fn fingerprint(record: &Record) -> [u8; 16] {
    let mut hash = Sha256::new();
    hash.update((record.id.len() as u64).to_le_bytes());
    hash.update(&record.id);
    hash.update(&record.digest);
    let mut out = [0; 16];
    out.copy_from_slice(&hash.finalize()[..16]);
    out
}

/// The quotes of a record with those that are nested in them, each before its own.
pub fn all_quotes(record: &Record) -> Vec<&Quote> {
    fn add<'r>(quotes: &'r [Quote], out: &mut Vec<&'r Quote>) {
        for quote in quotes {
            out.push(quote);
            add(&quote.nested, out);
        }
    }
    let mut out = Vec::new();
    add(&record.quotes, &mut out);
    out
}

/// The entities that a quote mentions, by their number in the record, in its order: those with a mention in one of its parts,
/// but for the pronouns. A metonym counts for what it stands for, too.
pub fn about(record: &Record, quote: &Quote) -> Vec<usize> {
    let within = |start: u32, end: u32| quote.parts.iter().any(|p| p.start <= start && end <= p.end);
    let mut out = Vec::new();
    for (n, entity) in record.entities.iter().enumerate() {
        for m in entity.mentions.iter().filter(|m| m.form != Form::Pronoun && within(m.start, m.end)) {
            out.push(n);
            let stands_for = m.stands_for.as_ref().and_then(|id| record.entities.iter().position(|e| &e.id == id));
            out.extend(stands_for);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The speakers of a quote, by their number in the record; those that are no entity are left out.
pub fn speakers(quote: &Quote, ids: &FxHashMap<&str, usize>) -> Vec<usize> {
    let all = quote.speaker.iter().chain(&quote.with);
    let mut out: Vec<usize> = all.filter_map(|s| ids.get(s.entity.as_deref()?).copied()).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The entities of a record by their ids.
pub fn by_id(record: &Record) -> FxHashMap<&str, usize> {
    record.entities.iter().enumerate().map(|(n, e)| (e.id.as_str(), n)).collect()
}

impl Table {
    /// Adds what a record says; gives back whether it was new. One of the same id and text as another before adds nothing.
    pub fn add(&mut self, record: &Record, keys: &[Key]) -> bool {
        if !self.seen.insert(fingerprint(record)) {
            return false;
        }
        self.articles += 1;
        let day = record.published.as_deref().and_then(Day::parse);
        let numbers: Vec<usize> = keys.iter().map(|key| self.entry(key)).collect();
        let mut present = FxHashSet::default();
        for ((entity, key), &n) in record.entities.iter().zip(keys).zip(&numbers) {
            let entry = &mut self.entries[n];
            // Those of a link may differ between lists; the least, so that the order of reading does not count.
            if key.traits < entry.traits {
                entry.traits = key.traits.clone();
            }
            entry.counts.articles += u64::from(present.insert(n));
            entry.counts.mentions += entity.mentions.len() as u64;
            if key.local || entity.link.is_none() || key.group.contains('_') {
                entry.groups.add(&key.group);
            }
            match entry.kinds.iter_mut().find(|k| k.0 == entity.kind) {
                Some(kind) => kind.1 += 1,
                None => entry.kinds.push((entity.kind.clone(), 1)),
            }
            entry.names.add(&entity.name);
            let mut surfaces: Vec<&str> =
                entity.mentions.iter().filter(|m| m.form == Form::Name).map(|m| m.text.as_str()).collect();
            surfaces.sort_unstable();
            surfaces.dedup();
            surfaces.iter().filter(|s| **s != entity.name).for_each(|s| entry.aliases.add(s));
            entity.roles.iter().for_each(|r| entry.roles.add(r));
            if let Some(link) = &entity.link {
                let order = |l: &Link| (l.wikidata.clone(), l.wikipedia.clone(), l.iso.clone());
                if entry.link.as_ref().is_none_or(|old| order(link) < order(old)) {
                    entry.link = Some(link.clone());
                }
            }
            if let Some(country) = &entity.country
                && entry.country.as_deref().is_none_or(|old| country.as_str() < old)
            {
                entry.country = Some(country.as_str().into());
            }
            match entity.gender {
                Some(Gender::F) => entry.gender[0] += 1,
                Some(Gender::M) => entry.gender[1] += 1,
                None => {}
            }
            if let Some(day) = day {
                entry.first = Some(entry.first.map_or(day, |d| d.min(day)));
                entry.last = Some(entry.last.map_or(day, |d| d.max(day)));
            }
        }
        self.quotes(record, &numbers);
        self.company(record, keys, &numbers);
        true
    }

    fn entry(&mut self, key: &Key) -> usize {
        if let Some(n) = self.index.get(key.path.as_str()) {
            return *n as usize;
        }
        let n = self.entries.len();
        self.index.insert(key.path.as_str().into(), n as u32);
        let path = key.path.as_str().into();
        self.entries.push(Entry { path, local: key.local, traits: key.traits.clone(), ..Entry::default() });
        n
    }

    fn quotes(&mut self, record: &Record, numbers: &[usize]) {
        let ids = by_id(record);
        for quote in all_quotes(record) {
            let mut each = |list: Vec<usize>, add: fn(&mut Counts)| {
                let mut keys: Vec<usize> = list.into_iter().map(|n| numbers[n]).collect();
                keys.sort_unstable();
                keys.dedup();
                keys.into_iter().for_each(|n| add(&mut self.entries[n].counts));
            };
            each(speakers(quote, &ids), |c| c.spoken += 1);
            each(about(record, quote), |c| c.about += 1);
            let addressee = quote.addressee.as_ref().and_then(|a| ids.get(a.entity.as_deref()?).copied());
            each(addressee.into_iter().collect(), |c| c.received += 1);
        }
    }

    /// Countries are named beside everybody and tell nothing.
    fn company(&mut self, record: &Record, keys: &[Key], numbers: &[usize]) {
        let named = record.entities.iter().zip(keys).filter(|(e, k)| e.kind != Kind::Country && !k.local);
        let hashes: Vec<u64> = named.map(|(_, key)| stable_hash(&key.path)).collect();
        for (key, &n) in keys.iter().zip(numbers).filter(|(k, _)| !k.path.starts_with("entity/iso/")) {
            let own = stable_hash(&key.path);
            let most = if key.local { KEPT_OF_ARTICLE } else { KEPT };
            hashes.iter().filter(|h| **h != own).for_each(|h| self.entries[n].company.add(*h, most));
        }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many different articles were added.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Joins the keys that are the same thing.
    pub fn resolve(self) -> Identities {
        Identities::new(self)
    }
}

/// Texts with how often each was met, sorted: a map for few, in little memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted(Vec<(Box<str>, u32)>);

impl Counted {
    fn add(&mut self, text: &str) {
        match self.0.binary_search_by(|known| (*known.0).cmp(text)) {
            Ok(at) => self.0[at].1 += 1,
            Err(at) => {
                // Most have few, and a vector doubles.
                if self.0.len() == self.0.capacity() && at < 4 {
                    self.0.reserve_exact(1);
                }
                self.0.insert(at, (text.into(), 1));
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.0.iter().map(|(text, count)| (&**text, *count))
    }
}
