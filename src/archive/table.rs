//! Tables: CSV and TSV with a line of column names.
//!
//! The rows are found by `csv-core`. One wrong quotation mark makes a parser swallow all rows up to the next one; so the
//! bytes of a row are kept, and when a row of several lines has not as many fields as there are columns (or grows beyond
//! the limit), its first line alone is an error and the reading goes on at its second line.

use std::io::BufRead;
use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::columns::Role;
use super::fuse::too_large;
use super::open::Cutter;
use super::row::Row;
use super::unit::Content;

/// Cuts a table into its rows. Without a delimiter, the line of column names tells it.
pub(super) fn cut(input: &mut dyn BufRead, delimiter: Option<u8>, cutter: &mut Cutter<'_, '_>) -> ControlFlow<()> {
    let limit = cutter.settings.limits.article;
    let first = match input.fill_buf() {
        Ok(bytes) => String::from_utf8_lossy(bytes.split(|&b| b == b'\n').next().unwrap_or_default()).into_owned(),
        Err(error) => return cutter.broken(&error),
    };
    let mut rows = Rows::new(input, delimiter.unwrap_or_else(|| self::delimiter(&first)), limit);
    let names = match rows.next(None) {
        Ok(Found::Row { .. }) => rows.fields(),
        Ok(Found::End) => return ControlFlow::Continue(()),
        Ok(Found::TooLarge { .. }) => return cutter.broken(&"its first line is no line of column names"),
        Err(error) => return cutter.broken(&error),
    };
    let roles: Vec<_> = names.iter().map(|name| cutter.settings.columns.role(&String::from_utf8_lossy(name))).collect();
    if !roles.iter().flatten().any(|(role, _)| *role == Role::Text) {
        let names: Vec<_> = names.iter().map(|n| String::from_utf8_lossy(n)).collect();
        return cutter.no_text(&names);
    }
    loop {
        let found = match rows.next(Some(names.len())) {
            Ok(found) => found,
            Err(error) => return cutter.broken(&error),
        };
        match found {
            Found::End => return ControlFlow::Continue(()),
            Found::TooLarge { offset, line } => {
                let mut place = cutter.place(offset);
                place.line = Some(line);
                cutter.failed(place.error(too_large(limit)))?;
            }
            Found::Row { offset, line, whole } => {
                let mut place = cutter.place(offset);
                place.line = Some(line);
                if whole != Whole::Yes {
                    let why = if whole == Whole::Cut { "a quotation mark is missing: " } else { "" };
                    let reason = format!("{why}{} fields where there are {} columns", rows.ends.len(), names.len());
                    cutter.failed(place.error(reason))?;
                    continue;
                }
                let mut row = Row::default();
                for (field, role) in rows.fields().into_iter().zip(&roles) {
                    if let Some(role) = role {
                        row.replaced += field.utf8_chunks().filter(|c| !c.invalid().is_empty()).count() as u64;
                        row.set(*role, String::from_utf8_lossy(&field).into_owned());
                    }
                }
                let id = format!("{}:{line}", cutter.id);
                cutter.unit(place, id, Content::Row(Box::new(row)))?;
            }
        }
    }
}

/// What the columns of a line are separated by: of the usual characters the one that it has most of.
pub(super) fn delimiter(line: &str) -> u8 {
    let count = |d: u8| line.bytes().filter(|&b| b == d).count();
    // Of several with the same count, the last one in this order.
    [b'|', b';', b'\t', b','].into_iter().max_by_key(|&d| count(d)).unwrap_or(b',')
}

/// The column names of a line.
pub(super) fn header(line: &str, delimiter: u8) -> Vec<String> {
    let mut rows = Rows::new(line.as_bytes(), delimiter, 1 << 20);
    // Reading from memory cannot fail.
    let _ = rows.next(None);
    rows.fields().iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()
}

enum Found {
    Row { offset: u64, line: u64, whole: Whole },
    TooLarge { offset: u64, line: u64 },
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    /// It has not as many fields as it should.
    Uneven,
    /// It is the first line of a row that ran on, because a quotation mark is missing.
    Cut,
}

