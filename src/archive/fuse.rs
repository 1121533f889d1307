//! Readers that stop: at a size, and when a parser reads on and on without an end.

use std::cell::Cell;
use std::io::{BufRead, Error, ErrorKind, Read, Result};
use std::rc::Rc;

/// A reader that fails once more bytes were taken than its charge allows. Whoever holds the [`Charge`] renews it at the
/// end of every article, so that a parser which keeps what it reads can never keep more than one charge.
pub(super) struct Fuse<R> {
    inner: R,
    charge: Charge,
    what: &'static str,
}

/// How many bytes a [`Fuse`] still lets through.
#[derive(Clone)]
pub(super) struct Charge {
    left: Rc<Cell<u64>>,
    read: Rc<Cell<u64>>,
}

impl Charge {
    pub(super) fn set(&self, bytes: u64) {
        self.left.set(bytes);
    }

    /// How many bytes were read through the fuse so far.
    pub(super) fn read(&self) -> u64 {
        self.read.get()
    }
}

impl<R: BufRead> Fuse<R> {
    /// `what` says in an error what was too large.
    pub(super) fn new(inner: R, bytes: u64, what: &'static str) -> (Self, Charge) {
        let charge = Charge { left: Rc::new(Cell::new(bytes)), read: Rc::default() };
        (Self { inner, charge: charge.clone(), what }, charge)
    }
}

impl<R: BufRead> Read for Fuse<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let bytes = self.fill_buf()?;
        let n = bytes.len().min(buffer.len());
        buffer[..n].copy_from_slice(&bytes[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Fuse<R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        let left = self.charge.left.get();
        let bytes = self.inner.fill_buf()?;
        if left == 0 && !bytes.is_empty() {
            return Err(Error::new(ErrorKind::FileTooLarge, format!("{} is larger than the limit", self.what)));
        }
        Ok(&bytes[..bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX))])
    }

    fn consume(&mut self, n: usize) {
        self.charge.left.set(self.charge.left.get().saturating_sub(n as u64));
        self.charge.read.set(self.charge.read.get() + n as u64);
        self.inner.consume(n);
    }
}

/// Reads a stream to its end, or to one byte past the limit: then it is an error.
pub(super) fn read_all(input: &mut dyn BufRead, limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Error::new(ErrorKind::FileTooLarge, too_large(limit)));
    }
    Ok(bytes)
}

/// Why an article is refused.
pub(super) fn too_large(limit: u64) -> String {
    format!("the article is larger than {limit} bytes; --max-article sets the limit")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fuse_lets_through_what_it_is_charged_with() {
        let (mut fuse, charge) = Fuse::new(&b"abcdef"[..], 2, "it");
        let mut two = [0; 2];
        fuse.read_exact(&mut two).unwrap();
        assert_eq!(fuse.read(&mut two).unwrap_err().to_string(), "it is larger than the limit");
        charge.set(4);
        let mut rest = Vec::new();
        fuse.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, b"cdef");
    }

    #[test]
    fn what_is_as_large_as_the_limit_is_read() {
        assert_eq!(read_all(&mut &b"abc"[..], 3).unwrap(), b"abc");
        assert!(read_all(&mut &b"abcd"[..], 3).is_err());
    }
}
