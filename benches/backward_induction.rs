//! Backward induction: seeded trees of three sizes, the largest of a million nodes, every plan checked decision by decision.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use unipole::certify::nash_in_tree;
use unipole::game::{InformationSet, Player, Tree, TreeBuilder};
use unipole::num::{Rational, SplitMix};
use unipole::solve::backward_induction;

/// A binary tree in which three players decide in turn, with seeded payoffs between 0 and 999,999.
fn binary(depth: u32) -> Tree {
    let players = ["U", "C", "S"].map(|id| Player::plain(id, &[])).to_vec();
    let mut builder = TreeBuilder::new("seeded", players);
    grow(&mut builder, depth, &mut SplitMix::new(1));
    builder.build().expect("a complete tree")
}

fn grow(builder: &mut TreeBuilder, depth: u32, random: &mut SplitMix) {
    if depth == 0 {
        let payoffs = (0..3)
            .map(|_| Rational::integer(i64::try_from(random.below(1_000_000)).expect("small")));
        let payoffs = payoffs.collect();
        builder.outcome(payoffs).expect("room");
        return;
    }
    let id = format!("decision {}", builder.sets().len() + 1);
    let player = (depth % 3) as usize;
    let set = builder.set(InformationSet::plain(&id, player, &["left", "right"]));
    builder.decision(set).expect("room");
    for _ in 0..2 {
        grow(builder, depth - 1, random);
    }
}

fn trees(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("backward induction");
    group.sample_size(10);
    for depth in [9, 14, 19] {
        let tree = binary(depth);
        let found = backward_induction(&tree);
        assert!(!found.equilibria.is_empty());
        if depth < 12 {
            assert_eq!(nash_in_tree(&tree, found.equilibria[0].behaviour()), Ok(()));
        }
        let nodes = tree.nodes().len();
        group.bench_with_input(
            BenchmarkId::from_parameter(nodes),
            &tree,
            |bencher, tree| {
                bencher.iter(|| backward_induction(black_box(tree)));
            },
        );
    }
    group.finish();
}

criterion_group!(benches, trees);
criterion_main!(benches);
