//! The pure equilibria along one parameter, exactly: where their set changes, and what it is there and between.

use super::conditions::ProfileConditions;
use super::interval::{Interval, longest};
use super::line::{Cell, Line, Place};
use super::phase_map::Axis;
use crate::num::{Multivariate, Rational, Real};

/// The pure equilibria along one parameter: at thresholds, and on the open intervals between them.
///
/// # Shapes
/// Stretch `k` lies between thresholds `k` and `k + 1`. Profiles are places in the list of conditions the strip was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strip {
    /// The parameter.
    pub axis: Axis,
    /// The polynomials in unknown 0 on whose signs the equilibria depend, no two the same up to a factor.
    pub polynomials: Vec<Multivariate>,
    /// The two ends of the axis, and every point between where the set of equilibria changes; ascending.
    pub thresholds: Vec<Threshold>,
    /// What holds between.
    pub stretches: Vec<Stretch>,
}

/// A point of a strip: an end of the axis, or a point where the set of equilibria changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threshold {
    /// Where it lies.
    pub value: Real,
    /// The equilibria at the point itself.
    pub equilibria: Vec<usize>,
    /// Those of them that hold strictly: each deviation of one of the cases loses something.
    pub strict: Vec<usize>,
    /// The polynomials that vanish here, though not everywhere: places in [`Strip::polynomials`].
    pub vanishing: Vec<usize>,
    /// The inequalities in which these stand, of the profiles that are an equilibrium at some but not all of: this point, shortly
    /// before, and shortly after.
    pub deciding: Vec<Deciding>,
}

/// An inequality of a profile's conditions, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deciding {
    /// The place of the profile.
    pub profile: usize,
    /// The case of its conditions.
    pub case: usize,
    /// The inequality of the case.
    pub inequality: usize,
}

/// An open interval on which the set of equilibria is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// A number inside.
    pub inside: Rational,
    /// The equilibria.
    pub equilibria: Vec<usize>,
    /// Those of them that hold strictly on the whole stretch.
    pub strict: Vec<usize>,
}

impl Strip {
    /// Where one profile is an equilibrium: the longest intervals, in ascending order.
    pub fn intervals_of(&self, profile: usize) -> Vec<Interval> {
        let held = |set: &[usize]| set.binary_search(&profile).is_ok();
        let mut parts = Vec::new();
        for (number, threshold) in self.thresholds.iter().enumerate() {
            parts.push((Some(&threshold.value), held(&threshold.equilibria)));
            if let Some(stretch) = self.stretches.get(number) {
                parts.push((None, held(&stretch.equilibria)));
            }
        }
        longest(&parts)
    }
}

