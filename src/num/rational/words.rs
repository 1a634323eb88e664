//! Several rationals as machine integers over one denominator.

use dashu_int::ops::Gcd;

use super::{Form, Rational};

/// The numbers times the least common multiple of their denominators, and that multiple; none where a machine integer does not hold one of them.
///
/// # Examples
/// ```
/// use unipole::num::{Rational, over_one_denominator};
/// let shares = [Rational::ratio(1, 2), Rational::ratio(1, 3), Rational::ratio(1, 6)];
/// assert_eq!(over_one_denominator(&shares), Some((vec![3, 2, 1], 6)));
/// let tiny = Rational::ratio(1, i64::MAX);
/// assert_eq!(over_one_denominator(&[tiny, Rational::ratio(1, 2)]), None);
/// ```
pub fn over_one_denominator<'a, I>(values: I) -> Option<(Vec<i64>, i64)>
where
    I: IntoIterator<Item = &'a Rational>,
{
    let words = |value: &Rational| match value.0 {
        Form::Small {
            numerator,
            denominator,
        } => Some((
            i64::try_from(numerator).ok()?,
            i64::try_from(denominator).ok()?,
        )),
        Form::Big(_) => None,
    };
    let values = values.into_iter();
    let mut parts = Vec::with_capacity(values.size_hint().0);
    let mut common = 1i64;
    for value in values {
        let (numerator, denominator) = words(value)?;
        if common % denominator != 0 {
            let shared = common.unsigned_abs().gcd(denominator.unsigned_abs());
            common = common.checked_mul(denominator / i64::try_from(shared).ok()?)?;
        }
        parts.push((numerator, denominator));
    }
    let scaled = parts
        .into_iter()
        .map(|(numerator, denominator)| numerator.checked_mul(common / denominator));
    Some((scaled.collect::<Option<_>>()?, common))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_quotients_are_the_numbers(parts in prop::collection::vec((any::<i64>(), 1..=i64::MAX, 0u32..63), 0..6)) {
            let numbers: Vec<Rational> = parts.iter().map(|(n, d, less)| Rational::ratio(n >> less, (d >> less).max(1))).collect();
            if let Some((words, common)) = over_one_denominator(&numbers) {
                let back: Vec<Rational> = words.iter().map(|word| Rational::ratio(*word, common)).collect();
                prop_assert_eq!(back, numbers);
            }
        }
    }
}
