//! From the words that stand for a speaker to the entity that is meant: "she", "the ambassador", "the agency".

use rustc_hash::FxHashMap;

use super::phrases::{Phrase, SpeakerKind};
use super::{Speaker, SpeakerForm, Stretches};
use crate::gazetteer::{Facts, Gazetteer, Gender, Lists, WordId};
use crate::resolve::{Entities, EntityId, EntityKind, Form};
use crate::text::{Case, Class, Tokens};

/// Titles as they stand before names, and the noun that stands for them later.
const TITLES: [(&str, &str); 14] = [
    ("sen.", "senator"),
    ("sen", "senator"),
    ("rep.", "congressman"),
    ("rep.", "congresswoman"),
    ("rep.", "representative"),
    ("gov.", "governor"),
    ("gen.", "general"),
    ("col.", "colonel"),
    ("capt.", "captain"),
    ("lt.", "lieutenant"),
    ("sgt.", "sergeant"),
    ("prof.", "professor"),
    ("rev.", "reverend"),
    ("det.", "detective"),
];

/// Nouns that stand for bodies whose names have another noun.
const SORTS: [(&str, &[&str]); 12] = [
    (
        "agency",
        &["bureau", "department", "office", "administration", "investigations", "service", "authority", "center"],
    ),
    ("ministry", &["department", "office"]),
    ("panel", &["committee", "commission", "council", "board"]),
    ("ruling", &["court", "tribunal"]),
    ("decision", &["court", "tribunal"]),
    ("judges", &["court", "tribunal"]),
    ("bank", &["reserve"]),
    ("newspaper", &["times", "post", "journal", "news", "herald", "tribune", "guardian", "telegraph", "star"]),
    ("paper", &["times", "post", "journal", "herald", "tribune", "guardian", "telegraph"]),
    ("union", &["workers", "federation", "brotherhood", "teamsters"]),
    ("group", &["association", "coalition", "alliance", "foundation", "fund", "institute", "society", "network"]),
    ("school", &["university", "college", "academy"]),
];

/// How many namings before a place are looked through.
const FEW: usize = 40;

/// Finds the entity that a phrase means.
pub(crate) struct Resolver<'a, 't> {
    tokens: &'a Tokens<'t>,
    gazetteer: &'a Gazetteer,
    entities: &'a Entities,
    phrases: &'a [Phrase],
    /// Persons by the place of a pronoun that stands for them.
    pronouns: FxHashMap<usize, EntityId>,
    /// Where persons are named, in order.
    persons: Vec<(usize, EntityId)>,
    /// Persons by the last word of a name of theirs; the first person who bears it.
    surnames: FxHashMap<WordId, EntityId>,
    /// Where persons and organizations are named: start, end, whom.
    named: Vec<(usize, usize, EntityId)>,
    /// Where organizations are named, in order.
    bodies: Vec<(usize, EntityId)>,
    /// The roles of the article by their noun: where, and whose.
    roles: FxHashMap<WordId, Vec<(usize, EntityId)>>,
    /// The persons whose names stand beside a role noun, by its place.
    roles_at: FxHashMap<usize, EntityId>,
}

/// How many names before an interview are counted to tell whom it is with.
const MOST_NAMED: usize = 200;
/// How far before a pronoun its person may be named, in tokens.
const REACH: usize = 120;

