//! The payoffs of a game: one contiguous array, exact.
//!
//! Nearly every game in use has payoffs that are small integers after multiplication by one number per player;
//! those are stored as machine integers with that number beside them, so that solvers compare integers.
//! Any other game stores rationals.

use dashu_int::IBig;

use crate::num::Rational;

/// The largest number of payoffs (profiles times players) a game may have.
pub const PAYOFF_LIMIT: usize = 1 << 27;

/// A game that is too large to be written down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the game has {size} payoffs; at most {limit} fit")]
pub struct SizeError {
    /// The number of payoffs asked for, in words when it is beyond any machine integer.
    pub size: String,
    /// How many there may be.
    pub limit: usize,
}

/// Exact payoffs of `counts.len()` players over all pure profiles.
///
/// # Shapes
/// Entry `player * profiles + index`; in `index` the first player's action varies fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Payoffs {
    counts: Vec<usize>,
    strides: Vec<usize>,
    profiles: usize,
    table: Table,
}

#[derive(Debug, Clone, PartialEq)]
enum Table {
    /// Payoff = `scaled / scale[player]`, every scale positive.
    Scaled {
        scaled: Vec<i64>,
        scale: Vec<Rational>,
    },
    Exact(Vec<Rational>),
}

/// The payoffs of one player, in a form in which they may be compared with each other.
#[derive(Debug, Clone, Copy)]
pub enum Values<'a> {
    /// All payoffs of this player multiplied by the same positive number.
    Scaled(&'a [i64]),
    /// The payoffs themselves.
    Exact(&'a [Rational]),
}

impl Payoffs {
    /// Payoffs computed one by one from player and profile, or a refusal when there are too many.
    pub fn from_fn(
        counts: &[usize],
        mut payoff: impl FnMut(usize, &[usize]) -> Rational,
    ) -> Result<Self, SizeError> {
        let mut builder = PayoffsBuilder::new(counts)?;
        for (index, profile) in Payoffs::profiles_of(counts).enumerate() {
            for player in 0..counts.len() {
                builder.set(player, index, payoff(player, &profile));
            }
        }
        Ok(builder.build())
    }

    /// All pure profiles in number order, for players with these numbers of actions.
    pub fn profiles_of(counts: &[usize]) -> impl Iterator<Item = Vec<usize>> {
        let total: usize = counts.iter().product();
        let mut next = vec![0; counts.len()];
        (0..total).map(move |_| {
            let this = next.clone();
            advance(&mut next, counts);
            this
        })
    }

    /// The number of a pure profile of players with these numbers of actions.
    pub fn index_in(counts: &[usize], profile: &[usize]) -> usize {
        let actions = counts.iter().zip(profile).rev();
        actions.fold(0, |index, (count, action)| index * count + action)
    }

    /// Number of actions of each player.
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// Number of pure profiles.
    pub fn profiles(&self) -> usize {
        self.profiles
    }

    /// By how much the number of a profile changes from one action of `player` to the next.
    pub fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    /// The payoff of `player` at the profile numbered `index`.
    pub fn get(&self, player: usize, index: usize) -> Rational {
        let entry = player * self.profiles + index;
        match &self.table {
            Table::Scaled { scaled, scale } if scale[player] == Rational::ONE => {
                Rational::integer(scaled[entry])
            }
            Table::Scaled { scaled, scale } => &Rational::integer(scaled[entry]) / &scale[player],
            Table::Exact(values) => values[entry].clone(),
        }
    }

    /// Whether two payoffs, each of a player at the profile of a number, are the same number.
    pub fn agree(&self, (player, index): (usize, usize), (other, at): (usize, usize)) -> bool {
        let entries = [player * self.profiles + index, other * self.profiles + at];
        match &self.table {
            Table::Scaled { scaled, scale } if scale[player] == scale[other] => {
                scaled[entries[0]] == scaled[entries[1]]
            }
            Table::Scaled { .. } => self.get(player, index) == self.get(other, at),
            Table::Exact(values) => values[entries[0]] == values[entries[1]],
        }
    }

    /// All payoffs of `player`, for comparisons among them.
    pub fn values(&self, player: usize) -> Values<'_> {
        let range = player * self.profiles..(player + 1) * self.profiles;
        match &self.table {
            Table::Scaled { scaled, .. } => Values::Scaled(&scaled[range]),
            Table::Exact(values) => Values::Exact(&values[range]),
        }
    }

    /// By what the payoffs of `player` are multiplied in [`Payoffs::values`]; one where they are the payoffs themselves.
    pub fn scale(&self, player: usize) -> Rational {
        match &self.table {
            Table::Scaled { scale, .. } => scale[player].clone(),
            Table::Exact(_) => Rational::ONE,
        }
    }

    /// The number of a pure profile.
    pub fn index_of(&self, profile: &[usize]) -> usize {
        profile.iter().zip(&self.strides).map(|(a, s)| a * s).sum()
    }

    /// The pure profile of a number.
    pub fn profile_at(&self, index: usize) -> Vec<usize> {
        self.counts
            .iter()
            .zip(&self.strides)
            .map(|(count, stride)| index / stride % count)
            .collect()
    }
}

