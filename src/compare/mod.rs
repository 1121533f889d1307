//! Two runs over one archive, compared by what they say: which articles, entities, links, quotations and speakers came, went
//! or changed, grouped by the reason (the rule or evidence) that the records give for them.
//!
//! [`Pairs`] brings the records of two files together by id, in bounded memory whatever their order; [`Comparison`] takes
//! pairs and counts. Offsets, ids of entities and the order of things do not count as changes.

mod changes;
mod join;
mod report;

pub use join::{Pair, Pairs};
pub use report::{Comparison, Example, Group, How, What};
