//! The payoffs of a game over symbols, formula by formula.

use super::super::declare::PayoffRule;
use super::super::error::{Error, ErrorKind, Errors};
use super::super::tree::Arranged;
use super::{Builder, PAYOFF_LIMIT};
use crate::formula::Number;
use crate::game::{Payoffs, PayoffsBuilder, Player};
use crate::region::{Fraction, Piece, pieces};

impl Builder<'_> {
    pub(super) fn payoffs(
        &self,
        players: &[Player],
        arranged: Option<&Arranged>,
    ) -> Result<Vec<Vec<Vec<Piece>>>, Errors> {
        let counts: Vec<usize> = players.iter().map(|p| p.actions.len()).collect();
        let profiles: Option<usize> = counts.iter().try_fold(1usize, |p, c| p.checked_mul(*c));
        let entries = profiles.and_then(|profiles| profiles.checked_mul(players.len()));
        if entries.is_none_or(|entries| entries > PAYOFF_LIMIT) {
            let largest = self.model.players.iter().find_map(|p| p.count.as_ref());
            let spot = largest.map_or_else(
                || self.model.movers[0].spot.clone(),
                |count| count.spot.clone(),
            );
            let kind = ErrorKind::TooManyFormulas {
                limit: PAYOFF_LIMIT,
            };
            return Err(Error { spot, kind }.into());
        }
        if let Some(arranged) = arranged {
            return self.payoffs_in_tree(&counts, arranged);
        }
        let mut payoffs = Vec::new();
        for (declared, (_, count)) in self.point.layout.0.iter().enumerate() {
            for own in 0..*count {
                let player = payoffs.len();
                payoffs.push(self.payoffs_of(players, &counts, player, declared, own)?);
            }
        }
        Ok(payoffs)
    }

    /// The payoffs of the agent form of a tree.
    fn payoffs_in_tree(
        &self,
        counts: &[usize],
        arranged: &Arranged,
    ) -> Result<Vec<Vec<Vec<Piece>>>, Errors> {
        let profiles = || Payoffs::profiles_of(counts).collect();
        let formulas = self.model.agent_payoffs(self.point, arranged, profiles);
        let spot = &self.model.movers[0].spot;
        let of_one = |formula: &Number| {
            let found = pieces(
                formula,
                &self.values,
                self.situation(&[], None),
                &self.prover,
            );
            found.map_err(|error| self.error(error, spot, " in what some plan leads to"))
        };
        let of_agent = |formulas: &Vec<Number>| formulas.iter().map(of_one).collect();
        formulas.iter().map(of_agent).collect()
    }

    fn payoffs_of(
        &self,
        players: &[Player],
        counts: &[usize],
        player: usize,
        declared: usize,
        own: usize,
    ) -> Result<Vec<Vec<Piece>>, Errors> {
        let formulas = match &self.model.payoffs[declared] {
            PayoffRule::Formulas(formulas) => formulas,
            PayoffRule::ByType(_) => unreachable!("invariant: a game with types is a tree"),
            PayoffRule::Ranking(ranking) => {
                let mut builder = PayoffsBuilder::new(counts)
                    .expect("invariant: the number of profiles was checked");
                let model = self.model;
                model.fill_by_rank(&mut builder, ranking, players, player)?;
                let ranks = builder.build();
                let piece = |index| Piece {
                    guards: Vec::new(),
                    value: Fraction::constant(ranks.get(player, index)),
                };
                return Ok((0..ranks.profiles()).map(|i| vec![piece(i)]).collect());
            }
        };
        let own = self.model.players[declared].count.as_ref().map(|_| own);
        let mut payoffs = Vec::new();
        for profile in Payoffs::profiles_of(counts) {
            let written = &formulas[profile[player]];
            let situation = self.situation(&profile, own);
            let found = pieces(&written.formula, &self.values, situation, &self.prover);
            payoffs.push(found.map_err(|error| {
                let whence = format!(
                    " when {}",
                    self.model.profile_in_words(self.point, &profile)
                );
                self.error(error, &written.spot, &whence)
            })?);
        }
        Ok(payoffs)
    }
}
