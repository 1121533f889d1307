//! A graph in memory that answers SPARQL: the store of Oxigraph.

use std::io::{Read, Result};

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use oxrdf::{NamedNode, Quad, Triple};
use oxrdfio::RdfParser;

use super::iri::Base;
use super::rdf::Syntax;
use super::{article, identities, run};
use crate::Record;
use crate::identity::{Identities, Key};

/// Quads that are put into the store at a time.
const BATCH: usize = 1 << 16;

/// A graph in memory.
pub struct Graph {
    store: Store,
    pending: Vec<Quad>,
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Graph").finish_non_exhaustive()
    }
}

impl Graph {
    /// An empty one.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn new() -> Result<Self> {
        Ok(Self { store: Store::new().map_err(std::io::Error::other)?, pending: Vec::new() })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or is not in this syntax; the error has the place.
    pub fn load(&mut self, input: impl Read, syntax: Syntax) -> Result<()> {
        let mut loader = self.store.bulk_loader();
        loader.load_from_reader(RdfParser::from_format(syntax.format()), input).map_err(std::io::Error::other)?;
        loader.commit().map_err(std::io::Error::other)
    }

    /// Adds what a record says.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn record(&mut self, record: &Record, keys: &[Key], base: &Base) -> Result<()> {
        let graph = article::name(&base.article(record));
        self.add(article::triples(record, keys, base, true), &graph)
    }

    /// Adds who and what is the same across articles.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn identities(&mut self, all: &Identities, base: &Base) -> Result<()> {
        let graph = identities::name(base);
        for row in &all.rows {
            self.add(identities::triples(row, all, base), &graph)?;
        }
        self.add(run::triples(base), &graph)
    }

    fn add(&mut self, triples: Vec<Triple>, graph: &NamedNode) -> Result<()> {
        self.pending.extend(triples.into_iter().map(|t| t.in_graph(graph.clone())));
        if self.pending.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let mut loader = self.store.bulk_loader();
        loader.load_quads(std::mem::take(&mut self.pending)).map_err(std::io::Error::other)?;
        loader.commit().map_err(std::io::Error::other)
    }

    /// How many quads it has.
    ///
    /// # Errors
    /// When the last ones cannot be added.
    pub fn len(&mut self) -> Result<usize> {
        self.flush()?;
        self.store.len().map_err(std::io::Error::other)
    }

    /// Whether it has none.
    ///
    /// # Errors
    /// When the last ones cannot be added.
    pub fn is_empty(&mut self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// Puts a question, for which all named graphs are one; `GRAPH` in it still tells them apart.
    ///
    /// # Errors
    /// When it is no SPARQL or cannot be answered.
    pub fn ask(&mut self, sparql: &str) -> Result<QueryResults<'static>> {
        self.flush()?;
        let mut query = SparqlEvaluator::new().parse_query(sparql).map_err(std::io::Error::other)?;
        query.dataset_mut().set_default_graph_as_union();
        query.on_store(&self.store).execute().map_err(std::io::Error::other)
    }
}
