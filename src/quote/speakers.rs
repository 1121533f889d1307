//! Who speaks each quotation: the possible speakers around it, the evidence for each, and the weights.

use smallvec::SmallVec;

use super::counts::Counts;
use super::cues::{CueAt, RELATIONS, Relation};
use super::groups::{Group, is_title, words};
use super::marks::Stretches;
use super::phrases::{KINDS, Phrase, SpeakerKind};
use crate::gazetteer::tsv::{List, ListError};
use crate::gazetteer::{Facts, Gazetteer};
use crate::text::{Case, Class, Marks, Tokens};

/// A piece of evidence for a speaker, by its number.
pub type SpeakerEvidence = u16;

/// Evidence of one possible speaker.
pub type Gathered = SmallVec<[SpeakerEvidence; 32]>;

/// Where a possible speaker stands to the quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Region {
    Between,
    After,
    Before,
    AfterSentence,
    BeforeSentence,
    BeforeTwo,
    ParagraphBefore,
    ParagraphAfter,
    Far,
}
const REGIONS: [&str; 9] = [
    "between",
    "after",
    "before",
    "sentence-after",
    "sentence-before",
    "two-sentences-before",
    "paragraph-before",
    "paragraph-after",
    "far",
];
pub(super) const RELATION_NAMES: [&str; RELATIONS] =
    ["no-cue", "subject", "inverted", "according", "by", "weak-cue", "owner", "participle"];
pub(super) const KIND_NAMES: [&str; KINDS] = [
    "full-name",
    "short-name",
    "organization",
    "place",
    "he-she",
    "other-pronoun",
    "role",
    "roles",
    "document",
    "people",
    "noun",
];
const FLAGS: [&str; 34] = [
    "any",
    "none",
    "speaker-of-quotation-before-in-paragraph",
    "speaker-of-quotation-before-in-last-paragraph",
    "speaker-of-quotation-before",
    "preposition-before-it",
    "of-before-it",
    "possessive-after-it",
    "in-brackets",
    "and-before-it",
    "object-of-a-verb",
    "first-of-sentence",
    "cue-touches-quotation",
    "relative-after-it",
    "to-before-it",
    "other-before-with-this-cue",
    "cue-takes-quotation",
    "cue-is-participle",
    "other-quotation-between",
    "other-speaker-with-cue-between",
    "other-after-with-this-cue",
    "comma-after-it",
    "headline",
    "verb-after-it",
    "in-apposition",
    "cue-takes-no-quotation",
    "colon-between",
    "that-between",
    "whole-paragraph",
    "addressee",
    "carried-without-other",
    "speaker-of-quotation-before-in-joined-text",
    "none+named-so",
    "none+within-a-name",
];
mod flag {
    pub(super) const ANY: u16 = 0;
    pub(super) const NONE: u16 = 1;
    pub(super) const SAME_PARAGRAPH: u16 = 2;
    pub(super) const LAST_PARAGRAPH: u16 = 3;
    pub(super) const LAST_SPEAKER: u16 = 4;
    pub(super) const PREPOSITION: u16 = 5;
    pub(super) const OF: u16 = 6;
    pub(super) const POSSESSIVE: u16 = 7;
    pub(super) const BRACKETS: u16 = 8;
    pub(super) const AND: u16 = 9;
    pub(super) const OBJECT: u16 = 10;
    pub(super) const FIRST: u16 = 11;
    pub(super) const TOUCHES: u16 = 12;
    pub(super) const RELATIVE: u16 = 13;
    pub(super) const TO: u16 = 14;
    pub(super) const SHARED_BEFORE: u16 = 15;
    pub(super) const TAKES_QUOTE: u16 = 16;
    pub(super) const PARTICIPLE: u16 = 17;
    pub(super) const OTHER_QUOTE: u16 = 18;
    pub(super) const OTHER_CUE: u16 = 19;
    pub(super) const SHARED_AFTER: u16 = 20;
    pub(super) const COMMA_AFTER: u16 = 21;
    pub(super) const HEADLINE: u16 = 22;
    pub(super) const VERB_AFTER: u16 = 23;
    pub(super) const APPOSITION: u16 = 24;
    pub(super) const TAKES_NONE: u16 = 25;
    pub(super) const COLON: u16 = 26;
    pub(super) const THAT: u16 = 27;
    pub(super) const WHOLE_PARAGRAPH: u16 = 28;
    pub(super) const ADDRESSEE: u16 = 29;
    pub(super) const CARRIED_ALONE: u16 = 30;
    pub(super) const JOINED: u16 = 31;
    pub(super) const NAMED_SO: u16 = 32;
    pub(super) const IN_NAME: u16 = 33;
}
/// What the quotation itself looks like.
const SHAPES: [&str; 12] = [
    "1-word",
    "2-3-words",
    "4-6-words",
    "7+words",
    "ends-comma",
    "ends-stop",
    "ends-question",
    "ends-bare",
    "begins-lower",
    "title",
    "whole-paragraph",
    "single-marks",
];
/// What stands right before it.
const LEADS: [&str; 7] = ["start", "comma", "colon", "cue", "that", "word", "sentence-end"];
const ENDS: [&str; 4] = ["comma", "stop", "question", "bare"];
const BUCKETS: usize = 6;

