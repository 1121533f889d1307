//! `whosaid schema`: the contracts of what is written.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

#[derive(Args)]
pub(super) struct Options {
    /// Of what
    #[arg(value_enum, default_value_t = Of::Record)]
    of: Of,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// The record, which `extract` writes
    Record,
    /// The story, which `stories` writes
    Stories,
}

pub(super) fn run(options: &Options) -> std::io::Result<ExitCode> {
    let schema = match options.of {
        Of::Record => crate::record::schema(),
        Of::Stories => crate::story::schema(),
    };
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &schema)?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
