//! A record for the eye, and explanations.

#[cfg(feature = "report")]
mod diff;
mod explained;
mod marked;
#[cfg(any(feature = "cli", feature = "report"))]
mod offsets;
#[cfg(feature = "report")]
mod page;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "cli")]
mod story;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod wrap;

#[cfg(feature = "report")]
pub use diff::diff_page;
pub use explained::{Detail, explained_place, explained_quote};
pub use marked::marked;
#[cfg(feature = "cli")]
pub use story::story;
#[cfg(feature = "cli")]
pub use terminal::{Look, terminal};

/// Text without what a terminal would take for a command; line ends are none.
#[cfg(feature = "cli")]
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(wrap::harmless).collect()
}
