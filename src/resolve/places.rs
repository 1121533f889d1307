//! Countries and places: the entry of the lists decides; where a name has several, the article's other places do.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::countries::Countries;
use super::{Context, Entity, EntityKind, EntityMention};
use crate::gazetteer::{Lists, ThingId, ThingKind};
use crate::tag::Mention;
use crate::text::{Case, Class, Marks};

/// What one entry is known by: its thing, or its words where no list has it.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Thing(ThingId),
    Words(String),
}

#[inline(never)]
pub(super) fn places(context: &Context<'_, '_>, weights: &Countries) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut index: FxHashMap<Key, usize> = FxHashMap::default();
    for (at, m) in context.places() {
        let thing = choose(context, at, weights);
        let key = match thing {
            Some(thing) => Key::Thing(thing),
            None => Key::Words(crate::gazetteer::fold(&context.name(m.start, m.end))),
        };
        let country = thing.is_some_and(|t| context.gazetteer.plain_thing(t).kind == ThingKind::Country);
        let n = *index.entry(key).or_insert_with(|| {
            entities.push(Entity {
                kind: if country { EntityKind::Country } else { EntityKind::Place },
                name: String::new(),
                thing,
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            entities.len() - 1
        });
        entities[n].mentions.push(context.mention(m));
    }
    for entity in &mut entities {
        entity.name = name(context, entity);
    }
    entities
}

/// The fullest form in the article that is no abbreviation; else the usual name of the lists.
fn name(context: &Context<'_, '_>, entity: &Entity) -> String {
    let short = |m: &EntityMention| {
        let token = &context.tokens.list[m.start];
        m.end == m.start + 1 && (token.case == Case::Upper || token.has(Marks::POINT)) && token.span.len() <= 7
    };
    let caps = |m: &EntityMention| context.tokens.list[m.start].case == Case::Upper;
    let best = entity
        .mentions
        .iter()
        .filter(|m| !short(m) && !caps(m))
        .max_by_key(|m| (context.tokens.span(m.start, m.end).len(), std::cmp::Reverse(m.start)));
    match (best, entity.thing, entity.mentions.first()) {
        (Some(m), ..) => context.name(m.start, m.end),
        (None, Some(thing), _) => context.gazetteer.thing(thing).name.to_owned(),
        (None, None, Some(m)) => context.name(m.start, m.end),
        (None, None, None) => String::new(),
    }
}

const PLACES: Lists = Lists::ANY_PLACE;

/// The entry that a name means here.
fn choose(context: &Context<'_, '_>, name: usize, weights: &Countries) -> Option<ThingId> {
    let mut best: Option<(i64, ThingId)> = None;
    let m = &context.names[name];
    let beside = neighbour_country(context, name);
    let state = is_state(context, m);
    let usual = context.thing_of_name(name, Lists::AMBIGUOUS_PLACE);
    for reading in context.of_name(name, PLACES) {
        let Some(id) = reading.thing else { continue };
        let thing = context.gazetteer.plain_thing(id);
        // What the list of ambiguous names says, else countries first, then regions, then the larger place; what the
        // article names and what stands beside it outweigh that.
        if context.gazetteer.is_user(id) {
            return Some(id);
        }
        let base = i64::from(thing.weight.min(3000));
        let base = match reading.list {
            _ if usual == Some(id) => 7000,
            Lists::COUNTRY => 4000 + base,
            Lists::REGION | Lists::PLACE_SHORT => 2000 + base,
            Lists::GEOGRAPHY => 1500 + base,
            _ => base,
        };
        let known = thing.country.and_then(|c| weights.get(c)).unwrap_or(0);
        let mut score = base + i64::from(known.min(6)) * 900;
        if thing.country.is_some() && thing.country == beside {
            score += 20_000;
        }
        if state && reading.list == Lists::REGION {
            score += 20_000;
        }
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, id));
        }
    }
    best.map(|(_, id)| id)
}

/// "The state of Washington", "Washington state", "New York State": the region and not the city.
fn is_state(context: &Context<'_, '_>, m: &Mention) -> bool {
    let tokens = context.tokens;
    let region = |n: usize| {
        let noun = tokens.str(n);
        ["state", "province", "canton", "county"].iter().any(|known| noun.eq_ignore_ascii_case(known))
    };
    region(m.end) || (m.start >= 2 && tokens.str(m.start - 1) == "of" && region(m.start - 2))
}

/// The country of the place that a comma joins to the one with this number: "Tbilisi, Georgia", "Paris, Texas".
fn neighbour_country(context: &Context<'_, '_>, name: usize) -> Option<[u8; 2]> {
    let list = &context.tokens.list;
    let m = &context.names[name];
    let comma = |n: usize| list.get(n).is_some_and(|t| t.class == Class::Comma);
    let other = if comma(m.end) {
        Some(name + 1).filter(|&n| context.names.get(n).is_some_and(|o| o.start == m.end + 1))
    } else if m.start > 0 && comma(m.start - 1) {
        name.checked_sub(1).filter(|&n| context.names[n].end == m.start - 1)
    } else {
        None
    }?;
    let theirs: SmallVec<[[u8; 2]; 16]> = countries(context, other).collect();
    // What both can be of.
    countries(context, name).find(|c| theirs.contains(c))
}

/// The countries that the name with this number can be of, as often as the lists have them.
pub(super) fn countries(context: &Context<'_, '_>, name: usize) -> impl Iterator<Item = [u8; 2]> {
    let readings = context.of_name(name, PLACES);
    readings.filter_map(|r| context.gazetteer.plain_thing(r.thing?).country)
}
