//! Regional balancing (`regional-balancing`).

use crate::answers::{game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings, typed};
use crate::fraction::{Fraction, fraction};

const NAMES: [&str; 12] = [
    "L", "r", "s", "u", "A", "al", "e", "x", "bU", "K0", "K1", "eps",
];

#[test]
fn alliance_is_made_where_a_quadratic_in_accessibility_is_not_negative() {
    let model = bundled("regional-balancing");
    let mut draws = Draws::new(15);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let mut alliances = 0;
    for round in 0..2 * POINTS {
        let mut positive = || draws.positive();
        let [l, r, s, u, eps] = std::array::from_fn(|_| positive());
        let mut small = || draws.nonnegative() * fraction(1, 4);
        let [a, al, k0, k1] = std::array::from_fn(|_| small());
        let (e, gain) = (draws.share(), draws.nonnegative());
        let w = r + s;
        // Every fifth state is indifferent between its own defence and giving way.
        let x = if round % 5 == 0 {
            l * r / w
        } else {
            draws.nonnegative()
        };

        let quadratic =
            -(a * u * w * e * e) + (l * r * u - a * w * w - al * u * w) * e - al * w * w;
        let protected = l * r / (w + u * e) + a * e + al;
        let mut expected = Vec::new();
        if gain >= k0 + k1 * (one - e) && quadratic >= zero && protected <= x {
            alliances += 1;
            expected.push("offer ally");
        }
        if l * r / w <= x {
            expected.push("decline self");
        }
        if x <= l * r / w {
            expected.push("decline accommodate");
        }
        let settings = settings(&NAMES, &[l, r, s, u, a, al, e, x, gain, k0, k1, eps]);
        let found = pure_equilibria(&game_at(&model, None, &settings));
        assert_eq!(found, profiles(&expected), "{settings:?}");
    }
    assert!(alliances > 30, "only {alliances} points had an alliance");
}

fn allied(settings: &str) -> bool {
    let model = bundled("regional-balancing");
    pure_equilibria(&game_at(&model, None, &typed(settings))).contains(&typed("offer ally"))
}

#[test]
fn the_protector_must_be_neither_too_far_nor_too_near() {
    // Roots of -12/25 e^2 + 119/250 e - 27/500 at the defaults: 0.130661.. and 0.861005..
    for (accessibility, expected) in [
        ("0.130661", false),
        ("0.130662", true),
        ("0.861005", true),
        ("0.861006", false),
    ] {
        assert_eq!(
            allied(&format!("e={accessibility}")),
            expected,
            "{accessibility}"
        );
    }
    // A trusted protector can only be too far: the roots are 0.0272.. and 2.756..
    for (accessibility, expected) in [("0.0272", false), ("0.0273", true), ("1", true)] {
        let trusted = format!("A=1/5 al=1/20 e={accessibility}");
        assert_eq!(allied(&trusted), expected, "{accessibility}");
    }
}

/// What alliance with a protector who offers it gains over self-reliance.
fn protection(settings: &str) -> Fraction {
    let game = game_at(&bundled("regional-balancing"), None, &typed(settings));
    let payoff = |action| Fraction::from(&game.payoff(1, game.index_of(&[0, action])));
    payoff(0) - payoff(1)
}

#[test]
fn the_best_accessibility_and_the_rival_who_makes_protection_most_wanted_are_inner_ones() {
    // (sqrt(L r u/A) - w)/u = (2 - 3/5)/2.
    let trusted = |e: &str| protection(&format!("A=1/5 al=1/20 e={e}"));
    assert!(trusted("7/10") > trusted("69/100") && trusted("7/10") > trusted("71/100"));
    // sqrt(s (s + u e)) = sqrt(1/5 (1/5 + 3/5)).
    let wanted = |r: &str| protection(&format!("e=3/10 r={r}"));
    assert!(wanted("2/5") > wanted("39/100") && wanted("2/5") > wanted("41/100"));
}
