//! Perfect Bayesian equilibria in pure actions: every plan, with beliefs where it does not lead.
//!
//! Where a plan leads to an information set, beliefs follow by Bayes' rule. Where it does not, any beliefs will do that put weight only on nodes to which
//! the fewest departures from the plan lead: whether there are some with which the planned action is best is a linear program.
//!
//! # Source
//! Fudenberg, Tirole (1991), "Perfect Bayesian equilibrium and sequential equilibrium"; Mas-Colell, Whinston, Green (1995), "Microeconomic Theory", section 9.C (weak beliefs).

use super::pure::pure_equilibria;
use super::solution::{Completeness, Concept, Gap, Method, Solution};
use crate::certify::{Assessment, assessment, gains, pure_nash};
use crate::game::{Game, Node, Tree};
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::Rational;

/// The most plans that are gone through.
pub const PLANS: usize = 100_000;

/// Whether types are private and somebody may not get to decide, since it has seen that something was done and not something else, in a part of the game that
/// is no game of its own: then subgames do not say what is credible there, and beliefs matter.
pub fn has_signals(tree: &Tree) -> bool {
    if !tree.draws().iter().any(|draw| draw.is_type) {
        return false;
    }
    let parents = tree.parents();
    // What was done on the way to a node, from where the smallest subgame begins.
    let done = |origin: usize, node: u32| {
        let mut done = Vec::new();
        let mut at = node as usize;
        while at != origin {
            let Some(parent) = parents[at] else { break };
            let parent = parent as usize;
            if let Node::Decision { set, .. } = tree.nodes()[parent] {
                let before = &tree.sets()[set as usize];
                let children = tree.children(parent).iter();
                let way = children.take_while(|child| **child as usize != at).count();
                if before.actions.len() > 1 {
                    done.push((before.player, before.actions[way].id.as_str()));
                }
            }
            at = parent;
        }
        done
    };
    (0..tree.sets().len()).any(|set| {
        let nodes = tree.members(set);
        let origin = tree.origin(set);
        let seen = nodes.iter().map(|node| done(origin, *node));
        let common = seen.reduce(|common, own| {
            let kept = common.into_iter().filter(|step| own.contains(step));
            kept.collect()
        });
        common.is_some_and(|common| !common.is_empty())
    })
}

/// The types that chance gave on the way to a node: draw and result, in order.
pub fn types_before(tree: &Tree, parents: &[Option<u32>], node: usize) -> Vec<(usize, usize)> {
    let mut types = Vec::new();
    let mut at = node;
    while let Some(parent) = parents[at] {
        let parent = parent as usize;
        if let Node::Chance { draw, .. } = tree.nodes()[parent]
            && tree.draws()[draw as usize].is_type
        {
            let children = tree.children(parent).iter();
            let result = children.take_while(|child| **child as usize != at).count();
            types.push((draw as usize, result));
        }
        at = parent;
    }
    types.reverse();
    types
}

/// All perfect Bayesian equilibria in pure actions of a tree with types; none if there are more than [`PLANS`] plans.
pub fn perfect_bayesian(agents: &Game) -> Option<Solution> {
    let tree = agents.tree()?;
    let counts = agents.counts();
    let plans = counts
        .iter()
        .try_fold(1usize, |all, count| all.checked_mul(*count));
    if plans.is_none_or(|plans| plans > PLANS) {
        return None;
    }
    // Only one who gains nothing by any decision alone, where play leads, need be looked at.
    let equilibria = pure_equilibria(agents)
        .into_iter()
        .filter(|index| supporting(tree, &agents.profile_at(*index)).is_some())
        .map(|index| {
            pure_nash(agents, index).expect("invariant: the sweep finds best replies only")
        })
        .collect();
    Some(Solution::listing(
        Concept::PerfectBayesian,
        Method::PureSweep,
        Completeness::Incomplete(vec![Gap::PureBayesian]),
        equilibria,
    ))
}

/// The plan with beliefs that support it, if there are any.
pub fn supporting(tree: &Tree, plan: &[usize]) -> Option<Assessment> {
    let departures = departures(tree, plan);
    let reached = tree.reached(&tree.certain(plan));
    let mut beliefs = Vec::new();
    for set in 0..tree.sets().len() {
        let nodes = tree.members(set);
        let total = nodes
            .iter()
            .fold(Rational::ZERO, |sum, node| &sum + &reached[*node as usize]);
        let belief = match total.is_zero() {
            false => nodes
                .iter()
                .map(|node| &reached[*node as usize] / &total)
                .collect(),
            true => believable(tree, plan, set, &departures)?,
        };
        beliefs.push(belief);
    }
    assessment(tree, plan, &beliefs).ok()
}

