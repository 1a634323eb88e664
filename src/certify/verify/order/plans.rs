//! The pure equilibria of the reduced normal form, and which of them rest on threats that would not be carried out.

use super::{Behaviour, pure_plan};
use crate::certify::order_claim::{ClaimedThreat, OrderClaim};
use crate::certify::verify::pure::{NAMED, PROFILE_LIMIT, is_equilibrium};
use crate::certify::verify::{counted, pointer};
use crate::certify::{Check, Verification, subgame_perfect};
use crate::game::{Node, NormalForm, Tree};
use crate::num::Rational;

/// The most nodes that are walked through in search of plans that complete others.
const STEPS: usize = 2_000_000;

/// A plan that may be silent.
type Partial = Vec<Option<usize>>;

/// The search for plans that complete others.
struct Search<'a> {
    tree: &'a Tree,
    /// The listed equilibria in which nobody mixes.
    listed: Vec<Vec<usize>>,
    left: usize,
}

pub(super) fn verify(
    tree: &Tree,
    order: &OrderClaim,
    behaviours: &[Option<Behaviour>],
    report: &mut Verification,
) {
    let Some(claimed) = &order.normal_form else {
        return;
    };
    let above = "/order/normal_form/pure_equilibria";
    let form = match tree.normal_form() {
        Ok(form) => form,
        Err(error) => {
            let words = format!("equilibria of the normal form: {error}");
            return report.leave(Check::Credibility, above, words);
        }
    };
    let before = report.refuted.len();
    let mut listed = Vec::new();
    let mut search = Search {
        tree,
        listed: behaviours.iter().flatten().filter_map(pure_plan).collect(),
        left: STEPS,
    };
    let (mut credible, mut open) = (0, 0);
    for (number, plans) in claimed.iter().enumerate() {
        let place = format!("{above}/{number}");
        let Some(profile) = resolved(&form, &plans.profile, &place, report) else {
            continue;
        };
        let index = form.game.index_of(&profile);
        if listed.contains(&index) {
            report.refute(Check::Credibility, &place, "it is listed more than once");
        }
        listed.push(index);
        if !is_equilibrium(&form.game, index) {
            let words = "it is no equilibrium of the normal form: a player gains by another plan";
            report.refute(Check::Credibility, &place, words);
            continue;
        }
        let planned = planned(tree, &form, &profile);
        let decided = match (plans.credible, &plans.threat) {
            (Some(true), _) => {
                credible += 1;
                search.credible(&planned, &place, report)
            }
            (Some(false), Some(threat)) => search.threat(&planned, threat, &place, report),
            _ => false,
        };
        open += usize::from(!decided);
    }
    missing(&form, listed, above, report);
    if open > 0 {
        let words = format!(
            "whether {} of these can be credible",
            counted(open, "profile")
        );
        report.leave(Check::Credibility, above, words);
    }
    let judged = match claimed.len() {
        0 => String::new(),
        _ => format!("; {credible} credible, the threats named are not"),
    };
    let words = format!(
        "{} of the normal form, all of {} examined{judged}",
        counted(claimed.len(), "pure equilibrium"),
        counted(form.game.profiles(), "profile")
    );
    report.conclude(before, Check::Credibility, above, words);
}

/// The plans by their names.
fn resolved(
    form: &NormalForm,
    names: &[String],
    place: &str,
    report: &mut Verification,
) -> Option<Vec<usize>> {
    let players = form.game.players().iter().zip(names);
    let found: Vec<Option<usize>> = players
        .map(|(player, name)| {
            let plan = player.actions.iter().position(|plan| plan.id == *name);
            if plan.is_none() {
                let at = pointer(&format!("{place}/profile"), &[&player.id]);
                let words = format!("{} has no plan `{name}`", player.id);
                report.refute(Check::Credibility, &at, words);
            }
            plan
        })
        .collect();
    found.into_iter().collect()
}

