//! A game as a file: the formats of other tools, our own, and on paper.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use clap::ValueEnum;

use super::arguments::ConceptName;
use super::error::Error;
use super::input::Case;
use super::output;
use super::picture::{Picture, picture};
use crate::format::nfg::{self, Body};
use crate::format::{csv_game, efg, gam, lrs};
use crate::game::{Game, Tree};
use crate::num::Rational;
use crate::report::{Answer, Subject, fits_payoff_matrix, json, payoff_matrix, tree_drawing};
use crate::solve::{Concept, Request, backward_induction, solve_as_asked};

/// Trees are solved for a picture where no more profiles than this are decided upon without knowing of each other.
const PROFILES: usize = 256;

/// The form of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GameFormat {
    /// The game in normal form, for Gambit
    Nfg,
    /// The tree, for Gambit
    Efg,
    /// Two payoff matrices, for lrsnash
    Lrs,
    /// All payoffs of each player, for GameTracer
    Gam,
    /// A table with a row for each profile
    Csv,
    /// A table of two players: rows, columns, and two payoffs in a cell
    Bimatrix,
    Json,
    /// The payoff matrix with its equilibria; where moves have an order, a picture of the tree
    Latex,
    /// A picture of the tree
    Svg,
    /// A picture of the tree, for a paper
    Tikz,
}

impl GameFormat {
    /// The format that a file's ending stands for.
    pub fn of_ending(path: &Path) -> Result<Self, Error> {
        match path.extension().and_then(|e| e.to_str()) {
            Some("nfg") => Ok(GameFormat::Nfg),
            Some("efg") => Ok(GameFormat::Efg),
            Some("lrs") => Ok(GameFormat::Lrs),
            Some("gam") => Ok(GameFormat::Gam),
            Some("csv") => Ok(GameFormat::Csv),
            Some("json") => Ok(GameFormat::Json),
            Some("tex") => Ok(GameFormat::Latex),
            Some("svg") => Ok(GameFormat::Svg),
            _ => Err(Error::request(
                format!("`{}` does not say which format to write", path.display()),
                Some(
                    "end it in .nfg, .efg, .lrs, .gam, .csv, .json, .tex or .svg, or give `--format nfg`",
                ),
            )),
        }
    }

    /// The name of a format that knows payoffs but no ranks.
    fn name_for_payoffs(self) -> Option<&'static str> {
        match self {
            GameFormat::Nfg => Some(".nfg"),
            GameFormat::Efg => Some(".efg"),
            GameFormat::Lrs => Some(".lrs"),
            GameFormat::Gam => Some(".gam"),
            GameFormat::Csv | GameFormat::Bimatrix => Some("a table"),
            GameFormat::Json | GameFormat::Latex | GameFormat::Svg | GameFormat::Tikz => None,
        }
    }
}

/// What is to be written.
pub(super) enum Given {
    Game(Case),
    Tree {
        name: String,
        /// Of a model; a file says only what is in it.
        subject: Option<Subject>,
        tree: Tree,
    },
}

impl Given {
    /// The bytes of the file; `body` is how an .nfg file gives payoffs, and `command` what makes the file again.
    pub fn written(self, format: GameFormat, body: Body, command: &str) -> Result<Vec<u8>, Error> {
        if let Some(name) = format.name_for_payoffs()
            && self.is_ordinal()
        {
            output::note(&format!(
                "payoffs are ranks, which {name} cannot say: a reader will take them for payoffs"
            ));
        }
        let is_tree = matches!(self, Given::Tree { .. });
        Ok(match format {
            GameFormat::Nfg => {
                let game = self.in_normal_form()?.game;
                if !nfg::keeps_names(&game) {
                    output::note(
                        "a space follows each name that ends in a backslash, where .nfg files would end no name",
                    );
                }
                nfg::write(&game, body).into_bytes()
            }
            GameFormat::Gam => gam::write(&self.in_normal_form()?.game).into_bytes(),
            GameFormat::Lrs => {
                let hint = "`.gam` and `.nfg` hold games of any number of players";
                let game = self.in_normal_form()?.game;
                if lrs::has_long_numbers(&game) {
                    output::note(
                        "lrsnash takes numbers of more than 64 bits for 9223372036854775807, and does not say so",
                    );
                }
                lrs::write(&game)
                    .map_err(|error| Error::request(error.to_string(), Some(hint)))?
                    .into_bytes()
            }
            GameFormat::Csv => table(&self.in_normal_form()?.game, csv_game::write_long)?,
            GameFormat::Bimatrix => table(&self.in_normal_form()?.game, csv_game::write_bimatrix)?,
            GameFormat::Json => {
                let case = self.in_normal_form()?;
                format!("{:#}\n", json::game(&case.subject, &case.game)).into_bytes()
            }
            GameFormat::Efg => {
                let tree = self.tree()?;
                if !has_plain_names(&tree) {
                    output::note(
                        "Gambit from version 16.7 on refuses names with letters beyond ASCII",
                    );
                }
                efg::write(&tree).into_bytes()
            }
            GameFormat::Latex if !is_tree => matrix(self.in_normal_form()?, command)?,
            GameFormat::Latex | GameFormat::Tikz => drawn(&self, Picture::Tikz)?,
            GameFormat::Svg => drawn(&self, Picture::Svg)?,
        })
    }

