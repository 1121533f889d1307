//! An article as the page has it: its record with offsets as JavaScript counts, and a short row for search and for the
//! network.

use serde_json::{Value, json};

use super::names::one_line;
use crate::record::{Mention, Quote, Record, Speaker};
use crate::view::offsets::{Unit, converter};

/// The longest title that is made of a text's first line, in characters.
const TITLE: usize = 140;

/// The title, or else the beginning of the text.
pub(super) fn title(record: &Record, text: Option<&str>) -> String {
    let words = match &record.title {
        Some(title) => one_line(title),
        None => text.into_iter().flat_map(str::lines).map(one_line).find(|line| !line.is_empty()).unwrap_or_default(),
    };
    if words.chars().count() <= TITLE {
        return words;
    }
    words.chars().take(TITLE - 1).chain(['…']).collect()
}

/// A record with its text in it and offsets in UTF-16 units; as it is when this is not the text that it is of.
pub(super) fn with_text(record: &Record, text: Option<&str>) -> Record {
    let mut record = record.clone();
    record.text = None;
    let Some((text, unit)) = text.and_then(|t| Some((t, Unit::of_record(t, &record)?))) else { return record };
    let turn = converter(text, unit, Unit::Utf16);
    for mention in record.entities.iter_mut().flat_map(|e| &mut e.mentions) {
        let Mention { start, end, .. } = mention;
        (*start, *end) = (turn(*start), turn(*end));
    }
    for quote in &mut record.quotes {
        turn_quote(quote, &turn);
    }
    record.length = turn(record.length);
    record.text = Some(text.to_owned());
    record
}

fn turn_quote(quote: &mut Quote, turn: &impl Fn(u32) -> u32) {
    for part in &mut quote.parts {
        (part.start, part.end) = (turn(part.start), turn(part.end));
    }
    let Quote { speaker, with, .. } = quote;
    for Speaker { start, end, .. } in speaker.iter_mut().chain(with) {
        (*start, *end) = (turn(*start), turn(*end));
    }
    if let Some(cue) = &mut quote.cue {
        (cue.start, cue.end) = (turn(cue.start), turn(cue.end));
    }
    if let Some(addressee) = &mut quote.addressee {
        (addressee.start, addressee.end) = (turn(addressee.start), turn(addressee.end));
    }
    for nested in &mut quote.nested {
        turn_quote(nested, turn);
    }
}

/// Every quotation, also those within others.
pub(super) fn quotes(record: &Record) -> impl Iterator<Item = &Quote> {
    record.quotes.iter().flat_map(|q| std::iter::once(q).chain(&q.nested))
}

/// For each quotation with a speaker that is a name: the speaker, and how many and which others are named within it. One
/// list, as it is only for programs: speaker, count, names, speaker, …
pub(super) fn says(record: &Record, numbers: &[u32]) -> Vec<u32> {
    let number = |id: &Option<String>| {
        let at = record.entities.iter().position(|e| Some(&e.id) == id.as_ref())?;
        numbers.get(at).copied()
    };
    let mut out = Vec::new();
    for quote in quotes(record) {
        for speaker in quote.speaker.iter().chain(&quote.with).filter_map(|s| number(&s.entity)) {
            let within = |m: &Mention| quote.parts.iter().any(|p| p.start <= m.start && m.end <= p.end);
            let mut about: Vec<u32> = record
                .entities
                .iter()
                .zip(numbers)
                .filter(|(e, n)| **n != speaker && e.mentions.iter().any(within))
                .map(|(_, n)| *n)
                .collect();
            about.sort_unstable();
            about.dedup();
            out.extend([speaker, about.len() as u32]);
            out.extend(about);
        }
    }
    out
}

/// What search, filters, network and map know of an article.
pub(super) fn head(
    record: &Record,
    title: &str,
    day: Option<&str>,
    publisher: Option<u32>,
    numbers: &[u32],
    says: &[u32],
) -> Value {
    let mut names = Vec::with_capacity(numbers.len());
    for number in numbers {
        if !names.contains(number) {
            names.push(*number);
        }
    }
    json!([record.id, title, day.unwrap_or_default(), publisher, quotes(record).count(), names, says])
}
