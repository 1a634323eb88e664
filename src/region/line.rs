//! The signs of polynomials in one unknown along a line, and with them the conditions of profiles.
//!
//! The real roots of the polynomials cut the line into points and open intervals, and on each of these every sign is constant.
//! Walking upwards, only the polynomials that vanish at a point can change their sign there; at a point, one that does not
//! vanish has the sign it has next to it. So each sign is decided by a value at a rational number.
//!
//! # Source
//! Basu, Pollack & Roy (2006), *Algorithms in Real Algebraic Geometry*, section 10.3: sign determination by sample points.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::conditions::ProfileConditions;
use super::parametric::Relation;
use crate::num::{Multivariate, Polynomial, Rational, Real};

/// Part of a line on which the signs of all polynomials are constant.
pub(super) struct Cell {
    pub place: Place,
    /// One sign for each polynomial.
    pub signs: Vec<Ordering>,
}

/// Where a cell lies; points and intervals take turns.
pub(super) enum Place {
    Point(Real),
    /// An open interval, with a rational number inside.
    Interval(Rational),
}

impl Place {
    pub fn point(&self) -> Option<&Real> {
        match self {
            Place::Point(value) => Some(value),
            Place::Interval(_) => None,
        }
    }
}

/// An inequality: a polynomial by number, perhaps negated.
struct Test {
    polynomial: usize,
    negated: bool,
    relation: Relation,
    /// It compares payoffs, and does not merely say where its case applies.
    compares: bool,
}

impl Test {
    fn sign(&self, signs: &[Ordering]) -> Ordering {
        let sign = signs[self.polynomial];
        if self.negated { sign.reverse() } else { sign }
    }

    fn holds(&self, signs: &[Ordering]) -> bool {
        match self.relation {
            Relation::AtLeast => self.sign(signs).is_ge(),
            Relation::Above => self.sign(signs).is_gt(),
        }
    }
}

/// The conditions of profiles along a line.
pub(super) struct Line {
    /// The polynomials, no two the same up to a factor.
    pub polynomials: Vec<Multivariate>,
    /// Points and open intervals in ascending order; ends that are given are points.
    pub cells: Vec<Cell>,
    profiles: Vec<Vec<Vec<Test>>>,
}

impl Line {
    /// The line between the ends that are given, for conditions in unknown 0 alone; no cells when there is no number between.
    pub fn new(
        conditions: &[ProfileConditions],
        lower: Option<&Rational>,
        upper: Option<&Rational>,
    ) -> Line {
        let mut numbers: BTreeMap<Multivariate, usize> = BTreeMap::new();
        let profiles = conditions.iter().map(|profile| {
            let cases = profile.cases.iter().map(|case| {
                let tests = case.iter().map(|inequality| {
                    let (polynomial, negated) = normal(&inequality.condition.expression);
                    let next = numbers.len();
                    Test {
                        polynomial: *numbers.entry(polynomial).or_insert(next),
                        negated,
                        relation: inequality.condition.relation,
                        compares: inequality.deviation.is_some(),
                    }
                });
                tests.collect()
            });
            cases.collect()
        });
        let profiles = profiles.collect();
        let mut polynomials = vec![Multivariate::zero(); numbers.len()];
        for (polynomial, number) in numbers {
            polynomials[number] = polynomial;
        }
        let cells = cells(&polynomials, lower, upper);
        Line {
            polynomials,
            cells,
            profiles,
        }
    }

    /// Whether a profile is an equilibrium on a cell.
    pub fn holds(&self, profile: usize, cell: &Cell) -> bool {
        let mut cases = self.profiles[profile].iter();
        cases.any(|case| case.iter().all(|test| test.holds(&cell.signs)))
    }

