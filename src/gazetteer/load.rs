//! The lists of gazetteers/ into one [`Gazetteer`]: a function a list.

use super::facts::{Facts, Lists};
use super::lexicon::WordId;
use super::lists::ListCounts;
use super::phrases::{LONGEST, Reading, ThingId};
use super::spelling::Spelling;
use super::things::{Cue, Frames, Gender, Sort, StandIn, Thing, ThingKind, Title};
use super::tsv::{List, ListError, Row, values};
use super::{Gazetteer, fold_into};
use crate::text::{CONTEXTS, Case, Scanner, context_names};

/// Given names borne by women in at least this share, in percent, tell a woman; the rest up to 100 a man.
const TELLS_GENDER: u32 = 85;
/// A surname with at least two to this many bearers counts as usual.
const USUAL_SURNAME: u32 = 10;
/// Shares of lower-case use, in percent, that part [`Facts::LOWER_MOST`], [`Facts::LOWER_OFTEN`] and [`Facts::LOWER_SOME`].
const LOWER_SHARES: (u32, u32, u32) = (85, 45, 5);
/// Words at least this frequent (negative log10 of probability times 10) are [`Facts::FREQUENT`].
const FREQUENT: u32 = 46;
/// Places with at least this many thousand people are cities, the others towns.
const CITY: u32 = 400;

pub(super) struct Loader<'f, 't> {
    pub(super) gazetteer: Gazetteer,
    pub(super) errors: Vec<ListError>,
    text: &'f dyn Fn(&str) -> &'t str,
    /// The path of a user's list: its errors name it, and its names win over all others.
    user: Option<&'t str>,
    /// The number of the list that is being read.
    list: usize,
    buffer: Vec<u8>,
    words: Vec<WordId>,
    cases: Vec<Case>,
}

pub(super) fn load<'t>(text: &dyn Fn(&str) -> &'t str) -> (Gazetteer, Vec<ListError>) {
    let mut loader = Loader::new(Gazetteer::default(), text, None);
    loader.all();
    (loader.gazetteer, loader.errors)
}

/// The numbers of the columns that a list must have.
struct Columns<const N: usize>([usize; N]);

impl<'f, 't> Loader<'f, 't> {
    pub(super) fn new(gazetteer: Gazetteer, text: &'f dyn Fn(&str) -> &'t str, user: Option<&'t str>) -> Self {
        Self {
            gazetteer,
            errors: Vec::new(),
            text,
            user,
            list: 0,
            buffer: Vec::new(),
            words: Vec::new(),
            cases: Vec::new(),
        }
    }

    /// Reads every list that has a text.
    pub(super) fn all(&mut self) {
        // Abbreviations first: they decide how the names of the other lists are cut into tokens.
        self.abbreviations();
        self.words();
        self.function_words();
        self.context_words();
        self.given_names();
        self.surnames();
        self.name_parts();
        self.calendar();
        self.titles();
        self.roles();
        self.organization_words();
        self.place_words();
        self.legal_forms();
        self.stand_ins();
        self.cues();
        self.countries();
        self.regions();
        self.cities("cities.tsv");
        self.geography();
        self.places();
        self.people();
        self.organizations("organizations.tsv", Lists::ORG);
        self.organizations("companies.tsv", Lists::COMPANY);
        self.organizations("universities.tsv", Lists::UNIVERSITY);
        self.other_names();
        self.ambiguous();
        self.blocked();
        self.nicknames();
        self.gazetteer.people.sort_unstable();
    }

