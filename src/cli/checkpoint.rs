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
}

/// The file that says how far the run with this output has come.
pub(super) fn path(output: &Path) -> PathBuf {
    beside(output, "progress")
}

impl Checkpoint {
    /// Replaces the checkpoint of an output. When this returns, it is on the disk.
    pub(super) fn save(&self, output: &Path) -> std::io::Result<()> {
        let path = path(output);
        let new = part(&path);
        let mut file = fs::File::create(&new)?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        fs::rename(new, &path)?;
        sync_folder(&path);
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

    /// Ends it: the run is over.
    pub(super) fn remove(output: &Path) -> std::io::Result<()> {
        fs::remove_file(path(output))?;
        sync_folder(output);
        Ok(())
    }
}
