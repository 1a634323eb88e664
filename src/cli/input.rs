//! What MODEL may be: a bundled id, a model file, or a game in a file of any format that is read.

use std::path::Path;

use clap::ValueEnum;

use super::arguments::{ConceptName, PointOptions};
use super::error::Error;
use super::output;
use crate::format::{csv_game, efg, gam, game_json, lrs, nfg};
use crate::game::{Game, Tree};
use crate::model::{Model, bundled_text, load};
use crate::report::Subject;
use crate::solve::Concept;

/// A model with parameters, or a game without.
pub(super) enum Input {
    Model { name: String, model: Box<Model> },
    Game { name: String, game: Game },
    Tree { name: String, tree: Box<Tree> },
}

/// The model that a command needs which asks about parameters.
pub(super) fn model(name: &str, command: &str) -> Result<Model, Error> {
    match Input::load(name)? {
        Input::Model { model, .. } => Ok(*model),
        Input::Game { name, .. } | Input::Tree { name, .. } => Err(Error::request(
            format!("`{name}` is a game without parameters, and `{command}` asks about parameters"),
            Some(
                "a model file has parameters: `unipole models core > mine.toml` is how one starts",
            ),
        )),
    }
}

/// What a model is called in an answer: its id if it is bundled, its path otherwise.
pub(super) fn shown<'a>(name: &'a str, model: &'a Model) -> &'a str {
    match bundled_text(name) {
        Some(_) => &model.id,
        None => name,
    }
}

/// A game at one parameter point.
pub(super) struct Case {
    pub subject: Subject,
    pub game: Game,
}

impl Case {
    /// The game of which a concept speaks, and what is asked of it: `nash` and `pure` of a game with an order of moves or with types speak of its
    /// reduced normal form.
    pub fn asked(mut self, name: Option<ConceptName>, of: &str) -> Result<(Self, Concept), Error> {
        let concept = match name {
            None => return Ok((self, Concept::Nash)),
            Some(
                name @ (ConceptName::Stackelberg
                | ConceptName::Correlated
                | ConceptName::CoarseCorrelated),
            ) => {
                let name = name.to_possible_value();
                let name = name.map_or(String::new(), |name| name.get_name().to_owned());
                return Err(Error::request(
                    format!("{of} knows no `--concept {name}`"),
                    Some("`nash` and `pure` list equilibria"),
                ));
            }
            Some(ConceptName::Nash) => Concept::Nash,
            Some(ConceptName::Pure) => Concept::Pure,
            Some(ConceptName::SubgamePerfect) => {
                return match self.game.tree() {
                    Some(tree) if tree.has_subgames() => Ok((self, Concept::Nash)),
                    _ => Err(Error::request(
                        format!(
                            "in `{}` nothing after the beginning is a game of its own",
                            self.subject.model
                        ),
                        Some(
                            "`--concept subgame-perfect` needs an order of moves in which somebody knows all that happened",
                        ),
                    )),
                };
            }
            Some(ConceptName::Bayesian | ConceptName::PerfectBayesian) => {
                let has_types = |tree: &Tree| tree.draws().iter().any(|draw| draw.is_type);
                return match self.game.tree().is_some_and(has_types) {
                    true => Ok((self, Concept::Nash)),
                    false => Err(Error::request(
                        format!("in `{}` nobody has a private type", self.subject.model),
                        Some("`--concept bayesian` needs a player with `types`"),
                    )),
                };
            }
        };
        if let Some(tree) = self.game.tree() {
            let form = tree.normal_form();
            let form = form.map_err(|error| Error::request(error.to_string(), None))?;
            self.game = form.game;
        }
        Ok((self, concept))
    }
}

