//! "the ambassador", "the 43-year-old", "his wife", "the suspect's lawyer": from a role to the person who bears it.

use smallvec::SmallVec;
use smol_str::SmolStr;

use super::{FEW, Resolver};
use crate::gazetteer::tsv::values;
use crate::gazetteer::{Facts, Gender, Lists, Sort, WordId};
use crate::quote::phrases::Phrase;
use crate::resolve::{EntityId, EntityKind};
use crate::text::{Class, Marks, Tokens};

/// How far a name may stand from its "and" or its plural role ("his parents, Anna and Karl Garro"), in tokens.
const BESIDE: usize = 4;

impl Resolver<'_, '_> {
    /// The person whom a role means: the one whose name stands beside it; the one whom the article gave this role, or
    /// one that the noun stands for (stand-ins.tsv), the nearest before; with "the Vermont senator" one whom the lists
    /// have from there; for a noun that describes ("the striker"), the nearest person who fits.
    pub(super) fn role(&self, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        // "The ambassador, Nikki R. Haley, said": the name stands beside it.
        let beside = p.end.checked_sub(1).and_then(|at| self.role_at(at));
        if beside.is_some() {
            return beside;
        }
        let owned = self.owned(p);
        if !(owned || self.definite(p)) || p.end == 0 {
            return None;
        }
        let head = self.tokens.get(p.end - 1)?;
        let noun = self.tokens.str(p.end - 1).to_ascii_lowercase();
        let first = if owned { p.start } else { p.start + 1 };
        let words = (first..p.end - 1).filter(|&n| self.tokens.list[n].is_capitalised());
        let which: Vec<&str> = words.map(|n| self.tokens.str(n)).collect();
        let known: Vec<EntityId> = self.bearers(head.word, &noun, p.start);
        if which.is_empty() {
            let stated = known.last().copied().or_else(|| self.named_so(p, &noun));
            let fits = || !owned && self.describes(&noun) && !self.introduced(p, head.word);
            return stated.or_else(|| if fits() { self.who_is(&noun, p, spoken) } else { None });
        }
        let of_there = |id: &EntityId| {
            let roles = self.entities.get(*id).into_iter().flat_map(|e| &e.roles);
            let listed = values(self.listed_roles(*id));
            roles
                .map(SmolStr::as_str)
                .chain(listed)
                .any(|r| r.contains(noun.as_str()) && which.iter().all(|w| r.contains(w)))
        };
        if let Some(id) = known.iter().rev().find(|id| of_there(id)) {
            return Some(*id);
        }
        let before = self.persons.partition_point(|(at, _)| *at < p.start);
        let near = self.persons[..before].iter().rev().take(FEW).map(|(_, id)| *id);
        if let Some(id) = first_of(near, of_there) {
            return Some(id);
        }
        match known.as_slice() {
            [] if self.describes(&noun) => self.nearest(p.start, self.gender_of(head.word), spoken),
            [one] => Some(*one),
            [.., last] if known.iter().all(|id| id == last) => Some(*last),
            _ => None,
        }
    }

    /// "my father", "his wife": the person of that kinship, who is the same all through a text of the first person.
    pub(super) fn kin(&self, p: &Phrase) -> Option<EntityId> {
        let at = p.end.checked_sub(1)?;
        if let Some(person) = self.role_at(at) {
            return Some(person);
        }
        let noun = self.tokens.str(at).to_ascii_lowercase();
        let before = if self.tokens.str(p.start).eq_ignore_ascii_case("my") { self.tokens.len() } else { p.start };
        let known = self.bearers(self.tokens.get(at)?.word, &noun, before);
        known.last().copied().or_else(|| self.stand_in(p, &noun, before))
    }

    /// "the suspect's lawyer": what stands right before it says whose.
    fn owned(&self, p: &Phrase) -> bool {
        p.start > 0 && self.tokens.list[p.start - 1].class == Class::Clitic
    }

