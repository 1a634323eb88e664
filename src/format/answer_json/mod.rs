//! Saved answers, read strictly: schemas `unipole/solution/1`, `unipole/solutions/1`, `unipole/diff/1` and `unipole/map-certificate/1`.
//!
//! Nothing is taken from the file that its schema does not know, nothing missing is guessed, and names are resolved to
//! positions here. What is read is a [`Claim`]: well-formed, and otherwise not believed.

mod at;
mod claims;
mod correlated;
mod leadership;
mod map;
mod number;
mod order;
mod polynomial;
mod proof;
mod refinement;
mod repeat;
mod solution;
mod strict;

use at::At;
use correlated::{obedience_of, saved_correlated};
use leadership::{is_leadership, saved_leadership};
use strict::Strict;

use crate::certify::CorrelatedClaim;
use crate::certify::claim::{Claim, ClaimedChanges};
use crate::certify::leadership_claim::LeadershipClaim;
use crate::certify::map_claim::MapClaim;
use crate::certify::repeat_claim::RepeatClaim;
use crate::claim::SavedClaim;
use crate::num::Rational;

/// Why a text is no saved answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// It is not JSON, or an object in it has a key twice.
    #[error("this is not JSON that can be read: {0}")]
    NotJson(String),
    /// The schema is none of those of answers.
    #[error(
        "the schema is `{0}`; only unipole/solution/1, unipole/solutions/1, unipole/repeat/1, unipole/claims/1, unipole/diff/1 and unipole/map-certificate/1 can be checked"
    )]
    Schema(String),
    /// A key is missing.
    #[error("`{place}/{key}` is missing")]
    Missing {
        /// Where, as a JSON pointer.
        place: String,
        /// The key.
        key: String,
    },
    /// Something else stands there than should.
    #[error("`{place}` should be {expected}, but is {found}")]
    Expected {
        /// Where, as a JSON pointer.
        place: String,
        /// What should stand there.
        expected: String,
        /// What kind of value stands there.
        found: &'static str,
    },
    /// Something that is well-formed and has no meaning.
    #[error("`{place}` should be {expected}")]
    Meaningless {
        /// Where, as a JSON pointer.
        place: String,
        /// What should stand there.
        expected: String,
    },
    /// A name that nothing in the answer has.
    #[error("`{place}` names `{name}`, which is no {what} of the answer")]
    Unknown {
        /// Where, as a JSON pointer.
        place: String,
        /// The name.
        name: String,
        /// What should have that name.
        what: &'static str,
    },
    /// A name that two players, or two actions of a player, have.
    #[error("`{place}` is `{name}`, as one before it")]
    Duplicate {
        /// Where, as a JSON pointer.
        place: String,
        /// The name.
        name: String,
    },
}

/// A saved answer, or several.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// One solution.
    Solution(Box<Saved>),
    /// Several.
    Solutions(Vec<Saved>),
    /// Two solutions, and what changes from one to the other.
    Diff {
        /// The first.
        before: Box<Saved>,
        /// The second.
        after: Box<Saved>,
        /// What changes.
        changes: ClaimedChanges,
    },
    /// A phase map.
    Map(Box<SavedMap>),
    /// Repeated games.
    Repeats(Vec<SavedRepeat>),
    /// Verdicts on claims.
    Claims(Vec<SavedClaim>),
    /// What a player gets that moves first.
    Leaderships(Vec<SavedLeadership>),
    /// What correlated equilibria allow.
    Correlated(Vec<SavedCorrelated>),
}

/// A saved answer on correlated equilibria.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedCorrelated {
    /// The game; its claim lists no equilibria.
    pub saved: Saved,
    /// What is claimed.
    pub claim: CorrelatedClaim,
}

/// A saved answer on a player who moves first.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedLeadership {
    /// The game; its claim lists no equilibria.
    pub saved: Saved,
    /// What is claimed of the leader.
    pub claim: LeadershipClaim,
}

/// A saved answer on a repeated game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedRepeat {
    /// The id of a bundled model, or the path of a file.
    pub model: String,
    /// The scenario, if one was named.
    pub scenario: Option<String>,
    /// The parameters with their values.
    pub parameters: Vec<SavedParameter>,
    /// What it claims.
    pub claim: RepeatClaim,
}

