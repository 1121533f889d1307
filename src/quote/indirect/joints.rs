//! What each token is to the clauses of its sentence, as bits: told once a sentence, so that the edges of contents are
//! found, and the way from a source to its reporting word is told, by looking through these alone.

use super::evidence::Path;
use crate::gazetteer::{Facts, Gazetteer, WordId};
use crate::text::{Case, Class, Token, Tokens};

bitflags::bitflags! {
    /// What a token is to the clauses around it. The first bits are numbered as [`Path`], and each token has one of them.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(super) struct Joint: u16 {
        const COMMA = 1 << Path::Comma as u16;
        const THAT = 1 << Path::That as u16;
        /// Every bit of a path.
        const PATH = (1 << (Path::Word as u16 + 1)) - 1;
        /// A colon or semicolon.
        const COLON = 1 << 11;
        /// Another mark that ends a clause as a comma does: a dash, a semicolon, a bracket.
        const BREAK = 1 << 12;
        /// A conjunction in lower case.
        const CONJUNCTION = 1 << 13;
        /// A relative pronoun in lower case.
        const RELATIVE = 1 << 14;
        /// A question word in lower case.
        const QUESTION = 1 << 15;
        /// What a clause may end before.
        const EDGE = Self::COMMA.bits() | Self::BREAK.bits() | Self::CONJUNCTION.bits() | Self::RELATIVE.bits();
    }
}

/// The joints of those sentences of an article that were asked for; the tokens of others have none.
pub(super) struct Joints {
    of: Vec<Joint>,
    that: Option<WordId>,
    to: Option<WordId>,
}

impl Joints {
    pub(super) fn new(tokens: &Tokens<'_>, gazetteer: &Gazetteer) -> Self {
        let id = |word: &str| gazetteer.lexicon.get(word.as_bytes()).map(|known| known.0);
        Self { of: vec![Joint::empty(); tokens.len()], that: id("that"), to: id("to") }
    }

    /// Tells the joints of a sentence.
    pub(super) fn tell(&mut self, tokens: &Tokens<'_>, (first, end): (usize, usize)) {
        let small = (self.that, self.to);
        for (joint, token) in self.of[first..end].iter_mut().zip(&tokens.list[first..end]) {
            *joint = Self::joint(token, small);
        }
    }

    /// What a token is; `that` and `to` are the ids of these words.
    fn joint(token: &Token, (that, to): (Option<WordId>, Option<WordId>)) -> Joint {
        let path = |path: Path| Joint::from_bits_retain(1 << path as u16);
        let lower = token.case == Case::Lower;
        let joins = Facts::CONJUNCTION.union(Facts::RELATIVE).union(Facts::QUESTION);
        let says = Facts::PREPOSITION.union(Facts::AUXILIARY).union(Facts::CUE);
        let mut joint = match token.class {
            Class::Word if !lower || !token.is(joins.union(says)) => return path(Path::Word),
            Class::Word => path(match () {
                () if Some(token.word) == that => Path::That,
                () if Some(token.word) == to => Path::To,
                () if token.is(Facts::RELATIVE) => Path::Relative,
                () if token.is(Facts::CONJUNCTION) => Path::Conjunction,
                () if token.is(Facts::PREPOSITION) => Path::Preposition,
                () if token.is(Facts::AUXILIARY | Facts::CUE) => Path::Verb,
                () => Path::Word,
            }),
            Class::Comma => Joint::COMMA,
            Class::Colon => path(Path::Mark) | Joint::COLON,
            Class::Semicolon => path(Path::Mark) | Joint::COLON | Joint::BREAK,
            Class::Dash | Class::Open => path(Path::Mark) | Joint::BREAK,
            _ => path(Path::Mark),
        };
        if lower {
            joint.set(Joint::CONJUNCTION, token.is(Facts::CONJUNCTION));
            joint.set(Joint::RELATIVE, token.is(Facts::RELATIVE));
            joint.set(Joint::QUESTION, token.is(Facts::QUESTION));
        }
        joint
    }

    /// What a token is.
    pub(super) fn at(&self, at: usize) -> Joint {
        self.of.get(at).copied().unwrap_or_default()
    }

    /// The joints of some tokens.
    pub(super) fn of(&self, from: usize, to: usize) -> &[Joint] {
        self.of.get(from..to).unwrap_or_default()
    }

    /// The first of some tokens that is one of these.
    pub(super) fn first(&self, from: usize, to: usize, of: Joint) -> Option<usize> {
        self.of(from, to).iter().position(|joint| joint.intersects(of)).map(|n| from + n)
    }

    /// The last of some tokens that is one of these.
    pub(super) fn last(&self, from: usize, to: usize, of: Joint) -> Option<usize> {
        self.of(from, to).iter().rposition(|joint| joint.intersects(of)).map(|n| from + n)
    }

    /// What stands between two places, each sort once, by the numbers of [`Path`] and in their order.
    pub(super) fn paths(&self, from: usize, to: usize) -> impl Iterator<Item = usize> + use<> {
        let (mut seen, mut commas) = (Joint::empty(), 0);
        for &joint in self.of(from, to) {
            seen |= joint;
            commas += u32::from(joint.intersects(Joint::COMMA));
        }
        let mut left = match (seen & Joint::PATH).bits() {
            0 => 1 << Path::Nothing as u16,
            paths if commas > 1 => paths & !Joint::COMMA.bits() | 1 << Path::Commas as u16,
            paths => paths,
        };
        std::iter::from_fn(move || {
            let next = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (next < u16::BITS).then_some(next as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_that_stands_between_is_told_once() {
        let gazetteer = Gazetteer::builtin();
        let tokens = crate::text::tokens("Garro, who is with us, said that it rained", gazetteer);
        let mut joints = Joints::new(&tokens, gazetteer);
        assert_eq!(joints.first(0, tokens.len(), Joint::COMMA), None, "not told yet");
        joints.tell(&tokens, (0, tokens.len()));
        assert_eq!(joints.first(0, tokens.len(), Joint::COMMA), Some(1));
        assert_eq!(joints.last(0, tokens.len(), Joint::COMMA), Some(6));
        assert!(joints.at(8).contains(Joint::THAT) && joints.at(99).is_empty());
        let paths = |from, to| joints.paths(from, to).collect::<Vec<_>>();
        let between = [Path::Commas, Path::Verb, Path::Preposition, Path::Relative, Path::Word];
        assert_eq!(paths(1, 7), between.map(|path| path as usize));
        assert_eq!(paths(1, 2), [Path::Comma as usize]);
        assert_eq!(paths(7, 7), [Path::Nothing as usize]);
    }
}
