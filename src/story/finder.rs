//! Which articles are versions of one: candidates by shared hashes, judged by their sketches, joined with care.
//!
//! For every article the smallest hashes of its sketch are put into an index. Two articles that meet there at least twice are
//! compared sketch with sketch. What meets in thousands of articles (a phrase of every day) is not followed from each
//! to each: behind such a hash, articles are ordered by the next hash that they have, which copies of one text share, and
//! each is paired with its neighbours in that order.
//!
//! Memory: about 50 bytes an article, and for all else no more than the budget; what is over it lies in temporary files.

use std::collections::HashMap;
use std::io::Result;

use rustc_hash::FxHashSet;

use super::judge;
use super::sketch::{Overlap, SIZE, Sketch, overlap};
use super::spill::{Parts, Store};

/// How many hashes of an article are in the index: the smallest.
const INDEXED: usize = 64;
/// Parts of the index, and of the pairs.
const PARTS: usize = 64;
/// Where a hash is in more articles than this, each is paired with its neighbours only.
const CROWD: usize = 24;
/// With how many on each side.
const NEIGHBOURS: usize = 8;
/// A hash in more articles than this is common: the words of a footer, or of a story that went round the world.
const COMMON: usize = 16;
/// Articles with fewer shingles than this are compared when they meet once.
const TINY: u32 = 8;

/// An article is whole if it has so much of what the most complete of its group has.
const WHOLE: f64 = 0.6;
/// So many whole articles of a group are asked whether another group is like it.
const HEARD: usize = 8;

/// Finds the versions of articles.
#[derive(Debug)]
pub(super) struct Finder {
    articles: Vec<Article>,
    sketches: Store,
    index: Parts,
    /// Hashes that are common.
    common: FxHashSet<u32>,
    budget: usize,
}

#[derive(Clone, Copy, Debug)]
struct Article {
    key: u128,
    digest: u128,
    place: u64,
    shingles: u32,
}

/// Two articles that are versions of one, with what they share.
#[derive(Clone, Copy, Debug)]
struct Link {
    overlap: Overlap,
    articles: (u32, u32),
}

impl Finder {
    /// Uses about so many bytes of memory, beside 50 for each article.
    pub(super) fn new(budget: usize) -> Self {
        Self {
            articles: Vec::new(),
            sketches: Store::new(budget / 2),
            index: Parts::new(PARTS, budget / 4),
            common: FxHashSet::default(),
            budget,
        }
    }

    /// Takes an article; they are numbered as they come. The key names its content and tells it from all others: what is
    /// found does not depend on the order in which they come. Articles with the same digest have the same text.
    pub(super) fn add(&mut self, key: u128, digest: u128, sketch: &Sketch) -> Result<()> {
        let number = self.articles.len() as u32;
        let bytes: Vec<u8> = sketch.hashes.iter().flat_map(|h| h.to_le_bytes()).collect();
        let place = self.sketches.push(&bytes)?;
        self.articles.push(Article { key, digest, place, shingles: sketch.shingles });
        for (n, &hash) in sketch.hashes.iter().take(INDEXED).enumerate() {
            let next = sketch.hashes.get(n + 1).copied().unwrap_or(u32::MAX);
            let part = ((u64::from(hash) * PARTS as u64) >> 32) as usize;
            self.index.push(part, [hash, next, number])?;
        }
        Ok(())
    }

    /// The key of an article.
    fn key(&self, article: u32) -> u128 {
        self.articles[article as usize].key
    }

    /// How much two articles share.
    fn overlap(&mut self, a: u32, b: u32) -> Result<Overlap> {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        self.sketch(a, &mut x)?;
        self.sketch(b, &mut y)?;
        let shingles = |n: u32| self.articles[n as usize].shingles;
        Ok(overlap((shingles(a), &x), (shingles(b), &y)))
    }

    /// How many shingles an article has.
    fn shingles(&self, article: u32) -> u32 {
        self.articles[article as usize].shingles
    }

