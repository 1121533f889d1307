//! Where something stands in a text, and the one place that turns bytes into code points.

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
/// Counts are kept every `STRIDE` bytes, so that a look-up costs at most one short scan, and none where these bytes are
/// ASCII; a text of plain ASCII needs no map.
#[derive(Debug)]
pub struct OffsetMap<'t> {
    text: &'t [u8],
    /// Code points and UTF-16 units before each multiple of the stride; empty for ASCII.
    marks: Vec<(u32, u32)>,
}

const STRIDE: usize = 64;

/// Code points that begin in `bytes`, and the UTF-16 units they take.
fn count(bytes: &[u8]) -> (u32, u32) {
    if bytes.is_ascii() {
        return (bytes.len() as u32, bytes.len() as u32);
    }
    const ONES: u64 = 0x0101_0101_0101_0101;
    // Of each byte the highest bit, which says something of it, as a number of bytes.
    let sum = |high_bits: u64| (((high_bits >> 7) & ONES).wrapping_mul(ONES) >> 56) as u32;
    let (mut points, mut pairs) = (0, 0);
    let (blocks, last) = bytes.as_chunks();
    for block in blocks.iter().map(|b| u64::from_le_bytes(*b)) {
        // 10xxxxxx goes on with a character, 11110xxx begins one of two units.
        points += 8 - sum(block & !(block << 1));
        pairs += sum(block & (block << 1) & (block << 2) & (block << 3));
    }
    for &b in last {
        points += u32::from(b & 0xC0 != 0x80);
        pairs += u32::from(b >= 0xF0);
    }
    (points, points + pairs)
}

impl<'t> OffsetMap<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut marks = Vec::new();
        if !text.is_ascii() {
            marks.reserve(bytes.len() / STRIDE + 2);
            let mut so_far = (0, 0);
            for block in bytes.chunks(STRIDE) {
                marks.push(so_far);
                let (points, units) = count(block);
                so_far = (so_far.0 + points, so_far.1 + units);
            }
            marks.push(so_far);
        }
        Self { text: bytes, marks }
    }

    fn at(&self, byte: u32) -> (u32, u32) {
        let byte = (byte as usize).min(self.text.len());
        let (block, rest) = (byte / STRIDE, byte % STRIDE);
        let Some(&(points, units)) = self.marks.get(block) else {
            return (byte as u32, byte as u32);
        };
        let ascii = (points + STRIDE as u32, units + STRIDE as u32);
        let inside = if rest == 0 || self.marks.get(block + 1) == Some(&ascii) {
            (rest as u32, rest as u32)
        } else {
            count(&self.text[byte - rest..byte])
        };
        (points + inside.0, units + inside.1)
    }

    /// The code points that stand before this byte.
    pub fn code_points(&self, byte: u32) -> u32 {
        self.at(byte).0
    }

    /// The UTF-16 code units that stand before this byte.
    pub fn utf16(&self, byte: u32) -> u32 {
        self.at(byte).1
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
    fn a_length_that_is_a_multiple_of_the_stride_is_no_edge() {
        let text = "é".repeat(STRIDE);
        assert_eq!(OffsetMap::new(&text).code_points(text.len() as u32) as usize, STRIDE);
    }
}
