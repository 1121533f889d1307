//! Files of records to stories, in memory that does not grow with their texts.
//!
//! The records are read once for their sketches; those of stories with several versions are read again, from where they stand
//! in their files (or, from compressed files and streams, from a copy in a temporary file). Stories are put in order at the end.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use super::build::{self, Member, story};
use super::finder::Finder;
use super::sketch::Sketch;
use super::spill::Store;
use super::types::Story;
use crate::archive::{self, ReadError};
use crate::record::{self, Record, Records, RecordsError, Source};

/// How stories are looked for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// About so many bytes of memory are used, beside some 150 for each article.
    pub memory: u64,
    /// Stories of a single version too.
    pub all: bool,
    /// Where the texts are, of records that have none.
    pub archives: Vec<PathBuf>,
    /// How many threads parse.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { memory: 1 << 30, all: false, archives: Vec::new(), threads: 1 }
    }
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Records that were read.
    pub records: u64,
    /// Of those, which were there twice, byte for byte from the same source; they count once.
    pub twice: u64,
    /// Stories of more than one version.
    pub stories: u64,
    /// The articles in them.
    pub versions: u64,
    /// Articles in them of which no text was at hand.
    pub without_text: u64,
}

/// Something is wrong with a record, an archive or a temporary file.
#[derive(Debug, Error)]
pub enum StoriesError {
    /// With a record: it is left out, and the rest goes on.
    #[error(transparent)]
    Record(#[from] RecordsError),
    /// With an article of the archive: it is left out, and the rest goes on.
    #[error(transparent)]
    Archive(#[from] ReadError),
    /// With a temporary file: nothing goes on.
    #[error("a temporary file in {}: {error}; TMPDIR names another place", std::env::temp_dir().display())]
    Temporary {
        /// What the system says.
        error: std::io::Error,
    },
    /// With whatever takes the stories: nothing goes on.
    #[error(transparent)]
    Output(std::io::Error),
}

fn temporary(error: std::io::Error) -> StoriesError {
    StoriesError::Temporary { error }
}

/// So many lines are parsed at a time.
const BATCH: usize = 1024;
/// So many bytes of lines at most.
const BATCH_BYTES: usize = 16 << 20;

/// Finds the stories of the records in these files and gives each to `sink`, by date and then by id. What cannot be read is told
/// to `wrong`, and the rest goes on.
///
/// # Errors
/// When a temporary file cannot be written or read, or `sink` fails.
pub fn find(
    paths: &[PathBuf],
    settings: &Settings,
    sink: &mut dyn FnMut(&Story) -> std::io::Result<()>,
    wrong: &mut dyn FnMut(StoriesError),
) -> Result<Found, StoriesError> {
    let mut reading = Reading::new(settings);
    for path in paths {
        reading.read(path, wrong)?;
    }
    reading.stories(sink, wrong)
}

/// What finding needs of a record, and nothing that takes time to read.
#[derive(Deserialize)]
struct Head {
    id: String,
    source: Option<Source>,
    digest: String,
    sketch: Option<String>,
    text: Option<String>,
}

/// Where the line of a record is.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// The file, or none: then it is in the store.
    file: u32,
    length: u32,
    at: u64,
}

/// A line's file when it is in the store.
const STORED: u32 = u32::MAX;

struct Reading<'s> {
    settings: &'s Settings,
    finder: Finder,
    lines: Vec<Line>,
    digests: Vec<u128>,
    files: Vec<(PathBuf, Option<File>)>,
    copies: Store,
    seen: HashSet<u128>,
    found: Found,
}

impl<'s> Reading<'s> {
    fn new(settings: &'s Settings) -> Self {
        let memory = usize::try_from(settings.memory).unwrap_or(usize::MAX);
        Self {
            settings,
            finder: Finder::new(memory / 4 * 3),
            lines: Vec::new(),
            digests: Vec::new(),
            files: Vec::new(),
            copies: Store::new(memory / 16),
            seen: HashSet::new(),
            found: Found::default(),
        }
    }

    /// Takes the sketches of the records of a file.
    fn read(&mut self, path: &Path, wrong: &mut dyn FnMut(StoriesError)) -> Result<(), StoriesError> {
        let mut records = match Records::open(path) {
            Ok(records) => records,
            Err(error) => {
                wrong(error.into());
                return Ok(());
            }
        };
        let file = self.files.len() as u32;
        self.files.push((path.to_owned(), None));
        let mut batch: Vec<(Vec<u8>, u64, Option<u64>)> = Vec::new();
        loop {
            let (mut bytes, mut ended) = (0, false);
            batch.clear();
            while batch.len() < BATCH && bytes < BATCH_BYTES && !ended {
                match records.next_line() {
                    Ok(Some(line)) => {
                        let line = line.to_vec();
                        bytes += line.len();
                        batch.push((line, records.line(), records.offset()));
                    }
                    Ok(None) => ended = true,
                    Err(error) => {
                        wrong(error.into());
                        ended = true;
                    }
                }
            }
            let heads = spread(&batch, self.settings.threads, |(line, ..)| head(line));
            for ((line, number, offset), head) in batch.iter().zip(heads) {
                self.found.records += 1;
                match head {
                    Ok(head) => self.take(file, line, *offset, &head).map_err(temporary)?,
                    Err(reason) => {
                        wrong(RecordsError { path: path.to_owned(), line: Some(*number), reason }.into());
                    }
                }
            }
            if ended {
                return Ok(());
            }
        }
    }

