//! Proofs that no point of a domain meets some conditions, by linear programming over monomials.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::linalg::{self, Constraint, LinearProgram, Optimum};
use crate::num::{Monomial, Multivariate, Rational};

use super::coordinates::Coordinates;
use super::parametric::{Condition, Relation};

/// The most terms that conditions have together for long proofs to be tried.
const LONG: usize = 80;
/// The most terms that the products of a program have together.
const TERMS: usize = 1500;
/// The most monomials and products that are left of a program before it is solved.
const SIZE: (usize, usize) = (80, 250);

/// Whether it is proved that no point of the domain meets all conditions, which are given in the coordinates.
///
/// A proof is a sum of positive multiples of products that is the zero polynomial, although some product is positive: the products are
/// the conditions and the sides of the domain, times monomials that are nowhere negative, and such monomials alone. Here the products
/// are the conditions and sides themselves, which is complete if all are affine (Motzkin's transposition theorem).
///
/// # Source
/// Motzkin (1936), "Beitraege zur Theorie der linearen Ungleichungen".
pub(super) fn refuted(conditions: &[&Condition], coordinates: &Coordinates) -> bool {
    refutation(conditions, coordinates).is_some()
}

/// The proof of [`refuted`]: products with their weights.
pub(super) fn refutation(conditions: &[&Condition], coordinates: &Coordinates) -> Option<Weighted> {
    contradict(&alone(conditions, coordinates), coordinates)
}

/// The same, with longer proofs: the conditions and sides also times monomials that meet a monomial of another one; then the products
/// of two of them as well. Not tried when the conditions have many terms.
///
/// # Source
/// Handelman (1988), "Representing polynomials by positive linear functions on compact convex polyhedra".
pub(super) fn refuted_by_products(conditions: &[&Condition], coordinates: &Coordinates) -> bool {
    refutation_by_products(conditions, coordinates).is_some()
}

/// The proof of [`refuted_by_products`]: products with their weights.
pub(super) fn refutation_by_products(
    conditions: &[&Condition],
    coordinates: &Coordinates,
) -> Option<Weighted> {
    let all = alone(conditions, coordinates);
    let degrees = all
        .iter()
        .map(|product| product.condition.expression.degree());
    let degree = degrees.max().unwrap_or(0);
    let terms: usize = conditions.iter().map(|c| c.expression.len()).sum();
    if degree <= 1 || terms > LONG {
        return None;
    }
    let multiples = |products| with_multiples(conditions.len(), products, coordinates, degree);
    if let Some(found) = contradict(&multiples(all.clone()), coordinates) {
        return Some(found);
    }
    let pairs = pairs(conditions.len(), &all, degree);
    let is_new = !pairs.is_empty();
    is_new
        .then(|| multiples(all.into_iter().chain(pairs).collect()))
        .and_then(|products| contradict(&products, coordinates))
}

/// A product of conditions and sides, and of a monomial in the coordinates.
#[derive(Debug, Clone)]
pub(super) struct Product {
    /// What it comes to.
    condition: Condition,
    /// Places among the conditions and then the sides.
    pub(super) factors: Vec<usize>,
    /// The monomial.
    pub(super) multiplier: Monomial,
}

/// Products that are part of a proof, with positive weights.
pub(super) type Weighted = Vec<(Rational, Product)>;

/// The conditions and the sides.
fn alone(conditions: &[&Condition], coordinates: &Coordinates) -> Vec<Product> {
    let all = conditions.iter().copied().chain(&coordinates.side);
    all.enumerate()
        .map(|(place, condition)| Product {
            condition: condition.clone(),
            factors: vec![place],
            multiplier: Monomial::of([]),
        })
        .collect()
}