const RELATION_AT: usize = FLAGS.len();
const KIND_AT: usize = RELATION_AT + REGIONS.len() * RELATIONS;
const RELATION_KIND: usize = KIND_AT + REGIONS.len() * KINDS;
const CUE_QUOTE: usize = RELATION_KIND + RELATIONS * KINDS;
const PHRASE_CUE: usize = CUE_QUOTE + REGIONS.len() * BUCKETS;
const RANK: usize = PHRASE_CUE + RELATIONS * BUCKETS;
const NONE_SHAPE: usize = RANK + REGIONS.len() * 4;
const SHAPE_REGION: usize = NONE_SHAPE + SHAPES.len();
const END_REGION: usize = SHAPE_REGION + SHAPES.len() * REGIONS.len();
const LEAD_REGION: usize = END_REGION + ENDS.len() * REGIONS.len() * 2;
const NONE_LEAD: usize = LEAD_REGION + LEADS.len() * REGIONS.len() * 2;
const NONE_END: usize = NONE_LEAD + LEADS.len();
const CARRY: usize = NONE_END + ENDS.len();
const NONE_CUE: usize = CARRY + LEADS.len() * ENDS.len() * 3;
const KIND_CUE: usize = NONE_CUE + 3;
/// How many pieces of evidence there are.
pub const COUNT: usize = KIND_CUE + REGIONS.len() * RELATIONS * BUCKETS;

/// The names of all evidence, by number.
pub fn names() -> Vec<String> {
    let mut out: Vec<String> = FLAGS.iter().map(|f| (*f).to_owned()).collect();
    let product = |a: &[&str], b: &[&str]| -> Vec<String> {
        a.iter().flat_map(|x| b.iter().map(move |y| format!("{x}+{y}"))).collect()
    };
    let buckets = ["0", "1", "2-3", "4-7", "8-15", "16+"];
    out.extend(product(&REGIONS, &RELATION_NAMES));
    out.extend(product(&REGIONS, &KIND_NAMES));
    out.extend(product(&RELATION_NAMES, &KIND_NAMES));
    out.extend(product(&REGIONS, &buckets).into_iter().map(|n| format!("cue-to-quotation:{n}")));
    out.extend(product(&RELATION_NAMES, &buckets).into_iter().map(|n| format!("speaker-to-cue:{n}")));
    out.extend(product(&REGIONS, &["first", "second", "third", "later"]));
    out.extend(SHAPES.iter().map(|s| format!("none+{s}")));
    out.extend(product(&SHAPES, &REGIONS).into_iter().map(|n| format!("quotation:{n}")));
    let with = ["with-cue", "without-cue"];
    let ends = product(&ENDS, &REGIONS);
    out.extend(ends.iter().flat_map(|n| with.iter().map(move |w| format!("ends-{n}+{w}"))));
    let leads = product(&LEADS, &REGIONS);
    out.extend(leads.iter().flat_map(|n| with.iter().map(move |w| format!("after-{n}+{w}"))));
    out.extend(LEADS.iter().map(|s| format!("none+after-{s}")));
    out.extend(ENDS.iter().map(|s| format!("none+ends-{s}")));
    let carried = product(&LEADS, &ENDS);
    out.extend(
        ["same", "last", "lost"]
            .iter()
            .flat_map(|p| carried.iter().map(move |c| format!("carried-in-{p}-paragraph:{c}"))),
    );
    out.extend(["none+cue-beside", "none+cue-in-sentence", "none+no-cue"].map(str::to_owned));
    let placed = product(&REGIONS, &RELATION_NAMES);
    out.extend(placed.iter().flat_map(|p| buckets.iter().map(move |b| format!("{p}+quotation-at-{b}"))));
    out
}

