//! Speech without quotation marks: "X said (that) …", "according to X, …", "…, officials said", "his claim that …".
//!
//! For each reporting word three questions are asked, each answered by weighing evidence: who is the source (or nobody),
//! which words are the content, and is it speech at all. The last answer is the quote's confidence.

mod contents;
mod evidence;
mod neighbours;
mod sources;

use smallvec::SmallVec;

pub use contents::Content;
pub use evidence::{Gathered, IndirectEvidence, IndirectWeights, names};
pub use sources::Possible;

use super::cues::{Relation, Word};
use super::speakers::Around;
use super::{CueAt, Quote, QuoteKind, Resolver, Speaker, SpeakerForm, addressee, cue_word};
use crate::gazetteer::Facts;
use crate::resolve::EntityId;
use crate::text::{Case, Class, Marks};
use crate::weigh::{Sink, best};
use contents::Place;
use evidence::{Family, Form, Side, SourceKind};
use neighbours::Neighbours;

/// From this probability on, it is taken for speech.
pub const SURE: f32 = 0.3;
/// Below this sum for a reporting word alone, no source and content make it speech; they are not even looked for.
const HOPELESS: f32 = -2.0;
/// How many possible sources before a reporting word are looked at, and how many after it.
const NEAREST: (usize, usize) = (9, 3);
/// How far before a reporting word its source may stand, in tokens.
const REACH: usize = 60;
/// The fewest tokens of a content.
const SHORTEST: usize = 2;

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
    /// How each reporting word is used, and the first token of its verb group.
    forms: Vec<(Form, usize)>,
    beside: Neighbours<'a, 't>,
}

/// A reporting word, as every choice for it is asked about it.
struct About {
    form: Form,
    /// The first token of its verb group.
    group: usize,
    /// Its sentence, without the mark that ends it.
    sentence: (usize, usize),
    /// Its row in cues.tsv.
    row: usize,
    class: usize,
    /// What stands before its verb group and after it.
    before: usize,
    after: usize,
}

/// The likeliest of some choices with its probability.
pub fn likeliest<'e>(
    weights: &IndirectWeights,
    choices: impl Iterator<Item = &'e Gathered> + Clone,
) -> Option<(usize, f32)> {
    best(choices.map(|e| weights.sum(e)))
}

/// The probability that goes with a sum of weights.
pub fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-sum))
}

impl<'a, 't> Reports<'a, 't> {
    /// Finds the reporting words and possible sources of an article.
    pub fn new(around: &'a Around<'a, 't>, weights: &'a IndirectWeights) -> Self {
        let words = around.reporting;
        let forms = words.iter().map(|w| neighbours::form(around, w)).collect();
        let (possible, beside) = (sources::possible(around), Neighbours::new(around));
        Self { around, weights, words, possible, forms, beside }
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
        let (form, group) = self.forms[word];
        let sentence = self.sentence(cue.start);
        let row = cue.row as usize >> 1;
        About {
            form,
            group,
            sentence,
            row,
            class: self.weights.class(row),
            before: self.beside.precede(group) as usize,
            after: self.beside.follow(cue.end, sentence.1) as usize,
        }
    }

    /// The possible sources around a reporting word: which, on which side, and how many stand nearer there, up to three.
    fn near(&self, word: usize, about: &About) -> SmallVec<[(usize, Side, usize); NEAREST.0 + NEAREST.1]> {
        let cue = &self.words[word];
        let ((first, last), group) = (about.sentence, about.group);
        let from = self.possible.partition_point(|p| p.end <= group);
        let left =
            (0..from).rev().take_while(|&n| self.possible[n].start >= first && self.possible[n].end + REACH > group);
        let right = self.possible.partition_point(|p| p.end <= cue.end);
        let right = (right..self.possible.len())
            .filter(|&n| self.possible[n].start >= cue.end)
            .take_while(|&n| self.possible[n].start < last && self.possible[n].start < cue.end + REACH / 4);
        let left = left.take(NEAREST.0).enumerate().map(|(rank, n)| (n, Side::Before, rank.min(3)));
        left.chain(right.take(NEAREST.1).enumerate().map(|(rank, n)| (n, Side::After, rank.min(3)))).collect()
    }

