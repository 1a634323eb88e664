//! The equations of a support: every player who mixes is indifferent among the actions it plays.
//!
//! With supports `S_i` and one reference action `r_i` in each, a profile with these supports makes player `i` indifferent iff
//! `u_i(a, x_-i) - u_i(r_i, x_-i) = 0` for every other `a` in `S_i`. Each equation is linear in the strategy of every other player that
//! mixes, and without the player's own. There are as many equations as unknowns, for strategies sum to one.
//!
//! # Source
//! McKelvey and McLennan (1996), "Computation of equilibria in finite games", Handbook of Computational Economics 1, section 6.

use crate::game::{Game, Values};
use crate::num::{Interval, Rational};

/// The equations of a support.
#[derive(Debug, Clone, PartialEq)]
pub struct Indifference {
    /// The players who mix, in order.
    pub players: Vec<usize>,
    /// How many actions each of them plays: at least two.
    pub sizes: Vec<usize>,
    /// For each of them in order, one equation for each action in its support but the last, which is the reference.
    pub equations: Vec<Equation>,
}

/// What a player gains by one action over another: linear in the strategy of each other player who mixes.
///
/// # Shapes
/// One coefficient for each combination of actions in the supports of the players who mix, its own player's left out, the first player's
/// action varying fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Gain {
    /// Whose strategies stand in it, by place among those who mix.
    pub axes: Vec<usize>,
    /// What is gained, up to a positive factor.
    pub coefficients: Vec<Rational>,
}

/// A gain that has to be zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    /// The place, among those who mix, of the player who is indifferent.
    pub player: usize,
    /// What the player gains by an action over the reference.
    pub gain: Gain,
    /// Bounds of the coefficients.
    pub bounds: Vec<Interval>,
}

impl Indifference {
    /// The equations of the supports, each given by its actions in ascending order.
    pub fn new(game: &Game, supports: &[Vec<usize>]) -> Self {
        let players: Vec<usize> = (0..supports.len())
            .filter(|player| supports[*player].len() > 1)
            .collect();
        let mut equations = Vec::new();
        for (place, player) in players.iter().enumerate() {
            let (reference, others) = supports[*player]
                .split_last()
                .expect("invariant: a support has an action");
            for action in others {
                let gain = Gain::new(game, supports, &players, *player, (*action, *reference));
                equations.push(Equation {
                    player: place,
                    bounds: gain.bounds(),
                    gain,
                });
            }
        }
        Indifference {
            sizes: players.iter().map(|p| supports[*p].len()).collect(),
            players,
            equations,
        }
    }

    /// The number of unknowns, and of equations.
    pub fn dimension(&self) -> usize {
        self.equations.len()
    }
}

impl Gain {
    fn new(
        game: &Game,
        supports: &[Vec<usize>],
        mixing: &[usize],
        player: usize,
        (action, over): (usize, usize),
    ) -> Self {
        let places = 0..mixing.len();
        Gain {
            axes: places.filter(|place| mixing[*place] != player).collect(),
            coefficients: gains(game, supports, player, action, over),
        }
    }

    /// Bounds of the coefficients.
    pub fn bounds(&self) -> Vec<Interval> {
        self.coefficients.iter().map(Interval::around).collect()
    }

    /// Whether it says nothing.
    pub fn is_zero(&self) -> bool {
        self.coefficients.iter().all(Rational::is_zero)
    }

