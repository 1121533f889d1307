//! `whosaid report` from outside: what it writes, what it says, what it does with what it cannot read. The page itself is
//! opened in a browser by tests/browser.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

fn whosaid() -> Command {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    command.env("NO_COLOR", "1").current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Records of the sample archive.
fn records(folder: &Path, more: &[&str]) -> PathBuf {
    let path = folder.join("records.jsonl");
    whosaid().args(["extract", "-q", "examples/archive", "-o"]).arg(&path).args(more).assert().success();
    path
}

fn report(records: &Path, page: &Path, more: &[&str]) -> String {
    let run = whosaid().arg("report").arg(records).arg("-o").arg(page).args(more).assert().success();
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

/// A part of the data in a page.
fn data(page: &str, name: &str) -> Value {
    let start = format!("<script type=\"application/json\" id=\"data-{name}\">");
    let from = page.find(&start).unwrap_or_else(|| panic!("no {name}")) + start.len();
    let length = page[from..].find("</script>").unwrap();
    serde_json::from_str(&page[from..from + length]).unwrap()
}

#[test]
fn the_same_records_give_the_same_page() {
    let folder = tempfile::tempdir().unwrap();
    let records = records(folder.path(), &["--with-text"]);
    let read = |name: &str| {
        let page = folder.path().join(name);
        let told = report(&records, &page, &[]);
        assert!(told.starts_with("20 articles in "), "{told}");
        std::fs::read_to_string(page).unwrap()
    };
    let page = read("a.html");
    assert!(page == read("b.html"));
    let overview = data(&page, "overview");
    assert_eq!(overview["articles"], 20);
    assert_eq!(overview["with_text"], 20);
    assert_eq!(overview["folder"], Value::Null);
    assert_eq!(overview["kinds"]["person"].as_u64().unwrap() as usize, {
        let names: Vec<Value> = (0..overview["chunks"]["names"].as_u64().unwrap())
            .flat_map(|n| data(&page, &format!("names-{n}")).as_array().unwrap().clone())
            .collect();
        names.iter().filter(|row| row[1].as_str().unwrap().starts_with("person/")).count()
    });
    // Every article is there, with its text as it was read.
    let heads = data(&page, "heads-0");
    for head in heads.as_array().unwrap() {
        let body = &data(&page, &format!("articles-{}", head[0]))[head[1].as_u64().unwrap() as usize];
        assert_eq!(body["record"]["id"], head[2]);
        assert!(body["record"]["text"].as_str().unwrap().len() > 100);
    }
    // Nothing is asked of the network, and no script but the page's own may run.
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    assert!(!page.contains("<script src") && !page.contains("<link rel=\"stylesheet\"") && !page.contains("@import"));
}

#[test]
fn texts_come_from_the_archive_and_only_if_they_are_those_of_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let records = records(folder.path(), &[]);
    let page = folder.path().join("report.html");
    let told = report(&records, &page, &[]);
    assert!(told.contains("texts    0 of 20: --archive PATH says where they are"), "{told}");
    let told = report(&records, &page, &["--archive", "examples/archive"]);
    assert!(!told.contains("texts"), "{told}");
    assert_eq!(data(&std::fs::read_to_string(&page).unwrap(), "overview")["with_text"], 20);
    // An archive in which one article is another, and from which the rest is missing.
    let other = folder.path().join("other");
    std::fs::create_dir_all(other.join("2016")).unwrap();
    std::fs::copy("examples/archive/2016/rovers-sold.txt", other.join("2016/rovers-sold.txt")).unwrap();
    std::fs::write(other.join("2016/ice-core-greenland.txt"), "Another text by the same name.").unwrap();
    let told = report(&records, &page, &["--archive", other.to_str().unwrap()]);
    assert!(told.contains("texts    1 of 20: "), "{told}");
}

#[test]
fn what_does_not_fit_goes_to_a_folder_that_is_ours_alone() {
    let folder = tempfile::tempdir().unwrap();
    let records = records(folder.path(), &["--with-text"]);
    let page = folder.path().join("report.html");
    let beside = folder.path().join("report-data");
    std::fs::create_dir(&beside).unwrap();
    std::fs::write(beside.join("mine.txt"), "mine").unwrap();
    let refused = whosaid().arg("report").arg(&records).arg("-o").arg(&page).args(["--page-size", "50K"]).assert();
    refused.code(1).stderr(predicate::str::contains("was not made by this program"));
    assert!(beside.join("mine.txt").exists() && !page.exists());
    std::fs::remove_dir_all(&beside).unwrap();
    for _ in 0..2 {
        let told = report(&records, &page, &["--page-size", "50K"]);
        assert!(told.contains("report-data: ") && told.contains("keep it beside the page"), "{told}");
    }
    assert!(beside.join("articles-0.js").exists() && beside.join("heads-0.js").exists());
    assert!(!folder.path().join("report-data.part").exists());
    let overview = data(&std::fs::read_to_string(&page).unwrap(), "overview");
    assert_eq!(overview["folder"], "report-data");
    assert_eq!(overview["shown"], 20);
}

#[test]
fn a_sample_is_the_same_whatever_the_order_of_the_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = records(folder.path(), &["--with-text"]);
    let shown = |records: &Path| {
        let page = folder.path().join("page.html");
        let told = report(records, &page, &["--page-size", "50K", "--one-file"]);
        assert!(told.contains("have a page of their own; the overview counts all"), "{told}");
        let page = std::fs::read_to_string(page).unwrap();
        assert_eq!(data(&page, "overview")["articles"], 20);
        let mut ids: Vec<String> =
            data(&page, "heads-0").as_array().unwrap().iter().map(|h| h[2].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    };
    let forward = shown(&path);
    assert!(!forward.is_empty() && forward.len() < 20);
    let mut lines: Vec<String> = std::fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    lines.reverse();
    let backward = folder.path().join("backward.jsonl");
    std::fs::write(&backward, lines.join("\n")).unwrap();
    assert_eq!(forward, shown(&backward));
    assert!(!folder.path().join("page-data").exists());
}

#[test]
fn what_is_no_record_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = records(folder.path(), &[]);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(3, "{\"id\": \"no record\"}");
    let bad = folder.path().join("bad.jsonl");
    std::fs::write(&bad, lines.join("\n")).unwrap();
    let page = folder.path().join("page.html");
    let run = whosaid().arg("report").arg(&bad).arg(folder.path().join("missing.jsonl")).arg("-o").arg(&page).assert();
    run.code(1).stderr(
        predicate::str::contains("bad.jsonl:4: no record of whosaid")
            .and(predicate::str::contains("missing.jsonl"))
            .and(predicate::str::contains("20 articles in")),
    );
    let overview = data(&std::fs::read_to_string(&page).unwrap(), "overview");
    assert_eq!(overview["unread_count"], 2);
    assert!(overview["unread"][0].as_str().unwrap().contains("bad.jsonl:4"));
    // Stories that are none are named too.
    let run = whosaid().arg("report").arg(&path).arg("--stories").arg(&path).arg("-o").arg(&page).assert();
    run.code(1).stderr(predicate::str::contains("records.jsonl:1: no story of whosaid"));
    // Standard input is read once, so texts cannot be looked for.
    let run =
        whosaid().args(["report", "-", "--archive", "examples/archive", "-o"]).arg(&page).write_stdin(text).assert();
    run.code(1).stderr(predicate::str::contains("write them to a file"));
}