    /// Everybody whom a reporting word may belong to, with nobody first.
    pub fn sources(&self, word: usize) -> Vec<SourceChoice> {
        let about = self.about(word);
        let mut nobody = SourceChoice { source: None, evidence: Gathered::new() };
        self.nobody(&about, &mut nobody.evidence);
        let others = self.near(word, &about).into_iter().map(|place| {
            let mut choice = SourceChoice { source: Some(place.0), evidence: Gathered::new() };
            self.source_evidence(word, &about, place, &mut choice.evidence);
            choice
        });
        std::iter::once(nobody).chain(others).collect()
    }

    /// The likeliest source with its probability; as [`likeliest`] of [`Reports::sources`] would have it.
    fn source(&self, word: usize, about: &About) -> Option<(Option<usize>, f32)> {
        let near = self.near(word, about);
        let mut nobody = self.weights.nothing();
        self.nobody(about, &mut nobody);
        let others = near.iter().map(|&place| {
            let mut sum = self.weights.nothing();
            self.source_evidence(word, about, place, &mut sum);
            sum.sum
        });
        let (n, share) = best(std::iter::once(nobody.sum).chain(others))?;
        Some((n.checked_sub(1).map(|n| near[n].0), share))
    }

    fn nobody(&self, about: &About, out: &mut impl Sink<IndirectEvidence>) {
        let number = |family, a: usize, b: usize| self.weights.number(family, a, b);
        let f = about.form as usize;
        out.put_all([
            number(Family::SourceAny, Side::Nobody as usize, f),
            number(Family::SourceKindClass, SourceKind::Nobody as usize, about.class),
            number(Family::SourceKindForm, SourceKind::Nobody as usize, f),
            number(Family::SourceNobody, about.before, f),
            number(Family::SourceNobodyAfter, about.after, f),
            number(Family::SourceNobodyLemma, about.row, 0),
        ]);
    }

    fn source_evidence(
        &self,
        word: usize,
        about: &About,
        (n, side, rank): (usize, Side, usize),
        out: &mut impl Sink<IndirectEvidence>,
    ) {
        let number = |family, a: usize, b: usize| self.weights.number(family, a, b);
        let (p, cue, f) = (&self.possible[n], &self.words[word], about.form as usize);
        let (s, k) = (side as usize, p.kind as usize);
        out.put_all([
            number(Family::SourceAny, s, f),
            number(Family::SourceKind, k, s),
            number(Family::SourceKindForm, k, f),
            number(Family::SourceKindClass, k, about.class),
            number(Family::SourceRank, rank, s),
            number(Family::SourceRankForm, rank, f),
            number(Family::SourceBefore, self.beside.precede(p.start) as usize, s),
            number(Family::SourceAfter, self.beside.follow(p.end, about.sentence.1) as usize, s),
            number(Family::SourceRelation, self.relation(p, cue) as usize, s),
        ]);
        let (family, from, to) = match side {
            Side::Before => (Family::SourcePath, p.end, about.group),
            _ => (Family::SourcePathAfter, cue.end, p.start),
        };
        let paths = sources::paths(self.around, &self.beside.small, from, to);
        out.put_all(paths.into_iter().map(|path| number(family, path as usize, f)));
    }

    /// How a possible source stands to a reporting word, as for quotations in marks.
    fn relation(&self, p: &Possible, word: &Word) -> Relation {
        let cue = p.phrase.and_then(|n| self.around.cues[n]);
        cue.filter(|c| c.start == word.start).map_or(Relation::None, |c| c.relation)
    }

    /// All contents that a reporting word may have, when it is this source's.
    pub fn contents(&self, word: usize, source: Option<usize>) -> Vec<ContentChoice> {
        let about = self.about(word);
        let each = |content: Content| {
            let mut evidence = Gathered::new();
            self.content_evidence(word, source, &about, &content, &mut evidence);
            ContentChoice { content, evidence }
        };
        self.possible_contents(word, source, &about).map(each).collect()
    }

