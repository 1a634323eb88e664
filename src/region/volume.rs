//! Shares of a cell on which a sign is proved by affine functions below and above a polynomial.

use super::bernstein::Bernstein;

/// Binary digits of a proved share: it is rounded down to a multiple of `2^-SHARE_DIGITS`.
pub(super) const SHARE_DIGITS: u32 = 32;

/// An affine function `offset + sum_k slopes[k] t_k` on the unit cube.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Affine {
    /// The value at the origin.
    pub(super) offset: i128,
    /// The slope along each axis.
    pub(super) slopes: Vec<i128>,
}

impl Affine {
    /// The exact share of the unit cube on which the function is above zero: numerator and positive denominator; none if they are too wide
    /// for 128 bits.
    ///
    /// Reflected so that all `n` nonzero slopes fall, the function is above zero where `sum_k b_k t_k < s` with `b_k > 0`; that part
    /// of the cube has volume `1/(n! prod b) * sum_S (-1)^|S| max(0, s - sum_(k in S) b_k)^n`, over all sets `S` of axes.
    ///
    /// # Source
    /// Barrow and Smith (1979), "Spline notation applied to a volume problem", American Mathematical Monthly 86, 50-51; Marichal and
    /// Mossinghoff (2008), "Slices, slabs, and sections of the unit hypercube", Online Journal of Analytic Combinatorics 3, theorem 1.
    pub(super) fn share_above_zero(&self) -> Option<(i128, i128)> {
        let mut reach = self.offset;
        let mut falls: Vec<i128> = Vec::with_capacity(self.slopes.len());
        for slope in self.slopes.iter().filter(|slope| **slope != 0) {
            reach = reach.checked_add((*slope).max(0))?;
            falls.push(slope.checked_abs()?);
        }
        if reach <= 0 {
            return Some((0, 1));
        }
        let power = u32::try_from(falls.len()).ok()?;
        let mut sum: i128 = 0;
        for chosen in 0..1u64.checked_shl(power)? {
            let mut rest = reach;
            for (axis, fall) in falls.iter().enumerate() {
                if chosen >> axis & 1 == 1 {
                    rest = rest.checked_sub(*fall)?;
                }
            }
            if rest > 0 {
                let term = rest.checked_pow(power)?;
                sum = match chosen.count_ones() % 2 {
                    0 => sum.checked_add(term)?,
                    _ => sum.checked_sub(term)?,
                };
            }
        }
        let factorial: i128 = (1..=i128::from(power)).product();
        let mut denominators = falls.iter();
        let denominator = denominators.try_fold(factorial, |product, b| product.checked_mul(*b))?;
        Some((sum, denominator))
    }

    /// The share rounded down, in units of `2^-SHARE_DIGITS`; nothing where the numbers are too wide.
    fn proved_share(&self) -> u64 {
        let rounded = || {
            let (numerator, denominator) = self.share_above_zero()?;
            let raised = numerator.checked_mul(1 << SHARE_DIGITS)?;
            u64::try_from(raised / denominator).ok()
        };
        rounded().unwrap_or(0)
    }
}

/// Affine functions at or below, and at or above, a positive multiple of the polynomial on its cell.
///
/// `offset + sum_k slope_k t_k` has Bernstein coefficients `offset + sum_k slope_k i_k/d_k`, and is bounded by the polynomial where its
/// coefficients are, one by one. The slopes are the average differences of neighbours; the offsets are what these then need.
///
/// # Source
/// Garloff, Jansson and Smith (2003), "Lower bound functions for polynomials", Journal of Computational and Applied Mathematics 157,
/// 207-225.
pub(super) fn affine_bounds(tensor: &Bernstein) -> (Affine, Affine) {
    let degrees = tensor.degrees();
    // Narrow enough for the shares of these functions to fit 128 bits, for up to four axes.
    let (below, above) = tensor.rounded(72 / degrees.len().max(1));
    let mut steps = Vec::with_capacity(degrees.len());
    let mut stride = below.len();
    for degree in degrees {
        let whole = stride;
        stride /= degree + 1;
        if *degree == 0 {
            steps.push((stride, 0));
            continue;
        }
        let blocks = below.chunks(whole);
        let rise = |block: &[i128]| -> i128 {
            let (first, last) = (&block[..stride], &block[whole - stride..]);
            last.iter().sum::<i128>() - first.iter().sum::<i128>()
        };
        let pairs = (below.len() / (degree + 1) * degree) as i128;
        steps.push((stride, blocks.map(rise).sum::<i128>().div_euclid(pairs)));
    }
    let plane = |place: usize| -> i128 {
        let along = |((stride, step), degree): (&(usize, i128), &usize)| {
            step * (place / stride % (degree + 1)) as i128
        };
        steps.iter().zip(degrees).map(along).sum()
    };
    let residuals = |values: &[i128]| -> Vec<i128> {
        let values = values.iter().enumerate();
        values.map(|(place, value)| value - plane(place)).collect()
    };
    let slopes = steps.iter().zip(degrees);
    let slopes: Vec<i128> = slopes.map(|((_, step), d)| step * *d as i128).collect();
    let lowest = residuals(&below).into_iter().min();
    let highest = residuals(&above).into_iter().max();
    let affine = |offset: Option<i128>| Affine {
        offset: offset.expect("invariant: a tensor has coefficients"),
        slopes: slopes.clone(),
    };
    (affine(lowest), affine(highest))
}

