//! Text that nobody annotated, with the names that the program itself is sure of (self-training: Yarowsky, 1995): it has
//! the words of other years and papers around names that are sure.

use std::error::Error;
use std::path::Path;

use whosaid::record::{Form, Kind};
use whosaid::{Article, Extractor};

use crate::gold::{self, Document, Mention};

/// One article in so many is read.
const ONE_IN: usize = 3;
/// A name of a lower confidence is unsure; one below the second is learned from as if it were none.
const UNSURE: f64 = 0.7;
const LEAST: f64 = 0.5;
/// An article with a larger share of unsure names teaches nothing.
const MOST_UNSURE: f64 = 0.08;

/// The articles of a file, with what the weights that are built in say of their names.
pub fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let extractor = Extractor::builtin();
    let mut out = Vec::new();
    for document in gold::read(path)?.into_iter().step_by(ONE_IN) {
        let record = extractor.extract(&Article { text: document.text.clone(), ..Article::default() });
        let (mut mentions, mut unsure) = (Vec::new(), 0);
        for entity in &record.entities {
            let kind = match entity.kind {
                Kind::Person => "person",
                Kind::Organization => "organization",
                Kind::Country | Kind::Place => "location",
                _ => continue,
            };
            for m in entity.mentions.iter().filter(|m| matches!(m.form, Form::Name | Form::Metonym)) {
                let confidence = m.confidence;
                unsure += usize::from(confidence < UNSURE);
                let (start, end) = (m.start, m.end);
                mentions.push(Mention { start, end, kind: kind.into(), optional: confidence < LEAST });
            }
        }
        if (unsure as f64) < MOST_UNSURE * mentions.len().max(1) as f64 {
            out.push(Document { text: document.text, mentions, quotes: Vec::new() });
        }
    }
    Ok(out)
}
