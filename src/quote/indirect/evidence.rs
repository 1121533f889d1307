//! The evidence for speech without quotation marks, its names, and the weights that go with it.
//!
//! A piece of evidence is a value, or a pair of values, of one family: "source path and form: comma+finite". The
//! families stand in [`FAMILIES`], one table from which names and numbers follow.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::gazetteer::Gazetteer;
use crate::gazetteer::tsv::{List, ListError};
use crate::quote::speakers::RELATION_NAMES;
use crate::weigh::Sum;

/// A piece of evidence, by its number.
pub type IndirectEvidence = u32;

/// The evidence of one choice.
pub type Gathered = SmallVec<[IndirectEvidence; 32]>;

/// A list of values with their names.
macro_rules! values {
    ($(#[$doc:meta])* $type:ident: $($value:ident $name:literal),* $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $type { $($value),* }
        impl $type {
            const NAMES: &[&str] = &[$($name),*];
        }
    };
}

values! {
    /// How a reporting word is used.
    Form: Finite "finite", Modal "modal", Passive "passive", Progressive "progressive", Participle "participle",
    Infinitive "infinitive", Noun "noun", Preposition "preposition"
}
values! {
    /// What stands right after a place.
    Follow: That "that", To "to", OfWord "of", For "for", About "about-on", Against "against", With "with", In "in-at-by",
    As "as", Wh "wh", If "if", Determiner "determiner", Possessive "possessive", Subject "subject", Object "object",
    Name "name", Number "number", Comma "comma", Colon "colon", End "end", Quote "quote", Adverb "adverb",
    Auxiliary "auxiliary", Conjunction "conjunction", Participle "participle", Verb "verb", Relative "relative", Word "word"
}
values! {
    /// What stands right before a place.
    Precede: Start "start", Subject "subject", Be "be", Have "have", Modal "modal", To "to", Determiner "determiner",
    Possessive "possessive", Name "name", Role "role", Cue "cue", Comma "comma", Conjunction "conjunction",
    Preposition "preposition", Relative "relative", Quote "quote", Adverb "adverb", Number "number", Word "word",
    Mark "mark"
}
values! {
    /// What a source is: the kinds of phrases, and what only speech without marks comes from.
    SourceKind: FullName "full-name", ShortName "short-name", Organization "organization", Place "place",
    HeShe "he-she", OtherPronoun "other-pronoun", Role "role", Roles "roles", Document "document", People "people",
    Relative "relative", Possessive "possessive", Some "some", Noun "noun", Nobody "nobody"
}
values! {
    /// On which side of its reporting word a source stands.
    Side: Before "before", After "after", Nobody "nobody"
}
values! {
    /// What stands between a source and its reporting word.
    Path: Nothing "nothing", Comma "comma", Commas "commas", Conjunction "conjunction", Verb "verb",
    Preposition "preposition", Relative "relative", That "that", To "to", Mark "mark", Word "word"
}
values! {
    /// Where a content begins.
    Start: Cue "cue", That "that", Addressee "addressee", Comma "comma", Colon "colon", Sentence "sentence",
    SentenceComma "sentence-comma", SentenceConjunction "sentence-conjunction", Subject "subject", Around "around"
}
values! {
    /// Where a content ends.
    End: Sentence "sentence", FirstComma "first-comma", LastComma "last-comma", Conjunction "conjunction",
    SecondComma "second-comma", SecondConjunction "second-conjunction", FirstNoun "first-noun", SecondNoun "second-noun", Attribution "attribution", Relative "relative", Word "reporting-word"
}
values! {
    /// Where in its sentence a reporting word stands.
    Place: Headline "headline", Start "sentence-start", End "near-the-end", Inside "inside"
}

const RANKS: &[&str] = &["nearest", "second", "third", "later"];
const LENGTHS: &[&str] = &["1", "2", "3-4", "5-8", "9-16", "17-30", "31-or-more"];
const SHARES: &[&str] = &["under-a-half", "to-three-quarters", "to-nine-tenths", "nearly-all"];

/// The number of a length in tokens.
pub(super) fn length(tokens: usize) -> usize {
    match tokens {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        5..=8 => 3,
        9..=16 => 4,
        17..=30 => 5,
        _ => 6,
    }
}

/// The number of a probability.
pub(super) fn share(probability: f32) -> usize {
    match probability {
        p if p < 0.5 => 0,
        p if p < 0.75 => 1,
        p if p < 0.9 => 2,
        _ => 3,
    }
}

/// The values that one half of a family takes.
#[derive(Clone, Copy)]
enum Axis {
    /// One value, for families of single values.
    One,
    /// These.
    Of(&'static [&'static str]),
    /// The classes of cues.tsv.
    Class,
    /// The lemmas of cues.tsv.
    Lemma,
}

