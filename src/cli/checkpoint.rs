//! How far a run has come: written after every commit, so that an interrupted run can go on.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::output::{beside, part, sync_folder};
use super::summary::Summary;

/// Where the reading stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// Which thing of the walk through the paths, from 0.
    pub(super) input: u64,
    /// What it is called.
    pub(super) name: String,
    /// A hash over the names and sizes of everything up to it: another one means that the archive has changed.
    pub(super) trail: u64,
    /// How many things were read of it.
    pub(super) items: u64,
}

/// A file that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    pub(super) path: PathBuf,
    pub(super) length: u64,
    pub(super) content: u64,
}

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checkpoint {
    /// The options that shape the output, in words: a run goes on only with the same.
    pub(super) options: Vec<String>,
    pub(super) cursor: Cursor,
    /// Every output, the current ones last.
    pub(super) files: Vec<Written>,
    pub(super) summary: Summary,
    /// Everything is written; only names are missing.
    pub(super) whole: bool,
    /// When everything is written: what was read, as a hash, if it can be told whether that has changed.
    pub(super) inputs: Option<u64>,
}

/// The file that says how far the run with this output has come.
pub(super) fn path(output: &Path) -> PathBuf {
    beside(output, "progress")
}

/// The file that says that the run with this output is over, and what it read.
pub(super) fn done(output: &Path) -> PathBuf {
    beside(output, "done")
}

impl Checkpoint {
    /// Replaces the checkpoint of an output. When this returns, it is on the disk.
    pub(super) fn save(&self, output: &Path) -> std::io::Result<()> {
        let path = path(output);
        self.write(&path).map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", path.display())))
    }

    fn write(&self, path: &Path) -> std::io::Result<()> {
        let new = part(path);
        let mut file = fs::File::create(&new)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(new, path)?;
        sync_folder(path);
        Ok(())
    }

    /// The checkpoint of an output, if its run was interrupted.
    pub(super) fn load(output: &Path) -> std::io::Result<Option<Self>> {
        match fs::read(path(output)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ends it: the run is over. What is kept tells a later run that all is done.
    pub(super) fn end(output: &Path, keep: bool) -> std::io::Result<()> {
        if keep {
            fs::rename(path(output), done(output))?;
        } else {
            fs::remove_file(path(output))?;
            match fs::remove_file(done(output)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        sync_folder(output);
        Ok(())
    }

    /// What a run that is over has kept, if all that it wrote is still there. Whatever cannot be read is as good as none.
    pub(super) fn of_done(output: &Path) -> Option<Self> {
        let done: Self = serde_json::from_slice(&fs::read(done(output)).ok()?).ok()?;
        let there = |file: &Written| fs::metadata(&file.path).is_ok_and(|m| m.len() == file.length);
        (done.whole && done.files.iter().all(there)).then_some(done)
    }
}
