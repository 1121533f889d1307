//! Those who speak with one voice: "Garro and Reyd said", "they wrote", "the couple said".

use super::Resolver;
use crate::gazetteer::tsv::values;
use crate::gazetteer::{Facts, Sort};
use crate::quote::phrases::{Phrase, SpeakerKind};
use crate::quote::{CueAt, Relation, Speaker, SpeakerForm};
use crate::resolve::EntityId;
use crate::text::{Case, Class, Marks, Tokens};

/// The most who speak together.
const MOST: usize = 6;
/// The longest apposition between two of them, in tokens: ", Republican of Iowa,".
const APPOSITION: usize = 8;
/// How far back two who were named together may be "they", in tokens.
const REACH: usize = 90;

impl Resolver<'_, '_> {
    /// The further speakers of a quotation whose speaker this phrase is, in the order of the text.
    pub(crate) fn with(
        &self,
        phrase: usize,
        cue: Option<&CueAt>,
        speaker: &Speaker,
        spoken: &[(usize, EntityId)],
    ) -> Vec<Speaker> {
        let p = &self.phrases[phrase];
        match p.kind {
            SpeakerKind::OtherPronoun | SpeakerKind::Roles | SpeakerKind::Noun => {
                let they = self.tokens.str(p.start).eq_ignore_ascii_case("they");
                let all = if they { self.pair_before(p) } else { self.the_group(p) };
                let all = if speaker.entity.is_some() { all } else { Vec::new() };
                let rest = all.into_iter().filter(|id| Some(*id) != speaker.entity);
                rest.map(|id| Speaker { entity: Some(id), span: speaker.span, form: speaker.form }).collect()
            }
            SpeakerKind::HeShe | SpeakerKind::Document | SpeakerKind::People => Vec::new(),
            _ => {
                let Some(cue) = cue else { return Vec::new() };
                let joined = self.joined(phrase, cue);
                joined.into_iter().map(|n| self.speaker(n, spoken)).filter(|s| differs(s, speaker)).collect()
            }
        }
    }

    /// The rule `joint-speakers`: phrases joined to a speaker by commas and one "and", all on one side of the cue.
    ///
    /// For: "Garro and Reyd said", "said Garro, Reyd and Pell". Against: "Garro met Reyd and Pell said": the first of
    /// the joined follows a verb; "Garro spoke and Reyd said": a verb stands between.
    fn joined(&self, phrase: usize, cue: &CueAt) -> Vec<usize> {
        let after = self.phrases[phrase].start >= cue.end;
        let fits = |n: usize| {
            let p = &self.phrases[n];
            let kind = matches!(
                p.kind,
                SpeakerKind::FullName
                    | SpeakerKind::ShortName
                    | SpeakerKind::Organization
                    | SpeakerKind::Role
                    | SpeakerKind::Place
            );
            kind && (if after { p.start >= cue.end } else { p.end <= cue.start })
        };
        let (mut first, mut last) = (phrase, phrase);
        let mut ands = 0;
        while first > 0 && last - first < MOST && fits(first - 1) {
            let Some(and) = link(self.tokens, &self.phrases[first - 1], &self.phrases[first]) else { break };
            ands += usize::from(and);
            first -= 1;
        }
        while last + 1 < self.phrases.len() && last - first < MOST && fits(last + 1) {
            let Some(and) = link(self.tokens, &self.phrases[last], &self.phrases[last + 1]) else { break };
            ands += usize::from(and);
            last += 1;
        }
        let leads = self.leads(&self.phrases[first], cue, after);
        if ands != 1 || first == last || !leads {
            return Vec::new();
        }
        (first..=last).filter(|&n| n != phrase).collect()
    }

    /// Whether those who are joined from a phrase on are subjects of the cue, not objects of another verb.
    fn leads(&self, p: &Phrase, cue: &CueAt, after: bool) -> bool {
        let list = &self.tokens.list;
        if after {
            return matches!(cue.relation, Relation::Inverted | Relation::According | Relation::By);
        }
        let mut at = p.start;
        while at > 0
            && !list[at].has(Marks::SENTENCE)
            && list[at - 1].is(Facts::TITLE | Facts::ROLE | Facts::DETERMINER)
        {
            at -= 1;
        }
        if at == 0 || list[at].has(Marks::SENTENCE) {
            return true;
        }
        let before = &list[at - 1];
        matches!(before.class, Class::Comma | Class::Dash | Class::Colon | Class::Close)
            || before.class.is_quote()
            || (before.case == Case::Lower && before.is(Facts::CONJUNCTION | Facts::RELATIVE))
    }

    /// "the couple", "the two", "the two women", "the senators": those who were named together before, by the sort `group` of
    /// stand-ins.tsv.
    pub(super) fn the_group(&self, p: &Phrase) -> Vec<EntityId> {
        let the = self.tokens.str(p.start).eq_ignore_ascii_case("the");
        let Some(at) = p.end.checked_sub(1).filter(|_| the && p.end > p.start + 1 && p.end <= p.start + 3) else {
            return Vec::new();
        };
        let number = |n: usize| {
            let noun = self.tokens.str(n).to_ascii_lowercase();
            let row = self.gazetteer.stand_ins(&noun).iter().find(|s| s.sort == Sort::Group);
            row.map(|s| s.stands_for.as_str())
        };
        // "the two women": the number tells.
        let Some(wanted) = number(p.start + 1).or_else(|| number(at)) else { return Vec::new() };
        let all = self.pair_before(p);
        let count = all.len().to_string();
        if values(wanted).any(|w| w == count) { all } else { Vec::new() }
    }

