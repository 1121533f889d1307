//! A page for people who would rather look than read: all records of a run, to search, to filter, and to read with names and
//! quotations marked. One HTML file that loads nothing from anywhere; with many records, a folder of data beside it.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use std::path::Path;
//! use whosaid::record::Records;
//! use whosaid::view::report::{Report, Settings};
//!
//! let mut report = Report::new(Path::new("report.html"), Settings::default());
//! for record in Records::open(Path::new("records.jsonl"))? {
//!     report.take(&record?, None)?;
//! }
//! let written = report.finish()?;
//! println!("{} articles", written.articles);
//! # Ok(())
//! # }
//! ```
//!
//! Everything that comes from an article goes into the page as JSON in which no markup is left, and is put there by scripts as
//! text only; a content security policy lets no other script or style run, and no connection be made.

mod article;
mod date;
mod identity;
mod names;
mod overview;
mod store;
mod stories;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use self::names::Names;
use self::overview::Overview;
use self::store::{Chunks, Folder, Kept, Page, Store};
use self::stories::Stories;
use super::page;
use crate::record::Record;

/// How a report is made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What stands above it.
    pub title: String,
    /// The page holds articles up to so many bytes of JSON.
    pub limit: u64,
    /// What is done beyond that: a sample of the articles in the page, rather than a folder with all of them beside it.
    pub one_file: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { title: "Who said what".into(), limit: 32 << 20, one_file: false }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many records were taken.
    pub articles: u64,
    /// How many of them have a page of their own.
    pub shown: u64,
    /// How many came with their text.
    pub with_text: u64,
    /// How many came with another text than theirs, which was left out.
    pub other_text: u64,
    /// Bytes of the page.
    pub bytes: u64,
    /// The folder of data beside it, if there is one, with its files and bytes.
    pub folder: Option<(PathBuf, u64, u64)>,
}

/// Takes records, and writes the page at the end. Memory holds the names of all records, a row for each article, and, up to
/// the limit, the articles.
#[derive(Debug)]
pub struct Report {
    path: PathBuf,
    settings: Settings,
    overview: Overview,
    names: Names,
    store: Store,
    stories: Stories,
}

/// The names of each kind and speakers that the overview lists.
const TOP: usize = 15;

/// Rows of articles and names that are opened at a time.
const ROWS: usize = 5000;

/// The scripts of the page, in their order; they share one scope.
const SCRIPTS: &[&str] = &[
    include_str!("../../../assets/report/vendor/d3.js"),
    include_str!("../../../assets/report/dom.js"),
    include_str!("../../../assets/report/data.js"),
    include_str!("../../../assets/report/words.js"),
    include_str!("../../../assets/report/charts.js"),
    include_str!("../../../assets/report/overview.js"),
    include_str!("../../../assets/report/articles.js"),
    include_str!("../../../assets/report/marks.js"),
    include_str!("../../../assets/report/article.js"),
    include_str!("../../../assets/report/names.js"),
    include_str!("../../../assets/report/network.js"),
    include_str!("../../../assets/report/map.js"),
    include_str!("../../../assets/report/stories.js"),
    include_str!("../../../assets/report/about.js"),
    include_str!("../../../assets/report/main.js"),
];

/// Countries as paths of SVG.
const WORLD: &str = include_str!("../../../assets/report/vendor/world.json");

/// What stands in the page before a script fills it.
const SHELL: &str = include_str!("../../../assets/report/shell.html");

impl Report {
    /// Begins a report that will be written to this file.
    pub fn new(path: &Path, mut settings: Settings) -> Self {
        // Beside a pipe or a device there is no folder.
        settings.one_file |= is_stream(path);
        let store = Store::Page(Page::default());
        Self {
            path: path.to_owned(),
            settings,
            overview: Overview::default(),
            names: Names::default(),
            store,
            stories: Stories::default(),
        }
    }

    /// Takes a record, with the text of its article if it is not in it. A text that is not the record's is left out. Fails only
    /// where a folder of data cannot be written.
    pub fn take(&mut self, record: &Record, text: Option<&str>) -> io::Result<()> {
        let number = self.overview.articles;
        let text = record.text.as_deref().or(text);
        let day = record.published.as_deref().and_then(date::day);
        let publisher = self.overview.take(record, day.as_deref());
        let numbers = self.names.take(&record.entities);
        let says = article::says(record, &numbers);
        let mut rest = says.as_slice();
        while let [speaker, about, ..] = rest {
            self.names.quoted(*speaker);
            rest = rest.get(2 + *about as usize..).unwrap_or_default();
        }
        let title = article::title(record, text);
        let whole = article::with_text(record, text);
        self.overview.with_text += u64::from(whole.text.is_some());
        self.overview.other_text += u64::from(text.is_some() && whole.text.is_none());
        let head = page::json(&article::head(record, &title, day.as_deref(), publisher, &numbers, &says))?;
        // The row without its brackets: the chunk and the place in it are put before it.
        let head = head.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or_default().to_owned();
        let mut body = json!({"names": numbers, "record": whole});
        // What only other programs read is not for a page.
        if let Some(record) = body.get_mut("record").and_then(|r| r.as_object_mut()) {
            record.remove("sketch");
        }
        let body = page::json(&body)?;
        self.keep(Kept::new(&record.id, number, head, numbers, body))
    }

    /// Notes something that could not be read; the page tells of it.
    pub fn unread(&mut self, error: impl std::fmt::Display) {
        self.overview.unread(error.to_string());
    }