/// The products, and those of the conditions and then of the sides, which come first among them, with monomials up to a degree that cancel a
/// term which occurs already; those that cancel most come first, until there are too many terms.
fn with_multiples(
    conditions: usize,
    mut products: Vec<Product>,
    coordinates: &Coordinates,
    degree: u32,
) -> Vec<Product> {
    let terms = |product: &Product| product.condition.expression.len();
    let mut total: usize = products.iter().map(terms).sum();
    let sides = conditions..conditions + coordinates.side.len();
    for factors in [0..conditions, sides] {
        // Only a negative term can cancel another product's positive one; monomials of any sign cancel both ways.
        let either = |monomial: &Monomial| !coordinates.at_least_zero(monomial);
        let mut positive: BTreeSet<&Monomial> = BTreeSet::new();
        for product in &products {
            let terms = product.condition.expression.terms();
            let uncancelled = terms.filter(|(m, c)| c.sign().is_gt() || either(m));
            positive.extend(uncancelled.map(|(monomial, _)| monomial));
        }
        let mut multiples = Vec::new();
        for place in factors {
            let factor = &products[place].condition.expression;
            let left = degree.saturating_sub(factor.degree());
            let mut meetings: BTreeMap<Monomial, usize> = BTreeMap::new();
            let cancelling = factor.terms();
            for (term, _) in cancelling.filter(|(m, c)| c.sign().is_lt() || either(m)) {
                let reachable = term.degree() + 1..=term.degree() + left;
                let near = positive.iter().filter(|m| reachable.contains(&m.degree()));
                for multiplier in near.filter_map(|monomial| quotient(monomial, term)) {
                    *meetings.entry(multiplier).or_default() += 1;
                }
            }
            let known = meetings
                .into_iter()
                .filter(|(m, _)| coordinates.at_least_zero(m));
            multiples.extend(known.map(|(multiplier, met)| (Reverse(met), place, multiplier)));
        }
        multiples.sort();
        for (_, place, multiplier) in multiples {
            let factor = &products[place].condition;
            total += factor.expression.len();
            if total > TERMS {
                return products;
            }
            let is_strict = coordinates.is_positive(&multiplier);
            let monomial = Multivariate::from_terms([(multiplier.clone(), Rational::ONE)]);
            let condition = Condition {
                expression: &factor.expression * &monomial,
                relation: if is_strict {
                    factor.relation
                } else {
                    Relation::AtLeast
                },
            };
            products.push(Product {
                condition,
                factors: vec![place],
                multiplier,
            });
        }
    }
    products
}

/// The products of a condition, which come first, with another one or with a side, up to a degree.
fn pairs(conditions: usize, all: &[Product], degree: u32) -> Vec<Product> {
    let mut products = Vec::new();
    let mut terms = 0;
    for (place, one) in all[..conditions].iter().enumerate() {
        let one = &one.condition;
        for (second, other) in all.iter().enumerate().skip(place) {
            let other = &other.condition;
            let fits = one.expression.degree() + other.expression.degree() <= degree;
            let is_trivial = one.expression.degree() == 0 || other.expression.degree() == 0;
            if !fits || is_trivial {
                continue;
            }
            terms += one.expression.len() * other.expression.len();
            if terms > TERMS / 2 {
                return products;
            }
            let condition = Condition {
                expression: &one.expression * &other.expression,
                relation: one.relation.min(other.relation),
            };
            products.push(Product {
                condition,
                factors: vec![place, second],
                multiplier: Monomial::of([]),
            });
        }
    }
    products
}

fn quotient(monomial: &Monomial, divisor: &Monomial) -> Option<Monomial> {
    let mut powers = divisor.powers().iter();
    let divides = powers.all(|(k, exponent)| monomial.exponent(*k) >= *exponent);
    divides.then(|| {
        let powers = monomial.powers().iter();
        Monomial::of(powers.map(|(k, exponent)| (*k, exponent - divisor.exponent(*k))))
    })
}

/// A product in the program: its coefficients by row.
struct Column {
    /// Its place among the products.
    product: usize,
    entries: Vec<(usize, Rational)>,
    is_strict: bool,
}

/// A monomial in the program.
struct Row {
    /// It is nowhere negative: a multiple of it may be added.
    is_free: bool,
    /// It is positive everywhere: adding it makes the sum positive.
    is_strict: bool,
}

