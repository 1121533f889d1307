//! Names in the form in which they are compared, and as parts of identifiers.

use sha2::{Digest, Sha256};

use crate::gazetteer::fold;

/// So many bytes of a part of an identifier are kept as they are; a longer one is cut, and a hash tells it apart.
const LONGEST: usize = 200;

/// The words of a name, folded: small letters, no accents, no points and commas ("Carl D. Teague" gives carl, d, teague).
pub(super) fn words(name: &str) -> Vec<String> {
    let plain = fold(name).replace(['.', ','], " ");
    plain.split_whitespace().map(str::to_owned).collect()
}

/// Whether a folded word of a person's name is an initial.
pub(super) fn is_initial(word: &str) -> bool {
    word.chars().count() == 1
}

/// Appends `text` as one segment of an IRI's path. What an IRI allows stays readable, a space becomes `_`, all else is
/// percent-encoded, so that two texts never give the same segment. The rule names ranges of RFC 3987 and asks no table of
/// Unicode, so that a newer compiler does not rename anything.
pub fn segment(text: &str, out: &mut String) {
    let start = out.len();
    let only_dots = text.bytes().all(|b| b == b'.');
    let mut buffer = [0; 4];
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(c),
            '.' if !only_dots => out.push(c),
            ' ' => out.push('_'),
            '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2fff}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' => {
                out.push(c);
            }
            '\u{10000}'..='\u{1fffd}' | '\u{20000}'..='\u{2fffd}' | '\u{30000}'..='\u{3fffd}' => out.push(c),
            _ => {
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    out.push('%');
                    out.extend([byte >> 4, byte & 15].map(|n| char::from(b"0123456789ABCDEF"[usize::from(n)])));
                }
            }
        }
    }
    if out.len() - start > LONGEST {
        let mut end = start + LONGEST - 50;
        // Neither within a character nor within a percent-encoding.
        while !out.is_char_boundary(end) || out.as_bytes()[end - 2..end].contains(&b'%') {
            end -= 1;
        }
        out.truncate(end);
        out.push('~');
        out.push_str(&short_hash(text));
    }
}

/// The first 64 bits of the SHA-256 of a text, in hex.
pub fn short_hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A hash that is the same on every machine: FNV-1a over the bytes, and the finalizer of SplitMix64 over that, so that its
/// order says nothing of the text.
pub(super) fn stable_hash(text: &str) -> u64 {
    let mut hash =
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> String {
        let mut out = String::new();
        segment(text, &mut out);
        out
    }

    #[test]
    fn segments_are_readable_and_tell_texts_apart() {
        assert_eq!(one("niamh ni bhriain"), "niamh_ni_bhriain");
        assert_eq!(one("a_b/c;d=e"), "a%5Fb%2Fc%3Bd%3De");
        assert_eq!(one("Москва"), "Москва");
        assert_eq!((one(".."), one("a.b")), ("%2E%2E".into(), "a.b".into()));
        assert_eq!(one("<\u{202e}\u{0}>"), "%3C%E2%80%AE%00%3E");
        let (long, other) = ("é/".repeat(400), "é/".repeat(401));
        assert!(one(&long).len() <= LONGEST && one(&long) != one(&other));
        assert!(oxiri_like(&one(&long)), "{}", one(&long));
    }

    /// Every percent sign is followed by two hex digits.
    fn oxiri_like(text: &str) -> bool {
        text.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit))
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Carl D.  Teague, Jr."), ["carl", "d", "teague", "jr"]);
        assert_eq!(words("M.T. O’Dowd"), ["m", "t", "o'dowd"]);
    }
}
