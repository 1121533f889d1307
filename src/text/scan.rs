//! Characters to raw tokens: one pass over the bytes, no list but that of abbreviations, no allocation.
//!
//! The cuts are made so that a name is always a run of whole tokens: hyphens, possessives and brackets stand
//! apart, inner apostrophes and the points of abbreviations stay ("O'Brien", "U.S.", "Mr."). Text that was
//! tokenized before ("Kremlin 's", "is n't", `` … '') gives the same tokens as text that was not.

use super::plain::{self, NEAR};
use super::token::{Case, Class, Marks};
use crate::span::Span;

/// A token before the lists have seen it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Raw {
    pub(crate) span: Span,
    pub(crate) class: Class,
    pub(crate) case: Case,
    pub(crate) marks: Marks,
    /// What is written there, if that is short: see [`written`].
    pub(super) written: u128,
}

/// The bits of so many bytes, up to sixteen.
const BITS_OF: [u128; 32] = {
    let mut bits = [0; 32];
    let mut bytes = 1;
    while bytes < 17 {
        bits[bytes] = u128::MAX >> (128 - 8 * bytes);
        bytes += 1;
    }
    bits
};

/// What is written at a token of up to sixteen bytes, as a number; 0 for a longer one, and for those at the very end of a
/// text.
pub(super) fn written(text: &[u8], span: Span) -> u128 {
    let block = text.get(span.start as usize..).and_then(|rest| rest.first_chunk::<16>());
    match (block, BITS_OF.get(span.len() as usize)) {
        (Some(&block), Some(bits)) => u128::from_le_bytes(block) & bits,
        _ => 0,
    }
}

/// Walks over a text and yields its tokens. `is_abbreviation` tells of a word with its point ("Mr.") whether
/// the point belongs to it.
pub(crate) struct Scanner<'t, F> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    is_abbreviation: F,
}

impl<'t, F: Fn(&str) -> bool> Scanner<'t, F> {
    pub(crate) fn new(text: &'t str, is_abbreviation: F) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, is_abbreviation }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let first = *self.bytes.get(at)?;
        if first < 0x80 { Some(first as char) } else { self.text.get(at..)?.chars().next() }
    }

