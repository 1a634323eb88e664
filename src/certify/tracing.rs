//! A path of the linear tracing procedure: how two players come from a prior to an equilibrium, and whether there is one way only.
//!
//! # Mathematics
//! At `t` each player answers the prior with weight `1 - t` and the other player with weight `t`. With `x` and `y` what the players do times `t`, the
//! equilibria of all these games are the points with `x >= 0` and `y >= 0`, both of sum `t`, where whatever has a weight is among the best against
//! `y + (1 - t) q` and `x + (1 - t) p`. They are made of straight pieces. From a point on, the set goes where some actions that are best there grow and
//! others stay best or fall behind: one system of linear equations for each choice among the actions that are best and unused. If one piece leads
//! away from the start, and two from each point between, all these equilibria that are connected with the start are one path.
//!
//! # Source
//! Harsanyi (1975), "The tracing procedure", *International Journal of Game Theory* 4; Harsanyi and Selten (1988), *A General Theory of Equilibrium
//! Selection in Games*, chapter 4; the equations are those of van den Elzen and Talman (1991), "A procedure for finding Nash equilibria in
//! bi-matrix games", *Methods and Models of Operations Research* 35.

use crate::game::Game;
use crate::linalg::null_space;
use crate::num::Rational;

/// The most unused best replies at a point whose choices are gone through: two to this power.
const TIES: usize = 10;

/// A game for two, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bimatrix {
    /// The payoffs of both players.
    ///
    /// # Shapes
    /// `payoffs[player][row][column]`, rows being the first player's actions.
    pub payoffs: [Vec<Vec<Rational>>; 2],
}

/// A point of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedPoint {
    /// The weight of the other player, from zero to one.
    pub t: Rational,
    /// What the players do, times `t`.
    pub weights: [Vec<Rational>; 2],
}

/// A way to go on from a point: what changes, in proportion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direction {
    /// The change of `t`.
    pub t: Rational,
    /// The changes of the weights.
    pub weights: [Vec<Rational>; 2],
}

/// Why it is not known how a path goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branching {
    /// The point is no equilibrium of its game.
    NoEquilibrium,
    /// A whole area leads away from the point, or too many actions tie.
    Tied,
}

impl Bimatrix {
    /// The part of a game for two in which only some actions are left.
    ///
    /// # Shapes
    /// `kept`: actions of each player in ascending order.
    pub fn of(game: &Game, kept: [&[usize]; 2]) -> Self {
        let row = |player: usize, i: usize| {
            let columns = kept[1].iter();
            columns
                .map(|j| game.payoff(player, game.index_of(&[i, *j])))
                .collect()
        };
        let rows = |player| kept[0].iter().map(|i| row(player, *i)).collect();
        Bimatrix {
            payoffs: [rows(0), rows(1)],
        }
    }

    /// The number of actions of each player.
    pub fn counts(&self) -> [usize; 2] {
        [self.payoffs[0].len(), self.payoffs[0][0].len()]
    }

    /// A player's payoff by an action, against another's action.
    pub fn payoff(&self, player: usize, own: usize, other: usize) -> &Rational {
        match player {
            0 => &self.payoffs[0][own][other],
            _ => &self.payoffs[1][other][own],
        }
    }

    /// What each action of a player gives against weights of the other's actions.
    pub fn against(&self, player: usize, weights: &[Rational]) -> Vec<Rational> {
        let used: Vec<usize> = (0..weights.len())
            .filter(|other| !weights[*other].is_zero())
            .collect();
        let expected = |own: usize| {
            let terms = used.iter();
            terms
                .map(|other| self.payoff(player, own, *other) * &weights[*other])
                .sum()
        };
        (0..self.counts()[player]).map(expected).collect()
    }
}

impl TracedPoint {
    /// Where every path starts.
    pub fn start(counts: [usize; 2]) -> Self {
        TracedPoint {
            t: Rational::ZERO,
            weights: counts.map(|count| vec![Rational::ZERO; count]),
        }
    }

    /// The point after some steps in a direction.
    pub fn after(&self, steps: &Rational, direction: &Direction) -> Self {
        let moved = |from: &Rational, by: &Rational| from + &(steps * by);
        let all = |player: usize| {
            let each = self.weights[player].iter();
            let each = each.zip(&direction.weights[player]);
            each.map(|(from, by)| moved(from, by)).collect()
        };
        TracedPoint {
            t: moved(&self.t, &direction.t),
            weights: [all(0), all(1)],
        }
    }

