//! All complex roots of the equations of a support, with a proof that there are no others.
//!
//! Around the end of each path a box of complex numbers is made, and Krawczyk's operator
//! `K(X) = c - Y f(c) + (1 - Y f'(X)) (X - c)` is bounded with outward rounding, where `c` is its centre and `Y` near the inverse of the
//! derivative at it. If `K(X)` lies in the interior of `X` then `X` holds exactly one root, which is simple and lies in `K(X)`. If `X` is
//! its own mirror image in the real axis then so is the root: it is real.
//!
//! The proof that nothing is missing is a count. Regard strategies as points of projective spaces. Systems of this shape form a vector
//! space, and pairs of a system and a root of it an irreducible variety of the same dimension, so that every connected set of roots of
//! one system, whatever its dimension, has at least one root of any system nearby in its neighbourhood. A generic system has as many roots
//! as there are block derangements. So if as many isolated roots are known, there is nothing else, and no continuum either.
//!
//! # Source
//! Breiding, Rose and Timme (2023), "Certifying zeros of polynomial systems using interval arithmetic" (arXiv 2011.05000); McKelvey and
//! McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", JET 72.

use rayon::prelude::*;

use super::block_derangements::block_derangements;
use super::complex::{Complex, ComplexBox, LuFactors};
use super::homotopy::endpoints;
use super::indifference::Indifference;
use super::multilinear::{Multilinear, Work};
use super::path_tracker::largest_place;
use crate::num::Interval;

/// How many paths are followed for one support.
pub const PATH_LIMIT: u128 = 20_000;

/// A complex root of the equations of a support, enclosed.
///
/// # Shapes
/// A number for each action in the support of each player who mixes; those of a player sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct CertifiedRoot {
    /// A box that holds this root and no other.
    pub unique: Vec<Vec<ComplexBox>>,
    /// A tight box that holds the root; the imaginary parts are zero if it is real.
    pub near: Vec<Vec<ComplexBox>>,
    /// Whether it is real. If not, some imaginary part is bounded away from zero.
    pub is_real: bool,
}

/// All complex roots, if they can be proved to be all.
///
/// # Answer
/// Every root, in the order of the paths; only roots at infinity, or with an entry above 10^8 in absolute value, may be left out, and
/// they have been counted. They are as many as the equations of a generic game have; none if a root is missing or not simple, if
/// there is a continuum of roots, if a generic game has no root at all, or if there are more paths than [`PATH_LIMIT`].
pub fn all_roots(system: &Indifference) -> Option<Vec<CertifiedRoot>> {
    let bound = block_derangements(&system.sizes);
    let says_nothing = system
        .equations
        .iter()
        .any(|equation| equation.gain.is_zero());
    if bound == 0 || bound > PATH_LIMIT || says_nothing {
        return None;
    }
    let ends = endpoints(system);
    let enough = |count: usize| u128::try_from(count).is_ok_and(|count| count == bound);
    if !enough(ends.len()) {
        return None;
    }
    let (finite, far) = proved(system, &ends);
    enough(finite.len() + far).then_some(finite)
}

/// The roots near some points, as [`endpoints`] gives them: pairwise distinct, without those that cannot be certified.
pub fn certified(system: &Indifference, endpoints: &[Vec<Complex>]) -> Vec<CertifiedRoot> {
    proved(system, endpoints).0
}

/// The distinct roots near some points, and the number of those more at infinity or far away.
fn proved(system: &Indifference, points: &[Vec<Complex>]) -> (Vec<CertifiedRoot>, usize) {
    let affine = Chart::new(system, vec![None; system.sizes.len()]);
    let found: Vec<Option<Found>> = points
        .par_iter()
        .with_min_len(4)
        .map_init(
            || affine.clone(),
            |chart, point| found(system, chart, point),
        )
        .collect();
    let (mut finite, mut far) = (
        Vec::<CertifiedRoot>::new(),
        Vec::<Vec<Vec<ComplexBox>>>::new(),
    );
    for root in found.into_iter().flatten() {
        match root {
            Found::Finite(root) => {
                let is_other = |known: &CertifiedRoot| apart(&known.near, &root.near);
                if finite.iter().all(is_other) && far.iter().all(|f| differ(f, &root.near)) {
                    finite.push(root);
                }
            }
            Found::Far(near) => {
                let is_other = |known: &CertifiedRoot| differ(&known.near, &near);
                if finite.iter().all(is_other) && far.iter().all(|f| differ(f, &near)) {
                    far.push(near);
                }
            }
        }
    }
    (finite, far.len())
}

