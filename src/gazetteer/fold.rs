//! Folding: the one form in which words are looked up and compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of `word`: lower case, no accents, straight apostrophes, no invisible characters.
///
/// ASCII, nearly all of English text, takes the short way.
pub(crate) fn fold_into(word: &str, out: &mut Vec<u8>) {
    if word.is_ascii() {
        out.extend(word.bytes().map(|b| b.to_ascii_lowercase()));
        return;
    }
    let mut buffer = [0; 4];
    for c in word.nfd().filter(|&c| !is_combining_mark(c) && !is_invisible(c)) {
        let plain = match c {
            '’' | '‘' | 'ʼ' | '`' => "'",
            'ß' => "ss",
            'æ' | 'Æ' => "ae",
            'œ' | 'Œ' => "oe",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' | 'ð' | 'Ð' => "d",
            'ı' => "i",
            'þ' | 'Þ' => "th",
            '–' | '—' | '‐' | '‑' => "-",
            _ => {
                for low in c.to_lowercase().filter(|&c| !is_combining_mark(c)) {
                    out.extend_from_slice(low.encode_utf8(&mut buffer).as_bytes());
                }
                continue;
            }
        };
        out.extend_from_slice(plain.as_bytes());
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The folded form of a word as a string.
pub fn fold(word: &str) -> String {
    let mut out = Vec::with_capacity(word.len());
    fold_into(word, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_apostrophes_go() {
        assert_eq!(fold("António"), "antonio");
        assert_eq!(fold("Łódź"), "lodz");
        assert_eq!(fold("O’BRIEN"), "o'brien");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("Москва"), "москва");
    }
}
