//! Records against articles that people have annotated: how much of what is there was found, and how much of what was
//! found is there.
//!
//! Two sorts of [`Gold`] are understood. **Spans** say where each name and each quotation stands; they come as JSON lines, as
//! columns in the manner of CoNLL, or as standoff files in the manner of brat. **Resolved** gold says which entities an
//! article names, by what names, and whom each quotation is from. docs/evaluate.md says how each figure is counted.
//!
//! All counts are whole numbers and all shares are computed at the end, so that no order of documents changes a digit.

mod brat;
mod calibration;
mod conll;
mod fold;
mod gold;
mod indirect;
mod jsonl;
mod mentions;
mod misses;
mod naming;
mod prediction;
mod quotes;
mod report;
mod resolved;
mod score;
mod span;

pub use calibration::{Bin, Calibration};
pub use gold::{Document, Gold, GoldError, GoldFormat, GoldMention, GoldQuote, QuoteClass, ResolvedDocument};
pub use misses::{Miss, MissClass};
pub use report::{
    Attribution, Found, IndirectScores, MentionScores, QuoteScores, ResolvedEntities, ResolvedScores, Scores,
    SpanScores, Spoken,
};
pub use score::Evaluation;
pub use span::{NameClass, Stretch};
