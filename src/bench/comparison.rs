//! Whether two programs give the same answer, before anybody looks at times.
//!
//! Equilibria are compared number by number: exactly where both are exact, else by whether their bounds meet. One that a complete list lacks is looked at by the
//! definition. It need not be a contradiction: methods that find one equilibrium may find one that is a mixture of extreme ones. Then some extreme equilibrium
//! mixes no other actions than it does: the points with the same tight constraints are a face of the pair of best-reply polytopes, and its vertices are extreme equilibria.
//!
//! # Source
//! Avis, Rosenberg, Savani & von Stengel (2010), "Enumeration of Nash equilibria for two-player games", Economic Theory 42 (the polytopes).

use std::collections::BTreeSet;

use super::Bounds;
use super::listing::{Extent, Listing};
use crate::certify::nash;
use crate::game::Game;
use crate::num::{Rational, Real};

/// How an answer stands to a complete list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Agreement {
    /// The same equilibria.
    Same {
        /// Every number is the same; otherwise those of one are rounded, and the same to the digits it prints.
        exactly: bool,
    },
    /// All that it has are in the list, and it does not claim to have all.
    Within {
        /// Every number is the same; otherwise the same to the printed digits.
        exactly: bool,
    },
    /// What it has was found to be right by the definition.
    Certified,
    /// Nothing can be said, and why.
    NotCompared(String),
    /// The answers contradict each other, and where.
    Different(Vec<String>),
}

impl Agreement {
    /// Whether both list the same equilibria, so that times can be compared.
    pub fn is_same(&self) -> bool {
        matches!(self, Agreement::Same { .. })
    }
}

/// The most differences that are told.
const TOLD: usize = 3;

/// Compares an answer with a complete list of the game's equilibria, if there is one.
pub fn compared(game: &Game, complete: Option<&Listing>, answer: &Listing) -> Agreement {
    let length: usize = game.counts().iter().sum();
    let is_range = answer.extent == Extent::WelfareRange;
    if let Some(wrong) = answer
        .profiles
        .iter()
        .find(|one| !is_range && one.len() != length)
    {
        let numbers = wrong.len();
        return Agreement::Different(vec![format!(
            "an equilibrium has {numbers} numbers, and the players have {length} actions"
        )]);
    }
    match (complete, answer.extent) {
        (Some(complete), Extent::WelfareRange) => within_range(game, complete, answer),
        (None, Extent::WelfareRange) => {
            Agreement::NotCompared("no list to compare with".to_owned())
        }
        (None, _) => by_definition(game, &answer.profiles),
        (Some(complete), Extent::All) => against(game, &complete.profiles, &answer.profiles, true),
        (Some(complete), Extent::Pure) => {
            let is_pure = |profile: &&Vec<Bounds>| {
                let zero_or_one =
                    |number: &Bounds| number.exact().is_some_and(|value| value.is_integer());
                profile.iter().all(zero_or_one)
            };
            let pure: Vec<Vec<Bounds>> =
                complete.profiles.iter().filter(is_pure).cloned().collect();
            against(game, &pure, &answer.profiles, true)
        }
        (Some(complete), Extent::Some | Extent::Incomplete | Extent::Unsaid) => {
            against(game, &complete.profiles, &answer.profiles, false)
        }
    }
}

/// Holds profiles against a complete list, of which they are all or some.
fn against(
    game: &Game,
    complete: &[Vec<Bounds>],
    answer: &[Vec<Bounds>],
    claims_all: bool,
) -> Agreement {
    let is_exact = |list: &[Vec<Bounds>]| list.iter().flatten().all(Bounds::is_exact);
    let exactly = is_exact(answer);
    let (missing, extra) = match exactly && is_exact(complete) {
        true => exact_differences(complete, answer),
        false => differences(complete, answer),
    };
    if extra.is_empty() && missing.is_empty() {
        return Agreement::Same { exactly };
    }
    if extra.is_empty() && !claims_all {
        return Agreement::Within { exactly };
    }
    let mut told = Vec::new();
    let mut open = None;
    for profile in &extra {
        let spans = |listed: &&Vec<Bounds>| {
            let mut pairs = listed.iter().zip(*profile);
            pairs.all(|(listed, found)| !listed.is_positive() || found.may_be_positive())
        };
        let may_be_a_mixture = !claims_all && complete.iter().any(|listed| spans(&listed));
        match (verdict(game, profile), may_be_a_mixture) {
            (Some(Ok(())), true) => {}
            (None, true) => open = Some("decimals that are in no place of the list".to_owned()),
            (Some(Ok(())), false) => told.push(format!(
                "{} is an equilibrium that is not in the list",
                words(game, profile)
            )),
            (Some(Err(why)), _) => told.push(format!("{} is none: {why}", words(game, profile))),
            (None, false) => told.push(format!("{} is not in the list", words(game, profile))),
        }
    }
    if claims_all || !told.is_empty() {
        told.extend(
            missing
                .iter()
                .filter(|_| claims_all)
                .map(|profile| format!("{} is missing", words(game, profile))),
        );
        let more = told.len().saturating_sub(TOLD);
        told.truncate(TOLD);
        if more > 0 {
            told.push(format!("and {more} more"));
        }
        return Agreement::Different(told);
    }
    match open {
        Some(why) => Agreement::NotCompared(why),
        None => Agreement::Certified,
    }
}

