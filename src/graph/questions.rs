//! Questions that are asked often, as SPARQL.

use oxrdf::Literal;

/// A question that is ready to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Who said what about the thing of this name.
    WhoSaid(String),
    /// What the one of this name said.
    QuotesBy(String),
    /// Who and what is named beside the one of this name.
    CoMentions(String),
    /// Which pairs are named together.
    Pairs,
}

impl Question {
    /// The question in SPARQL, for the `limit` first answers. The graph that it is put to has all named graphs as one.
    pub fn sparql(&self, limit: usize) -> String {
        let (query, name) = match self {
            Self::WhoSaid(name) => (include_str!("questions/who-said.rq"), name.as_str()),
            Self::QuotesBy(name) => (include_str!("questions/quotes-by.rq"), name.as_str()),
            Self::CoMentions(name) => (include_str!("questions/co-mentions.rq"), name.as_str()),
            Self::Pairs => (include_str!("questions/pairs.rq"), ""),
        };
        // The limit first: a name may hold anything.
        let query = query.replace("$limit", &limit.to_string());
        query.replace("$name", &Literal::new_simple_literal(name).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_within_its_literal() {
        let sparql = Question::WhoSaid("a\" } $limit\\ \n".into()).sparql(7);
        assert!(sparql.contains(r#"LCASE("a\" } $limit\\ \n")"#), "{sparql}");
        assert!(sparql.ends_with("LIMIT 7\n"), "{sparql}");
    }
}