/// The next profile in number order; the first player's action varies fastest.
fn advance(profile: &mut [usize], counts: &[usize]) {
    for (action, count) in profile.iter_mut().zip(counts) {
        *action += 1;
        if *action < *count {
            return;
        }
        *action = 0;
    }
}

/// Payoffs being filled in, in any order; entries never set are zero.
#[derive(Debug)]
pub struct PayoffsBuilder {
    counts: Vec<usize>,
    profiles: usize,
    filling: Filling,
}

#[derive(Debug)]
enum Filling {
    /// Payoff = `scaled / scale[player]`, every scale positive.
    Scaled {
        scaled: Vec<i64>,
        scale: Vec<i64>,
    },
    Exact(Vec<Rational>),
}

impl PayoffsBuilder {
    /// How many payoffs a game with these numbers of actions has, or a refusal when they are too many.
    ///
    /// # Panics
    /// When a player has no action: readers refuse that with a place.
    pub fn size(counts: &[usize]) -> Result<usize, SizeError> {
        assert!(
            counts.iter().all(|count| *count > 0),
            "invariant: every player has an action"
        );
        counts
            .iter()
            .try_fold(counts.len(), |size, count| size.checked_mul(*count))
            .filter(|size| *size <= PAYOFF_LIMIT)
            .ok_or_else(|| SizeError {
                size: size_in_words(counts),
                limit: PAYOFF_LIMIT,
            })
    }

    /// Room for the payoffs of a game with these numbers of actions, or a refusal when it is too large.
    ///
    /// # Panics
    /// When a player has no action: readers refuse that with a place.
    pub fn new(counts: &[usize]) -> Result<Self, SizeError> {
        let size = PayoffsBuilder::size(counts)?;
        Ok(PayoffsBuilder {
            counts: counts.to_vec(),
            profiles: counts.iter().product(),
            filling: Filling::Scaled {
                scaled: vec![0; size],
                scale: vec![1; counts.len()],
            },
        })
    }

    /// Sets a payoff that is a machine integer; the quick way for files of integers.
    pub fn set_integer(&mut self, player: usize, index: usize, value: i64) {
        if let Filling::Scaled { scaled, scale } = &mut self.filling
            && let Some(product) = value.checked_mul(scale[player])
        {
            scaled[player * self.profiles + index] = product;
            return;
        }
        self.set_exact(player, index, Rational::integer(value));
    }

    /// Sets a payoff.
    ///
    /// A denominator not met before multiplies what is stored of its player; that happens at most 63 times, since
    /// each time at least doubles the scale, and a scale beyond machine integers turns all into rationals.
    pub fn set(&mut self, player: usize, index: usize, value: Rational) {
        if self.makes_room_for(player, &value)
            && let Filling::Scaled { scaled, scale } = &mut self.filling
            && let Some(product) = (&value * &Rational::integer(scale[player])).to_i64()
        {
            scaled[player * self.profiles + index] = product;
            return;
        }
        self.set_exact(player, index, value);
    }

    /// Makes a player's scale a multiple of the value's denominator, if machine integers allow it.
    fn makes_room_for(&mut self, player: usize, value: &Rational) -> bool {
        let Filling::Scaled { scaled, scale } = &mut self.filling else {
            return false;
        };
        let Some((_, denominator)) = value.to_small() else {
            return false;
        };
        let old = i128::from(scale[player]);
        if old % denominator == 0 {
            return true;
        }
        let factor = denominator / gcd(old, denominator);
        let own = player * self.profiles..(player + 1) * self.profiles;
        let fits = |value: &i64| i64::try_from(i128::from(*value).saturating_mul(factor)).is_ok();
        let Some(new) = old
            .checked_mul(factor)
            .and_then(|new| i64::try_from(new).ok())
        else {
            return false;
        };
        if !scaled[own.clone()].iter().all(fits) {
            return false;
        }
        let factor = new / scale[player];
        scaled[own].iter_mut().for_each(|value| *value *= factor);
        scale[player] = new;
        true
    }

