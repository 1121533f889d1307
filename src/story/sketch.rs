//! The sketch of an article: so few numbers that millions fit into memory, and so chosen that two sketches tell how much of
//! one text is in the other.
//!
//! A text is taken as the set of its **shingles**, runs of four words. Of their hashes the 256 smallest are kept (a bottom-k
//! sketch: Broder, "On the resemblance and containment of documents", 1997). Where two sketches both reach, which is up to the
//! smaller of their last hashes, they hold *all* hashes of their texts; so the shares there estimate those of the whole texts,
//! of the shorter text in the longer one (containment) as well as of both in both (resemblance), also where one is a third
//! of the other. A text of up to 256 shingles is held whole, and the answer is exact.
//!
//! The lowest bit of a hash says that there is a number in the shingle: tables and daily notices are alike but for those.
//!
//! Hyphenated words are left out of shingles, since one kind of damage drops them; see [`super::words`] for what else does
//! not count.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use thiserror::Error;
use twox_hash::XxHash3_64;

use super::words::{Word, words};

/// Words in a shingle.
pub const SHINGLE: usize = 4;
/// Hashes in a sketch, at most.
pub const SIZE: usize = 256;
/// What a written sketch begins with: the form that it has.
const FORM: &str = "w4";

/// The sketch of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    /// How many different shingles the text has.
    pub shingles: u32,
    /// The smallest hashes, ascending.
    pub hashes: Vec<u32>,
}

/// A sketch in a record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the sketch is none of this version of the program; extract again with --sketch")]
pub struct SketchError;

/// How much two texts share, by their sketches. Shares are from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// How much of the shorter text is in the longer one.
    pub contained: f64,
    /// How much of what either has both have.
    pub resemblance: f64,
    /// How many hashes of the shorter text were compared: the more, the surer.
    pub seen: u32,
    /// How many of them both have.
    pub shared: u32,
    /// Which share of those that were compared have numbers in them.
    pub numbers: f64,
}

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        let kept: Vec<Word> = words(text).into_iter().filter(|w| !w.hyphenated).collect();
        Self::from_words(&kept)
    }

    /// The sketch of these words; of fewer than a shingle has, they all are one shingle.
    fn from_words(words: &[Word]) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        let mut hashes: Vec<u32> = words.windows(SHINGLE.min(words.len())).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let shingles = hashes.len() as u32;
        hashes.truncate(SIZE);
        hashes.shrink_to_fit();
        Self { shingles, hashes }
    }

    /// As it stands in a record: form, number of shingles, and the hashes (32 bits each, big end first) in Base64.
    pub fn encode(&self) -> String {
        let bytes: Vec<u8> = self.hashes.iter().flat_map(|h| h.to_be_bytes()).collect();
        format!("{FORM}:{}:{}", self.shingles, STANDARD_NO_PAD.encode(bytes))
    }

    /// Reads what [`Sketch::encode`] wrote.
    pub fn decode(text: &str) -> Result<Self, SketchError> {
        let mut parts = text.splitn(3, ':');
        let (form, shingles, hashes) = (parts.next(), parts.next(), parts.next());
        if form != Some(FORM) {
            return Err(SketchError);
        }
        let shingles: u32 = shingles.and_then(|n| n.parse().ok()).ok_or(SketchError)?;
        let bytes = STANDARD_NO_PAD.decode(hashes.unwrap_or_default()).map_err(|_| SketchError)?;
        let hashes: Vec<u32> = bytes.chunks_exact(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect();
        let fits = bytes.len().is_multiple_of(4) && hashes.len() == SIZE.min(shingles as usize);
        if fits && hashes.is_sorted_by(|a, b| a < b) { Ok(Self { shingles, hashes }) } else { Err(SketchError) }
    }

    /// How much two texts share.
    pub fn overlap(&self, other: &Self) -> Overlap {
        overlap((self.shingles, &self.hashes), (other.shingles, &other.hashes))
    }
}