/// Positive multiples of the products that, with those of monomials, sum to zero although one of them is positive.
fn contradict(products: &[Product], coordinates: &Coordinates) -> Option<Weighted> {
    let (rows, mut columns) = program(products, coordinates);
    discard(&rows, &mut columns);
    if columns.is_empty() {
        return None;
    }
    // What is gained by a product: itself if positive, and the positive monomials that have to be added.
    let objective: Vec<Rational> = columns.iter().map(|column| gain(column, &rows)).collect();
    if objective.iter().all(|gain| !gain.sign().is_gt()) {
        return None;
    }
    let mut dense: BTreeMap<usize, Vec<Rational>> = BTreeMap::new();
    for (place, column) in columns.iter().enumerate() {
        for (row, entry) in &column.entries {
            let empty = || vec![Rational::ZERO; columns.len()];
            dense.entry(*row).or_insert_with(empty)[place] = entry.clone();
        }
    }
    // A row without positive entries is met by any multiples.
    dense.retain(|row, entries| !rows[*row].is_free || entries.iter().any(|e| e.sign().is_gt()));
    if dense.len() > SIZE.0 || columns.len() > SIZE.1 {
        return None;
    }
    // Multiples of a proof are proofs, so one exists if and only if the gain is unbounded, whatever the bounds of the rows are;
    // positive ones keep the simplex method moving.
    let mut constraints = Vec::new();
    for (row, entries) in dense {
        if !rows[row].is_free {
            constraints.push(at_most_one(entries.iter().map(|entry| -entry).collect()));
        }
        constraints.push(at_most_one(entries));
    }
    let optimum = linalg::maximise(&LinearProgram {
        objective,
        constraints,
    });
    let Optimum::Unbounded { direction } = optimum else {
        return None;
    };
    let weighted = columns.iter().zip(direction);
    let part = weighted.filter(|(_, weight)| weight.sign().is_gt());
    Some(
        part.map(|(column, weight)| (weight, products[column.product].clone()))
            .collect(),
    )
}

fn at_most_one(coefficients: Vec<Rational>) -> Constraint {
    Constraint {
        coefficients,
        relation: linalg::Relation::AtMost,
        bound: Rational::ONE,
    }
}

fn program(products: &[Product], coordinates: &Coordinates) -> (Vec<Row>, Vec<Column>) {
    let mut places: BTreeMap<&Monomial, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut columns = Vec::new();
    for (place, product) in products.iter().enumerate() {
        let condition = &product.condition;
        let entries = condition.expression.terms().map(|(monomial, coefficient)| {
            let row = *places.entry(monomial).or_insert_with(|| {
                rows.push(Row {
                    is_free: coordinates.at_least_zero(monomial),
                    is_strict: coordinates.is_positive(monomial),
                });
                rows.len() - 1
            });
            (row, coefficient.clone())
        });
        columns.push(Column {
            product: place,
            entries: entries.collect(),
            is_strict: condition.relation == Relation::Above,
        });
    }
    (rows, columns)
}

/// Drops products whose multiple must be zero, as nothing can cancel one of their terms.
fn discard(rows: &[Row], columns: &mut Vec<Column>) {
    loop {
        let mut signs = vec![(false, false); rows.len()];
        for (row, entry) in columns.iter().flat_map(|column| &column.entries) {
            match entry.sign().is_gt() {
                true => signs[*row].0 = true,
                false => signs[*row].1 = true,
            }
        }
        let before = columns.len();
        columns.retain(|column| {
            column.entries.iter().all(|(row, entry)| {
                let (positive, negative) = signs[*row];
                let cancelled = if entry.sign().is_gt() {
                    negative
                } else {
                    positive
                };
                cancelled || (rows[*row].is_free && entry.sign().is_lt())
            })
        });
        if columns.len() == before {
            return;
        }
    }
}

fn gain(column: &Column, rows: &[Row]) -> Rational {
    let strict = column
        .entries
        .iter()
        .filter(|(row, _)| rows[*row].is_strict);
    let added: Rational = strict.map(|(_, entry)| -entry).sum();
    match column.is_strict {
        true => added + Rational::ONE,
        false => added,
    }
}

#[cfg(test)]
mod tests {
    use super::super::prover::Prover;
    use super::super::testing::{condition, conditions, domain};

    #[track_caller]
    fn check(unknowns: &[&str], assumptions: &[&str], facts: &[&str], claim: &str, proved: bool) {
        let mut domain = domain(unknowns);
        domain.assumptions = conditions(&domain, assumptions);
        let prover = Prover::new(&domain);
        let facts = conditions(&domain, facts);
        let claim = condition(&domain, claim);
        assert_eq!(prover.proves(&facts, &claim), proved);
        assert!(!proved || prover.counterexample(&facts, &claim).is_none());
    }

