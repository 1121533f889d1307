//! All tests of the crate from outside, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod articles;
mod cli;
mod gazetteers;
#[cfg(feature = "graph")]
mod graph;
mod hostile;
mod judging;
mod properties;
mod schema;
mod user_lists;
