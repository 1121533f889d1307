//! Lists of one's own over the built-in ones.

use whosaid::gazetteer::Gazetteer;
use whosaid::record::{Entity, Kind, Record, schema};
use whosaid::{Article, Extractor};

fn record(list: &str, text: &str) -> Record {
    let mut gazetteer = Gazetteer::from_builtin();
    assert_eq!(gazetteer.add_list("own.tsv", list), Ok(vec![]));
    Extractor::new(&gazetteer).extract(&Article::new("a", text))
}

fn plain(text: &str) -> Record {
    Extractor::builtin().extract(&Article::new("a", text))
}

fn named<'r>(record: &'r Record, name: &str) -> Option<&'r Entity> {
    record.entities.iter().find(|e| e.name == name)
}

fn own(kind: &str) -> Kind {
    Kind::Own(kind.into())
}

#[test]
fn a_kind_of_ones_own_is_the_kind_of_the_record() {
    let list = "name\tkind\taliases\twikidata\nLeopard 2\tweapon\tLeopard 2A6\tQ152028\ncarbon tax\tpolicy\t\t\n";
    let text = "Germany will send Leopard 2 tanks. The Leopard 2A6 is newer. Carbon tax or no carbon tax, Berlin pays.";
    let record = record(list, text);
    let tank = named(&record, "Leopard 2A6").expect("the fullest form");
    assert_eq!((&tank.kind, tank.mentions.len()), (&own("weapon"), 2));
    assert_eq!(tank.link.as_ref().and_then(|l| l.wikidata.as_deref()), Some("Q152028"));
    assert_eq!(tank.mentions[0].reason, "are:user");
    let tax = named(&record, "Carbon tax").expect("in any case, for it has no capital");
    assert_eq!((&tax.kind, tax.mentions.len()), (&own("policy"), 2));
    assert_eq!(named(&record, "Germany").map(|e| &e.kind), Some(&Kind::Country));
    let value = serde_json::to_value(&record).unwrap();
    assert_eq!(value["entities"].as_array().unwrap().iter().filter(|e| e["kind"] == "weapon").count(), 1);
    assert!(jsonschema::validator_for(&schema()).unwrap().is_valid(&value));
    assert_eq!(serde_json::from_value::<Record>(value).unwrap(), record);
}

#[test]
fn a_name_is_found_as_it_is_written_at_the_edges_of_words() {
    let list = "name\tkind\nRover\tcraft\nMars Rover\tcraft\n";
    let found = |text: &str| record(list, text).entities.iter().any(|e| e.kind == own("craft"));
    assert!(found("They drove the Rover home.") && found("The Rover's wheels turn.") && found("MARS ROVER LANDS"));
    assert!(!found("They saw a rover there.") && !found("The Rovers lost.") && !found("The RovER lost."));
}

#[test]
fn it_wins_over_the_built_in_names_that_it_overlaps() {
    let text = "The crew of the Paris Commune of Texas sailed on Tuesday.";
    let record = record("name\tkind\nParis Commune of Texas\tship\n", text);
    let kinds: Vec<&Kind> = record.entities.iter().map(|e| &e.kind).collect();
    assert_eq!(kinds, [&own("ship")]);
    // A people in it is no mention of its country.
    let record = self::record("name\tkind\nRussian Standard\tbrand\n", "He drank Russian Standard in Oslo.");
    assert!(named(&record, "Russian Standard").is_some() && !record.entities.iter().any(|e| e.name == "Russia"));
}

#[test]
fn an_entry_of_a_kind_of_the_record_wins_but_not_within_a_longer_name() {
    let list = "name\tkind\taliases\tcountry\twikidata\tgender\n\
                Zorbix Quaid\tperson\tQuaid\tNO\tQ5\tf\nParis\torganization\t\tUS\tQ77\t\n";
    let text = "Zorbix Quaid met Ulla Quaid in Rome. “We shall see,” she said. Shares in Paris rose.";
    let found = record(list, text);
    let quaid = named(&found, "Zorbix Quaid").unwrap();
    assert_eq!((&quaid.kind, quaid.country.as_deref()), (&Kind::Person, Some("NO")));
    assert_eq!(quaid.link.as_ref().and_then(|l| l.wikidata.as_deref()), Some("Q5"));
    assert!(named(&found, "Ulla Quaid").is_some(), "{:?}", found.entities);
    let paris = named(&found, "Paris").unwrap();
    assert_eq!(paris.kind, Kind::Organization);
    assert_eq!(paris.link.as_ref().and_then(|l| l.wikidata.as_deref()), Some("Q77"));
    assert_eq!(named(&plain(text), "Paris").map(|e| &e.kind), Some(&Kind::Place));
}

#[test]
fn a_place_of_ones_own_is_linked_before_the_built_in_one() {
    let text = "He was born in Paris.";
    let record = record("name\tkind\tcountry\twikidata\nParis\tplace\tUS\tQ830149\n", text);
    let paris = named(&record, "Paris").unwrap();
    assert_eq!((&paris.kind, paris.country.as_deref()), (&Kind::Place, Some("US")));
    assert_eq!(paris.link.as_ref().and_then(|l| l.wikidata.as_deref()), Some("Q830149"));
}

#[test]
fn an_ordinary_word_is_not_taken_where_a_capital_says_nothing() {
    let list = "name\tkind\nWill\tship\n";
    let count = |text: &str| record(list, text).entities.iter().filter(|e| e.kind == own("ship")).count();
    assert_eq!((count("Will they come?"), count("They saw the Will leave.")), (0, 1));
}

#[test]
fn other_is_known_so_as_not_to_be_taken_for_anything() {
    let text = "We met at Paris yesterday.";
    assert!(named(&plain(text), "Paris").is_some());
    assert!(record("name\tkind\nParis\tother\n", text).entities.is_empty());
}

#[test]
fn lists_with_the_columns_of_the_built_in_ones_add_to_them() {
    let mut gazetteer = Gazetteer::from_builtin();
    let cues = "lemma\tforms\tclass\tframes\nquip\tzquips|zquipped\tsay\tquote|that|invert\n";
    assert_eq!(gazetteer.add_list("cues.tsv", cues), Ok(vec![]));
    let blocked = "surface\tkinds\treason\nOslo\tplace\tthe name of our dog\n";
    assert_eq!(gazetteer.add_list("blocked.tsv", blocked), Ok(vec![]));
    let text = "“We shall see,” zquipped Ulla Lind.";
    let record = Extractor::new(&gazetteer).extract(&Article::new("a", text));
    assert_eq!(record.quotes[0].cue.as_ref().map(|c| c.text.as_str()), Some("zquipped"));
    let oslo = |g: &Gazetteer| g.lexicon.get(b"oslo").unwrap().1.contains(whosaid::gazetteer::Facts::LISTED_PLACE);
    assert!(oslo(Gazetteer::builtin()) && !oslo(&gazetteer));
}

#[test]
fn lists_that_name_nothing_of_a_text_change_nothing_of_its_record() {
    let list = "name\tkind\nQwyzzaphon Trelk\tship\nQwyzzaphon Trelka\tperson\n";
    for (name, text) in crate::articles::all() {
        assert_eq!(record(list, &text), { Record { id: "a".into(), ..plain(&text) } }, "{name}");
    }
}
