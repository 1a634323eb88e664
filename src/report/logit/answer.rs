//! The logit correspondence of a game, ready for a report.

use super::super::Subject;
use crate::game::Game;
use crate::num::{Rational, Real};
use crate::solve::logit::{Limit, Logit, LogitError, PathPoint, Request, logit};
use crate::solve::{Concept, Solution, prospect, solve, supports};

/// Games with more combinations of supports are not solved just to number a limit among their equilibria, and to start searches there.
const SUPPORTS: u64 = 4_000;

/// The logit correspondence of a game.
#[derive(Debug, Clone)]
pub struct LogitAnswer {
    /// Where the game comes from.
    pub subject: Subject,
    /// The game.
    pub game: Game,
    /// What was found.
    pub logit: Logit,
    /// The equilibria of the game, where they were listed.
    pub solution: Option<Solution>,
}

impl LogitAnswer {
    /// Follows the logit correspondence. With `numbers`, and where a precision is asked for, the equilibria of a small game are listed first.
    ///
    /// # Errors
    /// As [`logit`].
    pub fn new(
        subject: Subject,
        game: Game,
        request: &Request,
        numbers: bool,
    ) -> Result<Self, LogitError> {
        let solution = ((numbers || request.precision.is_some()) && is_small(&game))
            .then(|| solve(&game, Concept::Nash));
        let known = solution.as_ref().map_or(&[][..], |s| &s.equilibria);
        Ok(LogitAnswer {
            logit: logit(&game, request, known)?,
            solution,
            subject,
            game,
        })
    }

    /// The number of a limit in the list of `unipole solve`, counted from 1.
    pub fn number_of(&self, limit: &Limit) -> Option<usize> {
        let listed = &self.solution.as_ref()?.equilibria;
        let profile = limit.equilibrium.profile();
        let is_same = |known: &[Vec<Real>]| {
            let mut pairs = known.iter().flatten().zip(profile.iter().flatten());
            pairs.all(|(a, b)| !a.is_apart(b))
        };
        let mut same = (0..listed.len()).filter(|place| is_same(listed[*place].profile()));
        let found = same.next()?;
        same.next().is_none().then_some(found + 1)
    }

    /// The number of the component that a limit lies in, counted from 1, if that is plain: if there is one only.
    pub fn component_of(&self, limit: &Limit) -> Option<usize> {
        let solution = self.solution.as_ref()?;
        let is_only = solution.completeness.is_complete() && solution.components.len() == 1;
        (is_only && self.number_of(limit).is_none()).then_some(1)
    }

    /// The precision asked for.
    pub(super) fn asked(&self) -> Option<&Rational> {
        self.logit.at.as_ref().map(|at| &at.precision)
    }

    /// Players shown together: for each the first of them and what they are called.
    pub(super) fn shown(&self) -> Vec<(usize, String)> {
        let players = self.game.players();
        let mut shown: Vec<(usize, String)> = Vec::new();
        for (place, player) in players.iter().enumerate() {
            let group = player.group.as_ref().filter(|group| self.are_alike(group));
            let Some(group) = group else {
                shown.push((place, player.id.clone()));
                continue;
            };
            let mut members = players.iter().filter(|p| p.group.as_ref() == Some(group));
            if members.next().is_some_and(|first| first.id == player.id) {
                let last = members.next_back().map_or(&player.id, |last| &last.id);
                shown.push((place, format!("each of {}..{last}", player.id)));
            }
        }
        shown
    }

    /// Whether the members of a group play alike on every branch and at the precision asked for.
    fn are_alike(&self, group: &String) -> bool {
        let players = self.game.players().iter().enumerate();
        let members: Vec<usize> = players
            .filter(|(_, player)| player.group.as_ref() == Some(group))
            .map(|(place, _)| place)
            .collect();
        let alike = |point: &PathPoint| {
            let first = &point.profile[members[0]];
            let same = |member: &usize| {
                let pairs = point.profile[*member].iter().zip(first);
                pairs.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs())) < 1e-9
            };
            members.iter().all(same)
        };
        let logit = &self.logit;
        let known = logit.alike.contains(group) && members.len() > 1;
        let proved = logit.at.iter().flat_map(|at| &at.points);
        known
            && logit.branches.iter().flat_map(|b| &b.points).all(alike)
            && proved.into_iter().all(|p| {
                let same = |member: &usize| {
                    let pairs = p.profile[*member].iter().zip(&p.profile[members[0]]);
                    pairs.into_iter().all(|(a, b)| !a.is_apart(b))
                };
                members.iter().all(same)
            })
    }
}

/// A machine number in print: so many significant digits, no more than needed.
pub(super) fn printed(value: f64, digits: usize) -> String {
    let text = format!("{value:.*e}", digits.saturating_sub(1));
    let near: f64 = text.parse().unwrap_or(value);
    match near.abs() {
        size if size > 0.0 && !(1e-6..1e9).contains(&size) => format!("{near:e}"),
        _ => format!("{near}"),
    }
}

fn is_small(game: &Game) -> bool {
    !game.is_ordinal()
        && prospect(game).is_none_or(|prospect| prospect.is_feasible())
        && supports::number(game.counts()).is_some_and(|number| number <= SUPPORTS)
}
