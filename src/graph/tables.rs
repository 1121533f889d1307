//! The graph as tables: one for each kind of node and one for each kind of relation. CSV for Neo4j, Parquet and GraphML are
//! written from these; a column that is added here is in all of them.

use std::io::Result;

use super::iri::{Base, part};
use super::stories::Story;
use crate::Record;
use crate::identity::{Day, Identities, Key, Row, about, all_quotes, by_id, speakers};
use crate::record::{Gender, Quote};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// Several texts.
    List,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// Several texts.
    List(Vec<String>),
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nodes of this label; the first column is their id.
    Node(&'static str),
    /// Relations of this type, from nodes of one label to nodes of another; the first two columns are their ids.
    Relation(&'static str, &'static str, &'static str),
}

/// A table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// The name of its file, without extension.
    pub name: &'static str,
    /// What its rows are.
    pub role: Role,
    /// Its columns.
    pub columns: &'static [(&'static str, Type)],
}

use Type::{Float, Integer, List, Text};

/// Articles.
pub static ARTICLES: Table = Table {
    name: "articles",
    role: Role::Node("Article"),
    columns: &[
        ("id", Text),
        ("record", Text),
        ("title", Text),
        ("published", Text),
        ("day", Text),
        ("publisher", Text),
        ("authors", List),
        ("url", Text),
        ("length", Integer),
        ("digest", Text),
        ("source_path", Text),
        ("source_index", Integer),
    ],
};

/// People, countries, organizations, places.
pub static ENTITIES: Table = Table {
    name: "entities",
    role: Role::Node("Entity"),
    columns: &[
        ("id", Text),
        ("kind", Text),
        ("name", Text),
        ("aliases", List),
        ("wikidata", Text),
        ("wikipedia", Text),
        ("iso", Text),
        ("country", Text),
        ("gender", Text),
        ("roles", List),
        ("articles", Integer),
        ("mentions", Integer),
        ("spoken", Integer),
        ("received", Integer),
        ("about", Integer),
        ("first", Text),
        ("last", Text),
        ("confidence", Float),
        ("reason", Text),
        ("keys", List),
    ],
};

/// Quotations, those within others too.
pub static QUOTES: Table = Table {
    name: "quotes",
    role: Role::Node("Quotation"),
    columns: &[
        ("id", Text),
        ("article", Text),
        ("quote", Text),
        ("kind", Text),
        ("text", Text),
        ("start", Integer),
        ("end", Integer),
        ("parts", List),
        ("speaker", Text),
        ("cue", Text),
        ("cue_class", Text),
        ("addressee", Text),
        ("reason", Text),
        ("confidence", Float),
    ],
};

/// Stories.
pub static STORIES: Table = Table {
    name: "stories",
    role: Role::Node("Story"),
    columns: &[("id", Text), ("title", Text), ("published", Text), ("best", Text)],
};

/// An article names an entity at a place.
pub static MENTIONS: Table = Table {
    name: "mentions",
    role: Role::Relation("MENTIONS", "Article", "Entity"),
    columns: &[
        ("article", Text),
        ("entity", Text),
        ("start", Integer),
        ("end", Integer),
        ("text", Text),
        ("title", Text),
        ("form", Text),
        ("reason", Text),
        ("confidence", Float),
        ("key", Text),
        ("identity_reason", Text),
        ("identity_confidence", Float),
    ],
};

/// An entity says something.
pub static SAID: Table = Table {
    name: "said",
    role: Role::Relation("SAID", "Entity", "Quotation"),
    columns: &[("entity", Text), ("quote", Text), ("confidence", Float)],
};

/// An entity is mentioned in what is said.
pub static ABOUT: Table = Table {
    name: "about",
    role: Role::Relation("ABOUT", "Quotation", "Entity"),
    columns: &[("quote", Text), ("entity", Text)],
};

