//! Games of two players with two actions and one with three, solved in fractions and roots of quadratics.
//!
//! With x and y for the first probabilities of the two, and z for the strategy of the third: what the third gains is bilinear in x and y,
//! what the first gains is linear in z and y, what the second gains is linear in z and x. Where all mix, one bilinear equation gives
//! y as a quotient of lines in x, another condition makes a quadratic in x, and signs of quadratics at its roots decide the rest.

use unipole::game::Game;

use crate::fraction::{Fraction, fraction};
use crate::surd::{Degenerate, Line, Surd, roots};

/// How many equilibria there are in which so many players mix: of the third, two actions or three.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub pure: usize,
    pub two_mix: usize,
    pub three_mix_two_of_three: usize,
    pub three_mix_all: usize,
}

pub struct TwoByTwoByThree {
    /// What the first gains by its first action: `[action of the second][action of the third]`.
    first: [[i128; 3]; 2],
    /// What the second gains by its first action: `[action of the first][action of the third]`.
    second: [[i128; 3]; 2],
    /// What the third earns: `[its action][action of the first][action of the second]`.
    third: [[[i128; 2]; 2]; 3],
}

/// `c + b x + a y + d x y` as `[c, b, a, d]`.
type Bilinear = [i128; 4];

/// The product of two lines in x, less that of two others.
fn cross(a: Line, b: Line, c: Line, d: Line) -> [i128; 3] {
    let (left, right) = (a.times(b, 1), c.times(d, 1));
    [0, 1, 2].map(|power| left[power] - right[power])
}

impl TwoByTwoByThree {
    pub fn new(game: &Game) -> Self {
        let payoff = |player: usize, profile: [usize; 3]| {
            let payoff = game.payoff(player, game.index_of(&profile));
            i128::from(payoff.to_i64().expect("a small payoff"))
        };
        let of_first = |b: usize, c: usize| payoff(0, [0, b, c]) - payoff(0, [1, b, c]);
        let of_second = |a: usize, c: usize| payoff(1, [a, 0, c]) - payoff(1, [a, 1, c]);
        TwoByTwoByThree {
            first: [0, 1].map(|b| [0, 1, 2].map(|c| of_first(b, c))),
            second: [0, 1].map(|a| [0, 1, 2].map(|c| of_second(a, c))),
            third: [0, 1, 2].map(|c| [0, 1].map(|a| [0, 1].map(|b| payoff(2, [a, b, c])))),
        }
    }

    /// The first's gain in y where the third takes an action, and the second's in x.
    fn first_in_y(&self, action: usize) -> Line {
        Line::through(self.first[1][action], self.first[0][action])
    }

    fn second_in_x(&self, action: usize) -> Line {
        Line::through(self.second[1][action], self.second[0][action])
    }

    /// What the third gains by an action over another one.
    fn third_gains(&self, action: usize, over: usize) -> Bilinear {
        let gain = |a: usize, b: usize| self.third[action][a][b] - self.third[over][a][b];
        let c = gain(1, 1);
        let (b, a) = (gain(0, 1) - c, gain(1, 0) - c);
        [c, b, a, gain(0, 0) - c - b - a]
    }

    pub fn equilibria(&self) -> Result<Counted, Degenerate> {
        Ok(Counted {
            pure: self.pure()?,
            two_mix: self.first_two_mix()? + self.third_and_another_mix()?,
            three_mix_two_of_three: self.three_mix_two_of_three()?,
            three_mix_all: self.three_mix_all()?,
        })
    }

