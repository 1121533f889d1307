//! The one word of a gold source that names somebody: "Conway" of "Trump campaign manager Kellyanne Conway", none of "he".
//!
//! A tool may point at another mention of the right speaker than the annotators did; whether the name that it gives holds
//! this word tells that it means the same.

use super::fold::{case_folded, is_among};

/// Words that are written with a capital and name nobody: titles, parties, offices, days, months, and what begins a
/// sentence.
const NAMELESS: &str = "a according all american americans an and another april as at attorney august both but capt chairman \
    chairwoman col congressman congresswoman december democrat democratic democrats director dr each february for \
    former friday gen general gop gov governor he her his house i ii iii in it its january jr judge july june \
    justice lady lord lt many march may mayor minister monday most mr mrs ms my november october on one other \
    others our president prime professor rep representative republican republicans rev saint saturday secretary \
    sen senate senator september several sgt she sir some speaker sr sunday that the their these they this those \
    thursday tuesday vice we wednesday white who you";

/// Titles after which the name comes at once. Those of the first list may have a point.
const BEFORE_NAMES: [&[&str]; 2] =
    [&["Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen"], &["Senator", "Representative", "Governor", "President"]];

/// What ends the head of a source.
const AFTER_HEAD: [&str; 8] = ["of", "at", "for", "from", "in", "with", "to", "who"];

/// The word that names the source. It is looked for in the head of the source (before a comma, "of", "at" …) and then in the
/// whole: the last word of the last run of two or more capitalised words, or else of a single one. After a title such as
/// "Mr.", the first run counts.
pub(super) fn naming_word(source: &str) -> Option<String> {
    let source = without_brackets(source);
    let head = head(source.trim_matches([' ', ',']));
    let (in_head, everywhere) = (runs(head), runs(&source));
    let last = |run: &Vec<String>| run.last().cloned();
    if begins_with_title(&source)
        && let Some(first) = in_head.first()
    {
        return last(first);
    }
    let long = |run: &&Vec<String>| run.len() > 1;
    let is_head = |run: &&Vec<String>| run.join(" ") == head.trim();
    let found = in_head.iter().rev().find(long);
    let found = found.or_else(|| in_head.iter().find(is_head));
    let found = found.or_else(|| everywhere.iter().find(long));
    found.or_else(|| in_head.last()).or_else(|| everywhere.first()).and_then(last)
}

/// Whether a name has this word.
pub(super) fn has_word(name: &str, word: &str) -> bool {
    let (name, word) = (case_folded(name), case_folded(word));
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    name.match_indices(&word).any(|(at, _)| {
        !name[..at].chars().next_back().is_some_and(joined)
            && !name[at + word.len()..].chars().next().is_some_and(joined)
    })
}

fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')') else { break };
        out.push_str(&rest[..open]);
        out.push(' ');
        rest = &rest[open + close + 1..];
    }
    out + rest
}

fn head(source: &str) -> &str {
    for (at, c) in source.char_indices() {
        if c == ',' {
            return &source[..at];
        }
        let after = &source[at + c.len_utf8()..];
        let stop = |word: &str| after.strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        if c.is_whitespace() && AFTER_HEAD.iter().any(|word| stop(word)) {
            return &source[..at];
        }
    }
    source
}

fn begins_with_title(source: &str) -> bool {
    let source = source.trim_start();
    BEFORE_NAMES.iter().enumerate().any(|(full, titles)| {
        titles.iter().filter_map(|title| source.strip_prefix(title)).any(|rest| {
            let rest = if full == 0 { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
            rest.starts_with(char::is_whitespace)
        })
    })
}

/// Runs of capitalised words. What names nobody, a possessive, and punctuation between two words end a run; so a run ends
/// with a word of more than one letter or is none.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut run: Vec<String> = Vec::new();
    let mut before = 0;
    for (start, end) in words(text) {
        let word = &text[start..end];
        let possessive = word.ends_with("'s") || word.ends_with("’s");
        let nameless = || is_among(word.to_lowercase().trim_end_matches('.'), NAMELESS);
        let named = !possessive && word.starts_with(char::is_uppercase) && !nameless();
        if !named || text[before..start].contains([',', ';', ':', '—']) {
            all.push(std::mem::take(&mut run));
        }
        before = end;
        if named {
            run.push(word.to_owned());
        }
    }
    all.push(run);
    all.retain(|run| run.last().is_some_and(|word| word.chars().nth(1).is_some()));
    all
}

/// Words from a letter on, with hyphens, points and apostrophes where a letter follows.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut open: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let letter_next = characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let inner = c.is_alphanumeric() || c == '_' || (matches!(c, '’' | '\'' | '.' | '-') && letter_next);
        match open {
            Some(start) if !inner => {
                all.push((start, at));
                open = None;
            }
            None if c.is_alphabetic() => open = Some(at),
            _ => {}
        }
    }
    all.extend(open.map(|start| (start, text.len())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_names_is_found() {
        for (source, expected) in [
            ("Trump campaign manager Kellyanne Conway", Some("Conway")),
            ("he", None),
            ("Rep. Pete King (R-N.Y.)", Some("King")),
            ("Mr. Berg, a friend of Anna Lind,", Some("Berg")),
            ("Lind, strategic partnership manager of the Nordic Council", Some("Lind")),
            ("a spokesman for Jane O'Neil", Some("O'Neil")),
            ("the President", None),
            ("Clinton's aide", None),
            ("a Clinton aide", Some("Clinton")),
            ("(", None),
        ] {
            assert_eq!(naming_word(source).as_deref(), expected, "{source}");
        }
    }

    #[test]
    fn a_name_has_whole_words_only() {
        assert!(has_word("Kellyanne CONWAY", "Conway"));
        assert!(has_word("Conway-Smith", "Conway"));
        assert!(!has_word("Conways", "Conway"));
        assert!(!has_word("", "Conway"));
    }
}
