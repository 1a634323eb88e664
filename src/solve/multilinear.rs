//! Values and derivatives of several forms, each linear in the strategy of every player but one.
//!
//! In a chart, the first entry of every vector is one and the others are unknowns. A form is contracted by one vector after another,
//! the last first: before the contraction by a vector, what is left of the form and the products of the entries of the vectors before it
//! give the derivatives by that vector. The value and all derivatives take about two multiplications a coefficient.
//!
//! # Source
//! Griewank and Walther (2008), *Evaluating Derivatives*, section 3.3 (the reverse mode), on a product of vectors.

use std::ops::{Add, Mul};

/// Forms of as many unknowns as there are, in a chart.
///
/// # Shapes
/// The unknowns are the entries of the players' vectors but the first ones, player after player.
#[derive(Debug, Clone)]
pub struct Multilinear<C> {
    sizes: Vec<usize>,
    /// Where the unknowns of each player begin, and their number.
    starts: Vec<usize>,
    /// The player without whose vector each form is, in ascending order.
    players: Vec<usize>,
    /// Where the coefficients of each form begin, and their number.
    begins: Vec<usize>,
    /// The coefficients, form after form, the first of the other players' entry varying fastest.
    pub coefficients: Vec<C>,
}

/// Room for the numbers in between.
#[derive(Debug, Clone)]
pub struct Work<V> {
    one: V,
    products: Vec<V>,
    rest: Vec<V>,
}

impl<V: Copy> Work<V> {
    /// Room, with the number one of this kind.
    pub fn new(one: V) -> Self {
        Work {
            one,
            products: Vec::new(),
            rest: Vec::new(),
        }
    }
}

impl<C: Copy> Multilinear<C> {
    /// The forms with these coefficients, given with the player without whose vector each of them is, in ascending order.
    pub fn new(sizes: &[usize], forms: impl IntoIterator<Item = (usize, Vec<C>)>) -> Self {
        let mut made = Multilinear {
            sizes: sizes.to_vec(),
            starts: vec![0],
            players: Vec::new(),
            begins: vec![0],
            coefficients: Vec::new(),
        };
        for size in sizes {
            let start = made.dimension() + size - 1;
            made.starts.push(start);
        }
        for (player, coefficients) in forms {
            made.players.push(player);
            made.coefficients.extend(coefficients);
            made.begins.push(made.coefficients.len());
        }
        made
    }

    /// Forms of the same players and sizes with other coefficients.
    pub fn with<D>(&self, coefficients: Vec<D>) -> Multilinear<D> {
        Multilinear {
            sizes: self.sizes.clone(),
            starts: self.starts.clone(),
            players: self.players.clone(),
            begins: self.begins.clone(),
            coefficients,
        }
    }

    /// The number of unknowns.
    pub fn dimension(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// The number of entries of each player's vector.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The places of a player's unknowns.
    pub fn places(&self, player: usize) -> std::ops::Range<usize> {
        self.starts[player]..self.starts[player + 1]
    }

    /// The player without whose vector each form is.
    pub fn players(&self) -> &[usize] {
        &self.players
    }

    /// The coefficients of one form.
    pub fn form(&self, equation: usize) -> &[C] {
        &self.coefficients[self.begins[equation]..self.begins[equation + 1]]
    }

    /// The players whose vectors a form of this player is in.
    pub fn others(&self, player: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.sizes.len()).filter(move |other| *other != player)
    }

    /// The same forms of other vectors: the coefficients by the entries of each player's vector are replaced by those by the entries of
    /// the new one.
    pub fn change(&mut self, replace: impl Fn(usize, &[C]) -> Vec<C>) {
        for equation in 0..self.players.len() {
            let mut stride = 1;
            for other in 0..self.sizes.len() {
                if other == self.players[equation] {
                    continue;
                }
                let size = self.sizes[other];
                let form = &mut self.coefficients[self.begins[equation]..self.begins[equation + 1]];
                for block in form.chunks_exact_mut(stride * size) {
                    for low in 0..stride {
                        let fibre: Vec<C> = (0..size).map(|a| block[a * stride + low]).collect();
                        for (a, entry) in replace(other, &fibre).into_iter().enumerate() {
                            block[a * stride + low] = entry;
                        }
                    }
                }
                stride *= size;
            }
        }
    }

    /// Exchanges the first entry of a player's vector, which is one, with another one.
    pub fn exchange(&mut self, player: usize, entry: usize) {
        for (equation, own) in self.players.iter().enumerate() {
            if *own == player {
                continue;
            }
            let before = (0..player).filter(|other| other != own);
            let stride: usize = before.map(|other| self.sizes[other]).product();
            let form = &mut self.coefficients[self.begins[equation]..self.begins[equation + 1]];
            for block in form.chunks_exact_mut(stride * self.sizes[player]) {
                let (first, others) = block.split_at_mut(stride);
                first.swap_with_slice(&mut others[(entry - 1) * stride..entry * stride]);
            }
        }
    }