    /// Calls `each` with the cells of every row, in the order of `columns`; tells of lists without these columns.
    pub(super) fn rows<const N: usize>(
        &mut self,
        name: &'static str,
        columns: [&str; N],
        mut each: impl FnMut(&mut Self, [&'t str; N]) -> Result<(), String>,
    ) {
        let text = (self.text)(name);
        if text.is_empty() {
            return;
        }
        let name = self.user.unwrap_or(name);
        let list = match List::parse(name, text) {
            Ok(list) => list,
            Err(error) => return self.errors.push(error),
        };
        let mut numbers = Columns([0; N]);
        for (number, column) in numbers.0.iter_mut().zip(columns) {
            match list.column(column) {
                Ok(n) => *number = n,
                Err(error) => return self.errors.push(error),
            }
        }
        self.begin(name);
        let mut rows = 0;
        for row in list.rows() {
            rows += 1;
            let mut cells = [""; N];
            for (n, cell) in row.cells().enumerate() {
                for (slot, &number) in cells.iter_mut().zip(&numbers.0) {
                    if number == n {
                        *slot = cell;
                    }
                }
            }
            if let Err(what) = list.width(row).and_then(|()| each(self, cells)) {
                self.fail(&list, row, what);
            }
        }
        self.end(rows);
    }

    /// What was counted since [`Self::begin`] is that list's.
    pub(super) fn end(&mut self, rows: u32) {
        let things = self.gazetteer.things.len();
        let counts = &mut self.gazetteer.lists[self.list];
        counts.rows = rows;
        counts.things.end = things;
    }

    /// Counts for a list from now on.
    pub(super) fn begin(&mut self, name: &str) {
        let known = self.gazetteer.lists.iter().position(|l| l.name == name);
        self.list = known.unwrap_or_else(|| {
            self.gazetteer.lists.push(ListCounts { name: name.to_owned(), ..ListCounts::default() });
            self.gazetteer.lists.len() - 1
        });
        self.gazetteer.lists[self.list].things.start = self.gazetteer.things.len();
    }

    fn fail(&mut self, list: &List<'_>, row: Row<'_>, what: String) {
        self.errors.push(list.error(row, what));
    }

    fn fact(&mut self, word: &str, facts: Facts) {
        self.gazetteer.lexicon.add(word, facts, &mut self.buffer);
    }

    /// Cuts a surface into the tokens that a text with it would have.
    fn cut(&mut self, surface: &str) {
        self.words.clear();
        self.cases.clear();
        if self.user.is_none() && surface.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let id = self.gazetteer.lexicon.add(surface, Facts::empty(), &mut self.buffer);
            self.words.push(id);
            return;
        }
        let abbreviations = std::mem::take(&mut self.gazetteer.abbreviations);
        for raw in Scanner::new(surface, |w| abbreviations.contains(w)) {
            self.buffer.clear();
            fold_into(raw.span.of(surface), &mut self.buffer);
            self.words.push(self.gazetteer.lexicon.add_folded(&self.buffer, Facts::empty()));
            self.cases.push(raw.case);
        }
        self.gazetteer.abbreviations = abbreviations;
    }

    /// Adds a surface to the trie, and facts to its word when it is but one.
    pub(super) fn surface(&mut self, surface: &str, list: Lists, thing: Option<ThingId>, row: u32, facts: Facts) {
        self.cut(surface);
        let Some(&first) = self.words.first() else { return };
        self.gazetteer.lists[self.list].surfaces += 1;
        // A short surface in capitals without points ("US", "WHO", "AP") is one only in capitals.
        let letters = surface.len();
        let capitals = letters <= 5
            && surface.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'&')
            && letters > 1;
        if !list.is_empty() {
            self.gazetteer.phrases.add(&self.words, Reading { list, thing, capitals, row });
        }
        // A user's name is also one of theirs, whatever it names.
        if self.user.is_some()
            && thing.is_some()
            && (list.is_empty() || list.intersects(Lists::ANY_NAME | Lists::OTHER))
        {
            let row = Spelling::of(self.cases.iter().copied()).row();
            self.gazetteer.phrases.add(&self.words, Reading { list: Lists::USER, thing, capitals: false, row });
        }
        let single = match self.words.len() {
            1 if list.intersects(Lists::ANY_PLACE) => facts | Facts::LISTED_PLACE,
            1 if list.intersects(Lists::ANY_ORG) => facts | Facts::LISTED_ORG,
            1 => facts,
            _ => Facts::empty(),
        };
        self.gazetteer.lexicon.add_facts(first, single | Facts::STARTS_NAME);
    }

