//! Risk dominance between two equilibria of any game for two: what is compared, and the path that decides it.
//!
//! # Mathematics
//! Two equilibria are compared in the smallest *formation* that holds them: the part of the game that, with some actions of the other player, has all
//! best replies to every mixture of them. Nobody knows which of the two the other expects: each player believes that the other plays its part of the
//! first with a probability that is uniform between zero and one, and else its part of the second. The shares of this probability for which each
//! action is the best reply (several that are equally good get equal parts) are the *bicentric prior*. One equilibrium risk-dominates the other if the
//! linear tracing procedure leads from this prior to it.
//!
//! # Source
//! Harsanyi and Selten (1988), *A General Theory of Equilibrium Selection in Games*, chapters 3 (formations), 4 (tracing) and 5 (bicentric priors).

use std::cmp::Ordering;

use super::tracing::{Bimatrix, TracedPoint, Tracing};
use crate::game::Game;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// Mixed strategies of both players.
pub type Pair = [Vec<Rational>; 2];

/// What a comparison of two equilibria comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared {
    /// The first risk-dominates the second.
    First,
    /// The second risk-dominates the first.
    Second,
    /// The path leads to a third equilibrium.
    Neither,
    /// No path was found that can be shown to be the only one.
    Undecided,
}

impl Compared {
    /// All of them.
    pub const ALL: [Compared; 4] = [
        Compared::First,
        Compared::Second,
        Compared::Neither,
        Compared::Undecided,
    ];

    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Compared::First => "first",
            Compared::Second => "second",
            Compared::Neither => "neither",
            Compared::Undecided => "undecided",
        }
    }
}

/// The part of a game in which two equilibria are compared, and the prior there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The actions of each player that the part has, in ascending order.
    pub kept: [Vec<usize>; 2],
    /// The part.
    pub game: Bimatrix,
    /// What is believed of each player's actions in the part.
    pub prior: Pair,
    /// The two equilibria in the part.
    equilibria: [Pair; 2],
}

impl Comparison {
    /// What there is to compare of two equilibria of a game for two.
    ///
    /// # Panics
    /// When the game is not one for two: our own bug, never a user's.
    pub fn new(game: &Game, equilibria: [&Pair; 2]) -> Self {
        let whole: [Vec<usize>; 2] = [0, 1].map(|player| (0..game.counts()[player]).collect());
        assert_eq!(game.counts().len(), 2, "invariant: a game for two");
        let all = Bimatrix::of(game, [&whole[0], &whole[1]]);
        let kept = formation(&all, equilibria);
        let part = Bimatrix::of(game, [&kept[0], &kept[1]]);
        let within = equilibria.map(|one| {
            [0, 1].map(|player| {
                let actions = kept[player].iter();
                actions.map(|action| one[player][*action].clone()).collect()
            })
        });
        let prior = [0, 1].map(|player| replies(&part, player, &within));
        Comparison {
            kept,
            game: part,
            prior,
            equilibria: within,
        }
    }

    /// What it comes to if this is the path.
    pub fn result(&self, path: &[TracedPoint]) -> Compared {
        match path.last().map(|end| &end.weights) {
            Some(end) if *end == self.equilibria[0] => Compared::First,
            Some(end) if *end == self.equilibria[1] => Compared::Second,
            Some(_) => Compared::Neither,
            None => Compared::Undecided,
        }
    }

    /// Whether these points are the path, and the only one.
    pub fn is_path(&self, path: &[TracedPoint]) -> bool {
        Tracing::new(&self.game, &self.prior).is_path(path)
    }
}

/// The actions of the smallest formation with two equilibria in it.
fn formation(game: &Bimatrix, equilibria: [&Pair; 2]) -> [Vec<usize>; 2] {
    let counts = game.counts();
    let mut kept: [Vec<usize>; 2] = [0, 1].map(|player| {
        let is_used = |action: &usize| equilibria.iter().any(|one| !one[player][*action].is_zero());
        (0..counts[player]).filter(is_used).collect()
    });
    loop {
        let mut is_closed = true;
        for player in 0..2 {
            let others = kept[1 - player].clone();
            for action in 0..counts[player] {
                if !kept[player].contains(&action) && can_be_best(game, player, action, &others) {
                    kept[player].push(action);
                    is_closed = false;
                }
            }
            kept[player].sort_unstable();
        }
        if is_closed {
            return kept;
        }
    }
}

/// Whether an action is a best reply to some mixture of some actions of the other player.
fn can_be_best(game: &Bimatrix, player: usize, action: usize, others: &[usize]) -> bool {
    let rivals = (0..game.counts()[player]).filter(|rival| *rival != action);
    let mut constraints: Vec<Constraint> = rivals
        .map(|rival| Constraint {
            coefficients: others
                .iter()
                .map(|other| {
                    game.payoff(player, rival, *other) - game.payoff(player, action, *other)
                })
                .collect(),
            relation: Relation::AtMost,
            bound: Rational::ZERO,
        })
        .collect();
    constraints.push(Constraint {
        coefficients: vec![Rational::ONE; others.len()],
        relation: Relation::Equal,
        bound: Rational::ONE,
    });
    let found = maximise(&LinearProgram {
        objective: vec![Rational::ZERO; others.len()],
        constraints,
    });
    matches!(found, Optimum::Optimal { .. })
}

