//! Kinds of bandwagoning (`bandwagoning`), and bandwagoning in a population (`bandwagoning-population`).

use unipole::solve::{Concept, solve};

use crate::answers::{Profiles, game_at, pure_equilibria};
use crate::draws::{Draws, POINTS, bundled, profiles, settings, typed};
use crate::fraction::{Fraction, fraction};

const NAMES: [&str; 13] = [
    "T", "u", "s", "pi", "k", "x", "be", "G", "e", "rho", "f", "gam", "f0",
];
const ACTIONS: [&str; 5] = ["oppose", "neutral", "appease", "flock", "free-ride"];

fn payoffs(point: [Fraction; 13]) -> [Fraction; 5] {
    let [t, u, s, pi, k, x, be, g, e, rho, f, gam, f0] = point;
    let share = u / (u + s);
    let keeping = be * t;
    [
        -(share * t + pi + k),
        -t,
        -(keeping + x),
        g * e + rho - (f + keeping),
        -(t * gam + f0),
    ]
}

fn draw(draws: &mut Draws) -> [Fraction; 13] {
    let [u, s] = [draws.positive(), draws.positive()];
    let mut cost = || draws.nonnegative();
    let [t, pi, k, x, g, rho, f, f0] = std::array::from_fn(|_| cost());
    let mut share = || draws.share();
    let [a, b, e] = std::array::from_fn(|_| share());
    [t, u, s, pi, k, x, a.min(b), g, e, rho, f, a.max(b), f0]
}

#[test]
fn the_best_answers_are_those_with_the_smallest_loss() {
    let model = bundled("bandwagoning");
    let mut draws = Draws::new(12);
    let zero = Fraction::from(0);
    for _ in 0..POINTS {
        let point = draw(&mut draws);
        let values = payoffs(point);
        let most = *values.iter().max().expect("five actions");
        let best = (0..5).filter(|a| values[*a] == most).map(|a| ACTIONS[a]);
        let settings = settings(&NAMES, &point);
        let game = game_at(&model, None, &settings);
        let expected = profiles(&best.collect::<Vec<_>>());
        assert_eq!(pure_equilibria(&game), expected, "{settings:?}");

        // The comparisons as conditions on one parameter.
        let [oppose, neutral, appease, flock, free_ride] =
            std::array::from_fn(|action| Fraction::from(&game.payoff(0, action)));
        let [t, u, s, pi, k, x, be, g, e, rho, f, gam, f0] = point;
        let exposed = x + be * t - pi - k;
        let small = exposed <= zero || s <= u * (t / exposed - 1.into());
        assert_eq!(appease >= oppose, small, "{settings:?}");
        assert_eq!(flock >= free_ride, f - f0 <= e * g + rho + (gam - be) * t);
        assert_eq!(flock >= appease, f <= e * g + rho + x);
        assert_eq!(neutral >= free_ride, f0 >= (Fraction::from(1) - gam) * t);
    }
}

#[test]
fn the_least_reward_that_buys_a_flocker_is_a_matter_of_the_next_best() {
    let model = bundled("bandwagoning");
    let mut draws = Draws::new(13);
    let zero = Fraction::from(0);
    let mut bought = 0;
    for _ in 0..POINTS {
        let mut point = draw(&mut draws);
        point[9] = zero;
        let [oppose, neutral, appease, flock, free_ride] = payoffs(point);
        let next = oppose.max(neutral).max(appease).max(free_ride);
        let least = (next - flock).max(zero);
        let flocks = |reward: Fraction| {
            let mut point = point;
            point[9] = reward;
            let game = game_at(&model, None, &settings(&NAMES, &point));
            pure_equilibria(&game).contains(&typed("flock"))
        };
        assert!(flocks(least));
        if least > zero {
            bought += 1;
            assert!(!flocks(least * fraction(999, 1000)));
        }
    }
    assert!(bought > POINTS / 4);
}

#[test]
fn the_defaults_give_the_known_payoffs() {
    let game = game_at(&bundled("bandwagoning"), None, &[]);
    let known = [(-9, 10), (-1, 1), (-7, 10), (-7, 20), (-17, 20)];
    for (action, (numerator, denominator)) in known.into_iter().enumerate() {
        assert_eq!(game.players()[0].actions[action].id, ACTIONS[action]);
        let payoff = Fraction::from(&game.payoff(0, action));
        assert_eq!(
            payoff,
            fraction(numerator, denominator),
            "{}",
            ACTIONS[action]
        );
    }
}

#[test]
fn a_population_balances_or_bandwagons_and_the_critical_share_divides_the_two() {
    let model = bundled("bandwagoning-population");
    let mut draws = Draws::new(14);
    let (zero, one) = (Fraction::from(0), Fraction::from(1));
    let mut mixtures = 0;
    for _ in 0..POINTS {
        let n = draws.whole(2, 4);
        let g = draws.positive();
        let mut cost = || draws.nonnegative();
        let [c, pi, rho, al] = std::array::from_fn(|_| cost());
        let critical = (rho - al + c + pi) / (g + pi);
        let everybody = |action: &str| vec![action.to_owned(); n as usize];
        let mut expected = Profiles::new();
        if critical <= one {
            expected.insert(everybody("balance"));
        }
        if critical >= zero {
            expected.insert(everybody("bandwagon"));
        }
        let mut point = settings(&["g", "c", "pi", "rho", "al"], &[g, c, pi, rho, al]);
        point.push(format!("n={n}"));
        let game = game_at(&model, None, &point);
        assert_eq!(pure_equilibria(&game), expected, "{point:?}");

        let solution = solve(&game, Concept::Nash);
        let mixed: Vec<_> = solution
            .equilibria
            .iter()
            .filter(|e| !e.is_pure())
            .collect();
        if zero < critical && critical < one {
            mixtures += 1;
            let [only] = mixed[..] else {
                panic!("{point:?}: one mixture expected");
            };
            for strategy in only.profile() {
                assert_eq!(Fraction::from(&strategy[0]), critical, "{point:?}");
            }
        } else if critical < zero || critical > one {
            assert!(mixed.is_empty(), "{point:?}");
        }
    }
    assert!(
        mixtures > 50,
        "only {mixtures} points had an inner critical share"
    );
}
