//! Mentions to entities: which names of an article name the same thing.

mod apposition;
mod bodies;
mod countries;
mod demonyms;
mod named;
mod order;
mod own;
mod people;
mod places;
mod pronouns;

pub use apposition::RoleAt;
pub(crate) use apposition::role_phrase;

use order::in_order;
use smol_str::{SmolStr, SmolStrBuilder};

use crate::gazetteer::{Gazetteer, Gender, KindId, Lists, Reading, ThingId};
use crate::quote::Stretches;
use crate::tag::{Evidence, Listed, Mention, Mentions, NameKind};
use crate::text::Tokens;

/// The number of an entity within its article, in the order of first mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A country or territory, present or past.
    Country,
    /// A body of people.
    Organization,
    /// Any other place.
    Place,
    /// Of a kind that a user's list made.
    Own(KindId),
}

/// How a mention names its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// By its name, full or short.
    Name,
    /// "she"
    Pronoun,
    /// "the ambassador"
    Role,
    /// "Russian" for Russia
    Demonym,
    /// A name that stands for something else: "the Kremlin", "Moscow said".
    Metonym,
}

/// Why a mention was taken for one of its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The evidence that made it a name.
    Evidence(Evidence),
    /// A rule of resolution, by its name.
    Rule(&'static str),
}

/// One place where an entity is named.
#[derive(Clone, Copy, Debug)]
pub struct EntityMention {
    /// Its first token.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// How it names the entity.
    pub form: Form,
    /// The tokens of the title that stands right before it.
    pub title: Option<(usize, usize)>,
    /// Why.
    pub reason: Reason,
    /// How sure.
    pub confidence: f32,
    /// What a metonym stands for.
    pub stands_for: Option<EntityId>,
}

/// A person, country, organization or place of the article.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form of its name in the article.
    pub name: SmolStr,
    /// The entry of the lists that it is.
    pub thing: Option<ThingId>,
    /// Of a person, where title, name, lists or pronouns tell it.
    pub gender: Option<Gender>,
    /// "American ambassador", as the article has them.
    pub roles: Vec<SmolStr>,
    /// Every place that names it, in order.
    pub mentions: Vec<EntityMention>,
}

impl Entity {
    /// Its mentions in the order of the text, in which they nearly always are.
    fn order(&mut self) {
        if !self.mentions.is_sorted_by_key(|m| (m.start, m.end)) {
            self.mentions.sort_by_key(|m| (m.start, m.end));
        }
    }
}

/// What resolution hands on.
#[derive(Debug, Default)]
pub struct Entities {
    /// The entities in the order of their first mention.
    pub list: Vec<Entity>,
    /// The roles in the article, each with the person who bears it.
    pub roles: Vec<RoleAt>,
}

impl Entities {
    /// An entity by its number.
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.list.get(id.0 as usize)
    }

    /// All mentions with their entity, in the order of the text.
    pub fn mentions(&self) -> Vec<(EntityId, &EntityMention)> {
        self.mentions_where(|_, _| true)
    }

    /// Those that are wanted, in the order of the text.
    pub(crate) fn mentions_where(
        &self,
        wanted: impl Fn(&Entity, &EntityMention) -> bool,
    ) -> Vec<(EntityId, &EntityMention)> {
        let mut found = Vec::with_capacity(self.list.iter().map(|e| e.mentions.len()).sum());
        for (entity, n) in self.list.iter().zip(0..) {
            found.extend(entity.mentions.iter().filter(|m| wanted(entity, m)).map(|m| (EntityId(n), m)));
        }
        in_order(found, |(_, m)| m.start)
    }
}

/// What resolution works on.
pub(crate) struct Context<'a, 't> {
    pub(crate) tokens: &'a Tokens<'t>,
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) listed: &'a [Listed],
    pub(crate) names: &'a [Mention],
    /// What the lists hold of each name.
    held: Vec<Held>,
    /// Every "he" and "she" in any case, by token.
    pronouns: Vec<(usize, Gender)>,
}

/// What the lists hold that covers exactly the tokens of a name.
#[derive(Clone, Copy, Debug)]
struct Held {
    /// The first of [`Context::listed`] that begins there or after it.
    from: u32,
    /// The lists that hold it: most names are asked for lists that do not.
    lists: Lists,
    /// It is to become a body.
    body: bool,
}

impl<'a, 't> Context<'a, 't> {
    pub(crate) fn new(
        tokens: &'a Tokens<'t>,
        gazetteer: &'a Gazetteer,
        listed: &'a [Listed],
        names: &'a [Mention],
    ) -> Self {
        let pronouns = pronouns::all(tokens);
        let mut context = Self { tokens, gazetteer, listed, names, held: Vec::with_capacity(names.len()), pronouns };
        // Both stand in the order of the text.
        let mut from = 0;
        for m in names {
            while listed.get(from).is_some_and(|l| l.start < m.start) {
                from += 1;
            }
            let covering = Self::covering(&listed[from..], m.start, m.end);
            let lists = covering.fold(Lists::empty(), |all, l| all | l.found.lists);
            context.held.push(Held { from: from as u32, lists, body: m.kind == NameKind::Organization });
        }
        for (n, _) in names.iter().enumerate().filter(|(_, m)| m.kind == NameKind::Location) {
            // A seat of government that is no place of the lists: "the Kremlin".
            context.held[n].body = context.of_name(n, Lists::METONYM).next().is_some()
                && context.of_name(n, Lists::ANY_PLACE).next().is_none();
        }
        context
    }

