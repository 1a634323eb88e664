//! Iterated elimination of strictly dominated actions, by pure and by mixed strategies, with the reason for each.

use std::cmp::Ordering;

use crate::game::{Game, Values};
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// The largest number of payoffs for which mixed dominators are looked for; beyond it the linear programs take too long.
pub const MIXED_LIMIT: usize = 20_000;

/// Why one action is eliminated.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The round, counted from 1. Dominance holds in the game that the rounds before have left.
    pub round: usize,
    /// The player whose action it is.
    pub player: usize,
    /// The action eliminated.
    pub action: usize,
    /// The dominating strategy: actions, ascending, with their positive probabilities; one action when it is pure.
    pub dominator: Vec<(usize, Rational)>,
    /// The least gain from the dominating strategy over the action, positive; none when payoffs are ranks.
    pub margin: Option<Rational>,
}

/// Among which strategies dominators were looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Pure and mixed: no action kept is strictly dominated.
    PureAndMixed,
    /// Pure only, because payoffs are ranks: mixed dominance depends on more than the ranking.
    PureAsOrdinal,
    /// Pure only, because the game kept has more than [`MIXED_LIMIT`] payoffs: an action kept may be dominated by a mixed
    /// strategy.
    PureAsLarge,
}

/// What iterated elimination removes and what it keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Elimination {
    /// The actions eliminated, by round, player and action.
    pub steps: Vec<Step>,
    /// The actions kept of each player, ascending; at least one.
    pub kept: Vec<Vec<usize>>,
    /// Whether mixed dominators were looked for too, in the game that is kept.
    pub scope: Scope,
}

/// Removes strictly dominated actions, all of them in each round, until none is left.
///
/// An action is strictly dominated iff some strategy of the same player, pure or mixed, gives more against every profile of
/// the opponents; equivalently, iff it is a best reply to no (correlated) belief about them. Actions that are a best
/// reply to some pure profile need no further look. For the others a pure dominator is tried first, the one of
/// smallest index; then a linear program finds either the mixed strategy of greatest margin or a belief that justifies
/// the action. A belief stays valid for as long as no action in it is eliminated.
///
/// # Answer
/// No equilibrium is lost: every Nash equilibrium of the game uses actions kept only. The order of elimination does
/// not matter for what is kept. [`Scope`] says whether actions dominated by mixed strategies only are gone as well.
///
/// # Source
/// Bernheim (1984), "Rationalizable strategic behavior"; Pearce (1984), lemma 3; the linear program in the form for
/// matrix games, as in Shoham and Leyton-Brown (2009), sections 4.1 and 4.5.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::dominance::eliminate_dominated;
/// // `hedge` is worse than tossing a coin between the others, though not worse than either.
/// let own = [[4, 0], [0, 4], [1, 1]];
/// let payoffs = Payoffs::from_fn(&[3, 2], |player, p| Rational::integer(if player == 0 { own[p[0]][p[1]] } else { 0 }))?;
/// let players = vec![Player::plain("S", &["balance", "bandwagon", "hedge"]), Player::plain("U", &["press", "restrain"])];
/// let elimination = eliminate_dominated(&Game::new("hedging", players, payoffs));
/// let half = Rational::ratio(1, 2);
/// assert_eq!(elimination.steps[0].dominator, [(0, half.clone()), (1, half)]);
/// assert_eq!(elimination.steps[0].margin, Some(Rational::ONE));
/// assert_eq!(elimination.kept, [vec![0, 1], vec![0, 1]]);
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn eliminate_dominated(game: &Game) -> Elimination {
    let counts = game.counts();
    let mut kept: Vec<Vec<usize>> = counts.iter().map(|&count| (0..count).collect()).collect();
    let mut beliefs: Vec<Vec<Belief>> = counts.iter().map(|&count| vec![None; count]).collect();
    let mut steps: Vec<Step> = Vec::new();
    for round in 1.. {
        let scope = scope(game, &kept);
        let before = steps.len();
        for player in 0..counts.len() {
            let view = View::new(game, &kept, player);
            let dominated = view.dominated(scope, &mut beliefs[player]);
            steps.extend(dominated.into_iter().map(|(action, dominator)| Step {
                round,
                player,
                action,
                margin: (!game.is_ordinal()).then(|| view.margin(&dominator, action)),
                dominator,
            }));
        }
        if steps.len() == before {
            return Elimination { steps, kept, scope };
        }
        for step in &steps[before..] {
            kept[step.player].retain(|action| *action != step.action);
        }
        forget_beliefs_in_eliminated_actions(game, &kept, &mut beliefs);
    }
    unreachable!("invariant: each round but the last eliminates an action")
}

