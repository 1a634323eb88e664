//! How times grow with the size of a game: by a factor for each action more, or as a power of the size.
//!
//! # Mathematics
//! The logarithms of times are fitted by least squares to a line, `log2 t = a + b n` and `log2 t = a + b log2 n`: a time that is multiplied by `2^b` for each action
//! more, and one that grows like `n^b`. `R^2` is the share of the variance of `log2 t` that the line explains; both are shares of the same variance, so the
//! larger one says which line is nearer. A few sizes say little about larger ones.
//!
//! # Source
//! Legendre (1805), *Nouvelles méthodes pour la détermination des orbites des comètes*, appendix (least squares).

/// A line through logarithms of times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The factor for each action more, or the exponent of the size.
    pub value: f64,
    /// The share of the variance of the logarithms that is explained, from 0 to 1.
    pub explained: f64,
}

/// Both lines through the same times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// The factor by which a time grows for each action more.
    pub factor: Fit,
    /// The exponent with which it grows, as a power of the size.
    pub exponent: Fit,
}

impl Growth {
    /// Whether the factor explains at least as much as the exponent.
    pub fn is_exponential(&self) -> bool {
        self.factor.explained >= self.exponent.explained
    }
}

/// The fewest sizes through which lines are fitted: a line through two explains all of it and says nothing.
pub(super) const FEWEST: usize = 3;

/// How times grow with sizes, given as pairs; none with fewer than three sizes, or a size or time that is not above zero.
///
/// # Examples
/// ```
/// use unipole::bench::growth;
/// let doubling: Vec<(f64, f64)> = (3..8).map(|n| (f64::from(n), 2f64.powi(n))).collect();
/// let found = growth(&doubling).expect("five sizes");
/// assert!((found.factor.value - 2.0).abs() < 1e-9 && found.is_exponential());
/// ```
pub fn growth(times: &[(f64, f64)]) -> Option<Growth> {
    let mut sizes: Vec<f64> = times.iter().map(|(size, _)| *size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let is_positive = |(size, time): &(f64, f64)| *size > 0.0 && *time > 0.0;
    if sizes.len() < FEWEST || !times.iter().all(is_positive) {
        return None;
    }
    let logarithms: Vec<f64> = times.iter().map(|(_, time)| time.log2()).collect();
    let fitted = |place: fn(f64) -> f64| {
        let places: Vec<f64> = times.iter().map(|(size, _)| place(*size)).collect();
        line(&places, &logarithms)
    };
    let (factor, exponent) = (fitted(|size| size), fitted(f64::log2));
    Some(Growth {
        factor: Fit {
            value: factor.value.exp2(),
            ..factor
        },
        exponent,
    })
}

/// The slope of the line of least squares, and what it explains.
fn line(places: &[f64], heights: &[f64]) -> Fit {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (across, up) = (mean(places), mean(heights));
    let sum = |term: &dyn Fn(f64, f64) -> f64| {
        let pairs = places.iter().zip(heights);
        pairs.map(|(x, y)| term(x - across, y - up)).sum::<f64>()
    };
    let slope = sum(&|x, y| x * y) / sum(&|x, _| x * x);
    let (all, left) = (sum(&|_, y| y * y), sum(&|x, y| (y - slope * x).powi(2)));
    Fit {
        value: slope,
        // Times that are all the same are explained by a line without slope.
        explained: if all > 0.0 { 1.0 - left / all } else { 1.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn exact_data_give_back_what_they_were_made_with() {
        let sizes = [2.0f64, 3.0, 5.0, 8.0, 13.0];
        let powers: Vec<_> = sizes.iter().map(|n| (*n, 7.0 * 3f64.powf(*n))).collect();
        let found = growth(&powers).expect("sizes");
        assert!(near(found.factor.value, 3.0) && near(found.factor.explained, 1.0));
        assert!(found.is_exponential() && found.exponent.explained < 0.99);
        let cubes: Vec<_> = sizes.iter().map(|n| (*n, 0.01 * n.powi(3))).collect();
        let found = growth(&cubes).expect("sizes");
        assert!(near(found.exponent.value, 3.0) && near(found.exponent.explained, 1.0));
        assert!(!found.is_exponential());
        let flat: Vec<_> = sizes.iter().map(|n| (*n, 2.0)).collect();
        let found = growth(&flat).expect("sizes");
        assert!(near(found.factor.value, 1.0) && near(found.exponent.value, 0.0));
    }

    /// Worked by hand: the line through (1, 0), (2, 1), (3, 1) has the slope 1/2 and explains 3/4.
    #[test]
    fn a_line_beside_its_points_explains_less() {
        let found = growth(&[(1.0, 1.0), (2.0, 2.0), (3.0, 2.0)]).expect("sizes");
        assert!(near(found.factor.value, 2f64.sqrt()) && near(found.factor.explained, 0.75));
    }

    #[test]
    fn two_sizes_say_nothing() {
        assert_eq!(growth(&[(2.0, 1.0), (3.0, 2.0)]), None);
        assert_eq!(growth(&[(2.0, 1.0), (3.0, 2.0), (3.0, 2.5)]), None);
        assert_eq!(growth(&[(2.0, 1.0), (3.0, 0.0), (4.0, 2.5)]), None);
    }
}
