//! Writing .efg files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::gambit_text::quoted;
use crate::game::{Node, Tree};
use crate::num::Rational;

/// Writes a tree in Gambit's .efg format: ids as names, payoffs and probabilities as integers and fractions, exact.
///
/// [`read`](super::read) returns the same tree, but for what the format cannot say: titles of players beside their ids, roles, groups, postures,
/// types and what was seen; where a name ends in a backslash, a space is added. A draw whose probabilities depend on what happened before is
/// one event for each set of probabilities, and is read back as so many draws. The same tree gives the same bytes.
///
/// # Examples
/// ```
/// use unipole::format::efg::write;
/// use unipole::game::{InformationSet, Player, TreeBuilder};
/// use unipole::num::Rational;
/// let mut tree = TreeBuilder::new("alone", vec![Player::plain("S", &[])]);
/// let set = tree.set(InformationSet::plain("S", 0, &["yield", "resist"]));
/// tree.decision(set)?;
/// tree.outcome(vec![Rational::ZERO])?;
/// tree.outcome(vec![Rational::ratio(1, 3)])?;
/// assert!(write(&tree.build()?).ends_with("p \"\" 1 1 \"S\" { \"yield\" \"resist\" } 0\nt \"\" 1 \"\" { 0 }\nt \"\" 2 \"\" { 1/3 }\n"));
/// # Ok::<(), unipole::game::TreeError>(())
/// ```
pub fn write(tree: &Tree) -> String {
    let mut text = format!("EFG 2 R {} {{", quoted(tree.title()));
    for player in tree.players() {
        text.push(' ');
        text.push_str(&quoted(&player.id));
    }
    text.push_str(" }\n\"\"\n\n");
    let sets = described_sets(tree);
    let mut events: BTreeMap<(u32, &[Rational]), usize> = BTreeMap::new();
    for (place, node) in tree.nodes().iter().enumerate() {
        match *node {
            Node::Decision { set, .. } => {
                text.push_str(&sets[set as usize]);
            }
            Node::Chance { draw, .. } => {
                let probabilities = tree.probabilities(place);
                let next = events.len() + 1;
                let number = *events.entry((draw, probabilities)).or_insert(next);
                let drawn = &tree.draws()[draw as usize];
                put(
                    &mut text,
                    format_args!("c \"\" {number} {} {{", quoted(&drawn.id)),
                );
                for (result, probability) in drawn.results.iter().zip(probabilities) {
                    put(&mut text, format_args!(" {} {probability}", quoted(result)));
                }
                text.push_str(" } 0\n");
            }
            Node::Outcome(outcome) => {
                put(&mut text, format_args!("t \"\" {} \"\" {{", outcome + 1));
                let payoffs = tree.payoffs(outcome as usize).iter();
                for (player, payoff) in payoffs.enumerate() {
                    let separator = if player == 0 { "" } else { "," };
                    put(&mut text, format_args!("{separator} {payoff}"));
                }
                text.push_str(" }\n");
            }
        }
    }
    text
}

/// The line of a decision in each information set; the sets of a player are counted from 1.
fn described_sets(tree: &Tree) -> Vec<String> {
    let mut counts = vec![0; tree.players().len()];
    let describe = |set: &crate::game::InformationSet| {
        counts[set.player] += 1;
        let actions: Vec<String> = set
            .actions
            .iter()
            .map(|action| quoted(&action.id))
            .collect();
        format!(
            "p \"\" {} {} {} {{ {} }} 0\n",
            set.player + 1,
            counts[set.player],
            quoted(&set.id),
            actions.join(" ")
        )
    };
    tree.sets().iter().map(describe).collect()
}

fn put(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words)
        .expect("invariant: writing to a string cannot fail");
}
