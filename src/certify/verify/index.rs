//! The indices of components: from determinants where a component is one nondegenerate equilibrium, and from their sum.

use super::Profile;
use super::equilibria::rationals;
use super::two_player::TwoPlayers;
use crate::certify::claim::ClaimedComponent;
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::Rational;

/// The indices of components of one nondegenerate equilibrium, and of one more from their sum, which is one.
pub(super) fn verify(
    game: &Game,
    claimed: &[ClaimedComponent],
    profiles: &[Profile],
    kept: &[Vec<usize>],
    players: Option<[usize; 2]>,
    complete: bool,
    report: &mut Verification,
) {
    let two = players.map(|players| (players, TwoPlayers::new(game, kept, players)));
    let index = |place: usize| {
        let ([first, second], two) = two.as_ref()?;
        let strategy = |player: usize| -> Option<Vec<Rational>> {
            let all = rationals(&profiles[place][player])?;
            let own = kept[player].iter().map(|action| all[*action].clone());
            Some(own.collect())
        };
        two.index(&strategy(*first)?, &strategy(*second)?)
    };
    compare(claimed, index, complete, report);
}

/// Compares the indices that are claimed with those of single equilibria, and with the sum.
pub(super) fn compare(
    claimed: &[ClaimedComponent],
    index: impl Fn(usize) -> Option<i64>,
    complete: bool,
    report: &mut Verification,
) {
    let before = report.refuted.len();
    let single = |component: &ClaimedComponent| match component.equilibria.as_slice() {
        [place] => index(*place),
        _ => None,
    };
    let mut exact: Vec<Option<i64>> = claimed.iter().map(single).collect();
    let known: i64 = exact.iter().flatten().sum();
    let open: Vec<usize> = (0..exact.len())
        .filter(|place| exact[*place].is_none())
        .collect();
    let (one_left, left) = (open.len() == 1, open.first());
    if let (true, true, Some(left)) = (complete, one_left, left) {
        exact[*left] = Some(1 - known);
    }
    let (mut checked, mut absent) = (0, 0);
    for (number, (component, exact)) in claimed.iter().zip(&exact).enumerate() {
        let place = format!("/index/{number}");
        match (component.index, exact) {
            (Some(claimed), Some(exact)) if claimed != *exact => {
                report.refute(
                    Check::Index,
                    &place,
                    format!("the index is {exact}, not {claimed}"),
                );
            }
            (Some(_), Some(_)) => checked += 1,
            (None, _) => absent += 1,
            (Some(_), None) => {
                let words = "the index of a component that is degenerate";
                report.leave(Check::Index, &place, words);
            }
        }
    }
    let all: Option<i64> = claimed
        .iter()
        .try_fold(0i64, |sum, component| sum.checked_add(component.index?));
    let all_known = claimed.iter().all(|component| component.index.is_some());
    if all_known && all != Some(1) && report.refuted.len() == before {
        report.refute(
            Check::Index,
            "/index",
            "the indices of all components do not add up to one",
        );
    }
    let rest = match absent {
        0 => "; all add up to one".to_owned(),
        1 => "; 1 is not given".to_owned(),
        more => format!("; {more} are not given"),
    };
    report.conclude(
        before,
        Check::Index,
        "/index",
        format!("computed again: {checked} of {}{rest}", claimed.len()),
    );
}
