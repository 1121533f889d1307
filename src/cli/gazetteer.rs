//! `whosaid gazetteer`: lists of one's own checked, all lists counted; and the lists of `--gazetteer` read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::complain;
use crate::archive::ReadError;
use crate::gazetteer::{Gazetteer, ListError, ListStats, user};

/// The exit code for a list that cannot be used at all: wrong usage, said before any work is done.
pub(super) const WRONG_LIST: u8 = 2;

/// So many bad rows of a list are named before the work; `whosaid gazetteer check` names all.
const MOST_NAMED: usize = 20;

#[derive(Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Name every problem of your lists, with its file and line
    #[command(after_help = "Exit codes: 0 no problem, 1 there are some, 2 wrong usage.")]
    Check {
        /// Lists of your own; docs/gazetteers.md explains their form
        #[arg(required = true, value_name = "FILE.tsv")]
        lists: Vec<PathBuf>,
    },
    /// Count what the built-in lists hold, and yours beside them
    Stats {
        /// Lists of your own
        #[arg(value_name = "FILE.tsv")]
        lists: Vec<PathBuf>,
    },
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    match &options.command {
        Command::Check { lists } => check(lists),
        Command::Stats { lists } => stats(lists),
    }
}

/// The built-in lists, with those of the user over them when there are any.
pub(super) struct UserLists {
    own: Option<Gazetteer>,
    /// How many rows were left out.
    pub(super) errors: usize,
}

impl UserLists {
    /// Reads the lists of `--gazetteer`, and tells of rows that are left out; `None` when a list cannot be read at all,
    /// which it tells too.
    pub(super) fn read(paths: &[PathBuf]) -> Option<Self> {
        if paths.is_empty() {
            return Some(Self { own: None, errors: 0 });
        }
        let mut gazetteer = Gazetteer::from_builtin();
        let (mut errors, mut usable) = (0, true);
        for path in paths {
            match add(&mut gazetteer, path) {
                Ok(rows) => {
                    errors += rows.len();
                    rows.iter().take(MOST_NAMED).for_each(|row| complain(row));
                    if rows.len() > MOST_NAMED {
                        let more = rows.len() - MOST_NAMED;
                        let path = path.display();
                        complain(&format!("{path}: {more} more rows; 'whosaid gazetteer check {path}' names them all"));
                    }
                }
                Err(error) => {
                    complain(&error);
                    usable = false;
                }
            }
        }
        usable.then_some(Self { own: Some(gazetteer), errors })
    }

    pub(super) fn gazetteer(&self) -> &Gazetteer {
        self.own.as_ref().unwrap_or_else(|| Gazetteer::builtin())
    }
}

/// Adds a list; `Err` when it cannot be used at all.
fn add(gazetteer: &mut Gazetteer, path: &Path) -> Result<Vec<ListError>, String> {
    let text = text(path)?;
    gazetteer.add_list(&path.display().to_string(), &text).map_err(|e| e.to_string())
}

fn text(path: &Path) -> Result<String, String> {
    let read = |error| ReadError::File { path: path.into(), error }.to_string();
    let bytes = std::fs::read(path).map_err(read)?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|b| **b == b'\n').count();
        format!("{}:{line}: not UTF-8: save the list as UTF-8", path.display())
    })
}

fn check(paths: &[PathBuf]) -> std::io::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut problems = 0;
    for path in paths {
        match text(path) {
            Ok(text) => {
                for problem in user::check(&path.display().to_string(), &text) {
                    writeln!(out, "{problem}")?;
                    problems += 1;
                }
            }
            Err(error) => {
                writeln!(out, "{error}")?;
                problems += 1;
            }
        }
    }
    out.flush()?;
    match problems {
        0 => anstream::eprintln!("no problems"),
        1 => anstream::eprintln!("1 problem"),
        n => anstream::eprintln!("{n} problems"),
    }
    Ok(if problems == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn stats(paths: &[PathBuf]) -> std::io::Result<ExitCode> {
    let Some(lists) = UserLists::read(paths) else { return Ok(WRONG_LIST.into()) };
    let stats = lists.gazetteer().stats();
    let width = stats.iter().map(|s| s.list.chars().count()).max().unwrap_or(0).max(4);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let columns = ["rows", "names", "shadowed", "blocked", "ambiguous"];
    write!(out, "{:width$}", "list")?;
    for column in columns {
        write!(out, " {column:>9}")?;
    }
    writeln!(out, "  kinds")?;
    for s in &stats {
        let ListStats { rows, surfaces, shadowed, blocked, ambiguous, .. } = *s;
        write!(out, "{:width$}", s.list)?;
        for n in [rows, surfaces, shadowed, blocked, ambiguous] {
            if n == 0 { write!(out, " {:>9}", "-")? } else { write!(out, " {n:>9}")? }
        }
        let kinds: Vec<String> = s.kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        writeln!(out, "  {}", kinds.join(", "))?;
    }
    writeln!(
        out,
        "\nrows: entries of the list; names: all that these are called by, aliases included. Of the names:\n\
         shadowed: a list of yours has them too, and wins; blocked: blocked.tsv keeps them from being tagged alone;\n\
         ambiguous: several entries of the list are called so, or ambiguous.tsv has them."
    )?;
    out.flush()?;
    Ok(if lists.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
