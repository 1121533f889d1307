//! Titles before names, and roles beside them: "the American ambassador, Nikki R. Haley".

use super::{Context, Entity, EntityId, EntityKind, Form, plain};
use crate::gazetteer::{Facts, Gazetteer, Gender, Lists, WordId};
use crate::text::{Case, Class, Marks, Token, Tokens};

/// A title right before a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TitleAt {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) gender: Option<Gender>,
}

/// A role in the article and the person who bears it.
#[derive(Clone, Copy, Debug)]
pub struct RoleAt {
    /// The role noun.
    pub word: WordId,
    /// Where it stands.
    pub at: usize,
    /// Whose it is.
    pub person: EntityId,
}

/// The longest title in tokens.
const LONGEST_TITLE: usize = 6;

/// The title that ends right before token `at`; the longest that the lists have.
pub(crate) fn title_before(tokens: &Tokens<'_>, gazetteer: &Gazetteer, at: usize) -> Option<TitleAt> {
    let mut best = None;
    // No title of the lists ends in such a mark or in a small word; most names stand behind one.
    let last = &tokens.list[at.checked_sub(1)?];
    let mark =
        matches!(last.class, Class::Comma | Class::Stop | Class::Colon | Class::Semicolon | Class::Dash | Class::Open);
    if mark || (last.case == Case::Lower && last.is(Facts::FUNCTION)) {
        return None;
    }
    for start in (at.saturating_sub(LONGEST_TITLE)..at).rev() {
        let first = &tokens.list[start];
        if tokens.list[start + 1].has(Marks::PARAGRAPH) {
            break;
        }
        if !first.is(Facts::STARTS_NAME) || !first.is_capitalised() {
            continue;
        }
        let words = tokens.list[start..at].iter().map(|t| (t.word, t.case == Case::Upper));
        gazetteer.phrases.matches_from(first.names, words, |found| {
            if start + found.len as usize == at && found.lists.contains(Lists::TITLE) {
                let row = gazetteer.phrases.readings(found, true).find(|r| r.list == Lists::TITLE);
                let gender = row.and_then(|r| gazetteer.title(r)).and_then(|t| t.gender);
                best = Some(TitleAt { start, end: at, gender });
            }
        });
    }
    // "former Vice President", "then-Senator" keep their titles; "Senate President" is one by itself.
    best
}

/// The role noun phrase that ends at token `last` (included): its first token, without determiner or possessive.
/// "Russia's envoy" gives "envoy"; "the French ambassador" gives "French ambassador".
pub(crate) fn role_phrase(tokens: &Tokens<'_>, last: usize) -> usize {
    let list = &tokens.list;
    let mut start = last;
    while start > 0 && last - start < 7 && !list[start].has(Marks::SENTENCE) {
        let token = &list[start - 1];
        let inner = match token.class {
            Class::Word => {
                !token.is(Facts::FUNCTION.union(Facts::HONORIFIC))
                    && !(token.case == Case::Lower && token.is(Facts::CUE | Facts::CUE_WEAK) && !token.is(Facts::ROLE))
                    && !token.has(Marks::POINT)
            }
            Class::Hyphen => true,
            _ => false,
        };
        if !inner {
            break;
        }
        start -= 1;
    }
    while start < last && list[start].class == Class::Hyphen {
        start += 1;
    }
    start
}

/// Finds the roles beside the names of persons, writes them into the entities and gives them all.
pub(super) fn roles(context: &Context<'_, '_>, list: &mut [Entity]) -> Vec<RoleAt> {
    let tokens = context.tokens;
    let mut out = Vec::new();
    for (n, entity) in list.iter_mut().enumerate().filter(|(_, e)| e.kind == EntityKind::Person) {
        let person = EntityId(n as u32);
        for m in entity.mentions.iter().filter(|m| m.form == Form::Name) {
            let start = m.title.map_or(m.start, |t| t.0);
            for last in [before(tokens, start), after(tokens, m.end)].into_iter().flatten() {
                let first = role_phrase(tokens, last);
                out.push(RoleAt { word: tokens.list[last].word, at: last, person });
                let text = plain(tokens.span(first, last + 1).of(tokens.text));
                if !entity.roles.contains(&text) && entity.roles.len() < 8 {
                    entity.roles.push(text);
                }
            }
            // "President Obama" lets "the president" be him.
            if let Some((from, to)) = m.title {
                out.push(RoleAt { word: tokens.list[to - 1].word, at: from, person });
            }
        }
    }
    out.sort_by_key(|r| (r.at, r.person));
    out
}

fn is_role(token: &Token) -> bool {
    token.class == Class::Word && token.is(Facts::ROLE) && !token.is(Facts::PLURAL_ROLE) && !token.is(Facts::FUNCTION)
}

/// "envoy Vladimir Safronkov", "Russia's envoy, Vladimir Safronkov".
fn before(tokens: &Tokens<'_>, start: usize) -> Option<usize> {
    let last = start.checked_sub(1)?;
    let token = &tokens.list[last];
    if tokens.list[start].has(Marks::SENTENCE) {
        return None;
    }
    if token.class == Class::Comma {
        let role = last.checked_sub(1)?;
        let right = &tokens.list[role];
        // A list ("doctors, nurses and …") has no determiner before its role.
        let first = role_phrase(tokens, role);
        let led = first.checked_sub(1).map(|n| &tokens.list[n]);
        let definite = led.is_some_and(|t| t.is(Facts::DETERMINER | Facts::POSSESSIVE) || t.class == Class::Clitic);
        return (is_role(right) && (definite || tokens.list[first].has(Marks::SENTENCE))).then_some(role);
    }
    (is_role(token) && token.case == Case::Lower).then_some(last)
}

/// "Nikki R. Haley, the American ambassador to …": the first role noun within a few words of the comma.
fn after(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let list = &tokens.list;
    if list.get(end)?.class != Class::Comma {
        return None;
    }
    // "Nikki R. Haley, 45, the American ambassador": the age is passed over.
    let aged = list.get(end + 1).is_some_and(|t| t.class == Class::Number && t.has(Marks::PLAIN_NUMBER))
        && list.get(end + 2).is_some_and(|t| t.class == Class::Comma);
    let end = if aged { end + 2 } else { end };
    for at in end + 1..(end + 9).min(list.len()) {
        let token = &list[at];
        if token.has(Marks::SENTENCE) || matches!(token.class, Class::Comma | Class::Stop) || token.class.is_quote() {
            return None;
        }
        let next = list.get(at + 1);
        if is_role(token) && !next.is_some_and(|n| n.class == Class::Hyphen || is_role(n) || n.class == Class::Clitic) {
            return Some(at);
        }
        if token.is(Facts::RELATIVE | Facts::AUXILIARY | Facts::SUBJECT) || (token.is(Facts::CUE) && at == end + 1) {
            return None;
        }
    }
    None
}
