//! The methods that can be timed: what each of them looks for, and of which games.

use super::Bounds;
use super::listing::{Extent, Listing};
use super::measurement::Work;
use crate::certify::{Equilibrium, Obedience, Quantity};
use crate::game::Game;
use crate::num::{Rational, Real};
use crate::solve::complementarity_tree::{self, ACTION_LIMIT, SearchEnd};
use crate::solve::correlated::ranges;
use crate::solve::lemke_howson::lemke_howson;
use crate::solve::logit::{Request as LogitRequest, logit};
use crate::solve::many_players::all_equilibria;
use crate::solve::pure::pure_equilibria;
use crate::solve::some_equilibria::first_equilibria;
use crate::solve::two_player::{ExtremeEquilibria, extreme_equilibria};
use crate::solve::{Concept, PLACES, Watch, solve, supports};

/// A method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// All extreme equilibria of two players, by the tree of complementary labels.
    Tree,
    /// The same, by the vertices of the best-reply polytopes.
    Vertices,
    /// All equilibria of three players and more, support by support.
    Supports,
    /// Everything `unipole solve` works out.
    Solve,
    /// All pure equilibria.
    Pure,
    /// One equilibrium of two players, by the path of Lemke and Howson.
    LemkeHowson,
    /// The first equilibrium that is found.
    One,
    /// One equilibrium, at the end of the logit path.
    Logit,
    /// The least and the greatest welfare of all correlated equilibria, two linear programmes.
    Correlated,
}

/// Games that a method is not for: it is for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotFor {
    /// It needs another number of players.
    #[error("for {0}")]
    Players(&'static str),
    /// Payoffs are ranks.
    #[error("for payoffs that are more than ranks")]
    Ranks,
    /// There are too many actions.
    #[error("for games of {ACTION_LIMIT} actions at most")]
    Actions,
    /// There are too many combinations of supports.
    #[error("for games whose combinations of supports can be counted")]
    Supports,
}

/// What a method returned, as it returned it: made into a [`Listing`] when no clock runs.
pub struct Output {
    found: Found,
    /// What the method counted on its way, if it counts.
    pub work: Option<Work>,
}

enum Found {
    Extreme(ExtremeEquilibria),
    Equilibria(Vec<Equilibrium>, Extent),
    Profiles(Vec<usize>),
    Welfare([Rational; 2]),
}

impl Method {
    /// All methods; those that list all equilibria first.
    pub const ALL: [Method; 9] = [
        Method::Tree,
        Method::Vertices,
        Method::Supports,
        Method::Solve,
        Method::Pure,
        Method::LemkeHowson,
        Method::One,
        Method::Logit,
        Method::Correlated,
    ];

    /// What the method is called.
    pub fn name(self) -> &'static str {
        match self {
            Method::Tree => "tree",
            Method::Vertices => "vertices",
            Method::Supports => "supports",
            Method::Solve => "solve",
            Method::Pure => "pure",
            Method::LemkeHowson => "lemke-howson",
            Method::One => "one",
            Method::Logit => "logit",
            Method::Correlated => "correlated",
        }
    }

    /// The method of a name.
    pub fn named(name: &str) -> Option<Self> {
        Method::ALL.into_iter().find(|method| method.name() == name)
    }

    /// What the method looks for, in a few words.
    pub fn looks_for(self) -> &'static str {
        match self {
            Method::Tree => "all extreme equilibria, by the tree of complementary labels",
            Method::Vertices => {
                "all extreme equilibria, by the vertices of the best-reply polytopes"
            }
            Method::Supports => "all equilibria, support by support",
            Method::Solve => {
                "all that `unipole solve` works out: dominance, equilibria, components, indices"
            }
            Method::Pure => "all pure equilibria",
            Method::LemkeHowson => "one equilibrium, by the Lemke-Howson path of the first action",
            Method::One => {
                "the first equilibrium found: pure, two who mix two actions, or a global Newton path"
            }
            Method::Logit => "the logit path and the equilibrium at its end",
            Method::Correlated => {
                "the least and the greatest welfare of correlated equilibria, by linear programmes"
            }
        }
    }

    /// Why the method is not for a game, if it is not.
    pub fn is_not_for(self, game: &Game) -> Option<NotFor> {
        let players = game.counts().len();
        let actions: usize = game.counts().iter().sum();
        match self {
            Method::Solve | Method::Pure => None,
            Method::Tree | Method::Vertices | Method::LemkeHowson if players != 2 => {
                Some(NotFor::Players("two players"))
            }
            Method::Supports if players < 3 => Some(NotFor::Players("three players and more")),
            _ if game.is_ordinal() => Some(NotFor::Ranks),
            Method::Tree if actions > ACTION_LIMIT => Some(NotFor::Actions),
            Method::Supports if supports::number(game.counts()).is_none() => Some(NotFor::Supports),
            _ => None,
        }
    }

    /// Runs the method.
    ///
    /// # Errors
    /// Why there is no answer, in words: the game is too large, or the method found nothing.
    pub fn run(self, game: &Game) -> Result<Output, String> {
        let whole =
            || -> Vec<Vec<usize>> { game.counts().iter().map(|n| (0..*n).collect()).collect() };
        let width = || Rational::ratio(1, 10).checked_pow(PLACES as i32);
        let width = || width().expect("invariant: a tenth is not zero");
        let (found, work) = match self {
            Method::Tree => {
                let searched =
                    complementarity_tree::search(game, &complementarity_tree::Extent::WHOLE);
                let searched = searched.map_err(|error| error.to_string())?;
                if searched.end != SearchEnd::Complete {
                    return Err("too many equilibria to list".to_owned());
                }
                let work = Work::new(searched.nodes, "nodes");
                (Found::Extreme(searched.found), Some(work))
            }
            Method::Vertices => {
                let found =
                    extreme_equilibria(game, &|| false).map_err(|error| error.to_string())?;
                (Found::Extreme(found), None)
            }
            Method::Supports => {
                let found = all_equilibria(game, &whole(), &width(), &Watch::NOBODY);
                let extent = match found.undecided.is_empty() {
                    true => Extent::All,
                    false => Extent::Incomplete,
                };
                let supports = supports::number(game.counts()).unwrap_or(u64::MAX);
                let work = Work::new(supports, "supports");
                (Found::Equilibria(found.equilibria, extent), Some(work))
            }
            Method::Solve => {
                let found = solve(game, Concept::Nash);
                let extent = match found.completeness.is_complete() {
                    true => Extent::All,
                    false => Extent::Incomplete,
                };
                (Found::Equilibria(found.equilibria, extent), None)
            }
            Method::Pure => (Found::Profiles(pure_equilibria(game)), None),
            Method::LemkeHowson => {
                let found = lemke_howson(game, (0, 0), &|| false);
                let found = found.expect("invariant: nobody stops the path");
                let work = Work::new(found.pivots as u64, "pivots");
                (
                    Found::Equilibria(vec![found.equilibrium], Extent::Some),
                    Some(work),
                )
            }
            Method::One => {
                let found = first_equilibria(game, &whole(), 1, &width(), &|| false);
                if found.equilibria.is_empty() {
                    return Err("none was found".to_owned());
                }
                let paths = Work::new(found.covered.paths as u64, "paths");
                (
                    Found::Equilibria(found.equilibria, Extent::Some),
                    Some(paths),
                )
            }
            Method::Logit => {
                let found = logit(game, &LogitRequest::default(), &[]);
                let found = found.map_err(|error| error.to_string())?;
                let principal = &found.branches[0];
                let work = Work::new(principal.points.len() as u64, "points");
                let Some(limit) = &principal.limit else {
                    return Err(
                        "the path ends near no equilibrium that could be certified".to_owned()
                    );
                };
                let equilibria = vec![limit.equilibrium.clone()];
                (Found::Equilibria(equilibria, Extent::Some), Some(work))
            }
            Method::Correlated => {
                let found = ranges(game, Obedience::Correlated, &[Quantity::Welfare]);
                let found = found.map_err(|error| error.to_string())?;
                let [least, greatest] = [&found[0].least, &found[0].greatest];
                let ends = [least.value.clone(), greatest.value.clone()];
                (Found::Welfare(ends), None)
            }
        };
        Ok(Output { found, work })
    }
}