    /// Which of these, all of which begin at `start` or after it, cover exactly these tokens.
    fn covering(listed: &'a [Listed], start: usize, end: usize) -> impl Iterator<Item = &'a Listed> {
        listed.iter().take_while(move |l| l.start == start).filter(move |l| l.end == end)
    }

    fn readings_of(
        &self,
        listed: &'a [Listed],
        (start, end): (usize, usize),
        lists: Lists,
    ) -> impl Iterator<Item = Reading> {
        let found = Self::covering(listed, start, end).filter(move |l| l.found.lists.intersects(lists));
        found
            .flat_map(|l| self.gazetteer.phrases.readings(l.found, l.capitals))
            .filter(move |r| r.list.intersects(lists))
    }

    /// The readings in these lists that cover exactly these tokens.
    fn readings(&self, start: usize, end: usize, lists: Lists) -> impl Iterator<Item = Reading> {
        let from = self.listed.partition_point(|l| l.start < start);
        self.readings_of(&self.listed[from..], (start, end), lists)
    }

    /// What tells apart the names that the lists hold otherwise: their words, and whether they are written in capitals.
    fn key(&self, name: usize) -> Option<(u32, bool, Lists)> {
        let (m, held) = (&self.names[name], &self.held[name]);
        let first = Self::covering(&self.listed[held.from as usize..], m.start, m.end).next()?;
        Some((first.found.node, first.capitals, held.lists))
    }

    /// The readings in these lists that the name with this number has.
    #[inline]
    fn of_name(&self, name: usize, lists: Lists) -> impl Iterator<Item = Reading> {
        let (m, held) = (&self.names[name], &self.held[name]);
        let from = if held.lists.intersects(lists) { held.from as usize } else { self.listed.len() };
        self.readings_of(self.listed.get(from..).unwrap_or_default(), (m.start, m.end), lists)
    }

    /// The first entry of these lists that the name with this number has; the user's come before the built-in ones.
    fn thing_of_name(&self, name: usize, lists: Lists) -> Option<ThingId> {
        if !self.held[name].lists.intersects(lists) {
            return None;
        }
        self.of_name(name, lists).find_map(|r| r.thing)
    }

    /// The names of places that are to become places, by number.
    fn places(&self) -> impl Iterator<Item = (usize, &'a Mention)> {
        let names = self.names.iter().enumerate().filter(|(_, m)| m.kind == NameKind::Location);
        names.filter(|(n, _)| !self.held[*n].body)
    }

    /// The names that are to become bodies, by number.
    fn bodies(&self) -> impl Iterator<Item = (usize, &'a Mention)> {
        self.names.iter().enumerate().filter(|(n, _)| self.held[*n].body)
    }

    /// A name as a mention of its entity.
    pub(crate) fn mention(&self, name: &Mention) -> EntityMention {
        EntityMention {
            start: name.start,
            end: name.end,
            form: Form::Name,
            title: None,
            reason: Reason::Evidence(name.reason),
            confidence: name.confidence,
            stands_for: None,
        }
    }

    /// The text of a name with its white space made single spaces.
    pub(crate) fn name(&self, start: usize, end: usize) -> SmolStr {
        plain(self.tokens.span(start, end).of(self.tokens.text))
    }
}

/// White space of any kind as single spaces.
pub(crate) fn plain(text: &str) -> SmolStr {
    // Nearly all names have no other white space than single spaces, and none at their ends.
    let bytes = text.as_bytes();
    let single =
        |n: usize, b: u8| b > b' ' && b < 0x7f || b == b' ' && n > 0 && bytes.get(n + 1).is_some_and(|&c| c > b' ');
    if bytes.iter().enumerate().all(|(n, &b)| single(n, b)) {
        return text.into();
    }
    let mut out = SmolStrBuilder::new();
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.finish()
}

/// Makes entities of the names, and finds the demonyms, metonyms, roles and pronouns that stand for them.
pub fn entities(tokens: &Tokens<'_>, mentions: &Mentions, stretches: &Stretches, gazetteer: &Gazetteer) -> Entities {
    let context = Context::new(tokens, gazetteer, &mentions.listed, &mentions.names);
    let mut list = people::people(&context);
    let entries = places::Entries::new(&context);
    let of_places = countries::of_places(&context, &entries);
    let of_all = countries::of_all(&context, of_places.clone(), &list);
    list.extend(places::places(&context, &entries, &of_places));
    list.extend(bodies::bodies(&context, &of_all));
    list.extend(own::own(&context, &mentions.own));
    demonyms::members(&context, &of_all, &mut list);
    demonyms::demonyms(&context, &mut list);
    order(&mut list);
    demonyms::metonyms(&context, &mut list);
    let roles = apposition::roles(&context, &mut list);
    let mut entities = Entities { list, roles };
    pronouns::pronouns(&context, stretches, &mut entities);
    entities
}

/// In the order of first mention.
fn order(list: &mut Vec<Entity>) {
    list.iter_mut().for_each(Entity::order);
    // Where each comes is found with their numbers alone, for an entity is large.
    let place = |(n, e): (usize, &Entity)| (e.mentions.first().map_or(usize::MAX, |m| m.start), e.kind, n);
    let mut places: Vec<_> = list.iter().enumerate().map(place).collect();
    places.sort_unstable();
    let mut old: Vec<Option<Entity>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(places.into_iter().filter_map(|(.., n)| old[n].take()));
}
