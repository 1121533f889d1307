//! Articles through bounded queues: one thread reads, several extract, and the caller's thread takes what comes out, in
//! the order of the input.
//!
//! A batch goes its way with a token, and there are only so many: memory is bounded by their number times what a batch
//! and its records hold, whichever thread is the slow one.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use sha2::{Digest, Sha256};

use super::checkpoint::Cursor;
use super::size::Part;
use super::summary::{Skip, Summary};
use crate::archive::{self, Item, PassedOver, Place, ReadError, Settings, Unit, Walk};
use crate::extractor::{Extractor, Worker};

/// A batch is handed on when it has so many things or so many bytes.
const BATCH: (usize, usize) = (64, 128 << 10);

/// Batches on their way, for each thread that extracts.
const AHEAD: usize = 3;

/// Readers and parsers of formats may need more stack than threads have by default.
const STACK: usize = 16 << 20;

/// What a run reads, and what of it.
pub(super) struct Plan<'a> {
    pub(super) paths: &'a [PathBuf],
    /// Files that are not read: the outputs.
    pub(super) except: Vec<PathBuf>,
    pub(super) settings: &'a Settings,
    pub(super) extractor: &'a Extractor<'a>,
    pub(super) threads: usize,
    pub(super) part: Option<Part>,
    /// Parts take whole files, by their names, rather than articles by their ids.
    pub(super) part_by_file: bool,
    pub(super) any_language: bool,
    /// Where an interrupted run left off.
    pub(super) from: Option<Cursor>,
}

/// What became of one thing that was read.
pub(super) enum Outcome {
    /// A record: its line among those of the batch, what it counts, and what tells its article from others.
    Record {
        line: Range<usize>,
        counts: Box<Summary>,
        key: u128,
        place: Place,
        id: String,
    },
    Skipped {
        reason: Skip,
        language: Option<&'static str>,
        place: Place,
        id: String,
    },
    Failed(ReadError),
    PassedOver(PassedOver),
    /// It belongs to another part.
    OtherPart,
}

/// Takes an outcome with the lines of its batch, and where the reading stands after it.
pub(super) type Take<'a> = dyn FnMut(Outcome, &[u8], Cursor) -> Result<(), Stopped> + 'a;

struct Batch<T> {
    number: u64,
    items: Vec<(T, Cursor)>,
    /// The lines of its records, and room for them before that.
    lines: Lines,
}

/// The lines of a batch, one after the other. The room for them goes round with the tokens: fresh memory is slow.
type Lines = Vec<u8>;

/// Room for more than this is not kept.
const MOST_LINES: usize = 4 << 20;

/// Why a run ended before its end.
#[derive(Debug, thiserror::Error)]
pub(super) enum Stopped {
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error(
        "the archive is not what it was when the run was interrupted ({0}); delete the .progress file to begin anew"
    )]
    Changed(String),
}

/// What a run would read, without reading it: a hash over the names, sizes and times of all files.
pub(super) fn inputs(paths: &[PathBuf], except: &[PathBuf]) -> u64 {
    let mut hash = 0;
    let _ = archive::walk(paths, except, &mut |found| {
        if !is_output(&found) {
            hash = with(hash, &found);
        }
        ControlFlow::Continue(())
    });
    hash
}

/// The hash of inputs with one more.
fn with(hash: u64, found: &Walk) -> u64 {
    let changed = match found {
        Walk::Input(input) => input.modified.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()),
        _ => None,
    };
    let (name, size) = name_and_size(found);
    self::hash(&format!("{hash:x} {size} {changed:?} {name}")) as u64
}

fn name_and_size(found: &Walk) -> (String, u64) {
    match found {
        Walk::Input(input) => (input.name(), input.size.unwrap_or(0)),
        Walk::Failed(error) => (error.path.clone(), 0),
        Walk::PassedOver(what) => (what.path.clone(), 0),
    }
}

/// Whether it is one of the files that a run writes. They come and go, and must not count.
fn is_output(found: &Walk) -> bool {
    matches!(found, Walk::PassedOver(what) if what.reason == archive::OUTPUT)
}