impl Input {
    pub fn load(name: &str) -> Result<Self, Error> {
        let path = Path::new(name);
        if bundled_text(name).is_none()
            && path.is_file()
            && let Ok(bytes) = std::fs::read(path)
        {
            let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
            if ending.eq_ignore_ascii_case("nfg") || bytes.trim_ascii_start().starts_with(b"NFG") {
                let (game, notes) = nfg::read_with_notes(&bytes)
                    .map_err(|error| Error::nfg(name, &bytes, &error))?;
                say(name, &notes);
                return Ok(Input::game(name, game));
            }
            if ending.eq_ignore_ascii_case("efg") || bytes.trim_ascii_start().starts_with(b"EFG") {
                let tree = efg::read(&bytes).map_err(|error| Error::efg(name, &bytes, &error))?;
                return Ok(Input::Tree {
                    name: name.to_owned(),
                    tree: Box::new(tree),
                });
            }
            if ending.eq_ignore_ascii_case("lrs") || ending.eq_ignore_ascii_case("gam") {
                let read = match ending.eq_ignore_ascii_case("lrs") {
                    true => lrs::read(&bytes),
                    false => gam::read(&bytes),
                };
                let game = read.map_err(|error| Error::plain(name, &bytes, &error))?;
                return Ok(Input::game(name, game));
            }
            if ending.eq_ignore_ascii_case("csv") {
                let table =
                    csv_game::read(&bytes).map_err(|error| Error::table(name, &bytes, &error))?;
                say(name, &table.notes);
                return Ok(Input::game(name, table.game));
            }
            if ending.eq_ignore_ascii_case("json") {
                let game = game_json::read(&bytes)
                    .map_err(|error| Error::request(format!("{name}: {error}"), None))?;
                return Ok(Input::game(name, game));
            }
        }
        let model = Box::new(load(name)?);
        Ok(Input::Model {
            name: name.to_owned(),
            model,
        })
    }

    fn game(name: &str, game: Game) -> Self {
        Input::Game {
            name: name.to_owned(),
            game,
        }
    }

    /// The model, if it is one.
    pub fn model(&self) -> Option<&Model> {
        match self {
            Input::Model { model, .. } => Some(model),
            Input::Game { .. } | Input::Tree { .. } => None,
        }
    }

    /// The cases that a scenario (or `all`) and settings stand for.
    pub fn cases(&self, options: &PointOptions) -> Result<Vec<Case>, Error> {
        let scenario = options.scenario.as_deref();
        match self {
            Input::Model { model, .. } if scenario == Some("all") => {
                let named = model.scenarios.iter().map(|s| Some(s.name.as_str()));
                std::iter::once(None)
                    .chain(named)
                    .map(|scenario| self.case(scenario, &options.set))
                    .collect()
            }
            _ => Ok(vec![self.case(scenario, &options.set)?]),
        }
    }

    /// The game at one point.
    pub fn case(&self, scenario: Option<&str>, set: &[String]) -> Result<Case, Error> {
        match self {
            Input::Model { name, model } => {
                let point = model.point(scenario, set)?;
                let game = model.game(&point)?;
                Ok(Case {
                    subject: Subject::of_model(shown(name, model), model, scenario, &point),
                    game,
                })
            }
            Input::Tree { name, tree } => {
                no_parameters(name, scenario, set)?;
                remembers(name, tree)?;
                let game = tree.agent_form().map_err(|error| {
                    let words = format!("`{name}`, a player for each decision: {error}");
                    Error::request(words, Some("`unipole solve` works on larger trees"))
                })?;
                Ok(Case {
                    subject: Subject::of_game(name, &game),
                    game,
                })
            }
            Input::Game { name, game } => {
                no_parameters(name, scenario, set)?;
                Ok(Case {
                    subject: Subject::of_game(name, game),
                    game: game.clone(),
                })
            }
        }
    }
}

fn no_parameters(name: &str, scenario: Option<&str>, set: &[String]) -> Result<(), Error> {
    if scenario.is_none() && set.is_empty() {
        return Ok(());
    }
    Err(Error::request(
        format!("`{name}` is a game without parameters and scenarios"),
        Some("`--set` and `--scenario` are for models"),
    ))
}

/// Says what had to be changed in a file.
fn say(name: &str, notes: &[String]) {
    for note in notes {
        output::note(&format!("{name}: {note}"));
    }
}

/// Refuses a tree in which a player forgets: what one decision alone would gain says nothing there.
pub(super) fn remembers(name: &str, tree: &Tree) -> Result<(), Error> {
    // Nobody forgets who knows all that happened.
    if tree.has_perfect_information() {
        return Ok(());
    }
    match tree.last_own_decisions() {
        Ok(_) => Ok(()),
        Err(error) => Err(Error::request(
            format!("`{name}`: {error}"),
            Some("games in which players forget are not solved"),
        )),
    }
}
