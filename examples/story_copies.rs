//! How well `whosaid stories` finds copies: makes copies of articles, mixes them with the articles, and counts.
//!
//! ```sh
//! cargo run --profile quick --example story_copies -- articles.jsonl more/ [--show] [--rounds N] [--same FILE]
//! ```
//!
//! Two articles that are joined although no copy was made of one from the other are wrong. Archives hold real copies, though:
//! `--show` prints what is joined so with how much the two share, and a file with two ids a line (`--same`) says which
//! of these are indeed one.

#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/stories/copies.rs"]
mod copies;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use copies::{ALL, Chance, How, copy};
use whosaid::record::{Condition, Record, VERSION, digest};
use whosaid::story::{Settings, Sketch, find};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = Vec::new();
    let (mut show, mut rounds, mut same, mut least) = (false, 3, None, 60);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = true,
            "--rounds" => rounds = arguments.next().ok_or("--rounds N")?.parse()?,
            "--least" => least = arguments.next().ok_or("--least WORDS")?.parse()?,
            "--same" => same = Some(arguments.next().ok_or("--same FILE")?),
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let mut articles: Vec<(String, String)> = Vec::new();
    let _ = whosaid::archive::each_article(&paths, &whosaid::archive::Settings::default(), &mut |article| {
        match article {
            Ok(a) => articles.push((a.id, a.text)),
            Err(error) => eprintln!("{error}"),
        }
        std::ops::ControlFlow::Continue(())
    });
    let mut real: BTreeMap<String, String> = BTreeMap::new();
    for line in same.map(std::fs::read_to_string).transpose()?.unwrap_or_default().lines() {
        if let [a, b] = line.split_whitespace().collect::<Vec<_>>()[..] {
            let root = real.get(a).cloned().unwrap_or(a.to_owned());
            let other = real.get(b).cloned().unwrap_or(b.to_owned());
            for name in real.values_mut().filter(|n| **n == other) {
                name.clone_from(&root);
            }
            real.insert(a.to_owned(), root.clone());
            real.insert(b.to_owned(), root);
        }
    }
    // What each made text is of, and how it was made.
    let mut made: BTreeMap<String, (usize, How)> = BTreeMap::new();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("records.jsonl");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    let mut tables = 0;
    let mut chance = Chance(1);
    for (n, (id, text)) in articles.iter().enumerate() {
        let original = format!("{n}/{id}/original");
        writeln!(out, "{}", serde_json::to_string(&record(&original, text))?)?;
        made.insert(original, (n, How::Exact));
        // Tables stay what they are, and lie among the rest: every day brings one that is nearly the same.
        let sketch = Sketch::of(text);
        if sketch.overlap(&sketch).numbers > 0.25 {
            tables += 1;
            continue;
        }
        // Each article gets a few kinds of copies, so that families are as large as in life.
        for round in 0..rounds {
            let how = ALL[(n + round * 5 + chance.below(5)) % ALL.len()];
            let name = format!("{n}/{id}/{how:?}-{round}");
            let copied = copy(text, how, &articles[(n + 7) % articles.len()].1, &mut chance);
            if copied.split_whitespace().count() < least {
                continue;
            }
            writeln!(out, "{}", serde_json::to_string(&record(&name, &copied))?)?;
            made.insert(name, (n, how));
        }
    }
    out.flush()?;
    let family = |name: &str| {
        let id = &articles[made[name].0].0;
        real.get(id).cloned().unwrap_or_else(|| id.clone())
    };
    let mut story_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut stories: Vec<Vec<String>> = Vec::new();
    find(
        &[file],
        &Settings { threads: 2, ..Settings::default() },
        &mut |story| {
            for version in &story.versions {
                story_of.insert(version.article.clone(), stories.len());
            }
            stories.push(story.versions.iter().map(|v| v.article.clone()).collect());
            Ok(())
        },
        &mut |error| eprintln!("{error}"),
    )?;
    let (mut right, mut wrong) = (0usize, 0usize);
    let mut wrong_articles = BTreeSet::new();
    for story in &stories {
        for (n, a) in story.iter().enumerate() {
            for b in &story[n + 1..] {
                if family(a) == family(b) {
                    right += 1;
                } else {
                    wrong += 1;
                    let pair = [made[a].0, made[b].0];
                    wrong_articles.insert([pair[0].min(pair[1]), pair[0].max(pair[1])]);
                }
            }
        }
    }
    let mut families: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in made.keys() {
        families.entry(family(name)).or_default().push(name.clone());
    }
    let all: usize = families.values().map(|f| f.len() * (f.len() - 1) / 2).sum();
    println!(
        "{} articles ({tables} of them tables), {} copies, {} stories of several versions",
        articles.len(),
        made.len() - articles.len(),
        stories.len()
    );
    println!("pairs {all}, found {right}, wrong {wrong}");
    println!(
        "precision {:.4}, recall {:.4}",
        right as f64 / (right + wrong).max(1) as f64,
        right as f64 / all.max(1) as f64
    );
    let mut by_how: BTreeMap<How, (usize, usize)> = BTreeMap::new();
    for (name, (n, how)) in &made {
        let original = format!("{n}/{}/original", articles[*n].0);
        if *name != original {
            let (count, found) = by_how.entry(*how).or_default();
            *count += 1;
            let same = story_of.contains_key(name) && story_of.get(name) == story_of.get(&original);
            *found += usize::from(same);
            if show && !same {
                println!("missed  {name}");
            }
        }
    }
    for (how, (count, found)) in by_how {
        println!(
            "  {:<14} {found:>6} of {count:>6} with their original: {:.4}",
            format!("{how:?}"),
            found as f64 / count as f64
        );
    }
    if show {
        for [a, b] in wrong_articles {
            let (x, y) = (&articles[a], &articles[b]);
            let (s, t) = (Sketch::of(&x.1), Sketch::of(&y.1));
            let o = s.overlap(&t);
            println!(
                "joined  {:.2} {:.2} numbers {:.2} ({} {})  {}  {}",
                o.contained, o.resemblance, o.numbers, s.shingles, t.shingles, x.0, y.0
            );
        }
    }
    Ok(())
}

/// A record with nothing in it but what finding needs.
fn record(id: &str, text: &str) -> Record {
    Record {
        version: VERSION,
        id: id.to_owned(),
        source: None,
        title: None,
        published: None,
        publisher: None,
        authors: Vec::new(),
        url: None,
        length: text.chars().count() as u32,
        digest: digest(text),
        condition: Condition {
            paragraphs: true,
            tokenized: false,
            straight_quotes: false,
            gaps: 0,
            substituted: false,
        },
        entities: Vec::new(),
        quotes: Vec::new(),
        problems: Vec::new(),
        sketch: Some(Sketch::of(text).encode()),
        text: None,
    }
}
