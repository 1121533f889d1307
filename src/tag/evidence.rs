//! The evidence that a candidate name can have: small, named facts, by number.
//!
//! Evidence comes in groups; the weights table has a row for each piece that was ever seen to matter, and `explain`
//! prints the names. No piece knows a word: it knows classes of words, lists, neighbours and the article, and so
//! carries over to text unlike that which the weights were fitted on.

use crate::gazetteer::{Facts, Gazetteer, Lists};
use crate::text::{CONTEXTS, context_names};

/// A piece of evidence by its number.
pub type Evidence = u16;

/// The kinds that a candidate can be, in the order of the weights. A location is split later into country and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body of people.
    Organization,
    /// Anything on the map.
    Location,
}

impl NameKind {
    /// All of them.
    pub const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Location];

    /// Its word in the weights and in explanations.
    pub fn name(self) -> &'static str {
        match self {
            NameKind::Person => "person",
            NameKind::Organization => "organization",
            NameKind::Location => "location",
        }
    }
}

macro_rules! shapes {
    ($($constant:ident $name:literal $reason:literal),* $(,)?) => {
        #[allow(clippy::upper_case_acronyms, non_camel_case_types)]
        enum Number { $($constant),* , LAST }
        /// What a candidate looks like and what it is to the rest of the article.
        #[allow(missing_docs)]
        pub mod shape {
            use super::{Evidence, Number};
            $(#[doc = $reason] pub const $constant: Evidence = Number::$constant as Evidence;)*
        }
        const SHAPES: &[(&str, &str)] = &[$(($name, $reason)),*];
        const SHAPE_COUNT: usize = Number::LAST as usize;
    };
}

shapes! {
    BIAS "any" "what every candidate has",
    LENGTH_1 "one-token" "one token long",
    LENGTH_2 "two-tokens" "two tokens long",
    LENGTH_3 "three-tokens" "three tokens long",
    LENGTH_4 "four-tokens" "four tokens long",
    LENGTH_5 "five-tokens" "five or six tokens long",
    LENGTH_7 "seven-tokens" "seven tokens or longer",
    ACRONYM "acronym" "one token of two to five capitals",
    ACRONYM_LONG "capitals" "one token of six or more capitals, in a line that is not",
    POINTED "pointed-acronym" "capitals with points",
    MIXED "mixed-case" "capitals within a word",
    INITIAL "holds-initial" "holds a single letter with a point",
    INITIAL_FIRST "initial-first" "begins with a single letter with a point",
    INITIAL_SECOND "initial-second" "a single letter with a point stands second",
    DIGIT "holds-digit" "holds a digit",
    LOWER_INSIDE "lower-inside" "holds a word in lower case",
    OF "holds-of" "holds 'of'",
    AND "holds-and" "holds 'and'",
    FOR "holds-for" "holds 'for'",
    THE "holds-the" "holds 'the' inside",
    OTHER_LINK "holds-link" "holds another small word inside",
    HYPHEN "holds-hyphen" "holds a hyphen",
    POSSESSIVE "holds-possessive" "holds a possessive 's",
    AMPERSAND "holds-ampersand" "holds '&'",
    COMMA "holds-comma" "holds a comma",
    SLASH "holds-slash" "holds a slash",
    PARTICLE "holds-particle" "holds a particle in lower case",
    PARTICLE_FIRST "particle-first" "begins with a particle in lower case",
    PARTICLE_CAPITAL "particle-capital-first" "begins with a particle in capitals",
    PERSON_PARTS "all-person-parts" "every word is a part of persons' names",
    GIVEN_THEN_CAP "given-then-capital" "a given name, then words that could be a surname",
    NO_KNOWN "nothing-known" "no list knows any of its words",
    ALL_COMMON "all-common" "every word is a common word",
    SENTENCE_START "sentence-start" "stands at the start of a sentence",
    SENTENCE_START_LOWER "sentence-start-lower" "stands at the start of a sentence and its first word is mostly written in lower case",
    SENTENCE_START_RARE "sentence-start-name" "stands at the start of a sentence and its first word is never written in lower case",
    SEEN_LOWER "seen-lower" "its first word stands in lower case elsewhere in the article",
    LAST_SEEN_LOWER "last-seen-lower" "its last word stands in lower case elsewhere in the article",
    CAPS_LINE "caps-line" "in a passage in capitals",
    TITLE_LINE "title-line" "in a headline",
    TITLE_LINE_COMMON "title-line-common" "in a headline, and a common word",
    TITLE_LINE_FIRST "title-line-first-common" "in a headline, its first word a common one",
    TITLE_LINE_LAST "title-line-last-common" "in a headline, its last word a common one",
    TITLE_LINE_HOLDS "title-line-holds-common" "in a headline, one of its words a common one",
    ENDS_COUNTRY "ends-with-country" "ends with the name of a country, which no small word joins to the rest",
    PLACES_TOUCH "holds-two-places" "holds the names of two places with nothing between them",
    SUBSTITUTED_BODY "listed-body-in-substituted-text" "an organization of the lists, by a name of several words, in a text in which names stand for pronouns",
    SUBSTITUTED_HOLDS "holds-listed-in-substituted-text" "holds a country or an organization of the lists and is itself none, in a text in which names stand for pronouns",
    SUBSTITUTED_COUNTRY "country-in-substituted-text" "the name of a country, in a text in which names stand for pronouns",
    TURN "turn-label" "at the start of a paragraph with a colon after it, as who speaks in a transcript",
    TURN_AGAIN "turn-label-again" "a turn label by whose last word several paragraphs begin",
    CAPS_LINE_COMMON "caps-line-common" "in a passage in capitals, and a common word",
    UPPER_OF_LINE "upper-in-plain-line" "all capitals in a line that is not",
    PARAGRAPH_START "paragraph-start" "at the start of a paragraph",
    WHOLE_LINE "whole-line" "the whole line",
    WHOLE_ZONE "whole-run" "the whole run of capitals",
    ZONE_LEFT "run-goes-left" "the run of capitals goes on before it",
    ZONE_RIGHT "run-goes-right" "the run of capitals goes on after it",
    CUTS_NAME "cuts-name" "cuts a name of the lists in two",
    IN_PERSON "inside-person" "part of a longer name of the lists: a person",
    IN_ORG "inside-organization" "part of a longer name of the lists: an organization",
    IN_PLACE "inside-place" "part of a longer name of the lists: a place",
    IN_OTHER "inside-other" "part of a longer name of the lists of another kind",
    IN_TITLE "inside-title" "part of a title of several words",
    HOLDS_PLACE "holds-place" "holds the name of a place",
    HOLDS_COUNTRY "holds-country" "holds the name of a country",
    HOLDS_PERSON "holds-person" "holds the name of a person of the lists",
    HOLDS_ORG "holds-organization" "holds the name of an organization",
    HOLDS_OTHER "holds-other" "holds a name of another kind",
    BEGINS_PLACE "begins-with-place" "begins with the name of a place, which is not all of it",
    ENDS_PLACE "ends-with-place" "ends with the name of a place, which is not all of it",
    BEGINS_PERSON "begins-with-person" "begins with the name of a person of the lists, which is not all of it",
    BEGINS_ORG "begins-with-organization" "begins with the name of an organization, which is not all of it",
    PLACE_THEN_SPORT "place-then-sport" "the name of a place and a word of sports clubs",
    AGE_AFTER "age-after" "a comma and a number below 120 and a comma after it",
    ACRONYM_AFTER "acronym-after" "followed by its initials in brackets",
    ACRONYM_IN_BRACKETS "acronym-in-brackets" "itself capitals in brackets",
    INITIALS_MATCH "initials-match" "in brackets, the initials of what stands before",
    PLACE_LIST "comma-then-place" "a comma and the name of a region or country after it",
    AFTER_PLACE_COMMA "after-place-and-comma" "a place and a comma before it",
    DATELINE "dateline" "at the start of a paragraph, with a dash, brackets or a date after it",
    SCORE_AFTER "score-after" "followed by numbers, as in results",
    LINE_OF_RESULTS "line-of-results" "in a line with more numbers than words",
    COORDINATED_PERSON "beside-and-person" "joined by 'and' or a comma to a name of person's shape",
    COORDINATED_PLACE "beside-and-place" "joined by 'and' or a comma to a name of the lists of places",
    COORDINATED_ORG "beside-and-organization" "joined by 'and' or a comma to a name of the lists of organizations",
    BRACKET_PLACE "bracketed-place" "in brackets after a name, itself a country's or region's name or code",
    FEMALE_GIVEN "tells-gender" "begins with a given name that tells gender",
    SUFFIX_AFTER "suffix-last" "ends with Jr., III and the like",
    LEGAL_LAST "legal-form-last" "ends with a legal form",
    LEGAL_INSIDE "legal-form-inside" "a legal form stands inside it, with more after it",
    PARTY_BEFORE_NOUN "party-before-noun" "of what party the noun after it is: 'Democratic nominee', 'GOP primary', 'GOP-heavy'",
    EVENT_AFTER "event-after" "the run of capitals goes on to a word of an event: 'Copenhagen Open', 'Atlanta Summer Games'",
    SEAT_PARTY "party-of-a-seat" "capitals that a bracket opens and a hyphen joins to the seat: '(BN-Kuala Pilah)'",
    SEAT_PLACE "seat-of-a-party" "what a hyphen joins to the party's capitals, up to the closing bracket: '(BN-Kuala Pilah)'",
    DATELINE_AGENCY "dateline-with-agency" "capitals, perhaps a comma and a country, an agency in brackets and a dash",
    COMMA_LEGAL "comma-and-legal-form" "ends with a comma and a legal form, and holds no other",
    KNOWN_AND_GOVERNMENT "public-surname-and-government" "the surname of somebody of public life before 'administration', 'government' and the like",
    BODY_IN_TITLE "body-in-title" "an organization of the lists at the start of a title: 'Senate Majority Leader'",
    PORTFOLIO "after-office-of" "stands after 'Minister of', 'Secretary for' and the like",
    LEGAL_AFTER "legal-form-after" "a legal form stands right after it",
    HYPHEN_BEFORE "joined-before" "joined to the word before by a hyphen",
    HYPHEN_AFTER "joined-after" "joined to the word after by a hyphen",
    HYPHEN_AFTER_LOWER "joined-after-lower" "joined by a hyphen to a word in lower case",
    QUOTED "in-quotes" "stands alone in quotation marks",
    UNKNOWN_ONE "unknown-single" "one capitalised token that no list knows",
    DESCRIBED_PERSON "described-person" "said to be somebody right after it: ', a carpenter from', 'is the mayor'",
    DESCRIBED_ORG "described-organization" "said to be an organization right after it: 'is a manufacturer of', ', a club in'",
    DESCRIBED_PLACE "described-location" "said to be a place right after it: 'is a village in', ', a suburb of'",
    DESCRIBED_WORK "described-work" "said to be a work or a document right after it: 'is the tenth album from', ', a report on'",
    SPORT "in-sport" "in an article of sport",
    SPORT_PLACE "place-in-sport" "the name of a place, in an article of sport",
    REPEATED "repeated" "the same words stand elsewhere in the article in the middle of a sentence",
    // What the first reading of the article found; only in the second reading.
    SURE_PERSON "elsewhere-person" "the same words are surely a person elsewhere in the article",
    SURE_ORG "elsewhere-organization" "the same words are surely an organization elsewhere in the article",
    SURE_PLACE "elsewhere-location" "the same words are surely a location elsewhere in the article",
    LIKELY_PERSON "elsewhere-person-mostly" "the same words are mostly read as a person elsewhere",
    LIKELY_ORG "elsewhere-organization-mostly" "the same words are mostly read as an organization elsewhere",
    LIKELY_PLACE "elsewhere-location-mostly" "the same words are mostly read as a location elsewhere",
    NOT_ELSEWHERE "elsewhere-none" "the same words are no name elsewhere in the article",
    LAST_OF_PERSON "last-of-person" "the last part of a person's name that stands elsewhere in full",
    SURNAME_ONLY "last-of-person-alone" "the last part of a person's name that stands elsewhere in full, and seldom or never after 'in', 'at' or 'near'",
    FIRST_OF_PERSON "first-of-person" "the first part of a person's name that stands elsewhere in full",
    PART_OF_ORG "part-of-organization" "part of an organization's name that stands elsewhere in full",
    LAST_OF_ORG "last-of-organization" "the last part of an organization's name that stands elsewhere in full",
    FIRST_OF_ORG "first-of-organization" "the first part of an organization's name that stands elsewhere in full",
    PART_OF_PLACE "part-of-location" "part of a location's name that stands elsewhere in full",
    INITIALS_OF_ORG "initials-of-organization" "the initials of an organization of the article",
    SHARES_SURNAME "shares-surname" "its last part is the last part of a person of the article",
    BESIDE_PERSON "list-with-person" "joined by 'and' or a comma to what the first reading took for a person",
    BESIDE_ORG "list-with-organization" "joined by 'and' or a comma to what the first reading took for an organization",
    BESIDE_PLACE "list-with-location" "joined by 'and' or a comma to what the first reading took for a location",
    HOLDS_SURE "holds-sure-person" "holds words that elsewhere are surely a whole person, with more beside them",
    HOLDS_SURE_ORG "holds-sure-organization" "holds words that elsewhere are surely a whole organization, with more beside them",
    HOLDS_SURE_PLACE "holds-sure-location" "holds words that elsewhere are surely a whole location, with more beside them",
}

/// What the lists make of a candidate in one word, for evidence that joins it to a neighbour.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Summary {
    Unknown,
    Unknowns,
    Given,
    Surname,
    Person,
    Place,
    Country,
    Org,
    Acronym,
    Other,
    Common,
    Mixed,
    OrgWord,
    CapsUnknown,
}

