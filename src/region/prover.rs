//! Signs of polynomials on a domain (to be replaced).

use super::parametric::{Condition, Domain, Relation};
use crate::num::{Multivariate, Rational};

/// Proves signs on a domain.
#[derive(Debug)]
pub struct Prover {
    domain: Domain,
}

impl Prover {
    /// A prover for a domain.
    pub fn new(domain: &Domain) -> Self {
        Prover {
            domain: domain.clone(),
        }
    }

    /// Whether a claim is proved wherever the facts hold.
    pub fn proves(&self, facts: &[Condition], claim: &Condition) -> bool {
        let all = facts.iter().chain(&self.domain.assumptions);
        let mut direct = vec![claim.expression.clone()];
        for fact in all {
            let (f, c) = (
                fact.expression.primitive().1,
                claim.expression.primitive().1,
            );
            if f == c && fact.relation >= claim.relation {
                return true;
            }
            direct.push(&c - &f);
        }
        direct.iter().enumerate().any(|(n, e)| {
            self.direct(
                e,
                if n == 0 {
                    claim.relation
                } else {
                    claim.relation
                },
            )
        })
    }

    fn direct(&self, expression: &Multivariate, relation: Relation) -> bool {
        let mut shifted = expression.clone();
        let mut strict = Vec::new();
        for (k, unknown) in self.domain.unknowns.iter().enumerate() {
            if let Some((low, with)) = &unknown.lower {
                let by = &Multivariate::unknown(k) + &Multivariate::constant(low.clone());
                shifted = shifted.substitute(k, &by);
                strict.push(!with);
            } else {
                strict.push(false);
            }
        }
        shifted.terms().all(|(_, c)| c.sign().is_ge())
            && (relation == Relation::AtLeast
                || shifted
                    .terms()
                    .any(|(m, _)| m.powers().iter().all(|(u, _)| strict[*u])))
    }

    /// Whether it is proved that no point meets all facts.
    pub fn contradicts(&self, facts: &[Condition]) -> bool {
        facts.iter().enumerate().any(|(n, fact)| {
            let others: Vec<Condition> = facts
                .iter()
                .enumerate()
                .filter(|(m, _)| *m != n)
                .map(|(_, f)| f.clone())
                .collect();
            self.proves(&others, &fact.negated())
        })
    }

    /// A point of the domain at which a polynomial is zero, if one was found.
    pub fn zero_of(&self, _: &Multivariate) -> Option<Vec<Rational>> {
        None
    }
}