    /// Whether a profile is an equilibrium on a cell, and every comparison of payoffs in one of its cases is strict.
    pub fn holds_strictly(&self, profile: usize, cell: &Cell) -> bool {
        let strict = |test: &Test| {
            test.holds(&cell.signs) && (!test.compares || test.sign(&cell.signs).is_gt())
        };
        let mut cases = self.profiles[profile].iter();
        cases.any(|case| case.iter().all(strict))
    }

    /// The polynomials that vanish at the point that a cell is, but not along the whole line.
    pub fn vanishing(&self, cell: &Cell) -> Vec<usize> {
        let numbered = self.polynomials.iter().zip(&cell.signs).enumerate();
        let vanishing = numbered.filter(|(_, (p, sign))| sign.is_eq() && !p.is_zero());
        vanishing.map(|(number, _)| number).collect()
    }

    /// The inequalities, by case and place in it, of a profile in which one of the polynomials stands.
    pub fn inequalities(&self, profile: usize, polynomials: &[usize]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (case, tests) in self.profiles[profile].iter().enumerate() {
            for (inequality, test) in tests.iter().enumerate() {
                if polynomials.contains(&test.polynomial) {
                    found.push((case, inequality));
                }
            }
        }
        found
    }
}

/// The polynomial with coprime integer coefficients and a positive leading one, and whether the factor is negative.
fn normal(polynomial: &Multivariate) -> (Multivariate, bool) {
    let (_, primitive) = polynomial.primitive();
    let leading = primitive.terms().last();
    match leading.is_some_and(|(_, coefficient)| coefficient.sign().is_lt()) {
        true => (-&primitive, true),
        false => (primitive, false),
    }
}

/// A root with bounds that mostly tell it from the others at once, and the polynomials it is a root of.
struct Point {
    value: Real,
    bounds: (Rational, Rational),
    roots_of: Vec<usize>,
}

impl Point {
    fn new(value: Real, width: &Rational, roots_of: Vec<usize>) -> Point {
        Point {
            bounds: value.enclosure(width),
            value,
            roots_of,
        }
    }

    fn compare(&self, other: &Point) -> Ordering {
        let (a, b) = (&self.bounds, &other.bounds);
        if a.1 < b.0 {
            Ordering::Less
        } else if b.1 < a.0 {
            Ordering::Greater
        } else {
            self.value.compare(&other.value)
        }
    }
}

/// The cells of the line, and the sign of each polynomial on each.
fn cells(
    polynomials: &[Multivariate],
    lower: Option<&Rational>,
    upper: Option<&Rational>,
) -> Vec<Cell> {
    let polynomials: Vec<Polynomial> = polynomials
        .iter()
        .map(|polynomial| polynomial.in_one(0))
        .map(|polynomial| polynomial.expect("invariant: conditions along a line have one unknown"))
        .collect();
    // Where an end is missing, all roots lie below (above) this number, and it stands for the numbers beyond them.
    let bound = polynomials.iter().map(Polynomial::root_bound).max();
    let bound = bound.unwrap_or(Rational::ONE);
    let beyond = |end: Option<&Rational>| match end {
        Some(end) => bound.clone().max(end.abs() + Rational::ONE),
        None => bound.clone(),
    };
    let (last, first) = (beyond(lower), -beyond(upper));
    let ends = (lower.unwrap_or(&first), upper.unwrap_or(&last));
    if ends.0 > ends.1 {
        return Vec::new();
    }
    let points = points(&polynomials, ends, (lower.is_some(), upper.is_some()));
    let before = lower.is_none().then(|| first.clone());
    let after = |number: usize| match points.get(number + 1) {
        Some(next) => Some(between(&points[number], next)),
        None => upper.is_none().then(|| last.clone()),
    };
    let start = before.clone().or_else(|| after(0));
    let mut signs: Vec<Ordering> = polynomials
        .iter()
        .map(|p| p.evaluate(start.as_ref().unwrap_or(ends.0)).sign())
        .collect();
    let interval = |sample: Rational, signs: &[Ordering]| Cell {
        place: Place::Interval(sample),
        signs: signs.to_vec(),
    };
    let mut cells = Vec::with_capacity(2 * points.len() + 1);
    cells.extend(before.map(|sample| interval(sample, &signs)));
    for (number, point) in points.iter().enumerate() {
        let mut here = signs.clone();
        for root_of in &point.roots_of {
            here[*root_of] = Ordering::Equal;
        }
        cells.push(Cell {
            place: Place::Point(point.value.clone()),
            signs: here,
        });
        if let Some(sample) = after(number) {
            for root_of in &point.roots_of {
                signs[*root_of] = polynomials[*root_of].evaluate(&sample).sign();
            }
            cells.push(interval(sample, &signs));
        }
    }
    cells
}

