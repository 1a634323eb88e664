//! Grim trigger plans: after a deviation the stage equilibrium that is worst for the deviator, for ever.
//!
//! Player `i` is deterred iff `(1 - d) b_i + d e_i <= g_i`, where `g_i` is the payoff of the profile, `b_i` that of the best deviation and `e_i`
//! the least that a stage equilibrium gives the player: from `d = (b_i - g_i) / (b_i - e_i)` on.
//!
//! # Source
//! Friedman (1971), "A non-cooperative equilibrium for supergames", *Review of Economic Studies* 38.

use crate::certify::{Automaton, Equilibrium, Plan, PlanState, Play};
use crate::game::Game;
use crate::num::{Rational, Real};

use super::states::{ON_THE_PATH, at_once, certified, deviation, for_ever, never, punish, surely};
use super::{Class, Critical, Discount, Stage};

/// A stage equilibrium in rational probabilities.
struct Threat {
    play: Play,
    payoffs: Vec<Rational>,
}

/// The least discount factor at which grim trigger plans sustain a profile.
///
/// It is the greatest `(b_i - g_i) / (b_i - e_i)` of the players who are tempted; zero for a stage equilibrium. Deviations of players who gain
/// nothing by any are ignored.
///
/// # Shapes
/// `punishments`: the stage equilibria to choose from, pure or mixed. Those in irrational probabilities, or known by bounds alone, are passed
/// over: the answer is exact for the others.
///
/// # Answer
/// Exact for these punishments; none if some tempted player loses by none of them.
///
/// # Examples
/// ```
/// use unipole::certify::pure_nash;
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::{Rational, Real};
/// use unipole::repeat::{Stage, grim};
/// let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"])).to_vec();
/// let row = [[3, 0], [5, 1]];
/// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
/// let game = Game::new("dilemma", players, payoffs);
/// let stage = Stage::new(&game).expect("two players");
/// let defection = pure_nash(&game, 3).expect("a stage equilibrium");
/// assert_eq!(grim(&game, &stage, &[defection], 0).discount, Some(Real::from(Rational::ratio(1, 2))));
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn grim(game: &Game, stage: &Stage, punishments: &[Equilibrium], profile: usize) -> Critical {
    if stage.is_equilibrium(profile) {
        return at_once(game, profile, Class::Grim);
    }
    let threats = threats(game, punishments);
    let mut least = Rational::ZERO;
    let mut binding = None;
    for player in 0..stage.players() {
        let gain = stage.gain(player, profile);
        if gain.is_zero() {
            continue;
        }
        let Some(threat) = harshest(&threats, player) else {
            return never(profile, Class::Grim);
        };
        let loss = stage.payoff(player, profile) - &threats[threat].payoffs[player];
        if loss.sign().is_le() {
            return never(profile, Class::Grim);
        }
        let needed = &gain / &(&gain + &loss);
        if needed > least {
            least = needed;
            binding = Some(deviation(game, stage, ON_THE_PATH, player, profile));
        }
    }
    let automaton = automaton(game, stage, &threats, profile);
    Critical {
        binding,
        plan: Some(certified(game, &least, &automaton)),
        discount: Some(Real::from(least)),
        ..never(profile, Class::Grim)
    }
}

/// The grim trigger plan that sustains a profile at a discount factor; none if there is none for these punishments.
///
/// # Shapes
/// As for [`grim`].
pub fn grim_holds(
    game: &Game,
    stage: &Stage,
    punishments: &[Equilibrium],
    profile: usize,
    discount: &Discount,
) -> Option<Plan> {
    if stage.is_equilibrium(profile) {
        return Some(for_ever(game, profile, discount.value()));
    }
    let threats = threats(game, punishments);
    let is_deterred = |player: usize| {
        let gain = &discount.present() * &stage.gain(player, profile);
        gain.is_zero()
            || harshest(&threats, player).is_some_and(|threat| {
                let loss = stage.payoff(player, profile) - &threats[threat].payoffs[player];
                gain <= discount.value() * &loss
            })
    };
    (0..stage.players()).all(is_deterred).then(|| {
        let automaton = automaton(game, stage, &threats, profile);
        certified(game, discount.value(), &automaton)
    })
}

/// The equilibria whose probabilities are all rational.
fn threats(game: &Game, punishments: &[Equilibrium]) -> Vec<Threat> {
    let rational = |equilibrium: &Equilibrium| {
        let row = |row: &Vec<Real>| row.iter().map(Real::to_rational).collect();
        let strategies: Option<Vec<Vec<Rational>>> =
            equilibrium.profile().iter().map(row).collect();
        let play = match equilibrium.pure_profile() {
            Some(pure) => Play::Pure(game.index_of(&pure)),
            None => Play::Mixed(strategies?),
        };
        let payoffs: Option<Vec<Rational>> = equilibrium
            .payoffs()
            .iter()
            .map(Real::to_rational)
            .collect();
        Some(Threat {
            play,
            payoffs: payoffs?,
        })
    };
    punishments.iter().filter_map(rational).collect()
}

/// The place of the first equilibrium that gives a player least.
fn harshest(threats: &[Threat], player: usize) -> Option<usize> {
    (0..threats.len()).min_by(|a, b| threats[*a].payoffs[player].cmp(&threats[*b].payoffs[player]))
}

/// The profile for ever; each tempted player's deviations are answered with the equilibrium that is worst for the player.
fn automaton(game: &Game, stage: &Stage, threats: &[Threat], profile: usize) -> Automaton {
    let players = 0..stage.players();
    let answers: Vec<Option<usize>> = players
        .map(|player| match stage.gain(player, profile).is_zero() {
            true => None,
            false => harshest(threats, player),
        })
        .collect();
    let mut used: Vec<usize> = answers.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    let place = |answer: &Option<usize>| {
        let threat = answer.as_ref()?;
        used.iter().position(|other| other == threat)
    };
    let after = answers
        .iter()
        .map(|answer| surely(place(answer).map_or(0, |place| place + 1)));
    let mut states = vec![PlanState {
        name: ON_THE_PATH.to_owned(),
        play: Play::Pure(profile),
        next: surely(0),
        after: after.collect(),
    }];
    for threat in &used {
        let state = states.len();
        let punished = (0..answers.len()).filter(|player| answers[*player] == Some(*threat));
        states.push(PlanState {
            name: punish(game, &punished.collect::<Vec<_>>()),
            play: threats[*threat].play.clone(),
            next: surely(state),
            after: vec![surely(state); answers.len()],
        });
    }
    Automaton {
        start: surely(0),
        states,
    }
}
