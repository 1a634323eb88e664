//! Signs of polynomials on a domain, proved; and points that refute them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::num::{Multivariate, Rational, SplitMix};

use super::coefficients::bound_below;
use super::coordinates::Coordinates;
use super::parametric::{Condition, Domain, Relation};
use super::refutation::{refuted, refuted_by_products};
use super::sample::{self, meets};

/// How many points of the domain claims are tried at before a proof is looked for.
const SAMPLES: usize = 48;
/// How often a point that refutes a claim is looked for.
const ATTEMPTS: usize = 200;
/// How often it is looked for before a proof is, which costs more.
const FIRST_ATTEMPTS: usize = 3;

/// Proves sign conditions on a domain.
///
/// What is proved holds at every point of the domain that meets its assumptions. Proofs are complete for affine claims under affine
/// assumptions and facts without integer unknowns; otherwise no answer means nothing. Claims that are asked for again are remembered.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// use unipole::region::{Condition, Domain, Prover, Relation, Unknown};
/// let positive = |name: &str| Unknown { name: name.to_owned(), lower: Some((Rational::ZERO, false)), upper: None, integer: false, listed: None, owner: None };
/// let domain = Domain { unknowns: vec![positive("u"), positive("c")], assumptions: vec![] };
/// let [u, c] = [0, 1].map(Multivariate::unknown);
/// let above = |expression| Condition { expression, relation: Relation::Above };
/// let prover = Prover::new(&domain);
/// assert!(prover.proves(&[], &above(&u + &c)));
/// assert_eq!(prover.zero_of(&(&u - &c)), Some(vec![Rational::ONE, Rational::ONE]));
/// // u > c and c > 0 imply u^2 > c^2.
/// assert!(prover.proves(&[above(&u - &c)], &above(&u.pow(2) - &c.pow(2))));
/// ```
#[derive(Debug)]
pub struct Prover {
    coordinates: Coordinates,
    assumptions: Vec<Condition>,
    samples: Vec<Vec<Rational>>,
    known: Mutex<BTreeMap<Condition, Arc<Known>>>,
}

/// A condition prepared for proofs.
#[derive(Debug)]
struct Known {
    /// The condition in the coordinates.
    fact: Condition,
    /// Its negation in the coordinates.
    negation: Condition,
    /// Whether each sample meets it.
    met: Vec<bool>,
    /// Whether it is proved for all points of the domain.
    always: bool,
}

impl Prover {
    /// A prover for a domain.
    pub fn new(domain: &Domain) -> Self {
        let coordinates = Coordinates::new(domain);
        let assumptions = domain.assumptions.clone();
        let conditions: Vec<&Condition> = assumptions.iter().collect();
        let mut numbers = SplitMix::new(0);
        let mut samples: Vec<Vec<Rational>> = Vec::new();
        for attempts in std::iter::once(ATTEMPTS).chain(std::iter::repeat_n(4, SAMPLES)) {
            let found = sample::point(&conditions, &coordinates, &mut numbers, attempts);
            samples.extend(found);
            if samples.is_empty() {
                break;
            }
        }
        Prover {
            coordinates,
            assumptions,
            samples,
            known: Mutex::default(),
        }
    }

    /// Whether the claim is proved for all points of the domain that meet the facts.
    pub fn proves(&self, facts: &[Condition], claim: &Condition) -> bool {
        let opposite = claim.negated();
        let claim = self.known(claim);
        if claim.always {
            return true;
        }
        let known: Vec<Arc<Known>> = facts.iter().map(|fact| self.known(fact)).collect();
        if known.iter().any(|fact| implies(&fact.fact, &claim.fact)) {
            return true;
        }
        let refuting = |place: usize| known.iter().all(|fact| fact.met[place]) && !claim.met[place];
        if facts.is_empty() || (0..self.samples.len()).any(refuting) {
            return false;
        }
        let conditions = known.iter().map(|fact| &fact.fact).chain([&claim.negation]);
        let unshifted: Vec<&Condition> = facts.iter().chain([&opposite]).collect();
        self.impossible(&conditions.collect::<Vec<_>>(), &unshifted)
    }

    /// Whether it is proved that no point of the domain meets all facts.
    pub fn contradicts(&self, facts: &[Condition]) -> bool {
        let known: Vec<Arc<Known>> = facts.iter().map(|fact| self.known(fact)).collect();
        if (0..self.samples.len()).any(|place| known.iter().all(|fact| fact.met[place])) {
            return false;
        }
        let conditions: Vec<&Condition> = known.iter().map(|fact| &fact.fact).collect();
        facts.iter().any(|fact| self.known(&fact.negated()).always)
            || self.impossible(&conditions, &facts.iter().collect::<Vec<_>>())
    }

