//! Explanations as text.

use std::fmt::Write as _;

use crate::explain::{Entry, Explained, ExplainedQuote, Mentioned, Outcome, SpeakerChoice, Weighed};
use crate::resolve::plain;
use crate::span::Span;
use crate::tag::NameKind;

/// What of an explanation is written.
#[derive(Clone, Copy)]
pub struct Detail<'l> {
    /// Evidence that weighs less than this, for every kind, is left out.
    pub least: f32,
    /// So many possible speakers are shown with their evidence; of the others only who they are.
    pub speakers: usize,
    /// The line of an entry in its list, where it can be told.
    pub line: &'l dyn Fn(&Entry) -> Option<usize>,
}

impl std::fmt::Debug for Detail<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Detail").field("least", &self.least).field("speakers", &self.speakers).finish_non_exhaustive()
    }
}

/// How much of the text before a place is shown, in bytes.
const BEFORE: usize = 40;
/// The width of the names of evidence for names, and for speakers.
const NAME: usize = 36;
const SPEAKER: usize = 42;
/// Entries of a list that are shown of one place.
const ENTRIES: usize = 12;

/// Possible speakers below this share are only counted, candidates only named.
const UNLIKELY: f32 = 0.01;

/// A place with every candidate name, what it won or lost against, its evidence and the entries of the lists.
pub fn explained_place(
    text: &str,
    place: Span,
    candidates: &[Explained],
    mentions: &[Mentioned],
    entries: &[Entry],
    detail: Detail<'_>,
) -> String {
    let mut out = String::new();
    let mut from = (place.start as usize).saturating_sub(BEFORE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    // Whole words.
    if from > 0 {
        from += text[from..place.start as usize].find(char::is_whitespace).unwrap_or(0);
    }
    let end = place.end as usize;
    let rest = text.get(end..).unwrap_or_default();
    let end = end + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let _ = writeln!(out, "… {}", plain(text.get(from..end).unwrap_or_default()));
    for m in mentions {
        let words = plain(m.span.of(text));
        let _ =
            writeln!(out, "  in the record: {words:?} is {} {} {:.2} [{}]", m.entity, m.name, m.confidence, m.reason);
    }
    // What was taken first, then the likeliest.
    let most = |c: &Explained| c.probabilities.iter().copied().fold(0.0, f32::max);
    let mut sorted: Vec<&Explained> = candidates.iter().collect();
    sorted.sort_by(|a, b| b.read_as.is_some().cmp(&a.read_as.is_some()).then(most(b).total_cmp(&most(a))));
    for (n, c) in sorted.into_iter().enumerate() {
        let whole = n == 0 || most(c) >= UNLIKELY || detail.least == 0.0;
        candidate(text, c, whole, detail, &mut out);
    }
    if candidates.is_empty() {
        if mentions.is_empty() {
            out.push_str("  no candidate for a name stands here\n");
        }
        lists(text, entries, detail, &mut out);
    }
    out
}

fn candidate(text: &str, e: &Explained, whole: bool, detail: Detail<'_>, out: &mut String) {
    let words = |span: Span| format!("{:?}", plain(span.of(text)));
    let mark = e.read_as.map_or(String::new(), |kind| format!("  <== {}", kind.name()));
    let shares: Vec<String> =
        NameKind::ALL.iter().map(|k| format!("{} {:.2}", k.name(), e.probabilities[*k as usize])).collect();
    let _ = writeln!(out, "  {}  {}{mark}", words(e.span), shares.join(", "));
    let rivals = e.rivals.iter().filter(|r| r.probability >= UNLIKELY / 2.0);
    let nothing = (e.nothing >= UNLIKELY / 2.0).then(|| format!("no name here {:.2}", e.nothing));
    let against: Vec<String> =
        rivals.map(|r| format!("{} {} {:.2}", words(r.span), r.kind.name(), r.probability)).chain(nothing).collect();
    match &e.outcome {
        Outcome::Won if against.is_empty() => {
            let _ = writeln!(out, "    won; no other reading is likely");
        }
        Outcome::Won => {
            let _ = writeln!(out, "    won against {}", against.join(", "));
        }
        Outcome::LostTo(span, kind) => {
            let _ = writeln!(out, "    lost to {}, {}", words(*span), kind.name());
        }
        Outcome::NoName => {
            let _ = writeln!(out, "    lost to: no name here {:.2}", e.nothing);
        }
        Outcome::OwnName(span, kind) => {
            let _ = writeln!(out, "    lost to a list of yours: {}, {kind}", words(*span));
        }
    }
    if !whole {
        return;
    }
    lists(text, &e.entries, detail, out);
    let row = |r: [f32; 4]| r.map(|w| format!("{w:7.2}")).join("");
    let _ = writeln!(out, "    {:NAME$}   pers    org    loc   none", "");
    let _ = writeln!(out, "    {:NAME$}{}", "together", row(e.scores));
    for (name, reason, weights) in &e.evidence {
        if weights.iter().any(|w| w.abs() >= detail.least) {
            let _ = writeln!(out, "    {name:NAME$}{}  {reason}", row(*weights));
        }
    }
}

fn lists(text: &str, entries: &[Entry], detail: Detail<'_>, out: &mut String) {
    for e in entries.iter().take(ENTRIES) {
        let line = (detail.line)(e).map_or(String::new(), |line| format!(":{line}"));
        let words = plain(e.span.of(text));
        let as_entry = if words == e.entry { String::new() } else { format!(" (as {:?})", e.entry) };
        let _ = writeln!(out, "    {}{line}  {words:?}{as_entry}: {}", e.list, e.says);
    }
    if entries.len() > ENTRIES {
        let _ = writeln!(out, "    … and {} more entries; --format json has all", entries.len() - ENTRIES);
    }
}

/// A quote with everybody who may have said it.
pub fn explained_quote(text: &str, e: &ExplainedQuote, detail: Detail<'_>) -> String {
    let mut out = String::new();
    let words: Vec<_> = e.quote.parts.iter().map(|p| plain(p.of(text))).collect();
    let _ = writeln!(out, "{}  {}", e.id, words.join(" … "));
    let said_by = e.quote.speaker.as_ref().map_or("nobody".to_owned(), |s| format!("{:?}", plain(s.span.of(text))));
    let is = e.speaker.as_ref().map_or(String::new(), |(id, name)| format!(", {id} {name}"));
    let _ = writeln!(out, "  said by {said_by}{is}  {:.2} [{}]", e.quote.confidence, e.quote.reason);
    if let Some(rule) = e.rule {
        let _ = writeln!(out, "  decided by a rule, not by weights: {rule}");
    }
    let unlikely = |n: usize, c: &SpeakerChoice| c.share < UNLIKELY && !c.chosen && n >= detail.speakers;
    for (n, choice) in e.speakers.iter().enumerate().filter(|(n, c)| !unlikely(*n, c)) {
        speaker_choice(text, choice, n < detail.speakers, detail, &mut out);
    }
    match e.speakers.iter().enumerate().filter(|(n, c)| unlikely(*n, c)).count() {
        0 => {}
        count => {
            let _ = writeln!(out, "  and {count} more of less than {UNLIKELY}; --all shows them");
        }
    }
    if let Some(speech) = &e.speech {
        let (word, p) = (plain(speech.word.of(text)), speech.probability);
        let _ = writeln!(out, "  is it speech? {word:?}: {p:.2}");
        weights("together", speech.score, &speech.evidence, detail, &mut out);
        let _ = writeln!(out, "  what is said?");
        for content in &speech.contents {
            let words: Vec<_> = content.parts.iter().map(|p| plain(p.of(text))).collect();
            let _ = writeln!(out, "    {:.2}  {}", content.share, words.join(" … "));
        }
    }
    out
}

fn speaker_choice(text: &str, choice: &SpeakerChoice, whole: bool, detail: Detail<'_>, out: &mut String) {
    let words = choice.span.map_or("nobody".to_owned(), |span| format!("{:?}", plain(span.of(text))));
    let kind = if choice.span.is_some() { format!("  {}", choice.kind) } else { String::new() };
    let mark = if choice.chosen { "  <== speaker" } else { "" };
    let _ = writeln!(out, "  {words}{kind}  {:.2}{mark}", choice.share);
    if !whole && !choice.chosen {
        return;
    }
    let asked: Vec<&str> = choice.read.iter().filter(|s| s.entity.is_none()).map(|s| s.rule).collect();
    let answer = choice.read.iter().find_map(|s| Some((s, s.entity.as_ref()?, s.name.as_ref()?)));
    if let Some((step, id, name)) = answer {
        let before = if asked.is_empty() { String::new() } else { format!("; without answer: {}", asked.join(", ")) };
        let _ = writeln!(out, "    means {id} {name}: {} [{}]{before}", step.reason, step.rule);
    } else if !asked.is_empty() {
        let _ = writeln!(out, "    means nobody who has a name here; asked: {}", asked.join(", "));
    }
    weights("together", choice.score, &choice.evidence, detail, out);
}

fn weights(title: &str, sum: f32, evidence: &[Weighed], detail: Detail<'_>, out: &mut String) {
    let _ = writeln!(out, "    {title:SPEAKER$}{sum:7.2}");
    for e in evidence.iter().filter(|e| e.weight.abs() >= detail.least) {
        let _ = writeln!(out, "    {:SPEAKER$}{:7.2}", e.name, e.weight);
    }
}
