//! The weights of names while they are fitted: as [`Weights`], but exact, with gradients and steps.
//!
//! Score of a candidate: the sum of its evidence's weights for a kind, and of what the units say that are above zero (a
//! network with one hidden layer of rectified units beside a linear one). Steps are AdaGrad's (Duchi, Hazan and Singer,
//! 2011); the penalty pulls each weight towards where it began, or the units' to zero.

use whosaid::tag::{Evidence, Row, UNITS, Weights};

use crate::names::Settings;

/// How many models are fitted, each from other random numbers; their mean errs less by chance than any of them.
pub const MODELS: usize = 3;
/// The units of one model.
const OWN: usize = UNITS / MODELS;
type Units = [f32; OWN];

/// All numbers of a model, or of its gradient.
#[derive(Clone)]
pub struct Numbers {
    pub kinds: Vec<Row>,
    pub units: Vec<Units>,
    pub start: Units,
    pub says: [Row; OWN],
}

impl Numbers {
    fn filled(pieces: usize, with: f32) -> Self {
        Self {
            kinds: vec![[with; 4]; pieces],
            units: vec![[with; OWN]; pieces],
            start: [with; OWN],
            says: [[with; 4]; OWN],
        }
    }

    fn all(&self) -> impl Iterator<Item = &f32> {
        let units = self.units.iter().flatten().chain(&self.start);
        self.kinds.iter().flatten().chain(units).chain(self.says.iter().flatten())
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut f32> {
        let units = self.units.iter_mut().flatten().chain(&mut self.start);
        self.kinds.iter_mut().flatten().chain(units).chain(self.says.iter_mut().flatten())
    }
}

/// What is known before any text is read.
pub struct Prior {
    pub weights: Weights,
    /// Evidence whose weights stay what they are: where the annotated texts have another guideline than ours, or next to
    /// nothing of its kind.
    pub held: Vec<Evidence>,
}

/// Numbers that look random and are the same every time (Knuth's linear congruences).
pub struct Shuffle(pub u64);

impl Shuffle {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// From 0 up to, not including, 1.
    pub fn share(&mut self) -> f32 {
        self.next() as f32 / (1u64 << 31) as f32
    }
}

pub struct Model {
    numbers: Numbers,
    gradient: Numbers,
    squares: Numbers,
    touched: Vec<Evidence>,
    is_touched: Vec<bool>,
    prior: Vec<Row>,
    /// Which rows stay as the prior has them.
    held: Vec<bool>,
    sums: Numbers,
    summed: f32,
}

impl Model {
    pub fn new(prior: &Prior, pieces: usize, settings: &Settings) -> Self {
        let mut random = Shuffle(settings.seed);
        let mut small = || if settings.unit_rate > 0.0 { (random.share() - 0.5) * 0.2 } else { 0.0 };
        let held: Vec<bool> = (0..pieces).map(|e| prior.held.contains(&(e as Evidence))).collect();
        let prior: Vec<Row> = (0..pieces).map(|e| prior.weights.row(e as Evidence)).collect();
        let mut units: Vec<Units> = (0..pieces).map(|_| std::array::from_fn(|_| small())).collect();
        units.iter_mut().zip(&held).filter(|(_, held)| **held).for_each(|(units, _)| *units = [0.0; OWN]);
        let says = std::array::from_fn(|_| std::array::from_fn(|_| small()));
        let mut squares = Numbers::filled(pieces, 1e-2);
        squares.kinds.iter_mut().for_each(|row| *row = [1e-4; 4]);
        Self {
            numbers: Numbers { kinds: prior.clone(), units, start: [0.05; OWN], says },
            gradient: Numbers::filled(pieces, 0.0),
            squares,
            touched: Vec::new(),
            is_touched: vec![false; pieces],
            prior,
            held,
            sums: Numbers::filled(pieces, 0.0),
            summed: 0.0,
        }
    }

    fn heights(&self, evidence: &[Evidence]) -> Units {
        let mut heights = self.numbers.start;
        for &e in evidence {
            heights.iter_mut().zip(&self.numbers.units[e as usize]).for_each(|(h, w)| *h += w);
        }
        heights
    }

    pub fn scores(&self, evidence: &[Evidence]) -> Row {
        let mut scores = [0.0; 4];
        for &e in evidence {
            scores.iter_mut().zip(self.numbers.kinds[e as usize]).for_each(|(s, w)| *s += w);
        }
        for (height, says) in self.heights(evidence).iter().zip(&self.numbers.says) {
            scores.iter_mut().zip(says).for_each(|(s, w)| *s += height.max(0.0) * w);
        }
        scores
    }

