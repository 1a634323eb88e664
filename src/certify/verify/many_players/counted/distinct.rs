//! Whether the roots in some polydiscs are different points of a product of projective spaces.
//!
//! In one chart, polydiscs have no point in common if in some entry the centres are farther apart than the radii together. In different
//! charts, vectors `u` and `v` of one player are no multiples of each other if some `u_a v_b - u_b v_a` is not zero.
//!
//! # Source
//! Breiding, Rose & Timme (2023), "Certifying zeros of polynomial systems using interval arithmetic", *ACM Trans. Math. Softw.* 49.

use std::collections::BTreeMap;

use dashu_int::IBig;

use super::gaussian::Gaussian;
use super::polydisc::Polydisc;
use super::system::Units;

/// Two polydiscs that are not shown to hold different points, by their places in the list.
///
/// # Shapes
/// All in multiples of the same unit.
pub(super) fn not_apart(discs: &[Polydisc]) -> Option<(usize, usize)> {
    let mut charts: BTreeMap<&Units, Vec<&Polydisc>> = BTreeMap::new();
    let mut order: Vec<&Polydisc> = discs.iter().collect();
    // In order of where they begin, in the real part of the first unknown.
    order.sort_by_cached_key(|disc| first(disc).map(|(re, radius)| re - radius));
    for disc in order {
        charts.entry(&disc.units).or_default().push(disc);
    }
    let charts: Vec<Vec<&Polydisc>> = charts.into_values().collect();
    let place = |disc: &Polydisc| discs.iter().position(|other| std::ptr::eq(disc, other));
    let pair = |one: &Polydisc, other: &Polydisc| Some((place(one)?, place(other)?));
    for (number, chart) in charts.iter().enumerate() {
        for (before, disc) in chart.iter().enumerate() {
            let following = chart[before + 1..].iter();
            let mut near = following.take_while(|next| !is_beyond(disc, next));
            if let Some(other) = near.find(|next| !are_apart(disc, next)) {
                return pair(disc, other);
            }
            let mut elsewhere = charts[number + 1..].iter().flatten();
            if let Some(other) = elsewhere.find(|other| !are_no_multiples(disc, other)) {
                return pair(disc, other);
            }
        }
    }
    None
}

fn first(disc: &Polydisc) -> Option<(&IBig, &IBig)> {
    let (centre, radii) = (disc.centre.first()?, disc.radii.first()?);
    Some((&centre.get(1)?.re, radii.get(1)?))
}

/// Whether one begins after another ends, in the real part of the first unknown.
fn is_beyond(one: &Polydisc, next: &Polydisc) -> bool {
    match (first(one), first(next)) {
        (Some((a, r)), Some((b, s))) => b - s > a + r,
        _ => false,
    }
}

fn are_apart(one: &Polydisc, other: &Polydisc) -> bool {
    let centres = one
        .centre
        .iter()
        .flatten()
        .zip(other.centre.iter().flatten());
    let radii = one.radii.iter().flatten().zip(other.radii.iter().flatten());
    let mut entries = centres.zip(radii);
    entries.any(|((a, b), (r, s))| a.minus(b).at_least() > r + s)
}

fn are_no_multiples(one: &Polydisc, other: &Polydisc) -> bool {
    let mut pairs = one.strategies().into_iter().zip(other.strategies());
    pairs.any(|(u, v)| {
        let places = 0..u.len();
        places.clone().any(|a| {
            places.clone().take(a).any(|b| {
                let middle = u[a].0.times(&v[b].0).minus(&u[b].0.times(&v[a].0));
                middle.at_least() > spread(&u[a], &v[b]) + spread(&u[b], &v[a])
            })
        })
    })
}

/// How far a product of numbers in two discs may be from the product of the centres.
fn spread((a, r): &(Gaussian, IBig), (b, s): &(Gaussian, IBig)) -> IBig {
    a.at_most() * s + r * b.at_most() + r * s
}
