//! Games of three and more players against the definition: closed forms, two-by-two-by-two games solved by hand, and
//! expected payoffs by brute force.
//!
//! The oracles know nothing of boxes, paths or supports. Three players with two actions each are solved in fractions of
//! machine integers: ties by inequalities, two who mix by a division, three who mix by one quadratic equation.

#[path = "helpers/fraction.rs"]
mod fraction;
#[path = "helpers/seeded.rs"]
mod seeded;

use std::cmp::Ordering;

use fraction::{Fraction, fraction};
use seeded::Seeded;
use unipole::certify::Equilibrium;
use unipole::game::{Game, Payoffs, Player};
use unipole::num::{Rational, Real};
use unipole::solve::{Concept, Solution, solve};

fn game(counts: &[usize], payoff: impl FnMut(usize, &[usize]) -> Rational) -> Game {
    let players = counts.iter().enumerate().map(|(place, count)| {
        let actions: Vec<String> = (0..*count).map(|action| format!("a{action}")).collect();
        let actions: Vec<&str> = actions.iter().map(String::as_str).collect();
        Player::plain(&format!("p{place}"), &actions)
    });
    let payoffs = Payoffs::from_fn(counts, payoff).expect("a small game");
    Game::new("many", players.collect(), payoffs)
}

fn random_game(counts: &[usize], seeded: &mut Seeded, least: i128, most: i128) -> Game {
    game(counts, |_, _| Rational::from(seeded.between(least, most)))
}

/// How many players play more than one action.
fn mixing(equilibrium: &Equilibrium) -> usize {
    let is_mixed = |strategy: &&Vec<Real>| strategy.iter().filter(|p| !p.is_zero()).count() > 1;
    equilibrium.profile().iter().filter(is_mixed).count()
}

/// In a complete answer every equilibrium is in a component, and known indices add up to one.
#[track_caller]
fn assert_components(solution: &Solution, about: &str) {
    let places = 0..solution.equilibria.len();
    for place in places {
        let holding = solution.components.iter();
        let holding = holding.filter(|c| c.equilibria.contains(&place)).count();
        assert_eq!(
            holding, 1,
            "components that hold equilibrium {place}\n{about}"
        );
    }
    let indices: Option<Vec<i64>> = solution.components.iter().map(|c| c.index).collect();
    if let Some(indices) = indices {
        assert_eq!(indices.iter().sum::<i64>(), 1, "{indices:?}\n{about}");
    }
}

#[test]
fn the_game_of_mckelvey_and_mclennan_has_nine_equilibria_of_which_two_are_totally_mixed() {
    let game = game(&[2, 2, 2], |player, actions| {
        let payoffs = match actions {
            [0, 0, 0] => [9, 8, 12],
            [1, 1, 0] => [9, 8, 2],
            [1, 0, 1] | [0, 1, 1] => [3, 4, 6],
            _ => [0, 0, 0],
        };
        Rational::integer(payoffs[player])
    });
    let solution = solve(&game, Concept::Nash);
    assert!(solution.completeness.is_complete());
    assert_eq!(solution.equilibria.len(), 9);
    assert_components(&solution, "McKelvey and McLennan");
    let totally_mixed: Vec<Vec<Fraction>> = solution
        .equilibria
        .iter()
        .filter(|equilibrium| mixing(equilibrium) == 3)
        .map(first_probabilities)
        .collect();
    let known = [[(1, 2), (2, 5), (1, 4)], [(2, 5), (1, 2), (1, 3)]];
    assert_eq!(totally_mixed.len(), known.len());
    for point in known {
        assert!(totally_mixed.contains(&point.map(|(n, d)| fraction(n, d)).to_vec()));
    }
}

/// The probability with which each player takes its first action.
fn first_probabilities(equilibrium: &Equilibrium) -> Vec<Fraction> {
    let profile = equilibrium.profile().iter();
    profile
        .map(|strategy| Fraction::from(&strategy[0]))
        .collect()
}

/// What each player gains by its first action over its second: `gains[player][action of one other][action of the next]`,
/// the others in order.
struct TwoByTwoByTwo {
    gains: [[[i128; 2]; 2]; 3],
}

/// What the oracle lists: first probabilities where nobody or two mix, and a number where all three mix.
#[derive(Debug)]
struct Listed {
    pure: Vec<Vec<Fraction>>,
    two_mix: Vec<Vec<Fraction>>,
    three_mix: usize,
}

/// A game that is not generic, which is left to other tests.
#[derive(Debug)]
struct Degenerate;