/// What a profile of plans says for each decision.
fn planned(tree: &Tree, form: &NormalForm, profile: &[usize]) -> Partial {
    let sets = tree.sets().iter().enumerate();
    sets.map(|(set, described)| {
        let player = described.player;
        form.strategies[player][profile[player]][set]
    })
    .collect()
}

/// Looks for equilibria that are not listed.
fn missing(form: &NormalForm, mut listed: Vec<usize>, place: &str, report: &mut Verification) {
    let game = &form.game;
    if game.profiles() > PROFILE_LIMIT {
        let words = format!(
            "whether all equilibria of the normal form are listed: it has {} profiles",
            game.profiles()
        );
        return report.leave(Check::Credibility, place, words);
    }
    listed.sort_unstable();
    let all = (0..game.profiles()).filter(|index| is_equilibrium(game, *index));
    let missing: Vec<usize> = all
        .filter(|index| listed.binary_search(index).is_err())
        .collect();
    for index in missing.iter().take(NAMED) {
        let players = game.players().iter().zip(game.profile_at(*index));
        let words: Vec<String> = players
            .map(|(player, plan)| format!("{} {}", player.id, player.actions[plan].id))
            .collect();
        let words = format!(
            "the equilibrium {} of the normal form is missing",
            words.join(" | ")
        );
        report.refute(Check::Credibility, place, words);
    }
    if missing.len() > NAMED {
        let words = format!("{} more are missing", missing.len() - NAMED);
        report.refute(Check::Credibility, place, words);
    }
}

