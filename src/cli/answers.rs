//! Answers to SPARQL, for the eye and for programs.

use std::io::{Error, IsTerminal, Result, Write};
use std::path::Path;
use std::process::ExitCode;

use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxrdfio::{RdfFormat, RdfSerializer};
use unicode_width::UnicodeWidthChar;

use super::complain;
use super::inputs::Inputs;
use super::query::{Format, Options};
use super::sink::extension;
use crate::graph::Syntax;
use crate::graph::store::Graph;
use crate::identity::{Table, keys};
use crate::record::open_plain;

/// The widest that a cell of a table is.
const WIDEST: usize = 72;

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let ready = options.ready();
    let (paths, sparql) = match (&ready, options.words.split_last()) {
        (Some(question), _) => (&options.words[..], question.sparql(options.limit)),
        (None, Some((question, paths))) if !paths.is_empty() => {
            let question = match question.strip_prefix('@') {
                Some(file) => {
                    std::fs::read_to_string(file).map_err(|e| Error::new(e.kind(), format!("{file}: {e}")))?
                }
                None => question.clone(),
            };
            (paths, question)
        }
        _ => {
            complain(&"no question: put SPARQL behind the graph, or --who-said, --quotes-by, --co-mentions or --pairs");
            return Ok(ExitCode::from(2));
        }
    };
    if options.show_sparql {
        std::io::stdout().lock().write_all(sparql.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut graph = Graph::new()?;
    let mut errors = 0;
    for path in paths {
        errors += load(&mut graph, Path::new(path), ready.is_none())?;
    }
    if graph.is_empty()? {
        complain(&"the graph is empty: there is nothing to ask");
        return Ok(ExitCode::FAILURE);
    }
    let stdout = std::io::stdout();
    let format = options.format.unwrap_or(if stdout.is_terminal() { Format::Table } else { Format::Csv });
    write(graph.ask(&sparql)?, format, std::io::BufWriter::new(stdout.lock()))?;
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads a file; gives back how many of its lines could not be read.
///
/// A ready question needs only a part of the graph.
fn load(graph: &mut Graph, path: &Path, all: bool) -> Result<u64> {
    let at = |e: Error| Error::new(e.kind(), format!("{}: {e}", path.display()));
    let extension = extension(path);
    if let Some(syntax) = Syntax::of_extension(&extension) {
        graph.load(open_plain(path).map_err(at)?.0, syntax, all).map_err(at)?;
        return Ok(0);
    }
    if !matches!(extension.as_str(), "jsonl" | "ndjson") {
        let what = "its name tells no kind of graph: .nq, .nt, .ttl, .trig, .jsonld, or .jsonl for records";
        return Err(Error::other(format!("{}: {what}", path.display())));
    }
    let base = crate::graph::Base::default();
    let mut inputs = Inputs::new(&[path.to_owned()], false)?;
    let mut table = Table::default();
    inputs.each(
        |record| {
            let keys = keys(&record);
            if table.add(&record, &keys) { graph.record(&record, &keys, &base, all) } else { Ok(()) }
        },
        true,
    )?;
    graph.identities(&table.resolve(), &base)?;
    Ok(inputs.errors)
}

fn write(results: QueryResults<'_>, format: Format, mut out: impl Write) -> Result<()> {
    let kind = match format {
        Format::Csv => QueryResultsFormat::Csv,
        Format::Tsv => QueryResultsFormat::Tsv,
        Format::Json | Format::Table => QueryResultsFormat::Json,
    };
    let serializer = QueryResultsSerializer::from_format(kind);
    match results {
        QueryResults::Boolean(answer) if format == Format::Table => {
            writeln!(out, "{}", if answer { "yes" } else { "no" })?
        }
        QueryResults::Boolean(answer) => {
            serializer.serialize_boolean_to_writer(&mut out, answer)?;
            writeln!(out)?;
        }
        QueryResults::Graph(triples) => {
            let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(&mut out);
            for triple in triples {
                writer.serialize_triple(&triple.map_err(Error::other)?)?;
            }
            writer.finish()?;
        }
        QueryResults::Solutions(solutions) if format == Format::Table => {
            let names: Vec<String> = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
            let mut rows = Vec::new();
            for solution in solutions {
                let solution = solution.map_err(Error::other)?;
                rows.push(names.iter().map(|n| solution.get(n.as_str()).map_or(String::new(), cell)).collect());
            }
            table(&names, &rows, &mut out)?;
        }
        QueryResults::Solutions(solutions) => {
            let names = solutions.variables().to_vec();
            let mut writer = serializer.serialize_solutions_to_writer(&mut out, names)?;
            for solution in solutions {
                writer.serialize(&solution.map_err(Error::other)?)?;
            }
            writer.finish()?;
            if format == Format::Json {
                writeln!(out)?;
            }
        }
    }
    out.flush()
}

/// A value as people read it, on one line.
fn cell(term: &Term) -> String {
    let text = match term {
        Term::NamedNode(iri) => iri.as_str(),
        Term::Literal(literal) => literal.value(),
        other => return other.to_string(),
    };
    text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect()
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Columns as wide as their widest cell, up to a limit; what is longer is cut.
fn table(names: &[String], rows: &[Vec<String>], out: &mut dyn Write) -> Result<()> {
    let cut = |text: &str| {
        if width(text) <= WIDEST {
            return text.to_owned();
        }
        let mut taken = 0;
        let kept = text.chars().take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken < WIDEST
        });
        kept.collect::<String>() + "…"
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|c| cut(c)).collect()).collect();
    let widths: Vec<usize> = (0..names.len())
        .map(|n| rows.iter().map(|r| width(&r[n])).chain([width(&names[n])]).max().unwrap_or(0))
        .collect();
    let line = |cells: &[String]| {
        let padded: Vec<String> =
            cells.iter().zip(&widths).map(|(c, w)| format!("{c}{}", " ".repeat(w.saturating_sub(width(c))))).collect();
        padded.join("  ").trim_end().to_owned()
    };
    writeln!(out, "{}", line(names))?;
    writeln!(out, "{}", widths.iter().map(|w| "─".repeat(*w)).collect::<Vec<_>>().join("  "))?;
    for row in &rows {
        writeln!(out, "{}", line(row))?;
    }
    writeln!(out, "({} {})", rows.len(), if rows.len() == 1 { "answer" } else { "answers" })
}