fn bucket(distance: usize) -> usize {
    match distance {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        8..=15 => 4,
        _ => 5,
    }
}

/// The weights of the evidence for speakers.
#[derive(Clone, Debug)]
pub struct SpeakerWeights {
    rows: Vec<f32>,
    /// The names of the evidence, by number.
    names: Vec<String>,
}

const TABLE: &str = include_str!("../../weights/speakers.tsv");

impl SpeakerWeights {
    /// Weights that weigh nothing.
    pub fn zero() -> Self {
        Self { rows: vec![0.0; COUNT], names: names() }
    }

    /// The built-in table.
    pub fn builtin() -> Self {
        Self::parse("speakers.tsv", TABLE).0
    }

    /// Reads a table: evidence and weight.
    pub fn parse(name: &str, text: &str) -> (Self, Vec<ListError>) {
        let mut weights = Self::zero();
        let list = match List::parse(name, text) {
            Ok(list) => list,
            Err(error) => return (weights, vec![error]),
        };
        let numbers: rustc_hash::FxHashMap<&str, usize> =
            weights.names.iter().enumerate().map(|(n, name)| (name.as_str(), n)).collect();
        let mut errors = Vec::new();
        for row in list.rows() {
            match (numbers.get(row.cell(0)), row.cell(1).parse()) {
                (Some(&n), Ok(weight)) => weights.rows[n] = weight,
                (None, _) => errors.push(list.error(row, format!("no evidence '{}'", row.cell(0)))),
                (_, Err(_)) => errors.push(list.error(row, format!("'{}' is no number", row.cell(1)))),
            }
        }
        (weights, errors)
    }

    /// The name of a piece of evidence.
    pub fn name(&self, evidence: SpeakerEvidence) -> &str {
        self.names.get(evidence as usize).map_or("", String::as_str)
    }

    /// All rows, for the fitting tool.
    pub fn rows_mut(&mut self) -> &mut [f32] {
        &mut self.rows
    }

    /// The sum over the evidence.
    pub fn sum(&self, evidence: &[SpeakerEvidence]) -> f32 {
        evidence.iter().map(|&e| self.rows.get(e as usize).copied().unwrap_or(0.0)).sum()
    }

    /// The piece that weighs most.
    pub fn strongest(&self, evidence: &[SpeakerEvidence]) -> SpeakerEvidence {
        let weight = |e: &SpeakerEvidence| self.rows.get(*e as usize).copied().unwrap_or(0.0);
        evidence.iter().copied().max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.cmp(a))).unwrap_or(flag::ANY)
    }
}

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
    /// Every reporting word.
    pub words: &'a [super::cues::Word],
    counts: Counts,
}

/// A gap that is none: the cue stands within the quotation.
const FAR: usize = 99;

