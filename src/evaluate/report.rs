//! The scores: shares computed from counts, for programs as JSON and for people as a table.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::calibration::Calibration;
use super::indirect::Indirect;
use super::mentions::{Counts, Mentions};
use super::quotes::Quotes;
use super::resolved::{EntityCounts, Resolved, SaidBy};
use super::span::NameClass;

/// How much was found: precision, recall and their harmonic mean, from 0 to 1, with the counts they come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Found {
    /// Precision: the right ones of those found.
    pub p: f64,
    /// Recall: the right ones of those of the gold.
    pub r: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// Right ones.
    pub tp: u64,
    /// Those found.
    pub pred: u64,
    /// Those of the gold.
    pub gold: u64,
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Found {
    fn new(tp: u64, pred: u64, gold: u64) -> Self {
        let (p, r) = (share(tp, pred), share(tp, gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Self { p, r, f1, tp, pred, gold }
    }
}

impl From<Counts> for Found {
    fn from(c: Counts) -> Self {
        Self::new(c.right, c.found, c.gold)
    }
}

/// All scores; what the gold does not have is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Documents of the gold.
    pub docs: u64,
    /// Those with a record.
    pub docs_predicted: u64,
    /// Mentions whose offsets do not give their text: the records are of other texts, or count otherwise.
    pub bad_offsets: u64,
    /// Names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<MentionScores>,
    /// Quotations by class: "direct", "direct+mixed", "indirect".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<QuoteScores>,
    /// Entities and who said what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<ResolvedScores>,
}

/// Scores by class of name, and "micro" for all together.
pub type SpanScores = BTreeMap<&'static str, Found>;

/// Scores of names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MentionScores {
    /// Same place and class.
    pub exact: SpanScores,
    /// Same class, and places that share something.
    pub lenient: SpanScores,
    /// Same place, of whatever class.
    pub untyped: SpanScores,
    /// Whether their confidence means what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
}

impl From<&Mentions> for MentionScores {
    fn from(m: &Mentions) -> Self {
        let by_class = |counts: &[Counts; 3]| {
            let mut all = Counts::default();
            counts.iter().for_each(|c| all.add(*c));
            let classes = NameClass::ALL.iter().zip(counts).map(|(class, c)| (class.name(), (*c).into()));
            classes.chain([("micro", all.into())]).collect()
        };
        Self {
            exact: by_class(&m.exact),
            lenient: by_class(&m.lenient),
            untyped: SpanScores::from([("micro", m.untyped.into())]),
            calibration: m.calibration.calibration(),
        }
    }
}

/// Scores of quotations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteScores {
    /// Those that stand in marks with all that is said.
    pub direct: Attribution,
    /// These, and those of which words outside the marks are said too.
    #[serde(rename = "direct+mixed")]
    pub all: Attribution,
    /// Speech without marks, if any record has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indirect: Option<IndirectScores>,
}

/// Scores of quotations in marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribution {
    /// Whether they are found.
    pub detect: Found,
    /// Of those found whose gold has a source: the share whose speaker stands where a source does.
    pub attribution: f64,
    /// The same, also right when the speaker's name has the word that names the source.
    pub attribution_or_name: f64,
    /// How many were found whose gold has a source.
    pub attribution_n: u64,
    /// How many of these have any speaker.
    pub speaker_given: u64,
    /// Found with the right speaker.
    pub end_to_end: Found,
    /// Of those of the gold whose source names somebody: the share found with a speaker of that name.
    pub named: f64,
    /// The same, of those found.
    pub named_given_match: f64,
    /// How many have a source that names somebody.
    pub named_n: u64,
    /// Whether the confidence of speakers means what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
}

/// Scores of speech without marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndirectScores {
    /// The right content of the right source.
    pub with_source: Found,
    /// The right content.
    pub content_only: Found,
}