    /// Whether the last surface had as many words as are looked for.
    pub(super) fn fits(&self) -> bool {
        (1..=LONGEST).contains(&self.words.len())
    }

    /// Notes the usual name of a person, which was cut last.
    pub(super) fn person(&mut self) {
        if let (Some(&first), Some(&last)) = (self.words.first(), self.words.last()) {
            self.gazetteer.people.push((last, first));
            self.gazetteer.lexicon.add_facts(last, Facts::KNOWN_LAST);
        }
    }

    pub(super) fn thing(&mut self, thing: &Thing<'_>) -> ThingId {
        self.gazetteer.things.push(thing)
    }

    fn abbreviations(&mut self) {
        self.rows("abbreviations.tsv", ["abbreviation"], |s, [word]| {
            s.gazetteer.abbreviations.insert(word.to_owned());
            Ok(())
        });
        for (list, column) in [("titles.tsv", "title"), ("legal-forms.tsv", "form"), ("name-parts.tsv", "part")] {
            self.rows(list, [column], |s, [word]| {
                for part in word.split(' ').filter(|p| p.ends_with('.') && p.len() > 2) {
                    s.gazetteer.abbreviations.insert(part.to_owned());
                }
                Ok(())
            });
        }
        self.rows("regions.tsv", ["abbreviations"], |s, [cell]| {
            for part in values(cell).flat_map(|v| v.split(' ')).filter(|p| p.ends_with('.') && p.len() > 2) {
                s.gazetteer.abbreviations.insert(part.to_owned());
            }
            Ok(())
        });
    }

    fn words(&mut self) {
        self.rows("words.tsv", ["word", "lower", "frequency"], |s, [word, lower, frequency]| {
            let lower: u32 = number(lower)?;
            let frequency: u32 = number(frequency)?;
            let mut facts = match lower {
                l if l >= LOWER_SHARES.0 => Facts::LOWER_MOST,
                l if l >= LOWER_SHARES.1 => Facts::LOWER_OFTEN,
                l if l >= LOWER_SHARES.2 => Facts::LOWER_SOME,
                _ => Facts::empty(),
            } | Facts::WORD;
            if frequency <= FREQUENT {
                facts |= Facts::FREQUENT;
            }
            s.fact(word, facts);
            Ok(())
        });
    }

    fn function_words(&mut self) {
        self.rows("function-words.tsv", ["word", "class"], |s, [word, class]| {
            let facts = match class {
                "determiner" => Facts::DETERMINER,
                "possessive" | "pronoun-possessive" => Facts::POSSESSIVE,
                "pronoun-subject" => Facts::SUBJECT,
                "pronoun-object" => Facts::OBJECT,
                "pronoun-reflexive" => Facts::REFLEXIVE,
                "relative" => Facts::RELATIVE,
                "preposition" => Facts::PREPOSITION,
                "conjunction" => Facts::CONJUNCTION,
                "auxiliary" => Facts::AUXILIARY,
                "adverb" => Facts::ADVERB,
                "negation" => Facts::NEGATION,
                "number" => Facts::NUMBER_WORD,
                "question" => Facts::QUESTION,
                _ => Facts::FUNCTION_OTHER,
            };
            if word.contains(' ') {
                return Ok(());
            }
            s.fact(word, facts);
            // The tokenizer leaves "don't" whole.
            if facts == Facts::AUXILIARY {
                s.fact(&format!("{word}n't"), facts | Facts::NEGATION);
            }
            Ok(())
        });
        for word in ["can't", "won't", "shan't", "ain't", "n't"] {
            self.fact(word, Facts::AUXILIARY | Facts::NEGATION);
        }
    }

