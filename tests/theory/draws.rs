//! Parameter points: drawn on a coarse grid, so that ties and ends of domains are common.

use unipole::model::{Model, load};

use crate::answers::Profiles;
use crate::fraction::{Fraction, fraction};
use crate::seeded::Seeded;

/// How many points are drawn for each model.
pub const POINTS: usize = 300;

/// Values of parameters, drawn from a seed.
pub struct Draws(Seeded);

impl Draws {
    /// Begins the stream of a seed.
    pub fn new(seed: u64) -> Self {
        Draws(Seeded::new(seed))
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&mut self, least: i128, most: i128) -> i128 {
        self.0.between(least, most)
    }

    /// A number above zero.
    pub fn positive(&mut self) -> Fraction {
        fraction(self.0.between(1, 40), 20)
    }

    /// Zero once in five draws, otherwise a number above it.
    pub fn nonnegative(&mut self) -> Fraction {
        match self.0.between(0, 4) {
            0 => 0.into(),
            _ => self.positive(),
        }
    }

    /// A number from zero to one, each end once in six draws.
    pub fn share(&mut self) -> Fraction {
        match self.0.between(0, 5) {
            0 => 0.into(),
            1 => 1.into(),
            _ => fraction(self.0.between(1, 19), 20),
        }
    }
}

/// `name=value` for each name.
pub fn settings(names: &[&str], values: &[Fraction]) -> Vec<String> {
    assert_eq!(names.len(), values.len());
    let pairs = names.iter().zip(values);
    pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect()
}

/// Settings as they are typed, separated by blanks.
pub fn typed(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A bundled model.
pub fn bundled(id: &str) -> Model {
    load(id).unwrap_or_else(|errors| panic!("{errors}"))
}

/// A set of profiles, each written as the actions with blanks between.
pub fn profiles(listed: &[&str]) -> Profiles {
    listed.iter().map(|profile| typed(profile)).collect()
}
