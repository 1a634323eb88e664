//! Why an equilibrium is one: what every player would get from every other action, and by how much that is worse.

use std::fmt::Write as _;

use super::super::answer::Answer;
use super::super::dialect::{markdown, phrase};
use super::super::equilibria::kind_of;
use super::super::table::{Align, Cell, Column, Table};
use super::words;
use crate::certify::Equilibrium;
use crate::game::{Game, Player};
use crate::num::Real;
use crate::solve::Class;

/// One equilibrium, or one that stands for all of its class: a heading, a table, and why players mix where some do.
pub(super) fn explained(
    out: &mut String,
    answer: &Answer,
    equilibrium: &Equilibrium,
    class: Option<&Class>,
    name: &str,
) {
    let game = &answer.game;
    let plays = phrase(&headline(game, equilibrium, class));
    let _ = writeln!(out, "**{name}, {}. {plays}**\n", kind_of(equilibrium));
    if let Some(class) = class.filter(|class| class.equilibria.len() > 1) {
        let _ = writeln!(
            out,
            "Which members of the group they are makes no difference: {} profiles, of which one is explained.\n",
            class.equilibria.len()
        );
    }
    let _ = writeln!(out, "{}", markdown(&table(game, equilibrium)));
    for sentence in mixing(game, equilibrium) {
        let _ = writeln!(out, "{}\n", phrase(&sentence));
    }
}

/// Who plays what: `U press, C resist, S bandwagon`; of identical members only how many.
pub(in super::super) fn headline(
    game: &Game,
    equilibrium: &Equilibrium,
    class: Option<&Class>,
) -> String {
    let parts: Vec<String> = plays(game, equilibrium, class, &words::strategy)
        .into_iter()
        .map(|plays| match plays.alike {
            true => format!("{}: {}", plays.who, plays.what),
            false => format!("{} {}", plays.who, plays.what),
        })
        .collect();
    let separator = if parts.iter().any(|part| part.contains([',', ':'])) {
        "; "
    } else {
        ", "
    };
    parts.join(separator)
}

/// What one player, some members of a group, or a whole group of identical members plays.
pub(in super::super) struct Plays {
    /// The player's id or group, of which this is all or a part.
    pub whose: String,
    /// The player, the members, or the group.
    pub who: String,
    /// What it plays; of a group how many play what.
    pub what: String,
    /// Whether it is a group of identical members.
    pub alike: bool,
}

/// What everybody plays, in the order of players, strategies being put in words by `strategy`.
pub(in super::super) fn plays(
    game: &Game,
    equilibrium: &Equilibrium,
    class: Option<&Class>,
    strategy: &dyn Fn(&Player, &[Real]) -> String,
) -> Vec<Plays> {
    let profile = equilibrium.profile();
    let groups = class.map_or(&[][..], |class| class.groups.as_slice());
    let same = |a: usize, b: usize| {
        game.players()[a].group.is_some()
            && game.players()[a].group == game.players()[b].group
            && profile[a] == profile[b]
    };
    let mut all: Vec<Plays> = Vec::new();
    for set in words::sorted_into(game.players().len(), same) {
        let player = &game.players()[set[0]];
        let whose = player.group.as_ref().unwrap_or(&player.id).clone();
        match groups
            .iter()
            .find(|(g, _)| player.group.as_ref() == Some(g))
        {
            None => all.push(Plays {
                whose,
                who: words::ids(game, &set),
                what: strategy(player, &profile[set[0]]),
                alike: false,
            }),
            Some((group, strategies)) if all.iter().all(|plays| plays.whose != *group) => {
                all.push(Plays {
                    whose,
                    who: group.clone(),
                    what: of_group(player, strategies, strategy),
                    alike: true,
                });
            }
            Some(_) => {}
        }
    }
    all
}

/// `3 of 5 oppose, 2 acquiesce`, `all oppose`, `both oppose`.
fn of_group(
    member: &Player,
    strategies: &[(usize, Vec<Real>)],
    in_words: &dyn Fn(&Player, &[Real]) -> String,
) -> String {
    let members: usize = strategies.iter().map(|(count, _)| count).sum();
    let parts: Vec<String> = strategies
        .iter()
        .enumerate()
        .map(|(place, (count, strategy))| {
            let plays = in_words(member, strategy);
            match (members, place) {
                (1, _) => plays,
                (2, _) if *count == 2 => format!("both {plays}"),
                _ if *count == members => format!("all {plays}"),
                (_, 0) => format!("{count} of {members} {plays}"),
                _ => format!("{count} {plays}"),
            }
        })
        .collect();
    parts.join(", ")
}

