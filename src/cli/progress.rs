//! What a terminal shows while a run goes on, and what is said of errors on the way.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::complain;
use crate::archive::{PassedOver, ReadError, Walk, walk};

/// How many errors are named on the terminal; the rest is for `--errors`.
const NAMED: u64 = 20;

/// What is shown while a run goes on.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Bytes of files that were read.
    read: Arc<AtomicU64>,
    started: Instant,
    verbose: bool,
    errors: u64,
}

impl Progress {
    /// A bar on standard error when that is a terminal; otherwise nothing but errors.
    pub(super) fn new(paths: &[PathBuf], read: Arc<AtomicU64>, quiet: bool, verbose: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
        if quiet {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        set_template(&bar, "{spinner} {decimal_bytes} read, {wide_msg}");
        if !bar.is_hidden() && !paths.iter().any(|p| p.as_os_str() == "-") {
            measure(paths.to_vec(), bar.clone());
        }
        Self { bar, read, started: Instant::now(), verbose, errors: 0 }
    }

    /// So many articles with so many bytes of text are done.
    pub(super) fn show(&self, articles: u64, bytes: u64) {
        if !self.bar.is_hidden() {
            let speed = bytes as f64 / 1e6 / self.started.elapsed().as_secs_f64().max(1e-3);
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            self.bar.set_message(format!("{articles} articles, {speed:.1} MB/s"));
        }
    }

    pub(super) fn error(&mut self, error: &ReadError) {
        self.errors += 1;
        if self.errors <= NAMED || self.verbose {
            self.bar.suspend(|| complain(error));
        } else if self.errors == NAMED + 1 {
            self.bar.suspend(|| anstream::eprintln!("further errors are only counted (--errors FILE has them all)"));
        }
    }

    pub(super) fn passed_over(&self, what: &PassedOver) {
        if self.verbose {
            self.bar.suspend(|| anstream::eprintln!("passed over: {}: {}", what.path, what.reason));
        }
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// Adds up the sizes of all files, beside the run, so that the bar can tell the time that is left.
fn measure(paths: Vec<PathBuf>, bar: ProgressBar) {
    std::thread::spawn(move || {
        let mut total = 0;
        let _ = walk(&paths, &[], &mut |found| {
            if let Walk::Input(input) = found {
                total += input.size.unwrap_or(0);
            }
            ControlFlow::Continue(())
        });
        bar.set_length(total);
        set_template(&bar, template(columns()));
    });
}

/// How wide standard error is.
fn columns() -> usize {
    terminal_size::terminal_size_of(std::io::stderr()).map_or(80, |(width, _)| usize::from(width.0))
}

/// What is shown in so many columns. It must be one line: a longer one would be drawn below itself again and again. A
/// message that is too long is cut.
fn template(columns: usize) -> &'static str {
    match columns {
        100.. => "{bar:30} {decimal_bytes}/{decimal_total_bytes}, {eta} left, {wide_msg}",
        76.. => "{bar:12} {decimal_bytes}/{decimal_total_bytes}, {eta} left, {wide_msg}",
        _ => "{percent}%, {eta} left, {wide_msg}",
    }
}

fn set_template(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_width_has_a_template_that_is_understood() {
        for columns in [0, 40, 76, 80, 99, 100, 300] {
            assert!(ProgressStyle::with_template(template(columns)).is_ok(), "{columns}");
        }
        assert_ne!(template(40), template(120));
    }
}
