//! What names name: one entry for each person, country, place or organization of the lists, and the rows of
//! the word lists that later stages ask for.

use super::bytes::{Reader, put_number, put_text, u32_at};
use super::phrases::ThingId;

/// The four kinds of the record, and names of other kinds, which are known so as not to be taken for these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ThingKind {
    /// A human being.
    Person,
    /// A country or territory, present or past.
    Country,
    /// Anything else on the map.
    Place,
    /// A body of people.
    Organization,
    /// An event, a law, a language …
    Other,
    /// Of a kind that a user's list made.
    Own(KindId),
}

/// A kind that a user's list made, by number; see [`super::Gazetteer::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KindId(pub u16);

/// Grammatical and human gender, where known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// A woman.
    F,
    /// A man.
    M,
}

impl Gender {
    /// From the "f" and "m" of the lists.
    pub fn parse(cell: &str) -> Option<Self> {
        match cell {
            "f" => Some(Gender::F),
            "m" => Some(Gender::M),
            _ => None,
        }
    }
}

/// An entry of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thing<'g> {
    /// What kind of thing it is.
    pub kind: ThingKind,
    /// Its usual name.
    pub name: &'g str,
    /// ISO 3166 code of the country that it is or belongs to.
    pub country: Option<[u8; 2]>,
    /// Wikidata id without its Q.
    pub wikidata: Option<u32>,
    /// Title of its English Wikipedia article.
    pub wikipedia: Option<&'g str>,
    /// Of a person.
    pub gender: Option<Gender>,
    /// Of a person: "president of Russia"; several are parted by `|`, see [`super::tsv::values`]. Of an organization: its
    /// kind, as its list has it.
    pub roles: &'g str,
    /// How well known it is, for ties: thousands of people of a place, 0 otherwise.
    pub weight: u32,
}

impl<'g> Thing<'g> {
    pub(crate) fn new(kind: ThingKind, name: &'g str) -> Self {
        Self { kind, name, country: None, wikidata: None, wikipedia: None, gender: None, roles: "", weight: 0 }
    }
}

/// All entries: each a short record in one arena, read when it is asked for; the built-in ones where they lie.
#[derive(Debug, Default)]
pub(crate) struct Things {
    frozen_starts: &'static [u8],
    frozen: &'static [u8],
    starts: Vec<u32>,
    records: Vec<u8>,
}

impl Things {
    /// Frozen entries, to which more can be added.
    pub(crate) fn over(starts: &'static [u8], records: &'static [u8]) -> Self {
        Self { frozen_starts: starts, frozen: records, ..Self::default() }
    }

    pub(crate) fn frozen_len(&self) -> u32 {
        (self.frozen_starts.len() / 4) as u32
    }

    pub(crate) fn len(&self) -> u32 {
        self.frozen_len() + self.starts.len() as u32
    }

    pub(crate) fn push(&mut self, thing: &Thing<'_>) -> ThingId {
        let id = self.len();
        self.starts.push(self.records.len() as u32);
        let out = &mut self.records;
        let (kind, own) = match thing.kind {
            ThingKind::Person => (0, None),
            ThingKind::Country => (1, None),
            ThingKind::Place => (2, None),
            ThingKind::Organization => (3, None),
            ThingKind::Other => (4, None),
            ThingKind::Own(KindId(n)) => (5, Some(n)),
        };
        let gender = match thing.gender {
            None => 0,
            Some(Gender::F) => 1,
            Some(Gender::M) => 2,
        };
        // Most articles of the Wikipedia are called as the thing is.
        let same = thing.wikipedia == Some(thing.name);
        out.push(kind | gender << 3 | u8::from(same) << 5);
        if let Some(n) = own {
            put_number(out, u32::from(n));
        }
        out.extend(thing.country.unwrap_or_default());
        put_number(out, thing.wikidata.unwrap_or(0));
        put_number(out, thing.weight);
        put_text(out, thing.name);
        put_text(out, if same { "" } else { thing.wikipedia.unwrap_or_default() });
        put_text(out, thing.roles);
        ThingId(id)
    }