/// The opponents' profiles some belief gives positive weight, to which an action is a best reply.
type Belief = Option<Vec<usize>>;

fn scope(game: &Game, kept: &[Vec<usize>]) -> Scope {
    let payoffs = kept.iter().map(Vec::len).product::<usize>() * kept.len();
    if game.is_ordinal() {
        Scope::PureAsOrdinal
    } else if payoffs > MIXED_LIMIT {
        Scope::PureAsLarge
    } else {
        Scope::PureAndMixed
    }
}

fn forget_beliefs_in_eliminated_actions(
    game: &Game,
    kept: &[Vec<usize>],
    beliefs: &mut [Vec<Belief>],
) {
    for (player, beliefs) in beliefs.iter_mut().enumerate() {
        for belief in beliefs {
            let is_kept = |index: &usize| {
                let profile = game.profile_at(*index);
                (0..profile.len())
                    .all(|other| other == player || kept[other].contains(&profile[other]))
            };
            *belief = belief.take().filter(|support| support.iter().all(is_kept));
        }
    }
}

/// The game kept, as one player sees it.
struct View<'a> {
    game: &'a Game,
    player: usize,
    values: Values<'a>,
    stride: usize,
    /// The actions of the player.
    own: &'a [usize],
    /// The numbers of the opponents' profiles, the player's own action being 0.
    others: Vec<usize>,
}

