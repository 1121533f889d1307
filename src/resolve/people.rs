//! Persons: full names first, then the short forms that mean them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::apposition::title_before;
use super::{Context, Entity, EntityKind, EntityMention};
use crate::gazetteer::{Facts, Gender, Lists, ThingId, WordId};
use crate::tag::{Mention, NameKind};
use crate::text::{Case, Class, Condition, Marks};

/// Of more persons with one surname than this, the first are looked at.
const SEVERAL: usize = 50;

/// A person in the making.
struct Person {
    entity: Entity,
    /// The words of the fullest name, without suffix and initials.
    words: Vec<WordId>,
    /// The letter of each word, for initials that stand for it.
    letters: Vec<char>,
    /// A title said what the name alone does not.
    titled: Option<Gender>,
    /// Where it was named.
    starts: BTreeSet<usize>,
}

/// Persons by the words of their names, so that an article of thousands costs no more than a line for each.
#[derive(Default)]
struct Index {
    by_last: FxHashMap<WordId, Vec<usize>>,
    by_first: FxHashMap<WordId, Vec<usize>>,
    by_thing: FxHashMap<ThingId, usize>,
}

impl Index {
    fn note(map: &mut FxHashMap<WordId, Vec<usize>>, word: Option<&WordId>, person: usize) {
        if let Some(word) = word {
            let all = map.entry(*word).or_default();
            if !all.contains(&person) {
                all.push(person);
            }
        }
    }

    fn last(&self, word: WordId) -> &[usize] {
        self.by_last.get(&word).map_or(&[], Vec::as_slice)
    }
}

/// A mention with what its form tells.
struct Named {
    mention: EntityMention,
    words: Vec<WordId>,
    letters: Vec<char>,
    /// Words that are initials ("J.") or single letters.
    initial: Vec<bool>,
    gender: Option<Gender>,
    given_gender: Option<Gender>,
    thing: Option<ThingId>,
    /// A word was dropped right after it.
    before_gap: bool,
}

pub(super) fn people(context: &Context<'_, '_>) -> Vec<Entity> {
    let named: Vec<Named> =
        context.names.iter().filter(|m| m.kind == NameKind::Person).map(|m| read(context, m)).collect();
    let mut people: Vec<Person> = Vec::new();
    let mut index = Index::default();
    // Which person each mention is, so that the nearest before a place can be asked for.
    let mut owner: Vec<Option<usize>> = vec![None; named.len()];
    for (n, name) in named.iter().enumerate().filter(|(_, m)| m.words.len() > 1) {
        let known = name.thing.and_then(|t| index.by_thing.get(&t).copied());
        let found = known.or_else(|| {
            let last = name.words[name.words.len() - 1];
            index.last(last).iter().copied().find(|&p| same_full(context, &people[p], name))
        });
        owner[n] = Some(put(context, &mut people, &mut index, found, name));
    }
    for (n, name) in named.iter().enumerate().filter(|(_, m)| m.words.len() <= 1) {
        let found = short(context, &people, &index, name);
        owner[n] = Some(put(context, &mut people, &mut index, found, name));
    }
    for person in &mut people {
        finish(context, person);
    }
    join_over_gaps(context, &mut people, &named, &owner);
    people.into_iter().filter(|p| !p.entity.mentions.is_empty()).map(|p| p.entity).collect()
}

fn read(context: &Context<'_, '_>, m: &Mention) -> Named {
    let list = &context.tokens.list;
    let mut mention = context.mention(m);
    let title = title_before(context.tokens, context.gazetteer, m.start);
    mention.title = title.map(|t| (t.start, t.end));
    let (mut words, mut letters, mut initial) = (Vec::new(), Vec::new(), Vec::new());
    for at in m.start..m.end {
        let token = &list[at];
        if token.class != Class::Word || (token.is(Facts::SUFFIX) && at > m.start) {
            continue;
        }
        // Particles and the article of Arabic names are part of the surname that follows.
        if at + 1 < m.end && at > m.start && token.is(Facts::PARTICLE) && !token.is(Facts::GIVEN) {
            continue;
        }
        words.push(token.word);
        let text = context.tokens.str(at);
        letters.push(text.chars().next().unwrap_or(' ').to_ascii_lowercase());
        initial.push(
            token.has(Marks::INITIAL)
                || text.chars().count() == 1
                || (token.has(Marks::POINT) && token.case == Case::Upper),
        );
    }
    let first = &list[m.start];
    let given_gender = match () {
        () if first.is(Facts::GIVEN_F) => Some(Gender::F),
        () if first.is(Facts::GIVEN_M) => Some(Gender::M),
        () => None,
    };
    let thing = context.thing(m.start, m.end, Lists::PERSON);
    let before_gap = list.get(m.end).is_some_and(|t| t.has(Marks::GAP)) && context.tokens.condition.gaps > 0;
    Named { mention, words, letters, initial, gender: title.and_then(|t| t.gender), given_gender, thing, before_gap }
}

/// Whether a full name is one of this person's: the same surname, and given names that agree.
fn same_full(context: &Context<'_, '_>, person: &Person, name: &Named) -> bool {
    if person.words.len() < 2 || person.words.last() != name.words.last() {
        return false;
    }
    if name.gender.is_some() && person.titled.is_some() && name.gender != person.titled {
        return false;
    }
    let (a, b) = (person.words[0], name.words[0]);
    if a == b || nickname(context, a, b) {
        return middle_agrees(person, name);
    }
    // "J. Smith" for "John Smith"
    (name.initial[0] || person.letters.is_empty()) && person.letters.first() == name.letters.first()
}