    fn take(&mut self, file: u32, line: &[u8], offset: Option<u64>, head: &Known) -> std::io::Result<()> {
        if !self.seen.insert(head.key) {
            self.found.twice += 1;
            return Ok(());
        }
        let length = line.len() as u32;
        self.lines.push(match offset {
            Some(at) => Line { file, length, at },
            None => {
                let packed = zstd::bulk::compress(line, 1)?;
                Line { file: STORED, length: packed.len() as u32, at: self.copies.push(&packed)? }
            }
        });
        self.digests.push(head.digest);
        self.finder.add(head.key, head.digest, &head.sketch)
    }

    fn stories(
        mut self,
        sink: &mut dyn FnMut(&Story) -> std::io::Result<()>,
        wrong: &mut dyn FnMut(StoriesError),
    ) -> Result<Found, StoriesError> {
        self.seen = HashSet::new();
        let mut groups = self.finder.groups().map_err(temporary)?;
        self.found.stories = groups.len() as u64;
        self.found.versions = groups.iter().map(|g| g.len() as u64).sum();
        let mut texts = self.texts(&groups, wrong)?;
        if self.settings.all {
            let mut alone = vec![true; self.lines.len()];
            groups.iter().flatten().for_each(|&n| alone[n as usize] = false);
            groups.extend((0..self.lines.len() as u32).filter(|&n| alone[n as usize]).map(|n| vec![n]));
        }
        // Stories wait in a store until their order is known.
        let mut made = Store::new(usize::try_from(self.settings.memory).unwrap_or(usize::MAX) / 8);
        let mut order: Vec<(u8, String, String, u64, u32)> = Vec::new();
        let mut groups = groups.into_iter().peekable();
        while groups.peek().is_some() {
            let mut batch: Vec<Vec<Loaded>> = Vec::new();
            let mut loaded = 0;
            while let Some(group) = groups.next_if(|_| loaded < BATCH) {
                loaded += group.len();
                let members = group.iter().map(|&n| self.load(n, &mut texts)).collect::<std::io::Result<_>>();
                batch.push(members.map_err(temporary)?);
            }
            for made_of in spread(&batch, self.settings.threads, |group| Made::of(group)) {
                made_of.wrong.into_iter().for_each(|e| wrong(e.into()));
                let Some(new) = made_of.story else { continue };
                self.found.without_text += made_of.without_text;
                let json = serde_json::to_vec(&new).map_err(|e| temporary(e.into()))?;
                let packed = zstd::bulk::compress(&json, 1).map_err(temporary)?;
                let at = made.push(&packed).map_err(temporary)?;
                let (rank, date) = build::rank(new.published.as_deref());
                order.push((rank, date.to_owned(), new.id, at, packed.len() as u32));
            }
        }
        order.sort();
        for (.., at, length) in order {
            let json = unpacked(&mut made, at, length).map_err(temporary)?;
            let story = serde_json::from_slice(&json).map_err(|e| temporary(e.into()))?;
            sink(&story).map_err(StoriesError::Output)?;
        }
        Ok(self.found)
    }

    /// The texts of the articles in these groups, by digest, from the archives.
    fn texts(&self, groups: &[Vec<u32>], wrong: &mut dyn FnMut(StoriesError)) -> Result<Texts, StoriesError> {
        let mut texts = Texts { places: BTreeMap::new(), store: Store::new(0) };
        if self.settings.archives.is_empty() {
            return Ok(texts);
        }
        texts.store = Store::new(usize::try_from(self.settings.memory).unwrap_or(usize::MAX) / 8);
        let wanted: HashSet<u128> = groups.iter().flatten().map(|&n| self.digests[n as usize]).collect();
        let mut broken = None;
        let _ = archive::each_article(&self.settings.archives, &archive::Settings::default(), &mut |article| {
            let article = match article {
                Ok(article) => article,
                Err(error) => {
                    wrong(error.into());
                    return ControlFlow::Continue(());
                }
            };
            let digest = short(&record::digest(&article.text));
            if wanted.contains(&digest) {
                let place = zstd::bulk::compress(article.text.as_bytes(), 1)
                    .and_then(|packed| Ok((texts.store.push(&packed)?, packed.len() as u32)));
                match place {
                    Ok(place) => texts.places.insert(digest, place),
                    Err(error) => {
                        broken = Some(error);
                        return ControlFlow::Break(());
                    }
                };
            }
            ControlFlow::Continue(())
        });
        broken.map_or(Ok(texts), |error| Err(temporary(error)))
    }

