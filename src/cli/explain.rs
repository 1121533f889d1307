//! `whosaid explain`: why an article was read as it was.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use regex::Regex;
use serde_json::json;

use super::gazetteer::{UserLists, WRONG_LIST};
use super::reading::Own;
use super::{complain, print_each};
use crate::article::Article;
use crate::explain::{Entry, Json, line_of};
use crate::extractor::Extractor;
use crate::span::Span;
use crate::view::{Detail, explained_place, explained_quote, harmless};

/// Evidence that weighs less than this for every kind is left out without --all.
const LITTLE: f32 = 0.3;
/// So many possible speakers are shown with their evidence without --all.
const SPEAKERS: usize = 3;

#[derive(Args)]
#[command(after_help = r"Examples:
  whosaid explain article.txt --text Haley
  whosaid explain article.txt --at 812
  whosaid explain article.txt --pattern '(Ms|Mr)\. \w+'
  whosaid explain article.txt --quote 3                      who said the third quote of the record, and who did not
  whosaid explain article.txt --text Aurelia --gazetteer ships.tsv
  whosaid explain news.jsonl --id w-07 --quote q2 --format json | jq '.quotes[].speakers[] | {text, share}'
  whosaid explain article.txt --text 'White House' --all --lists gazetteers

For a name: every candidate with its evidence and weights, what it won or lost against, and the entries of the lists that
share a word with it. For a quote: everybody who may have said it, with the evidence for each, and whom the words for a
speaker mean. ARCHITECTURE.md explains how the weights are used.
Exit codes: 0 something was explained, 1 nothing stands there or something could not be read, 2 wrong usage.")]
pub(super) struct Options {
    /// An article, an archive, or - for standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Every place where these words stand
    #[arg(long, value_name = "WORDS", required_unless_present_any = ["at", "pattern", "quote"])]
    text: Option<String>,
    /// Every place that this regular expression matches
    #[arg(long, value_name = "REGEX", conflicts_with = "text")]
    pattern: Option<Regex>,
    /// The character at this offset, in code points
    #[arg(long, value_name = "OFFSET", conflicts_with_all = ["text", "pattern"])]
    at: Option<usize>,
    /// A quote, by its number or id in the record: 3, q3, q3.1
    #[arg(long, value_name = "N", value_parser = quote_id, conflicts_with_all = ["text", "pattern", "at"])]
    quote: Option<String>,
    /// Only the article with this id
    #[arg(long)]
    id: Option<String>,
    /// Evidence of little weight too, and that of every possible speaker
    #[arg(long)]
    all: bool,
    /// For people, or for programs: one JSON object a line for each article
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The folder of the built-in lists (gazetteers/ of the repository), so that the lines of their entries can be told
    #[arg(long, value_name = "FOLDER")]
    lists: Option<PathBuf>,
    #[command(flatten)]
    own: Own,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text
    Text,
    /// JSON lines
    Json,
}

/// "3" and "q3" are the same.
fn quote_id(given: &str) -> Result<String, String> {
    let number = given.strip_prefix('q').unwrap_or(given);
    let whole = !number.is_empty() && number.split('.').all(|n| n.parse::<u32>().is_ok_and(|n| n > 0));
    if whole { Ok(format!("q{number}")) } else { Err("give the number or the id of a quote: 3, q3 or q3.1".into()) }
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let Some(own) = UserLists::read(&options.own.gazetteer) else { return Ok(WRONG_LIST.into()) };
    let extractor = Extractor::new(own.gazetteer());
    let texts = list_texts(options)?;
    let line = |entry: &Entry| texts.get(&entry.list).and_then(|text| line_of(text, &entry.entry));
    let mut explained = 0;
    let code = print_each(&options.path, |out, article| {
        if options.id.as_ref().is_none_or(|id| *id == article.id) {
            explained += explain(out, &extractor, article, options, &line)?;
        }
        Ok(())
    })?;
    if explained == 0 {
        complain(&format!("{}: {}", options.path.display(), nothing(options)));
        return Ok(ExitCode::FAILURE);
    }
    Ok(if own.errors == 0 { code } else { ExitCode::FAILURE })
}

/// What was looked for and not found.
fn nothing(options: &Options) -> String {
    let whose = options.id.as_ref().map_or(String::new(), |id| format!(" in an article {id:?}"));
    match (&options.text, &options.pattern, options.at, &options.quote) {
        (Some(words), ..) => format!("{words:?} does not stand{whose} there"),
        (_, Some(pattern), ..) => format!("nothing{whose} matches {:?}", pattern.as_str()),
        (_, _, Some(at), _) => format!("the text is not as long as {at}{whose}"),
        (.., Some(id)) => format!("no quote {id}{whose}: 'whosaid show' and the records have their ids"),
        _ => "nothing to explain".into(),
    }
}

/// The texts of the lists at hand, by the names that entries give them.
fn list_texts(options: &Options) -> std::io::Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    if let Some(folder) = &options.lists {
        for form in crate::gazetteer::lists::FORMS {
            let path = folder.join(form.name);
            let text = std::fs::read_to_string(&path)
                .map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
            out.insert(form.name.to_owned(), text);
        }
    }
    // They were read before.
    let own = options.own.gazetteer.iter();
    out.extend(own.filter_map(|path| Some((path.display().to_string(), std::fs::read_to_string(path).ok()?))));
    Ok(out)
}

/// Explains what was asked for in an article; gives how many places or quotes that were.
fn explain(
    out: &mut dyn Write,
    extractor: &Extractor<'_>,
    article: &Article,
    options: &Options,
    line: &dyn Fn(&Entry) -> Option<usize>,
) -> std::io::Result<usize> {
    let text = article.text.as_str();
    let (least, speakers) = if options.all { (0.0, usize::MAX) } else { (LITTLE, SPEAKERS) };
    let detail = Detail { least, speakers, line };
    let json = (options.format == Format::Json).then(|| Json::new(text, line));
    let (mut shown, mut values, mut count) = (String::new(), Vec::new(), 0);
    if let Some(id) = &options.quote {
        for quote in extractor.explain_quotes(text).iter().filter(|q| q.id == *id) {
            count += 1;
            match &json {
                Some(json) => values.push(json.quote(quote)),
                None => shown += &explained_quote(text, quote, detail),
            }
        }
    }
    for place in wanted(text, options) {
        count += 1;
        let (candidates, mentions) = (extractor.explain(text, place), extractor.explain_mentions(text, place));
        let entries = extractor.explain_lists(text, place);
        match &json {
            Some(json) => values.push(json.place(place, &candidates, &mentions, &entries)),
            None => {
                shown.push('\n');
                shown += &explained_place(text, place, &candidates, &mentions, &entries, detail);
            }
        }
    }
    let key = if options.quote.is_some() { "quotes" } else { "places" };
    match json {
        _ if count == 0 => {}
        Some(_) => writeln!(out, "{}", json!({"id": article.id, key: values}))?,
        None => writeln!(out, "# {}\n{}", harmless(&article.id), harmless(shown.trim_end()))?,
    }
    Ok(count)
}

/// The places asked for, in bytes.
fn wanted(text: &str, options: &Options) -> Vec<Span> {
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
