//! Tokens with their word looked up.

use super::context::Context;
use super::memo::{Found, Memo};
use super::noted::{BATCH, Noted};
use super::scan::{Raw, Scanner};
use super::token::{Class, Marks, Token};
use crate::gazetteer::{Facts, Gazetteer, LocalWords, Short, WordId, fold_into};

/// The tokens of a text, and what was noted of them. `document` is the class of the nouns for what speaks on paper.
pub(super) fn words(text: &str, gazetteer: &Gazetteer, document: Context, memo: &mut Memo) -> (Vec<Token>, Noted) {
    let mut list = memo.room(text.len() / 4 + 4);
    let mut noted = Noted::of(text.len());
    memo.begin(gazetteer.lexicon.bound());
    let mut lists = Lists { gazetteer, local: LocalWords::default(), folded: Vec::with_capacity(32) };
    let mut scanner = Scanner::new(text, |w| gazetteer.is_abbreviation(w));
    let mut batch = [(Raw::default(), 0); BATCH];
    loop {
        let mut count = 0;
        for (raw, place) in &mut batch {
            if !scanner.read(raw) {
                break;
            }
            *place = memo.place(raw.written);
            count += 1;
        }
        let cut = batch.get(..count).unwrap_or_default();
        memo.fetch(cut.iter().map(|&(_, place)| place));
        let from = list.len();
        list.extend(cut.iter().map(|&(raw, place)| {
            let Raw { span, class, case, marks, written } = raw;
            let own = marks - Marks::AROUND;
            let known = memo.get(place, written, class, own);
            let Found { word, facts, context, names } = known.unwrap_or_else(|| {
                let found = lists.look_up(raw, text);
                memo.keep(written, class, own, found);
                found
            });
            Token { span, word, facts, names, marks, class, case, context }
        }));
        noted.batch(from as u32, list.get(from..).unwrap_or_default(), document);
        if count < BATCH {
            return (list, noted);
        }
    }
}

/// What tokens are looked up in.
struct Lists<'g> {
    gazetteer: &'g Gazetteer,
    local: LocalWords,
    folded: Vec<u8>,
}

impl Lists<'_> {
    /// What is known of a token that the article has not had of late. Depends on nothing but what is written, its class
    /// and its own marks.
    #[inline(never)]
    fn look_up(&mut self, raw: Raw, text: &str) -> Found {
        let Raw { span, class, case, marks, written } = raw;
        let Lists { gazetteer, local, folded } = self;
        let short = written != 0 && is_ascii(written) && !marks.contains(Marks::POINT);
        let short = short.then(|| Short { bytes: lower_case(written), len: span.len() as usize });
        let listed = match short {
            Some(short) => gazetteer.lexicon.find_short(short),
            None => {
                folded.clear();
                fold_into(span.of(text), folded);
                // "Mr ." is the same word as "Mr.".
                if marks.contains(Marks::POINT) {
                    folded.retain(|b| *b != b' ');
                }
                gazetteer.lexicon.find(folded)
            }
        };
        let (word, facts, listed) = match listed {
            Some((word, known)) => (word, known.facts, known.context),
            None if matches!(class, Class::Word | Class::Number) => {
                if let Some(Short { bytes, len }) = short {
                    folded.clear();
                    folded.extend_from_slice(bytes.to_le_bytes().get(..len).unwrap_or_default());
                }
                (local.id(&gazetteer.lexicon, folded), guess(folded), None)
            }
            None => (WordId::NONE, Facts::empty(), None),
        };
        let names = if facts.contains(Facts::STARTS_NAME) { gazetteer.phrases.begin(word) } else { 0 };
        let mut token = Token { span, word, facts, names, marks, class, case, context: Context::default() };
        token.context = Context::of(&token, listed);
        Found { word, facts, context: token.context, names }
    }
}

/// A one in each of sixteen bytes, and the highest bit of each.
const ONES: u128 = u128::MAX / 0xff;
const HIGH: u128 = 0x80 * ONES;

fn is_ascii(written: u128) -> bool {
    written & HIGH == 0
}

/// Sixteen bytes of ASCII with small letters for capitals.
fn lower_case(written: u128) -> u128 {
    // The highest bit of each byte: whether it is "A" or more, whether it is more than "Z".
    let from_a = written + (0x80 - b'A' as u128) * ONES;
    let past_z = written + (0x7f - b'Z' as u128) * ONES;
    // What tells a small letter from a capital is the bit below the next.
    written | (from_a & !past_z & HIGH) >> 2
}

/// What the end of a word tells when no list has it.
fn guess(folded: &[u8]) -> Facts {
    let ends = |list: &[&str]| list.iter().any(|e| folded.len() > e.len() + 2 && folded.ends_with(e.as_bytes()));
    let mut facts = Facts::empty();
    if ends(&["n't"]) {
        facts |= Facts::AUXILIARY | Facts::NEGATION;
    }
    if ends(&["ing", "ly", "ed", "ness", "ment", "tion", "able", "ive", "ism"]) {
        facts |= Facts::WORD_ENDING;
    }
    if ends(&["burg", "burgh", "berg", "shire", "ville", "grad", "stan", "abad", "polis", "port", "mouth", "heim"]) {
        facts |= Facts::PLACE_ENDING;
    }
    if ends(&["ovic", "evic", "ovich", "evich", "sson", "ssen", "enko", "ski", "sky", "ska", "yan", "ian", "ez", "ini"])
    {
        facts |= Facts::PERSON_ENDING;
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_nothing_else_become_small_letters() {
        for block in (0..0x80u8).collect::<Vec<_>>().chunks_exact(16) {
            let bytes: [u8; 16] = block.try_into().unwrap();
            let lower = lower_case(u128::from_le_bytes(bytes)).to_le_bytes();
            assert_eq!(lower, bytes.map(|b| b.to_ascii_lowercase()));
        }
    }
}
