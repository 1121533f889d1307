//! A quotation before its speaker is known, and what it says of each possible one.

use smallvec::SmallVec;

use super::super::cues::{CueAt, RELATIONS, Relation, Word};
use super::super::groups::{Group, is_title, words};
use super::super::phrases::Phrase;
use super::evidence::*;
use super::sides::{After, Before};
use super::{Around, FAR, REACH};
use crate::gazetteer::Facts;
use crate::resolve::EntityId;
use crate::text::{Case, Class, Marks};
use crate::weigh::Sink;

/// Where the nearest reporting word stands: right beside a quotation (0), in its sentence (1), nowhere near (2).
fn cue_near(around: &Around<'_, '_>, (open, close): (usize, usize), before: &Before) -> usize {
    let from = around.words.partition_point(|w| w.end + 40 < open);
    let near = around.words[from..].iter().take_while(|w| w.start < close + 40);
    if near.clone().any(|w| w.start.abs_diff(close) <= 4 || w.end.abs_diff(open) <= 2) {
        return 0;
    }
    let end = around.landmarks.sentence_after(close);
    let same = |w: &Word| (close..end).contains(&w.start) || (before.sentences[0]..=open).contains(&w.end);
    if near.into_iter().any(same) { 1 } else { 2 }
}

/// How many possible speakers there are room for at first.
const PLACES: usize = 48;

/// Where a possible speaker stands to a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    phrase: u32,
    pub(super) region: Region,
    /// How many of the region stand nearer, up to three.
    pub(super) rank: u8,
}

impl Place {
    /// Its number.
    #[inline]
    pub(super) fn phrase(&self) -> usize {
        self.phrase as usize
    }
}

/// Who spoke the quotation before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    /// The phrase, by its number.
    pub(super) speaker: usize,
    pub(super) entity: Option<EntityId>,
    /// The last token of the quotation.
    pub(super) close: usize,
}

/// What is known of a quotation before its speaker.
pub(super) struct Quotation<'g> {
    group: &'g Group,
    open: usize,
    close: usize,
    shapes: SmallVec<[u16; 6]>,
    lead: usize,
    end: usize,
    whole_paragraph: bool,
    cue_near: usize,
    /// How many tokens before it, and up to its end, are neither commas nor colons.
    plain_open: u32,
    plain_close: u32,
    before: Before,
    after: After,
    last: Option<Last>,
}

impl<'g> Quotation<'g> {
    pub(super) fn new(
        around: &Around<'_, '_>,
        group: &'g Group,
        (open, close): (usize, usize),
        last_speaker: Option<Last>,
    ) -> Self {
        let tokens = around.tokens;
        let list = &tokens.list;
        let first = &around.stretches.list[group.parts[0]];
        let last = &around.stretches.list[group.parts[group.parts.len() - 1]];
        let count = words(tokens, around.stretches, group);
        let mut shapes = SmallVec::new();
        shapes.push(match count {
            0 | 1 => 0,
            2 | 3 => 1,
            4..=6 => 2,
            _ => 3,
        });
        let end_class = list[last.end().max(1) - 1].class;
        let after_comma = list.get(close + 1).is_some_and(|t| t.class == Class::Comma);
        let first_end = list[first.end().max(1) - 1].class;
        let end = match () {
            () if end_class == Class::Comma || after_comma || (group.parts.len() > 1 && first_end == Class::Comma) => 0,
            () if matches!(end_class, Class::Question | Class::Exclamation | Class::Dash) => 2,
            () if end_class.ends_sentence() => 1,
            () => 3,
        };
        shapes.push(4 + end as u16);
        if list[first.first()].case == Case::Lower {
            shapes.push(8);
        }
        if is_title(tokens, first) {
            shapes.push(9);
        }
        let starts_paragraph = list[open].has(Marks::PARAGRAPH);
        let ends_paragraph = list.get(close + 1).is_none_or(|t| t.has(Marks::PARAGRAPH))
            || (list.get(close + 2).is_none_or(|t| t.has(Marks::PARAGRAPH)) && list[close + 1].class.ends_sentence());
        let whole_paragraph = starts_paragraph && ends_paragraph;
        if whole_paragraph {
            shapes.push(10);
        }
        if first.single {
            shapes.push(11);
        }
        let lead = match open.checked_sub(1).map(|n| &list[n]) {
            None => 0,
            Some(_) if starts_paragraph => 0,
            Some(t) if t.class == Class::Comma => 1,
            Some(t) if t.class == Class::Colon => 2,
            Some(t) if t.is(Facts::CUE) => 3,
            Some(_) if tokens.str(open - 1).eq_ignore_ascii_case("that") => 4,
            Some(t) if t.class.ends_sentence() || t.class.is_quote() => 6,
            Some(_) => 5,
        };
        let before = Before::new(around, group.parts[0], open);
        let after = After::new(around, group.parts[group.parts.len() - 1], close);
        Self {
            group,
            open,
            close,
            shapes,
            lead,
            end,
            whole_paragraph,
            cue_near: cue_near(around, (open, close), &before),
            plain_open: around.landmarks.plain(open),
            plain_close: around.landmarks.plain(close + 1),
            before,
            after,
            last: last_speaker,
        }
    }

