//! All tests of the crate from outside, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod articles;
mod cli;
mod explain;
mod gazetteers;
mod hostile;
mod judging;
mod properties;
mod report;
mod schema;
mod snapshots;
mod stories;
mod user_lists;
