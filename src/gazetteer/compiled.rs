//! The compiled lists: one file that is part of the program and is read where it lies.
//!
//! The lists of gazetteers/ stay the truth; `cargo run --release -p whosaid-compile` writes this form of them, and a
//! test compares the two. Whatever there are many of (words, names, entries) is laid out so that a lookup needs no
//! preparation: see [`FrozenWords`], [`FrozenTrie`] and [`Things`](super::things::Things). What there are few of
//! (titles, roles, cues …) is read when the file is opened.
//!
//! The file: eight bytes that name it and its version, the number of sections, where each begins and how long it is,
//! then the sections. Numbers have four bytes, little-endian, or are LEB128.

use thiserror::Error;

use super::Gazetteer;
use super::bytes::{Reader, put_number, put_text, put_u32, u32_at};
use super::facts::Facts;
use super::lexicon::{Known, Lexicon, WordId};
use super::lists::ListCounts;
use super::phrases::Phrases;
use super::things::{Cue, Frames, Gender, Sort, StandIn, Things, Title};
use super::trie::FrozenTrie;
use super::words::{FrozenWords, Layout};

/// Names the file; the last byte is the version of its form.
const MAGIC: &[u8; 8] = b"whosaid\x04";
const SECTIONS: usize = 10;

/// Why lists cannot be compiled.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CompileError {
    /// The compiled form has room for 255 bytes.
    #[error("{0}: the compiled form holds words of up to 255 bytes")]
    Word(String),
    /// The compiled form has room for 65 536.
    #[error("words differ in what is known of them in {0} ways: the compiled form holds 65536")]
    Tags(usize),
}

/// The compiled form of lists that were read from text ([`Gazetteer::from_lists`]); the same for the same lists.
///
/// # Errors
/// When a word or the facts of words exceed what the form has room for.
pub fn compile(gazetteer: &Gazetteer) -> Result<Vec<u8>, CompileError> {
    let mut tags: Vec<Known> = Vec::new();
    let mut tag_of = rustc_hash::FxHashMap::default();
    let mut words = Vec::new();
    // The first word is that of no word, which the frozen form has by itself.
    for (word, known) in gazetteer.lexicon.added().skip(1) {
        let tag = *tag_of.entry((known.facts, known.context)).or_insert_with(|| {
            tags.push(known);
            tags.len() - 1
        });
        words.push((word, u16::try_from(tag).map_err(|_| CompileError::Tags(tags.len()))?, rank(known.facts)));
    }
    let Layout { buckets, records, numbers } = FrozenWords::freeze(&words).map_err(CompileError::Word)?;
    let id = |word: WordId| (word.0 as usize).checked_sub(1).and_then(|n| numbers.get(n)).copied().unwrap_or(0);
    let [nodes, readings, index] = FrozenTrie::freeze(gazetteer.phrases.added(), id);
    let [starts, things] = gazetteer.things.freeze();
    let mut people: Vec<[u32; 2]> = gazetteer.people.iter().map(|&(last, first)| [id(last), id(first)]).collect();
    people.sort_unstable();
    people.dedup();
    let people = people.iter().flatten().flat_map(|n| n.to_le_bytes()).collect();
    let sections: [Vec<u8>; SECTIONS] = [
        buckets,
        records,
        nodes,
        readings,
        index,
        starts,
        things,
        people,
        tags_section(&tags, words.len()),
        small_lists(gazetteer, id),
    ];
    let mut out = MAGIC.to_vec();
    put_u32(&mut out, SECTIONS as u32);
    let mut at = out.len() + SECTIONS * 8;
    for section in &sections {
        put_u32(&mut out, at as u32);
        put_u32(&mut out, section.len() as u32);
        at += section.len();
    }
    out.extend(sections.concat());
    Ok(out)
}

/// Frequent words before rare ones: they are looked up most.
fn rank(facts: Facts) -> u8 {
    match () {
        () if facts.contains(Facts::FREQUENT) => 0,
        () if facts.contains(Facts::WORD) => 1,
        () if facts == Facts::SURNAME_RARE => 3,
        () => 2,
    }
}

fn tags_section(tags: &[Known], words: usize) -> Vec<u8> {
    let mut out = Vec::new();
    put_number(&mut out, words as u32);
    put_number(&mut out, tags.len() as u32);
    for known in tags {
        out.extend(known.facts.bits().to_le_bytes());
        put_number(&mut out, known.context.map_or(0, |c| u32::from(c) + 1));
    }
    out
}

fn small_lists(gazetteer: &Gazetteer, id: impl Fn(WordId) -> u32) -> Vec<u8> {
    let mut out = Vec::new();
    let out = &mut out;
    put_number(out, gazetteer.cues.len() as u32);
    for cue in &gazetteer.cues {
        put_text(out, &cue.lemma);
        put_text(out, &cue.class);
        put_number(out, u32::from(cue.frames.bits()));
    }
    for titles in [&gazetteer.titles, &gazetteer.roles] {
        put_number(out, titles.len() as u32);
        for title in titles {
            put_text(out, &title.name);
            put_text(out, &title.class);
            put_number(out, title.gender.map_or(0, |g| 1 + u32::from(g == Gender::M)));
        }
    }
    put_number(out, gazetteer.stand_ins.len() as u32);
    for s in &gazetteer.stand_ins {
        put_text(out, &s.noun);
        put_number(out, s.sort as u32);
        put_text(out, &s.stands_for);
    }
    put_number(out, gazetteer.contexts.len() as u32);
    gazetteer.contexts.iter().for_each(|c| put_text(out, c));
    let mut abbreviations: Vec<&String> = gazetteer.abbreviations.iter().collect();
    abbreviations.sort_unstable();
    put_number(out, abbreviations.len() as u32);
    abbreviations.iter().for_each(|a| put_text(out, a));
    let mut nicknames: Vec<_> = gazetteer.nicknames.iter().map(|(&nickname, names)| (id(nickname), names)).collect();
    nicknames.sort_unstable();
    put_number(out, nicknames.len() as u32);
    for (nickname, names) in nicknames {
        put_number(out, nickname);
        put_number(out, names.len() as u32);
        names.iter().for_each(|&n| put_number(out, id(n)));
    }
    put_number(out, gazetteer.lists.len() as u32);
    for list in &gazetteer.lists {
        put_text(out, &list.name);
        for n in [list.rows, list.surfaces, list.blocked, list.things.start, list.things.end] {
            put_number(out, n);
        }
    }
    std::mem::take(out)
}

