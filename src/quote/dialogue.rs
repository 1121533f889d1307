//! Two who talk take turns: a quotation that is a paragraph by itself and answers the one before is the other's.

use super::groups::Group;
use super::marks::Stretches;
use super::{Speaker, groups};
use crate::text::{Class, Tokens};

/// The most words of a question that is itself a bare turn: "And?", "Why not?"
const SHORT: usize = 4;

/// A quotation as a line of a dialogue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its paragraph.
    paragraph: usize,
    /// It begins its paragraph.
    begins: bool,
    /// Nothing but it stands in its paragraph.
    bare: bool,
    /// It ends in a question mark.
    asks: bool,
    words: usize,
}

impl Line {
    pub(super) fn new(tokens: &Tokens<'_>, stretches: &Stretches, group: &Group) -> Self {
        let first = &stretches.list[group.parts[0]];
        let last = &stretches.list[group.parts[group.parts.len() - 1]];
        let paragraph = tokens.paragraph_of(first.open);
        let range = tokens.paragraph(paragraph);
        let begins = first.open == range.start;
        let bare = begins && last.close + 1 >= range.end && group.parts.len() == 1;
        let asks = tokens.list[last.end() - 1].class == Class::Question;
        Self { paragraph, begins, bare, asks, words: groups::words(tokens, stretches, group) }
    }
}

/// The last two lines with their speakers.
#[derive(Debug, Default)]
pub(super) struct Dialogue {
    lines: Vec<(Line, Option<Speaker>)>,
}

impl Dialogue {
    /// The other of two speakers whose turn a bare line is.
    ///
    /// For: “Did you read it?” Garro asked. / “Twice,” said Pell. / “And?” / “I would not sign it.”
    /// Against: “It was cold,” Garro said. / “It was dark,” Pell said. / “We all waited for the boat.”
    pub(super) fn other(&self, tokens: &Tokens<'_>, here: &Line) -> Option<Speaker> {
        let [.., (first, speaker), (second, answered)] = self.lines.as_slice() else { return None };
        let next = |a: &Line, b: &Line| a.paragraph + 1 == b.paragraph;
        let differ = match (speaker, answered) {
            (Some(a), Some(b)) => a.entity.is_some() && b.entity.is_some() && a.entity != b.entity,
            _ => false,
        };
        let answers = second.asks || (here.asks && here.words <= SHORT) || second.bare;
        let talk = here.bare && first.begins && second.begins && next(first, second) && next(second, here);
        (talk && differ && answers && tokens.condition.paragraphs).then(|| speaker.clone()).flatten()
    }

    /// Remembers a line; several quotations of one paragraph are one.
    pub(super) fn say(&mut self, line: Line, speaker: Option<Speaker>) {
        match self.lines.last_mut() {
            Some((last, said)) if last.paragraph == line.paragraph => {
                *last = Line { begins: last.begins, bare: false, ..line };
                *said = speaker;
            }
            _ => self.lines.push((line, speaker)),
        }
        if self.lines.len() > 2 {
            self.lines.remove(0);
        }
    }
}
