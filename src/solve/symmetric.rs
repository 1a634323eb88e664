//! Symmetric mixed equilibria of a group: all members mix the same two actions with the same probability.
//!
//! With `n` members, a member who plays `a` while `k` of the others play `a` and the rest `b` gets `u_a(k)`. If each
//! other member plays `a` with probability `q`, then `a` and `b` are equally good iff
//!
//! `f(q) = sum over k of C(n-1, k) q^k (1-q)^(n-1-k) (u_a(k) - u_b(k)) = 0`:
//!
//! a polynomial in Bernstein form, whose roots between 0 and 1 are isolated exactly and then certified one by one.
//! Not looked for: profiles in which members mix three or more actions, or in which players outside the group mix.
//!
//! # Source
//! Palfrey & Rosenthal (1984), *Participation and the provision of discrete public goods*.

use crate::certify::{Equilibrium, Refutation, nash};
use crate::game::Game;
use crate::num::{Polynomial, Rational, Real};

use super::NotApplicable;
use super::exchangeable::check_exchangeable;

/// The symmetric mixed equilibria of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct SymmetricMixed {
    /// The equilibria, by pair of actions, then by the others' pure actions, then by probability of the first action.
    pub equilibria: Vec<Equilibrium>,
    /// Where members are indifferent for every `q`, so that equilibria may form a continuum; none of it is listed.
    pub everywhere_indifferent: Vec<Indifference>,
    /// What was looked through.
    pub searched: Searched,
}

/// Members are indifferent between two actions, whatever the probability with which the others mix them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indifference {
    /// The two actions of the group.
    pub pair: (usize, usize),
    /// The pure actions of the players outside the group, as (player, action).
    pub outside: Vec<(usize, usize)>,
}

/// What a search for symmetric mixed equilibria looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// The pairs of actions that all members mix.
    pub pairs: Vec<(usize, usize)>,
    /// The number of actions of the group; with more than two, members could mix more than a pair.
    pub actions: usize,
    /// The players outside the group, who play pure actions only.
    pub outside: Vec<usize>,
}

impl SymmetricMixed {
    /// Whether these are all equilibria in which members play alike and mix, and the players outside play pure
    /// actions: so for two actions, unless members are indifferent for every `q`.
    pub fn is_complete(&self) -> bool {
        self.searched.actions <= 2 && self.everywhere_indifferent.is_empty()
    }
}

/// Finds the equilibria in which all `members` mix the same two actions alike, and all other players play pure actions.
///
/// That the members are exchangeable is verified first, payoff by payoff. Every root of the indifference polynomial
/// strictly between 0 and 1 is a candidate, kept if it is certified: then no third action and no player outside the
/// group does better.
/// # Shapes
/// `members` are positions in `game.players()`.
/// # Answer
/// All such equilibria, except where members are indifferent for every `q`; that is reported, not listed.
/// # Errors
/// [`NotApplicable`] when payoffs are ranks or the members are not exchangeable.
/// # Source
/// Palfrey & Rosenthal (1984).
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::symmetric_mixed;
/// // Two of three states must balance, at a cost of 3/8, to gain 1 each.
/// let players = ["S1", "S2", "S3"].map(|id| Player::plain(id, &["balance", "abstain"])).to_vec();
/// let payoffs = Payoffs::from_fn(&[2, 2, 2], |player, profile| {
///     let balancers = profile.iter().filter(|action| **action == 0).count();
///     let cost = if profile[player] == 0 { Rational::ratio(3, 8) } else { Rational::ZERO };
///     Rational::integer((balancers >= 2) as i64) - cost
/// })?;
/// let found = symmetric_mixed(&Game::new("coalition", players, payoffs), &[0, 1, 2]).expect("symmetric");
/// let q: Vec<String> = found.equilibria.iter().map(|e| e.profile()[0][0].to_string()).collect();
/// assert_eq!(q, ["1/4", "3/4"]);
/// # Ok::<(), unipole::game::SizeError>(())
/// ```
pub fn symmetric_mixed(game: &Game, members: &[usize]) -> Result<SymmetricMixed, NotApplicable> {
    check_exchangeable(game, members)?;
    let actions = game.counts()[members[0]];
    let outside: Vec<usize> = (0..game.players().len())
        .filter(|player| !members.contains(player))
        .collect();
    let pairs: Vec<(usize, usize)> = (0..actions)
        .flat_map(|a| (a + 1..actions).map(move |b| (a, b)))
        .collect();
    let mut equilibria = Vec::new();
    let mut everywhere_indifferent = Vec::new();
    for &pair in &pairs {
        for index in outside_profiles(game, &outside) {
            let indifference = indifference_polynomial(game, members, pair, index);
            let Some(roots) = Real::roots(&indifference, &Rational::ZERO, &Rational::ONE) else {
                let profile = game.profile_at(index);
                everywhere_indifferent.push(Indifference {
                    pair,
                    outside: outside
                        .iter()
                        .map(|&player| (player, profile[player]))
                        .collect(),
                });
                continue;
            };
            let inside = roots
                .into_iter()
                .filter(|q| !q.is_zero() && *q != Real::ONE);
            for q in inside {
                match nash(game, &candidate(game, members, pair, index, &q)) {
                    Ok(equilibrium) => equilibria.push(equilibrium),
                    Err(Refutation::Gain { .. }) => {}
                    Err(other) => {
                        panic!("invariant: a candidate is a profile of the game: {other}")
                    }
                }
            }
        }
    }
    Ok(SymmetricMixed {
        equilibria,
        everywhere_indifferent,
        searched: Searched {
            pairs,
            actions,
            outside,
        },
    })
}

