//! Which entities of different articles are shown as one name.
//!
//! Those of one kind that the lists know as the same thing, or, where the lists know nothing, whose names are spelled alike
//! but for case and spaces. So two people of one name are one here, and one person by two names is two: the page says so.

use unicode_normalization::UnicodeNormalization;

use crate::record::Entity;

/// The same for entities that are shown as one; also what their address within the page is made of.
pub(super) fn key(entity: &Entity) -> String {
    let link = entity.link.as_ref();
    let kind = entity.kind.name();
    if let Some(id) = link.and_then(|l| l.wikidata.as_deref()) {
        return format!("{kind}/{id}");
    }
    let name = link.and_then(|l| l.wikipedia.as_deref()).unwrap_or(&entity.name);
    let words: Vec<&str> = name.split_whitespace().collect();
    format!("{kind}/{}", words.join(" ").nfkc().collect::<String>().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Kind, Link};

    fn entity(kind: Kind, name: &str, wikidata: Option<&str>) -> Entity {
        let link = wikidata.map(|id| Link { wikidata: Some(id.into()), ..Link::default() });
        let (roles, mentions) = (Vec::new(), Vec::new());
        Entity {
            id: "e1".into(),
            kind,
            name: name.into(),
            link,
            roles,
            gender: None,
            country: None,
            confidence: 1.0,
            mentions,
        }
    }

    #[test]
    fn one_thing_has_one_key() {
        let same = |a: &Entity, b: &Entity| key(a) == key(b);
        let france = entity(Kind::Country, "France", Some("Q142"));
        assert!(same(&france, &entity(Kind::Country, "French Republic", Some("Q142"))));
        assert!(!same(&france, &entity(Kind::Person, "France", None)));
        assert!(same(&entity(Kind::Place, "STOCKHOLM", None), &entity(Kind::Place, "Stockholm", None)));
        assert!(same(&entity(Kind::Person, "Ana  Lind", None), &entity(Kind::Person, "Ana\nLind", None)));
        assert!(!same(&entity(Kind::Person, "Ana Lind", None), &entity(Kind::Person, "Lind", None)));
    }
}
