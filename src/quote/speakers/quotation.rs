//! A quotation before its speaker is known, and what it says of each possible one.

use smallvec::SmallVec;

use super::super::cues::{CueAt, RELATIONS, Relation, Word};
use super::super::groups::{Group, is_title, words};
use super::super::landmarks::first_from;
use super::super::phrases::{KINDS, Phrase};
use super::evidence::*;
use super::{Around, FAR, REACH};
use crate::gazetteer::Facts;
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
    /// Its number.
    pub(super) phrase: usize,
    pub(super) region: Region,
    /// How many of the region stand nearer, up to three.
    pub(super) rank: usize,
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
    before: Before,
    after: After,
}

/// What stands before a quotation, outwards: of each sort one past the last token (or phrase) that is such, 0 for none.
struct Before {
    paragraph: usize,
    /// The last two ends of sentences.
    sentences: [usize; 2],
    colon: usize,
    that: usize,
    speaking: usize,
    /// The first token of the quotation before.
    quotation: usize,
    /// How many phrases end before it.
    phrases: usize,
}

/// What stands after a quotation, outwards: of each sort the first token (or phrase) that is such.
struct After {
    paragraph: usize,
    /// From here on the end of a sentence stands between.
    sentence: usize,
    colon: usize,
    that: usize,
    speaking: usize,
    /// The last token of the quotation after it.
    quotation: usize,
    /// The first phrase that begins after it.
    phrases: usize,
}

impl Before {
    /// Of the stretch with the number `first`, which opens at `open`.
    fn new(around: &Around<'_, '_>, first: usize, open: usize) -> Self {
        let marks = &around.landmarks;
        let phrases = around.phrases.partition_point(|p| p.end <= open);
        let quotation = first.checked_sub(1).and_then(|n| around.stretches.list.get(n));
        Self {
            paragraph: around.tokens.paragraph(around.tokens.paragraph_of(open)).start + 1,
            sentences: marks.sentences_before(open),
            colon: marks.colons.last(open),
            that: marks.thats.last(open),
            speaking: marks.speaking.last(phrases),
            quotation: quotation.map_or(0, |s| s.open + 1),
            phrases,
        }
    }
}

impl After {
    /// Of the stretch with the number `last`, which closes at `close`.
    fn new(around: &Around<'_, '_>, last: usize, close: usize) -> Self {
        let marks = &around.landmarks;
        let phrases = around.phrases.partition_point(|p| p.start <= close);
        Self {
            paragraph: first_from(&around.tokens.paragraphs, close + 1),
            sentence: marks.sentence_after(close + 1),
            colon: marks.colons.next(close + 1),
            that: marks.thats.next(close + 1),
            speaking: marks.speaking.next(phrases),
            quotation: around.stretches.list.get(last + 1).map_or(usize::MAX, |s| s.close),
            phrases,
        }
    }
}

