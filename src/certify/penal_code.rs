//! Evidence for a plan of a repeated game whose players also pay each other: what everybody is promised, and what every deviation loses.
//!
//! In each period the players act, everybody sees it, and then they pay or are paid; what is paid and not received is thrown away. A player who
//! alone does not act as the plan says ends the payments of the period and is punished from the next period on, and so is one who alone does not
//! pay, or pays although nothing is asked. Payments are voluntary and are counted like payoffs of the period.
//!
//! # Source
//! Goldluecke and Kranz (2012), "Infinitely repeated games with public monitoring and monetary transfers", *Journal of Economic Theory* 147.

use std::cmp::Ordering;

use crate::game::Game;
use crate::linalg::solve;
use crate::num::Rational;

/// A plan with payments: where it goes on, and where a deviator is punished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentPlan {
    /// The phases; play begins in the first.
    pub phases: Vec<PaymentPhase>,
    /// For each player the phase that follows when this player alone deviates.
    pub punish: Vec<usize>,
}

/// What is played and paid in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentPhase {
    /// What the phase is for, in words.
    pub name: String,
    /// What is played: a pure profile, by its number.
    pub profile: usize,
    /// What each player pays afterwards; negative for a player who is paid. Together not negative.
    pub payments: Vec<Rational>,
    /// The phase that follows.
    pub next: usize,
}

/// One player's deviation in a phase, and what it loses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentDeviation {
    /// The phase.
    pub phase: usize,
    /// The player.
    pub player: usize,
    /// The action played instead; none for not paying what is asked, or paying what is not.
    pub action: Option<usize>,
    /// What obeying gives more on average: not negative.
    pub loss: Rational,
}

/// A plan with payments from which no deviation pays, at one discount factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PenalCode {
    plan: PaymentPlan,
    discount: Rational,
    values: Vec<Vec<Rational>>,
    deviations: Vec<PaymentDeviation>,
}

/// Why a plan with payments is not one that everybody obeys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPenalCode {
    /// The discount factor is not at least zero and below one.
    #[error("{0} is no discount factor: at least 0 and below 1")]
    Discount(Rational),
    /// The plan is not of this game.
    #[error("phase {phase} is malformed: {what}")]
    Malformed {
        /// The phase, or the punishments.
        phase: String,
        /// What is wrong.
        what: &'static str,
    },
    /// A deviation pays.
    #[error("in phase {phase}, player {player} gains {gain} by {deviation}")]
    Pays {
        /// The phase.
        phase: String,
        /// The player's id.
        player: String,
        /// The action's id, or the refusal to pay.
        deviation: String,
        /// What it gains on average.
        gain: Rational,
    },
}

/// Certifies a plan with payments as a subgame-perfect equilibrium, or says why it is none.
///
/// With payoffs `g`, payments `x`, discount factor `d` and `V(s) = (1 - d) (g(s) - x(s)) + d V(next of s)`, for every phase `s` and player `i`
/// whose punishment begins in `p`: `V_i(s) >= (1 - d) g_i(any other action) + d V_i(p)` and
/// `d V_i(next of s) - (1 - d) max(x_i(s), 0) >= d V_i(p)`. No one-shot deviation pays then, and payoffs are bounded above, so no deviation does.
///
/// # Errors
/// [`NoPenalCode`]: the first reason found.
pub fn penal_code(
    game: &Game,
    discount: &Rational,
    plan: &PaymentPlan,
) -> Result<PenalCode, NoPenalCode> {
    if *discount < Rational::ZERO || *discount >= Rational::ONE {
        return Err(NoPenalCode::Discount(discount.clone()));
    }
    check_shape(game, plan)?;
    let present = &Rational::ONE - discount;
    let values = promised(game, discount, plan);
    let mut deviations = Vec::new();
    for (number, phase) in plan.phases.iter().enumerate() {
        let played = game.profile_at(phase.profile);
        for (player, who) in game.players().iter().enumerate() {
            let punished = discount * &values[player][plan.punish[player]];
            let mut record = |action: Option<usize>, loss: Rational| {
                if loss.sign().is_lt() {
                    let deviation = match action {
                        Some(action) => who.actions[action].id.clone(),
                        None => "not paying as asked".to_owned(),
                    };
                    return Err(NoPenalCode::Pays {
                        phase: phase.name.clone(),
                        player: who.id.clone(),
                        deviation,
                        gain: -loss,
                    });
                }
                deviations.push(PaymentDeviation {
                    phase: number,
                    player,
                    action,
                    loss,
                });
                Ok(())
            };
            for action in (0..who.actions.len()).filter(|action| *action != played[player]) {
                let instead = game.payoff(player, game.deviation(phase.profile, player, action));
                let value = &(&present * &instead) + &punished;
                record(Some(action), &values[player][number] - &value)?;
            }
            let asked = phase.payments[player].clone().max(Rational::ZERO);
            let paid = &(discount * &values[player][phase.next]) - &(&present * &asked);
            record(None, &paid - &punished)?;
        }
    }
    Ok(PenalCode {
        plan: plan.clone(),
        discount: discount.clone(),
        values,
        deviations,
    })
}

