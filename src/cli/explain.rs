//! `whosaid explain`: why a place in an article was read as it was.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use regex::Regex;

use super::print_each;
use crate::article::Article;
use crate::explain::Explained;
use crate::extractor::Extractor;
use crate::span::Span;
use crate::tag::NameKind;

/// Evidence that weighs less than this for every kind is left out without --all.
const LITTLE: f32 = 0.3;

#[derive(Args)]
#[command(after_help = r"Examples:
  whosaid explain article.txt --text Haley
  whosaid explain article.txt --at 812
  whosaid explain article.txt --pattern '(Ms|Mr)\. \w+'
  whosaid explain article.txt --text 'White House' --all")]
pub(super) struct Options {
    /// A text or JSONL file, or - for standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Every place where these words stand
    #[arg(long, value_name = "WORDS", required_unless_present_any = ["at", "pattern"])]
    text: Option<String>,
    /// Every place that this regular expression matches
    #[arg(long, value_name = "REGEX", conflicts_with = "text")]
    pattern: Option<Regex>,
    /// The character at this offset, in code points
    #[arg(long, value_name = "OFFSET", conflicts_with_all = ["text", "pattern"])]
    at: Option<usize>,
    /// Evidence of little weight too
    #[arg(long)]
    all: bool,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let extractor = Extractor::builtin();
    print_each(&options.path, |out, article| article_places(out, extractor, article, options))
}

fn article_places(
    out: &mut dyn Write,
    extractor: &Extractor<'_>,
    article: &Article,
    options: &Options,
) -> std::io::Result<()> {
    writeln!(out, "# {}", article.id)?;
    for place in places(&article.text, options) {
        let around = &article.text[floor(&article.text, place.start as usize, 40)..place.end as usize];
        writeln!(out, "\n… {}", around.split_whitespace().collect::<Vec<_>>().join(" "))?;
        for explained in extractor.explain(&article.text, place) {
            show(out, &article.text, &explained, options.all)?;
        }
    }
    Ok(())
}

/// The places asked for, in bytes.
fn places(text: &str, options: &Options) -> Vec<Span> {
    if let Some(pattern) = &options.pattern {
        return pattern.find_iter(text).map(|m| Span::new(m.start() as u32, m.end() as u32)).collect();
    }
    match (&options.text, options.at) {
        (Some(words), _) if !words.is_empty() => {
            text.match_indices(words.as_str()).map(|(at, w)| Span::new(at as u32, (at + w.len()) as u32)).collect()
        }
        (_, Some(at)) => text
            .char_indices()
            .nth(at)
            .map(|(b, c)| Span::new(b as u32, (b + c.len_utf8()) as u32))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The start of a character at most `back` bytes before.
fn floor(text: &str, at: usize, back: usize) -> usize {
    let mut start = at.saturating_sub(back);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

fn show(out: &mut dyn Write, text: &str, e: &Explained, all: bool) -> std::io::Result<()> {
    let mark = e.read_as.map_or(String::new(), |kind| format!("  <== {}", kind.name()));
    let shares: Vec<String> =
        NameKind::ALL.iter().map(|k| format!("{} {:.2}", k.name(), e.probabilities[*k as usize])).collect();
    writeln!(out, "  {:?}  {}{mark}", e.span.of(text), shares.join(", "))?;
    let row = |r: [f32; 4]| r.map(|w| format!("{w:7.2}")).join("");
    writeln!(out, "    {:40}   pers    org    loc   none", "")?;
    writeln!(out, "    {:40}{}", "together", row(e.scores))?;
    for (name, reason, weights) in &e.evidence {
        if all || weights.iter().any(|w| w.abs() >= LITTLE) {
            writeln!(out, "    {name:40}{}  {reason}", row(*weights))?;
        }
    }
    Ok(())
}
