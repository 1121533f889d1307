//! Organizations: long names, acronyms and short forms.

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;
use smol_str::{SmolStr, SmolStrBuilder};

use super::countries::Countries;
use super::{Context, Entity, EntityKind, Form};
use crate::gazetteer::{Facts, Lists, ThingId, WordId};
use crate::tag::Mention;
use crate::text::{Case, Class};

/// A name as words: few have more.
type Words = SmallVec<[WordId; 6]>;

struct Body {
    entity: Entity,
    /// Every name it goes by.
    names: SmallVec<[Words; 1]>,
}

/// Bodies by the words of their names, so that an article of thousands costs no more than a line for each.
#[derive(Default)]
struct Index {
    by_thing: FxHashMap<ThingId, usize>,
    by_name: FxHashMap<Words, usize>,
    /// By the first or last word of a longer name.
    by_edge: FxHashMap<WordId, SmallVec<[usize; 2]>>,
    /// By the initials of a longer name; `None` where several have them.
    by_initials: FxHashMap<SmolStr, Option<usize>>,
    /// By the letters of an acronym: "F.P.F." is "FPF".
    by_letters: FxHashMap<SmolStr, usize>,
}

/// Of more bodies with one word than this, the first are looked at.
const SEVERAL: usize = 50;

pub(super) fn bodies(context: &Context<'_, '_>, countries: &Countries) -> Vec<Entity> {
    let mut names: Vec<(usize, &Mention)> = Vec::with_capacity(context.names.len());
    names.extend(context.bodies());
    let mut bodies: Vec<Body> = Vec::with_capacity(names.len());
    let mut index = Index::of(names.len());
    // Which body each name is.
    let mut owner: Vec<Option<usize>> = vec![None; names.len()];
    // Longer names first, so that short forms find them; each in the order of the text.
    let length = |m: &Mention| (m.end - m.start).min(3);
    let order =
        [3, 2, 1].into_iter().flat_map(|long| names.iter().enumerate().filter(move |(_, (_, m))| length(m) == long));
    for (n, &(name, m)) in order {
        let words = words(context, m);
        let letters = letters(context, m);
        let thing = choose(context, &index, name, countries);
        // Introduced in brackets right after the long form.
        let long = n.checked_sub(1).filter(|&n| m.start > 0 && names[n].1.end == m.start - 1).and_then(|n| owner[n]);
        let long = long.filter(|_| context.tokens.list[m.start - 1].class == Class::Open);
        let found = thing
            .and_then(|t| index.by_thing.get(&t).copied())
            .or_else(|| index.by_name.get(&words).copied())
            .or_else(|| acronym(&index, long, letters.as_ref()?))
            .or_else(|| {
                // A listed name of which the lists know nothing more may be a short form too: "the Intelligence Committee".
                let plain = |_: &usize| thing.is_none_or(|thing| !has_link(context, thing));
                short_form(context, &bodies, &index, m, &words).filter(plain)
            });
        let body = found.unwrap_or_else(|| {
            bodies.push(Body {
                entity: Entity {
                    kind: EntityKind::Organization,
                    name: SmolStr::default(),
                    thing: None,
                    gender: None,
                    roles: Vec::new(),
                    mentions: Vec::new(),
                },
                names: SmallVec::new(),
            });
            bodies.len() - 1
        });
        owner[n] = Some(body);
        if let Some(thing) = thing {
            index.by_thing.entry(thing).or_insert(body);
        }
        index.note(context, m, &words, letters, body);
        let slot = &mut bodies[body];
        slot.entity.thing = slot.entity.thing.or(thing);
        if !slot.names.contains(&words) {
            slot.names.push(words);
        }
        let mut mention = context.mention(m);
        if context.of_name(name, Lists::METONYM).next().is_some() {
            mention.form = Form::Metonym;
        }
        slot.entity.mentions.push(mention);
    }
    bodies
        .into_iter()
        .map(|mut body| {
            body.entity.name = name(context, &body.entity);
            body.entity
        })
        .collect()
}

/// What a body of all countries weighs against one of a country that the article names so often, twice: "the IEA" is
/// the agency in Paris, and a British institute where Britain is named three times.
const OF_ALL: u32 = 5;

/// The entry that a name means here, where several share it ("the Republicans", "the FIA"): one that the article names
/// otherwise too, else one of a country that it names often, else one of the countries of most of the English press.
fn choose(context: &Context<'_, '_>, index: &Index, name: usize, countries: &Countries) -> Option<ThingId> {
    let bodies = Lists::ANY_ORG | Lists::AMBIGUOUS_ORG;
    let mut things = context.of_name(name, bodies).filter_map(|r| r.thing);
    let first = things.next()?;
    let mut best = (None, first);
    for thing in things.filter(|thing| *thing != first && !context.gazetteer.is_user(first)) {
        let rank = |thing: ThingId| {
            let entry = context.gazetteer.plain_thing(thing);
            let named = match entry.country {
                None => OF_ALL,
                Some(code) => match (countries.get(code), &code) {
                    (Some(times), _) => 2 * times,
                    (None, b"US" | b"GB") => 1,
                    (None, _) => 0,
                },
            };
            (index.by_thing.contains_key(&thing), named, has_link(context, thing))
        };
        let (most, other) = (*best.0.get_or_insert_with(|| rank(first)), rank(thing));
        if other > most {
            best = (Some(other), thing);
        }
    }
    Some(best.1)
}

