//! Quotations in marks: those of the gold against those of a record.

use std::collections::{HashMap, HashSet};

use super::calibration::Tally;
use super::gold::{Document, GoldQuote, QuoteClass};
use super::misses::{MissClass, Misses};
use super::naming::{has_word, naming_word};
use super::prediction::Quoted;
use super::span::{Stretch, pair_up};

/// How much two quotations must share to be the same.
const SAME: f64 = 0.8;

/// The counts of all quotations so far, for one choice of classes.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    pub(super) gold: u64,
    pub(super) found: u64,
    pub(super) matched: u64,
    /// Found with the right speaker, or with none where the gold has none.
    pub(super) with_speaker: u64,
    /// Found, and the gold has a source.
    pub(super) sourced: u64,
    /// Of these, those with any speaker, those whose speaker stands where the source does, and those where it does or has the
    /// source's naming word.
    pub(super) given: u64,
    pub(super) right: u64,
    pub(super) right_or_named: u64,
    /// Quotations whose source names somebody, those of them that were found, and those whose speaker has the name.
    pub(super) named_gold: u64,
    pub(super) named_matched: u64,
    pub(super) named_right: u64,
    pub(super) calibration: Tally,
}

/// Whether a speaker stands where a source does.
pub(super) fn is_source(speaker: Option<Stretch>, source: &[Stretch]) -> bool {
    if source.is_empty() {
        return speaker.is_none();
    }
    speaker.is_some_and(|speaker| source.iter().any(|s| s.shared(speaker) > 0))
}

impl Quotes {
    /// Counts one document for quotations of these classes. One of another class is not missed, and what matches it, or lies
    /// within a fragment or a nested one, is not counted.
    pub(super) fn count(
        &mut self,
        document: &Document,
        found: &[Quoted],
        classes: &[QuoteClass],
        misses: &mut Misses<'_>,
    ) {
        let gold: Vec<&GoldQuote> = document.quotes.iter().filter(|q| q.class != QuoteClass::Indirect).collect();
        let found: Vec<&Quoted> = found.iter().filter(|q| !q.indirect).collect();
        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, f) in found.iter().enumerate() {
                let likeness = g.at.likeness(f.at);
                if likeness >= SAME {
                    pairs.push((likeness, i, j));
                }
            }
        }
        let of_gold = pair_up(pairs);
        let of_found: HashMap<usize, usize> = of_gold.iter().map(|(g, f)| (*f, *g)).collect();
        let passed = |f: &Quoted| {
            gold.iter().any(|g| {
                matches!(g.class, QuoteClass::Fragment | QuoteClass::Nested)
                    && !classes.contains(&g.class)
                    && f64::from(g.at.shared(f.at)) >= SAME * f64::from(f.at.len())
            })
        };
        let counted: HashSet<usize> = (0..found.len())
            .filter(|j| match of_found.get(j) {
                Some(g) => classes.contains(&gold[*g].class),
                None => !passed(found[*j]),
            })
            .collect();
        self.found += counted.len() as u64;
        for (i, g) in gold.iter().enumerate().filter(|(_, g)| classes.contains(&g.class)) {
            self.gold += 1;
            let source = g.source.iter().map(|s| s.of(&document.text)).collect::<Vec<_>>().join(" ");
            let naming = naming_word(&source);
            self.named_gold += u64::from(naming.is_some());
            let Some(f) = of_gold.get(&i).map(|j| found[*j]) else {
                misses.add(MissClass::QuoteMissed, g.at, &source, "");
                continue;
            };
            self.matched += 1;
            let right = is_source(f.speaker, &g.source);
            let name = f.speaker_name.as_deref().unwrap_or_default();
            let named = naming.as_deref().is_some_and(|word| has_word(name, word));
            if !g.source.is_empty() {
                self.sourced += 1;
                self.given += u64::from(f.speaker.is_some());
                self.right += u64::from(right);
                self.right_or_named += u64::from(right || named);
                self.calibration.add(f.confidence, right || named);
                if !right {
                    misses.add(MissClass::QuoteOfOtherSpeaker, g.at, &source, name);
                }
            }
            self.with_speaker += u64::from(right);
            if naming.is_some() {
                self.named_matched += 1;
                self.named_right += u64::from(named);
            }
        }
        if misses.wanted() {
            for (j, f) in found.iter().enumerate().filter(|(j, _)| counted.contains(j) && !of_found.contains_key(j)) {
                let _ = j;
                misses.add(MissClass::QuoteInvented, f.at, "", f.speaker_name.as_deref().unwrap_or_default());
            }
        }
    }
}