macro_rules! families {
    ($($family:ident $name:literal $a:expr, $b:expr;)*) => {
        /// The families of evidence.
        #[derive(Clone, Copy)]
        pub(super) enum Family { $($family),* }
        const FAMILIES: [(&str, Axis, Axis); [$($name),*].len()] = [$(($name, $a, $b)),*];
    };
}

use Axis::{Class, Lemma, Of, One};
families! {
    // Who it comes from.
    SourceAny "source" Of(Side::NAMES), Of(Form::NAMES);
    SourceKind "source kind" Of(SourceKind::NAMES), Of(Side::NAMES);
    SourceKindForm "source kind and form" Of(SourceKind::NAMES), Of(Form::NAMES);
    SourceKindClass "source kind and class" Of(SourceKind::NAMES), Class;
    SourceRank "source rank" Of(RANKS), Of(Side::NAMES);
    SourceRankForm "source rank and form" Of(RANKS), Of(Form::NAMES);
    SourcePath "source path and form" Of(Path::NAMES), Of(Form::NAMES);
    SourcePathAfter "source path after" Of(Path::NAMES), Of(Form::NAMES);
    SourceRelation "source relation" Of(&RELATION_NAMES), Of(Side::NAMES);
    SourceBefore "before source" Of(Precede::NAMES), Of(Side::NAMES);
    SourceAfter "after source" Of(Follow::NAMES), Of(Side::NAMES);
    SourceNobody "nobody, before cue" Of(Precede::NAMES), Of(Form::NAMES);
    SourceNobodyAfter "nobody, after cue" Of(Follow::NAMES), Of(Form::NAMES);
    SourceNobodyLemma "nobody, lemma" Lemma, One;
    // What is said.
    ContentShape "content" Of(Start::NAMES), Of(End::NAMES);
    ContentStartForm "content start and form" Of(Start::NAMES), Of(Form::NAMES);
    ContentStartClass "content start and class" Of(Start::NAMES), Class;
    ContentStartLemma "content start and lemma" Of(Start::NAMES), Lemma;
    ContentStartFollow "content start, after cue" Of(Start::NAMES), Of(Follow::NAMES);
    ContentStartPrecede "content start, before cue" Of(Start::NAMES), Of(Precede::NAMES);
    ContentStartFirst "content start, first word" Of(Start::NAMES), Of(Follow::NAMES);
    ContentEndFirst "content end, first word" Of(End::NAMES), Of(Follow::NAMES);
    ContentEndClass "content end and class" Of(End::NAMES), Class;
    ContentEndForm "content end and form" Of(End::NAMES), Of(Form::NAMES);
    ContentEndNext "content end, after it" Of(End::NAMES), Of(Follow::NAMES);
    ContentEndComma "content end, after its comma" Of(End::NAMES), Of(Follow::NAMES);
    ContentEndNear "content, after its end" Of(Follow::NAMES), Of(Follow::NAMES);
    ContentEndLength "content end and length" Of(End::NAMES), Of(LENGTHS);
    ContentStartLength "content start and length" Of(Start::NAMES), Of(LENGTHS);
    ContentLengthClass "content length and class" Of(LENGTHS), Class;
    ContentSide "content start and source" Of(Start::NAMES), Of(Side::NAMES);
    // Whether it is speech at all.
    CueBias "speech" One, One;
    CueLemma "speech lemma" Lemma, One;
    CueLemmaForm "speech lemma and form" Lemma, Of(Form::NAMES);
    CueLemmaFollow "speech lemma, after cue" Lemma, Of(Follow::NAMES);
    CueClassFollow "speech class, after cue" Class, Of(Follow::NAMES);
    CueClassForm "speech class and form" Class, Of(Form::NAMES);
    CueForm "speech form, before cue" Of(Form::NAMES), Of(Precede::NAMES);
    CueFormFollow "speech form, after cue" Of(Form::NAMES), Of(Follow::NAMES);
    CuePlace "speech place" Of(Place::NAMES), Of(Form::NAMES);
    CueSource "speech source" Of(SourceKind::NAMES), Of(Form::NAMES);
    CueSourceClass "speech source and class" Of(SourceKind::NAMES), Class;
    CueSourcePath "speech source path" Of(Path::NAMES), Of(Form::NAMES);
    CueSourceShare "speech source share" Of(SHARES), Of(Side::NAMES);
    CueContent "speech content" Of(Start::NAMES), Of(End::NAMES);
    CueContentStart "speech content start and form" Of(Start::NAMES), Of(Form::NAMES);
    CueContentLength "speech content length" Of(LENGTHS), Of(Start::NAMES);
    CueContentFirst "speech content, first word" Of(Start::NAMES), Of(Follow::NAMES);
    CueContentShare "speech content share" Of(SHARES), Of(Start::NAMES);
    CueContentClass "speech content length and class" Of(LENGTHS), Class;
}

