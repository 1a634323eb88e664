//! How the strict equilibria of a game for two compare by risk dominance: in words and as data.

use serde_json::{Map, Value as Json, json};

use super::answer::Answer;
use crate::certify::risk_dominance::Compared;
use crate::certify::tracing::TracedPoint;
use crate::game::Game;
use crate::solve::refinement::Selected;
use crate::solve::risk_dominance::{ComparedPair, RiskDominance};

impl Answer {
    /// A line for each two strict equilibria.
    pub(super) fn risk_words(&self) -> Vec<String> {
        let Some(risk) = self.risk() else {
            return Vec::new();
        };
        let lines = risk.pairs.iter();
        lines.map(|pair| self.compared_words(risk, pair)).collect()
    }

    /// What is selected by risk dominance, or why nothing is; nothing where the losses of two by two decide.
    pub(super) fn risk_selection_words(&self, selected: Selected) -> Option<String> {
        let risk = self.risk()?;
        let why = match selected {
            Selected::None if risk.strict.is_empty() => {
                "none. No equilibrium is strict.".to_owned()
            }
            Selected::None => {
                "none. No strict equilibrium risk-dominates every other one.".to_owned()
            }
            Selected::Undecided => {
                let open = risk.pairs.iter();
                let mut open = open.filter(|pair| pair.result == Compared::Undecided);
                match open.next() {
                    Some(pair) => format!("undecided. {}", self.compared_words(risk, pair)),
                    None => "undecided, as the one that risk-dominates the others is not listed."
                        .to_owned(),
                }
            }
            Selected::One(_) | Selected::NotApplicable => return None,
        };
        Some(format!("Selected by risk dominance: {why}"))
    }

    /// How the strict equilibria compare, where that was asked.
    pub(super) fn risk(&self) -> Option<&RiskDominance> {
        self.refinements.as_ref()?.risk.as_ref()
    }

    fn compared_words(&self, risk: &RiskDominance, pair: &ComparedPair) -> String {
        let [one, other] = pair.places.map(|place| self.named(&risk.strict[place]));
        let (winner, loser) = match pair.result {
            Compared::First => (one, other),
            Compared::Second => (other, one),
            Compared::Neither | Compared::Undecided => {
                let why = match &pair.path {
                    Ok(_) => "the path from the prior between them ends at a third".to_owned(),
                    Err(reason) => format!("not decided: {reason}"),
                };
                return format!("Of {one} and {other} neither is shown to risk-dominate: {why}.");
            }
        };
        let pieces = pair.path.as_ref().map_or(0, |path| path.len() - 1);
        let pieces = match pieces {
            1 => "1 piece".to_owned(),
            many => format!("{many} pieces"),
        };
        format!(
            "{} risk-dominates {loser}: the path from the prior between them ends there, after {pieces}.",
            capital(&winner)
        )
    }

    /// `equilibrium 2`, or what is played if it is not listed.
    fn named(&self, profile: &[usize]) -> String {
        let mut all = self.solution.equilibria.iter();
        let place = all.position(|one| one.pure_profile().as_deref() == Some(profile));
        match place {
            Some(place) => format!("equilibrium {}", place + 1),
            None => {
                let players = self.game.players().iter().zip(profile);
                let played: Vec<String> = players
                    .map(|(player, action)| format!("{} {}", player.id, player.actions[*action].id))
                    .collect();
                format!("({})", played.join(", "))
            }
        }
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

/// How the strict equilibria compare, as data: a list with an entry for each two of them.
pub(super) fn risk_json(game: &Game, risk: &RiskDominance) -> Json {
    let pairs = risk.pairs.iter().map(|pair| {
        let between = pair.places.map(|place| {
            let each = game.players().iter().zip(&risk.strict[place]);
            let each =
                each.map(|(player, action)| (player.id.clone(), json!(player.actions[*action].id)));
            Json::Object(each.collect())
        });
        let mut entry = Map::new();
        entry.insert("between".into(), json!(between));
        entry.insert("result".into(), json!(pair.result.word()));
        match &pair.path {
            Ok(path) => {
                let points = path.iter().map(|point| point_json(game, pair, point));
                entry.insert("path".into(), points.collect());
            }
            Err(reason) => {
                entry.insert("why".into(), json!(reason.to_string()));
            }
        }
        Json::Object(entry)
    });
    pairs.collect()
}

/// Where the path is: the weight of the other player, and what each does, times that weight.
fn point_json(game: &Game, pair: &ComparedPair, point: &TracedPoint) -> Json {
    let mut all = Map::new();
    for (player, declared) in game.players().iter().enumerate() {
        let weights = pair.kept[player].iter().zip(&point.weights[player]);
        let used = weights.filter(|(_, weight)| !weight.is_zero());
        let used = used.map(|(action, weight)| {
            (
                declared.actions[*action].id.clone(),
                json!(weight.to_string()),
            )
        });
        all.insert(declared.id.clone(), Json::Object(used.collect()));
    }
    json!({ "t": point.t.to_string(), "weights": all })
}
