//! The summary at the end of a run.

use std::time::Duration;

use crate::article::Article;
use crate::record::{Kind, QuoteKind, Record};

/// What a run has read and found.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    pub(super) articles: u64,
    pub(super) bytes: u64,
    /// By kind: person, country, organization, place.
    pub(super) entities: [u64; 4],
    /// Of kinds that the user's lists made.
    pub(super) own: u64,
    /// By kind: direct, mixed, fragment, indirect.
    pub(super) quotes: [u64; 4],
    pub(super) with_speaker: [u64; 4],
    pub(super) problems: u64,
    pub(super) errors: u64,
}

impl Summary {
    pub(super) fn count(&mut self, article: &Article, record: &Record) {
        self.articles += 1;
        self.bytes += article.text.len() as u64;
        for entity in &record.entities {
            self.entities[match &entity.kind {
                Kind::Person => 0,
                Kind::Country => 1,
                Kind::Organization => 2,
                Kind::Place => 3,
                Kind::Own(_) => {
                    self.own += 1;
                    continue;
                }
            }] += 1;
        }
        for quote in &record.quotes {
            let kind = match quote.kind {
                QuoteKind::Direct => 0,
                QuoteKind::Mixed => 1,
                QuoteKind::Fragment => 2,
                QuoteKind::Indirect => 3,
            };
            self.quotes[kind] += 1;
            self.with_speaker[kind] += u64::from(quote.speaker.is_some());
        }
        self.problems += record.problems.len() as u64;
    }

    pub(super) fn add(&mut self, other: &Summary) {
        self.articles += other.articles;
        self.bytes += other.bytes;
        self.own += other.own;
        self.problems += other.problems;
        self.errors += other.errors;
        for (mine, theirs) in [
            (&mut self.entities, &other.entities),
            (&mut self.quotes, &other.quotes),
            (&mut self.with_speaker, &other.with_speaker),
        ] {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| *a += b);
        }
    }

    pub(super) fn print(&self, elapsed: Duration) {
        let bold = anstyle::Style::new().bold();
        let seconds = elapsed.as_secs_f64();
        let megabytes = self.bytes as f64 / 1e6;
        let [people, countries, organizations, places] = self.entities;
        let share = |kinds: &[usize]| {
            let all: u64 = kinds.iter().map(|&k| self.quotes[k]).sum();
            let known: u64 = kinds.iter().map(|&k| self.with_speaker[k]).sum();
            if all == 0 { "-".to_owned() } else { format!("{:.0}%", 100.0 * known as f64 / all as f64) }
        };
        let [direct, mixed, fragments, indirect] = self.quotes;
        anstream::eprintln!(
            "{bold}{} articles{bold:#}, {megabytes:.1} MB in {seconds:.1} s ({:.1} MB/s)",
            self.articles,
            megabytes / seconds.max(1e-9)
        );
        anstream::eprintln!(
            "  named    {people} people, {countries} countries, {organizations} organizations, {places} places{}",
            if self.own == 0 { String::new() } else { format!(", {} of your own kinds", self.own) }
        );
        anstream::eprintln!("  quotes   {direct} direct, {mixed} mixed, {fragments} fragments, {indirect} indirect");
        anstream::eprintln!("  speaker  known for {} of direct and mixed quotes", share(&[0, 1]));
        let what = if self.errors == 1 { "article or file" } else { "articles or files" };
        if self.errors > 0 {
            anstream::eprintln!("  errors   {} {what} could not be read; they are named above", self.errors);
        }
        anstream::eprintln!("  problems {} noted in the records", self.problems);
    }
}
