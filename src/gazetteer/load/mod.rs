//! The lists of gazetteers/ into one [`Gazetteer`]: a function a list, a file a kind of list.

mod exceptions;
mod names;
mod parts;
mod places;
mod speakers;
mod words;

use super::facts::{Facts, Lists};
use super::lexicon::WordId;
use super::lists::ListCounts;
use super::phrases::{LONGEST, Reading, ThingId};
use super::spelling::Spelling;
use super::things::Thing;
use super::tsv::{List, ListError, Row};
use super::{Gazetteer, fold_into};
use crate::text::{Case, Scanner};

pub(super) struct Loader<'f, 't> {
    pub(super) gazetteer: Gazetteer,
    pub(super) errors: Vec<ListError>,
    text: &'f dyn Fn(&str) -> &'t str,
    /// The path of a user's list: its errors name it, and its names win over all others.
    user: Option<&'t str>,
    /// The number of the list that is being read.
    list: usize,
    buffer: Vec<u8>,
    words: Vec<WordId>,
    cases: Vec<Case>,
}

pub(super) fn load<'t>(text: &dyn Fn(&str) -> &'t str) -> (Gazetteer, Vec<ListError>) {
    let mut loader = Loader::new(Gazetteer::default(), text, None);
    loader.all();
    (loader.gazetteer, loader.errors)
}

/// The numbers of the columns that a list must have.
struct Columns<const N: usize>([usize; N]);

impl<'f, 't> Loader<'f, 't> {
    pub(super) fn new(gazetteer: Gazetteer, text: &'f dyn Fn(&str) -> &'t str, user: Option<&'t str>) -> Self {
        Self {
            gazetteer,
            errors: Vec::new(),
            text,
            user,
            list: 0,
            buffer: Vec::new(),
            words: Vec::new(),
            cases: Vec::new(),
        }
    }

    /// Reads every list that has a text.
    pub(super) fn all(&mut self) {
        // Abbreviations first: they decide how the names of the other lists are cut into tokens.
        self.abbreviations();
        self.words();
        self.function_words();
        self.context_words();
        self.given_names();
        self.surnames();
        self.name_parts();
        self.calendar();
        self.titles();
        self.roles();
        self.organization_words();
        self.place_words();
        self.event_words();
        self.sport_words();
        self.legal_forms();
        self.stand_ins();
        self.cues();
        self.countries();
        self.regions();
        self.cities("cities.tsv");
        self.geography();
        self.places();
        self.people();
        self.organizations("organizations.tsv", Lists::ORG);
        self.organizations("companies.tsv", Lists::COMPANY);
        self.organizations("universities.tsv", Lists::UNIVERSITY);
        self.other_names();
        self.ambiguous();
        self.blocked();
        self.nicknames();
        self.gazetteer.people.sort_unstable();
    }

