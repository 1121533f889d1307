//! Tables as Parquet, for DuckDB, Polars, pandas and Spark: a folder with a file a table.

use std::io::{Result, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::tables::{Cell, Sink, TABLES, Table, Type};

/// A row group is written when its rows take this many bytes, roughly, or are this many.
const GROUP_BYTES: usize = 16 << 20;
const GROUP_ROWS: usize = 1 << 17;

/// Where a file is written to.
pub type Out = Box<dyn Write + Send>;

/// Writes some tables.
pub struct Parquet {
    files: Vec<File>,
}

struct File {
    table: &'static Table,
    writer: SerializedFileWriter<Out>,
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

/// The values of a column, with the levels that tell what is null and where lists begin.
enum Values {
    Text(Vec<ByteArray>, Vec<i16>),
    Integer(Vec<i64>, Vec<i16>),
    Float(Vec<f64>, Vec<i16>),
    List(Vec<ByteArray>, Vec<i16>, Vec<i16>),
}

impl std::fmt::Debug for Parquet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Parquet").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

fn failed(error: ParquetError) -> std::io::Error {
    std::io::Error::other(error)
}

impl Parquet {
    /// Opens the files of all tables.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn all(open: &mut dyn FnMut(&str) -> Result<Out>) -> Result<Self> {
        let files = TABLES.iter().map(|table| File::new(table, open(&format!("{}.parquet", table.name))?));
        Ok(Self { files: files.collect::<Result<_>>()? })
    }

    /// Begins the file of one table.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn one(out: Out, table: &'static Table) -> Result<Self> {
        Ok(Self { files: vec![File::new(table, out)?] })
    }
}

impl Sink for Parquet {
    fn row(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<()> {
        match self.files.iter_mut().find(|f| *f.table == *table) {
            Some(file) => file.row(cells),
            None => Ok(()),
        }
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.files.into_iter().try_for_each(File::finish)
    }
}

impl File {
    fn new(table: &'static Table, out: Out) -> Result<Self> {
        let mut schema = format!("message {} {{\n", table.name);
        for (n, (name, kind)) in table.columns.iter().enumerate() {
            // Only ids are always there.
            let needed = if n == 0 { "REQUIRED" } else { "OPTIONAL" };
            schema += &match kind {
                Type::Text => format!("{needed} BYTE_ARRAY {name} (UTF8);\n"),
                Type::Integer => format!("{needed} INT64 {name};\n"),
                Type::Float => format!("{needed} DOUBLE {name};\n"),
                Type::List => format!(
                    "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (UTF8); }} }}\n"
                ),
            };
        }
        schema += "}";
        let schema = Arc::new(parse_message_type(&schema).map_err(failed)?);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("whosaid ", env!("CARGO_PKG_VERSION")).into());
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties.build())).map_err(failed)?;
        Ok(Self { table, writer, columns: columns(table), rows: 0, bytes: 0 })
    }

    fn row(&mut self, cells: Vec<Cell>) -> Result<()> {
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += match (values, cell) {
                (Values::Text(values, levels), Cell::Text(text)) => {
                    let bytes = text.len();
                    values.push(text.into_bytes().into());
                    levels.push(1);
                    bytes
                }
                (Values::Integer(values, levels), Cell::Integer(number)) => {
                    values.push(number);
                    levels.push(1);
                    8
                }
                (Values::Float(values, levels), Cell::Float(number)) => {
                    values.push(number);
                    levels.push(1);
                    8
                }
                (Values::List(values, levels, repeats), Cell::List(list)) => {
                    let bytes = list.iter().map(String::len).sum();
                    if list.is_empty() {
                        levels.push(0);
                        repeats.push(0);
                    }
                    for (n, text) in list.into_iter().enumerate() {
                        values.push(text.into_bytes().into());
                        levels.push(1);
                        repeats.push(i16::from(n > 0));
                    }
                    bytes
                }
                (Values::List(_, levels, repeats), _) => {
                    levels.push(0);
                    repeats.push(0);
                    0
                }
                (Values::Text(_, levels) | Values::Integer(_, levels) | Values::Float(_, levels), _) => {
                    levels.push(0);
                    0
                }
            };
        }
        self.rows += 1;
        if self.bytes > GROUP_BYTES || self.rows >= GROUP_ROWS { self.group() } else { Ok(()) }
    }

    fn group(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group().map_err(failed)?;
        let mut needed = true;
        for values in std::mem::replace(&mut self.columns, columns(self.table)) {
            let Some(mut column) = group.next_column().map_err(failed)? else { break };
            // A required column has no levels.
            let levels = |levels: &'_ Vec<i16>| (!needed).then(|| levels.clone());
            match values {
                Values::Text(values, l) => {
                    column.typed::<ByteArrayType>().write_batch(&values, levels(&l).as_deref(), None)
                }
                Values::Integer(values, l) => {
                    column.typed::<Int64Type>().write_batch(&values, levels(&l).as_deref(), None)
                }
                Values::Float(values, l) => {
                    column.typed::<DoubleType>().write_batch(&values, levels(&l).as_deref(), None)
                }
                Values::List(values, l, r) => column.typed::<ByteArrayType>().write_batch(&values, Some(&l), Some(&r)),
            }
            .map_err(failed)?;
            column.close().map_err(failed)?;
            needed = false;
        }
        group.close().map_err(failed)?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        let mut out = self.writer.into_inner().map_err(failed)?;
        out.flush()
    }
}

fn columns(table: &Table) -> Vec<Values> {
    let empty = |kind: &Type| match kind {
        Type::Text => Values::Text(Vec::new(), Vec::new()),
        Type::Integer => Values::Integer(Vec::new(), Vec::new()),
        Type::Float => Values::Float(Vec::new(), Vec::new()),
        Type::List => Values::List(Vec::new(), Vec::new(), Vec::new()),
    };
    table.columns.iter().map(|(_, kind)| empty(kind)).collect()
}