    const CORE: [&str; 11] = [
        "u > 0",
        "c > 0",
        "s > 0",
        "lam > 0",
        "be in [0, 1]",
        "pi >= 0",
        "k >= 0",
        "rho >= 0",
        "al >= 0",
        "chi >= 0",
        "nu >= 0",
    ];
    /// The threshold below which small states bandwagon is `NUM / DEN`.
    const NUM: &str =
        "u*lam - u*lam*be + u*pi + u*k + u*rho - u*al + c*k + c*rho - c*al - c*chi > 0";
    const DEN: &str = "be*lam - k - rho + al > 0";

    #[test]
    fn the_threshold_of_bandwagoning_rises_with_the_unipole() {
        let slope = "lam - lam*be + pi + k + rho - al > 0";
        check(&CORE, &[], &[NUM, DEN], slope, true);
        check(&CORE, &[], &[NUM], slope, true);
        check(&CORE, &[], &[DEN], slope, false);
    }

    #[test]
    fn the_threshold_of_bandwagoning_rises_with_rewards() {
        // (u + c) DEN + NUM
        let slope = "u*lam + u*pi + c*be*lam - c*chi > 0";
        check(&CORE, &[], &[NUM, DEN], slope, true);
        check(&CORE, &[], &[NUM], slope, false);
    }

    #[test]
    fn a_joint_assumption_is_used() {
        let unknowns = ["phi > 0", "u > 0", "m > 0", "kap > 0", "c >= 0"];
        let assumption = ["phi*u - m > 0"];
        check(
            &unknowns,
            &assumption,
            &[],
            "kap*phi*u - kap*m + c > 0",
            true,
        );
        check(&unknowns, &assumption, &["m >= u"], "phi > 1", true);
        check(&unknowns, &assumption, &[], "phi > 1", false);
    }

    #[test]
    fn a_coalition_that_wins_without_a_member_wins_with_it() {
        let unknowns = ["phi > 0", "u > 0", "a > 0", "b > 0", "c > 0"];
        check(
            &unknowns,
            &[],
            &["a + b >= phi*u"],
            "a + b + c > phi*u",
            true,
        );
        check(
            &unknowns,
            &[],
            &["a + b + c >= phi*u"],
            "a + b > phi*u",
            false,
        );
    }

    #[test]
    fn harm_above_the_cost_of_q_opposers_is_harm() {
        let unknowns = ["h >= 0", "d >= 0", "m >= 0", "d0 > 0"];
        check(&unknowns, &[], &["h >= d0", "h >= d - 2*m"], "h > 0", true);
        check(&unknowns, &[], &["h >= d - 2*m"], "h > 0", false);
        check(&unknowns, &[], &["d > h", "h >= d - 2*m"], "m > 0", true);
    }

    #[test]
    fn strictness_is_exact_along_chains() {
        let unknowns = ["a free", "b free", "c free"];
        check(&unknowns, &[], &["a > b", "b >= c"], "a > c", true);
        check(&unknowns, &[], &["a >= b", "b >= a"], "a >= b", true);
        check(&unknowns, &[], &["a >= b", "b >= a"], "a > b", false);
        check(&unknowns, &[], &["a > b", "b > a"], "c > 7", true);
    }

    #[test]
    fn integers_have_nothing_between_them() {
        let unknowns = ["n integer >= 1", "k integer >= 0", "x >= 0"];
        check(&unknowns, &[], &["n > k"], "n >= k + 1", true);
        check(&unknowns, &[], &["x > k"], "x >= k + 1", false);
        check(&unknowns, &[], &["2*n > 2*k + 1"], "n >= k + 1", true);
        check(&unknowns, &[], &["2*n >= 2*k - 1"], "n >= k", true);
        check(&unknowns, &[], &["3*n > 4"], "n >= 2", true);
    }

    #[test]
    fn facts_are_multiplied() {
        let unknowns = ["a free", "b free", "x >= 0"];
        check(&unknowns, &[], &["a > 0", "b > 0"], "a*b > 0", true);
        check(&unknowns, &[], &["a > 0", "a*b > 0"], "b > 0", true);
        check(&unknowns, &[], &["a >= 0", "b >= a"], "b^2 >= a^2", true);
        check(&unknowns, &[], &["a > x", "b > x"], "a*b >= x^2", true);
        check(&unknowns, &[], &["b >= a"], "b^2 >= a^2", false);
    }
}
