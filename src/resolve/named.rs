//! A person's name where it stands: its words, and what its form and its sentence tell of the bearer.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::apposition::title_before;
use super::{Context, EntityMention};
use crate::gazetteer::{Facts, Gender, Lists, ThingId, WordId};
use crate::tag::{Mention, NameKind};
use crate::text::{Case, Class, Marks};

/// A mention with what its form tells.
pub(super) struct Named {
    pub(super) mention: EntityMention,
    /// Its words without suffix, and without the particles that belong to a surname.
    pub(super) words: SmallVec<[WordId; 4]>,
    /// The first letter of each word.
    pub(super) letters: SmallVec<[char; 4]>,
    /// The first word is an initial ("J.") or a single letter.
    pub(super) initial: bool,
    /// By its title ("Mr.").
    pub(super) gender: Option<Gender>,
    /// By its given name.
    pub(super) given_gender: Option<Gender>,
    /// By the first pronoun after it in its sentence.
    pub(super) said_gender: Option<Gender>,
    /// The tokens of a title that tells more than gender ("Mayor").
    pub(super) office: Option<(usize, usize)>,
    pub(super) thing: Option<ThingId>,
    /// A word was dropped right after it.
    pub(super) before_gap: bool,
    /// The surname stands first ("Gao Shenglin").
    pub(super) family_first: bool,
    /// It is a short form: a surname, of one part or more, or a given name.
    pub(super) short: bool,
}

/// The persons' names of an article.
pub(super) fn named(context: &Context<'_, '_>) -> Vec<Named> {
    let mut all: Vec<Named> = Vec::with_capacity(context.names.len());
    let mut persons = context.names.iter().enumerate().filter(|(_, m)| m.kind == NameKind::Person).peekable();
    while let Some((n, m)) = persons.next() {
        let until = persons.peek().map_or(usize::MAX, |(_, next)| next.start);
        all.push(read(context, (n, m), until));
    }
    // "Ellery-Pike" after "Jordan Ellery-Pike": all but the beginning of a longer name.
    let mut ends: FxHashSet<Vec<WordId>> = FxHashSet::default();
    for name in &all {
        for from in 1..name.words.len().saturating_sub(1) {
            ends.insert(name.words[from..].to_vec());
        }
    }
    for name in &mut all {
        let given = context.tokens.list[name.mention.start].is(Facts::GIVEN_F | Facts::GIVEN_M);
        let hyphen = context.tokens.get(name.mention.start + 1).is_some_and(|t| t.class == Class::Hyphen);
        let surname = name.mention.title.is_some() || hyphen || !given;
        name.short = name.words.len() <= 1 || (surname && ends.contains(name.words.as_slice()));
    }
    all
}

/// Reads one name, which has this number; `until` is where the next person is named.
fn read(context: &Context<'_, '_>, (number, m): (usize, &Mention), until: usize) -> Named {
    let list = &context.tokens.list;
    let mut mention = context.mention(m);
    let title = title_before(context.tokens, context.gazetteer, m.start);
    mention.title = title.map(|t| (t.start, t.end));
    let (mut words, mut letters, mut initial) = (SmallVec::new(), SmallVec::new(), false);
    for at in m.start..m.end {
        let token = &list[at];
        if token.class != Class::Word || (token.is(Facts::SUFFIX) && at > m.start) {
            continue;
        }
        // Particles and the article of Arabic names are part of the surname that follows.
        let particle = token.is(Facts::PARTICLE) && (token.case == Case::Lower || !token.is(Facts::GIVEN));
        if at + 1 < m.end && particle && (at > m.start || token.case == Case::Lower || joined(context, at)) {
            continue;
        }
        let mut letters_of = context.tokens.str(at).chars();
        let letter = letters_of.next().unwrap_or(' ').to_ascii_lowercase();
        if words.is_empty() {
            let pointed = token.has(Marks::POINT) && token.case == Case::Upper;
            initial = token.has(Marks::INITIAL) || pointed || letters_of.next().is_none();
        }
        words.push(token.word);
        letters.push(letter);
    }
    let (first, last) = (&list[m.start], &list[m.end - 1]);
    let family_first = words.len() > 1
        && first.is(Facts::FAMILY_FIRST)
        && (!last.is(Facts::SURNAME) || (last.case == Case::Lower && joined(context, m.end - 2)));
    let given_gender = match () {
        () if family_first => None,
        () if first.is(Facts::GIVEN_F) => Some(Gender::F),
        () if first.is(Facts::GIVEN_M) => Some(Gender::M),
        () => None,
    };
    let thing = context.thing_of_name(number, Lists::PERSON);
    let before_gap = list.get(m.end).is_some_and(|t| t.has(Marks::GAP)) && context.tokens.condition.gaps > 0;
    let said_gender = said_after(context, m, until);
    let office = title.filter(|t| !list[t.end - 1].is(Facts::HONORIFIC)).map(|t| (t.start, t.end));
    Named {
        mention,
        words,
        letters,
        initial,
        gender: title.and_then(|t| t.gender),
        given_gender,
        said_gender,
        office,
        thing,
        before_gap,
        family_first,
        short: false,
    }
}

/// What the first pronoun between a name and another place says of gender, when only the rest of the sentence outside
/// quotations stands between.
fn said_after(context: &Context<'_, '_>, m: &Mention, until: usize) -> Option<Gender> {
    let (tokens, list) = (context.tokens, &context.tokens.list);
    let next = context.pronouns.partition_point(|(at, _)| *at < m.end);
    let sentence = tokens.sentence_of(m.start);
    let mut near =
        context.pronouns[next..].iter().take_while(|(at, _)| *at < until && tokens.sentence_of(*at) == sentence);
    let &(at, gender) =
        near.find(|(at, _)| !list[*at].is(Facts::OBJECT | Facts::REFLEXIVE) || list[*at].is(Facts::POSSESSIVE))?;
    (!list[m.end..at].iter().any(|t| t.class.is_quote())).then_some(gender)
}

/// Whether a hyphen follows.
fn joined(context: &Context<'_, '_>, at: usize) -> bool {
    context.tokens.list[at].class == Class::Hyphen
        || context.tokens.get(at + 1).is_some_and(|t| t.class == Class::Hyphen)
}

/// Whether two titles are one, also when one is abbreviated: "Prof." and "Professor", "Gov." and "Governor".
pub(super) fn same_office(context: &Context<'_, '_>, a: (usize, usize), b: (usize, usize)) -> bool {
    let words = |(from, to): (usize, usize)| {
        (from..to)
            .filter(|&n| context.tokens.list[n].class == Class::Word)
            .map(|n| context.tokens.str(n).trim_end_matches('.').to_lowercase())
            .collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.starts_with(b.as_str()) || b.starts_with(a.as_str()))
}