/// A row for each alternative of each player; members in the same position together.
fn table(game: &Game, equilibrium: &Equilibrium) -> Table {
    let payoff = if game.is_ordinal() { "Rank" } else { "Payoff" };
    let columns = vec![
        Column::new("Player", Align::Left).once(),
        Column::new("Plays", Align::Left).once(),
        Column::new(payoff, Align::Right).once(),
        Column::new("Instead", Align::Left),
        Column::new("would give", Align::Right),
        Column::new("that is", Align::Left),
    ];
    let mut table = Table::new("why", "", columns);
    for set in words::alike(game, equilibrium) {
        let place = set[0];
        let player = &game.players()[place];
        let strategy = &equilibrium.profile()[place];
        let who = match &player.group {
            Some(_) => words::ids(game, &set),
            None => words::player(player),
        };
        let played = words::played(strategy);
        let plays = match played.as_slice() {
            [only] => words::action(player, *only),
            several => {
                let parts: Vec<String> = several
                    .iter()
                    .map(|a| {
                        format!(
                            "{} {}",
                            words::number(&strategy[*a]),
                            words::action(player, *a)
                        )
                    })
                    .collect();
                parts.join(" + ")
            }
        };
        let value = &equilibrium.payoffs()[place];
        let own = |instead: Cell, gives: Cell, verdict: String| {
            vec![
                Cell::from(who.as_str()),
                Cell::Emphasis(plays.clone()),
                words::number(value).into(),
                instead,
                gives,
                verdict.into(),
            ]
        };
        let mut rows = Vec::new();
        for action in 0..player.actions.len() {
            if played == [action] {
                continue;
            }
            let slack = equilibrium.slack(place, action);
            let gives = words::number(&(value - slack));
            let instead = match played.contains(&action) {
                true => format!("{} for certain", words::action(player, action)),
                false => words::action(player, action),
            };
            let verdict = verdict(game, equilibrium, slack, played.contains(&action));
            rows.push(own(instead.into(), gives.into(), verdict));
        }
        if rows.is_empty() {
            rows.push(own(Cell::Empty, Cell::Empty, "no alternative".to_owned()));
        }
        for row in rows {
            table.row(row);
        }
        table.rule();
    }
    table
}

/// By how much the alternative is worse.
fn verdict(game: &Game, equilibrium: &Equilibrium, slack: &Real, is_played: bool) -> String {
    match (slack.is_zero(), is_played) {
        (true, true) => "as good, or it would not be mixed".to_owned(),
        (true, false) if equilibrium.is_pure() => {
            "as good: a tie, so the equilibrium is weak".to_owned()
        }
        (true, false) => "as good: a tie".to_owned(),
        (false, _) if game.is_ordinal() => "worse".to_owned(),
        (false, _) => format!("{} less", words::number(slack)),
    }
}

/// Why those who mix do: each probability is set by what leaves the others indifferent.
fn mixing(game: &Game, equilibrium: &Equilibrium) -> Vec<String> {
    let sets: Vec<Vec<usize>> = words::alike(game, equilibrium)
        .into_iter()
        .filter(|set| words::played(&equilibrium.profile()[set[0]]).len() > 1)
        .collect();
    let between = |set: &[usize]| {
        let actions: Vec<String> = words::played(&equilibrium.profile()[set[0]])
            .into_iter()
            .map(|a| game.players()[set[0]].actions[a].id.clone())
            .collect();
        words::list(&actions)
    };
    let who = |set: &[usize]| words::ids(game, set);
    match sets.as_slice() {
        [] => Vec::new(),
        [one] if one.len() == 1 => vec![format!(
            "Why it mixes: against what the others play, {} is indifferent between {}; its probabilities matter only for what the others prefer.",
            who(one),
            between(one)
        )],
        [group] => vec![format!(
            "Why they mix: what the others do, with these probabilities, leaves each of {} exactly indifferent between {}.",
            who(group),
            between(group)
        )],
        [first, second] if first.len() == 1 && second.len() == 1 => vec![format!(
            "Why they mix: the probabilities of {} leave {} indifferent between {}, and those of {} leave {} indifferent between {}.",
            who(first),
            who(second),
            between(second),
            who(second),
            who(first),
            between(first)
        )],
        several => several
            .iter()
            .map(|set| {
                format!(
                    "Why {} may mix {}: what the others do makes them equally good.",
                    who(set),
                    between(set)
                )
            })
            .collect(),
    }
}