struct Rows<R> {
    input: R,
    core: Reader,
    delimiter: u8,
    limit: u64,
    /// The bytes of this row.
    raw: Vec<u8>,
    /// Bytes that were read before, and are read again.
    again: Vec<u8>,
    again_from: usize,
    output: Vec<u8>,
    /// Where the fields of the row end in `output`.
    ends: Vec<usize>,
    offset: u64,
    line: u64,
}

impl<R: BufRead> Rows<R> {
    fn new(input: R, delimiter: u8, limit: u64) -> Self {
        Self {
            input,
            core: reader(delimiter),
            delimiter,
            limit,
            raw: Vec::new(),
            again: Vec::new(),
            again_from: 0,
            output: Vec::new(),
            ends: Vec::new(),
            offset: 0,
            line: 1,
        }
    }

    fn fields(&self) -> Vec<Vec<u8>> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(&start, &end)| self.output[start..end].to_vec()).collect()
    }

    /// The next row, which should have so many fields.
    fn next(&mut self, expected: Option<usize>) -> std::io::Result<Found> {
        loop {
            let ended = self.row()?;
            // Empty lines before a row are no part of it.
            let blank = self.raw.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let offset = self.offset + blank as u64;
            let line = self.line + lines(&self.raw[..blank]);
            self.offset += self.raw.len() as u64;
            self.line += lines(&self.raw);
            if blank == self.raw.len() {
                if ended {
                    return Ok(Found::End);
                }
                continue;
            }
            let too_large = self.raw.len() as u64 > self.limit;
            let uneven = expected.is_some_and(|n| n != self.ends.len());
            let first = memchr::memchr(b'\n', &self.raw[blank..]).map_or(self.raw.len(), |at| blank + at + 1);
            let several = first < self.raw.len();
            if several && (too_large || uneven || !is_strict(&self.raw[blank..], self.delimiter)) {
                self.go_back_to(first, offset + (first - blank) as u64, line + 1);
                return Ok(Found::Row { offset, line, whole: Whole::Cut });
            }
            if too_large {
                self.skip_line()?;
                return Ok(Found::TooLarge { offset, line });
            }
            return Ok(Found::Row { offset, line, whole: if uneven { Whole::Uneven } else { Whole::Yes } });
        }
    }

    /// Reads one row into `raw`, `output` and `ends`; true at the end of the input.
    fn row(&mut self) -> std::io::Result<bool> {
        self.raw.clear();
        let (mut outputs, mut ends) = (0, 0);
        loop {
            if self.output.len() - outputs < 1024 {
                self.output.resize((self.output.len() * 2).max(4096), 0);
            }
            if self.ends.len() == ends {
                self.ends.resize(ends * 2 + 32, 0);
            }
            let again = self.again_from < self.again.len();
            let bytes = if again { &self.again[self.again_from..] } else { self.input.fill_buf()? };
            let (result, taken, given, ended) =
                self.core.read_record(bytes, &mut self.output[outputs..], &mut self.ends[ends..]);
            self.raw.extend_from_slice(&bytes[..taken]);
            if again {
                self.again_from += taken;
            } else {
                self.input.consume(taken);
            }
            outputs += given;
            ends += ended;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.ends.truncate(ends);
                    self.end_line()?;
                    return Ok(result == ReadRecordResult::End);
                }
                _ if self.raw.len() as u64 > self.limit => {
                    self.ends.truncate(ends);
                    self.core = reader(self.delimiter);
                    return Ok(false);
                }
                _ => {}
            }
        }
    }

    /// The parser ends a row at a carriage return; the line feed after it belongs to the row too.
    fn end_line(&mut self) -> std::io::Result<()> {
        if self.raw.last() != Some(&b'\r') {
            return Ok(());
        }
        let again = self.again_from < self.again.len();
        let next = if again { self.again.get(self.again_from) } else { self.input.fill_buf()?.first() };
        if next == Some(&b'\n') {
            self.raw.push(b'\n');
            if again {
                self.again_from += 1;
            } else {
                self.input.consume(1);
            }
        }
        Ok(())
    }

    /// Reads on after the first bytes of this row.
    fn go_back_to(&mut self, first: usize, offset: u64, line: u64) {
        let mut again = self.raw.split_off(first);
        again.extend_from_slice(&self.again[self.again_from..]);
        (self.again, self.again_from) = (again, 0);
        (self.offset, self.line) = (offset, line);
        self.core = reader(self.delimiter);
    }

    /// Reads past the rest of a line without an end.
    fn skip_line(&mut self) -> std::io::Result<()> {
        if self.raw.last() == Some(&b'\n') {
            return Ok(());
        }
        let mut nothing = Vec::new();
        let left = super::jsonl::read_line(&mut (&self.again[self.again_from..]), u64::MAX, &mut nothing)?;
        self.again_from += left as usize;
        self.offset += left;
        if nothing.last() != Some(&b'\n') {
            self.offset += super::jsonl::read_line(&mut self.input, 0, &mut nothing)?;
        }
        self.line += 1;
        Ok(())
    }
}

