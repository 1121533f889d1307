//! What is longer than the terminal goes through a pager: the one that PAGER names, or less.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::{Command, Stdio};

/// Lines and columns of the terminal that standard output is.
pub(super) fn terminal() -> Option<(usize, usize)> {
    let out = std::io::stdout();
    if !out.is_terminal() {
        return None;
    }
    let (columns, lines) = terminal_size::terminal_size()?;
    Some((usize::from(lines.0), usize::from(columns.0)))
}

/// Writes text to standard output, by way of a pager if that is a terminal which is too small for it.
pub(super) fn write(text: &str, paged: bool) -> std::io::Result<()> {
    if paged && terminal().is_some_and(|(lines, _)| text.lines().count() >= lines) && through_pager(text)? {
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Whether there was a pager to show it.
fn through_pager(text: &str) -> std::io::Result<bool> {
    // An empty PAGER and cat say that none is wanted.
    let pager = std::env::var_os("PAGER").unwrap_or_else(|| "less -R".into());
    if pager.is_empty() || pager == "cat" {
        return Ok(false);
    }
    let mut command = shell(pager);
    // Colours must come through, also where less has options of the user's own.
    match std::env::var("LESS") {
        Err(_) => command.env("LESS", "RX"),
        Ok(own) if !own.contains('R') => command.env("LESS", format!("{own} -R")),
        Ok(_) => &mut command,
    };
    let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else { return Ok(false) };
    if let Some(mut input) = child.stdin.take() {
        match input.write_all(text.as_bytes()) {
            // Whoever reads has seen enough, or there is no such pager, which its exit code tells.
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(error),
            _ => {}
        }
    }
    // 126 and 127 are the shell's: it could not be run.
    Ok(!matches!(child.wait()?.code(), Some(126 | 127)))
}

/// PAGER may have arguments and whatever else a shell knows.
fn shell(pager: OsString) -> Command {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(flag).arg(pager);
    command
}
