//! The record: what one article gives. Serde types of their own, apart from those that the stages pass; the contract
//! for everything downstream.

mod build;
mod types;

pub use build::Offsets;
pub(crate) use build::{Found, record};
pub use types::*;

/// The JSON Schema (draft 2020-12) of a record, unknown fields denied.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).into()
}
