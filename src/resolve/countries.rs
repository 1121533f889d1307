//! Which countries an article is about: what tells apart things of one name.

use super::places::Entries;
use super::{Context, Entity};
use crate::gazetteer::Lists;
use crate::tag::NameKind;

/// How often an article names each country, by its code.
#[derive(Clone, Debug, Default)]
pub(super) struct Countries(Vec<([u8; 2], u32)>);

impl Countries {
    /// How often a country is named, if at all. There are not many.
    pub(super) fn get(&self, code: [u8; 2]) -> Option<u32> {
        self.0.iter().find(|known| known.0 == code).map(|known| known.1)
    }

    fn note(&mut self, code: [u8; 2]) {
        match self.0.iter_mut().find(|known| known.0 == code) {
            Some(known) => known.1 += 1,
            None => self.0.push((code, 1)),
        }
    }
}

/// The countries of the places that can only be of one.
pub(super) fn of_places(context: &Context<'_, '_>, entries: &Entries) -> Countries {
    let mut named = Countries::default();
    for (n, _) in context.names.iter().enumerate().filter(|(_, m)| m.kind == NameKind::Location) {
        let mut countries = entries.countries(n);
        let Some(one) = countries.next() else { continue };
        if countries.all(|other| other == one) {
            named.note(one);
        }
    }
    named
}

/// These, with those of the people of public life whom the article names, and of "American" and "the French".
pub(super) fn of_all(context: &Context<'_, '_>, mut named: Countries, people: &[Entity]) -> Countries {
    let known = people.iter().filter_map(|person| person.thing);
    let adjectives = context.listed.iter().filter(|l| l.found.lists.intersects(Lists::ADJECTIVE | Lists::PEOPLE));
    let nations = adjectives.filter_map(|l| {
        let readings = context.gazetteer.phrases.readings(l.found, l.capitals);
        readings.filter(|r| r.list.intersects(Lists::ADJECTIVE | Lists::PEOPLE)).find_map(|r| r.thing)
    });
    for country in known.chain(nations).filter_map(|thing| context.gazetteer.plain_thing(thing).country) {
        named.note(country);
    }
    named
}
