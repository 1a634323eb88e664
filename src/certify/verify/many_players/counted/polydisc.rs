//! Whether a polydisc holds exactly one complex root of the equations, and a smaller one that holds it.
//!
//! For equations `f`, a point `c`, the polydisc `X` of all `x` with `|x_i - c_i| <= r_i`, and a matrix `Y`, let `F` hold the derivatives of `f` over
//! all of `X`. Then every root in `X` is no farther from `c - Y f(c)` in entry `i` than `sum_j |(I - Y F)_ij| r_j`. If for each `i` this and
//! `|Y f(c)|_i` together are less than `r_i`, then `Y` and all of `F` are regular, and `X` holds exactly one root, which is simple. A polydisc
//! about a real point is its own mirror image in the reals, so that its only root is real.
//!
//! The equations are linear in each vector, so a derivative differs over `X` from that at `c` by no more than the same form of absolute
//! values grows from `|c|` to `|c| + r`. All of this is worked out in whole numbers; only `Y` is rounded, which may be any matrix.
//!
//! # Source
//! Krawczyk (1969), "Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken", *Computing* 4; Breiding, Rose & Timme (2023),
//! "Certifying zeros of polynomial systems using interval arithmetic", *ACM Trans. Math. Softw.* 49.

use dashu_int::IBig;

use super::gaussian::Gaussian;
use super::system::{Form, System, Units};

/// The binary places in which a matrix is inverted, and those that are kept.
const PLACES: usize = 96;
const SHORT: usize = 64;

/// How much finer the unit of a smaller polydisc is, as a power of two.
const FINER: usize = 64;

/// Points that are near one point in each entry, all in multiples of one part of `unit`.
///
/// # Shapes
/// For each player who mixes a vector of a chart, which begins with one, and so with radius zero.
#[derive(Debug, Clone)]
pub(super) struct Polydisc {
    pub units: Units,
    pub unit: IBig,
    pub centre: Vec<Vec<Gaussian>>,
    pub radii: Vec<Vec<IBig>>,
}

/// What Krawczyk's operator makes of a polydisc.
struct Image {
    /// `Y f(c)`.
    steps: Vec<Gaussian>,
    /// How far a root may be from `c - Y f(c)`.
    spreads: Vec<IBig>,
    /// What both are multiplied by.
    scale: IBig,
}

impl Polydisc {
    /// Whether exactly one root of the equations is proved to lie in it, a simple one.
    ///
    /// # Shapes
    /// `system`: in the chart of the polydisc.
    pub fn holds_one_root(&self, system: &System) -> bool {
        self.image(system).is_some_and(|image| {
            let radii = self.radii.iter().flat_map(|radii| &radii[1..]);
            let mut rows = radii.zip(image.steps.iter().zip(&image.spreads));
            rows.all(|(radius, (step, spread))| step.at_most() + spread < radius * &image.scale)
        })
    }

    /// A polydisc that holds all roots that it holds; smaller where it is small itself.
    pub fn narrowed(&self, system: &System) -> Option<Polydisc> {
        let image = self.image(system)?;
        let mut rows = image.steps.iter().zip(&image.spreads);
        let mut centre = self.centre.clone();
        let mut radii = self.radii.clone();
        for (entry, radius) in centre.iter_mut().flatten().zip(radii.iter_mut().flatten()) {
            *entry = entry.scaled(&(IBig::ONE << FINER));
            *radius = &*radius << FINER;
        }
        for (entries, radii) in centre.iter_mut().zip(&mut radii) {
            for (entry, radius) in entries.iter_mut().zip(radii).skip(1) {
                let (step, spread) = rows.next()?;
                let part = |part: &IBig| (part << FINER) / &image.scale;
                *entry = entry.minus(&Gaussian {
                    re: part(&step.re),
                    im: part(&step.im),
                });
                // One for what is left of each division.
                *radius = part(spread) + IBig::from(3u8);
            }
        }
        Some(Polydisc {
            units: self.units.clone(),
            unit: &self.unit << FINER,
            centre,
            radii,
        })
    }

    /// All numbers for the actions in the supports, each with how far it may be from the one that is given.
    pub fn strategies(&self) -> Vec<Vec<(Gaussian, IBig)>> {
        let vectors = self.units.iter().zip(self.centre.iter().zip(&self.radii));
        let strategies = vectors.map(|(unit, (centre, radii))| {
            let entries = centre.iter().cloned().zip(radii.iter().cloned());
            let mut entries: Vec<(Gaussian, IBig)> = entries.collect();
            let one = entries.remove(0);
            match unit {
                Some(unit) => entries.insert(*unit, one),
                None => {
                    let rest = entries.iter().fold(one, |(left, around), (entry, radius)| {
                        (left.minus(entry), around + radius)
                    });
                    entries.push(rest);
                }
            }
            entries
        });
        strategies.collect()
    }

    /// Bounds of a form over it: the value at the centre, and how far others are from it; both up to the same factor.
    pub fn bounds(&self, form: &Form) -> (Gaussian, IBig) {
        let [inner, outer] = self.magnitudes();
        let absolute = form.absolute();
        let radius = absolute.value(&outer).re - absolute.value(&inner).re;
        (form.value(&self.centre), radius)
    }

