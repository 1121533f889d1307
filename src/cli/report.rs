//! `whosaid report`: records as a page to look at.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::texts::{Texts, each_record};
use super::{complain, size};
use crate::record::Records;
use crate::view::report::{Report, Settings, Written};

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid extract examples/archive --with-text -o records.jsonl && whosaid report records.jsonl
  whosaid report records.jsonl.zst -o 2016.html --title 'The year 2016'
  whosaid report records.jsonl --archive examples/archive     with the texts of the archive
  whosaid report records.jsonl --stories stories.jsonl        with versions side by side
  whosaid report part-*.jsonl --one-file                      one file to mail

The page works from the disk and loads nothing from anywhere. It holds all articles as long as they take less than --page-size;
beyond that they go to a folder beside it (report.html has report-data), or, with --one-file, a sample stays in the page: it
says so, and its overview still counts everything. Texts are shown if the records were made with --with-text, or from
--archive PATH. docs/report.md shows what it looks like.
Exit codes: 0 all went well, 1 something could not be read or written, 2 wrong usage.")]
pub(super) struct Options {
    /// Records, also compressed; - is standard input
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// Where to write the page
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
    /// Where the texts are, if not in the records: the archive that they were made from
    #[arg(long, value_name = "PATH")]
    archive: Option<PathBuf>,
    /// Stories of these articles, as `whosaid stories` writes them: versions side by side, each quotation once
    #[arg(long, value_name = "FILE")]
    stories: Option<PathBuf>,
    /// What stands above the page
    #[arg(long, value_name = "WORDS", default_value = "Who said what")]
    title: String,
    /// Never write a folder beside the page: take a sample of the articles if not all fit
    #[arg(long)]
    one_file: bool,
    /// So much of articles goes into the page itself
    #[arg(long, value_name = "SIZE", value_parser = size::bytes, default_value = "32M")]
    page_size: u64,
    /// No summary; errors are still named
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    let mut failed = |error: &dyn std::fmt::Display| {
        complain(error);
        code = ExitCode::FAILURE;
    };
    if options.archive.is_some() && options.records.iter().any(|p| p == Path::new("-")) {
        complain(&"with --archive the records are read twice, which standard input cannot be: write them to a file");
        return Ok(ExitCode::FAILURE);
    }
    let mut texts = match &options.archive {
        Some(archive) => Some(Texts::gather(&options.records, archive, &mut failed)?),
        None => None,
    };
    let settings = Settings { title: options.title.clone(), limit: options.page_size, one_file: options.one_file };
    let mut report = Report::new(&options.output, settings);
    for path in &options.records {
        each_record(path, &mut |record| {
            match record {
                Ok(record) => {
                    let text = match &mut texts {
                        Some(texts) if record.text.is_none() => texts.of(&record)?,
                        _ => None,
                    };
                    report.take(&record, text.as_deref()).map_err(|e| at(&options.output, &e))?;
                }
                Err(error) => {
                    report.unread(&error);
                    failed(&error);
                }
            }
            Ok(())
        })?;
    }
    if let Some(path) = &options.stories {
        each_story(path, &mut report, &mut failed);
    }
    let written = report.finish().map_err(|e| at(&options.output, &e))?;
    if !options.quiet {
        tell(options, &written);
    }
    Ok(code)
}

/// A line that is no story is told, and the next ones follow.
fn each_story(path: &Path, report: &mut Report, failed: &mut dyn FnMut(&dyn std::fmt::Display)) {
    let mut lines = match Records::open(path) {
        Ok(lines) => lines,
        Err(error) => return failed(&error),
    };
    loop {
        let taken = match lines.next_line() {
            Ok(None) => return,
            Ok(Some(line)) => report.take_story(line),
            Err(error) => return failed(&error),
        };
        if let Err(reason) = taken {
            let error = lines.error(reason);
            report.unread(&error);
            failed(&error);
        }
    }
}

fn at(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn tell(options: &Options, written: &Written) {
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let bold = anstyle::Style::new().bold();
    anstream::eprintln!("{bold}{} articles{bold:#} in {}", written.articles, options.output.display());
    anstream::eprintln!("  page     {}, loads nothing from anywhere", megabytes(written.bytes));
    if let Some((folder, files, bytes)) = &written.folder {
        anstream::eprintln!(
            "  folder   {}: {files} files, {}; keep it beside the page (--one-file takes a sample instead)",
            folder.display(),
            megabytes(*bytes)
        );
    }
    if written.shown < written.articles {
        anstream::eprintln!(
            "  sample   {} articles have a page of their own; the overview counts all (without --one-file all would)",
            written.shown
        );
    }
    let without = written.articles - written.with_text;
    if without > 0 {
        let how = match (&options.archive, written.other_text) {
            (None, 0) => "--archive PATH says where they are".to_owned(),
            (None, n) => format!("{n} have one that is not theirs"),
            (Some(path), _) => format!("{} does not hold them as they were", path.display()),
        };
        anstream::eprintln!("  texts    {} of {}: {how}", written.with_text, written.articles);
    }
}
