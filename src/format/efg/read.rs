//! Reading .efg files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::gambit_text::{Scanner, Token, distinct_or_numbered, is_blank, text_of};
use super::error::{EfgError, EfgErrorKind, PAYOFF_LIMIT};
use super::parts::{actions, name, payoffs, probabilities, prologue, whole};
use crate::game::{Draw, InformationSet, NODE_LIMIT, Player, Tree, TreeBuilder, TreeError};
use crate::num::Rational;

/// Reads a game in Gambit's .efg format; exact, and without any limit to its depth.
///
/// A player's id is its name in the file, an action's id likewise. If the name of some player is blank or repeated, all players are called
/// `P1`, `P2`, ..; if the name of some action of an information set is blank or repeated, all its actions are called `1`, `2`, ..; an information
/// set whose name is blank or repeated is called after its player, with its number if the player has several. An event is a
/// [`Draw`]. What the outcomes on the way to an end give is added up there. Names of nodes and outcomes and the comment are not kept.
///
/// Nothing is asked of what players remember; [`Tree::last_own_decisions`] says whether somebody forgets.
///
/// # Errors
/// [`EfgError`] with the place of the first mistake.
///
/// # Examples
/// ```
/// use unipole::format::efg;
/// let file = br#"EFG 2 R "a threat" { "U" "S" }
/// p "" 1 1 "" { "threaten" "stay" } 0
/// p "" 2 1 "" { "yield" "resist" } 0
/// t "" 1 "" { 2, 0 }
/// t "" 2 "" { -1, -1 }
/// t "" 3 "" { 0, 1 }"#;
/// let tree = efg::read(file)?;
/// assert_eq!(tree.sets()[1].actions[0].id, "yield");
/// assert_eq!(tree.payoffs(2)[1].to_string(), "1");
/// # Ok::<(), efg::EfgError>(())
/// ```
pub fn read(file: &[u8]) -> Result<Tree, EfgError> {
    let mut scanner = Scanner::new(text_of(file)?);
    let (title, players) = prologue(&mut scanner)?;
    let mut reader = Reader {
        scanner,
        players: players.len(),
        builder: TreeBuilder::new(&title, players.clone()),
        sets: BTreeMap::new(),
        described: Vec::new(),
        events: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        open: Vec::new(),
        sums: Vec::new(),
        ends: 0,
        missing: 1,
    };
    while reader.node()? {}
    reader.finish(&players)
}

/// An information set as written.
struct Described {
    player: usize,
    number: u64,
    name: String,
    actions: Vec<String>,
}

/// An event as written, and its draw.
struct Event {
    draw: usize,
    results: Vec<String>,
    probabilities: Vec<Rational>,
}

/// A node that something must still follow.
struct Open {
    /// Where it is written.
    place: Range<usize>,
    /// What it may lead to.
    branches: Branches,
    count: usize,
    /// How many of them are complete.
    filled: usize,
    /// Whether an outcome is attached to it, so that a sum ends with it.
    pays: bool,
}

#[derive(Clone, Copy)]
enum Branches {
    Set(usize),
    Event(u64),
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    players: usize,
    builder: TreeBuilder,
    /// The place of each information set, by player and number.
    sets: BTreeMap<(usize, u64), usize>,
    described: Vec<Described>,
    events: BTreeMap<u64, Event>,
    outcomes: BTreeMap<u64, Vec<Rational>>,
    open: Vec<Open>,
    /// For each open node with an outcome what is paid on the way, that outcome included.
    sums: Vec<Vec<Rational>>,
    ends: usize,
    /// How many branches nothing follows yet.
    missing: usize,
}