    /// What an entry is, without its texts, which take longer to read.
    pub(crate) fn plain(&self, id: ThingId) -> Thing<'_> {
        self.begin(id).0
    }

    pub(crate) fn get(&self, id: ThingId) -> Thing<'_> {
        let (thing, same, mut reader) = self.begin(id);
        let (name, wikipedia, roles) = (reader.text(), reader.text(), reader.text());
        let wikipedia = if same { Some(name) } else { Some(wikipedia).filter(|w| !w.is_empty()) };
        Thing { name, wikipedia, roles, ..thing }
    }

    /// An entry up to its texts, whether it is called as its article is, and where the texts are.
    fn begin(&self, id: ThingId) -> (Thing<'_>, bool, Reader<'_>) {
        let record = match id.0.checked_sub(self.frozen_len()) {
            None => self.frozen.get(u32_at(self.frozen_starts, id.0 as usize * 4) as usize..),
            Some(n) => self.starts.get(n as usize).and_then(|&start| self.records.get(start as usize..)),
        };
        let mut reader = Reader::new(record.unwrap_or_default());
        let first = reader.byte();
        let kind = match first & 7 {
            0 => ThingKind::Person,
            1 => ThingKind::Country,
            2 => ThingKind::Place,
            3 => ThingKind::Organization,
            4 => ThingKind::Other,
            _ => ThingKind::Own(KindId(reader.number() as u16)),
        };
        let country = reader.take(2).try_into().ok().filter(|c| *c != [0, 0]);
        let wikidata = Some(reader.number()).filter(|&n| n > 0);
        let weight = reader.number();
        let gender = match first >> 3 & 3 {
            1 => Some(Gender::F),
            2 => Some(Gender::M),
            _ => None,
        };
        let thing = Thing { country, wikidata, gender, weight, ..Thing::new(kind, "") };
        (thing, first >> 5 & 1 == 1, reader)
    }

    /// The two sections of entries that are not frozen.
    pub(crate) fn freeze(&self) -> [Vec<u8>; 2] {
        [self.starts.iter().flat_map(|n| n.to_le_bytes()).collect(), self.records.clone()]
    }
}

/// How a noun stands for somebody or something; the sorts of stand-ins.tsv.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// For who bears one of these titles before the name.
    Title,
    /// For who is called one of these.
    Role,
    /// For a body whose name has one of these words.
    Name,
    /// For a body of one of these kinds.
    Kind,
    /// For so many persons who were named together.
    Group,
}

impl Sort {
    const ALL: [(&str, Sort); 5] = [
        ("title", Sort::Title),
        ("role", Sort::Role),
        ("name", Sort::Name),
        ("kind", Sort::Kind),
        ("group", Sort::Group),
    ];

    /// From the words of the list.
    pub fn parse(cell: &str) -> Option<Self> {
        Self::ALL.iter().find(|s| s.0 == cell).map(|s| s.1)
    }

    /// From its number in [`Sort::ALL`].
    pub(crate) fn by_number(n: u32) -> Option<Self> {
        Self::ALL.get(n as usize).map(|s| s.1)
    }
}

/// A row of stand-ins.tsv: "the lawmaker" for whom the text has called a senator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StandIn {
    /// In small letters.
    pub noun: String,
    /// How it stands for them.
    pub sort: Sort,
    /// In small letters, parted by `|`.
    pub stands_for: String,
}

/// What a cue can take; the columns of cues.tsv.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frames(u16);

