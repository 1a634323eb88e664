//! The order of moves in an answer as JSON.

use serde_json::{Map, Value as Json, json};

use super::Sequence;
use crate::game::Game;
use crate::solve::{Credibility, Solution};

/// How play goes in each equilibrium, ties, and the equilibria of the normal form; nothing for games in which everybody moves at once.
pub(in super::super) fn sequence_json(game: &Game, solution: &Solution) -> Option<Json> {
    let sequence = Sequence::of(game, solution)?;
    let tree = sequence.tree;
    let ids = |sets: &[usize]| -> Vec<&str> {
        sets.iter()
            .map(|set| tree.sets()[*set].id.as_str())
            .collect()
    };
    let mut document = Map::new();
    let players: Vec<&str> = tree
        .players()
        .iter()
        .map(|player| player.id.as_str())
        .collect();
    document.insert("players".into(), json!(players));
    let deciding: Map<String, Json> = tree
        .sets()
        .iter()
        .map(|set| (set.id.clone(), json!(tree.players()[set.player].id)))
        .collect();
    document.insert("decisions".into(), Json::Object(deciding));
    let plays = (0..solution.equilibria.len()).map(|place| {
        let mut play = Map::new();
        play.insert("in_words".into(), json!(sequence.told[place]));
        if let Some(values) = &sequence.values[place] {
            let values: Map<String, Json> = players
                .iter()
                .zip(values)
                .map(|(player, value)| ((*player).to_owned(), json!(value.to_string())))
                .collect();
            play.insert("payoffs".into(), Json::Object(values));
        }
        play.insert("unreached".into(), json!(ids(&sequence.unreached[place])));
        if !sequence.types[place].is_empty() {
            play.insert("types".into(), json!(sequence.types[place]));
        }
        if !sequence.beliefs[place].is_empty() {
            let beliefs = sequence.beliefs[place].iter().map(|belief| {
                let types: Map<String, Json> = belief
                    .types
                    .iter()
                    .map(|(words, p)| (words.clone(), json!(p.to_string())))
                    .collect();
                json!({
                    "decision": tree.sets()[belief.set].id,
                    "types": types,
                    "reached": belief.is_reached,
                })
            });
            play.insert("beliefs".into(), beliefs.collect());
        }
        Json::Object(play)
    });
    document.insert("plays".into(), plays.collect());
    document.insert("ties".into(), json!(ids(&sequence.ties)));
    if let Some(normal) = &sequence.normal {
        let equilibria = normal.equilibria.iter().map(|(index, credibility)| {
            let profile = normal.game.profile_at(*index);
            let plans = normal.game.players().iter().zip(profile);
            let plans: Map<String, Json> = plans
                .map(|(player, chosen)| (player.id.clone(), json!(player.actions[chosen].id)))
                .collect();
            let mut entry = Map::new();
            entry.insert("profile".into(), Json::Object(plans));
            entry.insert(
                "credible".into(),
                match credibility {
                    Credibility::Credible => json!(true),
                    Credibility::Threat { .. } => json!(false),
                    Credibility::Open => Json::Null,
                },
            );
            if let Credibility::Threat {
                set,
                planned,
                better,
                gain,
            } = credibility
            {
                let at = &tree.sets()[*set];
                entry.insert(
                    "threat".into(),
                    json!({
                        "decision": at.id,
                        "planned": at.actions[*planned].id,
                        "better": at.actions[*better].id,
                        "gain": gain.to_string(),
                    }),
                );
            }
            Json::Object(entry)
        });
        document.insert(
            "normal_form".into(),
            json!({
                "pure_equilibria": equilibria.collect::<Vec<Json>>(),
            }),
        );
    }
    Some(Json::Object(document))
}