    /// The likeliest content with its probability; as [`likeliest`] of [`Reports::contents`] would have it.
    fn content(&self, word: usize, source: Option<usize>, about: &About) -> Option<(Content, f32)> {
        let mut all: Vec<Content> = self.possible_contents(word, source, about).collect();
        let score = |content: &Content| {
            let mut sum = self.weights.nothing();
            self.content_evidence(word, source, about, content, &mut sum);
            sum.sum
        };
        let (best, share) = best(all.iter().map(score))?;
        Some((all.swap_remove(best), share))
    }

    fn possible_contents(&self, word: usize, source: Option<usize>, about: &About) -> impl Iterator<Item = Content> {
        let source = source.map(|n| &self.possible[n]);
        let place = Place { word: &self.words[word], group: about.group, source, sentence: about.sentence };
        contents::contents(self.around, &place, &self.possible).into_iter().filter(|c| !self.quoted(c))
    }

    fn content_evidence(
        &self,
        word: usize,
        source: Option<usize>,
        about: &About,
        content: &Content,
        out: &mut impl Sink<IndirectEvidence>,
    ) {
        let number = |family, a: usize, b: usize| self.weights.number(family, a, b);
        let &About { class, row, before, after, .. } = about;
        let f = about.form as usize;
        let side = side(source.map(|n| &self.possible[n]), &self.words[word]) as usize;
        let (start, end) = bounds(content);
        let (s, t) = (content.begins as usize, content.ends as usize);
        let first = self.beside.follow(start, end) as usize;
        let all = self.around.tokens.len();
        let next = self.beside.follow(end, all) as usize;
        let beyond = self.beside.follow(end + 1, all) as usize;
        let length = evidence::length(tokens(content));
        out.put_all([
            number(Family::ContentShape, s, t),
            number(Family::ContentStartForm, s, f),
            number(Family::ContentStartClass, s, class),
            number(Family::ContentStartLemma, s, row),
            number(Family::ContentStartFollow, s, after),
            number(Family::ContentStartPrecede, s, before),
            number(Family::ContentStartFirst, s, first),
            number(Family::ContentEndFirst, t, first),
            number(Family::ContentEndClass, t, class),
            number(Family::ContentEndForm, t, f),
            number(Family::ContentEndNext, t, next),
            number(Family::ContentEndComma, t, beyond),
            number(Family::ContentEndNear, next, beyond),
            number(Family::ContentEndLength, t, length),
            number(Family::ContentStartLength, s, length),
            number(Family::ContentLengthClass, length, class),
            number(Family::ContentSide, s, side),
        ]);
    }

    /// The evidence for speech that a reporting word and its neighbours give by themselves.
    fn usage(&self, word: usize, about: &About, out: &mut impl Sink<IndirectEvidence>) {
        let cue = &self.words[word];
        let &About { group, sentence, row, class, before, after, .. } = about;
        let number = |family, a: usize, b: usize| self.weights.number(family, a, b);
        let f = about.form as usize;
        let place = match () {
            () if self.around.tokens.list[cue.start].has(Marks::TITLE_CASE) => evidence::Place::Headline,
            () if group <= sentence.0 + 1 => evidence::Place::Start,
            () if cue.end + 2 >= sentence.1 => evidence::Place::End,
            () => evidence::Place::Inside,
        };
        out.put_all([
            number(Family::CueBias, 0, 0),
            number(Family::CueLemma, row, 0),
            number(Family::CueLemmaForm, row, f),
            number(Family::CueLemmaFollow, row, after),
            number(Family::CueClassFollow, class, after),
            number(Family::CueClassForm, class, f),
            number(Family::CueForm, f, before),
            number(Family::CueFormFollow, f, after),
            number(Family::CuePlace, place as usize, f),
        ]);
    }

    /// The evidence for speech, given the likeliest source and content with their probabilities.
    pub fn speech(&self, word: usize, source: (Option<usize>, f32), content: (&Content, f32)) -> Gathered {
        let mut evidence = Gathered::new();
        self.speech_evidence(word, &self.about(word), source, content, &mut evidence);
        evidence
    }