impl PenalCode {
    /// The phases.
    pub fn plan(&self) -> &PaymentPlan {
        &self.plan
    }

    /// The discount factor.
    pub fn discount(&self) -> &Rational {
        &self.discount
    }

    /// The average payoff of a player from a phase on, payments included.
    pub fn value(&self, player: usize, phase: usize) -> &Rational {
        &self.values[player][phase]
    }

    /// What a player's punishment leaves it.
    pub fn punishment(&self, player: usize) -> &Rational {
        self.value(player, self.plan.punish[player])
    }

    /// All deviations of one period: phases in order, players in order, actions in order and then the payment.
    pub fn deviations(&self) -> &[PaymentDeviation] {
        &self.deviations
    }

    /// The plan in sentences, one for each phase: what is played, and who then pays and is paid how much.
    pub fn sentences(&self, game: &Game) -> Vec<String> {
        let sentence = |phase: &PaymentPhase| {
            let actions = game.profile_at(phase.profile);
            let actions = game.players().iter().zip(actions);
            let actions: Vec<String> = actions
                .map(|(player, action)| format!("{} {}", player.id, player.actions[action].id))
                .collect();
            let paid = game.players().iter().zip(&phase.payments);
            let paid = paid.filter_map(|(player, payment)| match payment.sign() {
                Ordering::Greater => Some(format!("{} pays {payment}", player.id)),
                Ordering::Less => Some(format!("{} gets {}", player.id, -payment)),
                Ordering::Equal => None,
            });
            let mut parts = vec![actions.join(", ")];
            parts.extend(paid);
            let next = &self.plan.phases[phase.next].name;
            format!("{}: {}; next {next}", phase.name, parts.join("; "))
        };
        self.plan.phases.iter().map(sentence).collect()
    }
}

/// The promised payoffs, `[player][phase]`.
fn promised(game: &Game, discount: &Rational, plan: &PaymentPlan) -> Vec<Vec<Rational>> {
    let size = plan.phases.len();
    let mut matrix = vec![vec![Rational::ZERO; size]; size];
    for (row, phase) in plan.phases.iter().enumerate() {
        matrix[row][row] = Rational::ONE;
        matrix[row][phase.next] = &matrix[row][phase.next] - discount;
    }
    let present = &Rational::ONE - discount;
    let of = |player: usize| {
        let phases = plan.phases.iter();
        let right: Vec<Rational> = phases
            .map(|phase| {
                let kept = game.payoff(player, phase.profile) - &phase.payments[player];
                &present * &kept
            })
            .collect();
        solve(&matrix, &right).expect("invariant: rows dominated by their diagonal")
    };
    (0..game.players().len()).map(of).collect()
}

