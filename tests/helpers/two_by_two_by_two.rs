//! Games of three players with two actions each, solved in fractions of machine integers: ties by inequalities, two who
//! mix by a division each, three who mix by one quadratic equation.

use std::cmp::Ordering;

use unipole::game::Game;

use crate::fraction::{Fraction, fraction};
use crate::surd::{Degenerate, Line, roots};

/// What each player gains by its first action over its second: `gains[player][action of one other][action of the next]`,
/// the others in order.
pub struct TwoByTwoByTwo {
    pub gains: [[[i128; 2]; 2]; 3],
}

/// What the oracle lists: first probabilities where nobody or two mix, and a number where all three mix.
#[derive(Debug)]
pub struct Listed {
    pub pure: Vec<Vec<Fraction>>,
    pub two_mix: Vec<Vec<Fraction>>,
    pub three_mix: usize,
}

impl TwoByTwoByTwo {
    /// Reads the payoffs.
    pub fn new(game: &Game) -> Self {
        let gain = |player: usize, one: usize, next: usize| -> i128 {
            let payoff = |own: usize| {
                let mut profile = vec![one, next];
                profile.insert(player, own);
                let payoff = game.payoff(player, game.index_of(&profile));
                i128::from(payoff.to_i64().expect("a small payoff"))
            };
            payoff(0) - payoff(1)
        };
        let gains =
            [0, 1, 2].map(|player| [0, 1].map(|one| [0, 1].map(|next| gain(player, one, next))));
        TwoByTwoByTwo { gains }
    }

    /// A player's gain where two others play so.
    fn gain(&self, player: usize, (first, a): (usize, usize), (second, b): (usize, usize)) -> i128 {
        match first < second {
            true => self.gains[player][a][b],
            false => self.gains[player][b][a],
        }
    }

    /// The same where both others mix, by the probabilities of their first actions.
    fn expected(&self, player: usize, one: Fraction, next: Fraction) -> Fraction {
        let sides = |p: Fraction| [p, Fraction::from(1) - p];
        let mut sum = Fraction::from(0);
        for (a, p) in sides(one).into_iter().enumerate() {
            for (b, q) in sides(next).into_iter().enumerate() {
                sum = sum + Fraction::from(self.gains[player][a][b]) * p * q;
            }
        }
        sum
    }

    /// All equilibria, of a generic game.
    pub fn equilibria(&self) -> Result<Listed, Degenerate> {
        self.refuse_ties()?;
        Ok(Listed {
            pure: self.pure(),
            two_mix: self.two_mix()?,
            three_mix: self.three_mix()?,
        })
    }

