//! Complex machine numbers, rectangles that bound them, and linear systems of them.
//!
//! The numbers propose and the rectangles prove: their ends are rounded outwards, as those of [`Interval`].
//!
//! # Source
//! Golub and Van Loan (2013), *Matrix Computations*, algorithm 3.4.1 (elimination with partial pivoting); Petković and Petković (1998),
//! *Complex Interval Arithmetic and Its Applications*, chapter 1 (rectangles).

use std::ops::{Add, Mul, Neg, Sub};

use crate::num::Interval;

/// A complex machine number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// Zero.
    pub const ZERO: Complex = Complex { re: 0.0, im: 0.0 };
    /// One.
    pub const ONE: Complex = Complex { re: 1.0, im: 0.0 };

    /// The absolute values of both parts, added: the modulus up to a factor of at most the root of two.
    pub fn size(self) -> f64 {
        self.re.abs() + self.im.abs()
    }

    /// One divided by it; infinite or not a number at zero.
    pub fn inverse(self) -> Complex {
        let square = self.re * self.re + self.im * self.im;
        Complex {
            re: self.re / square,
            im: -self.im / square,
        }
    }

    /// The mirror image in the real axis.
    pub fn conjugate(self) -> Complex {
        Complex {
            re: self.re,
            im: -self.im,
        }
    }
}

impl From<f64> for Complex {
    fn from(re: f64) -> Self {
        Complex { re, im: 0.0 }
    }
}

impl Add for Complex {
    type Output = Complex;
    #[inline]
    fn add(self, other: Complex) -> Complex {
        Complex {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }
}

impl Sub for Complex {
    type Output = Complex;
    #[inline]
    fn sub(self, other: Complex) -> Complex {
        Complex {
            re: self.re - other.re,
            im: self.im - other.im,
        }
    }
}

impl Mul for Complex {
    type Output = Complex;
    #[inline]
    fn mul(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

impl Mul<f64> for Complex {
    type Output = Complex;
    #[inline]
    fn mul(self, factor: f64) -> Complex {
        Complex {
            re: self.re * factor,
            im: self.im * factor,
        }
    }
}

/// All complex numbers whose parts lie in two intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ComplexBox {
    /// Where the real part lies.
    pub re: Interval,
    /// Where the imaginary part lies.
    pub im: Interval,
}

impl ComplexBox {
    /// Zero alone.
    pub const ZERO: ComplexBox = ComplexBox {
        re: Interval::ZERO,
        im: Interval::ZERO,
    };
    /// One alone.
    pub const ONE: ComplexBox = ComplexBox {
        re: Interval::ONE,
        im: Interval::ZERO,
    };

    /// The numbers whose parts are at most so far from those of a centre.
    pub fn around(centre: Complex, radius: f64) -> Self {
        let [re, im] = [centre.re, centre.im]
            .map(|part| Interval::point(part) + Interval::new(-radius, radius));
        ComplexBox { re, im }
    }

    /// The mirror image in the real axis.
    pub fn conjugate(self) -> ComplexBox {
        ComplexBox {
            re: self.re,
            im: -self.im,
        }
    }

    /// Whether it lies in the interior of another one.
    pub fn is_inside(self, other: ComplexBox) -> bool {
        self.re.is_inside(other.re) && self.im.is_inside(other.im)
    }

    /// Whether the two have a number in common.
    pub fn meets(self, other: ComplexBox) -> bool {
        self.re.meet(other.re).is_some() && self.im.meet(other.im).is_some()
    }

