//! What else is known of the equilibria of one scenario: which are connected, which best replies go round, which actions
//! are never worth playing.

use std::fmt::Write as _;

use super::super::answer::Answer;
use super::super::dialect::phrase;
use super::super::notation::print_dominator;
use super::words;

/// Which extreme equilibria belong together, where any do.
pub(super) fn connected(out: &mut String, answer: &Answer) {
    let components = &answer.solution.components;
    let numbered = |places: &[usize]| {
        let numbers: Vec<usize> = places.iter().map(|place| place + 1).collect();
        words::numbers(&numbers)
    };
    for component in components.iter().filter(|c| c.equilibria.len() > 1) {
        let _ = write!(
            out,
            "Equilibria {} are connected: one can move from any of them to any other through equilibria, so there are infinitely many.",
            numbered(&component.equilibria)
        );
        let subsets: Vec<&Vec<usize>> = component.subsets.iter().filter(|s| s.len() > 1).collect();
        if let [only] = subsets.as_slice()
            && only.len() == component.equilibria.len()
        {
            out.push_str(" If each player mixes the strategies it has in them in any proportion, that is an equilibrium too.\n\n");
            continue;
        }
        out.push_str(" If each player mixes the strategies it has in one of the following sets in any proportion, that is an equilibrium too:");
        let sets: Vec<String> = subsets.iter().map(|s| numbered(s)).collect();
        let _ = writeln!(out, " {}.\n", sets.join("; "));
    }
}

/// Where there is no pure equilibrium: who would move away from what, round and round.
pub(super) fn resting_point(out: &mut String, answer: &Answer) {
    let steps = &answer.solution.cycle;
    if steps.is_empty() {
        return;
    }
    let game = &answer.game;
    out.push_str("**No resting point in pure actions.** Wherever the players stand, one of them would rather do something else, and best replies lead in a circle:\n\n");
    for step in steps {
        let profile = game.profile_at(step.profile);
        let stands: Vec<String> = game
            .players()
            .iter()
            .zip(&profile)
            .map(|(player, action)| format!("{} {}", player.id, player.actions[*action].id))
            .collect();
        let player = &game.players()[step.player];
        let gain = game.payoff(
            step.player,
            game.deviation(step.profile, step.player, step.to),
        ) - game.payoff(step.player, step.profile);
        let by = match game.is_ordinal() {
            true => String::new(),
            false => format!(", which gives it {} more", words::fraction(&gain)),
        };
        let line = format!(
            "at {}, {} prefers {}{by}",
            stands.join(", "),
            player.id,
            words::action(player, step.to)
        );
        let _ = writeln!(out, "- {}", phrase(&line));
    }
    out.push('\n');
}

/// Actions that no equilibrium uses, with what makes them never worth playing.
pub(super) fn dominated(out: &mut String, answer: &Answer) {
    let game = &answer.game;
    let steps = &answer.solution.eliminated;
    if steps.is_empty() {
        return;
    }
    out.push_str("**Never played**, because strictly dominated:\n\n");
    // Members of a group whose steps are the same in every respect share a line.
    let same = |a: usize, b: usize| {
        let (a, b) = (&steps[a], &steps[b]);
        let group = &game.players()[a.player].group;
        group.is_some()
            && *group == game.players()[b.player].group
            && (a.round, a.action, &a.dominator, &a.margin)
                == (b.round, b.action, &b.dominator, &b.margin)
    };
    for set in words::sorted_into(steps.len(), same) {
        let step = &steps[set[0]];
        let members: Vec<usize> = set.iter().map(|place| steps[*place].player).collect();
        let player = &game.players()[step.player];
        let by = print_dominator(player, &step.dominator);
        let margin = match &step.margin {
            Some(margin) => format!("at least {} more", words::fraction(margin)),
            None => "more".to_owned(),
        };
        let given = match step.round {
            _ if game.players().len() == 1 => "",
            1 => ", whatever the others do",
            _ => ", whatever the others do, once the actions above are ruled out",
        };
        let line = format!(
            "{} {}: {} gives {margin}{given}",
            words::ids(game, &members),
            words::action(player, step.action),
            by
        );
        let _ = writeln!(out, "- {}", phrase(&line));
    }
    out.push('\n');
}
