//! Supports on which the equilibria are all products of points of polytopes.
//!
//! Where one or two players mix, or others do not matter, what an action gives more than another is linear in one mixture. The mixtures of
//! a player that meet all conditions on them are a polytope. Where it is one point, the player's mixture is known, and put into the
//! other conditions. A condition on several mixtures holds everywhere in the product if it holds at every choice of vertices, and nowhere
//! if it fails at each in the same direction. Vertices are found by trying all sets of conditions that could be tight.
//!
//! The product is closed. If every action is played at some vertex, then all are at a point in it, and near each vertex at others: a list
//! of extreme points of products of equilibria that covers them holds every choice of vertices. If not, no equilibrium has exactly
//! these supports.
//!
//! # Source
//! Winkels (1979), "An algorithm to determine all equilibrium points of a bimatrix game", in *Game Theory and Related Topics*; Ziegler
//! (1995), *Lectures on Polytopes*, chapter 2.

use super::counted::System;
use crate::certify::verify::Profile;
use crate::certify::verify::linear::unique_solution;
use crate::game::Game;
use crate::num::{Rational, Real};

/// The most sets of conditions that are tried for one player.
const SETS: usize = 20_000;

/// The most choices of vertices that are compared with the list.
const CHOICES: usize = 10_000;

/// What must be zero, and what must not be positive, of one player's mixture: sums of a number for each action times its probability.
#[derive(Default, Clone)]
struct Polytope {
    zero: Vec<Vec<Rational>>,
    not_positive: Vec<Vec<Rational>>,
}

/// A form that is linear in the mixture of each of some players.
#[derive(Clone)]
struct Multilinear {
    /// The players, by place among those who mix, with the number of their actions.
    axes: Vec<(usize, usize)>,
    /// For each choice of actions, the last one's varying fastest.
    coefficients: Vec<Rational>,
}

/// All choices of vertices if the equilibria in these supports are a product of polytopes; none if that was not found to be so.
///
/// # Answer
/// An empty list if no equilibrium has exactly these supports.
pub(super) fn extreme_points(game: &Game, supports: &[Vec<usize>]) -> Option<Vec<Profile>> {
    let vertices = vertices(&System::new(game, supports))?;
    let choices = number_of_choices(vertices.iter())?;
    let profile = |mut choice: usize| {
        let mut chosen = vertices.iter().map(|vertices| {
            let vertex = &vertices[choice % vertices.len()];
            choice /= vertices.len();
            vertex
        });
        let strategies = supports.iter().zip(game.counts());
        let strategies = strategies.map(|(support, count)| {
            let mut strategy = vec![Real::ZERO; *count];
            match support[..] {
                [only] => strategy[only] = Real::ONE,
                _ => {
                    let vertex = chosen.next().expect("invariant: one for each who mixes");
                    for (action, probability) in support.iter().zip(vertex) {
                        strategy[*action] = Real::from(probability.clone());
                    }
                }
            }
            strategy
        });
        strategies.collect()
    };
    Some((0..choices).map(profile).collect())
}

/// How many choices of one from each there are; none beyond the limit.
fn number_of_choices<'a>(
    mut vertices: impl Iterator<Item = &'a Vec<Vec<Rational>>>,
) -> Option<usize> {
    let choices = vertices.try_fold(1usize, |all, own| all.checked_mul(own.len()));
    choices.filter(|choices| *choices <= CHOICES)
}

