//! What each entity of a record is called across all articles.
//!
//! A key is a function of the one record that it comes from: nothing that is read before or after changes it. That is what
//! keeps identifiers stable; what several records tell together is said about keys (see [`super::join`]), never by other ones.

use super::Day;
use super::name::{self, is_initial, segment};
use super::traits::{Traits, country_code, is_listed_place, is_shared_name, main_country, of_person};
use crate::record::{Entity, Kind, Link, Record};

/// Why a key was given, with the share of such keys that name one thing only. The shares are set by judgement, not measured.
const LINK: (&str, f64) = ("link", 1.0);
const FULL_NAME: (&str, f64) = ("full-name", 0.85);
const NAME_AND_TRAIT: (&str, f64) = ("full-name+role-or-country", 0.95);
const INITIALS: (&str, f64) = ("initials-and-surname", 0.7);
const SINGLE: (&str, f64) = ("single-name-in-article", 1.0);
const NAME: (&str, f64) = ("name", 0.85);
const NAME_AND_COUNTRY: (&str, f64) = ("name+country", 0.9);
const SHARED: (&str, f64) = ("common-name-in-article", 1.0);

/// What an entity of a record is across articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its identifier, as the path of an IRI: `entity/Q30`, `entity/person/niamh_ni_bhriain;field=science`.
    pub path: String,
    /// Why it is this one.
    pub reason: &'static str,
    /// How sure it is that other entities with this key are the same, from 0 to 1.
    pub confidence: f64,
    /// The kind and the folded name that keys must share to be joined: `person/niamh_ni_bhriain`.
    pub group: String,
    /// What else is known.
    pub traits: Traits,
    /// Only this article has it: a single name of a person, a name that every country has.
    pub local: bool,
}

/// The keys of all entities of a record, in their order.
pub fn keys(record: &Record) -> Vec<Key> {
    let main = main_country(record);
    let years = record.published.as_deref().and_then(Day::parse).and_then(|day| years(day.year));
    record.entities.iter().map(|entity| key(record, entity, main, years)).collect()
}

/// The start of the sixty years that a year lies in, before 1970: nobody is in the news in one such stretch and in the next
/// but one. Later years are not told apart.
fn years(year: u16) -> Option<u16> {
    (year < 1970).then(|| ((year + 10) / 60 * 60).saturating_sub(10))
}

/// The identifier that a link gives.
fn linked(link: &Link) -> Option<String> {
    let mut path = String::from("entity/");
    if let Some(wikidata) = &link.wikidata {
        segment(wikidata, &mut path);
    } else if let Some(iso) = &link.iso {
        path += "iso/";
        segment(iso, &mut path);
    } else {
        path += "wikipedia/";
        segment(link.wikipedia.as_ref()?, &mut path);
    }
    Some(path)
}

fn key(record: &Record, entity: &Entity, main: Option<[u8; 2]>, years: Option<u16>) -> Key {
    let mut words = name::words(&entity.name);
    let mut traits = Traits { years, ..Traits::default() };
    let (rule, local) = if entity.kind == Kind::Person {
        (traits.field, traits.country) = of_person(entity);
        person(&mut words, &mut traits)
    } else {
        thing(entity, &words, &mut traits, main)
    };
    let mut group = match &entity.kind {
        Kind::Own(kind) => {
            let mut group = "own/".to_owned();
            segment(kind, &mut group);
            group
        }
        kind => kind.name().to_owned(),
    };
    group.push('/');
    // A name without any letters would give the same identifier as any other such.
    segment(&if words.is_empty() { entity.name.to_string() } else { words.join(" ") }, &mut group);
    let confidence = |share: f64| (entity.confidence * share * 100.0).round() / 100.0;
    if let Some(path) = entity.link.as_ref().and_then(linked) {
        // A link outlives the roles of an article, so they are no part of what it is known by.
        let mut title = name::words(entity.link.as_ref().and_then(|l| l.wikipedia.as_deref()).unwrap_or_default());
        traits = Traits { country: country_code(entity.country.as_deref()), ..Traits::default() };
        if entity.kind == Kind::Person {
            person(&mut title, &mut traits);
        }
        return Key { path, reason: LINK.0, confidence: confidence(LINK.1), group, traits, local: false };
    }
    let mut path = format!("entity/{group}");
    if local {
        path += ";in=";
        segment(record.digest.get(..12).unwrap_or(&record.digest), &mut path);
    } else {
        traits.write(&mut path);
    }
    Key { path, reason: rule.0, confidence: confidence(rule.1), group, traits, local }
}

/// A person's name: the middle initials are taken out of it, as not every article has them.
fn person(words: &mut Vec<String>, traits: &mut Traits) -> ((&'static str, f64), bool) {
    if words.len() < 2 {
        return (SINGLE, true);
    }
    let last = words.len() - 1;
    if is_initial(&words[0]) {
        return (INITIALS, false);
    }
    let middle: String = words[1..last].iter().filter(|w| is_initial(w)).map(String::as_str).collect();
    if !middle.is_empty() {
        let mut n = 0;
        words.retain(|w| {
            n += 1;
            n == 1 || n == last + 1 || !is_initial(w)
        });
        traits.initials = Some(middle.into());
    }
    let told = traits.field.is_some() || traits.country.is_some() || traits.initials.is_some();
    (if told { NAME_AND_TRAIT } else { FULL_NAME }, false)
}

/// A body, a place, a country, or something of a kind of the user's.
fn thing(entity: &Entity, words: &[String], traits: &mut Traits, main: Option<[u8; 2]>) -> ((&'static str, f64), bool) {
    traits.years = None;
    traits.country = country_code(entity.country.as_deref());
    let shared = entity.kind == Kind::Organization && is_shared_name(words);
    let unknown = entity.kind == Kind::Place && traits.country.is_none() && !is_listed_place(&entity.name);
    if traits.country.is_none() && (shared || unknown) {
        traits.country = main;
    }
    match traits.country {
        None if shared => (SHARED, true),
        None => (NAME, false),
        Some(_) => (NAME_AND_COUNTRY, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Extractor};

    fn paths(text: &str) -> Vec<String> {
        let record = Extractor::builtin().extract(&Article::new("a", text));
        keys(&record).into_iter().map(|k| k.path).collect()
    }

    #[test]
    fn keys_come_from_links_or_from_names_and_what_else_is_known() {
        let found = paths(
            "“It is cold,” said Sofia T. Lindgren, a Swedish climatologist. Kenya’s Finance Ministry agreed. \
             In Kenya, Mr. Otieno waited.",
        );
        assert!(
            found.contains(&"entity/person/sofia_lindgren;initials=t;field=science;country=se".into()),
            "{found:?}"
        );
        assert!(found.contains(&"entity/organization/finance_ministry;country=ke".into()), "{found:?}");
        assert!(found.contains(&"entity/Q114".into()), "{found:?}");
        let local = found.iter().find(|p| p.starts_with("entity/person/otieno;in=")).unwrap();
        assert_eq!(local.len(), "entity/person/otieno;in=".len() + 12);
    }

    #[test]
    fn generations_before_1970() {
        assert_eq!(
            [1890, 1909, 1910, 1969, 1970, 2021].map(years),
            [Some(1850), Some(1850), Some(1910), Some(1910), None, None]
        );
        assert_eq!(years(3), Some(0));
    }
}