type Profiles<'a> = Vec<&'a Vec<Bounds>>;

/// What the first list has alone, and what the second one has alone.
fn exact_differences<'a>(
    complete: &'a [Vec<Bounds>],
    answer: &'a [Vec<Bounds>],
) -> (Profiles<'a>, Profiles<'a>) {
    let [complete, answer] = [complete, answer].map(|list| list.iter().collect::<BTreeSet<_>>());
    (
        complete.difference(&answer).copied().collect(),
        answer.difference(&complete).copied().collect(),
    )
}

/// The same where numbers are rounded: each profile is paired with the first free one that its bounds meet; repeated ones count once.
fn differences<'a>(
    complete: &'a [Vec<Bounds>],
    answer: &'a [Vec<Bounds>],
) -> (Profiles<'a>, Profiles<'a>) {
    let meet = |a: &Vec<Bounds>, b: &Vec<Bounds>| a.iter().zip(b).all(|(a, b)| a.meets(b));
    let mut missing: Profiles<'a> = complete.iter().collect();
    let mut extra = Vec::new();
    for profile in answer.iter().collect::<BTreeSet<_>>() {
        match missing.iter().position(|listed| meet(listed, profile)) {
            Some(place) => drop(missing.remove(place)),
            None => extra.push(profile),
        }
    }
    (missing, extra)
}

/// Whether exact profiles are equilibria, where there is no list.
fn by_definition(game: &Game, answer: &[Vec<Bounds>]) -> Agreement {
    let mut told = Vec::new();
    for profile in answer {
        match verdict(game, profile) {
            Some(Ok(())) => {}
            Some(Err(why)) => told.push(format!("{} is none: {why}", words(game, profile))),
            None => {
                return Agreement::NotCompared(
                    "no complete list, and numbers that are not exact".to_owned(),
                );
            }
        }
    }
    match told.is_empty() {
        true => Agreement::Certified,
        false => {
            told.truncate(TOLD);
            Agreement::Different(told)
        }
    }
}

/// Whether a profile is an equilibrium by the definition, or why it is none; nothing if its numbers are not exact and leave it open.
fn verdict(game: &Game, profile: &[Bounds]) -> Option<Result<(), String>> {
    match certified(game, profile) {
        Some(found) => Some(found.map(|_| ()).map_err(|error| error.to_string())),
        None => improved(game, profile).map(Err),
    }
}

