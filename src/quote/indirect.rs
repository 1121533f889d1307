//! Speech without quotation marks: "X said (that) …", "according to X, …", "…, officials said".

use rustc_hash::FxHashSet;

use super::cues::Relation;
use super::speakers::Around;
use super::{CueWord, Quote, QuoteKind, Resolver, cue_word};
use crate::gazetteer::{Facts, Frames};
use crate::resolve::EntityId;
use crate::text::{Case, Class, Tokens};

/// The fewest tokens of a content.
const SHORTEST: usize = 3;

/// Finds the indirect quotes of sentences that have no quotation of their own.
pub(super) fn indirect(
    around: &Around<'_, '_>,
    resolver: &Resolver<'_, '_>,
    quotes: &[Quote],
    spoken: &[(usize, EntityId)],
) -> Vec<Quote> {
    let tokens = around.tokens;
    let mut out: Vec<Quote> = Vec::new();
    let mut used: FxHashSet<u32> = quotes.iter().filter_map(|q| q.cue.as_ref()).map(|c| c.span.start).collect();
    let mut last_end = 0;
    for (n, phrase) in around.phrases.iter().enumerate() {
        let Some(cue) = around.cues[n] else { continue };
        let Some(row) = cue.row.or((cue.relation == Relation::According).then_some(0)) else { continue };
        let frames = around.gazetteer.cue_by_row(row).map(|c| c.frames).unwrap_or_default();
        let sentence = tokens.sentence(tokens.sentence_of(cue.start));
        let cue_at = tokens.span(cue.start, cue.end).start;
        if used.contains(&cue_at) {
            continue;
        }
        let content = match cue.relation {
            Relation::Subject | Relation::Owner => after_cue(tokens, cue.end, sentence.end, frames)
                .or_else(|| before_attribution(tokens, phrase.start.min(cue.start), cue.end, &sentence)),
            Relation::Inverted => before_attribution(tokens, cue.start, phrase.end, &sentence),
            Relation::According => before_attribution(tokens, cue.start, phrase.end, &sentence)
                .or_else(|| after_opening(tokens, cue.start, phrase.end, &sentence)),
            _ => None,
        };
        let Some((start, end)) = content.filter(|(s, e)| e - s >= SHORTEST) else { continue };
        // Quoted words make it a quotation with marks, which is there already.
        let next = around.stretches.list.partition_point(|s| s.close < start);
        if around.stretches.list.get(next).is_some_and(|s| s.open < end) || start < last_end {
            continue;
        }
        let span = tokens.span(start, end);
        last_end = end;
        used.insert(cue_at);
        let cue_span: Option<CueWord> = cue_word(tokens, around.gazetteer, &cue);
        out.push(Quote {
            kind: QuoteKind::Indirect,
            parts: vec![span],
            contents: vec![span],
            speaker: Some(resolver.speaker(n, spoken)),
            cue: cue_span,
            addressee: None,
            reason: match cue.relation {
                Relation::According => "according-to",
                Relation::Inverted => "content-cue-speaker",
                _ if start >= cue.end => "speaker-cue-clause",
                _ => "content-speaker-cue",
            }
            .into(),
            confidence: 0.8,
        });
    }
    out
}

/// "said (that) …": what follows the cue, to the end of the sentence.
fn after_cue(tokens: &Tokens<'_>, from: usize, end: usize, frames: Frames) -> Option<(usize, usize)> {
    if !frames.takes(Frames::THAT.with(Frames::WH).with(Frames::TO)) {
        return None;
    }
    let list = &tokens.list;
    let mut start = from;
    // "told reporters", "said on Tuesday", "said in a statement": up to the clause itself.
    let limit = (from + 9).min(end);
    let that = (from..limit).find(|&n| matches!(tokens.str(n), "that" | "whether" | "how" | "why" | "what"));
    if let Some(n) = that.filter(|&n| !list[from..n].iter().any(|t| matches!(t.class, Class::Semicolon | Class::Colon)))
    {
        start = if tokens.str(n) == "that" { n + 1 } else { n };
    } else {
        let next = list.get(start)?;
        let begins = next.is(Facts::SUBJECT | Facts::DETERMINER | Facts::POSSESSIVE)
            || next.is_capitalised()
            || (tokens.str(start) == "to" && frames.takes(Frames::TO))
            || (next.case == Case::Lower
                && next.class == Class::Word
                && !next.is(Facts::PREPOSITION | Facts::CONJUNCTION | Facts::ADVERB));
        if !begins || !frames.takes(Frames::THAT) && tokens.str(start) != "to" {
            return None;
        }
    }
    Some((start, trim(tokens, start, end)))
}

/// "…, X said": what stands before the attribution, from the start of the sentence.
fn before_attribution(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    sentence: &std::ops::Range<usize>,
) -> Option<(usize, usize)> {
    let list = &tokens.list;
    // Back over determiner, title and role to the comma.
    let mut comma = from;
    while comma > sentence.start && from - comma < 12 {
        if list[comma - 1].class == Class::Comma {
            break;
        }
        comma -= 1;
    }
    let has_comma = comma > sentence.start && list[comma - 1].class == Class::Comma;
    let prep = tokens.str(from).eq_ignore_ascii_case("according");
    let end = if prep {
        if has_comma && from - comma < 2 { comma - 1 } else { from }
    } else if has_comma {
        comma - 1
    } else {
        return None;
    };
    let _ = to;
    (end > sentence.start).then_some((sentence.start, end))
}

/// "According to X, …": what follows the comma.
fn after_opening(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    sentence: &std::ops::Range<usize>,
) -> Option<(usize, usize)> {
    if from > sentence.start + 1 {
        return None;
    }
    let comma = (to..sentence.end.min(to + 14)).find(|&n| tokens.list[n].class == Class::Comma)?;
    Some((comma + 1, trim(tokens, comma + 1, sentence.end)))
}

/// The end of a content without the mark that ends its sentence.
fn trim(tokens: &Tokens<'_>, start: usize, mut end: usize) -> usize {
    while end > start && tokens.list[end - 1].class.ends_sentence() {
        end -= 1;
    }
    end
}
