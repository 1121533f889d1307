//! Archives to articles, a file per format.
//!
//! Reading has two halves, so that all cores can work on one stream. The first half, [`each`], walks paths, opens
//! compression and containers, tells formats, and **cuts** streams into [`Unit`]s: it runs on one thread, holds one unit
//! at a time, and does no more than finding where an article begins and ends. The second half, [`Unit::parse`], turns a
//! unit into an [`Article`]: it may run anywhere, in any order.
//!
//! ```
//! use whosaid::archive::{Settings, each_article};
//!
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("a.jsonl");
//! # std::fs::write(&path, "{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").unwrap();
//! let mut texts = Vec::new();
//! let _ = each_article(&[path], &Settings::default(), &mut |article| {
//!     texts.push(article.map(|a| a.text));
//!     std::ops::ControlFlow::Continue(())
//! });
//! assert_eq!(texts.len(), 2);
//! ```

mod columns;
mod encoding;
mod error;
mod escapes;
mod fuse;
mod html;
mod json;
mod jsonl;
mod language;
mod limits;
mod open;
#[cfg(feature = "parquet")]
mod parquet;
mod row;
mod sniff;
mod table;
mod unit;
mod walk;
mod warc;
mod xml;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::article::Article;

pub use columns::{Columns, Role};
pub use error::{PassedOver, ReadError};
pub use language::foreign;
pub use limits::Limits;
pub use open::read;
pub use sniff::Format;
pub use unit::{Parsed, Place, Unit};
pub use walk::{Input, OUTPUT, Walk, walk};

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What every file is, whatever its name and content say.
    pub format: Option<Format>,
    /// Which columns and fields are which part of an article.
    pub columns: Columns,
    /// How large and how deep things may be.
    pub limits: Limits,
    /// Counts the bytes of files that were read so far, before decompression.
    pub progress: Arc<AtomicU64>,
}

/// What reading yields, in the order of the input.
#[derive(Debug)]
pub enum Item {
    /// An article, cut but not yet parsed.
    Unit(Unit),
    /// Something that could not be read.
    Failed(ReadError),
    /// A file that holds no articles.
    PassedOver(PassedOver),
}

/// Takes what is read, one by one; `Break` ends the reading.
pub type Sink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// Cuts everything below these paths into units.
pub fn each(paths: &[PathBuf], settings: &Settings, sink: &mut Sink<'_>) -> ControlFlow<()> {
    walk(paths, &[], &mut |found| match found {
        Walk::Input(input) => read(&input, settings, sink),
        Walk::Failed(error) => sink(Item::Failed(error)),
        Walk::PassedOver(what) => sink(Item::PassedOver(what)),
    })
}

/// Reads and parses everything below these paths, on this thread.
pub fn each_article(
    paths: &[PathBuf],
    settings: &Settings,
    sink: &mut dyn FnMut(Result<Article, ReadError>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    each(paths, settings, &mut |item| match item {
        Item::Unit(unit) => sink(unit.parse(settings).map(|p| p.article)),
        Item::Failed(error) => sink(Err(error)),
        Item::PassedOver(_) => ControlFlow::Continue(()),
    })
}
