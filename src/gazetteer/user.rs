//! Lists of one's own, which win over the built-in ones.
//!
//! A list has the columns of one of gazetteers/, which are told by its header, or those of the general form: `name`
//! and `kind`, and of the others as many as one likes. docs/gazetteers.md explains both.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::Gazetteer;
use super::facts::{Facts, Lists};
use super::lists::FORMS;
use super::load::{Loader, iso, qid, some};
use super::phrases::{LONGEST, ThingId};
use super::things::{Gender, KindId, Thing, ThingKind};
use super::tsv::{List, ListError, Row, values};

/// The columns of the general form; the first two must be there.
pub const COLUMNS: [&str; 8] = ["name", "kind", "aliases", "country", "wikidata", "wikipedia", "gender", "roles"];

/// More kinds than these are a column gone wrong.
const MOST_KINDS: usize = 64;
/// The longest name of a kind, in bytes.
const LONGEST_KIND: usize = 40;

/// What a list's header says it is.
#[derive(Clone, Copy)]
enum Form {
    General,
    /// One of gazetteers/, by its file name.
    Listed(&'static str),
}

impl Gazetteer {
    /// Adds a list of one's own; `path` names it in errors. Its names win over the built-in ones, and over those
    /// of lists that are added later. Gives what was wrong with rows; these are left out.
    ///
    /// # Errors
    /// When the header does not tell what the columns are; then nothing of the list was read.
    pub fn add_list(&mut self, path: &str, text: &str) -> Result<Vec<ListError>, ListError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let list = List::parse(path, text)?;
        let form = form(&list)?;
        self.user_from = self.user_from.min(self.things.len());
        let gazetteer = std::mem::take(self);
        let text = move |name: &str| match form {
            Form::Listed(wanted) if wanted == name => text,
            _ => "",
        };
        let mut loader = Loader::new(gazetteer, &text, Some(path));
        match form {
            Form::Listed(_) => loader.all(),
            Form::General => loader.general(&list),
        }
        let mut errors = loader.errors;
        *self = loader.gazetteer;
        // Lists of abbreviations are read twice.
        errors.sort_by_key(|e| e.line);
        errors.dedup();
        Ok(errors)
    }
}

fn form(list: &List<'_>) -> Result<Form, ListError> {
    let columns = list.columns();
    if columns.contains(&"name")
        && columns.contains(&"kind")
        && columns.len() <= COLUMNS.len()
        && columns.iter().all(|c| COLUMNS.contains(c))
    {
        return Ok(Form::General);
    }
    let same = |wanted: &[&str]| wanted.len() == columns.len() && wanted.iter().all(|c| columns.contains(c));
    let fitting: Vec<&str> = FORMS.iter().filter(|f| same(f.columns)).map(|f| f.name).collect();
    match fitting[..] {
        [one] => Ok(Form::Listed(one)),
        // Organizations, companies and universities have the same columns.
        [_, "organizations.tsv", ..] => Ok(Form::Listed("organizations.tsv")),
        [] => Err(list.header_error(match columns.iter().find(|c| !COLUMNS.contains(c)) {
            Some(unknown) if columns.contains(&"name") && columns.contains(&"kind") => {
                format!("no column '{unknown}': use {}", COLUMNS.join(", "))
            }
            _ => format!(
                "the columns '{}' are those of no list: name them in the first line, parted by tabs; a list of your \
                 own needs name and kind, and may have {}",
                columns.join(", "),
                COLUMNS[2..].join(", ")
            ),
        })),
        _ => Err(list.header_error(format!(
            "the columns '{}' are those of several lists ({}), which cannot be added to",
            columns.join(", "),
            fitting.join(", ")
        ))),
    }
}

impl Loader<'_, '_> {
    /// Reads a list in the general form.
    fn general(&mut self, list: &List<'_>) {
        let columns = COLUMNS.map(|c| list.columns().iter().position(|n| *n == c));
        self.begin(list.name());
        let mut rows = 0;
        for row in list.rows() {
            rows += 1;
            if let Err(what) = self.entry(list, row, &columns) {
                self.errors.push(list.error(row, what));
            }
        }
        self.end(rows);
        self.gazetteer.people.sort_unstable();
    }

