//! Times and sizes of memory as people read them: three digits, whatever the unit.

/// A number with three significant digits, and no exponent.
pub(super) fn three_digits(value: f64) -> String {
    if value <= 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let places = (2.0 - value.log10().floor()).clamp(0.0, 12.0) as usize;
    let text = format!("{value:.places$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

/// Seconds as milliseconds.
pub(super) fn milliseconds(seconds: f64) -> String {
    three_digits(1e3 * seconds)
}

/// Seconds with the unit that suits them.
pub(super) fn duration(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s < 0.999_5e-3 => (1e6 * s, "µs"),
        s if s < 0.999_5 => (1e3 * s, "ms"),
        s => (s, "s"),
    };
    format!("{} {unit}", three_digits(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_kept() {
        for (value, text) in [
            (0.003_284, "0.00328"),
            (28.54, "28.5"),
            (3841.2, "3841"),
            (1.0, "1"),
            (0.5, "0.5"),
            (99.96, "100"),
            (0.0, "0"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(three_digits(value), text);
        }
        assert_eq!(duration(0.000_012_3), "12.3 µs");
        assert_eq!(duration(0.25), "250 ms");
        assert_eq!(duration(10.0), "10 s");
        assert_eq!(duration(1e-3), "1 ms");
    }
}
