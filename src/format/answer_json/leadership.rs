//! An answer on leadership, read strictly: `unipole/solution/1` with the concept `stackelberg`.

use super::at::At;
use super::number::{number, rational};
use super::solution::{Reader, Said, about, claim, of_keys, optional, players, position};
use super::{AnswerError, SavedLeadership};
use crate::certify::claim::{Claim, ClaimedNumber, ClaimedPlayer};
use crate::certify::leadership_claim::{
    ClaimedBoundOfRegion, ClaimedCommitment, ClaimedMixtures, ClaimedOutcome, ClaimedPureValue,
    ClaimedRegion, LeadershipClaim,
};
use crate::num::Rational;

type Read<T> = Result<T, AnswerError>;

/// The keys of such an answer.
const KEYS: &[&str] = &[
    "schema",
    "command",
    "model",
    "title",
    "scenario",
    "parameters",
    "players",
    "concept",
    "ordinal",
    "one_period",
    "leader",
    "followers",
    "pure",
    "mixed",
    "not_worked_out",
    "nash",
    "worth",
    "payoffs",
];

/// Whether a solution is such an answer.
pub(super) fn is_leadership(at: &At<'_>) -> bool {
    let concept = at.get("concept").and_then(|concept| concept.text());
    concept.is_ok_and(|concept| concept == "stackelberg")
}

pub(super) fn saved_leadership(at: &At<'_>) -> Read<SavedLeadership> {
    let players = players(&at.get("players")?)?;
    let reader = Reader::new(&players);
    let leader = at.get("leader")?;
    let leader = reader.player(leader.text()?, &leader)?;
    let each = |at: At<'_>| reader.player(at.text()?, &at);
    let followers = at.get("followers")?.each(each)?;
    let ordinal = optional(at, "ordinal", At::truth)?.unwrap_or(false);
    let game = Claim {
        payoffs: optional(at, "payoffs", |at| reader.payoffs(at))?,
        unknown_keys: at
            .entries()?
            .filter(|(key, _)| !KEYS.contains(key))
            .map(|(key, _)| key.to_owned())
            .collect(),
        ..Claim::of_game(players.clone(), None, ordinal)
    };
    let pure = at.get("pure")?;
    of_keys(&pure, &["strong", "weak", "commitments"])?;
    let value = |key: &str| known(&pure.get(key)?, |at| pure_value(at, &players[leader]));
    let nash = at.get("nash")?;
    let worth = at.get("worth")?;
    of_keys(&worth, &["action", "mixture"])?;
    let mixed = at.optional("mixed")?;
    let reason = at.optional("not_worked_out")?;
    if let (Some(_), Some(said)) = (&mixed, &reason) {
        return Err(said.expected("left out where `mixed` is there"));
    }
    if mixed.is_none() {
        at.get("not_worked_out")?.text()?;
    }
    let of = Of {
        reader: &reader,
        leader,
        followers: &followers,
        players: &players,
    };
    let claim = LeadershipClaim {
        pure: [value("strong")?, value("weak")?],
        commitments: pure
            .get("commitments")?
            .each(|at| commitment(&at, &players, leader, ordinal))?,
        mixed: mixed.map(|at| of.mixtures(&at)).transpose()?,
        nash: claim(
            &nash,
            &players,
            &Said {
                ordinal,
                keys: &["best", "worst"],
            },
        )?,
        nash_payoffs: [
            known(&nash.get("best")?, number)?,
            known(&nash.get("worst")?, number)?,
        ],
        worth: [
            worths(&worth.get("action")?)?,
            worths(&worth.get("mixture")?)?,
        ],
        leader,
        followers: followers.clone(),
    };
    Ok(SavedLeadership {
        saved: about(at, game)?,
        claim,
    })
}

/// Something, or null.
fn known<'a, T>(at: &At<'a>, read: impl Fn(&At<'a>) -> Read<T>) -> Read<Option<T>> {
    match at.is_null() {
        true => Ok(None),
        false => read(at).map(Some),
    }
}

fn worths(at: &At<'_>) -> Read<[Option<ClaimedNumber>; 2]> {
    of_keys(at, &["strong", "weak"])?;
    Ok([
        known(&at.get("strong")?, number)?,
        known(&at.get("weak")?, number)?,
    ])
}

fn action(player: &ClaimedPlayer, at: &At<'_>) -> Read<usize> {
    let ids = player.actions.iter().map(|(id, _)| id.as_str());
    position(ids, at.text()?, at, "action of the leader")
}

fn pure_value(at: &At<'_>, leader: &ClaimedPlayer) -> Read<ClaimedPureValue> {
    of_keys(at, &["value", "exact", "actions"])?;
    Ok(ClaimedPureValue {
        value: number(&at.get("value")?)?,
        exact: at.get("exact")?.truth()?,
        actions: at.get("actions")?.each(|at| action(leader, &at))?,
    })
}

