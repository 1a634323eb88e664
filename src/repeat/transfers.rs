//! Plans with transfers between the players: what they sustain, at all discount factors at once.
//!
//! Payments pool incentives. Let `G(a)` be the sum of the payoffs at a profile `a`, `c_i(a)` what player `i` gets by its best deviation, and
//! `H(a) = sum c_i(a) - G(a)`. If `U` is the greatest joint payoff that can follow and `v_i` the least that a punishment leaves player `i`, then
//! `a` can be played for a period iff the deviations, all together, lose:
//!
//! `(1 - d) H(a) <= d (U - sum v_i)`,
//!
//! since payments share the rest as is needed; and `U` is the greatest `G`, `v_i` the least `c_i` among the profiles that can be played. (Player
//! `i` is held to `c_i(a)`: it pays a fine after `a` that takes all it would lose by refusing.) So these profiles are a greatest fixed point, and
//! because the right-hand side is the same for all of them, it consists of the first ones in the order of `H`: of the first `m`, `m` being the last
//! with `H_m / (H_m + L_m) <= d`, where `L_m` is the greatest `G` less the least `c_i` among the first `m`. Sorting decides all `d` together.
//!
//! Only those `m` matter whose ratio is below the ratios of all later ones; they are kept as steps.
//!
//! # Source
//! Goldluecke and Kranz (2012), "Infinitely repeated games with public monitoring and monetary transfers", *Journal of Economic Theory* 147,
//! the case of perfect monitoring.

use crate::certify::{PaymentPhase, PaymentPlan, PenalCode, penal_code};
use crate::game::Game;
use crate::num::{Rational, Real};

use super::states::{ON_THE_PATH, deviation, never, punish};
use super::{Class, Critical, Discount, Stage};

/// What transfers sustain in a repeated game, at every discount factor.
#[derive(Debug, Clone)]
pub struct Transfers<'a> {
    game: &'a Game,
    stage: &'a Stage,
    steps: Vec<Step>,
}

/// The profiles that can be played from one discount factor on, until the next step.
#[derive(Debug, Clone)]
struct Step {
    /// The discount factor.
    from: Rational,
    /// The profiles are those whose `H` is at most this.
    temptation: Rational,
    /// One with the greatest joint payoff.
    best: usize,
    /// For each player one whose best deviation gives it least.
    punish: Vec<usize>,
    /// The sum of what these leave the players.
    left: Rational,
}

/// The payoffs that are possible at a discount factor: `u_i` at least the punishments, together at most the joint payoff.
///
/// Every such vector of payoffs is that of a subgame-perfect plan with payments and a payment before play begins, where a part of it may be
/// thrown away; and no other is. Nothing is thrown away where the joint payoff is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferPayoffs {
    /// The greatest joint payoff.
    pub joint: Rational,
    /// A profile that gives it.
    pub profile: usize,
    /// For each player the least payoff, and a profile that is played to punish it.
    pub punishments: Vec<(Rational, usize)>,
}

impl<'a> Transfers<'a> {
    /// Finds what can be played at which discount factor.
    ///
    /// # Examples
    /// ```
    /// use unipole::game::{Game, Payoffs, Player};
    /// use unipole::num::{Rational, Real};
    /// use unipole::repeat::{Stage, Transfers};
    /// let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"])).to_vec();
    /// let row = [[3, 0], [5, 1]];
    /// let payoffs = Payoffs::from_fn(&[2, 2], |player, p| Rational::integer(row[p[player]][p[1 - player]]))?;
    /// let game = Game::new("dilemma", players, payoffs);
    /// let stage = Stage::new(&game).expect("two players");
    /// let transfers = Transfers::new(&game, &stage);
    /// // U alone is tempted to defect from (cooperate, defect): by 1, and together they lose 5 - 2 by the punishment.
    /// assert_eq!(transfers.critical(2).discount, Some(Real::from(Rational::ratio(1, 4))));
    /// assert_eq!(transfers.critical(0).discount, Some(Real::from(Rational::ratio(1, 2))));
    /// # Ok::<(), unipole::game::SizeError>(())
    /// ```
    pub fn new(game: &'a Game, stage: &'a Stage) -> Self {
        let mut order: Vec<(Rational, usize)> = (0..stage.profiles())
            .map(|profile| (temptation(stage, profile), profile))
            .collect();
        order.sort_unstable();
        let first = order[0].1;
        let mut best = (joint(stage, first), first);
        let mut punish = vec![first; stage.players()];
        let mut steps: Vec<Step> = Vec::new();
        for (place, (temptation, profile)) in order.iter().enumerate() {
            let joint = joint(stage, *profile);
            if joint > best.0 {
                best = (joint, *profile);
            }
            for (player, harshest) in punish.iter_mut().enumerate() {
                if stage.best(player, *profile) < stage.best(player, *harshest) {
                    *harshest = *profile;
                }
            }
            let is_tied = order
                .get(place + 1)
                .is_some_and(|(next, _)| next == temptation);
            if is_tied {
                continue;
            }
            let left = left(stage, &punish);
            let Some(from) = least(temptation, &(&best.0 - &left)) else {
                continue;
            };
            // A smaller step that is possible no earlier allows less and is no use.
            while steps.last().is_some_and(|step| step.from >= from) {
                steps.pop();
            }
            steps.push(Step {
                from,
                temptation: temptation.clone(),
                best: best.1,
                punish: punish.clone(),
                left,
            });
        }
        Transfers { game, stage, steps }
    }

