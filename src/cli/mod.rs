//! The command line: a file per command. The only part of the crate that prints or sets an exit code.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[cfg(feature = "query")]
mod answers;
mod checkpoint;
mod diff;
mod entities;
mod evaluate;
mod explain;
mod extract;
mod gazetteer;
mod graph;
mod inputs;
mod ledger;
mod manual;
mod output;
mod pager;
mod pipeline;
mod progress;
mod query;
mod reading;
mod report;
mod schema;
mod show;
mod sink;
mod size;
mod snapshot;
mod stages;
mod stories;
mod summary;
mod texts;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::archive;
use crate::article::Article;

/// News articles in, structured records out: who and what each article names, and who said what.
#[derive(Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Examples:
  whosaid show article.txt
  whosaid extract examples/archive -o records.jsonl
  whosaid extract news.jsonl | head -1
  cat article.txt | whosaid extract -
  whosaid stages article.txt
  whosaid explain article.txt --text Haley
  whosaid evaluate gold.jsonl records.jsonl
  whosaid diff before.jsonl after.jsonl
  whosaid snapshot check articles/
  whosaid report records.jsonl -o report.html
  whosaid stories records.jsonl
  whosaid entities records.jsonl -o entities.tsv
  whosaid graph records.jsonl -o graph.nq
  whosaid query graph.nq --who-said about:Russia
  whosaid gazetteer check ships.tsv
  whosaid schema > record.schema.json

Exit codes: 0 all went well, 1 something could not be read (it is named, the rest was done), 2 wrong usage."
)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read articles and write a record for each, as JSON lines
    Extract(Box<extract::Options>),
    /// Show an article in the terminal: names and quotations in colour, and who said what
    Show(show::Options),
    /// Show what every stage makes of an article, for debugging a rule
    Stages(stages::Options),
    /// Show every candidate name at a place with its evidence and weights
    Explain(explain::Options),
    /// Score records against annotated articles
    Evaluate(evaluate::Options),
    /// Compare the records of two runs over one archive
    Diff(diff::Options),
    /// Keep what is made of your articles, and see what a change of lists changes in it
    Snapshot(snapshot::Options),
    /// Write a page to look at records with: search, people, networks, articles with marks
    Report(report::Options),
    /// Find the versions of one article among records, with each quotation once
    Stories(stories::Options),
    /// List all people, countries, organizations and places of an archive, each once
    Entities(entities::Options),
    /// Write records as a knowledge graph: RDF, CSV for graph databases, GraphML, Parquet
    Graph(graph::Options),
    /// Put a question to a graph, in SPARQL or ready made
    Query(query::Options),
    /// Look at lists: check your own, count what they hold
    Gazetteer(gazetteer::Options),
    /// Print the JSON Schema of the record, or of what another command writes
    Schema(schema::Options),
    /// Print the manual page, or write one for each command
    Manual(manual::ManualOptions),
    /// Print what a shell needs to complete commands and options
    Completions(manual::CompletionOptions),
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let options = Options::parse();
    let done = match options.command {
        Command::Extract(options) => extract::run(&options),
        Command::Show(options) => show::run(&options),
        Command::Stages(options) => stages::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Evaluate(options) => evaluate::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Snapshot(options) => snapshot::run(&options),
        Command::Report(options) => report::run(&options),
        Command::Entities(options) => entities::run(&options),
        Command::Graph(options) => graph::run(&options),
        Command::Query(options) => query::run(&options),
        Command::Gazetteer(options) => gazetteer::run(&options),
        Command::Stories(options) => stories::run(&options),
        Command::Schema(options) => schema::run(&options),
        Command::Manual(options) => manual::manual(Options::command(), &options),
        Command::Completions(options) => manual::completions(Options::command(), &options),
    };
    match done {
        Ok(code) => code,
        // Whoever reads the output has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

/// Tells of an error on standard error, in red where a terminal wants it.
fn complain(error: &dyn std::fmt::Display) {
    let red = anstyle::Style::new().fg_color(Some(anstyle::AnsiColor::Red.into())).bold();
    anstream::eprintln!("{red}error:{red:#} {error}");
}

/// Tells that this program was built without something, and how to build it with that; gives the code of wrong usage.
#[cfg_attr(all(feature = "parquet", feature = "query"), allow(dead_code))]
fn without(what: &str, feature: &str) -> ExitCode {
    complain(&format!(
        "this program was built without {what}; in a clone of the source, \"cargo build --release --features {feature}\" \
         builds one that has it"
    ));
    ExitCode::from(2)
}

/// Prints what `print` makes of each article of a file. What cannot be read is named, and the rest goes on; the code tells.
fn print_each(
    path: &Path,
    mut print: impl FnMut(&mut dyn Write, &Article) -> std::io::Result<()>,
) -> std::io::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut code, mut done) = (ExitCode::SUCCESS, Ok(()));
    let paths = [path.to_path_buf()];
    let _ = archive::each_article(&paths, &archive::Settings::default(), &mut |article| {
        match article {
            Ok(article) => done = print(&mut out, &article),
            Err(error) => {
                complain(&error);
                code = ExitCode::FAILURE;
            }
        }
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    done?;
    out.flush()?;
    Ok(code)
}
