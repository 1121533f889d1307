//! Entities and who said what, against gold whose entities and speakers are resolved.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::fold::{case_folded, in_order, is_title, surface, words};
use super::gold::{QuoteClass, ResolvedDocument, ResolvedQuote};
use super::misses::{MissClass, Misses};
use super::span::Stretch;
use crate::record::{Form, Quote, QuoteKind, Record};

/// How many words of the longer quotation must stand in the other, in order.
const SAME: f64 = 0.8;

/// A quotation of so few words is a fragment, whatever it is called.
const FEW: usize = 3;

const PRONOUNS: [&str; 11] = ["he", "she", "they", "it", "i", "we", "him", "her", "them", "his", "their"];

/// Counts of entities of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EntityCounts {
    pub(super) right: u64,
    pub(super) found: u64,
    pub(super) gold: u64,
    /// Found entities that are one with another found one.
    pub(super) split: u64,
    /// Found entities that are several of the gold.
    pub(super) merged: u64,
}

/// What stands in the text for a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SaidBy {
    Name,
    Pronoun,
    Role,
    Nothing,
}

impl SaidBy {
    pub(super) const ALL: [(Self, &'static str); 4] =
        [(Self::Name, "name"), (Self::Pronoun, "pronoun"), (Self::Role, "role"), (Self::Nothing, "nothing")];

    fn of(mention: Option<&str>) -> Self {
        let Some(mention) = mention.filter(|m| !m.is_empty()) else { return Self::Nothing };
        let folded = case_folded(mention);
        if PRONOUNS.contains(&folded.as_str()) {
            return Self::Pronoun;
        }
        let names = |word: &str| word.starts_with(char::is_uppercase) && !is_title(&case_folded(word)) && word != "The";
        if mention.split_whitespace().any(names) { Self::Name } else { Self::Role }
    }
}

/// The counts of all documents so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    pub(super) entities: BTreeMap<String, EntityCounts>,
    pub(super) quotes_right: u64,
    pub(super) quotes_found: u64,
    pub(super) quotes_gold: u64,
    /// Found and all of direct and mixed ones.
    pub(super) direct: (u64, u64),
    pub(super) mixed: (u64, u64),
    /// Right and all quotations with a named speaker, by what stands for the speaker.
    pub(super) said_by: BTreeMap<SaidBy, (u64, u64)>,
    /// Quotations with a named speaker for which any speaker was found.
    pub(super) spoken_found: u64,
}

/// Something that has names: of the gold or of a record.
struct Named<'a> {
    kind: &'a str,
    name: &'a str,
    surfaces: BTreeSet<String>,
}

impl<'a> Named<'a> {
    fn new(kind: &'a str, name: &'a str, others: impl Iterator<Item = &'a str>) -> Self {
        Self { kind, name, surfaces: others.chain([name]).map(surface).collect() }
    }

    fn shared(&self, other: &Self) -> usize {
        self.surfaces.intersection(&other.surfaces).count()
    }

    /// Whether both are the same, by name or by any surface.
    fn is(&self, other: &Self) -> bool {
        surface(self.name) == surface(other.name) || self.shared(other) > 0
    }
}

