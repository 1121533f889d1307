//! Who can speak: names, pronouns and noun phrases, as they stand in the text outside quotations.

use crate::gazetteer::Facts;
use crate::resolve::{Entities, EntityId, EntityKind, EntityMention, Form, role_phrase};
use crate::text::{Case, Class, Marks, Token, Tokens};

use super::marks::Stretches;

/// What a possible speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum SpeakerKind {
    /// A person's name of two words or more.
    FullName,
    /// A person's name of one word.
    ShortName,
    /// An organization's name.
    Organization,
    /// A country, or a place that acts.
    Place,
    /// "he", "she"
    HeShe,
    /// "they", "it", "we", "I", "who"
    OtherPronoun,
    /// "the ambassador"
    Role,
    /// "officials", "critics"
    Roles,
    /// "a report", "the statement"
    Document,
    /// A people: "Russians".
    People,
    /// Any other noun right beside a verb of saying: "the union said", "said the brief".
    Noun,
}

/// How many kinds there are.
pub(crate) const KINDS: usize = 11;

/// A possible speaker.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    /// Its first token, determiner included.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// What it is.
    pub kind: SpeakerKind,
    /// Its entity, when it is the name of one.
    pub entity: Option<EntityId>,
}

/// What the lists know of every word that can be a speaker's by itself, but for documents.
const SPEAKS: Facts = Facts::SUBJECT.union(Facts::ROLE).union(Facts::PEOPLE);

/// All possible speakers of a text outside its quotations, in order, none within another.
pub fn phrases(tokens: &Tokens<'_>, entities: &Entities, stretches: &Stretches) -> Vec<Phrase> {
    phrases_of(tokens, entities, &entities.mentions(), stretches)
}

/// The same, from all mentions in order.
pub(super) fn phrases_of(
    tokens: &Tokens<'_>,
    entities: &Entities,
    mentions: &[(EntityId, &EntityMention)],
    stretches: &Stretches,
) -> Vec<Phrase> {
    let list = &tokens.list;
    let mut names = Names {
        tokens,
        entities,
        stretches,
        ahead: mentions.iter().filter(|(_, m)| matches!(m.form, Form::Name | Form::Metonym)).peekable(),
        covered: 0,
    };
    let mut out: Vec<Phrase> = Vec::with_capacity(mentions.len() + tokens.speech.len() / 4);
    let goes_on = |n: &Token| {
        n.class == Class::Hyphen
            || (n.class == Class::Word
                && n.case == Case::Lower
                && n.is(Facts::ROLE)
                && !n.is(Facts::CUE.union(Facts::FUNCTION)))
    };
    let mut verbs: Vec<usize> = Vec::with_capacity(tokens.speech.len() / 2);
    for at in tokens.speech.iter().map(|&at| at as usize) {
        let token = &list[at];
        if !token.is(SPEAKS.union(Facts::CUE)) && token.context != tokens.nouns.document {
            continue;
        }
        if token.is(Facts::CUE) && token.case == Case::Lower && !token.has(Marks::SENTENCE) {
            verbs.push(at);
        }
        let next = names.up_to(at, &mut out);
        if at < names.covered || stretches.holds(at) {
            continue;
        }
        if token.class != Class::Word {
            continue;
        }
        if token.is(Facts::SUBJECT) && !token.is(Facts::RELATIVE) {
            let text = tokens.str(at);
            let he = text.eq_ignore_ascii_case("he") || text.eq_ignore_ascii_case("she");
            let kind = if he { SpeakerKind::HeShe } else { SpeakerKind::OtherPronoun };
            // Particles and names that are spelt like pronouns.
            if text.len() > 1 || text == "I" {
                out.push(Phrase { start: at, end: at + 1, kind, entity: None });
            }
            continue;
        }
        // "spokesman John Smith": the name speaks.
        let named = next == at + 1;
        let plain = token.case == Case::Lower
            || (token.case == Case::Title && token.has(Marks::SENTENCE) && token.is(Facts::LOWER));
        let role = token.is(Facts::ROLE) && plain && !token.is(Facts::FUNCTION);
        let document = token.context == tokens.nouns.document && plain;
        let people = token.is(Facts::PEOPLE) && token.is(Facts::PLURAL_ROLE) && token.case == Case::Title;
        if (role || document || people)
            && !list.get(at + 1).is_some_and(goes_on)
            && (token.is(Facts::PLURAL_ROLE) || !named)
        {
            let first = role_phrase(tokens, at);
            // "the Vermont senator", "a Trump spokesman": the name only says which, and does not speak.
            while out.last().is_some_and(|p| p.start >= first && p.end <= at) {
                out.pop();
            }
            let mut first = first.max(out.last().map_or(0, |p| p.end)).min(at);
            // "a 52-count complaint": the number belongs to it.
            if first > 1 && list[first - 1].class == Class::Hyphen && list[first - 2].class.is_wordlike() {
                first -= 2;
            }
            let start = match first.checked_sub(1).map(|n| &list[n]) {
                Some(d)
                    if d.is(Facts::DETERMINER | Facts::POSSESSIVE | Facts::NUMBER_WORD)
                        && d.class == Class::Word
                        && !list[first].has(Marks::SENTENCE)
                        && out.last().is_none_or(|p| p.end < first) =>
                {
                    first - 1
                }
                _ => first,
            };
            let kind = match () {
                () if people => SpeakerKind::People,
                () if document => SpeakerKind::Document,
                () if token.is(Facts::PLURAL_ROLE) => SpeakerKind::Roles,
                () => SpeakerKind::Role,
            };
            out.push(Phrase { start, end: at + 1, kind, entity: None });
        }
    }
    names.up_to(list.len(), &mut out);
    let nouns = nouns(tokens, stretches, &verbs, &out);
    if !nouns.is_empty() {
        out.extend(nouns);
        out.sort_by_key(|p| p.start);
    }
    out
}

