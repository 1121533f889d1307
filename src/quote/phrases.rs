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

/// All possible speakers of a text outside its quotations, in order, none within another.
pub fn phrases(tokens: &Tokens<'_>, entities: &Entities, stretches: &Stretches) -> Vec<Phrase> {
    phrases_of(tokens, entities, &entities.mentions(), stretches)
}

/// The same, from all mentions in order.
pub(super) fn phrases_of(
    tokens: &Tokens<'_>,
    entities: &Entities,
    mentions: &[(EntityId, EntityMention)],
    stretches: &Stretches,
) -> Vec<Phrase> {
    let list = &tokens.list;
    let mut out: Vec<Phrase> = Vec::new();
    let mut covered = 0;
    let mentions: Vec<_> = mentions.iter().filter(|(_, m)| matches!(m.form, Form::Name | Form::Metonym)).collect();
    let start_of = |n: usize| mentions.get(n).map_or(usize::MAX, |(_, m)| m.start);
    let (mut next, mut mentioned) = (0, start_of(0));
    let goes_on = |n: &Token| {
        n.class == Class::Hyphen
            || (n.class == Class::Word
                && n.case == Case::Lower
                && n.is(Facts::ROLE)
                && !n.is(Facts::CUE.union(Facts::FUNCTION)))
    };
    let speaks = Facts::SUBJECT.union(Facts::ROLE).union(Facts::PEOPLE);
    for (at, token) in list.iter().enumerate() {
        while mentioned < at {
            next += 1;
            mentioned = start_of(next);
        }
        // Nothing speaks at most tokens.
        if mentioned != at && !token.is(speaks) && token.context != tokens.document {
            continue;
        }
        if at < covered || stretches.holds(at) {
            continue;
        }
        if let Some((id, m)) = mentions.get(next).filter(|_| mentioned == at) {
            let kind = match entities.get(*id).map(|e| e.kind) {
                Some(EntityKind::Person) if m.end - m.start > 1 => SpeakerKind::FullName,
                Some(EntityKind::Person) => SpeakerKind::ShortName,
                Some(EntityKind::Organization) => SpeakerKind::Organization,
                Some(EntityKind::Own(_)) => continue,
                _ => SpeakerKind::Place,
            };
            covered = m.end;
            // "the Hamburg-based company": the company speaks.
            if list.get(m.end).is_some_and(|t| t.class == Class::Hyphen) {
                continue;
            }
            out.push(Phrase { start: m.start, end: m.end, kind, entity: Some(*id) });
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
        let named = || mentions.binary_search_by_key(&(at + 1), |(_, m)| m.start).is_ok();
        let plain = token.case == Case::Lower
            || (token.case == Case::Title && token.has(Marks::SENTENCE) && token.is(Facts::LOWER));
        let role = token.is(Facts::ROLE) && plain && !token.is(Facts::FUNCTION);
        let document = token.context == tokens.document && plain;
        let people = token.is(Facts::PEOPLE) && token.is(Facts::PLURAL_ROLE) && token.case == Case::Title;
        if (role || document || people)
            && !list.get(at + 1).is_some_and(goes_on)
            && (token.is(Facts::PLURAL_ROLE) || !named())
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
    let nouns = nouns(tokens, stretches, &out);
    if !nouns.is_empty() {
        out.extend(nouns);
        out.sort_by_key(|p| p.start);
    }
    out
}

/// The longest noun phrase that is made up here, without its determiner, in tokens.
const LONGEST: usize = 5;

/// Nouns that only their verb of saying tells to be speakers: "the union wrote", "…," said the brief.
fn nouns(tokens: &Tokens<'_>, stretches: &Stretches, known: &[Phrase]) -> Vec<Phrase> {
    let list = &tokens.list;
    let mut out: Vec<Phrase> = Vec::new();
    for (at, cue) in (1..).zip(list.get(1..).unwrap_or_default()) {
        if !cue.is(Facts::CUE) || cue.case != Case::Lower || stretches.holds(at) || cue.has(Marks::SENTENCE) {
            continue;
        }
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
