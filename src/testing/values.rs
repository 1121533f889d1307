//! What two records say differently, value by value: their lines in a snapshot are too long to be read.

use std::collections::BTreeMap;

use serde_json::Value;

/// A value that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Whose: "Haley, mentions at 812, reason".
    pub(super) place: String,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// The longest value that is shown, in characters.
const LONGEST: usize = 60;

/// The lines of a record in a snapshot, each with what tells it from the others whatever its number.
#[derive(Debug)]
pub(super) struct Lines(Vec<(Key, Value)>);

#[derive(Debug, PartialEq, Eq)]
struct Key {
    what: String,
    /// Of several that are called the same.
    nth: usize,
}

impl Lines {
    /// Reads them; none when one is no JSON.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut out: Vec<(Key, Value)> = Vec::new();
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let value: Value = serde_json::from_str(line).ok()?;
            let cell = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
            let what = match () {
                () if value.get("version").is_some() => "article".to_owned(),
                () if value.get("mentions").is_some() => cell("name").to_owned(),
                () => format!("“{}”", short(cell("text"), LONGEST / 2)),
            };
            let nth = out.iter().filter(|(k, _)| k.what == what).count();
            out.push((Key { what, nth }, value));
        }
        Some(Self(out))
    }

    fn find(&self, key: &Key) -> Option<&Value> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// What each id of this record is in an older one: the id of the same entity or quote, or else the next number that the
    /// older one does not have.
    pub(super) fn ids_in(&self, old: &Lines) -> BTreeMap<String, String> {
        fn id(value: &Value) -> Option<&str> {
            value.get("id").and_then(Value::as_str).filter(|_| value.get("version").is_none())
        }
        let mut last: BTreeMap<&str, u32> = BTreeMap::new();
        for (letter, n) in old.0.iter().filter_map(|(_, v)| parted(id(v)?)) {
            let most = last.entry(letter).or_default();
            *most = n.max(*most);
        }
        let mut out = BTreeMap::new();
        for (key, value) in &self.0 {
            let Some((own, (letter, _))) = id(value).and_then(|own| Some((own, parted(own)?))) else { continue };
            let same = old.find(key).and_then(id).filter(|other| other.starts_with(letter)).map(str::to_owned);
            let other = same.unwrap_or_else(|| {
                let next = last.entry(letter).or_default();
                *next += 1;
                format!("{letter}{next}")
            });
            out.insert(own.to_owned(), other);
        }
        out
    }

    /// Writes other ids: "q2.1" is renamed as "q2" is.
    pub(super) fn rename(&mut self, ids: &BTreeMap<String, String>) {
        self.0.iter_mut().filter(|(k, _)| k.what != "article").for_each(|(_, value)| rename(value, ids));
    }

    /// What the other says differently, in the order of this one, and then what only the other has.
    pub(super) fn changes(&self, new: &Lines) -> Vec<Change> {
        let mut out = Vec::new();
        for (key, value) in &self.0 {
            between(&key.what, Some(value), new.find(key), &mut out);
        }
        for (key, value) in new.0.iter().filter(|(k, _)| self.find(k).is_none()) {
            between(&key.what, None, Some(value), &mut out);
        }
        out
    }
}

/// "e12" as "e" and 12.
fn parted(id: &str) -> Option<(&str, u32)> {
    let digits = id.find(|c: char| c.is_ascii_digit()).filter(|at| *at == 1)?;
    Some((&id[..digits], id[digits..].parse().ok()?))
}

/// The id that goes for an id, or for that of a quotation within it.
pub(super) fn renamed(id: &str, ids: &BTreeMap<String, String>) -> Option<String> {
    let (outer, inner) = id.split_once('.').map_or((id, None), |(outer, inner)| (outer, Some(inner)));
    let new = ids.get(outer)?;
    Some(inner.map_or_else(|| new.clone(), |inner| format!("{new}.{inner}")))
}

