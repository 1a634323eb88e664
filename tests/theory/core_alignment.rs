//! The core alignment game (`core`).

use unipole::game::Game;

use crate::answers::{Profiles, game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings, typed};
use crate::fraction::{Fraction, fraction};

const NAMES: [&str; 14] = [
    "u", "c", "s", "V", "KU", "KC", "lam", "pi", "k", "nu", "rho", "al", "be", "chi",
];

/// The complete set of pure equilibria, from the three comparisons of the secondary state.
fn closed_form(point: [Fraction; 14]) -> Profiles {
    let [u, c, s, v, ku, kc, lam, pi, k, nu, rho, al, be, chi] = point;
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let (total, rivals) = (u + c + s, u + c);
    let actions = ["balance", "neutral", "bandwagon"];
    let odds = [u / total, u / rivals, (u + s) / total];

    let balance_neutral = lam * u * s - rivals * (pi * u + (k - nu) * total);
    let balance_bandwagon = s * (be * lam - k - rho + al)
        - (u * (lam * (one - be) + pi) + rivals * (k + rho - al) - c * chi);
    let neutral_bandwagon = ((u + s) * be * lam + c * chi) * rivals
        - (rho - al + nu) * total * rivals
        - lam * u * total;
    let best_contested = [
        balance_neutral >= zero && balance_bandwagon >= zero,
        balance_neutral <= zero && neutral_bandwagon >= zero,
        balance_bandwagon <= zero && neutral_bandwagon <= zero,
    ];
    let gain = rho - al + (one - be) * lam;
    let best_conceded = [
        pi + k <= nu && rho - al - be * lam <= -(lam + pi) - k,
        nu <= pi + k && gain + nu <= zero,
        gain + nu >= zero && gain + pi + k >= zero,
    ];
    let unpressed = [-k, zero, rho - al];
    let most = *unpressed.iter().max().expect("three actions");

    let mut found = Vec::new();
    for a in 0..3 {
        let (won, lost) = (odds[a] * v, (one - odds[a]) * v);
        if best_contested[a] && won >= ku && lost >= kc {
            found.push(format!("press resist {}", actions[a]));
        }
        if best_conceded[a] && lost <= kc {
            found.push(format!("press accommodate {}", actions[a]));
        }
        if unpressed[a] == most && won <= ku {
            found.push(format!("restrain resist {}", actions[a]));
        }
    }
    found.iter().map(|profile| typed(profile)).collect()
}

fn draw(draws: &mut Draws) -> [Fraction; 14] {
    let mut positive = || draws.positive();
    let [u, c, s, v, lam] = std::array::from_fn(|_| positive());
    let mut cost = || draws.nonnegative();
    let [ku, kc, pi, k, nu, rho, al, chi] = std::array::from_fn(|_| cost());
    let be = draws.share();
    [u, c, s, v, ku, kc, lam, pi, k, nu, rho, al, be, chi]
}

#[test]
fn pure_equilibria_are_those_of_the_three_comparisons() {
    let core = bundled("core");
    let mut draws = Draws::new(1);
    for _ in 0..2 * POINTS {
        let point = draw(&mut draws);
        let settings = settings(&NAMES, &point);
        let found = pure_equilibria(&game_at(&core, None, &settings));
        assert_eq!(found, closed_form(point), "{settings:?}");
    }
}

/// The secondary state's payoffs where the unipole presses and the challenger resists: balance, neutral, bandwagon.
fn contested_payoffs(game: &Game) -> [Fraction; 3] {
    [0, 1, 2].map(|action| Fraction::from(&game.payoff(2, game.index_of(&[0, 0, action]))))
}

