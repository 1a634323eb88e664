//! Specific or general treaties (`treaties`): one state, no game.

use crate::answers::{game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings};
use crate::fraction::Fraction;

#[test]
fn the_general_treaty_is_chosen_where_the_threat_is_uncertain_enough() {
    let model = bundled("treaties");
    let mut draws = Draws::new(7);
    for _ in 0..POINTS {
        let w = draws.share();
        let [b, cs, cg] = [
            draws.nonnegative(),
            draws.nonnegative(),
            draws.nonnegative(),
        ];
        let general_over_specific = (Fraction::from(1) - w) * b - (cg - cs);
        let (specific_over_none, general_over_none) = (w * b - cs, b - cg);
        let zero = Fraction::from(0);
        let mut expected = Vec::new();
        if specific_over_none <= zero && general_over_none <= zero {
            expected.push("none");
        }
        if specific_over_none >= zero && general_over_specific <= zero {
            expected.push("specific");
        }
        if general_over_none >= zero && general_over_specific >= zero {
            expected.push("general");
        }
        let settings = settings(&["w1", "B", "cs", "cg"], &[w, b, cs, cg]);
        let found = pure_equilibria(&game_at(&model, None, &settings));
        assert_eq!(found, profiles(&expected), "{settings:?}");
    }
}
