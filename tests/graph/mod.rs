//! Records to entities and graphs, from outside.

mod hard;
mod kinds;
#[cfg(feature = "query")]
mod questions;
mod stability;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use once_cell::sync::Lazy;
use oxrdf::{Quad, Term};
use oxrdfio::{RdfFormat, RdfParser};
use tempfile::TempDir;
use whosaid::Record;

pub(crate) fn whosaid() -> Command {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    command.env("NO_COLOR", "1");
    command
}

/// The records of the sample archive.
pub(crate) fn sample() -> &'static [Record] {
    static RECORDS: Lazy<Vec<Record>> = Lazy::new(|| {
        let out = whosaid()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["extract", "-q", "examples/archive"])
            .assert()
            .success();
        let text = String::from_utf8(out.get_output().stdout.clone()).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    });
    &RECORDS
}

/// A folder to work in.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file of records.
    pub(crate) fn records<'r>(&self, name: &str, records: impl IntoIterator<Item = &'r Record>) -> PathBuf {
        let lines: Vec<String> = records.into_iter().map(|r| serde_json::to_string(r).unwrap() + "\n").collect();
        std::fs::write(self.path(name), lines.concat()).unwrap();
        self.path(name)
    }

    /// The graph of a file of records under a name that tells its kind.
    pub(crate) fn graph(&self, records: &Path, name: &str) -> PathBuf {
        whosaid().args(["graph", "-q"]).arg(records).arg("-o").arg(self.path(name)).assert().success();
        self.path(name)
    }
}

/// The quads of a file, as its extension says.
pub(crate) fn quads(path: &Path) -> Vec<Quad> {
    let format = RdfFormat::from_extension(&path.extension().unwrap().to_string_lossy()).unwrap();
    let bytes = std::fs::read(path).unwrap();
    RdfParser::from_format(format).for_slice(&bytes).map(Result::unwrap).collect()
}

/// How many different subjects are of a class.
pub(crate) fn instances(quads: &[Quad], class: &str) -> usize {
    let is_a = |q: &&Quad| {
        q.predicate.as_str().ends_with("#type") && matches!(&q.object, Term::NamedNode(n) if n.as_str() == class)
    };
    quads.iter().filter(is_a).map(|q| q.subject.to_string()).collect::<BTreeSet<_>>().len()
}

/// The literals that a property has.
pub(crate) fn literals(quads: &[Quad], property: &str) -> BTreeSet<String> {
    let of = quads.iter().filter(|q| q.predicate.as_str() == property);
    of.filter_map(|q| if let Term::Literal(l) = &q.object { Some(l.value().to_owned()) } else { None }).collect()
}

/// Articles, mentions and quotations, those within others too.
pub(crate) fn counts(records: &[Record]) -> (usize, usize, usize) {
    let mentions = records.iter().flat_map(|r| &r.entities).map(|e| e.mentions.len()).sum();
    let quotes = records.iter().map(|r| whosaid::identity::all_quotes(r).len()).sum();
    (records.len(), mentions, quotes)
}
