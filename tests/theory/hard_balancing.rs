//! Hard balancing as a threshold public good (`hard-balancing`).

use std::cmp::Ordering;

use unipole::model::Model;
use unipole::num::{Rational, Real};
use unipole::solve::{Concept, solve};

use crate::answers::{Profiles, game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, typed};
use crate::fraction::{Fraction, fraction};

struct Coalition {
    needed: Fraction,
    strength: Vec<Fraction>,
    benefit: Vec<Fraction>,
    cost: Vec<Fraction>,
}

impl Coalition {
    fn wins(&self, members: u32) -> bool {
        let states = 0..self.strength.len();
        let pooled = states
            .filter(|i| members >> i & 1 == 1)
            .map(|i| self.strength[i]);
        pooled.fold(Fraction::from(0), |sum, m| sum + m) >= self.needed
    }

    /// Minimal winning coalitions of states that find it worth its cost; and none, unless somebody would act alone.
    fn closed_form(&self) -> Profiles {
        let n = self.strength.len();
        let mut found = Profiles::new();
        for members in 0u32..1 << n {
            let inside = || (0..n).filter(|i| members >> i & 1 == 1);
            let holds = if members == 0 {
                !(0..n).any(|i| self.strength[i] >= self.needed && self.benefit[i] > self.cost[i])
            } else {
                self.wins(members)
                    && inside().all(|i| !self.wins(members & !(1 << i)))
                    && inside().all(|i| self.benefit[i] >= self.cost[i])
            };
            if holds {
                let joins = |i| {
                    if members >> i & 1 == 1 {
                        "balance"
                    } else {
                        "abstain"
                    }
                };
                found.insert((0..n).map(|i| joins(i).to_owned()).collect());
            }
        }
        found
    }
}

fn list(name: &str, values: &[Fraction]) -> String {
    let values: Vec<String> = values.iter().map(Fraction::to_string).collect();
    format!("{name}={}", values.join(","))
}

#[test]
fn coalitions_are_minimal_winning_ones_whose_members_all_gain() {
    let model = bundled("hard-balancing");
    let mut draws = Draws::new(3);
    for _ in 0..POINTS {
        let n = draws.whole(1, 5);
        let (u, phi, pi) = (draws.positive(), draws.positive(), draws.nonnegative());
        let mut several = |draw: fn(&mut Draws) -> Fraction| -> Vec<Fraction> {
            (0..n).map(|_| draw(&mut draws)).collect()
        };
        let game = Coalition {
            needed: phi * u,
            strength: several(Draws::positive),
            benefit: several(Draws::nonnegative),
            cost: several(Draws::positive),
        };
        let mut settings = typed(&format!("n={n} u={u} phi={phi} pi={pi}"));
        settings.push(list("m", &game.strength));
        settings.push(list("B", &game.benefit));
        settings.push(list("c", &game.cost));
        let found = pure_equilibria(&game_at(&model, None, &settings));
        assert_eq!(found, game.closed_form(), "{settings:?}");
    }
}

fn choose(n: i128, k: i128) -> i128 {
    (1..=k).fold(1, |product, i| product * (n - k + i) / i)
}

#[test]
fn identical_states_have_as_many_equilibria_as_coalitions_of_the_least_size() {
    let model = bundled("hard-balancing");
    for n in 1..=6 {
        for least in 1..=n + 1 {
            for (cost, worth_it) in [("1/5", true), ("6/5", false)] {
                let settings = typed(&format!("n={n} m=1 u={least} B=1 c={cost}"));
                let expected = match (least, worth_it) {
                    (_, false) => 1,
                    (1, true) => n,
                    _ if least > n => 1,
                    _ => 1 + choose(n, least),
                };
                let found = pure_equilibria(&game_at(&model, None, &settings));
                assert_eq!(found.len() as i128, expected, "{settings:?}");
            }
        }
    }
}

#[test]
fn a_unipole_with_more_than_its_share_of_all_power_is_not_balanced() {
    let model = bundled("hard-balancing");
    let mut draws = Draws::new(4);
    let one = Fraction::from(1);
    for round in 0..POINTS {
        let n = draws.whole(1, 5);
        let strength: Vec<Fraction> = (0..n).map(|_| draws.positive()).collect();
        let pooled = strength.iter().fold(Fraction::from(0), |sum, m| sum + *m);
        let phi = draws.positive();
        // Every third unipole stands exactly on the threshold.
        let u = if round % 3 == 0 {
            pooled / phi
        } else {
            draws.positive()
        };
        let mut settings = typed(&format!("n={n} u={u} phi={phi} B=1 c=1/5"));
        settings.push(list("m", &strength));
        let found = pure_equilibria(&game_at(&model, None, &settings));
        let balanced = found.iter().flatten().any(|action| action == "balance");
        let share = u / (u + pooled);
        assert_eq!(!balanced, share > one / (one + phi), "{settings:?}");
    }
}

