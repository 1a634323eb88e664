//! All complex roots of the equations of a support, with a proof that there are no others.
//!
//! Around the end of each path a box of complex numbers is made that is proved to hold exactly one root, and a simple one
//! (`root_chart`). If the box is its own mirror image in the real axis then so is the root: it is real.
//!
//! The proof that nothing is missing is a count. Regard strategies as points of projective spaces. Systems of this shape form a vector
//! space, and pairs of a system and a root of it an irreducible variety of the same dimension, so that every connected set of roots of
//! one system, whatever its dimension, has at least one root of any system nearby in its neighbourhood. A generic system has as many roots
//! as there are block derangements. So if as many isolated roots are known, there is nothing else, and no continuum either.
//!
//! # Source
//! Breiding, Rose and Timme (2023), "Certifying zeros of polynomial systems using interval arithmetic" (arXiv 2011.05000); McKelvey and
//! McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", JET 72.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::block_derangements::block_derangements;
use super::complex::{Complex, ComplexBox};
use super::counted_roots::{CountedRoot, in_decimals};
use super::homotopy::endpoints;
use super::indifference::Indifference;
use super::path_tracker::largest_place;
use super::root_chart::Chart;
use crate::num::Interval;

/// How many paths are followed for one support.
pub const PATH_LIMIT: u128 = 20_000;

/// A complex root of the equations of a support, enclosed.
///
/// # Shapes
/// A number for each action in the support of each player who mixes; those of a player sum to one.
#[derive(Debug, Clone, PartialEq)]
pub struct CertifiedRoot {
    /// A tight box that holds the root and no other; the imaginary parts are zero if it is real.
    pub near: Vec<Vec<ComplexBox>>,
    /// Whether it is real. If not, some imaginary part is bounded away from zero.
    pub is_real: bool,
}

/// All complex roots of the equations of a support.
#[derive(Debug, Clone, PartialEq)]
pub struct AllRoots {
    /// Those that may be strategies: no entry is large.
    pub finite: Vec<CertifiedRoot>,
    /// All of them in decimals, as evidence to be checked again; none where discs wide enough for decimals were not proved.
    pub evidence: Option<Vec<CountedRoot>>,
}

/// All complex roots, if they can be proved to be all.
///
/// # Answer
/// Every root, in the order of the paths; only roots that are no strategies may be left out of the finite ones, at infinity or with an entry
/// larger than their sum, and they have been counted. They are as many as the equations of a generic game have; none if a root is missing
/// or not simple, if there is a continuum of roots, if a generic game has no root at all, or if there are more paths than [`PATH_LIMIT`].
pub fn all_roots(system: &Indifference) -> Option<AllRoots> {
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
    let found = proved(system, &ends);
    if !enough(found.len()) || !all_differ(&found) {
        return None;
    }
    let evidence = found.iter().map(|root| root.in_decimals.clone()).collect();
    let is_finite = |root: &Found| root.units.iter().all(Option::is_none);
    let finite = found.into_iter().filter(is_finite);
    Some(AllRoots {
        finite: finite.map(|found| found.root).collect(),
        evidence,
    })
}

/// For each player who mixes the entry by which its strategy is divided.
type Units = Vec<Option<usize>>;
/// A point, strategy by strategy, and its place among all.
type Placed = (usize, Vec<Vec<Complex>>);

/// A point, and one that looks like its mirror image, if there is one.
type Pair = (Placed, Option<Placed>);

/// A root that was proved.
struct Found {
    units: Units,
    root: CertifiedRoot,
    /// A box in which there is no other root: for all to see, if it is known in decimals.
    alone: Vec<Vec<ComplexBox>>,
    in_decimals: Option<CountedRoot>,
}

/// A strategy with larger entries, its sum being one, is divided by the largest.
const LARGE: f64 = 2.0;
/// Entries whose relative distance is at most this look the same.
const NEAR: f64 = 1e-6;
/// The most pairs that are gone through by one worker with the same chart.
const SHARE: usize = 16;

/// The roots near some points, some of them perhaps twice, in the order of the points.
fn proved(system: &Indifference, points: &[Vec<Complex>]) -> Vec<Found> {
    let mut by_chart: BTreeMap<Units, Vec<Placed>> = BTreeMap::new();
    for (place, point) in points.iter().enumerate() {
        let mut rest = point.as_slice();
        let mut units = Vec::new();
        let mut strategies = Vec::new();
        for size in &system.sizes {
            let (entries, others) = rest.split_at(*size);
            let (unit, strategy) = scaled(entries);
            units.push(unit);
            strategies.push(strategy);
            rest = others;
        }
        by_chart.entry(units).or_default().push((place, strategies));
    }
    let by_chart: Vec<(Units, Vec<Pair>)> = by_chart
        .into_iter()
        .map(|(units, points)| (units, paired(points)))
        .collect();
    let shares: Vec<(&Units, &[Pair])> = by_chart
        .iter()
        .flat_map(|(units, pairs)| pairs.chunks(SHARE).map(move |share| (units, share)))
        .collect();
    let mut all: Vec<(usize, Found)> = shares
        .par_iter()
        .flat_map_iter(|(units, pairs)| {
            let mut chart = Chart::new(system, (*units).clone());
            let roots = pairs.iter().flat_map(|pair| both(&mut chart, pair));
            roots.collect::<Vec<_>>()
        })
        .collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, found)| found).collect()
}