/// Words that give something a name in quotation marks.
const NAMING: [&str; 14] = [
    "so",
    "known",
    "nicknamed",
    "dubbed",
    "titled",
    "entitled",
    "named",
    "billed",
    "labeled",
    "labelled",
    "branded",
    "termed",
    "headlined",
    "alias",
];

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
        words: &'a [super::cues::Word],
    ) -> Self {
        let counts = Counts::new(tokens, stretches, phrases, cues);
        Self { tokens, gazetteer, stretches, phrases, cues, words, counts }
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
        words.any(|n| list[n].case == Case::Lower && NAMING.contains(&self.tokens.str(n)))
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

    /// Everybody who may speak a quotation, with nobody first. `last` is the speaker of the quotation before, with
    /// its last token.
    pub fn choices(&self, group: &Group, last: Option<(usize, usize)>) -> Vec<Choice> {
        let (Some(first), Some(end)) = (group.parts.first(), group.parts.last()) else { return Vec::new() };
        let (open, close) = (self.stretches.list[*first].open, self.stretches.list[*end].close);
        let quotation = Quotation::new(self, group, open, close);
        let from = self.phrases.partition_point(|p| p.end + REACH < open);
        let to = self.phrases.partition_point(|p| p.start < close + REACH);
        let mut near: Vec<usize> = (from..to).collect();
        if let Some((speaker, _)) = last
            && !near.contains(&speaker)
        {
            near.insert(0, speaker);
        }
        let mut out = vec![Choice { phrase: None, evidence: quotation.nobody(self) }];
        let mut ranks = [0usize; 9];
        // Nearest first within each region.
        let mut order: Vec<(usize, Region, usize)> = near
            .into_iter()
            .map(|n| {
                let (region, distance) = quotation.region(self, n);
                (n, region, distance)
            })
            .collect();
        order.sort_by_key(|&(n, region, distance)| (region as u8, distance, n));
        for (n, region, _) in order {
            if matches!(region, Region::Far) && last.is_none_or(|l| l.0 != n) {
                continue;
            }
            let rank = ranks[region as usize].min(3);
            ranks[region as usize] += 1;
            out.push(Choice { phrase: Some(n), evidence: quotation.evidence(self, n, region, rank, last) });
        }
        out
    }
}

/// What is known of a quotation before its speaker.
struct Quotation<'g> {
    group: &'g Group,
    open: usize,
    close: usize,
    shapes: SmallVec<[u16; 6]>,
    lead: usize,
    end: usize,
    whole_paragraph: bool,
    cue_near: usize,
}

impl<'g> Quotation<'g> {
    fn new(around: &Around<'_, '_>, group: &'g Group, open: usize, close: usize) -> Self {
        let tokens = around.tokens;
        let list = &tokens.list;
        let first = &around.stretches.list[group.parts[0]];
        let last = &around.stretches.list[group.parts[group.parts.len() - 1]];
        let count = words(tokens, around.stretches, group);
        let mut shapes = SmallVec::new();
        shapes.push(match count {
            0 | 1 => 0,
            2 | 3 => 1,
            4..=6 => 2,
            _ => 3,
        });
        let end_class = list[last.end().max(1) - 1].class;
        let after_comma = list.get(close + 1).is_some_and(|t| t.class == Class::Comma);
        let first_end = list[first.end().max(1) - 1].class;
        let end = match () {
            () if end_class == Class::Comma || after_comma || (group.parts.len() > 1 && first_end == Class::Comma) => 0,
            () if matches!(end_class, Class::Question | Class::Exclamation | Class::Dash) => 2,
            () if end_class.ends_sentence() => 1,
            () => 3,
        };
        shapes.push(4 + end as u16);
        if list[first.first()].case == Case::Lower {
            shapes.push(8);
        }
        if is_title(tokens, first) {
            shapes.push(9);
        }
        let starts_paragraph = list[open].has(Marks::PARAGRAPH);
        let ends_paragraph = list.get(close + 1).is_none_or(|t| t.has(Marks::PARAGRAPH))
            || (list.get(close + 2).is_none_or(|t| t.has(Marks::PARAGRAPH)) && list[close + 1].class.ends_sentence());
        let whole_paragraph = starts_paragraph && ends_paragraph;
        if whole_paragraph {
            shapes.push(10);
        }
        if first.single {
            shapes.push(11);
        }
        let lead = match open.checked_sub(1).map(|n| &list[n]) {
            None => 0,
            Some(_) if starts_paragraph => 0,
            Some(t) if t.class == Class::Comma => 1,
            Some(t) if t.class == Class::Colon => 2,
            Some(t) if t.is(Facts::CUE) => 3,
            Some(_) if tokens.str(open - 1).eq_ignore_ascii_case("that") => 4,
            Some(t) if t.class.ends_sentence() || t.class.is_quote() => 6,
            Some(_) => 5,
        };
        let sentence = |w: &super::cues::Word| {
            (w.start >= close && around.counts.crossed(close, w.start) == 0)
                || (w.end <= open && around.counts.crossed(w.end, open) == 0)
        };
        let beside = |w: &super::cues::Word| w.start.abs_diff(close) <= 4 || w.end.abs_diff(open) <= 2;
        let from = around.words.partition_point(|w| w.end + 40 < open);
        let near = around.words[from..].iter().take_while(|w| w.start < close + 40);
        let cue_near = if near.clone().any(beside) {
            0
        } else if near.clone().any(sentence) {
            1
        } else {
            2
        };
        Self { group, open, close, shapes, lead, end, whole_paragraph, cue_near }
    }

