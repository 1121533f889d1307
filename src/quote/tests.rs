//! Constructions of quotes, each with a text of its own.

use super::{Quote, QuoteKind};
use crate::extractor::Extractor;

/// The quotes of a text as "kind | speakers' entities, or else the words for them | content", nested ones after theirs.
fn told(text: &str) -> Vec<String> {
    let stages = Extractor::builtin().stages(text);
    let name = |s: &super::Speaker| {
        let entity = s.entity.and_then(|id| stages.entities.get(id));
        entity.map_or_else(|| s.span.of(text).to_owned(), |e| e.name.to_string())
    };
    let speaker = |q: &Quote| q.speaker.iter().chain(&q.with).map(name).collect::<Vec<_>>().join(" + ");
    let content = |q: &Quote| q.contents.iter().map(|c| c.of(text)).collect::<Vec<_>>().join(" ");
    let all = stages.quotes.iter().flat_map(|q| std::iter::once(q).chain(&q.nested));
    all.map(|q| format!("{:?} | {} | {}", q.kind, speaker(q), content(q))).collect()
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
fn an_attribution_ends_a_quotation_without_its_closing_mark() {
    let text = "“The river is done with us, Mr. Tomas Reyd said. “But nobody asked it.”";
    has(text, "Direct | Tomas Reyd | The river is done with us, But nobody asked it.");
    let told = told("“The river, Reyd and I were friends. “But nobody asked it,” Tomas Reyd said.");
    assert!(told.iter().any(|t| t.contains("Reyd and I were friends.")), "{told:?}");
}

#[test]
fn the_day_of_saying_is_no_part_of_what_is_said() {
    has(
        "Elin Garro told reporters on Friday that the ferry would stop.",
        "Indirect | Elin Garro | the ferry would stop",
    );
    has("Elin Garro said the ferry of Friday would stop.", "Indirect | Elin Garro | the ferry of Friday would stop");
}

#[test]
fn a_speaker_in_a_text_of_replaced_words_is_doubted() {
    let text = include_str!("../../tests/articles/damaged-substituted.txt");
    let stages = Extractor::builtin().stages(text);
    let spoken: Vec<&Quote> = stages.quotes.iter().filter(|q| q.speaker.is_some()).collect();
    assert!(spoken.len() > 5 && spoken.iter().all(|q| q.reason.ends_with("+substituted-text") && q.confidence <= 0.8));
    let stages = Extractor::builtin().stages("Elin Garro said the ferry would stop.");
    assert!(stages.quotes.iter().all(|q| !q.reason.contains("substituted")) && !stages.quotes.is_empty());
}

#[test]
fn speakers_weigh_the_same_all_at_once_and_one_by_one() {
    let extractor = Extractor::builtin();
    let stages = extractor.stages(include_str!("../../tests/articles/damaged-substituted.txt"));
    let mut asked = 0;
    let mut see = |seen: super::Seen<'_, '_, '_>| {
        let Some(w) = seen.weighed else { return };
        let choices = seen.around.choices(w.group, w.last);
        let apart = super::speakers::probabilities(&choices, extractor.speaker_weights());
        assert_eq!(apart.len(), w.shares.len());
        assert!(apart.iter().zip(w.shares).all(|(a, b)| (a - b).abs() < 1e-4), "{apart:?} {:?}", w.shares);
        asked += choices.len();
    };
    super::quotes_seen(
        &stages.tokens,
        &stages.entities,
        &stages.stretches,
        extractor.gazetteer(),
        extractor.speaker_weights(),
        extractor.report_weights(),
        &mut see,
    );
    assert!(asked > 50, "{asked}");
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

#[test]
fn those_who_speak_together_are_all_named() {
    let text = "“We will not sell,” Elin Garro and Tomas Reyd said on Monday.\n\n“It is ours,” they wrote.";
    has(text, "Direct | Elin Garro + Tomas Reyd | It is ours,");
    let together = told(text);
    assert!(together[0].contains("Elin Garro") && together[0].contains("Tomas Reyd"), "{together:#?}");
    // The object of another verb speaks with nobody.
    let apart = told("Elin Garro met Tomas Reyd and Nora Pell said: “We will not sell the harbour.”");
    assert!(apart.iter().all(|t| !t.contains('+')), "{apart:#?}");
}

#[test]
fn a_quotation_within_one_has_its_own_speaker() {
    let text = "“‘Go home,’ she told me, and I went,” Tomas Reyd said.";
    has(text, "Direct | she | Go home,");
    let alone = told("“They call it ‘the long pit’ here,” Tomas Reyd said.");
    assert_eq!(alone.len(), 1, "{alone:#?}");
    let mine = "‘I said, “There is water on the stairs,” and he laughed,’ Tomas Reyd said. ‘It was late.’";
    has(mine, "Direct | Tomas Reyd | There is water on the stairs,");
}

#[test]
fn single_marks_reopen_and_apostrophes_stay() {
    let text = "'It rained,' Elin Garro said. 'Nobody told 'em.\n\n'The players' union came in the '90s,' she said. 'All \
                6' 2\" of it.'\n\n'It was rock 'n' roll,' said Tomas Reyd.";
    has(text, "Direct | Tomas Reyd | It was rock 'n' roll,");
    let told = told(text);
    assert!(told.iter().any(|t| t.contains("Elin Garro") && t.contains("The players' union came")), "{told:#?}");
}

#[test]
fn a_colon_brings_in_a_block_only_where_the_layout_or_the_person_tells() {
    let text = "Elin Garro is the mayor.\n\nIn a letter, Elin Garro wrote:\n\nI have sold the harbour, and I would sell \
                it again tomorrow.\n\nThe harbour is closed.\n";
    has(text, "Direct | Elin Garro | I have sold the harbour, and I would sell it again tomorrow.");
    let list = told(
        "Elin Garro named the winners.\n\nElin Garro said:\n\nThe winners of the long race were Pell, Reyd and Lund.\n",
    );
    assert!(list.iter().all(|t| !t.starts_with("Direct")), "{list:#?}");
}

#[test]
fn a_pull_quote_is_said_by_whom_it_repeats() {
    let text = "The harbour closed.\n\n“We have all waited too long for this boat,” said Elin Garro.\n\n“We have all waited too \
                long for this boat”\n\nIt rained, said Tomas Reyd.";
    let stages = Extractor::builtin().stages(text);
    let pulled: Vec<_> = stages.quotes.iter().filter(|q| q.reason == "pull-quote").collect();
    assert_eq!(pulled.len(), 1);
    assert!(pulled[0].speaker.as_ref().is_some_and(|s| s.entity.is_some()));
}

#[test]
fn roles_stand_for_those_named_before() {
    let text = "Sen. Elin Garro, 43, a director, met Tomas Reyd of Reyd Motors. “It is done,” the senator said.\n\n“It is a \
                model,” the film-maker said.\n\n“We paid,” the carmaker said.\n\n“I will go,” the 43-year-old said.";
    has(text, "Direct | Elin Garro | It is done,");
    has(text, "Direct | Elin Garro | It is a model,");
    has(text, "Direct | Reyd Motors | We paid,");
    has(text, "Direct | Elin Garro | I will go,");
}

#[test]
fn the_addressee_is_kept() {
    for (text, wanted) in [
        ("“We paid,” Elin Garro told reporters in Paris.", "reporters"),
        ("“We paid,” Elin Garro said in an interview with Danube Radio on Monday.", "Danube Radio"),
        ("“We paid,” Elin Garro wrote to Tomas Reyd.", "Tomas Reyd"),
        ("“We paid,” Elin Garro said on Monday.", ""),
    ] {
        let stages = Extractor::builtin().stages(text);
        let to = stages.quotes.iter().find_map(|q| q.addressee.as_ref()).map_or("", |a| a.span.of(text));
        assert_eq!(to, wanted, "{text}");
    }
}
