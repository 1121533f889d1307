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
/// Counts are kept every `STRIDE` bytes, so that a look-up costs at most one short scan and the map a
/// sixteenth of the text's size; a text of plain ASCII needs no map.
#[derive(Debug)]
pub struct OffsetMap<'t> {
    text: &'t [u8],
    /// Code points and UTF-16 units before each multiple of the stride; empty for ASCII.
    marks: Vec<(u32, u32)>,
}

const STRIDE: usize = 128;

/// Code points that begin in `bytes`, and the UTF-16 units they take.
fn count(bytes: &[u8]) -> (u32, u32) {
    let (mut points, mut pairs) = (0, 0);
    for &b in bytes {
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
            marks.reserve(bytes.len() / STRIDE + 1);
            let mut so_far = (0, 0);
            for block in bytes.chunks(STRIDE) {
                marks.push(so_far);
                let (points, units) = count(block);
                so_far = (so_far.0 + points, so_far.1 + units);
            }
            if bytes.len().is_multiple_of(STRIDE) {
                marks.push(so_far);
            }
        }
        Self { text: bytes, marks }
    }

    fn at(&self, byte: u32) -> (u32, u32) {
        let byte = (byte as usize).min(self.text.len());
        let Some(&mark) = self.marks.get(byte / STRIDE) else {
            return (byte as u32, byte as u32);
        };
        let (points, units) = count(&self.text[byte / STRIDE * STRIDE..byte]);
        (mark.0 + points, mark.1 + units)
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
