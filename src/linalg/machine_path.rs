//! A path of complementary pivots between the bases of two polytopes in machine numbers, each of its bases proved.
//!
//! # Mathematics
//! A basis of {x >= 0, A x <= 1} is that of a vertex off which nothing else is tight if the solution of `M x = 1`, M being its tight rows and positive
//! columns, is positive, and the other rows stay below one. The table holds R, nearly the inverse of M. If all rows of `|I - R M|` add up to at most
//! `d < 1`, then M is regular, and x is no farther from any x' than `|R| |1 - M x'| / (1 - d)`. All rounding is bounded. Two such bases that differ by one
//! variable are the ends of an edge, so that a path of them is *the* path, without ties.
//!
//! # Source
//! Lemke and Howson (1964), "Equilibrium points of bimatrix games", J. SIAM 12; Rump (2010), "Verification methods: rigorous results using
//! floating-point arithmetic", *Acta Numerica* 19 (the bound).

/// Where a path ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedPath {
    /// The labels of variables in the last basis of either polytope.
    pub basic: [Vec<usize>; 2],
    /// How many pivots it took.
    pub pivots: usize,
}

/// Follows the path as [`complementary_path`](super::complementary_path) does, in machine numbers.
///
/// # Shapes
/// `rows`: `n` times `m` whole numbers from one on, row by row; `columns`: `m` times `n`. All of them are below 2^50.
///
/// # Answer
/// The path, proved; none where that fails: there is a tie, or nearly one, or the path has more than `longest` pivots.
pub fn machine_path(
    rows: &[f64],
    columns: &[f64],
    (m, n): (usize, usize),
    label: usize,
    longest: usize,
) -> Option<ProvedPath> {
    let mut tables = [
        Table::new(rows, 0..m, m..m + n),
        Table::new(columns, m..m + n, 0..m),
    ];
    let mut side = usize::from(label >= m);
    let mut entering = label;
    for pivots in 1..=longest {
        let table = &mut tables[side];
        let leaving = table.pivot(entering)?;
        if !table.is_proved() {
            return None;
        }
        if leaving == label {
            let basic = tables.map(|table| table.basic);
            return Some(ProvedPath { basic, pivots });
        }
        entering = leaving;
        side = 1 - side;
    }
    None
}

/// Each basic variable as its value less what the others take from it; variables are named by their labels.
struct Table<'a> {
    /// The matrix, row by row.
    matrix: &'a [f64],
    entries: Vec<f64>,
    values: Vec<f64>,
    basic: Vec<usize>,
    others: Vec<usize>,
    /// The label of the first column of the matrix, and of its first row.
    first: (usize, usize),
    width: usize,
    own: Vec<f64>,
}

impl<'a> Table<'a> {
    fn new(
        matrix: &'a [f64],
        columns: std::ops::Range<usize>,
        rows: std::ops::Range<usize>,
    ) -> Self {
        Table {
            matrix,
            entries: matrix.to_vec(),
            values: vec![1.0; rows.len()],
            first: (columns.start, rows.start),
            width: columns.len(),
            own: vec![0.0; columns.len()],
            basic: rows.collect(),
            others: columns.collect(),
        }
    }

    /// Brings a variable into the basis; what leaves it.
    fn pivot(&mut self, entering: usize) -> Option<usize> {
        let width = self.width;
        let column = self.others.iter().position(|other| *other == entering)?;
        let mut best: Option<(f64, usize)> = None;
        for (row, value) in self.values.iter().enumerate() {
            let entry = self.entries[row * width + column];
            // Products instead of quotients.
            if entry > 0.0 && best.is_none_or(|(ratio, _)| *value < ratio * entry) {
                best = Some((value / entry, row));
            }
        }
        let (ratio, row) = best?;
        let inverse = 1.0 / self.entries[row * width + column];
        for (own, entry) in self.own.iter_mut().zip(&self.entries[row * width..]) {
            *own = entry * inverse;
        }
        self.own[column] = inverse;
        for other in (0..self.values.len()).filter(|other| *other != row) {
            let entries = &mut self.entries[other * width..][..width];
            let factor = entries[column];
            entries[column] = 0.0;
            for (entry, own) in entries.iter_mut().zip(&self.own) {
                *entry -= factor * own;
            }
            self.values[other] -= factor * ratio;
        }
        self.entries[row * width..][..width].copy_from_slice(&self.own);
        self.values[row] = ratio;
        std::mem::swap(&mut self.basic[row], &mut self.others[column]);
        Some(self.others[column])
    }

