//! The words by which speakers are told: titles, roles, what stands for them, and the words of saying.

use super::Loader;
use crate::gazetteer::facts::{Facts, Lists};
use crate::gazetteer::things::{Cue, Frames, Gender, Sort, StandIn, Title};
use crate::gazetteer::tsv::values;

impl Loader<'_, '_> {
    pub(super) fn titles(&mut self) {
        self.rows("titles.tsv", ["title", "class", "gender", "plural"], |s, [title, class, gender, plural]| {
            let gender = Gender::parse(gender);
            let row = s.gazetteer.titles.len() as u32;
            s.gazetteer.titles.push(Title { name: title.into(), class: class.into(), gender });
            let mut facts = Facts::TITLE | gender_fact(gender);
            if class == "honorific" {
                facts |= Facts::HONORIFIC;
            }
            for surface in std::iter::once(title).chain(values(plural)) {
                s.surface(surface, Lists::TITLE, None, row, facts);
            }
            Ok(())
        });
    }

    pub(super) fn roles(&mut self) {
        self.rows("roles.tsv", ["noun", "gender", "class", "plural"], |s, [noun, gender, class, plural]| {
            let gender = Gender::parse(gender);
            let row = s.gazetteer.roles.len() as u32;
            s.gazetteer.roles.push(Title { name: noun.into(), class: class.into(), gender });
            let facts = Facts::ROLE | gender_fact(gender);
            s.surface(noun, Lists::ROLE, None, row, facts);
            for surface in values(plural) {
                s.surface(surface, Lists::ROLE, None, row, facts | Facts::PLURAL_ROLE);
            }
            Ok(())
        });
    }

    pub(super) fn stand_ins(&mut self) {
        self.rows("stand-ins.tsv", ["noun", "sort", "stands_for"], |s, [noun, sort, stands_for]| {
            let sort =
                Sort::parse(sort).ok_or_else(|| format!("no sort '{sort}': use title, role, name, kind or group"))?;
            if stands_for.is_empty() {
                return Err("stands for nothing".into());
            }
            let lower = |text: &str| text.to_lowercase();
            s.gazetteer.stand_ins.push(StandIn { noun: lower(noun), sort, stands_for: lower(stands_for) });
            Ok(())
        });
        self.gazetteer.stand_ins.sort_unstable();
    }

    pub(super) fn cues(&mut self) {
        self.rows("cues.tsv", ["lemma", "forms", "class", "frames"], |s, [lemma, forms, class, frames]| {
            let frames = Frames::parse(frames).map_err(|word| format!("no frame '{word}'"))?;
            let row = s.gazetteer.cues.len() as u32;
            s.gazetteer.cues.push(Cue { lemma: lemma.into(), class: class.into(), frames });
            let strong = !frames.takes(Frames::WEAK.with(Frames::NOUN).with(Frames::INDIRECT));
            let facts = if strong { Facts::CUE } else { Facts::CUE_WEAK };
            for form in values(forms) {
                let participle = form.split(' ').next().is_some_and(|w| w.ends_with("ing") && w.len() > 5);
                let row = row << 1 | u32::from(participle);
                s.surface(form, Lists::CUE, None, row, facts);
                // The first word of a phrase is where the quote stage looks it up.
                if let Some((first, _)) = form.split_once(' ') {
                    s.fact(first, Facts::CUE_WEAK);
                }
            }
            Ok(())
        });
    }
}

fn gender_fact(gender: Option<Gender>) -> Facts {
    match gender {
        Some(Gender::F) => Facts::WOMAN,
        Some(Gender::M) => Facts::MAN,
        None => Facts::empty(),
    }
}
