//! What an article tells of an entity beside its name: a person's field of life and country, the country of a body or place.

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

use super::name;
use crate::gazetteer::tsv::List;
use crate::gazetteer::{Gazetteer, Lists, fold};
use crate::record::{Entity, Kind, Record};
use crate::text::{self, Case};

/// What is known of an entity; none where nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Traits {
    /// Of a person: the middle initials, folded ("nikki r haley" has "r").
    pub initials: Option<Box<str>>,
    /// Of a person: politics, sport, … as `gazetteers/fields.tsv` has them.
    pub field: Option<&'static str>,
    /// ISO 3166 code, in small letters.
    pub country: Option<[u8; 2]>,
    /// The first of the sixty years that the article is from, when they lie before 1970. Undated ones count as later.
    pub years: Option<u16>,
}

impl Traits {
    /// Whether one person or body can have both.
    pub fn agree(&self, other: &Self) -> bool {
        let same = |a: &Option<[u8; 2]>, b: &Option<[u8; 2]>| a.is_none() || b.is_none() || a == b;
        let initials = match (&self.initials, &other.initials) {
            (Some(a), Some(b)) => a.starts_with(&**b) || b.starts_with(&**a),
            _ => true,
        };
        let fields = match (self.field, other.field) {
            (Some(a), Some(b)) => !FIELDS.apart.contains(&(a.min(b), a.max(b))),
            _ => true,
        };
        initials && fields && same(&self.country, &other.country)
    }

    /// How many traits both have in common, where both have any.
    pub fn shared(&self, other: &Self) -> usize {
        usize::from(self.initials.is_some() && self.initials == other.initials)
            + usize::from(self.field.is_some() && self.field == other.field)
            + usize::from(self.country.is_some() && self.country == other.country)
    }

    /// Appends them to an identifier: ";initials=r;field=politics;country=us;years=1910".
    pub(super) fn write(&self, out: &mut String) {
        let mut put = |name: &str, value: &str| {
            out.extend([";", name, "="]);
            name::segment(value, out);
        };
        if let Some(initials) = &self.initials {
            put("initials", initials);
        }
        if let Some(field) = self.field {
            put("field", field);
        }
        if let Some(country) = self.country {
            put("country", &String::from_utf8_lossy(&country));
        }
        if let Some(years) = self.years {
            put("years", &years.to_string());
        }
    }
}

struct Fields {
    classes: FxHashMap<&'static str, &'static str>,
    titles: FxHashMap<&'static str, &'static str>,
    nouns: FxHashMap<&'static str, &'static str>,
    apart: FxHashSet<(&'static str, &'static str)>,
    shared: FxHashSet<&'static str>,
}

static FIELDS: Lazy<Fields> = Lazy::new(|| {
    let mut fields = Fields {
        classes: FxHashMap::default(),
        titles: FxHashMap::default(),
        nouns: FxHashMap::default(),
        apart: FxHashSet::default(),
        shared: FxHashSet::default(),
    };
    // They are part of the program, and a test reads them: that they have no header cannot be met by a user.
    if let Ok(list) = List::parse("fields.tsv", include_str!("../../gazetteers/fields.tsv")) {
        for row in list.rows() {
            let (word, field) = (row.cell(1), row.cell(2));
            match row.cell(0) {
                "class" => drop(fields.classes.insert(word, field)),
                "title" => drop(fields.titles.insert(word, field)),
                "noun" => drop(fields.nouns.insert(word, field)),
                _ => drop(fields.apart.insert((word, field))),
            }
        }
    }
    if let Ok(list) = List::parse("shared-names.tsv", include_str!("../../gazetteers/shared-names.tsv")) {
        fields.shared.extend(list.rows().map(|row| row.cell(0)));
    }
    fields
});

/// Whether a body's folded name is one that every country has ("finance ministry").
pub(super) fn is_shared_name(words: &[String]) -> bool {
    !words.is_empty() && words.iter().all(|w| FIELDS.shared.contains(w.as_str()))
}

/// Whether the lists hold a place of this name. One that they give no country is in several, and there is one of it: the
/// Caribbean is the same wherever an article is from.
pub(super) fn is_listed_place(name: &str) -> bool {
    let gazetteer = Gazetteer::builtin();
    let tokens = text::tokens(name, gazetteer);
    let mut listed = false;
    gazetteer.phrases.matches(tokens.list.iter().map(|t| (t.word, false)), |found| {
        listed |= usize::from(found.len) == tokens.len() && found.lists.intersects(Lists::ANY_PLACE);
    });
    listed
}

/// ISO 3166 code of a record, in small letters.
pub(super) fn country_code(country: Option<&str>) -> Option<[u8; 2]> {
    let bytes: [u8; 2] = country?.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_alphabetic).then(|| bytes.map(|b| b.to_ascii_lowercase()))
}

/// The field and the country that the roles and titles of a person tell of; none where they tell of several.
pub(super) fn of_person(entity: &Entity) -> (Option<&'static str>, Option<[u8; 2]>) {
    let (mut field, mut country) = (One::None, One::None);
    if let Some(code) = country_code(entity.country.as_deref()) {
        country.add(code);
    }
    for role in &entity.roles {
        phrase(role, Lists::ROLE, &mut field, &mut country);
    }
    // Few titles are different ones; asking for each mention would cost more than all the rest.
    let mut titles: Vec<&str> = entity.mentions.iter().filter_map(|m| m.title.as_deref()).collect();
    titles.sort_unstable();
    titles.dedup();
    for title in titles {
        phrase(title, Lists::TITLE, &mut field, &mut country);
    }
    (field.get(), country.get())
}