/// Who gains by leaving an action that is certainly played for another one, whatever the numbers are within their bounds; payoffs that are ranks say nothing.
///
/// The gain is a sum over the others' profiles, each with the product of its probabilities, so its least value is at most the sum of the least values.
fn improved(game: &Game, profile: &[Bounds]) -> Option<String> {
    if game.is_ordinal() {
        return None;
    }
    let mut rest = profile;
    let mut strategies: Vec<&[Bounds]> = Vec::new();
    for count in game.counts() {
        let (own, others) = rest.split_at(*count);
        strategies.push(own);
        rest = others;
    }
    let least_gain = |player: usize, from: usize, to: usize| {
        let mut sum = Rational::ZERO;
        for index in 0..game.profiles() {
            let played = game.profile_at(index);
            if played[player] != from {
                continue;
            }
            let others = (0..strategies.len()).filter(|other| *other != player);
            let [low, high] = others.fold([Rational::ONE, Rational::ONE], |[low, high], other| {
                let [least, most] = strategies[other][played[other]].within_zero();
                [&low * &least, &high * &most]
            });
            let there = game.deviation(index, player, to);
            let gain = &game.payoff(player, there) - &game.payoff(player, index);
            let weight = if gain.sign().is_lt() { high } else { low };
            sum = &sum + &(&gain * &weight);
        }
        sum
    };
    for (player, strategy) in strategies.iter().enumerate() {
        for from in (0..strategy.len()).filter(|from| strategy[*from].is_positive()) {
            for to in (0..strategy.len()).filter(|to| *to != from) {
                if least_gain(player, from, to).sign().is_gt() {
                    let who = &game.players()[player];
                    return Some(format!(
                        "player {} gains by action {} where it plays {}",
                        who.id, who.actions[to].id, who.actions[from].id
                    ));
                }
            }
        }
    }
    None
}

fn certified(
    game: &Game,
    profile: &[Bounds],
) -> Option<Result<crate::certify::Equilibrium, crate::certify::Refutation>> {
    let numbers: Vec<Real> = profile
        .iter()
        .map(|number| number.exact().cloned().map(Real::from))
        .collect::<Option<_>>()?;
    let mut numbers = numbers.into_iter();
    let strategies: Vec<Vec<Real>> = game
        .counts()
        .iter()
        .map(|count| numbers.by_ref().take(*count).collect())
        .collect();
    Some(nash(game, &strategies))
}

/// Every equilibrium is a correlated one, so its welfare lies between the ends.
fn within_range(game: &Game, complete: &Listing, answer: &Listing) -> Agreement {
    let [least, greatest] = answer.profiles[0].as_slice() else {
        return Agreement::NotCompared("no two ends".to_owned());
    };
    let mut told = Vec::new();
    for profile in &complete.profiles {
        let Some(Ok(equilibrium)) = certified(game, profile) else {
            continue;
        };
        let payoffs = equilibrium.payoffs().iter();
        let welfare = Bounds::of_real(&payoffs.fold(Real::ZERO, |sum, payoff| &sum + payoff));
        if welfare < *least && !welfare.meets(least)
            || welfare > *greatest && !welfare.meets(greatest)
        {
            told.push(format!(
                "{} has the welfare {}, beyond {} to {}",
                words(game, profile),
                welfare.to_text(),
                least.to_text(),
                greatest.to_text()
            ));
        }
    }
    told.truncate(TOLD);
    match told.is_empty() {
        true => Agreement::Within { exactly: true },
        false => Agreement::Different(told),
    }
}

/// The most numbers that are written out.
const LONGEST: usize = 24;

