//! `whosaid evaluate`: records against annotated articles.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::complain;
use crate::evaluate::{Evaluation, Gold, GoldFormat, Miss};
use crate::record::Records;

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid evaluate gold.jsonl --texts | whosaid extract - --any-language -o records.jsonl
  whosaid evaluate gold.jsonl records.jsonl             precision, recall, F1, confidence
  whosaid evaluate gold.jsonl records.jsonl --errors    what is wrong, by class
  whosaid evaluate eng.testb records.jsonl              columns as in CoNLL-2003
  whosaid evaluate corpus/ records.jsonl                a folder of brat's .txt and .ann
  whosaid evaluate gold.jsonl records.jsonl --format json > scores.json

docs/evaluate.md says how each figure is counted, and how gold is written.
Exit codes: 0 scored, 1 something could not be read or the records are of other texts, 2 wrong usage.")]
pub(super) struct Options {
    /// Annotated articles: JSON lines, columns, a folder of brat's, or a folder with text/ and gold/
    gold: PathBuf,
    /// Records of the same articles, also compressed; - is standard input
    #[arg(required_unless_present = "texts")]
    records: Option<PathBuf>,
    /// How the gold is written, where its content does not tell
    #[arg(long, value_enum, value_name = "FORMAT")]
    gold_format: Option<GoldFormat>,
    /// Write the texts of the gold as JSON lines, to extract records from
    #[arg(long, conflicts_with_all = ["records", "errors"])]
    texts: bool,
    /// List what is wrong, by class, at most N of each
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "20")]
    errors: Option<usize>,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table
    Text,
    /// One JSON object; shares are from 0 to 1
    Json,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let gold = match Gold::read(&options.gold, options.gold_format) {
        Ok(gold) => gold,
        Err(error) => return Ok(failed(&error)),
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let Some(records) = options.records.as_ref().filter(|_| !options.texts) else {
        for (id, text) in gold.texts() {
            serde_json::to_writer(&mut out, &serde_json::json!({"id": id, "text": text}))?;
            writeln!(out)?;
        }
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    };
    let mut evaluation = Evaluation::new(gold, options.errors.is_some());
    let mut records = match Records::open(records) {
        Ok(records) => records,
        Err(error) => return Ok(failed(&error)),
    };
    while let Some(record) = records.next() {
        let taken = record.and_then(|record| evaluation.take(&record).map_err(|reason| records.error(reason)));
        if let Err(error) = taken {
            return Ok(failed(&error));
        }
    }
    let (scores, misses) = evaluation.finish();
    match options.format {
        Format::Text => {
            write!(out, "{scores}")?;
            if let Some(most) = options.errors {
                list(&mut out, &misses, most)?;
            }
        }
        Format::Json => {
            let mut json = serde_json::to_value(&scores)?;
            if options.errors.is_some() {
                json["misses"] = serde_json::to_value(&misses)?;
            }
            serde_json::to_writer_pretty(&mut out, &json)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if scores.bad_offsets > 0 {
        let n = scores.bad_offsets;
        return Ok(failed(&format!(
            "{n} mentions do not stand where the records say: these are records of other texts, or with --offsets other \
             than code-points"
        )));
    }
    Ok(ExitCode::SUCCESS)
}

fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    complain(error);
    ExitCode::FAILURE
}

fn list(out: &mut dyn Write, misses: &[Miss], most: usize) -> std::io::Result<()> {
    for of_class in misses.chunk_by(|a, b| a.class == b.class) {
        let name = of_class.first().map_or("", |m| m.class.name());
        writeln!(out, "\n{}: {name}", of_class.len())?;
        for m in of_class.iter().take(most) {
            let text = match &m.around {
                Some((before, after)) => format!("{before}⟦{}⟧{after}", m.text),
                None => m.text.clone(),
            };
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let place = m.start.map_or(String::new(), |start| format!("@{start}"));
            let said = match (m.gold.as_str(), m.found.as_str()) {
                ("", "") => String::new(),
                (gold, "") => format!("  gold: {gold}"),
                ("", found) => format!("  found: {found}"),
                (gold, found) => format!("  gold: {gold}, found: {found}"),
            };
            writeln!(out, "  {}{place}{said}\n      {text}", m.id)?;
        }
        if of_class.len() > most {
            writeln!(out, "  and {} more (--errors N)", of_class.len() - most)?;
        }
    }
    Ok(())
}
