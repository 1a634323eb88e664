//! Critical values as formulas.

use std::cmp::Ordering;

use unipole::region::{Effect, Says, ThresholdFormula};

use crate::fraction::Fraction;
use crate::recovered::{At, Recovered, lower, recovered, upper};
use crate::seeded::Seeded;

/// The threshold is the quotient, and its denominator has the sign of the quotient's.
#[track_caller]
fn is_quotient(
    model: &Recovered,
    found: &ThresholdFormula,
    quotient: impl Fn(&At<'_>) -> (Fraction, Fraction),
) {
    let mut random = Seeded::new(7);
    let zero = Fraction::from(0);
    for _ in 0..200 {
        let at = model.draw(&mut random);
        let (over, under) = quotient(&at);
        let [numerator, denominator] = [&found.numerator, &found.denominator].map(|p| at.value(p));
        assert_eq!(numerator * under, over * denominator, "{:?}", at.values);
        assert_eq!(denominator.cmp(&zero), under.cmp(&zero), "{:?}", at.values);
    }
}

/// The expressions are the same but for one positive factor.
#[track_caller]
fn is_multiple(model: &Recovered, points: &[(Fraction, Fraction)]) {
    let zero = Fraction::from(0);
    let (found, expected) = points
        .iter()
        .find(|(_, expected)| *expected != zero)
        .expect("points at which it does not vanish");
    assert!(*found / *expected > zero, "{:?}", model.names);
    for (a, b) in points {
        assert_eq!(*a * *expected, *b * *found);
    }
}

const CONTEST: [&str; 10] = ["u", "c", "lam", "pi", "k", "nu", "rho", "al", "be", "chi"];

#[test]
fn the_least_size_of_a_state_that_balances_rather_than_stays_neutral() {
    let mut core = recovered("core", &[], &[]);
    let bounds = core.bounds("press resist balance", "S", "neutral", "s");
    is_quotient(&core, lower(&bounds), |at| {
        let [u, c, lam, pi, k, nu, ..] = at.all(CONTEST);
        let m = u + c;
        (m * (pi * u + (k - nu) * m), lam * u - (k - nu) * m)
    });
    core.effects(
        lower(&bounds),
        &[
            ("pi", Effect::Rises),
            ("k", Effect::Rises),
            ("nu", Effect::Falls),
            ("lam", Effect::Falls),
        ],
    );
}

#[test]
fn the_least_size_of_a_state_that_balances_rather_than_bandwagons_and_how_it_moves() {
    let mut core = recovered("core", &[], &[]);
    let form = |at: &At<'_>| {
        let [u, c, lam, pi, k, _, rho, al, be, chi] = at.all(CONTEST);
        let one = Fraction::from(1);
        let over = u * (lam * (one - be) + pi) + (u + c) * (k + rho - al) - c * chi;
        (over, be * lam - k - rho + al)
    };
    let bounds = core.bounds("press resist balance", "S", "bandwagon", "s");
    is_quotient(&core, lower(&bounds), form);
    let moves = [
        ("u", Effect::Rises),
        ("pi", Effect::Rises),
        ("rho", Effect::Rises),
        ("k", Effect::Rises),
        ("al", Effect::Falls),
        ("be", Effect::Falls),
        ("chi", Effect::Falls),
    ];
    core.effects(lower(&bounds), &moves);
    // The same size bounds the bandwagoners from above.
    let bounds = core.bounds("press resist bandwagon", "S", "balance", "s");
    is_quotient(&core, upper(&bounds), form);
    core.effects(upper(&bounds), &moves);
}

#[test]
fn bandwagoning_of_the_smallest_states_begins_at_a_share_of_the_unipole() {
    let core = recovered("core", &[], &[]);
    let place = core.names.iter().position(|name| name == "s");
    let smallest = |deviation: &str| {
        let found = core.inequality("press resist bandwagon", "S", deviation);
        let coefficients = found.condition.expression;
        coefficients.coefficients_in(place.expect("s is free"))[0].clone()
    };
    let one = Fraction::from(1);
    let mut random = Seeded::new(8);
    let points: Vec<At<'_>> = (0..200).map(|_| core.draw(&mut random)).collect();
    let over_balance = smallest("balance");
    let pairs = points.iter().map(|at| {
        let [u, c, lam, pi, k, _, rho, al, be, chi] = at.all(CONTEST);
        let p = u / (u + c);
        let critical = p * (lam * (one - be) + pi + chi) - (chi + al - rho - k);
        (at.value(&over_balance), (u + c) * critical)
    });
    is_multiple(&core, &pairs.collect::<Vec<_>>());
    let over_neutral = smallest("neutral");
    let pairs = points.iter().map(|at| {
        let [u, c, lam, _, _, nu, rho, al, be, chi] = at.all(CONTEST);
        let p = u / (u + c);
        let critical = p * (lam * (one - be) + chi) - (chi + al - rho - nu);
        (at.value(&over_neutral), (u + c) * (u + c) * critical)
    });
    is_multiple(&core, &pairs.collect::<Vec<_>>());
}

