//! Signs of polynomials on a domain, proved; and points that refute them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::num::{Multivariate, Rational};

use super::coefficients::bound_below;
use super::coordinates::Coordinates;
use super::parametric::{Condition, Domain, Relation};
use super::refutation::refuted;
use super::sample::{self, Numbers, meets};

/// How many points of the domain claims are tried at before a proof is looked for.
const SAMPLES: usize = 48;
/// How often a point that refutes a claim is looked for.
const ATTEMPTS: usize = 200;

/// What is proved of the values of a polynomial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// All are negative.
    Negative,
    /// None is positive.
    AtMostZero,
    /// All are zero.
    Zero,
    /// None is negative.
    AtLeastZero,
    /// All are positive.
    Positive,
}

/// Proves sign conditions on a domain.
///
/// What is proved holds at every point of the domain that meets its assumptions. Proofs are complete for affine claims under affine
/// assumptions and facts without integer unknowns; otherwise no answer means nothing. Claims that are asked for again are remembered.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// use unipole::region::{Condition, Domain, Prover, Relation, Unknown};
/// let positive = |name: &str| Unknown { name: name.to_owned(), lower: Some((Rational::ZERO, false)), upper: None, integer: false, owner: None };
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
        let mut numbers = Numbers::new();
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
        let claim = self.known(claim);
        if claim.always {
            return true;
        }
        let facts: Vec<Arc<Known>> = facts.iter().map(|fact| self.known(fact)).collect();
        if facts.iter().any(|fact| implies(&fact.fact, &claim.fact)) {
            return true;
        }
        let refuting = |place: usize| facts.iter().all(|fact| fact.met[place]) && !claim.met[place];
        if facts.is_empty() || (0..self.samples.len()).any(refuting) {
            return false;
        }
        let conditions = facts.iter().map(|fact| &fact.fact).chain([&claim.negation]);
        refuted(&conditions.collect::<Vec<_>>(), &self.coordinates)
    }

    /// The sign proved for all points of the domain that meet the facts; none if there is no proof.
    pub fn sign(&self, facts: &[Condition], polynomial: &Multivariate) -> Option<Sign> {
        let opposite = -polynomial;
        let proves = |expression: &Multivariate, relation| {
            let expression = expression.clone();
            self.proves(
                facts,
                &Condition {
                    expression,
                    relation,
                },
            )
        };
        let at_least = proves(polynomial, Relation::AtLeast);
        let at_most = proves(&opposite, Relation::AtLeast);
        match (at_most, at_least) {
            (true, true) => Some(Sign::Zero),
            (true, false) if proves(&opposite, Relation::Above) => Some(Sign::Negative),
            (true, false) => Some(Sign::AtMostZero),
            (false, true) if proves(polynomial, Relation::Above) => Some(Sign::Positive),
            (false, true) => Some(Sign::AtLeastZero),
            (false, false) => None,
        }
    }

    /// Whether it is proved that no point of the domain meets all facts.
    pub fn contradicts(&self, facts: &[Condition]) -> bool {
        let known: Vec<Arc<Known>> = facts.iter().map(|fact| self.known(fact)).collect();
        if (0..self.samples.len()).any(|place| known.iter().all(|fact| fact.met[place])) {
            return false;
        }
        let conditions: Vec<&Condition> = known.iter().map(|fact| &fact.fact).collect();
        facts.iter().any(|fact| self.known(&fact.negated()).always)
            || refuted(&conditions, &self.coordinates)
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
        let conditions: Vec<&Condition> = self
            .assumptions
            .iter()
            .chain(facts)
            .chain([&negation])
            .collect();
        sample::point(
            &conditions,
            &self.coordinates,
            &mut Numbers::new(),
            ATTEMPTS,
        )
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
        let negation = self.coordinates.fact(&condition.negated());
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
            && (by_coefficients() || refuted(&[&negation], &self.coordinates));
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
