//! A box around a point on which the conditions of a profile are proved to hold.

use super::conditions::{Case, ProfileConditions};
use crate::num::{Multivariate, Polynomial, Rational, Real};

/// How far unknowns may move together, relative to their values, with a proof that a profile's conditions go on to hold.
///
/// While every moving unknown stays within less than `radius` times its size of its value, all inequalities of one case hold.
/// This is a proved lower bound: conditions may hold on a larger box too. Where the unknowns have a domain, the box is cut
/// down to it; an unknown whose value is zero stays zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedBox {
    /// The case that is proved; of those that hold at the point, one with the largest box.
    pub case: usize,
    /// The largest move that is proved, as a share of the values; none: there is no limit.
    pub radius: Option<Real>,
    /// For each inequality of the case the largest move for which it alone is proved; none: there is no limit.
    pub inequalities: Vec<Option<Real>>,
    /// The inequality that ends the box first.
    pub first: Option<usize>,
}

/// The largest box around a point, measured relative to the point, on which the conditions of a profile are proved to hold.
///
/// With `x_k = v_k (1 + r t_k)` for the moving unknowns and `t` in `[-1, 1]^n`, an inequality's polynomial is
/// `c_0 + sum of c_a r^|a| t^a`, at least `c_0 - sum of |c_a| r^|a|` (where all exponents of `a` are even, `t^a` is in `[0, 1]`, and a positive `c_a`
/// takes nothing away). That bound falls as `r` grows, so it has one root, and up to it the inequality is proved.
///
/// # Shapes
/// `point` has a number for each unknown; `moving` are the unknowns that may move, the others keep their values.
///
/// # Answer
/// Exact for the bound named, which for one linear inequality is the distance itself; none if no case holds at the point.
///
/// # Source
/// Moore, Kearfott & Cloud (2009), *Introduction to Interval Analysis*: the centred form, with a Taylor expansion at the point.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational, Real};
/// use unipole::region::{Condition, Inequality, ProfileConditions, Relation, proved_box};
/// // u - s > 0 at u = 3, s = 1: they meet when u falls and s rises by half its value.
/// let expression = &Multivariate::unknown(0) - &Multivariate::unknown(1);
/// let condition = Condition { expression, relation: Relation::Above };
/// let inequality = Inequality { deviation: Some((0, 1)), condition };
/// let conditions = ProfileConditions { profile: vec![0], cases: vec![vec![inequality]] };
/// let found = proved_box(&conditions, &[3, 1].map(Rational::integer), &[0, 1]).expect("it holds at the point");
/// assert_eq!(found.radius, Some(Real::from(Rational::ratio(1, 2))));
/// ```
pub fn proved_box(
    conditions: &ProfileConditions,
    point: &[Rational],
    moving: &[usize],
) -> Option<ProvedBox> {
    let cases = conditions.cases.iter().enumerate();
    let holding = cases.filter(|(_, case)| case.iter().all(|i| i.condition.holds_at(point)));
    let boxes = holding.map(|(number, case)| of_case(number, case, point, moving));
    boxes.reduce(|best, next| match (&best.radius, &next.radius) {
        (None, _) => best,
        (Some(_), None) => next,
        (Some(a), Some(b)) => {
            if b > a {
                next
            } else {
                best
            }
        }
    })
}

fn of_case(number: usize, case: &Case, point: &[Rational], moving: &[usize]) -> ProvedBox {
    let inequalities: Vec<Option<Real>> = case
        .iter()
        .map(|inequality| radius(&inequality.condition.expression, point, moving))
        .collect();
    let limits = inequalities.iter().enumerate();
    let limits = limits.filter_map(|(place, radius)| Some((place, radius.as_ref()?)));
    let first = limits.min_by(|(_, a), (_, b)| a.compare(b));
    ProvedBox {
        case: number,
        radius: first.map(|(_, radius)| radius.clone()),
        first: first.map(|(place, _)| place),
        inequalities,
    }
}

/// The root of `c_0 - sum of |c_a| r^|a|` for a polynomial that is not negative at the point.
fn radius(polynomial: &Multivariate, point: &[Rational], moving: &[usize]) -> Option<Real> {
    let moved = polynomial
        .unknowns()
        .into_iter()
        .fold(polynomial.clone(), |p, unknown| {
            let value = Multivariate::constant(point[unknown].clone());
            let by = match moving.contains(&unknown) {
                true => &value + &Multivariate::unknown(unknown).scaled(&point[unknown]),
                false => value,
            };
            p.substitute(unknown, &by)
        });
    let mut bound = vec![Rational::ZERO; moved.degree() as usize + 1];
    for (monomial, coefficient) in moved.terms() {
        let even = monomial
            .powers()
            .iter()
            .all(|(_, exponent)| exponent % 2 == 0);
        let degree = monomial.degree() as usize;
        if degree == 0 {
            bound[0] = coefficient.clone();
        } else if !even || coefficient.sign().is_lt() {
            bound[degree] -= &coefficient.abs();
        }
    }
    // Beyond this number a term by itself outweighs the constant.
    let enough = bound[1..].iter().filter(|c| !c.is_zero());
    let enough = enough
        .map(|c| (&bound[0] / c).abs() + Rational::ONE)
        .min()?;
    let roots = Real::roots(&Polynomial::new(bound), &Rational::ZERO, &enough);
    let root = roots.and_then(|roots| roots.into_iter().next());
    Some(root.expect("invariant: the bound falls from its constant to below zero"))
}
