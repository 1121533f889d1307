//! The cue of each possible speaker: the verb of saying that it is the subject of, or the words that make it a source.

use crate::gazetteer::{Facts, Frames, Gazetteer, LONGEST, WordId};
use crate::text::{Case, Class, Marks, Token, Tokens};

use super::landmarks::Places;
use super::marks::{Stretch, Stretches};
use super::phrases::Phrase;

/// How a possible speaker stands to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Relation {
    /// No cue.
    None,
    /// "Smith said"
    Subject,
    /// "said Smith"
    Inverted,
    /// "according to Smith"
    According,
    /// "by Smith"
    By,
    /// "Smith smiled": a verb that is a cue only beside quotation marks.
    Weak,
    /// "Smith's statement said", "Smith's words:"
    Owner,
    /// "Smith, adding that": a participle
    Participle,
}

impl Relation {
    /// The relation to a verb that says by itself.
    fn unless_weak(self) -> Self {
        if self == Relation::Weak { Relation::Subject } else { self }
    }
}

/// How many relations there are.
pub(crate) const RELATIONS: usize = 8;

/// A speaker's cue.
#[derive(Clone, Copy, Debug)]
pub struct CueAt {
    /// How the speaker stands to it.
    pub relation: Relation,
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Its row in cues.tsv, by the row of its reading.
    pub row: Option<u32>,
    /// Tokens between speaker and cue.
    pub distance: usize,
}

/// A reporting word or phrase in the text.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The row of its reading.
    pub row: u32,
    /// What it takes.
    pub frames: Frames,
    /// In -ing.
    pub participle: bool,
    /// A noun here: "the claim", "his report".
    pub noun: bool,
}

/// The reporting words and phrases of a text outside its quotations, in order; of several at one place the longest.
#[derive(Clone, Debug)]
pub struct Words {
    /// All of them, nouns too.
    pub all: Vec<Word>,
    /// Those that can tie a quotation in marks to its speaker.
    pub tying: Vec<Word>,
    /// Where "that" stands: it is met on the way.
    pub(super) thats: Places,
}

/// Every reporting word of a text.
pub fn words(tokens: &Tokens<'_>, gazetteer: &Gazetteer, stretches: &Stretches) -> Words {
    let (all, thats) = all_words(tokens, gazetteer, stretches);
    let mut tying = Vec::with_capacity(all.len());
    tying.extend(all.iter().filter(|w| !w.noun && !w.frames.takes(Frames::INDIRECT)));
    Words { all, tying, thats }
}

fn all_words(tokens: &Tokens<'_>, gazetteer: &Gazetteer, stretches: &Stretches) -> (Vec<Word>, Places) {
    let list = &tokens.list;
    let that = gazetteer.lexicon.get(b"that").map_or(WordId::NONE, |(id, _)| id);
    let (mut out, mut thats) = (Vec::with_capacity(tokens.speech.len() / 2), Places::default());
    for start in tokens.speech.iter().map(|&at| at as usize) {
        let token = &list[start];
        if token.word == that && token.class == Class::Word && token.case == Case::Lower {
            thats.put(start);
        }
        if !token.is(Facts::CUE | Facts::CUE_WEAK) || !token.is(Facts::STARTS_NAME) {
            continue;
        }
        let plain = token.case == Case::Lower || (token.has(Marks::SENTENCE) && token.case == Case::Title);
        if !plain || out.last().is_some_and(|w: &Word| w.end > start) || stretches.holds(start) {
            continue;
        }
        // "state-of-the-art", "state Sen. Price": part of another word, or of a title.
        let titled = list.get(start + 1).is_some_and(|t| t.is(Facts::TITLE)) && tokens.str(start) == "state";
        // "the report", "its claims": a noun here.
        let before = start.checked_sub(1).map(|n| &list[n]);
        let after_determiner = before.is_some_and(|t| {
            t.is(Facts::DETERMINER | Facts::POSSESSIVE) && !t.is(Facts::SUBJECT | Facts::OBJECT | Facts::RELATIVE)
        });
        if titled {
            continue;
        }
        if let Some(word) = word_from(tokens, gazetteer, start) {
            out.push(Word { noun: after_determiner || word.noun, ..word });
        }
    }
    (out, thats)
}

