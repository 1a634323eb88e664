//! Exact linear programs by the two-phase simplex method, with primal and dual solution.
//!
//! The program lives in a dictionary: each basic variable, and the objective, as an affine function of the nonbasic
//! ones, which are zero at the current vertex. Variable 0 is the artificial one of the first phase, then come
//! the variables of the program, then one slack for each inequality.

use std::cmp::Ordering;

use crate::num::Rational;

/// How the two sides of a constraint are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Left side at most the bound.
    AtMost,
    /// Left side equal to the bound.
    Equal,
}

/// One constraint: `coefficients . x <= bound`, or `=`.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// One coefficient for each variable.
    pub coefficients: Vec<Rational>,
    /// `<=` or `=`.
    pub relation: Relation,
    /// The right side.
    pub bound: Rational,
}

/// Maximise `objective . x` over `x >= 0` that meet all constraints.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearProgram {
    /// One coefficient for each variable.
    pub objective: Vec<Rational>,
    /// The constraints, each with as many coefficients as the objective.
    pub constraints: Vec<Constraint>,
}

/// What a linear program comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Optimum {
    /// There is an optimum; `primal` attains it and `dual` proves it.
    Optimal {
        /// The greatest value of the objective.
        value: Rational,
        /// The value of each variable; a vertex.
        primal: Vec<Rational>,
        /// One multiplier for each constraint, not negative for `<=`, such that the weighted constraints
        /// bound the objective by `value`.
        dual: Vec<Rational>,
    },
    /// No point meets all constraints.
    Infeasible,
    /// The objective grows without bound along a ray.
    Unbounded {
        /// The direction of the ray, not negative, along which every constraint stays met and the objective grows.
        direction: Vec<Rational>,
    },
}

/// Solves a linear program exactly.
///
/// An equation is two inequalities. If the origin violates some inequality, the first phase finds a vertex by minimising
/// how much all are relaxed. The entering variable is the one of largest gain per unit; while the objective stands still,
/// Bland's rule of smallest index is used instead, which never cycles, so the method ends.
///
/// # Shapes
/// `n` variables and `m` constraints; `primal` has `n` entries and `dual` has `m`.
///
/// # Panics
/// When a constraint has another number of coefficients than the objective: our own bug, never a user's.
///
/// # Source
/// Chvatal (1983), "Linear Programming", chapters 2, 3 and 5; Bland (1977).
///
/// # Examples
/// ```
/// use unipole::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
/// use unipole::num::Rational;
/// let row = |entries: [i64; 2]| entries.map(Rational::integer).to_vec();
/// let below = |entries, bound| Constraint { coefficients: row(entries), relation: Relation::AtMost, bound: Rational::integer(bound) };
/// // At most 4 of the first and 3 x + 2 y at most 18.
/// let program = LinearProgram { objective: row([3, 5]), constraints: vec![below([1, 0], 4), below([3, 2], 18)] };
/// let Optimum::Optimal { value, primal, dual } = maximise(&program) else { unreachable!() };
/// assert_eq!((value, primal), (Rational::integer(45), row([0, 9])));
/// assert_eq!(dual, [Rational::ZERO, Rational::ratio(5, 2)]);
/// ```
pub fn maximise(program: &LinearProgram) -> Optimum {
    let mut dictionary = Dictionary::new(program);
    if !dictionary.find_vertex() {
        return Optimum::Infeasible;
    }
    match dictionary.climb(GAIN) {
        Some(column) => Optimum::Unbounded {
            direction: dictionary.direction(column, program.objective.len()),
        },
        None => dictionary.optimum(program),
    }
}

/// The row of the objective.
const GAIN: usize = 0;
/// The row of the first phase's objective: minus the artificial variable.
const FEASIBILITY: usize = 1;
/// The first row of a constraint.
const FIRST: usize = 2;
/// The artificial variable, which relaxes all inequalities alike.
const ARTIFICIAL: usize = 0;

/// Rows `basic = constant + sum of coefficient * nonbasic`; the first two rows are the objectives.
struct Dictionary {
    /// Each row: the constant, then one coefficient for each nonbasic variable.
    rows: Vec<Vec<Rational>>,
    /// The basic variables, row by row from [`FIRST`].
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
}

