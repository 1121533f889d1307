//! Plain words and plain marks. A plain word is a letter, small letters after it, and then what surely ends the word, or
//! a point; a plain mark is the same whatever stands beside it. Nine of ten tokens are such and are cut here, words sixteen
//! bytes at a time; the rules for all others are those of `scan`.

use wide::{CmpGt, CmpLt, i8x16};

use super::token::{Case, Class};

/// How many of sixteen bytes, from the second on, are small letters, up to the first that is none; and the first byte,
/// if `letter`.
#[inline]
fn letters(block: [u8; 16], letter: bool) -> usize {
    let lanes = i8x16::new(block.map(|byte| byte as i8));
    // Bytes of other characters than ASCII are negative.
    let small = lanes.cmp_gt(i8x16::splat(b'a' as i8 - 1)) & lanes.cmp_lt(i8x16::splat(b'z' as i8 + 1));
    let mask = small.move_mask() as u32 & !1 | u32::from(letter);
    mask.trailing_ones() as usize
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
    pub(super) end: usize,
    pub(super) case: Case,
    /// Whether there is a point behind it, which belongs to it if it is an abbreviation.
    pub(super) point: bool,
}

/// The plain word that begins at `start`, if one does.
#[inline]
pub(super) fn word(text: &[u8], start: usize) -> Option<Word> {
    let rest = text.get(start..)?;
    let block: [u8; 16] = *rest.first_chunk()?;
    let [first, second, third, ..] = block;
    let mut len = letters(block, first.is_ascii_alphabetic());
    if len == block.len() {
        len += long(rest)?;
    }
    let &[end, next] = rest.get(len..)?.first_chunk()?;
    let after = AFTER[usize::from(end)];
    if len == 0 || after == After::More {
        return None;
    }
    let point = after == After::Point;
    // "J." and "U.S." have rules of their own, and so has "www.".
    if point && (len == 1 || [first, second, third].eq_ignore_ascii_case(b"www")) {
        return None;
    }
    let case = if first.is_ascii_uppercase() { Case::Title } else { Case::Lower };
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

/// How many small letters follow the first sixteen bytes; None if they go on to the end.
#[cold]
fn long(text: &[u8]) -> Option<usize> {
    text.get(16..)?.iter().position(|b| !b.is_ascii_lowercase())
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
                assert_eq!((letters(bytes, true), letters(bytes, false)), (n, 0), "{other}");
            }
        }
        assert_eq!(letters(*b"Azbyczmnazbyczmn", true), 16);
    }

    #[test]
    fn words_that_are_not_plain_are_left_to_others() {
        let of = |text: &str| word(format!("{text}{:20}", "").as_bytes(), 0).map(|w| (w.end, w.case, w.point));
        assert_eq!(of("a"), Some((1, Case::Lower, false)));
        assert_eq!(of("I"), Some((1, Case::Title, false)));
        assert_eq!(of("Representatives,"), Some((15, Case::Title, false)));
        assert_eq!(of("Antidisestablishmentarianism,"), Some((28, Case::Title, false)));
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
