//! The order of what stands in a text, told by counting.

/// Puts what stands at some tokens into the order of these; what stands at one keeps the order that it has.
///
/// A bit for each token at which something stands tells how much stands before it, sooner than places are compared.
pub(super) fn in_order<T: Copy>(mut found: Vec<T>, place: impl Fn(&T) -> usize) -> Vec<T> {
    let last = found.iter().map(&place).max().unwrap_or_default();
    // With each 64 tokens, how much stands before them.
    let mut blocks = vec![(0u64, 0); last / 64 + 1];
    let mut twice = false;
    for at in found.iter().map(&place) {
        let (bits, bit) = (&mut blocks[at / 64].0, 1 << (at % 64));
        twice |= *bits & bit != 0;
        *bits |= bit;
    }
    if twice {
        found.sort_by_key(place);
        return found;
    }
    let mut count = 0;
    for (bits, before) in &mut blocks {
        *before = count;
        count += bits.count_ones() as usize;
    }
    let mut out = found.clone();
    for one in &found {
        let at = place(one);
        let (bits, before) = blocks[at / 64];
        let earlier = bits & ((1 << (at % 64)) - 1);
        out[before + earlier.count_ones() as usize] = *one;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_and_sorted_orders_are_the_same() {
        for step in 1..40 {
            let all: Vec<(usize, usize)> = (0..120).map(|n| (n * step % 331, n)).collect();
            let mut sorted = all.clone();
            sorted.sort_by_key(|one| one.0);
            assert_eq!(in_order(all, |one| one.0), sorted, "{step}");
        }
        assert_eq!(in_order(vec![(5, 1), (3, 2), (5, 3), (0, 4)], |one| one.0), [(0, 4), (3, 2), (5, 1), (5, 3)]);
        assert!(in_order(Vec::new(), |at: &usize| *at).is_empty());
    }
}