impl From<&Quotes> for Attribution {
    fn from(q: &Quotes) -> Self {
        Self {
            detect: Found::new(q.matched, q.found, q.gold),
            attribution: share(q.right, q.sourced),
            attribution_or_name: share(q.right_or_named, q.sourced),
            attribution_n: q.sourced,
            speaker_given: q.given,
            end_to_end: Found::new(q.with_speaker, q.found, q.gold),
            named: share(q.named_right, q.named_gold),
            named_given_match: share(q.named_right, q.named_matched),
            named_n: q.named_gold,
            calibration: q.calibration.calibration(),
        }
    }
}

impl From<(&[Quotes; 2], Option<&Indirect>)> for QuoteScores {
    fn from(([direct, all], indirect): (&[Quotes; 2], Option<&Indirect>)) -> Self {
        let indirect = indirect.map(|i| IndirectScores {
            with_source: Found::new(i.with_source, i.found, i.gold),
            content_only: Found::new(i.content, i.found, i.gold),
        });
        Self { direct: direct.into(), all: all.into(), indirect }
    }
}

/// Scores of entities of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ResolvedEntities {
    /// Whether they are found.
    #[serde(flatten)]
    pub found: Found,
    /// Found twice and more.
    pub split: u64,
    /// Several in one.
    pub merged: u64,
}

impl From<EntityCounts> for ResolvedEntities {
    fn from(c: EntityCounts) -> Self {
        Self { found: Found::new(c.right, c.found, c.gold), split: c.split, merged: c.merged }
    }
}

/// Right ones of all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spoken {
    /// Right ones.
    pub right: u64,
    /// All of the gold.
    pub gold: u64,
    /// The share of the right ones.
    pub share: f64,
}

impl From<(u64, u64)> for Spoken {
    fn from((right, gold): (u64, u64)) -> Self {
        Self { right, gold, share: share(right, gold) }
    }
}

/// Scores against resolved gold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResolvedScores {
    /// Entities by kind, and "all".
    pub entities: BTreeMap<&'static str, ResolvedEntities>,
    /// Direct and mixed quotations.
    pub quotes: Found,
    /// How many of the direct ones were found.
    pub direct: Spoken,
    /// How many of the mixed ones were found.
    pub mixed: Spoken,
    /// Right speakers by what stands in the text for them: "name", "pronoun", "role", "nothing"; and "all".
    pub said_by: BTreeMap<&'static str, Spoken>,
    /// The quotation found, and its named speaker right.
    pub who_said_what: Found,
}

const KINDS: [&str; 4] = ["person", "country", "organization", "place"];

impl From<&Resolved> for ResolvedScores {
    fn from(r: &Resolved) -> Self {
        let mut entities = BTreeMap::new();
        let mut all = EntityCounts::default();
        for kind in KINDS {
            let c = r.entities.get(kind).copied().unwrap_or_default();
            all.right += c.right;
            all.found += c.found;
            all.gold += c.gold;
            all.split += c.split;
            all.merged += c.merged;
            entities.insert(kind, c.into());
        }
        entities.insert("all", all.into());
        let mut said_by: BTreeMap<&str, Spoken> = BTreeMap::new();
        let (mut right, mut gold) = (0, 0);
        for (form, name) in SaidBy::ALL {
            if let Some(counts) = r.said_by.get(&form) {
                said_by.insert(name, (*counts).into());
                right += counts.0;
                gold += counts.1;
            }
        }
        said_by.insert("all", (right, gold).into());
        Self {
            entities,
            quotes: Found::new(r.quotes_right, r.quotes_found, r.quotes_gold),
            direct: r.direct.into(),
            mixed: r.mixed.into(),
            said_by,
            who_said_what: Found::new(right, r.spoken_found, gold),
        }
    }
}