    /// Whether it is proved that no point of the domain meets the conditions, given in the coordinates and in the unknowns. The short
    /// proofs are cheap, a point that meets the conditions less so, and the long proofs are not.
    fn impossible(&self, shifted: &[&Condition], conditions: &[&Condition]) -> bool {
        refuted(shifted, &self.coordinates)
            || (self.point(conditions, FIRST_ATTEMPTS).is_none()
                && refuted_by_products(shifted, &self.coordinates))
    }

    /// A point of the domain that meets the facts but not the claim, if one is found among simple numbers.
    ///
    /// # Shapes
    /// One number for each unknown.
    pub fn counterexample(&self, facts: &[Condition], claim: &Condition) -> Option<Vec<Rational>> {
        let refutes = |point: &&Vec<Rational>| {
            facts.iter().all(|fact| meets(point, fact)) && !meets(point, claim)
        };
        if let Some(point) = self.samples.iter().find(refutes) {
            return Some(point.clone());
        }
        let negation = claim.negated();
        let conditions: Vec<&Condition> = facts.iter().chain([&negation]).collect();
        self.point(&conditions, ATTEMPTS)
    }

    /// A point of the domain at which the polynomial is zero, if one is found among simple numbers.
    ///
    /// # Shapes
    /// One number for each unknown.
    pub fn zero_of(&self, polynomial: &Multivariate) -> Option<Vec<Rational>> {
        let is_zero = |point: &&Vec<Rational>| polynomial.evaluate(point).is_zero();
        if let Some(point) = self.samples.iter().find(is_zero) {
            return Some(point.clone());
        }
        let in_domain = |point: &Vec<Rational>| self.assumptions.iter().all(|a| meets(point, a));
        self.samples
            .iter()
            .filter_map(|point| sample::zero(point, polynomial, &self.coordinates))
            .find(in_domain)
    }

    /// A point of the domain that meets the conditions, if one is found.
    fn point(&self, conditions: &[&Condition], attempts: usize) -> Option<Vec<Rational>> {
        let all: Vec<&Condition> = self
            .assumptions
            .iter()
            .chain(conditions.iter().copied())
            .collect();
        let mut numbers = SplitMix::new(0);
        sample::point(&all, &self.coordinates, &mut numbers, attempts)
    }

    fn known(&self, condition: &Condition) -> Arc<Known> {
        let remembered = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(condition) {
            return Arc::clone(known);
        }
        let known = Arc::new(self.prepare(condition));
        remembered().insert(condition.clone(), Arc::clone(&known));
        known
    }

    fn prepare(&self, condition: &Condition) -> Known {
        let fact = self.coordinates.fact(condition);
        let opposite = condition.negated();
        let negation = self.coordinates.fact(&opposite);
        let met: Vec<bool> = self
            .samples
            .iter()
            .map(|point| meets(point, condition))
            .collect();
        let by_coefficients = || {
            let opposite = -&negation.expression;
            match bound_below(&opposite, &self.coordinates) {
                Some(Relation::Above) => true,
                Some(Relation::AtLeast) => negation.relation == Relation::Above,
                None => false,
            }
        };
        let always = met.iter().all(|met| *met)
            && (by_coefficients() || self.impossible(&[&negation], &[&opposite]));
        Known {
            fact,
            negation,
            met,
            always,
        }
    }
}

/// Whether one condition is the other, or its strict form.
fn implies(fact: &Condition, claim: &Condition) -> bool {
    fact.expression == claim.expression && fact.relation >= claim.relation
}

#[cfg(test)]
mod tests {
    use super::super::testing::{condition, domain};
    use super::*;
    use crate::num::Monomial;

