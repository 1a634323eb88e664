//! Some equilibria of a game that is too large for all of them: one, or as many as are wanted, each of them proved.
//!
//! 1. Pure equilibria: every profile is looked at ([`pure`](super::pure)).
//! 2. Two players who mix two actions each, all others playing one: every such profile, in machine numbers (`pairs`).
//! 3. Paths through perturbed games, from bonuses drawn at random but always the same (`global_newton`); the first crossing of the first one
//!    is looked for beside 2.
//! 4. Where that is not enough, supports one by one, small ones first, each decided with proof (`one_support`).
//!
//! Machine numbers only propose: what is returned is certified (`certified`).
//!
//! # Source
//! Porter, Nudelman and Shoham (2008), "Simple search methods for finding a Nash equilibrium", Games and Economic Behavior 63 (small
//! supports first); Govindan and Wilson (2003), "A global Newton method to compute Nash equilibria", Journal of Economic Theory 110.

mod certified;
mod global_newton;
mod machine_game;
mod pairs;
#[cfg(test)]
mod tests;

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use certified::certified_near;
use global_newton::Path;
use machine_game::MachineGame;
use pairs::{Pairs, Proposal};

use super::one_support::{Outcome, Product, decide};
use super::pure::pure_equilibria;
use super::supports::{actions, all_supports, is_dominated};
use crate::certify::{Equilibrium, nash, pure_nash};
use crate::game::Game;
use crate::num::{Rational, Real, SplitMix};

/// The most payoffs that are copied into machine numbers.
const PAYOFFS: usize = 1 << 25;
/// The most profiles in which two players mix two actions each that are looked at.
const PAIRS: usize = 1 << 24;
/// The most paths.
const PATHS: usize = 200;
/// Paths in turn without anything new after which no more are tried.
const IN_VAIN: usize = 24;
/// The most supports that are looked at one by one.
const SUPPORTS: usize = 50_000;
/// The most of them that are not seen at once to have no equilibrium.
const DECIDED: usize = 2_000;
/// The most unknowns of their equations.
const DIMENSION: usize = 4;
/// Profiles this near to a known equilibrium are not proved anew.
const NEAR: f64 = 1e-7;

/// Equilibria that were found, and what was gone through for them.
#[derive(Debug)]
pub struct FirstEquilibria {
    /// Each is certified; no two are the same. Pure ones first, then in the order they were found.
    pub equilibria: Vec<Equilibrium>,
    /// What was looked at.
    pub covered: Covered,
}

/// What a search for some equilibria went through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covered {
    /// All pure equilibria are known; they are listed as far as they are wanted.
    pub pure: bool,
    /// Every profile in which two players mix two actions each was looked at, in machine numbers.
    pub pairs: bool,
    /// How many paths were followed.
    pub paths: usize,
    /// How many combinations of supports, not all of one action each, were looked at with proof.
    pub supports: usize,
    /// Up to this total number of actions every equilibrium with such supports is known, or a set that it lies in.
    pub up_to: Option<usize>,
    /// The search was told to stop.
    pub stopped: bool,
}

/// As many equilibria as are wanted, if they are found, irrational ones within bounds at most `width` apart.
///
/// # Shapes
/// `kept`: the actions of each player that may be played, as are left by iterated strict dominance.
/// # Answer
/// Not complete. It is the same each time, with any number of threads, unless `stop` says true: what was found by then is returned.
/// # Source
/// Porter, Nudelman and Shoham (2008); Govindan and Wilson (2003).
pub fn first_equilibria(
    game: &Game,
    kept: &[Vec<usize>],
    wanted: usize,
    width: &Rational,
    stop: &(dyn Fn() -> bool + Sync),
) -> FirstEquilibria {
    let mut search = Search {
        game,
        kept,
        wanted,
        width,
        stop,
        equilibria: Vec::new(),
        known: Vec::new(),
        covered: Covered::default(),
    };
    search.run();
    FirstEquilibria {
        equilibria: search.equilibria,
        covered: search.covered,
    }
}

struct Search<'a> {
    game: &'a Game,
    kept: &'a [Vec<usize>],
    wanted: usize,
    width: &'a Rational,
    stop: &'a (dyn Fn() -> bool + Sync),
    equilibria: Vec<Equilibrium>,
    /// Mixed profiles that were proposed, proved or not.
    known: Vec<Proposal>,
    covered: Covered,
}

