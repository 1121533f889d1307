//! Countries, regions, cities and the rest of the map, with their peoples.

use super::{Loader, iso, qid};
use crate::gazetteer::facts::{Facts, Lists};
use crate::gazetteer::phrases::ThingId;
use crate::gazetteer::things::{Thing, ThingKind};
use crate::gazetteer::tsv::values;

/// Places with at least this many thousand people are cities, the others towns.
const CITY: u32 = 400;

impl Loader<'_, '_> {
    pub(super) fn countries(&mut self) {
        let columns = ["name", "iso2", "wikidata", "aliases", "adjectives", "people", "metonyms"];
        self.rows("countries.tsv", columns, |s, [name, iso2, wikidata, aliases, adjectives, people, metonyms]| {
            let thing = s.thing(&Thing {
                country: iso(iso2),
                wikidata: qid(wikidata)?,
                ..Thing::new(ThingKind::Country, name)
            });
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::COUNTRY, Some(thing), 0, Facts::empty());
            }
            s.demonyms(thing, adjectives, people);
            for surface in values(metonyms) {
                s.surface(surface, Lists::METONYM, Some(thing), 0, Facts::empty());
            }
            Ok(())
        });
    }

    pub(super) fn regions(&mut self) {
        let columns = ["name", "country", "wikidata", "aliases", "abbreviations", "adjectives", "people"];
        self.rows("regions.tsv", columns, |s, [name, country, wikidata, aliases, short, adjectives, people]| {
            let thing = s.place(name, country, 0, qid(wikidata)?);
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::REGION, Some(thing), 0, Facts::empty());
            }
            for surface in values(short) {
                s.surface(surface, Lists::PLACE_SHORT, Some(thing), 0, Facts::empty());
            }
            s.demonyms(thing, adjectives, people);
            Ok(())
        });
    }

    pub(super) fn cities(&mut self, list: &'static str) {
        self.rows(list, ["name", "country", "population", "aliases"], |s, [name, country, people, aliases]| {
            let people = people.parse().unwrap_or(0);
            let thing = s.place(name, country, people, None);
            let bit = if people >= CITY { Lists::CITY } else { Lists::TOWN };
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, bit, Some(thing), 0, Facts::empty());
            }
            Ok(())
        });
    }

    pub(super) fn geography(&mut self) {
        self.rows("geography.tsv", ["name", "country", "aliases", "adjectives"], |s, [name, country, aliases, adj]| {
            let thing = s.place(name, country, 0, None);
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::GEOGRAPHY, Some(thing), 0, Facts::empty());
            }
            s.demonyms(thing, adj, adj);
            Ok(())
        });
    }

    pub(super) fn places(&mut self) {
        self.rows("places.tsv", ["name", "country", "aliases"], |s, [name, country, aliases]| {
            let thing = s.place(name, country, 0, None);
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::TOWN, Some(thing), 0, Facts::empty());
            }
            Ok(())
        });
    }

    fn demonyms(&mut self, thing: ThingId, adjectives: &str, people: &str) {
        for surface in values(adjectives) {
            self.surface(surface, Lists::ADJECTIVE, Some(thing), 0, Facts::ADJECTIVE);
        }
        for surface in values(people) {
            self.surface(surface, Lists::PEOPLE, Some(thing), 0, Facts::PEOPLE);
            self.surface(&plural(surface), Lists::PEOPLE, Some(thing), 1, Facts::PEOPLE | Facts::PLURAL_ROLE);
        }
    }

    fn place(&mut self, name: &str, country: &str, weight: u32, wikidata: Option<u32>) -> ThingId {
        self.thing(&Thing { country: iso(country), weight, wikidata, ..Thing::new(ThingKind::Place, name) })
    }
}

/// The plural of a noun for one of a people: Iraqis, Frenchmen, Poles; Swiss and Japanese stay.
fn plural(noun: &str) -> String {
    for (end, plural) in [("man", "men"), ("woman", "women"), ("y", "ies")] {
        if let Some(stem) = noun.strip_suffix(end) {
            // "German" is no "man".
            if !matches!(noun, "German" | "Roman" | "Norman" | "Ottoman") {
                return format!("{stem}{plural}");
            }
        }
    }
    if noun.ends_with("ese") || noun.ends_with("iss") || noun.ends_with('s') || noun.ends_with("ish") {
        return noun.to_owned();
    }
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_of_peoples() {
        let all: Vec<_> = ["Iraqi", "Frenchman", "German", "Japanese", "Swiss", "Hungary"].map(plural).into();
        assert_eq!(all, ["Iraqis", "Frenchmen", "Germans", "Japanese", "Swiss", "Hungaries"]);
    }
}
