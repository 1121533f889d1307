//! The file of a snapshot: a header between two lines of `---`, then what was made of the article.

use serde_json::Value;

/// The version of the form of snapshots.
pub const FORM: u32 = 1;

/// A snapshot as its file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The version of its form; none in the files of insta.
    pub form: Option<u32>,
    /// The id of its article.
    pub article: Option<String>,
    /// The file names of the user's lists that it was made with; none in the files of insta, which do not tell.
    pub lists: Option<Vec<String>>,
    /// What was made of the article.
    pub body: String,
}

const FENCE: &str = "---";
const KEY_FORM: &str = "whosaid-snapshot";
const KEY_ARTICLE: &str = "article";
const KEY_LISTS: &str = "gazetteers";

impl Snapshot {
    /// Reads a file; what has no header is all body. Line ends of any kind count the same, as version control changes them.
    pub fn parse(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let mut snapshot = Self::default();
        let header = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        let Some((header, body)) = header else {
            snapshot.body = text;
            return snapshot;
        };
        for line in header.lines() {
            let Some((key, value)) = line.split_once(": ") else { continue };
            match key {
                KEY_FORM => snapshot.form = value.trim().parse().ok(),
                KEY_ARTICLE => snapshot.article = serde_json::from_str(value).ok(),
                KEY_LISTS => {
                    snapshot.lists = match serde_json::from_str(value) {
                        Ok(Value::Array(names)) => {
                            Some(names.iter().filter_map(|n| n.as_str()).map(str::to_owned).collect())
                        }
                        _ => None,
                    }
                }
                _ => {}
            }
        }
        snapshot.body = body.to_owned();
        snapshot
    }

    /// What the file holds. The header is YAML as well, its values JSON.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(self.body.len() + 100);
        let mut put = |line: &str| {
            out.push_str(line);
            out.push('\n');
        };
        put(FENCE);
        if let Some(form) = self.form {
            put(&format!("{KEY_FORM}: {form}"));
        }
        if let Some(article) = &self.article {
            put(&format!("{KEY_ARTICLE}: {}", Value::from(article.as_str())));
        }
        if let Some(lists) = self.lists.as_ref().filter(|l| !l.is_empty()) {
            put(&format!("{KEY_LISTS}: {}", Value::from(lists.clone())));
        }
        put(FENCE);
        put(self.body.trim_end());
        out
    }

    /// Whether it says what this body says; white space at the end does not count.
    pub fn says(&self, body: &str) -> bool {
        self.body.trim_end() == body.trim_end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_written_and_so_is_one_of_insta() {
        let snapshot = Snapshot {
            form: Some(FORM),
            article: Some("a: \"b\"\n---".into()),
            lists: Some(vec!["ships.tsv".into(), "Städte.tsv".into()]),
            body: "---\ntext\n".into(),
        };
        assert_eq!(Snapshot::parse(&snapshot.text()), snapshot);
        assert_eq!(Snapshot::parse(&snapshot.text().replace('\n', "\r\n")), snapshot);
        let insta = Snapshot::parse("---\nsource: tests/articles.rs\n---\nOne.\n\n--- entities\n");
        assert_eq!((insta.form, insta.body.as_str()), (None, "One.\n\n--- entities\n"));
        assert!(insta.says("One.\n\n--- entities") && !insta.says("Two."));
        assert_eq!(Snapshot::parse("no header").body, "no header");
    }
}
