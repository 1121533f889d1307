//! Archives from outside: the twelve articles of `tests/formats` in every format, damaged ones, traps, and runs that are
//! cut off and go on.

mod damaged;
mod formats;
mod resume;
mod running;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn whosaid() -> Command {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    command.env("NO_COLOR", "1").current_dir(samples());
    command
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    String::from_utf8_lossy(bytes).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

/// What a run writes: its records, the lines of its errors, and its summary.
struct Run {
    records: Vec<Value>,
    errors: Vec<Value>,
    skips: Vec<Value>,
    summary: Value,
    code: i32,
}

/// Runs `extract --with-text` with these arguments.
fn run(arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let out = whosaid()
        .args(["extract", "--quiet", "--with-text", "-o"])
        .arg(file("out.jsonl"))
        .arg("--errors")
        .arg(file("errors.jsonl"))
        .arg("--skips")
        .arg(file("skips.jsonl"))
        .arg("--summary")
        .arg(file("summary.json"))
        .args(arguments)
        .output()
        .unwrap();
    let read = |name: &str| std::fs::read(file(name)).unwrap_or_else(|e| panic!("{name}: {e}; {out:?}"));
    let run = Run {
        records: lines(&read("out.jsonl")),
        errors: lines(&read("errors.jsonl")),
        skips: lines(&read("skips.jsonl")),
        summary: serde_json::from_slice(&read("summary.json")).unwrap(),
        code: out.status.code().unwrap(),
    };
    let count = |key: &str| run.summary[key].as_u64().unwrap() as usize;
    let skipped: u64 = run.summary["skipped"].as_object().unwrap().values().map(|v| v.as_u64().unwrap()).sum();
    assert_eq!(count("records"), run.records.len());
    assert_eq!(count("errors"), run.errors.len());
    assert_eq!(skipped as usize, run.skips.len());
    assert_eq!(count("read"), run.records.len() + run.errors.len() + run.skips.len(), "nothing lost, nothing twice");
    let mut left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["errors.jsonl", "out.jsonl", "skips.jsonl", "summary.json"], "nothing else is left behind");
    run
}
