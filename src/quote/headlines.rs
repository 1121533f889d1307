//! Headlines that name their speaker with a colon: "Garro: Harbour is ‘not for sale’", "‘Not for sale’: Garro".

use super::marks::Stretch;
use super::phrases::{Phrase, SpeakerKind};
use super::speakers::Around;
use crate::text::Class;

/// How sure such a speaker is.
pub(super) const SURE: f32 = 0.7;
/// A longer first paragraph is no headline.
const LONGEST: usize = 32;

/// The rule `headline-colon`: the one name before a colon that stands before the quotation, or the one after a colon
/// right behind it.
///
/// For: "A lesson from Anna Garro: ‘Wait your turn’". Against: "Garro and Reyd: ‘a mistake’" (two names).
pub(super) fn speaker(around: &Around<'_, '_>, stretch: &Stretch) -> Option<usize> {
    let tokens = around.tokens;
    let range = tokens.paragraph(tokens.paragraph_of(stretch.open));
    if range.start != 0 || range.len() > LONGEST {
        return None;
    }
    let colon = |from: usize, to: usize| (from..to).find(|&n| tokens.list[n].class == Class::Colon);
    let named =
        |p: &Phrase| matches!(p.kind, SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization);
    let only = |from: usize, to: usize| {
        let first = around.phrases.partition_point(|p| p.start < from);
        let mut near = (first..around.phrases.len()).take_while(|&n| around.phrases[n].end <= to);
        let one = near.find(|&n| named(&around.phrases[n]))?;
        near.all(|n| !named(&around.phrases[n])).then_some(one)
    };
    match colon(range.start, stretch.open) {
        Some(at) => only(range.start, at),
        None => {
            let after =
                tokens.get(stretch.close + 1).filter(|t| t.class == Class::Colon && stretch.close + 1 < range.end);
            after.and_then(|_| only(stretch.close + 2, range.end))
        }
    }
}