/// Two people called George Bush differ in their middle names, when both are given.
fn middle_agrees(person: &Person, name: &Named) -> bool {
    if person.words.len() < 3 || name.words.len() < 3 {
        return true;
    }
    let mine = &person.letters[1..person.letters.len() - 1];
    let theirs = &name.letters[1..name.letters.len() - 1];
    mine.iter().any(|l| theirs.contains(l))
}

fn nickname(context: &Context<'_, '_>, a: WordId, b: WordId) -> bool {
    let (of_a, of_b) = (context.gazetteer.full_names(a), context.gazetteer.full_names(b));
    of_a.contains(&b) || of_b.contains(&a)
}

/// The person whom a single word means: by surname, or else by given name; of several, the one who agrees in gender
/// and was named last.
fn short(context: &Context<'_, '_>, people: &[Person], index: &Index, name: &Named) -> Option<usize> {
    let word = *name.words.first()?;
    let agrees = |p: &Person| {
        let known = p.titled.or(p.entity.gender);
        name.gender.is_none() || known.is_none() || known == name.gender
    };
    // A title goes with a surname ("Mr. Clinton"); a bare first name ("Hillary") may be either.
    let fits = |p: &usize| people.get(*p).is_some_and(agrees);
    let by_surname: Vec<usize> = index.last(word).iter().copied().filter(fits).take(SEVERAL).collect();
    let pick = |choices: &[usize]| -> Option<usize> {
        match choices {
            [] => None,
            [one] => Some(*one),
            _ => {
                let before = |p: &usize| people[*p].starts.range(..name.mention.start).next_back().copied();
                // Nobody was named before it: the first who is named after.
                let after = |p: &usize| people[*p].starts.first().copied();
                let nearest = choices.iter().copied().filter(|p| before(p).is_some()).max_by_key(before);
                nearest.or_else(|| choices.iter().copied().min_by_key(after))
            }
        }
    };
    if let Some(found) = pick(&by_surname) {
        return Some(found);
    }
    let of_nickname = context.gazetteer.full_names(word);
    let firsts = std::iter::once(word).chain(of_nickname.iter().copied());
    let by_given: Vec<usize> = firsts
        .filter_map(|w| index.by_first.get(&w))
        .flatten()
        .copied()
        .filter(|p| people[*p].words.len() > 1)
        .filter(fits)
        .take(SEVERAL)
        .collect();
    pick(&by_given)
}

fn put(
    context: &Context<'_, '_>,
    people: &mut Vec<Person>,
    index: &mut Index,
    found: Option<usize>,
    name: &Named,
) -> usize {
    let n = found.unwrap_or_else(|| {
        people.push(Person {
            entity: Entity {
                kind: EntityKind::Person,
                name: String::new(),
                thing: None,
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            },
            words: Vec::new(),
            letters: Vec::new(),
            titled: None,
            starts: BTreeSet::new(),
        });
        people.len() - 1
    });
    let person = &mut people[n];
    let longer = name.words.len() > person.words.len()
        || (name.words.len() == person.words.len() && !name.initial[0] && person.entity.mentions.is_empty());
    if longer && !name.words.is_empty() {
        person.words.clone_from(&name.words);
        person.letters.clone_from(&name.letters);
    }
    person.titled = person.titled.or(name.gender);
    if person.entity.thing.is_none() {
        person.entity.thing = name.thing;
    }
    let listed = person.entity.thing.and_then(|t| context.gazetteer.thing(t).gender);
    person.entity.gender = person.titled.or(listed).or(person.entity.gender).or(if name.words.len() > 1 {
        name.given_gender
    } else {
        None
    });
    person.entity.mentions.push(name.mention);
    person.starts.insert(name.mention.start);
    Index::note(&mut index.by_last, name.words.last(), n);
    Index::note(&mut index.by_first, name.words.first(), n);
    if let Some(thing) = name.thing {
        index.by_thing.entry(thing).or_insert(n);
    }
    n
}

/// The fullest name, and what lists know of it.
fn finish(context: &Context<'_, '_>, person: &mut Person) {
    let entity = &mut person.entity;
    let letters = |m: &EntityMention| {
        let words = (m.start..m.end).filter(|&n| context.tokens.list[n].class == Class::Word).count();
        (words, context.tokens.span(m.start, m.end).len(), std::cmp::Reverse(m.start))
    };
    let caps = |m: &EntityMention| context.tokens.list[m.start].has(Marks::ALL_CAPS);
    let fullest = entity.mentions.iter().filter(|m| !caps(m)).max_by_key(|m| letters(m));
    if let Some(m) = fullest.or_else(|| entity.mentions.iter().max_by_key(|m| letters(m))) {
        entity.name = context.name(m.start, m.end);
    }
}

/// In a text that lost words, a given name right before a gap ("Bashar   of Syria") and a surname that stands alone
/// elsewhere ("Mr. Assad") are one person when the lists know somebody by these two.
fn join_over_gaps(context: &Context<'_, '_>, people: &mut [Person], named: &[Named], owner: &[Option<usize>]) {
    let Condition { gaps: 1.., .. } = context.tokens.condition else { return };
    for (n, name) in named.iter().enumerate() {
        let (Some(first), true, [given]) = (owner[n], name.before_gap, name.words.as_slice()) else { continue };
        let known = (0..people.len()).find(|&other| {
            let [surname] = people[other].words.as_slice() else { return false };
            other != first && !people[other].entity.mentions.is_empty() && context.gazetteer.is_person(*given, *surname)
        });
        if let Some(other) = known {
            let mentions = std::mem::take(&mut people[first].entity.mentions);
            people[other].entity.mentions.extend(mentions);
        }
    }
}
