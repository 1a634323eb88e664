//! Halves a box of parameters until every cell is proved to lie in one equilibrium region, or is as small as asked.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering as MemoryOrdering};

use super::bernstein::Bernstein;
use super::conditions::ProfileConditions;
use super::phase_map::{Axis, Node, PhaseMap, Rest};
use super::regions::{Tree, phase_map};
use super::sign_table::{Outcome, SignTable, sign_tables};
use super::volume::{SHARE_DIGITS, proved_shares};
use crate::num::{Multivariate, Rational};

/// How finely a box is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolution {
    /// How often each side is halved at most; sixty at the very most.
    pub depth: u32,
    /// How many cells of all sizes there may be; where more are needed, sides are halved less often.
    pub cells: usize,
}

/// Sides are never halved more often.
const DEEPEST: u32 = 60;

/// Cells above this level are worked on side by side.
const SHARED_LEVELS: u32 = 6;

/// Computes which sets of pure equilibria hold where in a box, with a proof for each cell.
///
/// On a cell, the Bernstein coefficients of each polynomial prove its sign, or leave it open. A cell on which the known signs decide
/// every profile, whatever the signs not known (of which up to six are tried in every combination for each profile), lies in one
/// region; any other is halved, across each axis in turn, and only polynomials whose signs can still matter
/// go on to the halves. At the last level a cell on which a single sign matters is cut in two by the zeros of that polynomial, with the
/// shares on which affine bounds prove either sign.
///
/// # Shapes
/// Unknown `k` of the conditions' polynomials is axis `k`; any number of axes from one. [`Region::equilibria`](super::Region) count
/// into [`PhaseMap::profiles`].
/// # Answer
/// Everything but the share [`PhaseMap::undecided`] is proved. Regions are told apart on open cells: on the curves between them, a set
/// without volume, more or fewer profiles may be equilibria. A region no part of which was proved is not listed; it can lie in the
/// undecided share only. [`PhaseMap::depth`] says how often sides were halved. The map is the same with any number of threads.
/// # Source
/// Garloff (1993), "The Bernstein algorithm", Interval Computations 2, 154-168.
///
/// # Examples
/// ```
/// use unipole::num::{Multivariate, Rational};
/// use unipole::region::{Axis, Condition, Inequality, ProfileConditions, Relation, Resolution, subdivide};
/// // (0, 0) is an equilibrium where u >= s.
/// let [u, s] = [0, 1].map(Multivariate::unknown);
/// let condition = Condition { expression: &u - &s, relation: Relation::AtLeast };
/// let cases = vec![vec![Inequality { deviation: Some((0, 1)), condition }]];
/// let conditions = [ProfileConditions { profile: vec![0, 0], cases }];
/// let axes = ["u", "s"].map(|name| Axis { name: name.to_owned(), lower: Rational::ZERO, upper: Rational::ONE });
/// let map = subdivide(&conditions, &axes, Resolution { depth: 4, cells: 10_000 });
/// assert_eq!(map.regions[1].equilibria, vec![0]);
/// assert_eq!(map.regions[1].area, Rational::ratio(1, 2));
/// assert!(map.undecided.is_zero());
/// ```
///
/// # Panics
/// When a side has no length, or a polynomial an unknown without an axis.
pub fn subdivide(
    conditions: &[ProfileConditions],
    axes: &[Axis],
    resolution: Resolution,
) -> PhaseMap {
    let proper = axes.iter().all(|side| side.lower < side.upper);
    assert!(proper, "invariant: every side of the box has a length");
    let (polynomials, tables) = sign_tables(conditions);
    let whole = Cell::whole(&polynomials, &tables, axes);
    let mut depth = resolution.depth.min(DEEPEST);
    loop {
        let level = depth * u32::try_from(axes.len()).expect("invariant: few axes");
        let subdivision = Subdivision {
            tables: &tables,
            axes: axes.len(),
            level,
            // With no halving at all there is one cell.
            cells: if depth == 0 { 1 } else { resolution.cells },
            made: AtomicUsize::new(0),
            labels: Mutex::default(),
        };
        if let Some(root) = subdivision.node(whole.clone(), 0) {
            let tree = Tree {
                root,
                labels: subdivision.into_labels(),
                level,
            };
            return phase_map(tree, conditions, polynomials, axes, depth);
        }
        depth -= 1;
    }
}

struct Subdivision<'a> {
    tables: &'a [SignTable],
    axes: usize,
    /// The level of the smallest cells.
    level: u32,
    cells: usize,
    made: AtomicUsize,
    /// Sets of profiles, numbered as they are met; the order depends on the threads and does not leave this module.
    labels: Mutex<BTreeMap<Vec<usize>, usize>>,
}

/// What is known about a cell before its own coefficients are looked at.
#[derive(Clone)]
struct Cell {
    signs: Vec<Option<Ordering>>,
    /// Profiles known to be an equilibrium.
    holding: Vec<usize>,
    /// Profiles not decided.
    open: Vec<usize>,
    /// Polynomials whose signs matter and are not known, in order, with their coefficients on the cell.
    carried: Vec<(usize, Bernstein)>,
}

