//! Ticks of an axis: its two ends exactly, and round numbers in between.

use super::drawing::{Words, width};
use super::grid::rounded;
use crate::num::Rational;
use crate::report::decimal::decimal;

/// The most decimals at the end of an axis; an end with more is printed as a fraction.
const END_DECIMALS: u32 = 4;

/// A tick: how far along the axis, from zero to one, and its number in print.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tick {
    pub place: f64,
    pub words: Words,
}

/// The ticks of an axis from `lower` to `upper`: at both ends, and at multiples of one, two or five times a power of ten.
///
/// `length` is the axis in millimetres, `turned` whether it runs upwards, where numbers need less room along it.
pub(super) fn ticks(
    lower: &Rational,
    upper: &Rational,
    length: f64,
    size: f64,
    turned: bool,
) -> Vec<Tick> {
    let range = upper - lower;
    let room = |text: &str| {
        if turned {
            size * 0.45
        } else {
            width(text, size) + 2.0
        }
    };
    let most = (length / if turned { 9.0 } else { 12.0 }).max(1.0) as i64;
    let (step, digits) = step(&(&range / &Rational::integer(most)));
    let ends = [lower, upper].map(exactly);
    let mut ticks = vec![Tick {
        place: 0.0,
        words: ends[0].clone(),
    }];
    let mut multiple = -(-(lower / &step)).floor();
    loop {
        let value = &step * &multiple;
        if value >= *upper {
            break;
        }
        let place = rounded(&(&(&value - lower) / &range));
        let text = decimal(&value, digits).replace('-', "−");
        let half = room(&text) / 2.0;
        let free = |end: usize| {
            let reach = room(&ends[end].plain) / 2.0;
            (place - end as f64).abs() * length > half + reach
        };
        if free(0) && free(1) {
            ticks.push(Tick {
                place,
                words: Words::new(&text),
            });
        }
        multiple = &multiple + &Rational::ONE;
    }
    ticks.push(Tick {
        place: 1.0,
        words: ends[1].clone(),
    });
    ticks
}

/// The least of 1, 2, 5 times a power of ten that is at least `value`, and its decimals.
fn step(value: &Rational) -> (Rational, u32) {
    let ten = Rational::integer(10);
    let (mut power, mut digits) = (Rational::ONE, 0);
    while power < *value {
        power = &power * &ten;
    }
    while &power / &ten >= *value {
        power = &power / &ten;
        digits += 1;
    }
    // The value lies above a tenth of the power, and is at most the power.
    for part in [5, 2] {
        let smaller = &power / &Rational::integer(part);
        if smaller >= *value {
            let fits = power.is_integer() && power > Rational::ONE;
            return (smaller, if fits { 0 } else { digits + 1 });
        }
    }
    (power, digits)
}

/// A number as it is: a short decimal if it is one, a fraction otherwise.
pub(super) fn exactly(value: &Rational) -> Words {
    let short = (0..=END_DECIMALS).find(|digits| {
        let ten = Rational::integer(10).checked_pow(i32::try_from(*digits).unwrap_or(0));
        ten.is_some_and(|ten| (value * &ten).is_integer())
    });
    let text = match short {
        Some(digits) => decimal(value, digits),
        None => value.to_string(),
    };
    Words::new(&text.replace('-', "−"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lower: Rational, upper: Rational, expected: &[&str]) {
        let ticks = ticks(&lower, &upper, 65.0, 7.0, false);
        let words: Vec<&str> = ticks.iter().map(|tick| tick.words.plain.as_str()).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn ends_are_exact_and_what_lies_between_is_round() {
        let (zero, one) = (Rational::ZERO, Rational::ONE);
        check(
            zero.clone(),
            one.clone(),
            &["0", "0.2", "0.4", "0.6", "0.8", "1"],
        );
        check(
            Rational::ratio(1, 3),
            one.clone(),
            &["1/3", "0.4", "0.6", "0.8", "1"],
        );
        check(Rational::integer(-2), one, &["−2", "−1", "0", "1"]);
        check(
            zero.clone(),
            Rational::integer(1000),
            &["0", "200", "400", "600", "800", "1000"],
        );
        check(
            zero,
            Rational::ratio(1, 100),
            &["0", "0.002", "0.004", "0.006", "0.008", "0.01"],
        );
    }
}
