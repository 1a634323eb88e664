//! Medians and quartiles of times.
//!
//! # Source
//! Hyndman and Fan (1996), "Sample quantiles in statistical packages", The American Statistician 50, definition 7: what R, NumPy and spreadsheets do.

/// The middle of some times, and how far the middle half of them reaches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The median.
    pub median: f64,
    /// The first quartile and the third one.
    pub quartiles: [f64; 2],
    /// How many times there are.
    pub runs: usize,
}

/// The median and the quartiles; none without a time.
///
/// # Examples
/// ```
/// use unipole::bench::spread;
/// let found = spread(&[4.0, 1.0, 3.0, 2.0]).expect("times");
/// assert_eq!((found.median, found.quartiles), (2.5, [1.75, 3.25]));
/// ```
pub fn spread(times: &[f64]) -> Option<Spread> {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let quantile = |share: f64| {
        let place = share * last as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(last);
        sorted[below] + (place - place.floor()) * (sorted[above] - sorted[below])
    };
    Some(Spread {
        median: quantile(0.5),
        quartiles: [quantile(0.25), quantile(0.75)],
        runs: sorted.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `numpy.percentile(x, [25, 50, 75])` and R's `quantile(x)` give them.
    #[test]
    fn quartiles_are_those_of_other_programs() {
        assert_eq!(spread(&[]), None);
        let of = |times: &[f64]| {
            let found = spread(times).expect("times");
            [found.quartiles[0], found.median, found.quartiles[1]]
        };
        let near = |found: [f64; 3], expected: [f64; 3]| {
            let pairs = found.into_iter().zip(expected);
            pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-12)
        };
        assert!(near(of(&[7.0]), [7.0; 3]));
        assert!(near(of(&[2.0, 1.0]), [1.25, 1.5, 1.75]));
        assert!(near(of(&[5.0, 1.0, 4.0, 2.0, 3.0]), [2.0, 3.0, 4.0]));
        assert!(near(
            of(&[1.0, 2.0, 3.0, 4.0, 100.0, 0.0]),
            [1.25, 2.5, 3.75]
        ));
    }
}