/// The names that can speak, in order.
struct Names<'a, 't, I: Iterator<Item = &'a (EntityId, &'a EntityMention)>> {
    tokens: &'a Tokens<'t>,
    entities: &'a Entities,
    stretches: &'a Stretches,
    /// Those that are not passed yet.
    ahead: std::iter::Peekable<I>,
    /// Up to here a name takes the tokens.
    covered: usize,
}

impl<'a, I: Iterator<Item = &'a (EntityId, &'a EntityMention)>> Names<'a, '_, I> {
    /// Adds those that begin no later than at a token, and gives where the next begins.
    fn up_to(&mut self, at: usize, out: &mut Vec<Phrase>) -> usize {
        while let Some((id, m)) = self.ahead.next_if(|(_, m)| m.start <= at) {
            if m.start < self.covered || self.stretches.holds(m.start) {
                continue;
            }
            let kind = match self.entities.get(*id).map(|e| e.kind) {
                Some(EntityKind::Person) if m.end - m.start > 1 => SpeakerKind::FullName,
                Some(EntityKind::Person) => SpeakerKind::ShortName,
                Some(EntityKind::Organization) => SpeakerKind::Organization,
                Some(EntityKind::Own(_)) => {
                    self.covered = m.start + 1;
                    continue;
                }
                _ => SpeakerKind::Place,
            };
            self.covered = m.end;
            // "the Hamburg-based company": the company speaks.
            if self.tokens.get(m.end).is_none_or(|t| t.class != Class::Hyphen) {
                out.push(Phrase { start: m.start, end: m.end, kind, entity: Some(*id) });
            }
        }
        self.ahead.peek().map_or(self.tokens.len(), |(_, m)| m.start)
    }
}

/// The longest noun phrase that is made up here, without its determiner, in tokens.
const LONGEST: usize = 5;

/// Nouns that only their verb of saying tells to be speakers: "the union wrote", "…," said the brief. `verbs` are all
/// words of saying in lower case but for those that begin a sentence.
fn nouns(tokens: &Tokens<'_>, stretches: &Stretches, verbs: &[usize], known: &[Phrase]) -> Vec<Phrase> {
    let list = &tokens.list;
    let mut out: Vec<Phrase> = Vec::new();
    for &at in verbs.iter().filter(|&&at| at > 0 && !stretches.holds(at)) {
        let mut end = at;
        let helps = Facts::AUXILIARY.union(Facts::ADVERB).union(Facts::NEGATION);
        while end > 0 && list[end - 1].is(helps) && list[end - 1].case == Case::Lower && !list[end].has(Marks::SENTENCE)
        {
            end -= 1;
        }
        let subject = end.checked_sub(1).filter(|&last| !list[end].has(Marks::SENTENCE) && is_noun(tokens, last));
        let inverted = matches!(list[at - 1].class, Class::Comma) || list[at - 1].class.is_quote();
        let found = match subject {
            Some(_) if tokens.str(at).ends_with("ing") => None,
            Some(last) => Some((start(tokens, stretches, last), last + 1)),
            None if inverted && list.get(at + 1).is_some_and(|t| t.is(Facts::DETERMINER) && t.case == Case::Lower) => {
                let from = at + 2;
                let run = (from..list.len().min(from + LONGEST)).take_while(|&n| is_noun(tokens, n)).count();
                (run > 0).then_some((at + 1, from + run))
            }
            None => None,
        };
        let Some((start, end)) = found else { continue };
        let next = known.partition_point(|p| p.end <= start);
        let free = known.get(next).is_none_or(|p| p.start >= end) && out.last().is_none_or(|p| p.end <= start);
        if free && !(start..end).any(|n| stretches.holds(n)) {
            out.push(Phrase { start, end, kind: SpeakerKind::Noun, entity: None });
        }
    }
    out
}

/// Whether a word may end a noun phrase: none that is known to do something else.
fn is_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = &tokens.list[at];
    let other = Facts::FUNCTION.union(Facts::WEEKDAY).union(Facts::MONTH).union(Facts::CALENDAR);
    token.class == Class::Word
        && !token.is(other)
        && !(token.case == Case::Lower && (token.is(Facts::CUE) || tokens.str(at).ends_with("ly")))
}

/// Where the noun phrase that ends at `last` begins, with its determiner.
fn start(tokens: &Tokens<'_>, stretches: &Stretches, last: usize) -> usize {
    let list = &tokens.list;
    let mut start = last;
    let goes_on = |n: usize| {
        !stretches.holds(n)
            && !list[n + 1].has(Marks::SENTENCE)
            && (is_noun(tokens, n) || list[n].class == Class::Hyphen)
    };
    while start > 0 && last - start < LONGEST && goes_on(start - 1) {
        start -= 1;
    }
    while start < last && list[start].class == Class::Hyphen {
        start += 1;
    }
    let led = |t: &crate::text::Token| t.is(Facts::DETERMINER | Facts::POSSESSIVE) && t.class == Class::Word;
    if start > 0 && led(&list[start - 1]) && !list[start].has(Marks::SENTENCE) { start - 1 } else { start }
}
