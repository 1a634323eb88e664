//! The document of a solution, key after key: what is many, equilibria and components, is written as it stands, without a tree of values.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value as Json};

use super::answer::Answer;
use super::json::{
    PAYOFFS_WRITTEN, about, bounds, class, cycle, dominated, number, payoffs, players, postures,
    tolerance,
};
use super::json_proof::proof;
use super::refinement::{potential_json, refinement_json, selection_json};
use super::risk_dominance::risk_json;
use super::sequence::sequence_json;
use crate::num::Real;
use crate::solve::{Component, classes};

/// The document of one solution, schema `unipole/solution/1`.
pub(super) struct SolutionDocument<'a> {
    pub(super) answer: &'a Answer,
    /// The digits of numbers that are not rational.
    pub(super) digits: u32,
}

/// The only document as text, or that of several, schema `unipole/solutions/1`.
pub fn solutions_text(answers: &[Answer], digits: u32) -> String {
    let documents = answers
        .iter()
        .map(|answer| SolutionDocument { answer, digits });
    let documents: Vec<SolutionDocument<'_>> = documents.collect();
    let text = match documents.as_slice() {
        [only] => serde_json::to_string_pretty(only),
        all => serde_json::to_string_pretty(&Several(all)),
    };
    let mut text = text.expect("invariant: every key is a string");
    text.push('\n');
    text
}

struct Several<'a>(&'a [SolutionDocument<'a>]);

impl Serialize for Several<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("schema", "unipole/solutions/1")?;
        map.serialize_entry("solutions", self.0)?;
        map.end()
    }
}

impl Serialize for SolutionDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (answer, digits) = (self.answer, self.digits);
        let Answer {
            subject,
            game,
            solution,
            ..
        } = answer;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", "unipole/solution/1")?;
        let mut whose = Map::new();
        about(&mut whose, subject);
        for (key, value) in &whose {
            map.serialize_entry(key, value)?;
        }
        map.serialize_entry("players", &players(game))?;
        map.serialize_entry("concept", solution.concept.name())?;
        map.serialize_entry("method", solution.method.name())?;
        map.serialize_entry("complete", &solution.completeness.is_complete())?;
        map.serialize_entry("completeness", &solution.completeness.to_string())?;
        if game.is_ordinal() {
            map.serialize_entry("ordinal", &true)?;
        }
        if subject.is_repeated {
            map.serialize_entry("one_period", &true)?;
        }
        let places = 0..solution.equilibria.len();
        let equilibria: Vec<Listed<'_>> = places.map(|place| Listed { of: self, place }).collect();
        map.serialize_entry("equilibria", &equilibria)?;
        if let Some(refined) = answer.refined() {
            map.serialize_entry("potential", &potential_json(game, &refined.potential))?;
        }
        if let Some(risk) = answer.risk() {
            map.serialize_entry("risk_dominance", &risk_json(game, risk))?;
        }
        if let Some((rule, selected)) = answer.selected() {
            map.serialize_entry("selection", &selection_json(rule, selected))?;
        }
        if let Some(order) = sequence_json(game, solution) {
            map.serialize_entry("order", &order)?;
        }
        if !solution.components.is_empty() {
            let components = &solution.components;
            map.serialize_entry("components", &of_each(components, |c| &c.equilibria))?;
            map.serialize_entry("index", &of_each(components, |c| &c.index))?;
            map.serialize_entry("nash_subsets", &of_each(components, |c| &c.subsets))?;
        }
        if !solution.undecided.is_empty() {
            let undecided = solution.undecided.iter();
            let undecided: Vec<Json> = undecided.map(|place| bounds(game, place)).collect();
            map.serialize_entry("undecided", &undecided)?;
        }
        if let Some(proof) = proof(game, solution) {
            map.serialize_entry("proof", &proof)?;
        }
        if let Some(classes) = classes(game, &solution.equilibria) {
            let classes: Vec<Json> = classes.iter().map(|c| class(game, c, digits)).collect();
            map.serialize_entry("classes", &classes)?;
        }
        if !solution.eliminated.is_empty() {
            map.serialize_entry("dominated", &dominated(answer))?;
        }
        if !solution.cycle.is_empty() {
            map.serialize_entry("best_reply_cycle", &cycle(answer))?;
        }
        if game.profiles() * game.players().len() <= PAYOFFS_WRITTEN {
            map.serialize_entry("payoffs", &payoffs(game))?;
        }
        map.end()
    }
}

/// One thing of each component.
fn of_each<T>(components: &[Component], part: impl Fn(&Component) -> &T) -> Vec<&T> {
    components.iter().map(part).collect()
}

/// An equilibrium by its place in the list.
struct Listed<'a> {
    of: &'a SolutionDocument<'a>,
    place: usize,
}

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let SolutionDocument { answer, digits } = *self.of;
        let game = &answer.game;
        let equilibrium = &answer.solution.equilibria[self.place];
        let players = || game.players().iter().enumerate();
        let number = |value| Number { value, digits };
        let mut map = serializer.serialize_map(None)?;
        let kind = if equilibrium.is_pure() {
            "pure"
        } else {
            "mixed"
        };
        map.serialize_entry("kind", kind)?;
        map.serialize_entry("strict", &equilibrium.is_strict())?;
        let profile = Entries(|| {
            players().map(|(place, player)| {
                let played = Entries(move || {
                    let actions = player.actions.iter().zip(&equilibrium.profile()[place]);
                    let played = actions.filter(|(_, probability)| !probability.is_zero());
                    played.map(move |(action, probability)| (&action.id, number(probability)))
                });
                (&player.id, played)
            })
        });
        map.serialize_entry("profile", &profile)?;
        let payoffs = Entries(|| {
            players().map(|(place, player)| (&player.id, number(&equilibrium.payoffs()[place])))
        });
        map.serialize_entry("payoffs", &payoffs)?;
        let postures = players().filter_map(|(place, player)| {
            let postures = postures(player, &equilibrium.profile()[place], digits)?;
            Some((player.id.clone(), postures))
        });
        map.serialize_entry("postures", &postures.collect::<Map<String, Json>>())?;
        let slack = Entries(|| {
            players().map(|(place, player)| {
                let losses = Entries(move || {
                    let actions = player.actions.iter().enumerate();
                    actions.map(move |(action, declared)| {
                        (&declared.id, number(equilibrium.slack(place, action)))
                    })
                });
                (&player.id, losses)
            })
        });
        map.serialize_entry("slack", &slack)?;
        if let Some(found) = answer.tolerance(self.place) {
            map.serialize_entry("tolerance", &tolerance(game, found, digits))?;
        }
        if let Some(refined) = answer.refined() {
            let found = &refined.equilibria[self.place];
            map.serialize_entry("refinement", &refinement_json(game, found))?;
        }
        map.end()
    }
}

/// An object of entries that are made when it is written.
struct Entries<F>(F);

impl<F, I, K, V> Serialize for Entries<F>
where
    F: Fn() -> I,
    I: Iterator<Item = (K, V)>,
    K: Serialize,
    V: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

/// A number, without a text of its own if it is rational.
struct Number<'a> {
    value: &'a Real,
    digits: u32,
}

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Real::Rational(rational) => serializer.collect_str(rational),
            value => number(value, self.digits).serialize(serializer),
        }
    }
}
