//! The records of two files, brought together by id.
//!
//! Two runs over one archive have their records in the same order, so one is read from each in turn and most meet at once. A
//! record that has to wait for its like is kept as its line: in memory up to a budget, and beyond it in a temporary file,
//! of which memory holds no more than places. So memory grows by an id and a place for each record that is out of order,
//! and by nothing for those that are not.

use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Deserialize;

use crate::record::{Record, Records, RecordsError};

/// So many bytes of lines wait in memory, for each file.
const BUDGET: usize = 32 << 20;

/// What has the same id in two files, or is only in one.
#[derive(Debug)]
pub enum Pair {
    /// Both have it, byte for byte.
    Same,
    /// Both have it.
    Both(Box<(Record, Record)>),
    /// Only the old file has it.
    OnlyOld(Box<Record>),
    /// Only the new file has it.
    OnlyNew(Box<Record>),
}

/// Reads two files of records and pairs them.
#[derive(Debug)]
pub struct Pairs {
    sides: [Side; 2],
    /// What is in one file only, at the end.
    rest: Option<std::vec::IntoIter<(usize, Slot)>>,
    turn: usize,
}

#[derive(Debug)]
struct Side {
    records: Records,
    ended: bool,
    waiting: HashMap<String, VecDeque<Slot>>,
    budget: usize,
    spill: Option<File>,
    /// How much was spilt.
    spilt: u64,
    /// How many records were kept so far.
    kept: u64,
}

/// A line that waits.
#[derive(Debug)]
struct Slot {
    number: u64,
    line: Waiting,
}

#[derive(Debug)]
enum Waiting {
    Here(Vec<u8>),
    Spilt { at: u64, length: usize },
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

impl Pairs {
    /// Opens two files.
    pub fn open(old: &Path, new: &Path) -> Result<Self, RecordsError> {
        Self::with_budget(old, new, BUDGET)
    }

    fn with_budget(old: &Path, new: &Path, budget: usize) -> Result<Self, RecordsError> {
        let side = |path| {
            Ok(Side {
                records: Records::open(path)?,
                ended: false,
                waiting: HashMap::new(),
                budget,
                spill: None,
                spilt: 0,
                kept: 0,
            })
        };
        Ok(Self { sides: [side(old)?, side(new)?], rest: None, turn: 0 })
    }

    fn read(&mut self) -> Result<Option<Pair>, RecordsError> {
        while self.sides.iter().any(|s| !s.ended) {
            let turn = self.turn;
            self.turn = 1 - turn;
            if self.sides[turn].ended {
                continue;
            }
            let Some((id, line)) = self.sides[turn].next()? else { continue };
            match self.sides[1 - turn].take(&id)? {
                None => self.sides[turn].keep(id, line)?,
                Some(other) if other == line => return Ok(Some(Pair::Same)),
                Some(other) => {
                    let (line, other) = (self.sides[turn].parse(&line)?, self.sides[1 - turn].parse(&other)?);
                    let pair = if turn == 0 { (line, other) } else { (other, line) };
                    return Ok(Some(Pair::Both(Box::new(pair))));
                }
            }
        }
        if self.rest.is_none() {
            let mut rest = Vec::new();
            for (n, side) in self.sides.iter_mut().enumerate() {
                let waiting = std::mem::take(&mut side.waiting).into_values().flatten();
                rest.extend(waiting.map(|slot| (n, slot)));
            }
            rest.sort_by_key(|(side, slot)| (*side, slot.number));
            self.rest = Some(rest.into_iter());
        }
        let Some((n, slot)) = self.rest.as_mut().and_then(Iterator::next) else { return Ok(None) };
        let side = &mut self.sides[n];
        let line = side.line(slot)?;
        let record = Box::new(side.parse(&line)?);
        Ok(Some(if n == 0 { Pair::OnlyOld(record) } else { Pair::OnlyNew(record) }))
    }
}

impl Iterator for Pairs {
    type Item = Result<Pair, RecordsError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

impl Side {
    fn next(&mut self) -> Result<Option<(String, Vec<u8>)>, RecordsError> {
        let Some(line) = self.records.next_line()?.map(|line| line.trim_ascii_end().to_vec()) else {
            self.ended = true;
            return Ok(None);
        };
        match serde_json::from_slice::<Id>(&line) {
            Ok(Id { id }) => Ok(Some((id, line))),
            Err(error) => Err(self.records.error(format!("no record of whosaid: {error}"))),
        }
    }