/// For which share of the probabilities of the first equilibrium each action of a player is a best reply; equal parts where several are.
fn replies(game: &Bimatrix, player: usize, equilibria: &[Pair; 2]) -> Vec<Rational> {
    let [first, second] = [0, 1].map(|one| game.against(player, &equilibria[one][1 - player]));
    let actions = 0..first.len();
    let slopes: Vec<Rational> = first.iter().zip(&second).map(|(a, b)| a - b).collect();
    let value = |action: usize, at: &Rational| &second[action] + &(at * &slopes[action]);
    let mut shares = vec![Rational::ZERO; first.len()];
    let mut from = Rational::ZERO;
    while from < Rational::ONE {
        // The best just after `from`: of the best there those that rise most.
        let rank = |action: &usize| (value(*action, &from), slopes[*action].clone());
        let best = actions.clone().map(|action| rank(&action)).max();
        let best = best.expect("invariant: every player has an action");
        let tied: Vec<usize> = actions.clone().filter(|a| rank(a) == best).collect();
        let overtaken = actions.clone().filter_map(|action| {
            let faster = &slopes[action] - &best.1;
            let behind = &best.0 - &value(action, &from);
            match faster.sign() {
                Ordering::Greater => Some(&from + &(&behind / &faster)),
                _ => None,
            }
        });
        let to = overtaken.min().unwrap_or(Rational::ONE).min(Rational::ONE);
        let count = i64::try_from(tied.len()).expect("invariant: few actions");
        let part = &(&to - &from) / &Rational::integer(count);
        for action in tied {
            shares[action] += &part;
        }
        from = to;
    }
    shares
}

/// The strict equilibria of a game for two, each as an action of each player, in the order of the profiles.
pub fn strict_equilibria(game: &Game) -> Vec<Vec<usize>> {
    let all = 0..game.profiles();
    let strict = all.filter(|index| {
        (0..game.counts().len()).all(|player| {
            let profile = game.profile_at(*index);
            let others = (0..game.counts()[player]).filter(|action| *action != profile[player]);
            let own = game.payoff(player, *index);
            let mut others = others;
            others.all(|action| game.payoff(player, game.deviation(*index, player, action)) < own)
        })
    });
    strict.map(|index| game.profile_at(index)).collect()
}

/// A pure profile as mixed strategies.
pub fn as_mixed(game: &Game, profile: &[usize]) -> Pair {
    [0, 1].map(|player| {
        let share = |action| Rational::from(i64::from(action == profile[player]));
        (0..game.counts()[player]).map(share).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    fn game(rows: &[&[(i64, i64)]]) -> Game {
        let names = ["a", "b", "c", "d"];
        let players = vec![
            Player::plain("R", &names[..rows.len()]),
            Player::plain("C", &names[..rows[0].len()]),
        ];
        let payoffs = Payoffs::from_fn(&[rows.len(), rows[0].len()], |player, profile| {
            let (first, second) = rows[profile[0]][profile[1]];
            Rational::integer([first, second][player])
        });
        Game::new("", players, payoffs.expect("a small game"))
    }

    /// Where others' actions are no best replies to mixtures of the two, they stay out.
    #[test]
    fn a_formation_has_the_best_replies_to_what_it_has() {
        let unanimity = game(&[
            &[(4, 1), (0, 0), (0, 0)],
            &[(0, 0), (2, 3), (0, 0)],
            &[(0, 0), (0, 0), (9, 9)],
        ]);
        let ends = [[0, 0], [1, 1]].map(|profile| as_mixed(&unanimity, &profile));
        let compared = Comparison::new(&unanimity, [&ends[0], &ends[1]]);
        assert_eq!(compared.kept, [vec![0, 1], vec![0, 1]]);
        // The first does `a` from a probability of 1/3 of the first on, the second from 3/4 on.
        let ratio = Rational::ratio;
        assert_eq!(
            compared.prior,
            [
                vec![ratio(2, 3), ratio(1, 3)],
                vec![ratio(1, 4), ratio(3, 4)]
            ]
        );
        // A third action that is best in the middle comes in, and with it what answers it.
        let between = game(&[
            &[(4, 4), (0, 0), (0, 0)],
            &[(0, 0), (4, 4), (0, 0)],
            &[(3, 0), (3, 0), (0, 1)],
        ]);
        let ends = [[0, 0], [1, 1]].map(|profile| as_mixed(&between, &profile));
        let compared = Comparison::new(&between, [&ends[0], &ends[1]]);
        assert_eq!(compared.kept, [vec![0, 1, 2], vec![0, 1, 2]]);
        assert_eq!(compared.prior[0], [ratio(1, 4), ratio(1, 4), ratio(1, 2)]);
    }

    #[test]
    fn strict_equilibria_lose_by_every_deviation() {
        let tied = game(&[&[(1, 1), (0, 0)], &[(0, 0), (0, 0)]]);
        assert_eq!(strict_equilibria(&tied), [[0, 0]]);
    }
}