    fn context_words(&mut self) {
        self.rows("context-words.tsv", ["word", "class"], |s, [word, class]| {
            let known = s.gazetteer.contexts.iter().position(|c| c == class);
            if known.is_none() && context_names(&s.gazetteer).len() >= CONTEXTS {
                return Err(format!("no class '{class}', and there is no room for another"));
            }
            let n = known.unwrap_or_else(|| {
                s.gazetteer.contexts.push(class.to_owned());
                s.gazetteer.contexts.len() - 1
            });
            let id = s.gazetteer.lexicon.add(word, Facts::empty(), &mut s.buffer);
            s.gazetteer.lexicon.set_context(id, n as u8);
            Ok(())
        });
        // The possessive, so that the tokens of a text know it.
        self.fact("'s", Facts::STARTS_NAME);
    }

    fn given_names(&mut self) {
        self.rows("given-names.tsv", ["name", "women"], |s, [name, women]| {
            let facts = match women.parse::<u32>() {
                Ok(share) if share >= TELLS_GENDER => Facts::GIVEN_F,
                Ok(share) if share <= 100 - TELLS_GENDER => Facts::GIVEN_M,
                _ => Facts::empty(),
            };
            s.fact(name, facts | Facts::GIVEN);
            Ok(())
        });
    }

    fn surnames(&mut self) {
        self.rows("surnames.tsv", ["name", "count"], |s, [name, count]| {
            let usual = count.parse::<u32>().is_ok_and(|c| c >= USUAL_SURNAME);
            s.fact(name, if usual { Facts::SURNAME } else { Facts::SURNAME_RARE });
            Ok(())
        });
    }

    fn name_parts(&mut self) {
        self.rows("name-parts.tsv", ["part", "class"], |s, [part, class]| {
            let facts = match class {
                "particle" => Facts::PARTICLE,
                "suffix" => Facts::SUFFIX,
                "prefix" => Facts::NAME_PREFIX,
                "family" => Facts::FAMILY_FIRST,
                other => return Err(format!("no class '{other}': use particle, suffix, prefix or family")),
            };
            s.fact(part, facts);
            Ok(())
        });
    }

    fn calendar(&mut self) {
        self.rows("calendar.tsv", ["word", "class"], |s, [word, class]| {
            let facts = match class {
                "weekday" => Facts::WEEKDAY,
                "month" => Facts::MONTH,
                _ => Facts::CALENDAR,
            };
            s.fact(word, facts);
            Ok(())
        });
    }

    fn titles(&mut self) {
        self.rows("titles.tsv", ["title", "class", "gender", "plural"], |s, [title, class, gender, plural]| {
            let gender = Gender::parse(gender);
            let row = s.gazetteer.titles.len() as u32;
            s.gazetteer.titles.push(Title { name: title.into(), class: class.into(), gender });
            let mut facts = Facts::TITLE | gender_fact(gender);
            if class == "honorific" {
                facts |= Facts::HONORIFIC;
            }
            for surface in std::iter::once(title).chain(values(plural)) {
                s.surface(surface, Lists::TITLE, None, row, facts);
            }
            Ok(())
        });
    }

    fn roles(&mut self) {
        self.rows("roles.tsv", ["noun", "gender", "class", "plural"], |s, [noun, gender, class, plural]| {
            let gender = Gender::parse(gender);
            let row = s.gazetteer.roles.len() as u32;
            s.gazetteer.roles.push(Title { name: noun.into(), class: class.into(), gender });
            let facts = Facts::ROLE | gender_fact(gender);
            s.surface(noun, Lists::ROLE, None, row, facts);
            for surface in values(plural) {
                s.surface(surface, Lists::ROLE, None, row, facts | Facts::PLURAL_ROLE);
            }
            Ok(())
        });
    }

