//! The names of snapshots: of an article's id what every file system can hold, the same everywhere.

use std::fmt::Write as _;

use crate::record::digest;

/// The longest part of a name between two slashes, in bytes; file systems take 255, and extensions come after it.
const LONGEST: usize = 160;

/// The path of the snapshot of an article below the folder of the snapshots, without its extension. A `/` in the id makes a
/// folder; what some file system cannot hold is written as `%` and its number in hex.
///
/// ```
/// use whosaid::testing::file_name;
///
/// assert_eq!(file_name("2021/first-train"), "2021/first-train");
/// assert_eq!(file_name("https://a.example/x?y=1"), "https%3A/%/a.example/x%3Fy%3D1");
/// assert_eq!(file_name("../etc"), "%2E%2E/etc");
/// ```
pub fn file_name(id: &str) -> String {
    id.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn part(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for (n, c) in id.char_indices() {
        // A point first would hide it, or lead to another folder; one last is lost on Windows.
        let edge = n == 0 || n + c.len_utf8() == id.len();
        match c {
            '.' if edge => out.push_str("%2E"),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => out.push(c),
            c if c.is_alphanumeric() => out.push(c),
            c => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
        }
    }
    if out.is_empty() {
        return "%".into();
    }
    if out.len() > LONGEST {
        let mut cut = LONGEST - 17;
        while !out.is_char_boundary(cut) {
            cut -= 1;
        }
        out.truncate(cut);
        out.push('%');
        out.extend(digest(id).chars().take(16));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder_or_is_too_long() {
        for id in ["", "/", "..", "a/../b", ".hidden", "a.", "c:\\x", "nul\0", "a b", "tab\t", "王毅", "%"] {
            let name = file_name(id);
            assert!(!name.split('/').any(|p| p.is_empty() || p.starts_with('.') || p.ends_with('.')), "{id}: {name}");
            assert!(!name.contains(['\\', ':', ' ', '\t', '\0']), "{id}: {name}");
        }
        let (a, b) = ("é".repeat(500) + "a", "é".repeat(500) + "b");
        assert!(file_name(&a).len() <= LONGEST && file_name(&a) != file_name(&b));
        assert_eq!(file_name("2016/ice-core.v2"), "2016/ice-core.v2");
    }
}
