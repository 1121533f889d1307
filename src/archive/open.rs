//! From a file to the streams that lie in it: compression, containers, and the format of what is left.

use std::fmt::Display;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::Encoding;

use super::encoding::Transcoder;
use super::fuse::{Fuse, read_all};
use super::html::Page;
use super::limits::WINDOW_KIB;
use super::sniff::{self, Format, HEAD, Wrapping};
use super::unit::{Content, Place, Unit};
use super::{Input, Item, PassedOver, ReadError, Settings, Sink, json, jsonl, table, warc, xml};

/// What the name of a container's member and the path of the container are joined by.
const INSIDE: &str = "!/";

/// How much is decompressed at a time.
const BUFFER: usize = 128 << 10;

/// Cuts an input into units.
pub fn read(input: &Input, settings: &Settings, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut opener = Opener { settings, sink };
    let layer = Layer {
        path: input.name(),
        name: input.file_name(),
        id: input.id.clone(),
        prefix: input.prefix.clone(),
        depth: 0,
        named: input.named,
    };
    let Some(path) = &input.path else {
        let stdin =
            BufReader::with_capacity(BUFFER, Counted { inner: std::io::stdin(), bytes: settings.progress.clone() });
        return opener.stream(&mut { stdin }, &layer);
    };
    match File::open(path) {
        Ok(file) => opener.file(file, &layer),
        Err(error) => opener.fail(&layer, &error),
    }
}

/// One layer of what may lie in each other.
struct Layer {
    /// What errors and sources call it.
    path: String,
    /// Its name, for the extension.
    name: String,
    /// What its article is called, or its articles begin with.
    id: String,
    /// What the ids of a container's members begin with.
    prefix: String,
    depth: u32,
    /// Somebody pointed at it, rather than at a folder that it is in.
    named: bool,
}

impl Layer {
    /// What a compressed file holds.
    fn inside(&self) -> Self {
        let path = Path::new(&self.name);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let name = match extension.as_str() {
            "gz" | "zst" | "zstd" | "bz2" | "xz" => stem,
            "tgz" | "tzst" | "tbz" | "tbz2" | "txz" => format!("{stem}.tar"),
            _ => self.name.clone(),
        };
        Self {
            path: self.path.clone(),
            name,
            id: self.id.clone(),
            prefix: self.prefix.clone(),
            depth: self.depth + 1,
            named: self.named,
        }
    }

    /// A member of a container. Its name is only ever shown, never opened or written.
    fn member(&self, name: &str) -> Self {
        let name = name.replace('\\', "/");
        let path = name.trim_start_matches("./").trim_start_matches('/');
        let id = super::walk::stem(path);
        let id = if self.prefix.is_empty() { id } else { format!("{}/{id}", self.prefix) };
        Self {
            path: format!("{}{INSIDE}{path}", self.path),
            name: path.rsplit('/').next().unwrap_or_default().to_owned(),
            prefix: id.clone(),
            id,
            depth: self.depth + 1,
            named: false,
        }
    }
}

struct Opener<'a, 's> {
    settings: &'a Settings,
    sink: &'a mut Sink<'s>,
}

