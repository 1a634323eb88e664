//! What a model file declares, names resolved and formulas parsed; no parameter has a value yet.

use std::sync::Arc;

use super::claims::DeclaredClaim;
use super::diagnostic::{Source, Spot};
use super::domain::Domain;
use super::point::Setting;
use super::read::Texts;
use crate::formula::{Names, Number, Truth};
use crate::game::{Continuum, Posture};
use crate::num::Rational;
use crate::solve::refinement::Rule;

/// A model of alignment: parameters, players and payoffs as formulas.
#[derive(Debug, Clone)]
pub struct Model {
    /// The id of a bundled model, or the file's name without its ending.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it models.
    pub summary: String,
    /// What of the idea it leaves out.
    pub leaves_out: String,
    /// BibTeX keys of its sources.
    pub references: Vec<String>,
    /// The parameters in order.
    pub parameters: Vec<Parameter>,
    /// Joint constraints that every accepted point satisfies.
    pub assumptions: Vec<WrittenTruth>,
    /// Named parameter points in order.
    pub scenarios: Vec<Scenario>,
    /// The parameters of the map that is drawn unless others are named: two, one or none.
    pub map: Vec<String>,
    /// The scenario in which that map is drawn; none for the defaults.
    pub map_scenario: Option<String>,
    /// The precision of choice at which logit equilibria are wanted unless another is named.
    pub precision: Option<WrittenFormula>,
    /// The rule that selects one of several equilibria.
    pub selection: Option<Rule>,
    /// The discount factor, if the game is played again and again.
    pub discount: Option<WrittenFormula>,
    /// Named sub-expressions in order.
    pub lets: Vec<Let>,
    /// Players and groups in order.
    pub players: Vec<DeclaredPlayer>,
    /// Everything that decides: the players in order, then moves of their own, draws of chance, and types.
    pub movers: Vec<Mover>,
    /// The order of moves; nothing where everybody moves at once.
    pub order: Option<Vec<Step>>,
    /// Payoffs of each player or group, in the same order.
    pub payoffs: Vec<PayoffRule>,
    /// The payoff of each player where it does not get to move, in a model with an order of moves.
    pub idle: Vec<Option<WrittenFormula>>,
    /// The postures in order, the author's own among them.
    pub continuum: Continuum,
    /// Answers known independently.
    pub expectations: Vec<Expectation>,
    /// Propositions with what the model has to say about each.
    pub claims: Vec<DeclaredClaim>,
    /// The texts the model was read from: its own, then that of the model it extends, and so on.
    pub sources: Vec<Arc<Source>>,
    pub(super) names: Names,
    pub(super) texts: Texts,
}

/// A parameter: where it means something, and what.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// The name in formulas.
    pub name: String,
    /// Its value unless a scenario or a setting says otherwise.
    pub default: ValueFormula,
    /// Where the number means something.
    pub domain: Domain,
    /// The box that maps and shares look at by default; no restriction.
    pub range: Option<(Rational, Rational)>,
    /// What it stands for.
    pub meaning: String,
    /// How LaTeX prints it.
    pub symbol: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// For a list parameter, the group whose members each have a value.
    pub group: Option<usize>,
    /// Where its default stands.
    pub spot: Spot,
}

impl Parameter {
    /// What it means, with its unit: `fine (in utils)`.
    pub fn meaning_with_unit(&self) -> String {
        match &self.unit {
            Some(unit) => format!("{} (in {unit})", self.meaning),
            None => self.meaning.clone(),
        }
    }
}

/// A formula as it was written and as it was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct WrittenFormula {
    /// The text.
    pub text: String,
    /// The meaning.
    pub formula: Arc<Number>,
    /// Where it stands.
    pub spot: Spot,
}

/// A parameter's value as a formula in other parameters, one for all or one for each member.
#[derive(Debug, Clone)]
pub enum ValueFormula {
    /// One value (of a list parameter: every member's).
    One(WrittenFormula),
    /// One value per member.
    Each(Vec<WrittenFormula>),
}

/// A formula that is true or false, as it was written and as it was understood.
#[derive(Debug, Clone)]
pub struct WrittenTruth {
    /// As written.
    pub text: String,
    /// The meaning.
    pub truth: Arc<Truth>,
    /// Where it stands.
    pub spot: Spot,
}

/// A named parameter point.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The name.
    pub name: String,
    /// What it stands for, in a sentence.
    pub about: String,
    /// The values that differ from the defaults.
    pub settings: Vec<Setting>,
}

/// A named sub-expression as written.
#[derive(Debug, Clone)]
pub struct Let {
    /// The name.
    pub name: String,
    /// The formula.
    pub text: String,
}

