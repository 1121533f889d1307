//! From the words that stand for a speaker to the entity that is meant: "she", "the ambassador", "the agency".

mod bodies;
mod narrator;
mod roles;
mod together;
mod why;
mod words;

pub(crate) use why::{RULES, Step};

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::gazetteer::{Facts, Gazetteer, Gender, WordId};
use crate::quote::phrases::{Phrase, SpeakerKind};
use crate::quote::{Speaker, SpeakerForm, Stretches};
use crate::resolve::{Entities, EntityId, EntityKind, EntityMention, Form};
use crate::text::{Class, Tokens};

/// How many namings before a place are looked through.
const FEW: usize = 40;

/// Finds the entity that a phrase means.
pub(crate) struct Resolver<'a, 't> {
    tokens: &'a Tokens<'t>,
    gazetteer: &'a Gazetteer,
    entities: &'a Entities,
    phrases: &'a [Phrase],
    /// Where pronouns stand for persons, in order.
    pronouns: Vec<(usize, EntityId)>,
    /// Where persons are named, in order.
    persons: Vec<(usize, EntityId)>,
    /// Persons by the last word of a name of theirs; the first person who bears it. Only labels of turns ask for it.
    surnames: OnceCell<FxHashMap<WordId, EntityId>>,
    /// Where persons and organizations are named: start, end, whom.
    named: Vec<(usize, usize, EntityId)>,
    /// Where organizations are named, in order.
    bodies: Vec<(usize, EntityId)>,
    /// The roles of the article by their noun: where, and whose; in order.
    roles: Vec<(WordId, usize, EntityId)>,
    /// Who writes "I" outside quotations.
    narrator: Option<EntityId>,
}

/// How many names before an interview are counted to tell whom it is with.
const MOST_NAMED: usize = 200;
/// How far before a pronoun its person may be named, in tokens.
const REACH: usize = 120;