/// A gazetteer over compiled lists; `None` when they are none, or of another version.
pub(crate) fn open(bytes: &'static [u8]) -> Option<Gazetteer> {
    if bytes.get(..MAGIC.len())? != MAGIC || u32_at(bytes, MAGIC.len()) as usize != SECTIONS {
        return None;
    }
    let section = |n: usize| {
        let at = MAGIC.len() + 4 + n * 8;
        let start = u32_at(bytes, at) as usize;
        bytes.get(start..start + u32_at(bytes, at + 4) as usize)
    };
    let mut reader = Reader::new(section(8)?);
    let words = reader.number() as usize;
    let tags = (0..reader.number()).map(|_| {
        let facts = reader.take(8).first_chunk().map_or(0, |b| u64::from_le_bytes(*b));
        let context = reader.number().checked_sub(1).map(|c| c as u8);
        Known { facts: Facts::from_bits_truncate(facts), context }
    });
    let tags = tags.collect();
    let mut gazetteer = Gazetteer {
        lexicon: Lexicon::over(FrozenWords::new(section(0)?, section(1)?), tags, words),
        phrases: Phrases::over(FrozenTrie::new(section(2)?, section(3)?, section(4)?)),
        things: Things::over(section(5)?, section(6)?),
        frozen_people: section(7)?,
        ..Gazetteer::default()
    };
    read_small_lists(&mut gazetteer, Reader::new(section(9)?));
    Some(gazetteer)
}

fn read_small_lists(gazetteer: &mut Gazetteer, mut reader: Reader<'_>) {
    let reader = &mut reader;
    gazetteer.cues = (0..reader.number())
        .map(|_| Cue {
            lemma: reader.text().into(),
            class: reader.text().into(),
            frames: Frames::from_bits(reader.number() as u16),
        })
        .collect();
    for titles in [&mut gazetteer.titles, &mut gazetteer.roles] {
        *titles = (0..reader.number())
            .map(|_| Title {
                name: reader.text().into(),
                class: reader.text().into(),
                gender: [None, Some(Gender::F), Some(Gender::M)].get(reader.number() as usize).copied().flatten(),
            })
            .collect();
    }
    gazetteer.stand_ins = (0..reader.number())
        .filter_map(|_| {
            let (noun, sort, stands_for) = (reader.text().into(), reader.number(), reader.text().into());
            Some(StandIn { noun, sort: Sort::by_number(sort)?, stands_for })
        })
        .collect();
    gazetteer.contexts = (0..reader.number()).map(|_| reader.text().into()).collect();
    gazetteer.abbreviations = (0..reader.number()).map(|_| reader.text().into()).collect();
    gazetteer.nicknames = (0..reader.number())
        .map(|_| {
            let nickname = WordId(reader.number());
            (nickname, (0..reader.number()).map(|_| WordId(reader.number())).collect())
        })
        .collect();
    gazetteer.lists = (0..reader.number())
        .map(|_| {
            let name = reader.text().into();
            let [rows, surfaces, blocked, start, end] = [0; 5].map(|_| reader.number());
            ListCounts { name, rows, surfaces, blocked, things: start..end }
        })
        .collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_any_other_kind_are_refused_and_never_panic() {
        assert!(open(b"").is_none());
        assert!(open(b"whosaid\x01 and more that is no list at all").is_none());
        let (gazetteer, _) = Gazetteer::from_lists(&|name| match name {
            "cues.tsv" => "lemma\tforms\tclass\tframes\nsay\tsaid|saying\tsay\tquote|that\n",
            "cities.tsv" => "name\tcountry\tregion\tpopulation\taliases\nOslo\tNO\t\t700\t\nOs\tNO\t\t20\tOs by\n",
            _ => "",
        });
        let bytes = compile(&gazetteer).unwrap();
        for cut in (0..bytes.len()).step_by(997) {
            if let Some(broken) = open(bytes[..cut].to_vec().leak()) {
                assert!(broken.lexicon.get(b"oslo").is_none() || cut > 1000);
            }
        }
        let whole = open(bytes.leak()).unwrap();
        let (oslo, facts) = whole.lexicon.get(b"oslo").unwrap();
        assert!(facts.contains(Facts::LISTED_PLACE));
        let mut names = Vec::new();
        whole.phrases.matches([(oslo, false)].into_iter(), |m| {
            names.extend(whole.phrases.readings(m, false).filter_map(|r| r.thing).map(|t| whole.thing(t).name));
        });
        assert_eq!(names, ["Oslo"]);
        assert_eq!(whole.cue_by_row(0).unwrap().lemma, "say");
    }
}
