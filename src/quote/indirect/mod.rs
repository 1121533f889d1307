//! Speech without quotation marks: "X said (that) …", "according to X, …", "…, officials said", "his claim that …".
//!
//! For each reporting word three questions are asked, each answered by weighing evidence: who is the source (or nobody),
//! which words are the content, and is it speech at all. The last answer is the quote's confidence.

mod contents;
mod evidence;
mod find;
mod gather;
mod joints;
mod neighbours;
mod sources;
mod sums;

use std::ops::Range;

pub use contents::Content;
pub use evidence::{Gathered, IndirectEvidence, IndirectWeights, names};
pub(in crate::quote) use find::indirect;
pub use sources::Possible;

use super::cues::Word;
use super::marks::Stretch;
use super::speakers::Around;
use crate::weigh::best;
use contents::Place;
use evidence::{Form, Side};
use joints::{Between, Joints};
use neighbours::Neighbours;
use sources::Sources;

/// From this probability on, it is taken for speech.
pub const SURE: f32 = 0.3;
/// How many possible sources before a reporting word are looked at, and how many after it.
const NEAREST: (usize, usize) = (9, 3);
/// How far before a reporting word its source may stand, in tokens.
const REACH: usize = 60;

/// A possible source of a reporting word with its evidence.
#[derive(Clone, Debug)]
pub struct SourceChoice {
    /// Which of [`Reports::possible`]; `None` for nobody.
    pub source: Option<usize>,
    /// What speaks for it.
    pub evidence: Gathered,
}

/// A possible content with its evidence.
#[derive(Clone, Debug)]
pub struct ContentChoice {
    /// Which words.
    pub content: Content,
    /// What speaks for it.
    pub evidence: Gathered,
}

/// The reporting words of an article, and what may belong to them.
pub struct Reports<'a, 't> {
    around: &'a Around<'a, 't>,
    weights: &'a IndirectWeights,
    /// Every reporting word, nouns too.
    pub words: &'a [Word],
    /// Everybody and everything that speech may come from.
    pub possible: Vec<Possible>,
    /// For each reporting word, which of `possible` stand in its sentence, and which clause edges.
    within: Vec<Within>,
    /// The sentence that was looked at last, with a reporting word of it.
    seen: Option<(usize, usize)>,
    sources: Sources<'a, 't>,
    beside: Neighbours<'a, 't>,
    joints: Joints,
}

/// What stands in the sentence of a reporting word.
#[derive(Clone, Debug, Default)]
struct Within {
    possible: Range<usize>,
    edges: Range<usize>,
}

/// A possible source near a reporting word.
#[derive(Clone, Copy, Debug)]
struct Near {
    /// Which of [`Reports::possible`].
    source: usize,
    side: Side,
    /// How many stand nearer on that side, up to three.
    rank: usize,
    /// What stands between.
    between: Between,
}

/// Room for what may belong to a reporting word and its scores, used again for the next.
#[derive(Default)]
struct Room {
    near: Vec<Near>,
    contents: Vec<Content>,
    scores: Vec<i32>,
}

/// A reporting word, as every choice for it is asked about it.
struct About {
    word: usize,
    /// How it is used.
    form: Form,
    /// The first token of its verb group.
    group: usize,
    /// Its sentence, without the mark that ends it.
    sentence: (usize, usize),
    /// Its class and its lemma, as values of evidence.
    class: usize,
    lemma: usize,
    /// Which class it is.
    class_number: usize,
    /// What stands before its verb group and after it.
    before: usize,
    after: usize,
}

/// The likeliest of some choices with its probability.
pub fn likeliest<'e>(
    weights: &IndirectWeights,
    choices: impl Iterator<Item = &'e Gathered> + Clone,
) -> Option<(usize, f32)> {
    best(&choices.map(|e| weights.score(e)).collect::<Vec<_>>())
}

/// The probability that goes with a sum of weights.
pub fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-sum))
}

