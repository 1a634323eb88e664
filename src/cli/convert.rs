//! `unipole convert`: a model at a point, or a game, as .nfg, .efg or JSON, or its tree as a picture.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::arguments::{ConceptName, ConvertOptions, GameFormat};
use super::error::Error;
use super::input::{Case, Input, shown};
use super::output;
use super::picture::{Picture, picture};
use crate::format::efg;
use crate::format::nfg::{self, Body};
use crate::game::Tree;
use crate::num::Rational;
use crate::report::{Subject, json, tree_drawing};
use crate::solve::backward_induction;

/// Trees are solved for a picture where no more profiles than this are decided upon without knowing of each other.
const PROFILES: usize = 256;

pub(super) fn run(options: &ConvertOptions) -> Result<(), Error> {
    let file = (options.output.as_os_str() != "-").then_some(options.output.as_path());
    let format = match options.format {
        Some(format) => format,
        None => by_ending(options)?,
    };
    if options.point.scenario.as_deref() == Some("all") {
        return Err(Error::request(
            "one game fits into one file",
            Some("name one scenario"),
        ));
    }
    output::check_writable(file)?;
    let given = Given::load(options)?;
    if let Some(ending) = format.ending_for_payoffs()
        && given.is_ordinal()
    {
        output::note(&format!(
            "payoffs are ranks, which {ending} cannot say: a reader will take them for payoffs"
        ));
    }
    let body = if options.outcomes {
        Body::Outcomes
    } else {
        Body::Payoffs
    };
    let bytes = match format {
        GameFormat::Nfg => nfg::write(&given.in_normal_form()?.game, body).into_bytes(),
        GameFormat::Json => {
            let case = given.in_normal_form()?;
            format!("{:#}\n", json::game(&case.subject, &case.game)).into_bytes()
        }
        GameFormat::Efg => {
            let tree = given.tree()?;
            if !has_plain_names(&tree) {
                output::note("Gambit from version 16.7 on refuses names with letters beyond ASCII");
            }
            efg::write(&tree).into_bytes()
        }
        GameFormat::Svg => drawn(&given, Picture::Svg)?,
        GameFormat::Latex => drawn(&given, Picture::Tikz)?,
    };
    output::deliver_bytes(&bytes, file)
}

/// What is to be converted.
enum Given {
    Game(Case),
    Tree {
        name: String,
        /// Of a model; a file says only what is in it.
        subject: Option<Subject>,
        tree: Tree,
    },
}

impl Given {
    fn load(options: &ConvertOptions) -> Result<Self, Error> {
        let (name, point) = (&options.input, &options.point);
        let scenario = point.scenario.as_deref();
        let input = Input::load(name)?;
        if let Input::Tree { name, tree } = input {
            if scenario.is_some() || !point.set.is_empty() {
                return Err(Error::request(
                    format!("`{name}` is a game without parameters and scenarios"),
                    Some("`--set` and `--scenario` are for models"),
                ));
            }
            return Ok(Given::Tree {
                name,
                subject: None,
                tree: *tree,
            });
        }
        // The tree itself, which may be small where its forms are too large to be written down.
        if let Some(model) = input.model() {
            let at = model.point(scenario, &point.set)?;
            if let Some(arranged) = model.tree(&at)? {
                let subject = Subject::of_model(shown(name, model), model, scenario, &at);
                return Ok(Given::Tree {
                    name: name.clone(),
                    subject: Some(subject),
                    tree: arranged.tree,
                });
            }
        }
        Ok(Given::Game(input.case(scenario, &point.set)?))
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

fn by_ending(options: &ConvertOptions) -> Result<GameFormat, Error> {
    match options.output.extension().and_then(|e| e.to_str()) {
        Some("nfg") => Ok(GameFormat::Nfg),
        Some("json") => Ok(GameFormat::Json),
        Some("efg") => Ok(GameFormat::Efg),
        Some("svg") => Ok(GameFormat::Svg),
        Some("tex") => Ok(GameFormat::Latex),
        _ => Err(Error::request(
            format!(
                "`{}` does not say which format to write",
                options.output.display()
            ),
            Some("end it in .nfg, .efg, .json, .svg or .tex, or give `--format nfg`"),
        )),
    }
}

impl GameFormat {
    /// The ending of a format that knows payoffs but no ranks.
    fn ending_for_payoffs(self) -> Option<&'static str> {
        match self {
            GameFormat::Nfg => Some(".nfg"),
            GameFormat::Efg => Some(".efg"),
            GameFormat::Json | GameFormat::Svg | GameFormat::Latex => None,
        }
    }
}