/// The reporting word or phrase that begins at a token, the longest, in a quotation or not.
pub(super) fn word_from(tokens: &Tokens<'_>, gazetteer: &Gazetteer, start: usize) -> Option<Word> {
    let list = &tokens.list;
    if !list.get(start)?.is(Facts::CUE | Facts::CUE_WEAK) {
        return None;
    }
    let run = list[start..].iter().take(LONGEST).map(|t| t.word);
    let (len, form) = gazetteer.longest_cue(list[start].is(Facts::FREQUENT), list[start].names, run)?;
    let end = start + len;
    let hyphen = |n: Option<usize>| n.and_then(|n| list.get(n)).is_some_and(|t| t.class == Class::Hyphen);
    if hyphen(start.checked_sub(1)) || hyphen(Some(end)) {
        return None;
    }
    // A form that is both past and participle has one row; a finite form wins over -ing.
    let (participle, noun) = (Gazetteer::is_participle(form.row), form.frames.takes(Frames::NOUN));
    Some(Word { start, end, row: form.row, frames: form.frames, participle, noun })
}

/// The longest way from a subject to its verb, in tokens: an apposition or a relative clause may stand between.
const FARTHEST: usize = 28;

/// The cue of each phrase.
pub fn cues(tokens: &Tokens<'_>, phrases: &[Phrase], words: &Words, stretches: &Stretches) -> Vec<Option<CueAt>> {
    let words = &words.tying;
    // Phrases and words both stand in the order of the text: how many words end before a phrase, and how many begin
    // before its end.
    let (mut ended, mut begun) = (0, 0);
    let mut stops = Stops::new(tokens, stretches);
    let one = |(n, phrase): (usize, &Phrase)| {
        while words.get(ended).is_some_and(|w| w.end <= phrase.start) {
            ended += 1;
        }
        while words.get(begun).is_some_and(|w| w.start < phrase.end) {
            begun += 1;
        }
        if let Some(cue) = before(tokens, phrase, &words[..ended]) {
            return Some(cue);
        }
        words.get(begun).filter(|w| w.start < phrase.end + FARTHEST)?;
        after(tokens, phrases, n, (words, begun), stops.next(phrase.end))
    };
    phrases.iter().enumerate().map(one).collect()
}

/// What no subject is tied over: the first token of a paragraph, marks between clauses, quotations.
struct Stops<'a> {
    list: &'a [Token],
    /// What lies ahead of each.
    paragraphs: &'a [u32],
    punctuation: &'a [u32],
    stretches: &'a [Stretch],
}

impl<'a> Stops<'a> {
    fn new(tokens: &'a Tokens<'_>, stretches: &'a Stretches) -> Self {
        let Tokens { list, paragraphs, punctuation, .. } = tokens;
        Self { list, paragraphs, punctuation, stretches: &stretches.list }
    }

    /// The first at or after a token; it is asked in the order of the text.
    fn next(&mut self, from: usize) -> usize {
        let before = |&at: &u32| (at as usize) < from;
        let stops =
            |class: Class| matches!(class, Class::Stop | Class::Colon | Class::Semicolon) || class.is_double_quote();
        while self.paragraphs.first().is_some_and(before) {
            self.paragraphs = &self.paragraphs[1..];
        }
        while self.punctuation.first().is_some_and(|at| before(at) || !stops(self.list[*at as usize].class)) {
            self.punctuation = &self.punctuation[1..];
        }
        while self.stretches.first().is_some_and(|s| s.close < from) {
            self.stretches = &self.stretches[1..];
        }
        let first = |list: &[u32]| list.first().map_or(usize::MAX, |&at| at as usize);
        let stretch = self.stretches.first().map_or(usize::MAX, |s| s.open.max(from));
        first(self.paragraphs).min(first(self.punctuation)).min(stretch)
    }
}

