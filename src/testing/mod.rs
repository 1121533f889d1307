//! Snapshot tests of articles: what the program makes of an article, as text that a person reads, kept beside it and
//! compared ever after.
//!
//! One line with [insta](https://insta.rs), which your own tests depend on:
//!
//! ```no_run
//! use whosaid::{Article, Extractor, testing};
//!
//! let article = Article::new("treaty", "“We will sign tomorrow,” Ms. Lind told reporters in Oslo.");
//! insta::assert_snapshot!("treaty", testing::snapshot(&article, Extractor::builtin()));
//! ```
//!
//! or, shorter, [`assert_article!`](crate::assert_article). Without insta, and with the same files that `whosaid snapshot`
//! keeps for people who do not program, [`Folder`] checks a folder of articles (feature `testing`).
//!
//! Both write one form: a header between two lines of `---`, then [`view::marked`]. Either reads the other's files. A
//! snapshot never changes by itself: somebody has to accept the change.

#[cfg(feature = "testing")]
mod difference;
#[cfg(feature = "testing")]
mod file;
#[cfg(feature = "testing")]
mod folder;
#[cfg(feature = "testing")]
mod name;
#[cfg(feature = "testing")]
mod values;

#[cfg(feature = "testing")]
pub use difference::{Line, Piece, Sign, difference};
#[cfg(feature = "testing")]
pub use file::{FORM, Snapshot};
#[cfg(feature = "testing")]
pub use folder::{Checked, Differences, Folder, Found, State};
#[cfg(feature = "testing")]
pub use name::file_name;

use crate::article::Article;
use crate::extractor::Extractor;
use crate::record::Offsets;
use crate::view;

/// What the program makes of an article, as text: names and quotations marked in it, then tables of both, then the record,
/// a line an entity and a quote.
///
/// Where the article was read from is left out, so that it is the same in every folder; offsets are code points, whatever
/// the extractor counts.
///
/// ```
/// use whosaid::{Article, Extractor, testing};
///
/// let article = Article::new("a", "“We will sign tomorrow,” Ms. Lind told reporters in Oslo.");
/// let snapshot = testing::snapshot(&article, Extractor::builtin());
/// assert!(snapshot.starts_with("«q1 “We will sign tomorrow,”» Ms. [Lind|e1] told reporters in [Oslo|e2].\n"));
/// assert!(snapshot.contains("q1   direct   Lind told > reporters: We will sign tomorrow,\n"));
/// ```
pub fn snapshot(article: &Article, extractor: &Extractor<'_>) -> String {
    let mut record = extractor.record(article, Offsets::CodePoints, false);
    record.source = None;
    view::marked(&article.text, &record)
}

/// Compares what the program makes of an article with its snapshot, through insta's `assert_snapshot!`: your crate must
/// have insta among its dependencies. The snapshot has the name of the article's id.
///
/// ```no_run
/// use whosaid::gazetteer::Gazetteer;
/// use whosaid::{Article, Extractor, assert_article};
///
/// let article = Article::new("tanker", "The Nordic Aurelia left Oslo, Ms. Lind said.");
/// assert_article!(article);
///
/// let mut gazetteer = Gazetteer::from_builtin();
/// gazetteer.add_list("ships.tsv", "name\tkind\nNordic Aurelia\tship\n").unwrap();
/// assert_article!(article, &Extractor::new(&gazetteer));
/// ```
#[macro_export]
macro_rules! assert_article {
    ($article:expr $(,)?) => {
        $crate::assert_article!($article, $crate::Extractor::builtin())
    };
    ($article:expr, $extractor:expr $(,)?) => {{
        let article: &$crate::Article = &$article;
        ::insta::assert_snapshot!(article.id.as_str(), $crate::testing::snapshot(article, $extractor))
    }};
}
