//! The weights of the evidence: tables that a person can read and change, and that the fitting tool sets.
//!
//! A candidate's score is the sum of the weights of its evidence, and of a small layer of units over the same evidence:
//! each unit adds up weights of its own, and what it has above zero speaks for or against a kind. So pieces that mean
//! little alone count together ("of" inside, and the name of a place at the end). All weights are whole hundredths, added
//! as such: the sum is the same in any order, and cheap.

use rustc_hash::FxHashMap;
use wide::{CmpGt, f32x4, i16x8, i32x4};

use super::evidence::{self, Evidence};
use crate::gazetteer::Gazetteer;
use crate::gazetteer::tsv::{List, ListError};

/// The weights of one piece of evidence: for person, organization, location, and for no name at all.
pub type Row = [f32; 4];

/// The column of [`Row`] for no name at all.
pub const NO_NAME: usize = 3;

/// How many units there are.
pub const UNITS: usize = 36;
/// What each unit is given by one piece of evidence, or starts with.
pub type Units = [f32; UNITS];

/// How many blocks of eight hold the weights of a piece.
pub(super) const BLOCKS: usize = (4 + UNITS) / 8;
/// Weights of a piece for the kinds, then for the units, in hundredths.
pub(super) type Lanes = [i16x8; BLOCKS];
pub(super) const NOTHING: Lanes = [i16x8::new([0; 8]); BLOCKS];
const HUNDRED: f32 = 100.0;

/// No weight is more than this, in hundredths: what a piece says of a kind then fits 32 bits.
const HEAVIEST: f32 = 1_600.0;

fn lanes(kinds: &Row, units: &Units) -> Lanes {
    let hundredths = |weight: &f32| (weight * HUNDRED).round().clamp(-HEAVIEST, HEAVIEST) as i16;
    let mut all = kinds.iter().chain(units).map(hundredths);
    [(); BLOCKS].map(|()| i16x8::new([(); 8].map(|()| all.next().unwrap_or(0))))
}

fn numbers_of(lanes: &Lanes) -> [i16; 4 + UNITS] {
    let blocks = lanes.map(i16x8::to_array);
    std::array::from_fn(|n| blocks[n / 8][n % 8])
}

/// What a unit says of a kind is whole ten-thousandths, so that scores too are sums of whole numbers.
const SAYS: f32 = 10_000.0;
/// The most that is heard of a unit, in hundredths: what all of them say of a kind then fits 32 bits.
const LOUDEST: i16 = 1_500;
/// What is heard: the sums for the kinds as they are, those of the units between zero and [`LOUDEST`].
const LEAST: Lanes = bounds(i16::MIN, 0);
const MOST: Lanes = bounds(i16::MAX, LOUDEST);

/// The lanes of the kinds.
const OF_KINDS: Lanes = bounds(-1, 0);

/// One number for the lanes of the kinds, another for those of the units.
const fn bounds(kinds: i16, units: i16) -> Lanes {
    let mut lanes = [i16x8::new([units; 8]); BLOCKS];
    lanes[0] = i16x8::new([kinds, kinds, kinds, kinds, units, units, units, units]);
    lanes
}

fn set_lane(lanes: &mut Lanes, lane: usize, value: f32) {
    if let Some(block) = lanes.get_mut(lane / 8) {
        block.as_array_mut()[lane % 8] = value.round() as i16;
    }
}

/// What speaks for a kind, less what speaks for the others.
fn against(kinds: &Row, kind: usize) -> f32 {
    kinds[kind] - (kinds.iter().sum::<f32>() - kinds[kind]) / 3.0
}

/// The sum of the products, lane by lane.
pub(super) fn dot(a: &Lanes, b: &Lanes) -> i32 {
    let mut sums = i32x4::ZERO;
    for (a, b) in a.iter().zip(b) {
        sums += a.dot(*b);
    }
    let [a, b, c, d] = sums.to_array();
    (a + b) + (c + d)
}