    /// The least discount factor at which a profile can be played in some period of a plan with transfers; none if it never can.
    pub fn enforceable(&self, profile: usize) -> Option<Rational> {
        let temptation = temptation(self.stage, profile);
        let step = self.steps.iter().find(|step| temptation <= step.temptation);
        step.map(|step| step.from.clone())
    }

    /// The least discount factor at which a profile is played for ever, plans with transfers being possible.
    ///
    /// The joint payoff that follows is then the profile's own: `(1 - d) H(a) <= d (G(a) - sum v_i)`. For a profile with the greatest joint
    /// payoff that is [`Transfers::enforceable`]; for others it is more than that.
    ///
    /// # Answer
    /// Exact, and the profile is sustained at every greater discount factor too; none if it is at no discount factor. The deviation that
    /// binds is of the first player who is tempted there; the plan is a [`PenalCode`], see [`Transfers::penal_code`].
    pub fn critical(&self, profile: usize) -> Critical {
        let from = |step: &Step| {
            let own = self.own_least(step, profile)?;
            Some((own.clone().max(step.from.clone()), own))
        };
        let found = self
            .steps
            .iter()
            .filter_map(|step| Some((from(step)?, step)));
        let Some(((discount, own), step)) = found.min_by(|(a, _), (b, _)| a.0.cmp(&b.0)) else {
            return never(profile, Class::Transfers);
        };
        let binding = if discount.is_zero() {
            None
        } else if own == discount {
            Some((ON_THE_PATH.to_owned(), profile))
        } else {
            Some(self.last_of(step))
        };
        let tempted = |(state, profile): (String, usize)| {
            let mut players = 0..self.stage.players();
            let player = players.find(|player| !self.stage.gain(*player, profile).is_zero());
            let player = player.expect("invariant: what binds tempts somebody");
            deviation(self.game, self.stage, &state, player, profile)
        };
        Critical {
            binding: binding.map(tempted),
            discount: Some(Real::from(discount)),
            ..never(profile, Class::Transfers)
        }
    }

    /// The payoffs that are possible at a discount factor; none if there is no equilibrium in pure actions.
    pub fn payoffs(&self, discount: &Discount) -> Option<TransferPayoffs> {
        let step = self.at(discount)?;
        let punished = step.punish.iter().enumerate();
        Some(TransferPayoffs {
            joint: joint(self.stage, step.best),
            profile: step.best,
            punishments: punished
                .map(|(player, profile)| (self.stage.best(player, *profile).clone(), *profile))
                .collect(),
        })
    }

