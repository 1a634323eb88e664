//! Roots of quadratics, and the signs of polynomials at them, in machine integers.

use std::cmp::Ordering;

/// A game that is not generic, which is left to other tests.
#[derive(Debug)]
pub struct Degenerate;

/// `constant + slope * z`.
#[derive(Clone, Copy)]
pub struct Line {
    pub constant: i128,
    pub slope: i128,
}

impl Line {
    pub fn through(at_zero: i128, at_one: i128) -> Self {
        Line {
            constant: at_zero,
            slope: at_one - at_zero,
        }
    }

    pub fn plus(self, other: Line) -> Line {
        Line {
            constant: self.constant + other.constant,
            slope: self.slope + other.slope,
        }
    }

    /// The product, lowest power first, times a number.
    pub fn times(self, other: Line, factor: i128) -> [i128; 3] {
        [
            factor * self.constant * other.constant,
            factor * (self.constant * other.slope + self.slope * other.constant),
            factor * self.slope * other.slope,
        ]
    }
}

/// The root `(p + q sqrt(s)) / r` of a quadratic, `r` not zero.
pub struct Surd {
    p: i128,
    q: i128,
    s: i128,
    r: i128,
    /// The quadratic it is a root of.
    of: [i128; 3],
}

impl Surd {
    /// The sign of a line there.
    pub fn sign(&self, line: Line) -> i128 {
        let whole = line.constant * self.r + line.slope * self.p;
        let root = line.slope * self.q;
        // The sign of `whole + root sqrt(s)`: that of the greater of the two.
        let sign = match (whole * whole).cmp(&(root * root * self.s)) {
            Ordering::Greater => whole.signum(),
            Ordering::Less => root.signum(),
            Ordering::Equal if whole.signum() == root.signum() => whole.signum(),
            Ordering::Equal => 0,
        };
        sign * self.r.signum()
    }

    /// The sign of a quadratic there: `a` times it is a line, up to a multiple of the quadratic this is a root of.
    pub fn sign_of_quadratic(&self, [zeroth, first, second]: [i128; 3]) -> i128 {
        match self.of {
            [_, _, 0] => {
                // The root is rational: p / r.
                let value =
                    zeroth * self.r * self.r + first * self.p * self.r + second * self.p * self.p;
                value.signum()
            }
            [c, b, a] => {
                let line = Line {
                    constant: a * zeroth - second * c,
                    slope: a * first - second * b,
                };
                self.sign(line) * a.signum()
            }
        }
    }
}

/// The real roots of `c + b z + a z^2`, none of them double.
pub fn roots([c, b, a]: [i128; 3]) -> Result<Vec<Surd>, Degenerate> {
    let of = [c, b, a];
    let root = |p, q, s, r| Surd { p, q, s, r, of };
    if a == 0 {
        return match (b, c) {
            (0, 0) => Err(Degenerate),
            (0, _) => Ok(Vec::new()),
            _ => Ok(vec![root(-c, 0, 0, b)]),
        };
    }
    let s = b * b - 4 * a * c;
    match s.cmp(&0) {
        Ordering::Less => Ok(Vec::new()),
        Ordering::Equal => Err(Degenerate),
        Ordering::Greater => Ok(vec![root(-b, 1, s, 2 * a), root(-b, -1, s, 2 * a)]),
    }
}