const SUMMARIES: [&str; 14] = [
    "unknown",
    "unknowns",
    "given",
    "surname",
    "person",
    "place",
    "country",
    "org",
    "acronym",
    "other",
    "common",
    "mixed",
    "org-word",
    "caps-unknown",
];

/// What a word is within a name: the pattern of a candidate is made of these.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Part {
    Given,
    Surname,
    Rare,
    Initial,
    Particle,
    Unknown,
    Common,
    OrgWord,
    Place,
    Adjective,
    Caps,
    Link,
    Number,
    Suffix,
    Title,
    Function,
}

const PARTS: [&str; 16] = [
    "Given",
    "Surname",
    "Rare",
    "Initial",
    "particle",
    "Unknown",
    "Common",
    "Orgword",
    "Place",
    "Adjective",
    "CAPS",
    "link",
    "Number",
    "Suffix",
    "Title",
    "Function",
];

/// What holds of the shapes of a candidate, as bits: they are set without branches and told in one go.
#[derive(Clone, Copy, Default)]
pub(crate) struct Shapes(u128);

/// The shapes of a place have bits; those of the rest of the article, which come after them, are told one by one.
const _: () = assert!(shape::REPEATED <= 128);

impl Shapes {
    /// Adds a shape where it holds.
    #[inline]
    pub(crate) fn add(&mut self, shape: Evidence, holds: bool) {
        self.0 |= u128::from(holds) << shape;
    }

