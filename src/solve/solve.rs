//! Choosing the method: what can be proved of a game depends on how many players have a choice.

use super::backward_induction::{decides_twice, in_agent_form};
use super::best_reply_cycle::best_reply_cycle;
use super::dominance::{Elimination, eliminate_dominated};
use super::many_players::all_equilibria;
use super::pair::{pair, soon};
use super::perfect_bayesian::{has_signals, perfect_bayesian};
use super::prospect::Prospect;
use super::pure::pure_equilibria;
use super::request::Request;
use super::solution::{Completeness, Component, Concept, Gap, Method, Solution};
use super::some_equilibria::first_equilibria;
use super::symmetric::symmetric_mixed;
use crate::certify::{Equilibrium, pure_nash};
use crate::game::Game;
use crate::num::Rational;

/// Solves a game: all equilibria, if it is not too large for that.
///
/// 1. Pure equilibria: every profile is examined.
/// 2. Nash equilibria: strictly dominated actions are removed, which loses none. If at most two players then have a
///    choice, all extreme equilibria of what is left are listed, with the components they span. With more players every
///    combination of supports is decided, or named as undecided. Where there are too many, all pure equilibria and the
///    symmetric mixtures of groups are listed, and the answer says what it does not cover.
///
/// Every equilibrium is certified against the whole game before it is returned.
///
/// # Examples
/// ```
/// use unipole::solve::{Concept, solve};
/// let core = unipole::model::load("core").expect("a bundled model");
/// let game = core.game(&core.point(None, &[]).expect("the defaults")).expect("a game");
/// let solution = solve(&game, Concept::Nash);
/// assert!(solution.completeness.is_complete());
/// assert_eq!(solution.equilibria[0].pure_profile(), Some(vec![0, 0, 2]));
/// ```
pub fn solve(game: &Game, concept: Concept) -> Solution {
    solve_as_asked(game, &Request::all(concept))
}

/// Solves a game as far as is asked for: the first equilibria, or all that are found until the search is stopped.
///
/// # Answer
/// As of [`solve`](fn@solve); where less was asked for, or the search was stopped, the solution says what it covers.
pub fn solve_as_asked(game: &Game, request: &Request) -> Solution {
    let concept = match game.tree() {
        Some(tree) if request.concept == Concept::Nash => match tree.has_subgames() {
            _ if has_signals(tree) => Concept::PerfectBayesian,
            true => Concept::SubgamePerfect,
            false if decides_twice(tree) => Concept::SubgamePerfect,
            false if tree.draws().iter().any(|draw| draw.is_type) => Concept::Bayesian,
            false => Concept::Nash,
        },
        _ => request.concept,
    };
    let solution = match concept {
        Concept::SubgamePerfect => in_agent_form(game),
        Concept::PerfectBayesian => {
            perfect_bayesian(game).unwrap_or_else(|| only_pure(game, Gap::NotCredible))
        }
        Concept::Pure => pure(game),
        _ if game.is_ordinal() => only_pure(game, Gap::Ordinal),
        Concept::Nash | Concept::Bayesian => all(game, request),
    };
    let is_open = concept == Concept::SubgamePerfect && !solution.completeness.is_complete();
    let cycle = match is_open || solution.equilibria.iter().any(Equilibrium::is_pure) {
        true => Vec::new(),
        false => best_reply_cycle(game).unwrap_or_default(),
    };
    let solution = Solution {
        concept,
        cycle,
        ..solution
    };
    match request.first {
        Some(wanted) if wanted < solution.equilibria.len() => cut_short(solution, wanted),
        _ => solution,
    }
}

/// Only the first equilibria.
fn cut_short(mut solution: Solution, wanted: usize) -> Solution {
    solution.equilibria.truncate(wanted);
    Solution {
        components: Vec::new(),
        completeness: Completeness::Incomplete(vec![Gap::First { listed: wanted }]),
        ..solution
    }
}

/// The most numbers that the evidence of pure equilibria may take up: one for each action of each player.
const EVIDENCE_LIMIT: usize = 20_000_000;

fn pure(game: &Game) -> Solution {
    let found = pure_equilibria(game);
    let numbers: usize = game.counts().iter().sum();
    // At least one, so that an empty list means that there is none.
    let listed = found.len().min((EVIDENCE_LIMIT / numbers).max(1));
    let equilibria = found[..listed]
        .iter()
        .map(|index| pure_nash(game, *index).expect("invariant: the sweep finds best replies only"))
        .collect();
    let completeness = if listed == found.len() {
        Completeness::Exhaustive
    } else {
        let found = found.len();
        Completeness::Incomplete(vec![Gap::PureCutShort { found, listed }])
    };
    Solution::listing(Concept::Pure, Method::PureSweep, completeness, equilibria)
}

