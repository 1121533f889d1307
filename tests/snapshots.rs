//! `whosaid snapshot`, as somebody would use it who keeps a list.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use whosaid::Extractor;
use whosaid::testing::Folder;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

/// A folder with two texts and a file of two articles, and a list.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("articles/tanker.txt", "The grey gull left Oslo. “We sail at six,” Ms. Lind said.\n");
        desk.write("articles/2021/treaty.txt", "Germany and France signed. Ms. Berg told reporters it was late.\n");
        let lines =
            "{\"id\": \"w/1?\", \"text\": \"Ms. Lind spoke in Oslo.\"}\n{\"id\": \"w/2\", \"text\": \"It rained.\"}\n";
        desk.write("articles/wire.jsonl", lines);
        desk.write("ships.tsv", "name\tkind\ngrey gull\tship\n");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs a command over the articles; gives exit code, standard output and error.
    fn run(&self, verb: &str, more: &[&str], input: &str) -> (i32, String, String) {
        let mut command = Command::cargo_bin("whosaid").unwrap();
        let command = command.current_dir(self.0.path()).env("NO_COLOR", "1").args(["snapshot", verb, "articles"]);
        let out = command.args(more).write_stdin(input).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
    }
}

const LIST: [&str; 2] = ["--gazetteer", "ships.tsv"];
const TANKER: &str = "articles/snapshots/tanker.snap";

#[test]
fn what_is_recorded_is_the_same_until_something_changes() {
    let desk = Desk::new();
    let (code, out, err) = desk.run("check", &[], "");
    assert_eq!((code, out.lines().count()), (1, 4), "{out}");
    assert!(err.contains("snapshots: 4 new") && err.contains("whosaid snapshot review articles"), "{err}");
    assert!(!desk.path("articles/snapshots").exists(), "check writes nothing");

    let (code, _, err) = desk.run("record", &[], "");
    assert_eq!(code, 0);
    assert!(err.contains("snapshots: 4 written"), "{err}");
    let snapshot = desk.read(TANKER);
    let head = "---\nwhosaid-snapshot: 1\narticle: \"tanker\"\n---\n";
    assert!(snapshot.starts_with(&format!("{head}The grey gull left [Oslo|e1].")), "{snapshot}");
    assert!(snapshot.contains("\nq1   direct   Lind said: We sail at six,\n"), "{snapshot}");
    assert!(!snapshot.contains("\"source\""), "the same in every folder");
    assert!(
        desk.path("articles/snapshots/w/1%3F.snap").exists()
            && desk.path("articles/snapshots/2021/treaty.snap").exists()
    );

    assert_eq!(desk.run("check", &[], "").0, 0);
    assert_eq!(desk.run("record", &[], "").0, 0);
    assert_eq!(Folder::new(desk.path("articles")).check(Extractor::builtin()), Ok(4));
}

#[test]
fn a_difference_is_shown_and_nothing_heals_by_itself() {
    let desk = Desk::new();
    desk.run("record", &[], "");
    let before = desk.read(TANKER);
    let (code, out, err) = desk.run("check", &LIST, "");
    assert_eq!(code, 1);
    for line in ["tanker differs", "- The grey gull left [Oslo|e1].", "+ The [grey gull|e3] left [Oslo|e1]."] {
        assert!(out.lines().any(|l| l.starts_with(line)), "{line}: {out}");
    }
    assert!(out.contains("~ grey gull: \"grey gull\" is new"), "{out}");
    assert!(!out.contains("forgotten"), "{out}");
    assert!(err.contains("snapshots: 3 the same, 1 different"), "{err}");
    let (code, _, err) = desk.run("record", &LIST, "");
    assert!(code == 1 && err.contains("3 the same, 1 different"), "{err}");
    assert_eq!(desk.read(TANKER), before);
    // Empty lines and the end of the input decide nothing.
    assert_eq!(desk.run("review", &LIST, "\n\nwhat\n").0, 1);
    assert_eq!(desk.read(TANKER), before);
    let error = Folder::new(desk.path("articles")).check(&Extractor::new(&lists())).unwrap_err().to_string();
    assert!(error.contains("tanker: differs") && error.contains("  + The [grey gull|e3] left"), "{error}");

    let (code, _, err) = desk.run("record", &["--all", "--gazetteer", "ships.tsv"], "");
    assert!(code == 0 && err.contains("3 the same, 1 written"), "{err}");
    assert!(
        desk.read(TANKER)
            .starts_with("---\nwhosaid-snapshot: 1\narticle: \"tanker\"\ngazetteers: [\"ships.tsv\"]\n---\n")
    );
    assert_eq!(desk.run("check", &LIST, "").0, 0);
    // Without the list the ship is lost again, and it is said why.
    let (code, out, _) = desk.run("check", &[], "");
    assert!(code == 1 && out.contains("recorded with ships.tsv, which this run has not"), "{out}");
}

