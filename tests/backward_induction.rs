//! Backward induction against a brute force that knows nothing of it: every plan, every subgame, every other plan of every player there.

#[path = "helpers/seeded.rs"]
mod seeded;

use seeded::Seeded;
use unipole::certify::{nash_in_tree, subgame_perfect};
use unipole::game::{Draw, InformationSet, Node, Player, Tree, TreeBuilder};
use unipole::num::Rational;
use unipole::solve::backward_induction;

/// What a random tree may hold.
struct Shape {
    players: usize,
    /// The most decisions on the way to an outcome.
    depth: usize,
    /// Payoffs lie between zero and this.
    payoffs: i128,
    /// Whether two may decide at once.
    at_once: bool,
}

/// A random tree of at most `sets` information sets.
fn random_tree(random: &mut Seeded, shape: &Shape, sets: usize) -> Tree {
    let ids: Vec<String> = (0..shape.players)
        .map(|player| format!("P{player}"))
        .collect();
    let players = ids.iter().map(|id| Player::plain(id, &[])).collect();
    let mut builder = TreeBuilder::new("random", players);
    let coin = builder.draw(Draw {
        id: "coin".to_owned(),
        results: vec!["heads".to_owned(), "tails".to_owned()],
        is_type: false,
    });
    let mut left = sets;
    grow(random, shape, &mut builder, coin, shape.depth, &mut left);
    builder.build().expect("a tree that is complete")
}

fn grow(
    random: &mut Seeded,
    shape: &Shape,
    builder: &mut TreeBuilder,
    coin: usize,
    depth: usize,
    left: &mut usize,
) {
    let kind = random.between(0, 7);
    if depth == 0 || *left == 0 || (kind == 0 && depth < shape.depth) {
        let payoff = |_| Rational::integer(random.between(0, shape.payoffs) as i64);
        let payoffs = (0..shape.players).map(payoff).collect();
        return builder.outcome(payoffs).expect("room");
    }
    if kind == 1 {
        let odds = [Rational::ratio(1, 3), Rational::ratio(2, 3)];
        builder.chance(coin, &odds).expect("probabilities");
        for _ in 0..2 {
            grow(random, shape, builder, coin, depth - 1, left);
        }
        return;
    }
    let actions: &[&str] = if random.between(0, 2) == 0 {
        &["a", "b", "c"]
    } else {
        &["a", "b"]
    };
    let first = random.between(0, shape.players as i128 - 1) as usize;
    *left -= 1;
    let id = format!("set {left}");
    let set = builder.set(InformationSet::plain(&id, first, actions));
    if shape.at_once && kind < 4 && *left > 0 {
        *left -= 1;
        let second = (first + 1) % shape.players;
        let id = format!("set {left}");
        let other = builder.set(InformationSet::plain(&id, second, &["x", "y"]));
        builder.decision(set).expect("room");
        for _ in actions {
            builder.decision(other).expect("room");
            for _ in 0..2 {
                grow(random, shape, builder, coin, depth - 1, left);
            }
        }
        return;
    }
    builder.decision(set).expect("room");
    for _ in actions {
        grow(random, shape, builder, coin, depth - 1, left);
    }
}

/// What a player expects of a plan from a node on.
fn expected(tree: &Tree, plan: &[usize], player: usize, node: usize) -> Rational {
    let children = tree.children(node);
    match tree.nodes()[node] {
        Node::Outcome(outcome) => tree.payoffs(outcome as usize)[player].clone(),
        Node::Decision { set, .. } => {
            expected(tree, plan, player, children[plan[set as usize]] as usize)
        }
        Node::Chance { .. } => {
            let parts = children.iter().zip(tree.probabilities(node));
            parts.fold(Rational::ZERO, |sum, (child, probability)| {
                &sum + &(probability * &expected(tree, plan, player, *child as usize))
            })
        }
    }
}

/// All plans: one action for each information set.
fn plans(tree: &Tree) -> Vec<Vec<usize>> {
    let mut plans = vec![Vec::new()];
    for set in tree.sets() {
        let longer = plans.into_iter().flat_map(|plan: Vec<usize>| {
            (0..set.actions.len()).map(move |action| {
                let mut longer = plan.clone();
                longer.push(action);
                longer
            })
        });
        plans = longer.collect();
    }
    plans
}

/// The nodes at which a game of its own begins, from the definition.
fn subgames(tree: &Tree) -> Vec<usize> {
    let whole = |node: &usize| {
        let inside = tree.following(*node);
        let mut sets = (0..tree.sets().len()).map(|set| tree.members(set));
        sets.all(|members| {
            let count = members
                .iter()
                .filter(|at| inside.contains(&(**at as usize)))
                .count();
            count == 0 || count == members.len()
        })
    };
    let decides = |node: &usize| !matches!(tree.nodes()[*node], Node::Outcome(_));
    (0..tree.nodes().len())
        .filter(decides)
        .filter(whole)
        .collect()
}

