//! From the unit that a record counts in to another.

use crate::record::Record;

/// What offsets count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Unicode code points, as Python counts.
    CodePoints,
    /// UTF-16 code units, as JavaScript counts.
    #[cfg_attr(not(feature = "report"), allow(dead_code))]
    Utf16,
    /// Bytes of UTF-8, as Rust counts.
    Bytes,
}

impl Unit {
    const ALL: [Self; 3] = [Self::CodePoints, Self::Utf16, Self::Bytes];

    fn of(self, c: char) -> u32 {
        match self {
            Self::CodePoints => 1,
            Self::Utf16 => c.len_utf16() as u32,
            Self::Bytes => c.len_utf8() as u32,
        }
    }

    /// The unit that a record counts in, told by the length it gives to its text; where two units give the same length they
    /// give the same offsets. None when this is not the record's text.
    pub(super) fn of_record(text: &str, record: &Record) -> Option<Self> {
        let length = |unit: Self| text.chars().map(|c| u64::from(unit.of(c))).sum::<u64>();
        Self::ALL.into_iter().find(|unit| length(*unit) == u64::from(record.length))
    }
}

/// Turns offsets of a record into offsets in another unit. One past the end is the end; an offset within a character is
/// where the character begins.
pub(super) fn converter(text: &str, from: Unit, to: Unit) -> impl Fn(u32) -> u32 {
    let mut map = Vec::new();
    let mut at = 0u32;
    if from != to {
        map.reserve(text.len() + 1);
        for c in text.chars() {
            map.extend(std::iter::repeat_n(at, from.of(c) as usize));
            at = at.saturating_add(to.of(c));
        }
        map.push(at);
    }
    move |offset| if from == to { offset } else { map.get(offset as usize).copied().unwrap_or(at) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_becomes_every_other() {
        let text = "é🙂a";
        for (from, to, offsets) in [
            (Unit::CodePoints, Unit::Utf16, vec![0, 1, 3, 4]),
            (Unit::CodePoints, Unit::Bytes, vec![0, 2, 6, 7]),
            (Unit::Utf16, Unit::Bytes, vec![0, 2, 2, 6, 7]),
            (Unit::Bytes, Unit::Utf16, vec![0, 0, 1, 1, 1, 1, 3, 4]),
            (Unit::Bytes, Unit::Bytes, vec![0, 1, 2]),
        ] {
            let turn = converter(text, from, to);
            let all: Vec<u32> = (0..offsets.len() as u32).map(&turn).collect();
            assert_eq!(all, offsets, "{from:?} to {to:?}");
        }
        assert_eq!(converter(text, Unit::CodePoints, Unit::Utf16)(99), 4);
    }

    #[test]
    fn the_length_tells_the_unit() {
        let mut record = crate::Extractor::builtin().extract(&crate::Article::new("a", "é🙂a"));
        for (length, unit) in [(3, Some(Unit::CodePoints)), (4, Some(Unit::Utf16)), (7, Some(Unit::Bytes)), (5, None)] {
            record.length = length;
            assert_eq!(Unit::of_record("é🙂a", &record), unit);
        }
    }
}
