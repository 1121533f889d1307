//! "the agency", "the carmaker", "the I.M.F. report": from a noun to the body that is meant.

use super::{FEW, Resolver};
use crate::gazetteer::tsv::values;
use crate::gazetteer::{Facts, Sort};
use crate::quote::phrases::Phrase;
use crate::resolve::EntityId;
use crate::text::{Case, Class};

impl Resolver<'_, '_> {
    /// "the IMF report", "the senator's letter", "a complaint filed by the S.E.C.": the document speaks for whoever
    /// wrote it.
    pub(super) fn author(&self, p: &Phrase) -> Option<EntityId> {
        let named = |from: usize, to: usize| {
            let next = self.named.partition_point(|n| n.0 < from);
            self.named[next..].iter().take_while(|n| n.0 < to).map(|n| (n.0, n.2)).last()
        };
        if let Some((_, id)) = named(p.start, p.end) {
            return Some(id);
        }
        let list = &self.tokens.list;
        let before = p.start.checked_sub(1).filter(|&n| list[n].class == Class::Clitic);
        if let Some(clitic) = before {
            let n = self.named.partition_point(|n| n.1 < clitic);
            return self.named.get(n).filter(|n| n.1 == clitic).map(|n| n.2);
        }
        // "by", "from" or "of" right after it, perhaps with a participle between.
        let by = (p.end..list.len().min(p.end + 3)).find(|&n| matches!(self.tokens.str(n), "by" | "from" | "of"))?;
        let between = (p.end..by).all(|n| list[n].class == Class::Word && list[n].case == Case::Lower);
        let limit = (by + 1..list.len().min(by + 5)).find(|&n| list[n].class != Class::Word).unwrap_or(by + 5);
        let next = self.named.partition_point(|n| n.0 <= by);
        self.named.get(next).filter(|n| between && n.0 < limit).map(|n| n.2)
    }

    /// "the commission", "the agency", "the Dutch carmaker": the body named last before whose name has the noun, or a
    /// word that the noun stands for; or which the lists have as of its kind.
    pub(super) fn body(&self, p: &Phrase) -> Option<EntityId> {
        if !self.tokens.str(p.start).eq_ignore_ascii_case("the") || p.end < p.start + 2 {
            return None;
        }
        // "the news agency": a noun of two words stands for more than its last.
        let from = |n: usize| self.tokens.span(n, p.end).of(self.tokens.text).to_lowercase();
        let two = p.end.checked_sub(2).filter(|&n| n > p.start).map(from);
        let two = two.filter(|noun| !self.gazetteer.stand_ins(noun).is_empty());
        let noun = two.unwrap_or_else(|| from(p.end - 1));
        // "the European commission", "the other company": which one is meant is said otherwise.
        let between = p.end - 1 - noun.split(' ').count() + 1;
        let list = &self.tokens.list;
        let plain =
            |n: usize| list[n].is(Facts::ADJECTIVE) && list[n].is_capitalised() || list[n].class == Class::Hyphen;
        let described = (p.start + 1..between).all(|n| plain(n) || list[n].is(Facts::LISTED_PLACE));
        if !described {
            return None;
        }
        let rows = self.gazetteer.stand_ins(&noun);
        let of = |sort: Sort| rows.iter().filter(move |s| s.sort == sort).flat_map(|s| values(&s.stands_for));
        let named = |id: &EntityId| {
            let name = self.entities.get(*id).map_or("", |e| e.name.as_str());
            let mut words = name.split_whitespace().map(str::to_ascii_lowercase);
            words.any(|w| w == noun || of(Sort::Name).any(|n| n == w))
        };
        let listed = |id: &EntityId| {
            let thing = self.entities.get(*id).and_then(|e| e.thing);
            let kind = thing.map_or("", |t| self.gazetteer.thing(t).roles);
            !kind.is_empty() && of(Sort::Kind).any(|k| k == kind)
        };
        let before = self.bodies.partition_point(|(at, _)| *at < p.start);
        let near = self.bodies[..before].iter().rev().take(FEW).map(|(_, id)| *id);
        let whole = |id: &EntityId| {
            let name = self.entities.get(*id).map_or("", |e| e.name.as_str());
            name.split_whitespace().any(|w| w.eq_ignore_ascii_case(&noun))
        };
        // The noun itself in the name tells more than what it stands for, when it stands not far behind.
        let sure = near.clone().take(FEW / 4).find(whole);
        sure.or_else(|| near.clone().find(|id| named(id) || listed(id)))
    }
}
