//! Triples to a file, in any syntax of RDF.

use std::io::{Result, Write};

use oxrdf::{GraphName, NamedNode, Quad, Triple};
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfSerializer, WriterQuadSerializer};

use super::iri::Base;
use super::stories::Story;
use super::vocabulary::PREFIXES;
use super::{article, identities, run, stories};
use crate::Record;
use crate::identity::{Identities, Key};

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A triple a line; knows no named graphs.
    NTriples,
    /// A quad a line.
    NQuads,
    /// For people; knows no named graphs.
    Turtle,
    /// Turtle with named graphs.
    TriG,
    /// JSON.
    JsonLd,
}

impl Syntax {
    pub(super) fn format(self) -> RdfFormat {
        match self {
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::Turtle => RdfFormat::Turtle,
            Self::TriG => RdfFormat::TriG,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }

    /// What the extension of a file's name tells ("nq", "ttl" …); none for others.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "nt" => Some(Self::NTriples),
            "nq" => Some(Self::NQuads),
            "ttl" => Some(Self::Turtle),
            "trig" => Some(Self::TriG),
            "jsonld" => Some(Self::JsonLd),
            _ => None,
        }
    }

    /// Whether it has named graphs; the others have all triples in one.
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG | Self::JsonLd)
    }
}

/// Writes a graph, article by article; memory holds one article at a time.
pub struct RdfWriter<W: Write> {
    out: WriterQuadSerializer<W>,
    syntax: Syntax,
    base: Base,
    mentions: bool,
    quads: u64,
}

impl<W: Write> std::fmt::Debug for RdfWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RdfWriter").field("syntax", &self.syntax).field("quads", &self.quads).finish_non_exhaustive()
    }
}

impl<W: Write> RdfWriter<W> {
    /// Begins a file; `out` should be buffered.
    ///
    /// # Errors
    /// When the base cannot be a prefix.
    pub fn new(out: W, syntax: Syntax, base: Base) -> Result<Self> {
        let mut serializer = RdfSerializer::from_format(syntax.format());
        for (name, iri) in PREFIXES {
            serializer = serializer.with_prefix(name, iri).map_err(std::io::Error::other)?;
        }
        Ok(Self { out: serializer.for_writer(out), syntax, base, mentions: true, quads: 0 })
    }

    /// Leaves out where each name stands: what is left is a fraction of the graph.
    #[must_use]
    pub fn without_mentions(self) -> Self {
        Self { mentions: false, ..self }
    }

    /// Writes what a record says, into the graph of its article.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record(&mut self, record: &Record, keys: &[Key]) -> Result<()> {
        let graph = article::name(&self.base.article(record));
        self.write(article::triples(record, keys, &self.base, self.mentions), &graph)
    }

    /// Writes who and what is the same across articles, and who made the graph.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn identities(&mut self, all: &Identities) -> Result<()> {
        let graph = identities::name(&self.base);
        for row in &all.rows {
            self.write(identities::triples(row, all, &self.base), &graph)?;
        }
        self.write(run::triples(&self.base), &graph)
    }

    /// Writes a story.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn story(&mut self, story: &Story) -> Result<()> {
        let graph = stories::name(&self.base);
        self.write(stories::triples(story, &self.base), &graph)
    }

    fn write(&mut self, triples: Vec<Triple>, graph: &NamedNode) -> Result<()> {
        for triple in triples {
            let graph = if self.syntax.has_graphs() { graph.clone().into() } else { GraphName::DefaultGraph };
            let quad: Quad = triple.in_graph(graph);
            self.out.serialize_quad(&quad)?;
            self.quads += 1;
        }
        Ok(())
    }

    /// Ends the file; gives back what it was written to, and how many quads went into it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(W, u64)> {
        Ok((self.out.finish()?, self.quads))
    }
}
