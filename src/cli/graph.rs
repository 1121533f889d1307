//! `whosaid graph`: records as a knowledge graph.

use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::complain;
use super::entities::Cells;
use super::inputs::{Inputs, each_line};
use super::sink::{Out, extension};
use crate::graph::csv::Neo4j;
use crate::graph::graphml::GraphMl;
use crate::graph::stories::Story;
use crate::graph::tables::{self, ENTITIES, Sink};
use crate::graph::{Base, RdfWriter, Syntax};
use crate::identity::{Identities, Table, keys};

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid graph records.jsonl -o graph.nq                  N-Quads; also .nt .ttl .trig .jsonld
  whosaid graph records.jsonl -o graph.nq.zst --base https://news.example/kg/
  whosaid graph records.jsonl --stories stories.jsonl -o graph.trig
  whosaid graph records.jsonl -o neo4j/                    a folder of CSV for neo4j-admin database import
  whosaid graph records.jsonl -o graph.graphml             for Gephi, NetworkX, igraph
  whosaid graph records.jsonl -o graph.parquet             a folder of Parquet tables for DuckDB, Polars, Spark
  whosaid query graph.nq --who-said about:Russia

docs/graph.md explains the model. Identifiers come from content: loading a graph twice changes nothing, and articles that are
added leave those of others as they were. Of articles with the same id and text one is taken.
Exit codes: 0 all went well, 1 some records could not be read (they are named), 2 wrong usage.")]
pub(super) struct Options {
    /// Files of records, also compressed; - is standard input
    #[arg(required = true)]
    records: Vec<PathBuf>,
    /// Stories of the same records, as `whosaid stories` writes them
    #[arg(long, value_name = "FILE")]
    stories: Option<PathBuf>,
    /// Where the graph goes; the name tells the kind. RDF may end in .gz or .zst [default: N-Quads to standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How the graph is written, where the name does not tell
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// What identifiers begin with: an IRI that ends with /, #, : or =
    #[arg(long, value_name = "IRI", default_value_t)]
    base: Base,
    /// Leave out of RDF where each name stands; who is named, and who said what where, stays
    #[arg(long)]
    no_mentions: bool,
    /// Whether cells of CSV are made safe for a spreadsheet
    #[arg(long, value_enum, default_value_t = Cells::Plain)]
    profile: Cells,
    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A quad a line
    Nquads,
    /// A triple a line, without named graphs
    Ntriples,
    /// For people, without named graphs
    Turtle,
    /// Turtle with named graphs
    Trig,
    /// JSON
    Jsonld,
    /// A folder of CSV, with the headers of neo4j-admin
    Neo4j,
    /// XML for network programs
    Graphml,
    /// A folder of Parquet tables (programs that were built with the feature `parquet`)
    Parquet,
}

impl Format {
    fn syntax(self) -> Option<Syntax> {
        match self {
            Self::Nquads => Some(Syntax::NQuads),
            Self::Ntriples => Some(Syntax::NTriples),
            Self::Turtle => Some(Syntax::Turtle),
            Self::Trig => Some(Syntax::TriG),
            Self::Jsonld => Some(Syntax::JsonLd),
            Self::Neo4j | Self::Graphml | Self::Parquet => None,
        }
    }

