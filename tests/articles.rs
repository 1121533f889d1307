//! The articles of tests/articles through the whole pipeline, against the snapshots of ../snapshots and against what
//! their author meant (tests/articles/truth).

use std::path::{Path, PathBuf};

use whosaid::record::{Kind, QuoteKind, Record};
use whosaid::{Article, Extractor, assert_article};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles")
}

pub(crate) fn all() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn every_article_gives_its_snapshot() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let articles = all();
    assert!(articles.len() >= 16);
    settings.bind(|| {
        for (name, text) in articles {
            assert_article!(Article::new(name, text));
        }
    });
}

/// What the author of an article meant: its entities, and its quotations with their speakers.
struct Truth {
    entities: Vec<(Kind, String)>,
    quotes: Vec<(String, String)>,
}

fn truth(name: &str) -> Truth {
    let text = std::fs::read_to_string(folder().join("truth").join(format!("{name}.tsv"))).unwrap();
    let mut truth = Truth { entities: Vec::new(), quotes: Vec::new() };
    for line in text.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            ["entity", kind, name] => {
                let kind = match kind {
                    "person" => Kind::Person,
                    "country" => Kind::Country,
                    "organization" => Kind::Organization,
                    "place" => Kind::Place,
                    other => panic!("{name}: no kind {other}"),
                };
                truth.entities.push((kind, name.to_owned()));
            }
            ["quote", "direct" | "mixed", speaker, words] => truth.quotes.push((speaker.into(), words.into())),
            ["quote" | "nested" | "turn", ..] => {}
            _ => panic!("{name}: {line}"),
        }
    }
    truth
}

fn words(text: &str) -> Vec<String> {
    text.replace('’', "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|w| w.trim_matches('\'').to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether one name is the other, or its end: "Lind" for "Anna Lind".
fn same(name: &str, truth: &str) -> bool {
    let (a, b) = (words(name), words(truth));
    let the = |w: &[String]| w.iter().filter(|w| *w != "the").cloned().collect::<Vec<_>>();
    let (a, b) = (the(&a), the(&b));
    !a.is_empty()
        && !b.is_empty()
        && (a == b || a.ends_with(&b) || b.ends_with(&a) || a.starts_with(&b) || b.starts_with(&a))
}

/// How many of the wanted are found.
#[derive(Default)]
struct Count {
    found: usize,
    wanted: usize,
    extra: usize,
}

fn compare(record: &Record, truth: &Truth, log: &mut Vec<String>) -> (Count, Count) {
    let mut entities = Count { wanted: truth.entities.len(), ..Count::default() };
    for (kind, name) in &truth.entities {
        if record.entities.iter().any(|e| e.kind == *kind && same(&e.name, name)) {
            entities.found += 1;
        } else {
            log.push(format!("{}: missed {kind:?} {name}", record.id));
        }
    }
    for e in &record.entities {
        if !truth.entities.iter().any(|(kind, name)| *kind == e.kind && same(&e.name, name)) {
            entities.extra += 1;
            log.push(format!("{}: extra {:?} {}", record.id, e.kind, e.name));
        }
    }
    let mut quotes = Count { wanted: truth.quotes.len(), ..Count::default() };
    for (speaker, start) in &truth.quotes {
        let start = words(start);
        let found = record
            .quotes
            .iter()
            .filter(|q| q.kind != QuoteKind::Indirect)
            .find(|q| words(&q.text).starts_with(&start[..start.len().min(5)]));
        let name = found.and_then(|q| q.speaker.as_ref()).map_or("", |s| s.name.as_str());
        let right =
            found.is_some() && (speaker.is_empty() && name.is_empty() || speaker.split("; ").any(|s| same(name, s)));
        if right {
            quotes.found += 1;
        } else {
            log.push(format!("{}: said by {name:?}, not {speaker:?}: {}", record.id, start.join(" ")));
        }
    }
    (entities, quotes)
}

/// Floors for our own articles: what is reached must not fall back. Raise them when it rises.
const ENTITIES_FOUND: f64 = 0.90;
const ENTITIES_RIGHT: f64 = 0.88;
const SPEAKERS_RIGHT: f64 = 0.70;

#[test]
fn most_of_what_the_authors_meant_is_found() {
    let (mut entities, mut quotes, mut log) = (Count::default(), Count::default(), Vec::new());
    for (name, text) in all() {
        let record = Extractor::builtin().extract(&Article::new(&name, &text));
        let (e, q) = compare(&record, &truth(&name), &mut log);
        entities = Count {
            found: entities.found + e.found,
            wanted: entities.wanted + e.wanted,
            extra: entities.extra + e.extra,
        };
        quotes = Count { found: quotes.found + q.found, wanted: quotes.wanted + q.wanted, extra: 0 };
    }
    let recall = entities.found as f64 / entities.wanted as f64;
    let precision = entities.found as f64 / (entities.found + entities.extra) as f64;
    let speakers = quotes.found as f64 / quotes.wanted as f64;
    let reached = format!("entities found {recall:.3}, right {precision:.3}; speakers right {speakers:.3}");
    assert!(
        recall >= ENTITIES_FOUND && precision >= ENTITIES_RIGHT && speakers >= SPEAKERS_RIGHT,
        "{}\n{reached}",
        log.join("\n")
    );
}
