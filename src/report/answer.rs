//! What a report is about: a game, where it comes from, and its solution.

use crate::game::{Game, Posture};
use crate::model::{Model, Point};
use crate::num::{Rational, Real};
use crate::solve::Solution;

/// Where a game comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// The id of a bundled model, or the path of a file.
    pub model: String,
    /// The title in a reader's words.
    pub title: String,
    /// The scenario, if one was named.
    pub scenario: Option<String>,
    /// The parameters and their values.
    pub parameters: Vec<Value>,
}

/// A parameter's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The parameter.
    pub name: String,
    /// Its value, or one for each member of its group.
    pub values: Vec<Rational>,
    /// Whether it is a list parameter.
    pub is_list: bool,
}

/// A game and what was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Where the game comes from.
    pub subject: Subject,
    /// The game.
    pub game: Game,
    /// What was found.
    pub solution: Solution,
}

impl Subject {
    /// A model at a parameter point.
    pub fn of_model(name: &str, model: &Model, scenario: Option<&str>, point: &Point) -> Self {
        let parameters = model
            .parameters
            .iter()
            .zip(&point.values)
            .map(|(parameter, values)| Value {
                name: parameter.name.clone(),
                values: values.clone(),
                is_list: parameter.group.is_some(),
            })
            .collect();
        Subject {
            model: name.to_owned(),
            title: model.title.clone(),
            scenario: scenario.map(str::to_owned),
            parameters,
        }
    }

    /// A game read from a file that has no parameters.
    pub fn of_game(name: &str, game: &Game) -> Self {
        let title = if game.title().is_empty() {
            name
        } else {
            game.title()
        };
        Subject {
            model: name.to_owned(),
            title: title.to_owned(),
            scenario: None,
            parameters: Vec::new(),
        }
    }
}

/// How a posture stands in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// No player of the game has it.
    NotAnOption,
    /// It is played in no equilibrium listed.
    No,
    /// It is played only in equilibria in which some player mixes.
    Mixed,
    /// It is played in a pure equilibrium that is not strict.
    Weak,
    /// It is played in a strict equilibrium.
    Strict,
}

impl Standing {
    /// The standing in words.
    pub fn words(self) -> &'static str {
        match self {
            Standing::NotAnOption => "not an option",
            Standing::No => "no",
            Standing::Mixed => "yes, in mixed play",
            Standing::Weak => "yes, weakly",
            Standing::Strict => "yes",
        }
    }
}

impl Answer {
    /// How a posture stands: the strongest sense in which some player plays it in equilibrium.
    pub fn standing(&self, posture: &Posture) -> Standing {
        self.standing_where(|known| known == posture)
    }

    /// How a posture stands by name, all its kinds together.
    pub fn standing_of_name(&self, name: &str) -> Standing {
        self.standing_where(|known| known.name() == name)
    }

    pub(super) fn standing_where(&self, is_meant: impl Fn(&Posture) -> bool) -> Standing {
        let mut standing = Standing::NotAnOption;
        for (place, player) in self.game.players().iter().enumerate() {
            for (action, declared) in player.actions.iter().enumerate() {
                if !declared.posture.as_ref().is_some_and(&is_meant) {
                    continue;
                }
                standing = standing.max(Standing::No);
                for equilibrium in &self.solution.equilibria {
                    let probability = &equilibrium.profile()[place][action];
                    let sense = if probability.is_zero() {
                        Standing::No
                    } else if equilibrium.is_strict() {
                        Standing::Strict
                    } else if *probability == Real::ONE && equilibrium.is_pure() {
                        Standing::Weak
                    } else {
                        Standing::Mixed
                    };
                    standing = standing.max(sense);
                }
            }
        }
        standing
    }
}