/// Whether every quotation mark that ends a field stands at its end. The parser is lenient there, and so takes what stands
/// between the last mark of one row and the first one of another for a field.
fn is_strict(raw: &[u8], delimiter: u8) -> bool {
    let ends = |at: usize| raw.get(at).is_none_or(|&b| b == delimiter || b == b'\r' || b == b'\n');
    let mut at = 0;
    while at < raw.len() {
        if raw[at] == b'"' {
            at += 1;
            while let Some(mark) = memchr::memchr(b'"', &raw[at..]) {
                at += mark + 1;
                match raw.get(at) {
                    Some(b'"') => at += 1,
                    _ if ends(at) => break,
                    _ => return false,
                }
            }
        }
        // To the next field.
        at = memchr::memchr(delimiter, &raw[at..]).map_or(raw.len(), |end| at + end + 1);
    }
    true
}

fn lines(raw: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', raw).count() as u64
}

fn reader(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, limit: u64) -> Vec<String> {
        let mut rows = Rows::new(text.as_bytes(), b',', limit);
        let mut all = Vec::new();
        loop {
            all.push(match rows.next(Some(2)).unwrap() {
                Found::End => return all,
                Found::TooLarge { offset, line } => format!("{line}@{offset} too large"),
                Found::Row { offset, line, whole: Whole::Yes } => {
                    let fields: Vec<_> =
                        rows.fields().iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect();
                    format!("{line}@{offset} {}", fields.join("|"))
                }
                Found::Row { offset, line, whole: Whole::Cut } => format!("{line}@{offset} cut"),
                Found::Row { offset, line, whole: Whole::Uneven } => format!("{line}@{offset} uneven"),
            });
        }
    }

    #[test]
    fn rows_may_have_lines_and_marks_in_quotes() {
        assert_eq!(rows("a,\"b\nc \"\"d\"\"\"\n\ne,f", 99), ["1@0 a|b\nc \"d\"", "4@15 e|f"]);
        assert_eq!(rows("a,b\r\nc,d\r\n", 99), ["1@0 a|b", "2@5 c|d"]);
    }

    #[test]
    fn a_missing_mark_costs_one_line() {
        assert_eq!(rows("a,\"b\nc,d\ne,\"f\"\ng,h\n", 99), ["1@0 cut", "2@5 c|d", "3@9 e|f", "4@15 g|h"]);
        assert_eq!(rows("a,b\nc\nd,e", 99), ["1@0 a|b", "2@4 uneven", "3@6 d|e"]);
    }

    #[test]
    fn rows_beyond_the_limit_cost_themselves_alone() {
        let text = format!("a,b\n{},c\nd,e\n", "x".repeat(10_000));
        assert_eq!(rows(&text, 100), ["1@0 a|b", "2@4 too large", "3@10007 d|e"]);
        // A mark that is never closed, and more behind it than a row may have.
        let text = format!("a,\"b\n{}", "c,d\n".repeat(100));
        let all = rows(&text, 50);
        assert_eq!((all[0].as_str(), all.len()), ("1@0 cut", 101));
    }

    #[test]
    fn the_delimiter_is_told_by_the_column_names() {
        assert_eq!(delimiter("id;title;text"), b';');
        assert_eq!(delimiter("id,title,text"), b',');
        assert_eq!(delimiter("text"), b',');
        assert_eq!(header("a,\"b c\",d", b','), ["a", "b c", "d"]);
    }
}
