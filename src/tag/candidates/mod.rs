//! The candidate names of each zone, in every possible segmentation, with the evidence for each.

mod beside;
mod described;
mod lines;
mod within;

use super::evidence::{Evidence, IMPLIED, Part, Shapes, shape};
use super::zones::{Listed, Zone, is_last_number, is_name_word, is_number_word, is_particle, is_syllable};
use crate::gazetteer::{Facts, Lists};
use crate::text::{Case, Class, Marks, Token, Tokens};
use lines::Lines;
use within::{facts, part_of};

/// The longest candidate, in tokens, that no list holds.
const LONGEST: usize = 9;

/// A run of tokens that may be a name.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its first token.
    pub start: u32,
    /// One past its last.
    pub end: u32,
    /// Where its evidence lies in [`Candidates::evidence`].
    pub evidence: (u32, u32),
    /// The lists that hold it as a whole.
    pub lists: Lists,
}

/// All candidates of a text.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The zones, each with the numbers of its candidates.
    pub zones: Vec<(Zone, u32, u32)>,
    /// The candidates, by zone, start and length.
    pub list: Vec<Candidate>,
    /// The evidence of all of them.
    pub evidence: Vec<Evidence>,
}

impl Candidates {
    /// The evidence of one candidate.
    pub fn evidence(&self, candidate: &Candidate) -> &[Evidence] {
        &self.evidence[candidate.evidence.0 as usize..candidate.evidence.1 as usize]
    }

    /// The same without what follows from the rest.
    pub(super) fn counted(&self, candidate: &Candidate) -> &[Evidence] {
        &self.evidence[candidate.evidence.0 as usize..candidate.evidence.1 as usize - IMPLIED]
    }
}

/// Makes the candidates of every zone, with all their evidence.
pub(crate) fn candidates(spread: &Spread<'_, '_>) -> Candidates {
    let mut out = Candidates::default();
    let room = spread.zones.iter().map(|z| 2 * (z.end - z.start)).sum::<usize>();
    out.list.reserve(room);
    out.evidence.reserve(room * 16);
    out.zones.reserve(spread.zones.len());
    let mut words = Vec::new();
    spread.each_zone(|zoned| {
        let first = out.list.len() as u32;
        zoned.candidates(&mut out, &mut words);
        out.zones.push((zoned.zone, first, out.list.len() as u32));
    });
    out
}

/// The zones of a text, and what else candidates are made from.
pub(crate) struct Spread<'a, 't> {
    tokens: &'a Tokens<'t>,
    zones: &'a [Zone],
    listed: &'a [Listed],
    lines: Lines,
}

impl<'a, 't> Spread<'a, 't> {
    pub(crate) fn new(tokens: &'a Tokens<'t>, zones: &'a [Zone], listed: &'a [Listed]) -> Self {
        Self { tokens, zones, listed, lines: Lines::new(tokens) }
    }

    fn each_zone(&self, mut each: impl FnMut(&Zoned<'_, 't>)) {
        let (tokens, mut from) = (self.tokens, 0);
        for &zone in self.zones {
            while from < self.listed.len() && self.listed[from].start < zone.start {
                from += 1;
            }
            let to = from + self.listed[from..].iter().take_while(|l| l.start < zone.end).count();
            each(&Zoned { tokens, list: &tokens.list, zone, listed: &self.listed[from..to], lines: &self.lines });
        }
    }
}

struct Zoned<'a, 't> {
    tokens: &'a Tokens<'t>,
    list: &'a [Token],
    zone: Zone,
    listed: &'a [Listed],
    lines: &'a Lines,
}

/// What all candidates share that begin at a place, or that end there.
#[derive(Clone, Copy)]
struct Edge {
    /// What holds of them, also by what they are joined to.
    shapes: Shapes,
    /// The class of the token next to them, and of the one beyond.
    next: u8,
    beyond: u8,
    /// Whether nothing of their paragraph stands there.
    bare: bool,
    /// Whether what stands here may mean something together with what stands at the other edge: see [`Zoned::beside`].
    asks: bool,
}

/// Whether a letter tells what shape or kind the word behind its hyphen has: "T-shirt", "U-turn", "X-ray".
fn is_letter_of_compound(list: &[Token], at: usize) -> bool {
    list[at].span.len() == 1
        && list.get(at + 1).is_some_and(|t| t.class == Class::Hyphen)
        && list.get(at + 2).is_some_and(|t| t.case == Case::Lower)
}

/// What candidates ask of each token of a zone.
struct Word {
    /// Whether a candidate may begin with it, may end with it, or may if it has others before.
    begins: bool,
    ends: bool,
    ends_longer: bool,
    /// Whether it is no name alone: a particle, an ordinal, "Inc.", the letter of "T-shirt".
    partial: bool,
    part: Part,
    /// What the lists know of it as it is written.
    facts: Facts,
    /// What candidates share that end with it.
    edge: Option<Edge>,
}