impl<'g> Quotation<'g> {
    pub(super) fn new(around: &Around<'_, '_>, group: &'g Group, open: usize, close: usize) -> Self {
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
            before,
            after,
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
    pub(super) fn places(&self, around: &Around<'_, '_>, last: Option<usize>) -> Vec<Place> {
        let phrases = around.phrases;
        let mut places: Vec<Place> = Vec::with_capacity(PLACES);
        let mut carried = last;
        let mut put = |phrase: usize, region: Region| {
            let rank = match places.last() {
                Some(before) if before.region == region => (before.rank + 1).min(3),
                _ => 0,
            };
            places.push(Place { phrase, region, rank });
            carried = carried.filter(|&speaker| speaker != phrase);
        };
        let mut across = None;
        for n in self.before.phrases..self.after.phrases {
            match phrases[n].start > self.open && phrases[n].end <= self.close {
                true => put(n, Region::Between),
                false => across = Some(n),
            }
        }
        for n in self.after.phrases..phrases.len() {
            if phrases[n].start - self.close >= REACH {
                break;
            }
            put(n, self.region_after(&phrases[n]));
        }
        for n in across.into_iter().chain((0..self.before.phrases).rev()) {
            if phrases[n].end + REACH < self.open {
                break;
            }
            put(n, self.region_before(&phrases[n]));
        }
        if let Some(phrase) = carried {
            places.push(Place { phrase, region: Region::Far, rank: 0 });
        }
        places
    }

    /// Where a phrase after the quotation stands.
    #[inline]
    fn region_after(&self, p: &Phrase) -> Region {
        match () {
            () if p.start >= self.after.paragraph => Region::ParagraphAfter,
            // The attribution may follow a mark that ends a sentence: what stands outside the marks counts.
            () if p.start >= self.after.sentence => Region::AfterSentence,
            () => Region::After,
        }
    }

    /// Where a phrase before the quotation stands.
    #[inline]
    fn region_before(&self, p: &Phrase) -> Region {
        let [last, last_but_one] = self.before.sentences;
        match () {
            () if p.start + 1 < self.before.paragraph => Region::ParagraphBefore,
            () if p.end >= last => Region::Before,
            () if p.end >= last_but_one => Region::BeforeSentence,
            () => Region::BeforeTwo,
        }
    }

    /// The cue of a phrase, unless it stands on the other side of this quotation.
    fn cue<'a>(&self, around: &Around<'a, '_>, n: usize) -> Option<&'a CueAt> {
        let p = &around.phrases[n];
        around.cues[n]
            .as_ref()
            .filter(|c| !(p.end <= self.open && c.start > self.close) && !(p.start > self.close && c.end <= self.open))
    }

    /// The evidence that the phrase at this place speaks it.
    #[inline]
    pub(super) fn evidence(
        &self,
        around: &Around<'_, '_>,
        &Place { phrase: n, region, rank }: &Place,
        last: Option<(usize, usize)>,
        out: &mut impl Sink<SpeakerEvidence>,
    ) {
        let cue = self.cue(around, n);
        let p = &around.phrases[n];
        let r = region as usize;
        let relation = cue.map_or(Relation::None, |c| c.relation);
        let without = usize::from(cue.is_none());
        out.put(flag::ANY);
        out.put((RELATION_AT + r * RELATIONS + relation as usize) as u16);
        out.put((KIND_AT + r * KINDS + p.kind as usize) as u16);
        out.put((RELATION_KIND + relation as usize * KINDS + p.kind as usize) as u16);
        out.put((RANK + r * 4 + rank) as u16);
        out.put((END_REGION + (self.end * REGIONS.len() + r) * 2 + without) as u16);
        out.put((LEAD_REGION + (self.lead * REGIONS.len() + r) * 2 + without) as u16);
        self.shapes.iter().for_each(|s| out.put((SHAPE_REGION + *s as usize * REGIONS.len() + r) as u16));
        let beside = &around.beside[n];
        match cue {
            Some(c) => {
                let gap = self.gap(around, c);
                out.put((CUE_QUOTE + r * BUCKETS + bucket(gap)) as u16);
                out.put((PHRASE_CUE + relation as usize * BUCKETS + bucket(c.distance)) as u16);
                out.put((KIND_CUE + (r * RELATIONS + relation as usize) * BUCKETS + bucket(gap)) as u16);
                if gap == 0 {
                    out.put(flag::TOUCHES);
                }
                beside.with_cue.iter().for_each(|&piece| out.put(piece));
            }
            None => beside.alone.iter().for_each(|&piece| out.put(piece)),
        }
        self.between(around, n, out);
        if self.whole_paragraph {
            out.put(flag::WHOLE_PARAGRAPH);
        }
        if let Some((speaker, close)) = last {
            self.carried(around, n, speaker, close, out);
        }
    }

    /// What stands between a phrase and the quotation.
    fn between(&self, around: &Around<'_, '_>, n: usize, out: &mut impl Sink<SpeakerEvidence>) {
        let p = &around.phrases[n];
        let (before, after) = (&self.before, &self.after);
        let (colon, that, quotation, speaking) = if p.end <= self.open {
            (before.colon > p.end, before.that > p.end, before.quotation > p.end, before.speaking > n + 1)
        } else if p.start > self.close {
            (after.colon < p.start, after.that < p.start, after.quotation < p.start, after.speaking < n)
        } else {
            return;
        };
        if colon {
            out.put(flag::COLON);
        }
        if that {
            out.put(flag::THAT);
        }
        if quotation {
            out.put(flag::OTHER_QUOTE);
        }
        if speaking {
            out.put(flag::OTHER_CUE);
        }
    }

    /// What it says for a phrase that it, or another name of the same, spoke the quotation before, which ends at `close`.
    fn carried(
        &self,
        around: &Around<'_, '_>,
        n: usize,
        speaker: usize,
        close: usize,
        out: &mut impl Sink<SpeakerEvidence>,
    ) {
        let entity = around.phrases[n].entity;
        if speaker == n || (entity.is_some() && around.phrases[speaker].entity == entity) {
            out.put(flag::LAST_SPEAKER);
        }
        if speaker != n || close >= self.open {
            return;
        }
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
    fn gap(&self, around: &Around<'_, '_>, cue: &CueAt) -> usize {
        let plain = |from, to| around.landmarks.plain_between(from, to);
        // The parts right before and right after the cue are the nearest.
        let part = |n: usize| self.group.parts.get(n).map(|&p| &around.stretches.list[p]);
        let next = self.group.parts.partition_point(|&p| around.stretches.list[p].close < cue.start);
        let before = next.checked_sub(1).and_then(part).map(|s| plain(s.close + 1, cue.start));
        let after = part(next).filter(|s| cue.end <= s.open).map(|s| plain(cue.end, s.open));
        before.into_iter().chain(after).min().unwrap_or(FAR).min(FAR)
    }
}