/// Beliefs in a set that the plan does not lead to, with which no other way on is better.
fn believable(
    tree: &Tree,
    plan: &[usize],
    set: usize,
    departures: &[usize],
) -> Option<Vec<Rational>> {
    let nodes = tree.members(set);
    let fewest = nodes.iter().map(|node| departures[*node as usize]).min()?;
    let open: Vec<usize> = (0..nodes.len())
        .filter(|place| departures[nodes[*place] as usize] == fewest)
        .collect();
    let mut constraints: Vec<Constraint> = gains(tree, plan, set)?
        .into_iter()
        .map(|(_, gains)| Constraint {
            coefficients: open.iter().map(|place| gains[*place].clone()).collect(),
            relation: Relation::AtMost,
            bound: Rational::ZERO,
        })
        .collect();
    constraints.push(Constraint {
        coefficients: vec![Rational::ONE; open.len()],
        relation: Relation::Equal,
        bound: Rational::ONE,
    });
    let program = LinearProgram {
        objective: vec![Rational::ZERO; open.len()],
        constraints,
    };
    let Optimum::Optimal { primal, .. } = maximise(&program) else {
        return None;
    };
    let mut belief = vec![Rational::ZERO; nodes.len()];
    for (place, probability) in open.into_iter().zip(primal) {
        belief[place] = probability;
    }
    Some(belief)
}