impl Display for Scores {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "documents {}, with a record {}", self.docs, self.docs_predicted)?;
        if let Some(m) = &self.mentions {
            for (title, scores) in [("exact", &m.exact), ("lenient", &m.lenient), ("any kind", &m.untyped)] {
                head(f, &format!("names, {title}"))?;
                for name in ["person", "organization", "location", "micro"] {
                    if let Some(found) = scores.get(name) {
                        row(f, if name == "micro" { "all" } else { name }, found)?;
                    }
                }
            }
            calibration(f, "names, confidence", m.calibration.as_ref())?;
        }
        if let Some(q) = &self.quotes {
            for (title, a) in [("direct", &q.direct), ("direct and mixed", &q.all)] {
                attribution(f, title, a)?;
            }
            if let Some(i) = &q.indirect {
                head(f, "quotes, indirect")?;
                row(f, "with source", &i.with_source)?;
                row(f, "content only", &i.content_only)?;
            }
            calibration(f, "speakers, confidence", q.all.calibration.as_ref())?;
        }
        self.resolved.as_ref().map_or(Ok(()), |r| resolved(f, r))
    }
}

fn head(f: &mut Formatter<'_>, title: &str) -> fmt::Result {
    writeln!(
        f,
        "\n{title:26} {:>9} {:>7} {:>7}   {:>6} {:>6} {:>6}",
        "precision", "recall", "F1", "right", "found", "gold"
    )
}

fn row(f: &mut Formatter<'_>, name: &str, s: &Found) -> fmt::Result {
    let percent = [s.p, s.r, s.f1].map(|x| x * 100.0);
    let [p, r, f1] = percent;
    writeln!(f, "  {name:24} {p:9.2} {r:7.2} {f1:7.2}   {:6} {:6} {:6}", s.tp, s.pred, s.gold)
}

fn attribution(f: &mut Formatter<'_>, title: &str, a: &Attribution) -> fmt::Result {
    head(f, &format!("quotes, {title}"))?;
    row(f, "found", &a.detect)?;
    row(f, "found, right speaker", &a.end_to_end)?;
    let line = |f: &mut Formatter<'_>, name: &str, share: f64, of: String| {
        writeln!(f, "  {name:24} {:9.2}   of {of}", share * 100.0)
    };
    let found = format!("{} found with a source in the gold", a.attribution_n);
    line(f, "speaker's place", a.attribution, format!("{found}; {} have a speaker", a.speaker_given))?;
    line(f, "place or name", a.attribution_or_name, "the same".into())?;
    line(f, "name", a.named, format!("{} whose source names somebody", a.named_n))?;
    line(f, "name, if found", a.named_given_match, "these, where found".into())
}

fn calibration(f: &mut Formatter<'_>, title: &str, c: Option<&Calibration>) -> fmt::Result {
    let Some(c) = c else { return Ok(()) };
    writeln!(f, "\n{title:26} {:>9} {:>7} {:>7}", "says", "is", "n")?;
    for b in &c.bins {
        let name = format!("{:.1} to {:.1}", b.from, b.from + 0.1);
        writeln!(f, "  {name:24} {:9.3} {:7.3} {:7}", b.confidence, b.right, b.n)?;
    }
    writeln!(f, "  off by {:.4} (expected calibration error), Brier score {:.4}", c.error, c.brier)
}

fn resolved(f: &mut Formatter<'_>, r: &ResolvedScores) -> fmt::Result {
    head(f, "entities")?;
    for kind in KINDS.into_iter().chain(["all"]) {
        if let Some(e) = r.entities.get(kind) {
            row(f, kind, &e.found)?;
        }
    }
    if let Some(all) = r.entities.get("all") {
        writeln!(f, "  {} found in several pieces, {} that are several", all.split, all.merged)?;
    }
    head(f, "quotes, direct and mixed")?;
    row(f, "found", &r.quotes)?;
    row(f, "who said what", &r.who_said_what)?;
    for (name, s) in [("direct", r.direct), ("mixed", r.mixed)] {
        writeln!(f, "  {name:24} {:9.2}   {} of {} found", s.share * 100.0, s.right, s.gold)?;
    }
    writeln!(f, "\nspeakers")?;
    for name in ["name", "pronoun", "role", "nothing", "all"] {
        if let Some(s) = r.said_by.get(name) {
            writeln!(f, "  said by {name:16} {:9.2}   {} of {} right", s.share * 100.0, s.right, s.gold)?;
        }
    }
    Ok(())
}