    /// The bytes that an apostrophe takes at this place; 0 when none stands there.
    fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' => 1,
            0xE2 if self.bytes[at..].starts_with("’".as_bytes()) => 3,
            0xCA if self.bytes[at..].starts_with("ʼ".as_bytes()) => 2,
            _ => 0,
        }
    }

    /// Skips white space; tells what stood there.
    fn spaces(&mut self) -> Marks {
        let (mut marks, mut lines, mut blanks) = (Marks::empty(), 0, 0);
        loop {
            match self.byte(self.at) {
                b' ' | b'\t' if self.at < self.bytes.len() => {
                    blanks += 1;
                    self.at += 1;
                }
                b'\n' => {
                    lines += 1;
                    self.at += 1;
                }
                b'\r' => {
                    lines += u32::from(self.byte(self.at + 1) != b'\n');
                    self.at += 1;
                }
                b if b >= 0x80 || b == 0x0B || b == 0x0C || (b == 0 && self.at < self.bytes.len()) => {
                    match self.char_at(self.at) {
                        // Zero-width marks and byte-order marks are no part of any word.
                        Some(c) if c.is_whitespace() || is_invisible(c) => {
                            lines += u32::from(matches!(c, '\u{2028}' | '\u{85}')) + 2 * u32::from(c == '\u{2029}');
                            self.at += c.len_utf8();
                            if c.is_whitespace() {
                                blanks += 1;
                            } else {
                                continue;
                            }
                        }
                        _ => break,
                    }
                }
                _ => break,
            }
            marks |= Marks::SPACE;
        }
        if lines > 0 {
            marks |= Marks::LINE;
        }
        if lines > 1 {
            marks |= Marks::BLANK;
        }
        if lines == 0 && blanks > 1 {
            marks |= Marks::GAP;
        }
        marks
    }

    /// The end of a clitic that starts at `at` (with its apostrophe): 's, 're, 've, 'll, 'd, 'm and nothing after.
    fn clitic_end(&self, at: usize) -> Option<usize> {
        let letters = match self.apostrophe(at) {
            0 => return None,
            apostrophe => at + apostrophe,
        };
        let low = |k: usize| self.byte(letters + k).to_ascii_lowercase();
        let end = match (low(0), low(1)) {
            (b's' | b'd' | b'm', _) => letters + 1,
            (b'r' | b'v', b'e') | (b'l', b'l') => letters + 2,
            _ => return None,
        };
        (!self.char_at(end).is_some_and(is_alphanumeric)).then_some(end)
    }

    /// Letters and digits, with inner apostrophes, points of acronyms and the point of an abbreviation.
    fn word(&mut self) -> (Class, Case, Marks) {
        let start = self.at;
        let numeric = self.byte(start).is_ascii_digit();
        let mut marks = Marks::empty();
        let mut shape = Shape::default();
        loop {
            let b = self.byte(self.at);
            match b {
                b'a'..=b'z' => {
                    let run = self.bytes[self.at..].iter().take_while(|b| b.is_ascii_lowercase()).count();
                    shape.letters += run as u32;
                    self.at += run;
                }
                b'A'..=b'Z' => {
                    shape.upper();
                    self.at += 1;
                }
                b'0'..=b'9' => {
                    marks |= Marks::DIGIT;
                    self.at += 1;
                }
                b'.' | b',' | b':' if numeric && self.byte(self.at + 1).is_ascii_digit() && shape.letters == 0 => {
                    // "1,200", "3.5", "10:30"
                    self.at += 1;
                }
                b'.' if !numeric && self.inner_point(start) => self.at += 1,
                b'&' if shape.all_upper()
                    && self.byte(self.at + 1).is_ascii_uppercase()
                    && !self.byte(self.at + 2).is_ascii_lowercase() =>
                {
                    // "AT&T", "S&P"
                    self.at += 1;
                }
                b'\'' | 0xE2 | 0xCA if self.apostrophe(self.at) > 0 => {
                    let next = self.at + self.apostrophe(self.at);
                    let letter = self.char_at(next).is_some_and(char::is_alphabetic);
                    if numeric || !letter || self.clitic_end(self.at).is_some() {
                        break;
                    }
                    self.at = next;
                }
                0x80.. => match self.char_at(self.at) {
                    Some(c) if is_alphanumeric(c) || is_mark(c) => {
                        if c.is_uppercase() {
                            shape.upper();
                        } else if c.is_lowercase() {
                            shape.letters += 1;
                        }
                        self.at += c.len_utf8();
                    }
                    Some(c) if is_invisible(c) && c != '\u{feff}' && self.at > start => self.at += c.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        if self.point_apart(start) && !numeric && shape.first_upper {
            marks |= Marks::POINT;
            if shape.letters == 1 {
                marks |= Marks::INITIAL;
            }
            self.at += 2;
        } else if self.byte(self.at) == b'.' && !numeric {
            let with_point = &self.text[start..self.at + 1];
            let letters = with_point.len() - 1;
            let one = shape.letters == 1 && shape.all_upper() && self.text[start..self.at].chars().nth(1).is_none();
            if one && self.byte(self.at + 1) != b'.' {
                marks |= Marks::INITIAL | Marks::POINT;
                self.at += 1;
            } else if with_point[..letters].contains('.') || (self.is_abbreviation)(with_point) {
                marks |= Marks::POINT;
                self.at += 1;
            }
        }
        if numeric {
            marks |= number_marks(&self.text[start..self.at]);
        }
        (if numeric { Class::Number } else { Class::Word }, shape.case(), marks)
    }

    /// Whether the point of the abbreviation that began at `start` was set apart from it: "Mr . Smith", "J . Smith".
    fn point_apart(&self, start: usize) -> bool {
        if self.byte(self.at) != b' ' || self.byte(self.at + 1) != b'.' || self.byte(self.at + 2) != b' ' {
            return false;
        }
        let word = &self.text[start..self.at];
        let name_follows = self.char_at(self.at + 3).is_some_and(char::is_uppercase);
        name_follows
            && ((word.len() == 1 && word != "I") || word.contains('.') || (self.is_abbreviation)(&format!("{word}.")))
    }

    /// Whether the point at `self.at` stands between single letters, as in "U.S." and "W.M.D.s".
    fn inner_point(&self, start: usize) -> bool {
        let single = start < self.at
            && self.byte(self.at - 1).is_ascii_alphabetic()
            && (self.at - 1 == start || self.byte(self.at - 2) == b'.');
        let next = self.byte(self.at + 1);
        let after = self.byte(self.at + 2);
        single && next.is_ascii_alphabetic() && (after == b'.' || (next == b's' && !after.is_ascii_alphanumeric()))
    }

    /// "http://…", "www.…", "name@host"; the end of it, when one starts at `self.at`.
    fn address_end(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let begins = |p: &[u8]| rest.len() > p.len() && rest[..p.len()].eq_ignore_ascii_case(p);
        if !(begins(b"http://") || begins(b"https://") || begins(b"www.")) {
            return None;
        }
        let len = rest.iter().position(|&b| b <= b' ' || b"\"<>()[]{}|\\^`".contains(&b) || b >= 0x80);
        let mut end = start + len.unwrap_or(rest.len());
        while end > start && b".,;:!?'".contains(&self.bytes[end - 1]) {
            end -= 1;
        }
        Some(end)
    }

    fn mark(&mut self, c: char, spaced: bool) -> Class {
        let start = self.at;
        self.at += c.len_utf8();
        let again = |s: &Self, n: u8| s.byte(s.at) == n;
        match c {
            ',' | '،' | '、' | '，' => Class::Comma,
            '.' if again(self, b'.') => {
                while self.byte(self.at) == b'.' {
                    self.at += 1;
                }
                Class::Ellipsis
            }
            '.' | '。' => Class::Stop,
            '?' | '؟' | '？' => Class::Question,
            '!' | '！' => Class::Exclamation,
            ':' | '：' => Class::Colon,
            ';' => Class::Semicolon,
            '…' => Class::Ellipsis,
            '-' if again(self, b'-') => {
                while self.byte(self.at) == b'-' {
                    self.at += 1;
                }
                Class::Dash
            }
            '-' | '‐' | '‑' => {
                let after = self.char_at(self.at).is_some_and(is_alphanumeric);
                if start > 0 && after && !spaced { Class::Hyphen } else { Class::Dash }
            }
            '–' | '—' | '―' | '‒' | '−' => Class::Dash,
            '(' | '[' | '{' => Class::Open,
            ')' | ']' | '}' => Class::Close,
            '“' | '„' | '«' | '‟' => Class::QuoteOpen,
            '”' | '»' => Class::QuoteClose,
            '"' | '＂' => Class::QuoteStraight,
            '`' if again(self, b'`') => {
                self.at += 1;
                Class::QuoteOpen
            }
            '\'' if again(self, b'\'') => {
                self.at += 1;
                Class::QuoteClose
            }
            '‘' | '‛' | '`' | '‹' | '‚' => Class::SingleOpen,
            '’' | 'ʼ' | '›' => Class::SingleClose,
            '\'' => Class::SingleStraight,
            '/' => Class::Slash,
            '&' => Class::Ampersand,
            _ => Class::Symbol,
        }
    }

    /// The token that begins here, behind this white space.
    fn other(&mut self, space: Marks) -> Option<Raw> {
        let start = self.at;
        let c = self.char_at(start)?;
        // The apostrophe U+02BC counts as a letter in Unicode, but no word begins with it: it would be an empty one.
        let (class, case, marks) = if is_alphanumeric(c) && self.apostrophe(start) == 0 {
            let begins_address = matches!(c, 'h' | 'H' | 'w' | 'W');
            if let Some(end) = begins_address.then(|| self.address_end(start)).flatten() {
                self.at = end;
                (Class::Address, Case::None, Marks::empty())
            } else {
                let (class, case, marks) = self.word();
                if self.byte(self.at) == b'@' && self.byte(self.at + 1).is_ascii_alphanumeric() {
                    while self.byte(self.at).is_ascii_alphanumeric() || b"@._-+".contains(&self.byte(self.at)) {
                        self.at += 1;
                    }
                    if self.bytes[self.at - 1] == b'.' {
                        self.at -= 1;
                    }
                    (Class::Address, Case::None, marks)
                } else {
                    (class, case, marks)
                }
            }
        } else if matches!(c, '@' | '#') && self.byte(start + 1).is_ascii_alphabetic() {
            self.at += 1;
            while self.byte(self.at).is_ascii_alphanumeric() || self.byte(self.at) == b'_' {
                self.at += 1;
            }
            (Class::Handle, Case::None, Marks::empty())
        } else if let Some(end) = self.clitic_end(start) {
            self.at = end;
            (Class::Clitic, Case::Lower, Marks::empty())
        } else {
            let class = self.mark(c, space.contains(Marks::SPACE));
            (class, Case::None, Marks::empty())
        };
        // Whatever the rules above say of a character that nobody thought of, the scanner goes on.
        self.at = self.at.max(start + c.len_utf8());
        let span = Span::new(start as u32, self.at as u32);
        Some(Raw { span, class, case, marks: marks | space, written: written(self.bytes, span) })
    }
}

impl<F: Fn(&str) -> bool> Scanner<'_, F> {
    /// Puts the next token into `raw`; false at the end of the text.
    #[inline]
    pub(crate) fn read(&mut self, raw: &mut Raw) -> bool {
        // A plain one behind one blank or none, as nearly always.
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if let Some(near) = rest.first_chunk::<{ NEAR + 1 }>() {
            let blank = near[0] == b' ';
            let near = if blank { near.last_chunk() } else { near.first_chunk() };
            let space = if blank { Marks::SPACE } else { Marks::empty() };
            if near.is_some_and(|near| self.plain(near, self.at + usize::from(blank), space, raw)) {
                return true;
            }
        }
        self.any(raw)
    }

    /// Puts the token that begins at `start` into `raw`, if it is a plain one; `near` is the text from there on.
    #[inline]
    fn plain(&mut self, near: &[u8; NEAR], start: usize, marks: Marks, raw: &mut Raw) -> bool {
        let token = |len: usize, class, case| {
            let block = near.first_chunk().map_or(0, |block| u128::from_le_bytes(*block));
            let written = block & BITS_OF.get(len).copied().unwrap_or(0);
            Raw { span: Span::new(start as u32, (start + len) as u32), class, case, marks, written }
        };
        if let Some(word) = plain::word(self.bytes.get(start..).unwrap_or_default(), near) {
            *raw = token(word.len, Class::Word, word.case);
            if word.point && self.text.get(start..=start + word.len).is_some_and(&self.is_abbreviation) {
                *raw = Raw { marks: marks | Marks::POINT, ..token(word.len + 1, Class::Word, word.case) };
            }
        } else if let Some((len, class)) = plain::mark(near) {
            *raw = token(len, class, Case::None);
        } else {
            return false;
        }
        self.at = raw.span.end as usize;
        true
    }

    /// The same for a token that may be no plain one, behind any white space.
    #[inline(never)]
    fn any(&mut self, raw: &mut Raw) -> bool {
        let space = self.spaces();
        let start = self.at;
        let near = self.bytes.get(start..).and_then(|rest| rest.first_chunk());
        if near.is_some_and(|near| self.plain(near, start, space, raw)) {
            return true;
        }
        if start > 0
            && space.is_empty()
            && let Some((len, class, case)) = near.and_then(plain::joined)
        {
            self.at = start + len;
            let span = Span::new(start as u32, self.at as u32);
            *raw = Raw { span, class, case, marks: space, written: written(self.bytes, span) };
            return true;
        }
        let other = self.other(space);
        other.inspect(|other| *raw = *other);
        other.is_some()
    }
}

impl<F: Fn(&str) -> bool> Iterator for Scanner<'_, F> {
    type Item = Raw;

    fn next(&mut self) -> Option<Raw> {
        let mut raw = Raw::default();
        self.read(&mut raw).then_some(raw)
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}')
}

