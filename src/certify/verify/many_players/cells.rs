//! Branch and prune: whether a combination of supports holds a solution of its conditions beside the listed ones.
//!
//! A cell is dropped when a condition fails everywhere in it, when Krawczyk's operator leaves nothing of it, or when it lies in a box that
//! holds at most one solution of the equations, and a listed equilibrium is that one. What is left is divided.
//!
//! Solutions at which some action of the supports is not played belong to smaller supports, and are looked for there. So a cell is dropped
//! too when a condition on a wider cell is nowhere negative and somewhere positive: it is zero only on the boundary of that cell.
//!
//! # Source
//! Hansen & Walster (2004), *Global Optimization Using Interval Analysis*, chapter 11.

use super::contraction::Contraction;
use super::forms::{Cell, Conditions, PLACES, Span, UNIT};

/// Cells with sides below one part in 2^24 are not divided.
const SHORTEST: i128 = 1 << (PLACES - 24);

/// How often a cell is narrowed before it is divided.
const ROUNDS: usize = 12;

/// What was found out about a combination of supports.
pub(super) enum Outcome {
    /// It holds no equilibrium that is not listed.
    Decided,
    /// It holds one that is not listed, in this cell.
    Missing(Cell),
    /// This cell could not be decided.
    Undecided(Cell),
    /// There are too many cells.
    Exhausted,
}

/// Looks through all mixtures on the supports; `budget` is the number of cells left.
///
/// # Shapes
/// `known`: bounds of the listed solutions of the equations.
pub(super) fn search(conditions: &Conditions, known: &[Cell], budget: &mut usize) -> Outcome {
    let boxes: Vec<Cell> = known
        .iter()
        .filter_map(|cell| widest_box(conditions, cell))
        .collect();
    let idle = idle(conditions);
    let mut open = vec![conditions.everything()];
    while let Some(cell) = open.pop() {
        if *budget == 0 {
            return Outcome::Exhausted;
        }
        *budget -= 1;
        match examine(conditions, cell, known, &boxes) {
            Examined::Nothing => {}
            Examined::Missing(cell) => return Outcome::Missing(cell),
            Examined::Open(cell) if fails_inside(conditions, &cell) => {}
            Examined::Open(cell) => match halves(&cell, idle) {
                Some(halves) => open.extend(halves),
                None => return Outcome::Undecided(cell),
            },
        }
    }
    Outcome::Decided
}

enum Examined {
    Nothing,
    Missing(Cell),
    Open(Cell),
}

fn examine(conditions: &Conditions, mut cell: Cell, known: &[Cell], boxes: &[Cell]) -> Examined {
    let mut holds_one = false;
    for _ in 0..ROUNDS {
        if !tighten(&mut cell) || boxes.iter().any(|wider| contains(wider, &cell)) {
            return Examined::Nothing;
        }
        let is_zero = |form: &super::forms::Form| form.bounds(&cell).holds(0);
        let fails = |form: &super::forms::Form| form.bounds(&cell).low > 0;
        if !conditions.zero.iter().all(is_zero) || conditions.not_positive.iter().any(fails) {
            return Examined::Nothing;
        }
        let Some(contraction) = Contraction::new(conditions, &cell, &centre(&cell)) else {
            break;
        };
        let image = contraction.image(conditions, &cell);
        let mut narrowed = cell.clone();
        if !intersect(&mut narrowed, conditions, &image) || !tighten(&mut narrowed) {
            return Examined::Nothing;
        }
        let keeps = contraction.holds_at_most_one() && within(conditions, &image, &cell);
        holds_one |= keeps && is_inner(&cell);
        let (before, after) = (size(&cell), size(&narrowed));
        cell = narrowed;
        if holds_one {
            let slack = |form: &super::forms::Form| form.bounds(&cell).high < 0;
            let is_new = !known.iter().any(|other| touches(other, &cell));
            if is_new && conditions.not_positive.iter().all(slack) {
                return Examined::Missing(cell);
            }
        }
        if after > before - before / 8 {
            break;
        }
    }
    Examined::Open(cell)
}

/// Whether some condition fails wherever in the cell all actions are played.
///
/// A point of the cell at which all are played lies in the relative interior of a wider cell, a product of polytopes. A multilinear form that
/// is nowhere negative there, and zero at such a point, is zero everywhere in it: one player's mixture may be moved after the other.
fn fails_inside(conditions: &Conditions, cell: &Cell) -> bool {
    if is_inner(cell) {
        return false;
    }
    let widened = |share: &Span| {
        let more = share.width() / 2 + 1;
        Span::new((share.low - more).max(0), (share.high + more).min(UNIT))
    };
    let wider = cell.iter().map(|shares| match shares[..] {
        [_] => shares.clone(),
        _ => shares.iter().map(widened).collect(),
    });
    let mut wider: Cell = wider.collect();
    if !tighten(&mut wider) {
        return false;
    }
    let middle = centre(&wider);
    let is_positive =
        |form: &super::forms::Form| form.bounds(&wider).low >= 0 && form.bounds(&middle).low > 0;
    let is_negative =
        |form: &super::forms::Form| form.bounds(&wider).high <= 0 && form.bounds(&middle).high < 0;
    let mut zero = conditions.zero.iter();
    zero.any(|form| is_positive(form) || is_negative(form))
        || conditions.not_positive.iter().any(is_positive)
}

