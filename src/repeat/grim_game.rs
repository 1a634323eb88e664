//! Grim reversion in symbols: the parameters at which a profile is played for ever because stage equilibria answer deviations for ever.
//!
//! Player `i` is kept from a deviation to a profile `b` of the stage game iff `g_i(a) >= (1 - d) g_i(b) + d g_i(e)`, where the stage
//! equilibrium `e` answers. These are conditions of a game whose deviators get the right-hand side, to be joined with those under which
//! `e` is a stage equilibrium. A profile lasts iff each player is kept by some `e`, another one for each, or gains by no deviation,
//! which then needs no answer: a product over the players of unions over what answers them.
//!
//! # Source
//! Friedman (1971), "A non-cooperative equilibrium for supergames", *Review of Economic Studies* 38.

use rayon::prelude::*;

use crate::game::Payoffs;
use crate::num::Rational;
use crate::region::{
    Case, Condition, Fraction, Inequality, ParametricGame, Piece, ProfileConditions, Prover,
    Strictness, Symmetry, TooManyCases, conditions, conditions_of_player, simplest,
};

/// The most cases of one profile that are followed.
const CASES: usize = 600;

/// The pure profiles that can be played for ever after a deviation, each with the conditions under which it is a stage equilibrium.
#[derive(Debug, Clone)]
pub struct GrimThreats<'a> {
    game: &'a ParametricGame,
    discount: &'a Fraction,
    credible: Vec<ProfileConditions>,
}

/// A stage equilibrium with the game in which it answers every deviation.
struct Threat<'a> {
    credible: &'a ProfileConditions,
    game: ParametricGame,
}

impl<'a> GrimThreats<'a> {
    /// All pure profiles that are not proved never to be a stage equilibrium.
    ///
    /// # Errors
    /// More cases than can be followed.
    pub fn new(game: &'a ParametricGame, discount: &'a Fraction) -> Result<Self, TooManyCases> {
        let all: Vec<Vec<usize>> = game.profiles().collect();
        let prover = Prover::new(&game.domain);
        let mut credible = conditions(game, &prover, &all, Strictness::Weak)?;
        credible.retain(|threat| !threat.cases.is_empty());
        Ok(GrimThreats {
            game,
            discount,
            credible,
        })
    }

    /// How many there are.
    pub fn number(&self) -> usize {
        self.credible.len()
    }

    /// Those among some profiles.
    pub fn among(mut self, profiles: &[Vec<usize>]) -> Self {
        self.credible
            .retain(|threat| profiles.contains(&threat.profile));
        self
    }

    /// The conditions under which profiles are played for ever, by these threats.
    ///
    /// # Answer
    /// Exact on the domain, as [`conditions`]: a profile is sustained so iff some case holds. Each deviator may be answered by a stage
    /// equilibrium of its own. Mixed stage equilibria do not answer.
    /// # Errors
    /// More cases than can be followed.
    pub fn sustained(
        &self,
        profiles: &[Vec<usize>],
    ) -> Result<Vec<ProfileConditions>, TooManyCases> {
        let prover = Prover::new(&self.game.domain);
        let threats = self.credible.iter().map(|credible| Threat {
            credible,
            game: answered(self.game, self.discount, &prover, &credible.profile),
        });
        let threats: Vec<Threat<'_>> = threats.collect();
        let symmetry = self.symmetry();
        let mut classes: Vec<Vec<usize>> = profiles
            .iter()
            .map(|p| symmetry.representative(p))
            .collect();
        classes.sort_unstable();
        classes.dedup();
        let found = classes
            .par_iter()
            .map(|profile| {
                Ok(ProfileConditions {
                    profile: profile.clone(),
                    cases: self.cases(&prover, &threats, profile)?,
                })
            })
            .collect::<Result<Vec<ProfileConditions>, TooManyCases>>()?;
        let of = |profile: &Vec<usize>| {
            let place = classes
                .binary_search(&symmetry.representative(profile))
                .expect("invariant: every profile has a representative");
            symmetry.renamed(self.game, &found[place], profile)
        };
        Ok(profiles.iter().map(of).collect())
    }

    /// The renamings of members that leave the game and the set of threats as they are.
    fn symmetry(&self) -> Symmetry {
        let mut symmetry = Symmetry::of(self.game);
        let is_threat = |profile: &Vec<usize>| self.credible.iter().any(|t| t.profile == *profile);
        let alike = |profile: Vec<usize>| {
            is_threat(&profile) == is_threat(&symmetry.representative(&profile))
        };
        if !self.game.profiles().all(alike) {
            symmetry.classes.clear();
        }
        symmetry
    }

