//! News articles in, structured records out: which people, countries, organizations and places each article names,
//! and who said what.
//!
//! ```
//! use whosaid::{Article, Extractor};
//!
//! let article = Article::new("a", "“We will sign tomorrow,” Ms. Lind told reporters in Oslo, Norway.");
//! let record = Extractor::builtin().extract(&article);
//! let quote = &record.quotes[0];
//! assert_eq!(quote.text, "We will sign tomorrow,");
//! assert_eq!(quote.speaker.as_ref().map(|s| s.name.as_str()), Some("Lind"));
//! ```
//!
//! The [`Extractor`] runs the stages one after the other, and each can be called and looked at alone: [`text`],
//! [`tag`], [`resolve`], [`quote`], [`record`]. None of them can fail, on any text. ARCHITECTURE.md explains them.

#![cfg_attr(test, allow(clippy::unwrap_used))]

#[cfg(feature = "archive")]
pub mod archive;
pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "archive")]
pub mod compare;
pub mod evaluate;
pub mod explain;
pub mod extractor;
pub mod gazetteer;
#[cfg(feature = "graph")]
pub mod graph;
pub mod identity;
pub mod quote;
pub mod record;
pub mod resolve;
mod short;
pub mod span;
pub mod story;
pub mod tag;
pub mod testing;
pub mod text;
pub mod view;
mod weigh;

pub use article::Article;
pub use extractor::{Extractor, Worker};
pub use record::Record;
