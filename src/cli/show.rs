//! `whosaid show`: an article in the terminal.

use std::io::BufRead;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::gazetteer::{UserLists, WRONG_LIST};
use super::reading::Own;
use super::{complain, pager};
use crate::archive::{self, Settings};
use crate::article::Article;
use crate::extractor::Extractor;
use crate::record::{Record, Records, RecordsError};
use crate::view::{Look, terminal};

/// The width where there is no terminal that tells it.
const WIDTH: usize = 100;

/// Below this nothing can be read.
const LEAST: usize = 24;

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid show article.txt
  pbpaste | whosaid show -                              or xclip -o, or wl-paste
  whosaid show examples/archive/wire.jsonl --id w-07    one article of an archive, read anew
  whosaid show records.jsonl.zst --id w-07              the same from its record
  whosaid show records.jsonl --id w-07 --archive news/  where the record has no text and its source has moved
  whosaid extract -q article.txt | whosaid show -       a record that comes in
  jq 'select(.id == \"w-07\")' records.jsonl | whosaid show - --archive news/
  whosaid show article.txt --color always | less -R

A record made without --with-text is shown with the text of its source, if that is still where it was. Long text goes
through PAGER, or less.")]
pub(super) struct Options {
    /// An article, an archive, a file of records, or - for standard input, which may be any of them
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Which article, by its id [default: the first]
    #[arg(long)]
    id: Option<String>,
    /// Where the texts of records are, if neither in them nor at their source
    #[arg(long, value_name = "PATH")]
    archive: Option<PathBuf>,
    /// Colours, or marks instead; auto: colours on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
    /// Columns of a line [default: as the terminal has them, or 100]
    #[arg(long, value_name = "N")]
    width: Option<u16>,
    /// Never use a pager
    #[arg(long)]
    no_pager: bool,
    #[command(flatten)]
    own: Own,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// Colours on a terminal
    Auto,
    /// Colours
    Always,
    /// Marks
    Never,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let found = match find(options) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(WRONG_LIST.into()),
        Err(error) => {
            complain(&error);
            return Ok(ExitCode::FAILURE);
        }
    };
    let auto = || anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    let colour = match options.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => auto(),
    };
    let width = options.width.map(usize::from).or_else(|| pager::terminal().map(|(_, columns)| columns));
    let look = Look { width: width.unwrap_or(WIDTH).max(LEAST), colour };
    let mut shown = terminal(found.text.as_deref(), &found.record, look);
    if found.text.is_none() {
        shown += "\nThe record has no text, and its source is not where it was: --archive PATH says where it is.\n";
    }
    if found.more {
        shown += "\nThere are more articles: --id ID shows another.\n";
    }
    pager::write(&shown, !options.no_pager)?;
    Ok(ExitCode::SUCCESS)
}

struct Found {
    record: Record,
    text: Option<String>,
    /// There are others, and none was named.
    more: bool,
}

/// The article asked for; none when a list of the user's cannot be used, which was told.
fn find(options: &Options) -> Result<Option<Found>, String> {
    let stdin = options.path == Path::new("-");
    if stdin && stdin_is_records() {
        return of_stdin(options).map(Some);
    }
    if !stdin && options.path.is_file() && are_records(&options.path) {
        return of_records(options).map(Some);
    }
    let Some(lists) = UserLists::read(&options.own.gazetteer) else { return Ok(None) };
    let (article, more) = of_archive(&options.path, options.id.as_deref())?;
    let record = Extractor::new(lists.gazetteer()).extract(&article);
    Ok(Some(Found { record, text: Some(article.text), more }))
}

/// Whether the first line is a record.
fn are_records(path: &Path) -> bool {
    /// What begins every record.
    const HEAD: &[u8] = b"{\"version\":";
    let first = Records::open(path).and_then(|mut records| Ok(records.next_line()?.map(<[u8]>::to_vec)));
    matches!(first, Ok(Some(line)) if line.starts_with(HEAD) && serde_json::from_slice::<Record>(&line).is_ok())
}

/// The same of standard input, which can be read only once: what has come so far is looked at and left there.
fn stdin_is_records() -> bool {
    let mut input = std::io::stdin().lock();
    input.fill_buf().is_ok_and(begins_record)
}

