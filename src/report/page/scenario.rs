//! One scenario on a page: what it sets, its equilibria with reasons, whether they are all, and what else is known.

use std::fmt::Write as _;

use super::super::answer::Answer;
use super::super::decimal::Notation;
use super::super::dialect::{code, markdown, phrase};
use super::super::equilibria::kind_of;
use super::super::reading::is_left_open;
use super::super::study::Solved;
use super::super::tolerance::payoffs_in_words;
use super::more;
use super::ordered;
use super::why;
use super::words;
use crate::certify::Equilibrium;
use crate::game::Game;
use crate::model::{Model, Setting, ValueFormula};
use crate::num::Rational;
use crate::solve::{Class, Completeness, Concept, Method, classes};

/// So many equilibria are explained; classes of identical members count once.
const EXPLAINED: usize = 10;
/// So many are named.
const NAMED: usize = 30;

/// The section of one scenario.
pub(super) fn scenario(out: &mut String, study: &Solved, answer: &Answer) {
    if let Some(model) = &study.model {
        heading(out, model, study, answer);
    }
    let _ = writeln!(out, "{}\n", phrase(&completeness(answer)));
    equilibria(out, study, answer);
    ordered::plays(out, study, answer);
    more::connected(out, answer);
    more::resting_point(out, answer);
    more::dominated(out, answer);
}

fn heading(out: &mut String, model: &Model, study: &Solved, answer: &Answer) {
    let named = answer.subject.scenario.as_ref();
    let Some(scenario) = named.and_then(|name| model.scenario(name)) else {
        out.push_str("### At the default point\n\n");
        if !model.parameters.is_empty() {
            out.push_str("Every parameter has its default.\n\n");
        }
        return;
    };
    let _ = writeln!(out, "### Scenario {}\n", code(&scenario.name));
    if !scenario.about.trim().is_empty() {
        let _ = writeln!(out, "*{}*\n", phrase(&scenario.about));
    }
    let set: Vec<String> = scenario
        .settings
        .iter()
        .map(|setting| set_to(model, setting, answer))
        .collect();
    let default = &study.answers[0].subject.parameters;
    let here = &answer.subject.parameters;
    let moved: Vec<String> = here
        .iter()
        .zip(default)
        .enumerate()
        .filter(|(place, (now, before))| {
            now.values != before.values && !scenario.settings.iter().any(|s| s.parameter == *place)
        })
        .map(|(_, (now, _))| code(&format!("{} = {}", now.name, in_list(&now.values))))
        .collect();
    let with = match moved.is_empty() {
        true => String::new(),
        false => format!(", and with that {}", words::list(&moved)),
    };
    let same = match here == default {
        true => " These are the defaults.",
        false => "",
    };
    let _ = writeln!(out, "Sets {}{with}.{same}\n", words::list(&set));
}

/// `u = 2/5`, `m_2 = 1/4`, or `h = 3*u/2` with its value.
fn set_to(model: &Model, setting: &Setting, answer: &Answer) -> String {
    let parameter = &model.parameters[setting.parameter];
    let name = match setting.member {
        Some(member) => format!("{}_{}", parameter.name, member + 1),
        None => parameter.name.clone(),
    };
    let text = match &setting.value {
        ValueFormula::One(written) => written.text.trim().to_owned(),
        ValueFormula::Each(written) => {
            let texts: Vec<&str> = written.iter().map(|w| w.text.trim()).collect();
            texts.join(", ")
        }
    };
    let literal = text
        .split(',')
        .all(|t| t.trim().parse::<Rational>().is_ok());
    let set = code(&format!("{name} = {text}"));
    match literal {
        true => set,
        false => {
            let values = &answer.subject.parameters[setting.parameter].values;
            format!("{set} ({})", in_list(values))
        }
    }
}

fn in_list(values: &[Rational]) -> String {
    let texts: Vec<String> = values.iter().map(Rational::to_string).collect();
    texts.join(", ")
}

