//! What the lists know of a word, and of a run of words, as bits.

bitflags::bitflags! {
    /// What the lists know of one word, whatever stands around it. They travel with every token.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Facts: u64 {
        /// A given name.
        const GIVEN = 1 << 0;
        /// A given name nearly always of women.
        const GIVEN_F = 1 << 1;
        /// A given name nearly always of men.
        const GIVEN_M = 1 << 2;
        /// A surname of thousands.
        const SURNAME = 1 << 3;
        /// A surname that the lists have, but rarely.
        const SURNAME_RARE = 1 << 4;
        /// "van", "al", "bin".
        const PARTICLE = 1 << 5;
        /// "Jr.", "III".
        const SUFFIX = 1 << 6;
        /// A title of one word or the last word of one ("Mr.", "President", "Minister").
        const TITLE = 1 << 7;
        /// A title that is no more than that ("Mr.", "Ms.").
        const HONORIFIC = 1 << 8;
        /// The title, role or kin of a woman.
        const WOMAN = 1 << 9;
        /// The title, role or kin of a man.
        const MAN = 1 << 10;
        /// "spokesman", "ambassador", "striker".
        const ROLE = 1 << 11;
        /// Of several: "officials".
        const PLURAL_ROLE = 1 << 12;
        /// Makes the run that it ends an organization: "Committee", "Airlines".
        const ORG_LAST = 1 << 13;
        /// Makes the run that it begins an organization: "Bank", "University", "Ministry".
        const ORG_FIRST = 1 << 14;
        /// Hints at an organization from anywhere in it.
        const ORG_INNER = 1 << 15;
        /// "Inc.", "GmbH".
        const LEGAL_FORM = 1 << 16;
        /// Makes the run that it ends a place: "County", "River".
        const PLACE_LAST = 1 << 17;
        /// Makes the run that it begins a place: "Mount", "San", "Lake".
        const PLACE_FIRST = 1 << 18;
        /// "Syrian", "Texan": of a country, region or continent.
        const ADJECTIVE = 1 << 19;
        /// "Syrian", "Swede", "Texan": one of its people.
        const PEOPLE = 1 << 20;
        /// A day of the week.
        const WEEKDAY = 1 << 21;
        /// A month.
        const MONTH = 1 << 22;
        /// Another word of the calendar.
        const CALENDAR = 1 << 23;
        /// Written in lower case in nine of ten uses.
        const LOWER_MOST = 1 << 24;
        /// Written in lower case in half of its uses.
        const LOWER_OFTEN = 1 << 25;
        /// Written in lower case now and then.
        const LOWER_SOME = 1 << 26;
        /// A common word (one of the ten thousand or so that come most often).
        const FREQUENT = 1 << 27;
        /// "the", "a", "this".
        const DETERMINER = 1 << 28;
        /// "of", "in", "by".
        const PREPOSITION = 1 << 29;
        /// "and", "but", "because".
        const CONJUNCTION = 1 << 30;
        /// "is", "has", "would", "don't".
        const AUXILIARY = 1 << 31;
        /// "he", "they".
        const SUBJECT = 1 << 32;
        /// "him", "them".
        const OBJECT = 1 << 33;
        /// "his", "their".
        const POSSESSIVE = 1 << 34;
        /// "himself".
        const REFLEXIVE = 1 << 35;
        /// "who", "which".
        const RELATIVE = 1 << 36;
        /// "also", "however".
        const ADVERB = 1 << 37;
        /// "two", "hundred".
        const NUMBER_WORD = 1 << 38;
        /// "not", "never".
        const NEGATION = 1 << 39;
        /// A form of a verb of saying or thinking, or the first word of such a phrase.
        const CUE = 1 << 40;
        /// The same, but only a cue beside quotation marks ("smiled").
        const CUE_WEAK = 1 << 41;
        /// Begins a name of the lists (see [`super::Phrases`]).
        const STARTS_NAME = 1 << 42;
        /// A nickname or short form of a given name.
        const NICKNAME = 1 << 43;
        /// Mc, Mac, O', Abdul: begins a name.
        const NAME_PREFIX = 1 << 44;
        /// "what", "whether", "how".
        const QUESTION = 1 << 45;
        /// Any other function word.
        const FUNCTION_OTHER = 1 << 46;
        /// A word of the word list at all.
        const WORD = 1 << 47;
        /// Of a media house when last: "Times", "Post".
        const MEDIA_LAST = 1 << 48;
        /// Of a sports club when last: "United", "Rovers".
        const SPORT_LAST = 1 << 49;
        /// Ends like a surname of some language ("-ovic", "-sson").
        const PERSON_ENDING = 1 << 50;
        /// Ends like a place name ("-burg", "-shire").
        const PLACE_ENDING = 1 << 51;
        /// Ends in a way that verbs, adverbs or adjectives do ("-ing", "-ly").
        const WORD_ENDING = 1 << 52;
        /// The lists have it, alone, as a place.
        const LISTED_PLACE = 1 << 53;
        /// The lists have it, alone, as an organization.
        const LISTED_ORG = 1 << 54;
        /// Stands in some name of two or more words of an organization.
        const IN_ORG = 1 << 55;
        /// A surname of a people that puts it first ("Xi", "Nguyen", "Kim").
        const FAMILY_FIRST = 1 << 56;
        /// A language.
        const LANGUAGE = 1 << 57;
        /// The last word of the name of somebody of public life.
        const KNOWN_LAST = 1 << 58;
        /// Before a noun it says of what party somebody or something is ("Democratic", "GOP").
        const PARTY = 1 << 59;
        /// The name of an event ends in it ("Open", "Games").
        const EVENT_LAST = 1 << 60;
        /// Few texts have it that are not of sport: "wicket", "goalkeeper".
        const SPORT_WORD = 1 << 61;
    }
}

