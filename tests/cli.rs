//! The program from outside: arguments, streams, exit codes.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

fn whosaid() -> Command {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    command.env("NO_COLOR", "1");
    command
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

fn records(output: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(output).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn the_sample_archive_gives_a_record_for_each_article() {
    let out = whosaid().current_dir(root()).args(["extract", "examples/archive"]).assert().success();
    let all = records(&out.get_output().stdout);
    let ids: Vec<&str> = all.iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 20);
    assert_eq!(ids[0], "2016/ice-core-greenland");
    assert_eq!(all[8]["source"]["path"], "examples/archive/wire.jsonl");
    assert_eq!(all[9]["source"]["index"], 1);
    let summary = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    for word in
        ["20 articles", "MB/s", "people", "countries", "organizations", "places", "direct", "indirect", "known for"]
    {
        assert!(summary.contains(word), "{word}: {summary}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let run = |threads: &str| {
        let out = whosaid()
            .current_dir(root())
            .args(["extract", "-q", "--threads", threads, "examples/archive", "tests/articles"])
            .assert()
            .success();
        out.get_output().stdout.clone()
    };
    let one = run("1");
    assert!(one == run("2") && one == run("2") && one == run("5"));
}

#[test]
fn a_file_is_written_and_offsets_can_be_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.txt");
    std::fs::write(&text, "é — Ms. Lind spoke in Oslo.").unwrap();
    let out = folder.path().join("out.jsonl");
    let run = |offsets: &str| {
        whosaid()
            .args(["extract", "-q", "--with-text", "--offsets", offsets, "-o"])
            .arg(&out)
            .arg(&text)
            .assert()
            .success()
            .stdout("");
        records(&std::fs::read(&out).unwrap()).remove(0)
    };
    let points = run("code-points");
    assert_eq!(points["text"], "é — Ms. Lind spoke in Oslo.");
    assert_eq!((points["id"].as_str(), points["length"].as_u64()), (Some("a"), Some(27)));
    assert_eq!(points["entities"][0]["mentions"][0]["start"], 8);
    assert_eq!(run("bytes")["entities"][0]["mentions"][0]["start"], 11);
}

#[test]
fn standard_input_is_json_lines_or_one_text() {
    let lines = "{\"id\": \"x\", \"body\": \"Ms. Lind spoke.\"}\n";
    let out = whosaid().args(["extract", "-q", "-"]).write_stdin(lines).assert().success();
    assert_eq!(records(&out.get_output().stdout)[0]["id"], "x");
    let out = whosaid().args(["extract", "-q", "-"]).write_stdin("Ms. Lind spoke.").assert().success();
    assert_eq!(records(&out.get_output().stdout)[0]["entities"][0]["name"], "Lind");
}

#[test]
fn bad_lines_and_files_are_named_and_the_rest_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.jsonl");
    std::fs::write(&file, "{\"text\": \"One.\"}\nnonsense\n{\"title\": \"no text\"}\n{\"text\": \"Two.\"}\n").unwrap();
    let missing = folder.path().join("missing.txt");
    let out = whosaid().arg("extract").arg(&missing).arg(&file).assert().code(1);
    assert_eq!(records(&out.get_output().stdout).len(), 2);
    let errors = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    for part in ["missing.txt: ", "a.jsonl:2: ", "a.jsonl:3: no text", "3 articles or files could not be read"] {
        assert!(errors.contains(part), "{part}: {errors}");
    }
}

#[test]
fn invalid_bytes_are_replaced_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    std::fs::write(&file, b"\xEF\xBB\xBFMs. Lind \xFF\xFE spoke.").unwrap();
    let out = whosaid().args(["extract", "-q", "--with-text"]).arg(&file).assert().success();
    let record = records(&out.get_output().stdout).remove(0);
    assert!(record["text"].as_str().unwrap().starts_with("Ms. Lind \u{fffd}"));
    assert!(record["problems"][0].as_str().unwrap().contains("U+FFFD"), "{record}");
}

#[test]
fn wrong_usage_is_two_and_help_has_examples() {
    whosaid().args(["extract"]).assert().code(2);
    whosaid().args(["extract", "--offsets", "words", "x"]).assert().code(2);
    whosaid().arg("--help").assert().success().stdout(predicate::str::contains("Examples:"));
    whosaid().args(["extract", "--help"]).assert().success().stdout(predicate::str::contains("Examples:"));
}