    fn speech_evidence(
        &self,
        word: usize,
        about: &About,
        source: (Option<usize>, f32),
        content: (&Content, f32),
        out: &mut impl Sink<IndirectEvidence>,
    ) {
        let around = self.around;
        let cue = &self.words[word];
        let number = |family, a: usize, b: usize| self.weights.number(family, a, b);
        let &About { group, class, .. } = about;
        let f = about.form as usize;
        let from = source.0.map(|n| &self.possible[n]);
        let kind = from.map_or(SourceKind::Nobody, |p| p.kind) as usize;
        let side = side(from, cue) as usize;
        let (content, sure) = content;
        let (start, end) = bounds(content);
        let (s, t) = (content.begins as usize, content.ends as usize);
        let length = evidence::length(tokens(content));
        self.usage(word, about, out);
        out.put_all([
            number(Family::CueSource, kind, f),
            number(Family::CueSourceClass, kind, class),
            number(Family::CueSourceShare, evidence::share(source.1), side),
            number(Family::CueContent, s, t),
            number(Family::CueContentStart, s, f),
            number(Family::CueContentLength, length, s),
            number(Family::CueContentFirst, s, self.beside.follow(start, end) as usize),
            number(Family::CueContentShare, evidence::share(sure), s),
            number(Family::CueContentClass, length, class),
        ]);
        if let Some(p) = from {
            let (a, b) = if p.end <= group { (p.end, group) } else { (cue.end.min(p.start), p.start) };
            let paths = sources::paths(around, &self.beside.small, a, b);
            out.put_all(paths.into_iter().map(|path| number(Family::CueSourcePath, path as usize, f)));
        }
    }

    /// Whether more than a word or two of a content stand in quotation marks: then it is a quotation with marks.
    fn quoted(&self, content: &Content) -> bool {
        content.parts.iter().any(|&(start, end)| {
            let next = self.around.stretches.list.partition_point(|s| s.close < start);
            let inside = self.around.stretches.list[next..].iter().take_while(|s| s.open < end);
            inside.into_iter().any(|s| s.close - s.open > 5)
        })
    }
}

fn side(source: Option<&Possible>, word: &Word) -> Side {
    match source {
        None => Side::Nobody,
        Some(p) if p.end <= word.start => Side::Before,
        Some(_) => Side::After,
    }
}

/// The first token of a content and one past its last.
fn bounds(content: &Content) -> (usize, usize) {
    let first = content.parts.first().map_or(0, |p| p.0);
    (first, content.parts.last().map_or(first, |p| p.1))
}

fn tokens(content: &Content) -> usize {
    content.parts.iter().map(|(s, e)| e - s).sum()
}

/// A report that was found.
struct Found {
    word: usize,
    source: Option<usize>,
    content: Content,
    confidence: f32,
}

/// Finds the speech without quotation marks, except what the quotations found before already tell.
pub(super) fn indirect(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    weights: &IndirectWeights,
    quotes: &[Quote],
    spoken: &[(usize, EntityId)],
) -> Vec<Quote> {
    let reports = Reports::new(around, weights);
    let mut used: Vec<u32> = quotes.iter().filter_map(|q| q.cue.as_ref()).map(|c| c.span.start).collect();
    used.sort_unstable();
    let mut found: Vec<Found> = Vec::new();
    for word in 0..reports.words.len() {
        let cue = &reports.words[word];
        if used.binary_search(&around.tokens.span(cue.start, cue.end).start).is_ok() {
            continue;
        }
        let about = reports.about(word);
        let mut usage = weights.nothing();
        reports.usage(word, &about, &mut usage);
        if usage.sum < HOPELESS {
            continue;
        }
        let Some((source, sure)) = reports.source(word, &about) else { continue };
        let Some((content, fits)) = reports.content(word, source, &about) else { continue };
        let mut speech = weights.nothing();
        reports.speech_evidence(word, &about, (source, sure), (&content, fits), &mut speech);
        let confidence = probability(speech.sum);
        if confidence < SURE || tokens(&content) < SHORTEST {
            continue;
        }
        // Two words of one report ("repeated his claim that …") have one content: the surer one tells it.
        let new = Found { word, source, content, confidence };
        match found.iter().rev().take(4).position(|f| same(&f.content, &new.content)) {
            Some(back) => {
                let n = found.len() - 1 - back;
                if found[n].confidence < new.confidence {
                    found[n] = new;
                }
            }
            None => found.push(new),
        }
    }
    found.into_iter().map(|f| quote(&reports, resolver, spoken, f)).collect()
}

