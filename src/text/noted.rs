//! What is noted of tokens as they are made, so that the passes over them need not look at each.

use wide::{CmpEq, CmpGt, CmpLt, i8x16};

use super::context::Context;
use super::token::{Case, Class, Marks, Token};
use crate::gazetteer::{Facts, WordId};

/// How many tokens are cut, looked up and noted together.
pub(super) const BATCH: usize = 64;

/// Tokens by number, and how many there are of some.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// Words that are not in lower case.
    pub(super) capitals: Vec<u32>,
    /// The words in lower case; a word may come more than once.
    pub(super) lower: Vec<WordId>,
    /// Tokens with a line break before them.
    pub(super) lines: Vec<u32>,
    /// Tokens that may end a sentence: its marks, and words with a point.
    pub(super) ends: Vec<u32>,
    /// Marks of punctuation.
    pub(super) punctuation: Vec<u32>,
    /// Words that may speak, or say that somebody does: see [`Facts::SPEECH`].
    pub(super) speech: Vec<u32>,
    /// What a name can begin with, or the party of a member of Congress: words that are not in lower case, particles,
    /// numbers, commas and opening brackets.
    pub(super) places: Vec<u32>,
    /// Whether any has a gap before it.
    pub(super) gaps: bool,
    /// Straight double quotation marks.
    pub(super) straight: Vec<u32>,
    /// How many curly ones there are.
    pub(super) curly: usize,
    /// Commas and full stops, and those of them with a space before.
    pub(super) points: usize,
    pub(super) spaced: usize,
    /// How many words are of sport.
    pub(super) sport: usize,
}

impl Noted {
    /// With room for what is noted of a common text of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        Self {
            capitals: Vec::with_capacity(bytes / 24 + 4),
            lower: Vec::with_capacity(bytes / 7 + 4),
            ends: Vec::with_capacity(bytes / 48 + 4),
            punctuation: Vec::with_capacity(bytes / 32 + 4),
            speech: Vec::with_capacity(bytes / 32 + 4),
            places: Vec::with_capacity(bytes / 16 + 4),
            ..Self::default()
        }
    }

    /// Notes some tokens that follow each other, at most a batch; the first has the number `from`. `document` is the class
    /// of the nouns for what speaks on paper.
    ///
    /// What a token is nothing foretells, so that the kinds of all are told at once, a bit for each token, and those of a
    /// kind are gone through.
    pub(super) fn batch(&mut self, from: u32, tokens: &[Token], document: Context) {
        let (mut classes, mut cases) = ([Class::Symbol as i8; BATCH], [Case::None as i8; BATCH]);
        let (mut asking, mut odd) = (0, 0);
        for (n, ((token, class), case)) in tokens.iter().zip(&mut classes).zip(&mut cases).enumerate() {
            (*class, *case) = (token.class as i8, token.case as i8);
            let asks = token.is(Facts::SPEECH.union(Facts::PARTICLE)) | (token.context == document);
            asking |= u64::from(asks) << n;
            self.sport += usize::from(token.is(Facts::SPORT_WORD));
            odd |= u64::from(token.has(Marks::LINE.union(Marks::GAP).union(Marks::POINT))) << n;
        }
        let words = bits(&classes, |class| class.cmp_eq(of(Class::Word)));
        let low = words & bits(&cases, |case| case.cmp_eq(i8x16::splat(Case::Lower as i8)));
        let others = bits(&classes, |class| {
            class.cmp_eq(of(Class::Number)) | class.cmp_eq(of(Class::Comma)) | class.cmp_eq(of(Class::Open))
        });
        let punctuation = bits(&classes, |class| class.cmp_gt(of(Class::Clitic)) & class.cmp_lt(of(Class::Slash)));
        let mut particles = 0;
        each_bit(asking, |n| {
            let Some(token) = tokens.get(n) else { return };
            if token.is(Facts::SPEECH) | (token.context == document) {
                self.speech.push(from + n as u32);
            }
            particles |= u64::from(token.is(Facts::PARTICLE)) << n;
        });
        let number = |n: usize| from + n as u32;
        pick(low, &mut self.lower, |n| tokens.get(n).map_or(WordId::NONE, |token| token.word));
        pick(words & !low, &mut self.capitals, number);
        pick(words & (!low | particles) | others, &mut self.places, number);
        pick(punctuation, &mut self.punctuation, number);
        each_bit(punctuation | odd, |n| tokens.get(n).into_iter().for_each(|token| self.note(number(n), token)));
    }

    /// Notes a mark of punctuation, or a token with a point or with a line break or a gap before it.
    fn note(&mut self, at: u32, &Token { class, marks, .. }: &Token) {
        if class.ends_sentence() | marks.contains(Marks::POINT) {
            self.ends.push(at);
        }
        if class == Class::QuoteStraight {
            self.straight.push(at);
        }
        if marks.contains(Marks::LINE) {
            self.lines.push(at);
        }
        let point = (class == Class::Comma) | (class == Class::Stop);
        self.points += usize::from(point);
        self.spaced += usize::from(point & marks.contains(Marks::SPACE));
        self.curly += usize::from((class == Class::QuoteOpen) | (class == Class::QuoteClose));
        self.gaps |= marks.contains(Marks::GAP);
    }
}

