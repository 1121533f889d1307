//! Plain words and plain marks. A plain word is a letter, small letters after it, and then what surely ends the word, or
//! a point; a plain mark is the same whatever stands beside it. Nine of ten tokens are such and are cut here, words sixteen
//! bytes at a time; the rules for all others are those of `scan`.

use wide::{CmpLt, i8x16};

use super::token::{Case, Class};

/// How many bytes of a text are looked at at once: sixteen letters, and whatever place a mask of them can name behind.
pub(super) const NEAR: usize = 34;

/// The bit that tells a small letter from a capital, for the first byte.
const FIRST_SMALL: [u8; 16] = [b' ', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// How many of sixteen bytes are small letters, the first perhaps a capital, up to the first that is none.
#[inline]
fn letters(block: [u8; 16]) -> usize {
    let signed = |bytes: [u8; 16]| i8x16::new(bytes.map(|byte| byte as i8));
    let lanes = signed(block) | signed(FIRST_SMALL);
    // The letters are the lowest of all bytes, counted from "a" on, if the first number is the lowest.
    let small = (lanes + i8x16::splat(i8::MIN.wrapping_sub(b'a' as i8))).cmp_lt(i8x16::splat(i8::MIN + 26));
    (small.move_mask() as u32).trailing_ones() as usize
}

/// What a byte behind the letters of a word says of it.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// It ends the word whatever follows.
    End,
    /// The point may belong to the word.
    Point,
    /// The word may go on: other letters, numbers, apostrophes, the marks of addresses.
    More,
}

const AFTER: [After; 256] = {
    let mut after = [After::More; 256];
    let mut b = 0;
    while b < 0x80 {
        after[b] = match b as u8 {
            b'.' => After::Point,
            b'\'' | b'&' | b'@' | b':' => After::More,
            b if b.is_ascii_alphanumeric() => After::More,
            _ => After::End,
        };
        b += 1;
    }
    after
};

/// A plain word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    /// Its bytes.
    pub(super) len: usize,
    pub(super) case: Case,
    /// Whether there is a point behind it, which belongs to it if it is an abbreviation.
    pub(super) point: bool,
}

/// The plain word that begins a text, of which `near` is the start, if one does.
#[inline]
pub(super) fn word(text: &[u8], near: &[u8; NEAR]) -> Option<Word> {
    let (block, _) = near.split_first_chunk::<16>()?;
    let len = letters(*block);
    if len == block.len() {
        return long(text);
    }
    word_of(len, block, [near[len], near[len + 1]])
}

/// The same where the count of letters is known, and the two bytes behind them.
#[inline]
fn word_of(len: usize, block: &[u8; 16], [end, next]: [u8; 2]) -> Option<Word> {
    let [first, second, third, ..] = *block;
    let after = AFTER[usize::from(end)];
    if len == 0 || after == After::More {
        return None;
    }
    let title = first & b' ' == 0;
    let point = after == After::Point;
    // "J." and "U.S." have rules of their own, and so has "www.".
    if point && (len == 1 || [first, second, third].eq_ignore_ascii_case(b"www")) {
        return None;
    }
    // "Mr . Smith": the point of an abbreviation may be set apart from it.
    if next == b'.' && end == b' ' && title {
        return None;
    }
    Some(Word { len, case: if title { Case::Title } else { Case::Lower }, point })
}

/// The marks of one byte that are the same whatever stands beside them.
const MARKS: [Option<Class>; 256] = {
    let mut marks = [None; 256];
    marks[b',' as usize] = Some(Class::Comma);
    marks[b'?' as usize] = Some(Class::Question);
    marks[b'!' as usize] = Some(Class::Exclamation);
    marks[b':' as usize] = Some(Class::Colon);
    marks[b';' as usize] = Some(Class::Semicolon);
    marks[b'(' as usize] = Some(Class::Open);
    marks[b'[' as usize] = Some(Class::Open);
    marks[b')' as usize] = Some(Class::Close);
    marks[b']' as usize] = Some(Class::Close);
    marks[b'"' as usize] = Some(Class::QuoteStraight);
    marks
};

/// The length and the class of the plain mark that begins a text, if one does.
#[inline]
pub(super) fn mark(near: &[u8; NEAR]) -> Option<(usize, Class)> {
    match *near {
        // One point alone.
        [b'.', next, ..] if next != b'.' => Some((1, Class::Stop)),
        // “ and ”
        [0xE2, 0x80, 0x9C, ..] => Some((3, Class::QuoteOpen)),
        [0xE2, 0x80, 0x9D, ..] => Some((3, Class::QuoteClose)),
        [first, ..] => MARKS[usize::from(first)].map(|class| (1, class)),
    }
}

