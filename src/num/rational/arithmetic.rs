//! The four operations: checked on the small form, repeated in big integers where that overflows.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

use super::{Form, Rational};

/// Greatest common divisor of two positive numbers.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    if a == 1 || b == 1 {
        return 1;
    }
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_word(x, y));
        }
        (a, b) = (b, a % b);
    }
    a
}

/// The binary algorithm, which needs no division: Knuth (1997), *The Art of Computer Programming* 2, section 4.5.2, algorithm B.
pub(super) fn gcd_word(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 && a != 1 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

/// A number divided by a positive divisor of it; most are words, whose division is one instruction.
fn exactly_divided(number: i128, divisor: i128) -> i128 {
    if divisor == 1 {
        return number;
    }
    match (i64::try_from(number), i64::try_from(divisor)) {
        (Ok(number), Ok(divisor)) => i128::from(number / divisor),
        _ => number / divisor,
    }
}

/// `numerator / denominator` in lowest terms; the denominator is positive.
pub(super) fn reduced(numerator: i128, denominator: i128) -> Option<Rational> {
    if numerator == i128::MIN {
        return None;
    }
    let divisor = if denominator == 1 {
        1
    } else {
        gcd(numerator.unsigned_abs(), denominator.unsigned_abs()) as i128
    };
    Some(Rational(Form::Small {
        numerator: exactly_divided(numerator, divisor),
        denominator: exactly_divided(denominator, divisor),
    }))
}

/// Parts of two fractions that are all less than 2^62 in size: nothing that is made of them below overflows.
fn in_words(a: i128, b: i128, c: i128, d: i128) -> Option<[i64; 4]> {
    const HALF: i128 = 1 << 62;
    let is_word = |part: i128| part.wrapping_add(HALF) as u128 >> 63 == 0;
    let are_words = is_word(a) & is_word(b) & is_word(c) & is_word(d);
    are_words.then_some([a as i64, b as i64, c as i64, d as i64])
}

/// `a/b + c/d`; both are in lowest terms.
///
/// # Source
/// Knuth (1997), *The Art of Computer Programming* 2, section 4.5.1.
fn word_sum([a, b, c, d]: [i64; 4]) -> Rational {
    let wide = |x: i64, y: i64| i128::from(x) * i128::from(y);
    let common = match (b, d) {
        (1, _) | (_, 1) => 1,
        _ if b == d => b,
        _ => gcd_word(b.unsigned_abs(), d.unsigned_abs()).cast_signed(),
    };
    let (b_rest, d_rest) = (quotient(b, common), quotient(d, common));
    let sum = wide(a, d_rest) + wide(c, b_rest);
    // Nothing but a divisor of both denominators divides the sum and their product.
    let divisor = match common {
        1 => 1,
        _ => {
            let rest = sum % i128::from(common);
            gcd_word(rest.unsigned_abs() as u64, common.unsigned_abs()).cast_signed()
        }
    };
    Rational(Form::Small {
        numerator: exactly_divided(sum, divisor.into()),
        denominator: wide(b_rest, quotient(common, divisor)) * i128::from(d_rest),
    })
}

/// `a/b * c/d`; `b` is positive and `d` too, and no number is zero.
fn word_product([a, b, c, d]: [i64; 4]) -> Rational {
    let common = |x: i64, y: i64| match (x, y) {
        (_, 1) | (1, _) => 1,
        _ => gcd_word(x.unsigned_abs(), y.unsigned_abs()).cast_signed(),
    };
    let (left, right) = (common(a, d), common(c, b));
    let wide = |x: i64, y: i64| i128::from(x) * i128::from(y);
    Rational(Form::Small {
        numerator: wide(quotient(a, left), quotient(c, right)),
        denominator: wide(quotient(b, right), quotient(d, left)),
    })
}

/// A word divided by a positive divisor of it.
fn quotient(number: i64, divisor: i64) -> i64 {
    match divisor {
        1 => number,
        _ => number / divisor,
    }
}

/// `a/b + c/d`, or `None` on overflow; both are in lowest terms.
///
/// # Source
/// Knuth (1997), *The Art of Computer Programming* 2, section 4.5.1.
fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<Rational> {
    if let Some(words) = in_words(a, b, c, d) {
        return Some(word_sum(words));
    }
    if b == d {
        return reduced(a.checked_add(c)?, b);
    }
    let common = gcd(b.unsigned_abs(), d.unsigned_abs()) as i128;
    let (b_rest, d_rest) = (exactly_divided(b, common), exactly_divided(d, common));
    let sum = product(a, d_rest)?.checked_add(product(c, b_rest)?)?;
    if sum == i128::MIN {
        return None;
    }
    // Nothing but a divisor of both denominators divides the sum and their product.
    let divisor = match common {
        1 => 1,
        _ => gcd(sum.unsigned_abs(), common.unsigned_abs()) as i128,
    };
    let rest = product(b_rest, exactly_divided(common, divisor))?;
    Some(Rational(Form::Small {
        numerator: exactly_divided(sum, divisor),
        denominator: product(rest, d_rest)?,
    }))
}

/// `a/b * c/d`, or `None` on overflow; `b` and `d` are positive.
pub(super) fn small_product(a: i128, b: i128, c: i128, d: i128) -> Option<Rational> {
    if a == 0 || c == 0 {
        return Some(Rational::ZERO);
    }
    if let Some(words) = in_words(a, b, c, d) {
        return Some(word_product(words));
    }
    if a == i128::MIN || c == i128::MIN {
        return None;
    }
    let left = gcd(a.unsigned_abs(), d.unsigned_abs()) as i128;
    let right = gcd(c.unsigned_abs(), b.unsigned_abs()) as i128;
    let (over, other_over) = (exactly_divided(a, left), exactly_divided(c, right));
    let (under, other_under) = (exactly_divided(b, right), exactly_divided(d, left));
    Some(Rational(Form::Small {
        numerator: product(over, other_over).filter(|n| *n > i128::MIN)?,
        denominator: product(under, other_under)?,
    }))
}

/// The product, or `None` on overflow; words are multiplied in one instruction.
fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

impl Add for &Rational {
    type Output = Rational;
    fn add(self, other: &Rational) -> Rational {
        if let (Some((a, b)), Some((c, d))) = (self.to_small(), other.to_small())
            && let Some(small) = small_sum(a, b, c, d)
        {
            return small;
        }
        Rational::from_big(self.to_big() + other.to_big())
    }
}

impl Sub for &Rational {
    type Output = Rational;
    fn sub(self, other: &Rational) -> Rational {
        if let (Some((a, b)), Some((c, d))) = (self.to_small(), other.to_small())
            && let Some(small) = small_sum(a, b, -c, d)
        {
            return small;
        }
        Rational::from_big(self.to_big() - other.to_big())
    }
}

impl Mul for &Rational {
    type Output = Rational;
    fn mul(self, other: &Rational) -> Rational {
        if let (Some((a, b)), Some((c, d))) = (self.to_small(), other.to_small())
            && let Some(small) = small_product(a, b, c, d)
        {
            return small;
        }
        Rational::from_big(self.to_big() * other.to_big())
    }
}

impl Div for &Rational {
    type Output = Rational;
    fn div(self, divisor: &Rational) -> Rational {
        self.checked_div(divisor)
            .expect("invariant: data are divided with checked_div, so the divisor is not zero")
    }
}

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        match &self.0 {
            Form::Small {
                numerator,
                denominator,
            } => Rational(Form::Small {
                numerator: -numerator,
                denominator: *denominator,
            }),
            Form::Big(big) => Rational::from_big(-(**big).clone()),
        }
    }
}

