//! A token: where it stands, of what class it is, and what the lists know of its word. It owns no text.

use super::context::Context;
use crate::gazetteer::{Facts, WordId};
use crate::span::Span;

/// What sort of thing a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Class {
    /// Letters, perhaps with digits, inner apostrophes or points ("O'Brien", "U.S.", "Mr.").
    #[default]
    Word,
    /// Begins with a digit ("1,200", "3.5", "15th").
    Number,
    /// What a tokenizer splits off a word: "'s", "'re", "'ll".
    Clitic,
    /// A comma.
    Comma,
    /// A full stop that ends no abbreviation.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A colon.
    Colon,
    /// A semicolon.
    Semicolon,
    /// Three points, or the one character for them.
    Ellipsis,
    /// A hyphen between two words without spaces.
    Hyphen,
    /// A dash: a long one, two hyphens, or a hyphen between spaces.
    Dash,
    /// An opening round or square bracket.
    Open,
    /// A closing round or square bracket.
    Close,
    /// “ or `` or «: opens a quotation.
    QuoteOpen,
    /// ” or '' or »: closes one.
    QuoteClose,
    /// ": may do either.
    QuoteStraight,
    /// ‘ or a single `: opens an inner or a British quotation.
    SingleOpen,
    /// ’ that is no part of a word: closes one, or is an apostrophe.
    SingleClose,
    /// ' that is no part of a word: anything of these.
    SingleStraight,
    /// A slash.
    Slash,
    /// An ampersand between names.
    Ampersand,
    /// "@name" or "#tag".
    Handle,
    /// A web or mail address.
    Address,
    /// Anything else.
    Symbol,
}

impl Class {
    /// A mark that ends a sentence.
    pub fn ends_sentence(self) -> bool {
        matches!(self, Class::Stop | Class::Question | Class::Exclamation | Class::Ellipsis)
    }

    /// Any quotation mark, double or single.
    pub fn is_quote(self) -> bool {
        matches!(
            self,
            Class::QuoteOpen
                | Class::QuoteClose
                | Class::QuoteStraight
                | Class::SingleOpen
                | Class::SingleClose
                | Class::SingleStraight
        )
    }

    /// A double quotation mark.
    pub fn is_double_quote(self) -> bool {
        matches!(self, Class::QuoteOpen | Class::QuoteClose | Class::QuoteStraight)
    }

    /// Any mark that stands between words: a comma, a dash, a bracket, a quotation mark … They stand side by side above.
    #[inline]
    pub fn is_punctuation(self) -> bool {
        (Class::Comma as u8..=Class::SingleStraight as u8).contains(&(self as u8))
    }

    /// A word or a number.
    pub fn is_wordlike(self) -> bool {
        matches!(self, Class::Word | Class::Number)
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Case {
    /// No letters, or letters of a script without case.
    #[default]
    None,
    /// "officials"
    Lower,
    /// "Officials", and the one letter of "A" or "J."
    Title,
    /// "NATO", "U.S."
    Upper,
    /// "McDonald", "iPhone"
    Mixed,
}

bitflags::bitflags! {
    /// What stands around a token, and what the later passes of this stage found out.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Marks: u16 {
        /// White space before it.
        const SPACE = 1 << 0;
        /// A line break before it.
        const LINE = 1 << 1;
        /// An empty line before it.
        const BLANK = 1 << 2;
        /// The first of a sentence.
        const SENTENCE = 1 << 3;
        /// The first of a paragraph.
        const PARAGRAPH = 1 << 4;
        /// Its word stands in lower case elsewhere in the article.
        const SEEN_LOWER = 1 << 5;
        /// In a headline or a line in title case, where a capital says little.
        const TITLE_CASE = 1 << 6;
        /// In a passage in capitals.
        const ALL_CAPS = 1 << 7;
        /// A single letter with a point: "J."
        const INITIAL = 1 << 8;
        /// Ends in a point that belongs to it: "Mr.", "U.S."
        const POINT = 1 << 9;
        /// More than one space before it within a line, where a word may have been dropped.
        const GAP = 1 << 10;
        /// Holds a digit.
        const DIGIT = 1 << 11;
        /// Says who speaks in an interview: "Q." and "A." at the start of a paragraph.
        const LABEL = 1 << 12;
        /// A number with "st", "nd", "rd" or "th".
        const ORDINAL = 1 << 13;
        /// A number with capitals: "6PR", "F-16" without its hyphen.
        const CALL_SIGN = 1 << 14;
        /// One to four digits and nothing else.
        const PLAIN_NUMBER = 1 << 15;
        /// What stands before it, not what it is.
        const AROUND = Self::SPACE.bits() | Self::LINE.bits() | Self::BLANK.bits() | Self::GAP.bits();
        /// What a token is by itself.
        const OWN = Self::INITIAL.bits() | Self::POINT.bits() | Self::DIGIT.bits() | Self::ORDINAL.bits()
            | Self::CALL_SIGN.bits() | Self::PLAIN_NUMBER.bits();
    }
}

/// A token of an article. Its word is an id that later stages compare; its facts are what the lists know.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The folded word (lower case, no accents, straight apostrophe). Ids beyond the lexicon's are local to the article.
    pub word: WordId,
    /// What the lists know of the word.
    pub facts: Facts,
    /// The node of the built-in names that begin with the word; 0 where none does.
    pub(crate) names: u32,
    /// What stands around it.
    pub marks: Marks,
    /// What sort of thing it is.
    pub class: Class,
    /// How it is written.
    pub case: Case,
    /// What it says of a name beside it.
    pub context: Context,
}

impl Token {
    /// Whether it begins with a capital (or is all capitals).
    pub fn is_capitalised(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper) || (self.case == Case::Mixed)
    }

    /// Whether any of these facts holds.
    pub fn is(&self, facts: Facts) -> bool {
        self.facts.intersects(facts)
    }

    /// Whether any of these marks is set.
    pub fn has(&self, marks: Marks) -> bool {
        self.marks.intersects(marks)
    }
}
