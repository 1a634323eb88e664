//! Outlines against areas and curves known by formula.

use super::*;
use crate::report::map::sample::{Sampler, balancing, polynomial};

/// Twice the area within a loop, by the shoelace formula.
fn doubled(points: &[Place]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points
        .iter()
        .zip(next)
        .map(|(a, b)| a[0] * b[1] - a[1] * b[0])
        .sum()
}

fn area(outlines: &Outlines, owner: Owner) -> f64 {
    outlines
        .loops(owner)
        .iter()
        .map(|points| doubled(points) / 2.0)
        .sum()
}

#[test]
fn the_areas_within_all_outlines_are_together_the_box() {
    for (shift, depth) in [(0, 5), (0, 9), (-10, 12), (8, 13)] {
        let outlines = Outlines::trace(&Grid::new(&balancing(shift, depth)), [1.0, 1.0], 1e-3);
        let total: f64 = outlines
            .owners()
            .into_iter()
            .map(|owner| area(&outlines, owner))
            .sum();
        assert!((total - 1.0).abs() < 1e-9, "{shift} {depth}: {total}");
    }
}

#[test]
fn a_disc_is_outlined_by_one_ring_of_its_area() {
    let circle = polynomial(&[
        (1, 1, 2, 0),
        (1, 1, 0, 2),
        (-1, 1, 1, 0),
        (-1, 1, 0, 1),
        (41, 100, 0, 0),
    ]);
    let equilibria = |signs: &[bool]| vec![usize::from(signs[0])];
    let map = Sampler {
        polynomials: vec![circle],
        lower: [0, 0],
        upper: [1, 1],
        depth: 12,
        equilibria: &equilibria,
    }
    .map();
    let inside = map
        .regions
        .iter()
        .position(|region| region.equilibria == [0])
        .expect("the disc");
    let outlines = Outlines::trace(&Grid::new(&map), [1.0, 1.0], 1e-5);
    assert_eq!(outlines.loops(Owner::Region(inside)).len(), 1);
    // (x - 1/2)^2 + (y - 1/2)^2 = 9/100
    let wanted = std::f64::consts::PI * 0.09;
    assert!((area(&outlines, Owner::Region(inside)) - wanted).abs() < 1e-3);
    for arc in outlines
        .arcs
        .iter()
        .filter(|arc| arc.left != Owner::Outside && arc.right != Owner::Outside)
    {
        for [x, y] in &arc.points {
            assert!(((x - 0.5).hypot(y - 0.5) - 0.3).abs() < 1e-9);
        }
    }
}

#[test]
fn in_a_saddle_the_sign_in_the_middle_says_which_parts_are_joined() {
    // (x - 129/256)(y - 129/256) is zero in the middle of a cell of 128 x 128; a little more joins what is positive, a little less parts it.
    for (shift, parts) in [(1, 1), (-1, 2)] {
        let saddle = polynomial(&[
            (1, 1, 1, 1),
            (-129, 256, 1, 0),
            (-129, 256, 0, 1),
            (129 * 129, 256 * 256, 0, 0),
            (shift, 1_000_000, 0, 0),
        ]);
        let equilibria = |signs: &[bool]| vec![usize::from(signs[0])];
        let map = Sampler {
            polynomials: vec![saddle],
            lower: [0, 0],
            upper: [1, 1],
            depth: 14,
            equilibria: &equilibria,
        }
        .map();
        let above = map
            .regions
            .iter()
            .position(|region| region.equilibria == [1])
            .expect("a region");
        let outlines = Outlines::trace(&Grid::new(&map), [1.0, 1.0], 1e-6);
        assert_eq!(outlines.loops(Owner::Region(above)).len(), parts, "{shift}");
    }
}

#[test]
fn every_cut_cell_with_a_change_of_sign_is_crossed_by_a_boundary() {
    let map = balancing(0, 14);
    let grid = Grid::new(&map);
    // With a tolerance below zero nothing is thinned out.
    let outlines = Outlines::trace(&grid, [1.0, 1.0], -1.0);
    let mut met = std::collections::BTreeSet::new();
    for arc in &outlines.arcs {
        for pair in arc.points.windows(2) {
            let middle = [0, 1].map(|axis| pair[0][axis].midpoint(pair[1][axis]));
            // A chord at a corner of the grid has no length and lies in all cells around.
            for nudge in [[-1e-9, -1e-9], [1e-9, -1e-9], [-1e-9, 1e-9], [1e-9, 1e-9]] {
                met.insert([0, 1].map(|k| ((middle[k] + nudge[k]) * grid.size[k] as f64) as usize));
            }
        }
    }
    for y in 0..grid.size[1] {
        for x in 0..grid.size[0] {
            if let Leaf::Cut { polynomial, .. } = grid.leaf(x as isize, y as isize) {
                let corners = [[x, y], [x + 1, y], [x, y + 1], [x + 1, y + 1]];
                let signs = corners.map(|[x, y]| grid.is_positive(polynomial, grid.place(x, y)));
                let changes = signs.iter().any(|sign| *sign != signs[0]);
                assert!(!changes || met.contains(&[x, y]), "cell {x}, {y}");
            }
        }
    }
}