    /// The values of all forms, and the derivatives of each by each unknown, row after row. The derivatives by the unknowns that a form
    /// is without are left as they are.
    pub fn evaluate<V>(&self, unknowns: &[V], values: &mut [V], rows: &mut [V], work: &mut Work<V>)
    where
        V: Copy + From<C> + Add<Output = V> + Mul<Output = V> + Mul<C, Output = V>,
    {
        let mut prepared = None;
        for (equation, player) in self.players.iter().enumerate() {
            if prepared != Some(*player) {
                self.multiply(*player, unknowns, work);
                prepared = Some(*player);
            }
            let row = &mut rows[equation * unknowns.len()..][..unknowns.len()];
            values[equation] = self.contract(equation, unknowns, row, work);
        }
    }

    /// The products of the entries of the others' vectors but the last one, which begin with those of the vectors before.
    fn multiply<V>(&self, player: usize, unknowns: &[V], work: &mut Work<V>)
    where
        V: Copy + Mul<Output = V>,
    {
        work.products.clear();
        work.products.push(work.one);
        let count = (self.sizes.len() - 1).saturating_sub(1);
        for other in self.others(player).take(count) {
            let known = work.products.len();
            for unknown in &unknowns[self.places(other)] {
                work.products.push(*unknown);
                for place in 1..known {
                    let product = work.products[place] * *unknown;
                    work.products.push(product);
                }
            }
        }
    }

    fn contract<V>(&self, equation: usize, unknowns: &[V], row: &mut [V], work: &mut Work<V>) -> V
    where
        V: Copy + From<C> + Add<Output = V> + Mul<Output = V> + Mul<C, Output = V>,
    {
        let form = self.form(equation);
        let mut others = self.others(self.players[equation]).rev();
        let Some(last) = others.next() else {
            return V::from(form[0]);
        };
        let (rest, products) = (&mut work.rest, &work.products);
        let mut length = form.len() / self.sizes[last];
        let (first, blocks) = form.split_at(length);
        rest.clear();
        rest.extend(first.iter().map(|c| V::from(*c)));
        for (place, block) in self.places(last).zip(blocks.chunks_exact(length)) {
            row[place] = inner(block, products);
            for (left, coefficient) in rest.iter_mut().zip(block) {
                *left = *left + unknowns[place] * *coefficient;
            }
        }
        for other in others {
            length /= self.sizes[other];
            let (first, blocks) = rest.split_at_mut(length);
            for (place, block) in self.places(other).zip(blocks.chunks_exact(length)) {
                row[place] = inner(block, products);
                for (left, coefficient) in first.iter_mut().zip(block) {
                    *left = *left + unknowns[place] * *coefficient;
                }
            }
            rest.truncate(length);
        }
        rest[0]
    }
}

/// The sum of the products, the first factor on the right being one.
#[inline]
pub fn inner<C, V>(coefficients: &[C], products: &[V]) -> V
where
    C: Copy,
    V: Copy + From<C> + Add<Output = V> + Mul<C, Output = V>,
{
    let mut sum = V::from(coefficients[0]);
    for (coefficient, product) in coefficients.iter().zip(products).skip(1) {
        sum = sum + *product * *coefficient;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_derivatives_are_those_of_the_polynomial() {
        // Player 0's form in y = (1, y1, y2) and z = (1, z1): 2 + 3 y1 + 5 y2 + 7 z1 + 11 y1 z1 + 13 y2 z1, at y = (2, 3) and z = 4.
        // Player 2's form in x = (1, x1) and y: 1 - x1 + 4 x1 y2, at x1 = 5.
        let forms = [(0, vec![2, 3, 5, 7, 11, 13]), (2, vec![1, -1, 0, 0, 0, 4])];
        let system: Multilinear<i64> = Multilinear::new(&[2, 3, 2], forms);
        let (mut values, mut rows) = ([0; 2], [0; 8]);
        system.evaluate(&[5, 2, 3, 4], &mut values, &mut rows, &mut Work::new(1));
        assert_eq!(values, [2 + 6 + 15 + 28 + 88 + 156, 1 - 5 + 4 * 5 * 3]);
        assert_eq!(rows[..4], [0, 3 + 44, 5 + 52, 7 + 22 + 39]);
        assert_eq!(rows[4..], [-1 + 12, 0, 20, 0]);
    }

    #[test]
    fn an_exchange_of_entries_exchanges_coefficients() {
        let forms = [(0, vec![2, 3, 5, 7, 11, 13]), (1, vec![1, 2, 3, 4])];
        let mut system: Multilinear<i64> = Multilinear::new(&[2, 3, 2], forms);
        system.exchange(1, 2);
        system.exchange(2, 1);
        assert_eq!(system.form(0), [13, 11, 7, 5, 3, 2]);
        assert_eq!(system.form(1), [3, 4, 1, 2]);
    }

    #[test]
    fn a_change_of_vectors_changes_the_coefficients_by_each_of_them() {
        // With y = (b, a - b) for y = (a, b) on the right: c_a a + c_b b = ... of the vector (1, a) when a + b = 1.
        let mut system: Multilinear<i64> = Multilinear::new(&[2, 2, 2], [(1, vec![1, 2, 3, 10])]);
        system.change(|_, fibre| vec![fibre[1], fibre[0] - fibre[1]]);
        assert_eq!(system.coefficients, [10, -7, -8, 6]);
    }
}
