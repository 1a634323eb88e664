//! When each profile is an equilibrium, by the signs of polynomials: from the definition and the pieces of the payoffs.
//!
//! Everything here is up to sets without volume: a polynomial that is not zero is above or below zero almost everywhere.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::certify::map_claim::{Guard, NamedPlayer, SymbolicGame, SymbolicPiece};
use crate::game::Payoffs;
use crate::num::{Multivariate, Rational};

/// How many unknown signs are tried both ways.
const TRIED: u32 = 5;

/// What is known of the sign of each atom.
pub(super) type Signs = Vec<Option<Ordering>>;

/// A product of atoms has a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Literal {
    atoms: Vec<usize>,
    sign: Ordering,
}

/// A condition as far as it is settled from the start.
enum Settled {
    Always,
    Never,
    Asks(Literal),
}

/// One way in which a deviation does not gain: all of the literals hold.
type Way = Vec<Literal>;

/// When each profile is an equilibrium.
///
/// # Shapes
/// `profiles[profile][deviation]` are the ways in which the deviation does not gain, one for each pair of pieces.
pub(super) struct Conditions {
    /// Polynomials of which products are asked for a sign; first those of the claim.
    pub atoms: Vec<Multivariate>,
    /// Which of the claim's polynomials are asked about.
    pub asked: Vec<bool>,
    profiles: Vec<Vec<Vec<Way>>>,
    /// Where the game means something; none where it means something nowhere.
    domain: Option<Way>,
}

impl Conditions {
    /// The conditions of a game, in terms of a claim's polynomials as far as possible.
    pub fn new(game: &SymbolicGame, claimed: &[Multivariate]) -> Self {
        let mut factors = Factors {
            positive: positive(game),
            atoms: claimed.to_vec(),
            claimed: claimed.len(),
            asked: vec![false; claimed.len()],
            unclaimed: BTreeMap::new(),
            known: BTreeMap::new(),
        };
        let domain = factors.way(game.domain.iter());
        let counts = counts(&game.players);
        let profiles = Payoffs::profiles_of(&counts).map(|profile| {
            let deviations = deviations(&counts, &profile);
            let stay = Payoffs::index_in(&counts, &profile);
            let ways = deviations.map(|(player, go)| {
                factors.ways(&game.payoffs[player][stay], &game.payoffs[player][go])
            });
            ways.collect()
        });
        let profiles = profiles.collect();
        Conditions {
            profiles,
            atoms: factors.atoms,
            asked: factors.asked,
            domain,
        }
    }

    /// How many profiles there are.
    pub fn profiles(&self) -> usize {
        self.profiles.len()
    }

    /// What is known of the signs where the game means something.
    pub fn on_domain(&self) -> Signs {
        let mut signs = vec![None; self.atoms.len()];
        for literal in self.domain.iter().flatten() {
            if let [atom] = literal.atoms[..] {
                signs[atom] = Some(literal.sign);
            }
        }
        signs
    }

    /// Whether the game means nothing anywhere where the signs are these.
    pub fn is_outside(&self, signs: &Signs) -> bool {
        let way = self.domain.as_ref();
        way.is_none_or(|way| way.iter().any(|l| holds(l, signs) == Some(false)))
    }

    /// Whether a profile is an equilibrium where the signs are these, if they decide it, whatever those are that are not known.
    pub fn decide(&self, profile: usize, signs: &mut Signs) -> Option<bool> {
        self.try_both(profile, signs, TRIED)
    }

    fn try_both(&self, profile: usize, signs: &mut Signs, left: u32) -> Option<bool> {
        let atom = match self.evaluate(profile, signs) {
            Ok(known) => return Some(known),
            Err(atom) => atom,
        };
        if left == 0 {
            return None;
        }
        let mut with = |sign| {
            signs[atom] = Some(sign);
            let found = self.try_both(profile, signs, left - 1);
            signs[atom] = None;
            found
        };
        let first = with(Ordering::Less)?;
        (with(Ordering::Greater)? == first).then_some(first)
    }

