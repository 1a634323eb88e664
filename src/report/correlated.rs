//! What correlated equilibria allow: a table of ranges, the reasons in words, and data.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::answer::Subject;
use super::decimal::Notation;
use super::dialect::{Terminal, text};
use super::json::{PAYOFFS_WRITTEN, about, payoffs, players};
use super::table::{Align, Cell, Column, Table};
use crate::certify::{Disobedience, Extreme, Obedience, Quantity};
use crate::game::{Game, Player};
use crate::num::Rational;
use crate::solve::correlated::Range;

/// A game and what its correlated equilibria allow.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelatedAnswer {
    /// Where the game comes from.
    pub subject: Subject,
    /// The game.
    pub game: Game,
    /// Which kind.
    pub obedience: Obedience,
    /// The least and the greatest averages.
    pub ranges: Vec<Range>,
}

impl CorrelatedAnswer {
    fn quantity_words(&self, quantity: &Quantity) -> String {
        let players = self.game.players();
        match quantity {
            Quantity::Welfare => "all payoffs together".to_owned(),
            Quantity::Payoff(player) => format!("payoff of {}", players[*player].id),
            Quantity::Plays(player, actions) => {
                let player = &players[*player];
                let ids = ids_of(player, actions);
                let posture = actions
                    .iter()
                    .find_map(|a| player.actions[*a].posture.as_ref());
                let words = posture.map_or(String::new(), |posture| format!(" ({posture})"));
                format!(
                    "probability that {} plays {}{words}",
                    player.id,
                    ids.join(" or ")
                )
            }
        }
    }

    fn kind(&self) -> &'static str {
        match self.obedience {
            Obedience::Correlated => "correlated equilibrium",
            Obedience::Coarse => "coarse correlated equilibrium",
        }
    }

    fn disobedience_words(&self, one: &Disobedience) -> String {
        let player = &self.game.players()[one.player];
        let does = &player.actions[one.does].id;
        match one.told {
            Some(told) => format!(
                "{} gains by {does} when told {}",
                player.id, player.actions[told].id
            ),
            None => format!("{} gains by {does} whatever it is told", player.id),
        }
    }

    fn profile_words(&self, profile: usize) -> String {
        let actions = self
            .game
            .profile_at(profile)
            .into_iter()
            .zip(self.game.players());
        let words =
            actions.map(|(action, player)| format!("{} {}", player.id, player.actions[action].id));
        words.collect::<Vec<_>>().join(", ")
    }

    /// Which distribution attains an end, and why there is nothing beyond it.
    fn reason(&self, range: &Range, is_greatest: bool, notation: Notation) -> String {
        let (extreme, most, beyond) = match is_greatest {
            true => (&range.greatest, "at most", "more"),
            false => (&range.least, "at least", "less"),
        };
        let words = self.quantity_words(&range.quantity);
        let value = notation.print(&extreme.value);
        let mut out = format!("{words}: {value} where\n");
        for (profile, share) in &extreme.distribution {
            let _ = writeln!(
                out,
                "  {} is drawn with probability {}",
                self.profile_words(*profile),
                notation.print(share)
            );
        }
        let _ = write!(
            out,
            "No {} gives {beyond}: at every profile it is {most} {value}",
            self.kind()
        );
        let sign = if is_greatest { "plus" } else { "minus" };
        for (one, weight) in &extreme.because {
            let _ = write!(
                out,
                ", {sign} {} times what {}",
                notation.print(weight),
                self.disobedience_words(one)
            );
        }
        match extreme.because.is_empty() {
            true => out.push_str(".\n"),
            false => out.push_str("; and no such gain is positive on average.\n"),
        }
        out
    }
}

/// The ranges of one or more answers.
pub fn correlated_table(
    id: &str,
    caption: &str,
    answers: &[CorrelatedAnswer],
    notation: Notation,
) -> Table {
    let several = answers.len() > 1;
    let mut columns = Vec::new();
    if several {
        columns.push(Column::new("scenario", Align::Left).once());
    }
    columns.extend([
        Column::new("on average", Align::Left),
        Column::new("least", Align::Right),
        Column::new("greatest", Align::Right),
    ]);
    let mut table = Table::new(id, caption, columns);
    for answer in answers {
        for range in &answer.ranges {
            let mut cells: Vec<Cell> = Vec::new();
            if several {
                cells.push(
                    answer
                        .subject
                        .scenario
                        .clone()
                        .unwrap_or("default".to_owned())
                        .into(),
                );
            }
            cells.push(answer.quantity_words(&range.quantity).into());
            let ends = [&range.least, &range.greatest];
            cells.extend(ends.map(|end| Cell::Number(end.value.clone(), notation)));
            table.row(cells);
        }
        table.rule();
    }
    table
}

