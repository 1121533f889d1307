//! The entries of the lists that have a say at a place: names that are written so, and what is known of single words.

use crate::gazetteer::tsv::{List, values};
use crate::gazetteer::{Facts, Gazetteer, Lists, Reading, fold};
use crate::span::Span;
use crate::tag::Listed;
use crate::text::{Class, Tokens};

/// An entry of a list that holds words of the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The words, in bytes of the text.
    pub span: Span,
    /// The file name of the list, or the path of one of the user's.
    pub list: String,
    /// The entry's first cell, by which it is found in the list.
    pub entry: String,
    /// What it is there: "person", "title", "surname" …
    pub says: String,
}

/// What the lists make of single words, by the bits that travel with them.
const WORDS: [(Facts, &str, &str); 17] = [
    (Facts::GIVEN, "given-names.tsv", "given name"),
    (Facts::NICKNAME, "nicknames.tsv", "nickname"),
    (Facts::SURNAME.union(Facts::SURNAME_RARE), "surnames.tsv", "surname"),
    (Facts::PARTICLE, "name-parts.tsv", "particle"),
    (Facts::SUFFIX, "name-parts.tsv", "suffix"),
    (Facts::NAME_PREFIX, "name-parts.tsv", "prefix"),
    (Facts::FAMILY_FIRST, "name-parts.tsv", "surname that stands first"),
    (Facts::ORG_FIRST, "organization-words.tsv", "begins an organization"),
    (Facts::ORG_LAST, "organization-words.tsv", "ends an organization"),
    (Facts::ORG_INNER, "organization-words.tsv", "within an organization"),
    (Facts::PLACE_FIRST, "place-words.tsv", "begins a place"),
    (Facts::PLACE_LAST, "place-words.tsv", "ends a place"),
    (Facts::LEGAL_FORM, "legal-forms.tsv", "legal form"),
    (Facts::WEEKDAY.union(Facts::MONTH).union(Facts::CALENDAR), "calendar.tsv", "calendar"),
    (Facts::FUNCTION, "function-words.tsv", "function word"),
    (Facts::CUE.union(Facts::CUE_WEAK), "cues.tsv", "reporting word"),
    (Facts::LOWER_MOST.union(Facts::LOWER_OFTEN).union(Facts::LOWER_SOME), "words.tsv", "also in lower case"),
];

/// What the bit of a reading says.
fn says(list: Lists) -> &'static str {
    const NAMES: [(Lists, &str); 22] = [
        (Lists::PERSON, "person"),
        (Lists::COUNTRY, "country"),
        (Lists::REGION, "region"),
        (Lists::CITY, "city"),
        (Lists::TOWN, "town"),
        (Lists::GEOGRAPHY, "place"),
        (Lists::PLACE_SHORT, "place, short"),
        (Lists::ORG, "organization"),
        (Lists::ACRONYM, "organization, by its acronym"),
        (Lists::COMPANY, "company"),
        (Lists::UNIVERSITY, "university"),
        (Lists::MEMBERS, "its members"),
        (Lists::OTHER, "name of another kind"),
        (Lists::ADJECTIVE, "adjective of it"),
        (Lists::PEOPLE, "its people"),
        (Lists::METONYM, "stands for its government"),
        (Lists::TITLE, "title"),
        (Lists::ROLE, "role"),
        (Lists::CUE, "reporting phrase"),
        (Lists::BLOCKED, "not to be tagged alone"),
        (Lists::LEGAL_FORM, "legal form"),
        (Lists::USER, "of your own"),
    ];
    NAMES.iter().find(|(bit, _)| *bit == list).map_or("ambiguous", |(_, says)| says)
}