#[test]
fn soft_balancing_needs_mutual_support_shared_among_the_others() {
    for quota in 2..=5i128 {
        let set = format!("q={quota}");
        let mut soft = recovered("soft-balancing", &["n=5", &set], &["h", "d", "m"]);
        let number = usize::try_from(quota).expect("small");
        let profile = [vec!["oppose"; number], vec!["acquiesce"; 5 - number]].concat();
        let profile = profile.join(" ");
        let place = soft.names.iter().position(|name| name == "m");
        let of_m = soft
            .inequalities(&profile, "S1", "acquiesce")
            .into_iter()
            .filter(|i| i.condition.expression.degree_in(place.expect("free")) > 0);
        let of_m: Vec<_> = of_m.collect();
        assert_eq!(of_m.len(), 1, "{profile}");
        soft.answer.solve_for(place.expect("free"));
        let solved = soft.answer.solved_for.clone().expect("just solved");
        let case = &solved.profiles[soft.profile(&profile)][0];
        let found = case.iter().find(|s| s.inequality == of_m[0]);
        let Says::Bounds(bounds) = &found.expect("solved").says else {
            panic!("no bound");
        };
        is_quotient(&soft, lower(bounds), |at| {
            let [d, h] = at.all(["d", "h"]);
            (d - h, Fraction::from(quota - 1))
        });
        soft.effects(lower(bounds), &[("d", Effect::Rises), ("h", Effect::Falls)]);
    }
}

#[test]
fn the_largest_fine_a_neutral_bears_and_when_a_second_power_raises_it() {
    let mut model = recovered("neutrality", &[], &[]);
    let bounds = model.bounds("force neutral", "S", "align", "F");
    let threshold = upper(&bounds).clone();
    is_quotient(&model, &threshold, |at| {
        let [t_u, t_r, al, ka, ze] = at.all(["tU", "tR", "al", "ka", "ze"]);
        (al + (ka - ze) * t_r - ze * t_u, Fraction::from(1))
    });
    model.effects(&threshold, &[("al", Effect::Rises)]);
    // With the rival's threat iff the snubbed rival is more dangerous than under neutrality.
    let Effect::Depends(sign) = model.effect(&threshold, "tR") else {
        panic!("{:?}", threshold.statics);
    };
    let mut random = Seeded::new(9);
    for _ in 0..200 {
        let at = model.draw(&mut random);
        let [ka, ze] = at.all(["ka", "ze"]);
        assert_eq!(at.value(sign).cmp(&Fraction::from(0)), ka.cmp(&ze));
    }
}

#[test]
fn the_largest_state_that_appeases() {
    let mut model = recovered("bandwagoning", &[], &[]);
    let bounds = model.bounds("appease", "S", "oppose", "s");
    let threshold = upper(&bounds).clone();
    is_quotient(&model, &threshold, |at| {
        let [t, u, pi, k, x, be] = at.all(["T", "u", "pi", "k", "x", "be"]);
        let burden = x + be * t - pi - k;
        (u * (t - burden), burden)
    });
    model.effects(
        &threshold,
        &[
            ("u", Effect::Rises),
            ("pi", Effect::Rises),
            ("be", Effect::Falls),
            ("x", Effect::Falls),
        ],
    );
}

#[test]
fn a_regional_alliance_is_bounded_by_the_roots_of_a_quadratic_in_accessibility() {
    let mut model = recovered("regional-balancing", &[], &[]);
    let solved = model.solved("offer ally", "S", "self", "e");
    let Says::Roots(roots) = solved.says else {
        panic!("{:?}", solved.says);
    };
    // The leading coefficient vanishes where the unipole is trusted (A = 0), so no sign of it is proved.
    assert_eq!(roots.leading, None);
    let mut random = Seeded::new(10);
    let mut pairs = Vec::new();
    for _ in 0..200 {
        let at = model.draw(&mut random);
        let [l, r, s, u, a, al] = at.all(["L", "r", "s", "u", "A", "al"]);
        let w = r + s;
        let linear = l * r * u - a * w * w - al * u * w;
        let expected = [-(al * w * w), linear, -(a * u * w)];
        let found = [0, 1, 2].map(|power| at.value(&roots.coefficients[power]));
        pairs.extend(found.into_iter().zip(expected));
        let discriminant = linear * linear - Fraction::from(4) * (a * u * w) * (al * w * w);
        let zero = Fraction::from(0);
        assert_eq!(
            at.value(&roots.discriminant).cmp(&zero),
            discriminant.cmp(&zero)
        );
    }
    is_multiple(&model, &pairs);
    let mut feared = recovered("regional-balancing", &["A=2/5"], &[]);
    let Says::Roots(roots) = feared.solved("offer ally", "S", "self", "e").says else {
        panic!("no quadratic");
    };
    assert_eq!(roots.leading, Some(Ordering::Less));
}
