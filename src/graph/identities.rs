//! What the articles together say of entities: the graph that is written anew when articles are added.

use oxrdf::{NamedNode, Triple};

use super::iri::Base;
use super::triples::Triples;
use super::vocabulary::{own, schema};
use crate::identity::{Identities, Row, short_hash};

/// The named graph of all identities.
pub fn name(base: &Base) -> NamedNode {
    base.iri("identity")
}

/// The triples of one entity, and of the keys that are it.
pub(super) fn triples(row: &Row, identities: &Identities, base: &Base) -> Vec<Triple> {
    let mut out = Triples::default();
    let iri = base.iri(&row.id);
    out.entity(&iri, row.kind.as_ref(), &row.name, row.link.as_ref(), row.country.as_deref());
    // One name only, where schema:name has that of each article.
    out.text(&iri, own::LABEL, &row.name);
    for alias in &row.aliases {
        out.text(&iri, schema::ALTERNATE_NAME, alias);
    }
    out.gender(&iri, row.gender);
    for role in &row.roles {
        out.text(&iri, own::ROLE, role);
    }
    out.count(&iri, own::ARTICLES, row.counts.articles);
    out.count(&iri, own::QUOTES_SPOKEN, row.counts.spoken);
    out.count(&iri, own::QUOTES_RECEIVED, row.counts.received);
    out.count(&iri, own::QUOTES_ABOUT, row.counts.about);
    if let Some(day) = row.first {
        out.day(&iri, own::FIRST, day);
    }
    if let Some(day) = row.last {
        out.day(&iri, own::LAST, day);
    }
    for key in &row.keys {
        let other = base.iri(key);
        // Of a key that is the entity by itself, too, so that a question needs no other way.
        out.add(&other, own::IDENTITY, iri.clone());
        let Some((_, joined)) = identities.of(key).filter(|_| *key != row.id) else { continue };
        out.add(&other, schema::SAME_AS, iri.clone());
        let identification = base.iri(&format!("identification/{}", short_hash(&format!("{key} {}", row.id))));
        out.a(&identification, own::IDENTIFICATION);
        out.add(&identification, own::KEY, other);
        out.add(&identification, own::ENTITY, iri.clone());
        out.text(&identification, own::REASON, joined.reason);
        out.share(&identification, own::CONFIDENCE, joined.confidence);
    }
    out.into_list()
}