/// A weight for every piece of evidence; zero where the table has no row.
#[derive(Clone, Debug)]
pub struct Weights {
    rows: Vec<Lanes>,
    /// What the units start with.
    start: Lanes,
    /// What the units say of each kind, and what a weight for a kind says of it.
    says: [Lanes; 4],
    /// What a hundredth of each weight means for each kind against the others, in parts of [`PARTS`].
    against: [Lanes; 4],
}

/// A third of it is whole too.
const PARTS: f32 = 6_000.0;

const FIRST: &str = include_str!("../../weights/names-first.tsv");
const SECOND: &str = include_str!("../../weights/names-second.tsv");

/// A sum of weights before the units are asked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total(pub(super) Lanes);

impl Weights {
    /// Weights that weigh nothing.
    pub fn zero() -> Self {
        Self { rows: vec![NOTHING; evidence::COUNT], start: NOTHING, says: [NOTHING; 4], against: [NOTHING; 4] }
            .with_kinds()
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
    /// Every row that names no evidence, or holds what is no number or one beyond 16; the other rows are read.
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
            let name = cells.next().unwrap_or_default();
            let mut kinds = [0.0; 4];
            for (slot, cell) in kinds.iter_mut().zip(&mut cells) {
                match cell.parse::<f32>() {
                    Ok(weight) if weight.abs() * HUNDRED <= HEAVIEST => *slot = weight,
                    Err(_) if cell.is_empty() => {}
                    _ => errors.push(list.error(row, format!("'{cell}' is no number from -16 to 16"))),
                }
            }
            // The reason, then the units.
            let mut units = [0.0; UNITS];
            let given = cells.nth(1).unwrap_or_default().split_ascii_whitespace();
            for (count, number) in given.enumerate() {
                match (units.get_mut(count), number.parse::<i16>()) {
                    (Some(unit), Ok(hundredths)) if f32::from(hundredths).abs() <= HEAVIEST => {
                        *unit = f32::from(hundredths) / HUNDRED;
                    }
                    _ => errors.push(list.error(row, format!("'{number}' is no hundredths of one of {UNITS} units"))),
                }
            }
            if name == START {
                weights.set_start(&units);
            } else if let Some(unit) = name.strip_prefix(UNIT).and_then(|n| n.parse::<usize>().ok()) {
                if (1..=UNITS).contains(&unit) {
                    weights.set_says(unit - 1, &kinds);
                } else {
                    errors.push(list.error(row, format!("there are units 1 to {UNITS}")));
                }
            } else if let Some(&number) = numbers.get(name) {
                weights.set(number, &kinds, &units);
            } else {
                errors.push(list.error(row, format!("no evidence '{name}'")));
            }
        }
        (weights, errors)
    }

    /// Sets the weights of one piece, rounded to hundredths.
    pub fn set(&mut self, evidence: Evidence, kinds: &Row, units: &Units) {
        if let Some(row) = self.rows.get_mut(evidence as usize) {
            *row = lanes(kinds, units);
        }
    }

    /// Sets what the units start with, rounded to hundredths.
    pub fn set_start(&mut self, units: &Units) {
        self.start = lanes(&[0.0; 4], units);
    }

    /// Sets what a unit says of the kinds, for each whole that it has above zero: up to 3.2, rounded to ten-thousandths.
    pub fn set_says(&mut self, unit: usize, kinds: &Row) {
        for k in 0..4 {
            set_lane(&mut self.says[k], 4 + unit, kinds[k] * SAYS);
            set_lane(&mut self.against[k], 4 + unit, against(kinds, k) * PARTS);
        }
    }

    /// A weight for a kind means that kind.
    fn with_kinds(mut self) -> Self {
        for of in 0..4 {
            let means = std::array::from_fn(|k| f32::from(u8::from(k == of)));
            for k in 0..4 {
                set_lane(&mut self.against[k], of, against(&means, k) * PARTS);
            }
            set_lane(&mut self.says[of], of, SAYS);
        }
        self
    }

    /// What each unit says of the kinds.
    fn says(&self) -> [Row; UNITS] {
        let kinds = self.says.each_ref().map(numbers_of);
        std::array::from_fn(|unit| kinds.map(|says| f32::from(says[4 + unit]) / SAYS))
    }

    /// The weights of one piece for the kinds, without what the units make of it.
    pub fn row(&self, evidence: Evidence) -> Row {
        let row = numbers_of(self.rows.get(evidence as usize).unwrap_or(&NOTHING));
        std::array::from_fn(|k| f32::from(row[k]) / HUNDRED)
    }

    /// The table as text, without its comments: a row for each piece that weighs something.
    pub fn table(&self, names: &[(String, String)]) -> String {
        let mut out = String::from("evidence\tperson\torganization\tlocation\tnone\treason\tunits\n");
        let numbers = |lanes: &[i16]| lanes.iter().map(i16::to_string).collect::<Vec<_>>().join(" ");
        let kinds = |row: &Row, digits| row.map(|w| format!("{w:.digits$}")).join("\t");
        let says = self.says();
        let units = |row: &Lanes| numbers(&numbers_of(row)[4..]);
        if says.iter().flatten().any(|w| *w != 0.0) {
            let reason = "what the units start with";
            out += &format!("{START}\t\t\t\t\t{reason}\t{}\n", units(&self.start));
        }
        for (n, says) in says.iter().enumerate().filter(|(_, s)| s.iter().any(|w| *w != 0.0)) {
            out += &format!("{UNIT}{}\t{}\twhat this unit says of the kinds\t\n", n + 1, kinds(says, 4));
        }
        for (n, (name, reason)) in names.iter().enumerate() {
            let Some(row) = self.rows.get(n).filter(|row| !name.is_empty() && **row != NOTHING) else { continue };
            out += &format!("{name}\t{}\t{reason}\t{}\n", kinds(&self.row(n as Evidence), 2), units(row));
        }
        out
    }

    /// The scores of a candidate with this evidence.
    pub fn sum(&self, evidence: &[Evidence]) -> Row {
        self.scores(&self.total(evidence))
    }

    pub(super) fn rows(&self) -> &[Lanes] {
        &self.rows
    }

    /// What a sum is before there is any evidence.
    pub(super) fn start(&self) -> Total {
        Total(self.start)
    }

    /// The sum over all evidence of a candidate.
    pub(crate) fn total(&self, evidence: &[Evidence]) -> Total {
        self.add(&Total(self.start), evidence)
    }

    /// What a sum becomes with more evidence.
    pub(crate) fn add(&self, Total(total): &Total, evidence: &[Evidence]) -> Total {
        let mut total = *total;
        for &e in evidence {
            if let Some(row) = self.rows.get(e as usize) {
                for (sum, weights) in total.iter_mut().zip(row) {
                    *sum = sum.saturating_add(*weights);
                }
            }
        }
        Total(total)
    }

    /// What a sum says of the kinds. A function of its own, so that its sums stay in registers.
    #[inline(never)]
    pub(crate) fn scores(&self, Total(total): &Total) -> Row {
        let mut sums = [i32x4::ZERO; 4];
        for (n, block) in total.iter().enumerate() {
            let heard = block.max(LEAST[n]).min(MOST[n]);
            for (sums, says) in sums.iter_mut().zip(&self.says) {
                *sums += heard.dot(says[n]);
            }
        }
        let [a, b, c, d] = i32x4::transpose(sums);
        let wholes = (a + b) + (c + d);
        (f32x4::from_i32x4(wholes) / f32x4::splat(HUNDRED * SAYS)).to_array()
    }

    /// What each piece of evidence adds to the scores of a candidate, by the units that its evidence together raises
    /// above zero. With what these units start with, the pieces add up to the scores.
    pub(crate) fn shares(&self, evidence: &[Evidence]) -> Vec<Row> {
        let raised = self.raised(evidence);
        evidence.iter().map(|&e| std::array::from_fn(|k| self.share(e, &raised.map(|says| says[k])))).collect()
    }

    /// What a hundredth of each weight means for a kind against the others where the evidence adds up to this.
    pub(super) fn means(&self, Total(total): Total, kind: usize) -> Option<Lanes> {
        let mut means = *self.against.get(kind)?;
        for (n, (means, total)) in means.iter_mut().zip(total).enumerate() {
            *means &= total.cmp_gt(i16x8::ZERO) | OF_KINDS[n];
        }
        Some(means)
    }

    /// What each whole of a weight means for the kinds: itself, or what its unit says if that is above zero.
    fn raised(&self, evidence: &[Evidence]) -> [Row; 4 + UNITS] {
        let total = numbers_of(&self.total(evidence).0);
        let says = self.says();
        std::array::from_fn(|n| match n.checked_sub(4) {
            None => std::array::from_fn(|k| f32::from(u8::from(k == n))),
            Some(unit) if total[n] > 0 => says[unit],
            Some(_) => [0.0; 4],
        })
    }

    fn share(&self, evidence: Evidence, means: &[f32; 4 + UNITS]) -> f32 {
        let row = numbers_of(self.rows.get(evidence as usize).unwrap_or(&NOTHING));
        row.iter().zip(means).map(|(weight, means)| f32::from(*weight) / HUNDRED * means).sum()
    }
}

