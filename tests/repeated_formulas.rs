//! Grim reversion in symbols against the closed form of a linear public good, and against the numbers at points.

#[path = "helpers/seeded.rs"]
mod seeded;

use unipole::model::{Free, load};
use unipole::num::Rational;
use unipole::repeat::{GrimThreats, Stage, grim};
use unipole::solve::{Concept, solve};

/// `delta >= (c + pi - b + rho)/((n - 1) b + rho)`, for a coalition of any size.
#[test]
fn the_coalition_of_two_to_eight_has_its_closed_form() {
    let model = load("coalition").expect("a bundled model");
    for n in 2..=8i64 {
        let settings = [
            format!("n={n}"),
            "c=1".to_owned(),
            format!("b={}/{}", 3, 2 * n),
        ];
        let free = ["rho", "pi", "delta"].map(str::to_owned);
        let parametric = model
            .parametric(None, &settings, Free::Named(&free))
            .expect("formulas");
        let discount = parametric.discount.clone().expect("it is a parameter");
        let all = vec![0; parametric.game.players.len()];
        let threats = GrimThreats::new(&parametric.game, &discount).expect("few cases");
        assert_eq!(
            threats.number(),
            1,
            "only defecting together is ever an equilibrium"
        );
        let found = threats.sustained(std::slice::from_ref(&all));
        let found = found.expect("few cases");
        let number = |over: i64, under: i64| Rational::ratio(over, under);
        let b = number(3, 2 * n);
        for (rho, pi) in [(0, 0), (1, 0), (3, 1), (7, 2), (10, 0)] {
            let (rho, pi) = (number(rho, 10), number(pi, 10));
            let temptation = &(&(&number(1, 1) + &pi) - &b) + &rho;
            let at_stake = &(&b * &Rational::integer(n - 1)) + &rho;
            for step in 0..20 {
                let delta = number(step, 20);
                let point = [rho.clone(), pi.clone(), delta.clone()];
                let cases = found[0].cases.iter();
                let mut holds = cases.map(|case| case.iter().all(|i| i.condition.holds_at(&point)));
                let expected = &delta * &at_stake >= temptation;
                assert_eq!(
                    holds.any(|holds| holds),
                    expected,
                    "n={n} rho={rho} pi={pi} delta={delta}"
                );
            }
        }
    }
}

/// At random points of the coalition that can punish, symbols and numbers agree, with several stage equilibria too.
#[test]
fn symbols_and_numbers_agree_on_the_coalition_that_punishes() {
    let model = load("coalition-punish").expect("a bundled model");
    let free = ["T", "P", "hurt", "delta"].map(str::to_owned);
    let parametric = model
        .parametric(None, &[], Free::Named(&free))
        .expect("formulas");
    let discount = parametric.discount.clone().expect("it is a parameter");
    let profiles: Vec<Vec<usize>> = parametric.game.profiles().collect();
    let threats = GrimThreats::new(&parametric.game, &discount).expect("few cases");
    let found = threats.sustained(&profiles).expect("few cases");
    let mut compared = 0;
    for number in 0..60i64 {
        let value = |stride: i64, modulus: i64, below: i64| (number * stride) % modulus - below;
        let (t, p, hurt) = (value(7, 13, 0), value(5, 9, 1), value(3, 7, 0));
        let settings = [format!("T={t}"), format!("P={p}"), format!("hurt={hurt}")];
        let point = model.point(None, &settings).expect("a point");
        let game = model.game(&point).expect("a game");
        let stage = Stage::new(&game).expect("two players");
        let threats = solve(&game, Concept::Pure).equilibria;
        compared += usize::from(threats.len() > 1);
        for (place, profile) in profiles.iter().enumerate() {
            let exact = grim(&game, &stage, &threats, game.index_of(profile)).discount;
            for step in 0..12 {
                let delta = Rational::ratio(step, 12);
                let at = [t, p, hurt].map(Rational::integer);
                let at: Vec<Rational> = at.into_iter().chain([delta.clone()]).collect();
                let mut cases = found[place].cases.iter();
                let holds = cases.any(|case| case.iter().all(|i| i.condition.holds_at(&at)));
                let expected = exact
                    .as_ref()
                    .is_some_and(|least| *least <= delta.clone().into());
                assert_eq!(
                    holds, expected,
                    "{profile:?} at T={t} P={p} hurt={hurt} delta={delta}"
                );
            }
        }
    }
    assert!(compared >= 10, "{compared}");
}

