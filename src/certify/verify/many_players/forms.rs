//! The conditions of a combination of supports, as multilinear forms with bounds in whole numbers.
//!
//! At an equilibrium with supports `S` every action in `S_i` gives its player the same, and no other action gives more. What one action
//! gives more than another is linear in the mixture of each other player. A form is bounded over a cell by averaging over one player after
//! the other: the least `sum c_a x_a` with `l <= x <= h` and `sum x_a = 1` is found by giving as much as possible to the least `c_a`.
//!
//! Probabilities are whole multiples of `2^-40`. The gains of a player are multiplied by one number, so that they have at most 56 binary
//! digits; they stay exact where that number makes them whole. Averages are rounded outwards to whole numbers. So a product has
//! less than 98 digits, and a sum of products fits in 128.

use crate::game::Game;
use crate::num::Rational;

/// One, in units of probability.
pub(super) const UNIT: i128 = 1 << PLACES;
pub(super) const PLACES: u32 = 40;

/// The binary digits of gains.
pub(super) const DIGITS: u32 = 56;

/// All numbers from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub low: i128,
    pub high: i128,
}

impl Span {
    pub fn new(low: i128, high: i128) -> Self {
        Span { low, high }
    }

    pub fn minus(self, other: Span) -> Span {
        Span::new(self.low - other.high, self.high - other.low)
    }

    pub fn width(self) -> i128 {
        self.high - self.low
    }

    pub fn holds(self, value: i128) -> bool {
        self.low <= value && value <= self.high
    }

    pub fn contains(self, other: Span) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// The largest absolute value.
    pub fn magnitude(self) -> i128 {
        self.low.abs().max(self.high.abs())
    }
}

/// Bounds of the probability of each action in each player's support.
pub(super) type Cell = Vec<Vec<Span>>;

/// The payoffs of all players, each player's multiplied by a number of its own.
pub(super) struct Scaled {
    /// By player, then by profile.
    payoffs: Vec<Vec<Rational>>,
}

impl Scaled {
    pub fn new(game: &Game) -> Self {
        let payoffs = (0..game.players().len()).map(|player| {
            let values = (0..game.profiles()).map(|index| game.payoff(player, index));
            let values: Vec<Rational> = values.collect();
            let factor = factor(&values);
            values.iter().map(|value| value * &factor).collect()
        });
        Scaled {
            payoffs: payoffs.collect(),
        }
    }

    /// What the second profile gives a player more than the first.
    pub fn gain(&self, player: usize, from: usize, to: usize) -> Rational {
        &self.payoffs[player][to] - &self.payoffs[player][from]
    }
}

/// A number that gives differences 56 digits, and makes them whole if these are enough.
fn factor(values: &[Rational]) -> Rational {
    let (least, greatest) = (values.iter().min(), values.iter().max());
    let range = match (least, greatest) {
        (Some(least), Some(greatest)) => greatest - least,
        _ => Rational::ZERO,
    };
    let limit = Rational::integer(1 << DIGITS);
    let Some(widest) = limit.checked_div(&range) else {
        return Rational::ONE;
    };
    let mut whole = Rational::ONE;
    for value in values {
        let product = value * &whole;
        if !product.is_integer() {
            let (_, denominator) = product.to_integers();
            let denominator = Rational::from_integers(denominator, 1.into());
            whole *= &denominator.expect("invariant: one is not zero");
        }
        if whole > widest {
            return widest;
        }
    }
    let two = Rational::integer(2);
    while &whole * &two <= widest {
        whole = &whole * &two;
    }
    whole
}

/// A multilinear form in the mixtures of some players.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The players, with the number of their actions.
    others: Vec<(usize, usize)>,
    /// For each of their profiles, the last player's action varying fastest.
    coefficients: Vec<Span>,
}

impl Form {
    /// Bounds over a cell.
    pub fn bounds(&self, cell: &Cell) -> Span {
        let mut values = self.coefficients.clone();
        for (player, actions) in self.others.iter().rev() {
            let chunks = values.chunks(*actions);
            values = chunks.map(|chunk| average(chunk, &cell[*player])).collect();
        }
        values[0]
    }

    /// Whether it is zero everywhere.
    pub fn is_zero(&self) -> bool {
        self.coefficients.iter().all(|c| *c == Span::new(0, 0))
    }

    /// What the form is more when a player plays one action rather than another; none if it does not depend on the player.
    fn difference(&self, player: usize, action: usize, than: usize) -> Option<Form> {
        let place = self.others.iter().position(|(other, _)| *other == player)?;
        let inner: usize = self.others[place + 1..]
            .iter()
            .map(|(_, size)| size)
            .product();
        let chunks = self.coefficients.chunks(inner * self.others[place].1);
        let difference =
            |chunk: &[Span], at: usize| chunk[action * inner + at].minus(chunk[than * inner + at]);
        let coefficients = chunks.flat_map(|chunk| (0..inner).map(move |at| difference(chunk, at)));
        let mut others = self.others.clone();
        let coefficients = coefficients.collect();
        others.remove(place);
        Some(Form {
            others,
            coefficients,
        })
    }

