//! `whosaid extract`: an archive in, records out.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::checkpoint::{self, Checkpoint};
use super::complain;
use super::gazetteer::{UserLists, WRONG_LIST};
use super::ledger::{self, Ledger, Places, Spread, Whole};
use super::output;
use super::pipeline::{self, Plan, Stopped};
use super::progress::Progress;
use super::reading::Reading;
use super::size::{self, Part};
use super::summary::Summary;
use crate::archive::{Limits, Settings};
use crate::extractor::Extractor;
use crate::record;

#[derive(Args, Clone)]
#[command(after_help = "Examples:
  whosaid extract examples/archive -o records.jsonl         a folder with everything in it
  whosaid extract news.jsonl.zst -o records.jsonl.zst       compressed in, compressed out
  whosaid extract 'cc-news/**/*.warc.gz' -o records.jsonl   a pattern (quoted, so that the shell leaves it alone)
  whosaid extract all.csv --field text=story > records.jsonl
  whosaid extract big.jsonl.zst -o records.jsonl --errors errors.jsonl --resume
  whosaid extract big.jsonl.zst -o part-3.jsonl --part 3/8  one of eight machines
  zcat news.gz | whosaid extract - -o records.jsonl
  whosaid extract --gazetteer ships.tsv news.jsonl          names of your own, see docs/gazetteers.md

Formats, told by content and name: text; JSON lines, arrays and objects (also of news-please and fundus); CSV and TSV;
NITF and NewsML-G2; HTML; WARC; Parquet (if built with it). In gzip, zstd, bzip2, xz, zip and tar.
docs/your-archive.md has a recipe for each.

