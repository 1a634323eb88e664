//! Evidence for a plan of a repeated game: what every player is promised in every state, and what every deviation of one period loses.
//!
//! A [`Plan`] can only be made here, from an automaton all of whose one-shot deviations were compared exactly; by the one-shot deviation
//! principle it is then a subgame-perfect equilibrium.
//!
//! # Source
//! Abreu (1988), "On the theory of infinitely repeated games with discounting", *Econometrica* 56; Mailath and Samuelson (2006), *Repeated
//! Games and Reputations*, proposition 2.4.1 (automata).

use crate::game::Game;
use crate::linalg::solve;
use crate::num::Rational;

/// States with the probabilities that a public draw gives them; positive, summing to one.
pub type Lottery = Vec<(usize, Rational)>;

/// What is played after which history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Automaton {
    /// Where play begins.
    pub start: Lottery,
    /// The states.
    pub states: Vec<PlanState>,
}

/// What is played for a period, and where that leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanState {
    /// What the state is for, in words: `all balance`, `punish S1`.
    pub name: String,
    /// What is played.
    pub play: Play,
    /// Where it leads when nobody deviates, or several at once.
    pub next: Lottery,
    /// For each player where it leads when this player alone deviates.
    pub after: Vec<Lottery>,
}

/// What is played in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Play {
    /// A pure profile, by its number.
    Pure(usize),
    /// Mixed strategies, `[player][action]`. Nobody sees whether a mixture was obeyed, so all lotteries of the state are the same.
    Mixed(Vec<Vec<Rational>>),
}

/// One player's deviation of one period from a state, and what it loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneShot {
    /// The state.
    pub state: usize,
    /// The player.
    pub player: usize,
    /// The action played instead.
    pub action: usize,
    /// What the player gets on average from there on.
    pub value: Rational,
    /// What obeying gives more: not negative.
    pub loss: Rational,
}

/// A plan from which no deviation pays, at one discount factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    automaton: Automaton,
    discount: Rational,
    values: Vec<Vec<Rational>>,
    payoffs: Vec<Rational>,
    deviations: Vec<OneShot>,
}

/// Why an automaton is not a plan that everybody obeys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPlan {
    /// The discount factor is not at least zero and below one.
    #[error("{0} is no discount factor: at least 0 and below 1")]
    Discount(Rational),
    /// A lottery, a profile or a list is not of this game and automaton.
    #[error("state {state} is malformed: {what}")]
    Malformed {
        /// The state, or where play begins.
        state: String,
        /// What is wrong.
        what: &'static str,
    },
    /// A deviation pays.
    #[error("in state {state}, player {player} gains {gain} by {action}")]
    Pays {
        /// The state.
        state: String,
        /// The player's id.
        player: String,
        /// The action's id.
        action: String,
        /// What it gains on average.
        gain: Rational,
    },
}

