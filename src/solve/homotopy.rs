//! Complex roots of the equations of a support, followed from those of an easier system.
//!
//! The start system replaces each equation of player `i` by a product of linear forms with random coefficients, one form in the strategy
//! of each other player. A root makes one factor of every product zero; a player with `d` unknowns takes `d` of the forms, so the roots are
//! the ways to assign the equations to factors such that each player gets as many as it has unknowns, and each is found by one small
//! linear system a player. Their number, that of the block derangements, bounds the isolated roots of every system of this shape.
//!
//! From each of them, a path leads along `(1 - t) G + t F` to a root of the system `F`. Strategies are points of projective spaces while
//! the path is followed, in charts taken at random, so that a root may pass infinity. Nothing here is proved: what is found is a proposal.
//!
//! # Source
//! McKelvey and McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", JET 72; Morgan and Sommese (1987), "A
//! homotopy for solving general polynomial systems that respects m-homogeneous structures".

use rayon::prelude::*;

use super::complex::{Complex, LuFactors};
use super::indifference::Indifference;
use super::multilinear::{Multilinear, inner};
use super::path_tracker::{CAREFUL, FAST, Pace, PathTracker, largest_place};
use crate::num::SplitMix;

/// The ends of the paths: near roots of the equations, for those whose path could be followed. Two may be the same.
///
/// # Shapes
/// The players' strategies one after the other, each up to a complex factor: a root at infinity is one whose entries sum to zero.
///
/// # Answer
/// Not complete by itself, and the same for the same system on every machine.
pub fn endpoints(system: &Indifference) -> Vec<Vec<Complex>> {
    if system.equations.is_empty() {
        return vec![Vec::new()];
    }
    let mut ends = Vec::new();
    for seed in SEEDS {
        let Some(homotopy) = Homotopy::new(system, Random::new(seed)) else {
            return Vec::new();
        };
        let (followed, lost) = homotopy.ends();
        ends = followed;
        // Where many are lost the roots are not simple, and another start does not help.
        if lost == 0 || lost > 1 + ends.len() / 50 {
            break;
        }
    }
    ends
}

/// The paths that were lost, or ended where another one did: on the way to different regular roots, paths never meet.
fn suspects(ends: &[Option<Vec<Complex>>]) -> Vec<usize> {
    let mut suspect: Vec<bool> = ends.iter().map(Option::is_none).collect();
    for (place, end) in ends.iter().enumerate() {
        for (before, other) in ends[..place].iter().enumerate() {
            if let (Some(end), Some(other)) = (end, other)
                && end
                    .iter()
                    .zip(other)
                    .all(|(a, b)| (*a - *b).size() <= SAME * (1.0 + a.size()))
            {
                suspect[place] = true;
                suspect[before] = true;
            }
        }
    }
    (0..ends.len()).filter(|path| suspect[*path]).collect()
}

/// The start systems to try.
const SEEDS: [u64; 3] = [1, 2, 3];
/// Ends whose relative distance is at most this are suspected to be the same.
const SAME: f64 = 1e-6;

/// The equations between the start system and a system, in charts taken at random.
struct Homotopy {
    start: Multilinear<Complex>,
    /// The coefficients of the system less those of the start system.
    difference: Multilinear<Complex>,
    /// For each equation, its linear forms, by the other players in order.
    factors: Vec<Vec<Vec<Complex>>>,
    /// For each player, the unitary matrix from its vector in the chart to its strategy, row after row.
    charts: Vec<Vec<Complex>>,
}

