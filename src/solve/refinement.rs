//! Which equilibria survive which refinement, each answer with what decides it, and which one a rule selects.
//!
//! # Source
//! van Damme, *Stability and Perfection of Nash Equilibria* (2nd edition 1991), theorems 2.4.7, 3.2.2 and 3.4.5; Govindan and Wilson (2005), "Essential
//! equilibria"; Harsanyi and Selten (1988); McKelvey and Palfrey (1995); Morris, Rob and Shin (1995); Monderer and Shapley (1996).

use super::logit::{self, logit};
use super::potential::{Potential, potential};
use super::risk_dominance::{RiskDominance, risk_dominance};
use super::solution::Solution;
use crate::certify::{
    Admissibility, Equilibrium, ThreeValued, gets_more, least_belief, profiles_of_others,
    quasi_strict, risk_dominant, support_of,
};
use crate::game::Game;
use crate::linalg::{Constraint, LinearProgram, Optimum, Relation, maximise};
use crate::num::{Rational, Real};

/// The most coefficients of a linear programme that decides whether a strategy is dominated.
const COEFFICIENTS: usize = 100_000;

/// What is known of the equilibria of a game beyond that they are equilibria.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refined {
    /// One for each equilibrium of the solution.
    pub equilibria: Vec<Refinement>,
    /// The game's potential, or why it has none.
    pub potential: Potential,
    /// How the strict equilibria compare, in games for two that are larger than two by two.
    pub risk: Option<RiskDominance>,
}

/// What is known of an equilibrium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refinement {
    /// Every other action of every player does worse.
    pub strict: bool,
    /// Every best reply is played.
    pub quasi_strict: ThreeValued,
    /// What decides for each player whether its strategy is admissible; none where the programme is too large.
    pub admissibility: Vec<Option<Admissibility>>,
    /// Nobody plays a strategy that is weakly dominated.
    pub admissible: ThreeValued,
    /// Trembling-hand perfect.
    pub perfect: ThreeValued,
    /// Proper.
    pub proper: ThreeValued,
    /// Every game with payoffs near enough has an equilibrium near it.
    pub essential: ThreeValued,
    /// Everybody gets more than in every other equilibrium.
    pub payoff_dominant: ThreeValued,
    /// Risk dominant; nothing if the game is not one of two players.
    pub risk_dominant: Option<ThreeValued>,
    /// The least `p` for which it is p-dominant, of a pure one.
    pub least_belief: Option<Rational>,
    /// The potential is greatest there; nothing if the game has none, or players mix.
    pub maximises_potential: Option<bool>,
}

/// A rule that selects one of several equilibria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The one in which everybody gets more than in every other.
    PayoffDominance,
    /// The strict one that risk-dominates every other strict one, in games of two players.
    RiskDominance,
    /// The one whose actions are best replies to beliefs that give the others' part less than one half.
    PDominance,
    /// The one at which the potential is greatest.
    Potential,
    /// The one certified as the limit of the logit branch from random choice on.
    Logit,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 5] = [
        Rule::PayoffDominance,
        Rule::RiskDominance,
        Rule::PDominance,
        Rule::Potential,
        Rule::Logit,
    ];

    /// The rule of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Rule::ALL.into_iter().find(|rule| rule.name() == name)
    }

    /// The name on the command line, in models and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Rule::PayoffDominance => "payoff-dominance",
            Rule::RiskDominance => "risk-dominance",
            Rule::PDominance => "p-dominance",
            Rule::Potential => "potential",
            Rule::Logit => "logit",
        }
    }
}

/// What a rule selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selected {
    /// This equilibrium, by its place in the list.
    One(usize),
    /// None: the rule leaves it open.
    None,
    /// It cannot be told: the list of equilibria is not known to be complete, or numbers are too close.
    Undecided,
    /// The rule is not about such games.
    NotApplicable,
}

/// What is known of the equilibria of a game in which all move at once.
///
/// # Mathematics
/// With at most two players an equilibrium is perfect if and only if both strategies are admissible; an isolated quasi-strict one is regular, and so proper
/// and essential. With any number a strict one is all of this, and a perfect one is admissible. An isolated equilibrium whose index is not zero is
/// essential.
///
/// # Answer
/// Exact; `Undecided` where none of this decides.
pub fn refine(game: &Game, solution: &Solution) -> Refined {
    let potential = potential(game);
    let values = match &potential {
        Potential::Exact(values) => Some(values),
        Potential::Cycle { .. } => None,
    };
    let risk = compared(game);
    let equilibria = solution.equilibria.iter().enumerate();
    let equilibria = equilibria.map(|(place, found)| Refinement {
        payoff_dominant: payoff_dominant(solution, place),
        risk_dominant: match &risk {
            Some(risk) => Some(risk.of(found)),
            None => is_two_by_two(game).then(|| is_risk_dominant(game, found).into()),
        },
        least_belief: index_of(game, found).map(|index| least_belief(game, index)),
        maximises_potential: values.and_then(|values| maximises(game, values, found)),
        ..robustness(game, solution, place)
    });
    Refined {
        equilibria: equilibria.collect(),
        potential,
        risk,
    }
}

