//! A record for the eye, and explanations.

mod explained;
mod marked;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod wrap;

pub use explained::{Detail, explained_place, explained_quote};
pub use marked::marked;
#[cfg(feature = "cli")]
pub use terminal::{Look, terminal};

/// Text without what a terminal would take for a command; line ends are none.
#[cfg(feature = "cli")]
pub(crate) fn harmless(text: &str) -> String {
    text.chars().map(wrap::harmless).collect()
}
