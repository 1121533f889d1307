//! How a name of a user's list is written, so that it is found only where a text writes it so.

use crate::text::Case;

/// The case of the first thirteen words of a name, two bits each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling(u32);

/// So many words fit in the 26 bits of a reading's row.
const WORDS: u32 = 13;

/// No letters (0), small letters (1), a capital first (2), capitals further on (3).
fn code(case: Case) -> u32 {
    match case {
        Case::None => 0,
        Case::Lower => 1,
        Case::Title => 2,
        Case::Upper | Case::Mixed => 3,
    }
}

impl Spelling {
    /// Of the words of a name.
    pub(crate) fn of(cases: impl Iterator<Item = Case>) -> Self {
        Self((0..WORDS).zip(cases).fold(0, |all, (n, case)| all | code(case) << (2 * n)))
    }

    /// From the row of a reading.
    pub(crate) fn from_row(row: u32) -> Self {
        Self(row)
    }

    pub(crate) fn row(self) -> u32 {
        self.0
    }

    /// Whether it has no capital: then it stands for every way to write it.
    pub(crate) fn any_case(self) -> bool {
        self.0 & 0x2aa_aaaa == 0
    }

    /// Whether words of a text are written so. A word in a passage all in capitals (`true`) may be any.
    pub(crate) fn fits(self, words: impl Iterator<Item = (Case, bool)>) -> bool {
        self.any_case() || (0..WORDS).zip(words).all(|(n, (case, caps))| caps || code(case) == self.0 >> (2 * n) & 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Case::{Lower, Mixed, None, Title, Upper};

    #[test]
    fn a_name_fits_as_it_is_written_and_in_capitals_throughout() {
        let fits = |name: &[Case], text: &[Case], caps: bool| {
            Spelling::of(name.iter().copied()).fits(text.iter().map(|c| (*c, caps)))
        };
        assert!(fits(&[Title, None], &[Title, None], false));
        assert!(!fits(&[Title, None], &[Lower, None], false));
        assert!(fits(&[Title, Title], &[Upper, Upper], true) && !fits(&[Title, Title], &[Upper, Upper], false));
        assert!(fits(&[Lower, Lower], &[Title, Lower], false) && fits(&[None], &[None], false));
        assert!(fits(&[Mixed], &[Mixed], false) && !fits(&[Mixed], &[Title], false));
        assert!(fits(&[Title; 16], &[Title; 16], false));
    }
}
