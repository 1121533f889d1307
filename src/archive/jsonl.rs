//! JSON lines: an object on every line, with the field names that archives use.

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use super::{ReadError, decode};
use crate::article::{Article, Metadata, Source};

/// Reads a stream line by line.
pub(super) struct Lines {
    input: Box<dyn BufRead + Send>,
    path: String,
    /// What articles without an id are called by, with their line.
    stem: String,
    line: u64,
    index: u64,
    done: bool,
}

/// The fields of an archive's line; of several names for one thing, the first that is there counts.
#[derive(Deserialize)]
struct Fields {
    id: Option<Value>,
    text: Option<String>,
    content: Option<String>,
    body: Option<String>,
    article: Option<String>,
    title: Option<String>,
    date: Option<String>,
    published: Option<String>,
    publication: Option<String>,
    publisher: Option<String>,
    author: Option<Value>,
    authors: Option<Value>,
    url: Option<String>,
}

impl Lines {
    pub(super) fn new(input: Box<dyn BufRead + Send>, path: String, stem: String) -> Self {
        Self { input, path, stem, line: 0, index: 0, done: false }
    }

    fn error(&self, what: impl Into<String>) -> ReadError {
        ReadError::Record { path: self.path.clone(), line: self.line, what: what.into() }
    }

    fn article(&mut self, bytes: Vec<u8>) -> Result<Article, ReadError> {
        let mut problems = Vec::new();
        let line = decode(bytes, &mut problems);
        let fields: Fields =
            serde_json::from_str(&line).map_err(|e| self.error(format!("no JSON object of an article: {e}")))?;
        let text = fields
            .text
            .or(fields.content)
            .or(fields.body)
            .or(fields.article)
            .ok_or_else(|| self.error("no text: looked for the fields text, content, body and article"))?;
        let id = match fields.id {
            Some(Value::String(id)) if !id.is_empty() => id,
            Some(Value::Number(id)) => id.to_string(),
            None | Some(Value::Null | Value::String(_)) => format!("{}:{}", self.stem, self.line),
            Some(_) => return Err(self.error("the field id is neither text nor a number")),
        };
        let metadata = Metadata {
            title: given(fields.title),
            published: given(fields.date.or(fields.published)),
            publisher: given(fields.publication.or(fields.publisher)),
            authors: names(fields.authors.or(fields.author)),
            url: given(fields.url),
        };
        let source = Some(Source { path: self.path.clone(), index: self.index });
        self.index += 1;
        Ok(Article { id, text, source, metadata, problems })
    }
}

impl Iterator for Lines {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let mut bytes = Vec::new();
            self.line += 1;
            match self.input.read_until(b'\n', &mut bytes) {
                Ok(0) => self.done = true,
                Ok(_) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(self.article(bytes)),
                Err(error) => {
                    self.done = true;
                    return Some(Err(ReadError::File { path: self.path.clone().into(), error }));
                }
            }
        }
        None
    }
}

/// Absent and empty are the same.
fn given(field: Option<String>) -> Option<String> {
    field.filter(|f| !f.trim().is_empty())
}

/// Authors stand as a list or as one string.
fn names(field: Option<Value>) -> Vec<String> {
    match field {
        Some(Value::String(name)) => given(Some(name)).into_iter().collect(),
        Some(Value::Array(names)) => {
            names.into_iter().filter_map(|n| n.as_str().map(str::to_owned)).filter_map(|n| given(Some(n))).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Vec<Result<Article, String>> {
        Lines::new(Box::new(text.as_bytes()), "a.jsonl".into(), "a".into())
            .map(|r| r.map_err(|e| e.to_string()))
            .collect()
    }

    #[test]
    fn the_usual_names_are_found() {
        let all = read(
            "{\"id\": 7, \"content\": \"x\", \"date\": \"2017-02-28\", \"publication\": \"P\", \"author\": \"A\"}\n\n\
             {\"body\": \"y\", \"authors\": [\"A\", \"\"], \"title\": \"\"}\n",
        );
        let first = all[0].as_ref().unwrap();
        assert_eq!((first.id.as_str(), first.text.as_str()), ("7", "x"));
        assert_eq!(first.metadata.published.as_deref(), Some("2017-02-28"));
        assert_eq!(first.metadata.authors, ["A"]);
        let second = all[1].as_ref().unwrap();
        assert_eq!(second.id, "a:3");
        assert_eq!(second.metadata.title, None);
        assert_eq!(second.source.as_ref().unwrap().index, 1);
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        let all = read("{\"text\": \n{\"id\": \"a\"}\n{\"text\": \"x\"}");
        assert!(all[0].as_ref().unwrap_err().starts_with("a.jsonl:1: no JSON object of an article: "));
        assert_eq!(
            all[1].as_ref().unwrap_err(),
            "a.jsonl:2: no text: looked for the fields text, content, body and article"
        );
        assert_eq!(all[2].as_ref().unwrap().text, "x");
    }
}
