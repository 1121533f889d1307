//! The built-in lists, compiled into the program.

macro_rules! lists {
    ($($name:literal),* $(,)?) => {
        /// Every built-in list: its file name and its text.
        pub const BUILTIN: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../gazetteers/", $name)))),*
        ];
    };
}

lists![
    "abbreviations.tsv",
    "ambiguous.tsv",
    "blocked.tsv",
    "calendar.tsv",
    "cities.tsv",
    "companies.tsv",
    "context-words.tsv",
    "countries.tsv",
    "cues.tsv",
    "function-words.tsv",
    "geography.tsv",
    "given-names.tsv",
    "legal-forms.tsv",
    "name-parts.tsv",
    "nicknames.tsv",
    "organization-words.tsv",
    "organizations.tsv",
    "other-names.tsv",
    "people.tsv",
    "place-words.tsv",
    "places.tsv",
    "regions.tsv",
    "roles.tsv",
    "surnames.tsv",
    "titles.tsv",
    "universities.tsv",
    "words.tsv",
];

/// The text of a built-in list by its file name; empty when there is none.
pub fn text(name: &str) -> &'static str {
    BUILTIN.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text)
}
