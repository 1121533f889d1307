//! Annotated text of our own: names marked in place, `[Angela Merkel|P]`. See texts/README.md.

use std::error::Error;
use std::path::Path;

use crate::gold::{Document, Mention};

/// Reads all texts of a folder, in the order of their names.
pub fn read(folder: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let marked = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            parse(&marked).map_err(|e| format!("{}:{e}", path.display()).into())
        })
        .collect()
}

/// Takes the marks out of a text. Errors begin with the line.
pub fn parse(marked: &str) -> Result<Document, String> {
    let (mut text, mut mentions, mut at) = (String::new(), Vec::new(), 0u32);
    let body = marked.lines().enumerate().skip_while(|(_, l)| l.starts_with('#') || l.trim().is_empty());
    for (n, line) in body {
        let fail = |what: &str| format!("{}: {what}", n + 1);
        let mut rest = line;
        while let Some(open) = rest.find('[') {
            push(&mut text, &mut at, &rest[..open]);
            let close = rest[open..].find(']').ok_or_else(|| fail("no ] after ["))? + open;
            let inner = &rest[open + 1..close];
            rest = &rest[close + 1..];
            let Some((name, letter)) = inner.rsplit_once('|') else {
                // A bracket of the text's own.
                push(&mut text, &mut at, "[");
                push(&mut text, &mut at, inner);
                push(&mut text, &mut at, "]");
                continue;
            };
            let kind = match letter {
                "P" => "person",
                "O" => "organization",
                "L" => "place",
                "C" => "country",
                "D" | "X" => "",
                other => return Err(fail(&format!("no kind '{other}': use P, O, L, C, D or X"))),
            };
            let start = at;
            push(&mut text, &mut at, name);
            if !kind.is_empty() {
                mentions.push(Mention { start, end: at, kind: kind.into(), optional: false });
            }
        }
        push(&mut text, &mut at, rest);
        push(&mut text, &mut at, "\n");
    }
    Ok(Document { text, mentions, quotes: Vec::new() })
}

/// Adds to the text and counts its code points.
fn push(text: &mut String, at: &mut u32, part: &str) {
    text.push_str(part);
    *at += part.chars().count() as u32;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_offsets_count_code_points() {
        let document = parse("# by hand\n\nÉva met [Zoë|P] of the [U.N.|O], a [Swiss|D] [sic] woman.\n").unwrap();
        assert_eq!(document.text, "Éva met Zoë of the U.N., a Swiss [sic] woman.\n");
        let spans: Vec<_> = document.mentions.iter().map(|m| (m.start, m.end, m.kind.as_str())).collect();
        assert_eq!(spans, [(8, 11, "person"), (19, 23, "organization")]);
        assert!(parse("[A|Z]").is_err());
        assert!(parse("[A|P").is_err());
    }

    #[test]
    fn every_text_of_ours_can_be_read() {
        let texts = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("texts")).unwrap();
        assert!(texts.iter().all(|t| !t.text.contains(['|']) && t.mentions.len() > 1));
        assert!(texts.len() > 100);
    }
}
