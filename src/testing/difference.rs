//! What two snapshots say differently, in lines for the eye.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use similar::{ChangeTag, TextDiff};

use super::values::{Change, Lines, renamed};

/// What a line of a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// In both; shown for what is beside it.
    Both,
    /// Only in the old.
    Old,
    /// Only in the new.
    New,
    /// A value of the record that changed.
    Value,
    /// Lines that are left out here.
    Gap,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// Whether it is what changed within the line.
    pub changed: bool,
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub sign: Sign,
    /// Its text, in parts.
    pub pieces: Vec<Piece>,
}

impl Line {
    fn new(sign: Sign, text: impl Into<String>) -> Self {
        Self { sign, pieces: vec![Piece { text: text.into(), changed: false }] }
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.sign {
            Sign::Both => "  ",
            Sign::Old => "- ",
            Sign::New => "+ ",
            Sign::Value => "~ ",
            Sign::Gap => "",
        })?;
        self.pieces.iter().try_for_each(|p| f.write_str(&p.text))
    }
}

/// Lines of the same text that are shown around what changed.
const AROUND: usize = 2;
/// So many values of the records are shown.
const VALUES: usize = 12;
/// The line before the record in a snapshot.
const RECORD: &str = "\n--- record\n";
/// The line before the tables.
const TABLES: &str = "\n--- entities\n";

/// What the body of a new snapshot says differently from the old one: the changed lines of what is made to be read, and the
/// values of the record by name. Empty when nothing differs. Entities and quotes have the numbers of the old one
/// throughout, as one more would change the numbers of all that follow.
pub fn difference(old: &str, new: &str) -> Vec<Line> {
    let (old, new) = (old.trim_end(), new.trim_end());
    if old == new {
        return Vec::new();
    }
    let parted = old.split_once(RECORD).zip(new.split_once(RECORD));
    let Some(((old_text, old_record), (new_text, new_record))) = parted else { return lines(old, new) };
    let Some((old_record, mut new_record)) = Lines::parse(old_record).zip(Lines::parse(new_record)) else {
        return lines(old, new);
    };
    let ids = new_record.ids_in(&old_record);
    new_record.rename(&ids);
    let mut out = lines(old_text, &numbered(new_text, &ids));
    let values = old_record.changes(&new_record);
    if !values.is_empty() && !out.is_empty() {
        out.push(Line::new(Sign::Gap, "…"));
    }
    for Change { place, old, new } in values.iter().take(VALUES) {
        let text = match (old, new) {
            (Some(old), Some(new)) => format!("{place}: {old} → {new}"),
            (Some(old), None) => format!("{place}: {old} is gone"),
            (None, new) => format!("{place}: {} is new", new.as_deref().unwrap_or_default()),
        };
        out.push(Line::new(Sign::Value, text));
    }
    if values.len() > VALUES {
        out.push(Line::new(Sign::Gap, format!("… and {} more values of the record", values.len() - VALUES)));
    }
    if out.is_empty() {
        out.push(Line::new(Sign::Gap, "nothing but the numbers of entities and quotes differs"));
    }
    out
}

