//! What is known of single words, whatever they stand in: abbreviations, classes, how often in lower case.

use super::{Loader, number};
use crate::gazetteer::facts::{Facts, Lists};
use crate::gazetteer::tsv::values;
use crate::text::{CONTEXTS, context_names};

/// Shares of lower-case use, in percent, that part [`Facts::LOWER_MOST`], [`Facts::LOWER_OFTEN`] and [`Facts::LOWER_SOME`].
const LOWER_SHARES: (u32, u32, u32) = (85, 45, 5);
/// Words at least this frequent (negative log10 of probability times 10) are [`Facts::FREQUENT`].
const FREQUENT: u32 = 46;

impl Loader<'_, '_> {
    pub(super) fn abbreviations(&mut self) {
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

    pub(super) fn words(&mut self) {
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

    pub(super) fn function_words(&mut self) {
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

    pub(super) fn context_words(&mut self) {
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

    pub(super) fn sport_words(&mut self) {
        self.rows("sport-words.tsv", ["word"], |s, [word]| {
            s.fact(word, Facts::SPORT_WORD);
            Ok(())
        });
    }

    pub(super) fn event_words(&mut self) {
        self.rows("event-words.tsv", ["word", "kind"], |s, [word, kind]| {
            if !matches!(kind, "sport" | "culture" | "trade") {
                return Err(format!("no kind '{kind}': use sport, culture or trade"));
            }
            s.fact(word, Facts::EVENT_LAST);
            Ok(())
        });
    }

    pub(super) fn calendar(&mut self) {
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

    pub(super) fn organization_words(&mut self) {
        self.rows("organization-words.tsv", ["word", "place", "kind"], |s, [word, place, kind]| {
            let mut facts = match place {
                "last" => Facts::ORG_LAST,
                "first" => Facts::ORG_FIRST,
                "inner" => Facts::ORG_INNER,
                "any" => Facts::ORG_LAST | Facts::ORG_FIRST,
                "before" => {
                    s.fact(word, Facts::PARTY);
                    return Ok(());
                }
                other => return Err(format!("no place '{other}': use last, first, inner, any or before")),
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

    pub(super) fn place_words(&mut self) {
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

    pub(super) fn legal_forms(&mut self) {
        self.rows("legal-forms.tsv", ["form"], |s, [form]| {
            if form.contains(' ') {
                s.surface(form, Lists::LEGAL_FORM, None, 0, Facts::empty());
            } else {
                s.fact(form, Facts::LEGAL_FORM);
            }
            Ok(())
        });
    }
}