/// How many equilibria there are, whether these are all, and which one is selected, in plain words.
fn completeness(answer: &Answer) -> String {
    let listed = listed(answer);
    match answer.selection_line() {
        Some(selection) => format!("{listed} {selection}"),
        None => listed,
    }
}

fn listed(answer: &Answer) -> String {
    let solution = &answer.solution;
    let many = solution.equilibria.len();
    let connected = super::are_connected(answer);
    let gaps = match &solution.completeness {
        Completeness::Incomplete(gaps) => gaps.as_slice(),
        _ => &[],
    };
    if !gaps.is_empty() {
        let found = match many {
            0 if is_left_open(answer) => "No equilibrium was found".to_owned(),
            0 if answer.game.is_ordinal() => "There is no equilibrium in pure actions".to_owned(),
            0 => "There is no equilibrium in pure actions. There is at least one with mixing, as in every finite game (Nash 1951), but none was found".to_owned(),
            1 => "One equilibrium was found".to_owned(),
            _ => format!(
                "{} equilibria were found",
                words::capital(&words::count(many))
            ),
        };
        let gaps: Vec<String> = gaps
            .iter()
            .map(|g| words::capital(&g.to_string()))
            .collect();
        return format!(
            "{found}. The list is not known to be complete. {}.",
            gaps.join(". ")
        );
    }
    let how = solution.method.name();
    let many_words = words::capital(&words::count(many));
    if solution.concept == Concept::SubgamePerfect {
        return match many {
            1 => format!("One subgame-perfect equilibrium, and there is no other ({how})."),
            _ => {
                format!("{many_words} subgame-perfect equilibria, and there are no others ({how}).")
            }
        };
    }
    match (many, connected) {
        (0, _) => format!("There is no equilibrium ({how})."),
        (_, true) => format!(
            "{many_words} extreme equilibria; every other equilibrium is a mixture of some of them, as said below ({how})."
        ),
        (1, _) => format!("One equilibrium, and there is no other, pure or mixed ({how})."),
        _ => format!("{many_words} equilibria, and there are no others, pure or mixed ({how})."),
    }
}

/// What is said of a list of equilibria that is not complete, and how the others are known to be.
pub(super) fn how_it_is_known(out: &mut String, study: &Solved) {
    let complete = study
        .answers
        .iter()
        .filter(|a| a.solution.completeness.is_complete());
    let mut methods: Vec<Method> = complete.map(|a| a.solution.method).collect();
    methods.sort();
    methods.dedup();
    let sentences: Vec<String> = methods
        .into_iter()
        .map(|method| format!("*{}*: {}.", words::capital(method.name()), how(method)))
        .collect();
    if !sentences.is_empty() {
        let _ = writeln!(
            out,
            "That a list of equilibria is complete is proved, and the way is named in parentheses. {}\n",
            sentences.join(" ")
        );
    }
}

fn how(method: Method) -> &'static str {
    match method {
        Method::PureSweep => "every profile was examined",
        Method::BestActions => "one player alone has a choice, and these are its best actions",
        Method::IteratedDominance => {
            "actions that are never worth playing were removed until at most one player had a choice, and these are its best actions"
        }
        Method::ComplementarityTree => {
            "of two players, actions were taken one by one to be not played or to be best replies, until nothing was left that could be an equilibrium or all that was left were equilibria"
        }
        Method::DominanceThenComplementarityTree => {
            "actions that are never worth playing were removed until two players had a choice, and their other actions were taken one by one to be not played or to be best replies"
        }
        Method::VertexEnumeration => {
            "of two players, every pair of strategies that could be an equilibrium was compared"
        }
        Method::OptimalFaces => {
            "one of two players wins what the other loses, so that every optimal strategy of one is an equilibrium with every one of the other; both sets were worked out"
        }
        Method::DominanceThenVertexEnumeration => {
            "actions that are never worth playing were removed until two players had a choice, and for those every pair of strategies was compared"
        }
        Method::Supports => {
            "for every combination of actions that the players could mix, all equilibria with just these were enclosed, or it was shown that there is none"
        }
        Method::FirstFound => {
            "every profile was examined, and paths were followed that end at mixed equilibria until there were enough"
        }
        Method::LemkeHowson => "a path was followed from each action of two players",
        Method::BackwardInduction => {
            "every part of the tree that is a game of its own was solved, from the end to the beginning"
        }
        Method::PureSweepAndSymmetricMixtures => {
            "every profile was examined, and every mixture that members of a group share"
        }
    }
}

