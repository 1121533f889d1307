//! The words of a text as versions share them: small, without accents, and such that common damage does not show.

use twox_hash::XxHash3_64;

use crate::gazetteer::fold;
use crate::span::Span;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes, without the endings that [`words`] cuts off.
    pub span: Span,
    /// XXH3 (64 bits) of its folded letters: equal for words that count as the same.
    pub hash: u64,
    /// It has a hyphen within it: the words that one kind of damage drops.
    pub hyphenated: bool,
    /// It has a digit in it.
    pub number: bool,
}

/// What may follow an apostrophe at the end of a word and goes with it: tokenizers set it apart, or not.
const ENDINGS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// The words of a text. A word is a run of letters and digits with apostrophes and hyphens within it; `’s` and its like are
/// cut off and `n’t` too, so that "isn’t", "isn't" and "is n't" are one; all else that is no letter or digit goes.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let (mut end, mut hyphenated, mut apostrophe) = (start + c.len_utf8(), false, None);
        while let Some(&(at, c)) = chars.peek() {
            let inner = is_apostrophe(c) || is_hyphen(c);
            let next = || text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            if !is_letter(c) && !(inner && next()) {
                break;
            }
            if is_hyphen(c) {
                hyphenated = true;
                apostrophe = None;
            } else if is_apostrophe(c) {
                apostrophe = Some((at, at + c.len_utf8()));
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let before = text[..start].chars().next_back().is_some_and(is_apostrophe);
        if before && apostrophe.is_none() && !hyphenated && is_ending(&text[start..end]) {
            continue;
        }
        if let Some((at, tail)) = apostrophe {
            if is_ending(&text[tail..end]) {
                end = at;
            } else if text[tail..end].eq_ignore_ascii_case("t") && text[..at].ends_with(['n', 'N']) {
                end = at - 1;
            }
        }
        if start < end {
            let number = text[start..end].bytes().any(|b| b.is_ascii_digit());
            let span = Span::new(start as u32, end as u32);
            out.push(Word { span, hash: hash(&text[start..end]), hyphenated, number });
        }
    }
    out
}

/// The hash of a word: of its small letters without accents and apostrophes.
fn hash(word: &str) -> u64 {
    let mut short = [0; 32];
    if word.len() <= short.len() && word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        // The same as below, without an allocation.
        let short = &mut short[..word.len()];
        short.copy_from_slice(word.as_bytes());
        short.make_ascii_lowercase();
        return XxHash3_64::oneshot(short);
    }
    XxHash3_64::oneshot(fold(word).replace('\'', "").as_bytes())
}

fn is_ending(tail: &str) -> bool {
    ENDINGS.iter().any(|ending| tail.eq_ignore_ascii_case(ending))
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        words(text).iter().map(|w| w.hash).collect()
    }

    #[test]
    fn marks_case_accents_and_tokenizers_do_not_count() {
        let one = hashes("“It isn’t Syria’s fault,” António O’Brien said: we’ll see.");
        assert_eq!(one, hashes("\" IT is n't Syria 's fault , \" Antonio O'Brien said : we 'll see ."));
        assert_eq!(one.len(), 9);
        assert_eq!(hashes("W.M.D.s"), hashes("W. M. D. s"));
    }

    #[test]
    fn a_word_with_hyphens_is_one_and_says_so() {
        let text = "night-shift al-Haddad’s - dash";
        let found: Vec<(&str, bool)> = words(text).iter().map(|w| (w.span.of(text), w.hyphenated)).collect();
        assert_eq!(found, [("night-shift", true), ("al-Haddad", true), ("dash", false)]);
    }
}