/// The roots between two numbers, and those of the numbers that are ends of the line, each once and in ascending order.
fn points(
    polynomials: &[Polynomial],
    (lower, upper): (&Rational, &Rational),
    is_end: (bool, bool),
) -> Vec<Point> {
    let width = (upper - lower + Rational::ONE) / Rational::integer(1 << 20);
    let mut points = Vec::new();
    for (number, polynomial) in polynomials.iter().enumerate() {
        let roots = Real::roots(polynomial, lower, upper).unwrap_or_default();
        let roots = roots.into_iter();
        points.extend(roots.map(|root| Point::new(root, &width, vec![number])));
    }
    for (end, _) in [(lower, is_end.0), (upper, is_end.1)]
        .iter()
        .filter(|e| e.1)
    {
        points.push(Point::new((*end).clone().into(), &width, Vec::new()));
    }
    points.sort_by(Point::compare);
    points.dedup_by(|later, kept| {
        let same = later.compare(kept).is_eq();
        if same {
            kept.roots_of.append(&mut later.roots_of);
        }
        same
    });
    points
}

/// A rational number strictly between two points, the smaller first.
fn between(lower: &Point, upper: &Point) -> Rational {
    let (mut below, mut above) = (lower.bounds.1.clone(), upper.bounds.0.clone());
    let mut width = Rational::ONE;
    while below >= above {
        width = width / Rational::integer(1 << 8);
        below = lower.value.enclosure(&width).1;
        above = upper.value.enclosure(&width).0;
    }
    simplest_between(&below, Some(&above))
}

/// The number of least denominator in an open interval, by continued fractions; without an upper end, above the lower.
fn simplest_between(lower: &Rational, upper: Option<&Rational>) -> Rational {
    if lower.sign().is_lt() {
        return match upper {
            Some(upper) if upper.sign().is_le() => -simplest_between(&-upper, Some(&-lower)),
            _ => Rational::ZERO,
        };
    }
    let whole = lower.floor();
    let next = &whole + &Rational::ONE;
    match upper {
        Some(upper) if *upper <= next => {
            let inverse = |number: &Rational| Rational::ONE.checked_div(&(number - &whole));
            let least = inverse(upper).expect("invariant: the interval is not empty");
            let greatest = inverse(lower);
            whole + Rational::ONE / simplest_between(&least, greatest.as_ref())
        }
        _ => next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_simplest_number_lies_between_and_none_between_has_a_smaller_denominator(
            a in -60i64..60, b in 1i64..40, c in 1i64..30, d in 1i64..200,
        ) {
            let lower = Rational::ratio(a, b);
            let upper = &lower + &Rational::ratio(c, d);
            let found = simplest_between(&lower, Some(&upper));
            prop_assert!(lower < found && found < upper);
            let inside = |q: i64| {
                let scale = Rational::integer(q);
                (&lower * &scale).floor() + Rational::ONE < &upper * &scale
            };
            let least = (1..).find(|q| inside(*q)).map(Rational::integer);
            let denominator = Rational::from_integers(found.to_integers().1, 1.into());
            prop_assert_eq!(denominator, least);
        }
    }
}
