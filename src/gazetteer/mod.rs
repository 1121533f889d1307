//! The lists of gazetteers/ as one structure that is passed to every stage by reference: the built-in lists in their
//! compiled form, and over them, where there are any, those of the user.

mod bytes;
mod compiled;
mod facts;
mod fold;
mod lexicon;
pub mod lists;
mod load;
mod phrases;
mod spelling;
mod starts;
mod stats;
mod things;
mod trie;
pub mod tsv;
pub mod user;
mod words;

use std::collections::HashMap;
use std::path::Path;

use once_cell::sync::{Lazy, OnceCell};
use rustc_hash::{FxHashMap, FxHashSet};

pub use compiled::{CompileError, compile};
pub use facts::{Facts, Lists};
pub use fold::fold;
pub(crate) use fold::fold_into;
pub(crate) use lexicon::LocalWords;
pub use lexicon::{Lexicon, WordId};
pub use phrases::{LONGEST, Match, Phrases, Reading, ThingId};
pub use spelling::Spelling;
pub use stats::ListStats;
pub use things::{Cue, Frames, Gender, KindId, Sort, StandIn, Thing, ThingKind, Title};
pub use tsv::ListError;
pub(crate) use words::Short;

use bytes::u32_at;
use lists::ListCounts;
use starts::CueStarts;
use things::Things;

use crate::text::Nouns;

/// Everything the program knows of the world.
#[derive(Debug)]
pub struct Gazetteer {
    /// Words and their facts.
    pub lexicon: Lexicon,
    /// Names and phrases of one or more words.
    pub phrases: Phrases,
    things: Things,
    cues: Vec<Cue>,
    titles: Vec<Title>,
    roles: Vec<Title>,
    /// Sorted by noun.
    stand_ins: Vec<StandIn>,
    /// Which words begin cues: found out when it is first asked.
    cue_starts: OnceCell<CueStarts>,
    contexts: Vec<String>,
    /// Those of them that the code asks for: found out when it first does.
    nouns: OnceCell<Nouns>,
    abbreviations: FxHashSet<String>,
    nicknames: FxHashMap<WordId, Vec<WordId>>,
    /// The last and the first word of the usual name of each person of public life, sorted; eight bytes each.
    frozen_people: &'static [u8],
    people: Vec<(WordId, WordId)>,
    /// The kinds that users' lists made.
    kinds: Vec<String>,
    /// Entries from this one on are the user's.
    user_from: u32,
    lists: Vec<ListCounts>,
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self {
            lexicon: Lexicon::default(),
            phrases: Phrases::default(),
            things: Things::default(),
            cues: Vec::new(),
            titles: Vec::new(),
            roles: Vec::new(),
            stand_ins: Vec::new(),
            cue_starts: OnceCell::new(),
            contexts: Vec::new(),
            nouns: OnceCell::new(),
            abbreviations: FxHashSet::default(),
            nicknames: FxHashMap::default(),
            frozen_people: &[],
            people: Vec::new(),
            kinds: Vec::new(),
            user_from: u32::MAX,
            lists: Vec::new(),
        }
    }
}

/// The lists of gazetteers/, compiled: `cargo run --release -p whosaid-compile` writes them.
static COMPILED: &[u8] = include_bytes!("../../gazetteers/compiled.bin");

static BUILTIN: Lazy<Gazetteer> = Lazy::new(Gazetteer::from_builtin);