fn has_link(context: &Context<'_, '_>, thing: ThingId) -> bool {
    let gazetteer = context.gazetteer;
    gazetteer.plain_thing(thing).wikidata.is_some() || gazetteer.thing(thing).wikipedia.is_some()
}

fn words(context: &Context<'_, '_>, m: &Mention) -> Words {
    let mut words: Words = context.tokens.list[m.start..m.end].iter().map(|t| t.word).collect();
    // "Apple Inc." is Apple.
    while words.len() > 1 && context.gazetteer.lexicon.facts(words[words.len() - 1]).contains(Facts::LEGAL_FORM) {
        words.pop();
    }
    words
}

/// The fullest form in the article that is no acronym; an acronym's long form from the lists is not the article's.
fn name(context: &Context<'_, '_>, entity: &Entity) -> SmolStr {
    let full = entity.mentions.iter().max_by_key(|m| {
        // "U.S. COURT OF APPEALS", not "U.S. Court of Appeals".
        let mut words = context.tokens.list[m.start..m.end].iter().filter(|t| t.class == Class::Word);
        let caps = m.end - m.start > 1 && words.all(|t| t.case == Case::Upper);
        (!caps, context.tokens.span(m.start, m.end).len(), std::cmp::Reverse(m.start))
    });
    full.map_or_else(SmolStr::default, |m| context.name(m.start, m.end))
}

impl Index {
    /// With room for the bodies of so many names.
    fn of(names: usize) -> Self {
        Self {
            by_thing: FxHashMap::with_capacity_and_hasher(names, FxBuildHasher),
            by_name: FxHashMap::with_capacity_and_hasher(names, FxBuildHasher),
            by_edge: FxHashMap::with_capacity_and_hasher(names, FxBuildHasher),
            ..Self::default()
        }
    }

    fn note(&mut self, context: &Context<'_, '_>, m: &Mention, words: &Words, letters: Option<SmolStr>, body: usize) {
        if !self.by_name.contains_key(words) {
            self.by_name.insert(words.clone(), body);
        }
        if let Some(letters) = letters {
            self.by_letters.entry(letters).or_insert(body);
        }
        if let [first, .., last] = words.as_slice() {
            for word in [first, last] {
                let all = self.by_edge.entry(*word).or_default();
                if !all.contains(&body) && all.len() < SEVERAL {
                    all.push(body);
                }
            }
            let capitals = (m.start..m.end).filter(|&n| context.tokens.list[n].is_capitalised());
            let initials = joined(capitals.filter_map(|n| context.tokens.str(n).chars().next()));
            let known = self.by_initials.entry(initials).or_insert(Some(body));
            if *known != Some(body) {
                *known = None;
            }
        }
    }
}

/// "ILO" after "International Labour Organization (ILO)", whose body is `long`, or where its letters are the initials of
/// just one body.
fn acronym(index: &Index, long: Option<usize>, letters: &str) -> Option<usize> {
    long.or_else(|| index.by_letters.get(letters).copied())
        .or_else(|| index.by_initials.get(letters).copied().flatten())
}

/// The letters of a name that is an acronym, with points or without.
fn letters(context: &Context<'_, '_>, m: &Mention) -> Option<SmolStr> {
    if m.end != m.start + 1 || context.tokens.list[m.start].case != Case::Upper {
        return None;
    }
    let letters = joined(context.tokens.str(m.start).chars().filter(|c| c.is_alphabetic()));
    (letters.len() > 1).then_some(letters)
}

/// Characters as a text.
fn joined(characters: impl Iterator<Item = char>) -> SmolStr {
    let mut out = SmolStrBuilder::new();
    characters.for_each(|c| out.push(c));
    out.finish()
}

/// "the Council" after "Security Council", "Goldman" after "Goldman Sachs": the end or the beginning of just one
/// longer name, or of the one named last before it.
fn short_form(
    context: &Context<'_, '_>,
    bodies: &[Body],
    index: &Index,
    m: &Mention,
    words: &[WordId],
) -> Option<usize> {
    let token = &context.tokens.list[m.start];
    let place = token.is(Facts::LISTED_PLACE | Facts::ADJECTIVE | Facts::PEOPLE);
    let fits = |b: &Body| {
        b.names
            .iter()
            .any(|long| long.len() > words.len() && (long.ends_with(words) || (long.starts_with(words) && !place)))
    };
    let (first, last) = (words.first()?, words.last()?);
    let edges = [first, last].into_iter().filter_map(|w| index.by_edge.get(w)).flatten().copied();
    let before = |n: usize| bodies[n].entity.mentions.iter().filter(|o| o.start < m.start).map(|o| o.start).max();
    edges.filter(|&n| fits(&bodies[n])).max_by_key(|&n| (before(n), std::cmp::Reverse(n)))
}
