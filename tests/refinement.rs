//! Refinements and selection against textbook games, brute force over beliefs, and the checker, which refuses what was changed.

#[path = "helpers/games.rs"]
mod games;

use std::fmt::Write as _;

use serde_json::Value as Json;
use unipole::certify::{Admissibility, ThreeValued, verify};
use unipole::format::answer_json::{self, Document};
use unipole::game::{Game, Payoffs};
use unipole::num::{Rational, SplitMix};
use unipole::report::{Answer, Subject, json};
use unipole::solve::potential::{Potential, potential};
use unipole::solve::refinement::{Refined, Rule, Selected, refine, select};
use unipole::solve::{Concept, Solution, solve};

use games::{bimatrix, random};

const YES: ThreeValued = ThreeValued::True;
const NO: ThreeValued = ThreeValued::False;

fn solved(game: &Game) -> (Solution, Refined) {
    let solution = solve(game, Concept::Nash);
    let refined = refine(game, &solution);
    (solution, refined)
}

/// The place of the pure equilibrium with these actions.
fn pure(solution: &Solution, profile: &[usize]) -> usize {
    let mut all = solution.equilibria.iter();
    let place = all.position(|one| one.pure_profile().as_deref() == Some(profile));
    place.expect("a pure equilibrium")
}

/// An equilibrium in dominated strategies is not perfect, the other one is (Selten 1975).
#[test]
fn what_is_played_only_because_it_costs_nothing_is_not_perfect() {
    let game = bimatrix(&[&[(1, 1), (0, 0)], &[(0, 0), (0, 0)]]);
    let (solution, refined) = solved(&game);
    let good = &refined.equilibria[pure(&solution, &[0, 0])];
    assert_eq!(
        (good.admissible, good.perfect, good.proper),
        (YES, YES, YES)
    );
    let bad = &refined.equilibria[pure(&solution, &[1, 1])];
    assert_eq!((bad.admissible, bad.perfect, bad.proper), (NO, NO, NO));
    assert_eq!(bad.quasi_strict, NO);
    let expected = Admissibility::Dominated {
        from: vec![Rational::ZERO, Rational::ONE],
        to: vec![Rational::ONE, Rational::ZERO],
    };
    assert_eq!(
        bad.admissibility,
        vec![Some(expected.clone()), Some(expected)]
    );
    assert_eq!(
        select(&game, &solution, Rule::PayoffDominance),
        Selected::One(pure(&solution, &[0, 0]))
    );
}

/// Myerson (1978): adding dominated actions makes the bad equilibrium perfect; it is not proper, which is left undecided here.
#[test]
fn a_dominated_action_can_make_an_equilibrium_perfect() {
    let game = bimatrix(&[
        &[(1, 1), (0, 0), (-9, -9)],
        &[(0, 0), (0, 0), (-7, -7)],
        &[(-9, -9), (-7, -7), (-7, -7)],
    ]);
    let (solution, refined) = solved(&game);
    let middle = &refined.equilibria[pure(&solution, &[1, 1])];
    assert_eq!((middle.admissible, middle.perfect), (YES, YES));
    assert_ne!(middle.proper, YES);
    let last = &refined.equilibria[pure(&solution, &[2, 2])];
    assert_eq!(last.perfect, NO);
    let first = &refined.equilibria[pure(&solution, &[0, 0])];
    assert_eq!(
        (first.perfect, first.proper, first.essential),
        (YES, YES, YES)
    );
}

/// Stag hunt `a` against a safe `b`: hunting is 1/2-dominant iff a >= 2 b; p = b/a exactly.
#[test]
fn the_stag_hunt_is_decided_by_what_the_safe_action_is_worth() {
    for (stag, hare) in [(9, 4), (9, 5), (4, 2)] {
        let game = bimatrix(&[&[(stag, stag), (0, hare)], &[(hare, 0), (hare, hare)]]);
        let (solution, refined) = solved(&game);
        let [hunt, stay] = [[0, 0], [1, 1]].map(|profile| pure(&solution, &profile));
        let least = |place: usize| {
            refined.equilibria[place]
                .least_belief
                .clone()
                .expect("a pure one")
        };
        assert_eq!(least(hunt), Rational::ratio(hare, stag));
        assert_eq!(least(stay), Rational::ratio(stag - hare, stag));
        let safer = match (2 * hare).cmp(&stag) {
            std::cmp::Ordering::Less => Selected::One(hunt),
            std::cmp::Ordering::Greater => Selected::One(stay),
            std::cmp::Ordering::Equal => Selected::None,
        };
        assert_eq!(
            select(&game, &solution, Rule::RiskDominance),
            safer,
            "{stag} {hare}"
        );
        assert_eq!(
            select(&game, &solution, Rule::PDominance),
            safer,
            "{stag} {hare}"
        );
        assert_eq!(
            select(&game, &solution, Rule::Potential),
            safer,
            "{stag} {hare}"
        );
        assert_eq!(
            select(&game, &solution, Rule::PayoffDominance),
            Selected::One(hunt)
        );
        let mixed = (0..3)
            .find(|place| ![hunt, stay].contains(place))
            .expect("three equilibria");
        let mixed = &refined.equilibria[mixed];
        assert_eq!(
            (mixed.quasi_strict, mixed.perfect, mixed.essential),
            (YES, YES, YES)
        );
    }
}

