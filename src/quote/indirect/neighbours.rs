//! What stands beside a reporting word, a source or a content, as values of evidence.

use std::cell::Cell;

use super::evidence::{Follow, Form, Precede};
use crate::gazetteer::{Facts, Frames};
use crate::quote::cues::Word;
use crate::quote::speakers::Around;
use crate::short::by_word;
use crate::text::{Case, Class, Marks, Token, Tokens};

/// A form of "be" or "have" as it stands before a participle.
#[inline]
fn auxiliary(word: &[u8]) -> Option<Precede> {
    by_word!(word;
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "'s" | "’s" | "'re" | "’re" => Precede::Be,
        "has" | "have" | "had" | "having" | "'ve" | "’ve" => Precede::Have,
    )
}

/// The bytes of a token.
#[inline]
fn written<'t>(tokens: &Tokens<'t>, token: &Token) -> &'t [u8] {
    tokens.text.as_bytes().get(token.span.start as usize..token.span.end as usize).unwrap_or_default()
}

/// What each token is to its neighbours, told once: the same few are asked for by every choice around a reporting word.
pub(super) struct Neighbours<'a, 't> {
    around: &'a Around<'a, 't>,
    follows: Vec<Cell<Option<Follow>>>,
    precedes: Vec<Cell<Option<Precede>>>,
}

impl<'a, 't> Neighbours<'a, 't> {
    pub(super) fn new(around: &'a Around<'a, 't>) -> Self {
        let count = around.tokens.len();
        Self { around, follows: vec![Cell::new(None); count], precedes: vec![Cell::new(None); count] }
    }

    /// What a token is to what stands before it; `limit` is one past the last token that counts.
    #[inline]
    pub(super) fn follow(&self, at: usize, limit: usize) -> Follow {
        let Some(known) = self.follows.get(at).filter(|_| at < limit) else { return Follow::End };
        known.get().unwrap_or_else(|| {
            let new = follow(self.around, at);
            known.set(Some(new));
            new
        })
    }

    /// What a token is to what stands after it.
    #[inline]
    pub(super) fn precede(&self, at: usize) -> Precede {
        let Some(known) = self.precedes.get(at) else { return Precede::Start };
        known.get().unwrap_or_else(|| {
            let new = precede(self.around, at);
            known.set(Some(new));
            new
        })
    }

    /// How a reporting word is used, and the first token of its verb group ("has not yet **said**").
    pub(super) fn form(&self, word: &Word) -> (Form, usize) {
        let mut start = word.start;
        if word.frames.takes(Frames::PREP) {
            return (Form::Preposition, start);
        }
        if word.noun {
            return (Form::Noun, start);
        }
        let mut form = None;
        for _ in 0..6 {
            let before = self.precede(start);
            let new = match before {
                Precede::Adverb => None,
                Precede::To => Some(Form::Infinitive),
                Precede::Be if word.participle => Some(Form::Progressive),
                Precede::Be => Some(Form::Passive),
                Precede::Have | Precede::Modal => Some(Form::Modal),
                _ => break,
            };
            form = form.or(new);
            start -= 1;
        }
        let plain = if word.participle { Form::Participle } else { Form::Finite };
        (form.unwrap_or(plain), start)
    }
}

/// What a small word is by the last of these facts that it has; without branches, for nobody can say which comes next.
#[inline(always)]
fn strongest<T: Copy, const N: usize>(token: &Token, facts: [(Facts, T); N]) -> Option<T> {
    let mut out = None;
    for (facts, new) in facts {
        out = if token.is(facts) { Some(new) } else { out };
    }
    out
}

