//! What whole lines of an article tell of the names in them.

use crate::gazetteer::{Facts, WordId};
use crate::text::{Case, Class, Token, Tokens};

/// What whole lines tell.
pub(super) struct Lines {
    /// The sentences that are lines of results: more numbers than words.
    pub(super) results: Vec<usize>,
    /// The last words before the colon in which several paragraphs' labels end: those who speak in a transcript.
    pub(super) labels: Vec<WordId>,
}

/// The most tokens of the label of a turn.
const LABEL: usize = 6;

impl Lines {
    pub(super) fn new(tokens: &Tokens<'_>) -> Self {
        // A name can begin with a number.
        let numbers = tokens.places.iter().map(|&n| n as usize).filter(|&n| tokens.list[n].class == Class::Number);
        let mut results: Vec<usize> = numbers.map(|n| tokens.sentence_of(n)).collect();
        results.dedup();
        results.retain(|&n| is_result(&tokens.list[tokens.sentence(n)]));
        let mut last_words: Vec<WordId> = (0..tokens.paragraphs.len().saturating_sub(1))
            .filter_map(|n| {
                let label = tokens.list[tokens.paragraph(n)].iter().take(LABEL);
                let before = label.clone().take_while(|t| t.class != Class::Colon).filter(|t| t.class == Class::Word);
                label.clone().any(|t| t.class == Class::Colon).then(|| before.last().map(|t| t.word)).flatten()
            })
            .collect();
        last_words.sort_unstable();
        let mut labels: Vec<WordId> = last_words.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        labels.dedup();
        Self { results, labels }
    }
}

/// Whether a line that has a number is one of results: more numbers than words, and not the small words of a sentence.
fn is_result(line: &[Token]) -> bool {
    let (mut numbers, mut lower, mut verbs) = (0, 0, 0);
    for token in line {
        numbers += u32::from(token.class == Class::Number);
        let low = token.case == Case::Lower;
        lower += u32::from(low);
        verbs += u32::from(low && token.is(Facts::FUNCTION));
        if verbs > 1 {
            return false;
        }
    }
    numbers >= lower
}