/// The probabilities with which all states balance alike, in the order they are listed.
fn symmetric_mixtures(model: &Model, settings: &str) -> Vec<Real> {
    let game = game_at(model, None, &typed(settings));
    let solution = solve(&game, Concept::Nash);
    let mixed = solution.equilibria.iter().filter(|e| !e.is_pure());
    let alike = mixed.filter(|e| e.profile().iter().all(|own| *own == e.profile()[0]));
    alike.map(|e| e.profile()[0][0].clone()).collect()
}

fn real(value: Fraction) -> Real {
    let value: Rational = value.to_string().parse().expect("a fraction");
    Real::from(value)
}

fn product(factors: impl Iterator<Item = Real>) -> Real {
    factors.fold(Real::ONE, |product, factor| &product * &factor)
}

#[test]
fn two_of_three_join_with_the_roots_of_a_quadratic() {
    let model = bundled("hard-balancing");
    let two = real(2.into());
    for twentieths in 1..20 {
        let cost = fraction(twentieths, 20);
        let found = symmetric_mixtures(&model, &format!("n=3 m=1/3 u=3/5 B=1 pi=0 c={cost}"));
        // 2 q^2 - 2 q + c = 0: two roots in (0, 1) while c < 1/2, one at 1/2, none beyond.
        let expected = match cost.cmp(&fraction(1, 2)) {
            Ordering::Less => 2,
            Ordering::Equal => 1,
            Ordering::Greater => 0,
        };
        assert_eq!(found.len(), expected, "c = {cost}");
        for q in &found {
            let residue = &(&(&two * &(q * q)) - &(&two * q)) + &real(cost);
            assert!(residue.is_zero(), "c = {cost}");
        }
        if let [low, high] = &found[..] {
            assert_eq!(*high, &Real::ONE - low);
            assert!(low.compare(high).is_lt());
        }
    }
    let rational = symmetric_mixtures(&model, "n=3 m=1/3 u=3/5 B=1 pi=0 c=3/8");
    assert_eq!(rational, [real(fraction(1, 4)), real(fraction(3, 4))]);
    let dearer = symmetric_mixtures(&model, "n=3 m=1/3 u=3/5 B=2 pi=0 c=3/4");
    assert_eq!(
        dearer, rational,
        "only the ratio of cost and benefit matters"
    );
}

#[test]
fn unanimity_is_joined_with_the_root_of_the_cost() {
    let model = bundled("hard-balancing");
    for n in 2..=5 {
        for cost in [fraction(1, 5), fraction(1, 4), fraction(16, 81)] {
            let found = symmetric_mixtures(&model, &format!("n={n} m=1 u={n} B=1 pi=0 c={cost}"));
            assert_eq!(found.len(), 1, "n = {n}, c = {cost}");
            let power = product((1..n).map(|_| found[0].clone()));
            assert_eq!(power, real(cost), "n = {n}");
        }
    }
}

/// What joining gains over abstaining when each other state joins with probability `q`.
struct Advantage {
    n: i128,
    least: i128,
    cost: Fraction,
    punishment: Fraction,
}

impl Advantage {
    fn at(&self, q: &Real) -> Real {
        let others = self.n - 1;
        let rest = &Real::ONE - q;
        let exactly = |joiners: i128| {
            let ways = std::iter::once(real(choose(others, joiners).into()));
            let joining = (0..joiners).map(|_| q.clone());
            let staying = (joiners..others).map(|_| rest.clone());
            product(ways.chain(joining).chain(staying))
        };
        let punishment = real(self.punishment);
        let failing = (0..self.least - 1).fold(Real::ZERO, |sum, j| &sum + &exactly(j));
        &(&exactly(self.least - 1) - &real(self.cost)) - &(&punishment * &failing)
    }
}

#[test]
fn punished_failure_moves_the_mixtures_and_none_is_missed() {
    let model = bundled("hard-balancing");
    let mut draws = Draws::new(5);
    for _ in 0..40 {
        let n = draws.whole(3, 4);
        let advantage = Advantage {
            n,
            least: draws.whole(2, n),
            cost: fraction(draws.whole(1, 9), 20),
            punishment: fraction(draws.whole(0, 10), 20),
        };
        let settings = format!(
            "n={n} m=1 u={} B=1 pi={} c={}",
            advantage.least, advantage.punishment, advantage.cost
        );
        let found = symmetric_mixtures(&model, &settings);
        for q in &found {
            assert!(advantage.at(q).is_zero(), "{settings}");
        }
        // Between two points of a fine grid at which the advantage has opposite signs there is a root.
        let signs = (0..=80).map(|i| advantage.at(&real(fraction(i, 80))).sign());
        let signs: Vec<_> = signs.filter(|sign| sign.is_ne()).collect();
        let crossings = signs.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!(
            found.len() >= crossings,
            "{settings}: {} found",
            found.len()
        );
    }
}