/// Pure equilibria where more was asked for, with what is missing; a list cut short says that instead.
pub(super) fn only_pure(game: &Game, gap: Gap) -> Solution {
    let solution = pure(game);
    match solution.completeness {
        Completeness::Incomplete(_) => solution,
        _ => Solution {
            completeness: Completeness::Incomplete(vec![gap]),
            ..solution
        },
    }
}

/// Pure and mixed equilibria, as far as they can be proved complete.
fn all(game: &Game, request: &Request) -> Solution {
    let elimination = eliminate_dominated(game);
    let choosing: Vec<usize> = (0..game.players().len())
        .filter(|player| elimination.kept[*player].len() > 1)
        .collect();
    if let Some(wanted) = request.first
        && Prospect::of(&elimination.kept).paths > FEW
    {
        if let [first, second] = choosing[..]
            && let Some(solution) = soon(game, &elimination, [first, second], request)
        {
            return solution;
        }
        if let Some(solution) = some(game, &elimination, wanted, request, choosing.len()) {
            return solution;
        }
    }
    match choosing.as_slice() {
        [] => alone(game, elimination, None),
        [player] => alone(game, elimination, Some(*player)),
        [first, second] => pair(game, elimination, [*first, *second], request),
        _ => many(game, elimination, request),
    }
}

/// At most one player has a choice: the equilibria are its best actions and their mixtures.
fn alone(game: &Game, elimination: Elimination, player: Option<usize>) -> Solution {
    let fixed: Vec<usize> = elimination.kept.iter().map(|kept| kept[0]).collect();
    let candidates = match player {
        None => vec![fixed],
        Some(player) => elimination.kept[player]
            .iter()
            .map(|action| {
                let mut profile = fixed.clone();
                profile[player] = *action;
                profile
            })
            .collect(),
    };
    let equilibria: Vec<Equilibrium> = candidates
        .iter()
        .filter_map(|profile| pure_nash(game, game.index_of(profile)).ok())
        .collect();
    let places: Vec<usize> = (0..equilibria.len()).collect();
    Solution {
        concept: Concept::Nash,
        method: if elimination.steps.is_empty() {
            Method::BestActions
        } else {
            Method::IteratedDominance
        },
        completeness: Completeness::Proved,
        equilibria,
        components: vec![Component {
            equilibria: places.clone(),
            subsets: vec![places],
            index: Some(1),
        }],
        undecided: Vec::new(),
        counted: Vec::new(),
        eliminated: elimination.steps,
        cycle: Vec::new(),
        evidence: None,
    }
}

/// Where there are no more paths than this, all equilibria are sooner found than some.
const FEW: u128 = 500;

/// As many equilibria as are wanted; none where fewer were found and all may be.
fn some(
    game: &Game,
    elimination: &Elimination,
    wanted: usize,
    request: &Request,
    choosing: usize,
) -> Option<Solution> {
    let stop = request.watch.stop;
    let found = first_equilibria(game, &elimination.kept, wanted, &width(request), stop);
    let listed = found.equilibria.len();
    let is_feasible = choosing == 2 || Prospect::of(&elimination.kept).is_feasible();
    let is_last_word = found.covered.stopped || !is_feasible;
    let gap = match listed < wanted {
        false => Gap::First { listed },
        true if is_last_word => Gap::Fewer {
            found: listed,
            wanted,
            covered: found.covered,
        },
        true => return None,
    };
    Some(Solution {
        eliminated: elimination.steps.clone(),
        ..Solution::listing(
            Concept::Nash,
            Method::FirstFound,
            Completeness::Incomplete(vec![gap]),
            found.equilibria,
        )
    })
}

/// How far the bounds of irrational probabilities may be apart.
fn width(request: &Request) -> Rational {
    let places = i32::try_from(request.places).unwrap_or(i32::MAX);
    let width = Rational::ratio(1, 10).checked_pow(places);
    width.expect("invariant: a tenth is not zero")
}

