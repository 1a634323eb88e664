//! What players are certain to get in every plan, whatever the discount factor, and which profiles such plans may play.
//!
//! Let plans play profiles of `R` only. The plan that is worst for a player begins with some profile of `R`, and whoever deviates from it and is
//! held to the worst again gets the best deviation's payoff on average; so everybody gets at least the least of these over `R`. If that is as much as
//! a player can get in `R` at all, only profiles that give just that are played: `R` is smaller, and what is certain may be more.
//!
//! # Source
//! Fudenberg and Maskin (1986), "The folk theorem in repeated games with discounting or with incomplete information", *Econometrica* 54
//! (individual rationality); the repetition is the definition applied to what is left.

use super::Stage;
use crate::num::Rational;

/// What no plan in pure actions falls short of, and which profiles plans may play; none of these if there are no plans.
#[derive(Debug)]
pub(super) struct Certain {
    pub least: Vec<Rational>,
    pub profiles: Vec<usize>,
}

impl Certain {
    pub fn of(stage: &Stage) -> Self {
        let mut profiles: Vec<usize> = (0..stage.profiles()).collect();
        loop {
            let players = 0..stage.players();
            let secured = |i| profiles.iter().map(|a| stage.best(i, *a)).min().cloned();
            let Some(least) = players.clone().map(secured).collect::<Option<Vec<_>>>() else {
                return Certain {
                    least: Vec::new(),
                    profiles,
                };
            };
            let has_more = |i: usize| profiles.iter().any(|a| *stage.payoff(i, *a) > least[i]);
            let held: Vec<usize> = players.filter(|i| !has_more(*i)).collect();
            let before = profiles.len();
            profiles.retain(|a| held.iter().all(|i| *stage.payoff(*i, *a) == least[*i]));
            if profiles.len() == before {
                return Certain { least, profiles };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Game, Payoffs, Player};

    fn stage(payoffs: [[[i64; 2]; 2]; 2]) -> Stage {
        let payoffs = Payoffs::from_fn(&[2, 2], |player, p| {
            Rational::integer(payoffs[p[0]][p[1]][player])
        });
        let players = ["A", "B"].map(|id| Player::plain(id, &["1", "2"]));
        let payoffs = payoffs.expect("a small game");
        Stage::new(&Game::new("test", players.to_vec(), payoffs)).expect("two players")
    }

    #[test]
    fn whoever_is_certain_of_the_most_leaves_the_other_no_punishment() {
        // B gets two, the most, by the first action, and does not without it: A is not punished by it, and can have two.
        let certain = Certain::of(&stage([[[1, 2], [0, 0]], [[2, 2], [0, 1]]]));
        assert_eq!(certain.least, [Rational::integer(2), Rational::integer(2)]);
        assert_eq!(certain.profiles, [1]);
    }

    #[test]
    fn matching_pennies_has_no_plan_and_a_dilemma_may_play_everything() {
        let pennies = Certain::of(&stage([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]));
        assert!(pennies.profiles.is_empty());
        let dilemma = Certain::of(&stage([[[2, 2], [0, 3]], [[3, 0], [1, 1]]]));
        assert_eq!(dilemma.least, [Rational::ONE, Rational::ONE]);
        assert_eq!(dilemma.profiles.len(), 4);
    }
}
