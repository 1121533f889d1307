//! What names name: one entry for each person, country, place or organization of the lists, and the rows of
//! the word lists that later stages ask for.

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
}

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
#[derive(Clone, Debug)]
pub struct Thing {
    /// What kind of thing it is.
    pub kind: ThingKind,
    /// Its usual name.
    pub name: String,
    /// ISO 3166 code of the country that it is or belongs to.
    pub country: Option<[u8; 2]>,
    /// Wikidata id without its Q.
    pub wikidata: Option<u32>,
    /// Title of its English Wikipedia article.
    pub wikipedia: Option<String>,
    /// Of a person.
    pub gender: Option<Gender>,
    /// Of a person: "president of Russia".
    pub roles: Vec<String>,
    /// How well known it is, for ties: thousands of people of a place, 0 otherwise.
    pub weight: u32,
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
