//! A folder of articles and the snapshots kept beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug, Display, Formatter};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::difference::difference;
use super::file::{FORM, Snapshot};
use super::name::file_name;
use crate::archive::{self, Item, ReadError, Settings, Walk};
use crate::article::Article;
use crate::extractor::Extractor;

/// What ends the name of a snapshot.
const ENDING: &str = "snap";
/// What ends the name of a file that holds what somebody judged to be wrong.
const REJECTED: &str = "snap.rejected";
/// The folder of the snapshots, in that of the articles.
const BESIDE: &str = "snapshots";

/// A folder of articles, of any format that the archive readers know, with a snapshot for each.
///
/// In a test, without insta:
///
/// ```no_run
/// use whosaid::{Extractor, testing::Folder};
///
/// Folder::new("tests/articles").check(Extractor::builtin()).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct Folder {
    articles: PathBuf,
    snapshots: PathBuf,
    settings: Settings,
    lists: Vec<String>,
    only: Vec<String>,
}

/// How an article stands to its snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The snapshot says what the program says.
    Same,
    /// There is no snapshot.
    New,
    /// The snapshot says something else.
    Differs {
        /// What it says.
        old: Snapshot,
        /// Somebody has judged exactly what the program says to be wrong.
        rejected: bool,
    },
}

/// An article held against its snapshot.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its id.
    pub id: String,
    /// The file of the snapshot, there or not.
    pub path: PathBuf,
    /// How it stands to it.
    pub state: State,
    /// What the program says of it.
    pub body: String,
}

/// What [`Folder::each`] comes upon.
#[derive(Clone, Debug)]
pub enum Found {
    /// An article.
    Article(Checked),
    /// A snapshot whose article is gone.
    Alone(PathBuf),
    /// What cannot be read, or has no snapshot that would be its own.
    Failed(ReadError),
}

impl Folder {
    /// The articles of a folder (or of a file, or of a pattern such as `news/*.txt`), with the snapshots in a folder
    /// `snapshots` in it or beside it.
    pub fn new(articles: impl Into<PathBuf>) -> Self {
        let articles = articles.into();
        let mut folder = articles.clone();
        while !folder.is_dir() {
            if !folder.pop() {
                break;
            }
        }
        let snapshots = folder.join(BESIDE);
        Self { articles, snapshots, settings: Settings::default(), lists: Vec::new(), only: Vec::new() }
    }

    /// Keeps the snapshots in another folder.
    #[must_use]
    pub fn snapshots(mut self, folder: impl Into<PathBuf>) -> Self {
        self.snapshots = folder.into();
        self
    }

    /// Reads the articles so.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// The user's lists that the extractor has, by their paths: their file names are written into the snapshots.
    #[must_use]
    pub fn lists(mut self, paths: &[PathBuf]) -> Self {
        let name = |p: &PathBuf| p.file_name().unwrap_or(p.as_os_str()).to_string_lossy().into_owned();
        self.lists = paths.iter().map(name).collect();
        self
    }

    /// Only the articles with these ids; all, when there are none.
    #[must_use]
    pub fn only(mut self, ids: &[String]) -> Self {
        self.only = ids.to_vec();
        self
    }

    /// Where the snapshots are.
    pub fn place(&self) -> &Path {
        &self.snapshots
    }

    /// The file names of the user's lists.
    pub fn list_names(&self) -> &[String] {
        &self.lists
    }

