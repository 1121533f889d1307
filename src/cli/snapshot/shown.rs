//! Differences on a terminal: what is gone in red, what is new in green, within a line the words in bold.

use std::io::Write;

use anstyle::{AnsiColor, Style};

use crate::testing::{self, Sign};
use crate::view::harmless;

fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(colour.into()))
}

/// The line before an article's difference.
pub(super) fn title(out: &mut dyn Write, id: &str, what: &str) -> std::io::Result<()> {
    let bold = Style::new().bold();
    writeln!(out, "{bold}{}{bold:#} {what}", harmless(id))
}

/// What the new body says differently.
pub(super) fn difference(out: &mut dyn Write, old: &str, new: &str) -> std::io::Result<()> {
    for line in testing::difference(old, new) {
        let (sign, style) = match line.sign {
            Sign::Both => ("  ", Style::new()),
            Sign::Old => ("- ", colour(AnsiColor::Red)),
            Sign::New => ("+ ", colour(AnsiColor::Green)),
            Sign::Value => ("~ ", colour(AnsiColor::Yellow)),
            Sign::Gap => ("", Style::new().dimmed()),
        };
        write!(out, "{style}{sign}{style:#}")?;
        for piece in &line.pieces {
            let style = if piece.changed { style.bold().underline() } else { style };
            write!(out, "{style}{}{style:#}", harmless(&piece.text))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What a snapshot would hold that is not there yet, up to the record.
pub(super) fn whole(out: &mut dyn Write, body: &str) -> std::io::Result<()> {
    let style = colour(AnsiColor::Green);
    for line in body.split("\n--- record\n").next().unwrap_or_default().lines() {
        writeln!(out, "{style}+ {}{style:#}", harmless(line))?;
    }
    Ok(())
}