impl Neg for Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        -&self
    }
}

macro_rules! forward_owned {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational { (&self).$method(&other) }
        }
        impl $trait<&Rational> for Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational { (&self).$method(other) }
        }
        impl $trait<Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational { self.$method(&other) }
        }
    )*};
}
forward_owned!(Add add, Sub sub, Mul mul, Div div);

impl AddAssign<&Rational> for Rational {
    fn add_assign(&mut self, other: &Rational) {
        *self = &*self + other;
    }
}

impl SubAssign<&Rational> for Rational {
    fn sub_assign(&mut self, other: &Rational) {
        *self = &*self - other;
    }
}

impl MulAssign<&Rational> for Rational {
    fn mul_assign(&mut self, other: &Rational) {
        *self = &*self * other;
    }
}

impl Sum for Rational {
    fn sum<I: Iterator<Item = Rational>>(terms: I) -> Rational {
        terms.fold(Rational::ZERO, |total, term| total + term)
    }
}

impl<'a> Sum<&'a Rational> for Rational {
    fn sum<I: Iterator<Item = &'a Rational>>(terms: I) -> Rational {
        terms.fold(Rational::ZERO, |total, term| total + term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// By division.
    fn euclid(a: u64, b: u64) -> u64 {
        match b {
            0 => a,
            _ => euclid(b, a % b),
        }
    }

    proptest! {
        #[test]
        fn the_divisor_is_that_of_the_algorithm_with_divisions(a: u64, b: u64, common in 0u64..1000, less in 0u32..64) {
            let (small, other) = (a >> less, b >> less);
            prop_assert_eq!(gcd_word(a, small), euclid(a, small));
            let (x, y) = (small.wrapping_mul(common), other.wrapping_mul(common));
            prop_assert_eq!(gcd_word(x, y), euclid(x, y));
        }
    }
}
