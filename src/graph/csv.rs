//! Tables as CSV and TSV: for `neo4j-admin database import`, for Kùzu's kin, for spreadsheets.

use std::io::{Result, Write};

use super::tables::{Cell, Role, Sink, TABLES, Table, Type};

/// Opens the file of a name.
pub type Open<'o> = dyn FnMut(&str) -> Result<Box<dyn Write>> + 'o;

/// Whether cells are changed to be safe in a spreadsheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The data as it is.
    #[default]
    Plain,
    /// Text that a spreadsheet would take for a formula gets an apostrophe before it.
    Spreadsheet,
}

/// A cell as one text; lists are JSON arrays, as their elements may hold any character.
pub fn plain(cell: Cell, profile: Profile) -> String {
    let text = match cell {
        Cell::Null => return String::new(),
        Cell::Integer(number) => return number.to_string(),
        Cell::Float(number) => return number.to_string(),
        Cell::Text(text) => text,
        Cell::List(list) => serde_json::to_string(&list).unwrap_or_default(),
    };
    // As OWASP has it: these begin a formula, the white space too, as it is skipped.
    let formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if formula && profile == Profile::Spreadsheet { format!("'{text}") } else { text }
}

/// Writes a folder of CSV files with the headers of Neo4j: a file a table.
pub struct Neo4j {
    files: Vec<csv::Writer<Box<dyn Write>>>,
    profile: Profile,
}

impl std::fmt::Debug for Neo4j {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Neo4j").field("profile", &self.profile).finish_non_exhaustive()
    }
}

impl Neo4j {
    /// Opens all files and writes their headers, also of those that stay empty.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn new(open: &mut Open<'_>, profile: Profile) -> Result<Self> {
        let mut files = Vec::new();
        for table in TABLES {
            let mut file = csv::Writer::from_writer(open(&format!("{}.csv", table.name))?);
            file.write_record(header(table)).map_err(std::io::Error::from)?;
            files.push(file);
        }
        Ok(Self { files, profile })
    }
}

/// The names of the columns, as neo4j-admin reads them.
fn header(table: &Table) -> Vec<String> {
    let mut out = Vec::new();
    for (n, (name, of)) in table.columns.iter().enumerate() {
        out.push(match (table.role, n) {
            (Role::Node(label), 0) => format!("{name}:ID({label})"),
            (Role::Relation(_, from, _), 0) => format!(":START_ID({from})"),
            (Role::Relation(_, _, to), 1) => format!(":END_ID({to})"),
            _ => match of {
                Type::Text | Type::List => (*name).to_owned(),
                Type::Integer => format!("{name}:long"),
                Type::Float => format!("{name}:double"),
            },
        });
    }
    out.push(if matches!(table.role, Role::Node(_)) { ":LABEL" } else { ":TYPE" }.to_owned());
    out
}

impl Sink for Neo4j {
    fn row(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<()> {
        let Some(file) = TABLES.iter().position(|t| *t == table).and_then(|n| self.files.get_mut(n)) else {
            return Ok(());
        };
        let last = match table.role {
            Role::Relation(name, ..) => name.to_owned(),
            Role::Node(label) => match cells.get(1) {
                Some(Cell::Text(kind)) if label == "Entity" => format!("Entity;{}", kind_label(kind)),
                _ => label.to_owned(),
            },
        };
        let cells = cells.into_iter().map(|cell| plain(cell, self.profile));
        file.write_record(cells.chain([last])).map_err(std::io::Error::from)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.files.into_iter().try_for_each(|mut file| file.flush())
    }
}

fn kind_label(kind: &str) -> &'static str {
    match kind {
        "person" => "Person",
        "country" => "Country",
        "organization" => "Organization",
        "place" => "Place",
        _ => "Thing",
    }
}

/// Writes one table with a plain header: CSV or TSV.
pub struct One {
    file: csv::Writer<Box<dyn Write>>,
    profile: Profile,
}

impl std::fmt::Debug for One {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("One").field("profile", &self.profile).finish_non_exhaustive()
    }
}

impl One {
    /// Begins the file of a table, whose cells `delimiter` parts.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn new(out: Box<dyn Write>, table: &'static Table, delimiter: u8, profile: Profile) -> Result<Self> {
        let mut file = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
        file.write_record(table.columns.iter().map(|c| c.0)).map_err(std::io::Error::from)?;
        Ok(Self { file, profile })
    }
}

impl Sink for One {
    fn row(&mut self, _: &'static Table, cells: Vec<Cell>) -> Result<()> {
        let cells = cells.into_iter().map(|cell| plain(cell, self.profile));
        self.file.write_record(cells).map_err(std::io::Error::from)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_in_the_profile_of_spreadsheets_only() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            let cell = Cell::Text(formula.into());
            assert_eq!(plain(cell.clone(), Profile::Plain), formula);
            assert_eq!(plain(cell, Profile::Spreadsheet), format!("'{formula}"));
        }
        assert_eq!(plain(Cell::Integer(-1), Profile::Spreadsheet), "-1");
        assert_eq!(plain(Cell::Text("a=1".into()), Profile::Spreadsheet), "a=1");
        assert_eq!(plain(Cell::List(vec!["a\"b".into(), "=c".into()]), Profile::Spreadsheet), r#"["a\"b","=c"]"#);
    }
}
