//! `whosaid schema`: the contract of the record.

use std::io::Write;
use std::process::ExitCode;

pub(super) fn run() -> std::io::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &crate::record::schema())?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}