/// Whether JSON begins as a record does, in one line or in several: `jq` writes it so.
fn begins_record(head: &[u8]) -> bool {
    let black: Vec<u8> = head.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(200).collect();
    let digits =
        black.strip_prefix(b"{\"version\":").map(|rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
    digits.is_some_and(|n| n > 0 && black[b"{\"version\":".len() + n..].starts_with(b",\"id\":"))
}

fn of_stdin(options: &Options) -> Result<Found, String> {
    let mut records = serde_json::Deserializer::from_reader(std::io::stdin().lock()).into_iter::<Record>();
    while let Some(record) = records.next() {
        let mut record = record.map_err(|e| format!("-: no record of whosaid: {e}"))?;
        if options.id.as_ref().is_some_and(|id| *id != record.id) {
            continue;
        }
        let text = record.text.take().or_else(|| source(&record, options.archive.as_deref()));
        let more = options.id.is_none() && records.next().is_some();
        return Ok(Found { record, text, more });
    }
    Err(missing(&options.path, options.id.as_deref()))
}

fn of_records(options: &Options) -> Result<Found, String> {
    let told = |e: RecordsError| e.to_string();
    let mut records = Records::open(&options.path).map_err(told)?;
    let wanted = options.id.as_ref().map(|id| serde_json::Value::from(id.as_str()).to_string());
    while let Some(line) = records.next_line().map_err(told)? {
        // Only lines with the id in them are worth parsing.
        if wanted.as_ref().is_some_and(|id| memchr::memmem::find(line, id.as_bytes()).is_none()) {
            continue;
        }
        let parsed = serde_json::from_slice::<Record>(line);
        let mut record = parsed.map_err(|e| told(records.error(format!("no record of whosaid: {e}"))))?;
        if options.id.as_ref().is_some_and(|id| *id != record.id) {
            continue;
        }
        let text = record.text.take().or_else(|| source(&record, options.archive.as_deref()));
        let more = options.id.is_none() && records.next_line().map_err(told)?.is_some();
        return Ok(Found { record, text, more });
    }
    Err(missing(&options.path, options.id.as_deref()))
}

fn missing(path: &Path, id: Option<&str>) -> String {
    match id {
        Some(id) => format!("{}: no article {id:?}", path.display()),
        None => format!("{}: no article", path.display()),
    }
}

/// The text of a record, from where it was read or from another place. The digest tells that it is the same.
fn source(record: &Record, elsewhere: Option<&Path>) -> Option<String> {
    let source = record.source.as_ref()?;
    let path = match elsewhere {
        Some(path) => path.to_owned(),
        // The file on the disk, of a member of a container.
        None => PathBuf::from(source.path.split("!/").next().unwrap_or_default()),
    };
    if !path.exists() {
        return None;
    }
    let settings = Settings::default();
    let mut text = None;
    let _ = archive::each(&[path], &settings, &mut |item| {
        let archive::Item::Unit(unit) = item else { return ControlFlow::Continue(()) };
        let here = unit.place.index == source.index && (elsewhere.is_some() || *unit.place.path == *source.path);
        if !here {
            return ControlFlow::Continue(());
        }
        match unit.parse(&settings) {
            Ok(parsed) if crate::record::digest(&parsed.article.text) == record.digest => {
                text = Some(parsed.article.text);
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    });
    text
}

/// An article of an archive, and whether there are others if none was named. Of what cannot be read, the first error counts
/// if nothing else is found.
fn of_archive(path: &Path, id: Option<&str>) -> Result<(Article, bool), String> {
    let mut article = None;
    let mut more = false;
    let mut wrong = None;
    let _ = archive::each_article(&[path.to_owned()], &Settings::default(), &mut |read| {
        match read {
            Ok(_) if article.is_some() => more = true,
            Ok(read) if id.is_none_or(|id| id == read.id) => article = Some(read),
            Ok(_) => {}
            Err(error) => wrong = wrong.take().or(Some(error.to_string())),
        }
        if more || (article.is_some() && id.is_some()) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    article.map(|article| (article, more)).ok_or_else(|| wrong.unwrap_or_else(|| missing(path, id)))
}
