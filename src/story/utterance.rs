//! What was said, by whom: names that are the same wherever the same words of the same speaker stand.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::words::words;
use crate::gazetteer::fold;
use crate::record::{Entity, Kind};

/// Fewer words than this say nothing by themselves: "No comment" is said every day.
const FEW: usize = 5;

/// The words of a quotation, by their hashes: those that damage leaves.
pub(super) fn said(text: &str) -> Vec<u64> {
    words(text).into_iter().filter(|w| !w.hyphenated).map(|w| w.hash).collect()
}

/// Who an entity is, whatever the article calls it: of a person the last word of the name, of anything else what the lists
/// know it as, or else its name.
pub(super) fn identity(entity: &Entity) -> String {
    let name = fold(&entity.name);
    match (&entity.kind, entity.link.as_ref().and_then(|l| l.wikidata.as_deref())) {
        (Kind::Person, _) => {
            let last = name.split_whitespace().rfind(|w| !is_suffix(w)).unwrap_or(&name);
            // "al-Haddad" is also called Haddad.
            last.split_once('-').filter(|(article, _)| article.len() <= 2).map_or(last, |(_, rest)| rest).to_owned()
        }
        (_, Some(link)) => link.to_owned(),
        _ => name,
    }
}

/// Whether two entities of two versions are one: also a person of whose name a damaged version lost a part.
pub(super) fn same(a: &Entity, b: &Entity) -> bool {
    let words = |e: &Entity| -> Vec<String> {
        fold(&e.name).split(|c: char| c.is_whitespace() || c == '-').map(str::to_owned).collect()
    };
    let within = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
    let people = a.kind == Kind::Person && b.kind == Kind::Person;
    identity(a) == identity(b) || people && (within(&words(a), &words(b)) || within(&words(b), &words(a)))
}

/// "Jr.", "III": what stands behind a name and is no name.
fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Names an utterance by its words and who says them. What has too few words, or nobody to say them, is not to be confused
/// with that of another story.
pub(super) fn utterance(said: &[u64], identity: Option<&str>, story: &str) -> String {
    let mut hash = Sha256::new();
    for word in said {
        hash.update(word.to_le_bytes());
    }
    let shared = identity.filter(|_| said.len() >= FEW);
    match shared {
        Some(identity) => hash.update(identity),
        None => hash.update(format!("{story} {}", identity.unwrap_or_default())),
    }
    let mut out = String::from("u-");
    for byte in hash.finalize().iter().take(8) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Extractor};

    #[test]
    fn the_same_words_of_the_same_speaker_have_one_name() {
        let one = said("“We will not sign the treaty,”");
        assert_eq!(one, said("We will not sign the treaty"));
        assert_eq!(utterance(&one, Some("lind"), "s-1"), utterance(&one, Some("lind"), "s-2"));
        assert_ne!(utterance(&one, Some("lind"), "s-1"), utterance(&one, Some("berg"), "s-1"));
        assert_ne!(utterance(&one, None, "s-1"), utterance(&one, None, "s-2"));
        let few = said("No comment.");
        assert_ne!(utterance(&few, Some("lind"), "s-1"), utterance(&few, Some("lind"), "s-2"));
    }

    #[test]
    fn a_person_is_known_by_the_last_name_and_a_country_by_what_it_is() {
        let text = "Harold Lind Jr. flew to Norway on Monday, Mr. Lind said.";
        let record = Extractor::builtin().extract(&Article::new("a", text));
        let all: Vec<String> = record.entities.iter().map(identity).collect();
        assert_eq!(all, ["lind", "Q20"]);
        assert!(!same(&record.entities[0], &record.entities[1]));
        let mut cut = record.entities[0].clone();
        cut.name = "Harold".into();
        assert!(same(&record.entities[0], &cut));
        cut.name = "Karim al-Haddad".into();
        assert_eq!(identity(&cut), "haddad");
        assert!(!same(&record.entities[0], &cut));
    }
}