/// The pure equilibria along a parameter.
///
/// The roots of all polynomials on the axis are found and told apart exactly, and every condition is decided at each root and
/// between each two. Roots at which the set of equilibria stays what it is are then left out.
///
/// # Shapes
/// The polynomials of the conditions have unknown 0 only.
///
/// # Answer
/// Complete and exact. Strictness is that of the listed inequalities, so conditions must list a deviation that is always
/// indifferent (as `0 >= 0`) for it to count. A strip whose ends are equal has one threshold; if they are the wrong way round, none.
///
/// # Source
/// Basu, Pollack & Roy (2006), *Algorithms in Real Algebraic Geometry*, chapter 10: the cells of a line.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// use unipole::region::{Axis, Condition, Inequality, ProfileConditions, Relation, strip};
/// // x^2 - 2 >= 0 for x from 0 to 3.
/// let expression = &Multivariate::unknown(0).pow(2) - &Multivariate::constant(Rational::integer(2));
/// let condition = Condition { expression, relation: Relation::AtLeast };
/// let inequality = Inequality { deviation: Some((0, 1)), condition };
/// let conditions = ProfileConditions { profile: vec![0], cases: vec![vec![inequality]] };
/// let axis = Axis { name: "x".to_owned(), lower: Rational::ZERO, upper: Rational::integer(3) };
/// let found = strip(&[conditions], &axis);
/// assert_eq!(found.thresholds[1].value.to_string(), "x at the root x of x^2 - 2 in (0, 3)");
/// assert_eq!(found.thresholds[1].equilibria, [0]);
/// assert!(found.stretches[0].equilibria.is_empty());
/// assert_eq!(found.stretches[1].strict, [0]);
/// ```
pub fn strip(conditions: &[ProfileConditions], axis: &Axis) -> Strip {
    let line = Line::new(conditions, Some(&axis.lower), Some(&axis.upper));
    let select = |holds: &dyn Fn(usize) -> bool| {
        let profiles = 0..conditions.len();
        profiles.filter(|profile| holds(*profile)).collect()
    };
    let equilibria: Vec<Vec<usize>> = line
        .cells
        .iter()
        .map(|cell| select(&|profile| line.holds(profile, cell)))
        .collect();
    let strict = |cell: &Cell| select(&|profile| line.holds_strictly(profile, cell));

    let mut thresholds: Vec<Threshold> = Vec::new();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (number, cell) in line.cells.iter().enumerate() {
        let around = number.saturating_sub(1)..(number + 2).min(line.cells.len());
        let is_end = around.len() < 3;
        let around = &equilibria[around];
        let changes = around.iter().any(|set| *set != equilibria[number]);
        let strict: Vec<usize> = strict(cell);
        match &cell.place {
            Place::Point(value) if is_end || changes => {
                let vanishing = line.vanishing(cell);
                let deciding = deciding(&line, &vanishing, around, conditions.len());
                thresholds.push(Threshold {
                    value: value.clone(),
                    equilibria: equilibria[number].clone(),
                    strict,
                    vanishing,
                    deciding,
                });
            }
            Place::Interval(inside) if stretches.len() < thresholds.len() => {
                stretches.push(Stretch {
                    inside: inside.clone(),
                    equilibria: equilibria[number].clone(),
                    strict,
                });
            }
            // A point at which nothing changes, or the interval after it: less may hold strictly.
            place => {
                let stretch = stretches.last_mut();
                let stretch = stretch.expect("invariant: a strip begins with a threshold");
                stretch.strict.retain(|p| strict.binary_search(p).is_ok());
                if let Place::Interval(inside) = place {
                    stretch.inside = simpler(&stretch.inside, inside);
                }
            }
        }
    }
    Strip {
        axis: axis.clone(),
        polynomials: line.polynomials,
        thresholds,
        stretches,
    }
}

/// The inequalities with vanishing polynomials of the profiles that are not in all of the sets, but in some.
fn deciding(
    line: &Line,
    vanishing: &[usize],
    around: &[Vec<usize>],
    profiles: usize,
) -> Vec<Deciding> {
    let changing = (0..profiles).filter(|profile| {
        let times = around.iter().filter(|set| set.contains(profile)).count();
        0 < times && times < around.len()
    });
    let inequalities = changing.flat_map(|profile| {
        let found = line.inequalities(profile, vanishing).into_iter();
        found.map(move |(case, inequality)| Deciding {
            profile,
            case,
            inequality,
        })
    });
    inequalities.collect()
}

