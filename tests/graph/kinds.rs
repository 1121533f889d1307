//! Every kind of graph says the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folder, counts, instances, quads, sample, whosaid};

const NEWS_ARTICLE: &str = "https://schema.org/NewsArticle";
const ANNOTATION: &str = "http://www.w3.org/ns/oa#Annotation";
const QUOTATION: &str = "https://schema.org/Quotation";

#[test]
fn every_syntax_of_rdf_has_the_same_triples_and_the_counts_of_the_records() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", sample());
    let all = |name: &str| quads(&folder.graph(&records, name));
    let first = all("g.nq");
    let triples: BTreeSet<String> =
        first.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
    let graphs: BTreeSet<String> = first.iter().map(|q| q.graph_name.to_string()).collect();
    assert_eq!(graphs.len(), sample().len() + 1);
    assert!(!first.iter().any(|q| q.subject.is_blank_node() || q.object.is_blank_node()));
    let found = (instances(&first, NEWS_ARTICLE), instances(&first, ANNOTATION), instances(&first, QUOTATION));
    assert_eq!(found, counts(sample()));
    for name in ["g.nt", "g.ttl", "g.trig", "g.jsonld"] {
        let other = all(name);
        let same: BTreeSet<String> =
            other.iter().map(|q| format!("{} {} {}", q.subject, q.predicate, q.object)).collect();
        assert!(same == triples, "{name}");
        let named: BTreeSet<String> = other.iter().map(|q| q.graph_name.to_string()).collect();
        assert_eq!(named.len(), if name.ends_with("nt") || name.ends_with("ttl") { 1 } else { graphs.len() }, "{name}");
    }
}

/// The rows of a CSV file as maps from columns.
fn rows(path: &std::path::Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn csv_for_neo4j_has_the_counts_and_every_relation_has_its_nodes() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", sample());
    whosaid()
        .args(["graph", "-q"])
        .arg(&records)
        .arg("-o")
        .arg(format!("{}/", folder.path("neo4j").display()))
        .assert()
        .success();
    let (mut ids, mut found) = (BTreeMap::<String, BTreeSet<String>>::new(), BTreeMap::new());
    let mut files: Vec<_> = std::fs::read_dir(folder.path("neo4j")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for path in &files {
        for row in rows(path) {
            if let Some((column, id)) = row.iter().find(|(c, _)| c.contains(":ID(")) {
                let label = column.split(['(', ')']).nth(1).unwrap();
                assert!(ids.entry(label.into()).or_default().insert(id.clone()), "{id} twice");
                assert!(row[":LABEL"].starts_with(label), "{row:?}");
            }
        }
    }
    for path in &files {
        for row in rows(path) {
            for (column, id) in row.iter().filter(|(c, _)| c.starts_with(":START_ID") || c.starts_with(":END_ID")) {
                assert!(ids[column.split(['(', ')']).nth(1).unwrap()].contains(id), "{}: {id}", path.display());
            }
            if let Some(relation) = row.get(":TYPE") {
                *found.entry(relation.clone()).or_insert(0) += 1;
            }
        }
    }
    assert_eq!((ids["Article"].len(), found["MENTIONS"], ids["Quotation"].len()), counts(sample()));
    assert_eq!(found["QUOTED_IN"], ids["Quotation"].len());
    let speakers = |r: &whosaid::Record| -> usize {
        let ids = whosaid::identity::by_id(r);
        whosaid::identity::all_quotes(r).iter().map(|q| whosaid::identity::speakers(q, &ids).len()).sum()
    };
    assert_eq!(found["SAID"], sample().iter().map(speakers).sum::<usize>());
}

#[test]
fn graphml_is_well_formed_and_its_weights_are_the_mentions() {
    let folder = Folder::new();
    let path = folder.graph(&folder.records("r.jsonl", sample()), "g.graphml");
    let text = std::fs::read_to_string(path).unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut nodes, mut ends, mut key) = (BTreeSet::new(), BTreeSet::new(), String::new());
    let (mut weight, mut relation) = (0, String::new());
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.value.to_string();
                    match (tag.name().as_ref(), attribute.key.as_ref()) {
                        ("node", "id") => assert!(nodes.insert(value)),
                        ("edge", "source" | "target") => drop(ends.insert(value)),
                        ("data", "key") => key = value,
                        _ => {}
                    }
                }
            }
            quick_xml::events::Event::Text(text) => {
                let text = text.to_string();
                match key.as_str() {
                    "relation" => relation = text,
                    "weight" if relation == "MENTIONS" => weight += text.parse::<usize>().unwrap(),
                    _ => {}
                }
                key.clear();
            }
            _ => {}
        }
    }
    assert!(ends.is_subset(&nodes));
    assert_eq!(weight, counts(sample()).1);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_counts_and_its_lists() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = Folder::new();
    let path = folder.graph(&folder.records("r.jsonl", sample()), "g.parquet");
    let open = |name: &str| {
        let file = std::fs::File::open(path.join(format!("{name}.parquet"))).unwrap();
        SerializedFileReader::new(file).unwrap()
    };
    let rows = |name: &str| open(name).metadata().file_metadata().num_rows() as usize;
    assert_eq!((rows("articles"), rows("mentions"), rows("quotes")), counts(sample()));
    use parquet::record::{Field, RowAccessor};
    let text = |field: &Field| if let Field::Str(text) = field { text.clone() } else { panic!("{field:?}") };
    let authors: Vec<Vec<String>> = open("articles")
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.unwrap().get_list(6).unwrap().elements().iter().map(text).collect())
        .collect();
    let meant = sample().iter().map(|r| r.authors.clone());
    assert_eq!(authors, meant.collect::<Vec<_>>());
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_the_program_says_how_to_build_it() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", sample());
    for arguments in [["graph", "-o", "g.parquet"], ["entities", "-o", "e.parquet"]] {
        let run = whosaid().current_dir(folder.path("")).args(arguments).arg(&records).assert().code(2);
        run.stderr(predicates::str::contains("--features parquet"));
    }
}