/// A text with other numbers, those of the tables in their order.
fn numbered(text: &str, ids: &BTreeMap<String, String>) -> String {
    let (article, tables) = text.split_at(text.find(TABLES).unwrap_or(text.len()));
    let mut out = marks(article, ids);
    let mut rows: Vec<(u32, String)> = Vec::new();
    for line in tables.lines().chain([""]) {
        match line.split_once(' ').and_then(|(id, rest)| Some((renamed(id, ids)?, rest.trim_start()))) {
            Some((id, rest)) => {
                let number = id[1..].split('.').next().and_then(|n| n.parse().ok()).unwrap_or_default();
                let outer = rest.split_once("(in ").and_then(|(_, rest)| rest.split_once("): ")).map(|(id, _)| id);
                let rest = match outer.and_then(|old| Some((old, renamed(old, ids)?))) {
                    Some((old, new)) => rest.replacen(&format!("(in {old})"), &format!("(in {new})"), 1),
                    None => rest.to_owned(),
                };
                rows.push((number, format!("{id:4} {rest}\n")));
            }
            None => {
                rows.sort_by_key(|(number, _)| *number);
                out.extend(rows.drain(..).map(|(_, row)| row));
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// `[Haley|e3]` and `«q2 …»` with other numbers.
fn marks(text: &str, ids: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['|', '«']) {
        let (mark, end) = if rest[at..].starts_with('|') { ('|', ']') } else { ('«', ' ') };
        let (before, after) = rest.split_at(at + mark.len_utf8());
        out.push_str(before);
        rest = after;
        if let Some((id, new)) = after.split_once(end).and_then(|(id, _)| Some((id, renamed(id, ids)?))) {
            out.push_str(&new);
            rest = &after[id.len()..];
        }
    }
    out + rest
}

fn lines(old: &str, new: &str) -> Vec<Line> {
    // A line end more or less at the very end is no difference.
    let (old, new) = (format!("{}\n", old.trim_end()), format!("{}\n", new.trim_end()));
    let diff = TextDiff::from_lines(&old, &new);
    let mut out = Vec::new();
    for (n, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if n > 0 {
            out.push(Line::new(Sign::Gap, "…"));
        }
        for change in group.iter().flat_map(|op| diff.iter_inline_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Equal => Sign::Both,
                ChangeTag::Delete => Sign::Old,
                ChangeTag::Insert => Sign::New,
            };
            let mut pieces: Vec<Piece> = change
                .iter_strings_lossy()
                .map(|(changed, text)| Piece { text: text.trim_end_matches('\n').to_owned(), changed })
                .collect();
            pieces.retain(|p| !p.text.is_empty());
            out.push(Line { sign, pieces });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_shows_the_words_that_changed_and_the_values_of_the_record() {
        let old = "One.\nTwo.\nThree.\nThe [Aurelia|e1] left.\n\n--- entities\n\n--- record\n{\"version\":1}\n\
                   {\"id\":\"e1\",\"name\":\"Aurelia\",\"kind\":\"person\",\"mentions\":[]}\n";
        let new = old.replace("[Aurelia|e1]", "Aurelia").replace("person", "ship");
        let shown: Vec<String> = difference(old, &new).iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "  Two.",
                "  Three.",
                "- The [Aurelia|e1] left.",
                "+ The Aurelia left.",
                "  ",
                "  --- entities",
                "…",
                "~ Aurelia, kind: \"person\" → \"ship\"",
            ]
        );
        assert!(difference(old, &format!("{old}\n")).is_empty());
        let lines = difference(old, &new);
        let changed: Vec<&str> =
            lines.iter().flat_map(|l| &l.pieces).filter(|p| p.changed).map(|p| p.text.as_str()).collect();
        assert!(changed.iter().any(|t| t.contains("Aurelia")), "{changed:?}");
    }

    #[test]
    fn one_entity_more_does_not_change_the_numbers_of_the_others() {
        let body = |text: &str, table: &str, record: &str| {
            format!("{text}\n--- entities\n{table}\n--- who said what\n--- record\n{{\"version\":1}}\n{record}")
        };
        let entity = |n: usize, name: &str| format!("{{\"id\":\"e{n}\",\"name\":\"{name}\",\"mentions\":[]}}\n");
        let old = body("To [Oslo|e1].\n", "e1   place        Oslo\n", &entity(1, "Oslo"));
        let new = body(
            "[Lind|e1] to [Oslo|e2].\n",
            "e1   person       Lind\ne2   place        Oslo\n",
            &(entity(1, "Lind") + &entity(2, "Oslo")),
        );
        let shown: Vec<String> = difference(&old, &new).iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "- To [Oslo|e1].",
                "+ [Lind|e2] to [Oslo|e1].",
                "  ",
                "  --- entities",
                "  e1   place        Oslo",
                "+ e2   person       Lind",
                "  ",
                "  --- who said what",
                "…",
                "~ Lind: \"Lind\" is new",
            ]
        );
    }

    #[test]
    fn bodies_of_another_form_are_compared_line_by_line() {
        let shown: Vec<String> = difference("a\nb", "a\nc").iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["  a", "- b", "+ c"]);
    }
}