/// Whether nobody gains in any subgame by any other plan of its own, many decisions changed at once.
fn is_perfect(tree: &Tree, plan: &[usize], subgames: &[usize], all: &[Vec<usize>]) -> bool {
    (0..tree.players().len()).all(|player| {
        let own: Vec<usize> = (0..plan.len())
            .filter(|set| tree.sets()[*set].player == player)
            .collect();
        let differs_only_there = |other: &&Vec<usize>| {
            (0..plan.len()).all(|set| own.contains(&set) || other[set] == plan[set])
        };
        let others: Vec<&Vec<usize>> = all.iter().filter(differs_only_there).collect();
        subgames.iter().all(|node| {
            let value = expected(tree, plan, player, *node);
            others
                .iter()
                .all(|other| expected(tree, other, player, *node) <= value)
        })
    })
}

fn pure_plans(tree: &Tree) -> (Vec<Vec<usize>>, bool) {
    let found = backward_induction(tree);
    let mut plans: Vec<Vec<usize>> = Vec::new();
    for equilibrium in &found.equilibria {
        let behaviour = equilibrium.behaviour();
        assert_eq!(
            nash_in_tree(tree, behaviour),
            Ok(()),
            "subgame-perfect implies Nash"
        );
        if equilibrium.is_pure() {
            let chosen = behaviour
                .iter()
                .map(|p| p.iter().position(|p| *p == Rational::ONE));
            plans.push(chosen.map(|chosen| chosen.expect("an action")).collect());
        }
    }
    plans.sort();
    (plans, found.completeness.is_complete())
}

fn compare(seed: u64, games: usize, shape: &Shape, sets: usize) -> usize {
    let mut random = Seeded::new(seed);
    let mut with_several = 0;
    for game in 0..games {
        let tree = random_tree(&mut random, shape, sets);
        let all = plans(&tree);
        let subgames = subgames(&tree);
        let expected: Vec<Vec<usize>> = all
            .iter()
            .filter(|plan| is_perfect(&tree, plan, &subgames, &all))
            .cloned()
            .collect();
        let (found, complete) = pure_plans(&tree);
        assert_eq!(found, expected, "game {game} of seed {seed}");
        assert!(
            !complete || expected.len() <= 1 || shape.at_once,
            "several are a tie"
        );
        with_several += usize::from(expected.len() > 1);
    }
    with_several
}

#[test]
fn all_equilibria_of_a_thousand_trees_in_which_everybody_sees_everything() {
    let shape = Shape {
        players: 3,
        depth: 4,
        payoffs: 60,
        at_once: false,
    };
    compare(1, 1000, &shape, 5);
}

#[test]
fn all_equilibria_of_five_hundred_trees_with_ties() {
    let shape = Shape {
        players: 2,
        depth: 4,
        payoffs: 2,
        at_once: false,
    };
    let ties = compare(2, 500, &shape, 5);
    assert!(ties > 100, "{ties} of 500 trees have several equilibria");
}

#[test]
fn all_pure_equilibria_of_five_hundred_trees_in_which_two_may_decide_at_once() {
    let shape = Shape {
        players: 2,
        depth: 3,
        payoffs: 60,
        at_once: true,
    };
    compare(3, 500, &shape, 5);
}

#[test]
fn a_plan_with_one_decision_changed_is_refused() {
    let mut random = Seeded::new(4);
    let shape = Shape {
        players: 2,
        depth: 4,
        payoffs: 1000,
        at_once: false,
    };
    let mut refused = 0;
    for _ in 0..50 {
        let tree = random_tree(&mut random, &shape, 5);
        let found = backward_induction(&tree);
        if !found.completeness.is_complete() {
            continue;
        }
        for set in 0..tree.sets().len() {
            let mut behaviour = found.equilibria[0].behaviour().to_vec();
            behaviour[set].rotate_right(1);
            let refutation = subgame_perfect(&tree, &behaviour).expect_err("somebody gains");
            assert!(refutation.to_string().contains("gains"), "{refutation}");
            refused += 1;
        }
    }
    assert!(refused > 50, "{refused}");
}

/// A first decides whether to go on, B answers unseen, A decides again: two decisions changed together may gain where neither does alone.
#[test]
fn a_player_who_decides_twice_without_seeing_the_others_is_left_undecided() {
    let players = ["A", "B"].map(|id| Player::plain(id, &[])).to_vec();
    let mut builder = TreeBuilder::new("twice", players);
    let first = builder.set(InformationSet::plain("A", 0, &["stop", "go"]));
    let answer = builder.set(InformationSet::plain("B", 1, &["x", "y"]));
    let second = builder.set(InformationSet::plain("A again", 0, &["l", "r"]));
    let pay = |a: i64| vec![Rational::integer(a), Rational::ZERO];
    builder.decision(first).expect("room");
    builder.outcome(pay(1)).expect("room");
    builder.decision(answer).expect("room");
    for _ in 0..2 {
        builder.decision(second).expect("room");
        builder.outcome(pay(0)).expect("room");
        builder.outcome(pay(2)).expect("room");
    }
    let tree = builder.build().expect("complete");
    let found = backward_induction(&tree);
    assert!(!found.completeness.is_complete());
    for equilibrium in &found.equilibria {
        assert_eq!(nash_in_tree(&tree, equilibrium.behaviour()), Ok(()));
    }
}
