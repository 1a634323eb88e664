//! Looks for a point of a box at which a statement is true, or for evidence that there is none.
//!
//! Signs are contradicted by linear programmes over products of polynomials; a disjunction is gone through case by case; where neither is
//! left the box is halved. Points are tried first, as most statements that are true somewhere are true at a simple point.
//!
//! # Source
//! Handelman (1988), "Representing polynomials by positive linear functions on compact convex polyhedra".

use super::coordinates::Coordinates;
use super::parametric::{Condition, Domain, Relation, Unknown};
use super::refutation::{self, Weighted, refutation, refutation_by_products};
use super::sample;
use crate::certify::map_claim::Guard;
use crate::certify::{Evidence, Known, Product, Sides, Statement};
use crate::num::{Rational, SplitMix};

/// How many points of the box are tried before a proof is looked for.
const POINTS: usize = 600;
/// How often a point that meets some signs is looked for.
const ATTEMPTS: usize = 12;
/// The most places of a tree of evidence.
const PLACES: usize = 4000;
/// The most linear programmes over products.
const PROGRAMMES: usize = 6000;
/// A condition with so many terms is short.
const SHORT: usize = 4;
/// The most sets of a few facts that are looked at.
const FEW: usize = 600;
/// How often a box is halved on the way to a place.
const HALVINGS: usize = 12;

/// Whether a statement is true somewhere on a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nowhere {
    /// It is true nowhere.
    Proved(Evidence),
    /// It is true at this point.
    Meets(Vec<Rational>),
    /// Neither was found.
    Open,
}

/// A point of a box at which a statement is true, or evidence that there is none.
///
/// # Shapes
/// The unknowns have two ends each, which belong to the box and differ; whole ones are whole at points and may be anything in proofs. `first`
/// are points to be tried first.
/// # Answer
/// Proofs and points are certain; the search for them is limited and not complete.
pub fn nowhere(statement: &Statement, unknowns: &[Unknown], first: &[Vec<Rational>]) -> Nowhere {
    let sides = sides_of(unknowns);
    let fits = |point: &Vec<Rational>| {
        let within = point.iter().zip(&sides).zip(unknowns);
        let mut within = within.map(|((value, (lower, upper)), unknown)| {
            lower <= value && value <= upper && unknown.is_of_its_kind(value)
        });
        within.all(|inside| inside) && statement.holds_at(point)
    };
    let mut numbers = SplitMix::new(0);
    let drawn = (0..POINTS).map(|_| drawn(unknowns, &sides, &mut numbers));
    if let Some(point) = first.iter().cloned().chain(drawn).find(fits) {
        return Nowhere::Meets(point);
    }
    let mut search = Search {
        statement,
        unknowns,
        numbers: SplitMix::new(1),
        places: PLACES,
        programmes: PROGRAMMES,
    };
    let mut known = Known::default();
    known.learn(statement);
    match search.evidence(&known, &mut Vec::new(), &sides, HALVINGS) {
        Ok(evidence) => Nowhere::Proved(evidence),
        Err(Some(point)) if fits(&point) => Nowhere::Meets(point),
        Err(_) => Nowhere::Open,
    }
}

/// The box of unknowns that have two ends each.
pub fn sides_of(unknowns: &[Unknown]) -> Sides {
    unknowns.iter().map(ends).collect()
}

/// A point of a box on a grid of simple numbers.
pub fn drawn(unknowns: &[Unknown], sides: &Sides, numbers: &mut SplitMix) -> Vec<Rational> {
    let ends = unknowns.iter().zip(sides);
    ends.map(|(unknown, (lower, upper))| {
        let parts = 24;
        let step = i64::try_from(numbers.below(parts + 1)).expect("invariant: a small number");
        let share = Rational::ratio(step, parts as i64);
        let value = lower + &(&share * &(upper - lower));
        let below = |listed: &Vec<Rational>| {
            let below = listed.iter().filter(|one| **one <= value).max();
            below.cloned()
        };
        match &unknown.listed {
            Some(listed) => below(listed).unwrap_or(value),
            None if unknown.integer => value.floor(),
            None => value,
        }
    })
    .collect()
}