    fn stand_ins(&mut self) {
        self.rows("stand-ins.tsv", ["noun", "sort", "stands_for"], |s, [noun, sort, stands_for]| {
            let sort =
                Sort::parse(sort).ok_or_else(|| format!("no sort '{sort}': use title, role, name, kind or group"))?;
            if stands_for.is_empty() {
                return Err("stands for nothing".into());
            }
            let lower = |text: &str| text.to_lowercase();
            s.gazetteer.stand_ins.push(StandIn { noun: lower(noun), sort, stands_for: lower(stands_for) });
            Ok(())
        });
        self.gazetteer.stand_ins.sort_unstable();
    }

    fn organization_words(&mut self) {
        self.rows("organization-words.tsv", ["word", "place", "kind"], |s, [word, place, kind]| {
            let mut facts = match place {
                "last" => Facts::ORG_LAST,
                "first" => Facts::ORG_FIRST,
                "inner" => Facts::ORG_INNER,
                "any" => Facts::ORG_LAST | Facts::ORG_FIRST,
                other => return Err(format!("no place '{other}': use last, first, inner or any")),
            };
            match kind {
                "media" | "media-weak" => facts |= Facts::MEDIA_LAST,
                "sport" | "club" | "sport-club" | "sport-club-weak" => facts |= Facts::SPORT_LAST,
                _ => {}
            }
            // "Ministry of" begins with its first word, "Security Council" ends in its last.
            let end = if facts.contains(Facts::ORG_FIRST) { word.split(' ').next() } else { word.rsplit(' ').next() };
            s.fact(end.unwrap_or(word), facts);
            Ok(())
        });
    }

    fn place_words(&mut self) {
        self.rows("place-words.tsv", ["word", "place"], |s, [word, place]| {
            let facts = match place {
                "last" => Facts::PLACE_LAST,
                "first" => Facts::PLACE_FIRST,
                "any" => Facts::PLACE_LAST | Facts::PLACE_FIRST,
                // Endings are told where words are guessed.
                "suffix" => return Ok(()),
                other => return Err(format!("no place '{other}': use last, first or any")),
            };
            let end = if facts == Facts::PLACE_FIRST { word.split(' ').next() } else { word.rsplit(' ').next() };
            s.fact(end.unwrap_or(word), facts);
            Ok(())
        });
    }

    fn legal_forms(&mut self) {
        self.rows("legal-forms.tsv", ["form"], |s, [form]| {
            if form.contains(' ') {
                s.surface(form, Lists::LEGAL_FORM, None, 0, Facts::empty());
            } else {
                s.fact(form, Facts::LEGAL_FORM);
            }
            Ok(())
        });
    }

    fn cues(&mut self) {
        self.rows("cues.tsv", ["lemma", "forms", "class", "frames"], |s, [lemma, forms, class, frames]| {
            let frames = Frames::parse(frames).map_err(|word| format!("no frame '{word}'"))?;
            let row = s.gazetteer.cues.len() as u32;
            s.gazetteer.cues.push(Cue { lemma: lemma.into(), class: class.into(), frames });
            let strong = !frames.takes(Frames::WEAK.with(Frames::NOUN).with(Frames::INDIRECT));
            let facts = if strong { Facts::CUE } else { Facts::CUE_WEAK };
            for form in values(forms) {
                let participle = form.split(' ').next().is_some_and(|w| w.ends_with("ing") && w.len() > 5);
                let row = row << 1 | u32::from(participle);
                s.surface(form, Lists::CUE, None, row, facts);
                // The first word of a phrase is where the quote stage looks it up.
                if let Some((first, _)) = form.split_once(' ') {
                    s.fact(first, Facts::CUE_WEAK);
                }
            }
            Ok(())
        });
    }

