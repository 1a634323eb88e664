//! Quantities: how they move with a parameter, and whether a formula gives them.

use super::meaning::preference;
use super::subject::{Subject, fault, not_zero};
use crate::certify::Statement;
use crate::model::{Errors, Pattern, Quantity, Sentence, Spot, WrittenFormula};
use crate::num::Multivariate;
use crate::region::Fraction;
use crate::repeat::GrimThreats;

/// A quantity as a quotient of polynomials, defined where the divisor is not zero; and whether the divisor is known to be positive.
pub(super) struct Quotient {
    over: Multivariate,
    under: Multivariate,
    is_positive: bool,
}

/// The quotient that a quantity is.
///
/// # Errors
/// A preference that is not affine in the parameter, or falls into cases.
pub(super) fn quotient(
    subject: &Subject<'_>,
    quantity: &Quantity,
    spot: &Spot,
) -> Result<Quotient, Errors> {
    match quantity {
        Quantity::Formula(written) => {
            let fraction = subject.fraction(written)?;
            Ok(Quotient {
                over: fraction.numerator().clone(),
                under: fraction.denominator_polynomial(),
                is_positive: true,
            })
        }
        Quantity::Payoff(player, pattern) => payoff(subject, player, pattern),
        Quantity::Threshold(name, sentence) => threshold(subject, name, sentence, spot),
        Quantity::CriticalDiscount(pattern) => critical_discount(subject, pattern),
    }
}

fn payoff(subject: &Subject<'_>, player: &str, pattern: &Pattern) -> Result<Quotient, Errors> {
    let player = subject.player(player, &pattern.spot)?;
    let profiles = subject.profiles(pattern)?;
    let counts: Vec<usize> = subject.game.players.iter().map(|(_, a)| a.len()).collect();
    let [profile] = profiles.as_slice() else {
        return Err(fault(
            &pattern.spot,
            format!("`{}`, which is several profiles", pattern.text),
            "one profile".to_owned(),
        ));
    };
    let index = crate::game::Payoffs::index_in(&counts, profile);
    match subject.parametric.game.payoffs[player][index].as_slice() {
        [only] if only.guards.is_empty() => Ok(Quotient {
            over: only.value.numerator().clone(),
            under: only.value.denominator_polynomial(),
            is_positive: true,
        }),
        _ => Err(fault(
            &pattern.spot,
            format!("a payoff in {} that falls into cases", pattern.text),
            "one formula".to_owned(),
        )),
    }
}

fn threshold(
    subject: &Subject<'_>,
    name: &str,
    sentence: &Sentence,
    spot: &Spot,
) -> Result<Quotient, Errors> {
    let unknown = subject.unknown(name, spot)?;
    let Sentence::Prefers {
        player,
        better,
        worse,
        pattern,
        ..
    } = sentence
    else {
        unreachable!("invariant: a threshold is of a preference")
    };
    let (profile, deviation) = preference(subject, player, [better, worse], pattern)?;
    let gain = subject.game.gain(&profile, deviation);
    let [(_, gain)] = gain.as_slice() else {
        return Err(fault(
            spot,
            "a preference that falls into cases".to_owned(),
            "one whose payoffs are single formulas".to_owned(),
        ));
    };
    zero_in(gain, unknown).ok_or_else(|| {
        let degree = gain.degree_in(unknown);
        let found = format!("a preference of degree {degree} in {name}");
        fault(
            spot,
            found,
            "one that is affine in the parameter of the threshold".to_owned(),
        )
    })
}

/// Where an expression that is affine in an unknown is zero.
fn zero_in(expression: &Multivariate, unknown: usize) -> Option<Quotient> {
    match expression.coefficients_in(unknown).as_slice() {
        [constant, slope] => Some(Quotient {
            over: -constant,
            under: slope.clone(),
            is_positive: false,
        }),
        _ => None,
    }
}

/// The discount factor at which grim reversion begins to sustain a profile: it appears in one condition, and there by itself.
fn critical_discount(subject: &Subject<'_>, pattern: &Pattern) -> Result<Quotient, Errors> {
    let parametric = &subject.parametric;
    let refused =
        |found: &str, expected: &str| fault(&pattern.spot, found.to_owned(), expected.to_owned());
    let own = parametric.discount.as_ref().and_then(|discount| {
        let is_own = |k: &usize| *discount == Fraction::polynomial(Multivariate::unknown(*k));
        (0..subject.unknowns.len())
            .find(is_own)
            .map(|own| (own, discount))
    });
    let Some((own, discount)) = own else {
        return Err(refused(
            "a critical discount factor",
            "a repeated model whose discount factor is a parameter that varies",
        ));
    };
    let profiles = subject.profiles(pattern)?;
    let found = GrimThreats::new(&parametric.game, discount).and_then(|t| t.sustained(&profiles));
    let cases = found.map(|found| found.into_iter().map(|one| one.cases).collect::<Vec<_>>());
    let Ok([cases]) = cases.as_deref() else {
        return Err(refused(&pattern.text, "one profile, with few cases"));
    };
    let inequalities = cases.iter().flatten();
    let mut with: Vec<&Multivariate> = inequalities
        .map(|inequality| &inequality.condition.expression)
        .filter(|expression| expression.degree_in(own) > 0)
        .collect();
    with.sort();
    with.dedup();
    match (with.as_slice(), cases.len()) {
        ([only], 1) => zero_in(only, own),
        _ => None,
    }
    .ok_or_else(|| {
        refused(
            &format!("{}, which lasts under several conditions", pattern.text),
            "a profile that grim reversion sustains from one discount factor on",
        )
    })
}

impl Quotient {
    /// Where the quantity is a number.
    pub(super) fn exists(&self) -> Option<Statement> {
        let constant = self
            .under
            .as_constant()
            .is_some_and(|value| !value.is_zero());
        (!self.is_positive && !constant).then(|| not_zero(&self.under))
    }

    /// That the quantity does not rise, or does not fall, strictly with an unknown.
    pub(super) fn does_not_move(&self, unknown: usize, rises: bool) -> Statement {
        let [over, under] = [&self.over, &self.under].map(|part| part.derivative(unknown));
        let at_most = |slope: &Multivariate, rises: bool| match rises {
            true => Statement::at_least(-slope),
            false => Statement::at_least(slope.clone()),
        };
        if !under.is_zero() {
            let slope = &(&over * &self.under) - &(&self.over * &under);
            return at_most(&slope, rises);
        }
        if self.is_positive {
            return at_most(&over, rises);
        }
        // Only the sign of the divisor matters then.
        Statement::Any(vec![
            Statement::All(vec![
                Statement::above(self.under.clone()),
                at_most(&over, rises),
            ]),
            Statement::All(vec![Statement::above(-&self.under), at_most(&over, !rises)]),
        ])
    }

    /// That the quantity is not another one, which is defined everywhere.
    pub(super) fn differs(&self, other: &Quotient) -> Statement {
        not_zero(&self.difference(other))
    }

    /// Zero where both quantities are equal.
    pub(super) fn difference(&self, other: &Quotient) -> Multivariate {
        &(&self.over * &other.under) - &(&other.over * &self.under)
    }
}

/// The quotient of a formula.
pub(super) fn formula(subject: &Subject<'_>, written: &WrittenFormula) -> Result<Quotient, Errors> {
    quotient(subject, &Quantity::Formula(written.clone()), &written.spot)
}
