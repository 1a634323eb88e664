//! Fractions over a common denominator, in machine words.

use super::arithmetic::gcd_word;
use super::{Form, Rational};

/// Parts of this size may be subtracted, and products of such differences too, in 128 bits.
const PART: u64 = 1 << 61;

impl Rational {
    /// The numbers as quotients of whole ones by the least common denominator; none unless all of these are below 2^61.
    pub(crate) fn over_common<const N: usize>(numbers: [&Rational; N]) -> Option<([i64; N], i64)> {
        let mut parts = [(0i64, 1u64); N];
        let mut common = 1u64;
        for (part, number) in parts.iter_mut().zip(numbers) {
            let Form::Small {
                numerator,
                denominator,
            } = &number.0
            else {
                return None;
            };
            let (over, under) = (i64::try_from(*numerator), u64::try_from(*denominator));
            *part = (over.ok()?, under.ok()?);
            let under = part.1;
            if under > 1 && common % under != 0 {
                common = (common / gcd_word(common, under)).checked_mul(under)?;
                if common >= PART {
                    return None;
                }
            }
        }
        let mut scaled = [0; N];
        for (scaled, (over, under)) in scaled.iter_mut().zip(parts) {
            let more = i64::try_from(common / under).ok()?;
            *scaled = over.checked_mul(more)?;
            if scaled.unsigned_abs() >= PART {
                return None;
            }
        }
        Some((scaled, common.cast_signed()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn quotients_by_the_common_denominator_are_the_numbers(parts in prop::array::uniform4((any::<i32>(), 1i64..5000))) {
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