    /// The direction to another point.
    pub fn towards(&self, other: &TracedPoint) -> Direction {
        let all = |player: usize| {
            let each = other.weights[player].iter().zip(&self.weights[player]);
            each.map(|(to, from)| to - from).collect()
        };
        Direction {
            t: &other.t - &self.t,
            weights: [all(0), all(1)],
        }
        .in_proportion()
    }
}

impl Direction {
    /// Scaled so that the changes add up to one, all taken as positive.
    fn in_proportion(self) -> Self {
        let all = self.weights.iter().flatten().chain([&self.t]);
        let size: Rational = all.map(Rational::abs).sum();
        let Some(factor) = Rational::ONE.checked_div(&size) else {
            return self;
        };
        Direction {
            t: &self.t * &factor,
            weights: self
                .weights
                .map(|changes| changes.iter().map(|change| change * &factor).collect()),
        }
    }

    /// The opposite one.
    pub fn back(&self) -> Self {
        Direction {
            t: -&self.t,
            weights: [0, 1].map(|player| self.weights[player].iter().map(|by| -by).collect()),
        }
    }
}

/// Where a game, a prior and a point on the way from it are known.
#[derive(Debug)]
pub struct Tracing<'a> {
    game: &'a Bimatrix,
    /// What each action of a player gives against the prior.
    against_prior: [Vec<Rational>; 2],
}

impl<'a> Tracing<'a> {
    /// The procedure from a prior: a belief about each player.
    pub fn new(game: &'a Bimatrix, prior: &[Vec<Rational>; 2]) -> Self {
        Tracing {
            game,
            against_prior: [0, 1].map(|player| game.against(player, &prior[1 - player])),
        }
    }

    /// How much less than the best each action of a player gives at a point.
    pub fn slacks(&self, player: usize, point: &TracedPoint) -> Vec<Rational> {
        let rest = &Rational::ONE - &point.t;
        let mut values = self.game.against(player, &point.weights[1 - player]);
        for (value, prior) in values.iter_mut().zip(&self.against_prior[player]) {
            *value += &(&rest * prior);
        }
        let best = values.iter().max().cloned();
        let best = best.expect("invariant: every player has an action");
        values.iter().map(|value| &best - value).collect()
    }

    /// What changes of the slacks a direction brings, those of a used action being zero.
    pub fn slack_changes(
        &self,
        player: usize,
        used: usize,
        direction: &Direction,
    ) -> Vec<Rational> {
        let mut values = self.game.against(player, &direction.weights[1 - player]);
        for (value, prior) in values.iter_mut().zip(&self.against_prior[player]) {
            *value = &*value - &(&direction.t * prior);
        }
        let own = values[used].clone();
        values.iter().map(|value| &own - value).collect()
    }

    /// All ways in which the set of equilibria goes on from a point, each in proportion and once.
    ///
    /// # Errors
    /// [`Branching`]: the point is none of the set, or there are not finitely many ways, or that is not known.
    pub fn directions(&self, point: &TracedPoint) -> Result<Vec<Direction>, Branching> {
        let mut used = [Vec::new(), Vec::new()];
        let mut tied = Vec::new();
        for (player, used) in used.iter_mut().enumerate() {
            let weights = &point.weights[player];
            let total: Rational = weights.iter().sum();
            if total != point.t {
                return Err(Branching::NoEquilibrium);
            }
            for (action, slack) in self.slacks(player, point).iter().enumerate() {
                match (weights[action].sign(), slack.is_zero()) {
                    (sign, _) if sign.is_lt() => return Err(Branching::NoEquilibrium),
                    (sign, false) if sign.is_gt() => return Err(Branching::NoEquilibrium),
                    (sign, true) if sign.is_gt() => used.push(action),
                    (_, true) => tied.push((player, action)),
                    _ => {}
                }
            }
        }
        if tied.len() > TIES {
            return Err(Branching::Tied);
        }
        let mut found: Vec<Direction> = Vec::new();
        for choice in 0..1usize << tied.len() {
            let mut growing = used.clone();
            for (place, (player, action)) in tied.iter().enumerate() {
                if choice >> place & 1 == 1 {
                    growing[*player].push(*action);
                }
            }
            if growing.iter().any(Vec::is_empty) {
                continue;
            }
            for direction in self.solutions(point, &growing, &tied)? {
                if !found.contains(&direction) {
                    found.push(direction);
                }
            }
        }
        Ok(found)
    }

