//! The share of the box of the parameters' ranges in which each posture is an equilibrium, the only one, none.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::answer::{Subject, Value};
use super::decimal::Notation;
use super::dialect::{Terminal, text};
use super::json::about;
use super::table::{Align, Column, Table};
use crate::game::{Player, Posture};
use crate::model::{Errors, Free, Model};
use crate::num::Rational;
use crate::region::{
    Axis, Bracket, Estimate, PROVED_AXES, ProfileConditions, Prover, Question, Strictness,
    conditions, proved_shares, sampled_shares,
};

/// The interval said to hold with 95 % is this many standard errors to either side: Student's t with fifteen degrees of freedom.
const STUDENT: (i64, i64) = (214, 100);

/// Shares of a box of parameters.
#[derive(Debug, Clone)]
pub struct Shares {
    /// Where the game comes from; parameters of the box have their values at the point.
    pub subject: Subject,
    /// The box.
    pub axes: Vec<Axis>,
    /// The parameters that follow from those of the box, with their formulas.
    pub tied: Vec<(String, String)>,
    /// How the shares are known.
    pub evidence: Evidence,
    /// The share of the box on which the model's assumptions hold, which is what the others are shares of.
    pub admitted: Share,
    /// For each posture, in the order of the continuum: where some equilibrium has a player in it, where all have (and there is one).
    pub postures: Vec<(Posture, [Option<Share>; 2])>,
    /// Where there is no equilibrium in pure actions.
    pub none: Option<Share>,
    /// Where there are several.
    pub several: Option<Share>,
}

/// How shares are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// By subdivision, each side being halved so often.
    Proved {
        /// How often.
        depth: u32,
    },
    /// From points.
    Sampled {
        /// How many.
        points: usize,
        /// From how many independent shifts.
        shifts: usize,
    },
}

/// A share, proved to lie between two numbers or estimated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Share {
    /// It lies there.
    Proved(Bracket),
    /// It is about this.
    Estimated(Estimate),
}

/// Why there are no shares.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ShareError {
    /// What is wrong with the model, the settings or the names.
    #[error(transparent)]
    Model(#[from] Errors),
    /// Parameters without a range.
    #[error("the range of {0} is not declared, so there is no box to take a share of")]
    NoRange(String),
    /// A parameter of whole or listed numbers.
    #[error("`{0}` takes whole or listed numbers only, which have no share of a box")]
    NotAnInterval(String),
    /// Nothing is free.
    #[error("no parameter is free, so there is no box to take a share of")]
    NothingFree,
    /// More cases than can be followed.
    #[error("the conditions fall into too many cases")]
    TooManyCases,
    /// A constraint on the parameters that falls into cases.
    #[error("`{0}` falls into cases, so on which part of the box it holds is not known")]
    Unstated(String),
}