impl Homotopy {
    /// None where an equation says nothing or is too large for machine numbers.
    fn new(system: &Indifference, mut random: Random) -> Option<Self> {
        let charts: Vec<Vec<Complex>> = system.sizes.iter().map(|k| random.unitary(*k)).collect();
        let mut forms = Vec::new();
        for equation in &system.equations {
            let middles: Vec<f64> = equation.bounds.iter().map(|b| b.middle()).collect();
            let coefficients = middles.iter().map(|c| Complex::from(*c)).collect();
            let largest = middles.iter().fold(0.0, |most, c| c.abs().max(most));
            if !(largest > 0.0 && largest.is_finite() && largest.recip().is_finite()) {
                return None;
            }
            forms.push((equation.player, scaled(coefficients, largest.recip())));
        }
        let mut target = Multilinear::new(&system.sizes, forms);
        target.change(|player, fibre| {
            let size = fibre.len();
            (0..size)
                .map(|column| {
                    (0..size).fold(Complex::ZERO, |sum, row| {
                        sum + fibre[row] * charts[player][row * size + column]
                    })
                })
                .collect()
        });
        let mut factors = Vec::new();
        let mut products = Vec::new();
        for player in target.players() {
            let forms: Vec<Vec<Complex>> = target
                .others(*player)
                .map(|other| (0..system.sizes[other]).map(|_| random.complex()).collect())
                .collect();
            let mut product = vec![Complex::ONE];
            for form in &forms {
                product = form
                    .iter()
                    .flat_map(|entry| product.iter().map(|known| *known * *entry))
                    .collect();
            }
            let largest = product.iter().map(|c| c.size()).fold(0.0, f64::max);
            products.extend(scaled(product, largest.recip()));
            factors.push(forms);
        }
        let pairs = target.coefficients.iter().zip(&products);
        let difference = target.with(pairs.map(|(there, here)| *there - *here).collect());
        Some(Homotopy {
            start: target.with(products),
            difference,
            factors,
            charts,
        })
    }

    /// The points at the ends of the paths, and how many paths were lost or met another one.
    fn ends(&self) -> (Vec<Vec<Complex>>, usize) {
        let starts = self.starts();
        let follow = |which: &[usize], pace: &Pace| -> Vec<Option<Vec<Complex>>> {
            which
                .par_iter()
                .with_min_len(4)
                .map_init(
                    || PathTracker::new(&self.start, &self.difference),
                    |tracker, path| tracker.follow(&starts[*path], pace),
                )
                .collect()
        };
        let all: Vec<usize> = (0..starts.len()).collect();
        let mut ends = follow(&all, &FAST);
        let again = suspects(&ends);
        if again.is_empty() {
            return (self.points(&ends), 0);
        }
        for (path, end) in again.iter().zip(follow(&again, &CAREFUL)) {
            ends[*path] = end;
        }
        (self.points(&ends), suspects(&ends).len())
    }

    fn points(&self, ends: &[Option<Vec<Complex>>]) -> Vec<Vec<Complex>> {
        ends.iter().flatten().map(|end| self.point(end)).collect()
    }

    /// The roots of the start system.
    fn starts(&self) -> Vec<Vec<Complex>> {
        let mut taken = vec![Vec::new(); self.start.sizes().len()];
        let mut found = Vec::new();
        self.assign(0, &mut taken, &mut found);
        found
    }

    /// Assigns the equations from one on to factors, each player taking one form for each of its unknowns.
    fn assign(
        &self,
        equation: usize,
        taken: &mut Vec<Vec<(usize, usize)>>,
        found: &mut Vec<Vec<Complex>>,
    ) {
        if equation == self.start.players().len() {
            let root = (0..taken.len()).map(|player| self.common_zero(&taken[player]));
            found.extend(root.collect::<Option<Vec<_>>>().map(|root| root.concat()));
            return;
        }
        let player = self.start.players()[equation];
        for (place, other) in self.start.others(player).enumerate() {
            if taken[other].len() < self.start.places(other).len() {
                taken[other].push((equation, place));
                self.assign(equation + 1, taken, found);
                taken[other].pop();
            }
        }
    }

