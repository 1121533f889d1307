//! Where names can begin, found in one pass over all tokens, so that the others look at few.

use crate::gazetteer::Facts;
use crate::text::{Case, Class, Token};

/// Classes of what a name can begin with, and of what the party of a member of Congress can.
const CLASSES: u32 = of(Class::Word) | of(Class::Number) | of(Class::Comma) | of(Class::Open);

const fn of(class: Class) -> u32 {
    1 << class as u32
}

/// The tokens of [`CLASSES`] but for words in lower case that are no particles: a third of a text.
pub(super) fn places(list: &[Token]) -> Vec<u32> {
    let mut places = vec![0; list.len()];
    let mut count = 0;
    for (at, token) in list.iter().enumerate() {
        // Without a branch, as nothing foretells it: each is written, and the next over it where it does not count.
        if let Some(place) = places.get_mut(count) {
            *place = at as u32;
        }
        let low = (token.class == Class::Word) & (token.case == Case::Lower) & !token.is(Facts::PARTICLE);
        count += usize::from((of(token.class) & CLASSES != 0) & !low);
    }
    places.truncate(count);
    places
}