    /// Whether zero lies in it.
    pub fn holds_zero(self) -> bool {
        self.re.holds(0.0) && self.im.holds(0.0)
    }
}

impl From<Complex> for ComplexBox {
    fn from(value: Complex) -> Self {
        ComplexBox {
            re: Interval::point(value.re),
            im: Interval::point(value.im),
        }
    }
}

impl From<Interval> for ComplexBox {
    fn from(re: Interval) -> Self {
        ComplexBox {
            re,
            im: Interval::ZERO,
        }
    }
}

impl Add for ComplexBox {
    type Output = ComplexBox;
    fn add(self, other: ComplexBox) -> ComplexBox {
        ComplexBox {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }
}

impl Sub for ComplexBox {
    type Output = ComplexBox;
    fn sub(self, other: ComplexBox) -> ComplexBox {
        ComplexBox {
            re: self.re - other.re,
            im: self.im - other.im,
        }
    }
}

impl Mul for ComplexBox {
    type Output = ComplexBox;
    fn mul(self, other: ComplexBox) -> ComplexBox {
        ComplexBox {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

impl Mul<Complex> for ComplexBox {
    type Output = ComplexBox;
    fn mul(self, factor: Complex) -> ComplexBox {
        ComplexBox {
            re: self.re * factor.re - self.im * factor.im,
            im: self.re * factor.im + self.im * factor.re,
        }
    }
}

impl Mul<Interval> for ComplexBox {
    type Output = ComplexBox;
    fn mul(self, factor: Interval) -> ComplexBox {
        ComplexBox {
            re: self.re * factor,
            im: self.im * factor,
        }
    }
}

impl Neg for ComplexBox {
    type Output = ComplexBox;
    fn neg(self) -> ComplexBox {
        ComplexBox {
            re: -self.re,
            im: -self.im,
        }
    }
}

/// A square matrix as a product of triangular ones, its rows exchanged.
///
/// # Shapes
/// Row after row; the pivots are replaced by their inverses.
#[derive(Debug, Clone)]
pub struct LuFactors {
    size: usize,
    /// The matrix before [`LuFactors::factor`], the factors after it.
    pub entries: Vec<Complex>,
    exchanged: Vec<usize>,
}

impl LuFactors {
    /// Room for a matrix of so many rows.
    pub fn new(size: usize) -> Self {
        LuFactors {
            size,
            entries: vec![Complex::ZERO; size * size],
            exchanged: vec![0; size],
        }
    }

    /// Replaces the matrix by its factors; false where a pivot is zero or not a number, and the factors are then of no use.
    pub fn factor(&mut self) -> bool {
        let size = self.size;
        for column in 0..size {
            let mut pivot = column;
            for row in column + 1..size {
                if self.entries[row * size + column].size()
                    > self.entries[pivot * size + column].size()
                {
                    pivot = row;
                }
            }
            self.exchanged[column] = pivot;
            if pivot != column {
                for place in 0..size {
                    self.entries
                        .swap(pivot * size + place, column * size + place);
                }
            }
            let inverse = self.entries[column * size + column].inverse();
            if !(inverse.size().is_finite()) {
                return false;
            }
            self.entries[column * size + column] = inverse;
            let (above, below) = self.entries.split_at_mut((column + 1) * size);
            let pivot_row = &above[column * size + column + 1..];
            for row in below.chunks_exact_mut(size) {
                let factor = row[column] * inverse;
                row[column] = factor;
                for (entry, of_pivot) in row[column + 1..].iter_mut().zip(pivot_row) {
                    *entry = *entry - factor * *of_pivot;
                }
            }
        }
        true
    }

    /// Replaces a right-hand side by the solution.
    pub fn solve(&self, side: &mut [Complex]) {
        for (row, pivot) in self.exchanged.iter().enumerate() {
            side.swap(row, *pivot);
        }
        for (row, factors) in self.entries.chunks_exact(self.size.max(1)).enumerate() {
            let mut value = side[row];
            for (factor, known) in factors[..row].iter().zip(&side[..row]) {
                value = value - *factor * *known;
            }
            side[row] = value;
        }
        for (row, factors) in self
            .entries
            .chunks_exact(self.size.max(1))
            .enumerate()
            .rev()
        {
            let mut value = side[row];
            for (factor, known) in factors[row + 1..].iter().zip(&side[row + 1..]) {
                value = value - *factor * *known;
            }
            side[row] = value * factors[row];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::{Rational, exactly};
    use proptest::prelude::*;

    fn within(holder: Interval, value: &Rational) -> bool {
        exactly(holder.lower()) <= *value && *value <= exactly(holder.upper())
    }

    proptest! {
        #[test]
        fn a_product_of_boxes_holds_the_exact_products(p in prop::array::uniform4(-1e3f64..1e3), radius in 0.0f64..1.0) {
            let (x, y) = (Complex { re: p[0], im: p[1] }, Complex { re: p[2], im: p[3] });
            let product = ComplexBox::around(x, radius) * ComplexBox::around(y, radius);
            let [a, b, c, d] = p.map(exactly);
            prop_assert!(within(product.re, &(&(&a * &c) - &(&b * &d))));
            prop_assert!(within(product.im, &(&(&a * &d) + &(&b * &c))));
        }

        #[test]
        fn the_solution_of_a_linear_system_solves_it(parts in prop::collection::vec(-1.0f64..1.0, 40)) {
            let numbers: Vec<Complex> = parts.chunks(2).map(|pair| Complex { re: pair[0], im: pair[1] }).collect();
            let mut factors = LuFactors::new(4);
            factors.entries.copy_from_slice(&numbers[..16]);
            let mut solution = numbers[16..].to_vec();
            prop_assume!(factors.factor());
            factors.solve(&mut solution);
            for row in 0..4 {
                let sum = (0..4).fold(Complex::ZERO, |sum, place| sum + numbers[4 * row + place] * solution[place]);
                let largest = solution.iter().map(|entry| entry.size()).fold(1.0, f64::max);
                prop_assert!((sum - numbers[16 + row]).size() < 1e-12 * largest);
            }
        }
    }

    #[test]
    fn a_singular_matrix_has_no_factors() {
        let mut factors = LuFactors::new(2);
        factors.entries = [1.0, 2.0, 2.0, 4.0].map(Complex::from).to_vec();
        assert!(!factors.factor());
    }
}
