//! Gold as columns: a word a line, its tag in the last column, an empty line after each sentence, `-DOCSTART-` before each
//! document.
//!
//! The columns do not have the text that they were cut from. So a document's text is its words with single spaces, a line
//! a sentence; [`super::Evaluation`] moves the spans to the text of a record that has one.

use std::path::Path;

use super::gold::{Document, GoldMention, stem};
use super::span::{NameClass, Stretch};

/// Reads columns. Tags of classes that are not scored (MISC) are left out.
pub(super) fn read(path: &Path, text: &str) -> Vec<Document> {
    let name = stem(path);
    let mut all = Vec::new();
    let mut builder = Builder::default();
    for line in text.lines().chain(["-DOCSTART-"]) {
        let mut columns = line.split_whitespace();
        let word = columns.next().unwrap_or_default();
        if word == "-DOCSTART-" || line.starts_with("# newdoc") {
            let document = std::mem::take(&mut builder).end();
            if !document.text.is_empty() {
                all.push(document);
            }
            if let Some((_, id)) = line.split_once("id =") {
                builder.id = id.trim().to_owned();
            }
        } else if word.is_empty() {
            builder.sentence();
        } else if !line.starts_with("# ") {
            builder.word(word, columns.last().unwrap_or("O"));
        }
    }
    for (n, document) in all.iter_mut().enumerate() {
        if document.id.is_empty() {
            document.id = format!("{name}:{}", n + 1);
        }
    }
    all
}

#[derive(Default)]
struct Builder {
    id: String,
    text: String,
    /// The length of the text in code points.
    length: u32,
    mentions: Vec<GoldMention>,
    /// The name that the last word belongs to, as its label and its number among all names, if its class is scored.
    open: Option<(String, Option<usize>)>,
    new_line: bool,
}

impl Builder {
    fn sentence(&mut self) {
        self.open = None;
        self.new_line = true;
    }

    fn word(&mut self, word: &str, tag: &str) {
        if !self.text.is_empty() {
            self.text.push(if self.new_line { '\n' } else { ' ' });
            self.length += 1;
        }
        self.new_line = false;
        let start = self.length;
        self.text.push_str(word);
        self.length += word.chars().count() as u32;
        let Some((mark, label)) = tag.split_once('-').filter(|(mark, _)| mark.len() == 1) else {
            self.open = None;
            return;
        };
        let goes_on = matches!(mark, "I" | "E" | "L") && self.open.as_ref().is_some_and(|(open, _)| open == label);
        if goes_on {
            if let Some((_, Some(n))) = self.open
                && let Some(mention) = self.mentions.get_mut(n)
            {
                mention.at.end = self.length;
            }
        } else {
            let class = NameClass::of(label);
            let number = class.map(|class| {
                let at = Stretch { start, end: self.length };
                self.mentions.push(GoldMention { at, class, optional: false });
                self.mentions.len() - 1
            });
            self.open = Some((label.to_owned(), number));
        }
        if matches!(mark, "E" | "L" | "S" | "U") {
            self.open = None;
        }
    }

    fn end(self) -> Document {
        Document { id: self.id, text: self.text, mentions: self.mentions, quotes: Vec::new() }
    }
}

/// Moves the spans of a document to a text that has the same words, with any white space between and within them; `None`
/// when it has other words.
pub(super) fn moved(document: &Document, text: &str) -> Option<Document> {
    let black = |text: &str| -> Vec<(u32, char)> {
        text.chars().zip(0..).filter(|(c, _)| !c.is_whitespace()).map(|(c, n)| (n, c)).collect()
    };
    let (old, new) = (black(&document.text), black(text));
    if old.len() != new.len() || old.iter().zip(&new).any(|(a, b)| a.1 != b.1) {
        return None;
    }
    let at =
        |offset: u32| old.binary_search_by_key(&offset, |(n, _)| *n).ok().and_then(|n| new.get(n)).map(|(n, _)| *n);
    let mut moved = document.clone();
    text.clone_into(&mut moved.text);
    for mention in &mut moved.mentions {
        mention.at = Stretch { start: at(mention.at.start)?, end: at(mention.at.end.checked_sub(1)?)? + 1 };
    }
    Some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &str = "-DOCSTART- -X- O O

Ms. NNP O O
Lind NNP I-NP I-PER
left VBD I-VP O
New NNP I-NP I-LOC
York NNP I-NP I-LOC
Paris NNP I-NP B-LOC

Cup NNP I-NP I-MISC
. . O O
-DOCSTART- -X- O O

Café B-ORG
Oslo E-ORG
Berg S-PER
Holm I-PER
";

    fn names(document: &Document) -> Vec<(String, NameClass)> {
        document.mentions.iter().map(|m| (m.at.of(&document.text), m.class)).collect()
    }

    #[test]
    fn columns_of_any_scheme_become_spans() {
        let all = read(Path::new("x/eng.testa"), COLUMNS);
        assert_eq!(all.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["eng:1", "eng:2"]);
        assert_eq!(all[0].text, "Ms. Lind left New York Paris\nCup .");
        let person = |name: &str| (name.to_owned(), NameClass::Person);
        let place = |name: &str| (name.to_owned(), NameClass::Location);
        assert_eq!(names(&all[0]), [person("Lind"), place("New York"), place("Paris")]);
        let company = ("Café Oslo".to_owned(), NameClass::Organization);
        assert_eq!(names(&all[1]), [company, person("Berg"), person("Holm")]);
    }

    #[test]
    fn spans_move_to_the_text_that_the_words_were_cut_from() {
        let all = read(Path::new("x"), COLUMNS);
        let there = moved(&all[0], "Ms. Lind left  New York\nParis\n\nCup.").unwrap();
        assert_eq!(names(&there).iter().map(|n| n.0.as_str()).collect::<Vec<_>>(), ["Lind", "New York", "Paris"]);
        assert_eq!(moved(&all[0], "Something else"), None);
    }
}
