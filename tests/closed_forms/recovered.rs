//! What the library found, by names; and points to compare at.

use unipole::model::{Free, load};
use unipole::num::{Multivariate, Rational};
use unipole::region::{Bounding, Effect, Inequality, Limit, Says, Solved, ThresholdFormula};
use unipole::report::Conditions;

use crate::fraction::{Fraction, fraction};
use crate::seeded::Seeded;

/// The conditions of a model.
pub struct Recovered {
    pub answer: Conditions,
    pub names: Vec<String>,
}

/// Values of the unknowns by name.
pub struct At<'a> {
    names: &'a [String],
    pub values: Vec<Fraction>,
}

impl At<'_> {
    pub fn all<const N: usize>(&self, names: [&str; N]) -> [Fraction; N] {
        names.map(|name| {
            let place = self.names.iter().position(|known| known == name);
            self.values[place.unwrap_or_else(|| panic!("{name} is not free"))]
        })
    }

    pub fn rationals(&self) -> Vec<Rational> {
        self.values.iter().map(rational).collect()
    }

    pub fn value(&self, polynomial: &Multivariate) -> Fraction {
        Fraction::from(&polynomial.evaluate(&self.rationals()))
    }
}

pub fn rational(value: &Fraction) -> Rational {
    value.to_string().parse().expect("a fraction")
}

/// The conditions of a model, every parameter free that is a number, or only those named.
pub fn recovered(model: &str, settings: &[&str], free: &[&str]) -> Recovered {
    let owned = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
    let named = owned(free);
    let free = match named.as_slice() {
        [] => Free::Numbers,
        names => Free::Named(names),
    };
    let loaded = load(model).expect("a bundled model");
    let parametric = loaded.parametric(None, &owned(settings), free);
    let parametric = parametric.unwrap_or_else(|errors| panic!("{errors}"));
    let names = parametric.game.names().into_iter().map(str::to_owned);
    let names = names.collect();
    let answer = Conditions::new(model, &loaded, None, parametric, &|_| true);
    Recovered {
        answer: answer.expect("few cases"),
        names,
    }
}

impl Recovered {
    /// The place of a profile, written as the actions with blanks between.
    pub fn profile(&self, profile: &str) -> usize {
        let players = &self.answer.parametric.game.players;
        let written = |actions: &[usize]| {
            let ids = players.iter().zip(actions);
            let ids = ids.map(|(player, action)| player.actions[*action].id.as_str());
            ids.collect::<Vec<_>>().join(" ")
        };
        let mut profiles = self.answer.profiles.iter();
        let found = profiles.position(|p| written(&p.weak.profile) == profile);
        found.unwrap_or_else(|| panic!("no profile {profile}"))
    }

    /// The inequalities that say that a profile's only case withstands a deviation of a player to an action.
    pub fn inequalities(&self, profile: &str, player: &str, action: &str) -> Vec<Inequality> {
        let players = &self.answer.parametric.game.players;
        let conditions = &self.answer.profiles[self.profile(profile)].weak;
        assert_eq!(conditions.cases.len(), 1, "{profile}");
        let of = |deviation: (usize, usize)| {
            let who = &players[deviation.0];
            who.id == player && who.actions[deviation.1].id == action
        };
        let chosen = conditions.cases[0]
            .iter()
            .filter(|i| i.deviation.is_some_and(of));
        chosen.cloned().collect()
    }

    /// The one such inequality.
    pub fn inequality(&self, profile: &str, player: &str, action: &str) -> Inequality {
        match self.inequalities(profile, player, action).as_slice() {
            [one] => one.clone(),
            other => panic!("{profile}, {player} {action}: {} inequalities", other.len()),
        }
    }

    /// It, solved for an unknown.
    pub fn solved(&mut self, profile: &str, player: &str, action: &str, unknown: &str) -> Solved {
        let inequality = self.inequality(profile, player, action);
        let unknown = self.names.iter().position(|name| name == unknown);
        self.answer.solve_for(unknown.expect("a free parameter"));
        let solved = self.answer.solved_for.as_ref().expect("it was just solved");
        let case = &solved.profiles[self.profile(profile)][0];
        let found = case.iter().find(|s| s.inequality == inequality);
        found.expect("every inequality is solved").clone()
    }

    /// Its bounds on the unknown.
    pub fn bounds(
        &mut self,
        profile: &str,
        player: &str,
        action: &str,
        unknown: &str,
    ) -> Vec<Bounding> {
        match self.solved(profile, player, action, unknown).says {
            Says::Bounds(bounds) => bounds,
            other => panic!("{profile}, {player} {action}, {unknown}: {other:?}"),
        }
    }

    /// The effect of an unknown on a threshold.
    pub fn effect<'a>(&self, threshold: &'a ThresholdFormula, unknown: &str) -> &'a Effect {
        let mut statics = threshold.statics.iter();
        let found = statics.find(|s| self.names[s.unknown] == unknown);
        &found
            .unwrap_or_else(|| panic!("nothing on {unknown}"))
            .effect
    }

    #[track_caller]
    pub fn effects(&self, threshold: &ThresholdFormula, expected: &[(&str, Effect)]) {
        for (unknown, effect) in expected {
            assert_eq!(self.effect(threshold, unknown), effect, "{unknown}");
        }
    }

    /// A point of the domains, ends and zeros among them; joint constraints are not looked at.
    pub fn draw(&self, random: &mut Seeded) -> At<'_> {
        let unknowns = self.answer.parametric.game.domain.unknowns.iter();
        let values = unknowns.map(|unknown| {
            let bounded = unknown.upper.is_some();
            let value = fraction(random.between(0, if bounded { 10 } else { 25 }), 10);
            match &unknown.lower {
                Some((_, false)) if value == Fraction::from(0) => fraction(1, 10),
                _ => value,
            }
        });
        At {
            values: values.collect(),
            names: &self.names,
        }
    }
}

/// The lower bounds, or the upper ones.
pub fn lower(bounds: &[Bounding]) -> &ThresholdFormula {
    let found = bounds.iter().find_map(|b| match &b.bound {
        Limit::AtLeast(threshold) => Some(threshold),
        _ => None,
    });
    found.expect("a lower bound")
}

/// The upper bound.
pub fn upper(bounds: &[Bounding]) -> &ThresholdFormula {
    let found = bounds.iter().find_map(|b| match &b.bound {
        Limit::AtMost(threshold) => Some(threshold),
        _ => None,
    });
    found.expect("an upper bound")
}