/// How many decisions on the way to each node are not those of the plan.
fn departures(tree: &Tree, plan: &[usize]) -> Vec<usize> {
    let mut departures = vec![0; tree.nodes().len()];
    for node in 0..departures.len() {
        for (action, &child) in tree.children(node).iter().enumerate() {
            let departs = match tree.nodes()[node] {
                Node::Decision { set, .. } => plan[set as usize] != action,
                _ => false,
            };
            departures[child as usize] = departures[node] + usize::from(departs);
        }
    }
    departures
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Draw, InformationSet, Player, TreeBuilder};

    /// Beer and quiche (Cho, Kreps 1987): a strong type (9/10) likes beer, a weak one quiche; the other would fight the weak one only.
    fn beer_and_quiche() -> Tree {
        let mut tree = TreeBuilder::new(
            "beer and quiche",
            vec![Player::plain("S", &[]), Player::plain("R", &[])],
        );
        let draw = tree.draw(Draw {
            id: "type of S".to_owned(),
            results: vec!["strong".to_owned(), "weak".to_owned()],
            is_type: true,
        });
        let typed = |id: &str, own: &str, result| InformationSet {
            own_type: Some(own.to_owned()),
            given: vec![(0, result)],
            ..InformationSet::plain(id, 0, &["beer", "quiche"])
        };
        let strong = tree.set(typed("S:strong", "strong", 0));
        let weak = tree.set(typed("S:weak", "weak", 1));
        let beer = tree.set(InformationSet::plain("R after beer", 1, &["fight", "let"]));
        let quiche = tree.set(InformationSet::plain(
            "R after quiche",
            1,
            &["fight", "let"],
        ));
        let mut add = |step: &str, set: usize, pay: [i64; 2]| match step {
            "d" => tree.decision(set).expect("room"),
            "c" => tree
                .chance(draw, &[Rational::ratio(9, 10), Rational::ratio(1, 10)])
                .expect("room"),
            _ => tree
                .outcome(pay.map(Rational::integer).to_vec())
                .expect("room"),
        };
        add("c", 0, [0, 0]);
        for (set, likes, fights) in [(strong, beer, -1), (weak, quiche, 1)] {
            add("d", set, [0, 0]);
            for drink in [beer, quiche] {
                add("d", drink, [0, 0]);
                let own = i64::from(drink == likes);
                add("o", 0, [own, fights]);
                add("o", 0, [own + 2, 0]);
            }
        }
        tree.build().expect("complete")
    }

    #[test]
    fn beer_and_quiche_has_the_two_pooling_equilibria_of_the_paper() {
        let tree = beer_and_quiche();
        assert!(has_signals(&tree));
        let solution = perfect_bayesian(&tree.agent_form().expect("small")).expect("few plans");
        let plans: Vec<_> = solution
            .equilibria
            .iter()
            .filter_map(|e| e.pure_profile())
            .collect();
        // Strong, weak, after beer, after quiche: both drink beer and are let be, or both eat quiche.
        assert_eq!(plans, [vec![0, 0, 1, 0], vec![1, 1, 0, 1]]);
        let assessment = supporting(&tree, &[1, 1, 0, 1]).expect("it is one");
        assert_eq!(
            assessment.beliefs()[3],
            [Rational::ratio(9, 10), Rational::ratio(1, 10)]
        );
        assert!(
            assessment.beliefs()[2][1] >= Rational::ratio(1, 2),
            "a beer drinker is thought weak"
        );
    }

    /// C comes in or not; chance, of which nobody is told but a bystander, brings a type; S fights, which costs both, or yields.
    fn entry_beside_a_type() -> Tree {
        let names = ["C", "S", "B"].map(|id| Player::plain(id, &[]));
        let mut tree = TreeBuilder::new("entry", names.to_vec());
        let draw = tree.draw(Draw {
            id: "type of B".to_owned(),
            results: vec!["good".to_owned(), "bad".to_owned()],
            is_type: true,
        });
        let first = tree.set(InformationSet::plain("C", 0, &["out", "in"]));
        let second = tree.set(InformationSet::plain("S", 1, &["fight", "yield"]));
        let half = [Rational::ratio(1, 2), Rational::ratio(1, 2)];
        let pay = |c, s| [c, s, 0].map(Rational::integer).to_vec();
        tree.chance(draw, &half).expect("room");
        for _ in 0..2 {
            tree.decision(first).expect("room");
            tree.outcome(pay(0, 2)).expect("room");
            tree.decision(second).expect("room");
            tree.outcome(pay(-1, -1)).expect("room");
            tree.outcome(pay(1, 1)).expect("room");
        }
        tree.build().expect("complete")
    }

    #[test]
    fn an_empty_threat_beside_a_private_type_is_no_equilibrium() {
        let tree = entry_beside_a_type();
        assert!(has_signals(&tree));
        let solution = perfect_bayesian(&tree.agent_form().expect("small")).expect("few plans");
        let plans = solution.equilibria.iter().filter_map(|e| e.pure_profile());
        assert_eq!(plans.collect::<Vec<_>>(), [vec![1, 1]]);
    }

    /// A goes out (1) or on, and then left or right, which is good (1/2) or bad (-10), 0 or 4, by the type of B, of which it knows nothing.
    fn two_decisions() -> Tree {
        let mut tree = TreeBuilder::new(
            "twice",
            ["A", "B"].map(|id| Player::plain(id, &[])).to_vec(),
        );
        let draw = tree.draw(Draw {
            id: "type of B".to_owned(),
            results: vec!["one".to_owned(), "two".to_owned()],
            is_type: true,
        });
        let first = tree.set(InformationSet::plain("A", 0, &["out", "on"]));
        let second = tree.set(InformationSet::plain("A again", 0, &["left", "right"]));
        let half = Rational::ratio(1, 2);
        let pay = |value: Rational| vec![value, Rational::ZERO];
        tree.chance(draw, &[half.clone(), half.clone()])
            .expect("room");
        for (left, right) in [(half, 0), (Rational::integer(-10), 4)] {
            tree.decision(first).expect("room");
            tree.outcome(pay(Rational::ONE)).expect("room");
            tree.decision(second).expect("room");
            tree.outcome(pay(left)).expect("room");
            tree.outcome(pay(Rational::integer(right))).expect("room");
        }
        tree.build().expect("complete")
    }

    #[test]
    fn nobody_is_kept_out_by_what_it_would_believe_of_others_after_its_own_doing() {
        let tree = two_decisions();
        assert!(has_signals(&tree));
        let solution = perfect_bayesian(&tree.agent_form().expect("small")).expect("few plans");
        let plans = solution.equilibria.iter().filter_map(|e| e.pure_profile());
        // Out and left would need the belief that B is of type one: but on and right gives 2, and out 1.
        assert_eq!(plans.collect::<Vec<_>>(), [vec![1, 1]]);
    }

    #[test]
    fn beliefs_that_the_plan_does_not_lead_to_are_refused() {
        let tree = beer_and_quiche();
        let found = supporting(&tree, &[0, 0, 1, 0]).expect("it is one");
        let mut beliefs = found.beliefs().to_vec();
        beliefs[2].reverse();
        let error = assessment(&tree, found.plan(), &beliefs).map_err(|e| e.to_string());
        assert!(error.is_err_and(|words| words.contains("R after beer")));
    }
}
