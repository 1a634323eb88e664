//! The conditions of every bundled model against brute force: at seeded points of the domain, a profile meets its conditions iff no
//! deviation gains.

use unipole::game::{Game, Payoffs};
use unipole::model::{BUNDLED, Free, Model, Parametric, Point, load};
use unipole::num::Rational;
use unipole::region::{Prover, Strictness, conditions};

#[path = "helpers/seeded.rs"]
mod seeded;
use seeded::Seeded;

/// A number of a parameter's domain, ends and zeros among them.
fn draw(random: &mut Seeded, model: &Model, parameter: usize) -> Rational {
    let domain = &model.parameters[parameter].domain;
    loop {
        let value = if domain.integer {
            Rational::from(random.between(0, 6))
        } else {
            let under =
                [1, 2, 4, 5, 7, 20][usize::try_from(random.between(0, 5)).expect("a place")];
            &Rational::from(random.between(0, 2 * under)) / &Rational::from(under)
        };
        if domain.contains(&value) {
            return value;
        }
    }
}

/// A point that the model accepts, and the numbers of the free parameters there.
fn accepted(
    random: &mut Seeded,
    model: &Model,
    free: &Parametric,
    given: &[String],
) -> (Point, Vec<Rational>) {
    loop {
        let values: Vec<Rational> = free
            .free
            .iter()
            .map(|f| draw(random, model, f.parameter))
            .collect();
        let mut settings = given.to_vec();
        let named = free.free.iter().zip(&values);
        settings.extend(named.map(|(f, value)| format!("{}={value}", model.name_of(*f))));
        if let Ok(point) = model.point(None, &settings) {
            return (point, values);
        }
    }
}

/// Whether no deviation gains, and whether every deviation loses.
fn by_definition(game: &Game, profile: &[usize]) -> (bool, bool) {
    let counts = game.counts();
    let (mut weak, mut strict) = (true, true);
    for (player, count) in counts.iter().enumerate() {
        let stay = game.payoffs().get(player, game.payoffs().index_of(profile));
        for action in (0..*count).filter(|a| *a != profile[player]) {
            let mut other = profile.to_vec();
            other[player] = action;
            let go = game.payoffs().get(player, game.payoffs().index_of(&other));
            weak &= stay >= go;
            strict &= stay > go;
        }
    }
    (weak, strict)
}

#[track_caller]
fn compare(name: &str, given: &[&str], free: Free<'_>, points: usize) {
    let model = load(name).expect("a bundled model");
    let given: Vec<String> = given.iter().map(|s| (*s).to_owned()).collect();
    let parametric = model.parametric(None, &given, free).expect("formulas");
    let prover = Prover::new(&parametric.game.domain);
    let counts = parametric.game.counts();
    let mut random = Seeded::new(20_261_122);
    let samples: Vec<_> = (0..points)
        .map(|_| {
            let (point, values) = accepted(&mut random, &model, &parametric, &given);
            (model.game(&point).expect("a game"), values)
        })
        .collect();
    let profiles: Vec<Vec<usize>> = Payoffs::profiles_of(&counts).collect();
    let [weak, strict] = [Strictness::Weak, Strictness::Strict].map(|strictness| {
        conditions(&parametric.game, &prover, &profiles, strictness).expect("few cases")
    });
    for ((profile, weak), strict) in profiles.iter().zip(&weak).zip(&strict) {
        for (game, values) in &samples {
            let holds = |cases: &[Vec<unipole::region::Inequality>]| {
                cases
                    .iter()
                    .any(|case| case.iter().all(|i| i.condition.holds_at(values)))
            };
            let found = (holds(&weak.cases), holds(&strict.cases));
            assert_eq!(
                found,
                by_definition(game, profile),
                "{name} {profile:?} at {values:?}: {weak:?}"
            );
        }
    }
}

#[test]
fn conditions_hold_where_no_deviation_gains() {
    for (name, _) in BUNDLED {
        compare(name, &[], Free::Numbers, 120);
    }
}

#[test]
fn conditions_with_tied_and_set_parameters() {
    let free = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    compare("core", &["c=4/5-u"], Free::Named(&free(&["u", "nu"])), 200);
    compare("continuum", &[], Free::Named(&free(&["u", "h"])), 100);
    compare(
        "hard-balancing",
        &["n=3", "m=1/3"],
        Free::Axes(&free(&["phi", "c"])),
        200,
    );
    compare(
        "regional-protectorates",
        &["n=2", "cg=1"],
        Free::Numbers,
        60,
    );
}
