//! Whole sets of conditions, "an equilibrium iff".

use crate::fraction::Fraction;
use crate::recovered::{At, recovered};
use crate::seeded::Seeded;

/// When a profile is an equilibrium, by hand.
type Closed<'a> = &'a dyn Fn(&At<'_>) -> bool;

/// At seeded points of the model's domain, each profile's conditions hold iff the closed form does, and both happen.
#[track_caller]
fn iff(model: &str, settings: &[&str], rare: &[&str], closed: &[(&str, Closed<'_>)]) {
    let model = recovered(model, settings, &[]);
    let mut random = Seeded::new(11);
    let domain = &model.answer.parametric.game.domain;
    let points = std::iter::repeat_with(|| model.draw(&mut random));
    let points: Vec<At<'_>> = points
        .filter(|at| domain.contains(&at.rationals()))
        .take(400)
        .collect();
    for (profile, closed) in closed {
        let conditions = &model.answer.profiles[model.profile(profile)].weak;
        let mut times = 0;
        for at in &points {
            let values = at.rationals();
            let mut cases = conditions.cases.iter();
            let holds = cases.any(|case| case.iter().all(|i| i.condition.holds_at(&values)));
            assert_eq!(holds, closed(at), "{profile} at {:?}", at.values);
            times += usize::from(holds);
        }
        let both = 0 < times && times < points.len();
        assert!(both || rare.contains(profile), "{profile}: {times} times");
    }
}

#[test]
fn arms_and_allies_are_substitutes_and_the_price_decides() {
    let zero = Fraction::from(0);
    let gap = |at: &At<'_>| {
        let [m, u, phi] = at.all(["m", "u", "phi"]);
        phi * u - m
    };
    let external = |at: &At<'_>| {
        let [m, kap, r, c_e, l] = at.all(["m", "kap", "r", "cE", "L"]);
        let (gap, covered) = (gap(at), r * m);
        let left = (gap - covered).max(zero);
        let saved = covered.min(gap);
        c_e <= kap * saved && kap * left + c_e <= l
    };
    let internal = |at: &At<'_>| {
        let [kap, l] = at.all(["kap", "L"]);
        kap * gap(at) <= l
    };
    let nothing = |at: &At<'_>| {
        let [kap, l] = at.all(["kap", "L"]);
        l <= kap * gap(at)
    };
    iff(
        "arms-or-allies",
        &[],
        &[],
        &[
            ("ally ally", &external),
            ("arm arm", &internal),
            ("none none", &nothing),
        ],
    );
}

#[test]
fn attack_and_guard_are_pure_only_where_one_of_them_does_not_pay() {
    let names = ["g", "r", "D", "b", "Fp", "cG", "s"];
    let zero = Fraction::from(0);
    let deterred = move |at: &At<'_>| {
        let [_, r, _, b, fp, cg, s] = at.all(names);
        (Fraction::from(1) - r) * b - r * fp <= cg - s
    };
    let undeterred = move |at: &At<'_>| {
        let [_, r, _, b, fp, cg, s] = at.all(names);
        (Fraction::from(1) - r) * b - r * fp >= cg - s
    };
    iff(
        "asymmetric-balancing",
        &["sg=0"],
        &["guard refrain"],
        &[
            ("open refrain", &|at| {
                let [.., b, _, cg, s] = at.all(names);
                b <= cg - s
            }),
            ("guard attack", &|at| {
                let [g, r, d, ..] = at.all(names);
                undeterred(at) && r * d >= g
            }),
            ("open attack", &|at| {
                let [g, r, d, b, _, cg, s] = at.all(names);
                b >= cg - s && r * d <= g
            }),
            // Guarding for nothing is an equilibrium where it costs nothing.
            ("guard refrain", &|at| {
                let [g, ..] = at.all(names);
                g <= zero && deterred(at)
            }),
        ],
    );
}

#[test]
fn a_general_treaty_is_chosen_where_the_enemy_is_uncertain_enough() {
    let names = ["w1", "B", "cs", "cg"];
    let one = Fraction::from(1);
    iff(
        "treaties",
        &[],
        &[],
        &[
            ("general", &|at| {
                let [w1, b, cs, cg] = at.all(names);
                (one - w1) * b >= cg - cs && b >= cg
            }),
            ("specific", &|at| {
                let [w1, b, cs, cg] = at.all(names);
                w1 * b >= cs && (one - w1) * b <= cg - cs
            }),
            ("none", &|at| {
                let [w1, b, cs, cg] = at.all(names);
                w1 * b <= cs && b <= cg
            }),
        ],
    );
}

#[test]
fn soft_balancing_by_three_of_five_is_stable_iff_the_harm_covers_the_cost() {
    iff(
        "soft-balancing",
        &["n=5", "q=3"],
        &["acquiesce acquiesce acquiesce acquiesce acquiesce"],
        &[
            ("acquiesce acquiesce oppose oppose oppose", &|at| {
                let [h, d, m, d0] = at.all(["h", "d", "m", "d0"]);
                let cost = |opposers: i128| (d - m * Fraction::from(opposers - 1)).max(d0);
                cost(3) <= h
            }),
            ("acquiesce acquiesce acquiesce acquiesce acquiesce", &|_| {
                true
            }),
        ],
    );
}
