//! The serde types of the record, in the order of its keys.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// The version of the record's form that this program writes.
pub const VERSION: u32 = 1;

/// What one article gives: one JSON object on one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "whosaid record")]
pub struct Record {
    /// The version of this form; a field that changes its meaning makes a new one.
    pub version: u32,
    /// What names the article in its archive.
    pub id: String,
    /// Where it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The headline, as the archive has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date, as the archive has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The newspaper, agency or site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// Where it stands on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The length of the text, counted as the offsets are.
    pub length: u32,
    /// SHA-256 of the text as UTF-8, in hex.
    pub digest: String,
    /// The state that the text was in.
    pub condition: Condition,
    /// Who and what the article names, in the order of first mention.
    pub entities: Vec<Entity>,
    /// What is said in it, in order.
    pub quotes: Vec<Quote>,
    /// What was odd about the text.
    pub problems: Vec<String>,
    /// What finds the versions of the article without its text, when asked for: see `whosaid stories`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^w4:[0-9]+:[A-Za-z0-9+/]*$"))]
    pub sketch: Option<String>,
    /// The text itself, when asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Where an article was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The path as it was given or found.
    pub path: String,
    /// Which article of that file, from 0.
    pub index: u64,
}

/// The state that the text was in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// It has paragraphs, or is too short to need them.
    pub paragraphs: bool,
    /// Spaces stand around its punctuation.
    pub tokenized: bool,
    /// Its quotation marks do not tell opening from closing.
    pub straight_quotes: bool,
    /// Places where a word seems to have been dropped.
    pub gaps: u32,
    /// Names stand where pronouns and other words stood.
    pub substituted: bool,
}

/// What an entity is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A human being.
    Person,
    /// A country or territory, present or past.
    Country,
    /// A body of people.
    Organization,
    /// Any other place.
    Place,
    /// What a list of the user's says it is: small letters, digits and hyphens.
    #[serde(untagged)]
    Own(#[schemars(regex(pattern = "^[a-z0-9-]+$"))] String),
}

impl Kind {
    /// What it is called in records.
    pub fn name(&self) -> &str {
        match self {
            Self::Person => "person",
            Self::Country => "country",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Own(kind) => kind,
        }
    }
}

/// A person, country, organization or place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    /// Its id within the record.
    pub id: SmolStr,
    /// What it is.
    pub kind: Kind,
    /// The fullest form of its name in the article.
    pub name: SmolStr,
    /// What the lists know it as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Of a person: the roles that the article gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<SmolStr>,
    /// Of a person: "f" or "m", where title, name, lists or pronouns tell it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// ISO 3166 code of the country that it is or belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<SmolStr>,
    /// How sure it is that there is such an entity of this kind, from 0 to 1.
    pub confidence: f64,
    /// Every place that names it, in order.
    pub mentions: Vec<Mention>,
}

/// The gender that the text or the lists tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// A woman.
    F,
    /// A man.
    M,
}

/// Where an entity stands in the world.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Wikidata id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<SmolStr>,
    /// Title of its article in the English Wikipedia.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wikipedia: Option<SmolStr>,
    /// ISO 3166 code of a country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<SmolStr>,
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By its name, full or short.
    Name,
    /// "she"
    Pronoun,
    /// "the ambassador"
    Role,
    /// "Russian" for Russia
    Demonym,
    /// "the Kremlin", "Moscow said"
    Metonym,
}

impl Form {
    /// What it is called in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Pronoun => "pronoun",
            Self::Role => "role",
            Self::Demonym => "demonym",
            Self::Metonym => "metonym",
        }
    }
}

/// One place that names an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// Its first code point.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// What stands there.
    pub text: SmolStr,
    /// The title that stands right before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<SmolStr>,
    /// How it names the entity.
    pub form: Form,
    /// What a metonym stands for: the id of an entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<SmolStr>,
    /// The rule or the strongest evidence.
    pub reason: SmolStr,
    /// How sure, from 0 to 1.
    pub confidence: f64,
}

/// What sort of quote one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Whole clauses in quotation marks.
    Direct,
    /// Quoted words within the reporter's own clause.
    Mixed,
    /// Up to three quoted words, scare quotes, titles of works.
    Fragment,
    /// No quotation marks: "said that …".
    Indirect,
}

impl QuoteKind {
    /// What it is called in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Fragment => "fragment",
            Self::Indirect => "indirect",
        }
    }
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Its id within the record.
    pub id: SmolStr,
    /// What sort it is.
    pub kind: QuoteKind,
    /// What is said, without the outer marks, the parts joined by one space.
    pub text: String,
    /// Where it stands, marks included.
    pub parts: Vec<Part>,
    /// Who says it; null where the text does not tell.
    pub speaker: Option<Speaker>,
    /// Those who say it together with the speaker, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Speaker>,
    /// The word of saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Cue>,
    /// To whom it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<Addressee>,
    /// Of a quotation within another that has its own speaker: the id of the outer one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<SmolStr>,
    /// The rule or the strongest evidence.
    pub reason: SmolStr,
    /// How sure the speaker is (or that there is none), from 0 to 1.
    pub confidence: f64,
    /// Quotations within this one that have a speaker of their own; they say so by `inside`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nested: Vec<Quote>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its first code point.
    pub start: u32,
    /// One past its last.
    pub end: u32,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Speaker {
    /// The id of the entity; null when it is none ("a senior official").
    pub entity: Option<SmolStr>,
    /// The entity's name, or the words that stand there.
    pub name: SmolStr,
    /// The first code point of what stands there.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// What stands there.
    pub text: SmolStr,
    /// Name, pronoun or role.
    pub form: Form,
}

/// The word of saying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Its first code point.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// What stands there.
    pub text: SmolStr,
    /// say, ask, deny, warn, think …
    pub class: SmolStr,
}

/// To whom something is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// The id of the entity, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<SmolStr>,
    /// Its first code point.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// What stands there.
    pub text: SmolStr,
}
