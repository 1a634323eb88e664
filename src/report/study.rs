//! One model with its answers in every scenario: what a page is about.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::answer::{Answer, Subject};
use super::bundle::File;
use crate::game::Game;
use crate::model::{Errors, Model, Source, bundled_text};
use crate::solve::{Concept, solve};

/// A model, or a game without parameters, at its default point and in every scenario, not yet solved.
#[derive(Debug, Clone)]
pub struct Study {
    /// What the files are called: `core` for `core.md`.
    pub id: String,
    /// What the command line calls it: a bundled id, or a file's name without its folder.
    pub name: String,
    /// The model; none for a game that was written elsewhere.
    pub model: Option<Model>,
    /// The files it was read from, the one it extends after it.
    pub sources: Vec<File>,
    cases: Vec<(Subject, Game)>,
}

/// A study with its answers: the default point first, then the scenarios in the model's order.
#[derive(Debug, Clone)]
pub struct Solved {
    /// What the files are called.
    pub id: String,
    /// What the command line calls it.
    pub name: String,
    /// The model; none for a game that was written elsewhere.
    pub model: Option<Model>,
    /// The files it was read from, the one it extends after it.
    pub sources: Vec<File>,
    /// One answer for the default point and one for each scenario.
    pub answers: Vec<Answer>,
}

impl Study {
    /// A model at its default point and in each of its scenarios.
    ///
    /// # Errors
    /// What is wrong at any of these points.
    pub fn of_model(name: &str, model: Model) -> Result<Self, Errors> {
        let named = model.scenarios.iter().map(|s| Some(s.name.as_str()));
        let mut cases = Vec::new();
        let mut errors = Vec::new();
        for scenario in std::iter::once(None).chain(named) {
            let case = model
                .point(scenario, &[])
                .and_then(|point| Ok((model.game(&point)?, point)));
            match case {
                Ok((game, point)) => {
                    cases.push((Subject::of_model(name, &model, scenario, &point), game));
                }
                Err(found) => {
                    for error in found.0 {
                        if !errors.contains(&error) {
                            errors.push(error);
                        }
                    }
                }
            }
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        Ok(Study {
            id: model.id.clone(),
            name: name.to_owned(),
            sources: sources_of(&model),
            model: Some(model),
            cases,
        })
    }

    /// A game without parameters; `name` is the file's name, `text` what it says, and `id` what its files are to be called.
    pub fn of_game(id: &str, name: &str, text: String, game: Game) -> Self {
        Study {
            id: id.to_owned(),
            name: name.to_owned(),
            model: None,
            sources: vec![File {
                name: name.to_owned(),
                contents: text,
            }],
            cases: vec![(Subject::of_game(name, &game), game)],
        }
    }

    /// How many games there are to solve.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// Solves every case, several at a time; `keep_on` is asked before each, and a no ends the work without an answer;
    /// `done` is told after each.
    ///
    /// The answers do not depend on the number of threads.
    pub fn solve(
        self,
        keep_on: &(dyn Fn() -> bool + Sync),
        done: &(dyn Fn() + Sync),
    ) -> Option<Solved> {
        let model = self.model.as_ref();
        let answers: Vec<Option<Answer>> = self
            .cases
            .into_par_iter()
            .map(|(subject, game)| {
                if !keep_on() {
                    return None;
                }
                let solution = solve(&game, Concept::Nash);
                let mut answer = Answer {
                    subject,
                    game,
                    solution,
                    tolerances: Vec::new(),
                    refinements: None,
                };
                answer.measure(model.map(|model| (model, &[][..])));
                if let Some(rule) = model.and_then(|model| model.selection) {
                    answer.refine(false, Some(rule));
                }
                done();
                Some(answer)
            })
            .collect();
        Some(Solved {
            id: self.id,
            name: self.name,
            model: self.model,
            sources: self.sources,
            answers: answers.into_iter().collect::<Option<_>>()?,
        })
    }
}

impl Solved {
    /// The title in a reader's words.
    pub fn title(&self) -> &str {
        &self.answers[0].subject.title
    }

    /// The command that makes the files of this study again.
    pub fn command(&self) -> String {
        format!("unipole report {}", in_shell(&self.name))
    }

    /// Whether a pure profile is an equilibrium at the default point or in some scenario.
    pub(super) fn holds_somewhere(&self, profile: &[usize]) -> bool {
        self.holds_where(profile, &|_| true)
    }

    /// Whether a pure profile is an equilibrium in one of the answers wanted.
    pub(super) fn holds_where(&self, profile: &[usize], wanted: &dyn Fn(&Answer) -> bool) -> bool {
        self.answers.iter().filter(|a| wanted(a)).any(|answer| {
            let pure = answer.solution.equilibria.iter().filter(|e| e.is_pure());
            let mut profiles = pure.map(|e| e.profile());
            profiles.any(|p| {
                p.len() == profile.len()
                    && p.iter().zip(profile).all(|(played, action)| {
                        played.get(*action).is_some_and(|share| !share.is_zero())
                    })
            })
        })
    }

    /// How many equilibria are listed over all scenarios.
    pub fn equilibria(&self) -> usize {
        let counts = self.answers.iter().map(|a| a.solution.equilibria.len());
        counts.sum()
    }
}

/// The texts of a model as files without folders; a bundled one is called by its id.
fn sources_of(model: &Model) -> Vec<File> {
    let file = |source: &Arc<Source>| {
        let last = Path::new(&source.name).file_name();
        let name = last.map_or(source.name.clone(), |n| n.to_string_lossy().into_owned());
        File {
            name: match bundled_text(&source.name) {
                Some(_) => format!("{name}.toml"),
                None => name,
            },
            contents: source.text.clone(),
        }
    };
    model.sources.iter().map(file).collect()
}

/// A word as a shell reads it back: in quotes where it has letters that mean something else there.
pub(super) fn in_shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+:@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// Two studies whose files would have the same names, if any; names that differ only in case are one on some machines.
pub fn name_clash(studies: &[Study]) -> Option<(&Study, &Study)> {
    let mut known: BTreeMap<String, &Study> = BTreeMap::new();
    for study in studies {
        if let Some(first) = known.insert(study.id.to_lowercase(), study) {
            return Some((first, study));
        }
    }
    None
}
