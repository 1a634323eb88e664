//! Models in which the unipole, or a sponsor, moves first (`neutrality-sequential`, `asymmetric-sponsor`, `bandwagoning-policy`, `soft-balancing-policy`).

use std::collections::BTreeSet;

use unipole::solve::{Concept, solve};

use crate::answers::game_at;
use crate::draws::{Draws, POINTS, bundled, settings};
use crate::fraction::{Fraction, fraction};
use crate::{agree, best, by_sign};

#[test]
fn a_unipole_that_moves_first_forces_for_alignment_or_for_the_fine() {
    let model = bundled("neutrality-sequential");
    let names = ["tU", "tR", "al", "ka", "ze", "F", "k0", "ph", "ga"];
    let mut draws = Draws::new(66);
    let zero = Fraction::from(0);
    for _ in 0..POINTS {
        let [tu, tr, al, ka, ze, drawn] = std::array::from_fn(|_| draws.nonnegative());
        let (k0, ph) = (draws.positive() * fraction(1, 8), draws.share());
        let critical = al + (ka - ze) * tr - ze * tu;
        let fine = match draws.whole(0, 3) {
            0 => critical.max(zero),
            _ => drawn,
        };
        let ga = match draws.whole(0, 3) {
            0 => k0,
            _ => draws.nonnegative() * fraction(1, 4),
        };
        let mut expected = Vec::new();
        for forced in by_sign(fine - critical, "align", "neutral") {
            for unforced in by_sign(-critical, "align", "neutral") {
                let force = if forced == "align" { ga } else { ph * fine } - k0;
                let tolerate = if unforced == "align" { ga } else { zero };
                for action in best(&[("force", force), ("tolerate", tolerate)]) {
                    expected.push(vec![action, forced, unforced]);
                }
            }
        }
        let values = [tu, tr, al, ka, ze, fine, k0, ph, ga];
        agree(&model, &names, &values, &expected);
        if critical > zero && fine != critical {
            let forces = (fine > critical && ga >= k0) || (fine < critical && ph * fine >= k0);
            let found = expected.iter().any(|profile| profile[0] == "force");
            assert_eq!(found, forces, "{values:?}");
        }
    }
}

#[test]
fn a_sponsor_pays_for_a_group_that_would_refrain_and_not_for_one_that_attacks_anyway() {
    let model = bundled("asymmetric-sponsor");
    let names = ["g", "r", "D", "b", "Fp", "cG", "s", "w", "kap", "a", "R"];
    let mut draws = Draws::new(67);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let (mut windows, mut outside) = (0, 0);
    for _ in 0..2 * POINTS {
        let [g, d, b] = std::array::from_fn(|_| draws.positive());
        let [fp, w, kap, retaliation] = std::array::from_fn(|_| draws.nonnegative());
        let (g, kap, retaliation) = (
            g * fraction(1, 4),
            kap * fraction(1, 4),
            retaliation * fraction(1, 4),
        );
        let (r, a) = (fraction(draws.whole(1, 20), 20), draws.share());
        let s = fraction(draws.whole(1, 10), 20);
        let cost = (b + s * fraction(draws.whole(-5, 15), 10)).max(zero);
        let guarded = (one - r) * b - r * fp;
        let net = cost - s;
        // Both games that follow are decided: guarding pays against an attack, and a guarded group refrains.
        if r * d <= g || guarded >= net || net == b || cost == b {
            continue;
        }
        let values = [g, r, d, b, fp, cost, s, w, kap, a, retaliation];
        let point = settings(&names, &values);
        let game = game_at(&model, None, &point);
        let solution = solve(&game, Concept::SubgamePerfect);
        let window = net < b && b < cost;
        let price = kap * s + a * retaliation;
        let gain = if window { w * g / r - price } else { -price };
        let expected = by_sign(gain, "support", "none");
        let mut found = BTreeSet::new();
        for equilibrium in &solution.equilibria {
            let chances: Vec<Vec<Fraction>> = equilibrium
                .profile()
                .iter()
                .map(|own| own.iter().map(Fraction::from).collect())
                .collect();
            let sponsor = ["none", "support"].iter().zip(&chances[0]);
            found.extend(
                sponsor
                    .filter(|(_, p)| **p > zero)
                    .map(|(action, _)| *action),
            );
            for (first, net) in [(1, cost), (3, net)] {
                let (guard, attack) = (chances[first][0], chances[first + 1][0]);
                if net < b {
                    assert_eq!(attack, g / (r * d), "{point:?}");
                    assert_eq!(guard, (b - net) / (r * (b + fp)), "{point:?}");
                } else {
                    assert_eq!((guard, attack), (zero, zero), "{point:?}");
                }
            }
        }
        let expected: BTreeSet<&str> = expected.into_iter().collect();
        assert_eq!(found, expected, "{point:?}");
        windows += usize::from(window);
        outside += usize::from(!window);
    }
    assert!(
        windows > 30 && outside > 30,
        "{windows} inside the window, {outside} outside"
    );
}