/// A saved phase map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedMap {
    /// The id of a bundled model, or the path of a file.
    pub model: String,
    /// The scenario, if one was named.
    pub scenario: Option<String>,
    /// The settings on top of it, as `name=value`.
    pub settings: Vec<String>,
    /// What it claims.
    pub claim: MapClaim,
}

/// One saved solution.
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// The id of a bundled model, or the path of a file.
    pub model: String,
    /// The title.
    pub title: String,
    /// The scenario, if one was named.
    pub scenario: Option<String>,
    /// The parameters with their values.
    pub parameters: Vec<SavedParameter>,
    /// What it claims.
    pub claim: Claim,
}

/// A parameter's value in a saved answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedParameter {
    /// The name.
    pub name: String,
    /// The value, or one for each member of a group.
    pub values: Vec<Rational>,
    /// Whether it is a list.
    pub is_list: bool,
}

/// Reads a saved answer.
///
/// # Errors
/// The first thing that is missing, unknown, twice there or of the wrong kind, with its place. Never a panic, whatever the bytes.
///
/// # Examples
/// ```
/// use unipole::format::answer_json;
/// let error = answer_json::read(br#"{"schema": "unipole/solution/1", "players": 3}"#).unwrap_err();
/// assert_eq!(error.to_string(), "`/players` should be a list, but is a number");
/// ```
pub fn read(text: &[u8]) -> Result<Document, AnswerError> {
    let Strict(value) =
        serde_json::from_slice(text).map_err(|error| AnswerError::NotJson(error.to_string()))?;
    let root = At::root(&value);
    match root.get("schema")?.text()? {
        "unipole/solution/1" if is_leadership(&root) => {
            Ok(Document::Leaderships(vec![saved_leadership(&root)?]))
        }
        "unipole/solution/1" if obedience_of(&root).is_some() => {
            Ok(Document::Correlated(vec![saved_correlated(&root)?]))
        }
        "unipole/solution/1" => Ok(Document::Solution(Box::new(solution::saved(&root)?))),
        "unipole/solutions/1" => {
            let solutions = root.get("solutions")?;
            if solutions
                .items()?
                .next()
                .is_some_and(|at| is_leadership(&at))
            {
                return Ok(Document::Leaderships(
                    solutions.each(|at| saved_leadership(&at))?,
                ));
            }
            if solutions
                .items()?
                .next()
                .is_some_and(|at| obedience_of(&at).is_some())
            {
                return Ok(Document::Correlated(
                    solutions.each(|at| saved_correlated(&at))?,
                ));
            }
            Ok(Document::Solutions(solutions.each(|at| inner(&at))?))
        }
        "unipole/diff/1" => Ok(Document::Diff {
            before: Box::new(inner(&root.get("before")?)?),
            after: Box::new(inner(&root.get("after")?)?),
            changes: changes(&root.get("changes")?)?,
        }),
        "unipole/claims/1" => Ok(Document::Claims(claims::saved_claims(&root)?)),
        "unipole/repeat/1" => Ok(Document::Repeats(vec![repeat::saved_repeat(&root)?])),
        "unipole/repeats/1" => {
            let several = root.get("repeats")?;
            Ok(Document::Repeats(
                several.each(|at| repeat::saved_repeat(&at))?,
            ))
        }
        "unipole/map-certificate/1" => Ok(Document::Map(Box::new(map::saved_map(&root)?))),
        other => Err(AnswerError::Schema(other.chars().take(60).collect())),
    }
}

/// A solution inside another document.
fn inner(at: &At<'_>) -> Result<Saved, AnswerError> {
    match at.get("schema")?.text()? {
        "unipole/solution/1" => solution::saved(at),
        _ => Err(at.get("schema")?.expected("`unipole/solution/1`")),
    }
}

fn changes(at: &At<'_>) -> Result<ClaimedChanges, AnswerError> {
    let kept = at.get("kept")?.each(|pair| {
        let places = pair.each(|place| place.count())?;
        match places.as_slice() {
            [before, after] => Ok((*before, *after)),
            _ => Err(pair.expected("two places")),
        }
    })?;
    Ok(ClaimedChanges {
        kept,
        lost: at.get("lost")?.each(|place| place.count())?,
        gained: at.get("gained")?.each(|place| place.count())?,
    })
}
