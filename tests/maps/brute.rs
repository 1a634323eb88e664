//! Maps asked of the library, and pure equilibria by trying every deviation.

use std::collections::BTreeSet;

use unipole::game::{Game, Payoffs};
use unipole::model::load;
use unipole::num::Rational;
use unipole::region::Axis;
use unipole::report::map::{MapAnswer, MapError, MapRequest};

/// Pure profiles, each the actions with blanks between.
pub type Set = BTreeSet<String>;

pub fn set(profiles: &[&str]) -> Set {
    profiles.iter().map(|p| (*p).to_owned()).collect()
}

pub fn number(text: &str) -> Rational {
    text.parse().expect("a number")
}

/// `("u", "1/20", "1")`.
pub fn axis((name, lower, upper): (&str, &str, &str)) -> Axis {
    Axis {
        name: name.to_owned(),
        lower: number(lower),
        upper: number(upper),
    }
}

/// The axes that a model names for its own map.
pub fn own_axes(model: &str) -> Vec<Axis> {
    let model = load(model).expect("a bundled model");
    let axes = model.map.iter().map(|name| {
        let mut parameters = model.parameters.iter();
        let range = parameters
            .find(|p| p.name == *name)
            .map(|p| p.range.clone());
        let (lower, upper) = range.flatten().expect("a parameter with a range");
        Axis {
            name: name.clone(),
            lower,
            upper,
        }
    });
    axes.collect()
}

pub fn try_map(
    model: &str,
    settings: &[&str],
    axes: &[Axis],
    depth: u32,
) -> Result<MapAnswer, MapError> {
    let loaded = load(model).expect("a bundled model");
    let settings: Vec<String> = settings.iter().map(|s| (*s).to_owned()).collect();
    let request = MapRequest {
        name: model,
        scenario: None,
        settings: &settings,
        axes,
        depth,
    };
    MapAnswer::new(&loaded, &request)
}

#[track_caller]
pub fn map(model: &str, settings: &[&str], axes: &[Axis], depth: u32) -> MapAnswer {
    try_map(model, settings, axes, depth).unwrap_or_else(|error| panic!("{model}: {error:?}"))
}

/// Profiles of an answer by their places.
pub fn named(answer: &MapAnswer, places: &[usize]) -> Set {
    let profile = |place: &usize| {
        let actions = &answer.conditions[*place].profile;
        let ids = answer.players.iter().zip(actions);
        let ids = ids.map(|(player, action)| player.actions[*action].id.as_str());
        ids.collect::<Vec<_>>().join(" ")
    };
    places.iter().map(profile).collect()
}

/// The pure equilibria of the model's game with these parameters; of a repeated game, what they keep, played for ever after
/// a deviation.
#[track_caller]
pub fn brute(model: &str, settings: &[&str], axes: &[Axis], given: &[Rational]) -> Set {
    let loaded = load(model).expect("a bundled model");
    let mut all: Vec<String> = settings.iter().map(|s| (*s).to_owned()).collect();
    let sides = axes.iter().zip(given);
    all.extend(sides.map(|(axis, value)| format!("{}={value}", axis.name)));
    let point = loaded.point(None, &all);
    let point = point.unwrap_or_else(|errors| panic!("{errors}"));
    let game = loaded.game(&point).expect("a game");
    match loaded.discount_at(&point).expect("a discount factor") {
        Some(discount) => lasting(&game, discount.value()),
        None => equilibria(&game)
            .into_iter()
            .map(|e| words(&game, &e))
            .collect(),
    }
}

fn words(game: &Game, profile: &[usize]) -> String {
    let ids = game.players().iter().zip(profile);
    let ids = ids.map(|(player, action)| player.actions[*action].id.as_str());
    ids.collect::<Vec<_>>().join(" ")
}

/// Profiles at which each player gains by no deviation, or would lose by every one with some stage equilibrium for ever after, another one
/// for each player perhaps.
fn lasting(game: &Game, delta: &Rational) -> Set {
    let (counts, payoffs) = (game.counts(), game.payoffs());
    let present = &Rational::ONE - delta;
    let threats = equilibria(game);
    let of = |player: usize, profile: &[usize]| payoffs.get(player, payoffs.index_of(profile));
    let kept = |profile: &Vec<usize>| {
        (0..counts.len()).all(|player| {
            let stay = of(player, profile);
            let gone = (0..counts[player]).map(|action| {
                let mut other = profile.clone();
                other[player] = action;
                of(player, &other)
            });
            let gone: Vec<Rational> = gone.collect();
            let answered = |threat: &Vec<usize>| {
                let later = delta * &of(player, threat);
                gone.iter().zip(0..).all(|(now, action)| {
                    action == profile[player] || &(&present * now) + &later <= stay
                })
            };
            gone.iter().all(|now| *now <= stay) || threats.iter().any(answered)
        })
    };
    let lasting = Payoffs::profiles_of(counts).filter(kept);
    lasting.map(|profile| words(game, &profile)).collect()
}

fn equilibria(game: &Game) -> Vec<Vec<usize>> {
    let counts = game.counts();
    let payoffs = game.payoffs();
    let stable = |profile: &Vec<usize>| {
        counts.iter().enumerate().all(|(player, count)| {
            let stay = payoffs.get(player, payoffs.index_of(profile));
            (0..*count).all(|action| {
                let mut other = profile.clone();
                other[player] = action;
                payoffs.get(player, payoffs.index_of(&other)) <= stay
            })
        })
    };
    Payoffs::profiles_of(counts).filter(stable).collect()
}