#[test]
fn matching_pennies_has_no_potential_and_nothing_to_select() {
    let game = bimatrix(&[&[(1, -1), (-1, 1)], &[(-1, 1), (1, -1)]]);
    let (solution, refined) = solved(&game);
    let Potential::Cycle { gain, .. } = &refined.potential else {
        panic!("a potential of matching pennies");
    };
    // Each of the four movers gains two, or each loses two.
    assert_eq!(gain.abs(), Rational::integer(8));
    assert_eq!(
        select(&game, &solution, Rule::Potential),
        Selected::NotApplicable
    );
    assert_eq!(
        select(&game, &solution, Rule::RiskDominance),
        Selected::None
    );
    // The only one: there is no other in which anybody gets as much.
    assert_eq!(
        select(&game, &solution, Rule::PayoffDominance),
        Selected::One(0)
    );
}

/// A congestion game has a potential by construction, which is found up to a constant; one payoff changed, and it has none.
#[test]
fn potentials_of_games_that_are_made_from_one() {
    for seed in 0..40 {
        let counts: &[usize] = [&[2usize, 2, 2][..], &[3, 4], &[2, 3, 2]][seed as usize % 3];
        let mut numbers = SplitMix::new(seed);
        let size: usize = counts.iter().product();
        let mut draw =
            |most: usize| Rational::integer(i64::try_from(numbers.below(most)).expect("small"));
        let values: Vec<Rational> = (0..size).map(|_| draw(50)).collect();
        // What a player gets whatever it does itself.
        let dummy: Vec<Vec<Rational>> = counts
            .iter()
            .map(|_| (0..size).map(|_| draw(50)).collect())
            .collect();
        let model = random(counts, 1, 0);
        let payoff = |player: usize, profile: &[usize]| {
            let index = Payoffs::index_in(counts, profile);
            let mut others = profile.to_vec();
            others[player] = 0;
            &values[index] + &dummy[player][Payoffs::index_in(counts, &others)]
        };
        let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
        let game = Game::new("", model.players().to_vec(), payoffs);
        let Potential::Exact(found) = potential(&game) else {
            panic!("no potential of a potential game");
        };
        for (own, value) in found.iter().zip(&values) {
            assert_eq!(own - &found[0], value - &values[0]);
        }
        let changed = Payoffs::from_fn(counts, |player, profile| {
            let is_last = profile
                .iter()
                .zip(counts)
                .all(|(action, count)| action + 1 == *count);
            let extra = Rational::integer(i64::from(player == 0 && is_last));
            &payoff(player, profile) + &extra
        });
        let game = Game::new("", model.players().to_vec(), changed.expect("a small game"));
        assert!(matches!(potential(&game), Potential::Cycle { .. }));
    }
}

/// Every verdict on admissibility has evidence; and where a strategy is said to be dominated no belief on a grid, positive everywhere, supports it.
#[test]
fn beliefs_on_a_grid_agree_about_what_is_dominated() {
    let mut dominated = 0;
    for seed in 0..150 {
        let game = random(&[3, 3], 3, seed);
        let (solution, refined) = solved(&game);
        for (found, one) in solution.equilibria.iter().zip(&refined.equilibria) {
            for player in 0..2 {
                let support: Vec<usize> = (0..3)
                    .filter(|a| !found.profile()[player][*a].is_zero())
                    .collect();
                let evidence = one.admissibility[player]
                    .as_ref()
                    .expect("a small programme");
                assert!(evidence.is_evidence(&game, player, &support), "seed {seed}");
                if !matches!(evidence, Admissibility::Dominated { .. }) {
                    continue;
                }
                dominated += 1;
                let parts = 12;
                for first in 1..parts {
                    for second in 1..parts - first {
                        let belief = [first, second, parts - first - second];
                        let value = |action: usize| {
                            let terms = (0..3).map(|other| {
                                let mut profile = [0; 2];
                                profile[player] = action;
                                profile[1 - player] = other;
                                &game.payoff(player, game.index_of(&profile))
                                    * &Rational::integer(belief[other])
                            });
                            terms.fold(Rational::ZERO, |sum, term| &sum + &term)
                        };
                        let values: Vec<Rational> = (0..3).map(value).collect();
                        let is_best =
                            |own: &usize| values.iter().all(|value| *value <= values[*own]);
                        assert!(!support.iter().all(is_best), "seed {seed}");
                    }
                }
            }
        }
    }
    assert!(dominated > 50, "{dominated}");
}

