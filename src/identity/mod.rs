//! Who and what is the same across articles.
//!
//! [`keys`] gives each entity of a record a key, from that record alone; [`Table`] collects what an archive says of each;
//! [`Identities`] joins the keys that are one person, body or place, with a reason and a confidence. So identifiers never
//! change as articles are added; what grows is what is said about them. docs/graph.md explains it with examples.

mod company;
mod day;
mod join;
mod keys;
mod name;
mod row;
mod table;
mod traits;

pub use day::Day;
pub use join::{Identities, Joined};
pub use keys::{Key, keys};
pub use name::{segment, short_hash};
pub use row::Row;
pub use table::{Counts, Table, about, all_quotes, by_id, fingerprint, speakers};
pub use traits::Traits;
