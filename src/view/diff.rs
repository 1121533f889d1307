//! The comparison of two runs as a page: a list of groups, each with its examples, without any script.

use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::page::{escape, head};
use crate::compare::{Comparison, Example, How};

/// The page. What comes from records is escaped, and a policy in the page lets no script run at all.
pub fn diff_page(comparison: &Comparison, old: &str, new: &str) -> String {
    let mut out = head(&format!("Changes from {old} to {new}"), None);
    let [same, changed, removed, added] = comparison.articles();
    let groups = comparison.groups();
    out.push_str(
        "<body>\n<a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n<main id=\"main\">\n<h1>What changed</h1>\n",
    );
    let _ = writeln!(
        out,
        "<p class=\"lead\">From <code>{}</code> to <code>{}</code>{}</p>",
        escape(old),
        escape(new),
        if comparison.is_same() { ": the two say the same." } else { "." }
    );
    out.push_str("<dl class=\"figures\">\n");
    for (word, count) in [
        ("Articles the same", same),
        ("Articles changed", changed),
        ("Only in the old", removed),
        ("Only in the new", added),
    ] {
        let _ = writeln!(out, "<div><dt>{word}</dt><dd>{}</dd></div>", thousands(count));
    }
    out.push_str("</dl>\n");
    let sorts: Vec<_> = groups.chunk_by(|a, b| (a.what, a.how) == (b.what, b.how)).collect();
    let title = |n: usize| sorts[n].first().map_or(String::new(), |g| format!("{} {}", g.what.plural(), g.how.name()));
    let count = |n: usize| sorts[n].iter().map(|g| g.count).sum::<u64>();
    if !sorts.is_empty() {
        out.push_str("<nav aria-label=\"Changes by sort\" id=\"changes\"><ul>\n");
        for n in 0..sorts.len() {
            let _ = writeln!(out, "<li><a href=\"#sort-{n}\">{} {}</a></li>", capital(&title(n)), thousands(count(n)));
        }
        out.push_str("</ul></nav>\n");
    }
    for (n, sort) in sorts.iter().enumerate() {
        let _ = writeln!(
            out,
            "<section aria-labelledby=\"sort-{n}\">\n<h2 id=\"sort-{n}\">{} <span class=\"soft\">{}</span></h2>",
            capital(&title(n)),
            thousands(count(n))
        );
        for group in *sort {
            let reason = if group.reason.is_empty() { "all" } else { &group.reason };
            let _ = writeln!(
                out,
                "<details class=\"change\" open><summary><span class=\"count\">{}</span><code>{}</code></summary>",
                thousands(group.count),
                escape(reason)
            );
            group.examples.iter().for_each(|e| example(e, group.how, &mut out));
            let left = group.count - group.examples.len() as u64;
            if left > 0 {
                let _ = writeln!(out, "<p class=\"soft small\">and {} more (--examples N)</p>", thousands(left));
            }
            out.push_str("</details>\n");
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn example(example: &Example, how: How, out: &mut String) {
    let _ = writeln!(out, "<div class=\"card\"><p class=\"soft small isolate\">{}</p>", escape(&example.id));
    let (old, new) = if how == How::Changed && !example.old.is_empty() && !example.new.is_empty() {
        words(&example.old, &example.new)
    } else {
        (escape(&example.old), escape(&example.new))
    };
    for (tag, class, label, text) in [("del", "old", "before", old), ("ins", "new", "after", new)] {
        if !text.is_empty() {
            let _ = writeln!(
                out,
                "<div class=\"{class}\"><span class=\"hidden\">{label}: </span>{}</div>",
                if how == How::Changed { text } else { format!("<{tag}>{text}</{tag}>") }
            );
        }
    }
    out.push_str("</div>\n");
}

/// Before and after, with the words that differ marked.
fn words(old: &str, new: &str) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let text = escape(change.value());
        let mark = |tag: &str| if text.trim().is_empty() { text.clone() } else { format!("<{tag}>{text}</{tag}>") };
        match change.tag() {
            ChangeTag::Equal => {
                before.push_str(&text);
                after.push_str(&text);
            }
            ChangeTag::Delete => before.push_str(&mark("del")),
            ChangeTag::Insert => after.push_str(&mark("ins")),
        }
    }
    (before, after)
}

fn capital(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |c| c.to_uppercase().chain(characters).collect())
}

/// 1234567 as "1,234,567".
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    String::from_utf8_lossy(&groups.join(&b","[..])).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;
    use crate::compare::Pair;

    #[test]
    fn what_changed_is_marked_and_hostile_words_stay_words() {
        let text = "“We will sign,” said Ana Lind in Oslo.";
        let old = crate::Extractor::builtin().extract(&crate::Article::new("<b id=x>", text));
        let mut new: Record = old.clone();
        new.entities[0].name = "<script>alert(1)</script> Lind".into();
        new.problems = vec!["<img src=x onerror=alert(1)>".into()];
        let mut comparison = Comparison::new(3);
        comparison.take(&Pair::Both(Box::new((old.clone(), new))));
        comparison.take(&Pair::OnlyOld(Box::new(Record { title: Some("</p><iframe>".into()), ..old })));
        let page = diff_page(&comparison, "<old>", "new & newer");
        for hostile in ["<script>", "<img", "<iframe>", "<b ", "<old>", "new & newer"] {
            assert!(!page.contains(hostile), "{hostile}");
        }
        assert!(page.contains("&lt;iframe&gt;"), "{page}");
        assert!(page.contains("<del>Ana</del>"), "{page}");
        assert!(page.contains("<h2 id=\"sort-0\">Articles removed <span class=\"soft\">1</span></h2>"), "{page}");
        assert!(page.contains("script-src 'none'"));
    }

    #[test]
    fn numbers_have_commas() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }
}
