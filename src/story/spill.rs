//! Lists that may be larger than the memory: what is over a budget lies in temporary files (in `TMPDIR`).

use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom, Write};

/// Triples of numbers, dealt out to parts of which one at a time is read back.
#[derive(Debug)]
pub(super) struct Parts {
    parts: Vec<Part>,
    /// How many triples all parts may hold in memory, and how many they do.
    budget: usize,
    held: usize,
}

#[derive(Debug, Default)]
struct Part {
    memory: Vec<[u32; 3]>,
    file: Option<File>,
}

impl Parts {
    /// So many parts that hold at most so many bytes in memory, taken together.
    pub(super) fn new(parts: usize, bytes: usize) -> Self {
        Self { parts: (0..parts.max(1)).map(|_| Part::default()).collect(), budget: bytes / 12, held: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    pub(super) fn push(&mut self, part: usize, triple: [u32; 3]) -> Result<()> {
        self.parts[part].memory.push(triple);
        self.held += 1;
        if self.held > self.budget {
            for part in &mut self.parts {
                part.spill()?;
            }
            self.held = 0;
        }
        Ok(())
    }

    /// Everything in a part, which is empty afterwards.
    pub(super) fn take(&mut self, part: usize) -> Result<Vec<[u32; 3]>> {
        let part = &mut self.parts[part];
        let memory = std::mem::take(&mut part.memory);
        self.held -= memory.len();
        let Some(mut file) = part.file.take() else { return Ok(memory) };
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        let number = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        let mut all: Vec<[u32; 3]> = Vec::with_capacity(bytes.len() / 12 + memory.len());
        all.extend(bytes.chunks_exact(12).map(|b| [number(&b[..4]), number(&b[4..8]), number(&b[8..])]));
        all.extend(memory);
        Ok(all)
    }
}

impl Part {
    fn spill(&mut self) -> Result<()> {
        if self.memory.is_empty() {
            return Ok(());
        }
        let bytes: Vec<u8> = self.memory.iter().flatten().flat_map(|n| n.to_le_bytes()).collect();
        self.memory = Vec::new();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::End(0))?;
        file.write_all(&bytes)
    }
}

/// Pieces of bytes that are read back in any order.
#[derive(Debug)]
pub(super) struct Store {
    memory: Vec<u8>,
    budget: usize,
    file: Option<File>,
    end: u64,
    /// Where the file is read or written next, if that is known.
    at: Option<u64>,
}

impl Store {
    /// Holds so many bytes in memory.
    pub(super) fn new(budget: usize) -> Self {
        Self { memory: Vec::new(), budget, file: None, end: 0, at: None }
    }

    /// Adds a piece and tells its place.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<u64> {
        let place = self.end;
        self.end += bytes.len() as u64;
        if self.file.is_none() && self.memory.len() + bytes.len() <= self.budget {
            self.memory.extend_from_slice(bytes);
            return Ok(place);
        }
        let from = self.memory.len() as u64;
        self.file(place - from)?.write_all(bytes)?;
        self.at = Some(place - from + bytes.len() as u64);
        Ok(place)
    }

    /// Reads a piece back: as many bytes as the buffer has.
    pub(super) fn read(&mut self, place: u64, buffer: &mut [u8]) -> Result<()> {
        if let Some(here) = usize::try_from(place).ok().and_then(|at| self.memory.get(at..at + buffer.len())) {
            buffer.copy_from_slice(here);
            return Ok(());
        }
        let place = place.saturating_sub(self.memory.len() as u64);
        self.file(place)?.read_exact(buffer)?;
        self.at = Some(place + buffer.len() as u64);
        Ok(())
    }

    /// The file, at a place.
    fn file(&mut self, place: u64) -> Result<&mut File> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                self.at = Some(0);
                none.insert(tempfile::tempfile()?)
            }
        };
        if self.at.take() != Some(place) {
            file.seek(SeekFrom::Start(place))?;
        }
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_give_back_what_they_took_whether_in_memory_or_not() {
        for budget in [0, 12 * 7, 1 << 20] {
            let mut parts = Parts::new(3, budget);
            for n in 0..100 {
                parts.push(n as usize % 3, [n, n + 1, n + 2]).unwrap();
            }
            for part in (0..3).rev() {
                let all = parts.take(part).unwrap();
                let expected: Vec<[u32; 3]> =
                    (0..100).filter(|n| *n as usize % 3 == part).map(|n| [n, n + 1, n + 2]).collect();
                assert_eq!(all, expected, "budget {budget}");
                assert!(parts.take(part).unwrap().is_empty());
            }
        }
    }

    #[test]
    fn pieces_are_read_back_in_any_order() {
        for budget in [0, 10, 1 << 20] {
            let mut store = Store::new(budget);
            let pieces: Vec<Vec<u8>> = (0u8..40).map(|n| vec![n; usize::from(n % 7)]).collect();
            let places: Vec<u64> = pieces.iter().map(|piece| store.push(piece).unwrap()).collect();
            for n in (0..40).rev().chain(0..40).step_by(3) {
                let mut buffer = vec![0; pieces[n].len()];
                store.read(places[n], &mut buffer).unwrap();
                assert_eq!(buffer, pieces[n], "budget {budget}");
            }
            assert!(store.read(1 << 40, &mut [0; 4]).is_err());
        }
    }
}
