//! Every list is held to the form that gazetteers/README.md states.

use std::path::Path;

use whosaid::gazetteer::lists::FORMS;
use whosaid::gazetteer::tsv::{List, values};
use whosaid::gazetteer::{Facts, Gazetteer, compile};
use whosaid::{Article, Extractor};

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteers"))
}

/// Every list with its text.
fn lists() -> impl Iterator<Item = (&'static str, String)> {
    FORMS.iter().map(|f| (f.name, std::fs::read_to_string(folder().join(f.name)).unwrap()))
}

#[test]
fn lists_are_sorted_clean_and_say_where_they_come_from() {
    for (name, text) in lists() {
        let head: Vec<&str> = text.lines().take_while(|l| l.starts_with('#')).collect();
        assert!(head.iter().any(|l| l.contains("origin:")), "{name}: no origin");
        assert!(head.iter().any(|l| l.contains("licence:")), "{name}: no licence");
        assert!(text.ends_with('\n') && !text.contains('\r'), "{name}: line ends");
        let list = List::parse(name, &text).unwrap();
        let form = FORMS.iter().find(|f| f.name == name).unwrap();
        assert_eq!(list.columns(), form.columns, "{name}: columns");
        let mut last: Option<Vec<&str>> = None;
        let mut rows = 0;
        for row in list.rows() {
            rows += 1;
            let cells: Vec<&str> = row.cells().collect();
            assert_eq!(cells.len(), list.columns().len(), "{name}:{}: columns", row.line);
            assert!(!cells[0].is_empty(), "{name}:{}: the first column is empty", row.line);
            for cell in &cells {
                assert_eq!(cell.trim(), *cell, "{name}:{}: a space too many", row.line);
                assert!(!cell.contains("||") && !cell.ends_with('|') && !cell.starts_with('|'), "{name}:{}", row.line);
                let all: Vec<&str> = values(cell).collect();
                assert!(all.iter().all(|v| v.trim() == *v), "{name}:{}: a space too many", row.line);
                assert!(!cell.contains('’'), "{name}:{}: apostrophes are straight", row.line);
            }
            if let Some(last) = &last {
                assert!(*last < cells, "{name}:{}: not sorted, or twice: {}", row.line, cells[0]);
            }
            last = Some(cells);
        }
        assert!(rows > 20, "{name}: {rows} rows");
    }
}

#[test]
fn every_row_is_understood() {
    let (_, errors) = Gazetteer::from_folder(folder()).unwrap();
    assert!(errors.is_empty(), "{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn stand_ins_stand_for_what_there_is() {
    let text = |name: &str| lists().find(|l| l.0 == name).map(|l| l.1).unwrap();
    let mut kinds = Vec::new();
    for name in ["organizations.tsv", "companies.tsv", "universities.tsv"] {
        let text = text(name);
        let list = List::parse(name, &text).unwrap();
        let kind = list.column("kind").unwrap();
        kinds.extend(list.rows().map(|r| r.cell(kind).to_owned()));
    }
    kinds.sort();
    kinds.dedup();
    let text = text("stand-ins.tsv");
    let list = List::parse("stand-ins.tsv", &text).unwrap();
    for row in list.rows() {
        let (noun, sort) = (row.cell(0), row.cell(1));
        assert_eq!(noun, noun.to_lowercase(), "stand-ins.tsv:{}: small letters", row.line);
        for value in values(row.cell(2)) {
            let sound = match sort {
                "kind" => kinds.iter().any(|k| k == value),
                "group" => value.parse::<usize>().is_ok_and(|n| n > 1),
                _ => value == value.to_lowercase(),
            };
            assert!(sound, "stand-ins.tsv:{}: '{value}' is no {sort}", row.line);
        }
    }
    let carmaker = Gazetteer::builtin().stand_ins("carmaker");
    assert_eq!(carmaker.len(), 2);
}

#[test]
fn the_compiled_form_is_that_of_the_lists() {
    let (gazetteer, _) = Gazetteer::from_folder(folder()).unwrap();
    let fresh = compile(&gazetteer).unwrap();
    assert!(
        fresh == Gazetteer::compiled(),
        "gazetteers/compiled.bin is older than the lists: run `cargo run --release -p whosaid-compile`"
    );
    // And it gives what the lists themselves give.
    let of_lists = Extractor::new(&gazetteer);
    let articles = crate::articles::all();
    assert!(articles.len() > 20);
    for (name, text) in articles {
        let article = Article::new(name.clone(), text);
        assert_eq!(of_lists.extract(&article), Extractor::builtin().extract(&article), "{name}");
    }
    assert_eq!(gazetteer.stats(), Gazetteer::builtin().stats());
}

#[test]
fn every_list_has_its_row_in_the_readme() {
    let readme = include_str!("../gazetteers/README.md");
    let (_, origins) = readme.split_once("## Origin and licence").expect("the section on origins");
    for (name, _) in lists() {
        assert!(readme.contains(&format!("`{name}`")), "{name} is not described");
        assert!(origins.contains(name), "{name} has no origin and licence");
    }
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/gazetteers")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let known = ["README.md", "compiled.bin", "fields.tsv", "shared-names.tsv"].contains(&file.as_str())
            || FORMS.iter().any(|f| f.name == file);
        // Those two are read as they are, by src/identity/traits.rs, whose test holds them to the form.
        assert!(known, "{file} is not compiled in");
    }
}

#[test]
fn what_everybody_knows_is_known() {
    let g = Gazetteer::builtin();
    for (word, facts) in [
        ("mary", Facts::GIVEN_F),
        ("john", Facts::GIVEN_M),
        ("smith", Facts::SURNAME),
        ("mr.", Facts::HONORIFIC),
        ("syrian", Facts::ADJECTIVE),
        ("iraqis", Facts::PEOPLE),
        ("spokeswoman", Facts::ROLE),
        ("officials", Facts::PLURAL_ROLE),
        ("university", Facts::ORG_FIRST),
        ("inc.", Facts::LEGAL_FORM),
        ("said", Facts::CUE),
        ("tuesday", Facts::WEEKDAY),
        ("she", Facts::SUBJECT),
        ("van", Facts::PARTICLE),
        ("france", Facts::LISTED_PLACE),
    ] {
        let (_, known) = g.lexicon.get(word.as_bytes()).unwrap_or_else(|| panic!("{word}"));
        assert!(known.contains(facts), "{word}: {known:?}");
    }
}

#[test]
fn weights_name_evidence_that_there_is() {
    let g = Gazetteer::builtin();
    for (name, text) in [
        ("names-first.tsv", include_str!("../weights/names-first.tsv")),
        ("names-second.tsv", include_str!("../weights/names-second.tsv")),
        ("names-prior.tsv", include_str!("../weights/names-prior.tsv")),
    ] {
        let (_, errors) = whosaid::tag::Weights::parse(name, text, g);
        assert!(errors.is_empty(), "{:?}", errors.first());
    }
    let (_, errors) = whosaid::quote::SpeakerWeights::parse("speakers.tsv", include_str!("../weights/speakers.tsv"));
    assert!(errors.is_empty(), "{:?}", errors.first());
    let (_, errors) =
        whosaid::quote::IndirectWeights::parse("indirect.tsv", include_str!("../weights/indirect.tsv"), g);
    assert!(errors.is_empty(), "{:?}", errors.first());
}
