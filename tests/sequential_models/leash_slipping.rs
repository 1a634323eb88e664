//! Leash-slipping before and after the unipole, and the atrophy that leads to it (`leash-slipping`, `leash-slipping-observed`, `atrophy`).

use unipole::solve::{Concept, solve};

use crate::answers::game_at;
use crate::draws::{Draws, POINTS, bundled};
use crate::fraction::{Fraction, fraction};
use crate::{agree, by_sign, power};

/// The parameters of the two models of leash-slipping, drawn: b, f, c, x, l, sig, s1, e, kp, th.
fn dependence(draws: &mut Draws) -> [Fraction; 10] {
    let [b, l, e] = std::array::from_fn(|_| draws.nonnegative());
    let [f, x, big, small, th] = std::array::from_fn(|_| draws.share());
    let (sig, s1) = (big.max(small), big.min(small));
    let c = draws.nonnegative() * fraction(1, 8);
    // Often exactly what predation brings, from two who depend, from one of them, or from a pool.
    let kp = match draws.whole(0, 5) {
        0 => e * x,
        1 => e * x * (Fraction::from(1) - sig),
        2 => e * x * (Fraction::from(1) - s1 * fraction(1, 2)),
        3 => e * x * fraction(draws.whole(1, 19), 20),
        _ => draws.nonnegative() * fraction(1, 8),
    };
    [b, f, c, x, l, sig, s1, e, kp, th]
}

const DEPENDENCE: [&str; 10] = ["b", "f", "c", "x", "l", "sig", "s1", "e", "kp", "th"];

