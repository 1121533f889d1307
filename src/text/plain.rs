//! Plain words and plain marks. A plain word is a letter, small letters after it, and then what surely ends the word, or
//! a point; a plain mark is the same whatever stands beside it. Nine of ten tokens are such and are cut here, words eight
//! bytes at a time; the rules for all others are those of `scan`.

use super::token::{Case, Class};

/// A one in each of eight bytes, and the highest bit of each.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;

/// How many of eight bytes, from the first on, are small letters.
fn small_letters(block: u64) -> usize {
    let low = block & !HIGH;
    // The highest bit of each byte: whether it is "a" or more, whether it is more than "z".
    let from_a = low + (0x80 - b'a' as u64) * ONES;
    let past_z = low + (0x7f - b'z' as u64) * ONES;
    let small = from_a & !past_z & !block & HIGH;
    (!small & HIGH).trailing_zeros() as usize / 8
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

/// The letters that addresses begin with.
const WWW: u64 = u64::from_le_bytes(*b"www\0\0\0\0\0");

/// A plain word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) end: usize,
    pub(super) case: Case,
    /// Whether there is a point behind it, which belongs to it if it is an abbreviation.
    pub(super) point: bool,
}

/// The plain word that begins at `start`, if one does.
#[inline]
pub(super) fn word(text: &[u8], start: usize) -> Option<Word> {
    let rest = text.get(start..)?;
    let first = u64::from_le_bytes(*rest.first_chunk()?);
    // The first letter may be a capital.
    let mut len = small_letters(first | 0x20);
    if len == 8 {
        len += long(rest)?;
    }
    let &[end, next] = rest.get(len..)?.first_chunk()?;
    let after = AFTER[usize::from(end)];
    if len == 0 || after == After::More {
        return None;
    }
    let point = after == After::Point;
    // "J." and "U.S." have rules of their own, and so has "www.".
    if point && (len == 1 || (first | 0x0020_2020) & 0x00ff_ffff == WWW) {
        return None;
    }
    let case = if (first as u8).is_ascii_uppercase() { Case::Title } else { Case::Lower };
    // "Mr . Smith": the point of an abbreviation may be set apart from it.
    if case == Case::Title && end == b' ' && next == b'.' {
        return None;
    }
    Some(Word { end: start + len, case, point })
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

/// The end and the class of the plain mark at `start`, if one stands there.
#[inline]
pub(super) fn mark(text: &[u8], start: usize) -> Option<(usize, Class)> {
    let &[first, second, third] = text.get(start..)?.first_chunk()?;
    match [first, second, third] {
        // One point alone.
        [b'.', next, _] if next != b'.' => Some((start + 1, Class::Stop)),
        // “ and ”
        [0xE2, 0x80, 0x9C] => Some((start + 3, Class::QuoteOpen)),
        [0xE2, 0x80, 0x9D] => Some((start + 3, Class::QuoteClose)),
        _ => MARKS[usize::from(first)].map(|class| (start + 1, class)),
    }
}

/// How many small letters follow the first eight bytes; None if they go on to the end.
fn long(text: &[u8]) -> Option<usize> {
    text.get(8..)?.iter().position(|b| !b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_counted_up_to_the_first_other_byte() {
        for other in (0..=255u8).filter(|b| !b.is_ascii_lowercase()) {
            for n in 0..8 {
                let mut bytes = *b"azbyczmn";
                bytes[n] = other;
                assert_eq!(small_letters(u64::from_le_bytes(bytes)), n, "{other}");
            }
        }
        assert_eq!(small_letters(u64::from_le_bytes(*b"azbyczmn")), 8);
    }

    #[test]
    fn words_that_are_not_plain_are_left_to_others() {
        let of = |text: &str| word(format!("{text}         ").as_bytes(), 0).map(|w| (w.end, w.case, w.point));
        assert_eq!(of("a"), Some((1, Case::Lower, false)));
        assert_eq!(of("I"), Some((1, Case::Title, false)));
        assert_eq!(of("Representatives,"), Some((15, Case::Title, false)));
        assert_eq!(of("representative-"), Some((14, Case::Lower, false)));
        assert_eq!(of("Mr."), Some((2, Case::Title, true)));
        assert_eq!(of("said."), Some((4, Case::Lower, true)));
        assert_eq!(of("Wars."), Some((4, Case::Title, true)));
        for text in [
            "J.", "p.m.", "Mr .", "o'clock", "it’s", "NATO", "McCain", "b2b", "Café", "www.", "http://", "a@b", "1",
            " ", "-",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!((word(b"short", 0), word(b"", 0), word(b"a", 9)), (None, None, None));
    }

    #[test]
    fn marks_that_depend_on_others_are_left_to_others() {
        let of = |text: &str| mark(format!("{text}   ").as_bytes(), 0);
        assert_eq!(of(","), Some((1, Class::Comma)));
        assert_eq!(of("."), Some((1, Class::Stop)));
        assert_eq!(of(".”"), Some((1, Class::Stop)));
        assert_eq!(of("”"), Some((3, Class::QuoteClose)));
        for text in ["..", "-", "’", "‘", "'s", "``", "@a", "a", "1", "é", "—", "…"] {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!((mark(b"", 0), mark(b"..", 1), mark(b"a", 9)), (None, None, None));
    }
}
