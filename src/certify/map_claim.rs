//! What a saved phase map claims, and the game it is about, as plain data.

use crate::num::{Multivariate, Rational};

/// Sides are halved at most this often.
const DEEPEST: u32 = 60;

/// A player's id and the ids of its actions.
pub type NamedPlayer = (String, Vec<String>);

/// Everything a saved phase map claims.
///
/// # Shapes
/// Unknown `k` of the polynomials is axis `k`. The tree of cells is a list: a cell, and if it is halved, all of its lower half and then
/// all of its upper half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapClaim {
    /// The sides of the box.
    pub axes: Vec<ClaimedAxis>,
    /// The players with their actions.
    pub players: Vec<NamedPlayer>,
    /// The polynomials whose signs are proved.
    pub polynomials: Vec<Multivariate>,
    /// The pure profiles that are an equilibrium somewhere: the action of each player.
    pub profiles: Vec<Vec<usize>>,
    /// The regions.
    pub regions: Vec<ClaimedRegion>,
    /// The share of the box not proved to lie in any region.
    pub undecided: Rational,
    /// How often each side is halved at most.
    pub depth: u32,
    /// The cells.
    pub cells: Vec<ClaimedCell>,
}

/// A side of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedAxis {
    /// The parameter's name.
    pub name: String,
    /// Its least value.
    pub lower: Rational,
    /// Its greatest value.
    pub upper: Rational,
}

/// A set of pure equilibria and how much of the box it is said to hold on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedRegion {
    /// Places in [`MapClaim::profiles`].
    pub equilibria: Vec<usize>,
    /// The share of the box.
    pub area: Rational,
    /// A point of the region.
    pub inside: Vec<Rational>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedCell {
    /// Signs said to be proved on the open cell: the polynomial, and whether it is positive there or negative.
    pub facts: Vec<(usize, bool)>,
    /// What is said of the cell.
    pub rest: ClaimedRest,
}

/// What is said of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimedRest {
    /// All of it lies in one region.
    Region(usize),
    /// It lies in one region where a polynomial is negative, and in another where it is positive.
    Cut {
        /// The polynomial.
        polynomial: usize,
        /// The region where it is negative, and the share of the cell on which it is so at least.
        below: (usize, Rational),
        /// The region where it is positive, and the share of the cell on which it is so at least.
        above: (usize, Rational),
    },
    /// Nothing.
    Undecided,
    /// It is halved across an axis.
    Halves(usize),
}

/// An expression is at least, or above, zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Guard {
    /// A polynomial in the unknowns.
    pub expression: Multivariate,
    /// Above, and not only at least.
    pub strict: bool,
}

/// A payoff on a part of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolicPiece {
    /// The part: where all of these hold.
    pub guards: Vec<Guard>,
    /// The payoff times the denominator.
    pub numerator: Multivariate,
    /// The factors of the denominator with their exponents; each is positive where the guards hold.
    pub denominator: Vec<(Multivariate, u32)>,
}

/// A game whose payoffs are formulas: what a map is about, built from its model and not read from the file.
///
/// # Shapes
/// `payoffs[player][profile]` are the pieces of that payoff; profiles are numbered as in [`crate::game::Payoffs`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolicGame {
    /// The players with their actions.
    pub players: Vec<NamedPlayer>,
    /// The unknowns in order.
    pub unknowns: Vec<String>,
    /// Where the unknowns mean something: where all of these hold.
    pub domain: Vec<Guard>,
    /// The payoffs.
    pub payoffs: Vec<Vec<Vec<SymbolicPiece>>>,
}

/// A claim that has no meaning: a place that does not exist, or a tree that does not end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapFault {
    /// Where, as a JSON pointer into the certificate.
    pub place: String,
    /// What should be there.
    pub expected: String,
}

impl MapClaim {
    /// The first thing in the claim that has no meaning, whether or not it is true.
    pub fn fault(&self) -> Option<MapFault> {
        self.head_fault().or_else(|| self.tree_fault())
    }

    fn head_fault(&self) -> Option<MapFault> {
        if !(1..=2).contains(&self.axes.len()) {
            return fault("/axes", "one axis or two");
        }
        let empty = |axis: &ClaimedAxis| axis.lower >= axis.upper;
        if let Some(number) = self.axes.iter().position(empty) {
            return fault(&format!("/axes/{number}"), "an axis that has a length");
        }
        if self.depth > DEEPEST {
            return fault("/depth", &format!("at most {DEEPEST}"));
        }
        let foreign = |p: &Multivariate| p.unknowns().iter().any(|u| *u >= self.axes.len());
        if let Some(number) = self.polynomials.iter().position(foreign) {
            return fault(
                &format!("/polynomials/{number}"),
                "a polynomial in the axes",
            );
        }
        let unfit = |profile: &Vec<usize>| {
            let mut actions = profile.iter().zip(&self.players);
            profile.len() != self.players.len() || actions.any(|(a, (_, ids))| *a >= ids.len())
        };
        if let Some(number) = self.profiles.iter().position(unfit) {
            let expected = "one action of each player";
            return fault(&format!("/profiles/{number}"), expected);
        }
        for (number, region) in self.regions.iter().enumerate() {
            let place = format!("/regions/{number}");
            let rising = region.equilibria.windows(2).all(|w| w[0] < w[1]);
            if !rising || region.equilibria.iter().any(|p| *p >= self.profiles.len()) {
                return fault(
                    &format!("{place}/equilibria"),
                    "rising places of `profiles`",
                );
            }
            if region.inside.len() != self.axes.len() {
                return fault(&format!("{place}/inside"), "one number for each axis");
            }
        }
        None
    }

    fn tree_fault(&self) -> Option<MapFault> {
        let fits = |share: &Rational| !share.sign().is_lt() && *share <= Rational::ONE;
        // How often each side of the cells still to come was halved; the next one last.
        let mut awaited = vec![vec![0; self.axes.len()]];
        for (number, cell) in self.cells.iter().enumerate() {
            let place = format!("/cells/{number}");
            let Some(halvings) = awaited.pop() else {
                return fault(&place, "nothing: the tree ends before");
            };
            if cell.facts.iter().any(|(p, _)| *p >= self.polynomials.len()) {
                return fault(&format!("{place}/0"), "places of `polynomials`");
            }
            let place = format!("{place}/1");
            match &cell.rest {
                ClaimedRest::Region(region) if *region >= self.regions.len() => {
                    return fault(&place, "a place of `regions`");
                }
                ClaimedRest::Cut {
                    polynomial,
                    below,
                    above,
                } => {
                    let known = *polynomial < self.polynomials.len()
                        && below.0.max(above.0) < self.regions.len();
                    if !known || !fits(&below.1) || !fits(&above.1) {
                        let expected = "a polynomial, and two regions with shares up to one";
                        return fault(&place, expected);
                    }
                }
                ClaimedRest::Halves(axis) => {
                    if halvings.get(*axis).is_none_or(|often| *often >= self.depth) {
                        return fault(&place, "an axis, halved at most `depth` times");
                    }
                    let mut half = halvings;
                    half[*axis] += 1;
                    awaited.extend([half.clone(), half]);
                }
                ClaimedRest::Region(_) | ClaimedRest::Undecided => {}
            }
        }
        match awaited.is_empty() {
            true => None,
            false => fault("/cells", &format!("{} cells more", awaited.len())),
        }
    }
}

fn fault(place: &str, expected: &str) -> Option<MapFault> {
    Some(MapFault {
        place: place.to_owned(),
        expected: expected.to_owned(),
    })
}