fn lists() -> whosaid::gazetteer::Gazetteer {
    let mut gazetteer = whosaid::gazetteer::Gazetteer::from_builtin();
    gazetteer.add_list("ships.tsv", "name\tkind\ngrey gull\tship\n").unwrap();
    gazetteer
}

#[test]
fn a_review_accepts_rejects_and_skips_as_it_is_told() {
    let desk = Desk::new();
    desk.run("record", &[], "");
    desk.write("ships.tsv", "name\tkind\ngrey gull\tship\nMs. Berg\tship\n");
    let treaty = "articles/snapshots/2021/treaty.snap";
    let (old_treaty, old_tanker) = (desk.read(treaty), desk.read(TANKER));

    let (code, out, err) = desk.run("review", &LIST, "s\nq\n");
    assert_eq!(code, 1);
    assert!(out.contains("[1 of 2]\n2021/treaty differs") && out.contains("[2 of 2]\ntanker differs"), "{out}");
    assert!(err.contains("2 the same, 2 different"), "{err}");

    let (code, out, err) = desk.run("review", &LIST, "r\na\n");
    assert!(code == 1 && out.contains("rejected") && out.contains("accepted"), "{out}");
    assert!(err.contains("2 the same, 1 written, 1 different as rejected"), "{err}");
    assert!(desk.read(treaty) == old_treaty && desk.read(TANKER) != old_tanker);
    assert!(desk.read("articles/snapshots/2021/treaty.snap.rejected").contains("ship"));

    // Nobody is asked again, and the check still fails.
    let (code, out, err) = desk.run("review", &LIST, "a\n");
    assert!(code == 1 && out.is_empty() && err.contains("1 different as rejected"), "{out}{err}");
    let (code, out, _) = desk.run("check", &LIST, "");
    assert!(code == 1 && out.contains("2021/treaty differs, as you rejected it"), "{out}");
    assert!(desk.run("review", &["--again", "--gazetteer", "ships.tsv"], "s\n").1.contains("[1 of 1]"));

    // The list is mended: the note of what was wrong goes with it.
    desk.write("ships.tsv", "name\tkind\ngrey gull\tship\n");
    assert_eq!(desk.run("review", &LIST, "").0, 0);
    assert!(!desk.path("articles/snapshots/2021/treaty.snap.rejected").exists());
}

#[test]
fn new_articles_and_snapshots_without_one_are_named_and_reviewed() {
    let desk = Desk::new();
    desk.run("record", &[], "");
    std::fs::remove_file(desk.path("articles/tanker.txt")).unwrap();
    desk.write("articles/coast.txt", "Ms. Lind spoke in Bergen.\n");
    let (code, out, err) = desk.run("check", &[], "");
    assert!(code == 1 && out.contains("coast has no snapshot"), "{out}");
    assert!(out.contains("tanker.snap is a snapshot whose article is gone"), "{out}");
    assert!(err.contains("3 the same, 1 new, 1 without an article"), "{err}");
    // Of one article alone nobody can tell which snapshots are left over.
    assert_eq!(desk.run("check", &["--id", "w/2"], "").0, 0);
    let (code, out, err) = desk.run("check", &["--id", "w/3"], "");
    assert!(code == 1 && out.is_empty() && err.contains("no article \"w/3\""), "{err}");
    let (code, out, err) = desk.run("review", &[], "a\na\n");
    assert!(code == 0 && out.contains("+ Ms. [Lind|e1] spoke in [Bergen|e2]."), "{out}{err}");
    assert!(err.contains("3 the same, 1 written, 1 removed"), "{err}");
    assert!(!desk.path(TANKER).exists() && desk.run("check", &[], "").0 == 0);
}

