//! Who speaks each quotation: the possible speakers around it, weighed by the evidence for each.

mod beside;
mod evidence;
mod quotation;
mod weights;

pub use evidence::{COUNT, Gathered, SpeakerEvidence, names};
pub(super) use evidence::{KIND_NAMES, RELATION_NAMES};
pub use weights::SpeakerWeights;

use super::cues::CueAt;
use super::groups::{Group, is_title};
use super::landmarks::Landmarks;
use super::marks::Stretches;
use super::phrases::{Phrase, SpeakerKind};
use crate::gazetteer::{Facts, Gazetteer};
use crate::text::{Case, Class, Marks, Tokens};
use crate::weigh::{Sink, shares};
use beside::Beside;
use quotation::{Place, Quotation};

/// A possible speaker of a quotation: a phrase, or nobody.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The phrase by its number; `None` for nobody.
    pub phrase: Option<usize>,
    /// What speaks for it.
    pub evidence: Gathered,
}

/// What the choices are made from.
pub struct Around<'a, 't> {
    /// The text.
    pub tokens: &'a Tokens<'t>,
    /// The lists.
    pub gazetteer: &'a Gazetteer,
    /// Its quoted stretches.
    pub stretches: &'a Stretches,
    /// Who can speak.
    pub phrases: &'a [Phrase],
    /// The cue of each.
    pub cues: &'a [Option<CueAt>],
    /// Every reporting word that can tie a quotation in marks to its speaker.
    pub words: &'a [super::cues::Word],
    /// Every reporting word.
    pub reporting: &'a [super::cues::Word],
    /// What stands between quotations and speakers; nothing where nothing is quoted.
    landmarks: Landmarks,
    /// What each phrase says of itself; nothing where nothing is quoted.
    beside: Vec<Beside>,
}

/// A gap that is none: the cue stands within the quotation.
const FAR: usize = 99;

/// Whether a word gives something a name in quotation marks.
fn names_so(word: &str) -> bool {
    matches!(
        word,
        "so" | "known"
            | "nicknamed"
            | "dubbed"
            | "titled"
            | "entitled"
            | "named"
            | "billed"
            | "labeled"
            | "labelled"
            | "branded"
            | "termed"
            | "headlined"
            | "alias"
    )
}

/// How many phrases on either side are asked whether they have the same cue.
const BESIDE: usize = 4;

/// How far around a quotation speakers are looked for, in tokens.
const REACH: usize = 110;

impl<'a, 't> Around<'a, 't> {
    /// Puts together what the stages before have found.
    pub fn new(
        tokens: &'a Tokens<'t>,
        gazetteer: &'a Gazetteer,
        stretches: &'a Stretches,
        phrases: &'a [Phrase],
        cues: &'a [Option<CueAt>],
        words: &'a super::cues::Words,
    ) -> Self {
        debug_assert_eq!(phrases.len(), cues.len());
        let (words, reporting) = (&words.tying, &words.all);
        let (landmarks, beside) = (Landmarks::default(), Vec::new());
        let mut around = Self { tokens, gazetteer, stretches, phrases, cues, words, reporting, landmarks, beside };
        if !stretches.list.is_empty() {
            around.landmarks = Landmarks::new(tokens, gazetteer, stretches, cues);
            around.beside = Beside::all(&around);
        }
        around
    }

    /// The reporting word that begins at a token.
    pub(crate) fn word_at(&self, start: usize) -> Option<&super::cues::Word> {
        let n = self.words.partition_point(|w| w.start < start);
        self.words.get(n).filter(|w| w.start == start)
    }

    /// "known as “Big Ned”", "the so-called “peace fair”": a name for something, said by nobody.
    fn named_so(&self, open: usize) -> bool {
        let list = &self.tokens.list;
        let mut words = open.saturating_sub(4)..open;
        words.any(|n| list[n].case == Case::Lower && names_so(self.tokens.str(n)))
    }

    /// "Marcia “Cia” Price": a nickname within a name.
    fn within_name(&self, open: usize, close: usize) -> bool {
        let list = &self.tokens.list;
        let name = |n: Option<usize>| {
            let token = n.and_then(|n| list.get(n)).filter(|t| t.class == Class::Word && t.is_capitalised());
            token.is_some_and(|t| !t.is(Facts::FUNCTION))
        };
        name(open.checked_sub(1)) && name(Some(close + 1))
    }

