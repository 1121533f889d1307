//! Text to tokens: words with what the lists know of them, sentences, paragraphs, and the state the text is in.

mod condition;
mod context;
mod layout;
mod memo;
mod noted;
mod plain;
mod points;
mod scan;
mod seen;
mod sentences;
mod token;
mod words;

use crate::gazetteer::Gazetteer;
use crate::span::Span;

pub use condition::Condition;
pub(crate) use context::Nouns;
pub use context::{CONTEXTS, Context, names as context_names};
pub use memo::Memo;
use noted::Noted;
pub(crate) use scan::Scanner;
pub use token::{Case, Class, Marks, Token};

/// What the first stage hands on: all later stages read this and the gazetteer, never the characters.
#[derive(Debug)]
pub struct Tokens<'t> {
    /// The article's text.
    pub text: &'t str,
    /// Its tokens in order.
    pub list: Vec<Token>,
    /// The first token of each sentence, and the number of tokens at the end.
    pub sentences: Vec<u32>,
    /// The first token of each paragraph, and the number of tokens at the end.
    pub paragraphs: Vec<u32>,
    /// The tokens that are marks of punctuation.
    pub(crate) punctuation: Vec<u32>,
    /// The words that may speak, or say that somebody does: those with [`Facts::SPEECH`](crate::gazetteer::Facts), and
    /// documents.
    pub(crate) speech: Vec<u32>,
    /// The tokens that a name can begin with, or the party of a member of Congress: a third of a text.
    pub(crate) places: Vec<u32>,
    /// The number of the sentence of each token.
    numbers: Vec<u32>,
    /// The state that the text was in.
    pub condition: Condition,
    /// Whether the article is of sport: then the name of a place is often that of a team.
    pub(crate) sport: bool,
    /// The classes of neighbours that later stages ask for.
    pub(crate) nouns: Nouns,
}

/// An article is of sport that has so many words of sport, and one in so many tokens: of Reuters' stories of 1996 these are
/// 83 of 98 on sport (the rest are tables of results, which have few words), and 3 of 118 others.
const LEAST_OF_SPORT: usize = 3;
const TOKENS_OF_SPORT: usize = 100;

/// Cuts a text into tokens and finds its sentences, paragraphs and condition.
///
/// Texts of 4 GiB or more are read up to there.
pub fn tokens<'t>(text: &'t str, gazetteer: &Gazetteer) -> Tokens<'t> {
    tokens_of_many(text, gazetteer, &mut Memo::default())
}

/// The same with what was looked up for the texts before.
pub fn tokens_of_many<'t>(text: &'t str, gazetteer: &Gazetteer, memo: &mut Memo) -> Tokens<'t> {
    let text = floor(text, u32::MAX as usize - 1);
    let nouns = gazetteer.nouns();
    let (mut list, noted) = words::words(text, gazetteer, nouns.document, memo);
    let paragraphs = layout::paragraphs(&mut list, &noted);
    layout::labels(&mut list, &paragraphs, text);
    let sentences = sentences::sentences(&mut list, &noted, &paragraphs);
    layout::case_of_lines(&mut list, &noted, &sentences);
    seen::seen_in_lower_case(&mut list, &noted);
    points::points(&mut list, &noted.ends, text, gazetteer);
    let condition = condition::condition(&list, &noted, &paragraphs, &sentences, text);
    let numbers = numbers(&sentences);
    let sport = noted.sport >= LEAST_OF_SPORT && noted.sport * TOKENS_OF_SPORT >= list.len();
    let Noted { punctuation, speech, places, .. } = noted;
    Tokens { text, list, sentences, paragraphs, punctuation, speech, places, numbers, condition, sport, nouns }
}

/// The number of the stretch of each token, of stretches that begin at these tokens.
fn numbers(starts: &[u32]) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(starts.last().copied().unwrap_or(0) as usize);
    for (n, pair) in starts.windows(2).enumerate() {
        numbers.resize(pair[1] as usize, n as u32);
    }
    numbers
}

/// The longest start of `text` of at most `limit` bytes that ends between characters.
fn floor(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

impl<'t> Tokens<'t> {
    /// How many tokens there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What stands at a token.
    #[inline]
    pub fn str(&self, at: usize) -> &'t str {
        self.list.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The token at a place, if there is one.
    #[inline]
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The bytes from the first up to, not including, the last of these tokens.
    #[inline]
    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.list.get(start), end.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if end > start => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// The sentence that a token stands in, by number.
    #[inline]
    pub fn sentence_of(&self, at: usize) -> usize {
        self.numbers.get(at).map_or(self.sentences.len().saturating_sub(1), |&n| n as usize)
    }

    /// The paragraph that a token stands in, by number.
    pub fn paragraph_of(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|&p| p as usize <= at).saturating_sub(1)
    }

    /// The tokens of a sentence.
    #[inline]
    pub fn sentence(&self, n: usize) -> std::ops::Range<usize> {
        range(&self.sentences, n)
    }

    /// The tokens of a paragraph.
    pub fn paragraph(&self, n: usize) -> std::ops::Range<usize> {
        range(&self.paragraphs, n)
    }

    /// The first token that ends after this byte.
    pub fn at_byte(&self, byte: u32) -> usize {
        self.list.partition_point(|t| t.span.end <= byte)
    }
}

fn range(starts: &[u32], n: usize) -> std::ops::Range<usize> {
    let end = starts.last().copied().unwrap_or(0);
    let at = |n: usize| starts.get(n).copied().unwrap_or(end) as usize;
    at(n)..at(n + 1)
}