impl Search<'_> {
    fn run(&mut self) {
        if self.is_over() {
            return;
        }
        self.pure();
        let payoffs = self
            .kept
            .iter()
            .try_fold(self.kept.len(), |all, kept| all.checked_mul(kept.len()));
        if self.is_over()
            || self.game.is_ordinal()
            || payoffs.is_none_or(|payoffs| payoffs > PAYOFFS)
        {
            return;
        }
        let machine = MachineGame::new(self.game, self.kept);
        let mut first = Path::new(&machine, bonus(&machine.counts, 0));
        let (stop, enough) = (self.stop, AtomicBool::new(false));
        let ((), crossing) = rayon::join(
            || {
                self.pairs(&machine);
                enough.store(self.is_over(), Relaxed);
            },
            || first.next_equilibrium(&|| enough.load(Relaxed) || stop()),
        );
        self.paths(&machine, first, crossing);
        self.by_size(&machine.counts);
    }

    /// Whether enough is found, or no time left.
    fn is_over(&mut self) -> bool {
        if self.equilibria.len() >= self.wanted {
            return true;
        }
        self.covered.stopped |= (self.stop)();
        self.covered.stopped
    }

    fn pure(&mut self) {
        let found = pure_equilibria(self.game).into_iter().take(self.wanted);
        let certain = |index| {
            pure_nash(self.game, index).expect("invariant: the sweep finds best replies only")
        };
        self.equilibria.extend(found.map(certain));
        self.covered.pure = true;
    }

    fn pairs(&mut self, machine: &MachineGame) {
        let mut left = PAIRS;
        let mut pairs = Pairs::new(machine);
        while let Some(ahead) = pairs.ahead() {
            left = match left.checked_sub(ahead) {
                Some(left) => left,
                None => return,
            };
            for proposal in pairs.proposals() {
                self.propose(proposal);
            }
            if self.is_over() {
                return;
            }
        }
        self.covered.pairs = true;
    }

    /// Path after path, from where the first one crosses the game first.
    fn paths<'m>(&mut self, machine: &'m MachineGame, first: Path<'m>, crossing: Option<Proposal>) {
        let mut in_vain = 0;
        let stop = self.stop;
        let mut begun = Some((first, crossing));
        for number in 0..PATHS {
            if self.is_over() || in_vain >= IN_VAIN {
                return;
            }
            self.covered.paths += 1;
            let before = self.equilibria.len();
            let (mut path, mut crossing) = begun.take().unwrap_or_else(|| {
                let mut path = Path::new(machine, bonus(&machine.counts, number as u64));
                let crossing = path.next_equilibrium(&stop);
                (path, crossing)
            });
            while let Some(proposal) = crossing {
                self.propose(proposal);
                if self.is_over() {
                    return;
                }
                crossing = path.next_equilibrium(&stop);
            }
            in_vain = if self.equilibria.len() > before {
                0
            } else {
                in_vain + 1
            };
        }
    }

    fn by_size(&mut self, counts: &[usize]) {
        let players = counts.len();
        // Of pure profiles all equilibria are known.
        self.covered.up_to = Some(players);
        let mut decided = 0;
        let mut is_all = true;
        let most = counts.iter().sum::<usize>().min(players + DIMENSION);
        for sets in all_supports(counts) {
            let played: usize = sets.iter().map(|set| set.count_ones() as usize).sum();
            if is_all {
                self.covered.up_to = Some((played - 1).max(players));
            }
            if played == players {
                continue;
            }
            let is_enough = self.covered.supports >= SUPPORTS || decided >= DECIDED;
            if played > most || is_enough || self.is_over() {
                return;
            }
            self.covered.supports += 1;
            let supports =
                self.actions(sets.into_iter().map(|set| actions(set).collect()).collect());
            if is_dominated(self.game, &supports) {
                continue;
            }
            decided += 1;
            for outcome in decide(self.game, &supports, self.width, self.stop) {
                match outcome {
                    Outcome::Product(product) => self.take_vertices(&product),
                    Outcome::Isolated(equilibrium, _) => self.take(*equilibrium),
                    Outcome::Undecided(_) => is_all = false,
                    Outcome::Counted(_) => {}
                }
            }
        }
        if is_all {
            self.covered.up_to = Some(most);
        }
    }

    fn actions(&self, places: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let both = places.into_iter().zip(self.kept);
        both.map(|(places, kept)| places.into_iter().map(|place| kept[place]).collect())
            .collect()
    }

    /// Takes in a mixed profile if it is new and can be proved to be an equilibrium.
    fn propose(&mut self, proposal: Proposal) {
        let is_same = |known: &Proposal| {
            let mut sides = known.1.iter().flatten().zip(proposal.1.iter().flatten());
            known.0 == proposal.0 && sides.all(|(x, y)| (x - y).abs() < NEAR)
        };
        if self.equilibria.len() >= self.wanted || self.known.iter().any(is_same) {
            return;
        }
        let supports = self.actions(proposal.0.clone());
        let found = certified_near(self.game, &supports, &proposal.1, self.width);
        self.known.push(proposal);
        if let Some(equilibrium) = found {
            self.take(equilibrium);
        }
    }

    /// The equilibria that span a set of them.
    fn take_vertices(&mut self, product: &Product) {
        let mut profiles: Vec<Vec<Vec<Real>>> = vec![Vec::new()];
        for vertices in product {
            let longer = |profile: Vec<Vec<Real>>| {
                let with = |vertex: &Vec<Rational>| {
                    let strategy = vertex.iter().cloned().map(Real::from).collect();
                    profile.iter().cloned().chain([strategy]).collect()
                };
                vertices.iter().map(with).collect::<Vec<_>>()
            };
            profiles = profiles
                .into_iter()
                .flat_map(longer)
                .take(self.wanted)
                .collect();
        }
        for profile in profiles {
            if let Ok(equilibrium) = nash(self.game, &profile) {
                self.take(equilibrium);
            }
        }
    }

    /// Takes in an equilibrium if it is wanted, and proved to be none of those that are known.
    fn take(&mut self, equilibrium: Equilibrium) {
        let is_apart = |known: &Equilibrium| {
            let mut pairs = known
                .profile()
                .iter()
                .flatten()
                .zip(equilibrium.profile().iter().flatten());
            pairs.any(|(p, q)| p.is_apart(q))
        };
        if self.equilibria.len() < self.wanted && self.equilibria.iter().all(is_apart) {
            self.equilibria.push(equilibrium);
        }
    }
}

/// The bonuses of a path: one for one action of each player, less than a half for others.
fn bonus(counts: &[usize], path: u64) -> Vec<Vec<f64>> {
    let mut numbers = SplitMix::stream(path);
    counts
        .iter()
        .map(|count| {
            let chosen = numbers.below(*count);
            let mut own: Vec<f64> = (0..*count)
                .map(|_| (numbers.word() >> 12) as f64 / (1u64 << 53) as f64)
                .collect();
            own[chosen] = 1.0;
            own
        })
        .collect()
}
