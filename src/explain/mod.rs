//! Why an article was read as it was: for a place in it, every candidate name with its evidence, its rivals and the entries
//! of the lists; for a quotation, everybody who may have said it. What extraction does is done again, and shown.

mod entries;
mod json;
mod names;
mod speakers;

pub use entries::{Entry, line_of};
pub use json::Json;
pub use names::{Explained, Mentioned, Outcome, Rival};
pub use speakers::{ContentChoice, ExplainedQuote, ReadStep, SpeakerChoice, Speech};

/// A piece of evidence and what it weighs.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Its name in the tables of weights.
    pub name: String,
    /// What it adds to the sum of its choice.
    pub weight: f32,
}

/// The id of an entity in records.
fn entity_id(id: crate::resolve::EntityId) -> String {
    format!("e{}", id.0 + 1)
}
