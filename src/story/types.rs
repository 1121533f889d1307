//! The serde types of the story, in the order of its keys. docs/stories.md explains them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::{Condition, Kind, Link, QuoteKind, Source};

/// The version of the story's form that this program writes.
pub const VERSION: u32 = 1;

/// The versions of one article: one JSON object on one line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "whosaid story")]
pub struct Story {
    /// The version of this form; a field that changes its meaning makes a new one.
    pub version: u32,
    /// What names the story: from the words of its earliest version.
    pub id: String,
    /// The headline of the best copy, or else of the earliest that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The earliest date of a version, as the archive has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The article of the best copy: the most complete of the soundest.
    pub best: String,
    /// All versions, by date, then the most complete first.
    pub versions: Vec<Version>,
    /// Each quotation once, in the order of the best copy; what only others have comes behind.
    pub quotes: Vec<StoryQuote>,
    /// What damaged versions say where they say nothing or something else.
    pub healed: Vec<Healed>,
    /// What was odd.
    pub problems: Vec<String>,
}

/// One version of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The id of its record.
    pub article: String,
    /// Where the article was read from; tells records with the same id apart.
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
    /// Where it stands on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The length of the text, as its record has it.
    pub length: u32,
    /// SHA-256 of the text as UTF-8, in hex.
    pub digest: String,
    /// The state that the text was in.
    pub condition: Condition,
    /// What sort of version it is, beside the best copy.
    pub kind: VersionKind,
    /// How much of the shorter of the two, this and the best copy, is in the other, from 0 to 1.
    pub contained: f64,
    /// How much of what either of the two has both have, from 0 to 1.
    pub resemblance: f64,
    /// How its words differ, where the texts are at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differences: Option<Differences>,
}

/// What sort of version one is, beside the best copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// The best copy itself.
    Best,
    /// The same words.
    Same,
    /// Its words are in the best copy, which has more.
    Shortened,
    /// The same article, with words replaced or dropped by a program.
    Damaged,
    /// Words were added and changed.
    Edition,
}

impl VersionKind {
    /// What it is called in stories.
    pub fn name(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Same => "same",
            Self::Shortened => "shortened",
            Self::Damaged => "damaged",
            Self::Edition => "edition",
        }
    }
}

/// How the words of two versions differ. All numbers count words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Differences {
    /// The article of the other version.
    pub against: String,
    /// Words in runs that both have.
    pub shared: u32,
    /// How many of those stand elsewhere in the other.
    pub moved: u32,
    /// Words that only this version has.
    pub only_here: u32,
    /// Words that only the other has.
    pub only_there: u32,
    /// Some words that stand for each other, in the order of this version.
    pub examples: Vec<Replaced>,
}

/// Words that stand for each other; one side may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Replaced {
    /// What this version says.
    pub here: String,
    /// What the other says.
    pub there: String,
}

/// A quotation of a story, once for all versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoryQuote {
    /// Its number within the story.
    pub id: String,
    /// What names what was said, in all stories: by its words and its speaker.
    pub utterance: String,
    /// What sort it is.
    pub kind: QuoteKind,
    /// What is said, as the soundest version has it.
    pub text: String,
    /// Who says it; left out where no version that can be believed tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<StorySpeaker>,
    /// How sure the speaker is (or that there is none), from 0 to 1, in the version that was believed.
    pub confidence: f64,
    /// How each version has it, in the order of the story's versions.
    pub versions: Vec<Has>,
}

/// Who says something, in a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StorySpeaker {
    /// The fullest name that the version that was believed gives.
    pub name: String,
    /// What the speaker is, where it is an entity of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// What the lists know it as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// How one version has a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Has {
    /// The id of its record.
    pub article: String,
    /// The id of the quote within that record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Further quotes of that record that are parts of the same quotation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// How it has it.
    pub status: Status,
    /// Its words, where they are not the story's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What names its own utterance, where it is not the story's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utterance: Option<String>,
    /// Whom it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// How a version has a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The same words.
    Same,
    /// A part of the story's words.
    Shortened,
    /// The story's words are a part of its.
    Longer,
    /// Other words for the same.
    Reworded,
    /// It names another speaker, whatever its words.
    OtherSpeaker,
    /// Not at all.
    Missing,
}

impl Status {
    /// What it is called in stories.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Shortened => "shortened",
            Self::Longer => "longer",
            Self::Reworded => "reworded",
            Self::OtherSpeaker => "other speaker",
            Self::Missing => "missing",
        }
    }
}

/// A place of a damaged version, and how it reads in a sound one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Healed {
    /// The version in which it stands.
    pub article: String,
    /// Its first code point in the text of that version.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// What stands there.
    pub text: String,
    /// What should stand there.
    pub reading: String,
    /// What happened to it.
    pub kind: Harm,
    /// The version that tells.
    pub from: String,
}

/// What happened to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Harm {
    /// A word was dropped.
    Gap,
    /// Other words were put in its place.
    Substitution,
}
