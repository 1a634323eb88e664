//! Games of even size n x n with more equilibria than the coordination game: 3, 15, 75, 383, .. for n = 2, 4, 6, 8, ..
//!
//! The best-reply polytopes of both players are combinatorially dual cyclic polytopes with 2n facets in dimension n, whose vertices are
//! the sets of n places among 2n that come in pairs of neighbours, around a circle (Gale). In the first the facet at place k has the label k; in the
//! second the labels of the places 2j - 1 and 2j are exchanged. Completely labelled pairs of vertices are the equilibria and one more, and there
//! are D(n/2) + D(n/2 - 1) of them, D being the central Delannoy numbers 1, 3, 13, 63, 321, ..
//!
//! Payoffs: a point of such a polytope is a polynomial p of degree n that is not negative at the places 1, .., 2n, and x_i is p(i), i = 1, .., n,
//! scaled by the derivative of w(t) = (t - 1) .. (t - n) at i. Lagrange's formula divided by w turns p(k) >= 0, k > n, into sum_i b_ik x_i <= 1, where
//! b_ik = 2 - (-1)^i / (k - i): the constant is any number that bounds the polytope. All payoffs are multiplied by the least
//! common multiple of 1, .., 2n - 1.
//!
//! # Source
//! Von Stengel (1999), "New maximal numbers of equilibria in bimatrix games", Discrete and Computational Geometry 21: the labels and their
//! number. The formula for the payoffs is our own way to realise them.

use super::{Family, FamilyError, numbered, sizes};
use crate::game::{Game, Payoffs};
use crate::num::Rational;

/// What bounds the polytopes.
const BOUND: i64 = 2;

/// The largest game: its payoffs have 88 digits.
const LARGEST: usize = 100;

pub(super) fn game(counts: &[usize]) -> Result<Game, FamilyError> {
    let family = Family::ManyEquilibria;
    family.needs_two(counts)?;
    let size = family.common_size(counts)?;
    if size % 2 == 1 || size > LARGEST {
        return Err(FamilyError::Size {
            family: family.name(),
            wanted: "an even number of actions, at most 100",
            found: size,
        });
    }
    let multiple = (2..2 * size).fold(Rational::ONE, |multiple, number| {
        let (over, _) = multiple.to_integers();
        let number = dashu_int::IBig::from(number);
        let common = dashu_int::ops::Gcd::gcd(&over, &number);
        &multiple * &Rational::from_integers(number, common.into()).expect("invariant: not zero")
    });
    let payoffs = Payoffs::from_fn(counts, |player, profile| {
        // Labels count the first player's actions, then the second's.
        let (row, column) = (profile[0] + 1, size + profile[1] + 1);
        let term = match player {
            0 => {
                let (row, column) = (exchanged(row), exchanged(column));
                alternating(column, column - row)
            }
            _ => alternating(row + 1, column - row),
        };
        &multiple * &(&Rational::integer(BOUND) + &term)
    })?;
    let title = format!("many equilibria {}", sizes(counts));
    Ok(Game::new(&title, numbered(counts, 1), payoffs))
}

/// The place of a label in the second polytope.
fn exchanged(label: usize) -> usize {
    match label % 2 {
        1 => label + 1,
        _ => label - 1,
    }
}

/// `(-1)^power / distance`.
fn alternating(power: usize, distance: usize) -> Rational {
    let sign = if power.is_multiple_of(2) { 1 } else { -1 };
    Rational::ratio(sign, super::integer(distance))
}
