//! "Russian" for Russia, and names that stand for a government.

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;

use super::countries::Countries;
use super::{Context, Entity, EntityId, EntityKind, EntityMention, Form, Reason};
use crate::gazetteer::{Facts, Lists, ThingId, ThingKind};
use crate::text::{Class, Marks};

/// Adds a mention for every adjective and noun of a people that is no part of a name, and makes the entity of a
/// country that is named by nothing else.
pub(super) fn demonyms(context: &Context<'_, '_>, list: &mut Vec<Entity>) {
    let mut listed =
        context.listed.iter().filter(|l| l.found.lists.intersects(Lists::ADJECTIVE | Lists::PEOPLE)).peekable();
    if listed.peek().is_none() {
        return;
    }
    let mut index = by_thing(list);
    let mut names = context.names.iter().peekable();
    let mut done = 0;
    for l in listed {
        if l.start < done {
            continue;
        }
        while names.next_if(|m| m.end <= l.start).is_some() {}
        if names.peek().is_some_and(|m| m.start < l.end) {
            continue;
        }
        let country = |t: &ThingId| context.gazetteer.plain_thing(*t).kind == ThingKind::Country;
        let things = context.readings(l.start, l.end, Lists::ADJECTIVE | Lists::PEOPLE).filter_map(|r| r.thing);
        // Of several, one that the article names; else the first of the lists.
        let all: SmallVec<[ThingId; 8]> = things.collect();
        let Some(&thing) =
            all.iter().find(|t| index.contains_key(t)).or_else(|| all.iter().find(|t| country(t))).or(all.first())
        else {
            continue;
        };
        done = l.end;
        if is_language(context, l.start, l.end) {
            continue;
        }
        let n = *index.entry(thing).or_insert_with(|| {
            let entry = context.gazetteer.thing(thing);
            list.push(Entity {
                kind: if country(&thing) { EntityKind::Country } else { EntityKind::Place },
                name: entry.name.into(),
                thing: Some(thing),
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            list.len() - 1
        });
        list[n].mentions.push(EntityMention {
            start: l.start,
            end: l.end,
            form: Form::Demonym,
            title: None,
            reason: Reason::Rule("demonym-of-the-lists"),
            confidence: 0.95,
            stands_for: None,
        });
    }
}

/// The first of the entities that is each thing.
fn by_thing(list: &[Entity]) -> FxHashMap<ThingId, usize> {
    let mut index = FxHashMap::with_capacity_and_hasher(list.len(), FxBuildHasher);
    for (n, entity) in list.iter().enumerate() {
        if let Some(thing) = entity.thing {
            index.entry(thing).or_insert(n);
        }
    }
    index
}

/// Verbs and adjectives that a language follows.
const OF_LANGUAGES: &[&str] = &[
    "speak",
    "speaks",
    "spoke",
    "spoken",
    "speaking",
    "learn",
    "learns",
    "learned",
    "learnt",
    "learning",
    "teach",
    "teaches",
    "taught",
    "teaching",
    "study",
    "studied",
    "studying",
    "fluent",
    "read",
    "understand",
    "understood",
    "broken",
    "into",
    "in",
];

/// "He learned English", "a letter in Russian": the language and not the country. "In Russian hands" and "English
/// schools" are of the country, for a noun follows.
fn is_language(context: &Context<'_, '_>, start: usize, end: usize) -> bool {
    let tokens = context.tokens;
    let Some(before) = start.checked_sub(1) else { return false };
    if tokens.list[start].has(Marks::SENTENCE) || !OF_LANGUAGES.contains(&tokens.str(before)) {
        return false;
    }
    tokens.get(end).is_none_or(|t| t.has(Marks::SENTENCE) || t.class != Class::Word || t.is(Facts::FUNCTION))
        && tokens.get(end).is_none_or(|t| t.class != Class::Hyphen)
}

/// Adds "Democrats" and the like, which the tagger takes for a people: they stand for their party.
pub(super) fn members(context: &Context<'_, '_>, countries: &Countries, list: &mut Vec<Entity>) {
    let mut listed = context.listed.iter().filter(|l| l.found.lists.contains(Lists::MEMBERS)).peekable();
    if listed.peek().is_none() {
        return;
    }
    let mut index = by_thing(list);
    for l in listed {
        let next = context.names.partition_point(|m| m.end <= l.start);
        let named = context.names.get(next).is_some_and(|m| m.start < l.end);
        let token = &context.tokens.list[l.start];
        // At the start of a sentence "Greens" and "Liberals" may be anything.
        let plain = token.has(Marks::SENTENCE | Marks::TITLE_CASE | Marks::ALL_CAPS) && token.is(Facts::LOWER);
        if named || plain {
            continue;
        }
        let readings = context.readings(l.start, l.end, Lists::MEMBERS);
        let things: Vec<ThingId> = readings.filter_map(|r| r.thing).collect();
        // Of several parties, one that the article names; else one of the country that it names most; else the one
        // that is called after its members.
        let rank = |t: &ThingId| {
            let party = context.gazetteer.thing(*t);
            let named = index.contains_key(t);
            let country = party.country.and_then(|c| countries.get(c)).unwrap_or(0);
            let word = context.tokens.str(l.start);
            (named, country, party.name.starts_with(word.trim_end_matches('s')))
        };
        let Some(&thing) = things.iter().rev().max_by_key(|t| rank(t)) else { continue };
        let n = *index.entry(thing).or_insert_with(|| {
            list.push(Entity {
                kind: EntityKind::Organization,
                name: context.gazetteer.thing(thing).name.into(),
                thing: Some(thing),
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            list.len() - 1
        });
        list[n].mentions.push(EntityMention {
            start: l.start,
            end: l.end,
            form: Form::Name,
            title: None,
            reason: Reason::Rule("members-of-the-lists"),
            confidence: 0.9,
            stands_for: None,
        });
    }
}

/// Says of the Kremlin, and of a capital that speaks or acts ("Moscow said"), for which country it stands.
pub(super) fn metonyms(context: &Context<'_, '_>, list: &mut [Entity]) {
    // Entity and mention of each, and its country.
    let mut found: Vec<(usize, usize, ThingId)> = Vec::new();
    for (n, entity) in list.iter().enumerate() {
        let place = entity.kind == EntityKind::Place;
        for (k, m) in entity.mentions.iter().enumerate() {
            if m.form == Form::Metonym || (place && m.form == Form::Name && acts(context, m)) {
                let country = context.readings(m.start, m.end, Lists::METONYM).find_map(|r| r.thing);
                found.extend(country.map(|country| (n, k, country)));
            }
        }
    }
    if found.is_empty() {
        return;
    }
    let countries = list.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Country);
    let index: FxHashMap<ThingId, u32> = countries.filter_map(|(n, e)| Some((e.thing?, n as u32))).collect();
    for (n, k, country) in found {
        let m = &mut list[n].mentions[k];
        m.form = Form::Metonym;
        m.stands_for = index.get(&country).map(|n| EntityId(*n));
    }
}

/// Whether a place does what only people do: it stands without a preposition before a verb of saying or a modal.
fn acts(context: &Context<'_, '_>, m: &EntityMention) -> bool {
    let list = &context.tokens.list;
    let before = m.start.checked_sub(1).and_then(|n| list.get(n));
    let free = before.is_none_or(|t| !t.is(Facts::PREPOSITION) && t.class != Class::Comma && t.class != Class::Hyphen);
    let after = list.get(m.end);
    free && after.is_some_and(|t| {
        t.is(Facts::CUE) && !t.is(Facts::ROLE) || matches!(context.tokens.str(m.end), "will" | "would" | "has" | "made")
    })
}