/// `constant + slope * z`.
#[derive(Clone, Copy)]
struct Line {
    constant: i128,
    slope: i128,
}

impl Line {
    fn through(at_zero: i128, at_one: i128) -> Self {
        Line {
            constant: at_zero,
            slope: at_one - at_zero,
        }
    }

    fn plus(self, other: Line) -> Line {
        Line {
            constant: self.constant + other.constant,
            slope: self.slope + other.slope,
        }
    }

    /// The product, lowest power first, times a number.
    fn times(self, other: Line, factor: i128) -> [i128; 3] {
        [
            factor * self.constant * other.constant,
            factor * (self.constant * other.slope + self.slope * other.constant),
            factor * self.slope * other.slope,
        ]
    }
}

impl TwoByTwoByTwo {
    fn new(game: &Game) -> Self {
        let gain = |player: usize, one: usize, next: usize| -> i128 {
            let payoff = |own: usize| {
                let mut profile = vec![one, next];
                profile.insert(player, own);
                let payoff = game.payoff(player, game.index_of(&profile));
                i128::from(payoff.to_i64().expect("a small payoff"))
            };
            payoff(0) - payoff(1)
        };
        let gains =
            [0, 1, 2].map(|player| [0, 1].map(|one| [0, 1].map(|next| gain(player, one, next))));
        TwoByTwoByTwo { gains }
    }

    /// A player's gain where two others play so.
    fn gain(&self, player: usize, (first, a): (usize, usize), (second, b): (usize, usize)) -> i128 {
        match first < second {
            true => self.gains[player][a][b],
            false => self.gains[player][b][a],
        }
    }

    /// The same where both others mix, by the probabilities of their first actions.
    fn expected(&self, player: usize, one: Fraction, next: Fraction) -> Fraction {
        let sides = |p: Fraction| [p, Fraction::from(1) - p];
        let mut sum = Fraction::from(0);
        for (a, p) in sides(one).into_iter().enumerate() {
            for (b, q) in sides(next).into_iter().enumerate() {
                sum = sum + Fraction::from(self.gains[player][a][b]) * p * q;
            }
        }
        sum
    }

    fn equilibria(&self) -> Result<Listed, Degenerate> {
        self.refuse_ties()?;
        Ok(Listed {
            pure: self.pure(),
            two_mix: self.two_mix()?,
            three_mix: self.three_mix()?,
        })
    }

