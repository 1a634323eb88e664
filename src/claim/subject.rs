//! What a formal statement is about: the model's game over symbols, and the box in which they lie.

use crate::certify::Statement;
use crate::certify::map_claim::SymbolicGame;
use crate::model::{Error, ErrorKind, Spot};
use crate::model::{Errors, Free, Model, Parametric, Pattern, WrittenFormula, WrittenTruth};
use crate::num::{Multivariate, Rational};
use crate::region::{Bound, Domain, Fraction, Relation, Unknown, sides_of, symbolic_game};

/// A model with some parameters as symbols, each in its range.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The model.
    pub model: &'a Model,
    /// The game over symbols, as data.
    pub game: SymbolicGame,
    /// The symbols, with the ends of the box.
    pub unknowns: Vec<Unknown>,
    pub(super) parametric: Parametric,
    /// The part of the box that the model accepts.
    domain: Domain,
}

/// A side of a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The parameter.
    pub name: String,
    /// Its least and its greatest value.
    pub ends: (Rational, Rational),
}

impl<'a> Subject<'a> {
    /// A model in a scenario; `over` names the parameters that vary, all that are numbers if it is empty.
    ///
    /// # Errors
    /// Parameters without a range, and all that [`Model::parametric`] refuses.
    pub fn new(
        model: &'a Model,
        scenario: Option<&str>,
        settings: &[String],
        over: &[String],
        spot: &Spot,
    ) -> Result<Self, Errors> {
        let free = match over {
            [] => Free::Numbers,
            names => Free::Named(names),
        };
        let parametric = model.parametric(scenario, settings, free)?;
        let mut unknowns = parametric.game.domain.unknowns.clone();
        let mut domain = parametric.game.domain.clone();
        let both = unknowns.iter_mut().zip(&mut domain.unknowns);
        for ((unknown, accepted), free) in both.zip(&parametric.free) {
            let declared = &model.parameters[free.parameter];
            let Some((lower, upper)) = declared.range.clone().filter(|(low, high)| low < high)
            else {
                return Err(fault(
                    spot,
                    format!("`{}`, which has no range", unknown.name),
                    "a parameter with a `range`, or names after `for all` that have one".to_owned(),
                ));
            };
            // An open end of the domain stays open.
            let end = |own: &Bound, end: &Rational, is_inside: &dyn Fn(&Rational) -> bool| {
                let kept = own.clone().filter(|(own, _)| own == end || is_inside(own));
                kept.or_else(|| Some((end.clone(), true)))
            };
            accepted.lower = end(&accepted.lower, &lower, &|own| *own > lower);
            accepted.upper = end(&accepted.upper, &upper, &|own| *own < upper);
            unknown.lower = Some((lower, true));
            unknown.upper = Some((upper, true));
        }
        Ok(Subject {
            model,
            game: symbolic_game(&parametric.game),
            unknowns,
            parametric,
            domain,
        })
    }

    /// The box with names.
    pub fn named_sides(&self) -> Vec<Side> {
        let named = self.unknowns.iter().zip(sides_of(&self.unknowns));
        named
            .map(|(unknown, ends)| Side {
                name: unknown.name.clone(),
                ends,
            })
            .collect()
    }

    /// The defaults of the unknowns.
    pub fn defaults(&self) -> Vec<Rational> {
        self.parametric.values()
    }

    /// The parameters that do not vary and are no size of a group: calibrated constants.
    pub fn constants(&self) -> Vec<String> {
        let fixed = self.parametric.fixed.iter().enumerate();
        fixed
            .filter(|(_, is_fixed)| **is_fixed)
            .map(|(place, _)| self.model.parameters[place].name.clone())
            .collect()
    }

    /// The profiles of a form.
    ///
    /// # Errors
    /// A number of entries that is not that of the players, and actions that are none of theirs.
    pub fn profiles(&self, pattern: &Pattern) -> Result<Vec<Vec<usize>>, Errors> {
        profiles(&self.game.players, pattern)
    }

