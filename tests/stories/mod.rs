//! Stories from outside: copies of our own articles are found, and the sample editions give the story that they should.

mod copies;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use copies::{ALL, Chance, copy};
use serde_json::{Value, json};
use whosaid::record::Record;
use whosaid::story::{self, Settings, Sketch, Status, Story, VersionKind};
use whosaid::{Article, Extractor};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The stories of these records, in the order in which they come.
fn stories(lines: &[String], settings: &Settings) -> Vec<Story> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    std::fs::write(&path, lines.concat()).unwrap();
    let mut all = Vec::new();
    let mut wrong = Vec::new();
    let mut take = |story: &Story| {
        all.push(story.clone());
        Ok(())
    };
    story::find(&[path], settings, &mut take, &mut |e| wrong.push(e.to_string())).unwrap();
    assert!(wrong.is_empty(), "{wrong:?}");
    all
}

fn line(record: &Record) -> String {
    serde_json::to_string(record).unwrap() + "\n"
}

/// A record with nothing in it but its sketch.
fn bare(id: &str, text: &str) -> String {
    let empty = Extractor::builtin().extract(&Article::new(id, ""));
    let sketch = Some(Sketch::of(text).encode());
    line(&Record { digest: whosaid::record::digest(text), sketch, ..empty })
}

