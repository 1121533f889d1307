//! What could not be read, and where.

use serde::Serialize;
use thiserror::Error;

/// What went wrong in reading, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{path}{}: {reason}", self.at())]
pub struct ReadError {
    /// The path as it was given or found, with that of a container's member after it; `-` for standard input.
    pub path: String,
    /// Which article of that file, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
    /// The line, from 1, in formats that have lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Where it begins, in bytes of the decompressed file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl ReadError {
    /// An error of a whole file.
    pub fn file(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), index: None, line: None, offset: None, reason: reason.into() }
    }

    fn at(&self) -> String {
        match (self.line, self.index) {
            (Some(line), _) => format!(":{line}"),
            (None, Some(index)) if index > 0 => format!("#{index}"),
            _ => String::new(),
        }
    }
}

/// A file or member that holds no articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// The path as it was found.
    pub path: String,
    /// Why.
    pub reason: &'static str,
}