/// A class in each of sixteen bytes.
fn of(class: Class) -> i8x16 {
    i8x16::splat(class as i8)
}

/// Of which bytes of a batch this is so, a bit each.
#[inline]
fn bits(bytes: &[i8; BATCH], is: impl Fn(i8x16) -> i8x16) -> u64 {
    let blocks = bytes.as_chunks().0.iter().rev();
    blocks.fold(0, |bits, block| bits << 16 | u64::from(is(i8x16::new(*block)).move_mask() as u16))
}

/// Calls `each` with the number of every bit that is set.
#[inline]
fn each_bit(mut bits: u64, mut each: impl FnMut(usize)) {
    while bits != 0 {
        each(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// Puts what is at every bit that is set behind all others.
#[inline]
fn pick<T: Copy + Default>(mut bits: u64, all: &mut Vec<T>, at: impl Fn(usize) -> T) {
    let from = all.len();
    all.resize(from + bits.count_ones() as usize, T::default());
    for item in all.iter_mut().skip(from) {
        *item = at(bits.trailing_zeros() as usize);
        bits &= bits.wrapping_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::text;

    #[test]
    fn every_token_is_noted_as_what_it_is() {
        let gazetteer = Gazetteer::builtin();
        let some = "Mr. van Gogh said: \u{201c}It  is, well (3 or 4) NATO's!\u{201d} The report?\n\nThey \"left\" \u{2014} e.g. him. ";
        for text in [some.repeat(20), some.into(), String::new()] {
            let tokens = text::tokens(&text, gazetteer);
            let mut noted = Noted::default();
            for (n, batch) in tokens.list.chunks(BATCH).enumerate() {
                noted.batch((n * BATCH) as u32, batch, tokens.nouns.document);
            }
            let all = |is: &dyn Fn(&Token) -> bool| -> Vec<u32> {
                (0..).zip(&tokens.list).filter(|(_, t)| is(t)).map(|(n, _)| n).collect()
            };
            let low = |t: &Token| t.class == Class::Word && t.case == Case::Lower;
            let count = |class: Class| tokens.list.iter().filter(|t| t.class == class).count();
            assert_eq!(noted.lower, tokens.list.iter().filter(|t| low(t)).map(|t| t.word).collect::<Vec<_>>());
            assert_eq!(noted.capitals, all(&|t| t.class == Class::Word && !low(t)));
            let begins = [Class::Word, Class::Number, Class::Comma, Class::Open];
            assert_eq!(noted.places, all(&|t| begins.contains(&t.class) && (!low(t) || t.is(Facts::PARTICLE))));
            assert_eq!(noted.punctuation, all(&|t| t.class.is_punctuation()));
            assert_eq!(noted.speech, all(&|t| t.is(Facts::SPEECH) || t.context == tokens.nouns.document));
            assert_eq!(noted.ends, all(&|t| t.class.ends_sentence() || t.has(Marks::POINT)));
            assert_eq!(noted.lines, all(&|t| t.has(Marks::LINE)));
            assert_eq!(noted.straight, all(&|t| t.class == Class::QuoteStraight));
            assert_eq!(noted.gaps, tokens.list.iter().any(|t| t.has(Marks::GAP)));
            assert_eq!(noted.curly, count(Class::QuoteOpen) + count(Class::QuoteClose));
            assert_eq!(noted.points, count(Class::Comma) + count(Class::Stop));
        }
    }
}
