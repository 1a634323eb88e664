//! All extreme equilibria of a two-player game, by matching the vertices of two polytopes.
//!
//! With positive payoffs A and B (m x n, rows are the first player's actions), let
//! P = {x >= 0, B'x <= 1} and Q = {y >= 0, A y <= 1}. Number the constraints of both alike: label `i < m` is
//! `x[i] >= 0` in P and row `i` of `A y <= 1` in Q; label `m + j` is column `j` of `B'x <= 1` in P and `y[j] >= 0` in Q. A nonzero point x of P,
//! divided by its sum, is a mixed strategy; it misses label `i` when action `i` is played and has label `m + j` when column `j` is a
//! best reply. So (x, y) is an equilibrium if and only if x and y together have all m + n labels.
//!
//! 1. Make the payoffs positive integers; shifts by a number per opposing action change no equilibrium.
//! 2. List the vertices of P and Q with their labels.
//! 3. Match the vertices that together have all labels, and leave out the pair of the two origins.
//!
//! # Source
//! Mangasarian 1964, "Equilibrium points of bimatrix games", J. SIAM 12 (vertices); Avis, Rosenberg, Savani & von Stengel
//! 2010, "Enumeration of Nash equilibria for two-player games", Economic Theory 42 (the polytopes and labels used here).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use dashu_int::IBig;
use dashu_int::ops::Gcd;

use crate::game::{Game, Values};
use crate::linalg::{BitSet, BitTree, Vertices, scaled_to_integers, vertices};
use crate::num::Rational;

/// The most numbers that vertices, or equilibria, may take up: one for each action of either player.
const NUMBER_LIMIT: usize = 36_000_000;

/// The most vertices of a best-reply polytope, or extreme equilibria, that are listed of an m x n game.
pub fn list_limit(actions: usize) -> usize {
    NUMBER_LIMIT / actions.max(1)
}

/// Why there is no list of extreme equilibria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TwoPlayerError {
    /// This method is for two players.
    #[error("the game has {players} players; this method is for two")]
    Players {
        /// The number of players.
        players: usize,
    },
    /// The game has too many actions for a search that goes as deep as there are actions.
    #[error("the game has {actions} actions; the tree is searched up to {limit}")]
    TooManyActions {
        /// The number of actions of both players.
        actions: usize,
        /// The limit.
        limit: usize,
    },
    /// A polytope has too many vertices to list.
    #[error("a best-reply polytope has more than {limit} vertices")]
    TooManyVertices {
        /// The limit for a game of this size.
        limit: usize,
    },
    /// The search was stopped.
    #[error("the search was stopped")]
    Stopped,
    /// There are too many equilibria to list.
    #[error("there are {found} extreme equilibria, too many to list")]
    TooManyEquilibria {
        /// How many there are.
        found: usize,
    },
}

/// One extreme equilibrium, by the places of its strategies in [`ExtremeEquilibria`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExtremeEquilibrium {
    /// The first player's strategy, in `rows`.
    pub row: usize,
    /// The second player's strategy, in `columns`.
    pub column: usize,
}

/// The extreme equilibria of a two-player game: all of them, each once.
///
/// The set of all equilibria is a union of convex hulls of these, see [`components`](super::components).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtremeEquilibria {
    /// The first player's strategies that occur: pure ones first, then by support.
    pub rows: Vec<Vec<Rational>>,
    /// The second player's strategies that occur, in the same order.
    pub columns: Vec<Vec<Rational>>,
    /// The equilibria: pure ones first, then in the order of `rows` and `columns`.
    pub equilibria: Vec<ExtremeEquilibrium>,
}

