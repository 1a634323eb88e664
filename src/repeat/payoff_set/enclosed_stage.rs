//! A stage game in machine numbers rounded outwards: what all proofs by machine numbers start from.

use super::symmetry::Symmetry;
use crate::num::Interval;
use crate::repeat::{Discount, Stage};

/// Payoffs and temptations of two players, by profile, each with certain bounds.
pub(super) struct EnclosedStage {
    pub payoffs: Vec<[Interval; 2]>,
    /// What the best deviation gains: `h(a)`.
    gains: Vec<[Interval; 2]>,
    /// What must be lost from tomorrow on: `(1 - d)/d h(a)`.
    pub needed: Vec<[Interval; 2]>,
    pub minmax: [Interval; 2],
    /// One minus the discount factor.
    pub present: Interval,
    /// The discount factor.
    pub future: Interval,
    /// The exchange of the players, if it changes nothing.
    pub symmetry: Option<Symmetry>,
}

impl EnclosedStage {
    pub fn new(stage: &Stage, discount: &Discount) -> Self {
        let symmetry = Symmetry::of(stage);
        let payoff = |i: usize, a: usize| Interval::around(stage.payoff(i, a));
        let gain = |i: usize, a: usize| match stage.best(i, a) == stage.payoff(i, a) {
            true => Interval::ZERO,
            false => Interval::around(&stage.gain(i, a)),
        };
        let gains = of_both(stage.profiles(), symmetry, gain);
        EnclosedStage {
            payoffs: of_both(stage.profiles(), symmetry, payoff),
            needed: needed(&gains, symmetry, discount),
            gains,
            minmax: [0, 1].map(|i| Interval::around(stage.minmax(i))),
            symmetry,
            present: Interval::around(&discount.present()),
            future: Interval::around(discount.value()),
        }
    }

    /// What must be lost from tomorrow on with another discount factor.
    pub fn needed_at(&self, discount: &Discount) -> Vec<[Interval; 2]> {
        needed(&self.gains, self.symmetry, discount)
    }
}

/// What must be lost from tomorrow on.
fn needed(
    gains: &[[Interval; 2]],
    symmetry: Option<Symmetry>,
    discount: &Discount,
) -> Vec<[Interval; 2]> {
    let ratio = Interval::around(&(&discount.present() / discount.value()));
    of_both(gains.len(), symmetry, |i, a| match gains[a][i] {
        Interval::ZERO => Interval::ZERO,
        gain => gain * ratio,
    })
}

/// A number for each player at each profile; where the players can be exchanged, it is worked out for one.
fn of_both(
    profiles: usize,
    symmetry: Option<Symmetry>,
    of: impl Fn(usize, usize) -> Interval,
) -> Vec<[Interval; 2]> {
    match symmetry {
        None => (0..profiles).map(|a| [of(0, a), of(1, a)]).collect(),
        Some(symmetry) => {
            let first: Vec<Interval> = (0..profiles).map(|a| of(0, a)).collect();
            let both = |a: usize| [first[a], first[symmetry.twin(a)]];
            (0..profiles).map(both).collect()
        }
    }
}
