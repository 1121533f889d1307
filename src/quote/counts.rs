//! What is counted between two places again and again, counted once for an article.

use super::cues::{CueAt, Relation};
use super::marks::Stretches;
use super::phrases::Phrase;
use crate::text::{Case, Class, Marks, Tokens};

/// Sums up to each token (or phrase); what stands between two is a difference.
#[derive(Debug)]
pub(super) struct Counts {
    /// Marks outside quotations that end a sentence.
    ends: Vec<u32>,
    /// Double marks right after a full stop within quotations.
    closes: Vec<u32>,
    /// First tokens of paragraphs.
    paragraphs: Vec<u32>,
    colons: Vec<u32>,
    /// "that"
    thats: Vec<u32>,
    /// Phrases that are the subject of a cue.
    speaks: Vec<u32>,
}

fn sums(flags: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut sum = 0;
    let all = flags.map(|flag| {
        sum += u32::from(flag);
        sum
    });
    std::iter::once(0).chain(all).collect()
}

fn between(sums: &[u32], from: usize, to: usize) -> usize {
    let at = |n: usize| sums.get(n).or(sums.last()).copied().unwrap_or(0);
    at(to).saturating_sub(at(from)) as usize
}

impl Counts {
    pub(super) fn new(tokens: &Tokens<'_>, stretches: &Stretches, phrases: &[Phrase], cues: &[Option<CueAt>]) -> Self {
        let list = &tokens.list;
        let that = list.iter().find(|t| t.class == Class::Word && t.span.of(tokens.text) == "that").map(|t| t.word);
        let all = |f: &dyn Fn(usize) -> bool| sums((0..list.len()).map(f));
        let speaks =
            |c: &Option<CueAt>| c.is_some_and(|c| matches!(c.relation, Relation::Subject | Relation::Inverted));
        debug_assert_eq!(phrases.len(), cues.len());
        Self {
            ends: all(&|n| list[n].class.ends_sentence() && !stretches.holds(n)),
            closes: all(&|n| {
                n > 0 && list[n].class.is_double_quote() && list[n - 1].class == Class::Stop && stretches.holds(n)
            }),
            paragraphs: all(&|n| list[n].has(Marks::PARAGRAPH)),
            colons: all(&|n| list[n].class == Class::Colon),
            thats: all(&|n| Some(list[n].word) == that && list[n].case == Case::Lower && tokens.str(n) == "that"),
            speaks: sums(cues.iter().map(speaks)),
        }
    }

    /// Ends of sentences between two tokens, those inside quotations left out, but for one that ends within the two.
    pub(super) fn crossed(&self, from: usize, to: usize) -> usize {
        between(&self.ends, from, to) + between(&self.closes, from, to.saturating_sub(1))
    }

    /// Paragraphs that begin at these tokens.
    pub(super) fn paragraphs(&self, from: usize, to: usize) -> usize {
        between(&self.paragraphs, from, to)
    }

    pub(super) fn colon(&self, from: usize, to: usize) -> bool {
        between(&self.colons, from, to) > 0
    }

    pub(super) fn that(&self, from: usize, to: usize) -> bool {
        between(&self.thats, from, to) > 0
    }

    /// Whether any of these phrases is the subject of a cue.
    pub(super) fn speaks(&self, from: usize, to: usize) -> bool {
        between(&self.speaks, from, to) > 0
    }
}