    /// The same form, averaged in the opposite order.
    fn reversed(&self) -> Form {
        let mut order: Vec<usize> = vec![0];
        let mut step = 1;
        for (_, size) in self.others.iter().rev() {
            // What varies fastest becomes slowest.
            let longer = order
                .iter()
                .flat_map(|start| (0..*size).map(move |a| start + a * step));
            order = longer.collect();
            step *= size;
        }
        Form {
            others: self.others.iter().rev().copied().collect(),
            coefficients: order
                .iter()
                .map(|place| self.coefficients[*place])
                .collect(),
        }
    }
}

/// Bounds of the average of values over all mixtures within bounds.
fn average(values: &[Span], shares: &[Span]) -> Span {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let rest = UNIT - shares.iter().map(|share| share.low).sum::<i128>();
    order.sort_by_key(|action| values[*action].low);
    let low = extreme(order.iter().map(|a| (values[*a].low, shares[*a])), rest);
    order.sort_by_key(|action| -values[*action].high);
    let high = extreme(order.iter().map(|a| (values[*a].high, shares[*a])), rest);
    Span::new(low >> PLACES, -(-high >> PLACES))
}

/// The sum of values times shares, where the first of them take all that is left above the lower bounds.
fn extreme(values: impl Iterator<Item = (i128, Span)>, mut rest: i128) -> i128 {
    let mut sum = 0;
    for (value, share) in values {
        let more = rest.min(share.width());
        rest -= more;
        sum += value * (share.low + more);
    }
    sum
}

/// The conditions of one combination of supports.
pub(super) struct Conditions {
    pub supports: Vec<Vec<usize>>,
    /// What is zero at an equilibrium.
    pub zero: Vec<Form>,
    /// What is not positive at an equilibrium.
    pub not_positive: Vec<Form>,
    /// What each action but the last of each support gives more than the last: as many as there are unknowns.
    pub equations: Vec<Form>,
    /// The derivative of each equation by each unknown; none where it is zero.
    pub derivatives: Vec<Vec<Option<Form>>>,
    /// Player and place in the support of each unknown: each action but the last.
    pub unknowns: Vec<(usize, usize)>,
}

impl Conditions {
    pub fn new(game: &Game, scaled: &Scaled, kept: &[Vec<usize>], supports: &[Vec<usize>]) -> Self {
        let mut zero = Vec::new();
        let mut not_positive = Vec::new();
        let mut equations = Vec::new();
        let mut unknowns = Vec::new();
        for (player, support) in supports.iter().enumerate() {
            let others = Others::new(game, supports, player);
            let gain = |action: usize, than: usize| others.gain(game, scaled, action, than);
            let last = support.len() - 1;
            for (place, action) in support.iter().enumerate() {
                for than in &support[place + 1..] {
                    both_orders(gain(*action, *than), &mut zero);
                }
                if place < last {
                    equations.push(gain(*action, support[last]));
                    unknowns.push((player, place));
                }
                for outside in kept[player].iter().filter(|other| !support.contains(other)) {
                    both_orders(gain(*outside, *action), &mut not_positive);
                }
            }
        }
        let derivatives = equations.iter().map(|equation| {
            let unknowns = unknowns.iter();
            let row = unknowns.map(|(player, place)| {
                equation.difference(*player, *place, supports[*player].len() - 1)
            });
            row.collect()
        });
        Conditions {
            supports: supports.to_vec(),
            derivatives: derivatives.collect(),
            zero,
            not_positive,
            equations,
            unknowns,
        }
    }

    /// All mixtures.
    pub fn everything(&self) -> Cell {
        let all = |support: &Vec<usize>| vec![Span::new(0, UNIT); support.len()];
        self.supports.iter().map(all).collect()
    }
}

fn both_orders(form: Form, forms: &mut Vec<Form>) {
    if form.others.len() > 1 {
        forms.push(form.reversed());
    }
    forms.push(form);
}

/// The profiles of the others' supports.
struct Others {
    player: usize,
    mixing: Vec<(usize, usize)>,
    /// The numbers of the profiles, the player at its first action.
    profiles: Vec<usize>,
}

impl Others {
    fn new(game: &Game, supports: &[Vec<usize>], player: usize) -> Self {
        Others {
            player,
            mixing: (0..supports.len())
                .filter(|other| *other != player && supports[*other].len() > 1)
                .map(|other| (other, supports[other].len()))
                .collect(),
            profiles: others_profiles(game, supports, player),
        }
    }

    fn gain(&self, game: &Game, scaled: &Scaled, action: usize, than: usize) -> Form {
        let profiles = self.profiles.iter();
        let coefficients = profiles.map(|index| {
            let at = |action| game.deviation(*index, self.player, action);
            let gain = scaled.gain(self.player, at(than), at(action));
            Span::new(whole(&gain), -whole(&-&gain))
        });
        Form {
            others: self.mixing.clone(),
            coefficients: coefficients.collect(),
        }
    }
}

/// The numbers of the profiles of all others within their supports, the player at its first action; the last one's action varies fastest.
pub(super) fn others_profiles(game: &Game, supports: &[Vec<usize>], player: usize) -> Vec<usize> {
    let mut profiles = vec![0];
    for (other, support) in supports.iter().enumerate() {
        if other != player {
            let longer = profiles.iter().flat_map(|index| {
                let actions = support.iter();
                actions.map(|action| game.deviation(*index, other, *action))
            });
            profiles = longer.collect();
        }
    }
    profiles
}

/// The greatest whole number not above a value of few digits.
pub(super) fn whole(value: &Rational) -> i128 {
    let floor = value.floor().to_small();
    floor.expect("invariant: gains have few digits").0
}