/// The shares of the cell on which the polynomial is proved negative and positive, in units of `2^-SHARE_DIGITS`.
pub(super) fn proved_shares(tensor: &Bernstein) -> (u64, u64) {
    let (below, above) = affine_bounds(tensor);
    let negated = Affine {
        offset: -above.offset,
        slopes: above.slopes.iter().map(|slope| -slope).collect(),
    };
    (negated.proved_share(), below.proved_share())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::num::{Multivariate, Rational};
    use crate::region::Axis;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_share_lies_between_the_grid_cells_wholly_inside_and_those_touched(
            offset in -12i128..13, slopes in prop::collection::vec(-9i128..10, 1..4),
        ) {
            const SIDE: i128 = 12;
            let affine = Affine { offset, slopes: slopes.clone() };
            let (numerator, denominator) = affine.share_above_zero().expect("small numbers");
            let cells = SIDE.pow(slopes.len() as u32);
            let (mut inside, mut touched) = (0, 0);
            for cell in 0..cells {
                let (mut least, mut most, mut rest) = (offset * SIDE, offset * SIDE, cell);
                for slope in &slopes {
                    let ends = [rest % SIDE, rest % SIDE + 1].map(|at| at * slope);
                    least += ends[0].min(ends[1]);
                    most += ends[0].max(ends[1]);
                    rest /= SIDE;
                }
                inside += i128::from(least >= 0 && most > 0);
                touched += i128::from(most > 0);
            }
            prop_assert!(inside * denominator <= numerator * cells && numerator * cells <= touched * denominator);
        }

        #[test]
        fn the_bounds_enclose_the_polynomial(values in prop::collection::vec(-9i64..10, 9)) {
            let [x, y] = [0, 1].map(Multivariate::unknown);
            let terms = values.iter().enumerate().map(|(place, value)| {
                let power = &x.pow(place as u32 / 3) * &y.pow(place as u32 % 3);
                power.scaled(&Rational::integer(*value))
            });
            let p = terms.fold(Multivariate::zero(), |sum, term| &sum + &term);
            prop_assume!(!p.is_zero());
            let side = Axis { name: String::new(), lower: Rational::ZERO, upper: Rational::ONE };
            let tensor = Bernstein::new(&p, &[side.clone(), side]);
            let (below, above) = affine_bounds(&tensor);
            // The common factor shows at a corner where the polynomial is known exactly.
            let (low, high) = proved_shares(&tensor);
            let (mut negative, mut positive) = (0, 0);
            for (i, j) in (0..400).map(|n| (n / 20, n % 20)) {
                let at = [i, j].map(|n| Rational::ratio(2 * n + 1, 40));
                let sign = p.evaluate(&at).sign();
                let bound = |affine: &Affine| {
                    let slopes = affine.slopes.iter().zip([i, j]);
                    affine.offset * 40 + slopes.map(|(s, n)| s * i128::from(2 * n + 1)).sum::<i128>()
                };
                prop_assert!(sign.is_gt() || bound(&below) <= 0);
                prop_assert!(sign.is_lt() || bound(&above) >= 0);
                negative += u64::from(bound(&above) < 0);
                positive += u64::from(bound(&below) > 0);
            }
            // A line crosses at most 40 of the 400 squares, so that its share is that of the middles to a tenth.
            for (share, middles) in [(low, negative), (high, positive)] {
                prop_assert!((share * 400).abs_diff(middles << SHARE_DIGITS) <= 40 << SHARE_DIGITS);
            }
        }
    }

    #[test]
    fn half_of_any_cube_lies_above_its_middle() {
        for count in 1..=4 {
            let affine = Affine {
                offset: -3 * count,
                slopes: vec![6; count as usize],
            };
            assert_eq!(affine.proved_share(), 1 << (SHARE_DIGITS - 1));
        }
        let level = |offset| Affine {
            offset,
            slopes: vec![0, 0],
        };
        assert_eq!(
            [-1, 0, 1].map(|o| level(o).proved_share() >> SHARE_DIGITS),
            [0, 0, 1]
        );
    }
}
