//! Reading `[payoffs]` and `[ranking]`.

use super::declare::{DeclaredPlayer, Mover, MoverKind, PayoffRule, Ranking, WrittenFormula};
use super::diagnostic::Spot;
use super::document::{Entry, Node, Value};
use super::error::{Error, ErrorKind};
use super::read::Reader;
use crate::formula::{Context, closest};

/// The key of a payoff where its player does not get to move.
const OTHERWISE: &str = "otherwise";

/// The payoffs of each player, in the players' order, and what each gets where it does not get to move.
pub(super) fn payoffs(
    reader: &mut Reader,
    players: &[DeclaredPlayer],
    movers: &[Mover],
    formulas: Option<&Node>,
    rankings: Option<&Node>,
) -> (Vec<PayoffRule>, Vec<Option<WrittenFormula>>) {
    let formulas = reader.table(formulas);
    let rankings = reader.table(rankings);
    for entry in formulas.iter().chain(rankings) {
        check_player(reader, players, entry);
    }
    let mut rules = Vec::new();
    let mut idle = Vec::new();
    for (number, player) in players.iter().enumerate() {
        let formula = formulas.iter().find(|e| e.key == player.id);
        let ranking = rankings.iter().find(|e| e.key == player.id);
        let rule = match (formula, ranking) {
            (Some(formula), None) => {
                let types = movers
                    .iter()
                    .find(|mover| mover.kind == MoverKind::Types(number));
                let (rule, otherwise) = by_formula(reader, number, player, types, formula);
                idle.push(otherwise);
                rule
            }
            (None, Some(entry)) if reader.is_tree => {
                reader.error(&entry.key_spot, ErrorKind::OrderOfRanks);
                None
            }
            (None, Some(entry)) => ranking_of(reader, players, entry).map(PayoffRule::Ranking),
            (Some(_), Some(both)) => {
                let kind = ErrorKind::RankingAndFormula(player.id.clone());
                reader.error(&both.key_spot, kind);
                None
            }
            (None, None) => {
                let spot = reader.player_spots[number].clone();
                reader.error(&spot, ErrorKind::NoPayoffs(player.id.clone()));
                None
            }
        };
        rules.extend(rule);
    }
    let both = |error: &Error| matches!(error.kind, ErrorKind::RankingAndFormula(_));
    let ordinal = |rule: &PayoffRule| matches!(rule, PayoffRule::Ranking(_));
    if rules.iter().any(ordinal)
        && !reader.errors.iter().any(both)
        && let Some(entry) = formulas.first()
    {
        let kind = ErrorKind::RankingAndFormula("the model".to_owned());
        reader.error(&entry.key_spot, kind);
    }
    (rules, idle)
}

fn check_player(reader: &mut Reader, players: &[DeclaredPlayer], entry: &Entry) {
    if players.iter().any(|player| player.id == entry.key) {
        return;
    }
    let ids = players.iter().map(|player| player.id.as_str());
    let kind = ErrorKind::UnknownPlayer {
        name: entry.key.clone(),
        nearest: closest(&entry.key, ids).map(str::to_owned),
    };
    reader.error(&entry.key_spot, kind);
}

fn by_formula(
    reader: &mut Reader,
    number: usize,
    player: &DeclaredPlayer,
    types: Option<&Mover>,
    entry: &Entry,
) -> (Option<PayoffRule>, Option<WrittenFormula>) {
    let context = if player.count.is_some() {
        Context::MemberOf(number)
    } else {
        Context::Game
    };
    let Value::Table(fields) = &entry.value.value else {
        let Some(one) = reader.formula(&entry.value, context) else {
            return (None, None);
        };
        let rule = PayoffRule::Formulas(vec![one.clone(); player.actions.len()]);
        return (Some(rule), Some(one));
    };
    if let Some(types) = types.filter(|types| {
        let names = types.actions.iter();
        names
            .into_iter()
            .any(|(id, _)| fields.iter().any(|field| field.key == *id))
    }) {
        return (by_type(reader, player, types, context, entry, fields), None);
    }
    let decides_once = !player.actions.is_empty()
        && (player.count.is_some() || !reader.names.players[number].is_group);
    if !decides_once {
        reader.wrong_kind(
            &entry.value,
            "one formula, for a player who decides several times",
        );
        return (None, None);
    }
    let is_idle = |field: &&Entry| field.key == OTHERWISE && reader.is_tree;
    let otherwise = fields.iter().find(is_idle);
    let otherwise = otherwise.and_then(|field| reader.formula(&field.value, context));
    for field in fields {
        if field.key == OTHERWISE && reader.is_tree {
            continue;
        }
        if !player.actions.iter().any(|(id, _)| *id == field.key) {
            let kind = unknown_action(player, &field.key);
            reader.error(&field.key_spot, kind);
        }
    }
    let mut formulas: Vec<WrittenFormula> = Vec::new();
    for (action, _) in &player.actions {
        match fields.iter().find(|field| field.key == *action) {
            Some(field) => formulas.extend(reader.formula(&field.value, context)),
            None => {
                let kind = ErrorKind::ActionWithoutPayoff {
                    player: player.id.clone(),
                    action: action.clone(),
                };
                reader.error(&entry.key_spot, kind);
            }
        }
    }
    (Some(PayoffRule::Formulas(formulas)), otherwise)
}

