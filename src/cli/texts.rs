//! The texts of records that have none, from the archive that they were made from.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::archive::{self, Settings};
use crate::record::{Record, Records, RecordsError, digest};

/// Hands on every record of a file. A line that is no record is an error, and the next ones follow; what cannot be read at all
/// is one, and the last.
pub(super) fn each_record(
    path: &Path,
    take: &mut dyn FnMut(Result<Record, RecordsError>) -> io::Result<()>,
) -> io::Result<()> {
    let mut records = match Records::open(path) {
        Ok(records) => records,
        Err(error) => return take(Err(error)),
    };
    loop {
        let parsed = match records.next_line() {
            Ok(None) => return Ok(()),
            Ok(Some(line)) => serde_json::from_slice::<Record>(line),
            Err(error) => return take(Err(error)),
        };
        take(parsed.map_err(|error| records.error(format!("no record of whosaid: {error}"))))?;
    }
}

/// Texts by their digests. They lie in a temporary file; memory holds their places.
pub(super) struct Texts {
    /// Where each begins, and how many bytes it has; none until it is found.
    places: HashMap<String, Option<(u64, usize)>>,
    file: File,
}

impl Texts {
    /// Reads the records for the digests of texts that they lack, then the archive for the texts. What cannot be read of the
    /// archive is told; what cannot be read of the records is told later, when they are read for good.
    pub(super) fn gather(
        records: &[PathBuf],
        archive: &Path,
        failed: &mut dyn FnMut(&dyn std::fmt::Display),
    ) -> io::Result<Self> {
        let mut places = HashMap::new();
        for path in records {
            each_record(path, &mut |record| {
                if let Some(record) = record.ok().filter(|r| r.text.is_none()) {
                    places.insert(record.digest, None);
                }
                Ok(())
            })?;
        }
        let mut texts = Self { places, file: tempfile::tempfile()? };
        let (mut end, mut wrong) = (0, None);
        let _ = archive::each_article(&[archive.to_owned()], &Settings::default(), &mut |read| {
            match read {
                Ok(article) => {
                    if let Err(error) = texts.keep(&article.text, &mut end) {
                        wrong = Some(error);
                        return ControlFlow::Break(());
                    }
                }
                Err(error) => failed(&error),
            }
            ControlFlow::Continue(())
        });
        wrong.map_or(Ok(texts), Err)
    }

    fn keep(&mut self, text: &str, end: &mut u64) -> io::Result<()> {
        if let Some(place @ None) = self.places.get_mut(&digest(text)) {
            self.file.write_all(text.as_bytes())?;
            *place = Some((*end, text.len()));
            *end += text.len() as u64;
        }
        Ok(())
    }

    /// The text of a record, if the archive has it as it was.
    pub(super) fn of(&mut self, record: &Record) -> io::Result<Option<String>> {
        let Some(Some((at, length))) = self.places.get(&record.digest).copied() else { return Ok(None) };
        let mut bytes = vec![0; length];
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_exact(&mut bytes)?;
        Ok(String::from_utf8(bytes).ok())
    }
}