impl Output {
    /// The answer in a form that can be compared.
    pub fn listing(&self, game: &Game) -> Listing {
        let exactly = |values: &[Rational]| -> Vec<Bounds> {
            values.iter().cloned().map(Bounds::exactly).collect()
        };
        let (extent, profiles) = match &self.found {
            Found::Extreme(found) => {
                let flat = |(row, column): (&[Rational], &[Rational])| {
                    [exactly(row), exactly(column)].concat()
                };
                (Extent::All, found.profiles().map(flat).collect())
            }
            Found::Equilibria(found, extent) => {
                let profiles = found.iter().map(|one| flat(one.profile()));
                (*extent, profiles.collect())
            }
            Found::Profiles(found) => {
                let profiles = found.iter().map(|index| {
                    let strategies =
                        game.counts()
                            .iter()
                            .enumerate()
                            .flat_map(|(player, count)| {
                                let own = index / game.payoffs().stride(player) % count;
                                (0..*count).map(move |action| {
                                    Bounds::exactly(Rational::integer(i64::from(action == own)))
                                })
                            });
                    strategies.collect()
                });
                (Extent::Pure, profiles.collect())
            }
            Found::Welfare(ends) => (Extent::WelfareRange, vec![exactly(ends)]),
        };
        Listing { extent, profiles }
    }
}

fn flat(profile: &[Vec<Real>]) -> Vec<Bounds> {
    profile.iter().flatten().map(Bounds::of_real).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Agreement, compared};
    use super::*;
    use crate::game::{Family, Wish};

    /// Every method that is for a game agrees with every other one.
    #[test]
    fn methods_agree() {
        for (family, counts) in [
            (Family::Random, vec![4, 4]),
            (Family::Random, vec![2, 3]),
            (Family::Coordination, vec![4, 4]),
            (Family::Random, vec![2, 2, 2]),
            (Family::Degenerate, vec![3, 4]),
        ] {
            for seed in 0..4 {
                let wish = Wish {
                    counts: counts.clone(),
                    seed,
                    correlation: Rational::ZERO,
                };
                let game = family.game(&wish).expect("a small game");
                let methods = Method::ALL
                    .into_iter()
                    .filter(|method| method.is_not_for(&game).is_none());
                let found: Vec<(Method, Listing)> = methods
                    .filter_map(|method| Some((method, method.run(&game).ok()?.listing(&game))))
                    .collect();
                assert!(found.len() >= 5, "{found:?}");
                let reference = &found
                    .iter()
                    .find(|(_, one)| one.extent == Extent::All)
                    .expect("a list")
                    .1;
                for (method, listing) in &found {
                    let agreement = compared(&game, Some(reference), listing);
                    assert!(
                        matches!(
                            agreement,
                            Agreement::Same { .. }
                                | Agreement::Within { .. }
                                | Agreement::Certified
                        ),
                        "{family:?} {counts:?} {seed} {method:?}: {agreement:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn names_are_unique_and_found() {
        for method in Method::ALL {
            assert_eq!(Method::named(method.name()), Some(method));
        }
        assert_eq!(Method::named("simplex"), None);
    }
}
