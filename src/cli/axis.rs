//! `NAME=LO..HI`: a side of the box a map looks at.

use super::error::Error;
use crate::model::Model;
use crate::num::Rational;
use crate::region::Axis;

/// Reads an axis; without `=LO..HI` it is the parameter's range in the model file.
pub(super) fn parse(option: &str, text: &str, model: &Model) -> Result<Axis, Error> {
    let (name, ends) = match text.split_once('=') {
        Some((name, ends)) => (name.trim(), Some(ends)),
        None => (text.trim(), None),
    };
    let (lower, upper) = match ends {
        Some(ends) => interval(option, text, ends)?,
        None => range(option, name, model)?,
    };
    if lower >= upper {
        return Err(Error::request(
            format!("`{option} {text}`: {lower} is not less than {upper}"),
            Some("write the least value first, as in `--x u=0..1`"),
        ));
    }
    Ok(Axis {
        name: name.to_owned(),
        lower,
        upper,
    })
}

fn interval(option: &str, text: &str, ends: &str) -> Result<(Rational, Rational), Error> {
    let wrong = |reason: String| {
        Error::request(
            format!("`{option} {text}`: {reason}"),
            Some("write for example `--x u=1/20..1`"),
        )
    };
    let (low, high) = ends
        .split_once("..")
        .ok_or_else(|| wrong("found no `..` between two numbers".to_owned()))?;
    let number = |text: &str| {
        text.trim()
            .parse::<Rational>()
            .map_err(|error| wrong(error.to_string()))
    };
    Ok((number(low)?, number(high)?))
}

/// The range the model file gives the parameter; what is no parameter is found out later, with a hint.
fn range(option: &str, name: &str, model: &Model) -> Result<(Rational, Rational), Error> {
    let Some(parameter) = model.declaring(name) else {
        return Ok((Rational::ZERO, Rational::ONE));
    };
    parameter.range.clone().ok_or_else(|| {
        Error::request(
            format!("`{option} {name}`: the model gives `{name}` no range"),
            Some(&format!("say which: `{option} {name}=0..1`")),
        )
    })
}
