//! Pages: the main text by Mozilla's Readability (in `dom_smoothie`), and what the page says of itself: JSON-LD first,
//! then the metadata that Readability finds.

use std::io::{BufReader, Read};

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};
use once_cell::sync::Lazy;
use regex::bytes::Regex;
use serde_json::Value;

use super::columns::{Columns, Role};
use super::fuse::read_all;
use super::limits::{ELEMENTS, Limits};
use super::row::{self, Row};
use super::unit::{Parsed, Place};
use super::{ReadError, encoding};

/// A page as it came, with what its archive says of it.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    /// How the bytes are still coded, outermost first.
    pub(super) codings: Vec<Coding>,
    /// The charset that the server declared.
    pub(super) charset: Option<String>,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    /// When it was fetched: the date of an article that gives none itself.
    pub(super) date: Option<String>,
    /// It is a text, not a page.
    pub(super) plain: bool,
}

/// How a server coded a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Chunked,
    Gzip,
    Deflate,
    Zstd,
}

/// What stands inside of main texts without being part of them: pictures with captions, asides, forms, and what names
/// itself advertising. Readability keeps some of it.
const NOT_TEXT: &str = "figure, figcaption, aside, nav, footer, form, button, iframe, noscript, template, svg, video, \
    audio, [aria-hidden=true], [role=complementary], .ad, .ads, .advert, .advertisement, .ad-container, .ad-slot, \
    .related, .related-articles, .newsletter, .newsletter-signup, .social-share, .share-tools";

/// How many elements of a page are looked at.
const MOST: usize = 100_000;

/// The charset that a page declares in its first bytes.
static CHARSET: Lazy<Option<Regex>> =
    Lazy::new(|| Regex::new(r#"(?i)<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)"#).ok());

/// The article of a page.
pub(super) fn parse(
    page: Page,
    place: &Place,
    id: String,
    limits: &Limits,
    columns: &Columns,
) -> Result<Parsed, ReadError> {
    let bytes = decoded(page.bytes, &page.codings, limits.article).map_err(|e| place.error(e.to_string()))?;
    let mut problems = Vec::new();
    let label = page.charset.or_else(|| declared(&bytes));
    let charset = label.and_then(|label| encoding::labelled(&label, &mut problems));
    let text = encoding::decode(bytes, charset, &mut problems);
    let mut row = Row::default();
    for (role, value) in [(Role::Id, page.id), (Role::Url, page.url)] {
        row.set((role, 0), value.unwrap_or_default());
    }
    if page.plain {
        row.set((Role::Text, 0), text);
    } else {
        read(&text, &mut row).map_err(|reason| place.error(reason))?;
    }
    row.set((Role::Published, 9), page.date.unwrap_or_default());
    let mut parsed = row.article(place, id, columns)?;
    parsed.article.problems = problems;
    Ok(parsed)
}

/// Undoes what the server did to a page. Archives often keep the header of a coding that they have undone themselves.
fn decoded(bytes: Vec<u8>, codings: &[Coding], limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = bytes;
    for coding in codings {
        let input = bytes.as_slice();
        let is_coded = match coding {
            Coding::Chunked => input.iter().take_while(|b| b.is_ascii_hexdigit()).count() > 0,
            Coding::Gzip => input.starts_with(b"\x1f\x8b"),
            Coding::Deflate => input.first() == Some(&0x78),
            Coding::Zstd => input.starts_with(b"\x28\xb5\x2f\xfd"),
        };
        if !is_coded {
            continue;
        }
        let reader: Box<dyn Read + '_> = match coding {
            Coding::Chunked => Box::new(chunked_transfer::Decoder::new(input)),
            Coding::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
            Coding::Deflate => Box::new(flate2::bufread::ZlibDecoder::new(input)),
            Coding::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input)?),
        };
        let plain = read_all(&mut BufReader::new(reader), limit)?;
        bytes = plain;
    }
    Ok(bytes)
}

fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(4096)];
    let found = CHARSET.as_ref()?.captures(head)?.get(1)?;
    Some(String::from_utf8_lossy(found.as_bytes()).into_owned())
}

/// Main text and metadata of a page.
fn read(html: &str, row: &mut Row) -> Result<(), String> {
    let too_deep = || format!("its elements are nested deeper than {ELEMENTS}");
    if seems_deeper_than(html, ELEMENTS * 4) {
        return Err(too_deep());
    }
    let page = Document::from(html);
    if deeper_than(&page.root(), ELEMENTS) {
        return Err(too_deep());
    }
    for script in page.select("script[type='application/ld+json']").nodes() {
        if let Ok(value) = serde_json::from_str(&script.text()) {
            linked_data(value, row, 0);
        }
    }
    page.select(NOT_TEXT).remove();
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST, ..Config::default() };
    // Without a main text the article is empty, and passed over for that.
    row.set((Role::Text, 1), String::new());
    let Ok(mut readability) = Readability::with_document(page, None, Some(config)) else { return Ok(()) };
    let Ok(found) = readability.parse() else { return Ok(()) };
    let by = byline(&found.byline.unwrap_or_default());
    let mut names = row.authors().to_vec();
    names.push(by.clone());
    row.set((Role::Text, 0), main_text(&found.text_content, &found.title, &names));
    row.set((Role::Title, 1), found.title);
    row.set((Role::Authors, 1), by);
    row.set((Role::Publisher, 1), found.site_name.unwrap_or_default());
    row.set((Role::Published, 1), found.published_time.unwrap_or_default());
    row.set((Role::Url, 2), found.url.unwrap_or_default());
    Ok(())
}

/// Whether a page may be nested so deeply, by its tags alone. A parser of HTML looks through all open elements at every
/// tag, so that it must not be given what has very many of them.
fn seems_deeper_than(html: &str, limit: usize) -> bool {
    let Some(tags) = TAG.as_ref() else { return false };
    let mut depth = 0usize;
    for tag in tags.captures_iter(html.as_bytes()) {
        let name = tag.get(2).map(|name| name.as_bytes().to_ascii_lowercase()).unwrap_or_default();
        if NEVER_DEEP.iter().any(|n| n.as_bytes() == name) {
            continue;
        }
        depth = if tag.get(1).is_some_and(|slash| !slash.is_empty()) { depth.saturating_sub(1) } else { depth + 1 };
        if depth > limit {
            return true;
        }
    }
    false
}

/// Elements that have no end tag, or often go without it: they end by themselves.
const NEVER_DEEP: [&str; 24] = [
    "p", "li", "br", "img", "hr", "meta", "link", "input", "td", "tr", "th", "dt", "dd", "option", "source", "wbr",
    "area", "base", "col", "embed", "param", "track", "thead", "tbody",
];

static TAG: Lazy<Option<Regex>> = Lazy::new(|| Regex::new("<(/?)([a-zA-Z][a-zA-Z0-9]*)").ok());

/// Whether any node lies deeper than so many others. Does not call itself, as nothing may on what may be deep.
fn deeper_than(root: &NodeRef<'_>, limit: usize) -> bool {
    let mut depth = 0;
    let mut node = *root;
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > limit {
                return true;
            }
            node = child;
            continue;
        }
        loop {
            if depth == 0 {
                return false;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return false };
            depth -= 1;
            node = parent;
        }
    }
}

/// The article among the data of schema.org that a page has.
fn linked_data(value: Value, row: &mut Row, depth: usize) {
    if depth > 8 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|v| linked_data(v, row, depth + 1)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                linked_data(graph, row, depth + 1);
            }
            if !object.get("@type").is_some_and(is_article) {
                return;
            }
            let mut take = |key| object.remove(key).unwrap_or_default();
            row.set_value((Role::Title, 0), take("headline"));
            row.set_value((Role::Published, 0), take("datePublished"));
            row.set_value((Role::Authors, 0), take("author"));
            row.set((Role::Publisher, 0), row::name(take("publisher")).unwrap_or_default());
            for (rank, key) in [(1, "url"), (2, "mainEntityOfPage")] {
                match take(key) {
                    Value::String(url) => row.set((Role::Url, rank), url),
                    Value::Object(mut page) => row.set_value((Role::Url, rank), page.remove("@id").unwrap_or_default()),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind.ends_with("Article") || kind.ends_with("BlogPosting"),
        Value::Array(kinds) => kinds.iter().any(is_article),
        _ => false,
    }
}

