//! Quotations without marks that a colon brings in, and stretches that a page repeats.

use rustc_hash::FxHashMap;

use super::cues::{Relation, Word};
use super::phrases::{Phrase, SpeakerKind};
use super::resolver::Resolver;
use super::speakers::Around;
use super::{Quote, QuoteKind, cue_word};
use crate::gazetteer::{Facts, Frames, WordId};
use crate::resolve::EntityId;
use crate::span::Span;
use crate::text::{Class, Marks, Tokens};

/// How sure it is that indented paragraphs after a colon are quoted, and how sure by their person alone.
const INDENTED: f32 = 0.7;
const FIRST_PERSON: f32 = 0.5;
/// The fewest tokens of a block, and the most paragraphs.
const SHORTEST: usize = 8;
const MOST: usize = 20;
/// Within so many tokens of its start a block that only its person tells says "I" or "we".
const SOON: usize = 30;
/// How many tokens at the start of a pull quote are looked up, and how many places that begin so are compared.
const KEY: usize = 4;
const PLACES: usize = 8;

/// The rule `block-after-colon`: a paragraph that ends in a colon and has a verb of saying in its last sentence brings in
/// the paragraphs after it, when these are indented and it is not, or when the one after it speaks in the first person,
/// which the reporter does not.
///
/// For: "In a statement, the ministry said:" / "    We regret the delay …". Against: "The winners are:" / "Garro, Reyd
/// and Pell." (no verb of saying); "The ministry said:" / "* Trains stop at six" (a list).
pub(super) fn blocks(around: &Around<'_, '_>, resolver: &Resolver<'_, '_>, spoken: &[(usize, EntityId)]) -> Vec<Quote> {
    let tokens = around.tokens;
    let list = &tokens.list;
    let count = tokens.paragraphs.len().saturating_sub(1);
    let mut reporter: Option<bool> = None;
    let mut out = Vec::new();
    for n in 0..count.saturating_sub(1) {
        let range = tokens.paragraph(n);
        let Some(colon) = range.end.checked_sub(1).filter(|&c| c > range.start && list[c].class == Class::Colon) else {
            continue;
        };
        let sentence = tokens.sentence(tokens.sentence_of(colon - 1)).start.max(range.start);
        if list[sentence..colon].iter().any(|t| t.class.is_quote()) {
            continue;
        }
        let Some(word) = verb(around, sentence, colon) else { continue };
        let mut last = n;
        let sound = |k: usize| is_speech(around, k);
        let reason = if indent(tokens, n) == 0 && indent(tokens, n + 1) > 0 && sound(n + 1) {
            while last + 1 < count && last - n < MOST && indent(tokens, last + 1) > 0 && sound(last + 1) {
                last += 1;
            }
            INDENTED
        } else {
            let says_i = *reporter.get_or_insert_with(|| first_person(around, 0, list.len(), n + 1));
            let next = tokens.paragraph(n + 1);
            if says_i || !sound(n + 1) || !first_person(around, next.start, next.end.min(next.start + SOON), usize::MAX)
            {
                continue;
            }
            last = n + 1;
            FIRST_PERSON
        };
        let parts: Vec<Span> =
            (n + 1..=last).map(|k| tokens.paragraph(k)).map(|r| tokens.span(r.start, r.end)).collect();
        let phrase = speaker(around, sentence, colon, word);
        out.push(Quote {
            kind: QuoteKind::Direct,
            contents: parts.clone(),
            parts,
            speaker: phrase.map(|p| resolver.speaker(p, spoken)),
            with: Vec::new(),
            cue: cue_word(
                tokens,
                around.gazetteer,
                &super::CueAt {
                    relation: Relation::Subject,
                    start: word.start,
                    end: word.end,
                    row: Some(word.row),
                    distance: 0,
                },
            ),
            addressee: None,
            nested: Vec::new(),
            reason: "block-after-colon".into(),
            confidence: reason,
        });
    }
    out
}

/// The last verb of saying between two places.
fn verb<'w>(around: &Around<'_, 'w>, from: usize, to: usize) -> Option<Word> {
    let end = around.words.partition_point(|w| w.start < to);
    let near = around.words[..end].iter().rev().take_while(|w| w.start >= from);
    let says =
        |w: &&Word| w.frames.takes(Frames::QUOTE) && !w.frames.takes(Frames::WEAK.with(Frames::PREP)) && !w.participle;
    near.copied().find(|w| says(&w))
}

/// Whose verb it is: the phrase that has it as its cue, or the nearest before it.
fn speaker(around: &Around<'_, '_>, from: usize, to: usize, word: Word) -> Option<usize> {
    let first = around.phrases.partition_point(|p| p.start < from);
    let own = |n: &usize| around.cues[*n].is_some_and(|c| c.start == word.start);
    let within = first..around.phrases.partition_point(|p| p.start < to);
    let able = |p: &Phrase| p.kind != SpeakerKind::People && p.end <= word.start;
    within.clone().rev().find(own).or_else(|| within.rev().find(|&n| able(&around.phrases[n])))
}