impl ExtremeEquilibria {
    /// Every strategy of one player with every one of the other.
    pub(super) fn pairs_of(mut rows: Vec<Vec<Rational>>, mut columns: Vec<Vec<Rational>>) -> Self {
        rows.sort_by(|a, b| in_order(a, b));
        columns.sort_by(|a, b| in_order(a, b));
        let is_pure = |strategy: &[Rational]| strategy.contains(&Rational::ONE);
        let pairs = (0..rows.len()).flat_map(|row| {
            (0..columns.len()).map(move |column| ExtremeEquilibrium { row, column })
        });
        let mut equilibria: Vec<ExtremeEquilibrium> = pairs.collect();
        equilibria.sort_by_cached_key(|e| {
            let pure = is_pure(&rows[e.row]) && is_pure(&columns[e.column]);
            (!pure, *e)
        });
        ExtremeEquilibria {
            rows,
            columns,
            equilibria,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.equilibria.len()
    }

    /// Never: a finite game has an equilibrium.
    pub fn is_empty(&self) -> bool {
        self.equilibria.is_empty()
    }

    /// The mixed strategies of the equilibrium numbered `place`.
    pub fn profile(&self, place: usize) -> (&[Rational], &[Rational]) {
        let ExtremeEquilibrium { row, column } = self.equilibria[place];
        (&self.rows[row], &self.columns[column])
    }

    /// The mixed strategies of every equilibrium, in order.
    pub fn profiles(&self) -> impl Iterator<Item = (&[Rational], &[Rational])> {
        (0..self.len()).map(|place| self.profile(place))
    }
}

/// Lists all extreme equilibria of a two-player game.
///
/// # Answer
/// Complete for every game, degenerate or not: all extreme equilibria, each once. In a nondegenerate game these are
/// all equilibria. The probabilities are exact.
///
/// # Errors
/// The game has not two players, or too many vertices, or `stop` said so.
///
/// # Examples
/// ```
/// use unipole::game::{Game, Payoffs, Player};
/// use unipole::num::Rational;
/// use unipole::solve::two_player::extreme_equilibria;
/// let players = vec![Player::plain("S1", &["arm", "ally"]), Player::plain("S2", &["arm", "ally"])];
/// let payoffs = Payoffs::from_fn(&[2, 2], |_, profile| Rational::from((profile[0] == profile[1]) as i64))?;
/// let found = extreme_equilibria(&Game::new("meet", players, payoffs), &|| false)?;
/// assert_eq!(found.len(), 3);
/// let half = Rational::ratio(1, 2);
/// assert_eq!(found.profile(2).0, [half.clone(), half]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn extreme_equilibria(
    game: &Game,
    stop: &(dyn Fn() -> bool + Sync),
) -> Result<ExtremeEquilibria, TwoPlayerError> {
    let BestReplyPolytopes { p, q } = BestReplyPolytopes::new(game)?;
    let limit = list_limit(p.len() + q.len());
    let (of_p, of_q) = rayon::join(|| vertices(&p, limit, stop), || vertices(&q, limit, stop));
    let (Some(of_p), Some(of_q)) = (of_p, of_q) else {
        return Err(match stop() {
            true => TwoPlayerError::Stopped,
            false => TwoPlayerError::TooManyVertices { limit },
        });
    };
    let pairs = complementary_pairs(&of_p, &of_q);
    if pairs.len() > limit {
        return Err(TwoPlayerError::TooManyEquilibria { found: pairs.len() });
    }
    let first = Strategies::new(&of_p, pairs.iter().map(|pair| pair.0));
    let second = Strategies::new(&of_q, pairs.iter().map(|pair| pair.1));
    Ok(sorted(first, second, &pairs))
}

/// The rows of the two best-reply polytopes: positive integers.
pub(super) struct BestReplyPolytopes {
    /// P = {x >= 0, p x <= 1}: n rows of length m, the second player's payoffs.
    pub(super) p: Vec<Vec<IBig>>,
    /// Q = {y >= 0, q y <= 1}: m rows of length n, the first player's payoffs.
    pub(super) q: Vec<Vec<IBig>>,
}

impl BestReplyPolytopes {
    pub(super) fn new(game: &Game) -> Result<Self, TwoPlayerError> {
        let [m, n] = *game.counts() else {
            return Err(TwoPlayerError::Players {
                players: game.counts().len(),
            });
        };
        let (first, second) = (integer_payoffs(game, 0), integer_payoffs(game, 1));
        let q: Vec<Vec<&IBig>> = (0..m)
            .map(|i| (0..n).map(|j| &first[i + m * j]).collect())
            .collect();
        let p: Vec<Vec<&IBig>> = (0..n)
            .map(|j| (0..m).map(|i| &second[i + m * j]).collect())
            .collect();
        Ok(BestReplyPolytopes {
            p: made_positive(&p),
            q: made_positive(&q),
        })
    }
}

/// The payoffs of a player, all multiplied by the same positive number.
fn integer_payoffs(game: &Game, player: usize) -> Vec<IBig> {
    match game.payoffs().values(player) {
        Values::Scaled(values) => values.iter().map(|v| IBig::from(*v)).collect(),
        Values::Exact(values) => scaled_to_integers(values).0,
    }
}

