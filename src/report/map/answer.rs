//! A phase map of a model with everything that is said of it: what the axes mean, what the regions are called, where the
//! marked points lie, and which mixed equilibria there are inside.

use super::words::{set_in_short, set_in_words};
use crate::game::Player;
use crate::model::{Errors, Free, Model, Parametric, Point};
use crate::num::Rational;
use crate::region::{
    Axis, Fraction, Outside, PhaseMap, ProfileConditions, Prover, Resolution, Strictness, Strip,
    conditions, outside, strip, subdivide,
};
use crate::repeat::GrimThreats;
use crate::report::{Subject, Symbol, given, symbols};
use crate::solve::{Concept, Solution, solve};

/// The most cells of a map; where more are needed, it is divided less finely.
const CELLS: usize = 4_000_000;
/// The most pure profiles of a game whose mixed equilibria are looked for in every region.
const MIXED: usize = 200;

/// Where the discount factor is an axis and no profile is kept.
const NOTHING_LASTS: &str = "nothing by this threat";

/// What is to be mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRequest<'a> {
    /// What the model is called.
    pub name: &'a str,
    /// The scenario whose values the other parameters have.
    pub scenario: Option<&'a str>,
    /// Settings on top of it.
    pub settings: &'a [String],
    /// One side or two.
    pub axes: &'a [Axis],
    /// How often each side is halved at most.
    pub depth: u32,
}

impl MapRequest<'_> {
    /// The point of the model at a place in the box.
    fn point(&self, model: &Model, at: &[Rational]) -> Result<Point, Errors> {
        let axes = self.axes.iter().zip(at);
        let axes = axes.map(|(axis, value)| format!("{}={value}", axis.name));
        let settings: Vec<String> = self.settings.iter().cloned().chain(axes).collect();
        model.point(self.scenario, &settings)
    }
}

/// A phase map and what is said of it.
#[derive(Debug, Clone)]
pub struct MapAnswer {
    /// Where the game comes from, at the point of the scenario.
    pub subject: Subject,
    /// The settings asked for.
    pub settings: Vec<String>,
    /// The sides of the box.
    pub sides: Vec<Side>,
    /// The values of the other parameters, and the formulas of those that follow from the axes.
    pub given: Vec<String>,
    /// The players.
    pub players: Vec<Player>,
    /// How patient the players of a repeated game are, if profiles are played for ever under the threat of stage equilibria and not for a
    /// single period.
    pub patience: Option<Patience>,
    /// The conditions of all pure profiles, in the axes.
    pub conditions: Vec<ProfileConditions>,
    /// The map.
    pub map: Mapped,
    /// The default point and those of the scenarios, as far as they lie in this plane.
    pub marks: Vec<MarkedPoint>,
    /// Mixed equilibria at a point inside each region, where they were looked for.
    pub mixed: Vec<Option<Inside>>,
}

/// How patient players are over the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patience {
    /// The sides say.
    Varies,
    /// Everywhere by this discount factor, which is not zero.
    Is(Rational),
}

/// A side of the box in print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The parameter and its ends.
    pub axis: Axis,
    /// What it stands for.
    pub meaning: String,
    /// Its symbol.
    pub symbol: Symbol,
    /// Its symbol in plain letters.
    pub letters: String,
}

/// A map of one or two parameters.
#[derive(Debug, Clone)]
pub enum Mapped {
    /// Of one: exact thresholds.
    Line(Strip),
    /// Of two: proved cells.
    Box(PhaseMap),
}

/// A named point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedPoint {
    /// `default`, or the scenario's name.
    pub name: String,
    /// Its place, one number per axis.
    pub at: Vec<Rational>,
    /// The pure equilibria there: places in the list of conditions.
    pub equilibria: Vec<usize>,
}

/// All equilibria at a point inside a region.
#[derive(Debug, Clone)]
pub struct Inside {
    /// The point.
    pub at: Vec<Rational>,
    /// What was found there.
    pub solution: Solution,
}

/// Why there is no map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapError {
    /// Something is wrong with the model or the request.
    Model(Errors),
    /// The conditions fall into too many cases.
    TooManyCases,
    /// The box leaves the domain.
    Outside(Outside, Vec<Symbol>),
    /// A constraint on the parameters falls into cases, so where it holds is not known.
    Unstated(String),
    /// The equilibria, or the profiles that are played for ever, are the same everywhere: in words.
    Constant(String),
}

