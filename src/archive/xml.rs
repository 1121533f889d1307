//! NITF and NewsML-G2. Text is what stands in the elements of the body; every other element is markup and leaves nothing.
//!
//! Entities that a document declares itself are not expanded: what they stand for could be any size.

use std::cell::Cell;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8};
use once_cell::sync::Lazy;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use regex::bytes::Regex;

use super::columns::Role;
use super::encoding::Transcoder;
use super::fuse::{Fuse, too_large};
use super::html::byline;
use super::limits::ELEMENTS;
use super::open::Cutter;
use super::row::Row;
use super::unit::{Content, Place};

static DECLARED: Lazy<Option<Regex>> = Lazy::new(|| Regex::new(r#"^\s*<\?xml[^>]*encoding\s*=\s*["']([\w:.-]+)"#).ok());

/// Cuts a file into the documents that it is or holds.
pub(super) fn cut(input: &mut dyn BufRead, head: &[u8], cutter: &mut Cutter<'_, '_>) -> ControlFlow<()> {
    let limit = cutter.settings.limits.article;
    let declared = DECLARED.as_ref().and_then(|r| r.captures(head)).and_then(|c| c.get(1));
    // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
    let declared = declared.and_then(|d| Encoding::for_label(d.as_bytes())).filter(|e| e.is_ascii_compatible());
    let encoding = Encoding::for_bom(head).map(|(e, _)| e).or(declared);
    let replaced = Rc::new(Cell::new(0));
    let text = BufReader::new(Transcoder::new(input, encoding.unwrap_or(UTF_8), replaced.clone()));
    let (text, charge) = Fuse::new(text, limit, "a piece of the XML");
    let mut reader = Reader::from_reader(text);
    let mut state = State { limit, replaced, ..State::default() };
    let mut buffer = Vec::new();
    let mut any = false;
    loop {
        charge.set(limit);
        buffer.clear();
        let offset = reader.buffer_position();
        let done = match reader.read_event_into(&mut buffer) {
            Err(error) => return cutter.broken(&error),
            Ok(Event::Eof) if state.path.is_empty() && any => return ControlFlow::Continue(()),
            Ok(Event::Eof) if state.path.is_empty() => return cutter.broken(&"no element of NITF or NewsML-G2 in it"),
            Ok(Event::Eof) => return cutter.broken(&"it ends within an element"),
            Ok(Event::Start(start)) => {
                if state.path.len() >= ELEMENTS {
                    return cutter.broken(&format!("its elements are nested deeper than {ELEMENTS}"));
                }
                let place = || cutter.place(offset);
                state.start(&start, place);
                None
            }
            Ok(Event::Empty(start)) => {
                let place = || cutter.place(offset);
                state.start(&start, place);
                state.end()
            }
            Ok(Event::End(_)) => state.end(),
            Ok(Event::Text(text)) => {
                state.text(&text.xml10_content());
                None
            }
            Ok(Event::CData(text)) => {
                state.text(&text.xml10_content());
                None
            }
            Ok(Event::GeneralRef(name)) => {
                let mut one = [0; 4];
                match name.resolve_char_ref() {
                    Ok(Some(character)) => state.text(character.encode_utf8(&mut one)),
                    _ => match quick_xml::escape::resolve_html5_entity(&name) {
                        Some(text) => state.text(text),
                        None => state.text(&format!("&{};", &*name)),
                    },
                }
                None
            }
            Ok(_) => None,
        };
        if let Some(document) = done {
            any = true;
            let place = document.place;
            if document.too_large {
                cutter.failed(place.error(too_large(limit)))?;
            } else {
                let id = cutter.nth_id(place.index);
                cutter.unit(place, id, Content::Row(Box::new(document.row)))?;
            }
        }
    }
}

/// What is known while reading.
#[derive(Default)]
struct State {
    limit: u64,
    replaced: Rc<Cell<u64>>,
    /// The names of the elements that are open.
    path: Vec<String>,
    document: Option<Open>,
}

/// A document that was begun.
struct Open {
    place: Place,
    /// How many elements were open when it began.
    depth: usize,
    row: Row,
    size: u64,
    body: Body,
    /// The part that the text of this element is, with how many elements were open when it began.
    part: Option<(usize, Part, String)>,
    people: Vec<String>,
    /// Elements that are open and have no text of the article, from this depth on.
    outside: Option<usize>,
}

/// A document that was read.
struct Done {
    place: Place,
    row: Row,
    too_large: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Field(Role, u8),
    Byline(u8),
    /// A person in a byline, or a creator.
    Person,
}

/// The paragraphs of a body. Some archives give the first paragraphs twice, in a block of their own: it counts only where
/// there is no other.
#[derive(Default)]
struct Body {
    /// How many elements were open when it began.
    depth: Option<usize>,
    lead_depth: Option<usize>,
    paragraphs: Vec<String>,
    lead: Vec<String>,
    current: String,
}

impl Body {
    fn end_paragraph(&mut self) {
        let text = spaced(&std::mem::take(&mut self.current));
        if !text.is_empty() {
            if self.lead_depth.is_some() { &mut self.lead } else { &mut self.paragraphs }.push(text);
        }
    }
}

/// Elements between which there is a new paragraph.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "block"
            | "br"
            | "div"
            | "section"
            | "article"
            | "li"
            | "ol"
            | "ul"
            | "dl"
            | "dt"
            | "dd"
            | "tr"
            | "table"
            | "blockquote"
            | "bq"
            | "pre"
            | "hr"
            | "hl1"
            | "hl2"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// Elements of a body that have no text of the article.
fn is_outside(name: &str) -> bool {
    matches!(name, "media" | "figure" | "aside" | "script" | "style" | "head" | "nitf-table" | "copyrite" | "notes")
}

impl State {
    fn start(&mut self, start: &BytesStart<'_>, place: impl FnOnce() -> Place) {
        let name = start.local_name().as_ref().to_owned();
        let depth = self.path.len();
        let parent = self.path.last().cloned().unwrap_or_default();
        self.path.push(name.clone());
        let attribute = |key: &str| {
            let found = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == key)?;
            let value = found.normalized_value(XmlVersion::default()).ok()?.into_owned();
            Some(value).filter(|v| !v.trim().is_empty())
        };
        let Some(open) = &mut self.document else {
            if matches!(name.as_str(), "nitf" | "newsItem") {
                let mut open = Open::new(place(), depth);
                open.row.set((Role::Id, 0), attribute("guid").unwrap_or_default());
                self.document = Some(open);
            }
            return;
        };
        if open.outside.is_some() {
            return;
        }
        if open.body.depth.is_some() {
            if is_outside(&name) {
                open.outside = Some(depth);
            } else if is_block(&name) {
                open.body.end_paragraph();
                if attribute("class").as_deref() == Some("lead_paragraph") && open.body.lead_depth.is_none() {
                    open.body.lead_depth = Some(depth);
                }
            }
            return;
        }
        let mut set = |role, rank, key: &str| {
            if let Some(value) = attribute(key) {
                open.row.set((role, rank), value);
            }
        };
        match name.as_str() {
            "doc-id" => set(Role::Id, 1, "id-string"),
            "pubdata" => {
                set(Role::Published, 0, "date.publication");
                set(Role::Publisher, 0, "name");
                set(Role::Url, 0, "ex-ref");
            }
            "date.issue" => set(Role::Published, 1, "norm"),
            "date.release" => set(Role::Published, 2, "norm"),
            "doc.copyright" => set(Role::Publisher, 2, "holder"),
            "provider" | "copyrightHolder" => set(Role::Publisher, 1, "literal"),
            "remoteContent" => set(Role::Url, 1, "href"),
            _ => {}
        }
        let in_inline = self.path.iter().any(|n| n == "inlineXML");
        if name == "body.content"
            || name == "inlineData"
            || (name == "body" && in_inline && !self.path.iter().any(|n| n == "nitf"))
        {
            open.body.depth = Some(depth);
            return;
        }
        let part = match (parent.as_str(), name.as_str()) {
            ("hedline", "hl1") => Part::Field(Role::Title, 0),
            ("contentMeta", "headline") => Part::Field(Role::Title, 0),
            ("itemMeta" | "head", "title") => Part::Field(Role::Title, 1),
            ("contentMeta", "contentCreated") => Part::Field(Role::Published, 0),
            ("itemMeta", "firstCreated") => Part::Field(Role::Published, 1),
            ("itemMeta", "versionCreated") => Part::Field(Role::Published, 2),
            ("provider", "name") => Part::Field(Role::Publisher, 0),
            ("copyrightHolder", "name") => Part::Field(Role::Publisher, 2),
            (_, "byline") => Part::Byline(u8::from(attribute("class").is_some_and(|c| c.starts_with("normalized")))),
            ("contentMeta", "by") => Part::Byline(1),
            ("byline", "person") | ("creator", "name") => Part::Person,
            _ => return,
        };
        // A person in a byline is a part of a part: the byline is given up for it.
        open.part = Some((depth, part, String::new()));
    }

    fn end(&mut self) -> Option<Done> {
        let name = self.path.pop().unwrap_or_default();
        let depth = self.path.len();
        let open = self.document.as_mut()?;
        if open.outside.is_some_and(|outside| outside >= depth) {
            open.outside = None;
        }
        if open.part.as_ref().is_some_and(|(began, ..)| *began >= depth) {
            open.end_part();
        }
        if open.body.lead_depth.is_some_and(|lead| lead >= depth) {
            open.body.end_paragraph();
            open.body.lead_depth = None;
        }
        match open.body.depth {
            Some(body) if body >= depth => {
                open.body.end_paragraph();
                open.body.depth = None;
            }
            Some(_) if is_block(&name) => open.body.end_paragraph(),
            _ => {}
        }
        if open.depth < depth {
            return None;
        }
        let open = self.document.take()?;
        Some(open.done(self.limit, self.replaced.get()))
    }

    fn text(&mut self, text: &str) {
        let Some(open) = &mut self.document else { return };
        if open.outside.is_some() {
            return;
        }
        open.size += text.len() as u64;
        if open.size > self.limit {
            return;
        }
        if let Some((_, _, part)) = &mut open.part {
            part.push_str(text);
        } else if open.body.depth.is_some() {
            open.body.current.push_str(text);
        }
    }
}

impl Open {
    fn new(place: Place, depth: usize) -> Self {
        Self {
            place,
            depth,
            row: Row::default(),
            size: 0,
            body: Body::default(),
            part: None,
            people: Vec::new(),
            outside: None,
        }
    }

    fn end_part(&mut self) {
        let Some((_, part, text)) = self.part.take() else { return };
        let text = spaced(&text);
        match part {
            Part::Field(role, rank) => self.row.set((role, rank), text),
            Part::Byline(rank) => self.row.set((Role::Authors, rank + 1), byline(&text)),
            Part::Person => self.people.push(text),
        }
    }

    fn done(self, limit: u64, replaced: u64) -> Done {
        let Self { place, mut row, body, people, size, .. } = self;
        row.set_authors(0, people);
        let paragraphs = if body.paragraphs.is_empty() { body.lead } else { body.paragraphs };
        row.set((Role::Text, 0), paragraphs.join("\n\n"));
        row.count_replaced(replaced);
        Done { place, row, too_large: size > limit }
    }
}

/// Single spaces between words: in XML, line breaks and indents are the file's, not the text's.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
