//! Constructions of quotes, each with a text of its own.

use super::{Quote, QuoteKind};
use crate::extractor::Extractor;

/// The quotes of a text as "kind | speaker's entity, or else the words for it | content".
fn told(text: &str) -> Vec<String> {
    let stages = Extractor::builtin().stages(text);
    let speaker = |q: &Quote| {
        let speaker = q.speaker.as_ref()?;
        let entity = speaker.entity.and_then(|id| stages.entities.get(id));
        Some(entity.map_or_else(|| speaker.span.of(text).to_owned(), |e| e.name.clone()))
    };
    let content = |q: &Quote| q.contents.iter().map(|c| c.of(text)).collect::<Vec<_>>().join(" ");
    stages
        .quotes
        .iter()
        .map(|q| format!("{:?} | {} | {}", q.kind, speaker(q).unwrap_or_default(), content(q)))
        .collect()
}

fn has(text: &str, quote: &str) {
    let told = told(text);
    assert!(told.iter().any(|t| t == quote), "no '{quote}' in {told:#?}");
}

#[test]
fn turns_of_a_transcript_have_their_labels_as_speakers() {
    let text = "Elin Garro, the mayor, spoke with Tomas Reyd.\n\nREYD: Will you sell the harbour?\n\nGARRO: No. It is \
                ours.\n\nREYD: And the debt?\n\nGARRO: We will pay it.\n";
    has(text, "Direct | Elin Garro | No. It is ours.");
    has(text, "Direct | Tomas Reyd | And the debt?");
}

#[test]
fn one_label_makes_no_transcript() {
    let told = told("VIDEO: The ferry leaves the harbour for the last time.\n\nThe ferry was late on Monday.\n");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_name_after_a_dash_signs_a_quotation() {
    let text = "Readers wrote to us.\n\n“The ferry needs to stay.” — Michelle Marks, Garroville\n\n“We will miss it.” — \
                Anna Lund\n";
    has(text, "Direct | Michelle Marks | The ferry needs to stay.");
    has(text, "Direct | Anna Lund | We will miss it.");
}

#[test]
fn two_who_talk_take_turns() {
    let text = "“Did you read the contract?” Elin Garro asked.\n\n“Twice,” said Nora Pell.\n\n“And?”\n\n“And I would not \
                sign it.”\n";
    has(text, "Direct | Elin Garro | And?");
    has(text, "Direct | Nora Pell | And I would not sign it.");
}

#[test]
fn a_name_for_something_is_nobodys_words() {
    let text = "The singer, known as “Big Ned” to his fans, came late, Anna Lund said.";
    has(text, "Fragment |  | Big Ned");
}

#[test]
fn speech_without_marks_in_all_orders() {
    has(
        "Elin Garro said that the harbour would be closed by spring.",
        "Indirect | Elin Garro | the harbour would be closed by spring",
    );
    has(
        "The harbour would be closed by spring, Elin Garro said.",
        "Indirect | Elin Garro | The harbour would be closed by spring",
    );
    has(
        "According to Elin Garro, the harbour will be closed by spring.",
        "Indirect | Elin Garro | the harbour will be closed by spring",
    );
    has(
        "The harbour, Elin Garro said, would be closed by spring.",
        "Indirect | Elin Garro | The harbour would be closed by spring",
    );
}

#[test]
fn a_document_speaks_for_its_author() {
    let text = "The World Bank met on Monday. “Growth will slow down next year,” the World Bank report said.";
    has(text, "Direct | World Bank | Growth will slow down next year,");
}

#[test]
fn a_point_set_apart_ends_no_sentence() {
    let text = "Robert Burman spoke . `` It is a bad plan , '' Mr . Burman said .";
    has(text, "Direct | Robert Burman | It is a bad plan ,");
}

#[test]
fn no_quote_is_indirect_where_marks_tell_it() {
    let stages = Extractor::builtin().stages("Elin Garro said: “We will not sell the harbour to anyone at all.”");
    assert!(stages.quotes.iter().all(|q| q.kind == QuoteKind::Direct), "{:?}", stages.quotes);
}
