//! A saved phase map against its model: the formulas at points, and then everything the map says about them.

use crate::certify::map_claim::{ClaimedAxis, SymbolicGame};
use crate::certify::{Check, Verification, verify_map};
use crate::format::answer_json::SavedMap;
use crate::game::Game;
use crate::model::{Errors, Free, Model, Parametric};
use crate::num::Rational;
use crate::region::symbolic_game;

/// Formulas are compared with numbers at this many points along each axis.
const ALONG: i64 = 5;

/// Checks a saved map against its model.
///
/// The payoffs are written as formulas anew; at points of a grid inside the box, exact payoffs are computed from the model without
/// formulas, and compared. What the map says is then verified for the formulas.
///
/// # Answer
/// As [`verify_map`](crate::certify::verify_map); a model that gives no such formulas refutes the map.
pub fn verified(saved: &SavedMap, model: &Model) -> Verification {
    let axes = &saved.claim.axes;
    let names: Vec<String> = axes.iter().map(|axis| axis.name.clone()).collect();
    let scenario = saved.scenario.as_deref();
    let parametric = match model.parametric(scenario, &saved.settings, Free::Axes(&names)) {
        Ok(parametric) => parametric,
        Err(errors) => {
            let mut found = Verification::default();
            let words = format!("the model gives no formulas: {}", first_line(&errors));
            found.refute(Check::Game, "/model", words);
            return found;
        }
    };
    let game = symbolic_game(&parametric.game);
    let mut found = verify_map(&saved.claim, &game);
    if saved.claim.fault().is_none() && parametric.free.len() == axes.len() {
        grid(saved, model, &parametric, &game, &mut found);
    }
    found
}

/// Compares the formulas with the model's own games.
fn grid(
    saved: &SavedMap,
    model: &Model,
    parametric: &Parametric,
    game: &SymbolicGame,
    found: &mut Verification,
) {
    let axes = &saved.claim.axes;
    let mut compared = 0;
    let mut outside = 0;
    for number in 0..ALONG.pow(axes.len() as u32) {
        let places = (0..).map(|axis| number / ALONG.pow(axis) % ALONG);
        let at = |(axis, place): (&ClaimedAxis, i64)| {
            let share = Rational::ratio(place + 1, ALONG + 1);
            &axis.lower + &(&(&axis.upper - &axis.lower) * &share)
        };
        let point: Vec<Rational> = axes.iter().zip(places).map(at).collect();
        let exact = game_at(saved, model, parametric, &point);
        match (exact, game.is_defined_at(&point)) {
            (Ok(exact), true) => {
                compared += 1;
                if let Some(words) = difference(game, &exact, &point) {
                    let shown: Vec<String> = point.iter().map(ToString::to_string).collect();
                    let words = format!("at ({}) {words}", shown.join(", "));
                    found.refute(Check::Game, "/model", words);
                    return;
                }
            }
            _ => outside += 1,
        }
    }
    let words = format!(
        "the formulas of all payoffs give those of the model's own games at {compared} points of a grid inside the box"
    );
    if compared > 0 {
        found.verify(Check::Game, "/model", words);
    }
    if outside > 0 {
        let words = format!("points of the grid at which the model has no game: {outside}");
        found.leave(Check::Game, "/model", words);
    }
}

/// The model's game at a point of the box, without formulas.
fn game_at(
    saved: &SavedMap,
    model: &Model,
    parametric: &Parametric,
    point: &[Rational],
) -> Result<Game, Errors> {
    let mut settings = saved.settings.clone();
    for (free, value) in parametric.free.iter().zip(point) {
        let declared = &model.parameters[free.parameter];
        let copies = match (free.member, declared.group) {
            (None, Some(_)) => parametric.point.values[free.parameter].len(),
            _ => 1,
        };
        let values = vec![value.to_string(); copies];
        settings.push(format!("{}={}", model.name_of(*free), values.join(",")));
    }
    let point = model.point(saved.scenario.as_deref(), &settings)?;
    model.game(&point)
}

fn difference(game: &SymbolicGame, exact: &Game, point: &[Rational]) -> Option<String> {
    for (player, (id, _)) in game.players.iter().enumerate() {
        for profile in 0..exact.profiles() {
            let is = exact.payoff(player, profile);
            let formula = game.payoff_at(player, profile, point);
            if formula.as_ref() != Some(&is) {
                let formula = formula.map_or("nothing".to_owned(), |value| value.to_string());
                return Some(format!(
                    "the formula of {id} in profile {profile} gives {formula}, the model {is}"
                ));
            }
        }
    }
    None
}

fn first_line(errors: &Errors) -> String {
    let text = errors.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}
