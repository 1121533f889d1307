//! What a stream is, by its first bytes and its name.

use std::path::Path;

use super::columns::{Columns, Role};
use super::table;

/// A format that articles come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// One text, one article
    Text,
    /// An object on every line
    Jsonl,
    /// An array of objects, or objects on several lines (news-please, fundus)
    Json,
    /// A table with commas (or semicolons) and a line of column names
    Csv,
    /// A table with tabs and a line of column names
    Tsv,
    /// NITF or NewsML-G2
    Xml,
    /// A page, of which the main text is taken
    Html,
    /// A web archive, of which the pages are taken
    Warc,
    /// A table in Parquet
    Parquet,
}

/// A compression or container, told by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    Zip,
    Tar,
}

/// How many bytes of a stream are looked at.
pub(super) const HEAD: usize = 16 << 10;

/// The wrapping that begins with these bytes.
pub(super) fn wrapping(head: &[u8]) -> Option<Wrapping> {
    const MAGIC: [(&[u8], Wrapping); 7] = [
        (b"\x1f\x8b", Wrapping::Gzip),
        (b"\x28\xb5\x2f\xfd", Wrapping::Zstd),
        (b"BZh", Wrapping::Bzip2),
        (b"\xfd7zXZ\0", Wrapping::Xz),
        (b"PK\x03\x04", Wrapping::Zip),
        (b"PK\x05\x06", Wrapping::Zip),
        (b"PK\x07\x08", Wrapping::Zip),
    ];
    let found = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, w)| *w);
    match found {
        // "BZh" is also how a text may begin; the block's own mark follows the level.
        Some(Wrapping::Bzip2) if !matches!(head.get(4..7), Some(b"1AY" | b"\x17\x72\x45")) => None,
        Some(found) => Some(found),
        // A skippable frame may stand before the first one of zstd.
        None if head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18" => Some(Wrapping::Zstd),
        None if head.get(257..262) == Some(b"ustar") => Some(Wrapping::Tar),
        None => None,
    }
}

/// The format of a stream; `None` when it is nothing that articles come in. `named` is said of what somebody pointed at
/// rather than of what was found in a folder: such a file is a text when it is nothing else.
pub(super) fn format(head: &[u8], name: &str, named: bool, columns: &Columns) -> Option<Format> {
    if head.starts_with(b"WARC/") {
        return Some(Format::Warc);
    }
    if head.starts_with(b"PAR1") {
        return Some(Format::Parquet);
    }
    let text = text(head);
    let begins = text.trim_start();
    let by_name = match extension(name).as_str() {
        "txt" | "text" => return Some(Format::Text),
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "xml" | "nitf" | "newsml" => Some(Format::Xml),
        "jsonl" | "ndjson" | "jl" if !begins.starts_with('[') => Some(Format::Jsonl),
        "json" | "jsonl" | "ndjson" | "jl" => Some(json(begins)),
        "warc" => Some(Format::Warc),
        "parquet" => Some(Format::Parquet),
        _ => None,
    };
    if by_name.is_some() {
        return by_name;
    }
    let after_bracket = begins.strip_prefix('[').map(str::trim_start);
    if begins.starts_with('{') || after_bracket.is_some_and(|rest| rest.starts_with('{')) {
        return Some(json(begins));
    }
    if begins.starts_with('<') {
        let lower = begins.to_ascii_lowercase();
        if ["<nitf", "<newsitem", "<newsmessage", "<newsml"].iter().any(|root| lower.contains(root)) {
            return Some(Format::Xml);
        }
        if ["<!doctype html", "<html", "<head", "<body", "<article"].iter().any(|tag| lower.contains(tag)) {
            return Some(Format::Html);
        }
    }
    let line = text.lines().next().unwrap_or_default();
    let names = table::header(line, table::delimiter(line));
    if names.len() > 1 && names.iter().any(|n| matches!(columns.role(n), Some((Role::Text, _)))) {
        return Some(if table::delimiter(line) == b'\t' { Format::Tsv } else { Format::Csv });
    }
    let extensionless =
        Path::new(name).extension().is_none_or(|e| e.to_string_lossy().bytes().all(|b| b.is_ascii_digit()));
    (named || (extensionless && is_text(head, &text))).then_some(Format::Text)
}

/// Lines, when the first line is an object and a second one begins, or the first one has no end.
fn json(begins: &str) -> Format {
    let mut lines = begins.lines();
    let first = lines.next().unwrap_or_default().trim_end();
    let second = lines.find(|l| !l.trim().is_empty());
    let whole = first.starts_with('{') && first.ends_with('}');
    if whole && second.is_some_and(|l| l.trim_start().starts_with('{')) { Format::Jsonl } else { Format::Json }
}

fn extension(name: &str) -> String {
    Path::new(name).extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

/// The head as text, in whatever encoding its byte-order mark tells.
fn text(head: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// Whether it reads like text: no control characters, and hardly a byte that is none.
fn is_text(head: &[u8], text: &str) -> bool {
    let odd = text.chars().filter(|&c| c == '\u{fffd}' || (c.is_control() && !c.is_whitespace())).count();
    !head.is_empty() && odd * 50 <= text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(head: &str, name: &str) -> Option<Format> {
        format(head.as_bytes(), name, false, &Columns::default())
    }

    #[test]
    fn content_tells_what_the_name_does_not() {
        for (head, name, expected) in [
            ("{\"a\": 1}\n{\"a\"", "x", Some(Format::Jsonl)),
            ("{\n \"a\": 1}", "x.json", Some(Format::Json)),
            ("{\"a\": 1}", "x.json", Some(Format::Json)),
            ("[{\"a\"", "x.jsonl", Some(Format::Json)),
            (" [\n {\"a\"", "x.dat", Some(Format::Json)),
            ("[Editor’s note]", "x", Some(Format::Text)),
            ("{braces}", "x.txt", Some(Format::Text)),
            ("<?xml version=\"1.0\"?><nitf>", "x", Some(Format::Xml)),
            ("<!DOCTYPE html><p>", "x", Some(Format::Html)),
            ("id,title,content\n", "x.dat", Some(Format::Csv)),
            ("id\ttitle\tcontent\n", "x", Some(Format::Tsv)),
            ("WARC/1.0\r\n", "x.txt", Some(Format::Warc)),
            ("Plain words.", "0001234", Some(Format::Text)),
            ("Plain words.", "x.17", Some(Format::Text)),
            ("Plain words.", "x.md", None),
            ("\u{1}\u{2}\u{3}", "x", None),
            ("", "x", None),
        ] {
            assert_eq!(found(head, name), expected, "{name}: {head}");
        }
        assert_eq!(format(b"anything", "x.md", true, &Columns::default()), Some(Format::Text));
    }

    #[test]
    fn wrappings_are_told_by_their_first_bytes() {
        assert_eq!(wrapping(b"\x1f\x8b\x08"), Some(Wrapping::Gzip));
        assert_eq!(wrapping(b"BZh91AY&SY"), Some(Wrapping::Bzip2));
        assert_eq!(wrapping(b"BZh, said the bee"), None);
        assert_eq!(wrapping(b"\x50\x2a\x4d\x18"), Some(Wrapping::Zstd));
        assert_eq!(wrapping(b""), None);
    }
}
