//! `whosaid extract`: an archive in, records out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::complain;
use super::gazetteer::{UserLists, WRONG_LIST};
use super::summary::Summary;
use crate::archive::{self, ReadError};
use crate::article::Article;
use crate::extractor::Extractor;
use crate::record;

/// Articles are read, extracted and written in batches of at most this many, or this many bytes of text, so that
/// memory does not grow with the archive.
const BATCH: (usize, usize) = (512, 16 << 20);

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid extract examples/archive -o records.jsonl     a folder, with all its text and JSONL files
  whosaid extract news.jsonl extra.txt > records.jsonl  several files
  zcat news.jsonl.gz | whosaid extract - -o records.jsonl
  whosaid extract --gazetteer ships.tsv news.jsonl      names of your own, see docs/gazetteers.md

A line of JSONL holds id, text (or content, body, article), title, date (or published),
publication (or publisher), author (or authors) and url; all but the text may be missing.")]
pub(super) struct Options {
    /// Text files, JSONL files, folders of them, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where to write the records [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What offsets count
    #[arg(long, value_enum, default_value_t = Offsets::CodePoints)]
    offsets: Offsets,
    /// Write the text of each article into its record
    #[arg(long)]
    with_text: bool,
    /// A list of your own names, which win over the built-in ones; may be given several times
    #[arg(long, value_name = "FILE.tsv")]
    gazetteer: Vec<PathBuf>,
    /// How many threads to use [default: all cores]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Do not print the summary
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Offsets {
    /// Unicode code points, as Python counts
    CodePoints,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
    /// Bytes of UTF-8, as Rust and Go count
    Bytes,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    if let Some(threads) = options.threads {
        // Fails only when a pool was made before, and none was.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    }
    let Some(lists) = UserLists::read(&options.gazetteer) else { return Ok(WRONG_LIST.into()) };
    let extractor = Extractor::new(lists.gazetteer()).with_text(options.with_text).offsets(match options.offsets {
        Offsets::CodePoints => record::Offsets::CodePoints,
        Offsets::Utf16 => record::Offsets::Utf16,
        Offsets::Bytes => record::Offsets::Bytes,
    });
    let mut out: Box<dyn Write> = match &options.output {
        Some(path) => match File::create(path) {
            Ok(file) => Box::new(BufWriter::with_capacity(1 << 18, file)),
            Err(error) => {
                complain(&ReadError::File { path: path.clone(), error });
                return Ok(ExitCode::FAILURE);
            }
        },
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    let started = Instant::now();
    let mut summary = Summary::default();
    let mut batch = Vec::new();
    let mut bytes = 0;
    let inputs = options.paths.iter().flat_map(|path| archive::inputs(path));
    let articles = inputs.flat_map(|input| match input {
        Ok(input) => archive::read(&input),
        Err(error) => Box::new(std::iter::once(Err(error))),
    });
    for article in articles {
        match article {
            Ok(article) => {
                bytes += article.text.len();
                batch.push(article);
            }
            Err(error) => {
                complain(&error);
                summary.errors += 1;
            }
        }
        if batch.len() >= BATCH.0 || bytes >= BATCH.1 {
            write(&extractor, &mut batch, &mut out, &mut summary)?;
            bytes = 0;
        }
    }
    write(&extractor, &mut batch, &mut out, &mut summary)?;
    out.flush()?;
    if !options.quiet {
        summary.print(started.elapsed());
    }
    Ok(if summary.errors == 0 && lists.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Extracts a batch on all cores and writes its records in the order of the articles.
fn write(
    extractor: &Extractor<'_>,
    batch: &mut Vec<Article>,
    out: &mut dyn Write,
    summary: &mut Summary,
) -> std::io::Result<()> {
    let done: Vec<(Summary, serde_json::Result<Vec<u8>>)> = batch
        .par_iter()
        .map(|article| {
            let record = extractor.extract(article);
            let mut counts = Summary::default();
            counts.count(article, &record);
            let mut line = Vec::with_capacity(article.text.len() * 2);
            let written = serde_json::to_writer(&mut line, &record);
            line.push(b'\n');
            (counts, written.map(|()| line))
        })
        .collect();
    for (counts, line) in done {
        summary.add(&counts);
        out.write_all(&line?)?;
    }
    batch.clear();
    Ok(())
}
