//! A record as a line of JSON: byte for byte what serde_json makes of it, in a third of the time.
//!
//! Keys stand ready with their marks. Texts and numbers are nearly all short: they are written as one block of a size that
//! the compiler knows, of which too much is cut off again, for that takes neither loop nor call.

use smol_str::SmolStr;

use super::types::{
    Addressee, Condition, Cue, Entity, Form, Gender, Kind, Link, Mention, Part, Quote, QuoteKind, Record, Source,
    Speaker,
};

impl Record {
    /// Appends the record as JSON on one line, without the line's end: the bytes of `serde_json::to_writer`.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        self.write(out);
    }
}

/// What can be written as JSON.
trait Json {
    fn write(&self, out: &mut Vec<u8>);

    /// Whether a field that is written only if present is not.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Writes an object with these fields in this order. That one of the type's is missing here is an error of the compiler.
macro_rules! object {
    ($type:ident { $($field:ident $(if $present:ident)?),* }) => {
        impl Json for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let $type { $($field),* } = self;
                let start = out.len();
                $(object!(@field out, $field $($present)?);)*
                // The first key too has a comma before it.
                match out.get_mut(start) {
                    Some(comma) => *comma = b'{',
                    None => out.push(b'{'),
                }
                out.push(b'}');
            }
        }
    };
    (@field $out:ident, $field:ident) => {
        $out.extend_from_slice(concat!(",\"", stringify!($field), "\":").as_bytes());
        $field.write($out);
    };
    (@field $out:ident, $field:ident present) => {
        if !$field.is_absent() {
            object!(@field $out, $field);
        }
    };
}

object!(Record {
    version, id, source if present, title if present, published if present, publisher if present, authors if present,
    url if present, length, digest, condition, entities, quotes, problems, sketch if present, text if present
});
object!(Source { path, index });
object!(Condition { paragraphs, tokenized, straight_quotes, gaps, substituted });
object!(Entity {
    id, kind, name, link if present, roles if present, gender if present, country if present, confidence, mentions
});
object!(Link { wikidata if present, wikipedia if present, iso if present });
object!(Mention { start, end, text, title if present, form, stands_for if present, reason, confidence });
object!(Quote {
    id, kind, text, parts, speaker, with if present, cue if present, addressee if present, inside if present, reason,
    confidence, nested if present
});
object!(Part { start, end });
object!(Speaker { entity, name, start, end, text, form });
object!(Cue { start, end, text, class });
object!(Addressee { entity if present, start, end, text });

impl<T: Json> Json for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write(out),
            None => out.extend_from_slice(b"null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Json> Json for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        for (n, value) in self.iter().enumerate() {
            if n > 0 {
                out.push(b',');
            }
            value.write(out);
        }
        out.push(b']');
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Json for Kind {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self.name(), out);
    }
}

/// Writes the names of these values, which stand ready in their marks.
macro_rules! names {
    ($type:ident { $($value:ident),* }) => {
        impl Json for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let (block, count) = match self {
                    $($type::$value => const { quoted($type::$value.name()) }),*
                };
                write_block(block, count, out);
            }
        }
    };
}

names!(QuoteKind { Direct, Mixed, Fragment, Indirect });
names!(Form { Name, Pronoun, Role, Demonym, Metonym });

/// A name between quotation marks, and how long that is.
const fn quoted(name: &str) -> ([u8; 16], usize) {
    let (name, mut out, mut n) = (name.as_bytes(), [b'"'; 16], 0);
    while n < name.len() {
        out[n + 1] = name[n];
        n += 1;
    }
    (out, n + 2)
}

impl Json for Gender {
    fn write(&self, out: &mut Vec<u8>) {
        let letter: &[u8] = match self {
            Gender::F => b"\"f\"",
            Gender::M => b"\"m\"",
        };
        out.extend_from_slice(letter);
    }
}

impl Json for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