    pub(super) fn definite(&self, p: &Phrase) -> bool {
        let Some(first) = self.tokens.get(p.start) else { return false };
        let said = matches!(self.tokens.str(p.start).to_ascii_lowercase().as_str(), "the" | "this" | "that");
        p.end > p.start + 1 && (said || (first.is(Facts::POSSESSIVE) && first.class == Class::Word))
    }

    /// Those who bear a role before a place, the nearest last.
    fn bearers(&self, word: WordId, noun: &str, before: usize) -> Vec<EntityId> {
        let titles = self.gazetteer.stand_ins(noun).iter().filter(|s| s.sort == Sort::Title);
        let titles =
            titles.flat_map(|s| values(&s.stands_for)).filter_map(|t| self.gazetteer.lexicon.get(t.as_bytes()));
        let mut out: Vec<(usize, EntityId)> = Vec::new();
        for word in std::iter::once(word).chain(titles.map(|t| t.0)) {
            out.extend(self.bearing(word, before).iter().rev().take(FEW).map(|&(_, at, id)| (at, id)));
        }
        out.sort_unstable();
        out.into_iter().map(|(_, id)| id).collect()
    }

    /// The person named last before a role whom the article or the lists call so, or so that the noun stands for it.
    fn named_so(&self, p: &Phrase, noun: &str) -> Option<EntityId> {
        let before = if self.tokens.str(p.start).eq_ignore_ascii_case("my") { self.tokens.len() } else { p.start };
        // "film-maker", "chief executive": the whole of it is the noun.
        let whole = self.tokens.span(p.end - self.noun_length(p), p.end).of(self.tokens.text).to_lowercase();
        self.stand_in(p, &whole, before).or_else(|| if whole == noun { None } else { self.stand_in(p, noun, before) })
    }

    /// How many tokens of a phrase are its noun: those joined by hyphens, or all in small letters after the determiner.
    fn noun_length(&self, p: &Phrase) -> usize {
        let list = &self.tokens.list;
        let mut start = p.end - 1;
        let joins = |n: usize| list[n].class == Class::Hyphen || list[n + 1].class == Class::Hyphen;
        while start > p.start + 1
            && (joins(start - 1) || (!list[start - 1].is_capitalised() && list[start - 1].is(Facts::ROLE)))
        {
            start -= 1;
        }
        p.end - start
    }

    fn stand_in(&self, p: &Phrase, noun: &str, before: usize) -> Option<EntityId> {
        let rows = self.gazetteer.stand_ins(noun).iter().filter(|s| s.sort == Sort::Role);
        let names: Vec<&str> = rows.flat_map(|s| values(&s.stands_for)).chain(std::iter::once(noun)).collect();
        let gender = self.gender_of(self.tokens.get(p.end - 1)?.word);
        let fits = |id: &EntityId| self.may_be(*id, gender);
        // What the article says, by the last word of the role.
        let words = names.iter().filter_map(|n| self.gazetteer.lexicon.get(n.as_bytes()));
        let stated = words.flat_map(|w| self.bearing(w.0, before).iter().rev().take(FEW).filter(|r| fits(&r.2)));
        if let Some((_, id)) = stated.map(|&(_, at, id)| (at, id)).max() {
            return Some(id);
        }
        // What the lists say.
        let listed = |id: &EntityId| values(self.listed_roles(*id)).any(|r| names.iter().any(|n| is_called(r, n)));
        let to = self.persons.partition_point(|(at, _)| *at < before);
        let near = self.persons[..to].iter().rev().take(FEW).map(|(_, id)| *id);
        first_of(near, |id| fits(id) && listed(id))
    }

    /// "the woman", "the striker": the nearest person who fits, unless the lists call that person something else.
    fn who_is(&self, noun: &str, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        let word = self.tokens.get(p.end - 1)?.word;
        let person = self.role_class(noun).is_some_and(|c| c == "person");
        if !person || self.gender_of(word).is_none() {
            return None;
        }
        self.nearest(p.start, self.gender_of(word), spoken)
    }