fn document(game: &Game, rule: Option<Rule>) -> Json {
    let mut answer = Answer {
        subject: Subject::of_game("mine", game),
        game: game.clone(),
        solution: solve(game, Concept::Nash),
        tolerances: Vec::new(),
        refinements: None,
    };
    assert!(answer.refine(true, rule));
    json::solution(&answer, json::DIGITS)
}

fn refuted(document: &Json) -> Vec<String> {
    let read = answer_json::read(document.to_string().as_bytes());
    let Ok(Document::Solution(saved)) = read else {
        panic!("a solution: {read:?}");
    };
    let report = verify(&saved.claim, None).expect("payoffs are written");
    report
        .refuted
        .into_iter()
        .map(|finding| finding.place)
        .collect()
}

#[test]
fn the_checker_agrees_and_refuses_each_change() {
    let mut seen = String::new();
    for seed in 0..60 {
        let counts: &[usize] = [&[2usize, 2][..], &[3, 3], &[2, 2, 2]][seed as usize % 3];
        let game = random(counts, 4, seed);
        for rule in Rule::ALL {
            let document = document(&game, Some(rule));
            assert_eq!(refuted(&document), Vec::<String>::new(), "seed {seed}");
        }
        let honest = document(&game, Some(Rule::PayoffDominance));
        let keys = [
            "quasi_strict",
            "admissible",
            "perfect",
            "proper",
            "essential",
            "payoff_dominant",
        ];
        for key in keys {
            let mut changed = honest.clone();
            let place = &mut changed["equilibria"][0]["refinement"][key];
            *place = match place.as_str() {
                Some("yes") => "no".into(),
                _ => "yes".into(),
            };
            let at = format!("/equilibria/0/refinement/{key}");
            assert!(refuted(&changed).contains(&at), "seed {seed}: {key}");
        }
        if let Some(least) = honest["equilibria"][0]["refinement"].get("p_dominant_from") {
            let _ = write!(seen, "{least} ");
            let mut changed = honest.clone();
            changed["equilibria"][0]["refinement"]["p_dominant_from"] = "7/19".into();
            assert!(!refuted(&changed).is_empty(), "seed {seed}");
        }
        let mut changed = honest.clone();
        match changed["potential"].get("exact") {
            Some(_) => changed["potential"]["exact"][1] = "1000".into(),
            None => changed["potential"]["cycle"]["gain"] = "1000".into(),
        }
        assert!(
            refuted(&changed).contains(&"/potential".to_owned()),
            "seed {seed}"
        );
        let mut changed = honest.clone();
        changed["selection"]["equilibrium"] = 1000.into();
        assert!(
            refuted(&changed).contains(&"/selection".to_owned()),
            "seed {seed}"
        );
    }
    assert!(seen.contains('/'), "some p is a fraction: {seen}");
}

/// The path of every comparison is followed again: nothing in it may be changed, and nothing said that does not follow from it.
#[test]
fn comparisons_of_strict_equilibria_are_followed_again() {
    let mut compared = 0;
    for seed in 0..80 {
        let game = random(&[3, 4], 40, seed);
        let honest = document(&game, Some(Rule::RiskDominance));
        assert_eq!(refuted(&honest), Vec::<String>::new(), "seed {seed}");
        let pairs = honest["risk_dominance"].as_array().expect("a list").len();
        for pair in 0..pairs {
            let Some(path) = honest["risk_dominance"][pair]["path"].as_array() else {
                continue;
            };
            compared += 1;
            let last = path.len() - 1;
            let changes: [&dyn Fn(&mut Json); 4] = [
                &|one| one["path"][last]["t"] = "2/3".into(),
                &|one| one["path"] = Json::Array(path[..last].to_vec()),
                &|one| one["path"] = Json::Array(path[1..].to_vec()),
                &|one| {
                    let turned = match one["result"].as_str() {
                        Some("first") => "second",
                        _ => "first",
                    };
                    one["result"] = turned.into();
                },
            ];
            for change in changes {
                let mut changed = honest.clone();
                change(&mut changed["risk_dominance"][pair]);
                let place = format!("/risk_dominance/{pair}");
                assert!(refuted(&changed).contains(&place), "seed {seed}");
            }
            let mut changed = honest.clone();
            changed["risk_dominance"] = Json::Array(Vec::new());
            assert!(refuted(&changed).contains(&"/selection".to_owned()));
        }
        for place in 0..honest["equilibria"].as_array().expect("a list").len() {
            let mut changed = honest.clone();
            let said = &mut changed["equilibria"][place]["refinement"]["risk_dominant"];
            *said = match said.as_bool() {
                Some(true) => "undecided".into(),
                _ => true.into(),
            };
            let at = format!("/equilibria/{place}/refinement/risk_dominant");
            assert!(refuted(&changed).contains(&at), "seed {seed}");
        }
    }
    assert!(compared > 10, "{compared}");
}