impl<'a, 't> Resolver<'a, 't> {
    pub(super) fn new(
        tokens: &'a Tokens<'t>,
        gazetteer: &'a Gazetteer,
        (entities, mentions): (&'a Entities, &[(EntityId, &EntityMention)]),
        phrases: &'a [Phrase],
        stretches: &Stretches,
    ) -> Self {
        let (mut pronouns, mut persons) = (Vec::with_capacity(mentions.len()), Vec::with_capacity(mentions.len()));
        let (mut named, mut bodies) = (Vec::with_capacity(mentions.len()), Vec::new());
        for &(id, m) in mentions {
            match (m.form, entities.get(id).map(|e| e.kind)) {
                (Form::Pronoun, _) => pronouns.push((m.start, id)),
                (Form::Name, Some(EntityKind::Person)) => {
                    // Who is only spoken of is not the "he" who speaks.
                    if !stretches.holds(m.start) {
                        persons.push((m.start, id));
                    }
                    named.push((m.start, m.end, id));
                }
                (Form::Name, Some(EntityKind::Organization)) => {
                    bodies.push((m.start, id));
                    named.push((m.start, m.end, id));
                }
                _ => {}
            }
        }
        let mut roles: Vec<_> = entities.roles.iter().map(|role| (role.word, role.at, role.person)).collect();
        roles.extend(roles::plural_roles(tokens, &persons));
        roles.sort_unstable();
        let surnames = OnceCell::new();
        let narrator = None;
        let mut resolver =
            Self { tokens, gazetteer, entities, phrases, pronouns, persons, surnames, named, bodies, roles, narrator };
        resolver.narrator = resolver.find_narrator();
        resolver
    }

    /// The person whose turn a label begins: the one it names, or whose name ends in its last word before a comma.
    pub(super) fn label(&self, (start, end): (usize, usize)) -> Speaker {
        let list = &self.tokens.list;
        let span = self.tokens.span(start, end);
        let last = (start..end)
            .take_while(|&n| list[n].class != Class::Comma)
            .filter(|&n| list[n].class == Class::Word)
            .last();
        let word = last.map(|n| list[n].word);
        let entity = word.and_then(|w| self.surnames().get(&w)).copied();
        Speaker { entity, span, form: SpeakerForm::Name }
    }

    fn surnames(&self) -> &FxHashMap<WordId, EntityId> {
        self.surnames.get_or_init(|| {
            let mut surnames = FxHashMap::default();
            let person = |id: EntityId| self.entities.get(id).is_some_and(|e| e.kind == EntityKind::Person);
            for &(_, end, id) in self.named.iter().filter(|n| person(n.2)) {
                surnames.entry(self.tokens.list[end - 1].word).or_insert(id);
            }
            surnames
        })
    }

    /// Where somebody bears the role of a noun before a place, and who, in order.
    fn bearing(&self, noun: WordId, before: usize) -> &[(WordId, usize, EntityId)] {
        let from = self.roles.partition_point(|role| role.0 < noun);
        let to = self.roles.partition_point(|role| (role.0, role.1) < (noun, before));
        self.roles.get(from..to).unwrap_or_default()
    }

    /// The person whom the text before a token is about: the one named most often, the first of several.
    pub(super) fn main_person(&self, before: usize) -> Option<EntityId> {
        let to = self.persons.partition_point(|(at, _)| *at < before);
        let mut counts: Vec<(EntityId, usize)> = Vec::new();
        for (_, id) in self.persons[..to].iter().take(MOST_NAMED) {
            match counts.iter_mut().find(|c| c.0 == *id) {
                Some(c) => c.1 += 1,
                None => counts.push((*id, 1)),
            }
        }
        let most = counts.iter().map(|c| c.1).max()?;
        counts.iter().find(|c| c.1 == most).map(|c| c.0)
    }

    /// The speaker that a phrase is, with its entity where it can be told. `spoken` has the speakers of the
    /// quotations before: the start of the phrase and the entity.
    pub(crate) fn speaker(&self, phrase: usize, spoken: &[(usize, EntityId)]) -> Speaker {
        let p = &self.with_age(&self.phrases[phrase]);
        let span = self.tokens.span(p.start, p.end);
        let (entity, form) = match p.kind {
            SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization | SpeakerKind::Place => {
                (p.entity, SpeakerForm::Name)
            }
            SpeakerKind::HeShe => (self.pronoun(p, spoken), SpeakerForm::Pronoun),
            SpeakerKind::OtherPronoun => (self.other_pronoun(p), SpeakerForm::Pronoun),
            SpeakerKind::Role => (self.role(p, spoken).or_else(|| self.body(p)), SpeakerForm::Role),
            SpeakerKind::Document => (self.author(p).or_else(|| self.body(p)), SpeakerForm::Role),
            SpeakerKind::Noun => {
                let one = self.aged(p, spoken).or_else(|| self.of_people(p, spoken));
                let one = one.or_else(|| self.the_group(p).first().copied());
                (one.or_else(|| self.body(p)).or_else(|| self.role(p, spoken)), SpeakerForm::Role)
            }
            SpeakerKind::Roles | SpeakerKind::People => (self.the_group(p).first().copied(), SpeakerForm::Role),
        };
        // Who has no name keeps all the words for them: "a person close to the campaign".
        let span = if entity.is_none() { self.whole(p) } else { span };
        Speaker { entity, span, form }
    }

    /// The person whose name stands beside the role noun at a place.
    fn role_at(&self, at: usize) -> Option<EntityId> {
        let n = self.entities.roles.partition_point(|r| r.at < at);
        self.entities.roles.get(n).filter(|r| r.at == at).map(|r| r.person)
    }

    /// "him", "her" as an object: what resolution found for it.
    pub(crate) fn object(&self, at: usize) -> Option<EntityId> {
        let n = self.pronouns.partition_point(|p| p.0 < at);
        self.pronouns.get(n).filter(|p| p.0 == at).map(|p| p.1)
    }

    /// "he": what resolution found for it, else the nearest who fits.
    fn pronoun(&self, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        if let Some(kin) = self.kin_before(p) {
            return Some(kin);
        }
        if let Some(known) = self.object(p.start) {
            return Some(known);
        }
        let gender = match self.tokens.str(p.start).to_ascii_lowercase().as_str() {
            "he" => Gender::M,
            _ => Gender::F,
        };
        self.nearest(p.start, Some(gender), spoken)
    }

    /// Whether a man or woman without a name ("my mother") is the subject of a sentence between two places.
    fn somebody(&self, from: usize, to: usize, gender: Option<Gender>) -> bool {
        let Some(fact) = gender.map(|g| if g == Gender::F { Facts::WOMAN } else { Facts::MAN }) else { return false };
        let end = self.phrases.partition_point(|p| p.start < to);
        let near = self.phrases[..end].iter().rev().take(FEW).take_while(|p| p.start >= from);
        near.into_iter().any(|p| {
            let last = self.tokens.get(p.end - 1);
            let whose = self.tokens.list[p.start].is(Facts::POSSESSIVE | Facts::DETERMINER);
            p.kind == SpeakerKind::Role
                && whose
                && last.is_some_and(|t| t.is(fact))
                && self.role_at(p.end - 1).is_none()
        })
    }

    /// The speaker before a place who fits, or the person named last before it as a subject.
    pub(super) fn nearest(&self, at: usize, gender: Option<Gender>, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        let place = at;
        let fits = |id: &EntityId| {
            self.entities.get(*id).is_some_and(|e| {
                e.kind == EntityKind::Person && gender.is_none_or(|want| e.gender.is_none_or(|g| g == want))
            })
        };
        // The last named person or speaker before it who fits.
        let speaker = spoken.iter().rev().take(20).find(|(at, id)| *at <= place && fits(id)).copied();
        let to = self.persons.partition_point(|(at, _)| *at < place);
        let near = self.persons[..to].iter().rev().take_while(|(at, _)| place - at <= REACH);
        let rank = |at: usize| {
            let sentence = self.tokens.sentence(self.tokens.sentence_of(at)).start;
            (at - sentence <= 4, at)
        };
        let named = near.filter(|(_, id)| fits(id)).map(|(at, id)| (rank(*at), *id)).max();
        // "my mother … she": somebody without a name stands nearer.
        let place_of = speaker.iter().map(|s| s.0).chain(named.iter().map(|n| n.0.1)).max().unwrap_or(0);
        if self.somebody(place_of, at, gender) {
            return None;
        }
        // Where names stand for pronouns, only one that begins its sentence is sure to be what the reporter wrote.
        if let Some(((true, _), id)) = named
            && self.tokens.condition.substituted
        {
            return Some(id);
        }
        match (speaker, named) {
            (Some((at, id)), Some(((_, start), _))) if at >= start => Some(id),
            (_, Some((_, id))) => Some(id),
            (Some((_, id)), None) => Some(id),
            (None, None) => None,
        }
    }
}
