//! Damaged files cost what is damaged, and no trap springs.

use std::io::Write;

use super::{Run, run, whosaid};

fn ids(run: &Run) -> Vec<&str> {
    run.records.iter().map(|r| r["id"].as_str().unwrap()).collect()
}

fn reasons(run: &Run) -> Vec<&str> {
    run.errors.iter().map(|e| e["reason"].as_str().unwrap()).collect()
}

#[test]
fn a_truncated_stream_gives_what_came_before() {
    let found = run(&["damaged/truncated.jsonl.gz"]);
    assert!(found.records.len() >= 4 && found.errors.len() == 1 && found.code == 1, "{:?}", found.errors);
    assert_eq!(ids(&found)[..2], ["f-01", "f-02"]);
    let error = &found.errors[0];
    assert_eq!(error["path"], "damaged/truncated.jsonl.gz");
    assert_eq!(error["index"], found.records.len());
}

#[test]
fn a_missing_quotation_mark_costs_its_row() {
    let found = run(&["damaged/quotes.csv"]);
    let ids = ids(&found);
    assert_eq!(ids.len(), 11);
    assert!(!ids.contains(&"f-04") && ids.contains(&"f-05"));
    assert!(reasons(&found)[0].starts_with("a quotation mark is missing"), "{:?}", found.errors);
    assert_eq!(found.errors[0]["line"], 23);
    let text = std::fs::read(super::samples().join("damaged/quotes.csv")).unwrap();
    let offset = found.errors[0]["offset"].as_u64().unwrap() as usize;
    assert!(text[offset..].starts_with(b"3,f-04,"));
}

#[test]
fn a_cut_web_archive_array_or_xml_gives_what_came_before() {
    for (file, records) in [("cut.warc", 10), ("array.json", 5), ("cut.xml", 4)] {
        let found = run(&[&format!("damaged/{file}")]);
        assert_eq!(
            (found.records.len(), found.errors.len(), found.code),
            (records, 1, 1),
            "{file}: {:?}",
            found.errors
        );
    }
}

#[test]
fn bad_lines_cost_themselves() {
    let found = run(&["damaged/lines.jsonl"]);
    assert_eq!((found.records.len(), found.errors.len()), (10, 2));
    assert_eq!((&found.errors[0]["line"], &found.errors[0]["index"]), (&1.into(), &0.into()));
    assert_eq!(found.errors[1]["line"], 12);
}

#[test]
fn entities_of_a_document_are_not_expanded() {
    let found = run(&["damaged/entities.xml"]);
    assert_eq!(found.records[0]["text"], "Ms. Lind said &l9; in Oslo.");
}

#[test]
fn bombs_are_errors_of_one_article() {
    for (file, part) in
        [("bomb.txt.gz", "--max-article"), ("nested.txt.gz", "--max-depth"), ("deep.html", "nested deeper")]
    {
        let found = run(&[&format!("damaged/{file}"), "text/f-01.txt"]);
        assert_eq!((found.records.len(), found.errors.len()), (1, 1), "{file}");
        assert!(reasons(&found)[0].contains(part), "{file}: {:?}", found.errors);
    }
    let found = run(&["damaged/bomb.txt.gz", "--max-article", "30M", "--any-language"]);
    assert_eq!(found.records.len(), 1);
    let found = run(&["articles.zip", "--max-member", "600"]);
    assert_eq!(found.records.len() + found.errors.len(), 12);
    assert!(reasons(&found).iter().all(|r| r.contains("this member is larger")) && found.errors.len() >= 6);
}

