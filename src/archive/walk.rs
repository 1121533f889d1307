//! Paths to inputs: files, folders with all that is in them, patterns, and standard input, in a fixed order.

use std::ffi::OsStr;
use std::fs::{FileType, Metadata};
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use globset::{GlobBuilder, GlobMatcher};
use walkdir::WalkDir;

use super::{PassedOver, ReadError};

/// Why the files that a run writes are passed over.
pub const OUTPUT: &str = "output of this program";

/// One thing to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Where it is; `None` is standard input.
    pub path: Option<PathBuf>,
    /// Its size, where it is a plain file.
    pub size: Option<u64>,
    /// When it was last changed, where the system tells.
    pub modified: Option<SystemTime>,
    /// What its article is called, or its articles begin with.
    pub(super) id: String,
    /// What the ids of its members begin with, if it is a container.
    pub(super) prefix: String,
    /// Somebody pointed at it, rather than at a folder that it is in.
    pub(super) named: bool,
}

impl Input {
    /// What errors and sources call it.
    pub fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| "-".into(), |p| p.display().to_string())
    }

    pub(super) fn file_name(&self) -> String {
        self.path.as_ref().and_then(|p| p.file_name()).unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// What a walk comes upon.
#[derive(Debug)]
pub enum Walk {
    /// Something to read.
    Input(Input),
    /// A path that cannot be read.
    Failed(ReadError),
    /// What is no file.
    PassedOver(PassedOver),
}

/// Goes through paths: a file, a folder with all its files sorted by name, a pattern such as `news/**/*.gz`, or `-`.
/// Memory does not grow with the number of files but with that of one folder. Links to folders are not followed, so that
/// there is no loop; `except` are files that are left out, as the output may be.
pub fn walk(paths: &[PathBuf], except: &[PathBuf], found: &mut dyn FnMut(Walk) -> ControlFlow<()>) -> ControlFlow<()> {
    let except: Vec<PathBuf> = except.iter().filter_map(|p| p.canonicalize().ok()).collect();
    for path in paths {
        if path == Path::new("-") {
            found(Walk::Input(Input { id: "stdin".into(), named: true, ..Input::default() }))?;
            continue;
        }
        match std::fs::metadata(path) {
            Ok(data) if data.is_dir() => folder(path, path, None, &except, found)?,
            Ok(data) => {
                let id = stem(&path.file_name().unwrap_or_default().to_string_lossy());
                found(Walk::Input(Input {
                    path: Some(path.clone()),
                    size: size(&data),
                    modified: data.modified().ok(),
                    id,
                    prefix: String::new(),
                    named: true,
                }))?;
            }
            Err(error) => match pattern(path) {
                Some((root, matcher)) => folder(path, &root, Some(&matcher), &except, found)?,
                None => found(Walk::Failed(ReadError::file(path.display().to_string(), error.to_string())))?,
            },
        }
    }
    ControlFlow::Continue(())
}

fn size(data: &Metadata) -> Option<u64> {
    data.is_file().then_some(data.len())
}

/// The folder that a pattern begins in, and what it matches.
fn pattern(path: &Path) -> Option<(PathBuf, GlobMatcher)> {
    let special = |c: &Component<'_>| c.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    path.components().any(|c| special(&c)).then_some(())?;
    let root: PathBuf = path.components().take_while(|c| !special(c)).collect();
    let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
    let glob = GlobBuilder::new(&path.to_string_lossy()).literal_separator(true).build().ok()?;
    Some((root, glob.compile_matcher()))
}

fn folder(
    given: &Path,
    root: &Path,
    matcher: Option<&GlobMatcher>,
    except: &[PathBuf],
    found: &mut dyn FnMut(Walk) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut any = false;
    let wanted = |path: &Path| {
        matcher.is_none_or(|m| m.is_match(path) || path.strip_prefix(".").is_ok_and(|path| m.is_match(path)))
    };
    for entry in
        WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()))
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                any = true;
                let path = error.path().unwrap_or(root).display().to_string();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                found(Walk::Failed(ReadError::file(path, reason)))?;
                continue;
            }
        };
        if entry.file_type().is_dir() || !wanted(entry.path()) {
            continue;
        }
        any = true;
        let path = entry.path();
        // Through a link, if it is one.
        let data = match std::fs::metadata(path) {
            Ok(data) => data,
            Err(error) => {
                found(Walk::Failed(ReadError::file(path.display().to_string(), error.to_string())))?;
                continue;
            }
        };
        let passed_over = |reason| Walk::PassedOver(PassedOver { path: path.display().to_string(), reason });
        if let Some(reason) = no_file(data.file_type()) {
            found(passed_over(reason))?;
        } else if unfinished(path) || (!except.is_empty() && path.canonicalize().is_ok_and(|p| except.contains(&p))) {
            found(passed_over(OUTPUT))?;
        } else {
            let below = path.strip_prefix(root).unwrap_or(path);
            let id = stem(&below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
            let (size, modified) = (Some(data.len()), data.modified().ok());
            let path = Some(path.into());
            found(Walk::Input(Input { path, size, modified, prefix: id.clone(), id, named: false }))?;
        }
    }
    if any {
        return ControlFlow::Continue(());
    }
    let what = if matcher.is_some() { "no file matches" } else { "no file in this folder" };
    found(Walk::Failed(ReadError::file(given.display().to_string(), what)))
}

