//! All solutions of the equations of a support within its strategies, by branch and prune.
//!
//! A cell is a box of strategies. It is tightened by every equation in turn (each has to be zero) and by every form that must not be
//! positive, then by all equations together (preconditioned mean value form); what is empty has no solution. Newton's method from the
//! middle proposes a solution, and Krawczyk's test proves a box around it that holds exactly one: a cell within such a box is
//! done. What is left is halved. A cell that stays to the end is returned as undecided, never dropped.
//!
//! Every step rounds outwards, so that what is excluded is excluded.
//!
//! # Source
//! Moore, Kearfott and Cloud (2009), *Introduction to Interval Analysis*, chapters 8 and 9; Krawczyk (1969).

use super::contraction::{Cell, Form, tighten_below, tighten_sum, value};
use super::indifference::Indifference;
use super::krawczyk::{Equations, balanced};
use crate::num::Interval;

/// Cells with no longer side are not halved.
const SMALLEST: f64 = 1.0 / (1u64 << 30) as f64;
/// How often the forms are gone through in one cell.
const ROUNDS: usize = 3;
/// A round that leaves more than this share of the widest side is the last.
const PROGRESS: f64 = 0.8;
/// In wider cells the equations are not taken together, which costs more than it tells.
const TOGETHER: f64 = 0.6;
/// In wider cells no solution is looked for: most hold none.
const NEWTON: f64 = 0.2;
/// The half-widths of the boxes in which one solution is looked for: the widest, the narrowest, and the step from one to the next.
const RADII: (f64, f64, f64) = (0.2, 1e-15, 0.3);

/// A box that holds exactly one solution.
#[derive(Debug, Clone)]
pub struct Isolated {
    /// The box; it may reach beyond probabilities.
    pub unique: Cell,
    /// A box within it, as narrow as machine numbers allow, that holds the solution.
    pub tight: Cell,
    /// The middle of both.
    pub near: Vec<Vec<f64>>,
}

impl Isolated {
    /// The solution near a point, if it is proved that there is exactly one.
    pub fn near(equations: &Equations, near: Vec<Vec<f64>>) -> Option<Self> {
        let (widest, narrowest, step) = RADII;
        let of = |radius: f64| equations.unique(&near, radius);
        let unique = std::iter::successors(Some(widest), |radius| Some(radius * step))
            .take_while(|radius| *radius > narrowest)
            .find_map(of)?;
        let tight =
            std::iter::successors(Some(narrowest), |radius| Some(radius / step)).find_map(of)?;
        Some(Isolated {
            unique,
            tight,
            near,
        })
    }
}

/// The solutions of a support's equations: each lies in a box of its own or in an undecided cell.
#[derive(Debug, Clone, Default)]
pub struct Subdivided {
    /// Boxes with exactly one solution each; the solution may lie outside of the probabilities.
    pub isolated: Vec<Isolated>,
    /// Where there may be more.
    pub undecided: Vec<Cell>,
}

/// All strategies with these supports at which the equations hold and none of the forms `below` is positive.
///
/// # Answer
/// Complete: every such solution lies in a box of `isolated`, which holds no other solution of the equations, or in a cell that is
/// `undecided`. Beyond `limit` cells, or once `stop` is true, all that is left is undecided.
pub fn subdivide(
    system: &Indifference,
    below: &[Form],
    limit: usize,
    stop: &(dyn Fn() -> bool + Sync),
) -> Subdivided {
    let search = Search {
        equations: system.into(),
        below,
    };
    let mut found = Subdivided::default();
    let whole = system
        .sizes
        .iter()
        .map(|size| vec![Interval::new(0.0, 1.0); *size]);
    let mut cells: Vec<Cell> = vec![whole.collect()];
    let mut examined = 0;
    while let Some(mut cell) = cells.pop() {
        examined += 1;
        if examined > limit || stop() {
            found.undecided.push(cell);
            found.undecided.append(&mut cells);
            break;
        }
        if found
            .isolated
            .iter()
            .any(|root| is_within(&cell, &root.unique))
            || !search.tightened(&mut cell)
        {
            continue;
        }
        if widest(&cell) < NEWTON
            && let Some(root) = search.proposed(&cell, &found.isolated)
        {
            let is_done = is_within(&cell, &root.unique);
            found.isolated.push(root);
            if is_done {
                continue;
            }
        }
        match halved(&cell) {
            Some([first, second]) => cells.extend([second, first]),
            None => found.undecided.push(cell),
        }
    }
    found
}

