//! Reading what gives moves an order: `order`, `[moves]`, `[chance]`, and the types and conditions of players.

use super::declare::{DeclaredPlayer, Mover, MoverKind, Step, WrittenTruth};
use super::diagnostic::Spot;
use super::document::{Entry, Node, Value, field};
use super::error::ErrorKind;
use super::players;
use super::read::Reader;
use crate::formula::{Context, PlayerName, closest};
use crate::game::{Continuum, Posture};

/// A mover as declared, with the nodes that are formulas in names not all known yet.
pub(super) struct Draft<'a> {
    id: String,
    title: String,
    kind: MoverKind,
    spot: Spot,
    count: Option<&'a Node>,
    actions: Vec<(String, Option<Posture>)>,
    words: Vec<Option<String>>,
    after: Option<&'a Node>,
    results: &'a [Entry],
}

/// Everything that decides: players in order, then moves of their own, draws of chance, and types. Their names become known to formulas.
pub(super) fn drafts<'a>(
    reader: &mut Reader,
    declared: Option<&'a Node>,
    moves: Option<&'a Node>,
    chance: Option<&'a Node>,
    continuum: &Continuum,
) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    let owners = reader.table(declared);
    for (player, entry) in owners.iter().enumerate() {
        let fields = entry.value.entries();
        drafts.push(Draft {
            id: entry.key.clone(),
            title: String::new(),
            kind: MoverKind::Player(player),
            spot: entry.key_spot.clone(),
            count: field(fields, "count").or(field(fields, "times")),
            actions: Vec::new(),
            words: players::words(field(fields, "actions")),
            after: field(fields, "after"),
            results: &[],
        });
    }
    for entry in reader.table(moves) {
        reader.check_name(entry, "a move");
        let fields = reader.table(Some(&entry.value));
        reader.check_keys(
            fields,
            &["title", "player", "actions", "after", "times"],
            "title, player, actions, after, times",
        );
        let Some(player) = owner(reader, entry, field(fields, "player"), owners) else {
            continue;
        };
        let actions = players::actions(reader, entry, "moves", field(fields, "actions"), continuum);
        let title = reader.optional_text(field(fields, "title"));
        let draft = Draft {
            id: entry.key.clone(),
            title,
            kind: MoverKind::Player(player),
            spot: entry.key_spot.clone(),
            count: field(fields, "times"),
            actions,
            words: players::words(field(fields, "actions")),
            after: field(fields, "after"),
            results: &[],
        };
        push(reader, &mut drafts, draft);
    }
    for entry in reader.table(chance) {
        reader.check_name(entry, "a draw of chance");
        let fields = reader.table(Some(&entry.value));
        reader.check_keys(
            fields,
            &["title", "results", "after", "times"],
            "title, results, after, times",
        );
        let results = reader.table(field(fields, "results"));
        if results.is_empty() {
            let kind = ErrorKind::Missing {
                key: "results",
                place: format!("[chance.{}]", entry.key),
            };
            reader.error(&entry.key_spot, kind);
        }
        let actions = results.iter().map(|result| (result.key.clone(), None));
        let title = reader.optional_text(field(fields, "title"));
        let draft = Draft {
            id: entry.key.clone(),
            title,
            kind: MoverKind::Chance,
            spot: entry.key_spot.clone(),
            count: field(fields, "times"),
            words: vec![None; results.len()],
            actions: actions.collect(),
            after: field(fields, "after"),
            results,
        };
        push(reader, &mut drafts, draft);
    }
    for (player, entry) in owners.iter().enumerate() {
        let fields = entry.value.entries();
        let Some(types) = field(fields, "types") else {
            continue;
        };
        let results = reader.table(Some(types));
        let actions = results.iter().map(|result| (result.key.clone(), None));
        let draft = Draft {
            id: format!("type of {}", entry.key),
            title: String::new(),
            kind: MoverKind::Types(player),
            spot: types.spot.clone(),
            count: field(fields, "count"),
            words: vec![None; results.len()],
            actions: actions.collect(),
            after: None,
            results,
        };
        reader.names.types.push((player, drafts.len()));
        push(reader, &mut drafts, draft);
    }
    drafts
}

fn push<'a>(reader: &mut Reader, drafts: &mut Vec<Draft<'a>>, draft: Draft<'a>) {
    if reader.names.player(&draft.id).is_some() {
        let kind = ErrorKind::Taken {
            name: draft.id.clone(),
            what: "a player or a move",
        };
        reader.error(&draft.spot, kind);
    }
    reader.names.players.push(PlayerName {
        id: draft.id.clone(),
        is_group: draft.count.is_some(),
        actions: draft.actions.iter().map(|(id, _)| id.clone()).collect(),
    });
    drafts.push(draft);
}

