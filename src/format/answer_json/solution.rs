//! One solution of a saved answer: its keys, one after the other.

use super::at::At;
use super::number::{number, rational};
use super::order::order;
use super::proof::proof;
use super::refinement::{comparison, potential, refinement, selection};
use super::{AnswerError, Saved, SavedParameter};
use crate::certify::claim::{
    Claim, ClaimedClass, ClaimedComponent, ClaimedConcept, ClaimedElimination, ClaimedEquilibrium,
    ClaimedMove, ClaimedPlayer, ClaimedPostures, ClaimedStrategy, ClaimedTolerance,
};
use crate::game::{PAYOFF_LIMIT, Payoffs, PayoffsBuilder};

/// The most players that are read.
const PLAYER_LIMIT: usize = 1000;

/// The keys of a document that are about its game.
const KEYS: &[&str] = &[
    "schema",
    "model",
    "title",
    "scenario",
    "parameters",
    "players",
    "ordinal",
    "payoffs",
];

/// The keys of a solution.
const SOLUTION_KEYS: &[&str] = &[
    "concept",
    "method",
    "complete",
    "completeness",
    "equilibria",
    "components",
    "index",
    "nash_subsets",
    "undecided",
    "proof",
    "classes",
    "dominated",
    "best_reply_cycle",
    "order",
    "potential",
    "risk_dominance",
    "selection",
    "paths",
];

type Read<T> = Result<T, AnswerError>;

pub(super) fn saved(at: &At<'_>) -> Read<Saved> {
    let players = players(&at.get("players")?)?;
    let ordinal = optional(at, "ordinal", At::truth)?.unwrap_or(false);
    let claim = Claim {
        payoffs: optional(at, "payoffs", |at| Reader::new(&players).payoffs(at))?,
        ..claim(
            at,
            &players,
            &Said {
                ordinal,
                keys: KEYS,
            },
        )?
    };
    about(at, claim)
}

/// What is said of a game elsewhere than in its solution.
pub(super) struct Said<'a> {
    /// Whether payoffs are ranks.
    pub ordinal: bool,
    /// Keys that stand beside those of the solution.
    pub keys: &'a [&'a str],
}

/// A solution of a game for these players, without its payoffs.
pub(super) fn claim(at: &At<'_>, players: &[ClaimedPlayer], said: &Said<'_>) -> Read<Claim> {
    let reader = Reader { players };
    at.get("method")?.text()?;
    let (counted, tree) = optional(at, "proof", |at| proof(&reader, at))?.unwrap_or_default();
    Ok(Claim {
        payoffs: None,
        ordinal: said.ordinal,
        concept: match at.get("concept")?.text()? {
            "nash" => ClaimedConcept::Nash,
            "pure" => ClaimedConcept::Pure,
            "subgame-perfect" => ClaimedConcept::SubgamePerfect,
            "bayesian" => ClaimedConcept::Bayesian,
            "perfect-bayesian" => ClaimedConcept::PerfectBayesian,
            _ => {
                let known = "`nash`, `pure`, `subgame-perfect`, `bayesian` or `perfect-bayesian`";
                return Err(at.get("concept")?.expected(known));
            }
        },
        complete: at.get("complete")?.truth()?,
        completeness: at.get("completeness")?.text()?.to_owned(),
        equilibria: at.get("equilibria")?.each(|at| reader.equilibrium(&at))?,
        components: components(at)?,
        classes: optional(at, "classes", |at| at.each(|at| reader.class(&at)))?,
        dominated: optional(at, "dominated", |at| at.each(|at| reader.elimination(&at)))?
            .unwrap_or_default(),
        cycle: optional(at, "best_reply_cycle", |at| at.each(|at| reader.step(&at)))?
            .unwrap_or_default(),
        counted,
        tree,
        potential: optional(at, "potential", |at| potential(&reader, at))?,
        risk_dominance: optional(at, "risk_dominance", |at| {
            at.each(|at| comparison(&reader, &at))
        })?
        .unwrap_or_default(),
        selection: optional(at, "selection", selection)?,
        order: optional(at, "order", |at| order(&reader, at))?,
        unknown_keys: at
            .entries()?
            .filter(|(key, _)| !SOLUTION_KEYS.contains(key) && !said.keys.contains(key))
            .map(|(key, _)| key.to_owned())
            .collect(),
        players: players.to_vec(),
    })
}

