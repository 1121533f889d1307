//! The evidence for the speaker of a quotation: every piece has a number and a name, by what it is made of.

use smallvec::SmallVec;

use super::super::cues::RELATIONS;
use super::super::phrases::KINDS;

/// A piece of evidence for a speaker, by its number.
pub type SpeakerEvidence = u16;

/// Evidence of one possible speaker.
pub type Gathered = SmallVec<[SpeakerEvidence; 32]>;

/// Where a possible speaker stands to the quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Region {
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
pub(super) const REGIONS: [&str; 9] = [
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
pub(in crate::quote) const RELATION_NAMES: [&str; RELATIONS] =
    ["no-cue", "subject", "inverted", "according", "by", "weak-cue", "owner", "participle"];
pub(in crate::quote) const KIND_NAMES: [&str; KINDS] = [
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
pub(super) mod flag {
    pub(in crate::quote::speakers) const ANY: u16 = 0;
    pub(in crate::quote::speakers) const NONE: u16 = 1;
    pub(in crate::quote::speakers) const SAME_PARAGRAPH: u16 = 2;
    pub(in crate::quote::speakers) const LAST_PARAGRAPH: u16 = 3;
    pub(in crate::quote::speakers) const LAST_SPEAKER: u16 = 4;
    pub(in crate::quote::speakers) const PREPOSITION: u16 = 5;
    pub(in crate::quote::speakers) const OF: u16 = 6;
    pub(in crate::quote::speakers) const POSSESSIVE: u16 = 7;
    pub(in crate::quote::speakers) const BRACKETS: u16 = 8;
    pub(in crate::quote::speakers) const AND: u16 = 9;
    pub(in crate::quote::speakers) const OBJECT: u16 = 10;
    pub(in crate::quote::speakers) const FIRST: u16 = 11;
    pub(in crate::quote::speakers) const TOUCHES: u16 = 12;
    pub(in crate::quote::speakers) const RELATIVE: u16 = 13;
    pub(in crate::quote::speakers) const TO: u16 = 14;
    pub(in crate::quote::speakers) const SHARED_BEFORE: u16 = 15;
    pub(in crate::quote::speakers) const TAKES_QUOTE: u16 = 16;
    pub(in crate::quote::speakers) const PARTICIPLE: u16 = 17;
    pub(in crate::quote::speakers) const OTHER_QUOTE: u16 = 18;
    pub(in crate::quote::speakers) const OTHER_CUE: u16 = 19;
    pub(in crate::quote::speakers) const SHARED_AFTER: u16 = 20;
    pub(in crate::quote::speakers) const COMMA_AFTER: u16 = 21;
    pub(in crate::quote::speakers) const HEADLINE: u16 = 22;
    pub(in crate::quote::speakers) const VERB_AFTER: u16 = 23;
    pub(in crate::quote::speakers) const APPOSITION: u16 = 24;
    pub(in crate::quote::speakers) const TAKES_NONE: u16 = 25;
    pub(in crate::quote::speakers) const COLON: u16 = 26;
    pub(in crate::quote::speakers) const THAT: u16 = 27;
    pub(in crate::quote::speakers) const WHOLE_PARAGRAPH: u16 = 28;
    pub(in crate::quote::speakers) const ADDRESSEE: u16 = 29;
    pub(in crate::quote::speakers) const CARRIED_ALONE: u16 = 30;
    pub(in crate::quote::speakers) const JOINED: u16 = 31;
    pub(in crate::quote::speakers) const NAMED_SO: u16 = 32;
    pub(in crate::quote::speakers) const IN_NAME: u16 = 33;
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
pub(super) const LEADS: [&str; 7] = ["start", "comma", "colon", "cue", "that", "word", "sentence-end"];
pub(super) const ENDS: [&str; 4] = ["comma", "stop", "question", "bare"];
pub(super) const BUCKETS: usize = 6;
/// How many ranks there are within a region.
pub(super) const RANKS: usize = 4;

pub(super) const RELATION_AT: usize = FLAGS.len();
pub(super) const KIND_AT: usize = RELATION_AT + REGIONS.len() * RELATIONS;
pub(super) const RELATION_KIND: usize = KIND_AT + REGIONS.len() * KINDS;
pub(super) const CUE_QUOTE: usize = RELATION_KIND + RELATIONS * KINDS;
pub(super) const PHRASE_CUE: usize = CUE_QUOTE + REGIONS.len() * BUCKETS;
pub(super) const RANK: usize = PHRASE_CUE + RELATIONS * BUCKETS;
pub(super) const NONE_SHAPE: usize = RANK + REGIONS.len() * RANKS;
pub(super) const SHAPE_REGION: usize = NONE_SHAPE + SHAPES.len();
pub(super) const END_REGION: usize = SHAPE_REGION + SHAPES.len() * REGIONS.len();
pub(super) const LEAD_REGION: usize = END_REGION + ENDS.len() * REGIONS.len() * 2;
pub(super) const NONE_LEAD: usize = LEAD_REGION + LEADS.len() * REGIONS.len() * 2;
pub(super) const NONE_END: usize = NONE_LEAD + LEADS.len();
pub(super) const CARRY: usize = NONE_END + ENDS.len();
pub(super) const NONE_CUE: usize = CARRY + LEADS.len() * ENDS.len() * 3;
pub(super) const KIND_CUE: usize = NONE_CUE + 3;
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

/// What speaks for a phrase by where it stands to the quotation: its region and kind, and how many stand nearer.
pub(super) fn of_place(region: usize, kind: usize, rank: usize) -> [SpeakerEvidence; 2] {
    [KIND_AT + region * KINDS + kind, RANK + region * RANKS + rank].map(|n| n as u16)
}

/// What speaks for it by its cue: how it stands to that, and how far that is from the quotation.
pub(super) fn of_cue(region: usize, relation: usize, gap: usize) -> impl Iterator<Item = SpeakerEvidence> {
    let tied = region * RELATIONS + relation;
    let each = [RELATION_AT + tied, CUE_QUOTE + region * BUCKETS + gap, KIND_CUE + tied * BUCKETS + gap];
    each.into_iter().map(|n| n as u16).chain((gap == 0).then_some(flag::TOUCHES))
}

/// 0, 1, and then as often as the distance doubles.
pub(super) fn bucket(distance: usize) -> usize {
    ((usize::BITS - distance.leading_zeros()) as usize).min(BUCKETS - 1)
}