fn hidden(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with('.')
}

fn no_file(kind: FileType) -> Option<&'static str> {
    if kind.is_dir() {
        Some("a link to a folder")
    } else if kind.is_file() {
        None
    } else {
        Some("a pipe, socket or device, not a file")
    }
}

/// What a run leaves beside its output, interrupted or done.
fn unfinished(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "part" || e == "progress" || e == "done")
}

/// A path without the extensions that tell compression and format.
pub(super) fn stem(path: &str) -> String {
    const COMPRESSION: [&str; 5] = [".gz", ".zst", ".bz2", ".xz", ".zstd"];
    let path = COMPRESSION.iter().find_map(|e| path.strip_suffix(e)).unwrap_or(path);
    let name = path.rfind('/').map_or(0, |at| at + 1);
    match path[name..].rfind('.') {
        Some(dot) if dot > 0 => path[..name + dot].to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[PathBuf], except: &[PathBuf]) -> Vec<String> {
        let mut all = Vec::new();
        let _ = walk(paths, except, &mut |w| {
            all.push(match w {
                Walk::Input(input) => input.id,
                Walk::Failed(error) => format!("failed: {}", error.reason),
                Walk::PassedOver(what) => format!("passed over: {}", what.reason),
            });
            ControlFlow::Continue(())
        });
        all
    }

    #[test]
    fn ids_are_paths_without_extensions() {
        for (path, id) in [
            ("b/c.d.txt", "b/c.d"),
            ("c.txt", "c"),
            ("a.b/c", "a.b/c"),
            ("news.jsonl.gz", "news"),
            ("n.tar.zst", "n"),
            (".x", ".x"),
        ] {
            assert_eq!(stem(path), id);
        }
    }

    #[test]
    fn a_folder_is_read_in_order_and_an_empty_one_is_named() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("b")).unwrap();
        for name in ["z.txt", "a.jsonl", "b/m.txt", ".hidden", "old.jsonl.part", "out.jsonl"] {
            std::fs::write(root.path().join(name), "x").unwrap();
        }
        let except = [root.path().join("out.jsonl")];
        let written = "passed over: output of this program";
        assert_eq!(names(&[root.path().into()], &except), ["a", "b/m", written, written, "z"]);
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(names(&[empty.path().into()], &[]), ["failed: no file in this folder"]);
    }

    #[test]
    fn patterns_are_followed() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("a/b")).unwrap();
        for name in ["a/1.txt", "a/b/2.txt", "a/b/3.csv"] {
            std::fs::write(root.path().join(name), "x").unwrap();
        }
        assert_eq!(names(&[root.path().join("**/*.txt")], &[]), ["a/1", "a/b/2"]);
        assert_eq!(names(&[root.path().join("a/*.txt")], &[]), ["1"]);
        assert_eq!(names(&[root.path().join("*.txt")], &[]), ["failed: no file matches"]);
    }

    #[cfg(unix)]
    #[test]
    fn loops_and_pipes_are_passed_over_and_broken_links_are_errors() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().unwrap();
        symlink(root.path(), root.path().join("loop")).unwrap();
        symlink("nowhere", root.path().join("broken")).unwrap();
        symlink("/dev/zero", root.path().join("zero")).unwrap();
        std::fs::write(root.path().join("x.txt"), "x").unwrap();
        let all = names(&[root.path().into()], &[]);
        assert!(all[0].starts_with("failed: "), "{all:?}");
        assert_eq!(
            all[1..],
            ["passed over: a link to a folder", "x", "passed over: a pipe, socket or device, not a file"]
        );
    }
}
