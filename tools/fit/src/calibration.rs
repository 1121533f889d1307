//! How often what is said with some confidence is right.

use std::fmt::Write as _;

/// The edges of the bins.
const EDGES: [f32; 9] = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];

/// A table in Markdown: a row for each bin of confidence, with how many answers fall into it, their mean confidence, and
/// the share of them that is right.
pub fn table(title: &str, answers: &[(f32, bool)]) -> String {
    let mut out = format!("| {title}: confidence | answers | mean confidence | right |\n| --- | --- | --- | --- |\n");
    for (n, &from) in EDGES.iter().enumerate() {
        let to = EDGES.get(n + 1).copied().unwrap_or(1.001);
        let inside: Vec<&(f32, bool)> = answers.iter().filter(|a| from <= a.0 && a.0 < to).collect();
        if inside.is_empty() {
            continue;
        }
        let mean = inside.iter().map(|a| f64::from(a.0)).sum::<f64>() / inside.len() as f64;
        let right = inside.iter().filter(|a| a.1).count() as f64 / inside.len() as f64;
        let _ = writeln!(out, "| {from:.2} to {:.2} | {} | {mean:.2} | {right:.2} |", to.min(1.0), inside.len());
    }
    out
}