    fn set_exact(&mut self, player: usize, index: usize, value: Rational) {
        if let Filling::Scaled { scaled, scale } = &self.filling {
            let exact = scaled
                .iter()
                .enumerate()
                .map(|(entry, value)| Rational::ratio(*value, scale[entry / self.profiles]));
            self.filling = Filling::Exact(exact.collect());
        }
        if let Filling::Exact(values) = &mut self.filling {
            values[player * self.profiles + index] = value;
        }
    }

    /// The finished payoffs.
    pub fn build(self) -> Payoffs {
        let table = match self.filling {
            Filling::Scaled { scaled, scale } => Table::Scaled {
                scaled,
                scale: scale.into_iter().map(Rational::integer).collect(),
            },
            Filling::Exact(values) => Table::Exact(values),
        };
        let strides = self
            .counts
            .iter()
            .scan(1, |stride, count| {
                let this = *stride;
                *stride *= count;
                Some(this)
            })
            .collect();
        Payoffs {
            counts: self.counts,
            strides,
            profiles: self.profiles,
            table,
        }
    }
}

/// Greatest common divisor of two positive numbers.
fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

pub(super) fn size_in_words(counts: &[usize]) -> String {
    let product = counts
        .iter()
        .fold(IBig::from(counts.len()), |size, count| size * *count);
    product.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_players_action_varies_fastest() {
        let payoffs = Payoffs::from_fn(&[2, 3], |player, profile| {
            Rational::integer((100 * player + 10 * profile[0] + profile[1]) as i64)
        })
        .expect("a small game");
        assert_eq!(payoffs.get(0, 1), Rational::integer(10));
        assert_eq!(payoffs.get(1, 2), Rational::integer(101));
        for index in 0..6 {
            assert_eq!(payoffs.index_of(&payoffs.profile_at(index)), index);
        }
    }

    #[test]
    fn fractions_are_scaled_and_come_back_unchanged() {
        let value = |player: usize, profile: &[usize]| {
            Rational::ratio(1 + profile[0] as i64, 3 + 4 * player as i64)
        };
        let payoffs = Payoffs::from_fn(&[5, 2], value).expect("a small game");
        assert!(matches!(payoffs.values(1), Values::Scaled(_)));
        for index in 0..10 {
            for player in 0..2 {
                assert_eq!(
                    payoffs.get(player, index),
                    value(player, &payoffs.profile_at(index))
                );
            }
        }
    }

    #[test]
    fn many_denominators_and_late_large_ones_stay_exact() {
        let value = |player: usize, profile: &[usize]| {
            let (a, b) = (profile[0] as i64, profile[1] as i64);
            Rational::ratio(7 * a - 3, 1 + a * b + player as i64 * 1_000_003 * b)
        };
        let payoffs = Payoffs::from_fn(&[9, 9], value).expect("a small game");
        for index in 0..81 {
            for player in 0..2 {
                let profile = payoffs.profile_at(index);
                assert_eq!(payoffs.get(player, index), value(player, &profile));
            }
        }
    }

    #[test]
    fn payoffs_beyond_machine_integers_stay_exact() {
        let huge = Rational::integer(i64::MAX) * Rational::integer(10);
        let payoffs = Payoffs::from_fn(&[2], |_, profile| {
            if profile[0] == 0 {
                huge.clone()
            } else {
                Rational::ratio(1, 7)
            }
        })
        .expect("a small game");
        assert!(matches!(payoffs.values(0), Values::Exact(_)));
        assert_eq!(payoffs.get(0, 0), huge);
    }

    #[test]
    fn a_game_too_large_is_refused_with_its_size() {
        let error = PayoffsBuilder::new(&[1_000_000_000_000, 1_000_000_000_000]).map(|_| ());
        assert_eq!(
            error.map_err(|e| e.size),
            Err("2000000000000000000000000".to_owned())
        );
    }
}
