//! Complex whole numbers: multiples of a unit that whoever uses them keeps in mind.

use dashu_int::IBig;
use dashu_int::ops::Abs;

/// A complex number with a whole real and a whole imaginary part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gaussian {
    pub re: IBig,
    pub im: IBig,
}

impl Gaussian {
    pub const ZERO: Gaussian = Gaussian {
        re: IBig::ZERO,
        im: IBig::ZERO,
    };

    pub fn real(re: IBig) -> Self {
        Gaussian { re, im: IBig::ZERO }
    }

    pub fn plus(&self, other: &Gaussian) -> Gaussian {
        Gaussian {
            re: &self.re + &other.re,
            im: &self.im + &other.im,
        }
    }

    pub fn minus(&self, other: &Gaussian) -> Gaussian {
        Gaussian {
            re: &self.re - &other.re,
            im: &self.im - &other.im,
        }
    }

    pub fn times(&self, other: &Gaussian) -> Gaussian {
        match (self.im.is_zero(), other.im.is_zero()) {
            (true, _) => other.scaled(&self.re),
            (_, true) => self.scaled(&other.re),
            _ => Gaussian {
                re: &self.re * &other.re - &self.im * &other.im,
                im: &self.re * &other.im + &self.im * &other.re,
            },
        }
    }

    pub fn scaled(&self, factor: &IBig) -> Gaussian {
        Gaussian {
            re: &self.re * factor,
            im: match self.im.is_zero() {
                true => IBig::ZERO,
                false => &self.im * factor,
            },
        }
    }

    /// Both parts in units larger by a power of two, rounded down.
    pub fn shortened(&self, places: usize) -> Gaussian {
        Gaussian {
            re: &self.re >> places,
            im: &self.im >> places,
        }
    }

    /// The quotient in units smaller by a power of two, its parts rounded; none by zero.
    pub fn quotient(&self, divisor: &Gaussian, places: usize) -> Option<Gaussian> {
        let square = &divisor.re * &divisor.re + &divisor.im * &divisor.im;
        if square.is_zero() {
            return None;
        }
        let conjugate = Gaussian {
            re: divisor.re.clone(),
            im: -&divisor.im,
        };
        let product = self.times(&conjugate);
        Some(Gaussian {
            re: (product.re << places) / &square,
            im: (product.im << places) / square,
        })
    }

    /// At least the absolute value, and at most one and a half times as much.
    pub fn at_most(&self) -> IBig {
        (&self.re).abs() + (&self.im).abs()
    }

    /// At most the absolute value.
    pub fn at_least(&self) -> IBig {
        (&self.re).abs().max((&self.im).abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(re: i64, im: i64) -> Gaussian {
        Gaussian {
            re: re.into(),
            im: im.into(),
        }
    }

    proptest! {
        #[test]
        fn products_and_quotients_are_those_of_complex_numbers(a in -50i64..50, b in -50i64..50, c in -50i64..50, d in -50i64..50) {
            let product = number(a, b).times(&number(c, d));
            prop_assert_eq!(&product, &number(a * c - b * d, a * d + b * c));
            let square = IBig::from(a * a + b * b);
            let (least, most) = (number(a, b).at_least(), number(a, b).at_most());
            prop_assert!(&least * &least <= square && square <= &most * &most);
            match product.quotient(&number(c, d), 3) {
                Some(quotient) => prop_assert_eq!(quotient, number(8 * a, 8 * b)),
                None => prop_assert_eq!((c, d), (0, 0)),
            }
        }
    }
}