    /// Takes a story, a line of what `whosaid stories` writes: the page shows its versions side by side. Fails where it is none,
    /// and says why.
    pub fn take_story(&mut self, line: &[u8]) -> Result<(), String> {
        self.stories.take(line)
    }

    fn keep(&mut self, article: Kept) -> io::Result<()> {
        match &mut self.store {
            Store::Folder(folder) => folder.take(article),
            Store::Page(all) => {
                all.push(article);
                if all.size() <= self.settings.limit {
                    return Ok(());
                }
                if self.settings.one_file {
                    all.shrink(self.settings.limit);
                    return Ok(());
                }
                let mut folder = Folder::beside(&self.path)?;
                for article in std::mem::take(all).in_order() {
                    folder.take(article)?;
                }
                self.store = Store::Folder(Box::new(folder));
                Ok(())
            }
        }
    }

    /// Writes the page.
    pub fn finish(mut self) -> io::Result<Written> {
        let store = std::mem::replace(&mut self.store, Store::Page(Page::default()));
        let mut data: Vec<(String, String)> = Vec::new();
        let (mut chunks, mut folder) = match store {
            Store::Folder(mut folder) => {
                folder.finish_articles()?;
                (std::mem::take(&mut folder.chunks), Some(folder))
            }
            Store::Page(all) => {
                let mut chunks = Chunks::default();
                for article in all.in_order() {
                    data.extend(chunks.take(article).map(|(n, json)| (format!("articles-{n}"), json)));
                }
                data.extend(chunks.cut().map(|(n, json)| (format!("articles-{n}"), json)));
                (chunks, None)
            }
        };
        let shown = chunks.heads.len() as u64;
        let mut rows = Vec::new();
        for (n, part) in std::mem::take(&mut chunks.heads).chunks(ROWS).enumerate() {
            rows.push((format!("heads-{n}"), store::list(part)));
        }
        let heads = rows.len();
        let wanted: Vec<u32> = chunks.names.iter().copied().collect();
        for (n, part) in wanted.chunks(ROWS).enumerate() {
            rows.push((format!("names-{n}"), page::json(&self.names.rows(part.iter().copied()))?));
        }
        let names = rows.len() - heads;
        rows.extend(self.stories.parts());
        match &mut folder {
            Some(folder) => rows.iter().try_for_each(|(name, json)| folder.write(name, json))?,
            None => data.extend(rows),
        }
        let overview = self.overview(shown, heads, names, folder.as_deref());
        data.insert(0, ("overview".into(), page::json(&overview)?));
        data.push(("world".into(), page::json(&serde_json::from_str::<serde_json::Value>(WORLD)?)?));
        let bytes = self.write(&data, folder.is_some())?;
        if let Some(folder) = &folder {
            folder.finish()?;
        }
        Ok(Written {
            articles: self.overview.articles,
            shown,
            with_text: self.overview.with_text,
            other_text: self.overview.other_text,
            bytes,
            folder: folder.map(|f| (f.place().to_owned(), f.files, f.bytes)),
        })
    }

    fn overview(&self, shown: u64, heads: usize, names: usize, folder: Option<&Folder>) -> serde_json::Value {
        let mut overview = self.overview.json();
        let kinds = self.names.kinds();
        let mut top = serde_json::Map::new();
        for kind in kinds.keys() {
            let first = self.names.top(TOP, |n| n.kind() == *kind, |n| n.articles);
            top.insert((*kind).to_owned(), json!(self.names.rows(first.into_iter())));
        }
        let quoted = self.names.top(TOP, |_| true, |n| n.quotes);
        if let serde_json::Value::Object(all) = &mut overview {
            all.insert("title".into(), json!(self.settings.title));
            all.insert("names".into(), json!(self.names.len()));
            all.insert("kinds".into(), json!(kinds));
            all.insert("top".into(), json!(top));
            all.insert("quoted".into(), json!(self.names.rows(quoted.into_iter())));
            all.insert("shown".into(), json!(shown));
            all.insert("chunks".into(), json!({"heads": heads, "names": names}));
            all.insert("folder".into(), json!(folder.map(Folder::name)));
            all.insert("stories".into(), json!(self.stories.len()));
            all.insert("version".into(), json!(env!("CARGO_PKG_VERSION")));
        }
        overview
    }

    /// Writes the page beside its place and moves it there; gives its size.
    fn write(&self, data: &[(String, String)], loads: bool) -> io::Result<u64> {
        let script = format!("\"use strict\";\n(() => {{\n{}\n}})();\n", SCRIPTS.join("\n"));
        // Scripts that ours adds may run: they are the data beside the page.
        let allowed = page::hash(&script) + if loads { " 'strict-dynamic'" } else { "" };
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        // What is no file, such as a pipe, is written to and not replaced.
        let unfinished = if is_stream(&self.path) { self.path.clone() } else { self.path.with_file_name(name) };
        let mut out = io::BufWriter::new(std::fs::File::create(&unfinished)?);
        let mut bytes = 0;
        let mut put = |text: &str| {
            bytes += text.len() as u64;
            out.write_all(text.as_bytes())
        };
        put(&page::head(&self.settings.title, Some(&allowed)))?;
        put(&SHELL.replace("{title}", &page::escape(&self.settings.title)))?;
        for (name, json) in data {
            put(&format!("<script type=\"application/json\" id=\"data-{name}\">"))?;
            put(json)?;
            put("</script>\n")?;
        }
        put(&format!("<script>{script}</script>\n</body>\n</html>\n"))?;
        out.flush()?;
        drop(out);
        if unfinished != self.path {
            std::fs::rename(&unfinished, &self.path)?;
        }
        Ok(bytes)
    }
}

fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}