impl From<Errors> for MapError {
    fn from(errors: Errors) -> Self {
        MapError::Model(errors)
    }
}

impl MapAnswer {
    /// The map of a model.
    ///
    /// # Errors
    /// As [`MapError`] says.
    pub fn new(model: &Model, request: &MapRequest<'_>) -> Result<Self, MapError> {
        let names: Vec<String> = request.axes.iter().map(|axis| axis.name.clone()).collect();
        let mut parametric =
            model.parametric(request.scenario, request.settings, Free::Axes(&names))?;
        let patience = patience(model, &mut parametric)?;
        let discount = patience.as_ref().and_then(|_| parametric.discount.clone());
        let printed = symbols(model, &parametric);
        if let Some(constraint) = parametric.unstated.first() {
            return Err(MapError::Unstated(constraint.clone()));
        }
        let listed = parametric
            .free
            .iter()
            .position(|free| model.parameters[free.parameter].domain.listed.is_some());
        let left = listed
            .map(|axis| Outside::Discrete { axis })
            .or_else(|| outside(&parametric.game.domain, request.axes));
        if let Some(left) = left {
            return Err(MapError::Outside(left, printed));
        }
        let found = all_conditions(&parametric, discount.as_ref())?;
        let decided = |c: &ProfileConditions| c.cases.iter().all(Vec::is_empty);
        if found.iter().all(decided) {
            let held = found.iter().filter(|c| !c.cases.is_empty());
            let held: Vec<&[usize]> = held.map(|c| c.profile.as_slice()).collect();
            let held = set_in_words(&parametric.game.players, &held);
            let same = match patience {
                Some(_) => "the same profiles are played for ever",
                None => "the equilibria are the same",
            };
            return Err(MapError::Constant(format!("{same}: {held}")));
        }
        let map = match request.axes {
            [axis] => Mapped::Line(strip(&found, axis)),
            axes => Mapped::Box(subdivide(
                &found,
                axes,
                Resolution {
                    depth: request.depth,
                    cells: CELLS,
                },
            )),
        };
        let sides = parametric.free.iter().zip(request.axes).zip(printed);
        let sides = sides.map(|((free, axis), symbol)| Side {
            axis: axis.clone(),
            meaning: model.parameters[free.parameter].meaning.clone(),
            letters: crate::report::notation::symbol_in_text(&model.parameters[free.parameter])
                .trim_end_matches("_i")
                .to_owned(),
            symbol,
        });
        let mut answer = MapAnswer {
            subject: Subject::of_model(request.name, model, request.scenario, &parametric.point),
            settings: request.settings.to_vec(),
            sides: sides.collect(),
            given: given(model, &parametric),
            players: parametric.game.players.clone(),
            patience,
            conditions: found,
            map,
            marks: Vec::new(),
            mixed: Vec::new(),
        };
        answer.marks = answer.marked(model, request, &parametric);
        answer.mixed = vec![None; answer.regions().len()];
        Ok(answer)
    }

    /// The regions of the map: their pure equilibria as places in the list of conditions, and a point inside.
    pub fn regions(&self) -> Vec<(Vec<usize>, Vec<Rational>)> {
        match &self.map {
            Mapped::Box(map) => {
                let place = |profile: &Vec<usize>| {
                    let found = self.conditions.iter().position(|c| c.profile == *profile);
                    found.expect("invariant: a map's profiles are those of its conditions")
                };
                let regions = map.regions.iter().map(|region| {
                    let profiles = region.equilibria.iter().map(|p| place(&map.profiles[*p]));
                    (profiles.collect(), region.inside.clone())
                });
                regions.collect()
            }
            Mapped::Line(strip) => {
                let mut regions: Vec<(Vec<usize>, Vec<Rational>)> = Vec::new();
                for stretch in &strip.stretches {
                    if !regions.iter().any(|(set, _)| *set == stretch.equilibria) {
                        regions.push((stretch.equilibria.clone(), vec![stretch.inside.clone()]));
                    }
                }
                regions
            }
        }
    }

    /// A set of profiles, as places in the list of conditions, in words.
    pub fn words(&self, set: &[usize]) -> String {
        match self.is_repeated() && set.is_empty() {
            true => NOTHING_LASTS.to_owned(),
            false => set_in_words(&self.players, &self.profiles(set)),
        }
    }