    /// Two or more persons who were named together last before a pronoun or a group, when no other group stands between
    /// as a subject.
    pub(super) fn pair_before(&self, p: &Phrase) -> Vec<EntityId> {
        let to = self.persons.partition_point(|(at, _)| *at < p.start);
        let near = self.persons[..to].iter().rev().take_while(|(at, _)| p.start - at <= REACH).count();
        let persons = &self.persons[to - near..to];
        for n in (1..persons.len()).rev() {
            if persons[n - 1].1 == persons[n].1 || !self.together(persons[n - 1].0, persons[n].0) {
                continue;
            }
            let mut from = n - 1;
            while from > 0 && n - from < MOST && self.listed(persons[from - 1].0, persons[from].0) {
                from -= 1;
            }
            if self.group_between(persons[n].0, p.start) {
                return Vec::new();
            }
            let mut out: Vec<EntityId> = Vec::new();
            for (_, id) in &persons[from..=n] {
                if !out.contains(id) {
                    out.push(*id);
                }
            }
            return out;
        }
        Vec::new()
    }

    /// Where the name ends that begins at a token.
    fn end_of(&self, start: usize) -> usize {
        let n = self.named.partition_point(|m| m.0 < start);
        self.named.get(n).filter(|m| m.0 == start).map_or(start + 1, |m| m.1)
    }

    /// "Garro and Reyd", "Garro, Republican of Iowa, and Sen. Reyd": "and" ends what stands between two names.
    fn together(&self, one: usize, two: usize) -> bool {
        let between = self.end_of(one)..two;
        let list = &self.tokens.list;
        if between.len() > APPOSITION + 2
            || list[between.clone()].iter().any(|t| t.has(Marks::SENTENCE) || t.class.is_quote())
        {
            return false;
        }
        let Some(and) = between.clone().rev().find(|&n| list[n].is(Facts::CONJUNCTION)) else { return false };
        let titles = (and + 1..two)
            .all(|n| list[n].is(Facts::TITLE | Facts::ROLE | Facts::DETERMINER) || list[n].class == Class::Stop);
        let commas = between.clone().filter(|&n| list[n].class == Class::Comma).count();
        let verb = between.clone().any(|n| list[n].is(Facts::CUE | Facts::AUXILIARY | Facts::RELATIVE));
        let plain = and == between.start || (commas == 2 && and > 0 && list[and - 1].class == Class::Comma);
        titles && plain && !verb && self.tokens.str(and) == "and"
    }

    /// "Garro, Reyd": a comma alone, or a comma and a title, stands between.
    fn listed(&self, one: usize, two: usize) -> bool {
        let between = self.end_of(one)..two;
        let list = &self.tokens.list;
        !between.is_empty()
            && between.len() <= 3
            && list[between.start].class == Class::Comma
            && (between.start + 1..two).all(|n| list[n].is(Facts::TITLE) && !list[n].has(Marks::SENTENCE))
    }

    /// Whether another group is a subject between two places: "officials", "voters".
    fn group_between(&self, from: usize, to: usize) -> bool {
        let a = self.phrases.partition_point(|p| p.start < from);
        let near = self.phrases[a..].iter().take_while(|p| p.start < to);
        near.into_iter().any(|p| {
            let group = matches!(p.kind, SpeakerKind::Roles | SpeakerKind::People);
            let sentence = self.tokens.sentence(self.tokens.sentence_of(p.start)).start;
            group && p.start - sentence <= 2
        })
    }
}

fn differs(a: &Speaker, b: &Speaker) -> bool {
    a.span != b.span && (a.entity.is_none() || a.entity != b.entity) && a.form != SpeakerForm::Pronoun
}

/// What joins two phrases that follow each other: "and" gives true, a comma in a list false, anything else nothing.
fn link(tokens: &Tokens<'_>, a: &Phrase, b: &Phrase) -> Option<bool> {
    let list = &tokens.list;
    let mut at = a.end;
    if list.get(at)?.class == Class::Comma {
        at += 1;
    }
    let comma = at > a.end;
    let and = list.get(at)?.class == Class::Word && tokens.str(at) == "and";
    at += usize::from(and);
    let titles = (at..b.start).all(|n| {
        list[n].class == Class::Word
            && list[n].is(Facts::TITLE | Facts::ROLE | Facts::DETERMINER)
            && !list[n].has(Marks::SENTENCE)
    });
    // "Garro, the mayor": an apposition, not a list.
    let apposed = !and && b.kind == SpeakerKind::Role;
    (at <= b.start && (and || comma) && titles && !apposed && b.start - at <= 3).then_some(and)
}
