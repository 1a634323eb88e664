//! From which parameters on grim reversion sustains a profile, as formulas.

use super::super::conditions::Conditions;
use crate::model::{Errors, Free, Model, Parametric};
use crate::region::{Fraction, ProfileConditions};
use crate::repeat::GrimThreats;

/// The conditions of some profiles under grim reversion, solved for the discount factor and for the parameters of the payoffs in turn.
#[derive(Debug, Clone)]
pub struct Formulas {
    /// The conditions, solved for the discount factor.
    pub conditions: Conditions,
    /// The same solved for each parameter of the payoffs, where there are few.
    pub solved: Vec<Conditions>,
    /// Whether only the stage equilibria of the point answer deviations: the profile lasts if the conditions hold, and may for another reason.
    pub is_of_the_point: bool,
}

/// The most free parameters for which conditions are solved one by one.
const FEW: usize = 8;

/// The most pure profiles that may answer deviations; of more, only those that are stage equilibria at the point do.
const ANSWERS: usize = 4;

/// The formulas of the profiles that are wanted; none where the discount factor is no parameter of its own, or there are too many cases.
///
/// # Shapes
/// `here`: the pure stage equilibria at the point. They answer deviations where more profiles than a few are stage equilibria somewhere;
/// otherwise all of these do.
///
/// # Errors
/// As [`Model::parametric`].
pub fn formulas(
    model: &Model,
    name: &str,
    scenario: Option<&str>,
    settings: &[String],
    wanted: &[Vec<usize>],
    here: &[Vec<usize>],
) -> Result<Option<Formulas>, Errors> {
    let parametric = model.parametric(scenario, settings, Free::Numbers)?;
    let Some(discount) = parametric.discount.clone() else {
        return Ok(None);
    };
    let unknowns = 0..parametric.game.domain.unknowns.len();
    let own = unknowns.into_iter().find(|unknown| {
        discount.numerator().unknowns() == [*unknown] && discount.denominator().next().is_none()
    });
    let Some(own) = own else {
        return Ok(None);
    };
    let Some((found, is_of_the_point)) = sustained(&parametric, &discount, wanted, here) else {
        return Ok(None);
    };
    let mut conditions = Conditions::sustained(name, model, scenario, parametric, found);
    conditions.solve_for(own);
    let unknowns = 0..conditions.symbols.len();
    let others = unknowns.filter(|unknown| *unknown != own && conditions.symbols.len() <= FEW);
    let solved = others.map(|unknown| {
        let mut solved = conditions.clone();
        solved.solve_for(unknown);
        solved
    });
    Ok(Some(Formulas {
        solved: solved.collect(),
        conditions,
        is_of_the_point,
    }))
}

/// The conditions, and whether only the stage equilibria of the point answer deviations; none if there are too many cases.
fn sustained(
    parametric: &Parametric,
    discount: &Fraction,
    wanted: &[Vec<usize>],
    here: &[Vec<usize>],
) -> Option<(Vec<ProfileConditions>, bool)> {
    let threats = GrimThreats::new(&parametric.game, discount).ok()?;
    if threats.number() <= ANSWERS
        && let Ok(found) = threats.sustained(wanted)
    {
        return Some((found, false));
    }
    Some((threats.among(here).sustained(wanted).ok()?, true))
}