/// Certifies an automaton as a subgame-perfect equilibrium of a repeated game, or says why it is none.
///
/// The promised payoffs solve `V(s) = (1 - d) g(a_s) + d E V(next)`. No one-shot deviation may pay:
/// `(1 - d) g_i(a', a_s) + d E V_i(after i) <= V_i(s)` for every state, player and action.
///
/// # Errors
/// [`NoPlan`]: the first reason found.
///
/// # Examples
/// ```
/// use unipole::certify::{Automaton, Play, PlanState, plan};
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"])).to_vec();
/// let row = [[9, 1], [10, 3]];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
/// let game = Game::new("dilemma", players, payoffs);
/// let to = |state: usize| vec![(state, Rational::ONE)];
/// let state = |name: &str, play, next: usize, after: usize| PlanState {
///     name: name.to_owned(), play: Play::Pure(play), next: to(next), after: vec![to(after), to(after)],
/// };
/// let grim = Automaton { start: to(0), states: vec![state("cooperate", 0, 0, 1), state("defect", 3, 1, 1)] };
/// assert!(plan(&game, &Rational::ratio(1, 7), &grim).is_ok());
/// let refused = plan(&game, &Rational::ratio(1, 8), &grim).expect_err("too impatient");
/// assert_eq!(refused.to_string(), "in state cooperate, player U gains 1/8 by defect");
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn plan(game: &Game, discount: &Rational, automaton: &Automaton) -> Result<Plan, NoPlan> {
    if *discount < Rational::ZERO || *discount >= Rational::ONE {
        return Err(NoPlan::Discount(discount.clone()));
    }
    check_shape(game, automaton)?;
    let present = &Rational::ONE - discount;
    let expected: Vec<Vec<Vec<Rational>>> = automaton
        .states
        .iter()
        .map(|state| payoffs_of_actions(game, &state.play))
        .collect();
    let values = promised(game, discount, automaton, &expected);
    let mean = |lottery: &Lottery, player: usize| -> Rational {
        let terms = lottery.iter();
        terms.map(|(state, p)| p * &values[player][*state]).sum()
    };
    let mut deviations = Vec::new();
    for (number, state) in automaton.states.iter().enumerate() {
        for (player, payoffs) in expected[number].iter().enumerate() {
            let continued = discount * &mean(&state.after[player], player);
            for (action, payoff) in payoffs.iter().enumerate() {
                if is_obedient(game, &state.play, player, action) {
                    continue;
                }
                let value = &(&present * payoff) + &continued;
                let loss = &values[player][number] - &value;
                if loss.sign().is_lt() {
                    let who = &game.players()[player];
                    return Err(NoPlan::Pays {
                        state: state.name.clone(),
                        player: who.id.clone(),
                        action: who.actions[action].id.clone(),
                        gain: -loss,
                    });
                }
                deviations.push(OneShot {
                    state: number,
                    player,
                    action,
                    value,
                    loss,
                });
            }
        }
    }
    let players = 0..game.counts().len();
    Ok(Plan {
        payoffs: players
            .map(|player| mean(&automaton.start, player))
            .collect(),
        automaton: automaton.clone(),
        discount: discount.clone(),
        values,
        deviations,
    })
}

impl OneShot {
    /// Whether the deviation gives more today than obeying; one that gives just as much, or less, never decides whether a plan is kept. Nothing tempts
    /// from a mixed stage equilibrium.
    pub fn tempts(&self, game: &Game, plan: &Plan) -> bool {
        match plan.automaton.states[self.state].play {
            Play::Pure(profile) => {
                let instead = game.deviation(profile, self.player, self.action);
                game.payoff(self.player, instead) > game.payoff(self.player, profile)
            }
            Play::Mixed(_) => false,
        }
    }
}

impl Plan {
    /// The states, and where play begins.
    pub fn automaton(&self) -> &Automaton {
        &self.automaton
    }

    /// The discount factor.
    pub fn discount(&self) -> &Rational {
        &self.discount
    }

    /// The average payoff of a player from a state on.
    pub fn value(&self, player: usize, state: usize) -> &Rational {
        &self.values[player][state]
    }

    /// The average payoffs of the players from the start on.
    pub fn payoffs(&self) -> &[Rational] {
        &self.payoffs
    }

    /// All deviations of one period: states in order, players in order, actions in order.
    pub fn deviations(&self) -> &[OneShot] {
        &self.deviations
    }
}

/// Whether an action is what a player is to do; actions of a mixture are compared like deviations.
fn is_obedient(game: &Game, play: &Play, player: usize, action: usize) -> bool {
    match play {
        Play::Pure(profile) => game.profile_at(*profile)[player] == action,
        Play::Mixed(_) => false,
    }
}

