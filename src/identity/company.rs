//! In whose company an entity is named: a sketch of fixed size that does not depend on the order of reading.

/// The smallest hashes of all that were added: a fair sample of the distinct ones (bottom-k sketch, Broder 1997).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Company(Vec<u64>);

/// So many companions of an entity are kept; those of one article, of which there are few, nearly all.
pub(super) const KEPT: usize = 24;
pub(super) const KEPT_OF_ARTICLE: usize = 48;

impl Company {
    pub(super) fn add(&mut self, hash: u64, most: usize) {
        if let Err(at) = self.0.binary_search(&hash)
            && at < most
        {
            self.0.insert(at, hash);
            self.0.truncate(most);
        }
    }

    /// What both have.
    pub(super) fn shared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u64> + 'a {
        self.0.iter().copied().filter(|hash| other.has(*hash))
    }

    pub(super) fn has(&self, hash: u64) -> bool {
        self.0.binary_search(&hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_order_gives_the_same_sample() {
        let all: Vec<u64> = (0..100).map(|n| super::super::name::stable_hash(&n.to_string())).collect();
        let sketch = |hashes: &mut dyn Iterator<Item = &u64>| {
            let mut company = Company::default();
            hashes.for_each(|h| company.add(*h, KEPT));
            company
        };
        let one = sketch(&mut all.iter());
        assert_eq!(one.0.len(), KEPT);
        assert_eq!(one, sketch(&mut all.iter().rev().chain(&all)));
        assert_eq!(one.shared(&one).count(), KEPT);
    }
}
