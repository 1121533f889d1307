//! `whosaid entities`: the table of all people, countries, organizations and places of an archive.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::complain;
use super::inputs::Inputs;
use super::sink::{Out, extension};
use crate::graph::Base;
use crate::graph::csv::{One, Profile};
use crate::graph::tables::{Cell, ENTITIES, Sink, entity};
use crate::identity::{Identities, Table, keys};

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid entities records.jsonl                              the table as TSV
  whosaid entities records.jsonl --kind person | head -20
  whosaid entities 'records-0001.jsonl.zst' records-0002.jsonl.zst -o entities.parquet
  whosaid entities records.jsonl -o entities.csv --profile spreadsheet
  whosaid entities records.jsonl --format jsonl | jq 'select(.articles > 1) | .name'

One row for each entity of the archive: the same across articles when its link says so, or when name and kind agree and
neither roles, countries nor dates tell two apart; docs/graph.md says how, and what confidence and reason mean.
Rows are sorted by id; the same records give the same table in whatever order they are read.
Exit codes: 0 all went well, 1 some records could not be read (they are named), 2 wrong usage.")]
pub(super) struct Options {
    /// Files of records, also compressed; - is standard input
    #[arg(required = true)]
    records: Vec<PathBuf>,
    /// Where the table goes; .tsv, .csv, .jsonl or .parquet tells its kind [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How the table is written, where the name does not tell [default: tsv]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only entities of this kind: person, country, organization, place or one of your own
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only entities that at least so many articles name
    #[arg(long, value_name = "N", default_value_t = 1)]
    least_articles: u64,
    /// What identifiers begin with: an IRI that ends with /, #, : or =
    #[arg(long, value_name = "IRI", default_value_t)]
    base: Base,
    /// Whether cells of TSV and CSV are made safe for a spreadsheet
    #[arg(long, value_enum, default_value_t = Cells::Plain)]
    profile: Cells,
}

/// How cells of tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Cells {
    /// The data as it is
    Plain,
    /// With an apostrophe before what a spreadsheet would take for a formula
    Spreadsheet,
}

impl From<Cells> for Profile {
    fn from(cells: Cells) -> Self {
        match cells {
            Cells::Plain => Self::Plain,
            Cells::Spreadsheet => Self::Spreadsheet,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tab-separated, with a header
    Tsv,
    /// Comma-separated, with a header
    Csv,
    /// A JSON object a line
    Jsonl,
    /// Parquet (programs that were built with the feature `parquet`)
    Parquet,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let named = options.output.as_deref().map(extension);
    let format = match (options.format, named.as_deref()) {
        (Some(format), _) => format,
        (None, None | Some("tsv" | "tab" | "txt")) => Format::Tsv,
        (None, Some("csv")) => Format::Csv,
        (None, Some("jsonl" | "ndjson")) => Format::Jsonl,
        (None, Some("parquet")) => Format::Parquet,
        (None, Some(other)) => {
            complain(&format!(
                ".{other} tells no kind of table: write .tsv, .csv, .jsonl or .parquet, or give --format"
            ));
            return Ok(ExitCode::from(2));
        }
    };
    if format == Format::Parquet && !cfg!(feature = "parquet") {
        return Ok(super::without("Parquet", "parquet"));
    }
    let mut inputs = Inputs::new(&options.records, false)?;
    let mut table = Table::default();
    inputs.each(
        |record| {
            table.add(&record, &keys(&record));
            Ok(())
        },
        true,
    )?;
    let all = table.resolve();
    let out = Out::new(options.output.as_deref())?;
    let sink: Box<dyn Sink> = match format {
        Format::Tsv => Box::new(One::new(Box::new(out.clone()), &ENTITIES, b'\t', options.profile.into())?),
        Format::Csv => Box::new(One::new(Box::new(out.clone()), &ENTITIES, b',', options.profile.into())?),
        Format::Jsonl => Box::new(Jsonl(out.clone())),
        Format::Parquet => parquet(out.clone())?,
    };
    write(options, &all, sink)?;
    out.publish()?;
    Ok(if inputs.errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(feature = "parquet")]
fn parquet(out: Out) -> std::io::Result<Box<dyn Sink>> {
    Ok(Box::new(crate::graph::parquet::Parquet::one(Box::new(out), &ENTITIES)?))
}

#[cfg(not(feature = "parquet"))]
fn parquet(out: Out) -> std::io::Result<Box<dyn Sink>> {
    Ok(Box::new(Jsonl(out)))
}

fn write(options: &Options, all: &Identities, mut sink: Box<dyn Sink>) -> std::io::Result<()> {
    for row in &all.rows {
        let kind = row.kind.as_ref().map_or("", |k| k.name());
        let wanted = options.kind.as_deref().is_none_or(|wanted| wanted == kind);
        if wanted && row.counts.articles >= options.least_articles {
            sink.row(&ENTITIES, entity(row, &options.base))?;
        }
    }
    sink.finish()
}

/// A JSON object for each row; what is not known is left out, as in records.
struct Jsonl(Out);

impl Sink for Jsonl {
    fn row(&mut self, table: &'static crate::graph::tables::Table, cells: Vec<Cell>) -> std::io::Result<()> {
        let mut line = String::from("{");
        for ((name, _), cell) in table.columns.iter().zip(cells) {
            let value = match cell {
                Cell::Null => continue,
                Cell::List(list) if list.is_empty() => continue,
                Cell::Text(text) => serde_json::to_string(&text)?,
                Cell::Integer(number) => number.to_string(),
                Cell::Float(number) => number.to_string(),
                Cell::List(list) => serde_json::to_string(&list)?,
            };
            line += &format!("{}\"{name}\":{value}", if line.len() > 1 { "," } else { "" });
        }
        line.push_str("}\n");
        self.0.write_all(line.as_bytes())
    }

    fn finish(self: Box<Self>) -> std::io::Result<()> {
        Ok(())
    }
}