/// The entry of a reading; `surface` is for lists that keep no entry for their words.
fn entry(gazetteer: &Gazetteer, reading: Reading, surface: &str, span: Span) -> Entry {
    let row = |list: &str, entry: &str| Entry {
        span,
        list: list.to_owned(),
        entry: entry.to_owned(),
        says: says(reading.list).to_owned(),
    };
    let ambiguous = Lists::AMBIGUOUS_PERSON | Lists::AMBIGUOUS_PLACE | Lists::AMBIGUOUS_ORG | Lists::AMBIGUOUS_NONE;
    match (reading.list, reading.thing) {
        (list, _) if ambiguous.contains(list) => {
            let kind = match list {
                Lists::AMBIGUOUS_PERSON => "a person",
                Lists::AMBIGUOUS_PLACE => "a place",
                Lists::AMBIGUOUS_ORG => "an organization",
                _ => "no name",
            };
            Entry { says: format!("has several readings, most often {kind}"), ..row("ambiguous.tsv", surface) }
        }
        (list, Some(id)) => {
            let thing = gazetteer.thing(id);
            let own = gazetteer.is_user(id).then(|| gazetteer.kind_name(thing.kind));
            Entry {
                says: own.unwrap_or(says(list)).to_owned(),
                ..row(gazetteer.list_of(id).unwrap_or_default(), thing.name)
            }
        }
        (Lists::TITLE, _) => row("titles.tsv", gazetteer.title(reading).map_or("", |t| t.name.as_str())),
        (Lists::ROLE, _) => row("roles.tsv", gazetteer.role(reading).map_or("", |t| t.name.as_str())),
        (Lists::CUE, _) => row("cues.tsv", gazetteer.cue(reading).map_or("", |c| c.lemma.as_str())),
        (Lists::BLOCKED, _) => row("blocked.tsv", surface),
        _ => row("legal-forms.tsv", surface),
    }
}

/// The entries that share a token with a run: names of the lists first, then what is known of its words.
pub(super) fn entries(
    tokens: &Tokens<'_>,
    gazetteer: &Gazetteer,
    listed: &[Listed],
    (start, end): (usize, usize),
) -> Vec<Entry> {
    let mut out = Vec::new();
    for l in listed.iter().filter(|l| l.start < end && start < l.end) {
        let span = tokens.span(l.start, l.end);
        let readings: Vec<Reading> = gazetteer.phrases.readings(l.found, l.capitals).collect();
        // A name of the user's stands there twice: as of its kind, and as one of theirs.
        let twice =
            |r: &Reading| r.list == Lists::USER && readings.iter().any(|o| o.list != Lists::USER && o.thing == r.thing);
        out.extend(readings.iter().filter(|r| !twice(r)).map(|&r| entry(gazetteer, r, span.of(tokens.text), span)));
    }
    for n in start..end {
        let token = &tokens.list[n];
        if token.class != Class::Word {
            continue;
        }
        let span = tokens.span(n, n + 1);
        for (facts, list, says) in WORDS {
            if token.is(facts) {
                let entry = span.of(tokens.text).to_owned();
                out.push(Entry { span, list: list.to_owned(), entry, says: says.to_owned() });
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|e| seen.insert(e.clone()));
    out
}

/// The line of a list, from 1, that an entry stands in: the row that begins with it, or else one that has it among the values
/// of another cell.
pub fn line_of(list: &str, entry: &str) -> Option<usize> {
    let list = List::parse("", list).ok()?;
    let folded = fold(entry);
    let same = |cell: &str| cell == entry || fold(cell) == folded;
    let first = list.rows().find(|row| same(row.cell(0)));
    let found = first.or_else(|| list.rows().find(|row| row.cells().flat_map(values).any(same)));
    found.map(|row| row.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_found_by_its_first_cell_or_by_any_value() {
        let list = "# a list\nname\taliases\nBorea\tAurelia\nAurelia\tMT Aurelia|Señora\n";
        assert_eq!(line_of(list, "Aurelia"), Some(4));
        assert_eq!(line_of(list, "señora"), Some(4));
        assert_eq!(line_of(list, "Corva"), None);
        assert_eq!(line_of("", "x"), None);
    }
}
