//! Whether some mixed strategy strictly dominates an action: one exact decision, by growing linear programs.

use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// Actions, or profiles of the opponents, with their positive probabilities, ascending.
pub(super) type Mixture = Vec<(usize, Rational)>;

/// A mixed strategy of the rivals that strictly dominates an action, else the support of a belief that justifies it.
///
/// The rivals are the player's other actions, and `gain(rival, profile)` is what the rival gives more than the action
/// against that profile of the opponents. Few rivals and few profiles are looked at first. Among them there is
/// either a belief that justifies the action, and the best rival against it joins; or a strategy that dominates,
/// and the worst profile for it joins. What nothing spoils is the answer; each time something new joins, so
/// the search ends.
///
/// # Source
/// The alternative: Pearce (1984), lemma 3. Growing the program from both sides: McMahan, Gordon and Blum (2003),
/// the double oracle.
pub(super) fn dominator_or_belief(
    rivals: &[usize],
    profiles: &[usize],
    gain: impl Fn(usize, usize) -> Rational,
) -> Result<Mixture, Vec<usize>> {
    let (mut some_rivals, mut some_profiles) = (Vec::new(), vec![profiles[0]]);
    loop {
        match among(&some_rivals, &some_profiles, &gain) {
            Err(belief) => {
                let against = |rival: &usize| -> Rational {
                    let weighted = belief.iter().map(|(p, weight)| weight * gain(*rival, *p));
                    weighted.sum()
                };
                let best = rivals.iter().map(|rival| (against(rival), *rival)).max();
                match best {
                    Some((most, rival)) if most > Rational::ZERO => insert(&mut some_rivals, rival),
                    _ => return Err(belief.into_iter().map(|(profile, _)| profile).collect()),
                }
            }
            Ok(strategy) => {
                let with = |profile: &usize| -> Rational {
                    let weighted = strategy
                        .iter()
                        .map(|(b, weight)| weight * gain(*b, *profile));
                    weighted.sum()
                };
                let worst = profiles
                    .iter()
                    .map(|profile| (with(profile), *profile))
                    .min();
                match worst {
                    Some((least, profile)) if least <= Rational::ZERO => {
                        insert(&mut some_profiles, profile);
                    }
                    _ => return Ok(strategy),
                }
            }
        }
    }
}

/// The strategy of these rivals that dominates the action by the greatest margin against these profiles, or else a
/// belief in these profiles against which no rival gains anything.
///
/// Maximise sum q(p) subject to sum over p of q(p) gain(b, p) <= 1 for each rival b, and q >= 0. If there is an optimum 1/m,
/// its dual solution, times m, is a strategy that gains at least m against each profile, and none gains more. If
/// not, the direction of growth, brought to the sum one, is the belief.
fn among(
    rivals: &[usize],
    profiles: &[usize],
    gain: impl Fn(usize, usize) -> Rational,
) -> Result<Mixture, Mixture> {
    let constraints = rivals.iter().map(|&rival| Constraint {
        coefficients: profiles.iter().map(|&p| gain(rival, p)).collect(),
        relation: Relation::AtMost,
        bound: Rational::ONE,
    });
    let program = LinearProgram {
        objective: vec![Rational::ONE; profiles.len()],
        constraints: constraints.collect(),
    };
    match maximise(&program) {
        Optimum::Optimal { dual, .. } => Ok(shares(rivals, &dual)),
        Optimum::Unbounded { direction } => Err(shares(profiles, &direction)),
        Optimum::Infeasible => unreachable!("invariant: zero is feasible"),
    }
}

/// The positive weights, brought to the sum one.
fn shares(places: &[usize], weights: &[Rational]) -> Mixture {
    let total: Rational = weights.iter().sum();
    let weighted = places.iter().copied().zip(weights);
    let positive = weighted.filter(|(_, weight)| !weight.is_zero());
    positive
        .map(|(place, weight)| (place, weight / &total))
        .collect()
}

/// Puts an entry in its place.
fn insert(ascending: &mut Vec<usize>, entry: usize) {
    let place = ascending.partition_point(|earlier| *earlier < entry);
    ascending.insert(place, entry);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_mixture_dominates_what_is_worse_than_the_mean() {
        let gains = [[3, -1], [-1, 3]];
        let found = dominator_or_belief(&[0, 1], &[0, 1], |b, p| Rational::integer(gains[b][p]));
        let half = Rational::ratio(1, 2);
        assert_eq!(found, Ok(vec![(0, half.clone()), (1, half)]));
    }

    #[test]
    fn weak_dominance_and_duplicates_are_no_strict_dominance() {
        for gains in [[0, 0, 0], [1, 0, 5], [-1, 2, -1]] {
            let found = dominator_or_belief(&[7], &[0, 1, 2], |_, p| Rational::integer(gains[p]));
            let belief = found.expect_err("a belief");
            assert!(belief.iter().map(|p| gains[*p]).min() <= Some(0));
        }
    }
}
