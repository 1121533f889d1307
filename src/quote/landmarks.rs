//! What may stand between a quotation and those who may speak it, by where it stands in the article: of each sort the mark
//! that is nearest to the quotation tells whether there is one before a speaker farther off.

use super::cues::{CueAt, Relation};
use super::marks::Stretches;
use crate::text::{Class, Tokens};

/// Tokens (or phrases) by number, in order.
#[derive(Clone, Debug, Default)]
pub(in crate::quote) struct Places(Vec<u32>);

impl Places {
    // Each quotation asks a dozen times: the code of one search stays in the cache, that of a dozen would not.

    /// The first at or after a place; beyond every place where there is none.
    #[inline(never)]
    pub(super) fn next(&self, from: usize) -> usize {
        first_from(&self.0, from)
    }

    /// One past the last before a place; 0 where there is none.
    #[inline(never)]
    pub(super) fn last(&self, to: usize) -> usize {
        let before = self.0.partition_point(|&at| (at as usize) < to);
        before.checked_sub(1).map_or(0, |n| self.0[n] as usize + 1)
    }

    /// With room for so many.
    fn of(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    pub(super) fn put(&mut self, at: usize) {
        self.0.push(at as u32);
    }
}

/// The first of some places at or after one; beyond every place where there is none.
pub(super) fn first_from(places: &[u32], from: usize) -> usize {
    let next = places.partition_point(|&at| (at as usize) < from);
    places.get(next).map_or(usize::MAX, |&at| at as usize)
}

/// Where such marks stand in an article.
#[derive(Debug, Default)]
pub(super) struct Landmarks {
    /// Marks outside quotations that end a sentence.
    ends: Places,
    /// Double marks right after a full stop within quotations.
    closes: Places,
    pub(super) colons: Places,
    /// Phrases that are the subject of a cue.
    pub(super) speaking: Places,
    /// How many tokens before each, and before the end, are neither commas nor colons.
    plain: Vec<u32>,
}

impl Landmarks {
    pub(super) fn new(tokens: &Tokens<'_>, stretches: &Stretches, cues: &[Option<CueAt>]) -> Self {
        let list = &tokens.list;
        let mut marks = Self {
            ends: Places::of(tokens.sentences.len()),
            speaking: Places::of(cues.len()),
            plain: Vec::with_capacity(list.len() + 1),
            ..Self::default()
        };
        for at in tokens.punctuation.iter().map(|&at| at as usize) {
            match list[at].class {
                Class::Colon => {
                    marks.colons.put(at);
                    marks.pause(at);
                }
                Class::Comma => marks.pause(at),
                class if class.ends_sentence() && !stretches.holds(at) => marks.ends.put(at),
                class if class.is_double_quote() => {
                    let stop = at.checked_sub(1).is_some_and(|n| list[n].class == Class::Stop);
                    if stop && stretches.holds(at) {
                        marks.closes.put(at);
                    }
                }
                _ => {}
            }
        }
        marks.count_plain(list.len() + 1);
        for (n, cue) in cues.iter().enumerate() {
            if cue.is_some_and(|c| matches!(c.relation, Relation::Subject | Relation::Inverted)) {
                marks.speaking.put(n);
            }
        }
        marks
    }

    /// Counts every token up to a comma or colon.
    fn pause(&mut self, at: usize) {
        self.count_plain(at + 1);
        if let Some(next) = self.plain.last().copied() {
            self.plain.push(next);
        }
    }

    /// Counts up to, not including, a token, as if nothing but words stood there.
    fn count_plain(&mut self, to: usize) {
        let first = self.plain.last().map_or(0, |&n| n + 1);
        let more = to.saturating_sub(self.plain.len()) as u32;
        self.plain.extend(first..first + more);
    }

    /// How many tokens before a place are neither commas nor colons.
    #[inline]
    pub(super) fn plain(&self, before: usize) -> u32 {
        self.plain.get(before).or(self.plain.last()).copied().unwrap_or(0)
    }

    /// From this place on, the end of a sentence stands between `from` and there, those inside quotations left out, but
    /// for one that ends within the two.
    #[inline]
    pub(super) fn sentence_after(&self, from: usize) -> usize {
        let end = self.ends.next(from).saturating_add(1);
        end.min(self.closes.next(from).saturating_add(2))
    }

    /// Backwards from `to`, up to these places one such end, or two, stand between there and `to`: one past the last and
    /// the last but one.
    #[inline]
    pub(super) fn sentences_before(&self, to: usize) -> [usize; 2] {
        let (mut end, mut close) = (self.ends.last(to), self.closes.last(to.saturating_sub(1)));
        let mut latest = || {
            let last = end.max(close);
            match end > close {
                true => end = self.ends.last(end - 1),
                false => close = self.closes.last(close.saturating_sub(1)),
            }
            last
        };
        [latest(), latest()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_on_either_side_tells() {
        let places = Places(vec![3, 8]);
        assert_eq!([places.next(0), places.next(3), places.next(4), places.next(9)], [3, 3, 8, usize::MAX]);
        assert_eq!([places.last(3), places.last(4), places.last(9)], [0, 4, 9]);
        let marks = Landmarks { ends: Places(vec![2, 9]), closes: Places(vec![5]), ..Landmarks::default() };
        assert_eq!([marks.sentence_after(0), marks.sentence_after(3), marks.sentence_after(6)], [3, 7, 10]);
        assert_eq!([marks.sentences_before(12), marks.sentences_before(6)], [[10, 6], [3, 0]]);
    }

    #[test]
    fn commas_and_colons_do_not_count() {
        let mut marks = Landmarks::default();
        for pause in [0, 3, 4] {
            marks.pause(pause);
        }
        marks.count_plain(8);
        assert_eq!(marks.plain, [0, 0, 1, 2, 2, 2, 3, 4]);
        assert_eq!([marks.plain(3), marks.plain(6), marks.plain(90)], [2, 3, 4]);
    }
}