    fn nobody(&self, around: &Around<'_, '_>) -> Gathered {
        let mut out = Gathered::new();
        out.push(flag::NONE);
        out.extend(self.shapes.iter().map(|s| NONE_SHAPE as u16 + s));
        out.push((NONE_LEAD + self.lead) as u16);
        out.push((NONE_END + self.end) as u16);
        out.push((NONE_CUE + self.cue_near) as u16);
        let list = &around.tokens.list;
        if list[self.open].has(Marks::TITLE_CASE) {
            out.push(flag::HEADLINE);
        }
        if around.named_so(self.open) {
            out.push(flag::NAMED_SO);
        }
        if around.within_name(self.open, self.close) {
            out.push(flag::IN_NAME);
        }
        out
    }

    /// Where a phrase stands, and how far off in tokens.
    fn region(&self, around: &Around<'_, '_>, n: usize) -> (Region, usize) {
        let p = &around.phrases[n];
        if p.start > self.open && p.end <= self.close {
            return (Region::Between, p.start - self.open);
        }
        if p.start > self.close {
            let distance = p.start - self.close;
            if distance > REACH {
                return (Region::Far, distance);
            }
            if around.counts.paragraphs(self.close + 1, p.start + 1) > 0 {
                return (Region::ParagraphAfter, distance);
            }
            // The attribution may follow a mark that ends a sentence: what stands outside the marks counts.
            let ends = around.counts.crossed(self.close + 1, p.start);
            return (if ends == 0 { Region::After } else { Region::AfterSentence }, distance);
        }
        let distance = self.open - p.end.min(self.open);
        if distance > REACH {
            return (Region::Far, distance);
        }
        if around.counts.paragraphs(p.start + 1, self.open + 1) > 0 {
            return (Region::ParagraphBefore, distance);
        }
        let region = match around.counts.crossed(p.end, self.open) {
            0 => Region::Before,
            1 => Region::BeforeSentence,
            _ => Region::BeforeTwo,
        };
        (region, distance)
    }