    /// Where a player is indifferent although the others are pure, no mixture of its actions may be an equilibrium.
    fn refuse_ties(&self) -> Result<(), Degenerate> {
        for (player, j, k) in [(0, 1, 2), (1, 0, 2), (2, 0, 1)] {
            for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                if self.gain(player, (j, a), (k, b)) != 0 {
                    continue;
                }
                // The mixtures to which the actions of the two others are best replies are an interval.
                let (mut low, mut high) = (Fraction::from(0), Fraction::from(1));
                for (other, own, third) in [(j, a, (k, b)), (k, b, (j, a))] {
                    let sign = if own == 0 { 1 } else { -1 };
                    let at = |action: usize| sign * self.gain(other, (player, action), third);
                    let line = Line::through(at(1), at(0));
                    let root = |line: Line| fraction(-line.constant, line.slope);
                    match line.slope.cmp(&0) {
                        Ordering::Greater => low = low.max(root(line)),
                        Ordering::Less => high = high.min(root(line)),
                        Ordering::Equal if line.constant < 0 => high = Fraction::from(-1),
                        Ordering::Equal => {}
                    }
                }
                if low <= high {
                    return Err(Degenerate);
                }
            }
        }
        Ok(())
    }

    fn pure(&self) -> Vec<Vec<Fraction>> {
        let mut found = Vec::new();
        for profile in (0..8).map(|bits| [bits & 1, bits >> 1 & 1, bits >> 2]) {
            let is_best = |player: usize| {
                let [j, k] = others(player);
                let gain = self.gain(player, (j, profile[j]), (k, profile[k]));
                (gain > 0) == (profile[player] == 0)
            };
            if (0..3).all(is_best) {
                found.push(profile.map(certain).to_vec());
            }
        }
        found
    }

    /// Each of two makes the other indifferent, and the third does not want to leave its action.
    fn two_mix(&self) -> Result<Vec<Vec<Fraction>>, Degenerate> {
        let mut found = Vec::new();
        for (third, action) in (0..3).flat_map(|third| [(third, 0), (third, 1)]) {
            let [i, j] = others(third);
            // The probability of the other's first action at which a player is indifferent.
            let balance = |player: usize, other: usize| {
                let [first, second] =
                    [0, 1].map(|a| self.gain(player, (other, a), (third, action)));
                match (first, second) {
                    (0, 0) => Err(Degenerate),
                    _ if first * second >= 0 => Ok(None),
                    _ => Ok(Some(fraction(-second, first - second))),
                }
            };
            let (Some(of_j), Some(of_i)) = (balance(i, j)?, balance(j, i)?) else {
                continue;
            };
            let gain = self.expected(third, of_i, of_j);
            if gain == Fraction::from(0) {
                return Err(Degenerate);
            }
            if (gain > Fraction::from(0)) == (action == 0) {
                let mut point = vec![of_i, of_j];
                point.insert(third, certain(action));
                found.push(point);
            }
        }
        Ok(found)
    }

    /// With x, y, z for the first probabilities, the gain of the first is `n1(z) + y d1(z)` and that of the second
    /// `n2(z) + x d2(z)`. So `y = -n1/d1` and `x = -n2/d2`, and the third's gain times `d1 d2` is a quadratic in z.
    pub fn three_mix(&self) -> Result<usize, Degenerate> {
        let [first, second, third] = self.gains;
        let lines = |gains: [[i128; 2]; 2]| {
            let numerator = Line::through(gains[1][1], gains[1][0]);
            let sum = Line::through(gains[0][1], gains[0][0]);
            let denominator = Line {
                constant: sum.constant - numerator.constant,
                slope: sum.slope - numerator.slope,
            };
            (numerator, denominator)
        };
        let ((n1, d1), (n2, d2)) = (lines(first), lines(second));
        // The third's gain is a + b x + c y + d x y.
        let a = third[1][1];
        let (b, c) = (third[0][1] - a, third[1][0] - a);
        let d = third[0][0] - a - b - c;
        let terms = [
            d1.times(d2, a),
            d1.times(n2, -b),
            n1.times(d2, -c),
            n1.times(n2, d),
        ];
        let quadratic = [0, 1, 2].map(|power| terms.iter().map(|term| term[power]).sum::<i128>());
        let z = Line::through(0, 1);
        let not_z = Line::through(1, 0);
        let mut count = 0;
        for root in roots(quadratic)? {
            let sign = |line: Line| root.sign(line);
            let signs = [z, not_z, n1, d1, n1.plus(d1), n2, d2, n2.plus(d2)].map(sign);
            if signs.contains(&0) {
                return Err(Degenerate);
            }
            let [z, not_z, n1, d1, rest1, n2, d2, rest2] = signs;
            let y_is_inside = n1 * d1 < 0 && rest1 * d1 > 0;
            let x_is_inside = n2 * d2 < 0 && rest2 * d2 > 0;
            count += usize::from(z > 0 && not_z > 0 && y_is_inside && x_is_inside);
        }
        Ok(count)
    }
}

fn others(player: usize) -> [usize; 2] {
    [[1, 2], [0, 2], [0, 1]][player]
}

/// The first probability of a pure strategy.
pub fn certain(action: usize) -> Fraction {
    Fraction::from(i128::from(action == 0))
}