#[inline(never)]
fn follow(around: &Around<'_, '_>, at: usize) -> Follow {
    let tokens = around.tokens;
    let Some(token) = tokens.get(at) else { return Follow::End };
    match token.class {
        Class::Comma => return Follow::Comma,
        Class::Colon | Class::Dash => return Follow::Colon,
        Class::Number | Class::Symbol => return Follow::Number,
        c if c.is_quote() => return Follow::Quote,
        c if c.ends_sentence() || c == Class::Semicolon || c == Class::Close => return Follow::End,
        Class::Handle => return Follow::Name,
        _ => {}
    }
    // Every word that is asked for by itself is one of these.
    if token.case == Case::Lower && token.is(Facts::PREPOSITION | Facts::CONJUNCTION | Facts::QUESTION) {
        let small = by_word!(written(tokens, token);
            "that" => Follow::That,
            "to" => Follow::To,
            "of" => Follow::OfWord,
            "for" => Follow::For,
            "about" | "on" | "over" => Follow::About,
            "against" => Follow::Against,
            "with" => Follow::With,
            "as" => Follow::As,
            "if" => Follow::If,
            "whether" | "how" | "why" | "what" | "when" | "where" => Follow::Wh,
            "who" | "which" | "whose" | "whom" => Follow::Relative,
        );
        if let Some(small) = small {
            return small;
        }
    }
    const SMALL: [(Facts, Follow); 8] = [
        (Facts::ADVERB.union(Facts::NEGATION).union(Facts::CALENDAR), Follow::Adverb),
        (Facts::CONJUNCTION, Follow::Conjunction),
        (Facts::AUXILIARY, Follow::Auxiliary),
        (Facts::PREPOSITION, Follow::In),
        (Facts::OBJECT.union(Facts::REFLEXIVE), Follow::Object),
        (Facts::SUBJECT, Follow::Subject),
        (Facts::DETERMINER, Follow::Determiner),
        (Facts::POSSESSIVE, Follow::Possessive),
    ];
    if (token.case == Case::Lower || token.has(Marks::SENTENCE))
        && let Some(small) = strongest(token, SMALL)
    {
        return small;
    }
    match () {
        () if token.is(Facts::WEEKDAY | Facts::MONTH) => Follow::Adverb,
        () if token.is_capitalised() => Follow::Name,
        () if token.is(Facts::NUMBER_WORD) => Follow::Number,
        () if written(tokens, token).ends_with(b"ing") => Follow::Participle,
        () if token.is(Facts::CUE) || written(tokens, token).ends_with(b"ed") => Follow::Verb,
        () => Follow::Word,
    }
}

#[inline(never)]
fn precede(around: &Around<'_, '_>, at: usize) -> Precede {
    let tokens = around.tokens;
    let Some(before) = at.checked_sub(1).filter(|_| !tokens.list[at].has(Marks::SENTENCE)) else {
        return Precede::Start;
    };
    let token = &tokens.list[before];
    match token.class {
        Class::Comma => return Precede::Comma,
        Class::Clitic if auxiliary(written(tokens, token)) == Some(Precede::Be) => return Precede::Possessive,
        Class::Clitic => return Precede::Have,
        Class::Number => return Precede::Number,
        c if c.is_quote() => return Precede::Quote,
        Class::Word => {}
        _ => return Precede::Mark,
    }
    if token.is(Facts::PREPOSITION) && written(tokens, token) == b"to" {
        return Precede::To;
    }
    if token.is(Facts::AUXILIARY)
        && let Some(known) = auxiliary(written(tokens, token))
    {
        return known;
    }
    const SMALL: [(Facts, Precede); 8] = [
        (Facts::PREPOSITION, Precede::Preposition),
        (Facts::CONJUNCTION, Precede::Conjunction),
        (Facts::ADVERB.union(Facts::NEGATION), Precede::Adverb),
        (Facts::DETERMINER, Precede::Determiner),
        (Facts::POSSESSIVE, Precede::Possessive),
        (Facts::RELATIVE, Precede::Relative),
        (Facts::SUBJECT, Precede::Subject),
        (Facts::AUXILIARY, Precede::Modal),
    ];
    if (token.case == Case::Lower || token.has(Marks::SENTENCE))
        && let Some(small) = strongest(token, SMALL)
    {
        return small;
    }
    match () {
        () if token.is_capitalised() => Precede::Name,
        () if token.is(Facts::ROLE) => Precede::Role,
        () if token.is(Facts::CUE) => Precede::Cue,
        () => Precede::Word,
    }
}
