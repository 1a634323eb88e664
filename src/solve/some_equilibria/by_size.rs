//! All combinations of supports, small and balanced ones first.
//!
//! # Source
//! Porter, Nudelman and Shoham (2008), "Simple search methods for finding a Nash equilibrium", Games and Economic Behavior 63, algorithm 2
//! (the order).

/// The sizes of supports that come to a total, the most balanced ones first.
pub fn sizes(counts: &[usize], total: usize) -> Vec<Vec<usize>> {
    let mut found = vec![Vec::new()];
    for (player, count) in counts.iter().enumerate() {
        let room: usize = counts[player + 1..].iter().sum();
        let least = counts.len() - player - 1;
        let longer = |sizes: Vec<usize>| {
            let used: usize = sizes.iter().sum();
            let fits = move |size: &usize| {
                let rest = total.checked_sub(used + size);
                rest.is_some_and(|rest| least <= rest && rest <= room)
            };
            (1..=*count)
                .filter(fits)
                .map(move |size| {
                    let own = std::iter::once(size);
                    sizes.iter().copied().chain(own).collect::<Vec<usize>>()
                })
                .collect::<Vec<_>>()
        };
        found = found.into_iter().flat_map(longer).collect();
    }
    found.sort_by_key(|sizes| {
        sizes.iter().max().map_or(0, |most| *most) - sizes.iter().min().map_or(0, |least| *least)
    });
    found
}

/// All supports of given sizes, each with its actions in ascending order; the first player's varies fastest.
pub fn supports(counts: &[usize], sizes: &[usize]) -> impl Iterator<Item = Vec<Vec<usize>>> {
    let first: Vec<Vec<usize>> = sizes.iter().map(|size| (0..*size).collect()).collect();
    let mut next = Some(first.clone());
    let counts = counts.to_vec();
    std::iter::from_fn(move || {
        let here = next.take()?;
        let mut following = here.clone();
        for (player, support) in following.iter_mut().enumerate() {
            if turn(support, counts[player]) {
                next = Some(following);
                break;
            }
            support.clone_from(&first[player]);
        }
        Some(here)
    })
}

/// The next subset of the same size; false if there is none.
fn turn(subset: &mut [usize], count: usize) -> bool {
    let size = subset.len();
    let movable = (0..size)
        .rev()
        .find(|place| subset[*place] + size - place < count);
    let Some(place) = movable else { return false };
    let from = subset[place] + 1;
    for (step, action) in subset[place..].iter_mut().enumerate() {
        *action = from + step;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solve::supports::all_supports;

    #[test]
    fn every_combination_comes_once_and_small_ones_first() {
        let counts = [2, 3, 4];
        let mut listed: Vec<Vec<Vec<usize>>> = Vec::new();
        for total in 3..=9 {
            for sizes in sizes(&counts, total) {
                assert_eq!(sizes.iter().sum::<usize>(), total);
                listed.extend(supports(&counts, &sizes));
            }
        }
        let mut expected: Vec<Vec<Vec<usize>>> = all_supports(&counts).collect();
        listed.sort();
        expected.sort();
        assert_eq!(listed, expected);
        assert_eq!(sizes(&counts, 6)[0], [2, 2, 2]);
    }
}
