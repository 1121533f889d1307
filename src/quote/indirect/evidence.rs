//! The evidence for speech without quotation marks, its names, and the weights that go with it.
//!
//! A piece of evidence is a value, or a pair of values, of one family: "source path and form: comma+finite". The
//! families stand in [`FAMILIES`], one table from which names and numbers follow.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::sums::Sums;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::tsv::{List, ListError};
use crate::quote::speakers::RELATION_NAMES;
use crate::weigh::{self, Sum};

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
            pub(super) const NAMES: &[&str] = &[$($name),*];
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

pub(super) const RANKS: &[&str] = &["nearest", "second", "third", "later"];
pub(super) const LENGTHS: &[&str] = &["1", "2", "3-4", "5-8", "9-16", "17-30", "31-or-more"];
const SHARES: &[&str] = &["under-a-half", "to-three-quarters", "to-nine-tenths", "nearly-all"];

/// The number of each length in tokens, up to the shortest of the longest.
const LENGTH_OF: [u8; 32] = {
    let mut out = [0; 32];
    let mut n = 0;
    while n < out.len() {
        out[n] = (n >= 2) as u8 + (n >= 3) as u8 + (n >= 5) as u8 + (n >= 9) as u8 + (n >= 17) as u8 + (n >= 31) as u8;
        n += 1;
    }
    out
};

/// The number of a length in tokens.
#[inline]
pub(super) fn length(tokens: usize) -> usize {
    LENGTH_OF[tokens.min(LENGTH_OF.len() - 1)].into()
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
    /// The classes of cues.tsv, each by the first number of its block.
    Class,
    /// The lemmas of cues.tsv, each by the first number of its block.
    Lemma,
}

