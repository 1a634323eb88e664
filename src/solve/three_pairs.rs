//! Three players who mix two actions each: their equations come to one quadratic, so the equilibria are known exactly.
//!
//! With probabilities `x`, `y`, `z` of the first actions, the first player's indifference is `(a z + b) y + (c z + d) = 0`, the second's
//! `(a' z + b') x + (c' z + d') = 0`, and the third's is bilinear in `x` and `y`. Putting the first two into it gives a quadratic in `z`.
//!
//! # Source
//! McKelvey and McLennan (1997), "The maximal number of regular totally mixed Nash equilibria", Journal of Economic Theory 72 (two totally
//! mixed equilibria at most); the elimination is elementary.

use super::indifference::{Equation, Indifference};
use crate::num::{Polynomial, Rational, Real};

/// Solutions of the equations of a support, exact.
#[derive(Debug, Clone)]
pub struct Exact {
    /// The probabilities of the two actions of each player: all positive.
    pub point: Vec<Vec<Real>>,
    /// The index; zero if the solution is not regular.
    pub index: i64,
}

/// All solutions with positive probabilities, of three players who mix two actions each.
///
/// # Answer
/// Complete; none if the players are others, or if the solutions may not be finitely many.
pub fn three_pairs(system: &Indifference) -> Option<Vec<Exact>> {
    let ([2, 2, 2], [first, second, third]) = (&system.sizes[..], &system.equations[..]) else {
        return None;
    };
    let [first, second, third] = [first, second, third].map(bilinear);
    // In z, by which y and x are quotients of linear polynomials.
    let linear = |slope: &Rational, constant: &Rational| {
        Polynomial::new(vec![constant.clone(), slope.clone()])
    };
    let (under_y, over_y) = (linear(&first[3], &first[1]), linear(&first[2], &first[0]));
    let (under_x, over_x) = (
        linear(&second[3], &second[1]),
        linear(&second[2], &second[0]),
    );
    let products = [
        (&third[3], &over_x * &over_y),
        (&-&third[1], &over_x * &under_y),
        (&-&third[2], &under_x * &over_y),
        (&third[0], &under_x * &under_y),
    ];
    let none = Polynomial::new(Vec::new());
    let quadratic = products
        .iter()
        .fold(none, |sum, (c, p)| &sum + &p.scaled(c));
    let mut found = Vec::new();
    for z in Real::roots(&quadratic, &Rational::ZERO, &Rational::ONE)? {
        if z.is_zero() || z == Real::ONE {
            continue;
        }
        let at = |over: &Polynomial, under: &Polynomial| -> Option<Side> {
            let values = [over, under].map(|p| z.apply(p).is_zero());
            Some(match values {
                [true, true] => Side::Any,
                [false, true] => Side::None,
                _ => Side::Only(-&(&z.apply(over) * &reciprocal(&z, under, &quadratic)?)),
            })
        };
        let (x, y) = match (at(&over_x, &under_x)?, at(&over_y, &under_y)?) {
            (Side::None, _) | (_, Side::None) => continue,
            (Side::Only(x), Side::Only(y)) => (x, y),
            // Where one of the first two is indifferent at this z, the third's condition is left for the other probability.
            (Side::Only(x), Side::Any) => match left(&third, &x, [1, 2])? {
                Some(y) => (x, y),
                None => continue,
            },
            (Side::Any, Side::Only(y)) => match left(&third, &y, [2, 1])? {
                Some(x) => (x, y),
                None => continue,
            },
            (Side::Any, Side::Any) => return None,
        };
        let point: Vec<Vec<Real>> = [x, y, z.clone()]
            .into_iter()
            .map(|p| vec![p.clone(), &Real::ONE - &p])
            .collect();
        if point.iter().flatten().all(|p| p.sign().is_gt()) {
            let index = index([&first, &second, &third], &point);
            found.push(Exact { point, index });
        }
    }
    Some(found)
}

/// What an equation says of a probability.
enum Side {
    /// It cannot hold.
    None,
    /// It is this number.
    Only(Real),
    /// It may be any.
    Any,
}

/// The probability that the third player's condition leaves, given the rational one of the other player; inside none if there is none, and none
/// if it may be any.
fn left(third: &[Rational; 4], known: &Real, [own, other]: [usize; 2]) -> Option<Option<Real>> {
    let known = known.to_rational()?;
    let over = &third[0] + &(&third[own] * &known);
    let under = &third[other] + &(&third[3] * &known);
    match (over.is_zero(), under.is_zero()) {
        (true, true) => None,
        (false, true) => Some(None),
        _ => Some(Some(Real::from(-(&over / &under)))),
    }
}