#[test]
fn a_list_of_ones_own_wins_and_its_bad_rows_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("ships.tsv");
    std::fs::write(&list, "name\tkind\taliases\nNordic Aurelia\tship\tAurelia\nBorea\n").unwrap();
    let text = "The Aurelia left Oslo. The Nordic Aurelia is a tanker.";
    let run = |command: &str| {
        let out = whosaid().args([command, "--gazetteer"]).arg(&list).arg("-").write_stdin(text).assert().code(1);
        let (out, err) = (out.get_output().stdout.clone(), out.get_output().stderr.clone());
        let err = String::from_utf8(err).unwrap();
        assert!(err.contains("ships.tsv:3: 1 columns where the header has 3"), "{err}");
        (String::from_utf8(out).unwrap(), err)
    };
    let (out, summary) = run("extract");
    let record = &records(out.as_bytes())[0];
    let ship = record["entities"].as_array().unwrap().iter().find(|e| e["kind"] == "ship").unwrap();
    assert_eq!((&ship["name"], ship["mentions"].as_array().unwrap().len()), (&"Nordic Aurelia".into(), 2));
    assert!(summary.contains("1 of your own kinds"), "{summary}");
    assert!(run("stages").0.contains("ship         1.00 Nordic Aurelia  [are:user]"));
}

#[test]
fn a_list_that_cannot_be_used_stops_the_run_before_it_starts() {
    let folder = tempfile::tempdir().unwrap();
    let (missing, odd) = (folder.path().join("missing.tsv"), folder.path().join("odd.tsv"));
    std::fs::write(&odd, "colour\tsize\nred\t1\n").unwrap();
    let (latin, out) = (folder.path().join("latin.tsv"), folder.path().join("out.jsonl"));
    std::fs::write(&latin, b"name\tkind\nJos\xE9\tperson\n").unwrap();
    for (list, what) in [(missing, "missing.tsv: "), (odd, "odd.tsv:1: the columns"), (latin, "latin.tsv:2: not UTF-8")]
    {
        let run = whosaid().args(["extract", "--gazetteer"]).arg(&list).arg("-o").arg(&out).arg("-").assert();
        run.code(2).stderr(predicate::str::contains(what));
        assert!(!out.exists());
    }
}

#[test]
fn lists_are_checked_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("good.tsv"), folder.path().join("bad.tsv"));
    std::fs::write(&good, "name\tkind\nParis\tship\nBorea\tship\nGeorgia\tperson\n").unwrap();
    std::fs::write(&bad, "name\tkind\nBorea\tBig ship\n\tship\n").unwrap();
    whosaid().args(["gazetteer", "check"]).arg(&good).assert().success().stdout("");
    let out = whosaid().args(["gazetteer", "check"]).arg(&good).arg(&bad).assert().code(1);
    let shown = String::from_utf8_lossy(&out.get_output().stdout).into_owned();
    assert!(shown.contains("bad.tsv:2: 'Big ship' is no kind") && shown.contains("bad.tsv:3: no name"), "{shown}");
    assert_eq!(shown.lines().count(), 2, "{shown}");
    whosaid().args(["gazetteer", "check"]).assert().code(2);
    let out = whosaid().args(["gazetteer", "stats"]).arg(&good).assert().success();
    let shown = String::from_utf8_lossy(&out.get_output().stdout).into_owned();
    let row = |list: &str| -> Vec<String> {
        let line = shown.lines().find(|l| l.contains(list)).unwrap_or_else(|| panic!("{list}: {shown}"));
        line.split_whitespace().skip(1).map(str::to_owned).collect()
    };
    assert_eq!(row("good.tsv"), ["3", "3", "-", "-", "2", "1", "person,", "2", "ship"]);
    let countries = row("countries.tsv");
    assert!(countries[0].parse::<u32>().unwrap() > 200 && countries[2] == "1", "{countries:?}");
    assert!(row("surnames.tsv")[0].parse::<u32>().unwrap() > 150_000);
}

#[test]
fn the_schema_is_printed() {
    let out = whosaid().arg("schema").assert().success();
    let schema: Value = serde_json::from_slice(&out.get_output().stdout).unwrap();
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["version"]["type"], "integer");
}

#[test]
fn every_stage_is_shown() {
    let out = whosaid().args(["stages", "-"]).write_stdin("“We will go,” Ms. Lind said in Oslo.").assert().success();
    let shown = String::from_utf8_lossy(&out.get_output().stdout).into_owned();
    for part in ["## tokens", "## stretches", "## mentions", "## entities", "## quotes", "Lind = Lind"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("whosaid"))
        .current_dir(root())
        .args(["extract", "-q", "examples/archive", "tests/articles"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full_is_named() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let out = std::process::Command::new(assert_cmd::cargo::cargo_bin("whosaid"))
        .current_dir(root())
        .args(["extract", "-q", "examples/archive"])
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!(out.status.code(), Some(1));
    assert!(said.contains("standard output: No space left"), "{said}");
}