fn check_shape(game: &Game, plan: &PaymentPlan) -> Result<(), NoPenalCode> {
    let (players, phases) = (game.players().len(), plan.phases.len());
    let malformed = |phase: &str, what| {
        let phase = phase.to_owned();
        Err(NoPenalCode::Malformed { phase, what })
    };
    if phases == 0 || plan.punish.len() != players || plan.punish.iter().any(|p| *p >= phases) {
        return malformed(
            "punishments",
            "each player is punished in one of the phases",
        );
    }
    for phase in &plan.phases {
        if phase.profile >= game.profiles() {
            return malformed(&phase.name, "there is no such profile");
        }
        if phase.next >= phases {
            return malformed(&phase.name, "it leads nowhere");
        }
        if phase.payments.len() != players {
            return malformed(&phase.name, "it does not say what each player pays");
        }
        if phase.payments.iter().sum::<Rational>().sign().is_lt() {
            return malformed(&phase.name, "more is received than paid");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Payoffs, Player};

    /// A dilemma in which only the row player is tempted to defect: 2 each from cooperation.
    fn tempted() -> Game {
        let players = ["U", "C"].map(|id| Player::plain(id, &["cooperate", "defect"]));
        let cells = [[(2, 2), (0, 1)], [(4, 0), (0, 0)]];
        let payoffs = Payoffs::from_fn(&[2, 2], |player, p| {
            let cell: (i64, i64) = cells[p[0]][p[1]];
            Rational::integer([cell.0, cell.1][player])
        });
        Game::new("tempted", players.to_vec(), payoffs.expect("a small game"))
    }

    /// Cooperation, with a payment from the column player to the row player, and mutual defection for ever as the punishment.
    fn plan(payment: Rational) -> PaymentPlan {
        let phase = |name: &str, profile, payments, next| PaymentPhase {
            name: name.to_owned(),
            profile,
            payments,
            next,
        };
        let nothing = vec![Rational::ZERO; 2];
        let paid = vec![-&payment, payment];
        PaymentPlan {
            phases: vec![phase("together", 0, paid, 0), phase("apart", 3, nothing, 1)],
            punish: vec![1, 1],
        }
    }

    #[test]
    fn a_payment_deters_where_the_tempted_player_gets_enough() {
        // By hand at d = 1/2: the row player gets 2 + x against (1/2) 4; the column player keeps 2 - x, and pays x out of (1/2)(2 - x) a half.
        let half = Rational::ratio(1, 2);
        let third = Rational::ratio(1, 3);
        let accepted = penal_code(&tempted(), &half, &plan(Rational::ONE)).expect("by hand");
        assert_eq!(*accepted.value(0, 0), Rational::integer(3));
        assert_eq!(*accepted.punishment(1), Rational::ZERO);
        assert!(
            accepted
                .deviations()
                .iter()
                .all(|one| one.loss.sign().is_ge())
        );
        assert_eq!(
            accepted.sentences(&tempted())[0],
            "together: U cooperate, C cooperate; U gets 1; C pays 1; next together"
        );
        // At d = 1/3 the temptation weighs (2/3) 4 = 8/3, and (2/3) x <= (1/3) (2 - x) allows no more than x = 2/3.
        assert!(penal_code(&tempted(), &third, &plan(Rational::ratio(2, 3))).is_ok());
        let refused = penal_code(&tempted(), &third, &plan(Rational::ratio(3, 5)));
        assert_eq!(
            refused.expect_err("too little is paid").to_string(),
            "in phase together, player U gains 1/15 by defect"
        );
        let refused = penal_code(&tempted(), &third, &plan(Rational::ratio(3, 4)));
        assert_eq!(
            refused.expect_err("too much is asked").to_string(),
            "in phase together, player C gains 1/12 by not paying as asked"
        );
    }

    #[test]
    fn nobody_is_paid_out_of_nothing() {
        let mut plan = plan(Rational::ONE);
        plan.phases[0].payments[1] = Rational::ZERO;
        let refused = penal_code(&tempted(), &Rational::ratio(1, 2), &plan);
        assert!(matches!(refused, Err(NoPenalCode::Malformed { .. })));
        assert!(penal_code(&tempted(), &Rational::ONE, &plan).is_err());
    }
}