/// Runs the plan, and gives what [`inputs`] would of what was read. `take` gets every outcome in order, with the lines of
/// its batch and with where the reading stands after it.
pub(super) fn run(
    plan: &Plan<'_>,
    take: &mut Take<'_>,
    batch_done: &mut dyn FnMut() -> Result<(), Stopped>,
) -> Result<u64, Stopped> {
    let tokens = plan.threads * AHEAD + 2;
    let (token_out, token_in) = bounded(tokens);
    for _ in 0..tokens {
        // There is room for all of them.
        let _ = token_out.send(Lines::new());
    }
    let (job_out, job_in) = bounded(tokens);
    let (done_out, done_in) = bounded(tokens);
    let workers = rayon::ThreadPoolBuilder::new().num_threads(plan.threads).stack_size(STACK).build();
    let workers = workers.map_err(std::io::Error::other)?;
    thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            Reader { plan, tokens: token_in, jobs: job_out, batch: Vec::new(), bytes: 0, number: 0 }.run()
        })?;
        // The calling thread takes what comes out while the others work.
        let written = workers.in_place_scope(move |scope| {
            for _ in 0..plan.threads {
                let (job_in, done_out) = (job_in.clone(), done_out.clone());
                scope.spawn(move |_| work(plan, &job_in, &done_out));
            }
            drop((job_in, done_out));
            // A reader that waits for a token ends when there can be none any more, and so do the others after it:
            // both ends are dropped here.
            let (done_in, token_out) = (done_in, token_out);
            in_order(&done_in, &token_out, take, batch_done)
        });
        let read = reader.join().unwrap_or_else(|_| Err(Stopped::Io(std::io::Error::other("the reader failed"))));
        written.and(read)
    })
}

/// Hands outcomes on in the order of the batches.
fn in_order(
    done: &Receiver<Batch<Outcome>>,
    tokens: &Sender<Lines>,
    take: &mut Take<'_>,
    batch_done: &mut dyn FnMut() -> Result<(), Stopped>,
) -> Result<(), Stopped> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for batch in done {
        waiting.insert(batch.number, batch);
        while let Some(Batch { items, mut lines, .. }) = waiting.remove(&next) {
            for (outcome, cursor) in items {
                take(outcome, &lines, cursor)?;
            }
            next += 1;
            lines.clear();
            lines.shrink_to(MOST_LINES);
            // The reader may be at its end.
            let _ = tokens.send(lines);
            batch_done()?;
        }
    }
    Ok(())
}

struct Reader<'a> {
    plan: &'a Plan<'a>,
    tokens: Receiver<Lines>,
    jobs: Sender<Batch<Item>>,
    batch: Vec<(Item, Cursor)>,
    bytes: usize,
    number: u64,
}

impl Reader<'_> {
    fn run(mut self) -> Result<u64, Stopped> {
        let plan = self.plan;
        let mut changed = None;
        let mut input = 0;
        let mut trail = 0;
        let mut inputs = 0;
        let flow = archive::walk(plan.paths, &plan.except, &mut |found| {
            if is_output(&found) {
                return ControlFlow::Continue(());
            }
            let number = input;
            input += 1;
            inputs = with(inputs, &found);
            let (name, size) = name_and_size(&found);
            trail = hash(&format!("{trail:x} {size} {name}")) as u64;
            let mut cursor = Cursor { input: number, name, trail, items: 0 };
            // Files in turn: as many for each part, wherever the archive lies on its machine.
            if let Some(part) = plan.part.filter(|_| plan.part_by_file)
                && number % part.of != part.number
            {
                plan.settings.progress.fetch_add(size, Ordering::Relaxed);
                return ControlFlow::Continue(());
            }
            let mut before = 0;
            if let Some(from) = &plan.from {
                if number < from.input {
                    plan.settings.progress.fetch_add(size, Ordering::Relaxed);
                    return ControlFlow::Continue(());
                }
                if number == from.input {
                    if cursor.name != from.name || cursor.trail != from.trail {
                        changed = Some(format!("something at or before {} is new, gone or of another size", from.name));
                        return ControlFlow::Break(());
                    }
                    before = from.items;
                }
            }
            let mut sink = |item| {
                cursor.items += 1;
                if cursor.items <= before { ControlFlow::Continue(()) } else { self.push(item, cursor.clone()) }
            };
            let flow = match found {
                Walk::Input(input) => {
                    let read = catch_unwind(AssertUnwindSafe(|| archive::read(&input, plan.settings, &mut sink)));
                    read.unwrap_or_else(|_| {
                        sink(Item::Failed(ReadError::file(
                            input.name(),
                            "the program failed on this file: please report it",
                        )))
                    })
                }
                Walk::Failed(error) => sink(Item::Failed(error)),
                Walk::PassedOver(what) => sink(Item::PassedOver(what)),
            };
            if flow.is_continue() && cursor.items < before {
                changed = Some(format!("{} has become shorter", cursor.name));
                return ControlFlow::Break(());
            }
            flow
        });
        if let Some(what) = changed {
            return Err(Stopped::Changed(what));
        }
        if flow.is_continue() {
            let _ = self.send();
            if let Some(from) = plan.from.as_ref().filter(|from| from.input >= input) {
                return Err(Stopped::Changed(format!("{} is gone", from.name)));
            }
        }
        Ok(inputs)
    }

    fn push(&mut self, item: Item, cursor: Cursor) -> ControlFlow<()> {
        if let Item::Unit(unit) = &item {
            self.bytes += unit.size();
        }
        self.batch.push((item, cursor));
        if self.batch.len() >= BATCH.0 || self.bytes >= BATCH.1 { self.send() } else { ControlFlow::Continue(()) }
    }

    fn send(&mut self) -> ControlFlow<()> {
        let (number, items) = (self.number, std::mem::take(&mut self.batch));
        self.number += 1;
        self.bytes = 0;
        // Either fails when the writing has ended.
        let lines = self.tokens.recv();
        match lines.map(|lines| self.jobs.send(Batch { number, items, lines })) {
            Ok(Ok(())) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }
}

