//! The equations of a support: each player who mixes is indifferent among the actions it plays.
//!
//! The unknowns are the probabilities of all actions in a player's support but the last, whose probability is what they leave of one.
//! The payoff of an action is linear in each other player's probabilities; it is worked out by averaging over one player after the other.
//! Payoffs of a player are multiplied by one number that makes them whole, so that every value is a whole multiple of a power of two.

use dashu_int::IBig;

use super::span::{Quantity, Span};
use crate::game::Game;
use crate::num::Rational;

/// The equations, and the payoffs beside them.
pub(super) struct Equations {
    pub supports: Vec<Vec<usize>>,
    /// The place of each player's first unknown.
    first: Vec<usize>,
    tables: Vec<Table>,
    /// For each player in order, and each action in its support but the last: what it gives more than the last.
    gains: Vec<(usize, Vec<IBig>)>,
}

/// The payoffs of one player against pure profiles of the others' supports.
struct Table {
    /// What payoffs are multiplied by.
    scale: Rational,
    /// For each of its actions, over the others' profiles, the first player's action varying fastest.
    payoffs: Vec<Vec<IBig>>,
}

impl Equations {
    /// # Shapes
    /// One support for each player, actions in ascending order.
    pub fn new(game: &Game, supports: &[Vec<usize>]) -> Self {
        let tables: Vec<Table> = (0..supports.len())
            .map(|player| Table::new(game, supports, player))
            .collect();
        let mut first = Vec::new();
        let mut gains = Vec::new();
        for (player, support) in supports.iter().enumerate() {
            first.push(gains.len());
            let (last, others) = split(support);
            gains.extend(
                others
                    .iter()
                    .map(|action| (player, tables[player].gain(*action, *last))),
            );
        }
        Equations {
            supports: supports.to_vec(),
            first,
            tables,
            gains,
        }
    }

    /// How many unknowns there are, and equations.
    pub fn unknowns(&self) -> usize {
        self.gains.len()
    }

    /// The unknowns of a player.
    pub fn unknowns_of(&self, player: usize) -> std::ops::Range<usize> {
        let first = self.first[player];
        first..first + self.supports[player].len() - 1
    }

    /// The value of each equation, in units of `2^-places` for each other player who mixes.
    pub fn values(&self, point: &[IBig], places: usize) -> Vec<IBig> {
        let equations = self.gains.iter();
        equations
            .map(|(player, gain)| self.average(*player, gain, point, places))
            .collect()
    }

    /// How many other players mix, for each equation.
    pub fn degrees(&self) -> impl Iterator<Item = usize> {
        let equations = self.gains.iter();
        equations.map(|(player, _)| self.others(*player).count())
    }

    /// The derivative of each equation by each unknown, in units of `2^-places` for each other player who mixes but one.
    pub fn derivatives<Q: Quantity>(&self, point: &[Q], places: usize) -> Vec<Vec<Q>> {
        let equations = self.gains.iter();
        equations
            .map(|(player, gain)| {
                let mut row = vec![Q::whole(&IBig::ZERO); self.unknowns()];
                let others: Vec<usize> = self.others(*player).collect();
                let gain = gain.iter().map(Q::whole).collect();
                self.averages_but_one(gain, &others, point, places, &mut |other, by_action| {
                    let (last, rest) = split(by_action);
                    for (unknown, value) in self.unknowns_of(other).zip(rest) {
                        row[unknown] = value.less(last);
                    }
                });
                row
            })
            .collect()
    }

    /// Bounds of the payoff of an action; no probability in the bounds given may be negative.
    pub fn payoff(
        &self,
        player: usize,
        action: usize,
        point: &[Span],
        places: usize,
    ) -> (Rational, Rational) {
        self.bounds(player, &self.tables[player].payoffs[action], point, places)
    }

    /// Bounds of what the last action of the support gives more than another one; no probability in the bounds given may be negative.
    pub fn loss(
        &self,
        player: usize,
        action: usize,
        point: &[Span],
        places: usize,
    ) -> (Rational, Rational) {
        let (last, _) = split(&self.supports[player]);
        let loss = self.tables[player].gain(*last, action);
        self.bounds(player, &loss, point, places)
    }

    /// Bounds of an average over the mixtures of all others.
    ///
    /// They are those of the mean value theorem: if others play one action less often by some amount, and another more often by as much, an
    /// average changes by no more than this amount times the difference between the largest value and the least.
    fn bounds(
        &self,
        player: usize,
        values: &[IBig],
        point: &[Span],
        places: usize,
    ) -> (Rational, Rational) {
        let ends = values.iter().min().zip(values.iter().max());
        let (least, most) = ends.expect("invariant: a player has an action");
        let middle: Vec<IBig> = point.iter().map(Span::middle).collect();
        let mixing = self.others(player).count();
        let moved: IBig = self
            .others(player)
            .flat_map(|other| self.unknowns_of(other))
            .map(|unknown| point[unknown].radius_around(&middle[unknown]))
            .sum();
        let value = self.average(player, values, &middle, places);
        let change = ((most - least) * moved) << (places * mixing.saturating_sub(1));
        let exact = |end: IBig| &dyadic(&end, places * mixing) / &self.tables[player].scale;
        (exact(&value - &change), exact(value + change))
    }

