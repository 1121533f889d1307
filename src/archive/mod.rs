//! Files and streams to articles, a file per format. Every error names the file and the record; the rest goes on.

mod files;
mod jsonl;
mod plain;

use std::io::BufRead;
use std::path::PathBuf;

use thiserror::Error;

use crate::article::Article;

pub use files::{Input, inputs};

/// What went wrong in reading, where, and what to do.
#[derive(Debug, Error)]
pub enum ReadError {
    /// A path that cannot be read.
    #[error("{}: {error}", path.display())]
    File {
        /// The path as it was given or found.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A path that holds nothing to read.
    #[error("{}: no .txt, .jsonl or .ndjson file in this folder", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A record that is none.
    #[error("{path}:{line}: {what}")]
    Record {
        /// The path as it was given or found; `-` for standard input.
        path: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong, and what to do.
        what: String,
    },
}

/// What a reader yields: articles, and errors in their place.
pub type Articles = Box<dyn Iterator<Item = Result<Article, ReadError>> + Send>;

/// Opens an input and reads its articles one after the other; the file is never loaded whole, but for one article.
pub fn read(input: &Input) -> Articles {
    match input {
        Input::Text { path, id } => plain::read(path.clone(), id.clone()),
        Input::Lines { path } => match std::fs::File::open(path) {
            Ok(file) => {
                let name = path.display().to_string();
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                Box::new(jsonl::Lines::new(Box::new(std::io::BufReader::with_capacity(1 << 16, file)), name, stem))
            }
            Err(error) => one(ReadError::File { path: path.clone(), error }),
        },
        Input::Standard => standard(),
    }
}

fn one(error: ReadError) -> Articles {
    Box::new(std::iter::once(Err(error)))
}

/// Standard input: JSON lines when it begins with a brace, else one text.
fn standard() -> Articles {
    let mut input = std::io::BufReader::new(std::io::stdin());
    let begins = loop {
        match input.fill_buf() {
            Ok([]) => break None,
            Ok(bytes) => {
                let space = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
                if space < bytes.len() {
                    break Some(bytes[space]);
                }
                input.consume(space);
            }
            Err(error) => return one(ReadError::File { path: "-".into(), error }),
        }
    };
    if begins == Some(b'{') {
        Box::new(jsonl::Lines::new(Box::new(input), "-".into(), "stdin".into()))
    } else {
        plain::read_from(Box::new(input), "-".into(), "stdin".into())
    }
}

/// Bytes to text: UTF-8 without its byte-order mark; what is no UTF-8 becomes U+FFFD, and a problem says how often.
fn decode(bytes: Vec<u8>, problems: &mut Vec<String>) -> String {
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.into_bytes();
            let bad = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
            problems.push(format!("{bad} byte sequences were no UTF-8 and were replaced by U+FFFD"));
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}
