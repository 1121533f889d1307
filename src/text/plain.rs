//! Plain words: a letter, small letters after it, and then what surely ends the word. Nine of ten words are such and are
//! cut here, eight bytes at a time; the rules for all others are those of `scan`.

use super::token::Case;

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

/// The bytes that end a word whatever follows: not those of other letters, of numbers and of addresses, nor points and
/// apostrophes, which may belong to it.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut b = 0;
    while b < 0x80 {
        ends[b] = !(b as u8).is_ascii_alphanumeric() && !matches!(b as u8, b'.' | b'\'' | b'&' | b'@' | b':');
        b += 1;
    }
    ends
};

/// The end of the plain word that begins at `start`, and its case, if one begins there.
#[inline]
pub(super) fn word(text: &[u8], start: usize) -> Option<(usize, Case)> {
    let rest = text.get(start..)?;
    let first = u64::from_le_bytes(*rest.first_chunk()?);
    // The first letter may be a capital.
    let mut len = small_letters(first | 0x20);
    if len == 8 {
        len += long(rest)?;
    }
    let &[end, after] = rest.get(len..)?.first_chunk()?;
    if len == 0 || !ENDS[usize::from(end)] {
        return None;
    }
    if !(first as u8).is_ascii_uppercase() {
        return Some((start + len, Case::Lower));
    }
    // "Mr . Smith": the point of an abbreviation may be set apart from it.
    (end != b' ' || after != b'.').then_some((start + len, Case::Title))
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
        let of = |text: &str| word(format!("{text}         ").as_bytes(), 0);
        assert_eq!(of("a"), Some((1, Case::Lower)));
        assert_eq!(of("I"), Some((1, Case::Title)));
        assert_eq!(of("Representatives,"), Some((15, Case::Title)));
        assert_eq!(of("representative-"), Some((14, Case::Lower)));
        for text in
            ["Mr.", "Mr .", "o'clock", "it’s", "NATO", "McCain", "b2b", "Café", "www.", "http://", "a@b", "1", " ", "-"]
        {
            assert_eq!(of(text), None, "{text}");
        }
        assert_eq!((word(b"short", 0), word(b"", 0), word(b"a", 9)), (None, None, None));
    }
}