impl<'a, 't> Reports<'a, 't> {
    /// Finds the reporting words and possible sources of an article.
    pub fn new(around: &'a Around<'a, 't>, weights: &'a IndirectWeights) -> Self {
        let mut reports = Self::of_words(around, weights);
        for word in 0..reports.words.len() {
            reports.look_around(word, reports.sentence(reports.words[word].start));
        }
        reports
    }

    /// Has the reporting words of an article, without what stands around them.
    fn of_words(around: &'a Around<'a, 't>, weights: &'a IndirectWeights) -> Self {
        let words = around.reporting;
        let (beside, joints) = (Neighbours::new(around), Joints::new(around.tokens, around.gazetteer));
        let (within, sources) = (vec![Within::default(); words.len()], Sources::new(around));
        let possible = Vec::with_capacity(around.tokens.len() / 4);
        Self { around, weights, words, possible, within, seen: None, sources, beside, joints }
    }

    /// Finds the possible sources in the sentence of a reporting word; the words are asked for in order.
    fn look_around(&mut self, word: usize, sentence: (usize, usize)) {
        self.within[word] = match self.seen {
            Some((first, other)) if first == sentence.0 => self.within[other].clone(),
            _ => {
                let from = self.possible.len();
                self.sources.add(sentence, &mut self.possible);
                let edges = self.joints.tell(self.around.tokens, sentence);
                Within { possible: from..self.possible.len(), edges }
            }
        };
        self.seen = Some((sentence.0, word));
    }

    /// The sentence of a token, without the mark that ends it.
    fn sentence(&self, at: usize) -> (usize, usize) {
        let sentence = self.around.tokens.sentence(self.around.tokens.sentence_of(at));
        let mut end = sentence.end;
        while end > sentence.start && self.around.tokens.list[end - 1].class.ends_sentence() {
            end -= 1;
        }
        (sentence.start, end)
    }

    /// What is asked of every choice for a reporting word.
    fn about(&self, word: usize) -> About {
        let cue = &self.words[word];
        let (form, group) = self.beside.form(cue);
        let sentence = self.sentence(cue.start);
        let (class, lemma) = self.weights.cue(cue.row as usize >> 1);
        About {
            word,
            form,
            group,
            sentence,
            class,
            lemma,
            class_number: self.weights.class_number(class),
            before: self.beside.precede(group) as usize,
            after: self.beside.follow(cue.end, sentence.1) as usize,
        }
    }

    /// The possible sources around a reporting word.
    fn near(&self, about: &About, out: &mut Vec<Near>) {
        let within = self.within[about.word].possible.clone();
        let (nouns, cue) = (&self.possible[within.clone()], &self.words[about.word]);
        let (last, group) = (about.sentence.1, about.group);
        let left = nouns.partition_point(|p| p.end <= group);
        // The farther, the more stands between.
        let (mut between, mut from) = (Between::default(), group);
        for (rank, (n, p)) in nouns[..left].iter().enumerate().rev().take(NEAREST.0).enumerate() {
            if p.end + REACH <= group {
                break;
            }
            between = between.and(self.joints.between(p.end, from));
            from = p.end;
            out.push(Near { source: within.start + n, side: Side::Before, rank: rank.min(3), between });
        }
        let right = left + nouns[left..].partition_point(|p| p.end <= cue.end);
        let after = nouns[right..].iter().enumerate().filter(|(_, p)| p.start >= cue.end);
        let after = after.take_while(|(_, p)| p.start < last && p.start < cue.end + REACH / 4);
        for (rank, (n, p)) in after.take(NEAREST.1).enumerate() {
            let between = self.joints.between(cue.end, p.start);
            out.push(Near { source: within.start + right + n, side: Side::After, rank, between });
        }
    }

    /// Everybody whom a reporting word may belong to, with nobody first.
    pub fn sources(&self, word: usize) -> Vec<SourceChoice> {
        let about = self.about(word);
        let mut nobody = SourceChoice { source: None, evidence: Gathered::new() };
        self.nobody(&about, &mut nobody.evidence);
        let mut near = Vec::new();
        self.near(&about, &mut near);
        let others = near.into_iter().map(|near| {
            let mut choice = SourceChoice { source: Some(near.source), evidence: Gathered::new() };
            self.source_evidence(&about, near, &mut choice.evidence);
            choice
        });
        std::iter::once(nobody).chain(others).collect()
    }

