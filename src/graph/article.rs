//! One record to the triples of its article. They are a function of the record and the base alone: adding other articles to
//! an archive changes none of them.

use oxrdf::{Literal, NamedNode, Triple, vocab::xsd};

use super::iri::{Base, mention, part};
use super::triples::Triples;
use super::vocabulary::{oa, own, prov, schema};
use crate::identity::{Key, about, by_id, speakers};
use crate::record::{Part, Quote, Record};

/// The named graph of an article, which is also the IRI of its record.
pub fn name(article: &NamedNode) -> NamedNode {
    part(article, "record")
}

/// The triples of a record, whose entities have these keys.
///
/// Where each name stands is most of them; without `mentions`, it is left out.
pub fn triples(record: &Record, keys: &[Key], base: &Base, mentions: bool) -> Vec<Triple> {
    let article = base.article(record);
    let mut writer = Writer {
        record,
        base,
        keys,
        iris: keys.iter().map(|k| base.iri(&k.path)).collect(),
        article,
        mentions,
        out: Triples::default(),
    };
    writer.article();
    writer.entities();
    let ids = by_id(record);
    for quote in &record.quotes {
        writer.quote(quote, None, &ids);
    }
    writer.out.into_list()
}

struct Writer<'r> {
    record: &'r Record,
    base: &'r Base,
    keys: &'r [Key],
    /// The IRI of each entity.
    iris: Vec<NamedNode>,
    article: NamedNode,
    mentions: bool,
    out: Triples,
}