/// The vertices of the polytope of each player who mixes; none where the equilibria were not found to be their product.
///
/// # Answer
/// No vertices of some player, if no equilibrium has exactly these supports.
fn vertices(system: &System) -> Option<Vec<Vec<Vec<Rational>>>> {
    let nothing = || Some(vec![Vec::new()]);
    let exact = |(axes, coefficients)| Multilinear { axes, coefficients }.reduced();
    let conditions = system.conditions();
    let conditions = conditions.map(|(form, is_zero)| (exact(form.exact()), is_zero));
    let mut conditions: Vec<(Multilinear, bool)> = conditions.collect();
    loop {
        let mut polytopes = vec![Polytope::default(); system.actions.len()];
        let mut is_bounded = false;
        for (form, is_zero) in &conditions {
            match form.axes[..] {
                [] => {
                    let sign = form.coefficients[0].sign();
                    if sign.is_gt() || (sign.is_lt() && *is_zero) {
                        return nothing();
                    }
                }
                [(player, _)] => {
                    is_bounded = true;
                    let polytope = &mut polytopes[player];
                    let rows = match is_zero {
                        true => &mut polytope.zero,
                        false => &mut polytope.not_positive,
                    };
                    rows.push(form.coefficients.clone());
                }
                _ => {}
            }
        }
        let is_open = |form: &Multilinear| form.axes.len() > 1;
        if !is_bounded && conditions.iter().any(|(form, _)| is_open(form)) {
            return None;
        }
        let pairs = polytopes.into_iter().zip(&system.actions);
        let vertices = pairs.map(|(polytope, size)| polytope.vertices(*size));
        let vertices: Vec<Vec<Vec<Rational>>> = vertices.collect::<Option<_>>()?;
        let mut pairs = vertices.iter().zip(&system.actions);
        let is_played = |own: &[Vec<Rational>], a: usize| own.iter().any(|v| !v[a].is_zero());
        if !pairs.all(|(own, size)| (0..*size).all(|action| is_played(own, action))) {
            return nothing();
        }
        let mut is_changed = false;
        for (form, _) in conditions.iter_mut().filter(|(form, _)| is_open(form)) {
            let known = form.axes.iter().find(|(p, _)| vertices[*p].len() == 1);
            if let Some((player, _)) = known.copied() {
                *form = form.at(player, &vertices[player][0]).reduced();
                is_changed = true;
            }
        }
        if is_changed {
            continue;
        }
        for (form, is_zero) in conditions.iter().filter(|(form, _)| is_open(form)) {
            let (least, greatest) = form.range(&vertices)?;
            let (least, greatest) = (least.sign(), greatest.sign());
            if least.is_gt() || (greatest.is_lt() && *is_zero) {
                return nothing();
            }
            if greatest.is_gt() || (least.is_lt() && *is_zero) {
                return None;
            }
        }
        return Some(vertices);
    }
}

impl Multilinear {
    /// The form where a player's mixture is this one.
    fn at(&self, player: usize, mixture: &[Rational]) -> Multilinear {
        let place = self.axes.iter().position(|(axis, _)| *axis == player);
        let Some(place) = place else {
            return self.clone();
        };
        let mut axes = self.axes.clone();
        axes.remove(place);
        let inner: usize = axes[place..].iter().map(|(_, size)| size).product();
        let chunks = self.coefficients.chunks(inner * mixture.len());
        let coefficients = chunks.flat_map(|chunk| {
            (0..inner).map(move |at| {
                let terms = mixture.iter().zip(chunk[at..].iter().step_by(inner));
                terms.map(|(x, c)| x * c).sum::<Rational>()
            })
        });
        Multilinear {
            coefficients: coefficients.collect(),
            axes,
        }
    }

    /// The same form, without the players on whom it does not depend.
    fn reduced(mut self) -> Multilinear {
        for (player, size) in self.axes.clone() {
            let certain = |action: usize| -> Vec<Rational> {
                let share = |a| Rational::integer(i64::from(a == action));
                (0..size).map(share).collect()
            };
            let first = self.at(player, &certain(0));
            let same = |action| self.at(player, &certain(action)).coefficients;
            if (1..size).all(|action| same(action) == first.coefficients) {
                self = first;
            }
        }
        self
    }

    /// The least and the greatest value at choices of vertices; none if there are too many.
    fn range(&self, vertices: &[Vec<Vec<Rational>>]) -> Option<(Rational, Rational)> {
        number_of_choices(self.axes.iter().map(|(player, _)| &vertices[*player]))?;
        let mut forms = vec![self.clone()];
        for (player, _) in &self.axes {
            let chosen = forms.iter().flat_map(|form| {
                let own = vertices[*player].iter();
                own.map(|vertex| form.at(*player, vertex))
            });
            forms = chosen.collect();
        }
        let values = || forms.iter().map(|form| form.coefficients[0].clone());
        Some((values().min()?, values().max()?))
    }
}

