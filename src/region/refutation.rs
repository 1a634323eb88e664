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
    contradict(&alone(conditions, coordinates), coordinates)
}

/// The same, with longer proofs: the conditions and sides also times monomials that meet a monomial of another one; then the products
/// of two of them as well. Not tried when the conditions have many terms.
///
/// # Source
/// Handelman (1988), "Representing polynomials by positive linear functions on compact convex polyhedra".
pub(super) fn refuted_by_products(conditions: &[&Condition], coordinates: &Coordinates) -> bool {
    let all = alone(conditions, coordinates);
    let degrees = all.iter().map(|condition| condition.expression.degree());
    let degree = degrees.max().unwrap_or(0);
    let terms: usize = conditions.iter().map(|c| c.expression.len()).sum();
    if degree <= 1 || terms > LONG {
        return false;
    }
    let multiples = |products| with_multiples(conditions, products, coordinates, degree);
    if contradict(&multiples(all.clone()), coordinates) {
        return true;
    }
    let pairs = pairs(conditions, &all, degree);
    let is_new = !pairs.is_empty();
    is_new
        && contradict(
            &multiples(all.into_iter().chain(pairs).collect()),
            coordinates,
        )
}

/// The conditions and the sides.
fn alone(conditions: &[&Condition], coordinates: &Coordinates) -> Vec<Condition> {
    let sides = coordinates.side.iter();
    conditions.iter().copied().chain(sides).cloned().collect()
}

/// The products, and those of the conditions and then of the sides with monomials up to a degree that cancel a
/// term which occurs already; those that cancel most come first, until there are too many terms.
fn with_multiples(
    conditions: &[&Condition],
    mut products: Vec<Condition>,
    coordinates: &Coordinates,
    degree: u32,
) -> Vec<Condition> {
    let mut terms: usize = products.iter().map(|p| p.expression.len()).sum();
    let sides: Vec<&Condition> = coordinates.side.iter().collect();
    for factors in [conditions, &sides] {
        // Only a negative term can cancel another product's positive one; monomials of any sign cancel both ways.
        let either = |monomial: &Monomial| !coordinates.at_least_zero(monomial);
        let mut positive: BTreeSet<&Monomial> = BTreeSet::new();
        for product in &products {
            let terms = product.expression.terms();
            let uncancelled = terms.filter(|(m, c)| c.sign().is_gt() || either(m));
            positive.extend(uncancelled.map(|(monomial, _)| monomial));
        }
        let mut multiples = Vec::new();
        for (place, factor) in factors.iter().enumerate() {
            let left = degree.saturating_sub(factor.expression.degree());
            let mut meetings: BTreeMap<Monomial, usize> = BTreeMap::new();
            let cancelling = factor.expression.terms();
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
            let factor = factors[place];
            terms += factor.expression.len();
            if terms > TERMS {
                return products;
            }
            let is_strict = coordinates.is_positive(&multiplier);
            let multiplier = Multivariate::from_terms([(multiplier, Rational::ONE)]);
            products.push(Condition {
                expression: &factor.expression * &multiplier,
                relation: if is_strict {
                    factor.relation
                } else {
                    Relation::AtLeast
                },
            });
        }
    }
    products
}

/// The products of a condition with another one or with a side, up to a degree.
fn pairs(conditions: &[&Condition], all: &[Condition], degree: u32) -> Vec<Condition> {
    let mut products = Vec::new();
    let mut terms = 0;
    for (place, one) in conditions.iter().enumerate() {
        for other in &all[place..] {
            let fits = one.expression.degree() + other.expression.degree() <= degree;
            let is_trivial = one.expression.degree() == 0 || other.expression.degree() == 0;
            if !fits || is_trivial {
                continue;
            }
            terms += one.expression.len() * other.expression.len();
            if terms > TERMS / 2 {
                return products;
            }
            products.push(Condition {
                expression: &one.expression * &other.expression,
                relation: one.relation.min(other.relation),
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

/// Whether positive multiples of the products and of monomials sum to zero although one of them is positive.
fn contradict(products: &[Condition], coordinates: &Coordinates) -> bool {
    let (rows, mut columns) = program(products, coordinates);
    discard(&rows, &mut columns);
    if columns.is_empty() {
        return false;
    }
    // What is gained by a product: itself if positive, and the positive monomials that have to be added.
    let objective: Vec<Rational> = columns.iter().map(|column| gain(column, &rows)).collect();
    if objective.iter().all(|gain| !gain.sign().is_gt()) {
        return false;
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
        return false;
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
    matches!(optimum, Optimum::Unbounded { .. })
}

fn at_most_one(coefficients: Vec<Rational>) -> Constraint {
    Constraint {
        coefficients,
        relation: linalg::Relation::AtMost,
        bound: Rational::ONE,
    }
}

fn program(products: &[Condition], coordinates: &Coordinates) -> (Vec<Row>, Vec<Column>) {
    let mut places: BTreeMap<&Monomial, usize> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut columns = Vec::new();
    for product in products {
        let entries = product.expression.terms().map(|(monomial, coefficient)| {
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
            entries: entries.collect(),
            is_strict: product.relation == Relation::Above,
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
