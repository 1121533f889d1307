//! Files of records as the commands that take many of them read them: what cannot be read is named, the rest goes on.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::complain;
use crate::Record;
use crate::record::{Records, RecordsError, open_plain};

/// The files of records of a command line.
pub(super) struct Inputs {
    /// What is read, and what it is called.
    paths: Vec<(PathBuf, PathBuf)>,
    /// Holds standard input, which can be read but once.
    _spool: Option<tempfile::NamedTempFile>,
    /// How many lines or files could not be read.
    pub(super) errors: u64,
}

impl Inputs {
    /// Takes paths; where they are to be read `twice`, standard input is kept in a temporary file.
    pub(super) fn new(paths: &[PathBuf], twice: bool) -> std::io::Result<Self> {
        let mut inputs = Self { paths: Vec::new(), _spool: None, errors: 0 };
        for path in paths {
            let mut place = path.clone();
            if twice && path == Path::new("-") {
                let mut spool = tempfile::NamedTempFile::new()?;
                std::io::copy(&mut std::io::stdin().lock(), &mut spool)?;
                spool.flush()?;
                place = spool.path().to_owned();
                inputs._spool = Some(spool);
            }
            inputs.paths.push((place, path.clone()));
        }
        Ok(inputs)
    }

    /// Gives every record, in the order of the files. Errors are told at the first reading only.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(Record) -> std::io::Result<()>,
        tell: bool,
    ) -> std::io::Result<()> {
        for (place, name) in &self.paths {
            let mut failed = |error: RecordsError| {
                if tell {
                    self.errors += 1;
                    complain(&RecordsError { path: name.clone(), ..error });
                }
            };
            let mut records = match Records::open(place) {
                Ok(records) => records,
                Err(error) => {
                    failed(error);
                    continue;
                }
            };
            loop {
                let parsed = match records.next_line() {
                    Ok(None) => break,
                    // A file that breaks off does so at every further reading.
                    Err(error) => {
                        failed(error);
                        break;
                    }
                    Ok(Some(line)) => serde_json::from_slice::<Record>(line),
                };
                match parsed {
                    Ok(record) => take(record)?,
                    Err(error) => failed(records.error(format!("no record of whosaid: {error}; the line is left out"))),
                }
            }
        }
        Ok(())
    }
}

/// Gives every line of a file of JSON lines, parsed; what cannot be read is named and counted.
pub(super) fn each_line<T: serde::de::DeserializeOwned>(
    path: &Path,
    what: &str,
    mut take: impl FnMut(T) -> std::io::Result<()>,
) -> std::io::Result<u64> {
    let at = |e: std::io::Error| std::io::Error::new(e.kind(), format!("{}: {e}", path.display()));
    let mut errors = 0;
    for (n, line) in open_plain(path).map_err(at)?.0.lines().enumerate() {
        let line = line.map_err(at)?;
        match serde_json::from_str(&line) {
            Ok(value) => take(value)?,
            Err(_) if line.trim().is_empty() => {}
            Err(error) => {
                errors += 1;
                complain(&format!("{}:{}: no {what} of whosaid: {error}; the line is left out", path.display(), n + 1));
            }
        }
    }
    Ok(errors)
}
