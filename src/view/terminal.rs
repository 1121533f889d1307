//! A record for the terminal: the article with its names and quotations in colour, who says what beside and below it.
//!
//! Without colour, marks say the same: `[Haley]p` is a person, `«…»` somebody's words.

use anstyle::{AnsiColor, Effects, Style};

use super::offsets::{Unit, converter};
use super::wrap::Styled;
use crate::record::{Entity, Form, Kind, Quote, QuoteKind, Record};

/// How a record is shown.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Columns of the terminal.
    pub width: usize,
    /// Colours, or marks instead.
    pub colour: bool,
}

/// The kinds with their colour, their mark and their name in the legend.
const KINDS: [(&str, AnsiColor, &str, &str); 4] = [
    ("person", AnsiColor::Green, "p", "people"),
    ("country", AnsiColor::Yellow, "c", "countries"),
    ("organization", AnsiColor::Cyan, "o", "organizations"),
    ("place", AnsiColor::Blue, "l", "places"),
];

/// A kind from a list of the user's.
const OWN: (&str, AnsiColor, &str, &str) = ("", AnsiColor::Red, "+", "your own");

fn of_kind(kind: &Kind) -> (&'static str, AnsiColor, &'static str, &'static str) {
    KINDS.into_iter().find(|(name, ..)| *name == kind.name()).unwrap_or(OWN)
}

impl Look {
    /// Names are bold in the colour of their kind; a pronoun or role that stands for one is not bold.
    fn name(self, kind: &Kind, form: Form) -> Style {
        let style = self.style(Style::new().fg_color(Some(of_kind(kind).1.into())));
        if self.colour && form == Form::Name { style.bold() } else { style }
    }

    fn style(self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }

    fn words(self) -> Style {
        self.style(Style::new().fg_color(Some(AnsiColor::Magenta.into())))
    }

    /// Words without quotation marks are underlined, as nothing else shows where they begin.
    fn of_quote(self, kind: QuoteKind) -> Style {
        if self.colour && kind == QuoteKind::Indirect { self.words().underline() } else { self.words() }
    }

    fn label(self) -> Style {
        self.style(Style::new().effects(Effects::INVERT).fg_color(Some(AnsiColor::Magenta.into())))
    }

    fn faint(self) -> Style {
        self.style(Style::new().dimmed())
    }

    fn bold(self) -> Style {
        self.style(Style::new().bold())
    }
}

/// The article with what the record says of it, and without a text all but the article.
pub fn terminal(text: Option<&str>, record: &Record, look: Look) -> String {
    let mut out = String::new();
    head(record, look, &mut out);
    if let Some(text) = text {
        article(text, record, look).wrap(look.width, 0, &mut out);
        out.push('\n');
        legend(record, look).wrap(look.width, 0, &mut out);
    }
    named(record, look, &mut out);
    said(record, look, &mut out);
    for problem in &record.problems {
        let mut line = Styled::default();
        line.push(&format!("problem: {problem}"), look.faint());
        line.wrap(look.width, 2, &mut out);
    }
    out
}

fn head(record: &Record, look: Look, out: &mut String) {
    if let Some(title) = &record.title {
        let mut line = Styled::default();
        line.push(&title.replace('\n', " "), look.bold());
        line.wrap(look.width, 0, out);
    }
    let authors = (!record.authors.is_empty()).then(|| record.authors.join(", "));
    let parts = [Some(record.id.clone()), record.publisher.clone(), record.published.clone(), authors];
    let mut line = Styled::default();
    line.push(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ").replace('\n', " "), look.faint());
    line.wrap(look.width, 0, out);
    out.push('\n');
}

/// What stands before or after a place, in the order in which it closes and opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    EndOfName(usize),
    EndOfPart(usize, bool),
    Part(usize),
    Name(usize, usize),
}

