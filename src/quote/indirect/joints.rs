//! What each token is to the clauses of its sentence, as bits: told once a sentence, so that the way from a source to its
//! reporting word is told by looking through these alone, and the edges of contents by looking through the few that are any.

use std::ops::Range;

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
        /// What a content may begin or end beside.
        const EDGE = Self::COMMA.bits() | Self::THAT.bits() | Self::COLON.bits() | Self::BREAK.bits()
            | Self::CONJUNCTION.bits() | Self::RELATIVE.bits() | Self::QUESTION.bits();
    }
}

/// A token that a content may begin or end beside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) at: usize,
    pub(super) joint: Joint,
}

/// The edges from `from` up to, not including, `to`, of some in order.
pub(super) fn between(edges: &[Edge], from: usize, to: usize) -> &[Edge] {
    let first = edges.partition_point(|e| e.at < from);
    let count = edges[first..].partition_point(|e| e.at < to);
    &edges[first..first + count]
}

/// The joints of those sentences of an article that were asked for; the tokens of others have none.
pub(super) struct Joints {
    of: Vec<Joint>,
    /// The edges of these sentences.
    edges: Vec<Edge>,
    that: WordId,
    to: WordId,
}

impl Joints {
    pub(super) fn new(tokens: &Tokens<'_>, gazetteer: &Gazetteer) -> Self {
        let id = |word: &str| gazetteer.lexicon.get(word.as_bytes()).map_or(WordId::NONE, |known| known.0);
        let (of, edges) = (vec![Joint::empty(); tokens.len()], Vec::with_capacity(tokens.len() / 8));
        Self { of, edges, that: id("that"), to: id("to") }
    }

    /// Tells the joints of a sentence; gives which of the edges are its own.
    pub(super) fn tell(&mut self, tokens: &Tokens<'_>, (first, end): (usize, usize)) -> Range<usize> {
        let from = self.edges.len();
        for (n, (joint, token)) in self.of[first..end].iter_mut().zip(&tokens.list[first..end]).enumerate() {
            *joint = Self::joint(token, self.that, self.to);
            if joint.intersects(Joint::EDGE) {
                self.edges.push(Edge { at: first + n, joint: *joint });
            }
        }
        from..self.edges.len()
    }

    /// The edges of a sentence, by what [`Joints::tell`] gave for it.
    pub(super) fn edges(&self, of: Range<usize>) -> &[Edge] {
        self.edges.get(of).unwrap_or_default()
    }

    /// What a token is; `that` and `to` are the ids of these words.
    #[inline]
    fn joint(token: &Token, that: WordId, to: WordId) -> Joint {
        let path = |path: Path| Joint::from_bits_retain(1 << path as u16);
        let lower = token.case == Case::Lower;
        let joins = Facts::CONJUNCTION.union(Facts::RELATIVE).union(Facts::QUESTION);
        let says = Facts::PREPOSITION.union(Facts::AUXILIARY).union(Facts::CUE);
        match token.class {
            Class::Word if !lower || !token.is(joins.union(says)) => path(Path::Word),
            Class::Word => {
                // The later the stronger; without branches, for nobody can say which comes next.
                let mut sort = Path::Word;
                sort = if token.is(Facts::AUXILIARY | Facts::CUE) { Path::Verb } else { sort };
                sort = if token.is(Facts::PREPOSITION) { Path::Preposition } else { sort };
                sort = if token.is(Facts::CONJUNCTION) { Path::Conjunction } else { sort };
                sort = if token.is(Facts::RELATIVE) { Path::Relative } else { sort };
                sort = if token.word == to { Path::To } else { sort };
                sort = if token.word == that { Path::That } else { sort };
                let also = |joint: Joint, fact| if token.is(fact) { joint } else { Joint::empty() };
                path(sort)
                    | also(Joint::CONJUNCTION, Facts::CONJUNCTION)
                    | also(Joint::RELATIVE, Facts::RELATIVE)
                    | also(Joint::QUESTION, Facts::QUESTION)
            }
            Class::Comma => Joint::COMMA,
            Class::Colon => path(Path::Mark) | Joint::COLON,
            Class::Semicolon => path(Path::Mark) | Joint::COLON | Joint::BREAK,
            Class::Dash | Class::Open => path(Path::Mark) | Joint::BREAK,
            _ => path(Path::Mark),
        }
    }

    /// What stands between two places.
    pub(super) fn between(&self, from: usize, to: usize) -> Between {
        let mut out = Between::default();
        for &joint in self.of.get(from..to).unwrap_or_default() {
            out.seen |= joint;
            out.commas += u16::from(joint.intersects(Joint::COMMA));
        }
        out
    }
}

/// What stands between two places.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    seen: Joint,
    commas: u16,
}

impl Between {
    /// What stands there and in a stretch right beside it.
    pub(super) fn and(self, other: Self) -> Self {
        Self { seen: self.seen | other.seen, commas: self.commas.saturating_add(other.commas) }
    }

    /// Each sort as a bit, by the numbers of [`Path`].
    #[inline]
    pub(super) fn sorts(self) -> u16 {
        match (self.seen & Joint::PATH).bits() {
            0 => 1 << Path::Nothing as u16,
            paths if self.commas > 1 => paths & !Joint::COMMA.bits() | 1 << Path::Commas as u16,
            paths => paths,
        }
    }

    /// Each sort once, by the numbers of [`Path`] and in their order.
    pub(super) fn paths(self) -> impl Iterator<Item = usize> + use<> {
        let mut left = self.sorts();
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
        let paths = |joints: &Joints, from, to| joints.between(from, to).paths().collect::<Vec<_>>();
        assert_eq!(paths(&joints, 0, tokens.len()), [Path::Nothing as usize], "not told yet");
        let told = joints.tell(&tokens, (0, tokens.len()));
        let edges: Vec<usize> = joints.edges(told.clone()).iter().map(|e| e.at).collect();
        assert_eq!(edges, [1, 2, 6, 8]);
        assert_eq!(between(joints.edges(told), 2, 8).len(), 2);
        let within = [Path::Commas, Path::Verb, Path::Preposition, Path::Relative, Path::Word];
        assert_eq!(paths(&joints, 1, 7), within.map(|path| path as usize));
        assert_eq!(paths(&joints, 1, 2), [Path::Comma as usize]);
        assert_eq!(paths(&joints, 7, 7), [Path::Nothing as usize]);
        let apart = joints.between(1, 4).and(joints.between(4, 7));
        assert_eq!(apart.paths().collect::<Vec<_>>(), paths(&joints, 1, 7));
    }
}
