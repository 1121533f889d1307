//! Styled characters in lines of a terminal: as wide as they are shown, never wider than the terminal.

use std::fmt::Write as _;

use anstyle::{Effects, Style};
use unicode_width::UnicodeWidthChar;

/// Text of which every character has a style.
#[derive(Clone, Debug, Default)]
pub(super) struct Styled {
    characters: Vec<(char, Style)>,
}

impl Styled {
    /// Adds text. What a terminal would take for a command, and what turns the direction of writing, becomes U+FFFD: the text
    /// may come from anybody.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        self.characters.extend(text.chars().map(|c| (harmless(c), style)));
    }

    pub(super) fn plain(text: &str) -> Self {
        let mut styled = Self::default();
        styled.push(text, Style::new());
        styled
    }

    /// Adds what is styled already.
    pub(super) fn append(&mut self, other: Self) {
        self.characters.extend(other.characters);
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.characters.iter().map(|(c, _)| width(*c)).sum()
    }

    /// Cuts it to so many columns, with "…" at the end if something was cut.
    pub(super) fn cut(&mut self, columns: usize) {
        if self.width() <= columns {
            return;
        }
        let mut taken = 0;
        let fits = |(c, _): &&(char, Style)| {
            taken += width(*c);
            taken < columns
        };
        let keep = self.characters.iter().take_while(fits).count();
        let style = self.characters.get(keep).map_or(Style::new(), |(_, style)| *style);
        self.characters.truncate(keep);
        self.characters.push(('…', style));
    }

    /// Fills it with spaces to so many columns.
    pub(super) fn pad(&mut self, columns: usize) {
        let missing = columns.saturating_sub(self.width());
        self.push(&" ".repeat(missing), Style::new());
    }

    /// Writes it in lines of at most so many columns; those after the first begin with so many spaces.
    pub(super) fn wrap(&self, columns: usize, indent: usize, out: &mut String) {
        let columns = columns.max(indent + 2);
        let mut lines = Lines { out, line: Vec::new(), column: 0, indent };
        for (n, paragraph) in self.characters.split(|(c, _)| *c == '\n').enumerate() {
            if n > 0 {
                lines.next();
            }
            for (n, piece) in pieces(paragraph).enumerate() {
                let black = piece.iter().rposition(|(c, _)| !c.is_whitespace()).map_or(0, |last| last + 1);
                let wide: usize = piece[..black].iter().map(|(c, _)| width(*c)).sum();
                if n > 0 && lines.column + wide > columns {
                    lines.next();
                }
                for (c, style) in piece {
                    // A word that is wider than a line is broken where the line ends.
                    if lines.column + width(*c) > columns && lines.column > indent && !c.is_whitespace() {
                        lines.next();
                    }
                    lines.column += width(*c);
                    lines.line.push((*c, *style));
                }
            }
        }
        lines.end();
    }
}

/// Lines on their way.
struct Lines<'a> {
    out: &'a mut String,
    line: Vec<(char, Style)>,
    column: usize,
    indent: usize,
}

impl Lines<'_> {
    fn next(&mut self) {
        self.end();
        self.line = vec![(' ', Style::new()); self.indent];
        self.column = self.indent;
    }

    /// Writes the line in runs of one style, each in its escapes, without the spaces at its end.
    fn end(&mut self) {
        // A space at the end may stand beyond the last column, where a terminal would begin a line for it; one that is seen
        // (of a label) is kept.
        let black = |(c, style): &(char, Style)| *c != ' ' || style.get_effects().contains(Effects::INVERT);
        let length = self.line.iter().rposition(black).map_or(0, |last| last + 1);
        for run in self.line[..length].chunk_by(|a, b| a.1 == b.1) {
            let style = run.first().map_or(Style::new(), |(_, style)| *style);
            let text: String = run.iter().map(|(c, _)| *c).collect();
            let _ = write!(self.out, "{style}{text}{style:#}");
        }
        self.out.push('\n');
    }
}

/// How many columns a character takes.
fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

pub(super) fn harmless(c: char) -> char {
    match c {
        '\n' => '\n',
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}

/// Words with the spaces after them; between wide characters a line may always end.
fn pieces(line: &[(char, Style)]) -> impl Iterator<Item = &[(char, Style)]> {
    let ends = |(a, _): &(char, Style), (b, _): &(char, Style)| {
        (a.is_whitespace() && *a != '\u{a0}' && !b.is_whitespace())
            || (width(*a) == 2 && width(*b) == 2 && a.is_alphanumeric() && b.is_alphanumeric())
    };
    line.chunk_by(move |a, b| !ends(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize, indent: usize) -> Vec<String> {
        let mut out = String::new();
        Styled::plain(text).wrap(columns, indent, &mut out);
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn lines_end_between_words_and_no_line_is_wider() {
        assert_eq!(wrapped("one two three", 8, 0), ["one two", "three"]);
        assert_eq!(wrapped("one two three", 8, 2), ["one two", "  three"]);
        assert_eq!(wrapped("abcdefghij kl", 4, 0), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrapped("a\n\nb", 8, 1), ["a", "", " b"]);
    }

    #[test]
    fn a_space_at_the_end_of_a_line_is_not_written_whatever_its_style() {
        let mut name = Styled::default();
        name.push("Tom Asher", Style::new().bold());
        let mut out = String::new();
        name.wrap(4, 0, &mut out);
        let bold = Style::new().bold();
        assert_eq!(out, format!("{bold}Tom{bold:#}\n{bold}Ashe{bold:#}\n{bold}r{bold:#}\n"));
    }

    #[test]
    fn wide_characters_and_marks_are_counted_as_they_are_shown() {
        assert_eq!(wrapped("王毅外长说", 4, 0), ["王毅", "外长", "说"]);
        // Five letters, each with a combining mark.
        let marked = "e\u{301}".repeat(5);
        assert_eq!(wrapped(&format!("{marked} x"), 7, 0), [format!("{marked} x")]);
        assert_eq!(Styled::plain(&marked).width(), 5);
        let mut cut = Styled::plain("王毅外长");
        cut.cut(5);
        assert_eq!((cut.width(), cut.characters.len()), (5, 3));
    }

    #[test]
    fn no_text_commands_the_terminal() {
        assert_eq!(wrapped("a\u{1b}[2Jb\u{9b}\u{202e}c\r\td", 40, 0), ["a\u{fffd}[2Jb\u{fffd}\u{fffd}c\u{fffd} d"]);
    }
}
