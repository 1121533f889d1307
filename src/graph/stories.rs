//! Stories, as `whosaid stories` writes them: the versions of one article, and each of its quotations once.

use oxrdf::{NamedNode, Triple};
use serde::Deserialize;

use super::iri::{Base, part};
use super::triples::Triples;
use super::vocabulary::{own, schema};

/// What the graph takes from a line of stories; docs/stories.md has the rest.
#[derive(Clone, Debug, Deserialize)]
pub struct Story {
    /// What names it, from its content.
    pub id: String,
    /// The title of its best copy.
    pub title: Option<String>,
    /// The date of its earliest version.
    pub published: Option<String>,
    /// The article that is its best copy.
    pub best: String,
    /// Its versions.
    pub versions: Vec<Version>,
    /// Its quotations, each once.
    #[serde(default)]
    pub quotes: Vec<Told>,
}

/// An article of a story.
#[derive(Clone, Debug, Deserialize)]
pub struct Version {
    /// The record's id.
    pub article: String,
    /// SHA-256 of its text.
    pub digest: String,
    /// How it stands to the best copy.
    pub kind: String,
}

/// A quotation of a story.
#[derive(Clone, Debug, Deserialize)]
pub struct Told {
    /// What names it, from its content.
    pub utterance: String,
    /// What is said.
    pub text: String,
    /// Where it stands.
    #[serde(default)]
    pub versions: Vec<ToldIn>,
}

/// A quotation in one version.
#[derive(Clone, Debug, Deserialize)]
pub struct ToldIn {
    /// The record's id.
    pub article: String,
    /// The quote's id in that record; none where it is missing.
    pub quote: Option<String>,
}

impl Story {
    /// The IRI of a story.
    pub(super) fn iri(&self, base: &Base) -> NamedNode {
        base.named("story", &self.id)
    }

    /// The IRI of a version by the id of its record.
    fn article(&self, id: &str, base: &Base) -> Option<NamedNode> {
        self.versions.iter().find(|v| v.article == id).map(|v| base.version(&v.article, &v.digest))
    }
}

/// The named graph of all stories.
pub(super) fn name(base: &Base) -> NamedNode {
    base.iri("stories")
}

/// The triples of a story.
pub(super) fn triples(story: &Story, base: &Base) -> Vec<Triple> {
    let mut out = Triples::default();
    let iri = story.iri(base);
    out.a(&iri, own::STORY);
    out.a(&iri, schema::CREATIVE_WORK);
    out.text(&iri, schema::IDENTIFIER, &story.id);
    if let Some(title) = &story.title {
        out.text(&iri, schema::HEADLINE, title);
    }
    if let Some(published) = &story.published {
        out.published(&iri, published);
    }
    if let Some(best) = story.article(&story.best, base) {
        out.add(&iri, own::BEST, best);
    }
    for version in &story.versions {
        let article = base.version(&version.article, &version.digest);
        out.add(&article, schema::EXAMPLE_OF_WORK, iri.clone());
        out.text(&article, own::VERSION_KIND, &version.kind);
    }
    for told in &story.quotes {
        let utterance = base.named("utterance", &told.utterance);
        out.a(&utterance, own::UTTERANCE);
        out.text(&utterance, schema::TEXT, &told.text);
        out.add(&utterance, schema::IS_PART_OF, iri.clone());
        for place in &told.versions {
            if let (Some(article), Some(quote)) = (story.article(&place.article, base), &place.quote) {
                out.add(&part(&article, quote), schema::EXAMPLE_OF_WORK, utterance.clone());
            }
        }
    }
    out.into_list()
}