impl Dictionary {
    fn new(program: &LinearProgram) -> Self {
        let variables = program.objective.len();
        let mut rows = vec![
            row(&Rational::ZERO, &Rational::ZERO, &program.objective, 1),
            row(
                &Rational::ZERO,
                &Rational::integer(-1),
                &vec![Rational::ZERO; variables],
                1,
            ),
        ];
        for constraint in &program.constraints {
            assert_eq!(
                constraint.coefficients.len(),
                variables,
                "invariant: a coefficient for each variable"
            );
            for sign in signs(constraint.relation) {
                // slack = bound - coefficients . x + artificial
                let bound = &constraint.bound * &Rational::integer(*sign);
                let coefficients = &constraint.coefficients;
                rows.push(row(&bound, &Rational::ONE, coefficients, -sign));
            }
        }
        let slacks = rows.len() - FIRST;
        Dictionary {
            rows,
            basic: (variables + 1..=variables + slacks).collect(),
            nonbasic: (0..=variables).collect(),
        }
    }

    /// The first phase: makes all constants non-negative; `false` when that is impossible.
    fn find_vertex(&mut self) -> bool {
        let worst = (FIRST..self.rows.len()).min_by_key(|&row| &self.rows[row][0]);
        if let Some(worst) = worst
            && self.rows[worst][0].sign() == Ordering::Less
        {
            self.pivot(worst, 1);
            let unbounded = self.climb(FEASIBILITY);
            assert!(
                unbounded.is_none(),
                "invariant: minus a non-negative variable is bounded"
            );
        }
        // The artificial variable has the smallest index, so it has left the basis as soon as it could be zero.
        let Some(place) = self.nonbasic.iter().position(|v| *v == ARTIFICIAL) else {
            return false;
        };
        self.nonbasic.remove(place);
        for row in &mut self.rows {
            row.remove(place + 1);
        }
        true
    }

    /// Pivots until no nonbasic variable improves the objective in this row, or until nothing limits one that does:
    /// then returns its column.
    fn climb(&mut self, objective: usize) -> Option<usize> {
        let mut stands_still = false;
        while let Some(column) = self.entering(objective, stands_still) {
            let Some(row) = self.leaving(column) else {
                return Some(column);
            };
            stands_still = self.rows[row][0].is_zero();
            self.pivot(row, column);
        }
        None
    }

    /// The column of largest gain, or by Bland's rule the one of smallest variable with any gain.
    fn entering(&self, objective: usize, bland: bool) -> Option<usize> {
        let gains = &self.rows[objective];
        let improving =
            (1..=self.nonbasic.len()).filter(|&column| gains[column].sign() == Ordering::Greater);
        let smallest = |column: &usize| std::cmp::Reverse(self.nonbasic[column - 1]);
        if bland {
            improving.max_by_key(smallest)
        } else {
            improving.max_by(|a, b| {
                let by_gain = gains[*a].cmp(&gains[*b]);
                by_gain.then_with(|| smallest(a).cmp(&smallest(b)))
            })
        }
    }