fn article(text: &str, record: &Record, look: Look) -> Styled {
    let unit = Unit::of_record(text, record).unwrap_or(Unit::CodePoints);
    let bytes = converter(text, unit, Unit::Bytes);
    let byte = |offset: u32| bytes(offset) as usize;
    let mut marks: Vec<(usize, Mark)> = Vec::new();
    for (n, entity) in record.entities.iter().enumerate() {
        for (m, mention) in entity.mentions.iter().enumerate() {
            marks.push((byte(mention.start), Mark::Name(n, m)));
            marks.push((byte(mention.end), Mark::EndOfName(n)));
        }
    }
    for (n, quote) in record.quotes.iter().enumerate() {
        for (p, part) in quote.parts.iter().enumerate() {
            marks.push((byte(part.start), Mark::Part(n)));
            marks.push((byte(part.end), Mark::EndOfPart(n, p + 1 == quote.parts.len())));
        }
    }
    marks.sort();
    let mut out = Styled::default();
    let (mut names, mut quotes): (Vec<Style>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut from = 0;
    for (at, mark) in marks {
        let style = names.last().copied().or_else(|| quotes.last().map(|q| look.of_quote(record.quotes[*q].kind)));
        out.push(text.get(from..at).unwrap_or_default(), style.unwrap_or_default());
        from = from.max(at);
        match mark {
            Mark::Name(entity, mention) => {
                let entity = &record.entities[entity];
                names.push(look.name(&entity.kind, entity.mentions[mention].form));
                mark_only(&mut out, look, "[");
            }
            Mark::EndOfName(entity) => {
                names.pop();
                mark_only(&mut out, look, "]");
                mark_only(&mut out, look, of_kind(&record.entities[entity].kind).2);
            }
            Mark::Part(quote) => {
                quotes.push(quote);
                mark_only(&mut out, look, "«");
            }
            Mark::EndOfPart(quote, last) => {
                quotes.retain(|q| *q != quote);
                mark_only(&mut out, look, "»");
                if last {
                    label(&mut out, &record.quotes[quote], look);
                }
            }
        }
    }
    out.push(text.get(from..).unwrap_or_default().trim_end(), Style::new());
    out
}

fn mark_only(out: &mut Styled, look: Look, mark: &str) {
    if !look.colour {
        out.push(mark, Style::new());
    }
}

/// The speaker, right behind the words.
fn label(out: &mut Styled, quote: &Quote, look: Look) {
    let name = match &quote.speaker {
        Some(speaker) => speaker.name.replace('\n', " "),
        None if quote.kind == QuoteKind::Fragment => return,
        None => "?".into(),
    };
    if look.colour {
        out.push(" ", Style::new());
        // A label stays in one line.
        out.push(&format!(" {name} ").replace(' ', "\u{a0}"), look.label());
    } else {
        out.push(&format!(" (={name})"), Style::new());
    }
}

fn legend(record: &Record, look: Look) -> Styled {
    let mut line = Styled::default();
    let own = record.entities.iter().any(|e| matches!(e.kind, Kind::Own(_)));
    for (_, colour, mark, name) in KINDS.into_iter().chain(own.then_some(OWN)) {
        let style = look.style(Style::new().bold().fg_color(Some(colour.into())));
        line.push(&if look.colour { name.to_owned() } else { format!("[{name}]{mark}") }, style);
        line.push("  ", Style::new());
    }
    let quoted = if look.colour { "words of" } else { "«words of»" };
    line.push(quoted, look.words());
    line.push(" ", Style::new());
    line.push(if look.colour { " speaker " } else { "(=speaker)" }, look.label());
    line
}

/// Entities by kind, with how often each is named.
fn named(record: &Record, look: Look, out: &mut String) {
    let mut kinds: Vec<(&str, &str)> = KINDS.iter().map(|(kind, _, _, name)| (*kind, *name)).collect();
    for entity in &record.entities {
        if !kinds.iter().any(|(kind, _)| *kind == entity.kind.name()) {
            kinds.push((entity.kind.name(), entity.kind.name()));
        }
    }
    out.push('\n');
    for (kind, title) in kinds {
        let of: Vec<&Entity> = record.entities.iter().filter(|e| e.kind.name() == kind).collect();
        if of.is_empty() {
            continue;
        }
        let mut line = Styled::default();
        line.push(title, look.faint());
        line.pad(INDENT);
        for (n, entity) in of.iter().enumerate() {
            line.push(if n > 0 { ", " } else { "" }, Style::new());
            line.push(&entity.name.replace('\n', " "), look.name(&entity.kind, Form::Name));
            line.push(&format!(" {}", entity.mentions.len()), look.faint());
        }
        line.wrap(look.width, INDENT, out);
    }
}

/// Where the names begin behind their kind.
const INDENT: usize = 15;

/// A table: who, how, what.
fn said(record: &Record, look: Look, out: &mut String) {
    let quotes: Vec<&Quote> =
        record.quotes.iter().filter(|q| q.speaker.is_some() || q.kind != QuoteKind::Fragment).collect();
    if quotes.is_empty() {
        return;
    }
    out.push('\n');
    let name = |q: &Quote| q.speaker.as_ref().map_or("?".to_owned(), |s| s.name.replace('\n', " "));
    let widest = quotes.iter().map(|q| Styled::plain(&name(q)).width()).max().unwrap_or(0);
    let column = widest.min(look.width / 4).max(8);
    for quote in quotes {
        let mut line = Styled::default();
        let style =
            quote.speaker.as_ref().and_then(|s| record.entities.iter().find(|e| Some(&e.id) == s.entity.as_ref()));
        line.push(&name(quote), style.map_or(Style::new(), |e| look.name(&e.kind, Form::Name)));
        line.cut(column);
        line.pad(column + 2);
        let cue = quote.cue.as_ref().map_or(quote.kind.name(), |c| c.text.as_str());
        let mut how = Styled::default();
        how.push(&cue.replace('\n', " "), look.faint());
        how.cut(10);
        how.pad(12);
        line.append(how);
        line.push(&quote.text.split_whitespace().collect::<Vec<_>>().join(" "), look.words());
        line.cut(look.width.max(column + 20));
        line.wrap(look.width, 0, out);
    }
}
