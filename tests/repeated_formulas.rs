//! Grim reversion in symbols against the closed form of a linear public good, and against the numbers at points.

use unipole::model::{Free, load};
use unipole::num::Rational;
use unipole::repeat::{Stage, grim, grim_conditions};
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
        let defect = vec![1; parametric.game.players.len()];
        let found = grim_conditions(
            &parametric.game,
            &discount,
            std::slice::from_ref(&all),
            |e| e == defect,
        );
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

/// At random points of the coalition that can punish, symbols and numbers agree: by the one pure stage equilibrium.
#[test]
fn symbols_and_numbers_agree_on_the_coalition_that_punishes() {
    let model = load("coalition-punish").expect("a bundled model");
    let free = ["T", "P", "hurt", "delta"].map(str::to_owned);
    let parametric = model
        .parametric(None, &[], Free::Named(&free))
        .expect("formulas");
    let discount = parametric.discount.clone().expect("it is a parameter");
    let profiles: Vec<Vec<usize>> = parametric.game.profiles().collect();
    let found =
        grim_conditions(&parametric.game, &discount, &profiles, |_| true).expect("few cases");
    let mut compared = 0;
    for number in 0..60i64 {
        let value = |stride: i64, modulus: i64, below: i64| (number * stride) % modulus - below;
        let (t, p, hurt) = (value(7, 13, 0), value(5, 9, 1), value(3, 7, 0));
        let settings = [format!("T={t}"), format!("P={p}"), format!("hurt={hurt}")];
        let point = model.point(None, &settings).expect("a point");
        let game = model.game(&point).expect("a game");
        let stage = Stage::new(&game).expect("two players");
        let threats = solve(&game, Concept::Pure).equilibria;
        let [_] = threats.as_slice() else { continue };
        compared += 1;
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
    assert!(compared >= 20, "{compared}");
}