/// Something is said to an entity.
pub static TOLD: Table = Table {
    name: "told",
    role: Role::Relation("TOLD", "Quotation", "Entity"),
    columns: &[("quote", Text), ("entity", Text)],
};

/// A quotation stands in an article.
pub static QUOTED_IN: Table = Table {
    name: "quoted_in",
    role: Role::Relation("QUOTED_IN", "Quotation", "Article"),
    columns: &[("quote", Text), ("article", Text)],
};

/// A quotation stands within another.
pub static WITHIN: Table = Table {
    name: "within",
    role: Role::Relation("WITHIN", "Quotation", "Quotation"),
    columns: &[("quote", Text), ("outer", Text)],
};

/// An article is a version of a story.
pub static VERSIONS: Table = Table {
    name: "versions",
    role: Role::Relation("VERSION_OF", "Article", "Story"),
    columns: &[("article", Text), ("story", Text), ("kind", Text)],
};

/// All tables: nodes, then relations.
pub static TABLES: [&Table; 11] =
    [&ARTICLES, &ENTITIES, &QUOTES, &STORIES, &MENTIONS, &SAID, &ABOUT, &TOLD, &QUOTED_IN, &WITHIN, &VERSIONS];

/// Takes rows.
pub trait Sink {
    /// Takes a row, whose cells are those of the table's columns.
    ///
    /// # Errors
    /// When it cannot be written.
    fn row(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<()>;

    /// Ends all files.
    ///
    /// # Errors
    /// When they cannot be written.
    fn finish(self: Box<Self>) -> Result<()>;
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn maybe(text: Option<impl Into<String>>) -> Cell {
    text.map_or(Cell::Null, |text| Cell::Text(text.into()))
}

fn integer(number: impl TryInto<i64>) -> Cell {
    number.try_into().map_or(Cell::Null, Cell::Integer)
}

fn list(texts: &[String]) -> Cell {
    Cell::List(texts.to_vec())
}

/// The row of an entity.
pub fn entity(row: &Row, base: &Base) -> Vec<Cell> {
    let link = row.link.as_ref();
    vec![
        text(base.iri(&row.id).into_string()),
        maybe(row.kind.as_ref().map(|k| k.name())),
        text(&row.name),
        list(&row.aliases),
        maybe(link.and_then(|l| l.wikidata.as_deref())),
        maybe(link.and_then(|l| l.wikipedia.as_deref())),
        maybe(link.and_then(|l| l.iso.as_deref())),
        maybe(row.country.as_deref()),
        maybe(row.gender.map(|g| if g == Gender::F { "f" } else { "m" })),
        list(&row.roles),
        integer(row.counts.articles),
        integer(row.counts.mentions),
        integer(row.counts.spoken),
        integer(row.counts.received),
        integer(row.counts.about),
        maybe(row.first.map(|d| d.to_string())),
        maybe(row.last.map(|d| d.to_string())),
        Cell::Float(row.confidence),
        text(row.reason),
        Cell::List(row.keys.iter().map(|k| base.iri(k).into_string()).collect()),
    ]
}

/// Gives the rows of a record, whose entities have these keys.
///
/// # Errors
/// Those of the sink.
pub fn record(record: &Record, keys: &[Key], all: &Identities, base: &Base, sink: &mut dyn Sink) -> Result<()> {
    let article = base.article(record);
    let id = article.as_str();
    sink.row(
        &ARTICLES,
        vec![
            text(id),
            text(&record.id),
            maybe(record.title.as_deref()),
            maybe(record.published.as_deref()),
            maybe(record.published.as_deref().and_then(Day::parse).map(|d| d.to_string())),
            maybe(record.publisher.as_deref()),
            list(&record.authors),
            maybe(record.url.as_deref()),
            integer(record.length),
            text(&record.digest),
            maybe(record.source.as_ref().map(|s| s.path.as_str())),
            record.source.as_ref().map_or(Cell::Null, |s| integer(s.index)),
        ],
    )?;
    let mut entities = Vec::with_capacity(keys.len());
    for (entity, key) in record.entities.iter().zip(keys) {
        let (of, joined) = match all.of(&key.path) {
            Some((row, joined)) => (base.iri(&row.id).into_string(), Some(joined)),
            None => (base.iri(&key.path).into_string(), None),
        };
        // The weaker of the two steps: from the article to the key, and from the key to the entity.
        let (reason, confidence) = match joined {
            Some(joined) if joined.confidence < key.confidence => (joined.reason, joined.confidence),
            _ => (key.reason, key.confidence),
        };
        for m in &entity.mentions {
            sink.row(
                &MENTIONS,
                vec![
                    text(id),
                    text(&of),
                    integer(m.start),
                    integer(m.end),
                    text(m.text.as_str()),
                    maybe(m.title.as_deref()),
                    text(m.form.name()),
                    text(m.reason.as_str()),
                    Cell::Float(m.confidence),
                    text(base.iri(&key.path).into_string()),
                    text(reason),
                    Cell::Float(confidence),
                ],
            )?;
        }
        entities.push(of);
    }
    let ids = by_id(record);
    // Two entities of an article may turn out to be one.
    let distinct = |numbers: Vec<usize>| {
        let mut of: Vec<&String> = numbers.into_iter().map(|n| &entities[n]).collect();
        of.sort();
        of.dedup();
        of
    };
    for q in all_quotes(record) {
        let iri = part(&article, &q.id);
        let iri = iri.as_str();
        sink.row(&QUOTES, quote(q, id, iri))?;
        sink.row(&QUOTED_IN, vec![text(iri), text(id)])?;
        if let Some(outer) = &q.inside {
            sink.row(&WITHIN, vec![text(iri), text(part(&article, outer).into_string())])?;
        }
        for of in distinct(speakers(q, &ids)) {
            sink.row(&SAID, vec![text(of), text(iri), Cell::Float(q.confidence)])?;
        }
        for of in distinct(about(record, q)) {
            sink.row(&ABOUT, vec![text(iri), text(of)])?;
        }
        let addressee = q.addressee.as_ref().and_then(|a| ids.get(a.entity.as_deref()?).copied());
        for of in distinct(addressee.into_iter().collect()) {
            sink.row(&TOLD, vec![text(iri), text(of)])?;
        }
    }
    Ok(())
}

fn quote(quote: &Quote, article: &str, iri: &str) -> Vec<Cell> {
    vec![
        text(iri),
        text(article),
        text(quote.id.as_str()),
        text(quote.kind.name()),
        text(&quote.text),
        quote.parts.first().map_or(Cell::Null, |p| integer(p.start)),
        quote.parts.last().map_or(Cell::Null, |p| integer(p.end)),
        Cell::List(quote.parts.iter().map(|p| format!("{}-{}", p.start, p.end)).collect()),
        maybe(quote.speaker.as_ref().map(|s| s.name.as_str())),
        maybe(quote.cue.as_ref().map(|c| c.text.as_str())),
        maybe(quote.cue.as_ref().map(|c| c.class.as_str())),
        maybe(quote.addressee.as_ref().map(|a| a.text.as_str())),
        text(quote.reason.as_str()),
        Cell::Float(quote.confidence),
    ]
}

/// Gives the rows of a story.
///
/// # Errors
/// Those of the sink.
pub fn story(story: &Story, base: &Base, sink: &mut dyn Sink) -> Result<()> {
    let id = story.iri(base).into_string();
    let best = story.versions.iter().find(|v| v.article == story.best);
    let best = best.map(|v| base.version(&v.article, &v.digest).into_string());
    sink.row(&STORIES, vec![text(&id), maybe(story.title.as_deref()), maybe(story.published.as_deref()), maybe(best)])?;
    for version in &story.versions {
        let article = base.version(&version.article, &version.digest).into_string();
        sink.row(&VERSIONS, vec![text(article), text(&id), text(&version.kind)])?;
    }
    Ok(())
}