#[test]
fn what_cannot_be_read_is_named_and_two_articles_never_share_a_snapshot() {
    let desk = Desk::new();
    desk.write("articles/more.jsonl", "{\"id\": \"W/2\", \"text\": \"It snowed.\"}\nnonsense\n");
    let (code, _, err) = desk.run("record", &[], "");
    assert_eq!(code, 1);
    assert!(err.contains("the article \"w/2\" would have the snapshot of \"W/2\": give it another id"), "{err}");
    assert!(err.contains("articles/more.jsonl:2: ") && err.contains("4 written, 2 not read"), "{err}");
    assert_eq!(desk.run("check", &["--gazetteer", "missing.tsv"], "").0, 2);
    assert_eq!(desk.run("frobnicate", &[], "").0, 2);
    let mut stdin = Command::cargo_bin("whosaid").unwrap();
    stdin.args(["snapshot", "check", "-"]).write_stdin("Ms. Lind spoke.").assert().code(2);
}

#[test]
fn the_program_and_insta_read_the_same_files() {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    let command = command.current_dir(root()).args(["snapshot", "check", "tests/articles/[a-z]*.txt"]);
    let out = command.args(["--snapshots", "snapshots"]).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    let articles = crate::articles::all().len();
    assert_eq!(String::from_utf8_lossy(&out.stderr), format!("snapshots: {articles} the same\n"));
}

/// The commands of docs/snapshots.md, each with what it prints there; those that show weights are left out, as a fit changes
/// them.
#[cfg(unix)]
fn documented() -> Vec<(String, String)> {
    let docs = std::fs::read_to_string(root().join("docs/snapshots.md")).unwrap();
    let session = docs.split("## A session").nth(1).unwrap().split("\n## ").next().unwrap();
    let blocks = session.split("```text\n").skip(1).map(|b| b.split("```").next().unwrap());
    let lines = blocks.flat_map(|b| b.trim_end().split("\n"));
    let mut out: Vec<(String, String)> = Vec::new();
    for line in lines {
        match line.strip_prefix("$ ") {
            Some(command) => out.push((command.to_owned(), String::new())),
            None => out.last_mut().unwrap().1 += &format!("{line}\n"),
        }
    }
    out.retain(|(command, _)| !command.contains("explain") && !command.contains("show"));
    out
}

#[cfg(unix)]
#[test]
fn the_session_of_the_documentation_is_what_the_program_prints() {
    let desk = tempfile::tempdir().unwrap();
    std::fs::create_dir(desk.path().join("articles")).unwrap();
    for name in ["harbour.txt", "strike.txt"] {
        let from = root().join("examples/newsdesk/articles").join(name);
        std::fs::copy(from, desk.path().join("articles").join(name)).unwrap();
    }
    let program = assert_cmd::cargo::cargo_bin("whosaid");
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let plain = |text: &str| text.trim_end().lines().map(|l| l.trim_end().to_owned() + "\n").collect::<String>();
    let all = documented();
    assert!(all.len() >= 9, "{all:?}");
    for (command, printed) in all {
        let mut shell = Command::new("sh");
        let shell = shell.current_dir(desk.path()).env("PATH", &path).env("NO_COLOR", "1");
        let out = shell.args(["-c", &format!("({command}) 2>&1")]).write_stdin("a\n").output().unwrap();
        assert_eq!(plain(&String::from_utf8(out.stdout).unwrap()), plain(&printed), "$ {command}");
    }
}
