//! What differs between a version and the best copy, in numbers and examples.

use super::align::{Alignment, Change};
use super::text::Text;
use super::types::{Differences, Replaced};

/// So many examples, of so many words on a side.
const EXAMPLES: usize = 10;
const LONG: usize = 14;

/// How `here` differs from `there`, the text of the article with that id.
pub(super) fn differences(here: &Text<'_>, there: &Text<'_>, alignment: &Alignment, against: &str) -> Differences {
    let shared = alignment.shared();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Differences {
        against: against.to_owned(),
        shared: count(shared),
        moved: count(alignment.moved()),
        only_here: count(here.words.len() - shared),
        only_there: count(there.words.len() - shared),
        examples: examples(alignment).into_iter().map(|c| replaced(here, there, c)).collect(),
    }
}

fn replaced(here: &Text<'_>, there: &Text<'_>, change: &Change) -> Replaced {
    Replaced { here: here.said(&change.here).to_owned(), there: there.said(&change.there).to_owned() }
}

/// Words that replace each other before words that were only added or left out; in the order of the text.
fn examples(alignment: &Alignment) -> Vec<&Change> {
    let short = |c: &&Change| c.here.len() <= LONG && c.there.len() <= LONG;
    let both = |c: &&Change| !c.here.is_empty() && !c.there.is_empty();
    let mut some: Vec<&Change> = alignment.changes.iter().filter(short).filter(both).take(EXAMPLES).collect();
    let missing = EXAMPLES - some.len();
    some.extend(alignment.changes.iter().filter(short).filter(|c| !both(c)).take(missing));
    some.sort_by_key(|c| (c.here.start, c.there.start));
    some
}