    /// The row that limits the entering variable first; ties go to the smallest variable.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<(Rational, usize)> = None;
        for row in FIRST..self.rows.len() {
            let slope = &self.rows[row][column];
            if slope.sign() != Ordering::Less {
                continue;
            }
            let limit = -(&self.rows[row][0] / slope);
            let tighter = best.as_ref().is_none_or(|(least, chosen)| {
                let by_limit = limit.cmp(least);
                let by_index = || self.basic[row - FIRST].cmp(&self.basic[chosen - FIRST]);
                by_limit.then_with(by_index) == Ordering::Less
            });
            if tighter {
                best = Some((limit, row));
            }
        }
        best.map(|(_, row)| row)
    }

    /// Exchanges the basic variable of `row` with the nonbasic one of `column`.
    fn pivot(&mut self, row: usize, column: usize) {
        let mut pivot_row = std::mem::take(&mut self.rows[row]);
        let slope = std::mem::replace(&mut pivot_row[column], Rational::integer(-1));
        let factor = -(&Rational::ONE / &slope);
        for entry in &mut pivot_row {
            if !entry.is_zero() {
                *entry *= &factor;
            }
        }
        for other in &mut self.rows {
            if other.is_empty() || other[column].is_zero() {
                continue;
            }
            let weight = std::mem::replace(&mut other[column], Rational::ZERO);
            for (entry, substitute) in other.iter_mut().zip(&pivot_row) {
                if !substitute.is_zero() {
                    *entry += &(&weight * substitute);
                }
            }
        }
        self.rows[row] = pivot_row;
        std::mem::swap(&mut self.basic[row - FIRST], &mut self.nonbasic[column - 1]);
    }

    /// How the variables of the program change as the nonbasic one of `column` grows.
    fn direction(&self, column: usize, variables: usize) -> Vec<Rational> {
        let mut direction = vec![Rational::ZERO; variables];
        let basic = self.basic.iter().zip(&self.rows[FIRST..]);
        let changes = basic.map(|(basic, row)| (*basic, row[column].clone()));
        let entering = (self.nonbasic[column - 1], Rational::ONE);
        for (variable, change) in changes.chain([entering]) {
            if variable <= variables {
                direction[variable - 1] = change;
            }
        }
        direction
    }

    /// Reads off the solution: constants are values, negated gains of slacks are multipliers.
    fn optimum(&self, program: &LinearProgram) -> Optimum {
        let variables = program.objective.len();
        let mut primal = vec![Rational::ZERO; variables];
        for (basic, row) in self.basic.iter().zip(&self.rows[FIRST..]) {
            if *basic <= variables {
                primal[basic - 1] = row[0].clone();
            }
        }
        let mut multipliers = vec![Rational::ZERO; self.basic.len()];
        for (nonbasic, gain) in self.nonbasic.iter().zip(&self.rows[GAIN][1..]) {
            if *nonbasic > variables {
                multipliers[nonbasic - variables - 1] = -gain;
            }
        }
        let mut multipliers = multipliers.into_iter();
        let dual = program.constraints.iter().map(|constraint| {
            signs(constraint.relation)
                .iter()
                .zip(multipliers.by_ref())
                .map(|(sign, multiplier)| Rational::integer(*sign) * multiplier)
                .sum()
        });
        Optimum::Optimal {
            value: self.rows[GAIN][0].clone(),
            dual: dual.collect(),
            primal,
        }
    }
}

/// The signs with which a constraint is written as inequalities.
fn signs(relation: Relation) -> &'static [i64] {
    match relation {
        Relation::AtMost => &[1],
        Relation::Equal => &[1, -1],
    }
}

