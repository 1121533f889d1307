//! All tests of the crate from outside, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod articles;
mod cli;
mod explain;
mod gazetteers;
#[cfg(feature = "graph")]
mod graph;
mod hostile;
mod judging;
mod properties;
mod report;
mod schema;
mod snapshots;
mod stories;
mod user_lists;
