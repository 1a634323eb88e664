//! Supports whose equilibria can be described exactly: every condition on the mixtures is about one player's mixture alone.
//!
//! Where two players mix, each one's indifference is linear in the other's strategy. The same holds with more players whenever the
//! payoffs that matter do not depend on more than one of the mixtures: players who are indifferent everywhere, partners who do
//! not care for the rest. The equilibria with these supports, and their limits, are then a product of polytopes, one for each player who
//! mixes, given by its vertices. Conditions of players who do not mix may depend on several mixtures: such a form is linear in each, so
//! it is not positive on the product iff it is not positive at any combination of vertices.
//!
//! # Source
//! Jansen (1981), "Maximal Nash subsets for bimatrix games", Naval Research Logistics Quarterly 28 (products of polytopes).

use super::indifference::{Gain, Indifference, outside};
use crate::game::Game;
use crate::linalg::{rank, solve};
use crate::num::Rational;

/// The most unknowns of one polytope, slacks included.
const UNKNOWNS: usize = 14;
/// The most combinations of vertices.
const COMBINATIONS: usize = 20_000;

/// The equilibria with given supports, and their limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Separable {
    /// Some condition that cuts the set depends on several mixtures, or there are too many vertices.
    No,
    /// There are none.
    Empty,
    /// Any combination of points of these polytopes, by their vertices: one list for each player who mixes, over its support.
    Product(Vec<Vec<Vec<Rational>>>),
}

/// The conditions on one player's mixture.
#[derive(Debug, Clone, Default)]
struct Block {
    zero: Vec<Vec<Rational>>,
    not_positive: Vec<Vec<Rational>>,
}

/// The equilibria of some supports, where every condition is about one mixture.
pub fn separable(game: &Game, supports: &[Vec<usize>], system: &Indifference) -> Separable {
    let sizes = &system.sizes;
    let mut blocks = vec![Block::default(); sizes.len()];
    for equation in &system.equations {
        let Gain { axes, coefficients } = equation.gain.clone().reduced(sizes);
        match axes[..] {
            [] if coefficients[0].is_zero() => {}
            [] => return Separable::Empty,
            [axis] => blocks[axis].zero.push(coefficients),
            _ => return Separable::No,
        }
    }
    let mut joint = Vec::new();
    for form in outside(game, supports, &system.players) {
        let form = form.reduced(sizes);
        match form.axes[..] {
            [] if !form.coefficients[0].sign().is_gt() => {}
            [] => return Separable::Empty,
            [axis] => blocks[axis].not_positive.push(form.coefficients),
            _ => joint.push(form),
        }
    }
    let Some(mut product) = polytopes(&blocks, sizes) else {
        return Separable::No;
    };
    if product.iter().any(Vec::is_empty) {
        return Separable::Empty;
    }
    // Where all but one mixture are known, a joint condition is about the other one.
    let open: Vec<usize> = (0..product.len())
        .filter(|p| product[*p].len() > 1)
        .collect();
    if let [open] = open[..] {
        for form in joint.drain(..) {
            blocks[open]
                .not_positive
                .push(form.along(open, sizes, |other| &product[other][0]));
        }
        match polytopes(&blocks, sizes) {
            Some(cut) => product = cut,
            None => return Separable::No,
        }
    }
    let is_played = |(vertices, size): (&Vec<Vec<Rational>>, &usize)| {
        (0..*size).all(|action| vertices.iter().any(|v| !v[action].is_zero()))
    };
    if !product.iter().zip(sizes).all(is_played) {
        return Separable::Empty;
    }
    let combinations = product
        .iter()
        .map(Vec::len)
        .try_fold(1usize, usize::checked_mul);
    if combinations.is_none_or(|number| number > COMBINATIONS) {
        return Separable::No;
    }
    let mut is_all = true;
    for form in &joint {
        let values = form.at_vertices(&product);
        if values.iter().all(|value| value.sign().is_gt()) {
            return Separable::Empty;
        }
        is_all &= !values.iter().any(|value| value.sign().is_gt());
    }
    match is_all {
        true => Separable::Product(product),
        false => Separable::No,
    }
}

