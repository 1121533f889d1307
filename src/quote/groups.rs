//! Quoted stretches to quotations: an interrupted quotation is one, and so is one over several paragraphs.

use smallvec::{SmallVec, smallvec};

use super::marks::{Stretch, Stretches};
use crate::gazetteer::Facts;
use crate::text::{Case, Class, Marks, Token, Tokens};

/// The most parts of one quotation: a speech of many paragraphs.
const MOST_PARTS: usize = 200;
/// The longest attribution between two parts of one quotation, in tokens.
const LONGEST_BETWEEN: usize = 32;
/// An attribution begins with its speaker or cue: the cue stands within this many tokens.
const CUE_WITHIN: usize = 20;

/// So few tokens between two parts are an attribution by themselves.
const FEW: usize = 5;

/// One quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its stretches, by number: nearly always one.
    pub parts: SmallVec<[usize; 2]>,
}

/// What sort of quotation one in marks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Whole clauses.
    Direct,
    /// Quoted words within the reporter's own clause.
    Mixed,
    /// Up to three words, or the title of a work.
    Fragment,
}

/// Joins stretches to quotations.
pub fn groups(tokens: &Tokens<'_>, stretches: &Stretches) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for (n, stretch) in stretches.list.iter().enumerate() {
        let joined = n > 0
            && out.last().is_some_and(|g| g.parts.len() < MOST_PARTS)
            && joins(tokens, &stretches.list[n - 1], stretch);
        match out.last_mut().filter(|_| joined) {
            Some(group) => group.parts.push(n),
            None => out.push(Group { parts: smallvec![n] }),
        }
    }
    out
}

fn joins(tokens: &Tokens<'_>, a: &Stretch, b: &Stretch) -> bool {
    if a.goes_on {
        return true;
    }
    let list = &tokens.list;
    if a.single != b.single || list[a.close + 1..=b.open].iter().any(|t| t.has(Marks::PARAGRAPH)) {
        return false;
    }
    let between = a.close + 1..b.open;
    if between.is_empty() || between.len() > LONGEST_BETWEEN {
        return false;
    }
    // The first part ends as speech before an attribution does, the second begins as speech.
    // “People say, ‘It is over,’” said Garro. “The question is …”: the mark of the inner quotation is looked past.
    let inner = |n: &usize| matches!(list[*n].class, Class::SingleClose | Class::SingleStraight);
    let last = (a.first()..a.end()).rev().find(|n| !inner(n)).unwrap_or(a.end() - 1);
    let end = list[last].class;
    let pauses = matches!(end, Class::Comma | Class::Question | Class::Exclamation | Class::Dash | Class::Ellipsis)
        || list[between.start].class == Class::Comma;
    // Beside few words a verb that says only beside marks is one: "the letter reads".
    let facts = if between.len() <= FEW { Facts::CUE | Facts::CUE_WEAK } else { Facts::CUE };
    let cue = between.clone().take(CUE_WITHIN).any(|n| list[n].is(facts) && list[n].case == Case::Lower);
    if !pauses || !cue {
        return false;
    }
    let last = list[b.open - 1].class;
    let sentences = between.clone().skip(1).filter(|&n| list[n].class.ends_sentence() && n + 1 < b.open).count();
    let begins = &list[b.first()];
    match last {
        Class::Stop => sentences == 0 && (begins.case != Case::Lower),
        Class::Comma | Class::Dash | Class::Semicolon => sentences == 0,
        // "…," he said "…": a comma was forgotten.
        _ => sentences == 0 && begins.case == Case::Lower && end == Class::Comma && between.len() <= 4,
    }
}

/// More words than this are many.
const MANY: usize = 8;

/// How many words a group quotes, at most [`MANY`].
pub(super) fn words(tokens: &Tokens<'_>, stretches: &Stretches, group: &Group) -> usize {
    let parts = group.parts.iter().map(|&p| &stretches.list[p]);
    let quoted = parts.flat_map(|s| &tokens.list[s.first()..s.end()]);
    quoted.filter(|t| t.class.is_wordlike() || t.class == Class::Address).take(MANY).count()
}

/// What sort of quotation a group is.
pub(super) fn shape(tokens: &Tokens<'_>, stretches: &Stretches, group: &Group) -> Shape {
    let Some(first) = group.parts.first().map(|&p| &stretches.list[p]) else { return Shape::Fragment };
    let Some(last) = group.parts.last().map(|&p| &stretches.list[p]) else { return Shape::Fragment };
    let list = &tokens.list;
    let words = words(tokens, stretches, group);
    let begin = &list[first.first()];
    let clause_start = begin.case != Case::Lower;
    let end = list[last.end() - 1].class;
    let closed =
        end.ends_sentence() || end == Class::Comma || list.get(last.close + 1).is_some_and(|t| t.class == Class::Comma);
    if words <= 3 && !(clause_start && closed && end != Class::Word) {
        return Shape::Fragment;
    }
    let before = first.open.checked_sub(1).map(|n| &list[n]).filter(|_| !list[first.open].has(Marks::PARAGRAPH));
    let introduced = before.is_none_or(|t| {
        t.class.ends_sentence()
            || matches!(t.class, Class::Comma | Class::Colon | Class::Dash | Class::Close)
            || t.class.is_quote()
            || t.is(Facts::CUE)
    }) || list[first.open].has(Marks::SENTENCE);
    if is_title(tokens, first)
        && group.parts.len() == 1
        && !end.ends_sentence()
        && !before.is_none_or(|t| t.is(Facts::CUE))
    {
        return Shape::Fragment;
    }
    if clause_start && introduced { Shape::Direct } else { Shape::Mixed }
}

/// Whether a stretch is written as the title of a work: every longer word begins with a capital.
pub(crate) fn is_title(tokens: &Tokens<'_>, stretch: &Stretch) -> bool {
    let quoted = &tokens.list[stretch.first()..stretch.end()];
    let long = |t: &&Token| t.class == Class::Word && t.span.len() > 3;
    // Most of what is quoted begins in lower case, or its second word does.
    let capitals =
        tokens.list[stretch.first()].case != Case::Lower && quoted.iter().filter(long).all(|t| t.case != Case::Lower);
    let count = || quoted.iter().filter(long).count();
    let lower = || quoted.iter().filter(|t| t.case == Case::Lower).count();
    capitals && count() > 0 && lower() <= count() + 1
}
