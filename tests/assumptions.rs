//! How wrong assumptions may be, against solving the model again beside the ends found; shares of boxes against closed forms.

use unipole::game::Game;
use unipole::model::{BUNDLED, Free, Model, load};
use unipole::num::{Rational, Real};
use unipole::region::{
    Axis, Prover, Question, Strictness, conditions, proved_shares, sampled_shares,
};
use unipole::report::{EquilibriumTolerance, Share, ShareError, Shares, tolerances};
use unipole::solve::{Concept, solve};

/// Whether every deviation loses.
fn is_strict(game: &Game, profile: &[usize]) -> bool {
    let index = game.index_of(profile);
    let mut players = profile.iter().enumerate();
    players.all(|(player, own)| {
        let mut others = (0..game.counts()[player]).filter(|action| action != own);
        others.all(|action| {
            let other = game.deviation(index, player, action);
            game.payoff(player, index) > game.payoff(player, other)
        })
    })
}

/// Whether a profile is a strict equilibrium of the model with one parameter elsewhere; none if the model means nothing there.
fn strict_at(
    model: &Model,
    scenario: Option<&str>,
    settings: &[String],
    profile: &[usize],
) -> Option<bool> {
    let point = model.point(scenario, settings).ok()?;
    let game = model.game(&point).ok()?;
    Some(is_strict(&game, profile))
}

/// The strict equilibria of a model with what was found of them.
fn measured(model: &Model, scenario: Option<&str>) -> Vec<(Vec<usize>, EquilibriumTolerance)> {
    let point = model.point(scenario, &[]).expect("a point");
    let game = model.game(&point).expect("a game");
    let solution = solve(&game, Concept::Nash);
    let found = tolerances(Some((model, scenario, &[])), &game, &solution);
    let pure = |strategy: &Vec<Real>| {
        let played = strategy.iter().position(|p| !p.is_zero());
        played.expect("some action is played")
    };
    let profiles = solution.equilibria.iter();
    let profiles = profiles.map(|e| e.profile().iter().map(pure).collect());
    let both = profiles.zip(found);
    both.filter_map(|(profile, found): (Vec<usize>, _)| Some((profile, found?)))
        .collect()
}

#[track_caller]
fn compare(model: &Model, scenario: Option<&str>) -> usize {
    let near = Rational::ratio(1, 1_000_000_000);
    let mut ends = 0;
    for (profile, found) in measured(model, scenario) {
        let parameters = found.parameters.expect("formulas");
        for (name, moves) in parameters.names.iter().zip(&parameters.found.parameters) {
            let at = |value: &Rational| {
                strict_at(model, scenario, &[format!("{name}={value}")], &profile)
            };
            assert_eq!(at(&moves.value), Some(true), "{} {name}", model.id);
            let sides = [(&moves.interval.lower, -1), (&moves.interval.upper, 1)];
            for (end, side) in sides {
                let outwards = Rational::integer(side);
                let Some((end, belongs)) = end else {
                    let far = &moves.value + &(&outwards * &Rational::integer(1000));
                    assert_ne!(at(&far), Some(false), "{} {name} = {far}", model.id);
                    continue;
                };
                let (low, high) = end.enclosure(&Rational::ratio(1, 1_000_000_000_000));
                let step = &outwards * &near;
                let (inside, outside) = match side {
                    1 => (&low - &step, &high + &step),
                    _ => (&high - &step, &low + &step),
                };
                let words = format!("{} {scenario:?} {profile:?} {name}", model.id);
                if (&inside - &moves.value).sign() == step.sign() {
                    let between = &(&inside + &moves.value) / &Rational::integer(2);
                    assert_eq!(at(&inside), Some(true), "{words} = {inside}");
                    assert_eq!(at(&between), Some(true), "{words} = {between}");
                }
                assert_ne!(at(&outside), Some(true), "{words} = {outside}");
                if let Some(end) = end.to_rational() {
                    let expected = if *belongs { Some(true) } else { None };
                    let there = at(&end).filter(|strict| *strict);
                    assert_eq!(there, expected, "{words} = {end}");
                }
                ends += usize::from(at(&outside) == Some(false));
            }
        }
    }
    ends
}

#[test]
fn a_parameter_ends_an_equilibrium_exactly_where_solving_again_says() {
    let mut ends = 0;
    for (name, _) in BUNDLED {
        let model = load(name).expect("a bundled model");
        ends += compare(&model, None);
    }
    let core = load("core").expect("a bundled model");
    for scenario in &core.scenarios {
        ends += compare(&core, Some(&scenario.name));
    }
    assert!(ends > 100, "only {ends} ends were compared");
}

#[test]
fn a_parameter_set_by_a_scenario_moves_too() {
    let core = load("core").expect("a bundled model");
    let (_, found) = measured(&core, Some("bipolar")).remove(0);
    let names = found.parameters.expect("formulas").names;
    assert_eq!(names.len(), core.parameters.len());
}

