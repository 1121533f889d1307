//! When two articles are versions of one: the one place for the thresholds. docs/stories.md says how they were measured.

use super::sketch::Overlap;

/// So much of the shorter article must be in the other, where both are about as long and thus have many words in common.
const EDITION: f64 = 0.6;
/// What two such articles must have in common, of all that either has.
const ALIKE: f64 = 0.3;
/// So much of the shorter must be in the other where that is much longer: a short text is there more easily by chance.
const EXCERPT: f64 = 0.65;
/// So much must be the same in tables and notices, of which every day brings one with the same words and other numbers.
const TABLE: f64 = 0.85;
/// From this share of shingles with numbers on a text begins to be a table, and from that on it is one.
const NUMBERS: (f64, f64) = (0.25, 0.45);
/// An article of fewer shingles than this says too little: nearly all of it must be the same.
const SHORT: u32 = 24;
const NEARLY_ALL: f64 = 0.85;
/// With fewer hashes than this to go by, chance is allowed for: a tenth more is asked at none, nothing more here.
const SURE: f64 = 60.0;
/// What the most complete articles of two groups must share for the groups to be joined over a link between others.
const AKIN: f64 = 0.4;

/// From which share of common words on, and up to which, an article is taken for one with a footer.
const FOOTER: (f64, f64) = (0.2, 0.8);

/// Whether two articles are versions of one, the shorter of which has so many shingles.
pub(super) fn versions(overlap: Overlap, shingles: u32) -> bool {
    let Overlap { contained, resemblance, seen, shared, numbers } = overlap;
    let caution = 0.1 * (1.0 - f64::from(seen) / SURE).max(0.0);
    if shingles < SHORT {
        return resemblance >= NEARLY_ALL && shared >= shingles.min(4);
    }
    let asked = caution + if resemblance >= ALIKE { EDITION } else { EXCERPT };
    let table = ((numbers - NUMBERS.0) / (NUMBERS.1 - NUMBERS.0)).clamp(0.0, 1.0);
    contained >= asked + table * (TABLE - asked)
}

/// Whether the most complete articles of two groups are alike enough for the groups to be one story.
pub(super) fn akin(overlap: Overlap) -> bool {
    overlap.contained >= AKIN && overlap.shared >= 8
}

/// Whether so many common hashes of so many are enough to ask whether there is more: a footer is, and so is a story that went
/// round the world; but that has hardly anything else.
pub(super) fn half_common(common: usize, of: usize) -> bool {
    (FOOTER.0..FOOTER.1).contains(&(common as f64 / of.max(1) as f64))
}

/// Whether two articles are versions of one although many share some of their words: so many of so many others must be shared.
pub(super) fn beside_common(shared: usize, of: usize) -> bool {
    of == 0 || shared as f64 >= AKIN * of as f64
}
