//! A leader and the one follower who has a choice: their payoffs as two matrices, and which answers are best.
//!
//! # Source
//! von Stengel and Zamir (2010), "Leadership games with convex strategy sets", *Games and Economic Behavior* 69: best-reply regions,
//! equivalent replies.

use crate::game::Game;
use crate::num::Rational;

/// The payoffs of a leader and of its only follower.
///
/// # Shapes
/// `leader` and `follower`: a row for each action of the leader, an entry for each answer of the follower. A leader without a follower has one
/// column, as if somebody had one answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duel {
    pub leader: Vec<Vec<Rational>>,
    pub follower: Vec<Vec<Rational>>,
}

impl Duel {
    /// The payoffs in a game in which nobody but these two has a choice.
    pub fn new(game: &Game, leader: usize, follower: Option<usize>) -> Self {
        let counts = game.counts();
        let answers = follower.map_or(1, |follower| counts[follower]);
        let payoffs = |player: Option<usize>| -> Vec<Vec<Rational>> {
            let row = |action| {
                let entry = |answer| {
                    let mut index = game.deviation(0, leader, action);
                    if let Some(follower) = follower {
                        index = game.deviation(index, follower, answer);
                    }
                    player.map_or(Rational::ZERO, |player| game.payoff(player, index))
                };
                (0..answers).map(entry).collect()
            };
            (0..counts[leader]).map(row).collect()
        };
        Duel {
            leader: payoffs(Some(leader)),
            follower: payoffs(follower),
        }
    }

    pub fn actions(&self) -> usize {
        self.leader.len()
    }

    pub fn answers(&self) -> usize {
        self.leader[0].len()
    }

    /// What an answer gives the leader who commits to a mixture.
    pub fn to_leader(&self, mixture: &[Rational], answer: usize) -> Rational {
        expected(&self.leader, mixture, answer)
    }

    /// What an answer gives the follower.
    pub fn to_follower(&self, mixture: &[Rational], answer: usize) -> Rational {
        expected(&self.follower, mixture, answer)
    }

    /// What one answer gives the follower more than another, for each action of the leader.
    pub fn edge(&self, answer: usize, over: usize) -> Vec<Rational> {
        let rows = self.follower.iter();
        rows.map(|row| &row[answer] - &row[over]).collect()
    }

    /// Whether two answers are the same to the follower, whatever the leader does.
    pub fn are_equivalent(&self, answer: usize, other: usize) -> bool {
        self.follower.iter().all(|row| row[answer] == row[other])
    }

    /// The best answers to a mixture.
    pub fn best_answers(&self, mixture: &[Rational]) -> Vec<usize> {
        let values: Vec<Rational> = (0..self.answers())
            .map(|answer| self.to_follower(mixture, answer))
            .collect();
        let best = values.iter().max().expect("invariant: there is an answer");
        (0..values.len())
            .filter(|answer| values[*answer] == *best)
            .collect()
    }

    /// The best answer that is worst for the leader, with what the leader gets.
    pub fn worst_answer(&self, mixture: &[Rational]) -> (usize, Rational) {
        let answers = self.best_answers(mixture).into_iter();
        let valued = answers.map(|answer| (answer, self.to_leader(mixture, answer)));
        let worst = valued.min_by(|a, b| a.1.cmp(&b.1));
        worst.expect("invariant: there is a best answer")
    }
}

fn expected(payoffs: &[Vec<Rational>], mixture: &[Rational], answer: usize) -> Rational {
    let rows = payoffs.iter().zip(mixture);
    rows.filter(|(_, probability)| !probability.is_zero())
        .map(|(row, probability)| &row[answer] * probability)
        .sum()
}