    /// The same in few letters.
    pub fn short_words(&self, set: &[usize]) -> String {
        match self.is_repeated() && set.is_empty() {
            true => NOTHING_LASTS.to_owned(),
            false => set_in_short(&self.players, &self.profiles(set)),
        }
    }

    /// Whether the map shows what is played for ever and not in a single period.
    pub fn is_repeated(&self) -> bool {
        self.patience.is_some()
    }

    /// What the sets of profiles are.
    pub(in crate::report) fn kind(&self) -> &'static str {
        match self.is_repeated() {
            true => "played for ever",
            false => "pure equilibria",
        }
    }

    fn profiles(&self, set: &[usize]) -> Vec<&[usize]> {
        let places = set.iter();
        places
            .map(|place| self.conditions[*place].profile.as_slice())
            .collect()
    }

    /// The pure equilibria at a point of the box, exactly.
    pub fn equilibria_at(&self, point: &[Rational]) -> Vec<usize> {
        let places = 0..self.conditions.len();
        places
            .filter(|place| {
                let cases = &self.conditions[*place].cases;
                cases
                    .iter()
                    .any(|case| case.iter().all(|i| i.condition.holds_at(point)))
            })
            .collect()
    }

    /// The default point and the scenarios' points that lie in the plane of this map: those at which all other parameters have
    /// the values they have here.
    fn marked(
        &self,
        model: &Model,
        request: &MapRequest<'_>,
        parametric: &Parametric,
    ) -> Vec<MarkedPoint> {
        let named = model.scenarios.iter().map(|s| Some(s.name.as_str()));
        let mut marks: Vec<MarkedPoint> = Vec::new();
        for scenario in std::iter::once(None).chain(named) {
            let Ok(point) = model.point(scenario, &[]) else {
                continue;
            };
            let mut at = Vec::new();
            for free in &parametric.free {
                let values = &point.values[free.parameter];
                let value = &values[free.member.unwrap_or(0)];
                if free.member.is_none() && values.iter().any(|other| other != value) {
                    break;
                }
                at.push(value.clone());
            }
            if at.len() < parametric.free.len() {
                continue;
            }
            let here = request.point(model, &at);
            if here.is_ok_and(|here| here == point) && !marks.iter().any(|m| m.at == at) {
                marks.push(MarkedPoint {
                    name: scenario.unwrap_or("default").to_owned(),
                    equilibria: self.equilibria_at(&at),
                    at,
                });
            }
        }
        marks
    }

    /// Looks for all equilibria at a point of each region, for two players or a single group.
    pub fn look_inside(&mut self, model: &Model, request: &MapRequest<'_>) {
        let one_group = self.players.len() > 2
            && self.players[0].group.is_some()
            && self
                .players
                .iter()
                .all(|p| p.group == self.players[0].group);
        let looked_for = !self.is_repeated()
            && (self.players.len() == 2 || one_group)
            && self.conditions.len() <= MIXED
            && !model.is_ordinal();
        if !looked_for {
            return;
        }
        let inside = self.regions().into_iter().map(|(_, at)| {
            let point = request.point(model, &at).ok()?;
            let game = model.game(&point).ok()?;
            Some(Inside {
                solution: solve(&game, Concept::Nash),
                at,
            })
        });
        self.mixed = inside.collect();
    }
}

/// How patient players are in a model that is repeated; none for a single period, which a discount factor of zero comes to.
fn patience(model: &Model, parametric: &mut Parametric) -> Result<Option<Patience>, MapError> {
    if parametric.close_discount().is_some() {
        return Ok(Some(Patience::Varies));
    }
    let declared = model.discount_at(&parametric.point)?;
    let value = declared.filter(|_| parametric.discount.is_some());
    let value = value.map(|discount| discount.value().clone());
    Ok(value.filter(|value| !value.is_zero()).map(Patience::Is))
}

/// The conditions of all pure profiles in the axes: as equilibria, or in a repeated game as what lasts.
fn all_conditions(
    parametric: &Parametric,
    discount: Option<&Fraction>,
) -> Result<Vec<ProfileConditions>, MapError> {
    let profiles: Vec<Vec<usize>> = parametric.game.profiles().collect();
    let found = match discount {
        Some(discount) => GrimThreats::new(&parametric.game, discount)
            .and_then(|threats| threats.sustained(&profiles)),
        None => {
            let prover = Prover::new(&parametric.game.domain);
            conditions(&parametric.game, &prover, &profiles, Strictness::Weak)
        }
    };
    found.map_err(|_| MapError::TooManyCases)
}
