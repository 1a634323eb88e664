//! The tree of complementary labels: games of known size, changes that keep equilibria, searches cut short, and evidence that is refuted.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use unipole::certify::complementarity::{
    ComplementarityTree, IncompleteTree, Multipliers, TreeNode, check_complementarity_tree,
};
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, SplitMix};
use unipole::solve::complementarity_tree::{
    Extent, SearchEnd, Searched, extreme_equilibria, search,
};
use unipole::solve::two_player::{ExtremeEquilibria, TwoPlayerError};
use unipole::solve::{Completeness, Concept, Gap, Request, Watch, solve, solve_as_asked};

fn build(m: usize, n: usize, mut payoff: impl FnMut(usize, usize, usize) -> i64) -> Game {
    let player = |id: &str, count: usize| {
        let actions: Vec<String> = (0..count).map(|k| format!("{id}{k}")).collect();
        Player::plain(id, &actions.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let payoffs = Payoffs::from_fn(&[m, n], |player, actions| {
        Rational::from(payoff(player, actions[0], actions[1]))
    });
    Game::new(
        "test",
        vec![player("R", m), player("C", n)],
        payoffs.expect("a small game"),
    )
}

fn random(size: usize, values: u64, seed: u64) -> Game {
    let mut stream = SplitMix::stream(seed);
    build(size, size, |_, _, _| (stream.word() % values) as i64)
}

fn find(game: &Game) -> ExtremeEquilibria {
    extreme_equilibria(game).expect("two players")
}

fn profiles(found: &ExtremeEquilibria) -> BTreeSet<[Vec<Rational>; 2]> {
    found
        .profiles()
        .map(|(x, y)| [x.to_vec(), y.to_vec()])
        .collect()
}

#[test]
fn all_places_to_meet_make_an_equilibrium_each() {
    for size in [2, 7, 10] {
        let meet = build(size, size, |_, i, j| i64::from(i == j));
        assert_eq!(find(&meet).len(), (1 << size) - 1);
    }
}

#[test]
fn indices_of_larger_games_add_up_to_one() {
    for (size, values, seed) in [
        (12, 1000, 1),
        (14, 1000, 2),
        (16, 100, 3),
        (10, 4, 4),
        (11, 3, 5),
    ] {
        let solution = solve(&random(size, values, seed), Concept::Nash);
        assert_eq!(solution.completeness, Completeness::Proved);
        let indices: Option<i64> = solution.components.iter().map(|part| part.index).sum();
        assert_eq!(
            indices,
            Some(1),
            "{size} x {size}, payoffs below {values}, seed {seed}"
        );
    }
}

#[test]
fn any_number_of_threads_finds_the_same() {
    let game = random(14, 5, 7);
    let extent = Extent {
        keep_tree: true,
        ..Extent::WHOLE
    };
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool")
            .install(|| search(&game, &extent).expect("two players"))
    };
    let alone = with(1);
    assert!(alone.found.len() > 10);
    assert_eq!(with(2), alone);
    assert_eq!(with(5), alone);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn affine_changes_and_the_order_of_actions_change_nothing(
        size in 6usize..=9, values in prop_oneof![Just(3u64), Just(1000)], seed in 0u64..1000,
        factor in 1i64..50, shift in -1000i64..1000,
    ) {
        let game = random(size, values, seed);
        let payoff = |player: usize, i: usize, j: usize| {
            game.payoff(player, game.index_of(&[i, j])).to_i64().expect("a whole number")
        };
        let found = profiles(&find(&game));
        // A number for each opposing action does not matter to a player.
        let changed = build(size, size, |player, i, j| {
            factor * payoff(player, i, j) + shift * [j, i][player] as i64
        });
        prop_assert_eq!(&profiles(&find(&changed)), &found);
        let turned = |i: usize| (i + 1) % size;
        let moved = build(size, size, |player, i, j| payoff(player, turned(i), turned(j)));
        let back: BTreeSet<_> = profiles(&find(&moved))
            .into_iter()
            .map(|pair| pair.map(|mut strategy| { strategy.rotate_right(1); strategy }))
            .collect();
        prop_assert_eq!(&back, &found);
        let swapped = build(size, size, |player, i, j| payoff(1 - player, j, i));
        let back: BTreeSet<_> = profiles(&find(&swapped)).into_iter().map(|[x, y]| [y, x]).collect();
        prop_assert_eq!(&back, &found);
    }
}

#[test]
fn a_search_that_is_stopped_says_how_far_it_was() {
    let game = random(20, 1000, 3);
    let asked = AtomicU64::new(0);
    let told = AtomicU64::new(0);
    let watch = Watch {
        stop: &|| asked.fetch_add(1, Ordering::Relaxed) > 100,
        progress: &|done, of| {
            assert!(done <= of && of == 1000);
            told.fetch_max(done, Ordering::Relaxed);
        },
    };
    let stopped = search(
        &game,
        &Extent {
            watch,
            ..Extent::WHOLE
        },
    )
    .expect("two players");
    let SearchEnd::Stopped { thousandths } = stopped.end else {
        panic!("it ended by itself: {:?}", stopped.end);
    };
    assert!(thousandths < 1000 && told.load(Ordering::Relaxed) <= thousandths);
    assert!(profiles(&stopped.found).is_subset(&profiles(&find(&game))));

    asked.store(0, Ordering::Relaxed);
    let request = Request {
        watch,
        ..Request::all(Concept::Nash)
    };
    let solution = solve_as_asked(&game, &request);
    let Completeness::Incomplete(gaps) = &solution.completeness else {
        panic!("said to be complete");
    };
    assert!(matches!(gaps[..], [Gap::StoppedInTree { thousandths }] if thousandths < 1000));
    let pure = solve(&game, Concept::Pure).equilibria.len();
    assert_eq!(
        solution.equilibria.iter().filter(|e| e.is_pure()).count(),
        pure
    );
}

#[test]
fn the_whole_of_a_finished_search_is_told() {
    let told = AtomicU64::new(0);
    let watch = Watch {
        progress: &|done, _| {
            told.fetch_max(done, Ordering::Relaxed);
        },
        ..Watch::NOBODY
    };
    let searched = search(
        &random(12, 1000, 9),
        &Extent {
            watch,
            ..Extent::WHOLE
        },
    );
    assert_eq!(searched.map(|s| s.end), Ok(SearchEnd::Complete));
    assert_eq!(told.load(Ordering::Relaxed), 1000);
}

#[test]
fn first_equilibria_and_limits_are_kept() {
    let game = random(13, 1000, 4);
    let all = profiles(&find(&game));
    for first in [1, 2, 3] {
        let extent = Extent {
            first: Some(first),
            ..Extent::WHOLE
        };
        let searched = search(&game, &extent).expect("two players");
        assert!(searched.found.len() >= first && profiles(&searched.found).is_subset(&all));
        assert_eq!(searched, search(&game, &extent).expect("two players"));
    }
    let limited = search(
        &game,
        &Extent {
            nodes: 100,
            ..Extent::WHOLE
        },
    );
    assert_eq!(limited.map(|s| s.end), Ok(SearchEnd::TooLarge));
    let request = Request {
        first: Some(2),
        ..Request::all(Concept::Nash)
    };
    let solution = solve_as_asked(&game, &request);
    assert_eq!(solution.equilibria.len(), 2);
}

/// The game, its equilibria and the tree.
fn with_evidence(game: &Game) -> (ExtremeEquilibria, ComplementarityTree) {
    let extent = Extent {
        keep_tree: true,
        ..Extent::WHOLE
    };
    let Searched { found, tree, .. } = search(game, &extent).expect("two players");
    (found, tree.expect("it was to be kept"))
}

fn verdict(
    game: &Game,
    found: &ExtremeEquilibria,
    tree: &ComplementarityTree,
) -> Result<(), IncompleteTree> {
    let pairs = found.equilibria.iter().map(|e| [e.row, e.column]).collect();
    check_complementarity_tree(game, [&found.rows, &found.columns], &pairs, tree).map(|_| ())
}

#[test]
fn evidence_shows_that_no_equilibrium_is_missing() {
    for game in [
        random(9, 1000, 1),
        random(8, 3, 2),
        build(4, 4, |_, _, _| 0),
    ] {
        let (found, tree) = with_evidence(&game);
        assert_eq!(verdict(&game, &found, &tree), Ok(()));
        for missing in 0..found.len() {
            let mut fewer = found.clone();
            fewer.equilibria.remove(missing);
            let refuted = verdict(&game, &fewer, &tree);
            assert!(
                matches!(refuted, Err(IncompleteTree::Missing { .. })),
                "{refuted:?}"
            );
        }
    }
}

#[test]
fn evidence_for_another_game_is_refuted() {
    let (found, tree) = with_evidence(&random(8, 1000, 1));
    assert!(verdict(&random(8, 1000, 2), &found, &tree).is_err());
}

#[test]
fn evidence_that_was_changed_is_refuted() {
    let game = random(6, 1000, 5);
    let (found, tree) = with_evidence(&game);
    let changed = |change: &dyn Fn(&mut Vec<TreeNode>)| {
        let mut nodes = tree.nodes.clone();
        change(&mut nodes);
        verdict(&game, &found, &ComplementarityTree { nodes }).expect_err("it was changed")
    };
    let empty = (tree.nodes.iter()).position(|node| matches!(node, TreeNode::Empty { .. }));
    let empty = empty.expect("something is empty");
    let with = |multipliers: Vec<(usize, i64)>| {
        changed(&|nodes| {
            if let TreeNode::Empty {
                multipliers: own, ..
            } = &mut nodes[empty]
            {
                *own = Multipliers::Machine(multipliers.clone());
            }
        })
    };
    let not_empty = IncompleteTree::NotEmpty { node: empty };
    assert_eq!(with(Vec::new()), not_empty);
    assert_eq!(with(vec![(1000, 1)]), not_empty);
    assert_eq!(with((0..6).map(|reply| (reply, -1)).collect()), not_empty);
    let another = changed(&|nodes| {
        if let TreeNode::Empty { player, .. } = &mut nodes[empty] {
            *player = 7;
        }
    });
    assert_eq!(another, not_empty);
    assert_eq!(
        changed(&|nodes| nodes[0] = TreeNode::Branch { label: 12 }),
        IncompleteTree::Label { node: 0, label: 12 }
    );
    assert!(matches!(
        changed(&|nodes| nodes[1] = nodes[0].clone()),
        IncompleteTree::Label { node: 1, .. }
    ));
    let nodes = tree.nodes.len();
    assert_eq!(
        changed(&|nodes| _ = nodes.pop()),
        IncompleteTree::TooShort { nodes: nodes - 1 }
    );
    assert_eq!(
        changed(&|nodes| nodes.push(TreeNode::Set)),
        IncompleteTree::TooLong {
            nodes: nodes + 1,
            used: nodes
        }
    );
    // The whole game is no set of equilibria.
    let whole = verdict(
        &game,
        &found,
        &ComplementarityTree {
            nodes: vec![TreeNode::Set],
        },
    );
    assert!(whole.is_err());
    assert_eq!(changed(&Vec::clear), IncompleteTree::TooShort { nodes: 0 });
}

#[test]
fn no_end_may_be_called_empty_or_a_set_that_is_not() {
    let game = random(7, 4, 11);
    let (found, tree) = with_evidence(&game);
    for (place, node) in tree.nodes.iter().enumerate() {
        let wrong = match node {
            TreeNode::Set => TreeNode::Empty {
                player: 0,
                multipliers: Multipliers::Machine(vec![(0, 1)]),
            },
            // Of what is empty it is true that all is in the list.
            TreeNode::Empty { .. } | TreeNode::Branch { .. } => continue,
        };
        let mut nodes = tree.nodes.clone();
        nodes[place] = wrong;
        let refuted = verdict(&game, &found, &ComplementarityTree { nodes });
        assert_eq!(refuted, Err(IncompleteTree::NotEmpty { node: place }));
    }
}

#[test]
fn games_as_long_as_the_tree_may_be_deep_are_solved() {
    let long = build(2, 398, |player, i, j| match player {
        0 => i64::from((i + j) % 2 == 0),
        _ => -((200 * i as i64 - j as i64).pow(2)),
    });
    let by_vertices = unipole::solve::two_player::extreme_equilibria(&long, &|| false);
    assert_eq!(Ok(find(&long)), by_vertices);
    let longer = build(2, 399, |_, _, j| j as i64);
    let refused = extreme_equilibria(&longer).map(|found| found.len());
    assert_eq!(
        refused,
        Err(TwoPlayerError::TooManyActions {
            actions: 401,
            limit: 400
        })
    );
    assert_eq!(
        solve(&longer, Concept::Nash).completeness,
        Completeness::Proved
    );
}
