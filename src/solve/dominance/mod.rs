//! Iterated elimination of strictly dominated actions, by pure and by mixed strategies, with the reason for each.

mod mixed;
mod play;

use std::cmp::Ordering;

use self::mixed::{Mixture, dominator_or_belief};
use self::play::belief_by_play;
use crate::game::{Game, Values};
use crate::num::Rational;

/// The largest number of payoffs for which mixed dominators are looked for; beyond it the linear programs take too long.
pub const MIXED_LIMIT: usize = 200_000;

/// The most gains among which a belief is looked for by play.
const PLAY_LIMIT: usize = 4096;

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
/// smallest index; then linear programs find either a mixed strategy that dominates or a belief that justifies the
/// action. A belief stays valid for as long as no action in it is eliminated.
///
/// # Answer
/// No equilibrium is lost: every Nash equilibrium of the game uses actions kept only. The order of elimination does
/// not matter for what is kept. [`Scope`] says whether actions dominated by mixed strategies only are gone as well.
///
/// # Source
/// Bernheim (1984), "Rationalizable strategic behavior"; Pearce (1984); Shoham and
/// Leyton-Brown (2009), section 4.5.
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
        for (player, beliefs) in beliefs.iter_mut().enumerate() {
            let view = View::new(game, &kept, player);
            let dominated = view.dominated(scope, beliefs);
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
        for round in steps[before..].chunk_by(|a, b| a.player == b.player) {
            let gone = |action| {
                round
                    .binary_search_by_key(&action, |step| step.action)
                    .is_ok()
            };
            kept[round[0].player].retain(|action| !gone(*action));
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
    fn dominated(&self, scope: Scope, beliefs: &mut [Belief]) -> Vec<(usize, Mixture)> {
        self.note_best_replies(beliefs);
        let mut found = Vec::new();
        for &action in self.own {
            if beliefs[action].is_some() {
                continue;
            }
            if let Some(dominator) = self.pure_dominator(action) {
                found.push((action, vec![(dominator, Rational::ONE)]));
            } else if scope == Scope::PureAndMixed {
                let rivals: Vec<usize> =
                    self.own.iter().copied().filter(|b| *b != action).collect();
                if let Some(belief) = self.belief_by_play(action, &rivals) {
                    beliefs[action] = Some(belief);
                    continue;
                }
                let gain = |rival, profile| self.gain(profile, rival, action);
                match dominator_or_belief(&rivals, &self.others, gain) {
                    Ok(dominator) => found.push((action, dominator)),
                    Err(belief) => beliefs[action] = Some(belief),
                }
            }
        }
        found
    }

    /// A belief to which an action is a best reply, if the game is small and play finds one soon.
    fn belief_by_play(&self, action: usize, rivals: &[usize]) -> Option<Vec<usize>> {
        let Values::Scaled(values) = self.values else {
            return None;
        };
        if rivals.len() * self.others.len() > PLAY_LIMIT {
            return None;
        }
        let mut gains = Vec::with_capacity(rivals.len() * self.others.len());
        for rival in rivals {
            for index in &self.others {
                let [more, less] = [*rival, action].map(|own| values[index + own * self.stride]);
                gains.push(more.checked_sub(less)?);
            }
        }
        let found = belief_by_play(&gains, self.others.len())?;
        Some(found.into_iter().map(|place| self.others[place]).collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Action, Payoffs, Player};
    use proptest::prelude::*;

    fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
        let action = |number: usize| Action {
            id: number.to_string(),
            posture: None,
        };
        let players = counts.iter().enumerate().map(|(player, &count)| Player {
            actions: (0..count).map(action).collect(),
            ..Player::plain(&format!("P{player}"), &[])
        });
        let payoffs = Payoffs::from_fn(counts, payoff).expect("a game of moderate size");
        Game::new("test", players.collect(), payoffs)
    }

    fn mix(entries: &[(usize, i64, i64)]) -> Mixture {
        let share = |&(action, n, d): &(usize, i64, i64)| (action, Rational::ratio(n, d));
        entries.iter().map(share).collect()
    }

    #[test]
    fn a_mixed_dominator_appears_once_a_pure_one_has_done_its_work() {
        // Shoham and Leyton-Brown (2009), section 3.4.3: R falls to L, and then M to a mixture of U and D.
        let own = [[3, 0, 0], [1, 1, 5], [0, 4, 0]];
        let game = game(&[3, 3], |player, p| {
            Rational::integer(if player == 0 {
                own[p[0]][p[1]]
            } else {
                i64::from(p[1] < 2)
            })
        });
        let Elimination { steps, kept, scope } = eliminate_dominated(&game);
        assert_eq!(
            (kept, scope),
            (vec![vec![0, 2], vec![0, 1]], Scope::PureAndMixed)
        );
        let of = |step: &Step| (step.round, step.player, step.action);
        assert_eq!(
            steps.iter().map(of).collect::<Vec<_>>(),
            [(1, 1, 2), (2, 0, 1)]
        );
        assert_eq!(steps[0].dominator, mix(&[(0, 1, 1)]));
        // With weight p on U the gains over M are 3p - 1 and 3 - 4p, alike at p = 4/7.
        assert_eq!(steps[1].dominator, mix(&[(0, 4, 7), (2, 3, 7)]));
        assert_eq!(steps[1].margin, Some(Rational::ratio(5, 7)));
    }

    #[test]
    fn the_travellers_claim_the_least_as_only_mixtures_show() {
        let payoff = |own: i64, other: i64| own.min(other) + 2 * (other - own).signum();
        let game = game(&[15, 15], |player, p| {
            Rational::integer(payoff(p[player] as i64 + 2, p[1 - player] as i64 + 2))
        });
        let elimination = eliminate_dominated(&game);
        assert_eq!(elimination.kept, [[0], [0]]);
        assert_eq!(elimination.steps[0].action, 14);
        assert!(elimination.steps[0].dominator.len() > 1);
    }

    #[test]
    fn ranks_and_large_games_are_told_apart_from_complete_answers() {
        // The last action is worse than an even mixture of the others, though than neither of them.
        let own = [[4, 0], [0, 4], [1, 1]];
        let hedge = |others| {
            game(&[3, others], |player, p| {
                Rational::integer(if player == 0 { own[p[0]][p[1] % 2] } else { 0 })
            })
        };
        let all = |others| vec![vec![0, 1, 2], (0..others).collect()];
        let ranks = eliminate_dominated(&hedge(2).into_ordinal());
        assert_eq!((ranks.kept, ranks.scope), (all(2), Scope::PureAsOrdinal));
        let large = eliminate_dominated(&hedge(40_000));
        assert_eq!((large.kept, large.scope), (all(40_000), Scope::PureAsLarge));
        assert_eq!(eliminate_dominated(&hedge(1000)).kept[0], [0, 1]);
    }

    /// The gains of a strategy over an action against all profiles made of kept actions of the opponents.
    fn gains(
        game: &Game,
        kept: &[Vec<usize>],
        player: usize,
        strategy: &Mixture,
        action: usize,
    ) -> Vec<Rational> {
        let payoff = |index, own| {
            let mut profile = game.profile_at(index);
            profile[player] = own;
            game.payoff(player, game.index_of(&profile))
        };
        let is_kept = |index: &usize| {
            let profile = game.profile_at(*index);
            (0..profile.len()).all(|other| other == player || kept[other].contains(&profile[other]))
        };
        let gain = |index| {
            let mixed: Rational = strategy
                .iter()
                .map(|(own, p)| p * payoff(index, *own))
                .sum();
            mixed - payoff(index, action)
        };
        (0..game.profiles()).filter(is_kept).map(gain).collect()
    }

    proptest! {
        #[test]
        fn each_step_is_dominance_and_nothing_dominated_is_kept(
            counts in prop::collection::vec(1usize..5, 1..4),
            values in prop::collection::vec(-4i64..5, 3 * 64),
            huge: bool,
        ) {
            let unit = if huge { Rational::from(i128::MAX) } else { Rational::ratio(1, 3) };
            let mut values = values.into_iter();
            let game = game(&counts, |_, _| Rational::integer(values.next().expect("enough")) * &unit);
            let elimination = eliminate_dominated(&game);
            let mut kept: Vec<Vec<usize>> = counts.iter().map(|&count| (0..count).collect()).collect();
            for round in elimination.steps.chunk_by(|a, b| a.round == b.round) {
                for step in round {
                    prop_assert_eq!(step.dominator.iter().map(|(_, p)| p).sum::<Rational>(), Rational::ONE);
                    prop_assert!(step.dominator.iter().all(|(a, p)| kept[step.player].contains(a) && *p > Rational::ZERO));
                    let least = gains(&game, &kept, step.player, &step.dominator, step.action).into_iter().min();
                    prop_assert!(least > Some(Rational::ZERO));
                    prop_assert_eq!(&least, &step.margin);
                }
                for step in round {
                    kept[step.player].retain(|action| *action != step.action);
                }
            }
            prop_assert_eq!(&kept, &elimination.kept);
            for (player, own) in kept.iter().enumerate() {
                for ((&a, &b), share) in own.iter().flat_map(|a| own.iter().map(move |b| (a, b))).flat_map(|pair| (0..=6).map(move |share| (pair, share))) {
                    let strategy = mix(&[(a, share, 6), (b, 6 - share, 6)]);
                    for &action in own {
                        prop_assert!(gains(&game, &kept, player, &strategy, action).into_iter().min() <= Some(Rational::ZERO));
                    }
                }
            }
            for index in 0..game.profiles() {
                let profile = game.profile_at(index);
                let is_equilibrium = (0..counts.len()).all(|player| (0..counts[player]).all(|action| {
                    game.payoff(player, game.deviation(index, player, action)) <= game.payoff(player, index)
                }));
                prop_assert!(!is_equilibrium || profile.iter().zip(&kept).all(|(action, kept)| kept.contains(action)));
            }
        }
    }
}