Everything that is read is a record, an error (--errors) or skipped with a reason (--skips): the summary shows the sum.
Exit codes: 0 all went well, 1 something could not be read or written, 2 wrong usage.")]
pub(super) struct Options {
    /// Files, folders, patterns, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read paths from this file too, one a line; - is standard input
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    files_from: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Take only the K-th of N parts of the articles; the parts together are the whole
    #[arg(long, value_name = "K/N", value_parser = size::part, help_heading = "Reading")]
    part: Option<Part>,
    /// What the parts are made of: articles, by their ids, or whole files, dealt out in the order of their names, of which only its own are opened
    #[arg(long, value_enum, default_value_t = PartBy::Article, requires = "part", value_name = "WHAT",
        requires_if("file", "keep_duplicates"), help_heading = "Reading")]
    part_by: PartBy,
    /// Go on with articles in other languages than English
    #[arg(long, help_heading = "Reading")]
    any_language: bool,
    /// Go on with articles whose id gave a record before
    #[arg(long, help_heading = "Reading")]
    keep_duplicates: bool,
    /// The largest article, decompressed; a larger one is an error
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, default_value = "10M", help_heading = "Limits")]
    max_article: u64,
    /// The largest member of a zip or tar, decompressed
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, default_value = "100G", help_heading = "Limits")]
    max_member: u64,
    /// How many layers of compression and containers may lie in each other
    #[arg(long, value_name = "N", default_value_t = 6, help_heading = "Limits")]
    max_depth: u32,
    /// Where to write the records, compressed by its name (.gz, .zst); a pipe or a device gets them as they come [default: standard output]
    #[arg(short, long, value_name = "FILE", help_heading = "Writing")]
    output: Option<PathBuf>,
    /// Spread the records over N files, by id
    #[arg(long, value_name = "N", requires = "output", conflicts_with = "shard_size",
        value_parser = clap::value_parser!(u64).range(1..=512), help_heading = "Writing")]
    shards: Option<u64>,
    /// Begin a new file before one has more than this, before compression
    #[arg(long, value_name = "SIZE", requires = "output", value_parser = size::bytes, help_heading = "Writing")]
    shard_size: Option<u64>,
    /// Go on where an interrupted run with the same options left off; begin if there was none; do nothing if all is done
    #[arg(long, requires = "output", help_heading = "Writing")]
    resume: bool,
    /// Write a line for everything that could not be read: path, index, offset, reason
    #[arg(long, value_name = "FILE", help_heading = "Writing")]
    errors: Option<PathBuf>,
    /// Write a line for every article that is skipped: path, index, id, reason
    #[arg(long, value_name = "FILE", help_heading = "Writing")]
    skips: Option<PathBuf>,
    /// Write the summary as JSON
    #[arg(long, value_name = "FILE", help_heading = "Writing")]
    summary: Option<PathBuf>,
    /// What offsets count
    #[arg(long, value_enum, default_value_t = Offsets::CodePoints, help_heading = "Records")]
    offsets: Offsets,
    /// Write the text of each article into its record
    #[arg(long, help_heading = "Records")]
    with_text: bool,
    /// Write a sketch of each article into its record, for `whosaid stories`
    #[arg(long, help_heading = "Records")]
    sketch: bool,
    /// A list of your own names, which win over the built-in ones; may be given several times
    #[arg(long, value_name = "FILE.tsv", help_heading = "Records")]
    gazetteer: Vec<PathBuf>,
    /// How many threads extract [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// No summary, no progress; errors are still named
    #[arg(short, long, conflicts_with = "verbose")]
    quiet: bool,
    /// Name every error and every file that is passed over
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PartBy {
    /// Articles: every part reads all files, and duplicates meet in one part
    Article,
    /// Files: duplicates in different files do not meet, so --keep-duplicates must be said
    File,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Offsets {
    /// Unicode code points, as Python counts
    CodePoints,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count
    Bytes,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let started = Instant::now();
    let Some(lists) = UserLists::read(&options.gazetteer) else { return Ok(WRONG_LIST.into()) };
    let mut options = options.clone();
    let stream = stream(&mut options)?;
    match extract(&options, &lists, stream) {
        Ok(Done { summary, this_run, resumed, outputs }) => {
            let elapsed = started.elapsed();
            if !options.quiet {
                summary.print(elapsed, this_run);
            }
            if let Some(path) = &options.summary {
                let outputs: Vec<String> = outputs.iter().map(|p| p.display().to_string()).collect();
                let mut json = serde_json::to_vec_pretty(&summary.json(elapsed, this_run, resumed, &outputs))?;
                json.push(b'\n');
                std::fs::write(path, json).map_err(|e| at(path, &e))?;
            }
            Ok(if summary.errors == 0 && lists.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Err(Stopped::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Err(error),
        Err(error) => {
            complain(&error);
            if options.output.as_deref().is_some_and(|o| checkpoint::path(o).exists()) {
                anstream::eprintln!("what is done is kept: the same command with --resume goes on");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

struct Done {
    summary: Summary,
    /// Bytes of text that gave records in this process.
    this_run: u64,
    resumed: bool,
    outputs: Vec<PathBuf>,
}

/// Where records go if not to files, with its name: an output that is no file is taken out of the options.
fn stream(options: &mut Options) -> std::io::Result<(Box<dyn Write>, String)> {
    let Some(path) = options.output.take() else {
        return Ok((Box::new(std::io::stdout().lock()), "standard output".to_owned()));
    };
    if path.as_os_str() != "-" && !output::is_stream(&path) {
        options.output = Some(output::target(path));
        return Ok((Box::new(std::io::sink()), String::new()));
    }
    let files = [
        ("--resume", options.resume),
        ("--shards", options.shards.is_some()),
        ("--shard-size", options.shard_size.is_some()),
    ];
    if let Some((option, _)) = files.into_iter().find(|(_, given)| *given) {
        let what = format!("{}: this is no file, so {option} cannot be used with it", path.display());
        return Err(std::io::Error::other(what));
    }
    if path.as_os_str() == "-" {
        return stream(options);
    }
    let file = std::fs::OpenOptions::new().write(true).open(&path).map_err(|e| at(&path, &e))?;
    Ok((Box::new(std::io::BufWriter::new(file)), path.display().to_string()))
}

fn extract(options: &Options, lists: &UserLists, stream: (Box<dyn Write>, String)) -> Result<Done, Stopped> {
    let paths = paths(options)?;
    let limits = Limits { article: options.max_article, member: options.max_member, depth: options.max_depth };
    let settings = Settings { limits, ..options.reading.settings() };
    let spread = match (options.shards, options.shard_size) {
        (Some(n), _) => Spread::Shards(n),
        (None, Some(size)) => Spread::Size(size),
        (None, None) => Spread::One,
    };
    let places =
        Places { output: options.output.clone(), spread, errors: options.errors.clone(), skips: options.skips.clone() };
    let shape = shape(options);
    let checkpoint = interrupted(options, &shape)?;
    let resumed = checkpoint.is_some();
    let except = outputs(options);
    let over = |files: Vec<checkpoint::Written>, summary| {
        let files = files.into_iter().map(|f| f.path);
        let outputs = files.filter(|f| Some(f) != options.errors.as_ref() && Some(f) != options.skips.as_ref());
        Ok(Done { summary, this_run: 0, resumed: true, outputs: outputs.collect() })
    };
    if let Some(Checkpoint { files, summary, whole: true, inputs, .. }) = checkpoint {
        // Only names were missing.
        ledger::publish(options.output.as_deref(), files.iter().map(|f| f.path.clone()), inputs.is_some())?;
        return over(files, summary);
    }
    // Of standard input nobody can tell whether it is the same.
    let known = options.resume && !paths.iter().any(|p| p.as_os_str() == "-");
    if known
        && !resumed
        && let Some(done) = options.output.as_deref().and_then(Checkpoint::of_done)
    {
        if done.options == shape && done.inputs == Some(pipeline::inputs(&paths, &except)) {
            if !options.quiet {
                anstream::eprintln!("all is done already: nothing has changed since, and the output is left as it is");
            }
            return over(done.files, done.summary);
        }
        if !options.quiet {
            anstream::eprintln!("the archive or the options are not what they were when this output was written: anew");
        }
    }
    let progress = Progress::new(&paths, settings.progress.clone(), options.quiet, options.verbose);
    let mut ledger = Ledger::open(places, shape, options.keep_duplicates, progress, stream, checkpoint.as_ref())
        .map_err(|e| {
            options.output.as_deref().map_or_else(|| std::io::Error::other(e.to_string()), |path| at(path, &e))
        })?;
    let offsets = match options.offsets {
        Offsets::CodePoints => record::Offsets::CodePoints,
        Offsets::Utf16 => record::Offsets::Utf16,
        Offsets::Bytes => record::Offsets::Bytes,
    };
    let extractor =
        Extractor::new(lists.gazetteer()).with_text(options.with_text).offsets(offsets).with_sketch(options.sketch);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan {
        paths: &paths,
        except,
        settings: &settings,
        extractor: &extractor,
        threads: options.threads.map_or(cores, usize::from),
        part: options.part,
        part_by_file: options.part_by == PartBy::File,
        any_language: options.any_language,
        from: checkpoint.map(|c| c.cursor),
    };
    let cell = std::cell::RefCell::new(&mut ledger);
    let done = pipeline::run(
        &plan,
        &mut |outcome, lines, cursor| cell.borrow_mut().take(outcome, lines, &cursor),
        &mut || cell.borrow_mut().batch_done(),
    );
    ledger.progress.end();
    let inputs = done?;
    let this_run = ledger.this_run;
    let (summary, outputs) = ledger.finish(Whole { inputs: known.then_some(inputs) })?;
    Ok(Done { summary, this_run, resumed, outputs })
}

/// The files that are written, now or by an earlier run of the same kind: they are not read.
fn outputs(options: &Options) -> Vec<PathBuf> {
    let plain = [&options.output, &options.errors, &options.skips, &options.summary];
    let mut all: Vec<PathBuf> = plain.into_iter().flatten().cloned().collect();
    if let Some(output) = &options.output {
        if let Some(n) = options.shards {
            all.extend((0..n).map(|shard| output::shard(output, shard, Some(n))));
        }
        if options.shard_size.is_some() {
            all.extend((0..).map(|shard| output::shard(output, shard, None)).take_while(|p| p.exists()));
        }
    }
    all
}

/// The paths of the command line and of a list.
fn paths(options: &Options) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = options.paths.clone();
    if let Some(list) = &options.files_from {
        let input: Box<dyn BufRead> = if list == Path::new("-") {
            Box::new(std::io::stdin().lock())
        } else {
            Box::new(std::io::BufReader::new(std::fs::File::open(list).map_err(|e| at(list, &e))?))
        };
        for line in input.lines() {
            let line = line.map_err(|e| at(list, &e))?;
            if !line.trim().is_empty() {
                paths.push(line.into());
            }
        }
    }
    Ok(paths)
}

/// What an interrupted run left behind, if this one is to go on with it.
fn interrupted(options: &Options, shape: &[String]) -> std::io::Result<Option<Checkpoint>> {
    let Some(output) = &options.output else { return Ok(None) };
    let path = checkpoint::path(output);
    let Some(checkpoint) = Checkpoint::load(output).map_err(|e| at(&path, &e))? else {
        // Without a checkpoint, what an earlier run wrote is of no use.
        return Ok(None);
    };
    if !options.resume {
        let what = "an earlier run was interrupted: --resume goes on with it, deleting this file begins anew";
        return Err(std::io::Error::other(format!("{}: {what}", path.display())));
    }
    if checkpoint.options != shape {
        let differ = shape.iter().find(|o| !checkpoint.options.contains(o)).or(checkpoint.options.first());
        let differ = differ.map(String::as_str).unwrap_or_default();
        let what = format!("the interrupted run had other options ({differ} now); give the same, or delete this file");
        return Err(std::io::Error::other(format!("{}: {what}", path.display())));
    }
    Ok(Some(checkpoint))
}

/// Everything that shapes the output, in words.
fn shape(options: &Options) -> Vec<String> {
    let mut shape = vec![format!("version {}", env!("CARGO_PKG_VERSION")), format!("paths {:?}", options.paths)];
    shape.push(format!("list {:?}", options.files_from));
    shape.push(format!("format {:?}", options.reading.format));
    shape.push(format!("fields {:?}", options.reading.field));
    shape.push(format!("part {:?} by {:?}", options.part, options.part_by));
    shape.push(format!("any language {}, duplicates {}", options.any_language, options.keep_duplicates));
    shape.push(format!("limits {} {} {}", options.max_article, options.max_member, options.max_depth));
    shape.push(format!("shards {:?} {:?}", options.shards, options.shard_size));
    shape.push(format!("errors {:?}, skips {:?}", options.errors, options.skips));
    shape.push(format!("offsets {:?}, text {}", options.offsets, options.with_text));
    if options.sketch {
        shape.push("sketch".to_owned());
    }
    for list in &options.gazetteer {
        // It was read before; if it is gone by now, no earlier run had it so.
        let content = std::fs::read(list).map(|bytes| pipeline::hash_bytes(&bytes)).unwrap_or_default();
        shape.push(format!("gazetteer {list:?} {content:x}"));
    }
    shape
}

fn at(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
