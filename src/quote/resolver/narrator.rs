//! Who says "I" outside quotations, and those who are "my father" and "my wife" to them.

use super::{FEW, Resolver};
use crate::gazetteer::Facts;
use crate::quote::phrases::{Phrase, SpeakerKind};
use crate::resolve::{EntityId, EntityKind};
use crate::text::{Class, Marks};

/// A text of the first person says "I" at least so often outside quotations.
const OFTEN: usize = 3;
/// How many sentences back a man or woman without a name may be "he" or "she".
const BACK: usize = 4;

impl Resolver<'_, '_> {
    /// The rule `narrator`: in a text that keeps saying "I", the person whose name alone follows "By" in a line of its
    /// own near the start, or with whose name and "is" the last paragraph begins ("Anna Garro is a teacher in Pell.").
    ///
    /// Against: a report whose last paragraph is "Garro is due in court": it says no "I" outside quotations.
    pub(super) fn find_narrator(&self) -> Option<EntityId> {
        let first = |p: &&Phrase| p.kind == SpeakerKind::OtherPronoun && self.tokens.str(p.start) == "I";
        if self.phrases.iter().filter(first).take(OFTEN).count() < OFTEN {
            return None;
        }
        let list = &self.tokens.list;
        let by = self.persons.iter().take(3).find(|(at, _)| {
            let by = at.checked_sub(1).filter(|&n| list[n].has(Marks::LINE | Marks::PARAGRAPH) || n == 0);
            by.is_some_and(|n| self.tokens.str(n).eq_ignore_ascii_case("by"))
        });
        let count = self.tokens.paragraphs.len().saturating_sub(1);
        let last = count.checked_sub(1).map(|n| self.tokens.paragraph(n))?;
        let about = || {
            let start = (last.start..last.end).find(|&n| list[n].class == Class::Word)?;
            let named = self.named.get(self.named.partition_point(|n| n.0 < start)).filter(|n| n.0 == start)?;
            let is = matches!(self.tokens.str(named.1.min(list.len() - 1)), "is" | "was" | ",");
            let person = self.persons.binary_search_by_key(&start, |p| p.0).is_ok();
            (is && person && named.1 - named.0 > 1).then_some(named.2)
        };
        by.map(|b| b.1).or_else(about)
    }

    /// "I" of the narrator; "they" of two who were named together.
    pub(super) fn other_pronoun(&self, p: &Phrase) -> Option<EntityId> {
        match self.tokens.str(p.start) {
            "I" => self.narrator,
            "they" | "They" => self.pair_before(p).first().copied(),
            _ => None,
        }
    }

    /// "My father … He said": the kin of the narrator or of somebody else who was the subject of a sentence before, when
    /// no other person stands as near.
    pub(super) fn kin_before(&self, p: &Phrase) -> Option<EntityId> {
        let fact = match self.tokens.str(p.start).to_ascii_lowercase().as_str() {
            "he" => Facts::MAN,
            _ => Facts::WOMAN,
        };
        let gender = if fact == Facts::MAN { crate::gazetteer::Gender::M } else { crate::gazetteer::Gender::F };
        let sentence = self.tokens.sentence_of(p.start);
        let to = self.phrases.partition_point(|o| o.start < p.start);
        for o in self.phrases[..to].iter().rev().take(FEW) {
            if self.tokens.sentence_of(o.start) + BACK < sentence {
                return None;
            }
            let head = self.tokens.get(o.end - 1)?;
            let person = o.entity.and_then(|id| self.entities.get(id)).is_some_and(|e| e.kind == EntityKind::Person);
            if person && o.entity.is_some_and(|id| self.may_be(id, Some(gender))) {
                return None;
            }
            let mine = self.tokens.str(o.start).eq_ignore_ascii_case("my");
            if o.kind == SpeakerKind::Role && head.is(fact) && mine {
                return self.kin(o);
            }
        }
        None
    }
}