    /// Holds each article against its snapshot, in the order of the folder; then come snapshots without an article, when
    /// all articles of a folder were looked at.
    ///
    /// # Errors
    /// When a snapshot cannot be read.
    pub fn each(
        &self,
        extractor: &Extractor<'_>,
        found: &mut dyn FnMut(Found) -> ControlFlow<()>,
    ) -> std::io::Result<()> {
        // The ids by the names of their snapshots, in small letters, as some file systems take them.
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut done = Ok(());
        let mut whole = self.only.is_empty() && self.articles.is_dir();
        let own = self.snapshots.canonicalize().ok();
        let flow = archive::walk(std::slice::from_ref(&self.articles), &[], &mut |walked| {
            let input = match walked {
                Walk::Input(input) => input,
                Walk::Failed(error) => {
                    whole = false;
                    return found(Found::Failed(error));
                }
                Walk::PassedOver(_) => return ControlFlow::Continue(()),
            };
            let inside = |own: &PathBuf| input.path.as_ref()?.canonicalize().ok().map(|p| p.starts_with(own));
            if own.as_ref().and_then(inside).unwrap_or(false) {
                return ControlFlow::Continue(());
            }
            archive::read(&input, &self.settings, &mut |item| {
                let (place, parsed) = match item {
                    Item::Unit(unit) => (unit.place.clone(), unit.parse(&self.settings)),
                    Item::Failed(error) => {
                        whole = false;
                        return found(Found::Failed(error));
                    }
                    Item::PassedOver(_) => return ControlFlow::Continue(()),
                };
                let article = match parsed {
                    Ok(parsed) => parsed.article,
                    Err(error) => {
                        whole = false;
                        return found(Found::Failed(error));
                    }
                };
                if !self.only.is_empty() && !self.only.contains(&article.id) {
                    return ControlFlow::Continue(());
                }
                let name = file_name(&article.id);
                if let Some(other) = names.insert(name.to_lowercase(), article.id.clone()) {
                    let id = &article.id;
                    let what = format!("the article {id:?} would have the snapshot of {other:?}: give it another id");
                    return found(Found::Failed(place.error(what)));
                }
                match self.article(&article, &name, extractor) {
                    Ok(checked) => found(Found::Article(checked)),
                    Err(error) => {
                        done = Err(error);
                        ControlFlow::Break(())
                    }
                }
            })
        });
        done?;
        if flow.is_continue() && whole {
            for (name, path) in self.files()? {
                if !names.contains_key(&name.to_lowercase()) && found(Found::Alone(path)).is_break() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn article(&self, article: &Article, name: &str, extractor: &Extractor<'_>) -> std::io::Result<Checked> {
        let path = self.snapshots.join(format!("{name}.{ENDING}"));
        let body = super::snapshot(article, extractor);
        let state = match read(&path)? {
            None => State::New,
            Some(old) if old.says(&body) => State::Same,
            Some(old) => State::Differs { old, rejected: read(&rejected(&path))?.is_some_and(|r| r.says(&body)) },
        };
        Ok(Checked { id: article.id.clone(), path, state, body })
    }

    /// Every snapshot of the folder by its name, sorted.
    fn files(&self) -> std::io::Result<BTreeSet<(String, PathBuf)>> {
        let mut out = BTreeSet::new();
        if !self.snapshots.exists() {
            return Ok(out);
        }
        for entry in walkdir::WalkDir::new(&self.snapshots).sort_by_file_name() {
            let entry = entry?;
            let path = entry.path();
            if !entry.file_type().is_file() || path.extension().is_none_or(|e| e != ENDING) {
                continue;
            }
            let below = path.strip_prefix(&self.snapshots).unwrap_or(path).with_extension("");
            let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
            out.insert((parts.join("/"), path.to_owned()));
        }
        Ok(out)
    }

    /// Makes what the program says of an article its snapshot.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn accept(&self, checked: &Checked) -> std::io::Result<()> {
        write(&checked.path, &self.snapshot(checked))?;
        remove(&rejected(&checked.path))
    }

    /// Notes that what the program says of an article is wrong: the snapshot stays, and nobody is asked again until the
    /// program says something else.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn reject(&self, checked: &Checked) -> std::io::Result<()> {
        write(&rejected(&checked.path), &self.snapshot(checked))
    }

    /// Forgets what was rejected of an article: it says what its snapshot says again.
    ///
    /// # Errors
    /// When the note cannot be removed.
    pub fn forget(&self, checked: &Checked) -> std::io::Result<()> {
        remove(&rejected(&checked.path))
    }

    /// Removes a snapshot whose article is gone, and what was rejected of it.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, snapshot: &Path) -> std::io::Result<()> {
        remove(snapshot)?;
        remove(&rejected(snapshot))
    }

    fn snapshot(&self, checked: &Checked) -> Snapshot {
        Snapshot {
            form: Some(FORM),
            article: Some(checked.id.clone()),
            lists: Some(self.lists.clone()),
            body: checked.body.clone(),
        }
    }

    /// Holds every article against its snapshot; gives how many there are.
    ///
    /// # Errors
    /// When one differs or has none, a snapshot has no article, or something cannot be read; the error shows what.
    pub fn check(&self, extractor: &Extractor<'_>) -> Result<usize, Differences> {
        let (mut count, mut said) = (0, String::new());
        let mut tell = |found: Found| {
            match found {
                Found::Article(Checked { state: State::Same, .. }) => count += 1,
                Found::Article(Checked { id, state: State::New, .. }) => said += &format!("{id}: no snapshot\n"),
                Found::Article(Checked { id, state: State::Differs { old, .. }, body, .. }) => {
                    said += &format!("{id}: differs from its snapshot\n");
                    for line in difference(&old.body, &body) {
                        said += &format!("  {line}\n");
                    }
                }
                Found::Alone(path) => said += &format!("{}: its article is gone\n", path.display()),
                Found::Failed(error) => said += &format!("{error}\n"),
            }
            ControlFlow::Continue(())
        };
        if let Err(error) = self.each(extractor, &mut tell) {
            said += &format!("{error}\n");
        }
        if !said.is_empty() {
            return Err(Differences(said));
        }
        if count == 0 { Err(Differences(format!("{}: no article\n", self.articles.display()))) } else { Ok(count) }
    }
}

/// What a folder of snapshots says differently, in words; `unwrap` shows them too.
#[derive(Clone, PartialEq, Eq)]
pub struct Differences(String);

impl Display for Differences {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)?;
        f.write_str("'whosaid snapshot review' shows them one by one.")
    }
}

impl Debug for Differences {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

impl std::error::Error for Differences {}

fn rejected(path: &Path) -> PathBuf {
    path.with_extension(REJECTED)
}

fn at(path: &Path, error: &std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> std::io::Result<Option<Snapshot>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(Snapshot::parse(&text))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(path, &error)),
    }
}

/// Writes a file whole or not at all.
fn write(path: &Path, snapshot: &Snapshot) -> std::io::Result<()> {
    let unfinished = path.with_extension("snap.part");
    let write = || {
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        std::fs::write(&unfinished, snapshot.text())?;
        std::fs::rename(&unfinished, path)
    };
    write().map_err(|e| at(path, &e))
}

fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(path, &error)),
        _ => Ok(()),
    }
}
