//! The IRIs of a graph: minted from content under a base, so that the same record always gives the same ones.

use oxiri::Iri;
use oxrdf::NamedNode;
use thiserror::Error;

use crate::identity::segment;
use crate::record::{Entity, Mention, Record};

/// What cannot be the base of a graph.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BaseError {
    /// It is no IRI.
    #[error("{0:?} is no absolute IRI: {1}; write something like https://news.example/kg/")]
    Syntax(String, String),
    /// Names would run into it.
    #[error("{0:?} must end with /, #, : or =, as what follows is added to it")]
    End(String),
}

/// What all IRIs of a graph begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Default for Base {
    fn default() -> Self {
        Self("urn:whosaid:".into())
    }
}

impl std::fmt::Display for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Base {
    type Err = BaseError;

    fn from_str(base: &str) -> Result<Self, BaseError> {
        if let Err(error) = Iri::parse(base) {
            return Err(BaseError::Syntax(base.into(), error.to_string()));
        }
        if !base.ends_with(['/', '#', ':', '=']) {
            return Err(BaseError::End(base.into()));
        }
        Ok(Self(base.into()))
    }
}

impl Base {
    /// The IRI of a path that [`segment`] made.
    pub fn iri(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.0))
    }

    /// The IRI of something that has one segment of its own: `publisher/The_Post`.
    pub fn named(&self, folder: &str, name: &str) -> NamedNode {
        let mut path = format!("{}{folder}/", self.0);
        segment(name, &mut path);
        NamedNode::new_unchecked(path)
    }

    /// The IRI of an article: by its id and its text, as offsets hold for one text only.
    pub fn article(&self, record: &Record) -> NamedNode {
        self.version(&record.id, &record.digest)
    }

    /// The same by id and digest.
    pub fn version(&self, id: &str, digest: &str) -> NamedNode {
        let mut path = format!("{}article/", self.0);
        segment(id, &mut path);
        path.push('/');
        segment(digest.get(..12).unwrap_or(digest), &mut path);
        NamedNode::new_unchecked(path)
    }
}

/// The IRI of a part of something.
pub(super) fn part(of: &NamedNode, name: &str) -> NamedNode {
    let mut path = format!("{}/", of.as_str());
    // A quote's id has a point where it is nested; all ids are short and plain, but a file may hold anything.
    segment(name, &mut path);
    NamedNode::new_unchecked(path)
}

/// The IRI of a mention: by its entity and place.
pub(super) fn mention(article: &NamedNode, entity: &Entity, mention: &Mention) -> NamedNode {
    part(&part(article, &entity.id), &format!("{}-{}", mention.start, mention.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_is_an_absolute_iri_that_can_be_added_to() {
        for good in ["urn:whosaid:", "https://news.example/kg/", "http://a.example/x#"] {
            assert_eq!(good.parse::<Base>().unwrap().to_string(), good);
        }
        assert!(matches!("kg/".parse::<Base>(), Err(BaseError::Syntax(..))));
        assert!(matches!("https://a.example/ b/".parse::<Base>(), Err(BaseError::Syntax(..))));
        assert!(matches!("https://a.example/kg".parse::<Base>(), Err(BaseError::End(_))));
    }
}