    fn entry(&mut self, list: &List<'_>, row: Row<'_>, columns: &[Option<usize>; 8]) -> Result<(), String> {
        list.width(row)?;
        let mut cells = [""; COLUMNS.len()];
        for (slot, cell) in cells.iter_mut().zip(row.cells()) {
            *slot = cell;
        }
        let cell = |n: usize| columns[n].and_then(|column| cells.get(column)).map_or("", |cell| cell.trim());
        let [name, kind, aliases, country, wikidata, wikipedia, gender, roles] = [0, 1, 2, 3, 4, 5, 6, 7].map(cell);
        if name.is_empty() {
            return Err("no name in the column 'name'".into());
        }
        let (kind, bit) = self.kind(kind)?;
        if !country.is_empty() && !(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase())) {
            return Err(format!("'{country}' is no country: use the two letters of ISO 3166, as FR"));
        }
        if !gender.is_empty() && Gender::parse(gender).is_none() {
            return Err(format!("'{gender}' is no gender: use f or m, or leave it empty"));
        }
        let thing = self.thing(&Thing {
            country: iso(country),
            wikidata: qid(wikidata)?,
            wikipedia: some(wikipedia),
            gender: Gender::parse(gender),
            roles,
            ..Thing::new(kind, name)
        });
        let mut wrong = Vec::new();
        for surface in values(aliases).chain(std::iter::once(name)) {
            self.name(surface, bit, thing);
            if !self.fits() {
                wrong.push(surface);
            }
        }
        if kind == ThingKind::Person {
            self.person();
        }
        match wrong.first() {
            None => Ok(()),
            Some(surface) => Err(format!("'{surface}' is no name of one to {LONGEST} words; shorten or remove it")),
        }
    }

    fn name(&mut self, surface: &str, bit: Lists, thing: ThingId) {
        self.surface(surface.trim(), bit, Some(thing), 0, Facts::empty());
    }

    /// A kind of the record, or one of the user's own; with the list that its names stand in.
    fn kind(&mut self, kind: &str) -> Result<(ThingKind, Lists), String> {
        Ok(match kind {
            "person" => (ThingKind::Person, Lists::PERSON),
            "country" => (ThingKind::Country, Lists::COUNTRY),
            "place" => (ThingKind::Place, Lists::CITY),
            "organization" => (ThingKind::Organization, Lists::ORG),
            "other" => (ThingKind::Other, Lists::OTHER),
            own => (ThingKind::Own(self.own_kind(own)?), Lists::empty()),
        })
    }

    fn own_kind(&mut self, kind: &str) -> Result<KindId, String> {
        let kinds = &mut self.gazetteer.kinds;
        let known = kinds.iter().position(|k| k == kind);
        if let Some(n) = known {
            return Ok(KindId(n as u16));
        }
        let letters = kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if kind.is_empty() || !letters || kind.len() > LONGEST_KIND {
            return Err(format!(
                "'{kind}' is no kind: use person, country, place, organization, other, or a kind of your own in small \
                 letters, digits and hyphens"
            ));
        }
        if kinds.len() >= MOST_KINDS {
            return Err(format!("'{kind}' is one kind too many: there can be {MOST_KINDS} of your own"));
        }
        kinds.push(kind.to_owned());
        Ok(KindId(kinds.len() as u16 - 1))
    }
}

