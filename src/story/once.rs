//! Each quotation of a story once: whose it is, and how every version has it.

use super::build::Member;
use super::quotes::{self, Group, Place};
use super::types::{Has, Status, StoryQuote, StorySpeaker};
use super::utterance::{identity, said, same, utterance};
use crate::gazetteer::fold;
use crate::record::{Entity, Record, Speaker};

/// A speaker with the entity that it is, if it is one.
#[derive(Clone, Copy, Debug)]
struct Told<'a> {
    speaker: &'a Speaker,
    entity: Option<&'a Entity>,
}

impl Told<'_> {
    fn identity(self) -> String {
        self.entity.map_or_else(|| fold(&self.speaker.name), identity)
    }

    fn story(self) -> StorySpeaker {
        StorySpeaker {
            name: self.entity.map_or_else(|| self.speaker.name.to_string(), |e| e.name.to_string()),
            kind: self.entity.map(|e| e.kind.clone()),
            link: self.entity.and_then(|e| e.link.clone()),
        }
    }
}

/// Whom a version names for a quotation.
fn told<'a>(members: &[&'a Member], place: &Place<'a>) -> Option<Told<'a>> {
    let record: &'a Record = &members[place.version].record;
    let speaker = place.quote.speaker.as_ref()?;
    let entity = record.entities.iter().find(|e| Some(&e.id) == speaker.entity.as_ref());
    Some(Told { speaker, entity })
}

/// The quotations of the versions of a story, of which `soundest` has the numbers in the order in which they are believed.
pub(super) fn quotes(members: &[&Member], soundest: &[usize], story: &str) -> Vec<StoryQuote> {
    let records: Vec<(usize, &Record)> = soundest.iter().map(|&n| (n, &members[n].record)).collect();
    let groups = quotes::groups(&records);
    groups.iter().enumerate().filter_map(|(n, group)| quote(n, group, members, story)).collect()
}

fn quote(number: usize, group: &Group<'_>, members: &[&Member], story: &str) -> Option<StoryQuote> {
    // The first is of the soundest version.
    let first = group.places.first()?;
    let substituted = |place: &Place<'_>| members[place.version].record.condition.substituted;
    let hopeless = members.iter().all(|m| m.record.condition.substituted);
    // Where names were put in the place of other words, a name tells nothing: not even where no other version has the words.
    let believed = group.places.iter().filter(|p| hopeless || !substituted(p)).find(|p| p.quote.speaker.is_some());
    let speaker = believed.and_then(|p| told(members, p));
    let whose = speaker.map(Told::identity);
    let name = utterance(&group.said, whose.as_deref(), story);
    let mut by_version: Vec<&Place<'_>> = group.places.iter().collect();
    by_version.sort_by_key(|p| p.version);
    let versions = members.iter().enumerate().map(|(n, member)| {
        let from = by_version.partition_point(|p| p.version < n);
        let places: Vec<&Place<'_>> = by_version[from..].iter().copied().take_while(|p| p.version == n).collect();
        let article = member.record.id.clone();
        let Some((place, also)) = places.split_first() else {
            let (quote, also, text, utterance, speaker) = (None, Vec::new(), None, None, None);
            return Has { article, quote, also, status: Status::Missing, text, utterance, speaker };
        };
        let text = places.iter().map(|p| p.quote.text.as_str()).collect::<Vec<_>>().join(" ");
        let words = said(&text);
        let here = told(members, place);
        // Words for somebody ("the official") are no other speaker than the one whom another version names.
        let entities = speaker.and_then(|s| s.entity).zip(here.and_then(|t| t.entity));
        let other = entities.filter(|(story, here)| !same(story, here)).map(|(_, here)| identity(here));
        let named = match speaker {
            Some(_) => other.clone().or_else(|| whose.clone()),
            None => here.map(Told::identity),
        };
        // The words of a text in which names were put are nobody's.
        let own_words = !substituted(place) || substituted(first);
        let own = own_words.then(|| utterance(&words, named.as_deref(), story)).filter(|own| *own != name);
        Has {
            article,
            quote: Some(place.quote.id.to_string()),
            also: also.iter().map(|p| p.quote.id.to_string()).collect(),
            status: match quotes::status(&group.said, &words) {
                _ if other.is_some() => Status::OtherSpeaker,
                // What names were put in is longer by those names.
                Status::Longer if substituted(place) => Status::Reworded,
                status => status,
            },
            text: (words != group.said).then_some(text),
            utterance: own,
            speaker: here.map(|t| t.story().name),
        }
    });
    Some(StoryQuote {
        id: (number + 1).to_string(),
        kind: first.quote.kind,
        text: first.quote.text.clone(),
        speaker: speaker.map(Told::story),
        confidence: believed.unwrap_or(first).quote.confidence,
        versions: versions.collect(),
        utterance: name,
    })
}
