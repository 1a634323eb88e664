//! One step of Newton's method, and the tangent of a path, for systems `G + t D` of multilinear equations.
//!
//! Where all vectors have equally many entries, all forms have coefficients at the same places. They are then contracted together, the
//! number of forms being known to the compiler: the same operation on a number of each form, real and imaginary parts apart, and so in
//! the elimination, where it is one number of each row. Other systems are evaluated form by form.
//!
//! # Source
//! Griewank and Walther (2008), *Evaluating Derivatives*, section 3.3 (the reverse mode), on a product of vectors; Golub and Van Loan
//! (2013), *Matrix Computations*, section 3.2 (elimination by columns, outer products).

use std::fmt::Debug;

use super::complex::{Complex, LuFactors};
use super::multilinear::{Multilinear, Work};

/// The steps on the paths of one system.
pub(super) trait NewtonStep: Debug {
    /// Takes the systems `G` and `D`, of the same shape as before.
    fn load(&mut self, start: &Multilinear<Complex>, difference: &Multilinear<Complex>);

    /// What Newton's method takes from a point at a time; false where the derivative is singular.
    fn correction(&mut self, point: &[Complex], time: f64, correction: &mut [Complex]) -> bool;

    /// The derivative of the path by the time at a point, by the derivatives of the last correction.
    fn tangent(&mut self, point: &[Complex], tangent: &mut [Complex]);
}

/// Room for the steps on the paths of systems of a shape.
pub(super) fn newton_step(shape: &Multilinear<Complex>) -> Box<dyn NewtonStep> {
    let sizes = shape.sizes();
    if sizes.iter().any(|size| *size != sizes[0]) {
        return Box::new(FormByForm::new(shape));
    }
    match shape.dimension() {
        2 => Box::new(Together::<2>::new(shape)),
        3 => Box::new(Together::<3>::new(shape)),
        4 => Box::new(Together::<4>::new(shape)),
        5 => Box::new(Together::<5>::new(shape)),
        6 => Box::new(Together::<6>::new(shape)),
        7 => Box::new(Together::<7>::new(shape)),
        8 => Box::new(Together::<8>::new(shape)),
        9 => Box::new(Together::<9>::new(shape)),
        _ => Box::new(FormByForm::new(shape)),
    }
}

/// For forms of any lengths.
#[derive(Debug)]
struct FormByForm {
    start: Multilinear<Complex>,
    difference: Multilinear<Complex>,
    now: Multilinear<Complex>,
    work: Work<Complex>,
    factors: LuFactors,
    /// Derivatives that are not asked for.
    unused: Vec<Complex>,
}

impl FormByForm {
    fn new(shape: &Multilinear<Complex>) -> Self {
        let dimension = shape.dimension();
        FormByForm {
            start: shape.clone(),
            difference: shape.clone(),
            now: shape.clone(),
            work: Work::new(Complex::ONE),
            factors: LuFactors::new(dimension),
            unused: vec![Complex::ZERO; dimension * dimension],
        }
    }
}

impl NewtonStep for FormByForm {
    fn load(&mut self, start: &Multilinear<Complex>, difference: &Multilinear<Complex>) {
        let pairs = [(&mut self.start, start), (&mut self.difference, difference)];
        for (own, given) in pairs {
            own.coefficients.copy_from_slice(&given.coefficients);
        }
    }

    fn correction(&mut self, point: &[Complex], time: f64, correction: &mut [Complex]) -> bool {
        let ends = self.start.coefficients.iter();
        let ends = ends.zip(&self.difference.coefficients);
        for (now, (from, change)) in self.now.coefficients.iter_mut().zip(ends) {
            *now = *from + *change * time;
        }
        let rows = &mut self.factors.entries;
        rows.fill(Complex::ZERO);
        self.now.evaluate(point, correction, rows, &mut self.work);
        let is_regular = self.factors.factor();
        if is_regular {
            self.factors.solve(correction);
        }
        is_regular
    }

    fn tangent(&mut self, point: &[Complex], tangent: &mut [Complex]) {
        let (unused, work) = (&mut self.unused, &mut self.work);
        self.difference.evaluate(point, tangent, unused, work);
        self.factors.solve(tangent);
        tangent
            .iter_mut()
            .for_each(|entry| *entry = Complex::ZERO - *entry);
    }
}

/// One complex number of each of some forms, or rows.
#[derive(Debug, Clone, Copy)]
struct Lanes<const N: usize> {
    re: [f64; N],
    im: [f64; N],
}

impl<const N: usize> Lanes<N> {
    const ZERO: Self = Lanes {
        re: [0.0; N],
        im: [0.0; N],
    };

    fn from(number: impl Fn(usize) -> Complex) -> Self {
        Lanes {
            re: std::array::from_fn(|lane| number(lane).re),
            im: std::array::from_fn(|lane| number(lane).im),
        }
    }