/// Spaces and tabs before the first token of a paragraph, on its line.
fn indent(tokens: &Tokens<'_>, paragraph: usize) -> usize {
    let start = tokens.paragraph(paragraph).start;
    let Some(token) = tokens.get(start) else { return 0 };
    let before = tokens.text.as_bytes().get(..token.span.start as usize).unwrap_or_default();
    let spaces = before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let line = before.len() == spaces || before.get(before.len() - spaces - 1) == Some(&b'\n');
    if line && spaces >= 2 || line && before.last() == Some(&b'\t') { spaces } else { 0 }
}

/// Whether a paragraph may be what somebody says: sentences without marks, no item of a list, no turn.
fn is_speech(around: &Around<'_, '_>, paragraph: usize) -> bool {
    let tokens = around.tokens;
    let range = tokens.paragraph(paragraph);
    let words = &tokens.list[range.clone()];
    words.len() >= SHORTEST
        && words.last().is_some_and(|t| t.class.ends_sentence() || t.class == Class::Colon)
        && words.first().is_some_and(|t| t.class == Class::Word && t.is_capitalised())
        && !words.iter().any(|t| t.class.is_double_quote())
        && !words.iter().take(6).any(|t| t.class == Class::Colon)
        && !words.iter().any(|t| t.has(Marks::ALL_CAPS))
}

/// Whether somebody says "I" or "we" between two places outside quotations and outside one paragraph.
fn first_person(around: &Around<'_, '_>, from: usize, to: usize, except: usize) -> bool {
    let tokens = around.tokens;
    let out = if except < tokens.paragraphs.len() { tokens.paragraph(except) } else { 0..0 };
    (from..to.min(tokens.len())).any(|n| {
        let token = &tokens.list[n];
        let pronoun =
            token.class == Class::Word && token.is(Facts::SUBJECT | Facts::POSSESSIVE) && token.span.len() <= 3;
        pronoun
            && !out.contains(&n)
            && matches!(tokens.str(n), "I" | "we" | "We" | "my" | "My" | "our" | "Our")
            && !around.stretches.holds(n)
    })
}

/// The rule `pull-quote`: a quotation that is a paragraph by itself and stands word for word within a longer one, or
/// within an earlier one of the same length, is that one's again: it has its speaker, and says what it is.
///
/// Against: a quotation of three words, which may well be said twice.
pub(super) fn pull_quotes(tokens: &Tokens<'_>, quotes: &mut [Quote]) {
    if quotes.len() < 2 {
        return;
    }
    let whole = |span: &Span| {
        let start = tokens.list.partition_point(|t| t.span.start < span.start);
        let end = tokens.list.partition_point(|t| t.span.end <= span.end);
        (start, end.max(start))
    };
    let bare = |q: &Quote| {
        let [only] = q.parts.as_slice() else { return None };
        if q.kind == QuoteKind::Indirect {
            return None;
        }
        let (start, end) = whole(only);
        let first = tokens.get(start)?.has(Marks::PARAGRAPH);
        let last = tokens.get(end).is_none_or(|t| t.has(Marks::PARAGRAPH));
        (first && last).then(|| words(tokens, whole(&q.contents[0])))
    };
    let found: Vec<(usize, Vec<WordId>)> =
        quotes.iter().enumerate().filter_map(|(n, q)| bare(q).filter(|w| w.len() > KEY).map(|w| (n, w))).collect();
    if found.is_empty() {
        return;
    }
    let texts: Vec<Vec<WordId>> = quotes
        .iter()
        .map(|q| {
            if q.kind == QuoteKind::Indirect {
                Vec::new()
            } else {
                q.contents.iter().flat_map(|c| words(tokens, whole(c))).collect()
            }
        })
        .collect();
    // Where the words stand that one of those found begins with; most places are ruled out by their first word.
    let mut places: FxHashMap<&[WordId], Vec<(usize, usize)>> =
        found.iter().map(|(_, words)| (&words[..KEY], Vec::new())).collect();
    let bit = |word: WordId| 1u64 << (word.0 % u64::BITS);
    let first = found.iter().fold(0, |bits, (_, words)| bits | bit(words[0]));
    for (n, text) in texts.iter().enumerate() {
        for (at, key) in text.windows(KEY).enumerate().filter(|(_, key)| first & bit(key[0]) != 0) {
            if let Some(known) = places.get_mut(key).filter(|known| known.len() < PLACES) {
                known.push((n, at));
            }
        }
    }
    let again = |n: usize, words: &[WordId]| {
        let known = places.get(&words[..KEY])?;
        let same = |&&(other, at): &&(usize, usize)| {
            let text = &texts[other];
            let longer = text.len() > words.len() || (text.len() == words.len() && other < n);
            other != n && longer && text[at..].starts_with(words)
        };
        known.iter().find(same).map(|p| p.0)
    };
    let pulled: Vec<(usize, usize)> = found.iter().filter_map(|(n, w)| again(*n, w).map(|of| (*n, of))).collect();
    for (n, of) in pulled {
        let (speaker, with) = (quotes[of].speaker.clone(), quotes[of].with.clone());
        let quote = &mut quotes[n];
        (quote.speaker, quote.with, quote.reason) = (speaker, with, "pull-quote".into());
        (quote.cue, quote.addressee) = (None, None);
    }
}

/// The words between two places, in order.
fn words(tokens: &Tokens<'_>, (start, end): (usize, usize)) -> Vec<WordId> {
    tokens.list[start..end].iter().filter(|t| t.class.is_wordlike()).map(|t| t.word).collect()
}
