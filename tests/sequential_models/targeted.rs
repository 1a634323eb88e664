//! Targeted hard balancing: proxies and sanctions (`targeted-balancing`, `sanctions`).

use std::collections::BTreeSet;

use crate::answers::{Profiles, game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings};
use crate::fraction::{Fraction, fraction};
use crate::{agree, best, by_induction, by_sign, power};

#[test]
fn arming_a_proxy_follows_from_what_the_unipole_would_do_about_it() {
    let model = bundled("targeted-balancing");
    let names = [
        "vC", "vU", "WC", "WU", "pD", "q0", "q1", "t", "rep", "h", "g", "d", "a", "kU", "z", "cS",
        "lU", "eps",
    ];
    let mut draws = Draws::new(61);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let mut seen = BTreeSet::new();
    for _ in 0..POINTS {
        let [vc, vu, wc, g] = std::array::from_fn(|_| draws.nonnegative());
        let [wu, rep, ku] = std::array::from_fn(|_| draws.nonnegative() * fraction(1, 4));
        let [t, h, d, cs, lu, eps] = std::array::from_fn(|_| draws.nonnegative() * fraction(1, 8));
        let [pd, qa, qb, a, z] = std::array::from_fn(|_| draws.share());
        let (q0, q1) = (qa.max(qb), qa.min(qb));
        // Countering over ignoring; escalating over countering, which is the same where nobody is found out; escalating over ignoring.
        let counters = (q0 - q1) * vu - ku;
        let escalates = if a == zero {
            zero
        } else {
            ku + (q1 - pd) * vu - wu
        };
        let rather_than_ignore = q0 * vu - a * (pd * vu + wu) - (one - a) * (q1 * vu + ku);
        let mut replies = Vec::new();
        if counters <= zero && rather_than_ignore <= zero {
            replies.push(("ignore", q0, zero, q0 * vc - t - a * rep));
        }
        if counters >= zero && escalates <= zero {
            replies.push(("counter", q1, d, q1 * vc - t - a * rep));
        }
        if escalates >= zero && rather_than_ignore >= zero {
            let worth = q1 * vc - t - a * (q1 * vc - pd * vc + wc);
            replies.push(("escalate", (one - a) * q1, d, worth));
        }
        let mut expected = Vec::new();
        for (reply, chance, dear, worth) in replies {
            // The proxy accepts iff t >= h - q g, with d more if it is not ignored.
            for answer in by_sign(t - (h - chance * g + dear), "accept", "reject") {
                let armed = if answer == "accept" { worth } else { -eps };
                let chosen = best(&[
                    ("nothing", zero),
                    ("sanction", z * vc - cs),
                    ("proxy", armed),
                    ("direct", pd * vc - wc),
                ]);
                for action in chosen {
                    seen.insert((action, answer, reply));
                    expected.push(vec![action, answer, reply]);
                }
            }
        }
        let values = [
            vc, vu, wc, wu, pd, q0, q1, t, rep, h, g, d, a, ku, z, cs, lu, eps,
        ];
        agree(&model, &names, &values, &expected);
    }
    assert!(seen.len() > 8, "only {} different outcomes", seen.len());
}

#[test]
fn only_one_of_five_equilibria_of_the_normal_form_is_credible() {
    let model = bundled("targeted-balancing");
    let game = game_at(&model, None, &[]);
    let tree = game.tree().expect("moves have an order");
    let normal = tree.normal_form().expect("a small game").game;
    let five = profiles(&[
        "sanction accept escalate",
        "sanction reject ignore",
        "sanction reject counter",
        "sanction reject escalate",
        "proxy accept counter",
    ]);
    assert_eq!(pure_equilibria(&normal), five);
    assert_eq!(by_induction(&game), profiles(&["proxy accept counter"]));
}

#[test]
fn sanctions_end_after_as_many_periods_as_the_closed_form_says() {
    let model = bundled("sanctions");
    let mut draws = Draws::new(62);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let mut lengths = BTreeSet::new();
    for _ in 0..POINTS {
        let horizon = draws.whole(1, 5);
        let (mu, v) = (draws.share(), draws.nonnegative());
        let eta = draws.share().min(fraction(9, 10));
        let cost = fraction(draws.whole(1, 10), 20);
        let decisive = eta * v - cost;
        let point = settings(
            &["n", "mu", "eta", "v", "cS"],
            &[Fraction::from(horizon), mu, eta, v, cost],
        );
        let game = game_at(&model, None, &point);
        let found = by_induction(&game);
        let plans = usize::try_from(horizon).expect("small");
        // T* is the smallest t with (1 - eta)^t < cS mu/((1 - mu)(eta v - cS)).
        let ends =
            |t: usize| decisive <= zero || power(one - eta, t) * (one - mu) * decisive < cost * mu;
        let periods = (0..plans).find(|t| ends(*t)).unwrap_or(plans);
        let is_tie = (0..plans).any(|t| {
            let left = power(one - eta, t) * (one - mu);
            decisive * left == cost * mu
        });
        if is_tie {
            let longest = found.iter().map(|plan| {
                let lifted = plan.iter().position(|action| action == "lift");
                lifted.unwrap_or(plans)
            });
            if decisive > zero {
                assert_eq!(longest.max(), Some(periods), "{point:?}");
            }
            continue;
        }
        lengths.insert(periods);
        let plan = (0..plans).map(|t| if t < periods { "sanction" } else { "lift" });
        let plan: Vec<String> = plan.map(str::to_owned).collect();
        assert_eq!(found, Profiles::from([plan]), "{point:?}");
        assert_eq!(pure_equilibria(&game), found, "{point:?}");
    }
    assert!(lengths.len() >= 4, "only {lengths:?}");
}
