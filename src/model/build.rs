//! The game of a model at a parameter point.

use super::declare::{Model, PayoffRule, Ranking};
use super::error::{Error, ErrorKind, Errors};
use super::point::{Point, evaluation_error};
use super::valuation::digits_of;
use crate::formula::{AtPoint, DIGIT_LIMIT, Evaluation, Situation};
use crate::game::{Action, Game, Payoffs, PayoffsBuilder, Player};
use crate::num::Rational;

impl Model {
    /// The game at a parameter point.
    ///
    /// # Errors
    /// A division by zero with the profile at which it happens, a ranking that does not cover every profile once, or a
    /// game too large to be written down.
    ///
    /// # Examples
    /// ```
    /// let core = unipole::model::load("core")?;
    /// let game = core.game(&core.point(None, &[])?)?;
    /// assert_eq!(game.counts(), [2, 2, 3]);
    /// # Ok::<(), unipole::model::Errors>(())
    /// ```
    pub fn game(&self, point: &Point) -> Result<Game, Errors> {
        if let Some(arranged) = self.tree(point)? {
            let form = arranged.tree.agent_form();
            return form.map_err(|error| self.too_large(error));
        }
        let players = self.players_at(point);
        let counts: Vec<usize> = players.iter().map(|p| p.actions.len()).collect();
        let owners: Vec<(usize, usize)> = point
            .layout
            .0
            .iter()
            .enumerate()
            .flat_map(|(declared, (_, count))| (0..*count).map(move |own| (declared, own)))
            .collect();
        let mut builder = PayoffsBuilder::new(&counts).map_err(|error| self.too_large(error))?;
        for (player, (declared, own)) in owners.into_iter().enumerate() {
            match &self.payoffs[declared] {
                PayoffRule::ByType(_) => {
                    unreachable!("invariant: a game with types is a tree")
                }
                PayoffRule::Formulas(_) => {
                    self.fill_by_formula(&mut builder, point, &counts, player, declared, own)?;
                }
                PayoffRule::Ranking(ranking) => {
                    self.fill_by_rank(&mut builder, ranking, &players, player)?;
                }
            }
        }
        let game = Game::new(&self.title, players, builder.build());
        Ok(if self.is_ordinal() {
            game.into_ordinal()
        } else {
            game
        })
    }

    pub(super) fn players_at(&self, point: &Point) -> Vec<Player> {
        let mut players = Vec::new();
        for (declared, (_, count)) in self.players.iter().zip(&point.layout.0) {
            let is_group = declared.count.is_some();
            let members = if is_group { *count } else { 1 };
            for member in 1..=members {
                players.push(Player {
                    id: match is_group {
                        true => format!("{}{member}", declared.id),
                        false => declared.id.clone(),
                    },
                    title: match is_group {
                        true => format!("{} {member}", declared.title),
                        false => declared.title.clone(),
                    },
                    role: declared.role.clone(),
                    group: is_group.then(|| declared.id.clone()),
                    actions: declared
                        .actions
                        .iter()
                        .map(|(id, posture)| Action {
                            id: id.clone(),
                            posture: posture.clone(),
                        })
                        .collect(),
                });
            }
        }
        players
    }

    fn fill_by_formula(
        &self,
        builder: &mut PayoffsBuilder,
        point: &Point,
        counts: &[usize],
        player: usize,
        declared: usize,
        own: usize,
    ) -> Result<(), Errors> {
        let PayoffRule::Formulas(formulas) = &self.payoffs[declared] else {
            return Ok(());
        };
        let own = self.players[declared].count.as_ref().map(|_| own);
        let digits = digits_of(&point.values);
        if let Some(long) = formulas
            .iter()
            .find(|written| written.formula.digits(&digits) > DIGIT_LIMIT)
        {
            return Err(Error {
                spot: long.spot.clone(),
                kind: ErrorKind::NumberTooLong,
            }
            .into());
        }
        for (index, profile) in Payoffs::profiles_of(counts).enumerate() {
            let mut evaluation = Evaluation {
                arithmetic: &mut AtPoint(&point.values),
                situation: Situation {
                    layout: &point.layout,
                    profile: &profile,
                    own,
                },
            };
            let value = evaluation
                .number(&formulas[profile[player]].formula)
                .map_err(|error| {
                    let whence = format!(" when {}", self.profile_in_words(point, &profile));
                    evaluation_error(&self.texts, error, &whence)
                })?;
            builder.set(player, index, value);
        }
        Ok(())
    }

    /// `U = press, S1 = balance`.
    pub(super) fn profile_in_words(&self, point: &Point, profile: &[usize]) -> String {
        let players = self.players_at(point);
        let words = players
            .iter()
            .zip(profile)
            .map(|(player, action)| format!("{} = {}", player.id, player.actions[*action].id));
        words.collect::<Vec<_>>().join(", ")
    }

    /// Ranks as payoffs: zero for the worst class of profiles, and one more for each class above it.
    pub(super) fn fill_by_rank(
        &self,
        builder: &mut PayoffsBuilder,
        ranking: &Ranking,
        players: &[Player],
        player: usize,
    ) -> Result<(), Errors> {
        let counts: Vec<usize> = players.iter().map(|p| p.actions.len()).collect();
        for (index, profile) in Payoffs::profiles_of(&counts).enumerate() {
            let matches = |pattern: &Vec<Option<usize>>| {
                pattern
                    .iter()
                    .zip(&profile)
                    .all(|(wanted, action)| wanted.is_none_or(|wanted| wanted == *action))
            };
            let mut covering = ranking
                .classes
                .iter()
                .enumerate()
                .flat_map(|(class, patterns)| patterns.iter().map(move |p| (class, p)))
                .filter(|(_, pattern)| matches(pattern))
                .map(|(class, _)| class);
            let times = match (covering.next(), covering.next()) {
                (Some(class), None) => {
                    let rank = i64::try_from(ranking.classes.len() - 1 - class)
                        .expect("invariant: a ranking is shorter than the address space");
                    builder.set(player, index, Rational::integer(rank));
                    continue;
                }
                (None, _) => "never",
                _ => "twice",
            };
            let ids = players
                .iter()
                .zip(&profile)
                .map(|(p, a)| p.actions[*a].id.as_str());
            let kind = ErrorKind::RankingCover {
                player: players[player].id.clone(),
                profile: ids.collect::<Vec<_>>().join(", "),
                times,
            };
            return Err(Error {
                spot: ranking.spot.clone(),
                kind,
            }
            .into());
        }
        Ok(())
    }

    fn too_large(&self, error: crate::game::SizeError) -> Errors {
        let largest = self.players.iter().find_map(|player| player.count.as_ref());
        let spot = match (largest, &self.payoffs[0]) {
            (Some(count), _) => count.spot.clone(),
            (None, PayoffRule::Formulas(formulas)) if !formulas.is_empty() => {
                formulas[0].spot.clone()
            }
            (None, PayoffRule::Formulas(_)) => self.movers[0].spot.clone(),
            (None, PayoffRule::ByType(formulas)) => formulas[0].spot.clone(),
            (None, PayoffRule::Ranking(ranking)) => ranking.spot.clone(),
        };
        Error {
            spot,
            kind: error.into(),
        }
        .into()
    }
}