/// Three players with two actions and payoffs `i + j t`, written down one by one.
fn scattered(random: &mut seeded::Seeded) -> unipole::model::Model {
    let mut payoffs = String::new();
    for player in ["A", "B", "C"] {
        let mut formula = "0".to_owned();
        for profile in 0..8 {
            let action = |bit: i32| if profile >> bit & 1 == 0 { "x" } else { "y" };
            let (i, j) = (random.between(-4, 6), random.between(-2, 3));
            let [a, b, c] = [0, 1, 2].map(action);
            formula =
                format!("if A == {a} and B == {b} and C == {c} then {i} + {j}*t else {formula}");
        }
        payoffs.push_str(&format!("{player} = \"{formula}\"\n"));
    }
    let players = ["A", "B", "C"].map(|id| format!("[players.{id}]\nactions = [\"x\", \"y\"]\n"));
    let text = format!(
        "[repeat]\ndiscount = \"delta\"\n[parameters]\ndelta = {{ default = \"1/2\", domain = \"[0, 1)\" }}\nt = {{ default = 0 }}\n{}\n[payoffs]\n{payoffs}",
        players.concat()
    );
    unipole::model::parse("scattered", "scattered.toml", &text).expect("a model")
}

#[test]
fn symbols_and_numbers_agree_on_scattered_games_of_three() {
    let mut random = seeded::Seeded::new(11);
    let (mut lasting, mut several) = (0, 0);
    for _ in 0..25 {
        let model = scattered(&mut random);
        let free = ["t", "delta"].map(str::to_owned);
        let parametric = model
            .parametric(None, &[], Free::Named(&free))
            .expect("formulas");
        let place = |name: &str| {
            parametric
                .game
                .names()
                .iter()
                .position(|n| *n == name)
                .expect("free")
        };
        let (delta_place, t_place) = (place("delta"), place("t"));
        let discount = parametric.discount.clone().expect("it is a parameter");
        let profiles: Vec<Vec<usize>> = parametric.game.profiles().collect();
        let threats = GrimThreats::new(&parametric.game, &discount).expect("few cases");
        let found = threats.sustained(&profiles).expect("few cases");
        for halves in -4..=4 {
            let t = Rational::ratio(halves, 2);
            let point = model.point(None, &[format!("t={t}")]).expect("a point");
            let game = model.game(&point).expect("a game");
            let stage = Stage::new(&game).expect("three players");
            let pure = solve(&game, Concept::Pure).equilibria;
            several += usize::from(pure.len() > 1);
            for (place, profile) in profiles.iter().enumerate() {
                let number = game.index_of(profile);
                let exact = grim(&game, &stage, &pure, number).discount;
                for step in 0..8 {
                    let delta = Rational::ratio(step, 8);
                    let mut at = vec![Rational::ZERO; 2];
                    (at[delta_place], at[t_place]) = (delta.clone(), t.clone());
                    let mut cases = found[place].cases.iter();
                    let holds = cases.any(|case| case.iter().all(|i| i.condition.holds_at(&at)));
                    let expected = exact
                        .as_ref()
                        .is_some_and(|least| *least <= delta.clone().into());
                    assert_eq!(holds, expected, "{profile:?} at t={t} delta={delta}");
                    lasting += usize::from(holds && !stage.is_equilibrium(number));
                }
            }
        }
    }
    assert!(lasting > 20 && several > 20, "{lasting} {several}");
}

