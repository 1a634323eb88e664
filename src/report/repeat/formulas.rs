//! From which parameters on grim reversion sustains a profile, as formulas.

use super::super::conditions::Conditions;
use crate::model::{Errors, Free, Model};

/// The conditions of some profiles under grim reversion, solved for the discount factor and for the parameters of the payoffs in turn.
#[derive(Debug, Clone)]
pub struct Formulas {
    /// The conditions, solved for the discount factor.
    pub conditions: Conditions,
    /// The same solved for each parameter of the payoffs, where there are few.
    pub solved: Vec<Conditions>,
}

/// The most free parameters for which conditions are solved one by one.
const FEW: usize = 8;

/// The formulas of the profiles that are wanted, where one of the threats, pure stage equilibria, answers every deviation; none where the discount factor is no parameter of its own, or there are too many cases.
///
/// # Errors
/// As [`Model::parametric`].
pub fn formulas(
    model: &Model,
    name: &str,
    scenario: Option<&str>,
    settings: &[String],
    wanted: &[Vec<usize>],
    threats: &[Vec<usize>],
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
    let Ok(mut conditions) = Conditions::sustained(
        name, model, scenario, parametric, &discount, wanted, threats,
    ) else {
        return Ok(None);
    };
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
    }))
}
