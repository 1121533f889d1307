//! The two sides of a quotation: of each sort of mark the nearest, which tells whether there is one before a speaker farther
//! off. Looked up once for a quotation, so that each of its possible speakers costs a few comparisons.

use super::Around;
use super::evidence::{SpeakerEvidence, flag};
use crate::quote::landmarks::first_from;

/// What may stand between a quotation and a speaker.
pub(super) const BETWEEN: [SpeakerEvidence; 4] = [flag::COLON, flag::THAT, flag::OTHER_QUOTE, flag::OTHER_CUE];

/// What stands before a quotation, outwards: of each sort one past the last token (or phrase) that is such, 0 for none.
pub(super) struct Before {
    pub(super) paragraph: usize,
    /// The last two ends of sentences.
    pub(super) sentences: [usize; 2],
    colon: usize,
    that: usize,
    speaking: usize,
    /// The first token of the quotation before.
    quotation: usize,
    /// How many phrases end before it.
    pub(super) phrases: usize,
}

/// What stands after a quotation, outwards: of each sort the first token (or phrase) that is such.
pub(super) struct After {
    pub(super) paragraph: usize,
    /// From here on the end of a sentence stands between.
    pub(super) sentence: usize,
    colon: usize,
    that: usize,
    speaking: usize,
    /// The last token of the quotation after it.
    quotation: usize,
    /// The first phrase that begins after it.
    pub(super) phrases: usize,
}

impl Before {
    /// Of the stretch with the number `first`, which opens at `open`.
    pub(super) fn new(around: &Around<'_, '_>, first: usize, open: usize) -> Self {
        let marks = &around.landmarks;
        let phrases = around.phrases.partition_point(|p| p.end <= open);
        let quotation = first.checked_sub(1).and_then(|n| around.stretches.list.get(n));
        Self {
            paragraph: around.tokens.paragraph(around.tokens.paragraph_of(open)).start + 1,
            sentences: marks.sentences_before(open),
            colon: marks.colons.last(open),
            that: around.thats.last(open),
            speaking: marks.speaking.last(phrases),
            quotation: quotation.map_or(0, |s| s.open + 1),
            phrases,
        }
    }

    /// What stands between it and a phrase that ends before it at `end`: each of [`BETWEEN`].
    #[inline]
    pub(super) fn between(&self, phrase: usize, end: usize) -> [bool; 4] {
        [self.colon > end, self.that > end, self.quotation > end, self.speaking > phrase + 1]
    }
}

impl After {
    /// Of the stretch with the number `last`, which closes at `close`.
    pub(super) fn new(around: &Around<'_, '_>, last: usize, close: usize) -> Self {
        let marks = &around.landmarks;
        let phrases = around.phrases.partition_point(|p| p.start <= close);
        Self {
            paragraph: first_from(&around.tokens.paragraphs, close + 1),
            sentence: marks.sentence_after(close + 1),
            colon: marks.colons.next(close + 1),
            that: around.thats.next(close + 1),
            speaking: marks.speaking.next(phrases),
            quotation: around.stretches.list.get(last + 1).map_or(usize::MAX, |s| s.close),
            phrases,
        }
    }

    /// What stands between it and a phrase that begins after it at `start`: each of [`BETWEEN`].
    #[inline]
    pub(super) fn between(&self, phrase: usize, start: usize) -> [bool; 4] {
        [self.colon < start, self.that < start, self.quotation < start, self.speaking < phrase]
    }
}