    /// The line of a record, and its text if an archive had it.
    fn load(&mut self, number: u32, texts: &mut Texts) -> std::io::Result<Loaded> {
        let Line { file, length, at } = self.lines[number as usize];
        let text = match texts.places.get(&self.digests[number as usize]) {
            Some(&(at, length)) => String::from_utf8(unpacked(&mut texts.store, at, length)?).ok(),
            None => None,
        };
        let Some((path, open)) = self.files.get_mut(file as usize) else {
            let path = PathBuf::from("a copy of the records");
            return Ok(Loaded { line: Ok(unpacked(&mut self.copies, at, length)?), path, text });
        };
        let mut line = vec![0; length as usize];
        let read = match open {
            Some(file) => Ok(file),
            none => File::open(&*path).map(|file| none.insert(file)),
        };
        let read = read.and_then(|file| {
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut line)
        });
        Ok(Loaded { line: read.map(|()| line).map_err(|e| e.to_string()), path: path.clone(), text })
    }
}

/// Texts that an archive had.
struct Texts {
    places: BTreeMap<u128, (u64, u32)>,
    store: Store,
}

/// A record on its way, as its line.
struct Loaded {
    line: Result<Vec<u8>, String>,
    path: PathBuf,
    text: Option<String>,
}

/// What became of a group of records.
struct Made {
    story: Option<Story>,
    without_text: u64,
    wrong: Vec<RecordsError>,
}

impl Made {
    fn of(group: &[Loaded]) -> Self {
        let mut members = Vec::new();
        let mut wrong = Vec::new();
        for Loaded { line, path, text } in group {
            match line.clone().and_then(|line| member(&line, text.clone())) {
                Ok(member) => members.push(member),
                Err(reason) => wrong.push(RecordsError { path: path.clone(), line: None, reason }),
            }
        }
        let several = members.len() > 1;
        let without_text = members.iter().filter(|m| several && m.text.is_none()).count() as u64;
        Self { story: (!members.is_empty()).then(|| story(&members)), without_text, wrong }
    }
}

/// A record with its text, if there is one.
fn member(line: &[u8], text: Option<String>) -> Result<Member, String> {
    let mut record: Record = serde_json::from_slice(line).map_err(|e| format!("no record of whosaid: {e}"))?;
    let text = record.text.take().or(text);
    let sketch = sketch(record.sketch.as_deref(), text.as_deref()).map_err(|e| format!("{}: {e}", record.id))?;
    Ok(Member { record, text, sketch })
}

/// What is known of a record before it is read again.
struct Known {
    key: u128,
    digest: u128,
    sketch: Sketch,
}

fn head(line: &[u8]) -> Result<Known, String> {
    let head: Head = serde_json::from_slice(line).map_err(|e| format!("no record of whosaid: {e}"))?;
    let sketch = sketch(head.sketch.as_deref(), head.text.as_deref()).map_err(|e| format!("{:?}: {e}", head.id))?;
    let source = head.source.map_or((String::new(), 0), |s| (s.path, s.index));
    let key = record::digest(&format!("{:?} {:?} {source:?}", head.digest, head.id));
    Ok(Known { key: short(&key), digest: short(&head.digest), sketch })
}

fn sketch(sketch: Option<&str>, text: Option<&str>) -> Result<Sketch, String> {
    match (sketch, text) {
        (Some(sketch), _) => Sketch::decode(sketch).map_err(|e| e.to_string()),
        (None, Some(text)) => Ok(Sketch::of(text)),
        (None, None) => {
            Err("the record has neither a sketch nor a text: extract again with --sketch (or --with-text)".to_owned())
        }
    }
}

/// The first half of a digest in hex.
fn short(digest: &str) -> u128 {
    digest.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or_else(|| {
        // No digest of ours; any name will do.
        record::digest(digest).get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or_default()
    })
}

fn unpacked(store: &mut Store, at: u64, length: u32) -> std::io::Result<Vec<u8>> {
    let mut packed = vec![0; length as usize];
    store.read(at, &mut packed)?;
    zstd::stream::decode_all(&packed[..])
}

/// Does the same to every item, on several threads, and keeps their order.
fn spread<T: Sync, R: Send>(items: &[T], threads: usize, each: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let share = items.len().div_ceil(threads.max(1)).max(1);
    if share >= items.len() {
        return items.iter().map(each).collect();
    }
    std::thread::scope(|scope| {
        let each = &each;
        let parts: Vec<_> =
            items.chunks(share).map(|part| scope.spawn(move || part.iter().map(each).collect::<Vec<R>>())).collect();
        let joined = parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    })
}
