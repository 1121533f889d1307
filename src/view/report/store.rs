//! Where articles go: into the page, as long as it stays small; then into files beside it, or, when it must be one file, a
//! sample of them.

use std::collections::BinaryHeap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A file of articles, or what the page opens of them at a time, holds about so many bytes.
pub(super) const CHUNK: usize = 256 << 10;

/// What is in a folder that we wrote, so that no other is ever replaced.
const MARKER: &str = "made-by-whosaid-report.txt";

/// An article in JSON: its row for search, and all of it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    /// A hash of its id decides who stays in a sample: the same articles, whatever their order.
    lot: [u8; 8],
    /// Which article it is, from 0.
    number: u64,
    head: String,
    names: Vec<u32>,
    body: String,
}

impl Kept {
    pub(super) fn new(id: &str, number: u64, head: String, names: Vec<u32>, body: String) -> Self {
        let mut lot = [0; 8];
        lot.copy_from_slice(&Sha256::digest(id.as_bytes())[..8]);
        Self { lot, number, head, names, body }
    }

    fn size(&self) -> u64 {
        (self.head.len() + self.body.len()) as u64
    }
}

/// Articles in the page.
#[derive(Debug, Default)]
pub(super) struct Page {
    kept: BinaryHeap<Kept>,
    size: u64,
}

impl Page {
    pub(super) fn push(&mut self, article: Kept) {
        self.size += article.size();
        self.kept.push(article);
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Leaves out articles until the rest fits; one always stays.
    pub(super) fn shrink(&mut self, limit: u64) {
        while self.size > limit && self.kept.len() > 1 {
            if let Some(out) = self.kept.pop() {
                self.size -= out.size();
            }
        }
    }

    /// In the order in which they came.
    pub(super) fn in_order(self) -> Vec<Kept> {
        let mut all = self.kept.into_vec();
        all.sort_by_key(|k| k.number);
        all
    }
}

/// Rows and bodies, cut into chunks.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    /// Rows of articles, each with its chunk and its place in there.
    pub(super) heads: Vec<String>,
    /// The names that the rows speak of.
    pub(super) names: std::collections::BTreeSet<u32>,
    bodies: Vec<String>,
    size: usize,
    count: u32,
}

impl Chunks {
    /// Takes an article; gives a chunk when one is full.
    pub(super) fn take(&mut self, article: Kept) -> Option<(u32, String)> {
        self.heads.push(format!("[{},{},{}]", self.count, self.bodies.len(), article.head));
        self.names.extend(article.names);
        self.size += article.body.len();
        self.bodies.push(article.body);
        if self.size < CHUNK { None } else { self.cut() }
    }

    /// What is left.
    pub(super) fn cut(&mut self) -> Option<(u32, String)> {
        if self.bodies.is_empty() {
            return None;
        }
        let chunk = list(&std::mem::take(&mut self.bodies));
        self.size = 0;
        self.count += 1;
        Some((self.count - 1, chunk))
    }
}

/// A JSON list of what is JSON already.
pub(super) fn list(items: &[String]) -> String {
    format!("[{}]", items.join(",\n"))
}

/// A folder of data beside the page. It is written beside its place and moved there at the end, so that a run that fails
/// leaves what was there.
#[derive(Debug)]
pub(super) struct Folder {
    place: PathBuf,
    unfinished: PathBuf,
    pub(super) chunks: Chunks,
    pub(super) files: u64,
    pub(super) bytes: u64,
}

impl Folder {
    /// "report.html" has "report-data".
    pub(super) fn beside(page: &Path) -> io::Result<Self> {
        let stem = page.file_stem().unwrap_or_default().to_string_lossy();
        let place = page.with_file_name(format!("{stem}-data"));
        if place.exists() && !place.join(MARKER).exists() {
            let message = format!(
                "the data of the page would go to {}, which exists and was not made by this program: move it, or write the \
                 page under another name",
                place.display()
            );
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        let unfinished = page.with_file_name(format!("{stem}-data.part"));
        if unfinished.join(MARKER).exists() {
            fs::remove_dir_all(&unfinished)?;
        }
        fs::create_dir(&unfinished)?;
        fs::write(unfinished.join(MARKER), "Data of the page beside this folder; they belong together.\n")?;
        Ok(Self { place, unfinished, chunks: Chunks::default(), files: 0, bytes: 0 })
    }

    /// What the folder is called.
    pub(super) fn name(&self) -> String {
        self.place.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    pub(super) fn take(&mut self, article: Kept) -> io::Result<()> {
        match self.chunks.take(article) {
            Some((number, chunk)) => self.write(&format!("articles-{number}"), &chunk),
            None => Ok(()),
        }
    }

    /// Writes the articles that are left.
    pub(super) fn finish_articles(&mut self) -> io::Result<()> {
        match self.chunks.cut() {
            Some((number, chunk)) => self.write(&format!("articles-{number}"), &chunk),
            None => Ok(()),
        }
    }

    /// A file that hands JSON to the page: a page on the disk may load scripts, but not read files.
    pub(super) fn write(&mut self, name: &str, json: &str) -> io::Result<()> {
        let mut file = io::BufWriter::new(fs::File::create(self.unfinished.join(format!("{name}.js")))?);
        writeln!(file, "whosaidData(\"{name}\",{json});")?;
        self.files += 1;
        self.bytes += json.len() as u64;
        file.flush()
    }

    /// Moves it to its place.
    pub(super) fn finish(&self) -> io::Result<()> {
        if self.place.exists() {
            fs::remove_dir_all(&self.place)?;
        }
        fs::rename(&self.unfinished, &self.place)
    }
}

/// Takes articles.
#[derive(Debug)]
pub(super) enum Store {
    /// All of them in the page.
    Page(Page),
    /// In files beside it.
    Folder(Box<Folder>),
}