/// Whether no point lies in both boxes.
fn apart(one: &[Vec<ComplexBox>], other: &[Vec<ComplexBox>]) -> bool {
    let mut pairs = one.iter().flatten().zip(other.iter().flatten());
    pairs.any(|(a, b)| !a.meets(*b))
}

/// Whether no point of one box is a multiple, player by player, of one of the other.
fn differ(one: &[Vec<ComplexBox>], other: &[Vec<ComplexBox>]) -> bool {
    one.iter().zip(other).any(|(x, y)| {
        let minor = |k: usize, l: usize| x[k] * y[l] - x[l] * y[k];
        (0..x.len()).any(|k| (0..k).any(|l| !minor(k, l).holds_zero()))
    })
}

/// A root near a point.
enum Found {
    Finite(CertifiedRoot),
    /// One at infinity, or with so large entries that it is no strategy: up to factors.
    Far(Vec<Vec<ComplexBox>>),
}

/// The relative size of a sum of entries below which a root is sought in a chart that includes infinity.
const AT_INFINITY: f64 = 1e-10;
/// An imaginary part below this may be zero.
const NEARLY_REAL: f64 = 1e-6;
/// The radii of the boxes, relative to the largest entry of a strategy.
const RADII: [f64; 3] = [1e-8, 1e-10, 1e-12];

fn found(system: &Indifference, affine: &mut Chart, point: &[Complex]) -> Option<Found> {
    let mut strategies = Vec::new();
    let mut rest = point;
    let mut units = Vec::new();
    for size in &system.sizes {
        let (strategy, others) = rest.split_at(*size);
        let sum = strategy.iter().fold(Complex::ZERO, |sum, e| sum + *e);
        let largest = largest_place(strategy);
        let is_far = sum.size() < AT_INFINITY * strategy[largest].size();
        units.push(is_far.then_some(largest));
        let factor = if is_far { strategy[largest] } else { sum }.inverse();
        strategies.push(strategy.iter().map(|e| *e * factor).collect::<Vec<_>>());
        rest = others;
    }
    if units.iter().all(Option::is_none) {
        return affine.finite(&strategies).map(Found::Finite);
    }
    let mut chart = Chart::new(system, units);
    let centre = chart.polished(chart.unknowns(&strategies))?;
    let (_, near) = chart.enclosed(&centre)?;
    let near = chart.strategies(&near);
    let pairs = near.iter().zip(&chart.units);
    let is_far = pairs
        .filter(|(_, unit)| unit.is_some())
        .all(|(entries, _)| {
            let sum = entries.iter().fold(ComplexBox::ZERO, |sum, e| sum + *e);
            sum.re.magnitude() < 1e-9 && sum.im.magnitude() < 1e-9
        });
    is_far.then_some(Found::Far(near))
}

/// The equations in a chart, with room to enclose their roots.
#[derive(Clone)]
struct Chart {
    /// For each player the action whose entry is one, or none where the entries sum to one and the last is not an unknown.
    units: Vec<Option<usize>>,
    bounds: Multilinear<Interval>,
    middles: Multilinear<Complex>,
    factors: LuFactors,
    /// Near the inverse of the derivative at the centre, column after column.
    inverse: Vec<Complex>,
    values: Vec<ComplexBox>,
    rows: Vec<ComplexBox>,
    work: Work<ComplexBox>,
}

