//! Equilibria as Gambit's tools print them: `NE,1/2,1/2,0,1`, the probabilities of all actions of all players in order.

use super::answer::Answer;
use super::decimal::Notation;
use super::notation::print_real;

/// One line for each equilibrium, fractions as they are; of a game with an order of moves, the decisions of each player in turn.
///
/// Irrational probabilities are decimals, as Gambit has no other form for them; see [`has_rounded_lines`].
pub fn gambit_lines(answer: &Answer, notation: Notation) -> String {
    let order = order(answer);
    let mut text = String::new();
    for equilibrium in &answer.solution.equilibria {
        text.push_str("NE");
        for place in &order {
            for probability in &equilibrium.profile()[*place] {
                text.push(',');
                text.push_str(print_real(probability, notation).trim_start_matches('~'));
            }
        }
        text.push('\n');
    }
    text
}

/// Whether some probability is no fraction, so that its line holds a decimal even where exact numbers are asked for.
pub fn has_rounded_lines(answer: &Answer) -> bool {
    let mut probabilities = answer
        .solution
        .equilibria
        .iter()
        .flat_map(|equilibrium| equilibrium.profile().iter().flatten());
    probabilities.any(|probability| probability.to_rational().is_none())
}

/// Whose strategies come when: the players in order, or the information sets of the first player, of the second, and so on.
fn order(answer: &Answer) -> Vec<usize> {
    let mut order: Vec<usize> = (0..answer.game.players().len()).collect();
    if let Some(tree) = answer.game.tree() {
        order.sort_by_key(|set| tree.sets()[*set].player);
    }
    order
}
