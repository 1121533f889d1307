//! How fast the library alone is: reads articles into memory, extracts them on one thread, and prints MB/s of text.
//!
//! ```sh
//! cargo run --release --example library_speed -- news.jsonl
//! ```
//!
//! docs/formats.md compares the whole program to this.

#![allow(clippy::print_stdout)]

use std::ops::ControlFlow;
use std::time::Instant;

use whosaid::Extractor;
use whosaid::archive::{Settings, each_article};

fn main() {
    let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    let mut articles = Vec::new();
    let _ = each_article(&paths, &Settings::default(), &mut |article| {
        articles.extend(article.ok());
        ControlFlow::Continue(())
    });
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    let mut worker = Extractor::builtin().worker();
    let started = Instant::now();
    let quotes: usize = articles.iter().map(|a| worker.extract(a).quotes.len()).sum();
    let seconds = started.elapsed().as_secs_f64();
    let (count, megabytes) = (articles.len(), bytes as f64 / 1e6);
    println!("{count} articles, {quotes} quotes, {megabytes:.1} MB in {seconds:.2} s: {:.2} MB/s", megabytes / seconds);
}
