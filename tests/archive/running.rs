//! Skips, parts, shards, streams, and what goes with the program.

use std::collections::BTreeSet;
use std::io::Read;

use super::{lines, run, whosaid};

#[test]
fn what_is_skipped_is_named_and_can_be_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.jsonl");
    let german = "Der Minister sagte am Dienstag in Berlin, die Regierung werde das Gesetz noch in diesem Jahr vorlegen. \
        Die Opposition warf ihm vor, er habe die Zahlen nicht gelesen. Im Bundestag wurde danach lange über die Frage \
        gestritten, wer die Kosten tragen soll und ob die Länder zustimmen müssen.";
    let line = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string() + "\n";
    let all = line("a", "Ms. Lind spoke.") + &line("b", " \n") + &line("a", "Mr. Berg spoke.") + &line("c", german);
    std::fs::write(&file, all + "{\"text\": \"Ms. Lind spoke.\"}\n{\"text\": \"Ms. Lind spoke.\"}\n").unwrap();
    let path = file.to_str().unwrap();
    let found = run(&[path]);
    let reasons: Vec<&str> = found.skips.iter().map(|s| s["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["empty", "duplicate-id", "not-english"]);
    assert_eq!((&found.skips[1]["id"], &found.skips[1]["index"]), (&"a".into(), &2.into()));
    assert_eq!(found.skips[2]["language"], "deu");
    assert_eq!((found.records.len(), found.code), (3, 0));
    assert_eq!(run(&[path, "--any-language"]).records.len(), 4);
    assert_eq!(run(&[path, "--keep-duplicates"]).records.len(), 4);
    // The same file again is the same articles again.
    assert_eq!(run(&[path, path]).records.len(), 3);
}

#[test]
fn the_parts_are_the_whole() {
    let arguments = ["articles.csv", "articles.zip", "html", "damaged/lines.jsonl", "damaged/cut.warc", "missing.txt"];
    let whole = run(&arguments);
    let bag = |runs: &[super::Run]| {
        let all = runs.iter().flat_map(|r| r.records.iter().chain(&r.errors)).map(ToString::to_string);
        let mut all: Vec<String> = all.collect();
        all.sort();
        all
    };
    let parts: Vec<_> = (1..=3).map(|k| run(&[&arguments[..], &["--part", &format!("{k}/3")]].concat())).collect();
    assert!(parts.iter().all(|p| !p.records.is_empty()));
    assert_eq!(bag(&parts), bag(&[whole]));
}

#[test]
fn parts_of_whole_files_are_the_whole_and_open_no_others() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..20 {
        std::fs::write(folder.path().join(format!("{n:02}.txt")), format!("Ms. Lind spoke to {n} men.")).unwrap();
    }
    // A part that opened this would fail.
    std::fs::write(folder.path().join("broken.jsonl.gz"), b"\x1f\x8b\x08 no gzip").unwrap();
    let path = folder.path().to_str().unwrap();
    let file = ["--part-by", "file", "--keep-duplicates"];
    let parts: Vec<_> = (1..=3).map(|k| run(&[&[path, "--part", &format!("{k}/3")], &file[..]].concat())).collect();
    let mut ids: Vec<_> = parts.iter().flat_map(|p| p.records.iter().map(|r| r["id"].as_str().unwrap())).collect();
    ids.sort_unstable();
    assert_eq!(ids, (0..20).map(|n| format!("{n:02}")).collect::<Vec<_>>());
    assert!(parts.iter().all(|p| p.records.len() > 2 && p.summary["other_parts"] == 0));
    assert_eq!(parts.iter().map(|p| p.errors.len()).sum::<usize>(), 1);
    // Duplicates would not meet; and there must be a part.
    whosaid().args(["extract", path, "--part", "1/3", "--part-by", "file"]).assert().code(2);
    whosaid().args(["extract", path, "--part-by", "file", "--keep-duplicates"]).assert().code(2);
}

