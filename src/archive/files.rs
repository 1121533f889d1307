//! Paths to inputs: what each file is, and every file of a folder in a fixed order.

use std::path::{Path, PathBuf};

use super::ReadError;

/// One thing to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file that is one article.
    Text {
        /// Where it is.
        path: PathBuf,
        /// What its article is called.
        id: String,
    },
    /// A file with an article on every line, as JSON.
    Lines {
        /// Where it is.
        path: PathBuf,
    },
    /// Standard input.
    Standard,
}

/// The inputs of a path: a file, `-`, or a folder with all its files, sorted by path.
pub fn inputs(path: &Path) -> Vec<Result<Input, ReadError>> {
    if path == Path::new("-") {
        return vec![Ok(Input::Standard)];
    }
    match std::fs::metadata(path) {
        Err(error) => vec![Err(ReadError::File { path: path.into(), error })],
        Ok(data) if data.is_dir() => folder(path),
        Ok(_) => vec![Ok(file(path, path.parent().unwrap_or(Path::new(""))))],
    }
}

fn file(path: &Path, root: &Path) -> Input {
    if is_lines(path) {
        Input::Lines { path: path.into() }
    } else {
        Input::Text { path: path.into(), id: id(path, root) }
    }
}

/// The path below the folder, without extension, with `/` on every system.
fn id(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path).with_extension("");
    below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

fn is_lines(path: &Path) -> bool {
    matches!(extension(path).as_str(), "jsonl" | "ndjson" | "json")
}

fn folder(root: &Path) -> Vec<Result<Input, ReadError>> {
    let mut out = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                out.push(Err(ReadError::File { path: folder, error }));
                continue;
            }
        };
        for entry in entries {
            let (path, kind) = match entry.and_then(|e| Ok((e.path(), e.file_type()?))) {
                Ok(found) => found,
                Err(error) => {
                    out.push(Err(ReadError::File { path: folder.clone(), error }));
                    continue;
                }
            };
            // Links to folders are not followed, so that no loop can be.
            if kind.is_dir() {
                folders.push(path);
            } else if matches!(extension(&path).as_str(), "txt" | "text" | "jsonl" | "ndjson") && path.is_file() {
                files.push(path);
            }
        }
    }
    if files.is_empty() && out.is_empty() {
        out.push(Err(ReadError::EmptyFolder { path: root.into() }));
    }
    files.sort();
    out.extend(files.into_iter().map(|path| Ok(file(&path, root))));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_paths_below_the_folder() {
        assert_eq!(id(Path::new("a/b/c.d.txt"), Path::new("a")), "b/c.d");
        assert_eq!(id(Path::new("c.txt"), Path::new("")), "c");
    }

    #[test]
    fn a_folder_is_read_in_order_and_an_empty_one_is_named() {
        let root = tempfile::tempdir().unwrap();
        let sub = root.path().join("b");
        std::fs::create_dir(&sub).unwrap();
        for name in ["z.txt", "a.jsonl", "b/m.txt", "picture.png"] {
            std::fs::write(root.path().join(name), "x").unwrap();
        }
        let names: Vec<String> = inputs(root.path())
            .into_iter()
            .map(|i| match i.unwrap() {
                Input::Text { id, .. } => id,
                Input::Lines { path } => path.file_name().unwrap().to_string_lossy().into_owned(),
                Input::Standard => unreachable!("a folder is not standard input"),
            })
            .collect();
        assert_eq!(names, ["a.jsonl", "b/m", "z"]);
        let empty = tempfile::tempdir().unwrap();
        assert!(matches!(inputs(empty.path()).as_slice(), [Err(ReadError::EmptyFolder { .. })]));
    }
}