impl Json for u32 {
    fn write(&self, out: &mut Vec<u8>) {
        match digits(*self) {
            Some((digits, count)) => write_block(digits, count, out),
            None => out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes()),
        }
    }
}

impl Json for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(itoa::Buffer::new().format(*self).as_bytes());
    }
}

/// Confidence: nearly always so many hundredths.
impl Json for f64 {
    fn write(&self, out: &mut Vec<u8>) {
        let hundredths = (self * 100.0 + 0.5) as u8;
        if (f64::from(hundredths) / 100.0).to_bits() != self.to_bits() || hundredths > 100 {
            // Writing to memory cannot fail.
            let _ = serde_json::to_writer(out, self);
            return;
        }
        let (tens, ones) = (hundredths / 10 % 10, hundredths % 10);
        let digits = [b'0' + hundredths / 100, b'.', b'0' + tens, b'0' + ones];
        // A zero at the end is not written, but for the first place.
        write_block(digits, 4 - usize::from(ones == 0), out);
    }
}

impl Json for String {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }
}

impl Json for SmolStr {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }
}

/// Writes the first bytes of a block.
#[inline]
fn write_block<const N: usize>(block: [u8; N], count: usize, out: &mut Vec<u8>) {
    let end = out.len() + count;
    out.extend_from_slice(&block);
    out.truncate(end);
}

/// The digits of a number of at most eight, and how many they are.
#[inline]
pub(super) fn digits(n: u32) -> Option<([u8; 8], usize)> {
    if n >= 100_000_000 {
        return None;
    }
    // Cut into halves, these into pairs and these into digits: all lie side by side, the first the lowest, and each step
    // takes all of them at once. To multiply and shift is to divide, by 100 and by 10.
    let (high, low) = (u64::from(n / 10_000), u64::from(n % 10_000));
    let halves = high | low << 32;
    let hundreds = (halves * 10_486) >> 20 & 0x7f_0000_007f;
    let pairs = hundreds | (halves - 100 * hundreds) << 16;
    let tens = (pairs * 103) >> 10 & 0x000f_000f_000f_000f;
    let digits = tens | (pairs - 10 * tens) << 8;
    let zeros = (digits.trailing_zeros() / 8).min(7);
    let written = (digits | 0x3030_3030_3030_3030) >> (8 * zeros);
    Some((written.to_le_bytes(), 8 - zeros as usize))
}

#[inline(never)]
fn write_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.push(b'"');
    let written = match bytes.len() {
        1 => write_ends::<1>(bytes, out),
        2..4 => write_ends::<2>(bytes, out),
        4..8 => write_ends::<4>(bytes, out),
        8..16 => write_ends::<8>(bytes, out),
        16..=32 => write_ends::<16>(bytes, out),
        _ => None,
    };
    if written.is_none() {
        write_escaped(bytes, out);
    }
    out.push(b'"');
}

/// Writes a text of N to 2 N bytes if none of them has to be escaped: its first N, and over these its last N.
#[inline]
fn write_ends<const N: usize>(bytes: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let (first, last) = (bytes.first_chunk::<N>()?, bytes.last_chunk::<N>()?);
    if any_special(first) | any_special(last) {
        return None;
    }
    write_block(*first, bytes.len() - N, out);
    out.extend_from_slice(last);
    Some(())
}

fn write_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let mut rest = bytes;
    while let Some(at) = special(rest) {
        let (plain, from) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((&byte, after)) = from.split_first() else { break };
        escape(byte, out);
        rest = after;
    }
    out.extend_from_slice(rest);
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    let letter = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            let digit = |n: u8| b"0123456789abcdef"[usize::from(n & 15)];
            return out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)]);
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

/// What a text of JSON has escaped: a quotation mark, a backslash, a control character.
#[inline]
fn is_special(byte: u8) -> bool {
    (byte < b' ') | (byte == b'"') | (byte == b'\\')
}

