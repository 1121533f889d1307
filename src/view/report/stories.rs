//! Stories, as the page wants them: a row for each in one list, and the stories themselves in parts.

use serde_json::{Value, json};

use super::store::{CHUNK, list};
use crate::view::page;

/// The version of a story's form that the page can show.
const VERSION: u64 = 1;

/// Takes stories.
#[derive(Debug, Default)]
pub(super) struct Stories {
    rows: Vec<String>,
    parts: Vec<Vec<String>>,
    /// Bytes of the last part.
    size: usize,
}

impl Stories {
    pub(super) fn take(&mut self, line: &[u8]) -> Result<(), String> {
        let story: Value = serde_json::from_slice(line).map_err(|e| format!("no story of whosaid: {e}"))?;
        match story["version"].as_u64() {
            Some(VERSION) => {}
            Some(other) => return Err(format!("a story of form {other}; this program shows form {VERSION}")),
            None => return Err("no story of whosaid: its version is missing".into()),
        }
        let Some(versions) =
            story["versions"].as_array().filter(|_| story["id"].is_string() && story["quotes"].is_array())
        else {
            return Err("no story of whosaid: id, versions or quotes are missing".into());
        };
        let articles: Vec<&Value> = versions.iter().map(|v| &v["article"]).collect();
        if self.parts.is_empty() || self.size >= CHUNK {
            self.parts.push(Vec::new());
            self.size = 0;
        }
        let number = self.parts.len() - 1;
        let Some(part) = self.parts.last_mut() else { return Ok(()) };
        let quotes = story["quotes"].as_array().map_or(0, Vec::len);
        let row = json!([number, part.len(), story["id"], story["title"], story["published"], articles, quotes]);
        let json = |value: &Value| page::json(value).map_err(|e| e.to_string());
        self.rows.push(json(&row)?);
        let story = json(&story)?;
        self.size += story.len();
        part.push(story);
        Ok(())
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The data of the page: names and JSON.
    pub(super) fn parts(&self) -> Vec<(String, String)> {
        if self.rows.is_empty() {
            return Vec::new();
        }
        let mut out = vec![("stories".to_owned(), list(&self.rows))];
        out.extend(self.parts.iter().enumerate().map(|(n, part)| (format!("stories-{n}"), list(part))));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_story_says_why() {
        let mut stories = Stories::default();
        assert!(stories.take(b"{}").unwrap_err().contains("version is missing"));
        assert!(stories.take(b"[1]").unwrap_err().contains("version is missing"));
        assert!(stories.take(b"{\"version\":2}").unwrap_err().contains("form 2"));
        assert!(stories.take(b"{\"version\":1,\"id\":\"s\"}").unwrap_err().contains("are missing"));
        assert!(stories.parts().is_empty());
        stories.take(br#"{"version":1,"id":"s</script>","versions":[{"article":"a"}],"quotes":[]}"#).unwrap();
        let parts = stories.parts();
        assert_eq!(parts[0].1, "[[0,0,\"s\\u003c/script\\u003e\",null,null,[\"a\"],0]]");
        assert_eq!(parts[1].0, "stories-0");
    }
}