impl Polytope {
    fn vertices(mut self, size: usize) -> Option<Vec<Vec<Rational>>> {
        for action in 0..size {
            let mut row = vec![Rational::ZERO; size];
            row[action] = Rational::integer(-1);
            self.not_positive.push(row);
        }
        let rows: Vec<&Vec<Rational>> = self.zero.iter().chain(&self.not_positive).collect();
        let mut found: Vec<Vec<Rational>> = Vec::new();
        for tight in sets(rows.len(), size - 1)? {
            let chosen = tight.iter().map(|row| with(rows[*row], Rational::ZERO));
            let sum = with(&vec![Rational::ONE; size], Rational::ONE);
            let Some((point, _)) = unique_solution(chosen.chain([sum]).collect()) else {
                continue;
            };
            let value = |row: &Vec<Rational>| -> Rational {
                row.iter().zip(&point).map(|(c, x)| c * x).sum()
            };
            let meets = self.zero.iter().all(|row| value(row).is_zero())
                && self
                    .not_positive
                    .iter()
                    .all(|row| !value(row).sign().is_gt());
            if meets && !found.contains(&point) {
                found.push(point);
            }
        }
        Some(found)
    }
}

fn with(row: &[Rational], side: Rational) -> Vec<Rational> {
    row.iter().cloned().chain([side]).collect()
}

/// All sets of so many of the first numbers; none if they are too many.
fn sets(of: usize, many: usize) -> Option<Vec<Vec<usize>>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..many {
        let longer = found.iter().flat_map(|set| {
            let next = set.last().map_or(0, |last| last + 1);
            (next..of).map(move |number| set.iter().copied().chain([number]).collect())
        });
        found = longer.collect();
        if found.len() > SETS {
            return None;
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    #[test]
    fn who_never_cares_mixes_within_what_others_bear() {
        // A does not care; B loses by its first action unless A plays its first with at least 1/4; C loses by its own in any case.
        let players = ["A", "B", "C"].map(|id| Player::plain(id, &["1", "2"]));
        let payoff = |player: usize, p: &[usize]| {
            Rational::integer(match player {
                1 if p[1] == 0 => [3, -1][p[0]],
                2 => i64::from(p[2] == 1),
                _ => 0,
            })
        };
        let payoffs = Payoffs::from_fn(&[2, 2, 2], payoff).expect("a small game");
        let game = Game::new("test", players.to_vec(), payoffs);
        let supports = |b: usize| [vec![0, 1], vec![b], vec![1]];
        let shares = |least: i64, most: i64| -> Vec<Vec<Rational>> {
            let mixture = |n| vec![Rational::ratio(n, 4), Rational::ratio(4 - n, 4)];
            vec![mixture(least), mixture(most)]
        };
        for (b, (least, most)) in [(0, (1, 4)), (1, (0, 1))] {
            let found = vertices(&System::new(&game, &supports(b))).expect("of one mixture");
            let [mut of_a] = <[_; 1]>::try_from(found).expect("only A mixes");
            of_a.sort();
            assert_eq!(of_a, shares(least, most));
        }
        let empty = vertices(&System::new(&game, &[vec![0, 1], vec![0], vec![0]]));
        assert_eq!(empty, Some(vec![Vec::new()]));
        let profile = |share: &Vec<Rational>| -> Profile {
            let certain = |first: i64| {
                vec![
                    Rational::integer(first).into(),
                    Rational::integer(1 - first).into(),
                ]
            };
            let strategy = share.iter().cloned().map(Real::from).collect();
            vec![strategy, certain(1), certain(0)]
        };
        let listed: Vec<Profile> = shares(1, 4).iter().map(profile).collect();
        let mut extreme = extreme_points(&game, &supports(0)).expect("a product");
        extreme.sort_by(crate::certify::verify::equilibria::compare_profiles);
        assert_eq!(extreme, listed);
    }
}