fn ends(unknown: &Unknown) -> (Rational, Rational) {
    let end = |bound: &super::parametric::Bound| {
        let bound = bound.as_ref();
        bound
            .map(|(end, _)| end.clone())
            .expect("invariant: a box has ends")
    };
    (end(&unknown.lower), end(&unknown.upper))
}

struct Search<'a> {
    statement: &'a Statement,
    unknowns: &'a [Unknown],
    numbers: SplitMix,
    /// Places and programmes that are left.
    places: usize,
    programmes: usize,
}

impl Search<'_> {
    /// Evidence against what is known; or a point, or nothing.
    fn evidence(
        &mut self,
        known: &Known,
        done: &mut Vec<usize>,
        sides: &Sides,
        halvings: usize,
    ) -> Result<Evidence, Option<Vec<Rational>>> {
        self.places = self.places.checked_sub(1).ok_or(None)?;
        let coordinates = Coordinates::new(&self.domain(sides));
        let facts: Vec<Condition> = known.signs.iter().map(condition).collect();
        let shifted: Vec<Condition> = facts.iter().map(|fact| coordinates.fact(fact)).collect();
        let shifted: Vec<&Condition> = shifted.iter().collect();
        if let Some(found) = refutation(&shifted, &coordinates) {
            let places: Vec<usize> = (0..facts.len()).collect();
            return Ok(sum_of(found, &places, &facts, &coordinates));
        }
        let open = (0..known.disjunctions.len()).filter(|place| !done.contains(place));
        let fewest = open.min_by_key(|place| known.disjunctions[*place].len());
        if let Some(disjunction) = fewest {
            done.push(disjunction);
            let mut cases = Vec::new();
            for case in &known.disjunctions[disjunction] {
                let mut own = known.clone();
                own.learn(case);
                match self.evidence(&own, done, sides, halvings) {
                    Ok(evidence) => cases.push(evidence),
                    Err(point) => {
                        done.pop();
                        return Err(point);
                    }
                }
            }
            done.pop();
            return Ok(Evidence::Cases { disjunction, cases });
        }
        let all: Vec<&Condition> = facts.iter().collect();
        if let Some(point) = sample::point(&all, &coordinates, &mut self.numbers, ATTEMPTS)
            && self.statement.holds_at(&point)
        {
            return Err(Some(point));
        }
        let all: Vec<usize> = (0..facts.len()).collect();
        let is_whole = halvings == HALVINGS;
        let few = few(&facts).filter(|_| is_whole);
        for places in few.chain(std::iter::once(all)) {
            self.programmes = self.programmes.checked_sub(1).ok_or(None)?;
            let chosen: Vec<&Condition> = places.iter().map(|place| shifted[*place]).collect();
            if let Some(found) = refutation_by_products(&chosen, &coordinates) {
                return Ok(sum_of(found, &places, &facts, &coordinates));
            }
        }
        if halvings == 0 {
            return Err(None);
        }
        self.halves(known, done, sides, halvings - 1)
    }

    /// The box in two parts, across the side that the signs known depend on most.
    fn halves(
        &mut self,
        known: &Known,
        done: &mut Vec<usize>,
        sides: &Sides,
        halvings: usize,
    ) -> Result<Evidence, Option<Vec<Rational>>> {
        let unknown = widest(known, sides).ok_or(None)?;
        let at = middle(&sides[unknown]);
        let mut half = |is_upper: bool| {
            let mut own = sides.clone();
            match is_upper {
                false => own[unknown].1 = at.clone(),
                true => own[unknown].0 = at.clone(),
            }
            self.evidence(known, done, &own, halvings)
        };
        let parts = Box::new([half(false)?, half(true)?]);
        Ok(Evidence::Halves { unknown, at, parts })
    }

    fn domain(&self, sides: &Sides) -> Domain {
        let unknowns = self.unknowns.iter().zip(sides);
        let unknowns = unknowns.map(|(unknown, (lower, upper))| Unknown {
            lower: Some((lower.clone(), true)),
            upper: Some((upper.clone(), true)),
            integer: false,
            listed: None,
            ..unknown.clone()
        });
        Domain {
            unknowns: unknowns.collect(),
            assumptions: Vec::new(),
        }
    }
}

