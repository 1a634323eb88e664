//! Whether a sentence is true at one point, by the definitions: the game there, and its equilibria.

use super::meaning::too_large;
use super::subject::{fault, profiles};
use crate::certify::{payoff_dominant, pure_nash, risk_dominant};
use crate::game::{Game, Payoffs};
use crate::model::{Errors, Model, Pattern, Point, Sentence, Which};

/// A sentence at a parameter point.
///
/// # Errors
/// As [`Model::game`], and forms that are not about its players.
pub(super) fn holds_at(
    model: &Model,
    point: &Point,
    game: &Game,
    sentence: &Sentence,
) -> Result<bool, Errors> {
    let holds = |part: &Sentence| holds_at(model, point, game, part);
    match sentence {
        Sentence::Truth(written) => model.holds_at(written, point),
        Sentence::Not(inner) => Ok(!holds(inner)?),
        Sentence::All(parts) => {
            for part in parts {
                if !holds(part)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Sentence::Any(parts) => {
            for part in parts {
                if holds(part)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Sentence::Equilibrium(pattern, which) => equilibrium(game, pattern, *which),
        Sentence::Prefers {
            player,
            better,
            worse,
            pattern,
            strictly,
        } => {
            let place = game.players().iter().position(|known| known.id == *player);
            let Some(place) = place else {
                let found = format!("the player `{player}`");
                return Err(fault(&pattern.spot, found, "one of the players".to_owned()));
            };
            let actions = &game.players()[place].actions;
            let [better, worse] =
                [better, worse].map(|id| actions.iter().position(|action| action.id == *id));
            let (Some(better), Some(worse)) = (better, worse) else {
                let found = format!("an action that {player} does not have");
                return Err(fault(&pattern.spot, found, "two of its actions".to_owned()));
            };
            let mut profile = profiles(&named(game), pattern)?.remove(0);
            let mut payoff = |action: usize| {
                profile[place] = action;
                let index = Payoffs::index_in(game.counts(), &profile);
                game.payoffs().get(place, index)
            };
            let (better, worse) = (payoff(better), payoff(worse));
            Ok(match strictly {
                true => better > worse,
                false => better >= worse,
            })
        }
    }
}

fn named(game: &Game) -> Vec<(String, Vec<String>)> {
    let players = game.players().iter();
    players
        .map(|player| {
            let actions = player.actions.iter().map(|action| action.id.clone());
            (player.id.clone(), actions.collect())
        })
        .collect()
}

fn equilibrium(game: &Game, pattern: &Pattern, which: Which) -> Result<bool, Errors> {
    let meant = profiles(&named(game), pattern)?;
    match which {
        Which::PayoffDominant => return Ok(meant.iter().any(|one| payoff_dominant(game, one))),
        Which::RiskDominant => {
            let found = meant.iter().map(|one| risk_dominant(game, one));
            let found: Option<Vec<bool>> = found.collect();
            let found = found.ok_or_else(|| too_large(pattern))?;
            return Ok(found.contains(&true));
        }
        Which::Pure | Which::Strict | Which::Only => {}
    }
    let found = |profile: &Vec<usize>| {
        let index = Payoffs::index_in(game.counts(), profile);
        pure_nash(game, index).ok()
    };
    let some = meant.iter().filter_map(found);
    let exists = match which {
        Which::Strict => some.into_iter().any(|one| one.is_strict()),
        _ => some.into_iter().next().is_some(),
    };
    if !exists || which != Which::Only {
        return Ok(exists);
    }
    let mut all = Payoffs::profiles_of(game.counts());
    Ok(!all.any(|profile| !meant.contains(&profile) && found(&profile).is_some()))
}