/// How much two texts share, by number of shingles and hashes.
pub(super) fn overlap(a: (u32, &[u32]), b: (u32, &[u32])) -> Overlap {
    // Up to here a sketch holds every hash of its text.
    let reach = |(shingles, hashes): (u32, &[u32])| match hashes.last() {
        Some(&last) if hashes.len() < shingles as usize => last,
        _ => u32::MAX,
    };
    let reach = reach(a).min(reach(b));
    let (mut i, mut j, mut shared) = (0, 0, 0);
    let (a, b) = (a.1, b.1);
    while i < a.len() && j < b.len() && a[i] <= reach && b[j] <= reach {
        let (x, y) = (a[i], b[j]);
        shared += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let within = |hashes: &[u32]| hashes.partition_point(|&h| h <= reach) as u32;
    let numbers = |hashes: &[u32], of: u32| hashes.iter().take(of as usize).filter(|&h| h & 1 == 1).count() as u32;
    let share = |part: u32, of: u32| if of == 0 { 0.0 } else { f64::from(part) / f64::from(of) };
    let (m, n) = (within(a), within(b));
    let (seen, numbers) = if m <= n { (m, numbers(a, m)) } else { (n, numbers(b, n)) };
    Overlap {
        contained: share(shared, seen),
        resemblance: share(shared, m + n - shared),
        seen,
        shared,
        numbers: share(numbers, seen),
    }
}

fn hash(shingle: &[Word]) -> u32 {
    let mut bytes = [0; 8 * SHINGLE];
    for (at, word) in bytes.chunks_exact_mut(8).zip(shingle) {
        at.copy_from_slice(&word.hash.to_le_bytes());
    }
    let hash = (XxHash3_64::oneshot(&bytes[..8 * shingle.len()]) >> 32) as u32;
    hash & !1 | u32::from(shingle.iter().any(|w| w.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many different words, from a place on.
    fn text(from: usize, count: usize) -> String {
        (from..from + count).map(|n| format!("w{n} ")).collect()
    }

    #[test]
    fn a_short_text_is_compared_exactly() {
        let (a, b) = (Sketch::of(&text(0, 103)), Sketch::of(&text(50, 103)));
        let overlap = a.overlap(&b);
        assert_eq!((a.shingles, overlap.seen, overlap.shared), (100, 100, 50));
        assert_eq!(overlap.contained, 0.5);
        assert!((overlap.resemblance - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_third_of_a_long_text_is_known_to_be_in_it() {
        let (whole, third) = (Sketch::of(&text(0, 6000)), Sketch::of(&text(0, 2000)));
        let overlap = whole.overlap(&third);
        assert_eq!(overlap.contained, 1.0);
        assert!((overlap.resemblance - 1.0 / 3.0).abs() < 0.08, "{overlap:?}");
        // Half of the shorter text is in the longer one.
        let half = whole.overlap(&Sketch::of(&text(5000, 2000)));
        assert!((half.contained - 0.5).abs() < 0.15, "{half:?}");
        assert_eq!(whole.overlap(&Sketch::of(&text(9000, 2000))).shared, 0);
    }

    #[test]
    fn it_is_read_as_it_was_written_and_nothing_else_is_read() {
        for count in [0, 1, 3, 4, 100, 400] {
            let sketch = Sketch::of(&text(0, count));
            assert_eq!(Sketch::decode(&sketch.encode()), Ok(sketch));
        }
        let good = Sketch::of(&text(0, 10)).encode();
        for bad in ["", "w4", "w4:7", "w4:2:AAAA", &good.replace("w4:", "w5:"), &good.replace(":7:", ":8:"), &good[..9]]
        {
            assert_eq!(Sketch::decode(bad), Err(SketchError), "{bad}");
        }
    }

    #[test]
    fn the_form_does_not_change_unnoticed() {
        // Records of other days hold sketches: other words or hashes need another form.
        assert_eq!(Sketch::of("One two three four five.").encode(), "w4:2:E/j/xMBsveg");
    }

    #[test]
    fn an_article_that_lost_its_hyphenated_words_is_the_same() {
        let whole = "The 12-member board met, and Karim al-Haddad’s deputy said the plan was “rather hasty” at best.";
        let damaged = "The  board met , and Karim   deputy said the plan was \" rather hasty \" at best .";
        let overlap = Sketch::of(whole).overlap(&Sketch::of(damaged));
        assert_eq!(overlap.contained, 1.0);
    }
}