/// What each action gives each player against what the others play.
fn payoffs_of_actions(game: &Game, play: &Play) -> Vec<Vec<Rational>> {
    let counts = game.counts();
    let of = |player: usize| match play {
        Play::Pure(profile) => (0..counts[player])
            .map(|action| game.payoff(player, game.deviation(*profile, player, action)))
            .collect(),
        Play::Mixed(strategies) => {
            let mut sums = vec![Rational::ZERO; counts[player]];
            for index in 0..game.profiles() {
                let profile = game.profile_at(index);
                let others = (0..counts.len()).filter(|other| *other != player);
                let weight = others.fold(Rational::ONE, |weight, other| {
                    &weight * &strategies[other][profile[other]]
                });
                if !weight.is_zero() {
                    sums[profile[player]] =
                        &sums[profile[player]] + &(&weight * &game.payoff(player, index));
                }
            }
            sums
        }
    };
    (0..counts.len()).map(of).collect()
}

/// The promised payoffs, `[player][state]`.
fn promised(
    game: &Game,
    discount: &Rational,
    automaton: &Automaton,
    expected: &[Vec<Vec<Rational>>],
) -> Vec<Vec<Rational>> {
    let size = automaton.states.len();
    let present = &Rational::ONE - discount;
    let mut matrix = vec![vec![Rational::ZERO; size]; size];
    for (row, state) in automaton.states.iter().enumerate() {
        matrix[row][row] = Rational::ONE;
        for (next, p) in &state.next {
            matrix[row][*next] = &matrix[row][*next] - &(discount * p);
        }
    }
    let payoff = |player: usize, number: usize| -> Rational {
        let actions = &expected[number][player];
        match &automaton.states[number].play {
            Play::Pure(profile) => actions[game.profile_at(*profile)[player]].clone(),
            Play::Mixed(strategies) => {
                let pairs = actions.iter().zip(&strategies[player]);
                pairs.map(|(payoff, p)| payoff * p).sum()
            }
        }
    };
    let of = |player: usize| {
        let right: Vec<Rational> = (0..size).map(|s| &present * &payoff(player, s)).collect();
        solve(&matrix, &right).expect("invariant: rows dominated by their diagonal")
    };
    (0..game.counts().len()).map(of).collect()
}

fn check_shape(game: &Game, automaton: &Automaton) -> Result<(), NoPlan> {
    let counts = game.counts();
    let is_distribution = |probabilities: &mut dyn Iterator<Item = &Rational>| {
        let mut sum = Rational::ZERO;
        let mut all = true;
        for p in probabilities {
            all = all && p.sign().is_ge();
            sum = &sum + p;
        }
        all && sum == Rational::ONE
    };
    let is_lottery = |lottery: &Lottery| {
        lottery
            .iter()
            .all(|(state, _)| *state < automaton.states.len())
            && is_distribution(&mut lottery.iter().map(|(_, p)| p))
    };
    let malformed = |state: &str, what| {
        let state = state.to_owned();
        Err(NoPlan::Malformed { state, what })
    };
    if !is_lottery(&automaton.start) {
        return malformed(
            "start",
            "where play begins is not a lottery over the states",
        );
    }
    for state in &automaton.states {
        if !is_lottery(&state.next) || !state.after.iter().all(is_lottery) {
            return malformed(
                &state.name,
                "where it leads is not a lottery over the states",
            );
        }
        if state.after.len() != counts.len() {
            return malformed(
                &state.name,
                "it does not say for each player where a deviation leads",
            );
        }
        match &state.play {
            Play::Pure(profile) if *profile >= game.profiles() => {
                return malformed(&state.name, "there is no such profile");
            }
            Play::Pure(_) => {}
            Play::Mixed(strategies) => {
                let fits = strategies.len() == counts.len()
                    && strategies.iter().zip(counts).all(|(strategy, count)| {
                        strategy.len() == *count && is_distribution(&mut strategy.iter())
                    });
                if !fits {
                    return malformed(
                        &state.name,
                        "what is played is not a mixture of the players' actions",
                    );
                }
                if state.after.iter().any(|after| *after != state.next) {
                    return malformed(
                        &state.name,
                        "it answers deviations from a mixture, which nobody sees",
                    );
                }
            }
        }
    }
    Ok(())
}
