//! Whether a box of parameters lies in their domain.

use super::parametric::{Bound, Condition, Domain, Relation, Unknown};
use super::phase_map::Axis;
use super::prover::Prover;
use crate::num::Rational;

/// How a box leaves the domain of its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// A side goes below the least value.
    Below {
        /// The side.
        axis: usize,
    },
    /// A side goes above the greatest value.
    Above {
        /// The side.
        axis: usize,
    },
    /// A side is of whole numbers, or of single values, between which nothing means anything.
    Discrete {
        /// The side.
        axis: usize,
    },
    /// A joint constraint fails inside, or is not proved to hold.
    Constraint {
        /// The constraint.
        constraint: Condition,
        /// A point at which it fails, if one was found.
        point: Option<Vec<Rational>>,
    },
}

/// How the interior of a box leaves the domain, if it does; unknown `k` is axis `k`.
///
/// # Answer
/// None is a proof that every point inside the box lies in the domain and meets the assumptions.
pub fn outside(domain: &Domain, axes: &[Axis]) -> Option<Outside> {
    for (axis, (unknown, side)) in domain.unknowns.iter().zip(axes).enumerate() {
        if unknown.integer {
            return Some(Outside::Discrete { axis });
        }
        let end = |bound: &Bound| bound.as_ref().map(|(end, _)| end.clone());
        if end(&unknown.lower).is_some_and(|end| side.lower < end) {
            return Some(Outside::Below { axis });
        }
        if end(&unknown.upper).is_some_and(|end| side.upper > end) {
            return Some(Outside::Above { axis });
        }
    }
    let inside = Domain {
        unknowns: domain
            .unknowns
            .iter()
            .zip(axes)
            .map(|(unknown, side)| Unknown {
                lower: Some((side.lower.clone(), false)),
                upper: Some((side.upper.clone(), false)),
                ..unknown.clone()
            })
            .collect(),
        assumptions: Vec::new(),
    };
    let prover = Prover::new(&inside);
    domain.assumptions.iter().find_map(|assumption| {
        let weak = Condition {
            relation: Relation::AtLeast,
            ..assumption.clone()
        };
        let holds = prover.proves(&[], assumption) || prover.proves(&[], &weak);
        (!holds).then(|| Outside::Constraint {
            point: prover.counterexample(&[], &weak),
            constraint: assumption.clone(),
        })
    })
}
