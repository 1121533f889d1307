//! From the records of the versions of one article to its story.

use std::collections::BTreeMap;

use super::align::Alignment;
use super::differences::differences;
use super::heal::{Case, healed};
use super::once;
use super::sketch::{Overlap, Sketch};
use super::text::Text;
use super::types::{Harm, Healed, Story, VERSION, Version, VersionKind};
use crate::record::{Condition, Record};

/// The record of a version, and what else is known of it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its record.
    pub record: Record,
    /// Its text, if that is at hand.
    pub text: Option<String>,
    /// The sketch of its text.
    pub sketch: Sketch,
}

/// So much of a version's length counts when the best copy is chosen, for each harm that was done to it: the soundest of two
/// of the same length, but the longer one of two when it is much longer.
const SUBSTITUTED: f64 = 0.4;
const GAPS: f64 = 0.8;
const TOKENIZED: f64 = 0.95;
const NO_PARAGRAPHS: f64 = 0.95;
const STRAIGHT: f64 = 0.98;

/// From how many in a hundred on a version has the same words as the best copy.
const SAME: f64 = 0.98;
/// From where on words count as being in the best copy, and how much shorter than that a shortened version is.
const WITHIN: f64 = 0.9;
const SHORTER: f64 = 0.9;

/// With how many sound versions a damaged one is compared.
const HEALERS: usize = 2;
/// Of so many of the soundest the closest are taken.
const ASKED: usize = 16;

/// How complete and sound a version is.
fn worth(member: &Member) -> f64 {
    let Condition { paragraphs, tokenized, straight_quotes, gaps, substituted } = member.record.condition;
    let harms = [
        (substituted, SUBSTITUTED),
        (gaps > 0, GAPS),
        (tokenized, TOKENIZED),
        (!paragraphs, NO_PARAGRAPHS),
        (straight_quotes, STRAIGHT),
    ];
    let sound: f64 = harms.into_iter().filter(|(harm, _)| *harm).map(|(_, factor)| factor).product();
    f64::from(member.sketch.shingles) * sound
}

/// What a date is sorted by: days as ISO 8601 has them before other writings, and both before none.
pub(super) fn rank(published: Option<&str>) -> (u8, &str) {
    let Some(date) = published.filter(|d| !d.trim().is_empty()) else { return (2, "") };
    let shape = |(at, b): (usize, u8)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    let iso = date.len() >= 10 && date.bytes().take(10).enumerate().all(shape);
    (u8::from(!iso), date)
}

fn date(record: &Record) -> (u8, &str) {
    rank(record.published.as_deref())
}

/// Something that orders records of the same date and worth by their content.
fn name(record: &Record) -> (&str, &str, Option<(&str, u64)>) {
    (&record.id, &record.digest, record.source.as_ref().map(|s| (s.path.as_str(), s.index)))
}

/// Makes the story of the versions of one article. The order in which they come does not matter.
pub fn story(members: &[Member]) -> Story {
    let worths: Vec<f64> = members.iter().map(worth).collect();
    let by_worth = |a: &usize, b: &usize| worths[*b].total_cmp(&worths[*a]);
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|a, b| {
        let (x, y) = (&members[*a].record, &members[*b].record);
        date(x).cmp(&date(y)).then_with(|| by_worth(a, b)).then_with(|| name(x).cmp(&name(y)))
    });
    let members: Vec<&Member> = order.iter().map(|&n| &members[n]).collect();
    let worths: Vec<f64> = order.iter().map(|&n| worths[n]).collect();
    // The soundest first; of the same worth, the earliest.
    let mut soundest: Vec<usize> = (0..members.len()).collect();
    soundest.sort_by(|&a, &b| {
        let substituted = |n: usize| members[n].record.condition.substituted;
        substituted(a).cmp(&substituted(b)).then_with(|| worths[b].total_cmp(&worths[a])).then(a.cmp(&b))
    });
    let Some((&best, first)) = soundest.first().zip(members.first()) else { return Story::default() };
    let id = id(first);
    let texts: Vec<Option<Text<'_>>> = members.iter().map(|m| m.text.as_deref().map(Text::new)).collect();
    let mut versions: Vec<Version> = members.iter().map(|m| version(m, members[best])).collect();
    versions[best].kind = VersionKind::Best;
    if let Some(there) = &texts[best] {
        for (n, version) in versions.iter_mut().enumerate().filter(|(n, _)| *n != best) {
            let Some(here) = &texts[n] else { continue };
            let alignment = Alignment::new(&here.hashes, &there.hashes);
            version.differences = Some(differences(here, there, &alignment, &members[best].record.id));
        }
    }
    let title = members[best].record.title.as_ref().or_else(|| members.iter().find_map(|m| m.record.title.as_ref()));
    Story {
        version: VERSION,
        title: title.cloned(),
        published: members.iter().find_map(|m| m.record.published.clone()),
        best: members[best].record.id.clone(),
        quotes: once::quotes(&members, &soundest, &id),
        healed: heal(&members, &soundest, &texts),
        problems: problems(&members),
        versions,
        id,
    }
}