    /// Where a player is indifferent although the others are pure, no mixture of its actions may be an equilibrium.
    fn refuse_ties(&self) -> Result<(), Degenerate> {
        for (player, j, k) in [(0, 1, 2), (1, 0, 2), (2, 0, 1)] {
            for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                if self.gain(player, (j, a), (k, b)) != 0 {
                    continue;
                }
                // The mixtures to which the actions of the two others are best replies are an interval.
                let (mut low, mut high) = (Fraction::from(0), Fraction::from(1));
                for (other, own, third) in [(j, a, (k, b)), (k, b, (j, a))] {
                    let sign = if own == 0 { 1 } else { -1 };
                    let at = |action: usize| sign * self.gain(other, (player, action), third);
                    let line = Line::through(at(1), at(0));
                    let root = |line: Line| fraction(-line.constant, line.slope);
                    match line.slope.cmp(&0) {
                        Ordering::Greater => low = low.max(root(line)),
                        Ordering::Less => high = high.min(root(line)),
                        Ordering::Equal if line.constant < 0 => high = Fraction::from(-1),
                        Ordering::Equal => {}
                    }
                }
                if low <= high {
                    return Err(Degenerate);
                }
            }
        }
        Ok(())
    }

    fn pure(&self) -> Vec<Vec<Fraction>> {
        let mut found = Vec::new();
        for profile in (0..8).map(|bits| [bits & 1, bits >> 1 & 1, bits >> 2]) {
            let is_best = |player: usize| {
                let [j, k] = others(player);
                let gain = self.gain(player, (j, profile[j]), (k, profile[k]));
                (gain > 0) == (profile[player] == 0)
            };
            if (0..3).all(is_best) {
                found.push(profile.map(certain).to_vec());
            }
        }
        found
    }

    /// Each of two makes the other indifferent, and the third does not want to leave its action.
    fn two_mix(&self) -> Result<Vec<Vec<Fraction>>, Degenerate> {
        let mut found = Vec::new();
        for (third, action) in (0..3).flat_map(|third| [(third, 0), (third, 1)]) {
            let [i, j] = others(third);
            // The probability of the other's first action at which a player is indifferent.
            let balance = |player: usize, other: usize| {
                let [first, second] =
                    [0, 1].map(|a| self.gain(player, (other, a), (third, action)));
                match (first, second) {
                    (0, 0) => Err(Degenerate),
                    _ if first * second >= 0 => Ok(None),
                    _ => Ok(Some(fraction(-second, first - second))),
                }
            };
            let (Some(of_j), Some(of_i)) = (balance(i, j)?, balance(j, i)?) else {
                continue;
            };
            let gain = self.expected(third, of_i, of_j);
            if gain == Fraction::from(0) {
                return Err(Degenerate);
            }
            if (gain > Fraction::from(0)) == (action == 0) {
                let mut point = vec![of_i, of_j];
                point.insert(third, certain(action));
                found.push(point);
            }
        }
        Ok(found)
    }

    /// With x, y, z for the first probabilities, the gain of the first is `n1(z) + y d1(z)` and that of the second
    /// `n2(z) + x d2(z)`. So `y = -n1/d1` and `x = -n2/d2`, and the third's gain times `d1 d2` is a quadratic in z.
    fn three_mix(&self) -> Result<usize, Degenerate> {
        let [first, second, third] = self.gains;
        let lines = |gains: [[i128; 2]; 2]| {
            let numerator = Line::through(gains[1][1], gains[1][0]);
            let sum = Line::through(gains[0][1], gains[0][0]);
            let denominator = Line {
                constant: sum.constant - numerator.constant,
                slope: sum.slope - numerator.slope,
            };
            (numerator, denominator)
        };
        let ((n1, d1), (n2, d2)) = (lines(first), lines(second));
        // The third's gain is a + b x + c y + d x y.
        let a = third[1][1];
        let (b, c) = (third[0][1] - a, third[1][0] - a);
        let d = third[0][0] - a - b - c;
        let terms = [
            d1.times(d2, a),
            d1.times(n2, -b),
            n1.times(d2, -c),
            n1.times(n2, d),
        ];
        let quadratic = [0, 1, 2].map(|power| terms.iter().map(|term| term[power]).sum::<i128>());
        let z = Line::through(0, 1);
        let not_z = Line::through(1, 0);
        let mut count = 0;
        for root in roots(quadratic)? {
            let sign = |line: Line| root.sign(line);
            let signs = [z, not_z, n1, d1, n1.plus(d1), n2, d2, n2.plus(d2)].map(sign);
            if signs.contains(&0) {
                return Err(Degenerate);
            }
            let [z, not_z, n1, d1, rest1, n2, d2, rest2] = signs;
            let y_is_inside = n1 * d1 < 0 && rest1 * d1 > 0;
            let x_is_inside = n2 * d2 < 0 && rest2 * d2 > 0;
            count += usize::from(z > 0 && not_z > 0 && y_is_inside && x_is_inside);
        }
        Ok(count)
    }
}

/// The root `(p + q sqrt(s)) / r` of a quadratic, `r` not zero.
struct Surd {
    p: i128,
    q: i128,
    s: i128,
    r: i128,
}

impl Surd {
    /// The sign of a line there.
    fn sign(&self, line: Line) -> i128 {
        let whole = line.constant * self.r + line.slope * self.p;
        let root = line.slope * self.q;
        // The sign of `whole + root sqrt(s)`: that of the greater of the two.
        let sign = match (whole * whole).cmp(&(root * root * self.s)) {
            Ordering::Greater => whole.signum(),
            Ordering::Less => root.signum(),
            Ordering::Equal if whole.signum() == root.signum() => whole.signum(),
            Ordering::Equal => 0,
        };
        sign * self.r.signum()
    }
}

/// The real roots of `c + b z + a z^2`, none of them double.
fn roots([c, b, a]: [i128; 3]) -> Result<Vec<Surd>, Degenerate> {
    let root = |p, q, s, r| Surd { p, q, s, r };
    if a == 0 {
        return match (b, c) {
            (0, 0) => Err(Degenerate),
            (0, _) => Ok(Vec::new()),
            _ => Ok(vec![root(-c, 0, 0, b)]),
        };
    }
    let s = b * b - 4 * a * c;
    match s.cmp(&0) {
        Ordering::Less => Ok(Vec::new()),
        Ordering::Equal => Err(Degenerate),
        Ordering::Greater => Ok(vec![root(-b, 1, s, 2 * a), root(-b, -1, s, 2 * a)]),
    }
}

fn others(player: usize) -> [usize; 2] {
    [[1, 2], [0, 2], [0, 1]][player]
}

fn certain(action: usize) -> Fraction {
    Fraction::from(i128::from(action == 0))
}