impl Reader<'_> {
    /// The next node; whether there was one.
    fn node(&mut self) -> Result<bool, EfgError> {
        let (token, place) = self.scanner.next()?;
        match (&token, self.missing) {
            (Token::End, 0) => return Ok(false),
            (Token::End, _) => return Err(self.incomplete(place)),
            (_, 0) => {
                let found = self.scanner.found(&token, &place);
                return Err(EfgError::new(place, EfgErrorKind::TooMany(found)));
            }
            _ => {}
        }
        let node = match token {
            Token::Word(word @ ("c" | "p" | "t")) => word,
            _ => {
                let wanted = "a node: `c` for chance, `p` for a player or `t` for an end";
                return Err(self.scanner.unexpected(wanted, &token, place).into());
            }
        };
        self.scanner
            .text("the name of the node in quotation marks")?;
        match node {
            "c" => self.chance(place)?,
            "p" => self.decision(place)?,
            _ => self.end(place)?,
        }
        Ok(true)
    }

    /// `1 "event" { "a" 1/2 "b" 1/2 } 0`.
    fn chance(&mut self, place: Range<usize>) -> Result<(), EfgError> {
        let (number, at) = whole(&mut self.scanner, "the number of the event")?;
        let name = name(&mut self.scanner)?;
        let list = probabilities(&mut self.scanner)?;
        let mut written = place.clone();
        match (self.events.get(&number), list) {
            (Some(event), Some(((results, probabilities), span))) => {
                if event.results != results || event.probabilities != probabilities {
                    return Err(redescribed(span, "event", number, "probabilities"));
                }
            }
            (Some(_), None) => {}
            (None, None) => {
                let wanted = "its actions and their probabilities";
                return Err(undescribed(at, "event", number, wanted));
            }
            (None, Some(((results, probabilities), span))) => {
                let id = Some(name.unwrap_or_default()).filter(|name| !is_blank(name));
                let draw = Draw {
                    id: id.unwrap_or_else(|| format!("chance {number}")),
                    results: distinct_or_numbered(results.clone(), ""),
                    is_type: false,
                };
                written = span;
                let event = Event {
                    draw: self.builder.draw(draw),
                    results,
                    probabilities,
                };
                self.events.insert(number, event);
            }
        }
        let count = self.events[&number].results.len();
        self.room(&place, count)?;
        let payoffs = self.outcome()?;
        let event = &self.events[&number];
        self.builder
            .chance(event.draw, &event.probabilities)
            .map_err(|error| EfgError::new(written, EfgErrorKind::Tree(error)))?;
        self.enter(place, Branches::Event(number), count, payoffs)
    }

    /// `2 1 "set" { "a" "b" } 0`.
    fn decision(&mut self, place: Range<usize>) -> Result<(), EfgError> {
        let (player, at) = whole(&mut self.scanner, "the number of the player")?;
        let known = usize::try_from(player).ok().and_then(|p| p.checked_sub(1));
        let Some(own) = known.filter(|own| *own < self.players) else {
            let kind = EfgErrorKind::PlayerNumber {
                number: player,
                players: self.players,
            };
            return Err(EfgError::new(at, kind));
        };
        let (number, at) = whole(&mut self.scanner, "the number of the information set")?;
        let name = name(&mut self.scanner)?;
        let list = actions(&mut self.scanner)?;
        let set = match (self.sets.get(&(own, number)).copied(), list) {
            (Some(set), Some((actions, span))) => {
                if self.described[set].actions != actions {
                    return Err(redescribed(span, "information set", number, "actions"));
                }
                set
            }
            (Some(set), None) => set,
            (None, None) => {
                return Err(undescribed(at, "information set", number, "its actions"));
            }
            (None, Some((actions, _))) => {
                let ids = distinct_or_numbered(actions.clone(), "");
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                let set = self.builder.set(InformationSet::plain("", own, &ids));
                self.sets.insert((own, number), set);
                self.described.push(Described {
                    player: own,
                    number,
                    name: name.unwrap_or_default(),
                    actions,
                });
                set
            }
        };
        let count = self.described[set].actions.len();
        self.room(&place, count)?;
        let payoffs = self.outcome()?;
        self.builder
            .decision(set)
            .map_err(|error| EfgError::new(place.clone(), EfgErrorKind::Tree(error)))?;
        self.enter(place, Branches::Set(set), count, payoffs)
    }

    /// The outcome of an end.
    fn end(&mut self, place: Range<usize>) -> Result<(), EfgError> {
        self.room(&place, 0)?;
        let payoffs = self.outcome()?;
        self.room_for_payoffs(&place)?;
        let payoffs = match payoffs {
            Some(number) => self.with_what_was_paid(number),
            None => match self.sums.last() {
                Some(sum) => sum.clone(),
                None => vec![Rational::ZERO; self.players],
            },
        };
        self.builder
            .outcome(payoffs)
            .map_err(|error| EfgError::new(place, EfgErrorKind::Tree(error)))?;
        self.ends += 1;
        self.missing -= 1;
        while let Some(open) = self.open.last_mut() {
            open.filled += 1;
            if open.filled < open.count {
                break;
            }
            if open.pays {
                self.sums.pop();
            }
            self.open.pop();
        }
        Ok(())
    }

    /// After a decision or a draw: what follows is expected.
    fn enter(
        &mut self,
        place: Range<usize>,
        branches: Branches,
        count: usize,
        outcome: Option<u64>,
    ) -> Result<(), EfgError> {
        if let Some(number) = outcome {
            self.room_for_payoffs(&place)?;
            let sum = self.with_what_was_paid(number);
            self.sums.push(sum);
        }
        self.missing += count - 1;
        self.open.push(Open {
            place,
            branches,
            count,
            filled: 0,
            pays: outcome.is_some(),
        });
        Ok(())
    }

    /// The payoffs of an outcome and of those before it.
    fn with_what_was_paid(&self, outcome: u64) -> Vec<Rational> {
        let own = &self.outcomes[&outcome];
        match self.sums.last() {
            Some(sum) => sum.iter().zip(own).map(|(sum, own)| sum + own).collect(),
            None => own.clone(),
        }
    }

    /// Refuses a node that would make the tree too large, before anything is written down for what follows it.
    fn room(&self, place: &Range<usize>, count: usize) -> Result<(), EfgError> {
        // The node itself is among the missing ones.
        match self.builder.len() + self.missing + count <= NODE_LIMIT {
            true => Ok(()),
            false => {
                let kind = EfgErrorKind::Tree(TreeError::TooLarge);
                Err(EfgError::new(place.clone(), kind))
            }
        }
    }

    fn room_for_payoffs(&self, place: &Range<usize>) -> Result<(), EfgError> {
        let kept = self.ends + self.sums.len() + 1;
        match kept.checked_mul(self.players) {
            Some(payoffs) if payoffs <= PAYOFF_LIMIT => Ok(()),
            _ => Err(EfgError::new(place.clone(), EfgErrorKind::TooManyPayoffs)),
        }
    }

    fn incomplete(&self, end: Range<usize>) -> EfgError {
        let Some(open) = self.open.last() else {
            return EfgError::new(end, EfgErrorKind::NoNodes);
        };
        let branch = match open.branches {
            Branches::Set(set) => self.builder.sets()[set].actions[open.filled].id.clone(),
            Branches::Event(number) => self.events[&number].results[open.filled].clone(),
        };
        EfgError::new(open.place.clone(), EfgErrorKind::Incomplete { branch })
    }

    /// `3 "outcome" { 1, -1/2 }` or `3` or `0`: the number of an outcome whose payoffs are known now.
    fn outcome(&mut self) -> Result<Option<u64>, EfgError> {
        let (number, at) = whole(&mut self.scanner, "the number of the outcome, 0 for none")?;
        let (_, name_at) = self.scanner.peek()?;
        let name = name(&mut self.scanner)?;
        let payoffs = payoffs(&mut self.scanner, self.players)?;
        if number == 0 {
            let place = match (name, payoffs) {
                (None, None) => return Ok(None),
                (Some(_), _) => name_at,
                (None, Some((_, span))) => span,
            };
            return Err(EfgError::new(place, EfgErrorKind::NullOutcome));
        }
        match (self.outcomes.get(&number), payoffs) {
            (Some(known), Some((payoffs, span))) if *known != payoffs => {
                Err(redescribed(span, "outcome", number, "payoffs"))
            }
            (None, None) => Err(undescribed(at, "outcome", number, "its payoffs")),
            (None, Some((payoffs, _))) => {
                self.outcomes.insert(number, payoffs);
                Ok(Some(number))
            }
            _ => Ok(Some(number)),
        }
    }

    fn finish(mut self, players: &[Player]) -> Result<Tree, EfgError> {
        let ids = ids(&self.described, players);
        for (set, id) in ids.into_iter().enumerate() {
            self.builder.describe(set, (id, None), Vec::new());
        }
        let end = self.scanner.next()?.1;
        self.builder
            .build()
            .map_err(|error| EfgError::new(end, EfgErrorKind::Tree(error)))
    }
}

