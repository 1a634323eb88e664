//! A stage game in machine numbers rounded outwards: what all proofs by machine numbers start from.

use crate::num::Interval;
use crate::repeat::{Discount, Stage};

/// Payoffs and temptations of two players, by profile, each with certain bounds.
pub(super) struct EnclosedStage {
    pub payoffs: Vec<[Interval; 2]>,
    /// What must be lost from tomorrow on: `(1 - d)/d h(a)`.
    pub needed: Vec<[Interval; 2]>,
    pub minmax: [Interval; 2],
    /// One minus the discount factor.
    pub present: Interval,
    /// The discount factor.
    pub future: Interval,
}

impl EnclosedStage {
    pub fn new(stage: &Stage, discount: &Discount) -> Self {
        let ratio = Interval::around(&(&discount.present() / discount.value()));
        let both = |of: &dyn Fn(usize) -> Interval| [of(0), of(1)];
        let payoffs = (0..stage.profiles())
            .map(|a| both(&|i| Interval::around(stage.payoff(i, a))))
            .collect();
        let needed = (0..stage.profiles()).map(|a| {
            both(&|i| match stage.best(i, a) == stage.payoff(i, a) {
                true => Interval::ZERO,
                false => Interval::around(&stage.gain(i, a)) * ratio,
            })
        });
        EnclosedStage {
            needed: needed.collect(),
            payoffs,
            minmax: both(&|i| Interval::around(stage.minmax(i))),
            present: Interval::around(&discount.present()),
            future: Interval::around(discount.value()),
        }
    }
}
