//! The plan that yields a payoff of the set: what to play, what is promised next, and where a deviation leads.
//!
//! # Source
//! Abreu (1988), "On the theory of infinitely repeated games with discounting", *Econometrica* 56 (one worst plan for each player).

use super::{PayoffSet, Point};
use crate::certify::{Automaton, Lottery, PlanState, Play};
use crate::num::Rational;

/// The plan that yields a payoff: a public draw of vertices, each with its profile and its promise; whoever deviates alone is led to the vertex
/// that is worst for this player. None if the payoff is not in the hull of the vertices.
///
/// States are those that play can reach, named by what they promise.
pub fn automaton_for(set: &PayoffSet, point: &Point) -> Option<Automaton> {
    let start = set.mixture(point)?;
    let mut states = States::new(set)?;
    start.iter().for_each(|(vertex, _)| states.reach(*vertex));
    let built = states.built();
    Some(Automaton {
        start: states.lottery(&start),
        states: built,
    })
}

/// The plan that plays a profile for ever, deviations from it being answered by the worst vertices. None if there is no vertex; whether
/// everybody obeys it is another matter.
pub(in crate::repeat) fn sustaining(set: &PayoffSet, profile: usize) -> Option<Automaton> {
    let mut states = States::new(set)?;
    states
        .worst
        .into_iter()
        .for_each(|vertex| states.reach(vertex));
    let after = |worst: usize| vec![(states.state(worst) + 1, Rational::ONE)];
    let forever = PlanState {
        name: "play for ever".to_owned(),
        play: Play::Pure(profile),
        next: vec![(0, Rational::ONE)],
        after: states.worst.map(after).to_vec(),
    };
    let mut built = vec![forever];
    let later = |lottery: &mut Lottery| lottery.iter_mut().for_each(|(state, _)| *state += 1);
    for mut state in states.built() {
        later(&mut state.next);
        state.after.iter_mut().for_each(later);
        built.push(state);
    }
    Some(Automaton {
        start: vec![(0, Rational::ONE)],
        states: built,
    })
}

/// The vertices that play can reach, in the order in which they are.
struct States<'a> {
    set: &'a PayoffSet,
    worst: [usize; 2],
    reached: Vec<usize>,
}

impl<'a> States<'a> {
    fn new(set: &'a PayoffSet) -> Option<Self> {
        let worst = [set.worst(0)?, set.worst(1)?];
        Some(States {
            set,
            worst,
            reached: Vec::new(),
        })
    }

    fn reach(&mut self, vertex: usize) {
        let mut waiting = vec![vertex];
        while let Some(vertex) = waiting.pop() {
            if !self.reached.contains(&vertex) {
                self.reached.push(vertex);
                let drawn = self.set.witnesses[vertex]
                    .mixture
                    .iter()
                    .map(|(vertex, _)| *vertex);
                waiting.extend(drawn.chain(self.worst));
            }
        }
    }

    fn state(&self, vertex: usize) -> usize {
        let place = self.reached.iter().position(|known| *known == vertex);
        place.expect("invariant: all that is reached was listed")
    }

    fn lottery(&self, mixture: &[(usize, Rational)]) -> Lottery {
        mixture
            .iter()
            .map(|(vertex, p)| (self.state(*vertex), p.clone()))
            .collect()
    }

    fn built(&self) -> Vec<PlanState> {
        let state = |vertex: &usize| {
            let witness = &self.set.witnesses[*vertex];
            PlanState {
                name: name(&self.set.vertices[*vertex], *vertex, self.worst),
                play: Play::Pure(witness.profile),
                next: self.lottery(&witness.mixture),
                after: self
                    .worst
                    .map(|worst| vec![(self.state(worst), Rational::ONE)])
                    .to_vec(),
            }
        };
        self.reached.iter().map(state).collect()
    }
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
