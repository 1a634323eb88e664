//! The share of a box of many parameters on which something holds of the set of pure equilibria, estimated from points.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::conditions::ProfileConditions;
use super::parametric::{Condition, Relation};
use super::phase_map::Axis;
use super::sample::holds;
use super::share::Question;
use crate::num::{Multivariate, Rational, SplitMix};

/// An estimated share, and how far such estimates scatter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// At how many points the answer is yes.
    pub met: usize,
    /// Of how many.
    pub of: usize,
    /// That, as a share.
    pub value: Rational,
    /// The standard error of `value`, estimated from independent shifts and rounded up to millionths. An estimate, not a bound.
    pub standard_error: Rational,
}

/// Shares of a box estimated from points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampledShares {
    /// How many points were tried in all.
    pub points: usize,
    /// From how many independent shifts.
    pub shifts: usize,
    /// The share of the box on which the assumptions hold.
    pub admitted: Estimate,
    /// For each question the share of the admitted part on which the answer is yes; none if no point is admitted.
    pub shares: Vec<Option<Estimate>>,
}

/// How many times the points are shifted.
const SHIFTS: usize = 16;
/// How many points each shift has.
const POINTS: usize = 512;
/// Coordinates are odd multiples of `2^-(BITS + 1)` of a side.
const BITS: u32 = 20;