impl Chart {
    fn new(system: &Indifference, units: Vec<Option<usize>>) -> Self {
        let forms = system.equations.iter();
        let forms = forms.map(|equation| (equation.player, equation.bounds.clone()));
        let mut bounds = Multilinear::new(&system.sizes, forms);
        bounds.change(|player, fibre| {
            let unit = units[player].unwrap_or(fibre.len() - 1);
            let others = (0..fibre.len()).filter(|action| *action != unit);
            let others = others.map(|action| match units[player] {
                None => fibre[action] - fibre[unit],
                Some(_) => fibre[action],
            });
            std::iter::once(fibre[unit]).chain(others).collect()
        });
        let middles = bounds.coefficients.iter();
        let middles = bounds.with(middles.map(|c| Complex::from(c.middle())).collect());
        let dimension = bounds.dimension();
        Chart {
            units,
            bounds,
            middles,
            factors: LuFactors::new(dimension),
            inverse: vec![Complex::ZERO; dimension * dimension],
            values: vec![ComplexBox::ZERO; dimension],
            rows: vec![ComplexBox::ZERO; dimension * dimension],
            work: Work::new(ComplexBox::ONE),
        }
    }

    /// The root near some strategies, and whether it is real.
    fn finite(&mut self, strategies: &[Vec<Complex>]) -> Option<CertifiedRoot> {
        let mut centre = self.polished(self.unknowns(strategies))?;
        if centre
            .iter()
            .all(|e| e.im.abs() <= NEARLY_REAL * (1.0 + e.size()))
        {
            let real = centre.iter().map(|e| Complex::from(e.re)).collect();
            centre = self.polished(real)?;
        }
        let (unique, mut near) = self.enclosed(&centre)?;
        // The centre is its own mirror image, so the box is.
        let is_real = centre
            .iter()
            .all(|e| Interval::point(e.im) == Interval::ZERO);
        match is_real {
            true => near.iter_mut().for_each(|e| e.im = Interval::ZERO),
            false if near.iter().all(|e| e.im.holds(0.0)) => return None,
            false => {}
        }
        Some(CertifiedRoot {
            unique: self.strategies(&unique),
            near: self.strategies(&near),
            is_real,
        })
    }

    fn unknowns(&self, strategies: &[Vec<Complex>]) -> Vec<Complex> {
        let mut unknowns = Vec::new();
        for (strategy, unit) in strategies.iter().zip(&self.units) {
            let unit = unit.unwrap_or(strategy.len() - 1);
            unknowns.extend_from_slice(&strategy[..unit]);
            unknowns.extend_from_slice(&strategy[unit + 1..]);
        }
        unknowns
    }

    fn strategies(&self, unknowns: &[ComplexBox]) -> Vec<Vec<ComplexBox>> {
        let players = self.units.iter().enumerate();
        players
            .map(|(player, unit)| {
                let mut strategy = unknowns[self.bounds.places(player)].to_vec();
                match unit {
                    Some(unit) => strategy.insert(*unit, ComplexBox::ONE),
                    None => {
                        let one = ComplexBox::ONE;
                        strategy.push(strategy.iter().fold(one, |left, e| left - *e));
                    }
                }
                strategy
            })
            .collect()
    }

    /// A point after some steps of Newton's method; none where the derivative is singular. The inverse is that at it, nearly.
    fn polished(&mut self, mut point: Vec<Complex>) -> Option<Vec<Complex>> {
        let dimension = point.len();
        let mut side = vec![Complex::ZERO; dimension];
        let mut work = Work::new(Complex::ONE);
        for _ in 0..3 {
            self.factors.entries.fill(Complex::ZERO);
            let rows = &mut self.factors.entries;
            self.middles.evaluate(&point, &mut side, rows, &mut work);
            if !self.factors.factor() {
                return None;
            }
            self.factors.solve(&mut side);
            let moved = side.iter().map(|e| e.size()).fold(0.0, f64::max);
            for (entry, correction) in point.iter_mut().zip(&side) {
                *entry = *entry - *correction;
            }
            if moved < 1e-13 {
                break;
            }
        }
        self.inverse.fill(Complex::ZERO);
        for (place, column) in self.inverse.chunks_exact_mut(dimension.max(1)).enumerate() {
            column[place] = Complex::ONE;
            self.factors.solve(column);
        }
        let numbers = point.iter().chain(&self.inverse);
        numbers
            .into_iter()
            .all(|e| e.size().is_finite())
            .then_some(point)
    }

