//! `whosaid stages`: what every stage hands on, for people who debug a rule.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::gazetteer::{UserLists, WRONG_LIST};
use super::print_each;
use super::reading::Own;
use crate::extractor::{Extractor, Stages};
use crate::resolve::Reason;

#[derive(Args)]
pub(super) struct Options {
    /// A text or JSONL file, or - for standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Only this stage
    #[arg(long, value_enum)]
    stage: Option<Stage>,
    #[command(flatten)]
    own: Own,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Words with what the lists know of them
    Tokens,
    /// What stands in quotation marks
    Stretches,
    /// Names
    Mentions,
    /// What the names name
    Entities,
    /// Who said what
    Quotes,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let Some(lists) = UserLists::read(&options.own.gazetteer) else { return Ok(WRONG_LIST.into()) };
    let extractor = &Extractor::new(lists.gazetteer());
    let code = print_each(&options.path, |out, article| {
        writeln!(out, "# {}", article.id)?;
        show(out, extractor, &extractor.stages(&article.text), options.stage)
    })?;
    Ok(if lists.errors == 0 { code } else { ExitCode::FAILURE })
}

fn show(
    out: &mut dyn Write,
    extractor: &Extractor<'_>,
    stages: &Stages<'_>,
    only: Option<Stage>,
) -> std::io::Result<()> {
    let wanted = |stage| only.is_none_or(|o| o == stage);
    let tokens = &stages.tokens;
    let text = |start: usize, end: usize| crate::resolve::plain(tokens.span(start, end).of(tokens.text));
    if wanted(Stage::Tokens) {
        writeln!(out, "## tokens  {:?}", tokens.condition)?;
        for (n, token) in tokens.list.iter().enumerate() {
            let facts: Vec<&str> = token.facts.iter_names().map(|(name, _)| name).filter(|n| *n != "WORD").collect();
            let marks: Vec<&str> = token.marks.iter_names().map(|(name, _)| name).filter(|n| *n != "SPACE").collect();
            let word = tokens.str(n);
            writeln!(
                out,
                "{n:5} {}..{} {word:16} {:?} {:?} {} {}",
                token.span.start,
                token.span.end,
                token.class,
                token.case,
                marks.join(" "),
                facts.join(" ").to_lowercase()
            )?;
        }
    }
    if wanted(Stage::Stretches) {
        writeln!(out, "## stretches")?;
        for s in &stages.stretches.list {
            let odd = if s.opened && s.closed { "" } else { "  (a mark is missing)" };
            writeln!(out, "{:5}-{:<5} {}{odd}", s.open, s.close, text(s.open, s.close + 1))?;
        }
    }
    if wanted(Stage::Mentions) {
        writeln!(out, "## mentions")?;
        for m in &stages.mentions.names {
            let reason = extractor.evidence_name(m.reason);
            writeln!(
                out,
                "{:5}-{:<5} {:12} {:.2} {}  [{reason}]",
                m.start,
                m.end,
                m.kind.name(),
                m.confidence,
                text(m.start, m.end)
            )?;
        }
        for m in &stages.mentions.own {
            let kind = extractor.gazetteer().kind_name(extractor.gazetteer().thing(m.thing).kind);
            let reason = extractor.evidence_name(m.reason);
            writeln!(out, "{:5}-{:<5} {kind:12} 1.00 {}  [{reason}]", m.start, m.end, text(m.start, m.end))?;
        }
    }
    if wanted(Stage::Entities) {
        writeln!(out, "## entities")?;
        for (n, e) in stages.entities.list.iter().enumerate() {
            writeln!(out, "e{:<4} {:?} {}  {:?} {}", n + 1, e.kind, e.name, e.gender, e.roles.join("; "))?;
            for m in &e.mentions {
                let reason = match m.reason {
                    Reason::Evidence(e) => extractor.evidence_name(e),
                    Reason::Rule(name) => name,
                };
                writeln!(
                    out,
                    "      {:5}-{:<5} {:?} {:.2} {}  [{reason}]",
                    m.start,
                    m.end,
                    m.form,
                    m.confidence,
                    text(m.start, m.end)
                )?;
            }
        }
    }
    if wanted(Stage::Quotes) {
        writeln!(out, "## quotes")?;
        for q in &stages.quotes {
            let said: Vec<_> = q.contents.iter().map(|c| crate::resolve::plain(c.of(tokens.text))).collect();
            let speaker = q.speaker.as_ref().map_or("-".to_owned(), |s| {
                let name = s.entity.and_then(|e| stages.entities.get(e)).map_or("?", |e| e.name.as_str());
                format!("{} = {name}", s.span.of(tokens.text))
            });
            writeln!(out, "{:?} {:.2} <{speaker}> [{}] {}", q.kind, q.confidence, q.reason, said.join(" … "))?;
        }
    }
    Ok(())
}
