//! The terms that the graph is written with; docs/graph.md says what each is for.

use oxrdf::NamedNodeRef;

macro_rules! terms {
    ($($(#[$doc:meta])* $module:ident $prefix:literal { $($name:ident $local:literal)* })*) => {
        $($(#[$doc])* pub(super) mod $module {
            use super::NamedNodeRef;
            $(pub(in crate::graph) const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($prefix, $local));)*
        })*
    };
}

terms! {
    /// schema.org
    schema "https://schema.org/" {
        ABOUT "about" ALTERNATE_NAME "alternateName" ARTICLE_BODY "articleBody" AUTHOR "author" COUNTRY "Country"
        CREATIVE_WORK "CreativeWork" CREATOR "creator" DATE_PUBLISHED "datePublished" EXAMPLE_OF_WORK "exampleOfWork"
        HEADLINE "headline" IDENTIFIER "identifier" IS_PART_OF "isPartOf" MENTIONS "mentions" NAME "name"
        NEWS_ARTICLE "NewsArticle" ORGANIZATION "Organization" PERSON "Person" PLACE "Place" PUBLISHER "publisher"
        QUOTATION "Quotation" SAME_AS "sameAs" SOFTWARE_VERSION "softwareVersion" TEXT "text" THING "Thing" URL "url"
    }
    /// Web Annotation
    oa "http://www.w3.org/ns/oa#" {
        ANNOTATION "Annotation" END "end" EXACT "exact" HAS_BODY "hasBody" HAS_SELECTOR "hasSelector" HAS_SOURCE "hasSource"
        HAS_TARGET "hasTarget" IDENTIFYING "identifying" MOTIVATED_BY "motivatedBy" SPECIFIC_RESOURCE "SpecificResource"
        START "start" TEXT_POSITION_SELECTOR "TextPositionSelector" TEXT_QUOTE_SELECTOR "TextQuoteSelector"
    }
    /// Provenance
    prov "http://www.w3.org/ns/prov#" {
        ACTIVITY "Activity" ENTITY "Entity" SOFTWARE_AGENT "SoftwareAgent" WAS_ASSOCIATED_WITH "wasAssociatedWith"
        WAS_DERIVED_FROM "wasDerivedFrom" WAS_GENERATED_BY "wasGeneratedBy"
    }
    /// What the vocabularies that people have hold no word for.
    own "urn:whosaid:ns#" {
        ADDRESSEE "addressee" ADDRESSEE_TEXT "addresseeText" APPEARANCE "Appearance" ARTICLES "articles" BEST "best"
        CONFIDENCE "confidence" COUNTRY "country" CUE "cue" CUE_CLASS "cueClass" DIGEST "digest" ENTITY "entity"
        FIRST "first" FORM "form" GENDER "gender" IDENTIFICATION "Identification" IDENTITY "identity" LABEL "label"
        IDENTITY_CONFIDENCE "identityConfidence" IDENTITY_REASON "identityReason" KEY "key" KIND "kind" LAST "last"
        LENGTH "length" PART "part" PROBLEM "problem" PUBLISHED "published" QUOTES_ABOUT "quotesAbout"
        QUOTES_RECEIVED "quotesReceived" QUOTES_SPOKEN "quotesSpoken" REASON "reason" RECORD "Record" ROLE "role"
        SOURCE_INDEX "sourceIndex" SOURCE_PATH "sourcePath" SPEAKER_TEXT "speakerText" STANDS_FOR "standsFor" STORY "Story"
        TITLE "title" UTTERANCE "Utterance" VERSION_KIND "versionKind"
    }
}

/// The prefixes of the syntaxes that have them.
///
/// DBpedia has none: a local name with a point at its end is beyond the parser of rdflib.
pub const PREFIXES: [(&str, &str); 7] = [
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("schema", "https://schema.org/"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("whosaid", "urn:whosaid:ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
pub(super) const OWL_SAME_AS: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#sameAs");
