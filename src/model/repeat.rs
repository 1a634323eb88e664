//! The section `[repeat]`: a model whose game is played again and again.

use super::declare::{Model, PayoffRule, WrittenFormula};
use super::document::{Node, field};
use super::error::{Error, ErrorKind, Errors};
use super::point::{Point, abbreviated};
use super::read::Reader;
use crate::formula::Context;
use crate::repeat::Discount;

/// Reads the formula of the discount factor; payoffs that are ranks leave it without a meaning.
pub(super) fn discount(
    reader: &mut Reader,
    payoffs: &[PayoffRule],
    node: &Node,
) -> Option<WrittenFormula> {
    if payoffs.iter().any(PayoffRule::is_ranking) {
        reader.error(&node.spot, ErrorKind::RepeatOfRanks);
    }
    if reader.is_tree {
        reader.error(&node.spot, ErrorKind::RepeatedOrder);
    }
    let entries = reader.table(Some(node));
    reader.check_keys(entries, &["discount"], "discount");
    match field(entries, "discount") {
        Some(discount) => reader.formula(discount, Context::Parameters),
        None => {
            if entries.is_empty() {
                reader.error(&node.spot, ErrorKind::NoDiscount);
            }
            None
        }
    }
}

impl Model {
    /// The discount factor that the model names, at a parameter point.
    ///
    /// # Errors
    /// A formula without a value, or with one that is no discount factor.
    ///
    /// # Examples
    /// ```
    /// let model = unipole::model::parse(
    ///     "again",
    ///     "again.toml",
    ///     "[repeat]\ndiscount = \"1 - impatience\"\n[parameters]\nimpatience = \"1/10\"\n[players.S]\nactions = [\"a\", \"b\"]\n[payoffs.S]\na = 1\nb = 0\n",
    /// )?;
    /// let discount = model.discount_at(&model.point(None, &[])?)?.expect("it has a section [repeat]");
    /// assert_eq!(discount.value(), &unipole::num::Rational::ratio(9, 10));
    /// # Ok::<(), unipole::model::Errors>(())
    /// ```
    pub fn discount_at(&self, point: &Point) -> Result<Option<Discount>, Errors> {
        let Some(written) = &self.discount else {
            return Ok(None);
        };
        let value = self.value_at(written, point, " in the discount factor")?;
        match Discount::new(value) {
            Ok(discount) => Ok(Some(discount)),
            Err(error) => Err(Errors::from(Error {
                spot: written.spot.clone(),
                kind: ErrorKind::NotADiscount(abbreviated(&error.0)),
            })),
        }
    }
}
