//! A player who moves first, checked again: what follows each action as any list of equilibria, mixtures by the weights that prove them.
//!
//! # Source
//! Conitzer and Sandholm (2006), "Computing the optimal strategy to commit to"; von Stengel and Zamir (2010), "Leadership games with convex
//! strategy sets".

mod actions;
mod attained;
mod mixtures;

use super::number::isolated;
use super::{NoGame, game};
use crate::certify::claim::{Claim, ClaimedConcept, ClaimedNumber};
use crate::certify::leadership_claim::LeadershipClaim;
use crate::certify::{Check, Verification};
use crate::game::Game;
use crate::num::{Rational, Real};

/// Checks everything a saved answer claims of a player who moves first; `about` is what it says of the game.
///
/// 1. The game, and who has a choice.
/// 2. For each action of the leader, the equilibria of the game that the others then play; the best action.
/// 3. Mixtures: what is played, by the definition; that there is no more, by the weights written, one answer after the other.
/// 4. The equilibria of the game in which all move at once, and the comparison.
///
/// # Answer
/// As [`verify`](super::verify()).
/// # Errors
/// There is no game: the answer holds no payoffs, and none was rebuilt.
pub fn verify_leadership(
    about: &Claim,
    claim: &LeadershipClaim,
    rebuilt: Option<&Game>,
) -> Result<Verification, NoGame> {
    let mut report = Verification::default();
    let Some(game) = game::needed(about, rebuilt, &mut report)? else {
        return Ok(report);
    };
    let choosing: Vec<usize> = (0..game.players().len())
        .filter(|player| *player != claim.leader && game.counts()[*player] > 1)
        .collect();
    if claim.followers != choosing {
        let words = "these are not the others who have more than one action";
        report.refute(Check::Leader, "/followers", words);
        return Ok(report);
    }
    let whole = Inner {
        game: &game,
        about,
        is_rebuilt: rebuilt.is_some(),
    };
    let known = actions::verify(&whole, claim, &mut report);
    match &claim.mixed {
        Some(mixed) if choosing.len() < 2 && !game.is_ordinal() => {
            mixtures::verify(&game, about, claim, mixed, &mut report);
        }
        Some(_) => {
            let words = "mixtures are worked out for one follower who has a choice, and payoffs that are no ranks";
            report.refute(Check::Leader, "/mixed", words);
        }
        None if choosing.len() < 2 && !game.is_ordinal() => {
            let words =
                "commitment to mixtures was not worked out, although one player at most answers";
            report.refute(Check::Leader, "/not_worked_out", words);
        }
        None => {}
    }
    let best = nash(&whole, claim, &mut report);
    worth(claim, &known, best.as_ref(), game.is_ordinal(), &mut report);
    for key in &about.unknown_keys {
        let words = "this key is not known to the checker";
        report.leave(Check::UnknownKey, &super::pointer("", &[key]), words);
    }
    Ok(report)
}

/// The game, from which smaller ones are cut.
struct Inner<'a> {
    game: &'a Game,
    about: &'a Claim,
    is_rebuilt: bool,
}

impl Inner<'_> {
    /// Checks a list of equilibria of a game, and takes over what is found: with its place, and what it is about.
    fn list(&self, game: &Game, list: &Claim, place: &str, what: &str, report: &mut Verification) {
        let with_payoffs = Claim {
            payoffs: Some(game.payoffs().clone()),
            ..list.clone()
        };
        let found = match self.is_rebuilt {
            true => super::verify(list, Some(game)),
            false => super::verify(&with_payoffs, None),
        };
        let found = found.unwrap_or_default();
        let kinds = [
            (found.verified, &mut report.verified),
            (found.refuted, &mut report.refuted),
            (found.not_verified, &mut report.not_verified),
        ];
        for (findings, into) in kinds {
            // That the game is the one of the model was said of the whole.
            let findings = findings.into_iter().filter(|f| f.check != Check::Game);
            into.extend(findings.map(|mut finding| {
                finding.place = format!("{place}{}", finding.place);
                finding.words = format!("{what}: {}", finding.words);
                finding
            }));
        }
    }
}

/// What a number as written stands for, if it can be rebuilt.
fn value_of(number: &ClaimedNumber) -> Option<Real> {
    match number {
        ClaimedNumber::Rational(value) => Some(Real::from(value.clone())),
        ClaimedNumber::Root(root) => isolated(root).ok(),
        ClaimedNumber::Enclosed(bounds) => {
            Some(Real::from((bounds.lower.clone(), bounds.upper.clone())))
        }
    }
}

