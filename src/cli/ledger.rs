//! Where outcomes go: records to the outputs, errors and skips to their files, everything to the counts; and the commits
//! that make a run one that can be resumed.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use rustc_hash::FxHasher;
use serde::Serialize;

use super::checkpoint::{Checkpoint, Cursor, Written};
use super::output::{self, File};
use super::pipeline::{Outcome, Stopped};
use super::progress::Progress;
use super::summary::{Skip, Summary};
use crate::archive::Place;

/// A frame is ended, and a commit made, after so many bytes of records or so many outcomes.
const FRAME: (usize, u64) = (2 << 20, 4096);

/// With many shards, a commit is made after this many times as many bytes at most.
const SHARDS: usize = 8;

/// How records are spread over files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    One,
    /// Over so many files, by id.
    Shards(u64),
    /// Over files of at most so many bytes, before compression.
    Size(u64),
}

/// Where a run writes.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// `None` is the stream.
    pub(super) output: Option<PathBuf>,
    pub(super) spread: Spread,
    pub(super) errors: Option<PathBuf>,
    pub(super) skips: Option<PathBuf>,
}

/// A line of the file of skipped articles.
#[derive(Serialize)]
struct SkipLine<'a> {
    path: &'a str,
    index: u64,
    offset: u64,
    id: &'a str,
    reason: Skip,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

/// Everything is read and written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    /// What was read, as a hash, if a later run shall be told that all is done.
    pub(super) inputs: Option<u64>,
}

/// Takes outcomes.
pub(super) struct Ledger {
    places: Places,
    options: Vec<String>,
    keep_duplicates: bool,
    /// The hashes of the ids that gave a record. They are the one thing that grows with an archive.
    seen: HashSet<u128, BuildHasherDefault<FxHasher>>,
    pub(super) summary: Summary,
    /// Bytes of text that gave records since the start of this process.
    pub(super) this_run: u64,
    /// Where records go that go to no file, and what it is called.
    stream: (Box<dyn Write>, String),
    /// Files of records that are whole.
    ended: Vec<Written>,
    /// Files of records that are written to.
    records: Vec<File>,
    errors: Option<File>,
    skips: Option<File>,
    ids: Option<File>,
    /// Since the last commit.
    bytes: usize,
    outcomes: u64,
    pub(super) progress: Progress,
}

impl Ledger {
    /// A ledger that begins, or goes on where a checkpoint says.
    pub(super) fn open(
        places: Places,
        options: Vec<String>,
        keep_duplicates: bool,
        progress: Progress,
        stream: (Box<dyn Write>, String),
        from: Option<&Checkpoint>,
    ) -> std::io::Result<Self> {
        let open = |path: PathBuf| {
            let written = from.and_then(|c| c.files.iter().find(|f| f.path == path));
            File::open(path, written.map_or(0, |w| w.length), written.map_or(0, |w| w.content))
        };
        let errors = places.errors.clone().map(open).transpose()?;
        let skips = places.skips.clone().map(open).transpose()?;
        let mut ended = Vec::new();
        let mut records = Vec::new();
        let mut ids = None;
        let mut seen = HashSet::default();
        if let Some(output) = &places.output {
            match places.spread {
                Spread::One => records.push(open(output.clone())?),
                Spread::Shards(n) => {
                    for shard in 0..n {
                        records.push(open(output::shard(output, shard, Some(n)))?);
                    }
                }
                Spread::Size(_) => {
                    let written = from.map_or(&[][..], |c| &c.files);
                    let most = written.len() as u64;
                    let is_shard = |w: &&Written| (0..most).any(|n| output::shard(output, n, None) == w.path);
                    ended = written.iter().filter(is_shard).cloned().collect();
                    let current = ended.pop().map_or_else(|| output::shard(output, 0, None), |w| w.path);
                    records.push(open(current)?);
                }
            }
            if !keep_duplicates {
                let path = ids_path(output);
                let file = open(path.clone())?;
                read_ids(&output::part(&path), &mut seen)?;
                ids = Some(file);
            }
        }
        Ok(Self {
            places,
            options,
            keep_duplicates,
            seen,
            summary: from.map(|c| c.summary.clone()).unwrap_or_default(),
            this_run: 0,
            stream,
            ended,
            records,
            errors,
            skips,
            ids,
            bytes: 0,
            outcomes: 0,
            progress,
        })
    }

    /// Takes one outcome; `lines` has the lines of its batch. Whatever it is, it is counted, once.
    pub(super) fn take(&mut self, outcome: Outcome, lines: &[u8], cursor: &Cursor) -> Result<(), Stopped> {
        match outcome {
            Outcome::Record { line, counts, key, place, id } => {
                if !self.keep_duplicates && !self.seen.insert(key) {
                    self.skip(Skip::DuplicateId, None, &place, &id)?;
                } else {
                    if let Some(ids) = &mut self.ids {
                        ids.write(&key.to_le_bytes());
                    }
                    self.summary.add(&counts);
                    self.this_run += counts.bytes;
                    self.record(lines.get(line).unwrap_or_default(), key)?;
                }
            }
            Outcome::Skipped { reason, language, place, id } => self.skip(reason, language, &place, &id)?,
            Outcome::Failed(error) => {
                self.summary.error();
                self.progress.error(&error);
                if let Some(errors) = &mut self.errors {
                    errors.write(&json_line(&error)?);
                }
            }
            Outcome::PassedOver(what) => {
                self.summary.passed_over += 1;
                self.progress.passed_over(&what);
            }
            Outcome::OtherPart => self.summary.other_parts += 1,
        }
        self.outcomes += 1;
        let frame = FRAME.0 * self.records.len().clamp(1, SHARDS);
        if self.bytes >= frame || self.outcomes >= FRAME.1 {
            self.commit(cursor)?;
        }
        Ok(())
    }

