//! Files that are written beside their names and renamed when whole, in frames.
//!
//! What is written is held back until [`File::commit`]: then it is compressed as one frame (a member of gzip, a frame of
//! zstd; both may follow each other in a file), written, and brought to the disk. Frames are ended where the content says
//! so and never by the clock, so that a run that was interrupted and resumed gives the same bytes as one that was not.
//!
//! What is no file at all (a device, a pipe) is written to as it stands: see [`is_stream`].

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::{Error, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Plain,
    Gzip,
    Zstd,
}

impl Compression {
    /// What the name of a file asks for.
    pub(super) fn of(path: &Path) -> Self {
        match path.extension().unwrap_or_default().to_string_lossy().as_ref() {
            "gz" => Self::Gzip,
            "zst" | "zstd" => Self::Zstd,
            _ => Self::Plain,
        }
    }

    fn frame(self, bytes: &[u8]) -> Result<Cow<'_, [u8]>> {
        match self {
            Self::Plain => Ok(bytes.into()),
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                encoder.write_all(bytes)?;
                Ok(encoder.finish()?.into())
            }
            Self::Zstd => Ok(zstd::bulk::compress(bytes, 0)?.into()),
        }
    }
}

/// A file on its way.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    file: std::fs::File,
    /// It is no file but a device or a pipe.
    stream: bool,
    compression: Compression,
    pending: Vec<u8>,
    /// How many bytes are surely in the file.
    length: u64,
    /// How many bytes were written to it, before compression.
    pub(super) content: u64,
}

impl File {
    /// Begins a file, or goes on with one at a length and content that were committed before.
    pub(super) fn open(path: PathBuf, length: u64, content: u64) -> Result<Self> {
        let compression = Compression::of(&path);
        if is_stream(&path) {
            let file = OpenOptions::new().write(true).open(&path)?;
            return Ok(Self { path, file, stream: true, compression, pending: Vec::new(), length, content });
        }
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(part(&path))?;
        file.set_len(length)?;
        file.seek(SeekFrom::Start(length))?;
        Ok(Self { path, file, stream: false, compression, pending: Vec::new(), length, content })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Takes bytes for the next frame.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        self.content += bytes.len() as u64;
    }

    /// Ends the frame: when this returns, everything is on the disk.
    pub(super) fn commit(&mut self) -> Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.put()
    }

    /// Ends the file. One without any content gets an empty frame, as an empty file is not valid for every decompressor.
    pub(super) fn finish(&mut self) -> Result<()> {
        if self.length == 0 && self.compression != Compression::Plain {
            return self.put();
        }
        self.commit()
    }

    fn put(&mut self) -> Result<()> {
        let frame = self.compression.frame(&self.pending)?;
        let sync = |()| if self.stream { Ok(()) } else { self.file.sync_data() };
        let put = (&self.file).write_all(&frame).and_then(sync);
        put.map_err(|e| Error::new(e.kind(), format!("{}: {e}", self.path.display())))?;
        self.length += frame.len() as u64;
        self.pending.clear();
        Ok(())
    }
}

/// Whether a path is that of something other than a file: a device such as /dev/null, a named pipe, or one of the names for
/// what is open already, such as /dev/stdout. A rename would put a file in its place; for /dev/null that harms the machine.
pub(super) fn is_stream(path: &Path) -> bool {
    const OPEN: [&str; 5] = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/fd", "/proc"];
    std::fs::metadata(path)
        .is_ok_and(|m| (!m.is_file() && !m.is_dir()) || (cfg!(unix) && OPEN.iter().any(|open| path.starts_with(open))))
}

/// Where a path leads: a link stays a link, and what it leads to is written.
pub(super) fn target(path: PathBuf) -> PathBuf {
    if path.is_symlink() && !is_stream(&path) { std::fs::canonicalize(&path).unwrap_or(path) } else { path }
}

/// The name of a file until it is whole.
pub(super) fn part(path: &Path) -> PathBuf {
    beside(path, "part")
}

/// A name that has more after its own.
pub(super) fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

/// Gives a whole file its name. It may have it already, when a run was interrupted between renaming and saying so.
pub(super) fn publish(path: &Path) -> Result<()> {
    let part = part(path);
    if is_stream(path) || (!part.exists() && path.exists()) {
        return Ok(());
    }
    std::fs::rename(part, path)
}

/// Brings the names in a folder to the disk, where the system can.
pub(super) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Some systems do not open folders; there is nothing to be done then.
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
}

/// The name of a shard: "news.jsonl.gz" gives "news-0003.jsonl.gz" or "news-0003-of-0016.jsonl.gz".
pub(super) fn shard(path: &Path, number: u64, of: Option<u64>) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let dot = name.find('.').filter(|&dot| dot > 0).unwrap_or(name.len());
    let of = of.map(|of| format!("-of-{of:04}")).unwrap_or_default();
    path.with_file_name(format!("{}-{number:04}{of}{}", &name[..dot], &name[dot..]))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_file_has_its_name_when_it_is_whole_and_frames_follow_each_other() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"] {
            let path = folder.path().join(name);
            let mut file = File::open(path.clone(), 0, 0).unwrap();
            file.write(b"one\n");
            file.commit().unwrap();
            let (length, content) = (file.length(), file.content);
            file.write(b"lost\n");
            file.commit().unwrap();
            drop(file);
            assert!(!path.exists());
            let mut file = File::open(path.clone(), length, content).unwrap();
            file.write(b"two\n");
            file.finish().unwrap();
            publish(&path).unwrap();
            publish(&path).unwrap();
            let bytes = std::fs::read(&path).unwrap();
            let mut text = String::new();
            match Compression::of(&path) {
                Compression::Plain => text = String::from_utf8(bytes).unwrap(),
                Compression::Gzip => {
                    flate2::bufread::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
                }
                Compression::Zstd => {
                    zstd::stream::read::Decoder::new(&bytes[..]).unwrap().read_to_string(&mut text).unwrap();
                }
            }
            assert_eq!((text.as_str(), file.content), ("one\ntwo\n", 8));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_written_to_and_stays_what_it_is() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert!(is_stream(&socket) && is_stream(Path::new("/dev/null")) && !is_stream(folder.path()));
        publish(&socket).unwrap();
        assert!(std::fs::metadata(&socket).unwrap().file_type().is_socket());
        let mut null = File::open("/dev/null".into(), 0, 0).unwrap();
        null.write(b"away\n");
        null.finish().unwrap();
        publish(null.path()).unwrap();
        assert!(!Path::new("/dev/null.part").exists());
        let (real, link) = (folder.path().canonicalize().unwrap().join("real"), folder.path().join("link"));
        std::fs::write(&real, "").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        assert_eq!((target(link), target(real.clone())), (real.clone(), real));
    }

    #[test]
    fn shards_are_named_before_the_extensions() {
        assert_eq!(shard(Path::new("x/news.jsonl.gz"), 3, Some(16)), Path::new("x/news-0003-of-0016.jsonl.gz"));
        assert_eq!(shard(Path::new("news"), 0, None), Path::new("news-0000"));
    }
}