    /// Whether somebody without a name was brought in by this noun: "a woman … the woman".
    fn introduced(&self, p: &Phrase, word: WordId) -> bool {
        let to = self.phrases.partition_point(|o| o.start < p.start);
        self.phrases[..to].iter().rev().take(FEW).any(|o| {
            let head = o.end - 1;
            let same = self.tokens.get(head).is_some_and(|t| t.word == word) && self.role_at(head).is_none();
            same && matches!(self.tokens.str(o.start).to_ascii_lowercase().as_str(), "a" | "an" | "one" | "another")
        })
    }

    /// "the 43-year-old", "the 43-year-old striker": the person whose age the text has given so, or else the nearest.
    pub(super) fn aged(&self, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        let p = &self.with_age(p);
        let text = self.tokens.span(p.start, p.end).of(self.tokens.text).to_ascii_lowercase();
        if !text.contains("-year-old") || !self.definite(p) {
            return None;
        }
        let age = (p.start..p.end).find(|&n| self.tokens.list[n].class == Class::Number)?;
        let age = self.tokens.str(age).split('-').next()?;
        let before = self.persons.partition_point(|(at, _)| *at < p.start);
        let stated = |at: usize| {
            let list = &self.tokens.list;
            let end = list.len().min(at + 9);
            let comma = (at + 1..end).find(|&n| list[n].class == Class::Comma);
            comma.is_some_and(|n| n + 1 < list.len() && self.tokens.str(n + 1) == age)
        };
        let known = self.persons[..before].iter().rev().take(FEW).find(|(at, _)| stated(*at)).map(|(_, id)| *id);
        known.or_else(|| self.nearest(p.start, None, spoken))
    }

    /// "the 43-year-old", where only "old" was taken for the noun.
    pub(super) fn with_age(&self, p: &Phrase) -> Phrase {
        let list = &self.tokens.list;
        let hyphen = |n: usize| list[n].class == Class::Hyphen;
        let age = p.end == p.start + 1 && p.start >= 4 && hyphen(p.start - 1) && hyphen(p.start - 3);
        let number = p.start.wrapping_sub(4);
        if !age || list[number].class != Class::Number || self.tokens.str(p.start) != "old" {
            return *p;
        }
        let led = number > 0 && list[number - 1].is(Facts::DETERMINER) && list[number - 1].class == Class::Word;
        Phrase { start: number - usize::from(led), ..*p }
    }

    /// "the Texan", "the Swede": the person named last whom the lists have from there, or else the nearest.
    pub(super) fn of_people(&self, p: &Phrase, spoken: &[(usize, EntityId)]) -> Option<EntityId> {
        let head = self.tokens.get(p.end.checked_sub(1)?)?;
        let one = head.is(Facts::PEOPLE) && !head.is(Facts::PLURAL_ROLE) && head.is_capitalised();
        if !one || !self.definite(p) || p.end != p.start + 2 || self.introduced(p, head.word) {
            return None;
        }
        // "the Frenchwoman" is a woman, "the Texan" anybody.
        let noun = self.tokens.str(p.end - 1);
        let gender = match () {
            () if noun.ends_with("woman") => Some(Gender::F),
            () if noun.ends_with("man") && !noun.ends_with("German") => Some(Gender::M),
            () => self.gender_of(head.word),
        };
        self.nearest(p.start, gender, spoken)
    }

    /// The roles that the lists give a person, as one cell.
    pub(super) fn listed_roles(&self, id: EntityId) -> &str {
        let entity = self.entities.get(id).filter(|e| e.kind == EntityKind::Person);
        entity.and_then(|e| e.thing).map_or("", |t| self.gazetteer.thing(t).roles)
    }

    /// The class of a noun in roles.tsv.
    fn role_class(&self, noun: &str) -> Option<&str> {
        let (word, _) = self.gazetteer.lexicon.get(noun.as_bytes())?;
        let mut class = None;
        self.gazetteer.phrases.matches(std::iter::once((word, false)), |found| {
            let row = self.gazetteer.phrases.readings(found, false).find(|r| r.list == Lists::ROLE);
            class = row.and_then(|r| self.gazetteer.role(r)).map(|t| t.class.as_str());
        });
        class
    }

