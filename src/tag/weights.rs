//! The weights of the evidence: tables that a person can read and change, and that the fitting tool sets.

use rustc_hash::FxHashMap;

use super::evidence::{self, Evidence};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::tsv::{List, ListError};

/// The weights of one piece of evidence: for person, organization, location, and for no name at all.
pub type Row = [f32; 4];

/// The column of [`Row`] for no name at all.
pub const NO_NAME: usize = 3;

/// A weight for every piece of evidence; zero where the table has no row.
#[derive(Clone, Debug)]
pub struct Weights {
    rows: Vec<Row>,
}

const FIRST: &str = include_str!("../../weights/names-first.tsv");
const SECOND: &str = include_str!("../../weights/names-second.tsv");

impl Weights {
    /// Weights that weigh nothing.
    pub fn zero() -> Self {
        Self { rows: vec![[0.0; 4]; evidence::COUNT] }
    }

    /// The built-in tables for the two readings of an article.
    pub fn builtin(gazetteer: &Gazetteer) -> [Weights; 2] {
        // A test holds the tables to their form; a row that is none weighs nothing.
        let numbers = numbers(gazetteer);
        [FIRST, SECOND].map(|text| Self::read("weights", text, &numbers).0)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// Every row that names no evidence or holds what is no number; the other rows are read.
    pub fn parse(name: &str, text: &str, gazetteer: &Gazetteer) -> (Self, Vec<ListError>) {
        Self::read(name, text, &numbers(gazetteer))
    }

    fn read(name: &str, text: &str, numbers: &FxHashMap<String, Evidence>) -> (Self, Vec<ListError>) {
        let mut weights = Self::zero();
        let list = match List::parse(name, text) {
            Ok(list) => list,
            Err(error) => return (weights, vec![error]),
        };
        let mut errors = Vec::new();
        for row in list.rows() {
            let mut cells = row.cells();
            let Some(&number) = cells.next().and_then(|n| numbers.get(n)) else {
                errors.push(list.error(row, format!("no evidence '{}'", row.cell(0))));
                continue;
            };
            for (slot, cell) in weights.rows[number as usize].iter_mut().zip(cells) {
                match cell.parse() {
                    Ok(weight) => *slot = weight,
                    Err(_) if cell.is_empty() => {}
                    Err(_) => errors.push(list.error(row, format!("'{cell}' is no number"))),
                }
            }
        }
        (weights, errors)
    }

    /// The weights of one piece.
    pub fn row(&self, evidence: Evidence) -> Row {
        self.rows.get(evidence as usize).copied().unwrap_or_default()
    }

    /// All rows, for the fitting tool.
    pub fn rows_mut(&mut self) -> &mut [Row] {
        &mut self.rows
    }

    /// The sum over all evidence of a candidate.
    pub fn sum(&self, evidence: &[Evidence]) -> Row {
        let mut sum = [0.0; 4];
        for &e in evidence {
            let row = self.row(e);
            for (s, w) in sum.iter_mut().zip(row) {
                *s += w;
            }
        }
        sum
    }
}

fn numbers(gazetteer: &Gazetteer) -> FxHashMap<String, Evidence> {
    evidence::names(gazetteer)
        .into_iter()
        .enumerate()
        .filter(|(_, (name, _))| !name.is_empty())
        .map(|(n, (name, _))| (name, n as Evidence))
        .collect()
}
