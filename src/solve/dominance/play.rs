//! A belief that justifies an action, found by play in whole numbers: most beliefs are sooner found so than by a linear program.
//!
//! # Source
//! Brown (1951), "Iterative solution of games by fictitious play"; that the averages come near the value: Robinson (1951), "An iterative method
//! of solving a game", Annals of Mathematics 54.

/// Rounds are no more than this for each rival and each profile.
const ROUNDS: usize = 6;

/// The largest gain that is added up; so many rounds as there are here do not overflow.
const LARGEST: u64 = 1 << 46;

/// The support of a belief against which no rival gains anything, or nothing: there may be one all the same.
///
/// In each round the opponents choose a profile against which the rivals chosen so far gain least, and then the rival is chosen that gains most
/// against the profiles chosen so far. These, as often as they were chosen, are the belief.
///
/// # Shapes
/// `gains`: for each rival what it gives more than the action against each of `width` profiles.
/// # Answer
/// Places of profiles, ascending. That no rival gains is exact: sums of integers.
pub(super) fn belief_by_play(gains: &[i64], width: usize) -> Option<Vec<usize>> {
    if gains.iter().any(|gain| gain.unsigned_abs() > LARGEST) {
        return None;
    }
    let rivals = gains.len() / width;
    let mut of_profiles = vec![0i64; width];
    let mut of_rivals = vec![0i64; rivals];
    let mut is_chosen = vec![false; width];
    for _ in 0..ROUNDS * (rivals + width) {
        let least = (0..width).min_by_key(|place| of_profiles[*place])?;
        if of_profiles[least] > 0 {
            // A mixture of the rivals dominates.
            return None;
        }
        is_chosen[least] = true;
        for (sum, row) in of_rivals.iter_mut().zip(gains.chunks_exact(width)) {
            *sum += row[least];
        }
        let best = (0..rivals).max_by_key(|rival| of_rivals[*rival])?;
        if of_rivals[best] <= 0 {
            return Some((0..width).filter(|place| is_chosen[*place]).collect());
        }
        let row = &gains[best * width..][..width];
        for (sum, gain) in of_profiles.iter_mut().zip(row) {
            *sum += gain;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Rational;
    use crate::solve::dominance::mixed::dominator_or_belief;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_justified_is_dominated_by_no_mixture(
            (width, gains) in (1usize..6, 1usize..5).prop_flat_map(|(width, rivals)| {
                (Just(width), prop::collection::vec(-9i64..6, width * rivals))
            }),
        ) {
            let rivals: Vec<usize> = (0..gains.len() / width).collect();
            let profiles: Vec<usize> = (0..width).collect();
            let gain = |rival: usize, profile: usize| Rational::integer(gains[rival * width + profile]);
            if let Some(belief) = belief_by_play(&gains, width) {
                prop_assert!(belief.is_sorted() && belief.iter().all(|place| *place < width));
                prop_assert!(dominator_or_belief(&rivals, &profiles, gain).is_err());
                prop_assert!(dominator_or_belief(&rivals, &belief, gain).is_err());
            }
        }
    }

    #[test]
    fn play_finds_what_is_good_against_an_even_belief() {
        // Each rival is better against one profile and much worse against the other.
        assert_eq!(belief_by_play(&[1, -3, -3, 1], 2), Some(vec![0, 1]));
        assert_eq!(belief_by_play(&[3, -1, -1, 3], 2), None);
        assert_eq!(belief_by_play(&[i64::MIN], 1), None);
    }
}
