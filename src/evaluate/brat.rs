//! Gold as brat writes it: `NAME.txt` with `NAME.ann` beside it.
//!
//! Text-bound annotations (`T1<tab>Person 0 5<tab>…`) whose type is a class of names are names; those whose type is
//! Direct, Mixed, Indirect, Fragment or Nested (or Quote, Quotation), with or without "Quote" after it, are quotations. A
//! relation (`R1<tab>Source Arg1:T2 Arg2:T1`) of type Source or Speaker ties a quotation to the words for whoever says it, in
//! either direction. Everything else is passed over.

use std::collections::HashMap;
use std::path::Path;

use super::gold::{Document, GoldError, GoldMention, GoldQuote, QuoteClass, files, stem, text};
use super::span::{NameClass, Stretch};

/// Reads a folder, each text with its annotations.
pub(super) fn read(folder: &Path) -> Result<Vec<Document>, GoldError> {
    let mut all = Vec::new();
    for path in files(folder, "ann")? {
        let mut document = annotations(&path, &text(&path)?)?;
        document.id = stem(&path);
        document.text = text(&path.with_extension("txt"))?;
        all.push(document);
    }
    Ok(all)
}

fn quote_class(label: &str) -> Option<QuoteClass> {
    let label = label.to_ascii_lowercase();
    let label = label.trim_end_matches("quotation").trim_end_matches("quote").trim_end_matches(['_', '-']);
    Some(match label {
        "" | "direct" => QuoteClass::Direct,
        "mixed" => QuoteClass::Mixed,
        "indirect" => QuoteClass::Indirect,
        "fragment" => QuoteClass::Fragment,
        "nested" => QuoteClass::Nested,
        _ => return None,
    })
}

/// The annotations of one file, without id and text.
fn annotations(path: &Path, ann: &str) -> Result<Document, GoldError> {
    let mut document = Document::default();
    let mut places: HashMap<&str, Vec<Stretch>> = HashMap::new();
    let mut quotes: HashMap<&str, usize> = HashMap::new();
    let mut relations = Vec::new();
    for (line, number) in ann.lines().zip(1..) {
        let mut fields = line.split('\t');
        let (Some(id), Some(what)) = (fields.next(), fields.next()) else { continue };
        let (label, rest) = what.split_once(' ').unwrap_or((what, ""));
        if id.starts_with('T') {
            let parts = stretches(rest).ok_or_else(|| {
                GoldError::new(path, Some(number), format!("{rest:?} is no place: two offsets are wanted, as in 0 5"))
            })?;
            let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
            let at = Stretch { start: first.start, end: last.end };
            if let Some(class) = NameClass::of(label) {
                document.mentions.push(GoldMention { at, class, optional: false });
            } else if let Some(class) = quote_class(label) {
                quotes.insert(id, document.quotes.len());
                let content = if parts.len() > 1 { parts.clone() } else { Vec::new() };
                document.quotes.push(GoldQuote { at, class, source: Vec::new(), content });
            }
            places.insert(id, parts);
        } else if id.starts_with('R') && matches!(label.to_ascii_lowercase().as_str(), "source" | "speaker") {
            relations.push((number, rest));
        }
    }
    for (number, arguments) in relations {
        let ends: Vec<&str> =
            arguments.split_whitespace().filter_map(|a| a.split_once(':')).map(|(_, id)| id).collect();
        let (quote, source) = match ends[..] {
            [a, b] if quotes.contains_key(a) => (quotes.get(a), places.get(b)),
            [a, b] => (quotes.get(b), places.get(a)),
            _ => (None, None),
        };
        let (Some(quote), Some(source)) = (quote.and_then(|q| document.quotes.get_mut(*q)), source) else {
            let reason = format!("{arguments:?} ties no quotation to its source");
            return Err(GoldError::new(path, Some(number), reason));
        };
        quote.source.extend(source);
    }
    Ok(document)
}

/// "0 5;8 12"
fn stretches(text: &str) -> Option<Vec<Stretch>> {
    text.split(';')
        .map(|part| {
            let (start, end) = part.trim().split_once(' ')?;
            Some(Stretch { start: start.parse().ok()?, end: end.trim().parse().ok()? })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_quotations_and_their_sources_are_read() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "“We go,” Ms. Lind said.").unwrap();
        let ann = "T1\tPerson 13 17\tLind\nT2\tDirectQuote 0 8\t“We go,”\nT3\tCue 18 22\tsaid\nR1\tSource Arg1:T2 Arg2:T1\n\
                   #1\tAnnotatorNotes T1\tsure\n";
        std::fs::write(folder.path().join("a.ann"), ann).unwrap();
        let all = read(folder.path()).unwrap();
        let at = Stretch { start: 13, end: 17 };
        assert_eq!(all[0].mentions, [GoldMention { at, class: NameClass::Person, optional: false }]);
        let quote = &all[0].quotes[0];
        assert_eq!((quote.class, quote.at.of(&all[0].text)), (QuoteClass::Direct, "“We go,”".into()));
        assert_eq!(quote.source, [at]);
        assert_eq!(all[0].id, "a");
    }

    #[test]
    fn what_cannot_be_understood_is_named_with_its_line() {
        let wrong = |ann: &str| annotations(Path::new("a.ann"), ann).unwrap_err().to_string();
        assert!(wrong("T1\tPerson x 5\tLind").starts_with("a.ann:1: \"x 5\" is no place"));
        assert!(wrong("T1\tPerson 0 5\tLind\nR1\tSource Arg1:T1 Arg2:T9").starts_with("a.ann:2: "));
    }
}