/// The length of what belongs to the word before if no blank stands between: "'s" with either apostrophe, and a hyphen
/// that a letter or digit follows.
#[inline]
pub(super) fn joined(near: &[u8; NEAR]) -> Option<(usize, Class, Case)> {
    match *near {
        [b'-', next, ..] if next.is_ascii_alphanumeric() => Some((1, Class::Hyphen, Case::None)),
        [0xE2, 0x80, 0x99, b's', next, ..] if ends(next) => Some((4, Class::Clitic, Case::Lower)),
        [b'\'', b's', next, ..] if ends(next) => Some((2, Class::Clitic, Case::Lower)),
        _ => None,
    }
}

/// Whether a byte is neither a letter nor a digit, nor part of one.
fn ends(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

/// The plain word at the start of a text whose first sixteen bytes are letters, if it does not go on to the end.
#[cold]
fn long(text: &[u8]) -> Option<Word> {
    let (block, rest) = text.split_first_chunk()?;
    let more = rest.iter().position(|b| !b.is_ascii_lowercase())?;
    word_of(16 + more, block, *rest.get(more..)?.first_chunk()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_up_to_the_first_other_byte() {
        for other in (0..=255u8).filter(|b| !b.is_ascii_lowercase()) {
            for n in 1..16 {
                let mut bytes = *b"azbyczmnazbyczmn";
                bytes[n] = other;
                assert_eq!(letters(bytes), n, "{other}");
                bytes[0] = b'Z';
                assert_eq!(letters(bytes), n, "{other}");
                bytes[0] = other;
                assert_eq!(letters(bytes), if other.is_ascii_uppercase() { n } else { 0 }, "{other}");
            }
        }
        assert_eq!(letters(*b"Azbyczmnazbyczmn"), 16);
    }

    /// A text long enough to be looked at.
    fn padded(text: &str) -> Vec<u8> {
        format!("{text}{:NEAR$}", "").into_bytes()
    }

    #[test]
    fn words_that_are_not_plain_are_left_to_others() {
        let of = |text: &str| {
            let text = padded(text);
            word(&text, text.first_chunk()?).map(|w| (w.len, w.case, w.point))
        };
        assert_eq!(of("a"), Some((1, Case::Lower, false)));
        assert_eq!(of("I"), Some((1, Case::Title, false)));
        assert_eq!(of("Representatives,"), Some((15, Case::Title, false)));
        assert_eq!(of("Responsibilities,"), Some((16, Case::Title, false)));
        assert_eq!(of("Antidisestablishmentarianism,"), Some((28, Case::Title, false)));
        assert_eq!(of("representative-"), Some((14, Case::Lower, false)));
        assert_eq!(of("Mr."), Some((2, Case::Title, true)));
        assert_eq!(of("said."), Some((4, Case::Lower, true)));
        assert_eq!(of("Wars."), Some((4, Case::Title, true)));
        for text in [
            "J.",
            "p.m.",
            "Mr .",
            "o'clock",
            "it’s",
            "NATO",
            "McCain",
            "b2b",
            "Café",
            "www.",
            "http://",
            "a@b",
            "1",
            " ",
            "-",
            "Antidisestablishmentarianism’s",
            "@a",
            "[a",
            "`a",
            "{a",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn marks_that_depend_on_others_are_left_to_others() {
        let of = |text: &str| mark(padded(text).first_chunk()?);
        assert_eq!(of(","), Some((1, Class::Comma)));
        assert_eq!(of("."), Some((1, Class::Stop)));
        assert_eq!(of(".”"), Some((1, Class::Stop)));
        assert_eq!(of("”"), Some((3, Class::QuoteClose)));
        for text in ["..", "-", "’", "‘", "'s", "``", "@a", "a", "1", "é", "—", "…"] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn what_joins_words_is_told_from_other_marks() {
        let of = |text: &str| joined(padded(text).first_chunk()?);
        assert_eq!([of("'s "), of("'s."), of("’s-")], [2, 2, 4].map(|len| Some((len, Class::Clitic, Case::Lower))));
        assert_eq!([of("-a"), of("-9")], [Some((1, Class::Hyphen, Case::None)); 2]);
        for text in ["'so", "'s9", "’sé", "'s’", "’re", "-", "--", "-é", "-'", "'S"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
