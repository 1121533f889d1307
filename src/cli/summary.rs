//! What a run has read and found: counted on the way, printed at its end, and kept in a file for other programs.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::record::{Kind, QuoteKind, Record};

/// Why an article that could be read gave no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Skip {
    /// It has no text.
    Empty,
    /// An article with this id, or from this place, gave a record before.
    DuplicateId,
    /// It is surely in another language.
    NotEnglish,
}

/// Counts of skipped articles, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Skipped {
    pub(super) empty: u64,
    pub(super) duplicate_id: u64,
    pub(super) not_english: u64,
}

impl Skipped {
    fn all(&self) -> u64 {
        self.empty + self.duplicate_id + self.not_english
    }
}

/// Counts by kind of entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entities {
    person: u64,
    country: u64,
    organization: u64,
    place: u64,
    /// Of kinds that the user's lists made.
    #[serde(default)]
    own: u64,
}

/// Counts by kind of quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Quotes {
    direct: u64,
    mixed: u64,
    fragment: u64,
    indirect: u64,
}

/// What a run has read and found. Everything read is a record, an error or skipped: the three add up to `read`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Summary {
    pub(super) read: u64,
    pub(super) records: u64,
    pub(super) errors: u64,
    pub(super) skipped: Skipped,
    /// Skipped articles by language, as codes of ISO 639-3.
    pub(super) languages: BTreeMap<String, u64>,
    /// Files and members that hold no articles.
    pub(super) passed_over: u64,
    /// Articles that belong to other parts, with `--part`; they are not in `read`.
    pub(super) other_parts: u64,
    /// Of the texts that gave records, as UTF-8.
    pub(super) bytes: u64,
    pub(super) entities: Entities,
    pub(super) quotes: Quotes,
    pub(super) with_speaker: Quotes,
    pub(super) problems: u64,
}

impl Summary {
    /// Counts an article with its record.
    pub(super) fn record(&mut self, article: &Article, record: &Record) {
        self.read += 1;
        self.records += 1;
        self.bytes += article.text.len() as u64;
        for entity in &record.entities {
            *match &entity.kind {
                Kind::Person => &mut self.entities.person,
                Kind::Country => &mut self.entities.country,
                Kind::Organization => &mut self.entities.organization,
                Kind::Place => &mut self.entities.place,
                Kind::Own(_) => &mut self.entities.own,
            } += 1;
        }
        for quote in &record.quotes {
            *self.quotes.of(quote.kind) += 1;
            *self.with_speaker.of(quote.kind) += u64::from(quote.speaker.is_some());
        }
        self.problems += record.problems.len() as u64;
    }

    /// Counts an article that could not be read.
    pub(super) fn error(&mut self) {
        self.read += 1;
        self.errors += 1;
    }

    /// Counts an article that is passed over.
    pub(super) fn skip(&mut self, reason: Skip, language: Option<&str>) {
        self.read += 1;
        *match reason {
            Skip::Empty => &mut self.skipped.empty,
            Skip::DuplicateId => &mut self.skipped.duplicate_id,
            Skip::NotEnglish => &mut self.skipped.not_english,
        } += 1;
        if let Some(language) = language {
            *self.languages.entry(language.to_owned()).or_default() += 1;
        }
    }

    /// Adds what another summary counts of records.
    pub(super) fn add(&mut self, other: &Summary) {
        self.read += other.read;
        self.records += other.records;
        self.bytes += other.bytes;
        self.problems += other.problems;
        let (mine, theirs) = (&mut self.entities, &other.entities);
        mine.person += theirs.person;
        mine.country += theirs.country;
        mine.organization += theirs.organization;
        mine.place += theirs.place;
        mine.own += theirs.own;
        self.quotes.add(&other.quotes);
        self.with_speaker.add(&other.with_speaker);
    }

    /// The summary for other programs.
    pub(super) fn json(
        &self,
        elapsed: Duration,
        this_run: u64,
        resumed: bool,
        outputs: &[String],
    ) -> serde_json::Value {
        let mut json = serde_json::to_value(self).unwrap_or_default();
        let seconds = elapsed.as_secs_f64();
        json["seconds"] = seconds.into();
        json["megabytes_per_second"] = (this_run as f64 / 1e6 / seconds.max(1e-9)).into();
        json["resumed"] = resumed.into();
        json["outputs"] = outputs.into();
        json
    }

    /// Prints the summary for people. `this_run` is how many bytes of text were read since the start of this process.
    pub(super) fn print(&self, elapsed: Duration, this_run: u64) {
        let bold = anstyle::Style::new().bold();
        let seconds = elapsed.as_secs_f64();
        let Entities { person, country, organization, place, own } = self.entities;
        let Quotes { direct, mixed, fragment, indirect } = self.quotes;
        let (known, all) = (self.with_speaker.direct + self.with_speaker.mixed, direct + mixed);
        let share = if all == 0 { "-".to_owned() } else { format!("{:.0}%", 100.0 * known as f64 / all as f64) };
        anstream::eprintln!(
            "{bold}{} articles{bold:#}, {:.1} MB in {seconds:.1} s ({:.1} MB/s)",
            self.records,
            self.bytes as f64 / 1e6,
            this_run as f64 / 1e6 / seconds.max(1e-9)
        );
        let own = if own == 0 { String::new() } else { format!(", {own} of your own kinds") };
        anstream::eprintln!(
            "  named    {person} people, {country} countries, {organization} organizations, {place} places{own}"
        );
        anstream::eprintln!("  quotes   {direct} direct, {mixed} mixed, {fragment} fragments, {indirect} indirect");
        anstream::eprintln!("  speaker  known for {share} of direct and mixed quotes");
        anstream::eprintln!("  problems {} noted in the records", self.problems);
        let skipped = self.skipped.all();
        anstream::eprintln!(
            "  read     {} = {} records + {} errors + {skipped} skipped",
            self.read,
            self.records,
            self.errors
        );
        if skipped > 0 {
            let Skipped { empty, duplicate_id, not_english } = self.skipped;
            anstream::eprintln!(
                "  skipped  {empty} without text, {duplicate_id} with an id seen before (--keep-duplicates), \
                 {not_english} not in English (--any-language)"
            );
        }
        if self.passed_over > 0 {
            anstream::eprintln!("  besides  {} files that hold no articles (--verbose names them)", self.passed_over);
        }
        if self.other_parts > 0 {
            anstream::eprintln!("  besides  {} articles that belong to other parts", self.other_parts);
        }
        if self.errors > 0 {
            let what = if self.errors == 1 { "article or file" } else { "articles or files" };
            anstream::eprintln!("  errors   {} {what} could not be read (--errors FILE names them)", self.errors);
        }
    }
}

impl Quotes {
    fn of(&mut self, kind: QuoteKind) -> &mut u64 {
        match kind {
            QuoteKind::Direct => &mut self.direct,
            QuoteKind::Mixed => &mut self.mixed,
            QuoteKind::Fragment => &mut self.fragment,
            QuoteKind::Indirect => &mut self.indirect,
        }
    }

    fn add(&mut self, other: &Self) {
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.fragment += other.fragment;
        self.indirect += other.indirect;
    }
}
