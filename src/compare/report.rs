//! Changes, grouped and counted.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::changes::between;
use super::join::Pair;
use crate::record::Record;

/// What a change is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A whole article.
    Article,
    /// The text that a record is of.
    Text,
    /// Title, date, publisher, authors, url, condition, problems.
    Metadata,
    /// An entity: it, its kind or its name.
    Entity,
    /// What the lists know an entity as.
    Link,
    /// Roles, gender, country of an entity.
    Trait,
    /// A place that names an entity.
    Mention,
    /// A quotation: it, its kind, its extent.
    Quote,
    /// Who says something.
    Speaker,
    /// The word of saying, or to whom something is said.
    Cue,
    /// Nothing but a confidence.
    Confidence,
}

impl What {
    /// In words, of many.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Text => "texts",
            Self::Metadata => "metadata",
            Self::Entity => "entities",
            Self::Link => "links",
            Self::Trait => "roles, genders, countries",
            Self::Mention => "mentions",
            Self::Quote => "quotations",
            Self::Speaker => "speakers",
            Self::Cue => "cues and addressees",
            Self::Confidence => "confidence alone",
        }
    }
}

/// How it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
}

impl How {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One change.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) what: What,
    pub(super) how: How,
    /// The reason that the records give, before and after where they differ, or the field.
    pub(super) reason: String,
    old: String,
    new: String,
}

impl Change {
    pub(super) fn new(what: What, how: How) -> Self {
        Self { what, how, reason: String::new(), old: String::new(), new: String::new() }
    }

    pub(super) fn by(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.reason);
        self
    }

    pub(super) fn said(mut self, old: String, new: String) -> Self {
        (self.old, self.new) = (old, new);
        self
    }
}

/// One change as an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// Of which article.
    pub id: String,
    /// What it was; empty when it is new.
    pub old: String,
    /// What it is; empty when it is gone.
    pub new: String,
}

/// Changes of one sort, by one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What changed.
    pub what: What,
    /// How.
    pub how: How,
    /// The reason that the records give, before and after where they differ, or the field.
    pub reason: String,
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub examples: Vec<Example>,
}

type Key = (What, How, String);

/// Takes pairs of records and counts what changed. Memory grows with the number of reasons, not of records.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// How many examples of a group are kept.
    examples: usize,
    same: u64,
    changed: u64,
    groups: BTreeMap<Key, (u64, Vec<Example>)>,
}

impl Comparison {
    /// Begins; of each group, so many examples are kept.
    pub fn new(examples: usize) -> Self {
        Self { examples, ..Self::default() }
    }

    /// Takes a pair.
    pub fn take(&mut self, pair: &Pair) {
        match pair {
            Pair::Same => self.same += 1,
            Pair::Both(pair) => {
                let mut any = false;
                between(&pair.0, &pair.1, &mut |change| {
                    any = true;
                    self.add(&pair.1.id, change);
                });
                *if any { &mut self.changed } else { &mut self.same } += 1;
            }
            Pair::OnlyOld(record) => {
                let change = Change::new(What::Article, How::Removed).said(about(record), String::new());
                self.add(&record.id, change);
            }
            Pair::OnlyNew(record) => {
                let change = Change::new(What::Article, How::Added).said(String::new(), about(record));
                self.add(&record.id, change);
            }
        }
    }

    fn add(&mut self, id: &str, change: Change) {
        let Change { what, how, reason, old, new } = change;
        let (count, examples) = self.groups.entry((what, how, reason)).or_default();
        *count += 1;
        if examples.len() < self.examples {
            examples.push(Example { id: id.to_owned(), old: short(&old), new: short(&new) });
        }
    }

    /// Whether nothing changed.
    pub fn is_same(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many articles are the same, changed, only in the old file, and only in the new one.
    pub fn articles(&self) -> [u64; 4] {
        let one_sided = |how| self.groups.get(&(What::Article, how, String::new())).map_or(0, |g| g.0);
        [self.same, self.changed, one_sided(How::Removed), one_sided(How::Added)]
    }

    /// The changes by what, how and reason, the most frequent reason first.
    pub fn groups(&self) -> Vec<Group> {
        let mut all: Vec<Group> = self
            .groups
            .iter()
            .map(|((what, how, reason), (count, examples))| Group {
                what: *what,
                how: *how,
                reason: reason.clone(),
                count: *count,
                examples: examples.clone(),
            })
            .collect();
        all.sort_by(|a, b| (a.what, a.how, b.count, &a.reason).cmp(&(b.what, b.how, a.count, &b.reason)));
        all
    }

    /// All of it for other programs.
    pub fn json(&self) -> serde_json::Value {
        let [same, changed, removed, added] = self.articles();
        serde_json::json!({
            "same": self.is_same(),
            "articles": {"same": same, "changed": changed, "removed": removed, "added": added},
            "groups": self.groups(),
        })
    }
}

/// What an article is about, in a few words.
fn about(record: &Record) -> String {
    record
        .title
        .clone()
        .unwrap_or_else(|| format!("{} entities, {} quotes", record.entities.len(), record.quotes.len()))
}

/// White space as single spaces, and the beginning and the end of what is long.
fn short(text: &str) -> String {
    const MOST: usize = 100;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= MOST {
        return text;
    }
    let (head, tail) = (&characters[..MOST * 2 / 3], &characters[characters.len() - MOST / 3..]);
    format!("{} … {}", head.iter().collect::<String>().trim_end(), tail.iter().collect::<String>().trim_start())
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [same, changed, removed, added] = self.articles();
        writeln!(
            f,
            "articles: {same} the same, {changed} changed, {removed} only in the old, {added} only in the new"
        )?;
        let groups = self.groups();
        for of_sort in groups.chunk_by(|a, b| (a.what, a.how) == (b.what, b.how)) {
            let Some(first) = of_sort.first() else { continue };
            let count: u64 = of_sort.iter().map(|g| g.count).sum();
            writeln!(f, "\n{} {}: {count}", first.what.plural(), first.how.name())?;
            for group in of_sort {
                if !group.reason.is_empty() {
                    writeln!(f, "  {:6}  {}", group.count, group.reason)?;
                }
                for e in &group.examples {
                    match (e.old.as_str(), e.new.as_str()) {
                        (old, "") => writeln!(f, "          {}  - {old}", e.id)?,
                        ("", new) => writeln!(f, "          {}  + {new}", e.id)?,
                        (old, new) => writeln!(f, "          {}  {old}\n            → {new}", e.id)?,
                    }
                }
            }
        }
        Ok(())
    }
}
