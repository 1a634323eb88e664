//! Minimal lists of inequalities (to be replaced).

use super::conditions::Inequality;
use super::prover::Prover;

/// The conjunction, shortened; none if it is contradictory.
pub fn reduce(prover: &Prover, case: Vec<Inequality>) -> Option<Vec<Inequality>> {
    let mut kept: Vec<Inequality> = Vec::new();
    for inequality in case {
        if !kept.iter().any(|k| k.condition == inequality.condition)
            && !prover.proves(&[], &inequality.condition)
        {
            kept.push(inequality);
        }
    }
    Some(kept)
}