#[test]
fn at_the_corners_of_the_proved_box_it_is_still_an_equilibrium() {
    for name in ["core", "arms-or-allies", "regional-balancing"] {
        let model = load(name).expect("a bundled model");
        for (profile, found) in measured(&model, None) {
            let parameters = found.parameters.expect("formulas");
            let radius = parameters.found.proved_box.radius.clone();
            let radius = radius.map_or(Rational::ratio(9, 10), |r| {
                let (low, _) = r.enclosure(&Rational::ratio(1, 1_000_000));
                low.min(Rational::ratio(9, 10))
            });
            let radius = &radius * &Rational::ratio(999, 1000);
            for corner in 0..256usize {
                // Bits of a product look random enough to visit corners of every kind.
                let bits = corner.wrapping_mul(0x9E37_79B9);
                let settings = parameters.names.iter().zip(&parameters.found.parameters);
                let settings = settings.enumerate().map(|(place, (name, moves))| {
                    let share = match (bits >> (place % 24)) & 1 {
                        0 => &Rational::ONE + &radius,
                        _ => &Rational::ONE - &radius,
                    };
                    format!("{name}={}", &moves.value * &share)
                });
                let settings: Vec<String> = settings.collect();
                let strict = strict_at(&model, None, &settings, &profile);
                assert_ne!(strict, Some(false), "{name} {profile:?} at {settings:?}");
            }
        }
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn shares(name: &str, settings: &[&str], free: &[&str]) -> Result<Shares, ShareError> {
    let model = load(name).expect("a bundled model");
    Shares::new(name, &model, None, &strings(settings), &strings(free))
}

#[track_caller]
fn is_about(share: &Option<Share>, exact: &Rational) {
    let Some(Share::Proved(bracket)) = share else {
        unreachable!("a proved share, not {share:?}");
    };
    assert!(
        bracket.lower <= *exact && *exact <= bracket.upper,
        "{bracket:?}"
    );
    assert!(
        &bracket.upper - &bracket.lower < Rational::ratio(1, 200),
        "{bracket:?}"
    );
}

#[test]
fn alliance_holds_where_autonomy_costs_less_than_the_arms_it_saves() {
    // gap = 3/10 and r m <= 1/5, so that alliance is an equilibrium iff cE <= r/5; arming always is (docs of the model). Over
    // cE from 1/100 to 1/2 and r from 0 to 1 the triangle has area 1/2 * 19/20 * 19/100 = 361/4000, of 49/100.
    let found = shares("arms-or-allies", &[], &["cE", "r"]).expect("a box");
    let share = Rational::ratio(361, 1960);
    let [internal, external] = &found.postures[..] else {
        unreachable!("two postures");
    };
    assert_eq!(internal.0.to_string(), "hard balancing (internal)");
    is_about(&external.1[0], &share);
    is_about(&external.1[1], &Rational::ZERO);
    is_about(&internal.1[0], &Rational::ONE);
    is_about(&internal.1[1], &(&Rational::ONE - &share));
    is_about(&found.several, &share);
    is_about(&found.none, &Rational::ZERO);
}

#[test]
fn a_specific_treaty_is_worth_its_price_on_half_of_a_square() {
    // With cg = 6/5 a general treaty never pays; a specific one does iff w1 >= cs.
    let found = shares("treaties", &["cg=6/5"], &["w1", "cs"]).expect("a box");
    let half = Rational::ratio(1, 2);
    is_about(&found.postures[0].1[0], &half);
    is_about(&found.postures[0].1[1], &half);
    is_about(&found.several, &Rational::ZERO);
}

#[test]
fn points_that_violate_assumptions_do_not_count() {
    // be <= gam holds on half of the square.
    let found = shares("bandwagoning", &[], &["be", "gam"]).expect("a box");
    is_about(&Some(found.admitted), &Rational::ratio(1, 2));
}

#[test]
fn what_has_no_share_of_a_box_is_refused_by_name() {
    let error = shares("regional-protectorates", &[], &["cg"]).expect_err("no interval");
    assert!(error.to_string().contains("`cg`"), "{error}");
}

#[test]
fn estimates_agree_with_proved_shares() {
    let model = load("arms-or-allies").expect("a bundled model");
    let names = strings(&["cE", "r"]);
    let found = model.parametric(None, &[], Free::Named(&names));
    let game = found.expect("formulas").game;
    let prover = Prover::new(&game.domain);
    let profiles: Vec<Vec<usize>> = game.profiles().collect();
    let all = conditions(&game, &prover, &profiles, Strictness::Weak).expect("few cases");
    let axis = |name: &str, lower, upper| Axis {
        name: name.to_owned(),
        lower,
        upper,
    };
    let axes = [
        axis("cE", Rational::ratio(1, 100), Rational::ratio(1, 2)),
        axis("r", Rational::ZERO, Rational::ONE),
    ];
    let several = |set: &[&[usize]]| set.len() > 1;
    let questions: [&Question<'_>; 1] = [&several];
    let assumptions = &game.domain.assumptions;
    let proved = proved_shares(&all, assumptions, &axes, &questions);
    let sampled = sampled_shares(&all, assumptions, &axes, &questions);
    let bracket = proved.shares[0].clone().expect("admitted points");
    let estimate = sampled.shares[0].clone().expect("admitted points");
    let width = &estimate.standard_error * &Rational::integer(4);
    assert!(!width.is_zero());
    assert!(
        &estimate.value + &width >= bracket.lower,
        "{estimate:?} {bracket:?}"
    );
    assert!(
        &estimate.value - &width <= bracket.upper,
        "{estimate:?} {bracket:?}"
    );
}
