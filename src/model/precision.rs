//! The key `precision`: at how precise a choice a model's logit equilibria are wanted.

use super::declare::{Model, PayoffRule, WrittenFormula};
use super::document::Node;
use super::error::{Error, ErrorKind, Errors};
use super::point::{Point, abbreviated};
use super::read::Reader;
use crate::formula::Context;
use crate::num::Rational;

/// Reads the formula; payoffs that are ranks leave it without a meaning.
pub(super) fn precision(
    reader: &mut Reader,
    payoffs: &[PayoffRule],
    node: &Node,
) -> Option<WrittenFormula> {
    if payoffs.iter().any(PayoffRule::is_ranking) {
        reader.error(&node.spot, ErrorKind::PrecisionOfRanks);
    }
    reader.formula(node, Context::Parameters)
}

impl Model {
    /// The precision that the model names, at a parameter point.
    ///
    /// # Errors
    /// A formula without a value, or a negative one.
    ///
    /// # Examples
    /// ```
    /// let model = unipole::model::parse(
    ///     "fits",
    ///     "fits.toml",
    ///     "precision = \"2*lam\"\n[parameters]\nlam = 3\n[players.S]\nactions = [\"a\", \"b\"]\n[payoffs.S]\na = 1\nb = 0\n",
    /// )?;
    /// let point = model.point(None, &["lam=1/4".to_owned()])?;
    /// assert_eq!(model.precision_at(&point)?, Some(unipole::num::Rational::ratio(1, 2)));
    /// # Ok::<(), unipole::model::Errors>(())
    /// ```
    pub fn precision_at(&self, point: &Point) -> Result<Option<Rational>, Errors> {
        let Some(written) = &self.precision else {
            return Ok(None);
        };
        let value = self.value_at(written, point, " in the precision")?;
        match value.sign().is_lt() {
            true => Err(Errors::from(Error {
                spot: written.spot.clone(),
                kind: ErrorKind::NegativePrecision(abbreviated(&value)),
            })),
            false => Ok(Some(value)),
        }
    }
}
