//! Half characters in JSON: `"\ud83d"` without its other half, as programs write that cut texts by UTF-16.
//!
//! JSON's grammar has them and Unicode has not, so parsers refuse the whole value. Each becomes `\ufffd` before the parser
//! sees it. That is as long as what was there, so that no offset moves.

use std::cell::Cell;
use std::io::{BufRead, Read, Result};
use std::ops::RangeInclusive;
use std::rc::Rc;

const HIGH: RangeInclusive<u16> = 0xD800..=0xDBFF;
const LOW: RangeInclusive<u16> = 0xDC00..=0xDFFF;

/// Mends bytes of JSON in place. Gives how many of them are mended for good, which is all of them at the end of a stream,
/// and how many escapes were replaced.
pub(super) fn mend(json: &mut [u8], end: bool) -> (usize, u64) {
    let mut replaced = 0;
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\\', &json[from..]) {
        let at = from + found;
        let rest = &json[at..];
        // The longest that must be seen at once is a pair.
        if rest.len() < 12 && !end {
            return (at, replaced);
        }
        from = match unit(rest) {
            Some(first) if HIGH.contains(&first) && unit(&rest[6..]).is_some_and(|second| LOW.contains(&second)) => {
                at + 12
            }
            Some(first) if HIGH.contains(&first) || LOW.contains(&first) => {
                json[at + 2..at + 6].copy_from_slice(b"fffd");
                replaced += 1;
                at + 6
            }
            Some(_) => at + 6,
            // The escaped character may be a backslash.
            None => (at + 2).min(json.len()),
        };
    }
    (json.len(), replaced)
}

/// The UTF-16 unit that an escape at the beginning of these bytes stands for.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)? as u16))
}

/// A stream of JSON without half characters.
pub(super) struct Mended<R> {
    inner: R,
    buffer: Vec<u8>,
    /// How much of the buffer was given out, and how much of it may be.
    given: usize,
    good: usize,
    replaced: Rc<Cell<u64>>,
}

impl<R: BufRead> Mended<R> {
    /// `replaced` counts the escapes.
    pub(super) fn new(inner: R, replaced: Rc<Cell<u64>>) -> Self {
        Self { inner, buffer: Vec::new(), given: 0, good: 0, replaced }
    }
}

impl<R: BufRead> BufRead for Mended<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.given == self.good {
            self.buffer.drain(..self.good);
            (self.given, self.good) = (0, 0);
            loop {
                let more = self.inner.fill_buf()?;
                let (length, end) = (more.len(), more.is_empty());
                self.buffer.extend_from_slice(more);
                self.inner.consume(length);
                let (good, replaced) = mend(&mut self.buffer, end);
                self.replaced.set(self.replaced.get() + replaced);
                self.good = good;
                if good > 0 || end {
                    break;
                }
            }
        }
        Ok(&self.buffer[self.given..self.good])
    }

    fn consume(&mut self, n: usize) {
        self.given = (self.given + n).min(self.good);
    }
}

impl<R: BufRead> Read for Mended<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    const CASES: [(&str, &str, u64); 10] = [
        (r#"{"a": "\ud83d"}"#, r#"{"a": "\ufffd"}"#, 1),
        (r#""\uD83D\uDE42 whole""#, r#""\uD83D\uDE42 whole""#, 0),
        (r#""\uDE42\uD83D""#, r#""\ufffd\ufffd""#, 2),
        (r#""\ud83d\ud83d\ude42""#, r#""\ufffd\ud83d\ude42""#, 1),
        (r#""\\ud83d""#, r#""\\ud83d""#, 0),
        (r#""\\\ud83d""#, r#""\\\ufffd""#, 1),
        (r#""\ud83d\n\u0041""#, r#""\ufffd\n\u0041""#, 1),
        (r#""\u00e9 \uzzzz""#, r#""\u00e9 \uzzzz""#, 0),
        (r#""\ud8"#, r#""\ud8"#, 0),
        ("\\", "\\", 0),
    ];

    #[test]
    fn halves_are_replaced_and_pairs_are_left() {
        for (json, expected, count) in CASES {
            let mut bytes = json.as_bytes().to_vec();
            assert_eq!(mend(&mut bytes, true), (json.len(), count), "{json}");
            assert_eq!(String::from_utf8(bytes).unwrap(), expected);
        }
    }

    #[test]
    fn a_stream_may_be_cut_anywhere() {
        for (json, expected, count) in CASES {
            for capacity in 1..16 {
                let replaced = Rc::new(Cell::new(0));
                let mut text = String::new();
                let input = BufReader::with_capacity(capacity, json.as_bytes());
                Mended::new(input, replaced.clone()).read_to_string(&mut text).unwrap();
                assert_eq!((text.as_str(), replaced.get()), (expected, count), "{capacity}");
            }
        }
    }
}
