//! The plan that yields a payoff of the set: what to play, what is promised next, and where a deviation leads.
//!
//! # Source
//! Abreu (1988), "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (one worst plan for each player).

use super::{PayoffSet, Point};
use crate::certify::Play;
use crate::certify::{Automaton, Lottery, PlanState};
use crate::num::Rational;

/// The plan that yields a payoff: a public draw of vertices, each with its profile and its promise; whoever deviates alone is led to the vertex
/// that is worst for this player. None if the payoff is not in the hull of the vertices.
///
/// States are those that play can reach, named by what they promise.
pub fn automaton_for(set: &PayoffSet, point: &Point) -> Option<Automaton> {
    let start = set.mixture(point)?;
    let worst = [set.worst(0)?, set.worst(1)?];
    let mut reached: Vec<usize> = start.iter().map(|(vertex, _)| *vertex).collect();
    let mut next = 0;
    while next < reached.len() {
        let witness = &set.witnesses[reached[next]];
        let drawn = witness.mixture.iter().map(|(vertex, _)| *vertex);
        for vertex in drawn.chain(worst) {
            if !reached.contains(&vertex) {
                reached.push(vertex);
            }
        }
        next += 1;
    }
    let state = |vertex: usize| {
        reached
            .iter()
            .position(|known| *known == vertex)
            .expect("invariant: all that is reached was listed")
    };
    let lottery = |mixture: &[(usize, Rational)]| -> Lottery {
        mixture
            .iter()
            .map(|(vertex, p)| (state(*vertex), p.clone()))
            .collect()
    };
    let states = reached.iter().map(|vertex| {
        let witness = &set.witnesses[*vertex];
        PlanState {
            name: name(&set.vertices[*vertex], *vertex, worst),
            play: Play::Pure(witness.profile),
            next: lottery(&witness.mixture),
            after: worst
                .map(|worst| vec![(state(worst), Rational::ONE)])
                .to_vec(),
        }
    });
    Some(Automaton {
        start: lottery(&start),
        states: states.collect(),
    })
}

fn name(promise: &Point, vertex: usize, worst: [usize; 2]) -> String {
    let what = match worst.map(|worst| worst == vertex) {
        [true, true] => "punish both",
        [true, false] => "punish the first",
        [false, true] => "punish the second",
        [false, false] => "promise",
    };
    format!("{what} ({}, {})", promise[0], promise[1])
}
