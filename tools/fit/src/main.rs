//! Sets the weights of whosaid's evidence from annotated text, and says what they reach. See README.md.

mod calibration;
mod gold;
mod heads;
mod indirect;
mod marked;
mod model;
mod names;
mod speakers;
mod unlabelled;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Parser;
use whosaid::gazetteer::Gazetteer;
use whosaid::quote::{IndirectWeights, SpeakerWeights};
use whosaid::tag::{Readings, Weights, evidence};

use crate::model::Prior;

const PRIOR: &str = include_str!("../../../weights/names-prior.tsv");

/// Fits the weights of names and speakers.
#[derive(Parser)]
struct Options {
    /// Annotated text to learn from, JSONL or a folder of marked texts, PATH or PATH=WEIGHT
    #[arg(long, value_name = "FILE")]
    train: Vec<String>,
    /// Text whose sure names, as the built-in weights find them, are learned from too, FILE or FILE=WEIGHT; one article in
    /// three is taken
    #[arg(long, value_name = "FILE")]
    unlabelled: Vec<String>,
    /// Annotated text to measure on
    #[arg(long, value_name = "FILE")]
    dev: Vec<PathBuf>,
    /// Annotated quotations to learn from
    #[arg(long, value_name = "FILE")]
    quotes: Vec<PathBuf>,
    /// Annotated quotations to measure on
    #[arg(long, value_name = "FILE")]
    quotes_dev: Vec<PathBuf>,
    /// Also print how often names and quotes of some confidence are right, as tables in Markdown
    #[arg(long)]
    calibration: bool,
    /// Where to write names-first.tsv and names-second.tsv; without it, nothing is written
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Times to go through the text
    #[arg(long, default_value_t = 24)]
    rounds: usize,
    /// How far a step goes
    #[arg(long, default_value_t = 0.15)]
    rate: f32,
    /// Learn from every fourth training text a second time in capitals, with this weight
    #[arg(long, default_value_t = 0.3)]
    capitals: f32,
    /// Print the annotated names of the --dev files that are no candidates
    #[arg(long)]
    unreached: bool,
    /// Print the names of the --dev files that are missed, wrongly found or of another kind
    #[arg(long)]
    errors: bool,
    /// How much large weights cost
    #[arg(long, default_value_t = 0.02)]
    penalty: f32,
    /// How far a step goes for the units of names; 0 for none
    #[arg(long, default_value_t = 0.05)]
    unit_rate: f32,
    /// How much large weights of the units cost
    #[arg(long, default_value_t = 0.01)]
    unit_penalty: f32,
    /// Where the order of the articles and the first weights of the units are drawn from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The share of the evidence for names that is hidden at random while fitting
    #[arg(long, default_value_t = 0.05)]
    hide: f32,
}

/// The evidence of the prior whose reasons begin with "held: ".
fn held(gazetteer: &Gazetteer) -> Vec<evidence::Evidence> {
    let rows = PRIOR.lines().filter(|row| row.rsplit('\t').next().is_some_and(|reason| reason.starts_with("held: ")));
    let names: Vec<&str> = rows.filter_map(|row| row.split('\t').next()).collect();
    let all = evidence::names(gazetteer);
    (0..all.len()).filter(|&n| names.contains(&all[n].0.as_str())).map(|n| n as evidence::Evidence).collect()
}