/// The row of what the units start with.
const START: &str = "units-start";
/// What the name of a unit's row begins with; its number from 1 follows.
const UNIT: &str = "unit-";

fn numbers(gazetteer: &Gazetteer) -> FxHashMap<String, Evidence> {
    evidence::names(gazetteer)
        .into_iter()
        .enumerate()
        .filter(|(_, (name, _))| !name.is_empty())
        .map(|(n, (name, _))| (name, n as Evidence))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two pieces that say little alone and much together, by one unit.
    fn together() -> Weights {
        let mut weights = Weights::zero();
        let half = |w: f32| std::array::from_fn(|n| if n == 0 { w } else { 0.0 });
        weights.set(1, &[0.5, 0.0, 0.0, 0.0], &half(1.0));
        weights.set(2, &[0.0, 0.25, 0.0, 0.0], &half(1.0));
        weights.set_start(&half(-1.5));
        weights.set_says(0, &[0.0, 3.0, 0.0, -1.0]);
        weights
    }

    #[test]
    fn units_hear_evidence_together() {
        let weights = together();
        assert_eq!(weights.sum(&[1]), [0.5, 0.0, 0.0, 0.0]);
        assert_eq!(weights.sum(&[1, 2]), [0.5, 1.75, 0.0, -0.5]);
        // The unit is raised by half a whole: both raise it by one, and it starts one and a half below.
        assert_eq!(weights.shares(&[1, 2]), [[0.5, 3.0, 0.0, -1.0], [0.0, 3.25, 0.0, -1.0]]);
        assert_eq!(weights.shares(&[1]), [[0.5, 0.0, 0.0, 0.0]]);
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let gazetteer = Gazetteer::builtin();
        let weights = together();
        let (read, errors) = Weights::parse("test", &weights.table(&evidence::names(gazetteer)), gazetteer);
        assert_eq!(errors, []);
        assert_eq!((read.rows, read.start, read.says), (weights.rows, weights.start, weights.says));
        let wrong = "evidence\tperson\torganization\tlocation\tnone\treason\tunits\nunit-37\t1\t\t\t\t\t\nany\tx\t\t\t\t\t1 y\n";
        assert_eq!(Weights::parse("test", wrong, gazetteer).1.len(), 3);
        // Sums of what is heavier would not fit.
        let heavy =
            "evidence\tperson\torganization\tlocation\tnone\treason\tunits\nany\t16\t-16.01\tNaN\t\t\t1600 1601\n";
        assert_eq!(Weights::parse("test", heavy, gazetteer).1.len(), 3);
    }
}