/// Names of the information sets as they are; where one is blank or repeated, its player, with its number if the player has several.
fn ids(described: &[Described], players: &[Player]) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let mut own = vec![0; players.len()];
    for set in described {
        *times.entry(&set.name).or_default() += 1;
        own[set.player] += 1;
    }
    let numbered = |set: &Described| format!("{} {}", players[set.player].id, set.number);
    let id = |set: &Described| match times[set.name.as_str()] {
        1 if !is_blank(&set.name) => set.name.clone(),
        _ if own[set.player] == 1 => players[set.player].id.clone(),
        _ => numbered(set),
    };
    let ids: Vec<String> = described.iter().map(id).collect();
    match ids.iter().collect::<BTreeSet<_>>().len() == ids.len() {
        true => ids,
        false => described.iter().map(numbered).collect(),
    }
}

fn undescribed(
    at: Range<usize>,
    what: &'static str,
    number: u64,
    wanted: &'static str,
) -> EfgError {
    let kind = EfgErrorKind::Undescribed {
        what,
        number,
        wanted,
    };
    EfgError::new(at, kind)
}

fn redescribed(at: Range<usize>, what: &'static str, number: u64, parts: &'static str) -> EfgError {
    let kind = EfgErrorKind::Redescribed {
        what,
        number,
        parts,
    };
    EfgError::new(at, kind)
}
