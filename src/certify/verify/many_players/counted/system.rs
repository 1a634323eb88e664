//! The equations of some supports in whole numbers, and what outside actions gain, in charts of projective spaces.
//!
//! A player's mixture stands for a point of a projective space: its numbers matter up to a factor. In a chart the vector of each player
//! begins with one, and the others are unknowns: either the numbers sum to one and the last is what the others leave, or one of them is one.

use dashu_int::IBig;
use dashu_int::ops::{Abs, BitTest};

use super::gaussian::Gaussian;
use crate::certify::verify::many_players::forms::others_profiles;
use crate::game::Game;
use crate::num::Rational;

/// The fewest binary digits of the largest coefficient of an equation.
const DIGITS: usize = 64;

/// The place in each mixing player's support of the number that is one; none where they sum to one.
pub(in crate::certify::verify::many_players) type Units = Vec<Option<usize>>;

/// A form that is linear in the vector of each of some players.
#[derive(Debug, Clone)]
pub(in crate::certify::verify::many_players) struct Form {
    /// The players, by place among those who mix, with the length of their vectors.
    axes: Vec<(usize, usize)>,
    /// For each choice of an entry of each vector, the last one's varying fastest.
    coefficients: Vec<Gaussian>,
}

/// The conditions on mixtures with some supports.
#[derive(Debug, Clone)]
pub(in crate::certify::verify::many_players) struct System {
    /// How many actions each player who mixes plays.
    pub actions: Vec<usize>,
    /// What is zero: for each of them in order, what each action but the last gives more than the last.
    pub equations: Vec<Form>,
    /// The binary digits of the largest coefficient of each equation.
    pub digits: usize,
    /// What is not positive at an equilibrium, up to positive factors.
    pub outside: Vec<Form>,
}

impl System {
    /// The conditions on mixtures of these actions.
    pub fn new(game: &Game, supports: &[Vec<usize>]) -> Self {
        let mut equations = Vec::new();
        let mut outside = Vec::new();
        for (player, support) in supports.iter().enumerate() {
            let gain =
                |action: usize, than: usize| Form::gain(game, supports, player, action, than);
            if let Some((last, others)) = support.split_last() {
                equations.extend(others.iter().map(|action| gain(*action, *last)));
                let unplayed = (0..game.counts()[player]).filter(|a| !support.contains(a));
                outside.extend(unplayed.map(|action| gain(action, *last)));
            }
        }
        let most = equations.iter().map(Form::digits).max().unwrap_or(0);
        let digits = most.max(DIGITS);
        for equation in &mut equations {
            let places = digits - equation.digits();
            for coefficient in &mut equation.coefficients {
                coefficient.re <<= places;
            }
        }
        let mixing = supports.iter().map(Vec::len).filter(|size| *size > 1);
        System {
            actions: mixing.collect(),
            equations,
            digits,
            outside,
        }
    }

    /// The same conditions on the vectors of a chart.
    pub fn in_chart(&self, units: &Units) -> System {
        let all = |forms: &[Form]| forms.iter().map(|form| form.in_chart(units)).collect();
        System {
            actions: self.actions.clone(),
            equations: all(&self.equations),
            digits: self.digits,
            outside: all(&self.outside),
        }
    }

    /// What is zero, and what is not positive, which of the two each is.
    pub fn conditions(&self) -> impl Iterator<Item = (&Form, bool)> {
        let zero = self.equations.iter().map(|form| (form, true));
        zero.chain(self.outside.iter().map(|form| (form, false)))
    }

    /// How many unknowns there are, and equations.
    pub fn unknowns(&self) -> usize {
        self.equations.len()
    }
}

impl Form {
    /// What one action gives a player more than another, made whole.
    fn gain(
        game: &Game,
        supports: &[Vec<usize>],
        player: usize,
        action: usize,
        than: usize,
    ) -> Self {
        let profiles = others_profiles(game, supports, player);
        let gains = profiles.iter().map(|index| {
            let at = |action| game.payoff(player, game.deviation(*index, player, action));
            at(action) - at(than)
        });
        let gains: Vec<Rational> = gains.collect();
        let factor = common_denominator(gains.iter());
        let factor = Rational::from_integers(factor, IBig::ONE);
        let factor = factor.expect("invariant: one is not zero");
        let whole = |gain: &Rational| Gaussian::real((gain * &factor).to_integers().0);
        let mut mixing = 0;
        let mut axes = Vec::new();
        for (other, support) in supports.iter().enumerate() {
            if support.len() > 1 {
                if other != player {
                    axes.push((mixing, support.len()));
                }
                mixing += 1;
            }
        }
        Form {
            axes,
            coefficients: gains.iter().map(whole).collect(),
        }
    }

