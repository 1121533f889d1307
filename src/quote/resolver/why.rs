//! How the words for a speaker were read, step by step: for explanations.

use super::Resolver;
use crate::quote::phrases::{Phrase, SpeakerKind};
use crate::resolve::EntityId;

/// One question that was asked of a speaker's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// The rule that asked.
    pub(crate) rule: &'static str,
    /// Whom it found; the first answer counts.
    pub(crate) found: Option<EntityId>,
}

/// The rules by which words become somebody, with what each does.
pub(crate) const RULES: [(&str, &str); 12] = [
    ("named", "the words are its name"),
    ("kin-before", "'my father' was the subject shortly before"),
    ("resolved-pronoun", "whom the pronoun stands for in the whole article"),
    ("nearest-who-fits", "the speaker or person before it, of fitting gender"),
    ("narrator", "who says 'I' in this article"),
    ("named-together", "those who were named together last"),
    ("role", "who bears this role, or another that stands for it (stand-ins.tsv)"),
    ("body", "the organization named last that the noun may stand for (stand-ins.tsv)"),
    ("author", "whose document it is"),
    ("age", "whose age is given so"),
    ("of-people", "who comes from there"),
    ("group", "those whom the noun counts (stand-ins.tsv)"),
];

impl Resolver<'_, '_> {
    /// The rules that [`Resolver::speaker`] asks of a phrase, in its order, up to the one that answers.
    pub(crate) fn why(&self, phrase: usize, spoken: &[(usize, EntityId)]) -> Vec<Step> {
        type Ask<'a> = (&'static str, &'a dyn Fn() -> Option<EntityId>);
        let p: &Phrase = &self.with_age(&self.phrases[phrase]);
        let group = || self.the_group(p).first().copied();
        let (role, body) = (|| self.role(p, spoken), || self.body(p));
        let pronoun = || self.pronoun(p, spoken);
        let asked: &[Ask<'_>] = match p.kind {
            SpeakerKind::FullName | SpeakerKind::ShortName | SpeakerKind::Organization | SpeakerKind::Place => {
                &[("named", &|| p.entity)]
            }
            SpeakerKind::HeShe => &[
                ("kin-before", &|| self.kin_before(p)),
                ("resolved-pronoun", &|| self.object(p.start)),
                ("nearest-who-fits", &pronoun),
            ],
            SpeakerKind::OtherPronoun => match self.tokens.str(p.start) {
                "I" => &[("narrator", &|| self.other_pronoun(p))],
                "they" | "They" => &[("named-together", &|| self.other_pronoun(p))],
                _ => &[],
            },
            SpeakerKind::Role => &[("role", &role), ("body", &body)],
            SpeakerKind::Document => &[("author", &|| self.author(p)), ("body", &body)],
            SpeakerKind::Noun => &[
                ("age", &|| self.aged(p, spoken)),
                ("of-people", &|| self.of_people(p, spoken)),
                ("group", &group),
                ("body", &body),
                ("role", &role),
            ],
            SpeakerKind::Roles | SpeakerKind::People => &[("group", &group)],
        };
        let mut out = Vec::new();
        for (rule, ask) in asked {
            let found = ask();
            out.push(Step { rule, found });
            if found.is_some() {
                break;
            }
        }
        debug_assert_eq!(out.last().and_then(|s| s.found), self.speaker(phrase, spoken).entity);
        out
    }
}