/// Puts together points that look like mirror images of each other in the real axis.
fn paired(points: Vec<Placed>) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for point in points {
        let is_mirror = |(first, second): &&mut Pair| {
            let mut entries = first.1.iter().flatten().zip(point.1.iter().flatten());
            let is_near = |(a, b): (&Complex, &Complex)| {
                (a.conjugate() - *b).size() <= NEAR * (1.0 + a.size())
            };
            second.is_none() && entries.all(is_near)
        };
        match pairs.iter_mut().find(is_mirror) {
            Some((_, second)) => *second = Some(point),
            None => pairs.push((point, None)),
        }
    }
    pairs
}

/// The roots near a point and its mirror image. The equations are real: where there is a root, there is one at its mirror image.
fn both(chart: &mut Chart, (first, second): &Pair) -> Vec<(usize, Found)> {
    let root = found(chart, &first.1);
    let image = second.as_ref().and_then(|(place, strategies)| {
        let image = match &root {
            Some(root) if !root.root.is_real => Some(root.mirrored()),
            _ => found(chart, strategies),
        };
        Some((*place, image?))
    });
    let root = root.map(|root| (first.0, root));
    root.into_iter().chain(image).collect()
}

impl Found {
    /// The root at the mirror image in the real axis.
    fn mirrored(&self) -> Found {
        let mirrored = |strategies: &[Vec<ComplexBox>]| -> Vec<Vec<ComplexBox>> {
            let strategies = strategies.iter();
            strategies
                .map(|entries| entries.iter().map(|e| e.conjugate()).collect())
                .collect()
        };
        Found {
            units: self.units.clone(),
            root: CertifiedRoot {
                near: mirrored(&self.root.near),
                is_real: self.root.is_real,
            },
            alone: mirrored(&self.alone),
            in_decimals: self.in_decimals.as_ref().map(CountedRoot::mirrored),
        }
    }
}

/// A strategy scaled such that its entries sum to one, or divided by the largest if some are large.
fn scaled(entries: &[Complex]) -> (Option<usize>, Vec<Complex>) {
    let largest = largest_place(entries);
    let sum = entries.iter().fold(Complex::ZERO, |sum, e| sum + *e);
    let is_small = entries[largest].size() <= LARGE * sum.size();
    let factor = if is_small { sum } else { entries[largest] }.inverse();
    let unit = (!is_small).then_some(largest);
    (unit, entries.iter().map(|e| *e * factor).collect())
}

fn found(chart: &mut Chart, strategies: &[Vec<Complex>]) -> Option<Found> {
    let centre = chart.centre(strategies)?;
    let (mut near, alone, in_decimals) = match in_decimals(chart, &centre) {
        Some(found) => (found.near, chart.strategies(&found.wide), Some(found.root)),
        None => {
            let near = chart.enclosed(&centre)?;
            let alone = chart.strategies(&near);
            (near, alone, None)
        }
    };
    // The centre is its own mirror image, so the box is.
    let is_real = centre
        .iter()
        .all(|e| Interval::point(e.im) == Interval::ZERO);
    let is_finite = chart.units.iter().all(Option::is_none);
    match is_real {
        true => near.iter_mut().for_each(|e| e.im = Interval::ZERO),
        false if is_finite && near.iter().all(|e| e.im.holds(0.0)) => return None,
        false => {}
    }
    let near = chart.strategies(&near);
    let units = chart.units.iter().zip(&near);
    // Of a strategy divided by its largest entry, the sum is at least one.
    let is_no_strategy = units
        .filter(|(unit, _)| unit.is_some())
        .all(|(_, entries)| {
            let sum = entries.iter().fold(ComplexBox::ZERO, |sum, e| sum + *e);
            sum.re.magnitude() < 1.0
        });
    is_no_strategy.then(|| Found {
        units: chart.units.clone(),
        root: CertifiedRoot { near, is_real },
        alone,
        in_decimals,
    })
}

/// Whether no two of them are the same.
fn all_differ(roots: &[Found]) -> bool {
    let are_other = |one: &Found, other: &Found| match one.units == other.units {
        true => apart(&one.alone, &other.alone),
        false => differ(&one.alone, &other.alone),
    };
    (0..roots.len()).all(|place| {
        roots[..place]
            .iter()
            .all(|known| are_other(known, &roots[place]))
    })
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
            let all = all_roots(&system).expect("a generic system");
            let bound = block_derangements(sizes);
            let evidence = all.evidence.expect("nothing is singular");
            assert_eq!(evidence.len() as u128, bound, "seed {seed}");
            let finite = evidence
                .iter()
                .filter(|root| root.units.iter().all(Option::is_none));
            assert_eq!(finite.count(), all.finite.len());
            for root in &all.finite {
                for equation in 0..system.dimension() {
                    let value = residual(&system, equation, &root.near);
                    assert!(value.holds_zero(), "seed {seed}");
                    assert!(value.re.width() < 1e-2, "seed {seed}");
                }
            }
            // Roots that are not real come in pairs.
            let pairs = all.finite.iter().filter(|root| !root.is_real).count();
            assert_eq!(pairs % 2, 0);
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
        let roots = all_roots(&system).expect("two roots").finite;
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
        let all = all_roots(&system).expect("two roots, one of them at infinity");
        let (roots, evidence) = (all.finite, all.evidence.expect("both are simple"));
        assert_eq!((roots.len(), evidence.len()), (1, 2));
        assert!(evidence[1].units[..2].iter().all(Option::is_some));
        assert!(roots[0].is_real && roots[0].near[2][0].re.holds(0.5));
    }

    #[test]
    fn where_nobody_mixes_the_only_root_is_the_empty_one() {
        let all = all_roots(&full(&[1, 1], |_, _| Rational::ZERO)).expect("no equations");
        let roots = all.finite;
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
