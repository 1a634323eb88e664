//! The exponential of an interval, rounded outwards.
//!
//! For a machine number `x` and an integer `k`, `exp(x) = 2^k exp(r)` with `r = x - k ln 2`. Both `ln 2` and `r` are intervals; `k` is chosen
//! so that `r` lies within `[-1/2, 1/2]`, which is checked. Taylor's theorem gives `exp(r) = sum_{n < N} r^n / n! + rest`, and for such `r`
//! the rest is at most `exp(1/2) |r|^N / N! < 2 |r|^N / N!`; with `N = 18` that is below 2^-69. The sum is evaluated by Horner's
//! rule in interval arithmetic, so every rounding is covered, and no library's exponential takes part.
//! The exponential rises, so the lower end comes from the lower end and the upper from the upper.
//!
//! # Source
//! Tucker (2011), *Validated Numerics*, section 2.4; Muller (2016), *Elementary Functions*, chapter 3.

use super::Interval;

/// Below `ln 2`, which is between this number and the next: 0.693147180559945309.. .
const LN_2: f64 = std::f64::consts::LN_2;
/// The terms of the series.
const TERMS: u32 = 18;
/// The rest is at most twice the first term left out, `2 * 2^-18 / 18!`; this is more.
const REST: f64 = 1.0 / (1u128 << 69) as f64;
/// Beyond these the exponential is larger than every machine number, or smaller than every positive one.
const LARGEST: f64 = 710.0;
const SMALLEST: f64 = -746.0;

impl Interval {
    /// The exponentials of all numbers in it.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Interval;
    /// let e = Interval::ONE.exp();
    /// assert!(e.holds(std::f64::consts::E) && e.width() < 1e-14);
    /// assert!(Interval::point(-1e9).exp().lower() == 0.0);
    /// ```
    pub fn exp(self) -> Interval {
        let lower = at(self.lower()).lower();
        Interval::new(lower.max(0.0), at(self.upper()).upper())
    }
}

/// Bounds of the exponential of one number.
fn at(x: f64) -> Interval {
    if x > LARGEST {
        return Interval::new(f64::MAX, f64::INFINITY);
    }
    if x < SMALLEST {
        return Interval::new(0.0, f64::from_bits(1));
    }
    let power = (x / LN_2).round();
    let ln_2 = Interval::new(LN_2.next_down(), LN_2.next_up());
    let rest = Interval::point(x) - Interval::point(power) * ln_2;
    assert!(
        rest.magnitude() <= 0.5,
        "invariant: the argument is reduced"
    );
    let mut sum = Interval::ONE;
    for n in (1..TERMS).rev() {
        let factor = rest.quotient(Interval::point(f64::from(n)));
        sum = Interval::ONE + factor.expect("invariant: n is positive") * sum;
    }
    let sum = sum + Interval::new(-REST, REST);
    // In two steps, so that no power of two is too small or too large by itself.
    let half = (power / 2.0).floor();
    let scaled = |value: Interval, power: f64| value * Interval::point(2f64.powi(power as i32));
    scaled(scaled(sum, half), power - half)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Rational, exactly};
    use proptest::prelude::*;

    /// Bounds from the limit `(1 + x/n)^n <= exp(x) <= (1 - x/n)^-n`, sharpened by squaring a rational series of `x / 2^20`.
    fn rational_bounds(x: &Rational) -> (Rational, Rational) {
        let small = x * &Rational::ratio(1, 1 << 20);
        // 1 + s + s^2/2 + s^3/6 <= exp(s) for all s, and the rest is at most s^4 for |s| < 1.
        let square = &small * &small;
        let fourth = &square * &square;
        let low = &(&(&Rational::ONE + &small) + &(&square * &Rational::ratio(1, 2)))
            + &(&(&square * &small) * &Rational::ratio(1, 6));
        let high = &low + &fourth;
        let grid = Rational::integer(10).checked_pow(40).expect("not zero");
        let squared = |mut value: Rational, up: bool| {
            for _ in 0..20 {
                value = &value * &value;
                let scaled = &value * &grid;
                let whole = match up {
                    true => -(-&scaled).floor(),
                    false => scaled.floor(),
                };
                value = &whole / &grid;
            }
            value
        };
        (squared(low, false), squared(high, true))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn bounds_meet_those_of_exact_arithmetic(x in -30f64..30.0) {
            let found = Interval::point(x).exp();
            let (low, high) = rational_bounds(&exactly(x));
            prop_assert!(exactly(found.lower()) <= high && low <= exactly(found.upper()));
            prop_assert!(found.width() <= 1e-13 * found.upper());
        }

        #[test]
        fn exponentials_multiply_as_arguments_add(x in -300f64..300.0, y in -300f64..300.0) {
            let [a, b] = [x, y].map(Interval::point);
            prop_assert!((a.exp() * b.exp()).meet((a + b).exp()).is_some());
        }
    }

    #[test]
    fn what_is_beyond_machine_numbers_is_bounded_by_infinity_and_zero() {
        assert_eq!(
            Interval::point(1e6).exp(),
            Interval::new(f64::MAX, f64::INFINITY)
        );
        assert_eq!(
            Interval::point(-1e6).exp(),
            Interval::new(0.0, f64::from_bits(1))
        );
        let edges = [709.9, -745.5].map(|x| Interval::point(x).exp());
        assert!(edges[0].upper() > 1e308 && edges[1].lower() >= 0.0 && edges[1].upper() < 1e-300);
        let infinite = Interval::new(f64::NEG_INFINITY, f64::INFINITY).exp();
        assert!(infinite.holds(0.0) && infinite.holds(f64::MAX));
    }
}