    /// Notes that the scores of a candidate with this evidence should rise by so much of this.
    pub fn wish(&mut self, evidence: &[Evidence], rise: Row) {
        let heights = self.heights(evidence);
        let mut back = [0.0; OWN];
        for (n, &height) in heights.iter().enumerate().filter(|(_, h)| **h > 0.0) {
            for (k, rise) in rise.iter().enumerate() {
                self.gradient.says[n][k] += rise * height;
                back[n] += rise * self.numbers.says[n][k];
            }
            self.gradient.start[n] += back[n];
        }
        for &e in evidence {
            let e = e as usize;
            if !self.is_touched[e] {
                self.is_touched[e] = true;
                self.touched.push(e as Evidence);
            }
            self.gradient.kinds[e].iter_mut().zip(rise).for_each(|(g, r)| *g += r);
            self.gradient.units[e].iter_mut().zip(back).for_each(|(g, b)| *g += b);
        }
    }

    /// Goes a step along what was wished, `slower` times shorter than at first, and forgets it.
    pub fn step(&mut self, settings: &Settings, slower: f32) {
        let Self { numbers, gradient, squares, .. } = self;
        let step = |rate: f32, pull: f32, to: f32, weight: &mut f32, gradient: &mut f32, square: &mut f32| {
            let g = *gradient - pull * (*weight - to);
            *square += g * g;
            *weight += rate / slower * g / square.sqrt();
            *gradient = 0.0;
        };
        let unit_rate = settings.unit_rate;
        let of_unit = |w: &mut f32, g: &mut f32, s: &mut f32| step(unit_rate, settings.unit_penalty, 0.0, w, g, s);
        for e in self.touched.drain(..) {
            let e = e as usize;
            self.is_touched[e] = false;
            if self.held[e] {
                (gradient.kinds[e], gradient.units[e]) = ([0.0; 4], [0.0; OWN]);
                continue;
            }
            for k in 0..4 {
                let (w, g, s) = (&mut numbers.kinds[e][k], &mut gradient.kinds[e][k], &mut squares.kinds[e][k]);
                step(settings.rate, settings.penalty, self.prior[e][k], w, g, s);
            }
            for n in 0..OWN {
                of_unit(&mut numbers.units[e][n], &mut gradient.units[e][n], &mut squares.units[e][n]);
            }
        }
        for n in 0..OWN {
            of_unit(&mut numbers.start[n], &mut gradient.start[n], &mut squares.start[n]);
            for k in 0..4 {
                of_unit(&mut numbers.says[n][k], &mut gradient.says[n][k], &mut squares.says[n][k]);
            }
        }
    }

    /// Takes the model as it is now into the mean that [`Self::weights`] gives: less of it is the last articles' word.
    pub fn remember(&mut self) {
        self.summed += 1.0;
        self.sums.all_mut().zip(self.numbers.all()).for_each(|(sum, now)| *sum += now);
    }

    /// The mean of what was remembered.
    fn mean(mut self) -> Numbers {
        let summed = self.summed.max(1.0);
        self.sums.all_mut().for_each(|sum| *sum /= summed);
        for (units, squares) in self.sums.units.iter_mut().zip(&self.squares.units) {
            // Units never heard of what no text has: their first, random weights are noise.
            if squares.iter().all(|s| *s == 1e-2) {
                *units = [0.0; OWN];
            }
        }
        self.sums
    }
}

/// The mean of models: their weights for the kinds in the mean, their units side by side.
pub fn together(models: Vec<Model>) -> Weights {
    let all: Vec<Numbers> = models.into_iter().map(Model::mean).collect();
    let share = 1.0 / all.len().max(1) as f32;
    let side_by_side = |of: &dyn Fn(&Numbers) -> Units| {
        let mut units = [0.0; UNITS];
        units.iter_mut().zip(all.iter().flat_map(of)).for_each(|(slot, weight)| *slot = weight);
        units
    };
    let mut weights = Weights::zero();
    for e in 0..all.first().map_or(0, |one| one.kinds.len()) {
        let kinds = std::array::from_fn(|k| all.iter().map(|one| one.kinds[e][k]).sum::<f32>() * share);
        weights.set(e as Evidence, &kinds, &side_by_side(&|one| one.units[e]));
    }
    weights.set_start(&side_by_side(&|one| one.start));
    for (n, says) in all.iter().flat_map(|one| one.says).enumerate() {
        weights.set_says(n, &says.map(|weight| weight * share));
    }
    weights
}
