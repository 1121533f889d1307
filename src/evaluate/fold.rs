//! Names and quoted words compared without regard to what writers and pipelines change: case, punctuation, spacing.

use std::collections::HashMap;

/// What may stand before a name without being part of it.
const TITLES: &str = "ambassador capt col congressman congresswoman dame dr gen general gov governor judge justice king lady lord lt \
    mayor minister miss mr mrs ms pope president prime prince princess prof professor queen rep rev secretary sen \
    senator sgt sir vice";

/// Whether a word is one of a list.
pub(super) fn is_among(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// Whether a folded word is a title.
pub(super) fn is_title(word: &str) -> bool {
    is_among(word, TITLES)
}

/// A text without regard to case.
pub(super) fn case_folded(text: &str) -> String {
    text.to_lowercase().replace('ß', "ss").replace('ς', "σ")
}

/// The words of a text: runs of letters and digits, without case. A possessive 's before a space goes.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = case_folded(text).replace("’s ", " ").replace("'s ", " ");
    plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A name without "the", titles before it and a possessive after it; never empty unless it has no words.
pub(super) fn surface(name: &str) -> String {
    let words = words(&format!("{name} "));
    let mut rest = words.as_slice();
    while let [first, more @ ..] = rest
        && !more.is_empty()
        && (first == "the" || is_title(first))
    {
        rest = more;
    }
    if let [more @ .., last] = rest
        && !more.is_empty()
        && last == "s"
    {
        rest = more;
    }
    rest.join(" ")
}

/// How many words of the longer list stand in the other in order, as a share: the words of matching blocks, the longest
/// first, then those left and right of it (Ratcliff and Obershelp).
pub(super) fn in_order(a: &[String], b: &[String]) -> f64 {
    let longer = a.len().max(b.len());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, word) in b.iter().enumerate() {
        places.entry(word).or_default().push(n);
    }
    let mut same = 0;
    let mut left = vec![(0..a.len(), 0..b.len())];
    while let Some((in_a, in_b)) = left.pop() {
        let mut best = (in_a.start, in_b.start, 0);
        // How long the run is that ends with the last word of a, by its end in b.
        let mut runs: HashMap<usize, usize> = HashMap::new();
        for i in in_a.clone() {
            let mut next = HashMap::new();
            for &j in places.get(a[i].as_str()).into_iter().flatten().filter(|j| in_b.contains(j)) {
                let length = j.checked_sub(1).and_then(|before| runs.get(&before)).copied().unwrap_or(0) + 1;
                next.insert(j, length);
                // The first of the longest counts.
                if length > best.2 {
                    best = (i + 1 - length, j + 1 - length, length);
                }
            }
            runs = next;
        }
        let (i, j, length) = best;
        if length > 0 {
            same += length;
            left.push((in_a.start..i, in_b.start..j));
            left.push((i + length..in_a.end, j + length..in_b.end));
        }
    }
    same as f64 / longer as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_with_and_without_what_stands_around_them() {
        for name in ["Nikki Haley", "Ms. Nikki Haley", "the Nikki HALEY’s", "Ambassador Nikki-Haley's"] {
            assert_eq!(surface(name), "nikki haley", "{name}");
        }
        assert_eq!(surface("The President"), "president");
        assert_eq!(surface("“…”"), "");
    }

    #[test]
    fn words_in_order_count() {
        let share = |a: &str, b: &str| in_order(&words(a), &words(b));
        assert_eq!(share("a b c d", "A, b; c d."), 1.0);
        assert_eq!(share("a b c d e", "x b c e"), 3.0 / 5.0);
        assert_eq!(share("b a", "a b"), 0.5);
        assert_eq!(share("", "a"), 0.0);
    }
}