impl Search<'_> {
    /// Whether it was decided that a subgame-perfect plan agrees with the profile, as is said.
    fn credible(&mut self, planned: &Partial, place: &str, report: &mut Verification) -> bool {
        let found = self.agreeing(planned);
        if found == Some(false) {
            let words = "no subgame-perfect plan agrees with it";
            report.refute(Check::Credibility, &format!("{place}/credible"), words);
        }
        found.is_some()
    }

    /// Whether it was decided that the profile rests on the threat, as is said.
    fn threat(
        &mut self,
        planned: &Partial,
        threat: &ClaimedThreat,
        place: &str,
        report: &mut Verification,
    ) -> bool {
        let set = &self.tree.sets()[threat.decision];
        if planned[threat.decision] != Some(threat.planned) {
            let words = match planned[threat.decision] {
                None => format!("the plans say nothing of {}", set.id),
                Some(action) => format!("at {} the plan is {}", set.id, set.actions[action].id),
            };
            report.refute(
                Check::Credibility,
                &format!("{place}/threat/planned"),
                words,
            );
            return true;
        }
        let mut gains: Vec<Rational> = Vec::new();
        for listed in &self.listed {
            let plan = planned.iter().zip(listed);
            let plan: Vec<usize> = plan
                .map(|(planned, other)| planned.unwrap_or(*other))
                .collect();
            gains.push(gain(self.tree, &plan, threat));
        }
        // What follows where the plans are silent, in every way: if the threat never is best, no equilibrium carries it out.
        let silent = self.silent_after(planned, threat);
        let all = self.completions(planned, &silent);
        if let Some(all) = &all {
            gains.extend(all.iter().map(|plan| gain(self.tree, plan, threat)));
        }
        if gains.contains(&threat.gain) {
            if threat.gain.sign().is_le() {
                let words = "nothing is gained, so this is no empty threat";
                report.refute(Check::Credibility, &format!("{place}/threat/gain"), words);
                return true;
            }
        } else if all.is_some() {
            let words = match gains.first() {
                Some(exact) => format!(
                    "at {} {} gives {exact} more than {}",
                    set.id, set.actions[threat.better].id, set.actions[threat.planned].id
                ),
                None => "what follows is not said".to_owned(),
            };
            report.refute(Check::Credibility, &format!("{place}/threat/gain"), words);
            return true;
        } else {
            return false;
        }
        let never = all.is_some_and(|all| {
            let mut gains = all.iter().map(|plan| gain(self.tree, plan, threat));
            gains.all(|gain| gain.sign().is_gt())
        });
        if never {
            return true;
        }
        let found = self.agreeing(planned);
        if found == Some(true) {
            let words = "a subgame-perfect plan agrees with it";
            report.refute(Check::Credibility, &format!("{place}/credible"), words);
        }
        found.is_some()
    }

    /// Whether a subgame-perfect plan agrees with a profile; none where that would take too long to find out.
    fn agreeing(&mut self, planned: &Partial) -> Option<bool> {
        let fillings = self.listed.iter().map(|listed| {
            let plan = planned.iter().zip(listed);
            plan.map(|(planned, other)| planned.unwrap_or(*other))
                .collect()
        });
        let fillings: Vec<Vec<usize>> = fillings.collect();
        if fillings.iter().any(|plan| is_perfect(self.tree, plan)) {
            return Some(true);
        }
        let silent: Vec<usize> = (0..planned.len())
            .filter(|set| planned[*set].is_none())
            .collect();
        let all = self.completions(planned, &silent)?;
        Some(all.iter().any(|plan| is_perfect(self.tree, plan)))
    }

    /// The decisions of which the plans say nothing, and which may follow from where the smallest game of its own begins that holds a threat.
    fn silent_after(&self, planned: &Partial, threat: &ClaimedThreat) -> Vec<usize> {
        let tree = self.tree;
        let mut silent = Vec::new();
        let mut waiting = vec![tree.origin(threat.decision)];
        while let Some(node) = waiting.pop() {
            let children = tree.children(node);
            match tree.nodes()[node] {
                Node::Decision { set, .. } if set as usize != threat.decision => {
                    let set = set as usize;
                    match planned[set] {
                        Some(action) => waiting.push(children[action] as usize),
                        None => {
                            if !silent.contains(&set) {
                                silent.push(set);
                            }
                            waiting.extend(children.iter().map(|child| *child as usize));
                        }
                    }
                }
                _ => waiting.extend(children.iter().map(|child| *child as usize)),
            }
        }
        silent
    }

    /// Every way to fill in some decisions, others of which nothing is said with their first actions; none if that would take too long.
    fn completions(&mut self, planned: &Partial, silent: &[usize]) -> Option<Vec<Vec<usize>>> {
        let sets = self.tree.sets();
        let count = silent
            .iter()
            .try_fold(1usize, |all, set| all.checked_mul(sets[*set].actions.len()))?;
        let steps = count.checked_mul(self.tree.nodes().len())?;
        self.left = self.left.checked_sub(steps)?;
        let mut all: Vec<Vec<usize>> =
            vec![planned.iter().map(|action| action.unwrap_or(0)).collect()];
        for set in silent {
            all = all
                .into_iter()
                .flat_map(|plan| {
                    (0..sets[*set].actions.len()).map(move |action| {
                        let mut with = plan.clone();
                        with[*set] = action;
                        with
                    })
                })
                .collect();
        }
        Some(all)
    }
}

/// What the better action gives more than the planned one.
fn gain(tree: &Tree, plan: &[usize], threat: &ClaimedThreat) -> Rational {
    let set = &tree.sets()[threat.decision];
    let origin = tree.origin(threat.decision);
    let [planned, better] = [threat.planned, threat.better].map(|action| {
        let mut plan = plan.to_vec();
        plan[threat.decision] = action;
        tree.expected(set.player, origin, &set.given, &plan)
    });
    &better - &planned
}

fn is_perfect(tree: &Tree, plan: &[usize]) -> bool {
    let sets = tree.sets().iter().zip(plan);
    let behaviour: Behaviour = sets
        .map(|(set, chosen)| {
            let mut probabilities = vec![Rational::ZERO; set.actions.len()];
            probabilities[*chosen] = Rational::ONE;
            probabilities
        })
        .collect();
    subgame_perfect(tree, &behaviour).is_ok()
}
