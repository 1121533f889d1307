//! What is wrong, one by one, by class.

use serde::Serialize;

use super::span::Stretch;

/// How something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissClass {
    /// A name that nothing was found of.
    NameMissed,
    /// A name in the right place, of another kind.
    NameOfOtherKind,
    /// A name of the right kind that begins or ends elsewhere.
    NameCutOtherwise,
    /// Both.
    NameCutOtherwiseOfOtherKind,
    /// A name where there is none.
    NameInvented,
    /// A quotation that was not found.
    QuoteMissed,
    /// A quotation that was found, with another speaker or none.
    QuoteOfOtherSpeaker,
    /// A quotation where there is none.
    QuoteInvented,
    /// Speech without marks that was not found, or not as of its source.
    IndirectMissed,
    /// Speech without marks where there is none.
    IndirectInvented,
    /// An entity that was not found.
    EntityMissed,
    /// An entity that is none, or one of another kind.
    EntityInvented,
}

impl MissClass {
    /// Whether it is about names and their places.
    pub(super) fn is_of_names(self) -> bool {
        self <= Self::NameInvented
    }

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::NameMissed => "names missed",
            Self::NameOfOtherKind => "names of another kind",
            Self::NameCutOtherwise => "names that begin or end elsewhere",
            Self::NameCutOtherwiseOfOtherKind => "names that begin or end elsewhere, of another kind",
            Self::NameInvented => "names where there are none",
            Self::QuoteMissed => "quotations missed",
            Self::QuoteOfOtherSpeaker => "quotations with another speaker",
            Self::QuoteInvented => "quotations where there are none",
            Self::IndirectMissed => "indirect speech missed",
            Self::IndirectInvented => "indirect speech where there is none",
            Self::EntityMissed => "entities missed",
            Self::EntityInvented => "entities that are none, or of another kind",
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Miss {
    /// How it is wrong.
    pub class: MissClass,
    /// Of which document.
    pub id: String,
    /// Where it stands, in code points; none for entities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// What stands there.
    pub text: String,
    /// A little of the text before and after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub around: Option<(String, String)>,
    /// What the gold says: a kind, or a speaker.
    pub gold: String,
    /// What the record says.
    pub found: String,
}

/// How many code points of the text are shown before and after.
const AROUND: u32 = 40;

/// Takes what is wrong with one document, if somebody wants to know.
pub(super) struct Misses<'a> {
    id: &'a str,
    text: &'a str,
    into: Option<&'a mut Vec<Miss>>,
}

impl<'a> Misses<'a> {
    pub(super) fn new(id: &'a str, text: &'a str, into: Option<&'a mut Vec<Miss>>) -> Self {
        Self { id, text, into }
    }

    pub(super) fn wanted(&self) -> bool {
        self.into.is_some()
    }

    /// Something at a place.
    pub(super) fn add(&mut self, class: MissClass, at: Stretch, gold: &str, found: &str) {
        let (id, text) = (self.id.to_owned(), self.text);
        if let Some(into) = &mut self.into {
            let start = at.start.saturating_sub(AROUND);
            let before = Stretch { start, end: at.start }.of(text);
            let after = Stretch { start: at.end, end: at.end + AROUND }.of(text);
            let around = Some((before, after));
            let (gold, found) = (gold.to_owned(), found.to_owned());
            into.push(Miss { class, id, start: Some(at.start), text: at.of(text), around, gold, found });
        }
    }

    /// Something without a place.
    pub(super) fn name(&mut self, class: MissClass, name: &str, gold: &str, found: &str) {
        let id = self.id.to_owned();
        if let Some(into) = &mut self.into {
            let (text, gold, found) = (name.to_owned(), gold.to_owned(), found.to_owned());
            into.push(Miss { class, id, start: None, text, around: None, gold, found });
        }
    }
}