/// What a rule selects among the equilibria of a game in which all move at once.
///
/// # Answer
/// Exact; `Undecided` where the list is not known to be complete, or numbers are too close, and that matters. Of the logit branch only the equilibrium is
/// exact: that the branch leads to it is a measurement in machine numbers.
pub fn select(game: &Game, solution: &Solution, rule: Rule) -> Selected {
    let all = solution.equilibria.iter();
    let verdicts: Vec<ThreeValued> = match rule {
        Rule::PayoffDominance => (0..all.len())
            .map(|place| payoff_dominant(solution, place))
            .collect(),
        Rule::RiskDominance if !is_two_by_two(game) => {
            return compared(game).map_or(Selected::NotApplicable, |risk| {
                risk.select(&solution.equilibria)
            });
        }
        Rule::RiskDominance => all.map(|one| is_risk_dominant(game, one).into()).collect(),
        Rule::Logit => return at_the_limit(game, solution),
        Rule::PDominance => {
            let half = Rational::ratio(1, 2);
            let least = |one| index_of(game, one).map(|index| least_belief(game, index));
            all.map(|one| least(one).is_some_and(|p| p < half).into())
                .collect()
        }
        Rule::Potential => match potential(game) {
            Potential::Cycle { .. } => return Selected::NotApplicable,
            Potential::Exact(values) => all
                .map(|one| (maximises(game, &values, one) == Some(true)).into())
                .collect(),
        },
    };
    let mut places = (0..verdicts.len()).filter(|place| verdicts[*place] == ThreeValued::True);
    match (places.next(), places.next()) {
        (Some(place), None) => Selected::One(place),
        (None, _) if verdicts.contains(&ThreeValued::Undecided) => Selected::Undecided,
        _ => Selected::None,
    }
}

fn is_two_by_two(game: &Game) -> bool {
    game.counts() == [2, 2]
}

/// The listed equilibrium that is certified as the limit of the principal logit branch.
fn at_the_limit(game: &Game, solution: &Solution) -> Selected {
    let found = logit(game, &logit::Request::default(), &[]);
    let limit = found.ok().and_then(|found| {
        let principal = found.branches.into_iter().next();
        principal.and_then(|branch| branch.limit)
    });
    let Some(limit) = limit.map(|limit| limit.equilibrium) else {
        return Selected::Undecided;
    };
    let is_near = |one: &Equilibrium| {
        let shares = one.profile().iter().flatten();
        let mut shares = shares.zip(limit.profile().iter().flatten());
        shares.all(|(share, other)| !share.is_apart(other))
    };
    let is_same = |place: &usize| {
        let one = &solution.equilibria[*place];
        // Bounds may overlap by chance where another may be missing from the list.
        let is_listed = solution.completeness.is_complete() || one.profile() == limit.profile();
        is_listed && is_near(one)
    };
    let mut places = (0..solution.equilibria.len()).filter(is_same);
    match (places.next(), places.next()) {
        (Some(place), None) => Selected::One(place),
        _ => Selected::Undecided,
    }
}

/// How the strict equilibria of a game for two compare, if it is larger than two by two: there the losses say it.
pub fn compared(game: &Game) -> Option<RiskDominance> {
    match is_two_by_two(game) {
        true => None,
        false => risk_dominance(game),
    }
}

/// The number of the profile, if nobody mixes.
fn index_of(game: &Game, found: &Equilibrium) -> Option<usize> {
    found.pure_profile().map(|profile| game.index_of(&profile))
}

fn is_risk_dominant(game: &Game, found: &Equilibrium) -> bool {
    let pure = found.pure_profile();
    pure.is_some_and(|profile| risk_dominant(game, &profile) == Some(true))
}

/// Whether a potential is greatest at an equilibrium; nothing if players mix.
fn maximises(game: &Game, values: &[Rational], found: &Equilibrium) -> Option<bool> {
    let index = index_of(game, found)?;
    Some(values.iter().all(|value| *value <= values[index]))
}

/// Whether everybody gets more than in every other equilibrium.
fn payoff_dominant(solution: &Solution, place: usize) -> ThreeValued {
    let payoffs = solution.equilibria.iter().map(Equilibrium::payoffs);
    let mut others: Vec<&[Real]> = payoffs.collect();
    let own = others.remove(place);
    match gets_more(own, &others) {
        ThreeValued::True if !solution.completeness.is_complete() => ThreeValued::Undecided,
        known => known,
    }
}