    fn at(&self, lane: usize) -> Complex {
        Complex {
            re: self.re[lane],
            im: self.im[lane],
        }
    }

    fn put(&mut self, lane: usize, number: Complex) {
        (self.re[lane], self.im[lane]) = (number.re, number.im);
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.re.swap(one, other);
        self.im.swap(one, other);
    }

    /// Adds the products, lane by lane.
    #[inline(always)]
    fn add_product(&mut self, a: &Self, b: &Self) {
        for lane in 0..N {
            self.re[lane] += a.re[lane] * b.re[lane] - a.im[lane] * b.im[lane];
            self.im[lane] += a.re[lane] * b.im[lane] + a.im[lane] * b.re[lane];
        }
    }

    /// Takes away a multiple.
    #[inline(always)]
    fn take_multiple(&mut self, a: &Self, factor: Complex) {
        for lane in 0..N {
            self.re[lane] -= a.re[lane] * factor.re - a.im[lane] * factor.im;
            self.im[lane] -= a.re[lane] * factor.im + a.im[lane] * factor.re;
        }
    }
}

/// The vectors by which the forms are contracted at once, of another player for each form.
#[derive(Debug)]
struct Level<const N: usize> {
    /// How many combinations there are of entries of the vectors before.
    length: usize,
    /// For each entry but the first its place among the unknowns.
    places: Vec<[usize; N]>,
}

/// For `N` forms of the same length.
#[derive(Debug)]
struct Together<const N: usize> {
    levels: Vec<Level<N>>,
    start: Vec<Lanes<N>>,
    difference: Vec<Lanes<N>>,
    /// What is contracted.
    now: Vec<Lanes<N>>,
    /// The products of the entries of the vectors but the last one.
    products: Vec<Lanes<N>>,
    /// The derivatives, then what is above the diagonal of the upper factor, column by column.
    upper: [Lanes<N>; N],
    /// What is below the diagonal of the lower factor, column by column.
    lower: [Lanes<N>; N],
    /// The inverses of the pivots, and the rows they were in.
    inverses: [Complex; N],
    exchanged: [usize; N],
}

impl<const N: usize> Together<N> {
    fn new(shape: &Multilinear<Complex>) -> Self {
        let size = shape.sizes()[0];
        let players = shape.players();
        let other = |form: usize, level: usize| {
            let mut others = shape.others(players[form]);
            others
                .nth(level)
                .expect("invariant: a player for each level")
        };
        let mut length = 1;
        let mut levels = Vec::new();
        for level in 0..shape.sizes().len() - 1 {
            let place =
                |entry| std::array::from_fn(|form| shape.places(other(form, level)).start + entry);
            let places = (0..size - 1).map(place).collect();
            levels.push(Level { length, places });
            length *= size;
        }
        let one = Lanes::from(|_| Complex::ONE);
        Together {
            levels,
            start: vec![Lanes::ZERO; length],
            difference: vec![Lanes::ZERO; length],
            now: vec![Lanes::ZERO; length],
            products: vec![one; length],
            upper: [Lanes::ZERO; N],
            lower: [Lanes::ZERO; N],
            inverses: [Complex::ZERO; N],
            exchanged: [0; N],
        }
    }

    fn multiply(&mut self, point: &[Complex]) {
        let but_last = self.levels.len().saturating_sub(1);
        for Level { length, places } in &self.levels[..but_last] {
            let (known, new) = self.products.split_at_mut(*length);
            for (places, new) in places.iter().zip(new.chunks_exact_mut(*length)) {
                let factor = Lanes::from(|form| point[places[form]]);
                for (product, known) in new.iter_mut().zip(&*known) {
                    *product = Lanes::ZERO;
                    product.add_product(known, &factor);
                }
            }
        }
    }

    /// The values of the forms, and if they are wanted their derivatives.
    #[inline(always)]
    fn contract<const DERIVES: bool>(&mut self, point: &[Complex]) -> Lanes<N> {
        for Level { length, places } in self.levels.iter().rev() {
            let (first, blocks) = self.now.split_at_mut(*length);
            for (places, block) in places.iter().zip(blocks.chunks_exact(*length)) {
                let factor = Lanes::from(|form| point[places[form]]);
                let mut derivative = Lanes::ZERO;
                for ((left, here), product) in first.iter_mut().zip(block).zip(&self.products) {
                    left.add_product(here, &factor);
                    if DERIVES {
                        derivative.add_product(here, product);
                    }
                }
                if DERIVES {
                    for (form, place) in places.iter().enumerate() {
                        self.upper[*place].put(form, derivative.at(form));
                    }
                }
            }
        }
        self.now[0]
    }