impl<'s> Opener<'_, 's> {
    fn fail(&mut self, layer: &Layer, reason: &dyn Display) -> ControlFlow<()> {
        (self.sink)(Item::Failed(ReadError::file(&layer.path, reason.to_string())))
    }

    fn pass_over(&mut self, layer: &Layer, reason: &'static str) -> ControlFlow<()> {
        (self.sink)(Item::PassedOver(PassedOver { path: layer.path.clone(), reason }))
    }

    /// A file that may be read at any place, which zip and Parquet want.
    fn file(&mut self, mut file: File, layer: &Layer) -> ControlFlow<()> {
        let seekable = file.metadata().is_ok_and(|m| m.is_file());
        if seekable {
            let mut head = Vec::new();
            let looked = (&mut file).take(4).read_to_end(&mut head).and_then(|_| file.rewind());
            if let Err(error) = looked {
                return self.fail(layer, &error);
            }
            if sniff::wrapping(&head) == Some(Wrapping::Zip) {
                return self.zip(file, layer);
            }
            if head == b"PAR1" || self.settings.format == Some(Format::Parquet) {
                return self.parquet(file, layer);
            }
        }
        let counted = Counted { inner: file, bytes: self.settings.progress.clone() };
        self.stream(&mut BufReader::with_capacity(BUFFER, counted), layer)
    }

    fn stream(&mut self, input: &mut dyn BufRead, layer: &Layer) -> ControlFlow<()> {
        if layer.depth > self.settings.limits.depth {
            return self.fail(layer, &"nested deeper than the limit; --max-depth sets it");
        }
        let mut head = Vec::new();
        // A stream that breaks within its first bytes still has those before the break.
        let broken = Read::take(&mut *input, HEAD as u64).read_to_end(&mut head).err();
        let wrapping = sniff::wrapping(&head);
        let mut input = Cursor::new(head.as_slice()).chain(Broken { inner: input, error: broken });
        let Some(wrapping) = wrapping else { return self.format(&head, &mut input, layer) };
        match wrapping {
            Wrapping::Gzip => self.compressed(flate2::bufread::MultiGzDecoder::new(input), layer),
            Wrapping::Bzip2 => self.compressed(bzip2::bufread::MultiBzDecoder::new(input), layer),
            Wrapping::Xz => self.compressed(lzma_rust2::XzReader::new_mem_limit(input, true, WINDOW_KIB), layer),
            Wrapping::Zstd => match zstd::stream::read::Decoder::with_buffer(input) {
                Ok(decoder) => self.compressed(decoder, layer),
                Err(error) => self.fail(layer, &error),
            },
            Wrapping::Tar => self.tar(&mut input, layer),
            Wrapping::Zip => self.zip_stream(&mut input, layer),
        }
    }

    fn compressed(&mut self, decoder: impl Read, layer: &Layer) -> ControlFlow<()> {
        self.stream(&mut BufReader::with_capacity(BUFFER, decoder), &layer.inside())
    }

    /// A member of a container, up to its limit.
    fn member(&mut self, input: &mut dyn Read, layer: &Layer) -> ControlFlow<()> {
        if layer.path.contains("/__MACOSX/") || layer.name.starts_with('.') {
            return self.pass_over(layer, "hidden");
        }
        let (mut input, _charge) = Fuse::new(BufReader::new(input), self.settings.limits.member, "this member");
        self.stream(&mut input, layer)
    }

    fn zip(&mut self, file: File, layer: &Layer) -> ControlFlow<()> {
        let counted = Counted { inner: file, bytes: self.settings.progress.clone() };
        let mut archive = match zip::ZipArchive::new(BufReader::new(counted)) {
            Ok(archive) => archive,
            Err(error) => return self.fail(layer, &error),
        };
        for n in 0..archive.len() {
            let inner = layer.member(&archive.name_for_index(n).map_or_else(|| "?".into(), name));
            match archive.by_index(n) {
                Ok(member) if member.is_dir() => {}
                Ok(mut member) => self.member(&mut member, &inner)?,
                Err(error) => self.fail(&inner, &error)?,
            }
        }
        ControlFlow::Continue(())
    }

    /// A zip inside of something else, member by member as they come.
    fn zip_stream(&mut self, mut input: &mut dyn BufRead, layer: &Layer) -> ControlFlow<()> {
        loop {
            match zip::read::read_zipfile_from_stream(&mut input) {
                Ok(None) => return ControlFlow::Continue(()),
                Ok(Some(member)) if member.is_dir() => {}
                Ok(Some(mut member)) => {
                    let layer = layer.member(&name(member.name()));
                    self.member(&mut member, &layer)?;
                }
                Err(error) => {
                    return self
                        .fail(layer, &format!("{error}; a zip that is no file of its own must be unpacked first"));
                }
            }
        }
    }

    fn tar(&mut self, input: &mut dyn BufRead, layer: &Layer) -> ControlFlow<()> {
        /// A header with a long name; the parser keeps it whole.
        const HEADER: u64 = 1 << 20;
        let (input, charge) = Fuse::new(input, HEADER, "a header of the tar");
        let mut archive = tar::Archive::new(input);
        let mut entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.fail(layer, &error),
        };
        loop {
            charge.set(HEADER);
            let mut entry = match entries.next() {
                None => return ControlFlow::Continue(()),
                Some(Ok(entry)) => entry,
                Some(Err(error)) => return self.fail(layer, &error),
            };
            let inner = layer.member(&String::from_utf8_lossy(&entry.path_bytes()));
            let kind = entry.header().entry_type();
            charge.set(u64::MAX);
            if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
                self.member(&mut entry, &inner)?;
            } else if !kind.is_dir() {
                self.pass_over(&inner, "a link or device, not a file")?;
            }
            // What is left of the member lies before the next header.
            let rest = self.settings.limits.member.saturating_add(1);
            match std::io::copy(&mut (&mut entry).take(rest), &mut std::io::sink()) {
                Ok(read) if read == rest => return self.fail(&inner, &"too large to be read past"),
                Ok(_) => {}
                Err(error) => return self.fail(&inner, &error),
            }
        }
    }

    #[cfg(feature = "parquet")]
    fn parquet(&mut self, file: File, layer: &Layer) -> ControlFlow<()> {
        let mut cutter = self.cutter(layer);
        super::parquet::cut(file, &mut cutter)
    }

    #[cfg(not(feature = "parquet"))]
    fn parquet(&mut self, _file: File, layer: &Layer) -> ControlFlow<()> {
        self.fail(layer, &"this program was built without Parquet; build it with --features parquet")
    }

    fn cutter<'b>(&'b mut self, layer: &Layer) -> Cutter<'b, 's> {
        Cutter {
            settings: self.settings,
            sink: self.sink,
            path: layer.path.as_str().into(),
            id: layer.id.clone(),
            named: layer.named,
            index: 0,
        }
    }

    fn format(&mut self, head: &[u8], input: &mut dyn BufRead, layer: &Layer) -> ControlFlow<()> {
        let known = sniff::format(head, &layer.name, layer.named, &self.settings.columns);
        let Some(format) = self.settings.format.or(known) else {
            return self.pass_over(layer, if head.is_empty() { "empty" } else { "no format that articles come in" });
        };
        let limit = self.settings.limits.article;
        let mut cutter = self.cutter(layer);
        // Text, pages and XML tell their encoding themselves; the others are lines and tables of UTF-8.
        let wide = Encoding::for_bom(head).filter(|(e, _)| *e != encoding_rs::UTF_8);
        let mut transcoded;
        let input: &mut dyn BufRead = match (wide, format) {
            (Some((encoding, _)), Format::Jsonl | Format::Json | Format::Csv | Format::Tsv) => {
                transcoded = BufReader::new(Transcoder::new(input, encoding, Default::default()));
                &mut transcoded
            }
            _ => input,
        };
        match format {
            Format::Text | Format::Html => {
                let place = cutter.place(0);
                let bytes = match read_all(input, limit) {
                    Ok(bytes) => bytes,
                    Err(error) => return cutter.failed(place.error(error.to_string())),
                };
                let id = cutter.id.clone();
                let content = match format {
                    Format::Text => Content::Text(bytes),
                    _ => Content::Page(Box::new(Page { bytes, ..Page::default() })),
                };
                cutter.unit(place, id, content)
            }
            Format::Jsonl => jsonl::cut(input, &mut cutter),
            Format::Json => json::cut(input, &mut cutter),
            Format::Csv => table::cut(input, None, &mut cutter),
            Format::Tsv => table::cut(input, Some(b'\t'), &mut cutter),
            Format::Xml => xml::cut(input, head, &mut cutter),
            Format::Warc => warc::cut(input, &mut cutter),
            Format::Parquet => self.fail(layer, &"Parquet must be a file of its own; unpack it first"),
        }
    }
}

