//! Payoffs of less patient players that more patient ones can have too.
//!
//! If `v = (1 - c) g + c w` with a discount factor `c < d`, then `v = (1 - d) g + d x` with `x = l w + (1 - l) v` and
//! `l = (1 - d) c / ((1 - c) d)`, and what keeps players from deviating at `c` keeps them at `d`: `x - u >= l (w - u)`.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), "Toward a theory of discounted repeated games with imperfect monitoring", *Econometrica* 58,
//! theorem 6 (monotonicity).

use super::{PayoffSet, Point, Witness, polygon};
use crate::num::Rational;
use crate::repeat::Discount;

/// The vertices of a set at a smaller discount factor, each with how it is played at this one, and their distance from an outer polygon.
pub(super) fn carried(
    set: &PayoffSet,
    discount: &Discount,
    outer: &[Point],
) -> (Vec<Witness>, Option<Rational>) {
    let (before, now) = (&set.discount, discount);
    let over = &now.present() * before.value();
    let weight = &over / &(&before.present() * now.value());
    let rest = &Rational::ONE - &weight;
    let witnesses = set.witnesses.iter().enumerate().map(|(number, witness)| {
        let vertex = &set.vertices[number];
        let mut mixture: Vec<(usize, Rational)> = witness
            .mixture
            .iter()
            .map(|(other, p)| (*other, p * &weight))
            .collect();
        match mixture.iter_mut().find(|(other, _)| *other == number) {
            Some((_, p)) => *p = &*p + &rest,
            None => mixture.push((number, rest.clone())),
        }
        mixture.retain(|(_, p)| !p.is_zero());
        Witness {
            profile: witness.profile,
            continuation: [0, 1]
                .map(|i| &(&weight * &witness.continuation[i]) + &(&rest * &vertex[i])),
            mixture,
        }
    });
    (witnesses.collect(), polygon::gap(&set.vertices, outer))
}
