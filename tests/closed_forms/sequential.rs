//! Thresholds of the models in which moves have an order, or players types.

use unipole::region::{Effect, ThresholdFormula};

use crate::fraction::Fraction;
use crate::recovered::{At, Recovered, lower, recovered, upper};
use crate::seeded::Seeded;

/// The threshold is the quotient, wherever that has a value; neither denominator has the other's sign reversed.
#[track_caller]
fn is_quotient(
    model: &Recovered,
    found: &ThresholdFormula,
    quotient: impl Fn(&At<'_>) -> (Fraction, Fraction),
) {
    let mut random = Seeded::new(17);
    let zero = Fraction::from(0);
    let mut compared = 0;
    for _ in 0..200 {
        let at = model.draw(&mut random);
        let (over, under) = quotient(&at);
        let [numerator, denominator] = [&found.numerator, &found.denominator].map(|p| at.value(p));
        assert_eq!(numerator * under, over * denominator, "{:?}", at.values);
        assert!(denominator * under >= zero, "{:?}", at.values);
        compared += usize::from(denominator * under > zero);
    }
    assert!(compared > 20, "only {compared} points with a value");
}

const PROXY: &str = "proxy accept counter";

#[test]
fn a_proxy_is_preferred_to_war_where_war_is_dear() {
    let mut model = recovered("targeted-balancing", &[], &[]);
    let bounds = model.bounds(PROXY, "C", "direct", "WC");
    is_quotient(&model, lower(&bounds), |at| {
        let [c, u, vc, q1, t, rep, a] = at.all(["c", "u", "vC", "q1", "t", "rep", "a"]);
        // WC >= t + a rep + (pD - q1) vC, with pD = c/(c + u).
        ((c + u) * (t + a * rep - q1 * vc) + c * vc, c + u)
    });
}

#[test]
fn escalation_is_credible_where_war_is_cheap_whatever_the_attribution() {
    let mut model = recovered("targeted-balancing", &[], &[]);
    let form = |at: &At<'_>| {
        let [c, u, vu, q1, ku] = at.all(["c", "u", "vU", "q1", "kU"]);
        // WU <= kU + (q1 - pD) vU.
        ((c + u) * (ku + q1 * vu) - c * vu, c + u)
    };
    let bounds = model.bounds("proxy accept escalate", "U", "counter", "WU");
    is_quotient(&model, upper(&bounds), form);
    let bounds = model.bounds(PROXY, "U", "escalate", "WU");
    is_quotient(&model, lower(&bounds), form);
}

#[test]
fn a_proxy_wants_a_subsidy_that_covers_what_its_own_prize_does_not() {
    let mut model = recovered("targeted-balancing", &[], &[]);
    for (profile, countered) in [
        ("proxy accept ignore", 0),
        (PROXY, 1),
        ("proxy accept escalate", 2),
    ] {
        let bounds = model.bounds(profile, "P", "reject", "t");
        is_quotient(&model, lower(&bounds), |at| {
            let [q0, q1, g, h, d, a] = at.all(["q0", "q1", "g", "h", "d", "a"]);
            let one = Fraction::from(1);
            let least = match countered {
                0 => h - q0 * g,
                1 => h + d - q1 * g,
                _ => h + d - (one - a) * q1 * g,
            };
            (least, one)
        });
    }
}

#[test]
fn a_proxy_is_used_up_to_a_probability_of_being_found_out() {
    let mut model = recovered("targeted-balancing", &[], &[]);
    let bounds = model.bounds(PROXY, "C", "nothing", "a");
    is_quotient(&model, upper(&bounds), |at| {
        let [vc, q1, t, rep] = at.all(["vC", "q1", "t", "rep"]);
        (q1 * vc - t, rep)
    });
    let bounds = model.bounds(PROXY, "C", "sanction", "a");
    is_quotient(&model, upper(&bounds), |at| {
        let [vc, q1, t, rep, z, cs] = at.all(["vC", "q1", "t", "rep", "z", "cS"]);
        ((q1 - z) * vc - t + cs, rep)
    });
    let bounds = model.bounds("proxy accept escalate", "C", "nothing", "a");
    let form = |at: &At<'_>| {
        let [c, u, vc, q1, t, wc] = at.all(["c", "u", "vC", "q1", "t", "WC"]);
        // a* = (q1 vC - t)/(q1 vC - pD vC + WC).
        ((c + u) * (q1 * vc - t), (c + u) * (q1 * vc + wc) - c * vc)
    };
    is_quotient(&model, upper(&bounds), form);
}