#[test]
fn two_by_two_by_two_games_have_the_equilibria_of_linear_and_quadratic_equations() {
    const GAMES: usize = 200;
    let mut seeded = Seeded::new(3);
    let mut skipped = 0;
    let mut met = [0; 4];
    for number in 0..GAMES {
        let game = random_game(&[2, 2, 2], &mut seeded, -9, 9);
        let oracle = TwoByTwoByTwo::new(&game);
        let Ok(listed) = oracle.equilibria() else {
            skipped += 1;
            continue;
        };
        let about = format!("game {number}: gains {:?}\n{listed:?}", oracle.gains);
        let solution = solve(&game, Concept::Nash);
        assert!(solution.completeness.is_complete(), "{about}");
        let of_kind = |kind: usize| -> Vec<&Equilibrium> {
            let all = solution.equilibria.iter();
            all.filter(|equilibrium| mixing(equilibrium) == kind)
                .collect()
        };
        for (kind, expected) in [(0, &listed.pure), (2, &listed.two_mix)] {
            let found: Vec<Vec<Fraction>> =
                of_kind(kind).into_iter().map(first_probabilities).collect();
            assert_eq!(found.len(), expected.len(), "{kind} mix\n{about}");
            assert!(
                expected.iter().all(|point| found.contains(point)),
                "{about}"
            );
        }
        assert_eq!(of_kind(1).len(), 0, "one mixes alone\n{about}");
        assert_eq!(of_kind(3).len(), listed.three_mix, "three mix\n{about}");
        assert_components(&solution, &about);
        for (kind, met) in met.iter_mut().enumerate() {
            *met += of_kind(kind).len();
        }
    }
    assert!(3 * skipped < GAMES, "{skipped} of {GAMES} skipped");
    let [pure, _, two_mix, three_mix] = met;
    assert!(pure > 0 && two_mix > 0 && three_mix > 0, "{met:?}");
}

fn power_of_ten(exponent: i32) -> Rational {
    let ten = Rational::integer(10);
    ten.checked_pow(exponent).expect("ten is not zero")
}

/// The middles of narrow enclosures.
fn middles(equilibrium: &Equilibrium) -> Vec<Vec<Rational>> {
    let width = power_of_ten(-24);
    let middle = |number: &Real| {
        let (low, high) = number.enclosure(&width);
        assert!(&high - &low <= power_of_ten(-20), "a wide enclosure");
        (low + high) * Rational::ratio(1, 2)
    };
    let strategies = equilibrium.profile().iter();
    strategies
        .map(|strategy| strategy.iter().map(middle).collect())
        .collect()
}

/// What each action of a player earns against the others' strategies: the sum over all profiles.
fn earnings(game: &Game, player: usize, profile: &[Vec<Rational>]) -> Vec<Rational> {
    let mut earned = vec![Rational::ZERO; game.counts()[player]];
    for index in 0..game.profiles() {
        let actions = game.profile_at(index);
        let probability = (0..actions.len())
            .filter(|other| *other != player)
            .fold(Rational::ONE, |product, other| {
                product * &profile[other][actions[other]]
            });
        earned[actions[player]] += &(probability * game.payoff(player, index));
    }
    earned
}

/// Nobody gains by any action, and what is played earns the most, up to the width of the enclosures.
#[track_caller]
fn assert_best_replies(game: &Game, equilibrium: &Equilibrium, about: &str) {
    let slight = power_of_ten(-15);
    let profile = middles(equilibrium);
    for (player, strategy) in profile.iter().enumerate() {
        let sum: Rational = strategy.iter().sum();
        assert!((sum - Rational::ONE).abs() < slight, "{about}");
        let earned = earnings(game, player, &profile);
        let best = earned.iter().max().expect("a player has an action");
        let products = earned.iter().zip(strategy).map(|(e, p)| e * p);
        let expected: Rational = products.sum();
        assert!(best - &expected <= slight, "player {player} gains\n{about}");
        for (action, probability) in strategy.iter().enumerate() {
            assert!(probability.sign().is_ge(), "{about}");
            let is_best = best - &earned[action] <= slight;
            let is_played = !equilibrium.profile()[player][action].is_zero();
            assert!(
                is_best || !is_played,
                "player {player} loses by {action}\n{about}"
            );
        }
    }
}

