//! The record's contract: the schema that the program prints holds for what it writes.

use serde_json::{Value, json};
use whosaid::record::{Record, schema};
use whosaid::{Article, Extractor};

use crate::articles;

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&schema()).expect("the schema is one")
}

#[test]
fn every_record_of_the_articles_and_of_the_sample_archive_fits_the_schema() {
    let validator = validator();
    let archive = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/archive");
    let mut all: Vec<Article> = articles::all().into_iter().map(|(name, text)| Article::new(name, text)).collect();
    let _ = whosaid::archive::each_article(&[archive], &whosaid::archive::Settings::default(), &mut |article| {
        all.push(article.unwrap());
        std::ops::ControlFlow::Continue(())
    });
    assert!(all.len() >= 40);
    for article in all {
        let record = Extractor::builtin().extract(&article);
        let value: Value = serde_json::to_value(&record).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", article.id);
        let back: Record = serde_json::from_value(value).unwrap();
        assert_eq!(back, record, "{} reads back as it was written", article.id);
    }
}

#[test]
fn unknown_fields_are_denied_everywhere() {
    let validator = validator();
    let text = "“We will sign,” Ms. Lind told reporters in Oslo.";
    let record = Extractor::builtin().extract(&Article::new("a", text));
    let value = serde_json::to_value(&record).unwrap();
    assert!(validator.is_valid(&value));
    for path in [
        "",
        "/condition",
        "/entities/0",
        "/entities/0/mentions/0",
        "/quotes/0",
        "/quotes/0/parts/0",
        "/quotes/0/speaker",
        "/quotes/0/cue",
    ] {
        let mut changed = value.clone();
        changed.pointer_mut(path).expect(path)["surprise"] = json!(1);
        assert!(!validator.is_valid(&changed), "{path:?} must not take an unknown field");
        assert!(serde_json::from_value::<Record>(changed).is_err(), "{path:?}");
    }
    let mut missing = value;
    missing.as_object_mut().unwrap().remove("digest");
    assert!(!validator.is_valid(&missing));
}

#[test]
fn keys_stand_in_their_order_and_what_is_absent_is_left_out() {
    let record = Extractor::builtin().extract(&Article::new("a", "Nothing much."));
    let line = serde_json::to_string(&record).unwrap();
    assert_eq!(
        line,
        "{\"version\":1,\"id\":\"a\",\"length\":13,\
         \"digest\":\"6ecdb666144299faac9795cd59a95d22896ce178f8050fe74bc964493be08ab8\",\
         \"condition\":{\"paragraphs\":true,\"tokenized\":false,\"straight_quotes\":false,\"gaps\":0,\"substituted\":false},\
         \"entities\":[],\"quotes\":[],\"problems\":[]}"
    );
}
