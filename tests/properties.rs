//! What holds for any text: nothing panics, offsets are right, and the same text gives the same bytes.

use proptest::prelude::*;
use whosaid::{Article, Extractor};

use crate::articles;
use crate::hostile::slices;

fn line(text: &str) -> String {
    serde_json::to_string(&Extractor::builtin().extract(&Article::new("x", text))).unwrap()
}

/// Texts made of pieces that matter to the stages.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Anna Lind"),
        Just("Mr. Lind"),
        Just("said"),
        Just("“"),
        Just("”"),
        Just("\""),
        Just("'"),
        Just("’s"),
        Just(", "),
        Just(". "),
        Just("\n\n"),
        Just(" "),
        Just("  "),
        Just("the ambassador"),
        Just("Bank of"),
        Just("Georgia"),
        Just("(WHO)"),
        Just("al-"),
        Just("according to"),
        Just("He"),
        Just("that"),
        Just("—"),
        Just("U.S."),
        Just("é🙂"),
        Just("told reporters"),
        Just(":"),
        Just("WALLACE: "),
        Just("1996-08-30"),
        Just("\r\n"),
        Just("‘"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|all| all.join(" ").replace("  ", " "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(text in "\\PC{0,400}") {
        slices(&text, &Extractor::builtin().extract(&Article::new("x", &text)));
    }

    #[test]
    fn any_pieces(text in pieces()) {
        slices(&text, &Extractor::builtin().extract(&Article::new("x", &text)));
        prop_assert_eq!(line(&text), line(&text));
    }
}

#[test]
fn any_part_of_an_article_and_any_damage() {
    for (_, text) in articles::all() {
        slices(&text, &Extractor::builtin().extract(&Article::new("x", &text)));
        let cuts: Vec<usize> = text.char_indices().map(|(n, _)| n).step_by(97).collect();
        for cut in cuts {
            for part in [&text[cut..], &text[..cut]] {
                slices(part, &Extractor::builtin().extract(&Article::new("x", part)));
            }
        }
    }
}