#[cfg(not(feature = "query"))]
#[test]
fn without_sparql_the_program_says_how_to_build_it() {
    whosaid().args(["query", "g.nq", "--pairs"]).assert().code(2).stderr(predicates::str::contains("--features query"));
}

#[test]
fn entities_are_a_table_in_every_form() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", sample());
    let run = |arguments: &[&str]| {
        let out = whosaid().arg("entities").arg(&records).args(arguments).assert().success();
        String::from_utf8(out.get_output().stdout.clone()).unwrap()
    };
    let lines = run(&["--format", "jsonl"]);
    let rows: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(run(&[]).lines().count(), rows.len() + 1);
    assert_eq!(
        run(&["--format", "csv", "--kind", "person"]).lines().count(),
        1 + rows.iter().filter(|r| r["kind"] == "person").count()
    );
    let obuya = rows.iter().find(|r| r["name"] == "Daniel Obuya").unwrap();
    assert_eq!(
        (&obuya["articles"], &obuya["first"], &obuya["last"]),
        (&3.into(), &"2021-12-06".into(), &"2021-12-06".into())
    );
    // One geologist, once with his country and once without.
    let montfaucon = rows.iter().find(|r| r["name"] == "Henri de Montfaucon").unwrap();
    assert_eq!(montfaucon["id"], "urn:whosaid:entity/person/henri_de_montfaucon");
    assert_eq!((&montfaucon["articles"], montfaucon["keys"].as_array().unwrap().len()), (&2.into(), 2), "{montfaucon}");
    assert_eq!(montfaucon["reason"], "same-name+role-or-country");
    let yemen = rows.iter().find(|r| r["wikidata"] == "Q805").unwrap();
    assert_eq!((&yemen["id"], &yemen["articles"]), (&"urn:whosaid:entity/Q805".into(), &3.into()));
    let spoken: u64 = rows.iter().map(|r| r["spoken"].as_u64().unwrap()).sum();
    let ids = |r: &whosaid::Record| -> usize {
        let ids = whosaid::identity::by_id(r);
        whosaid::identity::all_quotes(r).iter().map(|q| whosaid::identity::speakers(q, &ids).len()).sum()
    };
    assert_eq!(spoken as usize, sample().iter().map(ids).sum::<usize>());
}

#[test]
fn stories_join_versions_and_their_quotations() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", &sample()[..2]);
    let (one, two) = (&sample()[0], &sample()[1]);
    let version =
        |r: &whosaid::Record| serde_json::json!({"article": r.id, "digest": r.digest, "kind": "edition", "more": 1});
    let story = serde_json::json!({
        "version": 1, "id": "s-00ff", "title": "T", "best": one.id, "versions": [version(one), version(two)],
        "quotes": [{"id": "1", "utterance": "u-1", "text": "Ice.", "versions": [
            {"article": one.id, "quote": "q1", "status": "same"}, {"article": two.id, "status": "missing"}]}]});
    std::fs::write(folder.path("s.jsonl"), format!("{story}\nnonsense\n")).unwrap();
    let run = |name: &str| {
        whosaid()
            .arg("graph")
            .arg(&records)
            .arg("--stories")
            .arg(folder.path("s.jsonl"))
            .arg("-o")
            .arg(folder.path(name))
            .assert()
            .code(1)
            .stderr(predicates::str::contains("s.jsonl:2: no story"));
    };
    run("g.nq");
    let found = quads(&folder.path("g.nq"));
    assert_eq!(instances(&found, "urn:whosaid:ns#Story"), 1);
    let works = |q: &&oxrdf::Quad| q.predicate.as_str() == "https://schema.org/exampleOfWork";
    let of: Vec<(String, String)> =
        found.iter().filter(works).map(|q| (q.subject.to_string(), q.object.to_string())).collect();
    assert_eq!(of.len(), 3, "{of:?}");
    assert!(of.iter().any(|(quote, said)| quote.ends_with("/q1>") && said == "<urn:whosaid:utterance/u-1>"), "{of:?}");
    // The quote is one that the graph has.
    let quote = &of.iter().find(|(quote, _)| quote.ends_with("/q1>")).unwrap().0;
    assert!(found.iter().any(|q| q.subject.to_string() == *quote && q.predicate.as_str() == "https://schema.org/text"));
    std::fs::create_dir(folder.path("neo4j")).unwrap();
    run("neo4j");
    assert_eq!(rows(&folder.path("neo4j/versions.csv")).len(), 2);
}
