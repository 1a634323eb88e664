//! The search against the enumeration of vertices, with proofs believed and not believed.
//!
//! # Source
//! As in [`complementarity_tree`](super).

use super::polytopes::Polytopes;
use super::*;
use crate::certify::complementarity::check_complementarity_tree;
use crate::game::{Payoffs, Player};
use crate::num::Rational;
use crate::solve::two_player;
use proptest::prelude::*;

type Payoff = fn(usize, usize, usize) -> i64;

fn build(m: usize, n: usize, payoff: impl Fn(usize, usize, usize) -> i64) -> Game {
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

#[track_caller]
fn check(game: &Game) {
    let expected = two_player::extreme_equilibria(game, &|| false).expect("a small game");
    let extent = Extent {
        keep_tree: true,
        ..Extent::WHOLE
    };
    let doubts: [fn(u32) -> bool; 4] = [
        |_| false,
        |_| true,
        |depth| depth > 4,
        |depth| depth % 3 == 2,
    ];
    for doubt in doubts {
        let searched = search_doubting(game, &extent, doubt).expect("two players");
        assert_eq!(searched.end, SearchEnd::Complete);
        assert_eq!(searched.found, expected);
        let pairs = searched
            .found
            .equilibria
            .iter()
            .map(|e| [e.row, e.column])
            .collect();
        let strategies = [&searched.found.rows[..], &searched.found.columns[..]];
        let tree = searched.tree.expect("it was to be kept");
        let checked = check_complementarity_tree(game, strategies, &pairs, &tree);
        assert!(checked.is_ok(), "{checked:?}");
    }
}

fn payoffs(sizes: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Game> {
    let largest = prop_oneof![
        Just(1i64),
        Just(3),
        Just(999),
        Just(1 << 40),
        Just(i64::MAX)
    ];
    (sizes.clone(), sizes, largest).prop_flat_map(|(m, n, largest)| {
        proptest::collection::vec(0..=largest, 2 * m * n)
            .prop_map(move |values| build(m, n, |player, i, j| values[(player * m + i) * n + j]))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn small_games_have_the_equilibria_of_vertex_enumeration(game in payoffs(1..=5)) {
        check(&game);
    }

    #[test]
    fn games_in_machine_numbers_have_the_equilibria_of_vertex_enumeration(game in payoffs(6..=7)) {
        check(&game);
    }
}

#[test]
fn degenerate_families_have_the_equilibria_of_vertex_enumeration() {
    let same: Payoff = |_, i, j| i64::from(i == j);
    let nothing: Payoff = |_, _, _| 0;
    let effort: Payoff = |player, i, j| 2 * i.min(j) as i64 - [i, j][player] as i64;
    let travellers: Payoff = |player, i, j| {
        let (own, other) = if player == 0 { (i, j) } else { (j, i) };
        i.min(j) as i64 + 2 * (other as i64 - own as i64).signum()
    };
    let rank_one: Payoff = |player, i, j| ((i + 1) * (j + 2) % 5) as i64 * (1 - 2 * player as i64);
    for payoff in [same, nothing, effort, travellers, rank_one] {
        for size in [1, 2, 3, 5, 6, 8] {
            check(&build(size, size, payoff));
        }
        check(&build(2, 9, payoff));
        check(&build(9, 3, payoff));
    }
}

#[test]
fn every_arithmetic_is_met() {
    let kind = |largest: i64, size: usize| {
        let game = build(size, size, |player, i, j| {
            (i * 7 + j * 3 + player) as i64 % 11 * largest
        });
        match Polytopes::new(&game).expect("two players") {
            Polytopes::Small(_) => "small",
            Polytopes::Machine(_) => "machine",
            Polytopes::Big(_) => "big",
        }
    };
    // Payoffs with a common divisor are as small as without it.
    assert_eq!(
        (kind(1, 5), kind(1 << 50, 5), kind(1, 6)),
        ("small", "small", "machine")
    );
    let wide = build(
        2,
        2,
        |_, i, j| if i == j { i64::MAX } else { -1 - i as i64 },
    );
    assert!(matches!(Polytopes::new(&wide), Ok(Polytopes::Big(_))));
}
