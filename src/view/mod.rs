//! A record for the eye.

#[cfg(feature = "report")]
mod diff;
mod marked;
#[cfg(any(feature = "cli", feature = "report"))]
mod offsets;
#[cfg(feature = "report")]
mod page;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod wrap;

#[cfg(feature = "report")]
pub use diff::diff_page;
pub use marked::marked;
#[cfg(feature = "cli")]
pub use terminal::{Look, terminal};