/// "said Smith", "according to Smith", "by Smith": leftwards over titles, roles and adjectives. `words` are those that
/// end before the phrase.
fn before(tokens: &Tokens<'_>, phrase: &Phrase, mut words: &[Word]) -> Option<CueAt> {
    let list = &tokens.list;
    let mut at = phrase.start;
    let mut steps = 0;
    while at > 0 && steps < 9 {
        let token = &list[at - 1];
        if list[at].has(Marks::PARAGRAPH) {
            return None;
        }
        while let Some((_, rest)) = words.split_last().filter(|(last, _)| last.end > at) {
            words = rest;
        }
        if let Some(word) = words.last().filter(|w| w.end == at) {
            let relation = match () {
                () if word.frames.takes(Frames::PREP) => Relation::According,
                () if word.frames.takes(Frames::WEAK) && !word.frames.takes(Frames::INVERT) => return None,
                () if word.participle => return None,
                () => Relation::Inverted,
            };
            // "he said Smith": Smith is what is said, not who says it. "told Smith" is the addressee.
            let subject = word.start.checked_sub(1).map(|n| &list[n]);
            let inverted = relation == Relation::Inverted;
            if inverted
                && (subject.is_some_and(|t| {
                    t.is(Facts::SUBJECT | Facts::AUXILIARY | Facts::RELATIVE) || t.is_capitalised() || t.is(Facts::ROLE)
                }) || !word.frames.takes(Frames::INVERT))
            {
                return None;
            }
            return Some(CueAt { relation, start: word.start, end: word.end, row: Some(word.row), distance: steps });
        }
        if token.class == Class::Word
            && token.case == Case::Lower
            && token.span.len() == 2
            && tokens.str(at - 1) == "by"
        {
            return Some(CueAt { relation: Relation::By, start: at - 1, end: at, row: None, distance: steps });
        }
        let inner = match token.class {
            Class::Word => {
                !token.is(Facts::FUNCTION.difference(Facts::DETERMINER | Facts::ADVERB)) || token.is(Facts::TITLE)
            }
            Class::Hyphen | Class::Clitic | Class::Number => true,
            _ => false,
        };
        if !inner {
            return None;
        }
        at -= 1;
        steps += 1;
    }
    None
}

/// How far a second verb may stand from the first that it is joined to, in tokens.
const JOINED: usize = 9;

/// The verb of saying that is joined by "and" or "before" to the weak one with this number.
fn joined<'w>(tokens: &Tokens<'_>, words: &'w [Word], weak: usize) -> Option<&'w Word> {
    let list = &tokens.list;
    let from = words[weak].end;
    let other = words[weak + 1..].iter().take_while(|w| w.start <= from + JOINED);
    let mut strong = other.filter(|w| !w.frames.takes(Frames::WEAK.with(Frames::PREP)) && !w.participle);
    strong.find(|w| {
        let between = &list[from..w.start];
        let joint = between.last().is_some_and(|t| t.is(Facts::CONJUNCTION | Facts::ADVERB));
        joint
            && between.iter().any(|t| t.is(Facts::CONJUNCTION))
            && !between.iter().any(|t| t.is(Facts::SUBJECT) || t.class.ends_sentence() || t.class.is_quote())
    })
}

