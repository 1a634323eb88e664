//! What is asked of a solver, and what passes between it and its caller while it runs: libraries read no clock and no keyboard.

use super::solution::Concept;

/// What to solve for, and how far to go.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// What counts as a solution.
    pub concept: Concept,
    /// Only so many equilibria, whichever are found first; otherwise all.
    pub first: Option<usize>,
    /// Whether games are searched that are usually too large, until the watch stops the search.
    pub any_size: bool,
    /// Where probabilities of many players have no root in common they are bounds, at most ten to the power of minus this apart.
    pub places: u32,
    /// Whether evidence is kept that a list for two players is complete: it may be long.
    pub evidence: bool,
    /// Who stops the search, and hears how far it is.
    pub watch: Watch<'a>,
}

/// The places of bounds, if nobody asks for more.
pub const PLACES: u32 = 24;

impl Request<'static> {
    /// All equilibria, of games that are not too large for it.
    pub fn all(concept: Concept) -> Self {
        Request {
            concept,
            first: None,
            any_size: false,
            places: PLACES,
            evidence: false,
            watch: Watch::NOBODY,
        }
    }
}

/// Whether to go on, and who hears how far the search is.
///
/// # Examples
/// ```
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use unipole::solve::Watch;
/// let enough = AtomicBool::new(false);
/// let watch = Watch { stop: &|| enough.load(Ordering::Relaxed), ..Watch::NOBODY };
/// assert!(!(watch.stop)());
/// ```
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Asked again and again; once it is true, the search ends with what it has.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Told how many parts of the search are done, and of how many.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
}

impl Watch<'static> {
    /// Nobody stops the search, and nobody listens.
    pub const NOBODY: Self = Watch {
        stop: &|| false,
        progress: &|_, _| {},
    };
}
