//! `whosaid query`: questions to a graph.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

#[derive(Args)]
#[command(after_help = "Examples:
  whosaid query graph.nq --who-said about:Russia
  whosaid query graph.nq --quotes-by \"Nikki Haley\" --format csv > haley.csv
  whosaid query records.jsonl --co-mentions \"United Nations\"
  whosaid query graph.nq.zst --pairs --limit 100
  whosaid query graph.nq 'SELECT ?name (COUNT(?q) AS ?n) WHERE { ?q <https://schema.org/creator> ?who . ?who
     <https://schema.org/name> ?name } GROUP BY ?name ORDER BY DESC(?n)'
  whosaid query graph.nq @question.rq
  whosaid query graph.nq --who-said about:Russia --show-sparql     the question itself, to change it

The graph is read into memory by Oxigraph, which takes about 600 bytes a quad: some 0.3 MB an article for ready questions, which
read only what they need, and 0.75 MB for others. For whole archives, load the graph into a store on disk (docs/graph.md). All named graphs are one unless the question says GRAPH.
Names of ready questions are full names or aliases, in capitals or not.
Exit codes: 0 answered, 1 a file could not be read or the question failed, 2 wrong usage.")]
#[cfg_attr(not(feature = "query"), allow(dead_code))]
pub(super) struct Options {
    /// Graphs (.nq, .nt, .ttl, .trig, .jsonld, also .gz or .zst) or records (.jsonl), then the question: SPARQL, or @FILE
    #[arg(required = true, value_name = "GRAPH… [SPARQL]")]
    pub(super) words: Vec<String>,
    /// Who said what about somebody or something, in which article, at which characters
    #[arg(long, value_name = "about:NAME", group = "ready")]
    who_said: Option<String>,
    /// What somebody said
    #[arg(long, value_name = "NAME", group = "ready")]
    quotes_by: Option<String>,
    /// Who and what is named in the same articles
    #[arg(long, value_name = "NAME", group = "ready")]
    co_mentions: Option<String>,
    /// Which pairs are named together most often
    #[arg(long, group = "ready")]
    pairs: bool,
    /// How many answers a ready question gives at most
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(super) limit: usize,
    /// Print the ready question instead of asking it
    #[arg(long, requires = "ready")]
    pub(super) show_sparql: bool,
    /// How answers are written [default: a table on a terminal, CSV otherwise]
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For the eye
    Table,
    /// SPARQL 1.1 Query Results CSV
    Csv,
    /// SPARQL 1.1 Query Results TSV
    Tsv,
    /// SPARQL 1.1 Query Results JSON
    Json,
}

#[cfg(not(feature = "query"))]
pub(super) fn run(_: &Options) -> std::io::Result<ExitCode> {
    Ok(super::without("SPARQL", "query"))
}

#[cfg(feature = "query")]
pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    super::answers::run(options)
}

impl Options {
    /// The ready question, if one is asked.
    #[cfg(feature = "query")]
    pub(super) fn ready(&self) -> Option<crate::graph::questions::Question> {
        use crate::graph::questions::Question;
        if let Some(name) = &self.who_said {
            return Some(Question::WhoSaid(name.strip_prefix("about:").unwrap_or(name).to_owned()));
        }
        if let Some(name) = &self.quotes_by {
            return Some(Question::QuotesBy(name.clone()));
        }
        if let Some(name) = &self.co_mentions {
            return Some(Question::CoMentions(name.clone()));
        }
        self.pairs.then_some(Question::Pairs)
    }
}