/// How an equilibrium fares under trembles and small changes of payoffs; nothing yet of how it compares with others.
fn robustness(game: &Game, solution: &Solution, place: usize) -> Refinement {
    let found = &solution.equilibria[place];
    let strict = found.is_strict();
    let quasi_strict = quasi_strict(found);
    let players = 0..game.counts().len();
    let supports = players.map(|player| support_of(&found.profile()[player]));
    let decided = supports
        .enumerate()
        .map(|(player, support)| admissibility(game, player, &support));
    let admissibility: Vec<Option<Admissibility>> = decided.collect();
    let is_dominated =
        |one: &Option<Admissibility>| matches!(one, Some(Admissibility::Dominated { .. }));
    let admissible = match admissibility.iter().any(is_dominated) {
        true => ThreeValued::False,
        false if admissibility.contains(&None) => ThreeValued::Undecided,
        false => ThreeValued::True,
    };
    let own = solution.components.iter().find(|component| {
        solution.completeness.is_complete() && component.equilibria.contains(&place)
    });
    let is_isolated = own.is_some_and(|component| component.equilibria.len() == 1);
    let is_small = game.counts().len() <= 2;
    let is_regular = strict || is_small && is_isolated && quasi_strict == ThreeValued::True;
    let index = own
        .and_then(|component| component.index)
        .filter(|_| is_isolated);
    let or_open = |known: bool| match known {
        true => ThreeValued::True,
        false => ThreeValued::Undecided,
    };
    let perfect = match admissible {
        _ if strict => ThreeValued::True,
        ThreeValued::True if !is_small => ThreeValued::Undecided,
        known => known,
    };
    Refinement {
        strict,
        quasi_strict,
        admissible,
        admissibility,
        perfect,
        proper: match perfect {
            ThreeValued::False => ThreeValued::False,
            _ => or_open(is_regular),
        },
        essential: or_open(is_regular || index.is_some_and(|index| index != 0)),
        payoff_dominant: ThreeValued::Undecided,
        risk_dominant: None,
        least_belief: None,
        maximises_potential: None,
    }
}

/// Whether strategies with a support are admissible, by a linear programme over beliefs: the least probability of a profile of the others is made
/// as large as it can be. If it is zero, the dual is a domination.
fn admissibility(game: &Game, player: usize, support: &[usize]) -> Option<Admissibility> {
    let others = profiles_of_others(game, player);
    let actions = game.counts()[player];
    let deviations: Vec<(usize, usize)> = support
        .iter()
        .flat_map(|own| (0..actions).map(move |other| (*own, other)))
        .filter(|(own, other)| own != other)
        .collect();
    if (others.len() + 1).saturating_mul(deviations.len() + 1) > COEFFICIENTS {
        return None;
    }
    let gain = |(own, other): (usize, usize), at: usize| {
        let payoff = |action| game.payoff(player, game.deviation(at, player, action));
        &payoff(other) - &payoff(own)
    };
    // The least probability, and what each profile has beyond it.
    let with_least = |mut rest: Vec<Rational>, all: Rational| {
        rest.push(all);
        rest
    };
    let mut constraints: Vec<Constraint> = deviations
        .iter()
        .map(|deviation| {
            let gains: Vec<Rational> = others.iter().map(|at| gain(*deviation, *at)).collect();
            let all = gains.iter().fold(Rational::ZERO, |sum, gain| &sum + gain);
            Constraint {
                coefficients: with_least(gains, all),
                relation: Relation::AtMost,
                bound: Rational::ZERO,
            }
        })
        .collect();
    let count = i64::try_from(others.len()).expect("invariant: a programme of limited size");
    let count = Rational::integer(count);
    constraints.push(Constraint {
        coefficients: with_least(vec![Rational::ONE; others.len()], count),
        relation: Relation::Equal,
        bound: Rational::ONE,
    });
    let objective = with_least(vec![Rational::ZERO; others.len()], Rational::ONE);
    let found = maximise(&LinearProgram {
        objective,
        constraints,
    });
    let Optimum::Optimal {
        value,
        primal,
        dual,
    } = found
    else {
        return None;
    };
    let evidence = match value.is_zero() {
        false => {
            let rest = &primal[..others.len()];
            Admissibility::Undominated(rest.iter().map(|rest| rest + &value).collect())
        }
        true => {
            let total = dual[..deviations.len()]
                .iter()
                .fold(Rational::ZERO, |sum, weight| &sum + weight);
            let mut from = vec![Rational::ZERO; actions];
            let mut to = from.clone();
            for ((own, other), weight) in deviations.iter().zip(&dual) {
                let share = weight.checked_div(&total)?;
                from[*own] += &share;
                to[*other] += &share;
            }
            Admissibility::Dominated { from, to }
        }
    };
    evidence
        .is_evidence(game, player, support)
        .then_some(evidence)
}
