//! Polygons inside and around a payoff set whose vertices are not rational, or whose exact proof fails.
//!
//! *Outside*: let `e` be a direction that the operator contracts. The polygon with levels raised by a little `e` contains its own image, so equilibrium
//! payoffs near it lie in it. *Inside*: what is an equilibrium payoff at a discount factor that is a little smaller is one at this one, with a little to
//! spare wherever something must be lost; so the vertices there may be rounded. Neither is taken for granted: both are proved where they are used.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), *Econometrica* 58, 1041-1063 (theorems 5 and 6: monotone operator, monotone in the discount factor).

use super::closure::Closure;
use super::enclosed_stage::EnclosedStage;
use super::iteration::{Candidate, Machine, Search};
use crate::num::{Rational, exactly};
use crate::repeat::Discount;

/// By which shares of the payoffs' range levels are moved outwards, and of itself the discount factor is made smaller.
const SHARES: [i32; 5] = [-36, -33, -27, -20, -13];
/// A share by which levels are moved outwards where the bounds should be as narrow as can be proved.
const FINEST: i32 = -44;
/// Digits after the binary point of numbers that may be rounded.
const FEW_DIGITS: i32 = 50;
/// A fraction of a smaller denominator that agrees with so many digits is hardly chance.
const SHORT: i64 = 10_000;

/// A polygon a little larger than that of the levels, if equilibrium payoffs near it can be proved to lie in it; and how near. If it `is_finest`, even
/// less larger, at best.
pub(super) fn outer<'a>(
    closure: &Closure<'a>,
    direction: &[f64],
    is_finest: bool,
) -> Option<(Closure<'a>, Vec<Rational>)> {
    let finest = is_finest.then_some(FINEST);
    finest.into_iter().chain(SHARES).find_map(|share| {
        let by = 2f64.powi(share);
        let levels = closure.levels().iter().zip(direction);
        let levels = levels.map(|(level, e)| level + &short(e * by));
        let raised = closure.raised(levels.collect());
        let distance = raised.distance(direction)?;
        Some((raised, distance))
    })
}

/// What came of a candidate of a smaller discount factor.
pub(super) struct Tried {
    /// It is as large as was hoped for.
    pub is_enough: bool,
    /// All of it was proved to be played: still smaller discount factors give no more.
    pub is_whole: bool,
}

/// Shows candidates of discount factors that are a little smaller, the nearest first, until one is enough, or all of one is proved; each also
/// with its vertices moved inwards by even less, for those whose continuations lie on an edge that ends at them. First comes what has the structure
/// of a candidate of the discount factor itself.
pub(super) fn less_patient(
    enclosed: &EnclosedStage,
    machine: &Machine,
    discount: &Discount,
    candidate: &Candidate,
    tries: usize,
    mut attempt: impl FnMut(Candidate) -> Tried,
) {
    for share in SHARES {
        let less = discount.value() * &(&Rational::ONE - &Rational::dyadic(1, share));
        let less = Discount::new(less).expect("invariant: a smaller discount factor is one");
        let machine = machine.at(enclosed, &less);
        let mut search = Search::new(&machine, true);
        let mut is_whole = false;
        let alike = search.attempt(candidate.structure.clone(), &candidate.points);
        let others = std::iter::from_fn(|| search.next());
        for candidate in alike.into_iter().chain(others).take(tries) {
            for by in [0.0, 2f64.powi(share - 4)] {
                let tried = attempt(shrunk(&candidate, by));
                if tried.is_enough {
                    return;
                }
                is_whole |= tried.is_whole;
            }
        }
        if is_whole {
            return;
        }
    }
}

/// The candidate with its points nearer to their mean by a share of the way.
fn shrunk(candidate: &Candidate, by: f64) -> Candidate {
    let count = candidate.points.len() as f64;
    let mean = [0, 1].map(|i| candidate.points.iter().map(|p| p[i]).sum::<f64>() / count);
    let mut shrunk = candidate.clone();
    for point in &mut shrunk.points {
        *point = [0, 1].map(|i| point[i] + by * (mean[i] - point[i]));
    }
    shrunk
}

/// The fraction that a machine number seems to be, or one of few digits next to it.
pub(super) fn likely(value: f64) -> Rational {
    let unit = 2f64.powi(FEW_DIGITS);
    let near = exactly((value * unit).round() / unit);
    let about = Rational::dyadic(1, 8 - FEW_DIGITS);
    let simple = Rational::simplest_between(&(&near - &about), &(&near + &about));
    let is_short = |found: &Rational| found.to_integers().1 < SHORT.into();
    simple.filter(is_short).unwrap_or(near)
}

/// A number with few digits near a machine number.
pub(super) fn short(value: f64) -> Rational {
    exactly(f64::from_bits(value.to_bits() & !((1 << 28) - 1)))
}