    fn evidence(
        &self,
        around: &Around<'_, '_>,
        n: usize,
        region: Region,
        rank: usize,
        last: Option<(usize, usize)>,
    ) -> Gathered {
        let tokens = around.tokens;
        let list = &tokens.list;
        let p = &around.phrases[n];
        let cue = around.cues[n].filter(|c| {
            // A cue inside a quotation, or on the other side of this one, is not this one's.
            !(p.end <= self.open && c.start > self.close) && !(p.start > self.close && c.end <= self.open)
        });
        let mut out = Gathered::new();
        out.push(flag::ANY);
        let r = region as usize;
        let relation = cue.map_or(Relation::None, |c| c.relation);
        out.push((RELATION_AT + r * RELATIONS + relation as usize) as u16);
        out.push((KIND_AT + r * KINDS + p.kind as usize) as u16);
        out.push((RELATION_KIND + relation as usize * KINDS + p.kind as usize) as u16);
        out.push((RANK + r * 4 + rank) as u16);
        let with = usize::from(relation == Relation::None);
        out.push((END_REGION + (self.end * REGIONS.len() + r) * 2 + with) as u16);
        out.push((LEAD_REGION + (self.lead * REGIONS.len() + r) * 2 + with) as u16);
        out.extend(self.shapes.iter().map(|s| (SHAPE_REGION + *s as usize * REGIONS.len() + r) as u16));
        if let Some(c) = cue {
            let gap = self.gap(around, &c);
            out.push((CUE_QUOTE + r * BUCKETS + bucket(gap)) as u16);
            out.push((PHRASE_CUE + relation as usize * BUCKETS + bucket(c.distance)) as u16);
            out.push((KIND_CUE + (r * RELATIONS + relation as usize) * BUCKETS + bucket(gap)) as u16);
            if gap == 0 {
                out.push(flag::TOUCHES);
            }
            if let Some(word) = around.word_at(c.start) {
                let takes = word.frames.takes(crate::gazetteer::Frames::QUOTE);
                out.push(if takes { flag::TAKES_QUOTE } else { flag::TAKES_NONE });
                if word.participle {
                    out.push(flag::PARTICIPLE);
                }
            }
        }
        // "Fallon, the campaign's secretary, said": of several with one cue the first speaks.
        if let Some(c) = cue {
            let shares = |k: usize| around.cues.get(k).copied().flatten().is_some_and(|o| o.start == c.start);
            if let Some(first) = (n.saturating_sub(BESIDE)..n).find(|&k| shares(k)) {
                out.push(flag::SHARED_BEFORE);
                let comma = |from: usize, to: usize| list[from.min(to)..to].iter().any(|t| t.class == Class::Comma);
                if comma(around.phrases[first].end, p.start) && comma(p.end, c.start) {
                    out.push(flag::APPOSITION);
                }
            }
            if (n + 1..=n + BESIDE).any(shares) {
                out.push(flag::SHARED_AFTER);
            }
        }
        // What stands beside it.
        let before = p.start.checked_sub(1).map(|n| &list[n]);
        let after = list.get(p.end);
        if let Some(b) = before {
            let text = tokens.str(p.start - 1);
            if b.is(Facts::PREPOSITION) && b.case == Case::Lower {
                out.push(match text {
                    "of" => flag::OF,
                    "to" => flag::TO,
                    _ => flag::PREPOSITION,
                });
            }
            if b.is(Facts::CONJUNCTION) {
                out.push(flag::AND);
            }
            if b.class == Class::Open {
                out.push(flag::BRACKETS);
            }
            if b.case == Case::Lower && b.is(Facts::CUE) && relation != Relation::Inverted {
                out.push(flag::ADDRESSEE);
            } else if b.case == Case::Lower
                && !b.is(Facts::FUNCTION)
                && b.is(Facts::WORD)
                && !b.is(Facts::ROLE | Facts::ADJECTIVE)
            {
                out.push(flag::OBJECT);
            }
        }
        if list[p.start].has(Marks::SENTENCE) {
            out.push(flag::FIRST);
        }
        if let Some(a) = after {
            match a.class {
                Class::Clitic => out.push(flag::POSSESSIVE),
                Class::Comma => out.push(flag::COMMA_AFTER),
                Class::Word if a.is(Facts::RELATIVE) => out.push(flag::RELATIVE),
                Class::Word if a.is(Facts::AUXILIARY) => out.push(flag::VERB_AFTER),
                _ => {}
            }
        }
        // What stands between it and the quotation.
        let between = if p.end <= self.open {
            p.end..self.open
        } else if p.start > self.close {
            self.close + 1..p.start
        } else {
            0..0
        };
        if around.counts.colon(between.start, between.end) {
            out.push(flag::COLON);
        }
        if around.counts.that(between.start, between.end) {
            out.push(flag::THAT);
        }
        let next = around.stretches.list.partition_point(|s| s.open < between.start);
        let inside = around.stretches.list[next..].iter().enumerate().take_while(|(_, s)| s.open < between.end);
        let quotes = inside.into_iter().any(|(k, s)| !self.holds(next + k) && s.close < between.end);
        if quotes {
            out.push(flag::OTHER_QUOTE);
        }
        let next = around.phrases.partition_point(|o| o.start < between.start);
        let end = around.phrases.partition_point(|o| o.end <= between.end);
        if around.counts.speaks(next, end.max(next)) {
            out.push(flag::OTHER_CUE);
        }
        if self.whole_paragraph {
            out.push(flag::WHOLE_PARAGRAPH);
        }
        // Who spoke before.
        if let Some((speaker, close)) = last {
            let same = speaker == n
                || (around.phrases[speaker].entity.is_some() && around.phrases[speaker].entity == p.entity);
            if same {
                out.push(flag::LAST_SPEAKER);
            }
            if speaker == n && close < self.open {
                let breaks = around.counts.paragraphs(close + 1, self.open + 1);
                let alone = self.cue_near == 2;
                let paragraphs = tokens.condition.paragraphs;
                if breaks == 0 && !paragraphs {
                    out.push(flag::JOINED);
                } else if breaks == 0 {
                    out.push(flag::SAME_PARAGRAPH);
                } else if breaks == 1 {
                    out.push(flag::LAST_PARAGRAPH);
                }
                let place = if paragraphs { breaks } else { 2 };
                if breaks < 2 {
                    out.push((CARRY + (place * LEADS.len() + self.lead) * ENDS.len() + self.end) as u16);
                }
                if alone {
                    out.push(flag::CARRIED_ALONE);
                }
            }
        }
        out
    }