    /// A box with exactly one root around a centre, and a tighter one.
    fn enclosed(&mut self, centre: &[Complex]) -> Option<(Vec<ComplexBox>, Vec<ComplexBox>)> {
        RADII.iter().find_map(|radius| {
            let mut unique = Vec::with_capacity(centre.len());
            for player in 0..self.units.len() {
                let strategy = &centre[self.bounds.places(player)];
                let size = strategy.iter().map(|e| e.size()).fold(1.0, f64::max);
                unique.extend(
                    strategy
                        .iter()
                        .map(|e| ComplexBox::around(*e, radius * size)),
                );
            }
            let image = self.image(centre, &unique);
            let mut pairs = image.iter().zip(&unique);
            let is_proved = pairs.all(|(inner, outer)| inner.is_inside(*outer));
            is_proved.then_some((unique, image))
        })
    }

    /// Krawczyk's operator.
    fn image(&mut self, centre: &[Complex], unique: &[ComplexBox]) -> Vec<ComplexBox> {
        let dimension = centre.len();
        let points: Vec<ComplexBox> = centre.iter().map(|e| ComplexBox::from(*e)).collect();
        let (values, rows, work) = (&mut self.values, &mut self.rows, &mut self.work);
        self.bounds.evaluate(&points, values, rows, work);
        let mut image = points.clone();
        for (equation, value) in values.iter().enumerate() {
            for (place, entry) in image.iter_mut().enumerate() {
                let weight = self.inverse[equation * dimension + place];
                *entry = *entry - ComplexBox::from(weight) * *value;
            }
        }
        rows.fill(ComplexBox::ZERO);
        self.bounds
            .evaluate(unique, &mut vec![ComplexBox::ZERO; dimension], rows, work);
        for (place, entry) in image.iter_mut().enumerate() {
            for unknown in 0..dimension {
                let mut left = if place == unknown {
                    ComplexBox::ONE
                } else {
                    ComplexBox::ZERO
                };
                for equation in 0..dimension {
                    let weight = ComplexBox::from(self.inverse[equation * dimension + place]);
                    left = left - weight * rows[equation * dimension + unknown];
                }
                *entry = *entry + left * (unique[unknown] - points[unknown]);
            }
        }
        image
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Game, Payoffs, Player};
    use crate::num::{Rational, exactly};