/// Every problem of a list of one's own: rows that [`Gazetteer::add_list`] leaves out, and what it reads but nobody
/// can have meant. In the order of the lines.
pub fn check(path: &str, text: &str) -> Vec<ListError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = match Gazetteer::from_builtin().add_list(path, text) {
        Ok(problems) => problems,
        Err(problem) => return vec![problem],
    };
    let Ok(list) = List::parse(path, text) else { return problems };
    let mut seen: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    for row in list.rows() {
        let cells: Vec<&str> = row.cells().collect();
        let spaced = cells.iter().flat_map(|c| c.split('|')).find(|v| v.trim() != *v);
        if let Some(value) = spaced {
            problems.push(list.error(row, format!("'{value}' begins or ends with a space: remove it")));
        }
        if cells.iter().any(|c| c.starts_with('|') || c.ends_with('|') || c.contains("||")) {
            problems.push(list.error(row, "an empty value beside '|': remove the '|'"));
        }
        match seen.entry(cells) {
            Entry::Occupied(first) => {
                problems.push(list.error(row, format!("the same as line {}: remove one", first.get())));
            }
            Entry::Vacant(free) => {
                free.insert(row.line);
            }
        }
    }
    problems.sort_by_key(|p| p.line);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(errors: &[ListError]) -> Vec<String> {
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn bad_rows_are_named_with_their_line_and_the_others_are_read() {
        let text = "# ships\nname\tkind\tcountry\tgender\nAurelia\tship\tNO\t\n\tship\t\t\nBorea\tBig Ship\t\t\n\
                    Corva\tship\tNorway\t\nDana\tperson\t\tx\nEna\tship\nFjord\tship\t\t\n";
        let mut gazetteer = Gazetteer::default();
        let errors = gazetteer.add_list("ships.tsv", text).unwrap();
        let shown = shown(&errors);
        let starts = [
            "ships.tsv:4: no name",
            "ships.tsv:5: 'Big Ship' is no kind: use person",
            "ships.tsv:6: 'Norway' is no country",
            "ships.tsv:7: 'x' is no gender",
            "ships.tsv:8: 2 columns where the header has 4",
        ];
        assert_eq!(shown.len(), starts.len(), "{shown:?}");
        for (line, start) in shown.iter().zip(starts) {
            assert!(line.starts_with(start), "{line}");
        }
        assert_eq!(gazetteer.sizes().0, 2);
        assert_eq!(gazetteer.kind(KindId(0)), "ship");
    }

    #[test]
    fn the_header_tells_the_list() {
        let mut gazetteer = Gazetteer::default();
        let rivers = "name\tkind\tcountry\taliases\tadjectives\nOrva\triver\tNO\t\tOrvan\n";
        assert_eq!(gazetteer.add_list("rivers.tsv", rivers), Ok(vec![]));
        assert_eq!(gazetteer.thing(ThingId(0)).kind, ThingKind::Place);
        assert!(gazetteer.lexicon.get(b"orvan").unwrap().1.contains(Facts::ADJECTIVE));
        for (header, what) in [
            ("", "x.tsv:1: no header row"),
            ("word\tclass\n", "x.tsv:1: the columns 'word, class' are those of several lists (calendar.tsv"),
            ("title, name\n", "x.tsv:1: the columns 'title, name' are those of no list"),
            ("name\tkind\tcolour\n", "x.tsv:1: no column 'colour': use name, kind, aliases"),
        ] {
            let error = gazetteer.add_list("x.tsv", header).unwrap_err().to_string();
            assert!(error.starts_with(what), "{error}");
        }
    }

    #[test]
    fn check_finds_what_is_read_but_not_meant() {
        let text = "name\tkind\taliases\nAurelia\tship\tAurie |\nBorea\tship\t\nBorea\tship\t\nCorva\tship boat\t\n";
        let problems = shown(&check("s.tsv", text));
        assert_eq!(problems[0], "s.tsv:2: 'Aurie ' begins or ends with a space: remove it");
        assert_eq!(problems[1], "s.tsv:2: an empty value beside '|': remove the '|'");
        assert_eq!(problems[2], "s.tsv:4: the same as line 3: remove one");
        assert!(problems[3].starts_with("s.tsv:5: 'ship boat' is no kind") && problems.len() == 4, "{problems:?}");
        assert_eq!(check("s.tsv", "name\tkind\nAurelia\tship\n"), []);
    }
}
