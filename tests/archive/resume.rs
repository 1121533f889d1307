//! Runs that are killed, or whose disk is full, go on and end with the bytes of a run that was not.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::samples;

/// An archive that takes a few seconds: many articles, several files, some of them broken, empty, or there twice.
fn archive(folder: &Path) -> PathBuf {
    let articles = super::lines(&std::fs::read(samples().join("articles.jsonl")).unwrap());
    let root = folder.join("archive");
    std::fs::create_dir(&root).unwrap();
    for file in 0..3 {
        let mut text = String::new();
        for n in 0..800 {
            let mut article = articles[(n * 7 + file) % articles.len()].clone();
            // Every ninth id comes again in the next file.
            article["id"] = if n % 9 == 0 { format!("again-{n}") } else { format!("{file}-{n}") }.into();
            text += &article.to_string();
            text.push('\n');
            if n % 50 == 7 {
                text += "{\"id\": \"broken\n";
            }
            if n % 60 == 9 {
                text += "{\"text\": \"\"}\n";
            }
        }
        std::fs::write(root.join(format!("{file}.jsonl")), text).unwrap();
    }
    std::fs::copy(samples().join("articles.tar.xz"), root.join("z.tar.xz")).unwrap();
    root
}

fn command(archive: &Path, out: &Path, spread: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("whosaid"));
    command.args(["extract", "-q", "--with-text", "--threads", "2", "--resume"]).arg(archive).arg("-o").arg(out);
    command.arg("--errors").arg(out.with_file_name("errors.jsonl.gz"));
    command.arg("--skips").arg(out.with_file_name("skips.jsonl"));
    command.args(spread).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// All files of a folder with their bytes, but for the word that all is done, which has paths in it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_none_or(|e| e != "done"))
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(p).unwrap()))
        .collect();
    all.sort();
    all
}

/// Random numbers without a crate: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_with_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    for (n, (name, spread)) in
        [("r.jsonl", &[][..]), ("r.jsonl.zst", &["--shards", "3"]), ("r.jsonl.gz", &["--shard-size", "900k"])]
            .iter()
            .enumerate()
    {
        let whole = folder.path().join(format!("whole{n}"));
        std::fs::create_dir(&whole).unwrap();
        let started = Instant::now();
        let status = command(&archive, &whole.join(name), spread).status().unwrap();
        let takes = started.elapsed();
        assert_eq!(status.code(), Some(1), "some of it cannot be read");
        let killed = folder.path().join(format!("killed{n}"));
        std::fs::create_dir(&killed).unwrap();
        let mut random = Random(0x9E37_79B9 + n as u64);
        let mut kills = 0;
        loop {
            let mut child = command(&archive, &killed.join(name), spread).spawn().unwrap();
            // A run must get somewhere now and then, or this would never end.
            let most = takes.as_millis() as u64 * (4 + kills) / 8;
            let deadline = Instant::now() + Duration::from_millis(random.below(most.max(2)));
            let done = loop {
                if let Some(status) = child.try_wait().unwrap() {
                    break Some(status);
                }
                if Instant::now() >= deadline {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    break None;
                }
                std::thread::sleep(Duration::from_millis(1));
            };
            match done {
                Some(status) => {
                    assert_eq!(status.code(), Some(1));
                    break;
                }
                None => kills += 1,
            }
            let final_names =
                files(&killed).into_iter().filter(|(n, _)| !n.ends_with(".part") && !n.ends_with(".progress"));
            // Names are given only when all is written, so there is none, or all is about to be named.
            let unfinished = files(&killed).iter().any(|(n, _)| n.ends_with(".progress"));
            assert!(unfinished || final_names.count() == 0 || files(&killed) == files(&whole));
            assert!(kills < 200, "it never ends");
        }
        assert!(kills > 0, "no kill hit the run");
        let (killed, whole) = (files(&killed), files(&whole));
        let names = |all: &[(String, Vec<u8>)]| all.iter().map(|(n, b)| (n.clone(), b.len())).collect::<Vec<_>>();
        assert_eq!(names(&killed), names(&whole), "after {kills} kills");
        assert!(killed == whole, "after {kills} kills");
    }
}

