//! Commitment to a mixture, the follower's ties broken for the leader: one linear programme for each answer.
//!
//! Against the mixtures to which an answer `j` is a best reply, the leader gets a linear payoff; the greatest over `j` is the value. The dual
//! solution is a proof that needs no search: weights `w >= 0` with `a(i, j) + sum over k of w(k) (b(i, j) - b(i, k)) <= v` for every action `i`
//! of the leader, so that no mixture to which `j` is a best reply gives more than `v`.
//!
//! # Source
//! Conitzer and Sandholm (2006), "Computing the optimal strategy to commit to", *Electronic Commerce* 7.

use super::duel::Duel;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// What a leader gets by the best mixture to commit to, if the follower breaks ties in its favour. The value is always attained.
#[derive(Debug, Clone, PartialEq)]
pub struct StrongMixture {
    /// The greatest payoff.
    pub value: Rational,
    /// Mixtures that give it, with the answer: one for each answer that does, each mixture a corner of what does. There may be others.
    pub commitments: Vec<Commitment>,
    /// For each answer of the follower, what the leader gets at most where it is a best reply, with proof.
    pub regions: Vec<StrongRegion>,
}

/// A mixture to commit to, and what the follower does.
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// The probability of each action of the leader.
    pub mixture: Vec<Rational>,
    /// The follower's answer.
    pub answer: usize,
}

/// What the leader gets where an answer is a best reply.
#[derive(Debug, Clone, PartialEq)]
pub enum StrongRegion {
    /// At most this.
    AtMost {
        /// The greatest payoff, which a mixture attains.
        value: Rational,
        /// One weight for each answer of the follower, not negative, zero for the answer itself.
        weights: Vec<Rational>,
    },
    /// It is a best reply to no mixture.
    Never {
        /// The probabilities of the answers that give the follower more, whatever the leader does.
        dominator: Vec<Rational>,
    },
}

/// The best mixture to commit to.
pub(super) fn strong_mixture(duel: &Duel) -> StrongMixture {
    let mut commitments: Vec<(Rational, Commitment)> = Vec::new();
    let regions = (0..duel.answers())
        .map(|answer| match best_against(duel, answer) {
            Some((value, mixture, weights)) => {
                commitments.push((value.clone(), Commitment { mixture, answer }));
                StrongRegion::AtMost { value, weights }
            }
            None => StrongRegion::Never {
                dominator: dominator(duel, answer),
            },
        })
        .collect();
    let values = commitments.iter().map(|(value, _)| value);
    let value = values.max().cloned();
    let value = value.expect("invariant: some answer is best to the first action");
    commitments.retain(|(attained, _)| *attained == value);
    StrongMixture {
        value,
        commitments: commitments.into_iter().map(|(_, c)| c).collect(),
        regions,
    }
}

/// The best mixture among those to which an answer is a best reply, with the weights that prove it; none if there are none.
fn best_against(duel: &Duel, answer: usize) -> Option<(Rational, Vec<Rational>, Vec<Rational>)> {
    let actions = duel.actions();
    let mut constraints = vec![sum_is_one(actions)];
    let others: Vec<usize> = (0..duel.answers()).filter(|o| *o != answer).collect();
    constraints.extend(others.iter().map(|other| Constraint {
        coefficients: duel.edge(*other, answer),
        relation: Relation::AtMost,
        bound: Rational::ZERO,
    }));
    let program = LinearProgram {
        objective: duel.leader.iter().map(|row| row[answer].clone()).collect(),
        constraints,
    };
    match maximise(&program) {
        Optimum::Optimal {
            value,
            primal,
            dual,
        } => {
            let mut weights = vec![Rational::ZERO; duel.answers()];
            for (other, weight) in others.iter().zip(&dual[1..]) {
                weights[*other] = weight.clone();
            }
            Some((value, primal, weights))
        }
        Optimum::Infeasible => None,
        Optimum::Unbounded { .. } => unreachable!("invariant: probabilities are bounded"),
    }
}

/// A mixture of answers that gives the follower more than one that is never best, by the greatest margin.
fn dominator(duel: &Duel, answer: usize) -> Vec<Rational> {
    let answers = duel.answers();
    // The variables are the probabilities of the answers, that of `answer` itself being no use, and the margin.
    let mut constraints = vec![Constraint {
        coefficients: [vec![Rational::ONE; answers], vec![Rational::ZERO]].concat(),
        relation: Relation::Equal,
        bound: Rational::ONE,
    }];
    constraints.extend(duel.follower.iter().map(|row| {
        let losses = row.iter().map(|payoff| &row[answer] - payoff);
        Constraint {
            coefficients: losses.chain([Rational::ONE]).collect(),
            relation: Relation::AtMost,
            bound: Rational::ZERO,
        }
    }));
    let mut objective = vec![Rational::ZERO; answers + 1];
    objective[answers] = Rational::ONE;
    let program = LinearProgram {
        objective,
        constraints,
    };
    let Optimum::Optimal { value, primal, .. } = maximise(&program) else {
        unreachable!("invariant: the answer itself, with margin zero, meets all constraints");
    };
    assert!(
        value > Rational::ZERO,
        "invariant: what is never a best reply is strictly dominated"
    );
    primal[..answers].to_vec()
}

/// Probabilities of so many actions sum to one; further variables are added by the caller.
pub(super) fn sum_is_one(actions: usize) -> Constraint {
    Constraint {
        coefficients: vec![Rational::ONE; actions],
        relation: Relation::Equal,
        bound: Rational::ONE,
    }
}
