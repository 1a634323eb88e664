//! The checker: honest answers are verified, and each kind of evidence is refuted by name where it is tampered with.
//!
//! Where an answer is tampered with, the test says what is false about it; nothing is compared with what the checker said before.

#[path = "../helpers/seeded.rs"]
mod seeded;

mod degenerate;
mod enclosed;
mod equilibria;
mod map;
mod mutations;
mod order;
mod program;
mod proof;
mod structure;
mod unreadable;

use serde_json::{Value as Json, json};

use unipole::certify::claim::Claim;
use unipole::certify::{Check, Verification, verify, verify_changes};
use unipole::format::answer_json::{self, Document};
use unipole::game::{Game, Payoffs, Player};
use unipole::model::{BUNDLED, load};
use unipole::num::Rational;
use unipole::report::{Answer, Subject, json as report_json};
use unipole::solve::{Concept, solve};

/// An answer as it is saved, and its game.
struct Case {
    saved: Json,
    game: Game,
}

fn of_model(id: &str, scenario: Option<&str>, concept: Concept) -> Case {
    let model = load(id).expect("a bundled model");
    let point = model.point(scenario, &[]).expect("a point");
    let game = model.game(&point).expect("a game");
    let subject = Subject::of_model(id, &model, scenario, &point);
    of(game, subject, concept)
}

fn of_game(game: Game, concept: Concept) -> Case {
    let subject = Subject::of_game("none", &game);
    of(game, subject, concept)
}

fn of(game: Game, subject: Subject, concept: Concept) -> Case {
    let answer = Answer {
        solution: solve(&game, concept),
        subject,
        game,
        tolerances: Vec::new(),
        refinements: None,
    };
    Case {
        saved: report_json::solution(&answer, report_json::DIGITS),
        game: answer.game,
    }
}

/// A game for players `A`, `B`, .. with actions `1`, `2`, ..
fn game(counts: &[usize], mut payoff: impl FnMut(usize, &[usize]) -> i64) -> Game {
    let ids = ["A", "B", "C", "D", "E"];
    let actions = ["1", "2", "3", "4", "5", "6", "7", "8"];
    let players = counts.iter().zip(ids);
    let players = players.map(|(count, id)| Player::plain(id, &actions[..*count]));
    let payoffs = Payoffs::from_fn(counts, |player, profile| {
        Rational::integer(payoff(player, profile))
    });
    Game::new("test", players.collect(), payoffs.expect("a small game"))
}

fn two(a: &[&[i64]], b: &[&[i64]]) -> Game {
    game(&[a.len(), a[0].len()], |player, p| {
        [a, b][player][p[0]][p[1]]
    })
}

/// Stay out or enter against fight or give in: one strict equilibrium, and a component of two extreme ones.
fn deterrence() -> Case {
    of_game(two(&[&[1, 1], &[0, 2]], &[&[2, 2], &[0, 1]]), Concept::Nash)
}

/// Two of three alike must balance: three pure and two mixed equilibria besides that of abstention.
fn alike() -> Case {
    of_model("hard-balancing", Some("three-alike"), Concept::Nash)
}

fn claim_of(saved: &Json) -> Claim {
    match answer_json::read(saved.to_string().as_bytes()) {
        Ok(Document::Solution(saved)) => saved.claim,
        other => panic!("no solution: {other:?}"),
    }
}

fn check(case: &Case) -> Verification {
    verify(&claim_of(&case.saved), Some(&case.game)).expect("a game")
}

impl Case {
    fn at(&mut self, place: &str) -> &mut Json {
        self.saved
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("nothing at {place}"))
    }

    fn list(&mut self, place: &str) -> &mut Vec<Json> {
        self.at(place).as_array_mut().expect("a list")
    }

    /// The place of the first equilibrium of a kind.
    fn first(&self, kind: &str) -> usize {
        let listed = self.saved["equilibria"].as_array().expect("a list");
        let found = listed.iter().position(|e| e["kind"] == kind);
        found.expect("one of the kind")
    }

    #[track_caller]
    fn verified(self) -> Self {
        let found = check(&self);
        assert_eq!(found.refuted, []);
        self
    }

    #[track_caller]
    fn refuted(&self, expected: Check, place: &str) {
        let found = check(self);
        let named = |f: &unipole::certify::Finding| f.check == expected && f.place == place;
        assert!(
            found.refuted.iter().any(named),
            "{expected:?} at {place} is not among {:#?}",
            found.refuted
        );
    }

    /// The answer after a change, which was verified before it.
    #[track_caller]
    fn with(self, change: impl FnOnce(&mut Self)) -> Self {
        self.verified().changed(change)
    }

    /// The answer after a change.
    #[track_caller]
    fn changed(mut self, change: impl FnOnce(&mut Self)) -> Self {
        let before = self.saved.clone();
        change(&mut self);
        assert_ne!(self.saved, before, "nothing was changed");
        self
    }
}

#[test]
fn answers_of_all_models_and_scenarios_are_verified() {
    let mut complete = 0;
    for (id, _) in BUNDLED {
        let model = load(id).expect("a bundled model");
        let named = model.scenarios.iter().map(|s| Some(s.name.as_str()));
        for scenario in std::iter::once(None).chain(named) {
            for concept in [Concept::Nash, Concept::Pure] {
                let case = of_model(id, scenario, concept).verified();
                let found = check(&case);
                let shown = |f: &unipole::certify::Finding| f.place == "/complete";
                complete += usize::from(found.verified.iter().any(shown));
                let says = case.saved["complete"] == true;
                let left = found
                    .not_verified
                    .iter()
                    .any(|f| f.check == Check::Completeness);
                assert_ne!(says, left, "{id} {scenario:?}");
            }
        }
    }
    assert!(complete > 20, "only {complete} lists were found complete");
}

#[test]
fn without_a_model_the_payoffs_written_are_taken_and_that_is_said() {
    let case = deterrence();
    let claim = claim_of(&case.saved);
    let found = verify(&claim, None).expect("payoffs are written");
    assert_eq!(found.refuted, []);
    assert!(found.not_verified.iter().any(|f| f.check == Check::Game));
    let bare = Claim {
        payoffs: None,
        ..claim
    };
    assert!(verify(&bare, None).is_err());
}

#[test]
fn unknown_keys_are_listed_as_not_checked() {
    let case = deterrence().with(|case| case.saved["stability"] = json!("certain"));
    let found = check(&case);
    assert!(!found.is_refuted());
    assert!(found.not_verified.iter().any(|f| f.place == "/stability"));
}
