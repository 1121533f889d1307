//! Questions to a graph.

use super::{Folder, sample, whosaid};

fn csv(text: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text);
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn who_said_what_about_something_is_what_the_records_say() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", sample());
    // What most quotations are about.
    let mut topics: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for record in sample() {
        for quote in whosaid::identity::all_quotes(record) {
            for n in whosaid::identity::about(record, quote) {
                *topics.entry(&record.entities[n].name).or_default() += usize::from(record.entities[n].link.is_some());
            }
        }
    }
    let topic = *topics.iter().max_by_key(|t| t.1).unwrap().0;
    let mut meant = Vec::new();
    for record in sample() {
        for quote in whosaid::identity::all_quotes(record) {
            let about = whosaid::identity::about(record, quote);
            if about.iter().any(|n| record.entities[*n].name == topic) {
                let (start, end) = (quote.parts[0].start, quote.parts.last().unwrap().end);
                meant.push((record.id.clone(), quote.text.clone(), start.to_string(), end.to_string()));
            }
        }
    }
    meant.sort();
    assert!(meant.len() > 1, "{topic}");
    for path in [records.clone(), folder.graph(&records, "g.nq"), folder.graph(&records, "g.ttl")] {
        let out = whosaid()
            .arg("query")
            .arg(&path)
            .args(["--who-said", &format!("about:{}", topic.to_lowercase())])
            .assert()
            .success();
        let rows = csv(&out.get_output().stdout);
        let mut found: Vec<_> =
            rows.iter().map(|r| (r[2].clone(), r[1].replace("\r\n", "\n"), r[4].clone(), r[5].clone())).collect();
        found.sort();
        assert_eq!(found, meant, "{}", path.display());
        assert!(rows.iter().any(|r| !r[0].is_empty()), "{rows:?}");
    }
}

#[test]
fn quotes_and_company_of_somebody_across_articles() {
    let folder = Folder::new();
    let graph = folder.graph(&folder.records("r.jsonl", sample()), "g.nq.zst");
    let ask = |arguments: &[&str]| {
        let out = whosaid().arg("query").arg(&graph).args(arguments).assert().success();
        csv(&out.get_output().stdout)
    };
    let quotes = ask(&["--quotes-by", "Sofia Lindgren"]);
    let by = |r: &whosaid::Record| -> usize {
        let ids = whosaid::identity::by_id(r);
        let hers = r.entities.iter().position(|e| e.name == "Sofia Lindgren");
        let said =
            |q: &&&whosaid::record::Quote| hers.is_some_and(|n| whosaid::identity::speakers(q, &ids).contains(&n));
        whosaid::identity::all_quotes(r).iter().filter(said).count()
    };
    assert_eq!(quotes.len(), sample().iter().map(by).sum::<usize>());
    let company = ask(&["--co-mentions", "Sofia Lindgren"]);
    let montfaucon = company.iter().find(|r| r[0] == "Henri de Montfaucon").unwrap();
    assert_eq!((montfaucon[1].as_str(), montfaucon[2].as_str()), ("person", "2"));
    assert_eq!(ask(&["--pairs", "--limit", "3"]).len(), 3);
    assert_eq!(ask(&["ASK { ?a a <https://schema.org/NewsArticle> }", "--format", "csv"]), Vec::<Vec<String>>::new());
    let graphs = ask(&["SELECT DISTINCT ?g WHERE { GRAPH ?g { ?a ?b ?c } }"]);
    assert_eq!(graphs.len(), sample().len() + 1);
}

#[test]
fn wrong_questions_and_files_are_told() {
    let folder = Folder::new();
    let graph = folder.graph(&folder.records("r.jsonl", &sample()[..1]), "g.nq");
    let run = |arguments: &[&str]| whosaid().current_dir(folder.path("")).arg("query").args(arguments).assert();
    run(&["g.nq", "SELECT nonsense"]).code(1).stderr(predicates::str::contains("error"));
    run(&["g.nq"]).code(2);
    run(&["missing.nq", "--pairs"]).code(1).stderr(predicates::str::contains("missing.nq"));
    std::fs::write(folder.path("bad.nq"), "<a> <b>").unwrap();
    run(&["bad.nq", "--pairs"]).code(1).stderr(predicates::str::contains("bad.nq"));
    let shown = run(&["g.nq", "--who-said", "about:Yemen", "--show-sparql"]).success();
    let sparql = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    std::fs::write(folder.path("q.rq"), sparql).unwrap();
    run(&[&graph.display().to_string(), "@q.rq", "--format", "table"])
        .success()
        .stdout(predicates::str::contains("answers)"));
}
