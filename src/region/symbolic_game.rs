//! A game over symbols as the checkers know games: plain data.

use super::parametric::{Bound, Condition, ParametricGame, Piece, Relation, Unknown};
use crate::certify::map_claim::{Guard, SymbolicGame, SymbolicPiece};
use crate::num::Multivariate;

/// The game as plain data: the bounds of the unknowns and the assumptions become conditions like others.
pub fn symbolic_game(game: &ParametricGame) -> SymbolicGame {
    let players = game.players.iter().map(|player| {
        let actions = player.actions.iter().map(|action| action.id.clone());
        (player.id.clone(), actions.collect())
    });
    let unknowns = game.domain.unknowns.iter().enumerate();
    let bounds = unknowns.flat_map(|(place, unknown)| bounds(place, unknown));
    let assumptions = game.domain.assumptions.iter().map(guard);
    let all = |pieces: &Vec<Piece>| pieces.iter().map(piece).collect();
    let payoffs = game.payoffs.iter();
    SymbolicGame {
        players: players.collect(),
        unknowns: game.names().into_iter().map(str::to_owned).collect(),
        domain: bounds.chain(assumptions).collect(),
        payoffs: payoffs.map(|own| own.iter().map(all).collect()).collect(),
    }
}

fn guard(condition: &Condition) -> Guard {
    Guard {
        expression: condition.expression.clone(),
        strict: condition.relation == Relation::Above,
    }
}

fn piece(piece: &Piece) -> SymbolicPiece {
    let factors = piece.value.denominator();
    SymbolicPiece {
        guards: piece.guards.iter().map(guard).collect(),
        numerator: piece.value.numerator().clone(),
        denominator: factors.map(|(f, exponent)| (f.clone(), exponent)).collect(),
    }
}

fn bounds(place: usize, unknown: &Unknown) -> impl Iterator<Item = Guard> {
    let difference = |bound: &Bound| {
        let (end, with) = bound.clone()?;
        let expression = &Multivariate::unknown(place) - &Multivariate::constant(end);
        Some((expression, !with))
    };
    let lower = difference(&unknown.lower);
    let upper = difference(&unknown.upper);
    let upper = upper.map(|(expression, strict)| (-&expression, strict));
    let both = lower.into_iter().chain(upper);
    both.map(|(expression, strict)| Guard { expression, strict })
}
