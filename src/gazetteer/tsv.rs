//! The form of a list: tab-separated, commented, with a header row. See gazetteers/README.md.

use thiserror::Error;

/// What is wrong with a list, and where.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{list}:{line}: {what}")]
pub struct ListError {
    /// The list's file name.
    pub list: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

/// A list as text, its header read.
#[derive(Clone, Debug)]
pub struct List<'t> {
    name: &'t str,
    columns: Vec<&'t str>,
    body: &'t str,
    first_line: usize,
}

/// One row of a list.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    /// The line in its file, from 1.
    pub line: usize,
    text: &'t str,
}

impl<'t> Row<'t> {
    /// The cell of a column by its number from [`List::column`]; empty when the row ends before it.
    pub fn cell(&self, column: usize) -> &'t str {
        self.text.split('\t').nth(column).unwrap_or_default()
    }

    /// All cells in order.
    pub fn cells(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.text.split('\t')
    }
}

/// The values of a cell that holds several.
pub fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|v| !v.is_empty())
}

impl<'t> List<'t> {
    /// Reads comments and header.
    ///
    /// # Errors
    /// When there is no header.
    pub fn parse(name: &'t str, text: &'t str) -> Result<Self, ListError> {
        let mut rest = text;
        let mut line = 1;
        while !rest.is_empty() {
            let (row, after) = rest.split_once('\n').unwrap_or((rest, ""));
            line += 1;
            rest = after;
            if !row.starts_with('#') && !row.is_empty() {
                let row = row.strip_suffix('\r').unwrap_or(row);
                return Ok(Self { name, columns: row.split('\t').collect(), body: rest, first_line: line });
            }
        }
        Err(ListError { list: name.into(), line, what: "no header row: name the columns in the first line".into() })
    }

    /// Its name, as errors have it.
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// The names of its columns.
    pub fn columns(&self) -> &[&'t str] {
        &self.columns
    }

    /// The number of a column that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub fn column(&self, name: &str) -> Result<usize, ListError> {
        let position = self.columns.iter().position(|c| *c == name);
        position.ok_or_else(|| self.header_error(format!("no column '{name}' among {}", self.columns.join(", "))))
    }

    /// An error in the header.
    pub fn header_error(&self, what: impl Into<String>) -> ListError {
        ListError { list: self.name.into(), line: self.first_line - 1, what: what.into() }
    }

    /// Whether a row has as many cells as there are columns.
    ///
    /// # Errors
    /// When it has not: what to say of it.
    pub fn width(&self, row: Row<'_>) -> Result<(), String> {
        let (count, width) = (row.cells().count(), self.columns.len());
        if count == width {
            return Ok(());
        }
        Err(format!("{count} columns where the header has {width}: check the tabs"))
    }

    /// Its rows, without comments and empty lines.
    pub fn rows(&self) -> impl Iterator<Item = Row<'t>> + use<'t> {
        let first = self.first_line;
        self.body
            .split('\n')
            .enumerate()
            .map(move |(n, text)| Row { line: first + n, text: text.strip_suffix('\r').unwrap_or(text) })
            .filter(|row| !row.text.is_empty() && !row.text.starts_with('#'))
    }

    /// An error at a row of this list.
    pub fn error(&self, row: Row<'_>, what: impl Into<String>) -> ListError {
        ListError { list: self.name.into(), line: row.line, what: what.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line() {
        let list = List::parse("x.tsv", "# a\n\nname\taliases\nA\tB|C\n# c\nD\n").unwrap();
        let rows: Vec<_> = list.rows().map(|r| (r.line, r.cell(0), r.cell(1))).collect();
        assert_eq!(rows, [(4, "A", "B|C"), (6, "D", "")]);
        assert_eq!(values("B|C").collect::<Vec<_>>(), ["B", "C"]);
        assert_eq!(list.column("kind").unwrap_err().to_string(), "x.tsv:3: no column 'kind' among name, aliases");
        assert!(List::parse("y.tsv", "# nothing\n").is_err());
    }
}
