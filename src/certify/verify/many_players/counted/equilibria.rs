//! Which complex roots of the equations of some supports are equilibria, and whether those are listed.
//!
//! At an equilibrium with exactly these supports all probabilities are positive, and no action outside gains. Both are looked up over a
//! polydisc that holds the root, which is narrowed until they are decided.
//!
//! # Source
//! McKelvey and McLennan (1996), "Computation of equilibria in finite games", *Handbook of Computational Economics* 1, section 6.

use dashu_int::IBig;
use dashu_int::ops::Abs;

use super::Counted;
use super::gaussian::Gaussian;
use super::polydisc::Polydisc;
use super::system::System;
use crate::certify::verify::Profile;
use crate::certify::verify::many_players::cells::Outcome;
use crate::certify::verify::many_players::forms::{Cell, PLACES, Span, UNIT, whole};
use crate::num::{Rational, Real};

/// How often the polydisc of a root is narrowed.
const NARROWED: usize = 4;

/// What is known of a root.
enum Kind {
    /// It is no equilibrium with these supports.
    None,
    /// It is one.
    Equilibrium,
    /// It may be one.
    Open,
}

impl Counted {
    /// Whether each root is a listed solution of the equations, or no equilibrium with exactly these supports.
    pub(in crate::certify::verify::many_players) fn search(
        &self,
        solutions: &[&Profile],
    ) -> Outcome {
        let mut open = None;
        for disc in &self.discs {
            let system = &self.charts[&disc.units];
            let mut solutions = solutions.iter();
            if has_no_strategy(disc) || solutions.any(|profile| self.holds(disc, profile)) {
                continue;
            }
            match kind(disc, system) {
                Kind::None => {}
                Kind::Equilibrium => return Outcome::Missing(self.cell(disc)),
                Kind::Open => open = Some(self.cell(disc)),
            }
        }
        open.map_or(Outcome::Decided, Outcome::Undecided)
    }

    /// Whether a solution of the equations lies in a polydisc, whose only root it then is.
    fn holds(&self, disc: &Polydisc, profile: &Profile) -> bool {
        let unit = exact(&disc.unit);
        let width = &Rational::ONE / &unit;
        let is_near = |value: &Real, (entry, radius): (&Gaussian, &IBig)| {
            let (low, high) = value.enclosure(&width);
            let most = exact(&(radius - (&entry.im).abs()));
            let is_near = |end: &Rational| (&(end * &unit) - &exact(&entry.re)).abs() <= most;
            is_near(&low) && is_near(&high)
        };
        let mixing = self.supports.iter().zip(profile);
        let mixing = mixing.filter(|(support, _)| support.len() > 1);
        let vectors = disc.centre.iter().zip(&disc.radii);
        let mut vectors = mixing.zip(disc.units.iter().zip(vectors));
        vectors.all(|((support, strategy), (unit, (centre, radii)))| {
            let unknowns = centre.iter().zip(radii).skip(1);
            let mut entries = support.iter().zip(unknowns);
            unit.is_none() && entries.all(|(action, entry)| is_near(&strategy[*action], entry))
        })
    }

    /// Bounds of the probabilities at a root that may be an equilibrium, as a cell.
    fn cell(&self, disc: &Polydisc) -> Cell {
        let mut vectors = disc.strategies().into_iter();
        let cell = self.supports.iter().map(|support| {
            if support.len() == 1 {
                return vec![Span::new(UNIT, UNIT)];
            }
            let vector = vectors.next().expect("invariant: one for each who mixes");
            let all: IBig = vector.iter().map(|(entry, _)| &entry.re).sum();
            let share = |(entry, _): &(Gaussian, IBig)| {
                let share = exact(&entry.re).checked_div(&exact(&all));
                let share = share.unwrap_or(Rational::ZERO);
                let share = share.max(Rational::ZERO).min(Rational::ONE);
                let share = whole(&(&share * &Rational::integer(1 << PLACES)));
                Span::new(share, share)
            };
            vector.iter().map(share).collect()
        });
        cell.collect()
    }
}

fn kind(disc: &Polydisc, system: &System) -> Kind {
    // Its mirror image in the reals is the same, and holds one root too.
    let is_real = disc.centre.iter().flatten().all(|e| e.im.is_zero());
    let mut disc = disc.clone();
    for _ in 0..NARROWED {
        match disc.narrowed(system) {
            Some(narrower) => disc = narrower,
            None => return Kind::Open,
        }
        let gains = system.outside.iter().map(|form| disc.bounds(form));
        let gains: Vec<(Gaussian, IBig)> = gains.collect();
        if has_no_strategy(&disc) || gains.iter().any(|(gain, radius)| gain.re > *radius) {
            return Kind::None;
        }
        let mut entries = disc.strategies().into_iter().flatten();
        let is_inner = entries.all(|(entry, radius)| entry.re > radius);
        let loses = |(gain, radius): &(Gaussian, IBig)| &gain.re + radius < IBig::ZERO;
        if is_real && is_inner && gains.iter().all(loses) {
            return Kind::Equilibrium;
        }
    }
    Kind::Open
}

/// Whether some number for an action is nowhere real and positive.
fn has_no_strategy(disc: &Polydisc) -> bool {
    let mut entries = disc.strategies().into_iter().flatten();
    entries.any(|(entry, radius)| (&entry.im).abs() > radius || entry.re + radius <= IBig::ZERO)
}

fn exact(value: &IBig) -> Rational {
    let value = Rational::from_integers(value.clone(), IBig::ONE);
    value.expect("invariant: one is not zero")
}
