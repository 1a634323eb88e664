//! The simplest fraction between two numbers.
//!
//! # Source
//! Graham, Knuth and Patashnik (1994), *Concrete Mathematics*, section 4.5 (the Stern-Brocot tree, by continued fractions).

use std::ops::{Add, Div, Mul, Sub};

use dashu_int::IBig;

use super::{Form, Rational};

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
        // No convergent that both ends share, nor what is found, has larger parts than the ends; and no product exceeds a sum of two parts.
        let short = |value: &Rational| {
            let (numerator, denominator) = value.to_small()?;
            let word = |part: i128| {
                let word = i64::try_from(part).ok()?;
                (word.unsigned_abs() < 1 << 62).then_some(word)
            };
            word(numerator).zip(word(denominator))
        };
        if let (Some(lower), Some(upper)) = (short(lower), short(upper)) {
            let (numerator, denominator) = simplest(lower, upper);
            // Convergents are in lowest terms.
            return Some(Rational(Form::Small {
                numerator: numerator.into(),
                denominator: denominator.into(),
            }));
        }
        let (numerator, denominator) = simplest(lower.to_integers(), upper.to_integers());
        Rational::from_integers(numerator, denominator)
    }

    /// The fraction with the least denominator between the quotients of two integers, the lower one first, by the same positive one.
    pub(crate) fn simplest_of_quotients(
        [lower, upper]: [IBig; 2],
        denominator: IBig,
    ) -> Option<Rational> {
        let short = |part: &IBig| {
            let part = i128::try_from(part).ok()?;
            (part.unsigned_abs() < 1 << 126).then_some(part)
        };
        let ends = short(&lower).zip(short(&upper)).zip(short(&denominator));
        if let Some(((lower, upper), under)) = ends {
            let (numerator, denominator) = simplest((lower, under), (upper, under));
            // Convergents are in lowest terms.
            return Some(Rational(Form::Small {
                numerator,
                denominator,
            }));
        }
        let (numerator, denominator) = simplest((lower, denominator.clone()), (upper, denominator));
        Rational::from_integers(numerator, denominator)
    }
}

/// Numerator and denominator of the simplest fraction between two, whose denominators are positive.
fn simplest<I>((mut a, mut b): (I, I), (mut c, mut d): (I, I)) -> (I, I)
where
    I: Clone + Ord + From<i8> + Add<Output = I> + Sub<Output = I>,
    for<'a> &'a I: Mul<&'a I, Output = I> + Div<&'a I, Output = I>,
{
    let [zero, one] = [0, 1].map(I::from);
    // The convergents of the continued fraction that both ends share so far.
    let mut before = (zero.clone(), one.clone());
    let mut last = (one.clone(), zero.clone());
    loop {
        let mut whole = &a / &b;
        let mut rest = a - &whole * &b;
        if rest < zero {
            (whole, rest) = (whole - one.clone(), rest + b.clone());
        }
        // What is left of both ends, one over the other.
        let left = c - &whole * &d;
        let is_beyond = rest != zero && d <= left;
        if is_beyond {
            whole = whole + one.clone();
        }
        let longer = (&whole * &last.0 + before.0, &whole * &last.1 + before.1);
        if rest == zero || is_beyond {
            return longer;
        }
        (before, last) = (last, longer);
        (a, b, c, d) = (d, left, b, rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_give_what_big_integers_give(a in -(1i64 << 31)..1 << 31, b in 1i64..1 << 31, c in 0i64..1 << 30, d in 1i64..1 << 30, binary in -(1i64 << 52)..1 << 52) {
            let (lower, near) = (Rational::ratio(a, b), Rational::dyadic(binary, -50));
            let about = Rational::dyadic(c, -58);
            for (lower, upper) in [(lower.clone(), &lower + &Rational::ratio(c, d)), (&near - &about, &near + &about)] {
                let (numerator, denominator) = simplest(lower.to_integers(), upper.to_integers());
                let found = Rational::simplest_between(&lower, &upper);
                prop_assert_eq!(&found, &Rational::from_integers(numerator, denominator));
                let [(a, b), (c, d)] = [&lower, &upper].map(Rational::to_integers);
                let (a, c, under) = (a * &d, c * &b, b * d);
                prop_assert_eq!(&found, &Rational::simplest_of_quotients([a.clone(), c.clone()], under.clone()));
                // The same fractions with longer parts.
                let [a, c, under] = [a, c, under].map(|part| part << 100);
                prop_assert_eq!(found, Rational::simplest_of_quotients([a, c], under));
            }
        }

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