    /// Tells those that hold.
    #[inline]
    pub(crate) fn put(self, out: &mut Vec<Evidence>) {
        bits(self.0 as u64, 0, |e| out.push(e));
        bits((self.0 >> 64) as u64, 64, |e| out.push(e));
    }
}

impl std::ops::BitOr for Shapes {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// How many pieces at the end of what a candidate shows follow, one by one, from as many before them: see [`implied`].
pub(crate) const IMPLIED: usize = 3;

/// What every candidate has that has this piece. A sum of weights then needs one row for both.
pub(crate) fn implied(evidence: Evidence) -> Option<Evidence> {
    let n = usize::from(evidence);
    match n {
        _ if (shape::LENGTH_1..=shape::LENGTH_7).contains(&evidence) => Some(shape::BIAS),
        BEFORE_AND..AFTER_AND => Some((BEFORE + (n - BEFORE_AND) / SUMMARIES.len()) as Evidence),
        AFTER_AND..PATTERN_1 => Some((AFTER + (n - AFTER_AND) / SUMMARIES.len()) as Evidence),
        _ => None,
    }
}

const FACT_BITS: usize = 59;
const LIST_BITS: usize = 27;

const BEFORE: usize = SHAPE_COUNT;
const BEFORE_2: usize = BEFORE + CONTEXTS;
const AFTER: usize = BEFORE_2 + CONTEXTS;
const AFTER_2: usize = AFTER + CONTEXTS;
const WHOLE: usize = AFTER_2 + CONTEXTS;
const WHOLE_LONG: usize = WHOLE + LIST_BITS;
const FIRST: usize = WHOLE_LONG + LIST_BITS;
const LAST: usize = FIRST + FACT_BITS;
const ANY: usize = LAST + FACT_BITS;
const BEFORE_AND: usize = ANY + FACT_BITS;
const AFTER_AND: usize = BEFORE_AND + CONTEXTS * SUMMARIES.len();
const PATTERN_1: usize = AFTER_AND + CONTEXTS * SUMMARIES.len();
const PATTERN_2: usize = PATTERN_1 + 16;
const PATTERN_3: usize = PATTERN_2 + 16 * 16;
/// How many pieces of evidence there are.
pub const COUNT: usize = SPORT_AFTER + CONTEXTS;
const CAPS_FIRST: usize = PATTERN_3 + 16 * 16 * 16;
const CAPS_LAST: usize = CAPS_FIRST + FACT_BITS;
const CAPS_PATTERN_1: usize = CAPS_LAST + FACT_BITS;
const CAPS_PATTERN_2: usize = CAPS_PATTERN_1 + 16;
const SPORT_BEFORE: usize = CAPS_PATTERN_2 + 16 * 16;
const SPORT_AFTER: usize = SPORT_BEFORE + CONTEXTS;

/// How long it is, in tokens.
pub(crate) fn length(tokens: usize) -> Evidence {
    const LENGTHS: [Evidence; 7] = [
        shape::LENGTH_1,
        shape::LENGTH_2,
        shape::LENGTH_3,
        shape::LENGTH_4,
        shape::LENGTH_5,
        shape::LENGTH_5,
        shape::LENGTH_7,
    ];
    LENGTHS[tokens.clamp(1, LENGTHS.len()) - 1]
}

pub(crate) fn before(context: u8) -> Evidence {
    (BEFORE + context as usize) as Evidence
}
pub(crate) fn before_2(context: u8) -> Evidence {
    (BEFORE_2 + context as usize) as Evidence
}
pub(crate) fn after(context: u8) -> Evidence {
    (AFTER + context as usize) as Evidence
}
pub(crate) fn after_2(context: u8) -> Evidence {
    (AFTER_2 + context as usize) as Evidence
}
pub(crate) fn before_and(context: u8, summary: Summary) -> Evidence {
    (BEFORE_AND + context as usize * SUMMARIES.len() + summary as usize) as Evidence
}
pub(crate) fn after_and(context: u8, summary: Summary) -> Evidence {
    (AFTER_AND + context as usize * SUMMARIES.len() + summary as usize) as Evidence
}
/// The neighbours of a place of the lists, or of a word that no list knows, in an article of sport.
pub(crate) fn in_sport(before: u8, after: u8) -> [Evidence; 2] {
    [SPORT_BEFORE + before as usize, SPORT_AFTER + after as usize].map(|n| n as Evidence)
}
/// The most words of a name whose pattern is told.
pub(crate) const PATTERN: usize = 3;

/// What so many words are, in order.
pub(crate) fn pattern(parts: &[Part; PATTERN], count: usize) -> Option<Evidence> {
    let [a, b, c] = parts.map(|part| part as usize);
    let numbers = [PATTERN_1 + a, PATTERN_2 + a * 16 + b, PATTERN_3 + (a * 16 + b) * 16 + c];
    numbers.get(count.wrapping_sub(1)).map(|&number| number as Evidence)
}
/// Facts that tell of what stands beside a name, or of the whole article.
const OF_CONTEXT: Facts = Facts::PARTY.union(Facts::EVENT_LAST).union(Facts::SPORT_WORD);

/// Facts that make evidence; the others tell nothing of a name or are told by other evidence.
const TELLING: Facts = Facts::all().difference(Facts::STARTS_NAME.union(Facts::WORD).union(OF_CONTEXT));

fn bits(mut bits: u64, base: usize, mut put: impl FnMut(Evidence)) {
    while bits != 0 {
        put((base + bits.trailing_zeros() as usize) as Evidence);
        bits &= bits - 1;
    }
}
pub(crate) fn first(facts: Facts, put: impl FnMut(Evidence)) {
    bits((facts & TELLING).bits(), FIRST, put);
}
pub(crate) fn last(facts: Facts, put: impl FnMut(Evidence)) {
    bits((facts & TELLING).bits(), LAST, put);
}
/// The same in a passage in capitals, where a capital says nothing and the words must say all.
pub(crate) fn caps(first: Facts, last: Facts, parts: &[Part], mut put: impl FnMut(Evidence)) {
    bits((first & TELLING).bits(), CAPS_FIRST, &mut put);
    bits((last & TELLING).bits(), CAPS_LAST, &mut put);
    match *parts {
        [a] => put((CAPS_PATTERN_1 + a as usize) as Evidence),
        [a, b] => put((CAPS_PATTERN_2 + a as usize * 16 + b as usize) as Evidence),
        _ => {}
    }
}
pub(crate) fn any(facts: Facts, put: impl FnMut(Evidence)) {
    bits((facts & TELLING).bits(), ANY, put);
}
pub(crate) fn whole(lists: Lists, long: bool, put: impl FnMut(Evidence)) {
    bits(u64::from(lists.bits()), if long { WHOLE_LONG } else { WHOLE }, put);
}

/// That a list of the user's has it as a whole.
pub(crate) fn user(long: bool) -> Evidence {
    (if long { WHOLE_LONG } else { WHOLE } + Lists::USER.bits().trailing_zeros() as usize) as Evidence
}

/// The names of all evidence, by number, each with its reason.
pub fn names(gazetteer: &Gazetteer) -> Vec<(String, String)> {
    let mut contexts = context_names(gazetteer);
    contexts.resize(CONTEXTS, String::new());
    let fact_names = bit_names(Facts::all().iter_names().map(|(n, f)| (n, f.bits())), FACT_BITS);
    let list_names = bit_names(Lists::all().iter_names().map(|(n, f)| (n, u64::from(f.bits()))), LIST_BITS);
    let mut out: Vec<(String, String)> = SHAPES.iter().map(|(n, r)| ((*n).into(), (*r).into())).collect();
    let mut group = |prefix: &str, names: &[String], reason: &str| {
        out.extend(names.iter().map(|n| {
            let name = if n.is_empty() { String::new() } else { format!("{prefix}:{n}") };
            (name, reason.to_owned())
        }));
    };
    group("before", &contexts, "the class of the token before it");
    group("before-2", &contexts, "the class of the token before that");
    group("after", &contexts, "the class of the token after it");
    group("after-2", &contexts, "the class of the token after that");
    group("is", &list_names, "a list has it as a whole");
    group("are", &list_names, "a list has it as a whole, of several tokens");
    group("first", &fact_names, "its first word");
    group("last", &fact_names, "its last word");
    group("holds", &fact_names, "one of its words");
    for (prefix, reason) in [
        ("before", "the token before it, and what the lists make of it"),
        ("after", "the token after it, and what the lists make of it"),
    ] {
        let joined: Vec<String> = contexts
            .iter()
            .flat_map(|c| SUMMARIES.iter().map(move |s| if c.is_empty() { String::new() } else { format!("{c}+{s}") }))
            .collect();
        group(prefix, &joined, reason);
    }
    let parts: Vec<String> = PARTS.iter().map(|p| (*p).to_owned()).collect();
    let pairs: Vec<String> = parts.iter().flat_map(|a| parts.iter().map(move |b| format!("{a}-{b}"))).collect();
    let triples: Vec<String> = pairs.iter().flat_map(|a| parts.iter().map(move |b| format!("{a}-{b}"))).collect();
    for names in [&parts, &pairs, &triples] {
        group("pattern", names, "what its words are, in order");
    }
    group("caps-first", &fact_names, "its first word, in a passage in capitals");
    group("caps-last", &fact_names, "its last word, in a passage in capitals");
    for names in [&parts, &pairs] {
        group("caps-pattern", names, "what its words are, in order, in a passage in capitals");
    }
    group("sport-before", &contexts, "the class of the token before it, in an article of sport");
    group("sport-after", &contexts, "the class of the token after it, in an article of sport");
    out
}

fn bit_names<'n>(names: impl Iterator<Item = (&'n str, u64)>, places: usize) -> Vec<String> {
    let mut out = vec![String::new(); places];
    for (name, bits) in names.filter(|(_, bits)| bits.count_ones() == 1) {
        if let Some(slot) = out.get_mut(bits.trailing_zeros() as usize) {
            *slot = name.to_lowercase().replace('_', "-");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_name() {
        let names = names(Gazetteer::builtin());
        assert_eq!(names.len(), COUNT);
        assert_eq!(names[shape::SURE_PERSON as usize].0, "elsewhere-person");
        assert_eq!(
            names[pattern(&[Part::Given, Part::Surname, Part::Rare], 2).unwrap() as usize].0,
            "pattern:Given-Surname"
        );
        let mut seen: Vec<&str> = names.iter().map(|n| n.0.as_str()).filter(|n| !n.is_empty()).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all, "names are unique");
    }
}