    fn sketch(&mut self, article: u32, hashes: &mut Vec<u32>) -> Result<()> {
        let Article { place, shingles, .. } = self.articles[article as usize];
        let mut bytes = [0; 4 * SIZE];
        let bytes = &mut bytes[..4 * SIZE.min(shingles as usize)];
        self.sketches.read(place, bytes)?;
        hashes.clear();
        hashes.extend(bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])));
        Ok(())
    }

    /// The articles that are versions of one, two or more in each group. Groups and what is in them are in the order of
    /// their keys.
    pub(super) fn groups(&mut self) -> Result<Vec<Vec<u32>>> {
        let pairs = self.pairs()?;
        let mut links = self.links(pairs)?;
        let key = |n: u32| self.articles[n as usize].key;
        links.sort_unstable_by(|a, b| {
            let close = |l: &Link| (l.overlap.resemblance, l.overlap.contained);
            let keys = |l: &Link| (key(l.articles.0), key(l.articles.1));
            close(b).partial_cmp(&close(a)).unwrap_or(std::cmp::Ordering::Equal).then_with(|| keys(a).cmp(&keys(b)))
        });
        self.join(&links)
    }

    /// All pairs that meet in the index, in parts by the first of each; the first has the smaller key.
    fn pairs(&mut self) -> Result<Parts> {
        let mut pairs = Parts::new(PARTS, self.budget / 4);
        let articles = self.articles.len().max(1);
        for part in 0..self.index.len() {
            let mut entries = self.index.take(part)?;
            let all = &self.articles;
            let key = |entry: &[u32; 3]| all[entry[2] as usize].key;
            entries.sort_unstable_by(|a, b| (a[0], a[1]).cmp(&(b[0], b[1])).then_with(|| key(a).cmp(&key(b))));
            for run in entries.chunk_by(|a, b| a[0] == b[0]) {
                if run.len() > COMMON {
                    self.common.insert(run[0][0]);
                }
                let reach = if run.len() <= CROWD { run.len() } else { NEIGHBOURS };
                for (n, a) in run.iter().enumerate() {
                    for b in run[n + 1..].iter().take(reach) {
                        let (a, b) = if key(a) <= key(b) { (a[2], b[2]) } else { (b[2], a[2]) };
                        pairs.push(a as usize * PARTS / articles, [a, b, 0])?;
                    }
                }
            }
        }
        Ok(pairs)
    }

    /// The pairs that are versions of one article.
    fn links(&mut self, mut pairs: Parts) -> Result<Vec<Link>> {
        let mut links = Vec::new();
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for part in 0..pairs.len() {
            let mut met = pairs.take(part)?;
            met.sort_unstable();
            let mut of_x = None;
            for pair in met.chunk_by(|a, b| a == b) {
                let [a, b, _] = pair[0];
                let (m, n) = (self.shingles(a), self.shingles(b));
                if pair.len() < 2 && m.min(n) > TINY {
                    continue;
                }
                if of_x != Some(a) {
                    self.sketch(a, &mut x)?;
                    of_x = Some(a);
                }
                self.sketch(b, &mut y)?;
                let overlap = overlap((m, &x), (n, &y));
                let short = if m <= n { &x } else { &y };
                if judge::versions(overlap, m.min(n)) && self.more_than_common(short, &x, &y) {
                    links.push(Link { overlap, articles: (a, b) });
                }
            }
        }
        Ok(links)
    }

    /// Whether two articles share more than what many share, as far as the index tells which words those are. Of an article
    /// that has hardly anything else nothing is asked.
    fn more_than_common(&self, short: &[u32], x: &[u32], y: &[u32]) -> bool {
        let indexed = |hashes: &[u32]| hashes.iter().take(INDEXED).copied().collect::<Vec<u32>>();
        let short = indexed(short);
        let common = short.iter().filter(|h| self.common.contains(h)).count();
        if !judge::half_common(common, short.len()) {
            return true;
        }
        let own = |hashes: &[u32]| {
            let reach = hashes.get(INDEXED).map_or(u32::MAX, |&next| next - 1);
            (reach, indexed(hashes).into_iter().filter(|h| !self.common.contains(h)).collect::<Vec<u32>>())
        };
        let ((a, x), (b, y)) = (own(x), own(y));
        let reach = a.min(b);
        let within = |hashes: &[u32]| hashes.partition_point(|&h| h <= reach);
        let (x, y) = (&x[..within(&x)], &y[..within(&y)]);
        let shared = x.iter().filter(|h| y.binary_search(h).is_ok()).count();
        judge::beside_common(shared, x.len().min(y.len()))
    }

    /// Whether two groups, by their whole articles, are alike: more than half of the pairs.
    fn akin(&mut self, a: &[u32], b: &[u32]) -> Result<bool> {
        let mut akin = 0;
        for &x in a {
            for &y in b {
                akin += usize::from(judge::akin(self.overlap(x, y)?));
            }
        }
        Ok(2 * akin > a.len() * b.len())
    }

    /// Joins what is linked, the closest first. Two groups become one only if most of their whole articles (not those that are
    /// cut) are like each other: so a chain of links, each over other shared words, does not make one story of many, nor does
    /// one copy with an item of something else below it.
    fn join(&mut self, links: &[Link]) -> Result<Vec<Vec<u32>>> {
        let mut whole: HashMap<u32, Vec<u32>> = HashMap::new();
        let count = self.articles.len();
        let mut leader: Vec<u32> = (0..count as u32).collect();
        let mut order: Vec<u32> = (0..count as u32).filter(|n| self.shingles(*n) > 0).collect();
        order.sort_unstable_by_key(|n| (self.articles[*n as usize].digest, self.key(*n)));
        for same in order.chunk_by(|a, b| self.articles[*a as usize].digest == self.articles[*b as usize].digest) {
            same.iter().for_each(|n| leader[*n as usize] = same[0]);
        }
        for link in links {
            let (a, b) = (find(&mut leader, link.articles.0), find(&mut leader, link.articles.1));
            if a == b {
                continue;
            }
            let mut of_both = [a, b].map(|n| whole.get(&n).cloned().unwrap_or_else(|| vec![n]));
            let alone = of_both.iter().all(|articles| articles.len() == 1);
            let leaders = [link.articles, (link.articles.1, link.articles.0)].contains(&(a, b));
            if !(alone && leaders || self.akin(&of_both[0], &of_both[1])?) {
                continue;
            }
            let rank = |n: &u32| std::cmp::Reverse((self.shingles(*n), std::cmp::Reverse(self.key(*n))));
            let mut articles = of_both.iter_mut().flat_map(std::mem::take).collect::<Vec<u32>>();
            articles.sort_unstable_by_key(rank);
            let (a, b) = if rank(&a) <= rank(&b) { (a, b) } else { (b, a) };
            let least = f64::from(self.shingles(a)) * WHOLE;
            articles.retain(|n| f64::from(self.shingles(*n)) >= least);
            articles.truncate(HEARD);
            leader[b as usize] = a;
            whole.remove(&b);
            whole.insert(a, articles);
        }
        let mut members: Vec<(u32, u32)> = Vec::new();
        let mut alone = vec![true; count];
        for n in 0..count as u32 {
            let first = find(&mut leader, n);
            if first != n {
                alone[n as usize] = false;
                alone[first as usize] = false;
            }
        }
        for n in (0..count as u32).filter(|n| !alone[*n as usize]) {
            members.push((find(&mut leader, n), n));
        }
        members.sort_unstable_by_key(|(first, n)| (self.key(*first), self.key(*n)));
        let groups = members.chunk_by(|a, b| a.0 == b.0);
        Ok(groups.map(|group| group.iter().map(|(_, n)| *n).collect()).collect())
    }
}

/// The leader of the group that an article is in, with the ways shortened.
fn find(leader: &mut [u32], article: u32) -> u32 {
    let mut at = article;
    while leader[at as usize] != at {
        let up = leader[leader[at as usize] as usize];
        leader[at as usize] = up;
        at = up;
    }
    at
}