/// The widest of some boxes around a solution that hold at most one.
fn widest_box(conditions: &Conditions, solution: &Cell) -> Option<Cell> {
    let middle = centre(solution);
    (1..PLACES - 8).find_map(|halvings| {
        let more = UNIT >> halvings;
        let wider =
            |share: &Span| Span::new((share.low - more).max(0), (share.high + more).min(UNIT));
        let mut cell: Cell = solution
            .iter()
            .map(|shares| shares.iter().map(wider).collect())
            .collect();
        let holds =
            tighten(&mut cell) && Contraction::new(conditions, &cell, &middle)?.holds_at_most_one();
        holds.then_some(cell)
    })
}

/// Narrows bounds to those of mixtures, which add up to one; false if there are none.
pub(super) fn tighten(cell: &mut Cell) -> bool {
    for shares in cell {
        let low: i128 = shares.iter().map(|share| share.low).sum();
        let high: i128 = shares.iter().map(|share| share.high).sum();
        if low > UNIT || high < UNIT || shares.iter().any(|share| share.width() < 0) {
            return false;
        }
        for share in shares {
            let Span {
                low: least,
                high: most,
            } = *share;
            share.low = least.max(UNIT - (high - most));
            share.high = most.min(UNIT - (low - least));
        }
    }
    true
}

/// A mixture within the bounds, each share about as far between its bounds as all others.
pub(super) fn centre(cell: &Cell) -> Cell {
    let middle = |shares: &Vec<Span>| {
        let rest = UNIT - shares.iter().map(|share| share.low).sum::<i128>();
        let width: i128 = shares.iter().map(|share| share.width()).sum();
        let part = |share: &Span| {
            if width == 0 {
                0
            } else {
                share.width() * rest / width
            }
        };
        let mut left = rest - shares.iter().map(part).sum::<i128>();
        let shares = shares.iter().map(|share| {
            let more = left.min(share.width() - part(share));
            left -= more;
            let value = share.low + part(share) + more;
            Span::new(value, value)
        });
        shares.collect()
    };
    cell.iter().map(middle).collect()
}

fn intersect(cell: &mut Cell, conditions: &Conditions, image: &[Span]) -> bool {
    for ((player, action), bounds) in conditions.unknowns.iter().zip(image) {
        let share = &mut cell[*player][*action];
        *share = Span::new(share.low.max(bounds.low), share.high.min(bounds.high));
        if share.width() < 0 {
            return false;
        }
    }
    true
}

/// Whether bounds of the unknowns lie in the cell, with what they leave of one for the last action of each player.
fn within(conditions: &Conditions, image: &[Span], cell: &Cell) -> bool {
    let mut unknowns = image.iter();
    conditions
        .supports
        .iter()
        .zip(cell)
        .all(|(support, shares)| {
            let own: Vec<Span> = unknowns.by_ref().take(support.len() - 1).copied().collect();
            let low = UNIT - own.iter().map(|share| share.high).sum::<i128>();
            let high = UNIT - own.iter().map(|share| share.low).sum::<i128>();
            let all = own.into_iter().chain([Span::new(low, high)]);
            all.zip(shares).all(|(inner, outer)| outer.contains(inner))
        })
}

/// Whether every action is played everywhere in the cell.
fn is_inner(cell: &Cell) -> bool {
    cell.iter().flatten().all(|share| share.low > 0)
}

fn contains(wider: &Cell, cell: &Cell) -> bool {
    let mut pairs = wider.iter().flatten().zip(cell.iter().flatten());
    pairs.all(|(wider, share)| wider.contains(*share))
}

fn touches(one: &Cell, other: &Cell) -> bool {
    let mut pairs = one.iter().flatten().zip(other.iter().flatten());
    pairs.all(|(a, b)| a.low <= b.high && b.low <= a.high)
}

fn size(cell: &Cell) -> i128 {
    cell.iter().flatten().map(|share| share.width()).sum()
}

/// The player who has more equations that may fail than all others have unknowns, if there is one: these alone have no solution as a rule, and do not
/// depend on its own mixture.
fn idle(conditions: &Conditions) -> Option<usize> {
    let all = conditions.unknowns.len();
    let mut players = 0..conditions.supports.len();
    players.find(|player| {
        let own = conditions.unknowns.iter().zip(&conditions.equations);
        let own: Vec<_> = own.filter(|((p, _), _)| p == player).collect();
        let others = all - own.len();
        own.iter().filter(|(_, form)| !form.is_zero()).count() > others
    })
}

/// The cell divided in the middle of its longest side, not one of the idle player's; none if that is too short.
fn halves(cell: &Cell, idle: Option<usize>) -> Option<[Cell; 2]> {
    let players = cell.iter().enumerate();
    let players = players.filter(|(player, _)| Some(*player) != idle);
    let places = players.flat_map(|(player, shares)| {
        let shares = shares.iter().enumerate();
        shares.map(move |(action, share)| (share.width(), player, action))
    });
    let (width, player, action) = places.max()?;
    if width < SHORTEST {
        return None;
    }
    let share = cell[player][action];
    let middle = share.low + width / 2;
    let (mut lower, mut upper) = (cell.clone(), cell.clone());
    lower[player][action].high = middle;
    upper[player][action].low = middle;
    Some([lower, upper])
}
