//! `whosaid snapshot`: what is made of a folder of articles, kept beside them and compared ever after.

mod review;
mod shown;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::complain;
use super::gazetteer::{UserLists, WRONG_LIST};
use super::reading::{Own, Reading};
use crate::extractor::Extractor;
use crate::testing::{Checked, Folder, Found, Snapshot, State};

/// The exit code for what cannot be asked.
const USAGE: u8 = 2;

#[derive(Args)]
#[command(after_help = r"Examples:
  whosaid snapshot record articles/                        keep what the program says of each article
  whosaid snapshot check articles/ --gazetteer ships.tsv   after a change of the list: what came out otherwise?
  whosaid snapshot review articles/ --gazetteer ships.tsv  look at each difference, accept it or not

The snapshots are text files in the folder 'snapshots' beside the articles: the article with its names and quotations
marked, tables of both, and the record. Keep them in version control with the articles. No snapshot ever changes by
itself. docs/snapshots.md has a walk through it.
Exit codes: 0 every article says what its snapshot says, 1 not so, or something could not be read, 2 wrong usage.")]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the snapshots that are missing; those that are there stay as they are
    Record {
        #[command(flatten)]
        place: Place,
        /// Replace those that differ too: for when you have read what 'check' shows, and all of it is right
        #[arg(long)]
        all: bool,
    },
    /// Hold every article against its snapshot and show what differs; changes nothing
    Check {
        #[command(flatten)]
        place: Place,
        /// Name the articles that differ, without showing how
        #[arg(short, long)]
        quiet: bool,
    },
    /// Go through what differs or is new, one by one: accept, reject or skip
    #[command(
        after_help = "Keys: a accepts what the program says now, r says that it is wrong, s decides nothing, q stops.
After r the snapshot stays, and you are asked again only when the program says something else, or with --again.
Where standard input is no terminal, the answers are read from it, one a line."
    )]
    Review {
        #[command(flatten)]
        place: Place,
        /// Ask about what was rejected before, too
        #[arg(long)]
        again: bool,
    },
}

#[derive(Args)]
struct Place {
    /// A folder of articles, a file, or a pattern (quoted)
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// Where the snapshots are [default: the folder 'snapshots' beside the articles]
    #[arg(long, value_name = "FOLDER")]
    snapshots: Option<PathBuf>,
    /// Only the article with this id; may be given several times
    #[arg(long)]
    id: Vec<String>,
    #[command(flatten)]
    own: Own,
    #[command(flatten)]
    reading: Reading,
}

impl Place {
    fn folder(&self) -> Folder {
        let folder = Folder::new(&self.path).settings(self.reading.settings()).lists(&self.own.gazetteer);
        let folder = folder.only(&self.id);
        match &self.snapshots {
            Some(place) => folder.snapshots(place),
            None => folder,
        }
    }
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let (Command::Record { place, .. } | Command::Check { place, .. } | Command::Review { place, .. }) =
        &options.command;
    if place.path.as_os_str() == "-" {
        complain(&"snapshots stand beside their articles: give a folder or a file instead of standard input");
        return Ok(USAGE.into());
    }
    let Some(lists) = UserLists::read(&place.own.gazetteer) else { return Ok(WRONG_LIST.into()) };
    let extractor = Extractor::new(lists.gazetteer());
    let folder = place.folder();
    let mut run = Run::new(place);
    match &options.command {
        Command::Record { all, .. } => run.record(&folder, &extractor, *all)?,
        Command::Check { quiet, .. } => run.check(&folder, &extractor, *quiet)?,
        Command::Review { again, .. } => run.review(&folder, &extractor, *again)?,
    }
    Ok(if run.good() && lists.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What came of the articles.
#[derive(Default)]
struct Counts {
    same: usize,
    written: usize,
    new: usize,
    differ: usize,
    rejected: usize,
    alone: usize,
    removed: usize,
    failed: usize,
}

struct Run<'p> {
    place: &'p Place,
    counts: Counts,
    /// That a list is missing was told.
    hinted: bool,
    /// Ids that were asked for and not seen.
    missing: Vec<String>,
}

impl<'p> Run<'p> {
    fn new(place: &'p Place) -> Self {
        Self { place, counts: Counts::default(), hinted: false, missing: place.id.clone() }
    }

    fn good(&self) -> bool {
        let Counts { same, written, new, differ, rejected, alone, removed, failed } = self.counts;
        new + differ + rejected + alone + failed == 0 && same + written + removed > 0 && self.missing.is_empty()
    }