/// Three or more players have a choice: every combination of supports, or where there are too many pure equilibria.
fn many(game: &Game, elimination: Elimination, request: &Request) -> Solution {
    let prospect = Prospect::of(&elimination.kept);
    if !(request.any_size || prospect.is_feasible()) {
        return pure_and_symmetric(game, elimination, prospect, request);
    }
    let mut found = all_equilibria(game, &elimination.kept, &width(request), &request.watch);
    for (_, members) in groups_of(game) {
        if let Ok(symmetric) = symmetric_mixed(game, &members) {
            for exact in symmetric.equilibria {
                found.take(exact);
            }
        }
    }
    let mut gaps = Vec::new();
    if let Some(stopped) = found.stopped {
        // Few are missing, and those are quickly found.
        for index in pure_equilibria(game) {
            found.take(
                pure_nash(game, index).expect("invariant: the sweep finds best replies only"),
            );
        }
        gaps.push(Gap::StoppedAt {
            examined: stopped.examined,
            combinations: prospect.combinations,
            actions: (stopped.actions >= game.players().len()).then_some(stopped.actions),
        });
    }
    if gaps.is_empty() && found.undecided.is_empty() {
        settle_last_index(&mut found.components);
    }
    if !found.undecided.is_empty() {
        gaps.push(Gap::UndecidedSupports {
            number: found.undecided.len(),
        });
    }
    let indices: Option<i64> = found.components.iter().map(|c| c.index).sum();
    if let (true, Some(sum)) = (gaps.is_empty(), indices.filter(|sum| *sum != 1)) {
        gaps.push(Gap::IndexSum { sum });
    }
    Solution {
        concept: Concept::Nash,
        method: Method::Supports,
        equilibria: found.equilibria,
        components: match gaps.is_empty() {
            true => found.components,
            false => Vec::new(),
        },
        completeness: match gaps.is_empty() {
            true => Completeness::Proved,
            false => Completeness::Incomplete(gaps),
        },
        undecided: found.undecided,
        counted: found.counted,
        eliminated: elimination.steps,
        cycle: Vec::new(),
        evidence: None,
    }
}

/// Where all components of a game are known and the indices of all but one, its index is what the others leave of one.
fn settle_last_index(components: &mut [Component]) {
    let known: i64 = components.iter().filter_map(|c| c.index).sum();
    let mut unknown = components.iter_mut().filter(|c| c.index.is_none());
    if let (Some(last), None) = (unknown.next(), unknown.next()) {
        last.index = Some(1 - known);
    }
}

/// Pure equilibria, symmetric mixtures of groups, and if there are none the first mixed equilibrium that is found.
fn pure_and_symmetric(
    game: &Game,
    elimination: Elimination,
    prospect: Prospect,
    request: &Request,
) -> Solution {
    let mut solution = only_pure(game, Gap::TooManySupports(prospect));
    let mut gaps = Vec::new();
    for (group, members) in groups_of(game) {
        let Ok(found) = symmetric_mixed(game, &members) else {
            continue;
        };
        solution.method = Method::PureSweepAndSymmetricMixtures;
        let actions = &game.players()[members[0]].actions;
        gaps.push(Gap::SymmetricListed {
            group: group.clone(),
        });
        let mut continua: Vec<(usize, usize)> = Vec::new();
        for indifference in &found.everywhere_indifferent {
            if !continua.contains(&indifference.pair) {
                continua.push(indifference.pair);
            }
        }
        gaps.extend(continua.into_iter().map(|(a, b)| Gap::SymmetricContinuum {
            group: group.clone(),
            actions: (actions[a].id.clone(), actions[b].id.clone()),
        }));
        solution.equilibria.extend(found.equilibria);
    }
    if solution.equilibria.is_empty() {
        let found = first_equilibria(
            game,
            &elimination.kept,
            1,
            &width(request),
            request.watch.stop,
        );
        if !found.equilibria.is_empty() {
            solution.method = Method::FirstFound;
            gaps.push(Gap::OneMixed);
        }
        solution.equilibria = found.equilibria;
    }
    if let Completeness::Incomplete(known) = &mut solution.completeness {
        known.extend(gaps);
    }
    Solution {
        eliminated: elimination.steps,
        ..solution
    }
}

/// The groups of two or more members, with the players who are members.
pub fn groups_of(game: &Game) -> Vec<(String, Vec<usize>)> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (player, declared) in game.players().iter().enumerate() {
        let Some(group) = &declared.group else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| known == group) {
            Some((_, members)) => members.push(player),
            None => groups.push((group.clone(), vec![player])),
        }
    }
    groups.retain(|(_, members)| members.len() > 1);
    groups
}