impl Shares {
    /// The shares of the box of the ranges of some parameters, or of all whose value is a number that nothing has fixed.
    ///
    /// # Errors
    /// As [`ShareError`] says.
    pub fn new(
        name: &str,
        model: &Model,
        scenario: Option<&str>,
        settings: &[String],
        names: &[String],
    ) -> Result<Self, ShareError> {
        let is_interval = |parameter: usize| {
            let domain = &model.parameters[parameter].domain;
            !domain.integer && domain.listed.is_none()
        };
        let names = match names {
            [] => model
                .free_at(scenario, settings, Free::Numbers)?
                .into_iter()
                .filter(|free| is_interval(free.parameter))
                .map(|free| model.name_of(free))
                .collect(),
            named => named.to_vec(),
        };
        let found = model.parametric(scenario, settings, Free::Named(&names))?;
        if let Some(constraint) = found.unstated.first() {
            return Err(ShareError::Unstated(constraint.clone()));
        }
        let (mut axes, mut missing) = (Vec::new(), Vec::new());
        for free in &found.free {
            let name = model.name_of(*free);
            if !is_interval(free.parameter) {
                return Err(ShareError::NotAnInterval(name));
            }
            match &model.parameters[free.parameter].range {
                Some((lower, upper)) => axes.push(Axis {
                    name,
                    lower: lower.clone(),
                    upper: upper.clone(),
                }),
                None => missing.push(format!("`{name}`")),
            }
        }
        if !missing.is_empty() {
            return Err(ShareError::NoRange(missing.join(", ")));
        }
        if axes.is_empty() {
            return Err(ShareError::NothingFree);
        }
        let prover = Prover::new(&found.game.domain);
        let profiles: Vec<Vec<usize>> = found.game.profiles().collect();
        let all = conditions(&found.game, &prover, &profiles, Strictness::Weak);
        let all = all.map_err(|_| ShareError::TooManyCases)?;
        let players = &found.game.players;
        let postures = postures(players);
        let everywhere = |set: &[&[usize]], posture: &Posture| {
            !set.is_empty() && set.iter().all(|profile| takes(players, profile, posture))
        };
        let somewhere = |set: &[&[usize]], posture: &Posture| {
            let mut profiles = set.iter();
            profiles.any(|profile| takes(players, profile, posture))
        };
        let none = |set: &[&[usize]]| set.is_empty();
        let several = |set: &[&[usize]]| set.len() > 1;
        let asked = postures.iter();
        let some: Vec<_> = asked
            .clone()
            .map(|posture| move |set: &[&[usize]]| somewhere(set, posture))
            .collect();
        let every: Vec<_> = asked
            .map(|posture| move |set: &[&[usize]]| everywhere(set, posture))
            .collect();
        let mut questions: Vec<&Question<'_>> = vec![&none, &several];
        questions.extend(every.iter().map(|question| question as &Question<'_>));
        let assumptions = &found.game.domain.assumptions;
        let (evidence, admitted, mut shares, some) = if axes.len() <= PROVED_AXES {
            let proved = proved_shares(&all, assumptions, &axes, &questions);
            // Asked of fewer profiles, less stays undecided.
            let some = postures.iter().zip(&some).map(|(posture, question)| {
                let own = all.iter().filter(|c| takes(players, &c.profile, posture));
                let own: Vec<ProfileConditions> = own.cloned().collect();
                let found = proved_shares(&own, assumptions, &axes, &[question]);
                found.shares.into_iter().next().flatten().map(Share::Proved)
            });
            let some: Vec<Option<Share>> = some.collect();
            let shares = proved.shares.into_iter();
            let shares: Vec<Option<Share>> = shares.map(|s| s.map(Share::Proved)).collect();
            let evidence = Evidence::Proved {
                depth: proved.depth,
            };
            let admitted = proved_shares(&[], assumptions, &axes, &[]).admitted;
            (evidence, Share::Proved(admitted), shares, some)
        } else {
            questions.extend(some.iter().map(|question| question as &Question<'_>));
            let sampled = sampled_shares(&all, assumptions, &axes, &questions);
            let shares = sampled.shares.into_iter();
            let mut shares: Vec<Option<Share>> = shares.map(|s| s.map(Share::Estimated)).collect();
            let some = shares.split_off(2 + postures.len());
            let evidence = Evidence::Sampled {
                points: sampled.points,
                shifts: sampled.shifts,
            };
            (evidence, Share::Estimated(sampled.admitted), shares, some)
        };
        let every = shares.split_off(2);
        let several = shares.pop().flatten();
        let none = shares.pop().flatten();
        let both = some.into_iter().zip(every);
        Ok(Shares {
            subject: Subject::of_model(name, model, scenario, &found.point),
            tied: found.tied,
            axes,
            evidence,
            admitted,
            postures: postures
                .iter()
                .cloned()
                .zip(both.map(|(some, every)| [some, every]))
                .collect(),
            none,
            several,
        })
    }

    /// The parameters that are not sides of the box, with their values.
    fn given(&self) -> Vec<&Value> {
        let values = self.subject.parameters.iter();
        values
            .filter(|value| {
                let member = |axis: &Axis| {
                    let rest = axis.name.strip_prefix(value.name.as_str())?;
                    rest.strip_prefix('_')?.parse::<usize>().ok()
                };
                let is_side = |axis: &Axis| {
                    axis.name == value.name || (value.is_list && member(axis).is_some())
                };
                !self.axes.iter().any(is_side)
            })
            .collect()
    }

    /// The shares in words and a table.
    pub fn in_words(&self, notation: Notation, terminal: Terminal) -> String {
        let digits = match notation {
            Notation::Exact => 2,
            Notation::Decimals(digits) => digits,
        };
        let mut out = self.subject.title.clone();
        if let Some(scenario) = &self.subject.scenario {
            let _ = write!(out, ", scenario {scenario}");
        }
        let sides: Vec<String> = self
            .axes
            .iter()
            .map(|axis| format!("{} in [{}, {}]", axis.name, axis.lower, axis.upper))
            .collect();
        let _ = writeln!(out, "\nShares of the box {}", sides.join(", "));
        if let Some(line) = self.subject.of_one_period() {
            let _ = writeln!(out, "{line}");
        }
        let is_tied = |value: &&Value| self.tied.iter().any(|(name, _)| *name == value.name);
        let given: Vec<String> = self
            .given()
            .into_iter()
            .filter(|value| !is_tied(value))
            .map(|value| {
                let values: Vec<String> = value.values.iter().map(Rational::to_string).collect();
                format!("{}={}", value.name, values.join(","))
            })
            .chain(
                self.tied
                    .iter()
                    .map(|(name, formula)| format!("{name}={formula}")),
            )
            .collect();
        if !given.is_empty() {
            let _ = writeln!(out, "at {}", given.join("  "));
        }
        let cell = |share: &Option<Share>| match share {
            Some(share) => share.percent(digits),
            None => "no such point found".to_owned(),
        };
        let columns = vec![
            Column::new("posture", Align::Left),
            Column::new("an equilibrium", Align::Right),
            Column::new("in every equilibrium", Align::Right),
            Column::new("in none", Align::Right),
        ];
        let mut table = Table::new("shares", "", columns);
        for (posture, [some, only]) in &self.postures {
            table.row(vec![
                posture.to_string().into(),
                cell(some).into(),
                cell(only).into(),
                cell(&some.as_ref().map(Share::rest)).into(),
            ]);
        }
        if !table.is_empty() {
            let _ = write!(out, "\n{}", text(&table, terminal));
        }
        let _ = writeln!(
            out,
            "\nNo equilibrium in pure actions: {}. Several: {}.",
            cell(&self.none),
            cell(&self.several)
        );
        if !self.admitted.is_whole() {
            let _ = writeln!(
                out,
                "The model's assumptions hold on {} of the box; the other numbers are shares of that part.",
                self.admitted.percent(digits)
            );
        }
        let how = match self.evidence {
            Evidence::Proved { depth } => format!(
                "Proved: each share lies between the two numbers shown, rounded outwards. Sides were halved {depth} times at most."
            ),
            Evidence::Sampled { points, shifts } => format!(
                "Estimated, not proved: the conditions were decided exactly at {points} quasi-random points, in {shifts} independently shifted sets. What follows ± is 2.14 standard errors as these sets scatter, about a 95 % interval (Student's t)."
            ),
        };
        let _ = writeln!(
            out,
            "{how}\nAll values in the box count alike; that is an assumption too."
        );
        out
    }

    /// The document `unipole/share/1`.
    pub fn as_json(&self) -> Json {
        let mut document = Map::new();
        document.insert("schema".into(), json!("unipole/share/1"));
        about(&mut document, &self.subject);
        let sides: Map<String, Json> = self
            .axes
            .iter()
            .map(|axis| {
                let ends = [axis.lower.to_string(), axis.upper.to_string()];
                (axis.name.clone(), json!(ends))
            })
            .collect();
        document.insert("box".into(), Json::Object(sides));
        if self.subject.is_repeated {
            document.insert("one_period".into(), json!(true));
        }
        let mut share = Map::new();
        match self.evidence {
            Evidence::Proved { depth } => {
                share.insert("method".into(), json!("proved"));
                share.insert("depth".into(), json!(depth));
            }
            Evidence::Sampled { points, shifts } => {
                share.insert("method".into(), json!("sampled"));
                share.insert("points".into(), json!(points));
                share.insert("shifts".into(), json!(shifts));
            }
        }
        share.insert("admitted".into(), self.admitted.as_json());
        let of = |share: &Option<Share>| share.as_ref().map(Share::as_json);
        let postures: Map<String, Json> = self
            .postures
            .iter()
            .map(|(posture, [some, only])| {
                let none = some.as_ref().map(Share::rest);
                let entry =
                    json!({ "equilibrium": of(some), "every": of(only), "none": of(&none) });
                (posture.to_string(), entry)
            })
            .collect();
        share.insert("postures".into(), Json::Object(postures));
        share.insert("no_pure_equilibrium".into(), json!(of(&self.none)));
        share.insert("several".into(), json!(of(&self.several)));
        document.insert("share".into(), Json::Object(share));
        Json::Object(document)
    }
}

impl Share {
    /// What is left of the whole.
    pub fn rest(&self) -> Share {
        match self {
            Share::Proved(Bracket { lower, upper }) => Share::Proved(Bracket {
                lower: &Rational::ONE - upper,
                upper: &Rational::ONE - lower,
            }),
            Share::Estimated(estimate) => Share::Estimated(Estimate {
                met: estimate.of - estimate.met,
                of: estimate.of,
                value: &Rational::ONE - &estimate.value,
                standard_error: estimate.standard_error.clone(),
            }),
        }
    }

    fn is_whole(&self) -> bool {
        match self {
            Share::Proved(bracket) => bracket.lower == Rational::ONE,
            Share::Estimated(estimate) => estimate.met == estimate.of,
        }
    }

    /// `25.00 %`, `42.31 to 42.38 %`, `42.3 ± 0.4 %`.
    fn percent(&self, digits: u32) -> String {
        let print = |value: &Rational| Notation::Decimals(digits).print(value);
        let hundred = Rational::integer(100);
        match self {
            Share::Proved(Bracket { lower, upper }) => {
                let scale = Rational::integer(10).checked_pow(i32::try_from(digits).unwrap_or(0));
                let scale = &hundred * &scale.unwrap_or(Rational::ONE);
                let down = (lower * &scale).floor();
                let up = -(&-upper * &scale).floor();
                let shown = |units: &Rational| print(&(&(units * &hundred) / &scale));
                match down == up {
                    true => format!("{} %", shown(&down)),
                    false => format!("{} to {} %", shown(&down), shown(&up)),
                }
            }
            Share::Estimated(estimate) if estimate.met == 0 => "at no point".to_owned(),
            Share::Estimated(estimate) if estimate.met == estimate.of => {
                "at every point".to_owned()
            }
            Share::Estimated(estimate) => {
                let width = &estimate.standard_error * &Rational::ratio(STUDENT.0, STUDENT.1);
                format!(
                    "{} ± {} %",
                    print(&(&estimate.value * &hundred)),
                    print(&(&width * &hundred))
                )
            }
        }
    }

    fn as_json(&self) -> Json {
        match self {
            Share::Proved(Bracket { lower, upper }) => {
                json!({ "lower": lower.to_string(), "upper": upper.to_string() })
            }
            Share::Estimated(estimate) => json!({
                "met": estimate.met,
                "of": estimate.of,
                "value": estimate.value.to_string(),
                "standard_error": estimate.standard_error.to_string(),
            }),
        }
    }
}

/// The postures that somebody can take, in order.
fn postures(players: &[Player]) -> Vec<Posture> {
    let actions = players.iter().flat_map(|player| &player.actions);
    let mut known: Vec<Posture> = actions.filter_map(|a| a.posture.clone()).collect();
    known.sort();
    known.dedup();
    known
}

/// Whether some player takes a posture in a profile.
fn takes(players: &[Player], profile: &[usize], posture: &Posture) -> bool {
    let mut both = players.iter().zip(profile);
    both.any(|(player, action)| player.actions[*action].posture.as_ref() == Some(posture))
}