fn is_within(cell: &Cell, other: &Cell) -> bool {
    let mut sides = cell.iter().flatten().zip(other.iter().flatten());
    sides.all(|(x, y)| y.lower() <= x.lower() && x.upper() <= y.upper())
}

fn widest(cell: &Cell) -> f64 {
    cell.iter()
        .flatten()
        .fold(0.0, |widest, x| x.width().max(widest))
}

/// The two halves along the longest side; none if no side is long.
fn halved(cell: &Cell) -> Option<[Cell; 2]> {
    let mut longest = (SMALLEST, None);
    for (player, strategy) in cell.iter().enumerate() {
        for (action, x) in strategy.iter().enumerate() {
            if x.width() > longest.0 {
                longest = (x.width(), Some((player, action)));
            }
        }
    }
    let (player, action) = longest.1?;
    let side = cell[player][action];
    let middle = side.middle();
    let half = |lower, upper| {
        let mut half = cell.clone();
        half[player][action] = Interval::new(lower, upper);
        half
    };
    Some([half(side.lower(), middle), half(middle, side.upper())])
}

struct Search<'a> {
    equations: Equations,
    below: &'a [Form],
}

impl Search<'_> {
    /// Tightens a cell; false if it is proved to hold no solution.
    fn tightened(&self, cell: &mut Cell) -> bool {
        for round in 0..ROUNDS {
            let before = widest(cell);
            if !cell.iter_mut().all(|strategy| tighten_sum(strategy)) {
                return false;
            }
            for form in &self.equations.forms {
                if !tighten(form, cell, true) {
                    return false;
                }
            }
            if !self.below.iter().all(|form| tighten(form, cell, false)) {
                return false;
            }
            if round > 0 && widest(cell) < TOGETHER && !self.equations.tighten(cell) {
                return false;
            }
            if widest(cell) > PROGRESS * before {
                break;
            }
        }
        widest(cell) > TOGETHER || self.equations.tighten(cell)
    }

    /// A box with exactly one solution near the middle of the cell, if one is found that is new.
    fn proposed(&self, cell: &Cell, known: &[Isolated]) -> Option<Isolated> {
        let start: Vec<Vec<f64>> = cell
            .iter()
            .map(|strategy| balanced(strategy).iter().map(|x| x.middle()).collect())
            .collect();
        let near = self.equations.newton(start)?;
        let reach = widest(cell);
        let is_near = cell
            .iter()
            .flatten()
            .zip(near.iter().flatten())
            .all(|(x, p)| x.lower() - reach <= *p && *p <= x.upper() + reach);
        let is_in = |root: &Isolated| {
            root.unique
                .iter()
                .flatten()
                .zip(near.iter().flatten())
                .all(|(x, p)| x.holds(*p))
        };
        if !is_near || known.iter().any(is_in) {
            return None;
        }
        Isolated::near(&self.equations, near)
    }
}

/// Tightens a cell by one form, which has to be zero, or not to be positive; false if nothing is left.
fn tighten(form: &Form, cell: &mut Cell, is_equation: bool) -> bool {
    if form.axes.is_empty() {
        let value = form.coefficients[0];
        return !(value.is_positive() || is_equation && value.is_negative());
    }
    let linear = form.linear(cell, value);
    form.axes.iter().zip(linear).all(|(axis, coefficients)| {
        let strategy = &mut cell[*axis];
        tighten_below(|action| coefficients[action].lower(), strategy)
            && (!is_equation || tighten_below(|action| -coefficients[action].upper(), strategy))
    })
}
