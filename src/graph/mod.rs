//! Records to knowledge graphs: RDF in any syntax, and tables of nodes and relations for graph databases, networks and data
//! frames. docs/graph.md explains the model.
//!
//! What an article says is a function of its record alone, and stands in a named graph of its own; what articles together
//! tell of people, bodies and places stands in one more. Both kinds are written as streams.

mod article;
pub mod csv;
pub mod graphml;
mod identities;
mod iri;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod questions;
mod rdf;
mod run;
#[cfg(feature = "query")]
pub mod store;
pub mod stories;
pub mod tables;
mod triples;
mod vocabulary;

pub use article::{name as article_graph, triples as article_triples};
pub use identities::name as identity_graph;
pub use iri::{Base, BaseError};
pub use rdf::{RdfWriter, Syntax};
pub use vocabulary::PREFIXES;