    fn pure(&self) -> Result<usize, Degenerate> {
        let mut count = 0;
        for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            for c in 0..3 {
                let gains = [self.first[b][c], self.second[a][c]];
                let own = |gain: i128, action: usize| if action == 0 { gain } else { -gain };
                let mut losses = vec![own(gains[0], a), own(gains[1], b)];
                let others = (0..3).filter(|other| *other != c);
                losses.extend(others.map(|other| self.third[c][a][b] - self.third[other][a][b]));
                if losses.iter().any(|loss| *loss < 0) {
                    continue;
                }
                if losses.contains(&0) {
                    return Err(Degenerate);
                }
                count += 1;
            }
        }
        Ok(count)
    }

    /// The first two make each other indifferent, and the third takes one action.
    fn first_two_mix(&self) -> Result<usize, Degenerate> {
        let mut count = 0;
        for action in 0..3 {
            let (Some(y), Some(x)) = (
                inner_root(self.first_in_y(action))?,
                inner_root(self.second_in_x(action))?,
            ) else {
                continue;
            };
            let mut is_best = true;
            for other in (0..3).filter(|other| *other != action) {
                is_best &= strict_sign(at(self.third_gains(other, action), x, y))? < 0;
            }
            count += usize::from(is_best);
        }
        Ok(count)
    }

    /// The third mixes two actions with one of the others, and the last takes one.
    fn third_and_another_mix(&self) -> Result<usize, Degenerate> {
        let mut count = 0;
        for (j, k, left_out) in [(0, 1, 2), (0, 2, 1), (1, 2, 0)] {
            for (first_mixes, action) in [(true, 0), (true, 1), (false, 0), (false, 1)] {
                let taken = Fraction::from(i128::from(action == 0));
                // Along the mixture of the one who mixes, the third gains a line.
                let [c, b, a, d] = self.third_gains(j, k);
                let [own, other] = if first_mixes { [b, a] } else { [a, b] };
                let line = match action {
                    0 => Line {
                        constant: c + other,
                        slope: own + d,
                    },
                    _ => Line {
                        constant: c,
                        slope: own,
                    },
                };
                let Some(mixed) = inner_root(line)? else {
                    continue;
                };
                let (x, y) = if first_mixes {
                    (mixed, taken)
                } else {
                    (taken, mixed)
                };
                // The mixture of the third that makes the one who mixes indifferent.
                let (gains, others) = match first_mixes {
                    true => (self.first[action], self.second),
                    false => (self.second[action], self.first),
                };
                let Some(z) = inner_root(Line::through(gains[k], gains[j]))? else {
                    continue;
                };
                // The one who does not mix.
                let of = |own: usize| {
                    let [one, two] = [others[own][j], others[own][k]].map(Fraction::from);
                    one * z + two * (Fraction::from(1) - z)
                };
                let gain = of(0) * mixed + of(1) * (Fraction::from(1) - mixed);
                let is_best = (strict_sign(gain)? > 0) == (action == 0);
                let tempted = strict_sign(at(self.third_gains(left_out, j), x, y))? > 0;
                count += usize::from(is_best && !tempted);
            }
        }
        Ok(count)
    }

    fn three_mix_two_of_three(&self) -> Result<usize, Degenerate> {
        let mut count = 0;
        for (j, k, left_out) in [(0, 1, 2), (0, 2, 1), (1, 2, 0)] {
            let (over, under) = quotient(self.third_gains(j, k));
            // The first is indifferent at a z, the second at the same.
            let [of_j, of_k] =
                [j, k].map(|action| times_under(self.first_in_y(action), over, under));
            let [in_j, in_k] = [j, k].map(|action| self.second_in_x(action));
            for x in roots(cross(of_j, in_k, of_k, in_j))? {
                if !is_inside(&x, over, under)? {
                    continue;
                }
                let signs = [strict(x.sign(in_j))?, strict(x.sign(in_k))?];
                let tempted = bilinear_sign(&x, self.third_gains(left_out, j), over, under)? > 0;
                count += usize::from(signs[0] != signs[1] && !tempted);
            }
        }
        Ok(count)
    }

    fn three_mix_all(&self) -> Result<usize, Degenerate> {
        let (over, under) = quotient(self.third_gains(0, 1));
        let [c, b, a, d] = self.third_gains(0, 2);
        let [plain, with_y] = [
            Line {
                constant: c,
                slope: b,
            },
            Line {
                constant: a,
                slope: d,
            },
        ];
        let mut count = 0;
        for x in roots(cross(plain, under, with_y, over))? {
            if !is_inside(&x, over, under)? {
                continue;
            }
            // The strategy of the third is orthogonal to the gains of both others.
            let of = [0, 1, 2].map(|action| times_under(self.first_in_y(action), over, under));
            let own = [0, 1, 2].map(|action| self.second_in_x(action));
            let mut signs = Vec::new();
            for (k, l) in [(1, 2), (2, 0), (0, 1)] {
                signs.push(strict(
                    x.sign_of_quadratic(cross(of[k], own[l], of[l], own[k])),
                )?);
            }
            count += usize::from(signs.iter().all(|sign| *sign == signs[0]));
        }
        Ok(count)
    }
}

/// Where a bilinear form is zero, `y = -over / under` for two lines in x.
fn quotient([c, b, a, d]: Bilinear) -> (Line, Line) {
    (
        Line {
            constant: c,
            slope: b,
        },
        Line {
            constant: a,
            slope: d,
        },
    )
}

/// A line in y, times `under`, as a line in x.
fn times_under(in_y: Line, over: Line, under: Line) -> Line {
    Line {
        constant: in_y.constant * under.constant - in_y.slope * over.constant,
        slope: in_y.constant * under.slope - in_y.slope * over.slope,
    }
}

/// Whether x and `-over / under` are probabilities; a number at the border is degenerate.
fn is_inside(x: &Surd, over: Line, under: Line) -> Result<bool, Degenerate> {
    let sign = |line: Line| strict(x.sign(line));
    let x_is_inside = sign(Line::through(0, 1))? > 0 && sign(Line::through(1, 0))? > 0;
    let (n, d) = (sign(over)?, sign(under)?);
    Ok(x_is_inside && n * d < 0 && sign(over.plus(under))? * d > 0)
}

/// The sign of a bilinear form at x and `-over / under`.
fn bilinear_sign(x: &Surd, form: Bilinear, over: Line, under: Line) -> Result<i128, Degenerate> {
    let [c, b, a, d] = form;
    let [plain, with_y] = [
        Line {
            constant: c,
            slope: b,
        },
        Line {
            constant: a,
            slope: d,
        },
    ];
    let sign = strict(x.sign_of_quadratic(cross(plain, under, with_y, over)))?;
    Ok(sign * strict(x.sign(under))?)
}

fn at([c, b, a, d]: Bilinear, x: Fraction, y: Fraction) -> Fraction {
    Fraction::from(c) + Fraction::from(b) * x + Fraction::from(a) * y + Fraction::from(d) * x * y
}

fn strict(sign: i128) -> Result<i128, Degenerate> {
    if sign == 0 { Err(Degenerate) } else { Ok(sign) }
}

fn strict_sign(value: Fraction) -> Result<i128, Degenerate> {
    strict(match value.cmp(&Fraction::from(0)) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    })
}

/// The root of a line between zero and one.
fn inner_root(line: Line) -> Result<Option<Fraction>, Degenerate> {
    let ends = [line.constant, line.constant + line.slope];
    if ends.contains(&0) {
        return Err(Degenerate);
    }
    let crosses = ends[0].signum() != ends[1].signum();
    Ok(crosses.then(|| fraction(-line.constant, line.slope)))
}
