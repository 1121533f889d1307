//! Quotations without marks that a colon brings in, and stretches that a page repeats.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::cues::{Relation, Word};
use super::phrases::{Phrase, SpeakerKind};
use super::resolver::Resolver;
use super::speakers::Around;
use super::{Parts, Quote, QuoteKind, cue_word};
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
        let parts: Parts = (n + 1..=last).map(|k| tokens.paragraph(k)).map(|r| tokens.span(r.start, r.end)).collect();
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
            reason: SmolStr::new_static("block-after-colon"),
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
    let whole = |span: &Span| {
        let start = tokens.list.partition_point(|t| t.span.start < span.start);
        let end = tokens.list.partition_point(|t| t.span.end <= span.end);
        (start, end.max(start))
    };
    let bare = |q: &Quote| {
        let [only] = q.parts.as_slice() else { return false };
        // Few begin a paragraph.
        let byte = |paragraph: u32| tokens.get(paragraph as usize).map_or(u32::MAX, |t| t.span.start);
        let next = tokens.paragraphs.partition_point(|&p| byte(p) < only.start);
        let begins = tokens.paragraphs.get(next).is_some_and(|&p| byte(p) == only.start);
        let ends = || tokens.get(whole(only).1).is_none_or(|t| t.has(Marks::PARAGRAPH));
        q.kind != QuoteKind::Indirect && begins && ends()
    };
    let mut found: Vec<usize> = (0..quotes.len()).filter(|&n| bare(&quotes[n])).collect();
    if found.is_empty() || quotes.len() < 2 {
        return;
    }
    // What all of them say, one after the other, and where each begins.
    let (mut said, mut starts) = (Vec::new(), vec![0]);
    for quote in quotes.iter() {
        let contents = if quote.kind == QuoteKind::Indirect { &[][..] } else { &quote.contents };
        for (start, end) in contents.iter().map(whole) {
            said.extend(tokens.list[start..end].iter().filter(|t| t.class.is_wordlike()).map(|t| t.word));
        }
        starts.push(said.len());
    }
    let text = |n: usize| &said[starts[n]..starts[n + 1]];
    found.retain(|&n| text(n).len() > KEY);
    // Where the first words of each stand in the quotations; a key is hashed only where its first word fits.
    let mut places: FxHashMap<&[WordId], Vec<(usize, usize)>> = FxHashMap::default();
    let bit = |word: WordId| 1u64 << (word.0 % 64);
    let mut firsts = 0;
    for words in found.iter().map(|&n| text(n)) {
        places.entry(&words[..KEY]).or_default();
        firsts |= bit(words[0]);
    }
    for n in 0..quotes.len() {
        for (at, key) in text(n).windows(KEY).enumerate().filter(|(_, key)| firsts & bit(key[0]) != 0) {
            if let Some(known) = places.get_mut(key).filter(|known| known.len() < PLACES) {
                known.push((n, at));
            }
        }
    }
    let again = |n: usize| {
        let words = text(n);
        let same = |&&(other, at): &&(usize, usize)| {
            let longer = text(other).len() > words.len() || (text(other).len() == words.len() && other < n);
            other != n && longer && text(other)[at..].starts_with(words)
        };
        places.get(&words[..KEY])?.iter().find(same).map(|p| p.0)
    };
    let pulled: Vec<(usize, usize)> = found.iter().filter_map(|&n| Some((n, again(n)?))).collect();
    for (n, of) in pulled {
        let (speaker, with) = (quotes[of].speaker.clone(), quotes[of].with.clone());
        let quote = &mut quotes[n];
        (quote.speaker, quote.with, quote.reason) = (speaker, with, SmolStr::new_static("pull-quote"));
        (quote.cue, quote.addressee) = (None, None);
    }
}