/// From the words of the earliest version; where there are none, from what it is called.
fn id(first: &Member) -> String {
    let record = &first.record;
    let digest = if first.sketch.shingles > 0 {
        record.digest.clone()
    } else {
        crate::record::digest(&format!("{:?}", name(record)))
    };
    format!("s-{}", digest.get(..16).unwrap_or(&digest))
}

fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

fn version(member: &Member, best: &Member) -> Version {
    let record = &member.record;
    let overlap = member.sketch.overlap(&best.sketch);
    // What has no words in it is like what has none.
    let whole = record.digest == best.record.digest;
    let (contained, resemblance) = if whole { (1.0, 1.0) } else { (overlap.contained, overlap.resemblance) };
    Version {
        article: record.id.clone(),
        source: record.source.clone(),
        title: record.title.clone(),
        published: record.published.clone(),
        publisher: record.publisher.clone(),
        url: record.url.clone(),
        length: record.length,
        digest: record.digest.clone(),
        condition: record.condition,
        kind: kind(member, best, overlap),
        contained: rounded(contained),
        resemblance: rounded(resemblance),
        differences: None,
    }
}

fn kind(member: &Member, best: &Member, overlap: Overlap) -> VersionKind {
    let (here, there) = (member.record.condition, best.record.condition);
    let shorter = f64::from(member.sketch.shingles) <= SHORTER * f64::from(best.sketch.shingles);
    if here.substituted && !there.substituted {
        VersionKind::Damaged
    } else if shorter && overlap.contained >= WITHIN {
        VersionKind::Shortened
    } else if here.gaps > there.gaps && overlap.resemblance >= WITHIN {
        VersionKind::Damaged
    } else if overlap.resemblance >= SAME || member.record.digest == best.record.digest {
        VersionKind::Same
    } else {
        VersionKind::Edition
    }
}

/// Records that one name is given to twice, and the like.
fn problems(members: &[&Member]) -> Vec<String> {
    let mut ids: Vec<&str> = members.iter().map(|m| m.record.id.as_str()).collect();
    ids.sort_unstable();
    let twice = ids.chunk_by(|a, b| a == b).filter(|run| run.len() > 1);
    twice.map(|run| format!("{} versions have the id {:?}: their source tells them apart", run.len(), run[0])).collect()
}

/// Every damaged version by the sound ones that are closest to it: of substitutions by the closest, of gaps by more.
fn heal(members: &[&Member], soundest: &[usize], texts: &[Option<Text<'_>>]) -> Vec<Healed> {
    let mut out = Vec::new();
    for (n, member) in members.iter().enumerate() {
        let Condition { substituted, gaps, .. } = member.record.condition;
        let Some(damaged) = &texts[n] else { continue };
        let mut here: BTreeMap<u32, Healed> = BTreeMap::new();
        for harm in [Harm::Substitution, Harm::Gap] {
            let (harmed, count) = match harm {
                Harm::Substitution => (substituted, 1),
                Harm::Gap => (gaps > 0, HEALERS),
            };
            let sounder = |m: &Member| {
                let there = m.record.condition;
                !there.substituted && (harm == Harm::Substitution || there.gaps < gaps)
            };
            let sound = |s: &usize| harmed && *s != n && sounder(members[*s]);
            let mut healers: Vec<usize> = soundest.iter().copied().filter(sound).take(ASKED).collect();
            let close = |s: usize| member.sketch.overlap(&members[s].sketch).resemblance;
            healers.sort_by(|&a, &b| close(b).total_cmp(&close(a)));
            for (healer, sound) in healers.into_iter().filter_map(|s| Some((s, texts[s].as_ref()?))).take(count) {
                let alignment = Alignment::new(&damaged.hashes, &sound.hashes);
                let case = Case { article: &member.record.id, from: &members[healer].record.id, harm };
                for new in healed(damaged, sound, &alignment, case) {
                    let free = here.range(..new.end).next_back().is_none_or(|(_, before)| before.end <= new.start);
                    if free {
                        here.insert(new.start, new);
                    }
                }
            }
        }
        out.extend(here.into_values());
    }
    out
}
