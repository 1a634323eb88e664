//! The equations of a support: each player who mixes is indifferent among the actions it plays.
//!
//! The unknowns are the probabilities of all actions in a player's support but the last, whose probability is what they leave of one.
//! The payoff of an action is linear in each other player's probabilities; it is worked out by averaging over one player after the other.
//! Payoffs of a player are multiplied by one number that makes them whole, so that every value is a whole multiple of a power of two.

use dashu_int::IBig;

use super::span::Span;
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
                    .map(|action| (player, tables[player].gain(*action, last))),
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
    pub fn values(&self, point: &[Span], places: usize) -> Vec<Span> {
        let equations = self.gains.iter();
        equations
            .map(|(player, gain)| self.average(*player, gain, point, places))
            .collect()
    }

    /// The derivative of each equation by each unknown, in units of `2^-places` for each other player who mixes but one.
    pub fn derivatives(&self, point: &[Span], places: usize) -> Vec<Vec<Span>> {
        let equations = self.gains.iter();
        equations
            .map(|(player, gain)| {
                let mut row = vec![Span::ZERO; self.unknowns()];
                for other in self.others(*player) {
                    let by_action = self.averages(*player, gain, point, places, Some(other));
                    let (last, rest) = by_action
                        .split_last()
                        .expect("invariant: a support has an action");
                    for (unknown, value) in self.unknowns_of(other).zip(rest) {
                        row[unknown] = value.difference(last);
                    }
                }
                row
            })
            .collect()
    }

    /// Bounds of the payoff of an action.
    pub fn payoff(
        &self,
        player: usize,
        action: usize,
        point: &[Span],
        places: usize,
    ) -> (Rational, Rational) {
        let table = &self.tables[player];
        let value = self.average(player, &table.payoffs[action], point, places);
        self.unscaled(player, &value, places)
    }

    /// Bounds of what the last action of the support gives more than another one.
    pub fn loss(
        &self,
        player: usize,
        action: usize,
        point: &[Span],
        places: usize,
    ) -> (Rational, Rational) {
        let (last, _) = split(&self.supports[player]);
        let loss = self.tables[player].gain(last, action);
        self.unscaled(player, &self.average(player, &loss, point, places), places)
    }

    fn unscaled(&self, player: usize, value: &Span, places: usize) -> (Rational, Rational) {
        let mixing = self.others(player).count();
        let exact = |end: &IBig| &dyadic(end, places * mixing) / &self.tables[player].scale;
        (exact(&value.lower), exact(&value.upper))
    }

    /// The other players who mix, in order.
    fn others(&self, player: usize) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.supports.len())
            .filter(move |other| *other != player && self.supports[*other].len() > 1)
    }

    fn average(&self, player: usize, values: &[IBig], point: &[Span], places: usize) -> Span {
        self.averages(player, values, point, places, None)
            .pop()
            .expect("invariant: the average over all others is one number")
    }

    /// The average over the mixtures of all others; but over those of one, if one is excepted, for each of whose actions there is a value.
    fn averages(
        &self,
        player: usize,
        values: &[IBig],
        point: &[Span],
        places: usize,
        excepted: Option<usize>,
    ) -> Vec<Span> {
        let mut values: Vec<Span> = values.iter().cloned().map(Span::point).collect();
        let mut kept = 1;
        for other in self.others(player).rev() {
            let size = self.supports[other].len();
            if Some(other) == excepted {
                kept = size;
                continue;
            }
            // The slowest index is that of the excepted player, if it came before, then that of this one.
            let inner = values.len() / kept / size;
            let shares = &point[self.unknowns_of(other)];
            values = values
                .chunks(size * inner)
                .flat_map(|chunk| {
                    (0..inner).map(move |place| mixed(chunk, place, inner, shares, places))
                })
                .collect();
        }
        values
    }
}

/// The average of every `inner`-th value from `place` on: the last one, and for each other its share of what it is more than the last.
fn mixed(values: &[Span], place: usize, inner: usize, shares: &[Span], places: usize) -> Span {
    let last = &values[shares.len() * inner + place];
    let mut sum = last.shifted(isize::try_from(places).expect("invariant: places are few"));
    for (action, share) in shares.iter().enumerate() {
        sum.add_product(share, &values[action * inner + place].difference(last));
    }
    sum
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

fn split(support: &[usize]) -> (usize, &[usize]) {
    let (last, others) = support
        .split_last()
        .expect("invariant: a support has an action");
    (*last, others)
}

/// A whole multiple of `2^-places`.
pub(super) fn dyadic(value: &IBig, places: usize) -> Rational {
    Rational::from_integers(value.clone(), IBig::ONE << places)
        .expect("invariant: a power of two is not zero")
}