    /// Lehmer's numbers.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: i64) -> i64 {
            self.0 = self.0 * 48_271 % 2_147_483_647;
            self.0.cast_signed() % sides
        }

        fn condition(&mut self, degree: u32, terms: usize) -> Condition {
            let terms = (0..terms).map(|_| {
                let powers = (0..degree)
                    .map(|_| (self.roll(4), 1))
                    .filter(|(k, _)| *k < 3);
                let powers: Vec<_> = powers
                    .map(|(k, e)| (k.unsigned_abs() as usize, e))
                    .collect();
                (Monomial::of(powers), Rational::integer(self.roll(7) - 3))
            });
            let expression = Multivariate::from_terms(terms.collect::<Vec<_>>());
            let relation =
                [Relation::AtLeast, Relation::Above][self.roll(2).unsigned_abs() as usize];
            Condition {
                expression,
                relation,
            }
        }

        /// Above zero and below one, at least zero, and anything.
        fn point(&mut self) -> Vec<Rational> {
            let share = Rational::ratio(self.roll(9) + 1, 10);
            let above = Rational::ratio(self.roll(12), self.roll(4) + 1);
            vec![
                share,
                above,
                Rational::ratio(self.roll(21) - 10, self.roll(4) + 1),
            ]
        }
    }

    const UNKNOWNS: [&str; 3] = ["x in (0, 1)", "y >= 0", "z free"];

    #[test]
    fn what_is_proved_holds_at_random_points() {
        let prover = Prover::new(&domain(&UNKNOWNS));
        let mut dice = Dice(7);
        let mut proved = 0;
        for _ in 0..400 {
            let facts = [dice.condition(2, 3), dice.condition(1, 2)];
            let claim = dice.condition(2, 3);
            let impossible = prover.contradicts(&facts);
            if !impossible && !prover.proves(&facts, &claim) {
                continue;
            }
            proved += 1;
            for _ in 0..200 {
                let point = dice.point();
                if facts.iter().all(|fact| meets(&point, fact)) {
                    assert!(
                        !impossible && meets(&point, &claim),
                        "{facts:?} {claim:?} {point:?}"
                    );
                }
            }
        }
        assert!(proved > 40, "only {proved}");
    }

    /// Fourier and Motzkin: eliminates one unknown after the other; each row is the coefficients, the constant, and whether it is strict.
    fn has_solution(mut rows: Vec<(Vec<Rational>, bool)>) -> bool {
        for k in 0..3 {
            let (free, bound): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|(row, _)| row[k].is_zero());
            let (lower, upper): (Vec<_>, Vec<_>) = bound
                .into_iter()
                .partition(|(row, _)| row[k] > Rational::ZERO);
            rows = free;
            for (above, is_above) in &lower {
                for (below, is_below) in &upper {
                    let weighted = above
                        .iter()
                        .zip(below)
                        .map(|(a, b)| &(b * &above[k]) - &(a * &below[k]));
                    rows.push((weighted.collect(), *is_above || *is_below));
                }
            }
        }
        rows.iter().all(|(row, strict)| {
            if *strict {
                row[3] > Rational::ZERO
            } else {
                row[3] >= Rational::ZERO
            }
        })
    }

    fn row(condition: &Condition) -> (Vec<Rational>, bool) {
        let mut row = vec![Rational::ZERO; 4];
        for (monomial, coefficient) in condition.expression.terms() {
            row[monomial.powers().first().map_or(3, |(k, _)| *k)] = coefficient.clone();
        }
        (row, condition.relation == Relation::Above)
    }

    #[test]
    fn affine_claims_are_proved_if_and_only_if_elimination_proves_them() {
        let domain = domain(&UNKNOWNS);
        let prover = Prover::new(&domain);
        let ends = ["x > 0", "1 > x", "y >= 0"].map(|text| row(&condition(&domain, text)));
        let mut dice = Dice(11);
        let mut proved = 0;
        for _ in 0..400 {
            let facts = [3, 2, 3].map(|terms| dice.condition(1, terms));
            let claim = dice.condition(1, 3);
            let given: Vec<_> = facts.iter().map(row).chain(ends.clone()).collect();
            assert_eq!(
                prover.contradicts(&facts),
                !has_solution(given.clone()),
                "{facts:?}"
            );
            let (opposite, strict) = row(&claim);
            let negation = (opposite.iter().map(|entry| -entry).collect(), !strict);
            let rows = given.into_iter().chain([negation]).collect();
            let proves = prover.proves(&facts, &claim);
            assert_eq!(proves, !has_solution(rows), "{facts:?} {claim:?}");
            proved += usize::from(proves);
        }
        assert!((40..360).contains(&proved), "{proved}");
    }

    #[test]
    fn signs_and_zeros_are_found() {
        let domain = domain(&["u > 0", "c > 0", "b in [0, 1]"]);
        let prover = Prover::new(&domain);
        let polynomial = |text| condition(&domain, &format!("{text} > 0")).expression;
        // Not negative and positive, of the expression and of its opposite.
        let signs = |text| {
            let opposite = -&polynomial(text);
            [polynomial(text), opposite].map(|expression| {
                [Condition::at_least, Condition::above]
                    .map(|claim| prover.proves(&[], &claim(expression.clone())))
            })
        };
        assert_eq!(signs("u*b - u - c"), [[false, false], [true, true]]);
        assert_eq!(signs("u*b - u"), [[false, false], [true, false]]);
        assert_eq!(signs("u - u"), [[true, false], [true, false]]);
        assert_eq!(signs("b - b^2"), [[true, false], [false, false]]);
        assert_eq!(signs("1 + c - b^2"), [[true, true], [false, false]]);
        assert_eq!(signs("u - c"), [[false, false], [false, false]]);
        assert_eq!(prover.zero_of(&polynomial("u + c")), None);
        let zero = prover.zero_of(&polynomial("3*u*b - c")).expect("a zero");
        assert!(polynomial("3*u*b - c").evaluate(&zero).is_zero());
        let claim = condition(&domain, "c > u*b");
        let facts = [condition(&domain, "b > c"), condition(&domain, "u > 3*c")];
        let point = prover.counterexample(&facts, &claim).expect("a point");
        assert!(facts.iter().all(|fact| meets(&point, fact)) && !meets(&point, &claim));
    }
}
