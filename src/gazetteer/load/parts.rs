//! The parts of persons' names: given names, nicknames, surnames, particles.

use super::Loader;
use crate::gazetteer::facts::Facts;
use crate::gazetteer::lexicon::WordId;
use crate::gazetteer::tsv::values;

/// Given names borne by women in at least this share, in percent, tell a woman; the rest up to 100 a man.
const TELLS_GENDER: u32 = 85;
/// A surname with at least two to this many bearers counts as usual.
const USUAL_SURNAME: u32 = 10;

impl Loader<'_, '_> {
    pub(super) fn given_names(&mut self) {
        self.rows("given-names.tsv", ["name", "women"], |s, [name, women]| {
            let facts = match women.parse::<u32>() {
                Ok(share) if share >= TELLS_GENDER => Facts::GIVEN_F,
                Ok(share) if share <= 100 - TELLS_GENDER => Facts::GIVEN_M,
                _ => Facts::empty(),
            };
            s.fact(name, facts | Facts::GIVEN);
            Ok(())
        });
    }

    pub(super) fn nicknames(&mut self) {
        self.rows("nicknames.tsv", ["nickname", "names"], |s, [nickname, names]| {
            let id = s.gazetteer.lexicon.add(nickname, Facts::NICKNAME | Facts::GIVEN, &mut s.buffer);
            let names: Vec<WordId> =
                values(names).map(|n| s.gazetteer.lexicon.add(n, Facts::empty(), &mut s.buffer)).collect();
            s.gazetteer.nicknames.entry(id).or_default().extend(names);
            Ok(())
        });
    }

    pub(super) fn surnames(&mut self) {
        self.rows("surnames.tsv", ["name", "count"], |s, [name, count]| {
            let usual = count.parse::<u32>().is_ok_and(|c| c >= USUAL_SURNAME);
            s.fact(name, if usual { Facts::SURNAME } else { Facts::SURNAME_RARE });
            Ok(())
        });
    }

    pub(super) fn name_parts(&mut self) {
        self.rows("name-parts.tsv", ["part", "class"], |s, [part, class]| {
            let facts = match class {
                "particle" => Facts::PARTICLE,
                "suffix" => Facts::SUFFIX,
                "prefix" => Facts::NAME_PREFIX,
                "family" => Facts::FAMILY_FIRST,
                other => return Err(format!("no class '{other}': use particle, suffix, prefix or family")),
            };
            s.fact(part, facts);
            Ok(())
        });
    }
}
