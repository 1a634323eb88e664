//! Whether some mixture gives the leader a payoff against the worst best reply: every set of answers that may tie is tried.
//!
//! A mixture to which exactly the answers of a set are best replies, each of them giving no less, lies in a polytope without some of its sides;
//! a linear programme finds how far from these one can be.

use super::mixtures::Table;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// The most answers whose sets are gone through.
const ANSWERS: usize = 10;

/// Whether it is given.
pub(super) enum Attained {
    /// Some mixture gives it.
    Yes,
    /// None does.
    No,
    /// There are too many sets of answers to go through.
    TooMany {
        /// So many answers.
        answers: usize,
    },
}

/// Goes through all sets of answers.
pub(super) fn is_attained(table: &Table, value: &Rational) -> Attained {
    let answers = table.answers();
    if answers > ANSWERS {
        return Attained::TooMany { answers };
    }
    let mut sets = 1..1_usize << answers;
    match sets.any(|set| ties(table, value, |answer| set >> answer & 1 == 1)) {
        true => Attained::Yes,
        false => Attained::No,
    }
}

/// Whether there is a mixture to which exactly these answers are best replies, and each of them gives the leader the value.
fn ties(table: &Table, value: &Rational, is_tied: impl Fn(usize) -> bool) -> bool {
    let actions = table.leader.len();
    // The last variable is how much better the answers of the set are than all others.
    let constraint = |coefficients: Vec<Rational>, last: i64, relation| Constraint {
        coefficients: coefficients
            .into_iter()
            .chain([Rational::integer(last)])
            .collect(),
        relation,
        bound: Rational::ZERO,
    };
    let one = |coefficients: Vec<Rational>, relation| Constraint {
        coefficients,
        relation,
        bound: Rational::ONE,
    };
    let mut sum = vec![Rational::ONE; actions];
    sum.push(Rational::ZERO);
    let mut margin = vec![Rational::ZERO; actions];
    margin.push(Rational::ONE);
    let mut constraints = vec![
        one(sum, Relation::Equal),
        one(margin.clone(), Relation::AtMost),
    ];
    let first = (0..table.answers()).find(|answer| is_tied(*answer));
    let first = first.expect("invariant: a set has an answer");
    for answer in 0..table.answers() {
        let rows = table.follower.iter();
        let ahead = rows.map(|row| &row[answer] - &row[first]).collect();
        match is_tied(answer) {
            true => {
                constraints.push(constraint(ahead, 0, Relation::Equal));
                let rows = table.leader.iter();
                let short = rows.map(|row| value - &row[answer]).collect();
                constraints.push(constraint(short, 0, Relation::AtMost));
            }
            false => constraints.push(constraint(ahead, 1, Relation::AtMost)),
        }
    }
    let program = LinearProgram {
        objective: margin,
        constraints,
    };
    matches!(maximise(&program), Optimum::Optimal { value, .. } if value > Rational::ZERO)
}
