//! "he" and "she" to the person meant, where that can be told.

use smallvec::SmallVec;

use super::{Context, Entities, Entity, EntityId, EntityKind, EntityMention, Form, Reason};
use crate::gazetteer::{Facts, Gender};
use crate::quote::Stretches;
use crate::short::by_word;
use crate::text::{Case, Class, Token, Tokens};

/// From this confidence on, a pronoun becomes a mention.
const SURE: f32 = 0.7;
/// How many sentences back a person may have been named, and how many names and pronouns back.
const WINDOW: (usize, usize) = (4, 40);

/// A place where a person was named, as an antecedent.
#[derive(Clone, Copy)]
struct Named {
    sentence: usize,
    person: EntityId,
    subject: bool,
    quoted: bool,
}

/// Which gender a pronoun of the third person singular tells.
fn gender_of(tokens: &Tokens<'_>, at: usize) -> Option<Gender> {
    let token = tokens.get(at)?;
    if !token.is(Facts::PRONOUN) {
        return None;
    }
    let word = tokens.text.as_bytes().get(token.span.start as usize..token.span.end as usize)?;
    // The longest has seven letters.
    let mut small = [0; 7];
    let small = small.get_mut(..word.len())?;
    small.copy_from_slice(word);
    small.make_ascii_lowercase();
    by_word!(small;
        "he" | "him" | "his" | "himself" => Gender::M,
        "she" | "her" | "hers" | "herself" => Gender::F,
    )
}

/// All that tell a gender, by token.
pub(super) fn all(tokens: &Tokens<'_>) -> Vec<(usize, Gender)> {
    let mut out = Vec::with_capacity(tokens.speech.len() / 4);
    for at in tokens.speech.iter().map(|&at| at as usize) {
        out.extend(gender_of(tokens, at).map(|gender| (at, gender)));
    }
    out
}

/// Adds the pronouns outside quotations that can be told to their persons.
pub(super) fn pronouns(context: &Context<'_, '_>, stretches: &Stretches, entities: &mut Entities) {
    let tokens = context.tokens;
    if tokens.condition.substituted {
        // Names stand where pronouns stood: what is left of them tells too little.
        return;
    }
    let persons = entities.mentions_where(|e, m| e.kind == EntityKind::Person && m.form == Form::Name);
    if persons.is_empty() {
        return;
    }
    let mut named: Vec<Named> = Vec::with_capacity(persons.len());
    let mut next = persons.iter().peekable();
    let mut genders: Vec<Option<Gender>> = entities.list.iter().map(|e| e.gender).collect();
    // A name of one word may be a surname that only looks like a given name: a hint, no more.
    let given = |e: &Entity| if e.kind == EntityKind::Person { by_given_name(tokens, e) } else { None };
    let given: Vec<Option<Gender>> = entities.list.iter().map(given).collect();
    let mut added: Vec<(EntityId, Gender, usize, f32)> = Vec::with_capacity(context.pronouns.len());
    for &(at, gender) in context.pronouns.iter().filter(|(at, _)| !stretches.holds(*at)) {
        let sentence = tokens.sentence_of(at);
        while let Some((id, m)) = next.next_if(|(_, m)| m.end <= at) {
            let sentence = tokens.sentence_of(m.start);
            named.push(Named {
                sentence,
                person: *id,
                subject: is_subject(tokens, tokens.sentence(sentence).start, m),
                quoted: stretches.holds(m.start),
            });
        }
        let subject = tokens.list[at].is(Facts::SUBJECT);
        let Some((person, confidence)) = antecedent(&named, &genders, &given, sentence, gender, subject) else {
            continue;
        };
        named.push(Named { sentence, person, subject, quoted: false });
        if confidence >= SURE {
            genders[person.0 as usize] = Some(gender);
            added.push((person, gender, at, confidence));
        }
    }
    for (person, gender, at, confidence) in added {
        let entity = &mut entities.list[person.0 as usize];
        entity.gender = entity.gender.or(Some(gender));
        entity.mentions.push(EntityMention {
            start: at,
            end: at + 1,
            form: Form::Pronoun,
            title: None,
            reason: Reason::Rule("nearest-fitting-person"),
            confidence,
            stands_for: None,
        });
    }
    let more = |e: &&mut Entity| e.mentions.last().is_some_and(|m| m.form == Form::Pronoun);
    entities.list.iter_mut().filter(more).for_each(Entity::order);
}

