//! Little-endian numbers in flat bytes: the compiled lists are read where they lie, without a copy.
//!
//! Reading past the end gives zero, so that no bytes whatever can make a lookup panic.

/// The number of four bytes at a place.
#[inline]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |b| u32::from_le_bytes(*b))
}

/// The number of eight bytes at a place.
#[inline]
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |b| u64::from_le_bytes(*b))
}

/// The number of sixteen bytes at a place.
#[inline]
pub(crate) fn u128_at(bytes: &[u8], at: usize) -> u128 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |b| u128::from_le_bytes(*b))
}

/// The number of two bytes at a place.
#[inline]
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |b| u16::from_le_bytes(*b))
}

/// Appends four bytes.
pub(crate) fn put_u32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// Appends a number in as few bytes as it needs, seven bits each (LEB128).
pub(crate) fn put_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Appends a text after its length.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads one thing after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((&first, rest)) => {
                self.bytes = rest;
                first
            }
            None => 0,
        }
    }

    /// A number of [`put_number`].
    pub(crate) fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte();
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// So many bytes, or what is left.
    pub(crate) fn take(&mut self, len: usize) -> &'b [u8] {
        let (taken, rest) = self.bytes.split_at(len.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }

    /// A text of [`put_text`].
    pub(crate) fn text(&mut self) -> &'b str {
        let len = self.number() as usize;
        std::str::from_utf8(self.take(len)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_read() {
        let mut out = Vec::new();
        for n in [0, 1, 127, 128, 300, u32::MAX] {
            put_number(&mut out, n);
        }
        put_text(&mut out, "Łódź");
        put_u32(&mut out, 7);
        let mut reader = Reader::new(&out);
        assert_eq!([0; 6].map(|_| reader.number()), [0, 1, 127, 128, 300, u32::MAX]);
        assert_eq!(reader.text(), "Łódź");
        assert_eq!(reader.take(4), [7, 0, 0, 0]);
        assert_eq!(u32_at(&out, out.len() - 4), 7);
        assert_eq!((reader.byte(), reader.number(), reader.text(), u32_at(&out, 1 << 40)), (0, 0, "", 0));
    }
}