impl<'a> View<'a> {
    fn new(game: &'a Game, kept: &'a [Vec<usize>], player: usize) -> Self {
        let mut others = vec![0];
        for (other, actions) in kept
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != player)
        {
            let stride = game.payoffs().stride(other);
            others = actions
                .iter()
                .flat_map(|action| others.iter().map(move |index| index + action * stride))
                .collect();
        }
        View {
            game,
            player,
            values: game.payoffs().values(player),
            stride: game.payoffs().stride(player),
            own: &kept[player],
            others,
        }
    }

    /// The actions strictly dominated, each with a dominator; beliefs found on the way are noted.
    fn dominated(
        &self,
        scope: Scope,
        beliefs: &mut [Belief],
    ) -> Vec<(usize, Vec<(usize, Rational)>)> {
        self.note_best_replies(beliefs);
        let mut found = Vec::new();
        for &action in self.own {
            if beliefs[action].is_some() {
                continue;
            }
            if let Some(dominator) = self.pure_dominator(action) {
                found.push((action, vec![(dominator, Rational::ONE)]));
            } else if scope == Scope::PureAndMixed {
                match self.dominator_or_belief(action) {
                    Ok(dominator) => found.push((action, dominator)),
                    Err(belief) => beliefs[action] = Some(belief),
                }
            }
        }
        found
    }

    /// Notes for each action not justified yet a profile of the opponents to which it is a best reply.
    fn note_best_replies(&self, beliefs: &mut [Belief]) {
        let mut missing = self.own.iter().filter(|a| beliefs[**a].is_none()).count();
        for &index in &self.others {
            if missing == 0 {
                return;
            }
            let mut best = vec![self.own[0]];
            for &action in &self.own[1..] {
                match self.compare(index, action, best[0]) {
                    Ordering::Less => {}
                    Ordering::Equal => best.push(action),
                    Ordering::Greater => best = vec![action],
                }
            }
            for action in best {
                if beliefs[action].is_none() {
                    beliefs[action] = Some(vec![index]);
                    missing -= 1;
                }
            }
        }
    }

    fn pure_dominator(&self, action: usize) -> Option<usize> {
        let dominates = |candidate: &usize| {
            let mut others = self.others.iter();
            others.all(|&index| self.compare(index, *candidate, action) == Ordering::Greater)
        };
        self.own.iter().copied().find(dominates)
    }

    /// The mixed strategy of greatest margin over the action if that is positive, else a belief that justifies the action.
    ///
    /// Player's gains d(b, p) from b instead of the action, made positive by adding a constant k, are a matrix game.
    /// Maximise sum q subject to sum over p of q(p) (d(b, p) + k) <= 1 for all b: the optimum is 1 / (margin + k),
    /// the primal solution is the belief and the dual one the strategy, both up to scale.
    fn dominator_or_belief(&self, action: usize) -> Result<Vec<(usize, Rational)>, Vec<usize>> {
        let rivals: Vec<usize> = self.own.iter().copied().filter(|b| *b != action).collect();
        let mut gains: Vec<Vec<Rational>> = rivals
            .iter()
            .map(|rival| {
                let others = self.others.iter();
                others
                    .map(|&index| self.gain(index, *rival, action))
                    .collect()
            })
            .collect();
        let least = gains.iter().flatten().min();
        let shift = Rational::ONE - least.expect("invariant: the only action is a best reply");
        for gain in gains.iter_mut().flatten() {
            *gain += &shift;
        }
        let program = LinearProgram {
            objective: vec![Rational::ONE; self.others.len()],
            constraints: gains
                .into_iter()
                .map(|coefficients| Constraint {
                    coefficients,
                    relation: Relation::AtMost,
                    bound: Rational::ONE,
                })
                .collect(),
        };
        let Optimum::Optimal {
            value,
            primal,
            dual,
        } = maximise(&program)
        else {
            unreachable!("invariant: zero is feasible and positive rows bound every variable")
        };
        if &value * &shift < Rational::ONE {
            let weighted = rivals
                .into_iter()
                .zip(dual)
                .filter(|(_, weight)| !weight.is_zero());
            Ok(weighted
                .map(|(rival, weight)| (rival, weight / &value))
                .collect())
        } else {
            let weighted = self.others.iter().zip(primal);
            let support = weighted.filter(|(_, weight)| !weight.is_zero());
            Err(support.map(|(index, _)| *index).collect())
        }
    }

    /// The least gain from the strategy over the action, in the payoffs of the game.
    fn margin(&self, strategy: &[(usize, Rational)], action: usize) -> Rational {
        let payoff =
            |index: &usize, own: usize| self.game.payoff(self.player, index + own * self.stride);
        let gain = |index: &usize| {
            let mixed: Rational = strategy
                .iter()
                .map(|(own, p)| p * payoff(index, *own))
                .sum();
            mixed - payoff(index, action)
        };
        let least = self.others.iter().map(gain).min();
        least.expect("invariant: there is at least one profile of the opponents")
    }

    /// Compares the payoffs of two own actions against a profile of the opponents.
    fn compare(&self, index: usize, a: usize, b: usize) -> Ordering {
        let (a, b) = (index + a * self.stride, index + b * self.stride);
        match self.values {
            Values::Scaled(values) => values[a].cmp(&values[b]),
            Values::Exact(values) => values[a].cmp(&values[b]),
        }
    }

    /// The gain from `a` instead of `b`, times the player's own positive scale.
    fn gain(&self, index: usize, a: usize, b: usize) -> Rational {
        let (a, b) = (index + a * self.stride, index + b * self.stride);
        match self.values {
            Values::Scaled(values) => Rational::integer(values[a]) - Rational::integer(values[b]),
            Values::Exact(values) => &values[a] - &values[b],
        }
    }
}
