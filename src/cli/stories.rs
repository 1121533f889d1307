//! `whosaid stories`: the versions of one article, brought together.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::{complain, output, pager, size};
use crate::story::{self, Found, Settings, StoriesError, Story};
use crate::view::{self, Look};

/// The width where there is no terminal that tells it.
const WIDTH: usize = 100;

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid extract archive/ --sketch -o records.jsonl            first: records with sketches
  whosaid stories records.jsonl -o stories.jsonl                a line of JSON for each article with several versions
  whosaid stories records.jsonl                                 the same to be read, on a terminal
  whosaid stories records.jsonl --archive archive/ -o s.jsonl   with the words that differ, and healed damage
  whosaid stories 2016.jsonl.zst 2017.jsonl.zst -o s.jsonl.zst  records of several runs
  whosaid stories records.jsonl --all -o stories.jsonl          also those of a single version

Versions are other editions, syndicated, shortened and damaged copies: their texts share most words. Two articles on one
event stay two stories; what both quote has the same utterance in both. A record with its text (--with-text) needs no
sketch. docs/stories.md explains what comes out; `whosaid schema stories` prints its JSON Schema.
Exit codes: 0 all went well, 1 something could not be read or written, 2 wrong usage.")]
pub(super) struct Options {
    /// Files of records, also compressed; - is standard input
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// Where to write the stories, compressed by its name (.gz, .zst) [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take the texts from here, of records that have none; may be given several times
    #[arg(long, value_name = "PATH")]
    archive: Vec<PathBuf>,
    /// Stories of a single version too
    #[arg(long)]
    all: bool,
    /// Lines of JSON, or text to be read [default: text on a terminal]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Hold about so much in memory, beside some 150 bytes for each article; the rest lies in temporary files
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, default_value = "1G")]
    memory: u64,
    /// How many threads read [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// No summary; errors are still named
    #[arg(short, long)]
    quiet: bool,
    /// Never use a pager
    #[arg(long)]
    no_pager: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let started = Instant::now();
    let terminal = pager::terminal();
    let format = options.format.unwrap_or(match (&options.output, terminal) {
        (None, Some(_)) => Format::Text,
        _ => Format::Json,
    });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let settings = Settings {
        memory: options.memory,
        all: options.all,
        archives: options.archive.clone(),
        threads: options.threads.map_or(cores, usize::from),
    };
    let colour =
        options.output.is_none() && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let look = Look { width: terminal.map_or(WIDTH, |(_, columns)| columns).max(24), colour };
    let mut target = Target::open(options, format)?;
    let mut wrong = 0u64;
    let mut take = |story: &Story| match format {
        Format::Json => {
            let mut line = serde_json::to_vec(story)?;
            line.push(b'\n');
            target.write(&line)
        }
        Format::Text => target.write(format!("{}\n\n", view::story(story, look)).as_bytes()),
    };
    let found = story::find(&options.records, &settings, &mut take, &mut |error| {
        wrong += 1;
        tell(&error, wrong);
    });
    let found = match found {
        Ok(found) => found,
        Err(StoriesError::Output(error)) => return Err(error),
        Err(error) => {
            complain(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    target.end(!options.no_pager)?;
    if wrong > TOLD {
        anstream::eprintln!("and {} more errors like these", wrong - TOLD);
    }
    if !options.quiet {
        summary(found, started.elapsed().as_secs_f64(), wrong);
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// So many errors are named.
const TOLD: u64 = 20;

fn tell(error: &StoriesError, number: u64) {
    if number <= TOLD {
        complain(error);
    }
}

fn summary(found: Found, seconds: f64, wrong: u64) {
    let Found { records, twice, stories, versions, without_text } = found;
    anstream::eprintln!("{records} records in {seconds:.1} s");
    anstream::eprintln!("  stories  {stories} of several versions, which are {versions} articles");
    if twice > 0 {
        anstream::eprintln!("  twice    {twice} records were there before, from the same source, and count once");
    }
    if without_text > 0 {
        anstream::eprintln!(
            "  texts    of {without_text} articles there is none, so no words are compared and nothing is healed: \
             --archive PATH, or extract --with-text"
        );
    }
    if wrong > 0 {
        anstream::eprintln!("  errors   {wrong}");
    }
}

/// Where stories go.
enum Target {
    File(output::File),
    Pipe(std::io::BufWriter<std::io::Stdout>),
    Pager(Vec<u8>),
}

impl Target {
    fn open(options: &Options, format: Format) -> std::io::Result<Self> {
        Ok(match &options.output {
            Some(path) if path != Path::new("-") => Self::File(output::File::open(output::target(path.clone()), 0, 0)?),
            _ if format == Format::Text && pager::terminal().is_some() => Self::Pager(Vec::new()),
            _ => Self::Pipe(std::io::BufWriter::new(std::io::stdout())),
        })
    }

    fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        match self {
            Self::File(file) => {
                file.write(bytes);
                // A frame now and then: the size of memory does not grow with the output.
                if file.content / FRAME > (file.content - bytes.len() as u64) / FRAME { file.commit() } else { Ok(()) }
            }
            Self::Pipe(out) => out.write_all(bytes),
            Self::Pager(text) => {
                text.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    fn end(self, paged: bool) -> std::io::Result<()> {
        match self {
            Self::File(mut file) => {
                file.finish()?;
                output::publish(file.path())
            }
            Self::Pipe(mut out) => out.flush(),
            Self::Pager(text) => pager::write(&String::from_utf8_lossy(&text), paged),
        }
    }
}

/// Bytes of a frame of the output, before compression.
const FRAME: u64 = 8 << 20;
