//! Countries and places: the entry of the lists decides; where a name has several, the article's other places do.

use smol_str::SmolStr;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::countries::Countries;
use super::{Context, Entity, EntityKind, EntityMention};
use crate::gazetteer::{Lists, Thing, ThingId, ThingKind};
use crate::tag::{Mention, NameKind};
use crate::text::{Case, Class, Marks};

/// What one entry is known by: its thing, or its words where no list has it.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Thing(ThingId),
    Words(String),
}

/// An entry that the name of a place may mean.
#[derive(Clone, Copy, Debug)]
struct Entry {
    thing: ThingId,
    list: Lists,
    kind: ThingKind,
    country: Option<[u8; 2]>,
    /// How well known it is.
    weight: u32,
}

/// What the names of places may mean, read once for all of one name.
pub(super) struct Entries {
    list: Vec<Entry>,
    /// Which of them each name may mean, by its number.
    of: Vec<Range<usize>>,
}

impl Entries {
    pub(super) fn new(context: &Context<'_, '_>) -> Self {
        let mut list: Vec<Entry> = Vec::new();
        let mut of = vec![0..0; context.names.len()];
        let mut known = FxHashMap::default();
        for (n, _) in context.names.iter().enumerate().filter(|(_, m)| m.kind == NameKind::Location) {
            let Some(key) = context.key(n).filter(|key| key.2.intersects(PLACES)) else { continue };
            let range = known.entry(key).or_insert_with(|| {
                let from = list.len();
                list.extend(context.of_name(n, PLACES).filter_map(|reading| {
                    let entry = context.gazetteer.plain_thing(reading.thing?);
                    let Thing { kind, country, weight, .. } = entry;
                    Some(Entry { thing: reading.thing?, list: reading.list, kind, country, weight })
                }));
                from..list.len()
            });
            of[n] = range.clone();
        }
        Self { list, of }
    }

    fn of_name(&self, name: usize) -> &[Entry] {
        self.of.get(name).and_then(|range| self.list.get(range.clone())).unwrap_or_default()
    }

    /// The countries that the name with this number can be of, as often as the lists have them.
    pub(super) fn countries(&self, name: usize) -> impl Iterator<Item = [u8; 2]> {
        self.of_name(name).iter().filter_map(|entry| entry.country)
    }
}

/// For how many places there is room at first.
const ROOM: usize = 16;

pub(super) fn places(context: &Context<'_, '_>, entries: &Entries, weights: &Countries) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::with_capacity(ROOM);
    let mut index: FxHashMap<Key, usize> = FxHashMap::default();
    for (at, m) in context.places() {
        let chosen = choose(context, entries, at, weights);
        let thing = chosen.map(|entry| entry.thing);
        let key = match thing {
            Some(thing) => Key::Thing(thing),
            None => Key::Words(crate::gazetteer::fold(&context.name(m.start, m.end))),
        };
        let country = chosen.is_some_and(|entry| entry.kind == ThingKind::Country);
        let n = *index.entry(key).or_insert_with(|| {
            entities.push(Entity {
                kind: if country { EntityKind::Country } else { EntityKind::Place },
                name: SmolStr::default(),
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
fn name(context: &Context<'_, '_>, entity: &Entity) -> SmolStr {
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
        (None, Some(thing), _) => context.gazetteer.thing(thing).name.into(),
        (None, None, Some(m)) => context.name(m.start, m.end),
        (None, None, None) => SmolStr::default(),
    }
}

const PLACES: Lists = Lists::ANY_PLACE;

/// The entry that a name means here.
fn choose<'e>(context: &Context<'_, '_>, entries: &'e Entries, name: usize, weights: &Countries) -> Option<&'e Entry> {
    let mut best: Option<(i64, &Entry)> = None;
    let m = &context.names[name];
    let beside = neighbour_country(context, entries, name);
    let state = is_state(context, m);
    let usual = context.thing_of_name(name, Lists::AMBIGUOUS_PLACE);
    for entry in entries.of_name(name) {
        // What the list of ambiguous names says, else countries first, then regions, then the larger place; what the
        // article names and what stands beside it outweigh that.
        if context.gazetteer.is_user(entry.thing) {
            return Some(entry);
        }
        let base = i64::from(entry.weight.min(3000));
        let base = match entry.list {
            _ if usual == Some(entry.thing) => 7000,
            Lists::COUNTRY => 4000 + base,
            Lists::REGION | Lists::PLACE_SHORT => 2000 + base,
            Lists::GEOGRAPHY => 1500 + base,
            _ => base,
        };
        let known = entry.country.and_then(|c| weights.get(c)).unwrap_or(0);
        let mut score = base + i64::from(known.min(6)) * 900;
        if entry.country.is_some() && entry.country == beside {
            score += 20_000;
        }
        if state && entry.list == Lists::REGION {
            score += 20_000;
        }
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, entry));
        }
    }
    best.map(|(_, entry)| entry)
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
fn neighbour_country(context: &Context<'_, '_>, entries: &Entries, name: usize) -> Option<[u8; 2]> {
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
    // What both can be of.
    entries.countries(name).find(|&country| entries.countries(other).any(|theirs| theirs == country))
}
