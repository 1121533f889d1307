//! Names of kinds that the user's lists made: one entity for each entry.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Context, Entity, EntityKind, EntityMention, Form, Reason};
use crate::gazetteer::{ThingId, ThingKind};
use crate::tag::OwnMention;

pub(super) fn own(context: &Context<'_, '_>, mentions: &[OwnMention]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut index: FxHashMap<ThingId, usize> = FxHashMap::default();
    for m in mentions {
        let ThingKind::Own(kind) = context.gazetteer.plain_thing(m.thing).kind else { continue };
        let n = *index.entry(m.thing).or_insert_with(|| {
            entities.push(Entity {
                kind: EntityKind::Own(kind),
                name: SmolStr::default(),
                thing: Some(m.thing),
                gender: None,
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            entities.len() - 1
        });
        entities[n].mentions.push(EntityMention {
            start: m.start,
            end: m.end,
            form: Form::Name,
            title: None,
            reason: Reason::Evidence(m.reason),
            confidence: 1.0,
            stands_for: None,
        });
    }
    for entity in &mut entities {
        let length = |m: &&EntityMention| (context.tokens.span(m.start, m.end).len(), std::cmp::Reverse(m.start));
        let fullest = entity.mentions.iter().max_by_key(length);
        entity.name = fullest.map_or_else(SmolStr::default, |m| context.name(m.start, m.end));
    }
    entities
}