/// Whether there is any among some bytes; all are looked at, so that it is done to many at once.
#[inline]
fn any_special<const N: usize>(bytes: &[u8; N]) -> bool {
    bytes.iter().fold(false, |any, &byte| any | is_special(byte))
}

/// Where the first one is.
fn special(bytes: &[u8]) -> Option<usize> {
    let (blocks, rest) = bytes.as_chunks::<16>();
    let plain = 16 * blocks.iter().take_while(|block| !any_special(block)).count();
    if plain == 16 * blocks.len() && bytes.last_chunk::<16>().is_some_and(|last| !any_special(last)) {
        return None;
    }
    let from = bytes.get(plain..).unwrap_or(rest);
    Some(plain + from.iter().position(|&byte| is_special(byte))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::extractor::Extractor;

    fn json(value: &impl Json) -> String {
        let mut out = Vec::new();
        value.write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_are_escaped_as_serde_json_does() {
        for c in (0..0x300).filter_map(char::from_u32).chain(['\u{2028}', '”', '🙂']) {
            for before in [0, 1, 2, 3, 4, 7, 8, 9, 12, 15, 16, 17, 18, 24, 29, 31, 33, 48, 70] {
                let text = format!("{}{c}{c} and more", "x".repeat(before));
                assert_eq!(json(&text), serde_json::to_string(&text).unwrap());
                assert_eq!(json(&text[..before].to_owned()), serde_json::to_string(&text[..before]).unwrap());
            }
        }
    }

    #[test]
    fn numbers_are_written_as_serde_json_does() {
        let hundredths = (0..=100).map(|n| f64::from(n) / 100.0);
        for n in hundredths.chain([-0.0, 0.005, 0.1 + 0.2, 1.01, 2.5, -1.0, 1e300, f64::NAN, f64::INFINITY]) {
            assert_eq!(json(&n), serde_json::to_string(&n).unwrap());
        }
        for n in (0..8).map(|power| 10u32.pow(power)).flat_map(|n| [n - 1, n, n + 7, 4 * n, 9 * n, 98_765_432 / n]) {
            assert_eq!(json(&n), n.to_string());
        }
        assert_eq!(
            (json(&0u32), json(&u32::MAX), json(&u64::MAX)),
            ("0".into(), u32::MAX.to_string(), u64::MAX.to_string())
        );
    }

    #[test]
    fn records_are_written_as_serde_json_does() {
        let texts = [
            "",
            "“Let’s go,” Angela Merkel, the German chancellor, told reporters in \"Berlin\".\n\nShe said the U.S. had \
             agreed. Washington denied it. \"He told me: 'I am\\not going,'\" said Mr. Smith and Ms. Jones of the \
             Kremlin.",
        ];
        for text in texts {
            let source = Some(crate::article::Source { path: "a\tb".into(), index: 7 });
            let article = Article { id: "\"1\"".into(), text: text.into(), source, ..Article::default() };
            let mut record = Extractor::builtin().extract(&article);
            for _ in 0..2 {
                let mut out = Vec::new();
                record.write_json(&mut out);
                assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&record).unwrap());
                // All that may be absent, present.
                record.title = Some("T".into());
                record.authors = vec!["A".into(), "B".into()];
                record.sketch = Some(String::new());
                record.text = Some(text.into());
                let link = Link { iso: Some("de".into()), ..Link::default() };
                record.entities.iter_mut().for_each(|e| e.link = Some(link.clone()));
                record.entities.iter_mut().for_each(|e| e.kind = Kind::Own("ship".into()));
                let addressee = Addressee { entity: None, start: 0, end: 1, text: "x".into() };
                let inner = record.quotes.clone();
                for quote in &mut record.quotes {
                    quote.addressee = Some(addressee.clone());
                    quote.inside = Some("q1".into());
                    quote.nested.clone_from(&inner);
                    quote.with.extend(quote.speaker.clone());
                }
            }
        }
        assert_eq!(json(&Link::default()), "{}");
    }
}