#[test]
fn what_is_listed_for_random_games_is_an_equilibrium_by_brute_force() {
    let shapes: [&[usize]; 3] = [&[2, 2, 3], &[3, 3, 3], &[2, 2, 2, 2]];
    let mut seeded = Seeded::new(14);
    let mut complete = 0;
    for number in 0..60 {
        let game = random_game(shapes[number % 3], &mut seeded, 0, 99);
        let solution = solve(&game, Concept::Nash);
        let about = format!("game {number} of {:?}", game.counts());
        for equilibrium in &solution.equilibria {
            assert_best_replies(&game, equilibrium, &about);
        }
        if solution.completeness.is_complete() {
            assert!(solution.undecided.is_empty(), "{about}");
            assert!(!solution.equilibria.is_empty(), "{about}");
            assert_components(&solution, &about);
            complete += 1;
        } else {
            let gaps = &solution.completeness;
            assert!(!solution.undecided.is_empty(), "{about}: {gaps}");
        }
    }
    assert!(complete >= 55, "{complete} of 60 are complete");
}

/// A volunteer pays a cost of `n/d`; all others of those who do not earn one, or nothing if nobody does.
fn volunteers_dilemma(players: usize, cost: &Rational) -> Game {
    game(&vec![2; players], |player, actions| {
        if actions[player] == 0 {
            Rational::ONE - cost
        } else {
            Rational::integer(i64::from(actions.contains(&0)))
        }
    })
}

/// In each nonempty set of players, whoever mixes is indifferent when all others in it stay away at once as likely as
/// the cost is great: hence all mix alike, and those outside stay away. One alone volunteers for certain.
#[test]
fn in_the_volunteers_dilemma_each_set_of_players_mixes_by_a_root_of_the_cost() {
    let costs = [(1, 5), (1, 4), (1, 2), (8, 27)];
    for (players, (numerator, denominator)) in (3..=4).flat_map(|n| costs.map(|cost| (n, cost))) {
        let cost = Rational::ratio(numerator, denominator);
        let solution = solve(&volunteers_dilemma(players, &cost), Concept::Nash);
        let about = format!("{players} players, cost {cost}");
        assert!(solution.completeness.is_complete(), "{about}");
        assert_eq!(solution.equilibria.len(), (1 << players) - 1, "{about}");
        assert_components(&solution, &about);
        for equilibrium in &solution.equilibria {
            let mixing = mixing(equilibrium);
            assert_ne!(mixing, 1, "{about}");
            for strategy in equilibrium.profile() {
                if strategy.iter().any(Real::is_zero) {
                    let volunteers = !strategy[0].is_zero();
                    assert!(!volunteers || mixing == 0, "{about}");
                    continue;
                }
                let (low, high) = strategy[1].enclosure(&power_of_ten(-24));
                assert!(&high - &low <= power_of_ten(-20), "{about}");
                let others = i32::try_from(mixing - 1).expect("few players");
                let [below, above] =
                    [low, high].map(|end| end.checked_pow(others).expect("a power"));
                assert!(below <= cost && cost <= above, "{about}");
            }
        }
        let all_mix = solution.equilibria.iter().filter(|e| mixing(e) == players);
        assert_eq!(all_mix.count(), 1, "{about}");
    }
}

#[test]
fn where_nothing_matters_all_profiles_are_one_component() {
    for players in [3, 4] {
        let counts = vec![2; players];
        let game = game(&counts, |_, _| Rational::ZERO);
        let solution = solve(&game, Concept::Nash);
        assert!(solution.completeness.is_complete());
        let [component] = &solution.components[..] else {
            panic!("{players} players: {:?}", solution.components);
        };
        let held: Vec<Vec<usize>> = component
            .equilibria
            .iter()
            .filter_map(|place| solution.equilibria[*place].pure_profile())
            .collect();
        assert!(Payoffs::profiles_of(&counts).all(|profile| held.contains(&profile)));
        assert_eq!(held.len(), 1 << players);
    }
}

#[test]
fn a_player_for_whom_nobody_cares_does_whatever_it_likes_beside_matching_pennies() {
    let game = game(&[2, 2, 2], |player, actions| match player {
        0 => Rational::integer(i64::from(actions[0] == actions[1])),
        1 => Rational::integer(i64::from(actions[0] != actions[1])),
        _ => Rational::ZERO,
    });
    let solution = solve(&game, Concept::Nash);
    assert!(solution.completeness.is_complete());
    assert_eq!(solution.components.len(), 1);
    let half = fraction(1, 2);
    let found: Vec<Vec<Fraction>> = solution
        .equilibria
        .iter()
        .map(first_probabilities)
        .collect();
    assert_eq!(found.len(), 2);
    for action in [0, 1] {
        assert!(found.contains(&vec![half, half, certain(action)]));
    }
}
