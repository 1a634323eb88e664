//! The equations of logit equilibria at one precision over boxes of log ratios: boxes that hold no solution or exactly one.
//!
//! Unknowns are the log ratios `z` of each player's actions to one of them. Over a box of them the probabilities are bounded by the exact
//! ranges of the logistic function, with its exponentials rounded outwards; expected gains over the strategies between these bounds by
//! contraction; and `z - l (u_a - u_r)` with its derivatives from both. Krawczyk's test then proves boxes. Precision and payoffs are
//! exact numbers in intervals around them.
//!
//! # Source
//! Krawczyk (1969), *Computing* 4; Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapter 8. The derivatives:
//! McKelvey and Palfrey (1995), *Games and Economic Behavior* 10, section 3.

use crate::game::Game;
use crate::num::{Interval, Rational};
use crate::solve::contraction::{Cell, Form, dot, value};
use crate::solve::krawczyk::{image, inverse, middles};

/// Rounds of narrowing a box that holds a solution.
const NARROWING: usize = 12;
/// The half-widths, in log ratios, of the boxes in which one solution is looked for: the widest, the step, and how many.
const RADII: (f64, f64, usize) = (0.3, 0.25, 22);

/// The equations at one precision.
#[derive(Debug)]
pub(super) struct FixedPoint {
    precision: Interval,
    counts: Vec<usize>,
    /// Player and action of each unknown.
    pub unknowns: Vec<(usize, usize)>,
    /// The action of each player to which ratios are taken.
    references: Vec<usize>,
    /// What each unknown's action gains over the reference.
    gains: Vec<Form>,
}

/// What a test of a box says.
pub(super) enum Tested {
    /// No solution lies in the box.
    Empty,
    /// Exactly one does, and it lies in this smaller box.
    Unique(Cell),
    /// All solutions of the box lie in this one.
    Narrowed(Cell),
}

/// A box with exactly one solution, and a narrower one that holds it.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    /// Log ratios.
    pub unique: Cell,
    /// Log ratios.
    pub tight: Cell,
}

impl FixedPoint {
    pub fn new(game: &Game, precision: &Rational, references: Vec<usize>) -> Self {
        let counts = game.counts().to_vec();
        let mut unknowns = Vec::new();
        let mut gains = Vec::new();
        for player in 0..counts.len() {
            let others: Vec<usize> = (0..counts.len()).filter(|other| *other != player).collect();
            for action in (0..counts[player]).filter(|action| *action != references[player]) {
                unknowns.push((player, action));
                let own = |index: &usize| game.deviation(*index, player, 0) == *index;
                let gain = |index: usize| {
                    let at = |action| game.payoff(player, game.deviation(index, player, action));
                    Interval::around(&(at(action) - at(references[player])))
                };
                gains.push(Form {
                    axes: others.clone(),
                    coefficients: (0..game.profiles()).filter(own).map(gain).collect(),
                });
            }
        }
        FixedPoint {
            precision: Interval::around(precision),
            counts,
            unknowns,
            references,
            gains,
        }
    }

    /// All log ratios that can be: the precision times the least and the greatest gain.
    pub fn whole(&self) -> Cell {
        let range = |form: &Form| {
            let coefficients = form.coefficients.iter();
            self.precision * coefficients.fold(form.coefficients[0], |hull, c| hull.hull(*c))
        };
        self.cell(self.gains.iter().map(range))
    }

    fn cell(&self, values: impl Iterator<Item = Interval>) -> Cell {
        let mut cell: Cell = self
            .counts
            .iter()
            .map(|k| vec![Interval::ZERO; *k])
            .collect();
        for ((player, action), value) in self.unknowns.iter().zip(values) {
            cell[*player][*action] = value;
        }
        cell
    }

    /// Bounds of the probabilities over a box of log ratios.
    pub fn probabilities(&self, ratios: &Cell) -> Cell {
        let bound = |ratios: &Vec<Interval>| -> Vec<Interval> {
            let exponential = |action: usize| {
                let others = (0..ratios.len()).filter(move |other| *other != action);
                let terms = others.map(|other| (ratios[other] - ratios[action]).exp());
                let sum = terms.fold(Interval::ONE, |sum, term| sum + term);
                let least = match sum.upper().is_finite() {
                    true => (1.0 / sum.upper()).next_down().max(0.0),
                    false => 0.0,
                };
                Interval::new(least, (1.0 / sum.lower().max(1.0)).next_up().min(1.0))
            };
            (0..ratios.len()).map(exponential).collect()
        };
        ratios.iter().map(bound).collect()
    }

    /// What the log ratios must be if the probabilities lie between bounds.
    pub fn replies(&self, probabilities: &Cell) -> Cell {
        self.cell(
            self.gains
                .iter()
                .map(|gain| self.precision * gain.range(probabilities, value)),
        )
    }

    /// The equations at a point, outward bounds.
    fn values(&self, point: &Cell) -> Vec<Interval> {
        let probabilities = self.probabilities(point);
        let replies = self.replies(&probabilities);
        let error =
            |(player, action): &(usize, usize)| point[*player][*action] - replies[*player][*action];
        self.unknowns.iter().map(error).collect()
    }