/// Two models in text: each state yields or stands firm.
fn written(own: &str, partner: &str, parameters: &str) -> unipole::model::Model {
    let text = format!(
        "[repeat]\ndiscount = \"delta\"\n[parameters]\ndelta = {{ default = \"1/2\", domain = \"[0, 1)\" }}\n{parameters}\n\
         [players.A]\nactions = [\"yield\", \"stand\"]\n[players.B]\nactions = [\"yield\", \"stand\"]\n\
         [payoffs.A]\n{own}\n[payoffs.B]\n{partner}\n"
    );
    unipole::model::parse("written", "written.toml", &text).expect("a model")
}

/// Whether a profile is sustained at a point, by the conditions in symbols.
fn lasts(model: &unipole::model::Model, free: &[&str], profile: &[usize], at: &[Rational]) -> bool {
    let free: Vec<String> = free.iter().map(|name| (*name).to_owned()).collect();
    let parametric = model
        .parametric(None, &[], Free::Named(&free))
        .expect("formulas");
    assert_eq!(parametric.game.names(), free);
    let discount = parametric.discount.clone().expect("it is a parameter");
    let threats = GrimThreats::new(&parametric.game, &discount).expect("few cases");
    let found = threats.sustained(&[profile.to_vec()]).expect("few cases");
    let mut cases = found[0].cases.iter();
    cases.any(|case| case.iter().all(|i| i.condition.holds_at(at)))
}

/// Both yield 3, one stands 4 against 1, both stand 0. A gains 1 and is answered by the equilibrium in which B stands, which takes 2 from
/// it; B by the other one. So both yield from 1/(1 + 2) on; by one equilibrium for both, whom it favours would never be kept.
#[test]
fn in_chicken_each_is_answered_by_the_equilibrium_that_favours_the_other() {
    let chicken = |other: &str| {
        format!(
            "yield = \"if {other} == yield then 3 else 1\"\nstand = \"if {other} == yield then 4 else 0\""
        )
    };
    let model = written(&chicken("B"), &chicken("A"), "");
    for step in 0..30 {
        let delta = Rational::ratio(step, 30);
        let at = std::slice::from_ref(&delta);
        assert_eq!(
            lasts(&model, &["delta"], &[0, 0], at),
            step >= 10,
            "{delta}"
        );
        // An equilibrium of one period, whatever the discount factor; and both standing is below what either gets anywhere else.
        assert!(lasts(&model, &["delta"], &[1, 0], at));
        assert!(!lasts(&model, &["delta"], &[1, 1], at));
    }
}

/// A's temptation `t` is free, B's is 5. A loses 3 - 1 to the equilibrium (yield, stand); B loses 4 - 2 to (stand, yield). With
/// `t <= 3` A is not tempted: only B must be kept, from 1/(1 + 2) on, if (stand, yield) is an equilibrium, which needs `t >= 3`. So both
/// yield iff `d >= 1/3` and `d >= (t - 3)/(t - 3 + 2)` and `t >= 3`.
#[test]
fn in_an_asymmetric_game_of_yielding_each_has_its_own_threshold() {
    let a = "yield = \"if B == yield then 3 else 1\"\nstand = \"if B == yield then t else 0\"";
    let b = "yield = \"if A == yield then 4 else 2\"\nstand = \"if A == yield then 5 else -1\"";
    let model = written(a, b, "t = { default = 4, domain = \">= 0\" }");
    for halves in 0..16 {
        let t = Rational::ratio(halves, 2);
        for step in 0..24 {
            let delta = Rational::ratio(step, 24);
            let tempted = &t - &Rational::integer(3);
            let at_stake = &tempted + &Rational::integer(2);
            let expected = step >= 8 && tempted.sign().is_ge() && &delta * &at_stake >= tempted;
            let at = [delta.clone(), t.clone()];
            let found = lasts(&model, &["delta", "t"], &[0, 0], &at);
            assert_eq!(found, expected, "t={t} delta={delta}");
        }
    }
}
