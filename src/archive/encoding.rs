//! Bytes to text: byte-order marks, declared charsets, and otherwise UTF-8. What is no text becomes U+FFFD, counted.

use std::cell::Cell;
use std::io::{Read, Result};
use std::rc::Rc;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

/// Bytes to text. A byte-order mark tells the encoding before a declaration does, and is no part of the text.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>, problems: &mut Vec<String>) -> String {
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((declared.unwrap_or(UTF_8), 0));
    if encoding == UTF_8 {
        let bytes = if mark > 0 { bytes[mark..].to_vec() } else { bytes };
        return match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let bytes = error.into_bytes();
                note(bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count() as u64, problems);
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
    }
    let mut text = String::new();
    let replaced = Rc::new(Cell::new(0));
    // Reading from memory cannot fail.
    let _ = Transcoder::new(&bytes[mark..], encoding, replaced.clone()).read_to_string(&mut text);
    note(replaced.get(), problems);
    text
}

/// Says in the problems of a record that bytes were replaced.
pub(super) fn note(replaced: u64, problems: &mut Vec<String>) {
    match replaced {
        0 => {}
        1 => problems.push("1 byte sequence was no text and was replaced by U+FFFD".into()),
        n => problems.push(format!("{n} byte sequences were no text and were replaced by U+FFFD")),
    }
}

/// The encoding of a label such as "iso-8859-1"; one that nobody knows is a problem.
pub(super) fn labelled(label: &str, problems: &mut Vec<String>) -> Option<&'static Encoding> {
    let found = Encoding::for_label(label.as_bytes());
    if found.is_none() {
        problems.push(format!("the declared charset {label:?} is not known; read as UTF-8"));
    }
    found
}

/// A stream in any encoding as a stream of valid UTF-8.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    input: Vec<u8>,
    /// What of `input` is not yet decoded.
    left: std::ops::Range<usize>,
    state: State,
    output: Vec<u8>,
    /// How much of `output` was given out.
    given: usize,
    replaced: Rc<Cell<u64>>,
}

#[derive(PartialEq, Eq)]
enum State {
    Reading,
    /// All input was read; the decoder may still hold something back.
    Ended,
    Finished,
}

impl<R: Read> Transcoder<R> {
    /// `replaced` counts the byte sequences that are no text. A byte-order mark of the encoding is left out.
    pub(super) fn new(inner: R, encoding: &'static Encoding, replaced: Rc<Cell<u64>>) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; 16 << 10],
            left: 0..0,
            state: State::Reading,
            output: Vec::new(),
            given: 0,
            replaced,
        }
    }

    /// Decodes some more into `output`.
    fn more(&mut self) -> Result<()> {
        if self.left.is_empty() && self.state == State::Reading {
            self.left = 0..self.inner.read(&mut self.input)?;
            if self.left.is_empty() {
                self.state = State::Ended;
            }
        }
        self.output.resize(64 << 10, 0);
        self.given = 0;
        let mut written = 0;
        loop {
            let (result, taken, given) = self.decoder.decode_to_utf8_without_replacement(
                &self.input[self.left.clone()],
                &mut self.output[written..],
                self.state == State::Ended,
            );
            self.left.start += taken;
            written += given;
            match result {
                DecoderResult::InputEmpty => {
                    if self.state == State::Ended {
                        self.state = State::Finished;
                    }
                    break;
                }
                DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    self.replaced.set(self.replaced.get() + 1);
                    self.output.truncate(written);
                    self.output.extend_from_slice("\u{fffd}".as_bytes());
                    written += 3;
                    self.output.resize(written.max(64 << 10) + 64, 0);
                }
            }
        }
        self.output.truncate(written);
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        while self.given == self.output.len() && self.state != State::Finished {
            self.more()?;
        }
        let n = buffer.len().min(self.output.len() - self.given);
        buffer[..n].copy_from_slice(&self.output[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: Option<&str>) -> (String, Vec<String>) {
        let mut problems = Vec::new();
        let declared = label.and_then(|l| labelled(l, &mut problems));
        (decode(bytes.to_vec(), declared, &mut problems), problems)
    }

    #[test]
    fn byte_order_marks_are_left_out_and_win_over_declarations() {
        assert_eq!(decoded(b"\xEF\xBB\xBF\xC3\xA9", Some("latin1")), ("é".into(), vec![]));
        assert_eq!(decoded(b"\xFF\xFEe\x00\xE9\x00", None), ("eé".into(), vec![]));
        assert_eq!(decoded(b"\xFE\xFF\x00e\x00\xE9", None), ("eé".into(), vec![]));
    }

    #[test]
    fn declared_charsets_are_heeded_and_unknown_ones_said() {
        assert_eq!(decoded(b"\x93caf\xE9\x94", Some("iso-8859-1")), ("“café”".into(), vec![]));
        let (text, problems) = decoded("é".as_bytes(), Some("klingon"));
        assert_eq!((text.as_str(), problems.len()), ("é", 1));
    }

    #[test]
    fn what_is_no_text_is_counted() {
        let (text, problems) = decoded(b"a\xFF\xFEb", None);
        assert_eq!((text.as_str(), problems[0].starts_with("2 byte sequences")), ("a\u{fffd}\u{fffd}b", true));
        // A lone surrogate, and half a unit at the end.
        let (text, problems) = decoded(b"\xFF\xFEa\x00\x00\xD8b\x00c", None);
        assert_eq!((text.as_str(), problems[0].starts_with("2 byte")), ("a\u{fffd}b\u{fffd}", true));
    }

    #[test]
    fn a_stream_is_transcoded_in_any_pieces() {
        struct Slow<'a>(&'a [u8]);
        impl Read for Slow<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
                let n = self.0.len().min(1).min(buffer.len());
                buffer[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let replaced = Rc::new(Cell::new(0));
        let mut text = String::new();
        let bytes = "é“ü”".as_bytes();
        Transcoder::new(Slow(bytes), UTF_8, replaced.clone()).read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), replaced.get()), ("é“ü”", 0));
        let bad = vec![0xFF; 100_000];
        let mut text = String::new();
        Transcoder::new(&bad[..], UTF_8, replaced.clone()).read_to_string(&mut text).unwrap();
        assert_eq!((text.len(), replaced.get()), (300_000, 100_000));
    }
}