/// An action, and a solution of the game in which the leader has no other.
fn commitment(
    at: &At<'_>,
    players: &[ClaimedPlayer],
    leader: usize,
    ordinal: bool,
) -> Read<ClaimedCommitment> {
    let action = action(&players[leader], &at.get("action")?)?;
    let mut left = players.to_vec();
    left[leader].actions = vec![left[leader].actions[action].clone()];
    let keys = &["action"];
    let induced = claim(at, &left, &Said { ordinal, keys })?;
    Ok(ClaimedCommitment { action, induced })
}

/// What names in commitments to mixtures refer to.
struct Of<'a> {
    reader: &'a Reader<'a>,
    leader: usize,
    followers: &'a [usize],
    players: &'a [ClaimedPlayer],
}

impl Of<'_> {
    fn mixtures(&self, at: &At<'_>) -> Read<ClaimedMixtures> {
        of_keys(at, &["strong", "weak"])?;
        let strong = at.get("strong")?;
        of_keys(&strong, &["value", "attained", "commitments", "proof"])?;
        if !strong.get("attained")?.truth()? {
            return Err(strong
                .get("attained")?
                .expected("true: the best case is attained"));
        }
        let weak = at.get("weak")?;
        let keys = ["value", "attained", "commitment", "towards", "proof"];
        of_keys(&weak, &keys)?;
        let towards = |at: &At<'_>| self.reader.strategy(self.leader, at);
        Ok(ClaimedMixtures {
            strong: rational(&strong.get("value")?)?,
            commitments: strong.get("commitments")?.each(|at| self.outcome(&at))?,
            strong_proof: strong.get("proof")?.each(|at| self.region(&at))?,
            weak: rational(&weak.get("value")?)?,
            attained: weak.get("attained")?.truth()?,
            commitment: self.outcome(&weak.get("commitment")?)?,
            towards: optional(&weak, "towards", towards)?,
            weak_proof: weak.get("proof")?.each(|at| self.region(&at))?,
        })
    }

    fn outcome(&self, at: &At<'_>) -> Read<ClaimedOutcome> {
        of_keys(at, &["kind", "profile", "payoffs", "postures"])?;
        let is_pure = match at.get("kind")?.text()? {
            "pure" => true,
            "mixed" => false,
            _ => return Err(at.get("kind")?.expected("`pure` or `mixed`")),
        };
        let reader = self.reader;
        Ok(ClaimedOutcome {
            is_pure,
            profile: reader.of_players(&at.get("profile")?, |player, at| {
                reader.strategy(player, at)
            })?,
            payoffs: reader.of_players(&at.get("payoffs")?, |_, at| number(at))?,
            postures: reader.postures(&at.get("postures")?)?,
        })
    }

    fn region(&self, at: &At<'_>) -> Read<ClaimedRegion> {
        let keys = [
            "answer",
            "at_most",
            "weights",
            "shares",
            "dominated_by",
            "matched_by",
        ];
        of_keys(at, &keys)?;
        let follower = match self.followers {
            [follower] => Some(*follower),
            _ => None,
        };
        let answer = match follower {
            Some(follower) => {
                let name = at.get("answer")?;
                Some(self.reader.action(follower, name.text()?, &name)?)
            }
            None => None,
        };
        let numbers = |at: &At<'_>| self.of_answers(follower, at);
        let bound = if at.optional("at_most")?.is_some() {
            ClaimedBoundOfRegion::AtMost {
                value: rational(&at.get("at_most")?)?,
                weights: numbers(&at.get("weights")?)?,
                shares: optional(at, "shares", |at| match follower {
                    Some(_) => numbers(at),
                    None => Ok(vec![Rational::ONE]),
                })?,
            }
        } else if at.optional("dominated_by")?.is_some() {
            ClaimedBoundOfRegion::Dominated(numbers(&at.get("dominated_by")?)?)
        } else {
            ClaimedBoundOfRegion::Matched(numbers(&at.get("matched_by")?)?)
        };
        Ok(ClaimedRegion { answer, bound })
    }

    /// A number for each answer of the follower; zero for those that are not named.
    fn of_answers(&self, follower: Option<usize>, at: &At<'_>) -> Read<Vec<Rational>> {
        let count = follower.map_or(1, |follower| self.players[follower].actions.len());
        let mut numbers = vec![Rational::ZERO; count];
        for (name, entry) in at.entries()? {
            let Some(follower) = follower else {
                return Err(entry.expected("left out where nobody answers"));
            };
            numbers[self.reader.action(follower, name, &entry)?] = rational(&entry)?;
        }
        Ok(numbers)
    }
}