/// Runs `extract --resume` and gives what it says.
fn resumed(archive: &Path, out: &Path, arguments: &[&str]) -> String {
    let output = Command::new(assert_cmd::cargo::cargo_bin("whosaid"))
        .args(["extract", "--resume"])
        .arg(archive)
        .arg("-o")
        .arg(out)
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_run_that_is_done_is_not_done_again_unless_something_changed() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, list) = (folder.path().join("archive"), folder.path().join("list.tsv"));
    std::fs::create_dir(&archive).unwrap();
    let article = archive.join("a.txt");
    std::fs::write(&article, "Ms. Lind spoke.").unwrap();
    std::fs::write(&list, "name\tkind\nAurelia\tship\n").unwrap();
    // In the folder that is read, too: what the run writes does not count as a change.
    for (out, spread) in [(folder.path().join("r.jsonl"), &[][..]), (archive.join("r.jsonl.gz"), &["--shards", "2"])] {
        let list = list.to_str().unwrap();
        let arguments = [spread, &["--gazetteer", list]].concat();
        let done = |changed: &str| {
            let said = resumed(&archive, &out, &arguments);
            assert!(said.contains("1 = 1 records"), "{said}");
            assert!(!said.contains("all is done") == (changed != "nothing"), "{changed}: {said}");
            assert_eq!(said.contains("anew"), !["nothing", "first", "output"].contains(&changed), "{changed}: {said}");
        };
        done("first");
        let file = if spread.is_empty() { out.clone() } else { out.with_file_name("r-0000-of-0002.jsonl.gz") };
        let written = std::fs::metadata(&file).unwrap().modified().unwrap();
        done("nothing");
        assert_eq!(std::fs::metadata(&file).unwrap().modified().unwrap(), written);
        // The size is the same.
        std::fs::write(&article, "Ms. Berg spoke.").unwrap();
        done("archive");
        done("nothing");
        std::fs::write(list, "name\tkind\nAurelia\tboat\n").unwrap();
        done("list");
        done("nothing");
        std::fs::remove_file(&file).unwrap();
        done("output");
        done("nothing");
        // A run without --resume leaves no word behind.
        let mut anew = Command::new(assert_cmd::cargo::cargo_bin("whosaid"));
        anew.args(["extract", "-q"]).arg(&archive).arg("-o").arg(&out).args(&arguments);
        assert!(anew.status().unwrap().success());
        assert!(!out.with_extension("done").exists() && file.exists());
        done("first");
        std::fs::write(list, "name\tkind\nAurelia\tship\n").unwrap();
        for entry in std::fs::read_dir(&archive).unwrap() {
            let path = entry.unwrap().path();
            if path != article {
                std::fs::remove_file(path).unwrap();
            }
        }
    }
}

#[test]
fn a_full_disk_stops_a_run_and_it_goes_on_with_room() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let whole = folder.path().join("whole");
    let cut = folder.path().join("cut");
    for folder in [&whole, &cut] {
        std::fs::create_dir(folder).unwrap();
    }
    assert_eq!(command(&archive, &whole.join("r.jsonl"), &[]).status().unwrap().code(), Some(1));
    let size = std::fs::metadata(whole.join("r.jsonl")).unwrap().len();
    // Files may not grow beyond so many blocks: writing fails as it does on a full disk.
    for blocks in [1, 64, size / 512 / 2, size / 512 - 8] {
        let run = command(&archive, &cut.join("r.jsonl"), &[]);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")])
            .arg(run.get_program())
            .args(run.get_args());
        let out = shell.output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(said.contains("r.jsonl") && said.contains("too large"), "{said}");
        assert!(!cut.join("r.jsonl").exists());
    }
    assert_eq!(command(&archive, &cut.join("r.jsonl"), &[]).status().unwrap().code(), Some(1));
    assert!(files(&cut) == files(&whole));
}

#[test]
fn a_run_goes_on_only_with_the_same_options_and_archive() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let out = folder.path().join("r.jsonl");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("whosaid"));
        command.args(["extract", "-q", "--with-text"]).arg(&archive).arg("-o").arg(&out).args(arguments);
        let limited = format!(
            "trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"",
            if arguments.contains(&"--resume") { "unlimited" } else { "9000" }
        );
        let output = Command::new("sh")
            .args(["-c", &limited])
            .arg(command.get_program())
            .args(command.get_args())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = run(&[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("--resume goes on"), "{said}");
    let (code, said) = run(&[]);
    assert!(code == Some(1) && said.contains("an earlier run was interrupted"), "{said}");
    let (code, said) = run(&["--resume", "--offsets", "bytes"]);
    assert!(code == Some(1) && said.contains("other options"), "{said}");
    std::fs::rename(archive.join("0.jsonl"), archive.join("00.jsonl")).unwrap();
    let (code, said) = run(&["--resume"]);
    assert!(code == Some(1) && said.contains("not what it was"), "{said}");
}