/// `benign = "..", predatory = ".."`: one formula for each type.
fn by_type(
    reader: &mut Reader,
    player: &DeclaredPlayer,
    types: &Mover,
    context: Context,
    entry: &Entry,
    fields: &[Entry],
) -> Option<PayoffRule> {
    let known: Vec<&str> = types.actions.iter().map(|(id, _)| id.as_str()).collect();
    for field in fields
        .iter()
        .filter(|field| !known.contains(&field.key.as_str()))
    {
        let kind = ErrorKind::UnknownType {
            player: player.id.clone(),
            name: field.key.clone(),
            known: known.join(", "),
            nearest: closest(&field.key, known.iter().copied()).map(str::to_owned),
        };
        reader.error(&field.key_spot, kind);
    }
    let mut formulas = Vec::new();
    for id in known {
        match fields.iter().find(|field| field.key == *id) {
            Some(field) => formulas.extend(reader.formula(&field.value, context)),
            None => {
                let kind = ErrorKind::TypeWithoutPayoff {
                    player: player.id.clone(),
                    name: id.to_owned(),
                };
                reader.error(&entry.key_spot, kind);
            }
        }
    }
    Some(PayoffRule::ByType(formulas))
}

pub(super) fn unknown_action(player: &DeclaredPlayer, action: &str) -> ErrorKind {
    let known: Vec<&str> = player.actions.iter().map(|(id, _)| id.as_str()).collect();
    ErrorKind::UnknownAction {
        player: player.id.clone(),
        action: action.to_owned(),
        known: known.join(", "),
        nearest: closest(action, known.iter().copied()).map(str::to_owned),
    }
}

/// `["press, resist, balance", "press, *, neutral ~ restrain, *, *", ..]`, best first.
fn ranking_of(reader: &mut Reader, players: &[DeclaredPlayer], entry: &Entry) -> Option<Ranking> {
    let mut classes = Vec::new();
    let mut texts = Vec::new();
    for item in reader.list(&entry.value) {
        let text = reader.text(item)?;
        let patterns = text
            .split('~')
            .map(|pattern| pattern_of(reader, players, pattern, &item.spot))
            .collect::<Option<Vec<_>>>();
        classes.extend(patterns);
        texts.push(text);
    }
    Some(Ranking {
        classes,
        texts,
        spot: entry.value.spot.clone(),
    })
}

/// Per player of the game an action, or any. Groups need a fixed size here: their members are named one by one.
fn pattern_of(
    reader: &mut Reader,
    players: &[DeclaredPlayer],
    pattern: &str,
    spot: &Spot,
) -> Option<Vec<Option<usize>>> {
    let words: Vec<&str> = pattern.split(',').map(str::trim).collect();
    let mut owners = Vec::new();
    for player in players {
        let members = match &player.count {
            None => 1,
            Some(count) => count
                .text
                .trim()
                .parse::<usize>()
                .ok()
                .filter(|n| (1..=64).contains(n))
                .or_else(|| {
                    let kind = ErrorKind::WrongKind {
                        found: "a group whose size is a formula",
                        expected: "groups of a fixed size in a model with rankings",
                    };
                    reader.error(&count.spot, kind);
                    None
                })?,
        };
        owners.extend(std::iter::repeat_n(player, members));
    }
    if words.len() != owners.len() {
        let kind = ErrorKind::ProfileLength {
            expected: owners.len(),
            found: words.len(),
        };
        reader.error(spot, kind);
        return None;
    }
    let mut actions = Vec::new();
    for (word, player) in words.into_iter().zip(owners) {
        if word == "*" {
            actions.push(None);
            continue;
        }
        match player.actions.iter().position(|(id, _)| id == word) {
            Some(action) => actions.push(Some(action)),
            None => {
                reader.error(spot, unknown_action(player, word));
                return None;
            }
        }
    }
    Some(actions)
}