/// A byline without its "By".
pub(super) fn byline(text: &str) -> String {
    let text = text.trim();
    match text.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => text[3..].trim_start().to_owned(),
        _ => text.to_owned(),
    }
}

/// Paragraphs with one empty line between them, and single spaces in them. A headline or byline that Readability left
/// before the first of them is no part of the text.
fn main_text(text: &str, title: &str, names: &[String]) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines = lines.filter(|line| !line.is_empty());
    lines.skip_while(|line| line == title || is_byline(line, names)).collect::<Vec<_>>().join("\n\n")
}

/// Whether a line has these names and nothing else but "by", "and" and commas.
fn is_byline(line: &str, names: &[String]) -> bool {
    let line = byline(line);
    let rest = names.iter().filter(|n| !n.is_empty()).fold(line.clone(), |rest, name| rest.replace(name.as_str(), " "));
    rest != line && rest.split([' ', ',', '&']).all(|word| word.is_empty() || word.eq_ignore_ascii_case("and"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> crate::article::Article {
        let page = Page { bytes: html.as_bytes().to_vec(), ..Page::default() };
        parse(page, &Place::new("a", 0), "a".into(), &Limits::default(), &Columns::default()).unwrap().article
    }

    #[test]
    fn linked_data_is_believed_before_the_rest() {
        let article = page(
            r#"<html><head><title>Other | Site</title><meta property="og:site_name" content="Site">
            <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "No"}, {"@type":
            ["NewsArticle"], "headline": "A &amp; B", "datePublished": "2020-01-02", "author": [{"name": "Ada"},
            {"name": "Bo"}], "publisher": {"name": "Ledger"}}]}</script></head>
            <body><nav>Menu</nav><article><p>One sentence, and another one.</p><figure>Picture</figure>
            <p>Two <b>sentences</b>, and more of them.</p></article></body></html>"#,
        );
        assert_eq!(article.text, "One sentence, and another one.\n\nTwo sentences, and more of them.");
        assert_eq!(article.metadata.authors, ["Ada", "Bo"]);
        assert_eq!(article.metadata.publisher.as_deref(), Some("Ledger"));
        assert_eq!(article.metadata.published.as_deref(), Some("2020-01-02"));
    }

    #[test]
    fn charsets_are_found_in_the_page() {
        assert_eq!(declared(b"<meta charset=\"latin1\">").as_deref(), Some("latin1"));
        let old = b"<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>";
        assert_eq!(declared(old).as_deref(), Some("windows-1251"));
        assert_eq!(declared(b"<p>charset=x</p>"), None);
    }

    #[test]
    fn depth_and_emptiness_are_survived() {
        assert_eq!(page("").text, "");
        assert_eq!(page("<p></p>").text, "");
        let deep = Page { bytes: "<div>".repeat(100_000).into_bytes(), ..Page::default() };
        let error = parse(deep, &Place::new("a", 0), "a".into(), &Limits::default(), &Columns::default()).unwrap_err();
        assert!(error.reason.contains("nested"), "{error}");
    }

    #[test]
    fn codings_are_undone_unless_they_were_before() {
        let chunked = b"5\r\nhello\r\n0\r\n\r\n".to_vec();
        assert_eq!(decoded(chunked, &[Coding::Chunked], 99).unwrap(), b"hello");
        assert_eq!(decoded(b"<html>".to_vec(), &[Coding::Chunked, Coding::Gzip], 99).unwrap(), b"<html>");
    }
}
