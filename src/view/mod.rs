//! A record for the eye.

mod marked;
#[cfg(feature = "cli")]
mod terminal;
#[cfg(feature = "cli")]
mod wrap;

pub use marked::marked;
#[cfg(feature = "cli")]
pub use terminal::{Look, terminal};
