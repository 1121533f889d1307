//! Two sets of words, each word with a number: one that grows, and one that is read where it lies.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use super::bytes::{put_u32, u16_at, u64_at, u128_at};

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
/// How many buckets the common words lie in. Nine of ten words of a text are among them, and all that is needed to
/// find them fits the fastest part of the cache.
const COMMON_BITS: u32 = 13;
/// Where the buckets of the other words begin, in bytes.
const OTHERS: usize = ((1 << COMMON_BITS) + 1) * 4;

/// A word of up to sixteen bytes as a number, the first byte lowest, and its length: so it is hashed and compared at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Short {
    pub(crate) bytes: u128,
    pub(crate) len: usize,
}

impl Short {
    /// The word if it is so short.
    pub(crate) fn of(word: &[u8]) -> Option<Self> {
        let mut bytes = [0; SHORT];
        bytes.get_mut(..word.len())?.copy_from_slice(word);
        Some(Self { bytes: u128::from_le_bytes(bytes), len: word.len() })
    }
}

/// The bytes of the longest short word.
const SHORT: usize = 16;

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash with sixteen bytes more: multiply and fold, in the manner of wyhash (Wang Yi). Ours, for it stands in a file.
fn step(hash: u64, bytes: u128) -> u64 {
    let half = |hash: u64, block: u64| {
        let product = (hash ^ block).wrapping_mul(FACTOR);
        product ^ (product >> 29)
    };
    half(half(hash, bytes as u64), (bytes >> 64) as u64)
}

fn mix_short(word: Short) -> u32 {
    (step(word.len as u64, word.bytes).wrapping_mul(FACTOR) >> 32) as u32
}

/// The hash of a word of any length; of a short one the same as above.
fn mix(word: &[u8]) -> u32 {
    let blocks = word.chunks(SHORT).filter_map(Short::of);
    (blocks.fold(word.len() as u64, |hash, block| step(hash, block.bytes)).wrapping_mul(FACTOR) >> 32) as u32
}

/// The bucket of a hash, folded, among so many as a power of two.
fn bucket(hash: u32, bits: u32) -> usize {
    ((hash >> bits) ^ hash) as usize & ((1 << bits) - 1)
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
        match Short::of(word) {
            Some(word) => self.get_short(word),
            None => self.get_long(word),
        }
    }

    /// The same of a short word.
    #[inline]
    pub(crate) fn get_short(&self, word: Short) -> Option<(u32, u16)> {
        let Short { bytes, len } = word;
        let hash = mix_short(word);
        // Length and first bytes tell nearly all words apart: they are the eight bytes of a record after its tag.
        let bits = u64::MAX >> (64 - 8 * (len.min(5) + 1));
        let head = (((bytes as u64) << 8) | len as u64) & bits;
        let is_word = |record: u64, at: usize| (record >> 16) & bits == head && (len <= 5 || self.is_at(at + 3, word));
        self.within(bucket(hash, COMMON_BITS) * 4, is_word)
            .or_else(|| self.within(OTHERS + bucket(hash, BUCKET_BITS) * 4, is_word))
    }

    /// Whether the record whose word begins at `at`, of the same length, is this one.
    fn is_at(&self, at: usize, Short { bytes, len }: Short) -> bool {
        u128_at(self.records, at) & (u128::MAX >> (128 - 8 * len)) == bytes
    }

    fn get_long(&self, word: &[u8]) -> Option<(u32, u16)> {
        let hash = mix(word);
        let is_word = |record: u64, at: usize| {
            (record >> 16) as u8 as usize == word.len() && self.records.get(at + 3..at + 3 + word.len()) == Some(word)
        };
        self.within(bucket(hash, COMMON_BITS) * 4, is_word)
            .or_else(|| self.within(OTHERS + bucket(hash, BUCKET_BITS) * 4, is_word))
    }

    /// The number and tag of the word that `is_word` says so of, by the first bytes of its record and its place, in the
    /// bucket whose bounds lie at `at`.
    fn within(&self, at: usize, is_word: impl Fn(u64, usize) -> bool) -> Option<(u32, u16)> {
        let bounds = u64_at(self.buckets, at);
        let (mut from, to) = (bounds as u32 as usize, (bounds >> 32) as usize);
        while from < to {
            let record = u64_at(self.records, from);
            if is_word(record, from) {
                return Some((from as u32, record as u16));
            }
            from += 3 + (record >> 16) as u8 as usize;
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

    /// Lays words out; `rank` is lowest for those that are looked up most, which lie first in their bucket, and 0 for
    /// the common words, which have buckets of their own.
    ///
    /// # Errors
    /// With the word that is too long.
    pub(crate) fn freeze(words: &[(&[u8], u16, u8)]) -> Result<Layout, String> {
        let place = |n: usize| {
            let (word, _, rank) = words[n];
            let bits = if rank == 0 { COMMON_BITS } else { BUCKET_BITS };
            (rank != 0, bucket(mix(word), bits), rank, word)
        };
        let mut order: Vec<usize> = (0..words.len()).collect();
        order.sort_by_cached_key(|&n| place(n));
        let (mut buckets, mut records, mut numbers) = (Vec::new(), vec![0; 3], vec![0; words.len()]);
        let fill = |buckets: &mut Vec<u8>, until: usize, end: usize| {
            while buckets.len() < until {
                put_u32(buckets, end as u32);
            }
        };
        for n in order {
            let (word, tag, _) = words[n];
            let Ok(len) = u8::try_from(word.len()) else {
                return Err(format!("a word of {} bytes: {}", word.len(), String::from_utf8_lossy(word)));
            };
            let (other, bucket, ..) = place(n);
            fill(&mut buckets, if other { OTHERS } else { 0 } + (bucket + 1) * 4, records.len());
            numbers[n] = records.len() as u32;
            records.extend_from_slice(&tag.to_le_bytes());
            records.push(len);
            records.extend_from_slice(word);
        }
        fill(&mut buckets, OTHERS + ((1 << BUCKET_BITS) + 1) * 4, records.len());
        // The last record too is read by sixteen bytes.
        records.extend([0; SHORT]);
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
            words.iter().enumerate().map(|(n, w)| (w.as_bytes(), (n % 999) as u16, u8::from(n % 50 != 0))).collect();
        let Layout { buckets, records, numbers } = FrozenWords::freeze(&rows).unwrap();
        let frozen = FrozenWords::new(buckets.leak(), records.leak());
        for ((word, tag, _), number) in rows.iter().zip(numbers) {
            assert_eq!(frozen.get(word), Some((number, *tag)));
            assert_eq!((frozen.word(number), frozen.tag(number)), (*word, *tag));
        }
        assert_eq!(frozen.get(b"w200000x"), None);
        let long = [&b"fifteen letters"[..], b"sixteen letters.", b"and seventeen now", &[b'z'; 255], &[b'z'; 32]];
        let Layout { buckets, records, numbers } = FrozenWords::freeze(&long.map(|word| (word, 7, 1))).unwrap();
        let frozen_long = FrozenWords::new(buckets.leak(), records.leak());
        for (word, number) in long.iter().zip(numbers) {
            assert_eq!(frozen_long.get(word), Some((number, 7)));
            assert_eq!(frozen_long.get(&word[1..]), None);
        }
        assert_eq!(
            (frozen.word(0), frozen.word(u32::MAX), FrozenWords::default().get(b"a")),
            (&b""[..], &b""[..], None)
        );
        assert!(FrozenWords::freeze(&[(&[b'a'; 300], 0, 0)]).is_err());
    }
}
