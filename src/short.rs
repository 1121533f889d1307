//! Words of few letters as numbers, so that one of many is told in a few comparisons.

/// A word of up to seven bytes as a number of its own; 0 for a longer one.
#[inline]
pub(crate) const fn key(word: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() && word.len() < 8 {
        key = key << 8 | word[at] as u64;
        at += 1;
    }
    key
}

/// What a short word stands for, by its bytes: the value of the list that has it.
macro_rules! by_word {
    ($word:expr; $($($text:literal)|+ => $value:expr),* $(,)?) => {{
        let key = crate::short::key($word);
        match () {
            $(() if $(key == const { crate::short::key($text.as_bytes()) })||+ => Some($value),)*
            () => None,
        }
    }};
}
pub(crate) use by_word;

#[cfg(test)]
mod tests {
    #[test]
    fn short_words_are_told_apart() {
        let which = |word: &str| by_word!(word.as_bytes(); "he" | "himself" => 1, "she" => 2, "’re" => 3);
        assert_eq!(["he", "himself", "she", "’re"].map(which), [1, 1, 2, 3].map(Some));
        assert_eq!(["", "h", "eh", "He", "hes", "themselves"].map(which), [None; 6]);
    }
}