/// Whether two contents have most of their words in common.
fn same(a: &Content, b: &Content) -> bool {
    let shared: usize =
        a.parts.iter().flat_map(|x| b.parts.iter().map(move |y| x.1.min(y.1).saturating_sub(x.0.max(y.0)))).sum();
    10 * shared >= 7 * tokens(a).max(tokens(b))
}

fn quote(reports: &Reports<'_, '_>, resolver: &Resolver<'_, '_>, spoken: &[(usize, EntityId)], found: Found) -> Quote {
    let around = reports.around;
    let word = &reports.words[found.word];
    let source = found.source.map(|n| &reports.possible[n]);
    let relation =
        if word.frames.takes(crate::gazetteer::Frames::PREP) { Relation::According } else { Relation::Subject };
    let cue = CueAt { relation, start: word.start, end: word.end, row: Some(word.row), distance: 0 };
    let speaker = source.map(|p| match p.phrase {
        Some(n) => resolver.speaker(n, spoken),
        None => Speaker {
            entity: if p.kind == SourceKind::Relative { antecedent(reports, resolver, p, spoken) } else { None },
            span: around.tokens.span(p.start, p.end),
            form: match p.kind {
                SourceKind::Relative | SourceKind::Possessive | SourceKind::Some => SpeakerForm::Pronoun,
                _ => SpeakerForm::Role,
            },
        },
    });
    let phrase = source.and_then(|p| p.phrase);
    let tied = phrase.and_then(|n| around.cues[n]).filter(|c| c.start == word.start).unwrap_or(cue);
    let with = match (phrase, &speaker) {
        (Some(n), Some(s)) => resolver.with(n, Some(&tied), s, spoken),
        _ => Vec::new(),
    };
    let said_by = speaker.as_ref().map(|s| s.span);
    let spans: Vec<_> = found.content.parts.iter().map(|&(s, e)| around.tokens.span(s, e)).collect();
    let (start, _) = bounds(&found.content);
    let (form, _) = reports.forms[found.word];
    Quote {
        kind: QuoteKind::Indirect,
        parts: spans.clone(),
        contents: spans,
        speaker,
        with,
        cue: cue_word(around.tokens, around.gazetteer, &cue),
        addressee: addressee(around, resolver, &cue, said_by, spoken),
        nested: Vec::new(),
        reason: reason(form, side(source, word), start < word.start, found.content.parts.len() > 1).into(),
        confidence: found.confidence,
    }
}

/// "Garro, who said", "the lawyer who warned": whom a relative pronoun means, when the phrase before it is somebody.
fn antecedent(
    reports: &Reports<'_, '_>,
    resolver: &Resolver<'_, '_>,
    who: &Possible,
    spoken: &[(usize, EntityId)],
) -> Option<EntityId> {
    let around = reports.around;
    let comma = who.start.checked_sub(1).filter(|&n| around.tokens.list[n].class == Class::Comma);
    let end = comma.unwrap_or(who.start);
    let n = around.phrases.partition_point(|p| p.end < end);
    let phrase = around.phrases.get(n).filter(|p| p.end == end)?;
    // "a person close to the mayor, who": the person may be meant.
    let before = phrase.start.checked_sub(1).map(|n| &around.tokens.list[n]);
    let bound = before.is_some_and(|t| t.is(Facts::PREPOSITION) && t.case == Case::Lower);
    let able = around.tokens.str(who.start) != "that" && phrase.start < end && !bound;
    if able { resolver.speaker(n, spoken).entity } else { None }
}

/// The order of speaker, cue and content, which is the reason that the record gives.
fn reason(form: Form, side: Side, fronted: bool, split: bool) -> &'static str {
    match (form, side, fronted) {
        _ if split => "content-around-attribution",
        (Form::Preposition, _, false) => "according-to-content",
        (Form::Preposition, _, true) => "content-according-to",
        (Form::Noun, ..) => "reporting-noun",
        (_, Side::Before, false) => "speaker-cue-content",
        (_, Side::Before, true) => "content-speaker-cue",
        (_, Side::After, true) => "content-cue-speaker",
        (_, Side::After, false) => "cue-speaker-content",
        (_, Side::Nobody, _) => "cue-without-speaker",
    }
}