    /// Absolute values, rounded up, of the centre, and with the radii.
    fn magnitudes(&self) -> [Vec<Vec<Gaussian>>; 2] {
        let vectors = self.centre.iter().zip(&self.radii);
        let of = |with_radius: bool| {
            let vector = |(entries, radii): (&Vec<Gaussian>, &Vec<IBig>)| {
                let entries = entries.iter().zip(radii);
                let entries = entries.map(|(entry, radius)| match with_radius {
                    true => Gaussian::real(entry.at_most() + radius),
                    false => Gaussian::real(entry.at_most()),
                });
                entries.collect()
            };
            vectors.clone().map(vector).collect()
        };
        [of(false), of(true)]
    }

    fn image(&self, system: &System) -> Option<Image> {
        let degree = system.equations.first().map_or(0, Form::degree);
        let here = derivatives(system, &self.centre, Form::clone);
        let [inner, outer] = self.magnitudes();
        let [least, most] =
            [inner, outer].map(|vectors| derivatives(system, &vectors, Form::absolute));
        let mut scale = IBig::ONE << (SHORT + system.digits);
        for _ in 1..degree {
            scale *= &self.unit;
        }
        let inverse = inverse(&here, &(&scale >> SHORT))?;
        let values: Vec<Gaussian> = system
            .equations
            .iter()
            .map(|form| form.value(&self.centre))
            .collect();
        let radii: Vec<&IBig> = self.radii.iter().flat_map(|radii| &radii[1..]).collect();
        let mut steps = Vec::with_capacity(inverse.len());
        let mut spreads = Vec::with_capacity(inverse.len());
        for (row, factors) in inverse.iter().enumerate() {
            let terms = factors.iter().zip(&values);
            steps.push(terms.fold(Gaussian::ZERO, |sum, (y, f)| sum.plus(&y.times(f))));
            let mut spread = IBig::ZERO;
            for (column, radius) in radii.iter().enumerate() {
                let mut rest = match row == column {
                    true => Gaussian::real(scale.clone()),
                    false => Gaussian::ZERO,
                };
                let mut around = IBig::ZERO;
                for (place, factor) in factors.iter().enumerate() {
                    rest = rest.minus(&factor.times(&here[place][column]));
                    around +=
                        factor.at_most() * (&most[place][column].re - &least[place][column].re);
                }
                spread += (rest.at_most() + around) * *radius;
            }
            spreads.push(spread);
        }
        Some(Image {
            steps,
            spreads,
            scale,
        })
    }
}

/// The derivative of each equation, or of another form made of it, by each unknown.
fn derivatives(
    system: &System,
    vectors: &[Vec<Gaussian>],
    made: impl Fn(&Form) -> Form,
) -> Vec<Vec<Gaussian>> {
    let mut begins = vec![0];
    for actions in &system.actions {
        begins.push(begins[begins.len() - 1] + actions - 1);
    }
    let rows = system.equations.iter().map(|equation| {
        let form = made(equation);
        let mut row = vec![Gaussian::ZERO; system.unknowns()];
        for player in form.players() {
            let by_entry = form.derivatives(vectors, player).into_iter().skip(1);
            for (entry, derivative) in row[begins[player]..].iter_mut().zip(by_entry) {
                *entry = derivative;
            }
        }
        row
    });
    rows.collect()
}

/// A matrix near the inverse, in units of `2^-SHORT`, of a matrix in multiples of one part of `unit`; none where a pivot is zero.
fn inverse(matrix: &[Vec<Gaussian>], unit: &IBig) -> Option<Vec<Vec<Gaussian>>> {
    let size = matrix.len();
    let one = Gaussian::real(IBig::ONE << PLACES);
    let rows = matrix.iter().enumerate().map(|(number, row)| {
        let entries = row.iter().map(|entry| Gaussian {
            re: (&entry.re << PLACES) / unit,
            im: (&entry.im << PLACES) / unit,
        });
        let units = (0..size).map(|column| match column == number {
            true => one.clone(),
            false => Gaussian::ZERO,
        });
        entries.chain(units).collect()
    });
    let mut rows: Vec<Vec<Gaussian>> = rows.collect();
    for column in 0..size {
        let pivot = (column..size).max_by_key(|row| rows[*row][column].at_most())?;
        rows.swap(column, pivot);
        let mut pivot_row = std::mem::take(&mut rows[column]);
        let head = pivot_row[column].clone();
        for entry in &mut pivot_row[column..] {
            *entry = entry.quotient(&head, PLACES)?;
        }
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row[column].clone();
            for (entry, pivot) in row.iter_mut().zip(&pivot_row).skip(column) {
                *entry = entry.minus(&factor.times(pivot).shortened(PLACES));
            }
        }
        rows[column] = pivot_row;
    }
    let shortened = rows.iter().map(|row| {
        let entries = row[size..].iter();
        entries.map(|e| e.shortened(PLACES - SHORT)).collect()
    });
    Some(shortened.collect())
}
