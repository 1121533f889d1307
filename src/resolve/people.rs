//! Persons: full names first, then the short forms that mean them.

use rustc_hash::{FxBuildHasher, FxHashMap};
use smallvec::SmallVec;
use smol_str::SmolStr;

use super::named::{Named, named, same_office};
use super::{Context, Entity, EntityKind, EntityMention};
use crate::gazetteer::{Gender, ThingId, WordId};
use crate::text::{Case, Class, Condition, Marks};

/// Of more persons with one surname than this, the first are looked at.
const SEVERAL: usize = 50;

/// A person in the making.
struct Person {
    entity: Entity,
    /// The words of the fullest name, without suffix and particles.
    words: SmallVec<[WordId; 4]>,
    /// The words by which the person was named last.
    noted: SmallVec<[WordId; 4]>,
    /// The letter of each word, for initials that stand for it.
    letters: SmallVec<[char; 4]>,
    /// A title said what the name alone does not.
    titled: Option<Gender>,
    /// What the pronouns beside the name say: women's above 0, men's below.
    said: i32,
    /// What the given name says.
    given: Option<Gender>,
    /// What the lists say.
    listed: Option<Gender>,
    /// The titles before the name that tell more than gender, as tokens.
    offices: Vec<(usize, usize)>,
    /// How many of its mentions are full names, and how many these or short ones with a title that tells gender: the full
    /// ones come first, then the titled, then the others, each in the order of the text.
    counts: [usize; 2],
}

impl Person {
    /// Where it is named in full last between two places, and where it is named first of all; a name with a title counts as
    /// a full one if `with_titles`.
    fn named(&self, (from, to): (usize, usize), with_titles: bool) -> (Option<usize>, Option<usize>) {
        let all = &self.entity.mentions;
        let [full, titled] = self.counts.map(|n| n.min(all.len()));
        let last = |all: &[EntityMention]| {
            let before = all.partition_point(|m| m.start < to);
            before.checked_sub(1).map(|n| all[n].start).filter(|&start| start >= from)
        };
        let of_titles = if with_titles { last(&all[full..titled.max(full)]) } else { None };
        let last = last(&all[..full]).max(of_titles);
        let first = [0, full, titled].into_iter().filter_map(|n| all.get(n)).map(|m| m.start).min();
        (last, first)
    }

    fn gender(&self) -> Option<Gender> {
        let said = match self.said {
            0 => None,
            1.. => Some(Gender::F),
            _ => Some(Gender::M),
        };
        // "Nino Kapanadze said she …": the name told wrong, or the pronoun is somebody else's.
        let contrary = said.is_some() && self.given.is_some() && said != self.given && self.said.abs() < 3;
        self.titled.or(self.listed).or(if contrary { None } else { said.or(self.given) })
    }
}

/// Persons by a word of their names: nearly always one.
type ByWord = FxHashMap<WordId, SmallVec<[usize; 2]>>;

/// Persons by the words of their names, so that an article of thousands costs no more than a line for each.
#[derive(Default)]
struct Index {
    by_last: ByWord,
    by_first: ByWord,
    /// By a word between the first and the last: "Mr. Peña" of Enrique Peña Nieto.
    by_middle: ByWord,
    by_thing: FxHashMap<ThingId, usize>,
}

impl Index {
    /// With room for so many persons.
    fn of(persons: usize) -> Self {
        let room = || FxHashMap::with_capacity_and_hasher(persons, FxBuildHasher);
        Self { by_last: room(), by_first: room(), ..Self::default() }
    }

    /// Notes by which words a person is found who bears this name.
    fn note(&mut self, name: &Named, person: usize) {
        let put = |map: &mut ByWord, word: WordId| {
            let all = map.entry(word).or_default();
            if !all.contains(&person) {
                all.push(person);
            }
        };
        let [first, middle @ .., last] = name.words.as_slice() else {
            if let [only] = name.words.as_slice() {
                put(&mut self.by_last, *only);
                put(&mut self.by_first, *only);
            }
            return;
        };
        put(&mut self.by_last, *last);
        put(&mut self.by_first, *first);
        if name.family_first {
            put(&mut self.by_last, *first);
        }
        for word in middle.iter().rev() {
            put(&mut self.by_middle, *word);
        }
    }

    fn last(&self, word: WordId) -> &[usize] {
        self.by_last.get(&word).map_or(&[], SmallVec::as_slice)
    }
}

