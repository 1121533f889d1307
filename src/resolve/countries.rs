//! Which countries an article is about: what tells apart things of one name.

use rustc_hash::FxHashMap;

use super::{Context, Entity};
use crate::gazetteer::Lists;
use crate::tag::NameKind;

/// How often an article names each country, by its code.
pub(super) type Countries = FxHashMap<[u8; 2], u32>;

/// The countries of the places that can only be of one.
pub(super) fn of_places(context: &Context<'_, '_>) -> Countries {
    let mut named = Countries::default();
    for m in context.names.iter().filter(|m| m.kind == NameKind::Location) {
        let mut countries = super::places::countries(context, m);
        let Some(one) = countries.next() else { continue };
        if countries.all(|other| other == one) {
            *named.entry(one).or_default() += 1;
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
        *named.entry(country).or_default() += 1;
    }
    named
}