    fn full(sizes: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Indifference {
        let names = ["a", "b", "c", "d"];
        let players =
            (0..sizes.len()).map(|player| Player::plain(names[player], &names[..sizes[player]]));
        let payoffs = Payoffs::from_fn(sizes, payoff).expect("a small game");
        let game = Game::new("test", players.collect(), payoffs);
        let supports: Vec<Vec<usize>> = sizes.iter().map(|size| (0..*size).collect()).collect();
        Indifference::new(&game, &supports)
    }

    fn random(sizes: &[usize], seed: u64) -> Indifference {
        let mut state = seed;
        full(sizes, |_, _| {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            Rational::integer(i64::try_from(state >> 33).expect("31 bits") % 201 - 100)
        })
    }

    /// The value of an equation over a box by the sum of its terms.
    fn residual(system: &Indifference, equation: usize, root: &[Vec<ComplexBox>]) -> ComplexBox {
        let equation = &system.equations[equation];
        let mut sum = ComplexBox::ZERO;
        for (mut index, coefficient) in equation.bounds.iter().enumerate() {
            let mut term = ComplexBox::from(*coefficient);
            for (player, strategy) in root
                .iter()
                .enumerate()
                .filter(|(p, _)| *p != equation.player)
            {
                assert_eq!(strategy.len(), system.sizes[player]);
                term = term * strategy[index % strategy.len()];
                index /= strategy.len();
            }
            sum = sum + term;
        }
        sum
    }

    #[test]
    fn random_systems_have_as_many_roots_as_the_bound() {
        let shapes: [&[usize]; 6] = [
            &[2, 2],
            &[3, 3],
            &[2, 2, 2],
            &[2, 2, 3],
            &[3, 3, 3],
            &[2, 2, 2, 2],
        ];
        for (seed, sizes) in shapes.iter().cycle().take(24).enumerate() {
            let system = random(sizes, seed as u64);
            let roots = all_roots(&system).expect("a generic system");
            assert_eq!(
                roots.len() as u128,
                block_derangements(sizes),
                "seed {seed}"
            );
            for root in &roots {
                for equation in 0..system.dimension() {
                    let value = residual(&system, equation, &root.near);
                    assert!(value.holds_zero(), "seed {seed}");
                    assert!(value.re.width() < 1e-2, "seed {seed}");
                }
                let mut pairs = root.near.iter().flatten().zip(root.unique.iter().flatten());
                assert!(pairs.all(|(near, unique)| near.meets(*unique)));
            }
            // Roots that are not real come in pairs.
            assert_eq!(roots.iter().filter(|root| !root.is_real).count() % 2, 0);
        }
    }

    #[test]
    fn both_equilibria_of_a_game_with_the_largest_number_are_found() {
        // McKelvey and McLennan (1997), the example of three players with two actions each.
        let system = full(&[2, 2, 2], |player, profile| {
            Rational::integer(match profile {
                [0, 0, 0] => [9, 8, 12][player],
                [1, 1, 0] => [9, 8, 2][player],
                [1, 0, 1] | [0, 1, 1] => [3, 4, 6][player],
                _ => 0,
            })
        });
        let roots = all_roots(&system).expect("two roots");
        let mut known = vec![[(1, 2), (2, 5), (1, 4)], [(2, 5), (1, 2), (1, 3)]];
        for root in &roots {
            assert!(root.is_real);
            let is_it = |shares: &[(i64, i64); 3]| {
                shares
                    .iter()
                    .zip(&root.near)
                    .all(|((over, under), strategy)| {
                        let first = strategy[0].re;
                        let share = Rational::ratio(*over, *under);
                        exactly(first.lower()) <= share && share <= exactly(first.upper())
                    })
            };
            let place = known.iter().position(is_it).expect("one of the two");
            known.swap_remove(place);
        }
        assert!(known.is_empty());
    }

    #[test]
    fn a_root_at_infinity_is_counted_and_left_out() {
        // The equations are 3yz - y - z + 1 = 0, (2z - 1) s = 0 where s = 1 is the sum of the entries of x's player, and 4x - 3 + y = 0:
        // (1, -1, 1/2) is a root, and so is z = 1/3 with x and y at infinity.
        let system = full(&[2, 2, 2], |player, p| {
            let [x, y, z] = [p[0] == 0, p[1] == 0, p[2] == 0].map(i64::from);
            Rational::integer(match player {
                0 => x * (3 * y * z - y - z + 1),
                1 => y * (2 * z - 1),
                _ => z * (4 * x - 3 + y),
            })
        });
        let roots = all_roots(&system).expect("two roots, one of them at infinity");
        assert_eq!(roots.len(), 1);
        assert!(roots[0].is_real && roots[0].near[2][0].re.holds(0.5));
    }

    #[test]
    fn where_nobody_mixes_the_only_root_is_the_empty_one() {
        let roots = all_roots(&full(&[1, 1], |_, _| Rational::ZERO)).expect("no equations");
        assert!(roots.len() == 1 && roots[0].near.is_empty() && roots[0].is_real);
    }

    #[test]
    fn a_singular_system_is_not_answered() {
        // The first player never cares.
        let payoff = |player: usize, p: &[usize]| {
            let same = i64::from(p[player] == p[(player + 1) % 3]);
            Rational::integer(if player == 0 { 0 } else { same })
        };
        assert_eq!(all_roots(&full(&[2, 2, 2], payoff)), None);
        // The product of the others' chances is zero: a continuum.
        let product =
            |_: usize, p: &[usize]| Rational::integer(i64::from(p.iter().all(|a| *a == 0)));
        assert_eq!(all_roots(&full(&[2, 2, 2], product)), None);
        // With more actions than the others together, a generic game has no root.
        assert_eq!(all_roots(&random(&[3, 2], 1)), None);
    }
}
