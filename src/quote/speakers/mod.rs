//! Who speaks each quotation: the possible speakers around it, weighed by the evidence for each.

mod beside;
mod evidence;
mod quotation;
mod sides;
mod weights;

pub use evidence::{COUNT, Gathered, SpeakerEvidence, names};
pub(super) use evidence::{KIND_NAMES, RELATION_NAMES};
pub use weights::SpeakerWeights;

use super::cues::CueAt;
use super::groups::{Group, is_title};
use super::landmarks::{Landmarks, Places};
use super::marks::Stretches;
use super::phrases::{Phrase, SpeakerKind};
use crate::gazetteer::{Facts, Gazetteer};
use crate::text::{Case, Class, Marks, Tokens};
use crate::weigh::{Sink, shares};
use beside::{Own, own};
use evidence::{of_cue, of_place};
use quotation::{Last, Place, Quotation};
use sides::BETWEEN;

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
    /// Where "that" stands.
    thats: &'a Places,
    /// What else stands between quotations and speakers; nothing where nothing is quoted.
    landmarks: Landmarks,
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
        let super::cues::Words { all: reporting, tying: words, thats } = words;
        let landmarks = match stretches.list.is_empty() {
            true => Landmarks::default(),
            false => Landmarks::new(tokens, stretches, cues),
        };
        Self { tokens, gazetteer, stretches, phrases, cues, words, reporting, thats, landmarks }
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
        let last = last.map(|(speaker, close)| Last { speaker, close, entity: self.phrases[speaker].entity });
        let quotation = Quotation::new(self, group, (open, close), last);
        let places = quotation.places(self);
        Some(Asked { around: self, quotation, places })
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
}

impl Asked<'_, '_, '_> {
    pub(crate) fn len(&self) -> usize {
        self.places.len() + 1
    }

    /// The phrase of a choice.
    pub(crate) fn phrase(&self, choice: usize) -> Option<usize> {
        Some(self.places.get(choice.checked_sub(1)?)?.phrase())
    }

    /// The choice that a phrase is.
    pub(crate) fn choice_of(&self, phrase: usize) -> Option<usize> {
        self.places.iter().position(|p| p.phrase() == phrase).map(|n| n + 1)
    }

    pub(crate) fn evidence(&self, choice: usize) -> Gathered {
        let mut out = Gathered::new();
        self.tell(choice, &mut out);
        out
    }

    /// The piece of evidence for a choice that weighs most.
    pub(crate) fn strongest(&self, choice: usize, weights: &SpeakerWeights) -> SpeakerEvidence {
        let mut strongest = weights.strongest();
        self.tell(choice, &mut strongest);
        strongest.piece
    }

    fn tell(&self, choice: usize, out: &mut impl Sink<SpeakerEvidence>) {
        let Self { around, quotation, places } = self;
        let Some(place) = choice.checked_sub(1).and_then(|n| places.get(n)) else {
            return quotation.nobody(around, out);
        };
        let n = place.phrase();
        let p = &around.phrases[n];
        let cue = around.cues[n].as_ref().filter(|cue| quotation.is_tied(p, cue));
        quotation.of_region(place.region, out);
        quotation.of_end_and_lead(place.region, cue.is_some(), out);
        own(around, n, cue, out);
        let region = place.region as usize;
        of_place(region, p.kind as usize, place.rank.into()).into_iter().for_each(|piece| out.put(piece));
        if let Some((relation, gap)) = cue.map(|c| quotation.tie(around, c)) {
            of_cue(region, relation, gap).for_each(|piece| out.put(piece));
        }
        quotation.of_last(n, p.entity, around, out);
        let between = quotation.between(place, p);
        for (n, &piece) in BETWEEN.iter().enumerate() {
            out.put_if(piece, between >> n & 1 == 1);
        }
    }
}

/// Weighs those who may speak the quotations of an article. What several choices have in common is weighed once: what a
/// phrase says whatever the quotation is, and what a quotation says of all in one region.
pub(crate) struct Weighing<'w> {
    weights: &'w SpeakerWeights,
    /// What each phrase weighs; nothing where nothing is quoted.
    own: Vec<Own>,
    /// What weighs what stands between, by its bits.
    between: [i32; 1 << BETWEEN.len()],
}

impl<'w> Weighing<'w> {
    pub(crate) fn new(around: &Around<'_, '_>, weights: &'w SpeakerWeights) -> Self {
        let quoted = !around.stretches.list.is_empty();
        let own = if quoted { Own::all(around, weights) } else { Vec::new() };
        let between = std::array::from_fn(|bits| {
            let mut sum = weights.from(0);
            BETWEEN.iter().enumerate().for_each(|(n, &piece)| sum.put_if(piece, bits >> n & 1 == 1));
            sum.sum
        });
        Self { weights, own, between }
    }

    /// The choice whose evidence weighs most, the first of several, and the probability of each; as [`probabilities`] of
    /// [`Around::choices`] would have it.
    pub(crate) fn best(&self, asked: &Asked<'_, '_, '_>) -> (usize, Vec<f32>) {
        let Asked { around, quotation, places } = asked;
        let mut scores = Vec::with_capacity(asked.len());
        let mut nobody = self.weights.from(0);
        quotation.nobody(around, &mut nobody);
        scores.push(nobody.sum);
        for same in places.chunk_by(|a, b| a.region == b.region) {
            let Some(&Place { region, .. }) = same.first() else { continue };
            let mut shared = self.weights.from(0);
            quotation.of_region(region, &mut shared);
            let [with_cue, alone] = [true, false].map(|with_cue| {
                let mut sum = self.weights.from(shared.sum);
                quotation.of_end_and_lead(region, with_cue, &mut sum);
                sum.sum
            });
            for place in same {
                let n = place.phrase();
                let (p, own, region) = (&around.phrases[n], &self.own[n], region as usize);
                let between = self.between[quotation.between(place, p)];
                let placed = between + self.weights.placed(region, p.kind as usize, place.rank.into());
                let alike = match around.cues[n].as_ref().filter(|cue| quotation.is_tied(p, cue)) {
                    Some(cue) => with_cue + own.with_cue + self.weights.tied(region, quotation.tie(around, cue)),
                    None => alone + own.alone,
                };
                let mut sum = self.weights.from(placed + alike);
                quotation.of_last(n, p.entity, around, &mut sum);
                scores.push(sum.sum);
            }
        }
        shares(&scores)
    }
}

/// The probability of each choice.
pub fn probabilities(choices: &[Choice], weights: &SpeakerWeights) -> Vec<f32> {
    shares(&choices.iter().map(|c| weights.score(&c.evidence)).collect::<Vec<_>>()).1
}

/// Whether a phrase of this kind has a name in it.
pub fn is_name(kind: SpeakerKind) -> bool {
    matches!(kind, SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization | SpeakerKind::Place)
}
