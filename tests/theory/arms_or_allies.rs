//! Arms or allies (`arms-or-allies`).

use crate::answers::{game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings};
use crate::fraction::{Fraction, fraction};

#[test]
fn arms_and_allies_are_substitutes_and_the_price_decides() {
    let model = bundled("arms-or-allies");
    let mut draws = Draws::new(6);
    for round in 0..POINTS {
        let (m, phi, gap) = (draws.positive(), draws.positive(), draws.positive());
        let u = (m + gap) / phi;
        let (kap, mut r) = (draws.positive(), draws.share());
        let [c, eps] = [draws.positive() * fraction(1, 10), draws.positive()];
        // Every third point lies on one of the two thresholds.
        if round % 6 == 0 && c <= kap * m {
            r = c / (kap * m);
        }
        let l = if round % 6 == 3 {
            kap * gap
        } else {
            draws.positive()
        };

        let alone = kap * gap;
        let filled = (r * m).min(gap);
        let with_ally = kap * (gap - filled) + c;
        let mut expected = Vec::new();
        if c <= kap * filled && with_ally <= l {
            expected.push("ally ally");
        }
        if alone <= l {
            expected.push("arm arm");
        }
        if l <= alone {
            expected.push("none none");
        }
        if l == alone {
            expected.extend(["none arm", "arm none"]);
        }
        let names = ["m", "u", "phi", "kap", "r", "cE", "L", "eps"];
        let settings = settings(&names, &[m, u, phi, kap, r, c, l, eps]);
        let found = pure_equilibria(&game_at(&model, None, &settings));
        assert_eq!(found, profiles(&expected), "{settings:?}");
    }
}

#[test]
fn alliance_ends_at_the_critical_reliability() {
    let model = bundled("arms-or-allies");
    // Defaults: cE/(kap m) = (1/20)/(1/5).
    let critical = fraction(1, 4);
    for (r, allied) in [(critical, true), (critical - fraction(1, 1000), false)] {
        let found = pure_equilibria(&game_at(&model, None, &[format!("r={r}")]));
        assert_eq!(
            found.contains(&vec!["ally".to_owned(); 2]),
            allied,
            "r = {r}"
        );
        assert!(found.contains(&vec!["arm".to_owned(); 2]));
    }
    assert!(critical < Fraction::from(1));
}