/// The numbers of the profiles that differ in the actions of the outside players only; everyone else plays action 0.
fn outside_profiles(game: &Game, outside: &[usize]) -> Vec<usize> {
    let mut indices = vec![0];
    for &player in outside {
        let actions = 0..game.counts()[player];
        indices = actions
            .flat_map(|action| {
                indices
                    .iter()
                    .map(move |&index| game.deviation(index, player, action))
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    indices
}

/// The polynomial `f(q)` of the module's header, for outside players as in the profile numbered `index`.
fn indifference_polynomial(
    game: &Game,
    members: &[usize],
    (a, b): (usize, usize),
    index: usize,
) -> Polynomial {
    let (&first, others) = members
        .split_first()
        .expect("invariant: a group has a member");
    let q = Polynomial::unknown();
    let rest = Polynomial::new(vec![Rational::ONE, Rational::integer(-1)]);
    // The others, one by one: weights[k] is C(m, k) q^k (1-q)^(m-k) after m of them.
    let mut weights = vec![Polynomial::constant(Rational::ONE)];
    for _ in others {
        let mut next = vec![Polynomial::new(Vec::new()); weights.len() + 1];
        for (k, weight) in weights.iter().enumerate() {
            next[k] = &next[k] + &(weight * &rest);
            next[k + 1] = &next[k + 1] + &(weight * &q);
        }
        weights = next;
    }
    let mut total = Polynomial::new(Vec::new());
    for (k, weight) in weights.iter().enumerate() {
        let others_play = others
            .iter()
            .enumerate()
            .fold(index, |index, (i, &member)| {
                game.deviation(index, member, if i < k { a } else { b })
            });
        let payoff = |action| game.payoff(first, game.deviation(others_play, first, action));
        total = &total + &weight.scaled(&(payoff(a) - payoff(b)));
    }
    total
}

/// The profile in which members play the first action of the pair with probability `q` and otherwise the second.
fn candidate(
    game: &Game,
    members: &[usize],
    (a, b): (usize, usize),
    index: usize,
    q: &Real,
) -> Vec<Vec<Real>> {
    let mut profile: Vec<Vec<Real>> = game
        .counts()
        .iter()
        .map(|&actions| vec![Real::ZERO; actions])
        .collect();
    for (player, (strategy, &action)) in profile.iter_mut().zip(&game.profile_at(index)).enumerate()
    {
        if members.contains(&player) {
            strategy[a] = q.clone();
            strategy[b] = &Real::ONE - q;
        } else {
            strategy[action] = Real::ONE;
        }
    }
    profile
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    fn game(
        ids: &[&str],
        actions: &[&str],
        payoff: impl FnMut(usize, &[usize]) -> Rational,
    ) -> Game {
        let players = ids.iter().map(|id| Player::plain(id, actions)).collect();
        let payoffs = Payoffs::from_fn(&vec![actions.len(); ids.len()], payoff);
        Game::new("test", players, payoffs.expect("a small game"))
    }

    /// `n` states balance or abstain: 1 for all if `needed` balance; balancing costs `cost`, and `punishment` more on failure.
    fn threshold(n: usize, needed: usize, cost: &Rational, punishment: &Rational) -> Game {
        let ids = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10"];
        game(&ids[..n], &["balance", "abstain"], |player, profile| {
            let balances = profile[player] == 0;
            let wins = profile.iter().filter(|action| **action == 0).count() >= needed;
            let mut payoff = Rational::integer(i64::from(wins));
            if balances {
                payoff -= cost;
            }
            if balances && !wins {
                payoff -= punishment;
            }
            payoff
        })
    }

    fn members(n: usize) -> Vec<usize> {
        (0..n).collect()
    }

    fn probabilities(found: &SymmetricMixed) -> Vec<Real> {
        found
            .equilibria
            .iter()
            .map(|equilibrium| equilibrium.profile()[0][0].clone())
            .collect()
    }

    #[test]
    fn two_of_three_mix_with_the_closed_form() {
        // (1 +- sqrt(1 - 2c))/2, so (2q - 1)^2 = 1 - 2c; none beyond c = 1/2, and one tangent root at 1/2.
        for (cost, number) in [((1, 5), 2), ((3, 8), 2), ((1, 2), 1), ((3, 5), 0)] {
            let cost = Rational::ratio(cost.0, cost.1);
            let found = symmetric_mixed(&threshold(3, 2, &cost, &Rational::ZERO), &members(3))
                .expect("symmetric");
            let roots = probabilities(&found);
            assert!(found.is_complete());
            assert_eq!(roots.len(), number);
            for q in roots {
                let odd = &(&q + &q) - &Real::ONE;
                assert_eq!(&odd * &odd, Real::from(Rational::ONE - &cost - &cost));
            }
        }
    }

    #[test]
    fn where_all_must_balance_the_probability_is_a_root_of_the_cost() {
        for n in 2..7 {
            let found = symmetric_mixed(
                &threshold(n, n, &Rational::ratio(1, 5), &Rational::ZERO),
                &members(n),
            );
            let [q] = &probabilities(&found.expect("symmetric"))[..] else {
                panic!("one symmetric mixed equilibrium");
            };
            let power = (1..n).fold(Real::ONE, |power, _| &power * q);
            assert_eq!(power, Real::from(Rational::ratio(1, 5)));
        }
    }

    /// `C(n-1,k-1) q^(k-1) (1-q)^(n-k) - c - pi P(Bin(n-1,q) <= k-2)`, term by term.
    fn gain_from_balancing(
        n: i32,
        k: i32,
        cost: &Rational,
        punishment: &Rational,
        q: &Rational,
    ) -> Rational {
        let term = |j: i32| {
            let choose = (0..j).fold(Rational::ONE, |c, i| {
                c * Rational::ratio(i64::from(n - 1 - i), i64::from(i + 1))
            });
            let power =
                |base: &Rational, exponent| base.checked_pow(exponent).expect("no negative power");
            choose * power(q, j) * power(&(Rational::ONE - q), n - 1 - j)
        };
        let failing: Rational = (0..k - 1).map(term).sum();
        term(k - 1) - cost - punishment * &failing
    }

    #[test]
    fn punished_thresholds_agree_with_the_binomial_condition() {
        let cases = [
            (5, 3, (1, 5), (1, 10)),
            (4, 2, (1, 4), (1, 3)),
            (6, 4, (1, 10), (1, 20)),
            (5, 2, (1, 2), (0, 1)),
        ];
        for (n, k, cost, punishment) in cases {
            let (cost, punishment) = (
                Rational::ratio(cost.0, cost.1),
                Rational::ratio(punishment.0, punishment.1),
            );
            let gain = |q: &Rational| gain_from_balancing(n, k, &cost, &punishment, q);
            let found = symmetric_mixed(
                &threshold(n as usize, k as usize, &cost, &punishment),
                &members(n as usize),
            );
            let found = probabilities(&found.expect("symmetric"));
            let width = Rational::ratio(1, 1_000_000);
            for q in &found {
                let (lower, upper) = q.enclosure(&width);
                assert_ne!(
                    gain(&(lower - &width)).sign(),
                    gain(&(upper + &width)).sign()
                );
            }
            let signs: Vec<_> = (1..1000)
                .map(|i| gain(&Rational::ratio(i, 1000)).sign())
                .collect();
            let changes = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
            assert_eq!(found.len(), changes);
        }
    }

    #[test]
    fn the_population_of_balancers_and_bandwagoners_has_its_interior_share() {
        // Share y balances: balancing g y - c - pi (1 - y), bandwagoning rho - al; y* = (rho - al + c + pi)/(g + pi).
        let [g, c, pi, rho, al] =
            [(1, 1), (1, 5), (1, 10), (3, 10), (1, 10)].map(|(n, d)| Rational::ratio(n, d));
        let population = game(
            &["S1", "S2"],
            &["balance", "bandwagon"],
            |player, profile| match (profile[player], profile[1 - player]) {
                (0, 0) => &g - &c,
                (0, _) => -&(&c + &pi),
                _ => &rho - &al,
            },
        );
        let found = symmetric_mixed(&population, &[0, 1]).expect("symmetric");
        let share = (&rho - &al + &c + &pi) / (&g + &pi);
        assert_eq!(probabilities(&found), [Real::from(share)]);
    }

    #[test]
    fn third_actions_and_outside_players_are_deviations_too() {
        // Matching costs 1 among rock, paper and a third action that always pays `safe`.
        let with_safe = |safe: i64| {
            game(
                &["S1", "S2"],
                &["left", "right", "safe"],
                move |player, profile| match profile[player] {
                    2 => Rational::integer(safe),
                    own => Rational::integer(i64::from(profile[1 - player] == 1 - own)),
                },
            )
        };
        let found = symmetric_mixed(&with_safe(-1), &[0, 1]).expect("symmetric");
        assert_eq!(probabilities(&found), [Real::from(Rational::ratio(1, 2))]);
        assert_eq!(found.searched.pairs, [(0, 1), (0, 2), (1, 2)]);
        assert!(!found.is_complete());
        assert!(
            symmetric_mixed(&with_safe(1), &[0, 1])
                .expect("symmetric")
                .equilibria
                .is_empty()
        );
        // An outside player likes action 1 only: half of the candidates go.
        let watched = game(
            &["S1", "U", "S2"],
            &["zero", "one"],
            |player, profile| match player {
                1 => Rational::integer(profile[1] as i64),
                _ => Rational::integer(i64::from(profile[0] != profile[2])),
            },
        );
        let found = symmetric_mixed(&watched, &[0, 2]).expect("symmetric");
        let [equilibrium] = &found.equilibria[..] else {
            panic!("one equilibrium");
        };
        assert_eq!(equilibrium.profile()[1], [Real::ZERO, Real::ONE]);
        assert_eq!(found.searched.outside, [1]);
    }

    #[test]
    fn a_continuum_is_reported_and_not_listed() {
        let idle = game(&["S1", "S2"], &["a", "b"], |_, _| Rational::ZERO);
        let found = symmetric_mixed(&idle, &[0, 1]).expect("symmetric");
        assert_eq!(
            found.everywhere_indifferent,
            [Indifference {
                pair: (0, 1),
                outside: Vec::new()
            }]
        );
        assert!(found.equilibria.is_empty() && !found.is_complete());
    }
}