    /// The cases in which every player is kept.
    fn cases(
        &self,
        prover: &Prover,
        threats: &[Threat<'_>],
        profile: &[usize],
    ) -> Result<Vec<Case>, TooManyCases> {
        let mut kept: Vec<Vec<Case>> = Vec::new();
        for player in 0..profile.len() {
            kept.push(self.kept(prover, threats, profile, player)?);
        }
        // Who can be kept in few ways first: that rules out most without a case.
        kept.sort_by_key(Vec::len);
        let mut cases: Vec<Case> = vec![Vec::new()];
        for ways in kept {
            let mut longer: Vec<Case> = Vec::new();
            for case in &cases {
                for way in &ways {
                    add(prover, &mut longer, joined(case.clone(), way));
                    if longer.len() > CASES {
                        return Err(TooManyCases);
                    }
                }
            }
            cases = longer;
        }
        let mut cases = simplest(prover, cases);
        for case in &mut cases {
            case.sort_by_key(|inequality| inequality.deviation.map_or(profile.len(), |d| d.0));
        }
        Ok(cases)
    }

    /// The cases in which one player is kept: no deviation gains now, or a stage equilibrium answers.
    fn kept(
        &self,
        prover: &Prover,
        threats: &[Threat<'_>],
        profile: &[usize],
        player: usize,
    ) -> Result<Vec<Case>, TooManyCases> {
        let mut kept = conditions_of_player(self.game, prover, profile, player)?;
        // A profile that is a stage equilibrium itself tempts nobody.
        for threat in threats.iter().filter(|t| t.credible.profile != profile) {
            if kept.iter().any(Vec::is_empty) {
                break;
            }
            for own in conditions_of_player(&threat.game, prover, profile, player)? {
                for credible in &threat.credible.cases {
                    let stated = credible.iter().map(|inequality| Inequality {
                        deviation: None,
                        condition: inequality.condition.clone(),
                    });
                    let stated: Case = stated.collect();
                    add(prover, &mut kept, joined(own.clone(), &stated));
                }
            }
        }
        Ok(kept)
    }
}

/// Adds a case to others, unless it lies in one of them or holds nowhere; those that lie in it go.
fn add(prover: &Prover, cases: &mut Vec<Case>, case: Case) {
    let within = |inner: &Case, outer: &Case| {
        let stated = |i: &Inequality| inner.iter().any(|j| j.condition == i.condition);
        outer.iter().all(stated)
    };
    if cases.iter().any(|known| within(&case, known)) {
        return;
    }
    let stated: Vec<Condition> = case.iter().map(|i| i.condition.clone()).collect();
    if prover.contradicts(&stated) {
        return;
    }
    cases.retain(|known| !within(known, &case));
    cases.push(case);
}

/// The conditions of both cases, each once.
fn joined(mut case: Case, other: &Case) -> Case {
    for inequality in other {
        match case
            .iter_mut()
            .find(|i| i.condition == inequality.condition)
        {
            Some(known) => known.deviation = known.deviation.or(inequality.deviation),
            None => case.push(inequality.clone()),
        }
    }
    case
}

/// The game whose deviators are answered by a profile for ever.
fn answered(
    game: &ParametricGame,
    discount: &Fraction,
    prover: &Prover,
    answer: &[usize],
) -> ParametricGame {
    let answer = Payoffs::index_in(&game.counts(), answer);
    let present = Fraction::constant(Rational::ONE).plus(&discount.negative());
    let pieces = |player: usize, profile: usize| -> Vec<Piece> {
        let now = &game.payoffs[player][profile];
        if answer == profile {
            return now.clone();
        }
        let later = &game.payoffs[player][answer];
        let pairs = now
            .iter()
            .flat_map(|one| later.iter().map(move |other| (one, other)));
        pairs
            .filter_map(|(one, other)| {
                let mut guards: Vec<Condition> = one.guards.clone();
                guards.extend(other.guards.iter().cloned());
                guards.sort();
                guards.dedup();
                let value = present
                    .times(&one.value)
                    .plus(&discount.times(&other.value));
                (!prover.contradicts(&guards)).then_some(Piece { guards, value })
            })
            .collect()
    };
    let players = 0..game.players.len();
    let profiles = game.payoffs[0].len();
    let answered = players.map(|player| (0..profiles).map(|b| pieces(player, b)).collect());
    ParametricGame {
        players: game.players.clone(),
        payoffs: game.payoffs.clone(),
        answered: Some(answered.collect()),
        domain: game.domain.clone(),
    }
}
