//! `evaluate`, `diff` and `show` from outside.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};

fn whosaid() -> Command {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR").env_remove("PAGER");
    command
}

fn said(command: &mut Command, code: i32) -> String {
    let out = command.assert().code(code);
    String::from_utf8(out.get_output().stdout.clone()).unwrap()
}

const TEXT: &str =
    "Ms. Anna Lind flew to Oslo, Norway. “We will sign the treaty tomorrow,” she said.\n\n“It is late,” said Mr. Berg.";

/// Gold for the text: places are looked up, so that nothing has to be counted.
fn gold() -> Value {
    let at = |words: &str| {
        let byte = TEXT.find(words).unwrap();
        let start = TEXT[..byte].chars().count();
        (start, start + words.chars().count())
    };
    let mention = |words: &str, kind: &str| json!({"start": at(words).0, "end": at(words).1, "type": kind});
    let quote = |words: &str, source: &str| {
        let source = json!([{"start": at(source).0, "end": at(source).1}]);
        json!({"start": at(words).0, "end": at(words).1, "kind": "direct", "source": source})
    };
    json!({"id": "a", "text": TEXT,
        "mentions": [mention("Anna Lind", "person"), mention("Oslo", "place"), mention("Norway", "country"),
            mention("Berg", "person")],
        "quotes": [quote("“We will sign the treaty tomorrow,”", "she"), quote("“It is late,”", "Mr. Berg")]})
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    /// The records of an input, as JSON.
    fn records(&self, input: &Path, arguments: &[&str]) -> Vec<Value> {
        let out = self.path("records.jsonl");
        whosaid()
            .args(["extract", "-q", "--any-language"])
            .arg(input)
            .arg("-o")
            .arg(&out)
            .args(arguments)
            .assert()
            .success();
        let text = std::fs::read_to_string(out).unwrap();
        text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    fn lines(&self, name: &str, values: &[Value]) -> PathBuf {
        self.write(name, &values.iter().map(|v| format!("{v}\n")).collect::<String>())
    }
}

fn scores(gold: &Path, records: &Path) -> Value {
    serde_json::from_str(&said(whosaid().arg("evaluate").args([gold, records]).args(["--format", "json"]), 0)).unwrap()
}

#[test]
fn what_is_right_scores_one_and_each_fault_costs_what_it_should() {
    let files = Files::new();
    let gold_file = files.lines("gold.jsonl", &[gold()]);
    let texts = said(whosaid().arg("evaluate").arg(&gold_file).arg("--texts"), 0);
    let texts = files.write("texts.jsonl", &texts);
    let mut record = files.records(&texts, &[]).remove(0);
    let all = scores(&gold_file, &files.path("records.jsonl"));
    assert_eq!(
        all["mentions"]["exact"]["micro"],
        json!({"p": 1.0, "r": 1.0, "f1": 1.0, "tp": 4, "pred": 4, "gold": 4})
    );
    assert_eq!(all["quotes"]["direct"]["end_to_end"]["f1"], 1.0);
    assert_eq!((&all["quotes"]["direct"]["named_n"], &all["quotes"]["direct"]["named"]), (&json!(1), &json!(1.0)));
    assert_eq!(all["mentions"]["calibration"]["n"], 4);
    assert_eq!((&all["docs"], &all["docs_predicted"], &all["bad_offsets"]), (&json!(1), &json!(1), &json!(0)));
    // A name of another kind, a quotation of another speaker.
    let entities = record["entities"].as_array_mut().unwrap();
    entities.iter_mut().find(|e| e["name"] == "Oslo").unwrap()["kind"] = "person".into();
    record["quotes"][1]["speaker"] = Value::Null;
    let spoilt = files.lines("spoilt.jsonl", &[record]);
    let all = scores(&gold_file, &spoilt);
    assert_eq!(all["mentions"]["exact"]["micro"]["tp"], 3);
    assert_eq!(all["mentions"]["untyped"]["micro"]["tp"], 4);
    assert_eq!(all["mentions"]["exact"]["person"]["p"], 2.0 / 3.0);
    assert_eq!(all["quotes"]["direct"]["detect"]["tp"], 2);
    assert_eq!(all["quotes"]["direct"]["end_to_end"]["tp"], 1);
    let listed = said(whosaid().arg("evaluate").args([&gold_file, &spoilt]).arg("--errors"), 0);
    for part in
        ["1: names of another kind", "gold: location, found: person", "1: quotations with another speaker", "⟦Oslo⟧"]
    {
        assert!(listed.contains(part), "{part}: {listed}");
    }
    // No record at all.
    let all = scores(&gold_file, &files.write("none.jsonl", ""));
    assert_eq!((&all["docs_predicted"], &all["mentions"]["exact"]["micro"]["r"]), (&json!(0), &json!(0.0)));
}

#[test]
fn columns_and_standoff_are_gold_too() {
    let files = Files::new();
    let mut columns = String::from("-DOCSTART- O\n\n");
    let tag = |word: &str| match word {
        "Anna" | "Berg" => "B-PER",
        "Lind" => "I-PER",
        "Oslo" | "Norway" => "B-LOC",
        _ => "O",
    };
    for word in TEXT.replace([',', '.'], " $0").replace("$0", ".").split_whitespace() {
        columns += &format!("{word} {}\n", tag(word));
    }
    let gold_file = files.write("dev.conll", &columns);
    let texts = said(whosaid().arg("evaluate").arg(&gold_file).arg("--texts"), 0);
    assert!(texts.starts_with("{\"id\":\"dev:1\""), "{texts}");
    let texts = files.write("texts.jsonl", &texts);
    files.records(&texts, &[]);
    assert_eq!(scores(&gold_file, &files.path("records.jsonl"))["mentions"]["exact"]["micro"]["gold"], 4);
    assert_eq!(scores(&gold_file, &files.path("records.jsonl"))["mentions"]["exact"]["micro"]["tp"], 4);

    let folder = files.path("brat");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.txt"), TEXT).unwrap();
    let gold = gold();
    let mut ann = String::new();
    for (n, m) in gold["mentions"].as_array().unwrap().iter().enumerate() {
        ann += &format!("T{n}\t{} {} {}\tx\n", m["type"].as_str().unwrap(), m["start"], m["end"]);
    }
    for (n, q) in gold["quotes"].as_array().unwrap().iter().enumerate() {
        let source = &q["source"][0];
        ann += &format!("T1{n}\tDirect {} {}\tx\n", q["start"], q["end"]);
        ann += &format!("T2{n}\tSource {} {}\tx\n", source["start"], source["end"]);
        ann += &format!("R{n}\tSource Arg1:T1{n} Arg2:T2{n}\n");
    }
    std::fs::write(folder.join("a.ann"), ann).unwrap();
    files.records(&folder.join("a.txt"), &[]);
    let all = scores(&folder, &files.path("records.jsonl"));
    assert_eq!(
        (&all["mentions"]["exact"]["micro"]["f1"], &all["quotes"]["direct"]["end_to_end"]["f1"]),
        (&json!(1.0), &json!(1.0))
    );
}

#[test]
fn resolved_gold_tells_who_said_what() {
    let files = Files::new();
    let root = files.path("resolved");
    for folder in ["text", "gold"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    std::fs::write(root.join("text/a.txt"), TEXT).unwrap();
    let entity = |kind: &str, name: &str| json!({"kind": kind, "name": name, "surfaces": [name]});
    let quote = |text: &str, speaker: &str, mention: &str| json!({"text": text, "kind": "direct", "speaker": speaker, "speaker_named": true, "speaker_mention": mention});
    let gold = json!({"entities": [entity("person", "Anna Lind"), entity("person", "Berg"), entity("place", "Oslo"),
            entity("country", "Norway"), entity("country", "Sweden")],
        "quotes": [quote("“We will sign the treaty tomorrow,”", "Anna Lind", "she"), quote("“It is late,”", "Anna Lind", "Mr. Berg")]});
    std::fs::write(root.join("gold/a.json"), gold.to_string()).unwrap();
    files.records(&root.join("text"), &[]);
    let resolved = scores(&root, &files.path("records.jsonl"))["resolved"].clone();
    assert_eq!(resolved["entities"]["person"]["f1"], 1.0);
    assert_eq!(
        (&resolved["entities"]["country"]["p"], &resolved["entities"]["country"]["r"]),
        (&json!(1.0), &json!(0.5))
    );
    assert_eq!(resolved["quotes"]["tp"], 2);
    assert_eq!(resolved["said_by"]["pronoun"], json!({"right": 1, "gold": 1, "share": 1.0}));
    assert_eq!(resolved["said_by"]["name"], json!({"right": 0, "gold": 1, "share": 0.0}));
    let listed = said(whosaid().arg("evaluate").arg(&root).arg(files.path("records.jsonl")).arg("--errors"), 0);
    assert!(listed.contains("gold: Anna Lind, found: Berg") && listed.contains("Sweden"), "{listed}");
}

#[test]
fn gold_and_records_that_do_not_fit_are_named() {
    let files = Files::new();
    let gold_file = files.lines("gold.jsonl", &[gold()]);
    let wrong = |records: &Path, what: &str| {
        let out = whosaid().env("NO_COLOR", "1").arg("evaluate").args([&gold_file, records]).assert().code(1);
        let told = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
        assert!(told.contains(what), "{what}: {told}");
    };
    let texts = files.lines("texts.jsonl", &[gold()]);
    let mut record = files.records(&texts, &[]).remove(0);
    wrong(&files.lines("twice.jsonl", &[record.clone(), record.clone()]), "twice.jsonl:2: a second record \"a\"");
    wrong(&files.write("odd.jsonl", "{\"id\": \"a\"}\n"), "odd.jsonl:1: no record of whosaid");
    wrong(&files.path("missing.jsonl"), "missing.jsonl: ");
    record["id"] = "b".into();
    wrong(&files.lines("other.jsonl", &[record]), "the gold has no document \"b\"");
    files.records(&texts, &["--offsets", "bytes"]);
    wrong(&files.path("records.jsonl"), "do not stand where the records say");
    let bad = files.write(
        "bad.jsonl",
        "{\"id\": \"a\", \"text\": \"x\", \"mentions\": [{\"start\": 0, \"end\": 1, \"type\": \"ship\"}]}",
    );
    let out = whosaid().arg("evaluate").arg(bad).arg("--texts").assert().code(1);
    assert!(String::from_utf8_lossy(&out.get_output().stderr).contains("bad.jsonl:1: a mention of type \"ship\""));
}

#[test]
fn two_runs_are_compared_by_what_they_say() {
    let files = Files::new();
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/archive");
    let mut records = files.records(&archive, &[]);
    let old = files.lines("old.jsonl", &records);
    let diff = |new: &Path, code: i32| said(whosaid().arg("diff").args([&old, new]), code);
    assert!(diff(&old, 0).starts_with("articles: 20 the same, 0 changed"));
    // In another order, compressed, with a speaker, an entity and an article gone.
    records.reverse();
    let n = records.iter().position(|r| !r["quotes"][0]["speaker"].is_null()).unwrap();
    let reason = records[n]["quotes"][0]["reason"].as_str().unwrap().to_owned();
    records[n]["quotes"][0]["speaker"] = Value::Null;
    let gone = records[n + 1]["entities"].as_array_mut().unwrap().pop().unwrap();
    let article = records.pop().unwrap();
    let text: String = records.iter().map(|v| format!("{v}\n")).collect();
    let new = files.path("new.jsonl.zst");
    std::fs::write(&new, zstd::bulk::compress(text.as_bytes(), 0).unwrap()).unwrap();
    let told = diff(&new, 1);
    assert!(told.starts_with("articles: 17 the same, 2 changed, 1 only in the old, 0 only in the new"), "{told}");
    for part in [
        "speakers removed: 1",
        "entities removed: 1",
        "articles removed: 1",
        &reason,
        gone["name"].as_str().unwrap(),
        article["id"].as_str().unwrap(),
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let json: Value =
        serde_json::from_str(&said(whosaid().arg("diff").args([&new, &old]).args(["--format", "json"]), 1)).unwrap();
    assert_eq!(json["articles"], json!({"same": 17, "changed": 2, "removed": 0, "added": 1}));
    let kinds: Vec<String> =
        json["groups"].as_array().unwrap().iter().map(|g| format!("{} {}", g["what"], g["how"])).collect();
    assert_eq!(kinds, ["\"article\" \"added\"", "\"entity\" \"added\"", "\"speaker\" \"added\""]);
    whosaid().arg("diff").args([&old, &files.write("bad.jsonl", "nonsense\n")]).assert().code(2);
    whosaid().arg("diff").args([&old, &files.path("missing")]).assert().code(2);
}

#[test]
fn an_article_is_shown_in_marks_or_colours_and_no_line_is_wider_than_asked() {
    let files = Files::new();
    let article = files.write("a.txt", TEXT);
    let plain = said(whosaid().arg("show").arg(&article), 0);
    for part in [
        "[Anna Lind]p",
        "[Oslo]l",
        "[Norway]c",
        "tomorrow,”» (=Anna Lind) [she]p said.",
        "(=Anna Lind)",
        "[people]p",
        "Berg       said        It is late,",
    ] {
        assert!(plain.replace('\n', " ").contains(part), "{part}: {plain}");
    }
    assert!(!plain.contains('\u{1b}'));
    let coloured = said(whosaid().arg("show").arg(&article).args(["--color", "always", "--width", "40"]), 0);
    assert!(coloured.contains("\u{1b}[1m\u{1b}[32mAnna Lind\u{1b}[0m") && !coloured.contains("[Oslo]"), "{coloured}");
    for line in anstream::adapter::strip_str(&coloured).to_string().lines() {
        assert!(line.chars().count() <= 40, "{line}");
    }
    assert!(!said(whosaid().arg("show").arg("-").write_stdin(TEXT).env("NO_COLOR", "1"), 0).contains('\u{1b}'));
    let hostile = said(whosaid().arg("show").arg("-").write_stdin("Ms. Lind \u{1b}]0;owned\u{7}\u{1b}[2J spoke."), 0);
    assert!(!hostile.contains(['\u{1b}', '\u{7}']), "{hostile:?}");
}

#[test]
fn an_article_is_shown_from_its_record_with_the_text_of_its_source() {
    let files = Files::new();
    let lines =
        "{\"id\": \"x\", \"text\": \"Ms. Lind spoke.\"}\n{\"id\": \"y\", \"text\": \"“Yes 🙂,” Mr. Berg said.\"}\n";
    let archive = files.write("news.jsonl", lines);
    let show = |path: &Path, arguments: &[&str]| said(whosaid().arg("show").arg(path).args(arguments), 0);
    let first = show(&archive, &[]);
    assert!(first.contains("[Lind]p") && first.contains("There are more articles"), "{first}");
    let second = show(&archive, &["--id", "y"]);
    assert!(second.contains("«“Yes 🙂,”» (=Berg) Mr. [Berg]p said.") && !second.contains("more articles"), "{second}");
    for offsets in ["code-points", "utf16", "bytes"] {
        for text in [&["--with-text"][..], &[]] {
            files.records(&archive, &[&["--offsets", offsets], text].concat());
            assert_eq!(show(&files.path("records.jsonl"), &["--id", "y"]), second, "{offsets}");
        }
    }
    std::fs::rename(&archive, files.path("moved.jsonl")).unwrap();
    let without = show(&files.path("records.jsonl"), &["--id", "y"]);
    assert!(without.contains("--archive PATH") && without.contains("Berg"), "{without}");
    let moved = files.path("moved.jsonl");
    assert_eq!(show(&files.path("records.jsonl"), &["--id", "y", "--archive", moved.to_str().unwrap()]), second);
    // The same records on standard input, in lines or as jq writes them.
    let lines = std::fs::read_to_string(files.path("records.jsonl")).unwrap();
    let pretty: Vec<String> = lines
        .lines()
        .map(|l| serde_json::to_string_pretty(&serde_json::from_str::<whosaid::Record>(l).unwrap()).unwrap())
        .collect();
    let moved = moved.to_str().unwrap();
    for input in [lines, pretty.join("\n")] {
        let shown = said(whosaid().args(["show", "-", "--id", "y", "--archive", moved]).write_stdin(input.as_str()), 0);
        assert_eq!(shown, second);
        whosaid().args(["show", "-", "--id", "z"]).write_stdin(input).assert().code(1);
    }
    let out = whosaid().arg("show").arg(files.path("records.jsonl")).args(["--id", "z"]).assert().code(1);
    assert!(String::from_utf8_lossy(&out.get_output().stderr).contains("no article \"z\""));
}

#[test]
fn every_command_has_examples() {
    for command in ["show", "diff", "evaluate", "explain", "snapshot"] {
        assert!(said(whosaid().args([command, "--help"]), 0).contains("Examples:"), "{command}");
    }
}