/// The number of the shorter writing, the first if both are as long.
fn simpler(a: &Rational, b: &Rational) -> Rational {
    let shorter = b.digits() < a.digits();
    if shorter { b.clone() } else { a.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{Condition, Inequality, Relation};

    fn polynomial(coefficients: &[i64]) -> Multivariate {
        let powers = coefficients.iter().zip(0..);
        let terms = powers.map(|(c, power)| {
            Multivariate::unknown(0)
                .pow(power)
                .scaled(&Rational::integer(*c))
        });
        terms.fold(Multivariate::zero(), |sum, term| &sum + &term)
    }

    fn inequality(expression: Multivariate, relation: Relation) -> Inequality {
        let condition = Condition {
            expression,
            relation,
        };
        Inequality {
            deviation: Some((0, 1)),
            condition,
        }
    }

    fn conditions(cases: Vec<Vec<Inequality>>) -> ProfileConditions {
        ProfileConditions {
            profile: vec![0],
            cases,
        }
    }

    fn at_least(coefficients: &[i64]) -> ProfileConditions {
        let only = inequality(polynomial(coefficients), Relation::AtLeast);
        conditions(vec![vec![only]])
    }

    fn above(coefficients: &[i64]) -> ProfileConditions {
        let only = inequality(polynomial(coefficients), Relation::Above);
        conditions(vec![vec![only]])
    }

    fn axis(lower: i64, upper: i64) -> Axis {
        Axis {
            name: "x".to_owned(),
            lower: Rational::integer(lower),
            upper: Rational::integer(upper),
        }
    }

    /// The value, the set there and the set after, for every threshold.
    #[track_caller]
    fn check(strip: &Strip, expected: &[(&str, &[usize], &[usize])]) {
        assert_eq!(strip.thresholds.len(), expected.len(), "{strip:?}");
        for (number, (value, here, after)) in expected.iter().enumerate() {
            let threshold = &strip.thresholds[number];
            assert!(threshold.value.to_string().contains(value), "{threshold:?}");
            assert_eq!(threshold.equilibria, *here, "at {value}");
            let stretch = strip.stretches.get(number);
            let equilibria = stretch.map_or(&[][..], |s| &s.equilibria);
            assert_eq!(equilibria, *after, "after {value}");
        }
    }

    #[test]
    fn a_shared_irrational_threshold_is_one_threshold() {
        // x^2 - 2 >= 0, (2 - x^2)(x + 7) > 0 and 4 - x^4 >= 0 all change at the root of 2, and only there.
        let given = [
            at_least(&[-2, 0, 1]),
            above(&[14, 2, -7, -1]),
            at_least(&[4, 0, 0, 0, -1]),
        ];
        let found = strip(&given, &axis(0, 3));
        check(
            &found,
            &[
                ("0", &[1, 2], &[1, 2]),
                ("x^2 - 2", &[0, 2], &[0]),
                ("3", &[0], &[]),
            ],
        );
        assert_eq!(found.thresholds[1].vanishing, [0, 1, 2]);
        assert_eq!(found.thresholds[1].strict, Vec::<usize>::new());
        let profiles = found.thresholds[1].deciding.iter().map(|d| d.profile);
        assert_eq!(profiles.collect::<Vec<_>>(), [0, 1, 2]);
        let [interval] = &found.intervals_of(1)[..] else {
            panic!("one interval");
        };
        let root = &found.thresholds[1].value;
        assert_eq!(interval.upper, Some((root.clone(), false)));
        assert_eq!(interval.lower, Some((Real::ZERO, true)));
    }

    #[test]
    fn what_vanishes_everywhere_is_met_but_never_strictly() {
        let found = strip(&[at_least(&[]), above(&[])], &axis(-1, 1));
        check(&found, &[("-1", &[0], &[0]), ("1", &[0], &[])]);
        assert!(found.stretches[0].strict.is_empty());
        assert!(found.thresholds[0].vanishing.is_empty());
    }

    #[test]
    fn thresholds_at_the_ends_and_axes_of_one_point_are_seen() {
        let given = [above(&[0, 1]), above(&[3, -1])];
        check(
            &strip(&given, &axis(0, 3)),
            &[("0", &[1], &[0, 1]), ("3", &[0], &[])],
        );
        check(&strip(&given, &axis(3, 3)), &[("3", &[0], &[])]);
        assert!(strip(&given, &axis(3, 2)).thresholds.is_empty());
        assert!(strip(&[], &axis(0, 1)).stretches[0].equilibria.is_empty());
    }

    #[test]
    fn a_side_condition_may_hold_with_equality_without_being_weak() {
        let guard = Inequality {
            deviation: None,
            ..inequality(polynomial(&[0, 1]), Relation::AtLeast)
        };
        let gain = inequality(polynomial(&[1]), Relation::AtLeast);
        let found = strip(&[conditions(vec![vec![guard, gain]])], &axis(0, 1));
        assert_eq!(found.thresholds[0].strict, [0]);
    }
}