impl<'a, 't> Resolver<'a, 't> {
    pub(super) fn new(
        tokens: &'a Tokens<'t>,
        gazetteer: &'a Gazetteer,
        entities: &'a Entities,
        phrases: &'a [Phrase],
        stretches: &Stretches,
    ) -> Self {
        let (mut pronouns, mut persons) = (FxHashMap::default(), Vec::new());
        for (id, m) in entities.mentions() {
            match m.form {
                Form::Pronoun => {
                    pronouns.insert(m.start, id);
                }
                // Who is only spoken of is not the "he" who speaks.
                Form::Name
                    if entities.get(id).is_some_and(|e| e.kind == EntityKind::Person) && !stretches.holds(m.start) =>
                {
                    persons.push((m.start, id));
                }
                _ => {}
            }
        }
        let (mut surnames, mut named, mut bodies) = (FxHashMap::default(), Vec::new(), Vec::new());
        for (id, m) in entities.mentions() {
            if m.form == Form::Name && entities.get(id).is_some_and(|e| e.kind == EntityKind::Person) {
                surnames.entry(tokens.list[m.end - 1].word).or_insert(id);
            }
            let body = entities.get(id).is_some_and(|e| e.kind == EntityKind::Organization);
            if body && m.form == Form::Name {
                bodies.push((m.start, id));
            }
            if m.form == Form::Name && (body || entities.get(id).is_some_and(|e| e.kind == EntityKind::Person)) {
                named.push((m.start, m.end, id));
            }
        }
        let mut roles_at = FxHashMap::default();
        let mut roles: FxHashMap<WordId, Vec<(usize, EntityId)>> = FxHashMap::default();
        for role in &entities.roles {
            roles.entry(role.word).or_default().push((role.at, role.person));
            roles_at.entry(role.at).or_insert(role.person);
        }
        Self { tokens, gazetteer, entities, phrases, pronouns, persons, surnames, named, bodies, roles, roles_at }
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
        let entity = word.and_then(|w| self.surnames.get(&w)).copied();
        Speaker { entity, span, form: SpeakerForm::Name }
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
        let p = &self.phrases[phrase];
        let span = self.tokens.span(p.start, p.end);
        let (entity, form) = match p.kind {
            SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization | SpeakerKind::Place => {
                (p.entity, SpeakerForm::Name)
            }
            SpeakerKind::HeShe => (self.pronoun(p, spoken), SpeakerForm::Pronoun),
            SpeakerKind::OtherPronoun => (None, SpeakerForm::Pronoun),
            SpeakerKind::Role => (self.role(p, spoken), SpeakerForm::Role),
            SpeakerKind::Document => (self.author(p).or_else(|| self.body(p)), SpeakerForm::Role),
            SpeakerKind::Noun => (self.body(p), SpeakerForm::Role),
            SpeakerKind::Roles | SpeakerKind::People => (None, SpeakerForm::Role),
        };
        Speaker { entity, span, form }
    }