    fn digits(&self) -> usize {
        let largest = self.coefficients.iter().map(|c| c.re.bit_len());
        largest.max().unwrap_or(0)
    }

    /// The players, by place among those who mix, with the number of their actions, and the coefficients, the last one's action varying fastest.
    pub fn exact(&self) -> (Vec<(usize, usize)>, Vec<Rational>) {
        let exact = |coefficient: &Gaussian| {
            let number = Rational::from_integers(coefficient.re.clone(), IBig::ONE);
            number.expect("invariant: one is not zero")
        };
        let coefficients = self.coefficients.iter().map(exact).collect();
        (self.axes.clone(), coefficients)
    }

    fn in_chart(&self, units: &Units) -> Form {
        let mut coefficients = self.coefficients.clone();
        let mut inner = 1;
        for (axis, size) in self.axes.iter().rev() {
            let unit = units[*axis].unwrap_or(size - 1);
            let slice = |chunk: &[Gaussian], at: usize| chunk[at * inner..][..inner].to_vec();
            let changed = coefficients.chunks(size * inner).flat_map(|chunk| {
                let first = slice(chunk, unit);
                let others = (0..*size).filter(|at| *at != unit).flat_map(|at| {
                    let other = slice(chunk, at);
                    match units[*axis] {
                        Some(_) => other,
                        None => other.iter().zip(&first).map(|(a, b)| a.minus(b)).collect(),
                    }
                });
                let others: Vec<Gaussian> = others.collect();
                first.into_iter().chain(others)
            });
            coefficients = changed.collect();
            inner *= size;
        }
        Form {
            axes: self.axes.clone(),
            coefficients,
        }
    }

    /// The form whose coefficients are the absolute values.
    pub fn absolute(&self) -> Form {
        let absolute = |c: &Gaussian| Gaussian::real((&c.re).abs());
        Form {
            axes: self.axes.clone(),
            coefficients: self.coefficients.iter().map(absolute).collect(),
        }
    }

    /// How many vectors it is linear in.
    pub fn degree(&self) -> usize {
        self.axes.len()
    }

    /// The players in whose vectors it is linear.
    pub fn players(&self) -> impl Iterator<Item = usize> {
        self.axes.iter().map(|(player, _)| *player)
    }

    /// The value at some vectors, one for each player who mixes.
    pub(super) fn value(&self, vectors: &[Vec<Gaussian>]) -> Gaussian {
        let value = self.contracted(vectors, None).pop();
        value.expect("invariant: one value is left")
    }

    /// The derivatives by the entries of one player's vector.
    pub(super) fn derivatives(&self, vectors: &[Vec<Gaussian>], player: usize) -> Vec<Gaussian> {
        self.contracted(vectors, Some(player))
    }

    fn contracted(&self, vectors: &[Vec<Gaussian>], except: Option<usize>) -> Vec<Gaussian> {
        let mut values = self.coefficients.clone();
        let mut inner = 1;
        for (axis, size) in self.axes.iter().rev() {
            if Some(*axis) == except {
                inner = *size;
                continue;
            }
            let vector = &vectors[*axis];
            let sums = values.chunks(size * inner).flat_map(|chunk| {
                (0..inner).map(move |place| {
                    let terms = vector.iter().zip(chunk[place..].iter().step_by(inner));
                    terms.fold(Gaussian::ZERO, |sum, (x, c)| sum.plus(&c.times(x)))
                })
            });
            values = sums.collect();
        }
        values
    }
}

/// A number that makes all of some numbers whole.
pub(super) fn common_denominator<'a>(values: impl Iterator<Item = &'a Rational>) -> IBig {
    let mut common = Rational::ONE;
    for value in values {
        let (_, denominator) = (value * &common).to_integers();
        let more = Rational::from_integers(denominator, IBig::ONE);
        common *= &more.expect("invariant: one is not zero");
    }
    common.to_integers().0
}