    /// Whether a profile is an equilibrium, or an atom without a sign on which that may depend.
    fn evaluate(&self, profile: usize, signs: &Signs) -> Result<bool, usize> {
        let mut open = None;
        for ways in &self.profiles[profile] {
            let mut state = Some(false);
            for way in ways {
                match all(way, signs) {
                    Ok(false) => {}
                    Ok(true) => {
                        state = Some(true);
                        break;
                    }
                    Err(atom) => {
                        state = None;
                        open.get_or_insert(atom);
                    }
                }
            }
            if state == Some(false) {
                return Ok(false);
            }
        }
        open.map_or(Ok(true), Err)
    }

    /// Adds the atoms without a sign on which it may depend whether a profile is an equilibrium.
    pub fn unknown(&self, profile: usize, signs: &Signs, found: &mut BTreeSet<usize>) {
        for ways in &self.profiles[profile] {
            if ways.iter().any(|way| all(way, signs) == Ok(true)) {
                continue;
            }
            let open = ways.iter().filter(|way| all(way, signs).is_err());
            for literal in open.flatten() {
                found.extend(literal.atoms.iter().filter(|atom| signs[**atom].is_none()));
            }
        }
    }
}

/// The number of actions of each player.
pub(super) fn counts(players: &[NamedPlayer]) -> Vec<usize> {
    players.iter().map(|(_, actions)| actions.len()).collect()
}

/// The deviations from a profile: the player, and the number of the profile it leads to.
pub(super) fn deviations(
    counts: &[usize],
    profile: &[usize],
) -> impl Iterator<Item = (usize, usize)> {
    let players = counts.iter().enumerate();
    players.flat_map(move |(player, count)| {
        let others = (0..*count).filter(move |action| *action != profile[player]);
        others.map(move |action| {
            let mut other = profile.to_vec();
            other[player] = action;
            (player, Payoffs::index_in(counts, &other))
        })
    })
}

fn holds(literal: &Literal, signs: &Signs) -> Option<bool> {
    let mut sign = Ordering::Greater;
    for atom in &literal.atoms {
        sign = match signs[*atom]? {
            Ordering::Less => sign.reverse(),
            _ => sign,
        };
    }
    Some(sign == literal.sign)
}

/// Whether all literals hold, or an atom without a sign.
fn all(way: &Way, signs: &Signs) -> Result<bool, usize> {
    let mut open = None;
    for literal in way {
        match holds(literal, signs) {
            Some(true) => {}
            Some(false) => return Ok(false),
            None => {
                let unknown = literal.atoms.iter().find(|atom| signs[**atom].is_none());
                open = open.or(unknown.copied());
            }
        }
    }
    open.map_or(Ok(true), Err)
}

/// The factors of all denominators.
fn positive(game: &SymbolicGame) -> Vec<Multivariate> {
    let pieces = game.payoffs.iter().flatten().flatten();
    let factors = pieces.flat_map(|piece| piece.denominator.iter().map(|(factor, _)| factor));
    let factors: BTreeSet<&Multivariate> = factors.collect();
    let proper = factors.into_iter().filter(|f| f.as_constant().is_none());
    proper.cloned().collect()
}

/// What a deviation gains times a positive number: a difference of two payoffs over a common denominator.
fn advantage(stay: &SymbolicPiece, go: &SymbolicPiece) -> Multivariate {
    let over_common = |piece: &SymbolicPiece, other: &SymbolicPiece| {
        let mut numerator = piece.numerator.clone();
        for (factor, exponent) in &other.denominator {
            let own = piece.denominator.iter().find(|(f, _)| f == factor);
            for _ in own.map_or(0, |(_, own)| *own)..*exponent {
                numerator = &numerator * factor;
            }
        }
        numerator
    };
    &over_common(stay, go) - &over_common(go, stay)
}

