//! lib
pub mod archive;
pub mod article;
pub mod extractor;
pub mod gazetteer;
pub mod quote;
pub mod record;
pub mod resolve;
pub mod span;
pub mod tag;
pub mod text;
#[cfg(feature = "cli")]
pub mod cli;