/// The weights of the evidence, and the numbers of the evidence itself.
#[derive(Clone, Debug)]
pub struct IndirectWeights {
    rows: Vec<f32>,
    /// For each family where it begins and how many values its second half takes.
    layout: [(u32, u32); FAMILIES.len()],
    /// The class of each row of cues.tsv, by number.
    classes: Vec<u16>,
}

const TABLE: &str = include_str!("../../../weights/indirect.tsv");

/// The classes of cues.tsv in order, and the class of each row.
fn classes(gazetteer: &Gazetteer) -> (Vec<&str>, Vec<u16>) {
    let mut names: Vec<&str> = gazetteer.cues().iter().map(|c| c.class.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let of = gazetteer.cues().iter();
    let of = of.map(|c| names.binary_search(&c.class.as_str()).unwrap_or_default() as u16).collect();
    (names, of)
}

impl IndirectWeights {
    /// Weights that weigh nothing.
    pub fn zero(gazetteer: &Gazetteer) -> Self {
        let (names, classes) = classes(gazetteer);
        let size = |axis: Axis| match axis {
            Axis::One => 1,
            Axis::Of(values) => values.len() as u32,
            Axis::Class => names.len().max(1) as u32,
            Axis::Lemma => gazetteer.cues().len().max(1) as u32,
        };
        let mut count = 0;
        let layout = FAMILIES.map(|(_, a, b)| {
            let first = count;
            count += size(a) * size(b);
            (first, size(b))
        });
        Self { rows: vec![0.0; count as usize], layout, classes }
    }

    /// The built-in table.
    pub fn builtin(gazetteer: &Gazetteer) -> Self {
        Self::parse("indirect.tsv", TABLE, gazetteer).0
    }

    /// Reads a table: evidence and weight.
    pub fn parse(name: &str, text: &str, gazetteer: &Gazetteer) -> (Self, Vec<ListError>) {
        let mut weights = Self::zero(gazetteer);
        let list = match List::parse(name, text) {
            Ok(list) => list,
            Err(error) => return (weights, vec![error]),
        };
        let numbers = Numbers::new(gazetteer);
        let mut errors = Vec::new();
        for row in list.rows() {
            match (numbers.number(&weights, row.cell(0)), row.cell(1).parse()) {
                (Some(n), Ok(weight)) => weights.rows[n] = weight,
                (None, _) => errors.push(list.error(row, format!("no evidence '{}'", row.cell(0)))),
                (_, Err(_)) => errors.push(list.error(row, format!("'{}' is no number", row.cell(1)))),
            }
        }
        (weights, errors)
    }

    /// All rows, for the fitting tool.
    pub fn rows_mut(&mut self) -> &mut [f32] {
        &mut self.rows
    }

    /// The sum over the evidence.
    pub fn sum(&self, evidence: &[IndirectEvidence]) -> f32 {
        evidence.iter().map(|&e| self.rows.get(e as usize).copied().unwrap_or(0.0)).sum()
    }

    /// A sum of weights to go on from `sum`.
    pub(super) fn from(&self, sum: f32) -> Sum<'_> {
        Sum { sum, weights: &self.rows }
    }

    /// The number of a piece of evidence.
    #[inline]
    pub(super) fn number(&self, family: Family, a: usize, b: usize) -> IndirectEvidence {
        let (first, width) = self.layout[family as usize];
        // Most widths are known when this is compiled.
        let width = match FAMILIES[family as usize].2 {
            Axis::One => 1,
            Axis::Of(values) => values.len() as u32,
            Axis::Class | Axis::Lemma => width,
        };
        first + a as u32 * width + b as u32
    }

    /// The class of a row of cues.tsv, by number.
    pub(super) fn class(&self, cue: usize) -> usize {
        self.classes.get(cue).copied().unwrap_or_default() as usize
    }
}

