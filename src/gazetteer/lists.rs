//! Which lists there are, and how much each holds.

use std::ops::Range;

/// A list as it stands in gazetteers/: its file name and its columns.
#[derive(Clone, Copy, Debug)]
pub struct ListForm {
    /// "people.tsv"
    pub name: &'static str,
    /// The names of its columns, in order.
    pub columns: &'static [&'static str],
}

const fn form(name: &'static str, columns: &'static [&'static str]) -> ListForm {
    ListForm { name, columns }
}

const WORDS: &[&str] = &["word", "class"];
const ORGANIZATIONS: &[&str] = &["name", "acronym", "aliases", "members", "kind", "country", "wikidata", "wikipedia"];

/// Every built-in list, by name.
pub const FORMS: &[ListForm] = &[
    form("abbreviations.tsv", &["abbreviation", "class"]),
    form("ambiguous.tsv", &["surface", "readings", "default", "note"]),
    form("blocked.tsv", &["surface", "kinds", "reason"]),
    form("calendar.tsv", WORDS),
    form("cities.tsv", &["name", "country", "region", "population", "aliases"]),
    form("companies.tsv", ORGANIZATIONS),
    form("context-words.tsv", WORDS),
    form(
        "countries.tsv",
        &[
            "name",
            "iso2",
            "iso3",
            "wikidata",
            "status",
            "from",
            "to",
            "successors",
            "capital",
            "aliases",
            "adjectives",
            "people",
            "metonyms",
        ],
    ),
    form("cues.tsv", &["lemma", "forms", "class", "frames"]),
    form("event-words.tsv", &["word", "kind"]),
    form("function-words.tsv", WORDS),
    form("geography.tsv", &["name", "kind", "country", "aliases", "adjectives"]),
    form("given-names.tsv", &["name", "women", "count"]),
    form("legal-forms.tsv", &["form", "country"]),
    form("name-parts.tsv", &["part", "class"]),
    form("nicknames.tsv", &["nickname", "names"]),
    form("organization-words.tsv", &["word", "place", "kind"]),
    form("organizations.tsv", ORGANIZATIONS),
    form("other-names.tsv", &["name", "kind", "aliases"]),
    form("people.tsv", &["name", "aliases", "roles", "country", "gender", "from", "to", "wikipedia"]),
    form("place-words.tsv", &["word", "place", "kind"]),
    form("places.tsv", &["name", "kind", "country", "region", "aliases"]),
    form("regions.tsv", &["name", "kind", "country", "wikidata", "aliases", "abbreviations", "adjectives", "people"]),
    form("roles.tsv", &["noun", "gender", "class", "plural"]),
    form("sport-words.tsv", &["word"]),
    form("stand-ins.tsv", &["noun", "sort", "stands_for", "note"]),
    form("surnames.tsv", &["name", "count"]),
    form("titles.tsv", &["title", "class", "gender", "plural", "style"]),
    form("universities.tsv", ORGANIZATIONS),
    form("words.tsv", &["word", "lower", "frequency"]),
];

/// How much of a list was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ListCounts {
    /// Its file name, or the path of a user's list.
    pub(crate) name: String,
    /// Rows that were read.
    pub(crate) rows: u32,
    /// Names of them: a row may have several.
    pub(crate) surfaces: u32,
    /// Names that blocked.tsv took away again.
    pub(crate) blocked: u32,
    /// The entries that it made.
    pub(crate) things: Range<u32>,
}