#[test]
fn shards_hold_everything_once() {
    let folder = tempfile::tempdir().unwrap();
    let shards = |arguments: &[&str]| {
        let out = folder.path().join("out");
        let _ = std::fs::remove_dir_all(&out);
        std::fs::create_dir(&out).unwrap();
        whosaid()
            .args(["extract", "-q", "articles.jsonl", "-o"])
            .arg(out.join("r.jsonl"))
            .args(arguments)
            .assert()
            .success();
        let mut names: Vec<_> = std::fs::read_dir(&out).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        let ids = names
            .iter()
            .map(|n| lines(&std::fs::read(n).unwrap()).iter().map(|r| r["id"].to_string()).collect::<Vec<_>>());
        let ids: Vec<Vec<String>> = ids.collect();
        (names.iter().map(|n| n.file_name().unwrap().to_string_lossy().into_owned()).collect::<Vec<_>>(), ids)
    };
    let (names, ids) = shards(&["--shards", "3"]);
    assert_eq!(names, ["r-0000-of-0003.jsonl", "r-0001-of-0003.jsonl", "r-0002-of-0003.jsonl"]);
    assert_eq!(ids.concat().into_iter().collect::<BTreeSet<_>>().len(), 12);
    assert_eq!(ids.concat().len(), 12);
    let (names, ids) = shards(&["--shard-size", "12k"]);
    assert!(names.len() > 2 && names[0] == "r-0000.jsonl", "{names:?}");
    let expected: Vec<String> = (1..=12).map(|n| format!("\"f-{n:02}\"")).collect();
    assert_eq!(ids.concat(), expected);
    assert!(ids.iter().all(|i| !i.is_empty()));
}

#[test]
fn outputs_are_compressed_by_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("r.jsonl");
    let extract = |path: &std::path::Path, input: &str| {
        whosaid().args(["extract", "-q", "--any-language", input, "-o"]).arg(path).assert().success();
        std::fs::read(path).unwrap()
    };
    let expected = extract(&plain, "articles.jsonl");
    let mut text = Vec::new();
    let gz = extract(&folder.path().join("r.jsonl.gz"), "articles.jsonl");
    flate2::read::MultiGzDecoder::new(&gz[..]).read_to_end(&mut text).unwrap();
    assert_eq!(text, expected);
    let zst = extract(&folder.path().join("r.jsonl.zst"), "articles.jsonl");
    assert_eq!(zstd::decode_all(&zst[..]).unwrap(), expected);
    std::fs::write(folder.path().join("empty.jsonl"), "\n").unwrap();
    let gz = extract(&folder.path().join("e.jsonl.gz"), folder.path().join("empty.jsonl").to_str().unwrap());
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(&gz[..]).read_to_end(&mut text).unwrap();
    assert!(text.is_empty());
}

#[test]
fn the_output_is_not_read_as_input() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "Ms. Lind spoke.").unwrap();
    let extract = || {
        whosaid()
            .args(["extract", "-q"])
            .arg(folder.path())
            .arg("-o")
            .arg(folder.path().join("b.jsonl"))
            .assert()
            .success();
        lines(&std::fs::read(folder.path().join("b.jsonl")).unwrap()).len()
    };
    assert_eq!((extract(), extract()), (1, 1));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let run = |threads: &str| {
        let arguments = ["extract", "-q", "--threads", threads, "articles.csv", "html", "damaged", "articles.tar.xz"];
        whosaid().args(arguments).assert().code(1).get_output().stdout.clone()
    };
    let one = run("1");
    assert!(!one.is_empty() && one == run("2") && one == run("7"));
}

#[test]
fn manual_and_completions_know_the_options() {
    for shell in ["bash", "zsh", "fish"] {
        let out = whosaid().args(["completions", shell]).assert().success();
        assert!(String::from_utf8_lossy(&out.get_output().stdout).contains("shard-size"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    whosaid().arg("manual").arg("-o").arg(folder.path()).assert().success();
    let page = std::fs::read_to_string(folder.path().join("whosaid-extract.1")).unwrap();
    assert!(page.contains("resume") && page.contains("Examples"));
    let out = whosaid().arg("manual").assert().success();
    assert!(String::from_utf8_lossy(&out.get_output().stdout).contains(".TH whosaid"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_no_file_stays_what_it_is_and_gets_the_records() {
    let null = || std::fs::metadata("/dev/null").unwrap().file_type();
    let before = null();
    let to = |output: &str| whosaid().args(["extract", "-q", "articles.csv", "-o", output]).output().unwrap();
    assert!(to("/dev/null").status.success());
    assert_eq!(null(), before);
    let expected = to("-").stdout;
    assert_eq!(lines(&expected).len(), 12);
    assert_eq!(to("/dev/stdout").stdout, expected);
    assert_eq!(whosaid().args(["extract", "-q", "articles.csv"]).output().unwrap().stdout, expected);
    for files in [&["--resume"][..], &["--shards", "2"], &["--shard-size", "1M"]] {
        let refused = whosaid().args(["extract", "articles.csv", "-o", "/dev/null"]).args(files).output().unwrap();
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains(&format!("so {} cannot", files[0])));
    }
}
