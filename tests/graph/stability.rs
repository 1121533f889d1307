//! The same records give the same bytes, loading twice changes nothing, and adding articles renames nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Folder, quads, sample, whosaid};

/// The triples of each named graph.
fn by_graph(path: &std::path::Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in quads(path) {
        out.entry(quad.graph_name.to_string()).or_default().insert(quad.to_string());
    }
    out
}

#[test]
fn adding_articles_leaves_the_graphs_of_the_others_as_they_were() {
    let folder = Folder::new();
    let few = by_graph(&folder.graph(&folder.records("few.jsonl", &sample()[..7]), "few.nq"));
    let all = by_graph(&folder.graph(&folder.records("all.jsonl", sample()), "all.nq"));
    let identity = "<urn:whosaid:identity>";
    assert_eq!((few.len(), all.len()), (8, sample().len() + 1));
    for (graph, triples) in few.iter().filter(|(graph, _)| *graph != identity) {
        assert!(all[graph] == *triples, "{graph}");
    }
    // Entities keep their identifiers, too.
    let ids = |graph: &BTreeMap<String, BTreeSet<String>>| -> BTreeSet<String> {
        let of = graph[identity].iter().filter(|t| t.contains("urn:whosaid:ns#articles>"));
        of.map(|t| t.split(' ').next().unwrap().to_owned()).collect()
    };
    assert!(
        ids(&few).len() > 50 && ids(&few).is_subset(&ids(&all)),
        "{:?}",
        ids(&few).difference(&ids(&all)).collect::<Vec<_>>()
    );
}

#[test]
fn a_record_that_comes_twice_changes_nothing() {
    let folder = Folder::new();
    let once = folder.records("once.jsonl", sample());
    let twice = folder.records("twice.jsonl", sample().iter().chain(sample()));
    std::fs::create_dir(folder.path("a")).unwrap();
    std::fs::create_dir(folder.path("b")).unwrap();
    for name in ["g.nq", "g.graphml"] {
        let one = std::fs::read(folder.graph(&once, &format!("a/{name}"))).unwrap();
        assert!(one == std::fs::read(folder.graph(&twice, &format!("b/{name}"))).unwrap(), "{name}");
    }
    let run = whosaid().arg("graph").arg(&twice).arg("-o").arg(folder.path("g.nt")).assert().success();
    run.stderr(predicates::str::contains("20 records of the same id and text as others were left out"));
}

#[test]
fn the_order_of_reading_changes_no_entity_and_no_triple() {
    let folder = Folder::new();
    let there = folder.records("there.jsonl", sample());
    let back = folder.records("back.jsonl", sample().iter().rev());
    let entities = |path| whosaid().arg("entities").arg(path).assert().success().get_output().stdout.clone();
    assert!(entities(&there) == entities(&back));
    assert!(by_graph(&folder.graph(&there, "there.nq")) == by_graph(&folder.graph(&back, "back.nq")));
}

#[test]
fn any_number_of_threads_gives_the_same_graph() {
    let folder = Folder::new();
    let graph = |threads: &str| {
        let out = folder.path(&format!("{threads}.jsonl"));
        whosaid()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(["extract", "-q", "--threads", threads, "examples/archive", "-o"])
            .arg(&out)
            .assert()
            .success();
        std::fs::read(folder.graph(&out, &format!("{threads}.trig"))).unwrap()
    };
    assert!(graph("1") == graph("4"));
}

#[test]
fn another_base_changes_nothing_but_the_base() {
    let folder = Folder::new();
    let records = folder.records("r.jsonl", &sample()[..3]);
    let one = std::fs::read_to_string(folder.graph(&records, "g.nq")).unwrap();
    let base = "https://news.example/kg/";
    whosaid().args(["graph", "-q", "--base", base]).arg(&records).arg("-o").arg(folder.path("h.nq")).assert().success();
    let other = std::fs::read_to_string(folder.path("h.nq")).unwrap();
    // The vocabulary stays what it is.
    let moved = one.replace("<urn:whosaid:", &format!("<{base}")).replace(&format!("<{base}ns#"), "<urn:whosaid:ns#");
    assert!(moved == other);
}