#[test]
fn states_pool_iff_the_indemnity_is_worth_the_premium_and_predation_pays_against_a_pool() {
    let model = bundled("leash-slipping");
    let mut draws = Draws::new(63);
    let (zero, one, half) = (Fraction::from(0), Fraction::from(1), fraction(1, 2));
    for _ in 0..POINTS / 2 {
        let values = dependence(&mut draws);
        let [b, f, c, x, l, sig, s1, e, kp, th] = values;
        let premium = c + (one - th) * b * f;
        let (alone, pooled) = (th * x * l * s1, th * x * l * sig);
        let exposed = |relief: Fraction| e * x * (one - relief);
        let mut expected = Vec::new();
        let mut add = |condition: bool, states: [&'static str; 2], predator: &'static str| {
            if condition {
                expected.push(vec![states[0], states[1], "protect", predator]);
            }
        };
        add(
            exposed(zero) >= kp && alone <= premium,
            ["depend", "depend"],
            "exploit",
        );
        add(exposed(zero) <= kp, ["depend", "depend"], "protect");
        add(
            exposed(sig) >= kp && pooled >= premium,
            ["pool", "pool"],
            "exploit",
        );
        let free = c + b * f == zero;
        add(free && exposed(sig) <= kp, ["pool", "pool"], "protect");
        for states in [["depend", "pool"], ["pool", "depend"]] {
            let one_pools = pooled <= premium && premium <= alone;
            add(one_pools && exposed(s1 * half) >= kp, states, "exploit");
            add(free && exposed(s1 * half) <= kp, states, "protect");
        }
        agree(&model, &DEPENDENCE, &values, &expected);
    }
}

#[test]
fn at_the_defaults_a_third_equilibrium_pools_with_thirteen_in_thirty() {
    let game = game_at(&bundled("leash-slipping"), None, &[]);
    let solution = solve(&game, Concept::Bayesian);
    assert!(solution.completeness.is_complete());
    assert_eq!(solution.equilibria.len(), 3);
    let mixed = solution.equilibria.iter().find(|e| !e.is_pure());
    let mixed = mixed.expect("a mixed one").profile();
    for state in mixed.iter().take(2) {
        // th x l (s1 + (sig - s1) Pr(pool)) is the premium 1/4.
        assert_eq!(Fraction::from(&state[1]), fraction(13, 30));
    }
}

#[test]
fn a_pool_that_is_seen_deters_and_a_smaller_suspicion_is_enough() {
    let model = bundled("leash-slipping-observed");
    let mut draws = Draws::new(64);
    let (zero, one, half) = (Fraction::from(0), Fraction::from(1), fraction(1, 2));
    let both = ["depend", "pool"];
    let mut deterred = 0;
    for _ in 0..POINTS / 2 {
        let values = dependence(&mut draws);
        let [b, f, c, x, l, sig, s1, e, kp, th] = values;
        // What a state averts, and what the predator does after nobody, one or two pool.
        let relief = [zero, s1, sig];
        let exposure = [one, one - s1 * half, one - sig];
        let replies = exposure.map(|exposure| by_sign(e * x * exposure - kp, "exploit", "protect"));
        let worth = |pools: bool, poolers: usize, reply: &str| {
            let averted = if pools { relief[poolers] } else { zero };
            let protected = if pools { b * (one - f) } else { b };
            let preyed_upon = -(x * l * (one - averted));
            let predator = if reply == "exploit" {
                preyed_upon
            } else {
                protected
            };
            let cost = if pools { c } else { zero };
            (one - th) * protected + th * predator - cost
        };
        let mut expected = Vec::new();
        for after_none in &replies[0] {
            for first in &replies[1] {
                for second in &replies[1] {
                    for after_both in &replies[2] {
                        let reply = |pools: [bool; 2]| match pools {
                            [false, false] => *after_none,
                            [false, true] => *first,
                            [true, false] => *second,
                            [true, true] => *after_both,
                        };
                        let value = |pools: [bool; 2], state: usize| {
                            let poolers = pools.iter().filter(|own| **own).count();
                            worth(pools[state], poolers, reply(pools))
                        };
                        for pools in [[false, false], [false, true], [true, false], [true, true]] {
                            let other = [[!pools[0], pools[1]], [pools[0], !pools[1]]];
                            if (0..2).all(|s| value(pools, s) >= value(other[s], s)) {
                                let states = pools.map(|own| both[usize::from(own)]);
                                let mut profile = states.to_vec();
                                profile.extend(["protect"; 4]);
                                profile.extend([*after_none, *first, *second, *after_both]);
                                expected.push(profile);
                            }
                        }
                    }
                }
            }
        }
        agree(&model, &DEPENDENCE, &values, &expected);
        // If the pool deters and one state alone does not: iff th >= th_det.
        let deters = e * x * exposure[1] > kp && kp > e * x * exposure[2];
        if deters {
            deterred += 1;
            let pooled = expected.iter().any(|p| p[..2] == ["pool", "pool"]);
            assert_eq!(pooled, th * (b + x * l) >= c + b * f, "{values:?}");
        }
    }
    assert!(
        deterred > 5,
        "only {deterred} points at which a pool deters"
    );
}

#[test]
fn the_leash_is_slipped_by_the_first_government_that_is_too_dependent() {
    let model = bundled("atrophy");
    let names = ["n", "x0", "gam", "b", "f", "c", "l", "sig", "th"];
    let mut draws = Draws::new(65);
    let one = Fraction::from(1);
    let mut switches = 0;
    for _ in 0..POINTS {
        let horizon = draws.whole(1, 5);
        let [b, l] = std::array::from_fn(|_| draws.nonnegative());
        let [x0, gam] = std::array::from_fn(|_| draws.share() * fraction(1, 2));
        let [f, sig, th] = std::array::from_fn(|_| draws.share());
        let c = draws.nonnegative() * fraction(1, 8);
        let premium = c + (one - th) * b * f;
        let governments = usize::try_from(horizon).expect("small");
        let dependence = |t: usize| one - (one - x0) * power(one - gam, t);
        let mut expected: Vec<Vec<&str>> = vec![Vec::new()];
        for t in 0..governments {
            let chosen = by_sign(th * l * sig * dependence(t) - premium, "pool", "depend");
            let mut longer = Vec::new();
            for plan in &expected {
                for action in &chosen {
                    let mut plan: Vec<&str> = Vec::clone(plan);
                    plan.push(*action);
                    longer.push(plan);
                }
            }
            expected = longer;
        }
        let values = [Fraction::from(horizon), x0, gam, b, f, c, l, sig, th];
        agree(&model, &names, &values, &expected);
        let mixed = expected
            .iter()
            .any(|plan| plan.first() == Some(&"depend") && plan.last() == Some(&"pool"));
        switches += usize::from(mixed);
    }
    assert!(
        switches > 5,
        "only {switches} points at which it comes to pooling"
    );
}