/// After a verb in a relative clause: the verb of the sentence itself, with which the sentence or clause ends.
fn main_verb<'w>(tokens: &Tokens<'_>, words: &'w [Word], inner: &Word) -> Option<&'w Word> {
    let list = &tokens.list;
    let next = words.partition_point(|w| w.start <= inner.start);
    let near = words[next..].iter().take_while(|w| w.start < inner.end + FARTHEST / 2);
    let mut near = near.filter(|w| !w.participle && !w.frames.takes(Frames::WEAK.with(Frames::PREP)));
    near.find(|w| {
        let between = &list[inner.end..w.start];
        let ends =
            list.get(w.end).is_none_or(|t| t.class.ends_sentence() || t.class == Class::Comma || t.class.is_quote());
        ends && !between.iter().any(|t| t.is(Facts::SUBJECT) || t.class.ends_sentence() || t.class.is_quote())
    })
}

/// What stands between a subject and the words after it.
#[derive(Default)]
struct Way {
    /// Inside an apposition (after a comma, until the next) other nouns stand, which are no subjects.
    commas: usize,
    owner: bool,
    relative: bool,
}

impl Way {
    /// Goes past a token; false where another subject stands. `others` are the phrases from here on.
    #[inline]
    fn pass(&mut self, list: &[Token], at: usize, phrase: &Phrase, others: &mut &[Phrase]) -> bool {
        let token = &list[at];
        match token.class {
            Class::Comma => self.commas += 1,
            Class::Clitic if at == phrase.end => self.owner = true,
            Class::Word => {
                self.relative |= token.is(Facts::RELATIVE);
                // Another subject before any verb: outside an apposition it takes the cue for itself.
                let subject = token.is(Facts::SUBJECT) && token.case == Case::Lower && !token.is(Facts::OBJECT);
                if subject && self.commas.is_multiple_of(2) && !self.relative {
                    return false;
                }
                while others.first().is_some_and(|p| p.start < at) {
                    *others = &others[1..];
                }
                let other = others.first().is_some_and(|p| p.start == at);
                if other
                    && self.commas == 0
                    && !self.owner
                    && !self.relative
                    && !list[at - 1].is(Facts::PREPOSITION | Facts::CONJUNCTION)
                    && list[at - 1].class != Class::Hyphen
                {
                    return false;
                }
            }
            _ => {}
        }
        true
    }
}

/// "Smith said", "Smith, 52, a teacher who lives there, said": rightwards to the first verb of saying before `stop`.
/// `next` is the first word that begins after the phrase.
fn after(
    tokens: &Tokens<'_>,
    phrases: &[Phrase],
    n: usize,
    (words, next): (&[Word], usize),
    stop: usize,
) -> Option<CueAt> {
    let list = &tokens.list;
    let phrase = &phrases[n];
    let mut others = &phrases[n + 1..];
    let mut way = Way::default();
    let mut at = phrase.end;
    let stop = stop.min(phrase.end + FARTHEST);
    for (next, word) in words.iter().enumerate().skip(next).take_while(|(_, w)| w.start < stop) {
        for at in at..word.start {
            if !way.pass(list, at, phrase, &mut others) {
                return None;
            }
        }
        at = word.start;
        let in_apposition = way.commas % 2 == 1 && at - phrase.end > 1;
        let relation = match () {
            () if word.frames.takes(Frames::PREP) => return None,
            () if word.participle => Relation::Participle,
            () if way.owner => Relation::Owner,
            () if word.frames.takes(Frames::WEAK) => Relation::Weak,
            () => Relation::Subject,
        };
        // "I laughed and said": of two joined verbs the one that says.
        let word = match relation {
            Relation::Weak => joined(tokens, words, next).unwrap_or(word),
            _ => word,
        };
        // "an engineer who asked not to be named said": the verb that the quotation stands beside.
        let word = if way.relative { main_verb(tokens, words, word).unwrap_or(word) } else { word };
        let relation = if word.frames.takes(Frames::WEAK) { relation } else { relation.unless_weak() };
        if !(in_apposition && relation == Relation::Participle && way.commas > 1) {
            let distance = at - phrase.end;
            return Some(CueAt { relation, start: word.start, end: word.end, row: Some(word.row), distance });
        }
    }
    None
}
