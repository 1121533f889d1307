//! The words for a speaker who has no name, whole: "a person close to the campaign", "the suspect's lawyer".

use super::Resolver;
use crate::gazetteer::Facts;
use crate::quote::phrases::{Phrase, SpeakerKind};
use crate::span::Span;
use crate::text::{Case, Class, Marks, Tokens};

/// The longest that is added on either side, in tokens.
const LONGEST: usize = 10;
/// What ties a source to what it knows or belongs to, by the first word and the last.
const TIES: [(&str, &[&str]); 6] = [
    ("close", &["to"]),
    ("familiar", &["with"]),
    ("briefed", &["on", "by"]),
    ("involved", &["in"]),
    ("with", &["of", "with"]),
    ("knowledgeable", &["about"]),
];

impl Resolver<'_, '_> {
    /// The words for a speaker from whose they are to what they are close to.
    pub(super) fn whole(&self, p: &Phrase) -> Span {
        if !matches!(p.kind, SpeakerKind::Role | SpeakerKind::Roles | SpeakerKind::Noun) {
            return self.tokens.span(p.start, p.end);
        }
        self.tokens.span(owner(self.tokens, p.start), tie(self.tokens, p.end).unwrap_or(p.end))
    }
}

/// "the suspect's lawyer": where whose begins.
fn owner(tokens: &Tokens<'_>, start: usize) -> usize {
    let list = &tokens.list;
    let clitic = start.checked_sub(1).filter(|&n| list[n].class == Class::Clitic && !list[n].has(Marks::SPACE));
    let Some(clitic) = clitic.filter(|&n| matches!(tokens.str(n), "'s" | "’s" | "'" | "’")) else { return start };
    let mut at = clitic;
    let inner = |n: usize| list[n].class == Class::Word && !list[n].is(Facts::FUNCTION) && !list[n].is(Facts::CUE);
    while at > 0 && clitic - at < LONGEST / 2 && !list[at].has(Marks::SENTENCE) && inner(at - 1) {
        at -= 1;
    }
    let led = at
        .checked_sub(1)
        .is_some_and(|n| list[n].class == Class::Word && list[n].is(Facts::DETERMINER | Facts::POSSESSIVE));
    if at == clitic {
        start
    } else if led && !list[at].has(Marks::SENTENCE) {
        at - 1
    } else {
        at
    }
}

/// "a person close to the campaign", "officials briefed on the talks": where what they are close to ends.
fn tie(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let list = &tokens.list;
    let (_, lasts) =
        TIES.iter().find(|t| end < list.len() && list[end].case == Case::Lower && t.0 == tokens.str(end))?;
    let limit = list.len().min(end + LONGEST);
    let last = (end + 1..limit.min(end + 5)).find(|&n| lasts.contains(&tokens.str(n)))?;
    let stops = |n: usize| {
        let t = &list[n];
        let verb = t.case == Case::Lower
            && t.is(Facts::CUE | Facts::AUXILIARY | Facts::RELATIVE | Facts::SUBJECT | Facts::CONJUNCTION);
        !matches!(t.class, Class::Word | Class::Hyphen | Class::Clitic | Class::Number)
            || (verb && !t.is(Facts::DETERMINER))
            || t.has(Marks::SENTENCE)
    };
    let stop = (last + 1..limit).find(|&n| stops(n))?;
    (stop > last + 1).then_some(stop)
}