    /// The likeliest source with its probability; as [`likeliest`] of [`Reports::sources`] would have it.
    fn source(&self, about: &About, room: &mut Room) -> Option<(Option<usize>, f32)> {
        let Room { near, scores, .. } = room;
        near.clear();
        scores.clear();
        self.near(about, near);
        let mut nobody = self.weights.from(0);
        self.nobody(about, &mut nobody);
        scores.push(nobody.sum);
        for &near in near.iter() {
            scores.push(self.source_weight(about, near));
        }
        let (n, share) = best(scores)?;
        Some((n.checked_sub(1).map(|n| near[n].source), share))
    }

    /// All contents that a reporting word may have, when it is this source's.
    pub fn contents(&self, word: usize, source: Option<usize>) -> Vec<ContentChoice> {
        let about = self.about(word);
        let mut all = Vec::new();
        self.possible_contents(source, &about, &mut all);
        let side = self.side(source, &about);
        let each = |content: Content| {
            let mut evidence = Gathered::new();
            let first = self.content_start(side, &about, &content, &mut evidence);
            self.content_end(&about, &content, first, &mut evidence);
            ContentChoice { content, evidence }
        };
        all.into_iter().map(each).collect()
    }

    /// The likeliest content with its probability; as [`likeliest`] of [`Reports::contents`] would have it.
    fn content(&self, source: Option<usize>, about: &About, room: &mut Room) -> Option<(Content, f32)> {
        let Room { contents, scores, .. } = room;
        contents.clear();
        self.possible_contents(source, about, contents);
        let side = self.side(source, about);
        scores.clear();
        for same in contents.chunk_by(Content::begins_with) {
            let Some(one) = same.first() else { continue };
            let mut start = self.weights.from(0);
            let first = self.content_start(side, about, one, &mut start);
            scores.extend(same.iter().map(|content| start.sum + self.end_weight(about, content, first)));
        }
        let (best, share) = best(scores)?;
        Some((contents[best], share))
    }

    /// On which side of its reporting word a source stands.
    fn side(&self, source: Option<usize>, about: &About) -> Side {
        side(source.map(|n| &self.possible[n]), &self.words[about.word])
    }

    fn possible_contents(&self, source: Option<usize>, about: &About, out: &mut Vec<Content>) {
        let within = &self.within[about.word];
        let place = Place {
            word: &self.words[about.word],
            group: about.group,
            source: source.map(|n| &self.possible[n]),
            sentence: about.sentence,
            nouns: &self.possible[within.possible.clone()],
            edges: self.joints.edges(within.edges.clone()),
            words: self.around.words,
        };
        contents::contents(self.around, &place, out);
        // More than a word or two of them in quotation marks: then it is a quotation with marks.
        let quoted = self.around.stretches.within(about.sentence);
        if quoted.iter().any(|s| s.close - s.open > 5) {
            let long = |s: &&Stretch| s.close - s.open > 5;
            let holds = |(start, end)| quoted.iter().filter(long).any(|s| s.close >= start && s.open < end);
            out.retain(|c| !c.parts().any(holds));
        }
    }

    /// The evidence for speech, given the likeliest source and content with their probabilities.
    pub fn speech(&self, word: usize, source: (Option<usize>, f32), content: (&Content, f32)) -> Gathered {
        let mut evidence = Gathered::new();
        let about = self.about(word);
        self.usage(&about, &mut evidence);
        self.with_source(&about, source, &mut evidence);
        self.with_content(&about, content, &mut evidence);
        evidence
    }
}

fn side(source: Option<&Possible>, word: &Word) -> Side {
    match source {
        None => Side::Nobody,
        Some(p) if p.end <= word.start => Side::Before,
        Some(_) => Side::After,
    }
}
