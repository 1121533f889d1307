//! A record for the eye.

mod marked;

pub use marked::marked;
