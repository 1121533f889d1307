//! The class of a token as a neighbour: what it says of the name beside it. Words have theirs from
//! context-words.tsv; what is no such word has one of the classes below.

use super::token::{Case, Class, Marks, Token};
use crate::gazetteer::{Facts, Gazetteer};

/// The class of a token as a neighbour of a name, by number; [`names`] has the words for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Context(pub u8);

macro_rules! classes {
    ($($constant:ident $name:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Number { $($constant),* }
        impl Context {
            $(#[doc = $name] pub const $constant: Context = Context(Number::$constant as u8);)*
        }
        const BUILTIN: &[&str] = &[$($name),*];
    };
}

classes! {
    EDGE "edge", COMMA "comma", STOP "stop", COLON "colon", SEMICOLON "semicolon", OPEN "open", CLOSE "close",
    QUOTE "quote", DASH "dash", HYPHEN "hyphen", SLASH "slash", POSSESSIVE "'s", CLITIC "clitic",
    YEAR "year", NUMBER "number", NUMBER_WORD "number-word", SYMBOL "symbol", HANDLE "handle",
    HONORIFIC "honorific", TITLE "title", ROLE "role", ROLES "roles", CUE "cue", ADJECTIVE "adjective",
    PEOPLE "people", CALENDAR "calendar", CAP_PERSON "cap-person", CAP_PLACE "cap-place", CAP_ORG "cap-org",
    CAP_OTHER "cap-other", CAPS "caps", CAP_COMMON "cap-common", AUXILIARY "auxiliary", PREPOSITION "preposition",
    ADVERB "adverb", FUNCTION "function", VERB_LIKE "verb-like", LOWER "lower", LOWER_UNKNOWN "lower-unknown",
    ORG_WORD "org-word", PLACE_WORD "place-word",
}

/// How many classes there can be: those above and those of the list.
pub const CONTEXTS: usize = 112;

/// The names of all classes, by number.
pub fn names(gazetteer: &Gazetteer) -> Vec<String> {
    BUILTIN.iter().map(|n| (*n).to_owned()).chain(gazetteer.contexts().iter().cloned()).collect()
}

/// The classes of context-words.tsv that the code asks for by name; that of an edge, which no word has, for one that the
/// list does not have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nouns {
    /// What speaks on paper ("report", "statement").
    pub(crate) document: Context,
    /// What a ruler's name stands before ("administration").
    pub(crate) government: Context,
    /// What is made and has a title ("album", "warship").
    pub(crate) work: Context,
    /// "company", "regiment".
    pub(crate) organization: Context,
    /// "village", "suburb".
    pub(crate) place: Context,
    /// "is", "were".
    pub(crate) be: Context,
    persons: [Context; 5],
    within: [Context; 2],
}

impl Nouns {
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let named = |name: &str| {
            gazetteer.contexts().iter().position(|c| c == name).map_or(Context::EDGE, |n| Context::listed(n as u8))
        };
        let [office, kin, member] = ["president", "wife", "members"].map(named);
        Self {
            document: named("document"),
            government: named("government"),
            work: named("work"),
            organization: named("org-noun"),
            place: named("place-noun"),
            be: named("be"),
            persons: [Context::ROLE, Context::ROLES, office, kin, member],
            within: ["in", "at"].map(named),
        }
    }

    /// Whether words of this class name persons by what they do or whose they are.
    pub(crate) fn is_person(&self, class: Context) -> bool {
        self.persons.contains(&class)
    }

    /// Whether what follows a word of this class is mostly a place: "in", "near", "at".
    pub(crate) fn places(&self, class: Context) -> bool {
        self.within.contains(&class)
    }
}

impl Context {
    /// The class of a word of context-words.tsv by its number there.
    pub(crate) fn listed(n: u8) -> Self {
        Context(BUILTIN.len() as u8 + n)
    }

    /// The class of a token that is about to get it; `listed` is that of its word in the list, if any.
    pub(crate) fn of(token: &Token, listed: Option<u8>) -> Self {
        use Class as C;
        match token.class {
            C::Comma => return Self::COMMA,
            C::Stop | C::Question | C::Exclamation | C::Ellipsis => return Self::STOP,
            C::Colon => return Self::COLON,
            C::Semicolon => return Self::SEMICOLON,
            C::Open => return Self::OPEN,
            C::Close => return Self::CLOSE,
            C::Dash => return Self::DASH,
            C::Hyphen => return Self::HYPHEN,
            C::Slash => return Self::SLASH,
            C::Ampersand | C::Symbol => return Self::SYMBOL,
            C::Handle | C::Address => return Self::HANDLE,
            C::Clitic if token.span.len() <= 4 && token.word.0 != 0 && token.is(Facts::STARTS_NAME) => {
                return Self::POSSESSIVE;
            }
            C::Clitic => return Self::CLITIC,
            C::Number if token.span.len() == 4 && !token.has(Marks::POINT) => return Self::YEAR,
            C::Number => return Self::NUMBER,
            c if c.is_quote() => return Self::QUOTE,
            _ => {}
        }
        if token.is(Facts::HONORIFIC) && token.is_capitalised() {
            return Self::HONORIFIC;
        }
        let low = token.case == Case::Lower || (token.case == Case::Title && token.is(Facts::LOWER_MOST));
        if low && let Some(n) = listed {
            return Self::listed(n);
        }
        if token.is(Facts::WEEKDAY | Facts::MONTH) && token.is_capitalised() {
            return Self::CALENDAR;
        }
        if token.is(Facts::ROLE) && low {
            return if token.is(Facts::PLURAL_ROLE) { Self::ROLES } else { Self::ROLE };
        }
        if token.is(Facts::TITLE) && token.is_capitalised() {
            return Self::TITLE;
        }
        if token.is(Facts::ADJECTIVE) {
            return Self::ADJECTIVE;
        }
        if token.is(Facts::PEOPLE) {
            return Self::PEOPLE;
        }
        if token.is(Facts::NUMBER_WORD) && low {
            return Self::NUMBER_WORD;
        }
        if token.is(Facts::CUE) && low {
            return Self::CUE;
        }
        if token.is(Facts::AUXILIARY) {
            return Self::AUXILIARY;
        }
        if low {
            return match () {
                () if token.is(Facts::PREPOSITION) => Self::PREPOSITION,
                () if token.is(Facts::ADVERB) => Self::ADVERB,
                () if token.is(Facts::FUNCTION) => Self::FUNCTION,
                () if token.is(Facts::WORD_ENDING) => Self::VERB_LIKE,
                () if token.is(Facts::WORD) => Self::LOWER,
                () => Self::LOWER_UNKNOWN,
            };
        }
        match () {
            () if token.is(Facts::ORG_LAST | Facts::ORG_FIRST | Facts::LEGAL_FORM) => Self::ORG_WORD,
            () if token.is(Facts::PLACE_LAST) => Self::PLACE_WORD,
            () if token.is(Facts::GIVEN) => Self::CAP_PERSON,
            () if token.is(Facts::LISTED_PLACE) => Self::CAP_PLACE,
            () if token.is(Facts::SURNAME) => Self::CAP_PERSON,
            () if token.is(Facts::LISTED_ORG) => Self::CAP_ORG,
            () if token.case == Case::Upper => Self::CAPS,
            () if token.is(Facts::LOWER) => Self::CAP_COMMON,
            () => Self::CAP_OTHER,
        }
    }
}
