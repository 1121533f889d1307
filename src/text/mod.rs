//! Text to tokens: words with what the lists know of them, sentences, paragraphs, and the state the text is in.

mod condition;
mod context;
mod layout;
mod recent;
mod scan;
mod sentences;
mod token;

use crate::gazetteer::{Facts, Gazetteer, LocalWords, WordId, fold_into};
use crate::span::Span;

pub use condition::Condition;
pub use context::{CONTEXTS, Context, names as context_names};
use recent::{Found, Recent, letters};
pub(crate) use scan::{Raw, Scanner};
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
    /// The state that the text was in.
    pub condition: Condition,
    /// The class of the nouns for what speaks on paper ("report", "statement").
    pub(crate) document: Context,
    /// The class of the nouns that a ruler's name stands before ("administration").
    pub(crate) government: Context,
}

/// Cuts a text into tokens and finds its sentences, paragraphs and condition.
///
/// Texts of 4 GiB or more are read up to there.
pub fn tokens<'t>(text: &'t str, gazetteer: &Gazetteer) -> Tokens<'t> {
    let text = floor(text, u32::MAX as usize - 1);
    let mut list = words(text, gazetteer);
    let paragraphs = layout::paragraphs(&mut list);
    layout::labels(&mut list, &paragraphs, text);
    let straight = condition::straight_quotes(&list, text);
    let sentences = sentences::sentences(&mut list, &paragraphs);
    layout::case_of_lines(&mut list, &sentences);
    seen_in_lower_case(&mut list);
    let condition = condition::condition(&list, &paragraphs, &sentences, straight, text);
    let document = context::named(gazetteer, "document");
    let government = context::named(gazetteer, "government");
    Tokens { text, list, sentences, paragraphs, condition, document, government }
}

/// The longest start of `text` of at most `limit` bytes that ends between characters.
fn floor(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Raw tokens with their word looked up.
fn words(text: &str, gazetteer: &Gazetteer) -> Vec<Token> {
    let mut list = Vec::with_capacity(text.len() / 5 + 4);
    let mut local = LocalWords::default();
    let mut folded = Vec::with_capacity(32);
    // Every eighth token is one of these.
    let marks = [",", "."].map(|mark| gazetteer.lexicon.find(mark.as_bytes()));
    let mut recent = Recent::new();
    for raw in Scanner::new(text, |w| gazetteer.is_abbreviation(w)) {
        let Raw { span, class, case, marks: set } = raw;
        // A word in plain lower case is folded as it stands, and what it says of its neighbours depends on nothing else.
        let low = class == Class::Word && case == Case::Lower && set & !Marks::AROUND == Marks::empty();
        let letters = if low { letters(text.as_bytes(), span) } else { None };
        if let Some(Found { word, facts, context }) = letters.and_then(|letters| recent.get(letters)) {
            list.push(Token { span, word, facts, marks: set, class, case, context });
            continue;
        }
        let written = span.of(text);
        let mark = match written {
            "," => Some(marks[0]),
            "." => Some(marks[1]),
            _ => None,
        };
        let plain = low && written.is_ascii();
        if !plain && mark.is_none() {
            folded.clear();
            fold_into(written, &mut folded);
            // "Mr ." is the same word as "Mr.".
            if set.contains(Marks::POINT) {
                folded.retain(|b| *b != b' ');
            }
        }
        let folded = if plain { written.as_bytes() } else { &folded[..] };
        let (word, facts, listed) = match mark.unwrap_or_else(|| gazetteer.lexicon.find(folded)) {
            Some((word, known)) => (word, known.facts, known.context),
            None if matches!(class, Class::Word | Class::Number) => {
                (local.id(&gazetteer.lexicon, folded), guess(folded), None)
            }
            None => (WordId::NONE, Facts::empty(), None),
        };
        let mut token = Token { span, word, facts, marks: set, class, case, context: Context::default() };
        token.context = Context::of(&token, listed);
        if let Some(letters) = letters {
            recent.keep(letters, Found { word, facts, context: token.context });
        }
        list.push(token);
    }
    list
}

/// What the end of a word tells when no list has it.
fn guess(folded: &[u8]) -> Facts {
    let ends = |list: &[&str]| list.iter().any(|e| folded.len() > e.len() + 2 && folded.ends_with(e.as_bytes()));
    let mut facts = Facts::empty();
    if ends(&["n't"]) {
        facts |= Facts::AUXILIARY | Facts::NEGATION;
    }
    if ends(&["ing", "ly", "ed", "ness", "ment", "tion", "able", "ive", "ism"]) {
        facts |= Facts::WORD_ENDING;
    }
    if ends(&["burg", "burgh", "berg", "shire", "ville", "grad", "stan", "abad", "polis", "port", "mouth", "heim"]) {
        facts |= Facts::PLACE_ENDING;
    }
    if ends(&["ovic", "evic", "ovich", "evich", "sson", "ssen", "enko", "ski", "sky", "ska", "yan", "ian", "ez", "ini"])
    {
        facts |= Facts::PERSON_ENDING;
    }
    facts
}

/// Marks capitalised tokens whose word stands in lower case elsewhere.
fn seen_in_lower_case(list: &mut [Token]) {
    // Which words stand in capitals, roughly: a few of those in lower case are then left to be compared.
    const BITS: u32 = 14;
    let place = |word: WordId| (word.0.wrapping_mul(0x9e37_79b1) >> (32 - BITS)) as usize;
    let mut capitals = vec![0u64; (1 << BITS) / 64];
    for token in list.iter().filter(|t| t.class == Class::Word && t.case != Case::Lower) {
        capitals[place(token.word) / 64] |= 1 << (place(token.word) % 64);
    }
    let both = |t: &&Token| capitals[place(t.word) / 64] & (1 << (place(t.word) % 64)) != 0;
    let lower = list.iter().filter(|t| t.class == Class::Word && t.case == Case::Lower);
    let mut low: Vec<WordId> = lower.filter(both).map(|t| t.word).collect();
    low.sort_unstable();
    low.dedup();
    for token in list.iter_mut().filter(|t| t.class == Class::Word && t.case != Case::Lower) {
        if low.binary_search(&token.word).is_ok() {
            token.marks |= Marks::SEEN_LOWER;
        }
    }
}

impl<'t> Tokens<'t> {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What stands at a token.
    pub fn str(&self, at: usize) -> &'t str {
        self.list.get(at).map_or("", |t| t.span.of(self.text))
    }

    /// The token at a place, if there is one.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The bytes from the first up to, not including, the last of these tokens.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.list.get(start), end.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if end > start => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        }
    }

    /// The sentence that a token stands in, by number.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|&s| s as usize <= at).saturating_sub(1)
    }

    /// The paragraph that a token stands in, by number.
    pub fn paragraph_of(&self, at: usize) -> usize {
        self.paragraphs.partition_point(|&p| p as usize <= at).saturating_sub(1)
    }

    /// The tokens of a sentence.
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