macro_rules! families {
    ($($family:ident $name:literal $a:expr, $b:expr;)*) => {
        /// The families of evidence.
        #[derive(Clone, Copy)]
        pub(super) enum Family { $($family),* }
        const FAMILIES: [(&str, Axis, Axis); COUNT] = [$(($name, $a, $b)),*];
        const COUNT: usize = [$($name),*].len();
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

/// Where the numbers of a family stand: `first + a * step + b`.
#[derive(Clone, Copy)]
struct Layout {
    first: u32,
    step: u32,
}

/// How many numbers the evidence of neither class nor lemma takes, that of each class, and that of each lemma.
#[derive(Clone, Copy)]
struct Widths {
    plain: u32,
    class: u32,
    lemma: u32,
}

/// First comes all evidence of neither class nor lemma, then a block for each class, then one for each lemma: a reporting
/// word needs what is known of its own class and lemma alone, and a number follows from constants.
const LAYOUT: ([Layout; COUNT], Widths) = {
    const fn size(axis: Axis) -> u32 {
        match axis {
            Of(values) => values.len() as u32,
            One | Class | Lemma => 1,
        }
    }
    let mut widths = Widths { plain: 0, class: 0, lemma: 0 };
    let mut layout = [Layout { first: 0, step: 1 }; COUNT];
    let mut n = 0;
    while n < COUNT {
        let (_, a, b) = FAMILIES[n];
        let width = match (a, b) {
            (Class, _) | (_, Class) => &mut widths.class,
            (Lemma, _) | (_, Lemma) => &mut widths.lemma,
            _ => &mut widths.plain,
        };
        let step = if let Of(_) = a { size(b) } else { 1 };
        layout[n] = Layout { first: *width, step };
        *width += size(a) * size(b);
        n += 1;
    }
    (layout, widths)
};

/// The number of a piece of evidence.
#[inline]
pub(super) fn number(family: Family, a: usize, b: usize) -> IndirectEvidence {
    let Layout { first, step } = LAYOUT.0[family as usize];
    first + a as u32 * step + b as u32
}

/// How many classes and lemmas there are.
#[derive(Clone, Copy, Debug)]
struct Counts {
    classes: usize,
    lemmas: usize,
}

impl Counts {
    /// How many pieces of evidence there are.
    fn all(self) -> usize {
        self.lemma(self.lemmas)
    }

    /// The first number of a class.
    fn class(self, n: usize) -> usize {
        LAYOUT.1.plain as usize + n * LAYOUT.1.class as usize
    }

    /// The first number of a lemma.
    fn lemma(self, n: usize) -> usize {
        self.class(self.classes) + n * LAYOUT.1.lemma as usize
    }
}

/// The weights of the evidence, and the numbers of the evidence itself.
#[derive(Clone, Debug)]
pub struct IndirectWeights {
    /// In hundredths.
    rows: Vec<i16>,
    counts: Counts,
    /// The first number of the class of each row of cues.tsv.
    classes: Vec<u32>,
    /// What always comes together.
    pub(super) sums: Sums,
}

const TABLE: &str = include_str!("../../../weights/indirect.tsv");

/// The classes of cues.tsv in order.
fn classes(gazetteer: &Gazetteer) -> Vec<&str> {
    let mut names: Vec<&str> = gazetteer.cues().iter().map(|c| c.class.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl IndirectWeights {
    /// Weights that weigh nothing.
    pub fn zero(gazetteer: &Gazetteer) -> Self {
        let names = classes(gazetteer);
        let counts = Counts { classes: names.len().max(1), lemmas: gazetteer.cues().len().max(1) };
        let class = |name: &str| counts.class(names.binary_search(&name).unwrap_or_default()) as u32;
        let classes = gazetteer.cues().iter().map(|c| class(&c.class)).collect();
        Self { rows: vec![0; counts.all()], counts, classes, sums: Sums::default() }
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
            match (numbers.number(row.cell(0)), weigh::hundredths(row.cell(1))) {
                (Some(n), Some(weight)) => weights.rows[n] = weight,
                (None, _) => errors.push(list.error(row, format!("no evidence '{}'", row.cell(0)))),
                (_, None) => {
                    errors.push(list.error(row, format!("'{}' is no whole hundredths up to 300", row.cell(1))));
                }
            }
        }
        weights.sum_up();
        (weights, errors)
    }

    /// Weighs together what comes together.
    fn sum_up(&mut self) {
        let classes: Vec<usize> = (0..self.counts.classes).map(|n| self.counts.class(n)).collect();
        self.sums = Sums::new(&self.rows, &classes);
    }

    /// All weights in the order of [`names`], for the fitting tool.
    pub fn rows(&self) -> Vec<f32> {
        self.rows.iter().map(|&row| weigh::weight(row.into())).collect()
    }

    /// Sets all weights in this order, rounded to hundredths.
    pub fn set(&mut self, rows: &[f32]) {
        self.rows.iter_mut().zip(rows).for_each(|(row, &weight)| *row = weigh::rounded(weight));
        self.sum_up();
    }

    /// The sum over the evidence.
    pub fn sum(&self, evidence: &[IndirectEvidence]) -> f32 {
        weigh::weight(self.score(evidence))
    }

    /// The same in hundredths.
    pub(super) fn score(&self, evidence: &[IndirectEvidence]) -> i32 {
        weigh::sum(&self.rows, evidence)
    }

    /// A sum of weights to go on from `sum`, in hundredths.
    pub(super) fn from(&self, sum: i32) -> Sum<'_> {
        Sum { sum, weights: &self.rows }
    }

    /// A row of cues.tsv as a value of evidence: the class that it is of, and its lemma.
    pub(super) fn cue(&self, row: usize) -> (usize, usize) {
        let first = self.counts.class(0);
        (self.classes.get(row).map_or(first, |&class| class as usize), self.counts.lemma(row))
    }

    /// Which class one is, by its first number.
    pub(super) fn class_number(&self, class: usize) -> usize {
        (class - self.counts.class(0)) / LAYOUT.1.class as usize
    }
}

/// The names of all evidence, by number.
pub fn names(gazetteer: &Gazetteer) -> Vec<String> {
    let numbers = Numbers::new(gazetteer);
    let lemmas: Vec<&str> = gazetteer.cues().iter().map(|c| c.lemma.as_str()).collect();
    let Numbers { classes, counts, .. } = &numbers;
    // The values of an axis with their names.
    let values = |axis: Axis| -> Vec<(usize, &str)> {
        match axis {
            Axis::One => vec![(0, "")],
            Axis::Of(values) => values.iter().copied().enumerate().collect(),
            Axis::Class => classes.iter().enumerate().map(|(n, name)| (counts.class(n), *name)).collect(),
            Axis::Lemma => lemmas.iter().enumerate().map(|(n, name)| (counts.lemma(n), *name)).collect(),
        }
    };
    let mut out = vec![String::new(); counts.all()];
    for ((name, a, b), Layout { first, step }) in FAMILIES.into_iter().zip(LAYOUT.0) {
        for (x, x_name) in values(a) {
            for (y, y_name) in values(b) {
                out[first as usize + x * step as usize + y] = match (x_name, y_name) {
                    ("", _) => name.to_owned(),
                    (_, "") => format!("{name}: {x_name}"),
                    _ => format!("{name}: {x_name}+{y_name}"),
                };
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
    counts: Counts,
}

impl<'g> Numbers<'g> {
    fn new(gazetteer: &'g Gazetteer) -> Self {
        let (classes, lemmas) = (classes(gazetteer), gazetteer.cues());
        let counts = Counts { classes: classes.len().max(1), lemmas: lemmas.len().max(1) };
        Self {
            families: FAMILIES.iter().enumerate().map(|(n, f)| (f.0, n)).collect(),
            classes,
            lemmas: lemmas.iter().enumerate().map(|(n, c)| (c.lemma.as_str(), n)).collect(),
            counts,
        }
    }

    fn value(&self, axis: Axis, name: &str) -> Option<usize> {
        match axis {
            Axis::One => name.is_empty().then_some(0),
            Axis::Of(values) => values.iter().position(|v| *v == name),
            Axis::Class => self.classes.binary_search(&name).ok().map(|n| self.counts.class(n)),
            Axis::Lemma => self.lemmas.get(name).map(|&n| self.counts.lemma(n)),
        }
    }

    fn number(&self, name: &str) -> Option<usize> {
        let (family, values) = name.split_once(": ").unwrap_or((name, ""));
        let family = *self.families.get(family)?;
        let (a, b) = values.split_once('+').unwrap_or((values, ""));
        let (_, first, second) = FAMILIES[family];
        let Layout { first: start, step } = LAYOUT.0[family];
        Some(start as usize + self.value(first, a)? * step as usize + self.value(second, b)?)
    }
}