    /// Whether a short quotation names something: a nickname, what is called so, the title of a work that no verb of
    /// saying stands beside.
    pub(crate) fn names_something(&self, group: &Group) -> bool {
        let [only] = group.parts.as_slice() else { return false };
        let stretch = &self.stretches.list[*only];
        let work = is_title(self.tokens, stretch) && self.cue_beside(group).is_none();
        work || self.named_so(stretch.open) || self.within_name(stretch.open, stretch.close)
    }

    /// The reporting word right beside a quotation.
    pub(crate) fn cue_beside(&self, group: &Group) -> Option<&super::cues::Word> {
        let open = self.stretches.list[group.parts[0]].open;
        let close = self.stretches.list[group.parts[group.parts.len() - 1]].close;
        let from = self.words.partition_point(|w| w.end + BESIDE < open);
        let mut near = self.words[from..].iter().take_while(|w| w.start < close + BESIDE);
        let same = |w: &&super::cues::Word| {
            let (a, b) = (w.start.min(open), w.start.max(close));
            !self.tokens.list[a + 1..=b.min(self.tokens.len() - 1)].iter().any(|t| t.has(Marks::PARAGRAPH))
        };
        near.find(same)
    }

    /// Asks who may speak a quotation. `last` is the speaker of the quotation before, with its last token.
    pub(crate) fn ask<'s>(&'s self, group: &'s Group, last: Option<(usize, usize)>) -> Option<Asked<'s, 'a, 't>> {
        let (first, end) = (group.parts.first()?, group.parts.last()?);
        let (open, close) = (self.stretches.list[*first].open, self.stretches.list[*end].close);
        let quotation = Quotation::new(self, group, open, close);
        let places = quotation.places(self, last.map(|l| l.0));
        Some(Asked { around: self, quotation, places, last })
    }

    /// Everybody who may speak a quotation with the evidence, with nobody first.
    pub fn choices(&self, group: &Group, last: Option<(usize, usize)>) -> Vec<Choice> {
        let Some(asked) = self.ask(group, last) else { return Vec::new() };
        (0..asked.len()).map(|n| Choice { phrase: asked.phrase(n), evidence: asked.evidence(n) }).collect()
    }
}

/// Those who may speak a quotation, by number; 0 is nobody.
pub(crate) struct Asked<'s, 'a, 't> {
    around: &'s Around<'a, 't>,
    quotation: Quotation<'s>,
    places: Vec<Place>,
    last: Option<(usize, usize)>,
}

impl Asked<'_, '_, '_> {
    pub(crate) fn len(&self) -> usize {
        self.places.len() + 1
    }

    /// The phrase of a choice.
    pub(crate) fn phrase(&self, choice: usize) -> Option<usize> {
        Some(self.places.get(choice.checked_sub(1)?)?.phrase)
    }

    /// The choice that a phrase is.
    pub(crate) fn choice_of(&self, phrase: usize) -> Option<usize> {
        self.places.iter().position(|p| p.phrase == phrase).map(|n| n + 1)
    }

    pub(crate) fn evidence(&self, choice: usize) -> Gathered {
        let mut out = Gathered::new();
        self.tell(choice, &mut out);
        out
    }

    fn tell(&self, choice: usize, out: &mut impl Sink<SpeakerEvidence>) {
        match choice.checked_sub(1).and_then(|n| self.places.get(n)) {
            Some(place) => self.quotation.evidence(self.around, place, self.last, out),
            None => self.quotation.nobody(self.around, out),
        }
    }

    /// The choice whose evidence weighs most, the first of several, and the probability of each; as `probabilities` of
    /// [`Around::choices`] would have it.
    pub(crate) fn best(&self, weights: &SpeakerWeights) -> (usize, Vec<f32>) {
        let score = |choice| {
            let mut sum = weights.nothing();
            self.tell(choice, &mut sum);
            sum.sum
        };
        let scores: Vec<f32> = (0..self.len()).map(score).collect();
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(0);
        (best, shares(scores))
    }
}

/// The probability of each choice.
pub fn probabilities(choices: &[Choice], weights: &SpeakerWeights) -> Vec<f32> {
    shares(choices.iter().map(|c| weights.sum(&c.evidence)).collect())
}

/// Whether a phrase of this kind has a name in it.
pub fn is_name(kind: SpeakerKind) -> bool {
    matches!(kind, SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization | SpeakerKind::Place)
}