    /// The column of the matrix that a label names, if it is one.
    fn column_of(&self, label: usize) -> Option<usize> {
        label.checked_sub(self.first.0).filter(|c| *c < self.width)
    }

    /// Whether the basis is that of a vertex, and nothing else is tight there.
    fn is_proved(&self) -> bool {
        let width = self.width;
        // Positive columns of the matrix with their rows in the table, and tight rows of the matrix with their columns in the table.
        let placed = self.basic.iter().enumerate();
        let played: Vec<(usize, usize)> = placed
            .filter_map(|(row, label)| Some((self.column_of(*label)?, row)))
            .collect();
        let placed = self.others.iter().enumerate();
        let tight: Vec<(usize, usize)> = placed
            .filter(|(_, label)| self.column_of(**label).is_none())
            .map(|(column, label)| (label - self.first.1, column))
            .collect();
        let count = played.len();
        // Twice the relative error of a sum of so many products.
        let rounding = (2 * count + 8) as f64 * f64::EPSILON;
        let (mut apart, mut size): (f64, f64) = (0.0, 0.0);
        for (place, (_, row)) in played.iter().enumerate() {
            let inverse = |column: usize| self.entries[row * width + column];
            let mut sum = 0.0;
            for (other, (column, _)) in played.iter().enumerate() {
                let mut entry = f64::from(u8::from(place == other));
                let mut absolute = entry;
                for (tight, at) in &tight {
                    let product = inverse(*at) * self.matrix[tight * width + column];
                    entry -= product;
                    absolute += product.abs();
                }
                sum += entry.abs() + rounding * absolute;
            }
            let row_size: f64 = tight.iter().map(|(_, at)| inverse(*at).abs()).sum();
            // The greater of a number and none at all is the number.
            if !(sum.is_finite() && row_size.is_finite()) {
                return false;
            }
            apart = apart.max(sum);
            size = size.max(row_size);
        }
        // What is left of one in a row, and how wrong that may be.
        let left = |matrix_row: usize| {
            let (mut left, mut absolute) = (1.0, 1.0);
            for (column, row) in &played {
                let product = self.matrix[matrix_row * width + column] * self.values[*row];
                left -= product;
                absolute += product.abs();
            }
            (left, rounding * absolute)
        };
        let mut residual: f64 = 0.0;
        for (row, _) in &tight {
            let (left, wrong) = left(*row);
            if !(left.abs() + wrong).is_finite() {
                return false;
            }
            residual = residual.max(left.abs() + wrong);
        }
        // Sums of bounds are rounded too, by less than this.
        let slack = 1.0 + 1e-6;
        let error = slack * size * residual / (1.0 - slack * apart);
        let is_positive = |(_, row): &(usize, usize)| self.values[*row] > error;
        let is_apart = slack * apart < 1.0 && error.is_finite();
        is_apart
            && played.iter().all(is_positive)
            && self.basic.iter().all(|label| {
                let Some(row) = label.checked_sub(self.first.1) else {
                    return true;
                };
                if self.column_of(*label).is_some() {
                    return true;
                }
                let (left, wrong) = left(row);
                let entries = played
                    .iter()
                    .map(|(column, _)| self.matrix[row * width + column]);
                left > slack * (wrong + error * entries.sum::<f64>())
            })
    }
}