/// The unknown along which the signs change most: the sum of the greatest absolute coefficients it occurs with, times the length of its side.
fn widest(known: &Known, sides: &Sides) -> Option<usize> {
    let centre: Vec<Rational> = sides.iter().map(middle).collect();
    let weight = |unknown: usize| {
        let (lower, upper) = &sides[unknown];
        let mut own = Rational::ZERO;
        for sign in &known.signs {
            if sign.expression.degree_in(unknown) > 0 {
                let (_, expression) = sign.expression.primitive();
                let slope = expression.derivative(unknown).evaluate(&centre);
                own += &(slope.abs() + Rational::ratio(1, 1_000_000));
            }
        }
        &own * &(upper - lower)
    };
    let unknowns = (0..sides.len()).map(|unknown| (weight(unknown), unknown));
    let greatest = unknowns.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))?;
    greatest.0.sign().is_gt().then_some(greatest.1)
}

fn middle((lower, upper): &(Rational, Rational)) -> Rational {
    &(lower + upper) / &Rational::integer(2)
}

fn condition(guard: &Guard) -> Condition {
    Condition {
        expression: guard.expression.clone(),
        relation: match guard.strict {
            true => Relation::Above,
            false => Relation::AtLeast,
        },
    }
}

/// Two facts, or three of which one is short, that have unknowns in common: of few facts long proofs are found quickly.
fn few(facts: &[Condition]) -> impl Iterator<Item = Vec<usize>> {
    let unknowns: Vec<Vec<usize>> = facts.iter().map(|f| f.expression.unknowns()).collect();
    let meet = |one: usize, other: usize| unknowns[one].iter().any(|k| unknowns[other].contains(k));
    let long = |place: usize| facts[place].expression.len() > SHORT;
    let mut found = Vec::new();
    for one in 0..facts.len() {
        found.push(vec![one]);
        for other in one + 1..facts.len() {
            if meet(one, other) {
                found.push(vec![one, other]);
            }
        }
    }
    let pairs: Vec<Vec<usize>> = found.iter().filter(|p| p.len() == 2).cloned().collect();
    for pair in pairs {
        for third in 0..facts.len() {
            let is_new = !pair.contains(&third) && !long(third);
            // Three short ones are found from their first two only.
            let is_first = third > pair[1] || pair.iter().any(|place| long(*place));
            if is_new && is_first && pair.iter().any(|place| meet(*place, third)) {
                found.push(vec![pair[0], pair[1], third]);
            }
        }
    }
    found.truncate(FEW);
    found.into_iter()
}

/// The products in terms of the signs as they stand, whose contents the proof left out; `places` are those of the facts it was made of.
fn sum_of(
    found: Weighted,
    places: &[usize],
    facts: &[Condition],
    coordinates: &Coordinates,
) -> Evidence {
    let products = found.into_iter().map(|(weight, product)| {
        let refutation::Product {
            factors,
            multiplier,
            ..
        } = product;
        let (signs, below): (Vec<usize>, Vec<usize>) =
            factors.into_iter().partition(|place| *place < places.len());
        let signs: Vec<usize> = signs.into_iter().map(|place| places[place]).collect();
        let weight = signs.iter().fold(weight, |weight, sign| {
            let (content, _) = coordinates.shift(&facts[*sign].expression).primitive();
            &weight / &content
        });
        Product {
            weight,
            signs,
            above: multiplier.powers().to_vec(),
            below: below
                .into_iter()
                .map(|place| place - places.len())
                .collect(),
        }
    });
    Evidence::Sum(products.collect())
}
