//! Who made a graph.

use oxrdf::{NamedNode, Triple};

use super::iri::Base;
use super::triples::Triples;
use super::vocabulary::{prov, schema};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The run that a graph comes from. It has no date and no place, so that the same records give the same graph.
pub(super) fn iri(base: &Base) -> NamedNode {
    base.iri(&format!("run/whosaid-{VERSION}"))
}

/// What is said of it, once a file.
pub(super) fn triples(base: &Base) -> Vec<Triple> {
    let mut out = Triples::default();
    let (run, program) = (iri(base), base.iri(&format!("program/whosaid-{VERSION}")));
    out.a(&run, prov::ACTIVITY);
    out.add(&run, prov::WAS_ASSOCIATED_WITH, program.clone());
    out.a(&program, prov::SOFTWARE_AGENT);
    out.text(&program, schema::NAME, "whosaid");
    out.text(&program, schema::SOFTWARE_VERSION, VERSION);
    out.into_list()
}