    /// The evidence that nobody speaks it.
    pub(super) fn nobody(&self, around: &Around<'_, '_>, out: &mut impl Sink<SpeakerEvidence>) {
        out.put(flag::NONE);
        self.shapes.iter().for_each(|s| out.put(NONE_SHAPE as u16 + s));
        out.put((NONE_LEAD + self.lead) as u16);
        out.put((NONE_END + self.end) as u16);
        out.put((NONE_CUE + self.cue_near) as u16);
        let list = &around.tokens.list;
        if list[self.open].has(Marks::TITLE_CASE) {
            out.put(flag::HEADLINE);
        }
        if around.named_so(self.open) {
            out.put(flag::NAMED_SO);
        }
        if around.within_name(self.open, self.close) {
            out.put(flag::IN_NAME);
        }
    }

    /// Those who may speak it, nearest first within each region, and the regions one after the other: those between its
    /// parts, after it and before it, and last the speaker of the quotation before, however far off.
    ///
    /// Outwards from the quotation one region gives way to the next, so that nothing has to be sorted.
    pub(super) fn places(&self, around: &Around<'_, '_>) -> Vec<Place> {
        let phrases = around.phrases;
        let (before, after) = (&self.before, &self.after);
        let mut places: Vec<Place> = Vec::with_capacity(PLACES);
        let mut put = |region: Region, rank: &mut u8, phrase: usize| {
            places.push(Place { phrase: phrase as u32, region, rank: *rank });
            *rank = (*rank + 1).min(RANKS as u8 - 1);
        };
        let between = |n: &usize| phrases[*n].start > self.open && phrases[*n].end <= self.close;
        let mut rank = 0;
        for n in (before.phrases..after.phrases).filter(between) {
            put(Region::Between, &mut rank, n);
        }
        // The attribution may follow a mark that ends a sentence: what stands outside the marks counts.
        let regions = [
            (Region::After, after.sentence.min(after.paragraph)),
            (Region::AfterSentence, after.paragraph),
            (Region::ParagraphAfter, usize::MAX),
        ];
        let mut n = after.phrases;
        for (region, end) in regions {
            let (mut rank, end) = (0, end.min(self.close + REACH));
            while n < phrases.len() && phrases[n].start < end {
                put(region, &mut rank, n);
                n += 1;
            }
        }
        // Each with the first token from which on it reaches, and where what stands in it ends at the earliest.
        let regions = [
            (Region::Before, before.paragraph, before.sentences[0]),
            (Region::BeforeSentence, before.paragraph, before.sentences[1]),
            (Region::BeforeTwo, before.paragraph, 0),
            (Region::ParagraphBefore, 0, 0),
        ];
        // What reaches over the edge of the quotation stands nearest.
        let mut across = (before.phrases..after.phrases).rev().find(|n| !between(n));
        let mut n = before.phrases;
        for (region, start, end) in regions {
            let (mut rank, end) = (0, end.max(self.open.saturating_sub(REACH)));
            let within = |p: &Phrase| p.start + 1 >= start && p.end >= end;
            if let Some(n) = across.take_if(|n| within(&phrases[*n])) {
                put(region, &mut rank, n);
            }
            while n > 0 && within(&phrases[n - 1]) {
                n -= 1;
                put(region, &mut rank, n);
            }
        }
        let carried = self.last.map(|l| l.speaker as u32).filter(|&n| !places.iter().any(|p| p.phrase == n));
        places.extend(carried.map(|phrase| Place { phrase, region: Region::Far, rank: 0 }));
        places
    }

    /// Whether the cue of a phrase may be this quotation's: unless it stands on its other side.
    #[inline]
    pub(super) fn is_tied(&self, p: &Phrase, cue: &CueAt) -> bool {
        !(p.end <= self.open && cue.start > self.close) && !(p.start > self.close && cue.end <= self.open)
    }

    /// What it says for everybody in a region.
    pub(super) fn of_region(&self, region: Region, out: &mut impl Sink<SpeakerEvidence>) {
        let r = region as usize;
        out.put(flag::ANY);
        self.shapes.iter().for_each(|s| out.put((SHAPE_REGION + *s as usize * REGIONS.len() + r) as u16));
        out.put_if(flag::WHOLE_PARAGRAPH, self.whole_paragraph);
    }

