//! Two records of one article: what one says and the other does not.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Change, How, What};
use crate::record::{Entity, Form, Mention, Part, Quote, Record, Speaker};

/// Tells `change` of everything that differs.
pub(super) fn between(old: &Record, new: &Record, change: &mut dyn FnMut(Change)) {
    let same_text = old.digest == new.digest;
    if !same_text {
        change(
            Change::new(What::Text, How::Changed)
                .said(format!("{} characters", old.length), format!("{} characters", new.length)),
        );
    }
    let fields = |r: &Record| {
        [
            ("title", r.title.clone().unwrap_or_default()),
            ("date", r.published.clone().unwrap_or_default()),
            ("publisher", r.publisher.clone().unwrap_or_default()),
            ("authors", r.authors.join("; ")),
            ("url", r.url.clone().unwrap_or_default()),
            ("problems", r.problems.join("; ")),
            ("condition", serde_json::to_string(&r.condition).unwrap_or_default()),
        ]
    };
    for ((field, was), (_, is)) in fields(old).into_iter().zip(fields(new)) {
        if was != is {
            change(Change::new(What::Metadata, How::Changed).by(field).said(was, is));
        }
    }
    entities(old, new, same_text, change);
    quotes(old, new, same_text, change);
}

/// A reason before and after.
fn reasons(old: &str, new: &str) -> String {
    if old == new { old.to_owned() } else { format!("{old} → {new}") }
}

/// The reason of an entity: that of its first name.
fn reason(entity: &Entity) -> &str {
    let named = entity.mentions.iter().find(|m| m.form == Form::Name).or(entity.mentions.first());
    named.map_or("", |m| m.reason.as_str())
}

fn called(entity: &Entity) -> String {
    format!("{} ({})", entity.name, entity.kind.name())
}

fn places(entity: &Entity) -> BTreeSet<(u32, u32)> {
    entity.mentions.iter().map(|m| (m.start, m.end)).collect()
}

/// Pairs what is the same in two lists: by each key in turn, in order, and then whatever `likeness` says is likest.
fn pairs<T>(
    old: &[T],
    new: &[T],
    keys: &[&dyn Fn(&T) -> String],
    likeness: &dyn Fn(&T, &T) -> usize,
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut free: Vec<bool> = vec![true; new.len()];
    for key in keys {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, item) in new.iter().enumerate().rev().filter(|(n, _)| free[*n]) {
            by_key.entry(key(item)).or_default().push(n);
        }
        for (n, item) in old.iter().enumerate() {
            if partner[n].is_none()
                && let Some(found) = by_key.get_mut(&key(item)).and_then(Vec::pop)
            {
                partner[n] = Some(found);
                free[found] = false;
            }
        }
    }
    let mut like = Vec::new();
    for (i, a) in old.iter().enumerate().filter(|(i, _)| partner[*i].is_none()) {
        for (j, b) in new.iter().enumerate().filter(|(j, _)| free[*j]) {
            let likeness = likeness(a, b);
            if likeness > 0 {
                like.push((std::cmp::Reverse(likeness), i, j));
            }
        }
    }
    like.sort_unstable();
    for (_, i, j) in like {
        if partner[i].is_none() && free[j] {
            partner[i] = Some(j);
            free[j] = false;
        }
    }
    let both = partner.into_iter().enumerate().map(|(i, j)| (Some(i), j));
    both.chain(free.iter().enumerate().filter(|(_, free)| **free).map(|(j, _)| (None, Some(j)))).collect()
}

fn entities(old: &Record, new: &Record, same_text: bool, change: &mut dyn FnMut(Change)) {
    let key = |e: &Entity| called(e);
    let name = |e: &Entity| e.name.to_string();
    // In the same text, two entities that stand in the same places are one with another name.
    let likeness = |a: &Entity, b: &Entity| if same_text { places(a).intersection(&places(b)).count() } else { 0 };
    for pair in pairs(&old.entities, &new.entities, &[&key, &name], &likeness) {
        match pair {
            (Some(i), Some(j)) => entity(&old.entities[i], &new.entities[j], same_text, change),
            (Some(i), None) => {
                let e = &old.entities[i];
                change(Change::new(What::Entity, How::Removed).by(reason(e)).said(called(e), String::new()));
            }
            (None, Some(j)) => {
                let e = &new.entities[j];
                change(Change::new(What::Entity, How::Added).by(reason(e)).said(String::new(), called(e)));
            }
            (None, None) => {}
        }
    }
}

