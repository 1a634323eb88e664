//! Soft balancing in an institution (`soft-balancing`).

use crate::answers::{Profiles, game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled};
use crate::fraction::{Fraction, fraction};

struct Institution {
    n: i128,
    quota: i128,
    harm: Fraction,
    alone: Fraction,
    support: Fraction,
    least: Fraction,
}

impl Institution {
    fn cost(&self, opposers: i128) -> Fraction {
        let backed = self.alone - self.support * Fraction::from(opposers - 1);
        backed.max(self.least)
    }

    /// Whether exactly `k` opposers are stable; besides nobody and the quota only where opposing is free.
    fn is_stable(&self, k: i128) -> bool {
        let zero = Fraction::from(0);
        let free = k >= 1 && self.cost(k) == zero;
        let nobody = k == 0 && (self.quota >= 2 || self.cost(1) >= self.harm);
        let quota = k == self.quota && self.cost(k) <= self.harm;
        let beyond = k > self.quota || k < self.quota - 1 || self.harm == zero;
        nobody || quota || free && beyond
    }

    fn closed_form(&self) -> Profiles {
        let coalition = |members: u32| -> Vec<String> {
            let word = |i| {
                if members >> i & 1 == 1 {
                    "oppose"
                } else {
                    "acquiesce"
                }
            };
            (0..self.n).map(|i| word(i).to_owned()).collect()
        };
        (0u32..1 << self.n)
            .filter(|members| self.is_stable(members.count_ones().into()))
            .map(coalition)
            .collect()
    }

    fn settings(&self) -> Vec<String> {
        let costs = [
            ("h", self.harm),
            ("d", self.alone),
            ("m", self.support),
            ("d0", self.least),
        ];
        let costs = costs.iter().map(|(name, value)| format!("{name}={value}"));
        let sizes = [format!("n={}", self.n), format!("q={}", self.quota)];
        sizes.into_iter().chain(costs).collect()
    }
}

#[test]
fn opposition_is_of_nobody_or_of_the_quota_unless_it_is_free() {
    let model = bundled("soft-balancing");
    let mut draws = Draws::new(9);
    for _ in 0..POINTS {
        let n = draws.whole(1, 5);
        let institution = Institution {
            n,
            quota: draws.whole(1, n),
            harm: draws.nonnegative(),
            alone: draws.nonnegative(),
            support: draws.nonnegative() * fraction(1, 4),
            least: draws.nonnegative() * fraction(1, 8),
        };
        let settings = institution.settings();
        let found = pure_equilibria(&game_at(&model, None, &settings));
        assert_eq!(found, institution.closed_form(), "{settings:?}");
    }
}

#[test]
fn a_dear_opposition_needs_exactly_the_critical_support() {
    let model = bundled("soft-balancing");
    let mut draws = Draws::new(10);
    for _ in 0..100 {
        let n = draws.whole(2, 5);
        let quota = draws.whole(2, n);
        let harm = draws.positive();
        let alone = harm + draws.positive();
        let critical = (alone - harm) / Fraction::from(quota - 1);
        for (support, expected) in [(critical, true), (critical * fraction(999, 1000), false)] {
            let least = harm * fraction(1, 2);
            let institution = Institution {
                n,
                quota,
                harm,
                alone,
                support,
                least,
            };
            let settings = institution.settings();
            let found = pure_equilibria(&game_at(&model, None, &settings));
            let opposed = found.iter().flatten().any(|action| action == "oppose");
            assert_eq!(opposed, expected, "{settings:?}");
        }
    }
}
