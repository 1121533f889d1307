//! All tests of the crate from outside, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod articles;
mod cli;
mod gazetteers;
mod hostile;
mod properties;
mod schema;
mod user_lists;