fn entity(old: &Entity, new: &Entity, same_text: bool, change: &mut dyn FnMut(Change)) {
    let by = reasons(reason(old), reason(new));
    if called(old) != called(new) {
        change(Change::new(What::Entity, How::Changed).by(&by).said(called(old), called(new)));
    }
    let link = |e: &Entity| {
        let l = e.link.clone().unwrap_or_default();
        [l.wikidata, l.wikipedia, l.iso].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let (was, is) = (link(old), link(new));
    if was != is {
        let how = if was.is_empty() {
            How::Added
        } else if is.is_empty() {
            How::Removed
        } else {
            How::Changed
        };
        let with = |link: String, e: &Entity| if link.is_empty() { link } else { format!("{}: {link}", e.name) };
        change(Change::new(What::Link, how).by(&by).said(with(was, old), with(is, new)));
    }
    let traits = |e: &Entity| {
        let gender = e.gender.map_or(String::new(), |g| format!("{g:?}").to_lowercase());
        [
            ("roles", e.roles.join("; ")),
            ("gender", gender),
            ("country", e.country.as_deref().unwrap_or_default().to_owned()),
        ]
    };
    for ((field, was), (_, is)) in traits(old).into_iter().zip(traits(new)) {
        if was != is {
            let with = |value: String| format!("{}: {}", new.name, if value.is_empty() { "-" } else { &value });
            change(Change::new(What::Trait, How::Changed).by(field).said(with(was), with(is)));
        }
    }
    mentions(old, new, same_text, change);
}

fn mentions(old: &Entity, new: &Entity, same_text: bool, change: &mut dyn FnMut(Change)) {
    let place = |m: &Mention| format!("{} {}", m.start, m.end);
    let words = |m: &Mention| format!("{:?} {}", m.form, m.text);
    let keys: &[&dyn Fn(&Mention) -> String] = if same_text { &[&place] } else { &[&words] };
    let shown = |m: &Mention, e: &Entity| match m.form {
        Form::Name if m.text == e.name => m.text.to_string(),
        _ => format!("{} = {}", m.text, e.name),
    };
    for pair in pairs(&old.mentions, &new.mentions, keys, &|_, _| 0) {
        match pair {
            (Some(i), Some(j)) => {
                let (a, b) = (&old.mentions[i], &new.mentions[j]);
                let meaning = |m: &Mention| (m.form, m.title.clone(), m.stands_for.is_some());
                if meaning(a) != meaning(b) || a.reason != b.reason {
                    let by = reasons(&a.reason, &b.reason);
                    change(Change::new(What::Mention, How::Changed).by(&by).said(shown(a, old), shown(b, new)));
                } else if a.confidence != b.confidence {
                    change(confidence(&a.reason, &shown(b, new), a.confidence, b.confidence));
                }
            }
            (Some(i), None) => {
                let m = &old.mentions[i];
                change(Change::new(What::Mention, How::Removed).by(&m.reason).said(shown(m, old), String::new()));
            }
            (None, Some(j)) => {
                let m = &new.mentions[j];
                change(Change::new(What::Mention, How::Added).by(&m.reason).said(String::new(), shown(m, new)));
            }
            (None, None) => {}
        }
    }
}

fn confidence(by: &str, what: &str, old: f64, new: f64) -> Change {
    Change::new(What::Confidence, How::Changed).by(by).said(format!("{what}: {old:.2}"), format!("{new:.2}"))
}

fn quotes(old: &Record, new: &Record, same_text: bool, change: &mut dyn FnMut(Change)) {
    let text = |q: &Quote| q.text.clone();
    let place = |q: &Quote| format!("{:?} {}", q.parts, q.text);
    let keys: &[&dyn Fn(&Quote) -> String] = if same_text { &[&place, &text] } else { &[&text] };
    let shared = |a: &[Part], b: &[Part]| -> usize {
        let one = |a: &Part, b: &Part| a.end.min(b.end).saturating_sub(a.start.max(b.start)) as usize;
        a.iter().map(|a| b.iter().map(|b| one(a, b)).sum::<usize>()).sum()
    };
    let likeness = |a: &Quote, b: &Quote| if same_text { shared(&a.parts, &b.parts) } else { 0 };
    let shown = |q: &Quote| format!("{}: {}", q.speaker.as_ref().map_or("-", |s| s.name.as_str()), q.text);
    for pair in pairs(&old.quotes, &new.quotes, keys, &likeness) {
        match pair {
            (Some(i), Some(j)) => quote(&old.quotes[i], &new.quotes[j], same_text, change),
            (Some(i), None) => {
                let q = &old.quotes[i];
                change(Change::new(What::Quote, How::Removed).by(&q.reason).said(shown(q), String::new()));
            }
            (None, Some(j)) => {
                let q = &new.quotes[j];
                change(Change::new(What::Quote, How::Added).by(&q.reason).said(String::new(), shown(q)));
            }
            (None, None) => {}
        }
    }
}

fn quote(old: &Quote, new: &Quote, same_text: bool, change: &mut dyn FnMut(Change)) {
    let by = reasons(&old.reason, &new.reason);
    let before = (old.kind, &old.text);
    let parts_differ = same_text && old.parts != new.parts;
    let mut told = before != (new.kind, &new.text) || parts_differ;
    if told {
        let shown = |q: &Quote| format!("{}: {}", q.kind.name(), q.text);
        change(Change::new(What::Quote, How::Changed).by(&by).said(shown(old), shown(new)));
    }
    let how = match (&old.speaker, &new.speaker) {
        (None, Some(_)) => Some(How::Added),
        (Some(_), None) => Some(How::Removed),
        (Some(a), Some(b)) if speaker_differs(a, b, same_text) => Some(How::Changed),
        _ => None,
    };
    if let Some(how) = how {
        let name = |s: &Option<Speaker>| s.as_ref().map_or(String::new(), |s| format!("{} [{}]", s.name, s.text));
        let is = format!("{}: {}", name(&new.speaker), new.text);
        change(Change::new(What::Speaker, how).by(&by).said(name(&old.speaker), is));
        told = true;
    }
    let words = |q: &Quote| {
        let cue = q.cue.as_ref().map(|c| format!("{} ({})", c.text, c.class));
        let addressee = q.addressee.as_ref().map(|a| format!("to {}", a.text));
        [cue, addressee].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let (was, is) = (words(old), words(new));
    if was != is {
        change(Change::new(What::Cue, How::Changed).by(&by).said(format!("{was}: {}", old.text), is));
        told = true;
    }
    if !told && old.reason != new.reason {
        change(Change::new(What::Quote, How::Changed).by(&by).said(old.text.clone(), new.text.clone()));
    } else if !told && old.confidence != new.confidence {
        change(confidence(&old.reason, &new.text, old.confidence, new.confidence));
    }
}

fn speaker_differs(a: &Speaker, b: &Speaker, same_text: bool) -> bool {
    let place = |s: &Speaker| if same_text { (s.start, s.end) } else { (0, 0) };
    (&a.name, &a.text, a.form, a.entity.is_some(), place(a)) != (&b.name, &b.text, b.form, b.entity.is_some(), place(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Extractor};

    const TEXT: &str = "Ms. Lind flew to Oslo, Norway. “We will sign the treaty tomorrow,” she said. Mr. Berg agreed.";

    fn record() -> Record {
        Extractor::builtin().extract(&Article::new("a", TEXT))
    }

    fn told(old: &Record, new: &Record) -> Vec<(What, How, String)> {
        let mut all = Vec::new();
        between(old, new, &mut |c| all.push((c.what, c.how, c.reason)));
        all
    }

    fn person(record: &mut Record, name: &str) -> usize {
        record.entities.iter().position(|e| e.name == name).unwrap()
    }

    #[test]
    fn the_same_is_the_same_whatever_its_entities_are_numbered() {
        let (old, mut new) = (record(), record());
        assert_eq!(told(&old, &new), []);
        new.entities.reverse();
        new.entities[0].id = "e99".into();
        assert_eq!(told(&old, &new), []);
    }

    #[test]
    fn each_change_is_told_once_with_its_reason() {
        let old = record();
        let with = |change: &dyn Fn(&mut Record)| {
            let mut new = record();
            change(&mut new);
            told(&old, &new).into_iter().map(|(what, how, _)| (what, how)).collect::<Vec<_>>()
        };
        let berg = |r: &mut Record| person(r, "Berg");
        let removed = with(&|r| {
            let n = berg(r);
            r.entities.remove(n);
        });
        assert_eq!(removed, [(What::Entity, How::Removed)]);
        assert_eq!(
            with(&|r| {
                let n = berg(r);
                r.entities[n].kind = crate::record::Kind::Place;
            }),
            [(What::Entity, How::Changed)]
        );
        assert_eq!(
            with(&|r| {
                let n = berg(r);
                r.entities[n].name = "Berger".into();
            }),
            [(What::Entity, How::Changed)]
        );
        assert_eq!(with(&|r| r.quotes[0].speaker = None), [(What::Speaker, How::Removed)]);
        assert_eq!(with(&|r| r.quotes[0].confidence = 0.123), [(What::Confidence, How::Changed)]);
        assert_eq!(with(&|r| r.quotes[0].reason = "other".into()), [(What::Quote, How::Changed)]);
        assert_eq!(with(&|r| r.quotes.clear()), [(What::Quote, How::Removed)]);
        assert_eq!(with(&|r| r.title = Some("T".into())), [(What::Metadata, How::Changed)]);
        let n = person(&mut record(), "Norway");
        assert_eq!(with(&|r| r.entities[n].link = None), [(What::Link, How::Removed)]);
    }

    #[test]
    fn what_was_added_is_told_the_other_way_round() {
        let (mut old, new) = (record(), record());
        let n = person(&mut old, "Berg");
        let reason = old.entities.remove(n).mentions[0].reason.clone();
        old.quotes.clear();
        let added = told(&old, &new);
        assert_eq!(added[0], (What::Entity, How::Added, reason.to_string()));
        assert_eq!((added[1].0, added[1].1), (What::Quote, How::Added));
    }

    #[test]
    fn in_another_text_places_do_not_count() {
        let old = record();
        let new = Extractor::builtin().extract(&Article::new("a", format!("OSLO, Norway — {TEXT}")));
        let changes = told(&old, &new);
        assert!(changes.contains(&(What::Text, How::Changed, String::new())), "{changes:?}");
        assert!(!changes.iter().any(|c| c.0 == What::Quote), "{changes:?}");
    }
}