/// The greatest and the least of some numbers, by bounds if one of them is known by bounds.
fn ends(numbers: &[Real]) -> Option<[Real; 2]> {
    let [greatest, least] = [numbers.iter().max()?, numbers.iter().min()?];
    if !numbers
        .iter()
        .any(|number| matches!(number, Real::Enclosed(_)))
    {
        return Some([greatest.clone(), least.clone()]);
    }
    let width = Rational::ratio(1, 10).checked_pow(30)?;
    let bounds = || numbers.iter().map(|number| number.enclosure(&width));
    let lower = || bounds().map(|(lower, _)| lower);
    let upper = || bounds().map(|(_, upper)| upper);
    Some([
        Real::from((lower().max()?, upper().max()?)),
        Real::from((lower().min()?, upper().min()?)),
    ])
}

/// The leader's payoffs in a list of equilibria, at most and at least; none if none is listed, or one cannot be rebuilt.
fn payoffs(list: &Claim, leader: usize) -> Option<[Real; 2]> {
    let listed = list.equilibria.iter();
    let values: Option<Vec<Real>> = listed.map(|e| value_of(e.payoffs.get(leader)?)).collect();
    ends(&values?)
}

/// Compares a number with what it should be; missing where it should be.
fn compare(
    written: Option<&ClaimedNumber>,
    exact: Option<&Real>,
    place: &str,
    report: &mut Verification,
) {
    match (written, exact) {
        (None, None) => {}
        (Some(written), Some(exact)) => {
            if let Err(fault) = super::number::agrees(written, exact) {
                report.refute(Check::Leader, place, fault.to_string());
            }
        }
        (Some(_), None) => report.refute(Check::Leader, place, "nothing shows such a value"),
        (None, Some(exact)) => {
            report.refute(
                Check::Leader,
                place,
                format!("it is left out, and is {exact}"),
            );
        }
    }
}

/// Checks the game in which all move at once; what the leader gets there at most and at least.
fn nash(whole: &Inner, claim: &LeadershipClaim, report: &mut Verification) -> Option<[Real; 2]> {
    whole.list(whole.game, &claim.nash, "/nash", "all at once", report);
    if claim.nash.concept != ClaimedConcept::Nash {
        report.refute(Check::Leader, "/nash/concept", "it should be `nash`");
    }
    let ends = payoffs(&claim.nash, claim.leader);
    let before = report.refuted.len();
    for (side, key) in ["best", "worst"].into_iter().enumerate() {
        let exact = ends.as_ref().map(|ends| &ends[side]);
        let written = claim.nash_payoffs[side].as_ref();
        compare(written, exact, &format!("/nash/{key}"), report);
    }
    let words =
        "the leader's payoff in its best and its worst equilibrium listed, all moving at once";
    report.conclude(before, Check::Leader, "/nash", words);
    ends.filter(|_| claim.nash.complete)
}

/// Checks what moving first is worth: the differences.
fn worth(
    claim: &LeadershipClaim,
    actions: &[Option<Real>; 2],
    nash: Option<&[Real; 2]>,
    is_ordinal: bool,
    report: &mut Verification,
) {
    let mixtures = claim.mixed.as_ref().map_or([None, None], |mixed| {
        [&mixed.strong, &mixed.weak].map(|value| Some(Real::from(value.clone())))
    });
    let before = report.refuted.len();
    let mut left = false;
    for (row, (key, values)) in [("action", actions), ("mixture", &mixtures)]
        .into_iter()
        .enumerate()
    {
        for (side, case) in ["strong", "weak"].into_iter().enumerate() {
            let place = format!("/worth/{key}/{case}");
            let written = claim.worth[row][side].as_ref();
            let pair = values[side].as_ref().zip(nash).filter(|_| !is_ordinal);
            let Some((value, nash)) = pair else {
                compare(written, None, &place, report);
                continue;
            };
            let is_simple = |number: &Real| number.defining().is_none();
            match is_simple(value) && is_simple(&nash[side]) {
                true => compare(written, Some(&(value - &nash[side])), &place, report),
                false => left = true,
            }
        }
    }
    if left {
        let words = "differences of numbers that are not rational";
        report.leave(Check::Leader, "/worth", words);
    }
    let words = "what moving first is worth: the differences of the values above";
    report.conclude(before, Check::Leader, "/worth", words);
}