/// A player, or a group of players that share actions and payoff formulas.
#[derive(Debug, Clone)]
pub struct DeclaredPlayer {
    /// The id; members of a group `S` are `S1`, `S2`, ..
    pub id: String,
    /// The name in a reader's words.
    pub title: String,
    /// The role.
    pub role: String,
    /// For a group, how many members.
    pub count: Option<WrittenFormula>,
    /// The actions in order, with what they mean on the continuum.
    pub actions: Vec<(String, Option<Posture>)>,
}

/// Who decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoverKind {
    /// A player or the members of a group, by number.
    Player(usize),
    /// Chance.
    Chance,
    /// Chance: it gives a player its type, which the player alone learns.
    Types(usize),
}

/// Something that is decided in the course of a game: by a player, or by chance.
#[derive(Debug, Clone)]
pub struct Mover {
    /// The name in formulas: the player's, or that of a move of its own.
    pub id: String,
    /// The name in a reader's words.
    pub title: String,
    /// Who decides.
    pub kind: MoverKind,
    /// How often, or by how many members of a group.
    pub count: Option<WrittenFormula>,
    /// What can be decided.
    pub actions: Vec<(String, Option<Posture>)>,
    /// Each of these as a verb with its object, where the file has such words.
    pub words: Vec<Option<String>>,
    /// Where it is decided at all.
    pub after: Option<WrittenTruth>,
    /// Where single actions are to be had.
    pub after_action: Vec<Option<WrittenTruth>>,
    /// Of chance, the probability of each result.
    pub probabilities: Vec<WrittenFormula>,
    /// Where it is declared.
    pub spot: Spot,
}

impl Mover {
    /// Whether it makes sense only in an order of moves.
    pub(super) fn is_timed(&self) -> bool {
        let is_type = matches!(self.kind, MoverKind::Types(_));
        let waits = |truth: &WrittenTruth| {
            let mut named = Vec::new();
            truth.truth.players(&mut named);
            !named.is_empty()
        };
        !is_type && (self.kind == MoverKind::Chance || self.after.as_ref().is_some_and(waits))
    }
}

/// A step in the order of moves: who decides at once, or one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The movers, by number.
    pub movers: Vec<usize>,
    /// Whether members decide one after the other, the first of each mover, then the second, and so on.
    pub in_turn: bool,
}

/// How a player's payoffs are given.
#[derive(Debug, Clone)]
pub enum PayoffRule {
    /// One formula per own action.
    Formulas(Vec<WrittenFormula>),
    /// One formula per own type.
    ByType(Vec<WrittenFormula>),
    /// A ranking of profiles.
    Ranking(Ranking),
}

/// A ranking of all profiles: classes of equally good ones, best first.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Patterns of each class: per player an action, or any.
    pub classes: Vec<Vec<Vec<Option<usize>>>>,
    /// The classes as written.
    pub texts: Vec<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// Per player id, the probabilities of action ids.
pub type NamedProfile = Vec<(String, Vec<(String, Rational)>)>;

/// An answer known independently of this program.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The scenario it is about.
    pub scenario: Option<String>,
    /// Further settings.
    pub settings: Vec<Setting>,
    /// The complete set of pure equilibria, by action ids in player order.
    pub pure: Option<Vec<Vec<String>>>,
    /// Mixed equilibria that must be among the answers: per player the positive probabilities.
    pub mixed: Vec<NamedProfile>,
    /// Where it is known from.
    pub from: String,
    /// Where it stands.
    pub spot: Spot,
}

impl PayoffRule {
    /// Whether only the order of outcomes is given.
    pub fn is_ranking(&self) -> bool {
        matches!(self, PayoffRule::Ranking(_))
    }
}

impl Model {
    /// The names formulas may use.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The parameter that a name such as `u`, or a member's such as `c_2`, belongs to.
    pub fn declaring(&self, name: &str) -> Option<&Parameter> {
        let of_member = || Some(self.names.parameter_of_member(name)?.0);
        let place = self.names.parameter(name).or_else(of_member)?;
        self.parameters.get(place)
    }

    /// The scenario of that name.
    pub fn scenario(&self, name: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.name == name)
    }

    /// Whether moves have an order, or types are private: whether the game is a tree.
    pub fn is_tree(&self) -> bool {
        self.order.is_some() || self.has_types()
    }

    /// Whether players have types that they alone know.
    pub fn has_types(&self) -> bool {
        !self.names.types.is_empty()
    }

    /// The types of a player, in order.
    pub fn types_of(&self, player: usize) -> impl Iterator<Item = &str> {
        let types = self
            .names
            .types_of(player)
            .map(|types| &self.movers[types].actions);
        types.into_iter().flatten().map(|(id, _)| id.as_str())
    }

    /// Whether payoffs are rankings, of which only the order means anything.
    pub fn is_ordinal(&self) -> bool {
        self.payoffs.iter().any(PayoffRule::is_ranking)
    }
}