/// The player whose move it is; a move by nobody is a mistake.
fn owner(
    reader: &mut Reader,
    entry: &Entry,
    node: Option<&Node>,
    owners: &[Entry],
) -> Option<usize> {
    let Some(node) = node else {
        let kind = ErrorKind::Missing {
            key: "player",
            place: format!("[moves.{}]", entry.key),
        };
        reader.error(&entry.key_spot, kind);
        return None;
    };
    let name = reader.text(node)?;
    let found = owners.iter().position(|owner| owner.key == name);
    if found.is_some_and(|player| field(owners[player].value.entries(), "count").is_some()) {
        reader.error(&node.spot, ErrorKind::MoveOfGroup(name));
        return None;
    }
    if found.is_none() {
        let kind = ErrorKind::UnknownPlayer {
            nearest: closest(&name, owners.iter().map(|owner| owner.key.as_str()))
                .map(str::to_owned),
            name,
        };
        reader.error(&node.spot, kind);
    }
    found
}

/// The movers, their formulas understood.
pub(super) fn movers(
    reader: &mut Reader,
    drafts: Vec<Draft<'_>>,
    players: &[DeclaredPlayer],
) -> Vec<Mover> {
    let mut movers = Vec::new();
    for (number, draft) in drafts.into_iter().enumerate() {
        let is_own = number < players.len();
        let actions = match is_own {
            true => players[number].actions.clone(),
            false => draft.actions,
        };
        let context = match reader.names.players[number].is_group {
            true => Context::MemberOf(number),
            false => Context::Game,
        };
        let (after, after_action) = conditions(reader, draft.after, &draft.id, &actions, context);
        let of_type = match draft.kind {
            MoverKind::Types(player) if draft.count.is_some() => {
                Context::ParametersOfMember(player)
            }
            MoverKind::Types(_) => Context::Parameters,
            _ => context,
        };
        let probabilities = draft
            .results
            .iter()
            .filter_map(|result| reader.formula(&result.value, of_type))
            .collect();
        let title = match (is_own, draft.title.is_empty()) {
            (true, _) => players[number].title.clone(),
            (false, true) => draft.id.clone(),
            (false, false) => draft.title,
        };
        movers.push(Mover {
            id: draft.id,
            title,
            kind: draft.kind,
            count: draft
                .count
                .and_then(|node| reader.formula(node, Context::Parameters)),
            words: match draft.words.len() == actions.len() {
                true => draft.words,
                false => vec![None; actions.len()],
            },
            actions,
            after,
            after_action,
            probabilities,
            spot: draft.spot,
        });
    }
    movers
}

/// `after = "C == proxy"`, or `after = { escalate = "P == accept" }`.
fn conditions(
    reader: &mut Reader,
    node: Option<&Node>,
    mover: &str,
    actions: &[(String, Option<Posture>)],
    context: Context,
) -> (Option<WrittenTruth>, Vec<Option<WrittenTruth>>) {
    let mut by_action = vec![None; actions.len()];
    let Some(node) = node else {
        return (None, by_action);
    };
    let Value::Table(entries) = &node.value else {
        return (reader.truth(node, context), by_action);
    };
    for entry in entries {
        match actions.iter().position(|(id, _)| *id == entry.key) {
            Some(action) => by_action[action] = reader.truth(&entry.value, context),
            None => {
                let known: Vec<&str> = actions.iter().map(|(id, _)| id.as_str()).collect();
                let kind = ErrorKind::UnknownAction {
                    player: mover.to_owned(),
                    action: entry.key.clone(),
                    known: known.join(", "),
                    nearest: closest(&entry.key, known.iter().copied()).map(str::to_owned),
                };
                reader.error(&entry.key_spot, kind);
            }
        }
    }
    (None, by_action)
}