    /// Whether a stretch is one of its parts, which follow each other.
    fn holds(&self, stretch: usize) -> bool {
        self.group.parts.first() <= Some(&stretch) && Some(&stretch) <= self.group.parts.last()
    }

    /// Tokens between a cue and the nearest edge of the quotation; commas and colons do not count.
    fn gap(&self, around: &Around<'_, '_>, cue: &CueAt) -> usize {
        let list = &around.tokens.list;
        let plain = |from: usize, to: usize| {
            list[from.min(to)..to].iter().filter(|t| !matches!(t.class, Class::Comma | Class::Colon)).count()
        };
        // The parts right before and right after the cue are the nearest.
        let part = |n: usize| self.group.parts.get(n).map(|&p| &around.stretches.list[p]);
        let next = self.group.parts.partition_point(|&p| around.stretches.list[p].close < cue.start);
        let before = next.checked_sub(1).and_then(part).map(|s| plain(s.close + 1, cue.start));
        let after = part(next).filter(|s| cue.end <= s.open).map(|s| plain(cue.end, s.open));
        before.into_iter().chain(after).min().unwrap_or(FAR).min(FAR)
    }
}

/// The probability of each choice.
pub fn probabilities(choices: &[Choice], weights: &SpeakerWeights) -> Vec<f32> {
    let scores: Vec<f32> = choices.iter().map(|c| weights.sum(&c.evidence)).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let shares: Vec<f32> = scores.iter().map(|s| libm::expf(s - most)).collect();
    let total: f32 = shares.iter().sum();
    shares.into_iter().map(|s| s / total).collect()
}

/// Whether a phrase of this kind has a name in it.
pub fn is_name(kind: SpeakerKind) -> bool {
    matches!(kind, SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization | SpeakerKind::Place)
}