    /// The directions in which exactly some actions change their weights and stay best.
    fn solutions(
        &self,
        point: &TracedPoint,
        growing: &[Vec<usize>; 2],
        tied: &[(usize, usize)],
    ) -> Result<Vec<Direction>, Branching> {
        // The weights of the first player, those of the second, the change of t, and the changes of both best payoffs.
        let [first, second] = [growing[0].len(), growing[1].len()];
        let of_t = first + second;
        let columns = of_t + 3;
        let mut rows = Vec::with_capacity(columns);
        for player in 0..2 {
            let (own_from, others_from) = [(0, first), (first, 0)][player];
            let mut sum = vec![Rational::ZERO; columns];
            sum[of_t] = Rational::integer(-1);
            for (place, own) in growing[player].iter().enumerate() {
                sum[own_from + place] = Rational::ONE;
                let mut row = vec![Rational::ZERO; columns];
                for (place, other) in growing[1 - player].iter().enumerate() {
                    row[others_from + place] = self.game.payoff(player, *own, *other).clone();
                }
                row[of_t] = -&self.against_prior[player][*own];
                row[of_t + 1 + player] = Rational::integer(-1);
                rows.push(row);
            }
            rows.push(sum);
        }
        let basis = null_space(&rows, columns);
        let is_start = point.t.is_zero();
        // Nothing can grow at the start while t stands still.
        if is_start && basis.iter().all(|vector| vector[of_t].is_zero()) {
            return Ok(Vec::new());
        }
        let vector = match basis.as_slice() {
            [] => return Ok(Vec::new()),
            [vector] => vector,
            _ => return Err(Branching::Tied),
        };
        let counts = self.game.counts();
        let spread = |player: usize| {
            let mut weights = vec![Rational::ZERO; counts[player]];
            for (place, action) in growing[player].iter().enumerate() {
                weights[*action] = vector[[0, first][player] + place].clone();
            }
            weights
        };
        let forth = Direction {
            t: vector[of_t].clone(),
            weights: [spread(0), spread(1)],
        }
        .in_proportion();
        let is_still = |d: &Direction| d.weights.iter().flatten().all(Rational::is_zero);
        if is_still(&forth) {
            return Ok(Vec::new());
        }
        let allowed = |direction: &Direction| {
            let changes =
                [0, 1].map(|player| self.slack_changes(player, growing[player][0], direction));
            tied.iter().all(|(player, action)| {
                direction.weights[*player][*action].sign().is_ge()
                    && changes[*player][*action].sign().is_ge()
            })
        };
        let both = [forth.back(), forth];
        Ok(both.into_iter().filter(allowed).collect())
    }

    /// Whether a list of points is the path from the start: each piece is in the set, nothing else leads away from it, and it ends at `t = 1`.
    pub fn is_path(&self, points: &[TracedPoint]) -> bool {
        let counts = self.game.counts();
        let fits = |point: &TracedPoint| [0, 1].map(|p| point.weights[p].len()) == counts;
        let is_inside = |t: &Rational| t.sign().is_ge() && *t <= Rational::ONE;
        let Some((end, _)) = points.split_last() else {
            return false;
        };
        if !points
            .iter()
            .all(|point| fits(point) && is_inside(&point.t))
            || points[0] != TracedPoint::start(counts)
            || end.t != Rational::ONE
            || points[..points.len() - 1]
                .iter()
                .any(|point| point.t == Rational::ONE)
        {
            return false;
        }
        let leads = |point: &TracedPoint, ways: &[&TracedPoint]| {
            let expected: Vec<Direction> = ways.iter().map(|to| point.towards(to)).collect();
            self.directions(point).is_ok_and(|found| {
                found.len() == expected.len() && expected.iter().all(|way| found.contains(way))
            })
        };
        let half = Rational::ratio(1, 2);
        points.windows(2).all(|ends| {
            let whole = Direction {
                t: &ends[1].t - &ends[0].t,
                weights: [0, 1].map(|player| {
                    let each = ends[1].weights[player].iter();
                    let each = each.zip(&ends[0].weights[player]);
                    each.map(|(to, from)| to - from).collect()
                }),
            };
            let middle = ends[0].after(&half, &whole);
            self.is_piece(ends) && leads(&middle, &[&ends[0], &ends[1]])
        }) && leads(&points[0], &[&points[1]])
            && points
                .windows(3)
                .all(|three| leads(&three[1], &[&three[0], &three[2]]))
    }

    /// Whether all between two points are equilibria: what is used at either of them is best at both.
    fn is_piece(&self, ends: &[TracedPoint]) -> bool {
        (0..2).all(|player| {
            let slacks = [0, 1].map(|end| self.slacks(player, &ends[end]));
            (0..self.game.counts()[player]).all(|action| {
                let is_used = ends
                    .iter()
                    .any(|end| !end.weights[player][action].is_zero());
                !is_used || slacks.iter().all(|slacks| slacks[action].is_zero())
            })
        })
    }
}
