//! JSON lines: an object on every line.

use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::columns::{Columns, Role};
use super::encoding;
use super::escapes::mend;
use super::fuse::too_large;
use super::open::Cutter;
use super::row::Row;
use super::unit::Content;

/// Cuts a stream into its lines.
pub(super) fn cut(input: &mut dyn BufRead, cutter: &mut Cutter<'_, '_>) -> ControlFlow<()> {
    let limit = cutter.settings.limits.article;
    let mut offset = 0;
    let mut number = 0;
    loop {
        let mut line = Vec::new();
        number += 1;
        let read = match read_line(input, limit, &mut line) {
            Ok(0) => return ControlFlow::Continue(()),
            Ok(read) => read,
            Err(error) => return cutter.broken(&error),
        };
        let mut place = cutter.place(offset);
        place.line = Some(number);
        offset += read;
        if line.is_empty() && read > limit {
            cutter.failed(place.error(too_large(limit)))?;
        } else if !line.iter().all(u8::is_ascii_whitespace) {
            line.truncate(line.trim_ascii_end().len());
            let id = format!("{}:{number}", cutter.id);
            cutter.unit(place, id, Content::Line(line))?;
        }
    }
}

/// Reads a line, without its end, and tells how many bytes were read; of a line beyond the limit, nothing is kept.
pub(super) fn read_line(input: &mut dyn BufRead, limit: u64, line: &mut Vec<u8>) -> std::io::Result<u64> {
    let mut read = 0u64;
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let (end, take) = match memchr::memchr(b'\n', bytes) {
            Some(at) => (true, at + 1),
            None => (bytes.is_empty(), bytes.len()),
        };
        read += take as u64;
        if read <= limit {
            line.extend_from_slice(&bytes[..take]);
        } else {
            *line = Vec::new();
        }
        input.consume(take);
        if end {
            return Ok(read);
        }
    }
}

/// The parts of the article on a line.
pub(super) fn row(mut line: Vec<u8>, columns: &Columns) -> Result<Row, String> {
    let (_, escapes) = mend(&mut line, true);
    let (line, replaced) = match String::from_utf8(line) {
        Ok(line) => (line, 0),
        Err(error) => {
            let line = error.into_bytes();
            let replaced = line.utf8_chunks().filter(|c| !c.invalid().is_empty()).count() as u64;
            (encoding::decode(line, None, &mut Vec::new()), replaced)
        }
    };
    let line = line.strip_prefix('\u{feff}').unwrap_or(&line);
    let mut row = Row::default();
    row.replaced = replaced + escapes;
    let mut json = serde_json::Deserializer::from_str(line);
    Object { columns, row: &mut row, only: None }
        .deserialize(&mut json)
        .and_then(|()| json.end())
        .map_err(|e| format!("no JSON object of an article: {e}"))?;
    Ok(row)
}

/// The id that a line gives its article, if it can be read.
pub(super) fn given_id(line: &[u8], columns: &Columns) -> Option<String> {
    let mut line = line.to_vec();
    mend(&mut line, true);
    let line = String::from_utf8_lossy(&line);
    let mut row = Row::default();
    let mut json = serde_json::Deserializer::from_str(line.trim_start_matches('\u{feff}'));
    Object { columns, row: &mut row, only: Some(Role::Id) }.deserialize(&mut json).ok()?;
    row.given_id().map(str::to_owned)
}

/// Fills a row from an object, looking at no field that has no part in an article.
struct Object<'a> {
    columns: &'a Columns,
    row: &'a mut Row,
    only: Option<Role>,
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            match self.columns.role(&key).filter(|(role, _)| self.only.is_none_or(|only| only == *role)) {
                Some(role) => self.row.set_value(role, map.next_value::<Value>()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_limit_are_read_past() {
        let mut input = &b"abc\nabcdef\nab"[..];
        let mut line = Vec::new();
        assert_eq!(read_line(&mut input, 4, &mut line).unwrap(), 4);
        assert_eq!(line, b"abc\n");
        line.clear();
        assert_eq!((read_line(&mut input, 4, &mut line).unwrap(), line.len()), (7, 0));
        assert_eq!(read_line(&mut input, 4, &mut line).unwrap(), 2);
        assert_eq!(line, b"ab");
    }

    #[test]
    fn a_line_is_one_object_and_nothing_else() {
        let columns = Columns::default();
        assert!(row(b"{\"text\": \"x\"} ".to_vec(), &columns).is_ok());
        for bad in ["{\"text\": \"x\"} {}", "[]", "7", "{\"text\": ", ""] {
            let error = row(bad.as_bytes().to_vec(), &columns).unwrap_err();
            assert!(error.starts_with("no JSON object of an article: "), "{bad}: {error}");
        }
    }

    #[test]
    fn the_id_is_found_without_the_rest() {
        let columns = Columns::default();
        assert_eq!(given_id(b"{\"text\": [1, {}], \"id\": 7}", &columns).as_deref(), Some("7"));
        assert_eq!(given_id(b"{\"text\": \"\xFF\", \"id\": \"a\"}", &columns).as_deref(), Some("a"));
        assert_eq!(given_id(b"{\"text\": ", &columns), None);
        assert_eq!(given_id(b"{\"text\": \"\\ud83d\", \"id\": \"a\"}", &columns).as_deref(), Some("a"));
    }
}