/// `[1, p, q, p q]` of an equation, by the probabilities `p`, `q` of the first actions of the two others, in order.
fn bilinear(equation: &Equation) -> [Rational; 4] {
    let [both, second, first, neither] = &equation.gain.coefficients[..] else {
        unreachable!("invariant: two others with two actions each");
    };
    // The first player's action varies fastest: (0,0), (1,0), (0,1), (1,1).
    [
        neither.clone(),
        first - neither,
        second - neither,
        &(both + neither) - &(first + second),
    ]
}

/// One over a linear polynomial at a root of a quadratic, which is not zero there.
fn reciprocal(z: &Real, linear: &Polynomial, quadratic: &Polynomial) -> Option<Real> {
    if let Some(value) = z.apply(linear).to_rational() {
        return Some(Real::from(Rational::ONE.checked_div(&value)?));
    }
    // For z^2 + p z + q = 0: (a z + b) (b - a p - a z) = b^2 - a b p + a^2 q.
    let [constant, slope, leading] = quadratic.coefficients() else {
        return None;
    };
    let (q, p) = (constant.checked_div(leading)?, slope.checked_div(leading)?);
    let [b, a] = linear.coefficients() else {
        return None;
    };
    let norm = &(&(b * b) - &(&(a * b) * &p)) + &(&(a * a) * &q);
    let conjugate = Polynomial::new(vec![b - &(a * &p), -a]);
    Some(z.apply(&conjugate.scaled(&Rational::ONE.checked_div(&norm)?)))
}

/// The sign of `det(-D)`, where `D` has the derivatives of the equations, zero on its diagonal.
fn index(equations: [&[Rational; 4]; 3], point: &[Vec<Real>]) -> i64 {
    // The derivative by the one of the two others, at the probability of the other one.
    let slope = |player: usize, by: usize, at: usize| {
        let [_, p, q, both] = equations[player];
        let alone = if by < at { p } else { q };
        &Real::from(alone.clone()) + &(&Real::from(both.clone()) * &point[at][0])
    };
    let one = &(&slope(0, 1, 2) * &slope(1, 2, 0)) * &slope(2, 0, 1);
    let other = &(&slope(0, 2, 1) * &slope(1, 0, 2)) * &slope(2, 1, 0);
    -((&one + &other).sign() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Game, Payoffs, Player};

    fn system(payoff: impl Fn(usize, &[usize]) -> Rational) -> Indifference {
        let players = ["U", "C", "S"].map(|id| Player::plain(id, &["a", "b"]));
        let payoffs = Payoffs::from_fn(&[2, 2, 2], payoff).expect("a small game");
        let game = Game::new("test", players.to_vec(), payoffs);
        Indifference::new(&game, &[vec![0, 1], vec![0, 1], vec![0, 1]])
    }

    #[test]
    fn the_two_totally_mixed_equilibria_of_mckelvey_and_mclennan_are_found() {
        let payoff = |player: usize, p: &[usize]| {
            let row = match p {
                [0, 0, 0] => [9, 8, 12],
                [1, 1, 0] => [9, 8, 2],
                [1, 0, 1] | [0, 1, 1] => [3, 4, 6],
                _ => [0, 0, 0],
            };
            Rational::integer(row[player])
        };
        let found = three_pairs(&system(payoff)).expect("finitely many");
        let ratio = |over, under| Real::from(Rational::ratio(over, under));
        let mut firsts: Vec<Vec<Real>> = found
            .iter()
            .map(|exact| exact.point.iter().map(|p| p[0].clone()).collect())
            .collect();
        firsts.sort();
        let expected = [
            vec![ratio(2, 5), ratio(1, 2), ratio(1, 3)],
            vec![ratio(1, 2), ratio(2, 5), ratio(1, 4)],
        ];
        assert_eq!(firsts, expected);
        assert!(found.iter().all(|exact| exact.index.abs() == 1));
    }

    #[test]
    fn two_of_three_balancers_mix_with_the_closed_form() {
        // Balancing costs 1/5 and succeeds if two of three balance: (2 q - 1)^2 = 1 - 2/5.
        let cost = Rational::ratio(1, 5);
        let payoff = |player: usize, p: &[usize]| {
            let wins = p.iter().filter(|action| **action == 0).count() >= 2;
            let benefit = Rational::integer(i64::from(wins));
            if p[player] == 0 {
                benefit - &cost
            } else {
                benefit
            }
        };
        let found = three_pairs(&system(payoff)).expect("finitely many");
        let symmetric: Vec<&Exact> = found
            .iter()
            .filter(|e| e.point[0][0] == e.point[1][0] && e.point[1][0] == e.point[2][0])
            .collect();
        assert_eq!(symmetric.len(), 2);
        for exact in symmetric {
            let odd = &(&exact.point[0][0] + &exact.point[0][0]) - &Real::ONE;
            assert_eq!(&odd * &odd, Real::from(Rational::ratio(3, 5)));
        }
    }

    #[test]
    fn indifference_everywhere_is_left_to_others() {
        assert!(three_pairs(&system(|_, _| Rational::ZERO)).is_none());
    }
}