/// The names of all evidence, by number.
pub fn names(gazetteer: &Gazetteer) -> Vec<String> {
    let (classes, _) = classes(gazetteer);
    let lemmas: Vec<&str> = gazetteer.cues().iter().map(|c| c.lemma.as_str()).collect();
    let values = |axis: Axis| -> Vec<&str> {
        match axis {
            Axis::One => vec![""],
            Axis::Of(values) => values.to_vec(),
            Axis::Class => classes.clone(),
            Axis::Lemma => lemmas.clone(),
        }
    };
    let mut out = Vec::new();
    for (name, a, b) in FAMILIES {
        for x in values(a) {
            for y in values(b) {
                out.push(match (x, y) {
                    ("", _) => name.to_owned(),
                    (_, "") => format!("{name}: {x}"),
                    _ => format!("{name}: {x}+{y}"),
                });
            }
        }
    }
    out
}

/// Finds the number of a piece of evidence by its name.
struct Numbers<'g> {
    families: FxHashMap<&'static str, usize>,
    classes: Vec<&'g str>,
    lemmas: FxHashMap<&'g str, usize>,
}

impl<'g> Numbers<'g> {
    fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            families: FAMILIES.iter().enumerate().map(|(n, f)| (f.0, n)).collect(),
            classes: classes(gazetteer).0,
            lemmas: gazetteer.cues().iter().enumerate().map(|(n, c)| (c.lemma.as_str(), n)).collect(),
        }
    }

    fn value(&self, axis: Axis, name: &str) -> Option<usize> {
        match axis {
            Axis::One => name.is_empty().then_some(0),
            Axis::Of(values) => values.iter().position(|v| *v == name),
            Axis::Class => self.classes.binary_search(&name).ok(),
            Axis::Lemma => self.lemmas.get(name).copied(),
        }
    }

    fn number(&self, weights: &IndirectWeights, name: &str) -> Option<usize> {
        let (family, values) = name.split_once(": ").unwrap_or((name, ""));
        let family = *self.families.get(family)?;
        let (a, b) = values.split_once('+').unwrap_or((values, ""));
        let (_, first, second) = FAMILIES[family];
        let (a, b) = (self.value(first, a)?, self.value(second, b)?);
        let (start, width) = weights.layout[family];
        Some(start as usize + a * width as usize + b)
    }
}