    /// The other players who mix, in order.
    fn others(&self, player: usize) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.supports.len())
            .filter(move |other| *other != player && self.supports[*other].len() > 1)
    }

    /// The average over the mixtures of all others.
    fn average<Q: Quantity>(
        &self,
        player: usize,
        values: &[IBig],
        point: &[Q],
        places: usize,
    ) -> Q {
        let values = values.iter().map(Q::whole).collect();
        let others: Vec<usize> = self.others(player).collect();
        self.averages_over_last(values, &others, point, places)
            .pop()
            .expect("invariant: the average over all others is one number")
    }

    /// For each of some players, the averages over the mixtures of the others among them, by its action.
    ///
    /// The players are halved again and again, so that averages over one half serve everyone in the other.
    fn averages_but_one<Q: Quantity>(
        &self,
        values: Vec<Q>,
        players: &[usize],
        point: &[Q],
        places: usize,
        take: &mut impl FnMut(usize, &[Q]),
    ) {
        match players {
            [] => {}
            [player] => take(*player, &values),
            _ => {
                let (front, back) = players.split_at(players.len() / 2);
                let of_front = self.averages_over_last(values.clone(), back, point, places);
                self.averages_but_one(of_front, front, point, places, take);
                let of_back = front.iter().fold(values, |values, player| {
                    averages(&values, 1, &point[self.unknowns_of(*player)], places)
                });
                self.averages_but_one(of_back, back, point, places, take);
            }
        }
    }

    /// The averages over the mixtures of some players whose actions vary slowest.
    fn averages_over_last<Q: Quantity>(
        &self,
        values: Vec<Q>,
        players: &[usize],
        point: &[Q],
        places: usize,
    ) -> Vec<Q> {
        players.iter().rev().fold(values, |values, player| {
            let inner = values.len() / self.supports[*player].len();
            averages(&values, inner, &point[self.unknowns_of(*player)], places)
        })
    }
}

/// The averages over the mixture of one player, in a finer unit; `inner` values are those of one of its actions before the next comes.
///
/// Each is the last value, and for each other its share of what it is more than the last.
fn averages<Q: Quantity>(values: &[Q], inner: usize, shares: &[Q], places: usize) -> Vec<Q> {
    let size = shares.len() + 1;
    let mut averages = Vec::with_capacity(values.len() / size);
    for block in values.chunks_exact(size * inner) {
        let (others, last) = block.split_at(shares.len() * inner);
        for (place, last) in last.iter().enumerate() {
            let mut sum = last.refined(places);
            for (share, of_action) in shares.iter().zip(others.chunks_exact(inner)) {
                sum.add_product(share, &of_action[place].less(last));
            }
            averages.push(sum);
        }
    }
    averages
}

impl Table {
    fn new(game: &Game, supports: &[Vec<usize>], player: usize) -> Self {
        // The numbers of the others' profiles, this player at its first action.
        let mut profiles = vec![0];
        for (other, support) in supports.iter().enumerate() {
            if other == player {
                continue;
            }
            let longer = support.iter().flat_map(|action| {
                profiles
                    .iter()
                    .map(|index| game.deviation(*index, other, *action))
            });
            profiles = longer.collect();
        }
        let mut scale = Rational::ONE;
        let payoffs: Vec<Vec<Rational>> = (0..game.counts()[player])
            .map(|action| {
                let indices = profiles
                    .iter()
                    .map(|index| game.deviation(*index, player, action));
                indices.map(|index| game.payoff(player, index)).collect()
            })
            .collect();
        for payoff in payoffs
            .iter()
            .flatten()
            .filter(|payoff| !payoff.is_integer())
        {
            let (_, denominator) = (payoff * &scale).to_integers();
            scale *= &Rational::from_integers(denominator, IBig::ONE)
                .expect("invariant: one is not zero");
        }
        let whole = |payoff: &Rational| (payoff * &scale).to_integers().0;
        Table {
            payoffs: payoffs
                .iter()
                .map(|row| row.iter().map(whole).collect())
                .collect(),
            scale,
        }
    }

    /// What one action gives more than another.
    fn gain(&self, action: usize, than: usize) -> Vec<IBig> {
        let pairs = self.payoffs[action].iter().zip(&self.payoffs[than]);
        pairs.map(|(a, b)| a - b).collect()
    }
}

fn split<T>(support: &[T]) -> (&T, &[T]) {
    support
        .split_last()
        .expect("invariant: a support has an action")
}

/// A whole multiple of `2^-places`.
pub(super) fn dyadic(value: &IBig, places: usize) -> Rational {
    Rational::from_integers(value.clone(), IBig::ONE << places)
        .expect("invariant: a power of two is not zero")
}
