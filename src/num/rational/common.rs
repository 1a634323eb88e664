//! Fractions over a common denominator, in machine words.

use super::Rational;
use super::arithmetic::gcd_word;

/// Parts of this size may be subtracted, and products of such differences too, in 128 bits.
const PART: u64 = 1 << 61;

impl Rational {
    /// The numbers as quotients of whole ones by the least common denominator; none unless all of these are below 2^61.
    pub(crate) fn over_common<const N: usize>(numbers: [&Rational; N]) -> Option<([i64; N], i64)> {
        let mut scaled = [0; N];
        let common = over_common(numbers.into_iter(), &mut scaled)?;
        Some((scaled, common))
    }

    /// The same for any number of them.
    pub(crate) fn over_common_of<'a>(
        numbers: impl Iterator<Item = &'a Rational> + Clone,
    ) -> Option<(Vec<i64>, i64)> {
        let mut scaled = vec![0; numbers.clone().count()];
        let common = over_common(numbers, &mut scaled)?;
        Some((scaled, common))
    }
}

fn over_common<'a>(
    numbers: impl Iterator<Item = &'a Rational> + Clone,
    scaled: &mut [i64],
) -> Option<i64> {
    let mut common = 1u64;
    for number in numbers.clone() {
        let (_, under) = words(number)?;
        if !common.is_multiple_of(under) {
            common = (common / gcd_word(common, under)).checked_mul(under)?;
            if common >= PART {
                return None;
            }
        }
    }
    for (scaled, number) in scaled.iter_mut().zip(numbers) {
        let (over, under) = words(number)?;
        let more = i64::try_from(common / under).ok()?;
        *scaled = over.checked_mul(more)?;
        if scaled.unsigned_abs() >= PART {
            return None;
        }
    }
    Some(common.cast_signed())
}

/// Numerator and denominator, where they are words.
fn words(number: &Rational) -> Option<(i64, u64)> {
    let (over, under) = number.to_small()?;
    i64::try_from(over).ok().zip(u64::try_from(under).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quotients_by_the_common_denominator_are_the_numbers(parts in prop::array::uniform4((any::<i32>(), 1i64..150))) {
            let numbers = parts.map(|(over, under)| Rational::ratio(i64::from(over), under));
            let [a, b, c, d] = &numbers;
            let (scaled, common) = Rational::over_common([a, b, c, d]).expect("short");
            for (scaled, number) in scaled.into_iter().zip(&numbers) {
                prop_assert_eq!(&Rational::ratio(scaled, common), number);
            }
            let smaller = (1..common.min(3000)).filter(|under| common % under == 0);
            for under in smaller {
                let is_common = numbers.iter().all(|number| (number * &Rational::integer(under)).is_integer());
                prop_assert!(!is_common);
            }
        }
    }

    #[test]
    fn long_parts_are_refused() {
        let long = Rational::dyadic(1, -61);
        assert_eq!(Rational::over_common([&long]), None);
        assert_eq!(Rational::over_common([&Rational::dyadic(1, 61)]), None);
        let [third, power] = [Rational::ratio(1, 3), Rational::dyadic(1, -60)];
        assert_eq!(Rational::over_common([&third, &power]), None);
        assert_eq!(Rational::over_common([&power]), Some(([1], 1 << 60)));
    }
}
