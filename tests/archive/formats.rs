//! The same twelve articles give the same records from every format.

use serde_json::Value;

use super::{lines, run, samples, whosaid};

/// A record without what a format may not have.
fn without(record: &Value, keys: &[&str]) -> Value {
    let mut record = record.clone();
    for key in keys.iter().chain(&["source"]) {
        record.as_object_mut().unwrap().remove(*key);
    }
    record
}

/// The records of a sample equal those of the JSON lines, but for these keys.
fn same(arguments: &[&str], but: &[&str]) -> Vec<Value> {
    let expected = run(&["articles.jsonl"]);
    let found = run(arguments);
    assert_eq!(found.code, 0, "{arguments:?}: {:?}", found.errors);
    assert_eq!(found.records.len(), 12, "{arguments:?}");
    for (found, expected) in found.records.iter().zip(&expected.records) {
        assert_eq!(found["text"], expected["text"], "{arguments:?}");
        assert!(without(found, but) == without(expected, but), "{arguments:?}: {found}\n{expected}");
    }
    found.records
}

/// What a format without metadata lacks.
const BARE: [&str; 5] = ["title", "published", "publisher", "authors", "url"];

#[test]
fn the_lines_are_the_articles() {
    let lines = lines(&std::fs::read(samples().join("articles.jsonl")).unwrap());
    for (record, line) in run(&["articles.jsonl"]).records.iter().zip(&lines) {
        for key in ["id", "text", "title", "published", "publisher", "authors", "url"] {
            assert_eq!(record[key], line[key]);
        }
    }
}

#[test]
fn json() {
    for file in ["articles-array.json", "articles-utf16.jsonl", "fundus.json"] {
        same(&[file], &[]);
    }
    // news-please has no ids: the files' names are.
    same(&["news-please"], &[]);
}

#[test]
fn tables() {
    for file in ["articles.csv", "articles-mark.csv", "articles.tsv"] {
        same(&[file], &[]);
    }
}

#[test]
fn a_named_column_is_taken() {
    let found = run(&["articles.csv", "--field", "text=title", "--field", "title=publication", "--any-language"]);
    assert_eq!(found.records[0]["text"], "Harbour Bridge in Aberdeen to Close for Eight Months");
    assert_eq!(found.records[0]["title"], "The Northern Ledger");
    let none = run(&["articles.csv", "--field", "text=story"]);
    assert_eq!((none.records.len(), none.errors.len(), none.code), (0, 1, 1));
    let reason = none.errors[0]["reason"].as_str().unwrap();
    assert!(reason.contains("looked for story") && reason.contains("content"), "{reason}");
}

#[test]
fn xml() {
    same(&["nitf"], &[]);
    same(&["newsml.xml"], &[]);
}

#[test]
fn pages_and_web_archives() {
    same(&["html"], &[]);
    for file in ["articles.warc", "articles.warc.gz"] {
        same(&[file], &[]);
    }
    assert_eq!(run(&["articles.warc"]).summary["passed_over"], 2);
}

#[test]
fn text_and_containers_of_it() {
    same(&["text"], &BARE);
    same(&["text/*.txt"], &BARE);
    for file in ["articles.zip", "articles.tar", "articles.tar.xz"] {
        let records = same(&[file], &BARE);
        assert_eq!(records[0]["source"]["path"], format!("{file}!/f-01.txt"));
    }
    let mut but = BARE.to_vec();
    but.push("id");
    let records = same(&["zip-in-tar.tgz"], &but);
    assert_eq!(records[11]["id"], "inner/f-12");
    assert_eq!(records[11]["source"]["path"], "zip-in-tar.tgz!/inner.zip!/f-12.txt");
}

#[test]
fn compression_of_several_members() {
    for extension in ["gz", "zst", "bz2", "xz"] {
        same(&[&format!("articles.jsonl.{extension}")], &[]);
    }
}

#[cfg(feature = "parquet")]
#[test]
fn parquet() {
    same(&["articles.parquet"], &[]);
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_is_named_when_it_is_not_built_in() {
    let found = run(&["articles.parquet"]);
    assert!(found.errors[0]["reason"].as_str().unwrap().contains("--features parquet"));
}

#[test]
fn standard_input_is_told_by_its_content() {
    let expected = run(&["articles.jsonl"]).records;
    for file in ["articles.jsonl.zst", "articles-array.json", "articles.csv", "newsml.xml", "articles.warc.gz"] {
        let out = whosaid()
            .args(["extract", "-q", "--with-text", "-"])
            .write_stdin(std::fs::read(samples().join(file)).unwrap())
            .assert()
            .success();
        let found = lines(&out.get_output().stdout);
        assert_eq!(found.len(), 12, "{file}");
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(without(found, &[]), without(expected, &[]), "{file}");
        }
    }
}

#[test]
fn a_list_of_paths_is_read() {
    let out = whosaid()
        .args(["extract", "-q", "--files-from", "-"])
        .write_stdin("text/f-01.txt\n\nnitf/f-02.xml\n")
        .assert()
        .success();
    let ids: Vec<Value> = lines(&out.get_output().stdout).iter().map(|r| r["id"].clone()).collect();
    assert_eq!(ids, ["f-01", "f-02"]);
}

#[test]
fn a_format_can_be_said() {
    let found = run(&["html/f-01.html", "--format", "text"]);
    assert!(found.records[0]["text"].as_str().unwrap().starts_with("<!DOCTYPE html>"));
}