/// What a claim is about.
pub(super) fn about(at: &At<'_>, claim: Claim) -> Read<Saved> {
    Ok(Saved {
        model: at.get("model")?.text()?.to_owned(),
        title: at.get("title")?.text()?.to_owned(),
        scenario: optional(at, "scenario", |at| at.text().map(str::to_owned))?,
        parameters: at
            .get("parameters")?
            .entries()?
            .map(|(name, at)| parameter(name, &at))
            .collect::<Read<_>>()?,
        claim,
    })
}

pub(super) fn optional<'a, T>(
    at: &At<'a>,
    key: &str,
    read: impl Fn(&At<'a>) -> Read<T>,
) -> Read<Option<T>> {
    at.optional(key)?.map(|at| read(&at)).transpose()
}

/// Refuses an object with other keys than these.
pub(super) fn of_keys(at: &At<'_>, keys: &[&str]) -> Read<()> {
    match at.entries()?.find(|(key, _)| !keys.contains(key)) {
        Some((_, entry)) => Err(entry.expected(format!("no other key than {}", keys.join(", ")))),
        None => Ok(()),
    }
}

pub(super) fn parameter(name: &str, at: &At<'_>) -> Read<SavedParameter> {
    let values = if at.is_list() {
        at.each(|at| rational(&at))?
    } else {
        vec![rational(at)?]
    };
    Ok(SavedParameter {
        name: name.to_owned(),
        values,
        is_list: at.is_list(),
    })
}

pub(super) fn players(at: &At<'_>) -> Read<Vec<ClaimedPlayer>> {
    if !(1..=PLAYER_LIMIT).contains(&at.items()?.len()) {
        return Err(at.expected(format!("a list of 1 to {PLAYER_LIMIT} players")));
    }
    let players = at.each(|at| player(&at))?;
    let ids: Vec<&str> = players.iter().map(|player| player.id.as_str()).collect();
    refuse_duplicates(at, &ids)?;
    Ok(players)
}

fn player(at: &At<'_>) -> Read<ClaimedPlayer> {
    let actions = at.get("actions")?;
    let ids = actions.each(|at| at.text())?;
    if ids.is_empty() {
        return Err(actions.expected("a list of at least one action"));
    }
    refuse_duplicates(&actions, &ids)?;
    let mut postures: Vec<Option<String>> = vec![None; ids.len()];
    if let Some(named) = at.optional("postures")? {
        for (action, posture) in named.entries()? {
            let place = position(ids.iter().copied(), action, &posture, "action")?;
            postures[place] = Some(posture.text()?.to_owned());
        }
    }
    let text = |key: &str| Ok(at.get(key)?.text()?.to_owned());
    Ok(ClaimedPlayer {
        id: text("id")?,
        title: text("title")?,
        role: text("role")?,
        group: optional(at, "group", |at| at.text().map(str::to_owned))?,
        actions: ids.into_iter().map(str::to_owned).zip(postures).collect(),
    })
}

fn refuse_duplicates(at: &At<'_>, names: &[&str]) -> Read<()> {
    let mut seen = std::collections::BTreeSet::new();
    for (number, name) in names.iter().enumerate() {
        if !seen.insert(name) {
            return Err(AnswerError::Duplicate {
                place: format!("{}/{number}", at.place()),
                name: (*name).to_owned(),
            });
        }
    }
    Ok(())
}

pub(super) fn position<'a>(
    mut names: impl Iterator<Item = &'a str>,
    name: &str,
    at: &At<'_>,
    what: &'static str,
) -> Read<usize> {
    names
        .position(|known| known == name)
        .ok_or_else(|| AnswerError::Unknown {
            place: at.place().to_owned(),
            name: name.to_owned(),
            what,
        })
}

