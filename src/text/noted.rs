//! What is noted of tokens as they are made, so that the passes over them need not look at each.

use super::token::{Case, Class, Marks};
use crate::gazetteer::WordId;

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
    /// Words that may speak, or say that somebody does: see [`Facts::SPEECH`](crate::gazetteer::Facts::SPEECH).
    pub(super) speech: Vec<u32>,
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
            ..Self::default()
        }
    }

    /// Notes the token with this number.
    #[inline]
    pub(super) fn note(&mut self, at: usize, class: Class, case: Case, marks: Marks) {
        match class {
            Class::Word if case == Case::Lower => {}
            Class::Word => self.capitals.push(at as u32),
            class if class.is_punctuation() => self.note_punctuation(at, class, marks),
            _ => {}
        }
        if class.ends_sentence() || marks.contains(Marks::POINT) {
            self.ends.push(at as u32);
        }
        if marks.contains(Marks::LINE) {
            self.lines.push(at as u32);
        }
        self.gaps |= marks.contains(Marks::GAP);
    }

    #[inline]
    fn note_punctuation(&mut self, at: usize, class: Class, marks: Marks) {
        self.punctuation.push(at as u32);
        match class {
            Class::QuoteStraight => self.straight.push(at as u32),
            Class::QuoteOpen | Class::QuoteClose => self.curly += 1,
            Class::Comma | Class::Stop => {
                self.points += 1;
                self.spaced += usize::from(marks.contains(Marks::SPACE));
            }
            _ => {}
        }
    }
}
