//! What the other lists would get wrong: names of several readings, and names that are none alone.

use super::Loader;
use crate::gazetteer::facts::{Facts, Lists};
use crate::gazetteer::lexicon::WordId;
use crate::gazetteer::phrases::ThingId;
use crate::gazetteer::tsv::values;

impl Loader<'_, '_> {
    pub(super) fn ambiguous(&mut self) {
        self.rows("ambiguous.tsv", ["surface", "readings", "default"], |s, [surface, readings, default]| {
            let list = match default {
                "person" => Lists::AMBIGUOUS_PERSON,
                "country" | "place" => Lists::AMBIGUOUS_PLACE,
                "organization" => Lists::AMBIGUOUS_ORG,
                "none" | "other" => Lists::AMBIGUOUS_NONE,
                other => return Err(format!("no kind '{other}': use person, country, place, organization or none")),
            };
            let thing = match default {
                // "Republican" is the Republican Party.
                "organization" => {
                    let body = readings.split('|').find_map(|r| r.strip_prefix("organization:"));
                    body.and_then(|name| s.best_known(name, Lists::ANY_ORG))
                }
                // "Washington" is the city rather than the state.
                "country" | "place" => match readings.split(':').next() {
                    Some("country") => s.best_known(surface, Lists::COUNTRY),
                    Some("region") => s.best_known(surface, Lists::REGION | Lists::PLACE_SHORT),
                    Some("place") => s.best_known(surface, Lists::CITY | Lists::TOWN | Lists::GEOGRAPHY),
                    _ => None,
                },
                _ => None,
            };
            s.surface(surface, list, thing, 0, Facts::empty());
            Ok(())
        });
    }

    pub(super) fn blocked(&mut self) {
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

    /// The best known entry of these lists with this name, the first of several.
    fn best_known(&mut self, name: &str, lists: Lists) -> Option<ThingId> {
        self.cut(name);
        let words: Vec<(WordId, bool)> = self.words.iter().map(|&w| (w, true)).collect();
        let mut found: Option<(u32, ThingId)> = None;
        self.gazetteer.phrases.matches(words.iter().copied(), |m| {
            let whole = usize::from(m.len) == words.len();
            for reading in self.gazetteer.phrases.readings(m, true).filter(|r| whole && r.list.intersects(lists)) {
                let Some(thing) = reading.thing else { continue };
                let weight = self.gazetteer.thing(thing).weight;
                if found.is_none_or(|(most, _)| weight > most) {
                    found = Some((weight, thing));
                }
            }
        });
        found.map(|(_, thing)| thing)
    }
}