/// `components`, `index` and `nash_subsets`: three lists of the same length, or none of them.
fn components(at: &At<'_>) -> Read<Option<Vec<ClaimedComponent>>> {
    let Some(components) = at.optional("components")? else {
        for key in ["index", "nash_subsets"] {
            if let Some(alone) = at.optional(key)? {
                return Err(alone.expected("left out where `components` is"));
            }
        }
        return Ok(None);
    };
    let places = |at: At<'_>| at.each(|place| place.count());
    let equilibria = components.each(places)?;
    let index = at.get("index")?;
    let indices = index.each(|at| {
        if at.is_null() {
            Ok(None)
        } else {
            at.integer().map(Some)
        }
    })?;
    let nash_subsets = at.get("nash_subsets")?;
    let subsets = nash_subsets.each(|at| at.each(places))?;
    for (list, at) in [(indices.len(), &index), (subsets.len(), &nash_subsets)] {
        if list != equilibria.len() {
            return Err(at.expected(format!("a list of {}, as `components`", equilibria.len())));
        }
    }
    let all = equilibria.into_iter().zip(indices).zip(subsets);
    let component = |((equilibria, index), subsets)| ClaimedComponent {
        equilibria,
        subsets,
        index,
    };
    Ok(Some(all.map(component).collect()))
}

/// Reads what refers to players and actions by name.
pub(super) struct Reader<'a> {
    players: &'a [ClaimedPlayer],
}

impl<'a> Reader<'a> {
    /// Of these players.
    pub fn new(players: &'a [ClaimedPlayer]) -> Self {
        Reader { players }
    }
}

