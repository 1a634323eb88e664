//! A grown tree: what each decision is called, and which actions nothing leads to.

use super::super::declare::{MoverKind, Step};
use super::super::error::{Error, ErrorKind, Errors};
use super::growing::{Growing, Known};
use super::{Arranged, Names, name_of};
impl Growing<'_> {
    /// Names the information sets by what tells them apart, and looks for actions that nothing leads to.
    pub(super) fn finish(mut self) -> Result<Arranged, Errors> {
        let mut errors = Vec::new();
        for (mover, taken) in self.model.movers.iter().zip(&self.taken) {
            let never = mover
                .actions
                .iter()
                .zip(taken)
                .filter(|(_, taken)| !**taken);
            let never: Vec<&str> = never.map(|((id, _), _)| id.as_str()).collect();
            let what = match never.as_slice() {
                [] => continue,
                all if all.len() == taken.len() => format!("a decision of {}", mover.id),
                some => format!("{}'s action `{}`", mover.id, some[0]),
            };
            errors.push(Error {
                spot: mover.spot.clone(),
                kind: ErrorKind::Unreachable(what),
            });
        }
        if !errors.is_empty() {
            return Err(Errors(errors));
        }
        for set in 0..self.known.len() {
            let (names, seen) = self.described(set);
            self.builder.describe(set, names, seen);
        }
        let spot = self.model.movers[0].spot.clone();
        let tree = self.builder.build().map_err(|error| Error {
            spot,
            kind: ErrorKind::Tree {
                error,
                whence: String::new(),
            },
        })?;
        Ok(Arranged {
            tree,
            outcomes: self.outcomes,
            draws: self.draws,
        })
    }

    /// `S1 after U=force` with `S after U=force`, `U:benign` with nothing; and what was seen.
    fn described(&self, set: usize) -> (Names, Vec<(String, String)>) {
        let own = &self.known[set];
        let mover = &self.model.movers[own.mover];
        let MoverKind::Player(player) = mover.kind else {
            unreachable!("invariant: players decide")
        };
        let alike: Vec<&Known> = self
            .known
            .iter()
            .filter(|other| (other.mover, other.member) == (own.mover, own.member))
            .collect();
        let mut seen = Vec::new();
        for (number, other) in self.model.movers.iter().enumerate() {
            if matches!(other.kind, MoverKind::Types(_)) {
                continue;
            }
            let (first, count) = self.point.layout.0[number];
            for member in 0..count {
                let slot = first + member;
                let differs = alike
                    .iter()
                    .any(|known| known.profile[slot] != own.profile[slot]);
                // Who did not get to move is not worth a word: that follows from what others did.
                if let Some((id, _)) = other.actions.get(own.profile[slot])
                    && differs
                {
                    seen.push((name_of(other, member), id.clone()));
                }
            }
        }
        let name = name_of(mover, own.member);
        let mut id = match own.mover == player {
            true => name.clone(),
            false => format!("{} {name}", self.model.players[player].id),
        };
        if let Some(own_type) = &self.builder.sets()[set].own_type {
            id = format!("{id}:{own_type}");
        }
        if !seen.is_empty() {
            let words: Vec<String> = seen
                .iter()
                .map(|(who, what)| format!("{who}={what}"))
                .collect();
            id = format!("{id} after {}", words.join(", "));
        }
        let in_turn = |step: &Step| step.in_turn && step.movers.contains(&own.mover);
        let at_once = !self.model.order.iter().flatten().any(in_turn);
        let is_member = self.model.players[player].count.is_some() && at_once;
        let group = id
            .strip_prefix(name.as_str())
            .filter(|rest| is_member && !rest.starts_with(':'));
        let group = group.map(|rest| format!("{}{rest}", mover.id));
        ((id, group), seen)
    }
}