/// The vertices of each player's polytope; none if there are too many unknowns.
fn polytopes(blocks: &[Block], sizes: &[usize]) -> Option<Vec<Vec<Vec<Rational>>>> {
    let both = blocks.iter().zip(sizes);
    both.map(|(block, size)| block.vertices(*size)).collect()
}

impl Gain {
    /// The form without the players on whose actions it does not depend.
    fn reduced(mut self, sizes: &[usize]) -> Self {
        for place in (0..self.axes.len()).rev() {
            let stride: usize = self.axes[..place].iter().map(|axis| sizes[*axis]).product();
            let size = sizes[self.axes[place]];
            let at = |index: usize| index / stride % size;
            let first = |index: usize| index - at(index) * stride;
            let all = &self.coefficients;
            if (0..all.len()).all(|index| all[index] == all[first(index)]) {
                let kept = (0..all.len()).filter(|index| at(*index) == 0);
                self.coefficients = kept.map(|index| all[index].clone()).collect();
                self.axes.remove(place);
            }
        }
        self
    }

    /// The values at all combinations of vertices of the players in it.
    fn at_vertices(&self, product: &[Vec<Vec<Rational>>]) -> Vec<Rational> {
        let mut all = vec![self.coefficients.clone()];
        for axis in &self.axes {
            let contracted = |values: &Vec<Rational>, vertex: &Vec<Rational>| -> Vec<Rational> {
                values
                    .chunks(vertex.len())
                    .map(|part| dot(part, vertex))
                    .collect()
            };
            all = all
                .iter()
                .flat_map(|values| product[*axis].iter().map(|v| contracted(values, v)))
                .collect();
        }
        all.into_iter().flatten().collect()
    }
}

fn dot(coefficients: &[Rational], values: &[Rational]) -> Rational {
    coefficients.iter().zip(values).map(|(c, x)| c * x).sum()
}

impl Block {
    /// The vertices of the strategies that meet the conditions; none if there are too many unknowns.
    ///
    /// A vertex is the only solution whose positive unknowns, slacks included, are some given ones.
    fn vertices(&self, size: usize) -> Option<Vec<Vec<Rational>>> {
        let slacks = self.not_positive.len();
        let rows = |taken: &[usize]| -> Vec<Vec<Rational>> {
            let sum = (0..size + slacks).map(|u| Rational::integer(i64::from(u < size)));
            let zero = self.zero.iter().map(|row| {
                let none = std::iter::repeat_n(Rational::ZERO, slacks);
                row.iter().cloned().chain(none).collect::<Vec<_>>()
            });
            let below = self.not_positive.iter().enumerate().map(|(place, row)| {
                let own = (0..slacks).map(|s| Rational::integer(i64::from(s == place)));
                row.iter().cloned().chain(own).collect::<Vec<_>>()
            });
            let all = std::iter::once(sum.collect::<Vec<_>>())
                .chain(zero)
                .chain(below);
            all.map(|row| taken.iter().map(|u| row[*u].clone()).collect())
                .collect()
        };
        // Mostly one mixture alone is possible.
        let everything: Vec<usize> = (0..size).collect();
        let of_strategy: Vec<Vec<Rational>> = rows(&everything)[..=self.zero.len()].to_vec();
        if rank(&of_strategy) == size {
            let only = unique(&of_strategy).filter(|x| {
                let below = self
                    .not_positive
                    .iter()
                    .all(|row| !dot(row, x).sign().is_gt());
                below && x.iter().all(|p| !p.sign().is_lt())
            });
            return Some(only.into_iter().collect());
        }
        if size + slacks > UNKNOWNS {
            return None;
        }
        let mut vertices: Vec<Vec<Rational>> = Vec::new();
        for chosen in 1u32..1 << (size + slacks) {
            let taken: Vec<usize> = (0..size + slacks)
                .filter(|u| chosen >> u & 1 == 1)
                .collect();
            let Some(values) = unique(&rows(&taken)) else {
                continue;
            };
            if values.iter().all(|value| value.sign().is_gt()) {
                let mut vertex = vec![Rational::ZERO; size];
                for (unknown, value) in taken.iter().zip(values) {
                    if *unknown < size {
                        vertex[*unknown] = value;
                    }
                }
                vertices.push(vertex);
            }
        }
        vertices.sort();
        vertices.dedup();
        Some(vertices)
    }
}