/// What a format hands its articles to.
pub(super) struct Cutter<'a, 's> {
    pub(super) settings: &'a Settings,
    sink: &'a mut Sink<'s>,
    pub(super) path: Arc<str>,
    /// What the file's articles are called, or their ids begin with.
    pub(super) id: String,
    /// Somebody pointed at the file, rather than at a folder that it is in.
    named: bool,
    index: u64,
}

impl Cutter<'_, '_> {
    /// The place of the next article.
    pub(super) fn place(&mut self, offset: u64) -> Place {
        let place = Place { path: self.path.clone(), index: self.index, line: None, offset };
        self.index += 1;
        place
    }

    /// What an article is called in a file that has mostly one.
    pub(super) fn nth_id(&self, index: u64) -> String {
        if index == 0 { self.id.clone() } else { format!("{}:{index}", self.id) }
    }

    pub(super) fn unit(&mut self, place: Place, id: String, content: Content) -> ControlFlow<()> {
        (self.sink)(Item::Unit(Unit { place, id, content }))
    }

    pub(super) fn failed(&mut self, error: ReadError) -> ControlFlow<()> {
        (self.sink)(Item::Failed(error))
    }

    pub(super) fn passed_over(&mut self, place: &Place, reason: &'static str) -> ControlFlow<()> {
        (self.sink)(Item::PassedOver(PassedOver { path: format!("{}#{}", place.path, place.index), reason }))
    }

    /// A table has no column for the text: nothing is wrong with one that was merely found.
    pub(super) fn no_text(&mut self, names: &[impl AsRef<str>]) -> ControlFlow<()> {
        if !self.named {
            let reason = "a table without a column for the text";
            return (self.sink)(Item::PassedOver(PassedOver { path: self.path.to_string(), reason }));
        }
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let reason = format!("{}; its columns are: {}", self.settings.columns.no_text(), names.join(", "));
        let error = ReadError::file(&*self.path, reason);
        self.failed(error)
    }

    /// The stream cannot be read any further.
    pub(super) fn broken(&mut self, error: &dyn Display) -> ControlFlow<()> {
        let error = ReadError {
            path: self.path.to_string(),
            index: Some(self.index),
            line: None,
            offset: None,
            reason: format!("cannot be read any further: {error}"),
        };
        self.failed(error)
    }
}

/// The name of a member of a zip; one that cannot be decoded is as good as none.
fn name(name: zip::result::ZipResult<std::borrow::Cow<'_, str>>) -> String {
    name.map_or_else(|_| "?".into(), std::borrow::Cow::into_owned)
}

/// A reader that has broken before, and says so in its place.
struct Broken<'a> {
    inner: &'a mut dyn BufRead,
    error: Option<std::io::Error>,
}

impl Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.inner.read(buffer),
        }
    }
}

impl BufRead for Broken<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        match self.error.take() {
            Some(error) => Err(error),
            None => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        self.inner.consume(n);
    }
}

/// Counts what is read of a file.
struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.bytes.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}