/// Estimates the shares of a box on which questions about the set of pure equilibria are answered with yes.
///
/// Point `n` of a shift `d` has the coordinates `d_j + n sqrt(p_j)` modulo one, `p_j` the primes, scaled to the box; they fill it more evenly
/// than points drawn at random. Sixteen shifts are drawn independently, so the scatter of their sixteen results estimates the error of the mean.
/// At every point the conditions are decided exactly.
///
/// # Shapes
/// Unknown `k` is axis `k`; conditions of all pure profiles.
/// # Answer
/// An estimate: nothing is proved. The same in every run, with any number of threads.
/// # Source
/// Richtmyer (1951), for the points; Cranley & Patterson (1976), "Randomization of number theoretic methods for multiple integration",
/// SIAM J. Numer. Anal. 13, for the shifts; Cochran (1977), *Sampling Techniques*, section 6.3, for the error of a quotient.
pub fn sampled_shares(
    conditions: &[ProfileConditions],
    assumptions: &[Condition],
    axes: &[Axis],
    questions: &[&Question<'_>],
) -> SampledShares {
    let tests = Tests::new(conditions, assumptions);
    let steps = steps(axes.len());
    let mut numbers = SplitMix::new(0);
    let shifts: Vec<Vec<u64>> = (0..SHIFTS)
        .map(|_| axes.iter().map(|_| shift(&mut numbers)).collect())
        .collect();
    let counts: Vec<(usize, Vec<usize>)> = shifts
        .par_iter()
        .map(|shift| {
            let mut admitted = 0;
            let mut yes = vec![0; questions.len()];
            for number in 0..POINTS as u64 {
                let point = point(axes, shift, &steps, number);
                let Some(equilibria) = tests.equilibria(conditions, &point) else {
                    continue;
                };
                admitted += 1;
                for (yes, question) in yes.iter_mut().zip(questions) {
                    *yes += usize::from(question(&equilibria));
                }
            }
            (admitted, yes)
        })
        .collect();
    let admitted: Vec<(usize, usize)> = counts.iter().map(|(all, _)| (*all, POINTS)).collect();
    let share = |question: usize| {
        let pairs = counts.iter().map(|(all, yes)| (yes[question], *all));
        estimate(&pairs.collect::<Vec<_>>())
    };
    SampledShares {
        points: SHIFTS * POINTS,
        shifts: SHIFTS,
        admitted: estimate(&admitted).expect("invariant: there are points"),
        shares: (0..questions.len()).map(share).collect(),
    }
}

/// A quotient of sums over shifts, with its standard error; none if it is divided by zero.
fn estimate(pairs: &[(usize, usize)]) -> Option<Estimate> {
    let number = |count: usize| Rational::from(count as i128);
    let met: usize = pairs.iter().map(|(yes, _)| yes).sum();
    let all: usize = pairs.iter().map(|(_, all)| all).sum();
    let value = number(met).checked_div(&number(all))?;
    let squares: Rational = pairs
        .iter()
        .map(|(yes, all)| {
            let residual = &number(*yes) - &(&value * &number(*all));
            &residual * &residual
        })
        .sum();
    let shifts = number(pairs.len());
    let scale = &shifts / &(&(&shifts - &Rational::ONE) * &(&number(all) * &number(all)));
    Some(Estimate {
        met,
        of: all,
        standard_error: root_above(&(&squares * &scale)),
        value,
    })
}

/// The least number of millionths that is at least the square root of a number of at most one.
fn root_above(square: &Rational) -> Rational {
    let million = Rational::integer(1_000_000);
    let enough = |count: i64| {
        let root = &Rational::integer(count) / &million;
        &root * &root >= *square
    };
    let (mut low, mut high) = (0, 1_000_000);
    while low < high {
        let middle = (low + high) / 2;
        match enough(middle) {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    &Rational::integer(low) / &million
}

/// The fractional parts of the square roots of the first primes, in units of `2^-32`, rounded down.
fn steps(count: usize) -> Vec<u64> {
    let is_prime = |n: &u32| {
        (2..*n)
            .take_while(|d| d * d <= *n)
            .all(|d| !n.is_multiple_of(d))
    };
    let primes = (2u32..).filter(is_prime).take(count);
    primes
        .map(|prime| {
            let root = (u128::from(prime) << 64).isqrt();
            u64::try_from(root & 0xffff_ffff).expect("invariant: 32 bits are kept")
        })
        .collect()
}

/// A shift, in units of `2^-32`.
fn shift(numbers: &mut SplitMix) -> u64 {
    let units = numbers.below(1 << BITS);
    let units = u64::try_from(units).expect("invariant: few bits");
    units << (32 - BITS)
}

fn point(axes: &[Axis], shift: &[u64], steps: &[u64], number: u64) -> Vec<Rational> {
    let coordinates = axes.iter().zip(shift).zip(steps);
    coordinates
        .map(|((axis, shift), step)| {
            let place = (shift + number * step) & 0xffff_ffff;
            let units = i128::from((place >> (32 - BITS)) * 2 + 1);
            let share = &Rational::from(units) / &Rational::from(1i128 << (BITS + 1));
            &axis.lower + &(&(&axis.upper - &axis.lower) * &share)
        })
        .collect()
}

/// A conjunction: polynomials by place, with how they must compare with zero.
type Conjunction = Vec<(usize, Relation)>;

/// Conditions over a list of distinct polynomials, so that each is evaluated once at a point.
struct Tests {
    polynomials: Vec<Multivariate>,
    assumptions: Conjunction,
    profiles: Vec<Vec<Conjunction>>,
}

impl Tests {
    fn new(conditions: &[ProfileConditions], assumptions: &[Condition]) -> Self {
        let mut places: BTreeMap<Multivariate, usize> = BTreeMap::new();
        let mut test = |condition: &Condition| {
            let next = places.len();
            let place = places.entry(condition.expression.clone()).or_insert(next);
            (*place, condition.relation)
        };
        let assumptions = assumptions.iter().map(&mut test).collect();
        let profiles = conditions
            .iter()
            .map(|profile| {
                let cases = profile.cases.iter();
                cases
                    .map(|case| case.iter().map(|i| test(&i.condition)).collect())
                    .collect()
            })
            .collect();
        let mut polynomials = vec![Multivariate::zero(); places.len()];
        for (polynomial, place) in places {
            polynomials[place] = polynomial;
        }
        Tests {
            polynomials,
            assumptions,
            profiles,
        }
    }

    /// The profiles that are an equilibrium at a point; none if it is not admitted.
    fn equilibria<'a>(
        &self,
        conditions: &'a [ProfileConditions],
        point: &[Rational],
    ) -> Option<Vec<&'a [usize]>> {
        let mut signs: Vec<Option<Ordering>> = vec![None; self.polynomials.len()];
        let mut meets = |conjunction: &Conjunction| {
            conjunction.iter().all(|(place, relation)| {
                let sign = *signs[*place]
                    .get_or_insert_with(|| self.polynomials[*place].evaluate(point).sign());
                holds(*relation, sign)
            })
        };
        if !meets(&self.assumptions) {
            return None;
        }
        let both = conditions.iter().zip(&self.profiles);
        let found = both.filter(|(_, cases)| cases.iter().any(&mut meets));
        Some(found.map(|(c, _)| c.profile.as_slice()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_fractional_parts_of_square_roots() {
        let unit = Rational::from(1i128 << 32);
        let roots = [(2, 1), (3, 1), (5, 2), (7, 2)];
        for (step, (prime, whole)) in steps(4).into_iter().zip(roots) {
            let at = |units: u64| {
                let root =
                    &Rational::integer(whole) + &(&Rational::from(i128::from(units)) / &unit);
                &root * &root
            };
            let prime = Rational::integer(prime);
            assert!(at(step) <= prime && prime < at(step + 1));
        }
    }

    #[test]
    fn roots_are_rounded_up() {
        let root = |n, d| root_above(&Rational::ratio(n, d));
        assert_eq!(root(1, 4), Rational::ratio(1, 2));
        assert_eq!(root(0, 1), Rational::ZERO);
        assert_eq!(root(2, 9), Rational::ratio(471_405, 1_000_000));
    }

    #[test]
    fn shifts_that_agree_have_no_error_and_others_have_that_of_their_mean() {
        let error = |pairs: &[(usize, usize)]| estimate(pairs).map(|e| e.standard_error);
        assert_eq!(error(&[(1, 4), (1, 4), (1, 4)]), Some(Rational::ZERO));
        // Shares 0 and 1/2: mean 1/4, sample variance 1/8, of the mean 1/16.
        assert_eq!(error(&[(0, 4), (2, 4)]), Some(Rational::ratio(1, 4)));
        assert_eq!(error(&[(0, 0), (0, 0)]), None);
    }
}