/// The answer in words: the ranges, and how the greatest sum of all payoffs comes about.
pub fn correlated_reading(
    answer: &CorrelatedAnswer,
    notation: Notation,
    terminal: Terminal,
) -> String {
    let mut out = answer.subject.heading(notation);
    if let Some(line) = answer.subject.of_one_period() {
        let _ = writeln!(out, "{line}");
    }
    let rule = match answer.obedience {
        Obedience::Correlated => {
            "Somebody draws a profile and tells each player its own action; nobody gains by doing another one."
        }
        Obedience::Coarse => {
            "Somebody draws a profile and tells each player its own action; nobody gains by deciding for an action before it is told."
        }
    };
    let _ = writeln!(
        out,
        "\n{rule} What is possible in any {}, exactly:\n",
        answer.kind()
    );
    let table = correlated_table("correlated", "", std::slice::from_ref(answer), notation);
    out.push_str(&text(&table, terminal));
    if let Some(first) = answer.ranges.first() {
        let _ = write!(out, "\nGreatest {}", answer.reason(first, true, notation));
        out.push_str("\n`--format json` says the same of every number.\n");
    }
    out
}

/// The document of one answer: `unipole/solution/1` with the concept `correlated` or `coarse-correlated`.
pub fn correlated_json(answer: &CorrelatedAnswer) -> Json {
    let CorrelatedAnswer {
        subject,
        game,
        obedience,
        ranges,
    } = answer;
    let mut document = Map::new();
    document.insert("schema".into(), json!("unipole/solution/1"));
    about(&mut document, subject);
    document.insert("players".into(), players(game));
    document.insert("concept".into(), json!(obedience.name()));
    if subject.is_repeated {
        document.insert("one_period".into(), json!(true));
    }
    let all = ranges.iter().map(|range| {
        json!({
            "of": quantity(game, &range.quantity),
            "least": extreme(game, &range.least),
            "greatest": extreme(game, &range.greatest),
        })
    });
    document.insert("ranges".into(), all.collect());
    if game.profiles() * game.players().len() <= PAYOFFS_WRITTEN {
        document.insert("payoffs".into(), payoffs(game));
    }
    Json::Object(document)
}

fn ids_of<'a>(player: &'a Player, actions: &[usize]) -> Vec<&'a str> {
    let ids = actions
        .iter()
        .map(|action| player.actions[*action].id.as_str());
    ids.collect()
}

fn quantity(game: &Game, quantity: &Quantity) -> Json {
    let players = game.players();
    match quantity {
        Quantity::Welfare => json!({ "quantity": "welfare" }),
        Quantity::Payoff(player) => json!({ "quantity": "payoff", "player": players[*player].id }),
        Quantity::Plays(player, actions) => {
            let player = &players[*player];
            let ids = ids_of(player, actions);
            json!({ "quantity": "plays", "player": player.id, "actions": ids })
        }
    }
}

fn extreme(game: &Game, extreme: &Extreme) -> Json {
    let named = |profile: usize| -> Json {
        let actions = game.profile_at(profile).into_iter().zip(game.players());
        let named =
            actions.map(|(action, player)| (player.id.clone(), json!(player.actions[action].id)));
        Json::Object(named.collect())
    };
    let drawn = extreme.distribution.iter().map(|(profile, share): &(usize, Rational)| {
        json!({ "profile": named(*profile), "probability": share.to_string() })
    });
    let because = extreme.because.iter().map(|(one, weight)| {
        let player = &game.players()[one.player];
        let told = one.told.map(|told| player.actions[told].id.as_str());
        json!({ "player": player.id, "told": told, "does": player.actions[one.does].id, "weight": weight.to_string() })
    });
    json!({
        "value": extreme.value.to_string(),
        "distribution": drawn.collect::<Vec<_>>(),
        "because": because.collect::<Vec<_>>(),
    })
}