    fn countries(&mut self) {
        let columns = ["name", "iso2", "wikidata", "aliases", "adjectives", "people", "metonyms"];
        self.rows("countries.tsv", columns, |s, [name, iso2, wikidata, aliases, adjectives, people, metonyms]| {
            let thing = s.thing(&Thing {
                country: iso(iso2),
                wikidata: qid(wikidata)?,
                ..Thing::new(ThingKind::Country, name)
            });
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::COUNTRY, Some(thing), 0, Facts::empty());
            }
            s.demonyms(thing, adjectives, people);
            for surface in values(metonyms) {
                s.surface(surface, Lists::METONYM, Some(thing), 0, Facts::empty());
            }
            Ok(())
        });
    }

    fn demonyms(&mut self, thing: ThingId, adjectives: &str, people: &str) {
        for surface in values(adjectives) {
            self.surface(surface, Lists::ADJECTIVE, Some(thing), 0, Facts::ADJECTIVE);
        }
        for surface in values(people) {
            self.surface(surface, Lists::PEOPLE, Some(thing), 0, Facts::PEOPLE);
            self.surface(&plural(surface), Lists::PEOPLE, Some(thing), 1, Facts::PEOPLE | Facts::PLURAL_ROLE);
        }
    }

    fn place(&mut self, name: &str, country: &str, weight: u32, wikidata: Option<u32>) -> ThingId {
        self.thing(&Thing { country: iso(country), weight, wikidata, ..Thing::new(ThingKind::Place, name) })
    }

    fn regions(&mut self) {
        let columns = ["name", "country", "wikidata", "aliases", "abbreviations", "adjectives", "people"];
        self.rows("regions.tsv", columns, |s, [name, country, wikidata, aliases, short, adjectives, people]| {
            let thing = s.place(name, country, 0, qid(wikidata)?);
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::REGION, Some(thing), 0, Facts::empty());
            }
            for surface in values(short) {
                s.surface(surface, Lists::PLACE_SHORT, Some(thing), 0, Facts::empty());
            }
            s.demonyms(thing, adjectives, people);
            Ok(())
        });
    }

    fn cities(&mut self, list: &'static str) {
        self.rows(list, ["name", "country", "population", "aliases"], |s, [name, country, people, aliases]| {
            let people = people.parse().unwrap_or(0);
            let thing = s.place(name, country, people, None);
            let bit = if people >= CITY { Lists::CITY } else { Lists::TOWN };
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, bit, Some(thing), 0, Facts::empty());
            }
            Ok(())
        });
    }

    fn geography(&mut self) {
        self.rows("geography.tsv", ["name", "country", "aliases", "adjectives"], |s, [name, country, aliases, adj]| {
            let thing = s.place(name, country, 0, None);
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::GEOGRAPHY, Some(thing), 0, Facts::empty());
            }
            s.demonyms(thing, adj, adj);
            Ok(())
        });
    }

    fn places(&mut self) {
        self.rows("places.tsv", ["name", "country", "aliases"], |s, [name, country, aliases]| {
            let thing = s.place(name, country, 0, None);
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::TOWN, Some(thing), 0, Facts::empty());
            }
            Ok(())
        });
    }

    fn people(&mut self) {
        let columns = ["name", "aliases", "roles", "country", "gender", "wikipedia"];
        self.rows("people.tsv", columns, |s, [name, aliases, roles, country, gender, wikipedia]| {
            let thing = s.thing(&Thing {
                country: iso(country),
                wikipedia: some(wikipedia),
                gender: Gender::parse(gender),
                roles,
                ..Thing::new(ThingKind::Person, name)
            });
            for surface in values(aliases).chain(std::iter::once(name)) {
                s.surface(surface, Lists::PERSON, Some(thing), 0, Facts::empty());
            }
            s.person();
            Ok(())
        });
    }

    fn organizations(&mut self, list: &'static str, bit: Lists) {
        let columns = ["name", "acronym", "aliases", "members", "kind", "country", "wikidata", "wikipedia"];
        self.rows(list, columns, |s, [name, acronym, aliases, members, kind, country, wikidata, wikipedia]| {
            let thing = s.thing(&Thing {
                country: iso(country),
                wikidata: qid(wikidata)?,
                wikipedia: some(wikipedia),
                roles: kind,
                ..Thing::new(ThingKind::Organization, name)
            });
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, bit, Some(thing), 0, Facts::empty());
            }
            if !acronym.is_empty() {
                s.surface(acronym, Lists::ACRONYM, Some(thing), 0, Facts::empty());
                // "UN" is also "U.N."
                if (2..=4).contains(&acronym.len()) && acronym.bytes().all(|b| b.is_ascii_uppercase()) {
                    let pointed: String = acronym.chars().flat_map(|c| [c, '.']).collect();
                    s.surface(&pointed, Lists::ACRONYM, Some(thing), 0, Facts::empty());
                }
            }
            for surface in values(members) {
                s.surface(surface, Lists::MEMBERS, Some(thing), 0, Facts::PEOPLE | Facts::PLURAL_ROLE);
                // "a Democrat", "the Republican senator": one of them, and what belongs to them.
                if let Some(one) = surface.strip_suffix('s').filter(|one| !one.contains(' ')) {
                    s.fact(one, Facts::PEOPLE);
                }
            }
            Ok(())
        });
    }

    fn other_names(&mut self) {
        self.rows("other-names.tsv", ["name", "kind", "aliases"], |s, [name, kind, aliases]| {
            let facts = if kind == "language" { Facts::LANGUAGE } else { Facts::empty() };
            let thing = s.thing(&Thing::new(ThingKind::Other, name));
            for surface in std::iter::once(name).chain(values(aliases)) {
                s.surface(surface, Lists::OTHER, Some(thing), 0, facts);
            }
            Ok(())
        });
    }

    fn ambiguous(&mut self) {
        self.rows("ambiguous.tsv", ["surface", "readings", "default"], |s, [surface, readings, default]| {
            let list = match default {
                "person" => Lists::AMBIGUOUS_PERSON,
                "country" | "place" => Lists::AMBIGUOUS_PLACE,
                "organization" => Lists::AMBIGUOUS_ORG,
                "none" | "other" => Lists::AMBIGUOUS_NONE,
                other => return Err(format!("no kind '{other}': use person, country, place, organization or none")),
            };
            // "Republican" is the Republican Party.
            let body = readings.split('|').find_map(|r| r.strip_prefix("organization:"));
            let thing = if default == "organization" { body.and_then(|name| s.organization(name)) } else { None };
            s.surface(surface, list, thing, 0, Facts::empty());
            Ok(())
        });
    }

    /// The first organization with this name.
    fn organization(&mut self, name: &str) -> Option<ThingId> {
        self.cut(name);
        let words: Vec<(WordId, bool)> = self.words.iter().map(|&w| (w, true)).collect();
        let mut found = None;
        self.gazetteer.phrases.matches(words.iter().copied(), |m| {
            if usize::from(m.len) == words.len() {
                found = self
                    .gazetteer
                    .phrases
                    .readings(m, true)
                    .filter(|r| r.list.intersects(Lists::ANY_ORG))
                    .find_map(|r| r.thing);
            }
        });
        found
    }

    fn blocked(&mut self) {
        self.rows("blocked.tsv", ["surface", "kinds"], |s, [surface, kinds]| {
            s.cut(surface);
            let (mut lists, mut facts) = (Lists::empty(), Facts::empty());
            for kind in values(kinds) {
                match kind {
                    "city" => lists |= Lists::CITY | Lists::TOWN,
                    "region" => lists |= Lists::REGION | Lists::PLACE_SHORT,
                    "country" => lists |= Lists::COUNTRY,
                    "place" => lists |= Lists::ANY_PLACE,
                    "person" => lists |= Lists::PERSON,
                    "organization" => lists |= Lists::ANY_ORG,
                    "given-name" => facts |= Facts::GIVEN | Facts::GIVEN_F | Facts::GIVEN_M,
                    "surname" => facts |= Facts::SURNAME | Facts::SURNAME_RARE,
                    other => return Err(format!("no kind '{other}'")),
                }
            }
            let counts = &mut s.gazetteer.lists;
            let left = s.gazetteer.phrases.remove(&s.words, lists, |taken| {
                let of = taken.thing.and_then(|t| counts.iter_mut().find(|l| l.things.contains(&t.0)));
                if let Some(list) = of {
                    list.blocked += 1;
                }
            });
            if let [word] = s.words[..] {
                if !left.intersects(Lists::ANY_PLACE) {
                    facts |= Facts::LISTED_PLACE;
                }
                if !left.intersects(Lists::ANY_ORG) {
                    facts |= Facts::LISTED_ORG;
                }
                s.gazetteer.lexicon.remove_facts(word, facts);
            }
            if !lists.is_empty() && !left.intersects(Lists::ANY_NAME) {
                s.surface(surface, Lists::BLOCKED, None, 0, Facts::empty());
            }
            Ok(())
        });
    }

    fn nicknames(&mut self) {
        self.rows("nicknames.tsv", ["nickname", "names"], |s, [nickname, names]| {
            let id = s.gazetteer.lexicon.add(nickname, Facts::NICKNAME | Facts::GIVEN, &mut s.buffer);
            let names: Vec<WordId> =
                values(names).map(|n| s.gazetteer.lexicon.add(n, Facts::empty(), &mut s.buffer)).collect();
            s.gazetteer.nicknames.entry(id).or_default().extend(names);
            Ok(())
        });
    }
}