/// The order of moves; nothing where everybody moves at once. Movers are `declared` under [moves] and [chance], some with mistakes that were reported.
pub(super) fn order(
    reader: &mut Reader,
    node: Option<&Node>,
    movers: &[Mover],
    declared: &[&Entry],
) -> Option<Vec<Step>> {
    let is_type = |mover: &usize| matches!(movers[*mover].kind, MoverKind::Types(_));
    let waits = |truth: &WrittenTruth| {
        let mut named = Vec::new();
        truth.truth.players(&mut named);
        !named.iter().all(is_type)
    };
    // A move of its own comes before or after the player's first one.
    let needs_order = |(number, mover): &(usize, &Mover)| {
        let is_own = *number >= reader.declared && !is_type(number);
        let actions = &mover.after_action;
        is_own || mover.is_timed() || actions.iter().flatten().any(waits)
    };
    let timed = movers.iter().enumerate().find(needs_order);
    let Some(node) = node else {
        if let Some((_, mover)) = timed {
            reader.error(&mover.spot, ErrorKind::NoOrder(mover.id.clone()));
        }
        return None;
    };
    if !matches!(node.value, Value::List(_)) {
        reader.list(node);
        return None;
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut placed: Vec<Option<usize>> = vec![None; movers.len()];
    for item in reader.list(node) {
        let texts = match &item.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![item],
        };
        let is_list = matches!(item.value, Value::List(_));
        let mut step = Step {
            movers: Vec::new(),
            in_turn: false,
        };
        for text in texts {
            let Some(words) = reader.text(text) else {
                continue;
            };
            let (names, in_turn) = match words.trim().strip_suffix(" in turn") {
                Some(names) if !is_list => (names, true),
                _ => (words.as_str(), false),
            };
            step.in_turn = in_turn;
            for name in names.split(',').map(str::trim) {
                let Some(mover) = place_of(reader, movers, declared, name, &text.spot) else {
                    continue;
                };
                if placed[mover].is_some() {
                    reader.error(&text.spot, ErrorKind::MovesTwice(name.to_owned()));
                    continue;
                }
                placed[mover] = Some(steps.len());
                step.movers.push(mover);
            }
            let is_chance = |mover: &usize| movers[*mover].kind == MoverKind::Chance;
            if step.movers.len() > 1 && !in_turn && step.movers.iter().any(is_chance) {
                reader.error(&text.spot, ErrorKind::ChanceAtOnce);
            }
        }
        steps.push(step);
    }
    for (number, mover) in movers.iter().enumerate() {
        let decides = !mover.actions.is_empty() && !matches!(mover.kind, MoverKind::Types(_));
        let is_double = movers[..number].iter().any(|other| other.id == mover.id);
        if decides && placed[number].is_none() && !is_double {
            reader.error(&mover.spot, ErrorKind::NotInOrder(mover.id.clone()));
        }
        let conditions = mover
            .after
            .iter()
            .chain(mover.after_action.iter().flatten());
        let mut waits: Vec<(&Spot, Vec<usize>)> = Vec::new();
        for truth in conditions {
            let mut named = Vec::new();
            truth.truth.players(&mut named);
            waits.push((&truth.spot, named));
        }
        for probability in &mover.probabilities {
            let mut named = Vec::new();
            probability.formula.players(&mut named);
            waits.push((&probability.spot, named));
        }
        for (spot, named) in waits {
            let own = placed[number];
            let later = named.into_iter().find(|other| {
                let is_type = matches!(movers[*other].kind, MoverKind::Types(_));
                let in_turn =
                    mover.kind == MoverKind::Chance || own.is_some_and(|step| steps[step].in_turn);
                !is_type
                    && match (own, placed[*other]) {
                        (Some(own), Some(other)) => other > own || (other == own && !in_turn),
                        _ => false,
                    }
            });
            if let Some(other) = later {
                let kind = ErrorKind::WaitsForLater {
                    mover: mover.id.clone(),
                    other: movers[other].id.clone(),
                };
                reader.error(spot, kind);
            }
        }
    }
    Some(steps)
}

fn place_of(
    reader: &mut Reader,
    movers: &[Mover],
    declared: &[&Entry],
    name: &str,
    spot: &Spot,
) -> Option<usize> {
    let decides =
        |mover: &&Mover| !mover.actions.is_empty() && !matches!(mover.kind, MoverKind::Types(_));
    let found = movers
        .iter()
        .position(|mover| mover.id == name && decides(&mover));
    // Of what is declared with a mistake that mistake is reported, and no other.
    if found.is_none() && !declared.iter().any(|entry| entry.key == name) {
        let ids = movers.iter().filter(decides).map(|mover| mover.id.as_str());
        let kind = ErrorKind::UnknownMover {
            name: name.to_owned(),
            nearest: closest(name, ids).map(str::to_owned),
        };
        reader.error(spot, kind);
    }
    found
}