    fn record(&mut self, line: &[u8], key: u128) -> Result<(), Stopped> {
        self.bytes += line.len();
        let Some(output) = &self.places.output else {
            return Ok(self.stream.0.write_all(line).map_err(|e| named(&self.stream.1, &e))?);
        };
        let shard = match self.places.spread {
            Spread::One => 0,
            Spread::Shards(n) => (key >> 64) as u64 % n,
            Spread::Size(limit) => {
                if let Some(full) = self.records.pop_if(|f| f.content > 0 && f.content + line.len() as u64 > limit) {
                    let mut full = full;
                    full.finish()?;
                    self.ended.push(written(&full));
                    let number = self.ended.len() as u64;
                    self.records.push(File::open(output::shard(output, number, None), 0, 0)?);
                }
                0
            }
        };
        if let Some(file) = self.records.get_mut(shard as usize) {
            file.write(line);
        }
        Ok(())
    }

    fn skip(&mut self, reason: Skip, language: Option<&str>, place: &Place, id: &str) -> Result<(), Stopped> {
        self.summary.skip(reason, language);
        if let Some(skips) = &mut self.skips {
            let line = SkipLine { path: &place.path, index: place.index, offset: place.offset, id, reason, language };
            skips.write(&json_line(&line)?);
        }
        Ok(())
    }

    /// After a batch: what goes to a stream is let go, and the terminal is told.
    pub(super) fn batch_done(&mut self) -> Result<(), Stopped> {
        self.let_go()?;
        self.progress.show(self.summary.records, self.this_run);
        Ok(())
    }

    fn let_go(&mut self) -> std::io::Result<()> {
        self.stream.0.flush().map_err(|e| named(&self.stream.1, &e))
    }

    fn files(&mut self) -> impl Iterator<Item = &mut File> {
        self.records.iter_mut().chain(&mut self.errors).chain(&mut self.skips).chain(&mut self.ids)
    }

    /// Brings everything to the disk, and then says so.
    fn commit(&mut self, cursor: &Cursor) -> Result<(), Stopped> {
        (self.bytes, self.outcomes) = (0, 0);
        if self.places.output.is_none() {
            return Ok(());
        }
        for file in self.files() {
            file.commit()?;
        }
        self.save(cursor.clone(), None)
    }

    /// `whole` says that everything is written.
    fn save(&mut self, cursor: Cursor, whole: Option<Whole>) -> Result<(), Stopped> {
        let Some(output) = self.places.output.clone() else { return Ok(()) };
        let mut files = self.ended.clone();
        // The current output stands behind those that are whole.
        files.extend(self.files().map(|f| written(f)));
        if whole.is_some() {
            // The ids are of no use any more.
            let ids = ids_path(&output);
            files.retain(|f| f.path != ids);
        }
        let checkpoint = Checkpoint {
            options: self.options.clone(),
            cursor,
            files,
            summary: self.summary.clone(),
            whole: whole.is_some(),
            inputs: whole.and_then(|w| w.inputs),
        };
        Ok(checkpoint.save(&output)?)
    }

    /// Ends a run that has read everything: all files get their names.
    pub(super) fn finish(mut self, whole: Whole) -> Result<(Summary, Vec<PathBuf>), Stopped> {
        self.let_go()?;
        for file in self.files() {
            file.finish()?;
        }
        self.save(Cursor::default(), Some(whole))?;
        let outputs: Vec<PathBuf> =
            self.ended.iter().map(|w| w.path.clone()).chain(self.records.iter().map(|f| f.path().to_owned())).collect();
        let others = self.errors.iter().chain(&self.skips).map(|f| f.path().to_owned());
        publish(self.places.output.as_deref(), outputs.iter().cloned().chain(others), whole.inputs.is_some())?;
        Ok((self.summary, outputs))
    }
}

/// Gives files their names, and takes away what only an interrupted run needs.
/// `keep` keeps a word that all is done.
pub(super) fn publish(output: Option<&Path>, files: impl Iterator<Item = PathBuf>, keep: bool) -> std::io::Result<()> {
    for file in files {
        output::publish(&file)?;
        output::sync_folder(&file);
    }
    if let Some(output) = output {
        match std::fs::remove_file(output::part(&ids_path(output))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => Checkpoint::end(output, keep)?,
        }
    }
    Ok(())
}

/// The hashes of ids that an interrupted run has seen.
pub(super) fn ids_path(output: &Path) -> PathBuf {
    output::beside(output, "ids")
}

fn read_ids(path: &Path, seen: &mut HashSet<u128, BuildHasherDefault<FxHasher>>) -> std::io::Result<()> {
    let mut file = std::io::BufReader::new(std::fs::File::open(path)?);
    let mut id = [0; 16];
    loop {
        match file.read_exact(&mut id) {
            Ok(()) => seen.insert(u128::from_le_bytes(id)),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
    }
}

fn named(stream: &str, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{stream}: {error}"))
}

fn written(file: &File) -> Written {
    Written { path: file.path().to_owned(), length: file.length(), content: file.content }
}

fn json_line(value: &impl Serialize) -> std::io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}