fn row(
    constant: &Rational,
    artificial: &Rational,
    coefficients: &[Rational],
    sign: i64,
) -> Vec<Rational> {
    let sign = Rational::integer(sign);
    let signed = coefficients.iter().map(|coefficient| coefficient * &sign);
    [constant.clone(), artificial.clone()]
        .into_iter()
        .chain(signed)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn vector(entries: &[i64]) -> Vec<Rational> {
        entries.iter().copied().map(Rational::integer).collect()
    }

    fn dot(a: &[Rational], b: &[Rational]) -> Rational {
        a.iter().zip(b).map(|(a, b)| a * b).sum()
    }

    fn constraint(coefficients: Vec<Rational>, relation: Relation, bound: Rational) -> Constraint {
        Constraint {
            coefficients,
            relation,
            bound,
        }
    }

    /// Weak duality: a feasible point and a feasible dual point of equal value are both optimal.
    fn is_proved(program: &LinearProgram, optimum: &Optimum) -> bool {
        let Optimum::Optimal {
            value,
            primal,
            dual,
        } = optimum
        else {
            return false;
        };
        let mut priced = vec![Rational::ZERO; primal.len()];
        let mut bound = Rational::ZERO;
        for (constraint, multiplier) in program.constraints.iter().zip(dual) {
            let left = dot(&constraint.coefficients, primal);
            let holds = match constraint.relation {
                Relation::AtMost => left <= constraint.bound && *multiplier >= Rational::ZERO,
                Relation::Equal => left == constraint.bound,
            };
            if !holds {
                return false;
            }
            bound += &(multiplier * &constraint.bound);
            for (price, coefficient) in priced.iter_mut().zip(&constraint.coefficients) {
                *price += &(multiplier * coefficient);
            }
        }
        primal.iter().all(|x| *x >= Rational::ZERO)
            && priced.iter().zip(&program.objective).all(|(p, c)| p >= c)
            && dot(&program.objective, primal) == *value
            && bound == *value
    }

    /// Constraints that the point `inside` meets; the first one bounds all variables.
    fn program() -> impl Strategy<Value = (LinearProgram, Vec<Rational>)> {
        let entries = |n| prop::collection::vec(-4i64..5, n);
        (1usize..5, 0usize..5).prop_flat_map(move |(n, m)| {
            let rows = prop::collection::vec((entries(n), 0i64..3, any::<bool>()), m);
            let inside = prop::collection::vec(0i64..4, n);
            (entries(n), rows, inside).prop_map(move |(objective, rows, inside)| {
                let inside = vector(&inside);
                let all = constraint(vector(&vec![1; n]), Relation::AtMost, Rational::integer(99));
                let others = rows.into_iter().map(|(row, room, equal)| {
                    let row = vector(&row);
                    let left = dot(&row, &inside);
                    match equal {
                        true => constraint(row, Relation::Equal, left),
                        false => constraint(row, Relation::AtMost, left + Rational::integer(room)),
                    }
                });
                let constraints = std::iter::once(all).chain(others).collect();
                let objective = vector(&objective);
                (
                    LinearProgram {
                        objective,
                        constraints,
                    },
                    inside,
                )
            })
        })
    }

    proptest! {
        #[test]
        fn the_dual_solution_proves_the_optimum((program, inside) in program()) {
            let optimum = maximise(&program);
            prop_assert!(is_proved(&program, &optimum), "{program:?} {optimum:?}");
            let Optimum::Optimal { value, .. } = optimum else { unreachable!() };
            prop_assert!(value >= dot(&program.objective, &inside));
        }

        #[test]
        fn contradictions_and_open_directions_are_told(
            (mut program, _) in program(), weights in prop::collection::vec(0i64..3, 5),
        ) {
            // A variable that costs nothing and gains something.
            let mut open = program.clone();
            open.objective.push(Rational::ONE);
            for constraint in &mut open.constraints {
                constraint.coefficients.push(Rational::ZERO);
            }
            let Optimum::Unbounded { direction } = maximise(&open) else {
                return Err(TestCaseError::fail("bounded"));
            };
            prop_assert!(dot(&open.objective, &direction) > Rational::ZERO);
            prop_assert!(direction.iter().all(|change| *change >= Rational::ZERO));
            for constraint in &open.constraints {
                let change = dot(&constraint.coefficients, &direction);
                prop_assert!(change.is_zero() || (change < Rational::ZERO && constraint.relation == Relation::AtMost));
            }
            // The opposite of what the constraints imply when added up with weights.
            let mut row = vec![Rational::ZERO; program.objective.len()];
            let mut bound = Rational::integer(-1);
            for (constraint, weight) in program.constraints.iter().zip(vector(&weights)) {
                bound -= &(&weight * &constraint.bound);
                for (entry, coefficient) in row.iter_mut().zip(&constraint.coefficients) {
                    *entry -= &(&weight * coefficient);
                }
            }
            program.constraints.push(constraint(row, Relation::AtMost, bound));
            prop_assert_eq!(maximise(&program), Optimum::Infeasible);
        }
    }

    #[test]
    fn beales_program_which_makes_careless_rules_cycle_is_solved() {
        let quarter = |entries: [i64; 4]| entries.map(|n| Rational::ratio(n, 4)).to_vec();
        let row = |entries, bound| constraint(quarter(entries), Relation::AtMost, bound);
        let program = LinearProgram {
            objective: quarter([3, -80, 2, -24]),
            constraints: vec![
                row([1, -32, -4, 36], Rational::ZERO),
                row([2, -48, -2, 12], Rational::ZERO),
                row([0, 0, 4, 0], Rational::ONE),
            ],
        };
        let optimum = maximise(&program);
        assert!(is_proved(&program, &optimum));
        assert!(
            matches!(optimum, Optimum::Optimal { value, .. } if value == Rational::ratio(5, 4))
        );
    }
}