fn gender_fact(gender: Option<Gender>) -> Facts {
    match gender {
        Some(Gender::F) => Facts::WOMAN,
        Some(Gender::M) => Facts::MAN,
        None => Facts::empty(),
    }
}

fn number(cell: &str) -> Result<u32, String> {
    cell.parse().map_err(|_| format!("'{cell}' is no whole number"))
}

pub(super) fn iso(cell: &str) -> Option<[u8; 2]> {
    cell.as_bytes().try_into().ok()
}

pub(super) fn qid(cell: &str) -> Result<Option<u32>, String> {
    match cell.strip_prefix('Q') {
        None if cell.is_empty() => Ok(None),
        Some(digits) if digits.parse::<u32>().is_ok() => Ok(digits.parse().ok()),
        _ => Err(format!("'{cell}' is no Wikidata id: Q and digits")),
    }
}

pub(super) fn some(cell: &str) -> Option<&str> {
    (!cell.is_empty()).then_some(cell)
}

/// The plural of a noun for one of a people: Iraqis, Frenchmen, Poles; Swiss and Japanese stay.
fn plural(noun: &str) -> String {
    for (end, plural) in [("man", "men"), ("woman", "women"), ("y", "ies")] {
        if let Some(stem) = noun.strip_suffix(end) {
            // "German" is no "man".
            if !matches!(noun, "German" | "Roman" | "Norman" | "Ottoman") {
                return format!("{stem}{plural}");
            }
        }
    }
    if noun.ends_with("ese") || noun.ends_with("iss") || noun.ends_with('s') || noun.ends_with("ish") {
        return noun.to_owned();
    }
    format!("{noun}s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_of_peoples() {
        let all: Vec<_> = ["Iraqi", "Frenchman", "German", "Japanese", "Swiss", "Hungary"].map(plural).into();
        assert_eq!(all, ["Iraqis", "Frenchmen", "Germans", "Japanese", "Swiss", "Hungaries"]);
    }

    #[test]
    fn a_bad_row_is_named_and_left_out() {
        let text = |name: &str| match name {
            "countries.tsv" => {
                "name\tiso2\twikidata\taliases\tadjectives\tpeople\tmetonyms\nChad\tTD\tx\t\t\t\t\nMali\tML\tQ912\t\tMalian\tMalian\t\nX\n"
            }
            _ => "",
        };
        let (gazetteer, errors) = load(&text);
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            errors,
            [
                "countries.tsv:2: 'x' is no Wikidata id: Q and digits",
                "countries.tsv:4: 1 columns where the header has 7: check the tabs"
            ]
        );
        assert!(gazetteer.lexicon.get(b"malians").is_some());
    }
}
