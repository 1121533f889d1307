//! `whosaid explain`: what it says is what extraction does.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use whosaid::explain::Outcome;
use whosaid::gazetteer::Gazetteer;
use whosaid::record::QuoteKind;
use whosaid::span::Span;
use whosaid::{Article, Extractor};

const TEXT: &str = "The American ambassador, Anna R. Lind, met Karl Berg in Oslo. “We will sign tomorrow,” she said. \
    Mr. Berg said that it was late.";

fn place(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    Span::new(at as u32, (at + words.len()) as u32)
}

#[test]
fn of_each_quote_of_the_record_the_likeliest_speaker_is_told_with_what_was_weighed() {
    let extractor = Extractor::builtin();
    let (mut weighed, mut decided, mut reported) = (0, 0, 0);
    for (name, text) in crate::articles::all() {
        let record = extractor.extract(&Article::new(&name, &text));
        let all = record.quotes.iter().flat_map(|q| std::iter::once(q).chain(&q.nested));
        let explained = extractor.explain_quotes(&text);
        let ids: Vec<&str> = explained.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(ids, all.clone().map(|q| q.id.as_str()).collect::<Vec<_>>(), "{name}");
        for (e, quote) in explained.iter().zip(all) {
            let at = format!("{name} {}", e.id);
            let entity = quote.speaker.as_ref().and_then(|s| s.entity.as_ref().map(ToString::to_string));
            assert_eq!(
                (e.quote.reason.as_str(), e.speaker.as_ref().map(|s| &s.0)),
                (quote.reason.as_str(), entity.as_ref()),
                "{at}"
            );
            for choice in &e.speakers {
                let sum: f32 = choice.evidence.iter().map(|w| w.weight).sum();
                assert!((sum - choice.score).abs() < 1e-3, "{at}");
                // Of the rules that were asked only the last may have answered.
                assert!(choice.read.iter().rev().skip(1).all(|s| s.entity.is_none()), "{at}");
            }
            let shares: f32 = e.speakers.iter().map(|c| c.share).sum();
            assert!(e.speakers.is_empty() || (shares - 1.0).abs() < 1e-3, "{at}");
            assert!(e.speakers.is_sorted_by(|a, b| a.share >= b.share), "{at}");
            let best = e.speakers.first();
            match (e.rule, quote.kind) {
                (Some(_), _) => decided += 1,
                (None, QuoteKind::Indirect) => {
                    let speech = e.speech.as_ref().unwrap();
                    assert!(
                        (f64::from(speech.probability) - quote.confidence).abs() < 0.006
                            || quote.reason.ends_with("substituted-text"),
                        "{at}"
                    );
                    assert_eq!(speech.contents[0].parts, e.quote.contents.as_slice(), "{at}");
                    assert!(best.unwrap().chosen, "{at}");
                    reported += 1;
                }
                (None, _) => {
                    let best = best.unwrap();
                    assert!(best.chosen, "{at}: {:?}", best.span.map(|s| s.of(&text)));
                    if let (Some(entity), Some(step)) = (entity, best.read.last()) {
                        assert_eq!(step.entity.as_ref(), Some(&entity), "{at}");
                    }
                    assert!(
                        (f64::from(best.share) - quote.confidence).abs() < 0.006
                            || quote.reason.ends_with("substituted-text"),
                        "{at}"
                    );
                    weighed += 1;
                }
            }
        }
    }
    assert!(weighed > 100 && decided > 10 && reported > 50, "{weighed} {decided} {reported}");
}

#[test]
fn a_pronoun_says_whom_it_means_and_by_which_rule() {
    let quotes = Extractor::builtin().explain_quotes(TEXT);
    let she = quotes[0].speakers.iter().find(|c| c.chosen).unwrap();
    assert_eq!((she.span.unwrap().of(TEXT), she.kind), ("she", "he-she"));
    let last = she.read.last().unwrap();
    assert_eq!((last.rule, last.name.as_deref()), ("resolved-pronoun", Some("Anna R. Lind")));
    assert_eq!(quotes[0].speaker.as_ref().map(|s| s.1.as_str()), Some("Anna R. Lind"));
}

#[test]
fn a_candidate_says_what_it_won_or_lost_against() {
    let explained = Extractor::builtin().explain(TEXT, place(TEXT, "Lind"));
    let of = |words: &str| explained.iter().find(|e| e.span.of(TEXT) == words).unwrap();
    let whole = of("Anna R. Lind");
    assert_eq!(whole.outcome, Outcome::Won);
    assert!(whole.rivals.iter().any(|r| r.span.of(TEXT) == "Lind"));
    assert!(whole.rivals.is_sorted_by(|a, b| a.probability >= b.probability));
    let Outcome::LostTo(winner, _) = &of("Lind").outcome else { panic!("{:?}", of("Lind").outcome) };
    assert_eq!(winner.of(TEXT), "Anna R. Lind");
    let known: Vec<(&str, &str)> = whole.entries.iter().map(|e| (e.list.as_str(), e.entry.as_str())).collect();
    assert!(known.contains(&("given-names.tsv", "Anna")) && known.contains(&("surnames.tsv", "Lind")), "{known:?}");
}