impl Cell {
    fn whole(polynomials: &[Multivariate], tables: &[SignTable], axes: &[Axis]) -> Self {
        let mut cell = Cell {
            signs: vec![None; polynomials.len()],
            holding: Vec::new(),
            open: (0..tables.len()).collect(),
            carried: Vec::new(),
        };
        let relevant = cell.settle(tables);
        let carried = relevant.into_iter();
        cell.carried = carried
            .map(|place| (place, Bernstein::new(&polynomials[place], axes)))
            .collect();
        cell
    }

    /// Decides the profiles that the signs decide; returns the polynomials that matter to the others, in order.
    fn settle(&mut self, tables: &[SignTable]) -> Vec<usize> {
        let mut relevant = Vec::new();
        let (signs, holding) = (&self.signs, &mut self.holding);
        self.open.retain(|profile| {
            let outcome = tables[*profile].outcome(signs, &mut relevant);
            if outcome == Outcome::Holds {
                holding.push(*profile);
            }
            outcome == Outcome::Open
        });
        relevant.sort_unstable();
        relevant.dedup();
        relevant
    }

    fn halves(self, axis: usize) -> [Cell; 2] {
        let tensors = self.carried.iter().map(|(place, tensor)| {
            let [lower, upper] = tensor.halves(axis);
            ((*place, lower), (*place, upper))
        });
        let (lower, upper) = tensors.unzip();
        let half = |carried| Cell {
            signs: self.signs.clone(),
            holding: self.holding.clone(),
            open: self.open.clone(),
            carried,
        };
        [half(lower), half(upper)]
    }
}

impl Subdivision<'_> {
    /// The tree below a cell; none where there are more cells than allowed, however many threads count them.
    fn node(&self, mut cell: Cell, level: u32) -> Option<Node> {
        if self.made.fetch_add(1, MemoryOrdering::Relaxed) >= self.cells {
            return None;
        }
        let signs = cell.carried.iter();
        let facts = signs.filter_map(|(place, tensor)| Some((*place, tensor.sign()?)));
        let facts: Vec<(usize, Ordering)> = facts.collect();
        if !facts.is_empty() {
            for (place, sign) in &facts {
                cell.signs[*place] = Some(*sign);
            }
            let relevant = cell.settle(self.tables);
            cell.carried
                .retain(|(place, _)| relevant.binary_search(place).is_ok());
        }
        let rest = match (cell.open.is_empty(), level == self.level) {
            (true, _) => Rest::Region(self.label(cell.holding)),
            (false, true) => self.smallest(cell),
            (false, false) => {
                let axis = level as usize % self.axes;
                let [lower, upper] = cell.halves(axis);
                let (lower, upper) = if level < SHARED_LEVELS {
                    let below = |cell| move || self.node(cell, level + 1);
                    rayon::join(below(lower), below(upper))
                } else {
                    (self.node(lower, level + 1), self.node(upper, level + 1))
                };
                Rest::Halves(axis, Box::new([lower?, upper?]))
            }
        };
        Some(Node { facts, rest })
    }

    /// What is said about a cell of the last level that is not in one region.
    fn smallest(&self, mut cell: Cell) -> Rest {
        let [(place, tensor)] = &cell.carried[..] else {
            return Rest::Undecided;
        };
        let mut label = |sign| {
            cell.signs[*place] = Some(sign);
            let holds = |profile: &&usize| {
                let outcome = self.tables[**profile].outcome(&cell.signs, &mut Vec::new());
                outcome == Outcome::Holds
            };
            let mut label = cell.holding.clone();
            label.extend(cell.open.iter().filter(holds));
            self.label(label)
        };
        let labels = (label(Ordering::Less), label(Ordering::Greater));
        let whole = Rational::integer(1 << SHARE_DIGITS);
        let share = |units| &Rational::from(i128::from(units)) / &whole;
        let (negative, positive) = proved_shares(tensor);
        Rest::Cut {
            polynomial: *place,
            below: (labels.0, share(negative)),
            above: (labels.1, share(positive)),
        }
    }

    fn label(&self, mut equilibria: Vec<usize>) -> usize {
        equilibria.sort_unstable();
        let labels = self.labels.lock();
        let mut labels = labels.expect("invariant: no thread panics with the labels");
        let next = labels.len();
        *labels.entry(equilibria).or_insert(next)
    }

    /// The sets of profiles by their numbers.
    fn into_labels(self) -> Vec<Vec<usize>> {
        let labels = self.labels.into_inner();
        let labels = labels.expect("invariant: no thread panics with the labels");
        let mut sets = vec![Vec::new(); labels.len()];
        for (set, number) in labels {
            sets[number] = set;
        }
        sets
    }
}

#[cfg(test)]
mod tests;