#[test]
fn a_period_of_sanctions_may_cost_what_it_is_expected_to_bring() {
    let mut model = recovered("sanctions", &["n=2"], &[]);
    let form = |at: &At<'_>| {
        let [mu, eta, v] = at.all(["mu", "eta", "v"]);
        (eta * (Fraction::from(1) - mu) * v, Fraction::from(1))
    };
    let bounds = model.bounds("sanction lift", "C1", "lift", "cS");
    is_quotient(&model, upper(&bounds), form);
    model.effects(
        upper(&bounds),
        &[
            ("mu", Effect::Falls),
            ("eta", Effect::Rises),
            ("v", Effect::Rises),
        ],
    );
    // After one refusal the target is irresolute with probability (1 - mu)(1 - eta)/(mu + (1 - mu)(1 - eta)).
    let bounds = model.bounds("sanction lift", "C2", "sanction", "cS");
    is_quotient(&model, lower(&bounds), |at| {
        let [mu, eta, v] = at.all(["mu", "eta", "v"]);
        let one = Fraction::from(1);
        let irresolute = (one - mu) * (one - eta);
        (eta * v * irresolute, mu + irresolute)
    });
}

#[test]
fn the_least_suspicion_at_which_two_states_pool() {
    let mut model = recovered("leash-slipping", &[], &[]);
    let names = ["b", "f", "c", "x", "l", "sig", "s1"];
    let bounds = model.bounds("pool pool protect exploit", "S1", "depend", "th");
    is_quotient(&model, lower(&bounds), |at| {
        let [b, f, c, x, l, sig, _] = at.all(names);
        (c + b * f, x * l * sig + b * f)
    });
    model.effects(
        lower(&bounds),
        &[
            ("x", Effect::Falls),
            ("l", Effect::Falls),
            ("sig", Effect::Falls),
            ("c", Effect::Rises),
        ],
    );
    let bounds = model.bounds("depend depend protect exploit", "S1", "pool", "th");
    is_quotient(&model, upper(&bounds), |at| {
        let [b, f, c, x, l, _, s1] = at.all(names);
        (c + b * f, x * l * s1 + b * f)
    });
    let bounds = model.bounds("pool pool protect exploit", "S1", "depend", "x");
    is_quotient(&model, lower(&bounds), |at| {
        let [b, f, c, l, sig, th] = at.all(["b", "f", "c", "l", "sig", "th"]);
        (c + (Fraction::from(1) - th) * b * f, th * l * sig)
    });
}

#[test]
fn a_smaller_suspicion_is_enough_where_the_pool_deters() {
    let mut model = recovered("leash-slipping-observed", &[], &[]);
    let deters = "pool pool protect protect protect protect exploit exploit exploit protect";
    let bounds = model.bounds(deters, "S1", "depend", "th");
    is_quotient(&model, lower(&bounds), |at| {
        let [b, f, c, x, l] = at.all(["b", "f", "c", "x", "l"]);
        (c + b * f, b + x * l)
    });
}

#[test]
fn the_third_government_pools_up_to_a_cost() {
    let mut model = recovered("atrophy", &["n=3"], &[]);
    let bounds = model.bounds("depend depend pool", "S3", "depend", "c");
    is_quotient(&model, upper(&bounds), |at| {
        let [x0, gam, b, f, l, sig, th] = at.all(["x0", "gam", "b", "f", "l", "sig", "th"]);
        let one = Fraction::from(1);
        let kept = (one - x0) * (one - gam) * (one - gam);
        (th * l * sig * (one - kept) - (one - th) * b * f, one)
    });
}

#[test]
fn the_critical_fine_of_a_unipole_that_moves_first() {
    let mut model = recovered("neutrality-sequential", &[], &[]);
    let profile = "force align neutral";
    let bounds = model.bounds(profile, "S after U=force", "neutral", "F");
    is_quotient(&model, lower(&bounds), |at| {
        let [tu, tr, al, ka, ze] = at.all(["tU", "tR", "al", "ka", "ze"]);
        (al + (ka - ze) * tr - ze * tu, Fraction::from(1))
    });
}

#[test]
fn a_threat_saves_reward_one_for_one_while_opposition_has_to_be_beaten() {
    let settings = ["x=1/2", "be=2/5", "gam=1", "f0=1/2"];
    let free = ["T", "u", "s", "pi", "k", "G", "e", "rho", "f"];
    let mut model = recovered("bandwagoning-policy", &settings, &free);
    let profile = "buy oppose oppose flock";
    let bounds = model.bounds(profile, "S after U=buy", "oppose", "rho");
    is_quotient(&model, lower(&bounds), |at| {
        let [t, u, s, pi, k, g, e, _, f] = at.all(free);
        let be = Fraction::from(2) / Fraction::from(5);
        ((u + s) * (f + be * t - e * g - pi - k) - t * u, u + s)
    });
}
