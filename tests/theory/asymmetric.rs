//! Asymmetric balancing (`asymmetric-balancing`).

use unipole::solve::{Concept, solve};

use crate::answers::{game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings};
use crate::fraction::{Fraction, fraction};

const NAMES: [&str; 8] = ["g", "r", "D", "b", "Fp", "cG", "s", "sg"];

#[test]
fn pure_equilibria_and_the_only_mixture_are_those_of_an_inspection_game() {
    let model = bundled("asymmetric-balancing");
    let mut draws = Draws::new(8);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let mut mixtures = 0;
    for round in 0..2 * POINTS {
        let mut small = || draws.nonnegative() * fraction(1, 2);
        let [g, d, b, fine, cost, support, evasion] = std::array::from_fn(|_| small());
        let r = draws.share();
        // Half of the points are as if nobody helped to evade.
        let evasion = if round % 2 == 0 { zero } else { evasion };
        let stopped = r / (one + evasion * support);
        let c = cost - support;
        let guarded = (one - stopped) * b - stopped * fine;

        let mut expected = Vec::new();
        if b <= c {
            expected.push("open refrain");
        }
        if guarded >= c && stopped * d >= g {
            expected.push("guard attack");
        }
        if b >= c && stopped * d <= g {
            expected.push("open attack");
        }
        if g == zero && guarded <= c {
            expected.push("guard refrain");
        }
        let point = settings(&NAMES, &[g, r, d, b, fine, cost, support, evasion]);
        let game = game_at(&model, None, &point);
        assert_eq!(pure_equilibria(&game), profiles(&expected), "{point:?}");

        if stopped * d > g && g > zero && guarded < c && c < b {
            mixtures += 1;
            let solution = solve(&game, Concept::Nash);
            assert!(solution.completeness.is_complete());
            let [only] = &solution.equilibria[..] else {
                panic!("{point:?}: one equilibrium expected");
            };
            let attacked = g / (stopped * d);
            let guarded = (b - c) / (stopped * (b + fine));
            assert_eq!(Fraction::from(&only.profile()[1][0]), attacked, "{point:?}");
            assert_eq!(Fraction::from(&only.profile()[0][0]), guarded, "{point:?}");
            assert_eq!(
                Fraction::from(&only.payoffs()[0]),
                -(g / stopped),
                "{point:?}"
            );
        }
    }
    assert!(
        mixtures > 10,
        "only {mixtures} points were in the mixed region"
    );
}

#[test]
fn support_without_evasion_moves_the_guard_and_not_the_damage() {
    let model = bundled("asymmetric-balancing");
    for (setting, attack, guard, loss) in [
        ("s=0", fraction(1, 4), fraction(3, 8), fraction(1, 4)),
        ("s=1/5", fraction(1, 4), fraction(5, 8), fraction(1, 4)),
    ] {
        let game = game_at(&model, None, &[setting.to_owned()]);
        let solution = solve(&game, Concept::Nash);
        let only = &solution.equilibria[0];
        assert_eq!(solution.equilibria.len(), 1);
        assert_eq!(Fraction::from(&only.profile()[1][0]), attack);
        assert_eq!(Fraction::from(&only.profile()[0][0]), guard);
        assert_eq!(Fraction::from(&only.payoffs()[0]), -loss);
    }
    let evading = game_at(&model, Some("sponsored-evasion"), &[]);
    let only = &solve(&evading, Concept::Nash).equilibria[0];
    assert_eq!(Fraction::from(&only.payoffs()[0]), -fraction(3, 10));
}
