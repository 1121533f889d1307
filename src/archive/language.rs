//! Is it English? Cheap where it is, careful where it is not.

use whatlang::{Lang, Script};

/// Words that make up a fifth of any English text and are rare in others.
const COMMON: [&str; 24] = [
    "the", "and", "to", "of", "that", "said", "was", "for", "with", "his", "from", "were", "has", "have", "will", "by",
    "an", "are", "had", "it", "who", "be", "which", "they",
];

/// How many words are looked at, and how many of them must be common ones for a text to be English without more ado.
const WORDS: usize = 120;
const ENOUGH: usize = 12;

/// How much of a text whatlang looks at, in bytes.
const SAMPLE: usize = 1200;

/// Below this many letters nothing is said of a text.
const LEAST: usize = 120;

/// The language of a text when it is surely not English, as its code of ISO 639-3.
///
/// A text with enough common words of English near its beginning or middle is English. Of any other, two samples must
/// agree on another language, and be sure of it: lists of results and tables of names look like any language at all.
/// The trigrams are those of `whatlang`.
pub fn foreign(text: &str) -> Option<&'static str> {
    let middle = at(text, text.len() / 2);
    if english(text) || english(&text[middle..]) {
        return None;
    }
    let first = detect(&text[..at(text, SAMPLE.min(text.len() / 2))])?;
    let second = detect(&text[middle..at(text, middle + SAMPLE)])?;
    (first == second && first != Lang::Eng).then(|| first.code())
}

/// The boundary of characters at or before a byte.
fn at(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn english(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(WORDS);
    words.filter(|w| short(w.as_bytes()).is_some_and(|w| KEYS.contains(&w))).take(ENOUGH).count() == ENOUGH
}

/// A word of up to five letters as a number, capitals as small letters.
const fn short(word: &[u8]) -> Option<u64> {
    if word.len() > 5 {
        return None;
    }
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | word[at].to_ascii_lowercase() as u64;
        at += 1;
    }
    Some(key)
}

/// The common words so.
const KEYS: [u64; COMMON.len()] = {
    let mut keys = [0; COMMON.len()];
    let mut n = 0;
    while n < keys.len() {
        if let Some(key) = short(COMMON[n].as_bytes()) {
            keys[n] = key;
        }
        n += 1;
    }
    keys
};

fn detect(sample: &str) -> Option<Lang> {
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST / 2 {
        return None;
    }
    let found = whatlang::detect(sample)?;
    // Other scripts are sure; among languages in Latin letters the trigrams must be, and it must be running text.
    (found.script() != Script::Latin || (found.is_reliable() && runs(sample))).then(|| found.lang())
}

/// Running text has mostly words in lower case; a table of foreign names has not.
fn runs(sample: &str) -> bool {
    let words = sample.split(|c: char| !c.is_alphabetic()).filter_map(|w| w.chars().next());
    let (mut all, mut lower) = (0, 0);
    for first in words {
        all += 1;
        lower += u32::from(first.is_lowercase());
    }
    lower * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told() {
        let german = "Der Minister sagte am Dienstag in Berlin, die Regierung werde das Gesetz noch in diesem Jahr \
            vorlegen. Die Opposition warf ihm vor, er habe die Zahlen nicht gelesen. Im Bundestag wurde danach lange \
            über die Frage gestritten, wer die Kosten tragen soll und ob die Länder zustimmen müssen.";
        let french = "Le ministre a déclaré mardi à Paris que le gouvernement présenterait la loi avant la fin de \
            l’année. L’opposition lui reproche de ne pas avoir lu les chiffres. À l’Assemblée, on a longtemps débattu \
            de la question de savoir qui devra payer et si les régions doivent donner leur accord.";
        let russian = "Министр заявил во вторник в Москве, что правительство внесёт закон до конца года. Оппозиция \
            упрекнула его в том, что он не прочитал цифры. В Думе долго спорили о том, кто будет платить.";
        for (text, code) in [(german, "deu"), (french, "fra"), (russian, "rus")] {
            assert_eq!(foreign(text), Some(code));
        }
    }

    #[test]
    fn english_in_any_state_is_left_alone() {
        let english = "The minister said on Tuesday that the government would bring in the law by the end of the year. \
            The opposition said that he had not read the figures, and that it was for him to say who will pay.";
        assert_eq!(foreign(english), None);
        assert_eq!(foreign(&english.to_uppercase()), None);
        assert_eq!(foreign("Ms. Lind spoke in Oslo."), None);
        assert_eq!(foreign(""), None);
        let results = "Bahia 2 Atletico 1\nPalmeiras 3 Santos 0\nGuarani 1 Cruzeiro 1\nFlamengo 2 Vasco 2\n\
            Internacional 0 Gremio 1\nPonte Preta 2 Bragantino 2\nJuventude 1 Portuguesa 0\nVitoria 1 Parana 1\n";
        assert_eq!(foreign(results), None);
    }
}