impl Word {
    fn new(list: &[Token], at: usize) -> Self {
        let token = &list[at];
        let name = is_name_word(token) || is_number_word(list, at);
        let facts = facts(token);
        Self {
            begins: name || is_particle(token),
            ends: name || is_syllable(list, at),
            ends_longer: is_last_number(token),
            partial: is_particle(token)
                | token.has(Marks::ORDINAL)
                | (token.is(Facts::LEGAL_FORM) & token.has(Marks::POINT))
                | is_letter_of_compound(list, at),
            part: part_of(token, facts),
            facts,
            edge: None,
        }
    }
}

/// What is gathered over the tokens of a candidate as it grows.
#[derive(Clone, Copy)]
struct Gathered {
    any: Facts,
    shapes: Shapes,
    person_parts: bool,
    all_common: bool,
    known: bool,
}

impl Gathered {
    fn new() -> Self {
        Self { any: Facts::empty(), shapes: Shapes::default(), person_parts: true, all_common: true, known: false }
    }
}

impl Zoned<'_, '_> {
    /// Makes all candidates of the zone, by start and length. `words` is room for what is known of its tokens.
    fn candidates(&self, out: &mut Candidates, words: &mut Vec<Word>) {
        words.clear();
        words.extend((self.zone.start..self.zone.end).map(|at| Word::new(self.list, at)));
        let mut listed = self.listed;
        for start in self.zone.start..self.zone.end {
            // Those that begin here, the shorter first.
            let here = listed.iter().take_while(|l| l.start == start).count();
            let (mut here, rest) = listed.split_at(here);
            listed = rest;
            let may_begin =
                words[start - self.zone.start].begins || here.iter().any(|l| l.found.lists.intersects(Lists::ANY_NAME));
            if !may_begin {
                continue;
            }
            let begin = self.first(start);
            let mut gathered = Gathered::new();
            for end in start + 1..self.zone.end + 1 {
                let last = &mut words[end - 1 - self.zone.start];
                self.gather(&mut gathered, end - 1, last.facts, end - 1 == start);
                let mut lists = Lists::empty();
                while let Some((l, longer)) = here.split_first().filter(|(l, _)| l.end == end) {
                    lists |= l.found.lists;
                    here = longer;
                }
                let in_lists = lists.intersects(Lists::ANY_NAME);
                if end - start > LONGEST && !in_lists {
                    if here.is_empty() {
                        break;
                    }
                    continue;
                }
                let one = end == start + 1;
                if !(in_lists | if one { last.ends & !last.partial } else { last.ends | last.ends_longer }) {
                    continue;
                }
                let edges = [begin, *last.edge.get_or_insert_with(|| self.last(end))];
                let words = &words[start - self.zone.start..end - self.zone.start];
                let from = out.evidence.len() as u32;
                self.whole((start, end), words, lists, &gathered, &edges, &mut out.evidence);
                let evidence = (from, out.evidence.len() as u32);
                out.list.push(Candidate { start: start as u32, end: end as u32, evidence, lists });
            }
        }
    }

    fn gather(&self, gathered: &mut Gathered, at: usize, facts: Facts, is_first: bool) {
        let token = &self.list[at];
        if (token.class == Class::Word) & token.is_capitalised() {
            gathered.any |= facts;
            let initial = token.has(Marks::INITIAL);
            gathered.person_parts &= token.is(Facts::PERSON_PART) || initial || token.is(Facts::SUFFIX);
            gathered.all_common &= facts.intersects(Facts::LOWER);
            gathered.known |= facts.intersects(
                Facts::PERSON_PART
                    | Facts::WORD
                    | Facts::LISTED_PLACE
                    | Facts::LISTED_ORG
                    | Facts::ORG_LAST
                    | Facts::ORG_FIRST,
            );
            gathered.shapes.add(shape::INITIAL, initial);
            gathered.shapes.add(shape::DIGIT, token.has(Marks::DIGIT));
            return;
        }
        let inside = match token.class {
            Class::Hyphen => shape::HYPHEN,
            Class::Clitic => shape::POSSESSIVE,
            Class::Ampersand => shape::AMPERSAND,
            Class::Comma => shape::COMMA,
            Class::Slash => shape::SLASH,
            Class::Number => shape::DIGIT,
            Class::Word => {
                gathered.shapes.add(shape::LOWER_INSIDE, !is_first);
                match self.tokens.str(at) {
                    "of" | "OF" => shape::OF,
                    "and" | "AND" => shape::AND,
                    "for" | "FOR" => shape::FOR,
                    "the" | "THE" => shape::THE,
                    _ if is_particle(token) => shape::PARTICLE,
                    _ => shape::OTHER_LINK,
                }
            }
            _ => return,
        };
        gathered.shapes.add(inside, true);
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Gazetteer;
    use crate::tag::{candidates, listed};
    use crate::text::tokens;

    #[test]
    fn the_letter_of_a_compound_is_no_candidate() {
        let count = |text: &str| {
            let tokens = tokens(text, Gazetteer::builtin());
            candidates(&tokens, &listed(&tokens, Gazetteer::builtin())).list.len()
        };
        assert_eq!(count("she wore a T-shirt and made a U-turn"), 0);
        assert!(count("she met Mr. T-Bone and Q") > 0);
    }
}
