//! Conditions and the map of a model on its page.

use std::fmt::Write as _;

use super::super::conditions::{Conditions, profiles_reading};
use super::super::dialect::{code, markdown, phrase};
use super::super::map::{MapAnswer, MapError, MapRequest, Mapped, shares_table};
use super::super::study::Solved;
use super::words;
use crate::model::Free;
use crate::region::Axis;

/// Beyond this many classes of profiles, a page shows only those that are equilibria in some scenario.
const SHOWN: usize = 12;
/// How often each side of a map is halved.
const DEPTH: u32 = 10;

/// The conditions of a model and its map, or why there are none.
pub(in crate::report) struct Regions {
    /// When each profile is an equilibrium.
    pub conditions: Result<Conditions, String>,
    /// The map the model names; none if it names none.
    pub map: Option<Result<MapAnswer, String>>,
}

impl Regions {
    /// The conditions and the map of a model at its defaults; none for a game without parameters.
    pub fn of(study: &Solved) -> Option<Self> {
        let model = study.model.as_ref()?;
        if model.parameters.is_empty() {
            return None;
        }
        let in_words = |errors: &crate::model::Errors| {
            let messages = errors.0.iter().map(|error| error.kind.to_string());
            messages.collect::<Vec<_>>().join("; ")
        };
        let conditions = model
            .parametric(None, &[], Free::Numbers)
            .map_err(|errors| in_words(&errors))
            .and_then(|parametric| {
                Conditions::new(&study.name, model, None, parametric, &|_| true)
                    .map_err(|_| "they fall into too many cases".to_owned())
            });
        let axis = |name: &String| {
            let range = model.declaring(name).and_then(|p| p.range.clone());
            let (lower, upper) =
                range.ok_or_else(|| format!("the model gives `{name}` no range"))?;
            Ok(Axis {
                name: name.clone(),
                lower,
                upper,
            })
        };
        let axes: Result<Vec<Axis>, String> = model.map.iter().map(axis).collect();
        let map = (!model.map.is_empty()).then(|| {
            let axes = axes?;
            let request = MapRequest {
                name: &study.name,
                scenario: model.map_scenario.as_deref(),
                settings: &[],
                axes: &axes,
                depth: DEPTH,
            };
            MapAnswer::new(model, &request).map_err(|error| match error {
                MapError::Model(errors) => in_words(&errors),
                MapError::TooManyCases => "the conditions fall into too many cases".to_owned(),
                MapError::Outside(..) => "its box leaves the domain of the parameters".to_owned(),
                MapError::Unstated(constraint) => {
                    format!("`{constraint}` falls into cases over its parameters")
                }
                MapError::Constant(words) => format!("everywhere {words}"),
            })
        });
        Some(Regions { conditions, map })
    }
}

/// The section on conditions.
pub(super) fn conditions(out: &mut String, study: &Solved, regions: &Regions) {
    out.push_str("## When each profile is an equilibrium\n\n");
    let command = format!("unipole conditions {}", study.name);
    let answer = match &regions.conditions {
        Ok(answer) => answer,
        Err(reason) => {
            let _ = writeln!(out, "No conditions are given: {}.\n", phrase(reason));
            return;
        }
    };
    let classes = answer.classes();
    let some = classes > SHOWN;
    let _ = writeln!(
        out,
        "The conditions are exact: for all parameters in their domains, a profile of pure actions is an equilibrium if and only if what stands under it holds. \
         Each line is one comparison: the action taken, and the one it is not worth changing to.{} Made by {}; as propositions for a paper: {}; as data: {}.\n",
        match some {
            true => format!(
                " Of {} only those profiles are shown that are an equilibrium in some scenario below, or never are.",
                words::counted(classes, "kind of profile", "kinds of profiles")
            ),
            false => String::new(),
        },
        code(&command),
        code(&format!("{}-conditions.tex", study.id)),
        code(&format!("{}-conditions.json", study.id)),
    );
    let wanted = |profile: &[usize]| !some || study.holds_somewhere(profile);
    let text = profiles_reading(answer, &wanted);
    let _ = writeln!(out, "```text\n{}\n```\n", text.trim());
}

/// The section on the map.
pub(super) fn map(out: &mut String, study: &Solved, regions: &Regions) {
    let answer = match &regions.map {
        None => return,
        Some(Ok(answer)) => answer,
        Some(Err(reason)) => {
            let _ = writeln!(out, "## Where\n\nNo map is drawn: {}.\n", phrase(reason));
            return;
        }
    };
    let names: Vec<&str> = answer
        .sides
        .iter()
        .map(|side| side.axis.name.as_str())
        .collect();
    let _ = writeln!(out, "## Where: {}\n", phrase(&names.join(" and ")));
    let _ = writeln!(
        out,
        "![{}]({}-map.svg)\n",
        match answer.is_repeated() {
            true => "Which profiles are played for ever where",
            false => "Which pure equilibria hold where",
        },
        study.id
    );
    if answer.is_repeated() {
        out.push_str("Here a profile is said to be played for ever where pure stage equilibria, played for ever after a deviation (grim reversion), keep everybody from leaving it; other plans may keep more.\n\n");
    }
    let _ = writeln!(out, "{}", markdown(&shares_table(answer)));
    let proved = match &answer.map {
        Mapped::Box(map) if !map.undecided.is_zero() => format!(
            " Every cell is proved, but for {} of the box.",
            super::super::map::percent(&(map.undecided.clone(), map.undecided.clone()))
        ),
        _ => " Every share is exact.".to_owned(),
    };
    let at = match &answer.subject.scenario {
        Some(name) => format!("their values in scenario {}", code(name)),
        None => "their defaults".to_owned(),
    };
    let marks: Vec<String> = answer
        .marks
        .iter()
        .map(|mark| {
            let name = match mark.name.as_str() {
                "default" => "the default point".to_owned(),
                name => format!("scenario {}", code(name)),
            };
            format!("{name}: {}", phrase(&answer.words(&mark.equilibria)))
        })
        .collect();
    let _ = writeln!(
        out,
        "Shares of the box, the other parameters at {at}.{proved} Marked are {}. Made by {}; for a paper: {}.\n",
        marks.join("; "),
        code(&format!("unipole map {}", study.name)),
        code(&format!("{}-map.tex", study.id)),
    );
}
