//! What was found of the logit correspondence: curves in machine numbers, and what of it is proved.
//!
//! # Source
//! McKelvey and Palfrey (1995), "Quantal response equilibria for normal form games", *Games and Economic Behavior* 10.

use super::path::End;
use crate::certify::Equilibrium;
use crate::num::{Rational, Real};

/// Curves of logit equilibria, and those at one precision.
#[derive(Debug, Clone)]
pub struct Logit {
    /// The principal branch, from random choice on, first; the others leave it or each other.
    pub branches: Vec<Branch>,
    /// Where they leave.
    pub branch_points: Vec<BranchPoint>,
    /// Whether more branches were found than are followed.
    pub is_cut_short: bool,
    /// The logit equilibria at the precision asked for.
    pub at: Option<At>,
    /// The principal branch where it first passes zero and powers of ten.
    pub milestones: Vec<PathPoint>,
    /// The groups whose members play alike on the principal branch, and the ids of identical players in no group.
    pub alike: Vec<String>,
    /// One over the largest gain from one action over another: the precision that is neither small nor large in this game.
    pub scale: f64,
}

/// A curve of logit equilibria, in machine numbers: an approximation.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The branch point it leaves from; none for the principal branch.
    pub from: Option<usize>,
    /// Points in order.
    pub points: Vec<PathPoint>,
    /// Where the precision turns back, or on again, each after how many points.
    pub folds: Vec<(usize, PathPoint)>,
    /// How it ends.
    pub end: End,
    /// The equilibrium it has settled near, if one was certified there.
    pub limit: Option<Limit>,
    /// The largest error of the equations at its points: a measurement, no proof.
    pub residual: f64,
    /// How many branches are the same under renaming members of groups, this one counted.
    pub copies: usize,
}

/// A point of a curve.
#[derive(Debug, Clone, PartialEq)]
pub struct PathPoint {
    /// The precision.
    pub precision: f64,
    /// The probability of each action of each player.
    pub profile: Vec<Vec<f64>>,
}

/// A place where curves meet.
#[derive(Debug, Clone)]
pub struct BranchPoint {
    /// The branch on which it was found.
    pub branch: usize,
    /// After how many of its points.
    pub place: usize,
    /// Where it is.
    pub point: PathPoint,
    /// The identical players who part there; empty where curves cross for another reason.
    pub part: Vec<usize>,
}

/// An equilibrium at the end of a curve.
#[derive(Debug, Clone)]
pub struct Limit {
    /// The equilibrium, certified.
    pub equilibrium: Equilibrium,
    /// How far the last point of the curve is from it in its farthest probability: a measurement.
    pub distance: f64,
}

/// The logit equilibria at one precision.
#[derive(Debug, Clone)]
pub struct At {
    /// The precision.
    pub precision: Rational,
    /// The logit equilibria, each proved.
    pub points: Vec<Proved>,
    /// Points of curves of which nothing could be proved.
    pub unproved: Vec<(usize, PathPoint)>,
    /// Whether these are all, and if not known, why.
    pub complete: Result<(), Missing>,
}

/// A logit equilibrium between bounds.
#[derive(Debug, Clone)]
pub struct Proved {
    /// The probability of each action of each player, between bounds; there is exactly one logit equilibrium within all of them.
    pub profile: Vec<Vec<Real>>,
    /// The branch it lies on, or an image of it under exchanging members of groups; none if it was not found on one.
    pub branch: Option<usize>,
}

/// Why a list of logit equilibria is not known to be complete.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// Too many unknowns for a search of everything.
    #[error(
        "{unknowns} unknown probabilities are too many to search everything (at most {limit}); listed is what lies on the branches followed, or was found from many starts"
    )]
    TooManyUnknowns {
        /// How many.
        unknowns: usize,
        /// The most.
        limit: usize,
    },
    /// The search ended before everything was decided.
    #[error("the search left {cells} {} of profiles undecided, in which there may be more", if *.cells == 1 { "box" } else { "boxes" })]
    Undecided {
        /// How many boxes.
        cells: usize,
    },
}

/// Why there is no logit correspondence.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LogitError {
    /// Payoffs are ranks.
    #[error(
        "payoffs are ranks, and quantal responses need to know by how much an outcome is better"
    )]
    Ranks,
    /// Payoffs that machine numbers cannot hold.
    #[error(
        "the payoffs are too large or too small for machine numbers; the same game in other units has the same quantal responses"
    )]
    Payoffs,
    /// A precision that is no number a path can go to.
    #[error("the precision {0} is outside of what can be followed in this game, 0 to {most}", most = brief(*.1))]
    Precision(String, f64),
}

/// A machine number in three digits.
fn brief(value: f64) -> String {
    let text = format!("{value:.2e}");
    let near: f64 = text.parse().unwrap_or(value);
    match near.abs() {
        size if size > 0.0 && !(1e-6..1e9).contains(&size) => format!("{near:e}"),
        _ => format!("{near}"),
    }
}