impl Writer<'_> {
    fn article(&mut self) {
        let (record, article, out) = (self.record, &self.article, &mut self.out);
        out.a(article, schema::NEWS_ARTICLE);
        out.text(article, schema::IDENTIFIER, &record.id);
        if let Some(title) = &record.title {
            out.text(article, schema::HEADLINE, title);
        }
        if let Some(published) = &record.published {
            out.published(article, published);
        }
        if let Some(publisher) = &record.publisher {
            let iri = self.base.named("publisher", publisher);
            out.add(article, schema::PUBLISHER, iri.clone());
            out.a(&iri, schema::ORGANIZATION);
            out.text(&iri, schema::NAME, publisher);
        }
        for author in &record.authors {
            out.text(article, schema::AUTHOR, author);
        }
        if let Some(url) = &record.url {
            out.add(article, schema::URL, Literal::new_typed_literal(url.as_str(), xsd::ANY_URI));
        }
        out.count(article, own::LENGTH, record.length);
        out.text(article, own::DIGEST, &record.digest);
        if let Some(source) = &record.source {
            out.text(article, own::SOURCE_PATH, &source.path);
            out.count(article, own::SOURCE_INDEX, source.index);
        }
        for problem in &record.problems {
            out.text(article, own::PROBLEM, problem);
        }
        if let Some(text) = &record.text {
            out.text(article, schema::ARTICLE_BODY, text);
        }
        for iri in &self.iris {
            out.add(article, schema::MENTIONS, iri.clone());
        }
        let graph = name(article);
        out.a(&graph, own::RECORD);
        out.a(&graph, prov::ENTITY);
        out.add(&graph, prov::WAS_DERIVED_FROM, article.clone());
        out.add(&graph, prov::WAS_GENERATED_BY, super::run::iri(self.base));
    }

    fn entities(&mut self) {
        let ids = by_id(self.record);
        for ((entity, key), iri) in self.record.entities.iter().zip(self.keys).zip(&self.iris) {
            let out = &mut self.out;
            out.entity(iri, Some(&entity.kind), &entity.name, entity.link.as_ref(), None);
            let appearance = part(&self.article, &entity.id);
            out.a(&appearance, own::APPEARANCE);
            out.add(&appearance, schema::IS_PART_OF, self.article.clone());
            out.add(&appearance, own::ENTITY, iri.clone());
            out.text(&appearance, schema::NAME, &entity.name);
            out.gender(&appearance, entity.gender);
            for role in &entity.roles {
                out.text(&appearance, own::ROLE, role);
            }
            out.share(&appearance, own::CONFIDENCE, entity.confidence);
            out.text(&appearance, own::IDENTITY_REASON, key.reason);
            out.share(&appearance, own::IDENTITY_CONFIDENCE, key.confidence);
            for m in entity.mentions.iter().filter(|_| self.mentions) {
                let annotation = mention(&self.article, entity, m);
                out.a(&annotation, oa::ANNOTATION);
                out.add(&annotation, oa::MOTIVATED_BY, oa::IDENTIFYING.into_owned());
                out.add(&annotation, oa::HAS_BODY, iri.clone());
                out.add(&annotation, schema::IS_PART_OF, appearance.clone());
                out.text(&annotation, own::FORM, m.form.name());
                if let Some(title) = &m.title {
                    out.text(&annotation, own::TITLE, title);
                }
                if let Some(other) = m.stands_for.as_ref().and_then(|id| ids.get(id.as_str())) {
                    out.add(&annotation, own::STANDS_FOR, self.iris[*other].clone());
                }
                out.text(&annotation, own::REASON, &m.reason);
                out.share(&annotation, own::CONFIDENCE, m.confidence);
                let target = part(&annotation, "target");
                out.add(&annotation, oa::HAS_TARGET, target.clone());
                let words = part(&annotation, "words");
                position(out, &self.article, &target, Part { start: m.start, end: m.end }, Some(&words));
                out.a(&words, oa::TEXT_QUOTE_SELECTOR);
                out.text(&words, oa::EXACT, &m.text);
            }
        }
    }

    fn quote(&mut self, quote: &Quote, outer: Option<&NamedNode>, ids: &rustc_hash::FxHashMap<&str, usize>) {
        let iri = part(&self.article, &quote.id);
        let out = &mut self.out;
        out.a(&iri, schema::QUOTATION);
        out.text(&iri, schema::IDENTIFIER, &quote.id);
        out.text(&iri, own::KIND, quote.kind.name());
        out.text(&iri, schema::TEXT, &quote.text);
        out.add(&iri, schema::IS_PART_OF, self.article.clone());
        if let Some(outer) = outer {
            out.add(&iri, schema::IS_PART_OF, outer.clone());
        }
        for speaker in speakers(quote, ids) {
            out.add(&iri, schema::CREATOR, self.iris[speaker].clone());
        }
        for speaker in quote.speaker.iter().chain(&quote.with) {
            out.text(&iri, own::SPEAKER_TEXT, &speaker.text);
        }
        for topic in about(self.record, quote) {
            out.add(&iri, schema::ABOUT, self.iris[topic].clone());
        }
        if let Some(cue) = &quote.cue {
            out.text(&iri, own::CUE, &cue.text);
            out.text(&iri, own::CUE_CLASS, &cue.class);
        }
        if let Some(addressee) = &quote.addressee {
            out.text(&iri, own::ADDRESSEE_TEXT, &addressee.text);
            if let Some(n) = addressee.entity.as_deref().and_then(|id| ids.get(id)) {
                out.add(&iri, own::ADDRESSEE, self.iris[*n].clone());
            }
        }
        out.text(&iri, own::REASON, &quote.reason);
        out.share(&iri, own::CONFIDENCE, quote.confidence);
        for p in &quote.parts {
            let target = part(&iri, &format!("{}-{}", p.start, p.end));
            out.add(&iri, own::PART, target.clone());
            position(out, &self.article, &target, *p, None);
        }
        for nested in &quote.nested {
            self.quote(nested, Some(&iri), ids);
        }
    }
}

/// A stretch of the article's text, and perhaps a second selector for it.
fn position(out: &mut Triples, article: &NamedNode, target: &NamedNode, stretch: Part, other: Option<&NamedNode>) {
    out.a(target, oa::SPECIFIC_RESOURCE);
    out.add(target, oa::HAS_SOURCE, article.clone());
    let position = part(target, "position");
    out.add(target, oa::HAS_SELECTOR, position.clone());
    if let Some(other) = other {
        out.add(target, oa::HAS_SELECTOR, other.clone());
    }
    out.a(&position, oa::TEXT_POSITION_SELECTOR);
    out.count(&position, oa::START, stretch.start);
    out.count(&position, oa::END, stretch.end);
}