    /// The derivatives of the equations over a box.
    fn slopes(&self, ratios: &Cell) -> Vec<Vec<Interval>> {
        let probabilities = self.probabilities(ratios);
        let row = |(row, gain): (usize, &Form)| {
            let mut slopes = vec![Interval::ZERO; self.unknowns.len()];
            slopes[row] = Interval::ONE;
            let linear = gain.linear(&probabilities, value);
            for (column, (player, action)) in self.unknowns.iter().enumerate() {
                let Some(axis) = gain.axes.iter().position(|axis| axis == player) else {
                    continue;
                };
                let strategy = &probabilities[*player];
                let mean = value(&linear[axis], strategy);
                let slope = strategy[*action] * (linear[axis][*action] - mean);
                slopes[column] = slopes[column] - self.precision * slope;
            }
            slopes
        };
        self.gains.iter().enumerate().map(row).collect()
    }

    /// Tests a box by Krawczyk's operator around its middle.
    pub fn test(&self, ratios: &Cell) -> Tested {
        let middle: Cell = ratios
            .iter()
            .map(|sides| sides.iter().map(|z| Interval::point(z.middle())).collect())
            .collect();
        let slopes = self.slopes(ratios);
        let Some(inverse) = inverse(&middles(&slopes)) else {
            return Tested::Narrowed(ratios.clone());
        };
        let values = self.values(&middle);
        let side = |cell: &Cell, (player, action): &(usize, usize)| cell[*player][*action];
        let offsets: Vec<Interval> = self
            .unknowns
            .iter()
            .map(|place| side(ratios, place) - side(&middle, place))
            .collect();
        let mut narrowed = ratios.clone();
        let mut is_inside = true;
        for (row, place) in self.unknowns.iter().enumerate() {
            let (old, centre) = (side(ratios, place), side(&middle, place));
            let image = image(&inverse[row], row, centre, &values, &slopes, &offsets);
            is_inside &= image.is_inside(old);
            match old.meet(image) {
                Some(met) => narrowed[place.0][place.1] = met,
                None => return Tested::Empty,
            }
        }
        match is_inside {
            true => Tested::Unique(narrowed),
            false => Tested::Narrowed(narrowed),
        }
    }

    /// The solution near log ratios, if it is proved that there is exactly one in a box around them.
    pub fn near(&self, logs: &[Vec<f64>]) -> Option<Solution> {
        let ratio = |(player, action): &(usize, usize)| {
            logs[*player][*action] - logs[*player][self.references[*player]]
        };
        let centre: Vec<f64> = self.unknowns.iter().map(ratio).collect();
        let (widest, step, tries) = RADII;
        // Where payoffs of very different size meet, a ratio is the less certain the more it can be.
        let sizes = self.whole();
        let sizes = self.unknowns.iter().map(|(p, a)| sizes[*p][*a].magnitude());
        let sizes: Vec<f64> = sizes.map(|size| size.max(1.0)).collect();
        let least = sizes.iter().copied().fold(f64::INFINITY, f64::min);
        let uneven: Vec<f64> = sizes.iter().map(|size| size / least).collect();
        let even = vec![1.0; centre.len()];
        for weights in [even, uneven] {
            let mut radius = widest;
            for _ in 0..tries {
                let around = |(z, weight): (&f64, &f64)| {
                    Interval::point(*z) + Interval::new(-radius * weight, radius * weight)
                };
                let unique = self.cell(centre.iter().zip(&weights).map(around));
                if let Tested::Unique(tight) = self.test(&unique) {
                    let tight = self.narrowed(tight);
                    return Some(Solution { unique, tight });
                }
                radius *= step;
            }
        }
        None
    }

    /// A narrower box with all solutions of a box.
    pub fn narrowed(&self, mut tight: Cell) -> Cell {
        for _ in 0..NARROWING {
            match self.test(&tight) {
                Tested::Unique(narrowed) | Tested::Narrowed(narrowed) if narrowed != tight => {
                    tight = narrowed;
                }
                _ => break,
            }
        }
        tight
    }

    /// Whether every logit equilibrium with probabilities between bounds has its log ratios in a box.
    pub fn implies(&self, probabilities: &Cell, ratios: &Cell) -> bool {
        let coefficients = self.gains.iter();
        // Bounds need not hold strategies only: plain interval arithmetic.
        let replies = coefficients.map(|gain| self.precision * gain.range(probabilities, dot));
        let mut pairs = self.unknowns.iter().zip(replies);
        pairs.all(|((player, action), reply)| {
            let side = ratios[*player][*action];
            side.lower() <= reply.lower() && reply.upper() <= side.upper()
        })
    }

    /// One step of Newton's method from a point; a proposal.
    pub fn newton(&self, point: &Cell) -> Option<Cell> {
        let inverse = inverse(&middles(&self.slopes(point)))?;
        let values = self.values(point);
        let step = |row: usize| {
            let terms = inverse[row].iter().zip(&values);
            terms.map(|(y, f)| y * f.middle()).sum::<f64>()
        };
        let places = self.unknowns.iter().enumerate();
        let moved = places.map(|(row, (p, a))| point[*p][*a].middle() - step(row));
        let moved: Vec<f64> = moved.collect();
        let is_finite = moved.iter().all(|z| z.is_finite());
        is_finite.then(|| self.cell(moved.iter().map(|z| Interval::point(*z))))
    }
}