    /// What the name of an output tells.
    fn of(path: &Path) -> Option<Self> {
        let name = path.to_string_lossy();
        let extension = extension(path);
        match extension.as_str() {
            "nq" => Some(Self::Nquads),
            "nt" => Some(Self::Ntriples),
            "ttl" => Some(Self::Turtle),
            "trig" => Some(Self::Trig),
            "jsonld" => Some(Self::Jsonld),
            "graphml" => Some(Self::Graphml),
            "parquet" => Some(Self::Parquet),
            _ if name.ends_with(['/', '\\']) || path.is_dir() => Some(Self::Neo4j),
            _ => None,
        }
    }
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let output = options.output.as_deref().filter(|o| o.as_os_str() != "-");
    let Some(format) = options.format.or(match output {
        None => Some(Format::Nquads),
        Some(path) => Format::of(path),
    }) else {
        complain(
            &"the name of the output tells no kind of graph: write .nq, .nt, .ttl, .trig, .jsonld, .graphml, .parquet or a \
              folder with a slash at its end, or give --format",
        );
        return Ok(ExitCode::from(2));
    };
    let folder = matches!(format, Format::Neo4j | Format::Parquet);
    if folder && output.is_none() {
        complain(&"this kind of graph is a folder: give its name with -o");
        return Ok(ExitCode::from(2));
    }
    if folder && output.is_some_and(Path::is_file) {
        complain(&"this kind of graph is a folder, and a file has its name");
        return Ok(ExitCode::from(2));
    }
    if format == Format::Parquet && !cfg!(feature = "parquet") {
        return Ok(super::without("Parquet", "parquet"));
    }
    let done = match format.syntax() {
        Some(syntax) => rdf(options, output, syntax)?,
        None => in_tables(options, output, format)?,
    };
    if !options.quiet {
        done.print();
    }
    Ok(if done.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the summary tells.
#[derive(Default)]
struct Done {
    articles: u64,
    doubles: u64,
    keys: usize,
    entities: usize,
    stories: u64,
    /// Quads, or rows of tables.
    written: (u64, &'static str),
    errors: u64,
}

impl Done {
    fn print(&self) {
        let stories = if self.stories > 0 { format!(", {} stories", self.stories) } else { String::new() };
        anstream::eprintln!(
            "{} articles, {} entities (from {} keys){stories}: {} {}",
            self.articles,
            self.entities,
            self.keys,
            self.written.0,
            self.written.1
        );
        if self.doubles > 0 {
            anstream::eprintln!("{} records of the same id and text as others were left out", self.doubles);
        }
        if self.errors > 0 {
            anstream::eprintln!("{} lines or files could not be read", self.errors);
        }
    }
}

/// One reading: an article's triples need no other article, and what they tell together comes last.
fn rdf(options: &Options, output: Option<&Path>, syntax: Syntax) -> std::io::Result<Done> {
    let mut done = Done::default();
    let out = Out::new(output)?;
    let buffered = BufWriter::with_capacity(1 << 16, out.clone());
    let mut writer = RdfWriter::new(buffered, syntax, options.base.clone())?;
    if options.no_mentions {
        writer = writer.without_mentions();
    }
    let mut table = Table::default();
    let mut inputs = Inputs::new(&options.records, false)?;
    inputs.each(
        |record| {
            let keys = keys(&record);
            if table.add(&record, &keys) {
                return writer.record(&record, &keys);
            }
            done.doubles += 1;
            Ok(())
        },
        true,
    )?;
    (done.articles, done.keys, done.errors) = (table.articles(), table.len(), inputs.errors);
    let all = table.resolve();
    done.entities = all.rows.len();
    writer.identities(&all)?;
    if let Some(path) = &options.stories {
        done.errors += each_line(path, "story", |story: Story| {
            done.stories += 1;
            writer.story(&story)
        })?;
    }
    let (buffered, quads) = writer.finish()?;
    buffered.into_inner().map_err(|e| e.into_error())?;
    done.written = (quads, if syntax.has_graphs() { "quads" } else { "triples" });
    out.publish()?;
    Ok(done)
}

/// Counts what goes through.
struct Counting(Box<dyn Sink>, u64);

impl Sink for Counting {
    fn row(&mut self, table: &'static tables::Table, cells: Vec<tables::Cell>) -> std::io::Result<()> {
        self.1 += 1;
        self.0.row(table, cells)
    }

    fn finish(self: Box<Self>) -> std::io::Result<()> {
        self.0.finish()
    }
}

/// Two readings: the first finds out who is who, the second writes.
fn in_tables(options: &Options, output: Option<&Path>, format: Format) -> std::io::Result<Done> {
    let mut done = Done::default();
    let mut inputs = Inputs::new(&options.records, true)?;
    let mut table = Table::default();
    // Which records are taken, so that the second reading needs no table.
    let mut taken = Vec::new();
    inputs.each(
        |record| {
            taken.push(table.add(&record, &keys(&record)));
            Ok(())
        },
        true,
    )?;
    (done.articles, done.keys) = (table.articles(), table.len());
    done.doubles = taken.iter().filter(|t| !**t).count() as u64;
    let all: Identities = table.resolve();
    done.entities = all.rows.len();
    let mut outs = Vec::new();
    let mut sink = Counting(open(options, output, format, &mut outs)?, 0);
    for row in &all.rows {
        sink.row(&ENTITIES, tables::entity(row, &options.base))?;
    }
    let mut taken = taken.into_iter();
    inputs.each(
        |record| match taken.next() {
            Some(true) => tables::record(&record, &keys(&record), &all, &options.base, &mut sink),
            _ => Ok(()),
        },
        false,
    )?;
    done.errors = inputs.errors;
    if let Some(path) = &options.stories {
        done.errors += each_line(path, "story", |story: Story| {
            done.stories += 1;
            tables::story(&story, &options.base, &mut sink)
        })?;
    }
    done.written = (sink.1, if format == Format::Graphml { "nodes and edges" } else { "rows" });
    Box::new(sink).finish()?;
    outs.iter().try_for_each(Out::publish)?;
    Ok(done)
}

/// The sink of a kind, and the files that get their names at the end.
fn open(
    options: &Options,
    output: Option<&Path>,
    format: Format,
    outs: &mut Vec<Out>,
) -> std::io::Result<Box<dyn Sink>> {
    let Some(folder) = output.filter(|_| format != Format::Graphml) else {
        let out = Out::new(output)?;
        outs.push(out.clone());
        return Ok(Box::new(GraphMl::new(BufWriter::with_capacity(1 << 16, out))?));
    };
    std::fs::create_dir_all(folder).map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", folder.display())))?;
    let mut file = |name: &str| -> std::io::Result<Out> {
        let out = Out::new(Some(&folder.join(name)))?;
        outs.push(out.clone());
        Ok(out)
    };
    #[cfg(feature = "parquet")]
    if format == Format::Parquet {
        let mut open = |name: &str| Ok(Box::new(file(name)?) as crate::graph::parquet::Out);
        return Ok(Box::new(crate::graph::parquet::Parquet::all(&mut open)?));
    }
    let mut open = |name: &str| Ok(Box::new(file(name)?) as Box<dyn std::io::Write>);
    Ok(Box::new(Neo4j::new(&mut open, options.profile.into())?))
}
