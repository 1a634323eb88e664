//! Neutrality and forced declaration (`neutrality`).

use unipole::solve::{Concept, solve};

use crate::answers::{game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings};
use crate::fraction::{Fraction, fraction};

#[test]
fn the_critical_fine_decides_and_in_between_both_sides_mix() {
    let model = bundled("neutrality");
    let mut draws = Draws::new(11);
    let zero = Fraction::from(0);
    let mut mixtures = 0;
    for _ in 0..2 * POINTS {
        let mut cost = || draws.nonnegative();
        let [tu, tr, al, ka, ze, fine, ga] = std::array::from_fn(|_| cost());
        let (k0, ph) = (draws.positive() * fraction(1, 4), draws.share());
        let critical = al + (ka - ze) * tr - ze * tu;
        let mut expected = Vec::new();
        if critical <= zero {
            expected.push("tolerate align");
        }
        if critical >= zero && ph * fine <= k0 {
            expected.push("tolerate neutral");
        }
        if fine <= critical && ph * fine >= k0 {
            expected.push("force neutral");
        }
        let names = ["tU", "tR", "al", "ka", "ze", "F", "k0", "ph", "ga"];
        let point = settings(&names, &[tu, tr, al, ka, ze, fine, k0, ph, ga]);
        let game = game_at(&model, None, &point);
        assert_eq!(pure_equilibria(&game), profiles(&expected), "{point:?}");

        if zero < critical && critical < fine && ph * fine > k0 {
            mixtures += 1;
            let solution = solve(&game, Concept::Nash);
            assert!(solution.completeness.is_complete());
            let [only] = &solution.equilibria[..] else {
                panic!("{point:?}: one equilibrium expected");
            };
            assert_eq!(
                Fraction::from(&only.profile()[1][1]),
                k0 / (ph * fine),
                "{point:?}"
            );
            assert_eq!(
                Fraction::from(&only.profile()[0][0]),
                critical / fine,
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
fn at_the_defaults_half_stay_neutral_and_seven_in_twenty_are_forced() {
    let solution = solve(&game_at(&bundled("neutrality"), None, &[]), Concept::Nash);
    let [only] = &solution.equilibria[..] else {
        panic!("one equilibrium expected");
    };
    let probabilities = |player: usize| only.profile()[player].iter().map(Fraction::from);
    assert!(probabilities(0).eq([fraction(7, 20), fraction(13, 20)]));
    assert!(probabilities(1).eq([fraction(1, 2), fraction(1, 2)]));
}
