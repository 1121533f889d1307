//! `whosaid snapshot review`: differences one by one, each decided by a person.

use std::io::{BufRead, IsTerminal, Write};
use std::ops::ControlFlow;

use super::{Run, shown};
use crate::extractor::Extractor;
use crate::testing::{Folder, Found, State};

/// What somebody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
    Quit,
}

impl Answer {
    /// From its key; nothing else decides anything.
    fn of(key: char) -> Option<Self> {
        match key.to_ascii_lowercase() {
            'a' => Some(Self::Accept),
            'r' => Some(Self::Reject),
            's' => Some(Self::Skip),
            'q' => Some(Self::Quit),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Reject => "rejected",
            Self::Skip => "skipped",
            Self::Quit => "stopped",
        }
    }
}

impl Run<'_> {
    pub(super) fn review(&mut self, folder: &Folder, extractor: &Extractor<'_>, again: bool) -> std::io::Result<()> {
        // All are found first, so that it can be said how many there are.
        let mut open = Vec::new();
        self.each(folder, extractor, |run, found| {
            match &found {
                Found::Article(checked) if checked.state == State::Same => run.same(folder, checked)?,
                Found::Article(checked) if !again && matches!(checked.state, State::Differs { rejected: true, .. }) => {
                    run.counts.rejected += 1;
                }
                _ => open.push(found),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let mut out = anstream::stdout().lock();
        let mut stopped = false;
        for (n, found) in open.iter().enumerate() {
            let answer = if stopped {
                Answer::Quit
            } else {
                writeln!(out, "[{} of {}]", n + 1, open.len())?;
                self.present(&mut out, folder, found)?;
                ask(&mut out)?
            };
            stopped |= answer == Answer::Quit;
            self.decide(folder, found, answer)?;
        }
        drop(out);
        self.summary();
        if self.counts.rejected > 0 {
            anstream::eprintln!(
                "What you rejected stays different until a list or the article is mended; --again asks about it again."
            );
        }
        Ok(())
    }

    fn present(&mut self, out: &mut dyn Write, folder: &Folder, found: &Found) -> std::io::Result<()> {
        match found {
            Found::Article(checked) => match &checked.state {
                State::Differs { old, .. } => {
                    shown::title(out, &checked.id, "differs: - its snapshot, + what the program says now")?;
                    shown::difference(out, &old.body, &checked.body)?;
                    writeln!(out)?;
                    self.hint(out, folder, old)
                }
                _ => {
                    shown::title(out, &checked.id, "has no snapshot; this would be it:")?;
                    shown::whole(out, &checked.body)
                }
            },
            Found::Alone(path) => {
                let what = "is a snapshot whose article is gone; accept removes it";
                shown::title(out, &path.display().to_string(), what)
            }
            Found::Failed(_) => Ok(()),
        }
    }

    fn decide(&mut self, folder: &Folder, found: &Found, answer: Answer) -> std::io::Result<()> {
        match (found, answer) {
            (Found::Article(checked), Answer::Accept) => {
                self.counts.written += 1;
                folder.accept(checked)
            }
            (Found::Article(checked), Answer::Reject) if checked.state != State::New => {
                self.counts.rejected += 1;
                folder.reject(checked)
            }
            (Found::Article(checked), _) => {
                *(if checked.state == State::New { &mut self.counts.new } else { &mut self.counts.differ }) += 1;
                Ok(())
            }
            (Found::Alone(path), Answer::Accept) => {
                self.counts.removed += 1;
                folder.remove(path)
            }
            (Found::Alone(_), _) => {
                self.counts.alone += 1;
                Ok(())
            }
            (Found::Failed(_), _) => Ok(()),
        }
    }
}

/// Asks until an answer comes; the end of the input is one: quit.
fn ask(out: &mut dyn Write) -> std::io::Result<Answer> {
    let keys = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    loop {
        write!(out, "a accept, r reject, s skip, q quit? ")?;
        out.flush()?;
        let given = if keys { key()? } else { line()? };
        let Some(given) = given else {
            writeln!(out)?;
            return Ok(Answer::Quit);
        };
        match Answer::of(given) {
            Some(answer) => {
                writeln!(out, "{}\n", answer.word())?;
                return Ok(answer);
            }
            None => writeln!(out)?,
        }
    }
}

/// The next key.
fn key() -> std::io::Result<Option<char>> {
    match console::Term::stdout().read_key() {
        Ok(console::Key::Char(c)) => Ok(Some(c)),
        Ok(console::Key::Escape | console::Key::CtrlC) => Ok(Some('q')),
        Ok(_) => Ok(Some(' ')),
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Ok(None),
        Err(error) => Err(error),
    }
}

/// The first letter of the next line; a space for an empty one.
fn line() -> std::io::Result<Option<char>> {
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        return Ok(None);
    }
    Ok(Some(line.trim().chars().next().unwrap_or(' ')))
}