#[test]
fn a_list_of_ones_own_is_named_with_its_line_and_with_what_it_won_against() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("ships.tsv");
    std::fs::write(&list, "# mine\nkind\tname\taliases\nship\tBorea\t\nship\tKarl Berg\tOslo|Karl\n").unwrap();
    let mut gazetteer = Gazetteer::from_builtin();
    gazetteer.add_list("ships.tsv", &std::fs::read_to_string(&list).unwrap()).unwrap();
    let explained = Extractor::new(&gazetteer).explain(TEXT, place(TEXT, "Oslo"));
    assert_eq!(explained[0].outcome, Outcome::OwnName(place(TEXT, "Oslo"), "ship".into()));
    let lists: BTreeMap<&str, &str> = explained[0].entries.iter().map(|e| (e.list.as_str(), e.says.as_str())).collect();
    assert_eq!((lists.get("ships.tsv"), lists.get("cities.tsv")), (Some(&"ship"), Some(&"city")));

    let out = explain(&["--text", "Oslo", "--gazetteer", list.to_str().unwrap()], 0);
    assert!(out.contains(&format!("{}:4  \"Oslo\" (as \"Karl Berg\"): ship", list.display())), "{out}");
    assert!(out.contains("lost to a list of yours: \"Oslo\", ship"), "{out}");
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers");
    let text = std::fs::read_to_string(lists.join("cities.tsv")).unwrap();
    let line = 1 + text.lines().position(|l| l.starts_with("Oslo\t")).unwrap();
    let out = explain(&["--text", "Oslo", "--lists", lists.to_str().unwrap()], 0);
    assert!(out.contains(&format!("cities.tsv:{line}  \"Oslo\": city")), "{out}");
}

fn explain(arguments: &[&str], code: i32) -> String {
    let mut command = Command::cargo_bin("whosaid").unwrap();
    let out = command.args(["explain", "-"]).args(arguments).write_stdin(TEXT).assert().code(code);
    String::from_utf8(out.get_output().stdout.clone()).unwrap()
}

#[test]
fn quotes_and_places_are_asked_for_by_number_id_and_offset() {
    for id in ["1", "q1"] {
        let out = explain(&["--quote", id], 0);
        assert!(out.contains("said by \"she\", e2 Anna R. Lind"), "{out}");
        assert!(
            out.contains("\"she\"  he-she") && out.contains("<== speaker") && out.contains("\n  nobody  "),
            "{out}"
        );
    }
    let out = explain(&["--quote", "2"], 0);
    assert!(out.contains("is it speech? \"said\"") && out.contains("what is said?"), "{out}");
    let at = TEXT.chars().position(|c| c == 'O').unwrap().to_string();
    assert!(explain(&["--at", &at], 0).contains("\"Oslo\" is e4 Oslo"));
    for wrong in [["--quote", "9"], ["--at", "9999"], ["--text", "Paris"], ["--id", "nobody"]] {
        let text = if wrong[0] == "--id" { vec!["--text", "Oslo"] } else { vec![] };
        explain(&[&wrong[..], &text].concat(), 1);
    }
    for wrong in [["--quote", "0"], ["--quote", "x"], ["--pattern", "("]] {
        explain(&wrong, 2);
    }
}

#[test]
fn programs_get_the_same_with_offsets_in_code_points() {
    let points: Vec<char> = TEXT.chars().collect();
    let text = |v: &Value| {
        let offset = |key: &str| v[key].as_u64().unwrap() as usize;
        points[offset("start")..offset("end")].iter().collect::<String>()
    };
    let out: Value = serde_json::from_str(&explain(&["--quote", "1", "--format", "json"], 0)).unwrap();
    let quote = &out["quotes"][0];
    assert_eq!(
        (text(&quote["parts"][0]).as_str(), &quote["speaker"]["name"]),
        ("“We will sign tomorrow,”", &"Anna R. Lind".into())
    );
    let chosen: Vec<&Value> = quote["speakers"].as_array().unwrap().iter().filter(|s| s["chosen"] == true).collect();
    assert_eq!((chosen.len(), text(chosen[0]).as_str()), (1, "she"));
    let out: Value = serde_json::from_str(&explain(&["--text", "Berg", "--format", "json"], 0)).unwrap();
    let places = out["places"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    for candidate in places.iter().flat_map(|p| p["candidates"].as_array().unwrap()) {
        assert_eq!(text(candidate), candidate["text"].as_str().unwrap());
        let p = &candidate["probabilities"];
        assert!(["person", "organization", "location", "nothing"].iter().all(|k| p[k].is_number()), "{p}");
    }
}