#[test]
fn no_records_and_records_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let run = |input: &str| {
        whosaid().args(["report", "-", "-o"]).arg(&page).write_stdin(input.to_owned()).assert().success();
        data(&std::fs::read_to_string(&page).unwrap(), "overview")["articles"].clone()
    };
    assert_eq!(run(""), 0);
    assert_eq!(run(&std::fs::read_to_string(records(folder.path(), &[])).unwrap()), 20);
}

#[test]
fn hostile_titles_and_ids_end_no_element() {
    let folder = tempfile::tempdir().unwrap();
    let (articles, records) = (folder.path().join("a.jsonl"), folder.path().join("r.jsonl"));
    let bad = "</script><script>alert(1)</script><!--<script>\u{2028}";
    let article = serde_json::json!({"id": bad, "title": bad, "publisher": bad, "text": format!("Ana {bad} Lind said {bad} in Oslo.")});
    std::fs::write(&articles, article.to_string()).unwrap();
    whosaid().args(["extract", "-q", "--with-text"]).arg(&articles).arg("-o").arg(&records).assert().success();
    let page = folder.path().join("page.html");
    report(&records, &page, &["--title", bad]);
    let page = std::fs::read_to_string(&page).unwrap();
    assert!(!page.contains("<script>alert") && !page.contains("<!--<script") && !page.contains('\u{2028}'));
    assert_eq!(data(&page, "heads-0")[0][2], bad);
    assert_eq!(data(&page, "overview")["title"], bad);
    // As many scripts as there are parts of data, and the page's own one.
    let parts = page.matches("<script type=\"application/json\"").count();
    assert_eq!(page.matches("</script>").count(), parts + 1);
}

#[test]
fn a_diff_is_a_page_without_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let old = records(folder.path(), &[]);
    let new = folder.path().join("new.jsonl");
    let changed = std::fs::read_to_string(&old).unwrap().replace("\"Daniel Obuya\"", "\"<b>Daniel</b> Obuya\"");
    std::fs::write(&new, changed).unwrap();
    let run = whosaid().arg("diff").arg(&old).arg(&new).args(["--format", "html"]).assert().code(1);
    let page = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("script-src 'none'"));
    assert!(page.contains("&lt;b&gt;") && !page.contains("<b>Daniel"));
    assert!(page.contains("Entities changed"), "{page}");
    let same = whosaid().arg("diff").arg(&old).arg(&old).args(["--format", "html"]).assert().success();
    assert!(String::from_utf8_lossy(&same.get_output().stdout).contains("the two say the same"));
}

#[cfg(unix)]
#[test]
fn an_output_that_is_no_file_is_written_to_and_stays() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let records = records(folder.path(), &["--with-text"]);
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    report(&records, &pipe, &["--page-size", "50K"]);
    assert!(reader.join().unwrap().ends_with("</html>\n"));
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(!folder.path().join("pipe-data").exists());
}
