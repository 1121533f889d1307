//! The point behind a legal form that ends a sentence: "… and Lear Corp." in a paper that writes "Lear Corp said".

use super::token::{Class, Marks, Token};
use crate::gazetteer::{Facts, Gazetteer};

/// Takes the point off legal forms at the end of sentences, where the article writes such forms without one elsewhere.
/// Then it is the sentence's. `ends` are the tokens that may end a sentence; sentences must be marked.
pub(super) fn points(list: &mut [Token], ends: &[u32], text: &str, gazetteer: &Gazetteer) {
    let form = |t: &Token| t.is(Facts::LEGAL_FORM) && t.is_capitalised() && t.class == Class::Word;
    let pointed = |&end: &u32| list.get(end as usize).is_some_and(|t| t.has(Marks::POINT) && form(t));
    let pointed: Vec<usize> = ends.iter().filter(|end| pointed(end)).map(|&end| end as usize).collect();
    let last = |at: usize| list.get(at + 1).is_none_or(|next| next.has(Marks::SENTENCE));
    // "Lear Corp. said": this paper writes points.
    if pointed.is_empty() || !pointed.iter().all(|&at| last(at)) {
        return;
    }
    let without = |t: &Token| {
        form(t) && !t.has(Marks::POINT | Marks::ALL_CAPS) && gazetteer.is_abbreviation(&format!("{}.", t.span.of(text)))
    };
    if !list.iter().any(without) {
        return;
    }
    for at in pointed {
        let token = &mut list[at];
        if token.span.of(text).ends_with('.') {
            token.span.end -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::Gazetteer;
    use crate::text::tokens;

    /// What the tokens with "Corp" are.
    fn forms(text: &str) -> Vec<&str> {
        let tokens = tokens(text, Gazetteer::builtin());
        tokens.list.iter().map(|t| t.span.of(text)).filter(|t| t.starts_with("Corp")).collect()
    }

    #[test]
    fn the_point_is_the_sentence_s_where_the_article_writes_none() {
        assert_eq!(forms("Shares of Tarn Corp rose. They bought Vessa Corp."), ["Corp", "Corp"]);
        assert_eq!(forms("Tarn Corp. said so. They bought Vessa Corp."), ["Corp.", "Corp."]);
        // Nothing tells.
        assert_eq!(forms("They bought Vessa Corp."), ["Corp."]);
        assert_eq!(forms("Lind Plc rose. They bought Vessa Corp."), ["Corp."]);
    }
}