impl Gazetteer {
    /// The built-in lists, shared.
    pub fn builtin() -> &'static Gazetteer {
        &BUILTIN
    }

    /// The built-in lists to add others to: see [`Gazetteer::add_list`].
    pub fn from_builtin() -> Gazetteer {
        // They are part of the program, and a test compares them with the text lists: that they are of another version
        // cannot be met by a user.
        compiled::open(COMPILED).unwrap_or_default()
    }

    /// The bytes of the compiled built-in lists.
    pub fn compiled() -> &'static [u8] {
        COMPILED
    }

    /// Reads lists that `text` gives by file name (empty for a list that is not there), and tells what was wrong
    /// with them; rows with an error are left out.
    pub fn from_lists<'t>(text: &dyn Fn(&str) -> &'t str) -> (Gazetteer, Vec<ListError>) {
        load::load(text)
    }

    /// Reads the lists that stand in a folder under the names of [`lists::FORMS`], as [`Gazetteer::from_lists`] does.
    ///
    /// # Errors
    /// When one that is there cannot be read.
    pub fn from_folder(folder: &Path) -> std::io::Result<(Gazetteer, Vec<ListError>)> {
        let mut texts = HashMap::new();
        for form in lists::FORMS {
            match std::fs::read_to_string(folder.join(form.name)) {
                Ok(text) => texts.insert(form.name, text),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
        }
        Ok(Self::from_lists(&|name| texts.get(name).map_or("", String::as_str)))
    }

    /// An entry by its id.
    pub fn thing(&self, id: ThingId) -> Thing<'_> {
        self.things.get(id)
    }

    /// The same without its texts (name, article and roles are empty), which take longer to read.
    pub(crate) fn plain_thing(&self, id: ThingId) -> Thing<'_> {
        self.things.plain(id)
    }

    /// Whether an entry comes from a list of the user's.
    pub fn is_user(&self, id: ThingId) -> bool {
        id.0 >= self.user_from
    }

    /// Whether there are any lists of the user's.
    pub(crate) fn has_user_names(&self) -> bool {
        self.user_from < self.things.len()
    }

    /// The name of a kind that a user's list made.
    pub fn kind(&self, kind: KindId) -> &str {
        self.kinds.get(usize::from(kind.0)).map_or("", String::as_str)
    }

    /// A row of cues.tsv by the row of its reading.
    pub fn cue(&self, reading: Reading) -> Option<&Cue> {
        self.cue_by_row(reading.row)
    }

    /// The same by the row alone.
    pub fn cue_by_row(&self, row: u32) -> Option<&Cue> {
        self.cues.get(row as usize >> 1)
    }

    /// All rows of cues.tsv, in order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// Whether the row of a reading of a cue is that of its participle in -ing.
    pub fn is_participle(row: u32) -> bool {
        row & 1 == 1
    }

    /// A row of titles.tsv by the row of its reading.
    pub fn title(&self, reading: Reading) -> Option<&Title> {
        self.titles.get(reading.row as usize)
    }

    /// A row of roles.tsv by the row of its reading.
    pub fn role(&self, reading: Reading) -> Option<&Title> {
        self.roles.get(reading.row as usize)
    }

    /// The rows of stand-ins.tsv for a noun in small letters.
    pub fn stand_ins(&self, noun: &str) -> &[StandIn] {
        let from = self.stand_ins.partition_point(|s| s.noun.as_str() < noun);
        let count = self.stand_ins[from..].iter().take_while(|s| s.noun == noun).count();
        &self.stand_ins[from..from + count]
    }

    /// Whether the usual name of a person of public life begins and ends with these words.
    pub fn is_person(&self, first: WordId, last: WordId) -> bool {
        let wanted = (last.0, first.0);
        let frozen = |n: usize| (u32_at(self.frozen_people, n * 8), u32_at(self.frozen_people, n * 8 + 4));
        let (mut from, mut to) = (0, self.frozen_people.len() / 8);
        while from < to {
            let middle = from.midpoint(to);
            if frozen(middle) < wanted {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from * 8 < self.frozen_people.len() && frozen(from) == wanted)
            || self.people.binary_search(&(last, first)).is_ok()
    }

    /// The given names that a nickname stands for.
    pub fn full_names(&self, nickname: WordId) -> &[WordId] {
        self.nicknames.get(&nickname).map_or(&[], Vec::as_slice)
    }

    /// The classes of context-words.tsv that the code asks for.
    pub(crate) fn nouns(&self) -> Nouns {
        *self.nouns.get_or_init(|| Nouns::new(self))
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
        (self.things.len() as usize, self.phrases.len(), self.lexicon.len())
    }
}

fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}