/// Whether a name stands where subjects do: first in its sentence but for a few words, or right before a verb.
fn is_subject(tokens: &Tokens<'_>, first: usize, &EntityMention { start, end, .. }: &EntityMention) -> bool {
    let before = start.checked_sub(1).and_then(|n| tokens.get(n));
    if before.is_some_and(|t| t.is(Facts::PREPOSITION) && t.case == Case::Lower) {
        return false;
    }
    if is_modifier(tokens, end) {
        return false;
    }
    let verb = tokens
        .get(end)
        .is_some_and(|t| t.is(Facts::AUXILIARY | Facts::CUE | Facts::RELATIVE) && !t.is(Facts::PREPOSITION));
    start - first <= 3 || verb
}

/// Whether a name only says whose or which the noun after it is: "Trump's plan", "Trump campaign spokesman Jason Miller".
fn is_modifier(tokens: &Tokens<'_>, end: usize) -> bool {
    let Some(next) = tokens.get(end) else { return false };
    if next.class == Class::Clitic {
        return matches!(tokens.str(end), "'s" | "’s" | "'" | "’");
    }
    let noun = |t: &Token| t.class == Class::Word && t.case == Case::Lower && t.is(Facts::ROLE) && !t.is(Facts::CUE);
    let plain = next.class == Class::Word && next.case == Case::Lower && !next.is(Facts::FUNCTION.union(Facts::CUE));
    noun(next) || (plain && tokens.get(end + 1).is_some_and(noun))
}

/// What the given name tells where nothing else does.
fn by_given_name(tokens: &Tokens<'_>, entity: &Entity) -> Option<Gender> {
    let first = entity.mentions.iter().find(|m| m.form == Form::Name).and_then(|m| tokens.get(m.start))?;
    // "Liu Jieyi": Liu is no given name there.
    if first.is(Facts::FAMILY_FIRST) {
        return None;
    }
    match (first.is(Facts::GIVEN_M), first.is(Facts::GIVEN_F)) {
        (true, false) => Some(Gender::M),
        (false, true) => Some(Gender::F),
        _ => None,
    }
}

fn antecedent(
    named: &[Named],
    genders: &[Option<Gender>],
    given: &[Option<Gender>],
    sentence: usize,
    gender: Gender,
    subject: bool,
) -> Option<(EntityId, f32)> {
    // Several places of one person make one score.
    let mut scores: SmallVec<[(EntityId, f32); WINDOW.1]> = SmallVec::new();
    let window = named.iter().rev().take(WINDOW.1).take_while(|n| sentence - n.sentence.min(sentence) <= WINDOW.0);
    for (rank, n) in window.enumerate() {
        let known = genders[n.person.0 as usize];
        if known.is_some_and(|g| g != gender) {
            continue;
        }
        let back = (sentence - n.sentence.min(sentence)) as f32;
        let mut score = -back - 0.15 * rank.min(6) as f32;
        score += if known.is_some() { 0.6 } else { 0.0 };
        let hint = if known.is_none() { given[n.person.0 as usize] } else { None };
        score -= if hint.is_some_and(|g| g != gender) { 2.0 } else { 0.0 };
        score += if n.subject { 1.0 } else { 0.0 };
        score -= if n.quoted { 1.0 } else { 0.0 };
        // The object of a clause is not its subject.
        score -= if !subject && back == 0.0 && n.subject { 0.3 } else { 0.0 };
        match scores.iter_mut().find(|s| s.0 == n.person) {
            Some(s) => s.1 = s.1.max(score) + 0.1,
            None => scores.push((n.person, score)),
        }
    }
    let best = *scores.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let others = scores.iter().filter(|s| s.0 != best.0).map(|s| s.1);
    let second = others.max_by(f32::total_cmp).unwrap_or(best.1 - 2.5);
    let margin = (best.1 - second).min(4.0);
    Some((best.0, 1.0 / (1.0 + libm::expf(-1.2 * margin))))
}