#[test]
fn balancing_and_bandwagoning_are_equally_good_at_the_critical_size_only() {
    let core = bundled("core");
    let mut draws = Draws::new(2);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let mut tried = 0;
    while tried < 100 {
        let mut point = draw(&mut draws);
        let [u, c, _, _, _, _, lam, pi, k, _, rho, al, be, chi] = point;
        let numerator = u * (lam * (one - be) + pi) + (u + c) * (k + rho - al) - c * chi;
        let denominator = be * lam - k - rho + al;
        if numerator <= zero || denominator <= zero {
            continue;
        }
        tried += 1;
        for (factor, order) in [(999, -1), (1000, 0), (1001, 1)] {
            point[2] = numerator / denominator * fraction(factor, 1000);
            let settings = settings(&NAMES, &point);
            let [balance, _, bandwagon] = contested_payoffs(&game_at(&core, None, &settings));
            assert_eq!(balance.cmp(&bandwagon) as i32, order, "{settings:?}");
        }
    }
}

#[test]
fn the_critical_sizes_of_two_structures_are_24_55_and_4_55() {
    let core = bundled("core");
    for (scenario, critical) in [("unipolar", fraction(24, 55)), ("bipolar", fraction(4, 55))] {
        let step = fraction(1, 1_000_000);
        for (size, expected) in [
            (critical - step, &["press resist bandwagon"][..]),
            (
                critical,
                &["press resist balance", "press resist bandwagon"],
            ),
            (critical + step, &["press resist balance"]),
        ] {
            let game = game_at(&core, Some(scenario), &[format!("s={size}")]);
            assert_eq!(
                pure_equilibria(&game),
                profiles(expected),
                "{scenario} s={size}"
            );
        }
    }
}

#[test]
fn structures_with_a_small_state_have_the_known_alignments() {
    let core = bundled("core");
    for (scenario, expected) in [
        ("unipolar", "press resist bandwagon"),
        ("bipolar", "press resist balance"),
        ("multipolar", "press resist balance"),
        ("multipolar-unforced", "press resist neutral"),
    ] {
        let game = game_at(&core, Some(scenario), &[]);
        assert_eq!(pure_equilibria(&game), profiles(&[expected]), "{scenario}");
    }
    let large = pure_equilibria(&game_at(&core, None, &typed("s=3/5")));
    assert!(large.contains(&typed("press accommodate bandwagon")));
}

/// Total power of the rivals is fixed, u + c = 4/5; the unipole grows by hundredths.
fn along_the_line(besides: &str, expected: impl Fn(i128) -> Vec<&'static str>) {
    let core = bundled("core");
    for hundredths in 1..80 {
        let mut settings = typed(besides);
        settings.extend([format!("u={hundredths}/100"), "c=4/5-u".to_owned()]);
        let found = pure_equilibria(&game_at(&core, None, &settings));
        assert_eq!(
            found,
            profiles(&expected(hundredths)),
            "u = {hundredths}/100"
        );
    }
}

#[test]
fn a_growing_unipole_is_balanced_then_followed_and_for_a_while_nothing_is_stable() {
    along_the_line("", |u| match u {
        ..=12 => vec!["restrain resist neutral"],
        13..=14 => vec![],
        15..=46 => vec!["press resist balance"],
        47 => vec!["press resist balance", "press resist bandwagon"],
        48..=64 => vec!["press resist bandwagon"],
        65 => vec!["press resist bandwagon", "press accommodate bandwagon"],
        _ => vec!["press accommodate bandwagon"],
    });
}

#[test]
fn where_nobody_is_forced_to_declare_there_is_a_band_of_neutrality() {
    along_the_line("nu=0", |u| match u {
        ..=11 => vec!["restrain resist neutral"],
        12 => vec!["restrain resist neutral", "press resist neutral"],
        13..=33 => vec!["press resist neutral"],
        34..=46 => vec!["press resist balance"],
        47 => vec!["press resist balance", "press resist bandwagon"],
        48..=64 => vec!["press resist bandwagon"],
        65 => vec!["press resist bandwagon", "press accommodate bandwagon"],
        _ => vec!["press accommodate bandwagon"],
    });
}
