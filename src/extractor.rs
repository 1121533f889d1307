//! The pipeline: the one file that names every stage, in order.

use once_cell::sync::Lazy;
use smol_str::SmolStr;

use crate::article::Article;
use crate::gazetteer::Gazetteer;
use crate::quote::{self, IndirectWeights, Quote, SpeakerWeights, Stretches};
use crate::record::{self, Offsets, Record};
use crate::resolve::{self, Entities};
use crate::story::Sketch;
use crate::tag::{self, Mentions, Readings, evidence};
use crate::text::{self, Memo, Tokens};

/// Turns articles into records. Cheap to share: every thread may use the same one.
#[derive(Debug)]
pub struct Extractor<'g> {
    gazetteer: &'g Gazetteer,
    names: Readings,
    speakers: SpeakerWeights,
    reports: IndirectWeights,
    evidence: Vec<(SmolStr, String)>,
    offsets: Offsets,
    with_text: bool,
    with_sketch: bool,
}

/// An extractor with what it looked up for the articles before: the same records, sooner.
#[derive(Debug)]
pub struct Worker<'e, 'g> {
    extractor: &'e Extractor<'g>,
    memo: Memo,
}

impl Worker<'_, '_> {
    /// The record of an article. Cannot fail on any text.
    pub fn extract(&mut self, article: &Article) -> Record {
        let Extractor { offsets, with_text, .. } = *self.extractor;
        self.extractor.record_of_many(article, offsets, with_text, &mut self.memo)
    }
}

/// What every stage hands on, for people who debug a rule.
#[derive(Debug)]
pub struct Stages<'t> {
    /// Words, sentences, paragraphs, condition.
    pub tokens: Tokens<'t>,
    /// What stands in quotation marks.
    pub stretches: Stretches,
    /// The names.
    pub mentions: Mentions,
    /// What they name.
    pub entities: Entities,
    /// What is said.
    pub quotes: Vec<Quote>,
}

static BUILTIN: Lazy<Extractor<'static>> = Lazy::new(|| Extractor::new(Gazetteer::builtin()));

impl Extractor<'static> {
    /// The extractor with the built-in lists and weights; built on first use.
    pub fn builtin() -> &'static Extractor<'static> {
        &BUILTIN
    }
}

impl<'g> Extractor<'g> {
    /// An extractor over these lists, with the built-in weights.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            names: Readings::builtin(gazetteer),
            speakers: SpeakerWeights::builtin(),
            reports: IndirectWeights::builtin(gazetteer),
            evidence: evidence::names(gazetteer).into_iter().map(|(name, reason)| (name.into(), reason)).collect(),
            offsets: Offsets::default(),
            with_text: false,
            with_sketch: false,
        }
    }

    /// Counts offsets in something else than code points.
    #[must_use]
    pub fn offsets(mut self, offsets: Offsets) -> Self {
        self.offsets = offsets;
        self
    }

    /// Writes the text into the record too.
    #[must_use]
    pub fn with_text(mut self, with_text: bool) -> Self {
        self.with_text = with_text;
        self
    }

    /// Writes a sketch of the text into the record, by which [`crate::story`] finds the versions of an article.
    #[must_use]
    pub fn with_sketch(mut self, with_sketch: bool) -> Self {
        self.with_sketch = with_sketch;
        self
    }

    /// Runs every stage over a text.
    pub fn stages<'t>(&self, text: &'t str) -> Stages<'t> {
        self.stages_of_many(text, &mut Memo::default())
    }

    fn stages_of_many<'t>(&self, text: &'t str, memo: &mut Memo) -> Stages<'t> {
        let tokens = text::tokens_of_many(text, self.gazetteer, memo);
        let stretches = quote::stretches(&tokens);
        let mentions = tag::mentions(&tokens, self.gazetteer, &self.names);
        let entities = resolve::entities(&tokens, &mentions, &stretches, self.gazetteer);
        let quotes = quote::quotes(&tokens, &entities, &stretches, self.gazetteer, &self.speakers, &self.reports);
        Stages { tokens, stretches, mentions, entities, quotes }
    }

    /// The record of an article. Cannot fail on any text.
    ///
    /// For many articles a [`Worker`] is faster.
    pub fn extract(&self, article: &Article) -> Record {
        self.record(article, self.offsets, self.with_text)
    }

    /// Reads many articles, one after the other: one for each thread.
    pub fn worker(&self) -> Worker<'_, 'g> {
        Worker { extractor: self, memo: Memo::of_many() }
    }

    /// The same with offsets and text as asked for here.
    pub(crate) fn record(&self, article: &Article, offsets: Offsets, with_text: bool) -> Record {
        self.record_of_many(article, offsets, with_text, &mut Memo::default())
    }

    fn record_of_many(&self, article: &Article, offsets: Offsets, with_text: bool, memo: &mut Memo) -> Record {
        let stages = self.stages_of_many(&article.text, memo);
        let found = record::Found {
            tokens: &stages.tokens,
            entities: &stages.entities,
            quotes: &stages.quotes,
            problems: stages.stretches.problems.clone(),
            gazetteer: self.gazetteer,
            evidence: &self.evidence,
        };
        let sketch = self.with_sketch.then(|| Sketch::of(&article.text).encode());
        let record = Record { sketch, ..record::record(article, found, offsets, with_text) };
        memo.take_back(stages.tokens);
        record
    }

    /// The lists that it knows the world by.
    pub fn gazetteer(&self) -> &'g Gazetteer {
        self.gazetteer
    }

    /// The weights of the two readings for names.
    pub fn name_weights(&self) -> &Readings {
        &self.names
    }

    /// The weights of speakers.
    pub fn speaker_weights(&self) -> &SpeakerWeights {
        &self.speakers
    }

    /// The weights of speech without marks.
    pub fn report_weights(&self) -> &IndirectWeights {
        &self.reports
    }

    /// The name and the reason of a piece of evidence for names.
    pub fn evidence(&self, evidence: tag::Evidence) -> (&str, &str) {
        self.evidence.get(evidence as usize).map_or(("", ""), |(name, reason)| (name, reason))
    }

    /// The name of a piece of evidence for names.
    pub fn evidence_name(&self, evidence: tag::Evidence) -> &str {
        self.evidence.get(evidence as usize).map_or("", |(name, _)| name.as_str())
    }
}