/// A path, and the weight after "=", 1 without one.
fn weighted(argument: &str) -> Result<(&Path, f32), Box<dyn Error>> {
    let (path, weight) = argument.split_once('=').unwrap_or((argument, "1"));
    let weight = weight.parse().map_err(|_| format!("{argument}: '{weight}' is no weight: write FILE=0.5"))?;
    Ok((Path::new(path), weight))
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let gazetteer = Gazetteer::builtin();
    let mut documents = Vec::new();
    for train in &options.train {
        let (path, weight) = weighted(train)?;
        let read = if path.is_dir() { marked::read(path)? } else { gold::read(path)? };
        documents.extend(read.into_iter().map(|d| (d, weight)));
    }
    for unlabelled in &options.unlabelled {
        let (path, weight) = weighted(unlabelled)?;
        documents.extend(unlabelled::read(path)?.into_iter().map(|d| (d, weight)));
    }
    if options.capitals > 0.0 {
        let upper: Vec<_> =
            documents.iter().step_by(4).filter_map(|(d, w)| Some((d.upper()?, w * options.capitals))).collect();
        documents.extend(upper);
    }
    let examples: Vec<_> = documents.iter().map(|(d, w)| names::example(d, gazetteer, *w)).collect();
    let settings = names::Settings {
        rounds: options.rounds,
        rate: options.rate,
        penalty: options.penalty,
        unit_rate: options.unit_rate,
        unit_penalty: options.unit_penalty,
        hide: options.hide,
        seed: options.seed,
    };
    let weights = if examples.is_empty() {
        Readings::builtin(gazetteer)
    } else {
        eprintln!("train  {} articles", examples.len());
        let (weights, errors) = Weights::parse("names-prior.tsv", PRIOR, gazetteer);
        let prior = Prior { weights, held: held(gazetteer) };
        if let Some(error) = errors.first() {
            return Err(error.clone().into());
        }
        Readings::new(names::fit_both(&examples, &prior, settings, 4))
    };
    for path in &options.dev {
        let documents = if path.is_dir() { marked::read(path)? } else { gold::read(path)? };
        let examples: Vec<_> = documents.iter().map(|d| names::example(d, gazetteer, 1.0)).collect();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        println!("{name:22} {}", names::score(&examples, &weights, gazetteer));
        if options.errors {
            names::errors(&examples, &weights, gazetteer).iter().for_each(|line| println!("  {line}"));
        }
        if options.unreached {
            names::unreached(&examples).iter().for_each(|line| println!("  {line}"));
        }
    }
    if options.calibration {
        let mut documents = Vec::new();
        for path in &options.dev {
            documents.extend(gold::read(path)?);
        }
        let examples: Vec<_> = documents.iter().map(|d| names::example(d, gazetteer, 1.0)).collect();
        println!("\n{}", calibration::table("names", &names::answers(&examples, &weights, gazetteer)));
    }
    let mut quotations = Vec::new();
    for path in &options.quotes {
        quotations.extend(gold::read(path)?);
    }
    let speakers = if quotations.is_empty() {
        SpeakerWeights::builtin()
    } else {
        // Archives lose paragraphs: every other article is read without them too.
        let lost = quotations.iter().step_by(JOINED).map(gold::joined);
        let all: Vec<_> = lost.collect();
        speakers::fit_twice(&quotations, &all, gazetteer, settings)
    };
    let reports = if quotations.is_empty() {
        IndirectWeights::builtin(gazetteer)
    } else {
        indirect::fit(&quotations, gazetteer, settings)
    };
    for path in &options.quotes_dev {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let documents = gold::read(path)?;
        println!("{name:22} {}", speakers::score(&documents, gazetteer, &speakers));
        println!("{name:22} {}", indirect::score(&documents, gazetteer, &reports));
        if options.calibration {
            let quotations = speakers::answers(&documents, gazetteer, &speakers);
            println!("\n{}", calibration::table("speaker of a quotation in marks", &quotations));
            let told = indirect::answers(&documents, gazetteer, &reports);
            println!("{}", calibration::table("speech without marks, content and source", &told));
        }
    }
    if let Some(folder) = &options.out {
        if !examples.is_empty() {
            let names = evidence::names(gazetteer);
            for (file, weights) in ["names-first.tsv", "names-second.tsv"].iter().zip(weights.each()) {
                std::fs::write(folder.join(file), table(&names, weights, file))?;
            }
        }
        if !quotations.is_empty() {
            std::fs::write(folder.join("speakers.tsv"), speaker_table(&speakers))?;
            std::fs::write(folder.join("indirect.tsv"), indirect_table(&reports, gazetteer))?;
        }
    }
    Ok(())
}

/// One in so many articles is also read with its paragraphs lost.
const JOINED: usize = 2;

/// The table that a person reads.
fn table(names: &[(String, String)], weights: &Weights, file: &str) -> String {
    let reading = if file.contains("first") { "first" } else { "second" };
    format!(
        "# The weights of the evidence for names in the {reading} reading of an article: added up for each candidate, and\n\
         # what each piece adds to the units, in hundredths. See src/tag/weights.rs.\n\
         # origin: set by tools/fit from annotated text; licence: MIT OR Apache-2.0\n{}",
        weights.table(names)
    )
}

/// The table of speakers: a row for each piece of evidence that weighs something.
fn speaker_table(weights: &SpeakerWeights) -> String {
    let mut out = String::from(
        "# The weights of the evidence for who speaks a quotation: added up for each possible speaker.\n\
         # origin: set by tools/fit from annotated text; licence: MIT OR Apache-2.0\n\
         evidence\tweight\n",
    );
    for (name, weight) in whosaid::quote::speakers::names().iter().zip(weights.rows()) {
        if weight.abs() >= 0.005 {
            let _ = writeln!(out, "{name}\t{weight:.2}");
        }
    }
    out
}

/// The table of speech without marks: a row for each piece of evidence that weighs something.
fn indirect_table(weights: &IndirectWeights, gazetteer: &Gazetteer) -> String {
    let mut out = String::from(
        "# The weights of the evidence for speech without quotation marks: who is its source, what its content, is it speech.\n\
         # origin: set by tools/fit from annotated text; licence: MIT OR Apache-2.0\n\
         evidence\tweight\n",
    );
    for (name, weight) in whosaid::quote::indirect::names(gazetteer).iter().zip(weights.rows()) {
        if weight.abs() >= 0.05 {
            let _ = writeln!(out, "{name}\t{weight:.2}");
        }
    }
    out
}
