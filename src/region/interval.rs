//! The exact intervals on which a profile stays an equilibrium as one unknown moves.

use super::conditions::{Inequality, ProfileConditions};
use super::line::Line;
use super::parametric::{Bound, Condition, Domain};
use crate::num::{Rational, Real};

/// An end of an interval, and whether it belongs; none: there is no end.
pub type End = Option<(Real, bool)>;

/// A set of numbers without gaps; a single number is an interval whose ends are equal and belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// Where it begins.
    pub lower: End,
    /// Where it ends.
    pub upper: End,
}

impl Interval {
    /// Whether a number belongs to the interval; exact.
    pub fn contains(&self, number: &Real) -> bool {
        let inside = |end: &End, side: std::cmp::Ordering| match end {
            None => true,
            Some((end, included)) => match number.compare(end) {
                std::cmp::Ordering::Equal => *included,
                order => order == side,
            },
        };
        inside(&self.lower, std::cmp::Ordering::Greater)
            && inside(&self.upper, std::cmp::Ordering::Less)
    }
}

/// The conditions of a profile and the assumptions of the domain as one unknown moves and the others keep their values.
///
/// # Shapes
/// `point` has a number for each unknown; the one that moves becomes unknown 0. Every case is joined by the assumptions.
pub fn on_line(
    conditions: &ProfileConditions,
    domain: &Domain,
    point: &[Rational],
    unknown: usize,
) -> ProfileConditions {
    let assumed = domain.assumptions.iter().map(|assumption| Inequality {
        deviation: None,
        condition: assumption.clone(),
    });
    let assumed: Vec<Inequality> = assumed.collect();
    let along = |inequality: &Inequality| Inequality {
        deviation: inequality.deviation,
        condition: Condition {
            expression: inequality.condition.expression.along(unknown, point),
            relation: inequality.condition.relation,
        },
    };
    let cases = conditions.cases.iter();
    ProfileConditions {
        profile: conditions.profile.clone(),
        cases: cases
            .map(|case| case.iter().chain(&assumed).map(along).collect())
            .collect(),
    }
}

/// Where in a domain the conditions of a profile hold, as one unknown moves and nothing else.
///
/// # Shapes
/// The polynomials of the conditions have unknown 0 only.
///
/// # Answer
/// Complete and exact: the longest intervals, in ascending order, none of which touch; empty when the conditions hold nowhere.
/// The domain may lack ends, and then an interval may too.
///
/// # Examples
/// ```
/// use unipole::num::Multivariate;
/// use unipole::num::{Rational, Real};
/// use unipole::region::{Condition, Inequality, ProfileConditions, Relation, solution_set};
/// // 3 - x >= 0 for x > 1.
/// let expression = &Multivariate::constant(Rational::integer(3)) - &Multivariate::unknown(0);
/// let condition = Condition { expression, relation: Relation::AtLeast };
/// let inequality = Inequality { deviation: Some((0, 1)), condition };
/// let conditions = ProfileConditions { profile: vec![0], cases: vec![vec![inequality]] };
/// let found = solution_set(&conditions, &(Some((Rational::ONE, false)), None));
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].lower, Some((Real::from(Rational::ONE), false)));
/// assert_eq!(found[0].upper, Some((Real::from(Rational::integer(3)), true)));
/// ```
pub fn solution_set(conditions: &ProfileConditions, domain: &(Bound, Bound)) -> Vec<Interval> {
    let ends = [&domain.0, &domain.1].map(|bound| bound.as_ref().map(|(value, _)| value));
    let line = Line::new(std::slice::from_ref(conditions), ends[0], ends[1]);
    let mut parts: Vec<(Option<&Real>, bool)> = line
        .cells
        .iter()
        .map(|cell| (cell.place.point(), line.holds(0, cell)))
        .collect();
    if let (Some((_, false)), Some(first)) = (&domain.0, parts.first_mut()) {
        first.1 = false;
    }
    if let (Some((_, false)), Some(last)) = (&domain.1, parts.last_mut()) {
        last.1 = false;
    }
    longest(&parts)
}

/// The longest intervals that consist of held parts of a line; the parts are points and the open intervals between them.
pub(super) fn longest(parts: &[(Option<&Real>, bool)]) -> Vec<Interval> {
    let end = |own: Option<&Real>, outside: Option<&(Option<&Real>, bool)>| match own {
        Some(point) => Some((point.clone(), true)),
        None => outside.and_then(|(point, _)| Some((point.cloned()?, false))),
    };
    let mut found = Vec::new();
    let mut start = None;
    for (number, (place, held)) in parts.iter().enumerate() {
        let before = number.checked_sub(1).map(|before| &parts[before]);
        let after = parts.get(number + 1);
        if *held && !before.is_some_and(|part| part.1) {
            start = Some(end(*place, before));
        }
        if *held && !after.is_some_and(|part| part.1) {
            let lower = start.take().expect("invariant: the interval has begun");
            let upper = end(*place, after);
            found.push(Interval { lower, upper });
        }
    }
    found
}