pub(super) fn people(context: &Context<'_, '_>) -> Vec<Entity> {
    let named = named(context);
    let mut people: Vec<Person> = Vec::with_capacity(named.len());
    let mut index = Index::of(named.len() / 2);
    // Which person each mention is.
    let mut owner: Vec<Option<usize>> = vec![None; named.len()];
    for (n, name) in named.iter().enumerate().filter(|(_, m)| !m.short) {
        let known = name.thing.and_then(|t| index.by_thing.get(&t).copied());
        let found = known.or_else(|| {
            let last = name.words[name.words.len() - 1];
            index.last(last).iter().copied().find(|&p| same_full(context, &people[p], name))
        });
        owner[n] = Some(put(context, &mut people, &mut index, found, name));
    }
    // "Mr. Obama" before "Obama": he is somebody else than Michelle Obama, wherever he is named first.
    for titled in [true, false] {
        for (n, name) in named.iter().enumerate().filter(|(_, m)| m.short && m.gender.is_some() == titled) {
            let found = short(context, &people, &index, name);
            owner[n] = Some(put(context, &mut people, &mut index, found, name));
        }
    }
    for person in &mut people {
        finish(context, person);
    }
    join_over_gaps(context, &mut people, &named, &owner);
    people.into_iter().filter(|p| !p.entity.mentions.is_empty()).map(|p| p.entity).collect()
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
    (name.initial || person.letters.is_empty()) && person.letters.first() == name.letters.first()
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

/// The person whom a short form means: by surname, or else by given name; of several, the one who agrees in gender and
/// title and was named last.
fn short(context: &Context<'_, '_>, people: &[Person], index: &Index, name: &Named) -> Option<usize> {
    let (first, last) = (*name.words.first()?, *name.words.last()?);
    // A title goes with a surname ("Mr. Clinton"); a bare first name ("Hillary") may be either.
    let fits = |p: &usize| name.gender.is_none() || people[*p].gender().is_none_or(|known| Some(known) == name.gender);
    let ends = |p: &usize| name.words.len() == 1 || people[*p].words.ends_with(&name.words);
    // Nearly always one bears the surname.
    if let [only] = index.last(last)
        && fits(only)
        && ends(only)
    {
        return Some(*only);
    }
    let by_surname: SmallVec<[usize; 8]> =
        index.last(last).iter().copied().filter(|p| fits(p) && ends(p)).take(SEVERAL).collect();
    if let Some(found) = pick(context, people, &by_surname, name) {
        return Some(found);
    }
    if name.words.len() > 1 {
        return None;
    }
    let of_nickname = context.gazetteer.full_names(first);
    let firsts = std::iter::once(first).chain(of_nickname.iter().copied());
    let longer = |p: &usize| people[*p].words.len() > 1 && fits(p);
    let by_given: SmallVec<[usize; 8]> =
        firsts.filter_map(|w| index.by_first.get(&w)).flatten().copied().filter(longer).take(SEVERAL).collect();
    pick(context, people, &by_given, name).or_else(|| {
        let middle = index.by_middle.get(&first).map_or(&[][..], SmallVec::as_slice);
        let choices: SmallVec<[usize; 8]> = middle.iter().copied().filter(longer).take(SEVERAL).collect();
        if name.mention.title.is_some() { pick(context, people, &choices, name) } else { None }
    })
}

/// Of several persons whom a short form may mean, the one with its title, else the one whom the pronoun after it may mean,
/// else the one whose full name stands last before it in its paragraph (with a title: anywhere), else the one whom the article
/// names first: "Clinton said" in an article on Bill Clinton is not his wife Hillary, though she was named last.
fn pick(context: &Context<'_, '_>, people: &[Person], choices: &[usize], name: &Named) -> Option<usize> {
    let office = |p: usize| match (name.office, people[p].offices.as_slice()) {
        (None, _) | (Some(_), []) => 1,
        (Some(mine), theirs) if theirs.iter().any(|&o| same_office(context, o, mine)) => 2,
        _ => 0,
    };
    if let [only] = choices {
        return Some(*only);
    }
    let said = |p: usize| match (name.said_gender, people[p].gender()) {
        (Some(said), Some(known)) => 2 * u8::from(said == known),
        _ => 1,
    };
    // "Mrs. Cooper" is the one who was named last, wherever that was.
    let titled = name.mention.title.is_some();
    let tokens = context.tokens;
    let paragraph = tokens.paragraph(tokens.paragraph_of(name.mention.start)).start;
    let near = (if titled { 0 } else { paragraph }, name.mention.start);
    choices.iter().copied().max_by_key(|&p| {
        let (here, first) = people[p].named(near, titled);
        (office(p), said(p), here, std::cmp::Reverse(first))
    })
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
                name: SmolStr::default(),
                thing: None,
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            },
            words: SmallVec::new(),
            noted: SmallVec::new(),
            letters: SmallVec::new(),
            titled: None,
            said: 0,
            given: None,
            listed: None,
            offices: Vec::new(),
            counts: [0; 2],
        });
        people.len() - 1
    });
    let person = &mut people[n];
    let longer = name.words.len() > person.words.len()
        || (name.words.len() == person.words.len() && !name.initial && person.entity.mentions.is_empty());
    if longer && !name.words.is_empty() {
        person.words.clone_from(&name.words);
        person.letters.clone_from(&name.letters);
    }
    person.titled = person.titled.or(name.gender);
    let other_thing = name.thing.filter(|_| person.entity.thing != name.thing);
    if person.entity.thing.is_none() && name.thing.is_some() {
        person.entity.thing = name.thing;
        person.listed = name.thing.and_then(|t| context.gazetteer.plain_thing(t).gender);
    }
    person.said += match name.said_gender {
        Some(Gender::F) => 1,
        Some(Gender::M) => -1,
        None => 0,
    };
    person.counts[0] += usize::from(!name.short);
    person.counts[1] += usize::from(!name.short || name.gender.is_some());
    if !name.short {
        person.given = person.given.or(name.given_gender);
    }
    person.offices.extend(name.office);
    person.entity.mentions.push(name.mention);
    // Nearly all are named by the same words again and again.
    if person.noted != name.words || name.family_first {
        person.noted.clone_from(&name.words);
        index.note(name, n);
    }
    if let Some(thing) = other_thing {
        index.by_thing.entry(thing).or_insert(n);
    }
    n
}

/// The fullest name, and what lists know of it.
fn finish(context: &Context<'_, '_>, person: &mut Person) {
    person.entity.gender = person.gender();
    let entity = &mut person.entity;
    let letters = |m: &EntityMention| {
        let words = (m.start..m.end).filter(|&n| context.tokens.list[n].class == Class::Word).count();
        (words, context.tokens.span(m.start, m.end).len(), std::cmp::Reverse(m.start))
    };
    let caps = |m: &EntityMention| {
        let words = context.tokens.list[m.start..m.end].iter().filter(|t| t.class == Class::Word);
        context.tokens.list[m.start].has(Marks::ALL_CAPS)
            || words.clone().all(|t| t.case == Case::Upper && t.span.len() > 3)
    };
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
