//! What a name is said to be right after it: "Lind, a carpenter from", "Askvoll is a small coastal village".

use super::Zoned;
use crate::gazetteer::Facts;
use crate::tag::evidence::{Shapes, shape};
use crate::text::{Case, Class, Context, Marks, Token};

/// The most tokens from the article ("a", "the") to the noun.
const MOST: usize = 9;

impl Zoned<'_, '_> {
    /// The shape of what a name that ends here is said to be: the head of the noun phrase after "is" or a comma.
    ///
    /// The phrase ends before a preposition, a relative, a mark or a participle behind a noun; its head is its last word,
    /// so that "a company spokesman" is a person and "a record for the band" tells nothing.
    pub(super) fn described(&self, end: usize, shapes: &mut Shapes) {
        let Some(at) = self.phrase_after(end) else { return };
        let nouns = &self.tokens.nouns;
        let mut head = None;
        for token in self.list[at..].iter().take(MOST) {
            if token.has(Marks::PARAGRAPH | Marks::SENTENCE) {
                break;
            }
            let class = token.context;
            head = match () {
                () if nouns.is_person(class) => Some(shape::DESCRIBED_PERSON),
                () if class == nouns.organization => Some(shape::DESCRIBED_ORG),
                () if class == nouns.place => Some(shape::DESCRIBED_PLACE),
                () if class == nouns.work || class == nouns.document => Some(shape::DESCRIBED_WORK),
                () if head.is_none() && class == Context::VERB_LIKE => None,
                () if class == Context::HYPHEN || goes_on(token) => None,
                () => break,
            };
        }
        if let Some(head) = head {
            shapes.add(head, true);
        }
    }

    /// Where a noun phrase behind a name begins: after "is a", "were the", ", a", ", 47, the".
    fn phrase_after(&self, end: usize) -> Option<usize> {
        let list = self.list;
        let after = list.get(end).filter(|t| !t.has(Marks::PARAGRAPH | Marks::SENTENCE))?;
        let mut at = end + 1;
        if after.class == Class::Comma {
            let number = list.get(at).is_some_and(|t| t.class == Class::Number);
            if number && list.get(at + 1).is_some_and(|t| t.class == Class::Comma) {
                at += 2;
            }
        } else if after.context != self.tokens.nouns.be {
            return None;
        }
        let opens = |t: &&Token| t.is(Facts::DETERMINER | Facts::POSSESSIVE) && t.case == Case::Lower;
        list.get(at).filter(opens).map(|_| at + 1)
    }
}

/// Whether a word may stand within a noun phrase.
fn goes_on(token: &Token) -> bool {
    let small = token.is(Facts::FUNCTION) && !token.is(Facts::NUMBER_WORD);
    token.class == Class::Word && token.context != Context::CUE && !small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Gazetteer;
    use crate::tag::evidence::Evidence;
    use crate::tag::{candidates, listed};
    use crate::text::tokens;

    /// What the candidate `name` is said to be.
    fn told(text: &str, name: &str) -> Vec<Evidence> {
        let tokens = tokens(text, Gazetteer::builtin());
        let candidates = candidates(&tokens, &listed(&tokens, Gazetteer::builtin()));
        let of_name = |c: &&crate::tag::Candidate| {
            let span = tokens.list[c.start as usize].span.start..tokens.list[c.end as usize - 1].span.end;
            &text[span.start as usize..span.end as usize] == name
        };
        let found = candidates.list.iter().find(of_name).unwrap();
        let described = shape::DESCRIBED_PERSON..=shape::DESCRIBED_WORK;
        candidates.evidence(found).iter().copied().filter(|e| described.contains(e)).collect()
    }

    #[test]
    fn the_head_of_the_phrase_tells() {
        assert_eq!(told("Askvoll is a small coastal village in the west.", "Askvoll"), [shape::DESCRIBED_PLACE]);
        assert_eq!(told("Tarn Motors was a Dutch maker of vans.", "Tarn Motors"), [shape::DESCRIBED_ORG]);
        assert_eq!(told("Odin Lind, 47, a retired carpenter, agreed.", "Odin Lind"), [shape::DESCRIBED_PERSON]);
        assert_eq!(told("Slow River is the third album by the band.", "Slow River"), [shape::DESCRIBED_WORK]);
        assert_eq!(told("Vessa, a company spokeswoman, agreed.", "Vessa"), [shape::DESCRIBED_PERSON]);
    }

    #[test]
    fn what_is_no_phrase_about_the_name_tells_nothing() {
        assert!(told("Askvoll is in a village.", "Askvoll").is_empty());
        assert!(told("In Askvoll, villages were flooded.", "Askvoll").is_empty());
        assert!(told("Askvoll was the best that a village could do.", "Askvoll").is_empty());
        assert!(told("Askvoll. A village was flooded.", "Askvoll").is_empty());
    }
}
