//! A list of triples on its way, without doubles.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use rustc_hash::FxHashSet;

use super::vocabulary::{OWL_SAME_AS, own, schema};
use crate::identity::{Day, segment};
use crate::record::{Gender, Kind, Link};

/// Triples in the order in which they were first added.
#[derive(Debug, Default)]
pub(super) struct Triples {
    list: Vec<Triple>,
    known: FxHashSet<Triple>,
}

impl Triples {
    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let triple = Triple::new(subject.clone(), predicate.into_owned(), object);
        if self.known.insert(triple.clone()) {
            self.list.push(triple);
        }
    }

    pub(super) fn a(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class.into_owned());
    }

    pub(super) fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }

    /// As xsd:integer: Oxigraph, among others, makes that of its subtypes, and a graph should come back as it was.
    pub(super) fn count(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, count: impl Into<u64>) {
        let count: u64 = count.into();
        self.add(subject, predicate, Literal::new_typed_literal(count.to_string(), xsd::INTEGER));
    }

    /// A share from 0 to 1. Rust writes it without an exponent, as a decimal must be.
    pub(super) fn share(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, share: f64) {
        self.add(subject, predicate, Literal::new_typed_literal(share.to_string(), xsd::DECIMAL));
    }

    pub(super) fn day(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, day: Day) {
        self.add(subject, predicate, Literal::new_typed_literal(day.to_string(), xsd::DATE));
    }

    /// A date of an archive: as a day where it surely is one, and as it stands where it says more or other than that.
    pub(super) fn published(&mut self, subject: &NamedNode, date: &str) {
        let day = Day::parse(date);
        if let Some(day) = day {
            self.day(subject, schema::DATE_PUBLISHED, day);
        }
        if day.is_none_or(|day| day.to_string() != date) {
            self.text(subject, own::PUBLISHED, date);
        }
    }

    /// What an entity is, and what others know it as.
    pub(super) fn entity(
        &mut self,
        iri: &NamedNode,
        kind: Option<&Kind>,
        name: &str,
        link: Option<&Link>,
        country: Option<&str>,
    ) {
        let class = match kind {
            Some(Kind::Person) => schema::PERSON,
            Some(Kind::Country) => schema::COUNTRY,
            Some(Kind::Organization) => schema::ORGANIZATION,
            Some(Kind::Place) => schema::PLACE,
            Some(Kind::Own(_)) | None => schema::THING,
        };
        self.a(iri, class);
        if let Some(kind) = kind {
            self.text(iri, own::KIND, kind.name());
        }
        self.text(iri, schema::NAME, name);
        if let Some(country) = country {
            self.text(iri, own::COUNTRY, country);
        }
        if let Some(wikidata) = link.and_then(|l| l.wikidata.as_deref()) {
            let mut other = "http://www.wikidata.org/entity/".to_owned();
            segment(wikidata, &mut other);
            self.add(iri, OWL_SAME_AS, NamedNode::new_unchecked(other));
        }
        if let Some(title) = link.and_then(|l| l.wikipedia.as_deref()) {
            self.add(iri, OWL_SAME_AS, dbpedia(title));
        }
    }

    pub(super) fn gender(&mut self, subject: &NamedNode, gender: Option<Gender>) {
        match gender {
            Some(Gender::F) => self.text(subject, own::GENDER, "f"),
            Some(Gender::M) => self.text(subject, own::GENDER, "m"),
            None => {}
        }
    }

    pub(super) fn into_list(self) -> Vec<Triple> {
        self.list
    }
}

/// The resource of DBpedia for an article of Wikipedia: it keeps everything that an IRI may hold, brackets and commas too.
fn dbpedia(title: &str) -> NamedNode {
    let mut iri = "http://dbpedia.org/resource/".to_owned();
    for c in title.chars() {
        match c {
            ' ' => iri.push('_'),
            '?' | '#' | '%' => segment(c.encode_utf8(&mut [0; 4]), &mut iri),
            _ => iri.push(c),
        }
    }
    NamedNode::new(iri).unwrap_or_else(|_| {
        // No title of Wikipedia, but a file may hold anything.
        let mut iri = "http://dbpedia.org/resource/".to_owned();
        segment(title, &mut iri);
        NamedNode::new_unchecked(iri)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_of_dbpedia_are_written_as_it_writes_them() {
        let of = |title| dbpedia(title).into_string().split_off("http://dbpedia.org/resource/".len());
        assert_eq!(of("Republican Party (United States)"), "Republican_Party_(United_States)");
        assert_eq!(of("AC/DC"), "AC/DC");
        assert_eq!(of("Who's Afraid?"), "Who's_Afraid%3F");
        assert_eq!(of("a<b> \n"), "a%3Cb%3E_%0A");
        assert_eq!(of("São Paulo"), "São_Paulo");
    }
}
