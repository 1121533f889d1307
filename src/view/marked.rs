//! A record as plain text that a person can read and a diff can compare: the article with its names and quotations
//! marked, then who said what, then the record itself, a line an entity and a quote.

use std::fmt::Write as _;

use crate::record::{Form, QuoteKind, Record};

/// The width that the text is wrapped to, in characters.
const WIDTH: usize = 110;

/// The article's text with every mention as `[name|e1]` and every part of a quotation in marks as `«q1 … »`, and what
/// the record says. Expects offsets in code points.
pub fn marked(text: &str, record: &Record) -> String {
    let mut out = String::new();
    for paragraph in with_marks(text, record).lines() {
        wrap(paragraph, &mut out);
    }
    out.push_str("\n--- entities\n");
    for entity in &record.entities {
        let roles = if entity.roles.is_empty() { String::new() } else { format!("  ({})", entity.roles.join("; ")) };
        let _ = writeln!(out, "{:4} {:12} {}{roles}", entity.id, entity.kind.name(), entity.name);
    }
    out.push_str("\n--- who said what\n");
    for quote in record.quotes.iter().flat_map(|q| std::iter::once(q).chain(&q.nested)) {
        let speaker = quote.speaker.as_ref().map_or("-".into(), |s| {
            if s.form == Form::Name && s.text == s.name {
                s.name.to_string()
            } else {
                format!("{} [{}]", s.name, s.text)
            }
        });
        let kind = quote.kind.name();
        let with: String = quote.with.iter().map(|s| format!(" + {}", s.name)).collect();
        let inside = quote.inside.as_ref().map_or(String::new(), |q| format!(" (in {q})"));
        let to = quote.addressee.as_ref().map_or(String::new(), |a| format!(" > {}", a.text));
        let cue = quote.cue.as_ref().map_or(String::new(), |c| format!(" {}", c.text));
        let _ = writeln!(out, "{:4} {kind:8} {speaker}{with}{cue}{to}{inside}: {}", quote.id, short(&quote.text));
    }
    out.push_str("\n--- record\n");
    let mut head = record.clone();
    let (entities, quotes) = (std::mem::take(&mut head.entities), std::mem::take(&mut head.quotes));
    let mut lines = vec![serde_json::to_string(&head)];
    lines.extend(entities.iter().map(serde_json::to_string));
    lines.extend(quotes.iter().map(serde_json::to_string));
    for line in lines.into_iter().flatten() {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// White space as single spaces, and no more than the beginning and the end.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 14 {
        words.join(" ")
    } else {
        format!("{} … {}", words[..8].join(" "), words[words.len() - 4..].join(" "))
    }
}

fn with_marks(text: &str, record: &Record) -> String {
    // What to put in before each code point: closing marks before opening ones.
    let mut inserts: Vec<(u32, u8, String)> = Vec::new();
    for quote in record.quotes.iter().filter(|q| q.kind != QuoteKind::Indirect) {
        for part in &quote.parts {
            inserts.push((part.start, 1, format!("«{} ", quote.id)));
            inserts.push((part.end, 0, "»".into()));
        }
    }
    for entity in &record.entities {
        for mention in &entity.mentions {
            inserts.push((mention.start, 2, "[".into()));
            inserts.push((mention.end, 0, format!("|{}]", entity.id)));
        }
    }
    inserts.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| b.2.cmp(&a.2)));
    let mut out = String::with_capacity(text.len() * 2);
    let mut next = inserts.into_iter().peekable();
    for (n, c) in text.chars().enumerate() {
        while let Some((_, _, mark)) = next.next_if(|i| i.0 as usize <= n) {
            out.push_str(&mark);
        }
        out.push(c);
    }
    next.for_each(|(_, _, mark)| out.push_str(&mark));
    out
}

fn wrap(paragraph: &str, out: &mut String) {
    let mut column = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}
