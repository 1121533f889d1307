//! Where something stands in a text, and the one place that turns bytes into code points.

use wide::{CmpGt, CmpLt, i8x16};

/// A stretch of an article's text in **bytes**, start included, end excluded.
///
/// Everything inside the program counts bytes; only [`crate::record`] converts, through [`OffsetMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The bytes that it covers.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly within this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What stands there; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Turns byte offsets of one text into Unicode code points (and UTF-16 units).
///
/// Of every 64 bytes it keeps which go on with a character, so that a look-up is a count of bits; a text of plain
/// ASCII needs no map.
#[derive(Debug)]
pub struct OffsetMap {
    /// The bytes of the text.
    len: u32,
    /// Empty for ASCII.
    blocks: Vec<Block>,
    /// Where the characters begin that take two units of UTF-16.
    pairs: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    /// The bytes before the block that go on with a character.
    before: u32,
    /// Those within it, a bit each.
    inside: u64,
}

const BLOCK: usize = 64;

/// A bit for each byte that goes on with a character (10xxxxxx), and for each that begins one of four bytes (11110xxx).
fn bits(block: &[u8; BLOCK]) -> (u64, u64) {
    let (lanes, _) = block.as_chunks::<16>();
    lanes.iter().enumerate().fold((0, 0), |(inside, pairs), (n, lane)| {
        let lane = i8x16::new(lane.map(|byte| byte as i8));
        let mask = |lane: i8x16| u64::from(lane.move_mask() as u16) << (n * 16);
        // As signed numbers the former are those below -64, the latter those from -16 to -1.
        let inner = mask(lane.cmp_lt(i8x16::splat(-64)));
        let four = mask(lane.cmp_gt(i8x16::splat(-17)) & lane.cmp_lt(i8x16::splat(0)));
        (inside | inner, pairs | four)
    })
}

impl OffsetMap {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut map = Self { len: bytes.len() as u32, blocks: Vec::new(), pairs: Vec::new() };
        if text.is_ascii() {
            return map;
        }
        map.blocks.reserve(bytes.len() / BLOCK + 1);
        let mut before = 0;
        let (whole, rest) = bytes.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
        for (n, block) in whole.iter().chain([&last]).enumerate() {
            let (inside, mut pairs) = bits(block);
            map.blocks.push(Block { before, inside });
            before += inside.count_ones();
            while pairs != 0 {
                map.pairs.push((n * BLOCK) as u32 + pairs.trailing_zeros());
                pairs &= pairs - 1;
            }
        }
        map
    }

    /// The code points that stand before this byte.
    #[inline]
    pub fn code_points(&self, byte: u32) -> u32 {
        let byte = byte.min(self.len);
        let Some(block) = self.blocks.get(byte as usize / BLOCK) else { return byte };
        let earlier = block.inside & ((1 << (byte as usize % BLOCK)) - 1);
        byte - block.before - earlier.count_ones()
    }

    /// The UTF-16 code units that stand before this byte.
    pub fn utf16(&self, byte: u32) -> u32 {
        let byte = byte.min(self.len);
        self.code_points(byte) + self.pairs.partition_point(|&pair| pair < byte) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_python_and_javascript_count() {
        let text = "a“é”🙂".repeat(100) + "z";
        let map = OffsetMap::new(&text);
        for (points, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(map.code_points(byte as u32) as usize, points);
            assert_eq!(map.utf16(byte as u32) as usize, text[..byte].encode_utf16().count());
        }
        assert_eq!(map.code_points(text.len() as u32) as usize, text.chars().count());
    }

    #[test]
    fn a_length_that_is_a_multiple_of_the_block_is_no_edge() {
        let text = "é".repeat(BLOCK);
        assert_eq!(OffsetMap::new(&text).code_points(text.len() as u32) as usize, BLOCK);
    }
}
