//! Files of records, as `extract` writes them, read one by one.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::Record;

/// A file of records cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}{}: {reason}", path.display(), line.map_or(String::new(), |line| format!(":{line}")))]
pub struct RecordsError {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: Option<u64>,
    /// What is wrong with it, and what to do.
    pub reason: String,
}

/// The records of a file, in its order: lines of JSON, plain or in gzip or zstd, which the first bytes tell. `-` is standard
/// input. Memory holds one record at a time.
pub struct Records {
    path: PathBuf,
    input: Box<dyn BufRead>,
    line: u64,
    buffer: Vec<u8>,
    /// Where the next line begins, and where the last one did, in the content as it is without compression.
    at: u64,
    start: u64,
    compressed: bool,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("path", &self.path).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Records {
    /// Opens a file.
    pub fn open(path: &Path) -> Result<Self, RecordsError> {
        let (input, compressed) = open(path).map_err(|error| RecordsError {
            path: path.to_owned(),
            line: None,
            reason: if path.is_dir() {
                "this is a folder: give files of records, as `whosaid extract` writes them".to_owned()
            } else {
                error.to_string()
            },
        })?;
        Ok(Self { path: path.to_owned(), input, line: 0, buffer: Vec::new(), at: 0, start: 0, compressed })
    }

    /// The next line that is not empty; none at the end.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, RecordsError> {
        loop {
            self.buffer.clear();
            self.line += 1;
            let read = self.input.read_until(b'\n', &mut self.buffer);
            self.start = self.at;
            self.at += self.buffer.len() as u64;
            match read {
                Ok(0) => return Ok(None),
                Ok(_) if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Ok(Some(&self.buffer)),
                Err(error) => return Err(self.error(error.to_string())),
            }
        }
    }

    /// The number of the line that was read last, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The byte at which the line that was read last begins, if a reader may go back to it: not behind compression, and not in
    /// what is no file.
    pub fn offset(&self) -> Option<u64> {
        (!self.compressed && self.path != Path::new("-") && self.path.is_file()).then_some(self.start)
    }

    /// An error at the line that was read last.
    pub fn error(&self, reason: impl Into<String>) -> RecordsError {
        RecordsError { path: self.path.clone(), line: Some(self.line), reason: reason.into() }
    }
}

impl Iterator for Records {
    type Item = Result<Record, RecordsError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_line() {
            Ok(None) => None,
            Err(error) => Some(Err(error)),
            Ok(Some(line)) => {
                let parsed = serde_json::from_slice(line);
                Some(parsed.map_err(|error| self.error(format!("no record of whosaid: {error}"))))
            }
        }
    }
}

/// A file, plain or in gzip or zstd, which the first bytes tell, and whether it was compressed; `-` is standard input.
pub(crate) fn open(path: &Path) -> std::io::Result<(Box<dyn BufRead>, bool)> {
    let input: Box<dyn Read> =
        if path == Path::new("-") { Box::new(std::io::stdin()) } else { Box::new(File::open(path)?) };
    let mut input = BufReader::with_capacity(128 << 10, input);
    let head = input.fill_buf()?;
    Ok(if head.starts_with(b"\x1f\x8b") {
        (Box::new(BufReader::with_capacity(128 << 10, flate2::bufread::MultiGzDecoder::new(input))), true)
    } else if head.starts_with(b"\x28\xb5\x2f\xfd") {
        (Box::new(BufReader::with_capacity(128 << 10, zstd::stream::read::Decoder::with_buffer(input)?)), true)
    } else {
        (Box::new(input), false)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_folder_is_told_to_be_one() {
        let folder = tempfile::tempdir().unwrap();
        let error = Records::open(folder.path()).err().unwrap().to_string();
        assert!(error.contains("this is a folder"), "{error}");
    }

    #[test]
    fn records_are_read_from_plain_and_compressed_files_and_a_bad_line_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let record = crate::Extractor::builtin().extract(&crate::Article::new("a", "Ms. Lind spoke in Oslo."));
        let line = serde_json::to_string(&record).unwrap() + "\n";
        let twice = format!("{line}\n{line}");
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(twice.as_bytes()).unwrap();
        let zst = zstd::bulk::compress(twice.as_bytes(), 0).unwrap();
        for (name, bytes) in [("a.jsonl", twice.clone().into_bytes()), ("a.gz", gz.finish().unwrap()), ("a", zst)] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let all: Vec<Record> = Records::open(&path).unwrap().map(Result::unwrap).collect();
            assert_eq!(all, [record.clone(), record.clone()], "{name}");
        }
        let path = folder.path().join("bad.jsonl");
        std::fs::write(&path, format!("{line}\n{{}}\n")).unwrap();
        let error = Records::open(&path).unwrap().nth(1).unwrap().unwrap_err();
        assert_eq!(error.line, Some(3));
        assert!(error.to_string().contains("bad.jsonl:3: no record of whosaid: "), "{error}");
        assert!(Records::open(&folder.path().join("missing")).is_err());
    }
}
