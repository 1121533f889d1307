//! Paragraphs, and the lines in which capitals say little: headlines and passages in capitals.

use super::noted::Noted;
use super::token::{Case, Class, Marks, Token};

/// Lines of at least this many bytes on average, broken without a full stop, are wrapped lines of one paragraph.
const WRAPPED: u32 = 50;

/// Marks the first token of every paragraph, and gives all first tokens and the number of tokens.
///
/// A paragraph ends at an empty line. A single line break ends one too, unless the text is wrapped: it has empty
/// lines, and most of its other breaks stand within a sentence after a long line.
pub(super) fn paragraphs(list: &mut [Token], noted: &Noted) -> Vec<u32> {
    let wrapped = is_wrapped(list, noted);
    let mut starts = vec![0];
    for &at in noted.lines.iter().filter(|&&at| at > 0) {
        if !wrapped || list[at as usize].has(Marks::BLANK) {
            starts.push(at);
        }
    }
    for &start in &starts {
        if let Some(token) = list.get_mut(start as usize) {
            token.marks |= Marks::PARAGRAPH;
        }
    }
    if !list.is_empty() {
        starts.push(list.len() as u32);
    }
    starts
}

fn is_wrapped(list: &[Token], noted: &Noted) -> bool {
    let (mut blanks, mut breaks, mut inside, mut bytes, mut line_start) = (0, 0, 0, 0, 0);
    for at in noted.lines.iter().map(|&at| at as usize).filter(|&at| at > 0) {
        let (before, token) = (&list[at - 1], &list[at]);
        if token.has(Marks::BLANK) {
            blanks += 1;
            line_start = token.span.start;
        } else {
            breaks += 1;
            bytes += before.span.end - line_start;
            line_start = token.span.start;
            inside += u32::from(!before.class.ends_sentence() && !before.class.is_quote());
        }
    }
    blanks > 0 && breaks > 3 && inside * 10 >= breaks * 6 && bytes / breaks >= WRAPPED
}

/// Marks "Q." and "A." (or "Q:" and "A:") at the start of paragraphs, where a text has both: they say who speaks in an
/// interview and are no initials of a name.
pub(super) fn labels(list: &mut [Token], paragraphs: &[u32], text: &str) {
    let label = |start: u32| {
        let token = list.get(start as usize)?;
        let next = list.get(start as usize + 1)?;
        let apart = token.has(Marks::INITIAL) || next.class == Class::Colon;
        match token.span.of(text).trim_end_matches('.') {
            letter @ ("Q" | "A") if apart => Some(letter),
            _ => None,
        }
    };
    let found: Vec<(u32, &str)> = paragraphs.iter().filter_map(|&start| Some((start, label(start)?))).collect();
    if ["Q", "A"].iter().all(|letter| found.iter().any(|f| f.1 == *letter)) {
        for (start, _) in found {
            list[start as usize].marks |= Marks::LABEL;
        }
    }
}

/// The fewest words in capitals that are a passage in capitals within a sentence.
const FEWEST: usize = 4;

/// The fewest words with a capital that are a headline in title case.
const TITLED: usize = 4;

/// Marks the tokens of headlines in title case and of passages in capitals.
pub(super) fn case_of_lines(list: &mut [Token], noted: &Noted, sentences: &[u32]) {
    let mut capitals = noted.capitals.as_slice();
    for pair in sentences.windows(2) {
        let (mut count, mut upper, mut titled) = (0, 0_usize, 0_usize);
        for token in capitals.iter().take_while(|&&at| at < pair[1]).map(|&at| &list[at as usize]) {
            let letters = token.span.len();
            count += 1;
            upper += usize::from((letters > 1) & (token.case == Case::Upper));
            titled += usize::from((letters > 3) & (token.case != Case::None));
        }
        capitals = &capitals[count..];
        // Most sentences have too few capitals for any of it.
        if upper < 2 && titled < TITLED {
            continue;
        }
        let line = &mut list[pair[0] as usize..pair[1] as usize];
        let (mut words, mut long) = (0, 0);
        for token in line.iter().filter(|t| t.class == Class::Word && t.case != Case::None) {
            let letters = token.span.len();
            words += usize::from(letters > 1);
            long += usize::from(letters > 3);
        }
        let marks = if words >= 2 && upper * 4 >= words * 3 {
            Marks::ALL_CAPS
        } else if titled >= TITLED && titled * 5 >= long * 4 {
            Marks::TITLE_CASE
        } else {
            Marks::empty()
        };
        if !marks.is_empty() {
            line.iter_mut().for_each(|t| t.marks |= marks);
            continue;
        }
        // A run of capitals within a sentence: "the sign said KEEP OFF THE GRASS in red".
        if upper < FEWEST {
            continue;
        }
        let mut at = 0;
        while at < line.len() {
            let is_upper = |t: &Token| t.class != Class::Word || t.case == Case::Upper || t.span.len() == 1;
            let end = at + line[at..].iter().take_while(|t| is_upper(t)).count();
            let words = line[at..end].iter().filter(|t| t.class == Class::Word && t.span.len() > 1).count();
            let common = line[at..end].iter().any(|t| t.is(crate::gazetteer::Facts::FUNCTION) && t.span.len() > 1);
            if words >= FEWEST && common {
                line[at..end].iter_mut().for_each(|t| t.marks |= Marks::ALL_CAPS);
            }
            at = end.max(at + 1);
        }
    }
}