    /// Whether a noun describes somebody whom the text has named ("businessman", "Democrat", "striker"), and is not an
    /// office that somebody without a name may hold.
    fn describes(&self, noun: &str) -> bool {
        let class = self.role_class(noun);
        class.is_some_and(|c| matches!(c, "profession" | "party" | "sport" | "person" | "member" | "kin"))
    }

    pub(super) fn gender_of(&self, word: WordId) -> Option<Gender> {
        match () {
            () if self.gazetteer.lexicon.facts(word).contains(Facts::WOMAN) => Some(Gender::F),
            () if self.gazetteer.lexicon.facts(word).contains(Facts::MAN) => Some(Gender::M),
            () => None,
        }
    }

    /// Whether somebody may be of a gender: what is known, or else the given name.
    pub(super) fn may_be(&self, id: EntityId, gender: Option<Gender>) -> bool {
        let (Some(wanted), Some(entity)) = (gender, self.entities.get(id)) else { return gender.is_none() };
        let given = || {
            let first = entity.mentions.first().and_then(|m| self.tokens.get(m.start))?;
            match (first.is(Facts::GIVEN_F), first.is(Facts::GIVEN_M)) {
                (true, false) => Some(Gender::F),
                (false, true) => Some(Gender::M),
                _ => None,
            }
        };
        entity.gender.or_else(given).is_none_or(|g| g == wanted)
    }
}

/// The first of whom something holds; each is asked once, however often named.
fn first_of(persons: impl Iterator<Item = EntityId>, holds: impl Fn(&EntityId) -> bool) -> Option<EntityId> {
    let mut asked: SmallVec<[EntityId; FEW]> = SmallVec::new();
    for id in persons {
        if asked.contains(&id) {
            continue;
        }
        if holds(&id) {
            return Some(id);
        }
        asked.push(id);
    }
    None
}

/// The rule `plural-role`: "my parents, James and Olive Garro", "lawyers Pell and Reyd" give each of them the role.
/// `persons` tells where whom is named, in order.
///
/// Against: "his parents, Garro said": no "and" joins names there.
pub(super) fn plural_roles(tokens: &Tokens<'_>, persons: &[(usize, EntityId)]) -> Vec<(WordId, usize, EntityId)> {
    let list = &tokens.list;
    let mut found = Vec::new();
    for pair in persons.windows(2) {
        let [(one, first), (two, second)] = [pair[0], pair[1]];
        let joint = one < two && two - one <= BESIDE + 2;
        let and = joint && (one + 1..two).any(|n| list[n].is(Facts::CONJUNCTION));
        let stops =
            || (one + 1..two).any(|n| list[n].has(Marks::SENTENCE) || list[n].is(Facts::CUE | Facts::AUXILIARY));
        if !and || first == second || stops() || list[one].has(Marks::SENTENCE) {
            continue;
        }
        let mut at = one;
        if at > 0 && list[at - 1].class == Class::Comma {
            at -= 1;
        }
        let role = at.checked_sub(1).filter(|&n| list[n].is(Facts::PLURAL_ROLE) && list[n].class == Class::Word);
        if let Some(role) = role {
            found.push((list[role].word, role, first));
            found.push((list[role].word, role, second));
        }
    }
    found
}

/// Whether a listed role ("US senator from Vermont", "film director") is what a noun says, by whole words.
fn is_called(role: &str, noun: &str) -> bool {
    let (bytes, wanted) = (role.as_bytes(), noun.as_bytes());
    let Some((first, rest)) = wanted.split_first() else { return false };
    let same = |(a, b): (&u8, &u8)| a.to_ascii_lowercase() == *b;
    // Nearly everywhere the first letter tells that it is not here.
    let found = |from: &[u8]| same((&from[0], first)) && from[1..].iter().zip(rest).all(same);
    let Some(at) = bytes.windows(wanted.len()).position(found) else { return false };
    let edge = |c: Option<u8>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    edge(at.checked_sub(1).and_then(|n| bytes.get(n).copied())) && edge(bytes.get(at + noun.len()).copied())
}
