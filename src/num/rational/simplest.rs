//! The simplest fraction between two numbers.
//!
//! # Source
//! Graham, Knuth and Patashnik (1994), *Concrete Mathematics*, section 4.5 (the Stern-Brocot tree, by continued fractions).

use dashu_int::IBig;

use super::Rational;

impl Rational {
    /// The fraction with the least denominator between two numbers, either of which it may be; none if they are exchanged.
    ///
    /// # Examples
    /// ```
    /// use unipole::num::Rational;
    /// let [lower, upper] = ["0.333", "0.334"].map(|text| text.parse().expect("a number"));
    /// assert_eq!(Rational::simplest_between(&lower, &upper), Some(Rational::ratio(1, 3)));
    /// assert_eq!(Rational::simplest_between(&upper, &lower), None);
    /// ```
    pub fn simplest_between(lower: &Rational, upper: &Rational) -> Option<Rational> {
        if lower > upper {
            return None;
        }
        let ((mut a, mut b), (mut c, mut d)) = (lower.to_integers(), upper.to_integers());
        // The convergents of the continued fraction that both ends share so far.
        let (mut before, mut last) = ((IBig::ZERO, IBig::ONE), (IBig::ONE, IBig::ZERO));
        loop {
            let (whole, rest) = divided(&a, &b);
            let next = |part: &IBig| (part * &last.0 + &before.0, part * &last.1 + &before.1);
            let beyond = &whole + IBig::ONE;
            if rest == IBig::ZERO {
                let (numerator, denominator) = next(&whole);
                return Rational::from_integers(numerator, denominator);
            }
            if &beyond * &d <= c {
                let (numerator, denominator) = next(&beyond);
                return Rational::from_integers(numerator, denominator);
            }
            (before, last) = (last.clone(), next(&whole));
            // What is left of both ends, one over the other.
            (a, b, c, d) = (d.clone(), c - &whole * &d, b, rest);
        }
    }
}

/// Quotient and remainder, the remainder not negative; the divisor is positive.
fn divided(a: &IBig, b: &IBig) -> (IBig, IBig) {
    let quotient = a / b;
    let rest = a - &quotient * b;
    match rest < IBig::ZERO {
        true => (quotient - IBig::ONE, rest + b),
        false => (quotient, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_fraction_of_a_smaller_denominator_lies_between(a in -400i64..400, b in 1i64..60, c in 0i64..40, d in 1i64..60) {
            let lower = Rational::ratio(a, b);
            let upper = &lower + &Rational::ratio(c, d);
            let found = Rational::simplest_between(&lower, &upper).expect("in order");
            prop_assert!(lower <= found && found <= upper);
            let denominator = found.to_small().expect("small").1 as i64;
            for smaller in 1..denominator {
                let least = (&lower * &Rational::integer(smaller)).floor() + Rational::ONE;
                let is_end = (&lower * &Rational::integer(smaller)).is_integer();
                prop_assert!(!is_end && least > &upper * &Rational::integer(smaller));
            }
        }
    }
}
