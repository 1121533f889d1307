//! The names of all articles, counted.

use smol_str::SmolStr;

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::identity;
use crate::record::{Entity, Form, Gender};

/// So many spellings and roles of a name are kept; those that come later are the rare ones.
const MOST: usize = 16;

/// A person, country, organization or place, over all articles.
#[derive(Debug, Default)]
pub(super) struct Name {
    key: String,
    /// What articles call it, each by the fullest form, with how many do.
    fullest: Vec<(String, u32)>,
    /// Every way that it is written, with how often.
    spellings: Vec<(String, u32)>,
    roles: Vec<(String, u32)>,
    gender: Option<Gender>,
    country: Option<String>,
    wikidata: Option<String>,
    wikipedia: Option<String>,
    pub(super) articles: u32,
    pub(super) mentions: u32,
    /// How many quotations are its.
    pub(super) quotes: u32,
}

impl Name {
    pub(super) fn kind(&self) -> &str {
        self.key.split('/').next().unwrap_or_default()
    }

    /// What most articles call it.
    fn called(&self) -> &str {
        let most = self.fullest.iter().max_by(|a, b| (a.1, a.0.len(), &b.0).cmp(&(b.1, b.0.len(), &a.0)));
        most.map_or("", |(name, _)| name)
    }

    /// Its row in the data of the page; what is not known is left out.
    fn row(&self, number: u32) -> Value {
        let name = self.called();
        let mut more = serde_json::Map::new();
        let mut add = |field: &str, value: Value| more.insert(field.to_owned(), value);
        if self.spellings.iter().any(|(spelling, _)| spelling != name) {
            add("as", json!(by_count(&self.spellings)));
        }
        if !self.roles.is_empty() {
            add("roles", json!(by_count(&self.roles)));
        }
        if let Some(gender) = self.gender {
            add("gender", json!(gender));
        }
        for (field, value) in [("country", &self.country), ("wikidata", &self.wikidata), ("wikipedia", &self.wikipedia)]
        {
            if let Some(value) = value {
                add(field, json!(value));
            }
        }
        let mut row = json!([number, self.key, name, self.articles, self.mentions, self.quotes]);
        if let (Value::Array(row), false) = (&mut row, more.is_empty()) {
            row.push(Value::Object(more));
        }
        row
    }
}

fn by_count(list: &[(String, u32)]) -> Vec<&(String, u32)> {
    let mut list: Vec<_> = list.iter().collect();
    list.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    list
}

fn count(list: &mut Vec<(String, u32)>, word: &str) {
    if let Some(known) = list.iter_mut().find(|(w, _)| w == word) {
        known.1 += 1;
    } else if list.len() < MOST {
        list.push((word.to_owned(), 1));
    }
}

/// All names, numbered as they first appear.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<String, u32>,
    list: Vec<Name>,
}

impl Names {
    /// Takes the entities of one article and gives the number of each. Two of them may be one name.
    pub(super) fn take(&mut self, entities: &[Entity]) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::with_capacity(entities.len());
        let mut seen = HashSet::with_capacity(entities.len());
        for entity in entities {
            let key = identity::key(entity);
            let next = self.list.len() as u32;
            let number = *self.numbers.entry(key).or_insert_with_key(|key| {
                self.list.push(Name { key: key.clone(), ..Name::default() });
                next
            });
            if let Some(name) = self.list.get_mut(number as usize) {
                name.articles += u32::from(seen.insert(number));
                name.learn(entity);
            }
            numbers.push(number);
        }
        numbers
    }

    /// A quotation is this one's.
    pub(super) fn quoted(&mut self, number: u32) {
        if let Some(name) = self.list.get_mut(number as usize) {
            name.quotes += 1;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The rows of these.
    pub(super) fn rows(&self, wanted: impl Iterator<Item = u32>) -> Vec<Value> {
        wanted.filter_map(|n| self.list.get(n as usize).map(|name| name.row(n))).collect()
    }

    /// How many names there are of each kind.
    pub(super) fn kinds(&self) -> std::collections::BTreeMap<&str, u32> {
        let mut kinds = std::collections::BTreeMap::new();
        for name in &self.list {
            *kinds.entry(name.kind()).or_default() += 1;
        }
        kinds
    }

    /// The first by some count, and those with a count of 0 left out.
    pub(super) fn top(&self, most: usize, wanted: impl Fn(&Name) -> bool, by: impl Fn(&Name) -> u32) -> Vec<u32> {
        let mut all: Vec<(u32, &Name)> = self.list.iter().enumerate().map(|(n, name)| (n as u32, name)).collect();
        all.retain(|(_, name)| wanted(name) && by(name) > 0);
        all.sort_by(|(_, a), (_, b)| {
            (by(b), b.mentions, a.called(), &a.key).cmp(&(by(a), a.mentions, b.called(), &b.key))
        });
        all.truncate(most);
        all.into_iter().map(|(n, _)| n).collect()
    }
}

impl Name {
    fn learn(&mut self, entity: &Entity) {
        self.mentions += entity.mentions.len() as u32;
        count(&mut self.fullest, &one_line(&entity.name));
        for mention in entity.mentions.iter().filter(|m| matches!(m.form, Form::Name | Form::Demonym)) {
            count(&mut self.spellings, &one_line(&mention.text));
        }
        for role in &entity.roles {
            count(&mut self.roles, &one_line(role));
        }
        let link = entity.link.clone().unwrap_or_default();
        self.gender = self.gender.or(entity.gender);
        let learn = |known: &mut Option<String>, new: Option<SmolStr>| {
            *known = known.take().or_else(|| new.map(String::from));
        };
        learn(&mut self.country, entity.country.clone());
        learn(&mut self.wikidata, link.wikidata);
        learn(&mut self.wikipedia, link.wikipedia);
    }
}

/// White space as single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