    /// An optimal penal code that plays a profile for ever at a discount factor, certified; none if there is none.
    ///
    /// Whoever deviates is punished for a period in which it gets no more than its best deviation would give, fine included; then the profile
    /// with the greatest joint payoff is played for ever.
    pub fn penal_code(&self, profile: usize, discount: &Discount) -> Option<PenalCode> {
        let step = self.at(discount)?;
        if self.own_least(step, profile)? > *discount.value() {
            return None;
        }
        let (game, stage, present) = (self.game, self.stage, discount.present());
        let players = stage.players();
        let fewest = |profile: usize, player: usize| {
            let punished = stage.best(player, step.punish[player]);
            &(&present * stage.best(player, profile)) + &(discount.value() * punished)
        };
        // What is left of a sum when every player got the fewest, in equal parts for some of the players.
        let share = |profile: usize, sum: Rational, excluded: Option<usize>| -> Vec<Rational> {
            let fewest: Vec<Rational> = (0..players).map(|j| fewest(profile, j)).collect();
            let rest = sum - fewest.iter().sum::<Rational>();
            let sharing = players - usize::from(excluded.is_some());
            let part = rest / Rational::from(sharing as i128);
            let values = fewest.into_iter().enumerate();
            values
                .map(|(j, fewest)| {
                    if excluded == Some(j) {
                        fewest
                    } else {
                        fewest + &part
                    }
                })
                .collect()
        };
        let for_ever = |name: String, place: usize, profile: usize| {
            let values = share(profile, joint(stage, profile), None);
            let payments = (0..players).map(|j| stage.payoff(j, profile) - &values[j]);
            let phase = PaymentPhase {
                name,
                profile,
                payments: payments.collect(),
                next: place,
            };
            (phase, values)
        };
        let mut phases = vec![for_ever(ON_THE_PATH.to_owned(), 0, profile).0];
        let back = usize::from(step.best != profile);
        let (best, after) = for_ever("after a punishment".to_owned(), back, step.best);
        phases.extend((back == 1).then_some(best));
        for (player, punishment) in step.punish.iter().enumerate() {
            let sum = &(&present * &joint(stage, *punishment))
                + &(discount.value() * &joint(stage, step.best));
            let values = share(*punishment, sum, Some(player));
            let payments = (0..players).map(|j| {
                let later = &(discount.value() * &after[j]) - &values[j];
                stage.payoff(j, *punishment) + &(later / &present)
            });
            phases.push(PaymentPhase {
                name: punish(game, &[player]),
                profile: *punishment,
                payments: payments.collect(),
                next: back,
            });
        }
        let plan = PaymentPlan {
            phases,
            punish: (0..players).map(|player| 1 + back + player).collect(),
        };
        let code = penal_code(game, discount.value(), &plan);
        Some(code.expect("invariant: the payments leave every player the fewest"))
    }

    /// The step of a discount factor.
    fn at(&self, discount: &Discount) -> Option<&Step> {
        let steps = self.steps.iter();
        steps
            .take_while(|step| step.from <= *discount.value())
            .last()
    }

    /// From which discount factor on the punishments of a step deter from a profile that is played for ever.
    fn own_least(&self, step: &Step, profile: usize) -> Option<Rational> {
        let temptation = temptation(self.stage, profile);
        least(&temptation, &(&joint(self.stage, profile) - &step.left))
    }

    /// What a step could not do without and is hardest to keep: the profile that is played then, and when.
    fn last_of(&self, step: &Step) -> (String, usize) {
        let is_last = |profile: usize| temptation(self.stage, profile) == step.temptation;
        let punished = (0..step.punish.len()).find(|player| is_last(step.punish[*player]));
        match punished {
            Some(player) => (punish(self.game, &[player]), step.punish[player]),
            None => ("after a punishment".to_owned(), step.best),
        }
    }
}

impl TransferPayoffs {
    /// Whether these payoffs are possible.
    pub fn contains(&self, payoffs: &[Rational]) -> bool {
        let mut pairs = payoffs.iter().zip(&self.punishments);
        payoffs.len() == self.punishments.len()
            && pairs.all(|(payoff, (least, _))| payoff >= least)
            && payoffs.iter().sum::<Rational>() <= self.joint
    }

    /// The corners of the simplex: everybody punished, and for each player all the rest for this player.
    pub fn corners(&self) -> Vec<Vec<Rational>> {
        let least: Vec<Rational> = self.punishments.iter().map(|(v, _)| v.clone()).collect();
        let rest = &self.joint - &least.iter().sum::<Rational>();
        let all_for = |player: usize| {
            let mut corner = least.clone();
            corner[player] = &corner[player] + &rest;
            corner
        };
        let mut corners = vec![least.clone()];
        corners.extend((0..least.len()).map(all_for));
        corners
    }
}

/// The least `d` with `(1 - d) gain <= d loss`; none if there is none below one.
fn least(gain: &Rational, loss: &Rational) -> Option<Rational> {
    match (gain.is_zero(), loss.sign()) {
        (true, sign) if sign.is_ge() => Some(Rational::ZERO),
        (false, sign) if sign.is_gt() => Some(gain / &(gain + loss)),
        _ => None,
    }
}

/// The sum of the payoffs at a profile.
fn joint(stage: &Stage, profile: usize) -> Rational {
    let players = 0..stage.players();
    players.map(|player| stage.payoff(player, profile)).sum()
}

/// The sum of what the players gain by their best deviations, each alone.
fn temptation(stage: &Stage, profile: usize) -> Rational {
    let players = 0..stage.players();
    players.map(|player| stage.gain(player, profile)).sum()
}

/// What punishments leave the players, together.
fn left(stage: &Stage, punish: &[usize]) -> Rational {
    let players = punish.iter().enumerate();
    players
        .map(|(player, profile)| stage.best(player, *profile))
        .sum()
}