    /// Calls `each` with the cells of every row, in the order of `columns`; tells of lists without these columns.
    pub(super) fn rows<const N: usize>(
        &mut self,
        name: &'static str,
        columns: [&str; N],
        mut each: impl FnMut(&mut Self, [&'t str; N]) -> Result<(), String>,
    ) {
        let text = (self.text)(name);
        if text.is_empty() {
            return;
        }
        let name = self.user.unwrap_or(name);
        let list = match List::parse(name, text) {
            Ok(list) => list,
            Err(error) => return self.errors.push(error),
        };
        let mut numbers = Columns([0; N]);
        for (number, column) in numbers.0.iter_mut().zip(columns) {
            match list.column(column) {
                Ok(n) => *number = n,
                Err(error) => return self.errors.push(error),
            }
        }
        self.begin(name);
        let mut rows = 0;
        for row in list.rows() {
            rows += 1;
            let mut cells = [""; N];
            for (n, cell) in row.cells().enumerate() {
                for (slot, &number) in cells.iter_mut().zip(&numbers.0) {
                    if number == n {
                        *slot = cell;
                    }
                }
            }
            if let Err(what) = list.width(row).and_then(|()| each(self, cells)) {
                self.fail(&list, row, what);
            }
        }
        self.end(rows);
    }

    /// What was counted since [`Self::begin`] is that list's.
    pub(super) fn end(&mut self, rows: u32) {
        let things = self.gazetteer.things.len();
        let counts = &mut self.gazetteer.lists[self.list];
        counts.rows = rows;
        counts.things.end = things;
    }

    /// Counts for a list from now on.
    pub(super) fn begin(&mut self, name: &str) {
        let known = self.gazetteer.lists.iter().position(|l| l.name == name);
        self.list = known.unwrap_or_else(|| {
            self.gazetteer.lists.push(ListCounts { name: name.to_owned(), ..ListCounts::default() });
            self.gazetteer.lists.len() - 1
        });
        self.gazetteer.lists[self.list].things.start = self.gazetteer.things.len();
    }

    fn fail(&mut self, list: &List<'_>, row: Row<'_>, what: String) {
        self.errors.push(list.error(row, what));
    }

    fn fact(&mut self, word: &str, facts: Facts) {
        self.gazetteer.lexicon.add(word, facts, &mut self.buffer);
    }

    /// Cuts a surface into the tokens that a text with it would have.
    fn cut(&mut self, surface: &str) {
        self.words.clear();
        self.cases.clear();
        if self.user.is_none() && surface.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let id = self.gazetteer.lexicon.add(surface, Facts::empty(), &mut self.buffer);
            self.words.push(id);
            return;
        }
        let abbreviations = std::mem::take(&mut self.gazetteer.abbreviations);
        for raw in Scanner::new(surface, |w| abbreviations.contains(w)) {
            self.buffer.clear();
            fold_into(raw.span.of(surface), &mut self.buffer);
            self.words.push(self.gazetteer.lexicon.add_folded(&self.buffer, Facts::empty()));
            self.cases.push(raw.case);
        }
        self.gazetteer.abbreviations = abbreviations;
    }

    /// Adds a surface to the trie, and facts to its word when it is but one.
    pub(super) fn surface(&mut self, surface: &str, list: Lists, thing: Option<ThingId>, row: u32, facts: Facts) {
        self.cut(surface);
        let Some(&first) = self.words.first() else { return };
        self.gazetteer.lists[self.list].surfaces += 1;
        // A short surface in capitals without points ("US", "WHO", "AP") is one only in capitals.
        let letters = surface.len();
        let capitals = letters <= 5
            && surface.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'&')
            && letters > 1;
        if !list.is_empty() {
            self.gazetteer.phrases.add(&self.words, Reading { list, thing, capitals, row });
        }
        // A user's name is also one of theirs, whatever it names.
        if self.user.is_some()
            && thing.is_some()
            && (list.is_empty() || list.intersects(Lists::ANY_NAME | Lists::OTHER))
        {
            let row = Spelling::of(self.cases.iter().copied()).row();
            self.gazetteer.phrases.add(&self.words, Reading { list: Lists::USER, thing, capitals: false, row });
        }
        let single = match self.words.len() {
            1 if list.intersects(Lists::ANY_PLACE) => facts | Facts::LISTED_PLACE,
            1 if list.intersects(Lists::ANY_ORG) => facts | Facts::LISTED_ORG,
            1 => facts,
            _ => Facts::empty(),
        };
        self.gazetteer.lexicon.add_facts(first, single | Facts::STARTS_NAME);
    }

    /// Whether the last surface had as many words as are looked for.
    pub(super) fn fits(&self) -> bool {
        (1..=LONGEST).contains(&self.words.len())
    }

    /// Notes the usual name of a person, which was cut last.
    pub(super) fn person(&mut self) {
        if let (Some(&first), Some(&last)) = (self.words.first(), self.words.last()) {
            self.gazetteer.people.push((last, first));
            self.gazetteer.lexicon.add_facts(last, Facts::KNOWN_LAST);
        }
    }

    pub(super) fn thing(&mut self, thing: &Thing<'_>) -> ThingId {
        self.gazetteer.things.push(thing)
    }
}

fn number(cell: &str) -> Result<u32, String> {
    cell.parse().map_err(|_| format!("'{cell}' is no whole number"))
}

pub(super) fn iso(cell: &str) -> Option<[u8; 2]> {
    cell.as_bytes().try_into().ok()
}

pub(super) fn qid(cell: &str) -> Result<Option<u32>, String> {
    match cell.strip_prefix('Q') {
        None if cell.is_empty() => Ok(None),
        Some(digits) if digits.parse::<u32>().is_ok() => Ok(digits.parse().ok()),
        _ => Err(format!("'{cell}' is no Wikidata id: Q and digits")),
    }
}

pub(super) fn some(cell: &str) -> Option<&str> {
    (!cell.is_empty()).then_some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_named_and_left_out() {
        let text = |name: &str| match name {
            "countries.tsv" => {
                "name\tiso2\twikidata\taliases\tadjectives\tpeople\tmetonyms\nChad\tTD\tx\t\t\t\t\nMali\tML\tQ912\t\tMalian\tMalian\t\nX\n"
            }
            _ => "",
        };
        let (gazetteer, errors) = load(&text);
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "countries.tsv:2: 'x' is no Wikidata id: Q and digits",
                "countries.tsv:4: 1 columns where the header has 7: check the tabs"
            ]
        );
        assert!(gazetteer.lexicon.get(b"malians").is_some());
    }
}