impl Resolved {
    /// Counts one document; no record counts as an empty one.
    pub(super) fn count(&mut self, gold: &ResolvedDocument, record: Option<&Record>, misses: &mut Misses<'_>) {
        let golds: Vec<Named<'_>> =
            gold.entities.iter().map(|e| Named::new(&e.kind, &e.name, e.surfaces.iter().map(String::as_str))).collect();
        let mut found: Vec<(&str, Named<'_>)> = Vec::new();
        for entity in record.into_iter().flat_map(|r| &r.entities) {
            let named = |form| !matches!(form, Form::Pronoun | Form::Role | Form::Demonym);
            let mut names = entity.mentions.iter().filter(|m| named(m.form)).map(|m| m.text.as_str()).peekable();
            if names.peek().is_some() {
                found.push((&entity.id, Named::new(entity.kind.name(), &entity.name, names)));
            }
        }
        self.entities(&golds, &found, misses);
        let quotes = record.map_or(&[][..], |r| &r.quotes);
        let quotes: Vec<&Quote> = quotes.iter().filter(|q| q.kind != QuoteKind::Indirect).collect();
        let of_gold = self.quotes(&gold.quotes, &quotes, misses);
        for (j, quote) in gold.quotes.iter().enumerate() {
            if quote.kind != QuoteClass::Fragment {
                self.speaker(quote, of_gold.get(&j).map(|i| quotes[*i]), &golds, &found, misses);
            }
        }
    }

    fn entities(&mut self, golds: &[Named<'_>], found: &[(&str, Named<'_>)], misses: &mut Misses<'_>) {
        let mut times = vec![0; golds.len()];
        for (_, one) in found {
            let same = |(_, gold): &(usize, &Named<'_>)| gold.kind == one.kind && gold.shared(one) > 0;
            let hits: Vec<(usize, usize)> =
                golds.iter().enumerate().filter(same).map(|(j, gold)| (j, gold.shared(one))).collect();
            let counts = self.entities.entry(one.kind.to_owned()).or_default();
            counts.found += 1;
            counts.merged += u64::from(hits.len() > 1);
            // Of several that share as much, the first.
            match hits.iter().rev().max_by_key(|(_, shared)| *shared) {
                Some((j, _)) => times[*j] += 1,
                None => {
                    let gold = golds.iter().find(|gold| gold.shared(one) > 0).map_or("", |gold| gold.kind);
                    misses.name(MissClass::EntityInvented, one.name, gold, one.kind);
                }
            }
        }
        for (gold, times) in golds.iter().zip(times) {
            let counts = self.entities.entry(gold.kind.to_owned()).or_default();
            counts.gold += 1;
            counts.right += u64::from(times > 0);
            counts.split += u64::max(times, 1) - 1;
            if times == 0 {
                misses.name(MissClass::EntityMissed, gold.name, gold.kind, "");
            }
        }
    }

    /// Pairs quotations with those of the gold: which one was found for each.
    fn quotes(&mut self, gold: &[ResolvedQuote], found: &[&Quote], misses: &mut Misses<'_>) -> HashMap<usize, usize> {
        let gold_words: Vec<Vec<String>> = gold.iter().map(|q| words(&q.text)).collect();
        let found_words: Vec<Vec<String>> = found.iter().map(|q| words(&q.text)).collect();
        let mut pairs = Vec::new();
        for (i, f) in found_words.iter().enumerate() {
            for (j, g) in gold_words.iter().enumerate() {
                // Most pairs are far from it by their lengths alone.
                if f.len().min(g.len()) as f64 >= SAME * f.len().max(g.len()) as f64 {
                    let share = in_order(f, g);
                    if share >= SAME {
                        pairs.push((share, i, j));
                    }
                }
            }
        }
        // The likest first; of equal ones the last, as the scorer that this agrees with has it.
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
        let mut of_gold = HashMap::new();
        let mut used = HashSet::new();
        for (_, i, j) in pairs {
            if !used.contains(&i) && !of_gold.contains_key(&j) {
                used.insert(i);
                of_gold.insert(j, i);
            }
        }
        let fragments = of_gold.keys().filter(|j| gold[**j].kind == QuoteClass::Fragment).count();
        let short = |i: &usize| found[*i].kind == QuoteKind::Fragment || found_words[*i].len() <= FEW;
        let passed = (0..found.len()).filter(|i| !used.contains(i) && short(i)).count();
        self.quotes_found += (found.len() - fragments - passed) as u64;
        for (j, quote) in gold.iter().enumerate() {
            let kind = match quote.kind {
                QuoteClass::Fragment => continue,
                QuoteClass::Mixed => &mut self.mixed,
                _ => &mut self.direct,
            };
            let hit = u64::from(of_gold.contains_key(&j));
            *kind = (kind.0 + hit, kind.1 + 1);
            self.quotes_gold += 1;
            self.quotes_right += hit;
            if hit == 0 {
                misses.name(MissClass::QuoteMissed, &quote.text, quote.speaker.as_deref().unwrap_or_default(), "");
            }
        }
        of_gold
    }

    fn speaker(
        &mut self,
        gold: &ResolvedQuote,
        found: Option<&Quote>,
        golds: &[Named<'_>],
        entities: &[(&str, Named<'_>)],
        misses: &mut Misses<'_>,
    ) {
        let Some(wanted) = gold.speaker.as_deref().filter(|s| gold.speaker_named && !s.is_empty()) else { return };
        let counts = self.said_by.entry(SaidBy::of(gold.speaker_mention.as_deref())).or_default();
        counts.1 += 1;
        let speaker = found.and_then(|q| q.speaker.as_ref());
        self.spoken_found += u64::from(speaker.is_some());
        let right = speaker.is_some_and(|speaker| {
            let by_id = entities.iter().find(|(id, _)| Some(*id) == speaker.entity.as_deref()).map(|(_, e)| e);
            let by_name = Named::new("", &speaker.name, std::iter::empty());
            let got = by_id.unwrap_or(&by_name);
            let mut known = golds.iter().filter(|g| wanted.split("; ").any(|name| name == g.name)).peekable();
            if known.peek().is_none() {
                return Named::new("", wanted, std::iter::empty()).is(got);
            }
            known.any(|want| want.is(got))
        });
        counts.0 += u64::from(right);
        if !right && found.is_some() {
            let got = speaker.map_or("", |s| s.name.as_str());
            misses.name(MissClass::QuoteOfOtherSpeaker, &gold.text, wanted, got);
        }
    }
}

/// How many mentions of a record are not what stands in the text.
pub(super) fn bad_offsets(record: &Record, text: &str) -> u64 {
    let mut at: Vec<u32> = text.char_indices().map(|(n, _)| n as u32).collect();
    at.push(text.len() as u32);
    let slice = |s: Stretch| {
        let (from, to) = (at.get(s.start as usize)?, at.get(s.end as usize)?);
        text.get(*from as usize..*to as usize)
    };
    let wrong = record.entities.iter().flat_map(|e| &e.mentions);
    wrong.filter(|m| slice(Stretch { start: m.start, end: m.end }) != Some(m.text.as_str())).count() as u64
}
