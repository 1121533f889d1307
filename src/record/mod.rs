//! The record: what one article gives. Serde types of their own, apart from those that the stages pass; the contract
//! for everything downstream.

mod build;
#[cfg(feature = "archive")]
mod read;
mod types;
mod write;

pub(crate) use build::{Found, record};
pub use build::{Offsets, digest};
#[cfg(feature = "cli")]
pub(crate) use read::open as open_plain;
#[cfg(feature = "archive")]
pub use read::{Records, RecordsError};
pub use types::*;

/// The JSON Schema (draft 2020-12) of a record, unknown fields denied.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).into()
}