/// A profile in words: `P1 (1/2, 1/2), P2 (0, 1)`, long ones by what is played.
fn words(game: &Game, profile: &[Bounds]) -> String {
    let mut numbers = profile.iter();
    let strategies = game
        .players()
        .iter()
        .zip(game.counts())
        .map(|(player, count)| {
            let own: Vec<&Bounds> = numbers.by_ref().take(*count).collect();
            let played = own
                .iter()
                .zip(&player.actions)
                .filter(|(number, _)| number.may_be_positive());
            let shown: Vec<String> = match profile.len() > LONGEST {
                false => own.iter().map(|number| number.to_text()).collect(),
                true => played
                    .map(|(number, action)| format!("{} {}", action.id, number.to_text()))
                    .collect(),
            };
            format!("{} ({})", player.id, shown.join(", "))
        });
    strategies.collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Family, Wish};

    /// Both gain if both do the same: two pure equilibria and a mixed one.
    fn meet() -> Game {
        let wish = Wish {
            counts: vec![2, 2],
            seed: 0,
            correlation: Rational::ZERO,
        };
        Family::Coordination.game(&wish).expect("a small game")
    }

    fn listing(extent: Extent, profiles: &[&str]) -> Listing {
        let numbers = |text: &&str| {
            let numbers = text
                .split(' ')
                .map(|number| Bounds::printed(number).expect("a number"));
            numbers.collect()
        };
        Listing {
            extent,
            profiles: profiles.iter().map(numbers).collect(),
        }
    }

    const WHOLE: [&str; 3] = ["1 0 1 0", "0 1 0 1", "1/2 1/2 1/2 1/2"];

    fn judged(extent: Extent, profiles: &[&str]) -> Agreement {
        compared(
            &meet(),
            Some(&listing(Extent::All, &WHOLE)),
            &listing(extent, profiles),
        )
    }

    #[test]
    fn the_same_list_in_any_order_is_the_same() {
        let turned = ["0 1 0 1", "1/2 1/2 1/2 1/2", "1 0 1 0", "1 0 1 0"];
        assert_eq!(
            judged(Extent::All, &turned),
            Agreement::Same { exactly: true }
        );
        let rounded = [
            "0.00 1.00 0.00 1.00",
            "1.00 0.00 1.00 0.00",
            "0.50 0.50 0.50 0.50",
        ];
        assert_eq!(
            judged(Extent::Unsaid, &rounded),
            Agreement::Same { exactly: false }
        );
        assert_eq!(
            judged(Extent::Some, &WHOLE[1..]),
            Agreement::Within { exactly: true }
        );
        assert_eq!(
            judged(Extent::Pure, &WHOLE[..2]),
            Agreement::Same { exactly: true }
        );
    }

    #[track_caller]
    fn differs(agreement: Agreement, fragments: &[&str]) {
        let Agreement::Different(told) = agreement else {
            panic!("{agreement:?}");
        };
        let told = told.join("\n");
        for fragment in fragments {
            assert!(told.contains(fragment), "{fragment} is not in {told}");
        }
    }

    #[test]
    fn contradictions_are_found() {
        differs(
            judged(Extent::All, &WHOLE[1..]),
            &["P1 (1, 0), P2 (1, 0) is missing"],
        );
        differs(judged(Extent::Pure, &WHOLE[1..2]), &["is missing"]);
        differs(
            judged(Extent::Unsaid, &["1 0 0 1"]),
            &["P1 (1, 0), P2 (0, 1) is none: player P1 gains 1 by action 2"],
        );
        differs(
            judged(Extent::Unsaid, &["0.6 0.4 0.5 0.5"]),
            &[
                "P2 (9/20..11/20, 9/20..11/20) is none: player P2 gains by action 1 where it plays 2",
            ],
        );
        differs(judged(Extent::All, &["1 0 1"]), &["3 numbers", "4 actions"]);
        differs(judged(Extent::Some, &["1/2 1 1/2 1/2"]), &["sum to 3/2"]);
        differs(
            compared(&meet(), None, &listing(Extent::Some, &["1 0 0 1"])),
            &["is none"],
        );
        // What is an equilibrium and lies in no set that the list spans.
        let short = listing(Extent::All, &WHOLE[..1]);
        differs(
            compared(&meet(), Some(&short), &listing(Extent::Some, &WHOLE[1..2])),
            &["is an equilibrium that is not in the list"],
        );
    }

    /// Nobody gains or loses by anything: every profile is an equilibrium, and the pure ones are the extreme ones.
    #[test]
    fn a_mixture_of_extreme_equilibria_is_right() {
        let game = meet();
        let payoffs = crate::game::Payoffs::from_fn(&[2, 2], |_, _| Rational::ZERO);
        let flat = Game::new(
            "flat",
            game.players().to_vec(),
            payoffs.expect("a small game"),
        );
        let extreme = listing(Extent::All, &["1 0 1 0", "1 0 0 1", "0 1 1 0", "0 1 0 1"]);
        let even = listing(Extent::Some, &["1/2 1/2 1/3 2/3"]);
        assert_eq!(compared(&flat, Some(&extreme), &even), Agreement::Certified);
        let rounded = listing(Extent::Unsaid, &["0.5 0.5 0.333 0.667"]);
        assert!(matches!(
            compared(&flat, Some(&extreme), &rounded),
            Agreement::NotCompared(_)
        ));
        assert_eq!(compared(&flat, None, &even), Agreement::Certified);
    }

    #[test]
    fn welfare_lies_between_the_ends() {
        let range =
            |least: &str, most: &str| listing(Extent::WelfareRange, &[&format!("{least} {most}")]);
        let complete = listing(Extent::All, &WHOLE);
        let judge = |range: Listing| compared(&meet(), Some(&complete), &range);
        assert_eq!(judge(range("1", "2")), Agreement::Within { exactly: true });
        differs(judge(range("3/2", "2")), &["has the welfare 1,"]);
    }
}
