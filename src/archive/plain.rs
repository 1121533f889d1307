//! Text files: one file, one article.

use std::io::Read;
use std::path::PathBuf;

use super::{Articles, ReadError, decode};
use crate::article::{Article, Source};

/// The article of a text file, read when asked for.
pub(super) fn read(path: PathBuf, id: String) -> Articles {
    Box::new(std::iter::once_with(move || {
        let bytes = std::fs::read(&path).map_err(|error| ReadError::File { path: path.clone(), error })?;
        Ok(article(bytes, path.display().to_string(), id))
    }))
}

/// The article that a stream is.
pub(super) fn read_from(mut input: Box<dyn Read + Send>, path: String, id: String) -> Articles {
    Box::new(std::iter::once_with(move || {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(|error| ReadError::File { path: path.clone().into(), error })?;
        Ok(article(bytes, path, id))
    }))
}

fn article(bytes: Vec<u8>, path: String, id: String) -> Article {
    let mut problems = Vec::new();
    let text = decode(bytes, &mut problems);
    Article { id, text, source: Some(Source { path, index: 0 }), problems, ..Article::default() }
}
