//! A saved answer on a repeated game, schema `unipole/repeat/1`.

use super::at::At;
use super::number::rational;
use super::solution::{parameter, players, position};
use super::{AnswerError, SavedRepeat};
use crate::certify::claim::ClaimedPlayer;
use crate::certify::repeat_claim::{
    ClaimedBound, ClaimedPayoffBounds, ClaimedPayoffSet, ClaimedPlan, ClaimedWitness, RepeatClaim,
};
use crate::certify::{Automaton, Lottery, PlanState, Play};
use crate::game::Payoffs;
use crate::num::Rational;

/// The most states of a plan that are read.
const STATE_LIMIT: usize = 5_000;
/// The most points and half-spaces of bounds that are read.
const BOUND_LIMIT: usize = 1_000;

type Read<T> = Result<T, AnswerError>;

pub(super) fn saved_repeat(at: &At<'_>) -> Read<SavedRepeat> {
    let players = players(&at.get("players")?)?;
    let reader = Reader { players: &players };
    let mut claim = RepeatClaim {
        players: players
            .iter()
            .map(|player| {
                let actions = player.actions.iter().map(|(id, _)| id.clone());
                (player.id.clone(), actions.collect())
            })
            .collect(),
        minmax: None,
        plans: Vec::new(),
        payoff_sets: Vec::new(),
        payoff_bounds: Vec::new(),
        unchecked: Vec::new(),
    };
    if let Some(minmax) = at.optional("minmax")? {
        let least = reader.by_player(&minmax, |_, at| rational(at))?;
        claim.minmax = Some((minmax.place().to_owned(), least));
    }
    for critical in at.get("critical")?.items()? {
        let plan = critical.get("plan")?;
        reader.profile(&critical.get("profile")?)?;
        let class = critical.get("by")?;
        if !is_class(class.text()?) {
            return Err(
                class.expected("a class of plans: grim, stick-and-carrot, paths-of-2, optimal")
            );
        }
        if plan.is_null() {
            let what = "a critical discount factor without a plan";
            claim.unchecked.push((critical.place().to_owned(), what));
            continue;
        }
        claim.plans.push(reader.plan(&critical, &plan)?);
        for (key, what) in [
            ("by", "to which class of plans the plan belongs"),
            ("alike", "how many profiles are alike"),
        ] {
            let place = critical.get(key)?.place().to_owned();
            claim.unchecked.push((place, what));
        }
        if critical.get("discount")?.is_object() {
            let place = critical.get("discount")?.place().to_owned();
            claim
                .unchecked
                .push((place, "a discount factor that is not rational"));
        }
    }
    let discount = at.get("discount")?;
    if let Some(set) = at.optional("payoff_set")? {
        claim
            .payoff_sets
            .push(reader.payoff_set(&set, rational(&discount)?)?);
    }
    if let Some(bounds) = at.optional("payoff_bounds")? {
        let bounds = reader.payoff_bounds(&bounds, rational(&discount)?)?;
        claim.payoff_bounds.push(bounds);
    }
    if let Some(several) = at.optional("discounts")? {
        for one in several.items()? {
            if let Some(bounds) = one.optional("payoff_bounds")? {
                let discount = rational(&one.get("discount")?)?;
                claim
                    .payoff_bounds
                    .push(reader.payoff_bounds(&bounds, discount)?);
            }
            if let Some(set) = one.optional("payoff_set")? {
                let discount = rational(&one.get("discount")?)?;
                claim.payoff_sets.push(reader.payoff_set(&set, discount)?);
            }
        }
    }
    for (key, what) in [
        ("undecided", "what is not decided"),
        ("left_out", "how many profiles are left out"),
        ("transfers", "what transfers make possible"),
        ("formulas", "formulas in the parameters"),
    ] {
        if let Some(part) = at.optional(key)? {
            claim.unchecked.push((part.place().to_owned(), what));
        }
    }
    Ok(SavedRepeat {
        model: at.get("model")?.text()?.to_owned(),
        scenario: match at.optional("scenario")? {
            Some(name) => Some(name.text()?.to_owned()),
            None => None,
        },
        parameters: at
            .get("parameters")?
            .entries()?
            .map(|(name, at)| parameter(name, &at))
            .collect::<Read<_>>()?,
        claim,
    })
}

