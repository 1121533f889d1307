//! Records one after the other against gold.

use std::collections::{HashMap, HashSet};

use super::conll;
use super::gold::{Document, Gold, QuoteClass};
use super::indirect::Indirect;
use super::mentions::Mentions;
use super::misses::{Miss, Misses};
use super::prediction::Prediction;
use super::quotes::Quotes;
use super::report::Scores;
use super::resolved::{Resolved, bad_offsets};
use crate::record::Record;

/// Which classes of quotations are scored together.
const CLASSES: [&[QuoteClass]; 2] = [&[QuoteClass::Direct], &[QuoteClass::Direct, QuoteClass::Mixed]];

/// Takes records in any order, and gives the scores when all were taken. A document without a record counts as one in which
/// nothing was found.
#[derive(Debug)]
pub struct Evaluation {
    gold: Gold,
    by_id: HashMap<String, usize>,
    seen: HashSet<usize>,
    misses: Option<Vec<Miss>>,
    bad_offsets: u64,
    pub(super) mentions: Mentions,
    pub(super) quotes: [Quotes; 2],
    pub(super) indirect: Indirect,
    /// Whether any record has speech without marks; without, nobody looked for it.
    pub(super) any_indirect: bool,
    pub(super) resolved: Resolved,
}

impl Evaluation {
    /// Begins. With `misses`, everything that is wrong is kept.
    pub fn new(gold: Gold, misses: bool) -> Self {
        let by_id = gold.texts().iter().enumerate().map(|(n, (id, _))| ((*id).to_owned(), n)).collect();
        Self {
            gold,
            by_id,
            seen: HashSet::new(),
            misses: misses.then(Vec::new),
            bad_offsets: 0,
            mentions: Mentions::default(),
            quotes: Default::default(),
            indirect: Indirect::default(),
            any_indirect: false,
            resolved: Resolved::default(),
        }
    }

    /// Takes a record; an error says why it cannot be scored.
    pub fn take(&mut self, record: &Record) -> Result<(), String> {
        let Some(&n) = self.by_id.get(&record.id) else {
            return Err(format!("the gold has no document {:?}", record.id));
        };
        if !self.seen.insert(n) {
            return Err(format!("a second record {:?}", record.id));
        }
        self.count(n, Some(record));
        Ok(())
    }

    fn count(&mut self, n: usize, record: Option<&Record>) {
        match &self.gold {
            Gold::Resolved(all) => {
                let Some(gold) = all.get(n) else { return };
                let mut misses = Misses::new(&gold.id, &gold.text, self.misses.as_mut());
                self.bad_offsets += record.map_or(0, |r| bad_offsets(r, &gold.text));
                self.resolved.count(gold, record, &mut misses);
            }
            Gold::Spans(all) => {
                let Some(gold) = all.get(n) else { return };
                // The text of columns is made up; that of the record may be the one that the words were cut from.
                let own = record.and_then(|r| r.text.as_ref()).filter(|text| **text != gold.text);
                let moved: Option<Document> = own.and_then(|text| conll::moved(gold, text));
                let gold = moved.as_ref().unwrap_or(gold);
                let prediction = record.map(Prediction::of).unwrap_or_default();
                self.bad_offsets += record.map_or(0, |r| bad_offsets(r, &gold.text));
                self.any_indirect |= prediction.quotes.iter().any(|q| q.indirect);
                let mut misses = Misses::new(&gold.id, &gold.text, self.misses.as_mut());
                self.mentions.count(&gold.mentions, &prediction.names, &mut misses);
                self.indirect.count(gold, &prediction.quotes, &mut misses);
                let [direct, all] = &mut self.quotes;
                all.count(gold, &prediction.quotes, CLASSES[1], &mut misses);
                direct.count(gold, &prediction.quotes, CLASSES[0], &mut Misses::new(&gold.id, &gold.text, None));
            }
        }
    }

    /// Ends: the scores, and everything that is wrong if it was kept, by class and then as documents and places follow.
    pub fn finish(mut self) -> (Scores, Vec<Miss>) {
        let all = self.by_id.len();
        for n in 0..all {
            if !self.seen.contains(&n) {
                self.count(n, None);
            }
        }
        let (mentions, quotes) = match &self.gold {
            Gold::Spans(all) => (all.iter().any(|d| !d.mentions.is_empty()), all.iter().any(|d| !d.quotes.is_empty())),
            Gold::Resolved(_) => (false, false),
        };
        let mut misses = self.misses.take().unwrap_or_default();
        // Gold without names says nothing of names.
        misses.retain(|m| match m.start {
            Some(_) if m.class.is_of_names() => mentions,
            Some(_) => quotes,
            None => true,
        });
        misses.sort_by(|a, b| (a.class, &a.id, a.start, &a.text).cmp(&(b.class, &b.id, b.start, &b.text)));
        let mut scores = Scores { docs: all as u64, docs_predicted: self.seen.len() as u64, ..Scores::default() };
        scores.bad_offsets = self.bad_offsets;
        if mentions {
            scores.mentions = Some((&self.mentions).into());
        }
        if quotes {
            scores.quotes = Some((&self.quotes, self.any_indirect.then_some(&self.indirect)).into());
        }
        if let Gold::Resolved(_) = self.gold {
            scores.resolved = Some((&self.resolved).into());
        }
        (scores, misses)
    }
}
