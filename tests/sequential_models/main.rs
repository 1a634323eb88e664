//! The bundled models with an order of moves or with private types, against closed forms written here a second time.
//!
//! At seeded points over the whole domains the pure equilibria found by going through all profiles of the agents, and those found by backward
//! induction, are both those of the closed form; ends of domains and exact ties are among the points.

#[path = "../helpers/answers.rs"]
mod answers;
#[path = "../theory/draws.rs"]
mod draws;
#[path = "../helpers/fraction.rs"]
mod fraction;
#[path = "../helpers/seeded.rs"]
mod seeded;

mod leash_slipping;
mod policies;
mod targeted;

use unipole::game::Game;
use unipole::model::Model;
use unipole::num::Rational;
use unipole::solve::backward_induction;

use answers::{Profiles, game_at, pure_equilibria};
use draws::{bundled, settings, typed};
use fraction::Fraction;

/// The pure equilibria that backward induction finds, each the actions of the information sets in order.
fn by_induction(game: &Game) -> Profiles {
    let tree = game.tree().expect("moves have an order, or players types");
    let found = backward_induction(tree).equilibria;
    let pure = found.iter().filter(|equilibrium| equilibrium.is_pure());
    let named = pure.map(|equilibrium| {
        let sets = tree.sets().iter().zip(equilibrium.behaviour());
        sets.map(|(set, chances)| {
            let played = chances.iter().position(|chance| *chance == Rational::ONE);
            set.actions[played.expect("pure")].id.clone()
        })
        .collect::<Vec<String>>()
    });
    named.collect()
}

#[track_caller]
fn agree(model: &Model, names: &[&str], values: &[Fraction], expected: &[Vec<&str>]) {
    let point = settings(names, values);
    let game = game_at(model, None, &point);
    let owned = |profile: &Vec<&str>| profile.iter().map(|a| (*a).to_owned()).collect();
    let expected: Profiles = expected.iter().map(owned).collect();
    assert_eq!(pure_equilibria(&game), expected, "all profiles, {point:?}");
    assert_eq!(by_induction(&game), expected, "induction, {point:?}");
}

/// What is chosen by somebody who gets these payoffs: every best one.
fn best<'a>(payoffs: &[(&'a str, Fraction)]) -> Vec<&'a str> {
    let most = payoffs.iter().map(|(_, value)| *value).max();
    let best = payoffs.iter().filter(|(_, value)| Some(*value) == most);
    best.map(|(action, _)| *action).collect()
}

/// The first action where the number is not negative, the second where it is not positive.
fn by_sign<'a>(value: Fraction, first: &'a str, second: &'a str) -> Vec<&'a str> {
    let zero = Fraction::from(0);
    best(&[(first, value), (second, zero)])
}

fn power(base: Fraction, exponent: usize) -> Fraction {
    (0..exponent).fold(1.into(), |product: Fraction, _| product * base)
}

#[test]
fn in_every_scenario_backward_induction_and_all_profiles_agree() {
    for id in [
        "targeted-balancing",
        "sanctions",
        "leash-slipping",
        "leash-slipping-observed",
        "atrophy",
        "neutrality-sequential",
        "bandwagoning-policy",
    ] {
        let model = bundled(id);
        for scenario in &model.scenarios {
            let game = game_at(&model, Some(&scenario.name), &typed(""));
            assert_eq!(
                by_induction(&game),
                pure_equilibria(&game),
                "{id} {}",
                scenario.name
            );
        }
    }
}