/// Whether a word names a class of plans.
fn is_class(word: &str) -> bool {
    let length = word.strip_prefix("paths-of-");
    matches!(word, "grim" | "stick-and-carrot" | "optimal" | "transfers")
        || length.is_some_and(|length| length.parse::<usize>().is_ok())
}

struct Reader<'a> {
    players: &'a [ClaimedPlayer],
}

impl Reader<'_> {
    fn player(&self, name: &str, at: &At<'_>) -> Read<usize> {
        let ids = self.players.iter().map(|player| player.id.as_str());
        position(ids, name, at, "player")
    }

    fn action(&self, player: usize, name: &str, at: &At<'_>) -> Read<usize> {
        let ids = self.players[player].actions.iter();
        position(ids.map(|(id, _)| id.as_str()), name, at, "action")
    }

    /// What each player does, all of them once.
    fn by_player<T>(&self, at: &At<'_>, read: impl Fn(usize, &At<'_>) -> Read<T>) -> Read<Vec<T>> {
        let mut found: Vec<Option<T>> = self.players.iter().map(|_| None).collect();
        for (name, entry) in at.entries()? {
            let player = self.player(name, &entry)?;
            found[player] = Some(read(player, &entry)?);
        }
        let all: Option<Vec<T>> = found.into_iter().collect();
        all.ok_or_else(|| at.expected("an entry for every player"))
    }

    fn profile(&self, at: &At<'_>) -> Read<Vec<usize>> {
        self.by_player(at, |player, at| self.action(player, at.text()?, at))
    }

    fn counts(&self) -> Vec<usize> {
        self.players
            .iter()
            .map(|player| player.actions.len())
            .collect()
    }

    fn plan(&self, critical: &At<'_>, at: &At<'_>) -> Read<ClaimedPlan> {
        let states = at.get("states")?;
        let number = states.items()?.len();
        if number > STATE_LIMIT {
            return Err(states.expected(format!("a list of at most {STATE_LIMIT} states")));
        }
        let mut losses = Vec::new();
        for (place, state) in states.items()?.enumerate() {
            for deviation in state.get("deviations")?.items()? {
                let who = deviation.get("player")?;
                let player = self.player(who.text()?, &who)?;
                let what = deviation.get("action")?;
                let action = self.action(player, what.text()?, &what)?;
                losses.push((place, player, action, rational(&deviation.get("loses")?)?));
            }
        }
        let threshold = critical.get("discount")?;
        Ok(ClaimedPlan {
            place: at.place().to_owned(),
            profile: self.profile(&critical.get("profile")?)?,
            by: critical.get("by")?.text()?.to_owned(),
            threshold: match threshold.is_object() {
                true => None,
                false => Some(rational(&threshold)?),
            },
            discount: rational(&at.get("discount")?)?,
            automaton: Automaton {
                start: lottery(&at.get("start")?, number)?,
                states: states.each(|state| self.state(&state, number))?,
            },
            payoffs: states
                .each(|state| self.by_player(&state.get("payoffs")?, |_, at| rational(at)))?,
            losses,
            binding: self.binding(&critical.get("binding")?)?,
        })
    }

    fn binding(&self, at: &At<'_>) -> Read<Option<(String, usize, usize)>> {
        if at.is_null() {
            return Ok(None);
        }
        let (who, what) = (at.get("player")?, at.get("deviation")?);
        let player = self.player(who.text()?, &who)?;
        let action = self.action(player, what.text()?, &what)?;
        Ok(Some((at.get("state")?.text()?.to_owned(), player, action)))
    }

    fn state(&self, at: &At<'_>, number: usize) -> Read<PlanState> {
        let play = at.get("play")?;
        let is_mixed = play.entries()?.any(|(_, entry)| entry.is_object());
        let play = match is_mixed {
            false => Play::Pure(Payoffs::index_in(&self.counts(), &self.profile(&play)?)),
            true => Play::Mixed(self.by_player(&play, |player, at| {
                let mut strategy = vec![Rational::ZERO; self.players[player].actions.len()];
                for (name, entry) in at.entries()? {
                    strategy[self.action(player, name, &entry)?] = rational(&entry)?;
                }
                Ok(strategy)
            })?),
        };
        Ok(PlanState {
            name: at.get("state")?.text()?.to_owned(),
            play,
            next: lottery(&at.get("next")?, number)?,
            after: self.by_player(&at.get("after")?, |_, at| lottery(at, number))?,
        })
    }

    fn payoff_set(&self, at: &At<'_>, discount: Rational) -> Read<ClaimedPayoffSet> {
        let vertices = at.get("vertices")?.each(|at| self.payoffs(&at))?;
        Ok(ClaimedPayoffSet {
            place: at.place().to_owned(),
            discount,
            exact: at.get("exact")?.truth()?,
            outer: at.get("outer")?.each(|at| self.payoffs(&at))?,
            witnesses: self.witnesses(at, vertices.len())?,
            vertices,
        })
    }

    fn payoff_bounds(&self, at: &At<'_>, discount: Rational) -> Read<ClaimedPayoffBounds> {
        for key in ["points", "outer"] {
            let list = at.get(key)?;
            if list.items()?.len() > BOUND_LIMIT {
                return Err(list.expected(format!("a list of at most {BOUND_LIMIT} entries")));
            }
        }
        let points = at.get("points")?.each(|at| self.payoffs(&at))?;
        let is_empty = at.get("empty")?.truth()?;
        let (players, joint) = (at.get("players")?, at.get("joint")?);
        let ends = |at: &At<'_>| Ok([bound(&at.get("least")?)?, bound(&at.get("greatest")?)?]);
        let half_space = |at: At<'_>| {
            let normal = at.get("normal")?;
            let counts = normal.each(|at| at.integer())?;
            if counts.len() != self.players.len() {
                return Err(normal.expected("a whole number for every player"));
            }
            Ok((counts, rational(&at.get("level")?)?))
        };
        Ok(ClaimedPayoffBounds {
            place: at.place().to_owned(),
            discount,
            players: match is_empty && players.len() == 0 {
                true => Vec::new(),
                false => self.by_player(&players, |_, at| ends(at))?,
            },
            joint: match joint.is_null() {
                true => None,
                false => Some(bound(&joint)?),
            },
            is_empty,
            witnesses: self.witnesses(at, points.len())?,
            points,
            half_spaces: at.get("outer")?.each(half_space)?,
        })
    }

    /// How payoffs are played, from `inner`.
    fn witnesses(&self, at: &At<'_>, points: usize) -> Read<Vec<ClaimedWitness>> {
        at.get("inner")?.get("witnesses")?.each(|at| {
            Ok(ClaimedWitness {
                profile: self.profile(&at.get("profile")?)?,
                continuation: self.payoffs(&at.get("continuation")?)?,
                mixture: lottery(&at.get("mixture")?, points)?,
            })
        })
    }

    /// A number for each player, in order.
    fn payoffs(&self, at: &At<'_>) -> Read<Vec<Rational>> {
        let numbers = at.each(|at| rational(&at))?;
        match numbers.len() == self.players.len() {
            true => Ok(numbers),
            false => Err(at.expected("a number for every player")),
        }
    }
}

fn bound(at: &At<'_>) -> Read<ClaimedBound> {
    let inner = at.get("inner")?;
    Ok(ClaimedBound {
        inner: match inner.is_null() {
            true => None,
            false => Some(rational(&inner)?),
        },
        outer: rational(&at.get("outer")?)?,
        exact: at.get("exact")?.truth()?,
    })
}

/// Pairs of a state, by its number, and a probability.
fn lottery(at: &At<'_>, states: usize) -> Read<Lottery> {
    at.each(|pair| {
        let parts: Vec<At<'_>> = pair.items()?.collect();
        let [state, p] = parts.as_slice() else {
            return Err(pair.expected("a number and a probability"));
        };
        match state.count()? {
            number if number < states => Ok((number, rational(p)?)),
            _ => Err(state.expected(format!("a number below {states}"))),
        }
    })
}
