//! People of public life, organizations, and names of other kinds.

use super::{Loader, iso, qid, some};
use crate::gazetteer::facts::{Facts, Lists};
use crate::gazetteer::things::{Gender, Thing, ThingKind};
use crate::gazetteer::tsv::values;

/// How the name of an American body may begin: one form in the lists stands for all.
const AMERICAN: [&str; 3] = ["United States ", "U.S. ", "US "];

impl Loader<'_, '_> {
    pub(super) fn people(&mut self) {
        let columns = ["name", "aliases", "roles", "country", "gender", "wikipedia"];
        self.rows("people.tsv", columns, |s, [name, aliases, roles, country, gender, wikipedia]| {
            let thing = s.thing(&Thing {
                country: iso(country),
                wikipedia: some(wikipedia),
                gender: Gender::parse(gender),
                roles,
                ..Thing::new(ThingKind::Person, name)
            });
            for surface in values(aliases).chain(std::iter::once(name)) {
                s.surface(surface, Lists::PERSON, Some(thing), 0, Facts::empty());
            }
            s.person();
            Ok(())
        });
    }

    pub(super) fn organizations(&mut self, list: &'static str, bit: Lists) {
        let columns = ["name", "acronym", "aliases", "members", "kind", "country", "wikidata", "wikipedia"];
        self.rows(list, columns, |s, [name, acronym, aliases, members, kind, country, wikidata, wikipedia]| {
            let thing = s.thing(&Thing {
                country: iso(country),
                wikidata: qid(wikidata)?,
                wikipedia: some(wikipedia),
                roles: kind,
                ..Thing::new(ThingKind::Organization, name)
            });
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, bit, Some(thing), 0, Facts::empty());
                if let Some((now, rest)) = AMERICAN.iter().find_map(|a| Some((a, surface.strip_prefix(a)?))) {
                    for other in AMERICAN.iter().filter(|a| *a != now) {
                        s.surface(&format!("{other}{rest}"), bit, Some(thing), 0, Facts::empty());
                    }
                }
            }
            if !acronym.is_empty() {
                s.surface(acronym, Lists::ACRONYM, Some(thing), 0, Facts::empty());
                // "UN" is also "U.N."
                if (2..=4).contains(&acronym.len()) && acronym.bytes().all(|b| b.is_ascii_uppercase()) {
                    let pointed: String = acronym.chars().flat_map(|c| [c, '.']).collect();
                    s.surface(&pointed, Lists::ACRONYM, Some(thing), 0, Facts::empty());
                }
            }
            for surface in values(members) {
                s.surface(surface, Lists::MEMBERS, Some(thing), 0, Facts::PEOPLE | Facts::PLURAL_ROLE);
                // "a Democrat", "the Republican senator": one of them, and what belongs to them.
                if let Some(one) = surface.strip_suffix('s').filter(|one| !one.contains(' ')) {
                    s.fact(one, Facts::PEOPLE);
                }
            }
            Ok(())
        });
    }

    pub(super) fn other_names(&mut self) {
        self.rows("other-names.tsv", ["name", "kind", "aliases"], |s, [name, kind, aliases]| {
            let facts = if kind == "language" { Facts::LANGUAGE } else { Facts::empty() };
            let thing = s.thing(&Thing::new(ThingKind::Other, name));
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::OTHER, Some(thing), 0, facts);
            }
            Ok(())
        });
    }
}
