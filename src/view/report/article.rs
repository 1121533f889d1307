//! An article as the page has it: its record with offsets as JavaScript counts, and a short row for search and for the
//! network.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::names::one_line;
use crate::record::{Mention, Part, Quote, Record, Speaker};
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
    let named = || record.entities.iter().zip(numbers);
    let by_id: HashMap<&str, u32> = named().map(|(entity, number)| (entity.id.as_str(), *number)).collect();
    let mut mentions: Vec<(u32, u32, u32)> =
        named().flat_map(|(entity, number)| entity.mentions.iter().map(|m| (m.start, m.end, *number))).collect();
    mentions.sort_unstable();
    let within = |part: &Part| {
        let first = mentions.partition_point(|(start, ..)| *start < part.start);
        let (end, rest) = (part.end, mentions.get(first..).unwrap_or_default());
        rest.iter().take_while(move |m| m.0 < end).filter(move |m| m.1 <= end).map(|m| m.2)
    };
    let mut out = Vec::new();
    for quote in quotes(record) {
        let mut all: Vec<u32> = quote.parts.iter().flat_map(within).collect();
        all.sort_unstable();
        all.dedup();
        for speaker in quote.speaker.iter().chain(&quote.with) {
            let Some(&speaker) = speaker.entity.as_deref().and_then(|id| by_id.get(id)) else { continue };
            let about = all.iter().filter(|n| **n != speaker);
            out.extend([speaker, about.clone().count() as u32]);
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
    let mut seen = HashSet::with_capacity(numbers.len());
    let names: Vec<u32> = numbers.iter().copied().filter(|n| seen.insert(*n)).collect();
    json!([record.id, title, day.unwrap_or_default(), publisher, quotes(record).count(), names, says])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_speaks_about_whom() {
        let text = "“Erik Berg called France from Oslo,” said Ana Lind. Ana Lind said that Erik Berg was late. “Yes,” said Erik Berg.";
        let record = crate::Extractor::builtin().extract(&crate::Article::new("a", text));
        let numbers: Vec<u32> = (10..).take(record.entities.len()).collect();
        let number = |name: &str| numbers[record.entities.iter().position(|e| e.name == name).unwrap()];
        let (berg, france, oslo, lind) = (number("Erik Berg"), number("France"), number("Oslo"), number("Ana Lind"));
        assert_eq!(says(&record, &numbers), [lind, 3, berg, france, oslo, lind, 1, berg, berg, 0]);
    }

    #[test]
    fn an_article_with_very_many_names_and_quotations_is_not_slow() {
        let mut record =
            crate::Extractor::builtin().extract(&crate::Article::new("a", "“Yes,” said Ana Lind in Oslo."));
        let (entity, quote) = (record.entities[0].clone(), record.quotes[0].clone());
        record.entities = (0..100_000u32)
            .map(|n| {
                let mut entity = entity.clone();
                entity.id = format!("e{n}").into();
                entity.mentions.truncate(1);
                (entity.mentions[0].start, entity.mentions[0].end) = (10 * n, 10 * n + 5);
                entity
            })
            .collect();
        record.quotes = (0..100_000u32)
            .map(|n| {
                let mut quote = quote.clone();
                quote.parts = vec![Part { start: 10 * n, end: 10 * n + 9 }];
                quote.speaker.as_mut().unwrap().entity = Some(format!("e{}", (n + 1) % 100_000).into());
                quote
            })
            .collect();
        let numbers: Vec<u32> = (0..100_000).collect();
        let all = says(&record, &numbers);
        assert_eq!(all.len(), 300_000);
        assert_eq!(all[..6], [1, 1, 0, 2, 1, 1]);
    }

    #[test]
    fn a_title_is_a_line_of_reasonable_length() {
        let mut record = crate::Extractor::builtin().extract(&crate::Article::new("a", "x"));
        assert_eq!(title(&record, Some("\n  The  first\tline\nThe second")), "The first line");
        assert_eq!(title(&record, None), "");
        record.title = Some("é".repeat(500));
        assert_eq!(title(&record, None).chars().count(), TITLE);
    }
}
