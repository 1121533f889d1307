//! What is counted between two places again and again, counted once for an article.

use super::cues::{CueAt, Relation};
use super::marks::Stretches;
use super::phrases::Phrase;
use crate::gazetteer::{Gazetteer, WordId};
use crate::text::{Case, Class, Marks, Tokens};

/// Sums up to each token (or phrase); what stands between two is a difference.
#[derive(Debug)]
pub(super) struct Counts {
    tokens: Vec<[u32; COUNTED]>,
    /// Phrases that are the subject of a cue.
    speaks: Vec<u32>,
}

/// How many things are counted in tokens.
const COUNTED: usize = 6;
/// Marks outside quotations that end a sentence.
const ENDS: usize = 0;
/// Double marks right after a full stop within quotations.
const CLOSES: usize = 1;
/// First tokens of paragraphs.
const PARAGRAPHS: usize = 2;
const COLONS: usize = 3;
/// "that"
const THATS: usize = 4;
/// Commas and colons.
const PAUSES: usize = 5;

impl Counts {
    pub(super) fn new(
        tokens: &Tokens<'_>,
        gazetteer: &Gazetteer,
        stretches: &Stretches,
        phrases: &[Phrase],
        cues: &[Option<CueAt>],
    ) -> Self {
        debug_assert_eq!(phrases.len(), cues.len());
        let that = gazetteer.lexicon.get(b"that").map(|(id, _)| id);
        let that = that.unwrap_or(WordId::NONE);
        let mut sum = [0; COUNTED];
        let mut stop = false;
        let mut sums = Vec::with_capacity(tokens.len() + 1);
        sums.push(sum);
        sums.extend(tokens.list.iter().enumerate().map(|(n, token)| {
            match token.class {
                Class::Word => sum[THATS] += u32::from(token.word == that && token.case == Case::Lower),
                Class::Colon => {
                    sum[COLONS] += 1;
                    sum[PAUSES] += 1;
                }
                Class::Comma => sum[PAUSES] += 1,
                class if class.ends_sentence() => sum[ENDS] += u32::from(!stretches.holds(n)),
                class if class.is_double_quote() => sum[CLOSES] += u32::from(stop && stretches.holds(n)),
                _ => {}
            }
            sum[PARAGRAPHS] += u32::from(token.has(Marks::PARAGRAPH));
            stop = token.class == Class::Stop;
            sum
        }));
        let mut sum = 0;
        let mut speaks = Vec::with_capacity(cues.len() + 1);
        speaks.push(sum);
        speaks.extend(cues.iter().map(|cue| {
            sum += u32::from(cue.is_some_and(|c| matches!(c.relation, Relation::Subject | Relation::Inverted)));
            sum
        }));
        Self { tokens: sums, speaks }
    }

    /// The sums up to a token.
    #[inline]
    fn up_to(&self, at: usize) -> &[u32; COUNTED] {
        &self.tokens[at.min(self.tokens.len() - 1)]
    }

    #[inline]
    fn between(&self, what: usize, from: usize, to: usize) -> usize {
        self.up_to(to)[what].saturating_sub(self.up_to(from)[what]) as usize
    }

    /// Ends of sentences between two tokens, those inside quotations left out, but for one that ends within the two.
    pub(super) fn crossed(&self, from: usize, to: usize) -> usize {
        self.between(ENDS, from, to) + self.between(CLOSES, from, to.saturating_sub(1))
    }

    /// Paragraphs that begin at these tokens.
    pub(super) fn paragraphs(&self, from: usize, to: usize) -> usize {
        self.between(PARAGRAPHS, from, to)
    }

    /// Commas and colons between two tokens.
    pub(super) fn pauses(&self, from: usize, to: usize) -> usize {
        self.between(PAUSES, from, to)
    }

    /// Whether a colon stands between two tokens, and whether "that" does.
    #[inline]
    pub(super) fn colon_and_that(&self, from: usize, to: usize) -> (bool, bool) {
        let (before, after) = (self.up_to(from), self.up_to(to));
        (after[COLONS] > before[COLONS], after[THATS] > before[THATS])
    }

    /// Whether any of these phrases is the subject of a cue.
    pub(super) fn speaks(&self, from: usize, to: usize) -> bool {
        self.speaks[from.min(self.speaks.len() - 1)] < self.speaks[to.min(self.speaks.len() - 1)]
    }
}