fn rename(value: &mut Value, ids: &BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match value {
                    Value::String(id) if matches!(key.as_str(), "id" | "entity" | "stands_for" | "inside") => {
                        if let Some(new) = renamed(id, ids) {
                            *id = new;
                        }
                    }
                    value => rename(value, ids),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| rename(v, ids)),
        _ => {}
    }
}

fn between(place: &str, old: Option<&Value>, new: Option<&Value>, out: &mut Vec<Change>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let keys = a.keys().chain(b.keys().filter(|k| !a.contains_key(*k)));
            keys.for_each(|key| between(&format!("{place}, {key}"), a.get(key), b.get(key), out));
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            let (a, b) = (elements(a), elements(b));
            let keys = a.iter().map(|e| &e.0).chain(b.iter().map(|e| &e.0).filter(|k| !a.iter().any(|e| e.0 == **k)));
            let find = |list: &[(String, _)], key: &str| list.iter().find(|e| e.0 == key).map(|e| e.1);
            keys.for_each(|key| between(&format!("{place} {key}"), find(&a, key), find(&b, key), out));
        }
        (old, new) => out.push(Change { place: place.to_owned(), old: old.map(shown), new: new.map(shown) }),
    }
}

/// The values of a list, by where they stand in the text or else by number.
fn elements(list: &[Value]) -> Vec<(String, &Value)> {
    let key = |(n, value): (usize, &Value)| match value.get("start").and_then(Value::as_u64) {
        Some(start) => format!("at {start}"),
        None => format!("{}", n + 1),
    };
    list.iter().enumerate().map(|(n, v)| (key((n, v)), v)).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let text = map.get("name").or_else(|| map.get("text")).unwrap_or(value);
            short(&text.to_string(), LONGEST)
        }
        value => short(&value.to_string(), LONGEST),
    }
}

/// White space as single spaces, cut.
fn short(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "{\"version\":1,\"id\":\"e1\"}\n\
        {\"id\":\"e1\",\"name\":\"Lind\",\"mentions\":[{\"start\":1,\"reason\":\"x\"},{\"start\":9,\"text\":\"Lind\"}]}\n\
        {\"id\":\"q1\",\"text\":\"We go\",\"speaker\":{\"entity\":\"e1\",\"name\":\"Lind\"}}\n";
    const NEW: &str = "{\"version\":1,\"id\":\"e1\"}\n\
        {\"id\":\"e1\",\"name\":\"Oslo\",\"mentions\":[]}\n\
        {\"id\":\"e2\",\"name\":\"Lind\",\"mentions\":[{\"start\":9,\"text\":\"Lind\"}]}\n\
        {\"id\":\"q1\",\"text\":\"We went\",\"speaker\":null}\n\
        {\"id\":\"q2\",\"text\":\"We go\",\"speaker\":{\"entity\":\"e2\",\"name\":\"Lind\"}}\n";

    #[test]
    fn values_are_compared_by_entity_and_place_whatever_their_number() {
        let (old, mut new) = (Lines::parse(OLD).unwrap(), Lines::parse(NEW).unwrap());
        let ids = new.ids_in(&old);
        let all: Vec<(&str, &str)> = ids.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(all, [("e1", "e2"), ("e2", "e1"), ("q1", "q2"), ("q2", "q1")]);
        assert_eq!(renamed("q2.1", &ids).as_deref(), Some("q1.1"));
        new.rename(&ids);
        let shown: Vec<String> =
            old.changes(&new).iter().map(|c| format!("{}: {:?} {:?}", c.place, c.old, c.new)).collect();
        assert_eq!(
            shown,
            [
                "Lind, mentions at 1: Some(\"{\\\"reason\\\":\\\"x\\\",\\\"start\\\":1}\") None",
                "Oslo: None Some(\"\\\"Oslo\\\"\")",
                "“We went”: None Some(\"\\\"We went\\\"\")",
            ]
        );
        assert!(old.changes(&Lines::parse(OLD).unwrap()).is_empty());
        assert!(Lines::parse("no json").is_none());
    }
}