    fn is_ordinal(&self) -> bool {
        matches!(self, Given::Game(case) if case.game.is_ordinal())
    }

    /// The game whose players decide once: the reduced normal form where moves have an order.
    fn in_normal_form(self) -> Result<Case, Error> {
        match self {
            Given::Game(case) => {
                let (case, _) = case.asked(Some(ConceptName::Nash), "`unipole convert`")?;
                Ok(case)
            }
            Given::Tree {
                name,
                subject,
                tree,
            } => {
                let form = tree.normal_form().map_err(|error| {
                    let hint = "the tree can still be written as .efg, and drawn as .svg or .tex";
                    Error::request(format!("{name}: {error}"), Some(hint))
                })?;
                Ok(Case {
                    subject: subject.unwrap_or_else(|| Subject::of_game(&name, &form.game)),
                    game: form.game,
                })
            }
        }
    }

    /// The tree; where everybody moves at once, one in which nobody sees what others did.
    fn tree(&self) -> Result<Cow<'_, Tree>, Error> {
        match self {
            Given::Tree { tree, .. } => Ok(Cow::Borrowed(tree)),
            Given::Game(case) => match case.game.tree() {
                Some(tree) => Ok(Cow::Borrowed(tree)),
                None => Tree::simultaneous(&case.game)
                    .map(Cow::Owned)
                    .map_err(|error| Error::request(error.to_string(), Some("write .nfg instead"))),
            },
        }
    }
}

fn table(
    game: &Game,
    write: impl Fn(&Game) -> Result<String, csv_game::CsvWriteError>,
) -> Result<Vec<u8>, Error> {
    let hint = "`.nfg` holds any names and any number of players";
    write(game)
        .map(String::into_bytes)
        .map_err(|error| Error::request(error.to_string(), Some(hint)))
}

/// The payoff matrix, with all equilibria if there are not too many to look for.
fn matrix(case: Case, command: &str) -> Result<Vec<u8>, Error> {
    let refused = |error: crate::report::MatrixTooLarge| {
        let hint = "`.csv` has a row for each profile, of games of any size";
        Error::request(error.to_string(), Some(hint))
    };
    fits_payoff_matrix(&case.game).map_err(refused)?;
    let answer = Answer {
        solution: solve_as_asked(&case.game, &Request::all(Concept::Nash)),
        subject: case.subject,
        game: case.game,
        tolerances: Vec::new(),
        refinements: None,
    };
    Ok(payoff_matrix(&answer, command)
        .map_err(refused)?
        .into_bytes())
}

/// The picture of the tree, with the first equilibrium that backward induction finds if nobody mixes in it.
fn drawn(given: &Given, form: Picture) -> Result<Vec<u8>, Error> {
    let tree = given.tree()?;
    let refused = |error: crate::report::TreeTooLarge| {
        let hint = "fewer actions or a smaller group, or `.efg` for a program that unfolds trees";
        Error::request(error.to_string(), Some(hint))
    };
    // Before anything is solved: whether the tree can be drawn at all.
    let bare = tree_drawing(&tree, None, tree.title()).map_err(refused)?;
    let Some(plan) = pure_plan(&tree) else {
        output::note("no equilibrium is marked: none in pure actions was found");
        return picture(&bare, form);
    };
    let drawing = tree_drawing(&tree, Some(&plan), tree.title()).map_err(refused)?;
    picture(&drawing, form)
}

fn pure_plan(tree: &Tree) -> Option<Vec<usize>> {
    let mut profiles: BTreeMap<usize, usize> = BTreeMap::new();
    for (place, set) in tree.sets().iter().enumerate() {
        let together = profiles.entry(tree.origin(place)).or_insert(1);
        *together = together.saturating_mul(set.actions.len());
    }
    let is_quick = profiles.values().all(|together| *together <= PROFILES);
    if !is_quick || tree.last_own_decisions().is_err() {
        return None;
    }
    let found = backward_induction(tree);
    let pure = found.equilibria.iter().find(|one| one.is_pure())?;
    let chosen = |plan: &Vec<Rational>| plan.iter().position(|p| *p == Rational::ONE);
    pure.behaviour().iter().map(chosen).collect()
}

fn has_plain_names(tree: &Tree) -> bool {
    let sets = tree.sets().iter();
    let draws = tree.draws().iter();
    tree.players().iter().all(|player| player.id.is_ascii())
        && sets
            .flat_map(|set| &set.actions)
            .all(|action| action.id.is_ascii())
        && tree.sets().iter().all(|set| set.id.is_ascii())
        && draws
            .flat_map(|draw| &draw.results)
            .all(|result| result.is_ascii())
}