    /// Goes through the articles; names what cannot be read.
    fn each(
        &mut self,
        folder: &Folder,
        extractor: &Extractor<'_>,
        mut each: impl FnMut(&mut Self, Found) -> std::io::Result<ControlFlow<()>>,
    ) -> std::io::Result<()> {
        let mut done = Ok(());
        folder.each(extractor, &mut |found| {
            match &found {
                Found::Article(checked) => self.missing.retain(|id| *id != checked.id),
                Found::Failed(error) => {
                    complain(error);
                    self.counts.failed += 1;
                    return ControlFlow::Continue(());
                }
                Found::Alone(_) => {}
            }
            match each(self, found) {
                Ok(flow) => flow,
                Err(error) => {
                    done = Err(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        done?;
        for id in &self.missing {
            complain(&format!("{}: no article {id:?}", self.place.path.display()));
        }
        Ok(())
    }

    fn record(&mut self, folder: &Folder, extractor: &Extractor<'_>, all: bool) -> std::io::Result<()> {
        let mut out = anstream::stdout().lock();
        self.each(folder, extractor, |run, found| {
            match found {
                Found::Article(checked) => match &checked.state {
                    State::Same => run.same(folder, &checked)?,
                    State::Differs { .. } if !all => {
                        run.counts.differ += 1;
                        writeln!(out, "{}: differs from its snapshot, which is left as it is", checked.id)?;
                    }
                    _ => {
                        folder.accept(&checked)?;
                        run.counts.written += 1;
                        writeln!(out, "{}: {}", checked.id, checked.path.display())?;
                    }
                },
                Found::Alone(path) => run.alone(&mut out, &path)?,
                Found::Failed(_) => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        drop(out);
        self.summary();
        if self.counts.differ > 0 {
            anstream::eprintln!("To look at what differs: {}", self.next("review"));
        } else if self.counts.written > 0 {
            anstream::eprintln!(
                "Read each new snapshot against its article: it shows what the program says, right or wrong."
            );
        }
        Ok(())
    }

    fn check(&mut self, folder: &Folder, extractor: &Extractor<'_>, quiet: bool) -> std::io::Result<()> {
        let mut out = anstream::stdout().lock();
        self.each(folder, extractor, |run, found| {
            match found {
                Found::Article(checked) => match &checked.state {
                    State::Same => run.counts.same += 1,
                    State::New => {
                        run.counts.new += 1;
                        shown::title(&mut out, &checked.id, "has no snapshot")?;
                    }
                    State::Differs { old, rejected } => {
                        let what = if *rejected { "differs, as you rejected it" } else { "differs" };
                        *(if *rejected { &mut run.counts.rejected } else { &mut run.counts.differ }) += 1;
                        shown::title(&mut out, &checked.id, what)?;
                        if !quiet {
                            shown::difference(&mut out, &old.body, &checked.body)?;
                            writeln!(out)?;
                        }
                        run.hint(&mut out, folder, old)?;
                    }
                },
                Found::Alone(path) => run.alone(&mut out, &path)?,
                Found::Failed(_) => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        drop(out);
        self.summary();
        if self.counts.differ + self.counts.new + self.counts.alone > 0 {
            anstream::eprintln!("To go through them one by one: {}", self.next("review"));
        }
        Ok(())
    }

    /// An article that says what its snapshot says: whatever was rejected of it is over.
    fn same(&mut self, folder: &Folder, checked: &Checked) -> std::io::Result<()> {
        self.counts.same += 1;
        folder.forget(checked)
    }

    fn alone(&mut self, out: &mut dyn Write, path: &std::path::Path) -> std::io::Result<()> {
        self.counts.alone += 1;
        shown::title(out, &path.display().to_string(), "is a snapshot whose article is gone")
    }

    /// Says once when a snapshot was made with a list that this run has not.
    fn hint(&mut self, out: &mut dyn Write, folder: &Folder, old: &Snapshot) -> std::io::Result<()> {
        let missing = |l: &&String| !folder.list_names().contains(l);
        let missing: Vec<&str> = old.lists.iter().flatten().filter(missing).map(String::as_str).collect();
        if self.hinted || missing.is_empty() {
            return Ok(());
        }
        self.hinted = true;
        let lists = missing.join(", ");
        writeln!(out, "It was recorded with {lists}, which this run has not: was --gazetteer forgotten?\n")
    }

    fn summary(&self) {
        let Counts { same, written, new, differ, rejected, alone, removed, failed } = self.counts;
        let parts = [
            (same, "the same"),
            (written, "written"),
            (new, "new"),
            (differ, "different"),
            (rejected, "different as rejected"),
            (alone, "without an article"),
            (removed, "removed"),
            (failed, "not read"),
        ];
        let parts = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
        let parts = parts.collect::<Vec<_>>().join(", ");
        anstream::eprintln!("snapshots: {}", if parts.is_empty() { "none" } else { &parts });
    }

    /// The same command with another verb.
    fn next(&self, verb: &str) -> String {
        let mut out = format!("whosaid snapshot {verb} {}", self.place.path.display());
        for list in &self.place.own.gazetteer {
            out += &format!(" --gazetteer {}", list.display());
        }
        if let Some(folder) = &self.place.snapshots {
            out += &format!(" --snapshots {}", folder.display());
        }
        out
    }
}