/// One value, or too many.
enum One<T> {
    None,
    Some(T),
    Many,
}

impl<T: PartialEq> One<T> {
    fn add(&mut self, value: T) {
        match self {
            Self::None => *self = Self::Some(value),
            Self::Some(old) if *old != value => *self = Self::Many,
            _ => {}
        }
    }

    fn get(self) -> Option<T> {
        match self {
            Self::Some(value) => Some(value),
            _ => None,
        }
    }
}

/// What one role or title says: "Finnish foreign minister" tells of politics and of Finland.
fn phrase(role: &str, list: Lists, field: &mut One<&'static str>, country: &mut One<[u8; 2]>) {
    let gazetteer = Gazetteer::builtin();
    let tokens = text::tokens(role, gazetteer);
    let (mut noun, mut class) = (None, None);
    for start in 0..tokens.len() {
        let words = tokens.list[start..].iter().map(|t| (t.word, false));
        gazetteer.phrases.matches(words, |found| {
            let end = start + usize::from(found.len);
            for reading in gazetteer.phrases.readings(found, false) {
                if reading.list == Lists::ADJECTIVE
                    && let Some(thing) = reading.thing.map(|t| gazetteer.thing(t))
                    && let Some(code) = thing.country
                {
                    country.add(code.map(|b| b.to_ascii_lowercase()));
                }
                // The longest phrase that ends the role is its noun; those that start later are shorter.
                if end == tokens.len() && noun.is_none() {
                    let of = match reading.list & list {
                        // "Dean Headley" after a comma is no role; of roles with a capital only those of parties tell.
                        Lists::ROLE => gazetteer
                            .role(reading)
                            .filter(|t| tokens.list[end - 1].case == Case::Lower || t.class == "party")
                            .map(|t| FIELDS.classes.get(t.class.as_str())),
                        Lists::TITLE => gazetteer.title(reading).map(|t| FIELDS.titles.get(t.class.as_str())),
                        _ => None,
                    };
                    if let Some(of) = of {
                        noun = Some(fold(tokens.span(start, end).of(role)));
                        class = of.copied();
                    }
                }
            }
        });
    }
    let known = noun.as_deref().and_then(|noun| {
        FIELDS.nouns.get(noun).or_else(|| FIELDS.nouns.get(noun.rsplit(' ').next().unwrap_or(noun))).copied()
    });
    if let Some(found) = known.or(class).filter(|f| *f != "-") {
        field.add(found);
    }
}

/// The country that an article is about, for the names that every country has: the one that it names, by itself or by its
/// places and bodies, twice as often as any other. It comes from one record alone, so that no other article changes it.
pub(super) fn main_country(record: &Record) -> Option<[u8; 2]> {
    let mut counts: Vec<([u8; 2], usize)> = Vec::new();
    for entity in record.entities.iter().filter(|e| e.kind != Kind::Person) {
        let Some(code) = country_code(entity.country.as_deref()) else { continue };
        match counts.iter_mut().find(|c| c.0 == code) {
            Some(count) => count.1 += entity.mentions.len(),
            None => counts.push((code, entity.mentions.len())),
        }
    }
    counts.sort_by_key(|c| (std::cmp::Reverse(c.1), c.0));
    let second = counts.get(1).map_or(0, |c| c.1);
    counts.first().filter(|first| first.1 >= 2 * second).map(|first| first.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(role: &str, list: Lists) -> (Option<&'static str>, Option<String>) {
        let (mut field, mut country) = (One::None, One::None);
        phrase(role, list, &mut field, &mut country);
        (field.get(), country.get().map(|c| String::from_utf8_lossy(&c).into_owned()))
    }

    #[test]
    fn roles_and_titles_tell_of_fields_and_countries() {
        assert_eq!(told("Finnish foreign minister", Lists::ROLE), (Some("politics"), Some("fi".into())));
        assert_eq!(told("Sen.", Lists::TITLE), (Some("politics"), None));
        assert_eq!(told("French geologist", Lists::ROLE), (Some("science"), Some("fr".into())));
        assert_eq!(told("goalkeeper", Lists::ROLE), (Some("sport"), None));
        assert_eq!(told("manager", Lists::ROLE), (None, None));
        assert_eq!(told("daughter", Lists::ROLE), (None, None));
        assert_eq!(told("Nick Knight", Lists::ROLE), (None, None));
        assert_eq!(told("Florida Republican", Lists::ROLE).0, Some("politics"));
        assert_eq!(told("Ms.", Lists::TITLE), (None, None));
    }

    #[test]
    fn places_that_the_lists_hold() {
        assert!(is_listed_place("Caribbean") && is_listed_place("Latin America"));
        assert!(!is_listed_place("Fulmer County") && !is_listed_place("Mai Mahiu"));
    }

    #[test]
    fn lists_have_the_form_of_lists() {
        for (name, text, columns) in [
            ("fields.tsv", include_str!("../../gazetteers/fields.tsv"), 3),
            ("shared-names.tsv", include_str!("../../gazetteers/shared-names.tsv"), 1),
        ] {
            let list = List::parse(name, text).unwrap();
            let rows: Vec<Vec<&str>> = list.rows().map(|r| r.cells().collect()).collect();
            assert!(rows.len() > 20 && rows.iter().all(|r| r.len() == columns && !r.contains(&"")), "{name}");
            assert!(rows.is_sorted_by(|a, b| a < b), "{name}: not sorted, or twice");
        }
        let known: FxHashSet<&str> = FIELDS.classes.values().chain(FIELDS.nouns.values()).copied().collect();
        for (a, b) in &FIELDS.apart {
            assert!(a < b && known.contains(a) && known.contains(b), "{a} {b}");
        }
    }
}