/// Dashes, curly quotation marks and their like: no letters, digits or combining marks are among them.
fn is_general_punctuation(c: char) -> bool {
    ('\u{2000}'..='\u{206f}').contains(&c)
}

fn is_alphanumeric(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && !is_general_punctuation(c) && c.is_alphanumeric())
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    !is_general_punctuation(c) && unicode_normalization::char::is_combining_mark(c)
}

#[derive(Default)]
struct Shape {
    letters: u32,
    uppers: u32,
    first_upper: bool,
}

impl Shape {
    fn upper(&mut self) {
        self.first_upper |= self.letters == 0;
        self.letters += 1;
        self.uppers += 1;
    }
    fn all_upper(&self) -> bool {
        self.letters > 0 && self.letters == self.uppers
    }
    fn case(&self) -> Case {
        match (self.letters, self.uppers) {
            (0, _) => Case::None,
            (_, 0) => Case::Lower,
            (1, 1) => Case::Title,
            (l, u) if l == u => Case::Upper,
            // "NGOs", "MPs": an acronym in the plural.
            (l, u) if l == u + 1 && u > 1 && self.first_upper => Case::Mixed,
            (_, 1) if self.first_upper => Case::Title,
            _ => Case::Mixed,
        }
    }
}

/// What form a number has: "82nd", "6PR", "1199".
fn number_marks(number: &str) -> Marks {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    match &number[digits..] {
        "" if digits <= 4 => Marks::PLAIN_NUMBER,
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => Marks::ORDINAL,
        letters if letters.len() >= 2 && letters.bytes().all(|b| b.is_ascii_uppercase()) && digits <= 3 => {
            Marks::CALL_SIGN
        }
        _ => Marks::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let abbreviations = ["Mr.", "Jan.", "Inc.", "W."];
        Scanner::new(text, |w| abbreviations.contains(&w)).map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn every_apostrophe_is_one() {
        for apostrophe in ["'", "’", "ʼ"] {
            let text = format!("Ukraine{apostrophe}s {apostrophe} {apostrophe}90s O{apostrophe}Brien{apostrophe}");
            let clitic = format!("{apostrophe}s");
            let name = format!("O{apostrophe}Brien");
            assert_eq!(
                tokens(&text),
                ["Ukraine", &clitic, apostrophe, apostrophe, "90s", &name, apostrophe],
                "{apostrophe}"
            );
        }
    }

    #[test]
    fn names_are_whole_tokens() {
        assert_eq!(
            tokens("Mr. O’Brien’s U.S.-based W.M.D.s"),
            ["Mr.", "O’Brien", "’s", "U.S.", "-", "based", "W.M.D.s"]
        );
        assert_eq!(
            tokens("Bashar al-Assad (AT&T), J. Smith."),
            ["Bashar", "al", "-", "Assad", "(", "AT&T", ")", ",", "J.", "Smith", "."]
        );
        assert_eq!(tokens("Inc. in 1,200 of 3.5."), ["Inc.", "in", "1,200", "of", "3.5", "."]);
    }

    #[test]
    fn tokenized_text_gives_the_same_tokens() {
        let words = |s| tokens(s).into_iter().map(|t| t.replace('’', "'")).collect::<Vec<_>>();
        assert_eq!(words("The Kremlin’s veto, he said."), words("The Kremlin 's veto , he said ."));
        assert_eq!(
            tokens("Mr . J . Smith , not I . He left ."),
            ["Mr .", "J .", "Smith", ",", "not", "I", ".", "He", "left", "."]
        );
    }

    #[test]
    fn quotation_marks_are_told_apart() {
        let classes = |s| Scanner::new(s, |_| false).map(|t| t.class).collect::<Vec<_>>();
        assert_eq!(
            classes("“”\"‘’'"),
            [
                Class::QuoteOpen,
                Class::QuoteClose,
                Class::QuoteStraight,
                Class::SingleOpen,
                Class::SingleClose,
                Class::SingleStraight
            ]
        );
        assert_eq!(classes("``a''"), [Class::QuoteOpen, Class::Word, Class::QuoteClose]);
    }

    #[test]
    fn addresses_and_handles_are_one_token() {
        assert_eq!(
            tokens("see https://example.org/a?b=1. Ask a.b@example.org, @pam or #now"),
            ["see", "https://example.org/a?b=1", ".", "Ask", "a", ".", "b@example.org", ",", "@pam", "or", "#now"]
        );
    }

    #[test]
    fn cases() {
        let cases = |s| Scanner::new(s, |_| false).map(|t| t.case).collect::<Vec<_>>();
        assert_eq!(
            cases("the The NATO McDonald A 15 NGOs"),
            [Case::Lower, Case::Title, Case::Upper, Case::Mixed, Case::Title, Case::None, Case::Mixed]
        );
    }

    #[test]
    fn odd_input_ends() {
        for text in ["", "\u{feff}", "\"", "'", "’", "\0", "a\u{301}", "\u{200f}", "—", "http://", "@", "U.S"] {
            let spans: Vec<Span> = Scanner::new(text, |_| true).map(|t| t.span).collect();
            assert!(spans.windows(2).all(|w| w[0].end <= w[1].start), "{text:?}");
            assert!(spans.iter().all(|s| !s.is_empty() && text.get(s.start as usize..s.end as usize).is_some()));
        }
    }
}