    /// Where the linear forms that a player takes are zero.
    fn common_zero(&self, taken: &[(usize, usize)]) -> Option<Vec<Complex>> {
        let mut factors = LuFactors::new(taken.len());
        let mut side = Vec::with_capacity(taken.len());
        for (row, (equation, place)) in taken.iter().enumerate() {
            let form = &self.factors[*equation][*place];
            factors.entries[row * taken.len()..][..taken.len()].copy_from_slice(&form[1..]);
            side.push(Complex::ZERO - form[0]);
        }
        factors.factor().then(|| {
            factors.solve(&mut side);
            side
        })
    }

    /// The strategies of unknowns, each scaled so that its largest entry is one.
    fn point(&self, unknowns: &[Complex]) -> Vec<Complex> {
        let mut point = Vec::new();
        for (player, size) in self.start.sizes().iter().enumerate() {
            let known = &unknowns[self.start.places(player)];
            let strategy: Vec<Complex> = self.charts[player]
                .chunks_exact(*size)
                .map(|row| inner(row, &[&[Complex::ONE], known].concat()))
                .collect();
            let factor = strategy[largest_place(&strategy)].inverse();
            point.extend(strategy.iter().map(|entry| *entry * factor));
        }
        point
    }
}

fn scaled(coefficients: Vec<Complex>, factor: f64) -> Vec<Complex> {
    coefficients.into_iter().map(|c| c * factor).collect()
}

/// Complex numbers that look random and are the same on every machine.
struct Random(SplitMix);

impl Random {
    fn new(seed: u64) -> Self {
        Random(SplitMix::new(seed))
    }

    /// Between -1 and 1.
    fn real(&mut self) -> f64 {
        (self.0.word() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn complex(&mut self) -> Complex {
        Complex {
            re: self.real(),
            im: self.real(),
        }
    }

    /// A reflection in a plane: unitary, and equal to its inverse.
    fn unitary(&mut self, size: usize) -> Vec<Complex> {
        let normal: Vec<Complex> = (0..size).map(|_| self.complex()).collect();
        let square: f64 = normal.iter().map(|e| e.re * e.re + e.im * e.im).sum();
        let entry = |row: usize, column: usize| {
            let unit = if row == column {
                Complex::ONE
            } else {
                Complex::ZERO
            };
            unit - normal[row] * normal[column].conjugate() * (2.0 / square)
        };
        (0..size * size)
            .map(|place| entry(place / size, place % size))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{block_derangements::block_derangements, multilinear::Work};
    use super::*;
    use crate::game::{Game, Payoffs, Player};
    use crate::num::Rational;

    #[test]
    fn the_start_system_has_as_many_roots_as_the_bound() {
        for sizes in [&[2, 2, 2][..], &[3, 2, 2, 2], &[3, 3, 3]] {
            let names = ["a", "b", "c", "d"];
            let players = (0..sizes.len()).map(|p| Player::plain(names[p], &names[..sizes[p]]));
            let payoff = |player: usize, profile: &[usize]| {
                let sum: usize = profile.iter().zip([3, 5, 11, 17]).map(|(a, w)| a * w).sum();
                Rational::integer((sum * (player + 2) * sum % 29) as i64)
            };
            let payoffs = Payoffs::from_fn(sizes, payoff).expect("a small game");
            let game = Game::new("test", players.collect(), payoffs);
            let supports: Vec<Vec<usize>> = sizes.iter().map(|k| (0..*k).collect()).collect();
            let system = Indifference::new(&game, &supports);
            let homotopy =
                Homotopy::new(&system, Random::new(7)).expect("every equation says something");
            let starts = homotopy.starts();
            assert_eq!(starts.len() as u128, block_derangements(sizes));
            let dimension = system.dimension();
            for start in &starts {
                let mut values = vec![Complex::ONE; dimension];
                let mut rows = vec![Complex::ZERO; dimension * dimension];
                let work = &mut Work::new(Complex::ONE);
                homotopy.start.evaluate(start, &mut values, &mut rows, work);
                let size = start.iter().map(|e| e.size()).fold(1.0, f64::max);
                assert!(
                    values
                        .iter()
                        .all(|value| value.size() < 1e-9 * size * size * size)
                );
            }
        }
    }
}