/// Shifts each column so that its least entry is zero, divides all by their common divisor, and adds one.
fn made_positive(rows: &[Vec<&IBig>]) -> Vec<Vec<IBig>> {
    let least: Vec<&IBig> = (0..rows[0].len())
        .map(|column| {
            let entries = rows.iter().map(|row| row[column]);
            entries.min().expect("invariant: a player has an action")
        })
        .collect();
    let shifted: Vec<Vec<IBig>> = rows
        .iter()
        .map(|row| row.iter().zip(&least).map(|(e, l)| *e - *l).collect())
        .collect();
    let nonzero = shifted.iter().flatten().filter(|e| !e.is_zero());
    let divisor = nonzero.fold(IBig::ZERO, |divisor, entry| {
        IBig::from((&divisor).gcd(entry))
    });
    let divisor = if divisor.is_zero() {
        IBig::ONE
    } else {
        divisor
    };
    shifted
        .iter()
        .map(|row| row.iter().map(|e| e / &divisor + IBig::ONE).collect())
        .collect()
}

/// The labels of every vertex of P, or of Q, in the numbering common to both.
fn labels(polytope: &Vertices, total: usize, first: usize) -> Vec<BitSet> {
    (0..polytope.len())
        .map(|vertex| {
            let mut labels = BitSet::empty(total);
            for constraint in polytope.tight(vertex).iter() {
                // P's own numbering is the common one (`first` is zero); in Q the y's come first, so both parts move.
                labels.insert((constraint + first) % total);
            }
            labels
        })
        .collect()
}

/// The pairs of vertices that together have all labels, without the pair of the origins.
fn complementary_pairs(p: &Vertices, q: &Vertices) -> Vec<(usize, usize)> {
    let (m, n) = (p.dimension(), q.dimension());
    let total = m + n;
    let (in_p, in_q) = (labels(p, total, 0), labels(q, total, m));
    let all = BitSet::full(total);

    // Missing labels may be had by few vertices among very many, so they are looked up.
    let tree = BitTree::new(in_q.iter().enumerate().collect(), total);
    let mut pairs = Vec::new();
    for (x, labels) in in_p.iter().enumerate() {
        let missing = all.difference(labels);
        tree.visit_sharing(&missing, missing.len(), &mut |y, _| pairs.push((x, y)));
    }
    let is_origin =
        |labels: &BitSet, own: std::ops::Range<usize>| own.into_iter().all(|l| labels.contains(l));
    pairs.retain(|&(x, y)| !is_origin(&in_p[x], 0..m) && !is_origin(&in_q[y], m..total));
    pairs
}

/// The strategies of one player's vertices that were matched.
struct Strategies {
    /// Each strategy once, in order.
    listed: Vec<Vec<Rational>>,
    /// The place in `listed` of each matched vertex.
    places: BTreeMap<usize, usize>,
}

impl Strategies {
    fn new(polytope: &Vertices, matched: impl Iterator<Item = usize>) -> Self {
        let matched: BTreeSet<usize> = matched.collect();
        let mut listed: Vec<(Vec<Rational>, usize)> = matched
            .into_iter()
            .map(|vertex| {
                let point = polytope.coordinates(vertex);
                let sum: Rational = point.iter().sum();
                let strategy = point.iter().map(|value| value / &sum).collect();
                (strategy, vertex)
            })
            .collect();
        listed.sort_by(|(a, _), (b, _)| in_order(a, b));
        let places = listed
            .iter()
            .enumerate()
            .map(|(place, (_, vertex))| (*vertex, place));
        Strategies {
            places: places.collect(),
            listed: listed.into_iter().map(|(strategy, _)| strategy).collect(),
        }
    }
}

/// The equilibria of matched vertices, in order.
fn sorted(first: Strategies, second: Strategies, pairs: &[(usize, usize)]) -> ExtremeEquilibria {
    let mut equilibria: Vec<ExtremeEquilibrium> = pairs
        .iter()
        .map(|(x, y)| ExtremeEquilibrium {
            row: first.places[x],
            column: second.places[y],
        })
        .collect();
    let is_pure = |strategy: &[Rational]| strategy.contains(&Rational::ONE);
    equilibria.sort_by_cached_key(|e| {
        let pure = is_pure(&first.listed[e.row]) && is_pure(&second.listed[e.column]);
        (!pure, *e)
    });
    ExtremeEquilibria {
        rows: first.listed,
        columns: second.listed,
        equilibria,
    }
}

/// Pure strategies first, then by the actions played, then by their probabilities.
fn in_order(a: &[Rational], b: &[Rational]) -> Ordering {
    let support =
        |s: &[Rational]| -> Vec<usize> { (0..s.len()).filter(|&i| !s[i].is_zero()).collect() };
    let key = |s: &[Rational]| {
        let support = support(s);
        (support.len() > 1, support)
    };
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}