impl Reader<'_> {
    /// The id of a player.
    pub fn id(&self, player: usize) -> &str {
        &self.players[player].id
    }

    /// How many players there are.
    pub fn count(&self) -> usize {
        self.players.len()
    }

    /// How many actions a player has.
    pub fn actions(&self, player: usize) -> usize {
        self.players[player].actions.len()
    }

    pub fn player(&self, name: &str, at: &At<'_>) -> Read<usize> {
        position(
            self.players.iter().map(|p| p.id.as_str()),
            name,
            at,
            "player",
        )
    }

    /// A decision by its name; decisions are the players of an answer on a game whose moves have an order.
    pub fn decision(&self, at: &At<'_>) -> Read<usize> {
        let ids = self.players.iter().map(|p| p.id.as_str());
        position(ids, at.text()?, at, "decision")
    }

    pub fn action(&self, player: usize, name: &str, at: &At<'_>) -> Read<usize> {
        let ids = self.players[player]
            .actions
            .iter()
            .map(|(id, _)| id.as_str());
        position(ids, name, at, "action of the player")
    }

    /// An object with an entry for each player.
    pub fn of_players<'a, T>(
        &self,
        at: &At<'a>,
        read: impl Fn(usize, &At<'a>) -> Read<T>,
    ) -> Read<Vec<T>> {
        for (name, entry) in at.entries()? {
            self.player(name, &entry)?;
        }
        let players = self.players.iter().enumerate();
        players
            .map(|(number, player)| read(number, &at.get(&player.id)?))
            .collect()
    }

    pub fn payoffs(&self, at: &At<'_>) -> Read<Payoffs> {
        let counts: Vec<usize> = self
            .players
            .iter()
            .map(|player| player.actions.len())
            .collect();
        let profiles = counts
            .iter()
            .try_fold(1usize, |profiles, count| profiles.checked_mul(*count))
            .filter(|profiles| {
                profiles
                    .checked_mul(counts.len())
                    .is_some_and(|size| size <= PAYOFF_LIMIT)
            })
            .ok_or_else(|| {
                at.expected(format!(
                    "left out: the game has more than {PAYOFF_LIMIT} payoffs"
                ))
            })?;
        // The lists are measured before room is made for what they should hold.
        let lists = self.of_players(at, |_, list| {
            if list.items()?.len() == profiles {
                Ok(list.clone())
            } else {
                Err(list.expected(format!(
                    "a list of {profiles} payoffs, one for each profile"
                )))
            }
        })?;
        let mut builder =
            PayoffsBuilder::new(&counts).map_err(|error| at.expected(error.to_string()))?;
        for (player, list) in lists.iter().enumerate() {
            for (index, payoff) in list.items()?.enumerate() {
                builder.set(player, index, rational(&payoff)?);
            }
        }
        Ok(builder.build())
    }

    fn equilibrium(&self, at: &At<'_>) -> Read<ClaimedEquilibrium> {
        let is_pure = match at.get("kind")?.text()? {
            "pure" => true,
            "mixed" => false,
            _ => return Err(at.get("kind")?.expected("`pure` or `mixed`")),
        };
        Ok(ClaimedEquilibrium {
            is_pure,
            is_strict: at.get("strict")?.truth()?,
            profile: self
                .of_players(&at.get("profile")?, |player, at| self.strategy(player, at))?,
            payoffs: self.of_players(&at.get("payoffs")?, |_, at| number(at))?,
            postures: self.postures(&at.get("postures")?)?,
            slacks: self.of_players(&at.get("slack")?, |player, at| {
                let actions = &self.players[player].actions;
                if at.len() != actions.len() {
                    return Err(at.expected(format!("an object of {} actions", actions.len())));
                }
                actions.iter().map(|(id, _)| number(&at.get(id)?)).collect()
            })?,
            tolerance: optional(at, "tolerance", |at| self.tolerance(at))?,
            refinement: optional(at, "refinement", |at| refinement(self, at))?,
        })
    }

    /// Per player the probabilities of postures, where given.
    pub fn postures(&self, at: &At<'_>) -> Read<ClaimedPostures> {
        let mut named = vec![None; self.players.len()];
        for (name, at) in at.entries()? {
            let entries = at.entries()?;
            let each = entries.map(|(posture, at)| Ok((posture.to_owned(), number(&at)?)));
            named[self.player(name, &at)?] = Some(each.collect::<Read<_>>()?);
        }
        Ok(named)
    }

    fn tolerance(&self, at: &At<'_>) -> Read<ClaimedTolerance> {
        let by = at.get("by")?;
        let name = by.get("player")?;
        let player = self.player(name.text()?, &name)?;
        let deviation = by.get("deviation")?;
        let others = at.entries()?.map(|(key, _)| key);
        Ok(ClaimedTolerance {
            payoffs: rational(&at.get("payoffs")?)?,
            player,
            deviation: self.action(player, deviation.text()?, &deviation)?,
            others: others
                .filter(|key| !["payoffs", "by"].contains(key))
                .map(str::to_owned)
                .collect(),
        })
    }

    pub fn strategy(&self, player: usize, at: &At<'_>) -> Read<ClaimedStrategy> {
        let mut strategy = vec![None; self.players[player].actions.len()];
        for (name, at) in at.entries()? {
            strategy[self.action(player, name, &at)?] = Some(number(&at)?);
        }
        Ok(strategy)
    }

    fn class(&self, at: &At<'_>) -> Read<ClaimedClass> {
        let named = at.get("groups")?;
        let groups = named.entries()?.map(|(group, at)| {
            let mut members = (0..self.players.len())
                .filter(|p| self.players[*p].group.as_deref() == Some(group));
            let member = members.next().ok_or_else(|| AnswerError::Unknown {
                place: at.place().to_owned(),
                name: group.to_owned(),
                what: "group",
            })?;
            let strategies = at.each(|at| {
                let strategy = self.strategy(member, &at.get("strategy")?)?;
                Ok((at.get("members")?.count()?, strategy))
            })?;
            Ok((group.to_owned(), strategies))
        });
        Ok(ClaimedClass {
            groups: groups.collect::<Read<_>>()?,
            equilibria: at.get("equilibria")?.each(|place| place.count())?,
        })
    }

    fn elimination(&self, at: &At<'_>) -> Read<ClaimedElimination> {
        let name = at.get("player")?;
        let player = self.player(name.text()?, &name)?;
        let action = at.get("action")?;
        let by = at.get("by")?;
        let dominator = by
            .entries()?
            .map(|(name, at)| Ok((self.action(player, name, &at)?, rational(&at)?)));
        let margin = at.get("margin")?;
        Ok(ClaimedElimination {
            round: at.get("round")?.count()?,
            player,
            action: self.action(player, action.text()?, &action)?,
            dominator: dominator.collect::<Read<_>>()?,
            margin: if margin.is_null() {
                None
            } else {
                Some(rational(&margin)?)
            },
        })
    }

    fn step(&self, at: &At<'_>) -> Read<ClaimedMove> {
        let name = at.get("player")?;
        let player = self.player(name.text()?, &name)?;
        let to = at.get("to")?;
        Ok(ClaimedMove {
            profile: self.of_players(&at.get("profile")?, |player, at| {
                self.action(player, at.text()?, at)
            })?,
            player,
            to: self.action(player, to.text()?, &to)?,
        })
    }
}