impl Facts {
    /// Any function word.
    pub const FUNCTION: Facts = Facts::DETERMINER
        .union(Facts::PREPOSITION)
        .union(Facts::CONJUNCTION)
        .union(Facts::AUXILIARY)
        .union(Facts::SUBJECT)
        .union(Facts::OBJECT)
        .union(Facts::POSSESSIVE)
        .union(Facts::REFLEXIVE)
        .union(Facts::RELATIVE)
        .union(Facts::ADVERB)
        .union(Facts::NEGATION)
        .union(Facts::QUESTION)
        .union(Facts::FUNCTION_OTHER);
    /// Any kind of pronoun that stands for somebody.
    pub const PRONOUN: Facts = Facts::SUBJECT.union(Facts::OBJECT).union(Facts::POSSESSIVE).union(Facts::REFLEXIVE);
    /// What may speak, and what says that somebody does; "who" and "that", which come between the two; and every pronoun.
    pub const SPEECH: Facts = Facts::PRONOUN
        .union(Facts::ROLE)
        .union(Facts::PEOPLE)
        .union(Facts::RELATIVE)
        .union(Facts::CUE)
        .union(Facts::CUE_WEAK);
    /// A part of a person's name.
    pub const PERSON_PART: Facts = Facts::GIVEN.union(Facts::SURNAME).union(Facts::SURNAME_RARE).union(Facts::NICKNAME);
    /// Written in lower case at least half of the time.
    pub const LOWER: Facts = Facts::LOWER_MOST.union(Facts::LOWER_OFTEN);
}

bitflags::bitflags! {
    /// Which lists hold a run of words as one entry.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Lists: u32 {
        /// A person of public life.
        const PERSON = 1 << 0;
        /// A country or territory.
        const COUNTRY = 1 << 1;
        /// A state, province or region.
        const REGION = 1 << 2;
        /// A city of half a million or more.
        const CITY = 1 << 3;
        /// A smaller town.
        const TOWN = 1 << 4;
        /// Seas, rivers, mountains, areas, streets.
        const GEOGRAPHY = 1 << 5;
        /// A place as an abbreviation ("Calif.", "U.S.").
        const PLACE_SHORT = 1 << 6;
        /// An organization, by hand.
        const ORG = 1 << 7;
        /// The acronym of one.
        const ACRONYM = 1 << 8;
        /// A company of the stock indices.
        const COMPANY = 1 << 9;
        /// A university.
        const UNIVERSITY = 1 << 10;
        /// The plural of its members ("Democrats").
        const MEMBERS = 1 << 11;
        /// An event, a law, a language: a name of another kind.
        const OTHER = 1 << 12;
        /// "Syrian".
        const ADJECTIVE = 1 << 13;
        /// "Swede".
        const PEOPLE = 1 << 14;
        /// Stands for a government ("the Kremlin").
        const METONYM = 1 << 15;
        /// A title ("Prime Minister").
        const TITLE = 1 << 16;
        /// A role ("press secretary").
        const ROLE = 1 << 17;
        /// A reporting phrase ("according to").
        const CUE = 1 << 18;
        /// Has several readings, most often a person.
        const AMBIGUOUS_PERSON = 1 << 19;
        /// Has several readings, most often a place or country.
        const AMBIGUOUS_PLACE = 1 << 20;
        /// Has several readings, most often an organization.
        const AMBIGUOUS_ORG = 1 << 21;
        /// Has several readings, most often none of a name.
        const AMBIGUOUS_NONE = 1 << 22;
        /// Not to be tagged alone.
        const BLOCKED = 1 << 23;
        /// An organization that many countries have ("Supreme Court").
        const GENERIC_ORG = 1 << 24;
        /// A legal form of several words.
        const LEGAL_FORM = 1 << 25;
        /// Of the user's own lists.
        const USER = 1 << 26;
    }
}

impl Lists {
    /// Every list of places.
    pub const ANY_PLACE: Lists = Lists::COUNTRY
        .union(Lists::REGION)
        .union(Lists::CITY)
        .union(Lists::TOWN)
        .union(Lists::GEOGRAPHY)
        .union(Lists::PLACE_SHORT);
    /// Every list of organizations.
    pub const ANY_ORG: Lists =
        Lists::ORG.union(Lists::ACRONYM).union(Lists::COMPANY).union(Lists::UNIVERSITY).union(Lists::MEMBERS);
    /// Every list of named things.
    pub const ANY_NAME: Lists = Lists::PERSON.union(Lists::ANY_PLACE).union(Lists::ANY_ORG);
}
