//! The versions of one article, found among the records of an archive and brought together. docs/stories.md tells users.
//!
//! [`Sketch`] is what a record says of its text. [`find`] reads files of records, and finds by their sketches which are versions of one
//! article (`finder`, by the thresholds of `judge`); [`story`] makes a [`Story`] of the versions: `align` tells which words
//! are which, `differences` and `heal` what follows from that, `quotes` brings the quotations together and `utterance`
//! names them.

mod align;
mod build;
mod differences;
#[cfg(feature = "archive")]
mod find;
#[cfg(feature = "archive")]
mod finder;
mod heal;
#[cfg(feature = "archive")]
mod judge;
mod once;
mod quotes;
mod sketch;
#[cfg(feature = "archive")]
mod spill;
mod text;
mod types;
mod utterance;
mod words;

pub use build::{Member, story};
#[cfg(feature = "archive")]
pub use find::{Found, Settings, StoriesError, find};
pub use sketch::{Overlap, SHINGLE, SIZE, Sketch, SketchError};
pub use types::*;
pub use words::{Word, words};

/// The JSON Schema (draft 2020-12) of a story, unknown fields denied.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Story).into()
}