    /// "he": what resolution found for it, else the nearest who fits.
    fn pronoun(&self, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        if let Some(known) = self.pronouns.get(&p.start) {
            return Some(*known);
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
                && !self.roles_at.contains_key(&(p.end - 1))
        })
    }

    /// The speaker before a place who fits, or the person named last before it as a subject.
    fn nearest(&self, at: usize, gender: Option<Gender>, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
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

    /// "the ambassador": the person whom the article gave this role, the nearest before; with "the Vermont senator" one
    /// whom the lists have from there; with "the New York businessman" the nearest person who fits.
    fn role(&self, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        let first = self.tokens.get(p.start)?;
        // "The ambassador, Nikki R. Haley, said": the name stands beside it.
        let beside = p.end.checked_sub(1).and_then(|at| self.roles_at.get(&at));
        if let Some(person) = beside {
            return Some(*person);
        }
        let definite = matches!(self.tokens.str(p.start).to_ascii_lowercase().as_str(), "the" | "this" | "that")
            || (first.is(Facts::POSSESSIVE) && first.class == Class::Word);
        if !definite || p.end < 2 {
            return None;
        }
        let head = self.tokens.get(p.end - 1)?;
        let noun = self.tokens.str(p.end - 1).to_ascii_lowercase();
        let words = (p.start + 1..p.end - 1).filter(|&n| self.tokens.list[n].is_capitalised());
        let which: Vec<&str> = words.map(|n| self.tokens.str(n)).collect();
        let known: Vec<EntityId> = self.bearers(head.word, &noun, p.start);
        if which.is_empty() {
            return known.last().copied();
        }
        let of_there = |id: &EntityId| {
            let roles = self.entities.get(*id).into_iter().flat_map(|e| &e.roles);
            let listed = self.listed_roles(*id).split('|');
            roles
                .map(String::as_str)
                .chain(listed)
                .any(|r| r.contains(noun.as_str()) && which.iter().all(|w| r.contains(w)))
        };
        if let Some(id) = known.iter().rev().find(|id| of_there(id)) {
            return Some(*id);
        }
        let before = self.persons.partition_point(|(at, _)| *at < p.start);
        let near = self.persons[..before].iter().rev().take(FEW).map(|(_, id)| *id);
        if let Some(id) = near.clone().find(of_there) {
            return Some(id);
        }
        match known.as_slice() {
            [] if self.describes(&noun) => self.nearest(p.start, self.gender_of(head.word), spoken),
            [one] => Some(*one),
            [.., last] if known.iter().all(|id| id == last) => Some(*last),
            _ => None,
        }
    }

    /// Those who bear a role before a place, the nearest last.
    fn bearers(&self, word: WordId, noun: &str, before: usize) -> Vec<EntityId> {
        let mut out: Vec<(usize, EntityId)> = Vec::new();
        let short = TITLES.iter().filter(|t| t.1 == noun).filter_map(|t| self.gazetteer.lexicon.get(t.0.as_bytes()));
        for word in std::iter::once(word).chain(short.map(|s| s.0)) {
            let Some(all) = self.roles.get(&word) else { continue };
            let to = all.partition_point(|(at, _)| *at < before);
            out.extend(all[..to].iter().rev().take(FEW));
        }
        out.sort_unstable();
        out.into_iter().map(|(_, id)| id).collect()
    }

    /// The roles that the lists give a person, as one cell.
    fn listed_roles(&self, id: EntityId) -> &str {
        let thing = self.entities.get(id).and_then(|e| e.thing);
        thing.map_or("", |t| self.gazetteer.thing(t).roles)
    }

    /// Whether a noun describes somebody whom the text has named ("businessman", "Democrat", "striker"), and is not an
    /// office that somebody without a name may hold.
    fn describes(&self, noun: &str) -> bool {
        let Some((word, _)) = self.gazetteer.lexicon.get(noun.as_bytes()) else { return false };
        let mut class = None;
        self.gazetteer.phrases.matches(std::iter::once((word, false)), |found| {
            let row = self.gazetteer.phrases.readings(found, false).find(|r| r.list == Lists::ROLE);
            class = row.and_then(|r| self.gazetteer.role(r)).map(|t| t.class.as_str());
        });
        class.is_some_and(|c| matches!(c, "profession" | "party" | "sport" | "person" | "member" | "kin"))
    }

    fn gender_of(&self, word: WordId) -> Option<Gender> {
        match () {
            () if self.gazetteer.lexicon.facts(word).contains(Facts::WOMAN) => Some(Gender::F),
            () if self.gazetteer.lexicon.facts(word).contains(Facts::MAN) => Some(Gender::M),
            () => None,
        }
    }

    /// "the IMF report", "the senator's letter", "a complaint filed by the S.E.C.": the document speaks for whoever
    /// wrote it.
    fn author(&self, p: &Phrase) -> Option<EntityId> {
        let named = |from: usize, to: usize| {
            let next = self.named.partition_point(|n| n.0 < from);
            self.named[next..].iter().take_while(|n| n.0 < to).map(|n| (n.0, n.2)).last()
        };
        if let Some((_, id)) = named(p.start, p.end) {
            return Some(id);
        }
        let list = &self.tokens.list;
        let before = p.start.checked_sub(1).filter(|&n| list[n].class == Class::Clitic);
        if let Some(clitic) = before {
            let n = self.named.partition_point(|n| n.1 < clitic);
            return self.named.get(n).filter(|n| n.1 == clitic).map(|n| n.2);
        }
        // "by", "from" or "of" right after it, perhaps with a participle between.
        let by = (p.end..list.len().min(p.end + 3)).find(|&n| matches!(self.tokens.str(n), "by" | "from" | "of"))?;
        let between = (p.end..by).all(|n| list[n].class == Class::Word && list[n].case == Case::Lower);
        let limit = (by + 1..list.len().min(by + 5)).find(|&n| list[n].class != Class::Word).unwrap_or(by + 5);
        let next = self.named.partition_point(|n| n.0 <= by);
        self.named.get(next).filter(|n| between && n.0 < limit).map(|n| n.2)
    }

    /// "the commission", "the agency": the body named last before whose name has the noun, or a noun of its sort.
    fn body(&self, p: &Phrase) -> Option<EntityId> {
        if !self.tokens.str(p.start).eq_ignore_ascii_case("the") || p.end != p.start + 2 {
            return None;
        }
        let noun = self.tokens.str(p.end - 1).to_ascii_lowercase();
        let sort = SORTS.iter().find(|s| s.0 == noun).map_or(&[][..], |s| s.1);
        let before = self.bodies.partition_point(|(at, _)| *at < p.start);
        let near = self.bodies[..before].iter().rev().take(FEW).map(|(_, id)| *id);
        near.into_iter().find(|id| {
            let name = self.entities.get(*id).map_or("", |e| e.name.as_str());
            let mut words = name.split_whitespace().map(str::to_ascii_lowercase);
            words.any(|w| w == noun || sort.contains(&w.as_str()))
        })
    }
}
