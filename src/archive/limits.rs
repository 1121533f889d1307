//! How large and how deep things may be, so that no archive can exhaust the machine.

/// Limits of reading. What goes beyond one is an error of one article or one file, never of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article, decompressed: a line, a row, a page.
    pub article: u64,
    /// Bytes of one member of a container, decompressed.
    pub member: u64,
    /// How many layers of compression and containers may lie in each other.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { article: 10_000_000, member: 100_000_000_000, depth: 6 }
    }
}

/// How deep the elements of a page or of an XML file may be nested. News is below 60.
pub(super) const ELEMENTS: usize = 500;

/// Memory that a decompressor may use for its window, in KiB.
pub(super) const WINDOW_KIB: u32 = 128 << 10;