#[test]
fn a_state_is_bought_iff_it_is_worth_the_least_reward() {
    let model = bundled("bandwagoning-policy");
    let names = [
        "T", "u", "s", "pi", "k", "x", "be", "G", "e", "rho", "f", "gam", "f0", "Gam", "kP",
    ];
    let mut draws = Draws::new(68);
    let zero = Fraction::from(0);
    let (mut bought, mut too_dear) = (0, 0);
    for _ in 0..POINTS {
        let (u, s) = (draws.positive(), draws.positive());
        let threat = draws.nonnegative();
        let [pi, k, x, goods, f, f0, gain] =
            std::array::from_fn(|_| draws.nonnegative() * fraction(1, 4));
        let [one_share, other_share, e] = std::array::from_fn(|_| draws.share());
        let (be, gam) = (one_share.min(other_share), one_share.max(other_share));
        let prepares = draws.nonnegative() * fraction(1, 40) * fraction(draws.whole(0, 1), 1);
        let worth = |punishment: Fraction, reward: Fraction| {
            [
                ("oppose", -(threat * u / (s + u)) - k - punishment),
                ("neutral", -threat),
                ("appease", -x - be * threat),
                ("flock", e * goods - f - be * threat + reward),
                ("free-ride", -(gam * threat) - f0),
            ]
        };
        let punished = worth(pi, zero);
        let others = punished.iter().filter(|(action, _)| *action != "flock");
        let rival = others.map(|(_, value)| *value).max().expect("four others");
        let least = (rival - punished[3].1).max(zero);
        // Exactly the least reward, a little more, or anything.
        let rho = match draws.whole(0, 3) {
            0 => draws.nonnegative() * fraction(1, 4),
            1 => least + fraction(1, 50),
            _ => least,
        };
        let gain = match draws.whole(0, 3) {
            0 => rho + prepares,
            _ => gain,
        };
        let mut expected = Vec::new();
        for alone in best(&worth(zero, zero)) {
            for threatened in best(&punished) {
                for offered in best(&worth(pi, rho)) {
                    let if_flocks =
                        |reply: &str, value| if reply == "flock" { value } else { zero };
                    let policies = [
                        ("nothing", if_flocks(alone, gain)),
                        ("threaten", if_flocks(threatened, gain) - prepares),
                        ("buy", if_flocks(offered, gain - rho) - prepares),
                    ];
                    for policy in best(&policies) {
                        expected.push(vec![policy, alone, threatened, offered]);
                    }
                }
            }
        }
        let values = [
            threat, u, s, pi, k, x, be, goods, e, rho, f, gam, f0, gain, prepares,
        ];
        agree(&model, &names, &values, &expected);
        let must_be_paid = least > zero && !best(&worth(zero, zero)).contains(&"flock");
        if rho == least && must_be_paid {
            let is_bought = expected.iter().any(|p| p[0] == "buy" && p[3] == "flock");
            assert_eq!(is_bought, gain >= least + prepares, "{values:?}");
            bought += usize::from(is_bought);
            too_dear += usize::from(!is_bought);
        }
    }
    assert!(
        bought > 2 && too_dear > 2,
        "{bought} bought, {too_dear} not"
    );
}

/// The coalitions that form against a policy in which each opposer costs the unipole `price`, by who opposes.
fn coalitions(
    states: usize,
    gain: Fraction,
    harm: Fraction,
    price: Fraction,
    cost: impl Fn(usize) -> Fraction,
) -> Vec<Vec<bool>> {
    let opposers = |members: &Vec<bool>| members.iter().filter(|own| **own).count();
    let all = (0..(1usize << states)).map(|set| {
        let members = (0..states).map(|state| (set >> state) & 1 == 1);
        members.collect::<Vec<bool>>()
    });
    // The quota is the least number of opposers at which the gain does not exceed their price.
    let goes_ahead = |number: usize| gain > price * Fraction::from(number as i128);
    let quota = (0..=states).find(|number| !goes_ahead(*number));
    let forms = |members: &Vec<bool>| match (opposers(members), quota) {
        (0, Some(0)) => true,
        (_, Some(0)) => false,
        (0, Some(1)) => cost(1) >= harm,
        (0, _) => true,
        (number, quota) => quota == Some(number) && cost(number) <= harm,
    };
    all.filter(forms).collect()
}

#[test]
fn the_unipole_moderates_its_policy_where_a_coalition_would_stop_it() {
    let model = bundled("soft-balancing-policy");
    let names = ["n", "g1", "h1", "g2", "h2", "kap", "d", "m", "d0"];
    let mut draws = Draws::new(69);
    let zero = Fraction::from(0);
    let mut stopped = 0;
    for _ in 0..POINTS / 10 {
        let n = draws.whole(1, 3);
        let states = usize::try_from(n).expect("small");
        let [g1, h1, g2, h2, kap, d] =
            std::array::from_fn(|_| draws.nonnegative() * fraction(1, 2));
        let (kap, m, d0) = (
            kap * fraction(1, 2),
            draws.nonnegative() * fraction(1, 8),
            draws.positive() * fraction(1, 10),
        );
        let cost = |opposers: usize| (d - m * Fraction::from(opposers as i128 - 1)).max(d0);
        let against = [(g1, h1), (g2, h2)].map(|(g, h)| coalitions(states, g, h, kap, cost));
        let payoff = |gain: Fraction, members: &Vec<bool>| {
            let opposers = members.iter().filter(|own| **own).count();
            (gain - kap * Fraction::from(opposers as i128)).max(zero)
        };
        let mut expected = Vec::new();
        for harsh in &against[0] {
            for mild in &against[1] {
                let policies = [
                    ("none", zero),
                    ("harsh", payoff(g1, harsh)),
                    ("mild", payoff(g2, mild)),
                ];
                for policy in best(&policies) {
                    let acts = |own: &bool| if *own { "oppose" } else { "acquiesce" };
                    let replies = harsh.iter().chain(mild).map(acts);
                    expected.push(std::iter::once(policy).chain(replies).collect());
                }
            }
        }
        agree(
            &model,
            &names,
            &[Fraction::from(n), g1, h1, g2, h2, kap, d, m, d0],
            &expected,
        );
        stopped += usize::from(
            against
                .iter()
                .any(|formed| formed.iter().any(|who| who.contains(&true))),
        );
    }
    assert!(
        stopped > 2,
        "only {stopped} points at which a policy is stopped"
    );
}