    /// Replaces the derivatives by their factors; false where a pivot is zero or not a number.
    fn factor(&mut self) -> bool {
        for column in 0..N {
            let sizes = self.upper[column];
            let mut pivot = column;
            for row in column + 1..N {
                if sizes.at(row).size() > sizes.at(pivot).size() {
                    pivot = row;
                }
            }
            self.exchanged[column] = pivot;
            if pivot != column {
                self.lower[..column]
                    .iter_mut()
                    .for_each(|lower| lower.swap(pivot, column));
                self.upper[column..]
                    .iter_mut()
                    .for_each(|upper| upper.swap(pivot, column));
            }
            let (known, later) = self.upper.split_at_mut(column + 1);
            let known = &mut known[column];
            let inverse = known.at(column).inverse();
            if !inverse.size().is_finite() {
                return false;
            }
            self.inverses[column] = inverse;
            let mut below = Lanes::ZERO;
            for row in column..N {
                if row > column {
                    below.put(row, known.at(row) * inverse);
                }
                known.put(row, Complex::ZERO);
            }
            for upper in later {
                upper.take_multiple(&below, upper.at(column));
            }
            self.lower[column] = below;
        }
        true
    }

    /// The solution for a right-hand side.
    fn solve(&self, mut side: Lanes<N>) -> Lanes<N> {
        for (row, pivot) in self.exchanged.iter().enumerate() {
            side.swap(row, *pivot);
        }
        for (row, lower) in self.lower.iter().enumerate() {
            side.take_multiple(lower, side.at(row));
        }
        for row in (0..N).rev() {
            let value = side.at(row) * self.inverses[row];
            side.put(row, value);
            side.take_multiple(&self.upper[row], value);
        }
        side
    }
}

impl<const N: usize> NewtonStep for Together<N> {
    fn load(&mut self, start: &Multilinear<Complex>, difference: &Multilinear<Complex>) {
        for place in 0..self.now.len() {
            self.start[place] = Lanes::from(|form| start.form(form)[place]);
            self.difference[place] = Lanes::from(|form| difference.form(form)[place]);
        }
    }

    fn correction(&mut self, point: &[Complex], time: f64, correction: &mut [Complex]) -> bool {
        let ends = self.start.iter().zip(&self.difference);
        for (now, (from, change)) in self.now.iter_mut().zip(ends) {
            for lane in 0..N {
                now.re[lane] = from.re[lane] + change.re[lane] * time;
                now.im[lane] = from.im[lane] + change.im[lane] * time;
            }
        }
        self.upper = [Lanes::ZERO; N];
        self.multiply(point);
        let values = self.contract::<true>(point);
        if !self.factor() {
            return false;
        }
        let found = self.solve(values);
        for (lane, entry) in correction.iter_mut().enumerate() {
            *entry = found.at(lane);
        }
        true
    }

    fn tangent(&mut self, point: &[Complex], tangent: &mut [Complex]) {
        self.now.copy_from_slice(&self.difference);
        let values = self.contract::<false>(point);
        let found = self.solve(values);
        for (lane, entry) in tangent.iter_mut().enumerate() {
            *entry = Complex::ZERO - found.at(lane);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Forms of all players with coefficients that look random.
    fn forms(sizes: &[usize], seed: f64) -> Multilinear<Complex> {
        let mut place = 0.0;
        let mut part = || {
            place += 1.0;
            (seed + place * place).sin()
        };
        let mut forms = Vec::new();
        for player in 0..sizes.len() {
            let count = sizes.iter().product::<usize>() / sizes[player];
            for _ in 1..sizes[player] {
                let coefficients = (0..count).map(|_| Complex {
                    re: part(),
                    im: part(),
                });
                forms.push((player, coefficients.collect()));
            }
        }
        Multilinear::new(sizes, forms)
    }

    proptest! {
        #[test]
        fn forms_taken_together_give_the_steps_of_forms_taken_one_by_one(seed in 0.0f64..100.0, time in 0.0f64..1.0) {
            for sizes in [&[2, 2][..], &[2, 2, 2], &[3, 3], &[2, 2, 2, 2], &[2; 5], &[3, 3, 3], &[5, 5], &[2; 7], &[4, 4, 4]] {
                let (start, difference) = (forms(sizes, seed), forms(sizes, seed + 0.5));
                let dimension = start.dimension();
                let part = |place: usize| (seed * place as f64 + 1.0).cos();
                let point: Vec<Complex> = (0..dimension).map(|p| Complex { re: part(p), im: part(p + 20) }).collect();
                let found = [newton_step(&start), Box::new(FormByForm::new(&start))].map(|mut steps| {
                    let [mut correction, mut tangent] = [(); 2].map(|()| vec![Complex::ZERO; dimension]);
                    steps.load(&start, &difference);
                    assert!(steps.correction(&point, time, &mut correction));
                    steps.tangent(&point, &mut tangent);
                    [correction, tangent].concat()
                });
                let size = found[1].iter().map(|e| e.size()).fold(1.0, f64::max);
                for (one, other) in found[0].iter().zip(&found[1]) {
                    prop_assert!((*one - *other).size() < 1e-7 * size * size);
                }
            }
        }
    }
}