    fn parse(&self, line: &[u8]) -> Result<Record, RecordsError> {
        // The line may have been read long before, so its number is not that of the reader.
        serde_json::from_slice(line).map_err(|error| {
            let id = serde_json::from_slice::<Id>(line).map(|i| i.id).unwrap_or_default();
            RecordsError { line: None, ..self.records.error(format!("{id:?} is no record of whosaid: {error}")) }
        })
    }

    fn keep(&mut self, id: String, line: Vec<u8>) -> Result<(), RecordsError> {
        let line = if line.len() <= self.budget {
            self.budget -= line.len();
            Waiting::Here(line)
        } else {
            let at = self.spilt;
            self.spill(&line).map_err(|e| self.no_room(&e))?;
            self.spilt += line.len() as u64;
            Waiting::Spilt { at, length: line.len() }
        };
        self.waiting.entry(id).or_default().push_back(Slot { number: self.kept, line });
        self.kept += 1;
        Ok(())
    }

    fn spill(&mut self, line: &[u8]) -> std::io::Result<()> {
        let file = match &mut self.spill {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.spilt))?;
        file.write_all(line)
    }

    fn take(&mut self, id: &str) -> Result<Option<Vec<u8>>, RecordsError> {
        let Some(slots) = self.waiting.get_mut(id) else { return Ok(None) };
        let slot = slots.pop_front();
        if slots.is_empty() {
            self.waiting.remove(id);
        }
        slot.map(|slot| self.line(slot)).transpose()
    }

    fn line(&mut self, slot: Slot) -> Result<Vec<u8>, RecordsError> {
        match slot.line {
            Waiting::Here(line) => {
                self.budget += line.len();
                Ok(line)
            }
            Waiting::Spilt { at, length } => {
                let mut line = vec![0; length];
                let read = self.spill.as_mut().map(|file| {
                    file.seek(SeekFrom::Start(at))?;
                    file.read_exact(&mut line)
                });
                read.transpose().map_err(|e| self.no_room(&e))?;
                Ok(line)
            }
        }
    }

    fn no_room(&self, error: &std::io::Error) -> RecordsError {
        let folder = std::env::temp_dir();
        let reason = format!(
            "records in another order wait in a temporary file in {}, which failed: {error}; TMPDIR names another folder",
            folder.display()
        );
        RecordsError { line: None, ..self.records.error(reason) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, ids: &[&str]) -> std::path::PathBuf {
        let path = folder.join(name);
        let mut lines = String::new();
        for id in ids {
            let record = crate::Extractor::builtin().extract(&crate::Article::new(*id, format!("Ms. Lind {name}.")));
            lines += &serde_json::to_string(&record).unwrap();
            lines.push('\n');
        }
        std::fs::write(&path, lines).unwrap();
        path
    }

    #[test]
    fn any_order_gives_the_same_pairs_in_memory_and_on_disk() {
        let folder = tempfile::tempdir().unwrap();
        let old = file(folder.path(), "old", &["a", "b", "c", "d", "c", "e"]);
        for ids in [["a", "b", "c", "d", "c", "f"], ["c", "f", "d", "c", "b", "a"]] {
            let new = file(folder.path(), "new", &ids);
            for budget in [0, 700, BUDGET] {
                let (mut both, mut only) = (Vec::new(), Vec::new());
                for pair in Pairs::with_budget(&old, &new, budget).unwrap() {
                    match pair.unwrap() {
                        Pair::Both(pair) => {
                            assert_eq!(pair.0.id, pair.1.id);
                            assert_ne!(pair.0.digest, pair.1.digest);
                            both.push(pair.0.id.clone());
                        }
                        Pair::OnlyOld(record) => only.push(format!("-{}", record.id)),
                        Pair::OnlyNew(record) => only.push(format!("+{}", record.id)),
                        Pair::Same => both.push("no texts are the same".into()),
                    }
                }
                both.sort();
                assert_eq!(both, ["a", "b", "c", "c", "d"]);
                assert_eq!(only, ["-e", "+f"]);
            }
        }
        assert!(Pairs::open(&old, &old).unwrap().all(|p| matches!(p.unwrap(), Pair::Same)));
    }
}
