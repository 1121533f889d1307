//! A graph in memory that answers SPARQL: the store of Oxigraph.

use std::io::{Read, Result};

use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::{LoaderError, Store};
use oxrdf::{NamedNode, NamedOrBlankNode, Quad, Triple};
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

    /// Reads a file. With `all` false, what no ready question asks for is left out (see [`Graph::record`]).
    ///
    /// # Errors
    /// When it cannot be read or is not in this syntax; the error has the place.
    pub fn load(&mut self, input: impl Read, syntax: Syntax, all: bool) -> Result<()> {
        let mut loader = self.store.bulk_loader();
        let quads = RdfParser::from_format(syntax.format()).rename_blank_nodes().for_reader(input);
        let wanted = quads.filter(|quad| all || !quad.as_ref().is_ok_and(of_appearance));
        loader.load_ok_quads::<_, LoaderError>(wanted).map_err(std::io::Error::other)?;
        loader.commit().map_err(std::io::Error::other)
    }

    /// Adds what a record says. With `all` false, it leaves out where each name stands: most of a graph, and what no ready
    /// question asks for.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn record(&mut self, record: &Record, keys: &[Key], base: &Base, all: bool) -> Result<()> {
        let graph = article::name(&base.article(record));
        self.add(article::triples(record, keys, base, all), &graph)
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

/// Whether a quad is of an appearance or of its mentions, as their IRIs tell: `…/DIGEST/e3` and what is under it.
fn of_appearance(quad: &Quad) -> bool {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return false };
    let is_digest = |s: &str| s.len() == 12 && s.bytes().all(|b| b.is_ascii_hexdigit());
    let is_entity =
        |s: &str| s.strip_prefix('e').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let segments = subject.as_str().split('/');
    segments.clone().zip(segments.skip(1)).any(|(a, b)| is_digest(a) && is_entity(b))
}