/// Names that are marked in texts to learn from, unmarked.
fn unmarked(text: &str) -> String {
    let lines = text.lines().skip_while(|l| l.starts_with('#'));
    let mut out = String::new();
    for line in lines {
        let mut rest = line;
        while let Some((before, marked)) = rest.split_once('[') {
            out.push_str(before);
            let (name, after) = marked.split_once(']').unwrap_or((marked, ""));
            out.push_str(name.rsplit_once('|').map_or(name, |(name, _)| name));
            rest = after;
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

fn texts() -> Vec<(String, String)> {
    // Those that are damaged copies of others are no articles of their own.
    let mut all = crate::articles::all();
    all.retain(|(name, _)| !name.starts_with("damaged-"));
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(root().join("tools/fit/texts")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        all.push((name, unmarked(&std::fs::read_to_string(path).unwrap())));
    }
    all
}

#[test]
fn copies_of_a_thousand_articles_are_found_and_nothing_else() {
    /// Shorter copies say too little.
    const WORDS: usize = 40;
    let texts = texts();
    assert!(texts.len() > 900, "{}", texts.len());
    let mut chance = Chance(7);
    let mut lines = Vec::new();
    let mut made = vec![0usize; texts.len()];
    for (n, (_, text)) in texts.iter().enumerate() {
        lines.push(bare(&format!("{n}/original"), text));
        made[n] += 1;
        let other = &texts[(n + 11) % texts.len()].1;
        for round in 0..4 {
            let how = ALL[(n + 5 * round) % ALL.len()];
            let copied = copy(text, how, other, &mut chance);
            if text.split_whitespace().count() >= WORDS && copied.split_whitespace().count() >= WORDS {
                lines.push(bare(&format!("{n}/{how:?}/{round}"), &copied));
                made[n] += 1;
            }
        }
    }
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let all: usize = made.iter().map(|&n| pairs(n)).sum();
    let (mut right, mut found) = (0, 0);
    let mut wrong: Vec<Vec<String>> = Vec::new();
    for story in stories(&lines, &Settings::default()) {
        let mut families: BTreeMap<&str, usize> = BTreeMap::new();
        for version in &story.versions {
            *families.entry(version.article.split('/').next().unwrap()).or_default() += 1;
        }
        if families.len() > 1 {
            wrong.push(families.keys().map(|n| texts[n.parse::<usize>().unwrap()].0.clone()).collect());
        }
        found += pairs(story.versions.len());
        right += families.values().map(|&n| pairs(n)).sum::<usize>();
    }
    let (precision, recall) = (right as f64 / found as f64, right as f64 / all as f64);
    assert!(all > 5_000, "{all} pairs");
    assert!(
        precision >= 0.995 && recall >= 0.98,
        "precision {precision:.4}, recall {recall:.4} of {all} pairs; {wrong:?}"
    );
}

#[test]
fn a_footer_that_is_longer_than_the_articles_above_it_joins_nothing() {
    let texts = texts();
    let footer = &texts.iter().find(|(name, _)| name == "embassy-talks").unwrap().1;
    let words = |text: &str| text.split_whitespace().count();
    let long = words(footer);
    let some: Vec<&str> =
        texts.iter().map(|(_, t)| t.as_str()).filter(|t| (long * 5 / 10..long).contains(&words(t))).collect();
    assert!(some.len() > 100, "{} of {long} words", some.len());
    let mut lines: Vec<String> =
        some.iter().enumerate().map(|(n, text)| bare(&n.to_string(), &format!("{text}\n\n{footer}"))).collect();
    assert!(stories(&lines, &Settings::default()).is_empty());
    // Copies are found all the same.
    let mut chance = Chance(3);
    for (n, text) in some.iter().enumerate() {
        let copied = copy(&format!("{text}\n\n{footer}"), copies::How::Pipeline, "", &mut chance);
        lines.push(bare(&format!("{n} again"), &copied));
    }
    let found = stories(&lines, &Settings::default());
    assert_eq!(found.len(), some.len());
    assert!(found.iter().all(|s| s.versions.len() == 2));
}

fn editions() -> Vec<Record> {
    let extractor = Extractor::new(Extractor::builtin().gazetteer()).with_text(true).with_sketch(true);
    let names = ["ferry-early", "ferry-gaps", "ferry-late", "ferry-other-paper", "ferry-substituted"];
    let read = |name: &str| std::fs::read_to_string(root().join(format!("examples/editions/{name}.txt"))).unwrap();
    names.iter().map(|name| extractor.extract(&Article::new(*name, read(name)))).collect()
}

fn lines(records: &[Record]) -> Vec<String> {
    records.iter().map(line).collect()
}

/// How a version has the quotation of the story that begins so.
fn has<'s>(story: &'s Story, begins: &str, article: &str) -> &'s story::Has {
    let quote = story.quotes.iter().find(|q| q.text.starts_with(begins)).expect(begins);
    quote.versions.iter().find(|v| v.article == article).expect(article)
}

#[test]
fn four_editions_are_one_story_and_the_other_paper_has_its_own() {
    let records = editions();
    let all = stories(&lines(&records), &Settings { all: true, ..Settings::default() });
    assert_eq!(all.len(), 2);
    let (story, other) = if all[0].versions.len() > 1 { (&all[0], &all[1]) } else { (&all[1], &all[0]) };
    let articles = |s: &Story| s.versions.iter().map(|v| v.article.clone()).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(articles(other), ["ferry-other-paper".to_owned()].into());
    assert_eq!(articles(story).len(), 4);
    assert_eq!(story.best, "ferry-late");
    let kind = |article: &str| story.versions.iter().find(|v| v.article == article).unwrap().kind;
    assert_eq!(kind("ferry-early"), VersionKind::Edition);
    assert_eq!(kind("ferry-gaps"), VersionKind::Damaged);
    assert_eq!(kind("ferry-substituted"), VersionKind::Damaged);

    // Each quotation once, with both wordings of one, and what the early edition had of another.
    let day = story.quotes.iter().filter(|q| q.text.contains("a bad day for the islands")).count();
    assert_eq!(day, 1);
    let early = has(story, "It’s a bad day", "ferry-early");
    assert_eq!(early.status, Status::Reworded);
    assert!(early.text.as_ref().unwrap().starts_with("It is a bad day for the islands,"));
    assert!(early.utterance.is_some(), "other words are another utterance");
    assert_eq!(has(story, "It’s a bad day", "ferry-gaps").status, Status::Same);
    assert_eq!(has(story, "Nobody leaves the room", "ferry-early").status, Status::Shortened);
    assert_eq!(has(story, "We have waited", "ferry-early").status, Status::Missing);
    // The speaker of whose name a part was dropped is no other speaker.
    assert_eq!(has(story, "Nobody leaves the room", "ferry-gaps").status, Status::Same);

    // What both papers quote is one utterance.
    let coast = |s: &Story| s.quotes.iter().find(|q| q.text.starts_with("This is a strike")).unwrap().utterance.clone();
    assert_eq!(coast(story), coast(other));
}

#[test]
fn damage_is_healed_in_the_story_and_invents_no_speaker() {
    let records = editions();
    let story = &stories(&lines(&records), &Settings::default())[0];
    let text = |article: &str| records.iter().find(|r| r.id == article).unwrap().text.clone().unwrap();
    for healed in &story.healed {
        let stands: String = text(&healed.article)
            .chars()
            .skip(healed.start as usize)
            .take((healed.end - healed.start) as usize)
            .collect();
        assert_eq!(stands, healed.text, "{healed:?}");
    }
    let readings = |article: &str, kind: story::Harm| -> Vec<(&str, &str)> {
        let of = story.healed.iter().filter(|h| h.article == article && h.kind == kind);
        of.map(|h| (h.text.trim(), h.reading.as_str())).collect()
    };
    let gaps = [("", "night-shift"), ("", "long-distance"), ("", "al-Haddad"), ("", "night-shift")];
    assert_eq!(readings("ferry-gaps", story::Harm::Gap), gaps);
    assert_eq!(readings("ferry-substituted", story::Harm::Gap), gaps);
    let put = readings("ferry-substituted", story::Harm::Substitution);
    for pair in [
        ("the owners", "their"),
        ("The Norwegian government", "It"),
        ("The offer", "it"),
        ("Ingrid M. Solberg", "would"),
    ] {
        assert!(put.contains(&pair), "{pair:?} in {put:?}");
    }
    assert!(story.healed.iter().all(|h| h.article != "ferry-late" && h.article != "ferry-early"));

    // Who speaks in the story speaks in an edition that nobody put names into.
    let sound: Vec<&str> = records
        .iter()
        .filter(|r| !r.condition.substituted)
        .flat_map(|r| r.quotes.iter().filter_map(|q| q.speaker.as_ref()).map(|s| s.name.as_str()))
        .collect();
    assert!(story.quotes.iter().filter_map(|q| q.speaker.as_ref()).all(|s| sound.contains(&s.name.as_str())));
    let only_there = |q: &story::StoryQuote| {
        q.versions.iter().all(|v| v.article == "ferry-substituted" || v.status == Status::Missing)
    };
    assert!(story.quotes.iter().filter(|q| only_there(q)).all(|q| q.speaker.is_none()));
}

#[test]
fn every_story_fits_the_schema_and_reads_back_as_it_was_written() {
    let validator = jsonschema::validator_for(&story::schema()).expect("the schema is one");
    for story in stories(&lines(&editions()), &Settings { all: true, ..Settings::default() }) {
        let value = serde_json::to_value(&story).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(serde_json::from_value::<Story>(value.clone()).unwrap(), story);
        for path in ["", "/versions/0", "/quotes/0", "/quotes/0/versions/0"] {
            let mut changed: Value = value.clone();
            changed.pointer_mut(path).expect(path)["surprise"] = json!(1);
            assert!(!validator.is_valid(&changed), "{path:?} must not take an unknown field");
            assert!(serde_json::from_value::<Story>(changed).is_err(), "{path:?}");
        }
        // Every version has its say on every quotation.
        assert!(story.quotes.iter().all(|q| q.versions.len() == story.versions.len()));
    }
}

#[test]
fn the_order_of_reading_threads_and_memory_change_nothing() {
    let records = lines(&editions());
    let json = |lines: &[String], settings: &Settings| serde_json::to_string(&stories(lines, settings)).unwrap();
    let all = Settings { all: true, ..Settings::default() };
    let expected = json(&records, &all);
    let turned: Vec<String> = records.iter().rev().cloned().collect();
    assert_eq!(json(&turned, &all), expected);
    assert_eq!(json(&records, &Settings { threads: 3, ..all.clone() }), expected);
    // Nothing fits into this: everything goes by way of temporary files.
    assert_eq!(json(&turned, &Settings { memory: 1, ..all.clone() }), expected);
    // Without a sketch the text will do.
    let without: Vec<String> = editions().into_iter().map(|r| line(&Record { sketch: None, ..r })).collect();
    assert_eq!(json(&without, &all), expected);
}

fn whosaid() -> assert_cmd::Command {
    assert_cmd::Command::cargo_bin("whosaid").unwrap()
}

#[test]
fn the_command_writes_lines_and_text_and_names_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let archive = root().join("examples/editions").display().to_string();
    whosaid().args(["extract", &archive, "--sketch", "-o", &at("r.jsonl.zst"), "-q"]).assert().success();
    whosaid().args(["stories", &at("r.jsonl.zst"), "-o", &at("s.jsonl"), "-q"]).assert().success().stderr("");
    let written = std::fs::read_to_string(at("s.jsonl")).unwrap();
    let story: Story = serde_json::from_str(&written).unwrap();
    assert_eq!((story.versions.len(), story.healed.len()), (4, 0));
    // With the texts it heals; and standard input is as good as a file.
    let records = whosaid().args(["extract", &archive, "--sketch", "-q"]).output().unwrap().stdout;
    let out = whosaid().args(["stories", "-", "--archive", &archive]).write_stdin(records).output().unwrap();
    let healed: Story = serde_json::from_slice(&out.stdout).unwrap();
    assert!(healed.healed.len() > 8 && healed.versions.iter().any(|v| v.differences.is_some()));
    assert!(String::from_utf8_lossy(&out.stderr).contains("1 of several versions, which are 4 articles"));
    let text =
        whosaid().args(["stories", &at("r.jsonl.zst"), "--format", "text", "--archive", &archive]).output().unwrap();
    insta::with_settings!({snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("editions-story", String::from_utf8(text.stdout).unwrap());
    });

    whosaid().args(["extract", &archive, "-o", &at("plain.jsonl"), "-q"]).assert().success();
    let out = whosaid().args(["stories", &at("plain.jsonl"), &at("r.jsonl.zst"), "-q"]).assert().code(1);
    let said = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    assert!(said.contains("plain.jsonl:1: \"ferry-early\": ") && said.contains("--sketch"), "{said}");
    assert!(!out.get_output().stdout.is_empty(), "the rest went on");
    whosaid().args(["stories", &at("none.jsonl")]).assert().code(1);
    whosaid().args(["stories"]).assert().code(2);
    let schema = whosaid().args(["schema", "stories"]).output().unwrap().stdout;
    assert_eq!(serde_json::from_slice::<Value>(&schema).unwrap(), story::schema());
    assert!(Path::new(&at("s.jsonl")).exists() && !Path::new(&at("s.jsonl.part")).exists());
}
