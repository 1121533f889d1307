//! Texts that are hard to carry, and files that are not what they should be.

use oxrdfio::{RdfFormat, RdfParser};
use proptest::prelude::*;
use whosaid::graph::{Base, RdfWriter, Syntax};
use whosaid::identity::keys;
use whosaid::{Article, Extractor, Record};

use super::{Folder, literals, quads, sample, whosaid};

const HARD: [&str; 10] = [
    "quotation \"marks\" and \\backslashes\\ \\u0041",
    "lines\nof\r\ntext\rand\ttabs",
    "control \u{0}\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}",
    "emoji 👩🏽‍🚀🇾🇪",
    "שלום \u{202e}עולם\u{202c}",
    "https://example.org/a b<>{}|^`",
    "_:b0",
    "=HYPERLINK(\"x\")",
    "",
    "..",
];

/// A record that has this text wherever a text may stand.
fn hostile(text: &str) -> Record {
    let article = Article::new(text, "“We agree,” Ms. Anna Lind told the Finance Ministry in Oslo. Lind said so.");
    let mut record = Extractor::builtin().extract(&article);
    let some = || Some(text.to_owned());
    (record.title, record.published, record.publisher, record.url) = (some(), some(), some(), some());
    record.digest = text.into();
    record.authors = vec![text.into()];
    record.problems = vec![text.into()];
    for entity in &mut record.entities {
        entity.name = text.into();
        entity.roles = vec![text.into()];
        entity.kind = whosaid::record::Kind::Own(text.into());
        entity.link = None;
        entity.mentions.iter_mut().for_each(|m| m.text = text.into());
    }
    for quote in &mut record.quotes {
        quote.id = text.into();
        quote.text = text.into();
    }
    record
}

#[test]
fn hard_texts_go_round_unchanged_in_every_syntax() {
    let folder = Folder::new();
    let records: Vec<Record> = HARD.iter().map(|text| hostile(text)).collect();
    let path = folder.records("r.jsonl", &records);
    for name in ["g.nq", "g.nt", "g.ttl", "g.trig", "g.jsonld"] {
        let found = quads(&folder.graph(&path, name));
        for property in ["https://schema.org/headline", "https://schema.org/name", "http://www.w3.org/ns/oa#exact"] {
            let found = literals(&found, property);
            assert!(HARD.iter().all(|text| found.contains(*text)), "{name} {property}: {found:?}");
        }
    }
    folder.graph(&path, "g.graphml");
    std::fs::create_dir(folder.path("neo4j")).unwrap();
    folder.graph(&path, "neo4j");
    let mut reader = csv::Reader::from_path(folder.path("neo4j/articles.csv")).unwrap();
    let titles: Vec<String> = reader.records().map(|r| r.unwrap()[2].to_owned()).collect();
    assert_eq!(titles, HARD);
}

#[test]
fn the_profile_for_spreadsheets_defuses_formulas_and_the_plain_one_leaves_them() {
    let folder = Folder::new();
    let path = folder.records("r.jsonl", &[hostile("=1+1")]);
    let titles = |profile: &str| {
        let out = format!("{}/", folder.path(profile).display());
        whosaid().args(["graph", "-q", "--profile", profile]).arg(&path).args(["-o", &out]).assert().success();
        let mut reader = csv::Reader::from_path(folder.path(profile).join("articles.csv")).unwrap();
        reader.records().map(|r| r.unwrap()[2].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((titles("plain"), titles("spreadsheet")), (vec!["=1+1".into()], vec!["'=1+1".into()]));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_written() {
    let folder = Folder::new();
    let good = folder.records("good.jsonl", &sample()[..1]);
    std::fs::write(folder.path("bad.jsonl"), "{\"id\": \"x\"}\n\n[]\n").unwrap();
    for name in ["g.nq", "g.graphml"] {
        let run = whosaid()
            .arg("graph")
            .arg(folder.path("bad.jsonl"))
            .arg(folder.path("missing.jsonl"))
            .arg(&good)
            .arg("-o")
            .arg(folder.path(name))
            .assert()
            .code(1);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        for part in
            ["bad.jsonl:1: no record", "bad.jsonl:3: no record", "missing.jsonl: ", "1 articles", "3 lines or files"]
        {
            assert!(said.contains(part), "{part}: {said}");
        }
        // Told once, though a graph of tables is read twice.
        assert_eq!(said.matches("bad.jsonl:1").count(), 1, "{said}");
        assert!(folder.path(name).exists());
    }
    for arguments in [["-o", "g.docx"], ["--base", "no iri"], ["--base", "https://a.example/kg"]] {
        whosaid().arg("graph").arg(&good).args(arguments).assert().code(2);
    }
}

#[test]
fn standard_input_can_be_read_where_two_readings_are_needed() {
    let folder = Folder::new();
    let lines = std::fs::read(folder.records("r.jsonl", &sample()[..3])).unwrap();
    for name in ["g.graphml", "g.nq"] {
        let file = std::fs::read(folder.graph(&folder.path("r.jsonl"), name)).unwrap();
        whosaid()
            .args(["graph", "-q", "-", "-o"])
            .arg(folder.path(&format!("piped-{name}")))
            .write_stdin(lines.clone())
            .assert()
            .success();
        assert!(file == std::fs::read(folder.path(&format!("piped-{name}"))).unwrap(), "{name}");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", proptest::collection::vec(any::<char>(), 0..40).prop_map(|c| c.into_iter().collect())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// The parsers are strict: IRIs that are none would be errors.
    #[test]
    fn any_text_goes_round(text in texts()) {
        let record = hostile(&text);
        let keys = keys(&record);
        for (syntax, format) in [
            (Syntax::NQuads, RdfFormat::NQuads),
            (Syntax::TriG, RdfFormat::TriG),
            (Syntax::Turtle, RdfFormat::Turtle),
            (Syntax::JsonLd, RdfFormat::JsonLd { profile: oxrdfio::JsonLdProfileSet::empty() }),
        ] {
            let mut writer = RdfWriter::new(Vec::new(), syntax, Base::default()).unwrap();
            writer.record(&record, &keys).unwrap();
            let (bytes, written) = writer.finish().unwrap();
            let found: Vec<_> = RdfParser::from_format(format).for_slice(&bytes).map(Result::unwrap).collect();
            prop_assert_eq!(found.len() as u64, written);
            for property in ["https://schema.org/headline", "https://schema.org/author", "https://schema.org/name"] {
                prop_assert!(literals(&found, property).contains(&text), "{:?}", syntax);
            }
        }
    }
}
