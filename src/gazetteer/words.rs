//! Two sets of words, each word with a number: one that grows, and one that is read where it lies.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use super::bytes::{put_u32, u16_at, u32_at};

fn hash(word: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    hasher.finish()
}

/// A set of words in one arena, numbered as they come: no allocation a word.
#[derive(Debug, Default)]
pub(crate) struct WordSet {
    table: HashTable<u32>,
    arena: Vec<u8>,
    ends: Vec<u32>,
}

impl WordSet {
    fn slice<'a>(arena: &'a [u8], ends: &[u32], n: u32) -> &'a [u8] {
        let n = n as usize;
        let start = if n == 0 { 0 } else { ends[n - 1] as usize };
        &arena[start..ends[n] as usize]
    }

    pub(crate) fn word(&self, n: u32) -> &[u8] {
        if n as usize >= self.ends.len() {
            return b"";
        }
        Self::slice(&self.arena, &self.ends, n)
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn get(&self, word: &[u8]) -> Option<u32> {
        self.table.find(hash(word), |&n| Self::slice(&self.arena, &self.ends, n) == word).copied()
    }

    pub(crate) fn insert(&mut self, word: &[u8]) -> u32 {
        let hash_of = hash(word);
        let (arena, ends) = (&self.arena, &self.ends);
        if let Some(&n) = self.table.find(hash_of, |&n| Self::slice(arena, ends, n) == word) {
            return n;
        }
        let n = self.ends.len() as u32;
        self.arena.extend_from_slice(word);
        self.ends.push(self.arena.len() as u32);
        let (arena, ends) = (&self.arena, &self.ends);
        self.table.insert_unique(hash_of, n, |&n| hash(Self::slice(arena, ends, n)));
        n
    }
}

/// How many buckets the frozen words lie in, as a power of two: some four words a bucket, so that the table of the
/// buckets stays in the processor's cache and the words of one bucket lie on one or two of its lines.
const BUCKET_BITS: u32 = 17;
const BUCKETS: usize = 1 << BUCKET_BITS;

/// The bucket of a word: FNV-1a of 32 bits (Fowler, Noll, Vo), folded. Ours, for it stands in a file.
fn bucket(word: &[u8]) -> usize {
    let hash = word.iter().fold(0x811c_9dc5_u32, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    ((hash >> BUCKET_BITS) ^ hash) as usize & (BUCKETS - 1)
}

/// Words laid out for [`FrozenWords`].
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) buckets: Vec<u8>,
    pub(crate) records: Vec<u8>,
    /// The number of each word, in the order in which they were given.
    pub(crate) numbers: Vec<u32>,
}

/// A set of words in flat bytes, each with a small number of its own, the tag. The number of a word is the place of its
/// record: two bytes of tag, one of length, the word. The record at place 0 is that of no word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FrozenWords {
    buckets: &'static [u8],
    records: &'static [u8],
}

impl FrozenWords {
    pub(crate) fn new(buckets: &'static [u8], records: &'static [u8]) -> Self {
        Self { buckets, records }
    }

    /// The number and tag of a word.
    pub(crate) fn get(&self, word: &[u8]) -> Option<(u32, u16)> {
        let at = bucket(word) * 4;
        let (mut from, to) = (u32_at(self.buckets, at) as usize, u32_at(self.buckets, at + 4) as usize);
        let mut rest = self.records.get(from..to)?;
        while let [low, high, len, after @ ..] = rest {
            let len = usize::from(*len);
            let found = after.get(..len)?;
            // The first byte tells most words apart, without a call.
            if found.first() == word.first() && found == word {
                return Some((from as u32, u16::from_le_bytes([*low, *high])));
            }
            rest = &after[len..];
            from += len + 3;
        }
        None
    }

    /// The tag of a word by its number.
    pub(crate) fn tag(&self, n: u32) -> u16 {
        u16_at(self.records, n as usize)
    }

    /// A word by its number.
    pub(crate) fn word(&self, n: u32) -> &'static [u8] {
        match self.records.get(n as usize..) {
            Some([_, _, len, after @ ..]) => after.get(..usize::from(*len)).unwrap_or_default(),
            _ => b"",
        }
    }

    /// One more than the highest number.
    pub(crate) fn bound(&self) -> u32 {
        self.records.len() as u32
    }

    /// Lays words out; `rank` is lowest for those that are looked up most, which lie first in their bucket.
    ///
    /// # Errors
    /// With the word that is too long.
    pub(crate) fn freeze(words: &[(&[u8], u16, u8)]) -> Result<Layout, String> {
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_cached_key(|&n| (bucket(words[n].0), words[n].2, words[n].0));
        let (mut buckets, mut records, mut numbers) = (Vec::new(), vec![0; 3], vec![0; words.len()]);
        for n in order {
            let (word, tag, _) = words[n];
            let Ok(len) = u8::try_from(word.len()) else {
                return Err(format!("a word of {} bytes: {}", word.len(), String::from_utf8_lossy(word)));
            };
            while buckets.len() <= bucket(word) * 4 {
                put_u32(&mut buckets, records.len() as u32);
            }
            numbers[n] = records.len() as u32;
            records.extend_from_slice(&tag.to_le_bytes());
            records.push(len);
            records.extend_from_slice(word);
        }
        while buckets.len() <= BUCKETS * 4 {
            put_u32(&mut buckets, records.len() as u32);
        }
        Ok(Layout { buckets, records, numbers })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frozen_words_are_those_that_were_laid_out() {
        let words: Vec<String> = (0..200_000).map(|n| format!("w{n}x")).collect();
        let rows: Vec<(&[u8], u16, u8)> =
            words.iter().enumerate().map(|(n, w)| (w.as_bytes(), (n % 999) as u16, 0)).collect();
        let Layout { buckets, records, numbers } = FrozenWords::freeze(&rows).unwrap();
        let frozen = FrozenWords::new(buckets.leak(), records.leak());
        for ((word, tag, _), number) in rows.iter().zip(numbers) {
            assert_eq!(frozen.get(word), Some((number, *tag)));
            assert_eq!((frozen.word(number), frozen.tag(number)), (*word, *tag));
        }
        assert_eq!(frozen.get(b"w200000x"), None);
        assert_eq!(
            (frozen.word(0), frozen.word(u32::MAX), FrozenWords::default().get(b"a")),
            (&b""[..], &b""[..], None)
        );
        assert!(FrozenWords::freeze(&[(&[b'a'; 300], 0, 0)]).is_err());
    }
}