/// The only solution of equations of which the first is `sum = 1` and all others are homogeneous; none if there is none or more.
fn unique(rows: &[Vec<Rational>]) -> Option<Vec<Rational>> {
    let unknowns = rows[0].len();
    if rank(rows) < unknowns {
        return None;
    }
    // Independent rows, the first among them unless it follows from the others, which it cannot: they are homogeneous.
    let mut kept: Vec<usize> = vec![0];
    for row in 1..rows.len() {
        if kept.len() < unknowns {
            let with: Vec<Vec<Rational>> = kept
                .iter()
                .chain([&row])
                .map(|r| rows[*r].clone())
                .collect();
            if rank(&with) == with.len() {
                kept.push(row);
            }
        }
    }
    if kept.len() < unknowns {
        return None;
    }
    let square: Vec<Vec<Rational>> = kept.iter().map(|row| rows[*row].clone()).collect();
    let right: Vec<Rational> = (0..unknowns)
        .map(|row| Rational::integer(i64::from(row == 0)))
        .collect();
    let solution = solve(&square, &right)?;
    let holds = rows[1..].iter().all(|row| dot(row, &solution).is_zero());
    holds.then_some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    fn game(counts: &[usize], payoff: impl Fn(usize, &[usize]) -> i64) -> Game {
        let actions = ["a", "b", "c"];
        let ids = ["U", "C", "S"];
        let players = counts
            .iter()
            .zip(ids)
            .map(|(count, id)| Player::plain(id, &actions[..*count]));
        let payoffs = Payoffs::from_fn(counts, |player, p| Rational::integer(payoff(player, p)));
        Game::new("test", players.collect(), payoffs.expect("a small game"))
    }

    fn of(game: &Game, supports: &[Vec<usize>]) -> Separable {
        separable(game, supports, &Indifference::new(game, supports))
    }

    fn ratio(over: i64, under: i64) -> Rational {
        Rational::ratio(over, under)
    }

    #[test]
    fn two_who_mix_are_solved_against_the_one_who_does_not() {
        // U and C play matching pennies; S prefers b iff U matches more often than two thirds of the time.
        let pennies = game(&[2, 2, 2], |player, p| match player {
            0 => i64::from(p[0] == p[1]),
            1 => i64::from(p[0] != p[1]),
            _ => i64::from(p[2] == 1) * (3 * i64::from(p[0] == p[1]) - 2),
        });
        let half = vec![vec![ratio(1, 2), ratio(1, 2)]];
        let both = |s| [vec![0, 1], vec![0, 1], vec![s]];
        assert_eq!(
            of(&pennies, &both(0)),
            Separable::Product(vec![half.clone(), half])
        );
        assert_eq!(of(&pennies, &both(1)), Separable::Empty);
    }

    #[test]
    fn a_player_nobody_cares_for_adds_a_dimension() {
        let pennies = game(&[2, 2, 3], |player, p| match player {
            0 => i64::from(p[0] == p[1]),
            1 => i64::from(p[0] != p[1]),
            _ => 7,
        });
        let all = [vec![0, 1], vec![0, 1], vec![0, 1, 2]];
        let half = vec![vec![ratio(1, 2), ratio(1, 2)]];
        let corner = |a: usize| {
            (0..3)
                .map(|b| ratio(i64::from(a == b), 1))
                .collect::<Vec<_>>()
        };
        let corners = vec![corner(2), corner(1), corner(0)];
        assert_eq!(
            of(&pennies, &all),
            Separable::Product(vec![half.clone(), half, corners])
        );
    }

    #[test]
    fn an_inequality_cuts_a_segment() {
        // S is indifferent; U keeps to a as long as S plays a with probability at least 1/3.
        let leaning = game(&[2, 1, 2], |player, p| match (player, p[0]) {
            (0, 0) => 2 * i64::from(p[2] == 0),
            (0, _) => i64::from(p[2] == 1),
            _ => 0,
        });
        let found = of(&leaning, &[vec![0], vec![0], vec![0, 1]]);
        let ends = vec![
            vec![ratio(1, 3), ratio(2, 3)],
            vec![ratio(1, 1), ratio(0, 1)],
        ];
        assert_eq!(found, Separable::Product(vec![ends]));
    }
}