/// The equilibria as a reader counts them: one of each class, with the places of all.
pub(in super::super) fn kinds<'a>(
    game: &Game,
    equilibria: &'a [Equilibrium],
) -> Vec<(&'a Equilibrium, Option<Class>, Vec<usize>)> {
    match classes(game, equilibria) {
        Some(classes) => classes
            .into_iter()
            .map(|class| {
                let places = class.equilibria.clone();
                (&equilibria[places[0]], Some(class), places)
            })
            .collect(),
        None => {
            let each = equilibria.iter().enumerate();
            each.map(|(place, e)| (e, None, vec![place])).collect()
        }
    }
}

/// How wrong the assumptions may be behind an equilibrium; at the default point with a table of all parameters.
fn tolerance(out: &mut String, study: &Solved, answer: &Answer, place: usize) {
    let Some(found) = answer.tolerance(place) else {
        return;
    };
    let mut text = payoffs_in_words(&answer.game, found, Notation::Exact);
    let parameters = found.parameters.as_ref();
    if let Some(parameters) = parameters {
        text = format!("{text} {}", parameters.in_words(Notation::Exact));
    }
    let _ = writeln!(
        out,
        "*How wrong may the assumptions be?* {}\n",
        phrase(&text)
    );
    let is_default = std::ptr::eq(answer, &study.answers[0]);
    let Some(parameters) = parameters.filter(|_| is_default) else {
        return;
    };
    let (table, all) = parameters.table(Notation::Exact, usize::MAX);
    if all > 0 {
        let _ = writeln!(out, "{}", markdown(&table));
    }
    if let Some(harmless) = parameters.harmless() {
        let _ = writeln!(out, "{}\n", phrase(&harmless));
    }
}

fn equilibria(out: &mut String, study: &Solved, answer: &Answer) {
    let game = &answer.game;
    let kinds = kinds(game, &answer.solution.equilibria);
    for (equilibrium, class, places) in kinds.iter().take(EXPLAINED) {
        let numbers: Vec<usize> = places.iter().map(|place| place + 1).collect();
        let name = match numbers.len() {
            1 => format!("Equilibrium {}", numbers[0]),
            _ => format!("Equilibria {}", words::numbers(&numbers)),
        };
        why::explained(out, answer, equilibrium, class.as_ref(), &name);
        tolerance(out, study, answer, places[0]);
    }
    let rest = &kinds[kinds.len().min(EXPLAINED)..];
    if rest.is_empty() {
        return;
    }
    let _ = writeln!(out, "The others, without reasons:\n");
    for (equilibrium, class, places) in rest.iter().take(NAMED) {
        let numbers: Vec<usize> = places.iter().map(|place| place + 1).collect();
        let _ = writeln!(
            out,
            "- {}: {} ({})",
            words::numbers(&numbers),
            phrase(&why::headline(game, equilibrium, class.as_ref())),
            kind_of(equilibrium)
        );
    }
    out.push('\n');
    if rest.len() > NAMED {
        let _ = writeln!(
            out,
            "And {} more, in {} and {}.\n",
            rest.len() - NAMED,
            code(&format!("{}.csv", study.id)),
            code(&format!("{}.json", study.id))
        );
    }
}
