//! How long each stage takes over a JSONL file of articles: `cargo run --release --example stage_times -- FILE`.

#![allow(clippy::print_stdout)]

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use whosaid::archive::{Settings, each_article};
use whosaid::{Extractor, quote, resolve, tag, text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: stage_times FILE.jsonl")?;
    let extractor = Extractor::builtin();
    let gazetteer = extractor.gazetteer();
    let (mut spent, mut bytes) = ([Duration::ZERO; 8], 0);
    let mut articles = Vec::new();
    let _ = each_article(&[path.into()], &Settings::default(), &mut |article| {
        articles.push(article);
        ControlFlow::Continue(())
    });
    for article in articles {
        let article = article?;
        bytes += article.text.len();
        let mut last = Instant::now();
        let mut lap = |stage: usize| {
            let now = Instant::now();
            spent[stage] += now - last;
            last = now;
        };
        let tokens = text::tokens(&article.text, gazetteer);
        lap(0);
        let stretches = quote::stretches(&tokens);
        lap(1);
        let listed = tag::listed(&tokens, gazetteer);
        lap(2);
        let candidates = tag::candidates(&tokens, &listed);
        lap(3);
        drop(candidates);
        lap(7);
        let mentions = tag::mentions(&tokens, gazetteer, extractor.name_weights());
        lap(4);
        let entities = resolve::entities(&tokens, &mentions, &stretches, gazetteer);
        lap(5);
        let quotes = quote::quotes(
            &tokens,
            &entities,
            &stretches,
            gazetteer,
            extractor.speaker_weights(),
            extractor.report_weights(),
        );
        lap(6);
        std::hint::black_box(quotes);
        let record = extractor.extract(&article);
        let line = serde_json::to_vec(&record)?;
        std::hint::black_box(line);
        lap(7);
    }
    let names =
        ["tokens", "stretches", "listed", "candidates", "mentions, with both", "entities", "quotes", "all, to JSON"];
    for (name, time) in names.iter().zip(spent) {
        let seconds = time.as_secs_f64();
        println!("{name:20} {seconds:7.2} s  {:7.1} MB/s", bytes as f64 / 1e6 / seconds);
    }
    Ok(())
}