    /// What it says for everybody in a region who has a cue, or has none.
    pub(super) fn of_end_and_lead(&self, region: Region, with_cue: bool, out: &mut impl Sink<SpeakerEvidence>) {
        let (r, without) = (region as usize, usize::from(!with_cue));
        out.put((END_REGION + (self.end * REGIONS.len() + r) * 2 + without) as u16);
        out.put((LEAD_REGION + (self.lead * REGIONS.len() + r) * 2 + without) as u16);
        out.put_if((RELATION_AT + r * RELATIONS + Relation::None as usize) as u16, !with_cue);
    }

    /// How a phrase stands to the cue that it has, and how far that is from the quotation, as values of evidence.
    #[inline]
    pub(super) fn tie(&self, around: &Around<'_, '_>, cue: &CueAt) -> (usize, usize) {
        (cue.relation as usize, bucket(self.gap(around, cue)))
    }

    /// What it says for the phrase with this number, which names this entity, when it is, or means, the speaker of the
    /// quotation before.
    #[inline]
    pub(super) fn of_last(
        &self,
        phrase: usize,
        entity: Option<EntityId>,
        around: &Around<'_, '_>,
        out: &mut impl Sink<SpeakerEvidence>,
    ) {
        let Some(last) = self.last else { return };
        let same = phrase == last.speaker;
        out.put_if(flag::LAST_SPEAKER, same | (entity.is_some() & (entity == last.entity)));
        if same && last.close < self.open {
            self.carried(around, last.close, out);
        }
    }

    /// What stands between a phrase and the quotation: which of [`BETWEEN`], as bits.
    #[inline]
    pub(super) fn between(&self, place: &Place, p: &Phrase) -> usize {
        let (before, after, n) = (&self.before, &self.after, place.phrase());
        let stand = if p.end <= self.open {
            before.between(n, p.end)
        } else if p.start > self.close {
            after.between(n, p.start)
        } else {
            return 0;
        };
        stand.iter().rev().fold(0, |bits, &stands| bits << 1 | usize::from(stands))
    }

    /// What it says for the speaker of the quotation before, which ends at `close`.
    fn carried(&self, around: &Around<'_, '_>, close: usize, out: &mut impl Sink<SpeakerEvidence>) {
        let breaks = around.tokens.paragraph_of(self.open) - around.tokens.paragraph_of(close);
        let paragraphs = around.tokens.condition.paragraphs;
        if breaks == 0 && !paragraphs {
            out.put(flag::JOINED);
        } else if breaks == 0 {
            out.put(flag::SAME_PARAGRAPH);
        } else if breaks == 1 {
            out.put(flag::LAST_PARAGRAPH);
        }
        let place = if paragraphs { breaks } else { 2 };
        if breaks < 2 {
            out.put((CARRY + (place * LEADS.len() + self.lead) * ENDS.len() + self.end) as u16);
        }
        // No reporting word stands near.
        if self.cue_near == 2 {
            out.put(flag::CARRIED_ALONE);
        }
    }

    /// Tokens between a cue and the nearest edge of the quotation; commas and colons do not count.
    #[inline]
    fn gap(&self, around: &Around<'_, '_>, cue: &CueAt) -> usize {
        let marks = &around.landmarks;
        // Before it or after it as a whole the cue is nearest to its first part or its last.
        let (from, to) = match () {
            () if cue.start > self.close => (self.plain_close, marks.plain(cue.start)),
            () if cue.end <= self.open => (marks.plain(cue.end), self.plain_open),
            () => return self.gap_within(around, cue),
        };
        (to.saturating_sub(from) as usize).min(FAR)
    }

    /// The same of a cue between two parts, or within one.
    #[cold]
    fn gap_within(&self, around: &Around<'_, '_>, cue: &CueAt) -> usize {
        let plain = |from, to| around.landmarks.plain(to).saturating_sub(around.landmarks.plain(from)) as usize;
        // The parts right before and right after the cue are the nearest.
        let part = |n: usize| self.group.parts.get(n).map(|&p| &around.stretches.list[p]);
        let next = self.group.parts.partition_point(|&p| around.stretches.list[p].close < cue.start);
        let before = next.checked_sub(1).and_then(part).map(|s| plain(s.close + 1, cue.start));
        let after = part(next).filter(|s| cue.end <= s.open).map(|s| plain(cue.end, s.open));
        before.into_iter().chain(after).min().unwrap_or(FAR).min(FAR)
    }
}