#[test]
fn no_path_of_a_container_is_written() {
    let before: Vec<_> = std::fs::read_dir(super::samples().join("..")).unwrap().map(|e| e.unwrap().path()).collect();
    let found = run(&["damaged/traps.zip"]);
    assert_eq!(found.records.len(), 2);
    let after: Vec<_> = std::fs::read_dir(super::samples().join("..")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(before, after);
    assert!(!std::path::Path::new("/absolute.txt").exists());
}

#[test]
fn an_endless_line_is_an_error_of_one_record() {
    let mut input = b"{\"id\": \"a\", \"text\": \"Ms. Lind spoke.\"}\n{\"text\": \"".to_vec();
    input.resize(64 << 20, b'x');
    input.write_all(b"\"}\n{\"id\": \"b\", \"text\": \"Mr. Berg spoke.\"}\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.jsonl");
    std::fs::write(&file, &input).unwrap();
    let found = run(&[file.to_str().unwrap()]);
    assert_eq!(ids(&found), ["a", "b"]);
    assert_eq!((&found.errors[0]["index"], &found.errors[0]["line"]), (&1.into(), &2.into()));
    assert_eq!(found.errors[0]["offset"], 39);
    // The same in an array.
    let text = String::from_utf8(input).unwrap();
    std::fs::write(&file, format!("[{}]", text.trim_end().replace("}\n{", "},{"))).unwrap();
    let found = run(&[file.to_str().unwrap()]);
    assert_eq!((ids(&found), found.errors.len()), (vec!["a", "b"], 1));
}

#[test]
fn invalid_bytes_are_counted_in_any_format() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a.txt", b"Ms. Lind \xFF spoke \xFE.");
    write("b.jsonl", b"{\"text\": \"Ms. Lind \xFF spoke \xFE.\"}\n{\"text\": \"Whole.\"}\n");
    write("c.csv", b"id,text\n1,Ms. Lind \xFF spoke \xFE.\n");
    write("d.xml", b"<nitf><body><body.content><p>Ms. Lind \xFF spoke \xFE.</p></body.content></body></nitf>");
    write("e.json", b"[{\"text\": \"Ms. Lind \xFF spoke \xFE.\"}]");
    let found = run(&[folder.path().to_str().unwrap()]);
    assert_eq!(found.records.len(), 6);
    for record in found.records.iter().filter(|r| r["text"] != "Whole.") {
        assert_eq!(record["text"], "Ms. Lind \u{fffd} spoke \u{fffd}.");
        assert!(record["problems"][0].as_str().unwrap().starts_with("2 byte sequences"), "{record}");
    }
}

#[test]
fn half_characters_in_json_are_replaced_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let article = r#"{"id": "ID", "text": "Ms. Lind \ud83d spoke \ud83d\ude42 in \uDE42Oslo."}"#;
    write("a.jsonl", &format!("{}\n{{\"id\": \"whole\", \"text\": \"Whole.\"}}\n", article.replace("ID", "a")));
    write("b.json", &format!("[{}]", article.replace("ID", "b")));
    for part in [&[][..], &["--part", "1/1"]] {
        let found = run(&[&[folder.path().to_str().unwrap()], part].concat());
        assert_eq!(ids(&found), ["a", "whole", "b"]);
        for n in [0, 2] {
            assert_eq!(found.records[n]["text"], "Ms. Lind \u{fffd} spoke \u{1f642} in \u{fffd}Oslo.");
            assert!(found.records[n]["problems"][0].as_str().unwrap().starts_with("2 byte sequences"));
        }
        assert_eq!(found.records[1]["problems"], serde_json::json!([]));
    }
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_loops_in_a_folder_are_passed_over() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let made = std::process::Command::new("mkfifo").arg(root.join("pipe.txt")).status();
    symlink(root, root.join("loop")).unwrap();
    symlink("/dev/zero", root.join("zero.txt")).unwrap();
    std::fs::write(root.join("picture.png"), b"\x89PNG\r\n\x1a\n\0\0\0\0").unwrap();
    std::fs::write(root.join("a.txt"), "Ms. Lind spoke.").unwrap();
    let found = run(&[root.to_str().unwrap()]);
    assert_eq!(ids(&found), ["a"]);
    assert_eq!(found.summary["passed_over"], if made.is_ok_and(|m| m.success()) { 4 } else { 3 });
    let out = whosaid().args(["extract", "--verbose"]).arg(root).assert().success();
    let said = String::from_utf8_lossy(&out.get_output().stderr).into_owned();
    for reason in ["a link to a folder", "a pipe, socket or device", "no format that articles come in"] {
        assert!(said.contains(reason), "{said}");
    }
}