/// Polynomials taken apart into atoms.
struct Factors {
    /// Polynomials that are positive wherever they matter.
    positive: Vec<Multivariate>,
    atoms: Vec<Multivariate>,
    claimed: usize,
    asked: Vec<bool>,
    /// The atoms that are no polynomials of the claim.
    unclaimed: BTreeMap<Multivariate, usize>,
    /// The sign of the constant factor and the atoms with odd exponents of polynomials taken apart before.
    known: BTreeMap<Multivariate, (Ordering, Vec<usize>)>,
}

impl Factors {
    fn ways(&mut self, stay: &[SymbolicPiece], go: &[SymbolicPiece]) -> Vec<Way> {
        let mut ways = Vec::new();
        for with in stay {
            for without in go {
                let keeps = Guard {
                    expression: advantage(with, without),
                    strict: false,
                };
                let guards = with.guards.iter().chain(&without.guards);
                ways.extend(self.way(guards.chain([&keeps])));
            }
        }
        ways
    }

    /// All of the guards; none if they hold on a set without volume only.
    fn way<'a>(&mut self, guards: impl Iterator<Item = &'a Guard>) -> Option<Way> {
        let mut way: Way = Vec::new();
        for guard in guards {
            match self.settled(guard) {
                Settled::Always => {}
                Settled::Never => return None,
                Settled::Asks(literal) if way.contains(&literal) => {}
                Settled::Asks(literal) => {
                    let opposite = Literal {
                        sign: literal.sign.reverse(),
                        ..literal.clone()
                    };
                    if way.contains(&opposite) {
                        return None;
                    }
                    way.push(literal);
                }
            }
        }
        Some(way)
    }

    fn settled(&mut self, guard: &Guard) -> Settled {
        if guard.expression.is_zero() {
            return match guard.strict {
                true => Settled::Never,
                false => Settled::Always,
            };
        }
        let primitive = guard.expression.primitive().1;
        let (sign, atoms) = match self.known.get(&primitive) {
            Some(known) => known.clone(),
            None => {
                let found = self.taken_apart(primitive.clone());
                self.known.insert(primitive, found.clone());
                found
            }
        };
        match (atoms.is_empty(), sign) {
            (true, Ordering::Less) => Settled::Never,
            (true, _) => Settled::Always,
            (false, sign) => Settled::Asks(Literal { atoms, sign }),
        }
    }

    fn taken_apart(&mut self, polynomial: Multivariate) -> (Ordering, Vec<usize>) {
        let mut rest = polynomial;
        for factor in &self.positive {
            divide_out(&mut rest, factor);
        }
        let mut atoms = Vec::new();
        for place in 0..self.claimed {
            if self.atoms[place].as_constant().is_some() {
                continue;
            }
            let exponent = divide_out(&mut rest, &self.atoms[place]);
            self.asked[place] |= exponent > 0;
            if exponent % 2 == 1 {
                atoms.push(place);
            }
        }
        let sign = |value: Option<&Rational>| value.map_or(Ordering::Equal, Rational::sign);
        let sign = sign(rest.terms().next().map(|(_, value)| value));
        if rest.as_constant().is_some() {
            return (sign, atoms);
        }
        let (_, mut rest) = rest.primitive();
        if sign.is_lt() {
            rest = -&rest;
        }
        let next = self.atoms.len();
        let place = *self.unclaimed.entry(rest.clone()).or_insert(next);
        if place == next {
            self.atoms.push(rest);
        }
        atoms.push(place);
        (sign, atoms)
    }
}

/// Divides as often as possible; returns how often that was.
fn divide_out(polynomial: &mut Multivariate, factor: &Multivariate) -> u32 {
    let mut times = 0;
    while let Some(quotient) = polynomial.divided_by(factor) {
        *polynomial = quotient;
        times += 1;
    }
    times
}