impl Frames {
    /// "…," he said.
    pub const QUOTE: Frames = Frames(1);
    /// said (that) …
    pub const THAT: Frames = Frames(1 << 1);
    /// asked whether …
    pub const WH: Frames = Frames(1 << 2);
    /// promised to …
    pub const TO: Frames = Frames(1 << 3);
    /// denied the charges
    pub const NP: Frames = Frames(1 << 4);
    /// described it as …
    pub const AS: Frames = Frames(1 << 5);
    /// told reporters
    pub const ADDRESSEE: Frames = Frames(1 << 6);
    /// said Smith
    pub const INVERT: Frames = Frames(1 << 7);
    /// …, adding that
    pub const PARTICIPLE: Frames = Frames(1 << 8);
    /// was quoted as saying
    pub const PASSIVE: Frames = Frames(1 << 9);
    /// according to
    pub const PREP: Frames = Frames(1 << 10);
    /// only beside quotation marks
    pub const WEAK: Frames = Frames(1 << 11);
    /// "the claim that", "his criticism of": a noun, which ties no quotation in marks
    pub const NOUN: Frames = Frames(1 << 12);
    /// "seemed to think": reports what is meant, but ties no quotation in marks
    pub const INDIRECT: Frames = Frames(1 << 13);

    const NAMES: [(&'static str, Frames); 14] = [
        ("quote", Self::QUOTE),
        ("that", Self::THAT),
        ("wh", Self::WH),
        ("to", Self::TO),
        ("np", Self::NP),
        ("as", Self::AS),
        ("addressee", Self::ADDRESSEE),
        ("invert", Self::INVERT),
        ("participle", Self::PARTICIPLE),
        ("passive", Self::PASSIVE),
        ("prep", Self::PREP),
        ("weak", Self::WEAK),
        ("noun", Self::NOUN),
        ("indirect", Self::INDIRECT),
    ];

    /// From a cell of cues.tsv; `Err` holds the word that is no frame.
    pub fn parse(cell: &str) -> Result<Self, &str> {
        let mut frames = Frames::default();
        for word in super::tsv::values(cell) {
            let known = Self::NAMES.iter().find(|(name, _)| *name == word).ok_or(word)?;
            frames.0 |= known.1.0;
        }
        Ok(frames)
    }

    pub(crate) fn bits(self) -> u16 {
        self.0
    }

    pub(crate) fn from_bits(bits: u16) -> Self {
        Frames(bits)
    }

    /// Whether it takes any of these.
    pub fn takes(self, any: Frames) -> bool {
        self.0 & any.0 != 0
    }

    /// Both together.
    pub fn with(self, other: Frames) -> Frames {
        Frames(self.0 | other.0)
    }
}

/// A row of cues.tsv.
#[derive(Clone, Debug)]
pub struct Cue {
    /// The verb or phrase in its base form.
    pub lemma: String,
    /// say, ask, deny, think …
    pub class: String,
    /// What it takes.
    pub frames: Frames,
}

/// A row of titles.tsv or roles.tsv.
#[derive(Clone, Debug)]
pub struct Title {
    /// As the list writes it.
    pub name: String,
    /// The class of the list: honorific, office, kin …
    pub class: String,
    /// Where the word tells it.
    pub gender: Option<Gender>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_read_as_it_was_written() {
        let plain = Thing::new(ThingKind::Other, "Łódź Prize");
        let full = Thing {
            country: Some(*b"PL"),
            wikidata: Some(70_000_123),
            wikipedia: Some("Jan Kowal (politician)"),
            gender: Some(Gender::F),
            roles: "mayor|senator",
            weight: 1200,
            ..Thing::new(ThingKind::Person, "Jan Kowal")
        };
        let own = Thing { wikipedia: Some("Leopard 2"), ..Thing::new(ThingKind::Own(KindId(300)), "Leopard 2") };
        let mut things = Things::default();
        let ids = [plain, full, own].map(|t| things.push(&t));
        assert_eq!(ids.map(|id| things.get(id)), [plain, full, own]);
        let [starts, records] = things.freeze();
        let mut over = Things::over(starts.leak(), records.leak());
        let more = over.push(&own);
        assert_eq!([ids[0], ids[1], ids[2], more].map(|id| over.get(id)), [plain, full, own, own]);
        assert_eq!(over.get(ThingId(99)).name, "");
    }
}