fn work(plan: &Plan<'_>, jobs: &Receiver<Batch<Item>>, done: &Sender<Batch<Outcome>>) {
    let mut worker = plan.extractor.worker();
    for Batch { number, items, mut lines } in jobs {
        let each = |(item, cursor)| (outcome(plan, &mut worker, item, &mut lines), cursor);
        let items = items.into_iter().map(each).collect();
        if done.send(Batch { number, items, lines }).is_err() {
            return;
        }
    }
}

fn outcome(plan: &Plan<'_>, worker: &mut Worker<'_, '_>, item: Item, lines: &mut Lines) -> Outcome {
    let part = plan.part.filter(|_| !plan.part_by_file);
    let of_part = |key: &str| part.is_none_or(|part| is_of(part, key));
    match item {
        Item::Unit(unit) => {
            if part.is_some() && !of_part(&unit.key(plan.settings)) {
                return Outcome::OtherPart;
            }
            let (place, before) = (unit.place.clone(), lines.len());
            catch_unwind(AssertUnwindSafe(|| extract(plan, worker, unit, lines))).unwrap_or_else(|_| {
                lines.truncate(before);
                Outcome::Failed(place.error("the program failed on this article: please report it"))
            })
        }
        Item::Failed(error) if of_part(&format!("{} {:?}", error.path, error.index)) => Outcome::Failed(error),
        Item::PassedOver(what) if of_part(&what.path) => Outcome::PassedOver(what),
        Item::Failed(_) | Item::PassedOver(_) => Outcome::OtherPart,
    }
}

/// One article: parsed, looked at, extracted, written as a line.
fn extract(plan: &Plan<'_>, worker: &mut Worker<'_, '_>, unit: Unit, lines: &mut Lines) -> Outcome {
    let place = unit.place.clone();
    let parsed = match unit.parse(plan.settings) {
        Ok(parsed) => parsed,
        Err(error) => return Outcome::Failed(error),
    };
    let key = hash(&parsed.key(&place));
    let article = parsed.article;
    if article.text.trim().is_empty() {
        return Outcome::Skipped { reason: Skip::Empty, language: None, place, id: article.id };
    }
    let foreign = if plan.any_language { None } else { archive::foreign(&article.text) };
    if foreign.is_some() {
        return Outcome::Skipped { reason: Skip::NotEnglish, language: foreign, place, id: article.id };
    }
    let record = worker.extract(&article);
    let mut counts = Box::<Summary>::default();
    counts.record(&article, &record);
    let start = lines.len();
    record.write_json(lines);
    lines.push(b'\n');
    Outcome::Record { line: start..lines.len(), counts, key, place, id: article.id }
}

/// Whether something belongs to a part.
fn is_of(part: Part, key: &str) -> bool {
    hash(key) % u128::from(part.of) == u128::from(part.number)
}

/// The same on every machine.
fn hash(key: &str) -> u128 {
    hash_bytes(key.as_bytes())
}

pub(super) fn hash_bytes(bytes: &[u8]) -> u128 {
    Sha256::digest(bytes).iter().take(16).fold(0, |hash, &byte| hash << 8 | u128::from(byte))
}
