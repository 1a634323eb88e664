//! What a report is about: a game, where it comes from, and its solution.

use std::path::Path;

use super::decimal::Notation;
use super::refinement::Refinements;
use super::sequence::unreached;
use super::svg::Mark;
use super::tolerance::{EquilibriumTolerance, tolerances};
use crate::certify::Equilibrium;
use crate::game::{Game, Posture};
use crate::model::{Model, Point};
use crate::num::Rational;
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
    /// Whether the model says that its game is played again and again.
    pub is_repeated: bool,
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
    /// How wrong the assumptions may be: for each equilibrium, where that was asked and it is strict; see [`tolerances`].
    pub tolerances: Vec<Option<EquilibriumTolerance>>,
    /// Which refinements the equilibria survive and which one is selected, where that was asked.
    pub refinements: Option<Refinements>,
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
            is_repeated: model.discount.is_some(),
        }
    }

    /// One line for answers on a single period of a game that is played again and again; nothing for other games.
    pub fn of_one_period(&self) -> Option<String> {
        self.is_repeated.then(|| {
            format!(
                "One period of a repeated game; `unipole repeat {}` answers for the game repeated for ever.",
                self.model
            )
        })
    }

    /// The model's name without folder and ending, for ids of tables.
    pub fn stem(&self) -> String {
        let stem = Path::new(&self.model).file_stem();
        stem.map_or("game".into(), |stem| stem.to_string_lossy())
            .into_owned()
    }

    /// The title, the scenario and the parameters, for the head of an answer in words.
    pub(super) fn heading(&self, notation: Notation) -> String {
        let scenario = match &self.scenario {
            Some(name) => format!(", scenario {name}"),
            None => String::new(),
        };
        let mut heading = format!("{}{scenario}\n", self.title);
        let values: Vec<String> = self
            .parameters
            .iter()
            .map(|parameter| {
                let values: Vec<String> =
                    parameter.values.iter().map(|v| notation.print(v)).collect();
                format!("{}={}", parameter.name, values.join(","))
            })
            .collect();
        if !values.is_empty() {
            heading.push_str(&format!("at {}\n", values.join("  ")));
        }
        heading
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
            is_repeated: false,
        }
    }
}

impl Answer {
    /// Which of the listed equilibria have infinitely many more between them, by their numbers in the list.
    pub fn connected_line(&self) -> Option<String> {
        const NAMED: usize = 60;
        let components = self.solution.components.iter();
        let connected: Vec<&[usize]> = components
            .map(|component| component.equilibria.as_slice())
            .filter(|places| places.len() > 1)
            .collect();
        let numbers = |places: &&[usize]| {
            let numbers = places.iter().map(|place| (place + 1).to_string());
            numbers.collect::<Vec<String>>().join(", ")
        };
        match connected.concat().len() {
            0 => None,
            1..=NAMED => {
                let groups: Vec<String> = connected.iter().map(numbers).collect();
                let groups = groups.join("; between ");
                Some(format!(
                    "infinitely many more equilibria lie between {groups}."
                ))
            }
            _ => Some("infinitely many more equilibria lie between some of these.".to_owned()),
        }
    }

    /// Asks of each strict equilibrium how wrong the assumptions may be; `model` is what the game comes from, with the settings
    /// that were given on top of the scenario.
    pub fn measure(&mut self, model: Option<(&Model, &[String])>) {
        let scenario = self.subject.scenario.as_deref();
        let model = model.map(|(model, settings)| (model, scenario, settings));
        self.tolerances = tolerances(model, &self.game, &self.solution);
    }

    /// What was found of an equilibrium by its place.
    pub fn tolerance(&self, place: usize) -> Option<&EquilibriumTolerance> {
        self.tolerances.get(place)?.as_ref()
    }

    /// How the postures meant stand: the strongest sense in which some player plays one of them in equilibrium.
    ///
    /// That no equilibrium uses them is said only where it is proved: the list is complete, or every such action is
    /// strictly dominated.
    pub fn mark(&self, is_meant: impl Fn(&Posture) -> bool) -> Mark {
        let mut strongest = Mark::NotAnOption;
        for (place, player) in self.game.players().iter().enumerate() {
            for (action, declared) in player.actions.iter().enumerate() {
                if declared.posture.as_ref().is_some_and(&is_meant) {
                    strongest = strongest.max(self.mark_of_action(place, action));
                }
            }
        }
        strongest
    }

    fn mark_of_action(&self, player: usize, action: usize) -> Mark {
        let is_played = |equilibrium: &&Equilibrium| {
            let tree = self.game.tree();
            tree.is_none_or(|tree| !unreached(tree, equilibrium).contains(&player))
        };
        let equilibria = self.solution.equilibria.iter().filter(is_played);
        let senses = equilibria.filter_map(|equilibrium| {
            let probability = &equilibrium.profile()[player][action];
            match (equilibrium.is_pure(), equilibrium.is_strict()) {
                _ if probability.is_zero() => None,
                (true, true) => Some(Mark::Strict),
                (true, false) => Some(Mark::Weak),
                (false, _) => Some(Mark::MixedOnly),
            }
        });
        let steps = &self.solution.eliminated;
        let is_dominated = || {
            steps
                .iter()
                .any(|s| (s.player, s.action) == (player, action))
        };
        senses.max().unwrap_or_else(|| {
            if self.solution.completeness.is_complete() || is_dominated() {
                Mark::NoEquilibrium
            } else {
                Mark::NoneFound
            }
        })
    }
}
