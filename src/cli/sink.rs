//! Where the graph goes: a file or standard output, shared between the one who writes and the one who gives it its name.

use std::io::{Result, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::output::{self, File};

/// So many bytes go to the disk at a time.
const FRAME: usize = 8 << 20;

/// A file that gets its name when it is whole, or standard output.
#[derive(Clone)]
pub(super) struct Out(Arc<Mutex<Inner>>);

enum Inner {
    File(File, usize),
    Stdout(std::io::BufWriter<std::io::Stdout>),
}

impl Out {
    /// Begins a file; what was under its name stays until the new one is whole. None is standard output.
    pub(super) fn new(path: Option<&Path>) -> Result<Self> {
        let inner = match path.filter(|p| p.as_os_str() != "-") {
            None => Inner::Stdout(std::io::BufWriter::with_capacity(1 << 16, std::io::stdout())),
            Some(path) => {
                let file = File::open(output::target(path.to_owned()), 0, 0)
                    .map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", path.display())))?;
                Inner::File(file, 0)
            }
        };
        Ok(Self(Arc::new(Mutex::new(inner))))
    }

    /// Ends the file and gives it its name.
    pub(super) fn publish(&self) -> Result<()> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Inner::Stdout(out) => out.flush(),
            Inner::File(file, _) => {
                file.finish()?;
                output::publish(file.path())?;
                output::sync_folder(file.path());
                Ok(())
            }
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Inner::Stdout(out) => return out.write(bytes),
            Inner::File(file, pending) => {
                file.write(bytes);
                *pending += bytes.len();
                if *pending >= FRAME {
                    file.commit()?;
                    *pending = 0;
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// The extension of a file's name that tells its kind: that before `.gz` or `.zst`, in small letters.
pub(super) fn extension(path: &Path) -> String {
    let lower = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain = [".gz", ".zst", ".zstd"].into_iter().find_map(|e| lower.strip_suffix(e)).unwrap_or(&lower);
    plain.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_owned())
}
