//! The lists of gazetteers/ as one structure that is built once and passed to every stage by reference.

mod facts;
mod fold;
mod lexicon;
pub mod lists;
mod load;
mod phrases;
mod things;
pub mod tsv;

use once_cell::sync::Lazy;
use rustc_hash::{FxHashMap, FxHashSet};

pub use facts::{Facts, Lists};
pub use fold::fold;
pub(crate) use fold::fold_into;
pub(crate) use lexicon::LocalWords;
pub use lexicon::{Lexicon, WordId};
pub use phrases::{LONGEST, Match, Phrases, Reading, ThingId};
pub use things::{Cue, Frames, Gender, Thing, ThingKind, Title};
pub use tsv::ListError;

/// Everything the program knows of the world.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// Words and their facts.
    pub lexicon: Lexicon,
    /// Names and phrases of one or more words.
    pub phrases: Phrases,
    things: Vec<Thing>,
    cues: Vec<Cue>,
    titles: Vec<Title>,
    roles: Vec<Title>,
    contexts: Vec<String>,
    abbreviations: FxHashSet<String>,
    nicknames: FxHashMap<WordId, Vec<WordId>>,
    /// People of public life by the last word of their name, and the first word of each.
    surnames: FxHashMap<WordId, Vec<ThingId>>,
    first_words: FxHashMap<ThingId, WordId>,
}

static BUILTIN: Lazy<Gazetteer> = Lazy::new(Gazetteer::from_builtin);

impl Gazetteer {
    /// The built-in lists; built on first use.
    pub fn builtin() -> &'static Gazetteer {
        &BUILTIN
    }

    fn from_builtin() -> Gazetteer {
        // The lists are part of the program and a test holds them to their form: an error here cannot be met by a
        // user, and what could be read is still of use.
        let (gazetteer, _) = load::load(&lists::text);
        gazetteer
    }

    /// Reads lists that `text` gives by file name (empty for a list that is not there), and tells what was wrong
    /// with them; rows with an error are left out.
    pub fn from_lists<'t>(text: &dyn Fn(&str) -> &'t str) -> (Gazetteer, Vec<ListError>) {
        load::load(text)
    }

    /// An entry by its id.
    pub fn thing(&self, id: ThingId) -> &Thing {
        &self.things[id.0 as usize]
    }

    /// A row of cues.tsv by the row of its reading.
    pub fn cue(&self, reading: &Reading) -> Option<&Cue> {
        self.cues.get(reading.row as usize >> 1)
    }

    /// The same by the row alone.
    pub fn cue_by_row(&self, row: u32) -> Option<&Cue> {
        self.cues.get(row as usize >> 1)
    }

    /// All rows of cues.tsv, in order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// Whether a reading of a cue is its participle in -ing.
    pub fn is_participle(reading: &Reading) -> bool {
        reading.row & 1 == 1
    }

    /// A row of titles.tsv by the row of its reading.
    pub fn title(&self, reading: &Reading) -> Option<&Title> {
        self.titles.get(reading.row as usize)
    }

    /// A row of roles.tsv by the row of its reading.
    pub fn role(&self, reading: &Reading) -> Option<&Title> {
        self.roles.get(reading.row as usize)
    }

    /// The people of public life whose usual name ends in this word.
    pub fn people_by_surname(&self, surname: WordId) -> &[ThingId] {
        self.surnames.get(&surname).map_or(&[], Vec::as_slice)
    }

    /// Whether the usual name of a person begins with this word.
    pub fn begins_with(&self, person: ThingId, word: WordId) -> bool {
        self.first_words.get(&person) == Some(&word)
    }

    /// The given names that a nickname stands for.
    pub fn full_names(&self, nickname: WordId) -> &[WordId] {
        self.nicknames.get(&nickname).map_or(&[], Vec::as_slice)
    }

    /// The classes of context-words.tsv, by number.
    pub(crate) fn contexts(&self) -> &[String] {
        &self.contexts
    }

    /// Whether a word with its point is an abbreviation ("Mr.", "Jan."): case as the list has it, or capitals.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
            || (word.bytes().all(|b| !b.is_ascii_lowercase()) && self.abbreviations.contains(&title_case(word)))
    }

    /// How many things, names and words it holds.
    pub fn sizes(&self) -> (usize, usize, usize) {
        (self.things.len(), self.phrases.len(), self.lexicon.len())
    }
}

fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}