    /// The coefficients of one player's actions, with every other player in it at a strategy.
    ///
    /// # Shapes
    /// `sizes`: how many actions each player who mixes plays.
    pub fn along<'a>(
        &self,
        player: usize,
        sizes: &[usize],
        strategy: impl Fn(usize) -> &'a [Rational],
    ) -> Vec<Rational> {
        let mut values = self.coefficients.clone();
        // The player's own actions vary fastest once the players before are contracted.
        let mut stride = 1;
        for axis in &self.axes {
            if *axis == player {
                stride = sizes[player];
                continue;
            }
            let strategy = strategy(*axis);
            let contracted = |block: &[Rational], low: usize| -> Rational {
                let part = block[low..].iter().step_by(stride);
                part.zip(strategy).map(|(c, x)| c * x).sum()
            };
            values = values
                .chunks(stride * strategy.len())
                .flat_map(|block| {
                    (0..stride)
                        .map(|low| contracted(block, low))
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        match self.axes.contains(&player) {
            true => values,
            // Strategies sum to one.
            false => vec![values.swap_remove(0); sizes[player]],
        }
    }

    /// The value at strategies of the players who mix, over their supports.
    pub fn at(&self, point: &[Vec<Rational>]) -> Rational {
        let mut values = self.coefficients.clone();
        for axis in &self.axes {
            let strategy = &point[*axis];
            let value = |part: &[Rational]| part.iter().zip(strategy).map(|(c, x)| c * x).sum();
            values = values.chunks(strategy.len()).map(value).collect();
        }
        values.pop().expect("invariant: one value is left")
    }
}

/// What every player gains by each action outside its support over its reference action: not positive in an equilibrium.
pub fn outside(game: &Game, supports: &[Vec<usize>], mixing: &[usize]) -> Vec<Gain> {
    let mut found = Vec::new();
    for (player, support) in supports.iter().enumerate() {
        let over = *support.last().expect("invariant: a support has an action");
        for action in (0..game.counts()[player]).filter(|action| !support.contains(action)) {
            found.push(Gain::new(game, supports, mixing, player, (action, over)));
        }
    }
    found
}

/// What a player gains by one action over another, up to a positive factor that is the player's, at every profile of the others within
/// their supports, the first varying fastest.
pub fn gains(
    game: &Game,
    supports: &[Vec<usize>],
    player: usize,
    action: usize,
    over: usize,
) -> Vec<Rational> {
    let mut index: usize = game.index_of(&supports.iter().map(|s| s[0]).collect::<Vec<_>>());
    let others: Vec<usize> = (0..supports.len())
        .filter(|other| *other != player)
        .collect();
    let mut places = vec![0; others.len()];
    let total = others.iter().map(|other| supports[*other].len()).product();
    let mut found = Vec::with_capacity(total);
    loop {
        let [here, there] = [action, over].map(|action| game.deviation(index, player, action));
        found.push(match game.payoffs().values(player) {
            Values::Scaled(scaled) => match scaled[here].checked_sub(scaled[there]) {
                Some(gain) => Rational::integer(gain),
                None => Rational::integer(scaled[here]) - Rational::integer(scaled[there]),
            },
            Values::Exact(values) => &values[here] - &values[there],
        });
        let mut turned = 0;
        while turned < others.len() {
            let support = &supports[others[turned]];
            places[turned] = (places[turned] + 1) % support.len();
            index = game.deviation(index, others[turned], support[places[turned]]);
            if places[turned] > 0 {
                break;
            }
            turned += 1;
        }
        if turned == others.len() {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    #[test]
    fn equations_are_the_gains_at_the_profiles_of_those_who_mix() {
        let players = ["U", "C", "S"].map(|id| Player::plain(id, &["a", "b", "c"]));
        let payoff = |player: usize, p: &[usize]| {
            let size = [1, 10, 100]
                .iter()
                .zip(p)
                .map(|(w, a)| w * (*a as i64))
                .sum::<i64>();
            Rational::ratio((player as i64 + 1) * size * size, 7)
        };
        let payoffs = Payoffs::from_fn(&[3, 3, 3], payoff).expect("a small game");
        let game = Game::new("test", players.to_vec(), payoffs);
        let supports = [vec![0, 2], vec![1], vec![0, 1, 2]];
        let system = Indifference::new(&game, &supports);
        assert_eq!(
            (&system.players[..], &system.sizes[..]),
            (&[0, 2][..], &[2, 3][..])
        );
        assert_eq!(system.dimension(), 3);
        // U gains by action 0 over 2 against C's 1 and each action of S; the squares of 10 + 100 s and 12 + 100 s.
        let gain = |s: i64| (10 + 100 * s).pow(2) - (12 + 100 * s).pow(2);
        let first = &system.equations[0];
        let ratio = &first.gain.coefficients[0] / &Rational::integer(gain(0));
        assert!(ratio > Rational::ZERO);
        let expected: Vec<Rational> = (0..3)
            .map(|s| &ratio * &Rational::integer(gain(s)))
            .collect();
        assert_eq!(first.gain.coefficients, expected);
        assert_eq!(
            (
                system.equations[1].player,
                system.equations[2].gain.coefficients.len()
            ),
            (1, 2)
        );
    }
}
