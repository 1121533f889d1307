//! `whosaid diff`: what two runs over one archive say differently.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::complain;
use crate::compare::{Comparison, Pairs};
use crate::record::RecordsError;
use crate::view::diff_page;

/// The exit code when the files cannot be compared, as diff(1) has it.
const TROUBLE: u8 = 2;

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid diff before.jsonl after.jsonl                     what a change of lists or rules did
  whosaid diff before.jsonl.zst after.jsonl.zst --examples 10
  whosaid diff before.jsonl after.jsonl --format html --examples 20 > changes.html
  whosaid diff before.jsonl after.jsonl --format json | jq '.groups[] | select(.what == \"speaker\")'

Records are paired by their ids, in whatever order they stand, and compared by what they say: the order of entities, their
ids and, where the text has changed, offsets do not count. Changes are grouped by the reason that the records give.
Exit codes: 0 the same, 1 different, 2 they cannot be compared or wrong usage.")]
pub(super) struct Options {
    /// Records of the one run, also compressed
    old: PathBuf,
    /// Records of the other run
    new: PathBuf,
    /// How many examples of each group are shown
    #[arg(long, value_name = "N", default_value_t = 3)]
    examples: usize,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A list of groups, the most frequent reasons first
    Text,
    /// One JSON object
    Json,
    /// A page to look at, which loads nothing
    Html,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let comparison = match compare(options) {
        Ok(comparison) => comparison,
        Err(error) => {
            complain(&error);
            return Ok(TROUBLE.into());
        }
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match options.format {
        Format::Text => write!(out, "{comparison}")?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &comparison.json())?;
            writeln!(out)?;
        }
        Format::Html => {
            let name = |path: &PathBuf| path.display().to_string();
            out.write_all(diff_page(&comparison, &name(&options.old), &name(&options.new)).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(if comparison.is_same() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn compare(options: &Options) -> Result<Comparison, RecordsError> {
    let mut comparison = Comparison::new(options.examples);
    for pair in Pairs::open(&options.old, &options.new)? {
        comparison.take(&pair?);
    }
    Ok(comparison)
}
