//! Speech without marks: that of the gold against that of a record.

use std::collections::HashSet;

use super::gold::{Document, GoldQuote, QuoteClass};
use super::misses::{MissClass, Misses};
use super::prediction::Quoted;
use super::quotes::is_source;
use super::span::{Stretch, pair_up};

/// How much two contents must share to be the same.
const SAME: f64 = 0.5;

/// The counts of all indirect speech so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Indirect {
    pub(super) gold: u64,
    pub(super) found: u64,
    /// With the right content.
    pub(super) content: u64,
    /// With the right content and the right source.
    pub(super) with_source: u64,
}

/// Places of a text without overlaps, in order.
struct Places(Vec<Stretch>);

impl Places {
    fn new(mut stretches: Vec<Stretch>) -> Self {
        stretches.retain(|s| s.len() > 0);
        stretches.sort_unstable();
        let mut all: Vec<Stretch> = Vec::with_capacity(stretches.len());
        for s in stretches {
            match all.last_mut() {
                Some(last) if s.start <= last.end => last.end = last.end.max(s.end),
                _ => all.push(s),
            }
        }
        Self(all)
    }

    fn of(quote: &GoldQuote) -> Self {
        Self::new(if quote.content.is_empty() { vec![quote.at] } else { quote.content.clone() })
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|s| s.len()).sum()
    }

    fn shared(&self, other: &Self) -> u32 {
        self.0.iter().map(|a| other.0.iter().map(|b| a.shared(*b)).sum::<u32>()).sum()
    }
}

impl Indirect {
    /// Counts one document. What was found is not counted when it is mostly the content of an attribution in marks.
    pub(super) fn count(&mut self, document: &Document, found: &[Quoted], misses: &mut Misses<'_>) {
        let is_indirect = |q: &&GoldQuote| q.class == QuoteClass::Indirect;
        let gold: Vec<(&GoldQuote, Places)> =
            document.quotes.iter().filter(is_indirect).map(|q| (q, Places::of(q))).collect();
        let quoted = document.quotes.iter().filter(|q| !is_indirect(q) && !q.content.is_empty());
        let quoted: Vec<Places> = quoted.map(Places::of).collect();
        let found: Vec<(&Quoted, Places)> =
            found.iter().filter(|q| q.indirect).map(|q| (q, Places::new(vec![q.at]))).collect();
        let (mut loose, mut strict) = (Vec::new(), Vec::new());
        for (i, (g, g_places)) in gold.iter().enumerate() {
            for (j, (f, f_places)) in found.iter().enumerate().filter(|(_, (f, _))| g.at.shared(f.at) > 0) {
                let shared = g_places.shared(f_places);
                let together = g_places.len() + f_places.len() - shared;
                let likeness = f64::from(shared) / f64::from(together.max(1));
                if likeness >= SAME {
                    loose.push((likeness, i, j));
                    if is_source(f.speaker, &g.source) {
                        strict.push((likeness, i, j));
                    }
                }
            }
        }
        let (loose, strict) = (pair_up(loose), pair_up(strict));
        let used: HashSet<usize> = loose.values().chain(strict.values()).copied().collect();
        let in_marks = |places: &Places| {
            quoted.iter().any(|q| {
                let shared = f64::from(q.shared(places));
                shared >= SAME * f64::from(q.len()) || shared >= SAME * f64::from(places.len())
            })
        };
        let invented: Vec<&Quoted> =
            (0..found.len()).filter(|j| !used.contains(j) && !in_marks(&found[*j].1)).map(|j| found[j].0).collect();
        self.gold += gold.len() as u64;
        self.found += (used.len() + invented.len()) as u64;
        self.content += loose.len() as u64;
        self.with_source += strict.len() as u64;
        if misses.wanted() {
            for (i, (g, _)) in gold.iter().enumerate().filter(|(i, _)| !strict.contains_key(i)) {
                let source = g.source.iter().map(|s| s.of(&document.text)).collect::<Vec<_>>().join(" ");
                let name = loose.get(&i).and_then(|j| found[*j].0.speaker_name.as_deref()).unwrap_or_default();
                misses.add(MissClass::IndirectMissed, g.at, &source, name);
            }
            for f in invented {
                misses.add(MissClass::IndirectInvented, f.at, "", f.speaker_name.as_deref().unwrap_or_default());
            }
        }
    }
}