    pub(super) fn truth(&self, written: &WrittenTruth) -> Result<Statement, Errors> {
        let cases = self.parametric.cases(self.model, written, &self.domain)?;
        let mut cases: Vec<Statement> = cases
            .into_iter()
            .map(|case| {
                let signs = case.into_iter().map(|condition| match condition.relation {
                    Relation::AtLeast => Statement::at_least(condition.expression),
                    Relation::Above => Statement::above(condition.expression),
                });
                Statement::All(signs.collect())
            })
            .collect();
        Ok(match cases.len() {
            1 => cases.remove(0),
            _ => Statement::Any(cases),
        })
    }

    /// A formula as one fraction.
    pub(super) fn fraction(&self, written: &WrittenFormula) -> Result<Fraction, Errors> {
        let pieces = self.parametric.pieces(self.model, written, &self.domain)?;
        match pieces.as_slice() {
            [only] if only.guards.is_empty() => Ok(only.value.clone()),
            _ => Err(fault(
                &written.spot,
                format!("`{}`, which falls into cases", written.text.trim()),
                "a formula without `if`, `min` or `max` that the box leaves open".to_owned(),
            )),
        }
    }

    /// The unknown that stands for a parameter.
    pub(super) fn unknown(&self, name: &str, spot: &Spot) -> Result<usize, Errors> {
        let found = self
            .unknowns
            .iter()
            .position(|unknown| unknown.name == name);
        found.ok_or_else(|| {
            fault(
                spot,
                format!("`{name}`, which does not vary here"),
                "a parameter that is a number, named after `for all` if others are".to_owned(),
            )
        })
    }

    /// The player or decision with an id.
    pub(super) fn player(&self, id: &str, spot: &Spot) -> Result<usize, Errors> {
        let ids = self.game.players.iter().map(|(id, _)| id.as_str());
        ids.clone().position(|known| known == id).ok_or_else(|| {
            let known: Vec<&str> = ids.collect();
            fault(
                spot,
                format!("the player `{id}`"),
                format!("one of {}", known.join(", ")),
            )
        })
    }

    /// The action of a player.
    pub(super) fn action(&self, player: usize, id: &str, spot: &Spot) -> Result<usize, Errors> {
        let (name, actions) = &self.game.players[player];
        actions.iter().position(|known| known == id).ok_or_else(|| {
            fault(
                spot,
                format!("the action `{id}` of {name}"),
                format!("one of {}", actions.join(", ")),
            )
        })
    }
}

/// The profiles of a form among players with their actions.
pub(super) fn profiles(
    players: &[(String, Vec<String>)],
    pattern: &Pattern,
) -> Result<Vec<Vec<usize>>, Errors> {
    let entries = pattern.entries.iter();
    let written: Vec<Option<&str>> = entries
        .flat_map(|entry| std::iter::repeat_n(entry.action.as_deref(), entry.times))
        .collect();
    if written.len() != players.len() {
        let ids: Vec<&str> = players.iter().map(|(id, _)| id.as_str()).collect();
        return Err(fault(
            &pattern.spot,
            format!("`{}`, a form for {} players", pattern.text, written.len()),
            format!("an entry for each of {}", ids.join(", ")),
        ));
    }
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    for ((id, actions), written) in players.iter().zip(written) {
        let offered: Vec<usize> = match written {
            None => (0..actions.len()).collect(),
            Some(word) => match actions.iter().position(|known| known == word) {
                Some(place) => vec![place],
                None => {
                    return Err(fault(
                        &pattern.spot,
                        format!("the action `{word}` of {id}"),
                        format!("one of {}", actions.join(", ")),
                    ));
                }
            },
        };
        found = found
            .iter()
            .flat_map(|profile| {
                offered.iter().map(move |action| {
                    let mut longer = profile.clone();
                    longer.push(*action);
                    longer
                })
            })
            .collect();
    }
    Ok(found)
}

pub(super) fn fault(spot: &Spot, found: String, expected: String) -> Errors {
    let kind = ErrorKind::Claim { found, expected };
    Error {
        spot: spot.clone(),
        kind,
    }
    .into()
}

/// Where a polynomial is not zero, as a statement.
pub(super) fn not_zero(expression: &Multivariate) -> Statement {
    Statement::Any(vec![
        Statement::above(expression.clone()),
        Statement::above(-expression),
    ])
}
