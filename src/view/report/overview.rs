//! Counts over all records, whatever becomes of the articles.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::article;
use crate::gazetteer::Gazetteer;
use crate::record::{Kind, QuoteKind, Record};
use crate::tag::evidence;

/// So many different problems and unread records are kept.
const MOST: usize = 200;

/// So many articles are given as examples of a problem.
const EXAMPLES: usize = 5;

/// Takes records and counts.
#[derive(Debug, Default)]
pub(super) struct Overview {
    pub(super) articles: u64,
    pub(super) with_text: u64,
    /// Texts that were there but are not those of the records.
    pub(super) other_text: u64,
    characters: u64,
    publisher_numbers: HashMap<String, u32>,
    publishers: Vec<(String, u64)>,
    months: BTreeMap<(String, Option<u32>), u64>,
    undated: u64,
    /// Of each kind of quotation: how many, and of how many the speaker is known, and a name.
    quotes: [[u64; 3]; 4],
    countries: BTreeMap<String, u64>,
    cues: BTreeMap<String, u64>,
    conditions: [u64; 5],
    problems: BTreeMap<String, (u64, Vec<String>)>,
    other_problems: u64,
    /// Reasons of mentions that are no class of words.
    reasons: BTreeSet<String>,
    unread: Vec<String>,
    unread_count: u64,
}

impl Overview {
    /// Takes a record, and gives the number of its publisher.
    pub(super) fn take(&mut self, record: &Record, day: Option<&str>) -> Option<u32> {
        self.articles += 1;
        self.characters += u64::from(record.length);
        let publisher = record.publisher.as_deref().map(|name| self.publisher(name));
        match day {
            Some(day) => *self.months.entry((day.get(..7).unwrap_or(day).to_owned(), publisher)).or_default() += 1,
            None => self.undated += 1,
        }
        for quote in article::quotes(record) {
            let count = &mut self.quotes[match quote.kind {
                QuoteKind::Direct => 0,
                QuoteKind::Mixed => 1,
                QuoteKind::Fragment => 2,
                QuoteKind::Indirect => 3,
            }];
            count[0] += 1;
            count[1] += u64::from(quote.speaker.is_some());
            count[2] += u64::from(quote.speaker.as_ref().is_some_and(|s| s.entity.is_some()));
            if let Some(cue) = &quote.cue {
                *self.cues.entry(cue.class.to_string()).or_default() += 1;
            }
        }
        let countries = record.entities.iter().filter(|e| e.kind == Kind::Country);
        let mut codes: Vec<&str> =
            countries.filter_map(|e| e.country.as_deref().or(e.link.as_ref()?.iso.as_deref())).collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *self.countries.entry(code.to_owned()).or_default() += 1;
        }
        for mention in record.entities.iter().flat_map(|e| &e.mentions) {
            if !mention.reason.contains(':')
                && self.reasons.len() < MOST
                && !self.reasons.contains(mention.reason.as_str())
            {
                self.reasons.insert(mention.reason.to_string());
            }
        }
        let c = record.condition;
        for (count, holds) in
            self.conditions.iter_mut().zip([!c.paragraphs, c.tokenized, c.straight_quotes, c.gaps > 0, c.substituted])
        {
            *count += u64::from(holds);
        }
        // An article counts once for each problem.
        for problem in record.problems.iter().collect::<BTreeSet<_>>() {
            self.problem(problem, &record.id);
        }
        publisher
    }

    fn publisher(&mut self, name: &str) -> u32 {
        let next = self.publishers.len() as u32;
        let number = *self.publisher_numbers.entry(name.to_owned()).or_insert(next);
        if number == next {
            self.publishers.push((name.to_owned(), 0));
        }
        if let Some(publisher) = self.publishers.get_mut(number as usize) {
            publisher.1 += 1;
        }
        number
    }

    fn problem(&mut self, problem: &str, id: &str) {
        if !self.problems.contains_key(problem) && self.problems.len() >= MOST {
            self.other_problems += 1;
            return;
        }
        let (count, examples) = self.problems.entry(problem.to_owned()).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(id.to_owned());
        }
    }

    /// Something could not be read.
    pub(super) fn unread(&mut self, error: String) {
        self.unread_count += 1;
        if self.unread.len() < MOST {
            self.unread.push(error);
        }
    }

    pub(super) fn json(&self) -> Value {
        let mut problems: Vec<_> = self.problems.iter().map(|(p, (count, ids))| (p, count, ids)).collect();
        problems.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        let mut cues: Vec<_> = self.cues.iter().collect();
        cues.sort_by(|a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        let months: Vec<_> = self.months.iter().map(|((month, publisher), n)| (month, publisher, n)).collect();
        let [direct, mixed, fragment, indirect] = self.quotes;
        let [run_together, tokenized, straight, gaps, substituted] = self.conditions;
        let reasons: BTreeMap<String, String> =
            evidence::names(Gazetteer::builtin()).into_iter().filter(|(name, _)| self.reasons.contains(name)).collect();
        json!({
            "articles": self.articles,
            "with_text": self.with_text,
            "other_text": self.other_text,
            "characters": self.characters,
            "publishers": self.publishers,
            "months": months,
            "undated": self.undated,
            "quotes": {"direct": direct, "mixed": mixed, "fragment": fragment, "indirect": indirect},
            "countries": self.countries.iter().collect::<Vec<_>>(),
            "cues": cues,
            "reasons": reasons,
            "conditions": {"run_together": run_together, "tokenized": tokenized, "straight_quotes": straight,
                "gaps": gaps, "substituted": substituted},
            "problems": problems,
            "other_problems": self.other_problems,
            "unread": self.unread,
            "unread_count": self.unread_count,
        })
    }
}
